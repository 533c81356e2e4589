"""What shipping costs: parcel → billable weight → fee by carrier and zone, with free shipping and its exceptions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation

from guarded_reply.errors import NotServed, UnknownCarrier, UnknownPlace, UnknownWeight, UsageError
from guarded_reply.policy.beside import beside, known
from guarded_reply.policy.loader import load_policy
from guarded_reply.policy.model import Policy, Zone
from guarded_reply.reading.places import Place, resolve_place, short_name
from guarded_reply.reply import decimal_text
from guarded_reply.request import ReplyRequest


@dataclass(frozen=True, slots=True)
class Parcel:
    """All pieces as one parcel: weight in kg, volume in cm³, goods total in yuan; None where unknown."""

    weight_kg: Decimal | None = None
    volume_cm3: Decimal | None = None
    goods_total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A shipping fee and how it comes about.

    ``fee`` is what the buyer pays, ``card_fee`` what the card says before free shipping, both in yuan.
    """

    carrier: str
    carrier_name: str
    zone: str
    zone_name: str
    billable_kg: Decimal
    fee: Decimal
    card_fee: Decimal
    usual_days: tuple[int, int]
    free: bool
    working: str
    source: str

    def as_dict(self) -> dict[str, object]:
        """The quote as plain JSON data (contract section 3)."""
        return {
            "carrier": self.carrier,
            "zone": self.zone,
            "billable_kg": decimal_text(self.billable_kg),
            "fee": decimal_text(self.fee),
            "usual_days": list(self.usual_days),
            "free": self.free,
            "working": self.working,
        }


def billable_weight(zone: Zone, parcel: Parcel) -> Decimal:
    """The weight that is charged, in kg: the larger of actual and volumetric, rounded up to the card's steps."""
    if parcel.weight_kg is None:
        raise UnknownWeight("weight: not known, so no fee can be said (重量未知)")
    weight = parcel.weight_kg
    if zone.volumetric_divisor is not None and parcel.volume_cm3 is not None:
        weight = max(weight, parcel.volume_cm3 / zone.volumetric_divisor)
    if weight <= zone.first_kg:
        return zone.first_kg
    steps = ((weight - zone.first_kg) / zone.step_kg).to_integral_value(ROUND_CEILING)
    return zone.first_kg + steps * zone.step_kg


def card_fee(zone: Zone, billable_kg: Decimal) -> Decimal:
    """The card's fee in yuan for a billable weight."""
    return zone.first_fee + (billable_kg - zone.first_kg) / zone.step_kg * zone.step_fee


def quote_parcel(policy: Policy, place: Place | str | None, carrier_id: str, parcel: Parcel) -> Quote:
    """The fee for ``parcel`` to ``place`` (a Place, or a province's short name).

    Raises UnknownPlace, UnknownWeight, UnknownCarrier or NotServed.
    """
    carrier = policy.carriers.get(carrier_id)
    if carrier is None:
        raise UnknownCarrier(f"carrier: the policy has no {carrier_id!r}")
    if place is None:
        raise UnknownPlace("destination: not known (目的地未知)")
    province = place if isinstance(place, str) else short_name(place.province)
    found = carrier.zone_of(province)
    if found is None:
        raise NotServed(f"destination: {carrier.name} has no rate to {province}; a person must quote (需人工报价)")
    zone_id, zone = found
    billable = billable_weight(zone, parcel)
    fee = card_fee(zone, billable)
    free = is_free(policy, carrier_id, zone_id, parcel.goods_total)
    return Quote(
        carrier_id,
        carrier.name,
        zone_id,
        zone.name,
        billable,
        Decimal(0) if free else fee,
        fee,
        zone.usual_days,
        free,
        _working(zone, billable, fee),
        "policy:free_shipping" if free else f"policy:carriers.{carrier_id}.zones.{zone_id}",
    )


