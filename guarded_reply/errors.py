"""The errors a caller can meet: one root, each with a message that fits one line.

GuardedReplyError
├── RequestError          a request, reply or input line is not what the contract says (names the field)
├── PolicyError           a policy file is wrong (names file and line)
├── UsageError            an option or argument is wrong
├── QuoteError            a shipping fee cannot be said
│   ├── UnknownPlace      the destination is missing or not a place
│   ├── AmbiguousPlace    the destination names several places
│   ├── UnknownWeight     the parcel's weight is not known
│   ├── UnknownCarrier    the policy has no such carrier
│   └── NotServed         the carrier does not go there
├── RecordingError        strict replay has no answer for a call (and never makes one)
├── RuleError             a rule crashed on a reply (such a reply is blocked)
└── ModelError            a model gave no usable draft
    ├── ModelTimeout      not within the time left
    ├── ModelUnavailable  the endpoint refused, reset or is over its limit
    └── ModelOutputError  it answered, but with nothing that can be sent
"""

from __future__ import annotations


class GuardedReplyError(Exception):
    """Root of every error this package raises on purpose."""


class RequestError(GuardedReplyError):
    """Input does not fit the contract; ``field`` is the dotted path of what is wrong, if known."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class PolicyError(GuardedReplyError):
    """A policy file cannot be used; the message begins with ``file:line``."""


class UsageError(GuardedReplyError):
    """A command or call was made with options that do not fit together."""


class QuoteError(GuardedReplyError):
    """A shipping fee cannot be said; the message says what is missing."""


class UnknownPlace(QuoteError):
    """The destination is missing or is no place in the table."""


class AmbiguousPlace(QuoteError):
    """The destination names several places; ``candidates`` lists their full names."""

    def __init__(self, message: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class UnknownWeight(QuoteError):
    """The weight of the parcel is not known."""


class UnknownCarrier(QuoteError):
    """The policy lists no such carrier."""


class NotServed(QuoteError):
    """The carrier's rate card does not cover the destination; a person quotes."""


class RecordingError(GuardedReplyError):
    """A strict replay was asked for a call that was never recorded."""


class RuleError(GuardedReplyError):
    """A rule crashed while reading a reply; the reply is blocked."""


class ModelError(GuardedReplyError):
    """A model gave no usable draft."""


class ModelTimeout(ModelError):
    """The model did not answer within the time left."""


class ModelUnavailable(ModelError):
    """The endpoint refused, reset, or is over its limit; ``retry_after`` is in seconds, if it said; ``final`` when asking again is no use."""

    final = False

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ModelOutputError(ModelError):
    """The model answered, but with nothing that can be sent."""
