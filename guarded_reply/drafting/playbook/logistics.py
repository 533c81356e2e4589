"""Answers about shipping: fee, free shipping, remote list, carriers, times, dispatch, where the parcel is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.errors import QuoteError
from guarded_reply.policy.dispatch import CHINA, dispatch_of
from guarded_reply.policy.ratecard import Parcel, Quote, quote_parcel
from guarded_reply.reading.places import Place, short_name
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question


def place_name(place: Place) -> str:
    """How a place is said: 江苏苏州, 上海."""
    city = (place.city or "").removesuffix("市")
    province = short_name(place.province)
    if len(city) > 4:
        city = re.sub(r"(?:\w{1,3}族)+自治州$|地区$|盟$", "", city)
    return province if not city or city == province else f"{province}{city}"


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
    if not places:
        ambiguous = [mention for mention in desk.situation.places if mention.ambiguous or len(mention.provinces) > 1]
        if ambiguous and ambiguous[0].place is None:
            same = _same_everywhere(desk, ambiguous[0].text, ambiguous[0].ambiguous)
            if same is not None:
                return same
            return _ask_which(desk, ambiguous[0].text, tuple(p.full_name for p in ambiguous[0].ambiguous))
        return Answer(_standing_rates(desk))
    if len(places) > 1:
        return _several_places(desk, places)
    place = places[0]
    if not _served(desk, place):
        return unserved(desk, place)
    quotes = desk.quotes_to(place)
    if not quotes:
        return Answer(f"寄{place_name(place)}的运费要按包裹重量和体积算,这款的重量资料里没有登记,我核实后告诉您好吗{desk.voice.end}")
    wanted = [quote for quote in quotes if quote.carrier in desk.situation.carriers] or list(quotes)
    order = desk.request.order
    if order is not None and order.freight is not None and order.status in ("unpaid", "paid") and not desk.situation.carriers:
        free = "0元,已经包邮了" if order.freight == 0 else f"{decimal_text(order.freight)}元"
        return Answer(f"您这笔订单的运费是{free}{desk.voice.end}")
    text = f"寄{place_name(place)}," + ",".join(fee_text(quote) for quote in wanted)
    if len(wanted) == 1 and not wanted[0].free and "+" in wanted[0].working:
        text = f"{wanted[0].carrier_name}寄{place_name(place)}运费{decimal_text(wanted[0].fee)}元,{_working_text(wanted[0])}"
    text += _free_hint(desk, quotes, wanted)
    if len(wanted) > 1 and (cheap := _cheaper(quotes, wanted[0])) and not wanted[0].free:
        text += cheap.split("更合适")[0] + "更划算"
    days = wanted[0].usual_days if len({quote.usual_days for quote in wanted}) == 1 else None
    if not desk.situation.asks("delivery_time"):
        text += f";正常情况下{days_text(days)}送到,以物流更新为准" if days else ";" + ",".join(f"{q.carrier_name}一般{days_text(q.usual_days)}" for q in wanted) + ",以物流更新为准"
    return Answer(text + desk.voice.end)


def _working_text(quote: Quote) -> str:
    return quote.working.split("=")[0].replace("+续重", "加续重") + f",按{decimal_text(quote.billable_kg)}kg计"


def _several_places(desk: Desk, places: Sequence[Place]) -> Answer:
    parts: list[str] = []
    total: dict[str, Decimal] = {}
    for place in places[:4]:
        if not _served(desk, place):
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
    return f"{names}的运费是一样的:{told.pop()},具体时效以物流更新为准"


def _ask_which(desk: Desk, name: str, candidates: tuple[str, ...]) -> Answer:
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


def _served(desk: Desk, place: Place) -> bool:
    return any(carrier.zone_of(short_name(place.province)) for carrier in desk.policy.carriers.values())


def unserved(desk: Desk, place: Place) -> Answer:
    """A place the rate card does not cover: a person quotes."""
    return Answer(
        f"{place_name(place)}的运费不在店里的运费表里,要请同事按重量和体积单独核价,我先帮您登记下来,核好再回复您;"
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
    if not places:
        short = _gap(desk, parcel)
        return Answer(f"{rule}{short}。您寄到哪个城市呢?我帮您看看{desk.voice.end}", asks_place=True)
    if not _served(desk, places[0]):
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
                quote = next((q for q in desk.quotes_to(places[0]) if desk.policy.carriers[q.carrier] is carrier), None) if places else None
                fee = f";{fee_text(quote)}" if quote else ""
                return Answer(f"{said}{carrier.name}的偏远地区是{listed}{fee}{desk.voice.end}")
    return ship_fee(desk, question)


def carrier(desk: Desk, question: Question) -> Answer:
    """Which courier; a courier the shop has not got is declined with what it has."""
    policy = desk.policy
    names = [item.name for item in policy.carriers.values()]
    order = desk.request.order
    other = re.search(r"圆通|申通|韵达|京东|极兔|邮政|ems|德邦", question.text)
    if other is not None and policy.carrier_named(other.group()) is None:
        return Answer(f"店里合作的是{'和'.join(names)},{other.group().upper()}暂时没有合作点,您看选哪个方便{desk.voice.end}?")
    if desk.places() and (desk.situation.carriers or order is None):
        return ship_fee(desk, question)
    default = policy.carriers[policy.default_carrier].name
    express = policy.carriers[policy.express_carrier].name if policy.express_carrier else None
    text = f"店里默认发{default}" + (f",着急可以选{express}" if express and express != default else "")
    return Answer(text + ("" if desk.places() else ",您寄到哪个城市呢?我帮您算运费和时效") + desk.voice.end)


def delivery_time(desk: Desk, question: Question) -> Answer:
    """Usual duration, never a promise (P40, P41); in a hurry the express carrier is named (P42)."""
    places = desk.places()
    order = desk.request.order
    if order is not None and order.status in ("shipped", "delivered", "completed") and order.tracking:
        return where(desk, question)
    wants_day = re.search(r"明|后天|今|周|星期|礼拜|\d+[号日]|节|前|生日|赶|来得及|急|双十", question.text) is not None
    if not places:
        ambiguous = [mention for mention in desk.situation.places if mention.place is None and mention.ambiguous]
        if ambiguous:
            return _ask_which(desk, ambiguous[0].text, tuple(p.full_name for p in ambiguous[0].ambiguous))
        return Answer(f"时效要看收货城市,您寄到哪里呢?告诉我城市,我帮您看看一般几天{desk.voice.end}", asks_place=True)
    if not _served(desk, places[0]):
        return unserved(desk, places[0])
    province = short_name(places[0].province)
    own = desk.policy.carrier_named(order.carrier) if order is not None and order.carrier else None
    ids = list(desk.situation.carriers) or ([own] if own else list(desk.policy.carriers))
    said = [f"{desk.policy.carriers[cid].name}一般{days_text(found[1].usual_days)}" for cid in ids if (found := desk.policy.carriers[cid].zone_of(province))]
    text = f"到{place_name(places[0])}{','.join(said)},具体以物流更新为准"
    if re.search(r"周末|週末|星期[六日天]|礼拜[六日天]", desk.request.last_customer_text) and re.search("送|派", desk.request.last_customer_text):
        text += ";周末是否派送由当地网点安排"
    if wants_day:
        text += ";" + desk.voice.pick("no_promise", ("快递路上的情况店里掌控不了,具体哪天到不敢跟您打包票", "具体哪天送到要看快递安排,这个没法跟您打包票", "到货那天的事不敢跟您说死,要看快递派送"))
        express = desk.policy.express_carrier
        if express and express in ids and len(ids) > 1:
            text += f",着急建议选{desk.policy.carriers[express].name}"
    return Answer(text + desk.voice.end)


def dispatch(desk: Desk, question: Question) -> Answer:
    """When it leaves, as policy and facts allow (P41, P43, P70)."""
    order, policy = desk.request.order, desk.policy
    if order is not None and order.status in ("shipped", "delivered", "completed"):
        return where(desk, question)
    if order is not None and order.status in ("closed", "refunded", "refunding"):
        return Answer(f"您这笔订单目前是{desk.status_text()},不在发货队列里;还需要的话可以重新拍下,我帮您盯着{desk.voice.end}")
    holds = dispatch_of(policy, desk.request, desk.product())
    if holds.kind == "overdue" and order is not None and order.paid_at is not None:
        paid = order.paid_at.astimezone(CHINA)
        step = f",主管会在{minutes}分钟内给您回电" if (minutes := policy.step_minutes("callback")) else ""
        return Answer(f"您的订单{paid.month}月{paid.day}日{paid:%H:%M}付款,到现在还没有发出,已经超过{policy.dispatch.limit_hours}小时了,是我们没做好。我这就去找仓库核实原因{step}", apology=True, handoff="overdue_dispatch")
    if holds.kind == "out_of_stock":
        return Answer(f"这款目前没有现货,补货时间还没有确定,我帮您登记下来,到货了再通知您;着急用的话,告诉我您的需求,我帮您看看别的{desk.voice.end}")
    if holds.kind in ("presale", "made_to_order"):
        text = holds.text if re.search("发|天|日", holds.text) else f"{holds.text}发货"
        kind = "定制款,需要制作时间" if holds.kind == "made_to_order" else "预售款"
        text = re.sub(r"后(\d+)天内发货", r"后\1天内发货", text)
        if holds.kind == "presale" and (desk.situation.insistence > 1 or re.search(r"不能早|再.{0,3}查|这周|急|催|不信|提前", desk.request.last_customer_text)):
            return Answer(f"理解您着急要用。我再跟您确认一下,这款目前确实没有现货,{text.removeprefix('预售').strip(',:')}的安排没法提前,所以这几天赶不上;您可以先拍下排单,不想等的话随时可以取消,或者告诉我您的需求,我帮您看看别的{desk.voice.end}")
        return Answer(f"这款是{kind},{text.removeprefix('预售').strip(',:')},安排好会第一时间为您发出{desk.voice.end}")
    cutoff = policy.dispatch.cutoff
    if order is not None and order.status == "paid":
        when = "今天会为您发出" if holds.kind == "today" else "明天会为您发出" if holds.kind == "tomorrow" else f"{policy.dispatch.limit_hours}小时内会为您发出"
        waiting = ",目前订单还没有显示发出,请您放心等一等" if re.search(r"了没|没发|还不|发没|假发|发了", question.text) else ""
        return Answer(f"您的订单已经付款成功,{when}{waiting}{desk.voice.end}")
    if holds.kind == "tomorrow":
        return Answer(f"今天已经过了{cutoff}的截单时间,现在付款的话明天为您发出{desk.voice.end}")
    if holds.kind == "today":
        return Answer(f"有现货的,今天{cutoff}前付款,当天就为您发出{desk.voice.end}")
    return Answer(f"现货{cutoff}前付款当天发出,之后付款次日发出{desk.voice.end}")


def where(desk: Desk, question: Question) -> Answer:
    """Where the parcel is, from tracking facts only (P51)."""
    order = desk.request.order
    if order is None:
        return Answer(f"麻烦您发一下订单号,我帮您查物流{desk.voice.end}")
    if order.status == "unpaid":
        return Answer(f"这笔订单还没有付款,付款后就会安排发货{desk.voice.end}")
    if order.status == "paid":
        return dispatch(desk, question)
    name = desk.carrier_name()
    number = f",单号{order.tracking_no}" if order.tracking_no else ""
    if order.status in ("refunding", "refunded", "closed"):
        return Answer(f"您这笔订单目前是{desk.status_text()}{desk.voice.end}")
    if not order.tracking:
        sent = f",{order.shipped_at.astimezone(CHINA).month}月{order.shipped_at.astimezone(CHINA).day}日发出" if order.shipped_at is not None else ""
        return Answer(f"您的包裹发的是{name}{number}{sent},目前物流还没有更新出记录,我这就联系快递帮您问问,有消息马上告诉您{desk.voice.end}")
    event = next((e for e in reversed(order.tracking) if _plain(e.text)), None)
    if event is None:
        return Answer(f"您的包裹发的是{name}{number},物流还在更新中,我这就联系快递帮您问问{desk.voice.end}")
    when = ""
    if event.at is not None:
        at = event.at.astimezone(CHINA)
        when = f"{at.month}月{at.day}日{at:%H:%M}"
    text = f"您的包裹发的是{name}{number},最新一条记录是{when}“{_event_text(event.text)}”"
    if re.search(r"明天|今天|后天|几天|几时|什么时候|赶|来得及|派送|送到|到吗|多久", question.text):
        text += f"{_usual(desk)};具体哪天送到要看快递安排,不敢跟您打包票" if order.status == "shipped" else ""
    return Answer(text + desk.voice.end)


def _usual(desk: Desk) -> str:
    """The usual days of the order's carrier to its place, hedged."""
    order, places = desk.request.order, desk.places()
    carrier_id = desk.policy.carrier_named(order.carrier) if order is not None and order.carrier else desk.policy.default_carrier
    found = desk.policy.carriers[carrier_id].zone_of(short_name(places[0].province)) if places and carrier_id is not None else None
    return f";{desk.carrier_name()}到{place_name(places[0])}一般{days_text(found[1].usual_days)}" if found is not None else ""


