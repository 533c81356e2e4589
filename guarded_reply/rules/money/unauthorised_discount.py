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
from decimal import Decimal

from guarded_reply.claims.amounts import CARRIER_WORD, Money, read_money
from guarded_reply.claims.figures import asked_topic, bargains, verdicts, wrong
from guarded_reply.claims.granted import ECHO, echoed, refused_after
from guarded_reply.claims.lane import lane_at
from guarded_reply.claims.prices import baskets, fees_of
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.votes import Vote
from guarded_reply.claims.wanted import goods_named
from guarded_reply.policy import parcel_of
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, CONDITION, spoken
from guarded_reply.reading.numerals import CJK_NUMBER, COUNTERS, NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause
from guarded_reply.reply import decimal_text
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import bad, good

_DENIED = Pattern(r"(?:不(?!是不|仅|但|光|只|用|另|收|客气|错|过)|没(?:有|法|办法)?(?!问题|[到达满够])|无法|难以|未|别|从不|暂无|无(?!门槛)|哪有|哪能|不敢|动不了|降不|少不|便宜不|优惠不|打不|减不|让不)")
_MAYBE = Pattern(r"申请(?!到|好|下来|成功)|看看|问问|问一?下|争取|试试|反馈|咨询|关注|留意|等(?:活动|通知)|看(?:店铺)?首页|敬请|如果有|有的话|以.{0,8}为准|具体(?:以|看)|可能|会不会|是否|还没(?:通知|定|出)|说不准|不确定|不好说|尽量|帮您(?:确认|核实)")
_RATE = Pattern(rf"(?:打|享(?:受)?|给您?|按|有|算|就|才|全场|限时|拍下|立享|是)?\s?(\d(?:\.\d)?|[一二三四五六七八九]{{1,2}}|{CJK_NUMBER}{{1,2}})折(?!扣码|叠|痕|返|腾|磨|射|损|断|旧|成|价|线)|(半价)")
_CUT_WORD = Pattern(r"便宜(?:点|些|一点|您)?|优惠(?:点|些|价|您|一些|一点)?|少(?:收|算|付)|降价|让利|抹(?:个|了|掉|去)?零|抹掉|减(?!肥|少|轻|震|速|压|弱|退|法)|立减|减免|折扣|打折|特价|内部价|老客户?价|会员价|员工价|友情价|批发价|团购价|更低(?:的)?价|最低价|底价|打.{0,2}折|优惠价|改价|改(?:成|到|为)|会(?:比|更)便宜|价格?(?:会|更|可以|能).{0,6}(?:低|便宜|优惠|商量|谈)|好商量|可以谈|有得谈|给您.{0,4}价|赔本价|成本价")
_COUPON = Pattern(rf"({NUMBER})\s?(?:元|块)?(?:的)?(?:店铺|无门槛|优惠|代金|抵用|现金|满减|抵扣|购物|大额|专属|会员)?[券卷劵]|(?:优惠|无门槛|代金|抵用|现金|满减|大额|店铺|专属)?[券劵卷](?:面额|面值|金额)?(?:是|为|:)?\s?({NUMBER})(?:元|块)|(?:优惠|无门槛|代金|抵用|现金|满减|大额|店铺|专属)[券劵卷]")
_GIVE = Pattern(r"(?<!改)送(?!货|达|到|上|给?快递|人|礼(?!品|物|盒)|朋友|妈|爸|长辈|上门|去|过[去来]|往|检|修|出|的|您手|您家|不送|不到|件|老|女|男|孩|家|领导|客户|同事|同学)|赠(?:送|品)?|附赠|加赠|白送|饶(?:您|一|个)|搭(?:一|个|您)|(?:给|替|帮)您(?:配|买|捎|匀|添|塞)(?!送|货|合|套|件|色|图|单)|给您(?:都)?(?:装|备|放)上|多给(?:您)?|外加|(?:给您|帮您|为您)(?:放|塞|装|加|带|附|备|准备|多放|再放|额外)(?:一|个|了|上|点|些|份|张|两|几|双|包|条)")
_GIFT_OBJECT = Pattern(rf"(?:送|赠送?|附赠|加赠|白送|饶|配|买|捎|匀|添|搭|放|塞|装|加|带|附|备|准备|多给|外加)(?:您|给您|亲|你)?(?:一个|一份|一件|一条|一双|一包|一张|一只|一瓶|一套|一盒|两个|两份|两双|两包|两条|几个|{NUMBER}[{COUNTERS}片块份]|个|份|条|双|包|张|只|瓶|套|盒|支|片|块|点|些|款)?(?:的)?([一-鿿a-z0-9]{{1,10}})")
_AGREE = Pattern(
    r"^(?!您好|你好|亲好)(?:亲亲?|嗯+|恩+|好|哈+|那|您|行|看您|这|\W)*(?:成交|可以|行|没问题|好(?:的|吧|嘞|啦|说)?|就这么定|依您|听您的|按您说的|就按您|都听您|卖(?:给您)?|拍(?:吧|下)|成|ok|答应您|给您|允了|准了|拿去)(?:的|滴|哒|得|啦|了|哈|哦|喔|呢|呀|啊|亲|您|嘛|吧|咯|捏|拍|下|\W)*$"
)
_STRONG_AGREE = Pattern(r"成交|就(?:按|照|依)您(?:说的|的)|按您(?:说的|的|报的|给的)(?:价|数|来|算|办)?|依您|卖您了|卖给您(?!的)|(?:就)?这(?:个)?(?:价|数)(?:给您|卖|成(?!本)|拍|可以|行)|给您(?:改|这个)(?:价|成|到)|(?:我|这边|这就|帮您|给您)(?:来|去|就)?(?:给您|帮您)?改(?:一下)?(?:价|价格)")
_ASKS_CUT = Pattern(r"便宜|优惠|打折|少(?:点|一点|些|个|算)|减|让(?:点|利)|抹|折|成交|卖不卖|卖吗|行不行?|\d+(?:元|块)?(?:钱)?(?:卖|行|可以|成|拿|出|我就|就拍|就买|包邮|怎么样|一条|一个|两)|给.{0,6}价|底价|最低|批发|送(?:个|我|点|一)|赠品|券|返现|算便宜|包邮.{0,4}(?:吧|呗|行)")
_ASKS_OFFER = Pattern(rf"({NUMBER})(?:元|块)?(?:钱)?(?:[,，]?)(?:一?[件条个双盒箱袋瓶只套])?(?:卖不卖|卖吗|卖不|卖|行不行?|行吗|可以吗|可以不|成不成?|我就(?:拍|买|下)|就拍|就买|怎么样|如何|能不能|拿走|出不出|出吗|成交|包邮|给不给|吧|呗|能出|得了|算了|拉倒|咋样)")

