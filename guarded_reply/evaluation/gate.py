"""The gate of a run: ``metric=value`` limits; low-is-good metrics fail above theirs, all others below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from guarded_reply.errors import UsageError

LOW_IS_GOOD = ("false_alarm_rate", "leak_rate", "fallback", "handoff", "latency_ms_p50", "latency_ms_p95", "incomplete", "failed", "survival_rate")


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit of ``--fail-under``."""

    metric: str
    value: float


@dataclass(frozen=True, slots=True)
class GateResult:
    """What came of one limit; ``found`` is None when nothing was measured, which never passes."""

    limit: Limit
    found: float | None

    @property
    def passed(self) -> bool:
        """Whether the figure is on the good side."""
        if self.found is None:
            return False
        return self.found <= self.limit.value if self.limit.metric.rsplit(".", 1)[-1] in LOW_IS_GOOD else self.found >= self.limit.value


def parse_limits(texts: Sequence[str]) -> tuple[Limit, ...]:
    """The limits, e.g. ``recall=0.95`` or ``rules.delivery-guarantee.recall=0.9``; raises UsageError."""
    limits: list[Limit] = []
    for text in texts:
        metric, found, value = text.partition("=")
        try:
            if not found or not metric.strip():
                raise ValueError
            number = float(value)
            if number != number:
                raise ValueError
        except ValueError:
            raise UsageError(f"--fail-under: expected metric=value, not {text!r}") from None
        limits.append(Limit(metric.strip(), number))
    return tuple(limits)


def judge_limits(limits: Sequence[Limit], summary: dict[str, Any]) -> tuple[GateResult, ...]:
    """Look every limit's figure up; raises UsageError for a metric that the run does not have."""
    return tuple(GateResult(limit, _figure(summary, limit.metric)) for limit in limits)


def _figure(summary: dict[str, Any], metric: str) -> float | None:
    for root in ("metrics", "timing", None):
        node: Any = summary if root is None else summary.get(root, {})
        for part in metric.split("."):
            node = cast("dict[str, Any]", node).get(part, _ABSENT) if isinstance(node, dict) else _ABSENT
        if isinstance(node, dict) and "value" in node:
            node = cast("dict[str, Any]", node)["value"]
        if node is None:
            return None
        if isinstance(node, int | float):
            return float(node)
    raise UsageError(f"--fail-under: no figure {metric!r}; there are {', '.join(summary['metrics'])}, rules.ID.recall, tags.TAG.pass_rate, …")


_ABSENT = object()
