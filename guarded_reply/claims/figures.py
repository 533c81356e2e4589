"""Whether each amount of a turn is right: what its role allows, worked out from rate card, prices, order and promotions.

An amount is read beside the words around it (``amounts``), for the carrier, place and goods they speak of (``lane``). It is
right when its role has an explanation, wrong when the role is clear and no explanation fits; else nothing is said of it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from guarded_reply.claims.amounts import Money, money_in, read_money, says, since_last
from guarded_reply.claims.fees import Allowed, all_fees, card_figures, fees_for, rates_for
from guarded_reply.claims.granted import ASKS_CUT
from guarded_reply.claims.lane import Lane, lane_at, quotes_for
from guarded_reply.claims.own_voice import asserted
from guarded_reply.claims.prices import priced
from guarded_reply.claims.reading import Reading
from guarded_reply.claims.sums import Sums, gaps, per_piece, sums_for
from guarded_reply.claims.sums_said import CARRIER_WORD, FEE_WORD
from guarded_reply.claims.topics import ASKS_PRICE, PRICE_TALK, WORKING, Topic, asked_topic, bargains, topic_of
from guarded_reply.claims.wanted import names_goods, pieces_in, quantity_in
from guarded_reply.reading.numerals import COUNTERS, NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reply import decimal_text

_RETURN = Pattern(r"退(?!休|役)|寄回|来回|往返|补偿|保险|报销|赔")
_GRANTS = Pattern(r"破例|做主|给您|算您|抹|让您|最低|拿走|收您|当交|成交|改(?:成|价|到)|一半|半价|对折|别(?:跟|声张|说)|免了|我们出|承担|便宜|优惠(?!价)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One amount judged: the rules it breaks (none: right), its kind as a claim, the source, and what would be right."""

    money: Money
    kind: str
    rules: tuple[str, ...]
    source: str
    advice: str
    right: frozenset[Decimal] = frozenset()


def verdicts(reading: Reading) -> tuple[Verdict, ...]:
    """Every amount that is clearly right or wrong; right ones are recorded as claims with their source."""
    cached: tuple[Verdict, ...] | None = getattr(reading, "_verdicts", None)
    if cached is not None:
        return cached
    found = tuple(verdict for money in read_money(reading) if (verdict := _verdict(reading, money)) is not None)
    reading._verdicts = found  # pyright: ignore -- a cache on the reading
    for verdict in found:
        amount = verdict.money.amount
        reading.claim(verdict.kind, amount.start, amount.end, decimal_text(amount.value), None if verdict.rules else verdict.source)
    return found


_UNDER = Pattern(r"不到\s?$")
_BELOW_IT = Decimal("1.5")
"""How much more than the right price of a piece 'less than' may name."""
_TENTH = Decimal("0.1")


def _verdict(reading: Reading, money: Money) -> Verdict | None:
    if money.role in _JUDGES and (right := per_piece(reading, money)) is not None:
        fits = right <= money.value <= right * _BELOW_IT if _UNDER.search(reading.text[: money.amount.start][-3:]) else abs(money.value - right) <= max(right * _ROUGH / 2, _TENTH)
        return Verdict(money, "price", () if fits else ("wrong-price",), "product:price", f"折算下来约{decimal_text(right)}元")
    if money.role not in _JUDGES or not asserted(reading, money):
        return None
    order = reading.request.order
    if order is not None and money.value in (order.freight, order.total) and _PAID_THEN.search(reading.text[max(money.clause.start, money.amount.start - 8) : money.amount.start]):
        return Verdict(money, "shipping_fee", (), f"order:{order.id}.freight", "")
    return _JUDGES[money.role](reading, money)


