"""Learns the weights of guarded_reply/claims/votes.txt from the lines in evals/acts and the cases in evals/guard.

    python scripts/train_votes.py [--check]

Needs the extra ``train`` (scikit-learn). The same lines give the same file; ``--check`` fails when the committed file
is not what they give. Thresholds come from five-fold cross-validation: ``carries`` is where a vote may stand by itself.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from guarded_reply.claims.reading import Reading
from guarded_reply.claims.votes import QUESTION_WEIGHT, Vote, grams, question_grams, shape, windows, without_courtesy
from guarded_reply.policy import load_policy
from guarded_reply.reading.text import read_turn, simplify
from guarded_reply.request import as_request
from guarded_reply.rules import all_rules
from guarded_reply.rules.backing import Backing

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "guarded_reply" / "claims" / "votes.txt"
NONE = "none"
"""Act of the lines that are replies known to be clean: counter-examples to every act."""
SCALE = 40.0
FEWEST = 3  # an n-gram met in fewer lines says nothing
FOLDS = 5
FALSE_COST = 3.0
"""Missed acts that one false vote costs as much as."""
LINE = 0.3
"""What a line counts beside a case: near misses are many among lines, few in real talk."""
FEWEST_FOUND = 8
NEVER = 99.0
"""Threshold of an act that too few unseen lines were found of: its votes never stand."""
LEARNT_FROM_LINES_ONLY = frozenset(["dispatch-promise"])  # a case breaks the rule by its facts, not by its wording
KIN = {
    "unauthorised-discount": {"unauthorised-compensation", "review-bribery", "premature-remedy"},
    "unauthorised-compensation": {"unauthorised-discount", "review-bribery", "premature-remedy"},
    "review-bribery": {"unauthorised-discount", "unauthorised-compensation"},
    "premature-remedy": {"unauthorised-compensation", "seller-pays-return", "service-deadline", "unsupported-status", "overgrants-return"},
    "blame-shifting": {"rude-wording", "unexplained-refusal"},
    "rude-wording": {"blame-shifting", "unexplained-refusal"},
    "unexplained-refusal": {"blame-shifting", "rude-wording", "denies-return"},
    "unsupported-status": {"premature-remedy", "dispatch-promise"},
    "service-deadline": {"premature-remedy", "dispatch-promise", "delivery-guarantee"},
    "dispatch-promise": {"service-deadline", "unsupported-status", "delivery-guarantee"},
    "superlative-claim": {"medical-claim"},
    "medical-claim": {"superlative-claim"},
    "denies-return": {"unexplained-refusal", "buyer-pays-return"},
    "overgrants-return": {"seller-pays-return", "premature-remedy"},
    "seller-pays-return": {"premature-remedy", "overgrants-return"},
}
"""Acts whose lines may well perform each other: they are no counter-examples."""


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of text, what was asked, the acts it performs or does not perform, and its fold; ``turn`` groups the windows of one case."""

    text: str
    question: str
    performs: frozenset[str]
    performs_not: frozenset[str]
    fold: int
    turn: int | None = None


def fold_of(text: str) -> int:
    """A fold by content, so that it stays when lines are added."""
    return zlib.crc32(text.encode()) % FOLDS


def act_lines(rows: Iterable[dict[str, Any]], acts: frozenset[str]) -> Iterator[Line]:
    """Lines written for one act each, and the clean replies."""
    for item in rows:
        act, asked, fold = item["act"], simplify(item.get("q") or ""), fold_of(item["text"])
        if act == NONE:
            turn = read_turn(item["text"])
            yield from (Line(turn.text[start:end], asked, frozenset(), acts, fold) for start, end in windows(turn.clauses))
            continue
        if act not in acts:
            continue
        others, own = acts - {act} - KIN.get(act, set()), frozenset([act])
        yield Line(simplify(item["text"]), asked, own if item["label"] else frozenset(), others if item["label"] else others | own, fold)


