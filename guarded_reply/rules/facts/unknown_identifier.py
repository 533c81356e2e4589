"""Gives an order, tracking or coupon number, link or account that is not in the request.

What it does: fires on a run of digits or letters given as a number of order, parcel, coupon or account, and on a link,
that the request does not contain.

Why: a made-up number sends the customer the wrong way (P51).

Known limits: telephone and bank numbers are the business of personal-data and off-platform-contact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import simplify
from guarded_reply.rules.example import ORDER, bad, good

_NUMBER = Pattern(r"(?<![\w.])(?:[a-z]{1,4}[- ]?)?\d{4}(?:[ -]?\d{2,}){1,5}(?![\d%元块kgcm])|(?<![a-z0-9.\-])\d{7,22}(?![a-z0-9])|(?<![a-z0-9.])[a-z]{1,4}\d{3,}(?:-\d+)*(?![a-z0-9])")
_NAMED = Pattern(r"(?:单号|订单号?|编号|运单|快递号|券码|兑换码|优惠码|口令|工单|取件码|流水号|受理号|售后单|账号|卡号|查询码|凭证号|货号)(?:码|号)?(?:[给发告诉][^,。!?a-z0-9]{1,4}|是|为|:|\(|「|【|“|\s|了|就)*([a-z0-9][a-z0-9\- ]{2,24}[a-z0-9])")
_TYPED = Pattern(r"(?:输入?|填上?|兑换|使用|复制|搜)(?:一下|个|码|口令|代码|:|\s)*(?P<code>(?=[a-z0-9\-]{0,20}[a-z])(?=[a-z0-9\-]{0,20}\d)[a-z0-9][a-z0-9\-]{3,20})(?=\s?(?:就|即|可|能|立|再|马上|下单|领|减|$|[,。!]))")
_LINK = Pattern(r"https?://[^\s,。!?、\u4e00-\u9fff]+|www\.[^\s,。!?、\u4e00-\u9fff]+|(?<![\w@.])(?:[a-z0-9-]+\.)+(?:com|cn|net|top|xyz|shop|vip|cc|me|link|club|info|org|ly|tb)(?:/[^\s,。!?\u4e00-\u9fff]*)?")

_ACCOUNT = Pattern(r"(?:[a-z0-9_.]{3,30}@[a-z0-9-]+(?:\.[a-z]{2,6}){1,2})|(?:微信|薇|v信|weixin|wechat|line|qq|扣扣|抖音|小红书|公众号|群)[❤♥]?(?:号|id|搜索?|加|是|:|群|\s)*(?P<name>(?=[a-z0-9_\-]*[a-z])[a-z0-9][a-z0-9_\-]{3,20})")
_ASKS_CODE = Pattern(r"[券码卷劵]|口令|优惠|兑换")
_ANY = any_of(_NUMBER, _NAMED, _TYPED, _LINK, _ACCOUNT)


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each identifier the request does not carry."""
    if not reading.turn.present & _ANY:
        return
    seen: list[tuple[int, int]] = []
    for match in reading.all(_LINK):
        seen.append(match.span())
        if match.group().rstrip("/.") in _carried(reading).text or match.group() in simplify(reading.given):
            continue
        yield Hit(match.start(), match.end(), "链接不在资料里", "request", "不发资料以外的链接,引导到店铺页面或订单页")
    for match in reading.all(_ACCOUNT):
        seen.append(match.span())
        if (match.group("name") or match.group()) not in _carried(reading).text:
            yield Hit(match.start(), match.end(), "账号不在资料里", "request", "只给资料里有的账号,引导顾客在平台内联系")
    for pattern, group in ((_NAMED, 1), (_TYPED, "code"), (_NUMBER, 0)) if reading.asks(_ASKS_CODE) else ((_NAMED, 1), (_NUMBER, 0)):
        for match in pattern.finditer(reading.text):
            start, end = match.span(group)
            if any(left < end and start < right for left, right in seen):
                continue
            if seek(r" \d{1,2}$", reading.text[start:end]) and seek(r"^(?:[号日点月:]|个|件|天)", reading.text[end : end + 1]):
                end = start + reading.text[start:end].rindex(" ")  # '75380011926644 20号签收的'
            seen.append((start, end))
            number = re.sub(r"[\s-]", "", reading.text[start:end])
            if number in _carried(reading).compact:
                reading.claim("identifier", start, end, number, "request")
                continue
            if _row_of_figures(reading, reading.text[start:end]) or _harmless(reading, number, start, end, pattern is not _NUMBER):
                continue
            yield Hit(start, end, "编号不在资料里", "request", "只给订单里有的编号")


