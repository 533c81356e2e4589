"""The command line as its users meet it: output, exit status, one-line errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fault_server import FaultServer

ROOT = Path(__file__).parents[1]
SUITCASE = str(ROOT / "examples" / "suitcase.json")


def run(*arguments: str, stdin: str | bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run([sys.executable, "-m", "guarded_reply", *arguments], input=data, capture_output=True, cwd=cwd, timeout=60, check=False, env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_reply_answers_a_real_question_with_its_proof() -> None:
    done = run("reply", "顺丰到苏州多少钱?", "--request", SUITCASE, "--json")
    reply = json.loads(done.stdout)
    assert done.returncode == 0
    assert "22元" in reply["text"]
    assert any(claim["value"] == "22" and claim["supported_by"] == "policy:carriers.sf.zones.jzh" for claim in reply["claims"])


def test_reply_without_facts_asks_instead_of_guessing() -> None:
    assert "?" in run("reply", "运费多少", "--json").stdout


def test_quote() -> None:
    done = run("quote", "--to", "江苏苏州", "--carrier", "sf", "--weight", "1.2", "--json")
    quote = json.loads(done.stdout)
    assert (quote["carrier"], quote["zone"], quote["billable_kg"], quote["fee"], quote["usual_days"], quote["free"]) == ("sf", "jzh", "2", "16", [1, 2], False)


@pytest.mark.parametrize(
    "arguments",
    [
        ("quote", "--to", "香港", "--weight", "1"), ("quote", "--to", "苏州"), ("quote", "--to", "苏州", "--weight", "x"), ("quote", "--to", "苏州", "--weight", "1", "--size", "3x4"),
        ("reply",), ("reply", "a", "--input", "b"), ("reply", "a", "--request", "/nowhere.json"), ("check",), ("check", "--input", "/nowhere.jsonl"), ("rules", "explain", "nope"),
        ("check", "--input", "-", "--policy", "/nowhere.yaml"), ("policy", "check", "/nowhere.yaml"), ("nonsense",), ("reply", "a", "--deadline", "0"), ("reply", "a", "--bogus"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line_and_exit_2(arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def _line(identifier: str, reply: object, **fields: object) -> str:
    request = {"conversation": [{"role": "agent", "text": "您好"}, {"role": "customer", "text": "运费多少"}], "destination": "江苏苏州", "products": [{"id": "a", "title": "杯子", "price": "9.9", "weight_kg": "0.4"}], **fields}
    return json.dumps({"id": identifier, "request": request, "reply": reply}, ensure_ascii=False) + "\n"


def test_check_exit_status_and_order() -> None:
    good = run("check", "--input", "-", stdin=_line("a", "中通6元哦"))
    assert good.returncode == 0
    bad = run("check", "--input", "-", stdin=_line("a", "中通6元哦") + _line("b", ["中通", "9元哦"]))
    assert bad.returncode == 1
    first, second = (json.loads(line) for line in bad.stdout.splitlines())
    assert (first["id"], first["ok"], second["id"], second["ok"]) == ("a", True, "b", False)
    finding = second["findings"][0]
    assert set(finding) == {"rule", "severity", "start", "end", "text", "message", "evidence", "suggestion"}


def test_a_bad_line_is_reported_in_its_place_and_the_run_goes_on() -> None:
    lines = [_line("a", "中通6元哦"), "{broken\n", "\n", _line("d", 3), _line("e", "中通6元哦", bogus=1), '{"id": 1, "id": 2}\n', "[" * 500 + "\n", _line("h", "中通6元哦")]
    done = run("check", "--input", "-", stdin="".join(lines))
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert ["error" in result for result in results] == [False, True, True, True, True, True, True, False]
    assert results[4]["id"] == "e"
    assert "bogus" in results[4]["error"]
    assert "line 2" in results[1]["error"]


def test_jobs_give_the_same_answers_in_the_same_order(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text("".join(_line(str(n), f"中通{n % 9}元哦") for n in range(150)), "utf-8")
    assert run("check", "--input", str(source)).stdout == run("check", "--input", str(source), "--jobs", "2").stdout


def test_resume_finishes_what_a_crash_left(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(_line(str(n), "x").replace(', "reply": "x"', "") for n in range(6)), "utf-8")
    whole = run("reply", "--input", str(source))
    assert whole.returncode == 0
    lines = whole.stdout.splitlines(keepends=True)
    target.write_text("".join(lines[:3]) + lines[3][:40], "utf-8")
    assert run("reply", "--input", str(source), "--output", str(target), "--resume").returncode == 0
    texts = [json.loads(line)["reply"]["text"] for line in target.read_text("utf-8").splitlines()]
    assert texts == [json.loads(line)["reply"]["text"] for line in lines]


def test_resume_refuses_a_file_that_is_no_output(tmp_path: Path) -> None:
    target = tmp_path / "notes.txt"
    target.write_text("my notes\n", "utf-8")
    source = tmp_path / "in.jsonl"
    source.write_text("{}\n", "utf-8")
    assert run("reply", "--input", str(source), "--output", str(target), "--resume").returncode == 2
    assert target.read_text("utf-8") == "my notes\n"


def test_rules_are_listed_and_explained() -> None:
    assert len(run("rules").stdout.splitlines()) == 30
    page = run("rules", "explain", "delivery-guarantee").stdout
    assert "What it does" in page
    assert "明天肯定到" in page


def test_policy_check_names_file_and_line(tmp_path: Path) -> None:
    assert run("policy", "check", str(ROOT / "policies" / "default.yaml")).returncode == 0
    file = tmp_path / "p.yaml"
    file.write_text((ROOT / "policies" / "default.yaml").read_text("utf-8").replace("first_fee: 14", "first_fee: 12"), "utf-8")
    wrong = run("policy", "check", str(file))
    assert wrong.returncode == 1
    assert f"{file}:" in wrong.stderr


def test_chat_shows_replies_with_proof() -> None:
    done = run("chat", "--request", SUITCASE, stdin="中通到苏州多少钱\n\n")
    assert done.returncode == 0
    assert "accepted" in done.stdout
    assert "supported by" in done.stdout


@pytest.mark.timing
def test_importing_the_package_is_cheap() -> None:
    code = "import sys, time; t = time.perf_counter(); import guarded_reply; print(time.perf_counter() - t, any(m in sys.modules for m in ('openai', 'fastapi', 'sqlalchemy', 'pydantic')))"
    seconds, heavy = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert float(seconds) < 0.3
    assert heavy == "False"


def test_recorded_calls_are_replayed_and_a_missing_one_is_exit_3(tmp_path: Path) -> None:
    folder, asked = str(tmp_path / "calls"), ["reply", "顺丰到苏州多少钱?", "--request", SUITCASE, "--json", "--model", "m", "--rewrites", "0"]
    with FaultServer(text='{"messages": ["您好,我帮您看看"]}') as server:
        recorded = run(*asked, "--base-url", server.url, "--record", folder)
    replayed = run(*asked, "--base-url", server.url, "--replay", folder)
    assert (recorded.returncode, replayed.returncode) == (0, 0)
    assert json.loads(recorded.stdout)["text"] == json.loads(replayed.stdout)["text"]
    missing = run("reply", "在吗", "--model", "m", "--base-url", server.url, "--replay", folder)
    assert missing.returncode == 3
    assert missing.stderr.count("\n") == 1
    assert "no recorded answer" in missing.stderr


def test_a_chain_without_its_key_is_exit_2_in_one_line() -> None:
    done = run("reply", "在吗", "--config", str(ROOT / "examples" / "models.yaml"))
    assert done.returncode == 2
    assert "DASHSCOPE_API_KEY is not set" in done.stderr
    assert done.stderr.count("\n") == 1


def test_each_bad_line_is_named_with_its_file_line_and_field(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    good = {"conversation": [{"role": "customer", "text": "在吗"}]}
    rows = [{"id": 1, "request": good}, {"id": 2, "request": {**good, "coupon_code": "x"}}, {"id": 3}]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows) + '{"id": 4\n' * 30, "utf-8")
    done = run("reply", "--input", str(file), "--output", str(tmp_path / "out.jsonl"))
    lines = done.stderr.splitlines()
    assert done.returncode == 2
    assert len((tmp_path / "out.jsonl").read_text("utf-8").splitlines()) == 33
    assert lines[0] == f"guarded-reply: {file}:2: coupon_code: Extra inputs are not permitted"
    assert lines[1] == f"guarded-reply: {file}:3: request: missing"
    assert lines[2].startswith(f"guarded-reply: {file}:4: not JSON: ")
    assert lines[20] == f"guarded-reply: {file}: 12 more lines like these; each says so in the output"
    assert len(lines) == 21


def test_replies_at_once_come_out_in_order(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text("".join(json.dumps({"id": number, "request": {"conversation": [{"role": "customer", "text": "在吗"}]}}) + "\n" for number in range(40)), "utf-8")
    done = run("reply", "--input", str(file), "--jobs", "4")
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == list(range(40))
