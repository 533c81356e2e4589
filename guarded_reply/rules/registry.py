"""Finds the rules: every module in a family folder that defines ``judge`` is one; its file name is the rule's id."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reply import Severity
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import Example

FAMILIES = ("commitment", "money", "after_sales", "facts", "conduct", "compliance", "form")
_SECTIONS = ("What it does", "Why", "Known limits")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, default severity, page and examples, the function that judges a reading, and what stands behind it."""

    id: str
    family: str
    severity: Severity
    summary: str
    doc: str
    examples: tuple[Example, ...]
    judge: Callable[[Reading], Iterable[Hit]]
    backing: tuple[Backing, ...] = ()
    acts: frozenset[str] = frozenset()  # those behind it


def _load(family: str, module: ModuleType) -> Rule:
    doc = inspect.getdoc(module) or ""
    summary, _, body = doc.partition("\n")
    missing = [section for section in _SECTIONS if f"{section}:" not in body]
    if missing:
        raise ImportError(f"{module.__name__}: the docstring lacks the sections {missing}")
    backing: tuple[Backing, ...] = tuple(getattr(module, "BACKING", ()))
    return Rule(
        id=module.__name__.rpartition(".")[2].replace("_", "-"),
        family=family,
        severity=getattr(module, "SEVERITY", "error"),
        summary=summary,
        doc=doc,
        examples=tuple(module.EXAMPLES),
        judge=module.judge,
        backing=backing,
        acts=frozenset(item.act for item in backing),
    )


def _discover() -> Iterator[Rule]:
    for family in FAMILIES:
        package = importlib.import_module(f"guarded_reply.rules.{family}")
        for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda item: item.name):
            module = importlib.import_module(f"{package.__name__}.{info.name}")
            if hasattr(module, "judge"):
                yield _load(family, module)


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of families and then of names."""
    return tuple(_discover())


def rule_by_id(rule_id: str) -> Rule | None:
    """The rule with this id, or None."""
    return next((rule for rule in all_rules() if rule.id == rule_id), None)
