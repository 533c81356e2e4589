"""The pipeline: request → situation → facts → draft → check → repair → reply, within one deadline, whatever happens."""

from __future__ import annotations

import asyncio
import os
import queue
import threading
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from guarded_reply.drafting.model import Brief, Deadline, Draft, Model
from guarded_reply.drafting.playbook import PlaybookModel
from guarded_reply.drafting.prompt import prompt_version
from guarded_reply.errors import ModelError, ModelOutputError, ModelTimeout, UsageError
from guarded_reply.facts import gather_facts
from guarded_reply.guard import check
from guarded_reply.policy import Policy, load_policy
from guarded_reply.repair import MAX_REWRITES, apply_fixes, fallbacks, handovers, told
from guarded_reply.reply import Attempt, Handoff, Reply, Report, Status, Trace, Usage
from guarded_reply.request import ReplyRequest, as_request
from guarded_reply.situation import read_situation

DEFAULT_DEADLINE = 8.0
_Ask = Callable[[Brief], Draft]
_RESERVE = 0.02
_HANDOFF_TEXT = {
    "quote": "这个地区需要人工报价", "manager": "顾客要求主管处理", "threat": "顾客以差评或投诉施压,需要人工跟进", "bargain": "顾客坚持议价",
    "bulk_price": "批量采购需要人工报价", "overdue_dispatch": "订单超过发货时限",
}  # fmt: skip


class Replier:
    """Makes checked replies. Safe to share between threads and tasks.

    ``policy`` is a Policy, a file, or None for the packaged default; ``model`` a name (``playbook`` or one that
    ``base_url`` serves) or a Model; ``deadline`` is in seconds and covers the whole call. The environment variables
    GUARDED_REPLY_MODEL, GUARDED_REPLY_POLICY, OPENAI_API_KEY and OPENAI_BASE_URL stand in for what is left out.
    """

    def __init__(
        self,
        policy: Policy | str | os.PathLike[str] | None = None,
        model: str | Model | None = None,
        base_url: str | None = None,
        deadline: float = DEFAULT_DEADLINE,
        api_key: str | None = None,
    ) -> None:
        if not 0 < deadline <= 600:
            raise UsageError(f"deadline: must be more than 0 and at most 600 seconds, not {deadline}")
        if policy is None:
            policy = os.environ.get("GUARDED_REPLY_POLICY") or None
        self.policy = policy if isinstance(policy, Policy) else load_policy(os.fspath(policy) if policy is not None else None)
        self.deadline = deadline
        self.model = _model_of(model, base_url, api_key, deadline)
        _warm(self.policy)

    # -- the call ------------------------------------------------------------------------------------------------------
    def reply(self, request: ReplyRequest | Mapping[str, Any]) -> Reply:
        """One checked reply; raises RequestError for a bad request, and nothing else."""
        call = _Call(self, as_request(request))
        if call.embedded:
            return call.finish_with(call.draft_now())
        draft = call.guarded_draft(lambda brief: _in_thread(self.model, brief, call.deadline))
        return call.finish_with(draft, lambda brief: _in_thread(self.model, brief, call.deadline))

    async def areply(self, request: ReplyRequest | Mapping[str, Any]) -> Reply:
        """The same without blocking the event loop; a cancelled call stops its model call."""
        call = _Call(self, as_request(request))
        if call.embedded:
            return call.finish_with(call.draft_now())
        state: Draft | None = await call.guarded_adraft(call.brief)
        while True:
            done, brief = call.step(state)
            if done is not None:
                return done
            state = await call.guarded_adraft(brief) if brief is not None else None

    def stream(self, request: ReplyRequest | Mapping[str, Any]) -> Iterator[str]:
        """The reply's messages, each only after the whole turn has passed every rule."""
        yield from self.reply(request).segments

    async def astream(self, request: ReplyRequest | Mapping[str, Any]) -> AsyncIterator[str]:
        """The same, asynchronously."""
        for segment in (await self.areply(request)).segments:
            yield segment


