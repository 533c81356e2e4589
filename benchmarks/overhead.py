"""What the pipeline costs around an instant model, beside instructor's ``create`` around an instant client.

Run: python benchmarks/overhead.py [--calls 2000]. instructor is measured when it is installed; both sides run in one process.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

from guarded_reply import Replier, check
from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.request import as_request

SHORT = "顺丰到苏州16元哦,正常1-2天左右,以物流更新为准"
TEXT = "亲,顺丰到苏州16元哦,正常1-2天左右,以物流更新为准。台灯是ABS材质,三档可调,签收后7天内未使用不影响二次销售可以退换,还有什么想了解的您随时告诉我"
REQUEST = {
    "conversation": [{"role": "customer", "text": "你好"}, {"role": "agent", "text": "您好,欢迎光临"}, {"role": "customer", "text": "台灯发顺丰到苏州多少钱"}],
    "destination": "江苏省苏州市",
    "products": [{"id": "lamp", "title": "折叠台灯", "price": "79", "weight_kg": "1.6", "dimensions_cm": [30, 20, 15], "stock": 9, "no_reason_return": True, "attributes": {"材质": "ABS", "亮度": "三档可调"}}],
    "now": "2026-11-21T10:00:00+08:00",
}


class Instant:
    """A model that answers at once."""

    name = "instant"
    punctual = True

    def __init__(self, text: str = TEXT) -> None:
        self.text = text

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        return Draft((self.text,), self.name)

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        return Draft((self.text,), self.name)


def p50(times: list[float]) -> float:
    """Median in milliseconds."""
    return statistics.median(times) * 1000


def timed(work: Callable[[], Any], calls: int) -> list[float]:
    """Seconds of each call, after a warm-up."""
    for _ in range(100):
        work()
    times: list[float] = []
    for _ in range(calls):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return times


async def atimed(work: Callable[[], Any], calls: int) -> list[float]:
    """The same for coroutines."""
    for _ in range(100):
        await work()
    times: list[float] = []
    for _ in range(calls):
        began = time.perf_counter()
        await work()
        times.append(time.perf_counter() - began)
    return times


def instructor_create() -> Callable[[], Any] | None:
    """instructor's create with a fake client and one field to validate."""
    try:
        import instructor
        from openai.types.chat import ChatCompletion
        from pydantic import BaseModel
    except ImportError:
        return None

    class Answer(BaseModel):
        messages: list[str]

    raw = ChatCompletion.model_validate(
        {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": json.dumps({"messages": [TEXT]}, ensure_ascii=False)}}]}
    )

    def fake(*_: Any, **__: Any) -> ChatCompletion:
        return raw.model_copy(deep=True)

    create = instructor.patch(create=fake, mode=instructor.Mode.JSON)
    return lambda: create(model="m", response_model=Answer, messages=[{"role": "user", "content": "台灯发顺丰到苏州多少钱"}])


async def growth(replier: Replier, concurrent: int, rounds: int) -> list[int]:
    """Bytes held after each round of concurrent replies."""
    request = as_request(REQUEST)
    held: list[int] = []
    tracemalloc.start()
    for _ in range(rounds):
        await asyncio.gather(*(replier.areply(request) for _ in range(concurrent)))
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return held


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=2000)
    calls = parser.parse_args().calls
    replier = Replier(model=Instant())
    assert replier.reply(REQUEST).status == "accepted"
    request = as_request(REQUEST)
    found: dict[str, Any] = {}
    for name, text in (("short", SHORT), ("long", TEXT)):
        one = Replier(model=Instant(text))
        found[f"{name}_async_p50_ms"] = p50(asyncio.run(atimed(lambda one=one: one.areply(request), calls)))
        found[f"{name}_sync_p50_ms"] = p50(timed(lambda one=one: one.reply(request), calls))
        found[f"{name}_guard_alone_p50_ms"] = p50(timed(lambda text=text: check(request, (text,), replier.policy), calls))
    create = instructor_create()
    found["instructor_create_p50_ms"] = p50(timed(create, calls)) if create is not None else None
    began = time.perf_counter()

    async def thousand() -> None:
        await asyncio.gather(*(replier.areply(request) for _ in range(1000)))

    asyncio.run(thousand())
    found["thousand_concurrent_s"] = time.perf_counter() - began
    held = asyncio.run(growth(replier, 1000, 5))
    found["growth_bytes_per_call"] = (held[-1] - held[1]) / ((len(held) - 2) * 1000)
    found["peak_rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({name: round(value, 4) if isinstance(value, float) else value for name, value in found.items()}, indent=1))


if __name__ == "__main__":
    main()
