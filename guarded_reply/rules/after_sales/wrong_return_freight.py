"""Names a payer of return freight that policy and facts contradict.

What it does: reads who is said to pay the freight of a return or exchange, for which leg and under which condition, and
fires when the case says otherwise: a confirmed fault is paid both ways by the seller, a return without reason both
ways by the buyer. Conditional statements are judged by their own condition, so both cases may be told.

Why: the wrong payer costs the shop money or the customer his right (P52, P53).

Known limits: while a fault is neither confirmed nor denied, an unconditional statement that the shop pays is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.policy.returns import freight_payer
from guarded_reply.reading.faults import FAULT
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause
from guarded_reply.reply import decimal_text
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good

Payer = Literal["buyer", "seller"]
_FREIGHT = Pattern(r"运费|邮费|快递费|邮资|路费|运|来回|往返|寄回(?:来)?(?:的)?(?:钱|费)|那趟|这趟|一趟|去程|回程|费用|邮(?!箱|政|件)")
_TOPIC = Pattern(r"退|换|寄回|来回|往返|返|回程|去程|当初|原来寄|发货时|那趟|双程|两程|两边|双向|返程|回寄")
_SELLER = Pattern(
    r"(?:(?:由|归|算|是|让|找)?(?:我们|咱们?|本店|店里|小店|店铺|店家|卖家|商家|我家|俺们|这边|我(?=来|出|掏|承担|付|给您出)|公司|厂家)(?:这边|店铺|店里|自己|来|都|也|全部?|全额|会|给您|帮您|为您|一起|统统|替您)*(?:承担|负担|吸收|消化|出|付|负责|掏|包|报(?!备|名|价)|垫付(?!,)|买单|兜|扛|认|担(?!心)|来(?=$|[,。!哦哈呢啦~\s])|的(?=$|[,。!哦哈呢啦~]))|"
    r"(?:我们?|咱们?|店里|这边)(?:再|都|全)?(?:给|帮)您(?:补上|报)|(?<![会要能])不(?:会|再)?收您(?:的)?(?:钱|[运邮]费)?(?=$|[,。!哦哈呢啦的])|(?<![会要能])(?:不|没|别|无需)(?:会|用|再)?扣(?:除|掉)?(?:您)?(?:的)?(?:运|邮|快递|来回)|"
    r"(?:算|归|是)(?:在)?(?:我们|咱们?|本店|店里|小店|店铺|卖家|商家|我家|我)(?:的|头上|身上|这边|这儿|出|承担)*(?=$|[,。!哦哈呢啦~\s的])|(?:免费|免运费|包邮)(?:给您|为您|帮您)?(?:退|换|上门|寄回)|(?:不|无需|不用|甭|不需要?|无须|别|没让|不让|不要)(?:用|需要?|要)?(?:您|亲|买家|顾客)(?:这边|自己|来)?(?:再|另外|额外)?(?:付|出|掏|承担|花|管|操心|负责|给)|(?:您|亲)(?:这边|都|也|全)*(?:不用|无需|不需要?|不必|不|甭|一分(?:钱)?(?:都|也)?不用?)(?:再|另外|额外)?(?:付|出|掏|承担|花|管|给)|"
    r"(?:给您|帮您|全额)?(?:报销|补贴|返还|退还|退给您|补给您|退您)(?:您)?(?:来回|往返|退货|寄回)?(?:的)?(?:运|邮|快递)费?|(?:运|邮)费(?:给您|全额|全部|帮您|为您|都|也|我们)?(?:报销|补贴|返还|退还|退给您|退您|全免|免了|包了|给您报)|零成本退|退(?:货)?[^,。]{0,2}(?:不(?:花|要|用)(?:您)?(?:一分)?钱|免费)|一分(?:钱)?(?:也|都)?不(?:用|让)|免运(?:费)?退|(?:可以|能|直接|支持)到付|到付(?:就行|即可|回来|寄|退))"
)
_BUYER = Pattern(
    r"(?:(?:由|归|算|是|让|要|需要?|得|麻烦|辛苦|请)*(?:您|亲|买家|顾客|客户|自己|个人|消费者|买方)(?:这边|那边|自己|本人|来|先行|暂时|先|自行|都|全部?|一起|统统|需要?|要|得|也)*(?:承担|出(?!示|现|去)|付(?!款)|负责|掏|垫付?|自理|负担|支付|吸收|消化|担(?!心)|垫|拿(?!出|到)|给(?!我)|买单|的(?=$|[,。!哦哈呢啦~]))|自理|自付|自费|自己(?:出|掏|付|承担)|(?:算|归|是)(?:您|买家|顾客|亲)(?:的|自己的?|那边|这边|出|承担)*(?=$|[,。!哦哈呢啦~\s的])|"
    r"(?:我们|本店|店里|卖家|商家|小店)(?:这边)?(?:是)?(?:不|没法|无法|不能|概不|不会)(?:承担|出|付|负责|报销|包)|(?:不|没法|无法|不能)(?:给您)?(?:报销|承担|包)(?:来回|往返|退货|寄回)?的?(?:运|邮|快递)?费?|不(?:给)?报销|(?<![不没会])从(?:您)?(?:的)?(?:退款|货款|退的钱)[^,。]{0,3}扣|扣(?:除|掉)?(?:您)?(?:的)?(?:来回|往返|运|邮|快递|发货|首次|去程|寄出|原来|当初))"
)
_FAULT = Pattern(r"(?:加工|制作|发货|配货|操作|我们)[^,。]{0,4}(?:有误|失误|出错)|(?:商品|产品|东西|货)(?:本身)?的?(?:问题|原因)|(?<!尺码)(?<!尺寸)不一致|(?:订单|描述|货)(?:对)?不(?:符|对板|对版)|质量|毛病|瑕疵|破损|损坏|坏的?|错发|[发刻做裁印绣量配装拿寄标写]错|漏发|少发|有问题|我们的(?:问题|责任|原因|失误)|店铺(?:的)?(?:问题|责任|原因)|卖家(?:的)?(?:问题|责任|原因)|品质|故障|缺陷")
_NO_REASON = Pattern(r"[无没]理由|不喜欢|不想要|不合适|个人原因|您(?:的)?(?:自身|个人|主观)?原因|(?:非|不是|没有?|无)(?:任何)?(?:质量|毛病|瑕疵)|不属于质量|尺码不合|买错|拍错|[买拍]多|主观|颜色不|不满意|后悔|不需要了|换尺码|换颜色|没有问题|其[他它](?:的|情况|原因)*(?=您|买家|自[己付理]|由|都|就|算)")
_WHATEVER = Pattern(r"(?:不管|不论|无论|甭管|别管|任何)(?:您)?(?:是|因为|出于)?(?:什么|啥|何种|哪种|哪个|怎样)?(?:原因|理由|情况|情形|问题|缘故|是不是|有没有|质量)|有问题没问题|有没有(?:质量)?问题|好的坏的|啥原因|什么原因都")
"""Words that make a statement hold for fault and change of mind alike."""
_CONDITION = Pattern(r"如果|若|要是|确认|确实|核实|属于|经|的话|确属|属实|凡|情况下?|检测|假如|一旦|时(?=$|,)")
_ASKS = Pattern(r"谁(?:出|付|承担|掏|负责|来)|怎么算|分别谁")
_ALREADY = Pattern(r"运费险|保险|理赔|先垫|先付|垫付")

_PAYER = any_of(_BUYER, _SELLER)
_CONDITIONS = any_of(_WHATEVER, _NO_REASON, _FAULT)


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each payer that the case contradicts."""
    yield from _half(reading)
    yield from _outbound_kept(reading)
    if reading.turn.present & (_SHARED.bit | _ANSWERS) and _about_return(reading):
        yield from _shared(reading)
        yield from _answered(reading)
    if not reading.turn.present & _PAYER:
        return
    condition: str | None = None
    topical = _about_return(reading)
    for clause in reading.clauses:
        if clause.asks and clause.find(_ASKS):
            continue
        own = _condition_of(clause)
        previous = reading.before(clause)
        if own is not None:
            condition = own
        elif previous is None or previous.sentence != clause.sentence or re.match(r"^(?:不过|但|另外|您这|这次|您的情况)", clause.text):
            condition = None if previous is None or previous.message == clause.message or "。" in (previous.closer) else condition
        payer = _payer(clause)
        if payer is None or not _speaks_of_freight(reading, clause, topical):
            continue
        if payer[0] == "buyer" and (_paid_back(reading, clause, payer) or _let_off(reading, clause)):
            payer = ("seller", payer[1], payer[2])
        if payer[0] == "buyer" and clause.find(_ADVANCE) and (clause.find(_SUPPOSES) or _named_seller(reading, clause)):
            continue  # 'we pay; if you have laid it out, send me the receipt'
        following = reading.after(clause)
        if condition is None and following is not None and following.sentence == clause.sentence and following.find(_WHATEVER):
            condition = "any"
        yield from _verdict(reading, clause, payer, condition if condition is not None else _supposed(reading))


