"""Answers about when it leaves, when it comes and where it is."""

from __future__ import annotations

import re
from datetime import date, timedelta

from guarded_reply.drafting.playbook import tracking
from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.arrival import deadline_of, in_time, leaving_of, on_its_way
from guarded_reply.drafting.playbook.couriers import unserved
from guarded_reply.drafting.playbook.included import size_and_colour
from guarded_reply.drafting.playbook.rates import ask_which, days_text, place_name, served
from guarded_reply.drafting.playbook.short_stock import shortage, wanted_over_stock
from guarded_reply.policy.dispatch import CHINA, Dispatch, dispatch_of
from guarded_reply.reading.places import short_name
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question


def delivery_time(desk: Desk, question: Question) -> Answer:
    """Usual duration, never a promise (P40, P41); where a day is named, whether it will be in time, and the express (P42)."""
    places = desk.places()
    order = desk.request.order
    if order is not None and order.status == "shipped" and order.shipped_at is not None and (deadline := deadline_of(desk)) is not None and (weighed := on_its_way(desk, deadline)) is not None:
        return weighed
    if order is not None and order.status in ("shipped", "delivered", "completed") and order.tracking:
        return where(desk, question)
    holds = dispatch_of(desk.policy, desk.request, desk.product())
    if order is None and holds.kind == "out_of_stock":
        return dispatch(desk, question)
    if places and not served(desk, places[0]):
        return unserved(desk, places[0])
    deadline = deadline_of(desk)
    if deadline is not None and (weighed := in_time(desk, deadline, dispatch_first=_leaves_first(desk))) is not None:
        return weighed
    if not places and order is None and holds.kind in ("presale", "made_to_order"):
        return dispatch(desk, question)
    if not places:
        ambiguous = [mention for mention in desk.situation.places if mention.place is None and mention.ambiguous]
        if ambiguous:
            return ask_which(desk, ambiguous[0].text, tuple(p.full_name for p in ambiguous[0].ambiguous))
        return Answer(f"时效要看收货城市,您寄到哪里呢?告诉我城市,我帮您看看一般几天{desk.voice.end}", asks_place=True)
    return _usual_days(desk, holds)


