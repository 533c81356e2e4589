"""One event loop in a thread of its own, on which callers without a loop run punctual models."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

Result = TypeVar("Result")
_lock = threading.Lock()
_running: tuple[int, asyncio.AbstractEventLoop] | None = None


def background_loop() -> asyncio.AbstractEventLoop:
    """The loop, started on first use (and anew in a forked child, which has no threads)."""
    global _running  # noqa: PLW0603 -- a loop is a process's resource
    with _lock:
        if _running is None or _running[0] != os.getpid() or _running[1].is_closed():
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, daemon=True, name="guarded-reply-loop").start()
            _running = (os.getpid(), loop)
        return _running[1]


def submit(work: Coroutine[Any, Any, Result]) -> Future[Result]:
    """Start ``work`` on the loop; cancelling the future cancels it there."""
    return asyncio.run_coroutine_threadsafe(work, background_loop())
