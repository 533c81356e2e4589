"""What a statement about shipping speaks of: which carrier, which provinces, which parcel."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from guarded_reply.claims.amounts import money_in, since_last
from guarded_reply.claims.reading import Reading
from guarded_reply.claims.wanted import Wish, wish_at
from guarded_reply.errors import QuoteError
from guarded_reply.policy import Parcel, Policy, parcel_of, quote_parcel
from guarded_reply.policy.beside import known
from guarded_reply.policy.ratecard import Quote
from guarded_reply.reading.memory import LONGEST, MOST, forgets
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.places import PlaceMention, find_places, known_place, short_name
from guarded_reply.reading.text import Clause

_WEIGHT = Pattern(rf"(?<![\d.])(\d{{1,3}}(?:\.\d{{1,3}})?|{CJK_NUMBER}{{1,3}}(?:点{CJK_NUMBER}{{1,3}})?)\s?(公斤|千克|kg|斤)(?!装)(?!以内|内|起)")
_REST = Pattern(r"其[他它余]|别的(?:省|地|地方|城市)|外省|省外|外地|其它|以外|之外|外的|除.{1,12}外|非江浙沪|全国(?!包)")
_REACH = 120
"""Characters before an amount in which its lane is looked for."""
_FAR = 400
"""Characters around an amount in which a carrier or place of its own clause is looked for."""
_MONEY_START = attrgetter("amount.start")
_REMOTE = Pattern(r"偏远|边远|远的(?:地方|省|地区)")


@dataclass(frozen=True, slots=True)
class Lane:
    """Carriers, provinces (short names; empty: unknown) and parcels that a statement may mean."""

    carriers: tuple[str, ...]
    provinces: tuple[str, ...]
    parcels: tuple[Parcel, ...]
    zone_statement: bool
    stated_carrier: bool
    wish: Wish = Wish((), 4)


class _CarrierNames(NamedTuple):
    any: re.Pattern[str]
    each: tuple[tuple[str, str], ...]  # id and name
    found: dict[str, tuple[str, ...]]  # what short stretches of text were found to name


@lru_cache(maxsize=16)
def _carrier_names(policy: Policy) -> _CarrierNames:
    each = tuple((carrier_id, name.lower()) for carrier_id, carrier in policy.carriers.items() for name in (carrier.name, *carrier.aliases))
    return _CarrierNames(re.compile("|".join(re.escape(name) for _, name in each)), each, {})


@forgets
def _forget_names() -> None:
    _carrier_names.cache_clear()


def carriers_in(reading: Reading, text: str) -> tuple[str, ...]:
    """The policy's carriers named in ``text``, in the order of naming."""
    names = _carrier_names(reading.policy)
    if names.any.search(text) is None:
        return ()
    known = names.found.get(text)
    if known is not None:
        return known
    found = _named(names, text)
    if len(text) <= LONGEST:
        if len(names.found) >= MOST:
            names.found.clear()
        names.found[text] = found
    return found


def _named(names: _CarrierNames, text: str) -> tuple[str, ...]:
    found: dict[str, int] = {}
    for carrier_id, name in names.each:
        position = text.rfind(name)
        if position >= 0 and (len(name) > 2 or not name.isascii() or seek(rf"(?<![a-z]){re.escape(name)}(?![a-z])", text)):
            found[carrier_id] = max(found.get(carrier_id, -1), position)
    return tuple(sorted(found, key=lambda carrier_id: found[carrier_id]))


def lane_at(reading: Reading, clause: Clause, position: int) -> Lane:
    """The lane that an amount or claim at ``position`` speaks of; several rules ask for the same one."""
    lanes: dict[tuple[int, int], Lane] = reading.__dict__.setdefault("_lanes", {})
    key = clause.index, position
    lane = lanes.get(key)
    if lane is None:
        lane = lanes[key] = _lane_at(reading, clause, position)
    return lane


def _lane_at(reading: Reading, clause: Clause, position: int) -> Lane:
    head = reading.text[max(clause.start, position - _REACH) : position]
    carriers = _stated_carriers(reading, clause, position)
    stated = bool(carriers)
    if not carriers:
        carriers = carriers_in(reading, reading.asked)
        stated = bool(carriers)
    if not carriers:
        order = reading.request.order
        own = reading.policy.carrier_named(order.carrier) if order is not None and order.carrier else None
        carriers = (own,) if own is not None else (reading.policy.default_carrier,)
        following = carriers_in(reading, reading.text[clause.end : clause.end + _REACH])
        carriers = tuple(dict.fromkeys((*carriers, *following[:1]))) if len(following) == 1 else carriers
    provinces, zone = _provinces(reading, clause, position, carriers[0])
    wish = wish_at(reading, clause, position)
    if zone and wish.level == 0 and not _REST.search(clause.text) and len(reading.request.products) > 0 and len(wish.baskets) == 1:
        zone = False  # '江浙沪的24寸拉杆箱': one product's fee, not a rate
    return Lane(carriers, provinces, tuple(_parcels(reading, wish, head)), zone, stated, wish)


