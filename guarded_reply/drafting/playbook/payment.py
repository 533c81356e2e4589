"""Answers around payment: trouble, methods, changes, invoice, what is paid."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.bargaining import discount
from guarded_reply.drafting.playbook.consulting import knowledge
from guarded_reply.drafting.playbook.delivery import dispatch
from guarded_reply.drafting.playbook.fits import options_of
from guarded_reply.drafting.playbook.rates import place_name
from guarded_reply.drafting.playbook.takeup import ordered_twice
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question
from guarded_reply.situation.meant import as_meant


def insurance(desk: Desk, question: Question) -> Answer:
    """Freight insurance: as the order shows it, else the order page decides."""
    order = desk.request.order
    if order is not None and order.freight_insurance:
        return Answer(f"您这单有运费险,退货后理赔以保险公司结果为准{desk.voice.end}")
    if order is not None and order.status != "unpaid":
        return Answer(f"您这单的记录里没有运费险,所以退换的运费没法走保险;确认是质量问题的话,来回运费由我们承担{desk.voice.end}")
    return Answer(f"运费险这边没有注明,以下单页面显示的为准,页面上有就可以勾选,我也跟同事核实一下{desk.voice.end}")


def pay_trouble(desk: Desk, question: Question) -> Answer:
    """Guided step by step, with patience (P30)."""
    if re.search(r"现金|没有(?:支付宝|微信|银行卡)|货到(?:了)?(?:再)?付|到付", desk.request.last_customer_text):
        return pay_method(desk, Question("pay_method", "payment", desk.request.last_customer_text))
    order = desk.request.order
    words = simplify(desk.request.last_customer_text)
    if re.search(r"还是(?:不行|一样|不可以|付不|转)|试(?:了|过)", words):
        held = f"订单还在的,金额{decimal_text(order.total)}元,不用重新拍。" if order is not None and order.total is not None and order.status == "unpaid" else ""
        return Answer(f"辛苦您试了这么多次,抱歉。{held}麻烦把页面上的提示截图发我(卡号、密码请遮住),我帮您看卡在哪一步;也可以换部手机,或换成{'、'.join(desk.policy.payment.methods[:3])}里的另一种再试{desk.voice.end}")
    amount = f",金额是{decimal_text(order.total)}元" if order is not None and order.total is not None and order.status == "unpaid" else ""
    methods = "、".join(desk.policy.payment.methods[:3])
    if question.text.startswith("还是不行"):
        stays = "订单我帮您看着," if order is not None else ""
        return Answer(f"试了还不行,给您添麻烦了,抱歉。{stays}麻烦把页面现在的样子截图发我(卡号、密码请遮住),我帮您看是哪一步卡住;也可以换成{methods}里的另一种,或者换一部手机、电脑登录再付一次,我陪您弄好{desk.voice.end}")
    if re.search(r"限额|额度|花呗.{0,6}(?:不能|用不了)", desk.request.last_customer_text):
        return Answer(f"别着急,订单还在的。银行卡限额可以问下发卡银行,或者在付款页换一张卡、换成{methods}里的其他方式;花呗为什么用不了店里看不到,花呗页面会有说明。试的时候有什么提示,截图发我,我陪您一起看{desk.voice.end}")
    if order is None and re.search(r"不会|怎么(?:付|操作|弄)", words):
        usable = "、".join(method for method in desk.policy.payment.methods if not re.search(rf"(?:不会用?|没有?|不用){method}", words))
        return Answer(f"没关系的,我陪您一步步来:商品页点“立即购买”,填好收货地址提交订单,付款页选{usable}其中一种就行。哪一步不清楚,截图给我{desk.voice.end}")
    if re.search(r"异常|失败|报错|出错|错误|不成功|付不了|付不出|支付不了|转圈|卡住|闪退|打不开|error|fail|retry", words.lower()):
        return Answer(f"别着急,您的订单还在{amount}。您先退出来重新打开付款页,或换个网络、换成{methods}里的另一种试试;还不行的话,把页面上的提示文字截图发我(卡号和密码请遮住),我帮您看{desk.voice.end}")
    sum_ = f"({decimal_text(order.total)}元)" if amount and order is not None and order.total is not None else ""
    return Answer(
        f"别着急,我一步步陪您操作:先打开“我的订单”,点这笔待付款的订单{sum_},再点“立即付款”,选{methods}其中一种,输入您自己的支付密码就好。"
        f"哪一步卡住了,截图发我,我帮您看;密码和验证码请您自己保管,不用告诉任何人{desk.voice.end}"
    )


def pay_method(desk: Desk, question: Question) -> Answer:
    """Methods on the platform's pay page; cash on delivery is declined with the reason."""
    methods = "、".join(desk.policy.payment.methods)
    if re.search(r"定金|订金|一半|尾款", question.text):
        product = desk.product()
        price = f"这款{decimal_text(product.price)}元," if product is not None and product.price is not None else ""
        return Answer(f"先付定金、后付尾款能不能操作,我不敢随口答应您,跟同事核实好马上告诉您;{price}平常是在付款页一次付清,可以选{methods}{desk.voice.end}")
    if re.search(r"现金|没有?(?:支付宝|微信|银行卡)", question.text):
        return Answer(f"订单要在平台的付款页完成,这样钱款才有保障,所以现金这边收不了;付款页可以选{methods},不方便的话请家人朋友帮忙付一下也行,我一步步陪您操作{desk.voice.end}")
    words = simplify(desk.request.last_customer_text)
    if re.search(r"分期|分[\d一二三六九十]+期|期免息|[\d三六九十]+期|利息|免息|手续费", words):
        told = _instalments(desk, words)
        if re.search(r"货到付款|货到付|到付|先(?:发|寄)[^,。]{0,4}后付", words):
            told = Answer(f"{told.text.removesuffix('哦').removesuffix('。看不明白截图给我,我陪您看')}。货到付款暂时用不了,订单要在平台内付款,您的钱才有保障;看不明白截图给我{desk.voice.end}")
        return told
    if re.search(r"人脸|刷脸", words):
        return Answer(f"付款时的人脸识别是支付页面的安全验证,店里看不到您的信息;按页面提示完成就行,不方便的话可以换{methods}里的另一种试试{desk.voice.end}")
    if "代付" in as_meant(words) or "亲情" in words:
        return Answer(f"能不能找人代付以付款页显示的选项为准,您打开付款页看看有没有“找人付”;没有的话可以选{methods},有不明白的截图给我{desk.voice.end}")
    if re.search(r"货到付款|到付|先(?:发|寄)|后付款|再付|才付", question.text):
        product = desk.product()
        returnable = product is not None and product.no_reason_return and not product.custom_made
        if re.search(r"骗|怕|担心|放心|靠谱|假", words):
            back = f",收到没用过的话签收后{desk.policy.returns.window_days}天内可以退" if returnable else ",有质量问题拍照给我核实处理"
            return Answer(f"您谨慎是对的。货到付款暂时用不了,因为订单要在平台内付款才有保障{back};付款页可以选{methods},有问题我陪您操作{desk.voice.end}")
        return Answer(f"为了保障您的资金安全,订单需要在平台内付款,货到付款暂时用不了;付款页可以选{methods},有问题我陪您操作{desk.voice.end}")
    named = next((method for method in desk.policy.payment.methods if method in words or method.removesuffix("支付") in words), None)
    if named is not None and len(re.findall(r"微信|支付宝|花呗|银行卡", words)) == 1:
        rest = "、".join(method for method in desk.policy.payment.methods if method != named)
        return Answer(f"可以的,付款页直接选{named}就行,另外{rest}也都支持{desk.voice.end}")
    other = re.search(r"信用卡|(?:line|apple|google)\s?pay|paypal|数字人民币|白条", words)
    if other is not None:
        return Answer(f"{other.group()}能不能用以付款页显示的为准;店里确定可以选的是{methods},您打开付款页看看,有不明白的截图给我{desk.voice.end}")
    return Answer(f"都可以的,付款页能选{methods},哪个方便就用哪个{desk.voice.end}")


