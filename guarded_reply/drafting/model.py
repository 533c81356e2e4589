"""What every model is: it takes a brief and gives a draft, before a deadline."""

from __future__ import annotations

import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from guarded_reply.drafting.budget import Account
from guarded_reply.facts import FactSheet
from guarded_reply.policy.model import Policy
from guarded_reply.reply import Finding, Usage
from guarded_reply.request import ReplyRequest
from guarded_reply.situation import Situation


@dataclass(frozen=True, slots=True)
class Deadline:
    """A point in monotonic time by which everything must have happened."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline ``seconds`` from now."""
        return cls(time.monotonic() + seconds)

    @property
    def left(self) -> float:
        """Seconds left, never below 0."""
        return max(0.0, self.at - time.monotonic())


@dataclass(frozen=True, slots=True)
class Brief:
    """All a model is told: request, reading of the moment, facts, policy, and what was wrong with its last draft.

    ``account`` gathers what the call's attempts were and cost.
    """

    request: ReplyRequest
    situation: Situation
    facts: FactSheet
    policy: Policy
    previous: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    account: Account = field(default_factory=Account, compare=False)


@dataclass(frozen=True, slots=True)
class Draft:
    """Messages a model proposes; ``handoff`` names the reason when a person must take over."""

    messages: tuple[str, ...]
    model: str
    usage: Usage = Usage()
    handoff: str | None = None


class Model(Protocol):
    """A source of drafts. Raises ModelError subclasses; must respect the deadline."""

    @property
    def name(self) -> str:
        """The name that traces carry."""
        ...

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        """Draft a reply; blocks at most until the deadline."""
        ...

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        """Draft a reply without blocking the event loop."""
        ...


@runtime_checkable
class StreamingModel(Model, Protocol):
    """A model that also gives its answer as it is made."""

    def astream(self, brief: Brief, deadline: Deadline) -> AsyncGenerator[str | Draft]:
        """Raw pieces of the answer in any chunking, then the draft they make; raises as ``adraft`` does."""
        ...


@runtime_checkable
class PunctualModel(Model, Protocol):
    """A model whose ``adraft`` never blocks its event loop, so that callers with threads may share one loop for it."""

    punctual: bool
