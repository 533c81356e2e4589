"""A shop's own cases run as tests under its own policy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any


def pytest_in(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "guarded_reply.evaluation.pytest_plugin", "-p", "no:cacheprovider", "-p", "no:guarded-reply", str(folder)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


def test_each_line_is_a_test(lamp: dict[str, Any], tmp_path: Path) -> None:
    rows = [{"id": "fine", "request": lamp, "reply": "顺丰到苏州16元哦", "expect": []}, {"id": "mislabelled", "request": lamp, "reply": "顺丰到苏州12元哦", "expect": []}]
    (tmp_path / "shop.guard.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    (tmp_path / "shop.reply.jsonl").write_text(json.dumps({"id": "fee", "request": lamp, "expect": {"contains": ["16元"]}}, ensure_ascii=False) + "\n", "utf-8")
    done = pytest_in(tmp_path)
    assert "1 failed, 2 passed" in done.stdout
    assert "also found wrong-shipping-fee" in done.stdout


def test_a_bad_line_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "shop.guard.jsonl").write_text('{"id": "a"}\n', "utf-8")
    done = pytest_in(tmp_path)
    assert done.returncode != 0
    assert "shop.guard.jsonl:1: request" in done.stdout


def test_the_fixture_judges_a_case(lamp: dict[str, Any], tmp_path: Path) -> None:
    facts = json.dumps(lamp, ensure_ascii=True)
    (tmp_path / "test_shop.py").write_text(
        f"import json\nLAMP = json.loads({facts!r})\n"
        "def test_right(guarded_reply_case):\n    assert guarded_reply_case(LAMP, '顺丰到苏州12元哦', expect=['wrong-shipping-fee'])['blocked']\n"
        "def test_wrong(guarded_reply_case):\n    guarded_reply_case(LAMP, '顺丰到苏州12元哦')\n",
        "utf-8",
    )
    assert "1 failed, 1 passed" in pytest_in(tmp_path).stdout
