"""The gate's arithmetic, on a set small enough to count by hand."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]


def _gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("accuracy_gate", ROOT / "scripts" / "accuracy_gate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_counts(tmp_path: Path) -> None:
    request = {"conversation": [{"role": "agent", "text": "您好"}, {"role": "customer", "text": "明天能到吗"}]}
    cases = [
        {"id": "1", "request": request, "reply": "明天一定到", "expect": ["delivery-guarantee"]},
        {"id": "2", "request": request, "reply": "一般1-2天左右哦", "expect": ["delivery-guarantee"]},
        {"id": "3", "request": request, "reply": "后天肯定到", "expect": []},
        {"id": "4", "request": request, "reply": "一般1-2天左右哦", "expect": []},
    ]
    file = tmp_path / "cases.jsonl"
    file.write_text("".join(json.dumps(case, ensure_ascii=False) + "\n" for case in cases), "utf-8")
    figures = _gate().measure([file])
    assert (figures["rule_found"], figures["named_found"], figures["blocked"], figures["falsely_blocked"]) == (0.5, 0.5, 0.5, 0.5)
