"""A service in this process, spoken to through its whole ASGI stack."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from databases import Postgres
from fastapi.testclient import TestClient

from guarded_reply.server.app import create
from guarded_reply.server.settings import Settings

Serve = Callable[..., TestClient]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a service with these settings (and ``store`` or ``model``); stopped at the end."""
    with ExitStack() as stack:

        def start(store: Any = None, model: Any = None, **settings: Any) -> TestClient:
            border = create(Settings(**{"access_log": False, **settings}), store=store, model=model)
            return stack.enter_context(TestClient(border, base_url="http://localhost", raise_server_exceptions=False))

        yield start


@pytest.fixture
def client(serve: Serve) -> TestClient:
    """A demo service without keys, database or model."""
    return serve(demo=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """One PostgreSQL server for the whole run."""
    server = Postgres.start()
    yield server
    server.server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database, of each kind in turn."""
    return str(tmp_path / "record.db") if request.param == "sqlite" else request.getfixturevalue("postgres").fresh()
