"""The same work on many machines: Ray Data reads lines, actors do them, parts are written; what is written is not done again."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from guarded_reply.batch import Tally, as_line, in_order, parse_line, read_lines
from guarded_reply.errors import RecordingError, UsageError

Work = Callable[[int, bytes], dict[str, Any]]
"""What is done with one line: its number and bytes in, its result out. It never raises but for a missing recording."""
_LARGEST_BLOCK = 500
_TRIES = 2  # times a block is tried again when its worker dies, before its lines are tried one by one
_LEFT = "incomplete"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the input file: bytes from ``start`` to ``end``, whose first line has number ``first``."""

    start: int
    end: int
    first: int


class Actor:
    """One worker: makes its tools once, then works block after block. A row that fails is an error row, never a dead job."""

    def __init__(self, make: Callable[[], Work], threads: int) -> None:
        self._work, self._threads = make(), threads

    def __call__(self, block: dict[str, Any]) -> dict[str, list[Any]]:
        """Do the lines of one block; columns ``row``, ``line``, ``state``."""
        rows = [int(row) for row in block["row"]]
        found = list(in_order(lambda pair: self._one(*pair), zip(rows, block["raw"], strict=True), self._threads))
        return {"row": rows, "line": [as_line(result) for result in found], "state": [state_of(result) for result in found]}

    def _one(self, row: int, raw: bytes) -> dict[str, Any]:
        try:
            return self._work(row, raw)
        except RecordingError as error:
            return {"id": parse_line(raw, row).id, "error": f"line {row}: {error}", _LEFT: True}
        except Exception as error:  # noqa: BLE001 -- one row must not end the job
            return {"id": parse_line(raw, row).id, "error": f"line {row}: {type(error).__name__}: {error}"}


def state_of(result: dict[str, Any]) -> str:
    """Whether a result is ``ok``, ``failed`` (a finding), ``bad`` (a line that cannot be read) or ``incomplete``."""
    if result.pop(_LEFT, False):
        return _LEFT
    return "bad" if "error" in result else "failed" if result.get("ok") is False else "ok"


# -- a whole file ------------------------------------------------------------------------------------------------------
def run_file(source: Path, target: Path, make: Callable[[], Work], workers: int, about: dict[str, str], *, threads: int = 1, resume: bool = False) -> Tally:
    """All lines of ``source`` to ``target``, in order, by ``workers`` actors of a cluster (RAY_ADDRESS), or of this machine.

    Parts are kept in ``target``.parts until all is done; with ``resume`` what they hold is not done again. Every machine must
    see both paths and have the package installed. Raises UsageError.
    """
    make()  # what is wrong with policy or configuration is said here, once
    parts = target.with_name(target.name + ".parts")
    about = {**about, "input": _digest(source)}
    _prepare(parts, about, resume)
    with _ray(workers, parts / "ray.log"):
        _work_off(_missing(source, parts, workers), source, parts, make, workers, threads)
        _work_off(_missing(source, parts, workers, single=True), source, parts, make, workers, threads)  # one by one, what died with its worker
    tally = _assemble(source, parts, target)
    if not tally.incomplete:
        shutil.rmtree(parts)
    return tally


def _prepare(parts: Path, about: dict[str, str], resume: bool) -> None:
    note = parts / "about.json"
    if resume and note.exists():
        earlier = cast("dict[str, str]", json.loads(note.read_text("utf-8")))
        differs = sorted(key for key in {*earlier, *about} if earlier.get(key) != about.get(key))
        if differs:
            raise UsageError(f"{parts}: an unfinished run with another {', '.join(differs)}; finish it, or leave --resume out to drop it")
        return
    shutil.rmtree(parts, ignore_errors=True)
    parts.mkdir(parents=True)
    note.write_text(json.dumps(about, ensure_ascii=False), "utf-8")


def _digest(source: Path) -> str:
    with source.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _work_off(spans: Sequence[Span], source: Path, parts: Path, make: Callable[[], Work], workers: int, threads: int) -> None:
    if spans:
        mapped = _library("ray.data").read_datasource(_lines_of(str(source), spans), override_num_blocks=len(spans))
        mapped_by(mapped, make, workers, threads).write_parquet(str(parts))


def mapped_by(rows: Any, make: Callable[[], Work], workers: int, threads: int) -> Any:
    """The dataset of results: ``rows`` has the columns ``row`` and ``raw``."""
    pool = _library("ray.data").ActorPoolStrategy(size=workers)
    return rows.map_batches(Actor, compute=pool, batch_size=None, fn_constructor_args=(make, threads), num_cpus=1, ray_remote_args_fn=_restarts)


def _restarts() -> dict[str, Any]:
    """A worker that dies is begun again, and its block is tried again a few times."""
    return {"max_restarts": -1, "max_task_retries": _TRIES}


def _lines_of(path: str, spans: Sequence[Span]) -> Any:
    """Ray's reading of the spans, one task each."""
    arrow, data, block = _library("pyarrow"), _library("ray.data"), _library("ray.data.block")

    def task(span: Span) -> Any:
        def read() -> Iterator[Any]:
            with open(path, "rb") as file:  # noqa: PTH123 -- runs in a worker, beside the data
                file.seek(span.start)
                raws = list(read_lines(io.BytesIO(file.read(span.end - span.start))))
            yield arrow.table({"row": arrow.array(range(span.first, span.first + len(raws)), arrow.int64()), "raw": arrow.array(raws, arrow.binary())})

        return data.ReadTask(read, block.BlockMetadata(num_rows=None, size_bytes=span.end - span.start, input_files=None, exec_stats=None))

    class Lines(data.Datasource):
        def estimate_inmemory_data_size(self) -> int | None:
            return None

        def get_read_tasks(self, parallelism: int, per_task_row_limit: int | None = None, data_context: Any = None) -> list[Any]:
            return [task(span) for span in spans]

    return Lines()


