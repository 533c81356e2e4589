"""Answers about sending goods back: terms, freight, exchange, refund."""

from __future__ import annotations

import re
from dataclasses import replace

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.faults import checking, confirmed, in_warranty, kind, missing_item, photo, quality, told
from guarded_reply.drafting.playbook.feeling import for_goods
from guarded_reply.drafting.playbook.fits import carried, fit_of
from guarded_reply.policy.dispatch import CHINA
from guarded_reply.policy.returns import ReturnTerms, return_terms
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question
from guarded_reply.situation.trouble import tells_flaw

_FAULT = re.compile(r"质量|颜色[^,。]{0,6}(?:差|不一样|不对)|坏|破|裂|碎|开胶|开线|瑕疵|故障|漏|发错|色差|不亮|没反应|掉色|起球|烂|霉|异味|虫")
_CHANGED_MIND = re.compile(r"没拆封|没拆|未拆|偏[大小]|换\d|不喜欢|不合适|不合身|不合脚|太?[大小](?:了|一?码|点)|买[大小错]|拍错|选错|不想要|不适合|后悔|用不上|不需要|大[一半]码|小[一半]码|换(?:个|成|小|大|一)")


def cause_of(desk: Desk) -> str | None:
    """'fault' or 'choice' where the case or the customer's own words say why goods come back."""
    case = desk.request.case
    if case is not None and case.reason in ("quality", "damaged", "wrong_item", "missing_item"):
        return "fault"
    if case is not None and case.reason == "no_reason":
        return "choice"
    words = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "customer")[-200:])
    if _FAULT.search(words) or (desk.request.order is not None and tells_flaw(words) and not _CHANGED_MIND.search(words)):
        return "fault"
    return "choice" if _CHANGED_MIND.search(words) else None


_OPENED = ((re.compile(r"pet_food"), "粮开封吃过"), (re.compile(r"food|tea|drink|fruit|raw"), "吃的喝的开封过"), (re.compile(r"beauty"), "护肤彩妆开封用过"), (re.compile(r"electronics|phone"), "拆开用过"), (re.compile(r"shoe"), "穿过"), (re.compile(r"bedding"), "睡过用过"), (re.compile(r"cloth|wear"), "穿过洗过"))
"""What opening or using means for each kind of goods."""


def _terms_text(desk: Desk, terms: ReturnTerms) -> str:
    returns = desk.policy.returns
    order = desk.request.order
    if terms.excepted:
        taste = "没能合您的口味,抱歉。" if re.search(r"太?[咸甜辣酸苦硬腻]|难[吃喝]|不好[吃喝]|不合口味|吃不惯", simplify(desk.request.last_customer_text)) and order is not None else ""
        food = any(carried(product, "配料|保质期|口味") for product in desk.products())
        plain = "食品退回来没法再卖给别人,所以不在无理由退货范围里" if food else "这款商品特殊,退回后没法再次销售,所以不在无理由退货范围里"
        why = {"定制": "这款是按您的要求定制的,没法再卖给其他顾客,所以不在无理由退货范围里", "生鲜易腐": "生鲜容易变质,退回来没法再卖给别人,所以不在无理由退货范围里"}.get(terms.excepted, plain)
        if any(re.search(r"植|花|苗|多肉", f"{product.title}{product.attributes.get('品类', '')}") for product in desk.products()):
            why = "鲜活的花草经不起来回折腾,退回来没法再养、再卖,所以不在无理由退货范围里"
        case = desk.request.case
        if case is not None and case.evidence_received:
            return why if desk.situation.asks("photo_sent", "quality") else f"{checking(desk)},确认是我们的问题就给您处理,运费我们承担;另外{why}"
        return f"{taste}{why};如果有质量问题或发错,请拍照给我核实,我们会负责处理"
    if terms.no_reason is False:
        return f"这单已经超过签收后{returns.window_days}天的无理由期限,所以没法按无理由退了;如果使用中有质量问题,拍照给我,核实后帮您处理"
    words = simplify(desk.request.last_customer_text)
    title = "".join(product.title for product in desk.products())
    opened = re.search(r"开封|开袋|打开吃|吃了|喝了|用了|用过|涂了|穿过|穿了|戴了|戴过|喝过|吃过|洗过|下水|试用|睡(?:了|过)|坐(?:了|过)", words)
    eaten = any(carried(product, "配料|原料|口味|净含量") for product in desk.products()) or re.search(r"粮|茶|坚果|肉|零食|面膜|霜|袜|内衣", title)
    if opened is None and eaten and order is not None:
        opened = re.search(r"拆封|拆袋|拆了|拆开|开了", words)
    if opened is not None and not re.search(r"没(?:有)?(?:用|穿|吃|洗|戴)", words):
        what = next((said for pattern, said in _OPENED if pattern.search(kind(desk).name)), "已经用过")
        picky = "毛孩子不爱吃,确实让人犯愁。" if kind(desk).name == "pet_food" and re.search(r"不(?:爱|肯|喜欢)?吃|不碰|闻都不闻", words) else ""
        return f"{picky}签收后{returns.window_days}天内、没有使用过、不影响二次销售的可以退;{what}会影响二次销售,麻烦您拍几张现在的样子发我,我帮您看看能怎么处理"
    signed = ""
    if order is not None and order.signed_at is not None and terms.until is not None:
        at = order.signed_at.astimezone(CHINA)
        signed = f"您{at.month}月{at.day}日签收,还在期限内,"
    return f"{signed}签收后{returns.window_days}天内、没有使用过、不影响二次销售就可以退"


