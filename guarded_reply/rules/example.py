"""A rule's own examples: they are its tests and its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

_BASE: dict[str, Any] = {
    "conversation": [
        {"role": "customer", "text": "你好"},
        {"role": "agent", "text": "您好,欢迎光临小满杂货铺,6号客服为您服务😊"},
        {"role": "customer", "text": "在吗"},
    ],
    "shop": {"name": "小满杂货铺", "agent": "6号", "brand_tone": "warm"},
    "destination": "江苏省苏州市",
    "products": [
        {
            "id": "towel",
            "title": "纯棉浴巾",
            "price": "49",
            "weight_kg": "0.5",
            "dimensions_cm": [30, 20, 8],
            "stock": 26,
            "custom_made": False,
            "no_reason_return": True,
            "attributes": {"材质": "纯棉", "尺寸": "140x70cm", "颜色": "米白/雾蓝"},
        }
    ],
    "now": "2026-11-21T15:00:00+08:00",
}
ORDER: dict[str, Any] = {
    "id": "B2001",
    "status": "delivered",
    "items": [{"product_id": "towel", "quantity": 1, "unit_price": "49"}],
    "freight": "6",
    "total": "55",
    "destination": "江苏省苏州市",
    "carrier": "zto",
    "tracking_no": "75300000000001",
    "tracking": [],
    "placed_at": "2026-11-16T10:00:00+08:00",
    "paid_at": "2026-11-16T10:05:00+08:00",
    "shipped_at": "2026-11-16T18:00:00+08:00",
    "signed_at": "2026-11-18T12:00:00+08:00",
    "freight_insurance": False,
}
"""An order that examples start from; override fields with ``order={**ORDER, …}``."""


@dataclass(frozen=True, slots=True)
class Example:
    """A turn, the request it answers, and whether the rule fires on it."""

    reply: str | tuple[str, ...]
    fires: bool
    request: Mapping[str, Any] = field(default_factory=lambda: dict[str, Any]())


def _example(reply: str | Sequence[str], fires: bool, customer: str | None, fields: Mapping[str, Any]) -> Example:
    request = deepcopy(_BASE)
    if customer is not None:
        request["conversation"][-1]["text"] = customer
    for name, value in fields.items():
        if value is None:
            request.pop(name, None)
        else:
            request[name] = value
    return Example(reply if isinstance(reply, str) else tuple(reply), fires, request)


def bad(reply: str | Sequence[str], customer: str | None = None, **fields: Any) -> Example:
    """A turn the rule fires on; ``fields`` replace top-level fields of the sample request."""
    return _example(reply, True, customer, fields)


def good(reply: str | Sequence[str], customer: str | None = None, **fields: Any) -> Example:
    """A turn the rule stays silent on."""
    return _example(reply, False, customer, fields)
