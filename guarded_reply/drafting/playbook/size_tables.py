"""Sizes that carry their own range: 'S适用5kg以内/M适用5-20kg', 'L(165-170cm)', 'XL 125-140斤': which one fits what the customer tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product

_LABEL = r"(?P<label>[2-6]?X{0,3}[SML]|XX?S|均码|[大中小加]{1,2}号|特大号|\d{2,3}(?:码|号|(?=\()))码?"
_SPAN = r"(?P<low>\d{1,3}(?:\.\d+)?)\s?[-~到至]\s?(?P<high>\d{1,3}(?:\.\d+)?)\s?(?P<unit>kg|公斤|千克|斤|cm|厘米|公分|mm|毫米)"
_BELOW = r"(?P<under>\d{1,3}(?:\.\d+)?)\s?(?P<unit2>kg|公斤|千克|斤|cm|厘米|公分)\s?(?:以内|以下|内)"
_ABOVE = r"(?P<over>\d{1,3}(?:\.\d+)?)\s?(?P<unit3>kg|公斤|千克|斤|cm|厘米|公分)\s?(?:以上|起|及以上)"
_ROW = re.compile(rf"{_LABEL}[^\d/、,;。]{{0,8}}(?:{_SPAN}|{_BELOW}|{_ABOVE})", re.IGNORECASE)
_NUMBER = rf"(\d{{1,3}}(?:\.\d{{1,2}})?|{CJK_NUMBER}{{1,3}})"
_WEIGHT = re.compile(rf"{_NUMBER}\s?多?\s?(kg|公斤|千克|斤)(?!装)", re.IGNORECASE)
_HEIGHT = re.compile(r"身高\D{0,2}(\d{2,3})|(?<!\d)(\d{2,3})\s?(?:cm|厘米|公分)|(?<!\d)(1[4-9]\d)(?=[\s,/、]+\d{2,3}\s?(?:斤|kg|公斤))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    """One size: its label, its range in the unit written, and that unit brought to kg or cm."""

    label: str
    low: Decimal
    high: Decimal
    shown: str
    of_weight: bool


def _rows(product: Product) -> list[_Row]:
    value = next((simplify(text) for name, text in product.attributes.items() if re.search(r"码|号|适用|体重|规格", name) and len(_ROW.findall(text)) > 1), "")
    rows: list[_Row] = []
    for match in _ROW.finditer(value):
        unit = (match["unit"] or match["unit2"] or match["unit3"]).lower()
        factor = Decimal("0.5") if unit == "斤" else Decimal("0.1") if unit in ("mm", "毫米") else Decimal(1)
        low = Decimal(match["low"] or match["over"] or 0) * factor
        high = Decimal(match["high"] or match["under"] or 9999) * factor
        written = unit.replace("公斤", "kg").replace("千克", "kg")
        shown = f"{match['low']}-{match['high']}{written}" if match["low"] else f"{match['under']}{written}以内" if match["under"] else f"{match['over']}{written}以上"
        rows.append(_Row(match["label"].upper(), low, high, shown, unit in ("kg", "公斤", "千克", "斤")))
    return rows


def has_table(product: Product) -> bool:
    """Whether each size carries a range of its own."""
    return len(_rows(product)) > 1


def size_for(product: Product, words: str) -> str:
    """The size whose range holds the weight or height told, units brought together; nothing without a table or a figure."""
    rows = _rows(product)
    if len(rows) < 2:
        return ""
    by_weight = rows[0].of_weight
    told = _WEIGHT.search(words) if by_weight else _HEIGHT.search(words)
    if told is None:
        return ""
    value = parse_number(told.group(1) if by_weight else next(group for group in told.groups() if group))
    if value is None:
        return ""
    jin = by_weight and told.group(2) == "斤"
    if jin:
        value = value / 2
    in_jin = re.search(r"\d斤", rows[0].shown) is not None
    said = f"{decimal_text(value)}{'kg' if by_weight else 'cm'}"
    if by_weight and in_jin:
        said = f"{decimal_text(value * 2)}斤"
    converted = by_weight and jin != in_jin
    lead = f"{told.group().strip()}就是{said}" if converted else said
    fitting = [row for row in rows if row.low <= value <= row.high]
    if not fitting:
        smallest, largest = min(rows, key=lambda row: row.low), max(rows, key=lambda row: row.high)
        big = value > largest.high
        edge = largest if big else smallest
        return f"{lead},{'超出了' if big else '还没到'}码表里{_named(edge)}的{edge.shown},{'怕勒、怕紧' if big else '怕太大'},不太建议买这款"
    if len(fitting) > 1:
        return f"{lead},正好在{_named(fitting[0])}({fitting[0].shown})和{_named(fitting[-1])}({fitting[-1].shown})交界,喜欢宽松一点或还会长的话拍{_named(fitting[-1])}"
    row = fitting[0]
    wanted = re.search(r"(?:拍|买|要|穿|选|换)(?:个|了)?([2-6]?x{0,3}[sml])(?![a-z])(?:码)?(?![^,。]{0,2}还是)", words)
    if wanted is not None and wanted.group(1).upper() != row.label and any(other.label == wanted.group(1).upper() for other in rows):
        return f"{lead},按码表更合适的是{_named(row)}({row.shown}),{wanted.group(1).upper()}码怕不合身"
    return f"{lead},拍{_named(row)}就合适({row.shown})"


def _named(row: _Row) -> str:
    return row.label if row.label.endswith(("码", "号")) else f"{row.label}码"
