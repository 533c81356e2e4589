"""Measures first drafts of a model behind an OpenAI-compatible address: our prompt, facts by reference, and a bare prompt, on the same requests.

Run:  python scripts/compare_prompts.py evals/answers/requests.jsonl --limit 100 --base-url http://127.0.0.1:8080/v1 --model local-qwen --out DIR [--replay]

Writes the calls of each variant to DIR/<variant>/calls.jsonl (played back with --replay, or when a run is taken up again) and every draft with
its outcome to DIR/drafts.jsonl, and prints the shares. In replay a question that was never recorded counts as stale and is not asked.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from guarded_reply import load_policy
from guarded_reply.drafting.answers import unanswered
from guarded_reply.drafting.background import submit
from guarded_reply.drafting.chat import read_messages, without_echo
from guarded_reply.drafting.endpoint import Endpoint
from guarded_reply.drafting.model import Brief, Draft
from guarded_reply.drafting.profiles import profile_for
from guarded_reply.drafting.prompt import render
from guarded_reply.drafting.recording import Question, Recordings
from guarded_reply.drafting.references import filled_in
from guarded_reply.errors import ModelError, ModelOutputError, RecordingError
from guarded_reply.facts import gather_facts
from guarded_reply.guard import check
from guarded_reply.request import as_request
from guarded_reply.situation import read_situation

VARIANTS = ("prompt", "references", "bare")
_BLOCK = 10  # requests asked in one variant before the next: a server keeps the common beginning of prompts
MAX_TOKENS = 120
STALE = "stale: not recorded for the present prompt"


def main() -> None:
    """Ask each variant about each request, judge each first draft, print the shares."""
    options = _options()
    policy = load_policy()
    lines = [json.loads(line) for line in Path(options.requests).read_text("utf-8").splitlines()][: options.limit]
    outcomes: dict[str, Counter[str]] = {variant: Counter() for variant in options.variants}
    drafts: list[dict[str, Any]] = []
    endpoints = {variant: _endpoint(options, variant) for variant in options.variants}
    briefs: list[tuple[str, Brief]] = []
    for line in lines:
        request = as_request(line["request"])
        situation = read_situation(request, policy)
        briefs.append((line["id"], Brief(request, situation, gather_facts(request, policy, situation), policy)))
    for start in range(0, len(briefs), _BLOCK):
        for variant in options.variants:
            for name, brief in briefs[start : start + _BLOCK]:
                said, outcome = _drafted(endpoints[variant], options, brief, variant)
                outcomes[variant][outcome] += 1
                drafts.append({"id": name, "variant": variant, "outcome": outcome, "draft": said})
                print(name, variant, outcome, flush=True)
    Path(options.out, "drafts.jsonl").write_text("".join(json.dumps(draft, ensure_ascii=False) + "\n" for draft in drafts), "utf-8")
    for variant, counted in outcomes.items():
        print(variant, dict(counted.most_common()))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("requests")
    parser.add_argument("--limit", type=int, default=100)
    parser.add_argument("--base-url", default="http://127.0.0.1:8080/v1")
    parser.add_argument("--model", default="local-qwen")
    parser.add_argument("--out", required=True)
    parser.add_argument("--replay", action="store_true")
    parser.add_argument("--variants", nargs="*", default=list(VARIANTS), choices=VARIANTS)
    return parser.parse_args()


def _endpoint(options: argparse.Namespace, variant: str) -> Endpoint:
    return Endpoint(options.base_url, None, Recordings(Path(options.out, variant), "replay" if options.replay else "record"), None)


def _messages(brief: Brief, variant: str) -> tuple[tuple[str, str], ...]:
    if variant == "bare":  # what people write first: a role, the facts, the conversation
        facts = "\n".join(f"- {fact.text}" for fact in brief.facts.facts)
        talk = "\n".join(f"{'顾客' if message.role == 'customer' else '客服'}:{message.text}" for message in brief.request.conversation)
        return ("system", "你是网店客服,请回复顾客。"), ("user", f"商品和订单信息:\n{facts}\n\n对话:\n{talk}\n\n请写出客服的回复。")
    return render(brief, references=variant == "references").messages


def _drafted(endpoint: Endpoint, options: argparse.Namespace, brief: Brief, variant: str) -> tuple[list[str], str]:
    """The first draft and what the guard would do with it: passed, the first rule that blocks, or why it is no draft."""
    profile = profile_for(options.base_url)
    question = Question(options.model, endpoint.address, _messages(brief, variant), profile.body(MAX_TOKENS, streaming=False))
    try:
        answer = submit(endpoint.ask(question, dict(question.parameters), 600.0)).result()
    except RecordingError:
        return [], STALE
    try:
        messages = read_messages(answer.text)
        if variant == "references":
            messages = filled_in(messages, brief)
        messages = without_echo(Draft(messages, options.model), brief).messages
    except ModelOutputError as error:
        return [answer.text], f"no draft: {str(error).split(':')[0]}"
    report = check(brief.request, messages, brief.policy)
    rule = next((finding.rule for finding in report.findings if finding.severity == "error"), None)
    if rule is not None:
        return list(messages), rule
    return list(messages), "passed" if unanswered(brief, messages) is None else "unanswered"


if __name__ == "__main__":
    try:
        main()
    except ModelError as error:
        raise SystemExit(str(error)) from None
