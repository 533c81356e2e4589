"""MCP with the SDK's own client, over stdio and over streamable HTTP; text stands alone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from live import Live
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client

from guarded_reply.server.app import service_for
from guarded_reply.server.keys import new_key, write_keys
from guarded_reply.server.mcp_tools import tools_of
from guarded_reply.server.settings import Settings

Json = dict[str, Any]
TOOLS = {"draft_reply", "check_reply", "quote_shipping", "explain_rule"}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Live, dict[str, str]]]:
    file = tmp_path_factory.mktemp("keys") / "keys.yaml"
    made = {"all": new_key("agent", ["draft", "check", "review"], []), "checks": new_key("agent", ["check"], [])}
    write_keys(file, [entry for _, entry in made.values()])
    with Live("--keys", str(file)) as server:
        yield server, {name: key for name, (key, _) in made.items()}


def _text(result: Any) -> str:
    return "\n".join(part.text for part in result.content)


async def _tour(client: Client, lamp: Json) -> str:
    """Every tool and resource once; the id of the record."""
    assert {tool.name for tool in (await client.list_tools()).tools} == TOOLS
    drafted = await client.call_tool("draft_reply", {"request": lamp})
    assert not drafted.is_error, _text(drafted)
    assert "16元" in _text(drafted)
    assert "policy:carriers.sf.zones.jzh" in _text(drafted)
    assert drafted.structured_content["text"] in _text(drafted)
    checked = await client.call_tool("check_reply", {"request": lamp, "reply": ["顺丰到苏州12元哦", "明天一定到"]})
    assert "blocked" in _text(checked)
    assert "wrong-shipping-fee" in _text(checked)
    quoted = await client.call_tool("quote_shipping", {"to": "江苏苏州", "carrier": "sf", "weight_kg": "1.2"})
    assert "16元" in _text(quoted)
    nowhere = await client.call_tool("quote_shipping", {"to": "香港", "weight_kg": 1})
    assert nowhere.is_error
    assert "人工报价" in _text(nowhere)
    assert "What it does" in _text(await client.call_tool("explain_rule", {"rule_id": "delivery-guarantee"}))
    assert (await client.call_tool("explain_rule", {"rule_id": "nope"})).is_error
    wrong = await client.call_tool("draft_reply", {"request": {**lamp, "bogus": 1}})
    assert wrong.is_error
    assert "bogus" in _text(wrong)
    resources = {str(resource.uri) for resource in (await client.list_resources()).resources}
    assert resources == {"guarded-reply://policy", "guarded-reply://playbook"}
    assert "carriers:" in (await client.read_resource("guarded-reply://policy")).contents[0].text
    assert len((await client.read_resource("guarded-reply://playbook")).contents[0].text) > 1000
    assert "delivery-guarantee" in (await client.read_resource("guarded-reply://rules/delivery-guarantee")).contents[0].text
    return str(drafted.structured_content["trace"]["id"])


async def test_in_process(lamp: Json) -> None:
    async with Client(tools_of(service_for(Settings()))) as client:
        await _tour(client, lamp)


async def test_over_stdio(lamp: Json, tmp_path: Path) -> None:
    file = tmp_path / "record.db"
    async with Client(StdioServerParameters(command=sys.executable, args=["-m", "guarded_reply", "mcp", "--database", str(file)])) as client:
        reply_id = await _tour(client, lamp)
    from guarded_reply.server.ledger import Ledger

    ledger = Ledger(f"sqlite:///{file}")
    record = ledger.record(reply_id, None)
    ledger.close()
    assert record is not None
    assert (record.reply.payload or {})["origin"] == "mcp"


async def test_over_streamable_http_with_a_key(live: tuple[Live, dict[str, str]], lamp: Json) -> None:
    server, keys = live
    headers = {"Authorization": f"Bearer {keys['all']}"}
    async with httpx2.AsyncClient(headers=headers) as http, Client(streamable_http_client(f"{server.url}/mcp", http_client=http)) as client:
        reply_id = await _tour(client, lamp)
    async with httpx2.AsyncClient(headers=headers) as http:
        assert (await http.get(f"{server.url}/v1/replies/{reply_id}")).status_code == 200


async def test_scopes_hold_for_tools_and_without_a_key_nothing_is_heard(live: tuple[Live, dict[str, str]], lamp: Json) -> None:
    server, keys = live
    async with httpx2.AsyncClient(headers={"Authorization": f"Bearer {keys['checks']}"}) as http, Client(streamable_http_client(f"{server.url}/mcp", http_client=http)) as client:
        refused = await client.call_tool("draft_reply", {"request": lamp})
        assert refused.is_error
        assert "scope draft" in _text(refused)
        assert not (await client.call_tool("check_reply", {"request": lamp, "reply": "顺丰16元哦"})).is_error
    async with httpx2.AsyncClient() as http:
        answer = await http.post(f"{server.url}/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, headers={"Accept": "application/json, text/event-stream"})
    assert (answer.status_code, answer.json()["error"]["type"]) == (401, "unauthorized")
