"""States a price, total, stock or balance that the facts contradict.

What it does: fires on a price of one of the request's products that no fact carries, on a total that does not add up
from prices, quantities, freight and promotions, on what is said to be missing to a threshold, on an order total that the
order does not record, and on a stock figure, or a word that there is none, that the product's stock contradicts. The
goods are those named beside the amount, before it in the turn, or asked for.

Why: what is said in chat binds the shop (P72).

Known limits: where nobody names goods or pieces, a figure that fits any one of the products is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from guarded_reply.claims.amounts import read_money
from guarded_reply.claims.figures import verdicts, wrong
from guarded_reply.claims.prices import known_sums
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.wanted import goods_named, ordered_basket
from guarded_reply.reading.modality import CONDITION
from guarded_reply.reading.numerals import CJK_NUMBER, COUNTERS, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product
from guarded_reply.rules.example import ORDER, bad, good

_WANTED = Pattern(r"(\d{1,4})\s?[件条个双盒箱袋瓶只套张把包罐支本副台份束对]")
_STOCK = Pattern(rf"(?:库存|现货|还有|还剩|剩余?|仅剩|只剩|余量|存货)(?:还|下|有|是|为|:|大概|约|不多了|最后|目前|充足)*\s?(\d{{1,5}}|[一二两三四五六七八九十百]{{1,4}})\s?[{COUNTERS}块](?!钱|多?月|多?小时|工作|人|问题|地方|办法|颜色|小|活动|优惠)")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each price, total or stock figure that no fact yields."""
    for verdict, fix in wrong(reading, "wrong-price"):
        amount = verdict.money.amount
        message = f"还差的金额不是{decimal_text(amount.value)}元" if verdict.money.role == "gap" else f"{decimal_text(amount.value)}元与价格或订单不符"
        yield Hit(amount.start, amount.end, message, verdict.source, verdict.advice, fix)
    yield from _refunds(reading)
    yield from _arithmetic(reading)
    yield from _taken_off(reading)
    yield from _stock(reading)


def _refunds(reading: Reading) -> Iterator[Hit]:
    """'95原路退回' of 89 for the goods and 6 for freight, to one who returns without reason: he bears the way out himself."""
    order, case = reading.request.order, reading.request.case
    if order is None or not order.freight or order.total is None or case is None or case.reason != "no_reason" or reading.policy.returns.no_reason_payer != "buyer":
        return
    for money in read_money(reading):
        if money.role == "refund" and money.value == order.total and order.status in _RECEIVED and not money.clause.asks and not seek(r"[运邮]费|邮资|快递", money.clause.text) and not CONDITION.search(reading.sentence_of(money.clause)):
            goods = decimal_text(order.total - order.freight)
            yield Hit(money.amount.start, money.amount.end, f"无理由退货退的是商品款{goods}元,不含运费", "policy:returns.no_reason_payer", f"退{goods}元")
            return


_RECEIVED = ("delivered", "completed", "refunding")
_SUM = Pattern(r"(?<![\d.+\-×x*=满够])(\d+(?:\.\d+)?(?:元|块)?(?:\s?[+\-×x*加减]\s?\d+(?:\.\d+)?(?:元|块)?)+)\s?(?:=|等于|一共是?|共|就?是)\s?(\d+(?:\.\d+)?)")


def _arithmetic(reading: Reading) -> Iterator[Hit]:
    for match in reading.all(_SUM):
        if seek(r"[+加].{0,3}$", reading.text[max(0, match.start() - 4) : match.start()]):
            continue  # the sum began before
        terms = re.sub(r"[元块\s]", "", match.group(1)).replace("加", "+").replace("减", "-")
        value = _value(terms)
        if value != Decimal(match.group(2)):
            yield Hit(match.start(), match.end(), f"算错了:应为{decimal_text(value)}", "", f"{terms}={decimal_text(value)}")


_AFTER_THAT = Pattern(r"(?:减完|减后|之后|以后|后|下来|折后|就是|只要|实付|到手|等于|=|变成|到|付|共)(?:就|只|才|是|要|需|付|一共|总共|的价格|\s)*$")


