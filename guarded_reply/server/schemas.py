"""The shapes that go over the wire, as pydantic models: they check what comes in and describe in OpenAPI what goes out."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from guarded_reply.reply import Severity, Status
from guarded_reply.request import Flag, Length, Name, ReplyRequest, Text, Weight

Filled = Annotated[Text, Field(min_length=1)]
RequestData = dict[str, Any]
SSE_EVENT: dict[str, Any] = {"type": "object", "properties": {"event": {"type": "string"}, "data": {"type": "string", "description": "JSON"}}, "required": ["data"]}
SUITCASE: dict[str, Any] = {
    "conversation": [{"role": "customer", "text": "顺丰到苏州多少钱?", "at": "2026-11-21T15:00:00+08:00"}],
    "shop": {"name": "东篱箱包旗舰店", "agent": "8号", "brand_tone": "warm"},
    "destination": "江苏省苏州市",
    "products": [{"id": "box-20", "title": "20寸拉杆箱", "price": "159", "weight_kg": "3.2", "dimensions_cm": [38, 24, 55], "stock": 12, "no_reason_return": True, "attributes": {"材质": "PC"}}],
    "now": "2026-11-21T15:00:00+08:00",
}


class In(BaseModel):
    """What comes in: unknown fields are an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Out(BaseModel):
    """What goes out: fields may be added."""

    model_config = ConfigDict(extra="allow")


# -- errors, reports, replies ------------------------------------------------------------------------------------------
class ErrorDetail(Out):
    """``type`` is for programs, ``message`` for people, ``field`` the dotted path of what is wrong."""

    type: str
    message: str
    field: str | None = None


class ErrorOut(Out):
    """Every answer that is not the one asked for."""

    error: ErrorDetail


class ClaimOut(Out):
    """What the text asserts and what supports it; offsets in code points, end-exclusive."""

    kind: str
    text: str
    start: int
    end: int
    value: str
    supported_by: str | None


class FindingOut(Out):
    """A rule that fired; ``fix`` replaces exactly its characters."""

    rule: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    evidence: str
    suggestion: str
    fix: str | None = None
    unsure: bool = False


class ReportOut(Out):
    """The guard's verdict on one turn."""

    ok: bool
    findings: list[FindingOut]
    claims: list[ClaimOut]
    policy_version: str


class HandoffOut(Out):
    """Why a person must answer."""

    reason: str
    message: str


class ReplyOut(Out):
    """A reply that passed every rule, with its proof."""

    text: str
    segments: list[str]
    status: Status
    stage: str
    claims: list[ClaimOut]
    findings: list[FindingOut]
    handoff: HandoffOut | None
    trace: dict[str, Any]


class CheckIn(In):
    """A turn to judge: the facts, and the reply as a text or as its messages."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"request": SUITCASE, "reply": "顺丰到苏州22元,明天一定到"}]})

    request: ReplyRequest
    reply: Text | Annotated[list[Text], Field(min_length=1, max_length=50)]

    @property
    def messages(self) -> list[str]:
        """The messages of the turn."""
        return [self.reply] if isinstance(self.reply, str) else self.reply


# -- records -----------------------------------------------------------------------------------------------------------
class RecordOut(Out):
    """What was recorded of a reply, personal data masked."""

    id: str
    shop: str
    at: str
    seq: int
    hash: str
    purged: bool
    reply: ReplyOut | None = None
    request: dict[str, Any] | None = None
    drafts: list[dict[str, Any]] | None = None
    versions: dict[str, str] | None = None
    reviews: list[dict[str, Any]]
    feedback: list[dict[str, Any]]
    sent: list[dict[str, Any]]


class RecordsOut(Out):
    """Newest first; ``next`` goes into ``before`` for the page after."""

    items: list[RecordOut]
    next: int | None


class ReviewIn(In):
    """A person's verdict. ``text`` is what was sent instead (edited), ``rules`` what should have fired (rejected)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"verdict": "edited", "text": "顺丰到苏州22元哦,正常1-2天左右", "reason": "说得更亲切"}]})

    verdict: Literal["accepted", "edited", "rejected"]
    text: Filled | None = None
    reason: Annotated[Text, Field(max_length=1000)] | None = None
    rules: Annotated[list[Name], Field(max_length=30)] = []


class EditOut(Out):
    """One change a person made: characters ``start:end`` of the draft became ``text``."""

    start: int
    end: int
    old: str
    text: str


class ReviewOut(Out):
    """The review as recorded; ``report`` is the guard's view of the final text."""

    id: str
    verdict: Literal["accepted", "edited", "rejected"]
    text: str | None
    edits: list[EditOut]
    report: ReportOut | None


