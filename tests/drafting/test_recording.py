"""Recorded calls come back word for word, masked, and strict replay never calls out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fault_server import FaultServer

from guarded_reply import RecordingError, Replier, UsageError
from guarded_reply.drafting.masking import mask


def test_a_replay_gives_the_recorded_replies_without_a_server(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer() as server:
        url = server.url
        server.script = ["good", "promise", "500", "wrongfee"]
        recorder = Replier(model="m", base_url=url, record=tmp_path, deadline=3)
        recorded = [recorder.reply(lamp) for _ in range(3)]
        calls = sum(server.served.values())
        resumed = Replier(model="m", base_url=url, record=tmp_path, deadline=3)
        assert [resumed.reply(lamp).text for _ in range(3)] == [reply.text for reply in recorded]
        assert sum(server.served.values()) == calls
    player = Replier(model="m", base_url=url, replay=tmp_path, deadline=3)
    replayed = [player.reply(lamp) for _ in range(3)]
    assert [(r.text, r.status, r.trace.usage) for r in replayed] == [(r.text, r.status, r.trace.usage) for r in recorded]
    assert [str(piece) for piece in Replier(model="m", base_url=url, replay=tmp_path).stream(lamp)] == list(recorded[0].segments)


def test_a_missing_recording_is_an_error_and_never_a_call(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer() as server:
        Replier(model="m", base_url=server.url, record=tmp_path).reply(lamp)
        player = Replier(model="m", base_url=server.url, replay=tmp_path)
        player.reply(lamp)
        with pytest.raises(RecordingError, match="repeat 2"):
            player.reply(lamp)
        with pytest.raises(RecordingError):
            list(player.stream(lamp))
        with pytest.raises(RecordingError):
            Replier(model="another", base_url=server.url, replay=tmp_path).reply(lamp)
        assert sum(server.served.values()) == 1


def test_personal_data_is_masked_in_what_is_written(tmp_path: Path, lamp: dict[str, Any]) -> None:
    asked = {**lamp, "conversation": [{"role": "customer", "text": "我电话13812345678,住苏州市人民路188号3幢402室,卡6222021234567890128,身份证110105199003078515,多少钱"}]}
    with FaultServer(text='{"messages": ["收到13812345678"]}') as server:
        Replier(model="m", base_url=server.url, record=tmp_path, rewrites=0).reply(asked)
    text = "".join(path.read_text("utf-8") for path in tmp_path.glob("*.jsonl"))
    assert text
    for secret in ("13812345678", "188号", "402室", "6222021234567890128", "110105199003078515"):
        assert secret not in text
    assert all(json.loads(line) for line in text.splitlines())


def test_masking_twice_changes_nothing_and_order_numbers_stay() -> None:
    text = "订单2026112100012345,电话138 1234 5678,010-12345678,a.b@c.com,中山路5号"
    once = mask(text)
    assert mask(once) == once
    assert "2026112100012345" in once
    assert "5678," in once
    assert "1234 5678" not in once


def test_a_torn_last_line_is_recorded_again(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer() as server:
        Replier(model="m", base_url=server.url, record=tmp_path).reply(lamp)
        file = next(tmp_path.glob("*.jsonl"))
        file.write_bytes(file.read_bytes()[:-10])
        Replier(model="m", base_url=server.url, record=tmp_path).reply(lamp)
        assert Replier(model="m", base_url=server.url, replay=tmp_path).reply(lamp).status == "accepted"
        assert sum(server.served.values()) == 2


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Replier(model="m", base_url="http://127.0.0.1:9/v1", replay=tmp_path / "no")
    (tmp_path / "x.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(UsageError, match="x.jsonl:1"):
        Replier(model="m", base_url="http://127.0.0.1:9/v1", replay=tmp_path)
