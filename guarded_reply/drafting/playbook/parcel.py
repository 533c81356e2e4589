"""Answers about a parcel that has to change its way: another address, left at a pick-up point, going back, its number before it leaves."""

from __future__ import annotations

import re
from datetime import datetime

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.delivery import dispatch, not_received
from guarded_reply.drafting.playbook.payment import wanted_kind
from guarded_reply.drafting.playbook.shipping import place_name
from guarded_reply.drafting.playbook.tracking import event_text, handled, reads_like_tracking
from guarded_reply.policy.dispatch import CHINA
from guarded_reply.reading.places import Place
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import TrackingEvent
from guarded_reply.situation import Question


def moment(at: datetime) -> str:
    """A time as it is said in a chat: 11月21日10:20."""
    local = at.astimezone(CHINA)
    return f"{local.month}月{local.day}日{local:%H:%M}"


def recorded(event: TrackingEvent) -> str:
    """A tracking line in the record's own words, then its time."""
    return f"“{re.sub(r'[Xx×*]{2,}', '某', event_text(event.text))}”{f',{moment(event.at)}更新的' if event.at is not None else ''}"


def last_event(desk: Desk, pattern: str = "") -> TrackingEvent | None:
    """The latest readable tracking line, or the latest that ``pattern`` is found in."""
    order = desk.request.order
    events = [event for event in order.tracking if reads_like_tracking(event.text)] if order is not None else []
    return next((event for event in reversed(events) if re.search(pattern, event.text)), None)


def change_address(desk: Desk, question: Question) -> Answer:
    """Before dispatch the address can be changed; after it the courier is asked, and the outcome is not promised."""
    order = desk.request.order
    words = simplify(desk.request.last_customer_text)
    place = _new_place(desk, words)
    where_to = f"到{place_name(place)}" if place is not None else ""
    phone = re.search(r"(1[3-9]\d)\d{4}(\d{4})", words)
    of_person = re.search(r"电话|手机|号码|收件人|收货人|姓名|名字", words) is not None and "地址" not in words
    if order is not None and order.status in ("delivered", "completed"):
        return Answer(f"这单显示已经签收了,地址没法再改;您是没拿到包裹吗?告诉我,我这就联系快递帮您核实{desk.voice.end}")
    if order is not None and order.status == "shipped":
        event = last_event(desk)
        so_far = f"物流记录是{recorded(event)}" if event is not None else f"发的是{desk.carrier_name()}"
        if of_person:
            number = f"新电话{phone.group(1)}****{phone.group(2)}我记下了," if phone is not None else ""
            ask = "" if phone is not None else ";也麻烦您把正确的收件信息告诉我,我一并转给他们"
            return Answer(f"包裹已经在路上,{so_far}。{number}我这就联系{desk.carrier_name()}备注,请派件前按新的信息联系您{ask};能不能改成要等快递回话,有消息马上告诉您{desk.voice.end}")
        ask = "" if where_to else "新地址在哪个城市、哪个区呢?"
        return Answer(f"包裹已经在路上了,{so_far}。地址要请快递转寄才能改,我这就联系{desk.carrier_name()}申请改送{where_to},能不能改成等他们回话,有消息马上告诉您。{ask}")
    noted = f"(改{where_to})" if where_to else ""
    noted += f",电话{phone.group(1)}****{phone.group(2)}我也记下了" if phone is not None else ""
    what = "收货信息" if of_person else "地址"
    if order is not None and order.status == "paid":
        if re.search(r"在哪|哪里|怎么|看不到|找不到|没有.{0,4}(?:按钮|入口|地方)|(?<!会)不会(?!加|补|多|贵|影响|变)|改不了|点不", words):
            return Answer(f"别着急,这单还没有发出,来得及。打开“我的订单”点进这一单,有“修改地址”就在那里改;页面上没有的话,告诉我新地址在哪个城市,我先请仓库按新{what}登记核对{desk.voice.end}")
        kind = "" if desk.situation.asks("change_item") else wanted_kind(re.sub(r"地址[^,。!?\s]*", "", words))
        beside = [f"改{kind}我也备注给仓库,请他们核对"] if kind else []
        beside += [text] if (text := _freight_then(desk, place, words)) else []
        return Answer(f"还好,这单还没有发出,可以帮您登记修改{noted}。为了保护您的隐私,请在订单页提交新的{what},我再请仓库核对一遍{''.join(f';{text}' for text in beside)}{desk.voice.end}")
    return Answer(f"可以的,付款前在订单页改好收货地址就行,付款后发货前也可以告诉我帮您登记修改{desk.voice.end}")


def _new_place(desk: Desk, words: str) -> Place | None:
    """Where the parcel is to go now: of the places named, the last one that is not where it goes already."""
    order = desk.request.order
    old = simplify(order.destination or "") if order is not None else ""
    named = [mention for mention in desk.situation.places if mention.place is not None and mention.text in words]
    other = [mention for mention in named if mention.text not in old]
    return (other or named)[-1].place if named else None


