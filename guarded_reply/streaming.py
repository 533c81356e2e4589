"""Lets text out of a growing draft sentence by sentence: each only when it passes with all before it, and nothing later can turn it bad."""

from __future__ import annotations

import asyncio
import contextlib
import queue
import re
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Generator, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Self

from guarded_reply.call import Call
from guarded_reply.drafting.background import submit
from guarded_reply.drafting.chat import MAX_MESSAGES
from guarded_reply.drafting.echo import Echoes
from guarded_reply.drafting.incremental import read_partial
from guarded_reply.drafting.model import Draft, Model, StreamingModel
from guarded_reply.drafting.turns import let_go, turn
from guarded_reply.errors import ModelTimeout
from guarded_reply.guard import check
from guarded_reply.net import Net, find_net
from guarded_reply.repair import apply_fixes
from guarded_reply.reply import Attempt, Handoff, Reply, Report

_LONG = 60  # a sentence longer than this may leave at a comma
_ENDS = re.compile(r"[。！？；…!?;\n,，]")
_PERSON = Handoff("no_safe_reply", "已经发出一部分,后面没有一稿通过检查,请人工接着回复")
# What a later sentence can turn bad: a hedge that is taken back, a condition that is dropped, an invitation to rate that is paid for,
# an offer whose measure has not come. It waits until the whole turn is known; so does all that follows it.
_TENTATIVE = re.compile(
    r"预计|预估|大概|估计|大约|左右|一般|正常|通常|应该|可能|差不多|不出意外|顺利|基本|為準|为准|預計|大約|正常|應該|可能|"
    r"如果|要是|的话|的話|假如|評價|评价|好评|好評|评分|五星|送您|赠|贈|申请|申請|核实|核實|不能|无法|無法|不行|没办法|沒辦法|不支持|不可以"
)


class Segment(str):
    """A piece of validated text; ``message`` is the number of the chat message it belongs to, from 0."""

    __slots__ = ("message",)
    message: int

    def __new__(cls, text: str, message: int) -> Self:
        made = super().__new__(cls, text)
        made.message = message
        return made


@dataclass(frozen=True, slots=True)
class _End:
    """The model's stream has ended: with a draft, or with an error."""

    draft: Draft | None
    error: BaseException | None = None