def _instalments(desk: Desk, words: str) -> Answer:
    """Instalments and their fees: what can be chosen, and where the page tells the rest; nothing is made up."""
    named = next((method for method in desk.policy.payment.methods if method in words), None)
    terms = re.search(r"(?:分)?([\d一二三六九十]+)期", words)
    asks = [f"能不能分{terms.group(1)}期" if terms is not None else "能不能分期"] if re.search(r"期", words) else []
    if fee := re.search(r"手续费|利息|免息", words):
        asks.append({"免息": "能不能免息"}.get(fee.group(), f"有没有{fee.group()}"))
    lead = f"{named}可以用的;" if named is not None else "" if re.search("期|免息", words) else f"付款页可以选{'、'.join(desk.policy.payment.methods)};"
    if not re.search(r"期|花呗|信用卡|免息", words):
        return Answer(f"{lead}{'、'.join(asks)}以付款页显示的金额为准,看不明白截图给我{desk.voice.end}")
    chosen = named or "花呗"
    return Answer(f"{lead}{'、'.join(asks)},要看您账户的情况,选{chosen}后付款页会列出每期金额,以页面显示的为准。看不明白截图给我,我陪您看{desk.voice.end}")


def code_safety(desk: Desk, question: Question) -> Answer:
    """Codes and passwords are the customer's alone; the shop never asks for them (P74, P75)."""
    if re.search(r"\d{4,8}|帮我输|(?:码|密码)[^,。]{0,4}发(?:给)?[你您]", simplify(desk.request.last_customer_text)):
        return Answer(f"验证码千万别发给任何人,店里也不会帮您输,刚才那条我不会使用。您回到付款页,在验证码那一格自己填上、点确认就行;过期了点“重新获取”,不会弄的话请家里人在旁边帮忙看看{desk.voice.end}")
    if re.search(r"卡号|帮我付", simplify(desk.request.last_customer_text)):
        return Answer(f"谢谢您的信任。卡号、密码和验证码都请您自己保管、不要发出来,付款要您自己在平台的付款页完成;操作上有不清楚的告诉我,我一步步陪您{desk.voice.end}")
    return Answer(f"您谨慎是对的。验证码和密码只在平台的付款页由您自己输入,我们不会向您要,也请不要告诉任何人;有谁找您要的话请别理会,把情况告诉我,我帮您核实{desk.voice.end}")


