"""Any OpenAI-compatible endpoint as a model: the openai SDK, imported lazily, retried inside one deadline."""

from __future__ import annotations

import json
import re
from typing import Any, cast

from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.drafting.prompt import Prompt, render
from guarded_reply.errors import ModelError, ModelOutputError, ModelTimeout, ModelUnavailable
from guarded_reply.reply import Usage

MAX_ANSWER = 4_000
MAX_MESSAGES = 8
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL | re.IGNORECASE)
_FENCED = re.compile(r"^```(?:json)?\s*(.*?)\s*```$", re.DOTALL)
_SMALLEST_TRY = 0.05


class ChatModel:
    """Drafts with a chat-completions endpoint.

    ``timeout`` caps one attempt in seconds; ``attempts`` how often it is tried. Safe to share between threads and tasks.
    """

    def __init__(
        self, name: str, *, base_url: str | None = None, api_key: str | None = None, timeout: float = 8.0, attempts: int = 3, http_client: Any = None, async_http_client: Any = None
    ) -> None:
        self.name = name
        self._base_url = base_url
        self._api_key = api_key
        self._timeout = timeout
        self._attempts = attempts
        self._http_client = http_client
        self._async_http_client = async_http_client

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        """Ask the endpoint; raises ModelTimeout, ModelUnavailable or ModelOutputError."""
        import tenacity

        prompt = render(brief)
        retrying = tenacity.Retrying(**self._retry(deadline))
        with self._client() as client:
            return without_echo(retrying(lambda: self._once(client, prompt, deadline)), brief)

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        """The same without blocking the event loop."""
        import tenacity

        prompt = render(brief)
        retrying = tenacity.AsyncRetrying(**self._retry(deadline))
        async with self._aclient() as client:

            async def attempt() -> Draft:
                return await self._aonce(client, prompt, deadline)

            return without_echo(await retrying(attempt), brief)

    # -- one attempt --------------------------------------------------------------------------------------------------
    def _once(self, client: Any, prompt: Prompt, deadline: Deadline) -> Draft:
        try:
            answer = client.chat.completions.create(**self._parameters(prompt, deadline))
        except Exception as error:  # noqa: BLE001 -- every SDK error becomes one of ours
            raise _translated(error) from None
        return self._draft_of(answer)

    async def _aonce(self, client: Any, prompt: Prompt, deadline: Deadline) -> Draft:
        try:
            answer = await client.chat.completions.create(**self._parameters(prompt, deadline))
        except Exception as error:  # noqa: BLE001 -- every SDK error becomes one of ours
            raise _translated(error) from None
        return self._draft_of(answer)

    def _parameters(self, prompt: Prompt, deadline: Deadline) -> dict[str, Any]:
        left = min(deadline.left, self._timeout)
        if left < _SMALLEST_TRY:
            raise ModelTimeout(f"{self.name}: no time left")
        return {
            "model": self.name,
            "messages": [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.user}],
            "temperature": 0.3,
            "max_tokens": 600,
            "timeout": left,
        }

    def _draft_of(self, answer: Any) -> Draft:
        try:
            text = answer.choices[0].message.content
        except (AttributeError, IndexError, TypeError):
            raise ModelOutputError(f"{self.name}: the answer has no message") from None
        usage = getattr(answer, "usage", None)
        counted = Usage(_count(usage, "prompt_tokens"), _count(usage, "completion_tokens"))
        return Draft(read_messages(text if isinstance(text, str) else ""), self.name, counted)

    # -- clients and retries ------------------------------------------------------------------------------------------
    def _options(self) -> dict[str, Any]:
        options: dict[str, Any] = {"max_retries": 0, "timeout": self._timeout}
        if self._base_url:
            options["base_url"] = self._base_url
        if self._api_key or self._base_url:
            options["api_key"] = self._api_key or "none"
        return options

    def _client(self) -> Any:
        openai = _sdk()
        try:
            return openai.OpenAI(http_client=self._http_client, **self._options())
        except openai.OpenAIError as error:
            raise ModelUnavailable(f"{self.name}: {_line(error)}") from None

    def _aclient(self) -> Any:
        openai = _sdk()
        try:
            return openai.AsyncOpenAI(http_client=self._async_http_client, **self._options())
        except openai.OpenAIError as error:
            raise ModelUnavailable(f"{self.name}: {_line(error)}") from None

    def _retry(self, deadline: Deadline) -> dict[str, Any]:
        import tenacity

        jitter = tenacity.wait_random_exponential(multiplier=0.2, max=2)

        def wait(state: Any) -> float:
            error = state.outcome.exception()
            asked = error.retry_after if isinstance(error, ModelUnavailable) else None
            return max(asked or 0.0, jitter(state))

        def stop(state: Any) -> bool:
            return state.attempt_number >= self._attempts or (state.upcoming_sleep or 0.0) + _SMALLEST_TRY >= deadline.left

        return {"retry": tenacity.retry_if_exception_type(ModelUnavailable), "wait": wait, "stop": stop, "reraise": True}


def _sdk() -> Any:
    try:
        import openai
    except ImportError:
        raise ModelUnavailable("a chat model needs the extra: pip install 'guarded-reply[chat]'") from None
    return openai


def _count(usage: Any, name: str) -> int:
    value = getattr(usage, name, 0)
    return value if isinstance(value, int) and 0 <= value < 10_000_000 else 0


def _line(error: BaseException) -> str:
    return re.sub(r"sk-[\w-]{6,}", "sk-…", str(error).splitlines()[0] if str(error) else type(error).__name__)[:200]


def _translated(error: Exception) -> ModelError:
    """Our error for one of the SDK's; keys never reach the message."""
    import openai

    if isinstance(error, ModelError):
        return error
    if isinstance(error, openai.APITimeoutError):
        return ModelTimeout("the model did not answer in time")
    if isinstance(error, openai.RateLimitError | openai.InternalServerError | openai.APIConnectionError | openai.ConflictError):
        return ModelUnavailable(_line(error), _retry_after(error))
    if isinstance(error, openai.APIStatusError):
        return ModelOutputError(f"the endpoint refused the call: {_line(error)}")
    return ModelOutputError(f"the answer could not be read: {type(error).__name__}")


def _retry_after(error: Exception) -> float | None:
    response = getattr(error, "response", None)
    value = response.headers.get("retry-after") if response is not None else None
    try:
        return max(0.0, float(value)) if value else None
    except ValueError:
        return None


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

    Raises ModelOutputError when nothing but an echo was said.
    """
    heard = {_bare(message.text) for message in brief.request.conversation if len(message.text) >= 4}
    kept = [message for message in dict.fromkeys(draft.messages) if _bare(message) not in heard]
    if len(kept) == len(draft.messages):
        return draft
    if not kept or (len(kept) == 1 and not brief.situation.asks("hello") and re.search(r"欢迎|您好", kept[0]) and len(kept[0]) < 40):
        raise ModelOutputError("the answer repeats the conversation")
    return Draft(tuple(kept), draft.model, draft.usage, draft.handoff)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


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
