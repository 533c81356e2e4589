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
from guarded_reply.claims.votes import Vote
from guarded_reply.policy.returns import ReturnTerms, return_terms
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause
from guarded_reply.reading.times import Time
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good

_RETURN = Pattern(r"退货?|换货|退换|无理由|鉴赏期|犹豫期|反悔|售后|退回")
_ANY_TIME = Pattern(r"任何时间[^,。]{0,14}(?:退|换)|(?:随时|任何时候|什么时候|永久|终身|无限期|不限时间|多久|长期|一辈子|何时)(?:都|也)?(?:可以|能|可|支持|无理由|给)?(?:无理由)?(?:退|换)|(?:退|换)(?:换|货)?(?:不限|没有|无)(?:时间|期限)(?:限制)?")
_OPENED = Pattern(
    r"(?:拆(?:了|开|封|过|掉|包装|吊牌)*|打开|开(?:了|过|封|箱)|剪(?:了|掉)?(?:吊牌|标)|试(?:穿|用|过|戴)|吊牌(?:剪|没|掉)|包装(?:拆|破|没|打开)|撕(?:了|开))[^,。!?]{0,14}(?:不(?!合适?|满意|喜欢|舒服|影响|想|需)(?:能|可以|可|支持|予|给|接受|享受|办|适用)?(?:再)?(?:享受)?[^,。]{0,8}(?:退|换|无理由|鉴赏)|(?:退|换)不了|没法[^,。]{0,4}(?:退|换)|无法[^,。]{0,4}(?:退|换)|概不|恕不|一律不|不再)|"
    r"(?:不(?:能|可以|支持|予|给|接受)(?:退|换)[^,。]{0,6}(?:因为|由于)[^,。]{0,6}(?:拆|开封|试))"
)
_CUT_OFF = Pattern(r"(?:内|后)?[^,。!?]{0,16}(?:不(?:管|负责|予|再受理|受理|处理|认|再负责|退不换|退换|承担|能退|可退|接受)|概不|恕不|一律不|逾期|过期|过时不|作废|视为)")
_USED_FAULT = Pattern(r"(?:穿|用|洗|下水|戴|使用)(?:过|了)[^,。!?]{0,16}(?:(?:质量问题|坏了)?(?:也|都|就|一律|概)?不(?:能|可以|给|予|支持|管|负责)?(?:退|换|保|管|处理|认)|概不|恕不)")
_GRANT = Pattern(r"退就退|(?:不喜欢|不合适|不满意|不想要)(?:了|的话|咱|也)?(?:也|就|照样)(?:能|可以|给您|直接|尽管|让)*退(?!不|款)|(?:会|将|可以)?为您(?:提供|办理|安排)[^,。]{0,4}退(?:货|换)|(?:乐意|愿意|一定)(?:为|给|帮)您(?:办理)?退|(?:可以|能|支持|享受?|给您|帮您|允许|接受|都|也|可|同样|照样|没问题|随时|放心|一样|申请|包)[^,。!?]{0,10}(?:7天|七天|无理由|退(?!款到账)|换货|鉴赏期)|(?:7|七)天(?:内)?(?:都|也|无理由|可以|能|包退)|(?:退|换)(?:的|得)(?=$|[哦哈呢啦亲])|能退|可以退|支持退|包退|无理由退(?!货?期|货?范围)")
_DENY = Pattern(r"不(?:能|可以|可|支持|予|给|接受|享受|参加|在|适用|属于|符合|让|办)[^,。!?]{0,10}(?:退|换|无理由)|(?:退|换)(?:货|换)?(?:不了|不成|不掉)|没(?:办)?法(?:给您)?(?:按[^,。]{0,4})?(?:退|换)|无法[^,。]{0,6}(?:退|换)|(?:不(?!喜欢|合适|合身|满意|想|要|适)|概不|恕不|一律不|一经售出)[^,。]{0,3}(?:退|换)|(?<!没)(?<!未)过了(?:退|无理由|期|[7七]天)|不退不换|超过?(?:了)?(?:退|7天|七天|期限)|拒绝退")
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
        hit = _any_time(clause) or _opened(reading, clause, terms) or _window(reading, clause, terms) or _deadline(reading, clause, terms) or _used(clause) or _fault_denied(clause) or _used_up(reading, clause)
        if hit is None:
            hit = _charged(reading, clause) or _grant(reading, clause, terms) or _yes(reading, clause, terms) or _denial(reading, clause, terms)
        if hit is not None:
            yield hit
            return


