"""Who may do what: keys, scopes, shops, rates; a key of one shop never sees another's, by any route."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from guarded_reply.errors import UsageError
from guarded_reply.server.keys import KeyRing, Scope, new_key, write_keys
from guarded_reply.server.settings import Settings

Json = dict[str, Any]
OURS, THEIRS = "亮晶晶灯具店", "别家灯具店"


@pytest.fixture
def keys(tmp_path: Path) -> dict[str, str]:
    """A key file, and the keys: each by a name."""
    wanted: dict[str, tuple[list[Scope], list[str], int | None]] = {
        "ours": (["draft", "check", "review"], [OURS], None), "theirs": (["draft", "check", "review"], [THEIRS], None), "both": (["draft"], [OURS, THEIRS], None),
        "drafts": (["draft"], [OURS], None), "checks": (["check"], [OURS], None), "reviews": (["review"], [OURS], None), "admin": (["admin"], [], None), "slow": (["check"], [], 3),
    }  # fmt: skip
    made = {name: new_key(name, scopes, shops, rate) for name, (scopes, shops, rate) in wanted.items()}
    write_keys(tmp_path / "keys.yaml", [entry for _, entry in made.values()])
    return {"file": str(tmp_path / "keys.yaml"), **{name: key for name, (key, _) in made.items()}}


def _auth(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_without_a_key_only_health_schema_session_and_console_answer(serve: Any, keys: dict[str, str]) -> None:
    client = serve(keys=keys["file"])
    open_paths = {"/livez", "/readyz", "/v1/session"}
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method in methods:
            answer = client.request(method, path.replace("{", "").replace("}", ""), content=b"{}", headers={"Content-Type": "application/json"})
            assert (answer.status_code == 200) == (path in open_paths), (method, path, answer.status_code)
            if path not in open_paths:
                assert answer.status_code == 401, (method, path)
                assert answer.headers["www-authenticate"].startswith("Bearer")
    assert client.get("/v1/session").json() == {"authenticated": False, "key_required": True, "scopes": [], "shop": None}
    assert client.get("/v1/session", headers=_auth(keys["ours"])).json() == {"authenticated": True, "key_required": True, "scopes": ["check", "draft", "review"], "shop": OURS}


@pytest.mark.parametrize("wrong", ["", "gr_", "gr_00000000_abc", "nonsense", "gr__", "Bearer"])
def test_wrong_keys_are_refused_alike(serve: Any, keys: dict[str, str], wrong: str) -> None:
    client = serve(keys=keys["file"])
    guesses = [wrong, keys["ours"][:-1], keys["ours"] + "x", keys["ours"].upper()]
    answers = [client.get("/v1/rules", headers=_auth(guess)) for guess in guesses]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert client.get("/v1/rules", headers={"X-Api-Key": keys["ours"]}).status_code == 200


def test_scopes_open_their_own_doors_only(serve: Any, keys: dict[str, str], lamp: Json) -> None:
    client = serve(keys=keys["file"], demo=True)
    calls: list[tuple[str, str, Any, set[str]]] = [
        ("POST", "/v1/replies", lamp, {"drafts"}), ("POST", "/v1/checks", {"request": lamp, "reply": "16元哦"}, {"checks"}), ("GET", "/v1/replies", None, {"reviews"}),
        ("GET", "/v1/figures", None, {"reviews"}), ("POST", "/v1/quotes", {"to": "苏州", "weight_kg": 1}, {"checks"}), ("GET", "/v1/conversations", None, {"drafts", "reviews"}),
        ("POST", "/v1/policy/trial", {"yaml": "x"}, set()), ("GET", "/metrics", None, set()), ("POST", "/v1/chat/completions", {"messages": [{"role": "user", "content": "在吗"}]}, {"drafts"}),
        ("POST", "/beta/litellm_basic_guardrail_api", {"texts": [], "input_type": "request"}, {"checks"}),
    ]  # fmt: skip
    for method, path, body, allowed in calls:
        for name in ("drafts", "checks", "reviews"):
            answer = client.request(method, path, json=body, headers=_auth(keys[name]))
            assert (answer.status_code != 401) == (name in allowed), (path, name, answer.text)
        assert client.request(method, path, json=body, headers=_auth(keys["admin"])).status_code != 401


def _every_route_with_an_id(client: TestClient) -> list[tuple[str, str]]:
    paths = client.get("/openapi.json").json()["paths"]
    return [(method, path) for path, methods in paths.items() if "{reply_id}" in path or "{conversation_id}" in path for method in methods]


def _body_for(path: str, reply_id: str) -> Json | None:
    bodies: dict[str, Json] = {
        "/review": {"verdict": "accepted"}, "/feedback": {"outcome": "paid_after_reminder", "happened": True}, "/messages": {"role": "customer", "text": "在吗"},
        "/send": {"text": "您好,我帮您看看哦", "version": 1, "reply_id": reply_id}, "/state": {"state": "taken_over"},
    }  # fmt: skip
    return next((body for end, body in bodies.items() if path.endswith(end)), None)


def test_another_shops_records_cannot_be_reached_by_any_route(serve: Any, keys: dict[str, str], lamp: Json, database: str) -> None:
    client = serve(keys=keys["file"], database=database)
    ours = _auth(keys["ours"])
    reply = client.post("/v1/replies", json=lamp, headers=ours).json()
    reply_id = reply["trace"]["id"]
    client.post("/v1/conversations", json={"id": "secret", "title": "台灯", "request": lamp}, headers=ours)
    routes = _every_route_with_an_id(client)
    assert len(routes) >= 9
    for name in ("theirs", "ours"):
        for method, path in routes:
            if path.endswith("/events") and name == "ours":
                continue  # a stream without end; that it opens for its owner is tested elsewhere
            url = path.format(reply_id=reply_id, conversation_id="secret")
            answer = client.request(method, url, json=_body_for(path, reply_id), headers=_auth(keys[name]))
            if name == "theirs":
                assert answer.status_code == 404, (method, path, answer.text)
                assert reply["text"] not in answer.text
            else:
                assert answer.status_code in (200, 409), (method, path, answer.text)
    for path in ("/v1/replies", "/v1/conversations"):
        assert client.get(path, headers=_auth(keys["theirs"])).json()["items"] == []
        assert len(client.get(path, headers=ours).json()["items"]) == 1
        assert len(client.get(path, headers=_auth(keys["admin"])).json()["items"]) == 1 if path == "/v1/replies" else True
    assert client.get("/v1/figures", headers=_auth(keys["theirs"])).json()["total"] == 0
    mine = client.post("/v1/conversations", json={"id": "mine", "title": "台灯", "request": {**lamp, "shop": {"name": THEIRS}}}, headers=_auth(keys["theirs"]))
    assert mine.status_code == 200
    foreign = client.post("/v1/conversations/mine/send", json={"text": "您好", "version": 1, "reply_id": reply_id}, headers=_auth(keys["theirs"]))
    assert foreign.status_code == 404
    taken = client.post("/v1/conversations", json={"id": "secret", "title": "台灯", "request": {**lamp, "shop": {"name": THEIRS}}}, headers=_auth(keys["theirs"]))
    assert taken.status_code == 409


def test_a_key_speaks_for_its_own_shops(serve: Any, keys: dict[str, str], lamp: Json) -> None:
    client = serve(keys=keys["file"])
    other = client.post("/v1/replies", json=lamp, headers=_auth(keys["theirs"]))
    assert (other.status_code, other.json()["error"]["type"], other.json()["error"]["field"]) == (401, "wrong_shop", "shop.name")
    nameless = {key: value for key, value in lamp.items() if key != "shop"}
    reply = client.post("/v1/replies", json=nameless, headers=_auth(keys["ours"])).json()
    assert client.get(f"/v1/replies/{reply['trace']['id']}", headers=_auth(keys["ours"])).json()["shop"] == OURS
    unclear = client.post("/v1/replies", json=nameless, headers=_auth(keys["both"]))
    assert (unclear.status_code, unclear.json()["error"]["field"]) == (422, "shop.name")


def test_a_key_over_its_rate_is_told_when_to_come_back(serve: Any, keys: dict[str, str]) -> None:
    client = serve(keys=keys["file"])
    answers = [client.get("/v1/rules", headers=_auth(keys["slow"])) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 1 <= int(answers[3].headers["retry-after"]) <= 60
    assert client.get("/v1/rules", headers=_auth(keys["ours"])).status_code == 200


def test_only_hashes_are_kept_and_a_removed_key_stops_working(keys: dict[str, str]) -> None:
    file = Path(keys["file"])
    content = file.read_text("utf-8")
    assert keys["ours"].rpartition("_")[2] not in content
    assert file.stat().st_mode & 0o077 == 0
    ring = KeyRing(file)
    assert ring.principal(keys["ours"]).only_shop == OURS
    run = [sys.executable, "-m", "guarded_reply", "keys"]
    assert subprocess.run([*run, "remove", keys["ours"].split("_")[1], "--keys", str(file)], check=False).returncode == 0
    assert ring.refresh()
    with pytest.raises(Exception, match="valid API key"):
        ring.principal(keys["ours"])
    file.write_text("keys: [", "utf-8")
    assert not ring.refresh()
    assert ring.problem is not None
    assert ring.principal(keys["theirs"]).only_shop == THEIRS


def test_keys_are_made_on_the_command_line(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "guarded_reply", "keys"]
    file = str(tmp_path / "k.yaml")
    made = subprocess.run([*run, "add", "--keys", file, "--name", "平台", "--scope", "draft", "--scope", "check", "--shop", OURS], capture_output=True, text=True, check=True)
    assert KeyRing(file).principal(made.stdout.strip()).scopes == {"draft", "check"}
    listed = subprocess.run([*run, "list", "--keys", file], capture_output=True, text=True, check=True).stdout
    assert ("draft,check" in listed, OURS in listed) == (True, True)
    wrong = subprocess.run([*run, "add", "--keys", file, "--name", "x", "--scope", "everything"], capture_output=True, text=True, check=False)
    assert (wrong.returncode, "no such scope" in wrong.stderr) == (2, True)


def test_without_keys_the_server_binds_loopback_only(tmp_path: Path) -> None:
    for host in ("0.0.0.0", "192.168.1.5", "example.com", "::"):
        with pytest.raises(UsageError, match="loopback"):
            Settings(host=host)
    for host in ("127.0.0.1", "localhost", "::1"):
        Settings(host=host)
    done = subprocess.run([sys.executable, "-m", "guarded_reply", "serve", "--host", "0.0.0.0"], capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


# -- idempotency -------------------------------------------------------------------------------------------------------
def test_an_idempotency_key_gives_the_same_answer_once_made(serve: Any, database: str, lamp: Json) -> None:
    client = serve(database=database)
    headers = {"Idempotency-Key": "abc-1"}
    first = client.post("/v1/replies", json=lamp, headers=headers)
    again = client.post("/v1/replies", json=lamp, headers=headers)
    assert first.json() == again.json()
    assert again.headers["idempotent-replayed"] == "true"
    other = client.post("/v1/replies", json={**lamp, "destination": "浙江杭州"}, headers=headers)
    assert (other.status_code, other.json()["error"]["type"]) == (422, "idempotency_mismatch")
    streamed = client.post("/v1/replies", json=lamp, headers={**headers, "Accept": "text/event-stream"})
    assert first.json()["trace"]["id"] in streamed.text
    assert client.get("/v1/figures").json()["total"] == 1
    assert serve(database=database).post("/v1/replies", json=lamp, headers=headers).json() == first.json()


@pytest.mark.timing
def test_a_request_under_way_is_409_and_a_failed_one_lets_its_key_go(serve: Any, lamp: Json) -> None:
    import threading

    from models import Slow

    model = Slow(0.6)
    client = serve(model=model)
    answers: list[int] = []

    def ask() -> None:
        answers.append(client.post("/v1/replies", json=lamp, headers={"Idempotency-Key": "k"}).status_code)

    first = threading.Thread(target=ask)
    first.start()
    time.sleep(0.25)
    ask()
    first.join()
    assert sorted(answers) == [200, 409]
    assert model.calls == 1
    bad = {**lamp, "bogus": 1}
    assert client.post("/v1/replies", json=bad, headers={"Idempotency-Key": "k2"}).status_code == 422
    assert client.post("/v1/replies", json=lamp, headers={"Idempotency-Key": "k2"}).status_code == 200


def test_keys_of_different_callers_do_not_meet(serve: Any, keys: dict[str, str], lamp: Json) -> None:
    client = serve(keys=keys["file"])
    ours = client.post("/v1/replies", json=lamp, headers={**_auth(keys["ours"]), "Idempotency-Key": "same"})
    theirs = client.post("/v1/replies", json={**lamp, "shop": {"name": THEIRS}}, headers={**_auth(keys["theirs"]), "Idempotency-Key": "same"})
    assert (ours.status_code, theirs.status_code) == (200, 200)
    assert ours.json()["trace"]["id"] != theirs.json()["trace"]["id"]
