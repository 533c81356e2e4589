"""Bounded memories of what short stretches of text read as; agents repeat themselves, and verdicts never depend on them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

MOST = 4096
"""Stretches remembered at a time by each reader, which bounds the memory whatever is checked."""
LONGEST = 64
"""Characters of the longest stretch that is remembered: those that recur are short."""
Reader = TypeVar("Reader", bound=Callable[..., Any])
_clear: list[Callable[[], None]] = []


def remembered(reader: Reader) -> Reader:
    """``reader``, a pure function of short hashable arguments, with a memory of its last ``MOST`` answers."""
    quick = lru_cache(maxsize=MOST)(reader)
    _clear.append(quick.cache_clear)
    return quick  # pyright: ignore[reportReturnType] -- called as the reader is


def forgets(clear: Callable[[], None]) -> Callable[[], None]:
    """Register what empties another memory."""
    _clear.append(clear)
    return clear


def forget() -> None:
    """Empty every memory, as in a new process: nothing changes but how soon the next verdicts come."""
    for clear in _clear:
        clear()