_ASKS_SUM = Pattern(rf"(?:算|给|出|按)\s?({NUMBER})(?:元|块)?(?:钱)?(?:吗|行|可|好|成|吧|呗)")
_PROMOTION = Pattern(rf"(?:满|够|每满|买满)\s?({NUMBER})(?:元|块)?(?:钱)?[^,。!?\d满]{{0,8}}?(?:就|立|即|可|能)?(?:减|立减|优惠|返|便宜|抵)(?:您)?\s?({NUMBER})")

_ASKS_WAIVER = Pattern(r"(?:运费|邮费|快递费|邮).{0,8}(?:少|便宜|减|免|优惠|抹)|(?:免|(?<!多)少|减|便宜).{0,3}(?:运费|邮费)")
_SEVERAL = Pattern(r"(?:两|俩|二|2|三|3|四|五|几)张")
_CUT_FOR_YOU = Pattern(r"(?:给您|帮您|为您|给亲)(?:再)?(?:少|减|便宜|让|降|优惠)(?:了|掉|好了|好|一下|点|些|价|一点|一些)*(?=$|[的哈哦啦吧呢亲])")
_WAIVED = Pattern(r"(?:运费|邮费|快递费)(?:就|也|都|我|我们)?(?:给您|帮您|为您)(?:就|都|全)?(?:免|包|不收|减掉|去掉)|(?:给您|帮您|为您)(?:免|包)(?:了|掉|去)?(?:运费|邮费|邮)|免了免了|(?:运费|邮费|\d{1,3}(?:元|块)?)(?:都|就|全)?(?:算|归)?(?:我们?|店里|咱)(?:来)?(?:出|承担|掏|的(?=$|[了吧啦]))")
_ANY = any_of(_RATE, _COUPON, _SEVERAL, _GIVE, _CUT_FOR_YOU, _WAIVED, _CUT_WORD)


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each concession the shop has not allowed."""
    if reading.policy.price.reductions_in_chat:
        return
    yield from _promotion_figures(reading)
    yield from _unearned(reading)
    yield from _below(reading)
    for clause in reading.where(_ANY):
        yield from _clause(reading, clause)
    yield from _amounts(reading)
    yield from _offers(reading)
    yield from _gift_counts(reading)
    yield from _one_free(reading)
    yield from _gift_agreed(reading)
    for verdict, _ in wrong(reading, "unauthorised-discount"):
        amount = verdict.money.amount
        yield Hit(amount.start, amount.end, f"给到{decimal_text(amount.value)}元没有依据", verdict.source, verdict.advice or "价格和运费按店铺规定说")
    yield from _elliptic(reading)


def _denied(text: str, start: int) -> bool:
    found = _DENIED.findall(text[max(0, start - 10) : start])
    return len(found) % 2 == 1 and not seek(r"不是不|没有不", text[max(0, start - 10) : start])


def _listed(reading: Reading, text: str) -> bool:
    """Whether some promotion's own title or figures stand in the text."""
    return any(p.title.lower() in text for p in reading.request.promotions)


