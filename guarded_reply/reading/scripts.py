"""Which script a text is written in: letters that only Simplified or only Traditional Chinese uses."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal, NamedTuple, cast

Script = Literal["simplified", "traditional"]

# Letters that both scripts use in some sense, or that Simplified writers meet in names; they decide nothing.
_SHARED = frozenset("吃唇峰灶痴皂秘粽群床著乾夥甚祇籲於嘅喺咗啲唔嗰佢哋喔囉啰后里面干台周表复发只谷丑准斗范征游余云姜松才郁仆吁历出郎朱秋冬千万与个么了几制采升回合向家症吊雇占鬱畫沈克布志系修岳薑")


@lru_cache(maxsize=2)
def converter(direction: Literal["t2s", "s2t"]) -> Callable[[str], str]:
    """OpenCC's converter to Simplified (``t2s``) or Traditional (``s2t``), loaded on first use."""
    import opencc  # pyright: ignore[reportMissingTypeStubs] -- ships none

    return cast("Callable[[str], str]", opencc.OpenCC(direction).convert)  # pyright: ignore[reportUnknownMemberType] -- untyped library


class Letters(NamedTuple):
    """What finds the letters of one script: those only Traditional has, only Simplified has, and those that t2s keeps."""

    traditional: Callable[[str], list[str]]
    simplified: Callable[[str], list[str]]
    kept: str


@lru_cache(maxsize=1)
def letters() -> Letters:
    """The Chinese letters by script, all converted at once when first wanted: each alone on its line."""
    every = [chr(point) for point in range(ord("一"), ord("鿿") + 1)]
    to_simplified, to_traditional = (converter(direction)("\n".join(every)).split("\n") for direction in ("t2s", "s2t"))
    traditional = [char for char, other in zip(every, to_simplified, strict=True) if other != char and char not in _SHARED]
    simplified = [
        char
        for char, one, other in zip(every, to_simplified, to_traditional, strict=True)
        if one == char and other != char and char not in _SHARED
    ]
    kept = "".join([char for char, other in zip(every, to_simplified, strict=True) if other == char])
    return Letters(re.compile(f"[{''.join(traditional)}]").findall, re.compile(f"[{''.join(simplified)}]").findall, kept)


def traditional_letters(text: str) -> list[str]:
    """Letters of ``text`` that only Traditional uses."""
    return letters().traditional(text)


def simplified_letters(text: str) -> list[str]:
    """Letters of ``text`` that only Simplified uses."""
    return letters().simplified(text)


def script_of(text: str) -> Script | None:
    """The script of ``text`` by the majority of telling letters; None when there are none."""
    traditional, simplified = len(traditional_letters(text)), len(simplified_letters(text))
    if traditional == simplified:
        return None
    return "traditional" if traditional > simplified else "simplified"
