"""A pytest plugin: each line of a ``*.reply.jsonl`` or ``*.guard.jsonl`` file becomes a test, under the shop's own policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option and the ini value that name the policy."""
    parser.addoption("--guarded-reply-policy", default=None, help="policy file for *.reply.jsonl and *.guard.jsonl")
    parser.addini("guarded_reply_policy", "policy file for *.reply.jsonl and *.guard.jsonl", default="")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """Collect files of cases by their names."""
    if file_path.name.endswith((".reply.jsonl", ".guard.jsonl")):
        return CaseFile.from_parent(parent, path=file_path)  # pyright: ignore[reportUnknownMemberType] -- pytest leaves it untyped
    return None


def _policy_file(config: pytest.Config) -> str | None:
    given = config.getoption("--guarded-reply-policy")
    if given:
        return str(given)
    named = str(config.getini("guarded_reply_policy"))
    return str(config.rootpath / named) if named else None


class CaseFailed(AssertionError):
    """A case did not come out as labelled."""


class CaseFile(pytest.File):
    """A file of cases; a line that cannot be read is an error of collection with file:line."""

    def collect(self) -> Iterable[CaseItem]:
        """One item a line."""
        from guarded_reply.errors import GuardedReplyError
        from guarded_reply.evaluation.cases import load_guard_cases, load_reply_cases
        from guarded_reply.evaluation.judging import guard_judge, reply_judge
        from guarded_reply.policy import load_policy
        from guarded_reply.replier import Replier

        try:
            policy = load_policy(_policy_file(self.config))
            if self.path.name.endswith(".guard.jsonl"):
                judge = guard_judge(policy)
                judged: list[tuple[str, Callable[[], dict[str, Any]]]] = [(case.id, lambda case=case: judge(case, 1)) for case in load_guard_cases([self.path]).cases]
            else:
                answer = reply_judge(Replier(policy=policy), None)
                judged = [(case.id, lambda case=case: answer(case, 1)) for case in load_reply_cases([self.path]).cases]
        except GuardedReplyError as error:
            raise self.CollectError(str(error)) from None
        for name, run in judged:
            yield CaseItem.from_parent(self, name=name, run=run)  # pyright: ignore[reportUnknownMemberType] -- pytest leaves it untyped


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, run: Callable[[], dict[str, Any]], **fields: Any) -> None:
        super().__init__(**fields)  # pyright: ignore[reportUnknownMemberType] -- pytest leaves it untyped
        self._run = run

    def runtest(self) -> None:
        """Judge the case."""
        from guarded_reply.evaluation.junit import what_failed

        record = self._run()
        if record.get("incomplete"):
            raise RuntimeError(f"incomplete: {record['incomplete']}")
        if not record["passed"]:
            raise CaseFailed(f"{what_failed(record)}\n  {record['text']}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """Why it failed, without a traceback through this plugin."""
        return str(excinfo.value) if isinstance(excinfo.value, CaseFailed | RuntimeError) else str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case stands."""
        return self.path, 0, f"case {self.name}"


@pytest.fixture
def guarded_reply_case(request: pytest.FixtureRequest) -> Callable[..., dict[str, Any]]:
    """Judges one case from a test: ``guarded_reply_case(request, "text", expect=["rule-id"])``; fails the test when it comes out otherwise."""
    from guarded_reply.evaluation.cases import GuardCase
    from guarded_reply.evaluation.judging import guard_judge
    from guarded_reply.evaluation.junit import what_failed
    from guarded_reply.policy import load_policy

    judge = guard_judge(load_policy(_policy_file(request.config)))

    def run(facts: Mapping[str, Any], reply: str | list[str], expect: Iterable[str] = ()) -> dict[str, Any]:
        case = GuardCase.model_validate({"id": request.node.name, "request": dict(facts), "reply": reply, "expect": list(expect)})
        record = judge(case, 1)
        if not record["passed"]:
            raise CaseFailed(f"{what_failed(record)}\n  {record['text']}")
        return record

    return run
