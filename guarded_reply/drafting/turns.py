"""Turns in an event loop: long pieces of work go one at a time, so that whoever is due in between is served, and work that nobody waits for
is cancelled one at a time too. Two hundred requests that come due together would else hold the loop beyond their callers' deadlines."""

from __future__ import annotations

import asyncio
import threading
import weakref
from collections import deque
from concurrent.futures import Future
from typing import Any

from guarded_reply.drafting.background import background_loop


class _Turns:
    """The turns of one loop: each round of the loop serves one piece of work, and cancels one."""

    def __init__(self) -> None:
        self._taken = self._cancelling = False
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()
        self._leaving: deque[asyncio.Future[Any] | Future[Any]] = deque()
        self._cancelled: set[asyncio.Future[Any] | Future[Any]] = set()

    async def take(self, urgent: bool) -> None:
        """Come back when it is one's turn; at once, without giving the loop away, when nobody had one in this round."""
        loop = asyncio.get_running_loop()
        if not self._taken:
            self._taken = True
            loop.call_soon(self._next)
            return
        turn: asyncio.Future[None] = loop.create_future()
        (self._urgent if urgent else self._others).append(turn)
        await turn

    def _next(self) -> None:
        for queue in (self._urgent, self._others):
            while queue:
                turn = queue.popleft()
                if not turn.done():  # else its task was cancelled
                    turn.set_result(None)
                    asyncio.get_running_loop().call_soon(self._next)
                    return
        self._taken = False

    def leave(self, work: asyncio.Future[Any] | Future[Any]) -> None:
        """Cancel work; at once when nothing else was let go of in this round."""
        if self._cancelling:
            self._leaving.append(work)
            return
        self._cancelling = True
        self._cancel(work)

    def _cancel(self, work: asyncio.Future[Any] | Future[Any]) -> None:
        self._cancelled.add(work)
        work.add_done_callback(self._gone)
        work.cancel()
        asyncio.get_running_loop().call_soon(self._cancel_next)

    def _cancel_next(self) -> None:
        self._cancelling = bool(self._leaving)
        if self._leaving:
            self._cancel(self._leaving.popleft())

    def _gone(self, work: asyncio.Future[Any] | Future[Any]) -> None:
        """What cancelled work still raises concerns no one."""
        self._cancelled.discard(work)
        if not work.cancelled():
            work.exception()


_lock = threading.Lock()
_turns: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Turns] = weakref.WeakKeyDictionary()


def _turns_on(loop: asyncio.AbstractEventLoop) -> _Turns:
    with _lock:
        found = _turns.get(loop)
        if found is None:
            found = _turns[loop] = _Turns()
        return found


async def turn(urgent: bool = False) -> None:
    """Wait for one's turn to do a piece of work that takes a millisecond or more; ``urgent`` ones go first."""
    await _turns_on(asyncio.get_running_loop()).take(urgent)


def let_go(work: asyncio.Future[Any] | Future[Any]) -> None:
    """Cancel work that nobody waits for any more, and do not wait for it; done work is left alone.

    A task is let go of from its own loop, a ``Future`` of the background loop from any thread.
    """
    if work.done():
        return
    if isinstance(work, asyncio.Future):
        _turns_on(work.get_loop()).leave(work)
        return
    loop = background_loop()
    loop.call_soon_threadsafe(_turns_on(loop).leave, work)
