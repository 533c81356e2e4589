"""Reads the messages out of an answer that is still being written: what has come of them so far, never half an escape."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from json.decoder import scanstring  # pyright: ignore[reportUnknownVariableType, reportAttributeAccessIssue] -- typed nowhere
from typing import cast

_THOUGHT = re.compile(r"^\s*<think(?:ing)?>.*?</think(?:ing)?>\s*", re.DOTALL | re.IGNORECASE)
_OPENING = re.compile(r'^\s*\{\s*"messages"\s*:\s*\[\s*')
_FENCE = re.compile(r"^\s*```[a-z]*\s*\n")
_BETWEEN = re.compile(r"\s*,\s*")
_TORN_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*(\\(?:u[0-9a-fA-F]{0,3})?)$")
_TORN_PAIR = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}(?:\\(?:u[0-9a-fA-F]{0,3})?)?$")


@dataclass(frozen=True, slots=True)
class Partial:
    """The messages that are whole, and what has come of the next one."""

    closed: tuple[str, ...]
    growing: str = ""


NOTHING = Partial(())


def read_partial(raw: str) -> Partial:
    """What can be read of an answer so far; nothing while it may still turn out to be a thought or another shape of JSON."""
    body = _THOUGHT.sub("", raw)
    start = body.lstrip()
    if not start or start[0] == "<":
        return NOTHING
    if start[0] == "`":
        opened = _FENCE.match(body)
        return _json(body[opened.end() :]) if opened is not None else NOTHING
    return _json(body) if start[0] in "{[" else _plain(body)


def _plain(body: str) -> Partial:
    """Lines; from a mark that may begin a thought or a fence on, nothing is read."""
    cut = min((at for at in (body.find("<"), body.find("`")) if at >= 0), default=-1)
    lines = (body if cut < 0 else body[:cut]).splitlines(keepends=True)
    growing = lines.pop().lstrip() if lines and not lines[-1].endswith(("\n", "\r")) else ""
    return Partial(tuple(line.strip() for line in lines if line.strip()), growing)


def _json(body: str) -> Partial:
    opened = _OPENING.match(body)
    if opened is None:
        return NOTHING
    at = opened.end()
    closed: list[str] = []
    while at < len(body) and body[at] == '"':
        try:
            text, end = cast("tuple[str, int]", scanstring(body, at + 1, False))
        except ValueError:
            return Partial(tuple(closed), _unescaped(body[at + 1 :]).lstrip())
        if text.strip():
            closed.append(text.strip())
        between = _BETWEEN.match(body, end)
        if between is None:
            break
        at = between.end()
    return Partial(tuple(closed))


def _unescaped(part: str) -> str:
    """The text of a JSON string that is not closed yet, without what may be half a character."""
    part = _TORN_PAIR.sub("", part)
    torn = _TORN_ESCAPE.search(part)
    if torn is not None:
        part = part[: torn.start(1)]
    try:
        return str(json.loads(f'"{part}"', strict=False))
    except ValueError:
        return ""
