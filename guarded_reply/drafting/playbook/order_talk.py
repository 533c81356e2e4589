"""Words about an order and its chat: a piece too many, another's purse, a parcel that takes the long way, a group asked for."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook import tracking
from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.bargaining import concession
from guarded_reply.drafting.playbook.delivery import dispatch
from guarded_reply.drafting.playbook.rates import place_name
from guarded_reply.policy.dispatch import CHINA
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question


def one_less(desk: Desk, question: Question) -> Answer:
    """Ordered twice or too many: unpaid it is put again, paid the warehouse is asked to wait (P30, P31)."""
    order, words = desk.request.order, simplify(desk.request.last_customer_text)
    more = re.search(r"(?:改|变)成([二两三四五六\d]+)([件个双条只盒箱瓶袋套])", words)
    product = desk.product()
    if order is None or order.status == "unpaid":
        one = f",留一{_unit(words)}就是{decimal_text(product.price)}元" if product is not None and product.price is not None and more is None and order is not None and sum(item.quantity for item in order.items) == 2 else ""
        wish = f"拍{more.group(1)}{more.group(2)}" if more is not None else "只拍您要的"
        return Answer(f"别着急,没付款就不会扣钱。您到“我的订单”里把这单取消,再{wish}就好{one};不会弄的话告诉我卡在哪一步,我陪您操作{desk.voice.end}")
    if order.status == "shipped":
        back = f"多的那件收到后先别拆,签收后{desk.policy.returns.window_days}天内、没使用过就可以申请退,来回运费由您承担" if product is not None and product.no_reason_return and not product.custom_made else "多的那件能不能退,我跟同事核实好告诉您"
        return Answer(f"别着急,包裹已经发出在路上了,没法只拦一件;{back}。申请的时候我陪您操作{desk.voice.end}")
    if more is not None:
        return Answer(f"好的,想改成{more.group(1)}{more.group(2)}对吗?付过款的单数量没法直接加,您再拍一单补上差的,我备注跟这单一起发,我先跟仓库说一声等您{desk.voice.end}")
    return Answer(f"没关系的,这单记录上还没发出。我先跟仓库说一声别发,您在“我的订单”里申请退多拍的那部分就行,没发出不产生运费;退不了单件的话告诉我,我陪您退掉重拍{desk.voice.end}")


def _unit(words: str) -> str:
    found = re.search(r"[一两二多\d]了?一?([件个双条只盒箱瓶袋套])", words)
    return found.group(1) if found is not None else "件"


def other_purse(desk: Desk, question: Question) -> Answer:
    """Paid from somebody else's account: the record says whether the order is paid (P32)."""
    order = desk.request.order
    if order is None or order.paid_at is None:
        return Answer(f"可以的,家人朋友帮忙付款没有关系,对得上的是订单;您这单目前显示待付款,付好后页面会更新,我再帮您核对{desk.voice.end}")
    paid = f"{decimal_text(order.total)}元" if order.total is not None else ""
    place = desk.places()
    next_step = f"。{dispatch(desk, question).text.removeprefix('您的订单已经付款成功,').removesuffix('哦')}" if order.status == "paid" else ""
    where = f",收货地是{place_name(place[0])}" if place and order.status == "paid" else ""
    return Answer(f"您放心,不会白付,这笔订单{order.paid_at.astimezone(CHINA):%m月%d日}已经付款成功{paid},认的是订单,家人的账号付没有影响{where}{next_step}{desk.voice.end}".replace("月0", "月"))


def route(desk: Desk, question: Question) -> Answer:
    """A parcel seen in another town: where it goes by the order, where it was last, and that it is looked after; no date (P44)."""
    order, place = desk.request.order, desk.places()
    home = order.destination if order is not None and order.destination else place_name(place[0]) if place else ""
    event = tracking.latest(desk)
    seen = f"{tracking.shown(desk, event)}," if event is not None else ""
    return Answer(f"您别担心,订单上的收货地是{home};{seen}快递经外地转运中心中转是常有的。我联系{desk.carrier_name()}核对一下路线,也帮您盯着,有消息马上告诉您{desk.voice.end}")


def group(desk: Desk, question: Question) -> Answer:
    """A chat group asked for: everything stays on the platform, and what there is now is told here (P74)."""
    if not re.search(r"福利|活动|券|优惠|红包|便宜|抢", simplify(desk.request.last_customer_text)):
        return Answer(f"聊天和付款都留在平台里,您的钱款和售后才有保障,所以外面的地方我就不拉您了,还请您体谅;想了解商品或优惠,在这里跟我说就行{desk.voice.end}")
    given = concession(desk, 0)
    here = f"福利不用另外找地方领,我在这里就能给您:下单可以{given}" if given else "有活动会在店铺首页公布,您收藏店铺就能看到"
    return Answer(f"{here};聊天和付款都留在平台里,您的钱款和售后才有保障{desk.voice.end}")
