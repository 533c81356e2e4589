"""Patterns that one scan of a turn can rule out: each knows letters of which any match must contain one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

import ahocorasick_rs

ops: Any = import_module("re._constants")  # the standard library's own parser of patterns
parser: Any = import_module("re._parser")
_DIGITS = frozenset("0123456789")
_MOST_LETTERS = 500  # a set larger than this says too little
_registry: list[Pattern] = []


class Pattern:
    """A compiled regular expression for normalised text, with a bit that says whether a text may contain a match.

    ``search``, ``match``, ``fullmatch`` and ``finditer`` are those of ``re``. ``bit & clause.present`` is zero only
    when no match can lie within the clause, whatever stands there; it costs nothing to ask.
    """

    __slots__ = ("bit", "findall", "finditer", "fullmatch", "match", "needs", "regex", "search", "sub")

    def __init__(self, source: str) -> None:
        tree = parser.parse(source)
        self.regex = re.compile(_hastened(source, tree))
        self.search: Callable[..., re.Match[str] | None] = self.regex.search
        self.match: Callable[..., re.Match[str] | None] = self.regex.match
        self.fullmatch: Callable[..., re.Match[str] | None] = self.regex.fullmatch
        self.finditer: Callable[..., Iterator[re.Match[str]]] = self.regex.finditer
        self.findall: Callable[..., list[Any]] = self.regex.findall
        self.sub: Callable[..., str] = self.regex.sub
        self.needs = _needed(tree) if not self.regex.flags & re.IGNORECASE else None
        self.bit = 1 << (len(_registry) + 1) if self.needs else 1
        _registry.append(self)


def any_of(*patterns: Pattern) -> int:
    """The bits of several patterns: a clause whose ``present`` shares none holds no match of any of them."""
    bits = 0
    for pattern in patterns:
        bits |= pattern.bit
    return bits


class _Searches(dict[str, Callable[[str], "re.Match[str] | None"]]):
    """Search functions by their pattern, compiled when first wanted."""

    def __missing__(self, source: str) -> Callable[[str], re.Match[str] | None]:
        self[source] = found = re.compile(_hastened(source, parser.parse(source))).search
        return found


_searches = _Searches()


def seek(source: str, text: str) -> re.Match[str] | None:
    """``re.search`` for a pattern written where it is used."""
    return _searches[source](text)


EVERYTHING = -1
"""A mask under which every pattern is tried: the plain path, beside which the fast one is tested."""


@lru_cache(maxsize=4)
def _automaton(size: int) -> tuple[ahocorasick_rs.AhoCorasick, tuple[int, ...]]:
    """The scan for the first ``size`` patterns: its words, and for each the bits of the patterns that want it."""
    bits: dict[str, int] = {}
    for pattern in _registry[:size]:
        for word in pattern.needs or ():
            bits[word] = bits.get(word, 0) | pattern.bit
    return ahocorasick_rs.AhoCorasick(list(bits), matchkind=ahocorasick_rs.MatchKind.Standard), tuple(bits.values())


def present(text: str, starts: list[int]) -> list[int]:
    """For each stretch of ``text`` (between one start and the next) the bits of the patterns that may match in it.

    The last entry holds for the whole text.
    """
    always = 1 | -1 << (len(_registry) + 1)  # patterns made after this scan are never ruled out by it
    masks = [always] * (len(starts) + 1)
    if not starts:
        return masks
    automaton, bits = _automaton(len(_registry))
    limits = [*starts[1:], len(text) + 1]
    whole, index, limit = always, 0, limits[0]
    for word, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
        found = bits[word]
        whole |= found
        while end > limit and start >= limit:
            index += 1
            limit = limits[index]
        masks[index] |= found
    masks[-1] = whole
    return masks


def _hastened(source: str, tree: Any) -> str:
    """The pattern behind a glance at the next letter, which spares the engine most of its tries."""
    first = _first(tree)
    if first is None or "" in first or not first or source.startswith("(?i"):
        return source
    return f"(?=[{''.join(sorted(first))}])(?:{source})"


def _first(tree: Any) -> frozenset[str] | None:
    """What a match can begin with, as parts of a character class; the empty part when it may be empty; None: anything."""
    begun: frozenset[str] = frozenset([""])
    for op, value in tree:
        part = _first_of(op, value)
        if part is None:
            return None
        begun = (begun - {""}) | part
        if "" not in part:
            return begun
    return begun


def _first_of(op: Any, value: Any) -> frozenset[str] | None:
    if op is ops.LITERAL:
        return frozenset([re.escape(chr(value))])
    if op is ops.IN:
        return _class_parts(value)
    if op in (ops.AT, ops.ASSERT, ops.ASSERT_NOT):
        return frozenset([""])
    if op is ops.SUBPATTERN:
        return _first(value[3])
    if op is ops.BRANCH:
        parts = [_first(branch) for branch in value[1]]
        return None if None in parts else frozenset(letter for part in parts if part is not None for letter in part)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        part = _first(value[2])
        return part if part is None or value[0] >= 1 else part | {""}
    return None


_CLASSES = {ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_SPACE: r"\s", ops.CATEGORY_WORD: r"\w"}


def _class_parts(items: list[tuple[Any, Any]]) -> frozenset[str] | None:
    found: set[str] = set()
    for op, value in items:
        if op is ops.LITERAL:
            found.add(re.escape(chr(value)))
        elif op is ops.RANGE:
            found.add(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif op is ops.CATEGORY and value in _CLASSES:
            found.add(_CLASSES[value])
        else:
            return None
    return frozenset(found)


def _needed(tree: Any) -> frozenset[str] | None:
    """Words of which every match of the parsed pattern contains at least one; None when there is no such set."""
    best: frozenset[str] | None = None
    run = ""
    parts: list[tuple[Any, Any]] = [*tree, (ops.FAILURE, None)]
    for op, value in parts:
        if op is ops.LITERAL:
            run += chr(value)
            continue
        if run:
            best = _better(best, frozenset([run]))
            run = ""
        best = _better(best, _of_part(op, value))
    return best


def _of_part(op: Any, value: Any) -> frozenset[str] | None:
    if op is ops.SUBPATTERN:
        return _needed(value[3])
    if op is ops.BRANCH:
        return _union([_needed(branch) for branch in value[1]])
    if op is ops.IN:
        return _letters(value)
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return _needed(value[2]) if value[0] >= 1 else None
    if op is ops.ATOMIC_GROUP:
        return _needed(value)
    return None


def _letters(items: list[tuple[Any, Any]]) -> frozenset[str] | None:
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
    return frozenset(found)


def _union(parts: list[frozenset[str] | None]) -> frozenset[str] | None:
    words: set[str] = set()
    for part in parts:
        if part is None:
            return None
        words |= part
    return frozenset(words) if len(words) <= _MOST_LETTERS else None


def _better(old: frozenset[str] | None, new: frozenset[str] | None) -> frozenset[str] | None:
    """The set that is met less often: longer shortest word first, then fewer words."""
    if not new:
        return old
    if old is None:
        return new
    return max((old, new), key=lambda words: (min(len(word) for word in words), -len(words)))
