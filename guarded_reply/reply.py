"""What comes back: the reply with its claims, findings and trace, and the guard's report."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]
Status = Literal["accepted", "repaired", "fallback", "handoff"]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the text asserts, with the fact behind it.

    ``start`` and ``end`` are code point offsets, end-exclusive; ``supported_by`` names the fact's source, or is None.
    """

    kind: str
    text: str
    start: int
    end: int
    value: str
    supported_by: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that fired: where, why, on what evidence, and what to write instead.

    ``fix`` is a replacement for exactly ``start:end`` that is safe to apply unread; ``suggestion`` is advice.
    ``unsure`` marks a reading that the grammar cannot settle: a warning, unless the policy's ``unsure`` says that it blocks; or a
    finding of the second reader, whose severity the policy's ``second_reader`` decides.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    evidence: str = ""
    suggestion: str = ""
    fix: str | None = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """The guard's verdict on one turn."""

    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...]
    policy_version: str = ""

    @property
    def ok(self) -> bool:
        """False when any finding has severity ``error``."""
        return not any(finding.severity == "error" for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain JSON data (contract section 3)."""
        return {
            "ok": self.ok,
            "findings": [_finding_dict(finding) for finding in self.findings],
            "claims": [_claim_dict(claim) for claim in self.claims],
        }


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens counted by the model's endpoint, over all attempts."""

    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt_tokens + other.prompt_tokens, self.completion_tokens + other.completion_tokens
        )


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a draft: by which model or step, what came of it, in how many milliseconds.

    ``text`` is what was judged; it and ``ended_ns`` (wall clock) are for traces and not part of the reply's data.
    """

    step: str
    model: str
    outcome: str
    findings: tuple[str, ...] = ()
    latency_ms: float = 0.0
    text: str = field(default="", repr=False)
    ended_ns: int = field(default_factory=time.time_ns, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Trace:
    """How a reply came about; ``cost`` is in yuan, by the price table, over all attempts."""

    id: str
    policy_version: str
    prompt_version: str
    model: str
    attempts: tuple[Attempt, ...] = ()
    usage: Usage = Usage()
    latency_ms: float = 0.0
    cost: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Handoff:
    """Why a person must answer."""

    reason: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply that passed every rule, with its proof (contract section 2)."""

    text: str
    segments: tuple[str, ...]
    status: Status
    stage: str
    claims: tuple[Claim, ...] = ()
    findings: tuple[Finding, ...] = ()
    handoff: Handoff | None = None
    trace: Trace = field(default_factory=lambda: Trace("", "", "", ""))

    def as_dict(self) -> dict[str, Any]:
        """The reply as plain JSON data."""
        trace = self.trace
        return {
            "text": self.text,
            "segments": list(self.segments),
            "status": self.status,
            "stage": self.stage,
            "claims": [_claim_dict(claim) for claim in self.claims],
            "findings": [_finding_dict(finding) for finding in self.findings],
            "handoff": None
            if self.handoff is None
            else {"reason": self.handoff.reason, "message": self.handoff.message},
            "trace": {
                "id": trace.id,
                "policy_version": trace.policy_version,
                "prompt_version": trace.prompt_version,
                "model": trace.model,
                "attempts": [
                    {
                        "step": attempt.step,
                        "model": attempt.model,
                        "outcome": attempt.outcome,
                        "findings": list(attempt.findings),
                        "latency_ms": round(attempt.latency_ms, 2),
                    }
                    for attempt in trace.attempts
                ],
                "usage": {
                    "prompt_tokens": trace.usage.prompt_tokens,
                    "completion_tokens": trace.usage.completion_tokens,
                },
                "latency_ms": round(trace.latency_ms, 2),
                "cost": decimal_text(trace.cost),
            },
        }


def decimal_text(value: Decimal) -> str:
    """A decimal without needless zeros or exponent: ``Decimal('14.00')`` → ``'14'``."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _claim_dict(claim: Claim) -> dict[str, Any]:
    return {
        "kind": claim.kind,
        "text": claim.text,
        "start": claim.start,
        "end": claim.end,
        "value": claim.value,
        "supported_by": claim.supported_by,
    }


def _finding_dict(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "message": finding.message,
        "evidence": finding.evidence,
        "suggestion": finding.suggestion,
        **({"unsure": True} if finding.unsure else {}),
    }
