"""Promises amends that the policy does not list.

What it does: fires on money, red packets, a multiple (假一赔十), a free order, a full refund without return, or any sum
offered as amends beyond the policy's. Re-send, gift, coupon and longer warranty as the policy lists them, and
核实后按规则处理, are fine.

Why: cash in chat invites more, and what is promised is owed (P52, P55, P72).

Known limits: amends in kind that are not named (给您个惊喜) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.amounts import Money, read_money
from guarded_reply.claims.figures import only_prices
from guarded_reply.claims.granted import ECHO, echoed, refused_after
from guarded_reply.claims.prices import known_sums
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.topics import bargains
from guarded_reply.claims.votes import Vote
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, spoken
from guarded_reply.reading.numerals import CJK_NUMBER, COUNTERS, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good

_N = rf"(?:\d{{1,3}}|{CJK_NUMBER}{{1,2}})"
_MULTIPLE = Pattern(rf"(?:假|坏)(?:了|的|货)?(?:就|我们?|都)?[赔罚](?:您|付)?{_N}(?:倍|[{COUNTERS}])|假一[赔罚]{_N}|[赔退罚](?:付|偿|您)?{_N}倍|{_N}倍(?:赔|退|返)|一赔{_N}|退一赔{_N}|双倍(?:赔|退|返|奉还)|加倍(?:赔|退)|[少坏缺漏烂](?:了)?一[{COUNTERS}]?[罚赔]{_N}")
_CASH = Pattern(r"红包|🧧|现金|转账给您|转给您|打(?:钱|款)给您|返现|(?:补您|给您补|退您)差价(?!.{0,4}(?:吗|需))|赔(?:您)?(?:钱|款)|赔付(?!险)|给您(?:补偿|赔偿|赔(?!个?(?:不是|礼|罪)))|(?:补偿|赔偿)(?:您|给您|金)|免单|白送您|送给您(?:了|不用)|包赔|(?:找|让)我(?:们)?赔|全额赔|照价赔|原价赔|精神损失|误工费|退(?:您)?(?:一半|部分|一部分|\d成|半价)|(?:一半|部分)(?:退款|退您)|退(?:您)?差价|不(?:甜|好吃|好喝|新鲜|熟|满意|好用)[^,。]{0,3}(?:退钱|全退|包赔|赔|免单|退款)")
_KEEP = Pattern(r"(?:不用|不必|无需|无须|不需要?|甭|别|免|省得|就别|不要)(?:您)?(?:再)?(?:退回?(?:货|来)?|寄(?:回|过)?(?:来|去)?|还)(?:来)?(?!款)|(?:东西|货|商品|宝贝|箱子|衣服|产品|它)?(?:您)?(?:就)?(?:留着|自己留|自行处理|自己处理|送您|归您(?!出|承担|付|掏|管)|(?:直接|自己|您)?(?:扔|丢|倒)(?:了|掉)(?:就行|就好|吧|即可|完事)|当(?!初|时|天|前|地).{1,6}用)|仅退款|只退款(?!的话|流程|不退货是)|退款不退货")
_REFUND = Pattern(r"(?:马上|立刻|立马|直接|秒)退(?!货|换|回)|退款|退(?:您|给您)?(?:全款|全额|全部)|全额退|全退|钱退|款退|退钱|退还|元(?:原路)?退|原路退|退回(?:给)?您|退\d|退您|退回去|钱.{0,4}退|(?:给|帮|为)您退(?!货|换)")
_NEGATED = Pattern(r"(?:不(?!用|必|需|是不|一样|同|对|满意|符|好|够|合适|甜|新鲜|要(?:您|寄|退))|没(?:有|法|办法)?|无法|难以|不敢|未|别|暂时不)[^,。]{0,8}$")
_CONDITIONAL_RULE = Pattern(r"核实后?按|按(?:规则|规定|平台|政策|流程)|运费险|保险|保价|快递(?:公司)?(?:会|来|负责)?赔|理赔|向快递|平台(?:会|介入)?|依法")
_ACCEPT = Pattern(r"^(?:亲亲?|嗯+|好|那|您|行|这|\W)*(?:可以|行|没问题|好(?:的|吧|嘞)?|成|ok|答应您|依您|同意)(?:的|哒|滴|啦|了|哈|哦|呢|呀|亲|您|吧|\W)*$")
_DEMANDS = Pattern(rf"(?:赔|补偿|补|退|(?:再|得|要)给|打|返|红包)(?:我|偿|钱|点)?\s?(?:\d|{CJK_NUMBER}(?![{COUNTERS}])|点钱|钱)|不退货|仅退款|赔(?:我|偿|钱)|红包")

_ANY = any_of(_MULTIPLE, _CASH)
_AGREES = any_of(ECHO, _ACCEPT)


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each amends the policy does not list."""
    for clause in reading.where(_ANY):
        yield from _clause(reading, clause)
    yield from _kept(reading)
    yield from _sums(reading)
    yield from _bet(reading)
    yield from _warranty(reading)
    if reading.turn.present & _AGREES and reading.asks(_DEMANDS) and not _asked_of_freight(reading):
        for clause in reading.where(ECHO.bit):
            echo = echoed(clause)
            if echo is not None and not clause.asks and not refused_after(reading, clause, echo.end()):
                yield Hit(clause.start + echo.start(), clause.start + echo.end(), "答应了顾客索要的赔偿", "policy:compensation", "请顾客先提供凭证,给出店铺列出的方案")
                return
        for clause in reading.clauses[:2]:
            following = reading.after(clause)
            if _ACCEPT.match(clause.text) and not clause.asks and not (following is not None and seek(r"照片|拍|核实|先|看|不过|但", following.text)):
                if not seek(r"照片|核实|了解|抱歉|不好意思|对不起", reading.text):
                    yield Hit(clause.start, clause.end, "答应了顾客索要的赔偿", "policy:compensation", "请顾客先提供凭证,给出店铺列出的方案")