def off_platform(desk: Desk, question: Question) -> Answer:
    """Declined with the reason and what is possible inside (P74)."""
    minutes = desk.policy.step_minutes("callback")
    if minutes and re.search(r"对公|公司|采购|单位", simplify(desk.request.last_customer_text)):
        return Answer(f"谢谢您的信任。为了您的资金和售后有保障,付款都请走平台;公司采购的需求我帮您登记,主管{minutes}分钟内给您回电详谈{desk.voice.end}", handoff="bulk_price")
    return Answer(f"谢谢您的信任。为了您的资金和售后有保障,沟通和付款都请走平台,在这里跟我说就可以,付款页能选{'、'.join(desk.policy.payment.methods[:2])}{desk.voice.end}")


def price_change(desk: Desk, question: Question) -> Answer:
    """Place the order, do not pay yet, it is changed, then the new amount is told (P31)."""
    order = desk.request.order
    limit = desk.policy.concessions.freight_max
    switched = _switched(desk)
    if switched is not None:
        return switched
    if order is not None and order.status == "paid" and (wanted := next(iter(desk.situation.carriers), None)) is not None and desk.places():
        quote = next((quote for quote in desk.quotes_to(desk.places()[0]) if quote.carrier == wanted), None)
        fee = f"{quote.carrier_name}寄{place_name(desk.places()[0])}是{decimal_text(quote.fee)}元,差额怎么补" if quote is not None else "运费差额怎么补"
        return Answer(f"这单还没有发出,我这就跟仓库核实能不能改走{desk.policy.carriers[wanted].name};{fee}我问清楚一起告诉您,您先不用付{desk.voice.end}")
    if order is None and not re.search(r"运费|邮费|快递", simplify(desk.request.last_customer_text)):
        return discount(desk, question)
    if order is not None and order.status == "unpaid" and not order.freight and re.search(r"抹|零头|便宜|(?<!多)少|优惠|减", simplify(desk.request.last_customer_text)):
        return discount(desk, question)
    if order is not None and order.status == "unpaid" and order.freight is not None and order.freight > 0 and limit > 0:
        cut = min(limit, order.freight)
        new = order.freight - cut
        whole = f",合计{decimal_text(order.total - cut)}元" if order.total is not None else ""
        return Answer(f"可以的,运费能给您优惠{decimal_text(cut)}元。您先不要付款,我去改价,改好后运费是{decimal_text(new)}元{whole},改完马上告诉您再付{desk.voice.end}")
    if order is not None and order.status == "unpaid":
        return Answer(f"您先不要付款,我核对一下能优惠的部分,改好后把金额告诉您再付{desk.voice.end}")
    return Answer(f"可以先拍下,先不要付款,我核对后改好金额再告诉您{desk.voice.end}")


