"""The record in a database, for asyncio: events of one moment share a transaction; nothing returns before it is on disk."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from guarded_reply.server.ledger import Ledger
from guarded_reply.server.records import Event, Record, Stored
from guarded_reply.server.store import Conversation, Figure, Held, Shops, StoreDown

T = TypeVar("T")
_BATCH = 256
_PATIENCE = 10.0  # seconds; a database that hangs is as good as down


class _Item:
    """An event on its way, and who waits for it."""

    __slots__ = ("event", "future", "loop")

    def __init__(self, event: Event) -> None:
        self.event = event
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[Stored] = self.loop.create_future()


class SqlStore:
    """A Store over a Ledger; one thread writes, for the chain is single-file anyway."""

    durable = True

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._waiting: queue.SimpleQueue[_Item | None] = queue.SimpleQueue()
        self._closed = False
        self._writer = threading.Thread(target=self._write, name="guarded-reply-record", daemon=True)
        self._writer.start()

    async def append(self, event: Event) -> Stored:
        """Record an event."""
        if self._closed:
            raise StoreDown("the record is closed")
        item = _Item(event)
        self._waiting.put(item)
        try:
            return await asyncio.wait_for(asyncio.shield(item.future), _PATIENCE)
        except TimeoutError:
            raise StoreDown("database: no answer in time") from None

    def _write(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch, last = [first], False
            while len(batch) < _BATCH and not self._waiting.empty():
                item = self._waiting.get()
                if item is None:
                    last = True
                    break
                batch.append(item)
            self._write_batch(batch)
            if last:
                return

    def _write_batch(self, batch: list[_Item]) -> None:
        try:
            stored = self.ledger.append([item.event for item in batch])
        except Exception as error:  # noqa: BLE001 -- whoever waits must learn of it, and the writer lives on
            if len(batch) > 1 and not isinstance(error, StoreDown):
                for item in batch:
                    self._write_batch([item])
                return
            down = error if isinstance(error, StoreDown) else StoreDown(f"database: {type(error).__name__}")
            for item in batch:
                _tell(item, lambda item=item: item.future.set_exception(down))
            return
        for item, one in zip(batch, stored, strict=True):
            _tell(item, lambda item=item, one=one: item.future.set_result(one))

    async def record(self, reply_id: str, shops: Shops) -> Record | None:
        """A reply and what was said about it since."""
        return await self._run(lambda: self.ledger.record(reply_id, shops))

    async def records(self, shops: Shops, limit: int, before: int | None) -> list[Record]:
        """The latest replies, newest first."""
        return await self._run(lambda: self.ledger.records(shops, limit, before))

    async def figures(self, shops: Shops, since: datetime) -> list[Figure]:
        """Replies since a time."""
        return await self._run(lambda: self.ledger.figures(shops, since))

    async def hold(self, owner: str, key: str, body_hash: str) -> Held:
        """Take an idempotency key, or learn what became of it."""
        return await self._run(lambda: self.ledger.hold(owner, key, body_hash))

    async def settle(self, owner: str, key: str, answer: str | None) -> None:
        """Keep the answer of a held key, or let it go."""
        await self._run(lambda: self.ledger.settle(owner, key, answer))

    async def conversations(self, shops: Shops) -> list[Conversation]:
        """The latest first."""
        return await self._run(lambda: self.ledger.conversations(shops))

    async def conversation(self, conversation_id: str, shops: Shops) -> Conversation | None:
        """One conversation, or None."""
        return await self._run(lambda: self.ledger.conversation(conversation_id, shops))

    async def put(self, conversation: Conversation) -> bool:
        """Write the next version of a conversation."""
        return await self._run(lambda: self.ledger.put(conversation))

    async def ready(self) -> bool:
        """Whether the database answers."""
        try:
            await self._run(self.ledger.ping)
        except StoreDown:
            return False
        return True

    async def close(self) -> None:
        """Write what is waiting, then let go."""
        self._closed = True
        self._waiting.put(None)
        await asyncio.to_thread(self._writer.join, _PATIENCE)
        self.ledger.close()

    async def _run(self, work: Callable[[], T]) -> T:
        try:
            return await asyncio.wait_for(asyncio.to_thread(work), _PATIENCE)
        except TimeoutError:
            raise StoreDown("database: no answer in time") from None


def _tell(item: _Item, deliver: Callable[[], None]) -> None:
    """Hand the outcome over, unless whoever waited is gone."""

    def on_loop() -> None:
        if not item.future.done():
            deliver()

    try:
        item.loop.call_soon_threadsafe(on_loop)
    except RuntimeError:  # that loop is closed
        return
