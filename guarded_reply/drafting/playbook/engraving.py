"""Letters to be cut or printed, counted against what the goods hold."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.drafting.playbook.fits import carried, shown
from guarded_reply.reading.numerals import parse_number
from guarded_reply.reading.text import simplify
from guarded_reply.request import Product

_WORDS = re.compile(r"[刻印绣写]\s?(?:上|成|个|一?行|几个字)?\s?[“\"「『'‘:]?\s?([A-Za-z0-9&.]+(?:[ ·][A-Za-z0-9&.]+)*|(?<=[“\"「『'‘])[^”\"」』'’]{1,24}|[一-鿿]{1,4}[A-Za-z0-9]{1,10}|[A-Za-z0-9]{1,10}[一-鿿]{1,4}(?=[\s,。行可能几]))")
_SIGN = re.compile(r"爱心|心形|❤|♥|小?图案|星星|笑脸|符号|logo|标志|表情")
_ASKS = re.compile(r"[刻印绣写][^,。]{0,24}(?:行|可以|能|放得?下|够|超)|几个字|几个?字符|超(?:了|没|不超|字)|放得?下|够(?:不够|吗)|算(?:一|几|1)?个")


def letters(desk: Desk, product: Product) -> str:
    """'刻LOVE9999行不': how many letters that is, whether they fit, and that a sign is asked about first; nothing when no text is named."""
    limit = re.search(r"(\d{1,2})\s?(?:个)?(字符|字母|汉字|字)", carried(product, "刻字|字数|印字|绣字"))
    texts = [message.text for message in desk.request.conversation if message.role == "customer"]
    burst = desk.request.last_customer_text
    if limit is None or not (_ASKS.search(simplify(burst)) or _SIGN.search(burst)):
        return ""
    named = next((match.group(1) for text in reversed(texts) if (match := _WORDS.search(text))), "")
    said = re.sub(r"(?:可以|行|能|几个|放得|够).*$", "", named).strip()
    if not said:
        return ""
    count, most = len(re.sub(r"\s", "", said)), int(parse_number(limit.group(1)) or 0)
    unit = limit.group(2)
    spaced = ",空格算不算我也问一下工厂" if " " in said else ""
    if unit in ("字", "汉字") and not re.search(r"[一-鿿]", said):
        return f"这款{shown(carried(product, '刻字|字数|印字|绣字'))},“{said}”这样的英文怎么算字数、排不排得下,我跟工厂核实好告诉您" if count > most else ""
    if count > most:
        return f"这款{shown(carried(product, '刻字|字数|印字|绣字'))},“{said}”超出了,怕刻不下;您看减到{most}个{unit}以内可以吗?定好内容我跟您核对了再做"
    fits = f"“{said}”{f'是{count}个{unit},正好用满' if count == most else '放得下'},这款{shown(carried(product, '刻字|字数|印字|绣字'))}{spaced}"
    sign = _SIGN.search(simplify(burst))
    if sign is None:
        return f"{fits};内容写在订单备注里,我跟您核对好再做"
    over = f"再加{sign.group()}就是第{count + 1}个,超出了" if count + 1 > most else f"再加{sign.group()}算下来{count + 1}个,数量够"
    return f"{fits};{over},{sign.group()}能不能刻我跟工厂核实好告诉您{',想加的话可以先减一个字符' if count + 1 > most else ''}"