def _clause(reading: Reading, clause: Clause) -> Iterator[Hit]:
    text = spoken(clause)
    if seek(r"别家|人家|隔壁|您说|如果能|要是能|要能", text) or (clause.find(ALTERNATIVE_QUESTION, text) and clause.asks and not seek(r"送|给您|赠|减您|便宜您", text)):
        return
    rate = clause.find(_RATE, text)
    if rate is not None and not _denied(text, rate.start()) and not refused_after(reading, clause, rate.end()) and not clause.find(_MAYBE, text) and not _supported_rate(reading, rate):
        if not clause.asks or "可以吗" in text or "行吗" in text:
            yield Hit(clause.start + rate.start(), clause.start + rate.end(), f"活动里没有“{rate.group()}”", "request:promotions", "只说已有的活动和优惠")
            return
    coupon = clause.find(_COUPON, text)
    if coupon is not None and seek(r"送|给|赠|领|发|申请|享|有|可以用|补|拿|放", text) and not _denied(text, coupon.start()) and not refused_after(reading, clause, coupon.end()) and not _review(reading):
        problem = _coupon_problem(reading, coupon)
        if problem:
            yield Hit(clause.start + coupon.start(), clause.start + coupon.end(), problem, "policy:concessions.coupons", _coupons_text(reading))
            return
    many = clause.find(_SEVERAL, text)
    if many is not None and seek(r"[券劵卷]", text + reading.asked) and seek(r"给您|送您|发|可以|都给|领", text) and not _denied(text, len(text)) and not seek(r"照片|图|拍", text):
        allowed = max((c.per_order for c in reading.policy.concessions.coupons), default=0)
        if allowed < 2 and not any(p.kind == "coupon" for p in reading.request.promotions):
            yield Hit(clause.start + many.start(), clause.start + many.end(), "券超出了每单的数量", "policy:concessions.coupons", _coupons_text(reading))
            return
    yield from _gift(reading, clause, text)
    cut = clause.find(_CUT_FOR_YOU, text)
    if cut is not None and reading.asks(_ASKS_CUT) and not _denied(text, cut.start()) and not clause.asks and not clause.find(_MAYBE, text) and not seek(r"运费|邮费", text + reading.asked):
        yield Hit(clause.start + cut.start(), clause.start + cut.end(), "答应了降价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的赠品、券或运费优惠")
        return
    waived = clause.find(_WAIVED, text)
    if waived is not None and (bargains(reading) or reading.asks(_ASKS_WAIVER)) and not _denied(text, waived.start()) and not clause.asks and not _free_by_right(reading):
        yield Hit(clause.start + waived.start(), clause.start + waived.end(), "免运费超出了可以给的优惠", "policy:concessions.freight_max", f"运费最多优惠{reading.policy.concessions.freight_max}元")
        return
    word = clause.find(_CUT_WORD, text)
    if word is not None and not (seek(r"比|反而|反倒", text) and (CARRIER_WORD.search(text) or asked_topic(reading) == "freight")) and not (CARRIER_WORD.search(text) and not seek(r"给您|帮您|可以便宜|能便宜", text)) and not reading.amounts_in(clause) and seek(r"(?:可以|能|会|给您|帮您|肯定|一定|比)[^,]{0,8}(?:便宜|优惠|少|降|减|低|折|抹)|便宜(?:些|点|一些|一点)(?:给您|的|哦|哈|啦)?$|好商量|可以谈|内部价|老客户?价|员工价|友情价|批发价|团购价", text):
        if not _denied(text, word.start()) and not clause.asks and not clause.find(_MAYBE, text) and not clause.find(CONDITION, text) and not reading.request.promotions and not seek(r"券|活动|更优惠的(?:活动|时候)|已经|性价比|运费险|满", text):
            yield Hit(clause.start + word.start(), clause.start + word.end(), "答应了降价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的赠品、券或运费优惠")


