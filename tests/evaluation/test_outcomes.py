"""Outcomes are counted once each, per version, and called better only when the intervals part."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guarded_reply.errors import UsageError
from guarded_reply.evaluation.outcomes import outcome_report, read_outcomes


def _file(path: Path, *rows: tuple[str, str, bool]) -> Path:
    path.write_text("".join(json.dumps({"id": name, "prompt_version": version, "kind": "unpaid_reminder", "outcome": "paid_after_reminder", "happened": happened}) + "\n" for name, version, happened in rows))
    return path


def test_versions_are_told_apart_only_when_the_figures_do(tmp_path: Path) -> None:
    rows = [(f"a{index}", "v1", index < 10) for index in range(100)] + [(f"b{index}", "v2", index < 60) for index in range(100)] + [("c", "v3", True)]
    report = {row["prompt_version"]: row for row in outcome_report(read_outcomes([_file(tmp_path / "o.jsonl", *rows)]))}
    assert report["v2"]["clearly_better_than"] == ["v1"]
    assert report["v3"]["rate"]["total"] == 1
    assert report["v3"]["clearly_better_than"] == ["v1"]


def test_the_last_word_on_a_reply_counts(tmp_path: Path) -> None:
    (row,) = outcome_report(read_outcomes([_file(tmp_path / "o.jsonl", ("a", "v1", False), ("a", "v1", True))]))
    assert (row["rate"]["hits"], row["rate"]["total"]) == (1, 1)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"
    path.write_text('{"id": "a", "bogus": 1}\n')
    with pytest.raises(UsageError, match=r"o\.jsonl:1: prompt_version"):
        read_outcomes([path])
