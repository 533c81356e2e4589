"""Grants a price cut, coupon, gift or freight concession that neither policy nor promotions allow.

What it does: fires when the reply lowers a price, agrees to a counter-offer (also by a bare 成交), names a promotion with a
wrong figure or applies it where its threshold is not met, or gives a coupon, gift or freight concession beyond the
policy's. Listed promotions and concessions at their amount, and 帮您申请 without a promise, are fine.

Why: the price does not move in chat, and what is promised there is owed (P20, P21, P72).

Known limits: a gift that is named only by its kind (小礼物) is taken for one the policy lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from guarded_reply.claims.amounts import Money, read_money
from guarded_reply.claims.figures import only_prices, verdicts, wrong
from guarded_reply.claims.granted import ASKS_CUT, MAYBE, denied, is_known, of_review, refused_after
from guarded_reply.claims.lane import carriers_in, lane_at, quotes_for
from guarded_reply.claims.prices import baskets, fees_of
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.sums_said import CARRIER_WORD
from guarded_reply.claims.topics import asked_topic, bargains
from guarded_reply.claims.votes import Vote
from guarded_reply.policy import parcel_of
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, CONDITION, spoken
from guarded_reply.reading.numerals import CJK_NUMBER, NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause
from guarded_reply.reply import decimal_text
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import bad, good
from guarded_reply.rules.money.counter_offers import AGREES_TO_PRICE, cuts_agreed, decided, freight_cut_asked, offers_taken, prices_offered
from guarded_reply.rules.money.gifts import GIVES, gift, gift_agreed, gift_named, one_free, too_many_gifts

_RATE = Pattern(rf"(?:打|享(?:受)?|给您?|按|有|算|就|才|全场|限时|拍下|立享|是)?\s?(\d(?:\.\d)?|[一二三四五六七八九]{{1,2}}|{CJK_NUMBER}{{1,2}})折(?!扣码|叠|痕|返|腾|磨|射|损|断|旧|成|价|线)|(半价)")
_CUT_WORD = Pattern(r"便宜(?:点|些|一点|您)?|优惠(?:点|些|价|您|一些|一点)?|少(?:收|算|付)|降价|让利|抹(?:个|了|掉|去)?零|抹掉|减(?!肥|少|轻|震|速|压|弱|退|法)|立减|减免|折扣|打折|特价|内部价|老客户?价(?!格?[^,。]{0,3}(?:一样|相同|统一|没))|会员价|员工价|友情价|批发价|团购价|更低(?:的)?价|最低价|底价|打.{0,2}折|优惠价|改价|改(?:成|到|为)|会(?:比|更)便宜|价格?(?:会|更|可以|能).{0,6}(?:低|便宜|优惠|商量|谈)|好商量|可以谈|有得谈|给您.{0,4}价|赔本价|成本价")
_COUPON = Pattern(rf"({NUMBER})\s?(?:元|块)?(?:的)?(?:店铺|无门槛|优惠|代金|抵用|现金|满减|抵扣|购物|大额|专属|会员)?[券卷劵]|(?:优惠|无门槛|代金|抵用|现金|满减|大额|店铺|专属)?[券劵卷](?:面额|面值|金额)?(?:是|为|:)?\s?({NUMBER})(?:元|块)|(?:优惠|无门槛|代金|抵用|现金|满减|大额|店铺|专属)[券劵卷]")

_PROMOTION = Pattern(rf"(?:满|够|每满|买满)\s?({NUMBER})(?:元|块)?(?:钱)?[^,。!?\d满]{{0,8}}?(?:就|立|即|可|能)?(?:减|立减|优惠|返|便宜|抵)(?:您)?\s?({NUMBER})")

_ASKS_WAIVER = Pattern(r"(?:运费|邮费|快递费|邮).{0,8}(?:少|便宜|减|免|优惠|抹)|(?:免|(?<!多)少|减|便宜).{0,3}(?:运费|邮费)")
_UPGRADED = Pattern(r"免费(?:给您|帮您|为您)?(?:升级|换|改|发)(?:成|为|到|了)?[^,]{0,4}(?:顺丰|空运|特快)|(?:升级|换|改)(?:成|为|到|了)+[^,]{0,4}(?:顺丰|特快)[^,]{0,6},?(?:无需|不用|不需要?|不收|免)(?:您)?(?:再|另)?(?:承担|补|付|出|加)?(?:任何|运费)?差价")
_SEVERAL = Pattern(r"(?:两|俩|二|2|三|3|四|五|几)张")
_CUT_FOR_YOU = Pattern(r"(?:给您|帮您|为您|给亲)(?:再)?(?:少|减|便宜|让|降|优惠)(?:了|掉|好了|好|一下|点|些|价|一点|一些)*(?=$|[的哈哦啦吧呢亲])")
_WAIVED = Pattern(r"(?:运费|邮费|快递费)(?:就|也|都|我|我们)?(?:给您|帮您|为您)(?:就|都|全)?(?:免|包|不收|减掉|去掉)|(?:给您|帮您|为您)(?:免|包)(?:了|掉|去)?(?:运费|邮费|邮)|免了免了|(?:顺丰|中通|运费|邮费|快递费)\s?(?:的)?\d{1,3}(?:元|块)?(?:钱)?(?:我|就|也|都|给您|帮您|全)*(?:免(?!运|邮)|不收|不要|省)(?:了|掉|您)|(?:运费|邮费|\d{1,3}(?:元|块)?)(?:都|就|全)?(?:算|归)?(?:我们?|店里|咱)(?:来)?(?:出|承担|掏|的(?=$|[了吧啦]))")
_ANY = any_of(_RATE, _COUPON, _SEVERAL, GIVES, _CUT_FOR_YOU, _WAIVED, _CUT_WORD)


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each concession the shop has not allowed."""
    if reading.policy.price.reductions_in_chat:
        return
    yield from _promotion_figures(reading)
    yield from _unearned(reading)
    yield from _below(reading)
    for clause in reading.where(_ANY):
        yield from _clause(reading, clause)
    yield from _carrier_upgraded(reading)
    yield from _amounts(reading)
    yield from prices_offered(reading)
    yield from too_many_gifts(reading)
    yield from one_free(reading)
    yield from gift_agreed(reading)
    yield from gift_named(reading)
    yield from _half_freight(reading)
    yield from cuts_agreed(reading)
    yield from decided(reading)
    for verdict, _ in wrong(reading, "unauthorised-discount"):
        amount = verdict.money.amount
        yield Hit(amount.start, amount.end, f"给到{decimal_text(amount.value)}元没有依据", verdict.source, verdict.advice or "价格和运费按店铺规定说")
    yield from offers_taken(reading)


