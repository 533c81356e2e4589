"""Every amount of a turn with the part it plays: fee, rate, threshold, price, total, discount, insurance, amends…"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Literal, NamedTuple

from guarded_reply.claims.reading import Reading
from guarded_reply.claims.sums_said import BESIDE, CARRIER_WORD, FEE_WORD, bare, counts_pieces
from guarded_reply.reading.money import Amount
from guarded_reply.reading.numerals import CJK_NUMBER, COUNTERS, NUMBER
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause

Role = Literal[
    "fee", "first_rate", "step_rate", "step_sum", "threshold", "price", "total", "discount", "coupon", "insurance", "amends", "refund",
    "gap", "difference", "others", "part", "open", "unknown",
]  # fmt: skip

_TOTAL = Pattern(r"(?:这一?[单笔](?:商品|货款|货)?|(?:用上|用完|享受)(?:之?后|(?=是|就|只|正))|减完|减后|减下来|折后|券后|优惠后|用完券|满减后|一共|总共|合计|总计|共计|总价|总额|总的|共(?!享|同|鸣)|加起来|加一起|加一块儿?|合起来|拢共|全部|(?<!放)(?<!装)(?<!我)一起|(?:连|含|带|加)(?:上|着|了)?(?:运|邮|快递)费|总(?=\d|$)|实付|应付|需付|要付|需支付|应支付|待付|付款金额|订单(?:总)?金额|总金额|订单金额|支付|总金额|=|等于|到手)(?:下来|是|为|就|才|正好|刚好|只要|需要|要|得|您|付|的话|:|了|金额|算|算下来|一共|总共|\s)*$|(?:合|得|共)\s?$")
_PAY = Pattern(r"(?:付|支付|拍下(?:是|就是)?|改(?:成|为|到|好)|现在是|变成|就是)(?:了|款|您|:|是|给|\s)*$")
_THRESHOLD = Pattern(r"(?:满|够|(?<![通不])过(?!年|节|来|去)|超过?|达到?|凑(?:够|满|到|单)?|买(?:够|满|到)|不足|不满|未满|未达|没到|不到)(?:了|足|您|这?个|\s)*$")
_DISCOUNT = Pattern(r"(?:减|立减|优惠|便宜|(?<![他它外各本全的江东西南北海])省(?:下|了)?|少(?:收|付|了|您|算)?|抵(?:扣|掉)?|返(?:现|还|您)?|让(?:利|您)?|补贴|免(?:去|了|掉)?|打掉|抹(?:掉|去|零)|[为替帮给]您(?:承担|分担|负担|垫付)|降|扣(?:减|掉|除)?|折扣|减免|直降|下调|折|刨(?:掉|去|开|除)?|除去|去掉)(?:了|您|掉|去|你|给您|一共|差不多|最多|还能|再|满减的?|优惠的?|活动的?|\s)*$")
_DIFF = Pattern(r"(?:贵|差价?(?!评)|相差|(?<!差不)多(?:出|花|付|了|收)?|高|补(?:差价|齐|上|交)?|再?(?:加|凑|添|补)|还差|离.{0,8}差|差)(?:了|个|您|上|付|\s)*$")
_AMENDS = Pattern(r"(?:赔(?:偿|付|您)?|补偿|补您|退(?:差价)?|返现|红包|给您(?:发|包(?!邮)|转|打|补)(?:个|一个)?|转您|打您|打给您|表示|心意)(?:您|给您|你|了|现金|一个|个|共|\s)*$")
_COUPON_AFTER = Pattern(r"^的?(?:店铺)?(?:优惠|无门槛|代金|抵用|现金|满减|抵扣|购物)?(?:券|卷|劵|红包|代金|立减)")
_PER_KG_AFTER = Pattern(r"^(?:/|每|一)(?:kg|公斤|千克|斤)")
_FIRST = Pattern(r"(?:首重|起步(?:价)?|首(?:公斤|千克|kg)|头一公斤|第一公斤|前?(?:1|一)(?:公斤|kg|千克)(?:以?内|之内)?|首费|起重|起价)(?:费用?|价|也|要|得|就|按|算|是|都是|为|:|收|内|\(?\d?kg\)?|\s|\d公斤)*$")
_STEP = Pattern(r"(?:续重?|每(?:续|加|多|增加|超)?(?:出)?(?:1|一)?(?:公斤|kg|千克)|(?:多|加|超)(?:出)?(?:1|一|每)(?:公斤|kg|千克)|续费|往后每|之后每|后每)(?:费用?|价|是|都是|为|:|收|加|再加|重|\s|每?(?:1|一)?(?:公斤|kg|千克))*$")
_INSURANCE = Pattern(r"运费险|保险|保价|险|投保|理赔")
_OTHERS = Pattern(r"(?:别家|人家|隔壁|其他店|别的店|对手|竞品|他家|她家|那家|平台上|网上|其它店|同行|友商|市面|实体店|专柜|您(?:说|提|报|出|开|看到|给)的?)")
_REFUND_AFTER = Pattern(r"^(?:元|块)?(?:钱)?(?:会|就|都|也|给您|为您|全额|全部|全|原路|一起|一并|按原路)*退(?!货|换|不|差价)")


class Money(NamedTuple):
    """An amount with its role, and the clause it stands in."""

    amount: Amount
    role: Role
    clause: Clause

    @property
    def value(self) -> Decimal:
        """The amount in yuan."""
        return self.amount.value


_START = attrgetter("start")
_MONEY_END = attrgetter("amount.end")


def read_money(reading: Reading) -> tuple[Money, ...]:
    """Every amount of the turn with its role; bare numbers count where money is spoken of or asked for."""
    cached: tuple[Money, ...] | None = getattr(reading, "_money", None)
    if cached is not None:
        return cached
    found: list[Money] = []
    for clause in reading.clauses:
        with_unit = reading.amounts_in(clause)
        amounts = [amount for amount in with_unit if not counts_pieces(reading, clause, amount)]
        amounts.extend(bare(reading, clause, with_unit))
        if not amounts:
            continue
        since = clause.start
        for amount in sorted(amounts, key=_START):
            role = _role(reading, clause, amount, since)
            if role == "fee" and found and found[-1].role in ("first_rate", "step_rate") and found[-1].clause.sentence == clause.sentence and _ONLY_PLACE.fullmatch(own := reading.text[since : amount.start]) and not FEE_WORD.search(own) and not CARRIER_WORD.search(own):
                role = found[-1].role  # '外省续重10块,江浙沪2块'
            if role == "open" and (_sums_up(reading, found, clause, amount) or _last_of_three(found, clause, amount)):
                role = "total"
            found.append(Money(amount, role, clause))
            since = amount.end
    result = tuple(found)
    reading._money = result  # pyright: ignore -- a cache beside cached_property, which needs a method of Reading
    return result


_ONLY_PLACE = Pattern(r"\W*[一-鿿]{2,6}(?:是|的|要|就|才|只|收)?\s?")
_ROUGHLY = Pattern(r"(?:差不多|大概|大约|约|将近|近)(?:是|要|就)?$")
_MOST_PARTS = 5


def _sums_up(reading: Reading, before: Sequence[Money], clause: Clause, amount: Amount) -> bool:
    """Whether a sum is what the amounts before it in the message come to: '四个79.6,中通6块,85.6'."""
    near = 1 if _ROUGHLY.search(reading.text[max(clause.start, amount.start - 4) : amount.start]) else 0
    whole, parts = Decimal(0), 0
    for money in reversed(before[-_MOST_PARTS:]):
        if money.clause.message != clause.message or money.role == "threshold":
            continue
        if money.role not in ("open", "fee", "price", "part", "discount"):
            return False
        whole += -money.value if money.role == "discount" else money.value
        parts += 1
        if parts > 1 and abs(whole - amount.value) <= near:
            return True
    return False


def _last_of_three(before: Sequence[Money], clause: Clause, amount: Amount) -> bool:
    """Whether a sum that makes up its clause follows goods and a fee, and is more than both, or a cut, and is less: '三套54 中通10 64'."""
    if len(before) < _GOODS_AND_FEE or amount.start != clause.start or before[-1].role not in ("fee", "discount") or before[-1].clause.message != clause.message:
        return False
    goods, fee = before[-2], before[-1]
    if fee.role == "discount":
        return goods.role in ("open", "price", "total") and fee.value < amount.value < goods.value and goods.clause.message == clause.message
    return goods.role in ("open", "price", "total") and goods.clause.message == clause.message and amount.value > max(goods.value, fee.value)


_GOODS_AND_FEE = 2


def money_in(reading: Reading, clause: Clause) -> tuple[Money, ...]:
    """The amounts of one clause."""
    cached: dict[int, tuple[Money, ...]] | None = getattr(reading, "_money_by_clause", None)
    if cached is None:
        grouped: dict[int, list[Money]] = {}
        for money in read_money(reading):
            grouped.setdefault(money.clause.index, []).append(money)
        cached = {index: tuple(found) for index, found in grouped.items()}
        reading._money_by_clause = cached  # pyright: ignore -- a cache on the reading
    return cached.get(clause.index, ())


def since_last(reading: Reading, clause: Clause, position: int) -> int:
    """Where the words that belong to what stands at ``position`` begin: behind the amount before it, or with the clause."""
    found = money_in(reading, clause)
    before = bisect_right(found, position, key=_MONEY_END)
    return found[before - 1].amount.end if before else clause.start


def says(reading: Reading, pattern: Pattern) -> bool:
    """Whether the turn holds a match of ``pattern``; looked for once."""
    cached: dict[Pattern, bool] | None = getattr(reading, "_says", None)
    if cached is None:
        cached = reading._says = {}  # pyright: ignore -- a cache on the reading
    if pattern not in cached:
        cached[pattern] = pattern.search(reading.text) is not None
    return cached[pattern]


_FILLS_TO = Pattern(r"(?:(?:差|缺)一?点儿?|(?:差|缺|凑|加)(?:了|个)?\s?\d{1,4}(?:\.\d{1,2})?(?:元|块)?(?:钱)?)(?:才|就|能|可以)?(?:到|够|满|凑够|凑到)\s?$")
_GOODS_AFTER = Pattern(r"^(?:元|块)?(?:已经?|也|早就?|就|都|了|可以|能|还能|还|呢)*(?:还?差(?!不|价|评)|满|过(?!来|去|年|几)|达到|超过|超(?!重)|够(?=\d|包|免|满|门槛|得上)|破百|免(?:中通|运|邮)|不包吗|到不了|没到|不到|不够|不足)")
_THRESHOLD_AFTER = Pattern(r"^(?:以上|起(?=[包免送减就])|以内包|就包邮|即?可?(?:包邮|免邮|免运)|的?(?:包邮|免邮|免运|满减|满额)?(?:门槛|线(?!上)|标准(?=$|,)|条件|档))")
_FREE_AFTER = Pattern(r"^(?:元|块)?(?:就|可|即)?(?:包邮|免邮|免运)")
_ASKS_GOODS = Pattern(rf"[\d一两二三四五六七八九十俩][{COUNTERS}]|一共|到手|总共")
_PIECES_BEFORE = Pattern(rf"(?:[俩仨]|[一两二三四五六七八九十\d]\s?[{COUNTERS}])(?:一共|共|是|就|才)?$")
_HIGHEST_THRESHOLD = 300
_GAP = Pattern(r"(?:还差|只差|就差|仅差|差|缺|再凑|还要?凑|还需要?凑?|凑(?!够|满|到|单|成|足)|再买|再加)(?:个|了|您|到|够|上|就|的|点|大概|\s)*$")
_GOAL = Pattern(r"包邮|免邮|免运|满减|满\d|满[一二两三四五六七八九]|用上|享受|活动|够|门槛|凑单|免(?:了|费|掉)|才包|能包|减")
_DIVISOR = Pattern(r"(?:÷|/|≈|除以|除)\s?$")
_STEP_SUM = Pattern(
    rf"(?:(?P<a>\d{{1,3}}|{CJK_NUMBER}{{1,3}})(?:个|公斤|kg|千克)(?:的)?续重?(?:费用?|是|要|收|:|\s)*|续重?(?:的)?(?P<b>\d{{1,3}}|{CJK_NUMBER}{{1,3}})(?:个|公斤|kg|千克)(?:的)?(?:共|是|要|收|合|就|计|费用?|:|\s)*)$"
)
_STEPS_OF = Pattern(rf"(?:加|后面|后头|往后|再|\+|还有|剩下)(?:的)?(?:\d{{1,3}}|{CJK_NUMBER}{{1,3}})个$")
_ADDED = Pattern(r"^(?:元|块)?(?:钱)?(?:再)?(?:加|\+)(?:上)?\s?(?:续|后|[\d一二两三四五六七八九十])")
_ADDING = Pattern(r"(?:加|\+)(?:上)?\s?$")
_TOTAL_AFTER = Pattern(r"^(?:元|块)?(?:钱)?(?:就)?(?:带走|拿走|拿下|到手|搞定|包圆|妥)")
_BESIDE_FEE = Pattern(rf"^(?:元|块)?(?:钱)?(?:再)?(?:加|\+)(?:上)?\s?(?:(?:中通|顺丰|快递)?(?:的)?(?:运费|邮费|快递费)|中通|顺丰|{NUMBER}(?:元|块)?(?:钱)?的?(?:运费|邮费|快递费|邮资))")
"""Goods before the fee that is added to them: '61加34块运费'."""
_REWARD_AFTER = Pattern(r"^(?:元|块)?(?:钱)?的?(?:小|现金)?(?:返现|红包|现金|奖励|话费|礼金|返利)")
_FEE_AFTER = Pattern(r"^(?:元|块)?(?:钱)?的?(?:运费|邮费|快递费|邮资|物流费|运资|邮(?!政|费|资)|运(?!动|输|费|资))(?!险|\s?\d|是|为|:)")
_PRICE_AFTER = Pattern(r"^(?:元|块)?(?:钱)?(?:一[件条个双盒箱袋瓶只套张把包罐])?(?:已经|就|也|都)?是(?:我们|咱们?|全店|店里|全网)?的?(?:统一|活动|现|原|最终|标|实)价")
_COUPON_USED = Pattern(r"(?:用|减|扣|抵)(?:完|了|掉|上|去|过)*(?:\d+(?:元|块)?(?:钱)?)?(?:的)?(?:店铺|优惠|满减)?券(?:之?后)?(?:是|就是|就|才|:|的话|\s)*$")
"""What is left when a coupon is used: '用完券259', '用10元券49'."""
_PRICE_WORD = Pattern(r"货$|单[价件]|页面价|售价|原价|现价|价格|标价|定价|卖价|价钱|货款|商品|货值|卖|活动价|到手价|优惠价")


def _role(reading: Reading, clause: Clause, amount: Amount, since: int) -> Role:
    text = reading.text
    before = text[max(clause.start, amount.start - 14) : amount.start]
    after = text[amount.end : min(clause.end, amount.end + 12)]
    own = text[since : amount.start]
    if seek(r"[一两三几\d]张(?:面额)?$", before):
        return "coupon"
    if not after.startswith("的") and _is_gap(reading, clause, before, amount):
        return "gap"
    if _FREE_AFTER.match(after) and reading.policy.free_shipping is not None and amount.value != reading.policy.free_shipping.threshold and not _THRESHOLD.search(before) and (amount.value != int(amount.value) or amount.value > _HIGHEST_THRESHOLD or _PIECES_BEFORE.search(before) or reading.asks(_ASKS_GOODS)):
        return "price"  # '172.6包邮': what the goods come to
    if _THRESHOLD.search(before) or _FILLS_TO.search(before) or _THRESHOLD_AFTER.match(after) or seek(r"离$", before) and seek(r"^[^,]{0,4}(?:包邮|免)", after):
        return "threshold"
    if _PRICE_AFTER.match(after):
        return "price"
    if seek(r"[含括]的?(?:运|邮|快递)费(?:是|为|:|\s)*$", before) and (since > clause.start or re.search(r"\d", text[max(0, clause.start - BESIDE) : clause.start] + text[clause.start : amount.start])):
        return "fee"  # '到手893元(含运费68元)'
    if _GOODS_AFTER.match(after) and not _DISCOUNT.search(before) or _BESIDE_FEE.match(after):
        return "price"
    if _REWARD_AFTER.match(after):
        return "unknown"
    if _DIVISOR.search(before) or re.match(r"^(?:元|块)?(?:就|要|会)?(?:改|降|调|涨|变)(?:成|为|到)", after):
        return "unknown"
    if re.match(r"^\s?[+×x*]", after) or re.match(r"^\s?=", after) or seek(r"[+×x*]\s?$", before):
        return "part"
    if clause.find(_INSURANCE):
        return "insurance"
    if _COUPON_USED.search(before):
        return "total"
    if seek(r"[一两三几\d]张(?:面额)?$", before) or _COUPON_AFTER.match(after) or seek(r"券(?:面额|是|:|\s)?$", before):
        return "coupon"
    if _STEP_SUM.search(before):
        return "step_sum"
    if _STEP.search(before) or _PER_KG_AFTER.match(after) or _STEPS_OF.search(before):
        return "step_rate"
    if _FIRST.search(before) or re.match(r"^(?:起步|起(?=$|[,的哦呢哈])|首重)", after):
        return "first_rate"
    if (_FEE_AFTER.match(after) or re.match(r"^(?:元|块)?(?:钱)?的?(?:中通|顺丰)(?!\s?\d)", after)) and seek(r"^(?:元|块)?(?:钱)?(?:再)?(?:加|\+)(?:上)?\s?$", own):
        return "fee"
    if since > clause.start and not _FEE_AFTER.match(after) and seek(r"^(?:元|块)?(?:钱)?(?:再)?(?:加|\+)(?:上)?\s?$", text[since : amount.start]) and not _working(reading, clause):
        return "open"
    if _working(reading, clause) and (_ADDED.match(after) or (_ADDING.search(before) and since > clause.start)):
        return "part"
    if _added_up(reading, clause, amount):
        return "total"
    if before.endswith("=") and _sum_of_freight(reading, clause):
        return "fee"
    if _TOTAL.search(before) or (_TOTAL_AFTER.match(after) and not _DISCOUNT.search(before)):
        return "total"
    return _given_away(reading, clause, amount, before, after) or _stated(reading, clause, amount, own, before, after)


_ADDITION = Pattern(rf"{NUMBER}(?:元|块)?(?:钱)?(?:的)?(?:运费|邮费)?(?:再)?(?:加|\+)(?:上)?[^,\d]{{0,6}}{NUMBER}(?:元|块)?(?:钱)?(?:的)?(?:运费|邮费)?$")


def _added_up(reading: Reading, clause: Clause, amount: Amount) -> bool:
    """Whether a sum stands right behind an addition: '96块加7块 103', '88加29.9是117.9'."""
    head = reading.text[clause.start : amount.start].rstrip("=共合是, ")
    previous = reading.before(clause)
    if not head and previous is not None and previous.sentence == clause.sentence:
        head = previous.text
    return ("加" in head or "+" in head) and _ADDITION.search(head) is not None and not _working(reading, clause)


_OF_WORKING = Pattern(r"公斤|kg|千克|续|首重|体积|个\d")
_MAKES_GOOD = Pattern(r"补偿|赔偿|赔不是|歉意")
_COMPARED = Pattern(r"差(?:多少|几|价)|贵多少|贵几|[比和跟].{1,8}(?:差|贵)")


def _is_gap(reading: Reading, clause: Clause, before: str, amount: Amount) -> bool:
    """Whether the amount is what is missing to a threshold, and not how far two fees lie apart."""
    free = reading.policy.free_shipping
    if free is not None and amount.value == free.threshold and not seek(r"差|缺", before):
        return False  # '凑99就包邮'
    if _GAP.search(before) is None or seek(r"(?:中间|相|之间|两者|两家)差$", before) or (_COMPARED.search(reading.asked) and not reading.asks(r"包邮|满减|凑|免")):
        return False
    return _GOAL.search(reading.sentence_of(clause)) is not None or reading.asks(r"凑|包邮|满减|差") is not None


def _given_away(reading: Reading, clause: Clause, amount: Amount, before: str, after: str) -> Role | None:
    """The role of a sum that changes a price: amends, cut, refund, difference."""
    if _THAT_IS.match(clause.text) and (previous := reading.before(clause)) is not None and previous.sentence == clause.sentence and _AS_AMENDS.search(previous.text):
        return "amends"
    if clause.find(_MAKES_GOOD) and (_DISCOUNT.search(before) or _AMENDS.search(before)):
        return "amends"
    if seek(r"比.{1,14}(?:便宜|省|少|低|划算)(?:了|下|出|个|整整|足足|\s)*$", before):
        return "difference"
    if _REFUND_AFTER.match(after):
        return "refund"
    if _DISCOUNT.search(before) or re.match(r"^(?:元|块)?(?:钱)?(?:的)?(?:优惠(?!价|机会|活动|力度|期)|折扣|运费优惠|减免)", after):
        return "discount"
    if seek(r"(?:退(?:您|还|回|款)?|返)(?:差价|运费|商品款|货款|款|您|\s)*$", before) and not FEE_WORD.search(before):
        return "refund"
    if re.match(r"^(?:元|块)?(?:钱)?(?:以内|左右)?(?:我|我们|这边|店里|咱)?(?:直接|马上|现在)?(?:给您)?(?:转|打)(?:您|给您|过去|到您)", after):
        return "amends"
    if _SUPPLEMENT.search(before) or re.match(r"^(?:元|块)?(?:钱)?(?:的)?差价", after):
        return "difference"
    if _AMENDS.search(before) and not FEE_WORD.search(before[-6:]):
        return "amends"
    if _DIFF.search(before):
        return "difference"
    return "others" if _OTHERS.search(before) else None


_THAT_IS = Pattern(r"^(?:也就是|也即|即|折合|合计|大概|大约|相当于|算下来|就是)")
_AS_AMENDS = Pattern(r"(?:作为?|当作?|算是?)(?:给您的)?(?:补偿|赔偿|赔付|心意|歉意)|(?:补偿|赔付|赔偿)(?:给)?您")
_SUPPLEMENT = Pattern(r"(?:(?<!给您)补(?!偿|贴|您)|多付|另付|再付|贴(?!您))(?:个|上|您|收|交|付|差价|运费|邮费|\s)*$")


def _stated(reading: Reading, clause: Clause, amount: Amount, own: str, before: str, after: str) -> Role:
    """The role of a sum that is stated as it stands: fee, price, what is to be paid; open where nothing beside it says."""
    if FEE_WORD.search(own) or _FEE_AFTER.match(after):
        return "fee"
    if _PRICE_WORD.search(own[-10:]):
        return "price"
    if CARRIER_WORD.search(own) or _lane_before(reading, clause, own, amount) or _answers_for_place(reading, clause, own):
        return "fee"
    if _PAY.search(before):
        return "total"
    if seek(r"(?:收(?:您)?|要|算您|只收|也收)$", before) and (reading.asks(FEE_WORD) or FEE_WORD.search(reading.text)):
        return "fee"
    return "open"


def _working(reading: Reading, clause: Clause) -> bool:
    """Whether the clause tells how a fee comes about: '20元加75元共95元', '22加7个10'."""
    return reading.says_with(clause, _OF_WORKING) or _explains(reading, clause)


_TWO_PARTS = Pattern(r"(?<![\d.])(\d{1,3})(?:元|块)?(?:钱)?(?:加|\+)(?:上)?\s?(\d{1,3})(?:元|块)?(?:钱)?\W*$")


def _explains(reading: Reading, clause: Clause) -> bool:
    """'35哈,20加15': whether the clause takes apart the fee that was said just before."""
    parts = clause.find(_TWO_PARTS)
    previous = reading.before(clause)
    if parts is None or previous is None or previous.message != clause.message:
        return False
    return re.search(rf"(?<![\d.]){int(parts.group(1)) + int(parts.group(2))}(?![\d.])", previous.text + clause.text[: parts.start()]) is not None


def _sum_of_freight(reading: Reading, clause: Clause) -> bool:
    """'22+5*8=62' where the freight was asked for: what stands behind the sign is the fee."""
    if re.search(r"(?<!\d)\d{1,3}\s?\+\s?\d{1,3}\s?[x×*]", clause.text) is None:
        return False
    return bool(clause.find(FEE_WORD) or clause.find(CARRIER_WORD) or reading.asks(FEE_WORD) or reading.asks(CARRIER_WORD))


def _answers_for_place(reading: Reading, clause: Clause, own: str) -> bool:
    """'重庆远点 十八': a bare sum behind a clause that names the place which the customer asked of."""
    previous = reading.before(clause)
    if own.strip() or not reading.asked_places or previous is None or reading.amounts_in(previous) or seek(r"价|卖", previous.text):
        return False
    return any(previous.start <= place.start < previous.end for place in reading.places)


def _lane_before(reading: Reading, clause: Clause, own: str, amount: Amount) -> bool:
    since = amount.start - len(own)
    lane = any(since <= place.start and place.end <= amount.start for place in reading.places) or seek(r"偏远|外省|其[他它]地区|别的(?:省|地方)|省外|省内|全国", own)
    return bool(lane) and not seek(r"价|卖|单价", own)
