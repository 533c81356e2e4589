"""The HTTP API as its callers meet it: replies, checks, records, reviews, conversations, and errors in one shape."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

ROOT = Path(__file__).parents[2]
Json = dict[str, Any]


def _events(body: str) -> list[tuple[str, Any]]:
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in body.strip().split("\n\n")]
    return [(block["event"], json.loads(block["data"])) for block in blocks]


def test_a_reply_is_made_with_its_proof_and_recorded(client: TestClient, lamp: Json) -> None:
    reply = client.post("/v1/replies", json=lamp).json()
    assert "16元" in reply["text"]
    assert any(claim["supported_by"] == "policy:carriers.sf.zones.jzh" for claim in reply["claims"])
    record = client.get(f"/v1/replies/{reply['trace']['id']}").json()
    assert record["reply"] == reply
    assert record["shop"] == "亮晶晶灯具店"
    assert record["drafts"][0]["text"] == reply["text"]
    assert set(record["versions"]) == {"policy", "prompt", "rules", "package"}
    assert (record["model"], record["cost"], record["usage"]["prompt_tokens"]) == ("playbook", "0", 0)
    assert client.get("/v1/replies").json()["items"][0]["id"] == record["id"]


def test_a_stream_gives_validated_segments_then_the_whole_reply(client: TestClient, lamp: Json) -> None:
    answer = client.post("/v1/replies", json=lamp, headers={"Accept": "text/event-stream"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    *segments, (name, reply) = _events(answer.text)
    assert name == "reply"
    assert [data["text"] for kind, data in segments if kind == "segment"] == reply["segments"]
    assert client.get(f"/v1/replies/{reply['trace']['id']}").status_code == 200


def test_a_check_reports_findings_with_fixes(client: TestClient, lamp: Json) -> None:
    report = client.post("/v1/checks", json={"request": lamp, "reply": ["顺丰到苏州12元哦", "明天一定到"]}).json()
    assert not report["ok"]
    assert {finding["rule"] for finding in report["findings"]} >= {"wrong-shipping-fee", "delivery-guarantee"}
    assert any(finding.get("fix") for finding in report["findings"])
    assert client.post("/v1/checks", json={"request": lamp, "reply": "顺丰到苏州16元哦"}).json()["ok"]


@pytest.mark.parametrize(
    ("path", "content", "kind", "status", "field"),
    [
        ("/v1/replies", '{"conversation": [', "application/json", 400, None),
        ("/v1/replies", '{"conversation": [], "bogus": 1}', "application/json", 422, "bogus"),
        ("/v1/replies", '{"conversation": [{"role": "customer", "text": 3}]}', "application/json", 422, "conversation.0.text"),
        ("/v1/replies", "{}", "text/plain", 400, None),
        ("/v1/replies", "{}", "application/json; charset=gbk", 400, None),
        ("/v1/replies", "[" * 5000, "application/json", 400, None),
        ("/v1/checks", '{"request": {"conversation": [{"role": "customer", "text": "\\ud800"}]}, "reply": "x"}', "application/json", 400, None),
        ("/v1/replies", '{"conversation": [{"role": "customer", "text": "\\ud800"}]}', "application/json", 422, "conversation.0.text"),
        ("/v1/checks", '{"request": {"conversation": [{"role": "boss", "text": "x"}]}, "reply": "x"}', "application/json", 422, "request.conversation.0.role"),
        ("/v1/quotes", '{"to": "苏州", "weight_kg": "-1"}', "application/json", 422, "weight_kg"),
        ("/v1/quotes", '{"to": "香港", "weight_kg": "1"}', "application/json", 422, "to"),
        ("/v1/nowhere", "{}", "application/json", 404, None),
        ("/v1/policy/trial", '{"yaml": "carriers: {}"}', "application/json", 422, "yaml"),
    ],
)  # fmt: skip
def test_errors_have_one_shape_and_name_the_field(client: TestClient, path: str, content: str, kind: str, status: int, field: str | None) -> None:
    answer = client.post(path, content=content.encode(), headers={"Content-Type": kind})
    error = answer.json()["error"]
    assert answer.status_code == status
    assert error.get("field") == field
    assert set(error) <= {"type", "message", "field"}
    assert "Traceback" not in answer.text


def test_other_shapes_of_wrong_calls(client: TestClient) -> None:
    assert client.get("/v1/replies/unknown").json()["error"]["type"] == "not_found"
    assert client.delete("/v1/policy").status_code == 405
    too_long = client.post("/v1/replies", content=b" " * 1_000_001, headers={"Content-Type": "application/json"})
    assert (too_long.status_code, too_long.json()["error"]["type"]) == (413, "too_large")
    assert client.get("/livez", headers={"Host": "evil.example"}).json()["error"]["type"] == "bad_host"


def test_a_person_edits_and_the_edit_is_diffed_checked_and_becomes_a_case(client: TestClient, lamp: Json) -> None:
    reply = client.post("/v1/replies", json=lamp).json()
    url = f"/v1/replies/{reply['trace']['id']}"
    review = client.post(url + "/review", json={"verdict": "edited", "text": reply["text"].replace("16元", "12元")}).json()
    assert [edit["text"] for edit in review["edits"]] == ["2"]
    assert not review["report"]["ok"]
    case = client.get(url + "/case").json()
    assert "wrong-shipping-fee" in case["expect"]
    assert "12元" in case["reply"]
    assert client.post(url + "/review", json={"verdict": "accepted"}).json()["report"]["ok"]
    assert client.post(url + "/review", json={"verdict": "rejected", "rules": ["rude-wording"]}).json()["report"] is None
    assert client.get(url + "/case").json()["expect"] == ["rude-wording"]
    assert len(client.get(url).json()["reviews"]) == 3
    assert client.post(url + "/review", json={"verdict": "edited"}).json()["error"]["field"] == "text"
    assert client.post(url + "/feedback", json={"outcome": "paid_after_reminder", "happened": True}).status_code == 200
    assert client.get(url).json()["feedback"][0]["outcome"] == "paid_after_reminder"


def test_cases_made_from_history_are_valid_eval_cases(client: TestClient, lamp: Json) -> None:
    from guarded_reply.evaluation.cases import GuardCase

    reply = client.post("/v1/replies", json=lamp).json()
    case = client.get(f"/v1/replies/{reply['trace']['id']}/case").json()
    assert GuardCase.model_validate(case).messages == tuple(reply["segments"])


def test_a_stale_answer_is_never_sent(client: TestClient) -> None:
    url = "/v1/conversations/suitcase-fee"
    seen = client.get(url).json()
    reply = client.post("/v1/replies", json=seen["request"]).json()
    changed = client.post(url + "/messages", json={"role": "customer", "text": "那中通呢?"}).json()
    assert changed["version"] == seen["version"] + 1
    stale = client.post(url + "/send", json={"text": reply["text"], "version": seen["version"], "reply_id": reply["trace"]["id"]})
    assert (stale.status_code, stale.json()["error"]["type"], stale.json()["version"]) == (409, "stale", 2)
    sent = client.post(url + "/send", json={"text": reply["text"], "version": 2, "reply_id": reply["trace"]["id"]})
    assert sent.status_code == 200
    assert (sent.json()["version"], sent.json()["state"]) == (3, "answered")
    assert sent.json()["request"]["conversation"][-1]["text"] == reply["text"]
    assert client.get(f"/v1/replies/{reply['trace']['id']}").json()["reviews"][0]["verdict"] == "accepted"


def test_a_blocked_answer_is_sent_only_with_a_recorded_reason(client: TestClient) -> None:
    url = "/v1/conversations/suitcase-fee"
    reply = client.post("/v1/replies", json=client.get(url).json()["request"]).json()
    body = {"text": "顺丰22元,明天一定到", "version": 1, "reply_id": reply["trace"]["id"]}
    blocked = client.post(url + "/send", json=body)
    assert blocked.status_code == 422
    assert any(finding["rule"] == "delivery-guarantee" for finding in blocked.json()["report"]["findings"])
    assert client.get(url).json()["version"] == 1
    assert client.post(url + "/send", json={**body, "override_reason": "主管同意"}).json()["version"] == 2
    review = client.get(f"/v1/replies/{reply['trace']['id']}").json()["reviews"][0]
    assert (review["verdict"], review["override_reason"], review["ok"]) == ("edited", "主管同意", False)


def test_conversations_are_listed_made_taken_over_and_masked(client: TestClient, lamp: Json) -> None:
    items = client.get("/v1/conversations").json()["items"]
    assert 8 <= len(items) <= 12
    assert len({item["shop"] for item in items}) >= 8
    assert set(items[0]) == {"id", "title", "shop", "updated_at", "version", "last", "state"}
    made = client.post("/v1/conversations", json={"id": "mine", "title": "台灯", "request": lamp}).json()
    assert made["version"] == 1
    assert client.post("/v1/conversations", json={"id": "mine", "title": "台灯", "request": lamp}).status_code == 409
    written = client.post("/v1/conversations/mine/messages", json={"role": "customer", "text": "我电话13812345678"}).json()
    assert written["request"]["conversation"][-1]["text"] == "我电话138****5678"
    assert client.post("/v1/conversations/mine/state", json={"state": "taken_over"}).json()["state"] == "taken_over"
    assert client.get("/v1/conversations").json()["items"][0]["id"] == "mine"


def test_every_sample_can_be_answered(client: TestClient) -> None:
    for item in client.get("/v1/conversations").json()["items"]:
        reply = client.post("/v1/replies", json=client.get(f"/v1/conversations/{item['id']}").json()["request"])
        assert reply.status_code == 200, item["id"]
        assert reply.json()["text"]


def test_a_quote_shows_its_working(client: TestClient) -> None:
    quote = client.post("/v1/quotes", json={"to": "江苏苏州", "carrier": "sf", "weight_kg": "1.2", "size_cm": [30, 20, 10]}).json()
    assert (quote["fee"], quote["billable_kg"], quote["zone"], quote["usual_days"], quote["free"]) == ("16", "2", "jzh", [1, 2], False)
    assert any("体积重" in step for step in quote["working"])
    assert client.post("/v1/quotes", json={"to": "苏州", "weight_kg": 1, "goods_total": "120"}).json()["free"]


def test_what_a_policy_change_would_have_done(client: TestClient, lamp: Json) -> None:
    reply = client.post("/v1/replies", json=lamp).json()
    policy = client.get("/v1/policy").json()
    assert policy["version"].startswith("sha256:")
    assert policy["policy"]["carriers"]["sf"]["zones"]["jzh"]["first_fee"] == "14"
    dearer = policy["yaml"].replace("first_fee: 14", "first_fee: 15")
    trial = client.post("/v1/policy/trial", json={"yaml": dearer, "limit": 50}).json()
    assert trial["checked"] == 1
    assert [item["id"] for item in trial["newly_blocked"]] == [reply["trace"]["id"]]
    assert trial["changed_claims"]
    wrong = client.post("/v1/policy/trial", json={"yaml": policy["yaml"].replace("first_fee: 14", "first_fee: vierzehn")}).json()
    assert wrong["error"]["message"].startswith("policy:23: ")


def test_figures_count_what_happened(client: TestClient, lamp: Json) -> None:
    for _ in range(3):
        client.post("/v1/replies", json=lamp)
    figures = client.get("/v1/figures?days=7").json()
    assert len(figures["by_status"]) == 7
    assert figures["by_status"][-1]["accepted"] == 3
    assert figures["total"] == 3
    assert figures["latency_ms"]["under_10s_share"] == 1
    assert sum(bucket["count"] for bucket in figures["latency_ms"]["histogram"]) == 3


def test_rules_session_health_and_metrics(client: TestClient, lamp: Json) -> None:
    client.post("/v1/replies", json=lamp)
    assert len(client.get("/v1/rules").json()["items"]) == 30
    assert client.get("/v1/session").json() == {"authenticated": True, "key_required": False, "scopes": ["admin", "check", "draft", "review"], "shop": None, "demo": True}
    assert client.get("/livez").json() == {"alive": True}
    assert client.get("/readyz").json() == {"ready": True, "reasons": []}
    metrics = client.get("/metrics").text
    assert 'guarded_reply_replies_total{status="accepted"} 1.0' in metrics
    assert 'route="/v1/replies"' in metrics
    page = client.get("/")
    assert page.status_code == 200
    assert page.headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.timing
def test_changes_of_a_conversation_are_told(serve: Any) -> None:
    import threading

    client = serve(demo=True)
    url = "/v1/conversations/suitcase-fee"
    service = client.app.service

    def act() -> None:
        time.sleep(0.3)
        client.post(url + "/messages", json={"role": "customer", "text": "在吗"})
        time.sleep(0.6)
        service.draining = True

    acting = threading.Thread(target=act)
    acting.start()
    answer = client.get(url + "/events")
    acting.join()
    assert [(name, data["version"]) for name, data in _events(answer.text)] == [("version", 1), ("version", 2)]
