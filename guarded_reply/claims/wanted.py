"""What is to be bought, as words say it: products and pieces named in a text, carried over from clause to clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from itertools import product as choices

from guarded_reply.claims.amounts import since_last
from guarded_reply.claims.reading import Reading
from guarded_reply.claims.sums_said import by_piece
from guarded_reply.reading.numerals import CJK_NUMBER, COUNTERS, parse_number
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause, simplify

Basket = dict[str, int]
"""Pieces by product id."""
_Titles = tuple[tuple[str, str], ...]

_QUANTITY = Pattern(
    rf"(?<![\d.第几打])(?<!\d[-~到至])(?P<n>\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?(?:大|小|整)?[{COUNTERS}]"
    r"(?!钱|多?月|人|工|小时|礼拜|星期|邮|钟|点|半|角|毛|块钱|色|好评|公|问题|情况|方案|地址|办法|选择|快递|电话|赞|子钱|套|续|首|kg|价|省|地方|意思|区|道理|[^,]{0,5}(?:[券劵]|行李牌|赠品|礼[物品]|小礼|红包)|包裹|快递|箱子里)"
    r"|(?P<pair>[俩仨])|(?P<one>单(?:拍|买|件|条|个|独|只|双|支|瓶|盒|箱|本|台|把|订|要))|(?<=[^\d\s])[x×*]\s?(?P<times>\d{1,2})(?![\d.x×*]|公斤|kg|元)"
    r"|(?P<some>(?<=[加来拿凑添])[瓶袋盒件条双套箱罐](?=[一-鿿]))"
    r"|(?P<kinds>[两二三四234])(?:样|款|种)(?!运费|方式|快递)"
)
_OF_STEPS = Pattern(r"(?:加|后面|往后|后头|续重?|再|\+)[^\d,]{0,3}$")
_STEPS_LENGTH = 8
"""Characters before a number in which ``_OF_STEPS`` is found; it is no longer."""
_REACH = 400
"""Characters before an amount in which the goods are looked for that it speaks of."""
_EACH_AFTER = Pattern(rf"^(?:元|块钱?)?(?:/|一|每|1)\s?[{COUNTERS}](?!起)")
_REMEMBERED = 12
"""Clauses back in which what was named is still meant to be bought."""
_TOGETHER = Pattern(r"和|加|跟|与|同|带|连|一起|一块|一共|合|共|总|配|&|\+")
_APART = Pattern(r"都(?!要)|各|分别|每|任选|不分")
_ALSO = Pattern(r"也(?:要|来|买|拍|带)|再(?:要|来|买|拍|加|带|订|添)|还要|一起|一块|加(?:上|[一个条双盒瓶件包袋罐只张把本台])|跟")
_AS_IT_IS = Pattern(r"现在|目前|这一?单|眼下|当前")
_SET = Pattern(r"(?:一|整|全|成)套|全部|全都要")
_AS_ONE = Pattern(r"(?:合|拼|放|装)?一起(?!来|去)|合(?:并|单|箱|着)|一并|打包")
_MORE = Pattern(r"再(?:买|加|来|凑|拿|带|拍|要|添|捎|搭|拼)|多(?:买|加|来|拿|带|拍|要)|[加添凑](?=[一两二三1-3])")
_COMMON = frozenset("单好是有行可对别我您他她真会能要买卖送来到发寄新大小")
_PACKED = re.compile(r"(?:礼盒|礼包|套装|套盒|组合|套餐)装?$")
_SPEC = re.compile(r"(?:[\d一二三四五六七八九十][\d.]*\s?(?:斤|片|包|只|支|克|g|kg|ml|l|升|个|条|粒|枚|件|寸|mah|w)?(?:装|套)?|[a-z]+码|\(.*\)|[smlx]+)$")


@dataclass(frozen=True, slots=True)
class Wish:
    """The baskets a statement may mean; ``level`` 0: named beside it, 1: in the reply before, 2: asked for, 3: earlier, 4: open."""

    baskets: tuple[Basket, ...]
    level: int
    every: bool = False  # whether it is said of each of the baskets: '两款都是22'


@dataclass(frozen=True, slots=True)
class _Named:
    pieces: tuple[tuple[str, int | None], ...]  # products in the order of naming, with their number if one stands beside
    free: int | None  # a number of pieces beside no product
    kinds: int | None = None


@lru_cache(maxsize=512)
def _keys(titles: _Titles) -> tuple[tuple[str, str], ...]:
    """Parts of titles that only one product has, longest first, with its id."""
    keys: dict[str, str] = {}
    for product_id, title in titles:
        others = [other for other_id, other in titles if other_id != product_id]
        for size in range(2, min(6, len(title)) + 1):
            for start in range(len(title) - size + 1):
                part = title[start : start + size]
                if (part[0].isdigit() and start and title[start - 1].isdigit()) or re.fullmatch(r"[\d.]+(?:斤|kg|g|公斤|ml|l)?", part):
                    continue
                if not any(part in other for other in others):
                    keys[part] = product_id
    plain = [(product_id, _PACKED.sub("", _SPEC.sub("", title))) for product_id, title in titles]
    for product_id, title in plain:
        for size in range(2, min(4, len(title)) + 1):  # 窗帘 names the 遮光窗帘 and not the 窗帘杆
            part = title[-size:]
            if part[0] >= "一" and "一" <= part[-1] <= "鿿" and not any(other.endswith(part) for other_id, other in plain if other_id != product_id):
                keys.setdefault(part, product_id)
    return tuple(sorted(keys.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=512)
def _finder(titles: _Titles) -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for every way the products are named, and whose each matched text is."""
    keys = dict(_keys(titles))
    parts = [re.escape(key) for key, _ in _keys(titles)]
    plain = [(product_id, _SPEC.sub("", title)) for product_id, title in titles]
    for product_id, title in plain:
        others = "".join(other for other_id, other in titles if other_id != product_id)
        head = title[-1:]
        if head and head not in others and head not in _COMMON:
            parts.append(rf"(?<=[一两二三四五六七八九十\d])(?:[件条个双盒箱袋瓶只套张把罐支本副台顶床])?{re.escape(head)}(?![邮裹括含])|{re.escape(head)}(?=[子头儿])")
            keys[head] = product_id
            if others and head != "被":
                parts.append(rf"(?<![^,。?!\s和加跟与]){re.escape(head)}(?=[换改发寄补拍买退装单再来拿送加和跟配呢要多还有是也都就走两一三,\d]|$)|(?<=[加来拿凑添买要带][瓶袋盒件条双套箱罐个张]){re.escape(head)}")
        for char in sorted(set(title[:-1]) - _COMMON) if others else ():
            if char not in others and "一" <= char <= "鿿":
                parts.append(rf"(?<![一-鿿]){char}的|(?<=[个件条双只和加跟台把]){char}的")
                keys[f"{char}的"] = product_id
    return re.compile("|".join(parts) or "(?!)"), keys


