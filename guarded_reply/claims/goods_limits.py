"""What the facts answer, with yes or no, to the measure or option a customer asks for: '两个人280斤' beside 承重 120kg is no.

An attribute is a limit when its name says so (承重, 适用身高, 适用面积, 适用温度) or its value does (110-170cm, 3岁以上);
it lists options when sizes, colours or bare decimals stand side by side (39-44, S-XL, 1.60/1.67).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import simplify

_N = rf"(?:\d{{1,5}}(?:\.\d{{1,2}})?|{CJK_NUMBER}{{1,5}})"
_UNITS = r"kg|公斤|千克|斤|cm|厘米|公分|m(?![a-z])|米|周?岁|个月|平方米?|平米?|㎡|m²|m2|°c|℃|度|l(?![a-z])|升|ml|毫升|寸|英寸|吋|个?人"
_MEASURE = Pattern(rf"(?P<below>零下|负|(?<![\d度℃c])-)?(?P<low>{_N})\s?(?:(?:{_UNITS})?\s?[-~到至]\s?(?P<minus>零下|-)?(?P<high>{_N}))?\s?(?P<unit>{_UNITS})(?P<rest>(?<=[米m岁])[\d一二三四五六七八九半]{{1,2}})?(?P<bound>及?以[上下内]|起|多|出头)?")
_BASE = {
    "kg": ("g", 1000), "公斤": ("g", 1000), "千克": ("g", 1000), "斤": ("g", 500), "cm": ("cm", 1), "厘米": ("cm", 1), "公分": ("cm", 1), "m": ("cm", 100), "米": ("cm", 100),
    "岁": ("mo", 12), "周岁": ("mo", 12), "个月": ("mo", 1), "l": ("ml", 1000), "升": ("ml", 1000), "ml": ("ml", 1), "毫升": ("ml", 1), "寸": ("in", 1), "英寸": ("in", 1), "吋": ("in", 1),
}  # fmt: skip
_KINDS = (  # base unit, the attribute's name, what the customer's question must speak of, whether one value alone is the most
    ("g", Pattern(r"承重|载重|限重|承载|承受|承压|适用体重|负重"), Pattern(r"坐|站|躺|睡|踩|趴|骑|上|爬|跳|承|压|放|[猫狗]|装|撑|用|挂|人|体重|行|能|推|拉"), True),
    ("cm", Pattern(r"适用身高|身高|头围|腰围|胸围|脚长|手围|腕围|颈围"), Pattern(r"孩|娃|宝|人|高|儿子|女儿|小朋友|我|能|行|用|穿"), True),
    ("mo", Pattern(r"适[用龄读]?(?:年龄|月龄|人群)|年龄|月龄|适龄"), Pattern(r"孩|娃|宝|能|行|用|穿|玩|适合|可以|坐|看"), False),
    ("area", Pattern(r"面积"), Pattern(r"房|厅|卧|室|平|热|用|净|够|行|能"), True),
    ("deg", Pattern(r"温标|温度|耐温|耐热"), Pattern(r"用|冷|冻|睡|盖|穿|能|行|够|零下|冬|户外|装|倒"), False),
    ("ml", Pattern(r"容量|容积"), Pattern(r"装|盛|烧|煮|放|倒|炖|够"), True),
    ("in", Pattern(r"电脑|笔记本|平板|隔层|内仓"), Pattern(r"电脑|笔记本|平板|本"), True),
    ("人", Pattern(r"人数|适用人|可[坐睡]"), Pattern(r"睡|坐|住|用|躺|够|挤"), True),
)  # fmt: skip
_FREEZES = Pattern(r"零下|负\d|冰点|下雪|雪地|东北(?!大米)")


@dataclass(frozen=True, slots=True)
class _Span:
    low: Decimal | None
    high: Decimal | None

    def holds(self, value: Decimal) -> bool:
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def _based(number: Decimal, unit: str, rest: str = "") -> tuple[Decimal, str]:
    if unit.startswith(("平", "㎡", "m²", "m2")):
        return number, "area"
    if unit in ("度", "℃", "°c"):
        return number, "deg"
    if unit in ("人", "个人"):
        return number, "人"
    base, factor = _BASE[unit]
    value = number * factor
    if rest and base in ("cm", "mo") and factor > 1:
        part = Decimal("0.5") if rest == "半" else parse_number(rest)
        if part is not None:
            value += part * (factor if rest == "半" else 10 if len(rest) == 1 and base == "cm" else 1 if base == "cm" else 0)
    return value, base


def _read(text: str) -> Iterator[tuple[_Span, str]]:
    """Every measure in ``text`` as a span in its base unit; a single value is both its bounds."""
    for match in _MEASURE.finditer(text):
        low, high = parse_number(match.group("low")), parse_number(match.group("high")) if match.group("high") else None
        if low is None:
            continue
        unit, rest, bound = match.group("unit"), match.group("rest") or "", match.group("bound") or ""
        one, base = _based(-low if match.group("below") else low, unit, rest)
        if high is not None:
            yield _Span(one, _based(-high if match.group("minus") else high, unit)[0]), base
        elif "上" in bound or bound == "起":
            yield _Span(one, None), base
        elif "下" in bound or "内" in bound:
            yield _Span(None, one), base
        else:
            yield _Span(one, one), base


def _limit(value: str, base: str, alone_is_most: bool) -> _Span | None:
    found = [span for span, unit in _read(value) if unit == base]
    if len(found) != 1:
        return None
    span = found[0]
    if span.low != span.high:
        return _Span(None, span.high) if base in ("area", "人", "ml") and span.high is not None else span  # less is no trouble
    return _Span(None, span.high) if alone_is_most else None


def beyond_limit(reading: Reading) -> str | None:
    """The measure in the customer's words that lies outside what the goods are made for; None when none does, or none is asked."""
    return reading.once(_beyond_limit)


