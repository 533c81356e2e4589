"""What stands beside a reply whatever it says: all that follows from request and policy alone, worked out once for both.

A request is checked again and again: by the replier draft after draft, by streams sentence after sentence, by repairs.
What is known of it lives as long as the request object and is found by the object itself, never by what it says.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, TypeVar

from guarded_reply.policy import Policy
from guarded_reply.request import ReplyRequest

Value = TypeVar("Value")


class Beside:
    """The memory of one request under one policy: values by the name of what worked them out, and how often it was checked."""

    __slots__ = ("checks", "gates", "policy", "values")

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self.values: dict[Any, Any] = {}
        self.checks = 0
        self.gates: Any = None


_known: dict[int, tuple[weakref.ref[ReplyRequest], Beside]] = {}


def beside(request: ReplyRequest, policy: Policy) -> Beside:
    """The memory of this request object under this policy; requests cannot be changed, so it never goes stale."""
    key = id(request)
    entry = _known.get(key)
    if entry is not None and entry[0]() is request and entry[1].policy is policy:
        return entry[1]
    fresh = Beside(policy)

    def drop(gone: weakref.ref[ReplyRequest]) -> None:
        current = _known.get(key)
        if current is not None and current[0] is gone:
            del _known[key]

    _known[key] = (weakref.ref(request, drop), fresh)
    return fresh


def known(memory: Beside, work_out: Callable[[], Value], *key: object) -> Value:
    """The value under ``key``, worked out when first asked for; what raises is not remembered."""
    values = memory.values
    if key in values:
        return values[key]
    values[key] = value = work_out()
    return value