@lru_cache(maxsize=512)
def _heads(titles: _Titles) -> dict[str, str]:
    """The last letters of titles that no other title has: '手机壳' names the case, whatever 手机 alone would name."""
    plain = [(product_id, _SPEC.sub("", title)) for product_id, title in titles]
    return {title[-1]: product_id for product_id, title in plain if "一" <= title[-1:] <= "鿿" and title[-1] not in _COMMON and not any(title[-1] in other for other_id, other in plain if other_id != product_id)}


def _titles_of(reading: Reading) -> _Titles:
    return tuple((product.id, simplify(product.title)) for product in reading.request.products)


_COUNTED_THING = Pattern(rf"(?:\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?(?P<by>[{COUNTERS}])(?P<thing>[一-鿿]{{2}})|(?P<before>[一-鿿]{{2}})\s?(?:\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?(?P<so>[{COUNTERS}])")


def _counters_said(reading: Reading) -> re.Pattern[str] | None:
    """What the customer counts some goods by, where other goods are called so: '四盒桂花糕' beside a 饭盒."""
    titles = [title for _, title in _titles_of(reading)]
    heads = {title[-1] for title in titles if title}
    said = [(match.group("by") or match.group("so"), match.group("thing") or match.group("before")) for match in _COUNTED_THING.finditer(reading.asked)]
    found = {by for by, thing in said if by in heads and any(thing in title and title[-1] != by for title in titles)}
    return re.compile(rf"(\d|{CJK_NUMBER})[{''.join(found)}]") if found else None


