"""Whether a product fits what the customer names: a size, a weight, an age, a load, a skin, a model, a colour or taste."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal

from guarded_reply.drafting.playbook.included import included, lasts_night, pieces_of, shade_missing, size_and_colour
from guarded_reply.drafting.playbook.place_limits import allowance_of, area_of, watts_of
from guarded_reply.drafting.playbook.size_tables import has_table, size_for
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product

_NUMBER = rf"(\d{{1,4}}(?:\.\d{{1,2}})?|{CJK_NUMBER}{{1,3}})"
_WEIGHT = re.compile(rf"{_NUMBER}\s?多?\s?(kg|公斤|千克|斤)(?!装)", re.IGNORECASE)
_LARGE_DOGS = r"金毛|拉布拉多|拉拉|哈士奇|二哈|阿拉斯加|萨摩耶|德牧|边牧|大型犬|秋田|罗威纳"
_COLOURS = "黑白红蓝绿灰粉紫黄棕橙米驼咖杏金银"


def shown(value: str) -> str:
    """A value as it is said: no slashes between a few options, no phone."""
    value = value.replace("/", "、") if len(value.split("/")) <= 6 else value
    return re.sub(r"1[3-9]\d{9}", "", value)


def sentence(name: str, value: str) -> str:
    """An attribute as a sentence: 材质是棉, 微波炉可用的, 这款需自行安装."""
    if re.match(r"可|能|支持|是否", name) and re.search(r"可|能|支持|不", value):
        return f"这款{shown(value)}"
    if re.search(r"不?可调|不可|可(?:拆|调|折|充|水洗|机洗)", value) and len(value) <= 8:
        return f"{name}{value}"
    if re.match(r"可|不可|需|支持", value) and re.search(r"洗涤|安装|使用|折叠|充电", name):
        return f"这款{value}"
    if re.match(r"约|大约|大概", value) or (re.search(r"保温|留香|充电|续航", name) and re.fullmatch(r"\d+\s?(?:个)?(?:小时|分钟|天)", value)):
        return f"{name}{value}"
    if value in ("支持", "不支持"):
        return f"{value}{name}的"
    if name == "适用" and re.search(r"可用|适用$", value):
        return f"{shown(value)}的"
    if name == "适用":
        return f"适用的是{shown(value)}"
    if name in value:
        return f"这款{shown(value)}" if re.match(r"需|可|能|支持|带|有|自|不", value) else f"这款是{shown(value)}"
    return f"{name}{value}的" if re.fullmatch(r"(?:可|能|可以|支持|适用|不可|不支持|不能)(?:用|使用)?", value) else f"{name}是{shown(value)}"


def carried(product: Product, names: str) -> str:
    """The first attribute whose name matches, or nothing."""
    return next((value for name, value in product.attributes.items() if re.search(names, name)), "")


def fit_of(product: Product, words: str) -> str:
    """What the facts say to a fit asked for in ``words`` (simplified), or nothing when nothing comparable is there."""
    for reader in _READERS:
        said = reader(product, words)
        if said:
            return said
    return ""


def fits_of(product: Product, words: str) -> list[str]:
    """All that the facts say to fits asked for in ``words``: a size and a colour in one breath."""
    return [said for reader in _READERS if (said := reader(product, words))]


def _kilograms(words: str) -> tuple[str, Decimal] | None:
    match = _WEIGHT.search(words)
    value = parse_number(match.group(1)) if match is not None else None
    if match is None or value is None:
        return None
    return match.group(), value / 2 if match.group(2) == "斤" else value


def _load(product: Product, words: str) -> str:
    """'我200斤能坐吗' beside a load the facts carry."""
    limit = re.search(r"(\d+(?:\.\d+)?)\s?(?:kg|公斤)", carried(product, "承重"), re.IGNORECASE)
    asked = _kilograms(words)
    if limit is None or asked is None or not re.search(r"坐|站|承|压|放|扛|用|睡|躺|骑|上|爬", words):
        return ""
    words_said, kilograms = asked
    if re.search(r"站|踩|蹬", words) and not re.search(r"凳|梯|椅凳|踏", product.title):
        return f"承重是{limit.group()},{product.title}不是用来站人的,为了安全不建议站上去,登高请用梯子"
    return f"承重是{limit.group()},您说的{words_said}{'在承重范围里' if kilograms <= Decimal(limit.group(1)) else '超出范围了,不建议用这款'}"


def _body(product: Product, words: str) -> str:
    """A baby's or an animal's weight beside the range the goods are made for."""
    value = next((text for name, text in product.attributes.items() if re.search("适用|尺码|体重", name) and re.search("kg|公斤", text, re.IGNORECASE)), "") or carried(product, "适用|尺码|体重")
    if size_for(product, words):
        return ""  # each size has a range of its own
    span = re.search(r"(\d+(?:\.\d+)?)\s?[-~到至]\s?(\d+(?:\.\d+)?)\s?(?:kg|公斤)", value, re.IGNORECASE)
    below = re.search(r"(\d+(?:\.\d+)?)\s?(?:kg|公斤)(?:以下|以内)", value, re.IGNORECASE)
    asked = _kilograms(words)
    if asked is None or not (span or below):
        if below and re.search(_LARGE_DOGS, words):
            return f"这款适用的是{shown(value)},您家的是大型犬,不太适合,建议选大型犬专用的"
        return ""
    words_said, kilograms = asked
    low, high = (Decimal(span.group(1)), Decimal(span.group(2))) if span else (Decimal(0), Decimal(below.group(1)) if below else Decimal(0))
    what = "尺码" if span and "码" in "".join(name for name, text in product.attributes.items() if text == value) else "适用的"
    if low <= kilograms <= high:
        return f"{what}是{shown(value)},您说的{words_said}在范围里"
    if span:
        return f"这款{what}是{shown(value)},您说的{words_said}{'超出这个范围,怕穿着紧' if kilograms > high else '还没到这个范围,怕穿着大'},建议按体重选对应的码"
    big = ",大型犬建议选大型犬专用的" if re.search("犬|狗", value) else ""
    return f"这款{what}是{shown(value)},您说的{words_said}不在范围里,不太合适{big}"


def _length(product: Product, words: str) -> str:
    """'68cm 穿多大' beside sizes that are body heights."""
    if has_table(product):
        return ""
    sizes = [int(part) for part in re.findall(r"\d{2,3}", carried(product, "尺码"))] if not re.search(r"\d\s?[-~到至]\s?\d|kg", carried(product, "尺码")) else []
    asked = re.search(r"(?<!\d)(\d{2,3})\s?(?:cm|厘米|公分)|身高(\d{2,3})", words)
    if len(sizes) < 2 or asked is None:
        return ""
    height = int(asked.group(1) or asked.group(2))
    listed = shown(carried(product, "尺码"))
    above = next((size for size in sorted(sizes) if size >= height), None)
    if above is None or height < min(sizes) - 12:
        return f"尺码有{listed},您说的{height}cm不在范围里,怕您买回去不合适"
    return f"尺码有{listed},您说的{height}cm可以先看{above}的,胖瘦不同会有出入,您把体重也告诉我,我帮您参谋"


_LETTERS = ("XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL")


def _letters(listed: str) -> list[str]:
    """The letter sizes listed, a range ('S-XL') with all that lie in it."""
    found = re.findall(r"X{0,3}[SL]|M", listed.upper())
    span = re.search(r"(X{0,3}[SL]|M)\s?[-~到至]\s?(X{0,3}[SL]|M)", listed.upper())
    if span is None or span.group(1) not in _LETTERS or span.group(2) not in _LETTERS:
        return found
    return [*found, *_LETTERS[_LETTERS.index(span.group(1)) : _LETTERS.index(span.group(2)) + 1]]


def _size(product: Product, words: str) -> str:
    """'有43码吗', '平时穿41拍多大': whether the size lies within those listed; which to choose is asked, not guessed."""
    listed = carried(product, "码")
    bounds = re.search(r"(?<!\d)(\d{2,3})\s?[-~到至]\s?(\d{2,3})(?!\d)", listed)
    between = re.search(r"(?<!\d)(\d{2})\.5(?!\d)", words)
    if between is not None and bounds is not None and int(bounds.group(1)) <= int(between.group(1)) < int(bounds.group(2)):
        low = int(between.group(1))
        return f"尺码有{shown(listed)},{low}.5在{low}和{low + 1}之间,脚偏瘦可以先看{low},脚背高、脚偏宽可以看{low + 1};每个人脚型不一样,试穿没出门、不影响二次销售的话,签收后7天内还能换"
    asked = re.search(r"(?<!\d)(\d{2})(?=[黑白红蓝绿灰粉紫黄棕橙米驼咖])|(?<!\d)(\d{2,3})(?:\s?(?:的)?(?:码|号)|(?=有|还有|$|\s|的))|(?:穿|是)(\d{2,3})(?!\d|cm|斤|kg)", words)
    if not listed or has_table(product) or size_and_colour(product, words):
        return ""
    if bounds is None or asked is None:
        if re.search(r"多大(?:的)?(?:宝宝|孩子|娃)|几岁|新生儿|几个月", words) and "kg" not in listed.lower():
            return f"尺码有{shown(listed)},具体多大的宝宝穿哪个码要看身高体重,没有现成的对照表;您把宝宝的身高体重告诉我,我帮您参谋"
        letter = re.search(r"(?<![a-z])(x{0,3}[sl]|m)(?:码|号|还有|有|的)", words)
        if letter is not None and letter.group(1).upper() in _letters(listed):
            return f"尺码有{shown(listed)},{letter.group(1).upper()}码在里面"
        return ""
    size = int(next(group for group in asked.groups() if group))
    if size < 10 or size > 200 or (size >= 140 and int(bounds.group(2)) < 100):
        return ""
    inside = int(bounds.group(1)) <= size <= int(bounds.group(2))
    if re.search(r"平时|拍|选|脚背|脚宽|买多大|穿多大", words) and inside and not re.search(r"还?有(?!点)", words):
        wide = ",脚背高或脚偏宽的可以考虑大半码" if re.search(r"脚背|脚宽|宽", words) else ""
        return f"尺码有{shown(listed)},您平时穿{size}的话可以先按{size}看{wide};每个人脚型不一样,试穿没出门、不影响二次销售的话,签收后7天内还能换"
    return f"有的,尺码是{shown(listed)},{size}码在里面" if inside else f"尺码是{shown(listed)},{size}码不在里面,怕您买回去不合适"


_AGE = re.compile(rf"(?<!\d)(\d{{1,2}}|{CJK_NUMBER}{{1,2}})\s?(个多?月|周?岁)(半|多)?(?!以上|以下|起)")


def _years(words: str) -> tuple[str, Decimal] | None:
    """An age said in words, in years: '两岁半' → 2.5, '8个月' → 0.67."""
    match = _AGE.search(words)
    value = parse_number(match.group(1)) if match is not None else None
    if match is None or value is None:
        return None
    years = value / 12 if "月" in match.group(2) else value + (Decimal("0.5") if match.group(3) else 0)
    return match.group(), years


def _age_span(fits: str) -> tuple[Decimal, Decimal] | None:
    """The ages goods are made for, in years: '3岁以上', '5-10岁', '6-12个月'."""
    span = re.search(r"(\d{1,2})\s?(岁|个月)?\s?[-~到至]\s?(\d{1,2})\s?(岁|个月)", fits)
    if span is not None:
        unit = 12 if span.group(4) == "个月" else 1
        low = Decimal(span.group(1)) / (12 if span.group(2) == "个月" else unit)
        return low, Decimal(span.group(3)) / unit
    below = re.search(r"(\d{1,2})\s?(岁|个月|月龄)\s?(?:以下|以内)", fits)
    if below is not None:
        return Decimal(0), Decimal(below.group(1)) / (1 if below.group(2) == "岁" else 12)
    over = re.search(r"(\d{1,2}|[一二三六])\s?(岁|个月)\s?(?:以上|起|\+)|(\d{1,2})\s?(岁)?\+", fits)
    low = parse_number(over.group(1) or over.group(3)) if over is not None else None
    return None if over is None or low is None else (low / (12 if over.group(2) == "个月" else 1), Decimal(99))


def _age(product: Product, words: str) -> str:
    """An age beside the ages that the goods are made for."""
    fits = carried(product, "年龄|适用(?!身高)|奶嘴|月龄")
    other = re.search(r"(?<!熊)(猫|狗)(?!粮|砂|熊)", words)
    if other is not None and fits and other.group(1) == "狗" and "猫" in fits and not re.search("犬|狗", fits):
        return f"这款适用的是{shown(fits)},狗狗吃不太合适,建议选犬粮"
    young = re.search(r"小奶猫|小奶狗|幼猫|幼犬|奶猫|奶狗|小猫|小狗", words)
    pets = re.search("猫|犬", fits)
    span, asked = _age_span(fits), _years(words)
    if pets and "成" in fits and span is None:
        span = (Decimal(1), Decimal(99))
    if pets and young is not None and asked is None and span is not None and span[0] >= 1:
        asked = (young.group(), Decimal(0))
    if asked is None and (born := re.search(r"刚出生|新生儿|刚生", words)) is not None:
        asked = (f"{born.group()}的宝宝", Decimal(0))
    if span is None or asked is None:
        return ""
    said, years = asked
    if years < span[0] and carried(product, "奶嘴") == fits:
        return f"奶嘴是{shown(fits)},宝宝月龄还偏小,建议先用更小月龄的奶嘴"
    if years > span[1] and carried(product, "奶嘴") == fits:
        return ""
    if pets and re.search("小型犬", fits) and (breed := re.search(_LARGE_DOGS, words)) is not None:
        return f"这款适用的是{shown(fits)},{breed.group()}是大型犬,不太适合,建议选大型犬{'幼犬' if years < 1 else ''}专用的,拿不准可以问问兽医"
    if years < span[0]:
        advice = ",建议选幼年期专用粮,拿不准可以问问兽医" if pets else ",为了安全建议等大一点再用,或者告诉我孩子的喜好,我帮您看看别的"
        return f"这款适用的是{shown(fits)},{said}的还不太适合{advice}"
    if years > span[1]:
        return f"这款标的适用年龄是{shown(fits)},{said}可能会觉得偏小,您看看内容再决定"
    return f"可以看这款的,适用年龄是{shown(fits)},{said}在范围里"


def _grade(product: Product, words: str) -> str:
    """A school year beside those a book is made for."""
    span = re.search(r"(\d)\s?[-~到至]\s?(\d)\s?年级", carried(product, "适用|年级"))
    asked = re.search(r"([一二三四五六1-6])\s?年级", words)
    year = parse_number(asked.group(1)) if asked is not None else None
    if span is None or asked is None or year is None:
        return ""
    inside = int(span.group(1)) <= year <= int(span.group(2))
    return f"{'可以看这款的,' if inside else ''}适用的是{span.group()},{asked.group()}{'在范围里' if inside else '不在范围里,不太适合'}"


def _skin(product: Product, words: str) -> str:
    """A skin that the goods list, or do not."""
    fits = carried(product, "肤质|适用")
    asked = re.search(r"([油干混中])(?:性)?(?:皮|肌|肤)|(敏感)(?:皮|肌|肤)|(痘)皮", words)
    if not re.search(r"性|肤|肌", fits) or asked is None:
        return ""
    kind = next(group for group in asked.groups() if group)
    if re.search(r"所有|全部|各种|任何|通用", fits):
        return f"可以看这款的,适用肤质是{shown(fits)}{';敏感的话第一次用先在耳后少量试一下更稳妥' if kind == '敏感' else ''}"
    if kind in fits:
        return f"可以看这款的,适用肤质是{shown(fits)}"
    own = {"油": "油性", "干": "干性", "混": "混合性", "中": "中性", "敏感": "敏感", "痘": "痘"}[kind]
    return f"这款标的适用肤质是{shown(fits)},{own}肌肤不在里面,怕您用着不合适,建议先看看成分或在耳后少量试一下"


def _model(product: Product, words: str) -> str:
    """A model the customer names that is not among those the product fits."""
    fits = carried(product, "适用|机型|适配")
    asked = re.search(r"华为|小米|红米|oppo|vivo|荣耀|三星|一加|魅族|mate\s?\d+\w*|(?:iphone|苹果)?\s?1[1-9]\s?(?:pro\s?max|promax|pro|plus|mini)|(?:iphone|苹果)\s?\d+", words, re.IGNORECASE)
    if not re.search(r"iphone|华为|小米|mate", fits, re.IGNORECASE) or asked is None:
        return ""
    wanted = re.sub(r"\s|iphone|苹果", "", asked.group().lower())
    models = [re.sub(r"\s|iphone", "", model.lower()) for model in fits.split("/")]
    if wanted in models:
        return f"可以的,适用机型里有iPhone {wanted.replace('pro', ' Pro').strip()}" if re.match(r"\d", wanted) else ""
    return f"这款适用的是{shown(fits)},您说的机型不在里面,怕您买回去装不上;您的需求我记下来反馈给同事,有合适的新款再告诉您"


def options_of(product: Product, names: str = "颜色|色号|口味|香型|款式|轴体") -> list[str]:
    """The colours, tastes or kinds the product comes in."""
    value = carried(product, names)
    return [part for part in re.split(r"[/、,,\s]+", value) if part][:8]


def _option(product: Product, words: str) -> str:
    """A colour or taste asked for: among those listed, or not."""
    if size_and_colour(product, words):
        return ""
    colours = carried(product, "颜色|色号")
    words = re.sub("口红|红酒|白酒|黑茶|红茶|绿茶|白茶|黄油|黑巧|红枣|红糖|黑糖|粉底|米粉|金枪", "", words)
    asked = re.search(rf"([{_COLOURS}])(?:色的?|的)\s?(?:(?:x{{0,3}}[sl]|m|\d{{2}})码?)?(?:还|有|没|么|吗|呢|款|$|\s|,|要)|(?:有(?:没有)?|没有?|要|想要|还有)[^,。]{{0,4}}?([{_COLOURS}])(?:色|的)", words)
    taste = next((option for option in options_of(product, "口味|香型") if option in words), "")
    if taste and re.search(r"有|没|吗|(?<!什)(?<!怎)么|想|要", words) and "哪" not in words:
        return f"有的,{'香型' if carried(product, '香型') else '口味'}里有{taste}"
    named = next((option for option in options_of(product, "颜色|色号") if len(core := re.sub(r"\d+|色", "", option)) >= 2 and core in simplify(words)), "")
    if named and re.search(r"有|没|吗|(?<!什)(?<!怎)么|想|要|货|呢|卖完", words) and not re.search(r"显|好看|老气|土", words):
        return f"有的,颜色有{shown(colours)},{named}在里面"
    if not colours or asked is None or re.search(r"黄皮|显|红屁|红疹|黑头", words):
        return ""
    colour = asked.group(1) or asked.group(2)
    if colour in colours:
        return f"有的,颜色有{shown(colours)},{colour}色在里面"
    near = {"上班": "灰|黑|驼|藏青", "通勤": "灰|黑|驼|藏青"}
    scene = next((option for key, pattern in near.items() if key in words for option in re.split(r"[/、]", colours) if re.search(pattern, option)), "")
    advice = f";{'上班' if '上班' in words else '通勤'}的话可以看看{scene}" if scene else ""
    return f"这款的颜色是{shown(colours)},{colour}色不在里面{advice},拿不准我帮您参谋"


def _pure(product: Product, words: str) -> str:
    """'是纯棉吗', '百分百羊毛的吧': a plain yes or no where the facts give one."""
    asked = re.search(r"(?:百分之?百|100%|纯|全|真|是)(?:的)?(?:天然)?(304|316|羊毛|棉|羊绒|真丝|皮|亚麻|麻|银|铜|实木|木|橡木|不锈钢)", words)
    if asked is None:
        return ""
    name, value = next(((name, simplify(value)) for name, value in product.attributes.items() if re.search(r"材质|成分|面料|料|鞋面", name)), ("", ""))
    if not value:
        return ""
    what = asked.group(1)
    if re.search(rf"(?<!\d)(?!100%)\d{{1,2}}%\s?{what}", value):
        return f"不是纯{what}的,{name}是{shown(value)}"
    if re.search(rf"100%\s?{what}", value) or (what in value and not re.search(r"纯|全|百", asked.group())):
        return f"是的,{name}是{shown(value)}"
    return f"{name}写的是{shown(value)}"


def each_of(product: Product, words: str) -> str:
    """'平均一片多少钱', '多少钱一斤': price divided by the pieces or the weight the facts carry."""
    by_weight = re.search(r"(?:钱|块|元)\s?(?:一|每|/)\s?斤|(?:一|每)斤[^,。]{0,4}(?:多少|几)(?![只个颗片条头粒])|合[^,。]{0,2}斤", words)
    net = re.search(r"(\d+(?:\.\d+)?)\s?(kg|公斤|斤|g|克)(?!\w)", f"{carried(product, '净含量|净重|规格')} {product.title}", re.IGNORECASE)
    if by_weight is not None and net is not None and product.price is not None and "*" not in carried(product, "净含量"):
        factor = {"kg": Decimal(2), "公斤": Decimal(2), "斤": Decimal(1), "g": Decimal("0.002"), "克": Decimal("0.002")}[net.group(2).lower()]
        return f"{net.group()}价格{decimal_text(product.price)}元,折算下来每斤不到{decimal_text(_rounded_up(product.price / (Decimal(net.group(1)) * factor)))}元"
    count = re.search(r"(\d{1,4})\s?([片包颗只枚粒袋])", f"{carried(product, '片数|数量|规格|净含量')} {product.title}")
    if product.price is None or count is None or not re.search(r"(?:平均|每|一|单)[片包颗只枚粒袋][^,。]{0,4}(?:多少|几|合)|平均", words):
        return ""
    return f"一共{count.group(1)}{count.group(2)},价格{decimal_text(product.price)}元,折算下来每{count.group(2)}不到{decimal_text(_rounded_up(product.price / int(count.group(1))))}元"


def _rounded_up(yuan: Decimal) -> Decimal:
    """The next tenth of a yuan above."""
    return (yuan * 10).to_integral_value(ROUND_FLOOR) / 10 + Decimal("0.1")


def _soaked(product: Product, words: str) -> str:
    """A splash rating beside swimming or a bath."""
    soaked = re.search(r"游泳|潜水|泡水|泡澡|洗澡", words)
    rating = carried(product, "防水").upper()
    if soaked is None or not (rating.startswith("IPX") and rating[3:4] in "123456"):
        return ""
    return f"这款防水等级是{rating},一般理解为防泼溅,不建议戴着{soaked.group()};平时出汗、淋点小雨一般影响不大"


def _ring(product: Product, words: str) -> str:
    """A ring's size beside those there are."""
    span = re.search(r"(\d{1,2})\s?[-~到至]\s?(\d{1,2})", carried(product, "圈口|圈号"))
    asked = re.search(r"(?:戴|带|圈|手围|是)\s?(\d{1,2})(?!\d|mm|cm|毫米)|(?<!\d)(\d{1,2})\s?(?:号|圈)", words)
    if span is None or asked is None:
        return ""
    size = int(asked.group(1) or asked.group(2))
    inside = int(span.group(1)) <= size <= int(span.group(2))
    return f"圈口是{span.group(1)}-{span.group(2)}号,{size}号{'在里面' if inside else '不在里面,怕您买回去不合适'}"