@lru_cache(maxsize=8)
def _warm(policy: Policy) -> None:
    """Load tables, patterns and converters once, so that the first customer does not wait for them."""
    request = as_request({"conversation": [{"role": "customer", "text": "運費多少?寄苏州"}], "products": [{"id": "a", "title": "样品", "price": 1, "weight_kg": 1}]})
    situation = read_situation(request, policy)
    draft = fallbacks(Brief(request, situation, gather_facts(request, policy, situation), policy))[0]
    check(request, draft.messages, policy)
    prompt_version()


def _model_of(model: str | Model | None, base_url: str | None, api_key: str | None, deadline: float) -> Model:
    chosen = model if model is not None else os.environ.get("GUARDED_REPLY_MODEL") or "playbook"
    if not isinstance(chosen, str):
        return chosen
    if chosen == "playbook":
        return PlaybookModel()
    from guarded_reply.drafting.chat import ChatModel

    return ChatModel(chosen, base_url=base_url or os.environ.get("OPENAI_BASE_URL"), api_key=api_key or os.environ.get("OPENAI_API_KEY"), timeout=deadline)


def _in_thread(model: Model, brief: Brief, deadline: Deadline) -> Draft:
    """Run a blocking model in a thread that is left behind at the deadline."""
    answers: queue.SimpleQueue[Draft | BaseException] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put(model.draft(brief, deadline))
        except BaseException as error:  # noqa: BLE001 -- handed to the caller's thread
            answers.put(error)

    threading.Thread(target=run, daemon=True, name="guarded-reply-model").start()
    try:
        answer = answers.get(timeout=max(0.0, deadline.left - _RESERVE))
    except queue.Empty:
        raise ModelTimeout(f"{model.name}: nothing until the deadline") from None
    if isinstance(answer, BaseException):
        raise answer
    return answer


