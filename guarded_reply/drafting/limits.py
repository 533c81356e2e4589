"""What keeps an endpoint from being asked too much: places, calls a minute, and a breaker that opens when it fails."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable

from guarded_reply.errors import ModelUnavailable

Clock = Callable[[], float]


class Breaker:
    """Opens after ``threshold`` failures in a row, lets one call probe after ``cool_off`` seconds, doubles the wait when it fails."""

    def __init__(self, threshold: int = 5, cool_off: float = 5.0, longest: float = 120.0, clock: Clock = time.monotonic) -> None:
        self._threshold, self._cool_off, self._longest, self._clock = threshold, cool_off, longest, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._wait = cool_off
        self._closed_until: float | None = None
        self._probing_since: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether calls are refused now."""
        with self._lock:
            return self._closed_until is not None and self._clock() < self._closed_until

    def enter(self) -> None:
        """Take a call's leave to go; raises ModelUnavailable while open or while another call probes."""
        with self._lock:
            if self._closed_until is None:
                return
            now = self._clock()
            if now < self._closed_until:
                raise ModelUnavailable("the breaker is open")
            if self._probing_since is not None and now - self._probing_since < self._wait:
                raise ModelUnavailable("the breaker is trying one call")
            self._probing_since = now

    def succeeded(self) -> None:
        """A call was answered."""
        with self._lock:
            self._failures, self._wait, self._closed_until, self._probing_since = 0, self._cool_off, None, None

    def failed(self) -> None:
        """A call was refused, broken or not answered in time."""
        with self._lock:
            self._failures += 1
            if self._closed_until is not None and self._probing_since is not None:
                self._wait = min(self._longest, self._wait * 2)
            elif self._failures < self._threshold:
                return
            self._closed_until, self._probing_since = self._clock() + self._wait, None


class Gate:
    """At most ``places`` calls at once and ``per_minute`` calls a minute; None is no limit. For any number of event loops."""

    def __init__(self, places: int | None = None, per_minute: float | None = None, clock: Clock = time.monotonic) -> None:
        self.places, self.per_minute, self._clock = places, per_minute, clock
        self._rate = per_minute / 60 if per_minute else None
        self._burst = max(1.0, per_minute / 60) if per_minute else 0.0
        self._tokens, self._filled = self._burst, clock()
        self._inside = 0
        self._waiting: deque[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = deque()
        self._lock = threading.Lock()

    async def enter(self, patience: float) -> None:
        """Wait for a place, at most ``patience`` seconds; raises ModelUnavailable when that is too short."""
        until = self._clock() + patience
        await self._place(patience)
        try:
            wait = self._rate_wait(until - self._clock())
            if wait > 0:
                await asyncio.sleep(wait)
        except BaseException:
            self.leave()
            raise

    def leave(self) -> None:
        """Give the place to the one who has waited longest."""
        while True:
            with self._lock:
                if not self._waiting:
                    self._inside -= 1
                    return
                loop, future = self._waiting.popleft()
            try:
                loop.call_soon_threadsafe(self._hand_over, future)
            except RuntimeError:  # that loop is closed: the next one
                continue
            return

    async def _place(self, patience: float) -> None:
        with self._lock:
            if self.places is None or self._inside < self.places:
                self._inside += 1
                return
            loop = asyncio.get_running_loop()
            future: asyncio.Future[None] = loop.create_future()
            self._waiting.append((loop, future))
        try:
            async with asyncio.timeout(max(0.0, patience)):
                await future
        except BaseException as error:
            self._withdraw(future)
            if isinstance(error, TimeoutError):
                raise ModelUnavailable("too many calls at once") from None
            raise

    def _withdraw(self, future: asyncio.Future[None]) -> None:
        """Give up waiting; a place that was handed over meanwhile goes on to the next."""
        with self._lock:
            for entry in self._waiting:
                if entry[1] is future:
                    self._waiting.remove(entry)
                    return
        if future.done() and not future.cancelled():
            self.leave()

    def _hand_over(self, future: asyncio.Future[None]) -> None:
        if future.done():
            self.leave()
        else:
            future.set_result(None)

    def _rate_wait(self, patience: float) -> float:
        """Take a token; the seconds until it is ours."""
        if self._rate is None:
            return 0.0
        with self._lock:
            now = self._clock()
            self._tokens = min(self._burst, self._tokens + (now - self._filled) * self._rate)
            self._filled = now
            wait = max(0.0, (1 - self._tokens) / self._rate)
            if wait > patience:
                raise ModelUnavailable("over the calls of a minute", wait)
            self._tokens -= 1
            return wait


class Latencies:
    """The last answers' durations in seconds, and their 95th percentile once there are enough."""

    def __init__(self, size: int = 200, enough: int = 20) -> None:
        self._kept: deque[float] = deque(maxlen=size)
        self._enough = enough
        self._p95: float | None = None
        self._since = 0

    def add(self, seconds: float) -> None:
        """Note one answer."""
        self._kept.append(seconds)
        self._since += 1
        if len(self._kept) >= self._enough and (self._p95 is None or self._since >= 10):
            ordered = sorted(self._kept)
            self._p95, self._since = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))], 0

    @property
    def p95(self) -> float | None:
        """Seconds, or None while too few answers are known."""
        return self._p95