def _beyond_limit(reading: Reading) -> str | None:
    asked = reading.asked
    named = _beyond_named(reading) or _beyond_count(reading)
    if named is not None:
        return named
    measures = [(span, base, match) for match in _MEASURE.finditer(asked) for span, base in _read(match.group())]
    freezes = _FREEZES.search(asked)
    for product in reading.request.products:
        if len(reading.request.products) > 1 and _names_another(reading, product.title):
            continue
        for name, value in product.attributes.items():
            for base, named, topic, alone_is_most in _KINDS:
                if not named.search(simplify(name)) or not topic.search(asked):
                    continue
                limit = _limit(simplify(value), base, alone_is_most)
                if limit is None:
                    continue
                for span, unit, match in measures:
                    if unit == base and span.low is not None and span.low == span.high and not limit.holds(span.low):
                        return match.group()
                if base == "deg" and freezes is not None and limit.low is not None and limit.low >= 0:
                    return freezes.group()
    return None


_MOST_OF = Pattern(r"(?:最多|至多|上限|不超过|限|<=?|≤)\s?(?P<most>\d{1,4})\s?个?(?P<what>字符|字母|汉字|字|层|人|件|张|本|台|个|孔)")
_COUNT_ASKED = Pattern(rf"(?P<said>\d{{1,4}}|{CJK_NUMBER}{{1,3}})\s?个?(?P<what>字符|字母|英文|汉字|数字|字|层|人|件|张|本|台|孔|(?<=个)(?=[一-鿿]))")


def _beyond_count(reading: Reading) -> str | None:
    """More letters, layers or persons than an attribute allows: '刻10个字' where 刻字 is 最多8个字符."""
    for product in reading.request.products:
        for name, value in product.attributes.items():
            most = _MOST_OF.search(simplify(value))
            if most is None:
                continue
            letters = "字" in most.group("what")
            for match in _COUNT_ASKED.finditer(reading.asked):
                said = parse_number(match.group("said"))
                kin = match.group("what") in ("字符", "字母", "英文", "汉字", "数字", "字", "") if letters else match.group("what") == most.group("what")
                spoken = simplify(name)[0] in reading.asked or (letters and "字" in reading.asked)
                if kin and spoken and said is not None and said > int(most.group("most")):
                    return match.group()
    return None


def _beyond_named(reading: Reading) -> str | None:
    """A bare number beside an attribute's name ('头围61'), outside the range that the attribute holds."""
    asked = reading.asked
    for product in reading.request.products:
        for name, value in product.attributes.items():
            label = simplify(name).removeprefix("适用")
            if len(label) < 2 or label not in asked:
                continue
            said = re.search(rf"{re.escape(label)}(?:是|有|大概|大约|差不多|才|只有)?(\d{{1,4}}(?:\.\d)?)(?![\d.])", asked)
            held = re.search(r"(?<![\d.])(\d{1,4}(?:\.\d)?)\s?[-~到至]\s?(\d{1,4}(?:\.\d)?)(?![\d.])", simplify(value))
            if said is not None and held is not None and not Decimal(held.group(1)) <= Decimal(said.group(1)) <= Decimal(held.group(2)):
                return said.group()
    return None


def _names_another(reading: Reading, title: str) -> bool:
    """Whether the customer speaks of goods by a word of another title, and by none of this one."""
    asked = reading.asked

    def named(words: str) -> bool:
        words = simplify(words)
        return any(words[i : i + 2] in asked for i in range(len(words) - 1))

    return not named(title) and any(named(product.title) for product in reading.request.products if product.title != title)


