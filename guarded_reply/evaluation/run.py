"""A whole run: sets in, journal, figures, and the four files of the output folder."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from guarded_reply.batch import as_line
from guarded_reply.drafting.playbook import PlaybookModel
from guarded_reply.drafting.prompt import prompt_version
from guarded_reply.evaluation.cases import CaseSet, GuardCase, ReplyCase
from guarded_reply.evaluation.compare import read_run
from guarded_reply.evaluation.gate import Limit, judge_limits
from guarded_reply.evaluation.journal import Journal, write_whole
from guarded_reply.evaluation.judging import guard_judge, reply_judge
from guarded_reply.evaluation.junit import junit_xml
from guarded_reply.evaluation.report import html_report
from guarded_reply.evaluation.runner import Actors, run_cases
from guarded_reply.evaluation.summary import guard_summary, reply_summary
from guarded_reply.evaluation.tape import Drafts, TapedModel, drafts_of
from guarded_reply.policy import Policy
from guarded_reply.replier import Replier


@dataclass(frozen=True, slots=True)
class Outcome:
    """A finished run: its figures and the exit status they ask for."""

    summary: dict[str, Any]
    exit_status: int


@dataclass(frozen=True, slots=True)
class Options:
    """How a run is done: where to, how often, how many at once, under which limits."""

    out: Path
    repeats: int = 1
    jobs: int = 1
    limits: tuple[Limit, ...] = ()
    fresh: bool = False
    workers: int = 0  # Ray actors; 0 is this process


@lru_cache(maxsize=1)
def code_version() -> str:
    """The hash of the package's own code, so that a run never resumes under another guard."""
    hashed = hashlib.sha256()
    root = Path(__file__).resolve().parents[1]
    for file in sorted(root.rglob("*.py")):
        hashed.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return "sha256:" + hashed.hexdigest()


def run_guard(cases: CaseSet[GuardCase], policy: Policy, options: Options) -> Outcome:
    """Judge the guard on labelled turns."""
    about = {"kind": "guard", "data": cases.digest, "policy": policy.version, "code": code_version(), "repeats": options.repeats}
    journal = Journal(options.out, about, fresh=options.fresh)
    try:
        actors = Actors(options.workers, GuardCase, partial(guard_judge, policy)) if options.workers else None
        records = run_cases(cases.cases, guard_judge(policy), journal, repeats=options.repeats, jobs=options.jobs, actors=actors)
    finally:
        journal.close()
    return finish(options, {**guard_summary(records), "run": about}, records)


def run_replies(
    cases: CaseSet[ReplyCase], replier: Replier, options: Options, *, replayed: bool = False, earlier: Drafts | None = None, price: tuple[Decimal, Decimal] | None = None,
    make: Callable[[], Replier] | None = None,
) -> Outcome:  # fmt: skip
    """Make and judge replies; with ``earlier`` drafts no model is asked. ``replayed`` says that the replier plays recordings; Ray's
    actors each ``make`` a replier of their own."""
    name = replier.model.name
    replier, taped = taped_replier(replier, earlier)
    about = {
        "kind": "replies", "data": cases.digest, "policy": replier.policy.version, "code": code_version(), "prompt": prompt_version(),
        "model": name, "repeats": options.repeats, "replayed": replayed or earlier is not None,
    }  # fmt: skip
    journal = Journal(options.out, about, fresh=options.fresh)
    try:
        actors = Actors(options.workers, ReplyCase, partial(_own_judge, make)) if options.workers and make is not None else None
        records = run_cases(cases.cases, reply_judge(replier, taped), journal, repeats=options.repeats, jobs=options.jobs, actors=actors)
    finally:
        journal.close()
    return finish(options, {**reply_summary(records, price), "run": about}, records)


def taped_replier(replier: Replier, earlier: Drafts | None = None) -> tuple[Replier, TapedModel | None]:
    """A replier whose model's drafts are noted beside each case; the embedded model's need no noting, for they come out the same again."""
    if earlier is None and isinstance(replier.model, PlaybookModel):
        return replier, None
    taped = TapedModel(None if earlier is not None else replier.model, replier.model.name, earlier)
    return Replier(policy=replier.policy, model=taped, deadline=replier.deadline, rewrites=replier.rewrites), taped


def _own_judge(make: Callable[[], Replier]) -> Callable[[ReplyCase, int], dict[str, Any]]:
    """An actor's judge, with a replier of its own."""
    return reply_judge(*taped_replier(make()))


def drafts_of_run(folder: Path) -> Drafts:
    """The drafts an earlier run carries; raises UsageError when there is no such run."""
    return drafts_of(record for records in read_run(folder).values() for record in records)


def finish(options: Options, summary: dict[str, Any], records: Sequence[dict[str, Any]]) -> Outcome:
    """Write the folder's files and say the exit status: 3 incomplete, 1 gate or case failed, 0 all well.

    ``cases.jsonl`` and ``junit.xml`` carry no times, so equal runs give equal bytes. With limits the gate alone decides between 0 and 1.
    """
    results = judge_limits(options.limits, summary) if summary["runs"] else ()
    summary["gate"] = [{"metric": result.limit.metric, "limit": result.limit.value, "found": result.found, "passed": result.passed} for result in results]
    if not summary["runs"] or summary["incomplete"] or any(result.found is None for result in results):
        status = 3
    elif options.limits:
        status = 0 if all(result.passed for result in results) else 1
    else:
        status = 1 if summary["failed"] else 0
    summary["exit_status"] = status
    told = [{key: value for key, value in record.items() if key != "latency_ms"} for record in records]
    write_whole(options.out / "cases.jsonl", "".join(as_line(record) + "\n" for record in told))
    write_whole(options.out / "junit.xml", junit_xml(f"guarded-reply.{summary['kind']}", told))
    write_whole(options.out / "report.html", html_report(summary, told).encode("utf-8", "replace").decode())
    write_whole(options.out / "summary.json", as_json(summary))
    return Outcome(summary, status)


def as_json(summary: dict[str, Any]) -> str:
    """A summary, indented for people and diffs."""
    import json

    return json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