def _clause(reading: Reading, clause: Clause) -> Iterator[Hit]:
    text = spoken(clause)
    if seek(r"别家|人家|隔壁|您说|如果能|要是能|要能", text) or (clause.find(ALTERNATIVE_QUESTION, text) and clause.asks and not seek(r"送|给您|赠|减您|便宜您", text)):
        return
    rate = clause.find(_RATE, text)
    if rate is not None and not denied(text, rate.start()) and not refused_after(reading, clause, rate.end()) and not clause.find(MAYBE, text) and not _supported_rate(reading, rate):
        if not clause.asks or "可以吗" in text or "行吗" in text:
            yield Hit(clause.start + rate.start(), clause.start + rate.end(), f"活动里没有“{rate.group()}”", "request:promotions", "只说已有的活动和优惠")
            return
    coupon = clause.find(_COUPON, text)
    if coupon is not None and seek(r"送|给|赠|领|发|申请|享|有|可以用|补|拿|放", text) and not denied(text, coupon.start()) and not refused_after(reading, clause, coupon.end()) and not of_review(reading):
        problem = _coupon_problem(reading, coupon)
        if problem:
            yield Hit(clause.start + coupon.start(), clause.start + coupon.end(), problem, "policy:concessions.coupons", _coupons_text(reading))
            return
    many = clause.find(_SEVERAL, text)
    if many is not None and seek(r"[券劵卷]", text + reading.asked) and seek(r"给您|送您|发|可以|都给|领", text) and not denied(text, len(text)) and not seek(r"照片|图|拍", text):
        allowed = max((c.per_order for c in reading.policy.concessions.coupons), default=0)
        if allowed < 2 and not any(p.kind == "coupon" for p in reading.request.promotions):
            yield Hit(clause.start + many.start(), clause.start + many.end(), "券超出了每单的数量", "policy:concessions.coupons", _coupons_text(reading))
            return
    yield from gift(reading, clause, text)
    cut = clause.find(_CUT_FOR_YOU, text)
    if cut is not None and reading.asks(ASKS_CUT) and not denied(text, cut.start()) and not clause.asks and not clause.find(MAYBE, text) and not seek(r"运费|邮费", text + reading.asked) and not _supposed(reading, clause, cut.start()):
        yield Hit(clause.start + cut.start(), clause.start + cut.end(), "答应了降价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的赠品、券或运费优惠")
        return
    waived = clause.find(_WAIVED, text)
    if waived is not None and (bargains(reading) or reading.asks(_ASKS_WAIVER)) and not denied(text, waived.start()) and not clause.asks and not _free_by_right(reading, clause, waived):
        yield Hit(clause.start + waived.start(), clause.start + waived.end(), "免运费超出了可以给的优惠", "policy:concessions.freight_max", f"运费最多优惠{reading.policy.concessions.freight_max}元")
        return
    word = clause.find(_CUT_WORD, text)
    if word is not None and not (seek(r"比|反而|反倒", text) and (CARRIER_WORD.search(text) or asked_topic(reading) == "freight")) and not (CARRIER_WORD.search(text) and not seek(r"给您|帮您|可以便宜|能便宜", text)) and not reading.amounts_in(clause) and seek(r"(?:可以|能|会|给您|帮您|肯定|一定|比)[^,]{0,8}(?:便宜|优惠|少|降|减|低|折|抹)|便宜(?:些|点|一些|一点)(?:给您|的|哦|哈|啦)?$|好商量|可以谈|内部价|老客户?价|员工价|友情价|批发价|团购价", text):
        if not denied(text, word.start()) and not refused_after(reading, clause, word.end()) and not _supposed(reading, clause, word.start()) and not clause.asks and not clause.find(MAYBE, text) and not clause.find(CONDITION, text) and not reading.request.promotions and not seek(r"券|活动|优惠(?:信息|政策|规则|详情|内容)|更优惠的(?:活动|时候)|已经|性价比|运费险|满", text):
            yield Hit(clause.start + word.start(), clause.start + word.end(), "答应了降价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的赠品、券或运费优惠")


