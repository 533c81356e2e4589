"""Answers that help to decide: which one, whether the shop sells a thing, what a promise or a price is worth tomorrow."""

from __future__ import annotations

import re
from decimal import Decimal

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.choosing import named_in, opinion, options_in
from guarded_reply.drafting.playbook.measures import bed_of
from guarded_reply.drafting.playbook.size_tables import size_for
from guarded_reply.reading.numerals import parse_number
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product
from guarded_reply.situation import Question

_SCENES = ((r"箱", "短途出差还是长途旅行"), (r"口红|面霜|精华|粉底|妆", "通勤、约会还是日常"), (r"围巾|衣|裙|裤|鞋|外套", "上班通勤还是周末出门"), (r"茶|酒|礼盒", "自己喝还是送人"), (r"粮|猫|狗", "毛孩子多大、平时吃什么口味"))


def _size_chosen(product: Product, asked: str) -> str:
    """'床是1米8的 买哪个规格': the option whose own figure the customer names."""
    listed = next((value for name, value in product.attributes.items() if re.search(r"规格|尺寸|型号|容量", name) and re.search(r"[/、]", value)), "")
    if not listed or not re.search(r"规格|尺寸|型号|哪个大小|多大的|几米的|哪个容量", asked):
        return ""
    figures: list[str] = re.findall(r"\d+(?:\.\d+)?", re.sub(r"(\d)米(\d)", r"\1.\2", asked))
    options = [part for part in re.split(r"[/、](?![^(]*\))", listed) if part]
    fitting = next((option for figure in figures for option in options if re.match(rf"\D{{0,3}}{re.escape(figure)}(?![\d.])", option)), "")
    if not fitting:
        return f"规格有{'、'.join(options)}。您家里用的是多大的呢?告诉我,我帮您对一下"
    return f"您说的可以选{fitting};跟家里原有的尺寸不一样的话可能会松一点或紧一点,您再对照一下"


_QUIET = ("静音", "红轴", "银轴", "茶轴", "黑轴", "青轴")


def _between(products: list[Product], asked: str) -> str:
    """Two products, and what the customer minds: noise, weight or price."""
    if len(products) != 2:
        return ""
    one, other = products
    heard = [next((number for number, word in enumerate(_QUIET) if word in " ".join(product.attributes.values())), None) for product in products]
    if re.search(r"吵|安静|声音|静音|办公室|宿舍", asked) and heard[0] is not None and heard[1] is not None and heard[0] != heard[1]:
        quiet, loud = (one, other) if heard[0] < heard[1] else (other, one)
        return f"怕吵的话,我会先推荐{quiet.title},{_QUIET[min(heard[0], heard[1])]}一般比{loud.title}的{_QUIET[max(heard[0], heard[1])]}安静一些,手感各人喜好不同,供您参考"
    if re.search(r"轻|重|便携|出差|带着", asked) and one.weight_kg is not None and other.weight_kg is not None and one.weight_kg != other.weight_kg:
        light = min(products, key=lambda product: product.weight_kg or Decimal(0))
        return f"想轻便的话,我会先推荐{light.title},{decimal_text(light.weight_kg or Decimal(0))}kg,拿着省力些,供您参考"
    if re.search(r"便宜|划算|省|性价比|预算", asked) and one.price is not None and other.price is not None and one.price != other.price:
        cheap = min(products, key=lambda product: product.price or Decimal(0))
        return f"想实惠的话,我会先推荐{cheap.title},{decimal_text(cheap.price or Decimal(0))}元,够用就不用多花,供您参考"
    return ""


