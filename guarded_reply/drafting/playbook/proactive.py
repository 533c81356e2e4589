"""Messages that the shop starts itself, one for each trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.delivery import dispatch
from guarded_reply.drafting.playbook.faults import checking, confirmed, kind, photo
from guarded_reply.drafting.playbook.faults import told as told_by_customer
from guarded_reply.drafting.playbook.feeling import for_goods
from guarded_reply.drafting.playbook.fits import carried, shown
from guarded_reply.drafting.playbook.kinds import called, kind_among, kind_of, noun_of
from guarded_reply.drafting.playbook.open_question import complaint_of, left_open, named, quotable
from guarded_reply.drafting.playbook.payment import signature
from guarded_reply.drafting.playbook.rates import days_text, place_name
from guarded_reply.policy.dispatch import dispatch_of
from guarded_reply.policy.returns import excepted_reason
from guarded_reply.reading.places import short_name
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product
from guarded_reply.situation import Question
from guarded_reply.situation.settle import PING

_NONE = Question("", "greeting", "")


_SAY = (
    (r"产地", "产地是{}", 10), (r"花材", "花材是{}", 12), (r"适用年龄|适合年龄", "适合{}", 10), (r"肤质", "适合{}皮肤", 10), (r"适用", "适合{}", 12), (r"口味|香型", "口味有{}", 16), (r"颜色|色号", "颜色有{}", 20), (r"尺码", "尺码有{}", 14),
    (r"面料|材质|鞋面", "{}材质", 12), (r"原料|配料|成分", "主要是{}", 14), (r"续航", "续航{}", 8), (r"容量|净含量", "容量{}", 10), (r"承重", "承重{}", 8), (r"保修|质保", "保修{}", 6), (r"储存|保存", "{}存放就行", 12),
)  # fmt: skip
"""Facts worth a word to somebody who looks, how they are said, and the length up to which."""


def _worth_telling(product: Product) -> str:
    """One or two facts the product carries, as they are said."""
    said: list[str] = []
    for names, form, longest in _SAY:
        value = shown(carried(product, names))
        if value and len(value) <= longest and len(said) < 2 and re.sub(r"\d+.?$", "", value) not in product.title and form.format(value) not in said:
            said.append(form.format(value))
    return f"这款{','.join(said)}。" if said else ""


def _fresh(desk: Desk) -> bool:
    return any(excepted_reason(product) == "生鲜易腐" or kind_of(product).fresh for product in desk.products())


def _stored(desk: Desk) -> str:
    """How the facts say it is kept, as an advice."""
    kept = next((carried(product, "储存|保存") for product in desk.products() if carried(product, "储存|保存")), "")
    return f",按{kept}存放" if kept and len(kept) <= 14 else ""


def _names(products: Sequence[Product]) -> str:
    return "、".join(called(product) for product in products[:2]) + ("等" if len(products) > 2 else "")


def _ordered(desk: Desk) -> list[Product]:
    order = desk.request.order
    return [product for item in (order.items if order is not None else ()) if (product := desk.request.product(item.product_id)) is not None]


def browsing(desk: Desk) -> Answer:
    """Looked at a product and did not order: an open question that fits the goods, a fact or two (P21)."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    pending = left_open(desk.request)
    if pending is not None and pending[1]:
        asked = named(pending[0])
        return Answer(f"您之前问的{asked or '问题'},我还在跟同事核实,不敢随口说,有准信马上告诉您。除了这个,还有哪里拿不准吗?一起告诉我就好{desk.voice.end}")
    if pending is None and product is not None and product.price is not None and re.search(r"贵|便宜|优惠|少点|预算", simplify(desk.request.last_customer_text)):
        coupon = desk.policy.concessions.coupons[0] if desk.policy.concessions.coupons else None
        less = f",现在下单可以送您一张{coupon.name},用上是{decimal_text(product.price - coupon.amount)}元" if coupon is not None and product.price > coupon.amount else ""
        return Answer(f"您上次说{product.title}的价格要再想想,我记着呢。价格是全店统一的,每位顾客都一样{less}。不着急,您慢慢考虑,有想问的随时找我{desk.voice.end}")
    if product is None:
        return Answer(f"看到您在店里逛,是想给自己挑还是送人呢?告诉我,我帮您参谋{desk.voice.end}")
    kind = kind_of(product)
    return Answer(f"看到您在看{called(product)},{kind.browsing},我帮您参谋{desk.voice.end}" if not (facts := _worth_telling(product)) else f"看到您在看{called(product)},{facts}{kind.browsing},我帮您参谋{desk.voice.end}")


