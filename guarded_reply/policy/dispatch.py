"""When an order may be promised to leave: cut-off, next day, hard limit, pre-sale and custom-made goods."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from guarded_reply.policy.beside import beside, known
from guarded_reply.policy.model import Policy
from guarded_reply.reading.numerals import parse_number
from guarded_reply.reading.text import simplify
from guarded_reply.request import Product, ReplyRequest

CHINA = ZoneInfo("Asia/Shanghai")
DispatchKind = Literal["today", "tomorrow", "presale", "made_to_order", "out_of_stock", "overdue", "unknown"]

_DATE = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})[日号]")
_WITHIN = re.compile(r"(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*(?:个)?(工作日|天|日|小时)")
_TELLS = re.compile(r"发货|预售|出货|周期|工期|制作|到货|补货")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """The promise that holds: ``day`` is the earliest day that may be named, ``within_hours`` the product's own period."""

    kind: DispatchKind
    day: date | None
    within_hours: int | None
    text: str
    source: str


def dispatch_of(policy: Policy, request: ReplyRequest, product: Product | None = None) -> Dispatch:
    """When the order, or an order placed now, leaves by policy and facts."""
    if product is None:
        return known(beside(request, policy), dispatch_of, lambda: _dispatch_of(policy, request, _concerned(request)))
    return _dispatch_of(policy, request, [product])


def _dispatch_of(policy: Policy, request: ReplyRequest, products: list[Product]) -> Dispatch:
    for item in products:
        own = _own_period(item, request)
        if own is not None:
            return own
    for item in products:
        if item.stock == 0:
            return Dispatch("out_of_stock", None, None, "暂时缺货", f"product:{item.id}.stock")
    now = request.now.astimezone(CHINA) if request.now else None
    if now is None:
        return Dispatch("unknown", None, None, f"每天{policy.dispatch.cutoff}前付款当天发出", "policy:dispatch.cutoff")
    hour, minute = (int(part) for part in policy.dispatch.cutoff.split(":"))
    cutoff = time(hour, minute)
    order = request.order
    if order is not None and order.paid_at is not None and order.shipped_at is None and order.status == "paid":
        paid = order.paid_at.astimezone(CHINA)
        day = paid.date() if paid.time() < cutoff else paid.date() + timedelta(days=1)
        if now > paid + timedelta(hours=policy.dispatch.limit_hours):
            return Dispatch("overdue", None, None, "已超过承诺的发货时间", f"order:{order.id}.paid_at")
        day = max(day, now.date())
        return _named(day, now, f"order:{order.id}.paid_at + policy:dispatch.cutoff")
    day = now.date() if now.time() < cutoff else now.date() + timedelta(days=1)
    return _named(day, now, "policy:dispatch.cutoff")


def limit_of(policy: Policy, request: ReplyRequest) -> datetime | None:
    """The latest moment by which stock goods must leave, if it can be known."""
    order = request.order
    start = order.paid_at if order is not None and order.paid_at is not None else request.now
    return start.astimezone(CHINA) + timedelta(hours=policy.dispatch.limit_hours) if start else None


def _named(day: date, now: datetime, source: str) -> Dispatch:
    kind: DispatchKind = "today" if day <= now.date() else "tomorrow"
    return Dispatch(kind, day, None, "今天发出" if kind == "today" else "明天发出", source)


def _concerned(request: ReplyRequest) -> list[Product]:
    if request.order is not None and request.order.items:
        ids = {item.product_id for item in request.order.items}
        chosen = [product for product in request.products if product.id in ids]
        if chosen:
            return chosen
    return list(request.products)


def _own_period(product: Product, request: ReplyRequest) -> Dispatch | None:
    """The pre-sale date or making time that the product's own attributes give."""
    for written_name, written in product.attributes.items():
        name, value = simplify(written_name), simplify(written)
        if not _TELLS.search(name + value):
            continue
        source = f"product:{product.id}.attributes.{written_name}"
        dated = _DATE.search(value)
        if dated is not None:
            day = _future_date(dated, request.now)
            if day is not None and (product.stock == 0 or "预售" in name + value or product.stock is None):
                return Dispatch("presale", day, None, value, source)
        within = _WITHIN.search(value)
        if within is not None and (product.custom_made or "预售" in name + value or "付款后" in value):
            number = parse_number(within.group(1))
            if number is not None:
                hours = int(number) * (1 if within.group(2) == "小时" else 24)
                kind: DispatchKind = "made_to_order" if product.custom_made else "presale"
                return Dispatch(kind, None, hours, value, source)
    if product.custom_made:
        return Dispatch("made_to_order", None, None, "定制商品以制作进度为准", f"product:{product.id}.custom_made")
    return None


def _future_date(match: re.Match[str], now: datetime | None) -> date | None:
    year_text, month, day = match.groups()
    year = int(year_text) if year_text else (now.year if now else 0)
    if not year:
        return None
    try:
        found = date(year, int(month), int(day))
    except ValueError:
        return None
    if not year_text and now is not None and (now.date() - found).days > 180:
        found = found.replace(year=year + 1)
    return found
