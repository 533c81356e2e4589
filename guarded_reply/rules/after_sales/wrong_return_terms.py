"""Gives wrong return terms: window, a right denied that holds, or one granted that does not.

What it does: fires on a window that is not the policy's, on conditions that the right does not have (拆封不退, 下水洗过
坏了也不管), on a return without reason granted for excepted goods or after the window, and on a flat denial within it.

Why: the right to return is law and platform duty; a wrong word costs a dispute either way (P53, P58, P73).

Known limits: exchange terms are judged like return terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.policy.returns import ReturnTerms, return_terms
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good

_RETURN = Pattern(r"退货?|换货|退换|无理由|鉴赏期|犹豫期|反悔|售后|退回")
_ANY_TIME = Pattern(r"任何时间[^,。]{0,14}(?:退|换)|(?:随时|任何时候|什么时候|永久|终身|无限期|不限时间|多久|长期|一辈子|何时)(?:都|也)?(?:可以|能|可|支持|无理由|给)?(?:无理由)?(?:退|换)|(?:退|换)(?:换|货)?(?:不限|没有|无)(?:时间|期限)(?:限制)?")
_OPENED = Pattern(
    r"(?:拆(?:了|开|封|过|掉|包装|吊牌)*|打开|开(?:了|过|封|箱)|剪(?:了|掉)?(?:吊牌|标)|试(?:穿|用|过|戴)|吊牌(?:剪|没|掉)|包装(?:拆|破|没|打开)|撕(?:了|开))[^,。!?]{0,14}(?:不(?:能|可以|可|支持|予|给|接受|享受|办)?(?:再)?(?:享受)?[^,。]{0,8}(?:退|换|无理由)|(?:退|换)不了|没法[^,。]{0,4}(?:退|换)|无法[^,。]{0,4}(?:退|换)|概不|恕不|一律不|不再)|"
    r"(?:不(?:能|可以|支持|予|给|接受)(?:退|换)[^,。]{0,6}(?:因为|由于)[^,。]{0,6}(?:拆|开封|试))"
)
_CUT_OFF = Pattern(r"(?:内|后)?[^,。!?]{0,16}(?:不(?:管|负责|予|再受理|受理|处理|认|再负责|退不换|退换|承担|能退|可退|接受)|概不|恕不|一律不|逾期|过期|过时不|作废|视为)")
_USED_FAULT = Pattern(r"(?:穿|用|洗|下水|戴|使用)(?:过|了)[^,。!?]{0,16}(?:(?:质量问题|坏了)?(?:也|都|就|一律|概)?不(?:能|可以|给|予|支持|管|负责)?(?:退|换|保|管|处理|认)|概不|恕不)")
_GRANT = Pattern(r"(?:会|将|可以)?为您(?:提供|办理|安排)[^,。]{0,4}退(?:货|换)|(?:乐意|愿意|一定)(?:为|给|帮)您(?:办理)?退|(?:可以|能|支持|享受?|给您|帮您|允许|接受|都|也|可|同样|照样|没问题|随时|放心|一样|申请|包)[^,。!?]{0,10}(?:7天|七天|无理由|退(?!款到账)|换货|鉴赏期)|(?:7|七)天(?:内)?(?:都|也|无理由|可以|能|包退)|(?:退|换)(?:的|得)(?=$|[哦哈呢啦亲])|能退|可以退|支持退|包退|无理由退(?!货?期|货?范围)")
_DENY = Pattern(r"不(?:能|可以|可|支持|予|给|接受|享受|参加|在|适用|属于|符合|让|办)[^,。!?]{0,10}(?:退|换|无理由)|(?:退|换)(?:货|换)?(?:不了|不成|不掉)|没法(?:给您)?(?:退|换)|无法[^,。]{0,6}(?:退|换)|(?:不|概不|恕不|一律不|一经售出)[^,。]{0,3}(?:退|换)|(?<!没)(?<!未)过了(?:退|无理由|期)|不退不换|超过?(?:了)?(?:退|7天|七天|期限)|拒绝退")
_FAULT = Pattern(r"质量|瑕疵|破损|损坏|坏|发错|错发|漏发|刻错|问题|有误|做错|印错|烂|变质")
_CONDITION = Pattern(r"如果|若|要是|确认|确实|核实|属于|(?<![一已])经|的话|确属|属实|情况|检测|是不是|看看")
_WINDOW_UNIT = Decimal(24)


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each wrong term of return."""
    concerned = [clause for clause in reading.clauses if clause.present & _CONCERNS or reading.times_in(clause)]
    if not concerned:
        return
    terms = return_terms(reading.policy, reading.request)
    for clause in concerned:
        if clause.asks and not seek(r"\d|七", clause.text):
            continue
        hit = _any_time(clause) or _opened(reading, clause, terms) or _window(reading, clause, terms) or _used(clause)
        if hit is None:
            hit = _grant(reading, clause, terms) or _yes(reading, clause, terms) or _denial(reading, clause, terms)
        if hit is not None:
            yield hit
            return