_SUPPOSES = Pattern(r"(?:要是|如果|若是?|假如|真要|要真|真(?:的)?(?:给您)?|倘若|万一|一旦|今天|只要)[^,您]{0,6}$|^(?:我|咱|店里)?要[^,]{0,4}$")
_COMES_OF_IT = Pattern(r"公平|对不住|对不起|没法(?:交代|跟|和|向|面对)|交代不|不好交代|说不过去|乱了|亏|寒心|不答应|有意见|怎么想|怎么看|不厚道|不合适")


def _supposed(reading: Reading, clause: Clause, start: int) -> bool:
    """Whether a cut is only supposed, to tell what would come of it ('我要是单给您降,对先买的不公平')."""
    following = reading.after(clause)
    return _SUPPOSES.search(clause.text[:start]) is not None and _COMES_OF_IT.search(clause.text[start:] + (following.text if following is not None else "")) is not None


def _carrier_upgraded(reading: Reading) -> Iterator[Hit]:
    """'已经为您升级成顺丰,无需您承担差价': a dearer carrier at the shop's cost."""
    for match in reading.all(_UPGRADED):
        clause = reading.turn.clause_at(match.start())
        if clause is not None and not clause.asks and reading.request.case is None and not denied(clause.text, match.start() - clause.start):
            yield Hit(match.start(), match.end(), "免费升级快递超出了可以给的优惠", "policy:concessions.freight_max", f"运费最多优惠{reading.policy.concessions.freight_max}元")
            return


_HALF_FREIGHT = Pattern(r"(?:邮费|运费|快递费)(?:我|这边|就|也|都|只|才|给您|帮您|为您|可以|能)*(?:收|算|付|出|打|减|免)?(?:您)?(?:一半|半价|对折|半)(?![径天])|(?:减|免|少收|只收|只要)(?:您)?一半的?(?:邮费|运费|快递费)")


