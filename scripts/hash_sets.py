"""Writes evals/HASHES, the SHA-256 of every data set, in the form that ``sha256sum -c`` reads. Run it when a set was meant to change."""

from __future__ import annotations

import hashlib
from pathlib import Path

EVALS = Path(__file__).resolve().parents[1] / "evals"


def hashes() -> str:
    """One line a set: hash, two spaces, path from ``evals/``."""
    files = sorted(file for file in EVALS.rglob("*.jsonl") if "baselines" not in file.parts)
    return "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(EVALS).as_posix()}\n" for file in files)


if __name__ == "__main__":
    (EVALS / "HASHES").write_text(hashes(), "utf-8")
