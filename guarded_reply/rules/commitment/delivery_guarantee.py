"""Promises when the parcel arrives.

What it does: fires when the reply commits, in the shop's own voice, to a time or day of arrival: with a word of
certainty, as a bare statement about the future, as a limit (最晚), as a deadline (双十一前能用上), as a stake
(明天不到我退您运费), or by a yes to the customer's question. Hedged usual durations, denials, effort and past tracking
facts are no promise.

Why: couriers are outside the shop's control, and a broken promise costs the shop a penalty (P41, P72).

Known limits: a yes that answers two questions at once is taken to answer the one about arrival.
"""

from __future__ import annotations

from collections.abc import Iterator

from guarded_reply.claims.arrival import read_arrivals
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.votes import Vote
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each promise of arrival."""
    if reading.policy.delivery.guarantee:
        return
    for arrival in read_arrivals(reading):
        value = arrival.time.text if arrival.time else reading.text[arrival.start : arrival.end]
        if arrival.force in ("bare", "certain"):
            reading.claim("delivery_promise", arrival.start, arrival.end, value, None)
            yield Hit(
                arrival.start,
                arrival.end,
                "承诺了到货时间,快递时效不由店铺掌控",
                "policy:delivery.guarantee=false",
                "改说常规时效并留有余地,例如“正常情况下1-2天左右,以物流更新为准”",
            )
        elif arrival.force == "unsure":
            reading.claim("delivery_estimate", arrival.start, arrival.end, value, "policy:carriers")
            yield Hit(arrival.start, arrival.end, "时效没有留余地,顾客可能当作承诺", "policy:delivery.guarantee=false", "加上“一般、左右、以物流为准”", unsure=True)
        elif arrival.force == "hedged":
            reading.claim("delivery_estimate", arrival.start, arrival.end, value, "policy:carriers")


def _left_open(reading: Reading, vote: Vote) -> bool:
    """Whether the grammar read nothing of arrival in the stretch that it found hedged, denied, asked or past."""
    return not any(vote.start <= arrival.start < vote.end for arrival in read_arrivals(reading))


BACKING = (
    Backing("delivery-guarantee", "承诺了到货时间,快递时效不由店铺掌控", "policy:delivery.guarantee=false", "改说常规时效并留有余地,例如“正常情况下1-2天左右,以物流更新为准”", lambda reading, _: not reading.policy.delivery.guarantee, _left_open),
)
EXAMPLES = (
    bad("亲,今天发的话明天就到您那边", "什么时候能到呀"),
    bad("可以的亲", "周五前能收到吗"),
    bad(["不敢说百分百", "不过明天肯定到"], "明天能到吗"),
    bad("明天不可能收不到的", "明天能收到吗"),
    bad("不会耽误您周六用的哈", "周六要用,来得及吗"),
    bad("明天没到运费我退您", "明天能到吗"),
    good("正常情况下1-2天左右送达,具体以物流更新为准", "几天能到"),
    good("明天到不到说不准,要看快递安排", "明天能到吗"),
    good("今天一定给您发出,路上一般1-2天", "今天能发吗"),
    good("您的包裹昨天已到苏州,请留意派件电话", "到哪了"),
    good("明天一定到这种话我不敢跟您说,我帮您催着", "明天能到吗"),
    bad("周五还没收着您拿我是问", "周五能到吗"),
    bad("骑得上", "双十二前骑得上不"),
    bad("那您拍吧", "周五前能到我就拍"),
    bad("周日您就戴着它上台吧", "周日婚礼要戴"),
    good("要是我说明天准到,那就是糊弄您了,一般1-2天", "明天能到吗"),
    good("收到消息就回您 晚上十点前都在", "晚上有人吗"),
    good("来得及的,我这就备注", "地址改成公司还来得及吗"),
    good("29号之前都来得及", "什么时候前可以退", order=ORDER),
    good("周五要用的话建议您选顺丰,一般1-2天", "周五要用"),
)