def _half_freight(reading: Reading) -> Iterator[Hit]:
    """'邮费只收一半': more off the freight than the policy gives away."""
    if reading.request.case is not None or not reading.turn.present & _HALF_FREIGHT.bit or reading.asks(r"退|换|寄回") or seek(r"退|换|寄回|各", reading.text):
        return
    fees = {fee for basket in (None, *baskets(reading)) for fee in fees_of(reading, basket) if fee}
    for clause in reading.where(_HALF_FREIGHT.bit):
        match = clause.find(_HALF_FREIGHT)
        if match is not None and not clause.asks and not denied(clause.text, match.start()) and not refused_after(reading, clause, match.end()) and not clause.find(MAYBE) and (not fees or min(fees) / 2 > reading.policy.concessions.freight_max):
            yield Hit(clause.start + match.start(), clause.start + match.end(), "运费减半超出了可以给的优惠", "policy:concessions.freight_max", f"运费最多优惠{reading.policy.concessions.freight_max}元")
            return


def _free_by_right(reading: Reading, clause: Clause, waived: re.Match[str]) -> bool:
    """Whether the order or the rate card makes this shipment, by the carrier named, free anyway."""
    named = carriers_in(reading, waived.group())
    if named:
        quotes = quotes_for(reading, replace(lane_at(reading, clause, clause.start + waived.end()), carriers=named))
        return not quotes or min(quote.fee for quote in quotes) <= reading.policy.concessions.freight_max
    order = reading.request.order
    if order is not None and order.freight is not None:
        return order.freight <= reading.policy.concessions.freight_max
    fees = {fee for basket in (None, *baskets(reading)) for fee in fees_of(reading, basket)}
    return not fees or min(fees) <= reading.policy.concessions.freight_max


def _supported_rate(reading: Reading, rate: re.Match[str]) -> bool:
    said = rate.group(1)
    value = parse_number(said) if said else Decimal(5)
    for promotion in reading.request.promotions:
        for match in _RATE.finditer(promotion.title):
            if (parse_number(match.group(1)) if match.group(1) else Decimal(5)) == value:
                return True
    return seek(rf"{re.escape(rate.group())}", reading.given) is not None


def _coupon_values(reading: Reading) -> set[Decimal]:
    """Amounts of the coupons that policy and promotions know."""
    values = {c.amount for c in reading.policy.concessions.coupons} | {value for p in reading.request.promotions for value in (p.amount, p.threshold) if value is not None}
    return values | ({reading.policy.compensation.coupon_amount} if reading.policy.compensation.coupon_amount else set())


def _coupon_problem(reading: Reading, coupon: re.Match[str]) -> str:
    allowed = _coupon_values(reading)
    said = coupon.group(1) or coupon.group(2)
    if said is None:
        return "" if allowed else "店铺没有可以发的优惠券"
    value = parse_number(said)
    if value is None or seek(r"[一两三]张$|^[一1]$", said):
        return ""
    return "" if value in allowed else f"店铺没有{said}元的券"


def _coupons_text(reading: Reading) -> str:
    names = "、".join(coupon.name for coupon in reading.policy.concessions.coupons)
    return f"可以给的是:{names}" if names else "没有可以给的券"


_AFTER_CUT = Pattern(r"减完|减后|减下来|折后|满减后|优惠后|可以(?:用|减)|能(?:用|减)|享受?")


def _unearned(reading: Reading) -> Iterator[Hit]:
    """A total after a promotion whose threshold the goods do not reach."""
    if not reading.turn.present & _AFTER_CUT.bit:
        return
    promotions = [p for p in reading.request.promotions if p.threshold is not None and p.amount is not None]
    if not promotions or _AFTER_CUT.search(reading.text) is None:
        return
    totals = {parcel.goods_total for parcel in baskets(reading) if parcel.goods_total is not None}
    earned = totals | {total - p.amount for total in totals for p in promotions if p.amount is not None and p.threshold is not None and total >= p.threshold}
    for money in read_money(reading):
        if money.role not in ("total", "price") or money.value in earned:
            continue
        short = next((p for p in promotions if p.amount is not None and p.threshold is not None and money.value + p.amount in totals and money.value + p.amount < p.threshold), None)
        if short is not None:
            yield Hit(money.amount.start, money.amount.end, f"没有达到“{short.title}”的门槛", "request:promotions", "说明还差多少元可以享受")
            return


