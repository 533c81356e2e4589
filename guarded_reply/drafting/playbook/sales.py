"""Answers before the sale: product, price, stock, bargaining, payment, invoice."""

from __future__ import annotations

import re
from decimal import Decimal

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.logistics import dispatch
from guarded_reply.knowledge import find_knowledge
from guarded_reply.policy.returns import excepted_reason
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product
from guarded_reply.situation import Question

# Attributes by the words that ask for them.
_ASKED: tuple[tuple[str, str], ...] = (
    (r"材质|料|面料|成分|什么做|羊毛|棉|皮|真|纯|钢|陶瓷|质地", r"材质|面料|成分|料|质地|主要原料"), (r"尺寸|多大(?!.{0,3}(?:宝宝|的?孩子|的?娃|年龄))|多长|多宽|大小|几寸", r"尺寸|规格|大小"), (r"多高|高度|几厘米高", r"高度|尺寸"), (r"承重|能(?:放|坐|站|扛)|显示器", r"承重"), (r"几个月穿|几岁|多大(?:的)?(?:宝宝|孩子|娃)|新生儿|宝宝.{0,4}穿", r"尺码|适用|年龄"), (r"尺码|几码|什么码|穿(?:多大|几|什么)|[smlx]+码|\d码|选多大", r"尺码|尺寸|版型|码"),
    (r"颜色|几色|什么色|黑|白|红|灰|蓝|色号|显|黄皮|素颜", r"颜色|色号"), (r"容量|多少毫升|装多少|几升", r"容量|净含量"), (r"净含量|多少克|多重|几克|几斤|重量", r"净含量|规格|重量"),
    (r"保质|过期|日期|新鲜", r"保质期|生产日期|储存"), (r"产地|哪里产|哪产", r"产地"), (r"[油干混]皮|[油干中]性皮|肤质|敏感皮", r"肤质|适用"), (r"保修|保固|质保", r"保修|质保"), (r"防水|游泳|淋雨|洗澡|下水|跑步|出汗", r"防水"), (r"续航|能用多久|听多久|充一次", r"续航"),
    (r"充电|接口|type|口", r"充电口|接口"), (r"蓝牙|连接", r"蓝牙"), (r"型号|适配|兼容|手机|iphone|华为|苹果|小米|机型|mate", r"适用|机型|型号|适配"), (r"轮", r"轮子"), (r"锁|密码", r"锁"), (r"微波", r"微波炉"), (r"洗碗机", r"洗碗机"),
    (r"原料|配料|蛋白|能吃|可以吃|适合|几个月|几岁", r"适用|原料|粗蛋白|配料|年龄"), (r"周期|多久做|制作", r"制作周期|周期"), (r"几个|几颗|几只|数量|多少个", r"数量|规格|净含量"), (r"磁吸|磁", r"磁吸"), (r"储存|保存|放", r"储存"),
)  # fmt: skip


def _name(product: Product) -> str:
    return product.title


def attribute(desk: Desk, question: Question) -> Answer:
    """A question about the product, from its facts, or honestly passed on (P11)."""
    from_shop = knowledge(desk, question)
    if from_shop is not None:
        return from_shop
    products = desk.products() or list(desk.request.products)
    if not products:
        return Answer(f"您看的是哪一款呢?发一下商品链接或名字,我帮您查资料{desk.voice.end}")
    text = desk.request.last_customer_text
    words = simplify(text) if len(desk.situation.questions) <= 1 else question.text
    apart = _weights_apart(desk, words)
    if apart:
        return Answer(f"{apart}{desk.voice.end}")
    misfit = _misfit(products[0], words)
    if misfit:
        return Answer(misfit + desk.voice.end)
    soaked = re.search(r"游泳|潜水|泡水|泡澡|洗澡", words)
    rating = next((value for name, value in products[0].attributes.items() if "防水" in name), "")
    if soaked is not None and rating.upper().startswith("IPX") and rating[3:4] in "123456":
        return Answer(f"这款防水等级是{rating},一般理解为防泼溅,所以{soaked.group()}这类泡在水里的场景不建议使用;平时出汗、淋点小雨一般影响不大{desk.voice.end}")
    size = _size_answer(products[0], words)
    if size:
        return Answer(size + desk.voice.end)
    limits = _limits(products[0], words)
    if limits:
        return Answer(limits + desk.voice.end)
    said: list[str] = []
    for product in products[:2]:
        hits = _attributes(product, words)
        if hits:
            said.append((f"{_name(product)}" if len(products) > 1 else "") + ",".join(hits))
    unknown = _unknown_part(products[0], words)
    if said and "尺码" in unknown:
        return Answer(f"尺码有{_sizes(products[0])},具体身高体重对应哪个码资料里没有写,不敢随口跟您说。您平时穿什么码、喜欢宽松还是合身呢?详情页有尺码表也可以对照,我帮您参谋{desk.voice.end}")
    if said and unknown:
        return Answer(f"{';'.join(said)};{unknown}资料里没有写,不想随口跟您说,我跟同事核实后再答复您{desk.voice.end}")
    if said:
        return Answer(f"{_yes_or_no(products[0], words)}{';'.join(said)}{_for_skin(products[0], words, desk)}{desk.voice.end}")
    known = _known(products[0])
    about = unknown or _as_asked(desk.request.last_customer_text)
    if "尺码" in about:
        return Answer(f"尺码有{_sizes(products[0])},具体身高体重对应哪个码资料里没有写,不敢随口跟您说。您平时穿什么码、喜欢宽松还是合身呢?详情页有尺码表也可以对照,我帮您参谋{desk.voice.end}")
    tail = f";目前能确认的是{known}" if known else ""
    return Answer(f"{about}商品资料里没有写,不好随口跟您说{tail},我跟同事核实后再答复您{desk.voice.end}")