def _freight(reading: Reading, money: Money) -> Verdict | None:
    """A fee or rate beside the card's, or beside the freight of the order it speaks of."""
    if money.clause.find(_RETURN) or reading.asks(r"寄回|退回|报销|退货"):
        return None
    lane = lane_at(reading, money.clause, money.amount.start)
    allowed = rates_for(reading, money, lane)
    if allowed is None:
        return None
    if money.clause.find(_WITHHELD) and reading.asks(r"退") and money.value in _card_fees(reading, money):
        return Verdict(money, "shipping_fee", (), allowed.source, "")  # what the way out cost, kept from a refund
    if money.value in allowed.values or _about(reading, money, allowed.values) or _as_granted(reading, money, allowed.values):
        return Verdict(money, "shipping_fee", (), allowed.source, "")
    if _adds_fees(reading, money):
        return Verdict(money, "shipping_fee", (), allowed.source, "")
    if money.role == "fee" and not money.clause.find(FEE_WORD):
        sums = sums_for(reading, money, lane)
        if sums is not None and money.value in sums.values:
            return Verdict(money, "total", (), sums.source(money.value), "")
    return _wrong_fee(reading, money, allowed)


def _adds_fees(reading: Reading, money: Money) -> bool:
    """Whether the amount adds up the right fees of parcels to several places ('北京22元,苏州14元,运费加起来36元')."""
    if not _ADDED_UP.search(reading.text[max(money.clause.start, money.amount.start - 12) : money.amount.start]):
        return False
    by_place: dict[tuple[str, ...], Decimal] = {}
    for part in _parts(reading, money):
        lane = lane_at(reading, part.clause, part.amount.start)
        fees = fees_for(reading, part, lane)
        if lane.provinces and fees is not None and part.value in fees.values:
            by_place[lane.provinces] = part.value
    return len(by_place) > 1 and sum(by_place.values(), Decimal(0)) == money.value


_WITHHELD = Pattern(r"扣|不退|除去|减去")
_PAID_THEN = Pattern(r"(?:付|交|收|拍)(?:过|了|的(?:是|运费)?)(?:中通|运费|邮费|您|\s)*$|(?:之前|原来|当时|已经?)付\s?$")
_ADDED_UP = Pattern(r"加起来|一共|合计|总共|共(?:计|付)?|两笔|加在一起")


def _as_granted(reading: Reading, money: Money, right: set[Decimal]) -> bool:
    """Whether the amount is a right one less what the turn says it takes off; whether that may be, the discount rule says."""
    cuts = [*_roles(reading).get("discount", []), *_roles(reading).get("coupon", [])][:_MOST_CUTS]
    if not cuts:
        return False
    given = reading.policy.concessions.freight_max
    whole = {value for value in right if value + given not in right} if given in cuts else right  # or the cut would be taken off twice
    return any(money.value + cut in whole for cut in {*cuts, sum(cuts, Decimal(0))})


_MOST_CUTS = 6


def _roles(reading: Reading) -> dict[str, list[Decimal]]:
    """The values of the turn's amounts by their roles."""
    cached: dict[str, list[Decimal]] | None = getattr(reading, "_roles", None)
    if cached is None:
        cached = {}
        for money in read_money(reading):
            cached.setdefault(money.role, []).append(money.value)
        reading._roles = cached  # pyright: ignore -- a cache on the reading
    return cached


def _bargained(reading: Reading, value: Decimal, right: set[Decimal]) -> bool:
    """Whether the turn grants less than what is right to one who asked for less."""
    if reading.request.trigger == "price_changed":
        return False
    if right and value < max(right) and value not in right and _offered(reading, value):
        return True
    if not right or value >= max(right) or (reading.request.promotions and any(value * _LITTLE_LESS <= known < value for known in right)):
        return False
    if says(reading, _HOLDS_FIRM) and not _offered(reading, value):
        return False
    if not bargains(reading):
        return says(reading, _HALF) and says(reading, _GRANTS)
    return says(reading, _GRANTS) or any(value < known <= value * _LEAST_LEFT for known in right)


_HOLDS_FIRM = Pattern(r"统一价?|一口价|(?:没法|不能|没办法|做不到|不敢)[^,。]{0,4}(?:便宜|降|减|少|优惠|改)|没有(?:另外|更多|别的)?的?优惠|活动价|亏本|都一样")


def _offered(reading: Reading, value: Decimal) -> bool:
    """Whether the customer named this very sum as what he would pay ('180卖我就付了')."""
    return reading.asks(ASKS_CUT) is not None and value in {parse_number(number) for number in _SAID_SUM.findall(reading.asked)} and reading.asks(FEE_WORD) is None


