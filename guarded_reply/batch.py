"""JSON lines in, JSON lines out, in order: bad lines are reported in their place and the run goes on; resumable."""

from __future__ import annotations

import json
import marshal
import multiprocessing
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from multiprocessing.pool import AsyncResult
from pathlib import Path
from typing import IO, Any, NamedTuple, NoReturn, TypeVar, cast

from pydantic_core import from_json

from guarded_reply.errors import GuardedReplyError, RecordingError, RequestError, UsageError
from guarded_reply.guard import as_messages, check
from guarded_reply.policy import Policy, load_policy
from guarded_reply.replier import Replier
from guarded_reply.request import ReplyRequest, as_request

Item = TypeVar("Item")
Result = TypeVar("Result")
MAX_LINE = 1_000_000
"""Longest input line in bytes."""
_MAX_DEPTH = 40
_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One input line: its number, and either an object or what is wrong with it."""

    number: int
    id: Any
    data: dict[str, Any] | None
    error: str = ""


@dataclass(slots=True)
class Tally:
    """How a run went."""

    done: int = 0
    bad: int = 0
    failed: int = 0
    incomplete: int = 0
    problems: list[str] = field(default_factory=list[str])  # of the first bad lines

    def note(self, text: str) -> None:
        """Remember what is wrong with a bad line, from its line of output."""
        if len(self.problems) < _MOST_TOLD:
            self.problems.append(str(json.loads(text)["error"]))

    def told(self, source: str) -> list[str]:
        """One line for each of the first bad lines: file, line, field, message; and how many more there are."""
        more = self.bad + self.incomplete - len(self.problems)
        lines = [f"{source}:{problem.removeprefix('line ')}" for problem in self.problems]
        return [*lines, f"{source}: {more} more lines like these; each says so in the output"] if more > 0 else lines

    @property
    def exit_status(self) -> int:
        """0 all passed, 1 something did not pass, 2 some line could not be read, 3 something is missing."""
        return 3 if self.incomplete else 2 if self.bad else 1 if self.failed else 0


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"key {key!r} stands twice")
        found[key] = value
    return found


_KEY = re.compile(rb'"\s*:')


def _loaded(body: bytes) -> Any:
    """The JSON of a line. One quick pass; what it doubts (escapes, a key perhaps twice, anything odd) is read strictly."""
    if b"\\" not in body:  # then every quotation mark opens or closes a text, and every key is one before a colon
        try:
            content = from_json(body, allow_inf_nan=False)
        except ValueError:
            pass  # read strictly below, for the message
        else:
            if _keys_in(content) == len(_KEY.findall(body)):
                return content
    return json.loads(body.decode("utf-8"), object_pairs_hook=_no_duplicates, parse_constant=_refuse_constant)


def _keys_in(content: Any) -> int:
    found = 0
    waiting: list[Any] = [content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            inner = cast("dict[str, Any]", value)
            found += len(inner)
            waiting.extend(inner.values())
        elif isinstance(value, list):
            waiting.extend(cast("list[Any]", value))
    return found


def _too_deep(raw: bytes) -> bool:
    """Whether brackets nest deeper than any request does; counted before parsing, so that parsing stays cheap."""
    depth = 0
    in_text = escaped = False
    for byte in raw:
        if in_text:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                in_text = False
        elif byte == 0x22:
            in_text = True
        elif byte in b"[{":
            depth += 1
            if depth > _MAX_DEPTH:
                return True
        elif byte in b"]}":
            depth -= 1
    return False


def parse_line(raw: bytes, number: int) -> Line:
    """Read one line strictly: UTF-8, one JSON object with an id, no duplicate keys, no NaN, bounded length and depth."""
    if len(raw) > MAX_LINE:
        return Line(number, None, None, f"line {number}: longer than {MAX_LINE} bytes")
    if raw.startswith(b"\xef\xbb\xbf"):
        if number > 1:
            return Line(number, None, None, f"line {number}: begins with a byte order mark")
        raw = raw[3:]
    body = raw.strip()
    if not body:
        return Line(number, None, None, f"line {number}: empty")
    if body.count(b"[") + body.count(b"{") > _MAX_DEPTH and _too_deep(body):
        return Line(number, None, None, f"line {number}: nested deeper than {_MAX_DEPTH} levels")
    try:
        content: Any = _loaded(body)
    except UnicodeDecodeError as error:
        return Line(number, None, None, f"line {number}: not UTF-8 at byte {error.start + 1}")
    except (ValueError, RecursionError) as error:
        what = f"{error.msg} at column {error.colno}" if isinstance(error, json.JSONDecodeError) else str(error)
        return Line(number, _salvaged_id(body), None, f"line {number}: not JSON: {what}")
    if not isinstance(content, dict):
        return Line(number, None, None, f"line {number}: expected an object, not {type(content).__name__}")
    data = cast("dict[str, Any]", content)
    if "id" not in data:
        return Line(number, None, data, f"line {number}: id: missing")
    identifier = data["id"]
    if not isinstance(identifier, str | int) or isinstance(identifier, bool):
        return Line(number, None, None, f"line {number}: id: expected a text or a whole number")
    return Line(number, identifier, data)


def _salvaged_id(body: bytes) -> str | None:
    match = re.match(rb'\{\s*"id"\s*:\s*"([^"\\]{1,200})"', body)
    return match.group(1).decode("utf-8", "replace") if match else None


def read_lines(source: IO[bytes]) -> Iterator[bytes]:
    """Lines of a byte stream; an overlong one is cut to just over the limit, so that memory stays bounded."""
    while True:
        raw = source.readline(MAX_LINE + 2)
        if not raw:
            return
        if not raw.endswith(b"\n") and len(raw) > MAX_LINE:
            while (rest := source.readline(1 << 16)) and not rest.endswith(b"\n"):
                pass
        yield raw


def _problem(line: Line, message: str) -> dict[str, Any]:
    return {"id": line.id, "error": message}


_MOST_REQUESTS = 1024
_requests: dict[bytes, ReplyRequest] = {}


def _request(data: Any) -> ReplyRequest:
    """``data`` as a request; one that stands in many lines, as several replies to it do, is validated and read once."""
    try:
        key = marshal.dumps(data, 2)  # of plain JSON data: equal bytes mean equal data
    except ValueError:
        return as_request(data)
    request = _requests.get(key)
    if request is None:
        request = as_request(data)
        if len(_requests) >= _MOST_REQUESTS:
            _requests.clear()
        _requests[key] = request
    return request


def checked(line: Line, policy: Policy) -> dict[str, Any]:
    """The output of ``check`` for one line."""
    if line.error or line.data is None:
        return _problem(line, line.error)
    if "request" not in line.data or "reply" not in line.data:
        missing = "request" if "request" not in line.data else "reply"
        return _problem(line, f"line {line.number}: {missing}: missing")
    try:
        report = check(_request(line.data["request"]), as_messages(line.data["reply"]), policy)
    except RequestError as error:
        return _problem(line, f"line {line.number}: {error}")
    except Exception as error:  # noqa: BLE001 -- one line must not end the run
        return _problem(line, f"line {line.number}: {type(error).__name__}: {error}")
    return {"id": line.id, **report.as_dict()}


def replied(line: Line, reply: Callable[[Any], Any]) -> dict[str, Any]:
    """The output of ``reply --input`` for one line."""
    if line.error or line.data is None:
        return _problem(line, line.error)
    if "request" not in line.data:
        return _problem(line, f"line {line.number}: request: missing")
    try:
        return {"id": line.id, "reply": reply(line.data["request"]).as_dict()}
    except RecordingError:  # strict replay: the run is incomplete, not this line bad
        raise
    except GuardedReplyError as error:
        return _problem(line, f"line {line.number}: {error}")
    except Exception as error:  # noqa: BLE001 -- one line must not end the run
        return _problem(line, f"line {line.number}: {type(error).__name__}: {error}")


def in_order(work: Callable[[Item], Result], items: Iterable[Item], threads: int) -> Iterator[Result]:
    """``work`` over all items by so many threads, results in the items' order; only a short window is ahead of what was taken."""
    if threads <= 1:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(threads, thread_name_prefix="guarded-reply") as pool:
        ahead: deque[Future[Result]] = deque()
        try:
            for item in items:
                ahead.append(pool.submit(work, item))
                if len(ahead) >= threads * 2:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for future in ahead:
                future.cancel()


