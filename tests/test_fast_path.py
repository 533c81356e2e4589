"""The quick way through the guard beside the plain one: gates, scans and memories change how soon a verdict comes, never which."""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarded_reply import check
from guarded_reply.reading.memory import forget
from guarded_reply.reply import Report
from guarded_reply.request import ReplyRequest, as_request

EVALS = Path(__file__).parents[1] / "evals"
FILES = sorted((EVALS / "guard").glob("*.jsonl"))
TIMES = 6
"""More checks of one request than it takes until its own gates are found."""


def cases_of(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


@lru_cache(maxsize=1)
def all_cases() -> tuple[dict[str, Any], ...]:
    return tuple(case for file in FILES for case in cases_of(file))


@lru_cache(maxsize=1)
def clauses() -> tuple[str, ...]:
    """Clauses as agents write them, taken from every case."""
    turns = ("\n".join(case["reply"]) if isinstance(case["reply"], list) else case["reply"] for case in all_cases())
    return tuple(dict.fromkeys(piece for turn in turns for piece in turn.replace("。", ",").replace("!", ",").replace("\n", ",").split(",") if piece))


def verdict(request: ReplyRequest | dict[str, Any], reply: str | list[str], *, plain: bool = False) -> tuple[Any, Any]:
    report: Report = check(request, reply, plain=plain)
    return report.findings, report.claims


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_quick_way_comes_to_the_plain_verdict(file: Path) -> None:
    for case in cases_of(file):
        request = as_request(case["request"])
        plain = verdict(request, case["reply"], plain=True)
        for _ in range(TIMES):
            assert verdict(request, case["reply"]) == plain, case["id"]
        assert verdict(case["request"], case["reply"]) == plain, case["id"]
        forget()
        assert verdict(request, case["reply"]) == plain, case["id"]


def test_one_request_s_gates_hold_for_any_reply() -> None:
    lot = random.Random(7)  # noqa: S311 -- a fixed choice of pairs
    replies = [case["reply"] for case in all_cases()]
    for case in lot.sample(all_cases(), 60):
        request = as_request(case["request"])
        for reply in lot.sample(replies, 12):
            assert verdict(request, reply) == verdict(request, reply, plain=True), (case["id"], reply)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_made_up_turns_get_the_plain_verdict(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(all_cases()))
    request = as_request(case["request"])
    piece = st.one_of(st.sampled_from(clauses()), st.text(alphabet="顺丰明天肯定不能没退货运费包邮元0123456789.,?!。~\n 您你的了满减送v@", max_size=12))
    for _ in range(TIMES):
        reply = "".join(part + mark for part, mark in data.draw(st.lists(st.tuples(piece, st.sampled_from([",", "。", "", " ", "\n", "?", "!"])), max_size=6)))
        assert verdict(request, reply) == verdict(request, reply, plain=True), reply


def test_threads_that_share_requests_and_memories_agree_with_one() -> None:
    sample = random.Random(3).sample(all_cases(), 60)  # noqa: S311 -- a fixed choice
    work = [(as_request(case["request"]), case["reply"]) for case in sample]
    alone = [verdict(request, reply, plain=True) for request, reply in work]
    forget()
    with ThreadPoolExecutor(8) as pool:
        for _ in range(TIMES):
            assert list(pool.map(lambda item: verdict(*item), work)) == alone
