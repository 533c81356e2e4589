"""The shop's own canned replies, from its policy file: jinja2 over the facts; one whose facts are missing is never chosen."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.rates import days_text, fee_text, place_name
from guarded_reply.reply import decimal_text

_environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 -- chat text, not HTML


@lru_cache(maxsize=512)
def _template(text: str) -> Template:
    return _environment.from_string(text)


def own_reply(desk: Desk, *, topic: str | None = None, trigger: str | None = None) -> Answer | None:
    """A reply the shop wrote for this topic or trigger (and, if it names one, this stage), with its facts filled in."""
    fitting = [
        reply for reply in desk.policy.replies
        if (reply.topic == topic if topic is not None else reply.trigger == trigger) and reply.stage in (None, desk.situation.stage)
    ]  # fmt: skip
    if not fitting:
        return None
    context = facts_for_text(desk)
    said = [text for reply in fitting if (text := filled(reply.text, context))]
    return Answer(desk.voice.pick(f"own:{topic or trigger}", said)) if said else None


def filled(text: str, context: dict[str, Any]) -> str:
    """``text`` with its facts, or nothing when one is missing."""
    try:
        return _template(text).render(context).strip()
    except TemplateError:
        return ""


def template_problem(text: str) -> str | None:
    """What is wrong with a reply's text as a template, or None."""
    try:
        _template(text)
    except TemplateError as error:
        return str(error)
    return None


def facts_for_text(desk: Desk) -> dict[str, Any]:
    """What a canned reply may name; a key that is not here makes the reply unfit."""
    context: dict[str, Any] = {"shop": desk.voice.shop, "agent": desk.voice.agent_name, "cutoff": desk.policy.dispatch.cutoff}
    product = desk.product()
    if product is not None:
        context["product"] = product.title
        context["attributes"] = dict(product.attributes)
        if product.price is not None:
            context["price"] = decimal_text(product.price)
        if product.stock is not None:
            context["stock"] = product.stock
    places = desk.places()
    if len(places) == 1:
        context["city"] = place_name(places[0])
        quotes = desk.quotes_to(places[0])
        if quotes:
            context["fees"] = ",".join(fee_text(quote) for quote in quotes)
            context["days"] = days_text(quotes[0].usual_days)
    order = desk.request.order
    if order is not None:
        context["status"] = desk.status_text()
        context["carrier"] = desk.carrier_name()
        if order.total is not None:
            context["total"] = decimal_text(order.total)
        if order.tracking_no:
            context["tracking_no"] = order.tracking_no
    free = desk.policy.free_shipping
    if free is not None:
        context["free_from"] = decimal_text(free.threshold)
    if desk.policy.concessions.coupons:
        context["coupon"] = desk.policy.concessions.coupons[0].name
    if desk.policy.concessions.gifts:
        context["gift"] = desk.policy.concessions.gifts[0].name
    return context