def _hit(clause: Clause, match: re.Match[str], message: str, source: str, advice: str) -> Hit:
    return Hit(clause.start + match.start(), clause.start + match.end(), message, source, advice)


_CHARGE = Pattern(r"(?:收|扣|付|交|承担)(?:取|除|掉|您)?[^,。!?]{0,6}(?:\d{1,2}%|[一二三四五六七八九两]成|折旧费?|手续费|服务费|违约金|整理费|包装费|损耗费|清洁费)")


def _charged(reading: Reading, clause: Clause) -> Hit | None:
    """'退是可以 收10%手续费': a charge on a return that no policy knows."""
    match = clause.find(_CHARGE)
    if match is None or clause.asks or seek(r"(?:不|没|无|免)[^,。]{0,3}$", clause.text[: match.start()]) or seek(r"分期|花呗|信用卡|平台", clause.text):
        return None
    if not (reading.asks(r"退|换") or _RETURN.search(reading.sentence_of(clause))):
        return None
    return _hit(clause, match, "退货没有这样的收费", "policy:returns", "只说政策里有的条件和运费")


def _any_time(clause: Clause) -> Hit | None:
    match = clause.find(_ANY_TIME) or (None if seek(r"质量|坏|故障|毛病|非人为|保修|质保", clause.text) else clause.find(_YEARS))
    if match is None or seek(r"不(?:能|可以|是|支持)", clause.text[: match.start()]) or seek(r"联系|找我|咨询", clause.text[match.start() : match.end() + 2]) or seek(r"(?:没|未|还没)(?:有)?(?:发|拍|付)|发货(?:之?前)|付款前|待发", clause.text):
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
        sentence_topic = sentence_topic or seek(r"(?:能|可以|可|都|也|给|免费|包)[退换]|[退换](?:的|都)", text) or (seek(r"签收|收到", text) if time.bound == "within" and (reading.asks(r"退|换") or seek(r"退|换", reading.sentence_of(clause))) else None)
        if not sentence_topic and len(reading.clauses) <= 4 and (_asks_window(reading) or (reading.asks(_ASKS_RETURN) and _answers_window(reading, clause, time))):
            sentence_topic = reading.asks(_RETURN)
        cut = _CUT_OFF.match(reading.text[time.end : clause.end])
        if cut is None and (following := reading.after(clause)) is not None and following.sentence == clause.sentence and seek("签收|收到|收货", text):
            cut = re.match(r"^(?:逾期|过期|超过|过了|否则|不然|之后)[^,。]{0,6}(?:不|概|恕|无法|作废)|^(?:我们|本店|这边)?(?:一?概不|恕不|一律不|就不|不再|不)(?:管|负责|受理|处理|认|予)", following.text)
        shorter = time.high < days * _WINDOW_UNIT
        if cut is not None and shorter and seek(r"签收|收到|收货|破损|质量|问题|反馈|联系|报|拍照|售后", reading.sentence_of(clause)) and not seek(r"发货|付款|支付|到账|发票", text):
            return Hit(clause.start, clause.end, "缩短了顾客的退换权利期限", "policy:returns.window_days", f"签收后{days}天内都可以申请")
        if seek(r"小时|分钟", time.text) and cut is None and seek(r"退(?!换|货(?:期|时))", reading.text[time.end : clause.end]) and not seek(r"(?:可以?|能|支持|给)[退换](?!款|钱|您)|无忧", text):
            continue
        if not sentence_topic or seek(r"到账|退款(?!.{0,4}申请)|发货|审核|核实|处理|仓库|寄回后|打款|回电|回复|保修|质保|发票|活动|物流|送达|到货|预售|制作|左右|已经?过|过去|超过了|第|剩|还有|上门|路上|收到[啦了]|能收到|寄出|客服|在线", text[max(0, at - 8) : at + 14]):
            continue
        if seek(r"(?:您|已经?|都|签收)(?:签收)?(?:了|已经?|都|有|才|刚)*$", text[:at]) and not time.bound:
            continue
        if not (answers := _answers_window(reading, clause, time)) and not seek(r"(?:内|之内|以内|无理由|无忧|包退|包换|可|能|鉴赏|都|行|支持|期|免费|退换|退货)", reading.text[time.end : time.end + 8]) and not seek(r"(?:期|窗口|时间|时效)(?:是|为|有)?$", text[:at]):
            continue
        if time.high != days * _WINDOW_UNIT and not terms.excepted and not (answers and time.low != time.high):
            if time.high > days * _WINDOW_UNIT and _in_facts(reading, time.text):
                continue
            return Hit(time.start, time.end, f"退换期限应为签收后{days}天", "policy:returns.window_days", f"签收后{days}天内,未使用、不影响二次销售可以退")
        reading.claim("return_window", time.start, time.end, str(days), "policy:returns.window_days")
    return None


