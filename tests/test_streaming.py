"""Text leaves only when it is valid with all before it, whatever the chunking; a stream always ends in a checked reply."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from fault_server import FaultServer
from hypothesis import given, settings
from hypothesis import strategies as st

from guarded_reply import Replier, check, load_policy
from guarded_reply.call import Call
from guarded_reply.drafting.chat import read_messages
from guarded_reply.drafting.incremental import read_partial
from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.request import as_request
from guarded_reply.streaming import Releaser

_SETS = sorted((Path(__file__).parents[1] / "evals" / "guard").glob("turns_*.jsonl"))
_TURNS = [json.loads(line) for path in _SETS for line in path.read_text("utf-8").splitlines()]
_SENTENCES = sorted({s for turn in _TURNS[::5] for s in ([turn["reply"]] if isinstance(turn["reply"], str) else turn["reply"])})


class Writes:
    """A model that streams given pieces."""

    name = "writes"
    punctual = True

    def __init__(self, *pieces: str, pause: float = 0.0, breaks: BaseException | None = None) -> None:
        self.pieces, self.pause, self.breaks = pieces, pause, breaks
        self.stamps: list[float] = []

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        return Draft(read_messages("".join(self.pieces)), self.name)

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        return self.draft(brief, deadline)

    async def astream(self, brief: Brief, deadline: Deadline) -> AsyncGenerator[str | Draft]:
        for piece in self.pieces:
            self.stamps.append(time.perf_counter())
            yield piece
            await asyncio.sleep(self.pause)
        if self.breaks is not None:
            raise self.breaks
        yield self.draft(brief, deadline)


def _call(request: dict[str, Any]) -> Call:
    return Call(as_request(request), load_policy(None), "m", 8, 0, False)


def _released(request: dict[str, Any], pieces: list[str]) -> str:
    releaser = Releaser(_call(request))
    for piece in pieces:
        releaser.feed(piece)
    return releaser.text


def _cut(text: str, at: list[int]) -> list[str]:
    places = sorted({place % (len(text) + 1) for place in at} | {0, len(text)})
    return [text[a:b] for a, b in zip(places, places[1:], strict=False)]


@settings(max_examples=120, deadline=None)
@given(
    turn=st.sampled_from(_TURNS),
    more=st.lists(st.sampled_from(_SENTENCES), max_size=3),
    end=st.sampled_from(["。", "！", "\n", "?"]),
    cuts=st.lists(st.integers(0, 2000), max_size=12),
    as_json=st.booleans(),
    escaped=st.booleans(),
)
def test_any_chunking_releases_the_same_prefix_of_what_the_whole_verdict_allows(turn: Any, more: list[str], end: str, cuts: list[int], as_json: bool, escaped: bool) -> None:
    messages = [turn["reply"]] if isinstance(turn["reply"], str) else list(turn["reply"])
    messages = [end.join([messages[0], *more]), *messages[1:]]
    raw = json.dumps({"messages": messages}, ensure_ascii=escaped) if as_json else "\n".join(messages)
    released = _released(turn["request"], _cut(raw, cuts))
    assert released == _released(turn["request"], [raw]) == _released(turn["request"], list(raw))
    try:
        final = read_messages(raw)
    except Exception:  # noqa: BLE001 -- too long: nothing is promised about it
        return
    whole = "\n".join(final)
    assert whole.startswith(released)
    if released:
        assert check(turn["request"], released.split("\n")).ok
        # The second reader hears a turn anew as it grows; what has left was good by itself, and nothing is added to a turn it then turns down.
        spoiled = [f for f in check(turn["request"], final).findings if f.severity == "error" and f.rule != "wrong-script" and not f.unsure]
        assert all(finding.end > len(released) for finding in spoiled)


@settings(max_examples=200, deadline=None)
@given(messages=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="<`"), min_size=1, max_size=20), min_size=1, max_size=4), at=st.integers(0, 400), escaped=st.booleans())
def test_a_partial_reading_is_a_prefix_of_the_whole(messages: list[str], at: int, escaped: bool) -> None:
    raw = json.dumps({"messages": messages}, ensure_ascii=escaped)
    partial = read_partial(raw[:at])
    whole = [message.strip() for message in messages if message.strip()]
    assert list(partial.closed) == whole[: len(partial.closed)]
    if partial.growing.strip():
        assert whole[len(partial.closed)].startswith(partial.growing.rstrip())


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("您好。明天一定到。", "您好。"),
        ("您好！预计明天到。肯定的。", "您好！"),
        ("您好。顺丰到苏州1", "您好。"),
        ("您好。这款不能便宜了。", "您好。"),
        ("<think>先想想。价格是1元。</think>您好。", "您好。"),
        ("<think>先想想。", ""),
        ('{"reply": "您好。', ""),
    ],
)
def test_what_later_text_could_turn_bad_waits(lamp: dict[str, Any], written: str, left: str) -> None:
    assert _released(lamp, list(written)) == left


@pytest.mark.timing
def test_the_first_sentence_is_out_within_5_ms_of_its_end(lamp: dict[str, Any]) -> None:
    waits = []
    for _ in range(20):
        model = Writes('{"messages": ["您好', "。", "顺丰到苏州16元哦", '"]}', pause=0.02)
        first = next(iter(Replier(model=model).stream(lamp)))
        waits.append(time.perf_counter() - model.stamps[1])
        assert first == "您好。"
    assert sorted(waits)[len(waits) // 2] < 0.005


async def test_sentences_and_reply_agree_in_both_worlds(lamp: dict[str, Any]) -> None:
    model = Writes('{"messages": ["您好。顺丰到', '苏州16元哦。", "还有什么', '可以帮您的吗"]}')
    stream = Replier(model=model).open_stream(lamp)
    pieces = [piece async for piece in stream]
    assert stream.reply is not None
    assert (stream.reply.status, stream.reply.text) == ("accepted", "您好。顺丰到苏州16元哦。\n还有什么可以帮您的吗")
    assert [(str(piece), piece.message) for piece in pieces] == [("您好。", 0), ("顺丰到苏州16元哦。", 0), ("还有什么可以帮您的吗", 1)]
    assert list(Replier(model=model).stream(lamp)) == pieces


@pytest.mark.parametrize("breaks", [RuntimeError("x"), None])
def test_after_a_break_the_playbook_goes_on_from_what_has_left(lamp: dict[str, Any], breaks: BaseException | None) -> None:
    stream = Replier(model=Writes('{"messages": ["您好。', '明天一定到。"]}', breaks=breaks)).open_stream(lamp)
    pieces = list(stream)
    reply = stream.reply
    assert reply is not None
    assert pieces[0] == "您好。"
    assert reply.status == "fallback"
    assert reply.text.startswith("您好。\n")
    assert check(lamp, list(reply.segments)).ok


def test_when_nothing_has_left_a_bad_draft_is_mended_as_ever(lamp: dict[str, Any]) -> None:
    stream = Replier(model=Writes('{"messages": ["顺丰到苏州12元哦"]}')).open_stream(lamp)
    assert list(stream) == ["顺丰到苏州16元哦"]
    assert stream.reply is not None
    assert stream.reply.status == "repaired"


@pytest.mark.timing
def test_a_stream_that_hangs_ends_at_the_deadline(lamp: dict[str, Any]) -> None:
    began = time.monotonic()
    stream = Replier(model=Writes('{"messages": ["您好。', "", pause=5), deadline=0.5).open_stream(lamp)
    assert next(stream) == "您好。"
    list(stream)
    assert time.monotonic() - began < 0.7
    assert stream.reply is not None
    assert stream.reply.status == "fallback"


@pytest.mark.timing
@pytest.mark.parametrize("fault", ["good", "hang", "drip", "500", "reset", "truncate", "garbage", "empty", "halfjson", "promise", "wrongfee", "thoughts", "long"])
async def test_streams_of_a_real_server_end_in_a_checked_reply(lamp: dict[str, Any], fault: str) -> None:
    with FaultServer([fault]) as server:
        began = time.monotonic()
        stream = Replier(model="m", base_url=server.url, deadline=1).open_stream(lamp)
        pieces = [piece async for piece in stream]
        assert time.monotonic() - began < 1.15
    assert stream.reply is not None
    assert check(lamp, list(stream.reply.segments)).ok
    assert "".join(pieces) == "".join(stream.reply.segments)
    if fault in ("good", "thoughts"):
        assert (stream.reply.status, stream.reply.trace.usage.prompt_tokens) == ("accepted", 900)


@pytest.mark.timing
async def test_who_stops_listening_stops_the_model(lamp: dict[str, Any]) -> None:
    with FaultServer(["good"], text='{"messages": ["您好。' + "好" * 300 + '"]}', chunk=20) as server:
        server.faults = ("good",)
        stream = aiter(Replier(model="m", base_url=server.url).astream(lamp))
        assert await anext(stream) == "您好。"
        await stream.aclose()
        await asyncio.sleep(0.2)
        assert server.open == 0


@pytest.mark.parametrize("echo", ["请写给顾客的回复。", "没有目的地就先问城市。", "太麻烦。", "签收:提醒检查,欢迎反馈。"])
def test_neither_instructions_nor_short_words_of_the_customer_leave(echo: str) -> None:
    request = {"conversation": [{"role": "customer", "text": "太麻烦"}]}
    assert _released(request, list(f"{echo}\n这边帮您一步步来哦。")) == ""


def test_what_begins_like_an_instruction_leaves_once_it_goes_on_differently() -> None:
    request = {"conversation": [{"role": "customer", "text": "在吗"}]}
    assert "有什么可以帮您" in _released(request, ["您好,在的哦。有什么可以帮您的吗?\n"])