def _plain(text: str) -> bool:
    """Whether a tracking line reads like one: data from outside is repeated only when it says where a parcel is."""
    return re.search(r"到达|揽|收取|派送|派件|分拨|中转|签收|离开|发往|转运|运输|网点|驿站|代收|装车|出发", text) is not None and not re.search(
        r"[你您]|必须|保证|退款|一定|赔|客服|加微|http", text
    )


def _event_text(text: str) -> str:
    return re.sub(r"1[3-9]\d{9}", lambda m: m.group()[:3] + "****" + m.group()[-4:], text).replace("您", "顾客")[:50]


def not_received(desk: Desk, question: Question) -> Answer:
    """Late or stuck: feeling first, where it is, the courier is pressed, news is promised, not a date (P44, P51)."""
    order = desk.request.order
    if order is None:
        return Answer(f"让您久等了,真的很抱歉。麻烦发一下订单号,我这就帮您查物流{desk.voice.end}", apology=True)
    if order.status == "paid":
        answer = dispatch(desk, question)
        return Answer(answer.text, apology=True, handoff=answer.handoff)
    done = set(desk.request.actions_done)
    contacted = any("courier" in action for action in done)
    last = where(desk, Question("where", "logistics", "")).text if order.tracking else f"包裹发的是{desk.carrier_name()},单号{order.tracking_no or '见订单详情'}"
    step = "我们已经联系过快递催促,正在等他们核查" if contacted else "我这就联系快递核实原因、催促转运"
    return Answer(f"{last.rstrip('哦')}。{step},有消息马上告诉您", apology=True)


