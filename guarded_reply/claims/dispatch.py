"""Claims of dispatch: that the shop sends the goods at a time, and what time that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, HEDGE, denies_promise, spoken
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause
from guarded_reply.reading.times import Time

_NOT_SEND = r"(?!(?:到|给|至|进)?(?:您|你|亲)?的?(?:注册|登记|填写|预留)?的?(?:邮箱|邮件|电子)|到(?:您|你)?的?(?:邮|信箱|手机|微信|这)|票|图|照|我(?:看|下|一|就|$|,)|给我|来(?:看|一|的|照|我)|券|现|生|错|圈|布|送|型|质|育|热|烧|霉|烫|明|言|展|泡|酵|酸|黄|皱|光|芽|红包|链接|截图|您看|您一|您的|视频|消息|私信|信息|个|张|声|烫|财|誓|呆|愣|脾气|动|起|放|了(?:券|红包|图|消息))"
_SEND = Pattern(
    rf"(?P<verb>发货|发出(?:去)?|发走|发车|寄出(?:去)?|寄走|寄过[去来]|出库|出货|出仓|走货|(?<![开沙头触批自爆启研理始诱引揭散连首颁])发{_NOT_SEND}(?:[得不]了|[得不]出(?:去)?|[得不]走)?|(?<![邮])寄(?!送|香|台|澳|到|往|回|给我|存|托)|补[发寄]|重发|打包(?:好)?(?:发|寄)|交给(?:快递|顺丰|中通)|安排(?:上)?(?:车|快递)|(?:跟|上|坐|赶|装|塞进?|搭)(?:上)?(?:今天|今晚|明天|后天|这|当天|头)?(?:的|那|这)*(?:趟|班|辆)?车(?![间位厘里上])|(?<!没)有(?:一|最后一|个)?(?:趟|班|辆)(?:快递|物流)?车|(?<!没)有(?:快递|物流)?车(?=$|[,。!的哦哈呢啦~\s])|(?:给您)?[弄拉送](?:走|出门)(?=$|[的哦啦哈呢了吧,])|让(?:它|他|她|宝贝|包裹|货)?(?:出门|上路|启程|动身)|(?<=[天晚日早上午])(?:就|能|给您|先|也|都|可以)*走(?=$|[的哦啦哈呢了吧货件,\s])|(?<=随)时(?:发|走)|"
    rf"(?:快递|小哥|顺丰|中通|司机)(?:师傅|员)?(?:就|会|能|马上|过)?来?(?:就|上门)?(?:收|取|拿|揽|拉)(?:走|件)(?!吗)|(?:快递|小哥|司机)[^,。退换]{2,7}来(?:收|取|拿|拉)走|叫(?:快递|小哥|顺丰|中通)[^,。退换]{0,3}来?(?:收|取|拿|揽))"
)
_IMMEDIATE = Pattern(r"马上|立刻|立马|立即|即刻|现在就|这就|当场|秒|分分钟|瞬间|半小时|一会儿?就|待会儿?就|火速|光速|随即")
_INQUIRY = Pattern(r"联系|催|核实|查|问|确认|反馈|沟通|跟进|申请|登记|看看|通知")
_PAST = Pattern(r"已经?(?!付|拍)|(?:发|寄)(?:货|出|走)?了(?!吗|么|就|我|再|会|给|通知|告)|刚[刚才]?|昨|前天|(?:发|寄)[啦咯]|是.{1,8}(?:发|寄)的|记录|显示")
_IMMINENT = Pattern(r"(?:今[天晚日]?|晚上|下午|待会儿?|等下)(?:就|马上|会)(?:会|能|可以|给您|帮您|都)*(?:发|寄)(?:货|出|走)?了(?=$|[哈哦啦呢的亲吧])")
_PAY = Pattern(r"付款|付好|付了?|拍下?|下单|支付|买单|订")
_SUPPLIER = Pattern(r"(?<![给帮为替])您(?:这边|自己)?(?:把|将|先|寄|发|打包|用)|寄回|退回|上门取|取退|请您|麻烦您|发回|退货")


@dataclass(frozen=True, slots=True)
class DispatchClaim:
    """A promise to send: when at the earliest and latest, as said; offsets into the normalised text."""

    start: int
    end: int
    clause: Clause
    time: Time | None
    immediate: bool
    day: date | None  # the day named
    within: Decimal | None  # hours, for a length
    cutoff: Decimal | None  # hour of the day that the condition names
    resend: bool = False
    hedged: bool = False  # said as a guess: only too late a guess is wrong


def read_dispatches(reading: Reading) -> tuple[DispatchClaim, ...]:
    """Every promise of dispatch with a time, in the shop's own voice, unhedged."""
    return (*_stated(reading), *_elliptic(reading))