_PIECES = Pattern(rf"(?<![运邮加差减付收卖价贵补要才共\d通丰费])(?P<n>\d{{1,2}}|{CJK_NUMBER}{{1,2}})块(?=(?:一共|总共|共|合计|是|才)?\d{{2}})")
_PIECES_OF = Pattern(rf"(?<![运邮加差减付收卖价贵补要才共\d通丰费])(?P<n>\d{{1,2}}|{CJK_NUMBER}{{1,2}})块(?=[发寄够呢吗皂巧蛋糕砖垫毛巾表饼布]|都?要|一起|一共|就够|的话|$|[,。!?~\s])")
_ADDED_PIECE = Pattern(rf"(?<=[再加添凑])(?P<n>\d|{CJK_NUMBER})块(?=\d{{2}}|就|$)")


def _named(reading: Reading, text: str) -> _Named | None:
    """The products and numbers of pieces in ``text``, or None when it names neither."""
    counted = reading.once(_counters_said)
    if counted is not None:
        text = counted.sub(r"\1件", text)
    if "块" in text:  # '六块108' counts pieces, '中通6块' money
        text = _PIECES.sub(r"\g<n>件", text)
        if by_piece(reading):
            text = _ADDED_PIECE.sub(r"\g<n>件", _PIECES_OF.sub(r"\g<n>件", text))
    return _named_in(reading.once(_titles_of), text)


@lru_cache(maxsize=2048)
def _named_in(titles: _Titles, text: str) -> _Named | None:
    given = " ".join(title for _, title in titles)
    items: list[tuple[int, int, str, str | int]] = []
    if titles:
        finder, keys = _finder(titles)
        for match in finder.finditer(text):
            owner = _heads(titles).get(text[match.end() : match.end() + 1]) or keys.get(match.group()) or keys.get(match.group()[-1:])
            if owner is not None:
                items.append((match.start(), match.end(), "product", owner))
    for match in _QUANTITY.finditer(text):
        count = _count(match)
        if count is None or match.group("n") and (match.group() in given or _OF_STEPS.search(text[max(0, match.start() - _STEPS_LENGTH) : match.start()]) and seek(r"^\s?\d", text[match.end() :])):
            continue
        items.append((match.start(), match.end(), "kinds" if match.group("kinds") else "quantity", count))
    if not items:
        return None
    items.sort(key=lambda item: (item[0], item[2] == "product"))
    return _paired(text, items)


def _count(match: re.Match[str]) -> int | None:
    if match.group("pair"):
        return 2 if match.group("pair") == "俩" else 3
    if match.group("one") or match.group("some"):
        return 1
    value = parse_number(match.group("n") or match.group("times") or match.group("kinds"))
    return int(value) if value is not None and value == int(value) and 1 <= value <= 500 else None


def _paired(text: str, items: Sequence[tuple[int, int, str, str | int]]) -> _Named:
    """Numbers given to the product that stands beside them."""
    counts: dict[str, int | None] = {}
    free: int | None = None
    kinds: int | None = None
    waiting: tuple[int, int] | None = None  # end and value of a number that may belong to the product after it
    last: tuple[int, str] | None = None
    for start, end, kind, value in items:
        if kind == "kinds":
            kinds = int(value)
        elif kind == "product":
            product_id = str(value)
            if product_id not in counts:
                counts[product_id] = None
            if waiting is not None and start - waiting[0] <= 3 and not re.search(r"[,。\s]", text[waiting[0] : start]):
                counts[product_id] = waiting[1]
                free = None
            waiting = None
            last = (end, product_id)
        elif last is not None and counts.get(last[1]) is None and start - last[0] <= 3 and re.search(r"[和加跟与]", text[last[0] : start]) is None:
            counts[last[1]] = int(value)
        else:
            waiting, free = (end, int(value)), int(value)
    return _Named(tuple(counts.items()), free, kinds)


