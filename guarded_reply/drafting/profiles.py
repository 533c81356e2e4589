"""Capability profiles: what each provider's OpenAI-compatible endpoint understands, and where its answer stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Structured = Literal["json_schema", "json_object", "none"]
_SCHEMA: dict[str, Any] = {
    "name": "reply",
    "strict": True,
    "schema": {
        "type": "object",
        "properties": {"messages": {"type": "array", "items": {"type": "string"}}},
        "required": ["messages"],
        "additionalProperties": False,
    },
}
_NO_THINKING: dict[str, Any] = {"thinking": {"type": "disabled"}}


@dataclass(frozen=True, slots=True)
class Profile:
    """What an endpoint can do.

    ``structured`` is how it is asked for JSON; ``thinking_off`` the body fields that switch thinking off (empty when it has no
    switch); ``length_field`` names the limit on answer tokens; ``stream_usage`` whether a stream must be asked for its usage;
    ``context`` the size of its window in tokens; ``temperature`` None when the endpoint refuses the field.
    """

    name: str
    base_url: str | None
    structured: Structured = "none"
    thinking_off: Mapping[str, Any] = field(default_factory=dict[str, Any])
    length_field: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    stream_usage: bool = True
    context: int = 32_000
    temperature: float | None = 0.3
    key_needed: bool = True

    def body(self, max_tokens: int, streaming: bool) -> dict[str, Any]:
        """The fields of a request besides model and messages, in one stable order."""
        fields: dict[str, Any] = {self.length_field: max_tokens}
        if self.temperature is not None:
            fields["temperature"] = self.temperature
        if self.structured == "json_schema":
            fields["response_format"] = {"type": "json_schema", "json_schema": _SCHEMA}
        elif self.structured == "json_object":
            fields["response_format"] = {"type": "json_object"}
        if streaming:
            fields["stream"] = True
            if self.stream_usage:
                fields["stream_options"] = {"include_usage": True}
        if self.thinking_off:
            fields["extra_body"] = dict(self.thinking_off)
        return fields


# json_schema only where the provider documents it for its ordinary models: one that refuses the field loses every call.
PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile("openai", "https://api.openai.com/v1", "json_schema", length_field="max_completion_tokens", context=128_000, temperature=None),
        Profile("deepseek", "https://api.deepseek.com", "json_object", _NO_THINKING, context=128_000),
        Profile("qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1", "json_object", {"enable_thinking": False}, context=128_000),
        Profile("glm", "https://open.bigmodel.cn/api/paas/v4", "json_object", _NO_THINKING, stream_usage=False, context=128_000),
        Profile("moonshot", "https://api.moonshot.cn/v1", "json_object", _NO_THINKING, context=128_000, temperature=None),
        Profile("doubao", "https://ark.cn-beijing.volces.com/api/v3", "json_object", _NO_THINKING, context=128_000),
        Profile("vllm", None, "json_schema", {"chat_template_kwargs": {"enable_thinking": False}}, context=32_000, key_needed=False),
        Profile("ollama", "http://127.0.0.1:11434/v1", "json_schema", {"reasoning_effort": "none"}, context=8_000, key_needed=False),
        Profile("llama.cpp", "http://127.0.0.1:8080/v1", "json_schema", {"chat_template_kwargs": {"enable_thinking": False}}, context=8_000, key_needed=False),
        Profile("plain", None),
    )
}
_HOSTS = (
    ("api.openai.com", "openai"), ("api.deepseek.com", "deepseek"), ("dashscope", "qwen"), ("bigmodel.cn", "glm"), ("api.z.ai", "glm"),
    ("moonshot", "moonshot"), ("volces.com", "doubao"), (":11434", "ollama"),
    ("127.0.0.1:8080", "llama.cpp"), ("localhost:8080", "llama.cpp"), ("127.0.0.1:8000", "vllm"), ("localhost:8000", "vllm"),
)  # fmt: skip


def profile_for(base_url: str | None) -> Profile:
    """The profile that an address gives away; ``plain``, which asks for nothing special, for an unknown one."""
    if not base_url:
        return PROFILES["openai"]
    return next((PROFILES[name] for host, name in _HOSTS if host in base_url), PROFILES["plain"])
