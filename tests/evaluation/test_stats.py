"""The statistics agree with published values and with brute force."""

from __future__ import annotations

import itertools

import pytest

from guarded_reply.evaluation.stats import Rate, holm, least_changes, mcnemar, pass_hat, percentile, wilson


def test_wilson_of_nothing_found_is_not_zero() -> None:
    low, high = wilson(0, 200)
    assert low == 0
    assert high == pytest.approx(0.01885, abs=1e-5)


def test_wilson_is_symmetric_and_known() -> None:
    assert wilson(8, 10) == pytest.approx((0.49016, 0.94332), abs=1e-4)
    low, high = wilson(2, 10)
    assert (1 - high, 1 - low) == pytest.approx(wilson(8, 10))


def test_a_rate_of_nothing_is_unknown() -> None:
    assert Rate(0, 0).as_dict() == {"value": None, "low": 0.0, "high": 1.0, "hits": 0, "total": 0}


def test_pass_hat_is_the_share_of_draws_that_all_pass() -> None:
    outcomes = [True, True, True, False]
    draws = list(itertools.combinations(outcomes, 2))
    assert pass_hat([(3, 4)], 2) == pytest.approx(sum(all(draw) for draw in draws) / len(draws))
    assert pass_hat([(1, 1)], 2) is None


def test_mcnemar_is_exact() -> None:
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(6, 0) == pytest.approx(2 / 64)
    assert mcnemar(5, 5) == 1.0
    assert mcnemar(1, 8) == mcnemar(8, 1) == pytest.approx(2 * 10 / 512)
    assert least_changes(0.05) == 6


def test_holm_never_falls_and_never_lets_a_lesser_p_overtake() -> None:
    assert holm({"a": 0.04, "b": 0.01, "c": 0.03}) == pytest.approx({"a": 0.06, "b": 0.03, "c": 0.06})


def test_percentile_is_a_seen_value() -> None:
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([], 0.5) is None