def _taken_off(reading: Reading) -> Iterator[Hit]:
    """'237元,减20之后是207元': what is left of the sum said before, wrongly worked out."""
    moneys = [money for money in read_money(reading) if not money.clause.asks]
    if len(moneys) < 3:
        return
    judged = {verdict.money.amount.start for verdict in verdicts(reading) if verdict.rules}
    for whole, cut, rest in zip(moneys, moneys[1:], moneys[2:], strict=False):
        if cut.role != "discount" or whole.role not in ("price", "total", "open") or rest.role not in ("price", "total", "open", "fee"):
            continue
        left = whole.value - cut.value
        between = reading.text[cut.amount.end : rest.amount.start]
        if rest.amount.start in judged or rest.clause.sentence != whole.clause.sentence or len(between) > _NEAR or not _AFTER_THAT.search(between):
            continue
        if rest.value in (left, whole.value) or rest.value > whole.value or rest.value in known_sums(reading) or seek(r"运费|邮费|再|另|券", between):
            continue
        yield Hit(rest.amount.start, rest.amount.end, f"算错了:应为{decimal_text(left)}", "", f"{decimal_text(whole.value)}-{decimal_text(cut.value)}={decimal_text(left)}")
        return


_NEAR = 12


def _value(terms: str) -> Decimal:
    """The value of a sum of products as people write it: '14+2×3' → 20."""
    total = Decimal(0)
    for sign, product in re.findall(r"([+\-]?)([^+\-]+)", terms):
        factor = Decimal(1)
        for number in re.split(r"[×x*]", product):
            factor *= Decimal(number)
        total += -factor if sign == "-" else factor
    return total


def _wanted(reading: Reading) -> set[int]:
    """Quantities the customer himself spoke of."""
    return {int(number) for number in _WANTED.findall(reading.asked)}


_THERE = Pattern(r"(?:有|现)货(?:的|哦|哈|呢|了|啦|充足|$)|(?:货|库存)(?:很|挺|非常)?充足|现货(?:速发|当天发)")
_GONE = Pattern(r"缺货|没货|无货|断货|售罄|没有?(?:现)?货|卖(?:完|光|空)(?:了(?!再|就)|(?=$|[啦哦哈呢亲]))|没有?库存")
_ROUGHLY = Pattern(rf"(?:还有|还剩|库存|剩|有)?(?:大概|大约|差不多)?\s?(几[十百千]|十几|(?:\d{{1,4}}|{CJK_NUMBER}{{1,4}})(?=多|来|余))(?:多|来|余)?\s?[{COUNTERS}块](?!钱|多?月|人)")
_ASKS_STOCK = Pattern(r"(?:还有|还剩|剩|有)(?:几|多少)|库存|有(?:现)?货|没货|缺货")
_OF_STOCK = any_of(_STOCK, _THERE, _GONE, _ROUGHLY)


def _stock(reading: Reading) -> Iterator[Hit]:
    """A stock figure, or a word that there is some or none, beside the product's stock."""
    if not reading.turn.present & _OF_STOCK:
        return
    stocks = {product.stock for product in _meant(reading) if product.stock is not None}
    if not stocks:
        return
    yield from _said_to_be_there(reading, stocks)
    for match in reading.all(_STOCK):
        value = parse_number(match.group(1))
        clause = reading.turn.clause_at(match.start())
        if value is None or clause is None or clause.asks or seek(r"只剩|仅剩|最后|颜色|种|款", match.group()):
            continue
        if int(value) in stocks:
            reading.claim("stock", match.start(), match.end(), str(value), "product:stock")
        elif not seek(r"券|赠|名额|工作日", clause.text) and int(value) not in _wanted(reading):
            yield Hit(match.start(), match.end(), f"库存不是{decimal_text(value)}", "product:stock", f"库存{'、'.join(str(s) for s in sorted(stocks))}")
    if reading.asks(_ASKS_STOCK):
        yield from _rough_stock(reading, stocks)


def _meant(reading: Reading) -> list[Product]:
    """The products whose stock is spoken of: those the turn or the customer names, else the order's, else all."""
    for text in (reading.text, reading.asked):
        named = goods_named(reading, text)
        if named:
            return [product for product in reading.request.products if product.id in named]
    ordered = ordered_basket(reading)
    if ordered and not seek(r"[一-鿿]{2,}(?<!目前)(?<!现在)(?:还有|还剩|库存|现货|剩)", reading.text):
        return [product for product in reading.request.products if product.id in ordered]
    return list(reading.request.products)


