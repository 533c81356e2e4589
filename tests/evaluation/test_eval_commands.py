"""The eval commands as an evaluator meets them: files, exit status, kills, replays, gates."""

from __future__ import annotations

import copy
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from fault_server import FaultServer

from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.drafting.recording import Recordings
from guarded_reply.errors import ModelUnavailable, UsageError
from guarded_reply.evaluation.cases import GuardCase, load_guard_cases, load_reply_cases, read_cases
from guarded_reply.evaluation.compare import compare_runs, read_run, text_diff
from guarded_reply.evaluation.report import highlighted, in_words
from guarded_reply.evaluation.run import Options, Outcome, drafts_of_run, run_replies
from guarded_reply.replier import Replier
from guarded_reply.reply import Usage

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "guarded_reply", "eval", *arguments], capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def write(path: Path, *rows: dict[str, Any]) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return str(path)


@pytest.fixture
def guard_set(tmp_path: Path, lamp: dict[str, Any]) -> str:
    rows = [("good", "顺丰到苏州16元哦", []), ("bad", "顺丰到苏州12元哦", ["wrong-shipping-fee"]), ("late", "顺丰到苏州16元,明天肯定到", ["delivery-guarantee"])]
    return write(tmp_path / "set.jsonl", *({"id": name, "request": lamp, "reply": reply, "expect": expect, "tags": ["lamp"]} for name, reply, expect in rows))