def on_the_way(desk: Desk, question: Question) -> Answer:
    """Whether it comes whole: the usual days beside what the facts say of keeping, and what is done when it does not (P11, P52)."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    words = simplify(desk.request.last_customer_text)
    end = desk.voice.end
    keeps = "、".join(f"{name}是{value}" if "期" in name else f"{value}存放就行" for name, value in product.attributes.items() if re.search(r"保质期|储存|保存", name) and len(value) <= 16) if product is not None and re.search(r"坏|烂|化|变质|酸|蔫|死", words) else ""
    places = desk.places()
    days = ""
    if len(places) == 1 and served(desk, places[0]) and not desk.situation.asks("ship_fee"):
        usual = [f"{carrier.name}一般{days_text(found[1].usual_days)}" for carrier in desk.policy.carriers.values() if (found := carrier.zone_of(short_name(places[0].province)))]
        days = f"寄{place_name(places[0])}{'、'.join(usual)},以物流更新为准;"
    hours = desk.policy.step_minutes("photo_check")
    check = f"拍照给我,{hours // 60}小时内核实" if hours else "拍照给我核实"
    packed = "具体怎么包装我跟仓库确认一下告诉您;" if re.search(r"包装|打包", words) else "我备注仓库包严实一点;"
    ours = "退换都可以,运费我们承担" if not keeps and (product is None or (product.no_reason_return and not product.custom_made)) else "由我们负责处理"
    return Answer(f"{keeps + '。' if keeps else ''}{days}{packed}收到要是有坏的,{check},确认是我们的问题,{ours}{end}")


def _leaves_first(desk: Desk) -> bool:
    """Whether it was first asked when it leaves, then when it comes."""
    kinds = [question.kind for question in desk.situation.questions]
    words = simplify(desk.request.last_customer_text)
    asked = re.search(r"(?:今天|现在|马上|今晚|明天|什么时候|几号|\d号)[^,。\s]{0,8}(?:发(?!烧|现)|寄出)", words)
    comes = re.search(r"[几多][天久]|来得及|赶|能?到(?!货)", words)
    return bool({"dispatch", "hurry"} & set(kinds)) and asked is not None and (comes is None or asked.start() <= comes.start() or "能发" in words)


def _usual_days(desk: Desk, holds: Dispatch) -> Answer:
    """The usual days to the place, carrier by carrier; in a hurry without a day, how soon it leaves and which is quicker."""
    order, place = desk.request.order, desk.places()[0]
    words = simplify(desk.request.last_customer_text)
    own = desk.policy.carrier_named(order.carrier) if order is not None and order.carrier else None
    if order is None and (slower := _days_apart(desk, words)):
        return Answer(slower + desk.voice.end)
    ids = list(desk.situation.carriers) or ([own] if own else list(desk.policy.carriers))
    usual = {desk.policy.carriers[cid].name: days_text(found[1].usual_days) for cid in ids if (found := desk.policy.carriers[cid].zone_of(short_name(place.province)))}
    same = len(set(usual.values())) == 1 and len(usual) > 1
    told = f",{'、'.join(usual)}都是一般{next(iter(usual.values()))}" if same else "、".join(f"{name}一般{days}" for name, days in usual.items())
    text = f"到{place_name(place)}{told},以物流更新为准"
    if order is None and holds.kind in ("made_to_order", "presale"):
        kind = "定制的" if holds.kind == "made_to_order" else "预售"
        text = f"这款是{kind},{holds.text.removeprefix('预售').strip(',:')};发出后{text}"
    if re.search(r"周末|星期[六日天]|礼拜[六日天]", words) and re.search("送|派", words):
        text += ";周末是否派送由当地网点安排"
    quicker = re.search(r"哪[个家种][^,。]{0,4}快|最快|快一点|快点|快的", words)
    express = desk.policy.express_carrier
    if quicker is not None and order is None and express in ids and len(ids) > 1 and not same and holds.kind in ("today", "tomorrow"):
        others = ";".join(f"{name}一般{days}" for name, days in usual.items() if name != desk.policy.carriers[express].name)
        quote = next((quote for quote in desk.quotes_to(place) if quote.carrier == express), None)
        fee = f"(运费{decimal_text(quote.fee)}元)" if quote is not None and not quote.free else ""
        leaves = "" if desk.situation.asks("dispatch") or (leaving := leaving_of(desk)) is None else f"{leaving.said},"
        return Answer(f"{desk.policy.carriers[express].name}快一些:{leaves}到{place_name(place)}一般{usual[desk.policy.carriers[express].name]}{fee};{others},以物流更新为准{desk.voice.end}")
    if order is None and holds.kind in ("today", "tomorrow") and re.search(r"(?:什么时候|啥时候|几时|何时|几号|哪天)[^,。]{0,6}(?:到|收)|(?:现在|今天)(?:下单|拍|买|付)", words) and not desk.situation.asks("dispatch") and (leaving := leaving_of(desk)) is not None:
        return Answer(f"{leaving.said},{text}{desk.voice.end}")
    if order is not None and order.status == "paid" and re.search(r"几号|哪天|什么时候|啥时候|何时", words) and not desk.situation.asks("dispatch") and (leaving := leaving_of(desk)) is not None:
        return Answer(f"{leaving.said},{text}{desk.voice.end}")
    hurried = re.search(r"赶|来得及|急|马上|生日|前(?:能|可以|会)?(?:到|收)|要用|早点|尽快", words) is not None
    if hurried:
        if order is None and holds.kind in ("today", "tomorrow") and not desk.situation.asks("dispatch"):
            text = f"{dispatch(desk, Question('dispatch', 'logistics', '')).text.removesuffix('哦').removeprefix('有现货的,')};{text}"
        text += ";" + desk.voice.pick("no_promise", ("具体哪天到要看快递派送,不敢跟您打包票", "哪天送到要看快递安排,这个没法跟您打包票", "到货那天不敢跟您说死,要看快递派送"))
        if express and express in ids and len(ids) > 1 and not same:
            text += f",着急建议选{desk.policy.carriers[express].name}"
        if deadline_of(desk) is None and re.search(r"生日|婚礼|出差|用", words):
            text += "。您是哪天要用呢?我帮您算算来不来得及"
            return Answer(text)
    return Answer(text + desk.voice.end)


def _days_apart(desk: Desk, words: str) -> str:
    """'中通慢几天': both carriers' usual days side by side with their fees, hedged."""
    if not re.search(r"(?:慢|快|差)(?:几|多少|个?一?两?)天|(?:慢|快)(?:多少|很多|得多)|慢不慢", words):
        return ""
    place = desk.places()[0]
    quotes = desk.quotes_to(place)[:2]
    if len(quotes) < 2:
        return ""
    one, other = sorted(quotes, key=lambda quote: quote.fee)
    fee = "包邮" if one.free else f"{decimal_text(one.fee)}元"
    if one.usual_days == other.usual_days:
        return f"到{place_name(place)}{one.carrier_name}和{other.carrier_name}都是一般{days_text(one.usual_days)},差不多快,走{one.carrier_name}{fee}就好,能省下{decimal_text(other.fee - one.fee)}元;具体哪天到以物流更新为准"
    late, early = sorted(quotes, key=lambda quote: quote.usual_days, reverse=True)
    return f"到{place_name(place)}{late.carrier_name}一般{days_text(late.usual_days)},{early.carrier_name}一般{days_text(early.usual_days)},{early.carrier_name}要快一些;{one.carrier_name}{fee},{other.carrier_name}{'包邮' if other.free else decimal_text(other.fee) + '元'},以物流更新为准"


