"""Understanding: stage, main question and mood of labelled customer turns stay as well read as they were."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from guarded_reply import load_policy
from guarded_reply.request import as_request
from guarded_reply.situation import read_situation

FOLDER = Path(__file__).parents[1] / "evals" / "understanding"
TURNS = [json.loads(line) for name in ("turns.jsonl", "shops.jsonl") for line in (FOLDER / name).read_text("utf-8").splitlines()]
REGISTERS = sorted({case["tags"][0] for case in TURNS})


@pytest.mark.parametrize("register", REGISTERS)
def test_customers_are_understood_in_every_register(register: str) -> None:
    policy = load_policy()
    right: Counter[str] = Counter()
    cases = [case for case in TURNS if case["tags"][0] == register]
    for case in cases:
        situation = read_situation(as_request(case["request"]), policy)
        right["stage"] += situation.stage == case["expect"]["stage"]
        right["question"] += case["expect"]["question"] in [question.kind for question in situation.questions]
        right["mood"] += situation.mood == case["expect"]["mood"]
    assert right["stage"] / len(cases) >= 0.97
    assert right["question"] / len(cases) >= 0.95
    assert right["mood"] / len(cases) >= 0.93


def test_a_ping_takes_up_what_was_left_unanswered() -> None:
    request = {
        "conversation": [
            {"role": "customer", "text": "运费多少"},
            {"role": "agent", "text": "您好,欢迎光临小店,3号客服为您服务"},
            {"role": "customer", "text": "在不"},
        ]
    }
    assert read_situation(as_request(request), load_policy()).asks("ship_fee")