def _free_by_right(reading: Reading) -> bool:
    """Whether the order or the rate card makes this shipment free anyway."""
    order = reading.request.order
    if order is not None and order.freight is not None:
        return order.freight <= reading.policy.concessions.freight_max
    fees = {fee for basket in (None, *baskets(reading)) for fee in fees_of(reading, basket)}
    return not fees or min(fees) <= reading.policy.concessions.freight_max


def _review(reading: Reading) -> bool:
    return reading.request.trigger == "bad_review" or seek(r"好评|五星|5星|晒图|评价|带图|写满|满分", reading.text) is not None


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


_HIS_OWN = Pattern(r"您(?:可以|自己|也可|再|要是|如果)?(?:另外?|再|单独|自行|自己)?$")


def _gift(reading: Reading, clause: Clause, text: str) -> Iterator[Hit]:
    give = clause.find(_GIVE, text)
    if give is None or _denied(text, give.start()) or refused_after(reading, clause, give.end()) or _HIS_OWN.search(text[: give.start()]) or _MAYBE.search(text) or _review(reading):
        return
    if clause.asks and seek(r"^(?:您|请问|是).{0,6}送|送(?:人|谁|给谁)", text):
        return
    target = _GIFT_OBJECT.search(text, give.start())
    if target is None or "{" in text:
        return
    thing = re.sub(r"(?<=.)(?:当|當|作为?|做|表示|略表|聊表|以表|就当|算是|哈|哦|呀|啦|呢|悄悄).*$", "", target.group(1))
    if seek(r"人|妈|爸|朋友|长辈|老师|她|他|对象|礼物|礼盒|祝福|福|货|快递|上门|医|达|运费险|小心|意|一程|别|您(?!个)|行(?!李)|[券卷劵]|保修|质保|积分|会员|全款|月|年|时|温暖|快乐|惊喜|折|元|块|红包|包邮|运费", thing):
        return
    gifts = reading.policy.concessions.gifts
    words = [word for gift in gifts for word in (gift.name, *gift.words)]
    if any(word in text for word in words):
        extra = seek(r"(?:和|加|再|还有|外加|另外|跟)(?:送|赠)?(?:您|给您)?[一两二三2-9][个份件条双包张只瓶套盒]([一-鿿]{1,6})", text)
        if extra is not None and not any(word in extra.group(1) for word in words) and not seek(r"[券劵卷]", extra.group(1)):
            yield Hit(clause.start + extra.start(), clause.start + extra.end(), f"赠品“{extra.group(1)}”不在店铺允许的范围里", "policy:concessions.gifts", "只送店铺列出的赠品")
            return
        if _too_many(reading, text, target):
            yield Hit(clause.start + give.start(), clause.start + target.end(), "赠品超出了每单的数量", "policy:concessions.gifts", "按每单可送的数量说")
        return
    listed = [p.title for p in reading.request.promotions if p.kind in ("gift", "other", "discount")]
    if any(thing[:2] in title for title in listed):
        more = _beside(text[give.start() :], [*words, *listed])
        if more is not None:
            yield Hit(clause.start + give.start(), clause.end, f"赠品“{more}”不在店铺允许的范围里", "policy:concessions.gifts", "只送店铺列出的赠品")
        return
    if goods_named(reading, thing):
        if not clause.asks and not seek(r"买(?:了|给)|您(?:买|拍|下单)的|补", text):
            yield Hit(clause.start + give.start(), clause.start + target.end(), f"没有送“{thing}”的活动", "policy:concessions.gifts", "只送店铺列出的赠品")
        return
    if thing[:3] in reading.given:
        return
    if re.fullmatch(r"(?:小)?(?:礼品|礼物|赠品|东西|心意|福利).{0,3}", thing):
        if gifts:
            return
    if thing[:2] in reading.asked or seek(r"个|份|双|条|包|张|只|瓶|套|盒|支|袋|片|块|枚|赠|白送|附", target.group()):
        yield Hit(clause.start + give.start(), clause.start + target.end(), f"赠品“{thing}”不在店铺允许的范围里", "policy:concessions.gifts", "只送店铺列出的赠品")


