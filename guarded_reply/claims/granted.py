"""Whether what stands in a clause is granted or turned down: words after it that take it back, and echoes that agree."""

from __future__ import annotations

import re

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.numerals import NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern
from guarded_reply.reading.text import Clause

_REFUSED = Pattern(
    r"^[^,]{0,12}?(?:没有(?!问题|门槛)|没得|没这|做不[到了]|办不到|开不了|给不[了到起出]|答应不了|发不了|打不了|减不了|降不了|送不了|少不了|卖不[了来到]|动不了|不行|不能(?!再)|不可以|不支持|不成|没法|没办法|无法|为难|拿不出|不参加|"
    r"的话(?:我|咱|店|得|要|就)?[^,]{0,8}(?:亏|贴|赔|不)|(?:没|不)列在|不合)"
)
_NEXT_REFUSES = Pattern(r"^(?:这|那)?(?:个|种|块|方面)?[^,]{0,6}(?:给不了|发不了|做不到|答应不|不支持|没有(?!问题)|不能(?!再)|没法|无法|真没)")
ECHO = Pattern(rf"(?P<said>{NUMBER})(?:元|块|倍)?(?:钱)?就(?:按|是)?(?P=said)(?!\d)")
"""'550就550', '八十就八十': what the other named, taken over."""


def refused_after(reading: Reading, clause: Clause, end: int) -> bool:
    """Whether what ends at offset ``end`` of the clause is turned down by what follows ('九折没有喔', '现金这块答应不了')."""
    if _REFUSED.match(clause.text[end:]):
        return True
    following = reading.after(clause)
    return following is not None and len(clause.text) - end <= 4 and _NEXT_REFUSES.match(following.text) is not None


def echoed(clause: Clause) -> re.Match[str] | None:
    """The words by which the clause agrees to what the other named, or None."""
    match = clause.find(ECHO)
    return match if match is not None and parse_number(match.group("said")) is not None else None
