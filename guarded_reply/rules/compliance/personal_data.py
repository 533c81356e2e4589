"""Shows a phone, ID or bank number, or a full street address.

What it does: fires on unmasked mobile numbers, ID numbers with a right check digit, bank card numbers, and addresses down to
the street or building. Masked numbers and city-level places are fine.

Why: nobody's data is repeated in a reply (P75).

Known limits: a name alone is not taken for personal data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.rules.example import ORDER, bad, good

_MOBILE = Pattern(r"(?<!\d)(?:\+?86[\s-]?)?1[\s-]?[3-9](?:[\s-]?\d){9}(?![\s-]?\d)")
_CHINESE_MOBILE = Pattern(r"[一幺1][\s-]?[三四五六七八九3-9](?:[\s,、-]?[零〇一幺二两三四五六七八九\d]){9}(?!\d)", reaches_over=True)
_ID = Pattern(r"(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dx](?!\d)")
_CARD = Pattern(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)")
_BANK = r"卡号|银行|[招建工农交中]行|邮储|账[户号]|户名|开户|汇款|打款"
_DOOR = Pattern(  # what every street address has beside its name; quick to find where there is none
    r"(?:路|街|道|巷|弄|胡同|村|镇[一-鿿]{2,6})\s?(?:\d|[一二三四五六七八九十百])|(?:号楼|栋|幢|单元|座|楼|室|期)"
)
_STREET = Pattern(
    r"[一-鿿]{2,8}(?:路|街(?!道(?:办|的|上))|大道|巷|弄|胡同|村|镇[一-鿿]{2,6}|道)\s?(?:\d{1,5}|[一二三四五六七八九十百]{1,5})\s?(?:号|弄|栋|幢)|[一-鿿]{2,10}(?:小区|花园|公寓|大厦|家园|新村|苑|府|城|广场|名邸|公馆|社区|学校|宿舍)[一-鿿]{0,4}\s?(?:\d{1,4}|[一二三四五六七八九十]{1,3}|[a-z])\s?(?:号楼|栋|幢|单元|座|楼|室|期)|\d{1,3}(?:号楼|栋|幢)\d{0,2}(?:单元)?\s?\d{2,4}(?:室|户)?|\d{1,2}单元\s?\d{2,4}"
)


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each piece of personal data."""
    text = reading.text
    found: list[tuple[int, int, str]] = []
    for match in reading.all(_ID):
        if _id_is_real(match.group()) or seek(r"身份证|证件|身分證|身份證|实名", text[max(0, match.start() - 12) : match.end() + 8]):
            found.append((*match.span(), "身份证号"))
    for match in reading.all(_MOBILE):
        found.append((*match.span(), "手机号"))
    for match in reading.all(_CHINESE_MOBILE):
        if not re.fullmatch(r"[\d\s,、-]*", match.group()):
            found.append((*match.span(), "手机号"))
    for match in reading.all(_CARD):
        order = reading.request.order
        known = {number for number in (order.tracking_no if order else None, order.id if order else None) if number}
        digits = re.sub(r"\D", "", match.group())
        if digits not in known and 16 <= len(digits) <= 19 and (_luhn(digits) or seek(_BANK, text[max(0, match.start() - 16) : match.end() + 10])):
            found.append((*match.span(), "银行卡号"))
    for match in reading.all(_STREET) if any(reading.all(_DOOR)) else ():
        if match.group() not in reading.given and not seek(r"^(?:我们|咱们?|本店|门店)", match.group()) and not seek(r"(?:我们|本店|门店|店铺|店里|退货|仓库|寄回)[^,。]{0,8}$", text[max(0, match.start() - 12) : match.start()]):
            found.append((*match.span(), "详细地址"))
    taken: list[tuple[int, int]] = []
    for start, end, kind in found:
        if any(left < end and start < right for left, right in taken):
            continue
        taken.append((start, end))
        yield Hit(start, end, f"回复里出现了{kind}", "playbook:P75", "打码(如138****5678),地址只说到市区", _masked(text[start:end]) if kind == "手机号" else None)


def _masked(number: str) -> str | None:
    digits = re.sub(r"\D", "", number)[-11:]
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) == 11 else None


def _id_is_real(number: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10x98765432"[sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11] == number[-1]


def _luhn(digits: str) -> bool:
    total = 0
    for index, char in enumerate(reversed(digits)):
        value = int(char) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


EXAMPLES = (
    bad("您的手机号13812345678对吗", "核对下信息", order=ORDER),
    bad("收货地址是四明中路2188号6号楼1203室", "核对地址", order=ORDER),
    bad("师傅电话 幺三八 零零七三 五五六六", "派件员电话多少", order=ORDER),
    bad("您留的是 1 3 8 0 7 3 1 5 5 6 6", "我留的电话是多少", order=ORDER),
    bad("招行6225880112345678", "可以转账吗"),
    good("您的手机尾号138****5678,收货地是江苏苏州", "核对下信息", order=ORDER),
    good("寄到江苏省苏州市对吗", "核对地址", order=ORDER),
)
