"""Prometheus metrics, over all worker processes when there are several."""

from __future__ import annotations

import os
from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess

from guarded_reply.reply import Reply, Report

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 8, 10)
_NO_DRAFT = ("ModelTimeout", "ModelUnavailable", "ModelOutputError", "ModelError", "TimeoutError")


class Metrics:
    """What is counted; one for each process."""

    def __init__(self) -> None:
        self._shared = "PROMETHEUS_MULTIPROC_DIR" in os.environ
        registry = self.registry = CollectorRegistry()
        self.replies = Counter("guarded_reply_replies", "Replies by status.", ["status"], registry=registry)
        self.findings = Counter("guarded_reply_findings", "Findings by rule and severity, in replies and checks.", ["rule", "severity"], registry=registry)
        self.blocked = Counter("guarded_reply_drafts_blocked", "Drafts that did not leave, by rule.", ["rule"], registry=registry)
        self.model_errors = Counter("guarded_reply_model_errors", "Drafts that never came, by model and kind.", ["model", "kind"], registry=registry)
        self.tokens = Counter("guarded_reply_tokens", "Tokens by model and kind.", ["model", "kind"], registry=registry)
        self.cost = Counter("guarded_reply_cost_yuan", "Cost by the price table, in yuan.", ["model"], registry=registry)
        self.latency = Histogram("guarded_reply_reply_seconds", "From request to reply.", ["status"], buckets=_SECONDS, registry=registry)
        self.http = Histogram("guarded_reply_http_seconds", "HTTP requests by route.", ["method", "route", "status"], buckets=_SECONDS, registry=registry)
        self.breaker = Gauge("guarded_reply_breaker_open", "1 while a model's breaker is open.", ["model"], registry=registry, multiprocess_mode="livemax")
        self.store_up = Gauge("guarded_reply_store_up", "1 while the record can be written.", registry=registry, multiprocess_mode="livemin")
        self.reloads = Counter("guarded_reply_policy_reloads", "Policy files read again, by outcome.", ["outcome"], registry=registry)
        self.policy = Gauge("guarded_reply_policy_info", "The policy in force.", ["version"], registry=registry, multiprocess_mode="livemax")
        self._latency_of: dict[tuple[str, str, str], Any] = {}

    def replied(self, reply: Reply) -> None:
        """Count a reply: its status, findings, attempts, tokens, cost, time."""
        trace = reply.trace
        self.replies.labels(reply.status).inc()
        self.latency.labels(reply.status).observe(trace.latency_ms / 1000)
        for finding in reply.findings:
            self.findings.labels(finding.rule, finding.severity).inc()
        for attempt in trace.attempts:
            if attempt.outcome == "blocked":
                for rule in attempt.findings:
                    self.blocked.labels(rule).inc()
            elif attempt.outcome.startswith(_NO_DRAFT):
                self.model_errors.labels(attempt.model, attempt.outcome.split("(")[0].split(":")[0]).inc()
        self.tokens.labels(trace.model, "prompt").inc(trace.usage.prompt_tokens)
        self.tokens.labels(trace.model, "completion").inc(trace.usage.completion_tokens)
        self.cost.labels(trace.model).inc(float(trace.cost))

    def checked(self, report: Report) -> None:
        """Count a check's findings."""
        for finding in report.findings:
            self.findings.labels(finding.rule, finding.severity).inc()

    def served(self, method: str, route: str, status: str, seconds: float) -> None:
        """Count an HTTP request."""
        key = (method, route, status)
        child = self._latency_of.get(key)
        if child is None:
            child = self._latency_of[key] = self.http.labels(*key)
        child.observe(seconds)

    def models(self, model: Any) -> None:
        """Read the breakers of a model or chain."""
        for one in getattr(model, "models", (model,)):
            breaker = getattr(one, "breaker", None)
            if breaker is not None:
                self.breaker.labels(one.name).set(1 if breaker.is_open else 0)

    def text(self) -> tuple[bytes, str]:
        """The exposition and its content type."""
        registry = self.registry
        if self._shared:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)
        return generate_latest(registry), CONTENT_TYPE_LATEST
