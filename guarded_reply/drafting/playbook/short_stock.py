"""More pieces wanted than there are: said at once, with what can leave now and what is asked for the rest (P4, P43)."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.drafting.playbook.rates import counts_asked
from guarded_reply.reading.text import simplify
from guarded_reply.request import Product

_WANTS = re.compile(r"\d{2,4}(?=\s?[件条个双盒箱袋瓶只套张把包罐支本份盏台盆根株束桶罐])")
_TOLD = re.compile(r"库存|现货只有|暂时不够|目前有\d")


def wanted_over_stock(desk: Desk) -> tuple[Product, int, str] | None:
    """The product, the pieces wanted and their measure word, where the stock in the facts does not reach them."""
    product = desk.product()
    if product is None or not product.stock or product.custom_made or desk.request.order is not None:
        return None
    words = simplify(desk.request.last_customer_text)
    named = counts_asked(words)
    for match in _WANTS.finditer(words):
        named.append((int(match.group()), words[match.end() :].strip()[:1]))
    if not named and desk.situation.quantity is not None:
        named = [(desk.situation.quantity, "件")]
    count, unit = max(named, default=(0, "件"))
    listed = simplify(product.title + "".join(product.attributes.values()))
    if count <= product.stock or f"{count}{unit}" in listed or re.search(rf"[满差够]\D{{0,2}}{count}", words):
        return None
    return product, count, unit


def shortage(desk: Desk) -> str:
    """One sentence for it; empty when the stock reaches or nothing is counted."""
    over = wanted_over_stock(desk)
    if over is None:
        return ""
    product, count, unit = over
    return f"{count}{unit}现货还不够,目前库存{product.stock}{unit},差的{count - (product.stock or 0)}{unit}什么时候能补上我去跟仓库核实,不敢先给您定日子"


def told_already(texts: str) -> bool:
    """Whether the stock has been named in what is said."""
    return _TOLD.search(texts) is not None
