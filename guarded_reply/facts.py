"""The fact sheet: everything a reply may truthfully state, each fact with its id, its words and its source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from guarded_reply.errors import QuoteError
from guarded_reply.knowledge import find_knowledge
from guarded_reply.policy.dispatch import CHINA, dispatch_of
from guarded_reply.policy.model import Policy
from guarded_reply.policy.ratecard import Quote, parcel_of, quote_parcel
from guarded_reply.policy.returns import return_terms
from guarded_reply.reading.places import Place, known_place, short_name
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import ReplyRequest
from guarded_reply.situation import Situation


@dataclass(frozen=True, slots=True)
class Slot:
    """What a reply may refer to instead of writing it: ``label`` names it, ``value`` is what is filled in."""

    id: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: ``text`` is how it is said in Chinese, ``source`` where it comes from, ``slots`` the figures in it."""

    id: str
    kind: str
    text: str
    source: str
    slots: tuple[Slot, ...] = ()


class FactSheet:
    """The facts of one request, the quotes behind the shipping facts, and where the parcel goes; each worked out when it is first read."""

    def __init__(self, request: ReplyRequest, policy: Policy, situation: Situation) -> None:
        self._request, self._policy, self._situation = request, policy, situation

    @cached_property
    def place(self) -> Place | None:
        """Where the parcel goes, as far as anybody said."""
        return destination_of(self._request, self._situation)

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        """What each carrier would take for the pieces spoken of."""
        return _quotes(self._request, self._policy, self._situation, self.place)

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Everything a reply may truthfully state."""
        return _facts(self, self._request, self._policy)

    def get(self, fact_id: str) -> Fact | None:
        """The fact with this id."""
        return next((fact for fact in self.facts if fact.id == fact_id), None)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Every figure a reply may refer to, in the order of the facts."""
        return tuple(slot for fact in self.facts for slot in fact.slots)

    def of_kind(self, kind: str) -> tuple[Fact, ...]:
        """All facts of a kind."""
        return tuple(fact for fact in self.facts if fact.kind == kind)


def gather_facts(request: ReplyRequest, policy: Policy, situation: Situation) -> FactSheet:
    """What may be said, with sources; worked out when it is read."""
    return FactSheet(request, policy, situation)


def _facts(sheet: FactSheet, request: ReplyRequest, policy: Policy) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    place = sheet.place
    for quote in sheet.quotes:
        fee = "包邮(运费0元)" if quote.free else f"运费{decimal_text(quote.fee)}元,{quote.working}"
        days = f"{quote.usual_days[0]}-{quote.usual_days[1]}天左右"
        to = f"{quote.carrier_name}到{_place_text(place)}"
        slots = (Slot(f"fee.{quote.carrier}", f"{to}的运费", "包邮" if quote.free else f"{decimal_text(quote.fee)}元"), Slot(f"days.{quote.carrier}", f"{to}的常规时效", days))
        facts.append(Fact(f"fee.{quote.carrier}", "shipping", f"{to}:{fee};通常{days}", quote.source, slots))
    facts.extend(_product_facts(request))
    facts.extend(_order_facts(request))
    facts.extend(_policy_facts(policy))
    dispatch = dispatch_of(policy, request)
    if request.order is None or request.order.status in ("unpaid", "paid"):
        facts.append(Fact("dispatch", "dispatch", f"发货:{dispatch.text}", dispatch.source, (Slot("dispatch", "发货时间", dispatch.text),)))
    terms = return_terms(policy, request)
    payer = {"buyer": "来回运费由买家承担", "seller": "来回运费由本店承担", None: "运费按核实结果定"}[terms.payer]
    allowed = f"不支持无理由退货({terms.excepted})" if terms.excepted else "已过无理由退货期" if terms.no_reason is False else f"签收后{policy.returns.window_days}天内可无理由退货"
    facts.append(Fact("returns", "returns", f"退换:{allowed};{payer}", terms.source, (Slot("returns.window", "退换条件", allowed), Slot("returns.payer", "退换运费谁承担", payer))))
    for index, promotion in enumerate(request.promotions):
        facts.append(Fact(f"promotion.{index + 1}", "promotion", f"活动:{promotion.title}", f"request:promotions[{index}]", (Slot(f"promotion.{index + 1}", "店里的活动", promotion.title),)))
    for entry in find_knowledge(request, policy, simplify(request.last_customer_text)):
        facts.append(Fact(f"knowledge.{entry.id}", "knowledge", f"{entry.title}:{entry.text}", f"knowledge:{entry.id}"))
    for action in request.actions_done:
        facts.append(Fact(f"done.{action}", "done", f"已经做过:{action}", "request:actions_done"))
    return tuple(facts)