def _denied(text: str, position: int) -> bool:
    return _NEGATED.search(text[max(0, position - 14) : position]) is not None


_PRAISED = Pattern(r"好评|晒图|晒单|截图|五星|5星|(?:撤|删|改)(?:了|掉|一下)?(?:差评|评价|警告|评)")


def _clause(reading: Reading, clause: Clause) -> Iterator[Hit]:
    text = spoken(clause)
    if clause.find(_CONDITIONAL_RULE, text) or seek(r"您(?:说|提(?!供)|要求|想要|希望)(?:的)?", text) or (clause.find(ALTERNATIVE_QUESTION, text) and clause.asks):
        return
    for pattern, message in ((_MULTIPLE, "承诺了倍数赔偿"), (_CASH, "承诺了现金、红包、免单或差价补偿")):
        match = clause.find(pattern, text)
        if match is None or _denied(text, match.start()) or refused_after(reading, clause, match.end()) or _PRAISED.search(reading.text) or seek(r"(?:中通|顺丰|运费|邮费|快递)[^,]{0,4}$", text[: match.start()]) or re.match(r"(?:什么|多少|的(?:要求|话|事|标准|规则|方式|方案)|方案|要求|标准|政策|规则|[^,]{0,6}(?:不了|没有|不行|不可以|不支持|不能|给不|发不|不合|没法|无法|没办法))", text[match.end() :]):
            continue
        following = reading.after(clause)
        if following is not None and re.match(r"^(?:这|那)?(?:个|种|我|咱|店里|我们)?[^,]{0,6}(?:给不了|发不了|做不到|答应不|不支持|没有|不能|没法|无法)", following.text):
            continue
        if "差价" in match.group() and _asked_of_freight(reading):
            continue  # a favour on the freight, given back: the discount rule's business
        if message.startswith("承诺了现金") and reading.policy.compensation.cash > 0 and not seek("免单|差价", match.group()):
            continue
        if seek(r"怎么|如何|多少|哪|什么", text) and clause.asks:
            continue
        if seek(r"补偿|赔偿", match.group()) and (_listed(reading, reading.sentence_of(clause)) or seek(r"方案|怎么|方式|选", text)):
            continue
        yield Hit(clause.start + match.start(), clause.start + match.end(), message, "policy:compensation", _options(reading))
        return


def _listed(reading: Reading, sentence: str) -> bool:
    """Whether the amends named are ones the policy lists and no sum of money beside a coupon is named."""
    options = reading.policy.compensation
    names = seek(r"补发|重发|重寄|换新", sentence) if options.resend else None
    coupon = seek(r"[券卷劵]", sentence) if options.coupon_amount else None
    warranty = seek(r"保修|质保|延保", sentence) if options.warranty_months else None
    gift = any(word in sentence for g in reading.policy.concessions.gifts for word in (g.name, *g.words)) if options.gift else False
    return bool(names or coupon or warranty or gift)


def _options(reading: Reading) -> str:
    options = reading.policy.compensation
    shown = [
        "重新发货" if options.resend else "",
        "赠品" if options.gift else "",
        f"{options.coupon_amount}元店铺券" if options.coupon_amount else "",
        f"保修延长{options.warranty_months}个月" if options.warranty_months else "",
    ]
    return "可以提供:" + "、".join(option for option in shown if option)


