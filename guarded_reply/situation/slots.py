"""What a question speaks of: places, carriers, pieces, a price offered."""

from __future__ import annotations

import re
from decimal import Decimal

from guarded_reply.policy.model import Policy
from guarded_reply.reading.numerals import CJK_NUMBER, COUNTERS, NUMBER, parse_number
from guarded_reply.reading.places import PlaceMention, find_places
from guarded_reply.situation.meant import as_meant

_QUANTITY = re.compile(rf"(?<!第)(\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?[件条个双盒箱袋瓶只套张把包罐支本副台份束对单盏顶幅床桶盆根株提听](?!邮|月|人|小时|礼拜|问题|钱|工作|字|数|星期|客服|快递|顾客|办法|短信|扣款|消息|记录|颜色|色|口味|地址|地方|城市|套(?!装)|装(?!一)|组)")
_TIMES = re.compile(r"(?<=[^\d\s.])\s?[x×*]\s?(\d{1,2})(?![\d.x×*寸]|cm|mm|公斤|kg)", re.IGNORECASE)
_BARE = re.compile(r"[俩仨](?!人|口|娃|孩|月|字|地|星期|礼拜|钱|宝|闺|儿子|颜色|色)")
_MORE = re.compile(rf"(?:再|多|还)(?:加|来|要|拿|买|添|拍|带)(?:上)?(?:个)?(\d{{1,2}}|{CJK_NUMBER})\s?[{COUNTERS}]")
_APART = re.compile(rf"(\d{{1,2}}|{CJK_NUMBER})\s?([{COUNTERS}])(?=[^,。\d\s一二两三四五六七八九十]{{0,4}}(?:的|色|码|味))")
_OF_KINDS = re.compile(rf"(?:\d{{2}}(?:码|号)?|[smlx]{{1,3}}码?|[黑白红蓝绿灰粉紫黄棕橙米驼杏咖]色?)(?:的)?({CJK_NUMBER})([{COUNTERS}])", re.IGNORECASE)
_OFFER = re.compile(rf"({NUMBER})(?:元|块)?(?:钱)?[^\d]{{0,4}}(?:我马上|我立马|马上|立马|卖不卖|卖吗|卖|行|可以|成|我就|就拍|就买|拿走|出|给|怎么样)")


def places_in(burst: str, before: list[str]) -> list[PlaceMention]:
    """Where the parcel goes: a place one travels to is none, and one where somebody lives only when no other is named."""
    for text in (burst, *reversed(before)):
        text = _BARE_LINE.sub(r"寄到\1", re.sub(r"(?<=[一-鿿]{2})古城(?!区)", "", text))
        places = [place for place in find_places(text) if not place.street and (not place.origin or _SENT_TO.search(text[: place.start])) and not _on_a_trip(place, text) and not _LEFT.search(text[: place.start])]
        if len(places) > 1 and re.search(_SENDS, text):
            places = [place for place in places if not _resides(place, text)] or places
        finer = {place.place.province for place in places if place.place is not None and place.place.city is not None}
        places = [place for place in places if place.place is None or place.place.city is not None or place.place.province not in finer]  # '新疆…乌鲁木齐' is one place
        if places:
            return places
    return []


_BARE_LINE = re.compile(r"(?m)^(朝阳|鼓楼|河东|河西|长安|和平|城关|通州|白云|南山|西湖|江北|江宁|普陀|宝山|永定|东方|海南|海口|吉林|太和|桥西|桥东|新华|铁西)$")
"""A line that is nothing but a name which is a common word as well: the answer to 'where to?'."""
_SENT_TO = re.compile(r"(?:改寄|寄(?:到|去|给|往|他|她|我)|送(?:到|去)|收货)[^,。]{0,12}$")
_LEFT = re.compile(r"(?:不(?:是|在|寄|去|发|到|要寄|用寄)|别(?:寄|发)|离开|搬出)[^,。\s]{0,3}$")


_SENDS = r"寄|发(?!烧|票)|邮|送|快递|收货|地址"
_TRIP_BEFORE = re.compile(r"(?:(?<!寄)(?<!发)(?<!送)(?<!邮)(?<!运)去|飞|(?:旅游|旅行|出差|玩|自驾)(?:去|到|在))[^,。\s]{0,3}$")
_TRIP_AFTER = re.compile(r"^[^,。\s?]{0,4}(?:玩|旅[游行]|出差|看(?!看)|拍|滑雪|爬|度假|过[年冬节]|穿|参加|结婚|开会|自驾|露营|徒步|住几|待几|跑)")
_LIVES_BEFORE = re.compile(r"(?:在|老家(?:是|在)?)[^,。\s]{0,2}$")
_LIVES_AFTER = re.compile(r"^[^,。\s?]{0,3}(?:上班|工作|打工|上学|读书|念书|人(?!民))")


def _on_a_trip(place: PlaceMention, text: str) -> bool:
    """'带娃去哈尔滨看雪': where one goes, not where the parcel goes."""
    before, after = text[: place.start], text[place.end :]
    if re.search(r"(?:寄|发|送|邮|运)(?:到|去|往)?$", before):
        return False
    return _TRIP_BEFORE.search(before) is not None or (_TRIP_AFTER.match(after) is not None and re.search(r"(?:去|到|在)[^,。\s]{0,3}$", before) is not None)