class FeedbackIn(In):
    """What became of a reply, as the shop learns it later."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "paid_after_reminder", "happened": True}]})

    outcome: Literal["paid_after_reminder", "rated_well_after_return", "bought_after_question", "stayed_after_refusal"]
    happened: Flag
    comment: Annotated[Text, Field(max_length=1000)] | None = None


class FeedbackOut(Out):
    """The feedback as recorded."""

    id: str
    outcome: str
    happened: bool


class CaseOut(Out):
    """A line of a guard set, made from a record and its review."""

    id: str
    request: dict[str, Any]
    reply: str | list[str]
    expect: list[str]
    tags: list[str]


# -- conversations -----------------------------------------------------------------------------------------------------
ConversationState = Literal["open", "answered", "taken_over"]


class LastOut(Out):
    """The last message of a conversation."""

    role: Literal["customer", "agent"]
    text: str


class ConversationSummary(Out):
    """A conversation in the list."""

    id: str
    title: str
    shop: str
    updated_at: str
    version: int
    last: LastOut | None
    state: ConversationState


class ConversationsOut(Out):
    """The latest first."""

    items: list[ConversationSummary]


class ConversationOut(Out):
    """A conversation with its facts; ``version`` grows with every change."""

    id: str
    title: str
    version: int
    request: dict[str, Any]
    state: ConversationState


class ConversationIn(In):
    """A new conversation."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"title": "拉杆箱运费", "request": SUITCASE}]})

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None
    title: Name
    request: ReplyRequest


class MessageIn(In):
    """The customer wrote, or another agent answered."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"role": "customer", "text": "那中通呢?"}]})

    role: Literal["customer", "agent"]
    text: Filled


class SendIn(In):
    """What is to be sent, for the version of the conversation that was answered."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "顺丰到苏州22元哦,正常1-2天左右", "version": 1}]})

    text: Filled
    version: Annotated[int, Field(ge=1)]
    reply_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None
    override_reason: Annotated[Filled, Field(max_length=1000)] | None = None


class StateIn(In):
    """A person takes a conversation over, or hands it back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"state": "taken_over"}]})

    state: ConversationState


class BlockedOut(Out):
    """An error; ``blocked`` comes with the report that explains it."""

    error: ErrorDetail
    report: ReportOut | None = None


# -- policy, quotes, figures, session ----------------------------------------------------------------------------------
class QuoteIn(In):
    """A parcel; weight in kg, size in cm (length, width, height), goods total in yuan."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"to": "江苏苏州", "carrier": "sf", "weight_kg": "1.2", "size_cm": [30, 20, 10]}]})

    to: Annotated[Text, Field(min_length=1, max_length=200)]
    carrier: Name | None = None
    weight_kg: Weight
    size_cm: tuple[Length, Length, Length] | None = None
    goods_total: Annotated[Decimal, Field(ge=0, le=1_000_000, allow_inf_nan=False)] | None = None


class QuoteOut(Out):
    """A fee in yuan and how it comes about."""

    carrier: str
    zone: str
    billable_kg: str
    fee: str
    usual_days: list[int]
    free: bool
    working: list[str]


class RuleOut(Out):
    """A rule as it stands under the policy in force."""

    id: str
    family: str
    severity: Severity
    summary: str
    enabled: bool
    doc: str
    examples: list[dict[str, Any]]


class RulesOut(Out):
    """All rules."""

    items: list[RuleOut]


class PolicyOut(Out):
    """The policy in force; ``problem`` says why a changed file was not taken."""

    version: str
    policy: dict[str, Any]
    yaml: str
    problem: str | None


class TrialIn(In):
    """A policy to try on the latest ``limit`` stored replies."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"yaml": "version: 1\ncarriers: …", "limit": 200}]})

    yaml: Annotated[str, Field(min_length=1, max_length=400_000)]
    limit: Annotated[int, Field(ge=1, le=1000)] = 200


class TrialOut(Out):
    """What a policy would have done to yesterday's replies."""

    checked: int
    newly_blocked: list[dict[str, Any]]
    newly_passed: list[dict[str, Any]]
    changed_claims: list[dict[str, Any]]


class FiguresOut(Out):
    """Replies by outcome, findings by rule, response times."""

    by_status: list[dict[str, Any]]
    by_rule: list[dict[str, Any]]
    by_rule_daily: list[dict[str, Any]]
    latency_ms: dict[str, Any]
    total: int


class SessionOut(Out):
    """Who is asking; ``demo`` when the conversations are samples, so that one may write in a customer's name."""

    authenticated: bool
    key_required: bool
    scopes: list[str]
    shop: str | None
    demo: bool = False


class ReadyOut(Out):
    """Whether replies can be made and recorded now, and what stands in the way."""

    ready: bool
    reasons: list[str]
