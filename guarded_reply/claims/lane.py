"""What a statement about shipping speaks of: which carrier, which provinces, which parcel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from itertools import product as choices
from typing import NamedTuple

from guarded_reply.claims.reading import Reading
from guarded_reply.errors import QuoteError
from guarded_reply.policy import Parcel, Policy, parcel_of, quote_parcel
from guarded_reply.policy.beside import known
from guarded_reply.policy.ratecard import Quote
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.places import PlaceMention, find_places, known_place, short_name
from guarded_reply.reading.text import Clause

_COUNTERS = "件条个双盒箱袋瓶只套张把包罐支本副台顶枚桶份床对束盆枝单"
_QUANTITY = Pattern(rf"(?<![\d.第])(\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?(?:大|小)?[{_COUNTERS}](?!钱|月|人|工|小时|礼拜|星期|邮|钟|点|半|角|毛|块钱|色|好评|公|问题|情况|方案|地址|办法|选择|快递|电话|赞|子钱)")
_WEIGHT = Pattern(rf"(?<![\d.])(\d{{1,3}}(?:\.\d{{1,3}})?|{CJK_NUMBER}{{1,3}})\s?(公斤|千克|kg|斤)(?!装)(?!以内|内|起)")
_REST = Pattern(r"其[他它余]|别的(?:省|地|地方|城市)|外省|省外|外地|其它|以外|之外|外的|除.{1,12}外|非江浙沪|全国(?!包)")
_REACH = 120
"""Characters before an amount in which its lane is looked for."""
_REMOTE = Pattern(r"偏远|边远|远的(?:地方|省|地区)")


@dataclass(frozen=True, slots=True)
class Lane:
    """Carriers, provinces (short names; empty: unknown) and parcels that a statement may mean."""

    carriers: tuple[str, ...]
    provinces: tuple[str, ...]
    parcels: tuple[Parcel, ...]
    zone_statement: bool
    stated_carrier: bool


class _CarrierNames(NamedTuple):
    any: re.Pattern[str]
    each: tuple[tuple[str, str], ...]  # id and name


@lru_cache(maxsize=16)
def _carrier_names(policy: Policy) -> _CarrierNames:
    each = tuple((carrier_id, name.lower()) for carrier_id, carrier in policy.carriers.items() for name in (carrier.name, *carrier.aliases))
    return _CarrierNames(re.compile("|".join(re.escape(name) for _, name in each)), each)


def carriers_in(reading: Reading, text: str) -> tuple[str, ...]:
    """The policy's carriers named in ``text``, in the order of naming."""
    names = _carrier_names(reading.policy)
    if names.any.search(text) is None:
        return ()
    found: dict[str, int] = {}
    for carrier_id, name in names.each:
        position = text.rfind(name)
        if position >= 0 and (len(name) > 2 or not name.isascii() or seek(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text)):
            found[carrier_id] = max(found.get(carrier_id, -1), position)
    return tuple(sorted(found, key=lambda carrier_id: found[carrier_id]))


def lane_at(reading: Reading, clause: Clause, position: int) -> Lane:
    """The lane that an amount or claim at ``position`` speaks of."""
    head = reading.text[max(clause.start, position - _REACH) : position]
    carriers = carriers_in(reading, head)[-1:]
    stated = bool(carriers)
    if not carriers:
        carriers = carriers_in(reading, reading.text[position : clause.end])[:1]
        stated = bool(carriers)
    if not carriers:
        for other in reading.back_from(clause):
            carriers = carriers_in(reading, other.text)[-1:]
            if carriers:
                stated = True
                break
    if not carriers:
        carriers = carriers_in(reading, reading.asked)
    if not carriers and not stated:
        order = reading.request.order
        own = reading.policy.carrier_named(order.carrier) if order is not None and order.carrier else None
        carriers = (own,) if own is not None else (reading.policy.default_carrier,)
        following = carriers_in(reading, reading.text[clause.end :])
        carriers = tuple(dict.fromkeys((*carriers, *following[:1]))) if len(following) == 1 else carriers
    provinces, zone = _provinces(reading, clause, position, carriers[0])
    if zone and any(_names(clause.text, p.title.lower(), []) for p in reading.request.products) and not _REST.search(clause.text):
        zone = False  # '江浙沪的24寸拉杆箱': one product's fee, not a rate
    return Lane(carriers, provinces, tuple(_parcels(reading, clause, position)), zone, stated)


