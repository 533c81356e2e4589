"""What a moment of the conversation is: stage, questions, mood, kind of visitor, script, what is spoken of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from guarded_reply.reading.places import PlaceMention
from guarded_reply.reading.scripts import Script

Stage = Literal["greeting", "consulting", "bargaining", "payment", "logistics", "after_sales", "farewell"]
Mood = Literal["calm", "anxious", "angry", "happy"]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the customer wants to know or have: its topic, and the words."""

    kind: str
    stage: Stage
    text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """The moment of the conversation. ``insistence`` counts how often this topic came up before."""

    stage: Stage
    stages: tuple[Stage, ...]
    questions: tuple[Question, ...]
    mood: Mood
    script: Script
    first_contact: bool
    insistence: int
    visitor: str | None
    places: tuple[PlaceMention, ...]
    carriers: tuple[str, ...]
    quantity: int | None
    offer: Decimal | None
    product_ids: tuple[str, ...]
    wanted: tuple[tuple[str, int], ...]

    def asks(self, *kinds: str) -> bool:
        """Whether any of these topics is among the questions."""
        return any(question.kind in kinds for question in self.questions)
