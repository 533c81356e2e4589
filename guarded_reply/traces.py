"""OpenTelemetry spans of a finished call: each attempt, finding, repair and the decision; texts only when asked for."""

from __future__ import annotations

import hashlib
import json
import os
import time
from typing import Any

from guarded_reply.errors import UsageError
from guarded_reply.guard import active_rules
from guarded_reply.policy import Policy
from guarded_reply.reply import Attempt, Reply, decimal_text
from guarded_reply.request import ReplyRequest

_JUDGED = ("passed", "blocked")


class Tracing:
    """Turns a reply's trace into spans. ``content`` also writes the texts; a hash of what was judged is always written."""

    def __init__(self, tracer: Any, content: bool = False) -> None:
        self._tracer, self._content = tracer, content

    def emit(self, reply: Reply, request: ReplyRequest, policy: Policy) -> None:
        """Write the spans of one call; a tracer that fails costs the caller nothing."""
        try:
            self._emit(reply, request, policy)
        except Exception:  # noqa: BLE001 -- a reply is worth more than its trace
            return

    def _emit(self, reply: Reply, request: ReplyRequest, policy: Policy) -> None:
        from opentelemetry import trace

        trace_data = reply.trace
        ended = time.time_ns()
        began = ended - int(trace_data.latency_ms * 1e6)
        root = self._tracer.start_span("guarded_reply.reply", start_time=began, attributes=self._root(reply, request))
        around = trace.set_span_in_context(root)
        rules = json.dumps([rule.id for rule, _ in active_rules(policy)])
        for attempt in trace_data.attempts:
            self._attempt(attempt, around, rules)
        for finding in reply.findings:
            root.add_event("gen_ai.evaluation.result", {"gen_ai.evaluation.name": finding.rule, "gen_ai.evaluation.score.label": finding.severity, "guarded_reply.start": finding.start, "guarded_reply.end": finding.end}, timestamp=ended)
        decision = {"guarded_reply.status": reply.status, "guarded_reply.handoff": reply.handoff.reason if reply.handoff else ""}
        root.add_event("guarded_reply.decision", decision, timestamp=ended)
        root.end(end_time=ended)

    def _root(self, reply: Reply, request: ReplyRequest) -> dict[str, Any]:
        usage = reply.trace.usage
        attributes: dict[str, Any] = {
            "gen_ai.operation.name": "chat", "gen_ai.provider.name": "guarded_reply", "gen_ai.response.model": reply.trace.model,
            "gen_ai.usage.input_tokens": usage.prompt_tokens, "gen_ai.usage.output_tokens": usage.completion_tokens,
            "guarded_reply.id": reply.trace.id, "guarded_reply.status": reply.status, "guarded_reply.stage": reply.stage,
            "guarded_reply.policy_version": reply.trace.policy_version, "guarded_reply.prompt_version": reply.trace.prompt_version,
            "guarded_reply.cost_yuan": decimal_text(reply.trace.cost), "guarded_reply.text_sha256": _hash(reply.text),
        }  # fmt: skip
        if self._content:
            attributes["gen_ai.output.messages"] = json.dumps(list(reply.segments), ensure_ascii=False)
            attributes["gen_ai.input.messages"] = json.dumps([[message.role, message.text] for message in request.conversation], ensure_ascii=False)
        return attributes

    def _attempt(self, attempt: Attempt, around: Any, rules: str) -> None:
        attributes: dict[str, Any] = {"gen_ai.request.model": attempt.model, "guarded_reply.outcome": attempt.outcome}
        if attempt.outcome in _JUDGED:
            attributes |= {"guarded_reply.rules_run": rules, "guarded_reply.text_sha256": _hash(attempt.text), "guarded_reply.text_length": len(attempt.text)}
            if self._content:
                attributes["guarded_reply.text"] = attempt.text
        start = attempt.ended_ns - int(attempt.latency_ms * 1e6)
        span = self._tracer.start_span(f"guarded_reply.{attempt.step}", context=around, start_time=start, attributes=attributes)
        for rule in attempt.findings:
            span.add_event("gen_ai.evaluation.result", {"gen_ai.evaluation.name": rule}, timestamp=attempt.ended_ns)
        span.end(end_time=attempt.ended_ns)


def tracing_of(tracer: Any, content: bool) -> Tracing | None:
    """Tracing with the given tracer, or with the process's own when GUARDED_REPLY_TRACES is set; None when neither.

    Raises UsageError when traces are asked for and the extra is not installed.
    """
    if tracer is None and not os.environ.get("GUARDED_REPLY_TRACES"):
        return None
    try:
        from opentelemetry import trace
    except ImportError:
        raise UsageError("traces need the extra: pip install 'guarded-reply[traces]'") from None
    return Tracing(tracer if tracer is not None else trace.get_tracer("guarded_reply"), content)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