def test_guard_writes_four_files_and_figures_with_intervals(guard_set: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("guard", guard_set, "--out", str(out)).returncode == 0
    summary = json.loads((out / "summary.json").read_text("utf-8"))
    assert summary["metrics"]["recall"] == {"value": 1.0, "low": 0.34238, "high": 1.0, "hits": 2, "total": 2}
    assert summary["rules"]["delivery-guarantee"]["true_positive"] == 1
    assert ET.parse(out / "junit.xml").getroot()[0].attrib["tests"] == "3"
    page = (out / "report.html").read_text("utf-8")
    assert "src=" not in page
    assert "http" not in page


def test_equal_runs_give_equal_bytes(guard_set: str, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("guard", guard_set, "--out", str(tmp_path / name))
    for file in ("cases.jsonl", "junit.xml"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


@pytest.mark.parametrize(("limit", "status"), [("recall=1", 0), ("recall=1.01", 1), ("false_alarm_rate=0", 0), ("rules.delivery-guarantee.recall=0.5", 0), ("nonsense=1", 2), ("recall", 2)])
def test_the_gate_decides(guard_set: str, tmp_path: Path, limit: str, status: int) -> None:
    assert run("guard", guard_set, "--out", str(tmp_path / "out"), "--fail-under", limit).returncode == status


def test_a_wrong_label_is_a_failure_with_its_text(lamp: dict[str, Any], tmp_path: Path) -> None:
    file = write(tmp_path / "set.jsonl", {"id": "x", "request": lamp, "reply": "顺丰到苏州<12元>哦", "expect": []})
    assert run("guard", file, "--out", str(tmp_path / "out")).returncode == 1
    assert "<mark" in (tmp_path / "out" / "report.html").read_text("utf-8")
    failure = ET.parse(tmp_path / "out" / "junit.xml").getroot().find(".//failure")
    assert failure is not None
    assert "wrong-shipping-fee" in failure.attrib["message"]


def test_no_case_is_never_exit_0(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    assert run("guard", str(tmp_path / "empty.jsonl"), "--out", str(tmp_path / "out")).returncode == 3


def test_validate_names_file_and_line_of_every_problem(lamp: dict[str, Any], tmp_path: Path) -> None:
    good = {"id": "a", "request": lamp, "reply": "好的", "expect": []}
    path = tmp_path / "set.jsonl"
    write(path, good, good, {**good, "id": "c", "expect": ["no-such-rule"]}, {**good, "id": "d", "bogus": 1}, {**good, "id": "e", "request": {"conversation": 3}})
    path.write_bytes(path.read_bytes() + b"{broken\n")
    done = run("validate", str(path))
    assert done.returncode == 2
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == [f"{path}:{number}" for number in (2, 3, 4, 5, 6)]
    with pytest.raises(UsageError, match=r"set\.jsonl:2: id: 'a' stands already"):
        load_guard_cases([path])


def test_the_projects_own_sets_are_sound() -> None:
    assert not read_cases(sorted((ROOT / "evals" / "guard").glob("*.jsonl")), GuardCase).problems
    assert len(load_reply_cases((ROOT / "evals" / "replies").glob("*.jsonl")).cases) >= 60


def test_a_run_killed_at_any_moment_goes_on_to_the_same_result(tmp_path: Path) -> None:
    files = [str(path) for path in sorted((ROOT / "evals" / "guard").glob("turns_[ab].jsonl"))]
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    run("guard", *files, "--out", str(whole))
    total = 301
    for stop in (5, 60, 150):
        process = subprocess.Popen([sys.executable, "-m", "guarded_reply", "eval", "guard", *files, "--out", str(killed)], stdout=subprocess.DEVNULL)
        journal = killed / "journal.jsonl"
        while process.poll() is None and (not journal.exists() or journal.read_bytes().count(b"\n") <= stop):
            time.sleep(0.002)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    with journal.open("ab") as file:
        file.write(b'{"id": "torn')
    before = journal.read_bytes().count(b"\n") - 1
    assert 150 <= before < total
    run("guard", *files, "--out", str(killed))
    assert journal.read_bytes().count(b"\n") == total + 1
    assert (whole / "cases.jsonl").read_bytes() == (killed / "cases.jsonl").read_bytes()


def test_an_unfinished_run_is_not_mixed_with_another(guard_set: str, lamp: dict[str, Any], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("guard", guard_set, "--out", str(out))
    (out / "summary.json").unlink()
    other = write(tmp_path / "other.jsonl", {"id": "x", "request": lamp, "reply": "好的", "expect": []})
    done = run("guard", other, "--out", str(out))
    assert done.returncode == 2
    assert "another data" in done.stderr
    assert run("guard", other, "--out", str(out), "--fresh").returncode != 2


class Speaker:
    """A model that says one thing, or fails."""

    name = "speaker"

    def __init__(self, *messages: str, error: Exception | None = None) -> None:
        self.messages, self.error, self.calls = messages, error, 0

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        self.calls += 1
        if self.error is not None:
            raise self.error
        return Draft(self.messages, self.name, Usage(10, 5))

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        return self.draft(brief, deadline)


@pytest.fixture
def reply_set(tmp_path: Path, lamp: dict[str, Any]) -> str:
    return write(tmp_path / "replies.jsonl", {"id": "fee", "request": lamp, "tags": ["fee"], "expect": {"status": ["accepted"], "stage": "logistics", "contains": ["16元"]}})


def test_infrastructure_trouble_is_incomplete_and_is_asked_again(reply_set: str, tmp_path: Path) -> None:
    cases, options = load_reply_cases([reply_set]), Options(tmp_path / "out")
    broken = run_replies(cases, Replier(model=Speaker(error=ModelUnavailable("down"))), options)
    assert (broken.exit_status, broken.summary["incomplete"], broken.summary["passed"], broken.summary["failed"]) == (3, 1, 0, 0)
    mended = run_replies(cases, Replier(model=Speaker("顺丰到苏州16元哦")), options)
    assert (mended.exit_status, mended.summary["passed"]) == (0, 1)


def test_a_replay_never_calls_and_a_missing_recording_is_incomplete(reply_set: str, tmp_path: Path) -> None:
    cases, tape = load_reply_cases([reply_set]), tmp_path / "tape"

    def once(out: str, repeats: int = 1, **folder: Path) -> Outcome:
        return run_replies(cases, Replier(model="m", base_url=server.url, deadline=5, **folder), Options(tmp_path / out, repeats=repeats), replayed="replay" in folder)

    with FaultServer() as server:
        server.script = ["500", "good", "promise"]  # a retry, then another answer to the second repeat
        live = once("a", 2, record=tape)
        asked = sum(server.served.values())
        again = once("b", 2, replay=tape)
        more = once("c", 4, replay=tape)
        resumed = once("d", 2, record=tape)
        assert sum(server.served.values()) == asked
    assert (live.exit_status, again.exit_status, resumed.exit_status) == (1, 1, 1)
    assert [record["status"] for record in read_run(tmp_path / "a")["fee"]] == ["accepted", "repaired"]
    assert (more.exit_status, more.summary["incomplete"]) == (3, 2)
    kept = [[{key: record[key] for key in ("status", "text", "drafts")} for record in read_run(tmp_path / out)["fee"]] for out in ("a", "b", "d")]
    assert kept[0] == kept[1] == kept[2]


def test_the_kept_recordings_play_without_a_server(tmp_path: Path) -> None:
    kept = ROOT / "evals" / "recordings"
    played = stale = 0
    for file in sorted((kept / "requests").glob("*.jsonl")):
        player = Replier(config=kept / "models.yaml", rewrites=0, replay=kept)
        summary = run_replies(load_reply_cases([file]), player, Options(tmp_path / file.stem, repeats=int(file.stem)), replayed=True).summary
        missing = summary["incomplete"]  # a changed prompt or fact makes a recording stale: it is then said to be missing, and never asked
        assert (summary["exit_status"], summary["metrics"]["leak_rate"]["hits"]) == (3 if missing else 0, 0)
        played += summary["runs"] - missing
        stale += missing
    assert played + stale == len(Recordings(kept, "replay"))
    assert stale <= played // 10, f"{stale} recordings are stale: make them again (evals/recordings/README.md)"
    assert sum(len(Recordings(folder, "replay")) for folder in (kept, kept / "bare", kept / "references")) >= 300


def test_the_recordings_of_other_prompts_play_too(tmp_path: Path) -> None:
    kept = shutil.copytree(ROOT / "evals" / "recordings", tmp_path / "kept")
    asked = str(ROOT / "evals" / "answers" / "requests.jsonl")
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "compare_prompts.py"), asked, "--limit", "100", "--variants", "bare", "references", "--replay", "--out", str(kept)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    outcomes = [json.loads(line)["outcome"] for line in (kept / "drafts.jsonl").read_text("utf-8").splitlines()]
    stale = sum(outcome.startswith("stale") for outcome in outcomes)
    assert (len(outcomes), stale <= 20) == (200, True), f"{stale} recordings are stale: make them again (evals/recordings/README.md)"
    assert outcomes.count("passed") >= 20


def test_what_if_judges_the_same_drafts_under_another_policy(reply_set: str, tmp_path: Path) -> None:
    run_replies(load_reply_cases([reply_set]), Replier(model=Speaker("顺丰到苏州16元哦")), Options(tmp_path / "a"))
    policy = tmp_path / "dearer.yaml"
    text = (ROOT / "policies" / "default.yaml").read_text("utf-8")
    policy.write_text(text.replace("first_fee: 14", "first_fee: 15"), "utf-8")
    assert policy.read_text("utf-8") != text
    assert run("replay", str(tmp_path / "a"), reply_set, "--out", str(tmp_path / "b"), "--policy", str(policy)).returncode == 1
    changed = json.loads((tmp_path / "b" / "compare.json").read_text("utf-8"))
    assert (changed["newly_blocked"], changed["newly_released"], changed["texts_changed"]) == (["fee"], [], ["fee"])
    assert "17元" in read_run(tmp_path / "b")["fee"][0]["text"]
    assert drafts_of_run(tmp_path / "a")[("fee", 1)][0]["messages"] == ["顺丰到苏州16元哦"]


def _records(outcomes: list[bool]) -> dict[str, list[dict[str, Any]]]:
    return {f"c{index}": [{"id": f"c{index}", "repeat": 1, "passed": passed, "text": "运费14元" if passed else "运费16元", "tags": ["fee"], "stage": "logistics"}] for index, passed in enumerate(outcomes)}


def test_compare_tells_a_regression_from_noise() -> None:
    good = _records([True] * 20)
    assert not compare_runs(good, copy.deepcopy(good)).regressed
    assert compare_runs(good, _records([False] * 6 + [True] * 14)).regressed
    assert not compare_runs(_records([False] * 6 + [True] * 14), good).regressed
    few = compare_runs(good, _records([False] * 3 + [True] * 17))
    assert (few.regressed, few.data["undecided"], len(few.data["broken"])) == (False, True, 3)
    assert compare_runs(_records([True] * 5), _records([True] * 5)).powerless
    assert text_diff("运费14元", "运费16元") == "运费1[-4-]{+6+}元"


def test_compare_command_exit_status(guard_set: str, tmp_path: Path) -> None:
    run("guard", guard_set, "--out", str(tmp_path / "a"))
    same = str(tmp_path / "a")
    assert run("compare", same, same).returncode == 0
    assert run("compare", same, same, "--require-power").returncode == 3
    assert run("compare", same, str(tmp_path)).returncode == 2
    assert set(read_run(tmp_path / "a")) == {"good", "bad", "late"}


def test_report_words_and_marks() -> None:
    assert in_words({"value": 0.0, "low": 0.0, "high": 0.01885, "hits": 0, "total": 200}) == "0 of 200, at most 1.9 %"
    finding = {"start": 1, "end": 3, "rule": "r"}
    assert highlighted("a<b>c", [finding, {"start": 2, "end": 4, "rule": "s"}]) == "a<mark title='r'>&lt;b</mark><mark title='s'>&gt;</mark>c"


def test_a_baseline_compares_like_the_run_it_was(guard_set: str, tmp_path: Path) -> None:
    run("guard", guard_set, "--out", str(tmp_path / "a"))
    assert run("baseline", str(tmp_path / "a"), "--output", str(tmp_path / "kept")).returncode == 0
    assert run("compare", str(tmp_path / "kept"), str(tmp_path / "a")).returncode == 0
    assert "request" not in (tmp_path / "kept" / "cases.jsonl").read_text("utf-8")
