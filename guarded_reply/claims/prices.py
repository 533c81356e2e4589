"""Which sums of money the facts of a request allow: prices, goods totals, totals with freight and promotions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from itertools import product as choices

from guarded_reply.claims.amounts import read_money
from guarded_reply.claims.lane import destination_provinces
from guarded_reply.claims.reading import Reading
from guarded_reply.claims.wanted import Basket, quantity_in
from guarded_reply.errors import QuoteError
from guarded_reply.policy import Parcel, parcel_of, quote_parcel
from guarded_reply.policy.beside import known
from guarded_reply.reading.numerals import COUNTERS, parse_number
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.request import Promotion


def known_sums(reading: Reading) -> frozenset[Decimal]:
    """Every price, goods total, total with freight, and amount left to pay that the facts carry."""
    cached: frozenset[Decimal] | None = getattr(reading, "_sums", None)
    if cached is None:
        cached = frozenset(_sums(reading))
        reading._sums = cached  # pyright: ignore -- a cache on the reading
    return cached


def _sums(reading: Reading) -> Iterator[Decimal]:
    request = reading.request
    goods: set[tuple[Decimal, Parcel | None]] = {(p.price, parcel_of(request, {p.id: 1})) for p in request.products if p.price is not None}
    goods |= {(total, parcel) for parcel in baskets(reading) if (total := parcel.goods_total) is not None}
    order = request.order
    freights = {Decimal(0)}
    if order is not None:
        freights |= {order.freight} if order.freight is not None else set()
        if order.total is not None:
            yield order.total
            yield order.total - (order.freight or 0)
            for cut in (reading.policy.concessions.freight_max, *(c.amount for c in reading.policy.concessions.coupons)):
                yield order.total - cut
        for item in order.items:
            if item.unit_price is not None:
                yield item.unit_price
                yield item.unit_price * item.quantity
    for promotion in request.promotions:
        yield from (value for value in (promotion.threshold, promotion.amount) if value is not None)
    said = reading.text + reading.history + reading.asked
    coupons = [Decimal(0)]
    if seek(r"[券劵卷]", said):
        coupons.extend(coupon.amount for coupon in reading.policy.concessions.coupons)
    cut = reading.policy.concessions.freight_max if seek(r"优惠|减|便宜|让|改", said) else Decimal(0)
    fees_now = fees_of(reading, None)
    for total, parcel in goods:
        own = fees_of(reading, parcel) or fees_now
        for after in promoted(total, request.promotions):
            for fee, coupon in choices(freights | own | {f - cut for f in own}, coupons):
                if fee >= 0:
                    yield after + fee - coupon


_RATE = Pattern(r"(\d{1,2}(?:\.\d)?|[一二三四五六七八九]{1,2})折")
_CENT = Decimal("0.01")


def promoted(total: Decimal, promotions: tuple[Promotion, ...]) -> set[Decimal]:
    """The totals that promotions leave of a goods total; whether a threshold is met is the discount rule's business."""
    results = {total}
    for promotion in promotions:
        if promotion.kind not in ("discount", "coupon", "other"):
            continue
        rate = _RATE.search(promotion.title)
        if promotion.amount is not None:
            results |= {result - promotion.amount for result in results}
        elif rate is not None and (tenths := parse_number(rate.group(1))) is not None and tenths > 0:
            share = tenths / (10 if tenths < 10 else 100)
            results |= {(result * share).quantize(_CENT).normalize() for result in results}
    return results


def baskets(reading: Reading) -> tuple[Parcel, ...]:
    """What may be bought: the order's items, and each quantity spoken of, of one product or of each."""
    cached: tuple[Parcel, ...] | None = getattr(reading, "_baskets", None)
    if cached is None:
        cached = tuple(_baskets(reading))
        reading._baskets = cached  # pyright: ignore -- a cache on the reading
    return cached


def _baskets(reading: Reading) -> Iterator[Parcel]:
    request = reading.request
    if request.order is not None and request.order.items:
        yield parcel_of(request)
    quantities = quantities_spoken(reading)
    ids = [product.id for product in request.products]
    for product_id in ids:
        for quantity in quantities:
            yield parcel_of(request, {product_id: quantity})
    if 1 < len(ids) <= 4:
        for mix in choices(sorted({0, 1, *quantities})[:5], repeat=len(ids)):
            wanted = {product_id: quantity for product_id, quantity in zip(ids, mix, strict=True) if quantity}
            if len(wanted) > 1:
                yield parcel_of(request, wanted)


