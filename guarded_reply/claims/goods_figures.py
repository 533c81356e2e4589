"""Figures said of goods: measured values with their unit, and whether the facts carry the value.

A figure is judged by what it measures. Weights in a calculation of freight, times of delivery and service, amounts of money
and what the customer said of himself are no statements about goods. A value is carried when the facts hold it in any unit,
hold a range around it, or when it follows from them (weights of several pieces, what is left of a length).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import product as every

from guarded_reply.claims.goods_counts import COUNT, NUMBER, Figure, counted_in, counts
from guarded_reply.claims.lane import destination_provinces
from guarded_reply.claims.prices import baskets, quantities_spoken
from guarded_reply.claims.reading import Reading
from guarded_reply.errors import QuoteError
from guarded_reply.policy import Quote, parcel_of, quote_parcel
from guarded_reply.reading.numerals import CJK_NUMBER, COUNTERS, parse_number, parse_range
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause, simplify
from guarded_reply.request import Product

_UNITS = (
    r"m?ah|毫安时?|ms(?![a-z])|毫秒|wh|大卡|千卡|kcal|kj|千焦|kw|w(?:att)?(?![a-z0-9])|磅(?!礴|秤)|瓦|v(?![a-z0-9信])|伏|hz|赫兹|db|分贝|gb|tb|mb|ml|毫升|升(?!级|温|降|华|高|值|学)|l(?![a-z0-9])|kpa|mpa|pa(?![a-z])|流明|lm(?![a-z])|"
    r"kg|公斤|千克|斤|g(?![a-z0-9b])|克(?!拉|力|隆|服|莱)|mm|毫米|cm|厘米|公分|(?<!\d)m(?![a-z0-9l])|米(?!色|白|粉|饭|其|线|奇|兰|棉)|寸|英寸|吋|°c|℃|度(?!假|过|量)|%|个?百分点|"
    r"目(?!前|的)|丹尼尔|支(?!持|付|撑|装|架|笔)|织|针|层(?!次|层|级)|档(?!次|案|口)|段(?!落|时)|万次|次(?!日|数|品|下|性|都|来|购|光|机|销|利|元)|遍|回(?!电|复|来|访|头|寄|答|家|去|馈|购|执|您|的)|成(?!分|为|功|本|人|都|交|品|年|熟|了|立|不)|"
    r"秒|个?小时(?!内|之内|以内|回|给|发|到|审|处)|周?岁|分钟(?!内|之内|回|给)|年(?!货|前|后|底|度|龄|会|级|代|终|轻|份)|个月|(?<=[俩两仨半])月|天(?!内|之内|然|气|猫|左右|到|发|就|后|无理由|才|下|线|花|际)"
)
MEASURE = Pattern(rf"(?:(?<=pu)|(?<![\d.a-z]))(?P<low>{NUMBER})(?:\s?[-~到至x*×]\s?(?P<high>{NUMBER}))?\s?(?P<unit>{_UNITS})")
PERSONS = Pattern(rf"(?P<low>{NUMBER})(?:\s?[-~到至]\s?(?P<high>{NUMBER}))?\s?(?:口之家|(?:个|位|名|口)?(?:大|成年|小)?人)(?!民|工|气|员|家|间|们|份|问|说|在|都(?!够))")
INDEX = Pattern(r"(?P<what>ph(?:值)?|(?<!满意)(?<!额)(?<!进)[一-鿿](?:度|率|值|指数|系数))(?:是|为|约|有|高?达(?:到)?|在|:)?\s?(?P<low>\d{1,5}(?:\.\d{1,2})?)(?![\d元块月号日点.%分小]|个?小?时)")
CODE = Pattern(r"ipx?\d{1,2}|蓝牙\s?\d(?:\.\d)?|[2-4]\d{2}不锈钢|\d{3}[足纯]?银|足金|足银|\d{1,2}k金|type-?c|usb-?c|micro-?usb|\d{3,4}hz|[24]k(?=屏|高清|分辨率)|wifi\s?\d")
HOLDS = Pattern(rf"(?:装|放|塞|容纳)(?:得|个|得?下|进)?(?:约|大概|大约|差不多|个)?(?P<low>{NUMBER})(?:\s?[-~到至]\s?(?P<high>{NUMBER}))?\s?(?P<unit>[件套双瓶本只个人台包盒])(?!月|小时|地|订|备)")
VAGUE = Pattern(r"(?:[几数上好][十百千万]{1,2}|三五[十百千])(?:多|来)?(?:次|遍|回)|(?:[几数]|三五|两三|三四|十几|几十)(?:秒钟?|分钟|个?小时|年)(?:内|之内)?(?=[就都才也不没]|速|热|充|搞定|见效|[的哈哦]|$)")
"""How often or how long, by a guess: '盖几千次', '几分钟就热'."""
FIGURES = any_of(MEASURE, PERSONS, INDEX, CODE, COUNT, HOLDS, VAGUE)

_SAME_UNIT = {"毫升": "ml", "公斤": "kg", "千克": "kg", "厘米": "cm", "公分": "cm", "毫米": "mm", "克": "g", "英寸": "寸", "吋": "寸", "毫安": "mah", "毫安时": "mah", "瓦": "w", "伏": "v", "升": "l", "米": "m", "℃": "度", "°c": "度", "回": "次", "遍": "次", "周岁": "岁", "个小时": "小时"}
_TO_BASE = {"kg": ("g", 1000), "斤": ("g", 500), "g": ("g", 1), "cm": ("mm", 10), "mm": ("mm", 1), "m": ("mm", 1000), "ml": ("ml", 1), "l": ("ml", 1000), "小时": ("s", 3600), "分钟": ("s", 60), "秒": ("s", 1), "年": ("mo", 12), "岁": ("mo", 12), "个月": ("mo", 1), "月": ("mo", 1), "成": ("%", 10), "%": ("%", 1), "寸": ("寸", 1), "kw": ("w", 1000)}
_WEIGHT = frozenset(("kg", "公斤", "千克", "斤", "g", "克"))
_TIME = frozenset(("天", "小时", "个小时", "分钟", "年", "个月", "月", "秒"))
_COMMON = _TIME | {"次", "成", "度", "层", "遍", "回", "支", "档", "段", "针", "%"}
_SMALL = frozenset(("一", "两", "几", "半", "十", "一两", "两三", "三四", "百"))

_LASTS = Pattern(r"满电|能(?:连续)?(?:吹|亮|跑|播|玩|走|转|飞)|持妆|持久|留香|不蔫|能放|保修|质保|保固|联保|保质|保鲜|续航|连续|保温|保冷|待机|充满|充电|充一次|寿命|能用|可用|够用|使用|有效期|耐用|历史|经验|品牌|研发|老店|存放|放置|播放|通话|存储|熬|煮|泡|炖|烤|敷|护理|一疗程|疗程|见效|起效|饱腹|煲|窖|陈|发酵|锁鲜|清洗|开盖|开封后|三年|充|搭|撑|收纳|组装|装好|加热|制热|搞定|速热|速干|用|洗")
_ASKS_LASTS = Pattern(r"(?:吹|亮|跑|播|玩|飞|转)(?:多久|几)|持妆|持久|留香|不蔫|能放|保修|质保|保固|保几年|保多久|保质|保鲜|续航|保温|保冷|待机|充满|充电|充几次|寿命|能?用(?:几|多久|多少)|能(?:用|连续)?[听看开说戴走骑撑顶转打](?:多久|几个?(?:小时|钟头|天))|几个小时|放多久|能放|搭起来|装好要|多久(?:能)?(?:装|搭|热|煮|干)|几次|几年")
_OTHER_TOPIC = Pattern(r"运费|快递|顺丰|中通|物流|发货|送达|到货|退(?!色)|换(?!芯)|无理由|签收|回电|回复|审核|核实|处理|付款|下单|优惠|满\d|券|包邮|首重|续重|计费|体积重|发票|到账|主管|客服|左右送|分拨|派送|活动|折(?!叠)|补发|预售|下周|电话|更新|等|前付|寄|邮|合计|一共|总共|元|评|截单|截图|到(?=[一-鿿]{2})|拍(?!摄)|发(?!热|光|酵)")
_FREIGHT = Pattern(r"运费|首重|续重|计费|体积|按|不到|超|顺丰|中通|快递|邮|计|以内|每|起|折算|算下来|算|多|头|进成|还在|一公斤|元|块")
_PARTLY = Pattern(r"约|左右|差不多|上下|大概|将近|近(?=\d)|来")


@dataclass(frozen=True, slots=True)
class Values:
    """What the facts hold: values by base unit, ranges, bare numbers, and the numbers of persons."""

    exact: frozenset[tuple[Decimal, str]]
    ranges: tuple[tuple[Decimal, Decimal, str, str], ...]  # low, high, base unit, the attribute's name
    bare: frozenset[Decimal]
    unitless: frozenset[Decimal]  # those of them that stand without a unit, and not as the side of a box
    persons: tuple[tuple[Decimal, Decimal], ...]
    pieces: frozenset[Decimal]
    text: str


def figures(reading: Reading, clause: Clause, text: str) -> Iterator[Figure]:
    """The figures that the clause states of the goods."""
    if not clause.present & FIGURES:
        return
    for match in MEASURE.finditer(text) if clause.present & MEASURE.bit else ():
        if _speaks_of_goods(reading, clause, text, match):
            yield Figure(match.start(), match.end(), match.group(), _measure_carried(reading, text, match, reading.once(_values)))
    for match in PERSONS.finditer(text) if clause.present & PERSONS.bit else ():
        if seek(r"[挤坐躺睡住容装]不下|不够|不太|不建议|太挤", text[match.end() :]):
            continue
        if seek(r"躺|住|睡|坐|挤|容纳|供|够|用餐|使用", text) and not seek(r"客服|仓库|同事|您(?:家|们)?(?:几|是|有)|在(?:抢|看)", text):
            yield Figure(match.start(), match.end(), match.group(), _persons_carried(text, match, reading.once(_values)))
    for match in INDEX.finditer(text) if clause.present & INDEX.bit else ():
        if not _OTHER_TOPIC.search(text):
            yield Figure(match.start(), match.end(), match.group(), Decimal(match.group("low")) in reading.once(_values).bare)
    for match in CODE.finditer(text) if clause.present & CODE.bit else ():
        compact = reading.given.replace(" ", "").replace("-", "")
        if not seek(r"不是|没有|并非|不到", text[: match.start()][-6:]):
            yield Figure(match.start(), match.end(), match.group(), _code_carried(match.group(), compact))
    for match in HOLDS.finditer(text) if clause.present & HOLDS.bit else ():
        if match.group("low") not in ("一", "1") and not seek(r"[给帮]您|仓库|进去|多塞|心$|放一百个心|快递|包裹|箱子里|一起|赠|礼袋|单独", text):
            number = parse_number(match.group("low"))
            yield Figure(match.start(), match.end(), match.group(), number in {parse_number(n) for n in re.findall(rf"({NUMBER})\s?{match.group('unit')}", reading.given)})
    for match in VAGUE.finditer(text) if clause.present & VAGUE.bit and reading.request.order is None else ():
        if _DOING.search(text[: match.start()]):
            continue  # how long he leaves it
        if _OF_USE.search(text + reading.asked) and not _OTHER_TOPIC.search(text) and not _OTHER_TOPIC.search(reading.asked):
            yield Figure(match.start(), match.end(), match.group(), match.group() in reading.given)
    if clause.present & COUNT.bit and reading.request.case is None and not _ORDERED.search(text) and not reading.asks(r"送|赠") and not _PRICED.search(text):
        yield from counts(text, reading.once(counted_in))


def _code_carried(code: str, compact: str) -> bool:
    """Whether the facts hold a mark, be its name and number apart ('蓝牙版本 5.3')."""
    said = code.replace(" ", "").replace("-", "")
    name = said.rstrip("0123456789.")
    return said in compact or (name in ("蓝牙", "wifi") and re.search(rf"{name}(?:版本|协议|标准|规格)?[:为是]?{re.escape(said[len(name):])}(?![\d.])", compact) is not None)


_DOING = Pattern(r"(?:冷藏|冷冻|静置|浸泡|泡|腌|醒|晾|晾晒|通风|散味|发酵|焖|放(?:冰箱|阴凉处|通风处|着|一边))(?:上|个|里|了|一下)?(?:大概|大约|约|差不多)?$")
_OF_USE = Pattern(r"热|充|干|凉|用|盖|洗|折|坏|耐|续航|寿命|煮|烧|熟|软|冷")
_PRICED = Pattern(r"[一-鿿](?:一共|共|是|就|才)?\d{2,}(?!\s?[a-z%])$")  # '两包78'
_ORDERED = Pattern(r"库存|还有|还剩|剩|现货|拍|买|凑|要|补|少|送|寄|发|下单|这单|订|退|换|满|加(?![固厚粗密大长宽])|再|赠|折|元|块|件|号|月")


def _loose(unit: str, values: Values) -> bool:
    """Whether a bare number in the facts may carry a value: only where they measure nothing else in that unit."""
    base = _base(Decimal(1), unit)[1]
    return base in ("mm", "寸") or not any(known == base for _, known in values.exact)


def _persons_carried(text: str, match: re.Match[str], values: Values) -> bool:
    numbers = [number for name in ("low", "high") if match.group(name) for number in parse_range(match.group(name)) or (parse_number(match.group(name)),)]
    if all(number is not None and number == 1 for number in numbers):
        return True
    if all(number is not None and any(low <= number <= high for low, high in values.persons) for number in numbers):
        return True
    vessels = [value for value, unit in values.exact if unit == "ml"] if seek(r"喝|泡|倒|茶|咖啡|水|汤|粥", text) else []
    return not values.persons and any(number is not None and number * _SIP <= vessel <= number * _MUG for vessel in vessels for number in numbers)


_SIP, _MUG = 100, 350
"""Millilitres that a person drinks at a sitting: the cups that a vessel fills, worked out by whoever knows its size."""


_THERE_IS_NONE = Pattern(r"^(?:的|款|码|规格|尺寸|容量|版|这个|那个|那款)*(?:我们|这边|店里|暂时|目前|现在|还|都)*(?:没(?!事|问题|关系|啥事|什么问题|毛病|压力)|无货|不(?:做|卖|出|生产)|缺|断)")


def _speaks_of_goods(reading: Reading, clause: Clause, text: str, match: re.Match[str]) -> bool:
    unit, low, before = match.group("unit"), match.group("low"), text[: match.start()]
    if _THERE_IS_NONE.search(text[match.end() :]) or seek(r"(?:没有?|无|不做|不卖)(?:您要的|单独的|那种)?$", before):
        return False  # named only to say that there is none
    if seek(r"(?:减|加|留出?|预留|多留|乘|除)(?:个|上|去|掉)?$", before):
        return False  # how to measure
    if match.group() in reading.asked and re.match(r"(?:的)?[^,。]{0,4}(?:您|亲)?(?:先|可以|最好|自己)?(?:量|比|试|对)(?:一?下|好|着)", text[match.end() :]):
        return False  # what he brings, to be measured against it
    if match.group() in reading.asked and seek(r"备注|报给|按(?:您的?)?尺寸|报价", text):
        return False  # the measures he orders by
    if match.group() in reading.asked and reading.asks(r"改|换成"):
        return False  # what he wants it changed to
    if unit in ("g", "克", "ml", "毫升") and seek(r"[配兑]|冲泡|泡茶|每次|加水|茶叶?[^,]{0,2}水", text):
        return False  # how it is used
    if unit in _WEIGHT:
        return not _in_freight(reading, clause, text, match)
    if unit in ("米", "m") and seek(r"床|身高|窗|门|墙|房间", text):
        return False  # the customer's room and bed
    if unit == "支" and (reading.amounts_in(clause) or match.group() in reading.asked):
        return False  # pieces to buy
    if unit in ("支", "织", "针", "层", "段", "档") and seek(r"还有|库存|剩|现货|拍|买|凑|带|来|要", before[-6:]):
        return False  # pieces in stock or to buy
    if unit in ("%", "成") and not _is_share(text, match):
        return False
    if unit in _COMMON:
        if _OTHER_TOPIC.search(text) or any(clause.start <= place.start < clause.end for place in reading.places):
            return False
        if low in _SMALL and not re.match(r"(?:大|龄)?的?[一-鿿]{0,2}(?:猫|狗|犬|宝宝|婴|娃)", text[match.end() :]) and not seek(r"保修|质保|保质|续航|保温|保几年|终身|敷|用|充", text + (reading.asked if len(text) <= 8 else "")) and not (unit in _TIME and reading.asks(_ASKS_LASTS)):
            return False
    if unit == "天" and low in ("一", "1") and seek(r"开会|上班|出门|逛|玩|一天(?:也|都|下来|够|会|能)?(?:够|用)", text):
        return False  # what one does in a day
    if unit == "年" and reading.asks(r"今年|哪年|年份|新茶|陈茶|几几年|哪一年") and re.match(r"(?:20)?\d\d$", low):
        return True
    if unit in ("岁", "周岁") or (unit in ("个月", "年") and seek(r"宝宝|婴|孩|月龄|适龄|年龄|[猫狗犬](?!粮|砂|窝)", text)):
        return seek(r"宝[宝贝]|婴|孩|儿童|朋友|幼儿|专为|穿|用|适|坐|吃|玩|年龄|[猫狗犬]", text) is not None and match.group() not in reading.asked and low not in reading.asked and parse_number(low) not in {parse_number(said) for said in re.findall(rf"({NUMBER})\s?(?:周?岁|个月|月)", reading.asked)}
    if unit in _TIME or unit in ("次", "遍", "回"):
        if seek(r"再(?:试|看|开|用|连|戴)|试试|看看还", text) or seek(r"(?:您|先|请|麻烦)[^,。]{0,4}$", before[-6:]):
            return False  # what he is asked to try
        if seek(r"[上下这本每前后第近几]\s?$", before[-2:]) or (unit == "年" and seek(r"20\d\d$", low)):
            return False
        if unit in ("次", "遍", "回") and seek(r"(?:一|每)[天日周]|早晚", before):
            return False  # how often it is used is judged as a whole
        if unit in ("次", "遍", "回") and _is_ratio(parse_number(low), reading.once(_values)):
            return False
        if unit in ("次", "遍", "回"):
            return seek(r"充|洗|冲|用|折|循环|插拔|按压|刷|摔|扔|砸|踩|弯|拉|甩", text) is not None or (reading.asks(r"几[次回]|多少次") is not None and reading.asks(r"充|洗|冲|用") is not None)
        if seek(r"(?:一[晚天日夜]|每[天晚日]|按|比如|假如)[^,。保续]{0,5}$|(?:一[晚天日夜]|每[天晚日])[^,。]{1,6}(?:小时|个|次|杯|片)[^,。]{0,6}$", before) and not seek(r"保[修质温]|质保", text):
            return False  # an assumed use, by which something is worked out
        if _DOING.search(before) or re.match(r"(?:就|要|只|各|用)*(?:[一两二三四\d])次", text[match.end() :]) or (seek(r"(?:用|开|烤|吹|煮|烧)(?:上|个|满|足|了)?$", before) and seek(r"度[一-鿿]?电|电费|块钱?电", reading.sentence_of(clause))):
            return False  # how long he leaves it, how often he uses it, what it burns in that time
        if unit in ("秒", "分钟") and seek(r"长按|按住|放回|等待?|静置|重新|重启|先|请|轻轻|拔|插", text):
            return False  # what he is told to do
        if seek(r"(?:延长?|再加|加|再给|送|多)[^,。]{0,5}$", before) and reading.request.case is not None:
            return False  # a longer warranty as amends is the business of another rule
        return _LASTS.search(text) is not None or (reading.asks(_ASKS_LASTS) is not None and len(text) <= 12)
    if unit in ("度", "℃", "°c") and seek(r"水温|温水|热水|开水|冲泡|泡|别|不要|不超|不高于|以下|建议|熨", text):
        return False  # advice on care
    if unit == "度" and (seek(r"[一-鿿]", low) and low in _SMALL or (re.match(r"半?电", text[match.end() :]) and seek(r"\d\s?k?w", reading.given) is not None)):
        return False
    return not (match.group() in reading.asked and reading.asks(r"身高|体重|斤|岁"))


def _is_ratio(number: Decimal | None, values: Values) -> bool:
    """Whether so many times is what two values of the facts come to: a box of 24 hours fills ears of 6 hours three or four times."""
    spans = [value for value, unit in values.exact if unit in ("s", "mah") and value]
    return number is not None and any(number in (whole / part, whole / part - 1) for whole in spans for part in spans if whole > part)


def _is_share(text: str, match: re.Match[str]) -> bool:
    """Whether per cent or tenths are said of what goods hold or do, and not of a chance, of certainty or of money."""
    after = text[match.end() :]
    if seek(r"(?:金额|货款|总价|实付|价款|房费|订单)的?$", text[: match.start()]) is not None or re.match(r"的?(?:违约金|赔付|赔偿|补偿|手续费|运费|折扣|优惠|返)|作为?(?:补偿|赔偿)", after):
        return False
    if match.group("unit") == "成":
        return seek(r"含|占|了|达|遮|熟|有$|是$|棉|毛|绒", text[: match.start()][-4:]) is not None and re.match(r"[^一-鿿]|$|的(?=$|[哦哈呢])|以上|[棉毛绒]", after) is not None
    if seek(r"(?:率|度|占比)(?:高达|达到?|为|是|有|:)?$", text[: match.start()]) is not None:
        return True
    return match.group("low") not in ("100", "百") or re.match(r"[棉羊桑亚涤聚真纯天澳新]", after) is not None


def _in_freight(reading: Reading, clause: Clause, text: str, match: re.Match[str]) -> bool:
    """Whether a weight is part of a calculation of freight, or the customer's own."""
    said = parse_number(match.group("low"))
    if match.group() in reading.asked or (said is not None and _base(said, match.group("unit")) in _exact_in(reading.asked)) or seek(r"身高|补|赔|体重|穿|码|胖|瘦|微胖", text):
        return True
    if _FREIGHT.search(text[: match.start()][-8:] + "|" + text[match.end() :][:6]) or reading.amounts_in(clause):
        return True
    value = parse_number(match.group("low"))
    beside = [other for other in (reading.before(clause), reading.after(clause)) if other is not None]
    counted = any(reading.amounts_in(other) or seek(r"运费|首重|续重|^\d+$|块|元", other.text) for other in beside)
    return counted and (value is not None and value == int(value))


