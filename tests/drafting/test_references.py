"""Facts by reference: figures are filled in from the fact sheet; an unknown number or a sum written by hand is a failed draft."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import respx

from guarded_reply import Replier, UsageError, load_policy
from guarded_reply.drafting.chat import ChatModel
from guarded_reply.drafting.model import Brief
from guarded_reply.drafting.prompt import render
from guarded_reply.drafting.references import filled_in, numbered
from guarded_reply.errors import ModelOutputError
from guarded_reply.facts import gather_facts
from guarded_reply.request import as_request
from guarded_reply.situation import read_situation

URL = "https://model.test/v1"
SCARF: dict[str, Any] = {
    "conversation": [{"role": "agent", "text": "您好,欢迎光临,客服为您服务"}, {"role": "customer", "text": "围巾顺丰到苏州多少钱,12块行不行"}],
    "destination": "江苏省苏州市", "products": [{"id": "scarf", "title": "羊毛围巾", "price": "59", "weight_kg": "0.3"}], "now": "2026-11-21T11:00:00+08:00",
}  # fmt: skip


def brief() -> Brief:
    request, policy = as_request(SCARF), load_policy()
    situation = read_situation(request, policy)
    return Brief(request, situation, gather_facts(request, policy, situation), policy)


def number_of(slot: str) -> str:
    return next(name for name, found in numbered(brief().facts) if found.id == slot)


def replier() -> Replier:
    client = httpx.AsyncClient()
    return Replier(model=ChatModel("m", base_url=URL, api_key="k", references=True, async_http_client=client), rewrites=0)


def says(*messages: str) -> httpx.Response:
    content = json.dumps({"messages": list(messages)}, ensure_ascii=False)
    return httpx.Response(200, json={"choices": [{"message": {"content": content}}], "usage": {"prompt_tokens": 9, "completion_tokens": 9}})


@respx.mock
def test_a_reply_is_filled_in_from_the_fact_sheet_and_carries_its_proof() -> None:
    respx.post(f"{URL}/chat/completions").mock(return_value=says(f"顺丰到苏州运费[[{number_of('fee.sf')}]],正常情况下{{{{days.sf}}}},以物流更新为准哦"))
    reply = replier().reply(SCARF)
    assert reply.status == "accepted"
    assert reply.text == "顺丰到苏州运费14元,正常情况下1-2天左右,以物流更新为准哦"
    assert any(claim.supported_by == "policy:carriers.sf.zones.jzh" for claim in reply.claims)


@respx.mock
@pytest.mark.parametrize("draft", ["顺丰到苏州运费[[f99]]哦", "顺丰到苏州运费[[fee.ems]]哦", "顺丰到苏州运费13元哦", "顺丰到苏州运费¥9,以物流更新为准", "顺丰到苏州运费[[f1哦"])
def test_an_unknown_number_or_money_by_hand_is_a_failed_draft(draft: str) -> None:
    respx.post(f"{URL}/chat/completions").mock(return_value=says(draft))
    reply = replier().reply(SCARF)
    assert reply.status == "fallback"
    assert "14元" in reply.text
    assert [attempt.outcome.split(":")[0] for attempt in reply.trace.attempts if attempt.step == "draft"][0] == "ModelOutputError"


def test_the_customers_own_sum_may_be_said_back() -> None:
    assert filled_in(["您说的12块我懂,顺丰是[[fee.sf]]"], brief()) == ("您说的12块我懂,顺丰是14元",)


def test_a_unit_written_after_a_filled_figure_is_not_said_twice() -> None:
    assert filled_in(["运费[[fee.sf]]元,围巾[[price.scarf]]块"], brief()) == ("运费14元,围巾59元",)


def test_every_figure_of_the_sheet_has_a_number_in_the_prompt() -> None:
    prompt = render(brief(), references=True).user
    for name, slot in numbered(brief().facts):
        assert f"[[{name}]](即{slot.value})" in prompt or slot.id.startswith(("concession", "returns", "step", "attribute", "weight"))
    assert "[[f1]](即14元)" in prompt


def test_without_the_option_marks_are_no_references() -> None:
    with pytest.raises(ModelOutputError):
        filled_in(["运费[[ ]]"], brief())
    assert "[[f1]]" not in render(brief()).user


@respx.mock
def test_a_stream_by_reference_lets_nothing_out_before_it_is_filled_in() -> None:
    chunks = [f'{{"messages": ["顺丰到苏州运费[[{number_of("fee.sf")}]],', '以物流更新为准哦"]}']
    end = {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}
    lines = "".join(f"data: {json.dumps({'choices': [{'index': 0, 'delta': {'content': chunk}}]}, ensure_ascii=False)}\n\n" for chunk in chunks) + f"data: {json.dumps(end)}\n\ndata: [DONE]\n\n"
    respx.post(f"{URL}/chat/completions").mock(return_value=httpx.Response(200, text=lines, headers={"content-type": "text/event-stream"}))
    said = list(replier().stream(SCARF))
    assert "".join(said) == "顺丰到苏州运费14元,以物流更新为准哦"


def test_a_chain_sets_it_for_each_model(tmp_path: Path) -> None:
    file = tmp_path / "models.yaml"
    file.write_text(f"models:\n  - {{name: m, base_url: '{URL}', references: true}}\n  - playbook\n", "utf-8")
    chosen: Any = Replier(config=file).model
    assert chosen.models[0].references is True
    with pytest.raises(UsageError, match="references"):
        Replier(config=file, references=True)