class Releaser:
    """Decides what of a growing draft may leave. A pure function of the text so far: how it is cut into chunks changes nothing."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._echoes = Echoes(call.brief.request)
        self._raw = ""
        self._tried: tuple[int, int] = (0, 0)  # message and offset of the last place that was judged
        self.messages: list[str] = []  # what has left
        self._stuck = False

    @property
    def text(self) -> str:
        """All that has left, messages joined with newlines."""
        return "\n".join(self.messages)

    def feed(self, piece: str) -> list[Segment]:
        """Take the next piece of the raw answer; what may leave now."""
        self._raw += piece
        if self._stuck:
            return []
        partial = read_partial(self._raw)
        out: list[Segment] = []
        for index, message in enumerate(partial.closed):
            out.extend(self._message(partial.closed[:index], index, message, closed=True))
        if partial.growing:
            out.extend(self._message(partial.closed, len(partial.closed), partial.growing, closed=False))
        return out

    def _message(self, before: tuple[str, ...], index: int, text: str, closed: bool) -> Iterator[Segment]:
        """Judge each place of one message where it could be cut, in order."""
        at = self._tried
        if self._stuck or index < at[0]:
            return
        if index >= MAX_MESSAGES or (closed and (text in before or self._echoes.of_conversation(text) or self._echoes.of_instructions(text))):
            self._stuck = True
            return
        for end in _places(text, at[1] if index == at[0] else 0):
            self._tried = (index, end)
            if not self._may_repeat(text[:end], before):
                yield from self._released(before, index, text[:end])
        if closed:
            self._tried = (index + 1, 0)
            yield from self._released(before, index, text)

    def _may_repeat(self, text: str, before: tuple[str, ...]) -> bool:
        """Whether this may become an echo or a repetition of an earlier message."""
        return self._echoes.may_come(text) or any(message.startswith(text) for message in before)

    def _released(self, before: tuple[str, ...], index: int, text: str) -> list[Segment]:
        """What leaves if the turn up to here may."""
        messages = (*before, text)
        whole = "\n".join(messages)
        if not whole.startswith(self.text) or len(whole) == len(self.text) or _TENTATIVE.search(whole, len(self.text)):
            return []
        try:
            report = check(self._call.brief.request, messages, self._call.policy)
            ok = report.ok and not any(finding.unsure for finding in report.findings)  # what follows may settle it the other way
        except Exception:  # noqa: BLE001 -- what cannot be read does not leave
            ok = False
        return self.let_out(messages) if ok else []

    def let_out(self, messages: tuple[str, ...]) -> list[Segment]:
        """The part of ``messages`` that has not left, which leaves now."""
        out: list[Segment] = []
        for index, message in enumerate(messages):
            left = len(self.messages[index]) if index < len(self.messages) else 0
            if message[left:]:
                out.append(Segment(message[left:], index))
        self.messages = list(messages)
        return out


class StreamedReply:
    """Validated text as it comes, for ``for`` and ``async for`` (once); ``reply`` is the whole Reply when it has ended."""

    def __init__(
        self, call: Call, model: Model, finish: Callable[[Call, Draft | None, bool], Reply], afinish: Callable[[Call, Draft | None, bool], Awaitable[Reply]],
        leaves: Callable[[Call, Reply], Reply],
    ) -> None:  # fmt: skip
        self.reply: Reply | None = None
        self._call, self._model = call, model
        self._finish, self._afinish, self._leaves = finish, afinish, leaves
        self._releaser = Releaser(call)
        self._started = time.perf_counter()
        self._rest: tuple[tuple[str, ...], Net] | None = None  # what has left, and how the playbook would go on from there
        self._pieces: Generator[Segment] | None = None
        self._apieces: AsyncGenerator[Segment] | None = None

    # -- without an event loop -----------------------------------------------------------------------------------------
    def __iter__(self) -> StreamedReply:
        return self

    def __next__(self) -> Segment:
        if self._pieces is None:
            self._pieces = self._run()
        return next(self._pieces)

    def close(self) -> None:
        """Stop early: the model's call is cancelled."""
        if self._pieces is not None:
            self._pieces.close()

    @property
    def id(self) -> str:
        """The id that the reply's trace will carry."""
        return self._call.id

    def _run(self) -> Generator[Segment]:
        if not self._streams:
            yield from self._whole(self._finish(self._call, None, False))
            return
        arriving: queue.SimpleQueue[str | _End] = queue.SimpleQueue()
        work: Future[None] = submit(self._pump(arriving.put))
        try:
            while not isinstance(item := self._arrived(arriving), _End):
                yield from self._releaser.feed(item)
        finally:
            let_go(work)
        draft = self._ended(item)
        concluded = self._concluded(draft)
        yield from self._whole(concluded if concluded is not None else self._finish(self._call, draft, True))

    def _arrived(self, arriving: queue.SimpleQueue[str | _End]) -> str | _End:
        """The next piece, or the end when none comes in time."""
        if self._call.patience <= 0:
            return self._silence()
        for wait in self._call.waits():
            with contextlib.suppress(queue.Empty):
                return arriving.get(timeout=wait)
            self._prepare()
        return self._silence()

    # -- with one ------------------------------------------------------------------------------------------------------
    def __aiter__(self) -> AsyncIterator[Segment]:
        if self._apieces is None:
            self._apieces = self._arun()
        return self._apieces

    async def aclose(self) -> None:
        """Stop early: the model's call is cancelled."""
        if self._apieces is not None:
            await self._apieces.aclose()

    async def _arun(self) -> AsyncGenerator[Segment]:
        if not self._streams:
            for segment in self._whole(await self._afinish(self._call, None, False)):
                yield segment
            return
        arriving: asyncio.Queue[str | _End] = asyncio.Queue()
        work = asyncio.ensure_future(self._pump(arriving.put_nowait))
        try:
            while not isinstance(item := await self._aarrived(arriving), _End):
                for segment in self._releaser.feed(item):
                    yield segment
        finally:
            let_go(work)
        draft = self._ended(item)
        concluded = self._concluded(draft)
        for segment in self._whole(concluded if concluded is not None else await self._afinish(self._call, draft, True)):
            yield segment

    async def _aarrived(self, arriving: asyncio.Queue[str | _End]) -> str | _End:
        """The same, asynchronously."""
        if self._call.patience <= 0:
            return self._silence()
        if not arriving.empty():
            return arriving.get_nowait()
        for wait in self._call.waits():
            with contextlib.suppress(TimeoutError):
                return await asyncio.wait_for(arriving.get(), wait)
            if not self._prepared:
                await turn(urgent=True)
                self._prepare()
        return self._silence()

    # -- both ----------------------------------------------------------------------------------------------------------
    @property
    def _streams(self) -> bool:
        return not self._call.embedded and isinstance(self._model, StreamingModel)

    async def _pump(self, put: Callable[[Any], None]) -> None:
        """Hand on what the model writes; its time-outs and its cancellation stay inside this task."""
        assert isinstance(self._model, StreamingModel)
        pieces = self._model.astream(self._call.brief, self._call.deadline)
        try:
            async for piece in pieces:
                put(_End(piece) if isinstance(piece, Draft) else piece)
            put(_End(None, ModelTimeout("the stream ended without a draft")))
        except Exception as error:  # noqa: BLE001 -- whatever a model does, the caller gets a reply
            put(_End(None, error))
        finally:
            await pieces.aclose()

    def _silence(self) -> _End:
        return _End(None, ModelTimeout(f"{self._model.name}: nothing until the deadline"))

    @property
    def _prepared(self) -> bool:
        left = self._releaser.messages
        return self._rest is not None and self._rest[0] == tuple(left) if left else self._call.prepared

    def _prepare(self) -> None:
        """While the model is silent: work out what is said if it stays so."""
        if self._releaser.messages:
            self._net()
        else:
            self._call.prepare_net()

    def _ended(self, end: _End) -> Draft | None:
        if end.draft is not None:
            return self._call.taken(end.draft, self._started)
        if end.error is not None:
            self._call.failed(end.error, self._started)
        return None

    def _concluded(self, draft: Draft | None) -> Reply | None:
        """The reply that begins with what has left; None when nothing has, so that every way of mending is open."""
        out = self._releaser
        if not out.messages:
            return None
        if draft is not None and "\n".join(draft.messages).startswith(out.text):
            report = self._judged("draft", draft)
            if report is not None and report.ok:
                return self._call.reply("accepted", draft, report)
            fixed = apply_fixes(draft.messages, report) if report is not None else None
            if fixed is not None and "\n".join(fixed).startswith(out.text):
                again = self._judged("edit", Draft(fixed, draft.model))
                if again is not None and again.ok:
                    return self._call.reply("repaired", Draft(fixed, draft.model, handoff=draft.handoff), again)
        return self._call.caught(self._net())

    def _net(self) -> Net:
        """How the playbook goes on from what has left, which cannot be taken back; or a person does."""
        left = tuple(self._releaser.messages)
        if self._rest is None or self._rest[0] != left:
            said = set(left)
            self._rest = left, find_net(
                self._call.brief, lambda draft: Draft((*left, *(message for message in draft.messages if message not in said)), draft.model, handoff=draft.handoff),
                _PERSON, Draft(left, self._call.model_name),
            )  # fmt: skip
        return self._rest[1]

    def _judged(self, step: str, draft: Draft) -> Report | None:
        try:
            report = self._call.judge(draft.messages)
        except Exception as error:  # noqa: BLE001 -- failing open is not an option
            self._call.account.note(Attempt(step, draft.model, f"unreadable: {type(error).__name__}"))
            return None
        outcome = "passed" if report.ok else "blocked"
        self._call.account.note(Attempt(step, draft.model, outcome, tuple(f.rule for f in report.findings), 0.0, "\n".join(draft.messages)))
        return report

    def _whole(self, reply: Reply) -> list[Segment]:
        self.reply = self._leaves(self._call, reply)
        return self._releaser.let_out(reply.segments)


def _places(text: str, after: int) -> list[int]:
    """Offsets beyond ``after`` where a sentence ends, or a comma stands in one that is too long."""
    places: list[int] = []
    last = 0
    for match in _ENDS.finditer(text):
        end = match.start() if match.group() == "\n" else match.end()
        if match.group() in ",，" and end - last <= _LONG:
            continue
        if not re.search(r"\w", text[last:end]):
            continue
        last = end
        if end > after:
            places.append(end)
    return places
