"""Hides personal data before anything is stored or logged; character for character, so that offsets into a text stay true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

# One character becomes one character: full-width to half-width, spoken digits to digits, separators to a hyphen.
_FULL = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_DIGITS = {ord(char): digit for chars, digit in (("零〇○", "0"), ("一壹幺", "1"), ("二贰貳", "2"), ("三叁參", "3"), ("四肆", "4"), ("五伍", "5"), ("六陆陸", "6"), ("七柒", "7"), ("八捌", "8"), ("九玖", "9")) for char in chars}
_GAPS = {ord(char): "-" for char in "‐‑‒–—−·.。  _"}
_PLAIN = {**_FULL, 0x3000: " "}
_SPELT = {**_FULL, **_DIGITS, **_GAPS, 0x3000: "-", ord(" "): "-", 0xFF0D: "-", ord("ー"): "-"}

_MOBILE = re.compile(r"(?<!\d)(?:\+?86-?)?(1-?[3-9]-?\d(?:-?\d){8})(?!-?\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{6}-?(?:19|20)\d{2}-?(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])-?\d{3}[\dXx](?![\dA-Za-z])")
_CARD = re.compile(r"(?<!\d)\d(?:-?\d){15,18}(?!-?\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}-\d{7,8}(?!\d)")
_RUN = re.compile(r"\d(?:-?\d){9}")  # without it none of the above
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+", re.ASCII)
_COUNT = r"[\d一二三四五六七八九十百零]{1,6}"
_ROOM = r"(?:[\dA-Za-z一二三四五六七八九十百零甲乙丙丁-]{1,8}\s?(?:号楼|号院|栋|幢|座|单元|层|楼|室|户|号|房|#))"
_DOOR = re.compile(
    rf"[一-鿿]{{1,12}}?(?:路|街|大道|巷|弄|胡同|道|村|里|屯|组)\s?{_COUNT}\s?(?:号|弄|栋|幢|组)(?:[一-鿿]{{0,10}}?\s?{_ROOM})*"
    rf"|[一-鿿]{{2,10}}?(?:小区|花园|公寓|大厦|家园|新村|苑|府|城|广场|公馆|社区|宿舍|校区)[一-鿿]{{0,4}}?\s?{_ROOM}(?:\s?{_ROOM})*"
    rf"|{_COUNT}\s?(?:号楼|栋|幢)\s?(?:{_COUNT}\s?单元)?\s?{_COUNT}\s?(?:室|户|房)?"
)
_UNIT = re.compile(r"[号弄栋幢组座单层楼室户房#]")  # no door without one
_LEAD = re.compile(r"^[一-鿿]{0,8}(?:送到|寄到|发到|地址是|地址|住在|寄往|[住在到寄往给是])(?=[一-鿿]{2})")
_WHERE = re.compile(r"^[一-鿿]{2,9}?(?:省|自治区|特别行政区)|^[一-鿿]{2,8}?(?:市|自治州|盟)|^[一-鿿]{1,6}?(?:区|县|旗)")


def mask(text: str) -> str:
    """``text``, as long as before, with phones, identity and card numbers, mail and door-exact addresses hidden by ``*``."""
    if len(text) < 5:
        return text
    plain, spelt = text.translate(_PLAIN), text.translate(_SPELT)
    found = [*(_numbers(spelt) if _RUN.search(spelt) else ()), *(_numbers(plain) if _RUN.search(plain) else ()), *_others(plain)]
    if not found:
        return text
    hidden = list(text)
    for start, end, keep in found:
        marks = [index for index in range(start, end) if index not in keep]
        for index in marks:
            hidden[index] = "*"
    return "".join(hidden)


def masked(value: Any) -> Any:
    """The same for every text inside JSON data; keys stay, for they are ours or names of attributes."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        return {key: masked(item) for key, item in cast("dict[str, Any]", value).items()}
    if isinstance(value, list | tuple):
        return [masked(item) for item in cast("list[Any]", value)]
    return value


def _numbers(form: str) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Spans to hide, with the places inside that stay readable: the ends by which an owner knows his own number."""
    for found in _IDENTITY.finditer(form):
        if _identity_is_real(re.sub(r"-", "", found.group())):
            yield _kept(form, found.start(), found.end(), 6, 0)
    for found in _CARD.finditer(form):
        digits = found.group().replace("-", "")
        if _luhn(digits) and len(set(digits)) > 2:
            yield _kept(form, found.start(), found.end(), 0, 4)
    for found in _MOBILE.finditer(form):
        yield _kept(form, found.start(1), found.end(1), 3, 4)
    for found in _LANDLINE.finditer(form):
        yield _kept(form, found.start(), found.end(), form[found.start() : found.end()].index("-"), 0)


def _kept(form: str, start: int, end: int, first: int, last: int) -> tuple[int, int, frozenset[int]]:
    digits = [index for index in range(start, end) if form[index].isalnum()]
    kept = {*digits[:first], *(digits[len(digits) - last :] if last else ())}
    return start, end, frozenset(kept | {index for index in range(start, end) if not form[index].isalnum()})


def _others(form: str) -> Iterator[tuple[int, int, frozenset[int]]]:
    for found in _MAIL.finditer(form) if "@" in form else ():
        yield found.start(), found.end(), frozenset({found.start() + found.group().index("@")})
    for found in _DOOR.finditer(form) if _UNIT.search(form) else ():
        start = found.start()
        if (lead := _LEAD.match(form[start : found.end()])) is not None:
            start += lead.end()  # what is said before the address
        while (place := _WHERE.match(form[start : found.end()])) is not None and start + place.end() < found.end():
            start += place.end()  # the province, city and district stay: a fee hangs on them
        yield start, found.end(), frozenset()


def _identity_is_real(number: str) -> bool:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False)) % 11] == number[-1].upper()


def _luhn(digits: str) -> bool:
    total = 0
    for index, char in enumerate(reversed(digits)):
        value = int(char) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
