"""What every route needs: the service, who asks and whether he may, and answers as JSON."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Annotated, Any, cast

from fastapi import Depends, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic_core import to_json

from guarded_reply.server.keys import Principal, Scope
from guarded_reply.server.problems import ApiError
from guarded_reply.server.schemas import ErrorOut
from guarded_reply.server.service import Service


def service_of(request: Request) -> Service:
    """The service of this process."""
    return cast("Service", request.app.state.service)


async def _service_of(request: Request) -> Service:
    """The same as a dependency; one that is no coroutine would go through a thread."""
    return service_of(request)


ServiceNow = Annotated[Service, Depends(_service_of)]


def presented_key(request: Request) -> str | None:
    """The API key of a request: a bearer token, or the header that some proxies send."""
    header = request.headers.get("authorization", "")
    kind, _, value = header.partition(" ")
    if kind.lower() == "bearer":
        return value.strip()
    return request.headers.get("x-api-key")


def requires(*scopes: Scope) -> Callable[[Request], Awaitable[Principal]]:
    """A dependency that lets in who has one of the scopes, within his rate."""

    async def dependency(request: Request) -> Principal:
        service = service_of(request)
        principal = service.principal(presented_key(request))
        request.scope["state"]["key"] = principal.key
        if scopes and not any(principal.may(scope) for scope in scopes):
            needed = " or ".join(scopes)
            raise ApiError(401, "insufficient_scope", f"this key lacks the scope {needed}", headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{needed}"'})
        wait = service.rates.wait(principal)
        if wait is not None:
            raise ApiError(429, "rate_limited", "too many requests with this key", headers={"Retry-After": str(wait)})
        return principal

    return dependency


Drafts = Annotated[Principal, Depends(requires("draft"))]
Checks = Annotated[Principal, Depends(requires("check"))]
Reviews = Annotated[Principal, Depends(requires("review"))]
DraftsOrReviews = Annotated[Principal, Depends(requires("draft", "review"))]
Anyone = Annotated[Principal, Depends(requires())]
Admins = Annotated[Principal, Depends(requires("admin"))]


class JsonRoute(APIRoute):
    """A route whose body, if it has one, must be declared as JSON: a form or a plain text from a foreign page never gets in."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, after a look at the content type."""
        handler = super().get_route_handler()
        if self.body_field is None:
            return handler

        async def strict(request: Request) -> Response:
            declared_json(request)
            return await handler(request)

        return strict


def declared_json(request: Request) -> None:
    """Raises ApiError when the body is said to be anything but JSON in UTF-8."""
    kind, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if kind.strip() != "application/json" or (parameters.strip() and parameters.strip().replace('"', "") not in ("charset=utf-8", "charset=utf8")):
        raise ApiError(400, "unsupported_media_type", "Content-Type must be application/json")


def json_answer(data: Any, status: int = 200) -> Response:
    """Data that is already plain JSON, without a second walk over it."""
    return Response(to_json(data), status, media_type="application/json")


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The error answers of a route, for OpenAPI; 401 and 429 hold for every one."""
    words = {
        400: "Not JSON, or another content type", 401: "No valid API key, or one without the scope or the shop", 404: "Not there, or another shop's", 409: "Stale, or under way",
        413: "Too large", 422: "A field is wrong, and which", 429: "Over the key's rate", 503: "The record cannot be written",
    }  # fmt: skip
    return {status: {"model": ErrorOut, "description": words[status]} for status in sorted({*statuses, 401, 429})}
