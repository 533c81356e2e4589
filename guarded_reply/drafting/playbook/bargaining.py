"""Answers to bargaining: the price stands, with a reason and what policy lets the agent give."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.product_facts import PLAIN, safe
from guarded_reply.drafting.playbook.rates import counted, pieces_said
from guarded_reply.facts import quantities_of
from guarded_reply.reading.places import short_name
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product
from guarded_reply.situation import Question


def basket_text(desk: Desk) -> str:
    """What a sum is of, by name, when it is more than one kind."""
    quantities = quantities_of(desk.request, desk.situation) or {}
    titles = [(product.title, pieces) for pid, pieces in quantities.items() if (product := desk.request.product(pid)) is not None]
    if len(titles) < 2:
        return "商品"
    return "、".join(counted(title, pieces) for title, pieces in titles)


def concession(desk: Desk, insistence: int) -> str:
    """What the policy lets the agent give: what was offered stays, the next thing is added (P21)."""
    coupons = [(f"送您一张{coupon.name}{_after_coupon(desk, coupon.amount)}", coupon.name) for coupon in desk.policy.concessions.coupons]
    gifts = [(f"送您一个{gift.name}", gift.name) for gift in desk.policy.concessions.gifts]
    wants_thing = desk.situation.visitor == "small_gains" and not re.search(r"[券卷劵]", simplify(desk.request.last_customer_text))
    offers = gifts + coupons if wants_thing else coupons + gifts
    if not offers:
        return ""
    offered = already_offered(desk)
    fresh = [text for text, name in offers if name not in offered]
    if offered and fresh:
        return f"之前说的{'、'.join(offered)}照旧,另外还可以{fresh[0]}"
    if offered:
        return f"之前答应您的{'和'.join(offered)}都照旧,拍下时我备注好"
    return offers[min(insistence, len(offers) - 1)][0]


def already_offered(desk: Desk) -> list[str]:
    """The gifts and coupons that an agent has offered in this conversation."""
    said = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "agent"))
    coupons = [coupon.name for coupon in desk.policy.concessions.coupons if simplify(coupon.name) in said or re.search(r"[券卷劵]", said)]
    gifts = [gift.name for gift in desk.policy.concessions.gifts if simplify(gift.name) in said or any(word in said for word in gift.words)]
    return [*gifts, *coupons] if desk.situation.visitor == "small_gains" else [*coupons, *gifts]


def _after_coupon(desk: Desk, amount: Decimal) -> str:
    """What is left to pay with the coupon, where one kind of goods is spoken of."""
    goods = desk.parcel().goods_total
    if goods is None or goods <= amount * 2 or desk.product() is None or desk.request.order is not None:
        return ""
    return f",用上后是{decimal_text(goods - amount)}元"


_MADE_OF = re.compile(r"材质|成分|面料|质地|原料|配料|填充|面板|鞋面|工艺|品种|原产")


def worth(desk: Desk, product: Product, most: int = 2) -> str:
    """What the price stands on, as it is said to somebody who finds it dear; nothing that the agent has told already."""
    said = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "agent"))
    parts = "|电池|扭矩|配件|内胆|填充|容量|功率" if most > 2 else ""
    told: list[str] = []
    for name, value in product.attributes.items():
        if not safe(name, value) or re.fullmatch(r"[\d.]+", value) or simplify(value) in said or len(value) > 18:
            continue
        if PLAIN.search(name) or not re.search(rf"{_MADE_OF.pattern}|保修|质保|防水|续航|承重|降噪|认证|检测|产地{parts}", name):
            continue
        told.append(f"{name}{value}" if not _MADE_OF.search(name) else f"用的是{value}{'材质' if name == '材质' else ''}")
    return ",".join(sorted(told, key=lambda text: not text.startswith("用的是"))[:most])


def discount(desk: Desk, question: Question) -> Answer:
    """The price does not move; a reason, the value, and what may be given (P20–P22)."""
    voice = desk.voice
    situation = desk.situation
    offer = situation.offer
    fees = [quote.fee for place in desk.places() for quote in desk.quotes_to(place)] if offer is not None and situation.asks("ship_fee") else []
    of_fee = situation.asks("ship_fee", "free_shipping") and desk.request.order is None and not re.search(r"价|[买卖件个只条双盒]", question.text)
    last = next((simplify(message.text) for message in reversed(desk.request.conversation) if message.role == "agent"), "")
    if desk.policy.concessions.freight_max and desk.request.order is None and re.search(r"优惠[^,。]{0,4}元?运费|运费[^,。]{0,6}优惠", last) and re.search(r"抹|免|再少|凑|零头|全", simplify(desk.request.last_customer_text)):
        more = concession(desk, 0)
        return Answer(f"运费给您优惠{decimal_text(desk.policy.concessions.freight_max)}元已经到顶了,剩下的是快递实收,再抹我这边做不了主,还请您体谅{f';可以另外{more},您看行吗?' if more else voice.end}")
    about_freight = (of_fee or re.search(r"运费|邮费|快递", question.text) is not None or any(offer is not None and offer <= fee for fee in fees)) and desk.policy.concessions.freight_max > 0
    if about_freight:
        limit = decimal_text(desk.policy.concessions.freight_max)
        if freight_refused(desk):
            return Answer(_freight_limit(desk, limit))
        return Answer(f"运费是按快递实收的,这单可以给您优惠{limit}元运费,您先拍下先别付款,我改好后告诉您{voice.end}")
    one = desk.product()
    gift_coupon = desk.policy.concessions.coupons[0] if desk.policy.concessions.coupons else None
    if one is not None and one.price is not None and gift_coupon is not None and offer is not None and offer == one.price - gift_coupon.amount:
        extra = f",再送您一个{desk.policy.concessions.gifts[0].name}" if desk.policy.concessions.gifts and re.search("送|加|行李牌|礼", simplify(desk.request.last_customer_text)) else ""
        return Answer(f"价格统一是{decimal_text(one.price)}元,给您用上{gift_coupon.name},券后正好是{decimal_text(offer)}元{extra}。您拍下前跟我说一声,我帮您备注好{voice.end}")
    order = desk.request.order
    words = simplify(desk.request.last_customer_text)
    asked = re.search(r"便宜(\d{1,3})(?:块|元)?|(?:少|减|降|优惠)(?:我)?(\d{1,3})(?:块|元)?(?!件|个|斤)", simplify(desk.request.last_customer_text))
    less = int(asked.group(1) or asked.group(2)) if asked is not None else 0
    summed = _several_with_promotion(desk, less)
    if summed is not None:
        return summed
    goods = desk.parcel().goods_total
    if order is None and one is not None and goods is not None and gift_coupon is not None and gift_coupon.name not in already_offered(desk) and ((offer is not None and goods - gift_coupon.amount <= offer < goods) or (offer is None and re.search(r"抹[^,。]{0,2}零|凑个?整", words))):
        better = f",比您说的{decimal_text(offer)}元还省一点" if offer is not None and offer > goods - gift_coupon.amount else ""
        return Answer(f"页面价全店统一动不了,不过能给您申请一张{gift_coupon.name},用上后是{decimal_text(goods - gift_coupon.amount)}元{better}。您拍下先别付款、跟我说一声,我备注好{voice.end}")
    if order is None and one is not None and one.price is not None and gift_coupon is not None and 0 < less <= gift_coupon.amount and gift_coupon.name not in already_offered(desk):
        net = _after_coupon(desk, gift_coupon.amount)
        return Answer(f"可以帮您省一点:页面价全店统一动不了,不过能给您申请一张{gift_coupon.name}{net}。您拍下先别付款、跟我说一声,我备注好{voice.end}")
    if order is not None and order.status == "unpaid" and order.freight and desk.policy.concessions.freight_max and asked is not None and less <= desk.policy.concessions.freight_max:
        cut = min(desk.policy.concessions.freight_max, order.freight)
        return Answer(f"商品价格是全店统一的,每位顾客都一样,所以动不了;运费这边可以给您优惠{decimal_text(cut)}元,您先不要付款,我改好运费再告诉您{voice.end}")
    opening = {
        "respect": voice.pick("respect", ("谢谢您一直照顾小店的生意", "老顾客来了特别开心,谢谢您一直信任小店")),
        "finds_dear": voice.pick("dear", ("理解您的心情,谁都想买得划算", "您的心情我懂,花钱都想花得值")),
    }.get(situation.visitor or "", voice.pick("gentle", ("谢谢您喜欢这款", "感谢您的诚意") if situation.asks("counter_offer") else ("谢谢您喜欢这款", "理解您想买得更划算")))
    reason = voice.pick("reason", ("价格是公司统一定的,每位顾客都一样,少收您的对别的顾客不公平", "价格是全店统一的,质量和售后也都有保障,这个价确实动不了"))
    if re.search(r"学生|教师|军人|会员|内部|员工", simplify(desk.request.last_customer_text)):
        who = re.search(r"学生|教师|军人|会员|内部|员工", simplify(desk.request.last_customer_text))
        reason = f"店里暂时没有单独的{who.group() if who else ''}价,因为价格是全店统一的,每位顾客都一样"
    product = desk.product()
    if re.search(r"值不值|值这个价|值得(?:买|吗)|值吗", words) and product is not None and (stands := worth(desk, product)):
        back = f",收到没用过签收后{desk.policy.returns.window_days}天内可以退" if product.no_reason_return and not product.custom_made else ""
        return Answer(f"值不值您用了说了算,跟您讲实在的:这款{stands}{back};现在下单可以{concession(desk, 0) or '放心拍'},您看可以吗?")
    value = ""
    if product is not None and (situation.visitor == "finds_dear" or situation.asks("counter_offer")) and (known := worth(desk, product)):
        value = f"。这款{known}"
    if offer is not None and product is not None and product.price is not None and offer < product.price * (situation.quantity or 1) and (situation.asks("counter_offer") or re.search(r"到\s?\d", words)):
        reason = f"{decimal_text(offer)}元确实给不到,因为价格是全店统一的,每位顾客都一样"
    elif (off := re.search(r"打?个?([\d一二三四五六七八九]{1,2})折", words)) is not None and not desk.request.promotions:
        reason = f"{off.group(1)}折确实给不到,因为价格是全店统一的,每位顾客都一样"
    elif less and desk.request.order is None:
        reason = f"再少{less}元确实做不到,因为价格是全店统一的,每位顾客都一样"
    elif _told_before(desk, reason):
        reason = "价格上我这边确实动不了,还请您体谅"
    promotion = _promotion_text(desk)
    given = concession(desk, situation.insistence)
    if situation.insistence >= 3 and (minutes := desk.policy.step_minutes("callback")):
        return Answer(f"{opening},{reason};{given + '是我能给到的了,' if given else ''}您的想法我登记下来转给主管,主管{minutes}分钟内给您回电,可以吗?", handoff="bargain")
    bulk = situation.quantity is not None and situation.quantity >= 10
    if bulk and (minutes := desk.policy.step_minutes("callback")):
        goods = desk.parcel().goods_total
        whole = f",{situation.quantity}件合计{decimal_text(goods)}元" if goods is not None and len(desk.situation.product_ids) == 1 else ""
        usable = next((p for p in desk.request.promotions if p.kind == "discount" and p.amount is not None and goods is not None and goods >= (p.threshold or 0)), None)
        if usable is not None and goods is not None and usable.amount is not None:
            return Answer(f"谢谢您这么大的支持!{situation.quantity}件合计{decimal_text(goods)}元,用上{usable.title}后是{decimal_text(goods - usable.amount)}元,这是现有活动里的价格。大批量的价格我帮您登记,主管{minutes}分钟内给您回电详谈{voice.end}", handoff="bulk_price")
        short = f";现在库存{one.stock}件,不够的部分主管一并跟您核实" if one is not None and one.stock is not None and one.stock < (situation.quantity or 0) and not situation.asks("stock") else ""
        promotion = f"{promotion}{short}"
        return Answer(f"谢谢您这么大的支持!大批量的价格店里没有现成的标准,我帮您登记数量,主管{minutes}分钟内给您回电详谈;目前页面价是{_prices(desk)}{whole}{promotion}{voice.end}", handoff="bulk_price")
    goods = desk.parcel().goods_total
    if situation.quantity is not None and situation.quantity > 1 and goods is not None and len(situation.product_ids) == 1:
        free = desk.policy.free_shipping
        shipped = f",{desk.policy.carriers[free.carrier].name}满{decimal_text(free.threshold)}元包邮(偏远地区除外)" if free is not None and goods >= free.threshold else f",再凑{decimal_text(free.threshold - goods)}元{desk.policy.carriers[free.carrier].name}就包邮(偏远地区除外)" if free is not None and free.threshold - goods <= 30 else ""
        reason = f"{pieces_said(desk, situation.quantity)}一共{decimal_text(goods)}元{shipped}。{reason}"
    gift = f"{given},您看可以吗?" if given else "喜欢的话可以先收藏,有活动会在店铺首页公布"
    begin = "" if len(situation.questions) > 1 and situation.visitor is None and not situation.asks("counter_offer") else f"{opening}{value}。"
    return Answer(f"{begin}{reason}{promotion};{gift}")


def freight_refused(desk: Desk) -> bool:
    """Whether an agent has offered the freight concession already."""
    said = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "agent"))
    return re.search(rf"运费[^。]{{0,12}}(?:优惠|减|少|便宜|免)[^,。]{{0,4}}{decimal_text(desk.policy.concessions.freight_max)}元", said) is not None


def _freight_limit(desk: Desk, limit: str) -> str:
    """The freight concession was offered and is not enough: said to be the limit, with another way (P20, P21)."""
    goods, free = desk.parcel().goods_total, desk.policy.free_shipping
    product = desk.product()
    ways: list[str] = []
    excepted = free is not None and any(found is not None and found[0] in free.except_zones for place in desk.places() for found in [desk.policy.carriers[free.carrier].zone_of(short_name(place.province))])
    if free is not None and goods is not None and goods < free.threshold and product is not None and product.price and not excepted:
        pieces = int((free.threshold / product.price).to_integral_value(ROUND_CEILING))
        ways.append(f"带{pieces}件一共{decimal_text(product.price * pieces)}元,满{decimal_text(free.threshold)}元{desk.policy.carriers[free.carrier].name}就包邮" if pieces <= 3 else f"再凑{decimal_text(free.threshold - goods)}元{desk.policy.carriers[free.carrier].name}就包邮")
    ways += [f"送您一个{gift.name}" for gift in desk.policy.concessions.gifts[:1]]
    return f"理解您的心情,您别生气。运费是按快递实收的,{limit}元已经是我这边能优惠的最多了,不是故意不松口。{'要不' + ',或者'.join(ways) + ',您看哪种合适?' if ways else '还请您体谅'}"


def _several_with_promotion(desk: Desk, less: int) -> Answer | None:
    """Several pieces that reach a promotion: the sum after it, that it stands, and what may be given besides (P20, P21)."""
    pieces, goods = desk.situation.quantity, desk.parcel().goods_total
    if desk.request.order is not None or pieces is None or not 1 < pieces < 10 or goods is None or len(desk.situation.product_ids) != 1 or desk.situation.insistence >= 3:
        return None
    usable = next((item for item in desk.request.promotions if item.kind == "discount" and item.amount is not None and item.threshold is not None and goods >= item.threshold), None)
    if usable is None or usable.amount is None:
        return None
    given = re.sub(r",(?:用上|券后)[^,;]*元", "", concession(desk, desk.situation.insistence))
    more = f";{'' if given.startswith('之前') else '另外可以'}{given},您看可以吗?" if given else "。您看可以吗?"
    less = 0 if usable.amount == less else less  # what the promotion takes off is no further wish
    stands = f"再少{less}元就做不到啦,因为价格是全店统一的,每位顾客都一样" if less else "再往下就动不了啦,因为价格是全店统一的,每位顾客都一样"
    return Answer(f"谢谢您一次带{pieces}件。一共{decimal_text(goods)}元,用上{usable.title}后是{decimal_text(goods - usable.amount)}元,这已经是活动后的价格了;{stands}{more}")


def _told_before(desk: Desk, reason: str) -> bool:
    """Whether an agent has given the reason already, so that it is not recited."""
    said = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "agent"))
    return re.search(r"统一|每位顾客", said) is not None and re.search(r"统一", reason) is not None


def _prices(desk: Desk) -> str:
    products = desk.products() or list(desk.request.products)
    if len(products) == 1 and products[0].price is not None:
        return f"单件{decimal_text(products[0].price)}元"
    return "、".join(f"{p.title}{decimal_text(p.price)}元" for p in products[:2] if p.price is not None) or "以页面为准"


def _promotion_text(desk: Desk) -> str:
    promotions = desk.request.promotions
    if not promotions:
        return ""
    goods = desk.parcel().goods_total
    promotion = promotions[0]
    if promotion.threshold is not None and goods is not None and goods < promotion.threshold:
        return f"。店里现在有{promotion.title},您还差{decimal_text(promotion.threshold - goods)}元"
    return f"。店里现在有{promotion.title}的活动可以用"


_ACTIVITY = re.compile(r"满\d+(?:件|元|块)?(?:减|打|送|返)\d+折?|第[二2三3][件双个条][^,。吗么]{0,3}(?:半价|\d折|免费)|[买拍满][一两二三四五1-9]+[件双个条盒袋瓶包箱]?(?:送|打|减)[一两二三四五六七八九1-9](?:折|[件双个条盒袋瓶包箱])?|关注店铺|收藏加购|下单立减|双十[一二](?:活动|价)|会员日|秒杀|拼团")


def promotion(desk: Desk, question: Question) -> Answer:
    """The promotions that stand, applied to what is bought; none is invented (P21)."""
    promotions = desk.request.promotions
    if not promotions:
        offer = concession(desk, 0)
        named = _ACTIVITY.search(simplify(desk.request.last_customer_text))
        shown = named.group() if named is not None and not re.search("第|半价|免费", named.group()) else "您说的这个活动"
        shown += "的优惠" if re.search("关注|收藏", shown) else ""
        none = f"{shown}目前没有安排,因为店里还没有收到新的活动通知" if named is not None else "目前店里没有新的活动"
        return Answer(f"{none}{f',不过现在下单可以{offer}' if offer else ''};后面有活动会在店铺首页公布,您可以收藏关注一下{desk.voice.end}")
    lines: list[str] = []
    goods = desk.parcel().goods_total
    for item in promotions[:3]:
        basket = basket_text(desk)
        whole = f"{basket}一共" if basket != "商品" else "您这单"
        text = f"店里现在有{item.title}"
        if item.threshold is not None and goods is not None:
            if goods < item.threshold and decimal_text(item.threshold) in question.text and basket != "商品":
                text = f"{whole}{decimal_text(goods)}元,离{item.title}还差{decimal_text(item.threshold - goods)}元,要不要再添一样看您自己需要"
            elif goods < item.threshold:
                text += f",{whole}{decimal_text(goods)}元,还差{decimal_text(item.threshold - goods)}元就能用上"
            elif item.amount is not None and item.kind == "discount":
                text += f",{whole}{decimal_text(goods)}元,用上后是{decimal_text(goods - item.amount)}元"
            elif item.amount is not None and item.kind == "coupon":
                text += f",您这单{decimal_text(goods)}元正好可以用,用上后是{decimal_text(goods - item.amount)}元;在商品页领取,下单时勾选就行"
        lines.append(text)
    order = desk.request.order
    wait = "。您先别付款,我核对一下订单金额,弄清楚后把正确的金额告诉您再付" if order is not None and order.status == "unpaid" else ""
    return Answer(";".join(lines) + wait + desk.voice.end)


def gift(desk: Desk, question: Question) -> Answer:
    """Gifts and coupons as the policy lists them."""
    gifts, coupons = desk.policy.concessions.gifts, desk.policy.concessions.coupons
    listed = [item.name if item.per_order == 1 else f"{item.name}{item.per_order}个" for item in gifts] + [item.name for item in coupons]
    if not listed:
        return Answer(f"赠品店里这段时间没有安排,成本都放在商品本身了,后面有活动会在首页公布{desk.voice.end}")
    asked = simplify(desk.request.last_customer_text)
    if already_offered(desk) and re.search(r"再|还|别的|多", asked):
        more = concession(desk, desk.situation.insistence)
        return Answer(f"{more},再多的店里没有安排,还请您体谅{desk.voice.end}" if "另外" not in more else f"{more}{desk.voice.end}")
    bundle = _ACTIVITY.search(asked.replace("送我", "送"))
    thing = bundle.group() if bundle is not None else _thing_asked(asked)
    if re.search(r"送(?:我)?[两二三四2-9][个张份条]", asked) and gifts and bundle is None:
        return Answer(f"每单可以送您{gifts[0].name},数量是{gifts[0].per_order}份,多送的店里没有安排,还请您体谅{desk.voice.end}")
    extra = ""
    if thing and not any(thing in name or name in thing for name in (*(item.name for item in gifts), *(word for item in gifts for word in item.words), *(item.name for item in coupons), "券")):
        shown = thing if re.fullmatch(r"[一-鿿]+|买\d+送.*", thing) else "您说的"
        return Answer(f"{shown}店里没有安排,还请您体谅;{more if (more := concession(desk, 0) if already_offered(desk) else '') else '下单可以送您' + '和'.join(listed)},您看可以吗?")
    if re.search(r"袜|红包|返|毛巾|样品|小样|现金|袋|杯|送(?:不送)?(?:我)?[一1两二][件条个双盒支瓶]", asked):
        extra = ",其他的店里没有安排,还请您体谅"
    return Answer(f"有的,下单可以送您{'和'.join(listed)}{extra}{desk.voice.end}")


def _thing_asked(words: str) -> str:
    """What is asked for as a gift by its name: '再送个腰带嘛' → 腰带."""
    other = re.search(r"(?:买|拍)[^,。]{1,6}送([^,。]{1,8}?)(?:吗|不|么|吧)", words)
    if other is not None and not re.search(r"什么|啥|礼|赠品|东西|几|[一二两三1-3][件个条双盒]", other.group(1)):
        return other.group(1)
    asked = re.search(r"(?:送|搭|附赠|多给)(?:我|给我|一下)?(?:[一两二1-3])?(?:个|条|双|点|张|只|份|瓶|包|盒|副|块|支)(?:小)?([一-鿿]{1,5}?)(?=嘛|吗|吧|呗|我就|就|行|可以|不|呀|啊|么|[,。?!\s]|$)", words)
    return "" if asked is None or re.search(r"什么|啥|礼|赠品|东西|小玩意", asked.group(1)) else asked.group(1)


def coupon(desk: Desk, question: Question) -> Answer:
    """Coupons: those promotions or policy list."""
    order = desk.request.order
    if order is not None and order.status not in ("unpaid", "closed") and re.search(r"忘|没(?:有)?(?:用|领)|退(?:差|我)", simplify(desk.request.last_customer_text)):
        again = ";还没有发出的话,也可以先申请退款,用上券再重新拍,金额以下单页面为准" if order.status == "paid" else ""
        return Answer(f"理解您的心情。付款后的订单没法直接补用券,能不能处理我帮您核实一下再告诉您{again}{desk.voice.end}")
    words = simplify(desk.request.last_customer_text)
    if order is not None and order.status == "paid" and re.search(r"一起|叠|同时|两个|再用|还能", words):
        paid = f"这单已经付了{decimal_text(order.total)}元" if order.total is not None else "这单已经付过款了"
        return Answer(f"{paid},店铺券{'能不能跟满减一起用、' if desk.request.promotions else ''}付了款还能不能补,我这边没有准数,不敢随口答应您,我去核实,有结果马上告诉您{desk.voice.end}")
    if re.search(r"[券劵卷][^,。]{0,4}(?:不会|咋|不知道怎么)用|不会用[^,。]{0,4}[券劵卷]|(?:领|抢|有)(?:了|过|到)?[^,。]{0,8}[券劵卷][^,。]{0,6}(?:怎么用|如何用|用不了|没减|没用上|在哪)", words) and not re.search(r"有(?:没有)?[^,。]{0,3}[券劵卷][吗么]", words):
        return Answer(f"您领的券下单时在提交订单的页面会显示,勾上金额会跟着变;没显示的话截图给我,我帮您看看是不是门槛没到{desk.voice.end}")
    listed = [p for p in desk.request.promotions if p.kind == "coupon" or "券" in p.title]
    if desk.policy.concessions.coupons and re.search(r"(?:不要|不想要|不用|不稀罕|别给)[^,。]{0,3}[券劵卷]|[券劵卷][^,。]{0,3}(?:不要|不用|换|折|就算)", words):
        item, gifts = desk.policy.concessions.coupons[0], desk.policy.concessions.gifts
        swap = f"想要小礼的话可以送您{gifts[0].name},或者" if gifts else ""
        asked = re.search(r"(?:折|换)(?:成|个|一)?(?:一?[个盒条包袋张瓶件份])?([一-鿿]{2,4}?)(?=$|[\s,。?不吗么行])", words)
        return Answer(f"券是店铺优惠,折成{asked.group(1) if asked is not None else '别的'}我这边换不了,还请您体谅;{swap}券留着{_after_coupon(desk, item.amount)},看您方便{desk.voice.end}")
    if desk.policy.concessions.coupons and not listed and re.search(r"叠加|叠着|一起用|几张|多(?:领|给|用)|[两二三四五2-9]张", simplify(desk.request.last_customer_text)):
        item = desk.policy.concessions.coupons[0]
        return Answer(f"{item.name}是每单{item.per_order}张,叠加用不了,因为每位顾客都是这个标准,还请您体谅;这{item.per_order}张我很乐意给您申请,您下单前跟我说一声就行{desk.voice.end}")
    if listed:
        return promotion(desk, question)
    if desk.policy.concessions.coupons:
        item = desk.policy.concessions.coupons[0]
        named = re.search(r"(\d{1,4})(?:元|块)(?:钱)?的?(?:优惠|店铺)?[券劵卷]", words)
        if named is not None and Decimal(named.group(1)) != item.amount:
            return Answer(f"您说的这个面额店里没有,每单可以给您申请一张{item.name}{_after_coupon(desk, item.amount)},您下单前跟我说一声就行{desk.voice.end}")
        how = "拍下先别付款、跟我说一声,我给您备注好" if re.search(r"怎么|如何|哪里|在哪", simplify(desk.request.last_customer_text)) else "您下单前跟我说一声就行"
        return Answer(f"有的,可以给您申请一张{item.name}{_after_coupon(desk, item.amount)},每单一张,{how}{desk.voice.end}")
    return promotion(desk, question)


def compare(desk: Desk, question: Question) -> Answer:
    """A competitor is not attacked; the value the facts carry is named, what was offered stands (P12, P21)."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    known = worth(desk, product, 4) if product is not None else ""
    offer = concession(desk, desk.situation.insistence)
    days = desk.policy.returns.window_days
    back = f",收到没用过签收后{days}天内可以退" if product is not None and product.no_reason_return and not product.custom_made else "、售后有保障"
    tail = f";喜欢的话可以{offer},您看合适吗?" if offer and "之前" not in offer else f";{offer}{desk.voice.end}" if offer else desk.voice.end
    if "直播" in simplify(desk.request.last_customer_text):
        now = f"现在页面价是{decimal_text(product.price)}元" if product is not None and product.price is not None else "现在以页面价为准"
        return Answer(f"理解您的心情。直播间的活动价我这边看不到,不好随口跟您说;{now}{tail}")
    coupon = desk.policy.concessions.coupons[0] if desk.policy.concessions.coupons else None
    price = product.price if product is not None else None
    said = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "agent"))
    if coupon is not None and price is not None and price > coupon.amount and (re.search(r"[券卷劵]", said) or coupon.name in offer):
        first = f"之前说的{coupon.name}照旧" if re.search(r"[券卷劵]", said) else f"可以送您一张{coupon.name}"
        tail = f";{first},用上是{decimal_text(price - coupon.amount)}元,您看合适吗?"
    return Answer(f"货比三家很正常,别家的情况我不太了解,不好评价。我们这款{known or '详情页有完整说明'}{back}{tail}")


def hesitate(desk: Desk, question: Question) -> Answer:
    """No pressure; help with the worry (P21, P30)."""
    return Answer(desk.voice.pick("hesitate", (f"好的,您慢慢考虑,不着急。是尺寸、颜色还是别的地方拿不准呢?告诉我,我帮您参谋{desk.voice.end}", f"没关系的,您慢慢看。有拿不准的地方随时问我,我在这儿{desk.voice.end}")))