def _beside(text: str, allowed: list[str]) -> str | None:
    """A second gift named beside an allowed one ('送开瓶器和两个酒杯'), if it is not allowed itself."""
    match = seek(rf"(?:和|加|再|还有|外加|另外|跟|、)(?:送|赠)?(?:您|给您)?(?:[一两二三2-9][{COUNTERS}]|个)([一-鿿]{{2,6}})", text)
    if match is None or any(word in match.group(1) or match.group(1)[:2] in word for word in allowed):
        return None
    return match.group(1)


def _gift_counts(reading: Reading) -> Iterator[Hit]:
    """'行李牌两个': more of a listed gift than an order may have."""
    if not reading.asks(r"送|赠|行李牌|礼"):
        return
    for gift in reading.policy.concessions.gifts:
        names = "|".join(re.escape(word) for word in (gift.name, *gift.words))
        for clause in reading.clauses:
            following = reading.after(clause)
            end = following.end if following is not None and following.text.startswith(("给您", "送您", "来", "多给")) else clause.end
            said = reading.text[clause.start : end]
            match = seek(rf"(?:{names})(?:呀|啊|嘛|吧|我|给您|送您|来|多给|再|,|\s)*(\d{{1,2}}|[两俩二三四五六七八九十])个?|(\d{{1,2}}|[两俩二三四五六七八九十])个?(?:定制)?(?:{names})", said) if any(word in clause.text for word in (gift.name, *gift.words)) else None
            count = parse_number(match.group(1) or match.group(2)) if match is not None else None
            if match is not None and count is not None and count > gift.per_order and not clause.asks and not _denied(clause.text, match.start()) and not refused_after(reading, clause, match.end()):
                yield Hit(clause.start + match.start(), clause.start + match.end(), "赠品超出了每单的数量", "policy:concessions.gifts", "按每单可送的数量说")
                return


_ONE_FREE = Pattern(rf"买\s?(?:{NUMBER})[{COUNTERS}]?\s?(?:就)?(?:送|赠)\s?(?:{NUMBER})(?![{COUNTERS}]?(?:行李牌|券|元))")


def _one_free(reading: Reading) -> Iterator[Hit]:
    """'买三送一' where no promotion says so."""
    for clause in reading.where(_ONE_FREE.bit):
        match = clause.find(_ONE_FREE)
        titles = "".join(promotion.title for promotion in reading.request.promotions)
        if match is None or clause.asks or seek(r"买.{1,3}送", titles) or _denied(clause.text, match.start()) or refused_after(reading, clause, match.end()):
            continue
        yield Hit(clause.start + match.start(), clause.start + match.end(), f"没有“{match.group()}”的活动", "request:promotions", titles or "目前没有买送活动")
        return


_ASKS_GIFT = Pattern(r"(?:送|赠|给|配)(?:我|咱)?(?:一|两)?(?:个|条|双|份|点|把|只|套|副|包|瓶|张)(?P<thing>[一-鿿]{1,6}?)(?:行不|行吗|行么|吧|呗|吗|可以|好不|成不|嘛|$)")
_ANY_GIFT = Pattern(r"东西|啥|什么|礼|赠品|福利|小样|意思|优惠|券")


