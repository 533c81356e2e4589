"""Data sets come in, and runs go out, in the shapes of other tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from guarded_reply.errors import UsageError
from guarded_reply.evaluation.cases import load_guard_cases, load_reply_cases
from guarded_reply.evaluation.compare import read_run
from guarded_reply.evaluation.interop import import_cases, inspect_log
from guarded_reply.evaluation.run import Options, run_guard
from guarded_reply.policy import load_policy


def _imported(file: Path) -> list[dict[str, Any]]:
    cases = list(import_cases(file))
    written = file.with_suffix(".cases.jsonl")
    written.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases), "utf-8")
    assert len(load_reply_cases([written]).cases) == len(cases)
    return cases


def test_promptfoo_tests_become_reply_cases(tmp_path: Path) -> None:
    file = tmp_path / "promptfooconfig.yaml"
    file.write_text("tests:\n- vars: {message: 包邮吗}\n  assert:\n  - {type: contains, value: '99元(包邮)'}\n  - {type: not-regex, value: '一定.*到'}\n", "utf-8")
    (case,) = _imported(file)
    assert case["request"]["conversation"] == [{"role": "customer", "text": "包邮吗"}]
    assert case["expect"] == {"contains": [r"99元\(包邮\)"], "excludes": ["一定.*到"]}


def test_an_assertion_without_counterpart_is_named_not_dropped(tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text("tests:\n- vars: {message: a}\n  assert: [{type: llm-rubric, value: polite}]\n", "utf-8")
    with pytest.raises(UsageError, match="llm-rubric"):
        list(import_cases(file))


def test_inspect_data_become_reply_cases(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text('{"input": "在吗", "target": ""}\n{"id": 7, "input": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}, {"role": "user", "content": "c"}]}\n', "utf-8")
    first, second = _imported(file)
    assert (first["id"], second["id"]) == ("set-1", "7")
    assert [message["role"] for message in second["request"]["conversation"]] == ["customer", "agent", "customer"]


def test_a_run_goes_out_with_every_sample_and_score(lamp: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    rows = [{"id": "a", "request": lamp, "reply": "顺丰到苏州16元哦", "expect": []}, {"id": "b", "request": lamp, "reply": "顺丰到苏州12元哦", "expect": []}]
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    outcome = run_guard(load_guard_cases([file]), load_policy(), Options(tmp_path / "out"))
    log = inspect_log(outcome.summary, [record for records in read_run(tmp_path / "out").values() for record in records])
    assert [sample["scores"]["guarded-reply-guard"]["value"] for sample in log["samples"]] == ["C", "I"]
    assert log["results"]["total_samples"] == 2
