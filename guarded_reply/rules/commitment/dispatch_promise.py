"""Promises a dispatch time that policy and facts do not allow.

What it does: fires when the reply says the goods leave at a time that cannot hold: today after the cut-off, out of
stock or on pre-sale; at once (马上发出, 1小时内发货); or later than the hard limit. Times that the policy allows for these
facts, hedged times and 尽快发货 are fine.

Why: a dispatch promise that is not kept is fined (P41, P43, P70, P72).

Known limits: the hour of dispatch within an allowed day is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from operator import itemgetter

from guarded_reply.claims.dispatch import DispatchClaim, read_dispatches
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.votes import Vote
from guarded_reply.claims.wanted import asked_wish, goods_named, pieces_in
from guarded_reply.policy.dispatch import Dispatch, dispatch_of, limit_of
from guarded_reply.reading.pattern import Pattern
from guarded_reply.reading.text import simplify
from guarded_reply.request import Product
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good

_NOT_WAITING = ("refunding", "refunded", "closed")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each dispatch time that does not hold."""
    claims = read_dispatches(reading)
    if not claims:
        return
    for claim in claims:
        holds, problem = _judged(reading, claim)
        value = reading.text[claim.start : claim.end]
        reading.claim("dispatch_promise", claim.start, claim.end, value, None if problem else holds.source)
        if problem:
            yield Hit(claim.start, claim.end, problem, f"{holds.source}: {holds.text}", f"改说:{holds.text}")


def _judged(reading: Reading, claim: DispatchClaim) -> tuple[Dispatch, str]:
    """What holds of the product a claim is about, and what is wrong with it; where nobody says which, any will do."""
    for one in _named_together(reading, claim):
        holds = dispatch_of(reading.policy, reading.request, one)
        if (problem := _problem(reading, claim, holds)) and holds.kind in ("out_of_stock", "presale", "made_to_order"):
            return holds, problem
    product = _spoken_of(reading, claim)
    order = reading.request.order
    if product is None and (order is None or not order.items) and not _of_all(reading):
        made = reading.asks(_OF_MAKING) is not None
        each = [one for one in reading.request.products if one.custom_made or not made]
        for holds in (dispatch_of(reading.policy, reading.request, one) for one in each):
            if not _problem(reading, claim, holds):
                return holds, ""
    holds = dispatch_of(reading.policy, reading.request, product)
    return holds, _problem(reading, claim, holds) or _more_than_there_is(reading, claim)


def _more_than_there_is(reading: Reading, claim: DispatchClaim) -> str:
    """What is wrong with '八条今天一起发' where six are in stock: all that is asked for, said by its number."""
    wishes = asked_wish(reading)
    said = pieces_in(reading, claim.clause.text)
    if said is None or len(wishes) != 1:
        return ""
    for product in reading.request.products:
        if product.stock is not None and wishes[0].get(product.id) == said > product.stock:
            return f"库存只有{product.stock}"
    return ""


_TOGETHER = Pattern(r"[两三四俩仨](?!天|周|个月|小时|点|号)|都|全部|一起|一块|一并|所有")
_OF_MAKING = Pattern(r"做好|做完|做出|做得|定做|定制|刻|绣|印|工期|制作")


def _of_all(reading: Reading) -> bool:
    """Whether several products are spoken of together."""
    return _TOGETHER.search(reading.asked) is not None or _TOGETHER.search(reading.text) is not None


def _named_together(reading: Reading, claim: DispatchClaim) -> list[Product]:
    """The products that are to leave with others: '手机壳和手机一同发出'."""
    if _SENT_WITH.search(claim.clause.text) is None:
        return []
    named = goods_named(reading, claim.clause.text)
    return [product for product in reading.request.products if product.id in named] if len(named) > 1 else []


_SENT_WITH = Pattern(r"一[起同块并道]|[和跟与同]")


def _spoken_of(reading: Reading, claim: DispatchClaim) -> Product | None:
    """The product a claim is about, when there are several: the one named last before it, else the one asked about."""
    products = reading.request.products
    if len(products) < 2:
        return None
    ordered = {item.product_id for item in reading.request.order.items} if reading.request.order is not None else set[str]()
    for said in (reading.text[: claim.end], reading.asked):
        places = [(_last_named(said, product, products), product) for product in products]
        place, product = max(places, key=itemgetter(0))
        if place >= 0:
            return None if product.id in ordered else product
    return None


def _last_named(said: str, product: Product, products: Sequence[Product]) -> int:
    """Where ``said`` last names the product by letters that no other title has: a pair of them, or one as in 盘子, 素的."""
    title = simplify(product.title)
    others = "\n".join(simplify(other.title) for other in products if other is not product)
    pairs = (title[i : i + 2] for i in range(len(title) - 1) if title[i : i + 2] not in others)
    place = max((said.rfind(pair) for pair in pairs), default=-1)
    for letter in {letter for letter in title if "一" <= letter <= "鿿" and letter not in others}:
        for match in re.finditer(rf"(?:^|(?<=[\n,;。!~ ])){letter}|{letter}(?=子|的)", said):
            place = max(place, match.start())
    return place


