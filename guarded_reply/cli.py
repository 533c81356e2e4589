"""The command line: reply, chat, check, quote, rules, policy; errors are one line on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, Literal

import typer

from guarded_reply.errors import GuardedReplyError, RecordingError, RequestError, UsageError
from guarded_reply.evaluation.commands import app as eval_app
from guarded_reply.server.commands import keys_app, mcp, serve
from guarded_reply.server.history_commands import app as history_app

if TYPE_CHECKING:
    from guarded_reply.batch import Outcome, Tally

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Replies for Chinese online shops that can be let out unread.")
rules_app = typer.Typer(invoke_without_command=True, help="The rule table, and one rule with its examples.")
policy_app = typer.Typer(no_args_is_help=True, help="Policy files.")
app.add_typer(rules_app, name="rules")
app.add_typer(policy_app, name="policy")
app.add_typer(eval_app, name="eval")
app.add_typer(keys_app, name="keys")
app.add_typer(history_app, name="history")
app.command()(serve)
app.command()(mcp)

PolicyOption = Annotated[str | None, typer.Option("--policy", envvar="GUARDED_REPLY_POLICY", help="Policy file (default: the packaged one).")]
ModelOption = Annotated[str | None, typer.Option("--model", help="playbook (the default), or a model that --base-url serves.")]
ConfigOption = Annotated[str | None, typer.Option("--config", help="File of a chain of models, instead of --model.")]
ReferencesOption = Annotated[bool, typer.Option("--references", help="The model writes fact numbers instead of figures; they are filled in from the facts.")]
RewritesOption = Annotated[int, typer.Option("--rewrites", min=0, max=5, help="How often a model may mend its draft.")]
RecordOption = Annotated[str | None, typer.Option("--record", help="Folder to record model calls to; what it has is not asked again.")]
ReplayOption = Annotated[str | None, typer.Option("--replay", help="Folder to replay model calls from; nothing is called.")]
BaseUrlOption = Annotated[str | None, typer.Option("--base-url", envvar="OPENAI_BASE_URL", help="OpenAI-compatible endpoint.")]
DeadlineOption = Annotated[float | None, typer.Option("--deadline", help="Seconds for the whole call (default 8).")]
EngineOption = Annotated[Literal["local", "ray"], typer.Option("--engine", help="local, or ray: actors on a cluster (RAY_ADDRESS) or this machine; needs the extra ray.")]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, max=10_000, help="Ray actors.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


def main() -> None:
    """Run the command line; no traceback ever reaches the user."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # pyright: ignore -- Chinese on any terminal
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")  # pyright: ignore
    try:
        status = app(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except RecordingError as error:
        _complain(str(error))
        sys.exit(3)
    except (GuardedReplyError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        _complain(_os_line(error) if isinstance(error, OSError) else str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        _complain("interrupted")
        sys.exit(130)
    except Exception as error:
        if hasattr(error, "format_message"):
            _complain(error.format_message())  # pyright: ignore -- a usage error of the option parser
            sys.exit(2)
        if type(error).__name__ == "Abort":
            sys.exit(130)
        _complain(f"internal error: {type(error).__name__}: {error}".splitlines()[0])
        sys.exit(3)


def _complain(message: str) -> None:
    sys.stderr.write("guarded-reply: " + " ".join(message.splitlines()) + "\n")


def _os_line(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error)


def _out(text: str) -> None:
    sys.stdout.write(text + "\n")


@app.command()
def reply(
    message: Annotated[str | None, typer.Argument(help="The customer's message.")] = None,
    request: Annotated[Path | None, typer.Option("--request", help="JSON file with the request's facts.")] = None,
    input: Annotated[str | None, typer.Option("--input", help="JSON lines of {id, request}; - is standard input.")] = None,  # noqa: A002 -- the option's name
    output: Annotated[str, typer.Option("--output", help="Where to write; - is standard output.")] = "-",
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an earlier run of the same output stopped.")] = False,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    deadline: DeadlineOption = None,
    policy: PolicyOption = None,
    config: ConfigOption = None,
    rewrites: RewritesOption = 2,
    references: ReferencesOption = False,
    record: RecordOption = None,
    replay: ReplayOption = None,
    as_json: JsonOption = False,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=256, help="Replies at once (with ray: in each worker).")] = 1,
    engine: EngineOption = "local",
    workers: WorkersOption = 2,
) -> None:
    """One reply for one message, or replies for a file of requests."""
    from functools import partial

    from guarded_reply.replier import Replier

    if (input is None) == (message is None):
        raise UsageError("give either a message or --input FILE")
    if resume and (input is None or output == "-"):
        raise UsageError("--resume needs --input and --output FILE")
    make = partial(Replier, policy=policy, model=model, base_url=base_url, deadline=deadline, config=config, rewrites=rewrites, references=references, record=record, replay=replay)
    if input is not None:
        from guarded_reply.batch import in_order, outcome_of, reply_work

        if engine == "ray":
            if record is not None:
                raise UsageError("--record needs --engine local: one process writes the folder")
            told = {"policy": policy or "", "model": model or "", "config": config or ""}
            raise typer.Exit(_on_ray(input, output, partial(reply_work, partial(make, processes=workers)), workers, told, resume, jobs).exit_status)
        work = reply_work(make)
        tally = _run(input, output, resume, lambda lines: in_order(lambda pair: outcome_of(work(*pair)), enumerate(lines, start=1), jobs))
        raise typer.Exit(tally.exit_status)
    assert message is not None
    replier = make()
    answer = replier.reply(_with_message(_facts(request), message))
    if as_json:
        _out(json.dumps(answer.as_dict(), ensure_ascii=False))
    else:
        from rich.console import Console

        from guarded_reply.chat_terminal import show

        show(answer, Console())


def _facts(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    from guarded_reply.batch import MAX_LINE, parse_line

    raw = path.read_bytes()
    if len(raw) > MAX_LINE:
        raise RequestError(f"{path}: longer than {MAX_LINE} bytes")
    line = parse_line(raw, 1)
    if line.data is None:
        raise RequestError(f"{path}: {line.error.removeprefix('line 1: ')}")
    return line.data


def _with_message(facts: dict[str, Any], message: str) -> dict[str, Any]:
    conversation = facts.get("conversation", [])
    if not isinstance(conversation, list):
        raise RequestError("conversation: expected a list")
    return {**facts, "conversation": [*conversation, {"role": "customer", "text": message}]}


@app.command()
def chat(
    request: Annotated[Path | None, typer.Option("--request", help="JSON file with the request's facts.")] = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    deadline: DeadlineOption = None,
    policy: PolicyOption = None,
    config: ConfigOption = None,
) -> None:
    """A conversation in the terminal that shows each reply with its status, findings and proofs."""
    from rich.console import Console

    from guarded_reply.chat_terminal import converse
    from guarded_reply.replier import Replier

    converse(Replier(policy=policy, model=model, base_url=base_url, deadline=deadline, config=config), _facts(request), Console())


@app.command()
def check(
    input: Annotated[str, typer.Option("--input", help="JSON lines of {id, request, reply}; - is standard input.")],  # noqa: A002 -- the option's name
    output: Annotated[str, typer.Option("--output", help="Where to write; - is standard output.")] = "-",
    policy: PolicyOption = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, max=64, help="Processes.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an earlier run of the same output stopped.")] = False,
    engine: EngineOption = "local",
    workers: WorkersOption = 2,
) -> None:
    """Judge replies; exit 0 all ok, 1 some finding of severity error, 2 a bad line."""
    from guarded_reply.batch import check_all
    from guarded_reply.policy import load_policy

    if resume and output == "-":
        raise UsageError("--resume needs --output FILE")
    loaded = load_policy(policy)
    if engine == "ray":
        from functools import partial

        from guarded_reply.batch import check_work

        raise typer.Exit(_on_ray(input, output, partial(check_work, loaded), workers, {"policy": loaded.version}, resume, 1).exit_status)
    tally = _run(input, output, resume, lambda lines: check_all(lines, loaded, policy, jobs))
    raise typer.Exit(tally.exit_status)


