"""Loads the service on loopback beside a bare FastAPI echo in the same run: checks, slow models, a soak; figures as ratios.

    python benchmarks/service.py checks | slow | soak [--requests N] [--callers N] [--pause SECONDS] [--workers N]

The load generator is a process of its own that keeps connections open and speaks HTTP/1.1 over raw sockets, so that it costs little.
"""

from __future__ import annotations

import argparse
import asyncio
import atexit
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
REQUEST = json.loads((ROOT / "examples" / "suitcase.json").read_text("utf-8"))
ASKED = {**REQUEST, "conversation": [{"role": "agent", "text": "您好,8号客服为您服务"}, {"role": "customer", "text": "顺丰到苏州多少钱?"}]}
CHECK = json.dumps({"request": ASKED, "reply": "顺丰到苏州22元哦,正常1-2天左右,以物流更新为准"}, ensure_ascii=False).encode()
REPLY = json.dumps(ASKED, ensure_ascii=False).encode()
ECHO = '''
from typing import Any
from fastapi import FastAPI
app = FastAPI()
@app.post("/echo")
async def echo(body: dict[str, Any]) -> dict[str, Any]:
    return body
'''
SLOW_MODEL = '''
import asyncio, json
ANSWER = json.dumps({"id": "x", "object": "chat.completion", "created": 1, "model": "m", "usage": {"prompt_tokens": 900, "completion_tokens": 20, "total_tokens": 920},
    "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": json.dumps({"messages": ["顺丰到苏州22元哦"]}, ensure_ascii=False)}}]}).encode()
async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    while (await receive()).get("more_body"):
        pass
    await asyncio.sleep(1.0)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json"), (b"content-length", str(len(ANSWER)).encode())]})
    await send({"type": "http.response.body", "body": ANSWER})
'''


class Process:
    """A server in a process of its own."""

    def __init__(self, command: list[str], env: dict[str, str] | None = None) -> None:
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, env={**os.environ, **(env or {})}, text=True)
        atexit.register(self.process.kill)  # whatever goes wrong here, no server is left behind
        assert self.process.stderr is not None
        for line in self.process.stderr:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found.group(1))
                break
        import threading

        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def memory(self) -> int:
        """Resident kilobytes, with its children."""
        pids = [self.process.pid, *(int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _parent(entry) == self.process.pid)]
        return sum(int(found.group(1)) for pid in pids if (found := re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())))

    def stop(self) -> None:
        """Tell it to stop, and wait."""
        self.process.terminate()
        self.process.wait(60)


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def service(*options: str, env: dict[str, str] | None = None) -> Process:
    """guarded-reply serve on a free port."""
    return Process([sys.executable, "-m", "guarded_reply", "serve", "--port", "0", "--no-access-log", *options], env)


def program(source: str) -> Process:
    """An ASGI application under uvicorn on a free port."""
    folder = tempfile.mkdtemp()
    (Path(folder) / "program.py").write_text(source, "utf-8")
    return Process([sys.executable, "-m", "uvicorn", "program:app", "--app-dir", folder, "--port", "0", "--no-access-log", "--backlog", "4096", "--timeout-keep-alive", "60"])


async def _caller(port: int, head: bytes, body: bytes, until: float, count: list[int], times: list[float], limit: int | None, delay: float, pause: float) -> None:
    await asyncio.sleep(delay)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    message = head + str(len(body)).encode() + b"\r\n\r\n" + body
    while time.perf_counter() < until and (limit is None or count[0] < limit):
        count[0] += 1
        began = time.perf_counter()
        writer.write(message)
        answer = await reader.readuntil(b"\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 200"), answer
        await reader.readexactly(int(re.search(rb"(?i)content-length: (\d+)", answer).group(1)))  # pyright: ignore[reportOptionalMemberAccess]
        times.append(time.perf_counter() - began)
        if pause:
            await asyncio.sleep(random.uniform(0.5, 1.5) * pause)
    writer.close()


