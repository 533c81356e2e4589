"""Answers about what sending costs: fee, free shipping, remote regions, a fee to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from guarded_reply.drafting.playbook import couriers
from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.bargaining import basket_text
from guarded_reply.drafting.playbook.couriers import by_person, unserved
from guarded_reply.drafting.playbook.rates import (
    ask_which,
    asked_of,
    by_pieces,
    cheaper,
    days_text,
    fee_text,
    fees_and_days,
    gap,
    pieces_said,
    place_name,
    same_everywhere,
    served,
    several_places,
    standing_rates,
    together,
    volumetric,
    working_text,
)  # fmt: skip
from guarded_reply.facts import quantities_of
from guarded_reply.policy.ratecard import Quote
from guarded_reply.reading.places import Place, short_name
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question

_DEAR = re.compile(r"(?<!不)(?<!多)贵(?!不贵|吗|么|多少|阳|州|港)|太高|高了|抢钱|这么高|离谱|宰")
_VOLUME = re.compile(r"体积|抛[重货]|泡货|材积|计费重|按[^,。]{0,4}(?:公斤|kg|斤)|(?:怎么|咋|如何)(?:算|来)的?(?:出来|出)|哪来的|明明[^,。]{0,6}(?:公斤|kg|斤)")


_LESS = re.compile(r"(?:运费|邮费|快递费)[^,。]{0,6}(?:便宜|减|少(?!不)|优惠|打折|一半)")


def ship_fee(desk: Desk, question: Question) -> Answer:
    """The fee by each carrier that is asked about, with its usual days (P40, P42)."""
    places = desk.places()
    words = simplify(desk.request.last_customer_text)
    abroad = re.search(r"金门|马祖|澎湖|日本|韩国|美国|加拿大|新加坡|马来西亚|澳洲|英国|国外|海外|国际", words)
    if abroad is not None and not desk.situation.places:
        return by_person(desk, abroad.group())
    if order_free(desk) and (alien := couriers.not_carried(desk)) is not None:
        return alien
    if not places:
        return _without_place(desk, words)
    if len(places) == 1 and order_free(desk) and (_DEAR.search(words) or _LESS.search(words)) and not re.search(r"多少|几[块元]|是不是|会不会|贵不贵", words) and (eased := _eased(desk, places[0])) is not None:
        return eased
    if len(places) == 1 and order_free(desk) and (only := _ONLY.search(words)) is not None and (met := _asked_less(desk, places[0], only)) is not None:
        return met
    if len(places) > 1:
        return several_places(desk, places)
    place = places[0]
    if not served(desk, place):
        return unserved(desk, place)
    if order_free(desk) and (held := _held_against(desk, place, words)) is not None:
        return held
    order = desk.request.order
    if order is not None and order.status in ("shipped", "delivered", "completed") and desk.situation.carriers and not re.search(r"多少|几[块元]|运费|邮费|怎么收", words):
        return couriers.carrier(desk, question)
    quotes = desk.quotes_to(place)
    if not quotes:
        return Answer(f"寄{place_name(place)}的运费要按包裹重量和体积算,这款的重量这边没有登记,我核实后告诉您好吗{desk.voice.end}")
    wanted = asked_of(desk, quotes)
    if order is not None and order.freight is not None and order.status in ("unpaid", "paid") and not desk.situation.carriers:
        free = "0元,已经包邮了" if order.freight == 0 else f"{decimal_text(order.freight)}元"
        return Answer(f"您这笔订单的运费是{free}{desk.voice.end}")
    if _VOLUME.search(words) and (shown := volumetric(desk, place, wanted)):
        return Answer(f"{shown}{_free_hint(quotes, wanted)},以物流更新为准{desk.voice.end}")
    if (pieces := by_pieces(desk, place, wanted)):
        return Answer(pieces + desk.voice.end)
    return Answer(f"{_quoted(desk, place, quotes, wanted, words)},以物流更新为准{desk.voice.end}")


def _without_place(desk: Desk, words: str) -> Answer:
    """A fee asked for while it is not clear where it goes."""
    if re.search(r"贵|太高|高了|比[^,。]{0,6}(?:还|都)", words) and desk.policy.concessions.freight_max:
        free, cut = desk.policy.free_shipping, decimal_text(desk.policy.concessions.freight_max)
        gather = f"凑到{decimal_text(free.threshold)}元{desk.policy.carriers[free.carrier].name}就包邮(偏远地区除外);" if free is not None else ""
        return Answer(f"理解您的心情,运费是按快递实收的。{gather}这单运费我可以给您优惠{cut}元,您寄到哪个城市呢?我帮您算算怎么更划算{desk.voice.end}", asks_place=True)
    several = re.search(r"([两2三3四4])个?(?:不同)?的?(?:地(?:址|方)|城市)", words)
    if several is not None and order_free(desk):
        count = {"2": "两", "3": "三", "4": "四"}.get(several.group(1), several.group(1))
        return Answer(f"可以的,不同地址麻烦您分成{count}单拍下,每单各自算运费。您把{count}个城市告诉我,我帮您分别算一下{desk.voice.end}", asks_place=True)
    ambiguous = [mention for mention in desk.situation.places if mention.ambiguous or len(mention.provinces) > 1]
    if ambiguous and ambiguous[0].place is None:
        same = same_everywhere(desk, ambiguous[0].text, ambiguous[0].ambiguous)
        return same or ask_which(desk, ambiguous[0].text, tuple(p.full_name for p in ambiguous[0].ambiguous))
    return Answer(standing_rates(desk), asks_place=True)


_ONLY = re.compile(r"(?:只(?:想|愿意|能|肯)?|最多|顶多)(?:付|出|给|掏)[^,。\d]{0,8}(\d{1,3})(?!\d|kg|公斤|天)|(?:运费|邮费|顺丰|中通|首重)[^,。\d]{0,6}(?:算|按|收|给)(?:我)?[^,。\d]{0,4}(\d{1,3})(?:块|元)?(?:算|收|给)?(?:行|可以|吧|好|成|得了|呗)")


def _asked_less(desk: Desk, place: Place, only: re.Match[str]) -> Answer | None:
    """A fee the customer names for himself, under what it costs: why it is what it is, what may come off, what is free (P21)."""
    offer = Decimal(only.group(1) or only.group(2))
    quotes = desk.quotes_to(place)
    paid = [quote for quote in asked_of(desk, quotes) if not quote.free]
    if not paid or offer >= paid[0].fee:
        return None
    quote, free = paid[0], next((quote for quote in quotes if quote.free), None)
    cut = min(desk.policy.concessions.freight_max, quote.fee)
    eased = f";我可以给您优惠{decimal_text(cut)}元,付{decimal_text(quote.fee - cut)}元就好,您先拍下别付款,我改好告诉您" if cut > 0 else ""
    rest = f";不着急的话{free.carrier_name}包邮,一般{days_text(free.usual_days)}" if free is not None else ""
    return Answer(f"您的心情我懂,运费是快递按重量实收的,{together(desk)}寄{place_name(place)}{fee_text(quote)},一般{days_text(quote.usual_days)},所以您说的数差一点{eased}{rest},以物流更新为准{desk.voice.end}")


_HELD = re.compile(r"(?:都|才|只要|一般|不是|别家|人家|他家|之前|上次|平时|网上|官网)[^,。\n]{0,6}?(\d{1,3})(?:元|块)?(?![\d.]|kg|公斤|斤|天|件|个|点)")


def _held_against(desk: Desk, place: Place, words: str) -> Answer | None:
    """'省内顺丰不都12嘛,你家咋14': felt with, why it is so, the cheaper way and what may be taken off (P12, P21)."""
    other = _HELD.search(words)
    quotes = desk.quotes_to(place)
    own = next((quote for quote in asked_of(desk, quotes) if not quote.free), None)
    if other is None or own is None or Decimal(other.group(1)) >= own.fee or not re.search(r"咋|怎么|为(?:什么|啥)|凭(?:什么|啥)|不都|不是", words):
        return None
    cheap = next((quote for quote in quotes if quote is not own and quote.fee < own.fee), None)
    way = f"不着急走{cheap.carrier_name}{'包邮' if cheap.free else decimal_text(cheap.fee) + '元'},一般{days_text(cheap.usual_days)}" if cheap is not None else ""
    cut = min(desk.policy.concessions.freight_max, own.fee)
    less = f"想走{own.carrier_name}的话我给您优惠{decimal_text(cut)}元运费" if cut > 0 else ""
    both = ";".join(part for part in (less, way) if part)
    return Answer(f"理解您的想法。各家跟快递谈的价不一样,店里{own.carrier_name}寄{place_name(place)}是{decimal_text(own.fee)}元,每位顾客都一样{';' + both if both else ''},您看哪种合适?")


def _eased(desk: Desk, place: Place) -> Answer | None:
    """'运费太贵了': what policy may take off, how it is done, and when it would be free (P21, P31)."""
    quotes = desk.quotes_to(place)
    if any(quote.free for quote in quotes):
        return None  # what costs nothing is told instead
    own = quotes[0] if quotes else None
    cut = min(desk.policy.concessions.freight_max, own.fee) if own is not None else Decimal(0)
    free = desk.policy.free_shipping
    if own is None or cut <= 0:
        return None
    gather = f";商品凑到{decimal_text(free.threshold)}元的话{desk.policy.carriers[free.carrier].name}包邮" if free is not None and own.carrier == free.carrier and own.zone not in free.except_zones else ""
    return Answer(f"理解您的心情,运费是按快递实收的。寄{place_name(place)}{own.carrier_name}是{decimal_text(own.fee)}元,我可以给您优惠{decimal_text(cut)}元,付{decimal_text(own.fee - cut)}元就好,您先拍下别付款,我改好告诉您{gather},您看{'哪种合适' if gather else '可以吗'}?")


def _quoted(desk: Desk, place: Place, quotes: Sequence[Quote], wanted: Sequence[Quote], words: str) -> str:
    """The fees to one place, each with its own days."""
    first = wanted[0]
    if len(wanted) == 1 and not first.free and "+" in first.working:
        bulky = "体积大," if _bulky(desk, place, first) else ""
        return f"{together(desk)}{first.carrier_name}寄{place_name(place)}运费{decimal_text(first.fee)}元({bulky}{working_text(first)}),一般{days_text(first.usual_days)}{_free_hint(quotes, wanted)}"
    text = f"{together(desk)}寄{place_name(place)}{fees_and_days(wanted)}" if len(wanted) == 1 else f"{together(desk)}寄{place_name(place)}:{fees_and_days(wanted)}"
    text += _free_hint(quotes, wanted)
    less = cheaper(quotes, first)
    if len(wanted) > 1 and less is not None and not first.free:
        return f"{text},选{less.carrier_name}更划算"
    if len(wanted) == 2 and re.search(r"差(?:多少|几)|贵多少|便宜多少|相差", words):
        return f"{text},相差{decimal_text(abs(first.fee - wanted[1].fee))}元"
    if len(wanted) > 1 and re.search(r"划算|便宜|合算|省钱|哪个好|选哪个", words):
        fast = min(wanted, key=lambda quote: quote.usual_days)
        return f"{text},{first.carrier_name}更划算" + (f",想快一点选{fast.carrier_name}" if fast.usual_days != first.usual_days else "")
    return text


def _bulky(desk: Desk, place: Place, quote: Quote) -> bool:
    """Whether the volume, not the weight, is what is charged."""
    found = desk.policy.carriers[quote.carrier].zone_of(short_name(place.province))
    parcel = desk.parcel()
    if found is None or found[1].volumetric_divisor is None or parcel.volume_cm3 is None or parcel.weight_kg is None:
        return False
    return parcel.volume_cm3 / found[1].volumetric_divisor > parcel.weight_kg


def order_free(desk: Desk) -> bool:
    """Whether nothing has been ordered yet."""
    return desk.request.order is None


def confirm_fee(desk: Desk, question: Question) -> Answer:
    """'还是14吧?': the fee that was spoken of, confirmed or put right; later today the dispatch may change."""
    said = re.search(r"(?:是)(\d{1,3})", question.text)
    places = desk.places()
    quotes = desk.quotes_to(places[0]) if places else []
    right = next((q for q in quotes if said is not None and q.fee == Decimal(said.group(1))), None)
    if right is None:
        return ship_fee(desk, question)
    later = ""
    if re.search(r"晚上|今晚|下午|晚点|明天", desk.request.last_customer_text):
        later = f";{desk.policy.dispatch.cutoff}之后付款的话,次日为您发出"
    return Answer(f"是的,{right.carrier_name}寄{place_name(places[0])}是{decimal_text(right.fee)}元{later}{desk.voice.end}")


def _free_hint(quotes: Sequence[Quote], wanted: Sequence[Quote]) -> str:
    """The carrier that would cost nothing, beside one that does."""
    other = None if any(quote.free for quote in wanted) else next((quote for quote in quotes if quote.free), None)
    return f";不着急的话{other.carrier_name}这单包邮,一般{days_text(other.usual_days)}" if other is not None else ""


_PLEADS = re.compile(r"呗|通融|免了|免掉|给(?:我)?(?:包|免)|包个邮|行行好|就差")


def free_shipping(desk: Desk, question: Question) -> Answer:
    """Whether, and from when, shipping is free; the excepted zones are named."""
    free = desk.policy.free_shipping
    order = desk.request.order
    if order is not None and order.freight is not None and order.status in ("unpaid", "paid"):
        return Answer("您这单是包邮的,不用另付运费" + desk.voice.end if order.freight == 0 else f"您这单的运费是{decimal_text(order.freight)}元{desk.voice.end}")
    if free is None:
        return ship_fee(desk, question)
    carrier = desk.policy.carriers[free.carrier]
    zones = "、".join(carrier.zones[zone].name for zone in free.except_zones)
    rule = f"{carrier.name}满{decimal_text(free.threshold)}元包邮" + (f",{zones}除外" if zones else "")
    places = desk.places()
    parcel = desk.parcel()
    words = simplify(desk.request.last_customer_text)
    price = _price_named(desk, words)
    if re.search(r"两个?地(?:址|方)|不同(?:的)?地(?:址|方)|分开寄|各寄|分别寄", words) and len(places) < 2:
        single = desk.parcel(single=True)
        return Answer(f"寄到不同地址要分开下单,每单各自算运费:{rule}{gap(desk, single).replace('这单', '每单')}。您把两个城市告诉我,我帮您分别算一下{desk.voice.end}", asks_place=True)
    if not places:
        short = gap(desk, parcel)
        if short and desk.policy.concessions.freight_max > 0 and re.search(r"学生|免(?:了|掉|运费|邮)|通融|呗", words) and not re.search(r"满[多几]|多少[^,。]{0,4}(?:免|包)|怎么(?:才|能)", words):
            return Answer(f"{price}{rule}{short},所以这单没法免运费;运费我可以给您优惠{decimal_text(desk.policy.concessions.freight_max)}元,或者凑单包邮。您寄到哪个城市呢?我帮您算算{desk.voice.end}", asks_place=True)
        if (desk.situation.wanted or (desk.situation.quantity or 0) > 1) and parcel.goods_total is not None and order is None:
            goods = decimal_text(parcel.goods_total)
            what = basket_text(desk) if desk.situation.wanted else f"{desk.situation.quantity}件"
            enough = f"已经满{decimal_text(free.threshold)}元,走{carrier.name}包邮" + (f"({zones}除外)" if zones else "") if not short else f"还差{decimal_text(free.threshold - parcel.goods_total)}元满{decimal_text(free.threshold)}元{carrier.name}包邮"
            return Answer(f"{what}一共{goods}元,{enough}。您寄到哪个城市呢?我帮您看看{desk.voice.end}", asks_place=True)
        return Answer(f"{price}{rule}{short}。您寄到哪个城市呢?我帮您看看{desk.voice.end}", asks_place=True)
    if not served(desk, places[0]):
        return unserved(desk, places[0])
    if len(places) > 1:
        return several_places(desk, places)
    quotes = desk.quotes_to(places[0])
    own = next((quote for quote in quotes if quote.carrier == free.carrier), None)
    if own is None:
        return ship_fee(desk, question)
    where = place_name(places[0])
    other = next((quote for quote in quotes if not quote.free and quote.carrier in desk.situation.carriers), None)
    if own.free and other is not None and free.carrier not in desk.situation.carriers:
        notice = "没有收到免运费的通知," if re.search(r"通知|公告|活动|自今日|系统|全店", words) else "没有包邮,"
        return Answer(f"{other.carrier_name}这边{notice}寄{where}是{decimal_text(other.fee)}元,一般{days_text(other.usual_days)};不着急的话走{carrier.name}这单包邮,一般{days_text(own.usual_days)},您看走哪个{desk.voice.end}?")
    if own.free:
        express = next((quote for quote in quotes if not quote.free), None)
        extra = f";想快一点选{express.carrier_name}是{decimal_text(express.fee)}元" if express else ""
        pieces = desk.situation.quantity or 1
        summed = f"{pieces}件一共{decimal_text(parcel.goods_total)}元," if pieces > 1 and parcel.goods_total is not None and len(desk.situation.product_ids) == 1 else f"{basket_text(desk)}一共{decimal_text(parcel.goods_total)}元," if desk.situation.wanted and parcel.goods_total is not None else ""
        if summed:
            return Answer(f"{summed}满{decimal_text(free.threshold)}元了,寄{where}走{carrier.name}包邮{extra}{desk.voice.end}")
        return Answer(f"包邮的,{rule},您这单寄{where}走{carrier.name}免运费{extra}{desk.voice.end}")
    less = cheaper(quotes, own)
    if own.zone in free.except_zones:
        better = f";走{fee_text(less)}更划算" if less is not None else ""
        pieces = sum((quantities_of(desk.request, desk.situation) or {}).values())
        whole = pieces_said(desk, pieces) if pieces > 1 and len(desk.situation.product_ids) == 1 else ""
        return Answer(f"{price}{where}暂时不包邮,因为属于{carrier.zones[own.zone].name}、路途远成本高,还请您体谅。{whole}寄过去{fee_text(own)}{better}{desk.voice.end}")
    cut = min(desk.policy.concessions.freight_max, own.fee)
    if cut > 0 and _PLEADS.search(words):
        return Answer(f"{price}{rule}{gap(desk, parcel)},所以这单没法免运费;我给您优惠{decimal_text(cut)}元,寄{where}{carrier.name}付{decimal_text(own.fee - cut)}元就好,或者凑一件小东西就能包邮,您看哪种合适?")
    short = f"(现在{decimal_text(parcel.goods_total)}元,还差{decimal_text(free.threshold - parcel.goods_total)}元)" if parcel.goods_total is not None else ""
    if re.search(rf"(?:满|凑|够|超|到)[^,。]{{0,3}}{decimal_text(free.threshold)}", words):
        return Answer(f"是的,满{decimal_text(free.threshold)}元{carrier.name}就包邮,{where}也可以{short.replace('现在', '现在这单')};不凑的话运费是{decimal_text(own.fee)}元{desk.voice.end}")
    return Answer(f"{price}寄{where}这单还不够包邮,{carrier.name}运费是{decimal_text(own.fee)}元;满{decimal_text(free.threshold)}元就包邮{short},凑一凑能省下运费{desk.voice.end}")


def _price_named(desk: Desk, words: str) -> str:
    """The true price, where the customer writes another one before 包邮."""
    product = desk.product()
    named = re.search(r"(?<![满差少再])(\d{1,4})(?:元|块)(?:钱)?包邮", words)
    if named is None or product is None or product.price is None or Decimal(named.group(1)) == product.price or re.search(r"满\s?\d+[^,。]{0,3}包邮", words):
        return ""
    return f"{product.title}是{decimal_text(product.price)}元,您说的价格店里没有这样的活动,还请您体谅。"


def remote_list(desk: Desk, question: Question) -> Answer:
    """Which provinces count as remote."""
    for carrier in desk.policy.carriers.values():
        for zone in carrier.zones.values():
            if "偏远" in zone.name:
                listed = "、".join(zone.provinces)
                places = desk.places()
                said = ""
                if places:
                    province = short_name(places[0].province)
                    said = f"{place_name(places[0])}{'属于偏远地区' if province in zone.provinces else '不在偏远地区里'},"
                fees = ",".join(fee_text(quote) for quote in desk.quotes_to(places[0])) if places else ""
                if fees and not re.search(r"哪|包括|有什么", question.text):
                    return Answer(f"{said}寄过去{fees}{desk.voice.end}")
                fee = f";寄{place_name(places[0])}{fees}" if fees else ""
                return Answer(f"{said}{carrier.name}的偏远地区是{listed}{fee}{desk.voice.end}")
    return ship_fee(desk, question)


def ship_place(desk: Desk, question: Question) -> Answer:
    """Whether a place is served: the fee answers it."""
    answer = ship_fee(desk, question)
    if re.search(r"村|乡下|农村|镇上|乡镇", simplify(desk.request.last_customer_text)) and answer.handoff is None:
        return Answer(f"村镇能不能送到家由当地快递网点安排,我可以先帮您核实;{answer.text}", asks_place=answer.asks_place)
    return answer
