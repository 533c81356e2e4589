"""Messages that the shop starts itself, one for each trigger."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.delivery import dispatch
from guarded_reply.drafting.playbook.faults import checking, confirmed
from guarded_reply.drafting.playbook.fits import carried
from guarded_reply.drafting.playbook.payment import signature
from guarded_reply.drafting.playbook.rates import days_text, place_name
from guarded_reply.policy.dispatch import dispatch_of
from guarded_reply.policy.returns import excepted_reason
from guarded_reply.reading.places import short_name
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product
from guarded_reply.situation import Question

_NONE = Question("", "greeting", "")


_EATEN = r"茶|坚果|牛肉|零食|橙|蜂蜜|大米|面条|酒|咖啡|糕|饼干|糖|莓|厘子|果"


def _doubts(product: Product | None) -> str:
    """What people hesitate about, as far as the product has it."""
    if product is None:
        return "款式"
    found = [word for names, word in (("尺码|尺寸", "尺码尺寸"), ("颜色|色号", "颜色"), ("口味|香型", "口味"), ("保质期", "保质期"), ("材质|成分", "材质"), ("适用", "适不适用")) if carried(product, names)]
    return "、".join(found[:2]) or "规格"


def _perishable(desk: Desk) -> bool:
    return any(excepted_reason(product) == "生鲜易腐" or re.search(r"橙|莓|厘子|生鲜|水果|海鲜|鲜花", product.title) for product in desk.products())


def _on_receipt(desk: Desk) -> str:
    """What to do when it comes: look at the packing; fresh goods are opened at once, kept as the label says, a photo taken of what is spoilt."""
    if not _perishable(desk):
        return "收货时请先检查外包装"
    stored = next((carried(product, "储存|保存") for product in desk.products() if carried(product, "储存|保存")), "")
    keep = f"按{stored}存放" if stored else "放在阴凉干燥处"
    return f"收到后请尽快打开检查、{keep},有坏的先拍照发我"


def browsing(desk: Desk) -> Answer:
    """Looked at a product and did not order: ask gently (P21)."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    name = f"{product.title}" if product is not None else "店里的商品"
    return Answer(f"看到您在看{name},是{_doubts(product)}还是别的地方拿不准呢?告诉我您打算怎么用,我帮您参谋{desk.voice.end}")


def unpaid_reminder(desk: Desk) -> Answer:
    """Reminded without pressure, with help (P30)."""
    order = desk.request.order
    total = f",合计{decimal_text(order.total)}元" if order is not None and order.total is not None else ""
    free = ",已经包邮" if order is not None and order.freight == 0 else ""
    holds = dispatch_of(desk.policy, desk.request, desk.product())
    when = {"today": f";今天{desk.policy.dispatch.cutoff}前付款,当天就为您发出", "tomorrow": ";现在付款的话明天为您发出", "made_to_order": f";这款是定制的,{holds.text}", "presale": f";这款是预售,{holds.text.removeprefix('预售').strip(',:')}"}.get(holds.kind, "")
    items = [f"{product.title}" for item in (order.items if order is not None else ()) if (product := desk.request.product(item.product_id)) is not None]
    product = desk.request.product(order.items[0].product_id) if order is not None and len(order.items) == 1 else None
    left = f",目前库存还有{product.stock}件" if product is not None and product.stock is not None and 0 < product.stock <= 5 else ""
    check = ",要定制的内容也麻烦您再核对一下" if product is not None and product.custom_made else ""
    what = f"您拍下的{'、'.join(items[:2])}还没有付款" if items else "您拍下的订单还没有付款"
    return Answer(f"{what}{total}{free}{left}{check},是付款时遇到问题了吗?需要的话我一步步陪您操作{when}。还在考虑也没关系,有疑问随时问我{desk.voice.end}")


def payment_received(desk: Desk) -> Answer:
    """Thanks, address check at city level, dispatch, signature (P32)."""
    place = desk.places()
    custom = any(product.custom_made for product in desk.products())
    where = f"收货地是{place_name(place[0])},麻烦您核对一下收货信息{'和定制内容' if custom else ''},有变动请尽快告诉我;" if place else "麻烦您核对一下收货信息;"
    return Answer(f"收到您的付款啦,谢谢您的支持!{where}{dispatch(desk, _NONE).text.removeprefix('您的订单已经付款成功,').removesuffix('哦')}{signature(desk)}{desk.voice.end}")


def price_changed(desk: Desk) -> Answer:
    """The new amount, and the invitation to pay (P31)."""
    order = desk.request.order
    if order is None or order.total is None:
        return Answer(f"价格已经改好了,您刷新一下订单核对金额,没问题就可以付款了{desk.voice.end}")
    freight = f"运费{decimal_text(order.freight)}元," if order.freight else "已经包邮," if order.freight == 0 else ""
    carrier = f"{desk.carrier_name()}" if order.freight and order.carrier else ""
    return Answer(f"价格已经改好了,{carrier}{freight}合计{decimal_text(order.total)}元,您刷新一下订单核对金额,没问题就可以付款了{desk.voice.end}")


