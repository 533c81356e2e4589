"""One answer to one question, and the desk it is written at: brief, voice, and facts near at hand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from guarded_reply.drafting.model import Brief
from guarded_reply.drafting.playbook.voice import Voice
from guarded_reply.errors import QuoteError
from guarded_reply.facts import destination_of, quantities_of
from guarded_reply.policy.ratecard import Parcel, Quote, parcel_of, quote_parcel
from guarded_reply.reading.places import Place, known_place
from guarded_reply.request import Product

STATUS = {
    "unpaid": "待付款", "paid": "待发货", "shipped": "运输中", "delivered": "已签收", "completed": "交易完成",
    "refunding": "退款处理中", "refunded": "已退款", "closed": "交易关闭",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """The words, whether an apology must come first (``opening``: in which words), and whether a person must take over."""

    text: str
    apology: bool = False
    handoff: str | None = None
    asks_place: bool = False
    opening: str = ""


class Desk:
    """What an answer is written from."""

    def __init__(self, brief: Brief, voice: Voice) -> None:
        self.brief = brief
        self.request = brief.request
        self.policy = brief.policy
        self.situation = brief.situation
        self.facts = brief.facts
        self.voice = voice

    def places(self) -> list[Place]:
        """The places asked about, each once; else where the parcel goes. Empty when unknown or ambiguous."""
        named = [mention.place for mention in self.situation.places if mention.place is not None]
        distinct = list({(place.province, place.city): place for place in named}.values())
        if distinct:
            return distinct
        loose = [mention for mention in self.situation.places if len(mention.provinces) == 1 and not mention.ambiguous]
        if loose and (place := known_place(loose[0].provinces[0])) is not None:
            return [place]  # '我内蒙的': another name of one province
        if any(mention.ambiguous for mention in self.situation.places):
            return []
        place = destination_of(self.request, self.situation)
        return [place] if place is not None else []

    @cached_property
    def _quantities(self) -> dict[str, int] | None:
        return quantities_of(self.request, self.situation)

    def parcel(self, single: bool = False) -> Parcel:
        """The parcel spoken of; ``single``: one piece of the product."""
        if single and self.situation.product_ids:
            return parcel_of(self.request, dict.fromkeys(self.situation.product_ids[:1], 1))
        return parcel_of(self.request, self._quantities)

    def quotes_to(self, place: Place, single: bool = False) -> list[Quote]:
        """The quote of each carrier to a place, the default carrier first."""
        found: list[Quote] = []
        for carrier_id in sorted(self.policy.carriers, key=lambda cid: cid != self.policy.default_carrier):
            try:
                found.append(quote_parcel(self.policy, place, carrier_id, self.parcel(single)))
            except QuoteError:
                continue
        return found

    def product(self) -> Product | None:
        """The product spoken of, when it is one."""
        ids = self.situation.product_ids
        return self.request.product(ids[0]) if len(ids) == 1 else None

    def products(self) -> list[Product]:
        """The products spoken of."""
        return [product for product_id in self.situation.product_ids if (product := self.request.product(product_id)) is not None]

    def status_text(self) -> str:
        """The order's state in words."""
        return STATUS[self.request.order.status] if self.request.order is not None else ""

    def carrier_name(self) -> str:
        """The name of the order's carrier."""
        order = self.request.order
        carrier_id = self.policy.carrier_named(order.carrier) if order is not None and order.carrier else None
        return self.policy.carriers[carrier_id or self.policy.default_carrier].name