def _stated(reading: Reading) -> Iterator[DispatchClaim]:
    for clause in reading.where(_SEND.bit):
        text = spoken(clause)
        if clause.asks or clause.find(ALTERNATIVE_QUESTION, text) or clause.find(_SUPPLIER, text) or clause.find(_SUPPOSED, text) or denies_promise(clause, text):
            continue
        for match in _SEND.finditer(text):
            claim = _one(reading, clause, text, match)
            if claim is not None:
                yield claim
                break


def _one(reading: Reading, clause: Clause, text: str, match: re.Match[str]) -> DispatchClaim | None:
    before = text[: match.start()]
    if "不" in match.group("verb") or seek(r"(?:不能|没法|无法|不会|没办法|没|未|不(?=发|寄)|别|甭|不得不|来不及)[^,]{0,4}$|[赶搭坐跟]不$", before[-12:]):
        return None
    if re.match(r"(?:后|之后|以后|了?的话|时|前(?!\d)|的(?:货|快递|包裹|商品|是))", text[match.end() :]) and not re.match(
        r"后天", text[match.end() :]
    ):
        return None
    time = _time_of(reading, clause, match)
    immediate = False
    quick = _IMMEDIATE.search(before)
    if quick is not None and not _INQUIRY.search(text[quick.end() : match.start()]) and not ("安排" in before[quick.end() :] and ("补" in match.group() or "重" in before)):
        immediate = time is None or time.kind == "part"
    if time is None and not immediate:
        return None
    hedged = clause.find(HEDGE, text) is not None
    if not immediate and hedged and not _late(reading, time):
        return None
    if clause.find(_PAST, text) and not (time and time.day and reading.now and time.day > reading.now.date()) and not _IMMINENT.search(text):
        return None
    start = clause.start + (quick.start() if immediate and quick else min(match.start(), (time.start - clause.start) if time else match.start()))
    end = max(clause.start + match.end(), time.end if time else 0)
    day, within = _bounds(reading, time)
    if day is not None and time is not None and time.kind == "date" and reading.now is not None and day < reading.now.date() and "月" not in time.text:
        day = _next_month(day)  # '10号发货' said on the 24th
    return DispatchClaim(
        max(start, clause.start), end, clause, time, immediate, day, within, _cutoff(reading, clause),
        resend="补" in match.group() or "重发" in match.group(), hedged=hedged,
    )  # fmt: skip


def _late(reading: Reading, time: Time | None) -> bool:
    """Whether a time lies beyond the hard limit: then a guess ('大概20天', '预计12月5日') is no better than a promise."""
    hours = reading.policy.dispatch.limit_hours
    if time is None or time.kind == "length":
        return time is not None and time.high is not None and time.high > hours
    return time.kind == "date" and time.day is not None and reading.now is not None and time.day > (reading.now + timedelta(hours=hours)).date()


_ON_COMPLETION = Pattern(r"(?:做|弄|刻|绣|印|赶|缝|烧|打)(?:好|完|出来)(?:了|之?后)?(?:就|马上|立刻|立马|即|给您|会|直接)*(?:发|寄|走)")
"""'做好就发': when it leaves hangs on the making, not on the time that was named a clause before."""
_SUPPOSED = Pattern(r"万一|赶在")


