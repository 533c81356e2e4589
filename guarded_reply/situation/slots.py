"""What a question speaks of: places, carriers, pieces, a price offered, products."""

from __future__ import annotations

import re
from decimal import Decimal

from guarded_reply.policy.model import Policy
from guarded_reply.reading.numerals import CJK_NUMBER, NUMBER, parse_number
from guarded_reply.reading.places import PlaceMention, find_places
from guarded_reply.reading.text import simplify
from guarded_reply.request import ReplyRequest

_QUANTITY = re.compile(rf"(\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?[件条个双盒箱袋瓶只套张把包罐支本副台份束对单](?!邮|月|人|小时|礼拜|问题|钱|工作|字|数|星期|客服|快递|顾客|办法)")
_OFFER = re.compile(rf"({NUMBER})(?:元|块)?(?:钱)?.{{0,4}}(?:卖不卖|卖吗|卖|行|可以|成|我就|就拍|就买|拿走|出|给|怎么样)")


def places_in(burst: str, before: list[str]) -> list[PlaceMention]:
    for text in (burst, *reversed(before)):
        places = [place for place in find_places(text) if not place.street and not place.origin]
        if places:
            return places
    return []


def carriers_in(burst: str, before: list[str], policy: Policy) -> list[str]:
    recent = [burst, *reversed(before[-3:])]
    if not re.search(r"顺丰|中通|快递", burst) and re.search(r"呢\W*$", burst):
        recent = ["\n".join(recent)]  # '两个呢?' goes on with every carrier spoken of
    for text in recent:
        found = [cid for cid, carrier in policy.carriers.items() if any(alias.lower() in text for alias in (carrier.name, *carrier.aliases) if len(alias) > 1 and not alias.isascii())]
        if found:
            return found
    return []


def quantity_in(burst: str, before: list[str]) -> int | None:
    for text in (burst, *reversed(before)):
        match = _QUANTITY.search(text)
        if match is not None:
            value = parse_number(match.group(1))
            if value is not None and value == int(value) and 1 <= value <= 999:
                return int(value)
    return None


def offer_in(burst: str) -> Decimal | None:
    match = _OFFER.search(burst)
    return parse_number(match.group(1)) if match is not None else None


def products_in(burst: str, before: list[str], request: ReplyRequest) -> tuple[str, ...]:
    """Ids of the products the customer names, by parts of their titles that tell them apart."""
    products = request.products
    if len(products) <= 1:
        return tuple(product.id for product in products)
    for text in (burst, *reversed(before)):
        named: list[str] = []
        for product in products:
            title = simplify(product.title)
            others = [simplify(p.title) for p in products if p is not product]
            parts = {title[i : i + size] for size in (2, 3, 4) for i in range(len(title) - size + 1)} | set(re.findall(r"\d+", title))
            if any(part in text and not any(part in other for other in others) for part in parts if part.strip()):
                named.append(product.id)
        if named:
            return tuple(named)
    return tuple(product.id for product in products)


def wanted_in(burst: str, before: list[str], request: ReplyRequest) -> tuple[tuple[str, int], ...]:
    """Pieces wanted of each product where the customer lists them: '两条围巾一盒茶'."""
    products = request.products
    if len(products) < 2:
        return ()
    for text in (burst, *reversed(before)):
        found: dict[str, int] = {}
        for match in _QUANTITY.finditer(text):
            value = parse_number(match.group(1))
            if value is None or not 1 <= value <= 999 or value != int(value):
                continue
            window = text[match.end() : match.end() + 6]
            head = text[max(0, match.start() - 6) : match.start()]
            close = _named_in(text[max(0, match.start() - 3) : match.start()], request)
            named = _named_in(window[:3], request) or close or _named_in(window, request) or _named_in(head, request)
            if named is not None:
                found[named] = int(value)
        if len(found) > 1:
            return tuple(found.items())
    return ()


def _named_in(text: str, request: ReplyRequest) -> str | None:
    best: tuple[int, str] | None = None
    for product in request.products:
        title = simplify(product.title)
        others = [simplify(p.title) for p in request.products if p is not product]
        parts = {title[i : i + size] for size in (2, 3) for i in range(len(title) - size + 1)} | {char for char in title if char in "茶箱杯壳粮橙鞋"}
        for part in parts:
            if part in text and not any(part in other for other in others) and (best is None or text.find(part) < best[0]):
                best = (text.find(part), product.id)
    return best[1] if best is not None else None
