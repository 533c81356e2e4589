"""The service for AI agents, over MCP: draft, check, quote, explain; policy and playbook to read. Nothing sends."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from mcp.server import MCPServer
from mcp.server.mcpserver import Context
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.server.transport_security import TransportSecuritySettings
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from guarded_reply import __version__
from guarded_reply.drafting.prompt import instructions
from guarded_reply.errors import QuoteError, UsageError
from guarded_reply.policy import quote_shipping as quote
from guarded_reply.reply import decimal_text
from guarded_reply.request import Length, ReplyRequest, Weight
from guarded_reply.rules import all_rules, rule_by_id
from guarded_reply.rules.registry import Rule
from guarded_reply.server import keys
from guarded_reply.server.problems import ApiError, answer
from guarded_reply.server.records import reply_dict, report_dict
from guarded_reply.server.schemas import QuoteIn
from guarded_reply.server.service import Service
from guarded_reply.server.working import working_of

_READS = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_WRITES = ToolAnnotations(read_only_hint=False, destructive_hint=False, idempotent_hint=False, open_world_hint=False)
_ABOUT = (
    "Guarded replies for Chinese online shops. draft_reply makes a reply that passed every rule, with the fact behind each figure and promise; "
    "check_reply judges any text before it is sent; quote_shipping computes a fee; explain_rule tells what a rule wants. Nothing is ever sent to a customer."
)
RequestFacts = Annotated[ReplyRequest, Field(description="What is known: the conversation so far, products, order, destination. Only conversation is required.")]


def tools_of(service: Service) -> MCPServer:
    """The MCP server over a service; over HTTP each call is made with the caller's API key."""
    server = MCPServer("guarded-reply", title="Guarded Reply", instructions=_ABOUT, version=__version__, log_level="WARNING")

    @server.tool(title="Draft a reply", annotations=_WRITES, structured_output=False)
    async def draft_reply(request: RequestFacts, context: Context[Any]) -> CallToolResult:
        """Draft a customer-service reply that may be sent unread: checked against the shop's policy and facts, with its proof. Does not send it."""
        try:
            reply = reply_dict(await service.reply(request, _caller(service, context, "draft"), "mcp"))
        except ApiError as error:
            return _failed(error)
        return _done(_reply_text(reply), reply)

    @server.tool(title="Check a reply", annotations=_READS, structured_output=False)
    async def check_reply(request: RequestFacts, reply: Annotated[str | list[str], Field(description="The text, or the messages of one turn.")], context: Context[Any]) -> CallToolResult:
        """Judge a reply before it is sent: every finding with its place, reason and what to write instead; every claim with what supports it."""
        try:
            report = report_dict(await service.check(request, [reply] if isinstance(reply, str) else reply, _caller(service, context, "check")))
        except ApiError as error:
            return _failed(error)
        return _done(_report_text(report), report)

    @server.tool(title="Quote a shipping fee", annotations=_READS, structured_output=False)
    async def quote_shipping(
        to: Annotated[str, Field(min_length=1, max_length=200, description="Where to, in Chinese, e.g. 江苏苏州.")],
        weight_kg: Annotated[Weight, Field(description="Kilograms.")],
        context: Context[Any],
        carrier: Annotated[str | None, Field(description="Carrier id or name, e.g. sf, 中通; left out: the shop's default.")] = None,
        size_cm: Annotated[tuple[Length, Length, Length] | None, Field(description="Length, width, height in cm.")] = None,
        goods_total: Annotated[Decimal | None, Field(ge=0, description="Goods total in yuan, for free shipping.")] = None,
    ) -> CallToolResult:
        """Compute what shipping costs by the shop's rate card, with its working; what is unknown or not served is an error, never a guess."""
        try:
            _caller(service, context, "check")
            found = quote(to, carrier=carrier, weight_kg=weight_kg, size_cm=size_cm, goods_total=None if goods_total is None else decimal_text(goods_total), policy=service.policy)
        except (QuoteError, UsageError, ApiError) as error:
            return _failed(error)
        working = working_of(found, service.policy, QuoteIn(to=to, carrier=carrier, weight_kg=weight_kg, size_cm=size_cm, goods_total=goods_total))
        fee = "包邮" if found.free else f"{decimal_text(found.fee)}元"
        return _done("\n".join([f"{found.carrier_name}到{to}:{fee}", *working]), {**found.as_dict(), "working": working})

    @server.tool(title="Explain a rule", annotations=_READS, structured_output=False)
    async def explain_rule(rule_id: Annotated[str, Field(max_length=100, description="A rule's id, e.g. delivery-guarantee.")]) -> CallToolResult:
        """What a rule does, why, its limits, and examples it fires on and stays silent on."""
        rule = rule_by_id(rule_id)
        if rule is None:
            return _failed(UsageError(f"no such rule: {rule_id}; there are: {', '.join(known.id for known in all_rules())}"))
        return _done(_rule_text(rule), {"id": rule.id, "severity": rule.severity, "family": rule.family, "summary": rule.summary, "doc": rule.doc})

    @server.resource("guarded-reply://policy", title="The shop's policy", mime_type="application/yaml")
    def policy() -> str:
        """Rate cards, dispatch, returns, concessions and switches, as the policy file says them."""
        try:
            return Path(service.policy.source).read_text("utf-8")
        except OSError:
            return service.policy.model_dump_json(by_alias=True, indent=2)

    @server.resource("guarded-reply://playbook", title="The service manual", mime_type="text/plain")
    def playbook() -> str:
        """How to answer at each stage: the manual and tactics that drafts are made from."""
        return "\n".join(instructions())

    @server.resource("guarded-reply://rules/{rule_id}", title="A rule's page", mime_type="text/plain")
    def rule_page(rule_id: str) -> str:
        """What the rule does, with examples."""
        rule = rule_by_id(rule_id)
        return _rule_text(rule) if rule is not None else f"no such rule: {rule_id}"

    _ = (draft_reply, check_reply, quote_shipping, explain_rule, policy, playbook, rule_page)  # registered by their decorators
    return server