def _switched(desk: Desk) -> Answer | None:
    """Another carrier than the open order's: its fee, and the order of steps (P31)."""
    order, places = desk.request.order, desk.places()
    wanted = desk.situation.carriers[0] if desk.situation.carriers else None
    if order is None or order.status != "unpaid" or wanted is None or not places or (order.carrier is not None and desk.policy.carrier_named(order.carrier) == wanted):
        return None
    quote = next((quote for quote in desk.quotes_to(places[0]) if quote.carrier == wanted), None)
    if quote is None:
        return None
    goods = desk.parcel().goods_total
    whole = f",合计{decimal_text(goods + quote.fee)}元" if goods is not None and order.freight is not None and order.total == goods + order.freight else ""
    fee = f"{quote.carrier_name}寄{place_name(places[0])}{'包邮' if quote.free else '运费' + decimal_text(quote.fee) + '元'}{whole}"
    return Answer(f"可以的,{fee}。您先不要付款,我来改运费,改好后告诉您再付{desk.voice.end}")


def change_item(desk: Desk, question: Question) -> Answer:
    """Colour, size or a note: possible before dispatch."""
    order = desk.request.order
    if order is None and re.search(r"[刻做写印绣](?:字)?错", question.text):
        return Answer(f"下单时把要刻的内容写清楚,制作前可以再跟您核对一遍;收到后如果确认是我们做错的,拍照给我核实,退换由我们负责{desk.voice.end}")
    if order is not None and order.status in ("unpaid", "paid") and re.search(r"[刻做写印绣](?:字)?错|改(?:个|一个|几个|下)?字|改刻", question.text):
        return Answer(f"别着急,您把正确的内容发我,我马上跟工厂核实,还没开始制作就帮您改过来,有结果告诉您{desk.voice.end}")
    if order is not None and order.status in ("delivered", "completed"):
        from guarded_reply.drafting.playbook.returns import exchange

        return exchange(desk, question)
    if order is not None and order.status == "shipped":
        return Answer(f"包裹已经发出,路上没法更换了;收到后没使用、不影响二次销售,可以联系我办理换货{desk.voice.end}")
    if order is not None and order.status == "paid":
        words = simplify(desk.request.last_customer_text)
        new = wanted_kind(words) or next((option for product in desk.products() for option in options_of(product) if re.search(rf"(?:换|改)(?:成|为|个)?{re.escape(simplify(option))}", words)), "")
        if re.search(r"\d寸|款", new):
            return Answer(f"没关系,我先跟仓库说一声把这单暂停。不同规格价格可能不一样,您可以在订单里提交退款申请,再重新拍想要的那款,我帮您跟进{desk.voice.end}")
        if new:
            return Answer(f"好的,您想改成{new}对吗?我去请仓库核对,还没发出就帮您备注更换,有结果马上告诉您{desk.voice.end}")
        return Answer(f"好的,您想改成哪个规格呢?我去请仓库核对,还没发出就帮您备注更换,有结果马上告诉您{desk.voice.end}")
    return Answer(f"可以的,还没付款的话重新选好规格拍下就行,拍错的那单不用付款{desk.voice.end}")


_KIND = r"(?:[一-鿿]{0,2}?(?:[黑白红蓝绿灰粉紫黄棕橙米驼杏][一-鿿]?色|[黑白红蓝绿灰粉紫黄棕橙米驼杏](?=的|$|\s|,|[smlx\d]))|[smlx]{1,3}码|[smlx]{1,4}(?=$|\s|的|,|吗|行|可)|\d{1,3}(?:码|寸|号)|\d{2,3}(?=的))"


def wanted_kind(words: str) -> str:
    """What an item is to be changed to: colour and size as the customer names them after 改成, 换, 要."""
    match = re.search(rf"(?:改|换|想要|要)(?:成|为|个)?(?P<kinds>(?:(?:的)?{_KIND})+)", words)
    if match is not None:
        return match.group("kinds").replace("的", "").upper() if re.fullmatch(r"[smlx]+码?", match.group("kinds")) else re.sub(r"[smlx]+(?=码)", lambda size: size.group().upper(), match.group("kinds"))
    other = re.search(r"(?:改|换)(?:成|为)([一-鿿a-z0-9]{1,6}?(?:色|码|款|寸|号))", words)
    return other.group(1) if other is not None else ""


