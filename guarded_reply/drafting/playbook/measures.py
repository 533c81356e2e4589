"""Weights, lengths and room: what the facts' own measures say to 'how many jin', 'down to where', 'does a laptop go in'."""

from __future__ import annotations

import re
from decimal import Decimal

from guarded_reply.drafting.playbook.fits import carried, sentence, shown
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product

_PACKED = re.compile(r"(\d+(?:\.\d+)?)\s?(kg|公斤|千克|斤|g|克)(?![a-z])(装)?", re.IGNORECASE)
_JIN = {"kg": Decimal(2), "公斤": Decimal(2), "千克": Decimal(2), "斤": Decimal(1), "g": Decimal("0.002"), "克": Decimal("0.002")}


def weight_of(product: Product, words: str) -> str:
    """'几斤', '重不重': what is in the packet before what the parcel weighs; jin where jin is asked."""
    if not re.search(r"多重|几斤|几公斤|重量|重不重|多少斤|沉不沉|(?:很|太|挺|会)(?:重|沉)|(?<![味口])[重沉]吗|轻不轻|(?:带|拎|背|提|拿)[^,。]{0,4}(?:方便|费劲|累|重)", words):
        return ""
    packet = next((value for name, value in product.attributes.items() if re.search(r"规格|净含量|净重|重量", name) and _PACKED.search(value)), "")
    packed = _PACKED.search(packet or product.title)
    if packed is not None and "*" not in (packet or product.title):
        said = f"重量是{shown(packet)}" if packet and carried(product, "重量") == packet else f"一份是{shown(packet) if packet else packed.group().removesuffix('装') + '装'}"
        jin = Decimal(packed.group(1)) * _JIN[packed.group(2).lower()]
        unit = re.search(r"一([箱袋盒包瓶罐桶])", words)
        said = said.replace("一份", f"一{unit.group(1)}", 1) if unit is not None else said
        return f"{said},也就是{decimal_text(jin)}斤" if "斤" in words and packed.group(2) not in ("斤", "g", "克") and jin == jin.to_integral_value() else said
    return f"重量是{decimal_text(product.weight_kg)}kg" if product.weight_kg is not None else ""


# How high above the ground a hem ends, as a share of the height; a garment hangs from about 0.82 of it.
_HEMS = ((Decimal("0.44"), "腰胯"), (Decimal("0.34"), "大腿"), (Decimal("0.24"), "膝盖附近"), (Decimal("0.09"), "小腿"), (Decimal("-1"), "脚踝"))


def hem_of(product: Product, words: str) -> str:
    """'裙子到哪', '会不会太长': the length the facts carry, and for a height about where it ends."""
    asked = re.search(r"到(?:哪|膝盖|脚踝|小腿|屁股|腰|大腿)|(?:裙|衣|裤)(?:子|服)?(?:多长|有多长|长不长|短不短|会不会)|(?:遮|盖)[^,。]{0,3}(?:屁股|臀|肚)|长不长|短不短|会不会(?:太|很|有点)?(?:长|短)|[太偏很](?:长|短)", words)
    found = next(((name, value) for name, value in product.attributes.items() if re.search(r"裙长|衣长|裤长|袍长", name)), None)
    if asked is None or found is None:
        return ""
    name, value = found
    length, height = re.search(r"(\d{2,3})\s?cm", value), re.search(r"(?<!\d)(1[4-9]\d)(?!\d|\s?斤|\s?元)", words)
    if length is None or height is None or name == "裤长":
        return f"{name}是{shown(value)}"
    tall = Decimal(height.group(1))
    share = (tall * Decimal("0.82") - Decimal(length.group(1))) / tall
    where = next(place for least, place in _HEMS if share >= least)
    return f"{name}是{shown(value)},您{height.group(1)}的话大概在{where}的位置,仅供您参考"


_LAPTOPS = {11: (28, 19), 12: (28, 20), 13: (31, 22), 14: (33, 23), 15: (36, 25), 16: (36, 25), 17: (40, 28)}


