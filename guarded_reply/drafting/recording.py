"""Model calls written down and played back: masked, readable JSON lines; strict replay never calls out."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from guarded_reply.drafting.masking import mask
from guarded_reply.errors import RecordingError, UsageError

_LONG = 400  # a message longer than this that stands in many calls is written once and referred to


@dataclass(frozen=True, slots=True)
class Question:
    """What is sent: to which model at which address, the messages, the other parameters.

    ``repeat`` is set by a run that knows which of its repeats this is, ``attempt`` then counts the askings within one call; neither is sent.
    """

    model: str
    address: str
    messages: tuple[tuple[str, str], ...]
    parameters: Mapping[str, Any]
    repeat: int | None = None
    attempt: int = 1

    @property
    def key(self) -> str:
        """A hash of the question with personal data masked, so that a key gives no number away."""
        told = [self.model, self.address, [[role, mask(text)] for role, text in self.messages], self.parameters]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the raw text and usage, or the kind of failure."""

    text: str = ""
    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    error: str = ""
    detail: str = ""
    seconds: float = 0.0


class Recordings:
    """A folder of recorded calls, in ``record`` or strict ``replay`` mode. Safe to share between threads.

    A question that was asked before in this run has the next repeat number; its answers are told apart by it. ``record``
    serves what the folder already has and asks only for what is missing, so that a run that was cut off goes on.
    """

    def __init__(self, folder: str | Path, mode: Literal["record", "replay"]) -> None:
        self.folder, self.mode = Path(folder), mode
        self._lock = threading.Lock()
        self._asked: dict[str, int] = {}
        self._answers: dict[tuple[str, int, int], Answer] = {}
        self._texts: set[str] = set()
        self._file = self.folder / "calls.jsonl"
        if mode == "record":
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UsageError(f"{self.folder}: {error.strerror}") from None
        elif not self.folder.is_dir():
            raise UsageError(f"{self.folder}: no folder of recordings")
        for path in sorted(self.folder.glob("*.jsonl")):
            self._read(path)

    def __len__(self) -> int:
        return len(self._answers)

    def begin(self, question: Question) -> Ticket:
        """Take the question's repeat number, or the next one when it has none.

        Raises RecordingError in replay mode when that repeat was never recorded.
        """
        key = question.key
        with self._lock:
            repeat = question.repeat
            if repeat is None:
                repeat = self._asked[key] = self._asked.get(key, 0) + 1
            known = self._answers.get((key, repeat, question.attempt))
        if known is None and self.mode == "replay":
            raise RecordingError(f"{self.folder}: no recorded answer of {question.model} for key {key}, repeat {repeat}")
        return Ticket(self, question, key, repeat, known)

    def keep(self, ticket: Ticket, answer: Answer) -> Answer:
        """Write an answer down, masked; what is returned is what a replay will give."""
        masked = Answer(mask(answer.text), answer.prompt_tokens, answer.completion_tokens, answer.error, mask(answer.detail), round(answer.seconds, 3))
        with self._lock:
            self._answers[(ticket.key, ticket.repeat, ticket.question.attempt)] = masked
            with self._file.open("a", encoding="utf-8") as out:
                for line in self._lines(ticket, masked):
                    out.write(json.dumps(line, ensure_ascii=False) + "\n")
        return masked

    def _lines(self, ticket: Ticket, answer: Answer) -> list[dict[str, Any]]:
        lines: list[dict[str, Any]] = []
        messages: list[dict[str, str]] = []
        for role, text in ticket.question.messages:
            told = mask(text)
            digest = hashlib.sha256(told.encode()).hexdigest()[:16]
            if role == "system" and len(told) > _LONG:
                if digest not in self._texts:
                    self._texts.add(digest)
                    lines.append({"text": digest, "content": told})
                messages.append({"role": role, "text": digest})
            else:
                messages.append({"role": role, "content": told})
        question = {"model": ticket.question.model, "address": ticket.question.address, "messages": messages, "parameters": dict(ticket.question.parameters)}
        given: dict[str, Any] = {"seconds": answer.seconds}
        if answer.error:
            given |= {"error": answer.error, "detail": answer.detail}
        else:
            given |= {"text": answer.text, "prompt_tokens": answer.prompt_tokens, "completion_tokens": answer.completion_tokens}
        number = {"repeat": ticket.repeat} if ticket.question.attempt == 1 else {"repeat": ticket.repeat, "attempt": ticket.question.attempt}
        lines.append({"key": ticket.key, **number, "question": question, "answer": given})
        return lines

    def _read(self, path: Path) -> None:
        kept = path.read_bytes()
        if self.mode == "record" and kept and not kept.endswith(b"\n"):  # a line torn by a kill is asked again
            kept = kept[: kept.rfind(b"\n") + 1]
            path.write_bytes(kept)
        for number, raw in enumerate(kept.splitlines(), start=1):
            try:
                line = cast("dict[str, Any]", json.loads(raw))
                if "text" in line:
                    self._texts.add(str(line["text"]))
                    continue
                given = cast("dict[str, Any]", line["answer"])
                self._answers[(str(line["key"]), int(line["repeat"]), int(line.get("attempt", 1)))] = Answer(**given)
            except (ValueError, TypeError, KeyError) as error:
                raise UsageError(f"{path}:{number}: is no recording: {error}") from None


@dataclass(frozen=True, slots=True)
class Ticket:
    """One numbered asking; ``known`` is its recorded answer, if there is one."""

    recordings: Recordings
    question: Question
    key: str
    repeat: int
    known: Answer | None
