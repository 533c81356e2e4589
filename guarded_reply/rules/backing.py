"""What stands behind a rule's grammar: the act whose votes count where the grammar found nothing, and the facts that must allow it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.votes import Vote, contradicted


def _always(_reading: Reading, _vote: Vote) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Backing:
    """An act (see scripts/train_votes.py) whose performance breaks the rule, when ``holds`` says that the facts do not allow it.

    ``left_open`` says that the grammar has not read the stretch otherwise: as hedged, denied or explained.
    ``whole`` counts only votes on the turn as a whole: for acts that another message of the turn can set right.
    ``doubts`` is False where the grammar reads figures and payers, of which character n-grams know nothing.
    """

    act: str
    message: str
    evidence: str
    suggestion: str
    holds: Callable[[Reading, Vote], bool] = _always
    left_open: Callable[[Reading, Vote], bool] = _always
    whole: bool = False
    doubts: bool = True


def second_reading(backing: tuple[Backing, ...], reading: Reading) -> Iterator[Hit]:
    """A hit for the first act that was voted for and that the facts do not allow."""
    for item in backing:
        vote = reading.votes.get(item.act)
        if vote is None or (item.whole and (vote.start > reading.clauses[0].start or vote.end < reading.clauses[-1].end)):
            continue
        if item.holds(reading, vote) and item.left_open(reading, vote):
            yield Hit(vote.start, vote.end, item.message, item.evidence, item.suggestion, by_vote=True)
            return


def doubted(backing: tuple[Backing, ...], reading: Reading, hit: Hit) -> bool:
    """Whether the votes on every act behind the rule contradict what its grammar found."""
    return all(item.doubts and contradicted(item.act, hit.start, reading.heard) for item in backing)