# -- which lines -------------------------------------------------------------------------------------------------------
def _offsets(source: Path) -> Iterator[tuple[int, int]]:
    """Where each line of the file begins and ends."""
    with source.open("rb") as file:
        start = 0
        for _ in read_lines(file):
            end = file.tell()
            yield start, end
            start = end


def _missing(source: Path, parts: Path, workers: int, single: bool = False) -> list[Span]:
    """Stretches of neighbouring lines that no part holds, small enough that every worker gets many and little is lost with one."""
    done = {row for part in _parts(parts) for row in _column(part, "row")}
    offsets = list(_offsets(source))
    wanted = [number for number in range(1, len(offsets) + 1) if number not in done]
    size = 1 if single else max(1, min(_LARGEST_BLOCK, len(wanted) // (workers * 8)))
    spans: list[Span] = []
    run: list[int] = []
    for number in [*wanted, -1]:
        if run and (number != run[-1] + 1 or len(run) == size):
            spans.append(Span(offsets[run[0] - 1][0], offsets[run[-1] - 1][1], run[0]))
            run = []
        run.append(number)
    return spans


# -- what is written ---------------------------------------------------------------------------------------------------
def _parts(folder: Path) -> list[Path]:
    """The whole parts; one torn by a kill is dropped."""
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    whole: list[Path] = []
    for part in sorted(folder.glob("*.parquet")):
        try:
            parquet.read_metadata(part)
            whole.append(part)
        except (arrow.ArrowException, OSError):
            part.unlink()
    return whole


def _column(part: Path, name: str) -> list[Any]:
    return _library("pyarrow.parquet").read_table(part, columns=[name])[name].to_pylist()


def _assemble(source: Path, parts: Path, target: Path) -> Tally:
    """Write the lines in order; a line whose worker died each time it was tried is an error in its place."""
    where = {row: (part, index) for part in _parts(parts) for index, row in enumerate(_column(part, "row"))}

    @lru_cache(maxsize=32)
    def columns(part: Path) -> tuple[list[str], list[str]]:
        return _column(part, "line"), _column(part, "state")

    tally = Tally()
    draft = target.with_name(target.name + ".part")
    with source.open("rb") as raws, draft.open("w", encoding="utf-8") as out:
        for number, raw in enumerate(read_lines(raws), start=1):
            if number in where:
                part, index = where[number]
                text, state = (column[index] for column in columns(part))
            else:
                text, state = as_line({"id": parse_line(raw, number).id, "error": f"line {number}: its worker died each time it was tried"}), _LEFT
            out.write(text + "\n")
            tally.done += 1
            tally.bad += state == "bad"
            tally.failed += state == "failed"
            tally.incomplete += state == _LEFT
            if state in ("bad", _LEFT):
                tally.note(text)
    draft.replace(target)
    return tally


# -- Ray itself --------------------------------------------------------------------------------------------------------
def _library(name: str) -> Any:
    """A module of the extra ``ray``, imported when the engine is used; raises UsageError."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise UsageError("--engine ray needs the extra: pip install 'guarded-reply[ray]'") from None


@contextlib.contextmanager
def _aside(log: Path | None) -> Generator[None]:
    """What Ray's libraries write to the terminal, Python's part and C++'s, goes to ``log`` instead."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = (os.dup(1), os.dup(2))
    chatter = os.open(log or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        os.dup2(chatter, 1)
        os.dup2(chatter, 2)
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for number, descriptor in enumerate(kept, start=1):
            os.dup2(descriptor, number)
            os.close(descriptor)
        os.close(chatter)


@contextlib.contextmanager
def _ray(workers: int, log: Path | None) -> Generator[None]:
    """A connection to the cluster that RAY_ADDRESS names, or Ray on this machine; its chatter goes to ``log``. Raises UsageError."""
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    with _aside(log):
        ray = _library("ray")
        _library("ray.data")
        logging.getLogger("ray").setLevel(logging.ERROR)
        begun = not ray.is_initialized()
        if begun:
            here = {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": workers + 2, "include_dashboard": False}  # two more for reading and writing
            ray.init(log_to_driver=False, logging_level=logging.ERROR, **here)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        context.max_errored_blocks = -1
        try:
            yield
        finally:
            if begun:
                ray.shutdown()


def run_rows(raws: Sequence[bytes], make: Callable[[], Work], workers: int, take: Callable[[int, dict[str, Any]], None], threads: int = 1) -> None:
    """Give ``take`` each row's number (from 0) and result as they come; a row whose worker died each time it was tried does not come."""
    make()
    with _ray(workers, None):
        arrow, data = _library("pyarrow"), _library("ray.data")
        table = arrow.table({"row": arrow.array(range(len(raws)), arrow.int64()), "raw": arrow.array(raws, arrow.binary())})
        rows = data.from_arrow(table).repartition(max(1, min(len(raws), workers * 8)))
        for batch in mapped_by(rows, make, workers, threads).iter_batches(batch_size=None, batch_format="pyarrow"):
            for row, line in zip(batch["row"].to_pylist(), batch["line"].to_pylist(), strict=True):
                take(row, cast("dict[str, Any]", json.loads(line)))