def check_work(policy: Policy) -> Callable[[int, bytes], dict[str, Any]]:
    """What ``check`` does with a numbered line."""
    return lambda number, raw: checked(parse_line(raw, number), policy)


def reply_work(make: Callable[[], Replier]) -> Callable[[int, bytes], dict[str, Any]]:
    """What ``reply`` does with a numbered line; ``make`` gives the replier."""
    reply = make().reply
    return lambda number, raw: replied(parse_line(raw, number), reply)


_encode = json.JSONEncoder(ensure_ascii=False).encode


def as_line(result: dict[str, Any]) -> str:
    """One line of output; half surrogates, which no UTF-8 can carry, are escaped."""
    text = _encode(result)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(result, ensure_ascii=True)
    return text


def resume_at(output: Path) -> int:
    """How many complete lines an output file already has; a torn last line is cut off."""
    if not output.exists():
        return 0
    complete = 0
    keep = 0
    with output.open("rb") as file:
        for raw in file:
            if not raw.endswith(b"\n"):
                break
            try:
                json.loads(raw)
            except ValueError:
                raise UsageError(f"{output}:{complete + 1}: is no output of an earlier run; nothing was changed") from None
            complete += 1
            keep += len(raw)
    with output.open("rb+") as file:
        file.truncate(keep)
    return complete


