"""Which script a text is written in: letters that only Simplified or only Traditional Chinese uses."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Literal, cast

Script = Literal["simplified", "traditional"]

# Letters that both scripts use in some sense, or that Simplified writers meet in names; they decide nothing.
_SHARED = frozenset("吃唇峰灶痴皂秘粽群床著乾夥麼甚祇籲於嘅喺咗啲唔嗰佢哋喔囉啰后里面干台周表复发只谷丑准斗范征游余云姜松才郁仆吁历出郎朱秋冬千万与个么了几制采升回合向家症吊雇占鬱畫沈克布志系修岳薑")


@lru_cache(maxsize=2)
def converter(direction: Literal["t2s", "s2t"]) -> Callable[[str], str]:
    """OpenCC's converter to Simplified (``t2s``) or Traditional (``s2t``), loaded on first use."""
    import opencc  # pyright: ignore[reportMissingTypeStubs] -- ships none

    return cast("Callable[[str], str]", opencc.OpenCC(direction).convert)  # pyright: ignore[reportUnknownMemberType] -- untyped library


class _Sides(dict[str, str]):
    """The script of each letter met so far; a text has few different ones, so the table stays small."""

    def __missing__(self, char: str) -> str:
        self[char] = side = _side(char)
        return side


_SIDES = _Sides()


def _side(char: str) -> str:
    if not "一" <= char <= "鿿" or char in _SHARED:
        return ""
    if converter("t2s")(char) != char:
        return "traditional"
    if converter("s2t")(char) != char:
        return "simplified"
    return ""


def traditional_letters(text: str) -> list[str]:
    """Letters of ``text`` that only Traditional uses."""
    return [char for char in text if _SIDES[char] == "traditional"]


def simplified_letters(text: str) -> list[str]:
    """Letters of ``text`` that only Simplified uses."""
    return [char for char in text if _SIDES[char] == "simplified"]


def script_of(text: str) -> Script | None:
    """The script of ``text`` by the majority of telling letters; None when there are none."""
    traditional, simplified = len(traditional_letters(text)), len(simplified_letters(text))
    if traditional == simplified:
        return None
    return "traditional" if traditional > simplified else "simplified"
