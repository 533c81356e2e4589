"""What is said when no draft of a model passes: the playbook's words or a hand-over, worked out and checked before they are needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from guarded_reply.drafting.model import Brief, Draft
from guarded_reply.guard import check
from guarded_reply.repair import fallbacks, handovers
from guarded_reply.reply import Attempt, Handoff, Report, Status


@dataclass(frozen=True, slots=True)
class Net:
    """The words with their report; ``attempts`` tells what did not pass before them, and last that they did."""

    status: Status
    draft: Draft
    report: Report
    handoff: Handoff | None
    attempts: tuple[Attempt, ...]


def find_net(brief: Brief, shape: Callable[[Draft], Draft | None], person: Handoff, last: Draft) -> Net:
    """The first of the playbook's drafts that passes as ``shape`` makes it (None: it is left out); a hand-over is told as
    ``person``, and ``last`` is said when nothing passes."""
    attempts: list[Attempt] = []
    plans: tuple[tuple[Callable[[Brief], tuple[Draft, ...]], Status, Handoff | None], ...] = ((fallbacks, "fallback", None), (handovers, "handoff", person))
    for make, status, handoff in plans:
        for draft in filter(None, map(shape, quietly(make, brief))):
            report = _report(brief, draft, status, attempts)
            if report is not None and report.ok:
                return Net(status, draft, report, handoff, tuple(attempts))
    report = _report(brief, last, "handoff", attempts)
    return Net("handoff", last, report if report is not None else Report((), (), brief.policy.version), person, tuple(attempts))


def _report(brief: Brief, draft: Draft, step: str, attempts: list[Attempt]) -> Report | None:
    try:
        report = check(brief.request, draft.messages, brief.policy)
    except Exception as error:  # noqa: BLE001 -- the next one may be readable
        attempts.append(Attempt(step, draft.model, f"unreadable: {type(error).__name__}"))
        return None
    attempts.append(Attempt(step, draft.model, "passed" if report.ok else "blocked", tuple(f.rule for f in report.findings), 0.0, "\n".join(draft.messages)))
    return report


def quietly(make: Callable[[Brief], tuple[Draft, ...]], brief: Brief) -> tuple[Draft, ...]:
    """Drafts of the playbook; were it to raise, there are none."""
    try:
        return make(brief)
    except Exception:  # noqa: BLE001 -- the hand-over remains
        return ()
