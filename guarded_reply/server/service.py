"""The service behind every door: makes, checks and records replies; HTTP, OpenAI's API and MCP all go through here."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from pathlib import Path

from guarded_reply.drafting.model import Brief
from guarded_reply.drafting.prompt import prompt_version
from guarded_reply.errors import PolicyError, RequestError
from guarded_reply.facts import gather_facts
from guarded_reply.guard import check
from guarded_reply.net import quietly
from guarded_reply.policy import Policy
from guarded_reply.policy_check import problems_of
from guarded_reply.repair import apply_fixes, handovers
from guarded_reply.replier import Replier
from guarded_reply.reply import Handoff, Reply, Report, Trace
from guarded_reply.request import ReplyRequest
from guarded_reply.server.keys import EVERYBODY, KeyRing, Principal
from guarded_reply.server.logs import log
from guarded_reply.server.metrics import Metrics
from guarded_reply.server.problems import ApiError
from guarded_reply.server.rates import Rates
from guarded_reply.server.records import other_event, reply_event, rules_version
from guarded_reply.server.settings import Settings
from guarded_reply.server.store import Store, StoreDown
from guarded_reply.situation import read_situation
from guarded_reply.streaming import Segment, StreamedReply

_LONG = 1_500  # characters; judging more than this would hold up the others, so it goes to a thread
_REMEMBERED = 256  # requests
_REMEMBERED_SIZE = 20_000  # characters of JSON; a longer one is not kept
_FIRST_CHECKS = 100
_NOT_RECORDED = Handoff("not_recorded", "回复没能记录下来,请人工回复")


class Service:
    """One for each process. ``draining`` is set once the process has been told to stop."""

    def __init__(self, settings: Settings, store: Store, replier: Replier, keys: KeyRing | None, metrics: Metrics) -> None:
        self.settings, self.store, self.replier, self.keys, self.metrics = settings, store, replier, keys, metrics
        self.rates = Rates(settings.rate, settings.workers)
        self.draining = False
        self._requests: dict[str, ReplyRequest] = {}
        self.policy_problem: str | None = None
        self._policy_stamp = _stamp(replier.policy)
        metrics.policy.labels(replier.policy.version).set(1)
        rules_version()
        _settle(replier.policy)

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.replier.policy

    def principal(self, presented: str | None) -> Principal:
        """Who calls; raises ApiError 401 when keys are configured and this is none of them."""
        return self.keys.principal(presented) if self.keys is not None else EVERYBODY

    # -- replies -------------------------------------------------------------------------------------------------------
    def addressed(self, request: ReplyRequest, principal: Principal) -> tuple[ReplyRequest, str]:
        """The request and the shop it speaks for; a key of one shop need not name it. Raises ApiError."""
        shop = principal.speaks_for(request.shop.name, self.policy.shop.name)
        if principal.only_shop is not None and request.shop.name is None:
            request = request.model_copy(update={"shop": request.shop.model_copy(update={"name": shop})})
        return request, shop

    async def reply(self, request: ReplyRequest, principal: Principal, origin: str) -> Reply:
        """One checked reply, recorded before it is returned. Raises ApiError."""
        request, shop = self.addressed(request, principal)
        reply = await self.replier.areply(request)
        return await self._recorded(reply, request, shop, origin)

    async def stream(self, request: ReplyRequest, principal: Principal, origin: str) -> AsyncGenerator[Segment | Reply]:
        """Validated text as it comes, each piece recorded before it leaves, then the whole reply. Raises ApiError."""
        request, shop = self.addressed(request, principal)
        pieces = self.replier.open_stream(request)
        left: list[Segment] = []
        rest: list[Segment] = []
        try:
            async for segment in aiter(pieces):
                if pieces.reply is not None:  # the end is known: it is recorded whole before more of it leaves
                    rest.append(segment)
                    continue
                await self._piece_recorded(pieces.id, segment, shop, len(left))
                left.append(segment)
                yield segment
        finally:
            await _closed(pieces)
        assert pieces.reply is not None
        reply = await self._recorded(pieces.reply, request, shop, origin)
        if reply is not pieces.reply:
            rest = [Segment(text, index) for index, text in enumerate(reply.segments)] if not left else []
            reply = reply if not left else _cut_off(pieces.reply, left)
        for segment in rest:
            yield segment
        yield reply

    async def _piece_recorded(self, reply_id: str, segment: Segment, shop: str, index: int) -> None:
        if not self.store.durable:
            return
        try:
            await self.store.append(other_event("segment", reply_id, shop, {"text": str(segment), "message": segment.message, "index": index}))
        except StoreDown:
            raise _store_down() from None

    async def _recorded(self, reply: Reply, request: ReplyRequest, shop: str, origin: str) -> Reply:
        try:
            await self.store.append(reply_event(reply, request, shop, origin))
        except StoreDown as error:
            self.metrics.store_up.set(0)
            log().error("store_down", reason=str(error), reply=reply.trace.id)
            if self.settings.when_store_fails == "refuse":
                raise _store_down() from None
            reply = self._held_back(request, reply.trace)
        self.metrics.replied(reply)
        return reply

    def _held_back(self, request: ReplyRequest, trace: Trace) -> Reply:
        """A holding message in place of a reply that could not be recorded."""
        situation = read_situation(request, self.policy)
        brief = Brief(request, situation, gather_facts(request, self.policy, situation), self.policy)
        for draft in quietly(handovers, brief):
            report = check(request, draft.messages, self.policy)
            if report.ok:
                return Reply("\n".join(draft.messages), draft.messages, "handoff", situation.stage, report.claims, report.findings, _NOT_RECORDED, trace)
        return Reply("请稍候", ("请稍候",), "handoff", situation.stage, (), (), _NOT_RECORDED, trace)

    # -- checks --------------------------------------------------------------------------------------------------------
    async def check(self, request: ReplyRequest, messages: Sequence[str], principal: Principal) -> Report:
        """The guard's verdict; nothing is recorded. Raises ApiError."""
        request, _ = self.addressed(request, principal)
        report = await self.judged(self._known(request), messages)
        self.metrics.checked(report)
        return report

    def _known(self, request: ReplyRequest) -> ReplyRequest:
        """The same request as an earlier one of equal content: a desk checks each keystroke against the same facts, which are read once a request."""
        key = request.model_dump_json()
        if len(key) > _REMEMBERED_SIZE:
            return request
        known = self._requests.get(key)
        if known is None:
            if len(self._requests) >= _REMEMBERED:
                self._requests.clear()
            known = self._requests[key] = request
        return known

    async def judged(self, request: ReplyRequest, messages: Sequence[str], policy: Policy | None = None) -> Report:
        """The same, uncounted, perhaps under another policy; what takes long does not hold up the others."""
        active = policy or self.policy
        size = sum(map(len, messages)) + sum(len(message.text) for message in request.conversation[-6:])
        try:
            return await asyncio.to_thread(check, request, messages, active) if size > _LONG else check(request, messages, active)
        except RequestError as error:
            raise ApiError(422, "invalid", str(error), error.field) from None

    async def mended(self, request: ReplyRequest, messages: Sequence[str], report: Report) -> list[str] | None:
        """The messages with every safe edit, when they pass then, one for each; else None."""
        fixed = apply_fixes(tuple(messages), report)
        if fixed is None or len(fixed) != len(messages) or not (await self.judged(request, fixed)).ok:
            return None
        return list(fixed)

    # -- state ---------------------------------------------------------------------------------------------------------
    async def reasons_not_ready(self) -> list[str]:
        """Why no reply can be made now; empty when one can."""
        reasons = ["draining"] if self.draining else []
        up = await self.store.ready()
        self.metrics.store_up.set(1 if up else 0)
        if not up:
            reasons.append("store_down")
        return reasons

    def reload(self) -> bool:
        """Take the policy file in again if it has changed and is valid, examples and all; else keep the old one and say so."""
        stamp = _stamp(self.policy)
        if stamp == self._policy_stamp:
            return False
        self._policy_stamp = stamp
        try:
            policy, problems = problems_of(self.policy.source)
        except (PolicyError, OSError) as error:
            policy, problems = None, (str(error),)
        if policy is None or problems:
            self.policy_problem = problems[0]
            self.metrics.reloads.labels("refused").inc()
            log().error("policy_refused", problem=self.policy_problem, kept=self.policy.version)
            return False
        old = self.replier
        self.replier = Replier(policy=policy, model=old.model, deadline=old.deadline, rewrites=old.rewrites)
        self.replier.tracing = old.tracing
        self.policy_problem = None
        self.metrics.policy.labels(old.policy.version).set(0)
        self.metrics.policy.labels(policy.version).set(1)
        self.metrics.reloads.labels("taken").inc()
        log().info("policy_taken", version=policy.version, prompt=prompt_version())
        return True