def _kept(reading: Reading) -> Iterator[Hit]:
    """A refund while the goods stay with the customer."""
    for clause in reading.where(_KEEP.bit):
        text = spoken(clause)
        keep = clause.find(_KEEP, text)
        if keep is None or clause.asks or _denied(text, keep.start()):
            continue
        near = " ".join(other.text for other in reading.clauses if abs(other.index - clause.index) <= 4)
        refund = _REFUND.search(near)
        if refund is None or seek(r"(?:不|没|无法|不能)(?:支持|可以|能)?(?:仅|只)?退款|平台|拒收|未发货|没发货|还没发|取消", near):
            continue
        order = reading.request.order
        if order is not None and order.status in ("unpaid", "paid"):
            continue
        yield Hit(clause.start + keep.start(), clause.start + keep.end(), "承诺了不退货就退款", "policy:compensation", "核实后按退货退款或换货处理")
        return


def _sums(reading: Reading) -> Iterator[Hit]:
    limit = reading.policy.compensation.cash
    for money in read_money(reading):
        if (money.role not in ("amends", "refund") and not _demanded(reading, money)) or money.value <= limit:
            continue
        if _asked_of_freight(reading) or (money.clause.asks and seek(r"您是说|对吗|是吗|是吧", money.clause.text)):
            continue
        if money.role == "refund" and (money.value in known_sums(reading) or money.clause.find(_DENIED_REFUND)):
            continue
        text = spoken(money.clause)
        at = money.amount.start - money.clause.start
        if "□" in text[at : at + 1] or _denied(text, at) or _CONDITIONAL_RULE.search(text) or seek(r"您(?:说|提|要|想|希望)|拍|退货|商品款|货款|实付", text[:at]):
            continue
        order = reading.request.order
        if order is not None and "退" in text and money.value in (order.total, order.freight, (order.total or 0) - (order.freight or 0)):
            continue
        if re.match(r"^\s?元?(?:的)?(?:店铺)?[券卷劵]", reading.text[money.amount.end :]):
            continue
        yield Hit(money.amount.start, money.amount.end, f"承诺了{money.amount.text}的补偿", "policy:compensation.cash", _options(reading))
        return


def _demanded(reading: Reading, money: Money) -> bool:
    """Whether the sum is given to one who asked for money as amends."""
    return money.role in ("open", "total", "price", "unknown") and reading.asks(_DEMANDS) is not None and (_GIVEN.search(money.clause.text) is not None or seek(r"[行成好]不[行成好]?|(?:可以|行|成)吗", money.clause.text) is not None)


_GIVEN = Pattern(r"给您|补您|赔您|转(?:您|给|到)|打(?:给|到|过|款)|退您|返您")


def _asked_of_freight(reading: Reading) -> bool:
    """Whether what is asked back is freight of an order not yet delivered: a concession, no amends."""
    order = reading.request.order
    return order is not None and order.status in ("unpaid", "paid") and reading.asks(r"运费|邮费|快递费") is not None


_LATE = Pattern(r"(?:没|没有|收|到|送)不?(?:到|收到|送到)|(?:晚|迟|多|慢|超|超过|晚到|延误)(?:了)?(?:一|1|半)?天|(?:没|未)(?:能|有)?(?:按时|准时|收到|送达|抵达|送到|到)|[到收送]不[了到]")
_STAKE = Pattern(r"全额退|退您|退全款|白送|倒贴(?!您?运费)|(?<!快递)(?<!运费险)赔(?!付规则)|分文不取|免单|不(?:要|收)(?:您)?(?:一分)?钱|倒找")


def _bet(reading: Reading) -> Iterator[Hit]:
    """'27号收不到全额退您': money staked on the day of arrival."""
    for clause in reading.where(_STAKE.bit):
        stake = clause.find(_STAKE, spoken(clause))
        if stake is None or clause.asks or _denied(clause.text, stake.start()) and not _LATE.search(clause.text[: stake.start()]):
            continue
        previous = reading.before(clause)
        head = (previous.text if previous is not None and previous.sentence == clause.sentence else "") + clause.text[: stake.start()]
        if _LATE.search(head) and reading.asks(_ASKS_ARRIVAL) and not _CONDITIONAL_RULE.search(reading.sentence_of(clause)):
            yield Hit(clause.start + stake.start(), clause.start + stake.end(), "拿退款或赔偿担保到货时间", "policy:compensation", "说明一般几天到,以物流为准")
            return


