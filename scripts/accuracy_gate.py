"""Holds the guard's accuracy: runs it over labelled cases and fails under the thresholds of evals/guard/gate.json."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from guarded_reply.guard import check

ROOT = Path(__file__).resolve().parents[1]
WARNINGS = {"missing-empathy", "missing-greeting", "informal-address", "chat-format"}
NAMED = {"unexplained-refusal", "delivery-guarantee", "wrong-shipping-fee"}


def measure(files: Iterable[Path]) -> dict[str, float]:
    """Shares over all cases: right rule found, the three named rules found, violating turns blocked, clean ones blocked."""
    found = expected = named_found = named = blocked = violating = falsely = clean = 0
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            case = json.loads(line)
            findings = check(case["request"], case["reply"]).findings
            fired = {finding.rule for finding in findings}
            stops = any(finding.severity == "error" for finding in findings)
            wanted = set(case["expect"])
            found += len(wanted & fired)
            expected += len(wanted)
            named_found += len(wanted & fired & NAMED)
            named += len(wanted & NAMED)
            if wanted - WARNINGS:
                violating += 1
                blocked += stops
            else:
                clean += 1
                falsely += stops
    return {
        "rule_found": found / max(expected, 1),
        "named_found": named_found / max(named, 1),
        "blocked": blocked / max(violating, 1),
        "falsely_blocked": falsely / max(clean, 1),
        "cases": violating + clean,
    }


def main() -> int:
    """Measure each set that gate.json names; 1 when one falls short."""
    gate = json.loads((ROOT / "evals" / "guard" / "gate.json").read_text("utf-8"))
    failed = False
    for name, limits in gate.items():
        figures = measure([ROOT / "evals" / "guard" / name])
        print(f"{name}: " + ", ".join(f"{key} {value:.3f}" if key != "cases" else f"{int(value)} cases" for key, value in figures.items()))
        for key, limit in limits.items():
            short = figures[key] > limit if key == "falsely_blocked" else figures[key] < limit
            if short:
                print(f"  {key}: {figures[key]:.3f}, the gate is {limit}")
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
