"""One call as a sentence without I/O: it asks for drafts, judges them, mends them, and ends in a reply."""

from __future__ import annotations

import threading
import time
import uuid
import weakref
from collections.abc import Generator
from dataclasses import replace
from typing import Any

from guarded_reply.drafting.answers import UNANSWERED, unanswered
from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.drafting.prompt import prompt_version
from guarded_reply.errors import ModelError, ModelOutputError, RecordingError
from guarded_reply.facts import gather_facts
from guarded_reply.guard import check
from guarded_reply.net import Net, find_net
from guarded_reply.pace import Pace
from guarded_reply.policy import Policy
from guarded_reply.repair import apply_fixes, told
from guarded_reply.reply import Attempt, Finding, Handoff, Reply, Report, Status, Trace, Usage
from guarded_reply.request import ReplyRequest
from guarded_reply.situation import read_situation

_HANDOFF_TEXT = {
    "quote": "这个地区需要人工报价", "manager": "顾客要求主管处理", "threat": "顾客以差评或投诉施压,需要人工跟进", "bargain": "顾客坚持议价",
    "bulk_price": "批量采购需要人工报价", "overdue_dispatch": "订单超过发货时限", "waited": "核实超过答应的时间,顾客在等结果",
    "price_protection": "顾客买后遇到降价,要求补差价",
}  # fmt: skip
_GRACE = 0.1  # seconds after which a model counts as slow and the fallback is prepared
_EARLY = 0.25  # part of the deadline before which no fallback is worked out: most models answer by then
_LAST = 0.3  # seconds of waiting that are not divided any more
_pace = Pace()
_preparing = threading.Lock()
_open_calls: weakref.WeakSet[Call] = weakref.WeakSet()
_NOTHING_SAFE = Handoff("no_safe_reply", "没有一稿通过检查,请人工回复")


