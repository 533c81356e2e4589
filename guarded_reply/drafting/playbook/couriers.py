"""Answers about which courier carries it: the shop's own, one it has not got, and places that a person must quote."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.rates import days_text, fee_text, place_name, served
from guarded_reply.facts import quantities_of
from guarded_reply.reading.places import Place
from guarded_reply.reading.text import simplify
from guarded_reply.situation import Question


def unserved(desk: Desk, place: Place) -> Answer:
    """A place the rate card does not cover: a person quotes."""
    return by_person(desk, place_name(place))


def by_person(desk: Desk, where: str) -> Answer:
    """Hand the quote to a person, with what the customer asked for: carrier, days and goods."""
    situation = desk.situation
    days = situation.asks("delivery_time") or re.search(r"几天|多久|时效", simplify(desk.request.last_customer_text)) is not None
    asked = "运费和时效" if days else "运费"
    carriers = "、".join(desk.policy.carriers[carrier].name for carrier in situation.carriers)
    also = f",走{carriers}也是一样" if carriers else ""
    goods = "、".join(f"{product.title}{pieces}件" for pid, pieces in (quantities_of(desk.request, situation) or {}).items() if (product := desk.request.product(pid)) is not None)
    noted = f"我先把{goods}和收货地登记下来" if goods else "我先帮您登记下来"
    return Answer(
        f"{where}的{asked}不在店里的运费表里{also},要请同事按重量和体积单独核价,{noted},核好{'一并' if days else '再'}回复您;"
        f"方便收内地地址的话,也可以告诉我城市,我先帮您算{desk.voice.end}",
        handoff="quote",
    )


_OTHERS = re.compile(r"圆通|申通|韵达|京东|极兔|邮政|平邮|ems|德邦", re.IGNORECASE)


def carrier(desk: Desk, question: Question) -> Answer:
    """Which courier; a courier the shop has not got is declined with what it has."""
    policy = desk.policy
    names = [item.name for item in policy.carriers.values()]
    order = desk.request.order
    words = simplify(desk.request.last_customer_text)
    avoided = re.search(r"(?<!要)(?:别|不要|不想|不用)(?:再)?(?:发|用|走)(中通|顺丰)", words) or (
        re.search(r"(中通|顺丰)[^,。]{0,10}(?:丢|差|坑|不好|不送|远|烂|态度|服务|摔|镇上|自己[去到拿])", words) if re.search(r"换|别的?|其他|改", words) else None
    )
    rest = [name for name in names if avoided is not None and name != avoided.group(1)]
    if rest and order is None and len(desk.places()) == 1 and (quote := next((quote for quote in desk.quotes_to(desk.places()[0]) if quote.carrier_name == rest[0]), None)) is not None:
        return Answer(f"可以的,给您换{fee_text(quote)},寄{place_name(desk.places()[0])}一般{days_text(quote.usual_days)},以物流更新为准;{avoided.group(1) if avoided else ''}那边派送的情况我也记下来反馈{desk.voice.end}")
    if rest and order is None:
        return Answer(f"可以的,您下单时选{rest[0]}就行,{avoided.group(1) if avoided else ''}那边派送的情况我也记下来反馈。您寄到哪个城市呢?我帮您算{rest[0]}的运费和时效{desk.voice.end}", asks_place=True)
    other = _OTHERS.search(words)
    if other is not None and policy.carrier_named(other.group()) is None and (order is None or order.status in ("unpaid", "paid")):
        return _not_ours(desk, other.group().upper(), words)
    if order is not None and order.status in ("shipped", "delivered", "completed"):
        own = desk.carrier_name()
        if desk.situation.carriers and own not in [policy.carriers[cid].name for cid in desk.situation.carriers] or re.search(r"我要|想要|指定|说好|怎么", desk.request.last_customer_text):
            return Answer(f"抱歉没能提前跟您确认好,这单发的是{own},已经在路上了,中途没法再换快递;我帮您盯着物流,下次下单前跟我说一声想走哪家,我提前帮您备注{desk.voice.end}")
        return Answer(f"这单发的是{own}" + (f",单号{order.tracking_no}" if order.tracking_no else "") + desk.voice.end)
    default = policy.carriers[policy.default_carrier].name
    express = policy.carriers[policy.express_carrier].name if policy.express_carrier else None
    places = desk.places()
    if len(places) == 1 and order is None:
        return _to_place(desk, places[0])
    if order is not None:
        return Answer(f"您这单发的是{desk.carrier_name()}{desk.voice.end}")
    text = f"店里默认发{default}" + (f",着急可以选{express}" if express and express != default else "")
    return Answer(text + ("" if places else "。您寄到哪个城市呢?我帮您算运费和时效") + desk.voice.end, asks_place=not places)


def not_carried(desk: Desk) -> Answer | None:
    """The answer to a courier named that the shop has not got; None when none is."""
    words = simplify(desk.request.last_customer_text)
    other = _OTHERS.search(words)
    if other is None or desk.policy.carrier_named(other.group()) is not None or desk.situation.carriers:
        return None
    return _not_ours(desk, other.group().upper(), words)


def _to_place(desk: Desk, place: Place) -> Answer:
    """The courier to a known place, with its fee and usual days; the express beside it."""
    if not served(desk, place):
        return unserved(desk, place)
    quotes = desk.quotes_to(place)
    chosen = [quote for quote in quotes if quote.carrier in desk.situation.carriers]
    if not quotes:
        return Answer(f"店里默认发{desk.policy.carriers[desk.policy.default_carrier].name},寄{place_name(place)}的运费我核实重量后告诉您{desk.voice.end}")
    if chosen:
        yes = "可以的," if re.search(r"能|可以|可不可以|行|想", simplify(desk.request.last_customer_text)) else ""
        said = ";".join(f"{fee_text(quote)},一般{days_text(quote.usual_days)}" for quote in chosen)
        other = next((quote for quote in quotes if quote not in chosen and quote.free), None)
        rest = f";不着急的话{other.carrier_name}包邮,一般{days_text(other.usual_days)}" if other is not None and not chosen[0].free else ""
        return Answer(f"{yes}寄{place_name(place)}{said}{rest},以物流更新为准{desk.voice.end}")
    first, *others = quotes
    rest = "".join(f";着急可以选{fee_text(quote)},一般{days_text(quote.usual_days)}" for quote in others[:1])
    return Answer(f"店里默认发{fee_text(first)},到{place_name(place)}一般{days_text(first.usual_days)}{rest},以物流更新为准{desk.voice.end}")


def _not_ours(desk: Desk, name: str, words: str) -> Answer:
    """A courier the shop has not got: what the customer wants it for is heard, and the nearest way is told."""
    policy = desk.policy
    names = [item.name for item in policy.carriers.values()]
    express = policy.carriers[policy.express_carrier].name if policy.express_carrier else names[0]
    ours = f"店里合作的是{'和'.join(names)},{name}这边暂时发不了"
    end = desk.voice.end
    barred = re.search(r"(中通|顺丰)[^,。]{0,8}(?:不送|不到|不派|到不了|送不[到了]|没(?:有)?(?:点|网点|站)|要?(?:去|到)镇上)", words)
    left = [other for other in names if barred is not None and other != barred.group(1)]
    if barred is not None and left:
        far = "取一趟件跑那么远,确实折腾。" if re.search(r"里地|公里|远|镇上|跑", words) else "您那边收件不方便,我理解的。"
        return Answer(f"{far}{name}店里没有合作,暂时发不了,可以给您换成{left[0]};您把县和乡镇告诉我,我算好运费,也帮您问问{left[0]}能不能送到村里{end}", asks_place=True)
    if re.search(r"只有|只能|别的(?:快递)?(?:都)?(?:不|到不|送不)|[村乡镇县]|山里|农村|偏|到不了|不送", words):
        return Answer(f"您那边收件不方便,我理解的。{ours};您把县和乡镇告诉我,我联系快递问问能送到哪里,能收镇上、单位或家人那边的地址也可以{end}")
    tail = "您寄到哪个城市呢?我帮您看看运费和时效"
    if re.search(r"快|急|赶|隔天|次日|当天", words):
        return Answer(f"{ours};想快一点的话{express}会更快一些,{tail if not desk.places() else '您看走' + express + '可以吗?'}", asks_place=not desk.places())
    if re.search(r"便宜|划算|省|贵", words):
        return Answer(f"{ours};想省运费的话发{policy.carriers[policy.default_carrier].name}更划算,{tail if not desk.places() else '您看可以吗?'}", asks_place=not desk.places())
    if re.search(r"(?:中通|顺丰)[^,。]{0,6}(?:不|差|慢|坑|丢|远)|服务|态度|近|楼下|站点|驿站", words):
        return Answer(f"您的顾虑我记下了。{ours};可以选{express},派送上的要求下单前告诉我,我帮您备注{end}")
    quotes = desk.quotes_to(desk.places()[0]) if len(desk.places()) == 1 else []
    if quotes:
        least = min(quotes, key=lambda quote: quote.fee)
        return Answer(f"{ours},还请您体谅。寄{place_name(desk.places()[0])}{fee_text(least)}更划算,一般{days_text(least.usual_days)},您看走{least.carrier_name}可以吗?" if len(quotes) > 1 else f"{ours};{fee_text(least)},一般{days_text(least.usual_days)},您看可以吗?")
    return Answer(f"{ours},您看走哪家方便?{tail if not desk.places() else '告诉我,我帮您备注好' + end}", asks_place=not desk.places())
