"""A draft must answer what was asked: kept and refused drafts of a real model, and that correct replies are not refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from guarded_reply import Replier
from guarded_reply.drafting.answers import UNANSWERED, unanswered
from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.facts import gather_facts
from guarded_reply.policy import load_policy
from guarded_reply.request import as_request
from guarded_reply.situation import read_situation

EVALS = Path(__file__).parents[2] / "evals"


def _lines(*files: Path) -> Iterator[dict[str, Any]]:
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            yield json.loads(line)


def _missing(request: dict[str, Any], messages: tuple[str, ...]) -> str | None:
    parsed, policy = as_request(request), load_policy(None)
    situation = read_situation(parsed, policy)
    return unanswered(Brief(parsed, situation, gather_facts(parsed, policy, situation), policy), messages)


def test_drafts_of_a_real_model_are_told_apart() -> None:
    wrong = [case["id"] for case in _lines(EVALS / "answers" / "drafts.jsonl") if (_missing(case["request"], tuple(case["draft"])) is None) != case["answers"]]
    assert wrong == []


def test_clean_turns_are_hardly_ever_refused() -> None:
    turns = [case for case in _lines(*sorted((EVALS / "guard").glob("*.jsonl"))) if not case["expect"]]
    refused = [case["id"] for case in turns if _missing(case["request"], (case["reply"],) if isinstance(case["reply"], str) else tuple(case["reply"]))]
    assert len(turns) > 300
    assert len(refused) <= len(turns) // 100


def test_the_embedded_model_answers() -> None:
    replier = Replier()
    cases = list(_lines(EVALS / "replies" / "contract.jsonl"))
    assert [case["id"] for case in cases if _missing(case["request"], replier.reply(case["request"]).segments)] == []


class Scripted:
    """Gives its drafts in order and keeps the briefs it was given."""

    name = "scripted"

    def __init__(self, *texts: str) -> None:
        self.texts, self.briefs = list(texts), list[Brief]()

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        self.briefs.append(brief)
        return Draft((self.texts.pop(0),), self.name)

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        return self.draft(brief, deadline)


def test_a_draft_that_speaks_of_something_else_is_rewritten(lamp: dict[str, Any]) -> None:
    model = Scripted("请问台灯发顺丰到苏州多少钱?", "顺丰到苏州16元哦")
    reply = Replier(model=model).reply(lamp)
    assert (reply.status, reply.text) == ("repaired", "顺丰到苏州16元哦")
    assert reply.trace.attempts[0].findings == (UNANSWERED,)
    assert [finding.rule for finding in model.briefs[1].findings] == [UNANSWERED]


def test_one_that_never_answers_falls_back(lamp: dict[str, Any]) -> None:
    reply = Replier(model=Scripted("您好,请问有什么可以帮您?", "您好,很高兴为您服务", "亲,在的呢")).reply(lamp)
    assert reply.status == "fallback"
    assert "16元" in reply.text


@pytest.mark.parametrize(
    ("trigger", "text", "says"),
    [
        ("payment_received", "收到啦,谢谢您的支持!今天给您安排发货哦", True), ("payment_received", "您好,有什么可以帮您?", False), ("delivered", "快递已签收:提醒检查,欢迎反馈。", False),
        ("price_changed", "您先拍下不要付款,我把金额改好告诉您", False), ("price_changed", "金额已经改好啦,现在是173元,核对后付款就行", True), ("holiday", "中秋快乐,祝您阖家安康", True),
    ],
)  # fmt: skip
def test_a_message_of_the_shops_own_speaks_of_its_occasion(trigger: str, text: str, says: bool) -> None:
    assert (_missing({"conversation": [], "trigger": trigger}, (text,)) is None) == says


@pytest.mark.parametrize(
    ("question", "text", "says"),
    [
        ("顺丰到苏州多少钱", "请问您寄到哪个城市呢?", True), ("顺丰到苏州多少钱", "请问顺丰到苏州多少钱?", False), ("可以发顺丰吗", "可以发顺丰的", True), ("这个有货吗", "这款有现货哦", True),
        ("能开发票吗", "我帮您核实一下,马上回复您", True), ("能开发票吗", "我们的顺丰很快的", False), ("在吗", "在的,请问有什么可以帮您?", True), ("你是机器人吗", "您好,欢迎光临", False),
    ],
)  # fmt: skip
def test_what_counts_as_an_answer(question: str, text: str, says: bool) -> None:
    assert (_missing({"conversation": [{"role": "customer", "text": question}]}, (text,)) is None) == says