def _time_of(reading: Reading, clause: Clause, match: re.Match[str]) -> Time | None:
    position = clause.start + match.start()
    times = [
        time
        for time in reading.times_in(clause)
        if time.kind in ("day", "week", "date", "length", "month", "part") and not _IMMEDIATE.fullmatch(time.text) and not _belongs_to_payment(reading.text, time)
    ]
    if any(time.text in ("晚点", "稍后", "随后", "很快", "半天") for time in times):
        times = [time for time in times if time.kind != "part"]
    before = [time for time in times if time.end <= position and position - time.end <= 14]
    if before:
        return before[-2] if len(before) > 1 and before[-1].kind == "part" and before[-2].kind in ("day", "date") and before[-1].start - before[-2].end <= 1 else before[-1]  # '明天早上'
    after = [time for time in times if time.start >= position and time.start - position <= 4 and time.bound != "after"]
    if after and not seek(r"到|送|收", reading.text[after[0].end : clause.end]):
        return after[0]
    previous = reading.before(clause)
    if not times and not clause.find(_ON_COMPLETION) and previous is not None and previous.sentence == clause.sentence and match.start() <= 4:
        topics = [time for time in reading.times_in(previous) if time.kind in ("day", "date", "week", "length")]
        if topics and previous.end - topics[-1].end <= 1 and reading.text[topics[-1].end : previous.end] not in ("到", "来") and not _belongs_to_payment(reading.text, topics[-1]):
            return topics[-1]
    return None


def _belongs_to_payment(text: str, time: Time) -> bool:
    """'今天16点前付款': the day is that of paying, unless it also opens a promise for the same day."""
    tail = text[time.end : time.end + 9]
    pay = _PAY.search(tail)
    return pay is not None and not _SEND.search(tail[: pay.start()]) and time.bound != "after"


def _bounds(reading: Reading, time: Time | None) -> tuple[date | None, Decimal | None]:
    if time is None:
        return None, None
    today = reading.now.date() if reading.now else None
    if time.kind == "length":
        return None, time.high
    if time.kind == "part":
        return today, None
    return time.day, None


def _next_month(day: date) -> date | None:
    year, month = day.year + day.month // 12, day.month % 12 + 1
    try:
        return date(year, month, day.day)
    except ValueError:
        return None


def _cutoff(reading: Reading, clause: Clause) -> Decimal | None:
    """The hour before which one must pay, when the sentence names one."""
    following = reading.after(clause)
    late = following is not None and following.sentence == clause.sentence and seek(r"付[^,]{0,4}(?:都|也)[^,不]{0,3}(?:赶得|来得|能|可以|算|发|行)", following.text) is not None
    for other in reading.clauses[max(0, clause.index - 2) : clause.index + (2 if late else 1)]:
        if other.message != clause.message and abs(other.index - clause.index) != 1:
            continue
        for time in reading.times_in(other):
            if time.text in ("今晚", "晚上", "夜里", "今夜") and _PAY.match(reading.text, time.end):
                return Decimal(20)  # '今晚付今晚发'
            if time.kind == "clock" and other is clause and _PAID_AT.match(reading.text, time.end):
                return _of_evening(reading, time)
            tail = reading.text[time.end : time.end + 8]
            if time.kind == "clock" and time.clock is not None and (time.bound == "before" or "前" in tail[:3]) and (other.find(_PAY)):
                return _of_evening(reading, time)
    return Decimal(24) if clause.find(_PAID_ANY_TIME) else None