def _gift_agreed(reading: Reading) -> Iterator[Hit]:
    """'行' to one who asks for a gift that the shop does not list."""
    asked = reading.asks(_ASKS_GIFT)
    if asked is None or _ANY_GIFT.search(asked.group("thing")) or reading.asks(r"运费|包邮|便宜"):
        return
    if any(word in asked.group("thing") for gift in reading.policy.concessions.gifts for word in (gift.name, *gift.words)) or asked.group("thing")[:2] in "".join(p.title for p in reading.request.promotions):
        return
    thing = asked.group("thing").removesuffix("呗") or asked.group("thing")
    assents = re.compile(rf"^[^不没]{{0,6}}(?:{re.escape(thing)}|{re.escape(thing[-1])}(?![一-鿿]?价))(?:这边|我|已经|都|就|也|是|肯定|必须|给您|帮您)*(?:安排|备上|备好|准备|放|塞|带上|走起|有的|没问题|少不了|送|一起寄|随箱)[^不没]{{0,4}}$")
    for clause in reading.clauses[:2] if len(reading.clauses) < 4 else reading.clauses[:4]:
        following = reading.after(clause)
        if (_AGREE.match(clause.text) and clause.index < 2 or assents.match(clause.text)) and not clause.asks and not (following is not None and seek(r"不过|但|申请|行李牌|看看|问|单买|单独|\d元|链接|详情|另[拍购买]", following.text)):
            yield Hit(clause.start, clause.end, f"答应了送“{asked.group('thing')}”", "policy:concessions.gifts", "只送店铺列出的赠品")
            return


def _too_many(reading: Reading, text: str, target: re.Match[str]) -> bool:
    match = seek(r"(\d{1,2}|[一两二三四五六七八九十]|俩)[个份件条张]", target.group())
    count = parse_number(match.group(1)) if match else None
    limit = max((gift.per_order for gift in reading.policy.concessions.gifts), default=0)
    return count is not None and count > limit


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
    if _review(reading):
        return
    for match in reading.all(_PROMOTION):
        clause = reading.turn.clause_at(match.start())
        said = (parse_number(match.group(1)), parse_number(match.group(2)))
        if clause is None or None in said:
            continue
        if _denied(clause.text, match.start() - clause.start) or seek(r"您(?:说|看到)|别家|隔壁", clause.text[: match.start() - clause.start]):
            continue
        if said not in figures:
            yield Hit(match.start(), match.end(), f"没有“{match.group()}”这个活动", "request:promotions", "、".join(p.title for p in reading.request.promotions) or "目前没有满减活动")
            continue
        applied = seek(r"(?:给您|帮您|按|也|能用|可以用|享受|拍下)", clause.text) and not CONDITION.search(reading.sentence_of(clause)) and not seek(r"差|凑|再|够(?!用|买)", reading.text)
        totals = [b.goods_total for b in baskets(reading) if b.goods_total is not None] + [p.price for p in reading.request.products if p.price is not None]
        if applied and totals and said[0] is not None and all(total < said[0] for total in totals):
            yield Hit(match.start(), match.end(), "这一单没有达到活动门槛", "request:promotions", "说明还差多少,或建议凑单")


def _amounts(reading: Reading) -> Iterator[Hit]:
    """Sums of a cut that nothing allows."""
    concession = reading.policy.concessions.freight_max
    for money in read_money(reading):
        text = money.clause.text
        if money.role == "discount" or (money.role == "difference" and bargains(reading) and seek(r"返|退", text)) or (money.role in ("refund", "amends") and _of_freight(reading)):
            yield from _cut(reading, money, concession)
        elif money.role == "coupon" and money.value not in _coupon_values(reading) and seek(r"给|送|赠|领|发", text) and "红包" not in reading.text[money.amount.end : money.amount.end + 4] and not _denied(text, money.amount.start - money.clause.start) and not seek(r"您说|别家|如果", text) and not _review(reading):
            yield Hit(money.amount.start, money.amount.end, f"店铺没有{decimal_text(money.value)}元的券", "policy:concessions.coupons", _coupons_text(reading))
        elif money.role in ("price", "total", "unknown", "fee", "others") and _STRONG_AGREE.search(text) is not None and not _is_known(reading, money.value):
            if not _denied(text, len(text)) and not seek(r"不能|没法|无法|不可以|不行|动不了|要是|如果", text) and not (money.clause.asks):
                yield Hit(money.amount.start, money.amount.end, f"答应了{money.amount.text}的还价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的优惠")


def _of_freight(reading: Reading) -> bool:
    """Whether a sum given back is a favour on the freight: asked for so, of an order that is on its way or not yet."""
    order = reading.request.order
    return order is not None and order.status in ("unpaid", "paid") and reading.asks(r"运费|邮费|快递费") is not None