_SUPPOSES = Pattern(r"如果|要是|若|万一|的话")


def _named_seller(reading: Reading, clause: Clause) -> bool:
    """Whether the turn has said just before that the shop pays."""
    return any((payer := _payer(other)) is not None and payer[0] == "seller" and not other.asks for other in reading.back_from(clause))


_BY_RIGHTS = Pattern(r"按说|本来|照理|按理|原则上|按规矩|按规定|本该|原本")
_EXCEPTION = Pattern(r"谁(?:让|叫)|(?:这|今)次(?:就)?(?:算了|免了|不收|不用)|(?<![不法能])破(?:个|一次|一回)?例|就(?:当|算)(?:交|我们|是|咱)|下不为例|咱就不|就不(?:跟|让|收|问)您")


def _let_off(reading: Reading, clause: Clause) -> bool:
    """'按说该您出,谁让咱投缘呢': what is due by rights is waived in the next breath."""
    following = reading.after(clause)
    return clause.find(_BY_RIGHTS) is not None and following is not None and following.find(_EXCEPTION) is not None


_ADVANCE = Pattern(r"垫|先(?:行)?(?:付|出|掏|支付)")
_REPAID = Pattern(r"(?:退|返|补|报|打)(?:还|回|销)?(?:给)?您|(?:全额|如数)?(?:返还|退还|报销|补上)")


