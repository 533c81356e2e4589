"""The real llama.cpp server; run with ``pytest -m local_llm`` and GUARDED_REPLY_LOCAL_LLM=http://127.0.0.1:8080/v1 (model name: GUARDED_REPLY_LOCAL_MODEL)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from guarded_reply import Replier, check
from guarded_reply.drafting.chat import ChatModel
from guarded_reply.drafting.profiles import PROFILES

ADDRESS = os.environ.get("GUARDED_REPLY_LOCAL_LLM", "")
NAME = os.environ.get("GUARDED_REPLY_LOCAL_MODEL", "local-qwen")
pytestmark = [pytest.mark.local_llm, pytest.mark.skipif(not ADDRESS, reason="GUARDED_REPLY_LOCAL_LLM names no server")]


def test_a_real_model_is_recorded_replayed_and_checked(lamp: dict[str, Any], tmp_path: Path) -> None:
    recorded = Replier(model=NAME, base_url=ADDRESS, deadline=300, rewrites=0, record=tmp_path).reply(lamp)
    replayed = Replier(model=NAME, base_url=ADDRESS, rewrites=0, replay=tmp_path).reply(lamp)
    assert recorded.text == replayed.text
    assert check(lamp, list(recorded.segments)).ok
    assert recorded.trace.usage.completion_tokens > 0


async def test_a_real_model_streams(lamp: dict[str, Any]) -> None:
    model = ChatModel(NAME, base_url=ADDRESS, timeout=300, profile=PROFILES["llama.cpp"])
    stream = Replier(model=model, deadline=300, rewrites=0).open_stream(lamp)
    pieces = [piece async for piece in stream]
    assert stream.reply is not None
    assert "".join(pieces) == "".join(stream.reply.segments)
    assert check(lamp, list(stream.reply.segments)).ok


async def test_a_deadline_too_short_for_a_real_model_is_kept(lamp: dict[str, Any]) -> None:
    reply = await Replier(model=NAME, base_url=ADDRESS, deadline=0.5).areply(lamp)
    assert reply.trace.latency_ms < 600
    assert reply.status == "fallback"
