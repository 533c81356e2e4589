"""The guard: reads one turn, lets every rule judge it, and reports; no model, no network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any

from guarded_reply.claims.gate import ALWAYS, gate_of
from guarded_reply.claims.prove import prove
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.reported import said_by_others
from guarded_reply.errors import RequestError
from guarded_reply.policy import Policy, load_policy
from guarded_reply.policy.model import RuleSwitch
from guarded_reply.reading.text import Turn, read_turn, simplify
from guarded_reply.reply import Finding, Report, Severity
from guarded_reply.request import MAX_TEXT, ReplyRequest, as_request
from guarded_reply.rules import Rule, all_rules
from guarded_reply.rules.backing import second_reading

_Rules = tuple[tuple[Rule, Severity], ...]
_PLACE = attrgetter("start", "end", "rule")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
CRASHED = "rule-crashed"
"""Id of the finding that stands for a rule which raised; it blocks (policy may not switch it off)."""


def check(
    request: ReplyRequest | Mapping[str, Any], reply: str | Sequence[str], policy: Policy | None = None, *, plain: bool = False
) -> Report:
    """Judge one turn (a text, or its messages) against the request's facts and the shop's policy.

    ``plain`` tries every pattern everywhere instead of asking the scan first: slower, same verdict, for tests.
    Raises RequestError when the request or the reply is not what the contract says. Source: contract section 3.
    """
    parsed = as_request(request)
    messages = as_messages(reply)
    active = policy if policy is not None else load_policy(None)
    rules = active_rules(active)  # before the turn is read: the scan knows only patterns that have been loaded
    turn = read_turn("\n".join(messages), plain=plain)
    reading = Reading(parsed, turn, active)
    present, gates = turn.present, gates_for(rules, reading) if not plain else (ALWAYS,) * (len(rules) + 1)
    findings: list[Finding] = []
    for (rule, severity), gate in zip(rules, gates, strict=False):
        if present & gate or (rule.acts and not rule.acts.isdisjoint(reading.votes)):
            findings.extend(_apply(rule, severity, reading, turn))
    if present & gates[-1]:
        prove(reading)
    if len(findings) > 1:
        findings.sort(key=_PLACE)
    return Report(tuple(findings), reading.claims, active.version)


def as_messages(reply: str | Sequence[str]) -> tuple[str, ...]:
    """The messages of a turn, validated: texts, at least one, none over the length limit."""
    if not isinstance(reply, str | list | tuple):  # pyright: ignore[reportUnnecessaryIsInstance] -- callers need not be typed
        raise RequestError(f"reply: expected a text or a list of texts, not {type(reply).__name__}", "reply")
    messages = (reply,) if isinstance(reply, str) else tuple(reply)
    if not messages or not all(isinstance(message, str) for message in messages):  # pyright: ignore[reportUnnecessaryIsInstance] -- callers need not be typed
        raise RequestError("reply: expected a text or a non-empty list of texts", "reply")
    if sum(len(message) for message in messages) > MAX_TEXT:
        raise RequestError(f"reply: longer than {MAX_TEXT} characters", "reply")
    if any(_HALF_PAIR.search(message) for message in messages):
        raise RequestError("reply: contains half a surrogate pair", "reply")
    return messages


@lru_cache(maxsize=64)
def active_rules(policy: Policy) -> _Rules:
    """The rules this policy leaves on, with the severity it gives them."""
    chosen: list[tuple[Rule, Severity]] = []
    for rule in all_rules():
        switch = policy.rules.get(rule.id)
        if switch is not None and not switch.enabled:
            continue
        chosen.append((rule, switch.severity if switch is not None and switch.severity else rule.severity))
    return tuple(chosen)


_OFTEN = 4
"""Checks of one request after which it pays to find the gates that hold beside it."""
_general: dict[int, tuple[_Rules, Policy, tuple[int, ...]]] = {}


def gates_for(rules: _Rules, reading: Reading) -> tuple[int, ...]:
    """For each rule, and last for the proof, the bits without which it need not run: general ones, or this request's own."""
    memory, policy = reading.beside, reading.policy
    memory.checks += 1
    own = memory.gates
    if own is not None and own[0] is rules:
        return own[1]
    entry = _general.get(id(rules))
    if entry is None or entry[0] is not rules or entry[1] is not policy:
        if len(_general) >= 64:
            _general.clear()
        entry = _general[id(rules)] = (rules, policy, tuple(_gates(rules, None, policy)))
    if memory.checks > _OFTEN:
        closer = _gates(rules, reading.request, policy)
        memory.gates = (rules, tuple(gate if gate != ALWAYS else own for gate, own in zip(entry[2], closer, strict=True)))
        return memory.gates[1]
    return entry[2]


def _gates(rules: _Rules, request: ReplyRequest | None, policy: Policy) -> Iterator[int]:
    for rule, _ in rules:
        switch = policy.rules.get(rule.id)
        yield ALWAYS if switch is not None and switch.words else gate_of(rule.judge, request, policy)
    yield gate_of(_proof, request, policy)


def _proof(reading: Reading) -> tuple[Hit, ...]:
    prove(reading)
    return ()


def _apply(rule: Rule, severity: Severity, reading: Reading, turn: Turn) -> list[Finding]:
    try:
        hits = list(rule.judge(reading))
        if not hits and rule.acts and reading.votes and reading.policy.second_reader != "off":
            hits = list(second_reading(rule.backing, reading))
        if hits and rule.family != "form":
            hits = [hit for hit in hits if not said_by_others(reading, hit)]
        switch = reading.policy.rules.get(rule.id)
        if switch is not None:
            hits = _as_switched(hits, rule, switch, reading)
    except Exception as error:  # noqa: BLE001 -- whatever a rule raises, the reply must not pass
        return [Finding(CRASHED, "error", 0, len(turn.source), turn.source, f"{rule.id}: {type(error).__name__}", rule.id)]
    return [_finding(rule, severity, hit, turn, reading.policy) for hit in hits] if hits else []


def _as_switched(hits: list[Hit], rule: Rule, switch: RuleSwitch, reading: Reading) -> list[Hit]:
    """The hits of a rule with the phrases that the policy adds to it, without those in phrases that it exempts."""
    for phrase in switch.words:
        message = f"店铺在这条规则里列了“{phrase}”"
        hits.extend(Hit(*span, message, f"policy:rules.{rule.id}.words", "换一种说法") for span in _spans_of(phrase, reading))
    allowed = [span for phrase in switch.allow for span in _spans_of(phrase, reading)]
    return [hit for hit in hits if not any(start < hit.end and hit.start < end for start, end in allowed)]


def _spans_of(phrase: str, reading: Reading) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(simplify(phrase)), reading.text)]


def _finding(rule: Rule, severity: Severity, hit: Hit, turn: Turn, policy: Policy) -> Finding:
    if severity == "error" and ((hit.unsure and policy.unsure == "warn") or (hit.by_vote and policy.second_reader == "warn")):
        severity = "warning"
    start, end = turn.form.span(hit.start, hit.end)
    return Finding(
        rule.id, severity, start, end, turn.source[start:end], hit.message, hit.evidence, hit.suggestion, hit.fix, hit.unsure or hit.by_vote
    )
