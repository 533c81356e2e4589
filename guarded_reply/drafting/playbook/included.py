"""What comes with the goods and what does not, and a size and colour named in one breath, from the facts."""

from __future__ import annotations

import re

from guarded_reply.reading.text import simplify
from guarded_reply.request import Product

_ASKS_WITH = re.compile(r"(?:有没有|有|带不带|带|附不附|附|送不送|送|含不含|含|配不配|配|包不包括|包括|包含|给不给)(?:附赠?|带|送|配|含)?(?:一?个|一?套)?(?P<what>[一-鿿]{1,4}?)(?:子)?(?:[呀啊哦哈])?(?:吗|么|不|没有?|嘛|呢|$|[?,。])|(?P<first>[一-鿿]{2,4}?)(?:带不带|附不附|送不送|含不含|配不配|包不包括|有没有|带吗|附吗|送吗|含吗|配吗)")
_WITH = re.compile(r"(?:不带|不含|无|没有|不配|不送|不附|不包含)(?P<not>[一-鿿]{1,4})|(?:带|含|附|配|送|赠)(?P<with>[一-鿿]{1,4})")
_APART = re.compile(r"(?P<thing>[一-鿿]{2,4})[((](?:不含|不带|不附|需?另购|需?自备)[))]")
_BARE = re.compile(r"子$|的$|一?[个套只]$")


def included(product: Product, words: str) -> str:
    """'有附盆子吗' beside '盆:不带盆'; nothing where the facts are silent."""
    if not re.search(r"吗|么|不|没|嘛|呢|\?", words):
        return ""
    for asked in _ASKS_WITH.finditer(words):
        what = _BARE.sub("", asked["what"] or asked["first"])
        if not what or len(what) > 3:
            continue
        for value in (simplify(text) for text in product.attributes.values() if len(text) <= 24):
            if any(what in apart["thing"] for apart in _APART.finditer(value)):
                return f"{what}是不带的,要您另外准备一下,用的是{_APART.sub(lambda apart: apart['thing'], value)}"
            for found in _WITH.finditer(value):
                thing = _BARE.sub("", found["not"] or found["with"])
                if what == thing or (len(what) > 1 and (what in thing or thing in what)):
                    return f"{thing}是不带的,需要您另外准备一下" if found["not"] else f"有的,这款带{thing}"
    return ""


_NIGHT = re.compile(r"一(?:整)?(?:晚|夜)|整(?:晚|夜)|通宵|到天亮|一觉")


def lasts_night(product: Product, words: str) -> str:
    """'开最大能吹一晚上吗' beside the hours of each gear: eight of them make a night."""
    value = next((simplify(text) for name, text in product.attributes.items() if re.search("续航|使用时|待机", name)), "")
    if not _NIGHT.search(words) or not re.search(r"\d\s?(?:个)?小时", value):
        return ""
    gears = [(match.group(1), float(match.group(2))) for match in re.finditer(r"([高低中强弱]档?|单次)?[^\d高低中强弱]{0,4}?(\d+(?:\.\d)?)\s?(?:个)?小时", value)]
    strong = re.search(r"大|高|强|猛", words) is not None
    wanted = [hours for gear, hours in gears if gear and gear[0] in "高强"] if strong else []
    hours = min(wanted) if wanted else max(hours for _, hours in gears)
    enough = hours >= 8
    return f"续航是{value},{'开低一点的档' if len(gears) > 1 and not strong else '这样开' if strong else '充满一次'}{'一晚上差不多够' if enough else '撑不到一整晚'}"


def pieces_of(product: Product, words: str) -> str:
    """'钻头带几支' beside '含12支钻头'."""
    if not re.search(r"几[支个片根条只枚张件把]|多少[支个片根条只枚张件把]", words):
        return ""
    for name, value in product.attributes.items():
        for found in re.finditer(r"(\d{1,4})\s?([支个片根条只枚张件把])([一-鿿]{2,4})", simplify(value)):
            if found.group(3) in words:
                return f"{found.group(3)}有{found.group(1)}{found.group(2)}" if name else ""
    return ""


_SHADES = "藏青|藏蓝|宝蓝|天蓝|雾蓝|墨绿|军绿|豆绿|薄荷绿|酒红|枣红|砖红|玫红|卡其|燕麦|奶白|米白|浅灰|深灰|浅粉|香芋|焦糖"
_CLOSE = ({"藏青", "藏蓝", "深蓝"}, {"奶白", "米白", "白色"}, {"酒红", "枣红", "砖红"}, {"卡其", "燕麦", "驼色"}, {"墨绿", "军绿"})


def shade_missing(product: Product, words: str) -> str:
    """A shade of two signs that is not listed: said so, with the nearest of those there are."""
    asked = re.search(_SHADES, words)
    colours = next((simplify(value) for name, value in product.attributes.items() if re.search("颜色|色号", name)), "")
    if asked is None or not colours or asked.group() in colours or not re.search(r"有|没|吗|要|想", words):
        return ""
    near = next((option for group in _CLOSE if asked.group() in group for option in re.split(r"[/、,\s]+", colours) if option in group), "")
    return f"颜色有{colours.replace('/', '、')},没有单独的{asked.group()}{f',最接近的是{near}' if near else ''}".replace("最接近", "比较接近")


_BOTH = re.compile(r"(?<!\d)(?P<size>\d{2}|[2-6]?x{0,3}[sml])\s?(?:码|号)?(?:的)?(?P<colour>[黑白红蓝绿灰粉紫黄棕橙米驼咖杏])(?:色)?(?:的)?|(?P<colour2>[黑白红蓝绿灰粉紫黄棕橙米驼咖杏])(?:色)?(?:的)?\s?(?P<size2>\d{2}|[2-6]?x{0,3}[sml])(?:\s?(?:码|号))(?!\d)")
_HAS = re.compile(r"有没|有吗|有么|还有|有不|有货|现货|有木|没有?了?吗|在吗|剩")


def size_and_colour(product: Product, words: str) -> str:
    """'37黑的有没有': listed or not; how many there are of just that one the facts do not split, so it is looked up."""
    both = _BOTH.search(words)
    if both is None or not _HAS.search(words):
        return ""
    size, colour = (both["size"] or both["size2"]).upper(), both["colour"] or both["colour2"]
    listed = next((simplify(value) for name, value in product.attributes.items() if "码" in name), "")
    colours = next((simplify(value) for name, value in product.attributes.items() if re.search("颜色|色号", name)), "")
    span = re.search(r"(?<!\d)(\d{2})\s?[-~到至]\s?(\d{2})(?!\d)", listed)
    letters = re.findall(r"[2-6]?X{0,3}[SML]", listed.upper())
    inside = int(span.group(1)) <= int(size) <= int(span.group(2)) if span is not None and size.isdigit() else size in letters or size in re.findall(r"\d{2}", listed)
    if not listed or not colours or (not size.isdigit() and not letters):
        return ""
    name = next((option for option in re.split(r"[/、,\s]+", colours) if colour in option), "")
    if not inside:
        return f"尺码是{listed.replace('/', '、')},{size}码不在里面,怕您买回去不合适"
    if not name:
        return f"{size}码是有的,不过颜色是{colours.replace('/', '、')},{colour}色不在里面"
    if not product.stock:
        return f"{name}、{size}码都有这个规格"
    return f"{name}、{size}码是有这个规格的,{size}码{name}现在有没有货我马上跟仓库核对,好了就告诉您"
