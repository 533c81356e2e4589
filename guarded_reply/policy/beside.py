"""What stands beside a reply whatever it says: all that follows from request and policy alone, worked out once for both.

A request is checked again and again: by the replier draft after draft, by streams sentence after sentence, by repairs.
What is known of it lives as long as the request object and is found by the object itself, never by what it says.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, TypeVar

from guarded_reply.policy.model import Policy
from guarded_reply.request import ReplyRequest

Value = TypeVar("Value")
_MOST = 1000


class Beside:
    """The memory of one request under one policy (None: under any): values by what worked them out, and the checks so far."""

    __slots__ = ("checks", "gates", "policy", "values")

    def __init__(self, policy: Policy | None) -> None:
        self.policy = policy
        self.values: dict[Any, Any] = {}
        self.checks = 0
        self.gates: Any = None


_known: dict[int, tuple[weakref.ref[ReplyRequest], dict[int, Beside]]] = {}


def beside(request: ReplyRequest, policy: Policy | None) -> Beside:
    """The memory of this request object under this policy; requests are frozen, so it never goes stale."""
    key = id(request)
    entry = _known.get(key)
    if entry is None or entry[0]() is not request:

        def drop(gone: weakref.ref[ReplyRequest]) -> None:
            current = _known.get(key)
            if current is not None and current[0] is gone:
                del _known[key]

        entry = _known[key] = (weakref.ref(request, drop), {})
    memory = entry[1].get(id(policy))
    if memory is None or memory.policy is not policy:
        memory = entry[1][id(policy)] = Beside(policy)
    return memory


def known(memory: Beside, key: Any, work_out: Callable[[], Value]) -> Value:
    """The value under ``key``, worked out when first asked for; what raises is not remembered."""
    values = memory.values
    if key in values:
        return values[key]
    if len(values) > _MOST:
        values.clear()
    values[key] = value = work_out()
    return value