def dispatch(desk: Desk, question: Question) -> Answer:
    """When it leaves, as policy and facts allow (P41, P43, P70)."""
    order, policy = desk.request.order, desk.policy
    if order is not None and order.status in ("shipped", "delivered", "completed"):
        return where(desk, question)
    if order is not None and order.status in ("closed", "refunded", "refunding"):
        return Answer(f"您这笔订单目前是{desk.status_text()},不在发货队列里;还需要的话可以重新拍下,我帮您盯着{desk.voice.end}")
    holds = dispatch_of(policy, desk.request, desk.product())
    if holds.kind == "overdue" and order is not None and order.paid_at is not None:
        paid = order.paid_at.astimezone(CHINA)
        step = f",主管会在{minutes}分钟内给您回电" if (minutes := policy.step_minutes("callback")) else ""
        return Answer(f"您的订单{paid.month}月{paid.day}日{paid:%H:%M}付款,到现在还没有发出,已经超过{policy.dispatch.limit_hours}小时了,是我们没做好。我这就去找仓库核实原因{step}", apology=True, handoff="overdue_dispatch")
    if holds.kind == "out_of_stock":
        if re.search(r"先(?:付|拍|下单|买)|付了|拍了", simplify(desk.request.last_customer_text)):
            return Answer(f"谢谢您的信任。这款目前没有现货,补货时间还没有确定,怕您付了款干等,先不用付;我帮您登记下来,到货了马上通知您{desk.voice.end}")
        return Answer(f"这款目前没有现货,补货时间还没有确定,我帮您登记下来,到货了再通知您;着急用的话,告诉我您的需求,我帮您看看别的{desk.voice.end}")
    if holds.kind in ("presale", "made_to_order") and order is not None and order.status == "paid" and _past(desk, holds):
        step = f",主管会在{minutes}分钟内给您回电" if (minutes := policy.step_minutes("callback")) else ""
        return Answer(f"{holds.text.removeprefix('预售').strip(',:')},现在已经过了这个时间、订单还没有显示发出,是我们没做好。我这就去找仓库核实原因{step}", apology=True, handoff="overdue_dispatch")
    if holds.kind in ("presale", "made_to_order"):
        text = holds.text if re.search("发|天|日", holds.text) else f"{holds.text}发货"
        kind = "定制款,需要制作时间" if holds.kind == "made_to_order" else "预售款"
        text = re.sub(r"后(\d+)天内发货", r"后\1天内发货", text)
        if order is None and (eager := _sooner(desk, text, holds)) is not None:
            return eager
        when = text.removeprefix("预售").strip(",:")
        if holds.kind == "presale" and order is None:
            if re.search(r"真能|真的能|拖|准时|确定|靠谱", simplify(desk.request.last_customer_text)):
                return Answer(f"理解您的顾虑。这款是预售,目前安排是{when};有变动我会提前跟您说,您也可以随时找我查进度{desk.voice.end}")
            return Answer(f"这款现在没有现货,是预售,{when};您可以先拍下排单,到时按付款先后为您发出{desk.voice.end}")
        return Answer(f"这款是{kind},{when},做好会第一时间为您发出{desk.voice.end}" if holds.kind == "made_to_order" else f"这款是{kind},{when},到时会第一时间为您发出{desk.voice.end}")
    cutoff = policy.dispatch.cutoff
    if order is not None and order.status == "paid":
        when = "今天会为您发出" if holds.kind == "today" else "明天会为您发出" if holds.kind == "tomorrow" else f"{policy.dispatch.limit_hours}小时内会为您发出"
        waiting = ",目前订单还没有显示发出,请您放心等一等" if re.search(r"了没|没发|还不|发没|假发|发了", question.text) else ""
        late = re.search(r"怎么(?:还|都|到现在)?(?:没|不|还)|还是待发货|说(?:好)?(?:的)?今天发|还(?:没|不)发|迟迟|一直没|(?:都|现在)[^,。]{0,3}几点|说好|骗|下班", simplify(desk.request.last_customer_text)) is not None
        sorry = "让您久等了,抱歉。" if late or re.search(r"等了?[^,。]{0,3}(?:小时|分钟|半天|好久|半个)", simplify(desk.request.last_customer_text)) else ""
        soon = f"{_usual(desk)},具体以物流更新为准" if desk.places() and re.search(r"急|出国|出差|出门|赶|要用|生日|来得及", simplify(desk.request.last_customer_text)) and not desk.situation.asks("hurry", "delivery_time") else ""
        if re.search(r"发没发|发(?:货|出|走)?了没|(?:到底|是不是)[^,。]{0,4}发|还是待发货", said := simplify(desk.request.last_customer_text)) and (not late or re.search(r"短信|到底发没", said)):
            text = ";您收到的短信可能是别的包裹,截图发我(取件码请遮住),我帮您对一下" if "短信" in said else ""
            return Answer(f"这单目前还没有发出,已经付款成功了,{when},发出后就能看到单号{text}{soon}{desk.voice.end}")
        return Answer(f"{sorry}您的订单已经付款成功,{when}{waiting}{soon}{desk.voice.end}")
    if order is None and re.search(r"明天(?![^,。]{0,3}(?:到|收|送|用|拿))", desk.request.last_customer_text) and not re.search(r"今天|现在", desk.request.last_customer_text) and holds.kind in ("today", "tomorrow"):
        return Answer(f"明天{cutoff}前付款的话当天为您发出,过了{cutoff}就后天发{desk.voice.end}")
    if holds.kind == "tomorrow" and (order is not None or wanted_over_stock(desk) is None):
        return Answer(f"今天已经过了{cutoff}的截单时间,现在付款的话明天为您发出{desk.voice.end}")
    asked = simplify(desk.request.last_customer_text)
    weekend = ";周末仓库发不发,我跟同事确认一下马上告诉您" if re.search(r"周[六日末天]|星期[六日天]|礼拜[六日天]", asked) and order is None else ""
    if holds.kind == "today" and re.search(r"今晚|晚上|下班后|(?<!\d)(?:[5-9]|1[7-9]|2\d)点|[五六七八九十]点", asked) and not re.search(r"[上中]午", asked):
        return Answer(f"今天{cutoff}前付款当天发出,{cutoff}之后付款的话明天为您发出{weekend}{desk.voice.end}")
    if holds.kind == "today" and weekend:
        return Answer(f"现货{cutoff}前付款当天发出,之后付款次日发出{weekend}{desk.voice.end}")
    over = wanted_over_stock(desk) if order is None else None
    if holds.kind in ("today", "tomorrow") and over is not None:
        leaves = f"现有的{over[0].stock}{over[2]},今天{cutoff}前付款当天发出" if holds.kind == "today" else f"现有的{over[0].stock}{over[2]},现在付款明天发出"
        return Answer(f"{leaves};{shortage(desk)}{desk.voice.end}")
    if holds.kind == "today":
        piece = desk.product()
        have = "" if desk.situation.asks("stock") or (piece is not None and size_and_colour(piece, asked)) else "有现货的,"
        return Answer(f"{have}今天{cutoff}前付款,当天就为您发出{desk.voice.end}")
    return Answer(f"现货{cutoff}前付款当天发出,之后付款次日发出{desk.voice.end}")