def lost(desk: Desk, question: Question) -> Answer:
    """Lost: agreed on re-sending only when it is confirmed (P51, P54)."""
    case = desk.request.case
    if case is not None and case.reason in ("lost", "not_received") and case.confirmed:
        return Answer("快递已经确认包裹遗失,我们给您重新补发一份,会尽快安排,发出后把新单号告诉您", apology=True)
    return not_received(desk, question)


def signed_missing(desk: Desk, question: Question) -> Answer:
    """Signed by someone else: the courier is asked who signed; the buyer may look around (P51)."""
    order = desk.request.order
    event = next((e for e in reversed(order.tracking) if re.search(r"签收|代收|妥投|驿站", e.text) and _plain(e.text)), None) if order is not None else None
    shown = f"物流记录显示“{_event_text(event.text)}”。" if event is not None else ""
    contacted = any("courier" in action for action in desk.request.actions_done)
    step = f"{shown}我们已经联系快递核实签收人,正在等回复" if contacted else f"{shown}我这就联系快递核实是谁签收、放在了哪里"
    return Answer(f"{step};也麻烦您看看门口、驿站、物业或家人邻居有没有代收,有消息马上告诉您", apology=True)


def change_address(desk: Desk, question: Question) -> Answer:
    """Before dispatch the address can be noted; after it the courier is asked."""
    order = desk.request.order
    if order is not None and order.status in ("shipped", "delivered", "completed"):
        return Answer("包裹已经交给快递了,店里没法直接改地址,我这就联系快递问问能不能转寄,有消息告诉您" + desk.voice.end)
    where_to = desk.places()
    city = f"(改到{place_name(where_to[0])})" if desk.situation.places and where_to else ""
    if order is not None and order.status == "paid":
        return Answer(f"还没有发出,可以帮您登记修改{city}。为了保护您的隐私,请在订单页提交新地址,我这边同步请仓库核对{desk.voice.end}")
    return Answer(f"可以的,付款前在订单页改好收货地址就行,付款后发货前也可以告诉我帮您登记修改{desk.voice.end}")


