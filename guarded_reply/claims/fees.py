"""What a statement about freight may say: the fees, rates and workings of its lane, or the freight its order records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from guarded_reply.claims.amounts import Money, says
from guarded_reply.claims.lane import Lane, carriers_in, quotes_for
from guarded_reply.claims.prices import priced
from guarded_reply.claims.reading import Reading
from guarded_reply.claims.wanted import ordered_basket
from guarded_reply.policy import parcel_of
from guarded_reply.policy.model import Zone
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern
from guarded_reply.reading.places import known_place, short_name
from guarded_reply.reply import decimal_text

_NOTHING_NAMED = 4
_MOST_STEPS = 100
_USUAL_STEPS = 20
_STEPS_SAID = Pattern(rf"(?:(\d{{1,3}}|{CJK_NUMBER}{{1,3}})(?:个|公斤|kg|千克)(?:的)?续|续重?(?:的)?(\d{{1,3}}|{CJK_NUMBER}{{1,3}})(?:个|公斤|kg|千克))[^\d]{{0,6}}$")
_CONCESSION = Pattern(r"减|优惠|便宜|让|少(?=收|\d|[一二三四五])|免(?!运|邮)|改成|改为|申请|抹|承担")
_BUT_FREE = Pattern(r"(?:本来|原本|正常|按理|不过|但是?|只是|好在)[^。!?\n]{0,24}(?:包邮|免邮|免运|免(?:了|掉|单))")
_NEW_PURCHASE = Pattern(r"再(?:买|拍|带|来|拿|订|要|下)|另外|重新?拍|下次|这次|新(?:拍|买|单)|换(?:成|个|顺丰|中通|快递)|改(?:成|发|走)?(?:顺丰|中通)|如果|要是|一[件条个]的话|也(?:要|想)|还要|同学|朋友")


@dataclass(frozen=True, slots=True)
class Allowed:
    """Amounts in yuan that would be right, where they come from, and what to say instead of another."""

    values: set[Decimal]
    source: str
    advice: str


def zones_of(reading: Reading, lane: Lane) -> Iterator[tuple[str, str, Zone]]:
    """The rate-card zones of a lane: carrier id, zone id, zone."""
    for carrier_id in lane.carriers:
        for province in lane.provinces:
            found = reading.policy.carriers[carrier_id].zone_of(province)
            if found is not None:
                yield carrier_id, found[0], found[1]


def rates_for(reading: Reading, money: Money, lane: Lane) -> Allowed | None:
    """What a fee or rate may be by its role; None when nothing can be said."""
    if money.role == "fee":
        return fees_for(reading, money, lane)
    zones = list(zones_of(reading, lane))
    if not lane.provinces:
        zones = [(c, z, zone) for c in lane.carriers for z, zone in reading.policy.carriers[c].zones.items()]
    elif not zones:
        return Allowed(set(), "policy:carriers", "运费表不包含这个地区,请由人工报价")
    values: set[Decimal] = set()
    for _, _, zone in zones:
        values |= _rate_values(reading, money, lane, zone)
    carrier_id, zone_id, zone = zones[0]
    advice = f"{reading.policy.carriers[carrier_id].name}{zone.name}首重{decimal_text(zone.first_fee)}元,续重{decimal_text(zone.step_fee)}元"
    return Allowed(values, f"policy:carriers.{carrier_id}.zones.{zone_id}", advice)


def _rate_values(reading: Reading, money: Money, lane: Lane, zone: Zone) -> set[Decimal]:
    if money.role == "first_rate":
        quotes = quotes_for(reading, lane)
        starts = "首" not in money.clause.text and "公斤" not in money.clause.text and reading.asks(r"要钱|收费|包邮|免")
        return set() if starts and quotes and all(quote.free for quote in quotes) else {zone.first_fee}
    steps = _steps(reading, lane, zone)
    if money.role == "step_sum":
        head = reading.text[max(money.clause.start, money.amount.start - 14) : money.amount.start]
        said = _STEPS_SAID.search(head)
        count = parse_number(said.group(1) or said.group(2)) if said is not None else None
        return {zone.step_fee * count} | ({zone.step_fee} if count else set()) if count is not None else {zone.step_fee * n for n in steps}
    return {zone.step_fee} | {zone.step_fee * n for n in steps if n}


def _steps(reading: Reading, lane: Lane, zone: Zone) -> set[Decimal]:
    """How many steps beyond the first weight the lane's parcels take."""
    return {(quote.billable_kg - zone.first_kg) / zone.step_kg for quote in quotes_for(reading, lane) if quote.zone_name == zone.name}


def card_figures(reading: Reading, lane: Lane) -> set[Decimal]:
    """First and further rates and their sums for a lane's parcels."""
    found: set[Decimal] = set()
    for _, _, zone in zones_of(reading, lane):
        found |= {zone.first_fee, zone.step_fee} | {zone.step_fee * n for n in _steps(reading, lane, zone)}
    return found