def return_freight(desk: Desk, question: Question) -> Answer:
    """Who pays: the shop for a confirmed fault, the buyer without reason; both told when open (P52, P53)."""
    terms = return_terms(desk.policy, desk.request, desk.product())
    order = desk.request.order
    cause = cause_of(desk)
    if (terms.excepted or terms.no_reason is False) and not (cause == "fault" and order is not None):
        if terms.payer != "seller":
            return Answer(_terms_text(desk, terms) + desk.voice.end)
    words = simplify(desk.request.last_customer_text)
    if terms.payer == "seller" and re.search(r"换(?:新|个|一|货|的|成)", words) and not re.search(r"退款|退钱|退掉|还是退", words):
        sent = "仓库收到后尽快给您发新的,发出就把单号告诉您" if re.search(r"什么时候|啥时候|几天|多久|哪天", words) else "收到后给您发新的"
        return Answer(f"好的,给您换新,来回运费都由我们承担,您不用出运费。麻烦在“我的订单”里申请换货,把坏的寄回,{sent}{desk.voice.end}", apology=True)
    if terms.payer == "seller":
        return Answer(f"已经核实是质量问题,来回运费都由我们承担,您不用出运费;退货或换货都可以;退货的话,仓库收到后{desk.policy.returns.refund_hours}小时内退款。您看选哪种{desk.voice.end}?", apology=True)
    if terms.payer == "buyer" or (terms.payer is None and cause == "choice"):
        freight = f",当初寄出的运费{decimal_text(order.freight)}元也由您承担" if order is not None and order.freight else ",包括寄回的运费和当初寄出的运费"
        first = "寄回的运费由您承担" if "当初寄出的运费" in freight and order is not None and order.freight else "来回运费由您承担"
        insured = ";您这单有运费险,退货后理赔以保险公司结果为准" if order is not None and order.freight_insurance else ""
        what = "换" if re.search("换|換", desk.request.last_customer_text) else "退"
        text = _terms_text(desk, terms)
        product = desk.product()
        if what == "换":
            text = text.replace("就可以退", "就可以退换")
            text += "" if re.search(r"换(?:成|大|小|个)?[^,。]{0,3}(?:码|色|[smlx]|\d)", simplify(desk.request.last_customer_text), re.IGNORECASE) else ",您想换成哪个规格也告诉我"
            if product is not None and product.stock == 0:
                text += f";不过{product.title}目前没有现货,换的尺码要先跟仓库确认,也可以选择退货"
        return Answer(f"{text}。因为不是质量问题,{first}{freight}{insured}{desk.voice.end}")
    if cause == "fault" and (order is not None or desk.request.case is not None):
        looks = ";只是看着和想的不一样、不喜欢的话,没用过也可以退,来回运费由您承担" if re.search(r"颜色|色差|图片|照片|实物", simplify(desk.request.last_customer_text)) and not terms.excepted and terms.no_reason is not False else ""
        return Answer(f"{photo(desk)};如果确认是质量问题,来回运费都由我们承担{looks}{in_warranty(desk)}", apology=True, opening=for_goods(desk, told(desk), kind(desk)))
    if order is None:
        return Answer(f"确认是质量问题的话,退换的来回运费由我们承担;个人原因不喜欢、不合适,来回运费由您承担{in_warranty(desk)}{desk.voice.end}")
    return Answer("如果核实是质量问题,来回运费由我们承担;如果是个人原因不喜欢、不合适,来回运费由您承担。您这边是哪种情况呢?有问题的话拍张照片发我就好")


