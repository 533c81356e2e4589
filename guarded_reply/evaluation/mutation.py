"""The guard's mutation score: correct replies changed in ways a customer would pay for must be blocked, harmless changes must not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from guarded_reply.evaluation.stats import Rate
from guarded_reply.guard import check
from guarded_reply.policy import Policy
from guarded_reply.request import ReplyRequest, as_request

_HEDGES = re.compile(r"[,,]?\s*(?:具体|实际|實際)?以[^,,。!!;;\n]{1,14}[为為][准準]|一般|大概|大约|大約|预计|預計|通常|正常(?:情况下)?|左右|估计|估計|差不多|不出意外(?:的话)?|顺利的话|应该|可能|最快(?:也要)?|基本")
_ARRIVES = re.compile(r"(?:[到达達]|收到|送到).{0,6}$|(?:到|收到|送到|送达)(?!付)")
_WHEN = re.compile(r"明天|后天|今天|周[一二三四五六日末]|[\d一二两三四五六七八九十]+\s*(?:[-~到至]\s*[\d一二两三四五六七八九十]+)?\s*天")
_AMOUNT = re.compile(r"(?<![\d.])(\d{1,5})(?:\.\d+)?(?=\s*[元块])")
_CLAUSE = re.compile(r"[^,,。!!??;;\n]+")
_SHIPPED = {"shipped", "delivered", "completed", "refunding", "refunded", "closed"}
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed text, the kind of change, and whether it still says the same."""

    kind: str
    text: str
    equivalent: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A correct reply to start from."""

    id: str
    request: dict[str, Any]
    text: str


def _digit(text: str, request: ReplyRequest) -> Iterator[str]:
    for found in _AMOUNT.finditer(text):
        yield text[: found.start(1)] + str(int(found.group(1)) + 3) + text[found.end(1) :]


def _hedge(text: str, request: ReplyRequest) -> Iterator[str]:
    bare = _HEDGES.sub("", text)
    if bare != text and any(_WHEN.search(clause) and _ARRIVES.search(clause) for clause in _CLAUSE.findall(bare)) and not re.search(r"保证|保證|发货|發貨|退|签收|簽收|打包票|说死|到不了|掌控不了", bare):
        yield bare


def _payer(text: str, request: ReplyRequest) -> Iterator[str]:
    ours, yours = r"(?:我们|我方|店里|小店|商家|卖家)", r"(?:您|买家|顾客)"
    for found in re.finditer(rf"(?:{ours}|{yours})(?=(?:这边|自己|自行|来|负责)*(?:承担|出(?![现货貨])))", text):
        other = "我们" if re.fullmatch(yours, found.group()) else "您"
        yield text[: found.start()] + other + text[found.end() :]


def _carrier(text: str, request: ReplyRequest) -> Iterator[str]:
    if request.order is None and len({name for name in ("顺丰", "中通") if name in text}) == 1 and re.search(r"\d\s*[元块]", text) and not re.search(r"满|包邮", text):
        yield text.replace("顺丰", "中通") if "顺丰" in text else text.replace("中通", "顺丰")


def _window(text: str, request: ReplyRequest) -> Iterator[str]:
    for found in re.finditer(r"(?:7|七)(?=天(?:之)?(?:内|无理由))", text):
        if re.search(r"不支持|不适用|没有|发", text[max(0, found.start() - 8) : found.end() + 6]):
            continue  # a denial of a wider window is true too, and a time of dispatch is another promise
        yield text[: found.start()] + "30" + text[found.end() :]


def _status(text: str, request: ReplyRequest) -> Iterator[str]:
    if request.order is None or request.order.status in _SHIPPED:
        return
    for found in re.finditer(r"(?:今天|明天|会|尽快|给您|为您|帮您|安排|就|能|可以)+(?:给您|为您)?发(?:货|出)", text):
        yield text[: found.start()] + "已经给您发货了" + text[found.end() :]


def _negation(text: str, request: ReplyRequest) -> Iterator[str]:
    for found in re.finditer(r"(?:没法|没办法|无法|不能|不敢|没有办法)(?=(?:给您|跟您|向您|完全|百分百)?(?:保证|打包票|承诺))", text):
        if _WHEN.search(text) or re.search(r"到|收", text):
            yield text[: found.start()] + "可以" + text[found.end() :]


_HARMFUL: dict[str, Callable[[str, ReplyRequest], Iterator[str]]] = {
    "digit": _digit, "hedge": _hedge, "payer": _payer, "carrier": _carrier, "window": _window, "status": _status, "negation": _negation,
}  # fmt: skip
_HARMLESS: dict[str, Callable[[str], str]] = {
    "same: full-width digits": lambda text: text.translate(_FULL_WIDTH), "same: 块 for 元": lambda text: re.sub(r"(?<=\d)元", "块", text),
    "same: spaces for commas": lambda text: re.sub("[,,]", " ", text), "same: a greeting before": lambda text: "亲," + text, "same: thanks after": lambda text: text + "\n感谢您的理解",
}  # fmt: skip
KINDS = (*_HARMFUL, *_HARMLESS)


def mutants_of(text: str, request: ReplyRequest) -> Iterator[Mutant]:
    """Every change of one correct reply, in a fixed order."""
    for kind, mutate in _HARMFUL.items():
        for changed in dict.fromkeys(mutate(text, request)):
            yield Mutant(kind, changed)
    for kind, restate in _HARMLESS.items():
        changed = restate(text)
        if changed != text:
            yield Mutant(kind, changed, equivalent=True)


def mutation_score(sources: Iterable[Source], policy: Policy) -> dict[str, Any]:
    """Per kind the share judged right (harmful blocked, harmless let through), and every one that was not."""
    seen: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    survivors: list[dict[str, Any]] = []
    used = left_out = 0
    for source in sources:
        request = as_request(source.request)
        if not check(request, source.text.split("\n"), policy).ok:
            left_out += 1
            continue
        used += 1
        for mutant in mutants_of(source.text, request):
            blocked = not check(request, mutant.text.split("\n"), policy).ok
            right = blocked != mutant.equivalent
            seen[mutant.kind].append(right)
            if not right:
                survivors.append({"id": source.id, "kind": mutant.kind, "before": source.text, "after": mutant.text})
    return {"kind": "mutation", "sources": used, "left_out": left_out, "metrics": _rates(seen), "wrong": survivors}


def _rates(seen: dict[str, list[bool]]) -> dict[str, Any]:
    def of(kinds: Sequence[str]) -> dict[str, Any]:
        judged = [right for kind in kinds for right in seen[kind]]
        return Rate(sum(judged), len(judged)).as_dict()

    return {"mutation_score": of(list(_HARMFUL)), "equivalents_passed": of(list(_HARMLESS)), **{kind: of([kind]) for kind in KINDS}}
