"""Answers about products before the sale: facts, price, sum, stock, praise, health."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.bargaining import basket_text, discount
from guarded_reply.drafting.playbook.benefits import benefits_of
from guarded_reply.drafting.playbook.cautions import caution
from guarded_reply.drafting.playbook.choosing import options_apart
from guarded_reply.drafting.playbook.delivery import dispatch
from guarded_reply.drafting.playbook.engraving import letters
from guarded_reply.drafting.playbook.fits import carried, each_of, shown
from guarded_reply.drafting.playbook.freshness import keeps_until
from guarded_reply.drafting.playbook.product_facts import UNREAD, Told, as_asked, safe, size_gap, told_by, weights_apart
from guarded_reply.drafting.playbook.rates import counts_asked, pieces_said
from guarded_reply.drafting.playbook.short_stock import wanted_over_stock
from guarded_reply.facts import quantities_of
from guarded_reply.knowledge import find_knowledge
from guarded_reply.policy.returns import excepted_reason
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product
from guarded_reply.situation import Question
from guarded_reply.situation.goods import concepts_in


def attribute(desk: Desk, question: Question) -> Answer:
    """A question about the product, from its facts, or honestly passed on (P11)."""
    from_shop = knowledge(desk, question)
    if from_shop is not None:
        return from_shop
    products = desk.products() or list(desk.request.products)
    if not products:
        return Answer(f"您看的是哪一款呢?发一下商品链接或名字,我帮您查资料{desk.voice.end}")
    words = _words(desk, question)
    order = desk.request.order
    asks_goods = order is not None and order.status in ("delivered", "completed") and re.search(r"[?吗么]|能不能|会不会|怎么|咋|要不要|正常不", words) is not None and not re.search(r"订单|付|物流|快递|退|客服", words)
    if order is not None and not asks_goods and order.status not in ("unpaid", "closed") and not concepts_in(words) and not any(told_by(product, words).said for product in products[:2]):
        return Answer(f"您说的我记下了,我去核实清楚,有结果马上告诉您;您这笔订单目前是{desk.status_text()},还有要我一并确认的也可以告诉我{desk.voice.end}")
    if order is None and not re.search(r"[\s,。?]\S", words.strip()) and re.search(r"合适吗|合适不|适合(?:吗|么|不)|合不合适|适不适合", words) and not concepts_in(words) and not any(told_by(product, words).said for product in products[:2]):
        good = "、".join(benefits_of(products[0])[:2])
        return Answer(f"{f'这款{good},' if good else ''}合不合适主要看您的用法。您最看重哪方面呢?告诉我,我帮您参谋{desk.voice.end}")
    counted = letters(desk, products[0])
    if counted:
        return Answer(counted + ("" if desk.situation.asks("dispatch") else _takes(desk, words)) + desk.voice.end)
    if products[0].custom_made and re.search(r"刻|印|绣|写", words) and re.search(r"[“\"「『].+[”\"」』]|\d|[一二两三四五六七八]个字|行(?:不行|吗)|可以|能[刻印绣写]|[刻印绣](?:名字|字|日期)", words) and not re.search(r"擦|掉|磨|最多|几个字|图案|logo", words):
        limit = carried(products[0], "刻字|字数")
        said = re.search(r"\d+\s?个字", limit)
        over = _too_long(desk, said.group()) if said is not None else ""
        if over:
            return Answer(over + desk.voice.end)
        if said is not None:
            return Answer(f"可以刻的,{shown(limit)};想刻的内容写在订单备注里,我跟您核对好再做{'' if desk.situation.asks('dispatch') else _takes(desk, words)}{desk.voice.end}")
        return Answer(f"可以的,想刻的内容您下单时写在备注里就行;字数和排版我先跟工厂确认好再跟您核对{'' if desk.situation.asks('dispatch') else _takes(desk, words)}{desk.voice.end}")
    if re.search(r"实测|测试(?:数据|结果)|真实(?:数据|续航)", words):
        return _measured(desk, products[0])
    keeps, rest = keeps_until(desk, products[0], words)
    if keeps:
        return Answer(";".join(part for part in (keeps, _told(desk, products[:1], rest).removesuffix("哦") if rest else "") if part) + desk.voice.end)
    differ = options_apart(products[0], simplify(desk.request.last_customer_text)) if len(products) == 1 else ""
    if differ:
        return Answer(f"{differ}{desk.voice.end}")
    lighter = _lighter(desk, words)
    if lighter:
        return Answer(lighter + desk.voice.end)
    apart = weights_apart(desk, words)
    if apart:
        return Answer(f"{apart}{desk.voice.end}")
    if len(products) == 2 and re.search(r"区别|差在|不同|差别|哪里不一样|有什么不一样", words):
        return Answer(f"{_apart(products[0], products[1])}{desk.voice.end}")
    text = _told(desk, products[:2], words)
    if "没有列" in text and "过敏" in simplify(desk.request.last_customer_text) and "过敏" not in text:
        text = f"{text.removesuffix(desk.voice.end)};过敏的话会不会有微量接触不敢说,拿不准请先问问医生{desk.voice.end}"
    return Answer(text)


def _told(desk: Desk, products: list[Product], words: str) -> str:
    """What the facts say, what stays open, and what is done about it, in the order asked."""
    told = [told_by(product, words) for product in products]
    sizes = size_gap(products[0], simplify(desk.request.last_customer_text)) if re.search(r"[码穿大小紧松胖瘦]", words) else ""
    if sizes:
        told = [Told(tuple(text for text in told[0].said if not text.startswith("尺码")), tuple(gap for gap in told[0].open if not re.search(r"[码穿紧松大小瘦]|合身|合适|弹力", gap)))]
    gaps = "、".join(gap for gap in told[0].open if all(gap in facts.open for facts in told))
    said = [(product.title if len(products) > 1 else "") + ";".join(facts.said) for product, facts in zip(products, told, strict=False) if facts.said]
    if any("清真认证" in text for text in said):
        gaps = "、".join(gap for gap in gaps.split("、") if "清真" not in gap)
    if len(products) == 1 and gaps and told[0].near:
        said = [*said, ",".join(told[0].near)]
    if sizes:
        return ";".join((*said, sizes)) + (f",{gaps}我也一并问" if gaps else "") + desk.voice.end
    if gaps and re.search(r"色差|实物|图片", gaps) and products[0].no_reason_return and not products[0].custom_made:
        return ";".join((*said, f"{_passed_on(desk, gaps).removesuffix('哦')};颜色看着也会受光线和屏幕影响,收到没使用过的话,签收后{desk.policy.returns.window_days}天内可以退{desk.voice.end}"))
    heavy = products[0].weight_kg
    if gaps and re.search(r"[装搭]", gaps) and said and "安装" in said[0] and heavy is not None and heavy >= 15:
        said = [*said, f"有{decimal_text(heavy)}kg左右,建议两个人一起装更省力"]
        if re.search(r"一个人|自己|女生", gaps):
            return ";".join(said) + desk.voice.end
    if gaps:
        care = caution(desk, words)
        oven = carried(products[0], "微波")
        if "上火" in care and re.search("可", oven):
            said = [*said, "微波炉是可以用的"]
        if care and care[:4] not in ";".join(said):
            return ";".join((*said, f"{_passed_on(desk, gaps).removesuffix(desk.voice.end)};{care}{desk.voice.end}"))
        engraved = "。想刻的内容也可以先发我,我一并跟工厂确认" if products[0].custom_made and re.search(r"刻|印|绣", words) else ""
        return ";".join((*said, _passed_on(desk, gaps).removesuffix("哦" if engraved else "") + engraved))
    if said:
        return ";".join(said) + _for_skin(products[0], words, desk) + desk.voice.end
    care = caution(desk, words)
    return _passed_on(desk, as_asked(words)) if not care else f"{_passed_on(desk, as_asked(words)).removesuffix(desk.voice.end)};{care}{desk.voice.end}"


_TO_ENGRAVE = re.compile(r"[“\"「『'‘](?P<quoted>[^”\"」』'’]{2,40})[”\"」』'’]|(?:刻|印|绣)(?:上|个|一下|成)?\s?(?P<plain>[A-Za-z][A-Za-z .&]{2,30}[A-Za-z]|[一-鿿]{9,30}?(?=[,。!?行可能]|$))")


def _too_long(desk: Desk, limit: str) -> str:
    """A text to engrave that is longer than the facts allow: counted, not promised."""
    found = _TO_ENGRAVE.search(desk.request.last_customer_text)
    most = int(re.sub(r"\D", "", limit))
    if found is None:
        return ""
    text = (found["quoted"] or found["plain"]).strip()
    letters = len(re.findall(r"[A-Za-z0-9]", text))
    signs = len(re.findall(r"[一-鿿]", text))
    if letters + signs <= most:
        return ""
    counted = "字母比这个多" if not signs else "字数比这个多"
    ask = "字母怎么算、刻不刻得下,我先跟师傅核实好马上告诉您" if not signs else "您看精简到哪几个字合适?实在想全刻,我也帮您问问师傅"
    return f"这款最多刻{most}个字,“{text}”{counted},{ask}"


def _measured(desk: Desk, product: Product) -> Answer:
    """Measured data asked for: the listed figure is named as listed, what it hangs on, and the data are asked for."""
    heard = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "customer"))
    named = next(((name, value) for name, value in product.attributes.items() if re.search(r"\d", value) and safe(name, value) and (name in heard or any(number in heard for number in re.findall(r"\d+(?:小时|分钟|天|w|mah|米)", simplify(value).lower())))), None)
    listed = f"页面标的{named[0]}是{shown(named[1])},实际多少跟使用习惯和环境有关;" if named is not None else ""
    return Answer(f"您较真是对的。{listed}实测数据我手上没有,不拿话术应付您,我跟同事核实测试数据,有了就告诉您{desk.voice.end}")


def _takes(desk: Desk, words: str) -> str:
    """How long making takes, where it is asked beside."""
    return f";{dispatch(desk, Question('dispatch', 'logistics', '')).text.removesuffix('哦')}" if re.search(r"几天|多久|什么时候|能好", words) else ""


def _lighter(desk: Desk, words: str) -> str:
    """'哪个轻一点' between two products whose weights the facts carry."""
    both = [product for product in desk.request.products if product.weight_kg is not None]
    if len(both) != 2 or not re.search(r"哪[个款一][^,。]{0,4}(?:轻|重|沉)", words):
        return ""
    light, heavy = sorted(both, key=lambda product: product.weight_kg or Decimal(0))
    return f"{light.title}更轻一些,是{decimal_text(light.weight_kg or Decimal(0))}kg,{heavy.title}是{decimal_text(heavy.weight_kg or Decimal(0))}kg"


def _apart(one: Product, other: Product) -> str:
    """What sets two products apart, from their facts."""
    parts: list[str] = []
    if one.price is not None and other.price is not None:
        parts.append(f"价格{decimal_text(one.price)}元和{decimal_text(other.price)}元")
    if one.weight_kg is not None and other.weight_kg is not None:
        parts.append(f"重量{decimal_text(one.weight_kg)}kg和{decimal_text(other.weight_kg)}kg")
    for name, value in one.attributes.items():
        if name in other.attributes and other.attributes[name] != value and safe(name, value) and safe(name, other.attributes[name]):
            parts.append(f"{name}{shown(value)}和{shown(other.attributes[name])}")
    return f"{one.title}和{other.title},{','.join(parts[:4])}" if parts else f"{one.title}和{other.title}的区别以详情页为准"


def _words(desk: Desk, question: Question) -> str:
    """All that was said when it is the only question, else the clauses that ask for facts."""
    if len(desk.situation.questions) > 1:
        return question.text
    text = re.sub(r"(?m)^(?:亲|老板|客服)?(?:在不在|在吗|有人吗)[\s,。?]*", "", simplify(desk.request.last_customer_text))
    return text if not question.text or all(piece in text for piece in simplify(question.text).split(",")) else question.text


def _passed_on(desk: Desk, what: str) -> str:
    """An honest gap by the customer's own words, and what is done about it (P6, P11)."""
    smooth = () if re.search(r"有没有|还是|行不行", what) else (f"{what}没有注明,我跟仓库同事核实好就告诉您",)  # '有没有 … 没有注明' reads as a slip
    return desk.voice.pick(
        "gap",
        (
            f"{what}我这边没有准数,问好同事马上回您", *smooth, f"{what}不敢随口跟您说,我这就去核实,有结果马上告诉您", f"{what}我得跟同事确认一下才敢说,问清楚马上回您",
        ),
    ) + desk.voice.end  # fmt: skip


