"""Clauses that ask how long eatables keep: never about the days of the parcel."""

from __future__ import annotations

import re

from guarded_reply.reading.text import read_turn
from guarded_reply.request import ReplyRequest
from guarded_reply.situation.model import Question

KEEPS = re.compile(
    r"(?<![袋包盒瓶罐份箱])(?<!袋够)(?:能|可以|还能|会|得)[^,。]{0,4}(?:放|存|囤|留|保存|吃|喝)(?:得)?(?:到|多久|几天|多少天|多长|几个月)|放(?:得|不)?到|(?:放|存|囤|留|吃|喝)到(?!货|付)|过期|保质期|囤|(?:日期|生产)[^,。]{0,3}(?:新|近|鲜|哪|什么|几)|(?:几号|哪天|什么时候|啥时候|何时)生产|还能(?:放|存|留)|临期|(?:过年|到时候?|那时候?)[^,。]{0,4}(?:吃|喝)"
)
_OF_THE_PARCEL = re.compile(r"(?:几天|多久|什么时候|哪天|几号)[^,。]{0,3}(?:能|会|可以)?(?:到(?!期)|送|收)|发货|快递|寄|送到|收到|到货|邮")


def of_keeping(found: dict[str, Question], burst: str, request: ReplyRequest) -> dict[str, Question]:
    """``found`` with the question how long it keeps instead of how long the parcel takes."""
    if not any("保质期" in name for product in request.products for name in product.attributes) or not KEEPS.search(burst):
        return found
    if found.keys() - {"delivery_time", "attribute", "bye", "hello", "dispatch", "stock", "choose", "valid_later", "pay_later", "keep_one", "hesitate"}:
        return found
    if re.search(r"霜|精华|洁面|面膜|口红|乳液", "".join(product.title for product in request.products)) or not any(re.search(r"生产日期", name) for product in request.products for name in product.attributes):
        return found
    clauses = [clause.text for clause in read_turn(burst).clauses]
    kept = {topic: question for topic, question in found.items() if topic in ("attribute", "dispatch", "stock") or any(_OF_THE_PARCEL.search(clause) and not KEEPS.search(clause) for clause in clauses)}
    own = found.get("attribute")
    pieces = [clause for clause in clauses if KEEPS.search(clause) or (own is not None and clause in own.text)]
    kept.pop("keep_one", None)
    return {**kept, "attribute": Question("attribute", "consulting", ",".join(pieces) or burst)}
