"""Mends a draft: safe edits first, then a rewrite by the model, then the playbook's words, then a hand-over.

Nothing here decides whether text is good: every outcome is judged again by all rules.
"""

from __future__ import annotations

from guarded_reply.drafting.model import Brief, Draft
from guarded_reply.drafting.playbook import canned_reply, holding_reply
from guarded_reply.drafting.playbook.model import compose
from guarded_reply.reply import Finding, Report

MAX_REWRITES = 2
_LAST_WORDS = {"simplified": ("您好,抱歉让您久等,您的问题我先记下来,这就请同事跟进",), "traditional": ("您好,抱歉讓您久等,您的問題我先記下來,這就請同事跟進",)}


def apply_fixes(messages: tuple[str, ...], report: Report) -> tuple[str, ...] | None:
    """The messages with every safe edit applied, or None when some blocking finding has none.

    Finding offsets run over the messages joined with newlines.
    """
    blocking = [finding for finding in report.findings if finding.severity == "error"]
    fixes = [finding for finding in report.findings if finding.fix is not None]
    if not blocking or any(finding.fix is None for finding in blocking):
        return None
    text = "\n".join(messages)
    last = len(text) + 1
    for finding in sorted(fixes, key=lambda item: item.start, reverse=True):
        if finding.end <= last:
            text = text[: finding.start] + (finding.fix or "") + text[finding.end :]
            last = finding.start
    return tuple(text.split("\n"))


def told(brief: Brief, messages: tuple[str, ...], findings: tuple[Finding, ...]) -> Brief:
    """The brief for a rewrite: the same, with the last draft and what was wrong with it."""
    return Brief(brief.request, brief.situation, brief.facts, brief.policy, messages, findings, brief.account)


def fallbacks(brief: Brief) -> tuple[Draft, ...]:
    """What is tried when the model's words do not pass: the playbook's answer, then its plain words for the stage."""
    return (compose(brief), canned_reply(brief))


def handovers(brief: Brief) -> tuple[Draft, ...]:
    """Holding messages, the last one free of anything a rule could object to."""
    return (holding_reply(brief), Draft(_LAST_WORDS[brief.situation.script], "playbook"))