_BELOW = Pattern(r"(?:没|不|未)(?:到|满|够|达到?)\s?(?:\d+(?:元|块)?|门槛|条件|金额)?[^,。!?]{0,2}(?:也|照样|一样|都)(?![^,。!?]{0,3}(?:不|没))[^,。!?]{0,6}(?:减|享|能用|可以用|包邮|优惠|打折)")


def _below(reading: Reading) -> Iterator[Hit]:
    """'没到500也给您减60': a promotion granted below its threshold."""
    for clause in reading.where(_BELOW.bit):
        match = clause.find(_BELOW)
        if match is not None and not clause.asks and not refused_after(reading, clause, match.end()):
            yield Hit(clause.start + match.start(), clause.start + match.end(), "没有达到门槛也给了优惠", "request:promotions", "说明还差多少,或建议凑单")
            return


_REPEATED = Pattern(r"每满|减(?:两|二|2|三|3|几)次|(?:可以|能)(?:叠加|累计|重复)")
_OF_PROMOTIONS = any_of(_REPEATED, _PROMOTION)


def _promotion_figures(reading: Reading) -> Iterator[Hit]:
    """满X减Y must be one of the promotions, and may be applied only where the threshold is met."""
    if not reading.turn.present & _OF_PROMOTIONS:
        return
    titles = "".join(promotion.title for promotion in reading.request.promotions)
    repeated = next(reading.all(_REPEATED), None)
    if repeated is not None and not seek(r"每|叠加|累计|上不封顶", titles) and seek(r"满", reading.text) and not seek(r"不(?:能|可以|支持)?(?:叠加|累计|重复)", reading.text):
        yield Hit(repeated.start(), repeated.end(), "活动没有说可以重复减", "request:promotions", titles or "目前没有满减活动")
        return
    figures = {(p.threshold, p.amount) for p in reading.request.promotions if p.threshold is not None and p.amount is not None}
    if of_review(reading):
        return
    for match in reading.all(_PROMOTION):
        clause = reading.turn.clause_at(match.start())
        said = (parse_number(match.group(1)), parse_number(match.group(2)))
        if clause is None or None in said:
            continue
        if denied(clause.text, match.start() - clause.start) or seek(r"您(?:说|看到)|别家|隔壁", clause.text[: match.start() - clause.start]):
            continue
        if said not in figures:
            yield Hit(match.start(), match.end(), f"没有“{match.group()}”这个活动", "request:promotions", "、".join(p.title for p in reading.request.promotions) or "目前没有满减活动")
            continue
        applied = seek(r"(?:给您|帮您|按|也|能用|可以用|享受|拍下)", clause.text) and not CONDITION.search(reading.sentence_of(clause)) and not seek(r"差|凑|再|够(?!用|买)", reading.text)
        totals = [b.goods_total for b in baskets(reading) if b.goods_total is not None] + [p.price for p in reading.request.products if p.price is not None]
        if applied and totals and said[0] is not None and all(total < said[0] for total in totals):
            yield Hit(match.start(), match.end(), "这一单没有达到活动门槛", "request:promotions", "说明还差多少,或建议凑单")


_HANDS_OUT = Pattern(r"给|送|赠|领|发|照旧|照样|保留|安排|答应|用|享|拿|选")


