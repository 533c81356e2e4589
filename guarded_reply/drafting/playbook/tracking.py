"""What a courier's record says, read and handled by what it says: damaged, refused, returned, held, a number or address that is wrong (P44, P51)."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.policy.dispatch import CHINA
from guarded_reply.request import TrackingEvent

_KINDS = (
    ("damaged", r"破损|破包|挤压|浸湿|渗漏|污染|损坏"), ("refused", r"拒收|拒签"), ("address", r"地址(?:不详|不清|错误|有误|不全|不明|不符|异常)|查无此人"),
    ("phone", r"(?:电话|号码|手机)[^,。]{0,8}(?:错|空号|无法接通|打不通|停机|无人接听|不对|有误|未接)|联系不(?:上|到)|无法联系|无人接听|未接通"), ("returned", r"退回|退件|返回|退往|退还"),
    ("beyond", r"超区|超出[^,。]{0,4}(?:派送|服务|范围)"), ("misrouted", r"错发|错分|分错|转错|误发"), ("held", r"滞留|管控|天气|暴雨|台风|大雪|暴雪|爆仓|积压|延误|封路|交通|洪水"), ("absent", r"无人在家|收件人不在|客户不在|改约|再次派送|择日|改日"), ("problem", r"问题件|疑难件|疑难|异常|待处理"),
)  # fmt: skip
_CAUSES = ((r"天气|暴雨|台风|大雪|暴雪|洪水", "天气原因"), (r"爆仓|积压", "网点件多积压"), (r"管控|封路|交通", "路上管控"))


def reads_like_tracking(text: str) -> bool:
    """Whether a tracking line reads like one: data from outside is repeated only when it says where a parcel is."""
    return (event_kind(text) is not None or re.search(r"到达|存放|投柜|快递柜|丰巢|揽|收取|派送|派件|分拨|中转|签收|离开|发往|转运|运输|网点|驿站|代收|装车|出发", text) is not None) and not re.search(r"[你您]|必须|保证|退款|一定|赔|客服|加微|http", text)


def event_kind(text: str) -> str | None:
    """What kind of trouble a tracking line tells, or None for a plain one."""
    return next((name for name, pattern in _KINDS if re.search(pattern, text)), None)


def event_text(text: str) -> str:
    """A tracking line as it may be repeated: phone numbers masked."""
    return re.sub(r"1[3-9]\d{9}", lambda m: m.group()[:3] + "****" + m.group()[-4:], text).replace("您", "顾客")[:50]


def latest(desk: Desk) -> TrackingEvent | None:
    """The latest line that reads like tracking."""
    order = desk.request.order
    return next((event for event in reversed(order.tracking) if reads_like_tracking(event.text)), None) if order is not None else None


def shown(desk: Desk, event: TrackingEvent) -> str:
    """The line with its time, as it is told."""
    at = event.at.astimezone(CHINA) if event.at is not None else None
    when = f"{at.month}月{at.day}日{at:%H:%M}" if at is not None else ""
    clauses = [clause for clause in re.split(r"[,,;;。]", event_text(event.text)) if clause and not re.match(r"已(?:登记|处理|联系|通知|反馈|上报)", clause)]
    return f"查到{desk.carrier_name()}最新一条记录是{when}“{','.join(clauses)}”"


def handled(desk: Desk, event: TrackingEvent) -> str:
    """What a line of trouble means and what is done, or nothing for a plain one."""
    kind = event_kind(event.text)
    contacted = any("courier" in action for action in desk.request.actions_done)
    ask = "我们已经联系过快递,正在等他们核实" if contacted else "我这就联系快递核实"
    back = re.search(r"退回|退件|返回|退往", event.text) is not None
    stop = "先别退回、" if back or kind == "refused" else ""
    check = "麻烦您在订单页核对一下收货电话和地址,有出入告诉我,也请保持电话畅通"
    if kind == "damaged":
        return f"说的是外面的包装,里面有没有事还要看。{ask},送到时请您先打开看看再签,有损坏就拍照发我,核实后按情况给您处理"
    if kind == "refused":
        return f"您没有拒收的话,可能是派送时没联系上您。{ask},请他们{stop}再给您派送;{check}"
    if kind in ("address", "phone"):
        what = "收货地址没写全或对不上" if kind == "address" else "派送时没联系上收件电话"
        return f"意思是{what}。{check}。{ask},请他们{stop}按对的信息再派送"
    if kind == "returned":
        return f"包裹在往回退。{ask}退回的原因、请他们先别退再给您派送;{check}"
    if kind == "held":
        cause = next((words for pattern, words in _CAUSES if re.search(pattern, event.text)), "")
        return f"{'因为' + cause if cause else ''}{'暂时停在了中转点' if cause else '包裹暂时停在了中转点'}。{ask}什么时候能往下走、催他们尽快转运"
    if kind == "beyond":
        return f"意思是收货地不在这家网点的派送范围。{ask},请他们转给能送到的网点;送不到门口的话,再跟您商量放在哪里方便取"
    if kind == "misrouted":
        return f"看着是分拣时走错了线路。{ask},请他们尽快转到正确的网点"
    if kind == "absent":
        return f"快递上门时没碰上人。{ask}、跟您约个方便的时间再送;也请保持电话畅通"
    if kind == "problem":
        return f"这类登记一般是电话地址没对上、或者包装有破损,快递要核对清楚再派送。{ask}具体是哪种情况;{check}"
    return ""


def worry(desk: Desk, event: TrackingEvent) -> str:
    """The first words that fit a line of trouble."""
    kind = event_kind(event.text)
    if kind == "damaged":
        return desk.voice.pick("event", ("看到破损的记录,让您担心了,很抱歉", "让您替包裹捏把汗了,很抱歉"))
    if kind in ("refused", "returned"):
        return desk.voice.pick("event", ("没收到却往回走,让您着急了,很抱歉", "包裹往回走让您着急了,抱歉"))
    return desk.voice.pick("event", ("看到这样的记录,让您担心了,抱歉", "包裹路上不顺,让您担心了,很抱歉"))
