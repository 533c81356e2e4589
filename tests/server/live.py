"""A server in a process of its own, on a free port."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx


class Live:
    """``guarded-reply serve`` with these options, ready when entered."""

    def __init__(self, *options: str, env: dict[str, str] | None = None, cwd: Path | None = None) -> None:
        self._options, self._env, self._cwd = options, env, cwd
        self.lines: list[str] = []

    def __enter__(self) -> Self:
        import os

        command = [sys.executable, "-m", "guarded_reply", "serve", "--port", "0", *self._options]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **(self._env or {})}, cwd=self._cwd)
        self._found = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()
        assert self._found.wait(30), self.lines
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                if httpx.get(self.url + "/livez", timeout=2).status_code == 200:
                    return self
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError(f"not ready: {self.lines}")

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)
            match = re.match(r"guarded-reply: (http://\S+)/$", line)
            if match:
                self.url = match.group(1)
                self._found.set()

    @property
    def log(self) -> str:
        """All it has written to standard error."""
        return "".join(self.lines)

    def stop(self, number: int = signal.SIGTERM, wait: float = 30) -> int:
        """Send a signal and wait for the end; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(wait)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(5)