class Call:
    """One call: its brief, its attempts, the text it has seen. ``reserve`` are the last seconds, kept for judging."""

    def __init__(self, request: ReplyRequest, policy: Policy, model_name: str, deadline: float, rewrites: int, embedded: bool) -> None:
        self.id = uuid.uuid4().hex
        self.began = time.perf_counter()
        self.deadline, self._total = Deadline.after(deadline), deadline
        self.reserve = max(0.02, min(0.05, deadline / 100))
        self.policy, self.model_name, self.embedded = policy, model_name, embedded
        situation = read_situation(request, policy)
        self.brief = Brief(request, situation, gather_facts(request, policy, situation), policy)
        self.account = self.brief.account
        self.sent: tuple[str, ...] = ()
        self._usage = Usage()
        self._seen: set[tuple[str, ...]] = set()
        self._rewrites_left = 0 if embedded else rewrites
        self._net: Net | None = None
        self._latency = 0.0
        _open_calls.add(self)

    @property
    def patience(self) -> float:
        """Seconds that may still be waited for a draft: when many calls are open, they come due together and need their turn."""
        return max(0.0, self.deadline.left - self.reserve - _pace.margin(len(_open_calls), self._total))

    def waits(self) -> Generator[float]:
        """How long to wait for a draft at a time: a moment, after which the fallback is to be prepared, then in ever shorter
        steps, so that the last ones know how many calls are open and how late this process is served."""
        wait = min(max(_GRACE, self._total * _EARLY), self.patience)
        while True:
            due = time.monotonic() + wait
            yield wait
            _pace.woke(max(0.0, time.monotonic() - due))
            left = self.patience
            if left <= 0:
                return
            wait = left if left < _LAST else left * 0.75

    # -- drafts --------------------------------------------------------------------------------------------------------
    def taken(self, value: Any, started: float) -> Draft | None:
        """What a model returned, if it is a draft that can be judged."""
        if not isinstance(value, Draft) or not value.messages or not all(isinstance(message, str) for message in value.messages):  # pyright: ignore[reportUnnecessaryIsInstance] -- a model may be anything
            self.failed(ModelOutputError("the model returned no draft"), started)
            return None
        self._usage += value.usage
        self._latency = (time.perf_counter() - started) * 1000
        return value

    def failed(self, error: BaseException, started: float) -> None:
        """Note that no draft came; raises what is no fault of the model's (a missing recording)."""
        if isinstance(error, RecordingError):
            raise error
        name = type(error).__name__ if isinstance(error, ModelError | TimeoutError) else f"ModelError({type(error).__name__})"
        self.account.note(Attempt("draft", self.model_name, name, (), (time.perf_counter() - started) * 1000))

    # -- the loop ------------------------------------------------------------------------------------------------------
    def run(self) -> Generator[Brief, Draft | None, Reply]:
        """Yields the brief of each draft that is wanted, takes the draft (None: none came), returns the reply."""
        brief, step = self.brief, "draft"
        while True:
            draft = yield brief
            if draft is None or draft.messages in self._seen:
                return self.fallback()
            self._seen.add(draft.messages)
            report = self._judged(step, draft)
            if report is None:
                return self.fallback()
            if report.ok:
                return self.reply("accepted" if step == "draft" else "repaired", draft, report)
            mended = self._edited(draft, report)
            if mended is not None:
                return mended
            if self._rewrites_left <= 0 or self.patience <= self.reserve * 2:
                return self.fallback()
            self._rewrites_left -= 1
            brief, step = told(self.brief, draft.messages, report.findings), "rewrite"

    def _edited(self, draft: Draft, report: Report) -> Reply | None:
        """The reply with every safe edit applied, if that passes."""
        fixed = apply_fixes(draft.messages, report)
        if fixed is None or fixed in self._seen:
            return None
        self._seen.add(fixed)
        edited = Draft(fixed, draft.model, handoff=draft.handoff)
        again = self._judged("edit", edited)
        return self.reply("repaired", edited, again) if again is not None and again.ok else None

    def judge(self, messages: tuple[str, ...]) -> Report:
        """All rules over a model's draft, and whether it answers what was asked; raises when it cannot be read."""
        report = check(self.brief.request, messages, self.policy)
        missing = unanswered(self.brief, messages) if report.ok and not self.embedded else None
        if missing is None:
            return report
        text = "\n".join(messages)
        finding = Finding(UNANSWERED, "error", 0, len(text), text, missing, "request:conversation", "照【事实】直接回答顾客问的事;事实里没有的,说明去核实")
        return replace(report, findings=(*report.findings, finding))

    def _judged(self, step: str, draft: Draft) -> Report | None:
        """The report on a draft, or None when it cannot even be read."""
        text = "\n".join(draft.messages)
        if self.overdue:
            self.account.note(Attempt(step, draft.model, "too late to be judged", (), self._latency, text))
            return None
        try:
            report = self.judge(draft.messages)
        except Exception as error:  # noqa: BLE001 -- failing open is not an option
            self.account.note(Attempt(step, draft.model, f"unreadable: {type(error).__name__}", text=text))
            return None
        outcome = "passed" if report.ok else "blocked"
        self.account.note(Attempt(step, draft.model, outcome, tuple(f.rule for f in report.findings), self._latency, text))
        self._latency = 0.0
        return report

    # -- when no draft passes -------------------------------------------------------------------------------------------
    @property
    def prepared(self) -> bool:
        """Whether what is said if no draft passes has been worked out."""
        return self._net is not None

    @property
    def overdue(self) -> bool:
        """Whether many came due at once, so that the deadline has passed: what has been worked out goes out at once."""
        return self._net is not None and self.deadline.left <= 0

    def prepare_net(self) -> None:
        """Work out, while a slow model is waited for, what is said if it never answers: at the deadline it only has to be sent.

        Threads do so one at a time, lest all of them be late.
        """
        if self._net is not None or not _preparing.acquire(timeout=self.patience):
            return
        try:
            began = time.thread_time()
            self._net = self._found_net()
            _pace.worked(time.thread_time() - began)
        finally:
            _preparing.release()

    def fallback(self) -> Reply:
        """The playbook's words, or a holding message and a hand-over."""
        if self._net is None or self._net.draft.messages in self._seen:
            self._net = self._found_net()
        return self.caught(self._net)

    def caught(self, net: Net) -> Reply:
        """The reply that says the words of a net."""
        for attempt in net.attempts:
            self.account.note(attempt)
        return self.reply(net.status, net.draft, net.report, net.handoff)

    def _found_net(self) -> Net:
        last = Draft(("請稍候" if self.brief.situation.script == "traditional" else "请稍候",), "playbook")
        return find_net(self.brief, lambda draft: None if draft.messages in self._seen else draft, _NOTHING_SAFE, last)

    def reply(self, status: Status, draft: Draft, report: Report, handoff: Handoff | None = None) -> Reply:
        """The reply as it leaves; nothing is added to its trace afterwards."""
        if draft.handoff is not None and handoff is None:
            status, handoff = "handoff", Handoff(draft.handoff, _HANDOFF_TEXT.get(draft.handoff, draft.handoff))
        _open_calls.discard(self)
        attempts = self.account.close()
        trace = Trace(
            self.id, self.policy.version, prompt_version(), draft.model, attempts, self._usage + self.account.usage,
            (time.perf_counter() - self.began) * 1000, self.account.yuan,
        )  # fmt: skip
        return Reply("\n".join(draft.messages), draft.messages, status, self.brief.situation.stage, report.claims, report.findings, handoff, trace)