# -- options ------------------------------------------------------------------------------------------------------
_SIZES = ("xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl", "xxxxl")
_SIZE_NAME = Pattern(r"尺码|码数|鞋码|号型|尺寸码|型号")
NUMBERED = Pattern(r"(?<![\d.])(?P<size>\d{2,3})(?:\.5)?\s?码(?!农|头|数|率)")
LETTERED = Pattern(r"(?<![a-z\d.-])(?P<size>[2-5]xl|x{1,4}[sl])(?![a-z\d])|(?<![a-z\d.-])(?P<plain>[sml])\s?(?:码|号|(?=有货|没货|现货|的?有(?!线)|没有))")
DECIMAL = Pattern(r"(?<![\d.a-z¥￥])(?P<value>\d\.\d{2})(?![\d.]|\s?(?:元|块|[a-z%]|米|折|公|千|斤|克|升|毫|厘))")
_COLOURS = r"藏青|酒红|卡其|香槟|咖啡|驼|焦糖|[黑白红蓝绿灰粉紫黄棕橙米咖杏银金]"
_COLOUR_ASKED = Pattern(rf"(?P<colour>{_COLOURS})色?(?:的|款)?(?:还|现在|这款)?(?:有没有|有吗|有么|有不|有货|有没|有现货|能拍|可以拍)|有(?:没有)?(?:[一-鿿]{{0,1}})(?P<other>{_COLOURS})(?:色|的)")

_SIZE_ASKED = Pattern(r"(?<![\d.])(?P<size>[2-4]\d)(?:的|码)?(?:还|现在)?(?:有没有|有吗|有么|有不|有货|能拍|还有)")
_BARE_SIZE = Pattern(r"\W*(?:要|穿|的)?(?:\d{2}|[2-5]?x{0,4}[sml])码?(?:的|呢)?\W*")
OPTIONS = any_of(NUMBERED, LETTERED, DECIMAL)


def _size_of(text: str) -> int | None:
    name = f"{'x' * int(text[0])}l" if text[:1].isdigit() else text
    return _SIZES.index(name) if name in _SIZES else None


def _sizes(reading: Reading) -> tuple[set[Decimal], list[tuple[Decimal, Decimal]], set[int]]:
    """The sizes the facts list: numbers, ranges of numbers, and places in the row of letters."""
    numbers: set[Decimal] = set()
    ranges: list[tuple[Decimal, Decimal]] = []
    letters: set[int] = set()
    for product in reading.request.products:
        for name, value in product.attributes.items():
            if not _SIZE_NAME.search(simplify(name)):
                continue
            text = simplify(value)
            for match in re.finditer(r"(?<![\d.])(\d{2,3}(?:\.5)?)(?:\s?[-~到至]\s?(\d{2,3}))?(?![\d.])", text):
                numbers.add(Decimal(match.group(1)))
                if match.group(2):
                    ranges.append((Decimal(match.group(1)), Decimal(match.group(2))))
            row = [place for part in re.findall(r"(?<![a-z])(?:[2-5]xl|x{0,4}[sl]|m)(?![a-z])", text) if (place := _size_of(part)) is not None]
            letters |= set(range(min(row), max(row) + 1)) if len(row) == 2 and re.search(r"[-~到至]", text) else set(row)
    return numbers, ranges, letters


def unlisted(reading: Reading, text: str) -> re.Match[str] | None:
    """The first size or bare decimal in ``text`` that is none of those the facts list, where they list such."""
    numbers, ranges, letters = reading.once(_sizes)
    if numbers or ranges:
        for match in NUMBERED.finditer(text):
            size = Decimal(match.group("size"))
            if size not in numbers and not any(low <= size <= high for low, high in ranges):
                return match
    if letters:
        for match in LETTERED.finditer(text):
            place = _size_of(match.group("size") or match.group("plain"))
            if place is not None and place not in letters:
                return match
    decimals = reading.once(_decimals)
    for match in DECIMAL.finditer(text) if decimals else ():
        if Decimal(match.group("value")) not in decimals:
            return match
    return None


def _decimals(reading: Reading) -> frozenset[Decimal]:
    """Bare decimals that an attribute lists side by side: '1.60/1.67'."""
    found: set[Decimal] = set()
    for product in reading.request.products:
        for value in product.attributes.values():
            parts = re.split(r"[/、,\s]+", simplify(value).strip())
            if len(parts) > 1 and all(re.fullmatch(r"\d\.\d{2}", part) for part in parts):
                found |= {Decimal(part) for part in parts}
    return frozenset(found)


def unlisted_asked(reading: Reading) -> str | None:
    """The size, decimal or colour that the customer asks for and that is none of those the facts list."""
    return reading.once(_unlisted_asked)


def _unlisted_asked(reading: Reading) -> str | None:
    if not (reading.asks(r"有|能|可以|做|拍|行") or _BARE_SIZE.fullmatch(reading.asked)) or reading.asks(r"退|换|发错|寄|改"):
        return None
    numbers, ranges, _ = reading.once(_sizes)
    bare = _SIZE_ASKED.search(reading.asked) if numbers or ranges else None
    if bare is not None and (size := Decimal(bare.group("size"))) not in numbers and not any(low <= size <= high for low, high in ranges):
        return bare.group()
    match = unlisted(reading, reading.asked)
    if match is not None:
        return match.group()
    colours = simplify("".join(value for product in reading.request.products for name, value in product.attributes.items() if seek("颜色|色号|花色", simplify(name))))
    asked = _COLOUR_ASKED.search(reading.asked) if colours else None
    if asked is not None and not any(letter in colours for letter in (asked.group("colour") or asked.group("other"))) and not reading.asks(r"赠|送"):
        return asked.group("colour") or asked.group("other")
    return None