def choose(desk: Desk, question: Question) -> Answer:
    """A friendly opinion among what there is, or an open question with a scene (P11); no push, no scarcity."""
    products = desk.products() or list(desk.request.products)
    if not products:
        return Answer(f"好的,您平时在什么场合用、有什么喜好呢?告诉我,我帮您参谋{desk.voice.end}")
    asked = simplify(desk.request.last_customer_text)
    if re.search(r"推荐[^,。]{0,3}家|哪家店|别的店|其他店", asked):
        return Answer(f"别家店的情况我不太了解,不好随便推荐;店里有的{'、'.join(product.title for product in products[:3])}您需要的话,我帮您参谋{desk.voice.end}")
    before = [simplify(message.text) for message in desk.request.conversation if message.role == "customer"][-3:]
    sized = size_for(products[0], asked) or bed_of(products[0], asked) or _size_chosen(products[0], asked)
    if sized:
        return Answer(sized + desk.voice.end)
    options = options_in(products[0])
    named: list[str] = next((found for text in (asked, *reversed(before)) if len(found := named_in(options, text)) > 1), list[str]())
    said = opinion(named or options, " ".join(dict.fromkeys((*before, asked)))) if len(products) == 1 or named else ""
    if said:
        return Answer(f"{said}。个人感受不一样,供您参考{desk.voice.end}")
    tastes = next((value for name, value in products[0].attributes.items() if re.search("口味|香型", name) and re.search("[/、]", value)), "")
    if len(products) == 1 and tastes and re.search(r"味|哪(?:个|种|款)", asked):
        whose = "毛孩子" if re.search("猫|狗|犬", products[0].title) else "每个人"
        return Answer(f"口味有{'、'.join(re.split('[/、]', tastes))},{whose}口味不一样,第一次可以先少量试试,喜欢再多囤,供您参考{desk.voice.end}")
    budget = re.search(r"预算\D{0,4}(\d{2,5}|[一二两三四五六七八九]百|一千)|(\d{2,5})(?:元|块)?(?:左右|以内|上下)", asked)
    if budget is not None:
        amount = parse_number(budget.group(1) or budget.group(2)) or Decimal(0)
        fitting = [product for product in products if product.price is not None and product.price <= amount * Decimal("1.1")]
        listed = "、".join(f"{product.title}{decimal_text(product.price or Decimal(0))}元" for product in fitting[:3])
        if listed:
            return Answer(f"好的,这个预算里可以看看{listed}。对方平时有什么喜好呢?告诉我,我帮您参谋{desk.voice.end}")
    trip = re.search(r"出差|旅[行游]|[一二两三四五六七八九十\d]+天", asked)
    cases = sorted((product for product in products if "箱" in product.title and product.weight_kg is not None), key=lambda product: product.weight_kg or Decimal(0))
    if trip is not None and len(cases) > 1:
        return Answer(f"短途几天的话{cases[0].title}更轻便({decimal_text(cases[0].weight_kg or Decimal(0))}kg),东西多或者出去久可以看{cases[-1].title},仅供您参考。您这次东西多不多呢?我帮您看看{desk.voice.end}")
    better = _between(products, asked)
    if better:
        return Answer(better + desk.voice.end)
    scene = next((words for pattern, words in _SCENES if re.search(pattern, products[0].title)), "什么场合")
    shown = "、".join(f"{product.title}{decimal_text(product.price)}元" for product in products[:3] if product.price is not None)
    have = f"店里有{shown}," if shown else ""
    if re.search(r"送|爸|妈|长辈|老人|朋友|领导|老师|客户", asked):
        return Answer(f"好的,{have}对方平时更看重实用还是心意呢?有什么喜好和预算也可以告诉我,我帮您挑合适的{desk.voice.end}")
    return Answer(f"好的,{have}您主要是{scene}用呢?告诉我您的需求,我帮您挑合适的{desk.voice.end}")


def trust(desk: Desk, question: Question) -> Answer:
    """Worry about the shop: what really protects the buyer, no boast (P4)."""
    days = desk.policy.returns.window_days
    product = desk.product()
    back = f"签收后{days}天内没使用过可以退," if product is None or (not product.custom_made and product.no_reason_return is not False) else ""
    return Answer(f"理解您的顾虑,买东西谨慎是对的。付款和沟通都走平台,对您有保障;{back}真有质量问题拍照给我,核实后来回运费我们承担{desk.voice.end}")


def other_goods(desk: Desk, question: Question) -> Answer:
    """Whether the shop sells a thing: told from the goods listed, with what there is (P1)."""
    wanted = re.search(r"卖(?:不卖)?([一-鿿a-z0-9]{2,8}?)(?:吗|么|没|不|的|$)", question.text)
    thing = wanted.group(1) if wanted is not None else "这类商品"
    titles = [simplify(product.title) for product in desk.request.products]
    if not titles or any(thing[i : i + 2] in title for title in titles for i in range(len(thing) - 1)):
        return choose(desk, question)
    return Answer(f"店里现在上架的是{'、'.join(product.title for product in desk.request.products[:3])},{thing}暂时不在其中,因为我们主要做这一类;您有这方面的需要随时问我{desk.voice.end}")