_ASKS_ARRIVAL = Pattern(r"到|来得及|赶|几天|几号|什么时候|多久|快")
_LONGER = Pattern(rf"(?:保修|质保)[^,]{{0,10}}?(?:延|加|多|送)[^,\d一二两三四五六七八九十]{{0,4}}(?P<n>\d{{1,2}}|{CJK_NUMBER}{{1,2}})\s?(?P<unit>年|个月)|(?:延长?|多送?|加送?)(?:到|至)?(?P<m>\d{{1,2}}|{CJK_NUMBER}{{1,2}})\s?(?P<other>年|个月)(?:的)?(?:保修|质保)")


def _warranty(reading: Reading) -> Iterator[Hit]:
    """A warranty made longer than the policy's option allows."""
    if not reading.turn.present & _LONGER.bit:
        return
    limit = reading.policy.compensation.warranty_months
    if reading.request.case is None and not seek(r"抱歉|对不起|不好意思|歉意|对不住", reading.text):
        return
    for clause in reading.where(_LONGER.bit):
        match = clause.find(_LONGER)
        if match is None or _denied(clause.text, match.start()):
            continue
        count = parse_number(match.group("n") or match.group("m"))
        months = (count or 0) * (12 if (match.group("unit") or match.group("other")) == "年" else 1)
        if seek(r"[到至]", match.group()):
            months -= _own_warranty(reading)
        if months > limit:
            yield Hit(clause.start + match.start(), clause.start + match.end(), "延长的保修超出了店铺的规定", "policy:compensation.warranty_months", _options(reading))
            return


def _own_warranty(reading: Reading) -> int:
    """The months of warranty that the product facts give; 12 where they give none."""
    match = seek(rf"(?:保修|质保)\D{{0,3}}(\d{{1,2}}|{CJK_NUMBER}{{1,2}})\s?(年|个月)", reading.given)
    count = parse_number(match.group(1)) if match is not None else None
    return int(count) * (12 if match is not None and match.group(2) == "年" else 1) if count is not None else 12


_DENIED_REFUND = Pattern(r"退(?:您)?(?:的)?(?:商品|货)款|退货|运费险|扣|退(?:的)?是")
_CASE = {"reason": "quality", "evidence_received": True, "confirmed": True}
def _no_mere_cut(reading: Reading, vote: Vote) -> bool:
    """Whether the stretch says more than prices, and is no cut for one who bargains: that is the discount rule's business."""
    if only_prices(reading, vote.start, vote.end):
        return False
    return reading.request.case is not None or not bargains(reading) or seek(r"折|减|优惠|便宜|少收|让利", reading.text[vote.start : vote.end]) is None


BACKING = (Backing("unauthorised-compensation", "答应了政策以外的补偿", "policy:compensation", "核实后按规则处理,或给出店铺列出的方案", _no_mere_cut),)
EXAMPLES = (
    bad("实在抱歉,补偿您20元您看可以吗", "你们怎么赔", order=ORDER, case=_CASE),
    bad("假一赔十的哦", "是正品吗"),
    bad("抱歉,浴巾您留着用,49元退给您", "怎么办", order=ORDER, case=_CASE),
    bad("对不住您,给您发个红包吧", "太差了", order=ORDER, case=_CASE),
    good("抱歉,可以送您一张10元店铺券,或者给您换新", "怎么补偿", order=ORDER, case=_CASE),
    bad("抱歉呀亲,五十就五十", "赔我50", order=ORDER, case=_CASE),
    bad("周三收不到全额退您", "周三能到吗"),
    bad("对不住,保修给您延到三年", "怎么补偿", order=ORDER, case=_CASE),
    good("现金这块我答应不了,可以送您一张10元店铺券", "赔我点钱", order=ORDER, case=_CASE),
    good("您说的赔100我记下了,先麻烦您拍张照片", "赔我100", order=ORDER),
    good("核实后按规则给您处理", "怎么赔", order=ORDER),
    good("现金补偿店里给不了,可以为您补发或送券", "赔我50", order=ORDER, case=_CASE),
    good("返现不敢弄,平台查这个", "给好评返现吗", order=ORDER),
    good("是该给您赔个不是,券或者换新您挑", "怎么补偿", order=ORDER, case=_CASE),
    bad("可以给您订单金额的5%作为补偿,也就是2.75元", "不赔点吗", order=ORDER),
    good("运费可以帮您减5元,稍后退差价给您", "能帮我省点运费吗", order={**ORDER, "status": "paid"}),
)