def _provinces(reading: Reading, clause: Clause, position: int, carrier_id: str) -> tuple[tuple[str, ...], bool]:
    carrier = reading.policy.carriers[carrier_id]
    head = reading.text[max(clause.start, position - _REACH) : position]
    named = [place for place in reading.places if clause.start <= place.start < position and not place.origin]
    rest, remote = _REST.search(head), _REMOTE.search(head)
    marks = [(place.end, "place") for place in named] + [(m.end(), "rest") for m in [rest] if m for _ in [0]] + [(m.end(), "remote") for m in [remote] if m]
    if rest and (not named or rest.end() + clause.start >= named[-1].end):
        zones = [zone for zone in carrier.zones.values() if zone.rest]
        return (tuple(_members(reading, carrier_id, zones[0].name)) if zones else ()), True
    if named:
        last = named[-1]
        run = [place for place in named if last.start - place.end <= 60]
        names = tuple(dict.fromkeys(short_name(p) for place in run[-3:] for p in place.provinces)) if len(run) > 1 and _adjacent(reading, run) else tuple(short_name(p) for p in last.provinces)
        return names, len(names) > 1
    if marks and remote:
        zones = [zone for zone in carrier.zones.values() if "偏远" in zone.name]
        if zones:
            return zones[0].provinces, True
    for other in reading.back_from(clause):
        if clause.index - other.index > 6:
            break
        inside = [place for place in reading.places if other.start <= place.start < other.end and not place.origin]
        if inside:
            provinces = tuple(short_name(p) for p in inside[-1].provinces)
            if other.find(_REST) or seek(r"除|不(?:含|包括|参加|算)|以?外", other.text):
                continue
            if len(provinces) == 1 or (clause.index - other.index == 1 and not reading.amounts_in(other)):
                return provinces, len(provinces) > 1
    return destination_provinces(reading), False


def _adjacent(reading: Reading, run: Sequence[PlaceMention]) -> bool:
    """Whether the named places stand in a list ('新疆西藏', '江苏、浙江') rather than in different statements."""
    return all(len(reading.text[a.end : b.start]) <= 2 for a, b in zip(run, run[1:], strict=False))


def _members(reading: Reading, carrier_id: str, zone_name: str) -> Iterable[str]:
    from guarded_reply.policy.model import PROVINCES

    carrier = reading.policy.carriers[carrier_id]
    for province in PROVINCES:
        found = carrier.zone_of(province)
        if found is not None and found[1].name == zone_name:
            yield province


def destination_provinces(reading: Reading) -> tuple[str, ...]:
    """Where this request's parcel goes: the customer's last question, then the request, the order, earlier turns."""
    return reading.once(_destination_provinces)


def _destination_provinces(reading: Reading) -> tuple[str, ...]:
    asked = [place for place in reading.asked_places if not place.street and not place.origin]
    if asked:
        if asked[-1].place is not None or len(asked[-1].provinces) == 1:
            return (short_name(asked[-1].provinces[0]),)
        wanted = known_place(reading.request.destination)
        if wanted is not None and wanted.province in asked[-1].provinces:
            return (short_name(wanted.province),)
        return tuple(short_name(p) for p in asked[-1].provinces)
    for text in (reading.request.destination, reading.request.order.destination if reading.request.order else None):
        place = known_place(text)
        if place is not None:
            return (short_name(place.province),)
    for message in reversed(reading.request.conversation):
        if message.role == "customer":
            earlier = [place for place in find_places(message.text) if not place.street and len(place.provinces) == 1]
            if earlier:
                return (short_name(earlier[-1].provinces[0]),)
    return ()


@lru_cache(maxsize=256)
def quantity_in(text: str) -> int | None:
    """How many pieces a text speaks of: '两条' → 2."""
    for match in reversed(list(_QUANTITY.finditer(text))):
        value = parse_number(match.group(1))
        if value is not None and value == int(value) and 1 <= value <= 500:
            return int(value)
    return None


