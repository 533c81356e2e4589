"""Any OpenAI-compatible endpoint as a model: tried, retried and hedged inside one deadline, counted, limited, recorded."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import AsyncGenerator
from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

from guarded_reply.drafting.background import submit
from guarded_reply.drafting.budget import Bill, Budget, Price, estimate_tokens
from guarded_reply.drafting.echo import Echoes
from guarded_reply.drafting.endpoint import Endpoint
from guarded_reply.drafting.limits import Breaker, Gate, Latencies
from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.drafting.profiles import Profile, profile_for
from guarded_reply.drafting.prompt import render
from guarded_reply.drafting.recording import Answer, Question, Recordings
from guarded_reply.drafting.references import filled_in
from guarded_reply.drafting.turns import turn
from guarded_reply.errors import ModelError, ModelOutputError, ModelTimeout, ModelUnavailable
from guarded_reply.reply import Attempt, Usage

MAX_ANSWER = 4_000
MAX_MESSAGES = 8
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL | re.IGNORECASE)
_FENCED = re.compile(r"^```(?:json)?\s*(.*?)\s*```$", re.DOTALL)
_SMALLEST_TRY = 0.05
_LONGEST_WAIT = 2.0


class ChatModel:
    """Drafts with a chat-completions endpoint. Safe to share between threads and tasks.

    ``timeout`` caps one attempt in seconds; ``attempts`` how often it is tried while the endpoint is unavailable; ``hedge`` sends a
    second request once the first is slower than this model's own 95th percentile; ``profile`` is read from the address if not given;
    ``references`` has the model write fact numbers instead of figures, which are filled in from the fact sheet (no streaming then).
    """

    punctual = True

    def __init__(
        self, name: str, *, base_url: str | None = None, api_key: str | None = None, timeout: float = 8.0, attempts: int = 3, profile: Profile | None = None,
        price: Price | None = None, budget: Budget | None = None, gate: Gate | None = None, breaker: Breaker | None = None, hedge: bool = False,
        max_tokens: int = 600, recordings: Recordings | None = None, async_http_client: Any = None, references: bool = False,
    ) -> None:  # fmt: skip
        self.name = name
        self.profile = profile if profile is not None else profile_for(base_url)
        self.timeout = timeout
        self._endpoint = Endpoint(base_url or self.profile.base_url, api_key, recordings, async_http_client)
        self._attempts, self._hedge, self.max_tokens = attempts, hedge, max_tokens
        self.price, self.budget = price or Price(), budget
        self.gate, self.breaker = gate or Gate(), breaker or Breaker()
        self.references = references
        self.latencies = Latencies()

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        """Ask the endpoint; raises ModelTimeout, ModelUnavailable or ModelOutputError."""
        return submit(self.adraft(brief, deadline)).result()

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        """The same without blocking the event loop."""
        await turn()
        question = self._question(brief)
        tries = 0
        while True:
            tries += 1
            began = time.perf_counter()
            try:
                answer = await self._hedged(question, brief, deadline)
                return self._draft_of(answer, brief)
            except ModelError as error:
                _note(brief, self.name, error, began)
                pause = self._pause(error, tries, deadline)
                if pause is None:
                    raise
            await asyncio.sleep(pause)
            await turn()

    async def astream(self, brief: Brief, deadline: Deadline) -> AsyncGenerator[str | Draft]:
        """Raw pieces of one attempt's answer, then its draft."""
        await turn()
        question = self._question(brief)
        body = self.profile.body(self.max_tokens, streaming=True)
        began = time.perf_counter()
        try:
            async with self._attempt(question, brief, deadline) as attempt:
                pieces = self._endpoint.ask_stream(question, body, attempt.timeout)
                try:
                    async for piece in pieces:
                        if isinstance(piece, Answer):
                            attempt.answered(piece)
                            yield self._draft_of(piece, brief)
                        elif not self.references:  # a number that is not filled in yet leaves nobody
                            yield piece
                finally:
                    await pieces.aclose()
        except ModelError as error:
            _note(brief, self.name, error, began)
            raise

    # -- one attempt --------------------------------------------------------------------------------------------------
    def _question(self, brief: Brief) -> Question:
        prompt = render(brief, references=self.references)
        if _tokens_of(prompt.messages) // 2 + self.max_tokens > self.profile.context:
            raise ModelUnavailable(f"{self.name}: the prompt is longer than its context")
        parameters = self.profile.body(self.max_tokens, streaming=False)
        return Question(self.name, self._endpoint.address, prompt.messages, parameters, brief.account.repeat)

    def _attempt(self, question: Question, brief: Brief, deadline: Deadline) -> _Attempt:
        return _Attempt(self, question, brief, deadline)

    async def _once(self, question: Question, brief: Brief, deadline: Deadline) -> Answer:
        async with self._attempt(question, brief, deadline) as attempt:
            if question.repeat is not None:
                question = replace(question, attempt=brief.account.asking(question.key))
            answer = await self._endpoint.ask(question, dict(question.parameters), attempt.timeout)
            attempt.answered(answer)
            return answer

    async def _hedged(self, question: Question, brief: Brief, deadline: Deadline) -> Answer:
        """One request, or two when the first is late; the first good answer wins and the other request is cancelled."""
        p95 = self.latencies.p95 if self._hedge else None
        if p95 is None or p95 + _SMALLEST_TRY >= deadline.left:
            return await self._once(question, brief, deadline)
        racing = {asyncio.ensure_future(self._once(question, brief, deadline))}
        try:
            done, racing = await asyncio.wait(racing, timeout=p95)
            if not done:
                brief.account.note(Attempt("hedge", self.name, "sent a second request", (), p95 * 1000))
                racing.add(asyncio.ensure_future(self._once(question, brief, deadline)))
            while True:
                for task in done:
                    if task.exception() is None or not racing:
                        return task.result()
                done, racing = await asyncio.wait(racing, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in racing:
                task.cancel()

    def _draft_of(self, answer: Answer, brief: Brief) -> Draft:
        messages = read_messages(answer.text)
        if self.references:
            messages = filled_in(messages, brief)
        return without_echo(Draft(messages, self.name), brief)

    def _pause(self, error: ModelError, tries: int, deadline: Deadline) -> float | None:
        """Seconds until the next try, or None when there is no use or no time for one."""
        if not isinstance(error, ModelUnavailable) or error.final or tries >= self._attempts or self.breaker.is_open:
            return None
        wait = max(error.retry_after or 0.0, random.uniform(0.5, 1.0) * min(_LONGEST_WAIT, 0.1 * 2**tries))  # noqa: S311 -- jitter
        return wait if wait + max(_SMALLEST_TRY, (self.latencies.p95 or 0.0) / 2) < deadline.left else None


class _Attempt:
    """What surrounds one request: leave to go, a place, a bill, a time-out; and what its outcome tells the breaker."""

    def __init__(self, model: ChatModel, question: Question, brief: Brief, deadline: Deadline) -> None:
        self._model, self._question, self._brief, self._deadline = model, question, brief, deadline
        self._bill: Bill | None = None
        self._began = 0.0
        self.timeout = 0.0

    async def __aenter__(self) -> _Attempt:
        model, deadline = self._model, self._deadline
        if deadline.left < _SMALLEST_TRY:
            raise ModelTimeout(f"{model.name}: no time left")
        prompt_tokens = _tokens_of(self._question.messages)
        await model.gate.enter(deadline.left / 4)
        try:
            self._bill = self._brief.account.open_bill(model.price, prompt_tokens, model.max_tokens, model.budget)
            model.breaker.enter()
        except BaseException:
            if self._bill is not None:
                self._bill.set(Usage(), Usage())
            model.gate.leave()
            raise
        self._began = time.monotonic()
        self.timeout = min(deadline.left, model.timeout)
        return self

    def answered(self, answer: Answer) -> None:
        """The endpoint gave an answer, good or bad: settle the bill."""
        assert self._bill is not None
        self._bill.settle(answer.prompt_tokens, answer.completion_tokens, answer.text, self._model.profile.context)
        self._model.latencies.add(time.monotonic() - self._began)
        self._model.breaker.succeeded()

    async def __aexit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self._model.gate.leave()
        late = isinstance(error, asyncio.CancelledError | GeneratorExit) and self._deadline.left < _SMALLEST_TRY * 2
        if late or isinstance(error, ModelUnavailable | ModelTimeout):
            self._model.breaker.failed()


_fixed_tokens = lru_cache(maxsize=64)(estimate_tokens)


def _tokens_of(messages: tuple[tuple[str, str], ...]) -> int:
    """Tokens of a prompt; its manual and examples are the same in many."""
    return sum(_fixed_tokens(text) for _, text in messages[:-1]) + estimate_tokens(messages[-1][1])


def _note(brief: Brief, name: str, error: ModelError, began: float) -> None:
    brief.account.note(Attempt("call", name, f"{type(error).__name__}: {error}"[:200], (), (time.perf_counter() - began) * 1000))


def read_messages(text: str) -> tuple[str, ...]:
    """The messages in a model's answer: JSON ``{"messages": […]}`` or plain text; thoughts are stripped.

    Raises ModelOutputError when there is nothing to send.
    """
    if len(text) > 100_000:
        raise ModelOutputError("the answer is too long to be a reply")
    body = _THOUGHTS.sub("", text).strip()
    fenced = _FENCED.match(body)
    body = fenced.group(1) if fenced else body
    if not body:
        raise ModelOutputError("the answer is empty")
    messages = _from_json(body) if body[0] in "{[" else [line.strip() for line in body.splitlines()]
    messages = [message for message in messages if message]
    if not messages:
        raise ModelOutputError("the answer has no message")
    if sum(len(message) for message in messages) > MAX_ANSWER:
        raise ModelOutputError("the answer is too long to be a reply")
    return tuple(messages[:MAX_MESSAGES])


def without_echo(draft: Draft, brief: Brief) -> Draft:
    """The draft without repeated messages and without the customer's own words, which weak models like to return.

    Raises ModelOutputError when nothing but an echo was said, or when a message is a piece of the instructions.
    """
    echoes = Echoes(brief.request)
    if any(echoes.of_instructions(message) for message in draft.messages):
        raise ModelOutputError("the answer repeats the instructions")
    kept = [message for message in dict.fromkeys(draft.messages) if not echoes.of_conversation(message)]
    if len(kept) == len(draft.messages):
        return draft
    if not kept or (len(kept) == 1 and not brief.situation.asks("hello") and re.search(r"欢迎|您好", kept[0]) and len(kept[0]) < 40):
        raise ModelOutputError("the answer repeats the conversation")
    return Draft(tuple(kept), draft.model, draft.usage, draft.handoff)


def _from_json(body: str) -> list[str]:
    try:
        content: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise ModelOutputError("the answer is broken JSON") from None
    if isinstance(content, dict):
        fields = cast("dict[str, Any]", content)
        content = next((fields[key] for key in ("messages", "reply", "text", "content") if key in fields), None)
    if isinstance(content, str):
        return [content.strip()]
    if isinstance(content, list):
        items = cast("list[Any]", content)
        if all(isinstance(item, str) for item in items):
            return [item.strip() for item in items]
    raise ModelOutputError("the answer's JSON has no messages")