_SAID_SUM = Pattern(rf"(?<![\d.]){NUMBER}")
_FREIGHT_SAID = Pattern(r"运费|邮费|包邮|免邮|顺丰|中通|快递费")
_LITTLE_LESS = Decimal("0.85")
_ASKS_WAIVER = Pattern(r"(?:运费|邮费|快递费|邮).{0,8}免|免.{0,3}(?:运费|邮费|邮)")
_PAYS = Pattern(r"付|给|收|拍|就[行成好]")
_LEAST_LEFT = Decimal("2.5")
"""How many times a sum the right one may be for the sum still to be a cut price."""
_HALF = Pattern(r"一半|半价|对折|减半|破例|做主")


_NET_CONTENT = Pattern(r"^\s?(?:/|一|1|每)?\s?\d*\s?(?:g|ml|克|毫升|kg|斤)(?![a-z])")


def _sum(reading: Reading, money: Money) -> Verdict | None:
    """A price, a total, or an amount beside which nothing says what it is."""
    clause = money.clause
    topic = topic_of(reading, money) or ("goods" if _NET_CONTENT.match(reading.text[money.amount.end : clause.end]) else None)
    if topic is None and money.role != "total":
        return None
    if money.role == "price" and topic == "freight":
        topic = "goods"
    lane = lane_at(reading, clause, money.amount.start)
    sums = sums_for(reading, money, lane, with_freight=topic == "both")
    order = reading.request.order
    if order is not None and order.status == "unpaid" and order.freight and order.total is not None and reading.asks(_ASKS_WAIVER) and clause.find(_PAYS):
        if money.value == order.total - order.freight and order.freight > reading.policy.concessions.freight_max:
            return Verdict(money, "total", ("unauthorised-discount",), "policy:concessions.freight_max", f"运费最多优惠{reading.policy.concessions.freight_max}元")
    if sums is not None and money.value in sums.unearned - sums.values:
        return Verdict(money, "total", ("unauthorised-discount",), "request:promotions", "说明还差多少元可以享受", frozenset(sums.values))
    if sums is not None and (money.value in sums.values or _about(reading, money, sums.values) or _as_granted(reading, money, sums.values)):
        return Verdict(money, "total" if money.role == "total" else "price", (), sums.source(money.value), "")
    fees = fees_for(reading, money, lane) if topic != "goods" or money.role == "total" or (money.role == "open" and says(reading, _FREIGHT_SAID)) else None
    if fees is not None and (money.value in fees.values or _about(reading, money, fees.values) or _as_granted(reading, money, fees.values)):
        return Verdict(money, "shipping_fee", (), fees.source, "")
    if clause.find(WORKING) and money.role != "total" and money.value in card_figures(reading, lane):
        return Verdict(money, "shipping_fee", (), fees.source if fees is not None else "policy:carriers", "")
    if fees is not None and _adds_fees(reading, money):
        return Verdict(money, "shipping_fee", (), fees.source, "")
    if fees is not None and not clause.find(_RETURN) and money.role != "price" and _is_fee(reading, money, topic, sums, fees.values):
        return _wrong_fee(reading, money, fees)
    if sums is None or (topic == "freight" and money.role != "total" and not clause.find(PRICE_TALK) and not names_goods(reading, clause.text) and pieces_in(reading, clause.text) is None):
        return None
    found = _wrong_sum(reading, money, lane, sums)
    only_bargained = money.role == "open" and bargains(reading) and not names_goods(reading, clause.text) and pieces_in(reading, clause.text) is None and not reading.asks(ASKS_PRICE)
    return None if only_bargained and found.rules[0] != "unauthorised-discount" else found


