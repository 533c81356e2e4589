"""A burst is answered once; nothing stale is sent."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from guarded_reply import Conversations, Replier, RequestError

pytestmark = pytest.mark.timing


class Slow:
    def __init__(self, seconds: float = 0.1) -> None:
        self.seconds, self.begun, self.finished = seconds, 0, 0
        self.replier = Replier()

    async def areply(self, request: Any) -> Any:
        self.begun += 1
        await asyncio.sleep(self.seconds)
        self.finished += 1
        return self.replier.reply(request)


async def test_a_burst_is_answered_once(lamp: dict[str, Any]) -> None:
    slow = Slow(0)
    desk = Conversations(slow, quiet=0.05)
    calls = []
    for _ in range(4):
        calls.append(asyncio.ensure_future(desk.reply("c", lamp)))
        await asyncio.sleep(0.01)
    replies = await asyncio.gather(*calls)
    assert [reply is not None for reply in replies] == [False, False, False, True]
    assert slow.begun == 1
    assert len(desk) == 0


async def test_a_draft_for_an_older_state_is_stopped_and_never_sent(lamp: dict[str, Any]) -> None:
    slow = Slow(0.1)
    desk = Conversations(slow, quiet=0)
    first = asyncio.ensure_future(desk.reply("c", lamp))
    await asyncio.sleep(0.05)
    second = asyncio.ensure_future(desk.reply("c", lamp))
    assert await first is None
    assert await second is not None
    assert (slow.begun, slow.finished) == (2, 1)


async def test_when_a_person_takes_over_nothing_is_sent_until_handed_back(lamp: dict[str, Any]) -> None:
    slow = Slow(0.05)
    desk = Conversations(slow, quiet=0)
    call = asyncio.ensure_future(desk.reply("c", lamp))
    await asyncio.sleep(0.01)
    desk.take_over("c")
    assert await call is None
    assert await desk.reply("c", lamp) is None
    assert slow.finished == 0
    desk.hand_back("c")
    assert await desk.reply("c", lamp) is not None
    assert len(desk) == 0


async def test_a_customer_who_never_stops_writing_is_answered_all_the_same(lamp: dict[str, Any]) -> None:
    slow = Slow(0)
    desk = Conversations(slow, quiet=0.05, longest=0.1)
    calls = []
    for _ in range(12):
        calls.append(asyncio.ensure_future(desk.reply("c", lamp)))
        await asyncio.sleep(0.02)
    assert 1 <= sum(reply is not None for reply in await asyncio.gather(*calls)) < 12
    assert slow.begun < 12


async def test_conversations_do_not_disturb_each_other_and_errors_reach_their_caller(lamp: dict[str, Any]) -> None:
    desk = Conversations(Replier(), quiet=0)
    good, bad = await asyncio.gather(desk.reply("a", lamp), desk.reply("b", {"conversation": []}), return_exceptions=True)
    assert good is not None
    assert not isinstance(good, BaseException)
    assert isinstance(bad, RequestError)
    assert len(desk) == 0


async def test_a_caller_who_goes_away_stops_his_draft(lamp: dict[str, Any]) -> None:
    slow = Slow(0.1)
    desk = Conversations(slow, quiet=0)
    call = asyncio.ensure_future(desk.reply("c", lamp))
    await asyncio.sleep(0.02)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await asyncio.sleep(0.15)
    assert slow.finished == 0
