"""What a price or total may be: prices, goods totals, totals after promotions and with freight, for the goods it speaks of."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product as choices

from guarded_reply.claims.amounts import Money, money_in, read_money, says
from guarded_reply.claims.fees import about_order
from guarded_reply.claims.lane import Lane, carriers_in, quotes_for
from guarded_reply.claims.prices import known_sums, priced_besides, promoted, quantities_spoken
from guarded_reply.claims.reading import Reading
from guarded_reply.claims.sums_said import CARRIER_WORD
from guarded_reply.claims.wanted import Basket, asked_wish, baskets_before, merged, ordered_basket
from guarded_reply.policy import parcel_of
from guarded_reply.reading.pattern import Pattern
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text

_OTHER_NAME = Pattern(r"(?:^|[\s,。~])(?!这|那|一|两|都|是|您|亲|现|单|价|只|要|共|合|总|实|到|满|减|包|运|邮)[一-鿿]{2,4}$")
_ADDED_TO = Pattern(r"再(?:加|带|买|拍|凑|搭|配|添|来|拿).*(?:就|到|够)")
_EACH = Pattern(r"单价|每|各|一[件条个双盒箱袋瓶只套张把包罐支本副台份床]|都是|都(?!要)|分别")
_FILLS_UP = Pattern(r"凑|(?<![\d元块])加(?![\d.]|一块|起来|一起)|带|捎|添|再(?:买|拍|带|来|拿|要|配|添)|搭|配|多(?:买|拍|带)")
_CUT_SAID = Pattern(r"优惠|减|便宜|让|抹|改|免")


_NEAR = 24
_REACH = 160
"""Characters before a total in which the carrier whose fee it holds is looked for."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums in yuan that facts yield, the goods totals among them, and the facts in words."""

    values: set[Decimal]
    goods: set[Decimal]
    shown: str
    unearned: frozenset[Decimal] = frozenset()
    order: tuple[str, Decimal] | None = None

    def source(self, value: Decimal) -> str:
        """Where a right sum comes from."""
        if self.order is not None and self.order[1] == value:
            return f"order:{self.order[0]}.total"
        return "product:price" if value in self.goods else "sum:prices, fees and promotions"


def sums_for(reading: Reading, money: Money, lane: Lane, *, with_freight: bool = False) -> Sums | None:
    """What the amount may be as a price or total; None when the facts carry no price."""
    request = reading.request
    order = request.order
    if not any(product.price is not None for product in request.products) and (order is None or order.total is None):
        return None
    baskets = list(_baskets(reading, money, lane))
    goods = {total for basket in baskets if (total := parcel_of(request, basket).goods_total) is not None}
    values = set(goods)
    if money.role != "total" and not (lane.wish.level == 0 and not money.clause.find(_ADDED_TO) and not money.clause.find(_EACH) and all(sum(basket.values()) > 1 and len(basket) == 1 for basket in lane.wish.baskets)):
        values |= {product.price for product in request.products if product.price is not None and any(product.id in basket for basket in baskets)}
    name = _OTHER_NAME.search(reading.text[max(money.clause.start, money.amount.start - 6) : money.amount.start])
    if name is not None and not CARRIER_WORD.search(name.group()):
        values |= {product.price for product in request.products if product.price is not None}  # a name of his own for it: 电锅
    goods |= values
    carriers = _carriers(reading, money, lane)
    for basket in baskets:
        values |= set(_after_promotions(reading, basket))
        if money.role == "total" or with_freight:
            values |= set(_with_freight(reading, basket, lane, carriers))
    if to_pay(reading, money, lane) and order is not None and order.total is not None:
        values, goods = {order.total}, {order.total - (order.freight or 0)}
        if says(reading, _CUT_SAID) and request.trigger != "price_changed":
            values.add(order.total - reading.policy.concessions.freight_max)
    values |= set() if to_pay(reading, money, lane) else _of_order(reading, money, lane)
    if says(reading, _COUPON) or reading.asks(_COUPON):
        values |= {value - coupon.amount for value in values for coupon in reading.policy.concessions.coupons}
    facts = [f"{product.title}{decimal_text(product.price)}元" for product in request.products[:3] if product.price is not None]
    if order is not None and order.total is not None:
        facts.append(f"订单合计{decimal_text(order.total)}元")
    return Sums(values, goods, ",".join(facts), _unearned(reading, lane), (order.id, order.total) if order is not None and order.total is not None else None)