def _paid_back(reading: Reading, clause: Clause, payer: tuple[Payer, int, int]) -> bool:
    """'您先垫付,收到后把运费退给您': what the buyer lays out and gets back is paid by the seller."""
    if _ADVANCE.search(clause.text[payer[1] :]) is None:
        return False
    later = reading.text[clause.start + payer[1] :]
    repaid = _REPAID.search(later)
    return repaid is not None and seek(r"(?:不|没|无法)[^,。]{0,4}$", later[: repaid.start()]) is None


_WHOLE = Pattern(r"(?:没|未|还没)(?:有)?(?:用|拆|穿|戴|洗|开)(?:过|封|了)?(?!包|线|药)")
_BY_FIT = Pattern(r"太(?:紧|松|大|小|长|短|肥|瘦|贵)|(?:大|小)了(?:一?[码号点圈])?|换[^,。]{0,4}(?:码|号|颜色|色)(?!错)")


def _supposed(reading: Reading) -> str | None:
    """The case that the customer's own question supposes: '真做错了运费谁出', '不喜欢的话运费呢'."""
    if (reading.asks(_NO_REASON) or reading.asks(_BY_FIT) or reading.asks(_WHOLE)) and not reading.asks(_FAULT):
        return "no_reason"
    if _in_general(reading):
        return "no_reason"
    supposed = reading.asks(_FAULT) and reading.asks(r"如果|要是|若|万一|假如|的话|^真|真(?:是|的|有)") and not reading.asks(_NO_REASON)
    return "fault" if supposed else None


