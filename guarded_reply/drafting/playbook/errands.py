"""Answers to small wishes around an order: hurry, a note, one more piece, keep one, where it is sent from, who delivers."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.delivery import dispatch
from guarded_reply.drafting.playbook.product_facts import told_by
from guarded_reply.drafting.playbook.rates import fee_text, place_name
from guarded_reply.drafting.playbook.spoken import spoken
from guarded_reply.policy.dispatch import dispatch_of
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question


def hurry(desk: Desk, question: Question) -> Answer:
    """Sent sooner: what policy allows, and the wish passed on; no promise beyond it (P41, P43)."""
    order = desk.request.order
    if order is None or order.status in ("unpaid", "shipped", "delivered", "completed", "closed"):
        return dispatch(desk, question)
    answer = dispatch(desk, question)
    if answer.handoff is not None:
        return answer
    words = simplify(desk.request.last_customer_text)
    first = "理解您着急要用," if re.search(r"急|赶|要用|等着|来不及|出差|生日|快点", words) else "好的,谢谢您的支持!" if re.search(r"谢|付款|付了|付好", words) else "好的,"
    return Answer(f"{first}{answer.text.removesuffix('哦')};我也跟仓库备注一下,请他们尽快安排{desk.voice.end}")


def note(desk: Desk, question: Question) -> Answer:
    """A wish for delivery or packing: noted and passed on; the courier arranges the last mile."""
    order = desk.request.order
    seen = re.search(r"备注(?:了|过|里|的)", question.text)
    if seen is not None and order is not None and order.status in ("unpaid", "paid"):
        return Answer(f"您的备注我去跟仓库再核对一遍,请他们按备注的来发,有问题马上告诉您{desk.voice.end}")
    if re.search(r"检查|挑.{0,3}好的", question.text) and (order is None or order.status in ("unpaid", "paid")):
        before = "上次让您费心了,很抱歉。" if "上次" in desk.request.last_customer_text else ""
        return Answer(f"{before}您的要求我记下来备注给仓库,请他们打包时多检查一遍;收到后有问题随时找我{desk.voice.end}")
    if re.search(r"价格|小票|价签|单子|包装|礼盒|贺卡", question.text) and (order is None or order.status in ("unpaid", "paid")):
        card = ";卡片和想写的内容能不能安排,我跟仓库核实后告诉您,您也可以先把内容发我" if re.search(r"贺卡|卡片|写(?:句|几|一|点|张)|祝福", simplify(desk.request.last_customer_text)) else ""
        return Answer(f"好的,您的要求我记下来备注给仓库,请他们打包的时候留意{card}{desk.voice.end}")
    if order is not None and order.status == "shipped":
        return Answer(f"好的,您的要求我记下了,我这就联系快递帮您转达;末端派送由当地网点安排,快递员联系您时您也可以再说一声{desk.voice.end}")
    if order is not None and order.status in ("delivered", "completed"):
        return Answer(f"包裹显示已经签收了,下次下单前告诉我,我提前帮您备注{desk.voice.end}")
    return Answer(f"好的,您的要求我记下来备注给仓库;末端派送由快递网点安排,能不能照做要看当地情况,快递员联系您时也可以再说一声{desk.voice.end}")


def one_more(desk: Desk, question: Question) -> Answer:
    """Another piece in the same parcel: asked for before it leaves."""
    order = desk.request.order
    if order is not None and order.status in ("shipped", "delivered", "completed"):
        return Answer(f"前一单已经发出了,没法再合在一起;您再拍一单,我们按新订单给您安排发货{desk.voice.end}")
    if order is None:
        goods, free = desk.parcel().goods_total, desk.policy.free_shipping
        pieces = desk.situation.quantity or 1
        whole = f";{pieces}件一共{decimal_text(goods)}元" if goods is not None and pieces > 1 and desk.product() is not None else ""
        if whole and free is not None and goods is not None:
            name = desk.policy.carriers[free.carrier].name
            whole += f",{name}满{decimal_text(free.threshold)}元包邮(偏远地区除外)" if goods >= free.threshold else f",再凑{decimal_text(free.threshold - goods)}元{name}就包邮(偏远地区除外)"
        places = desk.places()
        if whole and len(places) == 1 and (quotes := desk.quotes_to(places[0])):
            whole = f";{pieces}件寄{place_name(places[0])}{'、'.join(fee_text(quote) for quote in quotes)}"
        return Answer(f"可以的,拍在同一单、寄同一个地址就是一个包裹,运费只算一次{whole}{desk.voice.end}")
    return Answer(f"可以的,您再拍一单,收货信息和前一单保持一致,我去请仓库核对能不能合在一起发,有结果告诉您{desk.voice.end}")


def keep_one(desk: Desk, question: Question) -> Answer:
    """Kept for later: said honestly that stock goes by payment."""
    product = desk.product()
    if desk.request.order is not None and desk.request.order.status == "unpaid":
        return Answer(f"您的订单先给您放着,付款时限以订单页显示为准,过了时限会自动关闭;库存是按付款先后走的,方便的话早一点付更稳妥,不方便也没关系,到时候可以重新拍{desk.voice.end}")
    holds = dispatch_of(desk.policy, desk.request, product)
    if desk.request.order is None and holds.kind == "out_of_stock":
        return Answer(f"这款目前没有现货,补货时间还没有确定,怕先留了让您白等;我帮您登记下来,到货了马上通知您{desk.voice.end}")
    if desk.request.order is None and holds.kind == "presale":
        return Answer(f"这款现在没有现货,是预售,{holds.text.removeprefix('预售').strip(',:')}。预留怕到时候没留住让您白等,您可以先拍下排单,按付款先后发,您看可以吗?")
    left = f"目前库存{product.stock}," if product is not None and product.stock else ""
    return Answer(f"{left}库存是按付款先后走的,专门预留怕到时候没留住让您白等;您可以先拍下来,在订单页显示的时间内付款就行{desk.voice.end}")


def pay_later(desk: Desk, question: Question) -> Answer:
    """Pays later: no pressure (P30)."""
    order = desk.request.order
    if order is not None and order.status == "unpaid":
        return Answer(f"可以的,不着急,订单先放着,您方便的时候付就行,付款时限以订单页显示为准;有疑问随时叫我{desk.voice.end}")
    return Answer(f"可以的,您方便的时候拍就行,有疑问随时叫我{desk.voice.end}")


def sent_from(desk: Desk, question: Question) -> Answer:
    """Where it is sent from: only what facts carry."""
    if len(desk.situation.questions) > 1:
        return Answer(f"从哪里发货我跟仓库确认一下告诉您{desk.voice.end}")
    return Answer(f"具体从哪个仓发出我跟仓库确认一下告诉您;{dispatch(desk, Question('dispatch', 'logistics', '')).text}")


def courier_contact(desk: Desk, question: Question) -> Answer:
    """The courier's number is no fact of the shop's: the order page shows it; the shop can ask."""
    order = desk.request.order
    number = f"您的单号是{order.tracking_no}," if order is not None and order.tracking_no else ""
    return Answer(f"{number}派件电话在订单的物流详情里可以看到;您有什么想转达的告诉我,我这就帮您联系快递{desk.voice.end}")


def return_address(desk: Desk, question: Question) -> Answer:
    """The address for a return is shown by the order page once it is applied for."""
    case = desk.request.case
    if case is not None and not case.confirmed and case.reason in ("quality", "damaged", "wrong_item"):
        step = desk.policy.step_minutes("photo_check")
        when = f"{step // 60}小时内" if step else "尽快"
        seen = "照片已经在核实了" if case.evidence_received else "先麻烦您拍照发我"
        pick = "能不能上门取件我跟快递问一下,一起告诉您" if re.search(r"上门", question.text) else "怎么寄我到时候一起告诉您"
        return Answer(f"您先别急着寄,{seen},{when}给您结果;确认是我们的问题,退换都可以,来回运费由我们承担,{pick}{desk.voice.end}")
    if re.search(r"上门", question.text):
        return Answer(f"您在订单里申请退货,寄回的方式看提交后页面的提示,页面能预约就按页面约时间;自己寄回的话,寄出后把单号填进去,我帮您留意进度{desk.voice.end}")
    return Answer(f"您在订单里点申请退货,提交后页面会显示退货地址;寄出后把单号填进去,我帮您留意进度{desk.voice.end}")


def opening_hours(desk: Desk, question: Question) -> Answer:
    """Hours are told only when knowledge carries them."""
    from guarded_reply.drafting.playbook.consulting import knowledge

    found = knowledge(desk, question)
    when = "晚上几点下班" if re.search(r"下班|晚上|几点关", question.text) else "周末上不上班" if re.search(r"周|星期|礼拜|节", question.text) else "具体的客服时间"
    return found or Answer(f"我现在在线的,您有问题直接说就好;{when}我确认好告诉您,没人的时候也可以先留言,上线后会尽快回复您{desk.voice.end}")


def samples(desk: Desk, question: Question) -> Answer:
    """Samples: none in the data; what is listed instead."""
    gifts = [f"送您一个{gift.name}" for gift in desk.policy.concessions.gifts] or [f"送您一张{coupon.name}" for coupon in desk.policy.concessions.coupons]
    offer = f";下单可以{gifts[0]},您看可以吗?" if gifts else ""
    bundle = ",买几送几的活动目前也没有收到通知" if re.search(r"买[^,。]{1,4}送", simplify(desk.request.last_customer_text)) else ""
    return Answer(f"试用装、小样这边没有备货{bundle},所以没法另外给您寄{offer or ',还请您体谅' + desk.voice.end}")


def how_to(desk: Desk, question: Question) -> Answer:
    """How to use it: knowledge first, then the facts and what is commonly known, else the label, and asked for."""
    from guarded_reply.drafting.playbook.consulting import knowledge

    found = knowledge(desk, question)
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    told = told_by(product, simplify(question.text)).said if product is not None else ()
    if found is None and told:
        return Answer(";".join(told) + desk.voice.end)
    paper = re.search(r"说明书|教程|视频|图解", question.text)
    if found is None and paper is not None:
        return Answer(f"{paper.group()}我跟同事核实一下,有的话发给您看;您也可以先告诉我哪一步不清楚{desk.voice.end}")
    what = spoken(simplify(question.text)) or "具体怎么用"
    return found or Answer(f"{what}随口说怕说不周全,您可以先看包装里的说明,我也跟同事要一份详细的步骤发您{desk.voice.end}")


def real_photo(desk: Desk, question: Question) -> Answer:
    """Pictures of the real thing: where they may be seen; none is promised."""
    return Answer(f"您可以先看商品详情页的图片和评价里其他顾客晒的图;想看哪个细节告诉我,我跟同事确认有没有合适的图再发您{desk.voice.end}")


def link(desk: Desk, question: Question) -> Answer:
    """A link: found inside the shop; none is made up (P74)."""
    product = desk.product()
    name = f"搜“{product.title}”" if product is not None else "搜您想要的款式"
    return Answer(f"您在店铺首页{name}就能找到商品页,下单也在那里;找的时候有不清楚的,把页面截图发我,我帮您看{desk.voice.end}")


def store(desk: Desk, question: Question) -> Answer:
    """A shop to walk into, pick-up: only what knowledge carries (P4)."""
    from guarded_reply.drafting.playbook.consulting import knowledge

    found = knowledge(desk, question)
    what = "自提" if re.search("自提|到店|上门取", question.text) else "线下门店"
    return found or Answer(f"{what}的情况我跟同事核实好告诉您;线上下单的话,有任何问题都可以在这里找我{desk.voice.end}")


def send_photo(desk: Desk, question: Question) -> Answer:
    """How a photo or video is sent: one step at a time (P30)."""
    minutes = desk.policy.step_minutes("photo_check")
    when = f",收到后{minutes // 60}小时内为您核实" if minutes else ""
    if re.search(r"(?:怎么|要)拍|拍(?:哪|什么|啥)", simplify(desk.request.last_customer_text)):
        return Answer(f"麻烦您拍三张就好:有问题的地方近一点拍清楚、商品整体一张、外包装和面单一张(面单上的电话地址请遮住),在聊天窗口点“+”选“照片”发我{when}{desk.voice.end}")
    return Answer(f"没关系,我教您:在咱们这个聊天窗口点输入框旁边的“+”,选“照片”或“拍摄”,挑好发送就可以了{when}。实在不方便的话,您先用文字描述一下情况也行{desk.voice.end}")


def browse(desk: Desk, question: Question) -> Answer:
    """Only looking: welcome, no pressure (P21)."""
    return Answer(f"好的,您慢慢看,有喜欢的或者拿不准的随时问我{desk.voice.end}")


def how_to_buy(desk: Desk, question: Question) -> Answer:
    """A first order, step by step, in plain words (P30)."""
    methods = "、".join(desk.policy.payment.methods[:2])
    return Answer(f"很简单的,我陪您一步步来:在商品页选好规格和数量,点“立即购买”,填好收货地址,核对金额后点“提交订单”,付款页选{methods}就可以。哪一步不清楚随时截图给我{desk.voice.end}")


def follow(desk: Desk, question: Question) -> Answer:
    """'昨天说的事怎么样了': what is open by the record, else which matter it was; nothing is made up (P6)."""
    case, order = desk.request.case, desk.request.order
    if case is None and order is not None and order.status == "shipped":
        from guarded_reply.drafting.playbook.delivery import not_received

        return not_received(desk, question)
    if case is not None:
        from guarded_reply.drafting.playbook import faults

        if case.confirmed and re.search(r"补发|补寄|重发|换", question.text):
            return Answer("让您久等了。我这就去问仓库安排到哪一步了,有消息马上告诉您", apology=True)
        return faults.confirmed(desk) if case.confirmed else faults.progress(desk)
    status = f"您这笔订单目前是{desk.status_text()};" if order is not None else ""
    return Answer(f"让您久等了,抱歉。{status}您说的是哪件事呢?麻烦简单说一下或者发下订单号,我马上帮您核对之前的记录、跟进结果{desk.voice.end}")


def member(desk: Desk, question: Question) -> Answer:
    """Membership and points: only what facts carry; what is listed instead."""
    coupons = desk.policy.concessions.coupons
    offer = f";现在下单可以送您一张{coupons[0].name}" if coupons else ""
    return Answer(f"会员和积分的规则以店铺首页显示的为准,我也跟同事确认一下再告诉您{offer}{desk.voice.end}")


def say_it(desk: Desk, question: Question) -> Answer:
    """A sentence put into the agent's mouth is not said; what is true is (P4)."""
    from guarded_reply.drafting.playbook.bargaining import discount
    from guarded_reply.drafting.playbook.consulting import superlative

    if desk.request.order is not None:
        return off_topic(desk, question)
    if re.search(r"最|第一|保证|假一|赔|绝对|全网", simplify(desk.request.last_customer_text)):
        return superlative(desk, question)
    return discount(desk, question) if desk.request.products else off_topic(desk, question)