def wish_at(reading: Reading, clause: Clause, position: int) -> Wish:
    """The baskets that an amount or claim at ``position`` may speak of, by the nearest words that name some."""
    text = reading.text
    if _EACH_AFTER.match(text[position : clause.end].lstrip("0123456789.一二三四五六七八九十百元块 ")):
        return Wish(tuple(_resolved(reading, _Named((), 1), clause)), 0)
    since = since_last(reading, clause, position)
    reach = position - _REACH
    if _SET.search(text[since:position]) and asked_wish(reading) and len(asked_wish(reading)[0]) > 1:
        return Wish(asked_wish(reading), 2)
    for start in dict.fromkeys((max(since, reach), max(clause.start, reach))):
        named = _named(reading, text[start:position])
        if named is not None:
            every = named.kinds is not None and not named.pieces and _APART.search(text[start:position]) is not None
            return Wish(tuple(_resolved(reading, named, clause, text[start:position])), 0, every)
    near = text[max(clause.start, reach) : position]
    if _AS_IT_IS.search(near):
        return _unsaid(reading)
    if _AS_ONE.search(near):
        whole = as_one(baskets_before(reading, clause, position) or list(asked_wish(reading)))
        if whole:
            return Wish((whole,), 1)
    for other in reading.back_from(clause):
        named = _named(reading, other.text)
        if named is not None:
            return Wish(tuple(_resolved(reading, named, other, other.text)), 1)
    return _unsaid(reading)


def as_one(baskets: list[Basket]) -> Basket:
    """What several baskets make together, each product counted once."""
    whole: Basket = {}
    for basket in baskets:
        whole = merged(whole, {product_id: count for product_id, count in basket.items() if product_id not in whole})
    return whole


def _unsaid(reading: Reading) -> Wish:
    """What is meant where the turn names nothing: what the customer asked for, else what is usual."""
    asked = asked_wish(reading)
    if asked:
        return Wish(asked, 2)
    return Wish(_default(reading), 3 if reading.request.order is not None and reading.request.order.items else 4)


def baskets_before(reading: Reading, clause: Clause, position: int) -> list[Basket]:
    """Every basket named in the turn up to ``position``, in the order of naming."""
    found: list[Basket] = []
    for other in reading.clauses[max(0, clause.index - _REMEMBERED) : clause.index + 1]:
        text = other.text if other.index < clause.index else reading.text[clause.start : position]
        named = _named(reading, text)
        if named is not None:
            found.extend(basket for basket in _resolved(reading, named, other, text) if basket not in found)
    return found


def goods_named(reading: Reading, text: str) -> list[str]:
    """The ids of the request's products that ``text`` names."""
    named = _named(reading, text)
    return [] if named is None else [product_id for product_id, _ in named.pieces]


def names_goods(reading: Reading, text: str) -> bool:
    """Whether ``text`` names a product of the request."""
    return bool(goods_named(reading, text))


def asked_wish(reading: Reading) -> tuple[Basket, ...]:
    """The baskets that the customer's last burst names; empty when it names none."""
    return reading.once(_asked)


def _asked(reading: Reading) -> tuple[Basket, ...]:
    named = _named(reading, reading.asked)
    if named is None:
        return ()
    found = list(_resolved(reading, named, None, reading.asked))
    ordered = ordered_basket(reading) or (_asked_before(reading) if _ALSO.search(reading.asked) else {})
    if ordered and _ALSO.search(reading.asked):
        found = [merged(ordered, basket) for basket in found if not basket.keys() & ordered.keys()] + found
    return tuple(found)


def _asked_before(reading: Reading) -> Basket:
    """What the customer spoke of before his last burst, one basket of it: '挂耳咖啡寄芜湖多少', later '那再加个杯子'."""
    messages = list(reading.request.conversation)
    while messages and messages[-1].role == "customer":
        messages.pop()
    for message in reversed(messages):
        named = _named(reading, simplify(message.text)) if message.role == "customer" else None
        if named is not None and named.pieces:
            return next(_resolved(reading, named, None, simplify(message.text)), Basket())
    return {}


def merged(one: Basket, other: Basket) -> Basket:
    """Both baskets as one."""
    return {product_id: one.get(product_id, 0) + other.get(product_id, 0) for product_id in (*one, *(key for key in other if key not in one))}


def ordered_basket(reading: Reading) -> Basket:
    """The pieces of the request's order."""
    found: Basket = {}
    for item in reading.request.order.items if reading.request.order is not None else ():
        found[item.product_id] = found.get(item.product_id, 0) + item.quantity
    return found


def _default(reading: Reading) -> tuple[Basket, ...]:
    """What is meant where nobody names anything: what was spoken of before, the order, one of the product."""
    for message in reversed(reading.request.conversation):
        if message.role == "customer":
            named = _named(reading, simplify(message.text))
            if named is not None:
                return tuple(_resolved(reading, named, None, simplify(message.text)))
    ordered = ordered_basket(reading)
    if ordered:
        return (ordered,)
    ids = [product.id for product in reading.request.products]
    singles = [{product_id: 1} for product_id in ids]
    groups = [dict.fromkeys(group, 1) for size in range(2, min(len(ids), 4) + 1) for group in combinations(ids, size)]
    return (*singles, *groups)


