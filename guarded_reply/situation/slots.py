"""What a question speaks of: places, carriers, pieces, a price offered, products."""

from __future__ import annotations

import re
from decimal import Decimal

from guarded_reply.policy.model import Policy
from guarded_reply.reading.numerals import CJK_NUMBER, COUNTERS, NUMBER, parse_number
from guarded_reply.reading.places import PlaceMention, find_places
from guarded_reply.reading.text import simplify
from guarded_reply.request import ReplyRequest

_QUANTITY = re.compile(rf"(?<!第)(\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?[件条个双盒箱袋瓶只套张把包罐支本副台份束对单盏顶幅床桶](?!邮|月|人|小时|礼拜|问题|钱|工作|字|数|星期|客服|快递|顾客|办法|短信|扣款|消息|记录|颜色|色|口味|地址|地方|城市|套(?!装)|装(?!一)|组)")
_BARE = re.compile(r"[俩仨](?!人|口|娃|孩|月|字|地|星期|礼拜|钱|宝|闺|儿子|颜色|色)")
_MORE = re.compile(rf"(?:再|多|还)(?:加|来|要|拿|买|添|拍|带)(?:上)?(?:个)?(\d{{1,2}}|{CJK_NUMBER})\s?[{COUNTERS}]")
_APART = re.compile(rf"(\d{{1,2}}|{CJK_NUMBER})\s?([{COUNTERS}])(?=[^,。\d\s一二两三四五六七八九十]{{0,4}}(?:的|色|码|味))")
_OF_KINDS = re.compile(rf"(?:\d{{2}}(?:码|号)?|[smlx]{{1,3}}码?|[黑白红蓝绿灰粉紫黄棕橙米驼杏咖]色?)(?:的)?({CJK_NUMBER})([{COUNTERS}])", re.IGNORECASE)
_OFFER = re.compile(rf"({NUMBER})(?:元|块)?(?:钱)?[^\d]{{0,4}}(?:我马上|我立马|马上|立马|卖不卖|卖吗|卖|行|可以|成|我就|就拍|就买|拿走|出|给|怎么样)")


def places_in(burst: str, before: list[str]) -> list[PlaceMention]:
    """Where the parcel goes: a place one travels to is none, and one where somebody lives only when no other is named."""
    for text in (burst, *reversed(before)):
        places = [place for place in find_places(text) if not place.street and not place.origin and not _on_a_trip(place, text)]
        if len(places) > 1 and re.search(_SENDS, text):
            places = [place for place in places if not _resides(place, text)] or places
        finer = {place.place.province for place in places if place.place is not None and place.place.city is not None}
        places = [place for place in places if place.place is None or place.place.city is not None or place.place.province not in finer]  # '新疆…乌鲁木齐' is one place
        if places:
            return places
    return []


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
        matches = list(_QUANTITY.finditer(text))
        match = next((found for found in matches if not re.match(r"\s?\d{1,4}(?:\.\d)?", text[found.end() :])), matches[-1] if matches else None)  # '一箱59.9 两箱119.8' tells prices first
        if match is not None and not re.search(r"(?:只|单)(?:要|买)$", text[: match.start()]):
            value = parse_number(match.group(1))
            if value is not None and value == int(value) and 1 <= value <= 999:
                return int(value)
    return None


def offer_in(burst: str) -> Decimal | None:
    given = re.search(r"(?:给我?(?:算个?)?|算我?|凑个|按)\s?(\d{2,5})(?![\d个件条双盒箱瓶袋份斤克天分号]|块钱运费)", burst)
    if given is not None:
        return parse_number(given.group(1))
    match = next((found for found in _OFFER.finditer(burst) if not re.search(r"(?:少|便宜|减|降|优惠)(?:我|个)?$", burst[: found.start()])), None)
    if match is None:
        match = re.search(rf"一口价\s?({NUMBER})|变({NUMBER})|({NUMBER})\s?(?:元|块)?(?:钱)?[,\s]?(?:不行|不卖)", burst)
    return parse_number(next(group for group in match.groups() if group)) if match is not None else None


def products_in(burst: str, before: list[str], request: ReplyRequest) -> tuple[str, ...]:
    """Ids of the products the customer names, by parts of their titles that tell them apart."""
    products = request.products
    if len(products) <= 1:
        return tuple(product.id for product in products)
    for text in (burst, *reversed(before)):
        named = tuple(product.id for product in products if _mentions(text, product.id, request))
        if named:
            return named
    return tuple(product.id for product in products)


