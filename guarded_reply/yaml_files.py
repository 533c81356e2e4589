"""YAML files that people write: read strictly, and every problem can be said with its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

import yaml


class Broken(ValueError):
    """The file cannot be read; ``line`` says where, from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


class _Loader(yaml.SafeLoader):
    """SafeLoader that refuses duplicate keys and keys that are no text."""


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


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and where it says it."""

    content: Any
    node: yaml.Node | None

    def line_of(self, path: Iterable[str | int]) -> int:
        """The line of the deepest part of the document that the path reaches; parts that lead nowhere (a union's member) are passed over."""
        node, line = self.node, _begins(self.node, 1)
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
            node = following if following is not None else node
        return line


def read_document(data: bytes) -> Document:
    """The document in ``data``; aliases are refused. Raises Broken."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Broken(data[: error.start].count(b"\n") + 1, "not UTF-8") from None
    try:
        tokens = cast("Iterable[object]", yaml.scan(text))  # pyright: ignore[reportUnknownMemberType] -- untyped library
        if any(isinstance(token, yaml.AliasToken) for token in tokens):
            raise Broken(1, "YAML aliases (*name) are not accepted")
        node = cast("yaml.Node | None", yaml.compose(text, Loader=_Loader))  # pyright: ignore[reportUnknownMemberType] -- untyped library
        return Document(yaml.load(text, Loader=_Loader), node)  # noqa: S506 -- _Loader is a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Broken(mark.line + 1 if mark else 1, str(error.problem or error)) from None
    except Broken:
        raise
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise Broken(1, f"not YAML: {error}".splitlines()[0]) from None


def _begins(node: yaml.Node | None, otherwise: int) -> int:
    return node.start_mark.line + 1 if node is not None and node.start_mark is not None else otherwise
