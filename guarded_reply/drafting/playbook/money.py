"""Answers about money that seems to be in the wrong place: charged twice, a refund not seen, freight over the free threshold, a price that fell."""

from __future__ import annotations

import re
from decimal import Decimal

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.parcel import moment
from guarded_reply.drafting.playbook.shipping import fee_text, place_name
from guarded_reply.errors import QuoteError
from guarded_reply.policy.ratecard import Quote, parcel_of, quote_parcel
from guarded_reply.reading.places import known_place
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question


def double_pay(desk: Desk, question: Question) -> Answer:
    """Charged twice, as the customer says: soothed, what is on record, where to look, a picture with the card hidden; nothing admitted."""
    order = desk.request.order
    shown = "我先帮您核对订单"
    if order is not None and order.status == "unpaid":
        shown = "这一单目前还显示待付款"
    elif order is not None:
        paid = f"{moment(order.paid_at)}" if order.paid_at is not None else ""
        total = f",订单合计{decimal_text(order.total)}元" if order.total is not None else ""
        shown = f"这一单的记录里只有一笔付款{'(' + paid + ')' if paid else ''}{total}"
    return Answer(
        f"您先别急,付款都有记录,查得清楚。{shown}。麻烦您到“我的订单”看看是不是多拍了一单,再把两笔扣款的截图发我(卡号请遮住),我马上帮您核对,有结果第一时间告诉您",
        apology=True, opening=desk.voice.pick("apology", ("付款的事让您着急了,很抱歉", "钱的事最让人揪心,让您着急了,很抱歉")),
    )  # fmt: skip


def refund_seen(desk: Desk, question: Question) -> Answer:
    """The order says refunded, the buyer sees no money: back the way it was paid, which statement to look at, a screenshot (P6)."""
    words = simplify(desk.request.last_customer_text)
    bank = "银行卡的入账有时会晚一点显示," if re.search(r"卡|银行", words) else ""
    feels = desk.situation.mood in ("anxious", "angry") or re.search(r"没|影|去哪|哪(?:里)?去", words) is not None
    look = "在“我的订单”里点开这一单能看到退款详情;" if re.search(r"(?:哪|怎么)[^,。]{0,3}(?:看|查)", words) else ""
    return Answer(
        f"{look}{'没看到钱心里不踏实,我理解。' if feels else ''}这单显示退款已经成功,钱是原路退回的:您当时用哪个账户付的,就看哪个账户的账单明细,{bank}到账以支付渠道为准。要是还没看到,把账单截图发我(卡号请遮住),我帮您跟进核实{desk.voice.end}"
    )


def _own_quote(desk: Desk) -> Quote | None:
    """What the rate card asks for the order as it stands, by its own carrier."""
    order = desk.request.order
    place = known_place(order.destination) if order is not None else None
    place = place or (desk.places()[0] if len(desk.places()) == 1 else None)
    if order is None or place is None:
        return None
    carrier = (desk.policy.carrier_named(order.carrier) if order.carrier else None) or desk.policy.default_carrier
    try:
        return quote_parcel(desk.policy, place, carrier, parcel_of(desk.request, None))
    except QuoteError:
        return None


