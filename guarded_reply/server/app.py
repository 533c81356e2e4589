"""Builds the application of one process: service, routes, error shapes, console, and what happens at start and stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
import threading
from collections.abc import AsyncGenerator
from importlib.util import find_spec
from types import FrameType
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException

from guarded_reply import __version__
from guarded_reply.drafting.model import Model
from guarded_reply.replier import Replier
from guarded_reply.server import routes_conversations, routes_openai, routes_replies, routes_shop, routes_system
from guarded_reply.server.border import Border
from guarded_reply.server.keys import KeyRing
from guarded_reply.server.logs import log, set_up
from guarded_reply.server.metrics import Metrics
from guarded_reply.server.problems import ApiError, on_api_error, on_http_error, on_invalid
from guarded_reply.server.samples import sample_conversations
from guarded_reply.server.service import Service
from guarded_reply.server.settings import Settings
from guarded_reply.server.store import MemoryStore, Store

_LOOK = 1.0  # seconds between two looks at the policy and key files
_ROUTERS = (*routes_replies.routers, routes_conversations.router, routes_shop.router, routes_openai.router, routes_system.router)


def create_from_environment() -> Border:
    """For a worker process: the settings its parent wrote into the environment."""
    settings = Settings.from_environment()
    set_up(settings.log_level)
    return create(settings)


def create(settings: Settings, *, store: Store | None = None, model: Model | None = None) -> Border:
    """The application, ready to serve; ``store`` and ``model`` stand in for the configured ones in tests."""
    service = service_for(settings, store, model)
    app = FastAPI(title="Guarded Reply", version=__version__, docs_url=None, redoc_url=None, lifespan=_lifespan)
    app.state.service = service
    app.add_exception_handler(ApiError, on_api_error)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    for router in _ROUTERS:
        app.include_router(router)
    app.state.routes = [route for router in _ROUTERS for route in router.routes]
    app.openapi = lambda: _openapi(app)
    app.state.mcp = _mount_mcp(app, service)
    routes_system.mount_console(app)
    return Border(app, service, routes_replies.direct)


def _mount_mcp(app: FastAPI, service: Service) -> Any:
    """Serve MCP at ``/mcp`` when its extra is installed; what must run while it serves."""
    if find_spec("mcp") is None:
        return None
    from guarded_reply.server.mcp_tools import mcp_route

    route, manager = mcp_route(service)
    app.router.routes.append(route)
    return manager


def service_for(settings: Settings, store: Store | None = None, model: Model | None = None) -> Service:
    """The service that settings describe; raises UsageError, PolicyError or StoreDown."""
    replier = Replier(policy=settings.policy, model=model or settings.model, base_url=settings.base_url, deadline=settings.deadline, config=None if model else settings.config)
    keys = KeyRing(settings.keys) if settings.keys else None
    return Service(settings, store or _store(settings), replier, keys, Metrics())


def check_setup(settings: Settings) -> None:
    """Find what is wrong with policy, models, keys or database before the port opens; raises UsageError, PolicyError or StoreDown."""
    Replier(policy=settings.policy, model=settings.model, base_url=settings.base_url, deadline=settings.deadline, config=settings.config)
    if settings.keys:
        KeyRing(settings.keys)
    if settings.database_url is not None:
        from guarded_reply.server.ledger import Ledger

        ledger = Ledger(settings.database_url)
        ledger.migrate()
        ledger.close()


def _store(settings: Settings) -> Store:
    url = settings.database_url
    if url is None:
        return MemoryStore()
    from guarded_reply.server.ledger import Ledger
    from guarded_reply.server.store_sql import SqlStore

    ledger = Ledger(url)
    ledger.migrate()
    return SqlStore(ledger)


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    service: Service = app.state.service
    if service.settings.demo:
        for conversation in sample_conversations():
            await service.store.put(conversation)
    _drain_on_signal(service)
    watching = asyncio.create_task(_watch(service))
    gc.collect()
    gc.freeze()  # the rules' tables and patterns live as long as the process: not walked again at each collection
    log().info("started", version=__version__, policy=service.policy.version, model=service.replier.model.name, durable=service.store.durable)
    try:
        async with app.state.mcp.run() if app.state.mcp is not None else contextlib.nullcontext():
            yield
    finally:
        service.draining = True
        watching.cancel()
        await service.store.close()
        log().info("stopped")


def _drain_on_signal(service: Service) -> None:
    """Report unready from the first moment of SIGTERM on; the server's own handler then finishes what is under way."""
    if threading.current_thread() is not threading.main_thread():
        return
    before, loop, delay = signal.getsignal(signal.SIGTERM), asyncio.get_running_loop(), service.settings.drain_delay

    def draining(number: int, frame: FrameType | None) -> None:
        again = service.draining
        service.draining = True
        if callable(before):
            if again or delay <= 0:
                before(number, frame)
            else:
                loop.call_soon_threadsafe(loop.call_later, delay, before, number, None)

    if callable(before):
        signal.signal(signal.SIGTERM, draining)


async def _watch(service: Service) -> None:
    """Take changed policy and key files in; what is wrong with one never stops the watch."""
    while True:
        await asyncio.sleep(_LOOK)
        try:
            await asyncio.to_thread(service.reload)
            if service.keys is not None and service.keys.refresh():
                log().info("keys_taken")
        except Exception as error:  # noqa: BLE001 -- the next look may go well
            log().error("reload_failed", error=type(error).__name__)


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The schema, with API keys as its security; made once."""
    if app.openapi_schema is None:
        schema = get_openapi(title=app.title, version=app.version, routes=app.routes, description="Replies for Chinese online shops that can be let out unread, each with its proof.")
        schema.setdefault("components", {})["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer", "description": "An API key; needed when the server has a key file."}}
        schema["security"] = [{}, {"key": []}]
        app.openapi_schema = schema
    return app.openapi_schema
