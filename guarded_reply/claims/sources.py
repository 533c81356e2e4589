"""Which fact's own words carry a piece of text."""

from __future__ import annotations

import re

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.text import simplify


def written_source(reading: Reading, text: str) -> str | None:
    """The fact whose own words carry ``text``: a product's title or attribute, the shop's knowledge, a tracking line."""
    form = re.sub(r"\s", "", text)
    number = form[:1].isdigit()
    for product in reading.request.products:
        for name, value in product.attributes.items():
            if _stands_in(form, simplify(str(value)), number):
                return f"product:{product.id}.attributes.{name}"
        if _stands_in(form, simplify(product.title), number):
            return f"product:{product.id}.title"
    for entry in (*reading.request.knowledge, *reading.policy.knowledge):
        if _stands_in(form, simplify(entry.text), number) or _stands_in(form, simplify(entry.title), number):
            return f"knowledge:{entry.id}"
    for index, promotion in enumerate(reading.request.promotions):
        if _stands_in(form, simplify(promotion.title), number):
            return f"request:promotions[{index}]"
    order = reading.request.order
    if order is not None and any(_stands_in(form, simplify(event.text), number) for event in order.tracking):
        return "order.tracking"
    return None


def _stands_in(form: str, text: str, number: bool) -> bool:
    """Whether ``form`` stands in ``text``; a figure only as a whole, not as part of a longer one."""
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        if not number or (text[at - 1 : at] not in _FIGURE and text[end : end + 1] not in _FIGURE):
            return True
        at = text.find(form, at + 1)
    return False


_FIGURE = frozenset("0123456789.")
