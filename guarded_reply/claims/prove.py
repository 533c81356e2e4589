"""Names the fact behind what the rules left unclaimed: every number, price, time and identifier of a turn gets its source."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from guarded_reply.claims.amounts import Money, read_money
from guarded_reply.claims.reading import Reading
from guarded_reply.policy.dispatch import CHINA, dispatch_of
from guarded_reply.reading.times import Time
from guarded_reply.reply import decimal_text


def prove(reading: Reading) -> None:
    """Record a claim for each amount and time that no rule has claimed yet, with the fact that carries it."""
    taken = [(claim.start, claim.end) for claim in reading.claims]
    for money in read_money(reading):
        start, end = reading.turn.form.span(money.amount.start, money.amount.end)
        if not any(left < end and start < right for left, right in taken):
            reading.claim(money.role if money.role != "unknown" else "amount", money.amount.start, money.amount.end, decimal_text(money.value), _amount_source(reading, money))
    for time in reading.times:
        start, end = reading.turn.form.span(time.start, time.end)
        if time.kind != "part" and not any(left < end and start < right for left, right in taken):
            reading.claim("time", time.start, time.end, time.text, _time_source(reading, time))


def _amount_source(reading: Reading, money: Money) -> str | None:
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
    goods = sum((p.price for p in request.products if p.price is not None), Decimal(0))
    return "product:price" if money.role == "difference" and free is not None and value == free.threshold - goods else None


def _time_source(reading: Reading, time: Time) -> str | None:
    policy, request = reading.policy, reading.request
    if time.kind == "clock" and time.clock is not None:
        hour, _, minute = policy.dispatch.cutoff.partition(":")
        cutoff = Decimal(hour) + Decimal(minute) / 60
        if time.clock in (cutoff, cutoff - 12):
            return "policy:dispatch.cutoff"
        return "order.tracking" if time.text in reading.given else None
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
    return "conversation" if time.text in reading.asked else None


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
    return next((f"policy:service_steps.{step.id}" for step in policy.service_steps if step.minutes is not None and high * 60 == step.minutes), None)
