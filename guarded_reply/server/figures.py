"""Figures for the console: replies by outcome, findings by rule over time, response times against the ten-second promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from guarded_reply.policy.dispatch import CHINA
from guarded_reply.server.store import Figure

PROMISE_MS = 10_000
_EDGES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000)
_STATUSES = ("accepted", "repaired", "fallback", "handoff")


def figures_since(today: date, days: int) -> datetime:
    """The beginning of the first of ``days`` days, in the shop's time."""
    first = today - timedelta(days=days - 1)
    return datetime(first.year, first.month, first.day, tzinfo=CHINA)


def figures_of(rows: Sequence[Figure], today: date, days: int) -> dict[str, Any]:
    """All figures of some days, every day present even when nothing happened."""
    dates = [(today - timedelta(days=back)).isoformat() for back in range(days - 1, -1, -1)]
    by_status: dict[str, Counter[str]] = {day: Counter() for day in dates}
    by_rule: Counter[str] = Counter()
    daily: dict[str, Counter[str]] = {day: Counter() for day in dates}
    for row in rows:
        day = datetime.fromisoformat(row.at).astimezone(CHINA).date().isoformat()
        if day not in by_status:
            continue
        by_status[day][row.status] += 1
        by_rule.update(row.rules)
        daily[day].update(row.rules)
    return {
        "by_status": [{"date": day, **{status: by_status[day][status] for status in _STATUSES}} for day in dates],
        "by_rule": [{"rule": rule, "count": count} for rule, count in sorted(by_rule.items(), key=lambda item: (-item[1], item[0]))],
        "by_rule_daily": [{"date": day, "rule": rule, "count": count} for day in dates for rule, count in sorted(daily[day].items())],
        "latency_ms": _latencies(sorted(row.latency_ms for row in rows)),
        "total": len(rows),
    }


def _latencies(ordered: list[float]) -> dict[str, Any]:
    count = len(ordered)
    histogram: list[dict[str, float | int]] = []
    index = 0
    for edge in _EDGES:
        begin = index
        while index < count and ordered[index] <= edge:
            index += 1
        histogram.append({"le": edge, "count": index - begin})

    def at(share: float) -> float | None:
        return round(ordered[min(count - 1, int(count * share))], 2) if count else None

    under = sum(1 for value in ordered if value <= PROMISE_MS)
    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "under_10s_share": round(under / count, 4) if count else None, "histogram": histogram}