def _allergen(product: Product, words: str) -> str:
    """An ingredient asked for: in the list, or not in it; traces are never ruled out."""
    listed = carried(product, "配料|原料|成分")
    asked = re.search(rf"(?:含|有(?:没有)?|是不是有|加)(?:了)?(?:没有)?(?:加|含|放)?({_PARTS})", words) or re.search(r"(花生|牛奶|麸质|坚果|酒精|海鲜|鸡蛋|蛋)过敏", words)
    if not listed or asked is None:
        return ""
    what = asked.group(1)
    halal = ";有没有清真认证没有注明,我跟厂家核实好再告诉您" if re.search(r"清真|回族|穆斯林|回民", words) else ""
    others = [found for found in re.findall(r"花生|牛奶|奶粉|麸质|香精|防腐剂|酒精|坚果|大豆|色素|荧光剂", words) if found not in (what, listed)]
    if what in listed:
        return f"配料里有{what}的,完整的是{shown(listed)}" + (",过敏的话不建议吃" if "过敏" in words else "") + halal
    careful = ";会不会有微量接触不敢说,过敏的话请以包装标签为准,拿不准先问医生" if "过敏" in words else ",具体以包装标签为准"
    return f"标的配料是{shown(listed)},没有列{'、'.join(dict.fromkeys((what, *(other for other in others if other not in listed))))}{careful}{halal}"


