"""Conversations for the desk and for platforms: listed, written to, answered; what was drafted for an older state is never sent."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncGenerator
from typing import Annotated, Any

from fastapi import APIRouter, Path
from fastapi.responses import Response, StreamingResponse

from guarded_reply.errors import RequestError
from guarded_reply.request import ReplyRequest, as_request
from guarded_reply.server.doors import Drafts, DraftsOrReviews, JsonRoute, Reviews, ServiceNow, errors, json_answer
from guarded_reply.server.keys import Principal
from guarded_reply.server.privacy import masked
from guarded_reply.server.problems import ApiError, not_found
from guarded_reply.server.records import Record, now_text, other_event, report_dict
from guarded_reply.server.reviews import append, content_of, review
from guarded_reply.server.routes_replies import event, record_of
from guarded_reply.server.schemas import SSE_EVENT, BlockedOut, ConversationIn, ConversationOut, ConversationsOut, MessageIn, ReviewIn, SendIn, StateIn
from guarded_reply.server.service import Service
from guarded_reply.server.store import Conversation, State, StoreDown

router = APIRouter(tags=["conversations"], route_class=JsonRoute)
ConversationId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
_LOOK = 0.25  # seconds between two looks at a conversation's version
_BEAT = 15.0  # seconds after which a silent stream says that it lives


async def _stored(work: Any) -> Any:
    try:
        return await work
    except StoreDown:
        raise ApiError(503, "store_down", "the record cannot be reached", headers={"Retry-After": "5"}) from None


async def _conversation(service: Service, principal: Principal, conversation_id: str) -> Conversation:
    found = await _stored(service.store.conversation(conversation_id, principal.shops))
    if found is None:
        raise not_found("conversation")
    return found


@router.get("/v1/conversations", summary="All conversations, the latest first", responses={200: {"model": ConversationsOut}, **errors(503)})
async def list_conversations(service: ServiceNow, principal: DraftsOrReviews) -> Response:
    """Of the key's shops."""
    found: list[Conversation] = await _stored(service.store.conversations(principal.shops))
    return json_answer({"items": [conversation.summary() for conversation in found]})


@router.post("/v1/conversations", status_code=200, summary="A new conversation", responses={200: {"model": ConversationOut}, **errors(400, 409, 413, 422, 503)})
async def create_conversation(service: ServiceNow, principal: Drafts, body: ConversationIn) -> Response:
    """With the request's facts; personal data is masked before it is kept."""
    request, shop = service.addressed(body.request, principal)
    conversation = Conversation(body.id or uuid.uuid4().hex, body.title, shop, 1, "open", request_data(request), now_text())
    if not await _stored(service.store.put(conversation)):
        raise ApiError(409, "exists", "a conversation with this id exists", "id")
    return json_answer(conversation.as_dict())


def request_data(request: ReplyRequest) -> dict[str, Any]:
    """A request as it is kept: what was said and is known, masked."""
    data = request.model_dump(mode="json", exclude_defaults=True)
    data["conversation"] = [message.model_dump(mode="json", exclude_none=True) for message in request.conversation]
    return masked(data)


@router.get("/v1/conversations/{conversation_id}", summary="One conversation with its facts", responses={200: {"model": ConversationOut}, **errors(404, 422, 503)})
async def get_conversation(service: ServiceNow, principal: DraftsOrReviews, conversation_id: ConversationId) -> Response:
    """Its request can be posted to /v1/replies as it stands."""
    return json_answer((await _conversation(service, principal, conversation_id)).as_dict())


@router.post("/v1/conversations/{conversation_id}/messages", summary="A message from outside", responses={200: {"model": ConversationOut}, **errors(400, 404, 409, 413, 422, 503)})
async def post_message(service: ServiceNow, principal: Drafts, conversation_id: ConversationId, body: MessageIn) -> Response:
    """The customer wrote, or another agent answered; drafts made before are stale now."""
    for _ in range(5):  # several may write at once; each message finds its place
        found = await _conversation(service, principal, conversation_id)
        state: State = found.state if found.state == "taken_over" else "open" if body.role == "customer" else "answered"
        changed = _with_message(found, body.role, body.text, state)
        if await _stored(service.store.put(changed)):
            return json_answer(changed.as_dict())
    raise ApiError(409, "stale", "the conversation is changing too fast; try again")


