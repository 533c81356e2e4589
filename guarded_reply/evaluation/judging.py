"""Judges one case: what the guard said of a labelled turn, or whether the reply to a request complied."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from guarded_reply.evaluation.cases import GuardCase, ReplyCase
from guarded_reply.evaluation.runner import INFRASTRUCTURE
from guarded_reply.evaluation.tape import TapedModel
from guarded_reply.guard import CRASHED, check
from guarded_reply.policy import Policy
from guarded_reply.reading.scripts import script_of
from guarded_reply.replier import Replier
from guarded_reply.reply import Reply, decimal_text
from guarded_reply.request import as_request
from guarded_reply.rules import all_rules
from guarded_reply.situation import read_situation


def severities(policy: Policy) -> dict[str, str]:
    """Each rule's severity under a policy; a rule that is switched off is absent."""
    switches = policy.rules
    return {
        rule.id: (switches[rule.id].severity or rule.severity) if rule.id in switches else rule.severity
        for rule in all_rules()
        if rule.id not in switches or switches[rule.id].enabled
    }


def guard_judge(policy: Policy) -> Callable[[GuardCase, int], dict[str, Any]]:
    """Runs the guard on a labelled turn. A case passes when every expected rule fires and no other rule blocks."""
    blocking = {rule for rule, severity in severities(policy).items() if severity == "error"}

    def judge(case: GuardCase, repeat: int) -> dict[str, Any]:
        request = as_request(case.request)
        report = check(request, case.messages, policy)
        found = sorted({finding.rule for finding in report.findings})
        if CRASHED in found:
            return {"passed": None, "incomplete": next(finding.message for finding in report.findings if finding.rule == CRASHED)}
        missed = sorted(set(case.expect) - set(found))
        extra = [rule for rule in found if rule not in case.expect]
        return {
            "passed": not missed and not any(rule in blocking for rule in extra),
            "stage": read_situation(request, policy).stage,
            "register": register_of("\n".join(case.messages)),
            "text": "\n".join(case.messages),
            "expected": sorted(case.expect),
            "found": found,
            "missed": missed,
            "extra": extra,
            "violates": any(rule in blocking for rule in case.expect),
            "blocked": not report.ok,
            **_shown(report.as_dict(), case.request),
        }

    return judge


def reply_judge(replier: Replier, taped: TapedModel | None) -> Callable[[ReplyCase, int], dict[str, Any]]:
    """Makes the reply to a case and judges what left: the expectation, and the guard's own view of the outgoing text."""

    def judge(case: ReplyCase, repeat: int) -> dict[str, Any]:
        request = as_request(case.request)
        if taped is None:
            return _judged(case, replier, replier.reply(request), [])
        with taped.sitting(case.id, repeat, request) as sitting:
            reply = replier.reply(request)
        if sitting.missing:
            return {"passed": None, "incomplete": f"MissingDraft: {case.id}, repeat {repeat}: the earlier run has no draft"}
        trouble = next((attempt.outcome for attempt in reply.trace.attempts if attempt.step == "draft" and attempt.outcome.startswith(INFRASTRUCTURE)), None)
        if trouble is not None:
            return {"passed": None, "incomplete": trouble, "drafts": sitting.drafts}
        return _judged(case, replier, reply, sitting.drafts)

    return judge


def _judged(case: ReplyCase, replier: Replier, reply: Reply, drafts: list[dict[str, Any]]) -> dict[str, Any]:
    report = check(case.request, list(reply.segments), replier.policy)
    unmet = unmet_expectations(case, reply)
    first = next((attempt for attempt in reply.trace.attempts if attempt.step == "draft"), None)
    return {
        "passed": report.ok and not unmet,
        "stage": reply.stage,
        "register": register_of(as_request(case.request).last_customer_text or reply.text),
        "text": reply.text,
        "status": reply.status,
        "unmet": unmet,
        "leaked": not report.ok,
        "handoff": reply.handoff.reason if reply.handoff else None,
        "draft_rules": sorted({rule for attempt in reply.trace.attempts for rule in attempt.findings}),
        "first_draft_ok": first is not None and first.outcome == "passed",
        "prompt_tokens": reply.trace.usage.prompt_tokens,
        "completion_tokens": reply.trace.usage.completion_tokens,
        "cost_yuan": decimal_text(reply.trace.cost),
        "drafts": drafts,
        **_shown(report.as_dict(), case.request),
    }


_SENTENCE_MARKS = re.compile(r"[,，。!！?？;；…]")


def register_of(text: str) -> str:
    """How a text is written, read from the text itself: in Traditional characters, without marks as fast typists do, or with them."""
    if script_of(text) == "traditional":
        return "traditional"
    return "marked" if _SENTENCE_MARKS.search(text.rstrip("?？!！。~ ")) else "unmarked"


def unmet_expectations(case: ReplyCase, reply: Reply) -> list[str]:
    """What the reply is not, of what the case expects; empty when all is met."""
    expect = case.expect
    unmet: list[str] = []
    if expect.status and reply.status not in expect.status:
        unmet.append(f"status: {reply.status}, expected {' or '.join(expect.status)}")
    if expect.stage is not None and reply.stage != expect.stage:
        unmet.append(f"stage: {reply.stage}, expected {expect.stage}")
    unmet.extend(f"contains: no match of {pattern}" for pattern in expect.contains if not re.search(pattern, reply.text))
    unmet.extend(f"excludes: a match of {pattern}" for pattern in expect.excludes if re.search(pattern, reply.text))
    return unmet


def _shown(report: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    """What a reader of a failing case needs: findings, proofs, facts."""
    return {"findings": report["findings"], "claims": report["claims"], "request": request}