class Outcome(NamedTuple):
    """A line of output, and whether it reports a bad line or a reply that did not pass."""

    text: str
    bad: bool
    failed: bool


def outcome_of(result: dict[str, Any]) -> Outcome:
    """``result`` as it is written."""
    return Outcome(as_line(result), "error" in result, result.get("ok") is False)


def _check_batch(policy_file: str | None, items: list[tuple[int, bytes]]) -> list[Outcome]:
    policy = _worker_policy(policy_file)
    return [outcome_of(checked(parse_line(raw, number), policy)) for number, raw in items]


@lru_cache(maxsize=1)
def _worker_policy(policy_file: str | None) -> Policy:
    """The policy of a worker process, loaded once."""
    return load_policy(policy_file)


_BATCH = 64
_AHEAD = 3
"""Batches that wait for each process, so that none idles; memory does not grow with the input."""


def check_all(lines: Iterable[bytes], policy: Policy, policy_file: str | None, jobs: int) -> Iterator[Outcome]:
    """The verdicts of all lines, in order, by ``jobs`` processes; memory does not grow with the input."""
    numbered = enumerate(lines, start=1)
    if jobs <= 1:
        for number, raw in numbered:
            yield outcome_of(checked(parse_line(raw, number), policy))
        return
    context = multiprocessing.get_context("spawn")
    with context.Pool(jobs) as pool:
        waiting: deque[AsyncResult[list[Outcome]]] = deque()
        for batch in _batches(numbered, _BATCH):
            waiting.append(pool.apply_async(_check_batch, (policy_file, batch)))
            if len(waiting) > jobs * _AHEAD:
                yield from waiting.popleft().get()
        for result in waiting:
            yield from result.get()


def _batches(items: Iterable[tuple[int, bytes]], size: int) -> Iterator[list[tuple[int, bytes]]]:
    batch: list[tuple[int, bytes]] = []
    for item in items:
        batch.append(item)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
