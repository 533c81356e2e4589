"""Contains a word of the shop's own list.

What it does: fires on a word that the policy's ``banned_words`` lists, in Simplified, Traditional, full-width or
spaced-out form; a longer innocent word that the list excepts (``人工智能`` for ``人工``) is left alone.

Why: a shop has names and words of its own that must not appear.

Known limits: only listed words are found, not their meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.text import simplify
from guarded_reply.rules.example import good


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each listed word."""
    for entry in reading.policy.banned_words:
        word, innocent = simplify(entry.word), tuple(simplify(longer) for longer in entry.except_in)
        for match in re.finditer(re.escape(word), reading.text):
            if any(_covers(reading.text, longer, match.start(), match.end()) for longer in innocent):
                continue
            yield Hit(match.start(), match.end(), f"店铺禁用词“{entry.word}”", "policy:banned_words", "换一种说法")


def _covers(text: str, longer: str, start: int, end: int) -> bool:
    return any(hit.start() <= start and end <= hit.end() for hit in re.finditer(re.escape(longer), text))


EXAMPLES = (good("您好,欢迎光临"),)
