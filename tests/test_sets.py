"""Every data set has a datasheet, is valid, and is the one its hash names."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

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
