"""Which numbers of a turn are sums of money at all: not pieces (一块), not weights, not figures of the facts, not spelt-out digits."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.money import BARE, Amount, bare_numbers
from guarded_reply.reading.numerals import COUNTERS
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause, simplify

FEE_WORD = Pattern(r"运费|邮费|快递费|物流费|邮资|运资|寄费|配送费|派送费|路费(?!贵)|运(?=\d)|邮(?=\d)|快递(?:的)?(?:钱|价)|油费(?!车)|补邮|邮寄费|发货费")
CARRIER_WORD = Pattern(r"顺丰|中通|圆通|申通|韵达|京东|极兔|邮政|ems|快递|空运|陆运")
_ASKS_PIECES = Pattern(r"几块(?!钱|多)(?P<thing>[一-鿿]{2,3}?)(?=[?啊呀呢吗,。]|$)")
_OF_PIECES = Pattern(r"^(?:[发寄够呢吗]|都?要|一起|一共|就够|不够|的话)")
_MONEY_BEFORE = Pattern(r"(?:[运邮加差减付收卖价贵补要才共]|只要|中通|顺丰|快递)费?\s?$")
_PIECE_BEFORE = Pattern(r"(?:布|皂|垫|毛巾|方巾|手表|滤芯|砖|饼|糕|豆腐|巧克力|电池|橡皮|膜|抹布|干粮|硬盘|香)$")
_PIECE_GOODS = Pattern(r"(?:皂|巧克力|蛋糕|豆腐|砖|垫|毛巾|方巾|抹布|手表|腕表|牛排|饼|橡皮|墨|面包|硬盘|布料|桌布|玉|腊肉|年糕|磁铁|披萨|拼图)(?:\W.*|\d.*)?$")


def by_piece(reading: Reading) -> bool:
    """Whether 块 may count the goods of the request: soap, towels, watches, what the question counts so."""
    return reading.once(_by_piece)


def _by_piece(reading: Reading) -> bool:
    return any(_PIECE_GOODS.search(title) or any(seek(rf"[\d一两二三四五六七八九十几]块{re.escape(title[-1])}", text) for text in (reading.asked, reading.history)) for title in reading.once(_titles) if title)


_ASKS_MORE_PIECES = Pattern(r"[几\d一两二三四五六俩]\s?块(?!钱)")
_NEXT_SUM = Pattern(r"^(?:一共|总共|共|合计|是|才)?\d{2}")
_PIECES_COUNTED = Pattern(r"\d\s?块(?!钱)")
_EQUIPPED = Pattern(r"(?:配(?:备|有|上)?|内含|含有?|附(?:赠|带)?|装有|自带|放(?:了|有)?)\s?$")
_MOST_PIECES = 20
BESIDE = 8


def counts_pieces(reading: Reading, clause: Clause, amount: Amount) -> bool:
    """Whether 块 counts pieces ('标配电池1块', '两块2.0Ah锂电池') of what the facts, or the customer, count so."""
    if amount.text[-1] != "块" or amount.value != int(amount.value) or amount.value > _MOST_PIECES:
        return False
    after = reading.text[amount.end : clause.end]
    if _NEXT_SUM.match(after) or (after and any(after[0] == title[-1] or after[:2] in title for title in reading.once(_titles))):
        return True  # '两块178', '六块皂'
    if _PIECE_BEFORE.search(reading.text[max(clause.start, amount.start - 4) : amount.start]):
        return True  # '擦琴布一块'
    if by_piece(reading) and _OF_PIECES.match(after) and not _MONEY_BEFORE.search(reading.text[max(clause.start, amount.start - 4) : amount.start]):
        return True
    if _EQUIPPED.search(reading.text[max(clause.start, amount.start - 4) : amount.start]) and re.match(r"[一-鿿]{2}", reading.text[amount.end : clause.end]) and not re.match(r"[的左上以就才都也还包免一给]", reading.text[amount.end : clause.end]):
        return True
    beside = reading.text[max(clause.start, amount.start - BESIDE) : amount.start] + " " + reading.text[amount.end : min(clause.end, amount.end + BESIDE)]
    counted = reading.once(_counted_by_piece)
    return any(thing in beside for thing in counted) or bool(counted) and reading.asks(_ASKS_MORE_PIECES) is not None and any(thing in reading.asked for thing in counted)


def _counted_by_piece(reading: Reading) -> frozenset[str]:
    """What 块 counts in the facts ('电池': '2.0Ah 1块') and in the question ('几块电池')."""
    names = {simplify(name) for product in reading.request.products for name, value in product.attributes.items() if _PIECES_COUNTED.search(simplify(value))}
    asked = reading.asks(_ASKS_PIECES)
    return frozenset({name[-2:] for name in names if len(name) > 1} | ({asked.group("thing")[:2]} if asked is not None else set()))


_MONEY_CUE = Pattern(
    r"满|包邮|免邮|首重|续重|起步|卖|价|拍|一共|总共|共|合计|付|成交|减|便宜|块|元|还价|给您|收您|赔|转您|补偿|券|抹|差|贵|补|到手|\d\s?加\s?\d|"
    r"[一两二三四五六七八九十\d][件条个双盒箱袋瓶只套张把包罐支本副台份床对束](?:一共|就是?|是|才|只要|要|得)?\s?[\d一二三四五六七八九十]"
)
_ASKS_AMOUNT = Pattern(r"多少|几块|几钱|几元|怎么(?:算|收|卖)|咋(?:算|卖|收)|啥价|什么价|要(?:不要)?钱|卖|价|便宜|少点|[寄发到邮走]|运费|顺丰|中通|快递|呢|补|退我|付|\d{2}")
_ENDS = Pattern(rf"^(?:元|块)?\s?(?:$|原路|全?退|[哦哈呢的啦喔咯呀啊哟吧嘛呗喽了亲\W]|就|才|都|也|得|够|走|拿|收|封|给|包|免|够|还|行|成(?!本)|可以|以内|左右|[一两俩二三四五六]\s?[{COUNTERS}片])")
_CJK_AMOUNT = Pattern(r"^(?:[一二两三四五六七八九十廿卅百壹贰叁肆伍陆柒捌玖拾佰零]{2,6}|[一二三四五六七八九]?[十拾]\d)$")
_IDIOM = Pattern(r"一一|万一|十分|一二|二一|[一三]十[一二三五]号")
_NOT_MONEY_BEFORE = Pattern(r"(?:(?<![床被菜])单|÷|除以|除|/|号|第|[a-z]|尾号|单号|电话|栋|单元|楼|路|街|大道|巷|弄|幢|室|[×x*]|体积重?|重量|计费重|几|约|近)\s?$")


def bare(reading: Reading, clause: Clause, units: Sequence[Amount]) -> list[Amount]:
    if not clause.present & BARE.bit:
        return []
    cued = clause.find(FEE_WORD) or clause.find(CARRIER_WORD) or clause.find(_MONEY_CUE)
    asked = reading.asks(_ASKS_AMOUNT)
    if not cued and (not asked or reading.once(_asks_attribute)):
        return []
    covered = {position for known in (*units, *reading.times_in(clause)) for position in range(known.start, known.end)}
    found: list[Amount] = []
    for number in bare_numbers(reading.text, clause.start, clause.end):
        if not covered.isdisjoint(range(number.start, number.end)):
            continue
        if not 1 <= number.value <= 100_000 or number.text == "一半" or _in_title(reading, number):
            continue
        before, after = reading.text[max(clause.start, number.start - 6) : number.start], reading.text[number.end : clause.end]
        if _NOT_MONEY_BEFORE.search(before) or _is_measure(reading, clause, number):
            continue
        if len(number.text) == 1 and (seek(r"\d\s$", before) or seek(r"^\s\d(?!\d)", reading.text[number.end : number.end + 3])):
            continue  # a number spelt out digit by digit
        at_end = _ENDS.match(after) is not None or (len(number.text) > 1 and _before_title(reading, after))
        if number.text[0].isdigit():
            if not cued and not at_end:
                continue
        elif not _CJK_AMOUNT.match(number.text) or _IDIOM.match(number.text) or not at_end:
            if not (number.text != "一" and (clause.find(FEE_WORD) or clause.find(CARRIER_WORD) or seek(r"满|减|付|收|卖", before[-3:]))):
                continue
        elif not cued and not (asked and len(clause.text) <= 24):
            continue
        found.append(number)
    return found


_OF_VOLUME = Pattern(r"\d\s?[x×*乘]\s?\d{1,3}\s?[x×*乘]\s?\d|除(?:以)?\s?\d{4,5}|长[x×*乘]宽|体积")
_ASKS_SPAN = Pattern(r"多久|几个?小时|[几多]少?天|几年|多长时间")
_UNITS = r"(?:小时|分钟|天|年|个月|w|瓦|毫安|mah|ml|毫升|升|l|cm|厘米|mm|毫米|kg|公斤|g|克|度|℃|寸|码|斤)"


def _is_measure(reading: Reading, clause: Clause, number: Amount) -> bool:
    """Whether a bare number is a weight that comes of a volume ('36x30x34算出来3.06'), or a figure of the facts that was asked for."""
    if number.value != int(number.value) and reading.says_with(clause, _OF_VOLUME) and not FEE_WORD.search(reading.text[max(clause.start, number.start - 6) : number.start]):
        return True
    if not (reading.asks(_ASKS_SPAN) or reading.asks(_ASKS_MEASURE)) or reading.asks(_OF_MONEY):
        return False
    return re.search(rf"(?<![\d.]){re.escape(number.text)}\s?{_UNITS}", reading.given) is not None


def _asks_attribute(reading: Reading) -> bool:
    """Whether the customer asks for a figure that the goods carry by its name ('圈口多少'), and for no money."""
    if reading.asks(_OF_MONEY) is not None:
        return False
    return reading.asks(_ASKS_MEASURE) is not None or any(len(name) > 1 and simplify(name) in reading.asked for product in reading.request.products for name in product.attributes)


_ASKS_MEASURE = Pattern(r"多[高长宽大重厚深远]|最[高低大小长短宽窄][^,。]{0,4}(?:多少|几)|几[寸号档层米斤克升]|尺寸|尺码")
_OF_MONEY = Pattern(r"钱|价|元|块|卖|[运邮]费|便宜|快递|顺丰|中通|[寄发]到?|付|共")


def _before_title(reading: Reading, after: str) -> bool:
    """Whether the name of a product follows: '猫粮72冻干22'."""
    return len(after) > 1 and any(after[:2] in title for title in reading.once(_titles))


def _titles(reading: Reading) -> tuple[str, ...]:
    return tuple(simplify(product.title) for product in reading.request.products)


def _in_title(reading: Reading, number: Amount) -> bool:
    if number.end - number.start >= 2 and reading.text[number.start : number.end + 2] in reading.given and len(reading.text[number.start : number.end + 2].strip()) > number.end - number.start:
        return True  # part of a fact, such as 2026春茶
    around = reading.text[max(0, number.start - 1) : number.end + 2]
    return any(len(around) >= 2 and around.strip() in title for title in reading.once(_titles))