def _caller(service: Service, context: Context[Any], scope: keys.Scope) -> keys.Principal:
    """Who calls: over stdio whoever started the process, over HTTP the owner of the key."""
    headers: Mapping[str, str] | None = context.headers
    if headers is None:
        return keys.EVERYBODY
    principal = service.principal(_key(headers.get("authorization", ""), headers.get("x-api-key")))
    if not principal.may(scope):
        raise ApiError(401, "insufficient_scope", f"this key lacks the scope {scope}")
    return principal


def _key(authorization: str, other: str | None) -> str | None:
    kind, _, value = authorization.partition(" ")
    return value.strip() if kind.lower() == "bearer" else other


def _done(text: str, data: dict[str, Any]) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=data)


def _failed(error: Exception) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=str(error))], is_error=True)


def _reply_text(reply: dict[str, Any]) -> str:
    """All that matters of a reply, for clients that read only text."""
    lines = [f"status: {reply['status']} (checked, not sent)"]
    if reply["handoff"]:
        lines.append(f"a person must answer: {reply['handoff']['reason']} {reply['handoff']['message']}")
    lines += ["reply:", reply["text"]]
    if reply["claims"]:
        lines += ["proof:", *(f"- {claim['text']} <- {claim['supported_by'] or 'nothing'}" for claim in reply["claims"])]
    lines += [f"- {finding['severity']} {finding['rule']}: {finding['message']}" for finding in reply["findings"]]
    return "\n".join([*lines, f"record: {reply['trace']['id']}"])


def _report_text(report: dict[str, Any]) -> str:
    lines = ["ok: nothing blocks this reply" if report["ok"] else "blocked: do not send this"]
    for finding in report["findings"]:
        advice = f"; instead: {finding.get('fix') or finding['suggestion']}" if finding.get("fix") or finding["suggestion"] else ""
        lines.append(f"- {finding['severity']} {finding['rule']} [{finding['start']}:{finding['end']}] 「{finding['text']}」: {finding['message']} ({finding['evidence']}){advice}")
    lines += [f"- claim 「{claim['text']}」 <- {claim['supported_by'] or 'nothing supports it'}" for claim in report["claims"]]
    return "\n".join(lines)


def _rule_text(rule: Rule) -> str:
    lines = [f"{rule.id} ({rule.severity}, {rule.family})", "", rule.doc, ""]
    for fires, title in ((True, "Fires on"), (False, "Silent on")):
        lines.append(f"{title}:")
        lines += [f"- {example.reply if isinstance(example.reply, str) else ' / '.join(example.reply)}" for example in rule.examples if example.fires == fires]
    return "\n".join(lines)


class _Door:
    """Lets in who has a key, within his rate, before anything of MCP is read."""

    def __init__(self, service: Service, manager: StreamableHTTPSessionManager) -> None:
        self._service, self._manager = service, manager

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One HTTP request."""
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            principal = self._service.principal(_key(headers.get("authorization", ""), headers.get("x-api-key")))
            wait = self._service.rates.wait(principal)
            if wait is not None:
                raise ApiError(429, "rate_limited", "too many requests with this key", headers={"Retry-After": str(wait)})
        except ApiError as error:
            await answer(error)(scope, receive, send)
            return
        await self._manager.handle_request(scope, receive, send)


def mcp_route(service: Service) -> tuple[Route, StreamableHTTPSessionManager]:
    """The route ``/mcp`` (streamable HTTP, no sessions, so that any worker may answer), and what must run while it serves."""
    server = tools_of(service)
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)  # the border checks the host
    server.streamable_http_app(stateless_http=True, json_response=True, transport_security=security, max_request_body_size=service.settings.max_body)
    manager = server.session_manager
    return Route("/mcp", endpoint=_Door(service, manager)), manager
