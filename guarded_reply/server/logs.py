"""Structured logs: one JSON object a line, personal data masked, no texts of customers."""

from __future__ import annotations

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from pydantic_core import to_json

from guarded_reply.server.privacy import masked

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40}


def _mask(logger: Any, name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return masked(dict(event))


def _as_text(event: Any, **_: Any) -> str:
    return to_json(event, fallback=str).decode()


def set_up(level: str = "info") -> None:
    """Send this package's logs and the server's own to standard error as JSON lines."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars, structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso", utc=True), _mask,
            structlog.processors.JSONRenderer(serializer=_as_text),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS.get(level, 20)),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )  # fmt: skip
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_AsJson())
    for name in ("uvicorn", "uvicorn.error", "mcp", "alembic", "sqlalchemy"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(_LEVELS.get(level, 20) if name.startswith("uvicorn") else logging.WARNING)


class _AsJson(logging.Formatter):
    """Other libraries' lines in the same shape; of an exception only its type, for its text may carry data."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {"event": record.getMessage().splitlines()[0] if record.getMessage() else "", "logger": record.name, "level": record.levelname.lower(), "timestamp": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z")}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
        return to_json(masked(line)).decode()


def log() -> Any:
    """The service's logger."""
    return structlog.get_logger("guarded_reply")