def _for_skin(product: Product, words: str, desk: Desk) -> str:
    """For sensitive skin: judged by the composition, and the right to return."""
    if not re.search(r"敏感|过敏", words) or carried(product, "配料|肤质"):
        return ""
    days = desk.policy.returns.window_days
    back = f",收到没使用过的话签收后{days}天内可以退" if product.no_reason_return and not product.custom_made else ""
    return f";皮肤敏感的话建议您对照成分判断{back}"


def knows(desk: Desk, question: Question) -> bool:
    """Whether the product's facts speak to this question, or its topic is a known gap."""
    products = desk.products() or list(desk.request.products)
    told = [told_by(product, question.text) for product in products[:2]]
    if products and products[0].custom_made and re.search(r"刻|印|绣", question.text):
        return True
    return any(facts.said or facts.open for facts in told) or as_asked(question.text) != UNREAD or knowledge(desk, question) is not None


def knowledge(desk: Desk, question: Question) -> Answer | None:
    """The shop's own entry that answers the question, if there is one."""
    entries = find_knowledge(desk.request, desk.policy, question.text, limit=1)
    if not entries:
        return None
    text = entries[0].text.strip().rstrip("。")
    return Answer(f"{text}{desk.voice.end}") if len(text) <= 200 else None


def price(desk: Desk, question: Question) -> Answer:
    """The price of what is asked about."""
    products = desk.products() or list(desk.request.products)
    priced = [product for product in products if product.price is not None]
    if not priced:
        return Answer(f"价格以商品页面显示为准,您发一下想要的款式,我帮您核对{desk.voice.end}")
    if (part := _part_of(desk)):
        return Answer(f"{part}能不能单买、多少钱,我这边没有准数,跟仓库同事核实好马上告诉您{desk.voice.end}")
    if len(priced) == 1 and priced[0].price is not None and len(counts := counts_asked(simplify(desk.request.last_customer_text))) > 1:
        return Answer(",".join(f"{count}{unit}{'一共' if count > 1 else '是'}{decimal_text(priced[0].price * count)}元" for count, unit in counts[:3]) + desk.voice.end)
    each = each_of(priced[0], _words(desk, question)) if len(priced) == 1 else ""
    if each:
        return Answer(each + desk.voice.end)
    quantity = desk.situation.quantity
    if quantity is not None and quantity >= 20 and len(priced) == 1:
        return discount(desk, question)
    text = ",".join(f"{product.title}是{decimal_text(product.price or Decimal(0))}元" for product in priced[:3])
    if quantity and quantity > 1 and len(priced) == 1 and priced[0].price is not None:
        text = f"{priced[0].title}单价{decimal_text(priced[0].price)}元,{quantity}件一共{decimal_text(priced[0].price * quantity)}元"
    if len(priced) == 2 and re.search(r"差(?:多少|几|价)|贵多少|便宜多少|相差", simplify(desk.request.last_customer_text)):
        text += f",相差{decimal_text(abs((priced[0].price or Decimal(0)) - (priced[1].price or Decimal(0))))}元"
    minutes = desk.policy.step_minutes("callback")
    if quantity is None and minutes and re.search(r"采购|询价|询[^,。]{0,10}价|单位(?:要|买|用|发)|招标|报个?价单", simplify(desk.request.last_customer_text)):
        return Answer(f"{text}{_promotion_hint(desk)}。您大概要多少、寄到哪个城市呢?数量多的话我登记给主管,{minutes}分钟内给您回电详谈")
    return Answer(text + _promotion_hint(desk) + desk.voice.end)


