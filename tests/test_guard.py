"""The guard as a whole: offsets, forms of writing, crashes, switches, proof."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarded_reply import PolicyError, RequestError, check, load_policy
from guarded_reply.guard import CRASHED, active_rules
from guarded_reply.reading.pattern import Pattern
from guarded_reply.reading.text import read_turn
from guarded_reply.rules import Rule, all_rules


def fired(request: dict[str, Any], reply: str | list[str]) -> set[str]:
    return {finding.rule for finding in check(request, reply).findings}


def test_right_fee_passes_and_names_its_source(lamp: dict[str, Any]) -> None:
    report = check(lamp, "顺丰到苏州16元哦,正常1-2天左右")
    assert report.ok
    fee = next(claim for claim in report.claims if claim.kind == "shipping_fee")
    assert (fee.text, fee.value, fee.supported_by) == ("16元", "16", "policy:carriers.sf.zones.jzh")


@pytest.mark.parametrize("text", ["顺丰到苏州14元哦", "顺丰到苏州十四块哦", "顺丰到苏州¥14.00哦", "順豐到蘇州14元喔", "顺丰到苏州1\u200b4元哦", "顺 丰 到 苏 州14元", "顺丰到苏州１４元哦"])
def test_wrong_fee_is_caught_in_every_form_of_writing(lamp: dict[str, Any], text: str) -> None:
    assert "wrong-shipping-fee" in fired(lamp, text)


@pytest.mark.parametrize("text", ["顺丰到苏州16元哦", "顺丰到苏州十六块哦", "顺丰到苏州¥16.00哦", "顺丰到苏州１６元哦"])
def test_right_fee_passes_in_every_form_of_writing(lamp: dict[str, Any], text: str) -> None:
    assert "wrong-shipping-fee" not in fired(lamp, text)


def test_offsets_are_code_points_of_the_typed_text(lamp: dict[str, Any]) -> None:
    text = "您好😊 顺丰到苏州１４元哦"
    finding = next(f for f in check(lamp, text).findings if f.rule == "wrong-shipping-fee")
    assert text[finding.start : finding.end] == finding.text == "１４元"


def test_offsets_of_a_list_run_over_the_joined_messages(lamp: dict[str, Any]) -> None:
    messages = ["好的亲", "顺丰到苏州14元哦"]
    finding = next(f for f in check(lamp, messages).findings if f.rule == "wrong-shipping-fee")
    assert "\n".join(messages)[finding.start : finding.end] == finding.text


def test_splitting_a_turn_into_messages_keeps_the_verdict(lamp: dict[str, Any]) -> None:
    assert fired(lamp, "不敢说百分百,不过明天肯定到") == fired(lamp, ["不敢说百分百", "不过明天肯定到"])


def test_a_rule_that_crashes_blocks(lamp: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(_: object) -> list[Any]:
        raise ZeroDivisionError

    broken = Rule("x", "form", "warning", "", "", (), crash)
    monkeypatch.setattr("guarded_reply.guard.active_rules", lambda _: ((broken, "warning"),))
    report = check(lamp, "您好")
    assert not report.ok
    assert report.findings[0].rule == CRASHED


def test_policy_switches_rules_and_severities(lamp: dict[str, Any], tmp_path: Path) -> None:
    source = (Path(__file__).parents[1] / "policies" / "default.yaml").read_text("utf-8")
    source = source.replace("rules: {}", "rules:\n  wrong-shipping-fee: {enabled: false}\n  delivery-guarantee: {severity: warning}")
    source = source.replace("banned_words: []", "banned_words:\n  - {word: 人工, except_in: [人工智能]}")
    file = tmp_path / "p.yaml"
    file.write_text(source, "utf-8")
    policy = load_policy(file)
    assert len(active_rules(policy)) == len(all_rules()) - 1
    assert check(lamp, "顺丰到苏州14元哦,明天一定到", policy).ok
    assert {f.rule for f in check(lamp, "已转人工", policy).findings} >= {"banned-word"}
    assert "banned-word" not in {f.rule for f in check(lamp, "这是人工智能台灯的资料", policy).findings}


@pytest.mark.parametrize("reply", ["", " ", "。。。", "😊", "\u202e反向\u202c", "啊" * 5000, "1" * 5000, "不" * 3000, "(" * 3000, "满" * 2000 + "减"])
def test_hostile_text_neither_hangs_nor_raises(lamp: dict[str, Any], reply: str) -> None:
    check(lamp, reply)


def test_too_long_a_reply_is_a_clear_error(lamp: dict[str, Any]) -> None:
    with pytest.raises(RequestError, match="longer than"):
        check(lamp, "啊" * 20_000)
    with pytest.raises(RequestError, match="reply"):
        check(lamp, [])


def test_the_first_reply_of_a_process_is_judged_like_any_other() -> None:
    code = (
        "from guarded_reply import check; request = {'conversation': [{'role': 'customer', 'text': '多重?'}], "
        "'products': [{'id': 'a', 'title': '箱子', 'price': '9.9', 'weight_kg': '3.2'}]}; "
        "print([f.rule for f in check(request, '您好,客服小圆为您服务,重量为2公斤').findings])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['unsupported-product-claim']"


def test_a_pattern_made_after_a_scan_is_not_ruled_out_by_it() -> None:
    turn = read_turn("寄到苏州")
    late = Pattern("苏州")
    assert turn.clauses[0].find(late) is not None
    assert turn.present & late.bit


@pytest.mark.timing
@pytest.mark.parametrize("unit", ["1元,", "运费14元,", "满100减", "明天到", "苏州", "今天发", "【名", "不", "ab ", "您好。"])
def test_time_grows_linearly_with_length(lamp: dict[str, Any], unit: str) -> None:
    def spent(length: int) -> float:
        began = time.thread_time()  # of this thread alone: other programs on the machine do not count
        check(lamp, unit * (length // len(unit)))
        return time.thread_time() - began

    spent(400)
    short, long = min(spent(1000) for _ in range(5)), min(spent(9000) for _ in range(3))
    assert long < max(short, 0.002) * 40


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="顺丰中通到苏州明天后天肯定一定不能没有退货运费包邮元块0123456789,。?! \n您你的了吗满减送券", max_size=60))
def test_any_text_gets_a_verdict_with_spans_inside_it(text: str) -> None:
    request = {"conversation": [{"role": "customer", "text": "运费多少"}], "products": [{"id": "a", "title": "杯子", "price": "9.9", "weight_kg": "0.4"}]}
    for finding in check(request, text).findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text
        assert finding.rule != CRASHED, finding.message


def with_policy(tmp_path: Path, old: str, new: str) -> Path:
    source = (Path(__file__).parents[1] / "policies" / "default.yaml").read_text("utf-8")
    assert old in source
    file = tmp_path / "p.yaml"
    file.write_text(source.replace(old, new), "utf-8")
    return file


def test_policy_adds_phrases_to_a_rule_and_exempts_some(lamp: dict[str, Any], tmp_path: Path) -> None:
    policy = load_policy(with_policy(tmp_path, "rules: {}", "rules:\n  delivery-guarantee: {words: [使命必达], allow: [明天到家礼]}"))
    assert not check(lamp, "我们使命必達哦", policy).ok
    assert check(lamp, "明天到家礼一份给您留着呢", policy).ok


def test_an_unsure_reading_warns_or_blocks_as_the_policy_says(lamp: dict[str, Any], tmp_path: Path) -> None:
    request = lamp | {"conversation": [*lamp["conversation"], {"role": "customer", "text": "到苏州要几天能到"}]}
    finding = next(f for f in check(request, "3-5天哦").findings if f.rule == "delivery-guarantee")
    assert (finding.unsure, finding.severity) == (True, "warning")
    strict = load_policy(with_policy(tmp_path, "unsure: warn", "unsure: block"))
    assert not check(request, "3-5天哦", strict).ok


@pytest.mark.parametrize("switch", ["no-such-rule: {enabled: false}", "delivery-guarantee: {colour: red}"])
def test_an_unknown_rule_or_option_fails_when_the_policy_loads(tmp_path: Path, switch: str) -> None:
    with pytest.raises(PolicyError, match=r"p\.yaml:\d+: rules"):
        load_policy(with_policy(tmp_path, "rules: {}", f"rules:\n  {switch}"))
