"""Metamorphic properties of the guard: what must change a verdict changes it, what must not leaves it alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guarded_reply import check

REQUEST: dict[str, Any] = {
    "conversation": [
        {"role": "customer", "text": "在吗"},
        {"role": "agent", "text": "您好,这里是东篱灯具店,客服小圆为您服务"},
        {"role": "customer", "text": "寄到苏州运费多少,几天能到?"},
    ],
    "destination": "江苏省苏州市",
    "products": [{"id": "lamp", "title": "护眼台灯", "price": "129", "weight_kg": "1.6", "stock": 20, "attributes": {"保修": "2年"}}],
    "now": "2026-11-21T11:00:00+08:00",
}
RIGHT_FEE = 16  # 1.6 kg by sf within 江浙沪: 14 + 2
FEE_FRAMES = ("顺丰到苏州{}哦", "寄苏州顺丰运费是{}", "亲,发顺丰的话{}就可以啦", "您好!顺丰寄到江苏苏州需要{}呢", "走顺丰{}")
CHINESE = {14: "十四", 15: "十五", 16: "十六", 17: "十七", 18: "十八", 26: "二十六", 61: "六十一"}
TAILS = ("", ",有问题随时找我", "😊", "~祝您生活愉快", ",感谢您的支持")


def fired(reply: str | list[str]) -> set[str]:
    return {finding.rule for finding in check(REQUEST, reply).findings}


@pytest.mark.parametrize("frame", FEE_FRAMES)
@pytest.mark.parametrize("fee", sorted(CHINESE))
def test_a_fee_is_right_or_wrong_in_every_notation(frame: str, fee: int) -> None:
    verdicts = {
        notation: "wrong-shipping-fee" in fired(frame.format(notation))
        for notation in (f"{fee}元", f"{fee}块", f"{CHINESE[fee]}元", f"{CHINESE[fee]}块", f"¥{fee}", f"¥{fee}.00", f"{fee}".translate(str.maketrans("0123456789", "０１２３４５６７８９")) + "元")
    }
    assert set(verdicts.values()) == {fee != RIGHT_FEE}, verdicts


HEDGES = ("一般", "正常", "预计", "大概", "通常")
ARRIVALS = ("{}明天能到哦", "{}明天就到您那边了", "{}后天可以收到哈", "{}周三送到您手上", "您好,{}两天就能到苏州")


@pytest.mark.parametrize("frame", ARRIVALS)
@pytest.mark.parametrize("hedge", HEDGES)
def test_removing_a_hedge_is_caught_and_adding_one_forgives(frame: str, hedge: str) -> None:
    assert "delivery-guarantee" not in fired(frame.format(hedge))
    assert "delivery-guarantee" in fired(frame.format(""))


@pytest.mark.parametrize(
    ("good", "bad", "rule"),
    [
        ("顺丰到苏州16元哦", "顺丰到苏州6元哦", "wrong-shipping-fee"),
        ("四点前付款今天发哦", "四点前付款一小时内发哦", "dispatch-promise"),
        ("签收后7天内可以退哦", "签收后17天内可以退哦", "wrong-return-terms"),
        ("不喜欢退货的话来回运费由您承担", "不喜欢退货的话来回运费由我们承担", "wrong-return-freight"),
        ("这款保修2年", "这款保修12年", "unsupported-product-claim"),
        ("送您店铺券10元", "送您店铺券100元", "unauthorised-discount"),
        ("还有20件", "只剩2件了", "false-scarcity"),
        ("我这就帮您联系快递", "已经帮您联系快递了", "unsupported-status"),
        ("照片24小时内核实", "照片24分钟内核实", "service-deadline"),
        ("台灯129元", "台灯109元", "wrong-price"),
    ],
)
@pytest.mark.parametrize("tail", TAILS)
def test_one_changed_word_changes_the_verdict_and_a_pleasantry_does_not(good: str, bad: str, rule: str, tail: str) -> None:
    assert rule not in fired(good + tail)
    assert rule in fired(bad + tail)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from([f.format("14元") for f in FEE_FRAMES] + [f.format("") for f in ARRIVALS] + ["不行", "送您一双袜子", "已经发货了"]), st.sampled_from(TAILS), st.booleans())
def test_splitting_a_turn_into_messages_keeps_its_errors(reply: str, tail: str, split: bool) -> None:
    whole = {f.rule for f in check(REQUEST, reply + tail).findings if f.severity == "error"}
    parts = [reply, tail.lstrip(",")] if split and tail.lstrip(",") else [reply + tail]
    assert {f.rule for f in check(REQUEST, parts).findings if f.severity == "error"} == whole


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["顺丰到苏州14元哦", "明天能到哦", "给您打八折", "已经退款了", "这是快递的问题,您自己找他们"]), st.data())
def test_invisible_letters_hide_nothing(reply: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(reply)))
    laced = reply[:position] + data.draw(st.sampled_from(["\u200b", "\u2060", "\ufeff", "\u00ad"])) + reply[position:]
    errors = {f.rule for f in check(REQUEST, reply).findings if f.severity == "error"}
    assert {f.rule for f in check(REQUEST, laced).findings if f.severity == "error"} == errors
    assert errors


CLEAN = (
    "亲,这款暂时没有红色,有藏青和米白两色,您看喜欢哪个", "抱歉,超过7天了没法无理由退,有质量问题的话发照片给我核实", "价格已经是活动价了,没法再少,可以送您一张10元店铺券",
    "顺丰到苏州16元,一般1-2天到", "方便拍张照片发我看看吗?24小时内给您核实结果", "包裹还在路上,我帮您催一下快递,有消息马上告诉您",
)  # fmt: skip
COURTESIES = ("感谢您的理解", "谢谢亲的支持与配合", "非常感谢您的耐心等待", "感谢您的惠顾", "祝您购物愉快", "祝您生活愉快", "辛苦您了", "多谢体谅哦")


@pytest.mark.parametrize("reply", CLEAN)
@pytest.mark.parametrize("courtesy", COURTESIES)
def test_a_closing_courtesy_adds_nothing(reply: str, courtesy: str) -> None:
    assert fired([reply, courtesy]) == fired(f"{reply},{courtesy}") == fired(f"亲,{reply}") == fired(reply)
