"""Sample conversations of invented shops, so that the console has something to show."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

from guarded_reply.server.store import Conversation


def sample_conversations(now: datetime | None = None) -> list[Conversation]:
    """All samples, moved in time so that the latest was written a moment ago; the first of the file is the latest."""
    data: list[dict[str, Any]] = json.loads((files("guarded_reply.server") / "samples.json").read_text("utf-8"))
    present = now or datetime.now(UTC)
    found: list[Conversation] = []
    for index, sample in enumerate(data):
        at = (present - timedelta(minutes=1 + 7 * index)).isoformat(timespec="milliseconds")
        found.append(Conversation(sample["id"], sample["title"], sample["request"]["shop"]["name"], 1, sample["state"], sample["request"], at))
    return found
