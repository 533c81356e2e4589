"""Names the fact behind what the rules left unclaimed: every number, price, time and identifier of a turn gets its source."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice

from guarded_reply.claims.amounts import Money, read_money
from guarded_reply.claims.fees import card_figures
from guarded_reply.claims.lane import lane_at
from guarded_reply.claims.prices import baskets, known_sums
from guarded_reply.claims.reading import Reading
from guarded_reply.claims.sources import written_source
from guarded_reply.policy.dispatch import CHINA, dispatch_of
from guarded_reply.reading.times import Time
from guarded_reply.reply import decimal_text

_LONGEST_LIST = 12


def prove(reading: Reading) -> None:
    """Record a claim for each amount and time that no rule has claimed yet, with the fact that carries it."""
    taken = {position for claim in reading.claims for position in range(claim.start, claim.end)}
    for money in read_money(reading):
        start, end = reading.turn.form.span(money.amount.start, money.amount.end)
        if taken.isdisjoint(range(start, end)):
            reading.claim(money.role if money.role not in ("unknown", "open") else "amount", money.amount.start, money.amount.end, decimal_text(money.value), _amount_source(reading, money))
    for time in reading.times:
        start, end = reading.turn.form.span(time.start, time.end)
        if time.kind != "part" and "几" not in time.text and not _in_question(reading, time) and taken.isdisjoint(range(start, end)):
            reading.claim("time", time.start, time.end, time.text, _time_source(reading, time))


def _in_question(reading: Reading, time: Time) -> bool:
    clause = reading.turn.clause_at(time.start)
    return clause is not None and clause.asks


def _amount_source(reading: Reading, money: Money) -> str | None:
    return _carried(reading, money) or written_source(reading, money.amount.text) or _sum_source(reading, money.value) or _working_source(reading, money)


def _working_source(reading: Reading, money: Money) -> str | None:
    """The rate card, for a part of how a fee comes about ('20元加75元')."""
    if money.role not in ("part", "open", "step_sum"):
        return None
    return "policy:carriers" if money.value in card_figures(reading, lane_at(reading, money.clause, money.amount.start)) else None


def _carried(reading: Reading, money: Money) -> str | None:
    value, request, policy = money.value, reading.request, reading.policy
    free = policy.free_shipping
    if money.role == "threshold" and free is not None and value == free.threshold:
        return "policy:free_shipping.threshold"
    for index, promotion in enumerate(request.promotions):
        if value in (promotion.threshold, promotion.amount):
            return f"request:promotions[{index}]"
    if money.role == "coupon":
        return next((f"policy:concessions.coupons[{i}]" for i, c in enumerate(policy.concessions.coupons) if c.amount == value), None)
    if money.role == "discount" and 0 < value <= policy.concessions.freight_max:
        return "policy:concessions.freight_max"
    order = request.order
    if order is not None and value in (order.total, order.freight):
        return f"order:{order.id}.{'total' if value == order.total else 'freight'}"
    for product in request.products:
        if product.price == value:
            return f"product:{product.id}.price"
    for carrier_id, carrier in policy.carriers.items():
        for zone_id, zone in carrier.zones.items():
            if value in (zone.first_fee, zone.step_fee):
                return f"policy:carriers.{carrier_id}.zones.{zone_id}"
    if money.role in ("others", "quoted") or decimal_text(value) in reading.asked:
        return "conversation"
    return None


def _sum_source(reading: Reading, value: Decimal) -> str | None:
    """A sum that follows from the facts: a total, the fees of a list together, what is missing to a threshold."""
    if value in known_sums(reading):
        return "sum:prices, fees and promotions"
    totals = {parcel.goods_total for parcel in baskets(reading) if parcel.goods_total is not None}
    totals |= {product.price for product in reading.request.products if product.price is not None}
    thresholds = [reading.policy.free_shipping.threshold] if reading.policy.free_shipping is not None else []
    thresholds.extend(promotion.threshold for promotion in reading.request.promotions if promotion.threshold is not None)
    if any(threshold - total == value for threshold in thresholds for total in totals):
        return "sum:threshold less goods total"
    return "sum:fees" if value == _fees_together(reading) else None


def _fees_together(reading: Reading) -> Decimal | None:
    """The sum of a short list of fees, as a reply adds them up."""
    fees = list(islice((money.value for money in read_money(reading) if money.role == "fee"), _LONGEST_LIST + 1))
    return sum(fees, Decimal(0)) if 1 < len(fees) <= _LONGEST_LIST else None


def _time_source(reading: Reading, time: Time) -> str | None:
    if time.kind == "feast" and reading.request.trigger == "holiday":
        return "request.trigger"
    source = _dated(reading, time) or written_source(reading, time.text)
    return source or ("conversation" if time.text in reading.history else None)


def _dated(reading: Reading, time: Time) -> str | None:
    policy, request = reading.policy, reading.request
    if time.kind == "clock" and time.clock is not None:
        hour, _, minute = policy.dispatch.cutoff.partition(":")
        cutoff = Decimal(hour) + Decimal(minute) / 60
        if time.clock in (cutoff, cutoff - 12):
            return "policy:dispatch.cutoff"
        return _moment_source(reading, time.clock)
    if time.kind == "length" and time.low is not None and time.high is not None:
        return _length_source(reading, time.low, time.high)
    if time.day is not None:
        order = request.order
        dates = {name: getattr(order, name) for name in ("placed_at", "paid_at", "shipped_at", "signed_at")} if order is not None else {}
        for name, moment in dates.items():
            if moment is None:
                continue
            day = moment.astimezone(CHINA).date()
            if day == time.day:
                return f"order.{name}"
            if name == "signed_at" and day + timedelta(days=policy.returns.window_days) == time.day:
                return "policy:returns.window_days"
        if order is not None and any(event.at is not None and event.at.astimezone(CHINA).date() == time.day for event in order.tracking):
            return "order.tracking"
        holds = dispatch_of(policy, request)
        if holds.day == time.day:
            return holds.source
        if reading.now is not None and time.day == reading.now.date():
            return "request.now"
    return None


def _moment_source(reading: Reading, clock: Decimal) -> str | None:
    """The order's moment, or tracking line, whose time of day this is."""
    order = reading.request.order
    if order is None:
        return None

    def same(moment: datetime | None) -> bool:
        local = moment.astimezone(CHINA) if moment is not None else None
        return local is not None and clock in (hour := Decimal(local.hour) + Decimal(local.minute) / 60, hour - 12)

    for name in ("placed_at", "paid_at", "shipped_at", "signed_at"):
        if same(getattr(order, name)):
            return f"order.{name}"
    return "order.tracking" if any(same(event.at) for event in order.tracking) else None


def _length_source(reading: Reading, low: Decimal, high: Decimal) -> str | None:
    policy = reading.policy
    for carrier_id, carrier in policy.carriers.items():
        for zone_id, zone in carrier.zones.items():
            if (low, high) == (zone.usual_days[0] * 24, zone.usual_days[1] * 24):
                return f"policy:carriers.{carrier_id}.zones.{zone_id}.usual_days"
    if low == high == policy.returns.window_days * 24:
        return "policy:returns.window_days"
    if high == policy.returns.refund_hours:
        return "policy:returns.refund_hours"
    if high == policy.dispatch.limit_hours:
        return "policy:dispatch.limit_hours"
    if policy.compensation.warranty_months and low == high == policy.compensation.warranty_months * 720:
        return "policy:compensation.warranty_months"
    return next((f"policy:service_steps.{step.id}" for step in policy.service_steps if step.minutes is not None and high * 60 == step.minutes), None)