def _yes_or_no(product: Product, words: str) -> str:
    """'是的,' or '不是百分百…' where the question asks for a yes or no that the facts give."""
    if not re.search(r"吧|吗|么|是不是|\?", words):
        return ""
    value = simplify("".join(product.attributes.values()))
    pure = re.search(r"(?:百分之?百|100%|纯|全)(?:的)?(羊毛|棉|羊绒|真丝|皮|亚麻|麻|银|铜)", words)
    if pure is not None and re.search(rf"(?<!\d)(?!100%)\d{{1,2}}%{pure.group(1)}", value):
        return f"不是百分百{pure.group(1)}的,"
    asked = re.search(r"是([a-z0-9\-一-鿿]{2,8}?)(?:的)?(?:吧|吗|么|\?)", words)
    bare = re.sub(r"\W", "", value)
    return "是的," if asked is not None and re.sub(r"\W", "", asked.group(1)) in bare else ""


def _for_skin(product: Product, words: str, desk: Desk) -> str:
    """For sensitive skin: judged by the composition, and the right to return."""
    if not re.search(r"敏感|过敏|扎", words):
        return ""
    days = desk.policy.returns.window_days
    back = f",收到没使用过的话签收后{days}天内可以退" if product.no_reason_return and not product.custom_made else ""
    return f";皮肤敏感的话建议您对照成分判断{back}"


def _clean(value: str) -> str:
    value = value.replace("%", "%").replace("/", "、") if len(value.split("/")) <= 6 else value
    return re.sub(r"1[3-9]\d{9}", "", value)


def _safe(name: str, value: str) -> bool:
    return not re.search(r"指令|忽略|规则|system|prompt|退款|最好|第一|顶级|最", name + value, re.IGNORECASE) and len(value) <= 60


def knows(desk: Desk, question: Question) -> bool:
    """Whether the product's facts speak to this question, or its topic is a known gap."""
    products = desk.products() or list(desk.request.products)
    return any(_attributes(product, question.text) or _unknown_part(product, question.text) for product in products[:2]) or knowledge(desk, question) is not None


def _size_answer(product: Product, words: str) -> str:
    """'有43码吗': whether the size lies within those the facts list; which to choose is asked, not guessed."""
    listed = next((value for name, value in product.attributes.items() if "码" in name), "")
    asked = re.search(r"(?<!\d)(\d{2,3})(?:的)?码|穿(\d{2,3})", words)
    bounds = re.search(r"(\d{2,3})\s?[-~到至]\s?(\d{2,3})", listed)
    if not listed or asked is None or bounds is None:
        if listed and re.search(r"多大(?:的)?(?:宝宝|孩子|娃)|几岁|新生儿|几个月", words):
            return f"尺码有{_clean(listed)},具体多大的宝宝穿哪个码要看身高体重,资料里没有写对照;您把宝宝的身高体重告诉我,我帮您参谋"
        return ""
    size = int(asked.group(1) or asked.group(2))
    inside = int(bounds.group(1)) <= size <= int(bounds.group(2))
    has = f"有的,尺码是{_clean(listed)},{size}码在里面" if inside else f"尺码是{_clean(listed)},{size}码不在里面,怕您买回去不合适"
    if re.search(r"几岁|多大(?:的)?(?:宝宝|孩子)|几个月", words):
        return f"{has};对应多大的宝宝资料里没有写,您把宝宝的身高体重告诉我,我帮您参谋"
    advice = ";选码可以先参考您平时穿的码,脚背高、脚偏宽或喜欢宽松可以跟我说,我帮您参谋" if re.search(r"选|穿|拍|买", words) and inside else ""
    return has + advice