class _Call:
    """One call: its brief, its attempts, and the text it has seen."""

    def __init__(self, replier: Replier, request: ReplyRequest) -> None:
        self.began = time.perf_counter()
        self.deadline = Deadline.after(replier.deadline)
        self.model = replier.model
        self.policy = replier.policy
        situation = read_situation(request, replier.policy)
        self.brief = Brief(request, situation, gather_facts(request, replier.policy, situation), replier.policy)
        self.embedded = isinstance(replier.model, PlaybookModel)
        self.attempts: list[Attempt] = []
        self.usage = Usage()
        self.seen: set[tuple[str, ...]] = set()
        self.rewrites = 0

    # -- drafting ------------------------------------------------------------------------------------------------------
    def draft_now(self) -> Draft | None:
        """The embedded model's draft."""
        return self.guarded_draft(lambda brief: self.model.draft(brief, self.deadline))

    def guarded_draft(self, ask: _Ask, brief: Brief | None = None) -> Draft | None:
        """A draft, or None when the model failed in any way."""
        started = time.perf_counter()
        try:
            draft = _draft(ask(brief or self.brief))
        except Exception as error:  # noqa: BLE001 -- whatever a model does, the caller gets a reply
            self._failed(error, started)
            return None
        return self._taken(draft, started)

    async def guarded_adraft(self, brief: Brief) -> Draft | None:
        """The same, asynchronously, cancelled at the deadline."""
        started = time.perf_counter()
        try:
            async with asyncio.timeout(max(0.0, self.deadline.left - _RESERVE)):
                draft = _draft(await self.model.adraft(brief, self.deadline))
        except Exception as error:  # noqa: BLE001 -- whatever a model does, the caller gets a reply
            self._failed(error, started)
            return None
        return self._taken(draft, started)

    def _failed(self, error: Exception, started: float) -> None:
        name = type(error).__name__ if isinstance(error, ModelError | TimeoutError) else f"ModelError({type(error).__name__})"
        self.attempts.append(Attempt("draft", self.model.name, name, (), _ms(started)))

    def _taken(self, draft: Draft, started: float) -> Draft:
        self.usage = self.usage + draft.usage
        self._latency = _ms(started)
        return draft

    # -- judging -------------------------------------------------------------------------------------------------------
    def judged(self, step: str, draft: Draft) -> Report | None:
        """The report on a draft, or None when it cannot even be read."""
        try:
            report = check(self.brief.request, draft.messages, self.policy)
        except Exception as error:  # noqa: BLE001 -- failing open is not an option
            self.attempts.append(Attempt(step, draft.model, f"unreadable: {type(error).__name__}"))
            return None
        outcome = "passed" if report.ok else "blocked"
        self.attempts.append(Attempt(step, draft.model, outcome, tuple(f.rule for f in report.findings), getattr(self, "_latency", 0.0)))
        self._latency = 0.0
        return report

    def step(self, draft: Draft | None) -> tuple[Reply | None, Brief | None]:
        """Judge a draft: a finished reply, or the brief for a rewrite."""
        if draft is not None and draft.messages not in self.seen:
            self.seen.add(draft.messages)
            first = self.rewrites == 0
            report = self.judged("draft" if first else "rewrite", draft)
            if report is not None and report.ok:
                return self._reply("accepted" if first else "repaired", draft, report), None
            if report is not None:
                fixed = apply_fixes(draft.messages, report)
                if fixed is not None and fixed not in self.seen:
                    self.seen.add(fixed)
                    edited = Draft(fixed, draft.model, handoff=draft.handoff)
                    again = self.judged("edit", edited)
                    if again is not None and again.ok:
                        return self._reply("repaired", edited, again), None
                if not self.embedded and self.rewrites < MAX_REWRITES and self.deadline.left > _RESERVE * 5:
                    self.rewrites += 1
                    return None, told(self.brief, draft.messages, report.findings)
        return self._fallback(), None

    def finish_with(self, draft: Draft | None, ask: _Ask | None = None) -> Reply:
        """Run the loop of judging and rewriting to its end."""
        while True:
            done, brief = self.step(draft)
            if done is not None:
                return done
            draft = self.guarded_draft(ask, brief) if ask is not None else None

    def _fallback(self) -> Reply:
        for draft in _quietly(fallbacks, self.brief):
            if draft.messages in self.seen:
                continue
            self.seen.add(draft.messages)
            report = self.judged("fallback", draft)
            if report is not None and report.ok:
                return self._reply("fallback", draft, report)
        for draft in _quietly(handovers, self.brief):
            report = self.judged("handoff", draft)
            if report is not None and report.ok:
                return self._reply("handoff", draft, report, Handoff("no_safe_reply", "没有一稿通过检查,请人工回复"))
        text = "請稍候" if self.brief.situation.script == "traditional" else "请稍候"
        silent = Draft((text,), "playbook")
        return self._reply("handoff", silent, Report((), (), self.policy.version), Handoff("no_safe_reply", "没有一稿通过检查,请人工回复"))

    def _reply(self, status: Status, draft: Draft, report: Report, handoff: Handoff | None = None) -> Reply:
        if draft.handoff is not None and handoff is None:
            status, handoff = "handoff", Handoff(draft.handoff, _HANDOFF_TEXT.get(draft.handoff, draft.handoff))
        trace = Trace(
            uuid.uuid4().hex, self.policy.version, prompt_version(), draft.model, tuple(self.attempts), self.usage, (time.perf_counter() - self.began) * 1000
        )
        return Reply("\n".join(draft.messages), draft.messages, status, self.brief.situation.stage, report.claims, report.findings, handoff, trace)


def _draft(value: Any) -> Draft:
    """What a model returned, if it is a draft that can be judged."""
    if not isinstance(value, Draft) or not value.messages or not all(isinstance(message, str) for message in value.messages):  # pyright: ignore[reportUnnecessaryIsInstance] -- a model may be anything
        raise ModelOutputError("the model returned no draft")
    return value


def _quietly(make: Callable[[Brief], tuple[Draft, ...]], brief: Brief) -> tuple[Draft, ...]:
    """Drafts of the playbook; were it to raise, there are none."""
    try:
        return make(brief)
    except Exception:  # noqa: BLE001 -- the hand-over remains
        return ()


def _ms(started: float) -> float:
    return (time.perf_counter() - started) * 1000