_PAID_AT = Pattern(r"(?:钟|整)?(?:再|才|来|的时候)?(?:付|拍|下单|支付|买)(?:款|了|的|单)?(?:的话)?,?(?:今[天晚]|当[天晚])?(?:也|都|还|照样|一样|同样)")
"""'八点付也今天走': the hour of paying which still makes the same day."""
_PAID_ANY_TIME = Pattern(r"(?:半夜|深夜|夜里|大晚上|凌晨|零点|多晚|再晚|几点|任何时[间候]|什么时[间候]|随时)(?:再|才|来)?(?:付|拍|下单|支付|买)(?:款|了|的|单)?(?:的话)?,?(?:也|都|还|照样|一样|同样|随时)")


_MORNING = Pattern(r"上午|早|凌晨|中午")
_NIGHT = Pattern(r"[今当]?晚|夜|零点|凌晨|傍晚")


def _of_evening(reading: Reading, time: Time) -> Decimal | None:
    """The hour of a cut-off as it is meant: '8点前' is the evening's, '今晚十点' is 22, and twelve of the night is 24."""
    clock = time.clock
    if clock is None:
        return None
    lead = reading.text[max(0, time.start - 4) : time.start] + time.text
    if clock == 0 or (clock == 12 and (_NIGHT.search(lead) or (reading.now is not None and reading.now.hour >= 12 and not _MORNING.search(lead)))):
        return Decimal(24)
    if clock < 12 and ":" not in time.text and not _MORNING.search(lead) and reading.asks(_NIGHT) and time.text.strip("钟整半") in reading.asked:
        return clock + 12  # '九点付也今天走' to one who asks of nine in the evening
    early = clock <= 8 and ":" not in time.text and not seek(r"上午", time.text)
    return clock + 12 if early or (clock < 12 and _NIGHT.search(lead)) else clock


_ASKS_WHEN = Pattern(r"(?:多久|[几多]少?天|什么时候|啥时候?|几时|何时|哪天|几[点号])[^,。!?]{0,6}(?:发(?!票|到|过)|寄(?!到|过)|走(?=$|[呀啊呢的\W])|好(?=$|[呀啊呢的\W])|做好|出货|完工|做完)|(?:发(?!票|到|过)|寄(?!到|过)|做好|出货)[^,。!?]{0,3}(?:多久|几天|什么时候|啥时候?|几时|不发)|(?:今天|明天)发不发")
_WITHDRAWN = Pattern(r"不对|看错|记错|搞错|说错|过(?:了)?[^,。]{0,3}点|截单|过点|来不及|赶不上|发不了|走不了|(?:得|要|只能|就)(?:等)?(?:明|后)|排到|顺到")
_ASKS_DISPATCH = Pattern(r"(?:今天|今晚|明天|马上|现在|当天|立刻|下午|今日|尽快|立马|\d{1,2}[号日]|[后大]后?天|下?(?:周|星期|礼拜)[一二三四五六日天末])[^,。!?]{0,8}(?:发(?!票|到)|寄(?!到)|出货|走(?!顺丰|中通))|(?:发|寄)[^,。!?]{0,4}(?:今天|明天|马上)")
_YES = Pattern(
    r"^(?:亲亲?|嗯+|恩+|哈+|那|您|必须|当然|肯定|绝对|完全|保证|妥妥|放心|是|都|\W)*(?:可以|能|行|会|没问题|没有问题|必须|肯定|一定|能发|发|发得了|[发寄赶走来]得(?:出|掉|及|上)(?:去|来)?|能走|嗯呐|嗯嗯|嗯哪|嗯啊|走得了|对|是|妥|包|走|来得及|赶得上|安排|ok|好嘞|得嘞)(?:的|滴|哒|得|啦|了|哈|哦|喔|呢|呀|啊|亲|您|嘛|咯|捏|\W)*$"
)


