"""The record in a database, without asyncio: appended in one chain, read, purged, verified. Raises StoreDown when it cannot be reached."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, cast

from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Row, Select, delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from guarded_reply.server.records import GENESIS, Event, Kind, Record, Stored, chain_hash, hash_of, other_event
from guarded_reply.server.store import HOLD_SECONDS, KEEP_SECONDS, Conversation, Figure, Held, Shops, State, StoreDown
from guarded_reply.server.tables import WRITING, conversations, engine_for, events, idempotency

_LOCK = 7_203_411_905  # any number: the advisory lock that keeps PostgreSQL's chain single-file
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found: how many events, the last hash, and the first that does not fit (None when all do)."""

    count: int
    head: str
    purged: int
    problem: str | None = None
    seen_anchor: bool = True


class Ledger:
    """One database. Safe to share between threads; several processes may write."""

    def __init__(self, url: str) -> None:
        self.engine = engine_for(url)
        self._postgres = self.engine.dialect.name == "postgresql"

    def migrate(self) -> None:
        """Bring the tables up to date; processes that start together wait for each other."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(files("guarded_reply.server") / "migrations"))
        with self._writing() as connection:
            self._lock(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def ping(self) -> None:
        """Raises StoreDown when nothing can be recorded now."""
        with self._reading() as connection:
            connection.execute(select(func.max(events.c.seq)))

    def close(self) -> None:
        """Let the connections go."""
        self.engine.dispose()

    # -- the chain -----------------------------------------------------------------------------------------------------
    def append(self, batch: Sequence[Event]) -> list[Stored]:
        """Add events in one transaction; when this returns they are on disk."""
        with self._writing() as connection:
            self._lock(connection)
            return self._append(connection, batch)

    def _append(self, connection: Connection, batch: Sequence[Event]) -> list[Stored]:
        last = connection.execute(select(events.c.seq, events.c.hash).order_by(events.c.seq.desc()).limit(1)).first()
        seq, previous = (last.seq, last.hash) if last is not None else (0, GENESIS)
        rows: list[dict[str, Any]] = []
        stored: list[Stored] = []
        for event in batch:
            seq += 1
            content = event.content
            row: dict[str, Any] = {
                "seq": seq, "kind": event.kind, "reply_id": event.reply_id, "shop": event.shop, "at": event.at, "status": event.status,
                "latency_ms": event.latency_ms, "rules": ",".join(event.rules) or None,
            }  # fmt: skip
            digest = hash_of(content)
            previous = chain_hash(previous, row, digest)
            rows.append({**row, "content": content, "content_hash": digest, "hash": previous})
            stored.append(Stored(seq, event.kind, event.reply_id, event.shop, event.at, event.payload, previous, event.status, event.latency_ms, event.rules))
        connection.execute(insert(events), rows)
        return stored

    def verify(self, anchor: str | None = None) -> Verdict:
        """Recompute the whole chain; ``anchor`` is a hash noted earlier, which must still be in it."""
        count, purged, previous, seen = 0, 0, GENESIS, anchor is None
        for row in self._all_rows():
            count += 1
            columns = {name: getattr(row, name) for name in events.c.keys()}  # noqa: SIM118 -- a ColumnCollection iterates over columns
            if row.seq != count:
                return Verdict(count - 1, previous, purged, f"event {count} is missing", seen)
            if row.content is None:
                purged += 1
            elif hash_of(row.content) != row.content_hash:
                return Verdict(count - 1, previous, purged, f"event {count} ({row.kind} of {row.reply_id}): its content was changed", seen)
            if chain_hash(previous, columns, row.content_hash) != row.hash:
                return Verdict(count - 1, previous, purged, f"event {count} ({row.kind} of {row.reply_id}): it or one before it was changed", seen)
            previous = row.hash
            seen = seen or row.hash == anchor
        return Verdict(count, previous, purged, None if seen else "the hash noted earlier is not in the record: its end was cut off", seen)

    def purge(self, before: datetime) -> int:
        """Empty the content of events from before a time, and drop conversations not touched since; the purge itself is recorded."""
        limit = before.astimezone(UTC).isoformat(timespec="milliseconds")
        with self._writing() as connection:
            self._lock(connection)
            old = (events.c.at < limit) & events.c.content.is_not(None) & (events.c.kind != "purge")
            emptied = connection.execute(update(events).where(old).values(content=None)).rowcount
            connection.execute(delete(conversations).where(conversations.c.updated_at < limit))
            connection.execute(delete(idempotency).where(idempotency.c.at < before.timestamp()))
            if emptied:
                self._append(connection, [other_event("purge", "purge", "", {"before": limit, "emptied": emptied})])
        return emptied

    # -- reading -------------------------------------------------------------------------------------------------------
    def record(self, reply_id: str, shops: Shops) -> Record | None:
        """A reply and what was said about it since."""
        with self._reading() as connection:
            rows = connection.execute(select(events).where(events.c.reply_id == reply_id).order_by(events.c.seq)).all()
        found = [_stored(row) for row in rows]
        reply = next((event for event in found if event.kind == "reply"), None)
        if reply is None or not (shops is None or reply.shop in shops):
            return None
        return Record(reply, tuple(event for event in found if event is not reply))

    def records(self, shops: Shops, limit: int, before: int | None) -> list[Record]:
        """The latest replies, newest first."""
        wanted = select(events).where(events.c.kind == "reply").order_by(events.c.seq.desc()).limit(limit)
        if before is not None:
            wanted = wanted.where(events.c.seq < before)
        with self._reading() as connection:
            replies = [_stored(row) for row in connection.execute(_of_shops(wanted, shops)).all()]
            ids = [reply.reply_id for reply in replies]
            rows: Sequence[Row[Any]] = connection.execute(select(events).where(events.c.reply_id.in_(ids), events.c.kind != "reply").order_by(events.c.seq)).all() if ids else ()
        later: dict[str, list[Stored]] = {}
        for row in rows:
            later.setdefault(row.reply_id, []).append(_stored(row))
        return [Record(reply, tuple(later.get(reply.reply_id, ()))) for reply in replies]

    def all_records(self, shops: Shops, since: str | None = None, until: str | None = None) -> Iterator[Record]:
        """Every reply, newest first, a page at a time; times are ISO 8601 in UTC."""
        before: int | None = None
        while page := self.records(shops, _PAGE, before):
            for record in page:
                if (since is None or record.reply.at >= since) and (until is None or record.reply.at < until):
                    yield record
            if since is not None and page[-1].reply.at < since:
                return
            before = page[-1].reply.seq

    def figures(self, shops: Shops, since: datetime) -> list[Figure]:
        """Replies since a time."""
        start = since.astimezone(UTC).isoformat(timespec="milliseconds")
        wanted = select(events.c.at, events.c.status, events.c.latency_ms, events.c.rules).where(events.c.kind == "reply", events.c.at >= start)
        with self._reading() as connection:
            rows = connection.execute(_of_shops(wanted, shops)).all()
        return [Figure(row.at, row.status or "", row.latency_ms or 0.0, tuple((row.rules or "").split(",")) if row.rules else ()) for row in rows]

    def _all_rows(self) -> Iterator[Row[Any]]:
        last = 0
        while True:
            with self._reading() as connection:
                rows = connection.execute(select(events).where(events.c.seq > last).order_by(events.c.seq).limit(_PAGE)).all()
            if not rows:
                return
            yield from rows
            last = rows[-1].seq

    # -- idempotency ---------------------------------------------------------------------------------------------------
    def hold(self, owner: str, key: str, body_hash: str) -> Held:
        """Take a key, or learn what became of it."""
        now = time.time()
        mine = (idempotency.c.owner == owner) & (idempotency.c.key == key)
        try:
            with self._writing() as connection:
                dead = idempotency.c.answer.is_(None) & (idempotency.c.at < now - HOLD_SECONDS)
                connection.execute(delete(idempotency).where(mine & (dead | (idempotency.c.at < now - KEEP_SECONDS))))
                connection.execute(insert(idempotency), [{"owner": owner, "key": key, "body_hash": body_hash, "at": now}])
            return Held("new")
        except _Taken:
            with self._reading() as connection:
                known = connection.execute(select(idempotency).where(mine)).first()
        if known is None:
            return Held("busy")  # let go this moment; the caller comes back
        if known.body_hash != body_hash:
            return Held("other")
        return Held("busy") if known.answer is None else Held("done", known.answer)

    def settle(self, owner: str, key: str, answer: str | None) -> None:
        """Keep the answer of a held key, or let it go."""
        mine = (idempotency.c.owner == owner) & (idempotency.c.key == key)
        with self._writing() as connection:
            connection.execute(delete(idempotency).where(mine) if answer is None else update(idempotency).where(mine).values(answer=answer))

    # -- conversations -------------------------------------------------------------------------------------------------
    def conversations(self, shops: Shops) -> list[Conversation]:
        """The latest 500."""
        wanted = select(conversations).order_by(conversations.c.updated_at.desc()).limit(_PAGE)
        if shops is not None:
            wanted = wanted.where(conversations.c.shop.in_(sorted(shops)))
        with self._reading() as connection:
            return [_conversation(row) for row in connection.execute(wanted).all()]

    def conversation(self, conversation_id: str, shops: Shops) -> Conversation | None:
        """One conversation, or None."""
        with self._reading() as connection:
            row = connection.execute(select(conversations).where(conversations.c.id == conversation_id)).first()
        found = _conversation(row) if row is not None else None
        return found if found is not None and (shops is None or found.shop in shops) else None

    def put(self, changed: Conversation) -> bool:
        """Write the next version; False when another was faster."""
        values = {"title": changed.title, "shop": changed.shop, "version": changed.version, "state": changed.state, "request": to_json(changed.request).decode(), "updated_at": changed.updated_at}
        try:
            with self._writing() as connection:
                if changed.version == 1:
                    connection.execute(insert(conversations), [{"id": changed.id, **values}])
                    return True
                known = (conversations.c.id == changed.id) & (conversations.c.version == changed.version - 1)
                return connection.execute(update(conversations).where(known).values(**values)).rowcount == 1
        except _Taken:
            return False

    # -- connections ---------------------------------------------------------------------------------------------------
    @contextmanager
    def _reading(self) -> Generator[Connection]:
        try:
            with self.engine.connect() as connection:
                yield connection
        except (SQLAlchemyError, OSError) as error:
            raise StoreDown(f"database: {_line(error)}") from None

    @contextmanager
    def _writing(self) -> Generator[Connection]:
        try:
            with self.engine.connect().execution_options(**WRITING) as connection, connection.begin():
                yield connection
        except IntegrityError:
            raise _Taken from None
        except (SQLAlchemyError, OSError) as error:
            raise StoreDown(f"database: {_line(error)}") from None

    def _lock(self, connection: Connection) -> None:
        if self._postgres:
            connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})


class _Taken(Exception):
    """A row with this key exists."""


def _of_shops(wanted: Select[*tuple[Any, ...]], shops: Shops) -> Select[*tuple[Any, ...]]:
    return wanted if shops is None else wanted.where(events.c.shop.in_(sorted(shops)))


def _stored(row: Row[Any]) -> Stored:
    payload = from_json(row.content) if row.content is not None else None
    return Stored(row.seq, cast("Kind", row.kind), row.reply_id, row.shop, row.at, payload, row.hash, row.status, row.latency_ms, tuple(row.rules.split(",")) if row.rules else ())


def _conversation(row: Row[Any]) -> Conversation:
    return Conversation(row.id, row.title, row.shop, row.version, cast("State", row.state), from_json(row.request), row.updated_at)


def _line(error: BaseException) -> str:
    """The kind of trouble; a driver's own words may carry addresses and values."""
    original = getattr(error, "orig", None)
    return f"{type(error).__name__}{f' ({type(original).__name__})' if original is not None else ''}"
