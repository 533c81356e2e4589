"""What leaves the record as JSON lines: whole records, eval cases, outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from guarded_reply.server.records import Record
from guarded_reply.server.reviews import case_of


def whole(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """Every record."""
    for record in records:
        yield record.as_dict()


def cases(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """Replies that a person let through as they were or edited, as lines of a guard set."""
    for record in records:
        verdicts = [event.payload["verdict"] for event in record.later if event.kind == "review" and event.payload is not None]
        if record.reply.payload is not None and verdicts and verdicts[-1] in ("accepted", "edited"):
            yield case_of(record)


def outcomes(records: Iterable[Record]) -> Iterator[dict[str, Any]]:
    """What became of replies, as ``eval outcomes`` reads it."""
    for record in records:
        payload = record.reply.payload
        for event in record.later:
            if event.kind == "feedback" and event.payload is not None and payload is not None:
                yield {
                    "id": record.reply.reply_id, "prompt_version": payload["versions"]["prompt"], "kind": payload["reply"]["stage"],
                    "outcome": event.payload["outcome"], "happened": event.payload["happened"], "at": event.at,
                }  # fmt: skip