def wanted_in(burst: str, before: list[str], request: ReplyRequest) -> tuple[tuple[str, int], ...]:
    """Pieces wanted of each product where the customer lists them: '两条围巾一盒茶', '坚果两盒牛肉干三包'."""
    if len(request.products) < 2:
        return ()
    added = _added(burst, before, request)
    if added:
        return added
    for text in (burst, *reversed(before)):
        found = _listed(text, request)
        if len(found) > 1:
            return tuple(found.items())
    return ()


def _added(burst: str, before: list[str], request: ReplyRequest) -> tuple[tuple[str, int], ...]:
    """'橙子两箱多少' … '再加个蜂蜜呢': what was spoken of before and what is added."""
    if re.search(r"(?:再|还|另外)(?:加|来|要|拿|买|添|带)|加上|一起(?:买|要|拍)", burst) is None:
        return ()
    new = [product.id for product in request.products if _mentions(burst, product.id, request)]
    for text in reversed(before):
        old = [product.id for product in request.products if _mentions(text, product.id, request)]
        if len(old) == 1 and len(new) == 1 and old != new:
            more = re.search(rf"(\d{{1,2}}|{CJK_NUMBER})\s?[{COUNTERS}]", burst)
            count = parse_number(more.group(1)) if more is not None else None
            return ((old[0], quantity_in(text, []) or 1), (new[0], int(count) if count is not None and count >= 1 else 1))
        if old:
            return ()
    return ()


def _listed(text: str, request: ReplyRequest) -> dict[str, int]:
    """Each quantity goes to the product of its own piece of text, else to the one before or after it, as this customer lists them."""
    mentions = sorted((start, pid) for pid in (product.id for product in request.products) for start in _mentions(text, pid, request))
    text = _bare_counts(text, mentions)
    quantities = [(match, value) for match in _QUANTITY.finditer(text) if (value := parse_number(match.group(1))) is not None and value == int(value) and 1 <= value <= 999]
    if not mentions or not quantities:
        return {}
    name_first = mentions[0][0] < quantities[0][0].start()
    found: dict[str, int] = {}
    left_over: list[int] = []
    for index, (match, value) in enumerate(quantities):
        begin = max((text.rfind(mark, 0, match.start()) for mark in " ,,。、和跟加+\n"), default=-1) + 1
        ends = [position for mark in " ,,。、和跟加+\n" if (position := text.find(mark, match.end())) >= 0]
        inside = {pid for start, pid in mentions if begin <= start < min(ends, default=len(text))}
        low = quantities[index - 1][0].end() if index else 0
        high = quantities[index + 1][0].start() if index + 1 < len(quantities) else len(text)
        left = [pid for start, pid in mentions if low <= start < match.start()]
        right = [pid for start, pid in mentions if match.end() <= start < high]
        if len(inside) == 1:
            found[inside.pop()] = int(value)
        elif name_first and left:
            found[left[-1]] = int(value)
        elif right:
            found[right[0]] = int(value)
        else:
            left_over.append(int(value))
    unnamed = [product.id for product in request.products if product.id not in found]
    if len(left_over) == 1 and len(unnamed) == 1 and len(found) == len(quantities) - 1:
        found[unnamed[0]] = left_over[0]  # '积木一套 车一台': the other number is of the other product
    return found


def _bare_counts(text: str, mentions: list[tuple[int, str]]) -> str:
    """'围巾1 茶2': a number right behind a product's name, before a gap, counts pieces."""
    if len(mentions) < 2:
        return text
    return re.sub(r"(?<=[一-鿿])\s?[x×*]?(\d{1,2})(?=[\s,、和跟]|$)", r"\1件", text)


def _mentions(text: str, product_id: str, request: ReplyRequest) -> list[int]:
    """Where a product is named, by parts of its title that no other title has."""
    own = next(simplify(product.title) for product in request.products if product.id == product_id)
    others = [simplify(product.title) for product in request.products if product.id != product_id]
    return [start for part in _parts(own) if not any(part in _parts(other) for other in others) for start in _positions(text, part)]


def _parts(title: str) -> set[str]:
    """Pieces of a title by which people call the goods: two to four letters, figures, a letter left out (跑步鞋 → 跑鞋), the one noun."""
    parts = {title[i : i + size] for size in (2, 3, 4) for i in range(len(title) - size + 1)}
    parts |= {title[i] + title[i + 2] for i in range(len(title) - 2) if "一" <= title[i] <= "鿿" and "一" <= title[i + 2] <= "鿿"}
    return {part.strip() for part in parts if part.strip()} | set(re.findall(r"\d{2,}", title)) | {char for char in title if char in "茶箱杯壳粮橙鞋椅桌灯靴砂笔"}


def _positions(text: str, part: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(part), text)]