def _on_ray(source: str, target: str, make: Callable[[], Callable[[int, bytes], dict[str, Any]]], workers: int, about: dict[str, str], resume: bool, threads: int) -> Tally:
    """The same lines by Ray's actors."""
    from guarded_reply.ray_engine import run_file

    if "-" in (source, target):
        raise UsageError("--engine ray needs --input FILE and --output FILE")
    if not Path(source).is_file():
        raise UsageError(f"{source}: no such file")
    return _told(run_file(Path(source).resolve(), Path(target).resolve(), make, workers, about, threads=threads, resume=resume), source)


def _run(source: str, target: str, resume: bool, work: Callable[[Iterable[bytes]], Iterator[Outcome]]) -> Tally:
    """Stream lines through ``work`` to the output, with progress on standard error when someone watches."""
    from guarded_reply.batch import Tally, read_lines, resume_at

    tally = Tally()
    done = resume_at(Path(target)) if resume else 0
    if target != "-" and source != "-" and Path(target).exists() and Path(source).exists() and Path(target).samefile(source):
        raise UsageError("--input and --output are the same file")
    with _opened(source) as lines_in, _writing(target, append=resume) as out:
        results: Iterator[Outcome] = iter(work(_skipping(read_lines(lines_in), done) if done else read_lines(lines_in)))
        for index, result in enumerate(_watched(results)):
            if index < done:
                continue
            tally.done += 1
            tally.bad += result.bad
            tally.failed += result.failed
            if result.bad:
                tally.note(result.text)
            out.write(result.text + "\n")
            if target == "-" or index % 50 == 0:
                out.flush()
    return _told(tally, source)


