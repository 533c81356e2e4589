"""One turn says a thing once: of a later answer, the sentences that an earlier one carries already are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from guarded_reply.drafting.playbook.answer import Answer

_SENTENCE = re.compile(r"[^。;!?]+[。;!?]?")
_MARKS = re.compile(r"[\W_]+")
_FIGURES = re.compile(r"\d+(?:\.\d+)?(?=元|天|小时|cm|kg)")
# What is done, by the words that tell it: two sentences with the same one say the same.
_DEEDS = tuple(
    re.compile(pattern)
    for pattern in (r"拍照|拍几张|照片发", r"(?:仓库|打包)[^,;。]{0,12}(?:包严实|多留意|包结实|加固)|打包时", r"(?:贺卡|卡片)[^;。]{0,14}(?:核实|确认|问)", r"(?:这就|马上|帮您)[^,;。]{0,3}联系快递", r"单号(?:是)?\d{6,}")
)
_SHORT = 8
_ALIKE = 0.62


def said_once(answer: Answer, before: Sequence[Answer]) -> Answer | None:
    """``answer`` without what ``before`` has told; None when nothing is left of it."""
    if not before or answer.apology or answer.handoff is not None:
        return answer
    told = [sentence for other in before for sentence in _SENTENCE.findall(other.text)]
    kept = [sentence for sentence in _SENTENCE.findall(answer.text) if not any(_same(sentence, other) for other in told)]
    if not kept:
        return None
    text = "".join(kept)
    return answer if text == answer.text else replace(answer, text=text.rstrip("; "), asks_place=answer.asks_place and "?" in text)


def _same(one: str, other: str) -> bool:
    bare, heard = _MARKS.sub("", one), _MARKS.sub("", other)
    if len(bare) < _SHORT:
        return False
    if any(deed.search(one) and deed.search(other) for deed in _DEEDS):
        return True
    figures = set(_FIGURES.findall(one))
    if not figures <= set(_FIGURES.findall(other)):
        return False
    pairs = {bare[i : i + 2] for i in range(len(bare) - 1)}
    share = sum(1 for pair in pairs if pair in heard) / len(pairs)
    return share >= (0.5 if figures else _ALIKE)