def _said_to_be_there(reading: Reading, stocks: set[int]) -> Iterator[Hit]:
    """'有货的' of goods whose stock is 0, '缺货' of goods in stock."""
    pattern, wrong_where = (_THERE, r"没|无|不|未|缺|等|到|预售|如果|什么时候|再|暂") if stocks == {0} else (_GONE, r"不是|不会|没说|怕|如果|万一|别|有货|码|色|款|之前|曾|容易|快要?|就(?!没)|了再|到时|才怪|同行|别家|其他店|别的店|友商|市面|以后|将来|万一|若")
    if stocks != {0} and 0 in stocks:
        return
    for clause in reading.where(pattern.bit):
        match = clause.find(pattern)
        if match is None or clause.asks or seek(wrong_where, clause.text):
            continue
        there = pattern is _THERE
        message, advice = ("这款库存是0,没有现货", "说明预售或补货时间") if there else ("这款有库存,不缺货", f"库存{'、'.join(str(s) for s in sorted(stocks))}")
        yield Hit(clause.start + match.start(), clause.start + match.end(), message, "product:stock", advice)
        return


def _rough_stock(reading: Reading, stocks: set[int]) -> Iterator[Hit]:
    """'还有二十来顶', '几十个吧': a rough figure far from what is in stock."""
    for match in reading.all(_ROUGHLY):
        said = match.group(1)
        low = {"几十": 20, "十几": 11, "几百": 200, "几千": 2000}.get(said) or parse_number(said)
        if low is not None and all(stock * 2 < low or stock > low * 10 for stock in stocks):
            yield Hit(match.start(), match.end(), f"库存没有{match.group().strip()}", "product:stock", f"库存{'、'.join(str(s) for s in sorted(stocks))}")
            return


_DRILL = {"id": "drill", "title": "充电电钻", "price": "239", "weight_kg": "2.6", "stock": 5, "attributes": {"电池": "2.0Ah 1块"}}
_PAIR = [{"id": "t", "title": "浴巾", "price": "49", "weight_kg": "0.5", "stock": 9}, {"id": "s", "title": "拖鞋", "price": "29", "weight_kg": "0.4", "stock": 9}]
EXAMPLES = (
    bad("两条九十六", "两条多少"),
    bad("还差60块包邮", "差多少包邮"),
    bad("缺货的亲", "还有货吗"),
    good("四点四十了,明天给您发", "几点了"),
    good("再买一条就98了,还差1块包邮", "差多少包邮"),
    bad("这款浴巾39元一条哦", "多少钱"),
    bad("浴巾49加运费6元,一共付58元", "一共多少"),
    bad("您这单合计65元", "一共多少来着", order={**ORDER, "status": "unpaid"}),
    bad("库存还有80条呢", "还有货吗"),
    good("浴巾49元一条,寄苏州中通6元,一共55元", "一共多少"),
    good("两条98元哦", "两条多少"),
    good("您这单合计55元", "一共多少来着", order={**ORDER, "status": "unpaid"}),
    good("您说的别家39元我不太了解,我们这款是49元", "别家才39"),
    good("标配电池1块,2.0Ah", "电钻几块电池", products=[_DRILL]),
    good("浴巾49加拖鞋29,合78", "两个一起多少", products=_PAIR),
    bad("浴巾49元,拖鞋29元,相差23元哦", "哪个便宜", products=_PAIR),
    good("49加29 78 差21块免邮", "浴巾和拖鞋一起多少", products=_PAIR),
    bad("浴巾49,拖鞋29,一起88", "浴巾和拖鞋一起多少", products=_PAIR),
    good("差21块到99,再加条浴巾就够了", "两样78能包邮不", products=_PAIR),
    good("一共54片,合每片不到1元", "一片多少钱", products=[{"id": "n", "title": "纸尿裤", "price": "49", "weight_kg": "1", "stock": 9, "attributes": {"片数": "54片"}}]),
)
