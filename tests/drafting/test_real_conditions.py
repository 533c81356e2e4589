"""The chain against a server that shows every fault: in time, counted, limited, hedged, cancelled."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fault_server import FAULTS, FaultServer

from guarded_reply import Replier, UsageError, check
from guarded_reply.drafting.config import load_chain

pytestmark = pytest.mark.timing


def _chain(tmp_path: Path, *servers: FaultServer, extra: str = "", tail: str = "") -> Path:
    lines = ["models:"]
    for index, server in enumerate(servers):
        lines += [f"  - name: m{index}", f"    base_url: {server.url}", *(f"    {line}" for line in extra.splitlines())]
    path = tmp_path / "chain.yaml"
    path.write_text("\n".join([*lines, "  - playbook", tail]), "utf-8")
    return path


@pytest.fixture(scope="module", autouse=True)
def _sdk_is_loaded() -> None:
    with FaultServer() as server:
        Replier(model="m", base_url=server.url, deadline=20).reply({"conversation": [{"role": "customer", "text": "你好"}]})


async def test_at_the_deadline_200_concurrent_callers_have_a_checked_reply(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer(FAULTS, seed=7) as first, FaultServer(FAULTS, seed=8) as second:
        replier = Replier(config=_chain(tmp_path, first, second), deadline=3)
        late: list[float] = []

        async def one() -> None:
            began = time.monotonic()
            reply = await replier.areply(lamp)
            late.append(time.monotonic() - began)
            assert check(lamp, list(reply.segments)).ok

        await asyncio.gather(*(one() for _ in range(200)))
        assert sorted(late)[-3] <= 3.1
        assert len(first.served) > 15


def test_callers_in_threads_are_answered_in_time_too(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer(["hang", "drip"]) as server:
        replier = Replier(config=_chain(tmp_path, server), deadline=1)

        def one(_: int) -> float:
            began = time.monotonic()
            assert replier.reply(lamp).status == "fallback"
            return time.monotonic() - began

        with ThreadPoolExecutor(40) as pool:
            assert max(pool.map(one, range(40))) <= 1.1


async def test_streams_of_a_crowd_end_in_time(lamp: dict[str, Any]) -> None:
    with FaultServer(["hang", "drip", "500", "promise", "good"], seed=3) as server:
        replier = Replier(model="m", base_url=server.url, deadline=2)
        late: list[float] = []

        async def one() -> None:
            began = time.monotonic()
            stream = replier.open_stream(lamp)
            pieces = [piece async for piece in stream]
            late.append(time.monotonic() - began)
            assert stream.reply is not None
            assert "".join(pieces) == "".join(stream.reply.segments)

        await asyncio.gather(*(one() for _ in range(100)))
    assert sorted(late)[-2] <= 2.1


@pytest.mark.parametrize("fault", ["429", "429-date", "500", "401", "garbage", "half", "halfjson", "empty", "reset", "truncate", "hang", "drip"])
def test_the_next_model_answers_when_one_fails(tmp_path: Path, lamp: dict[str, Any], fault: str) -> None:
    with FaultServer([fault]) as bad, FaultServer() as good:
        reply = Replier(config=_chain(tmp_path, bad, good), deadline=2).reply(lamp)
    assert (reply.status, reply.trace.model) == ("accepted", "m1")
    assert reply.trace.attempts[0].model == "m0"
    assert reply.trace.latency_ms < 2000


def test_a_wait_that_fits_is_waited_for(lamp: dict[str, Any]) -> None:
    with FaultServer() as server:
        server.script, server.retry_after = ["429"], "0.5"
        began = time.monotonic()
        reply = Replier(model="m", base_url=server.url, deadline=3).reply(lamp)
        assert reply.status == "accepted"
        assert 0.5 <= time.monotonic() - began < 1.5


def test_usage_of_failed_attempts_is_counted_and_lies_are_not_believed(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer() as server:
        server.script = ["empty"]
        with FaultServer() as second:
            both = Replier(config=_chain(tmp_path, server, second, extra="price: {prompt: 10, completion: 20}"), deadline=3).reply(lamp)
    assert both.trace.usage.prompt_tokens == 1800
    assert both.trace.cost == Decimal("0.018") + Decimal("0.0008")
    for lie in ("liar", "negative"):
        with FaultServer([lie]) as server:
            usage = Replier(model="m", base_url=server.url, deadline=3).reply(lamp).trace.usage
            assert 300 < usage.prompt_tokens < 5000
            assert 0 < usage.completion_tokens < 100


def test_a_call_that_never_answers_costs_its_prompt(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer(["hang"]) as server:
        reply = Replier(config=_chain(tmp_path, server, extra="price: {prompt: 10, completion: 20}"), deadline=0.5).reply(lamp)
    assert reply.trace.usage.prompt_tokens > 300
    assert reply.trace.cost > 0


@pytest.mark.parametrize("cap", ["call_tokens: 100", "call_yuan: 0.0001", "day_tokens: 100", "day_yuan: 0.0001"])
def test_over_budget_the_chain_moves_on(tmp_path: Path, lamp: dict[str, Any], cap: str) -> None:
    with FaultServer() as server:
        path = _chain(tmp_path, server, extra="price: {prompt: 10, completion: 20}", tail=f"budget: {{{cap}}}")
        reply = Replier(config=path).reply(lamp)
        assert reply.status == "fallback"
        assert not server.served


def test_the_day_counts_over_calls(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer() as server:
        replier = Replier(config=_chain(tmp_path, server, tail="budget: {day_tokens: 6000}"))
        statuses = [replier.reply(lamp).status for _ in range(10)]
    assert statuses[0] == "accepted"
    assert statuses[-1] == "fallback"
    assert 1 < statuses.count("accepted") < 10


async def test_concurrency_is_limited(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer(["slow"]) as server:
        replier = Replier(config=_chain(tmp_path, server, extra="concurrency: 3"), deadline=8)
        replies = await asyncio.gather(*(replier.areply(lamp) for _ in range(9)))
        assert server.most_open == 3
        assert {reply.status for reply in replies} == {"accepted"}


def test_a_broken_endpoint_is_left_alone(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer(["500"]) as server:
        replier = Replier(config=_chain(tmp_path, server, extra="breaker: {failures: 3, cool_off: 60}\nattempts: 1"))
        for _ in range(10):
            assert replier.reply(lamp).status == "fallback"
        assert server.served["500"] == 3


async def test_a_second_request_overtakes_a_slow_one_and_the_loser_is_cancelled(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer() as server:
        replier = Replier(config=_chain(tmp_path, server, extra="hedge: true"), deadline=5)
        for _ in range(25):
            await replier.areply(lamp)
        server.script = ["hang"]
        began = time.monotonic()
        reply = await replier.areply(lamp)
        assert reply.status == "accepted"
        assert time.monotonic() - began < 1
        assert any(attempt.step == "hedge" for attempt in reply.trace.attempts)
        await asyncio.sleep(0.1)
        assert server.cut_off == 1


async def test_a_caller_who_cancels_stops_everything(lamp: dict[str, Any]) -> None:
    with FaultServer(["hang"]) as server:
        task = asyncio.ensure_future(Replier(model="m", base_url=server.url).areply(lamp))
        await asyncio.sleep(0.4)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(0.2)
        assert (server.cut_off, server.open) == (1, 0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("models: []", "models"), ("models: [playbook, {name: a}]", "only be the last"), ("models: [{name: a, api_key: sk-1}]", "environment variable"),
        ("models: [{name: a, provider: nobody}]", "no such provider"), ("models: [{name: a, provider: deepseek}]", "api_key_env is missing"),
        ("models: [{name: a, provider: deepseek, api_key_env: NOT_THERE}]", "NOT_THERE is not set"), ("models: [{name: a, provider: vllm}]", "base_url is missing"),
        ("models: [{name: a, timeout: -1}]", "models.0.timeout"), ("models: [", "not YAML"), ("[]", "file"), ("models: [playbook]\nspeed: 3", "speed"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_and_the_field_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "chain.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(UsageError, match=says) as caught:
        load_chain(path, environ={})
    assert "sk-1" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_wrong_field_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "chain.yaml"
    for text, place in (
        ("deadline: 8\nmodels:\n  - name: a\n    base_url: http://127.0.0.1/v1\n    timeout: -1\n", ":5: models.0.timeout: "), ("models:\n  - playbook\n  - name: b\n", ":1: models: "),
        ("models:\n  - name: a\n    provider: vllm\n", ":2: model a: base_url"), ("models: [playbook]\nspeed: 3\n", ":2: speed: "), ("models:\n  - name: a\n    name: b\n", ":3: not YAML: key 'name' stands twice"),
        ("models:\n  - name: a\n    provider: ollama\n    concurrency: 2\nprocesses: 4\n", ":2: model a: concurrency 2 is too little for 4 processes"),
    ):  # fmt: skip
        path.write_text(text, "utf-8")
        with pytest.raises(UsageError) as caught:
            load_chain(path, environ={})
        assert str(caught.value).startswith(f"{path}{place}")


def test_processes_share_limits_and_budgets(tmp_path: Path) -> None:
    path = tmp_path / "chain.yaml"
    path.write_text("models: [{name: a, provider: ollama, concurrency: 8, per_minute: 60}]\nbudget: {day_tokens: 1000, day_yuan: 10, call_tokens: 500}\nprocesses: 4\n", "utf-8")
    for processes, share in ((None, 4), (2, 2)):
        configured = load_chain(path, environ={}, processes=processes)
        budget = configured.budget
        assert budget is not None
        assert (budget.day_tokens, budget.day_yuan, budget.call_tokens) == (1000 // share, Decimal(10) / share, 500)
        gate = configured.chain.models[0].gate
        assert (gate.places, gate.per_minute) == (8 // share, 60 / share)


def test_a_profile_says_what_is_sent(tmp_path: Path, lamp: dict[str, Any]) -> None:
    with FaultServer() as server:
        for provider, there, absent in (("deepseek", {"thinking": {"type": "disabled"}}, None), ("qwen", {"enable_thinking": False}, None), ("openai", {"max_completion_tokens": 600}, "temperature")):
            path = tmp_path / f"{provider}.yaml"
            path.write_text(f"models: [{{name: m, provider: {provider}, base_url: '{server.url}', api_key_env: KEY}}]", "utf-8")
            chain = load_chain(path, environ={"KEY": "k"}).chain
            assert Replier(model=chain).reply(lamp).status == "accepted"
            sent = server.bodies[-1]
            assert all(sent[name] == value for name, value in there.items())
            assert absent not in sent
            assert sent["response_format"]["type"] == ("json_schema" if provider == "openai" else "json_object")