def case_lines(cases: Sequence[dict[str, Any]], acts: frozenset[str]) -> Iterator[Line]:
    """Guard cases: where the facts forbid an act, a turn that breaks the rule performs it, and one that does not does not."""
    policy = load_policy()
    backing = [(rule.id, item) for rule in all_rules() for item in rule.backing if item.act in acts]
    for number, case in enumerate(cases):
        reply = case["reply"] if isinstance(case["reply"], str) else "\n".join(case["reply"])
        turn = read_turn(reply)
        reading = Reading(as_request(case["request"]), turn, policy)
        spans = list(windows(turn.clauses))
        said = without_courtesy(turn.clauses)
        whole = (said[0].start, said[-1].end) if said else None
        for start, end in spans:
            performs, performs_not = _by_facts(case, reading, backing, Vote("", start, end, 0.0))
            yield Line(turn.text[start:end], reading.asked, performs if (start, end) == whole else frozenset(), performs_not, fold_of(reply), number)


def example_lines(acts: frozenset[str]) -> Iterator[Line]:
    """The rules' own examples: each says of its own rule whether it is broken, and nothing of the others."""
    for rule in all_rules():
        own = frozenset(item.act for item in rule.backing) & acts
        for example in rule.examples if own else ():
            case = {"request": example.request, "reply": example.reply, "expect": [rule.id] if example.fires else []}
            for line in case_lines([case], own):
                yield replace(line, turn=None)


def _by_facts(case: dict[str, Any], reading: Reading, backing: Sequence[tuple[str, Backing]], vote: Vote) -> tuple[frozenset[str], frozenset[str]]:
    performs: set[str] = set()
    performs_not: set[str] = set()
    forbidden: dict[str, list[str]] = {}
    for rule, item in backing:
        if item.holds(reading, vote):
            forbidden.setdefault(rule, []).append(item.act)
    for rule, acts in forbidden.items():
        if rule not in case["expect"]:
            performs_not.update(acts)
        elif len(acts) == 1 and acts[0] not in LEARNT_FROM_LINES_ONLY:
            performs.update(acts)
    return frozenset(performs), frozenset(performs_not)


Matrix = tuple[csr_matrix, list[str]]


def features(lines: Sequence[Line]) -> Matrix:
    """The matrix of n-grams, of the text and of the question, and the names of its columns."""
    bags = [(grams(shape(line.text)), question_grams(shape(line.question)) if line.question else set[str]()) for line in lines]
    counts: dict[str, int] = {}
    for text, question in bags:
        for name in [f"t{gram}" for gram in text] + [f"q{gram}" for gram in question]:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    column = {name: index for index, name in enumerate(names)}
    rows, columns, values = [], [], []
    for index, (text, question) in enumerate(bags):
        for prefix, bag, size in (("t", text, 1.0), ("q", question, QUESTION_WEIGHT)):
            value = size / sqrt(len(bag) or 1)
            for gram in sorted(bag):
                if (where := column.get(prefix + gram)) is not None:
                    rows.append(index)
                    columns.append(where)
                    values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(lines), len(names))), names


