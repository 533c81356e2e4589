"""Many patterns over one text: a scan for the words they cannot do without leaves only the few that may match."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import ahocorasick_rs

from guarded_reply.reading.factors import MOST_SETS, needed_words
from guarded_reply.reading.pattern import parser


class Sieve:
    """Patterns in their order; ``matching`` gives the numbers of those that are found in a text, as trying each would."""

    __slots__ = ("_bits", "_find", "_folds", "_open", "_own", "_searches", "_width")

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._searches = tuple(pattern.search for pattern in patterns)
        self._width = len(patterns)
        self._own = (1 << self._width) - 1
        self._folds = any(pattern.flags & re.IGNORECASE for pattern in patterns)
        self._open = 0  # in each lane the patterns that ask for no words there
        bits: dict[str, int] = {}
        for number, pattern in enumerate(patterns):
            needs = needed_words(parser.parse(pattern.pattern, pattern.flags & re.IGNORECASE))
            for lane in range(MOST_SETS):
                bit = 1 << number + self._width * lane
                if lane >= len(needs):
                    self._open |= bit
                    continue
                for word in needs[lane]:
                    folded = word.lower() if self._folds else word
                    bits[folded] = bits.get(folded, 0) | bit
        self._bits = tuple(bits.values())
        self._find = ahocorasick_rs.AhoCorasick(list(bits), matchkind=ahocorasick_rs.MatchKind.Standard).find_matches_as_indexes

    def matching(self, text: str) -> Iterator[int]:
        """The numbers of the patterns that match somewhere in ``text``, in order."""
        bits, lanes, width = self._bits, self._open, self._width
        for found in self._find(text.lower() if self._folds else text, overlapping=True):
            lanes |= bits[found[0]]
        left = lanes & lanes >> width & lanes >> 2 * width & self._own
        while left:
            lowest = left & -left
            number = lowest.bit_length() - 1
            if self._searches[number](text) is not None:
                yield number
            left ^= lowest