def _told(tally: Tally, source: str) -> Tally:
    """Say on standard error which lines could not be read; the run went on without them."""
    for line in tally.told("standard input" if source == "-" else source):
        _complain(line)
    return tally


def _skipping(lines: Iterable[bytes], done: int) -> Iterator[bytes]:
    """What was done before is not done again: an empty line keeps the count."""
    for index, raw in enumerate(lines):
        yield b"\n" if index < done else raw


def _watched(results: Iterator[Outcome]) -> Iterator[Outcome]:
    if not sys.stderr.isatty():
        yield from results
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    with Progress(SpinnerColumn(), TextColumn("{task.completed} lines"), TimeElapsedColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)
        for result in results:
            yield result
            progress.advance(task)


@contextmanager
def _opened(name: str) -> Generator[IO[bytes]]:
    if name == "-":
        yield sys.stdin.buffer
    else:
        with Path(name).open("rb") as file:
            yield file


@contextmanager
def _writing(name: str, append: bool) -> Generator[IO[str]]:
    if name == "-":
        yield sys.stdout
    else:
        with Path(name).open("a" if append else "w", encoding="utf-8") as file:
            yield file


@app.command()
def quote(
    to: Annotated[str, typer.Option("--to", help="Destination, e.g. 江苏苏州.")],
    carrier: Annotated[str | None, typer.Option("--carrier", help="Carrier id or name (default: the policy's).")] = None,
    weight: Annotated[str | None, typer.Option("--weight", help="Kilograms.")] = None,
    size: Annotated[str | None, typer.Option("--size", help="Length x width x height in cm, e.g. 30x20x10.")] = None,
    goods_total: Annotated[str | None, typer.Option("--goods-total", help="Goods total in yuan, for free shipping.")] = None,
    policy: PolicyOption = None,
    as_json: JsonOption = False,
) -> None:
    """What shipping costs, by the policy's rate card."""
    from guarded_reply.policy import load_policy, quote_shipping
    from guarded_reply.reply import decimal_text

    sides = size.lower().replace("×", "x").replace("*", "x").split("x") if size else None
    found = quote_shipping(to, carrier=carrier, weight_kg=weight, size_cm=sides, goods_total=goods_total, policy=load_policy(policy))
    if as_json:
        _out(json.dumps(found.as_dict(), ensure_ascii=False))
    else:
        fee = "包邮" if found.free else f"{decimal_text(found.fee)}元"
        _out(f"{found.carrier_name} {found.zone_name}: {fee} ({found.working}; 通常{found.usual_days[0]}-{found.usual_days[1]}天)")


@rules_app.callback(invoke_without_command=True)
def rules(context: typer.Context, as_json: JsonOption = False) -> None:
    """The rule table."""
    if context.invoked_subcommand is not None:
        return
    from guarded_reply.rules import all_rules

    if as_json:
        _out(json.dumps([{"id": rule.id, "family": rule.family, "severity": rule.severity, "summary": rule.summary} for rule in all_rules()], ensure_ascii=False))
        return
    for rule in all_rules():
        _out(f"{rule.id:27} {rule.severity:8} {rule.summary}")


@rules_app.command()
def explain(rule_id: Annotated[str, typer.Argument(help="Rule id.")]) -> None:
    """One rule: what it does, why, its limits, and examples."""
    from guarded_reply.rules import all_rules, rule_by_id

    rule = rule_by_id(rule_id)
    if rule is None:
        import difflib

        near = difflib.get_close_matches(rule_id, [known.id for known in all_rules()], n=1)
        raise UsageError(f"no such rule: {rule_id}" + (f"; did you mean {near[0]}?" if near else ""))
    _out(f"{rule.id} ({rule.severity}, {rule.family})\n\n{rule.doc}\n")
    for fires, title in ((True, "Fires on"), (False, "Silent on")):
        _out(f"{title}:")
        for example in rule.examples:
            if example.fires == fires:
                text = example.reply if isinstance(example.reply, str) else " / ".join(example.reply)
                _out(f"  顾客:{example.request['conversation'][-1]['text'] if example.request['conversation'] else '-'}\n  客服:{text}\n")


@policy_app.command("check")
def policy_check(file: Annotated[Path, typer.Argument(help="Policy file.")]) -> None:
    """Validate a policy, run its examples, name file:line of what is wrong."""
    from guarded_reply.policy_check import problems_of

    policy, problems = problems_of(file)
    for problem in problems:
        sys.stderr.write(problem + "\n")
    if policy is None:
        raise typer.Exit(2)
    _out(f"{file}: {len(policy.carriers)} carriers, {len(policy.examples)} examples, {policy.version}")
    raise typer.Exit(1 if problems else 0)
