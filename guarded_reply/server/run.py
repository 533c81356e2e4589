"""Runs the server: one process or several, draining when it is told to stop."""

from __future__ import annotations

import os
import signal
import socket
import sys
import tempfile
from types import FrameType

import uvicorn
from uvicorn.supervisors import Multiprocess

from guarded_reply.errors import UsageError
from guarded_reply.server.settings import VARIABLE, Settings

_FACTORY = "guarded_reply.server.app:create_from_environment"


def serve(settings: Settings) -> int:
    """Serve until told to stop; the exit status. Raises UsageError when the port is taken."""
    os.environ[VARIABLE] = settings.to_text()
    config = uvicorn.Config(
        _FACTORY, factory=True, host=settings.host, port=settings.port, workers=settings.workers, access_log=False, log_config=None, server_header=False, date_header=True,
        timeout_graceful_shutdown=settings.drain, timeout_keep_alive=30, h11_max_incomplete_event_size=65_536, backlog=4096, lifespan="on",
    )  # fmt: skip
    listening = _listen(settings.host, settings.port)
    host, port = listening.getsockname()[:2]
    sys.stderr.write(f"guarded-reply: http://{f'[{host}]' if ':' in host else host}:{port}/\n")
    if settings.workers > 1:
        with tempfile.TemporaryDirectory(prefix="guarded-reply-metrics-") as folder:
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
            Multiprocess(config, sockets=[listening]).run()
        return 0
    server = uvicorn.Server(config)
    signal.signal(signal.SIGTERM, _done)  # while it runs the server handles it, and raises it again when all is done: that is success
    server.run(sockets=[listening])
    return 0 if server.started else 3


def _done(number: int, frame: FrameType | None) -> None:
    """A signal that has been heeded already."""


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host.strip("[]"), port))
    except OSError as error:
        found.close()
        raise UsageError(f"cannot listen on {host}:{port}: {error.strerror or error}") from None
    found.listen(4096)  # whoever calls while it is still starting waits instead of being refused
    found.set_inheritable(True)
    return found
