"""Numbers as Chinese writes them: 14, 十四, 拾肆, 两百五, 1万2, 半, 俩; and ranges such as 两三, 3-5."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from guarded_reply.reading.memory import LONGEST, remembered

_DIGITS = {
    "零": 0, "〇": 0, "一": 1, "壹": 1, "幺": 1, "二": 2, "贰": 2, "两": 2, "俩": 2, "三": 3, "叁": 3, "仨": 3, "四": 4, "肆": 4,
    "五": 5, "伍": 5, "六": 6, "陆": 6, "七": 7, "柒": 7, "八": 8, "捌": 8, "九": 9, "玖": 9,
}  # fmt: skip
_TENS = {"廿": 20, "卅": 30}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10_000, "亿": 100_000_000}

COUNTERS = "件条个双盒箱袋瓶只套张把包罐支本副台顶枚桶份床对束盆枝株盏颗粒辆架串篮筐扎提听杯碗盘壶幅卷部组根匹朵棵碟口"
"""What goods are counted by, as letters of a character class."""
CJK_NUMBER = "[零〇一壹二贰两俩三叁仨四肆五伍六陆七柒八捌九玖十拾廿卅百佰千仟万亿半]"
MIXED = r"[一二三四五六七八九]?[十拾]\d(?![\d.])"
"""A number begun in Chinese and ended in a digit, as '十⑧' comes out."""
NUMBER = rf"(?:(?:(?<![\d.])[1-9],\d{{3}}(?!\d)|\d{{1,9}})(?:\.\d{{1,4}})?[万千百]?|{MIXED}|{CJK_NUMBER}{{1,12}}(?:点{CJK_NUMBER}{{1,4}})?)"
"""Pattern of one number, Arabic or Chinese; check what stands around it before believing it."""

_ARABIC = re.compile(r"(\d{1,9}(?:,\d{3})*(?:\.\d{1,4})?)([万千百]?)$")
_MIXED = re.compile(r"([一二三四五六七八九]?)[十拾](\d)$")
_APPROXIMATE = re.compile(r"^(十?)([一二两三四五六七八九])([二三四五六七八九])(十|百|千|万)?$")


def parse_number(text: str) -> Decimal | None:
    """The value of one written number, or None when it is none: '一百零五' → 105, '两百五' → 250, '半' → 0.5."""
    return _number(text) if len(text) <= LONGEST else _number_of(text)


def _number_of(text: str) -> Decimal | None:
    arabic = _ARABIC.match(text)
    if arabic:
        try:
            value = Decimal(arabic.group(1).replace(",", ""))
        except InvalidOperation:
            return None
        return value * {"万": 10_000, "千": 1000, "百": 100, "": 1}[arabic.group(2)]
    mixed = _MIXED.match(text)
    if mixed:
        return Decimal(_DIGITS[mixed.group(1) or "一"] * 10 + int(mixed.group(2)))
    if text == "半":
        return Decimal("0.5")
    if "点" in text:
        whole, _, fraction = text.partition("点")
        integer = parse_number(whole) if whole else Decimal(0)
        if integer is None or not all(char in _DIGITS for char in fraction):
            return None
        return integer + Decimal("0." + "".join(str(_DIGITS[char]) for char in fraction))
    if len(text) > 1 and text[-1] in "两俩仨":
        return None  # 六两 is a weight
    if text.endswith("半") and len(text) > 1:
        integer = parse_number(text[:-1])
        return None if integer is None else integer + Decimal("0.5")
    return _chinese(text)


_number = remembered(_number_of)


def _chinese(text: str) -> Decimal | None:
    if not text or any(char not in _DIGITS and char not in _UNITS and char not in _BIG and char not in _TENS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        if len(text) == 1:
            return Decimal(_DIGITS[text])
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    total, section, digit, last_unit = 0, 0, 0, 1
    for position, char in enumerate(text):
        if char in _DIGITS:
            digit = _DIGITS[char]
            if position == len(text) - 1 and last_unit >= 100 and text[position - 1] not in "零〇":
                digit *= last_unit // 10  # 两百五 is 250
        elif char in _TENS:
            section += _TENS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit, last_unit = 0, _UNITS[char]
        else:
            total += (section + digit or 1) * _BIG[char]
            section, digit, last_unit = 0, 0, _BIG[char]
    return Decimal(total + section + digit)


def parse_range(text: str) -> tuple[Decimal, Decimal] | None:
    """The bounds of a number or range: '3-5' → (3, 5), '两三' → (2, 3), '十四' → (14, 14)."""
    parts = re.split(r"[-~到至]", text)
    if len(parts) == 2:
        low, high = parse_number(parts[0]), parse_number(parts[1])
        return None if low is None or high is None else (low, high)
    approximate = _APPROXIMATE.match(text)
    if approximate:
        ten, low_digit, high_digit, unit = approximate.groups()
        low_value, high_value = _DIGITS[low_digit], _DIGITS[high_digit]
        if high_value == low_value + 1 or (low_value, high_value) == (3, 5):
            scale = {None: 1, "十": 10, "百": 100, "千": 1000, "万": 10_000}[unit]
            base = 10 if ten else 0
            return Decimal(base + low_value * scale), Decimal(base + high_value * scale)
    value = parse_number(text)
    return None if value is None else (value, value)