def room_of(product: Product, words: str) -> str:
    """'装得下14寸电脑吗': a laptop or a sheet of paper beside the sides of a bag."""
    laptop = re.search(r"(1[1-7])(?:\.\d)?\s?(?:寸|英寸)[^,。]{0,4}(?:电脑|笔记本|本)|(?:电脑|笔记本)[^,。]{0,3}(1[1-7])(?:\.\d)?\s?(?:寸|英寸)", words)
    held = next((limit for name, value in product.attributes.items() if re.search("电脑|笔记本", name + value) and (limit := re.search(r"(1[0-9](?:\.\d)?)\s?(?:寸|英寸)", value))), None)
    inches = re.search(r"(1[0-9](?:\.\d)?)\s?(?:寸|英寸)", words)
    if laptop is not None and held is not None and inches is not None:
        fits = Decimal(inches.group(1)) <= Decimal(held.group(1))
        named = next(name for name, value in product.attributes.items() if held.group() in value)
        return f"{sentence(named, carried(product, named))},您的电脑{'放得下' if fits else '大了一点,怕塞不进,不太建议'}"
    paper = re.search(r"a4|文件夹|课本", words, re.IGNORECASE)
    sides = [Decimal(side) for side in re.findall(r"\d+(?:\.\d+)?", carried(product, "尺寸"))[:3]]
    if (laptop is None and paper is None) or len(sides) < 2 or not re.search(r"包|袋|夹", product.title):
        return ""
    need = _LAPTOPS[int(laptop.group(1) or laptop.group(2))] if laptop is not None else (30, 21)
    long, short = sorted(sides, reverse=True)[:2]
    thing = "您的电脑" if laptop is not None else "A4大小的"
    size = f"尺寸是{shown(carried(product, '尺寸'))}"
    if long > need[0] and short > need[1]:
        return f"{size},{thing}一般放得下,以实际尺寸为准"
    return f"{size},{thing}放进去可能会比较勉强,建议先量一下再定"


def bed_of(product: Product, words: str) -> str:
    """'床是1.5米的 能用吧': the width of a bed beside that of a mattress or a cover."""
    bed = re.search(r"(1|2)(?:\.|米|m)(\d{1,2})\s?(?:米|m)?(?!\d)", words)
    wide = re.search(r"(\d{3})\s?[x*×]\s?\d{3}", carried(product, "尺寸"))
    made_for = re.search(r"(1|2)(?:\.(\d))?\s?(?:米|m)(?:\d)?\s?(?:的)?床?", f"{carried(product, '尺寸|规格|适用')} {product.title}")
    if bed is not None and made_for is not None and "床" in words and re.search(r"件套|床单|被套|床品", product.title):
        said, own = int(f"{bed.group(1)}{bed.group(2).ljust(2, '0')}"), int(f"{made_for.group(1)}{(made_for.group(2) or '0').ljust(2, '0')}")
        fits = "跟您的床是配的" if said == own else "您的床窄一些,铺得上但四边会垂下来多一点,更建议拍对应尺寸的" if said < own else "您的床更宽,怕铺不住,建议拍对应尺寸的"
        return f"这款是配{own / 100:g}米床的,{fits}"
    covers = [(int(side.group(1)), option) for option in re.split(r"[/、]", carried(product, "尺寸|规格")) if (side := re.search(r"(\d{3})\s?[x*×]\s?\d{3}", option))]
    if bed is not None and "床" in words and re.search(r"被(?!套)|毯", product.title) and len(covers) > 1:
        across = int(f"{bed.group(1)}{bed.group(2).ljust(2, '0')}")
        fitting = next((option for width, option in sorted(covers) if width >= across + 50), max(covers)[1])
        return f"{across / 100:g}米的床一般配{fitting}的,盖着两边有余量,供您参考"
    if bed is None or wide is None or "床" not in words or not re.search(r"床垫|席|床笠|床罩", product.title):
        return ""
    asked = int(f"{bed.group(1)}{bed.group(2).ljust(2, '0')}")
    return f"尺寸是{shown(carried(product, '尺寸'))},{'跟您的床是配的' if asked == int(wide.group(1)) else '跟您说的床宽不一样,怕放着不合适'}"