def _elliptic(reading: Reading) -> Iterator[DispatchClaim]:
    """'能的亲' in answer to '今天能发吗'."""
    yield from _bare_time(reading)
    yield from _bare_hour(reading)
    answers = [clause for clause in reading.where(_YES.bit) if not clause.asks and _YES.match(clause.text)]
    if not answers:
        return
    asking = [c for c in reading.question.clauses if _ASKS_DISPATCH.search(c.text) and (c.asks or seek(r"能|可以|行|得了|[吗么不吧没]$", c.text))]
    if not asking:
        return
    if any(clause.find(_SEND) and reading.times_in(clause) for clause in reading.where(_SEND.bit)):
        return
    times = find_question_times(reading, asking[0])
    clause = answers[0]
    if any(other.find(_WITHDRAWN) for other in reading.clauses[clause.index + 1 :]):
        return  # '发的…哦不对,过四点了'
    day = times[0].day if times else None
    yield DispatchClaim(clause.start, clause.end, clause, None, bool(seek("马上|立刻|立马|现在(?:就|能|可以)*(?:发|寄|走)", asking[0].text)), day, None, None)


def _bare_time(reading: Reading) -> Iterator[DispatchClaim]:
    """'72小时内哈', '12月8号' in answer to when the goods leave: the clause is a time and nothing else."""
    if not reading.times or not (reading.asks(_ASKS_WHEN) or reading.asks(_ASKS_DISPATCH)):
        return
    for clause in reading.clauses:
        times = reading.times_in(clause)
        if len(times) != 1 or clause.asks or not re.fullmatch(_LEAD + re.escape(times[0].text) + _END, clause.text):
            continue
        time = times[0]
        hedged = clause.find(HEDGE) is not None
        if (time.kind == "length" and time.high is not None and (not hedged or _late(reading, time))) or (time.kind == "date" and _late(reading, time)):
            yield DispatchClaim(time.start, clause.end, clause, time, False, time.day, time.high if time.kind == "length" else None, None, hedged=hedged)
            return


_LEAD = r"(?:亲+|嗯+|那|也就|就|大家|大概|大约|估计|可能|预计|最多|最晚|最快|顶多|差不多|怕是|恐怕|再|还|要|得|等|需要?|拖|排|到)*"
_END = r"(?:左右|上下|之内|以内|内|里|之后|以后|后|多|吧)?(?:才能?发|才能?寄|才行|才有|发|寄)?(?:的?(?:哦|哈|呢|呀|亲|啦|了|的|喔))*"
_ASKS_TILL = Pattern(r"(?:几点|什么时候|啥时候|多晚)[^,。?]{0,3}(?:之?前)?(?:付|拍|下单|买)[^,。?]{0,8}(?:今天|当天|今日)[^,。?]{0,4}(?:发|走|寄|出)")
_BARE_HOUR = Pattern(r"^(?:亲+|嗯+|那|最晚|到|\W)*□(?:之?前|以前)?(?:付|拍|下单)?(?:都|也|就)?(?:行|可以|能(?:走|发)?|成|来得及|赶得上|算(?:今天)?)?(?:的|哦|哈|呢|呀|亲|啦|吧|\W)*$")


def _bare_hour(reading: Reading) -> Iterator[DispatchClaim]:
    """'晚上九点都行' to one who asks until when to pay for the goods to leave today."""
    if not reading.times or not reading.asks(_ASKS_TILL):
        return
    for clause in reading.clauses[:2]:
        times = reading.times_in(clause)
        if len(times) == 1 and times[0].kind == "clock" and not clause.asks and _BARE_HOUR.match(clause.text.replace(times[0].text, "□", 1)):
            day = reading.now.date() if reading.now else None
            yield DispatchClaim(times[0].start, clause.end, clause, times[0], False, day, None, _of_evening(reading, times[0]))
            return


def find_question_times(reading: Reading, clause: Clause) -> tuple[Time, ...]:
    """Expressions of time in a clause of the customer's question."""
    from guarded_reply.reading.times import find_times

    return find_times(clause.text, reading.now)


def end_of(day: date, now: datetime) -> datetime:
    """The last moment of ``day`` in the zone of ``now``."""
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), now.tzinfo)