def _stated_carriers(reading: Reading, clause: Clause, position: int) -> tuple[str, ...]:
    """The carrier named nearest: beside the amount, elsewhere in the clause, in a clause before."""
    text = reading.text
    amounts = money_in(reading, clause)
    since = since_last(reading, clause, position)
    later = bisect_right(amounts, position, key=_MONEY_START)  # the first amount behind the position
    own_end = max(position, amounts[later - 1].amount.end) if later else position
    until = amounts[later].amount.start if later < len(amounts) else clause.end
    near = max(clause.start, position - _FAR)
    for part in (text[max(since, near) : position], text[own_end : min(until, own_end + 5)], text[near:position]):
        carriers = carriers_in(reading, part)[-1:]
        if carriers:
            return carriers
    carriers = carriers_in(reading, text[position : min(clause.end, position + _FAR)])[:1]
    if carriers:
        return carriers
    for other in reading.back_from(clause):
        carriers = carriers_in(reading, _without_compared(reading, other.text))[-1:]
        if carriers:
            return carriers
    return ()


def _without_compared(reading: Reading, text: str) -> str:
    """``text`` without the carrier that another is only compared with ('比中通省13元')."""
    return re.sub(rf"比(?:走|发|用)?(?:{_carrier_names(reading.policy).any.pattern})", "", text) if "比" in text else text


def _provinces(reading: Reading, clause: Clause, position: int, carrier_id: str) -> tuple[tuple[str, ...], bool]:
    carrier = reading.policy.carriers[carrier_id]
    head = reading.text[max(clause.start, position - _REACH) : position]
    named = _places_between(reading, max(clause.start, position - _FAR), position)
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
        inside = _places_between(reading, max(other.start, other.end - _FAR), other.end)
        if inside:
            provinces = tuple(short_name(p) for p in inside[-1].provinces)
            if other.find(_REST) or seek(r"除|不(?:含|包括|参加|算)|以?外", other.text):
                continue
            if len(provinces) == 1 or (clause.index - other.index == 1 and not reading.amounts_in(other)):
                return provinces, len(provinces) > 1
    return destination_provinces(reading), False


def _places_between(reading: Reading, start: int, end: int) -> Sequence[PlaceMention]:
    """The places named there that a parcel goes to: not where it leaves from, nor what another is only compared with."""
    places: list[PlaceMention] | None = reading.__dict__.get("_lane_places")
    if places is None:
        places = reading.__dict__["_lane_places"] = [place for place in reading.places if not place.origin and not _is_standard(reading.text, place) and not _OF_CARRIER.match(reading.text, place.start)]
    return places[bisect_left(places, start, key=_PLACE_START) : bisect_left(places, end, key=_PLACE_START)]


_OF_CARRIER = Pattern(r"台中通")  # '两台中通170': pieces and a carrier, no city
_PLACE_START = attrgetter("start")
_BESIDE = Pattern(r"(?:靠(?:着|近)?|挨(?:着|近)?|离|邻着?|比|像|如同|临近)$")
_WITH = Pattern(r"(?:跟|和|同|与)(?:咱们?|我们?|本店|店里)?(?:这边|这儿|这里)?$")
_AS_IF = Pattern(r"[按照当]$")
_ALIKE = Pattern(r"^(?:那边|这边|地区|那种)?(?:一样|门对门|对门|隔壁|邻居|不远|一家|一个|同|差不多|挨|接壤|相邻|不同|不一样|是?一致|搭界|近|似的|比)")


def _is_standard(text: str, place: PlaceMention) -> bool:
    """Whether the place is only what another is compared with: '海口跟广东一个价'."""
    before = text[max(0, place.start - 6) : place.start]
    if _AS_IF.search(before) and re.match(r"^(?:的)?(?:算|价|标准|走|收|计|来)", text[place.end : place.end + 4]):
        return True
    return _BESIDE.search(before) is not None or _WITH.search(before) is not None and _ALIKE.match(text[place.end : place.end + 6]) is not None


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
    asked = [place for place in asked if place.place is not None] or asked  # '到马鞍山算江浙沪吗' asks of 马鞍山
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


def _parcels(reading: Reading, wish: Wish, head: str) -> Iterator[Parcel]:
    request = reading.request
    if not request.products:
        for text in (head if seek(r"(?:重|计|按|算|是|到|以)", head) else "", reading.asked):
            stated = _weight_in(text)
            if stated is not None:
                yield Parcel(stated)
                return
        return
    for basket in wish.baskets:
        yield parcel_of(request, basket)


def _weight_in(text: str) -> Decimal | None:
    match = next(reversed(list(_WEIGHT.finditer(text))), None)
    if match is None:
        return None
    value = parse_number(match.group(1))
    if value is None:
        return None
    return value / 2 if match.group(2) == "斤" else value


def quotes_for(reading: Reading, lane: Lane) -> tuple[Quote, ...]:
    """Every quote the rate card gives for what the lane may mean; worked out once for a request."""
    key = ("quotes", lane.carriers, lane.provinces, lane.parcels)
    values = reading.beside.values
    if key not in values:
        values[key] = _quotes(reading, lane)
    return values[key]


def _quotes(reading: Reading, lane: Lane) -> tuple[Quote, ...]:
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