def _amounts(reading: Reading) -> Iterator[Hit]:
    """Sums of a cut that nothing allows."""
    concession = reading.policy.concessions.freight_max
    for money in read_money(reading):
        text = money.clause.text
        if money.role == "discount" or (money.role == "difference" and bargains(reading) and seek(r"返|退", text)) or (money.role in ("refund", "amends") and _of_freight(reading)):
            yield from _cut(reading, money, concession)
        elif money.role == "coupon" and money.value not in _coupon_values(reading) and _HANDS_OUT.search(text) and "红包" not in reading.text[money.amount.end : money.amount.end + 4] and not denied(text, money.amount.start - money.clause.start) and not seek(r"您说|别家|如果", text) and not of_review(reading):
            yield Hit(money.amount.start, money.amount.end, f"店铺没有{decimal_text(money.value)}元的券", "policy:concessions.coupons", _coupons_text(reading))
        elif money.role in ("price", "total", "unknown", "fee", "others") and money.clause.find(AGREES_TO_PRICE, text) is not None and not is_known(reading, money.value):
            if not denied(text, len(text)) and not seek(r"不能|没法|无法|不可以|不行|动不了|要是|如果", text) and not (money.clause.asks):
                yield Hit(money.amount.start, money.amount.end, f"答应了{money.amount.text}的还价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的优惠")


def _of_freight(reading: Reading) -> bool:
    """Whether a sum given back is a favour on the freight: asked for so, of an order that is on its way or not yet."""
    order = reading.request.order
    return order is not None and order.status in ("unpaid", "paid") and reading.asks(r"运费|邮费|快递费") is not None


_BEARS = Pattern(r"[为替帮给]您(?:承担|分担|负担|垫付)(?:了|掉)?$")


def _cut(reading: Reading, money: Money, concession: Decimal) -> Iterator[Hit]:
    text, clause = spoken(money.clause), money.clause
    at = money.amount.start - clause.start
    if of_review(reading) or denied(text, at) or refused_after(reading, clause, money.amount.end - clause.start) or seek(r"现金|打款|转账|补偿|赔", text) or (MAYBE.search(text) and not seek(r"申请(?:到|好)|给您", text)) or seek(r"别家|人家|隔壁|您(?:说|想|要)|如果能", text):
        return
    if seek(r"(?:省|节省)(?:下|了|您)?$", text[:at]):
        return
    if _BEARS.search(text[:at]) and (reading.request.case is not None or seek(r"退|换货|质量", reading.text)):
        return  # who pays the return is another rule's business
    window = reading.text[max(0, clause.start - 12) : clause.end]
    figures = {value for p in reading.request.promotions for value in (p.amount, p.threshold) if value is not None}
    coupons = {c.amount for c in reading.policy.concessions.coupons}
    if money.value in figures and _applied_too_early(reading, money, text):
        yield Hit(money.amount.start, money.amount.end, "这一单没有达到活动门槛", "request:promotions", "说明还差多少,或建议凑单")
        return
    if money.value in figures or (money.value in coupons and seek("券|卷|劵", reading.text + reading.asked)):
        return
    order = reading.request.order
    about_freight = freight_cut_asked(reading) or seek(r"运费|邮费|快递费|运|邮", window + reading.asked) is not None or carriers_in(reading, window) or asked_topic(reading) == "freight"
    if about_freight and money.value <= concession:
        reading.claim("concession", money.amount.start, money.amount.end, str(money.value), "policy:concessions.freight_max")
        return
    if order is not None and reading.request.trigger == "price_changed" and money.value <= concession:
        return
    if money.amount.end == money.amount.number[1] and not bargains(reading) and not reading.asks(r"活动|优惠|减|满|[券劵卷]") and not verdicts(reading) and not seek(r"元|块|价|费|优惠|便宜|活动|满|给您|帮您|立减|直降|减免|再减", reading.text):
        return  # no money: '高减2'
    yield Hit(money.amount.start, money.amount.end, f"优惠{money.amount.text}没有依据", "policy:concessions", f"运费最多优惠{concession}元,其余以活动为准")


_APPLIES = Pattern(r"(?:给|让|帮|替|算|为)您|也(?:能|可以|给|算|行)|照样|一样|破例|直接")


_ALL_THE_SAME = Pattern(r"(?:也|照样|照旧|还是|一样|同样)(?:可以|能)?(?:给|帮|算|让|替|为)您")