def _measure_carried(reading: Reading, text: str, match: re.Match[str], values: Values) -> bool:
    unit = match.group("unit")
    if match.group() in values.text and seek(rf"(?<![\d.]){re.escape(match.group())}", values.text) and not _said_of_all(reading, text):
        return True
    if unit == "斤" and (liang := re.match(rf"({CJK_NUMBER}|\d)两", text[match.end() :])):
        whole, rest = parse_number(match.group("low")), parse_number(liang.group(1))
        if whole is not None and rest is not None and _holds(reading, whole * 500 + rest * 50, "g", values, text):
            return True
    numbers: list[Decimal] = []
    for group in ("low", "high"):
        bounds = parse_range(match.group(group)) if match.group(group) else None
        numbers.extend(dict.fromkeys(bounds or ()))
    if unit == "米" and (tenth := re.match(rf"({CJK_NUMBER}|\d)(?![\d米{COUNTERS}])", text[match.end() :])):
        whole, rest = parse_number(match.group("low")), parse_number(tenth.group(1))
        if whole is not None and rest is not None:
            return _holds(reading, whole * 1000 + rest * 100, "mm", values, text)
    if unit == "年" and re.match(r"(?:20)?\d\d$", match.group("low")) and reading.asks(r"今年|哪年|年份|新茶|陈茶|几几年|哪一年"):
        return Decimal(match.group("low")[-2:]) + 2000 in values.bare or Decimal(match.group("low")) in values.bare
    if unit == "个月" or unit == "年":
        months = reading.policy.compensation.warranty_months
        if seek(r"保修|质保|延", text) and [number * (12 if unit == "年" else 1) for number in numbers] == [months] and seek(r"延|加|多|再", text):
            return True
    return all(_holds(reading, *_base(number, unit), values, text) or (unit not in _TIME and number in (values.bare if _base(number, unit)[1] in ("mm", "寸") else values.unitless) and _loose(unit, values) and not _said_of_all(reading, text)) for number in numbers)


