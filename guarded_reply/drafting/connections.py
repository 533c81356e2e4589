"""Clients of the openai package for one address: as many as the calls under way need, so that none keeps too many connections.

A client's pool looks at all of its connections at every call: with hundreds of calls under way that look costs more than the call.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
import weakref
from collections.abc import Callable, Generator
from functools import lru_cache
from typing import Any

_SHARE = 6  # calls under way on one client; its pool keeps no more connections than that


class _Client:
    __slots__ = ("calls", "sdk")

    def __init__(self, sdk: Any) -> None:
        self.sdk, self.calls = sdk, 0


class Connections:
    """Lends clients; those of one event loop are never used on another. ``make`` builds one around an HTTP client (None: the package's own)."""

    def __init__(self, make: Callable[[Any], Any], http_client: Any = None) -> None:
        self._make, self._http_client = make, http_client
        self._clients: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, list[_Client]] = weakref.WeakKeyDictionary()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def client(self) -> Generator[Any]:
        """A client for one call: the first with room, so that few callers keep using the same open connections."""
        loop = asyncio.get_running_loop()
        with self._lock:
            known = self._clients.setdefault(loop, [])
            lent = next((one for one in known if one.calls < _SHARE), None) or self._another(known)
            lent.calls += 1
        try:
            yield lent.sdk
        finally:
            with self._lock:
                lent.calls -= 1

    def _another(self, known: list[_Client]) -> _Client:
        if self._http_client is not None:
            if not known:
                known.append(_Client(self._make(self._http_client)))
            return known[0]
        made = _Client(self._make(_http_client()))
        known.append(made)
        return made


def _http_client() -> Any:
    """An HTTP client as the openai package makes it, with the certificates that all share: reading them takes longer than a call."""
    import openai

    return openai.DefaultAsyncHttpxClient(verify=_certificates())


@lru_cache(maxsize=1)
def _certificates() -> Any:
    import openai

    library = next(base for base in openai.DefaultAsyncHttpxClient.__mro__ if base.__name__ == "AsyncClient").__module__.split(".")[0]  # httpx, or what took its place
    return sys.modules[library].create_ssl_context()
