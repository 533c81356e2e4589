"""Checks a policy file: reads it, then runs the examples it carries against the guard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from guarded_reply.errors import PolicyError, RequestError
from guarded_reply.guard import check
from guarded_reply.policy import Policy, load_policy
from guarded_reply.policy.model import PolicyExample

_NOW = "2026-11-21T15:00:00+08:00"


def problems_of(path: str | Path) -> tuple[Policy | None, tuple[str, ...]]:
    """The policy, if it could be read, and every problem as ``file:line: what is wrong``."""
    try:
        policy = load_policy(path)
    except PolicyError as error:
        return None, tuple(str(error).splitlines())
    lines = _example_lines(Path(path))
    found: list[str] = []
    for index, example in enumerate(policy.examples):
        where = f"{path}:{lines[index] if index < len(lines) else 1}: examples.{index}"
        found.extend(f"{where}: {problem}" for problem in _judge(policy, example))
    return policy, tuple(found)


def _judge(policy: Policy, example: PolicyExample) -> list[str]:
    try:
        report = check(request_of(example), example.reply, policy)
    except RequestError as error:
        return [str(error)]
    fired = {finding.rule for finding in report.findings if finding.severity == "error"} | {f.rule for f in report.findings if f.rule in example.expect}
    expected = set(example.expect)
    problems = [f"{rule} should fire, but does not" for rule in sorted(expected - fired)]
    problems += [f"{rule} fires, but should not ({next(f.message for f in report.findings if f.rule == rule)})" for rule in sorted(fired - expected)]
    return problems


def request_of(example: PolicyExample) -> dict[str, Any]:
    """The request an example stands for: a running conversation, so that no greeting is due."""
    request: dict[str, Any] = {
        "conversation": [
            {"role": "agent", "text": "您好,欢迎光临,客服为您服务"},
            {"role": "customer", "text": example.customer},
        ],
        "now": example.now or _NOW,
        "products": list(example.products),
        "promotions": list(example.promotions),
    }
    for name in ("destination", "order", "case"):
        value = getattr(example, name)
        if value is not None:
            request[name] = value
    return request


def _example_lines(path: Path) -> list[int]:
    """The line each example begins on."""
    found: list[int] = []
    inside = False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if re.match(r"^examples\s*:", line):
            inside = True
        elif inside and re.match(r"^\S", line) and not line.startswith(("#", "-")):
            inside = False
        elif inside and re.match(r"^\s{0,4}- ", line):
            found.append(number)
    return found
