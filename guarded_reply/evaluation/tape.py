"""The seam between a run and its model: notes every draft beside its case, or gives an earlier run's drafts again for a what-if."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from guarded_reply.drafting.model import Brief, Deadline, Draft, Model
from guarded_reply.errors import ModelError, ModelOutputError, ModelUnavailable
from guarded_reply.reply import Usage

Drafts = Mapping[tuple[str, int], Sequence[dict[str, Any]]]
"""What a run's model said, by case and repeat, in order."""


class MissingDraft(ModelUnavailable):
    """A what-if needs a draft that the earlier run does not carry."""


@dataclass(slots=True)
class Sitting:
    """One case being answered: which, which repeat, and what its model has said so far."""

    case_id: str
    repeat: int
    drafts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    missing: bool = False


def drafts_of(records: Iterable[dict[str, Any]]) -> Drafts:
    """The drafts that an earlier run's records carry."""
    return {(str(record["id"]), int(record["repeat"])): list(record.get("drafts", [])) for record in records}


class TapedModel:
    """A model that notes what ``inner`` drafts, or, without an inner model, gives ``earlier`` drafts again; a rewrite that was not
    needed then counts as none given.

    The case is taken from the context, or from the request's brief when the model runs in a thread of its own.
    """

    def __init__(self, inner: Model | None, name: str, earlier: Drafts | None = None) -> None:
        self.name = name
        self._inner = inner
        self._earlier = earlier or {}
        self._sittings: dict[int, Sitting] = {}

    @contextmanager
    def sitting(self, case_id: str, repeat: int, request: object) -> Generator[Sitting]:
        """Answer one case; drafts for this very request object belong to it."""
        sitting = Sitting(case_id, repeat)
        self._sittings[id(request)] = sitting
        token = _CURRENT.set(sitting)
        try:
            yield sitting
        finally:
            _CURRENT.reset(token)
            del self._sittings[id(request)]

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        """The inner model's draft, noted; or the earlier one."""
        sitting = self._find(brief)
        if self._inner is None:
            return self._again(sitting)
        try:
            return _noted(sitting, self._inner.draft(brief, deadline))
        except ModelError as error:
            sitting.drafts.append({"error": type(error).__name__, "detail": str(error)})
            raise

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        """The same, asynchronously."""
        sitting = self._find(brief)
        if self._inner is None:
            return self._again(sitting)
        try:
            return _noted(sitting, await self._inner.adraft(brief, deadline))
        except ModelError as error:
            sitting.drafts.append({"error": type(error).__name__, "detail": str(error)})
            raise

    def _find(self, brief: Brief) -> Sitting:
        sitting = self._sittings.get(id(brief.request)) or _CURRENT.get()
        if sitting is None:
            raise MissingDraft(f"{self.name}: asked outside a case")
        brief.account.repeat = sitting.repeat
        return sitting

    def _again(self, sitting: Sitting) -> Draft:
        turn = len(sitting.drafts)
        given = self._earlier.get((sitting.case_id, sitting.repeat), [])
        if turn >= len(given):
            if turn:
                raise ModelOutputError("no rewrite was recorded")
            sitting.missing = True
            raise MissingDraft(f"{sitting.case_id}, repeat {sitting.repeat}: the earlier run has no draft")
        said = given[turn]
        sitting.drafts.append(said)
        if "error" in said:
            raise _raised(said)
        return Draft(tuple(said["messages"]), str(said["model"]), Usage(int(said["prompt_tokens"]), int(said["completion_tokens"])), said.get("handoff"))


_CURRENT: ContextVar[Sitting | None] = ContextVar("guarded_reply_sitting", default=None)


def _noted(sitting: Sitting, draft: Draft) -> Draft:
    usage = draft.usage
    sitting.drafts.append(
        {"messages": list(draft.messages), "model": draft.model, "prompt_tokens": usage.prompt_tokens, "completion_tokens": usage.completion_tokens, "handoff": draft.handoff}
    )
    return draft


def _raised(given: dict[str, Any]) -> ModelError:
    from guarded_reply import errors

    kind = getattr(errors, str(given["error"]), ModelError)
    return kind(str(given.get("detail", ""))) if isinstance(kind, type) and issubclass(kind, ModelError) else ModelError(str(given.get("detail", "")))