def dispatched(desk: Desk) -> Answer:
    """Sent: courier, number, usual duration hedged, check on receipt (P40, P41)."""
    order = desk.request.order
    number = f",单号{order.tracking_no}" if order is not None and order.tracking_no else ""
    place = desk.places()
    usual = ""
    carrier_id = desk.policy.carrier_named(order.carrier) if order is not None and order.carrier else desk.policy.default_carrier
    if place and carrier_id is not None and (found := desk.policy.carriers[carrier_id].zone_of(short_name(place[0].province))):
        usual = f",到{place_name(place[0])}正常情况下{days_text(found[1].usual_days)},以物流更新为准"
    return Answer(f"您的宝贝已经发出啦,{desk.carrier_name()}承运{number}{usual}。{_on_receipt(desk)},有问题随时找我{desk.voice.end}")


def delivered(desk: Desk) -> Answer:
    """Received: check, help at hand, honest rating welcome (P60)."""
    product = desk.product() or (desk.products()[0] if desk.products() else None)
    made = "刻字等定制内容对不对、" if product is not None and product.custom_made else ""
    fresh = _perishable(desk)
    check = "麻烦尽快打开看看,有坏的请拍照发我" if fresh else f"麻烦检查一下{made}商品和配件是否齐全"
    return Answer(f"物流显示您的包裹已经签收,{check},有任何问题随时找我;满意的话,欢迎如实评价{desk.voice.end}😊")


def follow_up(desk: Desk) -> Answer:
    """Three days after receipt: is all well? (P61)"""
    product = desk.product() or (desk.products()[0] if desk.products() else None)
    name = product.title if product is not None else "收到的商品"
    case = desk.request.case
    if case is not None and case.reason not in ("no_reason", "other"):
        return Answer(f"打扰您一下,之前{name}的问题给您添麻烦了,再次跟您说声抱歉🙏后续处理得还满意吗?如果还有没解决好的地方请告诉我,我接着帮您跟进", apology=False)
    period = next((value for key, value in product.attributes.items() if re.search(r"保修|质保", key)), "") if product is not None else ""
    kept = f",保修{period}内有问题也可以来找我们" if period and desk.voice.tone == "professional" else ""
    used = "吃着还合口味吗" if product is not None and re.search(_EATEN, product.title) else "毛孩子还喜欢吗" if product is not None and re.search(r"猫|犬|狗", product.title) else "用得还顺手吗" if product is None or not re.search(r"衣|鞋|靴|裤|裙|围巾|外套", product.title) else "穿着还合适吗" if "围巾" not in product.title else "戴着还喜欢吗"
    return Answer(f"打扰您一下,{name}{used}?有不清楚或不满意的地方都可以告诉我,我来帮您处理{kept};感谢您的支持😊")


def bad_review(desk: Desk) -> Answer:
    """Apologise, ask, solve; never pay (P54)."""
    case = desk.request.case
    if case is not None and case.confirmed:
        return Answer(f"看到您的评价,让您失望了,真的很抱歉🙏{confirmed(desk).text}")
    if case is not None and case.evidence_received:
        return Answer(f"看到您的评价,让您失望了,真的很抱歉🙏{checking(desk)};核实后按情况为您办理退换,您有什么想法也可以告诉我")
    return Answer("看到您的评价,没能让您满意,真的很抱歉。方便告诉我具体是哪里的问题吗?有照片的话也可以发我,我记录下来核实后,尽快给您一个处理方案🙏")


def holiday(desk: Desk) -> Answer:
    """A greeting to an old customer, not about price alone (P61)."""
    now = desk.request.now
    wish = "节日快乐,阖家幸福安康"
    if now is not None and (now.month, now.day) >= (1, 15) and now.month <= 2:
        wish = "新春快乐,阖家幸福安康"
    elif now is not None and now.month == 1:
        wish = "新年快乐,阖家幸福安康"
    elif now is not None and (now.month, now.day) in ((3, 7), (3, 8)):
        wish = "女神节快乐,每天都有好心情"
    elif now is not None and (now.month, now.day) in ((5, 31), (6, 1)):
        wish = "六一快乐,童心常在"
    elif now is not None and (now.month, now.day) in ((9, 30), (10, 1), (10, 2)):
        wish = "国庆快乐,阖家幸福安康"
    return Answer(f"感谢您一直以来的信任和支持,祝您{wish}😊有需要随时来坐坐,我们都在")


def busy(desk: Desk) -> Answer:
    """Busy: says so politely, nothing promised but an answer in turn (P5)."""
    if desk.situation.mood == "angry" or re.search(r"没人|分钟|还卖不卖|理我", desk.request.last_customer_text):
        return Answer("让您等了这么久,实在抱歉🙏现在咨询的顾客比较多,是我们没有及时照顾到您。您的消息我们都看得到,麻烦把想问的问题留下,轮到您马上回复")
    return Answer("现在咨询的顾客比较多,让您久等了,很抱歉。您可以先把问题和订单号留下,我会按顺序尽快回复您😊")


def away(desk: Desk) -> Answer:
    """Away: says so, and what to leave (P5)."""
    return Answer("现在客服暂时不在线,很抱歉没能马上回复您。您可以先把问题和订单号留下,我们上线后会尽快回复您😊")
