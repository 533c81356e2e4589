"""Opens the conversation without a greeting and self-introduction.

What it does: warns when the first agent turn of a conversation lacks a greeting, or names neither shop nor agent.

Why: the first reply introduces itself (P10).

Known limits: automatic messages for busy and away hours need only the greeting.
"""

from __future__ import annotations

from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern
from guarded_reply.reading.text import simplify
from guarded_reply.rules.example import bad, good

SEVERITY = "warning"
_GREETS = Pattern(r"您好|你好|亲(?:爱的|亲)?(?:您|你)?好|欢迎|哈[喽啰罗]|嗨|hello|hi(?![a-z])|早上好|上午好|中午好|下午好|晚上好|在的|(?:早|晚)安|节日快乐|新年好|新春|过年好|亲.{0,4}在(?:呢|的|哦|哒)|久等|贵客|光临|打扰|祝您.{0,8}(?:快乐|吉祥|安康)|^早|^在呢")
_INTRODUCES = Pattern(r"客服|为您服务|\d{1,4}号|我是|小[一-鿿](?:来|在|为|呀|呢|给|竭)|旗舰店|专营店|专卖店|本店|店铺|小店|[一-鿿]{2,6}(?:店|馆|铺|坊|屋|家居|号)|竭诚|很高兴(?:为您|能为)|咱(?:们)?(?:家|店)|我们(?:家|店)")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield one hit for an opening turn that does not introduce itself."""
    if reading.agent_spoke or not reading.text.strip():
        return
    shop = reading.request.shop
    names = [simplify(name) for name in (shop.name, shop.agent) if name]
    introduces = _INTRODUCES.search(reading.text) is not None or any(name in reading.text for name in names)
    greets = _GREETS.search(reading.text) is not None
    if greets and (introduces or reading.request.trigger in ("busy", "away")):
        return
    yield Hit(0, min(len(reading.text), 12), "首次回复没有问候和自我介绍", "playbook:P10", "先问好,报上店名或客服号,再回答")


_FIRST = [{"role": "customer", "text": "在吗"}]
EXAMPLES = (
    bad("6元哦", conversation=_FIRST),
    bad("您好,6元", conversation=_FIRST),
    good("您好,欢迎光临小满杂货铺,6号客服为您服务😊", conversation=_FIRST),
    good("6元哦", "运费多少"),
)
