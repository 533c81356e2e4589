"""Nothing bad leaves, nothing hangs: the pipeline against models that do everything wrong."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
import respx

from guarded_reply import Replier, RequestError, check
from guarded_reply.drafting.chat import ChatModel, read_messages
from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.errors import ModelOutputError


class Says:
    """A model that says one thing after the other, the last one for ever."""

    name = "fake"

    def __init__(self, *turns: Any) -> None:
        self.turns = list(turns)
        self.briefs: list[Brief] = []

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        self.briefs.append(brief)
        turn = self.turns.pop(0) if len(self.turns) > 1 else self.turns[0]
        if isinstance(turn, BaseException):
            raise turn
        return Draft((turn,) if isinstance(turn, str) else tuple(turn), "fake")

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        return self.draft(brief, deadline)


def test_a_good_draft_is_accepted_as_it_is(lamp: dict[str, Any]) -> None:
    reply = Replier(model=Says("顺丰到苏州16元哦,正常1-2天左右,以物流更新为准")).reply(lamp)
    assert (reply.status, reply.text) == ("accepted", "顺丰到苏州16元哦,正常1-2天左右,以物流更新为准")


def test_a_wrong_fee_is_edited_in_place(lamp: dict[str, Any]) -> None:
    reply = Replier(model=Says("顺丰到苏州12元哦")).reply(lamp)
    assert (reply.status, reply.text) == ("repaired", "顺丰到苏州16元哦")


def test_the_model_is_told_each_finding_and_rewrites(lamp: dict[str, Any]) -> None:
    model = Says("明天一定到", "到苏州一般1-2天左右,以物流更新为准哦")
    reply = Replier(model=model).reply(lamp)
    assert reply.status == "repaired"
    assert [finding.rule for finding in model.briefs[1].findings] == ["delivery-guarantee"]


def test_rewrites_stop_at_two_and_at_a_draft_seen_before(lamp: dict[str, Any]) -> None:
    stubborn = Says("明天一定到")
    assert Replier(model=stubborn).reply(lamp).status == "fallback"
    assert len(stubborn.briefs) == 2
    inventive = Says("明天一定到", "后天肯定到", "大后天保证到", "周五必到")
    assert Replier(model=inventive).reply(lamp).status == "fallback"
    assert len(inventive.briefs) == 3


@pytest.mark.parametrize("turn", ["", "明天保证送到", "您好" * 5000, "不行", "作为AI语言模型,我无法回答", ValueError("boom"), MemoryError(), ["", ""]])
def test_whatever_the_model_says_the_caller_gets_a_checked_reply(lamp: dict[str, Any], turn: Any) -> None:
    reply = Replier(model=Says(turn)).reply(lamp)
    assert reply.segments
    assert check(lamp, list(reply.segments)).ok


def test_a_rule_that_crashes_never_lets_text_out(lamp: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> Any:
        raise RuntimeError

    for module in ("call", "net"):
        monkeypatch.setattr(f"guarded_reply.{module}.check", crash)
    reply = Replier(model=Says("明天一定到")).reply(lamp)
    assert reply.status == "handoff"
    assert "一定" not in reply.text


def test_a_bad_request_is_an_error_that_names_the_field(lamp: dict[str, Any]) -> None:
    with pytest.raises(RequestError, match="products.0.prize"):
        Replier().reply({**lamp, "products": [{"id": "a", "title": "b", "prize": 1}]})


def test_embedded_replies_are_the_same_every_time(lamp: dict[str, Any]) -> None:
    replier = Replier()
    assert {replier.reply(lamp).text for _ in range(5)} == {replier.reply(lamp).text}


def test_one_replier_serves_many_threads_without_mixing_calls(lamp: dict[str, Any]) -> None:
    replier = Replier()

    def ask(city: str) -> str:
        return replier.reply({**lamp, "destination": city, "conversation": [{"role": "agent", "text": "您好"}, {"role": "customer", "text": f"发顺丰到{city}多少钱"}]}).text

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, ["苏州", "北京", "成都"] * 20))
    assert all(("16元" in answer) == (index % 3 == 0) for index, answer in enumerate(answers))


async def test_async_and_stream_give_the_same_reply(lamp: dict[str, Any]) -> None:
    replier = Replier()
    assert (await replier.areply(lamp)).text == replier.reply(lamp).text
    assert [segment async for segment in replier.astream(lamp)] == list(replier.stream(lamp)) == list(replier.reply(lamp).segments)


@pytest.mark.timing
async def test_a_hanging_async_model_is_cancelled_at_the_deadline(lamp: dict[str, Any]) -> None:
    cancelled = asyncio.Event()

    class Hangs(Says):
        async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                cancelled.set()
                raise
            raise AssertionError

    began = time.monotonic()
    reply = await Replier(model=Hangs(""), deadline=0.3).areply(lamp)
    assert time.monotonic() - began < 0.5
    await asyncio.sleep(0)
    assert cancelled.is_set()
    assert reply.status == "fallback"


# -- a real endpoint that misbehaves -----------------------------------------------------------------------------------


class Faulty(BaseHTTPRequestHandler):
    fault = "hang"
    calls = 0

    def do_POST(self) -> None:  # noqa: N802 -- the name the base class calls
        type(self).calls += 1
        self.rfile.read(int(self.headers.get("content-length", 0)))
        fault = type(self).fault
        if fault == "hang":
            time.sleep(1.2)
            return
        if fault == "reset":
            self.connection.close()
            return
        if fault in ("429", "500"):
            self._send(int(fault), b'{"error": {"message": "no"}}', {"retry-after": "30"} if fault == "429" else {})
            return
        if fault == "drip":
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.end_headers()
            try:
                for _ in range(30):
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                pass
            return
        body = {
            "garbage": b"\x00\xff<html>", "half": b'{"choices": [{"mess', "nochoice": b'{"choices": []}',
            "long": _answer("好" * 10_000), "empty": _answer(""), "brokenjson": _answer('{"messages": ["您好'), "promise": _answer("明天一定到"),
            "wrongfee": _answer("顺丰到苏州99元"), "lies": _answer("明天一定到", usage={"prompt_tokens": -5, "completion_tokens": "many"}),
        }[fault]  # fmt: skip
        self._send(200, body, {})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


def _answer(text: str, usage: Any = None) -> bytes:
    return json.dumps(
        {"id": "x", "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}], "usage": usage}
    ).encode()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Faulty)
    httpd.daemon_threads = True
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_address[1]}/v1"
    httpd.shutdown()


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    import openai  # noqa: F401 -- its import takes longer than the deadlines below

    Replier().reply({"conversation": [{"role": "customer", "text": "你好"}]})


FAULTS = ["hang", "reset", "429", "500", "drip", "garbage", "half", "nochoice", "long", "empty", "brokenjson", "promise", "wrongfee", "lies"]


@pytest.mark.timing
@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_endpoint_still_gives_a_checked_reply_in_time(server: str, lamp: dict[str, Any], fault: str) -> None:
    Faulty.fault = fault
    replier = Replier(model="m", base_url=server, api_key="k", deadline=0.8)
    began = time.monotonic()
    reply = replier.reply(lamp)
    assert time.monotonic() - began < 0.9
    assert check(lamp, list(reply.segments)).ok
    assert reply.status in ("repaired", "fallback", "handoff")
    assert reply.trace.usage.prompt_tokens >= 0


@pytest.mark.timing
@pytest.mark.parametrize("fault", ["hang", "drip", "reset", "500", "garbage"])
async def test_the_same_asynchronously(server: str, lamp: dict[str, Any], fault: str) -> None:
    Faulty.fault = fault
    began = time.monotonic()
    reply = await Replier(model="m", base_url=server, api_key="k", deadline=0.8).areply(lamp)
    assert time.monotonic() - began < 0.9
    assert check(lamp, list(reply.segments)).ok


# -- the chat model over a mocked transport --------------------------------------------------------------------------


def _chat(**options: Any) -> ChatModel:
    return ChatModel("m", base_url="http://model.test/v1", api_key="sk-secret-123456", async_http_client=httpx.AsyncClient(), **options)


@respx.mock
def test_chat_sends_manual_first_and_reads_json_messages(lamp: dict[str, Any]) -> None:
    route = respx.post("http://model.test/v1/chat/completions").mock(
        return_value=httpx.Response(200, content=_answer('<think>嗯</think>{"messages": ["顺丰到苏州16元哦"]}', {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}))
    )
    reply = Replier(model=_chat()).reply(lamp)
    assert (reply.status, reply.text, reply.trace.usage.prompt_tokens) == ("accepted", "顺丰到苏州16元哦", 7)
    sent = json.loads(route.calls[0].request.content)
    roles = [message["role"] for message in sent["messages"]]
    assert roles == ["system", *["user", "assistant"] * ((len(roles) - 2) // 2), "user"]  # manual, worked examples, this request
    assert "fee.sf" in sent["messages"][-1]["content"]


@respx.mock
def test_chat_tries_again_after_a_server_error(lamp: dict[str, Any]) -> None:
    route = respx.post("http://model.test/v1/chat/completions").mock(side_effect=[httpx.Response(500), httpx.Response(200, content=_answer("顺丰到苏州16元哦"))])
    assert Replier(model=_chat()).reply(lamp).status == "accepted"
    assert route.call_count == 2


@pytest.mark.timing
@respx.mock
def test_a_wait_that_does_not_fit_is_not_waited_for(lamp: dict[str, Any]) -> None:
    respx.post("http://model.test/v1/chat/completions").mock(return_value=httpx.Response(429, headers={"retry-after": "60"}))
    began = time.monotonic()
    assert Replier(model=_chat(), deadline=5).reply(lamp).status == "fallback"
    assert time.monotonic() - began < 2


@respx.mock
def test_keys_stay_out_of_the_trace(lamp: dict[str, Any]) -> None:
    respx.post("http://model.test/v1/chat/completions").mock(return_value=httpx.Response(401, json={"error": {"message": "bad key sk-secret-123456"}}))
    assert "sk-secret" not in json.dumps(Replier(model=_chat()).reply(lamp).as_dict())


@pytest.mark.parametrize("text", ["", "   ", "<think>只想不说</think>", "{", '{"a": 1}', "[1, 2]", "好" * 5000])
def test_unusable_answers_are_errors(text: str) -> None:
    with pytest.raises(ModelOutputError):
        read_messages(text)


@respx.mock
def test_an_echo_of_the_customer_is_no_answer(lamp: dict[str, Any]) -> None:
    respx.post("http://model.test/v1/chat/completions").mock(return_value=httpx.Response(200, content=_answer('{"messages": ["台灯发顺丰到苏州多少钱?"]}')))
    reply = Replier(model=_chat()).reply(lamp)
    assert reply.status == "fallback"
    assert "16元" in reply.text


@respx.mock
@pytest.mark.parametrize("text", ["请写给顾客的回复。", "怎么三天没动了(事实:最新记录在中转站) → 让您久等了", "没有目的地就先问城市。"])
def test_a_piece_of_the_instructions_is_no_answer(lamp: dict[str, Any], text: str) -> None:
    respx.post("http://model.test/v1/chat/completions").mock(return_value=httpx.Response(200, content=_answer(json.dumps({"messages": [text]}))))
    reply = Replier(model=_chat()).reply(lamp)
    assert reply.status == "fallback"
    assert "16元" in reply.text


def test_a_fence_of_code_is_opened() -> None:
    assert read_messages('```json\n{"messages": ["您好"]}\n```') == ("您好",)
