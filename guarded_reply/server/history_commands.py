"""The record's commands: show, export, purge, verify. What they need is imported when they run."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any

import typer

from guarded_reply.errors import GuardedReplyError, UsageError

if TYPE_CHECKING:
    from guarded_reply.server.ledger import Ledger
    from guarded_reply.server.records import Record

app = typer.Typer(no_args_is_help=True, help="The record of replies that a server keeps.")
Database = Annotated[str, typer.Option("--database", envvar="GUARDED_REPLY_DATABASE", help="SQLite file or SQLAlchemy URL.")]
ShopOption = Annotated[list[str] | None, typer.Option("--shop", help="Only this shop's; several times.")]
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="UTC.")]


class Form(StrEnum):
    """What is exported: whole records, eval cases of reviewed replies, or outcomes for ``eval outcomes``."""

    RECORDS = "records"
    CASES = "cases"
    OUTCOMES = "outcomes"


@contextmanager
def _ledger(database: str) -> Generator[Ledger]:
    """The record of an existing database; the commands make none."""
    from guarded_reply.server.commands import need

    need("sqlalchemy", "alembic", extra="server")
    from guarded_reply.server.ledger import Ledger
    from guarded_reply.server.settings import Settings
    from guarded_reply.server.store import StoreDown

    url = Settings(database=database).database_url or ""
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///").partition("?")[0]).exists():
        raise UsageError(f"{database}: no such file")
    ledger = Ledger(url)
    try:
        ledger.migrate()
        yield ledger
    except StoreDown as error:
        sys.stderr.write(f"guarded-reply: {error}\n")
        raise typer.Exit(3) from None
    finally:
        ledger.close()


@app.command()
def show(
    database: Database,
    reply_id: Annotated[str | None, typer.Argument(help="A reply's id: the whole record; left out: the latest replies, a line each.")] = None,
    shop: ShopOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000)] = 20,
) -> None:
    """One record, or the latest."""
    from pydantic_core import to_json

    with _ledger(database) as ledger:
        if reply_id is None:
            for record in ledger.records(shop, limit, None):
                sys.stdout.write(_line_of(record) + "\n")
            return
        found = ledger.record(reply_id, shop)
    if found is None:
        raise UsageError(f"no such reply: {reply_id}")
    sys.stdout.write(to_json(found.as_dict(), indent=2).decode() + "\n")


def _line_of(record: Record) -> str:
    stored = record.reply
    text = " / ".join(stored.payload["reply"]["segments"]) if stored.payload is not None else "(purged)"
    return f"{stored.at}  {stored.reply_id}  {stored.status or '':8}  {stored.shop}  {text}"


@app.command()
def export(
    database: Database,
    output: Annotated[str, typer.Option("--output", help="Where to write; - is standard output.")] = "-",
    form: Annotated[Form, typer.Option("--as", help="records; cases: accepted and edited replies as guard cases; outcomes: for eval outcomes.")] = Form.RECORDS,
    since: Day = None,
    until: Day = None,
    shop: ShopOption = None,
) -> None:
    """JSON lines, newest first."""
    from pydantic_core import to_json

    from guarded_reply.server.exports import cases, outcomes, whole

    with _ledger(database) as ledger, _opened(output) as out:
        records = ledger.all_records(shop, _utc(since), _utc(until))
        makers: dict[Form, Any] = {Form.RECORDS: whole, Form.CASES: cases, Form.OUTCOMES: outcomes}
        lines: Iterator[dict[str, Any]] = makers[form](records)
        for line in lines:
            out.write(to_json(line).decode() + "\n")


@app.command()
def purge(
    database: Database,
    older_than: Annotated[int, typer.Option("--older-than", min=0, help="Days.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Empty the content of what is older; hashes stay, so the chain can still be verified."""
    before = datetime.now(UTC) - timedelta(days=older_than)
    if not yes and not typer.confirm(f"Empty every record from before {before:%Y-%m-%d %H:%M} UTC?"):
        raise typer.Exit(1)
    with _ledger(database) as ledger:
        sys.stdout.write(f"{ledger.purge(before)} events emptied\n")


@app.command()
def verify(
    database: Database,
    head: Annotated[str | None, typer.Option("--head", help="A hash noted earlier, which must still be in the record.")] = None,
) -> None:
    """Recompute the chain; exit 1 names the first event that was changed, taken out or cut off."""
    with _ledger(database) as ledger:
        found = ledger.verify(head)
    if found.problem is not None:
        sys.stderr.write(f"guarded-reply: {found.problem}\n")
        raise typer.Exit(1)
    sys.stdout.write(f"{found.count} events, {found.purged} of them purged; head {found.head}\n")


def _utc(moment: datetime | None) -> str | None:
    return moment.replace(tzinfo=UTC).isoformat(timespec="milliseconds") if moment is not None else None


@contextmanager
def _opened(name: str) -> Generator[IO[str]]:
    if name == "-":
        yield sys.stdout
        return
    try:
        with Path(name).open("w", encoding="utf-8") as file:
            yield file
    except OSError as error:
        raise GuardedReplyError(f"{name}: {error.strerror}") from None