def _base(number: Decimal, unit: str) -> tuple[Decimal, str]:
    name = _SAME_UNIT.get(unit, unit)
    base, factor = _TO_BASE.get(name, (name, 1))
    return number * factor, base


def _said_of_all(reading: Reading, text: str) -> bool:
    return len(reading.request.products) > 1 and seek(r"(?:[两三四几]|这些|所有|全部|每)[款种样个]?(?:东西|产品|商品)?(?:都|全|均)", text) is not None


def _holds(reading: Reading, value: Decimal, base: str, values: Values, text: str) -> bool:
    if _said_of_all(reading, text):
        return all((value, base) in _exact_in(_words_of(product)) for product in reading.request.products)
    if (value, base) in values.exact or any(low <= value <= high for low, high, unit, name in values.ranges if unit == base and not _of_another_side(text, name)):
        return True
    if _EACH.search(text) and any((value * pieces, base) in values.exact or (value / pieces, base) in values.exact for pieces in values.pieces):
        return True
    if base == "ml" and seek(r"[一每]个?[人杯]|杯", text) and any(unit == base and known == value * parts for known, unit in values.exact for parts in range(2, 13)):
        return True  # shared out
    if base == "g":
        return _weight_follows(reading, value, values, text)
    if base == "mm":
        said = [number for number, unit in _exact_in(reading.asked) if unit == "mm"]
        return any(value in (abs(number - known), abs(number - known) / 2) for number in said for known, unit in values.exact if unit == "mm")
    return bool(_PARTLY.search(text)) and any(unit == base and known and abs(known - value) <= known / 10 for known, unit in values.exact)


