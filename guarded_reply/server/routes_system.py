"""For operators and browsers: is it alive, is it ready, its metrics, and the console's files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.resources import files
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from guarded_reply.server.doors import Admins, JsonRoute, ServiceNow, errors, json_answer
from guarded_reply.server.schemas import Out, ReadyOut

router = APIRouter(tags=["operation"], route_class=JsonRoute)
_ABSENT = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Guarded Reply</title>
<body style="font-family:sans-serif;max-width:40em;margin:4em auto;line-height:1.6">
<h1>控制台还没有构建 · The console is not built</h1>
<p>在代码目录里运行 · In a checkout run: <code>cd console &amp;&amp; npm ci &amp;&amp; npm run build</code></p>
<p>接口照常可用 · The API works without it: <a href="/openapi.json">/openapi.json</a></p></body></html>"""


class AliveOut(Out):
    """The process runs."""

    alive: bool


@router.get("/livez", summary="The process runs", responses={200: {"model": AliveOut}})
async def livez() -> Response:
    """Says nothing about the store or the models."""
    return json_answer({"alive": True})


@router.get("/readyz", summary="Replies can be made and recorded", responses={200: {"model": ReadyOut}, 503: {"model": ReadyOut, "description": "Not now, and why"}})
async def readyz(service: ServiceNow) -> Response:
    """False while draining or while the store is down."""
    reasons = await service.reasons_not_ready()
    return json_answer({"ready": not reasons, "reasons": reasons}, 503 if reasons else 200)


@router.get("/metrics", summary="Prometheus metrics", response_class=Response, responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **errors()})
async def metrics(service: ServiceNow, principal: Admins) -> Response:
    """Over all worker processes; with API keys configured it asks for the scope admin."""
    service.metrics.models(service.replier.model)
    text, kind = service.metrics.text()
    return Response(text, media_type=kind)


class _Assets(StaticFiles):
    """The console's assets: they carry a hash in their names and may be kept."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def mount_console(app: FastAPI) -> None:
    """Serve the built console at ``/``, or say how to build it; every other path stays the API's, with its errors."""
    folder = Path(str(files("guarded_reply.server") / "static"))
    if (folder / "index.html").is_file():
        for path, name in (("/", "index.html"), ("/favicon.svg", "favicon.svg")):
            app.add_api_route(path, _file(folder / name), methods=["GET", "HEAD"], include_in_schema=False)
        app.mount("/assets", _Assets(directory=folder / "assets"), name="console")
        return

    async def absent() -> HTMLResponse:
        return HTMLResponse(_ABSENT)

    app.add_api_route("/", absent, include_in_schema=False)


def _file(path: Path) -> Callable[[], Awaitable[FileResponse]]:
    async def answer() -> FileResponse:
        return FileResponse(path, headers={"Cache-Control": "no-cache"})

    return answer