_TIMES = Pattern(r"(?<![\d.])(\d{1,4}(?:\.\d{1,2})?)\s?(?:元|块)?\s?[×x*]\s?(\d{1,3})(?![\d.])")


_TERM = Pattern(r"(?:(?<=\+)|(?<=[\d元块]加))\s?(\d{1,4}(?:\.\d{1,2})?)(?![\d.%]|\s?[×x*])")
_PIECES_AT = Pattern(rf"([俩仨]|[二两三四五六七八九十]\s?[{COUNTERS}])(\d{{1,4}}(?:\.\d{{1,2}})?)(?=\s?[加+=是])")


def _pieces(said: str) -> int:
    return {"俩": 2, "仨": 3}.get(said[0]) or int(parse_number(said[0]) or 1)


def priced(reading: Reading, until: int) -> Basket:
    """The goods that the turn names by their prices up to ``until``: '399+35=434' is a coat and a cap, '9.9×3' three bulbs."""
    found: Basket = {}
    prices = {product.id: product.price for product in reading.request.products if product.price}
    counted = [(Decimal(match.group(1)), int(match.group(2))) for match in reading.all(_TIMES) if match.end() <= until]
    counted += [(Decimal(match.group(2)), _pieces(match.group(1))) for match in reading.all(_PIECES_AT) if match.end() <= until and any(price == Decimal(match.group(2)) for price in prices.values())]
    counted += [(Decimal(match.group(1)), 1) for match in reading.all(_TERM) if match.end() <= until]
    counted += [(money.value, 1) for money in read_money(reading) if money.amount.end <= until and money.role in ("open", "price", "part")]
    quantities = quantities_spoken(reading)
    for value, times in counted:
        fitting = [(product_id, times * n) for product_id, price in prices.items() for n in (quantities if times == 1 else {1}) if price * n == value]
        if len(fitting) == 1 and fitting[0][0] not in found:
            found[fitting[0][0]] = fitting[0][1]
    return found


def priced_besides(reading: Reading, until: int, named: Iterable[Basket]) -> Basket:
    """What is named by prices, if that holds goods that the words did not name; else nothing."""
    goods = priced(reading, until)
    words = {product_id for basket in named for product_id in basket}
    return goods if goods.keys() - words else {}


def quantities_spoken(reading: Reading) -> set[int]:
    """Every number of pieces named in the turn or by the customer, and one."""
    cached: set[int] | None = reading.__dict__.get("_quantities")
    if cached is None:
        cached = reading.__dict__["_quantities"] = _quantities(reading)
    return cached


def _quantities(reading: Reading) -> set[int]:
    found = {1}
    for text in (*(clause.text for clause in reading.clauses), *(m.text for m in reading.request.conversation if m.role == "customer")):
        for match in re.finditer(r"(\d{1,3}|[一两二三四五六七八九十]{1,3})\s?[件条个双盒箱袋瓶只套张把包罐支本副台份单对束]", text):
            value = parse_number(match.group(1))
            if value is not None and 1 <= value <= 500 and value == int(value):
                found.add(int(value))
        if seek(r"俩", text):
            found.add(2)
        if seek(r"仨", text):
            found.add(3)
        single = quantity_in(text)
        if single is not None:
            found.add(single)
    return found


def fees_of(reading: Reading, parcel: Parcel | None) -> set[Decimal]:
    """Every fee to this request's destination, by any carrier, for a parcel (None: the request's own)."""
    return set(known(reading.beside, (fees_of, parcel), lambda: _fees_of(reading, parcel)))


def _fees_of(reading: Reading, parcel: Parcel | None) -> set[Decimal]:
    fees: set[Decimal] = set()
    for province in destination_provinces(reading):
        for carrier_id in reading.policy.carriers:
            with suppress(QuoteError):
                fees.add(quote_parcel(reading.policy, province, carrier_id, parcel if parcel is not None else parcel_of(reading.request)).fee)
    return fees
