"""Amounts of money in every notation: 14元, 十四块, ¥14.00, 两块五, 9块9, 5毛, and bare numbers where one is expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from guarded_reply.reading.memory import LONGEST, remembered
from guarded_reply.reading.numerals import CJK_NUMBER, COUNTERS, MIXED, NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern

_UNIT = r"(?:元(?!素|旦|宵|气)整?|块钱?(?![茶糕布表头状香肥皂蛋巧毯砖板]|电(?!话|商)|(?:磷酸)?锂|玻璃|显示|屏|木|瓷|地[垫砖毯]|毛[巾毯]|手[表帕]|滤|磁|海绵|豆腐|牛排|面包|抹布|尿垫|拼图|积木|镜|显卡|内存|硬盘)|圆(?!形|领|的|通)|rmb|人民币|塊錢?)"
_TOGETHER = frozenset("发寄走买拍儿来去送装带用聊吃给拿下")
"""What follows 一块 where it means together."""
AMOUNT = Pattern(
    rf"[¥$￥]\s?(?P<signed>{NUMBER})(?:{_UNIT})?"
    rf"|(?P<yuan>{NUMBER})\s?(?:多|来|几)?{_UNIT}(?P<mao>(?:\d(?!\d|[.a-z%]|[{COUNTERS}天折公克次])|[一二三四五六七八九壹贰叁肆伍陆柒捌玖半](?![{COUNTERS}天折公斤月次起共样下位定些直点片])))?(?:[毛角])?"
    rf"|(?P<jiao>{NUMBER})[毛角](?!线|巾|衣|呢|绒|利|重|病|豆|膜|度|落|质)",
    reaches_over=True,
)
_LEAD = Pattern(r"[满每第]$")


class Amount(NamedTuple):
    """One amount in yuan; ``start``/``end`` cover number and unit, ``number`` the digits alone."""

    start: int
    end: int
    text: str
    value: Decimal
    number: tuple[int, int]


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount of money that carries a unit, in normalised ``text``."""
    return tuple(_amounts(text, 0))


def amounts_in_stretch(stretch: str, lead: int) -> tuple[Amount, ...]:
    """Amounts in a stretch that none reaches over; ``lead`` characters before it are only looked at."""
    return _remembered_amounts(stretch, lead) if len(stretch) <= LONGEST else tuple(_amounts(stretch, lead))


@remembered
def _remembered_amounts(stretch: str, lead: int) -> tuple[Amount, ...]:
    return tuple(_amounts(stretch, lead))


def _amounts(text: str, begin: int) -> Iterator[Amount]:
    for match in AMOUNT.finditer(text, begin):
        group = next(name for name in ("signed", "yuan", "jiao") if match.group(name))
        raw = match.group(group)
        start = match.start()
        if group != "signed" and raw[0] in "半零":
            continue
        if group == "yuan" and ((start and text[start - 1] == "第") or (match.group() == "一块" and text[match.end() : match.end() + 1] in _TOGETHER)):
            continue
        value = parse_number(raw)
        if value is None:
            continue
        if group == "jiao":
            value /= 10
        elif match.group("mao"):
            tail = parse_number(match.group("mao"))
            value += (Decimal("0.5") if match.group("mao") == "半" else (tail or Decimal(0)) / 10)
        yield Amount(start, match.end(), match.group(), value, match.span(group))


BARE = Pattern(rf"(?<![\d.\-~:/a-z@])(?P<n>\d{{1,5}}(?:\.\d{{1,2}})?|{MIXED}|{CJK_NUMBER}{{1,6}})(?![\d:%/°℃@]|\.[a-z])")
_NOT_MONEY_AFTER = Pattern(
    r"^\s?(?:[-~到至x*×]\s?\d|(?:[,、/]\d{1,5}(?:\.\d{1,2})?){1,6}\s?(?:[磅斤寸码色档度号支岁片粒米尺目孔层周天]|公斤|毫|厘|[a-z%])|块(?!钱)|单元|单|[大小整多]?(?:个|件|条|只|双|盒|箱|袋|包(?!邮)|瓶|罐|支|套|张|台|本|粒|片|份|桶|键|枚|对|束|副)|天|日|号|月|年|周|点|时|小时|分|秒|公斤|斤|千克|克|kg|g(?![a-z])|ml|毫升|升|l(?![a-z])|"
    r"cm|厘米|mm|米|寸|吋|码|折|成|倍|次|位|人|家|款|种|色|层|片|粒|颗|枚|朵|束|颗星|星|分之|期|楼|出头|(?:多|来|余)(?!元|块|钱)|室|栋|路|弄|代|级|岁|w|v|mah|hz|gb|tb|度|%|工作日|礼拜|星期|大|起(?!送)|二|点点|步|旦|半)"
)
_NOT_A_NUMBER = Pattern(r"^(?:共|般|定|些|下|直|边|样|会|切|律)")  # 一共, 一般


_CLOCK = re.compile(rf"(?:\d|{CJK_NUMBER})点$")
_PART_OF_RUN = re.compile(CJK_NUMBER)


def bare_numbers(text: str, start: int, end: int) -> tuple[Amount, ...]:
    """Numbers without a unit between ``start`` and ``end`` that may be money because nothing else is counted."""
    found: list[Amount] = []
    for match in BARE.finditer(text, start, end):
        before = text[max(0, match.start() - 1) : match.start()]
        cut_down_to = before in ("减", "降", "抹") and text[match.end() : match.end() + 1] in ("到", "至")  # '减60到399' is no range
        if not cut_down_to and _NOT_MONEY_AFTER.match(text[match.end() : match.end() + 24]):
            continue
        if not match.group("n")[0].isdigit() and _NOT_A_NUMBER.match(text[match.end() : match.end() + 1]):
            continue
        if before in ("第", "前", "后", "年", "月", "周", "x", "×", "*", "#", "不", "统", "唯", "万", "专", "同", "任", "之"):
            continue
        raw = match.group("n")
        if before == "点" and _CLOCK.search(text[max(start, match.start() - 3) : match.start()]):
            continue
        if not raw[0].isdigit() and (_PART_OF_RUN.match(before) or _PART_OF_RUN.match(text[match.end() : match.end() + 1])):
            continue  # a telephone number spelt out
        if not raw[0].isdigit() and len(raw) == 1 and raw not in "十":
            continue
        value = parse_number(raw)
        if value is not None and not (raw[0] == "0" and raw[1:2].isdigit()):
            found.append(Amount(match.start(), match.end(), raw, value, match.span("n")))
    return tuple(found)