def _as_asked(text: str) -> str:
    """What was asked, said back in a few words; never anything that could be a claim or a command."""
    bare = re.sub(r"[\s,。!?!?,~]+|^(?:亲|请问|您好|你好)", "", text)
    if 3 <= len(bare) <= 10 and re.fullmatch(r"[一-鿿]+", bare) and re.search(r"[吗么不]$|哪|几|多少", bare) and not re.search(r"最|第一|保证|退|赔|免|微信|转|绝对|治|疗|你|您|我", bare):
        return f"您问的“{bare}”"
    return "这个问题"


def _sizes(product: Product) -> str:
    return next((_clean(value) for name, value in product.attributes.items() if "码" in name), "页面上标的几种")


def _weights_apart(desk: Desk, words: str) -> str:
    """'差几斤': the difference between two products' weights."""
    weights = [product.weight_kg for product in desk.request.products if product.weight_kg is not None]
    if len(weights) != 2 or not re.search(r"差|比|轻多少|重多少", words) or not re.search(r"斤|重|轻", words):
        return ""
    apart = abs(weights[0] - weights[1])
    return f"两款差{decimal_text(apart)}kg,也就是{decimal_text(apart * 2)}斤"


def _limits(product: Product, words: str) -> str:
    """A colour or an age that the facts exclude, told with what there is instead."""
    colours = next((value for name, value in product.attributes.items() if re.search(r"颜色|色号", name)), "")
    asked = re.search(r"(?:有(?:没有)?|没有?|要|想要)[^,。]{0,4}?(黑|白|红|蓝|绿|灰|粉|紫|黄|棕|橙|米)色?", words)
    if colours and asked is not None and asked.group(1) in colours and re.search(r"有|没", words):
        return f"有的,这款的颜色是{_clean(colours)},{asked.group(1)}色在里面"
    if colours and asked is not None and asked.group(1) not in colours:
        return f"这款的颜色是{_clean(colours)},{asked.group(1)}色不在里面,您看这几个颜色里有没有合适的,拿不准我帮您参谋"
    fits = next((value for name, value in product.attributes.items() if "适用" in name), "")
    young = re.search(r"(?:\d+|[一二两三四五六])个月(?:大)?|幼猫|幼犬|奶猫|奶狗|小奶", words)
    if young is not None and re.search(r"成猫|成犬|1岁以上|一岁以上", fits):
        return f"这款适用的是{_clean(fits)},{young.group()}的还不太适合,建议选幼年期专用粮,拿不准可以问问兽医"
    return ""


def _misfit(product: Product, words: str) -> str:
    """A model the customer names that is not among those the product fits."""
    fits = next((value for name, value in product.attributes.items() if re.search(r"适用|机型|适配", name)), "")
    asked = re.search(r"华为|小米|红米|oppo|vivo|荣耀|三星|一加|魅族|mate\s?\d+\w*|iphone\s?\d+(?:\s?(?:pro\s?max|pro|plus|mini))?|苹果\s?\d+", words, re.IGNORECASE)
    if not fits or asked is None or re.sub(r"\s|苹果", "", asked.group().lower().replace("苹果", "iphone")) in re.sub(r"\s", "", fits.lower()).split("/"):
        return ""
    return f"这款适用的是{_clean(fits)},您说的机型不在里面,怕您买回去装不上;您的需求我记下来反馈给同事,有合适的新款再告诉您"