def all_fees(reading: Reading) -> set[Decimal]:
    """The fees of every lane for the usual weights, to know a fee by its sum."""
    zones = [zone for carrier in reading.policy.carriers.values() for zone in carrier.zones.values()]
    return {zone.first_fee + zone.step_fee * n for zone in zones for n in range(_USUAL_STEPS)}


def fees_for(reading: Reading, money: Money | None, lane: Lane) -> Allowed | None:
    """The fees of a lane; the order's freight where the statement is about the order."""
    order = reading.request.order
    if order is not None and order.freight is not None and about_order(reading, lane):
        values = {order.freight}
        if says(reading, _CONCESSION):
            values |= {quote.fee for quote in quotes_for(reading, lane)} | {order.freight - reading.policy.concessions.freight_max}
        return Allowed(values, f"order:{order.id}.freight", f"订单记录的运费是{decimal_text(order.freight)}元")
    if not lane.provinces:
        values = _anywhere(reading, lane)
        return Allowed(values, "policy:carriers", "先问清收货城市,再按运费表报价") if values else None
    goods = priced(reading, money.amount.start) if money is not None and lane.wish.level == _NOTHING_NAMED else {}
    if goods:  # named by its price alone: '219已经够包邮,顺丰得42'
        lane = replace(lane, parcels=(parcel_of(reading.request, goods),))
    zones = list(zones_of(reading, lane))
    if not zones:
        return Allowed(set(), "policy:carriers", "运费表不包含这个地区,请由人工报价")
    quotes = quotes_for(reading, lane)
    if not lane.stated_carrier and quotes and all(quote.free for quote in quotes) and not carriers_in(reading, reading.asked):
        # a fee was named although the usual carrier is free: it is another carrier's
        quotes = (*quotes, *quotes_for(reading, replace(lane, carriers=tuple(reading.policy.carriers))))
    values = {quote.fee for quote in quotes}
    if lane.wish.every:
        apart: list[set[Decimal]] = [{quote.fee for quote in quotes_for(reading, replace(lane, parcels=(parcel,)))} for parcel in lane.parcels]
        values = {fee for fee in values if all(fee in one for one in apart)}
    if says(reading, _BUT_FREE):
        values |= {quote.card_fee for quote in quotes}
    if lane.zone_statement:
        values |= {zone.first_fee for _, _, zone in zones} | {quote.card_fee for quote in quotes}
    if not quotes and not lane.zone_statement:
        if not lane.parcels and reading.request.products:
            return None
        values |= {zone.first_fee + steps * zone.step_fee for _, _, zone in zones for steps in range(_MOST_STEPS)}
    own = reading.policy.carrier_named(order.carrier) if order is not None and order.carrier else None
    if order is not None and order.freight is not None and lane.wish.level >= 3 and (own is None or own in lane.carriers) and reading.asks(_NEW_PURCHASE) is None:
        values.add(order.freight)
    if says(reading, _CONCESSION):
        values |= {value - reading.policy.concessions.freight_max for value in values}
    shown = "、".join(dict.fromkeys(f"{q.carrier_name}到{'/'.join(lane.provinces[:2])} {decimal_text(q.fee)}元" for q in quotes[:3]))
    return Allowed(values, quotes[0].source if quotes else f"policy:carriers.{zones[0][0]}.zones.{zones[0][1]}", shown or "按运费表报价")


def _anywhere(reading: Reading, lane: Lane) -> set[Decimal]:
    """What a fee can be while nobody has said where the parcel goes."""
    values: set[Decimal] = set()
    for carrier_id in lane.carriers:
        for zone in reading.policy.carriers[carrier_id].zones.values():
            values.add(zone.first_fee)
            for province in zone.provinces[:1] or ("湖北",):
                values |= {q.fee for q in quotes_for(reading, Lane((carrier_id,), (province,), lane.parcels, False, True, lane.wish))}
    return values


def about_order(reading: Reading, lane: Lane) -> bool:
    """Whether a statement about freight is about the order as it was placed, and not about another purchase or lane."""
    order = reading.request.order
    if order is None or order.status not in ("unpaid", "paid", "shipped") or lane.zone_statement:
        return False
    own = reading.policy.carrier_named(order.carrier) if order.carrier else None
    if own is not None and own not in lane.carriers:
        return False
    place = known_place(order.destination)
    if place is None and reading.asked_places:
        return False  # its freight was not worked out for the place asked about
    if place is not None and lane.provinces and short_name(place.province) not in lane.provinces:
        return False
    ordered = ordered_basket(reading)
    if ordered and lane.wish.level <= 2 and ordered not in lane.wish.baskets:
        return False
    return reading.asks(_NEW_PURCHASE) is None
