"""Answers about products before the sale: facts, price, sum, stock, praise, health."""

from __future__ import annotations

import re
from decimal import Decimal

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.delivery import dispatch
from guarded_reply.drafting.playbook.product_facts import attributes_asked, known_text, limits, misfit, size_answer, sizes, unknown_part, weights_apart, yes_or_no
from guarded_reply.knowledge import find_knowledge
from guarded_reply.policy.returns import excepted_reason
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product
from guarded_reply.situation import Question


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
    apart = weights_apart(desk, words)
    if apart:
        return Answer(f"{apart}{desk.voice.end}")
    unfit = misfit(products[0], words)
    if unfit:
        return Answer(unfit + desk.voice.end)
    soaked = re.search(r"游泳|潜水|泡水|泡澡|洗澡", words)
    rating = next((value for name, value in products[0].attributes.items() if "防水" in name), "")
    if soaked is not None and rating.upper().startswith("IPX") and rating[3:4] in "123456":
        return Answer(f"这款防水等级是{rating},一般理解为防泼溅,所以{soaked.group()}这类泡在水里的场景不建议使用;平时出汗、淋点小雨一般影响不大{desk.voice.end}")
    size = size_answer(products[0], words)
    if size:
        return Answer(size + desk.voice.end)
    excluded = limits(products[0], words)
    if excluded:
        return Answer(excluded + desk.voice.end)
    said: list[str] = []
    for product in products[:2]:
        hits = attributes_asked(product, words)
        if hits:
            said.append((f"{product.title}" if len(products) > 1 else "") + ",".join(hits))
    unknown = unknown_part(products[0], words)
    if said and "尺码" in unknown:
        return Answer(f"尺码有{sizes(products[0])},具体身高体重对应哪个码资料里没有写,不敢随口跟您说。您平时穿什么码、喜欢宽松还是合身呢?详情页有尺码表也可以对照,我帮您参谋{desk.voice.end}")
    if said and unknown:
        return Answer(f"{';'.join(said)};{unknown}资料里没有写,不想随口跟您说,我跟同事核实后再答复您{desk.voice.end}")
    if said:
        return Answer(f"{yes_or_no(products[0], words)}{';'.join(said)}{_for_skin(products[0], words, desk)}{desk.voice.end}")
    known = known_text(products[0])
    about = unknown or _as_asked(desk.request.last_customer_text)
    if "尺码" in about:
        return Answer(f"尺码有{sizes(products[0])},具体身高体重对应哪个码资料里没有写,不敢随口跟您说。您平时穿什么码、喜欢宽松还是合身呢?详情页有尺码表也可以对照,我帮您参谋{desk.voice.end}")
    tail = f";目前能确认的是{known}" if known else ""
    return Answer(f"{about}商品资料里没有写,不好随口跟您说{tail},我跟同事核实后再答复您{desk.voice.end}")


def _for_skin(product: Product, words: str, desk: Desk) -> str:
    """For sensitive skin: judged by the composition, and the right to return."""
    if not re.search(r"敏感|过敏|扎", words):
        return ""
    days = desk.policy.returns.window_days
    back = f",收到没使用过的话签收后{days}天内可以退" if product.no_reason_return and not product.custom_made else ""
    return f";皮肤敏感的话建议您对照成分判断{back}"


def knows(desk: Desk, question: Question) -> bool:
    """Whether the product's facts speak to this question, or its topic is a known gap."""
    products = desk.products() or list(desk.request.products)
    return any(attributes_asked(product, question.text) or unknown_part(product, question.text) for product in products[:2]) or knowledge(desk, question) is not None


def _as_asked(text: str) -> str:
    """What was asked, said back in a few words; never anything that could be a claim or a command."""
    bare = re.sub(r"[\s,。!?!?,~]+|^(?:亲|请问|您好|你好)", "", text)
    if 3 <= len(bare) <= 10 and re.fullmatch(r"[一-鿿]+", bare) and re.search(r"[吗么不]$|哪|几|多少", bare) and not re.search(r"最|第一|保证|退|赔|免|微信|转|绝对|治|疗|你|您|我", bare):
        return f"您问的“{bare}”"
    return "这个问题"


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
    colour = attributes_asked(product, question.text)
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
    known = known_text(product)
    returnable = ",支持签收后7天无理由退货" if not excepted_reason(product) and product.no_reason_return and desk.policy.returns.window_days == 7 else ""
    return Answer(f"夸自家的话不敢乱说,跟您讲实在的:{product.title},{known or '详情页有完整介绍'}{returnable},您可以对照需要看看合不合适{desk.voice.end}")


def medical(desk: Desk, question: Question) -> Answer:
    """No medical effect, no advice on health; kind and with a next step (P74)."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    known = known_text(product) if product is not None else ""
    if re.search(r"敏感|过敏|易敏", question.text) and not re.search(r"怀孕|孕妇|哺乳", question.text):
        return Answer(f"资料里写的是{known or product.title if product else '详情页的内容'};敏感肌能不能用资料里没有说明,不敢随口跟您说,建议先看成分表、在耳后少量试一下,拿不准请问医生{desk.voice.end}")
    if re.search(r"猫|狗|宠|拉稀|软便|呕吐", question.text):
        return Answer(f"听着挺让人担心的。猫粮狗粮是日常食品,调理不了身体,持续不舒服的话建议先带去看兽医,等稳定了再考虑换粮;{('这款资料里写的是' + known) if known else '换粮也要慢慢来'}{desk.voice.end}")
    if re.search(r"怀孕|孕妇|哺乳|过敏|敏感", question.text):
        tail = f"资料里写的是{known}。" if known else ""
        return Answer(f"{tail}孕期、哺乳期或敏感体质能不能用,资料里没有说明,不敢随口跟您说,建议先咨询医生再决定{desk.voice.end}")
    return Answer(f"这是普通商品,没有治疗作用,身体不舒服还是建议看医生、遵医嘱;{('资料里能确认的是' + known) if known else '日常使用的话我可以帮您介绍'}{desk.voice.end}")
