"""Every amount of a turn with the part it plays: fee, rate, threshold, price, total, discount, insurance, amends…"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.money import BARE, Amount, bare_numbers
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause

Role = Literal[
    "fee", "first_rate", "step_rate", "threshold", "price", "total", "discount", "coupon", "insurance", "amends", "refund",
    "difference", "cost", "others", "quoted", "part", "unknown",
]  # fmt: skip

FEE_WORD = Pattern(r"运费|邮费|快递费|物流费|邮资|运资|寄费|配送费|派送费|路费(?!贵)|运(?=\d)|邮(?=\d)|快递(?:的)?(?:钱|价)|油费(?!车)|补邮|邮寄费|发货费")
CARRIER_WORD = Pattern(r"顺丰|中通|圆通|申通|韵达|京东|极兔|邮政|ems|快递|空运|陆运")
_TOTAL = Pattern(r"(?:减完|减后|减下来|折后|券后|优惠后|用完券|满减后|一共|总共|合计|总计|共计|总价|总额|总的|共(?!享|同|鸣)|加起来|加一起|合起来|拢共|全部|连运费|含运费|带运费|实付|应付|需付|要付|需支付|应支付|待付|付款金额|订单(?:总)?金额|总金额|订单金额|支付|总金额|=|等于|到手)(?:下来|是|为|就|才|只要|需要|要|您|付|的话|:|了|金额|算|算下来|一共|总共)*$")
_PAY = Pattern(r"(?:付|支付|拍下(?:是|就是)?|改(?:成|为|到|好)|现在是|变成|就是)(?:了|款|您|:|是|给|\s)*$")
_THRESHOLD = Pattern(r"(?:满|够|(?<![通不])过(?!年|节|来|去)|超过?|达到?|凑(?:够|满|到|单)?|买(?:够|满|到)|不足|不满|未满|未达|差(?:不多)?到?)(?:了|足|您|这?个|\s)*$")
_DISCOUNT = Pattern(r"(?:减|立减|优惠|便宜|省(?:下|了)?|少(?:收|付|了|您|算)?|抵(?:扣|掉)?|返(?:现|还|您)?|让(?:利|您)?|补贴|免(?:去|了|掉)?|打掉|抹(?:掉|去|零)|降|扣(?:减|掉|除)?|折扣|减免|直降|下调|折)(?:了|您|掉|去|你|给您|一共|差不多|最多|还能|再|\s)*$")
_DIFF = Pattern(r"(?:贵|差价?(?!评)|相差|多(?:出|花|付|了|收)?|高|补(?:差价|齐|上|交)?|再?(?:加|凑|添|补)|还差|离.{0,8}差|差)(?:了|个|您|上|付|\s)*$")
_AMENDS = Pattern(r"(?:赔(?:偿|付|您)?|补偿|补您|退(?:差价)?|返现|红包|给您(?:发|包|转|打)?(?:个|一个)?|转您|打给您|表示|心意)(?:您|给您|你|了|现金|一个|个|共|\s)*$")
_COUPON_AFTER = Pattern(r"^的?(?:店铺)?(?:优惠|无门槛|代金|抵用|现金|满减|抵扣|购物)?(?:券|卷|劵|红包|代金|立减)")
_PRICE_BEFORE = Pattern(r"(?:[这那一两二三四五六七八九十\d][件条个双盒箱袋瓶只套张把包罐支本副台份]|单价|售价|原价|现价|价格|标价|定价|卖价|价钱|货款|商品(?:金额|款|价)?|货(?:值|价)|卖|拍下|活动价|到手价|优惠价|一[件条个双盒箱袋瓶只套张把包罐支本副台斤]|每[件条个双盒箱袋瓶只套张把包罐支本副台斤]|买价|款|[这本该]款[^,。\d]{1,5})(?:是|为|就|才|只要|只|仅|都是|统一|现在|目前|:|的|\s|也)*$")
_PER_KG_AFTER = Pattern(r"^(?:/|每|一)(?:kg|公斤|千克|斤)")
_FIRST = Pattern(r"(?:首重|起步(?:价)?|首(?:公斤|千克|kg)|头一公斤|第一公斤|前?(?:1|一)(?:公斤|kg|千克)(?:以?内|之内)?|首费|起重|起价)(?:费用?|价|是|都是|为|:|收|内|\(?\d?kg\)?|\s|\d公斤)*$")
_STEP = Pattern(r"(?:续重?|每(?:续|加|多|增加|超)?(?:出)?(?:1|一)?(?:公斤|kg|千克)|(?:多|加|超)(?:出)?(?:1|一|每)(?:公斤|kg|千克)|续费|往后每|之后每|后每)(?:费用?|价|是|都是|为|:|收|加|再加|重|\s|每?(?:1|一)?(?:公斤|kg|千克))*$")
_INSURANCE = Pattern(r"运费险|保险|保价|险|投保|理赔")
_OTHERS = Pattern(r"(?:别家|人家|隔壁|其他店|别的店|对手|竞品|他家|她家|那家|平台上|网上|其它店|同行|友商|市面|实体店|专柜|您(?:说|提|报|出|开|看到|给)的?)")
_REFUND = Pattern(r"退(?:款|还|回|您|给您|的是)?(?:金额|商品款|货款)?(?:是|为|您|共|一共|:|\s)*$")
_CASH_PENALTY = Pattern(r"罚|违约")
_BAD_UNIT = Pattern(r"^(?:-|~|到|至|左右)\d")


class Money(NamedTuple):
    """An amount with its role, and the clause it stands in."""

    amount: Amount
    role: Role
    clause: Clause

    @property
    def value(self) -> Decimal:
        """The amount in yuan."""
        return self.amount.value


def read_money(reading: Reading) -> tuple[Money, ...]:
    """Every amount of the turn with its role; bare numbers count where a fee, price or threshold is spoken of."""
    cached: tuple[Money, ...] | None = getattr(reading, "_money", None)
    if cached is not None:
        return cached
    found: list[Money] = []
    for clause in reading.clauses:
        amounts = list(reading.amounts_in(clause))
        amounts.extend(_bare(reading, clause, amounts))
        for amount in sorted(amounts, key=lambda item: item.start):
            found.append(Money(amount, _role(reading, clause, amount), clause))
    result = tuple(found)
    reading._money = result  # pyright: ignore -- a cache beside cached_property, which needs a method of Reading
    return result


def _bare(reading: Reading, clause: Clause, units: list[Amount]) -> list[Amount]:
    if not clause.present & BARE.bit:
        return []
    text = clause.text
    topical = clause.find(FEE_WORD) or seek(r"满|包邮|免邮|首重|续重|卖|价|拍|一共|总共|合计|付|成交|减|便宜|块|元|元钱|还价|给您|收您|券|[一两二三四五六七八九十\d][件条个双盒箱袋瓶只套张把包罐支本副台份](?:一共|就是?|是|才|只要)?\d", text) or (
        clause.find(CARRIER_WORD) and seek(r"\d|[一二三四五六七八九十两]{1,3}$", text)
    )
    if not topical:
        previous = reading.before(clause)
        asked = reading.asks(FEE_WORD) or reading.asks(r"多少|几块|几钱|卖|价|便宜")
        lone = re.fullmatch(r"\W*\d+(?:\.\d+)?(?:哦|哈|呢|的|啦|喔|就行|就好)?\W*", text) is not None and (reading.asks(CARRIER_WORD) or reading.asks(r"寄|邮"))
        if not lone and not ((previous is not None and previous.find(FEE_WORD)) or (asked and (clause.find(CARRIER_WORD) or len(text) <= 8 or _zone_word(reading, clause)))):
            return []
    times = [(time.start, time.end) for time in reading.times_in(clause)]
    covered = {position for unit in units for position in range(unit.start, unit.end)}
    found: list[Amount] = []
    for number in bare_numbers(reading.text, clause.start, clause.end):
        if any(left < number.end and number.start < right for left, right in times):
            continue
        if not covered.isdisjoint(range(number.start, number.end)):
            continue
        if number.value > 100_000 or _in_title(reading, number):
            continue
        if not number.text[0].isdigit() and not (
            clause.find(FEE_WORD) or clause.find(CARRIER_WORD) or seek(r"满|减|付|收|卖", reading.text[max(clause.start, number.start - 3) : number.start])
        ):
            continue
        found.append(number)
    return found


def _zone_word(reading: Reading, clause: Clause) -> bool:
    return any(clause.start <= place.start < clause.end for place in reading.places) or "偏远" in clause.text or "外省" in clause.text


def _in_title(reading: Reading, number: Amount) -> bool:
    if number.end - number.start >= 2 and reading.text[number.start : number.end + 2] in reading.given and len(reading.text[number.start : number.end + 2].strip()) > number.end - number.start:
        return True  # part of a fact, such as 2026春茶
    around = reading.text[max(0, number.start - 1) : number.end + 2]
    return any(len(around) >= 2 and around.strip() in product.title.lower() for product in reading.request.products)


def _role(reading: Reading, clause: Clause, amount: Amount) -> Role:
    text = reading.text
    before = text[max(clause.start, amount.start - 14) : amount.start]
    after = text[amount.end : min(clause.end, amount.end + 8)]
    if re.match(r"^(?:已|也)?(?:满|过|达到|超过|够)", after):
        return "price"
    if re.match(r"^\s?[+×x*]", after) or re.match(r"^\s?=", after) or seek(r"\+\s?$", before):
        return "part"
    if seek(r"[×x*]\s?$", before):
        return "part"
    if clause.find(_INSURANCE):
        return "insurance"
    if _THRESHOLD.search(before) or re.match(r"^(?:以上|起(?!步)|以内包|就包邮|即?可?(?:包邮|免邮|免运))", after):
        return "threshold"
    if seek(r"[一两三几\d]张(?:面额)?$", before) or _COUPON_AFTER.match(after) or seek(r"券(?:面额|是|:|\s)?$", before):
        return "coupon"
    if _STEP.search(before) or _PER_KG_AFTER.match(after):
        return "step_rate"
    if _FIRST.search(before) or re.match(r"^(?:起步|起(?=$|[,的哦呢哈])|首重)", after):
        return "first_rate"
    if before.endswith("=") and _sum_of_freight(reading, clause):
        return "fee"
    if _TOTAL.search(before):
        return "total"
    if seek(r"补偿|赔偿|赔不是|歉意", clause.text) and (_DISCOUNT.search(before) or _AMENDS.search(before)):
        return "amends"
    if _DISCOUNT.search(before) or re.match(r"^(?:的)?(?:优惠|折扣|差价|运费优惠|减免)", after):
        return "discount"
    if seek(r"(?:退(?:您|还|回|款)?|返)(?:差价|运费|商品款|货款|款|您|\s)*$", before) and not FEE_WORD.search(before):
        return "refund"
    if _AMENDS.search(before) and not FEE_WORD.search(before[-6:]):
        return "amends"
    if seek(r"(?:补|加|多付|另付|再付|贴)(?:个|上|您|收|\s)*$", before) and clause.find(CARRIER_WORD) and "差价" not in before:
        return "fee"
    if _DIFF.search(before):
        return "difference"
    if _OTHERS.search(before):
        return "others"
    if FEE_WORD.search(before[-9:]) or re.match(r"^的?(?:运费|邮费|快递费|邮|包邮|运)", after):
        return "fee"
    if _PRICE_BEFORE.search(before):
        return "price"
    if clause.find(FEE_WORD) and not seek(r"价|卖|款|拍", before):
        return "fee"
    if CARRIER_WORD.search(before) or _lane_before(reading, clause, amount):
        return "fee"
    if _PAY.search(before):
        return "total"
    if seek(r"(?:收(?:您)?|要|算您|只收|也收|给您)$", before) and (reading.asks(FEE_WORD) or FEE_WORD.search(text)):
        return "fee"
    return _by_topic(reading, clause, amount, before)


def _sum_of_freight(reading: Reading, clause: Clause) -> bool:
    """'22+5*8=62' where the freight was asked for: what stands behind the sign is the fee."""
    if re.search(r"(?<!\d)\d{1,3}\s?\+\s?\d{1,3}\s?[x×*]", clause.text) is None:
        return False
    return bool(clause.find(FEE_WORD) or clause.find(CARRIER_WORD) or reading.asks(FEE_WORD) or reading.asks(CARRIER_WORD))


def _lane_before(reading: Reading, clause: Clause, amount: Amount) -> bool:
    head = reading.text[clause.start : amount.start]
    lane = any(clause.start <= place.start and place.end <= amount.start for place in reading.places) or seek(r"偏远|外省|其[他它]地区|别的(?:省|地方)|省外|省内|全国", head)
    about_price = seek(r"价|卖|件|款|单价", head)
    return bool(lane) and not about_price


def _by_topic(reading: Reading, clause: Clause, amount: Amount, before: str) -> Role:
    """No sign beside the amount: a product title before it means price, a fee topic before or in the question a fee."""
    head = reading.text[clause.start : amount.start]
    for product in reading.request.products:
        if any(product.title[i : i + 2].lower() in head for i in range(len(product.title) - 1)):
            return "price"
    previous = reading.before(clause)
    if previous is not None and (previous.message == clause.message or clause.index - previous.index == 1):
        if previous.find(FEE_WORD) and not seek(r"\d", previous.text):
            return "fee"
    if reading.asks(FEE_WORD) and not reading.asks(r"价|卖|便宜|多少钱一"):
        return "fee"
    if (reading.asks(CARRIER_WORD) or reading.asks(r"寄|邮")) and (reading.asks(r"多少|几") or len(reading.asked) <= 10):
        return "fee"
    if reading.asked_places and reading.asks(r"[寄发到往邮]") and not reading.asks(r"价|卖|便宜"):
        return "fee"
    if reading.asks(r"多少\W*$|一共|总共|减完|合计|多少钱|什么价|价格|怎么卖|付多少") and not clause.find(CARRIER_WORD):
        return "price"
    return "unknown"
