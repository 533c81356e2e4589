"""When: days, dates, weekdays, feasts, clock times and lengths of time, with their bounds (前 内 后 起 左右)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from guarded_reply.reading.memory import LONGEST, remembered
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number, parse_range
from guarded_reply.reading.pattern import Pattern

_N = rf"(?:\d{{1,4}}(?:\.\d)?|{CJK_NUMBER}{{1,5}})"
_RANGE = rf"{_N}(?:\s?[-~到至]\s?{_N})?"

_DAYS = {
    "大前天": -3, "前天": -2, "前晚": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨儿": -1, "昨": -1, "今天": 0, "今日": 0, "今晚": 0,
    "今儿": 0, "当天": 0, "当日": 0, "即日": 0, "今明": 1, "明天": 1, "明日": 1, "明晚": 1, "明儿": 1, "明早": 1, "明后天": 2, "明后": 2, "次日": 1,
    "隔天": 1, "隔日": 1, "第二天": 1, "翌日": 1, "后天": 2, "后日": 2, "后儿": 2, "大后天": 3, "这两天": 2, "这几天": 4, "这一两天": 2, "两三天内": 3,
    "过两天": 2, "过几天": 4, "今早": 0, "今下午": 0, "明下午": 1,
}  # fmt: skip
_FEASTS = (
    "双十一|双11|双十二|双12|六一八|618|国庆|十一假期|中秋|端午|清明|元旦|春节|过年|年前|除夕|年三十|大年三十|小年|元宵|情人节|七夕|圣诞节?|平安夜|"
    "感恩节|母亲节|父亲节|教师节|儿童节|六一|五一|三八节?|万圣节|冬至|腊八|跨年|新年|光棍节|开学|生日|婚礼|结婚|周岁|满月|"
    "纪念日|节前|节日|假期|放假|暑假|寒假|年会|考试|高考|比赛|出差|旅行|旅游|聚会|面试|典礼|活动当天|圣诞"
)
_WEEKDAY = "一二三四五六日天末"

TIME = Pattern(
    rf"(?P<word>大前天|前天|昨天|昨日|昨晚|昨儿|今明两天|今明|今天之内|今天|今日|今晚|今早|今儿个?|当天|当日|即日|明后天|明后两天|明天|明日|明晚|明早|明儿个?|"
    rf"次日|次晨|隔天|隔日|第二天|翌日|大后天|后天|后日|后儿|这一?两天|这几天|过一?两天|过几天|昨(?=[夜午])|明(?=上午|下午|中午|后))"
    rf"|(?P<week>(?:这个?|本|下下?个?|上个?)?(?:周|星期|礼拜|週)(?P<wd>[一二三四五六日天末])(?!\w?寸)|(?:这|本|下|上)个?(?:周|星期|礼拜)(?:内|之内|里)?)"
    rf"|(?P<month>(?:这个?|本|下个?)?月(?P<mpart>底|初|中旬?|末)|(?:本|这个|下个)月(?:内|之内)?|年底)"
    rf"|(?P<date>(?:(?P<mon>\d{{1,2}}|{CJK_NUMBER}{{1,3}})月(?P<dom>\d{{1,2}}|{CJK_NUMBER}{{1,3}})(?:[日号]|(?![\d.]))|(?<![\d.])(?P<mon2>\d{{1,2}})[./](?P<dom2>\d{{1,2}})(?:[日号]|(?=发|到|前|送|之前))|(?<![\d.第])(?P<dom3>\d{{1,2}}|{CJK_NUMBER}{{1,3}})[号](?!客服|店|链接|楼|线|机|码|专|院|小|竭|为您|很高兴|工|在))(?!客服))"
    rf"|(?P<clock>(?:上午|下午|晚上|早上|中午|傍晚|凌晨|今晚)?(?:\d{{1,2}}:\d{{2}}|(?:\d{{1,2}}|{CJK_NUMBER}{{1,3}})点(?:半|钟|\d{{1,2}}分)?(?![\d一二三四五六七八九几]?[个元块赞心])(?!击|赞|开|评|个|进|我|这|右|左|下方|确)))"
    rf"|(?P<length>(?:{_RANGE}|几|数)\s?(?:个)?(?P<unit>工作日|自然日|天|日|小时|钟头|刻钟|分钟|个?礼拜|个?星期|周|个月|月|秒钟?|h|小时))"
    rf"|(?P<part>下班前|中午前|天黑前|晚上|下午|上午|傍晚|夜里|今夜|午后|早上|稍后|晚点|一会儿?|待会儿?|马上|立刻|立马|立即|即刻|即时|后脚|这就|秒|瞬间|分分钟|随后|很快|半天)"
    rf"|(?P<feast>{_FEASTS})",
    reaches_over=True,
)
_CLOCK_AFTER = Pattern(r"钟|整|半|[之以]?前|[之以]?后|左右|到|开|发|来|送|上|下|多|起|截")
_BEFORE = Pattern(r"^(?:以前|之前|前|以内|之内|内|里)(?!台|面|往|后左右)")
_AFTER = Pattern(r"^(?:以后|之后|后|起)(?!台)")
_UNIT_HOURS = {"工作日": 24, "自然日": 24, "天": 24, "日": 24, "小时": 1, "钟头": 1, "h": 1, "礼拜": 168, "星期": 168, "周": 168, "月": 720}


class Time(NamedTuple):
    """One expression of time.

    ``kind`` is day, week, month, date, clock, length, part or feast; ``day`` is the calendar day it names, if any;
    ``low``/``high`` bound a length in hours; ``bound`` is before, within, after or empty.
    """

    start: int
    end: int
    text: str
    kind: str
    day: date | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    bound: str = ""
    clock: Decimal | None = None  # hour of the day

    @property
    def future_day(self) -> bool:
        """Whether it names a point in time that arrival could be promised for (not a mere part of the day)."""
        return self.kind in ("day", "week", "month", "date", "feast", "length", "clock")


def find_times(text: str, now: datetime | None = None) -> tuple[Time, ...]:
    """Every expression of time in normalised ``text``; days are resolved against ``now`` when it is known."""
    return tuple(_times(text, 0, now.date() if now else None))


def times_in_stretch(stretch: str, lead: int, today: date | None) -> tuple[Time, ...]:
    """Expressions of time in a stretch that no such expression reaches over; ``lead`` characters before it are only looked at."""
    return _remembered_times(stretch, lead, today) if len(stretch) <= LONGEST else tuple(_times(stretch, lead, today))


@remembered
def _remembered_times(stretch: str, lead: int, today: date | None) -> tuple[Time, ...]:
    return tuple(_times(stretch, lead, today))


def _times(text: str, begin: int, today: date | None) -> Iterator[Time]:
    for match in TIME.finditer(text, begin):
        time = _time(match, text, today)
        if time is not None:
            yield time


def _time(match: re.Match[str], text: str, today: date | None) -> Time | None:
    kind = match.lastgroup or ""
    start, end, raw = match.start(), match.end(), match.group()
    day: date | None = None
    low = high = clock = None
    if kind == "word":
        offset = _DAYS.get(raw.removesuffix("之内").removesuffix("个").removesuffix("两天") if raw not in _DAYS else raw)
        if offset is None:
            offset = _DAYS.get(raw[:2], 1)
        day = today + timedelta(days=offset) if today else None
        kind = "day"
    elif kind == "week":
        kind = "week"
        day = _weekday(raw, match.group("wd"), today)
    elif kind == "month":
        day = _month_part(raw, match.group("mpart"), today)
    elif kind == "date":
        day = _date(match, today)
    elif kind == "clock":
        if raw in ("一点", "两点", "三点") and not _CLOCK_AFTER.match(text, end):
            return None  # '便宜一点', '还有两点'
        clock = _clock(raw)
    elif kind == "length":
        if start and text[start - 1] in "第.-年月~" or text[max(start - 1, 0)] == "¥":
            return None
        unit = (match.group("unit") or "").removeprefix("个")
        amount = raw[: len(raw) - len(match.group("unit"))].rstrip("个 ")
        if unit == "日" and re.fullmatch(r"[\d]{1,2}", amount):
            kind = "date"
            day = _day_of_month(int(amount), today)
        elif amount in ("几", "数"):
            scale = Decimal(_UNIT_HOURS.get(unit, 0)) or Decimal(1) / 60
            low, high = 2 * scale, 9 * scale
        else:
            bounds = parse_range(amount.replace(" ", ""))
            if bounds is None:
                return None
            hours = Decimal(1) / 60 if unit == "分钟" else Decimal(1) / 4 if unit == "刻钟" else Decimal(1) / 3600 if unit.startswith("秒") else Decimal(_UNIT_HOURS[unit])
            low, high = bounds[0] * hours, bounds[1] * hours
    bound = ""
    tail = text[end : end + 3]
    if _BEFORE.match(tail):
        bound = "before" if "前" in tail[:2] else "within"
    elif _AFTER.match(tail):
        bound = "after"
    elif raw.endswith("前"):
        bound = "before"
    elif raw.endswith(("内", "里")):
        bound = "within"
    return Time(start, end, raw, kind, day, low, high, bound, clock)


def _weekday(raw: str, letter: str | None, today: date | None) -> date | None:
    if today is None or letter is None:
        return None
    index = {"末": 5, "天": 6, "日": 6}.get(letter, "一二三四五六".find(letter))
    monday = today - timedelta(days=today.weekday())
    weeks = 2 if raw.startswith("下下") else 1 if raw.startswith("下") else -1 if raw.startswith("上") else 0
    day = monday + timedelta(days=7 * weeks + index)
    if weeks == 0 and not raw.startswith(("这", "本")) and day < today:
        day += timedelta(days=7)
    return day


def _month_part(raw: str, part: str | None, today: date | None) -> date | None:
    """The last day that 月初, 月中 or 月底 can mean."""
    if today is None or part is None:
        return None
    month = today.month + (1 if raw.startswith("下") else 0)
    year, month = today.year + (month - 1) // 12, (month - 1) % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, {"初": 10, "中": 20}.get(part[0], last))


def _date(match: re.Match[str], today: date | None) -> date | None:
    if today is None:
        return None
    month_text = match.group("mon") or match.group("mon2")
    day_text = match.group("dom") or match.group("dom2") or match.group("dom3")
    day_value = parse_number(day_text)
    if day_value is None or not 1 <= day_value <= 31:
        return None
    if month_text is None:
        return _day_of_month(int(day_value), today)
    month = parse_number(month_text)
    if month is None or not 1 <= month <= 12:
        return None
    try:
        candidates = [date(today.year + shift, int(month), int(day_value)) for shift in (-1, 0, 1)]
    except ValueError:
        return None
    return min(candidates, key=lambda day: abs((day - today).days))


def _day_of_month(day: int, today: date | None) -> date | None:
    if today is None or not 1 <= day <= 31:
        return None
    best: date | None = None
    for shift in (-1, 0, 1):
        month = today.month + shift
        try:
            candidate = date(today.year + (month - 1) // 12, (month - 1) % 12 + 1, day)
        except ValueError:
            continue
        if best is None or abs((candidate - today).days) <= abs((best - today).days):
            best = candidate
    return best


def _clock(raw: str) -> Decimal | None:
    body = re.sub(r"上午|下午|晚上|早上|中午|傍晚|凌晨|今晚", "", raw)
    if ":" in body:
        hour, _, minute = body.partition(":")
        value = Decimal(hour) + Decimal(minute) / 60
    else:
        head, _, tail = body.partition("点")
        number = parse_number(head)
        if number is None:
            return None
        value = number + (Decimal("0.5") if tail.startswith("半") else 0)
    if value < 12 and re.match(r"下午|晚上|傍晚|今晚", raw):
        value += 12
    return value
