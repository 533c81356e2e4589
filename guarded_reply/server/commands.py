"""The service's commands: serve, keys. What they need is imported when they run."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from guarded_reply.errors import UsageError

if TYPE_CHECKING:
    from guarded_reply.server.keys import Scope

keys_app = typer.Typer(no_args_is_help=True, help="API keys of the service.")
KeyFile = Annotated[Path, typer.Option("--keys", help="Key file.", envvar="GUARDED_REPLY_KEYS")]


class WhenStoreFails(StrEnum):
    """What becomes of a reply that cannot be recorded."""

    REFUSE = "refuse"
    HANDOFF = "handoff"


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; without --keys loopback only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8000,
    database: Annotated[str | None, typer.Option("--database", envvar="GUARDED_REPLY_DATABASE", help="SQLite file or SQLAlchemy URL to record to; else a bounded record in memory.")] = None,
    database_file: Annotated[Path | None, typer.Option("--database-file", help="File that holds the URL, so that its password stands in no command line.")] = None,
    keys: Annotated[str | None, typer.Option("--keys", envvar="GUARDED_REPLY_KEYS", help="Key file; with it every call needs a key.")] = None,
    demo: Annotated[bool, typer.Option("--demo", help="With sample conversations for the console.")] = False,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes; more than one need --database.")] = 1,
    when_store_fails: Annotated[WhenStoreFails, typer.Option("--when-store-fails", help="refuse: 503; handoff: a holding message.")] = WhenStoreFails.REFUSE,
    rate: Annotated[int, typer.Option("--rate", min=0, help="Requests a minute for each key that sets none; 0 is no limit.")] = 600,
    max_body: Annotated[int, typer.Option("--max-body", min=1000, help="Longest body, in bytes.")] = 1_000_000,
    drain: Annotated[int, typer.Option("--drain", min=0, help="Seconds to finish what is under way when told to stop.")] = 30,
    drain_delay: Annotated[float, typer.Option("--drain-delay", min=0, help="Seconds to go on answering, already unready, so that a load balancer notices.")] = 0.0,
    log_level: Annotated[str, typer.Option("--log-level", help="debug, info, warning or error.")] = "info",
    access_log: Annotated[bool, typer.Option("--access-log/--no-access-log", help="A line for each request.")] = True,
    model: Annotated[str | None, typer.Option("--model", help="playbook (the default), or a model that --base-url serves.")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", envvar="OPENAI_BASE_URL", help="OpenAI-compatible endpoint.")] = None,
    config: Annotated[str | None, typer.Option("--config", help="File of a chain of models, instead of --model.")] = None,
    deadline: Annotated[float | None, typer.Option("--deadline", help="Seconds for the whole call (default 8).")] = None,
    policy: Annotated[str | None, typer.Option("--policy", envvar="GUARDED_REPLY_POLICY", help="Policy file, read again when it changes.")] = None,
) -> None:
    """Serve HTTP: replies, checks, OpenAI's API, MCP, console. Stops gracefully on SIGTERM."""
    from guarded_reply.server.settings import Settings

    if database_file is not None:
        if database is not None:
            raise UsageError("give either --database or --database-file")
        database = database_file.read_text("utf-8").strip()
    settings = Settings(
        host=host, port=port, database=database, policy=policy, model=model, base_url=base_url, config=config, deadline=deadline, keys=keys, demo=demo, workers=workers,
        when_store_fails=when_store_fails.value, max_body=max_body, drain=drain, drain_delay=drain_delay, rate=rate, log_level=log_level, access_log=access_log,
    )  # fmt: skip
    need("fastapi", "uvicorn", "structlog", "prometheus_client", "limits", extra="server")
    from guarded_reply.server.app import check_setup
    from guarded_reply.server.run import serve as run

    check_setup(settings)
    raise typer.Exit(run(settings))


def mcp(
    database: Annotated[str | None, typer.Option("--database", envvar="GUARDED_REPLY_DATABASE", help="Record the drafts; else in memory.")] = None,
    model: Annotated[str | None, typer.Option("--model", help="playbook (the default), or a model that --base-url serves.")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", envvar="OPENAI_BASE_URL", help="OpenAI-compatible endpoint.")] = None,
    config: Annotated[str | None, typer.Option("--config", help="File of a chain of models, instead of --model.")] = None,
    deadline: Annotated[float | None, typer.Option("--deadline", help="Seconds for the whole call (default 8).")] = None,
    policy: Annotated[str | None, typer.Option("--policy", envvar="GUARDED_REPLY_POLICY", help="Policy file.")] = None,
) -> None:
    """Speak MCP over standard input and output: draft_reply, check_reply, quote_shipping, explain_rule."""
    need("mcp", "fastapi", extra="mcp")
    from guarded_reply.server.app import service_for
    from guarded_reply.server.logs import set_up
    from guarded_reply.server.mcp_tools import tools_of
    from guarded_reply.server.settings import Settings

    set_up("warning")
    service = service_for(Settings(database=database, policy=policy, model=model, base_url=base_url, config=config, deadline=deadline))
    tools_of(service).run("stdio")


def need(*modules: str, extra: str) -> None:
    """Raises UsageError that names the extra when a module is not installed."""
    from importlib.util import find_spec

    if any(find_spec(module) is None for module in modules):
        raise UsageError(f"this needs the extra: pip install 'guarded-reply[{extra}]'")


@keys_app.command("add")
def keys_add(
    file: KeyFile,
    name: Annotated[str, typer.Option("--name", help="Whose key it is.")],
    scope: Annotated[list[str], typer.Option("--scope", help="draft, check, review or admin; may be given several times.")],
    shop: Annotated[list[str] | None, typer.Option("--shop", help="Shop that the key may see and speak for; several times; left out: every shop.")] = None,
    rate: Annotated[int | None, typer.Option("--rate", min=1, help="Requests a minute.")] = None,
) -> None:
    """Make a key, print it once, keep its hash."""
    need("fastapi", extra="server")
    from guarded_reply.server.keys import SCOPES, new_key, read_keys, write_keys

    scopes: list[Scope] = [known for known in SCOPES if known in scope]
    unknown = sorted(set(scope) - set(SCOPES))
    if unknown:
        raise UsageError(f"scope: no such scope: {unknown[0]}; known: {', '.join(SCOPES)}")
    entries = read_keys(file) if file.exists() else ()
    key, entry = new_key(name, scopes, shop or (), rate)
    write_keys(file, (*entries, entry))
    sys.stdout.write(key + "\n")


@keys_app.command("list")
def keys_list(file: KeyFile) -> None:
    """The keys of a file: id, name, scopes, shops."""
    need("fastapi", extra="server")
    from guarded_reply.server.keys import read_keys

    for entry in read_keys(file):
        sys.stdout.write(f"{entry.id}  {entry.name}  {','.join(entry.scopes)}  {','.join(entry.shops) or '*'}\n")


@keys_app.command("remove")
def keys_remove(file: KeyFile, key_id: Annotated[str, typer.Argument(help="The key's id.")]) -> None:
    """Take a key out; running servers notice within a second or two."""
    need("fastapi", extra="server")
    from guarded_reply.server.keys import read_keys, write_keys

    entries = read_keys(file)
    kept = [entry for entry in entries if entry.id != key_id]
    if len(kept) == len(entries):
        raise UsageError(f"{file}: no key {key_id}")
    write_keys(file, kept)
