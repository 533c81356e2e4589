"""The tables of the record, and the engine for a database URL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Engine, Float, Index, Integer, MetaData, String, Table, Text, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from guarded_reply.errors import UsageError

metadata = MetaData()

events = Table(
    "events", metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("kind", String(16), nullable=False),
    Column("reply_id", String(64), nullable=False),
    Column("shop", String(200), nullable=False),
    Column("at", String(32), nullable=False),
    Column("status", String(16)),
    Column("latency_ms", Float(53)),
    Column("rules", Text),
    Column("content", Text),  # null once purged
    Column("content_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("events_by_reply", "reply_id", "seq"),
    Index("events_by_kind", "kind", "seq"),
    Index("events_by_shop", "shop", "kind", "seq"),
    Index("events_by_time", "kind", "at"),
)  # fmt: skip

idempotency = Table(
    "idempotency", metadata,
    Column("owner", String(64), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("body_hash", String(64), nullable=False),
    Column("at", Float(53), nullable=False),
    Column("answer", Text),
)  # fmt: skip

conversations = Table(
    "conversations", metadata,
    Column("id", String(64), primary_key=True),
    Column("title", String(200), nullable=False),
    Column("shop", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("request", Text, nullable=False),
    Column("updated_at", String(32), nullable=False),
    Index("conversations_by_time", "updated_at"),
)  # fmt: skip

WRITING = {"writing": True}
"""Execution options of a connection that will write: SQLite then takes its lock at once instead of failing half-way."""


def engine_for(url: str) -> Engine:
    """An engine that fails within seconds when the database is away; raises UsageError for a URL that is none."""
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            return _sqlite(url)
        if parsed.get_backend_name() != "postgresql":
            raise UsageError("database: only SQLite and PostgreSQL are known")
        arguments = {"connect_timeout": 3, "options": "-c statement_timeout=8000 -c lock_timeout=5000", "application_name": "guarded-reply"}
        return create_engine(url, pool_size=8, max_overflow=8, pool_timeout=5, pool_pre_ping=True, pool_recycle=1800, connect_args=arguments)
    except (ArgumentError, NoSuchModuleError) as error:
        raise UsageError(f"database: {str(error).splitlines()[0]}") from None


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": 5, "check_same_thread": False}, pool_size=8, max_overflow=8, pool_timeout=5)

    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # transactions are begun below
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine
