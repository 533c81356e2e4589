"""States a price, total, stock or balance that the facts contradict.

What it does: fires on a price of one of the request's products that no fact carries, on a total that does not add up
from prices, quantities, freight and promotions, on an order total that the order does not record, and on a stock
figure that the product does not have.

Why: what is said in chat binds the shop (P72).

Known limits: a figure that some combination of the facts yields is accepted, even where another was meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from guarded_reply.claims.amounts import FEE_WORD, Money, read_money
from guarded_reply.claims.prices import baskets, fees_of, known_sums
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.numerals import parse_number
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reply import decimal_text
from guarded_reply.rules.example import ORDER, bad, good

_OTHERS = Pattern(r"别家|人家|隔壁|其他店|别的店|同行|专柜|您(?:说|提|报|出|开|看到|给)的?|原来|之前|以前|活动前|划线|市场价|官方|如果|要是(?!合适)")
_WANTED = Pattern(r"(\d{1,4})\s?[件条个双盒箱袋瓶只套张把包罐支本副台份束对]")
_STOCK = Pattern(r"(?:库存|现货|还有|还剩|剩余?|仅剩|只剩|余量|存货)(?:还|下|有|是|为|:|大概|约|不多了|最后|目前|充足)*\s?(\d{1,5}|[一二两三四五六七八九十百]{1,4})\s?[件条个双盒箱袋瓶只套张把包罐支本副台份束对](?!月|小时|工作)")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each price, total or stock figure that no fact yields."""
    for money in read_money(reading):
        if money.role in ("price", "total"):
            yield from _sum(reading, money)
    yield from _arithmetic(reading)
    yield from _gap(reading)
    yield from _stock(reading)


def _sum(reading: Reading, money: Money) -> Iterator[Hit]:
    if not reading.request.products and reading.request.order is None:
        return
    clause = money.clause
    head = reading.text[max(clause.start, money.amount.start - 12) : money.amount.start]
    if _OTHERS.search(head) or clause.asks and "吗" in clause.text and money.role != "total":
        return
    if money.role != "refund" and seek(r"不是|不到|没有|并非|卖不|不卖|成交|改价|改成", reading.text[max(clause.start, money.amount.start - 6) : money.amount.end + 4]) and money.role == "price":
        return
    order = reading.request.order
    right = known_sums(reading)
    if money.role == "total" and order is not None and order.total is not None and order.status == "unpaid" and not reading.asks(r"再|另外|如果|要是|换|改成|中通|顺丰"):
        right = frozenset({order.total, order.total - (order.freight or 0), *_steps(reading)})
        if seek(r"订单(?:总)?金额|应付|需付|实付|待付|总共付|一共付", head):
            right = frozenset({order.total})
        if reading.request.trigger != "price_changed":
            right |= {order.total - reading.policy.concessions.freight_max, *(order.total - c.amount for c in reading.policy.concessions.coupons)}
    if money.role == "total" and FEE_WORD.search(head) and not seek(r"连|含|带|加", head):
        return
    if money.role == "total" and money.value in _fee_values(reading):
        return
    if clause.find(FEE_WORD) and money.value == sum(other.value for other in read_money(reading) if other.role == "fee" and other.amount.start < money.amount.start):
        return
    if reading.asks(r"呢\W*$") and seek(r"运费|邮费|寄|顺丰|中通|快递", reading.history) and money.value in _fee_values(reading):
        return  # '三条呢?' goes on asking for the freight that was spoken of
    supported = money.value in right
    source = f"order:{order.id}.total" if order is not None and money.value == order.total else "product:price"
    reading.claim("total" if money.role == "total" else "price", money.amount.start, money.amount.end, decimal_text(money.value), source if supported else None)
    if not supported:
        facts = [f"{p.title}{decimal_text(p.price)}元" for p in reading.request.products[:3] if p.price is not None]
        if order is not None and order.total is not None:
            facts.append(f"订单合计{decimal_text(order.total)}元")
        yield Hit(money.amount.start, money.amount.end, f"{decimal_text(money.value)}元与价格或订单不符", source, ",".join(facts))


def _steps(reading: Reading) -> set[Decimal]:
    order = reading.request.order
    return {item.unit_price * item.quantity for item in order.items if item.unit_price is not None} if order is not None else set()


def _fee_values(reading: Reading) -> set[Decimal]:
    fees = {fee for basket in (None, *baskets(reading)) for fee in fees_of(reading, basket)}
    order = reading.request.order
    if order is not None and order.freight is not None:
        fees.add(order.freight)
    return fees


_TO_GO = Pattern(r"(?:还差|再凑|还需要?(?:凑|买)|还要凑|差)(?:个|了|您)?\s?$")


def _gap(reading: Reading) -> Iterator[Hit]:
    """'还差144元就能用上': what is missing to a threshold, when the goods and the threshold are known."""
    for money in read_money(reading):
        head = reading.text[max(money.clause.start, money.amount.start - 6) : money.amount.start]
        if money.role != "difference" or _TO_GO.search(head) is None or not seek(r"包邮|免邮|免运|满减|满\d|用上|享受|活动|够\d", reading.sentence_of(money.clause)):
            continue
        totals = {parcel.goods_total for parcel in baskets(reading) if parcel.goods_total is not None} | {p.price for p in reading.request.products if p.price is not None}
        thresholds = {p.threshold for p in reading.request.promotions if p.threshold is not None}
        thresholds |= {reading.policy.free_shipping.threshold} if reading.policy.free_shipping is not None else set()
        right = {threshold - total for threshold in thresholds for total in totals if threshold > total}
        if right and money.value not in right:
            yield Hit(money.amount.start, money.amount.end, f"还差的金额不是{decimal_text(money.value)}元", "sum:threshold less goods total", "还差" + "或".join(f"{decimal_text(value)}元" for value in sorted(right)[:2]))
            return


_SUM = Pattern(r"(?<![\d.+\-×x*=])(\d+(?:\.\d+)?(?:元|块)?(?:\s?[+\-×x*]\s?\d+(?:\.\d+)?(?:元|块)?)+)\s?(?:=|等于|一共是?|共|就是)\s?(\d+(?:\.\d+)?)")


def _arithmetic(reading: Reading) -> Iterator[Hit]:
    for match in reading.all(_SUM):
        terms = re.sub(r"[元块\s]", "", match.group(1))
        value = _value(terms)
        if value != Decimal(match.group(2)):
            yield Hit(match.start(), match.end(), f"算错了:应为{decimal_text(value)}", "", f"{terms}={decimal_text(value)}")


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


def _said_to_be_there(reading: Reading) -> Iterator[Hit]:
    """'有货的' of goods whose stock is 0."""
    for clause in reading.where(_THERE.bit):
        match = clause.find(_THERE)
        if match is None or clause.asks or seek(r"没|无|不|未|缺|等|到|预售|如果|什么时候|再|暂", clause.text):
            continue
        yield Hit(clause.start + match.start(), clause.start + match.end(), "这款库存是0,没有现货", "product:stock", "说明预售或补货时间")
        return


def _stock(reading: Reading) -> Iterator[Hit]:
    stocks = {product.stock for product in reading.request.products if product.stock is not None}
    if not stocks:
        return
    if stocks == {0}:
        yield from _said_to_be_there(reading)
    for match in reading.all(_STOCK):
        value = parse_number(match.group(1))
        clause = reading.turn.clause_at(match.start())
        if value is None or clause is None or clause.asks or seek(r"只剩|仅剩|最后", match.group()) or seek(r"颜色|种|款", match.group()):
            continue
        if int(value) in stocks:
            reading.claim("stock", match.start(), match.end(), str(value), "product:stock")
        elif not seek(r"券|赠|名额|工作日", clause.text) and int(value) not in _wanted(reading):
            yield Hit(match.start(), match.end(), f"库存不是{decimal_text(value)}", "product:stock", f"库存{'、'.join(str(s) for s in sorted(stocks))}")


EXAMPLES = (
    bad("这款浴巾39元一条哦", "多少钱"),
    bad("浴巾49加运费6元,一共付58元", "一共多少"),
    bad("您这单合计65元", "一共多少来着", order={**ORDER, "status": "unpaid"}),
    bad("库存还有80条呢", "还有货吗"),
    good("浴巾49元一条,寄苏州中通6元,一共55元", "一共多少"),
    good("两条98元哦", "两条多少"),
    good("您这单合计55元", "一共多少来着", order={**ORDER, "status": "unpaid"}),
    good("您说的别家39元我不太了解,我们这款是49元", "别家才39"),
)
