"""How many requests a key may make in a minute, in this process; several workers share a key's rate evenly."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from guarded_reply.server.keys import Principal


class Rates:
    """``default`` requests a minute for each key that sets none; 0 is no limit. Without keys there is none."""

    def __init__(self, default: int, workers: int) -> None:
        self._default, self._workers = default, workers
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._items: dict[int, RateLimitItemPerMinute] = {}

    def wait(self, principal: Principal) -> int | None:
        """None when the request may go on, else after how many seconds to come back."""
        rate = principal.rate or self._default
        if principal.key is None or rate == 0:
            return None
        item = self._items.get(rate)
        if item is None:
            item = self._items[rate] = RateLimitItemPerMinute(max(1, math.ceil(rate / self._workers)))
        if self._limiter.hit(item, principal.key):
            return None
        stats = self._limiter.get_window_stats(item, principal.key)
        return max(1, math.ceil(stats.reset_time - time.time()))