def freight_charged(desk: Desk, question: Question) -> Answer:
    """Freight although it should be free: if she is right, sorry, not to pay yet, it will be changed (P31); else the rule, with its reason."""
    order, free = desk.request.order, desk.policy.free_shipping
    if order is None or not order.freight:
        return Answer(f"您这单是包邮的,不用另付运费{desk.voice.end}")
    quote = _own_quote(desk)
    goods = sum((item.unit_price * item.quantity for item in order.items if item.unit_price is not None), Decimal(0))
    charged = decimal_text(order.freight)
    open_order = order.status == "unpaid"
    if quote is not None and quote.free and free is not None:
        pieces = f"{order.items[0].quantity}件" if len(order.items) == 1 and order.items[0].quantity > 1 else "商品"
        right = f"您说得对,{pieces}一共{decimal_text(goods)}元,已经满{decimal_text(free.threshold)}元,按店里的规则走{quote.carrier_name}不该收运费"
        if open_order:
            return Answer(f"{right}。您先不要付款,我来把运费改成0元,改好后合计{decimal_text(goods)}元,改完马上告诉您再付", apology=True, opening="运费没算对,给您添麻烦了,很抱歉")
        return Answer(f"{right}。多收的{charged}元我这就登记,跟财务核实怎么退您,有结果马上告诉您", apology=True, opening="运费没算对,给您添麻烦了,很抱歉")
    if quote is None or free is None:
        return Answer(f"您这单的运费是{charged}元,怎么算的我再核对一遍,有结果马上告诉您{desk.voice.end}")
    carrier = desk.policy.carriers[free.carrier]
    cut = min(desk.policy.concessions.freight_max, order.freight)
    offer = f"运费我可以给您优惠{decimal_text(cut)}元,您先不要付款,我改好再告诉您" if open_order and cut > 0 else "还请您体谅"
    if quote.carrier != free.carrier:
        return Answer(f"理解您的疑问。满{decimal_text(free.threshold)}元包邮说的是{carrier.name},您这单走的是{quote.carrier_name},所以有{charged}元运费;不着急的话可以换{carrier.name}{desk.voice.end}")
    if quote.zone in free.except_zones:
        place = known_place(order.destination) or desk.places()[0]
        zone = carrier.zones[quote.zone].name
        return Answer(f"理解您的疑问。满{decimal_text(free.threshold)}元包邮是{carrier.name}除{zone}外的地区,{place_name(place)}路途远、快递成本高,所以这单有{charged}元运费;{offer}{desk.voice.end}")
    short = free.threshold - goods
    gather = f",还差{decimal_text(short)}元,所以收了{charged}元运费" if short > 0 else f",运费是{charged}元"
    more = f";再凑一件满{decimal_text(free.threshold)}元就能包邮,或者{offer}" if open_order and short > 0 else f";{offer}"
    return Answer(f"理解您的疑问。{carrier.name}是商品满{decimal_text(free.threshold)}元包邮,您这单商品{decimal_text(goods)}元{gather}{more}{desk.voice.end}")


def freight_collect(desk: Desk, question: Question) -> Answer:
    """Freight paid on receipt: it is paid with the order on the platform; whether the courier could collect it is asked, and the fee is told."""
    places = desk.places()
    if desk.request.order is not None and desk.request.order.freight == 0:
        return Answer(f"您这单是包邮的,不用另付运费,也就用不上到付啦{desk.voice.end}")
    head = "运费是下单时跟货款一起在平台付的,这样有记录、售后也有保障;能不能到付我要跟快递核实一下再告诉您"
    if len(places) == 1:
        quotes = desk.quotes_to(places[0])
        if quotes and quotes[0].free:
            return Answer(f"您这单寄{place_name(places[0])}走{quotes[0].carrier_name}是包邮的,没有运费要付,用不上到付啦{desk.voice.end}")
        if quotes:
            return Answer(f"{head}。寄{place_name(places[0])}{','.join(fee_text(quote) for quote in quotes)},您看走哪个方便{desk.voice.end}?")
    return Answer(f"{head}。您寄到哪个城市呢?我先帮您把运费算清楚{desk.voice.end}", asks_place=True)


def price_protection(desk: Desk, question: Question) -> Answer:
    """The price fell after buying: felt with, neither promised nor refused, a supervisor calls back; nothing is sold on (P56)."""
    order = desk.request.order
    if order is None or order.status in ("unpaid", "closed"):
        return Answer(f"理解您的顾虑。买后降价补不补差,我这边没有现成的规定,不敢随口答应您;下单前可以看看商品页有没有保价说明,我也跟同事核实一下再告诉您{desk.voice.end}")
    minutes = desk.policy.step_minutes("callback")
    call = f"我把您的订单和降价的情况登记好转给主管,{minutes}分钟内给您回电答复" if minutes else "我把您的订单和降价的情况登记下来,请主管核实后答复您"
    felt = "还没用上就降价" if order.status in ("paid", "shipped") else "刚买就降价"
    return Answer(f"{felt},换我心里也会不舒服,特别理解您。补差价这块我这边没有现成的规定,不敢随口答应,也不想就这么回绝您;{call}", handoff="price_protection" if minutes else None)