def keeps_word(desk: Desk, question: Question) -> Answer:
    """A promise of gift or coupon made before is confirmed, and nothing is added (P6, P72)."""
    said = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "agent"))
    asked = simplify(question.text)
    listed = next((gift for gift in desk.policy.concessions.gifts if gift.name in asked or any(word in asked for word in gift.words)), None)
    if listed is not None and not any(word in said for word in (listed.name, *listed.words)):
        return Answer(f"好的,{listed.name}每单可以送,我在订单里给您备注好{desk.voice.end}")
    promised = [f"{gift.name}{gift.per_order}个" for gift in desk.policy.concessions.gifts if simplify(gift.name) in said or any(simplify(word) in said for word in gift.words)]
    promised += [f"{coupon.name}一张" for coupon in desk.policy.concessions.coupons if re.search(r"[券卷劵]", said)]
    if not promised:
        return Answer(f"您放心,跟您说过的我们都会照做;下单后我会在订单里备注,您也可以留着聊天记录{desk.voice.end}")
    return Answer(f"您放心,答应您的{'、'.join(promised)}算数的,您拍下后我会在订单里备注好{desk.voice.end}")


def price_ahead(desk: Desk, question: Question) -> Answer:
    """Worry that the price falls later: neither promised nor denied (P4, P21)."""
    days = desk.policy.returns.window_days
    coupon = f",现在下单还可以送您一张{desk.policy.concessions.coupons[0].name}" if desk.policy.concessions.coupons else ""
    product = desk.product()
    back = f";收到没使用过,签收后{days}天内也可以退" if product is not None and product.no_reason_return and not product.custom_made else ""
    return Answer(f"理解您的顾虑。目前还没有收到价格调整的通知,后面的价格我不敢跟您说死{coupon}{back},您按自己的需要来就好{desk.voice.end}")


def price_before(desk: Desk, question: Question) -> Answer:
    """An earlier price the facts do not carry: the present one is named, something listed is offered (P20, P21)."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    now = f"现在页面价是{decimal_text(product.price)}元," if product is not None and product.price is not None else ""
    offer = f"现在下单可以送您一张{desk.policy.concessions.coupons[0].name}," if desk.policy.concessions.coupons else ""
    return Answer(f"理解您的心情,换我也会在意。{now}之前的活动价我这边没有记录,不好随口跟您说;{offer}后面有活动会在店铺首页公布{desk.voice.end}")


def valid_later(desk: Desk, question: Question) -> Answer:
    """What was agreed in chat holds for the day; later it is asked for again (P21)."""
    return Answer(f"聊天里说好的优惠当天有效,过后活动可能会有变化。您方便的话今天拍就可以用;晚几天拍之前跟我说一声,我再帮您看看当时能给的优惠{desk.voice.end}")


def warranty_scope(desk: Desk, question: Question) -> Answer:
    """What a warranty covers: the period from the facts, the rest checked; a fault is looked at with a photo."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    period = next((value for name, value in product.attributes.items() if re.search(r"保修|质保", name)), "") if product is not None else ""
    minutes = desk.policy.step_minutes("photo_check")
    words = simplify(desk.request.last_customer_text)
    part = re.search(r"([一-鿿]{1,4}?)(?:要是|如果|万一)?(?:坏|断|掉|丢|碎|裂)", words)
    what = re.sub(r"^(?:那|这|的|请问|要是|如果|万一)+", "", part.group(1)) if part is not None else ""
    named = f"{what}在不在保修范围里" if what and not re.search(r"我|你|会|不|用|修", what) else "具体哪些部件在保修范围里"
    cost = "、单换一个多少钱" if re.search(r"多少钱|几块|价", words) else ""
    photo = f";现在有问题的话拍照发我,{minutes // 60}小时内核实" if minutes else ";现在有问题的话拍照发我核实"
    return Answer(f"{f'这款保修是{period},' if period else ''}{named}{cost}我这边没有准数,跟同事核实好告诉您{photo}{desk.voice.end}")
