"""Two runs, paired by case id: exact McNemar, Holm over categories, what broke and what was mended, with the texts."""

from __future__ import annotations

import difflib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from guarded_reply.errors import UsageError
from guarded_reply.evaluation.stats import holm, least_changes, mcnemar


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two runs differ in; ``data`` is its JSON form."""

    data: dict[str, Any]

    @property
    def regressed(self) -> bool:
        """Whether more broke than was mended, significantly, overall or in a category."""
        return bool(self.data["regressed"])

    @property
    def powerless(self) -> bool:
        """Whether the set is too small for any verdict."""
        return bool(self.data["too_small"])

    @property
    def incomplete(self) -> bool:
        """Whether nothing, or not everything, could be paired."""
        return not self.data["pairs"] or bool(self.data["incomplete"])


def read_run(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The records of a finished run by case id; raises UsageError."""
    runs: dict[str, list[dict[str, Any]]] = {}
    path = folder / "cases.jsonl"
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError:
        raise UsageError(f"{path}: no finished run") from None
    for number, line in enumerate(lines, start=1):
        try:
            record = cast("dict[str, Any]", json.loads(line))
            runs.setdefault(str(record["id"]), []).append(record)
        except (ValueError, KeyError, TypeError):
            raise UsageError(f"{path}:{number}: is no case of a run") from None
    return runs


def compare_runs(before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]], alpha: float = 0.05) -> Comparison:
    """Compare case by case; with repeats a case passes when all of its repeats do."""
    shared = [case for case in before if case in after]
    broken_off = [case for case in shared if any(record.get("incomplete") for record in before[case] + after[case])]
    pairs = {case: (_passed(before[case]), _passed(after[case])) for case in shared if case not in broken_off}
    broken = [case for case, (first, second) in pairs.items() if first and not second]
    mended = [case for case, (first, second) in pairs.items() if second and not first]
    p_value = mcnemar(len(broken), len(mended))
    categories = _categories(before, pairs, broken, mended)
    least = least_changes(alpha)
    regressed = (p_value <= alpha and len(broken) > len(mended)) or any(entry["p_holm"] <= alpha and entry["broken"] > entry["mended"] for entry in categories.values())
    return Comparison({
        "pairs": len(pairs), "only_before": [case for case in before if case not in after], "only_after": [case for case in after if case not in before],
        "incomplete": broken_off, "passed_before": sum(first for first, _ in pairs.values()), "passed_after": sum(second for _, second in pairs.values()),
        "broken": [_change(case, before, after) for case in broken], "mended": [_change(case, before, after) for case in mended],
        "p_value": p_value, "alpha": alpha, "categories": categories, "regressed": regressed,
        "least_changes": least, "too_small": len(pairs) < least, "undecided": p_value > alpha and 0 < len(broken) + len(mended) < least,
    })  # fmt: skip


def _passed(records: Sequence[dict[str, Any]]) -> bool:
    return all(bool(record["passed"]) for record in records)


def _categories(before: dict[str, list[dict[str, Any]]], pairs: dict[str, Any], broken: list[str], mended: list[str]) -> dict[str, dict[str, Any]]:
    members: dict[str, set[str]] = {}
    for case in pairs:
        first = before[case][0]
        for name in (f"stage:{first.get('stage')}", *((f"register:{first['register']}",) if "register" in first else ()), *(f"tag:{tag}" for tag in first.get("tags", [])), *(f"rule:{rule}" for rule in first.get("expected", []))):
            members.setdefault(name, set()).add(case)
    counts = {name: (len(cases & set(broken)), len(cases & set(mended))) for name, cases in sorted(members.items())}
    adjusted = holm({name: mcnemar(*count) for name, count in counts.items()})
    return {name: {"cases": len(members[name]), "broken": count[0], "mended": count[1], "p": mcnemar(*count), "p_holm": adjusted[name]} for name, count in counts.items()}


def _change(case: str, before: dict[str, list[dict[str, Any]]], after: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    first = next((record for record in before[case] if not record["passed"]), before[case][0])
    second = next((record for record in after[case] if not record["passed"]), after[case][0])
    return {
        "id": case, "before": first.get("text", ""), "after": second.get("text", ""), "diff": text_diff(first.get("text", ""), second.get("text", "")),
        "found_before": first.get("found", first.get("unmet", [])), "found_after": second.get("found", second.get("unmet", [])), "expected": first.get("expected", []),
    }  # fmt: skip


def text_diff(before: str, after: str) -> str:
    """The change inside a text, by character: ``运费[-14-]{+16+}元``."""
    parts: list[str] = []
    for kind, start, end, begin, stop in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(before[start:end])
        else:
            parts.append((f"[-{before[start:end]}-]" if end > start else "") + (f"{{+{after[begin:stop]}+}}" if stop > begin else ""))
    return "".join(parts)
