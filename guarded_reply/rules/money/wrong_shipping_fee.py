"""States a fee, a free-shipping claim or a rate that the rate card contradicts.

What it does: reads every fee, rate and free-shipping claim with its carrier, destination and parcel, computes what the
rate card says, and fires when no reading of the statement agrees. For an order that records its freight, the order
is the truth, unless another basket, carrier or place is spoken of. Thresholds are checked as thresholds, workings by
their rates and steps, differences beside the fees they lie between; insurance, discounts and amends are not fees.

Why: a fee that is too low costs the shop, one that is too high costs a dispute (P42).

Known limits: a statement whose parcel stays open (several products, no quantity) passes when any of them fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from guarded_reply.claims.amounts import read_money
from guarded_reply.claims.fees import about_order
from guarded_reply.claims.figures import wrong
from guarded_reply.claims.free_shipping import FreeClaim, read_free_claims
from guarded_reply.claims.lane import Lane, carriers_in, destination_provinces, lane_at, quotes_for
from guarded_reply.claims.prices import priced_besides
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.sums_said import FEE_WORD
from guarded_reply.claims.topics import bargains
from guarded_reply.claims.wanted import as_one, asked_wish, baskets_before, merged, ordered_basket
from guarded_reply.policy import Parcel, parcel_of
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.places import short_name
from guarded_reply.reply import decimal_text
from guarded_reply.rules.example import ORDER, bad, good


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each statement about freight that the card or the order contradicts."""
    for verdict, fix in wrong(reading, "wrong-shipping-fee"):
        amount = verdict.money.amount
        yield Hit(amount.start, amount.end, f"运费{decimal_text(amount.value)}元与运费表不符", verdict.source, verdict.advice, fix)
    for claim in read_free_claims(reading):
        yield from _free(reading, claim)
    yield from _wrong_zone(reading)
    yield from _wrong_working(reading)


_WORKING = Pattern(r"首重?(\d+(?:\.\d+)?)(?:元|块)?[,、]?(?:加|\+|再加)续重?(\d+)(?:kg|公斤)?[×x*](\d+(?:\.\d+)?)")


def _wrong_working(reading: Reading) -> Iterator[Hit]:
    """'16元,首重14元加续重1×5元': a working that does not come to the fee said beside it."""
    for match in reading.all(_WORKING):
        clause = reading.turn.clause_at(match.start())
        if clause is None:
            continue
        value = Decimal(match.group(1)) + Decimal(match.group(2)) * Decimal(match.group(3))
        near = {money.value for money in read_money(reading) if money.clause.sentence == clause.sentence and not match.start() <= money.amount.start < match.end()}
        if near and value not in near:
            yield Hit(match.start(), match.end(), f"算下来是{decimal_text(value)}元,与所说的运费不符", "policy:carriers", "按运费表核对首重、续重和件重")
            return


def _free(reading: Reading, claim: FreeClaim) -> Iterator[Hit]:
    policy, order = reading.policy, reading.request.order
    free = policy.free_shipping
    if claim.affirmed and (reading.asks(_ASKS_WAIVER) or bargains(reading) and reading.asks(FEE_WORD)) and _WAIVES.search(reading.sentence_of(claim.clause)):
        return  # a favour granted to one who asked for it: the discount rule's business
    promoted = any(p.kind == "free_shipping" or "包邮" in p.title for p in reading.request.promotions)
    if promoted:
        return
    if claim.threshold is not None and claim.affirmed:
        right = free is not None and claim.threshold == free.threshold
        reading.claim("free_shipping_threshold", claim.start, claim.end, decimal_text(claim.threshold), "policy:free_shipping" if right else None)
        if not right:
            shown = f"满{decimal_text(free.threshold)}元{policy.carriers[free.carrier].name}包邮" if free else "本店没有满额包邮"
            yield Hit(claim.start, claim.end, f"包邮门槛不是{decimal_text(claim.threshold)}元", "policy:free_shipping", shown)
            return
        named = carriers_in(reading, claim.clause.text)
        if free is not None and named and free.carrier not in named:
            yield Hit(claim.start, claim.end, f"{policy.carriers[named[-1]].name}不参加满额包邮", "policy:free_shipping.carrier", f"满{decimal_text(free.threshold)}元是{policy.carriers[free.carrier].name}包邮")
            return
        sentence = reading.sentence_of(claim.clause)
        applied = seek(r"已|刚好|正好|达到了|符合|满足|(?<!就)可以(?:享|包)|您这单(?!\d)", sentence) is not None and not seek(r"差|除外|不够|没到|未满|不参加|不在", sentence)
        if free is not None and not applied and _reaches_excepted(reading, claim):
            yield Hit(claim.start, claim.end, "这个地区不参加满额包邮", "policy:free_shipping.except_zones", "说明偏远地区除外和实际运费")
            return
        if not applied and not claim.everywhere:
            return
    lane = lane_at(reading, claim.clause, claim.start)
    if order is not None and order.freight is not None and about_order(reading, lane):
        if (order.freight == 0) == claim.affirmed:
            reading.claim("free_shipping", claim.start, claim.end, "0" if claim.affirmed else "no", f"order:{order.id}.freight")
            return
        if claim.affirmed and order.status in ("unpaid", "paid"):
            yield Hit(claim.start, claim.end, "订单记录了运费,不是包邮", f"order:{order.id}.freight", f"运费{decimal_text(order.freight)}元")
            return
        if claim.affirmed:
            return
    yield from _free_by_card(reading, claim, lane)


