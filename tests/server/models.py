"""Models for the tests: one that streams given pieces, one that takes its time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

from guarded_reply.drafting.chat import read_messages
from guarded_reply.drafting.model import Brief, Deadline, Draft


class Writes:
    """Streams pieces; ``before`` is awaited ahead of each with its number."""

    name = "writes"
    punctual = True

    def __init__(self, *pieces: str, before: Callable[[int], Awaitable[None]] | None = None) -> None:
        self.pieces, self.before = pieces, before

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        return Draft(read_messages("".join(self.pieces)), self.name)

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        return self.draft(brief, deadline)

    async def astream(self, brief: Brief, deadline: Deadline) -> AsyncGenerator[str | Draft]:
        for number, piece in enumerate(self.pieces):
            if self.before is not None:
                await self.before(number)
            yield piece
        yield self.draft(brief, deadline)


class Slow:
    """Answers after some seconds."""

    name = "slow"
    punctual = True

    def __init__(self, seconds: float, text: str = "您好,我帮您看看哦") -> None:
        self.seconds, self.text = seconds, text
        self.calls = 0

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        raise NotImplementedError("only awaited")

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        self.calls += 1
        await asyncio.sleep(self.seconds)
        return Draft((self.text,), self.name)