def _resolved(reading: Reading, named: _Named, clause: Clause | None, text: str = "") -> Iterator[Basket]:
    """The baskets that products and numbers of pieces make, products left out being filled in from what was said before."""
    ids = [product.id for product in reading.request.products]
    if named.kinds is not None and not named.pieces:
        together, apart = dict.fromkeys(ids, 1), [{product_id: 1} for product_id in ids]
        yield from apart if _APART.search(text) and not _TOGETHER.search(text) else [together] if _TOGETHER.search(text) else [together, *apart]
        return
    if named.pieces:
        if len(named.pieces) == 1 and named.pieces[0][1] is None and named.free is not None:
            yield {named.pieces[0][0]: named.free}
            return
        pieces = dict(named.pieces)
        if len(pieces) == 1 and next(iter(pieces.values())) is None and clause is not None:
            asked = _named(reading, reading.asked)  # '猫粮寄喀什122' to one who asked for two bags
            count = None if asked is None else next((n for p, n in asked.pieces if p in pieces), asked.free)
            order = reading.request.order
            if asked is None and order is not None and order.status in ("unpaid", "paid", "shipped"):
                count = ordered_basket(reading).get(next(iter(pieces)))
            yield {next(iter(pieces)): count or 1}
            if asked is not None and not asked.pieces and asked.free is not None and len(ids) > 1:
                yield {next(iter(pieces)): 1}  # '鞋89加卫衣129' to one who asked for 两件, one of each
            return
        yield {product_id: count or 1 for product_id, count in pieces.items()}
        if len(pieces) > 1 and not _TOGETHER.search(text):
            last, count = named.pieces[-1]
            yield {last: count or 1}
        return
    count = named.free or 1
    if len(ids) == 1:
        if clause is not None and _MORE.search(text):
            base = next(iter(asked_wish(reading)), ordered_basket(reading)) or {ids[0]: 1}
            yield merged(base, {ids[0]: count})
        yield {ids[0]: count}
        return
    meant = _spoken_of(reading, clause)
    if len(meant) == 1:
        if clause is not None and _MORE.search(text):
            base = next((basket for basket in asked_wish(reading) if meant[0] in basket), ordered_basket(reading)) or {meant[0]: 1}
            yield merged(base, {meant[0]: count})
        yield {meant[0]: count}
        if count == len(ids) and (_TOGETHER.search(reading.asked) or "各" in reading.asked):
            yield dict.fromkeys(ids, 1)  # '兩台' to one who asked for both, one of them by a name of his own
        return
    several = meant or ids
    if count == len(several) and count > 1:
        yield dict.fromkeys(several, 1)
        if meant:
            return
    for product_id in several:
        yield {product_id: count}
    if 1 < len(several) <= 3 and 2 < count <= 6:
        for mix in choices(range(count + 1), repeat=len(several)):
            if sum(mix) == count and sum(1 for n in mix if n) > 1:
                yield {product_id: n for product_id, n in zip(several, mix, strict=True) if n}


def _spoken_of(reading: Reading, clause: Clause | None) -> list[str]:
    """The products named nearest before: in the reply, by the customer, in the order."""
    texts: list[str] = []
    if clause is not None:
        texts.extend((clause.text, *(other.text for other in reading.back_from(clause)), reading.asked))
    texts.extend(simplify(message.text) for message in reversed(reading.request.conversation) if message.role == "customer")
    for text in texts:
        named = _named(reading, text)
        if named is not None and named.pieces:
            return [product_id for product_id, _ in named.pieces]
    return list(ordered_basket(reading))


def pieces_in(reading: Reading, text: str) -> int | None:
    """How many pieces a text of this request speaks of, 块 counted where it counts goods."""
    named = _named(reading, text)
    return None if named is None else named.free or next((count for _, count in named.pieces if count), None) or named.kinds


def quantity_in(text: str) -> int | None:
    """How many pieces a text speaks of: '两条' → 2."""
    named = _named_in((), text)
    return None if named is None else named.free
