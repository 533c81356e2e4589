"""A loopback OpenAI-compatible server that misbehaves on purpose: every fault a provider shows, chosen by a seed."""

from __future__ import annotations

import asyncio
import json
import random
import threading
from collections import Counter
from collections.abc import Sequence
from typing import Any

GOOD = '{"messages": ["顺丰到苏州16元哦"]}'
FAULTS = (
    "hang", "drip", "truncate", "reset", "429", "429-date", "500", "503", "401", "garbage", "html", "half", "halfjson", "empty", "nochoice", "nulls",
    "long", "thoughts", "promise", "wrongfee", "liar", "negative", "slow", "good",
)  # fmt: skip


class FaultServer:
    """Serves on a thread of its own. ``faults`` is drawn from by ``seed``; ``script`` is served first, in order."""

    def __init__(self, faults: Sequence[str] = ("good",), seed: int = 0, text: str = GOOD, chunk: int = 3) -> None:
        self.faults, self.text, self.chunk = tuple(faults), text, chunk
        self.script: list[str] = []
        self.served: Counter[str] = Counter()
        self.bodies: list[dict[str, Any]] = []
        self.open = self.most_open = self.cut_off = 0
        self.retry_after = "30"
        self.delay = 0.15
        self._random = random.Random(seed)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self.url = ""

    def __enter__(self) -> FaultServer:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(5)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1000))
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
        self._ready.set()
        self._loop.run_forever()
        server.close()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next((int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")), 0)
            body = json.loads(await reader.readexactly(length))
            self.bodies.append(body)
            fault = self.script.pop(0) if self.script else self._random.choice(self.faults)
            self.served[fault] += 1
            self.open += 1
            self.most_open = max(self.most_open, self.open)
            gone = asyncio.ensure_future(reader.read(1))
            work = asyncio.ensure_future(self._answer(writer, fault, bool(body.get("stream"))))
            try:
                await asyncio.wait({gone, work}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                self.open -= 1
                self.cut_off += not work.done()
                gone.cancel()
                work.cancel()
                await asyncio.gather(gone, work, return_exceptions=True)
        except (asyncio.IncompleteReadError, ConnectionError, OSError):
            pass
        finally:
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, fault: str, streaming: bool) -> None:
        if fault == "hang":
            await asyncio.sleep(60)
        elif fault == "reset":
            writer.transport.abort()
        elif fault == "drip":
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n")
            for _ in range(600):
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.05)
        elif fault == "truncate":
            writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n" + completion(GOOD)[:40])
            await writer.drain()
            writer.close()
        elif fault in ("429", "429-date", "500", "503", "401"):
            extra = b""
            if fault == "429":
                extra = f"retry-after: {self.retry_after}\r\n".encode()
            elif fault == "429-date":
                extra = b"retry-after: Wed, 21 Oct 2099 07:28:00 GMT\r\n"
            await self._send(writer, int(fault[:3]), b'{"error": {"message": "no"}}', extra)
        else:
            if fault == "slow":
                await asyncio.sleep(self.delay)
            text, usage = self._says(fault)
            if fault in ("garbage", "html", "half", "nochoice", "nulls"):
                await self._send(writer, 200, {"garbage": b"\x00\xff\xfe{", "html": b"<html>busy</html>", "half": completion(GOOD)[:60], "nochoice": b'{"choices": []}', "nulls": b'{"choices": null, "usage": null}'}[fault])
            elif streaming:
                await self._stream(writer, text, usage)
            else:
                await self._send(writer, 200, completion(text, usage))

    def _says(self, fault: str) -> tuple[str, Any]:
        text = {
            "halfjson": '{"messages": ["您好', "empty": "", "long": "好" * 10_000, "thoughts": "<think>" + "嗯" * 50 + "</think>" + self.text,
            "promise": '{"messages": ["明天一定到"]}', "wrongfee": '{"messages": ["顺丰到苏州99元哦"]}',
        }.get(fault, self.text)  # fmt: skip
        usage = {"liar": {"prompt_tokens": 10**12, "completion_tokens": "many"}, "negative": {"prompt_tokens": -5, "completion_tokens": -1}}.get(
            fault, {"prompt_tokens": 900, "completion_tokens": 20, "total_tokens": 920}
        )
        return text, usage

    async def _stream(self, writer: asyncio.StreamWriter, text: str, usage: Any) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
        for at in range(0, len(text), self.chunk):
            writer.write(_event({"choices": [{"index": 0, "delta": {"content": text[at : at + self.chunk]}, "finish_reason": None}]}))
            await writer.drain()
            await asyncio.sleep(0)
        writer.write(_event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}) + _event({"choices": [], "usage": usage}) + b"data: [DONE]\n\n")
        await writer.drain()
        writer.close()

    async def _send(self, writer: asyncio.StreamWriter, status: int, body: bytes, extra: bytes = b"") -> None:
        writer.write(f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: {len(body)}\r\n".encode() + extra + b"\r\n" + body)
        await writer.drain()


def completion(text: str, usage: Any = None) -> bytes:
    """A chat completion's body."""
    message = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    return json.dumps({"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [message], "usage": usage}).encode()


def _event(data: dict[str, Any]) -> bytes:
    return b"data: " + json.dumps({"id": "x", "object": "chat.completion.chunk", "created": 1, "model": "m", **data}).encode() + b"\n\n"