_MORE_MONEY = re.compile(r"加(?:点|些|一点)?(?:钱|价|急费)|多(?:付|给|出|加)(?:点|些|一点)?|补(?:点)?钱|出高价|加\d+[块元]|红包")
_SOONER = re.compile(r"不能早|再.{0,3}查|这周|急|催|不信|提前|早(?:点|一点|几天)|之前|以前|要[穿用]|赶|来得及|来不及|\d+号|先(?:给我)?(?:发|寄|做)")


def _sooner(desk: Desk, text: str, holds: Dispatch) -> Answer | None:
    """Pre-sale or custom-made goods wanted sooner: the wish is heard, the reason told, and what may be done (P43)."""
    words = simplify(desk.request.last_customer_text)
    if desk.situation.insistence <= 1 and not _SOONER.search(words) and not _MORE_MONEY.search(words):
        return None
    deadline = deadline_of(desk)
    if deadline is not None and not _MORE_MONEY.search(words) and (weighed := in_time(desk, deadline)) is not None:
        latest = _latest(desk, text, words) if holds.kind == "made_to_order" else None
        if latest is not None and deadline.day - latest <= timedelta(days=1) and not desk.places():
            return Answer(f"今天付款的话,{text.removeprefix('预售').strip(',:')},最晚{latest.month}月{latest.day}日发出;{deadline.said}能不能到要看快递,不敢跟您打包票,赶的话建议走{desk.policy.carriers[desk.policy.express_carrier].name if desk.policy.express_carrier else '快一点的快递'}。您寄到哪个城市呢?我帮您看看一般几天", asks_place=True)
        return weighed
    paying = "加钱也提前不了," if _MORE_MONEY.search(words) else ""
    when = text.removeprefix("预售").strip(",:")
    end = desk.voice.end
    ask = f"赶时间的话告诉我哪天要用、寄到哪里,我帮您看看来不来得及{end}"
    if holds.kind == "made_to_order":
        return Answer(f"理解您想早点拿到。这款是定制的,要按工序做,{when},{paying}怕赶出来的做工对不住您;我跟工厂备注请他们尽早安排,{ask}")
    again = "我再跟您确认一下," if desk.situation.insistence > 1 or re.search(r"不信|再.{0,3}查", words) else ""
    stay = f"您可以先拍下排单,不想等的话随时可以取消;{ask}"
    return Answer(f"理解您想早点拿到。{again}这款现在没有现货,{when}{'' if paying else '的安排没法提前'},{paying}怕答应了让您白等。{stay}")


