"""The pipeline: request → situation → facts → draft → check → repair → reply, within one deadline, whatever happens."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from concurrent.futures import CancelledError as FutureCancelled
from concurrent.futures import Future
from functools import lru_cache
from pathlib import Path
from typing import Any

from guarded_reply.call import Call
from guarded_reply.drafting.background import submit
from guarded_reply.drafting.model import Brief, Draft, Model
from guarded_reply.drafting.playbook import PlaybookModel
from guarded_reply.drafting.prompt import prompt_version
from guarded_reply.drafting.recording import Recordings
from guarded_reply.drafting.turns import let_go, turn
from guarded_reply.errors import ModelTimeout, UsageError
from guarded_reply.facts import gather_facts
from guarded_reply.guard import check
from guarded_reply.policy import Policy, load_policy
from guarded_reply.repair import MAX_REWRITES, fallbacks
from guarded_reply.reply import Reply
from guarded_reply.request import ReplyRequest, as_request
from guarded_reply.situation import read_situation
from guarded_reply.streaming import StreamedReply
from guarded_reply.traces import Tracing, tracing_of

DEFAULT_DEADLINE = 8.0


class Replier:
    """Makes checked replies. Safe to share between threads and tasks.

    ``policy`` is a Policy, a file, or None for the packaged default; ``model`` a name (``playbook`` or one that
    ``base_url`` serves) or a Model; ``config`` the file of a chain of models, instead of ``model``; ``deadline`` is in seconds and
    covers the whole call (default 8, or the chain's); ``rewrites`` is how often a model may mend its draft; ``references`` has a named model
    write fact numbers that are filled in from the fact sheet, instead of figures; ``record`` and ``replay`` are folders of recorded calls;
    ``processes`` is how many processes share the chain's limits and budgets; ``tracer`` an OpenTelemetry tracer, whose spans carry texts only with ``trace_content``. The
    environment variables GUARDED_REPLY_MODEL, GUARDED_REPLY_CONFIG, GUARDED_REPLY_POLICY, OPENAI_API_KEY and OPENAI_BASE_URL stand
    in for what is left out.
    """

    def __init__(
        self,
        policy: Policy | str | os.PathLike[str] | None = None,
        model: str | Model | None = None,
        base_url: str | None = None,
        deadline: float | None = None,
        api_key: str | None = None,
        *,
        config: str | os.PathLike[str] | None = None,
        rewrites: int = MAX_REWRITES,
        references: bool = False,
        record: str | os.PathLike[str] | None = None,
        replay: str | os.PathLike[str] | None = None,
        tracer: Any = None,
        trace_content: bool = False,
        processes: int | None = None,
    ) -> None:
        if policy is None:
            policy = os.environ.get("GUARDED_REPLY_POLICY") or None
        recordings = _recordings(record, replay)
        if config is None and model is None:
            config = os.environ.get("GUARDED_REPLY_CONFIG") or None
        self.policy = policy if isinstance(policy, Policy) else load_policy(os.fspath(policy) if policy is not None else None)
        if config is not None:
            if model is not None:
                raise UsageError("give either a model or a configuration file")
            if references:
                raise UsageError("with a configuration file, references is set there for each model")
            self.model, set_deadline = _chain(config, recordings, processes)
            deadline = deadline if deadline is not None else set_deadline
        else:
            self.model = _model_of(model, base_url, api_key, deadline or DEFAULT_DEADLINE, recordings, references)
        self.deadline = DEFAULT_DEADLINE if deadline is None else deadline
        if not 0 < self.deadline <= 600:
            raise UsageError(f"deadline: must be more than 0 and at most 600 seconds, not {deadline}")
        if not 0 <= rewrites <= 5:
            raise UsageError(f"rewrites: must be 0 to 5, not {rewrites}")
        self.rewrites = rewrites
        self.tracing: Tracing | None = tracing_of(tracer, trace_content)
        _warm(self.policy)

    # -- the call ------------------------------------------------------------------------------------------------------
    def reply(self, request: ReplyRequest | Mapping[str, Any]) -> Reply:
        """One checked reply; raises RequestError for a bad request, RecordingError in replay, and nothing else."""
        call = self._call(request)
        return self._leaves(call, self._finished(call))

    async def areply(self, request: ReplyRequest | Mapping[str, Any]) -> Reply:
        """The same without blocking the event loop; a cancelled call stops its model call."""
        call = self._call(request)
        return self._leaves(call, await self._afinished(call))

    def stream(self, request: ReplyRequest | Mapping[str, Any]) -> Iterator[str]:
        """The reply's text as it becomes valid: sentences of a model that streams, else messages.

        Each item is a Segment, a text that knows the number of the message it belongs to.
        """
        return self.open_stream(request)

    def astream(self, request: ReplyRequest | Mapping[str, Any]) -> AsyncIterator[str]:
        """The same, asynchronously."""
        return aiter(self.open_stream(request))

    def open_stream(self, request: ReplyRequest | Mapping[str, Any]) -> StreamedReply:
        """A stream to iterate over, with ``for`` or ``async for``, whose ``reply`` is the whole Reply at its end."""
        call = self._call(request)
        return StreamedReply(call, self.model, self._finished, self._afinished, self._leaves)

    def _finished(self, call: Call, first: Draft | None = None, asked: bool = False) -> Reply:
        """Run the call to its end; ``first`` is its draft when the model was ``asked`` already."""
        steps = call.run()
        brief = next(steps)
        while True:
            draft = first if asked else self._drafted_now(call, brief) if call.embedded else self._drafted(call, brief)
            asked = False
            try:
                brief = steps.send(draft)
            except StopIteration as done:
                return done.value

    async def _afinished(self, call: Call, first: Draft | None = None, asked: bool = False) -> Reply:
        steps = call.run()
        brief = next(steps)
        while True:
            draft = first if asked else self._drafted_now(call, brief) if call.embedded else await self._adrafted(call, brief)
            asked = False
            if draft is not None and not call.overdue:
                await turn(urgent=True)
            try:
                brief = steps.send(draft)
            except StopIteration as done:
                return done.value

    # -- drafts --------------------------------------------------------------------------------------------------------
    def _call(self, request: ReplyRequest | Mapping[str, Any]) -> Call:
        return Call(as_request(request), self.policy, self.model.name, self.deadline, self.rewrites, isinstance(self.model, PlaybookModel))

    def _leaves(self, call: Call, reply: Reply) -> Reply:
        if self.tracing is not None:
            self.tracing.emit(reply, call.brief.request, self.policy)
        return reply

    def _drafted_now(self, call: Call, brief: Brief) -> Draft | None:
        """The embedded model's draft."""
        started = time.perf_counter()
        try:
            return call.taken(self.model.draft(brief, call.deadline), started)
        except Exception as error:  # noqa: BLE001 -- whatever a model does, the caller gets a reply
            call.failed(error, started)
            return None

    def _drafted(self, call: Call, brief: Brief) -> Draft | None:
        """A draft of a model in a thread or on the shared loop, left behind at the deadline; None when it failed in any way."""
        started = time.perf_counter()
        work = _started(self.model, brief, call)
        try:
            for wait in call.waits():
                try:
                    return call.taken(work.result(wait), started)
                except TimeoutError:
                    if work.done():
                        return call.taken(work.result(), started)
                call.prepare_net()
            raise ModelTimeout(f"{self.model.name}: nothing until the deadline")
        except (Exception, FutureCancelled) as error:  # noqa: BLE001 -- whatever a model does, the caller gets a reply
            call.failed(error, started)
            return None
        finally:
            let_go(work)

    async def _adrafted(self, call: Call, brief: Brief) -> Draft | None:
        """The same as a task; at the deadline it is cancelled and not waited for."""
        started = time.perf_counter()
        task = asyncio.ensure_future(self.model.adraft(brief, call.deadline))
        try:
            await asyncio.sleep(0)  # a model at hand has answered then, and no timer is needed
            if task.done():
                return call.taken(task.result(), started)
            for wait in call.waits():
                await asyncio.wait({task}, timeout=wait)
                if not task.done() and not call.prepared:
                    await turn(urgent=True)
                    if not task.done():
                        call.prepare_net()
                if task.done():
                    return call.taken(task.result(), started)
            raise ModelTimeout(f"{self.model.name}: nothing until the deadline")
        except Exception as error:  # noqa: BLE001 -- whatever a model does, the caller gets a reply
            call.failed(error, started)
            return None
        except asyncio.CancelledError:
            if not task.cancelled():
                raise
            call.failed(ModelTimeout(f"{self.model.name}: cancelled itself"), started)
            return None
        finally:
            let_go(task)


def _started(model: Model, brief: Brief, call: Call) -> Future[Draft]:
    """Set a blocking model to work in a thread, one that never blocks its loop on the shared one."""
    if getattr(model, "punctual", False):
        return submit(model.adraft(brief, call.deadline))  # pyright: ignore[reportArgumentType] -- a coroutine function
    future: Future[Draft] = Future()

    def run() -> None:
        try:
            outcome = model.draft(brief, call.deadline)
        except BaseException as error:  # noqa: BLE001 -- handed to the caller's thread
            if not future.cancelled():
                future.set_exception(error)
        else:
            if not future.cancelled():
                future.set_result(outcome)

    threading.Thread(target=run, daemon=True, name="guarded-reply-model").start()
    return future


@lru_cache(maxsize=8)
def _warm(policy: Policy) -> None:
    """Load tables, patterns and converters once, so that the first customer does not wait for them."""
    request = as_request({"conversation": [{"role": "customer", "text": "運費多少?寄苏州"}], "products": [{"id": "a", "title": "样品", "price": 1, "weight_kg": 1}]})
    situation = read_situation(request, policy)
    draft = fallbacks(Brief(request, situation, gather_facts(request, policy, situation), policy))[0]
    check(request, draft.messages, policy)
    prompt_version()


def _recordings(record: str | os.PathLike[str] | None, replay: str | os.PathLike[str] | None) -> Recordings | None:
    if record is not None and replay is not None:
        raise UsageError("give either a folder to record to or one to replay from")
    if record is not None:
        return Recordings(Path(record), "record")
    return Recordings(Path(replay), "replay") if replay is not None else None


def _chain(config: str | os.PathLike[str], recordings: Recordings | None, processes: int | None) -> tuple[Model, float | None]:
    from guarded_reply.drafting.config import load_chain

    configured = load_chain(config, recordings, processes=processes)
    model: Model = configured.chain if configured.chain.models else PlaybookModel()
    return model, configured.deadline


def _model_of(model: str | Model | None, base_url: str | None, api_key: str | None, deadline: float, recordings: Recordings | None, references: bool) -> Model:
    chosen = model if model is not None else os.environ.get("GUARDED_REPLY_MODEL") or "playbook"
    if not isinstance(chosen, str):
        if recordings is not None:
            raise UsageError("only a named model's calls can be recorded or replayed")
        return chosen
    if chosen == "playbook":
        return PlaybookModel()
    from guarded_reply.drafting.chat import ChatModel

    base_url = base_url or os.environ.get("OPENAI_BASE_URL")
    return ChatModel(chosen, base_url=base_url, api_key=api_key or os.environ.get("OPENAI_API_KEY"), timeout=deadline, recordings=recordings, references=references)
