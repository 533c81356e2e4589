"""How long eatables keep: made on, shelf life and today turned into a last day, and into yes or no for the day the customer names."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.drafting.playbook.fits import carried, shown
from guarded_reply.policy.dispatch import CHINA
from guarded_reply.reading.text import read_turn, simplify
from guarded_reply.reading.times import find_times
from guarded_reply.request import Product
from guarded_reply.situation.keeping import KEEPS

_DATE = re.compile(r"(20\d\d)\s?[-年./]\s?(\d{1,2})\s?[-月./]\s?(\d{1,2})")
_SPAN = re.compile(r"(\d{1,3})\s?(天|日|个?月|年)")
_MONTH = re.compile(r"(明年|后年|今年)?(?<!\d)(1[0-2]|[1-9])月(?:份|底|初|中)?(?![\d一二三十])")
_SEASON = {"春天": (5, 31), "夏天": (8, 31), "秋天": (11, 30), "冬天": (2, 28)}


def keeps_until(desk: Desk, product: Product, words: str) -> tuple[str, str]:
    """What the dates say to the clauses of ``words`` that ask how long it keeps, and the clauses that are left; both empty when no date can be reckoned."""
    now = desk.request.now
    clauses = [clause.text for clause in read_turn(words).clauses] or [words]
    asking = [clause for clause in clauses if KEEPS.search(clause)]
    made, last = _last_day(product)
    if now is None or not asking or made is None or last is None:
        return "", ""
    today = now.astimezone(CHINA).date()
    text = simplify(desk.request.last_customer_text)
    until = _said(last, today)
    facts = f"生产日期是{_said(made, today)},保质期{shown(carried(product, '保质期'))},能放到{until}左右"
    target = _wanted_day(text, today, desk)
    keep = carried(product, "储存")
    stored = f",按{keep}存放就行" if keep and len(keep) <= 10 else ""
    if target is None:
        verdict = stored
    elif target[0] <= last:
        verdict = f",{target[1]}还在保质期里,可以的{stored}"
    else:
        verdict = f",放不到{target[1]},建议快到的时候再拍,新鲜些;那时的生产日期我先跟仓库问好告诉您"
    rest = [clause for clause in clauses if clause not in asking and not re.fullmatch(r"[^吗么不没?几多哪什]*", clause)]
    return facts + verdict, ",".join(rest)


def _last_day(product: Product) -> tuple[date | None, date | None]:
    """The day it was made and the last day it keeps."""
    found, span = _DATE.search(carried(product, "生产日期")), _SPAN.search(carried(product, "保质期"))
    if found is None or span is None:
        return None, None
    try:
        made = date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:
        return None, None
    count, unit = int(span.group(1)), span.group(2)
    if unit in ("天", "日"):
        return made, made + timedelta(days=count)
    months = made.month - 1 + count * (12 if unit == "年" else 1)
    year, month = made.year + months // 12, months % 12 + 1
    return made, date(year, month, min(made.day, monthrange(year, month)[1]))


def _wanted_day(text: str, today: date, desk: Desk) -> tuple[date, str] | None:
    """The day until which it should keep, and how the customer says it."""
    now = desk.request.now
    season = re.search(r"(明年)?(春天|夏天|秋天|冬天)", text)
    month = _MONTH.search(text)
    for time in find_times(text, now.astimezone(CHINA)) if now is not None else ():
        if time.day is not None and time.day > today and time.kind in ("date", "day", "week"):
            return time.day, time.text
    if month is not None:
        number = int(month.group(2))
        year = today.year + (1 if month.group(1) == "明年" or number < today.month else 2 if month.group(1) == "后年" else 0)
        return date(year, number, 1 if month.group().endswith("初") else monthrange(year, number)[1]), month.group()
    if season is not None:
        at = _SEASON[season.group(2)]
        this_year = date(today.year, *at)
        return (date(today.year + 1, *at) if season.group(1) or this_year < today else this_year), season.group()
    return None


def _said(day: date, today: date) -> str:
    year = "" if day.year == today.year else "明年" if day.year == today.year + 1 else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"
