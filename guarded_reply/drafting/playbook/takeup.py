"""Replies that take up what the customer has just told: an interest, a code bought by mistake, a small flaw beside praise, a person asked for."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.product_facts import PLAIN, safe, shown
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question

_PLATFORM = re.compile(r"xbox|ps[345]|playstation|switch|任天堂|epic|steam|手机|平板|电视|mac|安卓|苹果|外区|港区|美区|国区|外服", re.IGNORECASE)


def interested(desk: Desk, question: Question) -> Answer:
    """Somebody who wants to know more: the goods in one line, and what he would like to know (P11)."""
    product = desk.product()
    late = "在的," if re.search(r"有人|客服|在(?:吗|么)", question.text) else ""
    glad = "谢谢您喜欢," if re.search(r"喜欢|好看|心动|感兴趣", question.text) else ""
    if product is None:
        return Answer(f"{late}{glad}您想先了解哪一款、哪方面呢?直接告诉我就好{desk.voice.end}")
    told = [f"{name}{shown(value)}" if not PLAIN.search(name) else shown(value) for name, value in product.attributes.items() if safe(name, value) and len(value) <= 16 and re.search(r"材质|成分|面料|颜色|容量|净含量|尺码|规格|轮|锁|产地|口味|适用", name)][:2]
    price = f"{decimal_text(product.price)}元" if product.price is not None else ""
    return Answer(f"{late}{glad}这款{product.title}{price}{','.join(['', *told])}。您想先了解哪方面呢?直接告诉我就好{desk.voice.end}")


def cancel_code(desk: Desk, question: Question) -> Answer:
    """A code bought by mistake: what it is for, and that an unseen one is looked at; a seen or used one cannot be sold again (P73)."""
    words = simplify(desk.request.last_customer_text)
    product = desk.product()
    fits = ""
    asked = _PLATFORM.search(words)
    if product is not None and asked is not None:
        facts = [f"{name}是{shown(value)}" for name, value in product.attributes.items() if re.search(r"平台|区服|系统|设备", name) and safe(name, value)]
        listed = " ".join(simplify(value).lower() for value in product.attributes.values())
        missing = list(dict.fromkeys(name for name in _PLATFORM.findall(words) if name.lower() not in listed))
        gap = f",{'、'.join(missing)}不在里面,怕您用不上" if missing else ""
        fits = f"这款{','.join(facts)}{gap}。" if facts else ""
    code = "兑换码" if "兑换" in words or (product is not None and "兑换" in " ".join(product.attributes.values())) else "激活码"
    opened = re.search(r"没(?:有)?(?:点|打|看|激活|用|拆|刮|兑)|未(?:激活|使用|查看)", words) is not None
    first = "您说还没点开,我先登记下来" if opened else "您先别点开、别激活,我先登记下来"
    return Answer(f"{fits}{first},跟同事核实{code}的状态,核实好就告诉您能不能退;数字商品看过或激活后没法再给别人用,所以那种情况是退不了的,还请您体谅{desk.voice.end}")


_SMALL = re.compile(r"(?:就是|只是|不过|但是?|唯一|除了|美中不足)(?:的是)?\s?([^,。!\s]{1,8}(?:有点|有些|稍微|略微?|偏|不太)[^,。!\s]{1,6})|([^,。!\s]{1,6}(?:有点|稍微)[紧松硬涩响短长薄厚卡][^,。!\s]{0,2})")


def small_flaw(desk: Desk) -> str:
    """The one small thing that somebody content names, in his words."""
    match = _SMALL.search(simplify(desk.request.last_customer_text))
    return (match.group(1) or match.group(2)) if match is not None else ""


def content_but(desk: Desk, flaw: str) -> Answer:
    """Thanks for an honest word, and the small flaw heard without being admitted (P57, P60)."""
    product = desk.product()
    warranty = next((value for name, value in product.attributes.items() if re.search(r"保修|质保", name)), "") if product is not None else ""
    kept = f"这款有{warranty}保修," if re.fullmatch(r"[\d一二两三半]+个?[年月]", warranty) else ""
    return Answer(f"谢谢您的如实反馈!您说的{flaw}我记下了,要是一直不见好、影响使用,拍张照片发我,{kept}我帮您跟进{desk.voice.end}")


def goodbye_told(desk: Desk) -> Answer | None:
    """Who recommends or says good night is answered in kind; what was praised before is not forgotten (P60)."""
    words = simplify(desk.request.last_customer_text)
    recommends = re.search(r"(?:推荐|安利|介绍|种草)(?:给|我)?[^,。!]{0,2}?(同事|朋友|闺蜜|家人|亲戚|室友|姐妹|邻居|同学|别人)?", words) if re.search(r"(?:会|已经|要|去|帮你?们?)[^,。]{0,4}(?:推荐|安利|介绍|种草)", words) and not re.search(r"[?]|吗|什么|哪", words) else None
    night = "晚安" in words
    order = desk.request.order
    if (recommends is None and not night) or order is None or order.status not in ("delivered", "completed"):
        return None
    said = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "customer"))
    liked = next((name for pattern, name in ((r"颜色|色号", "颜色"), (r"味道|好吃|好喝", "味道"), (r"合身|合脚|大小|尺码", "大小"), (r"好看|漂亮", "样子")) if re.search(pattern, said)), "")
    glad = "合身合脚就好,我们也跟着开心" if liked == "大小" else f"{liked}您喜欢,我们特别开心" if liked and re.search(r"喜欢|好看|漂亮|温柔|满意|合适|好|香|合身", said) else "您用着满意,我们特别开心"
    thanks = f",也谢谢您愿意推荐给{recommends.group(1) or '身边的人'}" if recommends is not None else ""
    return Answer(f"{glad}{thanks},有任何问题随时来找我{',晚安,好梦' if night else ''}😊")


def ordered_twice(desk: Desk) -> Answer | None:
    """Two orders where one was meant: the one on record is named, the other one's number asked for, and which is to go (P72)."""
    order = desk.request.order
    words = simplify(desk.request.last_customer_text)
    if order is None or not re.search(r"拍重|重复(?:拍|下|买|了)|下重|买重|(?:拍|下|付)(?:了|成)?(?:两|二|2)(?:单|次|遍)|(?:两|2)个?(?:单|订单)", words):
        return None
    return Answer(f"没关系的,我这边看到的是订单{order.id},已付款、还没发出;另一单的单号麻烦发我,您想留哪一单、退哪一单告诉我,我马上跟仓库说那一单先别发,您在“我的订单”里对要退的那单提交退款申请就行{desk.voice.end}")


