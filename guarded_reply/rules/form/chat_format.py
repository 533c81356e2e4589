"""Looks like a document instead of a chat message.

What it does: warns about Markdown, HTML, and single messages over 120 characters.

Why: chat windows show the marks as they are, and long messages are not read (P5).

Known limits: a lone asterisk or a dash between figures is not taken for a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.rules.example import bad, good

SEVERITY = "warning"
MAX_MESSAGE = 120
_MARKUP = re.compile(
    r"\*\*[^*\n]+\*\*|__[^_\n]+__|^#{1,6}\s*\S|^\s*[-*•+]\s+\S|^\s*>\s|```|`[^`\n]+`|\[[^\]\n]+\]\([^)\n]+\)|^\s*\d+[.)]\s+\S[^\n]*\n\s*\d+[.)]\s|</?(?:p|br|b|i|strong|em|div|span|ul|ol|li|a|font|h\d|table|tr|td)\b[^>]*>|&nbsp;|^\s*\|.*\|.*\|\s*$|^-{3,}$|~~[^~\n]+~~",
    re.MULTILINE | re.IGNORECASE,
)

_MARKS = re.compile(r"[*_#•+>`\[<&|]|[-~]{2}|[-.)]\s")
"""One of these stands in all markup; looked for first, since it is found or missed at a glance."""


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for markup and for each overlong message."""
    source = reading.turn.source
    markup = _MARKUP.search(source) if _MARKS.search(source) is not None else None
    if markup is not None:
        start, end = _normalised_span(reading, markup.start(), markup.end())
        yield Hit(start, end, "聊天窗口不显示 Markdown 或 HTML 标记", "", "改成普通的聊天文字,分几条发")
    for start, end in reading.turn.messages:
        if end - start > MAX_MESSAGE:
            yield Hit(start, end, f"一条消息超过{MAX_MESSAGE}字", "", "拆成几条短消息")


def _normalised_span(reading: Reading, start: int, end: int) -> tuple[int, int]:
    starts = reading.turn.form.starts
    if starts is None:
        return start, end
    inside = [index for index, origin in enumerate(starts) if start <= origin < end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


EXAMPLES = (
    bad("**运费**:6元"),
    bad("# 运费说明\n中通6元"),
    bad("亲" + "您说的这个情况我已经记下来了," * 9),
    good("中通6元,顺丰14元哦"),
    good("长*宽*高是30*20*8cm"),
)