def _latest(desk: Desk, text: str, words: str) -> date | None:
    """The last day on which made goods leave when they are paid for today: '付款后5天内发货'."""
    days, now = re.search(r"付款后(\d{1,2})天", text), desk.request.now
    if days is None or now is None or not re.search(r"(?:今天|现在|马上|这就)[^,。]{0,4}(?:付|拍|下单|买)", words):
        return None
    return now.astimezone(CHINA).date() + timedelta(days=int(days.group(1)))


def _past(desk: Desk, holds: Dispatch) -> bool:
    """Whether the day named for pre-sale or custom-made goods is over."""
    now, order = desk.request.now, desk.request.order
    if now is None:
        return False
    if holds.day is not None:
        return now.astimezone(CHINA).date() > holds.day
    return holds.within_hours is not None and order is not None and order.paid_at is not None and now > order.paid_at + timedelta(hours=holds.within_hours)


def pickup_code(desk: Desk, question: Question) -> Answer:
    """The code of a pick-up point is no fact of the shop's: where it stands, and the courier is asked."""
    return Answer(f"取件码一般在驿站或快递发给您的短信里,订单的物流详情里也能看看;要是没收到,我这就联系快递帮您问{desk.voice.end}")


def hold_back(desk: Desk, question: Question) -> Answer:
    """Sent later: passed on to the warehouse; not promised where it has left (P6)."""
    order = desk.request.order
    if order is not None and order.status in ("shipped", "delivered", "completed"):
        return Answer(f"包裹已经发出了,没法再推迟;我这就联系快递,请他们派送前跟您约时间,有消息告诉您{desk.voice.end}")
    if order is None and wanted_over_stock(desk) is not None:
        return dispatch(desk, question)
    return Answer(f"好的,您要的时间我记下来备注给仓库,请他们先不发;能不能按您说的时间安排,我核实后马上告诉您{desk.voice.end}")