_PARTS = "花生|牛奶|奶粉|麸质|鸡肉|猪肉|牛肉|羊肉|猪油|牛油|黄油|起酥油|氢化油|谷物|小麦|鸡蛋|蛋(?!白)|白糖|蔗糖|代糖|木糖醇|糖|味精|盐|香精|色素|防腐剂|添加剂|酒精|坚果|芝麻|大豆|虾|鱼|明胶|蜂蜜|植脂末|反式脂肪|乳糖|辣椒|花椒|葱|蒜|香菜"
"""What may be asked for among ingredients."""


def _tall(product: Product, words: str) -> str:
    """A body height beside the heights the goods are made for."""
    span = re.search(r"(\d{2,3})\s?[-~到至]\s?(\d{2,3})", carried(product, "身高"))
    asked = re.search(r"身高\D{0,3}(\d{2,3})|(?<!\d)(\d{2,3})\s?(?:cm|厘米|公分)?\s?(?:的)?(?:身高|高)|(?<!\d)(1[0-9]\d|[6-9]\d)\s?(?:cm|厘米|公分)", words)
    if span is None or asked is None:
        return ""
    height = int(next(group for group in asked.groups() if group))
    fits = f"适用身高是{shown(carried(product, '身高'))},{height}cm的"
    if int(span.group(1)) <= height <= int(span.group(2)):
        return f"可以看这款的,{fits}在范围里"
    return f"{fits}{'还没到,怕用着大' if height < int(span.group(1)) else '超出了,怕用着小'},建议按身高选合适的"