def _weight_follows(reading: Reading, value: Decimal, values: Values, text: str) -> bool:
    weights = [product.weight_kg * 1000 for product in reading.request.products if product.weight_kg is not None]
    known = {weight * pieces for weight in weights for pieces in (*quantities_spoken(reading), *range(1, 7))}
    known |= {abs(a - b) for a in weights for b in weights if a != b}
    known |= {quote.billable_kg * 1000 for quote in _shipping_quotes(reading)}
    known |= {sum((weight * pieces for weight, pieces in zip(weights, counts, strict=True)), Decimal(0)) for counts in every(range(4), repeat=len(weights))} if 1 < len(weights) <= 4 else set()
    if value in known:
        return True
    if seek(r"坐|站|躺|大哥|朋友|体重", text) and not seek("承重|承受|载重", text):
        return any(unit == "g" and number >= value for number, unit in _exact_in(_bearing(reading)))
    return bool(_PARTLY.search(text)) and any(abs(weight - value) <= (weight / 10 if weight < _LIGHT else max(weight / 10, Decimal(50))) for weight in known | {number for number, unit in values.exact if unit == "g"} if weight)


_LIGHT = 200
"""Grams under which a rough weight is rough by a tenth only."""


def _bearing(reading: Reading) -> str:
    return simplify(" ".join(value for product in reading.request.products for name, value in product.attributes.items() if seek("承重|载重", name)))