def destination_of(request: ReplyRequest, situation: Situation) -> Place | None:
    """Where the parcel goes: what the customer says now, then the request, then the order."""
    named = [place for place in situation.places if place.place is not None]
    if named and named[0].place is not None:
        return named[0].place
    return known_place(request.destination) or known_place(request.order.destination if request.order else None)


def _quotes(request: ReplyRequest, policy: Policy, situation: Situation, place: Place | None) -> tuple[Quote, ...]:
    found: list[Quote] = []
    if place is None:
        return ()
    quantities = quantities_of(request, situation)
    for carrier_id in policy.carriers:
        try:
            found.append(quote_parcel(policy, place, carrier_id, parcel_of(request, quantities)))
        except QuoteError:
            continue
    return tuple(found)


def quantities_of(request: ReplyRequest, situation: Situation) -> dict[str, int] | None:
    """The pieces spoken of: what the customer names now, else the open order's, else one of each product named."""
    order = request.order
    if order is not None and order.items and situation.quantity is None and order.status in ("unpaid", "paid", "shipped"):
        return None
    if not request.products:
        return None
    if situation.wanted:
        return dict(situation.wanted)
    ids = situation.product_ids or tuple(product.id for product in request.products)
    quantity = situation.quantity or 1
    return {ids[0]: quantity} if len(ids) == 1 else dict.fromkeys(ids, 1)


def _place_text(place: Place | None) -> str:
    if place is None:
        return ""
    city = (place.city or "").removesuffix("市")
    province = short_name(place.province)
    return province if not city or city == province else f"{province}{city}"


def _product_facts(request: ReplyRequest) -> list[Fact]:
    facts: list[Fact] = []
    for product in request.products:
        source = f"product:{product.id}"
        if product.price is not None:
            facts.append(Fact(f"price.{product.id}", "price", f"{product.title}:{decimal_text(product.price)}元", f"{source}.price", (Slot(f"price.{product.id}", f"{product.title}的价格", f"{decimal_text(product.price)}元"),)))
        if product.weight_kg is not None:
            facts.append(Fact(f"weight.{product.id}", "attribute", f"{product.title}重{decimal_text(product.weight_kg)}kg", f"{source}.weight_kg", (Slot(f"weight.{product.id}", f"{product.title}的重量", f"{decimal_text(product.weight_kg)}kg"),)))
        if product.dimensions_cm is not None:
            size = "x".join(decimal_text(side) for side in product.dimensions_cm)
            facts.append(Fact(f"size.{product.id}", "attribute", f"{product.title}外形{size}cm", f"{source}.dimensions_cm", (Slot(f"size.{product.id}", f"{product.title}的外形尺寸", f"{size}cm"),)))
        if product.stock is not None:
            stock = "暂时无货" if product.stock == 0 else f"有现货,库存{product.stock}"
            facts.append(Fact(f"stock.{product.id}", "stock", f"{product.title}:{stock}", f"{source}.stock", (Slot(f"stock.{product.id}", f"{product.title}的库存", stock),)))
        for name, value in product.attributes.items():
            if not re.search(r"指令|忽略|规则|system|prompt", name + value, re.IGNORECASE):
                facts.append(Fact(f"attribute.{product.id}.{name}", "attribute", f"{product.title} {name}:{value}", f"{source}.attributes.{name}", (Slot(f"attribute.{product.id}.{name}", f"{product.title}的{name}", value),)))
    return facts


