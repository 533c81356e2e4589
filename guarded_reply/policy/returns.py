"""Whether a return is possible, until when, and who pays its freight."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from guarded_reply.policy.beside import beside, known
from guarded_reply.policy.dispatch import CHINA
from guarded_reply.policy.model import Policy
from guarded_reply.request import Product, ReplyRequest

Payer = Literal["buyer", "seller"]
_PERISHABLE = re.compile(r"生鲜|水果|鲜花|鲜肉|蔬菜|海鲜|易腐|鲜活|蛋糕|绿植|活体")
_FAULTS = ("quality", "damaged", "wrong_item", "missing_item")


@dataclass(frozen=True, slots=True)
class ReturnTerms:
    """What holds for this order: no-reason return possible, its last day, why not, and who pays the freight."""

    no_reason: bool | None
    until: date | None
    excepted: str
    payer: Payer | None
    source: str


def return_terms(policy: Policy, request: ReplyRequest, product: Product | None = None) -> ReturnTerms:
    """The return terms by policy, product, order and case (P52, P53, P73)."""
    if product is None:
        return known(beside(request, policy), return_terms, lambda: _return_terms(policy, request, ordered_products(request)))
    return _return_terms(policy, request, [product])


def _return_terms(policy: Policy, request: ReplyRequest, products: list[Product]) -> ReturnTerms:
    excepted, source = "", "policy:returns.window_days"
    for item in products:
        reason = excepted_reason(item)
        if reason:
            excepted, source = reason, f"product:{item.id}"
            break
    until: date | None = None
    order = request.order
    if order is not None and order.signed_at is not None:
        until = order.signed_at.astimezone(CHINA).date() + timedelta(days=policy.returns.window_days)
    no_reason: bool | None = False if excepted else None
    if not excepted and until is not None and request.now is not None:
        no_reason = request.now.astimezone(CHINA).date() <= until
    elif not excepted and (order is None or order.signed_at is None):
        no_reason = True
    return ReturnTerms(no_reason, until, excepted, freight_payer(policy, request), source)


def freight_payer(policy: Policy, request: ReplyRequest) -> Payer | None:
    """Who pays a return's freight in this case; None while the case leaves it open."""
    case = request.case
    if case is None:
        return None
    if case.reason == "no_reason":
        return policy.returns.no_reason_payer
    if case.confirmed and case.reason in (*_FAULTS, "lost", "not_received"):
        return policy.returns.fault_payer
    return None


def excepted_reason(product: Product) -> str:
    """Why a product is excepted from no-reason return ('' when it is not)."""
    if product.custom_made:
        return "定制"
    described = product.title + "".join(product.attributes.values())
    if _PERISHABLE.search(described) and product.no_reason_return is not True:
        return "生鲜易腐"
    return "不支持7天无理由" if product.no_reason_return is False else ""


def ordered_products(request: ReplyRequest) -> list[Product]:
    """The products of the order, or all of the request when there is none."""
    if request.order is not None and request.order.items:
        ids = {item.product_id for item in request.order.items}
        chosen = [item for item in request.products if item.id in ids]
        if chosen:
            return chosen
    return list(request.products)


def refund_amount(request: ReplyRequest, policy: Policy) -> Decimal | None:
    """What a return without reason gives back: the order's total less the outbound freight the shop had laid out."""
    order = request.order
    if order is None or order.total is None:
        return None
    return order.total - (order.freight or Decimal(0))
