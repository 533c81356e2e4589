"""How many pieces of which product the customer wants, listed in any way and over several turns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.reading.numerals import CJK_NUMBER, COUNTERS, parse_number
from guarded_reply.reading.text import simplify
from guarded_reply.request import Product, ReplyRequest

_NOT_PIECES = r"(?!邮|月|人|小时|礼拜|问题|钱|工作|字|数|星期|客服|快递|顾客|办法|短信|扣款|消息|记录|颜色|色|口味|地址|地方|城市|套(?!装)|装(?![一了两])|组|[券劵])"
_COUNT = re.compile(rf"(?<![第\d.几满减])(\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?(?:大|小|整)?(?:[{COUNTERS}]|口(?!价|气|味|水)){_NOT_PIECES}|([俩仨])(?!人|口|娃|孩|月|字|地|星期|礼拜|钱|宝|闺|儿子|颜色|色)|[x×*]\s?(\d{{1,2}})(?![\d.x×*寸]|cm|公斤|kg)", re.IGNORECASE)
_GAP = re.compile(r"[\s,,。、;;和跟加+与及\n]")
_GOES_ON = re.compile(r"再(?!见|说|问|看|想|考虑)|还(?:要|想要|加|来|买|拿)|另外|加(?:上|一|两|二|三|个|条|件|点)|一起|一共|总共|合计|凑|也(?:要|来|拿|买|加)|都|连|加起来|一块儿?(?:拍|买|发|寄)")
_ADDS = re.compile(r"(?:再|还|另外|多)(?:加|来|要|拿|买|添|拍|带|给我)?(?:上)?(?:个)?$|[加添凑](?:上)?$")
_FOR_EACH = re.compile(rf"(?:各(?:自)?|每(?:样|种|款|个)|一样)(?:都)?(?:要|来|拿|买|拍|带|给我)?(\d{{1,2}}|{CJK_NUMBER})\s?[{COUNTERS}]|(?:都|全)(?:要|来|拿|买|拍)(\d{{1,2}}|{CJK_NUMBER})\s?[{COUNTERS}]")
_UNCOUNTED = re.compile(r"(?:和|跟|与|加|及|、|再(?:来|要|拿|加|买|拍)|还(?:要|想要)|加上|配|带)(?:上|个|条|件|份|盒|双|只|把|瓶|支|本|套)?[^,。\s]{0,3}$")
_PACKED = re.compile(rf"(?:(?:\d[\d.]*|{CJK_NUMBER}+)\s?(?:斤|kg|克|g|ml|l|升|毫升|寸|抽|[{COUNTERS}])装?|[a-z]码|礼盒|礼包|套装|组合|套餐|盒装|袋装|带盆|升级版|装)+$", re.IGNORECASE)


def wanted_in(burst: str, before: list[str], request: ReplyRequest) -> tuple[tuple[str, int], ...]:
    """Pieces wanted of each product where the customer lists them: '两条围巾一盒茶', '坚果两盒' and later '再加牛肉干三包'."""
    if len(request.products) < 2:
        return ()
    found = _listed(burst, request)
    if len(found) > 1:
        return tuple(found.items())
    if not found or _GOES_ON.search(burst) is not None:
        earlier = _over_turns(before, request)
        if found and earlier:
            pid, count = next(iter(found.items()))
            found = {**earlier, pid: count + (earlier.get(pid, 0) if _added(burst) else 0)}
        elif earlier and not any(_mentions(burst, product.id, request) for product in request.products):
            found = earlier
    return tuple(found.items()) if len(found) > 1 else _besides(burst, before, request)


def _besides(burst: str, before: list[str], request: ReplyRequest) -> tuple[tuple[str, int], ...]:
    """'橙子多少钱' … '再加个蜂蜜呢': what was spoken of before and what is added, one of each where no number was said."""
    if re.search(r"(?:再|还|另外)(?:加|来|要|拿|买|添|带)|加上|一起(?:买|要|拍)", burst) is None:
        return ()
    new = [product.id for product in request.products if _mentions(burst, product.id, request)]
    for text in reversed(before):
        old = [product.id for product in request.products if _mentions(text, product.id, request)]
        if len(old) == 1 and len(new) == 1 and old != new:
            counts = [next((value for match in _COUNT.finditer(words) if (value := _value(match))), 1) for words in (text, burst)]
            return ((old[0], counts[0]), (new[0], counts[1]))
        if old:
            return ()
    return ()


def _over_turns(texts: list[str], request: ReplyRequest) -> dict[str, int]:
    """What has been listed so far, turn by turn: a later number of a product replaces or adds to the earlier one."""
    basket: dict[str, int] = {}
    for text in texts:
        adds = _added(text)
        for pid, count in _listed(text, request).items():
            basket[pid] = count + (basket.get(pid, 0) if adds else 0)
    return basket


def _added(text: str) -> bool:
    """Whether the first count of a text is said to come on top."""
    count = next(iter(_COUNT.finditer(text)), None)
    return count is not None and _ADDS.search(text[: count.start()]) is not None


def _listed(text: str, request: ReplyRequest) -> dict[str, int]:
    """Each count goes to the product of its own piece of text, else to the one before or after it, as this customer lists them."""
    mentions = sorted((start, product.id) for product in request.products for start in _mentions(text, product.id, request))
    each = _FOR_EACH.search(text)
    if each is not None:
        named = list(dict.fromkeys(pid for _, pid in mentions)) or [product.id for product in request.products]
        return dict.fromkeys(named, int(parse_number(each.group(1) or each.group(2)) or 1)) if len(named) > 1 else {}
    text = _bare_counts(text, mentions)
    titles = [simplify(product.title) for product in request.products]
    counts = [(match, value) for match in _COUNT.finditer(text) if (value := _value(match)) is not None and not any(match.group() in title and _in_title(text, match, title) for title in titles)]
    if not mentions or not counts:
        return {}
    found: dict[str, int] = {}
    left_over: list[int] = []
    name_first = mentions[0][0] < counts[0][0].start()
    for index, (match, value) in enumerate(counts):
        pid = _owner(text, match, mentions, counts[index - 1][0].end() if index else 0, counts[index + 1][0].start() if index + 1 < len(counts) else len(text), name_first)
        if pid is not None and pid not in found:
            found[pid] = value
        elif pid is None:
            left_over.append(value)
    unnamed = [product.id for product in request.products if product.id not in found]
    if len(left_over) == 1 and len(unnamed) == 1 and len(found) == len(counts) - 1 and found:
        found[unnamed[0]] = left_over[0]  # '积木一套 车一台': the other number is of the other product
    for start, pid in mentions:
        if pid not in found and found and _UNCOUNTED.search(text[:start]) is not None:
            found[pid] = 1  # '两条围巾和一个杯子' needs no number for one: '两条围巾和杯子'
    return found


def _owner(text: str, match: re.Match[str], mentions: list[tuple[int, str]], low: int, high: int, name_first: bool) -> str | None:
    """Whose pieces a count says."""
    begin = max((gap.end() for gap in _GAP.finditer(text, 0, match.start())), default=0)
    end = next((gap.start() for gap in _GAP.finditer(text, match.end())), len(text))
    inside = [(start, pid) for start, pid in mentions if begin <= start < end]
    if len({pid for _, pid in inside}) == 1:
        return inside[0][1]
    left = [pid for start, pid in mentions if low <= start < match.start()]
    right = [pid for start, pid in mentions if match.end() <= start < high]
    if name_first and left:
        return left[-1]
    return right[0] if right else None


def _value(match: re.Match[str]) -> int | None:
    if match.group(2):
        return 2 if match.group(2) == "俩" else 3
    value = parse_number(match.group(1) or match.group(3))
    return int(value) if value is not None and value == int(value) and 1 <= value <= 999 else None


def _in_title(text: str, match: re.Match[str], title: str) -> bool:
    """Whether a number is said as part of a product's name: 四只装, 20寸."""
    place = title.find(match.group())
    around = title[max(0, place - 1) : place + len(match.group()) + 1]
    return place >= 0 and (around in text or text[match.end() : match.end() + 1] == "装")


