"""Personal data is hidden in every form it is typed in; what only looks like it stays readable."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarded_reply.server.privacy import mask, masked


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("电话13812345678", "电话138****5678"),
        ("+86 138-1234-5678", "+86 138-****-5678"),
        ("138 1234 5678打我", "138 **** 5678打我"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("一三八一二三四五六七八", "一三八****五六七八"),
        ("幺三八 幺二三四 五六七八", "幺三八 **** 五六七八"),
        ("壹叁捌壹贰叁肆伍陆柒捌", "壹叁捌****伍陆柒捌"),
        ("身份证11010519491231002X", "身份证110105************"),
        ("１１０１０５１９４９１２３１００２Ｘ", "１１０１０５************"),
        ("卡号6222021234567890128", "卡号***************0128"),
        ("6222 0212 3456 7890 128", "**** **** **** ***0 128"),
        ("座机0571-88321234", "座机0571-********"),
        ("a.b@example.com", "***@***********"),
        ("寄到江苏省苏州市姑苏区四明中路2188号6号楼1203室", "寄到江苏省苏州市姑苏区*****************"),
        ("寄到杭州市西湖区文三路 90号", "寄到杭州市西湖区*******"),
        ("住阳光花园3栋502室", "住**********"),
        ("建设路十二号", "******"),
        ("发顺丰到苏州多少钱?我在苏州工业园区星湖街328号", "发顺丰到苏州多少钱?我在苏州工业园区*******"),
    ],
)
def test_hidden(text: str, hidden: str) -> None:
    assert mask(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "顺丰到苏州14元,正常1-2天", "订单A1001,满300减50", "单号SF1420093377105", "ZT880214003317", "身份证110105194912310021", "2026-11-21T15:00:00+08:00",
        "江苏省苏州市", "浙江省杭州市西湖区", "首重14续重2,48小时内发货", "sha256:8d2d21359fe1151496c4488d3eea6b0f", "尺寸38×24×55cm,重3.2kg", "客服8号为您服务", "一共三百五十六元",
        "1号店", "双十一一定到", "6222021234567890121", "三五天", "5号客服为您服务", "满99包邮",
    ],
)  # fmt: skip
def test_left_alone(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet=st.sampled_from("1380０１３一三八路号室 -.苏州市a@"), max_size=60))
def test_masking_keeps_every_offset_and_twice_is_once(text: str) -> None:
    once = mask(text)
    assert len(once) == len(text)
    assert mask(once) == once


def test_texts_inside_data_are_masked_and_numbers_are_not() -> None:
    assert masked({"a": ["13812345678", 13812345678], "b": {"c": ("住建设路12号",)}}) == {"a": ["138****5678", 13812345678], "b": {"c": ["住******"]}}