def _hit(clause: Clause, match: re.Match[str], message: str, source: str, advice: str) -> Hit:
    return Hit(clause.start + match.start(), clause.start + match.end(), message, source, advice)


def _any_time(clause: Clause) -> Hit | None:
    match = clause.find(_ANY_TIME)
    if match is None or seek(r"不(?:能|可以|是|支持)", clause.text[: match.start()]) or seek(r"联系|找我|咨询", clause.text[match.start() : match.end() + 2]):
        return None
    return _hit(clause, match, "退换不是随时都可以,有期限", "policy:returns.window_days", "说明签收后的退换期限和条件")


def _opened(reading: Reading, clause: Clause, terms: ReturnTerms) -> Hit | None:
    match = clause.find(_OPENED)
    source = clause.text
    denied = clause.find(_DENY) if match is None else None
    if denied is not None and (previous := reading.before(clause)) is not None and previous.sentence == clause.sentence:
        joined = previous.text + clause.text
        if _OPENED.search(joined) is not None and seek("拆|开封|打开|剪|试", previous.text):
            match, source = denied, joined
    if match is None or terms.excepted or seek(r"影响|二次|无论|不管|不论|用过|使用过|激活|数码(?!店)|软件|卡密|不是", source):
        return None
    return _hit(clause, match, "拆封不影响7天无理由退货", "policy:returns.window_days", "未使用、不影响二次销售就可以退")


def _window(reading: Reading, clause: Clause, terms: ReturnTerms) -> Hit | None:
    days = reading.policy.returns.window_days
    text = clause.text
    for time in reading.times_in(clause):
        if time.day is not None and terms.until is not None and time.day > terms.until and (time.bound or re.match(r"(?:之?前|以前|都|也)", reading.text[time.end : time.end + 2])):
            if (clause.find(_RETURN) or reading.asks("退|换")) and not seek(r"发货|到账|退款|活动|预售|发出|送|付", text) and (reading.request.case is None or reading.request.case.reason == "no_reason"):
                return Hit(time.start, time.end, f"无理由退货到{terms.until:%m月%d日}为止", "policy:returns.window_days", f"签收后{days}天内可以申请")
        if time.kind not in ("length",) or time.high is None or time.text.endswith(("分钟",)):
            continue
        at = time.start - clause.start
        sentence_topic = clause.find(_RETURN) or (_RETURN.search(reading.sentence_of(clause)) and seek("签收|收到|期", text))
        sentence_topic = sentence_topic or seek(r"(?:能|可以|可|都|也|给)[退换]|[退换](?:的|都)", text) or (seek(r"签收|收到", text) if time.bound == "within" and (reading.asks(r"退|换") or seek(r"退|换", reading.sentence_of(clause))) else None)
        if not sentence_topic and len(reading.clauses) <= 4 and reading.asks(r"几天|多久|多少天|期限|什么时候(?:之)?前") and reading.asks(r"退|换"):
            sentence_topic = reading.asks(_RETURN)
        cut = _CUT_OFF.match(reading.text[time.end : clause.end])
        if cut is None and (following := reading.after(clause)) is not None and following.sentence == clause.sentence and seek("签收|收到|收货", text):
            cut = re.match(r"^(?:逾期|过期|超过|过了|否则|不然|之后)[^,。]{0,6}(?:不|概|恕|无法|作废)|^(?:我们|本店|这边)?(?:概不|恕不|一律不|就不|不再|不)(?:管|负责|受理|处理|认|予)", following.text)
        shorter = time.high < days * _WINDOW_UNIT
        if cut is not None and shorter and seek(r"签收|收到|收货|破损|质量|问题|反馈|联系|报|拍照|售后", reading.sentence_of(clause)) and not seek(r"发货|付款|支付|到账|发票", text):
            return Hit(clause.start, clause.end, "缩短了顾客的退换权利期限", "policy:returns.window_days", f"签收后{days}天内都可以申请")
        if seek(r"小时|分钟", time.text) and cut is None and seek(r"退(?!换|货(?:期|时))", reading.text[time.end : clause.end]):
            continue
        if not sentence_topic or seek(r"到账|退款(?!.{0,4}申请)|发货|审核|核实|处理|仓库|寄回后|打款|回电|回复|保修|质保|发票|活动|物流|送达|到货|预售|制作|左右|已经?过|过去|超过了|第|剩|还有|上门", text[max(0, at - 8) : at + 14]):
            continue
        if seek(r"(?:您|已经?|都|签收)(?:签收)?(?:了|已经?|都|有|才|刚)*$", text[:at]) and not time.bound:
            continue
        if not seek(r"(?:内|之内|以内|无理由|包退|包换|可|能|鉴赏|都|行|支持|期|免费|退换|退货)", reading.text[time.end : time.end + 8]) and not seek(r"(?:期|窗口|时间|时效)(?:是|为|有)?$", text[:at]):
            continue
        if time.high != days * _WINDOW_UNIT and not terms.excepted:
            if time.high > days * _WINDOW_UNIT and _in_facts(reading, time.text):
                continue
            return Hit(time.start, time.end, f"退换期限应为签收后{days}天", "policy:returns.window_days", f"签收后{days}天内,未使用、不影响二次销售可以退")
        reading.claim("return_window", time.start, time.end, str(days), "policy:returns.window_days")
    return None