def _attributes(product: Product, words: str) -> list[str]:
    hits: list[str] = []
    for pattern, names in _ASKED:
        if not re.search(pattern, words, re.IGNORECASE):
            continue
        for name, value in product.attributes.items():
            said = f"{name}是{_clean(value)}"
            if re.search(names, name) and said not in hits and _safe(name, value):
                hits.append(said)
    for name, value in product.attributes.items():
        said = f"{name}是{_clean(value)}"
        if len(name) >= 2 and name in words and said not in hits and _safe(name, value):
            hits.append(said)
    if re.search(r"多重|几斤|几公斤|重量|重不重|多少斤", words) and product.weight_kg is not None:
        hits.append(f"重量是{decimal_text(product.weight_kg)}kg")
    if re.search(r"外形|包装.{0,3}(?:多大|尺寸)|体积|登机|箱.{0,4}(?:多大|尺寸|多高)|尺寸", words) and product.dimensions_cm is not None and not any("尺寸" in hit for hit in hits):
        hits.append("外形尺寸是" + "x".join(decimal_text(side) for side in product.dimensions_cm) + "cm")
    return hits[:4]


_UNKNOWN_TOPICS = (
    ("承重", r"承重|坐(?:上|人)|能坐|压"), ("充电时间", r"充满|充多久|充电.{0,3}多久"), ("能否机洗", r"机洗|水洗|怎么洗|能洗"), ("是否掉色", r"掉色|褪色"), ("是否起球", r"起球"), ("保温时长", r"保温"),
    ("能否登机", r"登机"), ("打蜡情况", r"打蜡|打腊"), ("个数", r"几[颗只]|几个(?!字)|大约几"), ("甜度", r"甜"), ("刻字字数和图案", r"刻(?:几|多少|图|什么|字最多)|几个字"), ("是否适合孕期", r"怀孕|孕妇|哺乳"), ("降噪功能", r"降噪"), ("防摔性能", r"防摔|摔"),
    ("具体身高体重对应的尺码", r"\d{3}.{0,4}\d{2,3}斤|身高|体重"), ("采摘时间", r"明前|雨前|采摘|头采"), ("是否掉毛", r"掉毛"), ("是否缩水", r"缩水"), ("是否磨脚", r"磨脚"), ("检测报告", r"检测|质检|报告|认证"), ("透气", r"透气|闷脚"), ("防滑", r"防滑"), ("保修期", r"保修|质保|保固"), ("生产日期", r"生产日期|新不新|日期新|哪天生产"), ("口感", r"苦不苦|苦吗|涩|好喝|口感|酸不酸|辣不辣"), ("具体车型", r"(?:\d{2,4}款|车型|雅阁|轿车|suv)"), ("颜色", r"颜色|什么色"), ("刻字内容", r"刻.{0,4}(?:中文|英文|图)"), ("味道", r"味道|异味|好吃|好喝"), ("实物色差", r"色差|图片.{0,3}实物|实物.{0,3}图"), ("能装多少东西", r"能装|装得下|装几"),
)  # fmt: skip


def _unknown_part(product: Product, words: str) -> str:
    carried = simplify("".join(f"{name}{value}" for name, value in product.attributes.items()))
    missing = [name for name, pattern in _UNKNOWN_TOPICS if re.search(pattern, words) and name[:2] not in carried]
    return "、".join(missing[:2])


def _known(product: Product) -> str:
    return "、".join(f"{name}{_clean(value)}" for name, value in list(product.attributes.items())[:3] if _safe(name, value))


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
    quantity = desk.situation.quantity
    text = ",".join(f"{product.title}是{decimal_text(product.price or Decimal(0))}元" for product in priced[:3])
    if quantity and quantity > 1 and len(priced) == 1 and priced[0].price is not None:
        text += f",{quantity}件一共{decimal_text(priced[0].price * quantity)}元"
    return Answer(text + _promotion_hint(desk) + desk.voice.end)


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
    text = f"商品一共{decimal_text(goods)}元{used}"
    if not places:
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
    colour = _attributes(product, question.text)
    if product.stock == 0 or product.custom_made:
        return dispatch(desk, question)
    if product.stock is None:
        return Answer(f"{product.title}可以下单,库存以页面显示为准{desk.voice.end}")
    wanted = desk.situation.quantity
    if wanted is not None and wanted > product.stock:
        others = next((p for p in desk.request.products if p is not product and p.stock), None)
        mix = f",或者搭配{others.title}(库存{others.stock})" if others is not None else ""
        return Answer(f"{product.title}目前库存{product.stock},{wanted}件暂时不够;可以先拍{product.stock}件,差的{wanted - product.stock}件我去问仓库补货时间{mix},您看哪种方便{desk.voice.end}?")
    exact = f",目前库存{product.stock}" if re.search(r"几|多少", question.text) or product.stock <= 5 else ""
    shown = f",{colour[0]}" if colour and re.search("色|码", question.text) else ""
    return Answer(f"{product.title}有现货{exact}{shown},喜欢的话可以直接拍{desk.voice.end}")


