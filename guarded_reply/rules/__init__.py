"""The rules: one a file, found by file name, each with the page and the examples that explain and test it."""

from guarded_reply.rules.registry import Rule, all_rules, rule_by_id

__all__ = ["Rule", "all_rules", "rule_by_id"]