def refused(desk: Desk, question: Question) -> Answer:
    """An application was turned down: sorry, the reason is looked up, what the terms say, a person calls (P50, P56)."""
    minutes = desk.policy.step_minutes("callback")
    call = f",主管{minutes}分钟内给您回电说明" if minutes else ",有结果马上告诉您"
    return Answer(f"我马上查一下申请没通过的原因{call};也麻烦您把申请页面的提示截图发我,符合条件的我们按规则给您办理", apology=True, handoff="manager")


def return_window(desk: Desk, question: Question) -> Answer:
    """The window and its conditions; opening the packing does not end the right (P73); somebody who aches is pitied first."""
    if re.search(r"[腰背脖颈肩脚腿手头][^,。]{0,3}(?:疼|痛|酸)|磨脚|硌|睡不好", simplify(desk.request.last_customer_text)) and desk.request.order is not None:
        return replace(_window(desk), apology=True, opening="用着不舒服,让您受累了,很抱歉")
    return _window(desk)


def _window(desk: Desk) -> Answer:
    if desk.request.case is not None and desk.request.case.confirmed:
        return confirmed(desk)
    terms = return_terms(desk.policy, desk.request, desk.product())
    text = _terms_text(desk, terms)
    if re.search(r"(?:吊牌|标签)(?!都?(?:还|没|在|完好|未))|洗过|下水|穿过|用过|(?:盒子?|包装|袋子)[^,。]{0,4}(?:扔|丢|没了|坏|破)|原包装", simplify(desk.request.last_customer_text)) and not terms.excepted and terms.no_reason is not False:
        return Answer(f"{text}。{'原包装、配件不全' if re.search('包装|盒', desk.request.last_customer_text) else '吊牌剪掉或用过'}可能会影响二次销售,麻烦您拍几张现在的样子发我,我帮您看看能不能退{desk.voice.end}")
    if re.search(r"拆|开封|打开|试", desk.request.last_customer_text) and not terms.excepted and terms.no_reason is not False:
        text = text if "拍几张现在的样子" in text else f"拆开看过没关系,{text},配件和包装请保持完整"
    if not terms.excepted and terms.no_reason is not False and desk.request.order is not None and "拍几张现在的样子" not in text:
        text += ";个人原因退货的来回运费由您承担"
    case = desk.request.case
    if terms.excepted and case is not None and case.evidence_received and case.reason in ("quality", "damaged"):
        return Answer(text, apology=True, opening=for_goods(desk, told(desk), kind(desk)))
    return Answer(text + desk.voice.end)


def return_want(desk: Desk, question: Question) -> Answer:
    """A return: possible at the buyer's cost without reason, at the shop's for a confirmed fault (P53)."""
    case, order = desk.request.case, desk.request.order
    if case is not None and case.reason in ("quality", "damaged", "wrong_item", "missing_item"):
        return quality(desk, question) if case.reason != "missing_item" else missing_item(desk, question)
    if order is not None and order.status == "paid":
        return Answer(f"好的,还没有发出,您在订单里提交退款申请就可以;是哪里不合适呢?告诉我,看看能不能帮到您{desk.voice.end}")
    if order is not None and order.status in ("refunding", "refunded"):
        return refund_time(desk, question)
    answer = return_freight(desk, question) if case is not None and case.reason == "no_reason" else return_window(desk, question)
    if "拍几张现在的样子" in answer.text:
        return answer
    tail = ",需要的话在订单里申请退货,我陪您操作" if return_terms(desk.policy, desk.request, desk.product()).no_reason is not False else ""
    return Answer(answer.text.rstrip("哦") + tail + desk.voice.end, answer.apology)


