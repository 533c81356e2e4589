"""How long all rules take, beside one bare regular expression in the same run.

    python benchmarks/guard.py [FILE of {"request", "reply"} lines]

Hot: one reply to one request again and again. Warm: labelled replies to requests that were checked before, their clauses known.
Cold: each request new, each memory of clauses emptied before each reply, so that nothing ever repeats. Then the cost
per character by length, and that of a further rule whose words are absent. Machines differ: compare the ratios.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from guarded_reply import check, load_policy
from guarded_reply import guard as engine
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.memory import forget
from guarded_reply.reading.pattern import Pattern
from guarded_reply.request import as_request
from guarded_reply.rules import Rule

REQUEST: dict[str, Any] = {
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
CALLS = 2000
LENGTHS = (100, 1_000, 10_000)


def median_us(call: Callable[[], object], rounds: int = CALLS, before: Callable[[], object] = lambda: None) -> float:
    """Median time of one call in microseconds; ``before`` runs untimed before each."""
    for _ in range(50):
        call()
    spent: list[float] = []
    for _ in range(rounds):
        before()
        began = time.perf_counter()
        call()
        spent.append(time.perf_counter() - began)
    return statistics.median(spent) * 1e6


def over_cases(cases: list[dict[str, Any]], cold: bool) -> float:
    """Median over labelled replies in microseconds."""
    policy = load_policy()
    turns = [(as_request(case["request"]), case["reply"]) for case in cases]
    spent: list[float] = []
    for round_number in range(1 if cold else 8):
        spent.clear()
        for index, (request, reply) in enumerate(turns):
            if cold:
                forget()
                request = as_request(cases[index]["request"])
            began = time.perf_counter()
            check(request, reply, policy)
            spent.append(time.perf_counter() - began)
        del round_number
    return statistics.median(spent) * 1e6


def further_rule_us(rounds: int = CALLS) -> float:
    """What one more rule costs where its words are absent: forty of them, divided by forty."""
    absent = Pattern("龘靐")

    def judge(reading: Reading) -> Iterator[Hit]:
        for clause in reading.where(absent.bit):
            yield Hit(clause.start, clause.end, "")

    policy, request = load_policy(), as_request(REQUEST)
    usual = engine.active_rules(policy)
    more = (*usual, *((Rule(f"further-{number}", "form", "error", "", "", (), judge), "error") for number in range(40)))
    times: list[float] = []
    for rules in (usual, more):
        engine.active_rules = lambda _, rules=rules: rules  # pyright: ignore -- a measurement
        times.append(min(median_us(lambda: check(request, REPLY, policy), rounds // 4) for _ in range(3)))
    engine.active_rules = lambda _: usual  # pyright: ignore
    return (times[1] - times[0]) / 40


def main() -> None:
    """Print the table."""
    policy, request = load_policy(), as_request(REQUEST)
    word = re.compile("保证|肯定|一定|绝对")
    files = [Path(name) for name in sys.argv[1:]] or sorted(SETS.glob("*.jsonl"))
    cases = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    check(request, REPLY, policy)
    for case in cases:
        check(case["request"], case["reply"], policy)  # every pattern compiled, every rule loaded
    one_regex = median_us(lambda: word.search(REPLY))
    rows = [
        ("one bare regex", one_regex),
        (f"hot: one {len(REPLY)}-character reply", median_us(lambda: check(request, REPLY, policy))),
        ("the same, no clause remembered", median_us(lambda: check(request, REPLY, policy), before=forget)),
        (f"warm: {len(cases)} labelled replies, known clauses", over_cases(cases, cold=False)),
        (f"cold: {len(cases)} labelled replies, nothing known", over_cases(cases, cold=True)),
    ]
    for name, micros in rows:
        print(f"{name:50} {micros:9.1f} us  {micros / one_regex:8.0f} x")
    for length in LENGTHS:
        text = (REPLY * (length // len(REPLY) + 1))[:length]
        print(f"{f'{length} characters':50} {median_us(lambda: check(request, text, policy), 20) / length:9.2f} us a character")  # noqa: B023
    print(f"{'a further rule, its words absent':50} {further_rule_us():9.2f} us")


if __name__ == "__main__":
    main()
