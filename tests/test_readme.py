"""The README's examples run as they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_python_examples_run(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, name, "exec"), {})  # noqa: S102 -- our own documentation
    assert "元" in capsys.readouterr().out


def test_examples_of_the_guides_run() -> None:
    for guide in sorted((ROOT / "docs").glob("*.md")):
        for block in re.findall(r"```python\n(.*?)```", guide.read_text("utf-8"), re.DOTALL):
            exec(compile(block, guide.name, "exec"), {})  # noqa: S102 -- our own documentation


def test_both_readmes_give_the_same_three_commands() -> None:
    commands = [re.findall(r"^python3 -m venv .*$", (ROOT / name).read_text("utf-8"), re.MULTILINE) for name in ("README.md", "README.zh-CN.md")]
    assert commands[0] == commands[1]
    assert len(commands[0]) == 3


def test_the_schema_for_editors_is_current() -> None:
    import json

    from guarded_reply.policy import Policy

    stored = json.loads((ROOT / "policies" / "policy.schema.json").read_text("utf-8"))
    assert stored == json.loads(json.dumps(Policy.model_json_schema(by_alias=True)))