_ASKS_WINDOW = Pattern(r"(?:几|多少)天|多久|多长时间|[哪几][一]?[天号日]|什么时候|啥时候|期限|截止")
_BARE_TIME = Pattern(r"^(?:您好|亲亲?|嗯+|是|就|最晚|最迟|截止|截至|到|\W)*□(?:之?前|之?内|以内|以前|截止|为止)?(?:都|就)?(?:可以|能退|行|截止)?(?:的|哦|哈|呢|呀|啊|亲|啦|吧|\W)*$")


def _asks_window(reading: Reading) -> bool:
    """Whether the customer asks how long, or until when, he may return."""
    return reading.asks(_ASKS_WINDOW) is not None and reading.asks(r"退(?!款|钱)|换(?!货?要|新)|售后|无理由") is not None and reading.asks(r"退款|退钱|到账|钱|寄[来到]|发货|收到新") is None


def _answers_window(reading: Reading, clause: Clause, time: Time) -> bool:
    """'15天哦' to '几天内可以退': nothing but the time that was asked for."""
    if clause.index > 2 or not (_asks_window(reading) or reading.asks(_ASKS_RETURN)):
        return False
    rest = clause.text.replace(time.text, "□", 1)
    return _BARE_TIME.match(rest) is not None and len(rest) <= 8


_TILL = Pattern(r"[\d一二三四五六七八九十]{0,3}(?:点|:\d\d)?(?:半|整|钟)?(?:之?前|以前)")
_YEARS = Pattern(r"(?:半|[一两二三四五\d])年(?:之|以)?内[^,。!?]{0,4}(?:免费|无理由|都|也|包|可以?|能)*(?:退|换)(?!电池|滤芯|机)")
_PAST_IT = Pattern(r"过(?:了|后)|过时|逾期|超(?:过|了|时)|否则|不然|就(?:关|没|失效|作废|不)|不候|来不及|必须|(?:截止|关闭)")
_COUNTED_FROM = Pattern(r"(?:从|按|由|自)[^,。!?]{0,8}(?:付款|下单|拍下|发货|发出|揽收|寄出)[^,。!?签收]{0,6}(?:算|起|开始)|(?:付款|下单|拍下|发货|发出)(?:那天|当天|之日|日)?(?:起|开始)[^,。!?]{0,4}(?:七|7)天")


