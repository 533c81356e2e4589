"""Answers about what sending costs: fee, free shipping, remote regions, carriers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.errors import QuoteError
from guarded_reply.facts import quantities_of
from guarded_reply.policy.ratecard import Parcel, Quote, parcel_of, quote_parcel
from guarded_reply.reading.numerals import parse_number
from guarded_reply.reading.places import Place, short_name
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question


def place_name(place: Place) -> str:
    """How a place is said: 江苏苏州, 上海."""
    city = (place.city or "").removesuffix("市")
    province = short_name(place.province)
    if len(city) > 4:
        city = _AUTONOMOUS.sub("", city)
    return province if not city or city == province else f"{province}{city}"


_AUTONOMOUS = re.compile(r"(?:(?:土家|苗|布依|侗|藏|羌|彝|回|傣|景颇|白|哈尼|壮|傈僳|蒙古|哈萨克|柯尔克孜|朝鲜)族?)+自治州$|地区$|盟$")
"""What the official name of a prefecture adds to the one people say."""


def fee_text(quote: Quote) -> str:
    """A quote said in a few words."""
    if quote.free:
        return f"{quote.carrier_name}包邮"
    if quote.billable_kg > 1 and "+" in quote.working:
        return f"{quote.carrier_name}{decimal_text(quote.fee)}元(按{decimal_text(quote.billable_kg)}kg计)"
    return f"{quote.carrier_name}{decimal_text(quote.fee)}元"


def days_text(days: tuple[int, int]) -> str:
    """Usual days, hedged."""
    return f"{days[0]}-{days[1]}天左右" if days[0] != days[1] else f"{days[0]}天左右"


def ship_fee(desk: Desk, question: Question) -> Answer:
    """The fee by each carrier that is asked about (P42)."""
    places = desk.places()
    abroad = re.search(r"金门|马祖|澎湖|日本|韩国|美国|加拿大|新加坡|马来西亚|澳洲|英国|国外|海外|国际", simplify(desk.request.last_customer_text))
    if abroad is not None and not desk.situation.places:
        return _by_person(desk, abroad.group())
    if not places and re.search(r"贵|太高|高了|比[^,。]{0,6}(?:还|都)", simplify(desk.request.last_customer_text)) and desk.policy.concessions.freight_max:
        free, cut = desk.policy.free_shipping, decimal_text(desk.policy.concessions.freight_max)
        gather = f"凑到{decimal_text(free.threshold)}元{desk.policy.carriers[free.carrier].name}就包邮(偏远地区除外);" if free is not None else ""
        return Answer(f"理解您的心情,运费是按快递实收的。{gather}这单运费我可以给您优惠{cut}元,您寄到哪个城市呢?我帮您算算怎么更划算{desk.voice.end}", asks_place=True)
    if len(places) == 1 and order_free(desk) and re.search(r"贵|太高|高了|抢钱|这么高|离谱|宰", simplify(desk.request.last_customer_text)) and not re.search(r"多少|几[块元]", simplify(desk.request.last_customer_text)):
        own = next((quote for quote in desk.quotes_to(places[0]) if not quote.free), None)
        cut = min(desk.policy.concessions.freight_max, own.fee) if own is not None else Decimal(0)
        free = desk.policy.free_shipping
        if own is not None and cut > 0:
            gather = f";商品凑到{decimal_text(free.threshold)}元的话{desk.policy.carriers[free.carrier].name}包邮" if free is not None and own.carrier == free.carrier and own.zone not in free.except_zones else ""
            return Answer(f"理解您的心情,运费是按快递实收的。寄{place_name(places[0])}{own.carrier_name}是{decimal_text(own.fee)}元,我可以给您优惠{decimal_text(cut)}元,付{decimal_text(own.fee - cut)}元就好{gather},您看哪种合适?")
    if not places:
        ambiguous = [mention for mention in desk.situation.places if mention.ambiguous or len(mention.provinces) > 1]
        if ambiguous and ambiguous[0].place is None:
            same = _same_everywhere(desk, ambiguous[0].text, ambiguous[0].ambiguous)
            if same is not None:
                return same
            return ask_which(desk, ambiguous[0].text, tuple(p.full_name for p in ambiguous[0].ambiguous))
        return Answer(_standing_rates(desk))
    if len(places) > 1:
        return _several_places(desk, places)
    place = places[0]
    if not served(desk, place):
        return unserved(desk, place)
    order = desk.request.order
    if order is not None and order.status in ("shipped", "delivered", "completed") and desk.situation.carriers and not re.search(r"多少|几[块元]|运费|邮费|怎么收", simplify(desk.request.last_customer_text)):
        return carrier(desk, question)
    quotes = desk.quotes_to(place)
    if not quotes:
        return Answer(f"寄{place_name(place)}的运费要按包裹重量和体积算,这款的重量资料里没有登记,我核实后告诉您好吗{desk.voice.end}")
    wanted = [quote for quote in quotes if quote.carrier in desk.situation.carriers] or list(quotes)
    order = desk.request.order
    if order is not None and order.freight is not None and order.status in ("unpaid", "paid") and not desk.situation.carriers:
        free = "0元,已经包邮了" if order.freight == 0 else f"{decimal_text(order.freight)}元"
        return Answer(f"您这笔订单的运费是{free}{desk.voice.end}")
    by_pieces = _by_pieces(desk, place, wanted)
    if by_pieces:
        return Answer(by_pieces + desk.voice.end)
    text = f"{_together(desk)}寄{place_name(place)}," + ",".join(fee_text(quote) for quote in wanted)
    if len(wanted) == 1 and not wanted[0].free and "+" in wanted[0].working:
        text = f"{_together(desk)}{wanted[0].carrier_name}寄{place_name(place)}运费{decimal_text(wanted[0].fee)}元,{_working_text(wanted[0])}"
    text += _free_hint(desk, quotes, wanted)
    if len(wanted) > 1 and (cheap := _cheaper(quotes, wanted[0])) and not wanted[0].free:
        text += cheap.split("更合适")[0] + "更划算"
    elif len(wanted) == 2 and re.search(r"差(?:多少|几)|贵多少|便宜多少|相差", simplify(desk.request.last_customer_text)):
        text += f",相差{decimal_text(abs(wanted[0].fee - wanted[1].fee))}元"
    elif len(wanted) > 1 and re.search(r"划算|便宜|合算|省钱|哪个好|选哪个", simplify(desk.request.last_customer_text)):
        fast = min(wanted, key=lambda quote: quote.usual_days)
        text += f",{wanted[0].carrier_name}更划算" + (f",想快一点选{fast.carrier_name}" if fast is not wanted[0] else "")
    days = wanted[0].usual_days if len({quote.usual_days for quote in wanted}) == 1 else None
    if not desk.situation.asks("delivery_time"):
        text += f";正常情况下{days_text(days)}送到,以物流更新为准" if days else ";" + ",".join(f"{q.carrier_name}一般{days_text(q.usual_days)}" for q in wanted) + ",以物流更新为准"
    return Answer(text + desk.voice.end)


def order_free(desk: Desk) -> bool:
    """Whether nothing has been ordered yet."""
    return desk.request.order is None


def _together(desk: Desk) -> str:
    """The goods by name when more than one kind lies in the parcel."""
    quantities = quantities_of(desk.request, desk.situation) or {}
    titles = [(product.title, pieces) for pid, pieces in quantities.items() if (product := desk.request.product(pid)) is not None]
    return "和".join(f"{title}{pieces}件" if pieces > 1 else title for title, pieces in titles) + "合并" if 1 < len(titles) <= 3 else ""


_PIECES = re.compile(r"([一两二三四五六七八九十]|\d{1,2})\s?([件条个双盒箱袋瓶只套张把包罐支本份])")


def _by_pieces(desk: Desk, place: Place, wanted: Sequence[Quote]) -> str:
    """'一箱多少 两箱呢': the fee for each number of pieces asked about in one turn."""
    words = simplify(desk.request.last_customer_text)
    counts = list(dict.fromkeys((int(value), match.group(2)) for match in _PIECES.finditer(words) if (value := parse_number(match.group(1))) is not None))
    product = desk.product()
    if len(counts) == 1 and counts[0][0] > 1 and re.search(rf"(?:多少|几块|怎么)[^\n]*?{re.escape(_PIECES.search(words).group())}呢", words.replace("\n", ",")):  # type: ignore[union-attr]
        counts = [(1, counts[0][1]), *counts]  # '顺丰到广州多少 两盒呢': the first was asked of one
    if product is None or len(counts) < 2 or len({unit for _, unit in counts}) > 1 or not re.search(r"呢|分别|各", words):
        return ""
    said: list[str] = []
    for count, unit in counts[:3]:
        parcel = parcel_of(desk.request, {product.id: count})
        fees = [fee_text(quote_parcel(desk.policy, place, quote.carrier, parcel)) for quote in wanted]
        said.append(f"{count}{unit}{'、'.join(fees)}")
    return f"寄{place_name(place)},{';'.join(said)};时效以物流更新为准"


def _working_text(quote: Quote) -> str:
    return quote.working.split("=")[0].replace("+续重", "加续重") + f",按{decimal_text(quote.billable_kg)}kg计"


def _several_places(desk: Desk, places: Sequence[Place]) -> Answer:
    parts: list[str] = []
    total: dict[str, Decimal] = {}
    for place in places[:4]:
        if not served(desk, place):
            parts.append(f"{place_name(place)}需要请同事单独报价")
            continue
        quotes = desk.quotes_to(place, single=True)
        wanted = [quote for quote in quotes if quote.carrier in desk.situation.carriers] or list(quotes)
        parts.append(f"{place_name(place)}{'、'.join(fee_text(quote) for quote in wanted)}")
        for quote in wanted:
            total[quote.carrier_name] = total.get(quote.carrier_name, Decimal(0)) + quote.fee
    apart = re.search(r"分(?:开|别)|各寄|一[条个件份]寄|寄一", desk.request.last_customer_text) is not None
    if not apart and (alike := _alike(desk, places)):
        return Answer(alike + desk.voice.end)
    text = ("分开寄的话," if apart else "") + ";".join(parts)
    if apart and len(total) == 1 and len(parts) > 1:
        name, fee = next(iter(total.items()))
        text += f";{name}运费加起来{decimal_text(fee)}元"
    return Answer(text + desk.voice.end)


def _alike(desk: Desk, places: Sequence[Place]) -> str:
    """One sentence for places that cost the same."""
    told = {",".join(fee_text(q) for q in desk.quotes_to(place) if not desk.situation.carriers or q.carrier in desk.situation.carriers) for place in places}
    if len(told) != 1:
        return ""
    names = "、".join((place.city or short_name(place.province)).removesuffix("市") for place in places[:4])
    days = {quote.usual_days for place in places for quote in desk.quotes_to(place) if not desk.situation.carriers or quote.carrier in desk.situation.carriers}
    usual = f",正常情况下{days_text(days.pop())}" if len(days) == 1 else ""
    yes = "是的," if re.search(r"统一|一样|都是|相同", simplify(desk.request.last_customer_text)) else ""
    return f"{yes}{names}的运费是一样的:{told.pop()}{usual},具体时效以物流更新为准"


def ask_which(desk: Desk, name: str, candidates: tuple[str, ...]) -> Answer:
    shown = "、".join(candidates[:3])
    few = f"({shown}等)" if len(candidates) > 3 else f"({shown})" if shown else ""
    return Answer(f"叫“{name}”的地方不止一处{few},麻烦告诉我是哪个省市的,我马上帮您算运费{desk.voice.end}", asks_place=True)


def _same_everywhere(desk: Desk, name: str, candidates: Sequence[Place]) -> Answer | None:
    """The fee when every place of that name costs the same."""
    told = {",".join(fee_text(q) for q in desk.quotes_to(place) if not desk.situation.carriers or q.carrier in desk.situation.carriers) for place in candidates}
    if len(told) != 1 or not (fees := told.pop()):
        return None
    cities = "和".join(place_name(place) for place in candidates[:2])
    return Answer(f"{cities}都有“{name}”,运费是一样的:{fees};下单时填好收货地址就可以{desk.voice.end}")


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


def _standing_rates(desk: Desk) -> str:
    """Rates by zone when the destination is not known, with a question for it."""
    policy = desk.policy
    parcel = desk.parcel()
    parts: list[str] = []
    for carrier_id, carrier in policy.carriers.items():
        if desk.situation.carriers and carrier_id not in desk.situation.carriers:
            continue
        said: list[str] = []
        for zone in carrier.zones.values():
            province = zone.provinces[0] if zone.provinces else next((p for p in ("湖北", "广东", "北京") if carrier.zone_of(p) and carrier.zone_of(p)[1] is zone), "")  # type: ignore[index]
            if not province:
                continue
            try:
                quote = quote_parcel(policy, province, carrier_id, parcel)
            except QuoteError:
                continue
            said.append(f"{zone.name}{'包邮' if quote.free else decimal_text(quote.fee) + '元'}")
        if said:
            parts.append(f"{carrier.name}{'、'.join(said)}")
    ask = "您寄到哪个城市呢?告诉我就能帮您算准运费" + desk.voice.end
    return (";".join(parts) + "。" + ask) if parts else "运费要看收货城市和重量," + ask


def _free_hint(desk: Desk, quotes: Sequence[Quote], wanted: Sequence[Quote]) -> str:
    free = desk.policy.free_shipping
    if free is None or any(quote.free for quote in wanted):
        return ""
    other = next((quote for quote in quotes if quote.free), None)
    if other is not None:
        return f";不着急的话选{other.carrier_name},这单已经满{decimal_text(free.threshold)}元,是包邮的"
    return ""


def served(desk: Desk, place: Place) -> bool:
    return any(carrier.zone_of(short_name(place.province)) for carrier in desk.policy.carriers.values())


def unserved(desk: Desk, place: Place) -> Answer:
    """A place the rate card does not cover: a person quotes."""
    return _by_person(desk, place_name(place))


def _by_person(desk: Desk, where: str) -> Answer:
    """Hand the quote to a person, with what the customer asked for: carrier, days and goods."""
    situation = desk.situation
    asked = "运费和时效" if situation.asks("delivery_time") else "运费"
    carriers = "、".join(desk.policy.carriers[carrier].name for carrier in situation.carriers)
    also = f",走{carriers}也是一样" if carriers else ""
    goods = "、".join(f"{product.title}{pieces}件" for pid, pieces in (quantities_of(desk.request, situation) or {}).items() if (product := desk.request.product(pid)) is not None)
    noted = f"我先把{goods}和收货地登记下来" if goods else "我先帮您登记下来"
    return Answer(
        f"{where}的{asked}不在店里的运费表里{also},要请同事按重量和体积单独核价,{noted},核好再回复您;"
        f"方便收内地地址的话,也可以告诉我城市,我先帮您算{desk.voice.end}",
        handoff="quote",
    )


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
    if re.search(r"两个?地(?:址|方)|不同(?:的)?地(?:址|方)|分开寄|各寄|分别寄", simplify(desk.request.last_customer_text)) and len(places) < 2:
        single = desk.parcel(single=True)
        return Answer(f"寄到不同地址要分开下单,每单各自算运费:{rule}{_gap(desk, single).replace('这单', '每单')}。您把两个城市告诉我,我帮您分别算一下{desk.voice.end}", asks_place=True)
    if not places:
        short = _gap(desk, parcel)
        if short and desk.policy.concessions.freight_max > 0 and re.search(r"学生|免(?:了|掉|运费|邮)|通融|呗", simplify(desk.request.last_customer_text)):
            return Answer(f"{rule}{short},所以这单没法免运费;运费我可以给您优惠{decimal_text(desk.policy.concessions.freight_max)}元,或者凑单包邮。您寄到哪个城市呢?我帮您算算{desk.voice.end}", asks_place=True)
        return Answer(f"{rule}{short}。您寄到哪个城市呢?我帮您看看{desk.voice.end}", asks_place=True)
    if not served(desk, places[0]):
        return unserved(desk, places[0])
    quotes = desk.quotes_to(places[0])
    own = next((quote for quote in quotes if quote.carrier == free.carrier), None)
    if own is None:
        return ship_fee(desk, question)
    where = place_name(places[0])
    if own.free:
        express = next((quote for quote in quotes if not quote.free), None)
        extra = f";想快一点选{express.carrier_name}是{decimal_text(express.fee)}元" if express else ""
        return Answer(f"可以包邮的,{rule},您这单寄{where}走{carrier.name}免运费{extra}{desk.voice.end}")
    if own.zone in free.except_zones:
        return Answer(f"{where}路途远、快递成本高,所以{rule},您这单{carrier.name}运费是{decimal_text(own.fee)}元{_cheaper(quotes, own)},还请您体谅{desk.voice.end}")
    cut = min(desk.policy.concessions.freight_max, own.fee)
    if cut > 0 and re.search(r"呗|通融|免了|免掉|给(?:我)?(?:包|免)|包个邮|行行好|就差", desk.request.last_customer_text):
        return Answer(f"{rule}{_gap(desk, parcel)},所以这单没法免运费;我给您优惠{decimal_text(cut)}元,寄{where}{carrier.name}付{decimal_text(own.fee - cut)}元就好,或者凑一件小东西就能包邮,您看哪种合适?")
    return Answer(f"{rule}{_gap(desk, parcel)},现在寄{where}{carrier.name}运费是{decimal_text(own.fee)}元,凑一件就能省下运费{desk.voice.end}")


def _cheaper(quotes: Sequence[Quote], own: Quote) -> str:
    other = min((quote for quote in quotes if quote is not own), key=lambda quote: quote.fee, default=None)
    return f",选{other.carrier_name}更合适,是{decimal_text(other.fee)}元" if other is not None and other.fee < own.fee else ""


def _gap(desk: Desk, parcel: Parcel) -> str:
    free = desk.policy.free_shipping
    if free is None or parcel.goods_total is None or parcel.goods_total >= free.threshold:
        return ""
    return f",您这单{decimal_text(parcel.goods_total)}元,还差{decimal_text(free.threshold - parcel.goods_total)}元"


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
                fee = f";寄{place_name(places[0])}{fees}" if fees else ""
                return Answer(f"{said}{carrier.name}的偏远地区是{listed}{fee}{desk.voice.end}")
    return ship_fee(desk, question)


def carrier(desk: Desk, question: Question) -> Answer:
    """Which courier; a courier the shop has not got is declined with what it has."""
    policy = desk.policy
    names = [item.name for item in policy.carriers.values()]
    order = desk.request.order
    avoided = re.search(r"(?:别|不要|不想|不用)(?:再)?(?:发|用|走)(中通|顺丰)", simplify(desk.request.last_customer_text))
    rest = [name for name in names if avoided is not None and name != avoided.group(1)]
    if rest and order is None:
        return Answer(f"可以的,您下单时选{rest[0]}就行,{avoided.group(1) if avoided else ''}那边派送的情况我也记下来反馈。您寄到哪个城市呢?我帮您算{rest[0]}的运费和时效{desk.voice.end}", asks_place=True)
    other = re.search(r"圆通|申通|韵达|京东|极兔|邮政|ems|德邦", question.text)
    if other is not None and policy.carrier_named(other.group()) is None:
        return Answer(f"店里合作的是{'和'.join(names)},{other.group().upper()}暂时没有合作点,您看选哪个方便{desk.voice.end}?")
    if order is not None and order.status in ("shipped", "delivered", "completed"):
        own = desk.carrier_name()
        if desk.situation.carriers and own not in [policy.carriers[cid].name for cid in desk.situation.carriers] or re.search(r"我要|想要|指定|说好|怎么", desk.request.last_customer_text):
            return Answer(f"抱歉没能提前跟您确认好,这单发的是{own},已经在路上了,中途没法再换快递;我帮您盯着物流,下次下单前跟我说一声想走哪家,我提前帮您备注{desk.voice.end}")
        return Answer(f"这单发的是{own}" + (f",单号{order.tracking_no}" if order.tracking_no else "") + desk.voice.end)
    if desk.places() and (desk.situation.carriers or order is None):
        return ship_fee(desk, question)
    default = policy.carriers[policy.default_carrier].name
    express = policy.carriers[policy.express_carrier].name if policy.express_carrier else None
    text = f"店里默认发{default}" + (f",着急可以选{express}" if express and express != default else "")
    return Answer(text + ("" if desk.places() else ",您寄到哪个城市呢?我帮您算运费和时效") + desk.voice.end)


def ship_place(desk: Desk, question: Question) -> Answer:
    """Whether a place is served: the fee answers it."""
    answer = ship_fee(desk, question)
    if re.search(r"村|乡下|农村|镇上|乡镇", simplify(desk.request.last_customer_text)) and answer.handoff is None:
        return Answer(f"村镇能不能送到家由当地快递网点安排,我可以先帮您核实;{answer.text}", asks_place=answer.asks_place)
    return answer