async def load(port: int, path: str, body: bytes, callers: int, seconds: float, limit: int | None = None, ramp: float = 0.0, pause: float = 0.0) -> list[float]:
    """Durations of all calls that ``callers`` made, each one after the other with ``pause`` seconds (half to one and a half of it) between them."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ".encode()
    count, times = [0], []
    until = time.perf_counter() + seconds
    await asyncio.gather(*(_caller(port, head, body, until, count, times, limit, ramp * number / callers, pause) for number in range(callers)))
    return times


def share(times: list[float], part: float) -> float:
    """A percentile in milliseconds."""
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000, 1)


def checks(rounds: int, seconds: float) -> None:
    """Checks per second beside the echo's, alternating."""
    ours, bare = service(), program(ECHO)
    rates: dict[str, list[float]] = {"checks": [], "echo": []}
    for port, path in ((ours.port, "/v1/checks"), (bare.port, "/echo")):
        asyncio.run(load(port, path, CHECK, 8, 1.0))
    for _ in range(rounds):
        for name, port, path in (("checks", ours.port, "/v1/checks"), ("echo", bare.port, "/echo")):
            rates[name].append(len(asyncio.run(load(port, path, CHECK, 8, seconds))) / seconds)
    for process in (ours, bare):
        process.stop()
    ratios = sorted(one / other for one, other in zip(rates["checks"], rates["echo"], strict=True))
    print(json.dumps({"checks_per_s": [round(rate) for rate in rates["checks"]], "echo_per_s": [round(rate) for rate in rates["echo"]], "ratio_median": round(ratios[len(ratios) // 2], 2)}))


def slow(callers: int, workers: int, pause: float) -> None:
    """A model that takes one second, and many callers at once: what is added to it. They begin spread over one round."""
    model = program(SLOW_MODEL)
    with tempfile.TemporaryDirectory() as folder:
        options = ("--workers", str(workers), "--database", f"{folder}/record.db") if workers > 1 else ()
        ours = service(*options, "--model", "m", "--base-url", f"http://127.0.0.1:{model.port}/v1", env={"OPENAI_API_KEY": "none"})
        asyncio.run(load(ours.port, "/v1/replies", REPLY, 20, 2.5))
        for name, port, path in (("model alone", model.port, "/v1/chat/completions"), ("service", ours.port, "/v1/replies")):
            seconds = 6.0 + 2 * pause
            times = asyncio.run(load(port, path, REPLY, callers, seconds, ramp=1.0 + pause, pause=pause))
            print(json.dumps({"what": name, "workers": workers, "callers": callers, "pause_s": pause, "per_s": round(len(times) / seconds), "calls": len(times), "p50_ms": share(times, 0.5), "p99_ms": share(times, 0.99), "added_p99_ms": round(share(times, 0.99) - 1000, 1)}))
        ours.stop()
    model.stop()


def soak(requests: int) -> None:
    """Many checks and recorded replies, mixed; the memory of the server as they go."""
    with tempfile.TemporaryDirectory() as folder:
        ours = service("--database", f"{folder}/record.db")
        done, began = 0, time.perf_counter()
        while done < requests:
            size = min(10_000, requests - done)
            asyncio.run(_mixed(ours.port, size))
            done += size
            print(json.dumps({"requests": done, "memory_mb": round(ours.memory() / 1024, 2), "seconds": round(time.perf_counter() - began)}), flush=True)
        ours.stop()


async def _mixed(port: int, size: int) -> None:
    await asyncio.gather(load(port, "/v1/checks", CHECK, 6, 1e9, size * 9 // 10), load(port, "/v1/replies", REPLY, 2, 1e9, size // 10))


def main() -> None:
    """Run one measurement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["checks", "slow", "soak"])
    parser.add_argument("--requests", type=int, default=200_000)
    parser.add_argument("--callers", type=int, default=500)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0)
    arguments = parser.parse_args()
    if arguments.what == "checks":
        checks(arguments.rounds, arguments.seconds)
    elif arguments.what == "slow":
        slow(arguments.callers, arguments.workers, arguments.pause)
    else:
        soak(arguments.requests)


if __name__ == "__main__":
    main()