def _in_general(reading: Reading) -> bool:
    """Whether who pays for a return is asked for no case at all: a flat 'we pay' then promises it for a change of mind too."""
    if reading.request.case is not None or reading.asks(_ASKED_FREIGHT) is None or not reading.asks(r"退|换") or _FAULT.search(reading.history):
        return False
    return reading.asks(_TROUBLE) is None and next(reading.all(_FAULT), None) is None


_TROUBLE = Pattern(FAULT)


def _holds(reading: Reading) -> Payer | None:
    """Who pays, by the case, or else by what the customer's question supposes ('不喜欢想退 邮费算谁的')."""
    holds = freight_payer(reading.policy, reading.request)
    if holds is not None:
        return holds
    return reading.policy.returns.no_reason_payer if _supposed(reading) == "no_reason" else None


_SHARED = Pattern(r"各(?:自)?(?:出|付|掏|担|承担)(?:各(?:自)?的|一半|一程|一趟|自己的)|(?:一人|每人|双方)(?:出|付|掏|担|承担)?一?半|平摊|分摊|(?:您|我们|店里|咱)[^,。]{0,3}(?:出|付|承担|掏)一半")


def _shared(reading: Reading) -> Iterator[Hit]:
    """'各出各的': whoever pays, he pays both ways."""
    holds = _holds(reading)
    if holds is None:
        return
    for clause in reading.where(_SHARED.bit):
        match = clause.find(_SHARED)
        about = _FREIGHT.search(reading.sentence_of(clause)) or reading.asks(_ASKED_FREIGHT)
        if match is not None and about and not clause.asks and not seek(r"(?:不|没|别)[^,。]{0,3}$", clause.text[: match.start()]):
            yield _wrong(clause.start + match.start(), clause.start + match.end(), holds, "request:case")
            return


_ASKED_FREIGHT = Pattern(r"谁[^,。]{0,3}(?:出|掏|花|付)钱|钱[^,。]{0,3}谁(?:出|付|掏)|[运邮]费|邮资|快递费|路费|[退换][^,。]{0,6}包邮|寄(?:回|过)去?(?:来)?的钱")
_ASKS_SELLER = Pattern(r"(?:[你您]们?|店里|店家|商家|卖家)(?:这边|那边)?(?:来|能|可以|会|给|帮我|是不是|能不能)*(?:出|付|承担|报销?|包|掏|负责|给)(?!钱|我|货)|记[你您]们?[^,。]{0,2}账|(?:费|花的钱?)(?:能|也|可以|给|一起|都)*(?:报销?|退)(?:给)?(?:我|吗|么|吧|不)|(?:包|报|管|免)(?:来回|退货|退换货?|往返)?(?:的)?(?:[运邮]费?|快递费)(?=吗|么|不|吧|没|\W|$)")
_ASKS_BUYER = Pattern(r"(?:我|自己)(?:这边)?(?:来|要|得|也|自己|还|需要)*(?:出|付|承担|掏|垫)|扣(?:掉|除|我)*(?:的)?(?:[运邮]费|快递费)|[运邮快递]+费[^,。]{0,4}扣|(?<!不)(?:要|收|算)(?:我)?(?:的)?(?:[运邮]费|快递费|邮资)(?:吗|么|不|\W|$)|[运邮]费(?:还)?要(?:钱|给)")
_ASKED_WHO = Pattern(r"谁|还是我|还是[你您]")
_LEAD = r"^(?:您好|亲亲?|嗯+|那|当然|自然|肯定|必须|好|啊|\W)*"
_TAIL = r"(?:的|哒|滴|哦|呢|呀|啊|亲|哈|啦|嘞|呗|吧|您|了|呐|\W)*$"
_TO_YES = Pattern(rf"{_LEAD}(?:可以|能|行|没问题|好的|好嘞|是|对|对的|成|会|要|记|报|出|包|承担|嗯呐|嗯嗯|嗯哪|恩){_TAIL}")
_TO_NO = Pattern(rf"{_LEAD}(?:不用|不扣|不需要|不会|不必|不要|不收|甭|免费){_TAIL}")
_BARE_PARTY = Pattern(
    rf"{_LEAD}(?:这次|这回|今儿|就|是|由|归|算|得|该|都|全|肯定|要|那)*(?:(?P<seller>(?:我们?|咱们?|店里|本店|店铺|店家|卖家|商家|小店|[我咱]家|这边))|(?P<buyer>(?:您|亲|买家|顾客|客户|买方)(?:自己|自个儿?|这边|本人|个人)*|自己|自个儿?))"
    rf"(?:这边|家|来|都|全|出|包|付|掏|报|管|承担|负责|头上|来回|双程|两头)*{_TAIL}"
)
"""'店里', '您自个儿哦': nothing but who pays, in answer to '运费谁出'."""


