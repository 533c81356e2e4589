"""One reading of a turn beside its request, shared by all rules: clauses, times, amounts, places, what was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from guarded_reply.policy import Policy
from guarded_reply.reading.modality import unquoted
from guarded_reply.reading.money import Amount, find_amounts
from guarded_reply.reading.pattern import Pattern
from guarded_reply.reading.places import PlaceMention, find_places
from guarded_reply.reading.text import Clause, Turn, read_turn, simplify
from guarded_reply.reading.times import Time, find_times
from guarded_reply.reply import Claim
from guarded_reply.request import ReplyRequest

CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's verdict on a span of the normalised text: why, on what evidence, what to write instead."""

    start: int
    end: int
    message: str
    evidence: str = ""
    suggestion: str = ""
    fix: str | None = None


class Reading:
    """The agent's turn, the request it answers and the policy it is judged by; each part is read once, when asked for."""

    def __init__(self, request: ReplyRequest, turn: Turn, policy: Policy) -> None:
        self.request = request
        self.turn = turn
        self.policy = policy
        self.text = turn.text
        self.clauses = turn.clauses
        self._claims: dict[Claim, None] = {}

    # -- the turn -------------------------------------------------------------------------------------------------
    @cached_property
    def now(self) -> datetime | None:
        """The moment of the request in China's time, if the caller gave one."""
        return self.request.now.astimezone(CHINA) if self.request.now else None

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """Expressions of time in the turn."""
        return find_times(self.text, self.now)

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Amounts of money with a unit in the turn."""
        return find_amounts(self.text)

    @cached_property
    def places(self) -> tuple[PlaceMention, ...]:
        """Places named in the turn, streets left out."""
        return tuple(mention for mention in find_places(self.text) if not mention.street)

    def all(self, pattern: Pattern, text: str | None = None) -> Iterator[re.Match[str]]:
        """Every match of ``pattern`` in the turn, or in ``text``, a part of it; free when the scan has ruled it out."""
        return pattern.finditer(self.text if text is None else text) if self.turn.present & pattern.bit else iter(())

    @cached_property
    def spoken(self) -> str:
        """The turn's text with quotations blanked out."""
        return unquoted(self.turn)

    def times_in(self, clause: Clause) -> tuple[Time, ...]:
        """Expressions of time within one clause."""
        return tuple(time for time in self.times if clause.start <= time.start < clause.end)

    def amounts_in(self, clause: Clause) -> tuple[Amount, ...]:
        """Amounts of money within one clause."""
        return tuple(amount for amount in self.amounts if clause.start <= amount.start < clause.end)

    def sentence_of(self, clause: Clause) -> str:
        """The text of the sentence a clause stands in (in unpunctuated chat: of the message)."""
        members = self.sentence_clauses(clause)
        return self.text[members[0].start : members[-1].end]

    def sentence_clauses(self, clause: Clause) -> tuple[Clause, ...]:
        """The clauses of the same sentence."""
        return tuple(other for other in self.clauses if other.sentence == clause.sentence)

    def after(self, clause: Clause) -> Clause | None:
        """The next clause of the turn."""
        return self.clauses[clause.index + 1] if clause.index + 1 < len(self.clauses) else None

    def before(self, clause: Clause) -> Clause | None:
        """The clause before."""
        return self.clauses[clause.index - 1] if clause.index else None

    # -- what it answers ------------------------------------------------------------------------------------------
    @cached_property
    def question(self) -> Turn:
        """The customer's last burst of messages."""
        return read_turn(self.request.last_customer_text)

    @cached_property
    def asked(self) -> str:
        """The customer's last burst as one normalised text."""
        return self.question.text

    @cached_property
    def history(self) -> str:
        """All that was said before the turn, normalised, one message a line."""
        return "\n".join(simplify(message.text) for message in self.request.conversation)

    @cached_property
    def agent_spoke(self) -> bool:
        """Whether an agent has written in this conversation before."""
        return any(message.role == "agent" for message in self.request.conversation)

    @cached_property
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

    def asked_about(self, pattern: re.Pattern[str]) -> bool:
        """Whether the customer's last burst matches ``pattern``."""
        return pattern.search(self.asked) is not None

    # -- proof ----------------------------------------------------------------------------------------------------
    def claim(self, kind: str, start: int, end: int, value: str, supported_by: str | None) -> None:
        """Record that the turn asserts something, and the source of the fact behind it (None: nothing supports it)."""
        source_start, source_end = self.turn.form.span(start, end)
        claim = Claim(kind, self.turn.source[source_start:source_end], source_start, source_end, value, supported_by)
        self._claims[claim] = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims recorded so far, in the order of the text."""
        return tuple(sorted(self._claims, key=lambda claim: (claim.start, claim.end, claim.kind)))
