"""Where replies are recorded: what every store does, and the one in memory that a demo uses."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from guarded_reply.errors import GuardedReplyError
from guarded_reply.server.records import GENESIS, Event, Record, Stored, chain_hash, hash_of, now_text

Shops = Collection[str] | None
"""Whose records may be read; None is everybody's."""
State = Literal["open", "answered", "taken_over"]


class StoreDown(GuardedReplyError):
    """The database cannot be reached or did not take the record."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation as the desk sees it; ``request`` is a ReplyRequest as JSON data."""

    id: str
    title: str
    shop: str
    version: int
    state: State
    request: dict[str, Any]
    updated_at: str

    def changed(self, request: dict[str, Any], state: State) -> Conversation:
        """The next version."""
        return replace(self, request=request, state=state, version=self.version + 1, updated_at=now_text())

    def as_dict(self) -> dict[str, Any]:
        """As the API shows it."""
        return {"id": self.id, "title": self.title, "version": self.version, "request": self.request, "state": self.state, "shop": self.shop, "updated_at": self.updated_at}

    def summary(self) -> dict[str, Any]:
        """As it stands in a list."""
        messages: list[dict[str, Any]] = self.request.get("conversation") or []
        last = {"role": messages[-1]["role"], "text": messages[-1]["text"]} if messages else None
        return {"id": self.id, "title": self.title, "shop": self.shop, "updated_at": self.updated_at, "version": self.version, "last": last, "state": self.state}


@dataclass(frozen=True, slots=True)
class Held:
    """What is known of an idempotency key: free for us (``new``), somebody's at work, or done with an answer."""

    state: Literal["new", "busy", "done", "other"]
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One reply for the figures."""

    at: str
    status: str
    latency_ms: float
    rules: tuple[str, ...]


class Store(Protocol):
    """Append-only. Every method raises StoreDown when the database is."""

    durable: bool

    async def append(self, event: Event) -> Stored:
        """Record an event; when this returns it is safe."""
        ...

    async def record(self, reply_id: str, shops: Shops) -> Record | None:
        """A reply and what was said about it since; None when it is not there or another shop's."""
        ...

    async def records(self, shops: Shops, limit: int, before: int | None) -> list[Record]:
        """The latest replies, newest first, from before a place in the chain."""
        ...

    async def figures(self, shops: Shops, since: datetime) -> list[Figure]:
        """Replies since a time."""
        ...

    async def hold(self, owner: str, key: str, body_hash: str) -> Held:
        """Take an idempotency key, or learn what became of it."""
        ...

    async def settle(self, owner: str, key: str, answer: str | None) -> None:
        """Keep the answer of a held key; None lets it go, for nothing was answered."""
        ...

    async def conversations(self, shops: Shops) -> list[Conversation]:
        """All conversations, the latest first."""
        ...

    async def conversation(self, conversation_id: str, shops: Shops) -> Conversation | None:
        """One conversation, or None."""
        ...

    async def put(self, conversation: Conversation) -> bool:
        """Write the next version of a conversation (or its first); False when another was faster."""
        ...

    async def ready(self) -> bool:
        """Whether a record could be made now."""
        ...

    async def close(self) -> None:
        """Finish what is under way."""
        ...


HOLD_SECONDS = 120
"""After this an idempotency key that was never settled is free again: its worker has died."""
KEEP_SECONDS = 86_400
"""How long an answer is kept for its idempotency key."""


@dataclass(slots=True)
class _HeldKey:
    body_hash: str
    at: float
    answer: str | None = None


