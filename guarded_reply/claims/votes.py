"""A second reader: character n-grams vote which acts a stretch of the turn performs; weights are learnt by scripts/train_votes.py.

It stands behind the grammar and never replaces its proof: a vote counts only where the grammar of the rule found nothing.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import sqrt
from operator import add, ge

from guarded_reply.reading.text import Clause

_BITS = 32
"""Width of one act's lane in a packed weight; many n-grams are added before a lane could spill into the next."""
_OFFSET = 1 << 12
"""Added to every weight so that a lane never goes below zero."""
QUESTION_WEIGHT = 0.4
"""Weight of what the customer asked beside what the reply says."""
_LONGEST = 48
"""Characters of a turn that is read as one."""
_TOGETHER = 3
"""Clauses that are read together."""
_WORDS = re.compile("[一-鿿a-z]{2}")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_MARKS = re.compile(r"[^\w￥¥%❤♥?]+")
_COURTESY = re.compile(
    r"\W*(?:那|就|也|最后|最後)?(?:再次|十分|非常|真心|真的|真是|很|特别|衷心|万分)*(?:"
    r"(?:感谢|感謝|谢谢|謝謝|多谢|多謝)(?:您|亲|親|亲亲)?(?:这么|對我們|对我们|对小店|一直以来)?(?:的)?(?:耐心)?(?:理解|谅解|諒解|体谅|體諒|支持|等待|等候|配合|信任|惠顾|光临|光臨|购买|咨询|反馈|包容|喜欢|关注|提醒)?(?:[与和跟]\w{2,4})?"
    r"|祝(?:您|亲|親|亲亲|大家)?\w{0,6}(?:愉快|开心|開心|顺利|順利|幸福|快乐|快樂|安好|安康|好运)"
    r"|[亲親]+(?:爱的|愛的)?|[您你]好|嗨|哈喽|(?:辛苦|麻烦|麻煩)(?:您|亲|親)(?:了|啦)"
    r")(?:哦|呢|哈|呀|啦|了|的|噢|喔|~)*\W*"
)
"""A clause that is nothing but a greeting, thanks or a wish: it goes with every act and speaks for none."""


@dataclass(frozen=True, slots=True)
class Vote:
    """How strongly a stretch of the turn speaks for an act: log-odds over the threshold the act was given."""

    act: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Ballot:
    """The learnt weights, packed: one integer per n-gram carries its weight for every act in a lane of its own."""

    acts: tuple[str, ...]
    scale: float
    bias: tuple[float, ...]
    needs: tuple[float, ...]  # from this score on a vote for each act stands by itself
    text: dict[str, int]
    question: dict[str, int]
    ones: int  # one in each lane
    unpack: Callable[[bytes], tuple[int, ...]]  # the lanes of a sum


def shape(text: str) -> str:
    """``text`` (normalised) as the n-grams see it: digits as 0, marks as one comma, a sign at each end."""
    return f"^{_MARKS.sub(',', _DIGITS.sub('0', text.replace('🧧', '红包'))).strip(',')}$"


def grams(shaped: str) -> set[str]:
    """The characters of a shaped text and their pairs; longer runs were found to add nothing."""
    return {*shaped, *map(str.__add__, shaped, shaped[1:])}


def question_grams(shaped: str) -> set[str]:
    """The pairs of characters in the customer's question."""
    return set(map(str.__add__, shaped, shaped[1:]))


@lru_cache(maxsize=1)
def _ballot() -> _Ballot:
    lines = files("guarded_reply.claims").joinpath("votes.txt").read_text("utf-8").split("\n")
    head = json.loads(lines[0])
    tables: dict[str, dict[str, int]] = {"t": {}, "q": {}}
    for line in lines[1:]:
        if not line:
            continue
        kind, gram, weights = line[0], *line[1:].split("\t", 1)
        packed = 0
        for item in weights.split():
            lane, _, weight = item.partition(":")
            packed += int(weight) << (_BITS * int(lane))
        tables[kind][gram] = packed
    acts = len(head["acts"])
    return _Ballot(tuple(head["acts"]), float(head["scale"]), tuple(head["bias"]), tuple(head["carries"][act] for act in head["acts"]), tables["t"], tables["q"], sum(1 << (_BITS * act) for act in range(acts)), struct.Struct(f"<{acts}I").unpack)


def _sums(ballot: _Ballot, table: dict[str, int], found: set[str]) -> tuple[tuple[int, ...], int]:
    """The sum of each act's weights over the n-grams found, and what each is lifted by, since weights may be below zero."""
    lift = _OFFSET * len(found)
    total = sum(filter(None, map(table.get, found)), lift * ballot.ones)
    return ballot.unpack(total.to_bytes(len(ballot.acts) * _BITS // 8, "little")), lift


@lru_cache(maxsize=2048)
def scores(text: str) -> tuple[float, ...]:
    """Each act's share from a window of the reply."""
    ballot = _ballot()
    found = grams(shape(text))
    norm = ballot.scale * sqrt(len(found) or 1)
    lanes, lift = _sums(ballot, ballot.text, found)
    return tuple([(lane - lift) / norm for lane in lanes])


@lru_cache(maxsize=1024)
def question_scores(text: str) -> tuple[float, ...]:
    """Each act's share from what the customer asked, bias included."""
    ballot = _ballot()
    found = question_grams(shape(text)) if text else set[str]()
    norm = ballot.scale * sqrt(len(found) or 1) / QUESTION_WEIGHT
    lanes, lift = _sums(ballot, ballot.question, found)
    return tuple([(lane - lift) / norm + bias for lane, bias in zip(lanes, ballot.bias, strict=True)])


def without_courtesy(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that are more than a greeting, thanks or a wish."""
    return [clause for clause in clauses if _COURTESY.fullmatch(clause.text) is None]


def windows(clauses: Sequence[Clause]) -> Iterator[tuple[int, int]]:
    """Stretches of the turn that are read as one: a short turn whole, else each three clauses in a row.

    They do not depend on how the turn is cut into messages, nor on greetings, thanks and wishes at its ends.
    """
    clauses = without_courtesy(clauses)
    if not clauses:
        return
    if clauses[-1].end - clauses[0].start <= _LONGEST or len(clauses) <= _TOGETHER:
        yield clauses[0].start, clauses[-1].end
        return
    for first, last in zip(clauses, clauses[_TOGETHER - 1 :], strict=False):
        yield first.start, last.end


def cast_votes(text: str, clauses: Sequence[Clause], asked: str) -> dict[str, Vote]:
    """For each act the window of the turn that speaks most for it, where its score beside what was asked carries."""
    heard = [(start, end, scores(text[start:end])) for start, end in windows(clauses) if _WORDS.search(text, start, end) is not None]
    if not heard:
        return {}
    best: dict[str, Vote] = {}
    ballot, asked_for = _ballot(), question_scores(asked)
    tops = tuple(map(max, *[window for _, _, window in heard])) if len(heard) > 1 else heard[0][2]
    for act, carries in enumerate(map(ge, map(add, tops, asked_for), ballot.needs)):
        if carries:
            top = tops[act] + asked_for[act]
            start, end = next((start, end) for start, end, window in heard if window[act] + asked_for[act] == top)
            best[ballot.acts[act]] = Vote(ballot.acts[act], start, end, top)
    return best
