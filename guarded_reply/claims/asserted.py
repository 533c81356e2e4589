"""How a thing is asserted in a clause, denied, or advised, and whether the facts speak of it: what all statements have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause

DENIES = Pattern(r"(?:不(?!锈|仅|但|光|只|怕|会不|含|掉|用担心|必担心)|没(?:有)?(?!问题|事)|无(?!需|论|限|纺|线|刷|缝|绳|叶|糖|烟)|未|非(?!常|遗)|别|勿|难|够不上|谈不上|不敢|不能|不是)[^,。]{0,4}$")
DENIED_AFTER = Pattern(r"^(?:[一-鿿、]{0,4})(?:[一-鿿]不(?:出|来|了|到|成|得)|(?:啊|呀|嘛|的话|这个)?,|从来没|编号|没(?:有|开通?|做|标|写|提供|法|办法)|不(?:支持|行|能|了|可以|好说|敢|清楚|确定|太|做|开|提供|用|接受)|不建议|别|暂(?:时|未|无|不)|未|无(?!需)|吗|么|与否|方面|情况|这(?:块|方面|个|种)|(?:比较|更|很|太)?容易|会(?:变|缩|掉|伤|坏|起|勾|损|刮|发|化|裂)|伤|怕(?!什么)|损)")
ADVISES = Pattern(r"建议|最好|尽量|注意|避免|请(?!您?放心)|不要|别|不?宜|记得|小心|尽可能|推荐[^,。]{0,4}(?:手洗|干洗)|平时|日常(?!使用|办公)|为了")


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of a clause (offsets in it) that says something of the goods or the shop which the facts do not carry."""

    start: int
    end: int
    words: str


def matches(pattern: Pattern, clause: Clause, text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    if clause.present & pattern.bit:
        for match in pattern.finditer(text):
            yield match, text[: match.start()], text[match.end() :]


def statement(match: re.Match[str]) -> Statement:
    return Statement(match.start(), match.end(), match.group())


def stance(words: str, given: str) -> bool | None:
    """Whether the facts affirm (True) or deny (False) a class; None when they do not speak of it or say both."""
    stances = {
        not (seek(r"(?:不(?!锈)|勿|禁|非|无(?!线(?!下)|纺|刷)|忌|未|免)[^,。;\s/]{0,3}$", given[: m.start()]) or re.match(r"[^,。;\s/]{0,2}\s?(?:不(?!锈)|禁|否|无(?!线|纺|刷)|勿|未)", given[m.end() :]))
        for m in re.finditer(words, given)
    }
    return stances.pop() if len(stances) == 1 else None


def carried(words: str, given: str) -> bool:
    return re.search(words, given) is not None


def overlaps(words: str, facts: str) -> bool:
    """Whether the facts hold any two letters of ``words`` side by side, or its one Latin word."""
    latin = re.findall(r"[a-z]{2,}", words)
    return any(words[i : i + 2] in facts for i in range(len(words) - 1)) or any(word in facts for word in latin)
