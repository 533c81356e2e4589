"""Patterns that one scan of a turn can rule out: each knows letters of which any match must contain one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

import ahocorasick_rs

from guarded_reply.reading.factors import MOST_SETS, needed_words, ops
from guarded_reply.reading.memory import LONGEST, MOST, forgets

parser: Any = import_module("re._parser")  # the standard library's own parser of patterns
_registry: list[Pattern] = []
_USES = 32
"""Turns after which the first scan is made anew when patterns have come since; until then those are tried everywhere.

Each further scan is used twice as long as the one before, so that making them stays a small part of the work.
"""
_ROOM = 4096
"""Patterns that may have a bit of their own, also after a first scan; positive masks, unlike negative ones, are quick to ask."""


class Pattern:
    """A compiled regular expression for normalised text, with a bit that says whether a text may contain a match.

    ``search``, ``match``, ``fullmatch`` and ``finditer`` are those of ``re``. ``bit & clause.present`` is zero only
    when no match can lie within the clause, whatever stands there; it costs nothing to ask.
    """

    __slots__ = ("bit", "findall", "finditer", "fullmatch", "match", "needs", "regex", "search", "sub")

    def __init__(self, source: str, *, reaches_over: bool = False) -> None:
        """``reaches_over``: a match may reach over a mark between clauses; its words then need not stand in one clause."""
        source = bounded(source)
        tree = parser.parse(source)
        self.regex = re.compile(_hastened(source, tree))
        self.search: Callable[..., re.Match[str] | None] = self.regex.search
        self.match: Callable[..., re.Match[str] | None] = self.regex.match
        self.fullmatch: Callable[..., re.Match[str] | None] = self.regex.fullmatch
        self.finditer: Callable[..., Iterator[re.Match[str]]] = self.regex.finditer
        self.findall: Callable[..., list[Any]] = self.regex.findall
        self.sub: Callable[..., str] = self.regex.sub
        self.needs = needed_words(tree)[: 1 if reaches_over else None] if not self.regex.flags & re.IGNORECASE else ()
        self.bit = 1 << (len(_registry) + 1) if self.needs and len(_registry) < _ROOM else 1
        _registry.append(self)


_RUN = 64
"""Most repetitions that a part of a pattern takes in: no number, list or run of particles is longer, and hostile ones cost no more."""
_REPEAT = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[+*]")


def bounded(source: str) -> str:
    """``source`` with every unbounded ``+`` and ``*`` bounded, so that a long run costs a search no more than its length."""
    return _REPEAT.sub(_bounded, source)


def _bounded(part: re.Match[str]) -> str:
    return {"+": f"{{1,{_RUN}}}", "*": f"{{0,{_RUN}}}"}.get(part.group(), part.group())


def any_of(*patterns: Pattern) -> int:
    """The bits of several patterns: a clause whose ``present`` shares none holds no match of any of them."""
    bits = 0
    for pattern in patterns:
        bits |= pattern.bit
    return bits


class _Searches(dict[str, Callable[[str], "re.Match[str] | None"]]):
    """Search functions by their pattern, compiled when first wanted."""

    def __missing__(self, source: str) -> Callable[[str], re.Match[str] | None]:
        near = bounded(source)
        self[source] = found = re.compile(_hastened(near, parser.parse(near))).search
        return found


_searches = _Searches()


class Unseen:
    """Text that is not known, in which none of the patterns sought is to be found; see ``claims.gate``."""

    def lacks(self, pattern: Pattern) -> None:
        """Take down that ``pattern`` was sought."""
        raise NotImplementedError


def seek(source: str, text: str) -> re.Match[str] | None:
    """``re.search`` for a pattern written where it is used."""
    try:
        return _searches[source](text)
    except TypeError:
        if not isinstance(text, Unseen):
            raise
        return text.lacks(sought(source))


@lru_cache(maxsize=4096)
def sought(source: str) -> Pattern:
    """The pattern written so, with a bit of its own: for a constant that is sought again and again."""
    return Pattern(source)


EVERYTHING = -1
"""A mask under which every pattern is tried: the plain path, beside which the fast one is tested."""


class _Scan:
    """One pass over a stretch of text for the words of the first ``size`` patterns; stretches met again are remembered."""

    __slots__ = ("_bits", "_find", "_lane", "_memory", "_open", "_own", "_used", "always", "size", "uses")

    def __init__(self, size: int, uses: int) -> None:
        bits: dict[str, int] = {}
        self._lane = size + 2
        self._open = 0  # in each lane of bits the patterns that ask for no words there
        for pattern in _registry[:size]:
            for lane, words in enumerate(pattern.needs):
                bit = pattern.bit << self._lane * lane
                for word in words:
                    bits[word] = bits.get(word, 0) | bit
            for lane in range(len(pattern.needs), MOST_SETS):
                self._open |= pattern.bit << self._lane * lane
        self.size = size
        self._own = (1 << self._lane) - 1
        self.always = 1 | ((1 << _ROOM) - 1) << (size + 1)  # patterns made after this scan are never ruled out by it
        self._bits = tuple(bits.values())
        self._find = ahocorasick_rs.AhoCorasick(list(bits), matchkind=ahocorasick_rs.MatchKind.Standard).find_matches_as_indexes
        self._memory: dict[str, tuple[int, int]] = {}
        self.uses = uses  # turns until it may be made anew
        self._used = 0

    def of(self, stretch: str) -> tuple[int, int]:
        """The bits of the patterns that may match in ``stretch``, and the words found, a lane for each set of words."""
        known = self._memory.get(stretch)
        if known is not None:
            return known
        bits, lanes = self._bits, self._open
        for found in self._find(stretch, overlapping=True):
            lanes |= bits[found[0]]
        known = self.folded(lanes), lanes
        if len(stretch) <= LONGEST:
            if len(self._memory) >= MOST:
                self._memory.clear()
            self._memory[stretch] = known
        return known

    def folded(self, lanes: int) -> int:
        """The bits of the patterns for which a word was found in every lane."""
        width = self._lane
        return lanes & lanes >> width & lanes >> 2 * width & self._own | self.always

    def outlived(self) -> bool:
        """Whether it has been in use long enough to be made anew for patterns that came later."""
        self._used += 1
        return self._used > self.uses

    def forget(self) -> None:
        """Begin with an empty memory."""
        self._memory.clear()


_scans: list[_Scan] = []


def present(stretches: Iterable[str]) -> list[int]:
    """For each clause of a turn the bits of the patterns that may match in it; the last entry holds for the whole turn.

    A word that a pattern needs never reaches over a mark between clauses (see ``factors.BREAKS``).
    """
    scan = _scans[-1] if _scans else None
    if scan is None or (scan.size != len(_registry) and scan.outlived()):
        scan = _Scan(len(_registry), _USES if scan is None else 2 * scan.uses)
        _scans[:] = [scan]
    found = [scan.of(stretch) for stretch in stretches]
    whole = 0
    for _, lanes in found:
        whole |= lanes
    masks = [mask for mask, _ in found]
    masks.append(scan.folded(whole))
    return masks


@forgets
def _forget_clauses() -> None:
    for scan in _scans:
        scan.forget()


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
