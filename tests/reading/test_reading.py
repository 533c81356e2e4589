"""Characters, clauses, numerals, times and amounts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from guarded_reply.reading.money import find_amounts
from guarded_reply.reading.numerals import parse_number, parse_range
from guarded_reply.reading.text import normalise, read_turn
from guarded_reply.reading.times import find_times

NOW = datetime(2026, 11, 21, 15)  # a Saturday


@pytest.mark.parametrize(
    ("text", "value"),
    [("14", "14"), ("十四", "14"), ("拾肆", "14"), ("两百五", "250"), ("一百零五", "105"), ("半", "0.5"), ("1,200", "1200"), ("二十三点五", "23.5"), ("三万", "30000")],
)
def test_numbers(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(("text", "low", "high"), [("两三", 2, 3), ("三五", 3, 5), ("1-2", 1, 2), ("3到5", 3, 5), ("十四", 14, 14)])
def test_ranges(text: str, low: int, high: int) -> None:
    assert parse_range(text) == (low, high)


@pytest.mark.parametrize(
    ("text", "values"),
    [("十四块", ["14"]), ("¥14.00", ["14"]), ("两块五", ["2.5"]), ("9块9", ["9.9"]), ("5毛", ["0.5"]), ("首重14元续重2元", ["14", "2"]), ("羊毛围巾", []), ("微量元素", []), ("14块2个", ["14"])],
)
def test_amounts(text: str, values: list[str]) -> None:
    assert [amount.value for amount in find_amounts(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("text", "day"),
    [("明天", date(2026, 11, 22)), ("后天", date(2026, 11, 23)), ("周一", date(2026, 11, 23)), ("下周二", date(2026, 11, 24)), ("12月5日", date(2026, 12, 5)), ("27号", date(2026, 11, 27))],
)
def test_days(text: str, day: date) -> None:
    assert find_times(text, NOW)[0].day == day


def test_an_agent_number_is_no_date() -> None:
    assert find_times("8号客服为您服务", NOW) == ()


def test_lengths_have_bounds_in_hours() -> None:
    (time,) = find_times("三五天到", NOW)
    assert (time.low, time.high) == (72, 120)


def test_traditional_full_width_and_laced_text_take_one_form() -> None:
    assert normalise("順豐１４\u200b元").text == "顺丰14元"
    assert normalise("明 天 就 到").text == "明天就到"


def test_spans_lead_back_to_the_typed_text() -> None:
    form = normalise("明\u200b天到")
    assert form.span(0, 2) == (0, 3)


@pytest.mark.parametrize(("text", "asks"), [("明天到?", True), ("明天到 ?", True), ("明天到…?", True), ("明天到?!", True), ("明天到。?", False), ("明天到\n?", False), ("明天到。\n?", False), ("明天到!\n??", False)])
def test_only_marks_up_to_the_end_of_the_sentence_ask(text: str, asks: bool) -> None:
    assert read_turn(text).clauses[0].asks is asks


def test_spaces_of_fast_typing_are_boundaries() -> None:
    assert [clause.text for clause in read_turn("中通6元 顺丰14元 要哪个").clauses] == ["中通6元", "顺丰14元", "要哪个"]