def _resides(place: PlaceMention, text: str) -> bool:
    """'我在北京上班', '老家贵州的': said of a person."""
    before, after = text[: place.start], text[place.end :]
    if re.match(r"^(?:那边)?的?(?:朋友|同事|亲戚|闺蜜|姐妹|同学|客户|老师|表[哥姐弟妹]|堂[哥姐弟妹])", after) and not re.search(r"(?:寄|发|送|邮|给)[^,。\s]{0,4}$", before):
        return True
    return re.search(r"老家(?:是|在)?[^,。\s]{0,2}$", before) is not None or (_LIVES_BEFORE.search(before) is not None and _LIVES_AFTER.match(after) is not None)


def carriers_in(burst: str, before: list[str], policy: Policy) -> list[str]:
    recent = [burst, *reversed(before[-3:])]
    if not re.search(r"顺丰|中通|快递", burst) and re.search(r"呢\W*$", burst):
        recent = ["\n".join(recent)]  # '两个呢?' goes on with every carrier spoken of
    for text in recent:
        found = [cid for cid, carrier in policy.carriers.items() if any(alias.lower() in text for alias in (carrier.name, *carrier.aliases) if len(alias) > 1 and not alias.isascii())]
        if found:
            return found
    return []


def quantity_in(burst: str, before: list[str]) -> int | None:
    more = _MORE.search(burst)
    if more is not None and (had := quantity_in("", before)) is not None:
        return had + int(parse_number(more.group(1)) or 1)  # '再加一条呢' goes on counting
    apart = [(int(parse_number(match.group(1)) or 0), match.group(2)) for match in _APART.finditer(burst)]
    apart = apart if len(apart) > 1 else [(int(parse_number(match.group(1)) or 0), match.group(2)) for match in _OF_KINDS.finditer(burst)]
    if len(apart) > 1 and len({unit for _, unit in apart}) == 1 and "呢" not in burst:
        return sum(count for count, _ in apart)  # '一双黑的一双白的'
    for text in (burst, *reversed(before)):
        bare = _BARE.search(text)
        if bare is not None:
            return 2 if bare.group() == "俩" else 3
        matches = list(_QUANTITY.finditer(text)) or list(_TIMES.finditer(text))
        priced = [found for found in matches if re.search(r"\d\s?(?:元|块)?/?$", text[: found.start()])]  # '189一袋': what one costs
        matches = [found for found in matches if found not in priced] or matches
        match = next((found for found in matches if not re.match(rf"\s?\d{{1,4}}(?:\.\d)?(?!\s?[{COUNTERS}\d])", text[found.end() :])), matches[-1] if matches else None)  # '一箱59.9 两箱119.8' tells prices first
        if match is not None and not re.search(r"(?:只|单)(?:要|买)$", text[: match.start()]):
            value = parse_number(match.group(1))
            if value is not None and value == int(value) and 1 <= value <= 999:
                return int(value)
    return None


def offer_in(burst: str) -> Decimal | None:
    burst = as_meant(burst)
    dealt = re.search(r"(?<!\d)(\d{2,5})(?:元|块)?(?:钱)?[,\s]?(?:我|我就|就|立刻|立马|马上|现在|直接)*(?:秒|拿下|带走|成交|收了|要了|定了)", burst) or re.search(r"价(?:格|钱)?(?:能|可以)?(?:给|做|算|谈)到?\s?(\d{2,4})(?![\d个件条双盒箱套])", burst)
    each = re.search(rf"(?<!\d)(\d{{1,4}}(?:\.\d)?)(?:元|块)?(?:钱)?(?:一|/|每)[{COUNTERS}][^。]{{0,12}}(?:行|可以|能行|同意|成|能)(?:就|的话|我就|就能)(?:拍|要|下单|付|买)", burst)
    down = re.search(r"(?:便宜|优惠|降|减|少|谈)到\s?(\d{2,5})(?![\d件个条])", burst)
    if dealt is None and down is not None:
        return parse_number(down.group(1))
    if dealt is None and each is not None:
        return parse_number(each.group(1))
    if dealt is not None:
        return parse_number(dealt.group(1))
    given = re.search(r"(?:给我?(?:算个?)?|算我?|凑个|按)\s?(\d{2,5})(?![\d个件条双盒箱瓶袋份斤克天分号]|块钱运费)", burst)
    if given is not None:
        return parse_number(given.group(1))
    round_sum = re.search(r"(?<![\d.])(\d{2,5})(?:块|元)?整(?![数箱件盒套个装条天年点])", burst)
    if round_sum is not None:
        return parse_number(round_sum.group(1))
    match = next((found for found in _OFFER.finditer(burst) if not re.search(r"(?:少|便宜|减|降|优惠)(?:我|个)?$", burst[: found.start()])), None)
    if match is None:
        match = re.search(rf"一口价\s?({NUMBER})|变({NUMBER})|({NUMBER})\s?(?:元|块)?(?:钱)?[,\s]?(?:不行|不卖)", burst)
    return parse_number(next(group for group in match.groups() if group)) if match is not None else None