def unpaid_reminder(desk: Desk) -> Answer:
    """Reminded without pressure, with help (P30)."""
    order = desk.request.order
    total = f",合计{decimal_text(order.total)}元" if order is not None and order.total is not None else ""
    places = desk.places()
    quotes = desk.quotes_to(places[0]) if places else []
    free = ",已经包邮" if order is not None and order.freight == 0 and quotes and quotes[0].free else ""
    holds = dispatch_of(desk.policy, desk.request, desk.product())
    when = {"today": f";今天{desk.policy.dispatch.cutoff}前付款,当天就为您发出", "tomorrow": ";现在付款的话明天为您发出", "made_to_order": f";这款是定制的,{holds.text}", "presale": f";这款是预售,{holds.text.removeprefix('预售').strip(',:')}"}.get(holds.kind, "")
    items = _ordered(desk)
    product = items[0] if len(items) == 1 else None
    left = f",目前库存还有{product.stock}件" if product is not None and product.stock is not None and 0 < product.stock <= 5 else ""
    check = f",{f'要刻的“{words}”' if (words := _engraved(desk)) else '要定制的内容'}也麻烦您再核对一下" if product is not None and product.custom_made else ""
    what = f"您拍下的{_names(items)}还没有付款" if items else "您拍下的订单还没有付款"
    return Answer(f"{what}{total}{free}{left}{check},是付款时遇到问题了吗?需要的话我一步步陪您操作{when}。还在考虑也没关系,有疑问随时问我{desk.voice.end}")


def _engraved(desk: Desk) -> str:
    """The words a customer wanted on a piece made for him, where he gave them in quotes or right behind 'engrave'."""
    for message in reversed(desk.request.conversation):
        match = re.search(r"[刻印绣写](?:上|个|字|成)*\s?[“\"「『'‘]([^”\"」』'’]{1,12})[”\"」』'’]", message.text) if message.role == "customer" else None
        match = match or (re.search(r"(?:刻|印|绣)(?:上|个|字)*[::\s]?([一-鿿]{2,4})(?:两个?字|这[两几]个?字|$|[,。!])", message.text) if message.role == "customer" else None)
        if match is not None and not re.search(r"字|什么|多少|吗|几", match.group(1)):
            return match.group(1)
    return ""


def payment_received(desk: Desk) -> Answer:
    """Thanks, address check at city level, dispatch, signature (P32)."""
    place = desk.places()
    custom = any(product.custom_made for product in desk.products())
    words = f"“{engraved}”" if custom and (engraved := _engraved(desk)) else ""
    made = f"和要刻的内容{words}" if words else "和定制内容" if custom else ""
    where = f"收货地是{place_name(place[0])},麻烦您核对一下收货信息{made},有变动请尽快告诉我;" if place else f"麻烦您核对一下收货信息{made};"
    return Answer(f"收到您的付款啦,谢谢您的支持!{where}{dispatch(desk, _NONE).text.removeprefix('您的订单已经付款成功,').removesuffix('哦')}{signature(desk)}{desk.voice.end}")


def price_changed(desk: Desk) -> Answer:
    """The new amount, and the invitation to pay (P31)."""
    order = desk.request.order
    if order is None or order.total is None:
        return Answer(f"价格已经改好了,您刷新一下订单核对金额,没问题就可以付款了{desk.voice.end}")
    freight = f"运费{decimal_text(order.freight)}元," if order.freight else "现在是包邮," if order.freight == 0 else ""
    carrier = f"{desk.carrier_name()}" if order.freight and order.carrier else ""
    return Answer(f"价格已经改好了,{carrier}{freight}合计{decimal_text(order.total)}元,您刷新一下订单核对金额,没问题就可以付款了{desk.voice.end}")


def dispatched(desk: Desk) -> Answer:
    """Sent: courier, number, usual duration hedged, what to see to on receipt (P40, P41)."""
    order = desk.request.order
    items = _ordered(desk)
    what = _names(items) if items else "宝贝"
    number = f",单号{order.tracking_no}" if order is not None and order.tracking_no else ""
    place = desk.places()
    usual = ""
    carrier_id = desk.policy.carrier_named(order.carrier) if order is not None and order.carrier else desk.policy.default_carrier
    if place and carrier_id is not None and (found := desk.policy.carriers[carrier_id].zone_of(short_name(place[0].province))):
        usual = f",到{place_name(place[0])}正常情况下{days_text(found[1].usual_days)},以物流更新为准"
    receipt = kind_among(items).receipt if items else "收货时麻烦先看看外包装"
    keep = f"{_stored(desk)},有坏的先拍照发我" if _fresh(desk) else ""
    return Answer(f"您的{what}已经发出啦,{desk.carrier_name()}承运{number}{usual}。{receipt}{keep},有问题随时找我{desk.voice.end}")