def _bare_counts(text: str, mentions: list[tuple[int, str]]) -> str:
    """'围巾1 茶2': a number right behind a product's name, before a gap, counts pieces."""
    if len(mentions) < 2:
        return text
    return re.sub(rf"(?<=[一-鿿])\s?[x×*]?(\d{{1,2}})(?=[\s,、和跟]|$)|(?<=[一-鿿])({CJK_NUMBER})(?=[\s,、]|$)", lambda match: f"{match.group(1) or match.group(2)}件", text)


def _mentions(text: str, product_id: str, request: ReplyRequest) -> list[int]:
    """Where a product is named, by parts of its title that no other title has, or by its head noun's last letter: 杯子, 两根杖."""
    own = next(simplify(product.title) for product in request.products if product.id == product_id)
    others = [simplify(product.title) for product in request.products if product.id != product_id]
    taken = [part for other in others for part in _parts(other)]
    found = [start for part in _parts(own) if part not in taken for start in _positions(text, part)]
    heads = [_head(other)[-1:] for other in others]
    return [*found, *(start for start in _head_positions(text, _head(own)[-1:]) if _head(own)[-1:] not in heads)]


def _head_positions(text: str, char: str) -> Iterator[int]:
    """Where one letter stands for the goods: with 子 or 儿 behind it, or behind a count."""
    if not char or not "一" <= char <= "鿿":
        return
    for match in re.finditer(char, text):
        counted = re.search(rf"(?:\d|{CJK_NUMBER})\s?[{COUNTERS}口]?$", text[: match.start()]) is not None
        stands_alone = char not in COUNTERS and re.search(r"(?:^|[\s,,。、和跟加+与要买来拿])$", text[: match.start()]) is not None
        if text[match.end() : match.end() + 1] in ("子", "儿") or (counted and (char not in COUNTERS or text[match.start() - 1] not in COUNTERS)) or stands_alone:
            yield match.start()