def is_free(policy: Policy, carrier_id: str, zone_id: str, goods_total: Decimal | None) -> bool:
    """Whether goods of this total ship free in this lane; an excepted zone wins over the threshold."""
    free = policy.free_shipping
    return (
        free is not None
        and free.carrier == carrier_id
        and zone_id not in free.except_zones
        and goods_total is not None
        and goods_total >= free.threshold
    )


def _working(zone: Zone, billable: Decimal, fee: Decimal) -> str:
    further = billable - zone.first_kg
    if not further:
        return f"{decimal_text(zone.first_kg)}kg以内{decimal_text(zone.first_fee)}元"
    steps = further / zone.step_kg
    return (
        f"首重{decimal_text(zone.first_fee)}元+续重{decimal_text(steps)}×{decimal_text(zone.step_fee)}元"
        f"={decimal_text(fee)}元(按{decimal_text(billable)}kg计)"
    )


def parcel_of(request: ReplyRequest, quantities: Mapping[str, int] | None = None) -> Parcel:
    """All pieces as one parcel: the quantities given, else the order's items, else one of each product."""
    key = parcel_of if quantities is None else (parcel_of, *quantities.items())
    return known(beside(request, None), key, lambda: _parcel_of(request, quantities))


def _parcel_of(request: ReplyRequest, quantities: Mapping[str, int] | None) -> Parcel:
    if quantities is None:
        quantities = {}
        if request.order is not None and request.order.items:
            for item in request.order.items:
                quantities[item.product_id] = quantities.get(item.product_id, 0) + item.quantity
        else:
            quantities = {product.id: 1 for product in request.products}
    weight: Decimal | None = Decimal(0)
    volume: Decimal | None = Decimal(0)
    total: Decimal | None = Decimal(0)
    for product_id, quantity in quantities.items():
        product = request.product(product_id)
        size = product.dimensions_cm if product else None
        weight = None if weight is None or product is None or product.weight_kg is None else weight + product.weight_kg * quantity
        volume = None if volume is None or size is None else volume + size[0] * size[1] * size[2] * quantity
        total = None if total is None or product is None or product.price is None else total + product.price * quantity
    if not quantities:
        return Parcel()
    return Parcel(weight, volume, total)


def quote_shipping(
    to: str,
    *,
    carrier: str | None = None,
    weight_kg: str | Decimal | float | None = None,
    size_cm: Sequence[str | Decimal | float] | None = None,
    goods_total: str | Decimal | float | None = None,
    policy: Policy | None = None,
) -> Quote:
    """The fee to a place in words: ``quote_shipping("江苏苏州", carrier="sf", weight_kg="1.2", size_cm=(30, 20, 10))``.

    Weight in kg, size in cm (length, width, height), goods total in yuan (for free shipping). Raises QuoteError
    subclasses saying what is missing, and UsageError for a value that is no number. Source: the policy's rate card (P42).
    """
    active = policy if policy is not None else load_policy(None)
    carrier_id = active.default_carrier if carrier is None else active.carrier_named(carrier)
    if carrier_id is None:
        raise UnknownCarrier(f"carrier: the policy has no {carrier!r}; it has {', '.join(active.carriers)}")
    weight = _positive("weight", weight_kg)
    volume: Decimal | None = None
    if size_cm is not None:
        if len(size_cm) != 3:
            raise UsageError("size: expected three lengths in cm, e.g. 30x20x10")
        sides = [_positive("size", side) for side in size_cm]
        volume = Decimal(1)
        for side in sides:
            volume *= side if side is not None else 1
    total = None if goods_total is None else _number("goods_total", goods_total)
    return quote_parcel(active, resolve_place(to), carrier_id, Parcel(weight, volume, total))


def _positive(name: str, value: str | Decimal | float | None) -> Decimal | None:
    if value is None:
        return None
    number = _number(name, value)
    if number <= 0:
        raise UsageError(f"{name}: must be larger than 0, not {value}")
    return number


def _number(name: str, value: str | Decimal | float) -> Decimal:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise UsageError(f"{name}: {value!r} is not a number") from None
    if not number.is_finite() or number > 1_000_000:
        raise UsageError(f"{name}: {value} is out of range")
    return number
