"""What an amount is about, goods or freight, by the words beside it and by what the customer asks."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from guarded_reply.claims.amounts import Money, since_last
from guarded_reply.claims.prices import baskets, fees_of
from guarded_reply.claims.reading import Reading
from guarded_reply.claims.sums_said import CARRIER_WORD, FEE_WORD
from guarded_reply.claims.wanted import asked_wish, names_goods, pieces_in
from guarded_reply.reading.numerals import COUNTERS
from guarded_reply.reading.pattern import Pattern, seek

Topic = Literal["freight", "goods", "both"]
PRICE_TALK = Pattern(r"单价|页面价|售价|价格|标价|定价|卖(?!家)|价钱|货款|商品(?:金额|总额|合计)|原价|现价")
WORKING = Pattern(r"首重|续重?|公斤|kg|千克|体积重|计费|计重")
_GRAND = Pattern(r"一共|总共|合计|总价|总额|到手|(?:连|含|(?<![胶皮鞋背腰领丝彩吊绑纱绷海绳])带)(?:上|着)?(?:运|邮|快递)费?|付多少|多少钱(?:一共)?给|加运费|加邮费|付款|应付|实付|全部|算下来")
ASKS_PRICE = Pattern(rf"多少(?![{COUNTERS}]|天|久|克|斤|公斤|件起|层|g|度|寸|号|岁|瓦|毫)|价|怎么卖|咋卖|几块|几元|几钱|付|一共|总共|合计")
_GOES_ON = Pattern(rf"[{COUNTERS}]呢")
_BARGAIN = Pattern(r"\d(?:元|块)?(?:钱)?[^,。?\d]{0,6}(?:卖|出手?|给|拿下?|带走)(?:不|吗|么|我(?!看))|\d(?:元|块)?(?:钱)?(?:包邮|行|可以|的话)?(?:我)?(?:就|马上|立刻)(?:拍|买|下单|付|要(?!退))|便宜|内部价|学生价|老(?:客|顾客)|少收|优惠|最低|底价|给多少|太贵|免(?:了|掉|一下|邮|运)?(?:吧|呗|吗|不|了)|打折|折扣|少(?:点|一点|些|个|算|\d|吗|不少)|能(?:不能)?少|让(?:点|利)|抹|卖不卖|卖吗|行不|行吗|成交|\d折|半价|送")


def topic_of(reading: Reading, money: Money) -> Topic | None:
    """What the amount is about by the words nearest to it: freight, goods, both together; None: nothing says."""
    clause, text = money.clause, reading.text
    own = text[since_last(reading, clause, money.amount.start) : money.amount.start]
    if PRICE_TALK.search(own):
        return "goods"
    if clause.find(_GRAND) and clause.find(FEE_WORD) and not reading.says_with(clause, WORKING):
        return "both"
    if FEE_WORD.search(own) or CARRIER_WORD.search(own) or WORKING.search(own):
        return "freight"
    asked = asked_topic(reading)
    previous = reading.before(clause)
    if previous is not None and previous.sentence >= clause.sentence - 1 and asked != "both":
        if WORKING.search(previous.text) or (previous.find(FEE_WORD) and not reading.amounts_in(previous)):
            return "freight"
    if asked is not None:
        return asked
    said = names_goods(reading, own) or (pieces_in(reading, own) is not None and (money.amount.end > money.amount.number[1] or bool(asked_wish(reading))))
    return "goods" if said else None


def asked_topic(reading: Reading) -> Topic | None:
    """What the customer's last burst asks an amount of; what he asked before, where it only goes on ('三条呢')."""
    return reading.once(_asked_topic)


def _asked_topic(reading: Reading) -> Topic | None:
    grand, price = reading.asks(_GRAND), reading.asks(ASKS_PRICE)
    if grand and reading.asks(r"付|多少|呢|钱|价|算|[连含带](?:上|着)?[运邮快]"):
        return "both"
    freight = [clause for clause in reading.question.clauses if FEE_WORD.search(clause.text) or CARRIER_WORD.search(clause.text) or "包邮" in clause.text]
    if freight and any(clause not in freight and ASKS_PRICE.search(clause.text) for clause in reading.question.clauses):
        return "both"
    if reading.asks(FEE_WORD) or reading.asks(CARRIER_WORD) or reading.asks(r"包邮|免邮|免运|包不包|包[吗吧]|偏远|收(?:多少|几)") or (reading.asked_places and reading.asks(r"[寄发到往邮走送]")) or reading.asks(r"(?:寄|邮寄|发快递).{0,8}(?:呢|多少|几|咋|怎么算)"):
        return "freight"
    if bargains(reading):
        return "goods"
    if not price and _names_fee(reading):
        return "freight"
    if price:
        goes_on = reading.asks(r"呢\W*$") and seek(r"运费|邮费|寄|顺丰|中通|快递", reading.history)
        return "both" if goes_on else "goods"
    return "both" if reading.asks(_GOES_ON) or (asked_wish(reading) and reading.asks(r"呢\W*$")) else None


def bargains(reading: Reading) -> bool:
    """Whether the customer asks for less than the price, and not which of two is the cheaper."""
    return reading.asks(_BARGAIN) is not None and reading.asks(r"比.{0,8}便宜|为[啥什何]|哪[个家种款]") is None


def _names_fee(reading: Reading) -> bool:
    """Whether the customer names a sum that is a fee to where his parcel goes ('还要22吗')."""
    numbers = {Decimal(number) for number in re.findall(r"(?<![\d.])\d{1,3}(?![\d.])", reading.asked)}
    return bool(numbers) and any(numbers & fees_of(reading, parcel) for parcel in (None, *baskets(reading)))