@dataclass(slots=True)
class MemoryStore:
    """Keeps the last ``size`` events in this process; for demos and tests."""

    size: int = 5_000
    durable: bool = False
    _events: deque[Stored] = field(default_factory=deque[Stored])
    _by_reply: dict[str, list[Stored]] = field(default_factory=dict[str, list[Stored]])
    _conversations: dict[str, Conversation] = field(default_factory=dict[str, Conversation])
    _held: OrderedDict[tuple[str, str], _HeldKey] = field(default_factory=OrderedDict[tuple[str, str], _HeldKey])
    _seq: int = 0
    _last: str = GENESIS
    _lock: threading.Lock = field(default_factory=threading.Lock)

    async def append(self, event: Event) -> Stored:
        """Record an event."""
        with self._lock:
            self._seq += 1
            columns = {
                "seq": self._seq, "kind": event.kind, "reply_id": event.reply_id, "shop": event.shop, "at": event.at, "status": event.status,
                "latency_ms": event.latency_ms, "rules": ",".join(event.rules) or None,
            }  # fmt: skip
            self._last = chain_hash(self._last, columns, hash_of(event.content))
            stored = Stored(self._seq, event.kind, event.reply_id, event.shop, event.at, event.payload, self._last, event.status, event.latency_ms, event.rules)
            self._events.append(stored)
            self._by_reply.setdefault(event.reply_id, []).append(stored)
            if len(self._events) > self.size:
                self._forget(self._events.popleft())
        return stored

    def _forget(self, oldest: Stored) -> None:
        rest = [event for event in self._by_reply.get(oldest.reply_id, ()) if event is not oldest]
        if rest:
            self._by_reply[oldest.reply_id] = rest
        else:
            self._by_reply.pop(oldest.reply_id, None)

    async def record(self, reply_id: str, shops: Shops) -> Record | None:
        """A reply and what was said about it since."""
        events = self._by_reply.get(reply_id, [])
        reply = next((event for event in events if event.kind == "reply"), None)
        if reply is None or not (shops is None or reply.shop in shops):
            return None
        return Record(reply, tuple(event for event in events if event is not reply))

    async def records(self, shops: Shops, limit: int, before: int | None) -> list[Record]:
        """The latest replies, newest first."""
        found: list[Record] = []
        for event in reversed(self._events):
            if event.kind == "reply" and (before is None or event.seq < before) and (shops is None or event.shop in shops):
                found.append(Record(event, tuple(other for other in self._by_reply[event.reply_id] if other is not event)))
                if len(found) >= limit:
                    break
        return found

    async def figures(self, shops: Shops, since: datetime) -> list[Figure]:
        """Replies since a time."""
        start = since.astimezone(UTC).isoformat(timespec="milliseconds")
        return [
            Figure(event.at, event.status or "", event.latency_ms or 0.0, event.rules)
            for event in self._events
            if event.kind == "reply" and event.at >= start and (shops is None or event.shop in shops)
        ]

    async def hold(self, owner: str, key: str, body_hash: str) -> Held:
        """Take an idempotency key, or learn what became of it."""
        now = datetime.now(UTC).timestamp()
        with self._lock:
            while self._held and next(iter(self._held.values())).at < now - KEEP_SECONDS or len(self._held) > self.size:
                self._held.popitem(last=False)
            known = self._held.get((owner, key))
            if known is not None and known.answer is None and known.at < now - HOLD_SECONDS:
                known = None
            if known is None:
                self._held[(owner, key)] = _HeldKey(body_hash, now)
                return Held("new")
        if known.body_hash != body_hash:
            return Held("other")
        return Held("busy") if known.answer is None else Held("done", known.answer)

    async def settle(self, owner: str, key: str, answer: str | None) -> None:
        """Keep the answer of a held key, or let it go."""
        with self._lock:
            known = self._held.get((owner, key))
            if answer is None:
                self._held.pop((owner, key), None)
            elif known is not None:
                known.answer = answer

    async def conversations(self, shops: Shops) -> list[Conversation]:
        """All conversations, the latest first."""
        visible = [found for found in self._conversations.values() if shops is None or found.shop in shops]
        return sorted(visible, key=lambda found: found.updated_at, reverse=True)

    async def conversation(self, conversation_id: str, shops: Shops) -> Conversation | None:
        """One conversation, or None."""
        found = self._conversations.get(conversation_id)
        return found if found is not None and (shops is None or found.shop in shops) else None

    async def put(self, conversation: Conversation) -> bool:
        """Write the next version of a conversation."""
        with self._lock:
            known = self._conversations.get(conversation.id)
            if conversation.version != (1 if known is None else known.version + 1):
                return False
            self._conversations[conversation.id] = conversation
        return True

    async def ready(self) -> bool:
        """Memory always is."""
        return True

    async def close(self) -> None:
        """Nothing is under way."""