_OFFER = Pattern(rf"({NUMBER})(?:元|块)?(?:钱)?(?:的?价)?(?:就)?(?:给您|卖您|卖给您|您拿走|成交|出给您|给到您)(?!一|两|送|张|个|补|退|减|优惠)|(?:算您|给您算|收您|给到您|按|给您)(?:个|就|只|才)?\s?({NUMBER})(?:元|块)?(?:钱)?(?=$|[吧哈哦啦呢算的亲,。!好就])|(?:学生|会员|内部|员工|友情|老客户?|老顾客|vip|批发|团购|专属|最低|底|优惠(?=价))价?(?:只要|只能|是|给您|到|就|能给到?)?\s?({NUMBER})(?!天|小时|折|件|个|双)")


def _offers(reading: Reading) -> Iterator[Hit]:
    """'150给您' and '算您1700': a price of the agent's own making, given to one who asked for less."""
    if not (reading.asks(_ASKS_CUT) or reading.asks(r"别家|隔壁|才\d|多少钱|什么价|什么价格")):
        return
    judged = [verdict.money.amount for verdict in verdicts(reading)]
    for clause in reading.where(_OFFER.bit):
        text = spoken(clause)
        match = clause.find(_OFFER, text)
        if match is None or clause.asks and "吗" in text or _denied(text, match.start()) or seek(r"不能|没法|无法|做不|要是|如果|运费|邮费|贴|亏", text):
            continue
        if any(clause.start + match.start() < amount.end and amount.start < clause.start + match.end() for amount in judged):
            continue  # its figure has been judged beside the facts
        value = parse_number(match.group(1) or match.group(2) or match.group(3))
        if value is not None and value >= 5 and not _is_known(reading, value):
            yield Hit(clause.start + match.start(), clause.start + match.end(), f"给出了没有依据的价格{match.group(1) or match.group(2) or match.group(3)}", "policy:price.reductions_in_chat=false", "价格按页面说")
            return


def _is_known(reading: Reading, value: Decimal) -> bool:
    from guarded_reply.claims.prices import known_sums

    return value in known_sums(reading)


_BEARS = Pattern(r"[为替帮给]您(?:承担|分担|负担|垫付)(?:了|掉)?$")


def _cut(reading: Reading, money: Money, concession: Decimal) -> Iterator[Hit]:
    text, clause = spoken(money.clause), money.clause
    at = money.amount.start - clause.start
    if _review(reading) or _denied(text, at) or refused_after(reading, clause, money.amount.end - clause.start) or seek(r"现金|打款|转账|补偿|赔", text) or (_MAYBE.search(text) and not seek(r"申请(?:到|好)|给您", text)) or seek(r"别家|人家|隔壁|您(?:说|想|要)|如果能", text):
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
    if money.value in figures or (money.value in coupons and seek("券|卷|劵", reading.text)):
        return
    order = reading.request.order
    about_freight = seek(r"运费|邮费|快递费|运|邮", window + reading.asked) is not None or asked_topic(reading) == "freight"
    if about_freight and money.value <= concession:
        reading.claim("concession", money.amount.start, money.amount.end, str(money.value), "policy:concessions.freight_max")
        return
    if order is not None and reading.request.trigger == "price_changed" and money.value <= concession:
        return
    if money.amount.end == money.amount.number[1] and not bargains(reading) and not reading.asks(r"活动|优惠|减|满|[券劵卷]") and not verdicts(reading) and not seek(r"元|块|价|费|优惠|便宜|活动|满|给您|帮您", reading.text):
        return  # no money: '高减2'
    yield Hit(money.amount.start, money.amount.end, f"优惠{money.amount.text}没有依据", "policy:concessions", f"运费最多优惠{concession}元,其余以活动为准")


_APPLIES = Pattern(r"(?:给|让|帮|替|算)您|也(?:能|可以|给|算|行)|照样|一样|破例|直接")


def _applied_too_early(reading: Reading, money: Money, text: str) -> bool:
    """Whether a promotion's figure is taken off goods that do not reach its threshold."""
    sentence = reading.sentence_of(money.clause)
    if not _APPLIES.search(sentence) or CONDITION.search(sentence) or seek(r"满\s?\d|差|凑|再", sentence):
        return False
    lane = lane_at(reading, money.clause, money.amount.start)
    totals = [total for basket in lane.wish.baskets if (total := parcel_of(reading.request, basket).goods_total) is not None] if lane.wish.level <= 3 else []
    thresholds = [p.threshold for p in reading.request.promotions if p.amount == money.value and p.threshold is not None]
    return bool(totals) and bool(thresholds) and max(totals) < min(thresholds)


