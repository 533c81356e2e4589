"""Reads a policy file; what is wrong is said with file and line."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from guarded_reply.data_files import data_dir
from guarded_reply.errors import PolicyError
from guarded_reply.policy.knowledge_table import read_knowledge
from guarded_reply.policy.model import Policy
from guarded_reply.yaml_files import Broken, Document, read_document

MAX_BYTES = 4_000_000


def load_policy(path: str | Path | None = None) -> Policy:
    """The policy in ``path``, or the packaged default when None.

    Raises PolicyError, whose message begins with ``file:line``.
    """
    if path is None:
        return _default()
    return _load(Path(path))


@lru_cache(maxsize=1)
def _default() -> Policy:
    """The packaged policy, part of the program like its code: read once."""
    return _load(data_dir("policies") / "default.yaml")


def _load(file: Path) -> Policy:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PolicyError(f"{file}:1: cannot be read: {error.strerror or error}") from None
    if len(data) > MAX_BYTES:
        raise PolicyError(f"{file}:1: larger than {MAX_BYTES} bytes")
    policy = _parse(data, str(file))
    return _with_tables(policy, file) if policy.knowledge_files else policy


def parse_policy(text: str, name: str = "policy.yaml") -> Policy:
    """The policy in a text that stands in no file; its knowledge tables are not read. Raises PolicyError as ``name:line: …``."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        raise PolicyError(f"{name}:1: larger than {MAX_BYTES} bytes")
    return _parse(data, name)


def _with_tables(policy: Policy, file: Path) -> Policy:
    """The policy with the entries of its knowledge tables, which stand beside it; they count in its version."""
    entries = [entry for name in policy.knowledge_files for entry in read_knowledge(file.parent / name)]
    whole = policy.model_copy(update={"knowledge": (*policy.knowledge, *entries)})
    _stamp(whole, str(file))
    return whole


def _stamp(policy: Policy, name: str) -> None:
    """Give a policy the hash of its content and the name of its file."""
    canonical = json.dumps(policy.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    object.__setattr__(policy, "__pydantic_private__", {
        "_version": "sha256:" + hashlib.sha256(canonical.encode()).hexdigest(),
        "_source": name,
    })  # fmt: skip


@lru_cache(maxsize=32)
def _parse(data: bytes, name: str) -> Policy:
    try:
        document = read_document(data)
    except Broken as error:
        raise PolicyError(f"{name}:{error.line}: {error}") from None
    content = document.content
    if not isinstance(content, dict):
        raise PolicyError(f"{name}:1: expected a mapping at the top")
    try:
        policy = Policy.model_validate(content)
    except ValidationError as error:
        raise PolicyError("\n".join(_problem_lines(error, document, name))) from None
    _stamp(policy, name)
    return policy


def _problem_lines(error: ValidationError, document: Document, name: str) -> list[str]:
    lines: list[str] = []
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        path = [str(part) for part in problem["loc"]]
        line = document.line_of(problem["loc"])
        lines.append(f"{name}:{line}: {'.'.join(path) or 'policy'}: {problem['msg']}")
    return lines
