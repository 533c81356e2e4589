"""How places, fees and usual days are said, and what the rate card gives for one parcel, for several, and by zone."""

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


def place_name(place: Place) -> str:
    """How a place is said: 江苏苏州, 上海."""
    city = (place.city or "").removesuffix("市")
    province = short_name(place.province)
    if len(city) > 4:
        city = _AUTONOMOUS.sub("", city)
    if place.level == "district" and place.name.endswith(("市", "县")) and len(place.name) <= 4:
        city = place.name.removesuffix("市")  # '义乌' is said back as 义乌, not as 金华
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


def fees_and_days(quotes: Sequence[Quote]) -> str:
    """Each carrier's fee with the usual days right behind it, so that no days are taken for another carrier's."""
    days = {quote.usual_days for quote in quotes}
    if len(days) == 1 and len(quotes) > 1:
        return f"{'、'.join(fee_text(quote) for quote in quotes)},都是一般{days_text(quotes[0].usual_days)}"
    return ";".join(f"{fee_text(quote)},一般{days_text(quote.usual_days)}" for quote in quotes)


def working_text(quote: Quote) -> str:
    """How a fee comes about."""
    return f"{working(quote)},按{decimal_text(quote.billable_kg)}kg计"


def cheaper(quotes: Sequence[Quote], own: Quote) -> Quote | None:
    """The carrier that costs less than ``own``, if one does."""
    other = min((quote for quote in quotes if quote is not own), key=lambda quote: quote.fee, default=None)
    return other if other is not None and other.fee < own.fee else None


def gap(desk: Desk, parcel: Parcel) -> str:
    """What the goods come to and what is missing for free shipping."""
    free = desk.policy.free_shipping
    if free is None or parcel.goods_total is None or parcel.goods_total >= free.threshold:
        return ""
    return f",您这单{decimal_text(parcel.goods_total)}元,还差{decimal_text(free.threshold - parcel.goods_total)}元"


def served(desk: Desk, place: Place) -> bool:
    """Whether any carrier of the policy goes there."""
    return any(carrier.zone_of(short_name(place.province)) for carrier in desk.policy.carriers.values())