_PARTS = re.compile(
    r"([一-鿿a-z]{1,8})(?:单独?|另外|额外)(?:能|可以)?(?:买|卖|配|购)|(?:单独?|另外|额外)(?:买|配|购|要)(?:一|1)?[个只条根块副套]?([一-鿿]{1,5}?)(?=要|多少|得|大概|的|$|[,。\s])|"
    r"(?:换|配|补)(?:一|1)?[个只条根块副套]([一-鿿]{1,4}?)(?=要|多少|得|大概|的|$|[,。\s])|([一-鿿]{1,5})(?:坏|丢|断|碎)了"
)


def _part_of(desk: Desk) -> str:
    """The part whose price is asked for, when it is not the goods themselves: '轮子单买多少钱'."""
    words = simplify(desk.request.last_customer_text)
    found = _PARTS.search(words)
    part = next((group for group in found.groups() if group), "") if found is not None else ""
    part = re.sub(r"^(?:那个?|这个?|个|请问|如果|要是|万一|以后|的|你们?家?)+|(?:(?:坏|丢|断|碎|不见)了?|可以|能|要|可|能不能|可不可以|有|有没有|是|如果|要是)+$", "", part)
    titles = [simplify(product.title) for product in desk.request.products]
    if not part or re.search(r"前年|去年|以前|原来|旧|坏|[件条个双盒箱袋瓶只套张把包]$|不|多|便|我|你|一", part) or any(part in title for title in titles):
        return ""
    return part


