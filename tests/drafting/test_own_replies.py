"""Replies of the shop's own, from its policy file: chosen when their facts are there, tried by ``policy check``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from guarded_reply import Replier, load_policy
from guarded_reply.policy_check import problems_of

DEFAULT = Path(__file__).parents[2] / "policies" / "default.yaml"


def policy_with(tmp_path: Path, replies: str) -> Path:
    file = tmp_path / "shop.yaml"
    file.write_text(DEFAULT.read_text("utf-8").replace("\nreplies: []", f"\nreplies:\n{replies}"), "utf-8")
    return file


def ask(policy: Path, text: str, **fields: Any) -> str:
    talk = [{"role": "agent", "text": "您好,欢迎光临,客服为您服务"}, {"role": "customer", "text": text}]
    return Replier(policy=load_policy(policy)).reply({"conversation": talk, **fields}).text


def test_a_reply_of_the_shop_replaces_the_built_in_one(tmp_path: Path) -> None:
    file = policy_with(tmp_path, '  - {id: bye, topic: bye, text: "感谢光临{{ shop }},咱们下次再聊😊"}\n')
    assert "咱们下次再聊" in ask(file, "拜拜", shop={"name": "东篱小店"})
    assert problems_of(file)[1] == ()


def test_a_reply_whose_facts_are_missing_is_never_chosen(tmp_path: Path) -> None:
    file = policy_with(tmp_path, '  - {id: price, topic: price, text: "{{ product }}是{{ price }}元,喜欢的话可以带走哦"}\n')
    assert "可以带走" in ask(file, "多少钱", products=[{"id": "a", "title": "台灯", "price": "59"}])
    assert "可以带走" not in ask(file, "多少钱", products=[{"id": "a", "title": "台灯"}])


def test_a_reply_that_would_break_a_rule_does_not_leave(tmp_path: Path) -> None:
    file = policy_with(tmp_path, '  - {id: fast, topic: delivery_time, text: "放心,明天一定送到"}\n')
    assert "一定送到" not in ask(file, "几天能到", destination="江苏省苏州市")


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ('  - {id: fast, topic: delivery_time, text: "放心,明天一定送到"}\n', "delivery-guarantee"),
        ('  - {id: odd, topic: nonsense, text: "您好"}\n', "no such topic"),
        ('  - {id: none, text: "您好"}\n', "names neither topic nor trigger"),
        ('  - {id: broken, topic: bye, text: "{{ shop "}\n', "text:"),
        ('  - {id: never, topic: bye, text: "{{ moon }}"}\n', "never all there"),
    ],
)
def test_policy_check_names_what_is_wrong_with_a_reply(tmp_path: Path, reply: str, message: str) -> None:
    file = policy_with(tmp_path, reply)
    problems = problems_of(file)[1]
    assert len(problems) == 1
    assert message in problems[0]
    line = next(number for number, text in enumerate(file.read_text("utf-8").splitlines(), 1) if text.startswith("  - {id:") and "topic" in text or "id: none" in text)
    assert problems[0].startswith(f"{file}:{line}:")