_ARRIVED = {
    "luggage": "麻烦看看箱体、轮子和锁有没有问题", "bag": "麻烦看看做工和拉链有没有问题", "bedding": "麻烦看看尺寸和做工有没有问题",
    "cloth": "可以先试试合不合身,吊牌先别剪", "shoe": "可以先在室内试试合不合脚", "electronics": "麻烦通电试一试,看看配件齐不齐", "appliance": "麻烦通电试一试,看看配件齐不齐", "fragile": "麻烦打开看看有没有磕碰", "furniture": "麻烦看看有没有磕碰、配件齐不齐",
    "book": "麻烦翻翻看有没有压坏、缺页", "pet_food": "麻烦看看封口和生产日期", "food": "麻烦看看包装和生产日期", "tea": "麻烦看看包装和生产日期", "toy": "麻烦看看配件齐不齐", "beauty": "麻烦看看包装和封口", "jewel": "麻烦看看款式和证书齐不齐", "phone_case": "可以先装上试试合不合适",
}  # fmt: skip


def delivered(desk: Desk) -> Answer:
    """Received: what to look at, help at hand, honest rating welcome (P60)."""
    items = _ordered(desk) or desk.products()
    made = "麻烦看看定制的内容对不对" if any(product.custom_made for product in items) else ""
    fresh = f"麻烦尽快打开看看{_stored(desk)},有坏的请拍照发我" if _fresh(desk) else ""
    check = made or fresh or _ARRIVED.get(kind_among(items).name, "麻烦看看东西和配件齐不齐")
    what = f"您的{_names(items)}已经签收" if items else "您的包裹已经签收"
    return Answer(f"物流显示{what},{check},有任何问题随时找我;满意的话,欢迎如实评价{desk.voice.end}")


def follow_up(desk: Desk) -> Answer:
    """Three days after receipt: is all well? (P61)"""
    items = _ordered(desk) or desk.products()
    product = items[0] if len(items) == 1 else None
    name = _names(items) if items else "收到的商品"
    case = desk.request.case
    if case is not None and case.reason not in ("no_reason", "other"):
        again = any(re.search(r"补发|补寄|重发|换新|换货", message.text) for message in desk.request.conversation)
        asked = f"补发或换的{noun_of(product, kind_among(items))}收到了吗?东西都完好吧?" if again else "后续处理得还满意吗?"
        return Answer(f"打扰您一下,之前{name}的问题给您添麻烦了,再次跟您说声抱歉🙏{asked}如果还有没解决好的地方请告诉我,我接着帮您跟进", apology=False)
    period = carried(product, "保修|质保") if product is not None else ""
    kept = f",保修{period}内有问题也可以来找我们" if period and desk.voice.tone == "professional" else ""
    return Answer(f"打扰您一下,{name}{kind_among(items).after}?有不清楚或不满意的地方都可以告诉我,我来帮您处理{kept};感谢您的支持😊")


def bad_review(desk: Desk) -> Answer:
    """Apologise, ask, solve; never pay (P54)."""
    case = desk.request.case
    if case is not None and case.confirmed:
        return Answer(f"看到您的评价,让您失望了,真的很抱歉🙏{confirmed(desk).text}")
    if case is not None and case.evidence_received:
        return Answer(f"看到您的评价,让您失望了,真的很抱歉🙏{checking(desk)};核实后按情况为您办理退换,您有什么想法也可以告诉我")
    said = complaint_of(desk)
    if told_by_customer(desk).flaws and not quotable(said, 22):
        return Answer(f"看到您的评价,{for_goods(desk, told_by_customer(desk), kind(desk)).replace('很抱歉', '真的很抱歉').replace('真的真的', '真的')}。{photo(desk)};核实后按情况为您办理退换,您有什么想法也可以告诉我")
    if said:
        return _review_of(desk, said)
    return Answer("看到您的评价,没能让您满意,真的很抱歉。方便告诉我具体是哪里的问题吗?有照片的话也可以发我,我记录下来核实后,尽快给您一个处理方案🙏")