def _is_fee(reading: Reading, money: Money, topic: Topic | None, sums: Sums | None, fees: set[Decimal]) -> bool:
    """Whether a sum that nothing explains was meant as freight, by what is spoken of and by its size."""
    if topic == "goods" or money.clause.find(PRICE_TALK):
        return False
    goods = min(sums.goods, default=None) if sums is not None else None
    own = reading.text[since_last(reading, money.clause, money.amount.start) : money.amount.start]
    if money.role == "total" and (_WITH_FEE.search(own) or len(priced(reading, money.amount.start)) >= _SEVERAL):
        return False  # goods and fee together, or prices added up
    if money.role == "total" and goods is not None:
        if topic == "freight" and sum(part.value for part in _fee_parts(reading, money, sums)) == money.value:
            return True  # '猫粮72冻干22 加起来94': parcels that go as one, their fees added up
        named = [other.value for other in _parts(reading, money) if sums is not None and other.value in sums.goods | sums.values and other.role in ("price", "open", "part", "total")]
        if named and money.value > min(named):
            return False
        if topic is None or (money.value > goods and not says(reading, WORKING) and ({money.value - total for total in sums.goods} if sums is not None else set[Decimal]()) & all_fees(reading)):
            return False
    if topic == "freight" and _multiplied(reading, money, own):
        return True
    if money.role == "total" and (parts := list(_parts(reading, money))) and not any(sums is not None and part.value in sums.goods for part in parts):
        return topic == "freight"
    previous = reading.before(money.clause)
    worked = previous is not None and not own.strip() and previous.sentence == money.clause.sentence and WORKING.search(previous.text)
    said = worked or _PLACED.search(own) or CARRIER_WORD.search(own) or FEE_WORD.search(own)
    if not said and topic == "both" and names_goods(reading, own):
        return False
    if not said and sums is not None and "fee" in _roles(reading) and (names_goods(reading, own) or pieces_in(reading, own) is not None) and any(known <= money.value * _LIKE and money.value <= known * _LIKE for known in sums.goods):
        return False  # '筐36 邮费34': the fee is said by itself
    if topic == "both" or (topic == "freight" and not said):
        likely = fees | _card_fees(reading, money)
        if not likely:
            return topic == "freight"
        if topic == "freight" and money.role == "open" and not names_goods(reading, own) and quantity_in(own) is None and any(known <= money.value * _LIKE and money.value <= known * _LIKE for known in likely):
            return True
        return _nearer(money.value, likely, sums.values if sums is not None else set())
    return topic == "freight"


_LIKE = 2
"""How many times a fee a sum may be, or a fee the sum, to be taken for one where the freight is asked for and nothing else named."""


def _card_fees(reading: Reading, money: Money) -> set[Decimal]:
    """What the card asks, free shipping left out, for the parcels spoken of."""
    lane = lane_at(reading, money.clause, money.amount.start)
    return {quote.card_fee for quote in quotes_for(reading, lane)}


def _multiplied(reading: Reading, money: Money, own: str) -> bool:
    """'一个22 俩就44': the fee of one piece taken as often as there are pieces."""
    pieces = quantity_in(own)
    return pieces is not None and pieces > 1 and any(part.value * pieces == money.value and part.value in all_fees(reading) for part in _parts(reading, money))


_WITH_FEE = Pattern(r"(?:连|含|带)(?:上|着|了)?(?:运|邮|快递)费")
_PLACED = Pattern(r"[寄发到往邮走]")


def _nearer(value: Decimal, one: set[Decimal], other: set[Decimal]) -> bool:
    """Whether ``value`` lies nearer, by ratio, to a sum of ``one`` than to any of ``other``."""

    def distance(sums: set[Decimal]) -> Decimal:
        return min((max(value, known) / max(min(value, known), Decimal("0.1")) for known in sums), default=Decimal("Infinity"))

    return distance(one) <= distance(other)


_ADDS = Pattern(r"\d(?:元|块)?加\d")
_SWITCHES = Pattern(r"换|改|发(?:顺丰|中通)")


def _parts(reading: Reading, money: Money) -> Iterator[Money]:
    """The amounts just before a total, which it may add up."""
    for clause in (*reversed(tuple(itertools.islice(reading.back_from(money.clause), _PARTS))), money.clause):
        if clause.sentence >= money.clause.sentence - 1:
            yield from (other for other in money_in(reading, clause) if other.amount.start < money.amount.start)