def cancel(desk: Desk, question: Question) -> Answer:
    """Cancel before payment, refund request after it, the courier is asked when sent; one reply to all that is wished with it."""
    order = desk.request.order
    words = simplify(desk.request.last_customer_text)
    if order is None or order.status == "unpaid":
        return Answer(f"没关系的,还没付款的订单在“我的订单”里点取消就可以,以后有需要随时找我{desk.voice.end}")
    if order.status == "paid" and (twice := ordered_twice(desk)) is not None:
        return twice
    if order.status == "paid":
        return _cancel_paid(desk, words)
    return _refuse(desk, words)


def _refuse(desk: Desk, words: str) -> Answer:
    """A parcel on its way that is not wanted any more: how it comes back, when the money follows, whose the freight is (P53)."""
    terms = desk.policy.returns
    first = "让您久等了,很抱歉。" if re.search(r"不等|等(?:不|了|太)|太慢|几天", words) else ""
    may = "包裹已经在路上了,派送时您直接拒收就行" if "拒" in words else "包裹已经在路上了,我这就联系快递问问能不能退回;派送到了您也可以拒收"
    product = desk.product()
    freight = "" if product is None or not product.no_reason_return or product.custom_made else ";不是质量问题的话来回运费由您承担,还请您体谅"
    return Answer(f"{first}{may},跟我说一声。东西退回、仓库收到后{terms.refund_hours}小时内为您退款{freight}{desk.voice.end}")


def _cancel_paid(desk: Desk, words: str) -> Answer:
    """Paid and not sent: how the refund is asked for, the parcel stopped, the money if asked; the reason only when none was told."""
    late = re.search(r"(?:怎么|都|一直|迟迟|到现在|这么久)[^,。\n]{0,8}(?:没|不)(?:有)?(?:给我)?发|(?:啥|什么)时候了|等(?:不|了[好几两三\d])|太慢|[几两三四五六七\d]天了", words) is not None
    made = any(product.custom_made for product in desk.products())
    first = "让您等急了,很抱歉。" if late else "" if desk.situation.mood == "angry" else "没关系的,"
    stop = "我先跟工厂核实做到哪一步,请他们先停一停" if made else "我这就跟仓库说一声先别发"
    money = ",退款原路退回您的付款账户,到账时间以页面显示为准" if re.search(r"什么时候退|啥时候退|多久|几时|几天|到账|退到哪|钱[^,。\n]{0,4}退", words) else ",没发出就不产生运费"
    told = re.search(r"买重|买多|重复|多拍|拍错|买错|家里|已经(?:买|有)|用不[上着]|不需要|别家|后悔|太贵|急|来不及|等不", words) is not None or late
    ask = "" if told else "。方便说说是哪里不合适吗?看看我能不能帮上您"
    if re.search(r"申请(?:了)?退款了|(?:申请|提交|点)了(?:退款)?|退款申请了|同意一?下|通过一?下", words):
        return Answer(f"{first if late else ''}收到,您的退款申请我这就请同事核对处理,{stop};退款原路退回您的付款账户,到账时间以页面显示为准{desk.voice.end}")
    status = "订单记录显示还没发出," if re.search(r"发(?:货|出|了)?(?:了)?(?:没|吧|吗)|没发", words) else "这单还没有发出,"
    return Answer(f"{first}{status}您在“我的订单”里提交退款申请就行,{stop}{money}{ask}{desk.voice.end if not ask else ''}")


