"""Reads a policy file; what is wrong is said with file and line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import yaml
from pydantic import ValidationError

from guarded_reply.data_files import data_dir
from guarded_reply.errors import PolicyError
from guarded_reply.policy.knowledge_table import read_knowledge
from guarded_reply.policy.model import Policy

MAX_BYTES = 4_000_000


class _Loader(yaml.SafeLoader):
    """SafeLoader that refuses duplicate keys and aliases without bound."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = cast("Any", loader.construct_object(key_node))  # pyright: ignore[reportUnknownMemberType] -- untyped library
        if not isinstance(key, str):
            raise yaml.MarkedYAMLError(None, None, f"key {key!r} is not a text", key_node.start_mark)
        if key in seen:
            raise yaml.MarkedYAMLError(None, None, f"key {key!r} stands twice", key_node.start_mark)
        seen.add(key)
    loader.flatten_mapping(node)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def load_policy(path: str | Path | None = None) -> Policy:
    """The policy in ``path``, or the packaged default when None.

    Raises PolicyError, whose message begins with ``file:line``.
    """
    file = Path(path) if path is not None else data_dir("policies") / "default.yaml"
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


def _tokens(text: str) -> Iterable[object]:
    return cast("Iterable[object]", yaml.scan(text))  # pyright: ignore[reportUnknownMemberType] -- untyped library


@lru_cache(maxsize=32)
def _parse(data: bytes, name: str) -> Policy:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PolicyError(f"{name}:{line}: not UTF-8") from None
    try:
        if any(isinstance(token, yaml.AliasToken) for token in _tokens(text)):
            raise PolicyError(f"{name}:1: YAML aliases (*name) are not accepted")
        node = cast("yaml.Node | None", yaml.compose(text, Loader=_Loader))  # pyright: ignore[reportUnknownMemberType] -- untyped library
        content = yaml.load(text, Loader=_Loader)  # noqa: S506 -- _Loader is a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise PolicyError(f"{name}:{mark.line + 1 if mark else 1}: {error.problem or error}") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise PolicyError(f"{name}:1: not YAML: {error}".splitlines()[0]) from None
    if not isinstance(content, dict):
        raise PolicyError(f"{name}:1: expected a mapping at the top")
    try:
        policy = Policy.model_validate(content)
    except ValidationError as error:
        raise PolicyError("\n".join(_problem_lines(error, node, name))) from None
    _stamp(policy, name)
    return policy


def _problem_lines(error: ValidationError, node: yaml.Node | None, name: str) -> list[str]:
    lines: list[str] = []
    for problem in error.errors(include_url=False, include_input=False, include_context=False):
        path = [str(part) for part in problem["loc"]]
        line = _line_of(node, problem["loc"])
        lines.append(f"{name}:{line}: {'.'.join(path) or 'policy'}: {problem['msg']}")
    return lines


def _line_of(node: yaml.Node | None, path: tuple[Any, ...]) -> int:
    """The line of the deepest node that the path reaches."""
    line = _begins(node, 1)
    for part in path:
        following: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    line, following = _begins(key, line), value
                    break
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            following = node.value[part]
            line = _begins(following, line)
        if following is None:
            break
        node = following
    return line


def _begins(node: yaml.Node | None, otherwise: int) -> int:
    return node.start_mark.line + 1 if node is not None and node.start_mark is not None else otherwise
