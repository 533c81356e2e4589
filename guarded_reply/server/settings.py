"""How a server is set up: one frozen value, handed to worker processes through the environment."""

from __future__ import annotations

import ipaddress
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from guarded_reply.errors import UsageError

VARIABLE = "GUARDED_REPLY_SERVER"


@dataclass(frozen=True, slots=True)
class Settings:
    """Options of ``guarded-reply serve``.

    ``database`` is a SQLAlchemy URL or the path of an SQLite file, None for a bounded record in memory; ``keys`` the file of API
    keys; ``when_store_fails`` whether a reply that cannot be recorded is refused (503) or becomes a hand-over; ``max_body`` is in
    bytes, ``body_timeout``, ``drain`` and ``drain_delay`` (unready, but still answering) in seconds, ``rate`` in requests a minute for each key that sets none (0: no limit).
    """

    host: str = "127.0.0.1"
    port: int = 8000
    database: str | None = None
    policy: str | None = None
    model: str | None = None
    base_url: str | None = None
    config: str | None = None
    deadline: float | None = None
    keys: str | None = None
    demo: bool = False
    workers: int = 1
    when_store_fails: Literal["refuse", "handoff"] = "refuse"
    max_body: int = 1_000_000
    body_timeout: float = 15.0
    drain: int = 30
    drain_delay: float = 0.0
    rate: int = 600
    log_level: str = "info"
    access_log: bool = True

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65535:
            raise UsageError(f"port: must be 0 to 65535, not {self.port}")
        if not self.keys and not is_loopback(self.host):
            raise UsageError(f"host: without --keys the server listens on loopback only, not on {self.host}")
        if self.workers > 1 and self.database is None:
            raise UsageError("workers: several processes need --database, for they share one record")

    @property
    def database_url(self) -> str | None:
        """The SQLAlchemy URL; a plain path is an SQLite file."""
        if self.database is None:
            return None
        if "://" not in self.database:
            return f"sqlite:///{self.database}"
        scheme, _, rest = self.database.partition("://")
        return f"postgresql+psycopg://{rest}" if scheme in ("postgresql", "postgres") else self.database

    def to_text(self) -> str:
        """For the environment of a worker process."""
        return json.dumps(asdict(self))

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """What the parent process wrote."""
        data: dict[str, Any] = json.loads((os.environ if environ is None else environ).get(VARIABLE, "{}"))
        return cls(**data)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
