"""Renders the prompt: the byte-stable manual first, then this request's stage, facts and fenced conversation."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from guarded_reply.data_files import data_dir
from guarded_reply.drafting.model import Brief
from guarded_reply.drafting.references import numbered
from guarded_reply.facts import Fact

_STAGES = {
    "greeting": ("欢迎", "问好,表示愿意帮忙,问清需要"),
    "consulting": ("咨询", "按商品事实用外行听得懂的话回答;需求不清时,用一个具体场景提问"),
    "bargaining": ("议价", "价格不动,给原因;再用事实里列出的券、赠品、活动或运费优惠挽留"),
    "payment": ("支付", "关心顾客卡在哪里,一步步说明;付款后致谢、核对到城市一级的地址、说明发货时间"),
    "logistics": ("物流", "报准运费和常规时效;不保证到货;有延误先道歉,再说物流记录和下一步"),
    "after_sales": ("售后", "先安抚,再了解情况要照片,再给处理办法"),
    "farewell": ("欢送", "感谢,欢迎再来,可以请顾客如实评价"),
}
_TRIGGERS = {
    "browsing": "顾客看了商品没有下单,主动轻声问问有什么拿不准。", "unpaid_reminder": "提醒顾客还有订单未付款,不施压,愿意协助。",
    "payment_received": "顾客已付款:致谢,核对地址(只到市区),说明发货时间。", "price_changed": "价格已改好:告诉顾客订单现在的金额,请核对后付款。",
    "dispatched": "订单已发出:告诉快递、单号和常规时效,提醒验收。", "delivered": "包裹已签收:提醒检查,欢迎反馈。",
    "follow_up": "签收几天后回访:问问使用情况,愿意帮忙。", "bad_review": "收到差评:道歉,问清问题,愿意解决,不给任何好处换评价。",
    "holiday": "节日问候老顾客,不只谈价格。", "busy": "客服忙:礼貌说明,请顾客留言。", "away": "客服不在线:礼貌说明,请顾客留言。",
}  # fmt: skip
_TONES = {"warm": "亲切", "playful": "活泼", "professional": "专业"}
_ORDER = "请写给顾客的回复:直接回答顾客最后说的话,问几件答几件,一两句话,只输出 JSON。"
FENCE = "▁▁▁▁▁▁▁▁"
MAX_TURNS = 20


@dataclass(frozen=True, slots=True)
class Prompt:
    """The parts of a prompt: the manual, worked examples as turns, this request; ``version`` is the hash of the templates."""

    system: str
    user: str
    version: str
    examples: tuple[tuple[str, str], ...] = ()

    @property
    def messages(self) -> tuple[tuple[str, str], ...]:
        """Role and text of each message, as an endpoint takes them."""
        worked = [message for asked, answered in self.examples for message in (("user", asked), ("assistant", answered))]
        return (("system", self.system), *worked, ("user", self.user))


@lru_cache(maxsize=4)
def _templates(folder: Path):  # noqa: ANN202 -- jinja2 is imported on first use
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), undefined=jinja2.StrictUndefined, trim_blocks=True, keep_trailing_newline=False, autoescape=False
    )  # noqa: S701 -- plain text, not HTML
    stages = {name: (folder / "stages" / f"{name}.j2").read_text("utf-8").strip() for name in _STAGES}
    sources = [*((folder / name).read_text("utf-8") for name in ("system.j2", "turn.j2")), *stages.values()]
    version = "sha256:" + hashlib.sha256("\0".join(sources).encode()).hexdigest()
    return environment.get_template("system.j2"), environment.get_template("turn.j2"), version, stages


def prompt_version(folder: Path | None = None) -> str:
    """The content hash of the templates in ``folder`` (default: the packaged ones)."""
    return _templates(folder or data_dir("prompts"))[2]


def instructions(folder: Path | None = None) -> tuple[str, ...]:
    """The lines that every prompt may carry and that are written to the model: manual, tactics, hints; no data, no examples."""
    folder = folder or data_dir("prompts")
    system, _, _, stages = _templates(folder)
    turn = (line for line in (folder / "turn.j2").read_text("utf-8").splitlines() if "{" not in line and "}" not in line)
    lines = [*system.render().splitlines(), *(line for tactic in stages.values() for line in tactic.splitlines()), *turn]
    return (*(line for line in lines if "→" not in line), _ORDER, *(hint for _, hint in _STAGES.values()), *_TRIGGERS.values())


def examples(folder: Path | None = None) -> tuple[str, ...]:
    """What the stages' tactics give as examples of tone: customers' lines and replies, one message each."""
    stages = _templates(folder or data_dir("prompts"))[3]
    lines = (line for tactic in stages.values() for line in tactic.splitlines() if "→" in line)
    return tuple(message for line in lines for message in re.sub(r"^.*?顾客:|\(事实[^)]*\)", "", line).replace("→", "/").split("/"))


# What each stage may speak of; what is of no use there only distracts. Kinds that are not listed are always told.
_KINDS = {
    "shipping": {"logistics", "payment", "bargaining"}, "concession": {"bargaining", "payment"}, "service": {"after_sales", "logistics", "payment"},
    "returns": {"after_sales", "consulting", "bargaining"}, "payment": {"payment"}, "attribute": {"consulting", "bargaining", "after_sales"},
    "dispatch": {"logistics", "payment", "consulting"}, "stock": {"consulting", "logistics", "payment", "bargaining"},
}  # fmt: skip


def facts_told(brief: Brief) -> tuple[Fact, ...]:
    """The facts that the stages of this moment may speak of, in the order of the sheet."""
    stages = {brief.situation.stage, *brief.situation.stages}
    return tuple(fact for fact in brief.facts.facts if fact.kind not in _KINDS or _KINDS[fact.kind] & stages)


def render(brief: Brief, folder: Path | None = None, references: bool = False) -> Prompt:
    """Render the prompt for a brief; the customer's text cannot close its fence.

    With ``references`` the figures are listed by number and the model is asked to write the number in their place.
    """
    system, turn, version, stages = _templates(folder or data_dir("prompts"))
    request, situation = brief.request, brief.situation
    shop, agent = request.shop.name or brief.policy.shop.name, request.shop.agent or brief.policy.shop.agent
    name, hint = _STAGES[situation.stage]
    turns = request.conversation[-MAX_TURNS:]
    last = len(turns) - next((index for index, message in enumerate(reversed(turns)) if message.role == "agent"), len(turns))  # where the latest burst begins
    conversation = [
        {"who": "客服" if message.role == "agent" else "顾客(请回答这句)" if index >= last else "顾客", "text": _fenced(message.text)} for index, message in enumerate(turns)
    ]
    user = turn.render(
        shop=shop,
        agent=agent,
        tone=_TONES[request.shop.brand_tone or brief.policy.shop.brand_tone],
        stage_name=name,
        stage_hint=hint,
        tactic="\n".join(line for line in stages[situation.stage].splitlines() if not _EXAMPLE.match(line)),
        first_contact=situation.first_contact,
        trigger_hint=_TRIGGERS.get(request.trigger, ""),
        facts=facts_told(brief),
        figures=_figures(brief) if references else {},
        fence=FENCE,
        conversation=conversation,
        script=situation.script,
        findings=brief.findings,
        previous=[_fenced(message) for message in brief.previous],
        order=_ORDER,
    )
    return Prompt(system.render(), user, version, _examples(stages[situation.stage].replace("{店名}", shop).replace("{客服}", agent), references))


_EXAMPLE = re.compile(r"^例\S*\s+顾客:(?P<said>.+?)(?:\(事实:(?P<facts>[^()]*)\))?\s*→\s*(?P<reply>.+)$")
_BY_NUMBER = ("- 顺丰到浙江杭州的运费是[[f1]](即14元);顺丰到浙江杭州的常规时效是[[f2]](即1-2天左右)", "发顺丰到杭州多少钱 几天到", "顺丰寄杭州运费[[f1]],正常情况下[[f2]],以物流更新为准哦")


@lru_cache(maxsize=64)
def _examples(stage: str, references: bool) -> tuple[tuple[str, str], ...]:
    """The stage's worked examples as turns: weak models follow what they see done before what they are told."""
    found = [match for line in stage.splitlines() if (match := _EXAMPLE.match(line)) is not None]
    worked = [(f"- {match['facts'] or '(与这句话有关的没有)'}", match["said"], match["reply"]) for match in found]
    if references:
        worked = [*worked[:2], _BY_NUMBER]
    return tuple((f"(示例)\n【事实】\n{facts}\n【对话】\n顾客(请回答这句):{said}\n{_ORDER}", _answer(reply)) for facts, said, reply in worked)


def _answer(reply: str) -> str:
    return json.dumps({"messages": [part.strip() for part in reply.split("/")]}, ensure_ascii=False)


def _figures(brief: Brief) -> dict[str, str]:
    """By fact: its figures, each as number, name and value."""
    names = {slot.id: name for name, slot in numbered(brief.facts)}
    return {fact.id: ";".join(f"{slot.label}是[[{names[slot.id]}]](即{slot.value})" for slot in fact.slots) for fact in brief.facts.facts if fact.slots}


def _fenced(text: str) -> str:
    """One line of data: no fence, no line break that could begin a new speaker."""
    return " / ".join(line.strip() for line in text.replace("▁", "_").replace("【", "[").replace("】", "]").splitlines() if line.strip())[:2000]
