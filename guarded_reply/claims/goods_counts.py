"""What is counted of goods in one word and another: ribs, pieces, steps, packs, and whether the facts count the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import simplify

NUMBER = rf"(?:\d{{1,6}}(?:\.\d{{1,3}})?|{CJK_NUMBER}{{1,6}}(?:点{CJK_NUMBER}{{1,2}}(?!{CJK_NUMBER}))?)"
COUNT = Pattern(rf"(?P<low>{NUMBER})\s?(?P<unit>[一-鿿])(?!邮)")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a clause (offsets in it) and whether the facts carry it."""

    start: int
    end: int
    words: str
    carried: bool


def counts(text: str, counted: dict[str, frozenset[Decimal]]) -> Iterator[Figure]:
    """Pieces, ribs or steps of the goods, where the facts count them in the same word and the reply counts otherwise."""
    for match in COUNT.finditer(text) if counted else ():
        unit = match.group("unit")
        noun = text[match.end() : match.end() + 2]
        known = counted.get(unit + noun) or counted.get(unit + noun[:1]) or counted.get(unit)
        number = parse_number(match.group("low"))
        if known and number is not None and (number != 1 or (unit in _WHOLE and not seek(r"(?:最[一-鿿]|[第这那哪每同上下头])$", text[: match.start()]))):
            packs = {parse_number(pack) for pack in _PACKS.findall(text)}
            yield Figure(match.start(), match.end(), match.group(), number in known or any(pack and number / pack in known for pack in packs))


_PACKS = Pattern(rf"({NUMBER})\s?[盒套袋包件瓶箱罐桶]")
_WHOLE = frozenset("骨节档层抽片")
_COUNTED = Pattern(rf"(?<![\d.])({NUMBER})\s?([骨节档层片张页卷抽粒颗枚支只把包袋罐瓶格挡股芯轮键孔头座个种])(?!月|小时)")


def counted_in(reading: Reading) -> dict[str, frozenset[Decimal]]:
    """What the attributes count, by classifier ('8骨', '20包x40g'), or by classifier and name where it is 个 ('内袋 2个')."""
    found: dict[str, set[Decimal]] = {}
    for product in reading.request.products:
        for name, value in product.attributes.items():
            for match in _COUNTED.finditer(simplify(value)):
                number, unit = parse_number(match.group(1)), match.group(2)
                if number is not None:
                    for key in (unit + simplify(name)[-2:],) if unit == "种" else (unit + simplify(name)[-2:], unit + simplify(name)[-1:]) if unit in "个只头" else (unit,):
                        found.setdefault(key, set()).add(number)
    return {unit: frozenset(numbers) for unit, numbers in found.items()}