_ASKS_WAIVER = Pattern(r"(?:运费|邮费|快递费|邮).{0,8}(?:少|便宜|减|免|优惠|抹|便宜)|(?:免|(?<!多)少|减|便宜).{0,3}(?:运费|邮费)")
_WAIVES = Pattern(r"(?:给|帮|替)您(?:全|都|直接)?(?:免|包)|免了|我们出|我出|店里出|承担")


def _reaches_excepted(reading: Reading, claim: FreeClaim) -> bool:
    """Whether the rule is told to someone in an excepted zone without saying that it does not hold there."""
    free = reading.policy.free_shipping
    if free is None or seek(r"除|偏远|不(?:参加|包|含|算|在|享)|以外|之外|没", reading.text):
        return False
    provinces = lane_at(reading, claim.clause, claim.end).provinces or destination_provinces(reading)
    carrier = reading.policy.carriers[free.carrier]
    zones = [found[0] for province in provinces if (found := carrier.zone_of(province)) is not None]
    return bool(provinces) and all(zone in free.except_zones for zone in zones)


def _free_by_card(reading: Reading, claim: FreeClaim, lane: Lane) -> Iterator[Hit]:
    policy = reading.policy
    free = policy.free_shipping
    carriers = lane.carriers if lane.stated_carrier else tuple(dict.fromkeys((*lane.carriers, *((free.carrier,) if free else ()))))
    provinces = lane.provinces or destination_provinces(reading)
    parcels = lane.parcels + tuple(_filled_up(reading, claim, lane))
    if claim.total is not None:
        parcels = tuple(replace(parcel, goods_total=claim.total) for parcel in parcels)
    quotes = quotes_for(reading, Lane(carriers, provinces, parcels, lane.zone_statement, lane.stated_carrier, lane.wish))
    zeros = [quote for quote in quotes if quote.fee == 0]
    if not claim.affirmed:
        return
    if claim.everywhere and free is not None and not _names_place(reading, claim) and not claim.by_ellipsis and not seek(r"除|偏远", reading.text):
        if free.except_zones:
            yield Hit(claim.start, claim.end, "并非全国包邮,有地区除外", "policy:free_shipping.except_zones", "说明门槛和除外地区")
            return
    if provinces and quotes:
        if lane.zone_statement and len({q.free for q in quotes}) > 1:
            zeros = []
        if zeros:
            reading.claim("free_shipping", claim.start, claim.end, "0", zeros[0].source)
            return
        yield Hit(claim.start, claim.end, "这一单不包邮", quotes[0].source, f"{quotes[0].carrier_name}运费{decimal_text(quotes[0].fee)}元")
        return
    if provinces and not any(policy.carriers[c].zone_of(p) for c in carriers for p in provinces):
        yield Hit(claim.start, claim.end, "这个地区不在运费表里,不能说包邮", "policy:carriers", "请由人工报价")
        return
    totals = [parcel.goods_total for parcel in parcels if parcel.goods_total is not None]
    if free is None or (totals and all(total < free.threshold for total in totals)) or (not provinces and not totals):
        yield Hit(claim.start, claim.end, "没有达到包邮条件", "policy:free_shipping", f"满{decimal_text(free.threshold)}元包邮" if free else "本店不包邮")


def _names_place(reading: Reading, claim: FreeClaim) -> bool:
    return any(claim.clause.start <= place.start < claim.start for place in reading.places)


_EACH = Pattern(r"都|各|单(?:买|拍|独|件|条|个)|分别|每")
_FILLS = Pattern(r"凑|加|再(?:买|拍|来|带|拿|要|配|添)|一起|一块|连同|带上")