def invoice(desk: Desk, question: Question) -> Answer:
    """Invoice as knowledge or policy carries it."""
    found = knowledge(desk, question)
    words = simplify(desk.request.last_customer_text)
    order = desk.request.order
    titled = re.search(r"(?:抬头|写|开)[^,。]{0,6}(单位|公司|个人|企业)|(单位|公司|个人|企业)(?:的)?(?:抬头|名)", words)
    if found is not None:
        asks: list[str] = []
        if titled is not None:
            asks.append("写个人姓名就行,在订单的发票页填好抬头" if "个人" in titled.group() else f"抬头写{next(part for part in titled.groups() if part)}的话,麻烦把全称和税号填在订单的发票页,或者发我登记")
        if order is not None and order.status in ("paid", "shipped") and "签收" in found.text:
            asks.append("您这单还没签收,收到后就给您安排")
        return Answer(f"{found.text.removesuffix('哦')}{''.join(f';{text}' for text in asks)}{desk.voice.end}")
    step = next((item for item in desk.policy.service_steps if item.id == "invoice"), None)
    if step is None or step.minutes is None:
        return Answer(f"发票的事我跟同事核实后告诉您,您先把抬头和税号备注在订单里{desk.voice.end}")
    if re.search(r"发票[^,。]{0,4}(?:不用|不要|不开|算了)|(?:不用|不要|别)(?:再)?(?:给我)?开(?:发)?票?|那个算了", simplify(desk.request.last_customer_text)):
        return Answer(f"好的,发票就先不开了,后面要用的时候随时跟我说{desk.voice.end}")
    if re.search(r"错|重开|重新开|改|换", simplify(desk.request.last_customer_text)):
        return Answer(f"没关系,您把正确的抬头和税号发我登记,能不能重新开我跟财务核实后告诉您{desk.voice.end}")
    special = ";能不能开专票资料里没有写,我跟财务核实后告诉您" if re.search(r"专票|增值税专用", simplify(desk.request.last_customer_text)) else ""
    special += ";纸质还是电子的我跟财务核实后告诉您" if re.search(r"纸质|电子", simplify(desk.request.last_customer_text)) else ""
    what = "抬头写个人的话,把姓名发我登记就行" if titled is not None and "个人" in titled.group() else f"抬头写{next(part for part in titled.groups() if part)}可以的,麻烦把全称和税号发我登记" if titled is not None else "麻烦把抬头和税号发我登记"
    return Answer(f"可以开发票的,{step.after or '付款'}后{step.minutes // 60}小时内为您开好,{what}{special}{desk.voice.end}")


def signature(desk: Desk) -> str:
    """The agent's name under a confirmation (P32)."""
    return f",有事随时找{desk.voice.agent_name}" if desk.voice.agent_name != "客服" else ""


def paid(desk: Desk, question: Question) -> Answer:
    """Thanks, address check at city level, when it is dispatched (P32)."""
    order = desk.request.order
    if order is None or order.status == "unpaid":
        if order is not None and not re.search(r"拍(?:好|完|下)?了|下单", desk.request.last_customer_text):
            return Answer(f"谢谢您的支持!这边订单目前还显示待付款,可能是页面有延迟,麻烦您刷新看一下订单状态,或把付款页面截图发我(卡号请遮住),我帮您核对{desk.voice.end}")
        if order is None:
            return Answer(f"谢谢您的支持!订单我这边还没看到,可能是页面有延迟,麻烦您发下订单号我核对一下,核对好马上帮您跟进发货{desk.voice.end}")
        return Answer(f"谢谢您的支持!这边订单目前显示待付款,您付好后页面会更新;付款成功后我马上帮您跟进发货{desk.voice.end}")
    place = desk.places()
    if re.search(r"对得?上|对不上|白付|的号付|算不算|算数|别人(?:的)?(?:号|账)", words := simplify(desk.request.last_customer_text)):
        sum_ = f",{decimal_text(order.total)}元" if order.total is not None else ""
        other = ",用家人的账号付没有关系" if re.search(r"老公|老婆|爸|妈|家人|朋友|别人|儿子|女儿|对象|代付", words) else ""
        return Answer(f"您放心,您这单系统显示已经付款成功{sum_},钱对得上、不会白付{other}。{dispatch(desk, question).text.removeprefix('您的订单已经付款成功,')}")
    if re.search(r"还(?:让|要|叫|显示|是)[^,。]{0,3}(?:付|待付)", words):
        return Answer(f"您先别再付,这单记录显示已经付款成功了,可能是页面没刷新,或者另外还有一单没付;麻烦您刷新看看,还不对就截图发我(卡号请遮住){desk.voice.end}")
    where = f"收货地是{place_name(place[0])},麻烦您核对一下;" if place else ""
    return Answer(f"收到您的付款啦,谢谢支持!{where}{dispatch(desk, question).text.removesuffix('哦')}{signature(desk)}{desk.voice.end}")


def order_closed(desk: Desk, question: Question) -> Answer:
    """A closed order: the likely reason hedged, and the way to order again."""
    product = desk.product()
    has = ",有现货" if product is not None and product.stock else ""
    return Answer(f"您这笔订单显示交易关闭了,具体原因记录里没有写,一般可能是超时未付款自动关闭的。商品还可以重新拍下{has},需要的话我陪您操作{desk.voice.end}")