def _in_facts(reading: Reading, text: str) -> bool:
    return text in reading.given


def _used(clause: Clause) -> Hit | None:
    match = clause.find(_USED_FAULT)
    if match is None or not seek("质量|坏|瑕疵|问题", clause.text):
        return None
    return _hit(clause, match, "质量问题不受是否使用过限制", "playbook:P58", "请顾客先拍照,核实后按方案处理")


def _negated(text: str, start: int) -> bool:
    return seek(r"(?:不(?!仅|但|影响|限)|没(?!问题|有?用过|使用|穿|拆|下水)|无法|未(?!使用|拆|穿|用|下水)|别)[^,。]{0,6}$", text[:start]) is not None


def _grant(reading: Reading, clause: Clause, terms: ReturnTerms) -> Hit | None:
    """A return without reason granted although the goods are excepted or the window is over."""
    if terms.no_reason is not False:
        return None
    text = clause.text
    match = clause.find(_GRANT)
    if match is None or _negated(text, match.start() + 1) or _DENY.search(reading.sentence_of(clause)) or (_FAULT.search(reading.sentence_of(clause)) and not (_PLAIN_GRANT.search(text) and not _FAULT.search(text))) or clause.find(_CONDITION):
        return None
    case = reading.request.case
    if case is not None and case.reason in ("quality", "damaged", "wrong_item", "missing_item") and "无理由" not in text:
        return None
    if seek(r"别的|其他|其它|现货款|普通(?:款|商品)|非定制|常规|联系|平台|咨询|申请.{0,4}(?:看|试)|看看|退运费|除|一般(?:商品|来说)", text) or clause.asks:
        return None
    why = f"{terms.excepted}商品不支持无理由退货" if terms.excepted else f"已超过签收后{reading.policy.returns.window_days}天"
    return _hit(clause, match, why, terms.source, "说明原因,有质量问题可以拍照核实")


_PLAIN_GRANT = Pattern(r"(?:支持|享受?|提供)[^,。]{0,6}无理由")
_ASKS_RETURN = Pattern(r"(?:能|可以?|给|支持|包)(?:不能|不可以|不可)?(?:无理由)?退(?:货|换|掉|款)?(?:吗|么|不|没|\?|$)|退得了|能不能退|可不可以退")
_PLAIN_YES = Pattern(r"^(?:您好|亲亲?|嗯+|那|当然|\W)*(?:可以|能|行|没问题|支持|好)(?:退)?(?:的|哒|滴|哦|呢|呀|啊|亲|哈|啦|嘞|\W)*$")


