"""Which patterns must be present before a rule can say anything: found by letting the rule judge a turn that holds none.

Nothing is declared by hand. The rule runs over clauses of which nothing is known but that no pattern matches in them; each
pattern it asks for is noted. If it ends without a hit, a claim or a question that such clauses cannot answer, it says
nothing either of any real turn without those patterns, and need not run there. A rule that wants to know more has no
gate and always runs. The plain path never asks a gate; tests hold both beside each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, NoReturn

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.policy import Policy
from guarded_reply.policy.beside import beside
from guarded_reply.reading.money import AMOUNT
from guarded_reply.reading.pattern import Pattern, Unseen
from guarded_reply.reading.times import TIME
from guarded_reply.request import ReplyRequest

ALWAYS = -1
"""The gate of a rule that must always run."""


class _Mood(NamedTuple):
    asks: tuple[bool, ...]
    sentences: tuple[int, ...]


_ASKS = ((False, False, False), (True, True, True), (False, True, False), (True, False, True))
_SENTENCES = ((0, 0, 0), (0, 1, 2), (0, 0, 1), (0, 1, 1))
_MOODS = tuple(_Mood(asks, sentences) for asks in _ASKS for sentences in _SENTENCES)


class _Unknowable(Exception):
    """A question was asked that needs the turn itself."""


def _refuse(*_: object, **__: object) -> NoReturn:
    raise _Unknowable


class _Noted:
    """The bits of patterns: takes down which are asked for, and has none of them."""

    def __init__(self) -> None:
        self.bits = 0
        self.moody = False  # whether anything was asked whose answer differs from one turn to the next

    def __and__(self, bits: int) -> int:
        self.bits |= bits
        return 0

    __rand__ = __and__
    __getattr__ = __bool__ = __int__ = __index__ = __or__ = __invert__ = _refuse
    __eq__ = __ne__ = __hash__ = _refuse  # pyright: ignore[reportAssignmentType] -- every other look is refused


class _Unknown(Unseen):
    """Text that may be passed on, cut and sought in, but not looked at; without ``noted`` it is not even of the turn."""

    def __init__(self, noted: _Noted | None = None) -> None:
        self._noted = noted

    def lacks(self, pattern: Pattern) -> None:
        """Take down that ``pattern`` was sought in it."""
        if self._noted is None:
            raise _Unknowable
        _ = self._noted & pattern.bit

    def __getitem__(self, part: object) -> _Unknown:
        if not isinstance(part, slice):
            raise _Unknowable
        return self

    def __getattr__(self, name: str) -> NoReturn:
        raise _Unknowable

    __bool__ = __len__ = __iter__ = __contains__ = __add__ = __radd__ = __str__ = __format__ = _refuse
    __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = __hash__ = _refuse  # pyright: ignore[reportAssignmentType] -- every look is refused


class _AnyClause:
    """A clause of which no more is known than that no pattern matches in it, whether it asks, and where sentences part."""

    def __init__(self, present: _Noted, asks: bool, sentence: int) -> None:
        self.present = present
        self.text = _Unknown(present)
        self._asks = asks
        self._sentence = sentence

    @property
    def asks(self) -> bool:
        self.present.moody = True
        return self._asks

    @property
    def sentence(self) -> int:
        self.present.moody = True
        return self._sentence

    message = sentence

    def find(self, pattern: Pattern, text: object = None) -> None:
        """No pattern is found; which were sought is noted."""
        _ = self.present & pattern.bit

    __getattr__ = __iter__ = __len__ = __getitem__ = _refuse
    __hash__ = None  # pyright: ignore[reportAssignmentType] -- rules may tell clauses apart by identity alone

    def __eq__(self, other: object) -> bool:
        raise _Unknowable


class _AnyTurn:
    def __init__(self, present: _Noted) -> None:
        self.present = present

    __getattr__ = _refuse


class _AnyClauses:
    """The clauses of any turn: they can be gone through, nothing else."""

    def __init__(self, clauses: tuple[_AnyClause, ...]) -> None:
        self._clauses = clauses

    def __iter__(self) -> Iterator[_AnyClause]:
        return iter(self._clauses)

    __getattr__ = __len__ = __getitem__ = __bool__ = __contains__ = __reversed__ = _refuse


class _Silence(Reading):
    """The reading of any turn in which no pattern matches; without ``request``, beside any request."""

    def __init__(self, request: ReplyRequest | None, policy: Policy, mood: _Mood) -> None:
        noted = _Noted()
        known: dict[str, Any] = self.__dict__
        if request is not None:
            known["request"] = request
            known["beside"] = beside(request, policy)
        else:
            known.update(dict.fromkeys(("given", "asked", "history", "now"), _Unknown()))
        known["policy"] = policy
        known["_claims"] = {}
        known["turn"] = _AnyTurn(noted)
        known["text"] = known["spoken"] = _Unknown(noted)
        self._row = tuple(_AnyClause(noted, asks, sentence) for asks, sentence in zip(mood.asks, mood.sentences, strict=True))
        known["clauses"] = _AnyClauses(self._row)
        self.noted = noted

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(name) if name.startswith("_") else _Unknowable  # what begins so is a cache that is still empty

    def _absent(self, bits: int) -> Iterator[Any]:
        _ = self.noted & bits
        return iter(())

    def all(self, pattern: Pattern, text: str | None = None) -> Iterator[Any]:
        if text is not None and not isinstance(text, _Unknown):
            raise _Unknowable
        return self._absent(pattern.bit)

    def where(self, bits: int) -> Iterator[Any]:
        return self._absent(bits)

    def times_in(self, clause: Any) -> tuple[()]:
        return tuple(self._absent(TIME.bit))

    def amounts_in(self, clause: Any) -> tuple[()]:
        return tuple(self._absent(AMOUNT.bit))

    @property
    def times(self) -> tuple[()]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return tuple(self._absent(TIME.bit))

    @property
    def amounts(self) -> tuple[()]:  # pyright: ignore[reportIncompatibleVariableOverride]
        return tuple(self._absent(AMOUNT.bit))

    def before(self, clause: Any) -> Any:
        return self._neighbour(clause, -1)

    def after(self, clause: Any) -> Any:
        return self._neighbour(clause, 1)

    def _neighbour(self, clause: Any, step: int) -> _AnyClause | None:
        self.noted.moody = True
        place = next(place for place, other in enumerate(self._row) if other is clause) + step
        return self._row[place] if 0 <= place < len(self._row) else None

    places = property(_refuse)  # pyright: ignore[reportAssignmentType]
    back_from = sentence_of = sentence_clauses = claim = _refuse  # pyright: ignore[reportAssignmentType]


def gate_of(judge: Callable[[Reading], Iterable[Hit]], request: ReplyRequest | None, policy: Policy) -> int:
    """The bits without all of which ``judge`` says nothing under ``policy``, of ``request`` or (None) of any request."""
    bits = 0
    for mood in _MOODS:
        reading = _Silence(request, policy, mood)
        try:
            if any(True for _ in judge(reading)):
                return ALWAYS
        except Exception:  # noqa: BLE001 -- it wants to know more, or it breaks: let it run and show
            return ALWAYS
        bits |= reading.noted.bits
        if not reading.noted.moody:
            break  # it goes the same way whatever the turn
    return bits