def asked_of(desk: Desk, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes of the carriers spoken of, else all."""
    return [quote for quote in quotes if quote.carrier in desk.situation.carriers] or list(quotes)


def together(desk: Desk) -> str:
    """The goods by name when more than one kind lies in the parcel."""
    quantities = quantities_of(desk.request, desk.situation) or {}
    titles = [(product.title, pieces) for pid, pieces in quantities.items() if (product := desk.request.product(pid)) is not None]
    if len(titles) == 1 and titles[0][1] > 1 and desk.request.order is None:
        return pieces_said(desk, titles[0][1])
    return "和".join(counted(title, pieces) for title, pieces in titles) + "合并" if 1 < len(titles) <= 3 else ""


def pieces_said(desk: Desk, count: int) -> str:
    """A number of pieces with the measure word the customer used: 3袋, else 3件."""
    for message in reversed(desk.request.conversation):
        unit = next((unit for number, unit in counts_asked(simplify(message.text)) if number == count), "") if message.role == "customer" else ""
        if unit and unit not in "把盏":  # said of many things beside goods
            return f"{count}{unit}"
    return f"{count}件"


def counted(title: str, pieces: int) -> str:
    """A product with its pieces; the number stands before a name that ends in a pack of its own: 2件中性笔12支装."""
    return title if pieces == 1 else f"{pieces}件{title}" if re.search(r"\d|装$", title) else f"{title}{pieces}件"


_PIECES = re.compile(r"([一两二三四五六七八九十]|\d{1,2})\s?([件条个双盒箱袋瓶只套张把包罐支本份盏台])")


def counts_asked(words: str) -> list[tuple[int, str]]:
    """Each number of pieces named in a turn, with its measure word: '一个多少 三个呢'."""
    return list(dict.fromkeys((int(value), match.group(2)) for match in _PIECES.finditer(words) if (value := parse_number(match.group(1))) is not None))


def by_pieces(desk: Desk, place: Place, wanted: Sequence[Quote]) -> str:
    """'一箱多少 两箱呢': the fee for each number of pieces asked about in one turn."""
    words = simplify(desk.request.last_customer_text)
    counts = counts_asked(words)
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


def volumetric(desk: Desk, place: Place, quotes: Sequence[Quote]) -> str:
    """How the weight that is charged comes about, with the parcel's own figures; nothing when the sides are not known."""
    product, parcel = desk.product(), desk.parcel()
    quote = next((quote for quote in quotes if not quote.free), None) or (quotes[0] if quotes else None)
    found = desk.policy.carriers[quote.carrier].zone_of(short_name(place.province)) if quote is not None else None
    if quote is None or found is None or found[1].volumetric_divisor is None or parcel.volume_cm3 is None or parcel.weight_kg is None:
        return ""
    divisor = found[1].volumetric_divisor
    sides = "×".join(decimal_text(side) for side in product.dimensions_cm) if product is not None and product.dimensions_cm is not None else "长×宽×高"
    pieces = sum((quantities_of(desk.request, desk.situation) or {}).values())
    many = f"×{pieces}件" if pieces > 1 else ""
    exact = parcel.volume_cm3 / divisor
    rounded = exact.quantize(Decimal("0.1"))
    sum_ = f"{sides}{many}÷{decimal_text(divisor)}"
    if exact > parcel.weight_kg:
        weighed = f"{sum_}{'=' if rounded == exact else '约'}{decimal_text(rounded)}kg,比实重{decimal_text(parcel.weight_kg)}kg大,进位按{decimal_text(quote.billable_kg)}kg计"
    else:
        weighed = f"{sum_}算下来比实重{decimal_text(parcel.weight_kg)}kg小,就按实重进位{decimal_text(quote.billable_kg)}kg计"
    fee = "这单包邮" if quote.free else f"{working(quote)},一共{decimal_text(quote.fee)}元" if "+" in quote.working else f"{decimal_text(quote.fee)}元"
    return f"{quote.carrier_name}是体积重和实重取大的来算:{weighed};寄{place_name(place)}{fee},一般{days_text(quote.usual_days)}"


def working(quote: Quote) -> str:
    """First and further weight of a fee, without its sum."""
    return quote.working.split("=")[0].replace("+续重", "加续重")


def several_places(desk: Desk, places: Sequence[Place]) -> Answer:
    """One parcel to each place: the fees and days of each, and that each is an order of its own."""
    if (alike := _alike(desk, places)) and not apart(desk):
        return Answer(alike + desk.voice.end)
    parts: list[str] = []
    total: dict[str, Decimal] = {}
    for place in places[:4]:
        if not served(desk, place):
            parts.append(f"{place_name(place)}需要请同事单独报价")
            continue
        wanted = asked_of(desk, desk.quotes_to(place, single=True))
        parts.append(f"寄{place_name(place)}{fees_and_days(wanted)}".replace(";", ",") if wanted else f"寄{place_name(place)}的运费我核实后告诉您")
        for quote in wanted:
            total[quote.carrier_name] = total.get(quote.carrier_name, Decimal(0)) + quote.fee
    lead = f"可以的,不同地址麻烦您分成{'两三四'[min(len(places), 4) - 2]}单拍下:" if apart(desk) else ""
    text = lead + ";".join(parts)
    if apart(desk) and len(total) == 1 and len(parts) > 1:
        name, fee = next(iter(total.items()))
        text += f";{name}运费加起来{decimal_text(fee)}元"
    return Answer(f"{text},以物流更新为准{desk.voice.end}")


def apart(desk: Desk) -> bool:
    """Whether the customer sends to several places, rather than asks how much it is to each."""
    return re.search(r"分(?:开|别)|各寄|各(?:要|来|买)?一|(?:[一两1-3][件条个份盒箱套双袋包支本台盏瓶把]|一份)[^,。]{0,8}[寄发到送给]|寄一|(?:两|2|三|3)个?(?:地(?:址|方)|人|城市)|另(?:外)?一", simplify(desk.request.last_customer_text)) is not None


def _alike(desk: Desk, places: Sequence[Place]) -> str:
    """One sentence for places that cost the same."""
    told = {",".join(fee_text(quote) for quote in asked_of(desk, desk.quotes_to(place))) for place in places}
    if len(told) != 1:
        return ""
    names = "、".join((place.city or short_name(place.province)).removesuffix("市") for place in places[:4])
    days = {fees_and_days(asked_of(desk, desk.quotes_to(place))) for place in places}
    yes = "是的," if re.search(r"统一|一样|都是|相同", simplify(desk.request.last_customer_text)) else ""
    return f"{yes}{names}的运费是一样的:{days.pop() if len(days) == 1 else told.pop()},具体时效以物流更新为准"


def ask_which(desk: Desk, name: str, candidates: tuple[str, ...]) -> Answer:
    """A name that several places share: which one is meant."""
    shown = "、".join(candidates[:3])
    few = f"({shown}等)" if len(candidates) > 3 else f"({shown})" if shown else ""
    return Answer(f"叫“{name}”的地方不止一处{few},麻烦告诉我是哪个省市的,我马上帮您算运费{desk.voice.end}", asks_place=True)


def same_everywhere(desk: Desk, name: str, candidates: Sequence[Place]) -> Answer | None:
    """The fee when every place of that name costs the same."""
    told = {",".join(fee_text(quote) for quote in desk.quotes_to(place) if not desk.situation.carriers or quote.carrier in desk.situation.carriers) for place in candidates}
    if len(told) != 1 or not (fees := told.pop()):
        return None
    if (several := len(desk.situation.product_ids)) > 1:
        where = "还是".join(f"{place_name(place).removesuffix(name)}的{name}" for place in candidates[:2])
        together = "两样" if several == 2 else "几样"
        return Answer(f"{together}一起寄:{fees.replace('顺丰', '顺丰都是').replace('都是都是', '都是')};您是{where}呢?下单时填好地址就行{desk.voice.end}")
    cities = "和".join(place_name(place) for place in candidates[:2])
    return Answer(f"{cities}都有“{name}”,运费是一样的:{fees};下单时填好收货地址就可以{desk.voice.end}")


def standing_rates(desk: Desk) -> str:
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