def superlative(desk: Desk, question: Question) -> Answer:
    """Modest, true reasons instead of superlatives (P4, P74)."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    if product is None:
        return Answer(f"好不好用您说了算,您看中哪一款,我把资料给您介绍一下{desk.voice.end}")
    known = _known(product)
    returnable = ",支持签收后7天无理由退货" if not excepted_reason(product) and product.no_reason_return and desk.policy.returns.window_days == 7 else ""
    return Answer(f"夸自家的话不敢乱说,跟您讲实在的:{product.title},{known or '详情页有完整介绍'}{returnable},您可以对照需要看看合不合适{desk.voice.end}")


def medical(desk: Desk, question: Question) -> Answer:
    """No medical effect, no advice on health; kind and with a next step (P74)."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    known = _known(product) if product is not None else ""
    if re.search(r"敏感|过敏|易敏", question.text) and not re.search(r"怀孕|孕妇|哺乳", question.text):
        return Answer(f"资料里写的是{known or product.title if product else '详情页的内容'};敏感肌能不能用资料里没有说明,不敢随口跟您说,建议先看成分表、在耳后少量试一下,拿不准请问医生{desk.voice.end}")
    if re.search(r"猫|狗|宠|拉稀|软便|呕吐", question.text):
        return Answer(f"听着挺让人担心的。猫粮狗粮是日常食品,调理不了身体,持续不舒服的话建议先带去看兽医,等稳定了再考虑换粮;{('这款资料里写的是' + known) if known else '换粮也要慢慢来'}{desk.voice.end}")
    if re.search(r"怀孕|孕妇|哺乳|过敏|敏感", question.text):
        tail = f"资料里写的是{known}。" if known else ""
        return Answer(f"{tail}孕期、哺乳期或敏感体质能不能用,资料里没有说明,不敢随口跟您说,建议先咨询医生再决定{desk.voice.end}")
    return Answer(f"这是普通商品,没有治疗作用,身体不舒服还是建议看医生、遵医嘱;{('资料里能确认的是' + known) if known else '日常使用的话我可以帮您介绍'}{desk.voice.end}")


def _concession(desk: Desk, insistence: int) -> str:
    """What the policy lets the agent give: the next thing each time the customer insists (P21)."""
    offers = [f"送您一张{coupon.name}" for coupon in desk.policy.concessions.coupons]
    offers += [f"送您一个{gift.name}" for gift in desk.policy.concessions.gifts]
    if not offers:
        return ""
    if desk.situation.visitor == "small_gains":
        offers.reverse()
    if insistence >= 2 and len(offers) >= 2:
        return f"{offers[0]},再{offers[1]}"
    return offers[min(insistence, len(offers) - 1)]