def _problem(reading: Reading, claim: DispatchClaim, holds: Dispatch) -> str:
    request, policy = reading.request, reading.policy
    order = request.order
    if order is not None and order.status in _NOT_WAITING:
        return "" if not claim.immediate else "订单已关闭或退款,不能承诺发货"
    today = reading.now.date() if reading.now else None
    if claim.immediate:
        return "承诺了马上发出,店铺只能按截单时间安排发货"
    if claim.resend or (order is not None and order.status in ("shipped", "delivered", "completed") and claim.day is not None and holds.kind not in ("presale", "made_to_order", "out_of_stock")):
        after_cutoff = reading.now is not None and reading.now.strftime("%H:%M") >= policy.dispatch.cutoff
        if claim.day is not None and claim.day == today and after_cutoff and (claim.cutoff is None or claim.cutoff > _hour(policy.dispatch.cutoff)):
            return f"已过{policy.dispatch.cutoff}截单,今天不能承诺发出"
        return ""
    if holds.kind == "out_of_stock":
        return "库存为0,不能承诺发货时间"
    if holds.kind == "overdue":
        return ""
    same_day = claim.within is None and (claim.day is None or claim.day == today)
    if claim.cutoff is not None and same_day and claim.cutoff > _hour(policy.dispatch.cutoff) and holds.kind in ("today", "tomorrow", "unknown"):
        return f"截单时间是{policy.dispatch.cutoff},说晚了"
    if holds.kind in ("presale", "made_to_order"):
        return _own_period(reading, claim, holds)
    return _stock_goods(reading, claim, holds)


def _hour(clock: str) -> Decimal:
    hour, _, minute = clock.partition(":")
    return Decimal(hour) + Decimal(minute) / 60


def _own_period(reading: Reading, claim: DispatchClaim, holds: Dispatch) -> str:
    today = reading.now.date() if reading.now else None
    if holds.day is not None:
        if claim.day is not None and claim.day != holds.day:
            return "" if claim.hedged and claim.day < holds.day else f"与商品的发货时间不符:{holds.text}"
        if claim.within is not None and today is not None and today + timedelta(hours=float(claim.within)) < holds.day:
            return f"早于商品的发货时间:{holds.text}"
        return ""
    if holds.within_hours is None:
        return "定制或预售商品没有登记发货时间,不能承诺" if claim.day is not None and today is not None and (claim.day - today).days <= 2 else ""
    if claim.within is not None:
        if claim.within > holds.within_hours:
            return f"长于商品的发货周期:{holds.text}"
        return "" if claim.within == holds.within_hours or claim.hedged else f"短于商品的发货周期:{holds.text}"
    order = reading.request.order
    start: date | None = order.paid_at.date() if order is not None and order.paid_at else today
    if claim.day is not None and start is not None and claim.time is not None and claim.time.kind == "date" and claim.day > start + timedelta(hours=holds.within_hours):
        return f"晚于商品的发货周期:{holds.text}"
    if claim.day is not None and start is not None and not claim.hedged and claim.day < start + timedelta(hours=holds.within_hours) and (claim.day - start).days < holds.within_hours / 24:
        return f"早于商品的发货周期:{holds.text}"
    return ""


def _stock_goods(reading: Reading, claim: DispatchClaim, holds: Dispatch) -> str:
    limit = limit_of(reading.policy, reading.request)
    if claim.within is not None:
        if claim.within > reading.policy.dispatch.limit_hours:
            if any((dispatch_of(reading.policy, reading.request, product).within_hours or Decimal("Infinity")) <= claim.within for product in reading.request.products):
                return ""  # the making time of another product, which the same turn speaks of
            return f"超过{reading.policy.dispatch.limit_hours}小时的发货时限"
        return "承诺的发货时间太短,店铺只能按截单时间安排" if claim.within < 12 else ""
    if claim.day is None or reading.now is None:
        return ""
    if holds.day is not None and claim.day < holds.day:
        if claim.cutoff is not None and claim.time is not None and claim.time.text in ("当天", "当日"):
            return ""  # the standing rule, said as a rule
        return f"已过{reading.policy.dispatch.cutoff}截单,不能承诺当天发出" if claim.day == reading.now.date() else "早于可以承诺的发货时间"
    if limit is not None and claim.day > limit.date():
        return f"超过{reading.policy.dispatch.limit_hours}小时的发货时限"
    return ""


_LATE = "2026-11-21T17:30:00+08:00"


def _not_right(reading: Reading, vote: Vote) -> bool:
    """Whether the stretch holds no promise that the grammar finds right ('明早就走' after the cut-off)."""
    within = [claim for claim in read_dispatches(reading) if vote.start <= claim.start < vote.end and claim.day is not None]
    return not within or any(_judged(reading, claim)[1] for claim in within)


BACKING = (Backing("dispatch-promise", "承诺了立即发货", "policy:dispatch", "按政策说发货时间,或只说会尽快发货", _not_right),)
_LIPSTICK = {"id": "lip", "title": "絲絨口紅", "price": "59", "weight_kg": "0.1", "stock": 0, "attributes": {"發貨": "預售,12月5日前發出"}}
EXAMPLES = (
    bad("现在付款今天就给您发出哦", "今天能发吗", now=_LATE),
    bad("马上发出哈", "什么时候发"),
    bad("1小时内给您发货", "什么时候发"),
    bad("可以的亲", "今天能发货吗", now=_LATE),
    bad("72小时内发货哦", "多久发货"),
    good("四点前付款今天发出哦", "什么时候发"),
    good("今天已经过了截单时间,明天为您发出", "今天能发吗", now=_LATE),
    good("尽快给您安排发货", "什么时候发"),
    good("您的包裹昨天已经发出啦", "发货了吗", order={**ORDER, "status": "shipped"}),
    good("這支預售,12月5號前寄出", "口紅幾時寄", products=[_LIPSTICK]),
    bad("发得出的", "今晚拍明天发?", products=[_LIPSTICK]),
    good("赶不上今天的车了,明天为您发出", "今天能发吗", now=_LATE),
    bad("今天下单今天发,晚上十点前付款的都赶得上", "现在拍今天能发吗"),
    bad("今晚就给您发走了哈", "什么时候发", now=_LATE),
    bad("要三天后哦,最近单量多", "今天会寄出吗"),
)
