"""Claims of arrival: that the parcel will be with the customer at a time, how firmly it is said, and by which words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from guarded_reply.claims.arrival_asked import ANSWERS, ASKS_TIME, YES_STRONG, YES_WEAK, agrees_to_condition, asks_arrival, echoes, first_question_is_arrival, hoped_for, says_by_itself
from guarded_reply.claims.reading import CHINA, Reading
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, CERTAIN, HEDGE, QUOTED, denies_promise
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause
from guarded_reply.reading.times import Time, find_times

Force = Literal["bare", "certain", "hedged", "denied", "asked", "past", "effort", "unsure", "other"]

# What it looks like when a parcel arrives: the carrier brings, the goods come, the customer has and uses them.
_VERB = Pattern(
    r"(?P<neg_ok>耽误|误(?!会|解|差|导|以为|点|拍|食|触|操作|填|写)|耽搁|错过)"
    r"|(?P<fit>赶得?[上及]|赶到|赶在|赶(?=双|节|生日|\d|周)|来得?及|赶不[上及]|来不及|踩点)"
    r"|(?P<bring>送货?到|送货?上门|上门(?=给您)|(?<=[派送]件)上门(?!取)|送达|送过[去来]|送至|送得[到了]|送不到|派得?到|派送(?!费|员|时间|范围|人员|地址|安排|中|信息|途中|问题|站|进度|情况)|派件(?!员|时间|人|中|站|信息)|派给|(?:给|为|帮)您送(?=$|过[来去]|来|去|的|到|哦|哈|呢|了)|(?:(?<=[天晚午早])|(?<=[天晚午早]就))[送派](?=$|[的哦哈呢了])|配送到|投递|递到|交到|寄到|运到|运抵|抵达|送到(?=您|家)|送(?:到)?您(?:手|家|门|那|府|单位|公司)|[进上](?:了)?您(?:的)?(?:家|门|屋|餐桌|府)|进(?:家)?门(?=$|[的哦啦哈呢了吧])|上(?:您|府)家?门(?=$|[的哦啦哈呢了吧])|(?<=[日天])[必就]?达(?![到成])|直达|必达|准达)"
    r"|(?P<have>收到|收得到|收不到|(?<!确认)收货|签收|拿到|拿得到|拿不到|拿上|取到|到手|到得了|到不了|到货|到家|到位(?=哈|的|哦)|到门口|开箱|拆箱|上身|用[上到](?!了?什么)|用得[上着到]|(?<=[天号日周早晚\d前])收(?!费|钱|到|您|运|款|工|摊|拾|藏|件|尾|录|集|购|取|敛|缩|发|不|回|了)|(?:能|可以|就|去)取(?=$|[件货的了到走哦哈啦呢])|"
    r"[穿戴围背吃喝玩盖铺骑拎睡](?:上|到|得[上到])(?!边|面|身)|立在|摆[在上]|躺[在到]|出现在|落到|捧在?|见到(?!您|你)|领到|能用|在您(?:手|家|门)|到您|到你)"
    r"|(?P<come>(?<![达感看找遇说提想做听查解得临等迟接签收送派寄运发赶拿取用抵直排顺推延拖挪改约存留点\d一二三四五六七八九十半从遭碰买注留考顾涉回料谈落降涨加减升搜看学练办拍传转])到(?!达(?![您你到]|$)|\d|仓|[今明后]天|周[一二三四五六日末]|下周|月底|星期|[一两二三四五六七八九十半]+(?:[天个日号年]|半)|底|点|账|时候?|位|期|付|店|哪|几|岁|场|处|目前|现在|此|来之|访|\d+[点:：])(?:[得不]了)?|(?<!一)到(?=$|的|哦|啦|哈|呢|了|咯|吧|亲|您|你|家|苏|货|滴))"
)
_NOT_ARRIVAL_BEFORE = Pattern(r"(?:我们?|这边|仓库|店[里铺]|客服|卖家|商家|工厂|咱们?)(?:这边)?(?:已经?|刚刚?|才|一)?$")
_REFERENCE = Pattern(r"^(?:当天|那天|之日)|^的(?![话哦哈呢啦亲呀喔噢咯啊吧,]|$)|^没(?:有)?(?:使用|用过|拆|穿|洗|坏)|^(?:了)?会|^还(?:在|没|不)|^(?:了)?(?:(?:未|不|没)(?:满|超|到|足|过)|满|超)|^(?:了)?(?:已经?|才|刚|都)|^(?:了)?\s?(?:\d+|[一二三四五六七八九十两]+)(?:天|小时|日)|^(?:了)?(?:的)?(?:货|件|商品|快递|包裹|您的?退货|退件|宝贝|货物|东西)?(?:当天|那天|之日|日)?(?:以后|之后|后(?!天)|起|时(?!间)|的时候|再|为准|之日|满意|确认|请|麻烦|记得|如|若|有问题|发现|先别|前(?:请|先))")
_TOLD = Pattern(r"^(?:消息|留言)|^(?:您|你)的?(?:消息|付款|照片|图片|反馈|信息|留言|退货|退款|款|评价|申请|诉求|来信|投诉|订单|地址|建议|心意|好评|包裹后|视频|问题)")
_RETURN_FLOW = Pattern(r"退款|(?:您|的)卡[里上]|账[上里户]|钱(?!包|袋|夹)[^,。]{0,6}[到回]|退回|退到|退给|退您|账户|返现|到账|原路|退货(?!险)|发票|券|寄回|回电|短信|电话")
_DISPATCH = Pattern(r"发货|发出|发走|寄出|出库|出货|揽[收件]|发车|发(?=$|[的哈哦呢啦,了顺中]|货)|寄走|打包")
_PAST = Pattern(
    r"已经?(?!付|拍|下单)|(?<!就)(?<!能)(?<!会)(?<!要)(?<!快)(?<!后)到了(?!吗)|过了|昨[天晚日]?|前[天晚]|刚[刚才]?|目前|现在|显示|更新|查[到询]|物流信息|记录|曾|上次|之前(?:都|也)|(?:签收|收到|到达)了|才(?:收到|到(?!货|手))|停在|显示"
)
_EFFORT = Pattern(r"尽快|尽早|争取|尽量|早点|早日|快点|催|努力|尽力|第一时间|加急|希望|祝|盼")
_FRAME_HEDGE = Pattern(r"为准|为主|看(?:快递|物流|天气|顺丰|中通|派)|参考|不敢|没法|无法|不能|难说|说不准|说不定|没准|不好讲|说了不算|碰运气|不保证|不承诺|不好说|未必|不一定|不作承诺|取决于|受.{0,8}影响|会有(?:波动|偏差|延误)|可能(?:会)?(?:有|延|晚|变)|预估|预计时间|仅供")
_BET = Pattern(
    r"(?:没|不|未|没能|没有|晚)(?:能)?(?:按时|准时)?(?:送|收|派|拿|见|摸|用|穿|吃)?[到着上](?:货|手)?|(?:到|收|拿|见|用|穿|吃)不[了到着上]|晚(?:到)?[一1](?:天|分)|迟到|超时|延误|误了"
)
_STAKE = Pattern(r"(?:退|赔|免单|倒贴|包赔|假一|算我|白送|全退|返|我出|我掏|补您|找我算|我负责|我请|不收|免[了掉]|赔付|输|分文不[取收]|一分(?:钱)?(?:都|也)?不(?:要|收)|(?:名字|姓)[^,]{0,4}(?:倒|反|改)|(?:跟|随)您(?:的)?姓|[我俺]?(?:把)?(?:头|脑袋|人头|手指)(?:割|砍|剁|给您|拧)|您(?:只管|尽管|就|来)?(?:抽|骂|打|揍|削|罚)[我俺]|(?:唯|拿)[我俺]是问|[找跟][我俺]算账|随您(?:处置|怎么罚|怎么)|砸(?:我|自己)?(?:的)?(?:招牌|饭碗)|(?:我|俺)(?:直播)?(?:吃|吞|跪|剁手|直播|请您)|(?:我|俺)不干了)")
@dataclass(frozen=True, slots=True)
class Arrival:
    """A statement about arrival in the turn; offsets are into the normalised text."""

    start: int
    end: int
    force: Force
    time: Time | None
    clause: Clause
    by_ellipsis: bool = False

_VAN = Pattern(r"^(?:上|得上)?(?:今天|今晚|这|当天|明天)的?(?:这|那)?(?:班|趟|辆|批)?(?:车|快递|揽收|截单|发货|最后|批)")
_OTHER_ERRAND = Pattern(r"改|换|退|取消|备注|刻|绣|发票|开票|合并|加(?:一|个|单|购)|申请|参加|活动|优惠|截单|发(?!现)|现在[拍买付]")
_LIMIT = Pattern(r"用不了|要不了|花不了|撑死|顶天|到头|还用得着|最晚|最迟|至迟|封顶|不超过|不会超过|超不过|顶多|保证|肯定|一定|包您|绝对|准|妥妥|稳稳|没跑|没有?问题|没毛病")


def read_arrivals(reading: Reading) -> tuple[Arrival, ...]:
    """Every claim of arrival in the turn, with its force."""
    found = list(_stated(reading))
    found.extend(_bets(reading))
    found.extend(_vouched(reading))
    if not any(arrival.force in ("bare", "certain") for arrival in found):
        found.extend(_elliptic(reading, found))
    return tuple(found)


def _stated(reading: Reading) -> Iterator[Arrival]:
    quoted = [match.span(1) for match in reading.all(QUOTED)]
    for clause in reading.clauses:
        text = clause.text
        for match in _VERB.finditer(text) if clause.present & _VERB.bit else ():
            arrival = _one(reading, clause, match, quoted)
            if arrival is not None:
                yield arrival
                break
        else:
            late = (_limit_without_verb(reading, clause) or _day_in_answer(reading, clause)) if reading.times_in(clause) else None
            if late is not None:
                yield late


def _one(
    reading: Reading, clause: Clause, match: re.Match[str], quoted: list[tuple[int, int]]
) -> Arrival | None:
    text, verb, kind = clause.text, match.group(), match.lastgroup or ""
    before, after = text[: match.start()], text[match.end() :]
    start, end = clause.start + match.start(), clause.start + match.end()
    if _REFERENCE.match(after) or _TOLD.match(after) or (kind == "have" and _NOT_ARRIVAL_BEFORE.search(before[-12:])):
        return None
    if clause.find(_RETURN_FLOW) or (verb in ("收到", "到货", "签收") and seek(r"(?:仓库?|库房|我们|店里)[^,]{0,4}$|^[^,]{0,2}$", before) and seek(r"小时|天", after) and seek(r"退(?:款|您|给|$|的|哦|哈)", after)):
        return None  # what follows when the shop has the goods back
    if kind == "have" and verb in ("开箱", "拆箱") and seek(r"建议|记得|最好|尽量|请|麻烦|先", before):
        return None  # advice for the day it comes
    if kind == "have" and seek(r"约[^,]{0,6}$|改(?:到|成)[^,]{0,4}$|让(?:他|她|小哥|快递|派件员)[^,]{0,6}$", before):
        return None  # '跟派件员约后天收'
    if verb == "到货" and not asks_arrival(reading) and (any(reading.all(_RESTOCKED)) or reading.asks(_STOCK) is not None):
        return None  # '28号到货 这会儿没现货': the shop's shelf, not the customer's door
    if kind == "fit" and _fits_something_else(reading, text, after):
        return Arrival(start, end, "other", None, clause)
    time = _time_of(reading, clause, match)
    punctual = clause.find(_PUNCTUAL)
    if time is None and punctual is not None and clause.find(CERTAIN) and not _is_denied(reading, clause, match, kind, verb) and not clause.asks:
        return Arrival(clause.start + punctual.start(), end, "certain", None, clause)
    if time is None or (time.start >= end and time.kind == "length" and seek(r"用|穿|吃|喝|玩|盖|戴", verb)):
        return None
    if _USES.match(verb) and not (after.startswith("新的") or asks_arrival(reading) or reading.asks(ASKS_TIME) or any(reading.all(_SHIPPING))):
        return None  # '早上就能喝到热粥': what the goods let one do
    if any(left <= start < right for left, right in quoted):
        return Arrival(start, end, "asked", time, clause)
    first = min(start, time.start) if time.start >= clause.start else start
    last = max(end, time.end)
    force = _force(reading, clause, match, kind, verb, time)
    return Arrival(first, last, force, time, clause)


def _fits_something_else(reading: Reading, text: str, after: str) -> bool:
    """Whether what can still be done in time is not the parcel's arrival: to change, return, cancel, be on today's van."""
    if _VAN.match(after) or seek(r"(?:[改换退取消]|申请)[^,。]{0,8}(?:来得?及|赶得?上)", text):
        return True
    return not asks_arrival(reading) and reading.asks(_OTHER_ERRAND) is not None


_RESTOCKED = Pattern(r"没(?:有)?现?货|无货|缺货|断货|补货|售罄|卖[完光空]|预售|排单|新(?:一)?批|(?:货|批)在路上")
_STOCK = r"有(?:没有)?(?:现)?货|有吗|还有|补货|断货|没货|到货|上架|什么时候有|啥时候有"
_PUNCTUAL = Pattern(r"准时|按时|如期|按期")
_USES = Pattern(r"[用穿戴围背吃喝玩盖铺骑拎睡]")
_SHIPPING = Pattern(r"[发寄送到]货|发出|寄出|快递|顺丰|中通|物流|拍下|付款|下单|今天[发拍付寄]")


def _time_of(reading: Reading, clause: Clause, match: re.Match[str]) -> Time | None:
    """The time the verb speaks of: nearest before it in the clause, else after it, else a topic clause before."""
    position = clause.start + match.start()
    times = [time for time in reading.times_in(clause) if time.kind != "part" or match.lastgroup in ("bring", "neg_ok") or seek(r"就|会|能|要|给您", clause.text)]
    if clause.present & _DISPATCH.bit:
        times = [time for time in times if not _dispatch_between(reading.text, time, position)]
    usable = [time for time in times if time.kind != "clock" or time.bound or "前" in reading.text[time.end : time.end + 2]]
    before = [time for time in usable if time.end <= position]
    if before:
        return before[-1]
    if usable:
        return usable[0] if usable[0].kind != "feast" or usable[0].bound or match.lastgroup in ("fit", "neg_ok") else None  # '寄到出差的酒店'
    previous = reading.before(clause)
    if previous is not None and previous.sentence == clause.sentence and not previous.find(_VERB) and not previous.find(HEDGE):
        topics = [
            time
            for time in reading.times_in(previous)
            if time.future_day and not seek(r"无理由|保修|质保|退|换", previous.text) and not previous.find(_DISPATCH) and not seek(r"付款|拍下|下单|付好?款?|拍", previous.text)
        ]
        if topics and (previous.end - topics[-1].end) <= 6:
            return topics[-1]
    return None


def _dispatch_between(text: str, time: Time, verb: int) -> bool:
    """Whether a dispatch verb takes the time before the arrival verb can: '今天发出后到苏州…'."""
    if time.end > verb:
        return False
    between = text[time.end : verb]
    return _DISPATCH.search(between) is not None and time.kind != "feast" and not seek(r"[、和跟]$", between[:1])


def _force(
    reading: Reading, clause: Clause, match: re.Match[str], kind: str, verb: str, time: Time
) -> Force:
    text = clause.text
    before = text[: match.start()]
    if clause.asks and not seek(r"^(?:怎么|哪)会?不", text):
        return "asked"
    if clause.find(ALTERNATIVE_QUESTION) or seek(r"(?:哪天|几天|几时|几号|什么时候|何时|多久)(?!都|也)", text):
        return "asked"
    if seek(r"(?:核实|查|问|确认|看看|了解|打听)[^,。!?]{0,4}(?:是?谁|怎么|有没有|是否|是不是|何人)[^,。!?]{0,4}$", before):
        return "asked"  # what the agent goes to find out
    if _is_denied(reading, clause, match, kind, verb):
        return "denied"
    if time.day is not None and reading.now is not None and time.day < reading.now.date() and not (time.bound == "before" or clause.find(CERTAIN)):
        return "past"
    order = reading.request.order
    signed = order.signed_at.astimezone(CHINA).date() if order is not None and order.signed_at is not None else None
    if kind == "have" and signed is not None and (time.day == signed or (time.kind == "date" and time.day is not None and time.day.day == signed.day)):
        return "past"
    if kind == "have" and "签收" in verb and any(t.kind == "clock" and t.clock is not None and reading.now is not None and t.clock <= reading.now.hour for t in reading.times_in(clause)):
        return "past"
    hedge, certain = (-1 if clause.find(_BIDS) else _last(HEDGE, text)), _last(CERTAIN, text)
    future = time.kind in ("week", "month", "date", "feast") or (time.kind == "day" and not re.match("今|当", time.text)) or time.kind == "length"
    if clause.find(_PAST) and not (certain >= 0 or seek(r"就能?|会|将|能", before)) and not (future and time.kind != "length"):
        return "past"
    if certain > hedge:
        return "certain"
    if hedge >= 0:
        return "hedged"
    if clause.find(_EFFORT):
        return "effort"
    if _framed(reading, clause):
        return "hedged"
    return "bare"


_BIDS = Pattern(r"您(?:就|只管|尽管|安心|放心|坐|踏踏实实|踏实|安安心心)[^,一估应大可]{1,14}吧$")  # this 吧 bids, it does not guess


def _last(pattern: Pattern, text: str) -> int:
    position = -1
    for match in pattern.finditer(text):
        position = match.start()
    return position


def _is_denied(reading: Reading, clause: Clause, match: re.Match[str], kind: str, verb: str) -> bool:
    text = clause.text
    if denies_promise(clause):
        return True
    following = reading.after(clause)
    if (
        following is not None
        and denies_promise(following)
        and re.match(r"^(?:这|那|的|我|咱|本店|客服|就|也|倒|真|实在|谁|小)", following.text)
        and not following.find(_VERB)
    ):
        return True
    window = text[max(0, match.start() - 9) : match.start()]
    negative = len(re.findall(r"(?:不(?!但|仅|光|只|过|管|用|要紧|如|断|错)|没(?!问题|事|准)|无法|未|别|难|甭)", window)) % 2 == 1
    complement = "不" in verb
    trailing = re.match(r"^(?:不了|不成|的可能性?(?:不大|很小)|.{0,6}(?:有点悬|够呛|悬|不太行|不现实|不可能|不行|做不到|没戏|办不到|不太可能|难度|很难|不大可能|来不及|赶不上|不(?:太|算)?(?:宽裕|宽松|充裕)|别抱|别指望|不抱|(?:要|得|全?)?(?:碰|看)运气))", text[match.end() :]) is not None
    flips = negative + complement + trailing
    if kind == "neg_ok":
        return flips % 2 == 0  # '不会耽误' promises, '会耽误' does not
    return flips % 2 == 1


def _framed(reading: Reading, clause: Clause) -> bool:
    """A hedge that stands over the clause from outside: a frame before it, or 以…为准 anywhere behind it."""
    if any(other.find(_FRAME_HEDGE) for other in reading.clauses[clause.index + 1 : clause.index + 5]):
        return True
    frames: dict[int, int] = reading.__dict__.setdefault("_frames", {})  # by sentence: where its first frame stands
    first = frames.get(clause.sentence)
    if first is None:
        frames[clause.sentence] = first = next((other.index for other in reading.sentence_clauses(clause) if _frames(reading, other)), len(reading.clauses))
    return first < clause.index


def _frames(reading: Reading, clause: Clause) -> bool:
    """Whether the clause is a mere hedge, without a time of its own."""
    hedge = clause.find(HEDGE)
    if hedge is None or hedge.group() == "吧":  # '安心收拾行李吧' bids
        return False
    return not any(time.future_day for time in reading.times_in(clause)) and not clause.find(CERTAIN)


def _limit_without_verb(reading: Reading, clause: Clause) -> Arrival | None:
    """'最晚3天' said of the journey: a limit commits even without a verb."""
    match = clause.find(_LIMIT)
    if match is None or clause.find(_DISPATCH) or (clause.asks and "还用得着" not in match.group()) or denies_promise(clause):
        return None
    times = [time for time in reading.times_in(clause) if time.kind in ("length", "day", "week", "date") and (time.high is None or time.high >= 12)]
    if not times or clause.find(_RETURN_FLOW) or seek(r"回复|处理|核实|回电|审核|保修|质保|保质|付款|客服|活动|优惠|价|退", clause.text):
        return None
    context = reading.before(clause)
    event = match.group() in ("妥妥", "稳稳", "没跑", "没问题", "没有问题", "保证", "肯定", "绝对") and reading.asks(ASKS_TIME) is not None and reading.asks(r"要|用|吃|穿|送|赶|聚|办|考|比赛|婚|出差|搬") is not None and times[0].kind != "length"
    about = event or asks_arrival(reading) or (context is not None and context.find(_VERB) is not None and bool(reading.times_in(context)))
    if not about:
        return None
    hedge = clause.find(HEDGE)
    if _last(HEDGE, clause.text) > match.start() or (hedge is not None and match.group().startswith("没")):
        return Arrival(times[0].start, clause.end, "hedged", times[0], clause)  # '多半没问题': 没问题 takes no hedge back
    return Arrival(clause.start + match.start(), max(clause.start + match.end(), times[-1].end), "certain", times[-1], clause)


_FILLER = r"(?:亲+|嗯+|那|大家|路上|顺丰|中通|也)?就?"
_TAIL = r"(?:内|之内)?(?:的?(?:哦|哈|呢|呀|亲|啦|的|喔))*"
_NO_ANSWER = Pattern(r"付|拍|买|下单|不(?!慢)|没(?!跑)|休息|放假|上班|活动|揽|截单|客服|建议|的话|备注|盯|催|试试|早点")
_AS_WISHED = Pattern(r"尽管|只管|就是了|没跑|包了|(?:您|咱)(?:就|就能|就可以)|早(?:就|已|给您)?(?:[^,]{1,3}好了|[躺在到进])|[看见]到[它他]|靠[它他]了|(?:给|帮)您(?:挂|摆|穿|戴|用|铺|送|装|安)[上好]")


def _day_in_answer(reading: Reading, clause: Clause) -> Arrival | None:
    """A day, or '两三天的事', said flatly in answer to a question about arrival."""
    text, times = clause.text, reading.times_in(clause)
    if not (asks_arrival(reading) or _follows_dispatch(reading, clause)) or clause.asks or clause.find(_DISPATCH) or clause.find(_RETURN_FLOW) or denies_promise(clause):
        return None
    if clause.find(HEDGE) and not clause.find(_BIDS):
        return Arrival(times[0].start, times[0].end, "hedged", times[0], clause)
    if _framed(reading, clause) or clause.find(ALTERNATIVE_QUESTION) or clause.find(_PAST) or clause.find(_NO_ANSWER):
        return None
    days = [time for time in times if time.kind in ("day", "week", "date", "feast") and (time.day is None or reading.now is None or time.day > reading.now.date())]
    if days and (seek(r"(?:您|就|肯定|一定|保准)(?:就|能|可以|会|得|都)", text) or (clause.find(_AS_WISHED) and _echoes(reading, days))):
        return Arrival(days[0].start, clause.end, "bare", days[0], clause)
    lengths = [time for time in times if time.kind == "length" and time.high is not None and time.high >= 12]
    if lengths and seek(r"^(?:的事|就(?:行|好|够|成)|足够|够|搞定|的工夫|而已)", reading.text[lengths[0].end : clause.end]):
        return Arrival(lengths[0].start, clause.end, "bare", lengths[0], clause)
    if len(times) == 1 and times[0].kind in ("length", "day", "date", "week") and re.fullmatch(_FILLER + re.escape(times[0].text) + _TAIL, text):
        # '3-5天': an estimate, or a promise with two ends
        return Arrival(clause.start, clause.end, "bare" if times[0].low == times[0].high else "unsure", times[0], clause)
    return None


_CAN_THEN = Pattern(r"您就?(?:可以|能)(?![^,]{0,4}[查看追联申退换])")


def _follows_dispatch(reading: Reading, clause: Clause) -> bool:
    """'今天发出,周四您就可以和家人开局啦': what the customer can do, a day after the goods are sent."""
    previous = reading.before(clause)
    return clause.find(_CAN_THEN) is not None and previous is not None and previous.sentence == clause.sentence and previous.find(_DISPATCH) is not None


def _echoes(reading: Reading, days: list[Time]) -> bool:
    """Whether one of the days is the one the customer wants the goods for."""
    wanted = find_times(reading.asked, reading.now)
    return any(day.text in reading.asked or (day.day is not None and any(day.day == time.day for time in wanted)) for day in days)


_VOUCHES = Pattern(r"(?:可以|能|(?<!不)敢|给您|跟您|我)[^,。!?不没]{0,4}(?:打(?:个|这个)?包票|拍胸脯|立军令状|说死)")


def _vouched(reading: Reading) -> Iterator[Arrival]:
    """'这个可以打包票': certainty about what was asked, without a time of its own."""
    for clause in reading.where(_VOUCHES.bit):
        match = clause.find(_VOUCHES)
        if match is not None and not clause.asks:
            previous = reading.before(clause)
            if not asks_arrival(reading) and (previous is None or previous.sentence != clause.sentence or previous.find(_VERB) is None):
                return
            following = reading.after(clause)
            denied = denies_promise(clause) or (following is not None and denies_promise(following))
            yield Arrival(clause.start + match.start(), clause.end, "denied" if denied else "certain", None, clause)
            return


def _bets(reading: Reading) -> Iterator[Arrival]:
    """A stake on arrival: '明天不到我退您运费'."""
    for clause in reading.where(_BET.bit):
        bet = clause.find(_BET)
        if bet is None or clause.asks:
            continue
        following = reading.after(clause)
        tail = clause.text[bet.end() :] + (" " + following.text if following is not None and following.sentence == clause.sentence else "")
        stake = _STAKE.search(tail)
        if stake is None or seek(r"保险|运费险|平台|核实|联系|查|如果确|丢|确认", tail) or seek(r"不敢|不能|没法|无法", tail):
            continue
        previous = reading.before(clause)
        named = previous is not None and previous.sentence == clause.sentence and any(time.kind in ("day", "week", "date", "feast") for time in reading.times_in(previous))
        day = named or any(not clause.start + bet.start() <= time.start < clause.start + bet.end() for time in reading.times_in(clause))
        if not day and not asks_arrival(reading):
            continue
        yield Arrival(clause.start + bet.start(), clause.end, "certain", None, clause)


def _elliptic(reading: Reading, stated: list[Arrival]) -> Iterator[Arrival]:
    """'赶得上哒' and '可以的' in answer to '明天能到吗'."""
    answers = [clause for clause in reading.where(ANSWERS) if not clause.asks]
    if not answers or not asks_arrival(reading):
        return
    verb = hoped_for(reading)
    hedged = any(arrival.force in ("hedged", "denied", "asked") for arrival in stated) or any(
        clause.find(HEDGE) and reading.times_in(clause) for clause in reading.where(HEDGE.bit)
    )
    for clause in answers:
        if says_by_itself(clause) or (verb is not None and not hedged and echoes(clause, verb)):
            yield Arrival(clause.start, clause.end, "bare", None, clause, by_ellipsis=True)
            return
        following = reading.after(clause)
        if following is not None and denies_promise(following):
            continue
        if YES_STRONG.match(clause.text) and not clause.find(HEDGE):
            if hedged and not clause.find(CERTAIN):
                continue
            if re.match(r"^(?:\W|亲|您|请)*放心", clause.text) and (hedged or len(reading.clauses) > 2):
                continue
            yield Arrival(clause.start, clause.end, "certain", None, clause, by_ellipsis=True)
            return
        if (YES_WEAK.match(clause.text) or agrees_to_condition(reading, clause)) and not hedged and first_question_is_arrival(reading):
            yield Arrival(clause.start, clause.end, "bare", None, clause, by_ellipsis=True)
            return