def fit(matrix: csr_matrix, labels: np.ndarray, strength: float) -> tuple[np.ndarray, float]:
    """Weights and bias of one act."""
    balance = min(8.0, 0.5 * (len(labels) - labels.sum()) / max(1, labels.sum()))
    model = LogisticRegression(C=strength, class_weight={True: balance, False: 1.0}, max_iter=1000, solver="liblinear", random_state=0)
    model.fit(matrix, labels)
    return model.coef_[0], float(model.intercept_[0])


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is learnt of one act."""

    weights: np.ndarray
    bias: float
    carries: float
    report: str


def learn(lines: Sequence[Line], matrix: csr_matrix, act: str, strength: float) -> Learnt:
    """Fit one act, and find its thresholds on the folds left out."""
    use = np.array([i for i, line in enumerate(lines) if act in line.performs or act in line.performs_not])
    labels = np.array([act in lines[i].performs for i in use])
    folds = np.array([lines[i].fold for i in use])
    unseen = np.zeros(len(use))
    for fold in range(FOLDS):
        weights, bias = fit(matrix[use[folds != fold]], labels[folds != fold], strength)
        unseen[folds == fold] = matrix[use[folds == fold]] @ weights + bias
    carries, found, wrong = _carries(lines, use, labels, unseen)
    weights, bias = fit(matrix[use], labels, strength)
    return Learnt(weights, bias, carries, f"{act:27s} {labels.sum():4d} true, {len(labels) - labels.sum():5d} not; carries {carries:5.2f}: {found} found, {wrong} wrong")


def _carries(lines: Sequence[Line], use: np.ndarray, labels: np.ndarray, unseen: np.ndarray) -> tuple[float, int, int]:
    """The threshold at which, on lines not learnt from, true votes less what false ones cost is most; a case counts once."""
    best: dict[tuple[str, int], tuple[float, bool]] = {}
    for index, label, score in zip(use, labels, unseen, strict=True):
        line = lines[index]
        key = ("case", line.turn) if line.turn is not None else ("line", int(index))
        old = best.get(key, (-99.0, False))
        best[key] = (max(old[0], float(score)), old[1] or bool(label))
    ranked = sorted(((score, label, kind) for (kind, _), (score, label) in best.items()), reverse=True)
    gain, top, found, wrong, threshold, at = 0.0, 0.0, 0, 0, 9.0, (0, 0)
    for score, label, kind in ranked:
        found, wrong = found + label, wrong + (not label)
        gain += (1.0 if label else -FALSE_COST) * (1.0 if kind == "case" else LINE)
        if gain > top:
            top, threshold, at = gain, score, (found, wrong)
    if at[0] < FEWEST_FOUND:
        return NEVER, *at
    return round(max(threshold, 0.0), 2), *at


def write(learnt: Sequence[Learnt], names: Sequence[str], acts: Sequence[str], least: float) -> str:
    """The file's text: a head, then an n-gram a line with its weights over the least that counts."""
    head = {
        "acts": list(acts), "scale": SCALE, "bias": [round(item.bias, 3) for item in learnt],
        "carries": {a: round(item.carries, 2) for a, item in zip(acts, learnt, strict=True)},
    }  # fmt: skip
    rows = [json.dumps(head)]
    table = np.array([item.weights for item in learnt])
    for column, name in enumerate(names):
        kept = [f"{act}:{round(w * SCALE)}" for act, w in enumerate(table[:, column]) if abs(w) >= least and round(w * SCALE)]
        if kept:
            rows.append(f"{name}\t{' '.join(kept)}")
    return "\n".join(rows) + "\n"


def read_rows(files: Iterable[Path]) -> list[dict[str, Any]]:
    """All lines of the files."""
    return [json.loads(row) for file in files for row in file.read_text("utf-8").splitlines() if row.strip()]


def main() -> None:
    """Train and write, or compare."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    options.add_argument("--strength", type=float, default=30.0)
    options.add_argument("--least", type=float, default=1.2)
    options.add_argument("--acts", nargs="*", type=Path, default=sorted((ROOT / "evals" / "acts").glob("*.jsonl")))
    options.add_argument("--cases", nargs="*", type=Path, default=[*sorted((ROOT / "evals" / "guard").glob("*.jsonl")), *sorted((ROOT / "evals" / "adversarial" / "open").glob("*.jsonl"))])
    options.add_argument("--out", type=Path, default=OUT)
    given = options.parse_args()
    rows = read_rows(given.acts)
    acts = sorted({row["act"] for row in rows} & {act for rule in all_rules() for act in rule.acts})
    lines = [*act_lines(rows, frozenset(acts)), *case_lines(read_rows(given.cases), frozenset(acts)), *example_lines(frozenset(acts))]
    matrix, names = features(lines)
    learnt = [learn(lines, matrix, act, given.strength) for act in acts]
    text = write(learnt, names, acts, given.least)
    if given.check:
        sys.exit(0 if given.out.read_text("utf-8") == text else "votes.txt is not what the lines give: run scripts/train_votes.py")
    given.out.write_text(text, "utf-8")
    for item in learnt:
        print(item.report)
    print(f"{len(lines)} lines, {len(acts)} acts, {text.count(chr(10))} n-grams, {len(text.encode()) // 1024} kB")


if __name__ == "__main__":
    main()
