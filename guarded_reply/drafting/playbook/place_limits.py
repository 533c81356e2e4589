"""Limits that a place sets: the watts a socket or dormitory allows, the size of a room, the weight an airline lets on board."""

from __future__ import annotations

import re
from decimal import Decimal

from guarded_reply.reply import decimal_text
from guarded_reply.request import Product


def _fact(product: Product, names: str) -> str:
    return next((value for name, value in product.attributes.items() if re.search(names, name)), "")


def watts_of(product: Product, words: str) -> str:
    """A limit on power beside what the goods draw: a dormitory, a travel socket."""
    draws = re.search(r"(\d{2,5})\s?w", _fact(product, "功率"), re.IGNORECASE)
    limit = re.search(r"(?:限(?:电|功率)?|不(?:能|让|可以)?超过?|最[大高多]|只能用|上限)[^\d,。]{0,6}(\d{3,4})", words) or re.search(r"(\d{3,4})\s?(?:w|瓦)?(?:以下|以内|以上(?:就|会)?跳闸|[^,。\d]{0,3}就[^,。]{0,2}跳)|(?:插座|插排|排插|电路)[^\d,。]{0,6}(\d{3,4})", words)
    if draws is None or limit is None:
        return ""
    most = next(group for group in limit.groups() if group)
    over = int(draws.group(1)) > int(most)
    return f"这款功率是{draws.group()},您说的上限是{most}W,{'超出了,怕跳闸也不安全,不建议在那里用;家里用没问题,要在宿舍用的话建议选功率小一些的' if over and re.search('宿舍|寝室|我们这', words) else '超出了,怕跳闸也不安全,不建议在那里用' if over else '在范围里'}"


def area_of(product: Product, words: str) -> str:
    """'20平够用吗' beside the room the goods are made for."""
    span = re.search(r"(\d{1,3})(?:\s?[-~到至]\s?(\d{1,3}))?\s?(?:㎡|平|m2|m²)", _fact(product, "面积|适用"))
    asked = re.search(r"(\d{1,3})\s?(?:来|多)?\s?(?:㎡|平|m2|m²)", words)
    if span is None or asked is None:
        return ""
    most, room = int(span.group(2) or span.group(1)), int(asked.group(1))
    return f"适用面积是{span.group()},{room}平{'在范围里,够用的' if room < most else '刚好在上限,房间密封好就够用' if room == most else '偏大了,怕效果打折扣,建议选适用面积更大的'}"


def allowance_of(product: Product, words: str) -> str:
    """'航空公司限23公斤,空箱多重' for a suitcase: what is left for the things in it."""
    limit = re.search(r"(?:限|托运|行李|额度|不超过?)[^\d,。]{0,6}(\d{1,2})\s?(?:kg|公斤)|(\d{1,2})\s?(?:kg|公斤)[^,。]{0,4}(?:限|以内|托运|行李)", words, re.IGNORECASE)
    if limit is None or product.weight_kg is None or not re.search(r"箱", product.title) or not re.search(r"空箱|多重|重量|几斤|几公斤|能装|装多少", words):
        return ""
    most = Decimal(next(group for group in limit.groups() if group))
    if most <= product.weight_kg:
        return ""
    return f"空箱{decimal_text(product.weight_kg)}kg,限{decimal_text(most)}kg的话,大约还能装{decimal_text(most - product.weight_kg)}kg的东西,托运的尺寸规定请以航空公司为准"
