"""One call as a sentence without I/O: it asks for drafts, judges them, mends them, and ends in a reply."""

from __future__ import annotations

import time
import uuid
import weakref
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import Any

from guarded_reply.drafting.answers import UNANSWERED, unanswered
from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.drafting.prompt import prompt_version
from guarded_reply.errors import ModelError, ModelOutputError, RecordingError
from guarded_reply.facts import gather_facts
from guarded_reply.guard import check
from guarded_reply.policy import Policy
from guarded_reply.repair import apply_fixes, fallbacks, handovers, told
from guarded_reply.reply import Attempt, Finding, Handoff, Reply, Report, Status, Trace, Usage
from guarded_reply.request import ReplyRequest
from guarded_reply.situation import read_situation

_HANDOFF_TEXT = {
    "quote": "这个地区需要人工报价", "manager": "顾客要求主管处理", "threat": "顾客以差评或投诉施压,需要人工跟进", "bargain": "顾客坚持议价",
    "bulk_price": "批量采购需要人工报价", "overdue_dispatch": "订单超过发货时限",
}  # fmt: skip
_CROWD = 0.001  # seconds that each open call of this process may need when it comes due
_open_calls: weakref.WeakSet[Call] = weakref.WeakSet()
_NOTHING_SAFE = Handoff("no_safe_reply", "没有一稿通过检查,请人工回复")


class Call:
    """One call: its brief, its attempts, the text it has seen. ``reserve`` are the last seconds, kept for judging."""

    def __init__(self, request: ReplyRequest, policy: Policy, model_name: str, deadline: float, rewrites: int, embedded: bool) -> None:
        self.id = uuid.uuid4().hex
        self.began = time.perf_counter()
        self.deadline = Deadline.after(deadline)
        self.reserve = max(0.02, min(0.05, deadline / 100))
        self.policy, self.model_name, self.embedded = policy, model_name, embedded
        situation = read_situation(request, policy)
        self.brief = Brief(request, situation, gather_facts(request, policy, situation), policy)
        self.account = self.brief.account
        self.sent: tuple[str, ...] = ()
        self._usage = Usage()
        self._seen: set[tuple[str, ...]] = set()
        self._rewrites_left = 0 if embedded else rewrites
        self._net: tuple[Status, Draft, Report, Handoff | None] | None = None
        self._latency = 0.0
        _open_calls.add(self)

    @property
    def patience(self) -> float:
        """Seconds that may still be waited for a draft: when many calls are open, they come due together and need their turn."""
        crowd = min(_CROWD * len(_open_calls), self.deadline.left / 10)
        return max(0.0, self.deadline.left - self.reserve - crowd)

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
            if self._rewrites_left <= 0 or self.deadline.left <= self.reserve * 3:
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
    def prepare_net(self) -> None:
        """Work out, while a slow model is waited for, what is said if it never answers: at the deadline it only has to be sent."""
        if self._net is None and not self.embedded:
            self._net = self._fallen_back()

    def fallback(self) -> Reply:
        """The playbook's words, or a holding message and a hand-over."""
        if self._net is None or self._net[1].messages in self._seen:
            self._net = self._fallen_back()
        status, draft, report, handoff = self._net
        self.account.note(Attempt("fallback" if status == "fallback" else "handoff", draft.model, "passed", tuple(f.rule for f in report.findings), 0.0, "\n".join(draft.messages)))
        return self.reply(status, draft, report, handoff)

    def _fallen_back(self) -> tuple[Status, Draft, Report, Handoff | None]:
        plans: tuple[tuple[Callable[[Brief], tuple[Draft, ...]], Status, Handoff | None], ...] = (
            (fallbacks, "fallback", None), (handovers, "handoff", _NOTHING_SAFE),
        )
        for make, status, handoff in plans:
            for draft in quietly(make, self.brief):
                if draft.messages in self._seen:
                    continue
                report = self._tried(draft, status)
                if report is not None:
                    return status, draft, report, handoff
        text = "請稍候" if self.brief.situation.script == "traditional" else "请稍候"
        return "handoff", Draft((text,), "playbook"), Report((), (), self.policy.version), _NOTHING_SAFE

    def _tried(self, draft: Draft, step: str) -> Report | None:
        """The report, if the draft passes."""
        try:
            report = check(self.brief.request, draft.messages, self.policy)
        except Exception as error:  # noqa: BLE001 -- the next one may be readable
            self.account.note(Attempt(step, draft.model, f"unreadable: {type(error).__name__}"))
            return None
        if report.ok:
            return report
        self.account.note(Attempt(step, draft.model, "blocked", tuple(f.rule for f in report.findings), 0.0, "\n".join(draft.messages)))
        return None

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


def quietly(make: Callable[[Brief], tuple[Draft, ...]], brief: Brief) -> tuple[Draft, ...]:
    """Drafts of the playbook; were it to raise, there are none."""
    try:
        return make(brief)
    except Exception:  # noqa: BLE001 -- the hand-over remains
        return ()


