"""What the caller knows: the request, validated at the border, with an error that names the field."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from guarded_reply.errors import RequestError

MAX_TEXT = 10_000
"""Longest message, in characters, that a conversation or reply may carry."""
MAX_MESSAGES = 500

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def _clean(text: str) -> str:
    if _UNPRINTABLE.search(text):
        raise ValueError("contains a control character or half a surrogate pair")
    return text


Text = Annotated[str, Field(max_length=MAX_TEXT), AfterValidator(_clean)]
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_clean)]
_COUNTED = re.compile(r"\s*[-+]?[\d.]+(?:[eE][-+]?\d+)?\s*")


def _written(value: object) -> object:
    """Seconds since 1970 are no time that a person could check, nor what the contract says."""
    if isinstance(value, str) and not _COUNTED.fullmatch(value) or isinstance(value, datetime):
        return value
    raise ValueError("expected a time as ISO 8601 with offset, e.g. 2026-11-21T15:00:00+08:00")


Time = Annotated[AwareDatetime, BeforeValidator(_written)]
Flag = Annotated[bool, Field(strict=True)]
Money = Annotated[Decimal, Field(ge=0, le=Decimal(10_000_000), allow_inf_nan=False)]
Weight = Annotated[Decimal, Field(gt=0, le=Decimal(100_000), allow_inf_nan=False)]
Length = Annotated[Decimal, Field(gt=0, le=Decimal(100_000), allow_inf_nan=False)]

Trigger = Literal[
    "customer_message", "browsing", "unpaid_reminder", "payment_received", "price_changed", "dispatched",
    "delivered", "follow_up", "bad_review", "holiday", "busy", "away",
]  # fmt: skip
OrderStatus = Literal["unpaid", "paid", "shipped", "delivered", "completed", "refunding", "refunded", "closed"]
CaseReason = Literal[
    "quality", "no_reason", "wrong_item", "missing_item", "damaged", "not_received", "lost", "other"
]  # fmt: skip


class _Border(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=False)


class Message(_Border):
    """One line of the conversation."""

    role: Literal["customer", "agent"]
    text: Text
    at: Time | None = None


class Shop(_Border):
    """Who speaks: shop name, agent name or number, tone of the brand."""

    name: Name | None = None
    agent: Name | None = None
    brand_tone: Literal["warm", "playful", "professional"] | None = None


class Product(_Border):
    """A product and its facts; weight in kg, dimensions in cm, price in yuan."""

    id: Name
    title: Name
    price: Money | None = None
    weight_kg: Weight | None = None
    dimensions_cm: tuple[Length, Length, Length] | None = None
    stock: Annotated[int, Field(ge=0)] | None = None
    custom_made: Flag = False
    no_reason_return: Flag | None = None
    attributes: dict[Name, Text] = Field(default_factory=dict)


class OrderItem(_Border):
    """A line of an order."""

    product_id: Name
    quantity: Annotated[int, Field(ge=1, le=100_000)] = 1
    unit_price: Money | None = None


class TrackingEvent(_Border):
    """One line of the courier's record."""

    at: Time | None = None
    text: Text


class Order(_Border):
    """The order the conversation is about."""

    id: Name
    status: OrderStatus
    items: tuple[OrderItem, ...] = ()
    freight: Money | None = None
    total: Money | None = None
    destination: Text | None = None
    carrier: Name | None = None
    tracking_no: Name | None = None
    tracking: tuple[TrackingEvent, ...] = ()
    placed_at: Time | None = None
    paid_at: Time | None = None
    shipped_at: Time | None = None
    signed_at: Time | None = None
    freight_insurance: Flag = False


class Case(_Border):
    """An after-sales case and how far it is proven."""

    reason: CaseReason
    evidence_received: Flag = False
    confirmed: Flag = False


class Promotion(_Border):
    """What the shop really offers now; threshold and amount in yuan."""

    title: Name
    kind: Literal["discount", "coupon", "gift", "free_shipping", "other"] = "other"
    threshold: Money | None = None
    amount: Money | None = None


class KnowledgeEntry(_Border):
    """Something else the shop lets a reply say."""

    id: Name
    title: Name
    text: Text


class ReplyRequest(_Border):
    """Everything a reply may be based on (contract section 1)."""

    conversation: Annotated[tuple[Message, ...], Field(max_length=MAX_MESSAGES)]
    trigger: Trigger = "customer_message"
    shop: Shop = Shop()
    destination: Text | None = None
    products: tuple[Product, ...] = ()
    order: Order | None = None
    case: Case | None = None
    promotions: tuple[Promotion, ...] = ()
    actions_done: tuple[Name, ...] = ()
    knowledge: tuple[KnowledgeEntry, ...] = ()
    now: Time | None = None

    @model_validator(mode="after")
    def _has_something_to_answer(self) -> ReplyRequest:
        if self.trigger == "customer_message" and not self.conversation:
            raise ValueError("conversation is empty although trigger is customer_message")
        known = {product.id for product in self.products}
        if len(known) < len(self.products):
            raise ValueError("products: an id stands twice")
        for index, item in enumerate(self.order.items if self.order is not None else ()):
            if known and item.product_id not in known:
                raise ValueError(f"order.items.{index}.product_id: no such product: {item.product_id}")
        return self

    def product(self, product_id: str) -> Product | None:
        """The product with this id, if the request carries it."""
        return next((p for p in self.products if p.id == product_id), None)

    @property
    def last_customer_text(self) -> str:
        """The customer's latest burst of messages, one a line; empty when he has not written."""
        burst: list[str] = []
        for message in reversed(self.conversation):
            if message.role == "customer":
                burst.append(message.text)
            elif burst:
                break
        return "\n".join(reversed(burst))


def as_request(value: ReplyRequest | Mapping[str, Any]) -> ReplyRequest:
    """Validate ``value`` as a request.

    Raises RequestError naming the first wrong field as a dotted path. Source: contract section 1.
    """
    if isinstance(value, ReplyRequest):
        return value
    if not isinstance(value, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] -- callers are untyped
        raise RequestError(f"request: expected an object, not {type(value).__name__}", "request")
    try:
        return ReplyRequest.model_validate(value)
    except ValidationError as error:
        raise RequestError(*_first_problem(error)) from None


def parse_request(line: str | bytes) -> ReplyRequest:
    """Read a request from JSON text; raises RequestError."""
    try:
        return as_request(json.loads(line))
    except (ValueError, RecursionError) as error:
        raise RequestError(f"not JSON: {error}") from None


def _first_problem(error: ValidationError) -> tuple[str, str]:
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    first = problems[0]
    path = ".".join(str(part) for part in first["loc"]) or "request"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    message = first["msg"].removeprefix("Value error, ").replace("valid tuple", "valid list")
    return f"{path}: {message}{more}", path