def _deadline(reading: Reading, clause: Clause, terms: ReturnTerms) -> Hit | None:
    """The last day of the right given wrongly: earlier than it is, later than it is, or counted from another day than the signing."""
    text, days = clause.text, reading.policy.returns.window_days
    advice = f"签收后{days}天内可以申请"
    counted = clause.find(_COUNTED_FROM)
    about = reading.asks(r"退|七天|7天|无理由") is not None or seek(r"退|七天|7天|无理由", reading.sentence_of(clause)) is not None
    if counted is not None and about and not seek(r"(?:不是|别|不)$", text[: counted.start()]) and not seek(r"保修|质保|发货|送达|到货|物流", text.replace(counted.group(), "")):
        return _hit(clause, counted, "退换期限从签收那天算起", "policy:returns.window_days", advice)
    if terms.until is None or terms.excepted or reading.now is None or clause.asks:
        return None
    asked = _asks_window(reading)
    sentence = reading.sentence_of(clause)
    if not asked and not (reading.asks(r"退|换|寄|售后") and seek(r"申请|寄|退|换|售后", sentence) and _PAST_IT.search(sentence)):
        return None
    for time in reading.times_in(clause):
        day = time.day or (reading.now.date() if seek(r"今[天晚夜日]", time.text) else None)
        if day is None or seek(r"签收|收到|付款|发货|下单|拍下", text) or not (time.bound == "before" or _TILL.match(reading.text[time.end : time.end + 8]) or seek(r"最[晚迟]|截[止至]", text) or _answers_window(reading, clause, time)):
            continue
        if reading.now.date() <= day < terms.until or (day > terms.until and asked and (day - terms.until).days > 1):
            return Hit(time.start, time.end, f"退换可以申请到{terms.until:%m月%d日}", "policy:returns.window_days", advice)
    return None


def _in_facts(reading: Reading, text: str) -> bool:
    return text in reading.given


def _used(clause: Clause) -> Hit | None:
    match = clause.find(_USED_FAULT)
    if match is None or not seek("质量|坏|瑕疵|问题", clause.text):
        return None
    return _hit(clause, match, "质量问题不受是否使用过限制", "playbook:P58", "请顾客先拍照,核实后按方案处理")


_FAULT_DENIED = Pattern(r"(?<!没有)(?<!没)(?<!无)(?<!非)(?<!不是)(?<!人为)(?:质量问题|瑕疵|毛病|坏(?:了|的)|破(?:了|的)|有问题)(?:的)?(?:也|都|同样|照样|一样)(?:一律|概|是)?(?:不|没法|无法)(?:能|给|可以|予|支持)?(?:退|换|管|处理|负责)")


def _fault_denied(clause: Clause) -> Hit | None:
    """'有瑕疵也不退': the right that a fault gives is denied, whatever the goods."""
    match = clause.find(_FAULT_DENIED)
    if match is None or clause.asks or seek(r"不(?:会|是|可能)[^,]{0,3}$", clause.text[: match.start()]):
        return None
    return _hit(clause, match, "质量问题不受定制、拆封或使用的限制", "playbook:P58", "请顾客先拍照,核实后按方案处理")


_USED_UP = Pattern(r"(?:空瓶|空盒|空罐|用[完过了光]|吃[完过了]|穿过|洗过|下过水)[^,。!?不没]{0,6}(?:不适|不喜欢|不满意)?(?:也|都|照样)(?:能|可以|支持|给|可|包)*[^,。!?不没]{0,6}退(?!不|款到)")


def _used_up(reading: Reading, clause: Clause) -> Hit | None:
    """'空瓶都可以退': a return without reason of what has been used."""
    match = clause.find(_USED_UP)
    if match is None or clause.asks or _negated(clause.text, match.start()) or seek(r"[没未不]$", clause.text[: match.start()]) or _FAULT.search(reading.sentence_of(clause)) or reading.asks(_FAULT) or reading.request.case is not None and reading.request.case.reason != "no_reason":
        return None
    return _hit(clause, match, "用过的商品不能无理由退", "policy:returns.window_days", "未使用、不影响二次销售才可以退")


def _negated(text: str, start: int) -> bool:
    return seek(r"(?:不(?!仅|但|影响|限)|没(?!问题|有?用过|使用|穿|拆|下水)|无法|未(?!使用|拆|穿|用|下水)|别)[^,。]{0,6}$", text[:start]) is not None


def _grant(reading: Reading, clause: Clause, terms: ReturnTerms) -> Hit | None:
    """A return without reason granted although the goods are excepted or the window is over."""
    if terms.no_reason is not False:
        return None
    text = clause.text
    match = clause.find(_GRANT)
    if match is None or _negated(text, match.start() + 1) or _DENY.search(reading.sentence_of(clause)) or seek(r"(?:已经?|都)过(?:了|期)|超过?了", reading.sentence_of(clause)) or (_FAULT.search(reading.sentence_of(clause)) and not (_PLAIN_GRANT.search(text) and not _FAULT.search(text))) or clause.find(_CONDITION):
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


