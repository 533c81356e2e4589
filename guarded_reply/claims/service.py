"""Claims about the shop's own service steps that carry a time: call-back, check, reply, refund, invoice, solution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, CERTAIN, HEDGE, denies_promise, spoken
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause
from guarded_reply.reading.times import Time, find_times

# Steps by what the customer gets; the first that matches in a clause counts.
_STEPS: tuple[tuple[str, str], ...] = (
    ("refund", r"秒退|(?:当天|当日|次日|隔天)(?:就|内)?(?:给您)?退(?!货|换)|(?:小时|分钟|天|工作日)(?:之?内)?(?:就|都|会|能|可以)*(?:给您)?退(?=$|[的哦哈呢啦您款好完])|退款(?!申请|流程|入口|按钮|页面|原因)|到账|打款|退到|退回(?:到)?(?:您|原|账|支付)|退给您|返还|原路(?:退|返)|退钱|款项|(?:到|回|打|进|转|退)(?:回|到|进)?(?:您|你|原)+(?:的)?(?:银行)?(?:卡|账|支付宝|微信|钱包)|(?:钱|款|元|块)[^,。]{0,6}(?:退|打|回|还|转)(?:给|回|到)?您|[看见收拿]到?(?:着)?(?:钱|退款)(?!包|袋)|(?:退款|钱)[^,。]{0,8}打(?:给|过)"),
    ("invoice", r"发票|开票|开好|开具|开立|开给(?:您|你)|给(?:您|你)开(?!通|放|心)|开出来|发(?:到|送到|至)?(?:您|你)?的?邮箱"),
    ("photo_check", r"(?:核实|审核|审完|核对|鉴定|检测|核查|质检|判定|查验|审(?=好|完)|查(?=清楚|明白|实))(?:照片|完|好|出|结果)?"),
    ("callback", r"回电|回拨|打(?:给|电话给)您|致电|给您(?:去|打|拨)个?电话|打(?:个)?电话|打过[去来]|给您打(?=$|[哦哈呢啦的了过])|电话(?:联系|回访)|来电|联系(?:到)?您|回复|答复|回话|回您|给您(?:一个|个)?(?:准信|结果|说法|交代|交待|反馈|答案|消息|信儿|回音)|有结果|出结果|告知您|告诉您|通知您|反馈(?:给|到)您|找您|跟您(?:说|联系)"),
    ("solution", r"(?:处理|解决|办理?|搞定|弄|修改|改|办|换|安排|落实)(?:好|完|妥|掉|到位|清楚|成)|解决|处理(?!中|方案|方式|流程|结果|时效|一下)|搞定|上门取件|取件|补(?:偿|给您)|换新|安装|维修好|修好"),
)
_STEP = Pattern("|".join(f"(?P<{name}>{pattern})" for name, pattern in _STEPS))
_FOR_PRAISE = Pattern(r"好评|评价|五星|五颗星|晒图|返现")
_INSTANT = Pattern(r"马上|立刻|立马|立即|即刻|秒|现在就|当场|分分钟|瞬间|这就|即时|实时|火速|后脚")
_WAIT = Pattern(r"(?:稍等|等我|给我|请等|您等|麻烦等|等一?下)[^,]{0,4}$")
_OTHER_CLOCK = Pattern(r"签收|收到(?:货|商品|包裹)|无理由|保修|质保|有效|活动|预售|发货|发出|寄出|购买|下单(?!后)|付款前|运费险|退货期|退换期|鉴赏期|七天|7天(?:内|无)")

_OTHER_WINDOW = Pattern(r"无理由|保修|质保|有效|活动|预售|运费险|退货期|退换期|鉴赏期|七天|7天(?:内|无)")
_AGENCY = Pattern(r"[给帮为替]您|我|咱|店|客服|主管|同事|仓库|师傅|老板|小二|售后|财务")


@dataclass(frozen=True, slots=True)
class ServicePromise:
    """A service step promised within ``hours`` (at the latest); offsets into the normalised text."""

    start: int
    end: int
    step: str
    hours: Decimal
    clause: Clause


def read_service_promises(reading: Reading) -> tuple[ServicePromise, ...]:
    """Every service step of the turn that is promised with a time."""
    found = tuple(_promises(reading))
    return found or tuple(_elliptic(reading))


# The step by what the customer asks for, when the answer names nothing but a time, or nothing but yes.
_ASKED_STEPS = (
    (Pattern(r"退(?:款|钱|到|给|完|回)|(?:多久|几天|时候|几时)[^,。]{0,2}退|到账|(?:钱|款)[^,。]{0,4}(?:到|回)|打款"), "refund"),
    (Pattern(r"发?票"), "invoice"),
    (Pattern(r"审[完好核]?|核实|核完|查清"), "photo_check"),
    (Pattern(r"回(?:话|电|复)|答复|打(?:过)?来|打给我|结果|说法|联系我"), "callback"),
    (Pattern(r"解决|处理|弄好|搞定|取件|办好"), "solution"),
)
_ASKS_WHEN = Pattern(r"几点|多久|什么时候|啥时候|几时|何时|几天|哪天|多长时间")
_ASKS_BY = Pattern(r"(?:今天|今晚|当天|明天|今日|下班前|马上|现在)[^,。!?]{0,4}(?:能|可以|会|给)")
_ONLY_YES = Pattern(r"^(?:您好|亲亲?|那|当然|肯定|\W)*(?:嗯+呐?|能|可以|会|行|没问题|必须|好|到得了|退得了|处理得完)(?:的|哒|滴|哦|哈|呢|呀|啊|亲|啦|嘞|了|退|到|\W)*$")
_ONLY_TIME = Pattern(r"^(?:您好|亲亲?|嗯+|是|就|最晚|最迟|很快|也就|\W)*□(?:之?内|以内|之?前|以前)?(?:就|能|可以|给您|都|准)*(?:到|好|完|退|打|回|开|审|行)?(?:的|哦|哈|呢|呀|啊|亲|啦|了|\W)*$")
_ANSWER_WORDS = any_of(_ONLY_YES)


def _elliptic(reading: Reading) -> Iterator[ServicePromise]:
    """'今天' to '多久能解决', '能的' to '今天能到账吗': the step is named by the question alone."""
    clauses = [clause for clause in reading.clauses[:2] if not clause.asks and (clause.present & _ANSWER_WORDS or reading.times_in(clause))]
    if not clauses:
        return
    step = next((name for pattern, name in _ASKED_STEPS if reading.asks(pattern)), None)
    if step is None or reading.asks(r"发货|[收送]到货|几点(?:上|下)班"):
        return
    if any(clause.find(HEDGE) or denies_promise(clause) for clause in reading.clauses):
        return
    for clause in clauses:
        hours = _answered_hours(reading, clause)
        if hours is not None:
            yield ServicePromise(clause.start, clause.end, step, hours, clause)
            return


def _answered_hours(reading: Reading, clause: Clause) -> Decimal | None:
    times = reading.times_in(clause)
    if len(times) == 1 and reading.asks(_ASKS_WHEN) and _ONLY_TIME.match(clause.text.replace(times[0].text, "□", 1)):
        return _hours(reading, times[0])
    if not times and reading.asks(_ASKS_BY) and clause.find(_ONLY_YES):
        asked = [hours for time in find_times(reading.asked, reading.now) if (hours := _hours(reading, time)) is not None]
        return asked[0] if asked else None
    return None


def _promises(reading: Reading) -> Iterator[ServicePromise]:
    for clause in reading.where(_STEP.bit):
        text = spoken(clause)
        if clause.asks or clause.find(ALTERNATIVE_QUESTION, text) or denies_promise(clause, text):
            continue
        step = clause.find(_STEP, text)
        if step is None:
            continue
        for found in _STEP.finditer(text, step.end()):  # 核实后回复您: the last step is promised, unless a time stood before the first
            if not reading.times_in(clause) or reading.times_in(clause)[0].start > clause.start + step.start():
                step = found
        if seek(r"(?:他们|对方|快递|中通|顺丰|那边|站点|网点)(?:那边|公司)?(?:说|表示|答应|反馈|回复|会)[^,]{0,12}$", text[: step.start()]):
            continue
        if seek(r"(?:已经?|刚|昨)[^,]{0,6}$", text[: step.start()]) or re.match(r"了(?!解)", text[step.end() :]):
            continue
        promise = _with_time(reading, clause, text, step, "refund" if "打" in step.group() and "电话" not in step.group() and reading.asks(r"退款|钱|到账") else step.lastgroup or "")
        if promise is not None:
            yield promise


def _with_time(reading: Reading, clause: Clause, text: str, step: re.Match[str], kind: str) -> ServicePromise | None:
    if kind in ("callback", "refund", "solution", "photo_check") and seek(r"(?:您|亲)[^我们]{0,6}(?:申请|提交|拍|发|联系|回复|点)[^,]{0,4}$", text[: step.start()]) and not reading.times_in(clause):
        return None
    if seek(r"(?:不能|无法|没法|不会|不|没|未)[^,]{0,3}$", text[: step.start()]):
        return None
    if kind == "solution" and reading.request.case is None and not clause.find(_AGENCY) and not seek(r"处理|解决|取件", step.group()):
        return None  # '十分钟就能装好': what the goods let one do
    if kind == "refund" and next(reading.all(_FOR_PRAISE), None) is not None:
        return None  # money for praise is no refund
    if step.group() == "秒退":
        return ServicePromise(clause.start + step.start(), clause.start + step.end(), "refund", Decimal(0), clause)
    candidates: list[tuple[Time, Clause]] = [(time, clause) for time in reading.times_in(clause)]
    previous = reading.before(clause)
    if not candidates and previous is not None and previous.sentence == clause.sentence and not previous.find(_STEP):
        candidates = [(time, previous) for time in reading.times_in(previous) if time.kind == "length" and previous.end - time.end <= 2]
    for time, where in candidates:
        head = reading.text[where.start : time.start]
        tail = reading.text[time.end : time.end + 4]
        if time.bound == "after" and time.kind == "length" and time.high and time.high >= 24:
            continue
        if _WAIT.search(head) or re.match(r"前|后再|之前的", tail) and time.kind == "day":
            continue
        if kind == "refund" and seek(r"申请|签收|购买|付款", reading.text[time.end : clause.start + step.start()][:6]):
            continue
        other_clock = _OTHER_WINDOW if kind == "refund" else _OTHER_CLOCK  # a refund is counted from the goods' coming back
        if kind != "invoice" and other_clock.search(reading.text[max(where.start, time.start - 8) : time.start]):
            continue
        if _OTHER_CLOCK.search(tail):
            continue
        hours = _hours(reading, time)
        if hours is None:
            continue
        if time.kind == "part" and _INSTANT.search(time.text) and not _instant_result(kind, text, step):
            continue
        if HEDGE.search(text) and not CERTAIN.search(text) and kind != "callback":
            continue
        return ServicePromise(min(time.start, clause.start + step.start()), max(time.end, clause.start + step.end()), kind, hours, clause)
    return None


def _instant_result(kind: str, text: str, step: re.Match[str]) -> bool:
    """马上 + an inquiry is effort; 马上 + a result the customer relies on is a promise."""
    if kind == "invoice":
        return seek(r"好|完|出", text[step.start() :]) is not None
    if kind == "refund":
        return seek(r"申请|登记|提交|跟进|催|查|核实|反馈", text[: step.start()]) is None
    return kind == "solution" and seek(r"(?:好|完|妥|掉|到位|成)$|解决$|搞定|换新", step.group()) is not None and not re.search(
        r"安排|联系|跟进|反馈|帮您处理$", text[: step.start()][-4:]
    )


def _hours(reading: Reading, time: Time) -> Decimal | None:
    if time.kind == "length":
        return time.high
    if time.kind == "part":
        if _INSTANT.search(time.text):
            return Decimal(0)
        return Decimal(4) if time.text in ("下班前", "中午前", "下午", "晚上", "上午", "今夜", "天黑前", "傍晚") else None
    if time.kind in ("day", "week", "date") and time.day is not None and reading.now is not None:
        days = (time.day - reading.now.date()).days
        if days < 0:
            return None
        return Decimal(24 * days) + (Decimal(24) - reading.now.hour)
    return None