def told_live(desk: Desk) -> Answer | None:
    """An offer said to have been promised in a live show or by somebody: the recording asked for, checked, called back; neither confirmed nor denied (P54, P56)."""
    said = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "customer"))
    where = re.search(r"直播间|主播|直播|短视频|页面|详情页|广告", said)
    if where is None or not re.search(r"送|赠|半价|买一|免|优惠|减", said) or not re.search(r"录屏|截图|录像|虚假|说(?:的|好|过)|承诺|写着", said):
        return None
    minutes = desk.policy.step_minutes("callback")
    call = f",{minutes}分钟内给您回电说明" if minutes else ",有结果马上告诉您"
    proof = "录屏" if re.search("录屏|录像", said) else "截图"
    offers = desk.policy.concessions.coupons
    now = f";店里现在确定能给您申请的是{offers[0].name}" if offers and desk.request.order is None else ""
    return Answer(f"{where.group()}的这个活动我这边的资料里没有看到,不敢随口答应或否认。麻烦您把{proof}发我,我连同您说的一起转给主管核对{call}{now}", apology=True, handoff="threat", opening="让您有这样的疑虑,是我们没做好,很抱歉")


def to_person(desk: Desk) -> Answer:
    """A person is asked for: agreed at once, and the matter asked for in a few words so that it can be handed on (P56)."""
    return Answer(f"好的,我是{desk.voice.agent_name},这就帮您转给同事跟进;您先简单说说是什么事,我一并写清楚转过去,免得您再说一遍{desk.voice.end}", handoff="manager")
