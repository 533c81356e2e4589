"""Answers about goods that fail after weeks or years: within the warranty or after it, what was tried, a short video."""

from __future__ import annotations

import re
from datetime import date, timedelta

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.fits import carried
from guarded_reply.policy.dispatch import CHINA
from guarded_reply.reading.numerals import parse_number
from guarded_reply.reading.text import simplify
from guarded_reply.request import Product
from guarded_reply.situation import Question
from guarded_reply.situation.trouble import tells_flaw

_STEPS = (
    (r"蓝牙|耳机|音箱", "重新充满电、断开再连一次"), (r"电池|续航|mAh|充电", "换根线充满电再开机"), (r"功率|电压|W$", "换个插座、重新通电"),
)  # fmt: skip


def ends_on(since: date, period: str) -> date | None:
    """The last day of a warranty of ``period`` ('1年', '18个月', '90天') from a day."""
    match = re.search(r"(\d+|[一二两三四五六七八九十]+|半)\s?(年|个?月|天|日)", period)
    value = parse_number(match.group(1)) if match is not None else None
    if match is None or value is None:
        return None
    if match.group(2) in ("天", "日"):
        return since + timedelta(days=int(value))
    months = int(value * 12) if match.group(2) == "年" else int(value)
    year, month = divmod(since.month - 1 + months, 12)
    day = since.day
    while True:
        try:
            return date(since.year + year, month + 1, day)
        except ValueError:
            day -= 1


def _tried(product: Product | None, words: str) -> str:
    """What people try first with such goods, as a question; nothing when the fault is a broken part."""
    if product is None or re.search(r"断|裂|碎|掉|拉链|松|破|开胶|漏|气杆|轮|摔|生锈", words):
        return ""
    facts = " ".join((product.title, *(f"{name}{value}" for name, value in product.attributes.items())))
    return next((step for pattern, step in _STEPS if re.search(pattern, facts)), "")


def _day(day: date, now: date | None) -> str:
    return f"{'' if now is not None and day.year == now.year else f'{day.year}年'}{day.month}月{day.day}日"


def warranty(desk: Desk, question: Question) -> Answer:
    """Within or after the warranty by signing day and period; steps, a short video, checked in the listed time; no new piece promised (P52, P58)."""
    order = desk.request.order
    product = desk.product() or (desk.products()[0] if desk.products() else None)
    period = carried(product, "保修|质保|保固") if product is not None else ""
    now = desk.request.now.astimezone(CHINA).date() if desk.request.now is not None else None
    start = (order.signed_at or order.paid_at) if order is not None else None
    since = start.astimezone(CHINA).date() if start is not None else None
    until = ends_on(since, period) if since is not None and period else None
    done = "签收" if order is not None and order.signed_at is not None else "付款"
    words = simplify(desk.request.last_customer_text)
    minutes = desk.policy.step_minutes("photo_check")
    when = f"{minutes // 60}小时内为您核实" if minutes else "我尽快为您核实"
    step = _tried(product, words)
    tried = f"您试过{step}吗?还是不行的话," if step else ""
    shot = "拍一小段能看清问题的视频" if period or step else "拍几张能看清问题的照片"
    show = f"{tried}麻烦{shot}发我,{when}"
    within = since is not None and until is not None and now is not None and now <= until
    if since is not None and until is not None and re.search(r"还剩|多久|到期|什么时候|几年|到几月|过(?:了)?(?:没|吗)", words) and not tells_flaw(words):
        still = "还在保修期内,使用中有问题随时找我" if within else "已经过了,不过使用中有问题也可以找我看看"
        return Answer(f"您{_day(since, now)}{done},这款保修{period},到{_day(until, now)},{still}{desk.voice.end}")
    dropped = re.search(r"摔|进水|泡水|压坏|咬|人为|磕", words)
    if within and since is not None and until is not None and dropped is not None:
        return Answer(f"时间上还在保:您{_day(since, now)}{done},这款保修{period},到{_day(until, now)}。{dropped.group()}到的情况在不在保修范围里我这边没有准数,麻烦{shot}发我,{when},能不能保、要不要费用核实后一起告诉您", apology=True, opening="东西磕了碰了心里肯定不好受,给您添麻烦了,很抱歉")
    opening = desk.voice.pick("apology", ("用着出了问题,给您添麻烦了,很抱歉", "用着用着出了问题,扫您的兴了,很抱歉"))
    if since is not None and until is not None and now is not None and now <= until:
        asked = re.search(r"保修|质保|在保|保固|还保|保不保", words) is not None
        return Answer(f"{'在保的' if asked else '这款还在保修期内'}:您{_day(since, now)}{done},这款保修{period},到{_day(until, now)}。{show},维修怎么安排、要不要费用核实后一起告诉您", apology=True, opening=opening)
    if since is not None and until is not None and now is not None:
        return Answer(f"您{_day(since, now)}{done},这款保修{period},到{_day(until, now)}就期满了,所以现在不在保修期里;不过问题我照样帮您看。{show},还能怎么修、费用怎么算核实后告诉您", apology=True, opening=opening)
    bought = f"您{_day(since, now)}{done}的,已经过了{desk.policy.returns.window_days}天无理由的期限,但问题我照样帮您看。" if since is not None else ""
    covered = f"这款保修是{period}。" if period else ""
    return Answer(f"{bought}{covered}{show},能怎么处理核实后告诉您", apology=True, opening=opening)