def _yes(reading: Reading, clause: Clause, terms: ReturnTerms) -> Hit | None:
    """'可以的' to '能退吗' although the goods are excepted or the window is over."""
    if terms.no_reason is not False or clause.index > 1 or clause.asks or not reading.asks(_ASKS_RETURN) or _PLAIN_YES.match(clause.text) is None:
        return None
    case = reading.request.case
    if (case is not None and case.reason != "no_reason") or reading.asks(r"质量|坏|破|烂|发错|碎|问题") or seek(r"质量|核实|照片|定制|但|不过|如果", reading.text[clause.end :]):
        return None
    why = f"{terms.excepted}商品不支持无理由退货" if terms.excepted else f"已超过签收后{reading.policy.returns.window_days}天"
    return Hit(clause.start, clause.end, why, terms.source, "说明原因,有质量问题可以拍照核实")


def _said_before(reading: Reading, clause: Clause) -> str:
    previous = reading.before(clause)
    return previous.text if previous is not None else ""


def _denial(reading: Reading, clause: Clause, terms: ReturnTerms) -> Hit | None:
    """A return flatly denied although the right holds."""
    case, order = reading.request.case, reading.request.order
    text = clause.text
    match = clause.find(_DENY)
    late = clause.find(_LATE)
    if late is not None and not clause.asks:
        return _hit(clause, late, "质量问题不因超过7天就不管", "playbook:P58", "请顾客拍照,核实后按方案处理")
    if match is None or seek(r"不是不|没有不|并非不|没说不", text):
        return None
    proven = case is not None and case.reason in ("quality", "damaged", "wrong_item", "missing_item") and case.confirmed
    if proven and not clause.asks and not clause.find(_CONDITION) and not seek(r"运费|差价|红包|仅退款|现金|先|核实|照片", reading.sentence_of(clause)):
        return _hit(clause, match, "已核实的质量问题,顾客有权退换", "policy:returns.fault_payer", "说明可以退换,运费由本店承担")
    if clause.asks or clause.find(_CONDITION) or seek(r"影响|二次|用过|使用过|洗过|穿过|人为|超过7天|超过七天|定制|生鲜|偏远|运费|差价|红包|仅退款|颜色|现金|拒收|途中|送检", text + _said_before(reading, clause)):
        return None
    if terms.no_reason is True and order is not None and order.signed_at is not None and (case is None or case.reason == "no_reason") and reading.asks("退|换"):
        return _hit(clause, match, f"签收未满{reading.policy.returns.window_days}天,可以无理由退货", "policy:returns.window_days", "说明条件:未使用、不影响二次销售")
    return None


_LATE = Pattern(r"(?:过|超)(?:过|了|出)?(?:了)?(?:7|七)天[^,。!?]{0,8}(?:不管|不负责|概不|不处理|不受理|恕不)")
_CONCERNS = any_of(_ANY_TIME, _OPENED, _USED_FAULT, _GRANT, _DENY, _PLAIN_YES, _LATE)

_NO = {"reason": "no_reason", "evidence_received": False, "confirmed": False}
_CUSTOM: list[dict[str, object]] = [{"id": "towel", "title": "绣字浴巾", "price": "49", "custom_made": True, "no_reason_return": False, "attributes": {}}]
BACKING = (
    Backing("denies-return", "否认了顾客的退换权利", "policy:returns", "签收后7天内,未使用、不影响二次销售可以退", lambda reading, _: return_terms(reading.policy, reading.request).no_reason is True),
    Backing("overgrants-return", "答应了没有的退换权利", "policy:returns", "签收后7天内,未使用、不影响二次销售可以退"),
)
EXAMPLES = (
    bad("签收后3天内可以退换哦", "退货期多久", order=ORDER, case=_NO),
    bad("拆封了就不能退了哦", "拆开看了能退吗", order=ORDER, case=_NO),
    bad("随时都可以退的", "多久能退", order=ORDER, case=_NO),
    bad("定制的也可以7天无理由退", "能退吗", order=ORDER, case=_NO, products=_CUSTOM),
    bad("签收48小时后发现破损我们不负责", "破了怎么办", order=ORDER),
    good("签收后7天内,没用过、不影响二次销售都可以退", "退货期多久", order=ORDER, case=_NO),
    good("一个礼拜内都可以退的", "多久能退", order=ORDER, case=_NO),
    good("绣字是按您要求做的,没法再卖给别人,所以不支持无理由退;绣错了您拍照给我", "能退吗", order=ORDER, case=_NO, products=_CUSTOM),
)