_RHETORICAL = Pattern(r"(?:谁说|哪有|哪会|哪能|怎么会|怎会|没有?说?|不是|并非|从不会|从来没|又不是|不会|怎么可能)(?:要|是|会)?[^,]{0,3}$")
_OTHER_THING = Pattern(r"运费|邮费|快递费|邮资|那\d+|\d+(?:元|块)|赠品|礼品?|小样|券|险|差价|定金|手续费|红包|积分|余下")
_AMENDS = Pattern(r"(?:退款|退钱)[^,。]{0,3}不[^,。]{0,2}退货|不退货[^,。]{0,3}(?:退款|退钱)|仅退款|只退款|只退钱")
_NO_PIECE = Pattern(r"没货|没码|断码|没有(?:货|码|了)|缺货|卖(?:光|完)|没做|无货|没现货|[换调][^,。]{0,3}(?:码|色|号|款)")
_MADE_FOR_HIM = Pattern(r"[绣刻印][^,。]{0,3}(?:字|名)|定[制做配]|按您[^,。]{0,8}(?:做|配|裁|度数|要求|尺寸)|专门(?:给|为)您|(?:别人|别家|他人|人家)[^,。]{0,6}(?:用不了|没法|不能|使用不了|无法)|(?:再|二次)(?:卖|售|销)|没法卖|卖给(?:别人|下一位)")


def _denies_other(reading: Reading, clause: Clause, match: re.Match[str]) -> bool:
    """Whether what is denied is not the return itself: freight, a gift, money without goods, a piece that is sold out; or nothing is."""
    sentence = reading.sentence_of(clause)
    before = clause.text[: match.start()]
    if _RHETORICAL.search(before) or seek(r"(?:过|超)(?:了|过)?(?:期|时|点|就|再|才)[^,]{0,4}$", before) or _AMENDS.search(clause.text) or _MADE_FOR_HIM.search(sentence):
        return True
    if seek(r"退款(?:里|范围|内|金额|中|当中)|退(?:您)?的钱", match.group() + clause.text[match.end() : match.end() + 3]):
        return True
    if re.match(r"(?:不用|不必|无需|无须|甭)", match.group()):
        return True
    if seek(r"(?:运费|邮费|快递费|邮资|费)(?:的)?\s?\d{1,3}(?:元|块)?(?:钱)?(?:是|就|也)?$", before):
        return True
    previous = reading.before(clause)
    topic = before + match.group() if before or previous is None or previous.sentence != clause.sentence else previous.text
    if _OTHER_THING.search(topic) or (len(before) <= 8 and previous is not None and previous.sentence == clause.sentence and seek(r"(?:运费|邮费|快递费|邮资)$|(?:运费|邮费|快递费)[^,。]{0,4}(?:\d|因为)", previous.text)):
        return True
    if seek(r"特殊|属于|规定|一律|概不", sentence):
        return False
    return "换" in match.group() and "退" not in match.group() and _NO_PIECE.search(sentence) is not None


_OWN_CHOICE = Pattern(r"不喜欢|不想要|不要了|不合适|后悔|还没(?:拍|买|下单)")


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
    if match is None or seek(r"不是不|没有不|并非不|没说不", text) or _denies_other(reading, clause, match):
        return None
    proven = case is not None and case.reason in ("quality", "damaged", "wrong_item", "missing_item") and case.confirmed
    if proven and not reading.asks(_OWN_CHOICE) and not clause.asks and not clause.find(_CONDITION) and not seek(r"运费|差价|红包|仅退款|现金|先|核实|照片", reading.sentence_of(clause)):
        return _hit(clause, match, "已核实的质量问题,顾客有权退换", "policy:returns.fault_payer", "说明可以退换,运费由本店承担")
    if clause.asks or clause.find(_CONDITION) or seek(r"影响|二次|用过|使用过|洗过|穿过|人为|超过7天|超过七天|定制|生鲜|偏远|运费|差价|红包|仅退款|颜色|现金|拒收|途中|送检", text + _said_before(reading, clause)):
        return None
    if terms.no_reason is True and order is not None and order.signed_at is not None and (case is None or case.reason == "no_reason") and reading.asks("退|换"):
        return _hit(clause, match, f"签收未满{reading.policy.returns.window_days}天,可以无理由退货", "policy:returns.window_days", "说明条件:未使用、不影响二次销售")
    if order is None and case is None and terms.no_reason is True and reading.asks("退|换") and _FLATLY.search(match.group()) and not reading.asks(_FAULT) and not seek(r"(?:可以|能|支持|给您)[退换]|7天|七天|赠品|空瓶|拆|开封|穿|洗|用[了完]|重拍", reading.text) and not seek(r"退差|差价|不用[退换]|不(?:在|属于)", reading.text):
        return _hit(clause, match, "商品支持7天无理由退货", "policy:returns.window_days", "说明条件:未使用、不影响二次销售")
    return None


