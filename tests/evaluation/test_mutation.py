"""Mutants change what they say they change; the score counts what the guard did with them."""

from __future__ import annotations

from typing import Any

import pytest

from guarded_reply.evaluation.mutation import Source, mutants_of, mutation_score
from guarded_reply.policy import load_policy
from guarded_reply.request import as_request


@pytest.mark.parametrize(
    ("text", "kind", "changed"),
    [
        ("中通7元哦", "digit", "中通10元哦"), ("一般2天左右能到,以物流更新为准", "hedge", "2天能到"), ("运费您承担", "payer", "运费我们承担"), ("顺丰16元", "carrier", "中通16元"),
        ("7天内可退", "window", "30天内可退"), ("明天到这个不能保证", "negation", "明天到这个可以保证"),
    ],
)  # fmt: skip
def test_a_mutant_changes_one_thing(lamp: dict[str, Any], text: str, kind: str, changed: str) -> None:
    assert [mutant.text for mutant in mutants_of(text, as_request(lamp)) if mutant.kind == kind] == [changed]


@pytest.mark.parametrize("text", ["不支持7天无理由退货", "一般7天内发货"])
def test_what_stays_true_is_no_mutant(lamp: dict[str, Any], text: str) -> None:
    assert not [mutant for mutant in mutants_of(text, as_request(lamp)) if mutant.kind == "window"]


def test_the_score_counts_caught_and_missed(lamp: dict[str, Any]) -> None:
    sources = [Source("a", lamp, "顺丰到苏州16元哦"), Source("blocked", lamp, "顺丰到苏州12元哦")]
    score = mutation_score(sources, load_policy())
    assert (score["sources"], score["left_out"]) == (1, 1)
    assert score["metrics"]["digit"]["hits"] == score["metrics"]["digit"]["total"] == 1
    assert score["metrics"]["equivalents_passed"]["value"] == 1
