"""Each rule's own examples are its tests; rules, docs and ids agree."""

from __future__ import annotations

import pytest

from guarded_reply.guard import check
from guarded_reply.policy.rule_ids import RULE_IDS
from guarded_reply.rules import Rule, all_rules
from guarded_reply.rules.example import Example

CASES = [pytest.param(rule, example, id=f"{rule.id}-{index}") for rule in all_rules() for index, example in enumerate(rule.examples)]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_rule_does_what_its_example_says(rule: Rule, example: Example) -> None:
    fired = {finding.rule for finding in check(example.request, example.reply).findings}
    assert (rule.id in fired) == example.fires, example.reply


def test_every_rule_of_the_contract_exists_and_no_other() -> None:
    assert {rule.id for rule in all_rules()} == set(RULE_IDS)
    assert len(RULE_IDS) == 30


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_shows_a_good_example_and_a_bad_one(rule: Rule) -> None:
    assert any(not example.fires for example in rule.examples)
    if rule.id != "banned-word":  # its words come from the policy; see test_guard
        assert any(example.fires for example in rule.examples)
