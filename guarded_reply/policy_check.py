"""Checks a policy file: reads it, then runs the examples it carries against the guard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guarded_reply.drafting.model import Brief
from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.drafting.playbook.model import TOPICS, TRIGGERS
from guarded_reply.drafting.playbook.own_replies import facts_for_text, filled, template_problem
from guarded_reply.drafting.playbook.voice import Voice
from guarded_reply.errors import PolicyError, RequestError
from guarded_reply.facts import gather_facts
from guarded_reply.guard import check
from guarded_reply.policy import Policy, load_policy
from guarded_reply.policy.model import CannedReply, PolicyExample
from guarded_reply.request import as_request
from guarded_reply.situation import read_situation

_NOW = "2026-11-21T15:00:00+08:00"


def problems_of(path: str | Path) -> tuple[Policy | None, tuple[str, ...]]:
    """The policy, if it could be read, and every problem as ``file:line: what is wrong``."""
    try:
        policy = load_policy(path)
    except PolicyError as error:
        return None, tuple(str(error).splitlines())
    lines = _lines_of("examples", Path(path))
    found: list[str] = []
    for index, example in enumerate(policy.examples):
        where = f"{path}:{lines[index] if index < len(lines) else 1}: examples.{index}"
        found.extend(f"{where}: {problem}" for problem in _judge(policy, example))
    found.extend(_reply_problems(policy, Path(path)))
    return policy, tuple(found)


def _reply_problems(policy: Policy, path: Path) -> list[str]:
    """Each canned reply, filled in with every set of facts it may meet, must pass the guard; one that never can be filled in is useless."""
    lines = _lines_of("replies", path)
    found: list[str] = []
    for index, reply in enumerate(policy.replies):
        where = f"{path}:{lines[index] if index < len(lines) else 1}: replies.{index} ({reply.id})"
        if reply.topic is None and reply.trigger is None:
            found.append(f"{where}: names neither topic nor trigger, so it is never chosen")
            continue
        if reply.topic is not None and reply.topic not in TOPICS or reply.trigger is not None and reply.trigger not in TRIGGERS:
            found.append(f"{where}: no such {'topic' if reply.topic is not None else 'trigger'}: {reply.topic or reply.trigger}")
            continue
        problem = template_problem(reply.text)
        if problem is not None:
            found.append(f"{where}: text: {problem}")
            continue
        found.extend(f"{where}: {message}" for message in _judge_reply(policy, reply))
    return found


def _judge_reply(policy: Policy, reply: CannedReply) -> list[str]:
    met = False
    for name, request in fact_sets():
        parsed = as_request(request)
        situation = read_situation(parsed, policy)
        brief = Brief(parsed, situation, gather_facts(parsed, policy, situation), policy)
        desk = Desk(brief, Voice(brief))
        text = filled(reply.text, facts_for_text(desk))
        if not text:
            continue
        met = True
        report = check(parsed, text, policy)
        finding = next((f for f in report.findings if f.severity == "error"), None)
        if finding is not None:
            return [f"does not pass the guard ({name}): {finding.rule}: {finding.message}"]
    return [] if met else ["its facts are never all there, so it is never chosen"]


def fact_sets() -> Iterator[tuple[str, dict[str, Any]]]:
    """The sets of facts a reply may meet: no product, products in and out of stock or made to order, near, remote and unserved places, a first message, an order in each state."""
    talk = [{"role": "agent", "text": "您好,欢迎光临,客服为您服务"}, {"role": "customer", "text": "请问一下"}]
    product = {"id": "p", "title": "样品", "price": "59", "weight_kg": "0.5", "dimensions_cm": [20, 15, 10], "stock": 20, "attributes": {"材质": "棉"}}
    base: dict[str, Any] = {"conversation": talk, "now": _NOW, "destination": "江苏省苏州市"}
    yield "no product", {**base, "destination": None}
    yield "a product in stock", {**base, "products": [product]}
    yield "a product out of stock", {**base, "products": [{**product, "stock": 0}]}
    yield "a custom-made product", {**base, "products": [{**product, "stock": None, "custom_made": True, "no_reason_return": False}]}
    yield "two products", {**base, "products": [product, {**product, "id": "q", "title": "另一款", "price": "129"}]}
    yield "a remote place", {**base, "products": [product], "destination": "新疆乌鲁木齐市"}
    yield "a place not served", {**base, "products": [product], "destination": "香港特别行政区"}
    yield "a first message", {**base, "products": [product], "conversation": talk[1:]}
    for status in ("unpaid", "paid", "shipped", "delivered", "completed", "refunding", "refunded", "closed"):
        order = {"id": "A1", "status": status, "items": [{"product_id": "p", "quantity": 1, "unit_price": "59"}], "freight": "6", "total": "65", "destination": "江苏省苏州市"}
        yield f"an order {status}", {**base, "products": [product], "order": order}


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


def _lines_of(section: str, path: Path) -> list[int]:
    """The line each item of a section begins on."""
    found: list[int] = []
    inside = False
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if re.match(rf"^{section}\s*:", line):
            inside = True
        elif inside and re.match(r"^\S", line) and not line.startswith(("#", "-")):
            inside = False
        elif inside and re.match(r"^\s{0,4}- ", line):
            found.append(number)
    return found
