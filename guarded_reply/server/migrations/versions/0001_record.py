"""The record: events that can only be added, idempotency keys, conversations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_KEPT = ("seq", "kind", "reply_id", "shop", "at", "content_hash", "hash")
_SQLITE = (
    "CREATE TRIGGER events_stay BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the record can only be added to'); END",
    "CREATE TRIGGER events_unchanged BEFORE UPDATE ON events WHEN NOT (NEW.content IS NULL AND "
    + " AND ".join(f"NEW.{name} = OLD.{name}" for name in _KEPT)
    + " AND NEW.status IS OLD.status AND NEW.latency_ms IS OLD.latency_ms AND NEW.rules IS OLD.rules) BEGIN SELECT RAISE(ABORT, 'the record can only be added to'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION events_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'UPDATE' AND NEW.content IS NULL AND " + " AND ".join(f"NEW.{name} = OLD.{name}" for name in _KEPT) + " AND NEW.status IS NOT DISTINCT FROM OLD.status "
    "AND NEW.latency_ms IS NOT DISTINCT FROM OLD.latency_ms AND NEW.rules IS NOT DISTINCT FROM OLD.rules THEN RETURN NEW; END IF; "
    "RAISE EXCEPTION 'the record can only be added to'; END $$",
    "CREATE TRIGGER events_stay BEFORE DELETE OR UPDATE ON events FOR EACH ROW EXECUTE FUNCTION events_guard()",
    "CREATE TRIGGER events_whole BEFORE TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION events_guard()",
)


def upgrade() -> None:
    """Make the tables, and triggers that let nothing but a purge of content change an event."""
    op.create_table(
        "events",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("reply_id", sa.String(64), nullable=False),
        sa.Column("shop", sa.String(200), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("status", sa.String(16)),
        sa.Column("latency_ms", sa.Float(53)),
        sa.Column("rules", sa.Text),
        sa.Column("content", sa.Text),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("events_by_reply", "events", ["reply_id", "seq"])
    op.create_index("events_by_kind", "events", ["kind", "seq"])
    op.create_index("events_by_shop", "events", ["shop", "kind", "seq"])
    op.create_index("events_by_time", "events", ["kind", "at"])
    op.create_table(
        "idempotency",
        sa.Column("owner", sa.String(64), primary_key=True),
        sa.Column("key", sa.String(200), primary_key=True),
        sa.Column("body_hash", sa.String(64), nullable=False),
        sa.Column("at", sa.Float(53), nullable=False),
        sa.Column("answer", sa.Text),
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("shop", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
    )
    op.create_index("conversations_by_time", "conversations", ["updated_at"])
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """A record is not taken down by a migration."""
    raise RuntimeError("the record is not dropped; remove the database by hand if you mean it")