def _baskets(reading: Reading, money: Money, lane: Lane) -> Iterator[Basket]:
    """The goods that the sum may stand for; a total also for all that was named before it or asked for."""
    seen: list[Basket] = [*lane.wish.baskets]
    if money.role == "total" or lane.wish.level > 0:
        before = baskets_before(reading, money.clause, money.amount.start)
        seen += before
        if len(before) > 1:
            whole: Basket = {}
            for basket in before:
                whole = merged(whole, basket) if not whole.keys() & basket.keys() else whole
            seen.append(whole)
        seen += asked_wish(reading)
        besides = priced_besides(reading, money.amount.start, asked_wish(reading))
        seen += [besides] if besides else []
    ordered = ordered_basket(reading)
    if ordered and (lane.wish.level >= 3 or money.role == "total"):
        seen.append(ordered)
    yield from seen
    if reading.says_with(money.clause, _FILLS_UP) or _FILLS_UP.search(reading.text[max(0, money.amount.start - _NEAR) : money.amount.start]):
        yield from _mixes(reading)


def _mixes(reading: Reading) -> Iterator[Basket]:
    """What comes of adding pieces, for sentences that tell how to fill up an order."""
    ids = [product.id for product in reading.request.products]
    counts = sorted({0, 1, 2, 3, *quantities_spoken(reading)})[:5]
    if len(ids) <= 3:
        for mix in choices(counts, repeat=len(ids)):
            basket = {product_id: count for product_id, count in zip(ids, mix, strict=True) if count}
            if sum(basket.values()) > 1:
                yield basket


_TO_PAY = Pattern(r"订单(?:总)?金额|应付|需付|实付|待付|总共付|一共付")
_PAID = Pattern(r"(?:您|实际?)(?:一共|总共|当时)?付(?:了|款|的是|的)?(?:是|:)?$")
_ASKS_TO_PAY = Pattern(r"(?:一共|总共|合计|要|该)?付(?:款)?(?:多少|几)|一共多少|总共多少|多少钱来着|(?:这|那|我的?)(?:一)?(?:单|笔|个?订单).{0,4}(?:多少|几)")


def to_pay(reading: Reading, money: Money, lane: Lane) -> bool:
    """Whether the sum is what an order that is not paid comes to, freight included."""
    order = reading.request.order
    if order is not None and order.status in ("paid", "shipped", "delivered", "completed") and lane.wish.level >= 3:
        return _PAID.search(reading.text[max(money.clause.start, money.amount.start - 6) : money.amount.start]) is not None
    if order is None or order.status != "unpaid" or not about_order(reading, lane) or lane.wish.level < 3:
        return False
    head = reading.text[max(money.clause.start, money.amount.start - 12) : money.amount.start]
    return _TO_PAY.search(head) is not None or (money.clause.index == 0 and money.role in ("open", "total") and reading.asks(_ASKS_TO_PAY) is not None)


_HOLDS_FEE = Pattern(r"^(?:元|块)?(?:钱)?[,。~\s(]?(?:其中)?(?:含|包括|包含|带)[^,。]{0,8}")


def _carriers(reading: Reading, money: Money, lane: Lane) -> tuple[str, ...]:
    """Whose fee a total may hold: the carrier named in its clause, else those named before it, else any."""
    text = reading.text
    following = _HOLDS_FEE.match(text[money.amount.end : money.amount.end + _NEAR])
    for part in (following.group() if following is not None else "", text[money.clause.start : money.amount.start], text[max(0, money.amount.start - _REACH) : money.amount.start], reading.asked):
        named = carriers_in(reading, part)
        if named:
            return named
    return tuple(reading.policy.carriers)


def _after_promotions(reading: Reading, basket: Basket) -> set[Decimal]:
    """What promotions leave of a basket's goods total, where it reaches their threshold."""
    total = parcel_of(reading.request, basket).goods_total
    if total is None:
        return set()
    return promoted(total, tuple(p for p in reading.request.promotions if p.threshold is None or total >= p.threshold))


def _unearned(reading: Reading, lane: Lane) -> frozenset[Decimal]:
    """What would be left of the goods if promotions held whose threshold they do not reach."""
    found: set[Decimal] = set()
    for basket in lane.wish.baskets:
        total = parcel_of(reading.request, basket).goods_total
        if total is not None and lane.wish.level <= 2:
            found |= {total - p.amount for p in reading.request.promotions if p.amount is not None and p.threshold is not None and total < p.threshold}
    return frozenset(found)


_COUPON = Pattern("[券劵卷]")


def _with_freight(reading: Reading, basket: Basket, lane: Lane, carriers: tuple[str, ...]) -> Iterator[Decimal]:
    parcel = parcel_of(reading.request, basket)
    if parcel.goods_total is None:
        return
    quotes = quotes_for(reading, Lane(carriers, lane.provinces, (parcel,), False, True, lane.wish)) if lane.provinces else ()
    fees = {Decimal(0), *(quote.fee for quote in quotes)} if not quotes or not lane.provinces else {quote.fee for quote in quotes}
    if says(reading, _CUT_SAID):
        fees |= {fee - reading.policy.concessions.freight_max for fee in fees if fee >= reading.policy.concessions.freight_max}
    order = reading.request.order
    if order is not None and order.freight is not None and basket == ordered_basket(reading):
        if about_order(reading, lane) and not says(reading, _CUT_SAID):
            fees = {Decimal(0)} if order.freight == 0 else {order.freight}
        fees.add(order.freight)
    for after in _after_promotions(reading, basket):
        yield from (after + fee for fee in fees)


def _of_order(reading: Reading, money: Money, lane: Lane) -> set[Decimal]:
    """What the order records, where the sum may be about it."""
    order = reading.request.order
    if order is None:
        return set()
    found = {item.unit_price for item in order.items if item.unit_price is not None}
    found |= {item.unit_price * item.quantity for item in order.items if item.unit_price is not None}
    ordered = ordered_basket(reading)
    if order.total is not None and (lane.wish.level >= 3 or ordered in lane.wish.baskets or money.role == "total" and about_order(reading, lane)):
        found |= {order.total, order.total - (order.freight or 0)}
        if says(reading, _CUT_SAID) and reading.request.trigger != "price_changed":
            found.add(order.total - reading.policy.concessions.freight_max)
    return found


_OF_A_PIECE = Pattern(r"(?:每|(?<![第\d])一|单)(?P<unit>[片包支粒颗张袋枚次抽条页])(?:大概|大约|差不多|也|就|才|只要?|合|约|算下来|折合|平均|不到|下来|是|要|为|的|成本)*\s?$")


_ASKS_SHARE = Pattern(r"(?:合|折|平均|算下来|分)[^,。]{0,4}[一每][片包支粒颗张袋枚次抽条页]|[一每][片包支粒颗张枚次抽页](?:是|要|才)?(?:多少|几)")
_SHARED_OUT = Pattern(r"分下来|平均|折合|算下来|合下来|摊下来|均下来|合到")
_PER_PIECE_AFTER = Pattern(r"^(?:元|块)?(?:钱)?(?:左右|多|不到)?(?:/|一|每)(?P<unit>[片包支粒颗张袋枚次抽条页])")


def per_piece(reading: Reading, money: Money) -> Decimal | None:
    """The price of one of the pieces a product holds ('每片不到1.5元' of 54片), where the amount is said of one."""
    said = _OF_A_PIECE.search(reading.text[max(money.clause.start, money.amount.start - 12) : money.amount.start])
    if said is None and (reading.says_with(money.clause, _SHARED_OUT) or reading.asks(_ASKS_SHARE)):
        said = _PER_PIECE_AFTER.match(reading.text[money.amount.end : money.clause.end])
    if said is None:
        return None
    unit = said.group("unit")
    holds = {(product.price, int(count)) for product in reading.request.products if product.price is not None for count in re.findall(rf"(?<![\d.])(\d{{1,4}})\s?{unit}", simplify(" ".join((product.title, *product.attributes.values()))))}
    prices = {(price / count).quantize(Decimal("0.01")) for price, count in holds if count > 1}
    return prices.pop() if len(prices) == 1 else None


def _before(reading: Reading, money: Money) -> Iterator[Money]:
    for clause in (money.clause, *itertools.islice(reading.back_from(money.clause), 4)):
        yield from money_in(reading, clause)


def gaps(reading: Reading, money: Money, lane: Lane) -> set[Decimal]:
    """What is missing to a threshold: the one named in the sentence, or any the shop has."""
    free = reading.policy.free_shipping
    thresholds = {promotion.threshold for promotion in reading.request.promotions if promotion.threshold is not None}
    thresholds |= {free.threshold} if free is not None else set()
    sentence = {other.value for other in read_money(reading) if other.clause.sentence == money.clause.sentence and other.role == "threshold"}
    thresholds = (thresholds & sentence) or thresholds | {other.value for other in _before(reading, money) if other.role == "threshold"}
    baskets: Iterable[Basket] = (*lane.wish.baskets, *(baskets_before(reading, money.clause, money.amount.start)), *([ordered_basket(reading)] if lane.wish.level >= 3 else []))
    besides = priced_besides(reading, money.amount.start, asked_wish(reading))
    if besides:
        baskets = (besides,)
    totals = {total for basket in baskets if basket and (total := parcel_of(reading.request, basket).goods_total) is not None}
    totals |= {other.value for other in _before(reading, money) if other.role in ("total", "price", "open") and other.amount.end <= money.amount.start and other.value in known_sums(reading) and other.clause.sentence == money.clause.sentence}
    return {threshold - total for threshold in thresholds for total in totals if threshold > total}
