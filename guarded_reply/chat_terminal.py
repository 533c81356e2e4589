"""A conversation in the terminal: each reply with its status, findings and proofs."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.table import Table

from guarded_reply.errors import RequestError
from guarded_reply.replier import Replier
from guarded_reply.reply import Reply

_COLOURS = {"accepted": "green", "repaired": "yellow", "fallback": "yellow", "handoff": "magenta"}


def converse(replier: Replier, request: dict[str, Any], console: Console) -> None:
    """Read customer lines until an empty one or end of input, and answer each."""
    conversation: list[dict[str, str]] = list(request.get("conversation", []))
    console.print("输入顾客的话,回车发送;空行结束。(Type as the customer; an empty line ends.)", style="dim")
    while True:
        try:
            line = console.input("[bold cyan]顾客> [/]")
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if not line.strip():
            return
        said = [*conversation, {"role": "customer", "text": line}]
        try:
            reply = replier.reply({**request, "conversation": said, "trigger": "customer_message"})
        except RequestError as error:
            console.print(f"[red]{error}[/]", highlight=False)
            continue
        conversation = [*said, *({"role": "agent", "text": segment} for segment in reply.segments)]
        show(reply, console)


def show(reply: Reply, console: Console) -> None:
    """Print a reply with its status, proofs and findings."""
    for segment in reply.segments:
        console.print("[bold green]客服> [/]", end="")
        console.print(segment, highlight=False, markup=False)
    colour = _COLOURS[reply.status]
    note = f" · 转人工:{reply.handoff.message}" if reply.handoff is not None else ""
    console.print(f"[{colour}]{reply.status}[/] · {reply.stage} · {reply.trace.model} · {reply.trace.latency_ms:.1f} ms{note}", style="dim", highlight=False)
    if reply.claims:
        table = Table(box=None, pad_edge=False, header_style="dim")
        for column in ("claim", "text", "value", "supported by"):
            table.add_column(column, overflow="fold")
        for claim in reply.claims:
            table.add_row(claim.kind, claim.text, claim.value, claim.supported_by or "-")
        console.print(table)
    for finding in reply.findings:
        console.print(f"[yellow]{finding.severity}[/] {finding.rule}: {finding.text} {finding.message}", highlight=False)
