"""OpenAI's chat completions and litellm's generic guardrail: clients of either get guarded text without a change."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Body, Path
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import to_json

from guarded_reply.errors import RequestError
from guarded_reply.reply import Reply
from guarded_reply.request import Flag, ReplyRequest, as_request
from guarded_reply.server.doors import Anyone, Checks, Drafts, JsonRoute, ServiceNow, errors, json_answer
from guarded_reply.server.problems import ApiError, not_found
from guarded_reply.server.records import reply_dict, report_dict
from guarded_reply.server.routes_replies import sse
from guarded_reply.server.schemas import SSE_EVENT, Out
from guarded_reply.streaming import Segment

router = APIRouter(tags=["openai"], route_class=JsonRoute)
MODEL = "guarded-reply"
_HEARD = {"messages", "model", "stream", "stream_options", "guarded_reply", "n", "user", "metadata"}


class Part(BaseModel):
    """A piece of a message's content; of other kinds than text only the fact that they are there is used."""

    model_config = ConfigDict(extra="allow", frozen=True)

    type: Annotated[str, Field(max_length=100)]
    text: Annotated[str, Field(max_length=100_000)] | None = None


class ChatMessage(BaseModel):
    """A message as OpenAI's clients send it."""

    model_config = ConfigDict(extra="allow", frozen=True)

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[str, Field(max_length=100_000)] | list[Part] | None = None


class StreamOptions(BaseModel):
    """Whether the last chunk carries the usage."""

    model_config = ConfigDict(extra="allow", frozen=True)

    include_usage: Flag = False


class ChatIn(BaseModel):
    """A chat completion; ``guarded_reply`` holds the facts of contract section 1, all but the conversation."""

    model_config = ConfigDict(
        extra="allow", frozen=True,
        json_schema_extra={"examples": [{"model": MODEL, "messages": [{"role": "user", "content": "中通到苏州多少钱"}], "guarded_reply": {"products": [{"id": "scarf", "title": "羊毛围巾", "price": "59", "weight_kg": "0.3"}]}}]},
    )  # fmt: skip

    model: Annotated[str, Field(max_length=200)] = MODEL
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=1000)]
    stream: Flag | None = False
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None
    guarded_reply: dict[str, Any] | None = None


class CompletionOut(Out):
    """A chat completion whose text passed every rule; ``guarded_reply`` is the whole Reply."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[dict[str, Any]]
    usage: dict[str, int]
    guarded_reply: dict[str, Any]


class ModelsOut(Out):
    """The one model there is."""

    object: Literal["list"]
    data: list[dict[str, Any]]


def spoken(message: ChatMessage) -> str:
    """The text of a message; a picture is a picture."""
    if isinstance(message.content, list):
        return "\n".join(part.text if part.type == "text" and part.text else "[图片]" if "image" in part.type else "[附件]" for part in message.content)
    return message.content or ""


def request_of(messages: list[ChatMessage], facts: dict[str, Any] | None) -> ReplyRequest:
    """The request behind a chat: the user is the customer, the assistant the agent; instructions are not taken. Raises ApiError."""
    data = dict(facts or {})
    if "conversation" in data:
        raise ApiError(422, "invalid", "guarded_reply.conversation: the conversation stands in messages", "guarded_reply.conversation")
    roles = {"user": "customer", "assistant": "agent"}
    talk = [{"role": roles[message.role], "text": spoken(message)} for message in messages if message.role in roles]
    try:
        return as_request({**data, "conversation": [line for line in talk if line["text"].strip()]})
    except RequestError as error:
        field = error.field or ""
        place = "messages" if field.startswith(("conversation", "request")) else f"guarded_reply.{field}"
        raise ApiError(422, "invalid", f"{place}: {error}", place) from None


@router.post("/v1/chat/completions", summary="OpenAI-compatible: any client pointed here gets guarded text", responses={200: {"model": CompletionOut, "content": {"text/event-stream": {"schema": SSE_EVENT}}}, **errors(400, 413, 422, 503)})
async def completions(service: ServiceNow, principal: Drafts, body: Annotated[ChatIn, Body()]) -> Response:
    """Sampling options, tools and instructions are not used, and named in ``guarded_reply.ignored``."""
    request = request_of(body.messages, body.guarded_reply)
    ignored = sorted((set(body.model_fields_set) | set(body.model_extra or {})) - _HEARD)
    if any(message.role in ("system", "developer") for message in body.messages):
        ignored.append("messages.system")
    if body.stream:
        usage = body.stream_options is not None and body.stream_options.include_usage
        return await sse(_chunks(service.stream(request, principal, "chat"), ignored, usage))
    reply = await service.reply(request, principal, "chat")
    finish = "stop"
    choice = {"index": 0, "message": {"role": "assistant", "content": reply.text, "refusal": None}, "logprobs": None, "finish_reason": finish}
    return json_answer({**_head(reply.trace.id, "chat.completion"), "choices": [choice], "usage": _usage(reply), "guarded_reply": {**reply_dict(reply), "ignored": ignored}})


def _head(reply_id: str, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{reply_id}", "object": kind, "created": int(time.time()), "model": MODEL}


def _usage(reply: Reply) -> dict[str, int]:
    used = reply.trace.usage
    return {"prompt_tokens": used.prompt_tokens, "completion_tokens": used.completion_tokens, "total_tokens": used.prompt_tokens + used.completion_tokens}


async def _chunks(pieces: AsyncGenerator[Segment | Reply], ignored: list[str], usage: bool) -> AsyncGenerator[bytes]:
    """Chunks of validated text; the one that ends it carries the verdict."""
    head = _head(f"{time.time_ns():x}", "chat.completion.chunk")
    message, begun = 0, False

    def chunk(delta: dict[str, Any], finish: str | None = None, **more: Any) -> bytes:
        return b"data: " + to_json({**head, "choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}], **more}) + b"\n\n"

    try:
        async for piece in pieces:
            if not isinstance(piece, Reply):
                text = ("\n" if piece.message != message else "") + piece
                yield chunk({"content": text} if begun else {"role": "assistant", "content": text})
                message, begun = piece.message, True
                continue
            yield chunk({}, "stop", guarded_reply={**reply_dict(piece), "ignored": ignored})
            if usage:
                yield b"data: " + to_json({**head, "choices": [], "usage": _usage(piece)}) + b"\n\n"
    except ApiError as error:
        if not begun:
            raise
        yield b"data: " + to_json({"error": {"type": error.kind, "message": error.message}}) + b"\n\n"
    finally:
        await pieces.aclose()
    yield b"data: [DONE]\n\n"


def _model() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": 1_760_000_000, "owned_by": "guarded-reply"}


@router.get("/v1/models", summary="The models a client may name", responses={200: {"model": ModelsOut}, **errors()})
async def models(service: ServiceNow, principal: Anyone) -> Response:
    """One: which model drafts behind it is the server's affair."""
    return json_answer({"object": "list", "data": [_model()]})


