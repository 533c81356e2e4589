"""Text that is meant to harm: it neither hangs the guard, nor breaks a rule, nor carries a promise past it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarded_reply import RequestError, check
from guarded_reply.guard import CRASHED
from guarded_reply.reading.text import simplify
from guarded_reply.request import MAX_TEXT, as_request

REQUEST = as_request({
    "conversation": [{"role": "customer", "text": "顺丰到苏州多少钱,明天能到吗"}],
    "destination": "江苏省苏州市",
    "products": [{"id": "lamp", "title": "折叠台灯", "price": "79", "weight_kg": "1.6"}],
    "now": "2026-11-21T15:00:00+08:00",
})  # fmt: skip
MARKS = ["\u200b", "\u200d", "\u202e", "\u202d", "\u2066", "\u2069", "\ufeff", "\u00ad", "\u0301", "\ufe0f", "\U000e0041"]
CATASTROPHIC = ["(" * 20 + ")" * 20, "0" * 40 + "!", "aaaaaaaaaaaaaaaaaaaaaaaa!", "满" * 30 + "减", "不" * 40 + "到", "1-" * 40, "一二三四五六七八九十" * 6, ",,,,,," * 10, "a.a.a.a.a." * 8, "**" * 30, "{{" * 30]


def rules_of(reply: str) -> set[str]:
    return {finding.rule for finding in check(REQUEST, reply).findings}


@pytest.mark.parametrize("unit", CATASTROPHIC)
def test_patterns_that_explode_elsewhere_stay_quick(unit: str) -> None:
    text = (unit * (8000 // len(unit) + 1))[:8000]
    began = time.thread_time()
    assert CRASHED not in rules_of(text)
    assert time.thread_time() - began < 8


@pytest.mark.parametrize("length", [MAX_TEXT + 1, 1_000_000])
def test_megabytes_are_refused_at_once_with_a_clear_error(length: int) -> None:
    began = time.thread_time()
    with pytest.raises(RequestError, match=f"longer than {MAX_TEXT}"):
        check(REQUEST, "啊" * length)
    assert time.thread_time() - began < 0.5


@pytest.mark.parametrize("reply", ["\ud83d", "好的\udb24亲", ["好的", "\udfff"]])
def test_half_a_surrogate_pair_is_refused_with_a_clear_error(reply: str | list[str]) -> None:
    with pytest.raises(RequestError, match="surrogate"):
        check(REQUEST, reply)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(MARKS[:-3])), max_size=8))
def test_invisible_and_reversing_marks_hide_no_promise(places: list[tuple[int, str]]) -> None:
    promise = "明天肯定到"
    for place, mark in places:
        promise = promise[:place] + mark + promise[place:]
    assert "delivery-guarantee" in rules_of(promise)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["。", "。\n", "\n", "!\n"]), st.text(alphabet=st.one_of(st.sampled_from("??!。,.…~ \n"), st.characters(categories=["P", "S", "Z"])), max_size=12))
def test_marks_after_a_promise_leave_it_a_promise(end: str, marks: str) -> None:
    plain = "".join(char for char in simplify(marks) if not char.isalnum())
    assert "delivery-guarantee" in rules_of(f"明天肯定到{end}{plain}")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=120), st.sampled_from(["", "。", "\n"]))
def test_any_character_gets_a_verdict_and_no_rule_breaks(text: str, end: str) -> None:
    report = check(REQUEST, text + end)
    assert all(finding.rule != CRASHED and 0 <= finding.start <= finding.end <= len(text + end) for finding in report.findings)