def _head(title: str) -> str:
    """A title without the pack and size at its end: 陶瓷马克杯四只装 → 陶瓷马克杯."""
    return _PACKED.sub("", title).rstrip() or title


def _parts(title: str) -> set[str]:
    """Pieces of a title by which people call the goods: two to four letters, figures, a letter left out (跑步鞋 → 跑鞋), the one noun."""
    plain = _head(title)
    parts = {plain[i : i + size] for size in (2, 3, 4) for i in range(len(plain) - size + 1)} | {title[i : i + size] for size in (3, 4) for i in range(len(title) - size + 1)}
    parts |= {plain[i] + plain[i + 2] for i in range(len(plain) - 2) if "一" <= plain[i] <= "鿿" and "一" <= plain[i + 2] <= "鿿"}
    return {part.strip() for part in parts if part.strip()} | set(re.findall(r"\d{2,}", title)) | {char for char in plain if char in "茶箱杯壳粮橙鞋椅桌灯靴砂笔"}


def _positions(text: str, part: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(part), text)]


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


_POUNDS = re.compile(rf"(?<![\d.])(\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?斤(?!装|左右|重|的体重)")


def packs_for(burst: str, products: tuple[Product, ...]) -> int | None:
    """Packs that a weight makes: '50斤' of goods sold by ten pounds are five."""
    sold = re.search(rf"(\d{{1,2}}|{CJK_NUMBER}{{1,2}})\s?斤装?", simplify(products[0].title)) if len(products) == 1 else None
    said = _POUNDS.search(burst)
    if sold is None or said is None or not (each := parse_number(sold.group(1))) or not (total := parse_number(said.group(1))):
        return None
    return int(total / each) if total % each == 0 and total > each else None
