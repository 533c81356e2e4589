"""One reading of a turn beside its request, shared by all rules: clauses, times, amounts, places, what was asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TypeVar
from zoneinfo import ZoneInfo

from guarded_reply.claims.once import once, per_request
from guarded_reply.claims.votes import Vote, cast_votes
from guarded_reply.policy import Policy
from guarded_reply.policy.beside import Beside, beside, known
from guarded_reply.reading.modality import unquoted
from guarded_reply.reading.money import AMOUNT, Amount, amounts_in_stretch, find_amounts
from guarded_reply.reading.pattern import EVERYTHING, Pattern, sought
from guarded_reply.reading.places import PlaceMention, find_places
from guarded_reply.reading.scripts import Script, script_of
from guarded_reply.reading.text import Clause, Turn, read_turn, simplify
from guarded_reply.reading.times import TIME, Time, find_times, times_in_stretch
from guarded_reply.reply import Claim
from guarded_reply.request import ReplyRequest

_Found = TypeVar("_Found", Time, Amount)
Value = TypeVar("Value")
_MEMORY = 20
"""Clauses that a carrier, place or number of pieces named once stays in force for."""
_REACHED_OVER = frozenset("~.\n\t ")
"""Marks between clauses that a time or an amount may hold: '3~5天', '5 元'."""
CHINA = ZoneInfo("Asia/Shanghai")
_NONE: Iterator[Clause] = iter(())


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's verdict on a span of the normalised text: why, on what evidence, what to write instead."""

    start: int
    end: int
    message: str
    evidence: str = ""
    suggestion: str = ""
    fix: str | None = None
    unsure: bool = False  # the reading can be taken either way; the policy says what that means
    by_vote: bool = False  # found by the second reader, where the grammar found nothing


@dataclass(frozen=True, slots=True)
class _Question:
    turn: Turn
    script: Script | None
    places: tuple[PlaceMention, ...]
    found: dict[Pattern | str, re.Match[str] | None]


@lru_cache(maxsize=1024)
def _question(text: str) -> _Question:
    """A customer's question, read once however many drafts answer it."""
    turn = read_turn(text)
    return _Question(turn, script_of(text), tuple(find_places(turn.text)), {})