def _exact_in(text: str) -> set[tuple[Decimal, str]]:
    found: set[tuple[Decimal, str]] = set()
    for match in MEASURE.finditer(text):
        for group in ("low", "high"):
            number = parse_number(match.group(group)) if match.group(group) else None
            if number is not None:
                found.add(_base(number, match.group("unit")))
    return found


def _words_of(product: Product) -> str:
    return simplify("\n".join((product.title, *(f"{name} {value}" for name, value in product.attributes.items()))))


def _values(reading: Reading) -> Values:
    given = reading.given
    sums = list(_sums_in(given))
    exact = _exact_in(given) | {(whole, base) for _, whole, base in sums}
    bare = {Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", given)}
    unitless = {Decimal(number) for number in _UNITLESS.findall(given)}
    exact |= {(number * 10, "mm") for number in bare} | {(number, "寸") for number in bare}
    ranges = [(low, high, base, "") for low, high, base in (*_ranges_in(given), *sums)]
    for product in reading.request.products:
        for name, value in product.attributes.items():
            for low, high, base in _ranges_in(simplify(value)):
                ranges = [known for known in ranges if known[:3] != (low, high, base)] + [(low, high, base, simplify(name))]
    for product in reading.request.products:
        if product.weight_kg is not None:
            exact.add((product.weight_kg * 1000, "g"))
        exact |= {(side * 10, "mm") for side in product.dimensions_cm or ()}
    persons: list[tuple[Decimal, Decimal]] = []
    for match in re.finditer(rf"({NUMBER})(?:\s?[-~到至]\s?({NUMBER}))?\s?(?:个|位|名)?(?:大|成年|小)?人", given):
        low = parse_number(match.group(1))
        high = parse_number(match.group(2)) if match.group(2) else low
        if low is not None and high is not None:
            persons.append((low, high))
    pieces = {number for match in _PIECES.finditer(given) if (number := parse_number(match.group(1))) is not None and number > 1}
    if seek(r"一对|一双|双支|对装", given):
        pieces.add(Decimal(2))
    return Values(frozenset(exact), tuple(ranges), frozenset(bare), frozenset(unitless), tuple(persons), frozenset(pieces), given)


_SUM = Pattern(rf"(?<![\d.])(?P<low>\d+(?:\.\d+)?)\s?(?P<unit>{_UNITS})\s?\+\s?(?P<more>\d+(?:\.\d+)?)\s?(?P=unit)")


def _sums_in(text: str) -> Iterator[tuple[Decimal, Decimal, str]]:
    """What a part and its extension come to: '16cm+3cm' reaches from 16 to 19."""
    for match in _SUM.finditer(text):
        low, base = _base(Decimal(match.group("low")), match.group("unit"))
        yield low, low + _base(Decimal(match.group("more")), match.group("unit"))[0], base


def _ranges_in(text: str) -> Iterator[tuple[Decimal, Decimal, str]]:
    for match in MEASURE.finditer(text):
        if match.group("high") and (seek(r"[-~到至]", match.group())):
            low, high = parse_number(match.group("low")), parse_number(match.group("high"))
            if low is not None and high is not None and low < high:
                (bottom, base), (top, _) = _base(low, match.group("unit")), _base(high, match.group("unit"))
                yield bottom, top, base


_SIDE = Pattern(r"宽|[长厚深](?!期|久|时间|受|处|的话)|直径|口径|周长")


def _of_another_side(text: str, name: str) -> bool:
    """Whether a side is named ('120公分宽') that the attribute with the range does not measure (适用身高)."""
    side = _SIDE.search(text)
    return side is not None and name != "" and side.group() not in name and seek(r"身高|年龄|升降|温|体重|果径|范围", name) is not None


_UNITLESS = Pattern(r"(?<![\d.x×*])\d{1,6}(?:\.\d{1,3})?(?![\d.]|\s?(?:[x×*]\s?\d|[-~]\s?\d+\s?(?:cm|kg|斤|岁|米)|cm|mm|kg|斤|公斤|岁|厘米|毫米))")
_PIECES = Pattern(rf"(?<![\d.])(\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?(?:[{COUNTERS}粒颗片枚卷抽页]|$|[,、/*x×\s])")
_EACH = Pattern(r"单[只个支件片条包瓶袋罐盒]|每[只个支件片条包瓶袋罐盒]|一[只个支件片条包瓶袋罐盒](?!月)|一共|总共|合计|加起来|共|合起来|平均|分摊")


def quotes_measure(reading: Reading) -> bool:
    """Whether the turn names a measure that the attributes hold, in whatever unit."""
    return bool(_exact_in(reading.text) & reading.once(_measured))


def _measured(reading: Reading) -> frozenset[tuple[Decimal, str]]:
    return frozenset(_exact_in(reading.given))


def _shipping_quotes(reading: Reading) -> list[Quote]:
    """Quotes to the destination, whose billable weight a reply may name."""
    found: list[Quote] = []
    for province in destination_provinces(reading):
        for carrier_id in reading.policy.carriers:
            with suppress(QuoteError):
                found.extend(quote_parcel(reading.policy, province, carrier_id, parcel) for parcel in (parcel_of(reading.request), *baskets(reading)))
    return found
