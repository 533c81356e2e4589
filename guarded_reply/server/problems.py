"""What goes wrong, as the caller sees it: ``{"error": {"type", "message", "field"?}}``, never a stack trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.routing import Match, Route

_TYPES = {400: "bad_request", 401: "unauthorized", 404: "not_found", 405: "method_not_allowed", 409: "conflict", 413: "too_large", 422: "invalid", 429: "rate_limited", 503: "unavailable"}


class ApiError(Exception):
    """An answer that is not the one asked for; ``more`` goes beside the error (a report, say)."""

    def __init__(self, status: int, kind: str, message: str, field: str | None = None, headers: dict[str, str] | None = None, more: dict[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status, self.kind, self.message, self.field = status, kind, message, field
        self.headers, self.more = headers, more


def not_found(what: str) -> ApiError:
    """The same for what does not exist and for what belongs to another shop."""
    return ApiError(404, "not_found", f"no such {what}")


def body(kind: str, message: str, field: str | None = None, more: dict[str, Any] | None = None) -> bytes:
    """The JSON of an error."""
    error: dict[str, Any] = {"type": kind, "message": message}
    if field:
        error["field"] = field
    return to_json({"error": error, **(more or {})})


def answer(error: ApiError) -> Response:
    """The response for an error."""
    return Response(body(error.kind, error.message, error.field, error.more), error.status, headers=error.headers, media_type="application/json")


async def on_api_error(request: Request, error: Exception) -> Response:
    """An ApiError raised in a handler."""
    return answer(cast("ApiError", error))


async def on_http_error(request: Request, error: Exception) -> Response:
    """Unknown path, unknown method and what the framework raises."""
    problem = cast("HTTPException", error)
    status = problem.status_code if problem.status_code in _TYPES else 400
    message = str(problem.detail) if status == problem.status_code else "bad request"
    headers = dict(problem.headers) if problem.headers else None
    if status == 405:
        headers = {"Allow": ", ".join(sorted(_methods(request)))}
    return answer(ApiError(status, _TYPES[status], message, headers=headers))


def _methods(request: Request) -> set[str]:
    """What the path can be asked for, by all its routes."""
    found: set[str] = set()
    for route in cast("list[Route]", request.app.state.routes):
        if route.matches({**request.scope, "method": "GET"})[0] != Match.NONE:
            found |= set(route.methods or ())
    return found


async def on_invalid(request: Request, error: Exception) -> Response:
    """A body or parameter that does not fit: the first wrong field, by its dotted path."""
    return answer(invalid(cast("RequestValidationError", error).errors()))


def invalid(problems: Sequence[Any]) -> ApiError:
    """The error for pydantic's findings; values are never repeated."""
    first: dict[str, Any] = problems[0]
    kind = str(first["type"])
    path = [str(part) for part in first["loc"] if part not in ("body", "query", "path", "header")]
    if kind == "json_invalid":
        return ApiError(400, "bad_json", "the body is not JSON")
    message = str(first["msg"]).removeprefix("Value error, ").replace("valid tuple", "valid list")
    if len(problems) > 1:
        message += f" (and {len(problems) - 1} more)"
    field = ".".join(path) or "body"
    return ApiError(422, "invalid", f"{field}: {message}", field)