def _parcels(reading: Reading, clause: Clause, position: int) -> Iterable[Parcel]:
    request = reading.request
    products = request.products
    head = reading.text[max(clause.start, position - _REACH) : position]
    stated = _weight_in(head) if seek(r"(?:重|计|按|算|是|到|以)", head) else None
    quantity = quantity_in(head) or quantity_in(reading.sentence_of(clause))
    if quantity is None:
        for other in reading.back_from(clause):
            quantity = quantity_in(other.text)
            if quantity is not None:
                break
    asked_quantity = quantity_in(reading.asked)
    if quantity is None:
        quantity = asked_quantity
    if not products:
        if stated is not None:
            yield Parcel(stated)
        return
    order = request.order
    pieces: list[dict[str, int]] = []
    if order is not None and order.items and (quantity is None or order.status in ("unpaid", "paid")):
        ordered: dict[str, int] = {}
        for item in order.items:
            ordered[item.product_id] = ordered.get(item.product_id, 0) + item.quantity
        pieces.append(ordered)
    named = _named_products(reading, clause)
    chosen = named or [product.id for product in products]
    if quantity is not None and len(chosen) == 1:
        pieces.append({chosen[0]: quantity})
    elif quantity is not None:
        pieces.extend({product_id: quantity} for product_id in chosen)
        pieces.append(dict.fromkeys(chosen, 1))
        pieces.append(dict.fromkeys(chosen, quantity))
    elif len(chosen) == 1:
        pieces.append({chosen[0]: 1})
    else:
        pieces.extend({product_id: 1} for product_id in chosen)
        pieces.extend(dict.fromkeys(group, 1) for size in range(2, min(len(chosen), 4) + 1) for group in combinations(chosen, size))
    spoken = [int(value) for match in _QUANTITY.finditer(reading.asked) if (value := parse_number(match.group(1))) is not None and value == int(value)]
    if len(products) > 1 and len(products) <= 4 and len(spoken) > 1:
        pieces.extend(
            wanted
            for mix in choices(sorted({0, 1, *spoken})[:5], repeat=len(products))
            if len(wanted := {p.id: count for p, count in zip(products, mix, strict=True) if count}) > 1
        )
    if quantity is None and order is None:
        earlier = [quantity_in(m.text) for m in request.conversation if m.role == "customer"]
        for number in {value for value in earlier if value}:
            pieces.extend({product_id: number} for product_id in chosen)
    for quantities in pieces:
        yield parcel_of(request, quantities)


def _weight_in(text: str) -> Decimal | None:
    match = next(reversed(list(_WEIGHT.finditer(text))), None)
    if match is None:
        return None
    value = parse_number(match.group(1))
    if value is None:
        return None
    return value / 2 if match.group(2) == "斤" else value


def _named_products(reading: Reading, clause: Clause) -> list[str]:
    products = reading.request.products
    if len(products) == 1:
        return [products[0].id]
    for text in (reading.sentence_of(clause), reading.text, reading.asked):
        named = [product.id for product in products if _names(text, product.title.lower(), [p.title.lower() for p in products if p is not product])]
        if named:
            return named
    return []


def _names(text: str, title: str, others: list[str]) -> bool:
    """Whether ``text`` uses a part of ``title`` that no other title shares."""
    for size in (4, 3, 2):
        for start in range(len(title) - size + 1):
            part = title[start : start + size]
            if part in text and not any(part in other for other in others):
                return True
    return False


def quotes_for(reading: Reading, lane: Lane) -> tuple[Quote, ...]:
    """Every quote the rate card gives for what the lane may mean."""
    found: list[Quote] = []
    for carrier in lane.carriers:
        for province in lane.provinces:
            for parcel in lane.parcels:
                quote = known(reading.beside, (quotes_for, province, carrier, parcel), lambda: _quote(reading, province, carrier, parcel))  # noqa: B023 -- used at once
                if quote is not None:
                    found.append(quote)
    return tuple(dict.fromkeys(found))


def _quote(reading: Reading, province: str, carrier: str, parcel: Parcel) -> Quote | None:
    try:
        return quote_parcel(reading.policy, province, carrier, parcel)
    except QuoteError:
        return None
