"""When waiting for a model must end: open calls come due together, and a busy machine serves each of them late."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_FIRST_COST = 0.001  # seconds of work that a call is taken to need at its deadline, until one was measured
_DEAREST = 0.005
_SHARE = 1 / 8  # of a deadline may be kept back for the crowd and for lateness
_HALF_LIFE = 1.0  # seconds after which a lateness counts half


class Pace:
    """What this process was lately seen to need: how late its waits end, and how long a call takes to be answered. For any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._late, self._seen = 0.0, clock()
        self._cost = _FIRST_COST

    def woke(self, late: float) -> None:
        """A wait ended ``late`` seconds after its time."""
        with self._lock:
            self._late, self._seen = max(late, self._faded()), self._clock()

    def worked(self, seconds: float) -> None:
        """A fallback was worked out in so many seconds of processor time; to send it takes about half of that."""
        with self._lock:
            self._cost += (min(seconds / 2, _DEAREST) - self._cost) / 8

    def margin(self, calls: int, total: float) -> float:
        """Seconds before a deadline of ``total`` seconds at which waiting must end, while so many calls are open."""
        with self._lock:
            return min(total * _SHARE, self._cost * calls + self._faded())

    def _faded(self) -> float:
        return self._late * 0.5 ** ((self._clock() - self._seen) / _HALF_LIFE)
