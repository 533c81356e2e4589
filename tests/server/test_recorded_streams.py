"""With a record, a stream lets nothing out that is not on disk; when the record fails, it stops and says so."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from models import Writes

from guarded_reply.server.ledger import Ledger
from guarded_reply.server.records import Event, Stored
from guarded_reply.server.store import MemoryStore, StoreDown

Json = dict[str, Any]
PIECES = ('{"messages": ["顺丰到苏州16元哦。', "台灯是ABS的呢。", '亮度三档可调哦。"]}')

pytestmark = pytest.mark.timing


def _events(body: str) -> list[tuple[str, Any]]:
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in body.strip().split("\n\n")]
    return [(block["event"], json.loads(block["data"])) for block in blocks]


def test_each_segment_is_on_disk_before_the_next_is_written(serve: Any, tmp_path: Path, lamp: Json) -> None:
    file = tmp_path / "record.db"
    seen: list[int] = []

    async def before(number: int) -> None:
        await asyncio.sleep(0.4)  # what was written so far leaves meanwhile
        ledger = Ledger(f"sqlite:///{file}")
        seen.append(ledger.verify().count)
        ledger.close()

    client = serve(database=str(file), model=Writes(*PIECES, before=before))
    events = _events(client.post("/v1/replies", json=lamp, headers={"Accept": "text/event-stream"}).text)
    reply = events[-1][1]
    assert seen[0] == 0
    assert seen[-1] >= 1
    assert "".join(data["text"] for kind, data in events if kind == "segment") == reply["text"].replace("\n", "")
    record = client.get(f"/v1/replies/{reply['trace']['id']}").json()
    assert record["reply"]["text"] == reply["text"]


class Failing(MemoryStore):
    """Takes some events, then none."""

    def __init__(self, takes: int) -> None:
        super().__init__(durable=True)
        self.takes = takes

    async def append(self, event: Event) -> Stored:
        self.takes -= 1
        if self.takes < 0:
            raise StoreDown("gone")
        return await super().append(event)


def _ask(serve: Any, lamp: Json, takes: int, when: str) -> Any:
    client = serve(store=Failing(takes), model=Writes(*PIECES), when_store_fails=when)
    return client.post("/v1/replies", json=lamp, headers={"Accept": "text/event-stream"})


def test_a_record_that_fails_at_once_is_503(serve: Any, lamp: Json) -> None:
    assert _ask(serve, lamp, 0, "refuse").status_code == 503


@pytest.mark.parametrize("takes", [1])
def test_a_record_that_fails_later_stops_the_stream(serve: Any, lamp: Json, takes: int) -> None:
    events = _events(_ask(serve, lamp, takes, "refuse").text)
    assert [kind for kind, _ in events] == ["segment", "error"]
    assert events[-1][1]["error"]["type"] == "store_down"