def _elliptic(reading: Reading) -> Iterator[Hit]:
    """'成交' and '可以的' in answer to a counter-offer or a wish for a cut."""
    offer = reading.asks(_ASKS_OFFER) or reading.asks(_ASKS_SUM)
    wants = reading.asks(_ASKS_CUT)
    if offer is None and wants is None:
        return
    value = parse_number(offer.group(1)) if offer is not None else None
    if value is not None and _is_known(reading, value):
        return
    if reading.asks(r"运费|邮|快递") and offer is None:
        return
    if reading.asks(r"退我|赔|补我|补偿"):
        return  # amends, not a price
    for clause in reading.where(any_of(ECHO, _MEETS)):
        echo = echoed(clause) or clause.find(_MEETS)
        figure = parse_number(echo.group("said")) if echo is not None and echo.re is ECHO.regex else None
        if figure is not None and _is_known(reading, figure):
            continue
        if echo is not None and not clause.asks and not refused_after(reading, clause, echo.end()):
            yield Hit(clause.start + echo.start(), clause.start + echo.end(), "答应了顾客的还价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的优惠")
            return
    if value is not None and value in {fee for basket in (None, *baskets(reading)) for fee in fees_of(reading, basket)}:
        return
    urged = offer is not None or reading.asks(r"成交|同意|答应(?!过)|卖给我|就这个价") is not None
    for clause in reading.clauses:
        text = spoken(clause)
        double = seek(r"(?:不是|没有?说|也不是)(?:完全|一定)?不(?:可以|行|能|成|卖)|没什么不可以", text)
        strong = clause.find(_STRONG_AGREE, text)
        refused = seek(r"不(?!是不)|没法|没办法|无法|动不了|要是|如果|难", text) is not None and double is None
        if clause.asks and not double:
            continue
        if (strong and not refused and not _listed(reading, text)) or (double and not seek(r"但|不过|只是", reading.text[clause.end :])):
            yield Hit(clause.start, clause.end, "答应了顾客的还价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的优惠")
            return
        if urged and _AGREE.match(text) and clause.index <= 1:
            following = reading.after(clause)
            if following is not None and seek(r"不过|但|价格|统一|券|行李牌|满|申请|理解|先", following.text) and not seek(r"改价|改成", following.text):
                return
            yield Hit(clause.start, clause.end, "答应了顾客的还价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的优惠")
            return


_MEETS = Pattern(r"折(?:个|一|一个)?中|各让一步|一人让一半|零头.{0,6}(?:不要|抹|没看见|算了|免|去掉|给您|省)")


def _beyond_policy(reading: Reading, vote: Vote) -> bool:
    """Whether the stretch names none of the concessions and promotions that the shop has."""
    said = reading.text[vote.start : vote.end]
    gifts = [word for gift in reading.policy.concessions.gifts for word in (gift.name, *gift.words)]
    return not reading.request.promotions and not any(word in said for word in (*gifts, "券", "赠品"))


BACKING = (Backing("unauthorised-discount", "答应了政策以外的优惠", "policy:concessions", "说明价格统一,改用店铺允许的赠品、券或运费优惠", _beyond_policy),)
EXAMPLES = (
    bad("40成交!您拍下我改价", "40卖不卖"),
    bad("好的,就按您说的价", "40行吗"),
    bad("给您打八折", "能便宜点吗"),
    bad("送您一双袜子哈", "送点东西呗"),
    bad("给您一张50元券", "有券吗"),
    bad("运费给您减10元", "运费便宜点"),
    bad("满100减30哦", "有活动吗"),
    bad("那给您45一条", "能便宜点吗"),
    bad("40就40,交个朋友", "40行吗"),
    bad("膜给您安排上", "送张膜呗"),
    bad("行李牌呀 给您三个", "送我个行李牌呗"),
    good("40一条真的做不到,因为价格是统一的,送您张10元券", "40行吗"),
    good("八折没有哦,满99包邮可以看看", "打八折吧"),
    good("价格是全店统一的,送您一张10元店铺券好吗", "能便宜点吗"),
    good("运费可以给您优惠5元", "运费便宜点"),
    good("送您一个定制行李牌", "送点东西呗"),
    good("我帮您跟主管申请看看", "再便宜点"),
    good("打不了折呢,价格都是统一的,换别的优惠给您申请看看", "打八折吧"),
)
