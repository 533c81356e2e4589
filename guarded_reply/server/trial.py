"""What a policy change would have done: stored replies judged again, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from guarded_reply.errors import RequestError
from guarded_reply.guard import check
from guarded_reply.policy import Policy
from guarded_reply.reply import Report
from guarded_reply.request import as_request
from guarded_reply.server.records import Record, finding_dict


def trial(records: Sequence[Record], now: Policy, tried: Policy) -> dict[str, Any]:
    """Judge each stored reply under both policies; what differs, with its text."""
    checked = 0
    newly_blocked: list[dict[str, Any]] = []
    newly_passed: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for record in records:
        payload = record.reply.payload
        if payload is None:
            continue
        try:
            request, segments = as_request(payload["request"]), [str(text) for text in payload["reply"]["segments"]]
            before, after = check(request, segments, now), check(request, segments, tried)
        except RequestError:
            continue
        checked += 1
        shown = {"id": record.reply.reply_id, "text": payload["reply"]["text"]}
        if before.ok != after.ok:
            report, home = (after, newly_blocked) if before.ok else (before, newly_passed)
            home.append({**shown, "findings": [finding_dict(finding) for finding in report.findings if finding.severity == "error"]})
        if _claims(before) != _claims(after):
            changed.append({**shown, "before": _claims(before), "after": _claims(after)})
    return {"checked": checked, "newly_blocked": newly_blocked, "newly_passed": newly_passed, "changed_claims": changed}


def _claims(report: Report) -> list[dict[str, Any]]:
    return [{"kind": claim.kind, "text": claim.text, "start": claim.start, "end": claim.end, "supported_by": claim.supported_by} for claim in report.claims]
