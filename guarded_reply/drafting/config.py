"""The configuration file of a chain: which models in which order, what each can do, costs and may take; keys by variable name only."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from guarded_reply.drafting.budget import Budget, Price
from guarded_reply.drafting.chain import Chain
from guarded_reply.drafting.chat import ChatModel
from guarded_reply.drafting.limits import Breaker, Gate
from guarded_reply.drafting.profiles import PROFILES, Profile, profile_for
from guarded_reply.drafting.recording import Recordings
from guarded_reply.errors import UsageError
from guarded_reply.yaml_files import Broken, Document, read_document

Seconds = Annotated[float, Field(gt=0, le=600)]
Yuan = Annotated[Decimal, Field(ge=0, le=1_000_000, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, le=1_000_000_000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PriceTable(_Part):
    """Yuan for a million tokens."""

    prompt: Yuan
    completion: Yuan


class BreakerSettings(_Part):
    """After how many failures in a row the model is left alone, and for how many seconds at first."""

    failures: Annotated[int, Field(ge=1, le=1000)] = 5
    cool_off: Seconds = 5.0


class BudgetSettings(_Part):
    """Caps; over one, the chain moves on (in the end to the playbook, which costs nothing). Days are UTC."""

    call_tokens: Count | None = None
    call_yuan: Yuan | None = None
    day_tokens: Count | None = None
    day_yuan: Yuan | None = None


class ModelSettings(_Part):
    """One model of the chain. What is left out comes from the provider's profile."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    provider: str | None = None
    base_url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] | None = None
    api_key_env: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=100)] | None = None
    structured: Literal["json_schema", "json_object", "none"] | None = None
    thinking: Literal["off", "leave"] = "off"
    context: Annotated[int, Field(ge=1000, le=10_000_000)] | None = None
    max_tokens: Annotated[int, Field(ge=16, le=8000)] = 600
    timeout: Seconds = 8.0
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    concurrency: Annotated[int, Field(ge=1, le=10_000)] | None = None
    per_minute: Annotated[float, Field(gt=0, le=1_000_000)] | None = None
    hedge: bool = False
    references: bool = False
    price: PriceTable | None = None
    breaker: BreakerSettings = BreakerSettings()

    @field_validator("provider")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        if value is not None and value not in PROFILES:
            raise ValueError(f"no such provider; known: {', '.join(PROFILES)}")
        return value

    @field_validator("thinking", mode="before")
    @classmethod
    def _off(cls, value: Any) -> Any:
        return "off" if value is False else value  # YAML reads a bare off as false

    def profile(self) -> Profile:
        """The provider's profile with what this file overrides."""
        found = PROFILES[self.provider] if self.provider else profile_for(self.base_url)
        changes: dict[str, Any] = {}
        if self.structured is not None:
            changes["structured"] = self.structured
        if self.context is not None:
            changes["context"] = self.context
        if self.thinking == "leave":
            changes["thinking_off"] = {}
        return replace(found, **changes) if changes else found


class ChainSettings(_Part):
    """The whole file. ``processes`` is how many run it at once: each takes its share of limits and daily budgets."""

    models: Annotated[list[ModelSettings | Literal["playbook"]], Field(min_length=1, max_length=20)]
    deadline: Seconds | None = None
    budget: BudgetSettings | None = None
    processes: Annotated[int, Field(ge=1, le=10_000)] = 1

    @field_validator("models", mode="before")
    @classmethod
    def _names(cls, value: Any) -> Any:
        if isinstance(value, list) and "playbook" in cast("list[Any]", value)[:-1]:
            raise ValueError("playbook always answers, so it can only be the last")
        return cast("Any", value)


@dataclass(frozen=True, slots=True)
class Configured:
    """A chain ready to use; ``deadline`` in seconds when the file sets one, ``budget`` to see what was spent."""

    chain: Chain
    deadline: float | None
    budget: Budget | None


def load_chain(
    path: str | os.PathLike[str], recordings: Recordings | None = None, environ: Mapping[str, str] | None = None, processes: int | None = None
) -> Configured:
    """Read and check a chain's file; raises UsageError that names file, line and field.

    In replay no key is looked up, for no call is made. ``processes`` stands in for the file's.
    """
    file = Path(path)
    try:
        document = read_document(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}") from None
    except Broken as error:
        raise UsageError(f"{file}:{error.line}: not YAML: {error}") from None
    try:
        settings = ChainSettings.model_validate(document.content)
    except ValidationError as error:
        raise UsageError(_problem(error, document, file)) from None
    limits = settings.budget
    share = processes or settings.processes
    budget = Budget(limits.call_tokens, limits.call_yuan, _part(limits.day_tokens, share), limits.day_yuan and limits.day_yuan / share) if limits is not None else None
    env = os.environ if environ is None else environ
    models = [_model(f"{file}:{document.line_of(('models', index))}", item, budget, recordings, env, share) for index, item in enumerate(settings.models) if not isinstance(item, str)]
    return Configured(Chain(models), settings.deadline, budget)


def _model(place: str, item: ModelSettings, budget: Budget | None, recordings: Recordings | None, env: Mapping[str, str], share: int) -> ChatModel:
    if item.concurrency is not None and item.concurrency < share:
        raise UsageError(f"{place}: model {item.name}: concurrency {item.concurrency} is too little for {share} processes")
    profile = item.profile()
    if item.base_url is None and profile.base_url is None:
        raise UsageError(f"{place}: model {item.name}: base_url is missing")
    key = env.get(item.api_key_env) if item.api_key_env else None
    replaying = recordings is not None and recordings.mode == "replay"
    if item.api_key_env and not key and not replaying:
        raise UsageError(f"{place}: model {item.name}: the environment variable {item.api_key_env} is not set")
    if not item.api_key_env and profile.key_needed and item.provider and not replaying:
        raise UsageError(f"{place}: model {item.name}: api_key_env is missing; {profile.name} asks for a key")
    price = Price(item.price.prompt, item.price.completion) if item.price is not None else None
    return ChatModel(
        item.name, base_url=item.base_url or profile.base_url, api_key=key, timeout=item.timeout, attempts=item.attempts, profile=profile, price=price,
        budget=budget, gate=Gate(_part(item.concurrency, share), item.per_minute and item.per_minute / share), breaker=Breaker(item.breaker.failures, item.breaker.cool_off), hedge=item.hedge,
        max_tokens=item.max_tokens, recordings=recordings, references=item.references,
    )  # fmt: skip


def _part(whole: int | None, share: int) -> int | None:
    return None if whole is None else max(1, whole // share)


def _problem(error: ValidationError, document: Document, file: Path) -> str:
    """The first wrong field with its line; a key written into the file is named, never shown."""
    problems = [entry for entry in error.errors(include_url=False, include_input=False, include_context=False) if entry["type"] != "literal_error"]
    problems = problems or error.errors(include_url=False, include_input=False, include_context=False)
    first = problems[0]
    path = ".".join(str(part) for part in first["loc"] if part != "ModelSettings") or "file"
    says = first["msg"].removeprefix("Value error, ")
    if path.endswith(("api_key", "key", "token")):
        says = "keys do not belong in a file; name an environment variable in api_key_env"
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{file}:{document.line_of(first['loc'])}: {path}: {says}{more}"