def _review_of(desk: Desk, told: str) -> Answer:
    """A review that says what is wrong: that is taken up, not asked again; nothing is admitted or paid (P54)."""
    said = f"您说的“{told}”" if quotable(told, 22) else "您说的情况"
    thanks = "谢谢您直接告诉我们"
    if re.search(r"发货|物流|快递|送货|派送|配送|等了|几天才", told) and not re.search(r"坏|破|碎|漏|裂", told):
        return Answer(f"看到您的评价,{said}我记下了,让您等久了,真的很抱歉🙏{thanks},我这就反馈给仓库和快递去核实改进;还有哪里不满意也请告诉我,我来跟进")
    if re.search(r"客服|态度|不理|没人(?:理|回)|回复", told):
        return Answer(f"看到您的评价,{said}我记下了,没照顾好您,真的很抱歉🙏{thanks},我这就反馈给主管核实;您当时的问题还没解决的话,现在告诉我,我来处理")
    minutes = desk.policy.step_minutes("photo_check")
    when = f"{minutes // 60}小时内为您核实" if minutes else "我尽快为您核实"
    case = desk.request.case
    if case is None and re.search(r"难[吃喝闻看]|不好[吃喝看]|不甜|[酸苦咸齁涩]|太[甜辣]|没味|一般|不值|太小|太大|不合适|不如", told):
        return Answer(f"看到您的评价,{said}我记下了,没能让您满意,真的很抱歉🙏{thanks}。要是有坏损或跟页面不符的地方,麻烦拍照发我,{when};其他不满意的也请告诉我,我跟您商量怎么处理")
    if case is None and told_by_customer(desk).flaws and re.search(r"坏|碎|裂|破|断|漏|开胶|脱|不准|不亮|闪|晃|松|烂|霉", told):
        return Answer(f"看到您的评价,{said}给您添堵了,真的很抱歉🙏{thanks}。{photo(desk)},核实后跟您商量怎么处理")
    return Answer(f"看到您的评价,{said}给您添堵了,真的很抱歉🙏{thanks}。麻烦把{'这个地方' if said.startswith('您说的“') else '有问题的地方'}拍张照片发我,{when},核实后跟您商量怎么处理")


def _noted(desk: Desk) -> str:
    """The question asked while nobody is free, as noted; nothing where none was asked."""
    words = simplify(desk.request.last_customer_text).strip()
    if not words or PING.fullmatch(words) or not desk.request.conversation or desk.request.conversation[-1].role != "customer":
        return ""
    asked = named(words.split("\n")[-1]) if left_open(desk.request) is not None else ""
    return f"您问的{asked}" if asked else "您说的"


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
    elif now is not None and (now.month, now.day) in ((12, 31),):
        wish = "元旦快乐,新的一年平安顺遂"
    elif now is not None and now.month == 12 and now.day in (24, 25):
        wish = "圣诞快乐,平安喜乐"
    elif now is not None and (now.month, now.day) in ((4, 30), (5, 1)):
        wish = "五一快乐,好好歇一歇"
    elif now is not None and (now.month, now.day) == (2, 14):
        wish = "情人节快乐,甜甜蜜蜜"
    elif now is not None and (now.month, now.day) == (9, 10):
        wish = "教师节快乐,一切顺心"
    elif now is not None and (now.month, now.day) in ((9, 30), (10, 1), (10, 2)):
        wish = "国庆快乐,阖家幸福安康"
    return Answer(f"感谢您一直以来的信任和支持,祝您{wish}😊有需要随时来坐坐,我们都在")


def _left(desk: Desk) -> bool:
    """Whether the customer has said what it is about."""
    return bool(desk.situation.questions) and not desk.situation.asks("hello")


PLAIN_TOPICS = ("dispatch", "stock", "ship_fee", "free_shipping", "delivery_time", "price")
"""What the facts alone can answer while nobody is at the desk."""


def busy(desk: Desk) -> Answer:
    """Busy: says so politely, nothing promised but an answer in turn (P5)."""
    leave = "其他问题您先留言,轮到您马上回复" if desk.situation.asks(*PLAIN_TOPICS) else "您问的我都看到了,轮到您马上回复" if _left(desk) else "麻烦把想问的问题留下,轮到您马上回复"
    if desk.situation.mood == "angry" or re.search(r"没人|分钟|还卖不卖|理我", desk.request.last_customer_text):
        return Answer(f"让您等了这么久,实在抱歉🙏现在咨询的顾客比较多,是我们没有及时照顾到您。{leave}")
    if not desk.situation.asks(*PLAIN_TOPICS) and (noted := _noted(desk)):
        return Answer(f"现在咨询的顾客比较多,让您久等了,很抱歉。{noted}我记下了,会按顺序尽快回复您,请您稍等一下😊")
    return Answer(f"现在咨询的顾客比较多,让您久等了,很抱歉。{leave}" if _left(desk) else "现在咨询的顾客比较多,让您久等了,很抱歉。您可以先把问题和订单号留下,我会按顺序尽快回复您")


def away(desk: Desk) -> Answer:
    """Away: says so, and what to leave (P5)."""
    leave = "其他问题您先留言,上线后会尽快回复您" if desk.situation.asks(*PLAIN_TOPICS) else "您问的我们看到了,上线后会尽快回复您" if _left(desk) else "您可以先把问题和订单号留下,我们上线后会尽快回复您"
    if not desk.situation.asks(*PLAIN_TOPICS) and (noted := _noted(desk)):
        return Answer(f"现在客服暂时不在线,没能马上回复您,很抱歉。{noted}我们记下了,上线后会尽快回复您😊")
    return Answer(f"现在客服暂时不在线,很抱歉没能马上回复您。{leave}")
