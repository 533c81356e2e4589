"""Replies of a language model that a shop can let out of the door unread.

Everything is imported on first use, so that ``import guarded_reply`` stays cheap.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from guarded_reply.conversations import Conversations
    from guarded_reply.errors import (
        AmbiguousPlace,
        GuardedReplyError,
        ModelError,
        NotServed,
        PolicyError,
        QuoteError,
        RecordingError,
        RequestError,
        UnknownCarrier,
        UnknownPlace,
        UnknownWeight,
        UsageError,
    )
    from guarded_reply.guard import check
    from guarded_reply.policy import Policy, Quote, load_policy, quote_shipping
    from guarded_reply.replier import Replier
    from guarded_reply.reply import Claim, Finding, Reply, Report, Trace
    from guarded_reply.request import ReplyRequest

__version__ = "0.1.0"
__all__ = [
    "AmbiguousPlace", "Claim", "Conversations", "Finding", "GuardedReplyError", "ModelError", "NotServed", "Policy", "PolicyError", "Quote", "QuoteError",
    "RecordingError", "Replier", "Reply", "ReplyRequest", "Report", "RequestError", "Trace", "UnknownCarrier", "UnknownPlace", "UnknownWeight", "UsageError",
    "check", "load_policy", "quote_shipping",
]  # fmt: skip
_HOMES = {
    "guard": ("check",), "policy": ("Policy", "Quote", "load_policy", "quote_shipping"), "replier": ("Replier",), "conversations": ("Conversations",),
    "reply": ("Claim", "Finding", "Reply", "Report", "Trace"), "request": ("ReplyRequest",),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME_OF.get(name, 'errors')}"), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
