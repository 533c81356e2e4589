"""The outermost layer: limits what comes in, adds what every answer carries, counts and logs; plain ASGI, for it runs on every call."""

from __future__ import annotations

import asyncio
import re
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from guarded_reply.server.logs import log
from guarded_reply.server.problems import ApiError, answer
from guarded_reply.server.problems import body as error_body
from guarded_reply.server.service import Service
from guarded_reply.server.settings import is_loopback

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Handler = Callable[[Request], Awaitable[Response]]

_ID = re.compile(rb"^[A-Za-z0-9._-]{1,64}$")
_WRITING = frozenset({"POST", "PUT", "PATCH"})
_LENIENT = 16  # how many times the longest body is still read, to be thrown away, before the connection is cut
_SECURITY = [
    (b"x-content-type-options", b"nosniff"), (b"x-frame-options", b"DENY"), (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"), (b"cross-origin-resource-policy", b"same-origin"), (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
]  # fmt: skip


class _Refused(Exception):
    def __init__(self, status: int, kind: str, message: str) -> None:
        super().__init__(message)
        self.status, self.kind, self.message = status, kind, message


class Border:
    """Wraps the application; ``direct`` are the handlers (and their routes) that it calls itself, by method and path."""

    def __init__(self, app: Callable[..., Awaitable[None]], service: Service, direct: Mapping[tuple[str, str], tuple[Handler, Any]]) -> None:
        self._app, self._service, self._direct = app, service, direct
        self.service = service
        settings = service.settings
        self._max_body, self._body_timeout, self._access_log = settings.max_body, settings.body_timeout, settings.access_log
        self._local_names_only = service.keys is None

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """One connection's request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, send, self._service)
        try:
            headers: dict[bytes, bytes] = dict(scope["headers"])
            self._check_head(scope, headers)
            inner = await self._with_body(headers, receive) if scope["method"] in _WRITING else receive
            known = self._direct.get((scope["method"], scope["path"]))
            await (self._app(scope, inner, exchange.send) if known is None else self._answer(*known, scope, inner, exchange.send))
        except _Refused as refused:
            await exchange.refuse(refused)
        except Exception as error:  # noqa: BLE001 -- no stack trace ever leaves; the log names the place
            log().error("unexpected", error=type(error).__name__, where=_where(error), request_id=exchange.id)
            await exchange.refuse(_Refused(503, "internal", "something went wrong here; the request id finds it in the log"))
        finally:
            exchange.done(self._access_log)

    async def _answer(self, handler: Handler, route: Any, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer without the framework's layers."""
        scope["app"], scope["route"] = self._app, route
        try:
            response = await handler(Request(scope, receive))
        except ApiError as error:
            response = answer(error)
        await response(scope, receive, send)

    def _check_head(self, scope: MutableMapping[str, Any], headers: dict[bytes, bytes]) -> None:
        if self._local_names_only:
            host = headers.get(b"host", b"").decode("latin-1")
            if not is_loopback(re.sub(r":\d+$", "", host)):
                raise _Refused(400, "bad_host", "without API keys only requests to this machine's own name are answered")

    async def _with_body(self, headers: dict[bytes, bytes], receive: Receive) -> Receive:
        """The whole body, read within its limits; afterwards only a disconnect is waited for.

        One that is a little too long is let run out unread, for a client that is still sending does not read its answer.
        """
        length = headers.get(b"content-length", b"0")
        size = int(length) if length.isdigit() else 0
        too_long = _Refused(413, "too_large", f"the body is longer than {self._max_body} bytes")
        if size > self._max_body * _LENIENT:
            raise too_long
        parts: list[bytes] = []
        read, more = 0, True
        try:
            async with asyncio.timeout(self._body_timeout):
                while more:
                    message = await receive()
                    more = bool(message.get("more_body", False))
                    read += len(message.get("body", b""))
                    if read <= self._max_body:
                        parts.append(message.get("body", b""))
                    elif read > self._max_body * _LENIENT:
                        raise too_long
        except TimeoutError:
            raise _Refused(400, "too_slow", "the body did not arrive in time") from None
        if read > self._max_body:
            raise too_long
        return _replay({"type": "http.request", "body": b"".join(parts), "more_body": False}, receive)


def _replay(message: Message, receive: Receive) -> Receive:
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return message

    return again


class _Exchange:
    """One request and its answer, as the log and the metrics see it."""

    def __init__(self, scope: MutableMapping[str, Any], send: Send, service: Service) -> None:
        self._scope, self._send, self._service = scope, send, service
        self._began = time.perf_counter()
        self._status = 0
        given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
        self.id = given.decode() if _ID.match(given) else uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = self.id

    async def send(self, message: Message) -> None:
        """Pass on, with the headers that every answer carries."""
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = message["headers"] = list(message.get("headers", ()))
            headers += _SECURITY
            headers.append((b"x-request-id", self.id.encode()))
            if self._scope["path"].startswith(("/v1/", "/beta/")) and not any(name == b"cache-control" for name, _ in headers):
                headers.append((b"cache-control", b"no-store"))
            if self._service.draining:
                MutableHeaders(raw=headers)["connection"] = "close"
        await self._send(message)

    async def refuse(self, refused: _Refused) -> None:
        """Answer with an error, unless an answer has begun."""
        if self._status:
            return
        data = error_body(refused.kind, refused.message)
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(data)).encode())]
        if refused.status in (400, 413):
            headers.append((b"connection", b"close"))  # the rest of a body that was not read
        await self.send({"type": "http.response.start", "status": refused.status, "headers": headers})
        await self._send({"type": "http.response.body", "body": data})

    def done(self, write_log: bool) -> None:
        """Count and log."""
        seconds = time.perf_counter() - self._began
        route = getattr(self._scope.get("route"), "path", None) or "other"
        self._service.metrics.served(self._scope["method"] if self._scope["method"].isalpha() and len(self._scope["method"]) < 8 else "other", route, str(self._status or 499), seconds)
        if write_log:
            log().info("request", method=self._scope["method"], route=route, status=self._status or 499, ms=round(seconds * 1000, 2), request_id=self.id, key=self._scope["state"].get("key"))


def _where(error: BaseException) -> str:
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    return f"{frame.tb_frame.f_code.co_name}:{frame.tb_lineno}" if frame is not None else ""