_ANSWERS = any_of(_TO_YES, _TO_NO, _BARE_PARTY)


def _answered(reading: Reading) -> Iterator[Hit]:
    """A bare yes, no or name to '运费你们出吧', '会扣我邮费吗', '运费谁出', where nothing else in the turn says who pays."""
    holds = _holds(reading)
    if holds is None or not reading.asks(_ASKED_FREIGHT):
        return
    if any(clause.find(pattern) for clause in reading.clauses for pattern in (_BUYER, _SELLER, _FAULT, _NO_REASON)):
        return
    choice = reading.asks(_ASKED_WHO) is not None
    asked: Payer | None = "seller" if reading.asks(_ASKS_SELLER) else "buyer" if reading.asks(_ASKS_BUYER) else None
    for clause in reading.clauses[:2]:
        said = None if clause.asks else _named(clause) if choice else _agreed(clause, asked)
        if said is None:
            continue
        if said != holds:
            yield _wrong(clause.start, clause.end, holds, "request:case")
        return


def _named(clause: Clause) -> Payer | None:
    named = clause.find(_BARE_PARTY)
    return None if named is None else "seller" if named["seller"] else "buyer"


def _agreed(clause: Clause, asked: Payer | None) -> Payer | None:
    if asked is not None and clause.find(_TO_YES):
        return asked
    return "seller" if asked == "buyer" and clause.find(_TO_NO) else None


def _wrong(start: int, end: int, holds: Payer, source: str) -> Hit:
    right = "来回运费由本店承担" if holds == "seller" else "来回运费由买家承担"
    return Hit(start, end, f"退货运费的承担方说错了,应为:{right}", source, right)


_WHO_PAYS = Pattern(r"谁[^,。]{0,4}(?:[运邮]费|邮资|快递费)|(?:[运邮]费|邮资|快递费)[^,。]{0,3}(?:谁|怎么算)")


def _about_return(reading: Reading) -> bool:
    case, order = reading.request.case, reading.request.order
    if case is not None and order is not None and case.reason not in ("not_received", "lost", "other") and order.status in ("delivered", "completed", "refunding"):
        return True
    if reading.asks(_WHO_PAYS) and (reading.asks(_FAULT) or reading.asks(_NO_REASON)):
        return True
    if order is not None and order.status in ("delivered", "completed") and reading.asks(_ASKED_FREIGHT) and (reading.asks(_WHOLE) or reading.asks(_NO_REASON)):
        return True
    return (reading.asks(_TOPIC) is not None or next(reading.all(_TOPIC), None) is not None) and (
        (case is not None and case.reason not in ("not_received", "lost")) or reading.asks(r"退|换|寄回|运费(?:谁|算)") is not None
    )


