"""States a fee, a free-shipping claim or a rate that the rate card contradicts.

What it does: reads every fee, rate and free-shipping claim with its carrier, destination and parcel, computes what the
rate card says, and fires when no reading of the statement agrees. For an order that records its freight, the order
is the truth. Thresholds are checked as thresholds; insurance, discounts and amends are not fees.

Why: a fee that is too low costs the shop, one that is too high costs a dispute (P42).

Known limits: a statement whose parcel stays open (several products, no quantity) passes when any of them fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from guarded_reply.claims.amounts import FEE_WORD, Money, read_money
from guarded_reply.claims.free_shipping import FreeClaim, read_free_claims
from guarded_reply.claims.lane import Lane, destination_provinces, lane_at, quotes_for
from guarded_reply.claims.prices import known_sums
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reply import decimal_text
from guarded_reply.rules.example import ORDER, bad, good

_MOST_STEPS = 100
_RETURN = Pattern(r"退(?!休)|寄回|来回|往返|补偿|保险")
_CONCESSION = Pattern(r"减|优惠|便宜|让|少(?=收|\d|[一二三四五])|免|改成|改为|申请")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each statement about freight that the card or the order contradicts."""
    for money in read_money(reading):
        if money.role in ("fee", "first_rate", "step_rate"):
            yield from _fee(reading, money)
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


def _fee(reading: Reading, money: Money) -> Iterator[Hit]:
    if money.clause.find(_RETURN) or money.clause.asks and not seek(r"\d", money.clause.text):
        return
    if seek(r"(?:不是|并非|没有|不到|不用|不要|哪有|别家|人家|您说的)[^,]{0,6}$", reading.text[max(money.clause.start, money.amount.start - 10) : money.amount.start]):
        return
    lane = lane_at(reading, money.clause, money.amount.start)
    allowed = _allowed(reading, money, lane)
    if allowed is None or (not money.clause.find(FEE_WORD) and money.value in known_sums(reading)):
        return
    values, source, shown = allowed
    supported = money.value in values
    reading.claim("shipping_fee", money.amount.start, money.amount.end, decimal_text(money.value), source if supported else None)
    if supported:
        return
    fix = None
    if len(values) == 1 and money.role == "fee" and money.amount.text[:1] not in "¥$￥":
        right = next(iter(values))
        unit = money.amount.text[money.amount.number[1] - money.amount.start :]
        fix = decimal_text(right) + unit
    yield Hit(money.amount.start, money.amount.end, f"运费{decimal_text(money.value)}元与运费表不符", source, shown, fix)


def _allowed(reading: Reading, money: Money, lane: Lane) -> tuple[set[Decimal], str, str] | None:
    """The values that would be right, their source, and advice; None when nothing can be said."""
    order = reading.request.order
    values: set[Decimal] = set()
    source = "policy:carriers"
    if order is not None and order.freight is not None and money.role == "fee":
        own = reading.policy.carrier_named(order.carrier) if order.carrier else None
        if order.status in ("unpaid", "paid", "shipped") and (own is None or own in lane.carriers) and not lane.zone_statement and not _new_purchase(reading):
            if not _other_destination(reading, lane):
                values = {order.freight}
                quoted = {quote.fee for quote in quotes_for(reading, lane)}
                if _CONCESSION.search(reading.text):
                    values |= quoted | {order.freight - reading.policy.concessions.freight_max}
                return values, f"order:{order.id}.freight", f"订单记录的运费是{decimal_text(order.freight)}元"
        values.add(order.freight)
    if not lane.provinces:
        fees = _card_values(reading, lane, money.role)
        return (fees | values, source, "先问清收货城市,再按运费表报价") if fees else None
    quotes = quotes_for(reading, lane)
    unserved = not any(reading.policy.carriers[c].zone_of(p) for c in lane.carriers for p in lane.provinces)
    if unserved:
        return values, source, "运费表不包含这个地区,请由人工报价"
    for carrier_id in lane.carriers:
        for province in lane.provinces:
            found = reading.policy.carriers[carrier_id].zone_of(province)
            if found is None:
                continue
            zone = found[1]
            source = f"policy:carriers.{carrier_id}.zones.{found[0]}"
            if money.role == "first_rate" or lane.zone_statement:
                values.add(zone.first_fee)
            if money.role == "step_rate":
                values.add(zone.step_fee)
    if money.role == "fee" or lane.zone_statement:
        for quote in quotes:
            values |= {quote.fee} | ({quote.card_fee} if not quote.free else set())
    if not quotes and money.role == "fee" and not lane.zone_statement:
        if not lane.parcels:
            return None
        values |= _fees_of_any_weight(reading, lane)
    concession = reading.policy.concessions.freight_max
    if money.role == "fee" and reading.turn.present & _CONCESSION.bit and _CONCESSION.search(reading.sentence_of(money.clause) + _before_text(reading, money)):
        for base in list(values):
            for cut in _cuts(reading, concession):
                values.add(base - cut)
    shown = "、".join(dict.fromkeys(f"{q.carrier_name}到{'/'.join(lane.provinces[:2])} {decimal_text(q.fee)}元" for q in quotes[:3]))
    return values, (quotes[0].source if quotes else source), shown or "按运费表报价"


