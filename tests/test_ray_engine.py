"""The Ray engine on two actors of this machine: the same lines as the local engine, whatever dies on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from guarded_reply.batch import check_work
from guarded_reply.policy import load_policy

pytestmark = pytest.mark.ray
ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _workers_find_this_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))


def _cli(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "guarded_reply", *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", timeout=900, check=False)


def _turns(path: Path, count: int) -> Path:
    turns = [json.loads(line) for file in sorted((ROOT / "evals" / "guard").glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            turn = turns[number % len(turns)]
            out.write(json.dumps({"id": f"c{number}", "request": turn["request"], "reply": turn["reply"]}, ensure_ascii=False) + "\n")
    return path


def _dying(mark: str, always: bool) -> Callable[[int, bytes], dict[str, Any]]:
    """Checks, and kills its own process at line 700: once, or each time."""
    work = check_work(load_policy(None))

    def checked(number: int, raw: bytes) -> dict[str, Any]:
        if number == 700 and (always or not Path(mark).exists()):
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return work(number, raw)

    return checked


def _expected(source: Path) -> list[str]:
    from guarded_reply.batch import as_line

    work = check_work(load_policy(None))
    return [as_line(work(number, raw)) for number, raw in enumerate(source.read_bytes().splitlines(keepends=True), start=1)]


def test_100_000_rows_come_out_as_the_local_engine_gives_them(tmp_path: Path) -> None:
    rows = int(os.environ.get("GUARDED_REPLY_RAY_ROWS", "100000"))
    source = _turns(tmp_path / "in.jsonl", rows)
    with source.open("ab") as out:
        out.write(b'{"id": "torn"\n\n[1]\n\xff\xfe\n')
    local = _cli("check", "--input", source, "--output", tmp_path / "local.jsonl", "--jobs", 2)
    ray = _cli("check", "--input", source, "--output", tmp_path / "ray.jsonl", "--engine", "ray", "--workers", 2)
    assert (local.returncode, ray.returncode, ray.stdout) == (2, 2, "")
    assert local.stderr == ray.stderr
    assert (tmp_path / "local.jsonl").read_bytes() == (tmp_path / "ray.jsonl").read_bytes()
    assert not (tmp_path / "ray.jsonl.parts").exists()


def test_a_killed_worker_changes_nothing(tmp_path: Path) -> None:
    from guarded_reply.ray_engine import run_file

    source = _turns(tmp_path / "in.jsonl", 1500)
    tally = run_file(source, tmp_path / "out.jsonl", partial(_dying, str(tmp_path / "mark"), False), 2, {})
    assert (tmp_path / "mark").exists()
    assert (tally.done, tally.incomplete) == (1500, 0)
    assert (tmp_path / "out.jsonl").read_text("utf-8").splitlines() == _expected(source)


def test_a_line_that_kills_every_worker_is_an_error_row_and_can_be_tried_again(tmp_path: Path) -> None:
    from guarded_reply.ray_engine import run_file

    source, target = _turns(tmp_path / "in.jsonl", 1500), tmp_path / "out.jsonl"
    tally = run_file(source, target, partial(_dying, str(tmp_path / "mark"), True), 2, {})
    found, expected = target.read_text("utf-8").splitlines(), _expected(source)
    assert (tally.incomplete, tally.exit_status) == (1, 3)
    assert [index for index, (one, other) in enumerate(zip(found, expected, strict=True), start=1) if one != other] == [700]
    assert json.loads(found[699]) == {"id": "c699", "error": "line 700: its worker died each time it was tried"}
    again = run_file(source, target, partial(_dying, str(tmp_path / "mark"), False), 2, {}, resume=True)
    assert again.incomplete == 0
    assert target.read_text("utf-8").splitlines() == expected


def test_a_run_whose_driver_is_killed_goes_on(tmp_path: Path) -> None:
    source, target = _turns(tmp_path / "in.jsonl", 12_000), tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "guarded_reply", "check", "--input", str(source), "--output", str(target), "--engine", "ray"]
    process = subprocess.Popen(command, start_new_session=True)
    parts = tmp_path / "out.jsonl.parts"
    while process.poll() is None and len(list(parts.glob("*.parquet"))) < 3:
        time.sleep(0.02)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = {part: part.stat().st_mtime_ns for part in parts.glob("*.parquet")}
    assert kept
    assert not target.exists()
    done = subprocess.run([*command, "--resume"], capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 1, done.stderr
    assert target.read_text("utf-8").splitlines() == _expected(source)


def test_evals_and_replies_are_the_same_as_the_local_engines(tmp_path: Path) -> None:
    cases = ROOT / "evals" / "replies" / "contract.jsonl"
    for engine in ("local", "ray"):
        assert _cli("eval", "replies", cases, "--out", tmp_path / engine, "--engine", engine).returncode == 0
        assert _cli("eval", "guard", ROOT / "evals" / "guard" / "turns_a.jsonl", "--out", tmp_path / f"g{engine}", "--engine", engine).returncode in (0, 1)
        assert _cli("reply", "--input", cases, "--output", tmp_path / f"{engine}.jsonl", "--engine", engine).returncode == 0
    for left, right in (("local", "ray"), ("glocal", "gray")):
        assert (tmp_path / left / "cases.jsonl").read_bytes() == (tmp_path / right / "cases.jsonl").read_bytes()
    texts = [[json.loads(line)["reply"]["text"] for line in (tmp_path / f"{engine}.jsonl").read_text("utf-8").splitlines()] for engine in ("local", "ray")]
    assert texts[0] == texts[1]
    assert len(texts[0]) > 60