def _stamp(policy: Policy) -> tuple[tuple[int, int], ...]:
    """When the policy's file and tables were last written; zeros where they cannot be seen."""
    file = Path(policy.source)
    stamps: list[tuple[int, int]] = []
    for path in (file, *(file.parent / name for name in policy.knowledge_files)):
        try:
            stat = path.stat()
            stamps.append((stat.st_mtime_ns, stat.st_size))
        except OSError:
            stamps.append((0, 0))
    return tuple(stamps)


def _settle(policy: Policy) -> None:
    """Judge a little talk, so that every rule's patterns are in the scan that later checks share before the first customer waits for it."""
    for number in range(_FIRST_CHECKS):
        check({"conversation": [{"role": "customer", "text": "在吗"}]}, f"您好,第{number}位", policy)


def _store_down() -> ApiError:
    return ApiError(503, "store_down", "the record cannot be written, so nothing is answered", headers={"Retry-After": "5"})


def _cut_off(reply: Reply, left: Sequence[Segment]) -> Reply:
    """A hand-over that says what has left before the record failed, and no more."""
    messages: dict[int, str] = {}
    for segment in left:
        messages[segment.message] = messages.get(segment.message, "") + segment
    text = "\n".join(messages.values())
    claims = tuple(claim for claim in reply.claims if claim.end <= len(text))
    return replace(reply, text=text, segments=tuple(messages.values()), status="handoff", claims=claims, findings=(), handoff=_NOT_RECORDED)


async def _closed(pieces: StreamedReply) -> None:
    with contextlib.suppress(Exception):
        await pieces.aclose()