@router.get("/v1/models/{model}", summary="One model", responses={200: {"model": Out}, **errors(404)})
async def model(service: ServiceNow, principal: Anyone, model: Annotated[str, Path(max_length=200)]) -> Response:
    """By its id."""
    if model != MODEL:
        raise not_found("model")
    return json_answer(_model())


# -- litellm -----------------------------------------------------------------------------------------------------------
class GuardrailIn(BaseModel):
    """What a litellm proxy sends; the shop's facts go into ``additional_provider_specific_params.guarded_reply``."""

    model_config = ConfigDict(
        extra="allow", frozen=True,
        json_schema_extra={"examples": [{"texts": ["明天一定到"], "input_type": "response", "request_data": {}, "structured_messages": [{"role": "user", "content": "什么时候到"}], "additional_provider_specific_params": {}}]},
    )  # fmt: skip

    texts: Annotated[list[Annotated[str, Field(max_length=10_000)]], Field(max_length=50)] = []
    input_type: Literal["request", "response"]
    structured_messages: list[ChatMessage] | None = None
    additional_provider_specific_params: dict[str, Any] | None = None
    litellm_call_id: str | None = None


class GuardrailOut(Out):
    """NONE lets the texts pass, BLOCKED stops the call, GUARDRAIL_INTERVENED puts mended texts in their place."""

    action: Literal["NONE", "BLOCKED", "GUARDRAIL_INTERVENED"]
    blocked_reason: str | None = None
    texts: list[str] | None = None


@router.post("/beta/litellm_basic_guardrail_api", summary="litellm's generic guardrail", tags=["litellm"], responses={200: {"model": GuardrailOut}, **errors(400, 413, 422)})
async def litellm_guardrail(service: ServiceNow, principal: Checks, body: GuardrailIn) -> Response:
    """Judges the texts of a response; what only needs safe edits comes back mended. Requests pass: customers may say what they like."""
    texts = [text for text in body.texts if text.strip()]
    if body.input_type == "request" or not texts:
        return json_answer({"action": "NONE"})
    params = body.additional_provider_specific_params or {}
    facts = cast("Any", params.get("guarded_reply"))
    if facts is not None and not isinstance(facts, dict):
        raise ApiError(422, "invalid", "additional_provider_specific_params.guarded_reply: expected an object", "additional_provider_specific_params.guarded_reply")
    known = cast("dict[str, Any]", facts or {})
    messages = [message for message in body.structured_messages or [] if message.role in ("user", "assistant")]
    if not messages and "trigger" not in known:
        known = {**known, "trigger": "follow_up"}  # what was asked is not known: judged as a message of the shop's own accord
    request = request_of(messages, known)
    report = await service.check(request, texts, principal)
    if report.ok:
        return json_answer({"action": "NONE", "guarded_reply": report_dict(report)})
    mended = await service.mended(request, texts, report) if len(texts) == len(body.texts) else None
    if mended is not None:
        return json_answer({"action": "GUARDRAIL_INTERVENED", "texts": mended, "guarded_reply": report_dict(report)})
    reasons = [f"{finding.rule}: {finding.message}" for finding in report.findings if finding.severity == "error"]
    return json_answer({"action": "BLOCKED", "blocked_reason": "; ".join(dict.fromkeys(reasons)), "guarded_reply": report_dict(report)})
