"""On a crowded event loop long work goes by turns, and waiting ends early enough for all who come due."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest

from guarded_reply import Replier, check
from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.drafting.turns import let_go, turn
from guarded_reply.pace import Pace


async def _work(urgent: bool = False) -> None:
    await turn(urgent)
    time.sleep(0.01)  # noqa: ASYNC251 -- what holds the loop is meant


@pytest.mark.timing
async def test_who_is_due_is_served_between_long_pieces_of_work() -> None:
    crowd = asyncio.gather(*(_work() for _ in range(60)))
    await asyncio.sleep(0)
    began = time.monotonic()
    await asyncio.sleep(0.05)
    assert time.monotonic() - began < 0.12
    assert not crowd.done()
    await crowd


async def test_urgent_work_goes_first_and_a_cancelled_turn_is_passed_on() -> None:
    order: list[str] = []

    async def one(name: str, urgent: bool) -> None:
        await turn(urgent)
        order.append(name)

    tasks = [asyncio.ensure_future(one(name, name.startswith("u"))) for name in ("a", "b", "c", "u1", "u2")]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert order == ["a", "u1", "u2", "c"]


@pytest.mark.timing
async def test_who_is_due_is_served_while_many_are_cancelled() -> None:
    async def hangs() -> None:
        try:
            await asyncio.sleep(30)
        finally:
            time.sleep(0.01)  # noqa: ASYNC251 -- to close a connection takes its time

    tasks = [asyncio.ensure_future(hangs()) for _ in range(60)]
    await asyncio.sleep(0)
    for task in tasks:
        let_go(task)
    began = time.monotonic()
    await asyncio.sleep(0.05)
    assert time.monotonic() - began < 0.12
    await asyncio.gather(*tasks, return_exceptions=True)
    assert all(task.cancelled() for task in tasks)


def test_waiting_ends_earlier_for_a_crowd_and_on_a_machine_that_is_late() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.margin(1, 8) < 0.002
    assert pace.margin(200, 8) == pytest.approx(0.2)
    pace.woke(0.4)
    assert pace.margin(1, 8) == pytest.approx(0.401)
    now[0] = 1.0
    assert pace.margin(1, 8) == pytest.approx(0.201)
    assert pace.margin(10_000, 8) == 1.0
    for _ in range(50):
        pace.worked(0.0002)
    assert pace.margin(200, 8) < 0.13 + 0.2


class _Late:
    """Drafts come when ``before`` seconds are left; with ``block`` the loop stands still as long at that moment."""

    name = "late"

    def __init__(self, text: str, before: float, block: float = 0.0) -> None:
        self.text, self.before, self.block = text, before, block

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        time.sleep(max(0.0, deadline.left - self.before))
        return Draft((self.text,), self.name)

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        await asyncio.sleep(max(0.0, deadline.left - self.before))
        if self.block:
            time.sleep(self.block)  # noqa: ASYNC251 -- what holds the loop is meant
        return Draft((self.text,), self.name)


@pytest.mark.timing
@pytest.mark.parametrize("text", ["顺丰到苏州16元哦", "明天一定到,顺丰到苏州99元"])
async def test_200_drafts_that_come_together_just_before_the_deadline_make_nobody_late(lamp: dict[str, Any], text: str) -> None:
    replier = Replier(model=_Late(text, before=0.3), deadline=2)
    took: list[float] = []

    async def one() -> None:
        began = time.monotonic()
        reply = await replier.areply(lamp)
        took.append(time.monotonic() - began)
        assert "一定" not in reply.text

    await asyncio.gather(*(one() for _ in range(200)))
    assert sorted(took)[197] <= 2.1


async def test_a_draft_that_comes_after_the_deadline_is_not_judged_and_what_was_checked_before_goes_out(lamp: dict[str, Any]) -> None:
    reply = await Replier(model=_Late("顺丰到苏州16元哦", before=0.3, block=0.5), deadline=0.6).areply(lamp)
    assert reply.status == "fallback"
    assert [(attempt.step, attempt.outcome) for attempt in reply.trace.attempts] == [("draft", "too late to be judged"), ("fallback", "passed")]
    assert check(lamp, list(reply.segments)).ok


async def test_what_was_prepared_and_not_needed_leaves_no_trace(lamp: dict[str, Any]) -> None:
    reply = await Replier(model=_Late("顺丰到苏州16元哦", before=4.7), deadline=5).areply(lamp)
    assert (reply.status, [attempt.step for attempt in reply.trace.attempts]) == ("accepted", ["draft"])