def _fees_of_any_weight(reading: Reading, lane: Lane) -> set[Decimal]:
    """What the lane can cost while the weight is unknown: first weight and any number of steps."""
    zones = [found[1] for c in lane.carriers for p in lane.provinces if (found := reading.policy.carriers[c].zone_of(p)) is not None]
    return {zone.first_fee + steps * zone.step_fee for zone in zones for steps in range(_MOST_STEPS)}


def _before_text(reading: Reading, money: Money) -> str:
    previous = reading.before(money.clause)
    return previous.text if previous is not None else ""


def _cuts(reading: Reading, limit: Decimal) -> set[Decimal]:
    """Concessions named in the turn; what exceeds the limit is the discount rule's business."""
    return {money.value for money in read_money(reading) if money.role == "discount"} | {limit}


def _card_values(reading: Reading, lane: Lane, role: str) -> set[Decimal]:
    values: set[Decimal] = set()
    for carrier_id in lane.carriers:
        for zone in reading.policy.carriers[carrier_id].zones.values():
            values.add(zone.step_fee if role == "step_rate" else zone.first_fee)
            if role == "fee":
                for province in zone.provinces[:1] or ("湖北",):
                    values |= {q.fee for q in quotes_for(reading, Lane((carrier_id,), (province,), lane.parcels, False, True))}
    return values


def _new_purchase(reading: Reading) -> bool:
    return reading.asks(r"再(?:买|拍|带|来|拿|订|要|下)|另外|重新?拍|下次|这次|新(?:拍|买|单)|换(?:成|个|顺丰|中通|快递)|改(?:成|发|走)?(?:顺丰|中通)|如果|要是|一[件条个]的话") is not None


def _other_destination(reading: Reading, lane: Lane) -> bool:
    order = reading.request.order
    from guarded_reply.reading.places import known_place, short_name

    place = known_place(order.destination if order is not None else None)
    return place is not None and bool(lane.provinces) and short_name(place.province) not in lane.provinces


def _free(reading: Reading, claim: FreeClaim) -> Iterator[Hit]:
    policy, order = reading.policy, reading.request.order
    free = policy.free_shipping
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
        sentence = reading.sentence_of(claim.clause)
        applied = seek(r"已|刚好|正好|达到了|符合|满足|可以(?:享|包)|您这单(?!\d)", sentence) is not None and not seek(r"差|除外|不够|没到|未满|不参加|不在", sentence)
        if free is not None and not applied and _reaches_excepted(reading, claim):
            yield Hit(claim.start, claim.end, "这个地区不参加满额包邮", "policy:free_shipping.except_zones", "说明偏远地区除外和实际运费")
            return
        if not applied and not claim.everywhere:
            return
    lane = lane_at(reading, claim.clause, claim.start)
    if order is not None and order.freight is not None and order.status != "closed" and not _new_purchase(reading) and not lane.zone_statement:
        if (order.freight == 0) == claim.affirmed:
            reading.claim("free_shipping", claim.start, claim.end, "0" if claim.affirmed else "no", f"order:{order.id}.freight")
            return
        if claim.affirmed and order.status in ("unpaid", "paid"):
            yield Hit(claim.start, claim.end, "订单记录了运费,不是包邮", f"order:{order.id}.freight", f"运费{decimal_text(order.freight)}元")
            return
        if claim.affirmed:
            return
    yield from _free_by_card(reading, claim, lane)