def where(desk: Desk, question: Question) -> Answer:
    """Where the parcel is, from tracking facts only (P51)."""
    order = desk.request.order
    if order is None:
        return Answer(f"麻烦您发一下订单号,我帮您查物流{desk.voice.end}")
    if order.status == "unpaid":
        return Answer(f"这笔订单还没有付款,付款后就会安排发货{desk.voice.end}")
    if order.status == "paid":
        answer = dispatch(desk, question)
        if "单号" in desk.request.last_customer_text and answer.handoff is None:
            return Answer(f"{answer.text.removesuffix('哦')};单号要发出后才有,出来了我马上告诉您{desk.voice.end}", answer.apology)
        return answer
    name = desk.carrier_name()
    number = f",单号{order.tracking_no}" if order.tracking_no else ""
    if order.status in ("refunding", "refunded", "closed"):
        return Answer(f"您这笔订单目前是{desk.status_text()}{desk.voice.end}")
    if not order.tracking:
        sent = f",{order.shipped_at.astimezone(CHINA).month}月{order.shipped_at.astimezone(CHINA).day}日发出" if order.shipped_at is not None else ""
        return Answer(f"您的包裹发的是{name}{number}{sent},目前物流还没有更新出记录,我这就联系快递帮您问问,有消息马上告诉您{desk.voice.end}", apology=re.search(r"假|骗|怎么|一直|还没|查不到|查询不到", desk.request.last_customer_text) is not None)
    event = next((e for e in reversed(order.tracking) if tracking.reads_like_tracking(e.text)), None)
    if event is None:
        return Answer(f"您的包裹发的是{name}{number},物流还在更新中,我这就联系快递帮您问问{desk.voice.end}")
    when = ""
    if event.at is not None:
        at = event.at.astimezone(CHINA)
        when = f"{at.month}月{at.day}日{at:%H:%M}"
    asked = simplify(desk.request.last_customer_text)
    there = re.search(r"(?:已经|都|不是)?到(?:了)?([一-鿿]{2,4}?)(?:了|吧|吗|是不是|么)", asked)
    if there is not None and there.group(1) in event.text:
        text = f"是的,{when}的记录是“{tracking.event_text(event.text)}”"
    elif order.status == "shipped" and re.search(r"几点|几天|(?:周|星期|礼拜)几|什么时候|啥时候|哪天|几号|能到|来得及|赶|派送|送到|今天|明天", asked) and not re.search(r"单号|物流|查|在哪|到哪", asked):
        text = f"您的包裹{when}的最新记录是“{tracking.event_text(event.text)}”"
    else:
        text = f"您的包裹发的是{name}{number},最新一条记录是{when}“{tracking.event_text(event.text)}”"
    if re.search(r"怎么(?:看|查)|哪里?(?:看|查)|不会(?:看|查)", simplify(desk.request.last_customer_text)):
        text = f"在“我的订单”里点开这一单,选“查看物流”就能看到了。{text}"
    if re.search(r"明天|今天|后天|几天|几时|(?:周|星期|礼拜)几|(?:什么|啥)时候|几号|赶|来得及|派送|送到|到吗|多久", simplify(desk.request.last_customer_text)):
        text += f"{_usual(desk)};具体哪天送到要看快递安排,不敢跟您打包票" if order.status == "shipped" else ""
    if order.status == "shipped" and re.search(r"不在家|几点|没人", asked):
        text += ";派送前快递员一般会打电话,不在家的话可以跟他约时间或放驿站"
    return Answer(text + desk.voice.end)