def _condition_of(clause: Clause) -> str | None:
    if not clause.present & _CONDITIONS:
        return None
    text = clause.text
    if clause.find(_WHATEVER):
        return "any"
    no_reason = clause.find(_NO_REASON)
    fault = clause.find(_FAULT)
    if no_reason is not None and (fault is None or no_reason.start() <= fault.start()):
        return "no_reason"
    if fault is not None and seek(r"(?:不是|非|(?<!有)没有?|无|不属于|并非|不算)[^,]{0,4}$", text[: fault.start()]):
        return "no_reason"
    return "fault" if fault is not None else None


def _payer(clause: Clause) -> tuple[Payer, int, int] | None:
    if not clause.present & _PAYER:
        return None
    buyer, seller = clause.find(_BUYER), clause.find(_SELLER)
    if seller is not None and (buyer is None or seller.start() <= buyer.start()):
        if buyer is not None and buyer.end() > seller.end() and buyer.start() > seller.end() and seller.group() != buyer.group():
            return "buyer", buyer.start(), buyer.end()
        return "seller", seller.start(), seller.end()
    return ("buyer", buyer.start(), buyer.end()) if buyer is not None else None


def _speaks_of_freight(reading: Reading, clause: Clause, topical: bool) -> bool:
    if clause.find(_FREIGHT) and (_TOPIC.search(reading.sentence_of(clause)) or topical):
        return True
    previous = reading.before(clause)
    if previous is not None and previous.sentence == clause.sentence and previous.find(_FREIGHT):
        return topical or previous.find(_TOPIC) is not None
    return topical and reading.asks(_ASKED_FREIGHT) is not None and (clause.index <= 2 or clause.find(_LEG) is not None)


_LEG = Pattern(r"寄回|退回|回来|寄来|发出|去的|当初|换新|新的")
_UNUSED = Pattern(r"(?:没|未)(?:有)?(?:拆|用|穿|动|下水)|7天|七天|无理由|不想?要|不喜欢")


_OUTBOUND = r"(?:发货(?:时|那|的)|发(?:出)?去(?:的|时|那)|发过[去来]|寄(?:出|过)?去|当初|当时|首次|去程|原来(?:的|发)|来的时候)[^,。!?]{0,8}(?:费|\d元?|块|钱|的|邮|那趟|那程)"
_HALF = Pattern(
    r"(?:只|仅)(?:用|需要?|要|管|是)?(?:您)?(?:出|付|承担|掏|负责)?[^,。]{0,4}(?:寄回来?|退回来?|回来|单程|一趟|单边|退货那)|"
    r"(?:连|带着?|加上?|含)(?:着|上)?(?:运|邮|快递|去程)费?[^,。!?不没]{0,10}(?:全|都|一起|一并|一块|给您|一共)*退|"
    rf"{_OUTBOUND}[^,。!?不没]{{0,4}}(?:(?:不|就不|也不|都不|没)[^,。]{{0,2}}(?:追|算(?!在)|扣|要(?:您)?了|收|计较|问您要)|(?:我们|咱们?|店里|小店|这边)?(?:也|都|会|一起|一并|一块儿?|照样|全)*(?:退(?:给)?您|退还|给您退|返给您|算(?:我们|咱|店里)|(?:我们|咱们?|店里|小店)(?:出|承担|担|包|掏|来)))"
)
_INSURED = Pattern(r"(?:有|送|赠|带|含|买了?|附)(?:了|的)?运费险|运费险(?:会|能|可以)?(?:赔|报|理赔|承担)")


_KEPT = Pattern(r"(?:收走|扣(?:走|掉|除)|[不没](?:能|给|会|法|办法|可以)?退|退不[了到回]|不(?:在|包含在)退)")
_ONLY_BACK = Pattern(r"(?:只|仅|就)(?:能|会|可以|给您|给)*退(?:还|您|回|给您|商品|货款|的是)*\s?(?P<sum>\d+(?:\.\d+)?)")
_OF_OUTBOUND = Pattern(r"[运邮]费|快递费|邮资|当初|当时|发货时|去程|快递")