def _filled_up(reading: Reading, claim: FreeClaim, lane: Lane) -> Iterator[Parcel]:
    """The parcels that come of what was named before together with what is to be added ('再凑个奶瓶就免运费')."""
    before = baskets_before(reading, claim.clause, claim.start)
    if lane.wish.level > 0 and not _EACH.search(reading.text):
        if before:
            yield parcel_of(reading.request, as_one(before))
        for asked in (*asked_wish(reading), priced_besides(reading, claim.start, asked_wish(reading))):
            if asked:
                yield parcel_of(reading.request, asked)
    if _FILLS.search(reading.sentence_of(claim.clause)) is None:
        return
    named = [*before, *asked_wish(reading), ordered_basket(reading)]
    for own in lane.wish.baskets:
        for other in named:
            if other and not own.keys() & other.keys():
                yield parcel_of(reading.request, merged(own, other))


_ZONE_SAID = Pattern(r"(?P<neg>不|没|非)?(?:是|属于?|算(?:是|作)?|归|在)(?:的)?(?:西部|北方|西北)?(?P<zone>江浙沪|偏远|普通(?:配送)?区)|不(?P<far>偏)(?!远)")


def _wrong_zone(reading: Reading) -> Iterator[Hit]:
    """'宿州属于江浙沪': a place put into a group it is not of."""
    for clause in reading.where(_ZONE_SAID.bit):
        match = clause.find(_ZONE_SAID)
        if match is None or clause.asks or seek(r"^(?:地区|区域|省份)?(?:以外|之外|外)", clause.text[match.end() :]):
            continue
        named = [p for p in reading.places if clause.start <= p.start < clause.start + match.start() and len(p.provinces) == 1]
        if not named or not (_FREIGHT_TALK.search(reading.sentence_of(clause)) or reading.asks(r"偏远|江浙沪|包邮|运费|邮费|[寄发到]")):
            continue
        if _misplaced(reading, match, short_name(named[-1].provinces[0])):
            yield Hit(clause.start + match.start(), clause.start + match.end(), f"{named[-1].text}不属于这个资费区", "policy:carriers", "按运费表的分区说")


_FREIGHT_TALK = Pattern(r"\d|元|块|运费|邮")


def _members_of(reading: Reading, name: str) -> set[str]:
    """The provinces that the rate card lists by name in the zones called so."""
    return {province for carrier in reading.policy.carriers.values() for zone in carrier.zones.values() if name and name in zone.name for province in zone.provinces}


def _misplaced(reading: Reading, said: re.Match[str], province: str) -> bool:
    remote, home = _members_of(reading, "偏远"), _members_of(reading, said.group("zone") or "")
    if said.group("far") or (said.group("neg") and said.group("zone") == "偏远"):
        return province in remote
    if said.group("neg"):
        return province in home
    if home:
        return province not in home
    return province in remote


_LAMP = {"id": "lamp", "title": "北欧落地灯", "price": "239", "weight_kg": "4.2", "dimensions_cm": [40, 30, 20], "stock": 9}
EXAMPLES = (
    bad("济南跟江浙沪一样,22", "落地灯寄济南顺丰多少", products=[_LAMP]),
    bad("首重22续重4公斤30,总共52", "落地灯寄济南顺丰多少", products=[_LAMP]),
    bad("顺丰贵62块", "顺丰比中通贵几块", products=[_LAMP]),
    good("首重22,后面4公斤每公斤10,总共62", "落地灯寄济南顺丰多少", products=[_LAMP]),
    good("六十二块,走中通不收您钱", "落地灯寄济南顺丰多少", products=[_LAMP]),
    good("还差50块包邮,目前邮费6元哦", "运费多少"),
    bad("中通到苏州8元哦", "运费多少"),
    bad("顺丰运费12", "发顺丰多少钱"),
    bad("包邮的亲", "包邮吗"),
    bad("可以的", "包邮吗"),
    bad("不用的,直接拍", "发中通要邮费不"),
    bad("满49就包邮哒", "包邮吗"),
    bad("寄香港顺丰22元", "寄香港多少钱"),
    bad("实付运费10元哦", "运费多少来着", order={**ORDER, "status": "unpaid"}),
    good("俩98 差1块包邮 再添条浴巾147就免邮啦", "两条包邮不"),
    good("顺丰首重十四块,续重两块", "发顺丰多少钱"),
    good("满99元中通包邮,偏远地区除外", "包邮吗"),
    good("订单里的运费是6元", "运费多少来着", order={**ORDER, "status": "unpaid"}),
    good("寄北京顺丰22元,寄苏州顺丰14元,两笔运费合计36元", "一条寄北京一条寄苏州 分开发顺丰一共多少"),
    good("三条147元,满99啦,中通包邮", "三条呢"),
)
