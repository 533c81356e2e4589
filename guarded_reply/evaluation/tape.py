"""The seam between a run and its model: writes every draft down by case, repeat and turn, or plays it back and never calls out."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from guarded_reply.batch import as_line
from guarded_reply.drafting.model import Brief, Deadline, Draft, Model
from guarded_reply.errors import ModelError, ModelOutputError, ModelUnavailable, UsageError
from guarded_reply.reply import Usage

NAME = "drafts.jsonl"


class MissingDraft(ModelUnavailable):
    """A replay was asked for a draft that was never recorded."""


@dataclass(slots=True)
class Sitting:
    """One case being answered: which, which repeat, and what its model has said so far."""

    case_id: str
    repeat: int
    drafts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    missing: bool = False


class Tapes:
    """Drafts by case and repeat, kept in ``folder``/drafts.jsonl; without a folder, in memory."""

    def __init__(self, folder: Path | None = None, *, must_exist: bool = False) -> None:
        self._path = folder / NAME if folder is not None else None
        self._lock = threading.Lock()
        self.what_if = False
        self.drafts: dict[tuple[str, int], list[dict[str, Any]]] = {}
        if self._path is not None and self._path.is_file():
            self._read(self._path)
        elif must_exist:
            raise UsageError(f"{self._path}: no recorded drafts")

    def _read(self, path: Path) -> None:
        kept = path.read_bytes()
        if kept and not kept.endswith(b"\n"):
            kept = kept[: kept.rfind(b"\n") + 1]
            path.write_bytes(kept)
        for number, raw in enumerate(kept.splitlines(), start=1):
            try:
                line = cast("dict[str, Any]", json.loads(raw))
                self.drafts[(str(line["id"]), int(line["repeat"]))] = list(line["drafts"])
            except (ValueError, TypeError, KeyError) as error:
                raise UsageError(f"{path}:{number}: is no recording: {error}") from None

    @classmethod
    def of_records(cls, records: Iterable[dict[str, Any]]) -> Tapes:
        """The drafts that an earlier run's cases carry, for a what-if: a rewrite that was not needed then counts as none given."""
        tapes = cls()
        tapes.what_if = True
        tapes.drafts = {(str(record["id"]), int(record["repeat"])): list(record.get("drafts", [])) for record in records}
        return tapes

    def keep(self, sitting: Sitting) -> None:
        """Write a case's drafts down."""
        with self._lock:
            self.drafts[(sitting.case_id, sitting.repeat)] = sitting.drafts
            if self._path is None:
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as out:
                out.write(as_line({"id": sitting.case_id, "repeat": sitting.repeat, "drafts": sitting.drafts}) + "\n")


class TapedModel:
    """A model that notes what ``inner`` drafts, or, without an inner model, plays ``tapes`` back.

    The case is taken from the context, or from the request's brief when the model runs in a thread of its own.
    """

    def __init__(self, inner: Model | None, tapes: Tapes | None, name: str) -> None:
        self.name = name
        self._inner = inner
        self._tapes = tapes
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
        """The inner model's draft, noted; or the recorded one."""
        sitting = self._find(brief)
        if self._inner is None:
            return self._play(sitting)
        try:
            return _noted(sitting, self._inner.draft(brief, deadline))
        except ModelError as error:
            sitting.drafts.append({"error": type(error).__name__, "detail": str(error)})
            raise

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        """The same, asynchronously."""
        sitting = self._find(brief)
        if self._inner is None:
            return self._play(sitting)
        try:
            return _noted(sitting, await self._inner.adraft(brief, deadline))
        except ModelError as error:
            sitting.drafts.append({"error": type(error).__name__, "detail": str(error)})
            raise

    def _find(self, brief: Brief) -> Sitting:
        sitting = self._sittings.get(id(brief.request)) or _CURRENT.get()
        if sitting is None:
            raise MissingDraft(f"{self.name}: asked outside a case")
        return sitting

    def _play(self, sitting: Sitting) -> Draft:
        assert self._tapes is not None
        turn = len(sitting.drafts)
        recorded = self._tapes.drafts.get((sitting.case_id, sitting.repeat), [])
        if turn >= len(recorded):
            if turn and self._tapes.what_if:
                raise ModelOutputError("no rewrite was recorded")
            sitting.missing = True
            raise MissingDraft(f"{sitting.case_id}, repeat {sitting.repeat}: no recorded draft {turn + 1}")
        given = recorded[turn]
        sitting.drafts.append(given)
        if "error" in given:
            raise _raised(given)
        return Draft(tuple(given["messages"]), str(given["model"]), Usage(int(given["prompt_tokens"]), int(given["completion_tokens"])), given.get("handoff"))


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
