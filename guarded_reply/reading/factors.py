"""Which words a match cannot do without: read from a pattern's syntax tree, so that a text without them need not be searched."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

ops: Any = import_module("re._constants")  # the standard library's own parser of patterns
BREAKS = frozenset("。!?;,~…\n\t .")
"""Marks that may part two clauses: no word reaches over one, so that each word lies within one clause."""
_DIGITS = frozenset("0123456789")
_MOST_LETTERS = 500  # a set of letters larger than this says too little
_MOST_WORDS = 400
_LONGEST = 6
_COMMON = frozenset("的了您是我不一有在这个们到就以可好能会请要没给亲哦呢哈为和也都们大小上下天来")
_OFTEN = _COMMON | _DIGITS
_Words = frozenset[str]
_Sets = tuple[_Words, ...]
MOST_SETS = 3
"""Sets of words that are asked for beside each other: each further one rules out less."""


@dataclass(frozen=True, slots=True)
class Factors:
    """What a match of a part holds: exactly one of ``exact``, if that is known, and always one of each set of ``needed``."""

    exact: _Words | None
    needed: _Sets


_EMPTY: _Words = frozenset([""])
_NOTHING = Factors(None, ())
_NO_WIDTH = Factors(_EMPTY, ())


def needed_words(tree: Any) -> _Sets:
    """Sets of words, the rarest first: every match of the parsed pattern contains at least one word of each."""
    factors = _of_sequence(tree)
    return tuple(_least(words) for words in _rarest([*factors.needed, *_whole(factors.exact)]))


def _of_sequence(parts: Any) -> Factors:
    """Neighbouring parts are multiplied out while that stays small; a gap between them ends a word."""
    run: _Words = _EMPTY
    exact = True
    found: list[_Words] = []
    for op, value in parts:
        part = _of_part(op, value)
        found.extend(part.needed)
        joined = _product(run, part.exact) if part.exact is not None else None
        if joined is not None:
            run = joined
            continue
        found.extend(_whole(run))
        run, exact = part.exact if part.exact is not None else _EMPTY, False
    found.extend(_whole(run))
    return Factors(run if exact else None, _rarest(found))


def _of_part(op: Any, value: Any) -> Factors:
    if op is ops.LITERAL:
        return Factors(frozenset([chr(value)]), ())
    if op is ops.IN:
        letters = _letters(value)
        return Factors(letters, ()) if letters is not None else _NOTHING
    if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        return _NO_WIDTH
    if op is ops.SUBPATTERN:
        return _of_sequence(value[3]) if not value[1] else _NOTHING  # flags of its own: left alone
    if op is ops.ATOMIC_GROUP:
        return _of_sequence(value)
    if op is ops.BRANCH:
        return _of_branches([_of_sequence(branch) for branch in value[1]])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return _of_repeat(value[0], value[1], _of_sequence(value[2]))
    return _NOTHING


def _of_branches(branches: list[Factors]) -> Factors:
    exact = _union([branch.exact for branch in branches])
    each = [_rarest([*branch.needed, *_whole(branch.exact)]) for branch in branches]
    if not all(each):
        return Factors(exact, ())
    most = max(map(len, each))  # a branch that asks for fewer sets repeats its last one
    joined = [_union([sets[min(place, len(sets) - 1)] for sets in each]) for place in range(most)]
    return Factors(exact, _rarest([words for words in joined if words is not None]))


def _of_repeat(least: int, most: Any, inner: Factors) -> Factors:
    if most == 1 and least == 0:
        return Factors(inner.exact | _EMPTY if inner.exact is not None else None, ())
    if least == 0:
        return _NOTHING
    exact: _Words | None = inner.exact if least == most == 1 else None
    return Factors(exact, _rarest([*inner.needed, *_whole(inner.exact)]))


def _letters(items: list[tuple[Any, Any]]) -> _Words | None:
    found: set[str] = set()
    for op, value in items:
        if op is ops.LITERAL:
            found.add(chr(value))
        elif op is ops.RANGE and value[1] - value[0] < 40:
            found.update(chr(point) for point in range(value[0], value[1] + 1))
        elif op is ops.CATEGORY and value is ops.CATEGORY_DIGIT:
            found |= _DIGITS
        else:
            return None
    return frozenset(found) if len(found) <= _MOST_LETTERS else None


def _product(left: _Words, right: _Words) -> _Words | None:
    if len(left) * len(right) > _MOST_WORDS:
        return None
    if left == _EMPTY:
        return right
    joined = frozenset([a + b for a in left for b in right])
    return joined if max(map(len, joined)) <= _LONGEST else None


def _union(parts: list[_Words | None]) -> _Words | None:
    words: set[str] = set()
    for part in parts:
        if part is None:
            return None
        words |= part
    return frozenset(words) if len(words) <= 4 * _MOST_WORDS else None


def _whole(words: _Words | None) -> _Sets:
    """The set as one that can be asked for: each word cut to its longest stretch without a mark that parts clauses."""
    if words is None:
        return ()
    if any(not BREAKS.isdisjoint(word) for word in words):
        words = frozenset(_stretch(word) for word in words)
    return () if "" in words else (words,)


def _stretch(word: str) -> str:
    for mark in BREAKS:
        word = word.replace(mark, "\n")
    return max(word.split("\n"), key=len)


def _rarest(sets: Iterable[_Words]) -> _Sets:
    """The few sets that are met least often, each once."""
    found = list(dict.fromkeys(filter(None, sets)))
    return tuple(sorted(found, key=_frequency)[:MOST_SETS] if len(found) > 1 else found)


@lru_cache(maxsize=4096)
def _frequency(words: _Words) -> float:
    """About how often some word of a set is met."""
    return sum(_rarity(word) for word in words)


def _rarity(word: str) -> float:
    common = sum(char in _OFTEN for char in word)
    return 0.03**common * 0.004 ** (len(word) - common)


def _least(words: _Words) -> _Words:
    """Without the words that hold another word of the set."""
    return frozenset(word for word in words if not any(word[i:j] in words for i in range(len(word)) for j in range(i + 1, len(word) + 1) if j - i < len(word)))