def discount(desk: Desk, question: Question) -> Answer:
    """The price does not move; a reason, the value, and what may be given (P20–P22)."""
    voice = desk.voice
    situation = desk.situation
    about_freight = re.search(r"运费|邮费|快递", question.text) is not None and desk.policy.concessions.freight_max > 0
    if about_freight:
        limit = decimal_text(desk.policy.concessions.freight_max)
        return Answer(f"运费是按快递实收的,这单可以给您优惠{limit}元运费,您先拍下先别付款,我改好后告诉您{voice.end}")
    opening = {
        "respect": voice.pick("respect", ("谢谢您一直照顾小店的生意", "老顾客来了特别开心,谢谢您一直信任小店")),
        "finds_dear": voice.pick("dear", ("理解您的心情,谁都想买得划算", "您的心情我懂,花钱都想花得值")),
    }.get(situation.visitor or "", voice.pick("gentle", ("谢谢您喜欢这款", "感谢您的诚意", "理解您想买得更划算")))
    reason = voice.pick("reason", ("价格是公司统一定的,每位顾客都一样,少收您的对别的顾客不公平", "价格是全店统一的,质量和售后也都有保障,这个价确实动不了"))
    product = desk.product()
    value = ""
    if product is not None and situation.visitor == "finds_dear":
        known = _known(product)
        value = f",{known}" if known else ""
    promotion = _promotion_text(desk)
    offer = _concession(desk, situation.insistence)
    if situation.insistence >= 3 and (minutes := desk.policy.step_minutes("callback")):
        return Answer(f"{opening},{reason};{offer + '是我能给到的了,' if offer else ''}您的想法我登记下来转给主管,主管{minutes}分钟内给您回电,可以吗?", handoff="bargain")
    bulk = situation.quantity is not None and situation.quantity >= 10
    if bulk and (minutes := desk.policy.step_minutes("callback")):
        goods = desk.parcel().goods_total
        whole = f",{situation.quantity}件合计{decimal_text(goods)}元" if goods is not None and len(desk.situation.product_ids) == 1 else ""
        usable = next((p for p in desk.request.promotions if p.kind == "discount" and p.amount is not None and goods is not None and goods >= (p.threshold or 0)), None)
        if usable is not None and goods is not None and usable.amount is not None:
            return Answer(f"谢谢您这么大的支持!{situation.quantity}件合计{decimal_text(goods)}元,用上{usable.title}后是{decimal_text(goods - usable.amount)}元,这是现有活动里的价格。大批量的价格我帮您登记,主管{minutes}分钟内给您回电详谈{voice.end}", handoff="bulk_price")
        return Answer(f"谢谢您这么大的支持!大批量的价格店里没有现成的标准,我帮您登记数量,主管{minutes}分钟内给您回电详谈;目前页面价是{_prices(desk)}{whole}{promotion}{voice.end}", handoff="bulk_price")
    goods = desk.parcel().goods_total
    if situation.quantity is not None and situation.quantity > 1 and goods is not None and len(situation.product_ids) == 1:
        free = desk.policy.free_shipping
        shipped = f",{desk.policy.carriers[free.carrier].name}满{decimal_text(free.threshold)}元包邮(偏远地区除外)" if free is not None and goods >= free.threshold else ""
        reason = f"{situation.quantity}件一共{decimal_text(goods)}元{shipped}。{reason}"
    gift = f"{offer},您看可以吗?" if offer else "喜欢的话可以先收藏,有活动会在店铺首页公布"
    return Answer(f"{opening}{value}。{reason}{promotion};{gift}")


def _prices(desk: Desk) -> str:
    products = desk.products() or list(desk.request.products)
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


def promotion(desk: Desk, question: Question) -> Answer:
    """The promotions that stand, applied to what is bought; none is invented (P21)."""
    promotions = desk.request.promotions
    if not promotions:
        offer = _concession(desk, 0)
        return Answer(f"目前还没有收到新的活动通知,后面的活动会在店铺首页公布,您可以收藏关注一下{f';现在下单可以{offer}' if offer else ''}{desk.voice.end}")
    lines: list[str] = []
    goods = desk.parcel().goods_total
    for item in promotions[:3]:
        text = f"店里现在有{item.title}"
        if item.threshold is not None and goods is not None:
            if goods < item.threshold:
                text += f",您这单{decimal_text(goods)}元,还差{decimal_text(item.threshold - goods)}元就能用上"
            elif item.amount is not None and item.kind == "discount":
                text += f",您这单{decimal_text(goods)}元,用上后是{decimal_text(goods - item.amount)}元"
            elif item.amount is not None and item.kind == "coupon":
                text += f",您这单{decimal_text(goods)}元正好可以用,用上后是{decimal_text(goods - item.amount)}元;在商品页领取,下单时勾选就行"
        lines.append(text)
    order = desk.request.order
    wait = "。您先别付款,我核对一下订单金额,弄清楚后把正确的金额告诉您再付" if order is not None and order.status == "unpaid" else ""
    return Answer(";".join(lines) + wait + desk.voice.end)


def gift(desk: Desk, question: Question) -> Answer:
    """Gifts and coupons as the policy lists them."""
    gifts, coupons = desk.policy.concessions.gifts, desk.policy.concessions.coupons
    listed = [f"{item.name}{item.per_order}个" for item in gifts] + [f"{item.name}一张" for item in coupons]
    if not listed:
        return Answer(f"赠品店里这段时间没有安排,成本都放在商品本身了,后面有活动会在首页公布{desk.voice.end}")
    asked = simplify(desk.request.last_customer_text)
    extra = ""
    if re.search(r"袜|红包|返|毛巾|样品|小样|现金|袋|杯", asked):
        extra = ",其他的店里没有安排,还请您体谅"
    return Answer(f"可以的,下单送您{'、'.join(listed)}{extra}{desk.voice.end}")