@router.post("/v1/conversations/{conversation_id}/state", summary="Take over, or hand back", responses={200: {"model": ConversationOut}, **errors(400, 404, 409, 413, 422, 503)})
async def set_state(service: ServiceNow, principal: DraftsOrReviews, conversation_id: ConversationId, body: StateIn) -> Response:
    """A person answers from now on, or is done."""
    found = await _conversation(service, principal, conversation_id)
    changed = found.changed(found.request, body.state)
    if not await _stored(service.store.put(changed)):
        raise ApiError(409, "stale", "the conversation has changed meanwhile")
    return json_answer(changed.as_dict())


def _with_message(found: Conversation, role: str, text: str, state: State) -> Conversation:
    message = {"role": role, "text": masked(text), "at": now_text()}
    data = {**found.request, "conversation": [*found.request.get("conversation", ()), message]}
    try:
        as_request(data)
    except RequestError as error:
        raise ApiError(422, "invalid", str(error), error.field) from None
    return found.changed(data, state)


@router.post(
    "/v1/conversations/{conversation_id}/send", summary="Send an answer for the version it was written for",
    responses={200: {"model": ConversationOut}, **errors(400, 404, 409, 413, 503), 422: {"model": BlockedOut, "description": "The check has an error; send with override_reason, or mend it"}},
)  # fmt: skip
async def send(service: ServiceNow, principal: Reviews, conversation_id: ConversationId, body: SendIn) -> Response:
    """Checked again; 409 ``stale`` when the conversation has moved on, 422 with the report when a rule objects and no reason is given."""
    found = await _conversation(service, principal, conversation_id)
    if found.version != body.version:
        raise _stale(found)
    record = await record_of(service, principal, body.reply_id) if body.reply_id else None
    request = as_request(found.request)
    report = await service.judged(request, body.text.split("\n"))
    if not report.ok and body.override_reason is None:
        rules = "、".join(dict.fromkeys(finding.rule for finding in report.findings if finding.severity == "error"))
        raise ApiError(422, "blocked", f"text: {rules}", "text", more={"report": report_dict(report)})
    changed = _with_message(found, "agent", body.text, "answered")
    if not await _stored(service.store.put(changed)):
        raise _stale(await _conversation(service, principal, conversation_id))
    override = body.override_reason if not report.ok else None
    await _note_sent(service, principal, changed, record, body.text, override, request, [finding.rule for finding in report.findings])
    return json_answer(changed.as_dict())


async def _note_sent(
    service: Service, principal: Principal, sent: Conversation, record: Record | None, text: str, override: str | None, request: ReplyRequest, rules: list[str]
) -> None:  # fmt: skip
    """The review that sending is, and the fact that it was sent; without a reply it stands by itself."""
    content = {"conversation": sent.id, "version": sent.version, "text": text, "override_reason": override, "rules": rules, "sender": principal.key}
    if record is None:
        await _stored(service.store.append(other_event("send", f"send-{uuid.uuid4().hex}", sent.shop, content)))
        return
    draft = str(content_of(record)["reply"]["text"])
    body = ReviewIn(verdict="accepted") if draft == text else ReviewIn(verdict="edited", text=text)
    await review(service, record, body, principal, override, request)
    await append(service, "send", record, content)


def _stale(found: Conversation) -> ApiError:
    return ApiError(409, "stale", f"the conversation is at version {found.version} now", "version", more={"version": found.version})


@router.get(
    "/v1/conversations/{conversation_id}/events", summary="Tells when a conversation changes",
    responses={200: {"content": {"text/event-stream": {"schema": SSE_EVENT, "example": {"event": "version", "data": '{"version": 3, "state": "open"}'}}}}, **errors(404, 422, 503)},
)  # fmt: skip
async def watch(service: ServiceNow, principal: DraftsOrReviews, conversation_id: ConversationId) -> Response:
    """An event ``version`` at once and at each change, until the caller leaves or the server stops."""
    found = await _conversation(service, principal, conversation_id)

    async def changes() -> AsyncGenerator[bytes]:
        last, silent = 0, 0.0
        current: Conversation | None = found
        while current is not None and not service.draining:
            if current.version != last:
                last, silent = current.version, 0.0
                yield event("version", {"version": current.version, "state": current.state})
            elif silent >= _BEAT:
                silent = 0.0
                yield b": still here\n\n"
            await asyncio.sleep(_LOOK)
            silent += _LOOK
            try:
                current = await service.store.conversation(conversation_id, principal.shops)
            except StoreDown:
                return

    return StreamingResponse(changes(), media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})
