"""One OpenAI-compatible address: shared clients, one call, our own errors."""

from __future__ import annotations

import asyncio
import contextlib
import re
import time
from collections.abc import AsyncGenerator
from email.utils import parsedate_to_datetime
from typing import Any

from guarded_reply.drafting.connections import Connections
from guarded_reply.drafting.recording import Answer, Question, Recordings, Ticket
from guarded_reply.errors import ModelError, ModelOutputError, ModelTimeout, ModelUnavailable

MAX_RAW = 100_000
_KINDS: dict[str, type[ModelError]] = {"timeout": ModelTimeout, "unavailable": ModelUnavailable, "output": ModelOutputError}


class Endpoint:
    """Asks one address. Safe to share between threads and event loops; a cancelled call closes its connection."""

    def __init__(self, base_url: str | None, api_key: str | None, recordings: Recordings | None = None, http_client: Any = None) -> None:
        self.address = (base_url or "https://api.openai.com/v1").rstrip("/")
        self._base_url, self._api_key = base_url, api_key
        self._recordings = recordings
        self._connections = Connections(self._make_client, http_client)
        if recordings is None or recordings.mode == "record":
            with contextlib.suppress(ModelUnavailable):  # said at the first call; the import takes longer than some deadlines
                sdk()

    async def ask(self, question: Question, body: dict[str, Any], timeout: float) -> Answer:
        """The whole answer. Raises ModelTimeout, ModelUnavailable, ModelOutputError, RecordingError."""
        ticket = self._recordings.begin(question) if self._recordings is not None else None
        if ticket is not None and ticket.known is not None:
            return _replayed(ticket.known)
        began = time.perf_counter()
        try:
            async with asyncio.timeout(timeout):
                with self._connections.client() as client:
                    got = await _create(client, question, body, timeout)
                answer = _answer_of(got, began)
        except Exception as error:  # noqa: BLE001 -- every SDK error becomes one of ours
            raise _kept_error(ticket, _translated(error), began) from None
        return ticket.recordings.keep(ticket, answer) if ticket is not None else answer

    async def ask_stream(self, question: Question, body: dict[str, Any], timeout: float) -> AsyncGenerator[str | Answer]:
        """Pieces of the answer as they come, then the whole Answer; raises as ``ask`` does."""
        ticket = self._recordings.begin(question) if self._recordings is not None else None
        if ticket is not None and ticket.known is not None:
            answer = _replayed(ticket.known)
            yield answer.text
            yield answer
            return
        began = time.perf_counter()
        pieces: list[str] = []
        size, usage, finished = 0, None, False
        try:
            async with asyncio.timeout(timeout):
                with self._connections.client() as client:
                    stream = await _create(client, question, body, timeout)
                    if not hasattr(stream, "__aiter__"):
                        raise ModelOutputError("the endpoint does not stream")
                    async with stream:
                        async for chunk in stream:
                            usage = getattr(chunk, "usage", None) or usage
                            piece, done = _piece_of(chunk)
                            finished = finished or done
                            if piece:
                                pieces.append(piece)
                                size += len(piece)
                                if size > MAX_RAW:
                                    raise ModelOutputError("the answer is too long to be a reply")
                                yield piece
                if not finished:
                    raise ModelUnavailable("the stream broke off")
        except Exception as error:  # noqa: BLE001 -- every SDK error becomes one of ours
            raise _kept_error(ticket, _translated(error), began) from None
        answer = Answer("".join(pieces), _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"), seconds=time.perf_counter() - began)
        yield ticket.recordings.keep(ticket, answer) if ticket is not None else answer

    def _make_client(self, http_client: Any) -> Any:
        openai = sdk()
        options: dict[str, Any] = {"max_retries": 0}
        if self._base_url:
            options["base_url"] = self._base_url
        if self._api_key or self._base_url:
            options["api_key"] = self._api_key or "none"
        try:
            return openai.AsyncOpenAI(http_client=http_client, **options)
        except openai.OpenAIError as error:
            raise ModelUnavailable(_line(error)) from None


def sdk() -> Any:
    """The openai package, imported on first use; raises ModelUnavailable when the extra is not installed."""
    try:
        import openai
    except ImportError:
        raise ModelUnavailable("a chat model needs the extra: pip install 'guarded-reply[chat]'") from None
    return openai


async def _create(client: Any, question: Question, body: dict[str, Any], timeout: float) -> Any:
    """Send the question. Its fields go past the SDK's typed parameters, which are walked through one by one, at more cost than all else."""
    fields: dict[str, Any] = {"messages": _messages(question), **body}
    fields |= fields.pop("extra_body", {})
    stream = bool(fields.pop("stream", False))
    return await client.chat.completions.create(model=question.model, messages=[], stream=stream, timeout=timeout, extra_body=fields)


def _messages(question: Question) -> list[dict[str, str]]:
    return [{"role": role, "content": text} for role, text in question.messages]


def _answer_of(got: Any, began: float) -> Answer:
    try:
        text = got.choices[0].message.content
    except (AttributeError, IndexError, TypeError):
        raise ModelOutputError("the answer has no message") from None
    usage = getattr(got, "usage", None)
    if isinstance(text, str) and len(text) > MAX_RAW:
        raise ModelOutputError("the answer is too long to be a reply")
    return Answer(text if isinstance(text, str) else "", _count(usage, "prompt_tokens"), _count(usage, "completion_tokens"), seconds=time.perf_counter() - began)


def _piece_of(chunk: Any) -> tuple[str, bool]:
    """The text of a stream's chunk (thinking stands in a field of its own and is left there), and whether it is the last."""
    try:
        choice = chunk.choices[0]
    except (AttributeError, IndexError, TypeError):
        return "", False
    text = getattr(getattr(choice, "delta", None), "content", None)
    return (text if isinstance(text, str) else ""), bool(getattr(choice, "finish_reason", None))


def _count(usage: Any, name: str) -> int | None:
    value = getattr(usage, name, None)
    return value if isinstance(value, int) else None


def _replayed(answer: Answer) -> Answer:
    if answer.error:
        raise _KINDS.get(answer.error, ModelOutputError)(answer.detail)
    return answer


def _kept_error(ticket: Ticket | None, error: ModelError, began: float) -> ModelError:
    if ticket is not None:
        kind = next((name for name, cls in _KINDS.items() if isinstance(error, cls)), "output")
        ticket.recordings.keep(ticket, Answer(error=kind, detail=str(error), seconds=time.perf_counter() - began))
    return error


def _line(error: BaseException) -> str:
    return re.sub(r"sk-[\w-]{6,}", "sk-…", str(error).splitlines()[0] if str(error) else type(error).__name__)[:200]


def _translated(error: Exception) -> ModelError:
    """Our error for one of the SDK's; keys never reach the message."""
    if isinstance(error, ModelError):
        return error
    if isinstance(error, TimeoutError):
        return ModelTimeout("the model did not answer in time")
    openai = sdk()
    if isinstance(error, openai.APITimeoutError):
        return ModelTimeout("the model did not answer in time")
    if isinstance(error, openai.RateLimitError | openai.InternalServerError | openai.APIConnectionError | openai.ConflictError):
        return ModelUnavailable(_line(error), _retry_after(error))
    if isinstance(error, openai.APIStatusError):
        refusal = ModelUnavailable(f"the endpoint refused the call: {_line(error)}")
        refusal.final = True
        return refusal
    if type(error).__module__.split(".")[0] in ("httpx", "httpx2", "httpcore", "httpcore2"):
        return ModelUnavailable(f"the connection broke: {type(error).__name__}")
    return ModelOutputError(f"the answer could not be read: {type(error).__name__}")


def _retry_after(error: Exception) -> float | None:
    """Seconds that the endpoint asks us to wait: ``retry-after-ms``, or ``retry-after`` in seconds or as a date."""
    response = getattr(error, "response", None)
    if response is None:
        return None
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        value = response.headers.get(name)
        try:
            seconds = float(value) * unit if value else None
        except ValueError:
            try:
                seconds = parsedate_to_datetime(value).timestamp() - time.time()
            except (ValueError, TypeError, OverflowError):
                seconds = None
        if seconds is not None and seconds == seconds:  # noqa: PLR0124 -- NaN is no wait
            return max(0.0, seconds)
    return None
