"""The journal of a run: one line per case and repeat, written as it happens, so that a killed run goes on."""

from __future__ import annotations

import json
import os
import threading
import time
from pathlib import Path
from typing import Any, cast

from guarded_reply.batch import as_line
from guarded_reply.errors import UsageError

NAME = "journal.jsonl"
_SYNC_EVERY = 1.0  # seconds; what is flushed is safe from a kill, what is synced also from loss of power


class Journal:
    """What has been done in ``folder``. The first line says what run it is; a line torn by a kill is cut off.

    A record of an incomplete case is kept for the reader, but the case is asked again. Safe to share between threads.
    """

    def __init__(self, folder: Path, run: dict[str, Any], *, fresh: bool = False) -> None:
        self._lock = threading.Lock()
        self.done: dict[tuple[str, int], dict[str, Any]] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UsageError(f"{folder}: {error.strerror}") from None
        self._path = folder / NAME
        finished = (folder / "summary.json").exists()
        if self._path.exists() and not fresh:
            self._read(run, finished)
        if not self.done:
            self._path.write_text(as_line({"run": run}) + "\n", "utf-8")
        for name in ("summary.json", "cases.jsonl", "junit.xml", "report.html"):
            (folder / name).unlink(missing_ok=True)
        self._file = self._path.open("a", encoding="utf-8")
        self._synced = time.monotonic()

    def _read(self, run: dict[str, Any], finished: bool) -> None:
        kept = self._path.read_bytes()
        kept = kept[: kept.rfind(b"\n") + 1]
        lines = kept.splitlines()
        if not lines:
            return
        try:
            records = [cast("dict[str, Any]", json.loads(line)) for line in lines]
            earlier = records[0]["run"]
        except (ValueError, KeyError, TypeError):
            raise UsageError(f"{self._path}: is no journal of a run; nothing was changed") from None
        known = {(str(record["id"]), int(record["repeat"])): record for record in records[1:]}
        open_cases = any(record.get("incomplete") for record in known.values())
        if finished and not open_cases:
            return
        if earlier != run:
            if finished:
                return
            differs = ", ".join(sorted(key for key in {*earlier, *run} if earlier.get(key) != run.get(key)))
            raise UsageError(f"{self._path}: an unfinished run with another {differs}; finish it, choose another --out, or give --fresh to drop it")
        self.done = {key: record for key, record in known.items() if not record.get("incomplete")}
        with self._path.open("rb+") as file:
            file.truncate(len(kept))

    def add(self, record: dict[str, Any]) -> None:
        """Write one record down: when this returns a kill cannot lose it, and loss of power no more than the last second."""
        with self._lock:
            self.done[(record["id"], record["repeat"])] = record
            self._file.write(as_line(record) + "\n")
            self._file.flush()
            now = time.monotonic()
            if now - self._synced >= _SYNC_EVERY:
                os.fsync(self._file.fileno())
                self._synced = now

    def close(self) -> None:
        """Make sure that all is on disk."""
        os.fsync(self._file.fileno())
        self._file.close()


def write_whole(path: Path, text: str) -> None:
    """Write a file so that a kill leaves the old one or the new one, never half of it."""
    draft = path.with_name(path.name + ".part")
    draft.write_text(text, "utf-8")
    draft.replace(path)
