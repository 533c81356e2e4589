"""From records to figures: every rate with its Wilson interval; the guard's judgement and the reply's compliance kept apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from guarded_reply.drafting.answers import UNANSWERED
from guarded_reply.evaluation.stats import Rate, pass_hat, percentile
from guarded_reply.policy.rule_ids import RULE_IDS

Record = dict[str, Any]
STATUSES = ("accepted", "repaired", "fallback", "handoff")


def rate(records: Sequence[Record], holds: Callable[[Record], bool]) -> dict[str, Any]:
    """The share of cases for which ``holds``; with repeats each case weighs once, since its repeats are not independent."""
    per_case: dict[str, list[bool]] = {}
    for record in records:
        per_case.setdefault(record["id"], []).append(holds(record))
    return Rate(sum(sum(seen) / len(seen) for seen in per_case.values()), len(per_case)).as_dict()


def _groups(records: Sequence[Record], keys: Callable[[Record], Iterable[str]]) -> dict[str, list[Record]]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        for key in keys(record):
            groups.setdefault(key, []).append(record)
    return dict(sorted(groups.items()))


def _common(records: Sequence[Record], complete: Sequence[Record]) -> dict[str, Any]:
    seconds = [record["latency_ms"] for record in complete]
    return {
        "cases": len({record["id"] for record in records}),
        "runs": len(records),
        "incomplete": len(records) - len(complete),
        "passed": sum(bool(record["passed"]) for record in complete),
        "failed": sum(not record["passed"] for record in complete),
        "timing": {"latency_ms_p50": percentile(seconds, 0.5), "latency_ms_p95": percentile(seconds, 0.95), "latency_ms_max": max(seconds, default=None)},
    }


def guard_summary(records: Sequence[Record]) -> dict[str, Any]:
    """The guard's figures: overall, per rule, per stage and tag, and what was taken for what."""
    complete = [record for record in records if not record.get("incomplete")]
    hits = sum(len(set(record["expected"]) & set(record["found"])) for record in complete)
    return {
        "kind": "guard",
        **_common(records, complete),
        "metrics": {
            "precision": Rate(hits, sum(len(record["found"]) for record in complete)).as_dict(),
            "recall": Rate(hits, sum(len(record["expected"]) for record in complete)).as_dict(),
            **_guard_rates(complete),
        },
        "rules": {rule: _rule_figures(complete, rule) for rule in RULE_IDS if any(rule in record["expected"] or rule in record["found"] for record in complete)},
        "stages": {key: _guard_rates(group) for key, group in _groups(complete, lambda record: (record["stage"],)).items()},
        "registers": {key: _guard_rates(group) for key, group in _groups(complete, lambda record: (record["register"],)).items()},
        "tags": {key: _guard_rates(group) for key, group in _groups(complete, lambda record: record["tags"]).items()},
        "confusion": _confusion(complete),
    }


def _guard_rates(records: Sequence[Record]) -> dict[str, Any]:
    return {
        "pass_rate": rate(records, lambda record: bool(record["passed"])),
        "catch_rate": rate([record for record in records if record["violates"]], lambda record: record["blocked"]),
        "false_alarm_rate": rate([record for record in records if not record["violates"]], lambda record: record["blocked"]),
    }


def _rule_figures(records: Sequence[Record], rule: str) -> dict[str, Any]:
    cells = Counter((rule in record["expected"], rule in record["found"]) for record in records)
    right, missed, wrong, quiet = cells[True, True], cells[True, False], cells[False, True], cells[False, False]
    return {
        "true_positive": right, "false_negative": missed, "false_positive": wrong, "true_negative": quiet,
        "precision": Rate(right, right + wrong).as_dict(), "recall": Rate(right, right + missed).as_dict(), "false_alarm_rate": Rate(wrong, wrong + quiet).as_dict(),
    }  # fmt: skip


def _confusion(records: Sequence[Record]) -> list[dict[str, Any]]:
    """How often an expected rule stood beside a found one; ``-`` is none. Right ones pair with themselves."""
    cells: Counter[tuple[str, str]] = Counter()
    for record in records:
        expected, found = set(record["expected"]), set(record["found"])
        cells.update((rule, rule) for rule in expected & found)
        missed, extra = sorted(expected - found), sorted(found - expected)
        cells.update((rule, other) for rule in missed for other in (extra or ["-"]))
        if not missed:
            cells.update(("-", rule) for rule in extra)
        if not expected and not found:
            cells["-", "-"] += 1
    return [{"expected": expected, "found": found, "count": count} for (expected, found), count in sorted(cells.items())]


def reply_summary(records: Sequence[Record], price: tuple[Decimal, Decimal] | None) -> dict[str, Any]:
    """The replies' figures; ``price`` is yuan per million prompt and completion tokens."""
    complete = [record for record in records if not record.get("incomplete")]
    counts = Counter(record["id"] for record in complete)
    passed = Counter(record["id"] for record in complete if record["passed"])
    pairs = [(passed[case], count) for case, count in counts.items()]
    tokens = (sum(record["prompt_tokens"] for record in complete), sum(record["completion_tokens"] for record in complete))
    told = sum((Decimal(record.get("cost_yuan", "0")) for record in complete), Decimal(0))
    cost = (str(told) if told else None) if price is None else str((price[0] * tokens[0] + price[1] * tokens[1]) / 1_000_000)
    return {
        "kind": "replies",
        **_common(records, complete),
        "metrics": {**_reply_rates(complete), **{f"pass_hat_{k}": pass_hat(pairs, k) for k in range(1, max(counts.values(), default=0) + 1)}},
        "tokens": {"prompt": tokens[0], "completion": tokens[1]},
        "cost_yuan": cost,
        "rules": {rule: sum(rule in record["draft_rules"] for record in complete) for rule in (*RULE_IDS, UNANSWERED) if any(rule in record["draft_rules"] for record in complete)},
        "stages": {key: _reply_rates(group) for key, group in _groups(complete, lambda record: (record["stage"],)).items()},
        "registers": {key: _reply_rates(group) for key, group in _groups(complete, lambda record: (record["register"],)).items()},
        "tags": {key: _reply_rates(group) for key, group in _groups(complete, lambda record: record["tags"]).items()},
    }


def _reply_rates(records: Sequence[Record]) -> dict[str, Any]:
    return {
        "pass_rate": rate(records, lambda record: bool(record["passed"])),
        "expectation_met": rate(records, lambda record: not record["unmet"]),
        "leak_rate": rate(records, lambda record: record["leaked"]),
        "first_draft_ok": rate(records, lambda record: record["first_draft_ok"]),
        **{status: rate(records, lambda record, status=status: record["status"] == status) for status in STATUSES},
    }