def coupon(desk: Desk, question: Question) -> Answer:
    """Coupons: those promotions or policy list."""
    listed = [p for p in desk.request.promotions if p.kind == "coupon" or "券" in p.title]
    if listed:
        return promotion(desk, question)
    if desk.policy.concessions.coupons:
        item = desk.policy.concessions.coupons[0]
        return Answer(f"可以给您申请一张{item.name},每单一张,您下单前跟我说一声就行{desk.voice.end}")
    return promotion(desk, question)


def compare(desk: Desk, question: Question) -> Answer:
    """A competitor is not attacked; the value the facts carry is named (P12)."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    known = _known(product) if product is not None else ""
    offer = _concession(desk, desk.situation.insistence)
    tail = f";喜欢的话可以{offer},您看合适吗?" if offer else ""
    return Answer(f"货比三家很正常,别家的情况我不太了解,不好评价。我们这款{known or '详情页有完整说明'},价格全店统一、售后有保障{tail}")


def hesitate(desk: Desk, question: Question) -> Answer:
    """No pressure; help with the worry (P21, P30)."""
    return Answer(desk.voice.pick("hesitate", (f"好的,您慢慢考虑,不着急。是尺寸、颜色还是别的地方拿不准呢?告诉我,我帮您参谋{desk.voice.end}", f"没关系的,您慢慢看。有拿不准的地方随时问我,我在这儿{desk.voice.end}")))


def pay_trouble(desk: Desk, question: Question) -> Answer:
    """Guided step by step, with patience (P30)."""
    order = desk.request.order
    amount = f",金额是{decimal_text(order.total)}元" if order is not None and order.total is not None and order.status == "unpaid" else ""
    methods = "、".join(desk.policy.payment.methods[:3])
    if re.search(r"限额|额度|花呗.{0,6}(?:不能|用不了)", desk.request.last_customer_text):
        return Answer(f"别着急,订单给您留着。银行卡限额可以问下发卡银行,或者在付款页换一张卡、换成{methods}里的其他方式;花呗为什么用不了店里看不到,花呗页面会有说明。试的时候有什么提示,截图发我,我陪您一起看{desk.voice.end}")
    return Answer(
        f"别着急,我一步步陪您操作:先打开“我的订单”里的待付款订单{amount},点“立即付款”,选{methods}其中一种,再输入您自己的支付密码就好。"
        f"要是还不行,先检查网络、退出来重新打开付款页,或换一种付款方式;把页面上的提示文字或截图发我,我帮您看。密码和验证码请您自己保管,不用告诉任何人{desk.voice.end}"
    )


def pay_method(desk: Desk, question: Question) -> Answer:
    """Methods on the platform's pay page; cash on delivery is declined with the reason."""
    methods = "、".join(desk.policy.payment.methods)
    if re.search(r"代付|分期", question.text):
        return Answer(f"能不能分期或找人代付,以付款页面显示的选项为准;付款页目前可以选{methods},您打开看看,有不明白的截图给我{desk.voice.end}")
    if "货到付款" in question.text or "到付" in question.text:
        return Answer(f"为了保障您的资金安全,订单需要在平台内付款,货到付款暂时用不了;付款页可以选{methods},有问题我陪您操作{desk.voice.end}")
    return Answer(f"在平台付款页可以选{methods},按页面提示操作就好{desk.voice.end}")


def off_platform(desk: Desk, question: Question) -> Answer:
    """Declined with the reason and what is possible inside (P74)."""
    return Answer(f"谢谢您的信任。为了您的资金和售后有保障,沟通和付款都请走平台,在这里跟我说就可以,付款页能选{'、'.join(desk.policy.payment.methods[:2])}{desk.voice.end}")


def price_change(desk: Desk, question: Question) -> Answer:
    """Place the order, do not pay yet, it is changed, then the new amount is told (P31)."""
    order = desk.request.order
    limit = desk.policy.concessions.freight_max
    if order is not None and order.status == "unpaid" and order.freight is not None and order.freight > 0 and limit > 0:
        cut = min(limit, order.freight)
        new = order.freight - cut
        whole = f",合计{decimal_text(order.total - cut)}元" if order.total is not None else ""
        return Answer(f"可以的,运费能给您优惠{decimal_text(cut)}元。您先不要付款,我去改价,改好后运费是{decimal_text(new)}元{whole},改完马上告诉您再付{desk.voice.end}")
    if order is not None and order.status == "unpaid":
        return Answer(f"您先不要付款,我核对一下能优惠的部分,改好后把金额告诉您再付{desk.voice.end}")
    return Answer(f"可以先拍下,先不要付款,我核对后改好金额再告诉您{desk.voice.end}")