def _outbound_kept(reading: Reading) -> Iterator[Hit]:
    """'16是快递收走的,只能退219': the seller who pays both ways keeps what was paid for the way out."""
    order = reading.request.order
    if not reading.turn.present & (_KEPT.bit | _ONLY_BACK.bit) or order is None or not order.freight or freight_payer(reading.policy, reading.request) != "seller":
        return
    for clause in reading.where(_KEPT.bit | _ONLY_BACK.bit):
        kept, only = clause.find(_KEPT), clause.find(_ONLY_BACK)
        figure = decimal_text(order.freight)
        named = kept is not None and (_OF_OUTBOUND.search(clause.text[: kept.start()]) or seek(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", clause.text[: kept.start()]))
        short = only is not None and order.total is not None and Decimal(only.group("sum")) == order.total - order.freight
        if clause.asks or _condition_of(clause) == "no_reason" or not (named or short):
            continue
        match = only if short and only is not None else kept
        if match is not None and not seek(r"(?:不是|没说|不会)[^,。]{0,3}$", clause.text[: match.start()]):
            yield _wrong(clause.start + match.start(), clause.start + match.end(), "seller", "request:case")
            return


def _unused(reading: Reading) -> bool:
    """Whether a return without reason is spoken of, although the case is another one that is not proven."""
    case = reading.request.case
    proven = case is not None and case.confirmed
    return not proven and (_supposed(reading) == "no_reason" or reading.asks(_UNUSED) is not None)


def _half(reading: Reading) -> Iterator[Hit]:
    """'只用出寄回来的': half of what a buyer who returns without reason pays; or insurance that the order does not have."""
    said = list(reading.where(_HALF.bit | _INSURED.bit))
    if not said:
        return
    case, order = reading.request.case, reading.request.order
    if not (_about_return(reading) or reading.asks(r"[运邮]费险|退货险")) or (case is not None and case.reason != "no_reason" and not _unused(reading)):
        return
    for clause in said:
        half = clause.find(_HALF)
        if half is not None and reading.policy.returns.no_reason_payer == "buyer" and not clause.asks and not reading.asks("质量|坏|发错") and _condition_of(clause) != "fault":
            yield Hit(clause.start + half.start(), clause.start + half.end(), "无理由退货来回运费都由买家承担,不只一程", "policy:returns.no_reason_payer", "说明来回运费由买家承担")
            return
        insured = clause.find(_INSURED)
        if insured is not None and not (order is not None and order.freight_insurance) and "运费险" not in reading.given and not seek(r"如果|若|要是|没有?|不|是否|看", clause.text) and not clause.asks:
            yield Hit(clause.start + insured.start(), clause.start + insured.end(), "订单没有运费险", "order.freight_insurance", "说明运费由谁承担")
            return


def _verdict(reading: Reading, clause: Clause, payer: tuple[Payer, int, int], condition: str | None) -> Iterator[Hit]:
    said, start, end = payer
    policy = reading.policy.returns
    case = reading.request.case
    holds = freight_payer(reading.policy, reading.request)
    source = "request:case"
    text = clause.text
    sentence = reading.sentence_of(clause)
    if condition == "any":
        holds = policy.no_reason_payer if said == policy.fault_payer else policy.fault_payer
        source = "policy:returns"
    elif condition == "no_reason" and (_CONDITION.search(sentence) or holds is None or case is None or case.reason != "no_reason"):
        holds, source = policy.no_reason_payer, "policy:returns.no_reason_payer"
    elif condition == "fault" and _CONDITION.search(sentence):
        holds, source = policy.fault_payer, "policy:returns.fault_payer"
    elif condition is not None:
        wanted = policy.fault_payer if condition == "fault" else policy.no_reason_payer
        if holds is None or condition == "fault":
            holds, source = wanted, f"policy:returns.{condition}_payer"
    elif holds is None:
        if (case is None or not case.confirmed) and (_supposed(reading) == "no_reason" or reading.asks("无理由") or (case is None and _UNUSED.search(sentence))):
            holds, source = policy.no_reason_payer, "policy:returns.no_reason_payer"
        elif case is not None and case.reason in ("quality", "damaged", "wrong_item", "missing_item") and said == "buyer" and not _ALREADY.search(sentence) and not (reading.asks(_UNUSED) or _UNUSED.search(reading.text)):
            holds, source = policy.fault_payer, "policy:returns.fault_payer"
        else:
            return
    if reading.request.order is not None and reading.request.order.freight_insurance and _ALREADY.search(sentence):
        return
    if case is not None and case.reason == "no_reason" and case.confirmed is False and condition == "fault" and not _CONDITION.search(sentence) and holds == policy.fault_payer and said == "seller" and "质量" not in text:
        return
    supported = said == holds
    reading.claim("return_freight_payer", clause.start + start, clause.start + end, said, source if supported else None)
    if supported:
        return
    yield _wrong(clause.start + start, clause.start + end, holds, source)


_NO = {"reason": "no_reason", "evidence_received": False, "confirmed": False}
_YES = {"reason": "quality", "evidence_received": True, "confirmed": True}
BACKING = (
    Backing("buyer-pays-return", "退货运费的承担方说错了", "policy:returns.fault_payer", "确认的质量问题,来回运费由店铺承担", lambda reading, _: freight_payer(reading.policy, reading.request) == "seller"),
    Backing("seller-pays-return", "退货运费的承担方说错了", "policy:returns.no_reason_payer", "无理由退货,来回运费由买家承担", lambda reading, _: freight_payer(reading.policy, reading.request) == "buyer"),
)
EXAMPLES = (
    bad("可以退,来回运费我们承担", "不喜欢想退", order=ORDER, case=_NO),
    bad("寄回的运费麻烦您自理哦", "坏的怎么退", order=ORDER, case=_YES),
    bad("寄回那趟您付,当初寄出那趟算我们的", "不想要了运费谁出", order=ORDER, case=_NO),
    bad("不用您掏哈", "退回去邮费要我掏不", order=ORDER, case=_NO),
    bad("可以的亲", "运费能你们出吗", order=ORDER, case=_NO),
    bad("店里哈 您直接寄", "不喜欢想退 邮费谁出", order=ORDER, case={**_NO, "reason": "missing_item"}),
    bad("寄回的邮费您出,发货时的6元我们退给您", "不想要了能退吗", order=ORDER, case=_NO),
    bad("按说该您出 谁让咱投缘呢", "退货运费你们出吧", order=ORDER, case=_NO),
    bad("运费嘛 各出各的", "坏了,运费怎么算", order=ORDER, case=_YES),
    bad("不管什么原因,退货都是买家自己付运费的", "退货运费谁付", order=ORDER),
    bad("退货运费您先垫付,收到货后全额返还给您", "想退,运费谁出", order=ORDER, case=_NO),
    bad("6块是快递收走的,只能退49", "当初付的邮费也退吗", order=ORDER, case=_YES),
    bad("连邮费55都退您", "不想要了", order=ORDER, case=_NO),
    good("寄过来您先垫付,收到后把运费退还给您", "运费我出吗", order=ORDER, case=_YES),
    good("真是我们裁错的,来回都算店里", "真做错了运费谁出", order=ORDER, case=_NO),
    good("没质量问题的话来回您出 真有毛病确认了就我们出", "退货运费谁付", order=ORDER, case=_NO),
    good("可以退的,来回运费由您承担哦", "不喜欢想退", order=ORDER, case=_NO),
    good("确认是质量问题,来回运费我们承担", "坏的怎么退", order=ORDER, case=_YES),
    good("如果核实是质量问题,来回运费我们出;如果是不喜欢,来回运费您承担", "退货运费谁出", order=ORDER, case=_NO),
)