class Reading:
    """The agent's turn, the request it answers and the policy it is judged by; each part is read once, when asked for."""

    def __init__(self, request: ReplyRequest, turn: Turn, policy: Policy) -> None:
        self.request = request
        self.turn = turn
        self.policy = policy
        self.text = turn.text
        self.clauses = turn.clauses
        self.beside: Beside = beside(request, policy)
        self._claims: dict[Claim, None] = {}

    # -- the turn -------------------------------------------------------------------------------------------------
    @per_request
    def now(self) -> datetime | None:
        """The moment of the request in China's time, if the caller gave one."""
        return self.request.now.astimezone(CHINA) if self.request.now else None

    @once
    def times(self) -> tuple[Time, ...]:
        """Expressions of time in the turn."""
        if self.turn.present == EVERYTHING:
            return find_times(self.text, self.now)
        if not self.turn.present & TIME.bit:
            return ()
        today = self.now.date() if self.now is not None else None
        found: list[Time] = []
        for start, lead, stretch in self._stretches(TIME.bit):
            for time in times_in_stretch(stretch, lead, today):
                found.append(Time(time.start + start, time.end + start, *time[2:]))
        return tuple(found)

    @once
    def amounts(self) -> tuple[Amount, ...]:
        """Amounts of money with a unit in the turn."""
        if self.turn.present == EVERYTHING:
            return find_amounts(self.text)
        if not self.turn.present & AMOUNT.bit:
            return ()
        found: list[Amount] = []
        for start, lead, stretch in self._stretches(AMOUNT.bit):
            for amount in amounts_in_stretch(stretch, lead):
                left, right = amount.number
                found.append(Amount(amount.start + start, amount.end + start, amount.text, amount.value, (left + start, right + start)))
        return tuple(found)

    def _stretches(self, bits: int) -> Iterator[tuple[int, int, str]]:
        """Where a time or amount may stand: (offset, characters of context before, text) up to a mark that none reaches over."""
        begin, wanted = 0, False
        for _, _, end, _, closer, _, _, _, present in self.clauses:
            wanted = wanted or present & bits != 0
            if not _REACHED_OVER.issuperset(closer):
                end += len(closer)
                if wanted:
                    lead = 1 if begin else 0
                    yield begin - lead, lead, self.text[begin - lead : end]
                begin, wanted = end, False
        if wanted:
            lead = 1 if begin else 0
            yield begin - lead, lead, self.text[begin - lead :]

    @once
    def places(self) -> tuple[PlaceMention, ...]:
        """Places named in the turn, streets left out."""
        return tuple(mention for mention in find_places(self.text) if not mention.street)

    def all(self, pattern: Pattern, text: str | None = None) -> Iterator[re.Match[str]]:
        """Every match of ``pattern`` in the turn, or in ``text``, a part of it; free when the scan has ruled it out."""
        return pattern.finditer(self.text if text is None else text) if self.turn.present & pattern.bit else iter(())

    def where(self, bits: int) -> Iterator[Clause]:
        """The clauses in which some pattern of ``bits`` (see ``any_of``) may match."""
        return iter([clause for clause in self.clauses if clause.present & bits]) if self.turn.present & bits else _NONE

    @once
    def spoken(self) -> str:
        """The turn's text with quotations blanked out."""
        return unquoted(self.turn)

    @once
    def votes(self) -> dict[str, Vote]:
        """What the second reader takes the turn to do: for each act it votes for, the stretch that speaks most for it."""
        return cast_votes(self.spoken, self.clauses, self.asked) if self.policy.second_reader != "off" else {}

    def times_in(self, clause: Clause) -> tuple[Time, ...]:
        """Expressions of time within one clause."""
        return self._times_by_clause.get(clause.index, ())

    def amounts_in(self, clause: Clause) -> tuple[Amount, ...]:
        """Amounts of money within one clause."""
        return self._amounts_by_clause.get(clause.index, ())

    @once
    def _times_by_clause(self) -> dict[int, tuple[Time, ...]]:
        return self._by_clause(self.times)

    @once
    def _amounts_by_clause(self) -> dict[int, tuple[Amount, ...]]:
        return self._by_clause(self.amounts)

    def _by_clause(self, found: Iterable[_Found]) -> dict[int, tuple[_Found, ...]]:
        """What is found, in the order of the text, by the clause that it begins in."""
        grouped: dict[int, list[_Found]] = {}
        clauses = iter(self.clauses)
        clause = next(clauses, None)
        for item in found:
            start = item.start
            while clause is not None and clause.end <= start:
                clause = next(clauses, None)
            if clause is not None and clause.start <= start:
                grouped.setdefault(clause.index, []).append(item)
        return {index: tuple(items) for index, items in grouped.items()}

    def sentence_of(self, clause: Clause) -> str:
        """The text of the sentence a clause stands in (in unpunctuated chat: of the message)."""
        members = self.sentence_clauses(clause)
        return self.text[members[0].start : members[-1].end]

    def says_with(self, clause: Clause, pattern: Pattern) -> bool:
        """Whether ``pattern`` is found in the sentence a clause stands in; looked for once in each sentence."""
        if not self.turn.present & pattern.bit:
            return False
        found: dict[tuple[int, Pattern], bool] = self.__dict__.setdefault("_said", {})
        key = clause.sentence, pattern
        if key not in found:
            found[key] = pattern.search(self.sentence_of(clause)) is not None
        return found[key]

    def sentence_clauses(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses of the same sentence."""
        return self._sentences[clause.sentence]

    @once
    def _sentences(self) -> dict[int, tuple[Clause, ...]]:
        return {number: tuple(members) for number, members in groupby(self.clauses, key=attrgetter("sentence"))}

    def after(self, clause: Clause) -> Clause | None:
        """The next clause of the turn."""
        return self.clauses[clause.index + 1] if clause.index + 1 < len(self.clauses) else None

    def before(self, clause: Clause) -> Clause | None:
        """The clause before."""
        return self.clauses[clause.index - 1] if clause.index else None

    def back_from(self, clause: Clause) -> Iterator[Clause]:
        """The clauses before ``clause``, nearest first, as far back as a speaker keeps a thing in mind."""
        return reversed(self.clauses[max(0, clause.index - _MEMORY) : clause.index])

    # -- what it answers ------------------------------------------------------------------------------------------
    @per_request
    def _question(self) -> _Question:
        return _question(self.request.last_customer_text)

    @property
    def question(self) -> Turn:
        """The customer's last burst of messages."""
        return self._question.turn

    @per_request
    def asked(self) -> str:
        """The customer's last burst as one normalised text."""
        return self.question.text

    @per_request
    def customer_script(self) -> Script:
        """The script the customer writes, by his last burst or else by all he wrote."""
        if self._question.script is not None:
            return self._question.script
        written = "\n".join(message.text for message in self.request.conversation if message.role == "customer")
        return script_of(written) or "simplified"

    @property
    def asked_places(self) -> tuple[PlaceMention, ...]:
        """Places named in the customer's last burst."""
        return self._question.places

    def asks(self, pattern: Pattern | str) -> re.Match[str] | None:
        """``re.search`` in the customer's last burst; each pattern is sought once in each question."""
        question = self._question
        found = question.found
        if pattern in found:
            return found[pattern]
        known = sought(pattern) if isinstance(pattern, str) else pattern
        found[pattern] = match = known.search(question.turn.text) if question.turn.present & known.bit else None
        return match

    @per_request
    def history(self) -> str:
        """All that was said before the turn, normalised, one message a line."""
        return "\n".join(simplify(message.text) for message in self.request.conversation)

    @per_request
    def agent_spoke(self) -> bool:
        """Whether an agent has written in this conversation before."""
        return any(message.role == "agent" for message in self.request.conversation)

    @per_request
    def given(self) -> str:
        """All text of the facts, normalised: titles, attributes, knowledge, promotions, tracking."""
        request = self.request
        parts: list[str] = []
        for product in request.products:
            parts.append(product.title)
            parts.extend(f"{name} {value}" for name, value in product.attributes.items())
        parts.extend(f"{entry.title} {entry.text}" for entry in (*request.knowledge, *self.policy.knowledge))
        parts.extend(promotion.title for promotion in request.promotions)
        if request.order:
            parts.extend(event.text for event in request.order.tracking)
        return simplify("\n".join(parts))

    def once(self, work_out: Callable[[Reading], Value]) -> Value:
        """What ``work_out`` makes of request, policy and the customer's words, worked out once however many drafts follow.

        It may not look at the turn: the value is kept for every later check of the same request.
        """
        values = self.beside.values
        return values[work_out] if work_out in values else known(self.beside, work_out, lambda: work_out(self))

    # -- proof ----------------------------------------------------------------------------------------------------
    def claim(self, kind: str, start: int, end: int, value: str, supported_by: str | None) -> None:
        """Record that the turn asserts something, and the source of the fact behind it (None: nothing supports it)."""
        form = self.turn.form
        source_start, source_end = form.span(start, end)
        claim = Claim(kind, form.source[source_start:source_end], source_start, source_end, value, supported_by)
        self._claims[claim] = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims recorded so far, in the order of the text."""
        return tuple(sorted(self._claims, key=lambda claim: (claim.start, claim.end, claim.kind)))
