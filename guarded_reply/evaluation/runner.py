"""Runs cases: concurrent, journalled, in a stable order, with progress on standard error."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from typing import Any, TextIO, TypeVar

from guarded_reply.errors import ModelTimeout, ModelUnavailable, RecordingError
from guarded_reply.evaluation.cases import GuardCase, ReplyCase
from guarded_reply.evaluation.journal import Journal

CaseT = TypeVar("CaseT", GuardCase, ReplyCase)
INFRASTRUCTURE = ("ModelTimeout", "ModelUnavailable", "TimeoutError", "RecordingError", "MissingDraft")
"""Outcomes of an attempt that say nothing about model or guard: such a case is incomplete."""


@dataclass(frozen=True, slots=True)
class Work:
    """One case and the number of its repeat, from 1."""

    case: Any
    repeat: int


@dataclass(frozen=True, slots=True)
class Actors:
    """Ray's part of a run: how many actors, and what each makes its judge of, which must be picklable."""

    workers: int
    shape: type[Any]
    make: Callable[[], Callable[[Any, int], dict[str, Any]]]


def run_cases(
    cases: Sequence[CaseT], judge: Callable[[CaseT, int], dict[str, Any]], journal: Journal, *, repeats: int = 1, jobs: int = 1, actors: Actors | None = None
) -> list[dict[str, Any]]:
    """Every record, ordered by case and repeat; what the journal holds already is not done again. With ``actors`` they judge."""
    order = [Work(case, repeat) for case in cases for repeat in range(1, repeats + 1)]
    todo = [work for work in order if (work.case.id, work.repeat) not in journal.done]
    progress = Progress(len(order), len(order) - len(todo))

    def one(work: Work) -> None:
        journal.add(_record(work, judge))

    try:
        if actors is not None:
            _on_ray(todo, actors, journal, jobs, progress)
        elif jobs <= 1:
            for work in todo:
                one(work)
                progress.step()
        else:
            _threads(todo, one, jobs, progress)
    finally:
        progress.end()
    return [journal.done[(work.case.id, work.repeat)] for work in order]


def _on_ray(todo: Sequence[Work], actors: Actors, journal: Journal, jobs: int, progress: Progress) -> None:
    """Let Ray's actors judge; the journal is written here as their records come."""
    from guarded_reply.ray_engine import run_rows

    def take(row: int, record: dict[str, Any]) -> None:
        journal.add(record if "repeat" in record else _lost(todo[row], str(record.get("error"))))
        progress.step()

    raws = [json.dumps({"case": work.case.model_dump(mode="json"), "repeat": work.repeat}, ensure_ascii=True).encode() for work in todo]
    if raws:
        run_rows(raws, partial(_judge_work, actors), actors.workers, take, jobs)
    for work in todo:
        if (work.case.id, work.repeat) not in journal.done:
            journal.add(_lost(work, "its worker died each time it was tried"))


def _lost(work: Work, why: str) -> dict[str, Any]:
    return {"id": work.case.id, "repeat": work.repeat, "tags": list(work.case.tags), "incomplete": why, "passed": None, "latency_ms": 0.0}


def _judge_work(actors: Actors) -> Callable[[int, bytes], dict[str, Any]]:
    judge = actors.make()

    def work(row: int, raw: bytes) -> dict[str, Any]:
        given = json.loads(raw)
        return _record(Work(actors.shape.model_validate(given["case"]), given["repeat"]), judge)

    return work


def _threads(todo: Sequence[Work], one: Callable[[Work], None], jobs: int, progress: Progress) -> None:
    """Keep ``jobs`` threads busy; the window is short, so that an interrupt loses little."""
    pending: set[Future[None]] = set()
    with ThreadPoolExecutor(jobs, thread_name_prefix="eval") as pool:
        try:
            for work in todo:
                pending.add(pool.submit(one, work))
                if len(pending) >= jobs * 2:
                    done, pending = wait(pending, return_when=FIRST_COMPLETED)
                    for future in done:
                        future.result()
                        progress.step()
            for future in pending:
                future.result()
                progress.step()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _record(work: Work, judge: Callable[[Any, int], dict[str, Any]]) -> dict[str, Any]:
    started = time.perf_counter()
    base: dict[str, Any] = {"id": work.case.id, "repeat": work.repeat, "tags": list(work.case.tags)}
    try:
        found = judge(work.case, work.repeat)
    except (ModelTimeout, ModelUnavailable, RecordingError, OSError) as error:
        found = {"incomplete": f"{type(error).__name__}: {error}", "passed": None}
    except Exception as error:  # noqa: BLE001 -- a crash says nothing about the reply; the run goes on and is not called passed
        found = {"incomplete": f"crashed: {type(error).__name__}: {error}", "passed": None}
    return {**base, **found, "latency_ms": round((time.perf_counter() - started) * 1000, 3)}


class Progress:
    """Cases done, rate and time left, on standard error when someone watches."""

    def __init__(self, total: int, done: int, stream: TextIO | None = None) -> None:
        self._total, self._before, self._done = total, done, done
        self._stream = stream if stream is not None else sys.stderr
        self._began = self._shown = time.monotonic()
        self._watched = self._stream.isatty()
        if self._watched and stream is None:
            self._stream = os.fdopen(os.dup(self._stream.fileno()), "w")  # Ray's libraries take the terminal's own place while they run

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        now = time.monotonic()
        if self._watched and (now - self._shown > 0.2 or self._done == self._total):
            self._shown = now
            self._stream.write("\r\x1b[K" + self.line(now))
            self._stream.flush()

    def line(self, now: float) -> str:
        """What is shown: ``120/576, 340 a second, 1 s left``."""
        rate = (self._done - self._before) / max(now - self._began, 1e-9)
        left = (self._total - self._done) / rate if rate else 0.0
        return f"{self._done}/{self._total}, {rate:.0f} a second, {left:.0f} s left"

    def end(self) -> None:
        """Clear the line."""
        if self._watched:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