def _freight_then(desk: Desk, place: Place | None, words: str) -> str:
    """'会不会加运费': the fee to the new place beside the one that was charged."""
    order = desk.request.order
    if order is None or order.freight is None or not re.search(r"运费|邮费|补|加(?:钱|价)|多(?:收|付)", words):
        return ""
    wanted = desk.policy.carrier_named(order.carrier) if order.carrier else desk.policy.default_carrier
    quote = next((quote for quote in desk.quotes_to(place) if quote.carrier == wanted), None) if place is not None else None
    if quote is None or place is None:
        return "运费会不会变看新地址,您告诉我哪个城市,我帮您算"
    now = "也是包邮" if quote.free else f"运费{decimal_text(quote.fee)}元"
    if quote.free and order.freight:
        return f"改到{place_name(place)}运费不用再补"
    if quote.fee == order.freight:
        return f"{quote.carrier_name}到{place_name(place)}{now if quote.free else f'运费也是{decimal_text(quote.fee)}元'},不用补"
    if quote.fee < order.freight:
        return f"{quote.carrier_name}到{place_name(place)}{now},您这单付了{decimal_text(order.freight)}元,不用再补,多出的怎么处理我跟同事核实"
    return f"{quote.carrier_name}到{place_name(place)}{now},您这单付的是{decimal_text(order.freight)}元,差的怎么补我核好告诉您"


_HINDRANCES = (
    (r"[六七八九]十|[6-9]\d(?:多)?(?:岁|了)|老人|老太|年纪大", "这么大年纪还要为取件操心"), (r"孕|大肚子|月子|生完|刚生", "这时候正要好好休息,还要为取件操心"), (r"轮椅|腿|脚|下不了|走不|骨折|摔|手术|受伤|拐", "行动不方便还要为取件操心"),
    (r"娃|孩子|宝宝", "您带着孩子走不开"), (r"上班|加班|没空|没时间|走不开|出差|不在家", "您平时走不开"), (r"远", "取件点那么远还要您跑一趟"), (r"拿不动|搬不动|抱不动|提不动|重|沉", "东西那么沉还要您自己搬"),
)  # fmt: skip


_ELDERS = r"(?:我|俺|家里|给)(?:爸|妈|爹|娘|爷|奶|姥|外婆|外公|公公|婆婆|老人|父母|岳|丈母娘)|老人家?(?:一个人|在家|下不)"


def misdelivered(desk: Desk, question: Question) -> Answer:
    """Left where the buyer cannot fetch it: what stands in the way, the record, the courier is asked to bring it (P51)."""
    order = desk.request.order
    words = simplify(desk.request.last_customer_text)
    if order is None or order.status not in ("shipped", "delivered", "completed"):
        return Answer(f"您的要求我记下来备注给仓库;末端派送由快递网点安排,能不能照做要看当地情况,快递员联系您时也可以再说一声{desk.voice.end}")
    event = last_event(desk, r"驿站|代收|柜|自提|签收|门卫|物业|存放|投递")
    shown = f"物流记录是{recorded(event)}。" if event is not None else ""
    felt = next((said for pattern, said in _HINDRANCES if re.search(pattern, words)), "")
    far = re.search(r"超区|超出|不(?:给)?送", words) is not None or (event is not None and re.search(r"超区|超出", event.text) is not None)
    step = "请他们看看能不能送到家,送不到再跟您商量怎么取最方便" if far else "请他们核实放在了哪里,尽快给您送到收货地址" if re.search(r"别人|隔壁|送错|错了", words) else "请他们给您送到家" if felt else "请他们重新派送,送之前先给您打电话"
    unannounced = ",没有提前打电话的情况也一起反馈" if re.search(r"电话|通知|招呼", words) else ""
    whose = "家里老人" if re.search(_ELDERS, words) else "您" if felt.startswith(("这", "行动")) else ""
    minded = f"{whose}{felt},真的很抱歉。" if felt else ""
    return Answer(f"{minded}{shown}我这就联系快递说明情况,{step}{unannounced};什么时候能送要等快递回话,有消息马上告诉您", apology=not felt, opening=desk.voice.pick("apology", ("没送到您手上,给您添麻烦了,很抱歉", "取件让您费心了,很抱歉")))


