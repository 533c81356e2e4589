"""Every data set has a datasheet, is valid, and is the one its hash names."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from guarded_reply.evaluation.cases import load_guard_cases, load_reply_cases

ROOT = Path(__file__).parents[1]
SETS = sorted(file for file in (ROOT / "evals").rglob("*.jsonl") if "baselines" not in file.parts)


def test_sets_are_what_their_hashes_say() -> None:
    hashes = runpy.run_path(str(ROOT / "scripts" / "hash_sets.py"))["hashes"]
    assert hashes() == (ROOT / "evals" / "HASHES").read_text("utf-8"), "a set has changed: if it was meant to, run scripts/hash_sets.py"


@pytest.mark.parametrize("folder", sorted({file.parent for file in SETS}), ids=lambda folder: folder.name)
def test_each_folder_has_a_datasheet(folder: Path) -> None:
    sheet = (folder / "README.md").read_text("utf-8").lower()
    assert "made" in sheet
    assert "weakness" in sheet or "wrong" in sheet
    assert "hash" in sheet


@pytest.mark.parametrize("file", [file for file in SETS if file.relative_to(ROOT / "evals").parts[0] in ("guard", "adversarial", "replies")], ids=lambda file: file.stem)
def test_each_set_of_cases_fits_the_schema(file: Path) -> None:
    load = load_reply_cases if "replies" in file.parts else load_guard_cases
    assert load([file]).cases