_FLATLY = Pattern(r"不支持|不接受|不予|不给|不可以|不能|概不|恕不|一律不|一经售出|不退不?换|不退")
_LATE = Pattern(r"(?:过|超)(?:过|了|出)?(?:了)?(?:7|七)天[^,。!?]{0,8}(?:不管|不负责|概不|不处理|不受理|恕不)")
_CONCERNS = any_of(_CHARGE, _ANY_TIME, _YEARS, _COUNTED_FROM, _OPENED, _USED_FAULT, _GRANT, _DENY, _PLAIN_YES, _LATE, _FAULT_DENIED, _USED_UP)

_NO = {"reason": "no_reason", "evidence_received": False, "confirmed": False}
_CUSTOM: list[dict[str, object]] = [{"id": "towel", "title": "绣字浴巾", "price": "49", "custom_made": True, "no_reason_return": False, "attributes": {}}]
_GRANTED = Pattern(r"(?<![不没])(?:可以|能|支持|给|包)[退换]")


def _granted(reading: Reading, _vote: Vote) -> bool:
    """Whether the grammar finds no return granted in so many words, and not the right's own last day."""
    until = return_terms(reading.policy, reading.request).until
    return next(reading.all(_GRANTED), None) is None and not any(until is not None and time.day == until for time in reading.times)


BACKING = (
    Backing("denies-return", "否认了顾客的退换权利", "policy:returns", "签收后7天内,未使用、不影响二次销售可以退", lambda reading, _: return_terms(reading.policy, reading.request).no_reason is True, _granted),
    Backing("overgrants-return", "答应了没有的退换权利", "policy:returns", "签收后7天内,未使用、不影响二次销售可以退"),
)
EXAMPLES = (
    bad("签收后3天内可以退换哦", "退货期多久", order=ORDER, case=_NO),
    bad("拆封了就不能退了哦", "拆开看了能退吗", order=ORDER, case=_NO),
    bad("随时都可以退的", "多久能退", order=ORDER, case=_NO),
    bad("定制的也可以7天无理由退", "能退吗", order=ORDER, case=_NO, products=_CUSTOM),
    bad("签收48小时后发现破损我们不负责", "破了怎么办", order=ORDER),
    bad("今晚十二点前必须申请 过了今天售后就关了", "过两天再寄行吗", order=ORDER, case=_NO),
    bad("15天哦", "几天内可以退", order=ORDER, case=_NO),
    bad("七天从发货那天算起,您这个过了", "还能退吗", order=ORDER, case=_NO),
    bad("穿着不合适半年内免费换", "怕买错码"),
    good("谁说不给退啦 货到仓72小时内原路回您", "不给退是吧", order=ORDER, case=_NO),
    good("首次邮费不退,货款原路退您", "快递费退吗", order=ORDER, case=_NO),
    good("25号之前都可以申请", "哪天之前能退", order=ORDER, case=_NO),
    good("没发货随时可以退款", "买错了怎么办"),
    good("签收后7天内,没用过、不影响二次销售都可以退", "退货期多久", order=ORDER, case=_NO),
    good("一个礼拜内都可以退的", "多久能退", order=ORDER, case=_NO),
    good("绣字是按您要求做的,没法再卖给别人,所以不支持无理由退;绣错了您拍照给我", "能退吗", order=ORDER, case=_NO, products=_CUSTOM),
)