def station_hours(desk: Desk, question: Question) -> Answer:
    """When a pick-up point is open: not the shop's to know; where it is shown, and the courier is asked."""
    words = simplify(desk.request.last_customer_text)
    if re.search(r"收费|超时|多少钱|谁(?:出|付)|扣", words):
        return Answer(f"超时收费的规则是取件点那边定的,我这边看不到准数,您先别急着付。我这就联系{desk.carrier_name()}核实为什么放在那里、这笔费用怎么处理,有消息马上告诉您{desk.voice.end}")
    if re.search(r"退|没(?:去)?(?:拿|取)", words):
        return Answer(f"放久了没取,取件点有可能会退回,具体放几天是他们定的,我这边看不到准数。我这就联系{desk.carrier_name()},请他们给您多留一留,有消息马上告诉您;实在来不及取也告诉我,我问问能不能送到家{desk.voice.end}")
    return Answer(f"取件点的时间是站点自己定的,我这边看不到准数;派件电话在订单的物流详情里可以看到。我这就联系{desk.carrier_name()}帮您问,来不及取的话请他们给您多留一留,有消息马上告诉您{desk.voice.end}")


def reschedule(desk: Desk, question: Question) -> Answer:
    """Another day or hour for the delivery: passed on to the courier; whether it can be had is theirs to say (P41)."""
    words = simplify(desk.request.last_customer_text)
    asked = re.search(r"大?后天|明天|今晚|晚上|下午|上午|周[一二三四五六日末]|星期[一二三四五六日天]|\d{1,2}[号点]", words)
    when = f"您想改到{asked.group()}" if asked is not None else "您想另约时间"
    return Answer(f"好的,{when},我记下了。我这就联系{desk.carrier_name()},请派件员送之前先跟您约好时间;能不能按您说的时间送要等快递回话,有消息马上告诉您{desk.voice.end}")


def sent_back(desk: Desk, question: Question) -> Answer:
    """On its way back: the reason the record gives, the courier is asked to stop and try again, contact data checked on the order page (P51)."""
    latest = last_event(desk)
    if latest is not None and re.search(r"退|返回|拒收", latest.text) is None and handled(desk, latest):
        return not_received(desk, question)  # not on its way back: the record says what stands in the way
    event = last_event(desk, r"退回|退件|拒收|返回|无法接通|地址|联系")
    said = event.text if event is not None else ""
    words = simplify(desk.request.last_customer_text)
    if re.search(r"拒收", said):
        why, check = ",写的是收件人拒收;您没有拒收的话,我请快递核实是谁操作的", ""
    elif re.search(r"电话|接通|联系|无人接听", said):
        why, check = ",意思是派送时没联系上,不是您申请的退货", ";收货电话麻烦您在订单页核对一下(不用发在聊天里),留意快递来电"
    elif re.search(r"地址", said):
        why, check = ",意思是派送时地址没对上,不是您申请的退货", ";收货地址麻烦您在订单页核对一下"
    else:
        why, check = "", ";也麻烦您在订单页核对一下收货电话和地址,保持电话畅通"
    shown = f"物流记录是{recorded(event)}{why}。" if event is not None else ""
    used = "您还等着用," if re.search(r"等着|急|要用", words) else ""
    return Answer(f"{shown}{used}我这就联系{desk.carrier_name()},请他们先别退、再安排派送,能不能拦下来要等快递回话{check};有消息马上告诉您", apology=True, opening=desk.voice.pick("apology", ("没收到却往回走,让您着急了,很抱歉", "包裹没能送到您手上,很抱歉") if re.search(r"退|返回|拒收", said) else ("包裹没能送到您手上,让您担心了,很抱歉", "没送到您手上,给您添麻烦了,很抱歉")))


def parcel_ahead(desk: Desk, question: Question) -> Answer:
    """Number and carrier before dispatch: the carrier of the order, when it leaves, and that a number exists only then (P71)."""
    answer = dispatch(desk, Question("dispatch", "logistics", question.text))
    if answer.handoff is not None:
        return Answer(f"{answer.text};单号要等发出后才有", answer.apology, answer.handoff)
    words = simplify(desk.request.last_customer_text)
    sorry = "让您久等了,抱歉。" if answer.text.startswith("让您久等了") else ""
    leaves = answer.text.removesuffix("哦").removeprefix("让您久等了,抱歉。").removeprefix("您的订单已经付款成功,").replace(",目前订单还没有显示发出,请您放心等一等", "")
    carrier = f"由{desk.carrier_name()}承运"
    number = "等发出了我第一时间把单号告诉您"
    asks_number = re.search(r"号", words) is not None
    first_number = asks_number and not re.search(r"(?:什么|啥|哪|谁)[^\n]{0,6}(?:快递|物流)|走哪|什么时候|啥时候|几时|发货|能发", words)
    if first_number:
        return Answer(f"{sorry}单号要等发出后才有,这单{leaves},{carrier};单号一出来我马上告诉您{desk.voice.end}", answer.apology)
    if not asks_number:
        return Answer(f"{sorry}{leaves},{carrier}{desk.voice.end}" if re.search(r"顺丰|中通", words) else f"{sorry}这单走{desk.carrier_name()},{leaves}{desk.voice.end}", answer.apology)
    return Answer(f"{sorry}{leaves},{carrier};{number}{desk.voice.end}", answer.apology)
