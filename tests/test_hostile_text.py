"""Text that is meant to harm: it neither hangs the guard, nor breaks a rule, nor carries a promise past it."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarded_reply import RequestError, check
from guarded_reply.guard import CRASHED
from guarded_reply.reading.pattern import bounded
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


@pytest.mark.timing
@pytest.mark.parametrize("unit", CATASTROPHIC)
def test_patterns_that_explode_elsewhere_stay_quick(unit: str) -> None:
    text = (unit * (8000 // len(unit) + 1))[:8000]
    began = time.thread_time()
    assert CRASHED not in rules_of(text)
    assert time.thread_time() - began < 8


def read_in(text: str) -> float:
    """Seconds of this thread for one check that tries every pattern everywhere, as a new process does."""
    began = time.thread_time()
    assert all(finding.rule != CRASHED for finding in check(REQUEST, text, plain=True).findings)
    return time.thread_time() - began


@pytest.mark.timing
@pytest.mark.parametrize("unit", ["0", "1元,", "满100减", "一", "百", "1天", "您", "是", "发货", "12345678901", "1+", " ", "a"])
def test_what_is_said_over_and_over_costs_no_more_than_its_length(unit: str) -> None:
    check(REQUEST, "满100减10元,明天发货", plain=True)  # every rule loaded
    assert read_in((unit * MAX_TEXT)[:10_000]) < 1


@pytest.mark.timing
@pytest.mark.parametrize("letters", ["0123456789", "一二三四五六七八九十百千万零半", "顺丰明天肯定不能没退货运费包邮元012您的满减送最好是到发给我", "123+*="])
def test_ten_thousand_letters_without_a_mark_stay_bounded(letters: str) -> None:
    lot = random.Random(1)  # noqa: S311 -- a fixed text
    assert read_in("".join(lot.choices(letters, k=10_000))) < 8


@pytest.mark.parametrize("filler", ["0" * 5000, "嗯" * 3000, "满100减" * 900, "1元," * 1500])
def test_a_promise_behind_much_of_the_same_is_found_where_it_stands(filler: str) -> None:
    text = filler + "。明天肯定到"
    found = [finding for finding in check(REQUEST, text).findings if finding.rule == "delivery-guarantee"]
    assert [(text[finding.start : finding.end], finding.end) for finding in found] == [("明天肯定到", len(text))]


@pytest.mark.parametrize(("source", "near"), [(r"a+b*$", r"a{1,64}b{0,64}$"), (r"[+*]\+\d+?", r"[+*]\+\d{1,64}?"), (r"[^]+]+(?:x|\])*", r"[^]+]{1,64}(?:x|\]){0,64}")])
def test_no_repeat_of_a_pattern_is_unbounded(source: str, near: str) -> None:
    assert bounded(source) == near


@pytest.mark.timing
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
