"""What became of replies: outcomes per prompt version and reply kind, with intervals, to learn which wording works better."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from guarded_reply.batch import parse_line, read_lines
from guarded_reply.errors import UsageError
from guarded_reply.evaluation.stats import Rate

Name = Annotated[str, Field(min_length=1, max_length=200)]


class ReplyOutcome(BaseModel):
    """One outcome fed back by the shop: did what the reply was for come about (paid after a reminder, a good rating after a return, …)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Name
    prompt_version: Name
    kind: Name
    outcome: Literal["paid_after_reminder", "rated_well_after_return", "bought_after_question", "stayed_after_refusal"]
    happened: bool
    at: AwareDatetime | None = None


def read_outcomes(files: Iterable[Path]) -> list[ReplyOutcome]:
    """All outcomes, the last word on each reply and outcome; raises UsageError that names file:line."""
    latest: dict[tuple[str, str], ReplyOutcome] = {}
    for file in files:
        with file.open("rb") as source:
            for number, raw in enumerate(read_lines(source), start=1):
                line = parse_line(raw, number)
                if line.data is None or line.error:
                    raise UsageError(f"{file}:{number}: {line.error.removeprefix(f'line {number}: ')}")
                try:
                    outcome = ReplyOutcome.model_validate({**line.data, "id": str(line.id)})
                except ValidationError as error:
                    first = error.errors(include_url=False)[0]
                    raise UsageError(f"{file}:{number}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
                latest[(outcome.id, outcome.outcome)] = outcome
    return list(latest.values())


def outcome_report(outcomes: Iterable[ReplyOutcome]) -> list[dict[str, Any]]:
    """Per outcome, reply kind and prompt version: how often it happened, with the Wilson interval.

    ``clearly_better_than`` names versions whose whole interval lies below this one's: careful, for it is stricter than a test at 5 %.
    """
    groups: dict[tuple[str, str], dict[str, list[bool]]] = {}
    for outcome in outcomes:
        groups.setdefault((outcome.outcome, outcome.kind), {}).setdefault(outcome.prompt_version, []).append(outcome.happened)
    rows: list[dict[str, Any]] = []
    for (name, kind), versions in sorted(groups.items()):
        rates = {version: Rate(sum(seen), len(seen)) for version, seen in sorted(versions.items())}
        for version, rate in rates.items():
            beaten = [other for other, theirs in rates.items() if theirs.interval[1] < rate.interval[0]]
            rows.append({"outcome": name, "kind": kind, "prompt_version": version, "rate": rate.as_dict(), "clearly_better_than": beaten})
    return rows
