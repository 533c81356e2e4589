"""The record: nothing is answered before it is on disk, nothing in it can be changed unseen, personal data never reaches it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from guarded_reply.server.ledger import Ledger
from guarded_reply.server.records import other_event
from guarded_reply.server.settings import Settings

Json = dict[str, Any]


@pytest.fixture
def ledger(database: str) -> Iterator[Ledger]:
    found = Ledger(Settings(database=database).database_url or "")
    found.migrate()
    yield found
    found.close()


def _events(count: int, start: int = 0) -> list[Any]:
    return [other_event("feedback", f"r{start + number}", "店", {"comment": f"第{start + number}条"}) for number in range(count)]


def _history(*arguments: str, database: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "guarded_reply", "history", *arguments, "--database", database]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_two_processes_worth_of_writers_make_one_chain(database: str, ledger: Ledger) -> None:
    other = Ledger(Settings(database=database).database_url or "")
    threads = [threading.Thread(target=lambda one=one, base=base: [one.append(_events(2, base + 2 * i)) for i in range(15)]) for one, base in ((ledger, 0), (other, 100), (ledger, 200))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    verdict = ledger.verify()
    assert (verdict.count, verdict.problem) == (90, None)


def test_the_database_itself_refuses_changes(ledger: Ledger) -> None:
    ledger.append(_events(3))
    for statement in ("UPDATE events SET shop = 'x' WHERE seq = 2", "DELETE FROM events WHERE seq = 3", "UPDATE events SET content = '{}' WHERE seq = 1", "UPDATE events SET content = NULL, status = 'accepted'"):
        with pytest.raises(DBAPIError, match="only be added to"), ledger.engine.begin() as connection:
            connection.execute(text(statement))
    assert ledger.verify().problem is None


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("UPDATE events SET content = replace(content, '第2条', '第9条') WHERE seq = 3", "event 3"),
        ("UPDATE events SET shop = '别家' WHERE seq = 2", "event 2"),
        ("UPDATE events SET latency_ms = 1 WHERE seq = 4", "event 4"),
        ("DELETE FROM events WHERE seq = 2", "event 2 is missing"),
        ("DELETE FROM events WHERE seq >= 4", "cut off"),
    ],
)
def test_whoever_removes_the_guards_is_still_found_out(ledger: Ledger, statement: str, problem: str) -> None:
    head = ledger.append(_events(5))[-1].hash
    with ledger.engine.begin() as connection:
        if ledger.engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER events_stay"))
            connection.execute(text("DROP TRIGGER events_unchanged"))
        else:
            connection.execute(text("ALTER TABLE events DISABLE TRIGGER ALL"))
        connection.execute(text(statement))
    verdict = ledger.verify(anchor=head)
    assert problem in (verdict.problem or "")


def test_purging_empties_what_is_old_and_the_chain_still_holds(ledger: Ledger) -> None:
    head = ledger.append(_events(4))[-1].hash
    assert ledger.purge(datetime.now(UTC) - timedelta(days=1)) == 0
    assert ledger.purge(datetime.now(UTC) + timedelta(seconds=1)) == 4
    verdict = ledger.verify(head)
    assert (verdict.count, verdict.purged, verdict.problem) == (5, 4, None)
    with ledger.engine.begin() as connection:
        assert "条" not in str(connection.execute(text("SELECT content FROM events WHERE kind = 'feedback'")).all())


def test_a_record_outlives_the_server_and_is_shown_exported_and_verified(serve: Any, database: str, lamp: Json, tmp_path: Path) -> None:
    first = serve(database=database)
    reply = first.post("/v1/replies", json=lamp).json()
    url = f"/v1/replies/{reply['trace']['id']}"
    edited = reply["text"].replace("哦", "呢") + "~"
    assert first.post(url + "/review", json={"verdict": "edited", "text": edited}).status_code == 200
    first.post(url + "/feedback", json={"outcome": "bought_after_question", "happened": True})
    second = serve(database=database)
    record = second.get(url).json()
    assert record["reply"] == reply
    assert record["reviews"][0]["text"] == edited
    assert second.get("/v1/figures").json()["total"] == 1
    assert reply["trace"]["id"] in _history("show", database=database).stdout
    assert json.loads(_history("show", reply["trace"]["id"], database=database).stdout)["reply"] == reply
    (exported,) = (json.loads(line) for line in _history("export", database=database).stdout.splitlines())
    assert exported["hash"] == record["hash"]
    (case,) = (json.loads(line) for line in _history("export", "--as", "cases", database=database).stdout.splitlines())
    assert (case["reply"], "edited" in case["tags"]) == (edited, True)
    outcomes = tmp_path / "outcomes.jsonl"
    assert _history("export", "--as", "outcomes", "--output", str(outcomes), database=database).returncode == 0
    from guarded_reply.evaluation.outcomes import read_outcomes

    assert read_outcomes([outcomes])[0].happened
    verified = _history("verify", "--head", record["hash"], database=database)
    assert (verified.returncode, "3 events" in verified.stdout) == (0, True)
    assert _history("verify", "--head", "0" * 64, database=database).returncode == 1
    assert _history("purge", "--older-than", "0", "--yes", database=database).stdout.startswith("3 events")
    assert second.get(url).json()["purged"]
    assert second.post(url + "/review", json={"verdict": "accepted"}).json()["error"]["type"] == "purged"


def test_history_of_a_database_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    missing = _history("verify", database=str(tmp_path / "none.db"))
    assert (missing.returncode, len(missing.stderr.splitlines())) == (2, 1)
    away = _history("verify", database="postgresql://nobody@127.0.0.1:9/none")
    assert (away.returncode, len(away.stderr.splitlines())) == (3, 1)


def test_personal_data_never_reaches_the_database_file(serve: Any, tmp_path: Path, lamp: Json) -> None:
    file = tmp_path / "record.db"
    client = serve(database=str(file), demo=True)
    secrets = ["13812345678", "１３９１２３４５６７８", "一三八一二三四五六七八", "11010519491231002X", "6222021234567890128", "四明中路2188号6号楼1203室"]
    lamp["conversation"][-1]["text"] = "发顺丰到苏州多少钱,电话" + ",".join(secrets)
    lamp["order"] = {"id": "A1", "status": "paid", "destination": "江苏省苏州市姑苏区四明中路2188号6号楼1203室", "items": [{"product_id": "lamp"}]}
    reply = client.post("/v1/replies", json=lamp).json()
    url = f"/v1/replies/{reply['trace']['id']}"
    client.post(url + "/review", json={"verdict": "edited", "text": "请打13812345678", "reason": "顾客住四明中路2188号6号楼1203室"})
    client.post("/v1/conversations", json={"id": "c", "title": "台灯", "request": lamp})
    client.post("/v1/conversations/c/messages", json={"role": "customer", "text": secrets[3]})
    stored = client.get(url).json()["request"]["order"]["destination"]
    assert stored.startswith("江苏省苏州市姑苏区*")
    written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert reply["trace"]["id"].encode() in written
    for secret in secrets:
        assert secret.encode() not in written, secret


def test_conversations_are_kept_and_only_one_of_two_writers_wins(serve: Any, database: str, lamp: Json) -> None:
    one, two = serve(database=database), serve(database=database)
    one.post("/v1/conversations", json={"id": "c", "title": "台灯", "request": lamp})
    body = {"text": "您好,顺丰到苏州16元哦,正常1-2天左右", "version": 1}
    answers = [client.post("/v1/conversations/c/send", json=body).status_code for client in (one, two)]
    assert sorted(answers) == [200, 409]
    assert two.get("/v1/conversations/c").json()["version"] == 2


def test_a_database_that_is_down_is_503_and_unready_until_it_is_back(serve: Any, postgres: Any, lamp: Json) -> None:
    url = postgres.fresh()
    refusing, holding = serve(database=url), serve(database=url, when_store_fails="handoff")
    before = refusing.post("/v1/replies", json=lamp).json()
    postgres.server.stop()
    try:
        down = refusing.post("/v1/replies", json=lamp)
        assert (down.status_code, down.json()["error"]["type"], down.headers["retry-after"]) == (503, "store_down", "5")
        assert refusing.post("/v1/replies", json=lamp, headers={"Accept": "text/event-stream"}).status_code == 503
        assert refusing.get("/readyz").json() == {"ready": False, "reasons": ["store_down"]}
        assert refusing.get("/livez").status_code == 200
        assert refusing.get("/v1/conversations").status_code == 503
        assert refusing.post("/v1/checks", json={"request": lamp, "reply": "顺丰16元哦"}).status_code == 200
        held = holding.post("/v1/replies", json=lamp).json()
        assert (held["status"], held["handoff"]["reason"]) == ("handoff", "not_recorded")
        assert held["text"] != before["text"]
    finally:
        postgres.server.start()
    assert refusing.post("/v1/replies", json=lamp).status_code == 200
    assert refusing.get("/readyz").json()["ready"]
    assert refusing.get(f"/v1/replies/{before['trace']['id']}").status_code == 200