def _reaches_excepted(reading: Reading, claim: FreeClaim) -> bool:
    """Whether the rule is told to someone in an excepted zone without saying that it does not hold there."""
    free = reading.policy.free_shipping
    if free is None or seek(r"除|偏远|不(?:参加|包|含|算|在|享)|以外|之外|没", reading.text):
        return False
    provinces = lane_at(reading, claim.clause, claim.end).provinces or destination_provinces(reading)
    carrier = reading.policy.carriers[free.carrier]
    zones = [found[0] for province in provinces if (found := carrier.zone_of(province)) is not None]
    return bool(zones) and all(zone in free.except_zones for zone in zones)


def _free_by_card(reading: Reading, claim: FreeClaim, lane: Lane) -> Iterator[Hit]:
    policy = reading.policy
    free = policy.free_shipping
    carriers = lane.carriers if lane.stated_carrier else tuple(dict.fromkeys((*lane.carriers, *((free.carrier,) if free else ()))))
    provinces = lane.provinces or destination_provinces(reading)
    quotes = quotes_for(reading, Lane(carriers, provinces, lane.parcels, lane.zone_statement, lane.stated_carrier))
    zeros = [quote for quote in quotes if quote.fee == 0]
    if not claim.affirmed:
        return
    if claim.everywhere and free is not None and not claim.by_ellipsis and not seek(r"除|偏远", reading.text):
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
    totals = [parcel.goods_total for parcel in lane.parcels if parcel.goods_total is not None]
    if free is None or (totals and all(total < free.threshold for total in totals)) or (not provinces and not totals):
        yield Hit(claim.start, claim.end, "没有达到包邮条件", "policy:free_shipping", f"满{decimal_text(free.threshold)}元包邮" if free else "本店不包邮")
    elif not provinces and free.except_zones and not seek(r"除|偏远", reading.text):
        yield Hit(claim.start, claim.end, "包邮有地区除外,收货地还不清楚", "policy:free_shipping.except_zones", "先问清收货城市")


_CLAIMS_ZONE = Pattern(r"(?:属于?|算(?:是|作)?|归|在)(?:的)?(?:江浙沪|偏远)")


def _wrong_zone(reading: Reading) -> Iterator[Hit]:
    """'宿州属于江浙沪': a place put into a group it is not of."""
    for clause in reading.clauses:
        match = seek(r"(?P<neg>不|没|非)?(?:是|属于?|算(?:是|作)?|归|在)(?:的)?(?P<zone>江浙沪|偏远|普通(?:配送)?区)", clause.text)
        if match is None or clause.asks:
            continue
        named = [p for p in reading.places if clause.start <= p.start < clause.start + match.start() and len(p.provinces) == 1]
        if not named:
            continue
        from guarded_reply.reading.places import short_name

        province = short_name(named[-1].provinces[0])
        in_jzh = province in ("江苏", "浙江", "上海")
        remote = {p for carrier in reading.policy.carriers.values() for zone in carrier.zones.values() if "偏远" in zone.name for p in zone.provinces}
        wrong = (match.group("zone") == "江浙沪" and not in_jzh) or (match.group("zone") == "偏远" and remote and province not in remote) or ("普通" in match.group("zone") and province in remote)
        if match.group("neg"):
            wrong = match.group("zone") == "偏远" and province in remote
        if wrong and (seek(r"\d|元|块|运费|邮", reading.sentence_of(clause)) or reading.asks(r"偏远|江浙沪|包邮|运费|邮费")):
            yield Hit(clause.start + match.start(), clause.start + match.end(), f"{named[-1].text}不属于这个资费区", "policy:carriers", "按运费表的分区说")


EXAMPLES = (
    bad("中通到苏州8元哦", "运费多少"),
    bad("顺丰运费12", "发顺丰多少钱"),
    bad("包邮的亲", "包邮吗"),
    bad("可以的", "包邮吗"),
    bad("满49就包邮哒", "包邮吗"),
    bad("寄香港顺丰22元", "寄香港多少钱"),
    bad("实付运费10元哦", "运费多少来着", order={**ORDER, "status": "unpaid"}),
    good("中通到苏州6元,顺丰14元", "运费多少"),
    good("顺丰首重十四块,续重两块", "发顺丰多少钱"),
    good("满99元中通包邮,偏远地区除外", "包邮吗"),
    good("订单里的运费是6元", "运费多少来着", order={**ORDER, "status": "unpaid"}),
    good("三条147元,满99啦,中通包邮", "三条呢"),
)
