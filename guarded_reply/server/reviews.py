"""A person's verdict on a reply: the edit as a difference, the final text checked again, and the eval case that comes of it."""

from __future__ import annotations

import difflib
from typing import Any

from guarded_reply.errors import RequestError
from guarded_reply.policy.rule_ids import RULE_IDS
from guarded_reply.request import ReplyRequest, as_request
from guarded_reply.server.keys import Principal
from guarded_reply.server.problems import ApiError
from guarded_reply.server.records import Kind, Record, other_event, report_dict
from guarded_reply.server.schemas import FeedbackIn, ReviewIn
from guarded_reply.server.service import Service
from guarded_reply.server.store import StoreDown


def edits_of(draft: str, final: str) -> list[dict[str, Any]]:
    """What a person changed: spans of the draft and what stands there now."""
    matcher = difflib.SequenceMatcher(None, draft, final, autojunk=False)
    return [{"start": i1, "end": i2, "old": draft[i1:i2], "text": final[j1:j2]} for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


async def review(service: Service, record: Record, body: ReviewIn, principal: Principal, override: str | None = None, request: ReplyRequest | None = None) -> dict[str, Any]:
    """Record a verdict; raises ApiError. The final text is judged under the policy in force, against what the reply was made from."""
    payload = content_of(record)
    draft = str(payload["reply"]["text"])
    if body.verdict == "edited" and body.text is None:
        raise ApiError(422, "invalid", "text: an edited reply needs its final text", "text")
    if body.verdict != "rejected" and body.rules:
        raise ApiError(422, "invalid", "rules: only a rejected draft names the rules that should have fired", "rules")
    unknown = [rule for rule in body.rules if rule not in RULE_IDS]
    if unknown:
        raise ApiError(422, "invalid", f"rules: no such rule: {unknown[0]}", "rules")
    final = None if body.verdict == "rejected" else body.text or draft
    report = None if final is None else report_dict(await service.judged(request or stored_request(payload), [final]))
    edits = edits_of(draft, final) if final is not None else []
    content = {
        "verdict": body.verdict, "text": final, "edits": edits, "reason": body.reason, "rules": list(body.rules), "override_reason": override, "reviewer": principal.key,
        "ok": report["ok"] if report else None, "findings": report["findings"] if report else [], "policy_version": service.policy.version,
    }  # fmt: skip
    await append(service, "review", record, content)
    return {"id": record.reply.reply_id, "verdict": body.verdict, "text": final, "edits": edits, "report": report}


async def feedback_on(service: Service, record: Record, body: FeedbackIn) -> dict[str, Any]:
    """Record what became of a reply."""
    content = body.model_dump(mode="json", exclude_none=True)
    await append(service, "feedback", record, content)
    return {"id": record.reply.reply_id, **content}


async def append(service: Service, kind: Kind, record: Record, content: dict[str, Any]) -> None:
    """Add to a reply's record; raises ApiError 503 when the store is down."""
    try:
        await service.store.append(other_event(kind, record.reply.reply_id, record.reply.shop, content))
    except StoreDown:
        raise ApiError(503, "store_down", "the record cannot be written", headers={"Retry-After": "5"}) from None


def content_of(record: Record) -> dict[str, Any]:
    """What was recorded; raises ApiError 404 once it was purged."""
    if record.reply.payload is None:
        raise ApiError(404, "purged", "this record's content was purged")
    return record.reply.payload


def stored_request(payload: dict[str, Any]) -> ReplyRequest:
    """The request as it was recorded, personal data masked."""
    try:
        return as_request(payload["request"])
    except RequestError as error:
        raise ApiError(404, "unreadable", f"the recorded request does not fit this version: {error}") from None


def case_of(record: Record) -> dict[str, Any]:
    """A line of a guard set. What a person let through keeps what fires on it; what he rejected, the rules he named."""
    payload = content_of(record)
    reviews = [event.payload for event in record.later if event.kind == "review" and event.payload is not None]
    latest = reviews[-1] if reviews else None
    reply: Any = payload["reply"]["segments"]
    expect = [finding["rule"] for finding in payload["reply"]["findings"]]
    tags = ["history", str(payload["reply"]["stage"]), "unreviewed" if latest is None else str(latest["verdict"])]
    if latest is not None and latest["verdict"] == "rejected":
        expect = list(latest["rules"])
        tags += [] if expect else ["needs-label"]
    elif latest is not None:
        reply = latest["text"] if latest["edits"] else reply
        expect = [finding["rule"] for finding in latest["findings"]]
        tags += ["overridden"] if latest["override_reason"] else []
    return {"id": f"history-{record.reply.reply_id}", "request": payload["request"], "reply": reply, "expect": sorted({rule for rule in expect if rule in RULE_IDS}), "tags": tags}
