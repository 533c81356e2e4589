"""A sieve finds what trying each pattern finds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from guarded_reply.reading.sieve import Sieve
from guarded_reply.reading.text import simplify
from guarded_reply.situation.goods import CONCEPTS
from guarded_reply.situation.topics import COMPILED

EVALS = Path(__file__).parents[2] / "evals"


def _texts() -> Iterator[str]:
    for path in (EVALS / "answers" / "requests.jsonl", EVALS / "replies" / "shops.jsonl", EVALS / "understanding" / "shops.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            conversation = json.loads(line)["request"].get("conversation", [])
            yield from (message["text"] for message in conversation)


@pytest.mark.parametrize("patterns", [[pattern for _, _, pattern in COMPILED], [concept.asks for concept in CONCEPTS]], ids=["topics", "concepts"])
def test_topics_and_concepts_are_found_as_by_trying_each(patterns: list[re.Pattern[str]]) -> None:
    sieve = Sieve(patterns)
    texts = {variant for text in _texts() for variant in (text, simplify(text), text.upper())}
    assert len(texts) > 500
    for text in texts:
        assert list(sieve.matching(text)) == [number for number, pattern in enumerate(patterns) if pattern.search(text)], text


def test_a_pattern_without_words_of_its_own_is_always_tried() -> None:
    sieve = Sieve([re.compile(r"\w{3}"), re.compile("运费"), re.compile(r"K\d", re.IGNORECASE), re.compile("^$")])
    assert list(sieve.matching("运费k3")) == [0, 1, 2]
    assert list(sieve.matching("")) == [3]
