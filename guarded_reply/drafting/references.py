"""Facts by reference: a model writes [[f3]] where a figure belongs, and the figure is filled in from the fact sheet.

A wrong fee cannot be written so: an unknown reference and a sum of money that stands in no fact and in no customer's words are
failed drafts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from guarded_reply.drafting.model import Brief
from guarded_reply.errors import ModelOutputError
from guarded_reply.facts import FactSheet, Slot
from guarded_reply.reading.text import simplify

_REFERENCE = re.compile(r"\[\[\s*([^\[\]{}]{1,80}?)\s*\]\]|\{\{\s*([^\[\]{}]{1,80}?)\s*\}\}")
_TORN = re.compile(r"\[\[|\]\]|\{\{|\}\}")
_MONEY = re.compile(r"(?:¥|¥|\$)\s?(\d+(?:\.\d{1,2})?)|(?<![\d.])(\d+(?:\.\d{1,2})?)\s?(?:元|块|圆|rmb)", re.IGNORECASE)
_DOUBLED = re.compile(r"(元|kg|cm|天左右|小时内|分钟内|包邮)(?:\1|(?<=元)块)")


def numbered(sheet: FactSheet) -> tuple[tuple[str, Slot], ...]:
    """Each figure with the short name it is referred to by: f1, f2, …; a slot's own id is understood too."""
    return tuple((f"f{index}", slot) for index, slot in enumerate(sheet.slots, start=1))


def filled_in(messages: Sequence[str], brief: Brief) -> tuple[str, ...]:
    """The messages with every reference filled in.

    Raises ModelOutputError for a reference to no fact, and for money that the model wrote by hand although no fact and no word of the
    customer carries it.
    """
    named = {name: slot.value for name, slot in numbered(brief.facts)} | {slot.id: slot.value for slot in brief.facts.slots}
    heard = simplify("\n".join(message.text for message in brief.request.conversation if message.role == "customer"))
    for message in messages:
        own = _REFERENCE.sub("", message)
        if _TORN.search(own):
            raise ModelOutputError("a reference is torn")
        for match in _MONEY.finditer(simplify(own)):
            amount = match.group(1) or match.group(2)
            if not re.search(rf"(?<![\d.]){re.escape(amount)}(?![\d.])", heard):
                raise ModelOutputError(f"money written by hand instead of by reference: {match.group()}")
    return tuple(_filled(message, named) for message in messages)


def _filled(message: str, named: dict[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match.group(1) or match.group(2)
        if name not in named:
            raise ModelOutputError(f"a reference to no fact: {name}")
        return named[name]

    return _DOUBLED.sub(r"\1", _REFERENCE.sub(value, message))
