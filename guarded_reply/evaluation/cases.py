"""Data sets: guard and reply cases read from JSON lines, validated with file:line errors, hashed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from guarded_reply.batch import parse_line, read_lines
from guarded_reply.errors import RequestError, UsageError
from guarded_reply.guard import as_messages
from guarded_reply.policy.rule_ids import RULE_IDS
from guarded_reply.reply import Status
from guarded_reply.request import as_request

Stage = Literal["greeting", "consulting", "bargaining", "payment", "logistics", "after_sales", "farewell"]


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    return text


def _rule_id(text: str) -> str:
    if text not in RULE_IDS:
        raise ValueError(f"no such rule: {text}")
    return text


Pattern = Annotated[str, AfterValidator(_pattern)]
RuleId = Annotated[str, AfterValidator(_rule_id)]


class _Case(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(min_length=1, max_length=200)]
    request: dict[str, Any]
    tags: tuple[str, ...] = ()


class GuardCase(_Case):
    """A labelled turn: every rule that must fire. ``near`` names rules that a careless reading would let fire."""

    reply: str | tuple[str, ...]
    expect: tuple[RuleId, ...]
    near: tuple[str, ...] = ()

    @property
    def messages(self) -> tuple[str, ...]:
        """The messages of the turn."""
        return as_messages(self.reply)


class Expectation(BaseModel):
    """What the final reply must be: one of the statuses, the stage, patterns that it has and has not."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: tuple[Status, ...] = ()
    stage: Stage | None = None
    contains: tuple[Pattern, ...] = ()
    excludes: tuple[Pattern, ...] = ()


class ReplyCase(_Case):
    """A request and what must come of it."""

    expect: Expectation = Expectation()


CaseT = TypeVar("CaseT", GuardCase, ReplyCase)


@dataclass(frozen=True, slots=True)
class CaseSet(Generic[CaseT]):
    """The cases of some files, in order, with the hash of their bytes."""

    cases: tuple[CaseT, ...]
    digest: str
    files: tuple[str, ...]
    problems: tuple[str, ...] = ()


def load_guard_cases(files: Iterable[str | Path]) -> CaseSet[GuardCase]:
    """The guard cases of all files; raises UsageError that names file:line of the first problem."""
    return _sound(read_cases(files, GuardCase))


def load_reply_cases(files: Iterable[str | Path]) -> CaseSet[ReplyCase]:
    """The reply cases of all files; raises UsageError that names file:line of the first problem."""
    return _sound(read_cases(files, ReplyCase))


def _sound(found: CaseSet[CaseT]) -> CaseSet[CaseT]:
    for first in found.problems[:1]:
        more = f" (and {len(found.problems) - 1} more; see eval validate)" if len(found.problems) > 1 else ""
        raise UsageError(first + more)
    return found


def read_cases(files: Iterable[str | Path], shape: type[CaseT]) -> CaseSet[CaseT]:
    """All cases that can be read, and a ``file:line: field: message`` for each that cannot."""
    cases: list[CaseT] = []
    problems: list[str] = []
    seen: dict[str, str] = {}
    hashed = hashlib.sha256()
    names: list[str] = []
    for file in files:
        names.append(str(file))
        try:
            with Path(file).open("rb") as source:
                for number, raw in enumerate(read_lines(source), start=1):
                    hashed.update(raw)
                    case, wrong = _read(raw, number, shape)
                    place = f"{file}:{number}"
                    if case is not None and case.id in seen:
                        case, wrong = None, [f"id: {case.id!r} stands already in {seen[case.id]}"]
                    problems.extend(f"{place}: {problem}" for problem in wrong)
                    if case is not None:
                        seen[case.id] = place
                        cases.append(case)
        except OSError as error:
            problems.append(f"{file}:1: cannot be read: {error.strerror or error}")
    return CaseSet(tuple(cases), "sha256:" + hashed.hexdigest(), tuple(names), tuple(problems))


def _read(raw: bytes, number: int, shape: type[CaseT]) -> tuple[CaseT | None, list[str]]:
    line = parse_line(raw, number)
    if line.error or line.data is None:
        return None, [line.error.removeprefix(f"line {number}: ")]
    try:
        case = shape.model_validate({**line.data, "id": str(line.id)})
        as_request(case.request)
        if isinstance(case, GuardCase):
            as_messages(case.reply)
    except ValidationError as error:
        return None, [f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}" for problem in error.errors(include_url=False)]
    except RequestError as error:
        return None, [str(error)]
    return case, []


def kind_of(file: str | Path) -> Literal["guard", "replies"]:
    """Which kind of set a file is, by its first readable line."""
    try:
        with Path(file).open("rb") as source:
            for number, raw in enumerate(read_lines(source), start=1):
                data = parse_line(raw, number).data
                if data is not None:
                    return "guard" if "reply" in data else "replies"
    except OSError as error:
        raise UsageError(f"{file}:1: cannot be read: {error.strerror or error}") from None
    return "guard"


def schema(kind: Literal["guard", "replies"]) -> dict[str, Any]:
    """The JSON schema of one line of a set."""
    shape = GuardCase if kind == "guard" else ReplyCase
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **shape.model_json_schema()}


def tags_of(cases: Sequence[GuardCase] | Sequence[ReplyCase]) -> tuple[str, ...]:
    """All tags, sorted."""
    return tuple(sorted({tag for case in cases for tag in case.tags}))
