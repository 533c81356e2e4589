"""Replies and checks: made, streamed, looked up, reviewed, fed back on, and turned into eval cases."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Body, Header, Path, Query, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import ValidationError
from pydantic_core import from_json, to_json

from guarded_reply.reply import Reply
from guarded_reply.request import ReplyRequest
from guarded_reply.server.doors import Checks, Drafts, JsonRoute, Reviews, ServiceNow, declared_json, errors, json_answer, requires, service_of
from guarded_reply.server.keys import Principal
from guarded_reply.server.problems import ApiError, invalid, not_found
from guarded_reply.server.records import Record, reply_dict, report_dict
from guarded_reply.server.reviews import case_of, feedback_on, review
from guarded_reply.server.schemas import SSE_EVENT, SUITCASE, CaseOut, CheckIn, FeedbackIn, FeedbackOut, RecordOut, RecordsOut, ReplyOut, ReportOut, ReviewIn, ReviewOut
from guarded_reply.server.service import Service
from guarded_reply.server.store import StoreDown
from guarded_reply.streaming import Segment

router = APIRouter(tags=["replies"], route_class=JsonRoute)
ReplyId = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="The id in a reply's trace.")]
_SSE = {"schema": SSE_EVENT, "example": {"event": "segment", "data": '{"text": "您好,", "message": 0}'}}
_LINKS = {
    name: {"operationId": name, "parameters": {"reply_id": "$response.body#/trace/id"}} for name in ("get_reply", "post_review", "post_feedback", "get_case")
}  # what can be done with a reply, for clients that follow links


@router.post(
    "/v1/replies", summary="One checked reply; a stream of validated text with Accept: text/event-stream",
    responses={200: {"model": ReplyOut, "content": {"text/event-stream": _SSE}, "links": _LINKS}, **errors(400, 409, 413, 422, 503)},
)  # fmt: skip
async def make_reply(
    service: ServiceNow,
    principal: Drafts,
    request: Request,
    body: Annotated[ReplyRequest, Body(openapi_examples={"fee": {"summary": "A customer asks for the fee", "value": SUITCASE}})],
    idempotency_key: Annotated[str | None, Header(pattern=r"^[\x21-\x7e]{1,200}$", description="The same key and body: the same answer, for a day.")] = None,
) -> Response:
    """Drafts, checks, mends; nothing that a rule blocks ever leaves. Recorded before it is answered."""
    streaming = "text/event-stream" in request.headers.get("accept", "")
    if idempotency_key is None:
        if streaming:
            return await sse(events(service.stream(body, principal, "replies")))
        return json_answer(reply_dict(await service.reply(body, principal, "replies")))
    return await _once(service, principal, body, idempotency_key, streaming)


async def _once(service: Service, principal: Principal, body: ReplyRequest, key: str, streaming: bool) -> Response:
    """The answer of an idempotency key: made now, or the one that was made."""
    digest = hashlib.sha256(body.model_dump_json().encode()).hexdigest()
    held = await _stored(service.store.hold(principal.owner, key, digest))
    if held.state == "other":
        raise ApiError(422, "idempotency_mismatch", "this Idempotency-Key was used for another body", "Idempotency-Key")
    if held.state == "busy":
        raise ApiError(409, "in_flight", "the request with this Idempotency-Key is under way", headers={"Retry-After": "1"})
    if held.answer is not None:
        if streaming:
            return await sse(_again(from_json(held.answer)))
        return Response(held.answer, media_type="application/json", headers={"Idempotent-Replayed": "true"})
    try:
        reply = await service.reply(body, principal, "replies")
        answer = to_json(reply_dict(reply)).decode()
        await _stored(service.store.settle(principal.owner, key, answer))
    except BaseException:
        await service.store.settle(principal.owner, key, None)
        raise
    return await sse(_again(from_json(answer))) if streaming else Response(answer, media_type="application/json")


async def _stored(work: Any) -> Any:
    try:
        return await work
    except StoreDown:
        raise ApiError(503, "store_down", "the record cannot be read", headers={"Retry-After": "5"}) from None


async def _again(reply: dict[str, Any]) -> AsyncGenerator[bytes]:
    for index, text in enumerate(reply["segments"]):
        yield event("segment", {"text": text, "message": index})
    yield event("reply", reply)


def event(name: str, data: Any) -> bytes:
    """One server-sent event."""
    return b"event: " + name.encode() + b"\ndata: " + to_json(data) + b"\n\n"


async def events(pieces: AsyncGenerator[Segment | Reply]) -> AsyncGenerator[bytes]:
    """Validated text as it comes, then the whole reply; what goes wrong after the first piece is an event, too."""
    begun = False
    try:
        async for piece in pieces:
            begun = True
            yield event("reply", reply_dict(piece)) if isinstance(piece, Reply) else event("segment", {"text": str(piece), "message": piece.message})
    except ApiError as error:
        if not begun:
            raise
        yield event("error", {"error": {"type": error.kind, "message": error.message}})
    finally:
        await pieces.aclose()


async def sse(pieces: AsyncGenerator[bytes]) -> StreamingResponse:
    """A stream whose first event is there before the status is sent, so that an error before it is an ordinary one."""
    first = await anext(pieces)

    async def all_of_them() -> AsyncGenerator[bytes]:
        try:
            yield first
            async for piece in pieces:
                yield piece
        finally:
            await pieces.aclose()

    return StreamingResponse(all_of_them(), media_type="text/event-stream", headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"})


_checker = requires("check")


async def check_now(request: Request) -> Response:
    """What ``make_check`` does, read straight from the bytes: checks are called at every keystroke of a desk and for every line of a batch."""
    declared_json(request)
    principal = await _checker(request)
    try:
        body = CheckIn.model_validate_json(await request.body())
    except ValidationError as error:
        raise invalid(error.errors(include_url=False, include_input=False, include_context=False)) from None
    return await make_check(service_of(request), principal, body)


class _CheckRoute(JsonRoute):
    """The same behind the framework's router, which knows it for the schema."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """No dependency to solve."""
        return check_now


