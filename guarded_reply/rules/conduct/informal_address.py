"""Calls the customer 你 instead of 您.

What it does: warns on 你, 你们 or 妳 for the customer, outside 你好 and quotations.

Why: the form of address is 您 (P3).

Known limits: 你 in a proverb or a product title that the facts do not carry is reported too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern
from guarded_reply.rules.example import bad, good

SEVERITY = "warning"
_INFORMAL = Pattern(r"(?<!迷)你(?!好(?:$|[,。!?~\s,亲呀啊,哦]|,))们?")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield one hit for the first informal address."""
    text = reading.spoken
    for match in reading.all(_INFORMAL, text):
        if reading.given and text[max(0, match.start() - 2) : match.end() + 2] in reading.given:
            continue
        if re.match(r"(?:侬我侬|追我赶|来我往|情我愿|一言我一语)", text[match.end() :]):
            continue
        yield Hit(match.start(), match.end(), "称呼顾客要用“您”", "playbook:P3", "把“你”改成“您”", "您" if match.group() == "你" else None)
        return


EXAMPLES = (
    bad("你的包裹今天发出"),
    bad("你们放心"),
    good("您的包裹今天发出"),
    good("你好,6号客服为您服务"),
    good("“你们不发货”这个反馈我记下了"),
)
