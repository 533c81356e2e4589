"""Mends a draft: safe edits first, then a rewrite by the model, then the playbook's words, then a hand-over.

Nothing here decides whether text is good: every outcome is judged again by all rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    """What is tried when the model's words do not pass: the playbook's answer, that less one sentence, then its plain words for the stage."""
    answer = compose(brief)
    return (answer, *_less_one(answer, brief), canned_reply(brief))


_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_MOST_SPARED = 6
_CHECKED = {"simplified": "其余的我核实清楚再告诉您", "traditional": "其餘的我核實清楚再告訴您"}


def _less_one(draft: Draft, brief: Brief) -> Iterator[Draft]:
    """The answer with one of its sentences left out, and the rest promised: better than none where a single sentence is objected to."""
    pieces = [(index, piece) for index, message in enumerate(draft.messages) for piece in _SENTENCE.findall(message)]
    if len(pieces) < 2:
        return
    for dropped in range(len(pieces) - 1, max(-1, len(pieces) - 1 - _MOST_SPARED), -1):
        if dropped + 1 < len(pieces) and _LEANS.match(pieces[dropped + 1][1]):
            continue  # what follows leans on what would be left out
        kept = [piece for number, piece in enumerate(pieces) if number != dropped]
        messages = ["".join(piece for at, piece in kept if at == index).rstrip(";,。") for index in range(len(draft.messages))]
        told_so = [message for message in messages if message]
        if any(not _POLITE.fullmatch(message) for message in told_so):
            yield Draft((*told_so, _CHECKED[brief.situation.script]), draft.model, handoff=draft.handoff)


_LEANS = re.compile(r"没有的话|也|或|不过|否则|要是|再|其他|这样|所以|收到后|没有|其餘|沒有|這樣")
_POLITE = re.compile(r".*(?:为您服务|為您服務|抱歉|对不起|對不起|理解您).{0,24}[😊🙏]?\W*")
"""A message that only greets or soothes."""


def handovers(brief: Brief) -> tuple[Draft, ...]:
    """Holding messages, the last one free of anything a rule could object to."""
    return (holding_reply(brief), Draft(_LAST_WORDS[brief.situation.script], "playbook"))