def _held(product: Product, words: str) -> str:
    """A part, function or stove called by its name, that the facts list: '电磁炉能用吗', '辅助轮有吧'."""
    if re.search(r"坏|单买|单独|换|掉|哪|几|多少|多久", words) or not re.search(r"吗|么|不|没|吧|\?", words):
        return ""
    for name, value in product.attributes.items():
        if not re.search(r"配件|附件|功能|适用(?!年龄|身高|肤质|机型)|炉灶|支持|包含|存储", name):
            continue
        part = next((part for part in re.split(r"[、/,,;+\s]+", simplify(value)) if len(part) >= 2 and part in words), "")
        if part:
            return f"可以的,{name}{'是' if '适用' in name else '有'}{shown(value)}" if re.search("能|可以|用|支持", words) else f"{name}里有{shown(value)}"
    return ""


def _wash(product: Product, words: str) -> str:
    """'能机洗吗' beside the way of washing that the facts name."""
    value = carried(product, "洗涤|清洗")
    if not value or not re.search(r"机洗|洗衣机", words):
        return ""
    if re.search(r"不(?:可|能|要|宜)?[^,、]{0,2}机洗", value):
        return f"不建议机洗,标的是{shown(value)}"
    if value.strip() in ("机洗", "可机洗", "可以机洗"):
        return "可以机洗的"
    return f"可以机洗的,标的是{shown(value)}" if "机洗" in value else f"标的是{shown(value)},建议按这个来,别放洗衣机"


_READERS: tuple[Callable[[Product, str], str], ...] = (size_and_colour, included, lasts_night, pieces_of, shade_missing, _soaked, _model, watts_of, allowance_of, _ring, _allergen, each_of, _load, _age, size_for, _body, _length, _skin, _pure, _size, _option, _tall, _grade, _held, _wash, area_of)