def _promotion_hint(desk: Desk) -> str:
    usable = [promotion for promotion in desk.request.promotions if promotion.threshold is not None]
    return f",店里有“{usable[0].title}”的活动" if usable else ""


def total(desk: Desk, question: Question) -> Answer:
    """The sum to pay: goods, freight, promotions."""
    order = desk.request.order
    if order is not None and order.total is not None and order.status in ("unpaid", "paid"):
        freight = "" if order.freight is None else ",包邮" if order.freight == 0 else f",含运费{decimal_text(order.freight)}元"
        return Answer(f"您这笔订单合计{decimal_text(order.total)}元{freight}{desk.voice.end}")
    parcel = desk.parcel()
    if parcel.goods_total is None:
        return price(desk, question)
    goods = parcel.goods_total
    after = goods
    used = ""
    for promotion in desk.request.promotions:
        if promotion.kind == "discount" and promotion.amount is not None and promotion.threshold is not None and goods >= promotion.threshold:
            after -= promotion.amount
            used = f",{promotion.title}后是{decimal_text(after)}元"
            break
    places = desk.places()
    basket = basket_text(desk)
    pieces = sum((quantities_of(desk.request, desk.situation) or {}).values())
    whole = pieces_said(desk, pieces) if basket == "商品" and pieces > 1 else basket
    one = desk.product()
    text = f"{one.title}{decimal_text(goods)}元{used}" if one is not None and pieces == 1 and len(places) == 1 else f"{whole}一共{decimal_text(goods)}元{used}"
    if not places:
        free = desk.policy.free_shipping
        if free is not None and goods >= free.threshold:
            zones = "、".join(desk.policy.carriers[free.carrier].zones[zone].name for zone in free.except_zones)
            return Answer(f"{text},已经满{decimal_text(free.threshold)}元,走{desk.policy.carriers[free.carrier].name}包邮{f'({zones}除外)' if zones else ''}。您寄到哪个城市呢?我帮您确认一下{desk.voice.end}", asks_place=True)
        return Answer(f"{text},运费看收货城市,您寄到哪里呢?我帮您算总价{desk.voice.end}", asks_place=True)
    quotes = [quote for quote in desk.quotes_to(places[0]) if not desk.situation.carriers or quote.carrier in desk.situation.carriers]
    if quotes:
        text += ";" + ",".join(f"走{q.carrier_name}{'包邮' if q.free else '运费' + decimal_text(q.fee) + '元'},合计{decimal_text(after + q.fee)}元" for q in quotes)
    return Answer(text + desk.voice.end)