def _usual(desk: Desk) -> str:
    """The usual days of the order's carrier to its place, hedged."""
    order, places = desk.request.order, desk.places()
    carrier_id = desk.policy.carrier_named(order.carrier) if order is not None and order.carrier else desk.policy.default_carrier
    found = desk.policy.carriers[carrier_id].zone_of(short_name(places[0].province)) if places and carrier_id is not None else None
    return f";{desk.carrier_name()}到{place_name(places[0])}一般{days_text(found[1].usual_days)}" if found is not None else ""


def not_received(desk: Desk, question: Question) -> Answer:
    """Late or stuck: feeling first, what the record says, the courier is pressed, news is promised, not a date (P44, P51)."""
    order = desk.request.order
    if order is None:
        return Answer(f"麻烦发一下订单号,我这就帮您查物流{desk.voice.end}", apology=True, opening="让您久等了,很抱歉")
    if order.status == "paid":
        answer = dispatch(desk, question)
        return Answer(answer.text, apology=True, handoff=answer.handoff, opening=answer.opening)
    event = tracking.latest(desk)
    if event is not None and order.status == "shipped" and (special := tracking.handled(desk, event)):
        return Answer(f"{tracking.shown(desk, event)},{special},有消息马上告诉您", apology=True, opening=tracking.worry(desk, event))
    contacted = any("courier" in action for action in desk.request.actions_done)
    seen = tracking.shown(desk, event) if event is not None and order.status == "shipped" else where(desk, Question("where", "logistics", "")).text.rstrip("哦") if order.tracking else _untracked(desk)
    step = "我们已经联系过快递催促,正在等他们核查" if contacted else "我这就联系快递核实卡在哪里、催促转运"
    gone = ";如果快递核实真的丢了,我们给您补发,不会让您白等" if re.search(r"丢(?!三)|遗失", simplify(desk.request.last_customer_text)) else ""
    fresh = ";收到后请马上打开看看,有坏的拍照发我,核实后按情况给您处理" if re.search(r"烂|坏|蔫|化|馊|不新鲜", simplify(desk.request.last_customer_text)) else ""
    return Answer(f"{seen}。{'目前没有丢件的记录,' if gone and event is not None else ''}{step},有消息马上告诉您{gone}{fresh}", apology=True)


def _untracked(desk: Desk) -> str:
    """A parcel whose courier has recorded nothing yet."""
    order = desk.request.order
    number = f",单号{order.tracking_no}" if order is not None and order.tracking_no else ""
    at = order.shipped_at.astimezone(CHINA) if order is not None and order.shipped_at is not None else None
    return f"您的包裹发的是{desk.carrier_name()}{number}{f',{at.month}月{at.day}日发出' if at is not None else ''},目前物流还没有更新出记录"


def lost(desk: Desk, question: Question) -> Answer:
    """Lost: agreed on re-sending only when it is confirmed (P51, P54)."""
    case = desk.request.case
    if case is not None and case.reason in ("lost", "not_received") and case.confirmed:
        place = desk.places()
        check = f";收货地还是{place_name(place[0])}的话不用改,有变动请告诉我" if place else ";麻烦您再核对一下收货地址"
        return Answer(f"快递已经确认包裹遗失,我们给您重新补发一份,会尽快安排,发出后把新单号告诉您{check}", apology=True)
    return not_received(desk, question)


def signed_missing(desk: Desk, question: Question) -> Answer:
    """Signed by someone else: the courier is asked who signed; the buyer may look around (P51)."""
    order = desk.request.order
    event = next((e for e in reversed(order.tracking) if re.search(r"签收|代收|妥投|驿站", e.text) and tracking.reads_like_tracking(e.text)), None) if order is not None else None
    shown = f"物流记录显示“{tracking.event_text(event.text)}”。" if event is not None else ""
    contacted = any("courier" in action for action in desk.request.actions_done)
    step = f"{shown}我们已经联系快递核实签收人,正在等回复" if contacted else f"{shown}我去联系快递查一下签收人是谁、放在了哪里"
    return Answer(f"{step};也麻烦您看看门口、驿站、物业或家人邻居有没有代收,有消息马上告诉您", apology=True, opening=desk.voice.pick("apology", ("显示签收了东西却没见着,换谁都着急,很抱歉", "没拿到东西让您着急了,很抱歉")))
