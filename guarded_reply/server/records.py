"""What is kept of a reply: everything needed to say later who was told what and why, without personal data."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from pydantic_core import to_json

from guarded_reply import __version__
from guarded_reply.reply import Finding, Reply, Report
from guarded_reply.request import ReplyRequest
from guarded_reply.server.privacy import masked

Kind = Literal["reply", "segment", "review", "feedback", "send", "purge"]
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the record. ``status``, ``latency_ms`` and ``rules`` stand beside a reply's content, for the figures."""

    kind: Kind
    reply_id: str
    shop: str
    at: str
    payload: dict[str, Any]
    status: str | None = None
    latency_ms: float | None = None
    rules: tuple[str, ...] = ()

    @property
    def content(self) -> str:
        """The payload as it is stored and hashed."""
        return to_json(self.payload).decode()


@dataclass(frozen=True, slots=True)
class Stored:
    """An event in the store: its place in the chain; ``payload`` is None once it was purged."""

    seq: int
    kind: Kind
    reply_id: str
    shop: str
    at: str
    payload: dict[str, Any] | None
    hash: str
    status: str | None = None
    latency_ms: float | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A reply with all that was said about it since."""

    reply: Stored
    later: tuple[Stored, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As the API shows it."""
        events: dict[str, list[dict[str, Any]]] = {"reviews": [], "feedback": [], "sent": []}
        homes = {"review": "reviews", "feedback": "feedback", "send": "sent"}
        for event in self.later:
            if event.kind in homes:
                events[homes[event.kind]].append({"at": event.at, **_public(event.payload)})
        stored = self.reply
        return {"id": stored.reply_id, "shop": stored.shop, "at": stored.at, "seq": stored.seq, "hash": stored.hash, "purged": stored.payload is None, **_public(stored.payload), **events}


def _public(payload: dict[str, Any] | None) -> dict[str, Any]:
    return {key: value for key, value in (payload or {}).items() if key != "salt"}


def chain_hash(previous: str, columns: Mapping[str, Any], content_hash: str) -> str:
    """The hash of an event: over the hash before it, all its own columns, and the hash of its content, which may be purged."""
    own = [columns[name] for name in ("seq", "kind", "reply_id", "shop", "at", "status", "latency_ms", "rules")]
    return hashlib.sha256(to_json([previous, *own, content_hash])).hexdigest()


def hash_of(content: str) -> str:
    """SHA-256 of an event's content."""
    return hashlib.sha256(content.encode()).hexdigest()


def now_text() -> str:
    """The present time, in UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def salted(payload: dict[str, Any]) -> dict[str, Any]:
    """With a number that makes the hash of purged content useless for guessing at it."""
    return {**payload, "salt": secrets.token_hex(16)}


def reply_event(reply: Reply, request: ReplyRequest, shop: str, origin: str, conversation: str | None = None) -> Event:
    """The record of a reply: request, drafts with their findings, proofs, versions, model, tokens, cost."""
    shown = reply_dict(reply)
    trace = shown["trace"]
    drafts = [{**shown_attempt, "text": attempt.text} for shown_attempt, attempt in zip(trace["attempts"], reply.trace.attempts, strict=True)]
    payload: dict[str, Any] = {
        "origin": origin,
        "conversation": conversation,
        "request": request.model_dump(mode="json", exclude_defaults=True) | {"conversation": [message.model_dump(mode="json", exclude_none=True) for message in request.conversation]},
        "reply": shown,
        "drafts": drafts,
        "versions": {"policy": trace["policy_version"], "prompt": trace["prompt_version"], "rules": rules_version(), "package": __version__},
        "model": trace["model"], "usage": trace["usage"], "cost": trace["cost"],
    }  # fmt: skip
    fired = {rule for attempt in reply.trace.attempts for rule in attempt.findings} | {finding.rule for finding in reply.findings}
    return Event("reply", reply.trace.id, shop, now_text(), salted(masked(payload)), reply.status, round(reply.trace.latency_ms, 2), tuple(sorted(fired)))


def other_event(kind: Kind, reply_id: str, shop: str, payload: dict[str, Any]) -> Event:
    """Something said about a reply, or a piece of it that has left."""
    return Event(kind, reply_id, shop, now_text(), salted(masked(payload)))


def reply_dict(reply: Reply) -> dict[str, Any]:
    """A reply as JSON data, with the fixes of its findings."""
    return {**reply.as_dict(), "findings": [finding_dict(finding) for finding in reply.findings]}


def report_dict(report: Report) -> dict[str, Any]:
    """A report as JSON data, with the fixes of its findings."""
    return {**report.as_dict(), "findings": [finding_dict(finding) for finding in report.findings], "policy_version": report.policy_version}


def finding_dict(finding: Finding) -> dict[str, Any]:
    """A finding as JSON data; ``fix`` replaces exactly its characters."""
    shown: dict[str, Any] = {
        "rule": finding.rule, "severity": finding.severity, "start": finding.start, "end": finding.end, "text": finding.text,
        "message": finding.message, "evidence": finding.evidence, "suggestion": finding.suggestion,
    }  # fmt: skip
    if finding.fix is not None:
        shown["fix"] = finding.fix
    if finding.unsure:
        shown["unsure"] = True
    return shown


@lru_cache(maxsize=1)
def rules_version() -> str:
    """A hash over the source of rules, claims and reading: what judged."""
    root = files("guarded_reply")
    digest = hashlib.sha256()
    for folder in ("rules", "claims", "reading"):
        pending = [root / folder]
        sources: list[tuple[str, bytes]] = []
        while pending:
            for entry in pending.pop().iterdir():
                if entry.is_dir() and entry.name != "__pycache__":
                    pending.append(entry)
                elif entry.name.endswith((".py", ".json", ".txt")):
                    sources.append((entry.name, entry.read_bytes()))
        for name, data in sorted(sources):
            digest.update(name.encode() + b"\0" + data)
    return f"sha256:{digest.hexdigest()}"