def stock(desk: Desk, question: Question) -> Answer:
    """Whether there is stock, only as the facts show (P4, P43)."""
    products = desk.products()
    if not products:
        return attribute(desk, question)
    product = products[0]
    asked = told_by(product, simplify(desk.request.last_customer_text)).said
    if product.stock == 0 or product.custom_made:
        kinds = [text.removeprefix("有的,") for text in asked if re.search("色|码|味|香型", text)]
        told = dispatch(desk, question)
        return replace(told, text=f"{told.text.removesuffix('哦')}。{kinds[0]}{desk.voice.end}") if kinds and desk.request.order is None and not desk.situation.asks("attribute") else told
    if product.stock is None:
        return Answer(f"{product.title}可以下单,库存以页面显示为准{desk.voice.end}")
    over = wanted_over_stock(desk)
    wanted = over[1] if over is not None else desk.situation.quantity
    if wanted is not None and wanted > product.stock:
        unit = over[2] if over is not None else "件"
        others = next((p for p in desk.request.products if p is not product and p.stock), None)
        mix = f",或者搭配{others.title}(库存{others.stock})" if others is not None else ""
        return Answer(f"{product.title}目前库存{product.stock}{unit},{wanted}{unit}暂时不够;可以先拍{product.stock}{unit},差的{wanted - product.stock}{unit}我去问仓库补货时间{mix},您看哪种方便{desk.voice.end}?")
    running_out = re.search(r"剩|卖完|卖光|抢完|几|多少", question.text) is not None
    exact = f",目前库存{product.stock}" if running_out or product.stock <= 5 else ""
    variant = "" if desk.situation.asks("attribute") else next((text.removeprefix("有的,") for text in asked if re.search("色|码|味|香型", text)), "")
    if "有这个规格" in variant:
        return Answer(variant + desk.voice.end)
    split = ",每个颜色尺码各剩多少资料里没有分开写" if variant and running_out else ""
    return Answer(f"{product.title}有现货{exact}{',' + variant if variant else ''}{split},喜欢的话可以直接拍{desk.voice.end}")