def exchange(desk: Desk, question: Question) -> Answer:
    """Exchange: like a return, and the piece wanted is asked for."""
    case = desk.request.case
    if case is not None and case.reason in ("quality", "damaged", "wrong_item"):
        return quality(desk, question)
    terms = return_terms(desk.policy, desk.request, desk.product())
    if terms.excepted or terms.no_reason is False:
        return Answer(_terms_text(desk, terms).replace("退货", "退换").replace("按无理由退了", "按无理由退换了") + desk.voice.end)
    days = desk.policy.returns.window_days
    product = desk.product()
    fits = fit_of(product, simplify(desk.request.last_customer_text)) if product is not None else ""
    if "不在里面" in fits:
        return Answer(f"{re.split(r'[;。]|,怕', fits)[0]},换过去也用不上。没拆封、没使用过的话签收后{days}天内可以退,不是质量问题的话来回运费由您承担;需要的话我帮您看看店里别的款,好吗?")
    if re.search(r"先(?:给我)?(?:发|寄)", simplify(desk.request.last_customer_text)):
        return Answer(f"理解您着急。换货要等您把原来的寄回、仓库收到核对后才能发新的,因为要先确认商品情况;签收后{days}天内、没有使用过、不影响二次销售就能换,不是质量问题的话来回运费由您承担。您想换成哪个规格呢?")
    worn = _terms_text(desk, terms)
    if "拍几张现在的样子" in worn:
        sore = "穿着不舒服,让您受累了,很抱歉" if re.search(r"磨|硌|挤|紧|疼", simplify(desk.request.last_customer_text)) else ""
        return Answer(f"{worn.replace('可以退', '可以退换')}{desk.voice.end}", apology=bool(sore), opening=sore)
    return Answer(f"可以的,签收后{days}天内、没有使用过、不影响二次销售就能换;不是质量问题的话来回运费由您承担。您想换成哪个规格呢?")


def refund_time(desk: Desk, question: Question) -> Answer:
    """When the refund arrives, as the policy lists it."""
    order = desk.request.order
    hours = desk.policy.returns.refund_hours
    if order is not None and order.status == "refunded":
        return Answer(f"订单显示已经退款了,会原路退回您的付款账户,到账以支付渠道显示为准{desk.voice.end}")
    if order is not None and order.status == "refunding":
        waiting = desk.situation.mood != "calm" or re.search(r"[一二两三四五六七\d]天|还没|呢|一直", desk.request.last_customer_text) is not None
        if waiting:
            return Answer(f"订单显示退款处理中。我这就去催仓库核对,有消息马上告诉您;按流程收到退货后{hours}小时内会原路退回您的付款账户", apology=True, opening=desk.voice.pick("apology", ("退款还没见着,让您惦记了,很抱歉", "让您等退款等着急了,很抱歉")))
        return Answer(f"您的退款正在处理中,仓库收到退货后{hours}小时内退款,原路退回您的付款账户,我也帮您查一下进度,有消息马上告诉您{desk.voice.end}")
    return Answer(f"退货寄回后,仓库收到{hours}小时内退款,原路退回您的付款账户{desk.voice.end}")


def apply_service(desk: Desk, question: Question) -> Answer:
    """How after-sales is applied for: one step at a time, and what happened is asked (P50)."""
    return Answer(f"我陪您操作:打开“我的订单”找到这一单,点“申请售后”,选退货或换货,写上原因再提交就行。是遇到什么问题了吗?告诉我,有照片也可以发我,我帮您看{desk.voice.end}")
