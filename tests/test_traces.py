"""Spans say what ran over which text; the text itself only when asked for; a broken tracer costs nothing."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from guarded_reply import Replier
from guarded_reply.drafting.model import Brief, Deadline, Draft


class Says:
    name = "fake"

    def __init__(self, *turns: str) -> None:
        self.turns = list(turns)

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        return Draft((self.turns.pop(0),), "fake")

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        return self.draft(brief, deadline)


@pytest.fixture
def spans() -> InMemorySpanExporter:
    return InMemorySpanExporter()


def _tracer(spans: InMemorySpanExporter) -> Any:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    return provider.get_tracer("test")


def test_each_attempt_is_a_span_with_the_rules_that_ran_and_the_hash_of_the_text(lamp: dict[str, Any], spans: InMemorySpanExporter) -> None:
    reply = Replier(model=Says("明天一定到", "顺丰到苏州16元哦"), tracer=_tracer(spans)).reply(lamp)
    draft, rewrite, root = spans.get_finished_spans()
    assert [draft.name, rewrite.name, root.name] == ["guarded_reply.draft", "guarded_reply.rewrite", "guarded_reply.reply"]
    assert draft.parent is not None
    assert draft.parent.span_id == root.context.span_id
    assert [event.attributes["gen_ai.evaluation.name"] for event in draft.events] == ["delivery-guarantee"]
    assert "delivery-guarantee" in json.loads(rewrite.attributes["guarded_reply.rules_run"])
    assert rewrite.attributes["guarded_reply.text_sha256"] == hashlib.sha256(reply.text.encode()).hexdigest()
    assert root.attributes["guarded_reply.status"] == "repaired"
    assert "guarded_reply.decision" in [event.name for event in root.events]
    assert "苏州" not in "".join(span.to_json() for span in (draft, rewrite, root)).encode().decode("unicode_escape", "ignore")
    assert all("一定到" not in str(span.attributes) for span in (draft, rewrite, root))


def test_texts_are_written_when_asked_for(lamp: dict[str, Any], spans: InMemorySpanExporter) -> None:
    list(Replier(model=Says("顺丰到苏州16元哦"), tracer=_tracer(spans), trace_content=True).stream(lamp))
    draft, root = spans.get_finished_spans()
    assert draft.attributes["guarded_reply.text"] == "顺丰到苏州16元哦"
    assert "16元" in root.attributes["gen_ai.output.messages"]


def test_a_tracer_that_fails_costs_the_caller_nothing(lamp: dict[str, Any]) -> None:
    class Broken:
        def start_span(self, *_: Any, **__: Any) -> Any:
            raise RuntimeError

    assert Replier(tracer=Broken()).reply(lamp).text
