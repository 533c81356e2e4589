"""Whether it will be there in time: the day the customer needs it by, weighed against dispatch and usual days (P40-P42)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Literal

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.rates import days_text, fee_text, place_name
from guarded_reply.drafting.playbook.tracking import event_text, reads_like_tracking
from guarded_reply.policy.dispatch import CHINA, dispatch_of
from guarded_reply.policy.ratecard import Quote
from guarded_reply.reading.places import Place, short_name
from guarded_reply.reading.text import simplify
from guarded_reply.reading.times import Time, find_times

_SENT = re.compile(r"\s?(?:之前|以前|前)?(?:就|能|可以|会|要|再|不能|能不能|可不可以|来)*(?:给我|帮我)?(?:发(?!烧|现)|寄(?!到)|拍|付|下单|补货|有货|走(?=吗|么|不|得))")
_ARRIVES = re.compile(r"\s?(?:之前|以前|前|的话|就|必须|一定|我|要|想|能|会|可以)*(?:不能|能不能|可不可以)?(?:到|收|送|拿|赶)")
_LEAVES = re.compile(r"出差|出门|出发|飞机|火车|高铁|动车|航班|旅游|旅行|回老家|回家|走(?!顺丰|中通|快递|哪)|搬家|一早|早上|上午")
_USED = re.compile(r"[^,。到收]{0,4}(?:要|得|想|就)?(?:用(?!上吗)|穿|戴|演|表演)")
_OCCASION = re.compile(r"求婚|婚礼|结婚|生日|周岁|满月|百日|纪念日|面试|考试|比赛|演出|出差|旅行|旅游|开学|搬家|过节|年会|露营|聚会|拍照|见家长|送人|送礼")
_FEASTS = (("圣诞", (12, 25)), ("平安夜", (12, 24)), ("元旦|新年|跨年", (1, 1)), ("情人节", (2, 14)), ("三八", (3, 8)), ("五一", (5, 1)), ("六一|儿童节", (6, 1)), ("教师节", (9, 10)), ("国庆", (10, 1)), ("双十一|双11|光棍节", (11, 11)), ("双十二|双12", (12, 12)))
Verdict = Literal["likely", "tight", "late"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last ``day`` on which it still serves, and how the customer says it."""

    day: date
    said: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A carrier to the place: when it would be there by the usual days."""

    name: str
    usual: tuple[int, int]
    verdict: Verdict
    quote: Quote | None


def deadline_of(desk: Desk) -> Deadline | None:
    """The day by which the customer needs it, from his own words; None when he names none that can be reckoned."""
    now = desk.request.now
    if now is None:
        return None
    words = re.sub(r"(?<=[赶得用穿戴吃喝])上(?=周|星期|礼拜)", "到", simplify(desk.request.last_customer_text))  # '赶得上周二' is no last Tuesday
    today = now.astimezone(CHINA).date()
    for time in find_times(words, now.astimezone(CHINA)):
        tail = words[time.end : time.end + 14]
        day = _day_of(time, today)
        if day is None or day < today or _SENT.match(tail) or time.text.startswith(("几", "数")) or (time.kind == "length" and time.bound != "after" and not re.match(r"[之以]?内?(?:能|可以|会)?(?:不能)?(?:到|收|送)", tail)):
            continue
        if time.text.startswith(("今天", "今日", "现在")) and not _ARRIVES.match(tail):
            continue
        before = time.bound == "before" and time.kind != "length"
        leaves = _LEAVES.search(tail) is not None and not _ARRIVES.match(tail)
        if re.match(r"(?:星期|礼拜|周)?末", time.text[-1:]) and time.kind == "week":
            day += timedelta(days=1)
        after = "后" if time.kind == "length" and time.bound == "after" else ""
        said = f"{time.text}{after}" if after else f"{time.text.removesuffix('前').removesuffix('之')}前" if before else f"{time.text}出门前" if leaves and re.search(r"差|门|发|飞机|火车|高铁|动车|航班|旅", tail) else time.text
        used = _USED.match(tail) is not None and not _ARRIVES.match(tail)
        return Deadline(day - timedelta(days=1) if before or leaves or used else day, said)
    return None


def _day_of(time: Time, today: date) -> date | None:
    if time.day is not None:
        return time.day
    if time.kind == "week":
        return today + timedelta(days=6 - today.weekday() + (7 if time.text.startswith("下") else 0))
    if time.kind == "length" and time.bound == "after" and time.low is not None:
        return today + timedelta(days=int(time.low / 24))  # '5天后生日'
    if time.kind == "length" and time.high is not None:
        return today + timedelta(days=ceil(time.high / 24))
    for names, (month, day) in _FEASTS if time.kind == "feast" else ():
        if re.search(names, time.text):
            this_year = date(today.year, month, day)
            return this_year if this_year >= today else date(today.year + 1, month, day)
    return None


@dataclass(frozen=True, slots=True)
class Leaving:
    """When it leaves by policy and facts, and how that is said."""

    day: date
    said: str
    stocked: bool


def leaving_of(desk: Desk) -> Leaving | None:
    """When it would leave, or None where that cannot be said (no stock, overdue, no clock)."""
    holds = dispatch_of(desk.policy, desk.request, desk.product())
    now, order = desk.request.now, desk.request.order
    if now is None:
        return None
    today = now.astimezone(CHINA).date()
    paid = order is not None and order.status == "paid"
    if holds.kind == "today":
        return Leaving(today, "您的订单今天会发出" if paid else f"今天{desk.policy.dispatch.cutoff}前付款当天发出", True)
    if holds.kind == "tomorrow":
        return Leaving(today + timedelta(days=1), "您的订单明天会发出" if paid else "现在付款的话明天发出", True)
    if holds.kind == "presale" and holds.day is not None:
        return Leaving(max(holds.day, today), f"这款是预售,{holds.day.month}月{holds.day.day}日发货", False)
    if holds.kind in ("presale", "made_to_order") and holds.within_hours is not None:
        start = order.paid_at.astimezone(CHINA).date() if paid and order is not None and order.paid_at is not None else today
        kind = "定制的" if holds.kind == "made_to_order" else "预售"
        return Leaving(start + timedelta(days=ceil(holds.within_hours / 24)), f"这款是{kind},{holds.text.removeprefix('预售').strip(',:')}", False)
    return None


def in_time(desk: Desk, deadline: Deadline, *, dispatch_first: bool = False) -> Answer | None:
    """The honest verdict with the next best way; None when nothing can be reckoned."""
    leaving = leaving_of(desk)
    if leaving is None:
        return None
    places = desk.places()
    if len(places) != 1:
        return _without_place(desk, deadline, leaving)
    lanes = list(_lanes(desk, places[0], deadline, leaving))
    if not lanes:
        return None
    text = _weighed(desk, places[0], deadline, leaving, lanes, dispatch_first)
    return Answer(text + desk.voice.end)


def on_its_way(desk: Desk, deadline: Deadline) -> Answer | None:
    """The verdict for a parcel that has left: reckoned from the day it left, with the last thing the record tells."""
    order, places = desk.request.order, desk.places()
    carrier_id = desk.policy.carrier_named(order.carrier) if order is not None and order.carrier else desk.policy.default_carrier
    if order is None or order.shipped_at is None or len(places) != 1 or carrier_id is None:
        return None
    found = desk.policy.carriers[carrier_id].zone_of(short_name(places[0].province))
    now = desk.request.now
    if found is None or now is None:
        return None
    left = order.shipped_at.astimezone(CHINA).date()
    early, late = (left + timedelta(days=days) for days in found[1].usual_days)
    if late < now.astimezone(CHINA).date():
        return None  # it is late already: no usual days to reckon with
    event = next((event for event in reversed(order.tracking) if reads_like_tracking(event.text)), None)
    record = f"最新记录是“{event_text(event.text)}”," if event is not None else ""
    usual = f"{left.month}月{left.day}日发的{desk.carrier_name()},到{place_name(places[0])}一般{days_text(found[1].usual_days)}"
    verdict = f"正常的话{deadline.said}多半来得及" if late <= deadline.day else f"{deadline.said}有希望赶上,但时间比较紧" if early <= deadline.day else f"跟您说实话,{deadline.said}恐怕赶不上"
    press = ",我这就联系快递帮您催一下" if late > deadline.day else ""
    named = re.search(r"(?:已经|都|不是)?到(?:了)?([一-鿿]{2,4}?)(?:了|吧|吗|是不是|么)", simplify(desk.request.last_customer_text))
    if named is not None and event is not None and named.group(1) in event.text:
        verdict = f"是的,已经到{named.group(1)}了。{verdict}"
    return Answer(f"{verdict}:{record}{usual};到货那天要看派送,不敢跟您打包票{press}{desk.voice.end}")


def _lanes(desk: Desk, place: Place, deadline: Deadline, leaving: Leaving) -> Iterator[Lane]:
    policy, order = desk.policy, desk.request.order
    own = policy.carrier_named(order.carrier) if order is not None and order.carrier else None
    ids = list(desk.situation.carriers) or ([own] if own else list(policy.carriers))
    quotes = {quote.carrier: quote for quote in desk.quotes_to(place)} if order is None else {}
    for cid in ids:
        found = policy.carriers[cid].zone_of(short_name(place.province))
        if found is None:
            continue
        early, late = (leaving.day + timedelta(days=days) for days in found[1].usual_days)
        verdict: Verdict = "likely" if late <= deadline.day else "tight" if early <= deadline.day else "late"
        yield Lane(policy.carriers[cid].name, found[1].usual_days, verdict, quotes.get(cid))


def _weighed(desk: Desk, place: Place, deadline: Deadline, leaving: Leaving, lanes: Sequence[Lane], dispatch_first: bool) -> str:
    """Verdict, how it leaves, the usual days of each carrier, and what may be done."""
    rank = {"likely": 0, "tight": 1, "late": 2}
    best = min(lanes, key=lambda lane: (rank[lane.verdict], lane.usual))
    others = [lane for lane in lanes if lane is not best]
    to = f"到{place_name(place)}"
    fees = desk.situation.asks("ship_fee", "carrier", "free_shipping") or bool(desk.situation.carriers) or (best.verdict == "tight" and bool(others))
    ways = f"{best.name}{to}一般{days_text(best.usual)}{_fee(best) if fees else ''}"
    slower = f";{others[0].name}一般{days_text(others[0].usual)}{_fee(others[0]) if fees else ''}" if others and others[0].usual != best.usual else f",{others[0].name}也是" if others else ""
    lead = f"{leaving.said}。" if dispatch_first else ""
    said = "" if dispatch_first else f"{leaving.said},"
    if best.verdict == "late":
        alone = slower if fees else ""
        return f"{lead or f'跟您说实话,{deadline.said}恐怕赶不上:'}{said}{'最快走' if others else ''}{ways.replace('一般', '一般还要', 1)}{alone}{f',{deadline.said}恐怕赶不上,先跟您说实话' if lead else ''}。{_otherwise(desk, leaving, brief=bool(lead))}"
    if best.verdict == "tight":
        hurry = f",着急建议选{best.name}" if others and others[0].usual != best.usual else ""
        return f"{lead}{deadline.said}有希望赶上,但时间比较紧:{said}{ways}{slower},路上的事不敢跟您打包票{hurry}"
    if others and rank[others[0].verdict]:
        return f"{lead}走{best.name}的话{deadline.said}多半来得及:{said}{ways}{slower},可能会晚一些。到货那天要看派送,不敢跟您打包票"
    return f"{lead}正常的话{deadline.said}多半来得及:{said}{ways}{slower};到货那天要看派送,不敢跟您打包票"


def _fee(lane: Lane) -> str:
    if lane.quote is None:
        return ""
    return f"({fee_text(lane.quote).removeprefix(lane.name).replace('(', ',').replace(')', '')})"


def _otherwise(desk: Desk, leaving: Leaving, *, brief: bool) -> str:
    """What may be done when it comes too late."""
    occasion = _OCCASION.search(simplify(desk.request.last_customer_text))
    need = f"{occasion.group()}等着用的话,建议您另外备一份" if occasion is not None and occasion.group() not in ("出差", "旅行", "旅游", "送人", "送礼") else "一定要赶这个时间的话,建议您另做个备用的打算"
    other = next((product for product in desk.request.products if product.stock and not product.custom_made and product.id not in desk.situation.product_ids), None)
    if not leaving.stocked and other is not None:
        return f"{other.title}有现货,急用的话您可以看看"
    return f"{need};晚几天也行的话可以先拍下" if desk.request.order is None and not brief else need


def _without_place(desk: Desk, deadline: Deadline, leaving: Leaving) -> Answer:
    """No city yet: what is certain already, and the question for it."""
    express = desk.policy.carriers.get(desk.policy.express_carrier or desk.policy.default_carrier)
    quickest = min((zone.usual_days[0] for zone in express.zones.values()), default=1) if express is not None else 1
    ask = "您寄到哪个城市呢?"
    name = express.name if express is not None else "快递"
    if leaving.day + timedelta(days=quickest) > deadline.day:
        return Answer(f"跟您说实话,{deadline.said}恐怕赶不上:{leaving.said},路上还要几天。{ask}我帮您看看走{name}一般几天{desk.voice.end}", asks_place=True)
    by = f"{deadline.said}送到" if deadline.said.endswith("前") else f"赶上{deadline.said}"
    return Answer(f"{leaving.said};能不能{by},要看收货城市。{ask}我帮您看看走{name}一般几天{desk.voice.end}", asks_place=True)