def _fee_parts(reading: Reading, money: Money, sums: Sums | None) -> list[Money]:
    """The amounts just before a total that are fees and no prices."""
    fees = all_fees(reading)
    return [part for part in _parts(reading, money) if part.role in ("fee", "open") and part.value in fees and (sums is None or part.value not in sums.goods)]


_PARTS = 8
"""Clauses before a total in which its parts are looked for."""


def _wrong_fee(reading: Reading, money: Money, allowed: Allowed) -> Verdict:
    rule = "unauthorised-discount" if _bargained(reading, money.value, allowed.values) else "wrong-shipping-fee"
    return Verdict(money, "shipping_fee", (rule,), allowed.source, allowed.advice, frozenset(allowed.values))


def _wrong_sum(reading: Reading, money: Money, lane: Lane, sums: Sums) -> Verdict:
    """A sum that no fact yields; where it is goods and a fee that is another lane's, the fee is wrong too."""
    kind = "total" if money.role == "total" else "price"
    if _bargained(reading, money.value, sums.values):
        return Verdict(money, kind, ("unauthorised-discount",), "policy:price.reductions_in_chat=false", sums.shown, frozenset(sums.values))
    rules: tuple[str, ...] = ("wrong-price",)
    extra = {money.value - total for total in sums.goods}
    fee_said = "fee" in _roles(reading)
    spoken = asked_topic(reading) == "freight" or reading.asks(FEE_WORD) or says(reading, FEE_WORD) or says(reading, CARRIER_WORD) or reading.asks(CARRIER_WORD) or says(reading, _ADDS)
    if reading.request.order is not None and not fee_said and not reading.asks(_SWITCHES):
        spoken = says(reading, _ADDS)
    parts = list(_parts(reading, money))
    right_fees = fees_for(reading, money, lane)
    fee_said = fee_said or (right_fees is not None and any(part.value in right_fees.values for part in parts))
    if kind == "total" and spoken and not fee_said and len(priced(reading, money.amount.start)) < _SEVERAL and not says(reading, _SHIPS_FREE) and extra & all_fees(reading):
        rules = ("wrong-price", "wrong-shipping-fee")
    return Verdict(money, kind, rules, "product:price", sums.shown, frozenset(sums.values))


_SEVERAL = 2
_SHIPS_FREE = Pattern(r"(?<![不满够\d])(?<!不给)(?:包邮|免运费|免邮|运费全免|免运)(?![线门吗])|过\d{2,3}了?,?(?:就|中通)?(?:包|免)")
"""That the parcel ships free: then no fee is in a total."""
_ROUGH = Decimal("0.2")


def _about(reading: Reading, money: Money, right: set[Decimal]) -> bool:
    """Whether the amount is said as a rough one ('20来块', '大概二十') and lies near a right one."""
    head, tail = reading.text[max(money.clause.start, money.amount.start - 4) : money.amount.start], reading.text[money.amount.end : money.clause.end]
    if not (seek(r"约|大概|差不多|近|上下", head) or seek(r"[多来几]", money.amount.text) or re.match(r"(?:元|块)?(?:钱)?(?:[多来几]|左右|上下|出头|差不多)", tail)):
        return False
    return any(abs(money.value - value) <= value * _ROUGH for value in right)


def _gap(reading: Reading, money: Money) -> Verdict | None:
    """'还差20块够包邮': what is missing to a threshold, when goods and threshold are known."""
    lane = lane_at(reading, money.clause, money.amount.start)
    right = gaps(reading, money, lane)
    if not right:
        return None
    if money.value in right or _about(reading, money, right):
        return Verdict(money, "difference", (), "sum:threshold less goods total", "")
    shown = "还差" + "或".join(f"{decimal_text(value)}元" for value in sorted(right)[:2])
    return Verdict(money, "difference", ("wrong-price",), "sum:threshold less goods total", shown, frozenset(right))


_TO_PLACE = Pattern(r"[补加多付贴].*(?:[发寄走到]|就[行成好]|可以)")
_APART = Pattern(r"相差(?:了|个)?$|(?<!还)(?<!只)差(?:了|价)?(?:是)?$")


