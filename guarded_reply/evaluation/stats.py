"""The statistics behind every figure: Wilson intervals, pass^k, exact McNemar, Holm; no library, no randomness."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Z95 = 1.959963984540054
"""The normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of ``hits`` in ``total`` with its Wilson 95 % interval; with a total of 0 nothing is known.

    ``hits`` may be a fraction: with repeats, each case counts once, with the share of its repeats.
    """

    hits: float
    total: int

    @property
    def value(self) -> float | None:
        """The share, or None when nothing was counted."""
        return self.hits / self.total if self.total else None

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson 95 % interval; (0, 1) when nothing was counted."""
        return wilson(self.hits, self.total)

    def as_dict(self) -> dict[str, float | int | None]:
        """The rate as plain JSON data, rounded to six places."""
        low, high = self.interval
        hits = int(self.hits) if float(self.hits).is_integer() else round(self.hits, 6)
        return {"value": None if self.value is None else round(self.value, 6), "low": round(low, 6), "high": round(high, 6), "hits": hits, "total": self.total}


def wilson(hits: float, total: int, z: float = Z95) -> tuple[float, float]:
    """The Wilson score interval of a share. Source: Wilson 1927, J. Am. Stat. Assoc. 22."""
    if total <= 0:
        return (0.0, 1.0)
    share = hits / total
    scale = 1 + z * z / total
    middle = (share + z * z / (2 * total)) / scale
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / scale
    low = 0.0 if hits <= 0 else max(0.0, middle - half)
    high = 1.0 if hits >= total else min(1.0, middle + half)
    return (low, high)


def pass_hat(counts: Sequence[tuple[int, int]], k: int) -> float | None:
    """The chance that all of ``k`` repeats pass, mean over cases of (passed, repeats); cases with fewer repeats are left out.

    Source: the unbiased estimator C(c, k) / C(n, k) of tau-bench (arXiv 2406.12045).
    """
    shares = [math.comb(passed, k) / math.comb(repeats, k) for passed, repeats in counts if repeats >= k]
    return sum(shares) / len(shares) if shares else None


def mcnemar(broken: int, mended: int) -> float:
    """The two-sided exact p-value for paired outcomes that differ in ``broken`` and ``mended`` cases."""
    changed = broken + mended
    if changed == 0:
        return 1.0
    tail = sum(math.comb(changed, index) for index in range(min(broken, mended) + 1))
    return min(1.0, 2 * tail / 2**changed)


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """The p-values adjusted for having looked at several categories (Holm 1979), in the order given."""
    ranked = sorted(p_values, key=lambda name: (p_values[name], name))
    adjusted: dict[str, float] = {}
    highest = 0.0
    for rank, name in enumerate(ranked):
        highest = max(highest, min(1.0, p_values[name] * (len(ranked) - rank)))
        adjusted[name] = highest
    return {name: adjusted[name] for name in p_values}


def least_changes(alpha: float) -> int:
    """How many pairs must differ, all in one direction, before McNemar can be significant at ``alpha``."""
    needed = 1
    while mcnemar(needed, 0) > alpha:
        needed += 1
    return needed


def percentile(values: Sequence[float], share: float) -> float | None:
    """The nearest-rank percentile, or None of nothing."""
    if not values:
        return None
    ranked = sorted(values)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)]