class _Known(NamedTuple):
    """All that the request carries, as one text, and the same without gaps."""

    text: str
    compact: str


_NOTHING = _Known("", "")


def _carried(reading: Reading) -> _Known:
    return reading.once(_known) if seek(r"\d{3}|[a-z]{3}|\.[a-z]{2}", reading.text) else _NOTHING


def _known(reading: Reading) -> _Known:
    known = simplify(reading.request.model_dump_json())
    return _Known(known, re.sub(r"[\s-]", "", known))


def _row_of_figures(reading: Reading, text: str) -> bool:
    """Whether the digits are values of an attribute side by side: '3000 4000 6000'."""
    parts = text.split()
    held = {number for product in reading.request.products for value in product.attributes.values() for number in re.findall(r"\d+", value)}
    return len(parts) > 1 and held.issuperset(parts)


def _harmless(reading: Reading, number: str, start: int, end: int, named: bool) -> bool:
    text = reading.text
    if re.fullmatch(r"(.)\1+", number) or seek(r"(?<!\d)0\d{2,3}-?$", text[max(0, start - 5) : start]):
        return True  # an open slot, a telephone number with its area code
    if re.fullmatch(r"\d{16,19}", number) and seek(r"卡|银行|行|账户", text[max(0, start - 8) : start]):
        return False
    if re.fullmatch(r"1[3-9]\d{9}", number) or (len(number) in (18, 15) and seek("身份[证證]|身分證|证件号", text + reading.asked)):
        return True  # personal-data judges these
    if seek(r"(?:qq|微信|vx|wx|v信|扣扣|q群|支付宝|电话|手机|热线|致电|拨打|卡|身份证|账户|银行)[^,。]{0,8}$", text[max(0, start - 12) : start]):
        return True
    if not named and not seek(r"\d{7,}", number):
        near = text[max(0, start - 10) : start]
        if reading.asks(r"单号|订单号|编号|券码|兑换码"):
            return seek(r"型号|色号|货号|尺码|电话", near) is not None
        return not seek(r"单|号|码|编|券|口令", near) or seek(r"型号|色号|货号|门牌|尺码|热线|电话|税号", near) is not None
    if re.fullmatch(r"(?:12315|12305|95\d{3}|400\d{7}|20\d{6})", number):
        return True
    return re.fullmatch(r"\d{1,3}", number) is not None or any(number in simplify(v) for p in reading.request.products for v in p.attributes.values())


_SENT = {**ORDER, "status": "shipped"}
EXAMPLES = (
    bad("您的快递单号是75399988877766", "单号发我", order=_SENT),
    bad("订单号C9087,您查一下", "订单号多少", order=_SENT),
    bad("点这里 http://abc.cn/x 查看", "怎么查"),
    bad("中通75399988877766您查一下", "单号发我", order=_SENT),
    bad("LINE搜 guli03", "能加LINE吗"),
    bad("券码给您 TEA2026SALE 下单填", "优惠券码"),
    good("75300000000001 20号签收的", "单号发我", order=ORDER),
    good("客服电话0755-83124567", "电话多少"),
    good("单号75300000000001,您可以在订单里查看", "单号发我", order=_SENT),
    good("订单B2001是中通发的", "哪个快递", order=_SENT),
)