def _order_facts(request: ReplyRequest) -> list[Fact]:
    order = request.order
    if order is None:
        return []
    states = {"unpaid": "待付款", "paid": "已付款,待发货", "shipped": "已发货", "delivered": "已签收", "completed": "交易完成", "refunding": "退款处理中", "refunded": "已退款", "closed": "交易关闭"}
    source = f"order:{order.id}"
    facts = [Fact("order.status", "order", f"订单{order.id}:{states[order.status]}", f"{source}.status")]
    if order.freight is not None:
        facts.append(Fact("order.freight", "order", f"订单运费{decimal_text(order.freight)}元", f"{source}.freight", (Slot("order.freight", "订单运费", f"{decimal_text(order.freight)}元"),)))
    if order.total is not None:
        facts.append(Fact("order.total", "order", f"订单合计{decimal_text(order.total)}元", f"{source}.total", (Slot("order.total", "订单合计", f"{decimal_text(order.total)}元"),)))
    if order.tracking_no:
        facts.append(Fact("order.tracking_no", "order", f"快递单号{order.tracking_no}", f"{source}.tracking_no", (Slot("order.tracking_no", "快递单号", order.tracking_no),)))
    if order.paid_at:
        paid = order.paid_at.astimezone(CHINA)
        facts.append(Fact("order.paid_at", "order", f"{paid.month}月{paid.day}日{paid:%H:%M}付款", f"{source}.paid_at"))
    for index, event in enumerate(order.tracking[-3:]):
        at = f"{event.at.astimezone(CHINA):%m-%d %H:%M} " if event.at else ""
        facts.append(Fact(f"tracking.{index + 1}", "tracking", f"物流:{at}{event.text}", f"{source}.tracking"))
    if order.signed_at:
        signed = order.signed_at.astimezone(CHINA)
        facts.append(Fact("order.signed_at", "order", f"{signed.month}月{signed.day}日签收", f"{source}.signed_at"))
    return facts


def _after(event: str | None) -> str:
    return f"{event}后" if event else ""


def _minutes_text(minutes: int) -> str:
    return f"{minutes // 60}小时" if minutes % 60 == 0 and minutes > 60 else f"{minutes}分钟"


@lru_cache(maxsize=64)
def _policy_facts(policy: Policy) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    free = policy.free_shipping
    if free is not None:
        carrier = policy.carriers[free.carrier]
        names = "、".join(carrier.zones[zone].name for zone in free.except_zones)
        rule = f"满{decimal_text(free.threshold)}元{carrier.name}包邮" + (f"({names}除外)" if names else "")
        facts.append(Fact("free_shipping", "shipping", rule, "policy:free_shipping", (Slot("free_shipping", "包邮的条件", rule),)))
    concessions = policy.concessions
    if concessions.freight_max:
        facts.append(Fact("concession.freight", "concession", f"可优惠运费最多{decimal_text(concessions.freight_max)}元", "policy:concessions.freight_max", (Slot("concession.freight", "可优惠的运费", f"{decimal_text(concessions.freight_max)}元"),)))
    facts.extend(Fact(f"concession.gift.{i}", "concession", f"可送{gift.name}每单{gift.per_order}个", "policy:concessions.gifts", (Slot(f"concession.gift.{i}", "可送的赠品", gift.name),)) for i, gift in enumerate(concessions.gifts))
    facts.extend(Fact(f"concession.coupon.{i}", "concession", f"可送{coupon.name}每单{coupon.per_order}张", "policy:concessions.coupons", (Slot(f"concession.coupon.{i}", "可送的券", coupon.name),)) for i, coupon in enumerate(concessions.coupons))
    facts.extend(Fact(f"step.{step.id}", "service", f"{step.name}" + (f":{_after(step.after)}{_minutes_text(step.minutes)}内" if step.minutes else ""), f"policy:service_steps.{step.id}", (Slot(f"step.{step.id}", f"{step.name}的时限", f"{_after(step.after)}{_minutes_text(step.minutes)}内"),) if step.minutes else ()) for step in policy.service_steps)
    facts.append(Fact("payment", "payment", "付款方式:" + "、".join(policy.payment.methods), "policy:payment.methods"))
    return tuple(facts)
