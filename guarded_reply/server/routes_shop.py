"""What a shop looks up: rules, policy and what a change of it would have done, fees, figures, its session."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from guarded_reply.errors import PolicyError, QuoteError, UsageError
from guarded_reply.policy import quote_shipping
from guarded_reply.policy.dispatch import CHINA
from guarded_reply.policy.loader import parse_policy
from guarded_reply.reply import decimal_text
from guarded_reply.rules import all_rules
from guarded_reply.server.doors import Admins, Anyone, Checks, JsonRoute, Reviews, ServiceNow, errors, json_answer, presented_key, service_of
from guarded_reply.server.figures import figures_of, figures_since
from guarded_reply.server.problems import ApiError
from guarded_reply.server.schemas import FiguresOut, PolicyOut, QuoteIn, QuoteOut, RulesOut, SessionOut, TrialIn, TrialOut
from guarded_reply.server.store import StoreDown
from guarded_reply.server.trial import trial
from guarded_reply.server.working import working_of

router = APIRouter(tags=["shop"], route_class=JsonRoute)


@router.get("/v1/session", summary="Who is asking", responses={200: {"model": SessionOut}})
async def session(request: Request) -> Response:
    """Without a key, or with a wrong one: not authenticated, when keys are configured."""
    service = service_of(request)
    try:
        principal = service.principal(presented_key(request))
    except ApiError:
        return json_answer({"authenticated": False, "key_required": True, "scopes": [], "shop": None})
    answer = {"authenticated": True, "key_required": service.keys is not None, "scopes": sorted(principal.scopes), "shop": principal.only_shop}
    return json_answer({**answer, "demo": True} if service.settings.demo else answer)


@router.get("/v1/rules", summary="The rule table under the policy in force", responses={200: {"model": RulesOut}, **errors()})
async def rules(service: ServiceNow, principal: Anyone) -> Response:
    """Each rule with its page and examples."""
    switches = service.policy.rules
    items: list[dict[str, Any]] = []
    for rule in all_rules():
        switch = switches.get(rule.id)
        examples = [{"fires": example.fires, "reply": example.reply if isinstance(example.reply, str) else list(example.reply), "request": example.request} for example in rule.examples]
        severity = switch.severity if switch is not None and switch.severity else rule.severity
        items.append({"id": rule.id, "family": rule.family, "severity": severity, "summary": rule.summary, "enabled": switch is None or switch.enabled, "doc": rule.doc, "examples": examples})
    return json_answer({"items": items})


@router.get("/v1/policy", summary="The policy in force", responses={200: {"model": PolicyOut}, **errors()})
async def policy(service: ServiceNow, principal: Anyone) -> Response:
    """As data and as the file's text."""
    active = service.policy
    try:
        text = await asyncio.to_thread(Path(active.source).read_text, "utf-8")
    except OSError:
        text = ""
    return json_answer({"version": active.version, "policy": active.model_dump(mode="json", by_alias=True), "yaml": text, "problem": service.policy_problem})


@router.post("/v1/policy/trial", summary="What a policy would have done to the latest replies", responses={200: {"model": TrialOut}, **errors(400, 413, 422, 503)})
async def policy_trial(service: ServiceNow, principal: Admins, body: TrialIn) -> Response:
    """Validates the text (an error names its line) and judges stored replies again under it; nothing is changed."""
    try:
        tried = await asyncio.to_thread(parse_policy, body.yaml, "policy")
    except PolicyError as error:
        lines = str(error).splitlines()
        raise ApiError(422, "invalid_policy", lines[0], "yaml", more={"problems": lines[:50]}) from None
    try:
        records = await service.store.records(principal.shops, body.limit, None)
    except StoreDown:
        raise ApiError(503, "store_down", "the record cannot be read", headers={"Retry-After": "5"}) from None
    return json_answer(await asyncio.to_thread(trial, records, service.policy, tried))


@router.post("/v1/quotes", summary="What shipping costs, with its working", responses={200: {"model": QuoteOut}, **errors(400, 413, 422)})
async def quote(service: ServiceNow, principal: Checks, body: QuoteIn) -> Response:
    """By the rate card of the policy in force; what is not known is an error that says so."""
    total = None if body.goods_total is None else decimal_text(body.goods_total)
    try:
        found = quote_shipping(body.to, carrier=body.carrier, weight_kg=body.weight_kg, size_cm=body.size_cm, goods_total=total, policy=service.policy)
    except (QuoteError, UsageError) as error:
        name = str(error).partition(":")[0]
        field = {"destination": "to", "carrier": "carrier", "weight": "weight_kg", "size": "size_cm", "goods_total": "goods_total"}.get(name, "to")
        raise ApiError(422, "no_quote", str(error), field) from None
    return json_answer({**found.as_dict(), "working": working_of(found, service.policy, body)})


@router.get("/v1/figures", summary="Replies by outcome, findings by rule, response times", responses={200: {"model": FiguresOut}, **errors(422, 503)})
async def figures(service: ServiceNow, principal: Reviews, days: Annotated[int, Query(ge=1, le=90)] = 7) -> Response:
    """Of the last days, today included, in China's time."""
    today = datetime.now(CHINA).date()
    try:
        rows = await service.store.figures(principal.shops, figures_since(today, days))
    except StoreDown:
        raise ApiError(503, "store_down", "the record cannot be read", headers={"Retry-After": "5"}) from None
    return json_answer(await asyncio.to_thread(figures_of, rows, today, days))