def _difference(reading: Reading, money: Money) -> Verdict | None:
    """'比中通贵8块', '补22差价': the difference between two fees, two prices, or a fee and what the order paid."""
    if not reading.request.products or money.clause.find(_RETURN):
        return None
    lane = lane_at(reading, money.clause, money.amount.start)
    right = set(_fee_differences(reading, money, lane))
    right |= gaps(reading, money, lane)
    prices = {product.price for product in reading.request.products if product.price is not None}
    right |= {abs(one - other) for one in prices for other in prices if one != other}
    if money.value in right:
        return Verdict(money, "difference", (), "sum:fees", "")
    said = [part.value for part in _parts(reading, money) if part.role in ("price", "open")][-2:]
    apart = _APART.search(reading.text[max(money.clause.start, money.amount.start - 4) : money.amount.start])
    if apart is not None and len(said) > 1 and set(said) <= prices and asked_topic(reading) != "freight":
        return Verdict(money, "difference", ("wrong-price",), "sum:prices", f"相差{decimal_text(abs(said[0] - said[1]))}元")
    to_place = _TO_PLACE.search(money.clause.text) and any(money.clause.start <= place.start < money.amount.start for place in reading.places)
    about_fees = to_place or FEE_WORD.search(money.clause.text) or CARRIER_WORD.search(money.clause.text + reading.asked) or asked_topic(reading) == "freight"
    if not about_fees or not right:
        return None
    shown = "相差" + "或".join(f"{decimal_text(value)}元" for value in sorted(right)[:3])
    return Verdict(money, "difference", ("wrong-shipping-fee",), "policy:carriers", shown, frozenset(right))


def _fee_differences(reading: Reading, money: Money, lane: Lane) -> Iterator[Decimal]:
    everyone = Lane(tuple(reading.policy.carriers), lane.provinces, lane.parcels, lane.zone_statement, lane.stated_carrier, lane.wish)
    by_parcel = [quotes_for(reading, Lane(everyone.carriers, lane.provinces, (parcel,), lane.zone_statement, True, lane.wish)) for parcel in lane.parcels]
    for quotes in by_parcel:
        fees = {quote.fee for quote in quotes}
        yield from (abs(one - other) for one in fees for other in fees if one != other)
    order = reading.request.order
    if order is not None and order.freight is not None:
        for quotes in by_parcel:
            yield from (abs(quote.fee - order.freight) for quote in quotes)
    if seek(r"补|付|贴", reading.text + reading.asked) and (order is None or not order.freight):
        mine = quotes_for(reading, lane)
        yield from (quote.fee for quote in mine)


_JUDGES = {
    "fee": _freight, "first_rate": _freight, "step_rate": _freight, "step_sum": _freight,
    "price": _sum, "total": _sum, "open": _sum, "gap": _gap, "difference": _difference,
}  # fmt: skip


def wrong(reading: Reading, rule: str) -> Iterator[tuple[Verdict, str | None]]:
    """The amounts that break ``rule``, each with the text that would be right where only one can be."""
    for verdict in verdicts(reading):
        if rule in verdict.rules:
            yield verdict, _fix(verdict)


def _fix(verdict: Verdict) -> str | None:
    amount = verdict.money.amount
    if len(verdict.right) != 1 or verdict.money.role != "fee" or re.match(r"[¥$￥]", amount.text):
        return None
    return decimal_text(next(iter(verdict.right))) + amount.text[amount.number[1] - amount.start :]


_BESIDE_PRICE = re.compile(rf"(?:免|包)?(?:运费|邮费|运|邮)|中通|顺丰|实付|到手|[满过付\d.,、+×x*=~/元块毛角钱¥￥的哦哈呢啦亲是就共合计一两二三四五六七八九十百千零半俩{COUNTERS}\s]")


def only_prices(reading: Reading, start: int, end: int) -> bool:
    """Whether a stretch of the turn says nothing but pieces and what they cost ('二十支50块'): no promise can be in it."""
    said = reading.text[start:end]
    return any(start <= money.amount.start < end for money in read_money(reading)) and not _BESIDE_PRICE.sub("", said)
