"""The shop's knowledge: found by its words (SQLite's full-text index, bm25 over pairs of characters) and by what it is about."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Sequence
from functools import lru_cache

from guarded_reply.policy.model import Policy
from guarded_reply.reading.text import simplify
from guarded_reply.request import KnowledgeEntry, ReplyRequest
from guarded_reply.situation.goods import CONCEPTS
from guarded_reply.situation.topics import COMPILED

# Words that a question is asked with, not what it is about.
_ASKING = re.compile(
    r"请问|你们|您们|你家|您家|我想|想问|一下|有没有|能不能|可不可以|可以|是不是|会不会|怎么样|怎么|什么|多少|多久|哪里|哪个|吗|么|呢|呀|啊|吧|哦|的|了|亲|您|你|我|在|是|有|能|会|要|不|没|这个?|那个?|这款|和|跟|都|也|就|还"
)
_TERM = re.compile(r"[一-鿿]+|[a-z0-9]+")
_COVERED = 0.5
"""Share of a question's terms that an entry must carry to count as its answer."""


def find_knowledge(request: ReplyRequest, policy: Policy, asked: str, limit: int = 2) -> tuple[KnowledgeEntry, ...]:
    """The entries that answer ``asked``, best first; none when no entry covers enough of what is asked.

    An entry that speaks of another product than the one asked about is never taken.
    """
    entries = (*request.knowledge, *policy.knowledge)
    question = simplify(asked)
    terms = _terms(_ASKING.sub(" ", question))
    if not entries or not question.strip():
        return ()
    index = _index(tuple((entry.title, entry.text) for entry in entries))
    tags = _tags(question)
    near = dict.fromkeys([*(index.search(terms, limit * 4) if terms else ()), *index.tagged(tags)])
    found: list[tuple[float, KnowledgeEntry]] = []
    for position in near:
        entry = entries[position]
        shared = len(tags & index.tags[position])
        covered = _covers(entry, terms, question) if terms else 0.0
        if (covered >= _COVERED or shared) and not _of_another_product(entry, request, question):
            found.append((covered + shared, entry))
    found.sort(key=lambda pair: -pair[0])
    return tuple(entry for _, entry in found[:limit])


# Topics that say by themselves what is asked; the general ones (price, stock, where …) would find too much.
_TELLING = frozenset({
    "invoice", "opening_hours", "store", "present", "samples", "gift", "coupon", "promotion", "pay_method", "sent_from", "insurance", "warranty_scope", "price_protection",
    "remote_list", "ship_place", "return_address", "privacy", "keep_one", "one_more", "note", "review_reward", "courier_contact",
})  # fmt: skip


def _tags(text: str) -> frozenset[str]:
    """What a question or a title is about, whatever its words: the telling topics and the concepts of goods."""
    topics = {topic for topic, _, pattern in COMPILED if topic in _TELLING and pattern.search(text)}
    return frozenset(topics | {concept.name for concept in CONCEPTS if concept.asks.search(text)})


def _terms(text: str) -> list[str]:
    """Pairs of Chinese characters (a single one stands alone) and Latin words or figures."""
    terms: list[str] = []
    for run in _TERM.findall(text):
        if run[0] < "一" or len(run) == 1:
            terms.append(run)
        else:
            terms.extend(run[i : i + 2] for i in range(len(run) - 1))
    return list(dict.fromkeys(terms))


def _covers(entry: KnowledgeEntry, terms: Sequence[str], question: str) -> float:
    """The share of the question's terms that the entry carries; 1 when its title stands in the question."""
    title, text = simplify(entry.title), simplify(entry.text)
    core = _ASKING.sub("", title)
    if len(core) >= 2 and core in question:
        return 1.0
    carried = sum(1.0 if term in title else 0.7 if term in text else 0.0 for term in terms)
    return carried / len(terms)


def _of_another_product(entry: KnowledgeEntry, request: ReplyRequest, question: str) -> bool:
    """Whether the entry names one of the request's products while the question is about another."""
    said = simplify(entry.title + entry.text)
    titles = [simplify(product.title) for product in request.products]
    named = {title for title in titles if _distinct_part(title, titles, said)}
    asked = {title for title in titles if _distinct_part(title, titles, question)} or (set(titles) if len(titles) == 1 else set[str]())
    return bool(named and asked and not named & asked)


def _distinct_part(title: str, titles: list[str], text: str) -> bool:
    others = [other for other in titles if other != title]
    return any(part in text and not any(part in other for other in others) for i in range(len(title) - 1) if len((part := title[i : i + 2]).strip()) == 2)


class _Index:
    """A full-text index in memory; shared by threads, one query at a time."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        self._lock = threading.Lock()
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.execute("CREATE VIRTUAL TABLE entry USING fts5(title, body, tokenize = \"unicode61 remove_diacritics 0\")")
        rows = ((i, " ".join(_terms(simplify(title))), " ".join(_terms(simplify(text)))) for i, (title, text) in enumerate(texts))
        self._base.executemany("INSERT INTO entry (rowid, title, body) VALUES (?, ?, ?)", rows)

        self.tags = [_tags(simplify(title)) for title, _ in texts]
        self._by_tag: dict[str, list[int]] = {}
        for position, tags in enumerate(self.tags):
            for tag in tags:
                self._by_tag.setdefault(tag, []).append(position)

    def tagged(self, tags: frozenset[str]) -> list[int]:
        """Positions of the entries whose title is about one of ``tags``; a few of each, for a tag that all share tells nothing."""
        return [position for tag in tags for position in self._by_tag.get(tag, ())[:20]]

    def search(self, terms: Sequence[str], limit: int) -> list[int]:
        """Positions of the entries that share most with ``terms``, by bm25, titles counting threefold."""
        query = " OR ".join(f'"{term}"' for term in terms[:64])
        with self._lock:
            rows = self._base.execute("SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY bm25(entry, 3.0, 1.0) LIMIT ?", (query, limit)).fetchall()
        return [int(row[0]) for row in rows]


@lru_cache(maxsize=16)
def _index(texts: tuple[tuple[str, str], ...]) -> _Index:
    return _Index(texts)
