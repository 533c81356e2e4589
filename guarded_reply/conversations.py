"""Keeps replies current: a burst is answered once, and what was drafted for an older state of a conversation is never sent."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from guarded_reply.reply import Reply
from guarded_reply.request import ReplyRequest


class Replies(Protocol):
    """What makes the replies: a Replier."""

    def areply(self, request: ReplyRequest | Mapping[str, Any]) -> Awaitable[Reply]:
        """One checked reply."""
        ...


@dataclass(slots=True)
class _State:
    version: int = 0
    task: asyncio.Task[Reply | None] | None = None
    person: bool = False
    waiting: int = 0


class Conversations:
    """One per event loop, over one Replier.

    ``quiet`` is how many seconds a customer must have been silent before a reply is drafted; ``longest`` how many seconds a
    customer who goes on writing is let wait at most. Conversations at rest take no memory.
    """

    def __init__(self, replier: Replies, quiet: float = 1.0, longest: float = 5.0) -> None:
        self._replier, self._quiet, self._longest = replier, quiet, longest
        self._states: dict[str, _State] = {}
        self._burst_began: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._states)

    async def reply(self, conversation: str, request: ReplyRequest | Mapping[str, Any]) -> Reply | None:
        """The reply to the newest state of a conversation; ``request`` carries all messages so far.

        None when it must not be sent: the customer wrote again (the later call answers), or a person took over. Raises RequestError.
        """
        state = self._states.setdefault(conversation, _State())
        if state.person:
            return None
        state.version += 1
        mine = state.version
        if state.task is not None:
            state.task.cancel()
        began = self._burst_began.setdefault(conversation, asyncio.get_running_loop().time())
        task = state.task = asyncio.ensure_future(self._drafted(request, began))
        state.waiting += 1
        try:
            await asyncio.wait({task})
            if task.cancelled() or mine != state.version or state.person:
                return None
            self._burst_began.pop(conversation, None)
            return task.result()
        finally:
            state.waiting -= 1
            if not task.done():
                task.cancel()  # this caller went away: so does its draft
            self._forget(conversation, state)

    def take_over(self, conversation: str) -> None:
        """A person answers from now on: the draft being made is stopped, and no later one is begun."""
        state = self._states.setdefault(conversation, _State())
        state.person = True
        state.version += 1
        self._burst_began.pop(conversation, None)
        if state.task is not None:
            state.task.cancel()

    def hand_back(self, conversation: str) -> None:
        """The person is done: replies are drafted again."""
        state = self._states.get(conversation)
        if state is not None:
            state.person = False
            self._forget(conversation, state)

    async def _drafted(self, request: ReplyRequest | Mapping[str, Any], burst_began: float) -> Reply | None:
        waited = asyncio.get_running_loop().time() - burst_began
        await asyncio.sleep(max(0.0, min(self._quiet, self._longest - waited)))
        return await self._replier.areply(request)

    def _forget(self, conversation: str, state: _State) -> None:
        if not state.waiting and not state.person and self._states.get(conversation) is state:
            del self._states[conversation]
            self._burst_began.pop(conversation, None)
