"""Which fact's own words carry a piece of text."""

from __future__ import annotations

import re

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.text import simplify


def written_source(reading: Reading, text: str) -> str | None:
    """The fact whose own words carry ``text``: a product's title or attribute, the shop's knowledge, a tracking line."""
    form = re.sub(r"\s", "", text)
    digits = re.match(r"\d+(?:\.\d+)?", form)
    wanted = re.compile(rf"(?<![\d.]){re.escape(form)}(?![\d.])" if digits else re.escape(form))
    for product in reading.request.products:
        for name, value in product.attributes.items():
            if wanted.search(simplify(str(value))):
                return f"product:{product.id}.attributes.{name}"
        if wanted.search(simplify(product.title)):
            return f"product:{product.id}.title"
    for entry in (*reading.request.knowledge, *reading.policy.knowledge):
        if wanted.search(simplify(entry.text)) or wanted.search(simplify(entry.title)):
            return f"knowledge:{entry.id}"
    for index, promotion in enumerate(reading.request.promotions):
        if wanted.search(simplify(promotion.title)):
            return f"request:promotions[{index}]"
    order = reading.request.order
    if order is not None and any(wanted.search(simplify(event.text)) for event in order.tracking):
        return "order.tracking"
    return None
