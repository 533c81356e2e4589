"""How it runs: logs, drain, reload, several workers, kill -9; on real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from fault_server import FaultServer
from live import Live

from guarded_reply.server.ledger import Ledger

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.timing


def _slow(seconds: float) -> FaultServer:
    model = FaultServer(faults=("slow",), text='{"messages": ["您好,顺丰到苏州16元哦"]}')
    model.delay = seconds
    return model


def _fee(url: str, lamp: Json) -> str:
    return str(httpx.post(f"{url}/v1/replies", json=lamp, timeout=10).json()["text"])


def test_the_log_is_json_lines_without_personal_data_or_stack_traces(lamp: Json) -> None:
    with Live() as server:
        lamp["conversation"][-1]["text"] += "13812345678"
        httpx.post(f"{server.url}/v1/replies", json=lamp, headers={"X-Request-Id": "call-1"})
        httpx.get(f"{server.url}/v1/replies/13812345678")
        assert server.stop() == 0
    lines = [json.loads(line) for line in server.lines[1:]]
    made = next(line for line in lines if line.get("request_id") == "call-1")
    assert (made["route"], made["status"], made["level"]) == ("/v1/replies", 200, "info")
    assert {line["event"] for line in lines} >= {"started", "stopped"}
    assert "13812345678" not in server.log
    assert "Traceback" not in server.log


def test_a_stop_signal_lets_every_reply_under_way_out(tmp_path: Path, lamp: Json) -> None:
    file = tmp_path / "record.db"
    with _slow(2.5) as model, Live("--model", "m", "--base-url", model.url, "--database", str(file)) as server:
        answers: list[httpx.Response] = []
        askers = [threading.Thread(target=lambda: answers.append(httpx.post(f"{server.url}/v1/replies", json=lamp, timeout=20))) for _ in range(12)]
        for asker in askers:
            asker.start()
        _until(lambda: model.open == 12)
        began = time.monotonic()
        assert server.stop() == 0
        for asker in askers:
            asker.join()
        assert time.monotonic() - began < 10
    assert [answer.status_code for answer in answers] == [200] * 12
    ledger = Ledger(f"sqlite:///{file}")
    assert {answer.json()["trace"]["id"] for answer in answers} == {record.reply.reply_id for record in ledger.records(None, 100, None)}
    ledger.close()


def test_while_draining_it_says_so_and_still_answers(lamp: Json) -> None:
    with Live("--drain-delay", "1.5") as server:
        assert httpx.get(f"{server.url}/readyz").status_code == 200
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        unready = httpx.get(f"{server.url}/readyz")
        assert (unready.status_code, unready.json(), unready.headers["connection"]) == (503, {"ready": False, "reasons": ["draining"]}, "close")
        assert "16元" in _fee(server.url, lamp)
        assert server.process.wait(20) == 0


def test_a_changed_policy_is_taken_and_a_broken_one_is_not(tmp_path: Path, lamp: Json) -> None:
    policy = tmp_path / "policy.yaml"
    shutil.copy(ROOT / "policies" / "default.yaml", policy)
    good = policy.read_text("utf-8")
    with Live("--policy", str(policy)) as server:
        first = httpx.get(f"{server.url}/v1/policy").json()
        assert "16元" in _fee(server.url, lamp)
        policy.write_text(good.replace("step_fee: 2", "step_fee: 3"), "utf-8")
        _until(lambda: httpx.get(f"{server.url}/v1/policy").json()["version"] != first["version"])
        assert "17元" in _fee(server.url, lamp)
        policy.write_text(good.replace("first_fee: 14", "first_fee: much"), "utf-8")
        _until(lambda: httpx.get(f"{server.url}/v1/policy").json()["problem"] is not None)
        assert ":23: carriers.sf.zones.jzh.first_fee" in httpx.get(f"{server.url}/v1/policy").json()["problem"]
        assert "17元" in _fee(server.url, lamp)
        policy.write_text(good.replace("reply: 中通到苏州6元", "reply: 中通到苏州5元"), "utf-8")
        _until(lambda: "examples.0" in (httpx.get(f"{server.url}/v1/policy").json()["problem"] or ""))
        policy.write_text(good, "utf-8")
        _until(lambda: httpx.get(f"{server.url}/v1/policy").json()["version"] == first["version"])
        metrics = httpx.get(f"{server.url}/metrics").text
    assert 'guarded_reply_policy_reloads_total{outcome="taken"} 2.0' in metrics
    assert 'guarded_reply_policy_reloads_total{outcome="refused"} 2.0' in metrics
    assert "policy_refused" in server.log


def _until(holds: Any, seconds: float = 8) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "never came about"
        time.sleep(0.1)


def test_metrics_tell_of_models_that_fail_and_breakers_that_open(lamp: Json) -> None:
    with FaultServer(faults=("500",)) as model, Live("--model", "m", "--base-url", model.url, "--deadline", "2") as server:
        for _ in range(3):
            assert httpx.post(f"{server.url}/v1/replies", json=lamp, timeout=20).json()["status"] == "fallback"
        metrics = httpx.get(f"{server.url}/metrics").text
    assert 'guarded_reply_replies_total{status="fallback"} 3.0' in metrics
    assert 'guarded_reply_model_errors_total{kind="ModelUnavailable",model="m"}' in metrics
    assert 'guarded_reply_breaker_open{model="m"} 1.0' in metrics
    assert "guarded_reply_reply_seconds_bucket" in metrics


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_workers_share_record_and_metrics_and_one_killed_loses_nothing(kind: str, tmp_path: Path, lamp: Json, request: pytest.FixtureRequest) -> None:
    database = str(tmp_path / "record.db") if kind == "sqlite" else request.getfixturevalue("postgres").fresh()
    answered: list[str] = []
    with Live("--workers", "2", "--database", database, "--no-access-log") as server:
        workers = _children(server.process.pid)
        assert len(workers) >= 2
        stop = threading.Event()
        askers = [threading.Thread(target=_ask_until, args=(server.url, lamp, stop, answered)) for _ in range(4)]
        for asker in askers:
            asker.start()
        time.sleep(1.5)
        os.kill(workers[-1], signal.SIGKILL)
        time.sleep(1.5)
        stop.set()
        for asker in askers:
            asker.join()
        metrics = httpx.get(f"{server.url}/metrics").text
        assert float(metrics.split('guarded_reply_replies_total{status="accepted"} ')[1].split("\n")[0]) >= len(answered)
        assert server.stop() == 0
    from guarded_reply.server.settings import Settings

    ledger = Ledger(Settings(database=database).database_url or "")
    recorded = {record.reply.reply_id for record in ledger.all_records(None)}
    verdict = ledger.verify()
    ledger.close()
    assert len(answered) > 20
    assert set(answered) <= recorded
    assert verdict.problem is None


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(fields[1]) == pid and b"resource_tracker" not in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return sorted(found)


def _ask_until(url: str, lamp: Json, stop: threading.Event, answered: list[str]) -> None:
    with httpx.Client(timeout=10) as client:
        while not stop.is_set():
            try:
                answer = client.post(f"{url}/v1/replies", json=lamp)
                if answer.status_code == 200:
                    answered.append(answer.json()["trace"]["id"])
            except httpx.TransportError:
                continue  # the worker was killed under this call; what was not answered need not be recorded


def test_several_workers_without_a_shared_record_are_refused() -> None:
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-m", "guarded_reply", "serve", "--workers", "2"], capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, "--database" in done.stderr) == (2, True)
