"""To and from the tools evaluators use: runs as inspect-ai logs, cases from inspect-ai and promptfoo data sets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import yaml

from guarded_reply.batch import parse_line, read_lines
from guarded_reply.errors import UsageError

_EPOCH = "1970-01-01T00:00:00+00:00"


def inspect_log(summary: dict[str, Any], records: list[dict[str, Any]]) -> dict[str, Any]:
    """A run in the shape of inspect-ai's JSON log, version 2. Times are not kept: equal runs give equal logs."""
    name = f"guarded-reply-{summary['kind']}"
    about = {key: str(value) for key, value in summary["run"].items()}
    ids = sorted({record["id"] for record in records})
    run_id = hashlib.sha256(repr(sorted(about.items())).encode()).hexdigest()[:22]
    rates = {key: cast("dict[str, Any]", value) for key, value in summary["metrics"].items() if isinstance(value, dict)}
    metrics = {key: {"name": key, "value": rate["value"], "metadata": rate} for key, rate in rates.items() if rate["value"] is not None}
    return {
        "version": 2,
        "status": "success" if not summary["incomplete"] else "error",
        "eval": {
            "run_id": run_id, "eval_id": run_id, "created": _EPOCH, "task": name, "task_id": run_id, "task_version": 0,
            "model": about.get("model", "none/none"), "dataset": {"name": about["data"], "samples": len(ids), "sample_ids": ids, "shuffled": False}, "config": {"epochs": summary["run"]["repeats"]},
            "packages": {}, "metadata": about,
        },
        "results": {
            "total_samples": len(records), "completed_samples": len(records) - summary["incomplete"],
            "scores": [{"name": name, "scorer": name, "params": {}, "metrics": metrics}],
        },
        "stats": {"started_at": _EPOCH, "completed_at": _EPOCH, "model_usage": {}},
        "samples": [_sample(record, name, about.get("model", "none/none")) for record in records],
    }  # fmt: skip


def _sample(record: dict[str, Any], name: str, model: str) -> dict[str, Any]:
    talk = record.get("request", {}).get("conversation", [])
    sample: dict[str, Any] = {
        "id": record["id"], "epoch": record["repeat"], "target": ", ".join(record.get("expected", [])),
        "input": [{"role": "user" if message["role"] == "customer" else "assistant", "content": message["text"]} for message in talk],
        "messages": [], "metadata": {"tags": record["tags"], "request": record.get("request", {})}, "store": {}, "events": [], "model_usage": {}, "attachments": {}, "scores": {},
        "output": {"model": model, "choices": [{"message": {"role": "assistant", "content": record.get("text", "")}, "stop_reason": "stop"}], "completion": record.get("text", "")},
    }  # fmt: skip
    if not record.get("incomplete"):
        kept = {key: record[key] for key in ("found", "missed", "extra", "unmet", "status", "leaked", "findings") if key in record}
        sample["scores"] = {name: {"value": "C" if record["passed"] else "I", "answer": record["text"], "metadata": kept}}
    else:
        sample["error"] = {"message": record["incomplete"], "traceback": "", "traceback_ansi": ""}
    return sample


def import_cases(file: Path) -> Iterator[dict[str, Any]]:
    """Reply cases of a promptfoo configuration (``.yaml``: ``tests``) or an inspect-ai data set (``.jsonl``); raises UsageError for what has no counterpart."""
    if file.suffix in (".yaml", ".yml"):
        yield from _promptfoo(file)
    else:
        yield from _inspect(file)


def _request(given: Any, place: str) -> dict[str, Any]:
    if isinstance(given, str):
        return {"conversation": [{"role": "customer", "text": given}]}
    roles = {"user": "customer", "assistant": "agent"}
    if isinstance(given, list):
        messages = cast("list[dict[str, Any]]", given)
        return {"conversation": [{"role": roles[str(message["role"])], "text": str(message["content"])} for message in messages if message.get("role") in roles]}
    raise UsageError(f"{place}: input: expected a text or messages")


def _inspect(file: Path) -> Iterator[dict[str, Any]]:
    with file.open("rb") as source:
        for number, raw in enumerate(read_lines(source), start=1):
            line = parse_line(raw if b'"id"' in raw else raw.replace(b"{", f'{{"id": "{file.stem}-{number}", '.encode(), 1), number)
            if line.data is None or "input" not in line.data:
                raise UsageError(f"{file}:{number}: {line.error or 'input: missing'}")
            facts = cast("dict[str, Any]", line.data.get("metadata") or {}).get("request", {})
            yield {"id": str(line.id), "request": {**facts, **_request(line.data["input"], f"{file}:{number}")}, "tags": ["inspect"], "expect": {}}


def _promptfoo(file: Path) -> Iterator[dict[str, Any]]:
    import re

    try:
        content = cast("dict[str, Any]", yaml.safe_load(file.read_text("utf-8")))
        tests = cast("list[dict[str, Any]]", content["tests"])
    except (OSError, yaml.YAMLError, KeyError, TypeError) as error:
        raise UsageError(f"{file}: no promptfoo tests: {error}".splitlines()[0]) from None
    for number, test in enumerate(tests, start=1):
        variables = cast("dict[str, Any]", test.get("vars", {}))
        text = next((str(variables[key]) for key in ("message", "input", "question", "query", "prompt") if key in variables), None)
        if text is None:
            raise UsageError(f"{file}: tests.{number - 1}.vars: no message, input, question, query or prompt")
        expect: dict[str, list[str]] = {"contains": [], "excludes": []}
        for check in cast("list[dict[str, Any]]", test.get("assert", [])):
            kind, value = str(check.get("type")), str(check.get("value"))
            target = {"contains": "contains", "regex": "contains", "icontains": "contains", "not-contains": "excludes", "not-regex": "excludes", "not-icontains": "excludes"}.get(kind)
            if target is None:
                raise UsageError(f"{file}: tests.{number - 1}.assert: {kind} has no counterpart; contains, regex and their not- forms have")
            value = value if kind.endswith("regex") else re.escape(value)
            expect[target].append(f"(?i:{value})" if "icontains" in kind else value)
        yield {"id": f"{file.stem}-{number}", "request": {**variables.get("request", {}), **_request(text, str(file))}, "tags": ["promptfoo"], "expect": expect}