def superlative(desk: Desk, question: Question) -> Answer:
    """Modest, true reasons instead of superlatives (P4, P74)."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    if product is None:
        return Answer(f"好不好用您说了算,您看中哪一款,我把资料给您介绍一下{desk.voice.end}")
    days = desk.policy.returns.window_days
    returnable = not excepted_reason(product) and bool(product.no_reason_return)
    words = simplify(desk.request.last_customer_text)
    if re.search(r"正品|正版|真的假|假货|保真|盗版|盗印|是真的", words):
        back = f",收到没使用过的话签收后{days}天内可以退" if returnable else ""
        maker = carried(product, "出版社|品牌|厂家|产地|认证")
        return Answer(f"您的顾虑我理解。{f'这款标的是{maker},' if maker else ''}授权、防伪的凭证我跟同事核实后告诉您;付款和沟通都走平台,对您有保障{back}{desk.voice.end}")
    good = ",".join(benefits_of(product)[:3]) or f"{product.title},详情页有完整介绍"
    back = f";没用过的话签收后{days}天内还能退,您可以放心试" if returnable else ""
    modest = "最好不敢说,跟您讲实在的:" if re.search(r"最|第一|顶级|全网", words) else "跟您讲实在的:" if re.search(r"怎么样|质量|靠谱|好用|好不好", words) else "给您说几点实在的:"
    return Answer(f"{modest}{good}{back}{desk.voice.end}")