def off_topic(desk: Desk, question: Question) -> Answer:
    """A command or a game is no question for the shop: back to what can be helped with."""
    product = desk.product()
    heard = simplify("\n".join(message.text for message in desk.request.conversation[:-1] if message.role == "customer"))
    told = simplify(desk.request.last_customer_text)
    if desk.request.order is None and re.search(r"成本|进价|进货|利润", told):
        now = f"页面价是{decimal_text(product.price)}元," if product is not None and product.price is not None else ""
        return Answer(f"成本这块属于公司内部的资料,我这边不方便说,还请您体谅;{now}价格是全店统一的,商品和售后的问题您随时问我{desk.voice.end}")
    if desk.request.order is None and product is not None and re.search(r"\d折|半价|免单|特批|(?:自动|已)享受|确认\d", told):
        from guarded_reply.drafting.playbook.bargaining import discount

        return discount(desk, question)
    if desk.request.order is None and re.search(r"价|成交|老板", desk.request.last_customer_text) and re.search(r"便宜|优惠|行吗|卖不卖|少点|贵|\d{2,}", heard):
        from guarded_reply.drafting.playbook.bargaining import discount

        return discount(desk, question)
    noted = next((match.group(1) for message in reversed(desk.request.conversation) if message.role == "agent" and (match := re.search(r"(?:记下|备注)(?:了|好)?(?:您)?([^,。!;\s]{2,10})", simplify(message.text))) is not None), "")
    if desk.request.order is not None and noted:
        back = ";要是想退款,直接跟我说一声就行" if re.search(r"退款|refund", told, re.IGNORECASE) else ""
        return Answer(f"您前面说的{noted}我记着呢,发货前跟仓库核对好;其他的话题我不太懂,订单上的事随时问我{back}{desk.voice.end}")
    price = f"{product.title}是{decimal_text(product.price)}元," if product is not None and product.price is not None and desk.request.order is None and re.search(r"元|价|钱|免费|包邮", desk.request.last_customer_text) else ""
    if re.search(r"运费|邮费", simplify(desk.request.last_customer_text)) and not desk.places():
        return Answer(f"运费我帮您按收货地算就好,您寄到哪个城市呢?其他商品、订单和售后的问题也随时问我{desk.voice.end}")
    return Answer(f"这个话题我不太了解,怕说错误导您;{price}商品、运费、订单和售后的问题您随时问我,我来帮您{desk.voice.end}")