_checks = APIRouter(tags=["checks"], route_class=_CheckRoute)


@_checks.post("/v1/checks", summary="The guard alone: no model, nothing recorded", responses={200: {"model": ReportOut}, **errors(400, 413, 422)})
async def make_check(service: ServiceNow, principal: Checks, body: CheckIn) -> Response:
    """Findings and proofs of one turn."""
    return json_answer(report_dict(await service.check(body.request, body.messages, principal)))


# -- records -----------------------------------------------------------------------------------------------------------
@router.get("/v1/replies", summary="The latest records", responses={200: {"model": RecordsOut}, **errors(422, 503)})
async def list_replies(service: ServiceNow, principal: Reviews, limit: Annotated[int, Query(ge=1, le=200)] = 50, before: Annotated[int | None, Query(ge=1, le=2**62)] = None) -> Response:
    """Newest first; only of the key's shops."""
    found: list[Record] = await _stored(service.store.records(principal.shops, limit, before))
    return json_answer({"items": [record.as_dict() for record in found], "next": found[-1].reply.seq if len(found) == limit else None})


async def record_of(service: Service, principal: Principal, reply_id: str) -> Record:
    """The record, if it is there and the caller's; raises ApiError 404."""
    record = await _stored(service.store.record(reply_id, principal.shops))
    if record is None:
        raise not_found("reply")
    return record


@router.get("/v1/replies/{reply_id}", operation_id="get_reply", summary="One record with findings and proofs", responses={200: {"model": RecordOut}, **errors(404, 422, 503)})
async def get_reply(service: ServiceNow, principal: Reviews, reply_id: ReplyId) -> Response:
    """Request, drafts, findings, proofs, versions, reviews; personal data masked."""
    return json_answer((await record_of(service, principal, reply_id)).as_dict())


@router.post("/v1/replies/{reply_id}/review", operation_id="post_review", summary="A person's verdict", responses={200: {"model": ReviewOut}, **errors(400, 404, 413, 422, 503)})
async def post_review(service: ServiceNow, principal: Reviews, reply_id: ReplyId, body: ReviewIn) -> Response:
    """Accepted, edited or rejected; the final text is checked again and the edit kept as a difference."""
    return json_answer(await review(service, await record_of(service, principal, reply_id), body, principal))


@router.post("/v1/replies/{reply_id}/feedback", operation_id="post_feedback", summary="What became of a reply", responses={200: {"model": FeedbackOut}, **errors(400, 404, 413, 422, 503)})
async def post_feedback(service: ServiceNow, principal: Reviews, reply_id: ReplyId, body: FeedbackIn) -> Response:
    """An outcome the shop learns later; ``eval outcomes`` reads them from the exported history."""
    return json_answer(await feedback_on(service, await record_of(service, principal, reply_id), body))


@router.get("/v1/replies/{reply_id}/case", operation_id="get_case", summary="An eval case made from a record", responses={200: {"model": CaseOut}, **errors(404, 422, 503)})
async def get_case(service: ServiceNow, principal: Reviews, reply_id: ReplyId) -> Response:
    """A line for a guard set: the text a person let through with what fires on it, or the draft he rejected."""
    return json_answer(case_of(await record_of(service, principal, reply_id)))


routers = (router, _checks)
direct = {("POST", "/v1/checks"): (check_now, _checks.routes[0])}
"""What is called so often that it is answered before the framework's own layers: by method and path, the handler and its route."""
