"""The commands of ``guarded-reply eval``."""

from __future__ import annotations

import json
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from guarded_reply.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guarded_reply.evaluation.mutation import Source
    from guarded_reply.evaluation.run import Options, Outcome
    from guarded_reply.policy import Policy

app = typer.Typer(no_args_is_help=True, help="Evals: guard and reply sets, comparison, replay, mutation score.")

Files = Annotated[list[Path], typer.Argument(help="JSON lines of cases.")]
Out = Annotated[Path, typer.Option("--out", help="Folder for summary.json, cases.jsonl, junit.xml, report.html.")]
PolicyOption = Annotated[str | None, typer.Option("--policy", envvar="GUARDED_REPLY_POLICY", help="Policy file (default: the packaged one).")]
Limits = Annotated[list[str] | None, typer.Option("--fail-under", help="metric=value, e.g. recall=0.95; with limits, they alone decide.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, max=256, help="Cases at once.")]
Repeat = Annotated[int, typer.Option("--repeat", min=1, max=1000, help="How often each case is run.")]
Engine = Annotated[Literal["local", "ray"], typer.Option("--engine", help="local, or ray: actors on a cluster (RAY_ADDRESS) or this machine; needs the extra ray.")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=10_000, help="Ray actors.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Drop an unfinished run in --out instead of going on with it.")]


def _options(out: Path, repeats: int, jobs: int, limits: list[str] | None, fresh: bool, workers: int = 0) -> Options:
    from guarded_reply.evaluation.gate import parse_limits
    from guarded_reply.evaluation.run import Options

    return Options(out, repeats, jobs, parse_limits(limits or []), fresh, workers)


@app.command()
def guard(files: Files, out: Out, policy: PolicyOption = None, fail_under: Limits = None, fresh: Fresh = False, engine: Engine = "local", workers: Workers = 2) -> None:
    """Run the guard over labelled turns: precision, recall, false alarms per rule."""
    from guarded_reply.evaluation.cases import load_guard_cases
    from guarded_reply.evaluation.run import run_guard
    from guarded_reply.policy import load_policy

    options = _options(out, 1, 1, fail_under, fresh, workers if engine == "ray" else 0)
    _tell(run_guard(load_guard_cases(files), load_policy(policy), options), out)


@app.command()
def replies(
    files: Files,
    out: Out,
    model: Annotated[str | None, typer.Option("--model", help="playbook (the default), or a model that --base-url serves.")] = None,
    base_url: Annotated[str | None, typer.Option("--base-url", envvar="OPENAI_BASE_URL")] = None,
    deadline: Annotated[float | None, typer.Option("--deadline", help="Seconds for one reply (default 8).")] = None,
    policy: PolicyOption = None,
    repeat: Repeat = 1,
    jobs: Jobs = 1,
    config: Annotated[str | None, typer.Option("--config", help="File of a chain of models, instead of --model.")] = None,
    rewrites: Annotated[int, typer.Option("--rewrites", min=0, max=5, help="How often a model may mend its draft.")] = 2,
    references: Annotated[bool, typer.Option("--references", help="The model writes fact numbers instead of figures.")] = False,
    record: Annotated[Path | None, typer.Option("--record", help="Folder to record model calls to; what it has is not asked again.")] = None,
    replay: Annotated[Path | None, typer.Option("--replay", help="Folder to replay model calls from; a missing one is an error, never a call.")] = None,
    price: Annotated[str | None, typer.Option("--price", help="Yuan per million prompt,completion tokens, e.g. 1,2.")] = None,
    fail_under: Limits = None,
    fresh: Fresh = False,
    engine: Engine = "local",
    workers: Workers = 2,
) -> None:
    """Make replies and judge them: status, expectation, leaks, latency, tokens, cost."""
    from functools import partial

    from guarded_reply.evaluation.cases import load_reply_cases
    from guarded_reply.evaluation.run import run_replies
    from guarded_reply.replier import Replier

    options = _options(out, repeat, jobs, fail_under, fresh, workers if engine == "ray" else 0)
    if options.workers and record is not None:
        raise UsageError("--record needs --engine local: one process writes the folder")
    cases = load_reply_cases(files)
    make = partial(Replier, policy=policy, model=model, base_url=base_url, deadline=deadline, config=config, rewrites=rewrites, references=references, record=record, replay=replay)
    own = partial(make, processes=workers) if options.workers else None
    _tell(run_replies(cases, make(), options, replayed=replay is not None, price=_price(price), make=own), out)


@app.command()
def replay(run: Annotated[Path, typer.Argument(help="Folder of an earlier eval replies.")], files: Files, out: Out, policy: PolicyOption = None, fail_under: Limits = None) -> None:
    """What if: the drafts of an earlier run under another policy or rule set, without any model call; then what changed."""
    from guarded_reply.evaluation.cases import load_reply_cases
    from guarded_reply.evaluation.compare import compare_runs, read_run
    from guarded_reply.evaluation.run import drafts_of_run, run_replies
    from guarded_reply.replier import Replier

    if run.resolve() == out.resolve():
        raise UsageError("--out is the earlier run")
    before = read_run(run)
    earlier = drafts_of_run(run)
    repeats = max((len(records) for records in before.values()), default=1)
    outcome = run_replies(load_reply_cases(files), Replier(policy=policy, model="playbook"), _options(out, repeats, 1, fail_under, True), earlier=earlier if any(earlier.values()) else None)
    comparison = compare_runs(before, read_run(out))
    after = read_run(out)
    changed = [case for case in before if case in after and [record.get("text") for record in before[case]] != [record.get("text") for record in after[case]]]
    blocked = [case for case in before if case in after and _drafts_passed(before[case]) and not _drafts_passed(after[case])]
    released = [case for case in before if case in after and _drafts_passed(after[case]) and not _drafts_passed(before[case])]
    _write(out / "compare.json", {**comparison.data, "texts_changed": changed, "newly_blocked": blocked, "newly_released": released})
    _say(f"{len(blocked)} first drafts newly blocked, {len(released)} newly released, {len(changed)} of {len(before)} cases answered otherwise")
    _say(f"expectations: {len(comparison.data['broken'])} newly broken, {len(comparison.data['mended'])} newly mended")
    _tell(outcome, out)


@app.command()
def compare(
    before: Annotated[Path, typer.Argument(help="Folder of the first run.")],
    after: Annotated[Path, typer.Argument(help="Folder of the second run.")],
    alpha: Annotated[float, typer.Option("--alpha", min=0.0001, max=0.5)] = 0.05,
    require_power: Annotated[bool, typer.Option("--require-power", help="Exit 3 when the set is too small to tell.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False,
) -> None:
    """Compare two runs case by case; exit 1 on a significant regression."""
    from guarded_reply.evaluation.compare import compare_runs, read_run

    found = compare_runs(read_run(before), read_run(after), alpha)
    data = found.data
    if as_json:
        _say(json.dumps(data, ensure_ascii=False))
    else:
        _say(f"{data['pairs']} pairs: passed {data['passed_before']} → {data['passed_after']}; broken {len(data['broken'])}, mended {len(data['mended'])}; p = {data['p_value']:.4f}")
        for name in ("broken", "mended"):
            for change in data[name]:
                _say(f"  {name} {change['id']}: {change['diff']}")
        for name, entry in data["categories"].items():
            if entry["p_holm"] <= alpha:
                _say(f"  {name}: broken {entry['broken']}, mended {entry['mended']}, p (Holm) = {entry['p_holm']:.4f}")
        if data["too_small"] or data["undecided"]:
            _say(f"  too small to tell: at least {data['least_changes']} cases must change, all one way")
        if data["only_before"] or data["only_after"] or data["incomplete"]:
            _say(f"  not paired: {len(data['only_before'])} only before, {len(data['only_after'])} only after, {len(data['incomplete'])} incomplete")
    raise typer.Exit(1 if found.regressed else 3 if found.incomplete or (require_power and (found.powerless or data["undecided"])) else 0)


@app.command()
def validate(files: Files, schema: Annotated[bool, typer.Option("--schema", help="Print the JSON schema of the files' kind.")] = False) -> None:
    """Check data sets; names file:line of everything that is wrong."""
    from guarded_reply.evaluation.cases import GuardCase, ReplyCase, kind_of, read_cases
    from guarded_reply.evaluation.cases import schema as schema_of

    wrong = False
    for file in files:
        kind = kind_of(file)
        if schema:
            _say(json.dumps(schema_of(kind), ensure_ascii=False, indent=1))
            continue
        found = read_cases([file], GuardCase) if kind == "guard" else read_cases([file], ReplyCase)
        for problem in found.problems:
            sys.stderr.write(problem + "\n")
        wrong = wrong or bool(found.problems) or not found.cases
        _say(f"{file}: {kind}, {len(found.cases)} cases, {found.digest}")
    raise typer.Exit(2 if wrong else 0)


@app.command()
def mutate(files: Files, out: Out, policy: PolicyOption = None, fail_under: Limits = None) -> None:
    """The guard's mutation score, from the clean turns of guard sets and the embedded model's replies to reply sets."""
    from guarded_reply.evaluation.gate import judge_limits, parse_limits
    from guarded_reply.evaluation.mutation import mutation_score
    from guarded_reply.evaluation.report import in_words
    from guarded_reply.policy import load_policy

    limits, loaded = parse_limits(fail_under or []), load_policy(policy)
    summary = mutation_score(_correct(files, loaded), loaded)
    results = judge_limits(limits, summary)
    status = 3 if not summary["metrics"]["mutation_score"]["total"] or any(result.found is None for result in results) else 0 if all(result.passed for result in results) else 1
    summary["exit_status"] = status
    out.mkdir(parents=True, exist_ok=True)
    _write(out / "summary.json", summary)
    _say(f"{summary['sources']} correct replies, {summary['left_out']} left out as blocked")
    for name, rate in summary["metrics"].items():
        _say(f"  {name:24} {in_words(rate)}")
    raise typer.Exit(status)


@app.command()
def export(run: Annotated[Path, typer.Argument(help="Folder of a finished run.")], output: Annotated[Path, typer.Option("--output", help="JSON file for inspect-ai.")]) -> None:
    """A run as an inspect-ai log."""
    from guarded_reply.evaluation.compare import read_run
    from guarded_reply.evaluation.interop import inspect_log

    records = [record for shared in read_run(run).values() for record in shared]
    try:
        summary = json.loads((run / "summary.json").read_text("utf-8"))
    except (OSError, ValueError):
        raise UsageError(f"{run / 'summary.json'}: no finished run") from None
    _write(output, inspect_log(summary, records))


@app.command("import")
def import_(file: Annotated[Path, typer.Argument(help="promptfoo .yaml or inspect-ai .jsonl.")], output: Annotated[Path, typer.Option("--output", help="Reply set to write.")]) -> None:
    """A reply set from promptfoo's or inspect-ai's data."""
    from guarded_reply.batch import as_line
    from guarded_reply.evaluation.interop import import_cases
    from guarded_reply.evaluation.journal import write_whole

    cases = list(import_cases(file))
    write_whole(output, "".join(as_line(case) + "\n" for case in cases))
    _say(f"{output}: {len(cases)} cases")
    raise typer.Exit(0 if cases else 3)


@app.command()
def baseline(run: Annotated[Path, typer.Argument(help="Folder of a finished run.")], output: Annotated[Path, typer.Option("--output", help="Folder to keep it in.")]) -> None:
    """Keep what compare needs of a run, small enough to commit."""
    from guarded_reply.batch import as_line
    from guarded_reply.evaluation.compare import read_run
    from guarded_reply.evaluation.journal import write_whole

    records = [record for shared in read_run(run).values() for record in shared]
    if not records or any(record.get("incomplete") for record in records):
        raise UsageError(f"{run}: an incomplete run is no baseline")
    kept = ("id", "repeat", "passed", "tags", "stage", "register", "text", "expected", "found", "unmet")
    output.mkdir(parents=True, exist_ok=True)
    write_whole(output / "cases.jsonl", "".join(as_line({key: record[key] for key in kept if key in record}) + "\n" for record in records))
    _say(f"{output}: {len(records)} records")


@app.command()
def outcomes(files: Files, as_json: Annotated[bool, typer.Option("--json", help="Machine-readable output.")] = False) -> None:
    """What became of replies, per outcome, reply kind and prompt version."""
    from guarded_reply.evaluation.outcomes import outcome_report, read_outcomes
    from guarded_reply.evaluation.report import in_words

    rows = outcome_report(read_outcomes(files))
    for row in rows:
        better = f"; clearly better than {', '.join(row['clearly_better_than'])}" if row["clearly_better_than"] else ""
        _say(json.dumps(row, ensure_ascii=False) if as_json else f"{row['outcome']} {row['kind']} {row['prompt_version'][:19]}: {in_words(row['rate'])}{better}")
    raise typer.Exit(0 if rows else 3)


def _correct(files: list[Path], policy: Policy) -> Iterator[Source]:
    """Replies held to be correct: labelled clean, or sent by the embedded model."""
    from guarded_reply.evaluation.cases import kind_of, load_guard_cases, load_reply_cases
    from guarded_reply.evaluation.mutation import Source
    from guarded_reply.replier import Replier

    for file in files:
        if kind_of(file) == "guard":
            yield from (Source(case.id, case.request, "\n".join(case.messages)) for case in load_guard_cases([file]).cases if not case.expect)
        else:
            replier = Replier(policy=policy, model="playbook")
            yield from (Source(case.id, case.request, replier.reply(case.request).text) for case in load_reply_cases([file]).cases)


def _drafts_passed(records: list[dict[str, Any]]) -> bool:
    return all(bool(record.get("first_draft_ok")) for record in records)


def _price(text: str | None) -> tuple[Decimal, Decimal] | None:
    if text is None:
        return None
    try:
        prompt, completion = (Decimal(part) for part in text.split(","))
        if not (prompt.is_finite() and completion.is_finite() and prompt >= 0 and completion >= 0):
            raise ValueError
    except (InvalidOperation, ValueError):
        raise UsageError(f"--price: expected yuan,yuan, not {text!r}") from None
    return prompt, completion


def _tell(outcome: Outcome, out: Path) -> None:
    from guarded_reply.evaluation.report import in_words

    summary = outcome.summary
    _say(f"{summary['cases']} cases, {summary['runs']} runs: {summary['passed']} passed, {summary['failed']} failed, {summary['incomplete']} incomplete")
    for name, value in summary["metrics"].items():
        _say(f"  {name:17} {in_words(cast('dict[str, Any]', value)) if isinstance(value, dict) else value}")
    for entry in summary["gate"]:
        _say(f"  gate {entry['metric']}: {entry['found']} against {entry['limit']}, {'passed' if entry['passed'] else 'FAILED'}")
    _say(f"  {out / 'report.html'}")
    raise typer.Exit(outcome.exit_status)


def _write(path: Path, data: dict[str, Any]) -> None:
    from guarded_reply.evaluation.journal import write_whole

    write_whole(path, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