def _applied_too_early(reading: Reading, money: Money, text: str) -> bool:
    """Whether a promotion's figure is taken off goods that do not reach its threshold."""
    sentence = reading.sentence_of(money.clause)
    if not _APPLIES.search(sentence) or CONDITION.search(sentence) or not _ALL_THE_SAME.search(text) and seek(r"满\s?\d|差(?!(?:个|了)?[一两二三四五六七八九十\d]+(?:元|块)?(?:钱)?[\s,]*(?:也|就|都|我|咱)*(?:给|算|帮|让|替)您)|凑|再", sentence):
        return False
    if any(other.role == "gap" and other.clause.sentence == money.clause.sentence for other in read_money(reading)):
        return True  # it says itself that something is missing
    thresholds = [p.threshold for p in reading.request.promotions if p.amount == money.value and p.threshold is not None]
    stated = next((other for other in reversed(read_money(reading)) if other.amount.end <= money.amount.start and other.clause.sentence == money.clause.sentence), None)
    if stated is not None and thresholds and stated.role in ("open", "price", "total") and is_known(reading, stated.value):
        return stated.value < min(thresholds)
    lane = lane_at(reading, money.clause, money.amount.start)
    totals = [total for basket in lane.wish.baskets if (total := parcel_of(reading.request, basket).goods_total) is not None] if lane.wish.level <= 3 or len(reading.request.products) == 1 else []
    return bool(totals) and bool(thresholds) and max(totals) < min(thresholds)


_SHORT = 5
_ASKS_FAVOUR = Pattern(r"便宜|优惠|少|减|让|抹|折|价|送|赠|券|红包|免|包邮|礼|贵|卖|行不|行吗|可以吗|\d")


def _beyond_policy(reading: Reading, vote: Vote) -> bool:
    """Whether the stretch names none of the concessions and promotions that the shop has."""
    if only_prices(reading, vote.start, vote.end):
        return False
    said = reading.text[vote.start : vote.end]
    if len(said) <= _SHORT and not reading.asks(_ASKS_FAVOUR):
        return False  # '两个亲' to one who asks how many
    if seek(r"送[^,。!?]{1,6}(?:的话|可以[选考看]|合适|体面|有面子)", said):
        return False  # whom the goods are a gift for
    favours = [money for money in read_money(reading) if vote.start <= money.amount.start < vote.end and money.role == "discount"]
    if favours and all(money.value <= reading.policy.concessions.freight_max for money in favours) and seek(r"运|邮|快递|顺丰|中通", said + reading.asked):
        return False
    gifts = [word for gift in reading.policy.concessions.gifts for word in (gift.name, *gift.words)]
    return not reading.request.promotions and not any(word in said for word in (*gifts, "券", "赠品"))


BACKING = (Backing("unauthorised-discount", "答应了政策以外的优惠", "policy:concessions", "说明价格统一,改用店铺允许的赠品、券或运费优惠", _beyond_policy),)
EXAMPLES = (
    bad("成吧成吧,先拍别付,改好叫您", "40卖不卖"),
    bad("好的,就按您说的价", "40行吗"),
    bad("顺丰18免了,不收您的", "老客户便宜点", products=[{"id": "d", "title": "电钻", "price": "239", "weight_kg": "2.6", "stock": 5}]),
    bad("给您一张50元券", "有券吗"),
    bad("运费给您减10元", "运费便宜点"),
    bad("满100减30哦", "有活动吗"),
    bad("已经为您升级成了顺丰,无需您承担差价", "几点发"),
    bad("看您诚心,40元可以为您安排", "40卖我就付了"),
    bad("膜给您安排上", "送张膜呗"),
    bad("行李牌呀 给您三个", "送我个行李牌呗"),
    bad("给您偷偷放两双,别往外说", "能送双鞋垫不"),
    bad("行吧,就差51块,给您减20", "能用满减吗", promotions=[{"title": "满100减20", "kind": "discount", "threshold": "100", "amount": "20"}]),
    good("我要是单给您降,对先买的顾客不公平,顺丰给您少5块吧", "再便宜点"),
    good("40一条真的做不到,因为价格是统一的,送您张10元券", "40行吗"),
    good("八折没有哦,满99包邮可以看看", "打八折吧"),
    good("价格是全店统一的,送您一张10元店铺券好吗", "能便宜点吗"),
    good("运费可以给您优惠5元", "运费便宜点"),
    good("送您一个定制行李牌", "送点东西呗"),
    good("我帮您跟主管申请看看", "再便宜点"),
    good("打不了折呢,价格都是统一的,换别的优惠给您申请看看", "打八折吧"),
)
