"""Answers to anger and demands: money, threats, the manager, a rude courier, an insult."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.faults import checking, confirmed, durable, kind, photo, told
from guarded_reply.drafting.playbook.feeling import for_goods
from guarded_reply.drafting.playbook.takeup import told_live
from guarded_reply.policy.returns import excepted_reason
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question
from guarded_reply.situation.trouble import trouble_in, wishes_in


def courier_attitude(desk: Desk, question: Question) -> Answer:
    """A rude courier or fitter: sorry, recorded, taken up with those who sent him; thrown goods are looked at (P2)."""
    words = simplify(desk.request.last_customer_text)
    who = "安装师傅" if re.search(r"安装|师傅", words) else "快递员"
    whom = "安装那边" if who == "安装师傅" else "快递公司"
    money = ",多收钱的事也一起核实" if re.search(r"加钱|收钱|乱收|多收", words) else ""
    goods = ";东西有没有摔坏?有的话拍照发我,我一起处理" if re.search(r"扔|摔|踢|暴力", words) else ";您方便的话再说说当时的情况,我完整记录下来"
    return Answer(f"我这就联系{whom}反馈{who}的情况{money},请他们核实处理,有结果告诉您{goods}", apology=True, opening="让您在收货时受委屈了,真的很抱歉" if who == "快递员" else "让您受委屈了,真的很抱歉")


def insult(desk: Desk, question: Question) -> Answer:
    """An insult: calm, sorry for the feeling, asks what is wrong (P2)."""
    return Answer("没能让您满意,是我们做得不够好。您遇到了什么问题,直接告诉我,我来帮您处理", apology=True)


def compensation(desk: Desk, question: Question) -> Answer:
    """Neither refused flatly nor agreed: the facts are asked for, the listed options offered (P54, P55)."""
    case = desk.request.case
    if case is None and desk.request.order is None:
        minutes = desk.policy.step_minutes("photo_check")
        when = f"{minutes // 60}小时内核实" if minutes else "尽快核实"
        product = desk.product()
        sure = "确认后按情况为您处理" if product is not None and excepted_reason(product) else "确认后退换都可以,来回运费由我们承担"
        return Answer(f"您放心,收到后如果有损坏或质量问题,拍照发我,{when};{sure}{desk.voice.end}")
    if re.search(r"差价|降价|七天内降|保价", question.text):
        return Answer(f"价格会随活动变化,保价和退差价店里没有这项服务,所以没法答应您;现在下单可以送您一份小礼,您看合适再拍{desk.voice.end}" if not desk.policy.concessions.coupons else f"价格会随活动变化,店里没有退差价的服务,怕承诺了做不到;现在下单可以送您一张{desk.policy.concessions.coupons[0].name},您看合适吗?")
    if case is not None and case.confirmed:
        return confirmed(desk)
    options: list[str] = []
    if desk.policy.compensation.coupon_amount:
        options.append(f"送您{decimal_text(desk.policy.compensation.coupon_amount)}元店铺券")
    if desk.policy.compensation.warranty_months and durable(desk) and not (case is not None and case.reason in ("not_received", "lost")):
        options.append(f"延长{desk.policy.compensation.warranty_months}个月保修")
    ask = checking(desk) if case is not None and case.evidence_received else photo(desk)
    swap = "售后" if kind(desk).fresh else "退换"
    given = f";核实后可以按情况为您办理{swap},或{'、'.join(options)},您来选" if options else ";核实后按规则给您处理"
    words = simplify(desk.request.last_customer_text)
    if re.search(r"退一赔|假一赔|赔(?:我)?[一二三四五六七八九十\d]+倍|[一二三四五六七八九十\d]+倍(?:赔|退)|翻倍|双倍|加倍", words):
        return Answer(f"赔多少要核实清楚才能定,现在没法先答应您,怕说了做不到。{ask}{given}", apology=True, opening=for_goods(desk, told(desk), kind(desk)))
    cash = "现金补偿聊天里没法直接操作,走订单售后对您更有保障。" if re.search(r"退我?\d|红包|现金|赔.{0,3}\d|转我", desk.request.last_customer_text) else "您的要求我记下了。"
    return Answer(f"{cash}{ask}{given}", apology=True, opening=for_goods(desk, told(desk), kind(desk)))


def threat(desk: Desk, question: Question) -> Answer:
    """A threat is not paid: polite, the facts asked for, the record kept, handed over (P54)."""
    minutes = desk.policy.step_minutes("callback")
    call = f",同时转给主管,{minutes}分钟内给您回电" if minutes else ",同时转给主管跟进"
    if desk.situation.asks("dispatch") and desk.request.order is not None and desk.request.order.status == "paid":
        return Answer("您说的我都记下来,也会请主管一起跟进,一定认真处理", apology=True, handoff="threat")
    if desk.situation.asks("quality") and re.search(r"赔|补偿", desk.request.last_customer_text):
        return Answer(f"您的要求我也完整记录下来{call},核实后按结果给您答复", apology=True, handoff="threat")
    if desk.situation.asks("quality", "missing_item", "wrong_item", "danger", "reaction", "return_freight", "return_want"):
        return Answer(f"您说的我都完整记录下来了{call},一定认真处理", apology=True, handoff="threat")
    live = told_live(desk)
    if live is not None:
        return live
    bought = "评价要真实才对其他顾客有帮助,所以没法用退款来换删评。" if re.search(r"删|改评|退我?\d|返", desk.request.last_customer_text) else ""
    return Answer(f"{bought}您是哪里不满意呢?告诉我,方便的话拍张照片,我完整记录下来{call},您的问题我们一定认真处理", apology=True, handoff="threat", opening="没能让您满意,真的很抱歉")


def promised(desk: Desk, question: Question) -> Answer:
    """'刚才那个客服答应我的': felt with, the record is looked up, what policy gives anyway, and the call-back (P6, P72)."""
    minutes = desk.policy.step_minutes("callback")
    call = f",主管{minutes}分钟内给您回电确认" if minutes else ",查清楚马上告诉您"
    of_freight = re.search(r"顺丰|中通|包邮|运费|邮费|快递", simplify(question.text)) is not None
    cut = desk.policy.concessions.freight_max
    meanwhile = f";运费这边我先能给您优惠{decimal_text(cut)}元" if of_freight and cut > 0 and desk.request.order is None else ""
    return Answer(f"我这就去查前面的聊天记录,核实是我们答应过您的,一定照办,不会不认;您那边有当时的截图也可以发我{call}{meanwhile}", apology=True, handoff="manager", opening="让您有这样的感受,真的很抱歉")


def manager(desk: Desk, question: Question) -> Answer:
    """Agreed and handed over; the call-back the policy lists; nothing already told is asked again (P56)."""
    minutes = desk.policy.step_minutes("callback")
    call = f"主管{minutes}分钟内给您回电,请您留意电话" if minutes else "主管会尽快联系您"
    heard = [simplify(message.text) for message in desk.request.conversation if message.role == "customer"]
    trouble = trouble_in("\n".join(heard))
    matter = [f"{trouble.named}的情况"] if trouble.flaws else []
    matter += wishes_in(heard)
    upset = desk.request.case is not None or desk.situation.mood in ("angry", "anxious") or desk.request.order is not None
    if matter or any(len(text) >= _TOLD for text in heard[:-1]):
        known = "、".join(matter) or "您前面说的情况"
        photo = ";方便的话拍张照片发我,我一起交过去" if trouble.flaws and (desk.request.case is None or not desk.request.case.evidence_received) and not any(re.search(r"照片|拍|视频", message.text) for message in desk.request.conversation) else ""
        opening = for_goods(desk, trouble, kind(desk)) if trouble.flaws else ""
        return Answer(f"好的,我这就转给主管,{known}我都写进去,不用您再重复,{call}{photo}", apology=True, handoff="manager", opening=opening)
    return Answer(f"好的,我这就转给主管,{call};您也可以先简单说说遇到的问题,我一并记录", apology=upset, handoff="manager")


_TOLD = 8
