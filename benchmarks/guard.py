"""How long all rules take on replies of a shop, beside one bare regular expression in the same run.

    python benchmarks/guard.py [FILE of {"request", "reply"} lines]

Prints the median for one 100-character reply said again and again, and for a stream of replies that never repeats;
machines differ, so compare the ratios. Set PEERS=1 with NeMo Guardrails installed beside it to time its one-regex rail.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from guarded_reply import check, load_policy
from guarded_reply.request import as_request

REQUEST = {
    "conversation": [{"role": "customer", "text": "寄到苏州运费多少,几天能到?"}],
    "destination": "江苏省苏州市",
    "products": [{"id": "box-20", "title": "20寸拉杆箱", "price": "159", "weight_kg": "3.2", "dimensions_cm": [38, 24, 55], "stock": 12}],
    "now": "2026-11-21T15:00:00+08:00",
}
REPLY = (
    "您好,这里是东篱箱包旗舰店,8号很高兴为您服务!寄到江苏苏州顺丰运费22元,正常1-2天左右送达,具体以物流为准哦。"
    "今天16点前付款当天就能发货,满99元中通包邮,您看发哪家呢?有什么问题随时找我"
)
SETS = Path(__file__).resolve().parents[1] / "evals" / "guard"


def median_us(call: Callable[[], object], rounds: int = 2000) -> float:
    """Median time of one call in microseconds."""
    for _ in range(50):
        call()
    spent: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        call()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1e6


def main() -> None:
    """Print the table."""
    policy = load_policy()
    request = as_request(REQUEST)
    word = re.compile("保证|肯定|一定|绝对")
    one_regex = median_us(lambda: word.search(REPLY))
    rows = [("one bare regex", one_regex), (f"all rules, one {len(REPLY)}-character reply", median_us(lambda: check(request, REPLY, policy)))]
    files = [Path(name) for name in sys.argv[1:]] or sorted(SETS.glob("*.jsonl"))
    cases = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    turns = iter([(as_request(case["request"]), case["reply"]) for case in cases])
    spent: list[float] = []
    for parsed, reply in turns:
        began = time.perf_counter()
        check(parsed, reply, policy)
        spent.append(time.perf_counter() - began)
    rows.append((f"all rules, {len(cases)} replies that never repeat", statistics.median(spent) * 1e6))
    if os.environ.get("PEERS"):
        rows.append(("NeMo Guardrails IORails, one regex", asyncio.run(_iorails())))
    for name, micros in rows:
        print(f"{name:50} {micros:9.1f} us  {micros / one_regex:8.0f} x")


async def _iorails() -> float:
    from nemoguardrails import Guardrails, RailsConfig  # pyright: ignore -- a peer, in its own environment

    config = RailsConfig.from_content(
        yaml_content="models: []\nrails:\n  config:\n    regex_detection:\n      output:\n        patterns: ['保证|肯定|一定|绝对']\n  output:\n    flows: ['regex check output']\n"
    )
    spent: list[float] = []
    async with Guardrails(config, require_iorails=True) as rails:
        for _ in range(2000):
            began = time.perf_counter()
            await rails.check_async(messages=[{"role": "assistant", "content": REPLY}])
            spent.append(time.perf_counter() - began)
    return statistics.median(spent[50:]) * 1e6


if __name__ == "__main__":
    main()
