"""What stands behind a rule's grammar: the act whose votes count where the grammar found nothing, and the facts that must allow it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.votes import Vote, without_courtesy


def _always(_reading: Reading, _vote: Vote) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Backing:
    """An act (see scripts/train_votes.py) whose performance breaks the rule, when ``holds`` says that the facts do not allow it.

    ``left_open`` says that the grammar has not read the stretch otherwise: as hedged, denied or explained.
    ``whole`` counts only votes on the turn as a whole: for acts that another message of the turn can set right.
    """

    act: str
    message: str
    evidence: str
    suggestion: str
    holds: Callable[[Reading, Vote], bool] = _always
    left_open: Callable[[Reading, Vote], bool] = _always
    whole: bool = False


def _whole(reading: Reading, vote: Vote) -> bool:
    said = without_courtesy(reading.clauses)
    return vote.start <= said[0].start and vote.end >= said[-1].end


def second_reading(backing: tuple[Backing, ...], reading: Reading) -> Iterator[Hit]:
    """A hit for the first act that was voted for and that the facts do not allow."""
    for item in backing:
        vote = reading.votes.get(item.act)
        if vote is None or (item.whole and not _whole(reading, vote)):
            continue
        if item.holds(reading, vote) and item.left_open(reading, vote):
            yield Hit(vote.start, vote.end, item.message, item.evidence, item.suggestion, by_vote=True)
            return