def change_item(desk: Desk, question: Question) -> Answer:
    """Colour, size or a note: possible before dispatch."""
    order = desk.request.order
    if order is not None and order.status in ("unpaid", "paid") and re.search(r"[刻做写印绣](?:字)?错", question.text):
        return Answer(f"别着急,您把正确的内容发我,我马上跟工厂核实,还没开始制作就帮您改过来;收到后如果确认是我们做错的,退换由我们负责{desk.voice.end}")
    if order is not None and order.status in ("shipped", "delivered", "completed"):
        return Answer(f"包裹已经发出,路上没法更换了;收到后没使用、不影响二次销售,可以联系我办理换货{desk.voice.end}")
    if order is not None and order.status == "paid":
        new = re.search(r"(?:改|换)(?:成|为)?([一-鿿a-z0-9]{1,6}?(?:色|码|款))", question.text)
        if new is not None:
            return Answer(f"好的,您想改成{new.group(1)}对吗?我去请仓库核对,还没发出就帮您备注更换,有结果马上告诉您{desk.voice.end}")
        return Answer(f"好的,您想改成哪个规格呢?我去请仓库核对,还没发出就帮您备注更换,有结果马上告诉您{desk.voice.end}")
    return Answer(f"可以的,还没付款的话重新选好规格拍下就行,拍错的那单不用付款{desk.voice.end}")


def cancel(desk: Desk, question: Question) -> Answer:
    """Cancel before payment, refund request after it, the courier is asked when sent."""
    order = desk.request.order
    if order is None or order.status == "unpaid":
        return Answer(f"没关系的,还没付款的订单在“我的订单”里点取消就可以,以后有需要随时找我{desk.voice.end}")
    if order.status == "paid":
        return Answer(f"好的,您在订单里提交退款申请就可以,我请仓库先不要发出;是哪里不合适吗?告诉我,看看能不能帮到您{desk.voice.end}")
    return Answer(f"包裹已经在快递手上,店里没法直接截回,我这就联系快递问问能不能退回;要是派送到了,您可以拒收,再跟我说一声{desk.voice.end}", apology=False)


def invoice(desk: Desk, question: Question) -> Answer:
    """Invoice as knowledge or policy carries it."""
    found = knowledge(desk, question)
    if found is not None:
        return found
    step = next((item for item in desk.policy.service_steps if item.id == "invoice"), None)
    if step is None or step.minutes is None:
        return Answer(f"发票的事我跟同事核实后告诉您,您先把抬头和税号备注在订单里{desk.voice.end}")
    return Answer(f"可以开发票的,{step.after or '付款'}后{step.minutes // 60}小时内为您开好,麻烦把抬头和税号发我登记{desk.voice.end}")


def paid(desk: Desk, question: Question) -> Answer:
    """Thanks, address check at city level, when it is dispatched (P32)."""
    order = desk.request.order
    if order is None or order.status == "unpaid":
        if order is not None and re.search(r"收到没|成功|付了|付好|付完|到账", desk.request.last_customer_text):
            return Answer(f"谢谢您的支持!这边订单目前还显示待付款,可能是页面有延迟,麻烦您刷新看一下订单状态,或把付款页面截图发我(卡号请遮住),我帮您核对{desk.voice.end}")
        return Answer(f"谢谢您的支持!这边订单目前显示待付款,您付好后页面会更新;付款成功后我马上帮您跟进发货{desk.voice.end}")
    place = desk.places()
    from guarded_reply.drafting.playbook.logistics import place_name

    where = f"收货地是{place_name(place[0])},麻烦您核对一下;" if place else ""
    return Answer(f"收到您的付款啦,谢谢支持!{where}{dispatch(desk, question).text}")


def order_closed(desk: Desk, question: Question) -> Answer:
    """A closed order: the likely reason hedged, and the way to order again."""
    product = desk.product()
    has = ",有现货" if product is not None and product.stock else ""
    return Answer(f"您这笔订单显示交易关闭了,具体原因记录里没有写,一般可能是超时未付款自动关闭的。商品还可以重新拍下{has},需要的话我陪您操作{desk.voice.end}")
