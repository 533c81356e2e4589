"""Whether what stands in a clause is granted or turned down: denials before it, words after it that take it back, yeses."""

from __future__ import annotations

import re
from decimal import Decimal

from guarded_reply.claims.prices import known_sums
from guarded_reply.claims.reading import Reading
from guarded_reply.reading.numerals import COUNTERS, NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause

_REFUSED = Pattern(
    r"^[^,]{0,12}?(?:[一-鿿]不(?:了|到|起|下来|动)(?!解|多少)|没有(?!问题|门槛)|没得|没这|做不[到了]|办不到|开不了|给不[了到起出]|答应不了|发不了|打不了|减不了|降不了|送不了|少不了|卖不[了来到]|动不了|不行|不敢|不做(?!声)|不弄|不搞|不兴|不玩|不准|不许|不允许|不让(?!您|人|他)|违规|不能(?!再)|不可以|不支持|不成|没法|没办法|无法|为难|拿不出|不参加|"
    r"的话(?:我|咱|店|得|要|就)?[^,]{0,8}(?:亏|贴|赔|不)|(?:没|不)列在|不合)"
)
_NEXT_REFUSES = Pattern(r"^(?:这|那)?(?:个|种|块|方面)?[^,]{0,6}(?:给不了|发不了|做不到|答应不|不支持|没有(?!问题)|不能(?!再)|没法|无法|真没)")
ECHO = Pattern(rf"(?P<said>{NUMBER})(?:元|块|倍)?(?:钱)?就(?:按|是)?(?P=said)(?!\d)")
"""'550就550', '八十就八十': what the other named, taken over."""


def refused_after(reading: Reading, clause: Clause, end: int) -> bool:
    """Whether what ends at offset ``end`` of the clause is turned down by what follows ('九折没有喔', '现金这块答应不了')."""
    if _REFUSED.match(clause.text[end:]):
        return True
    following = reading.after(clause)
    return following is not None and len(clause.text) - end <= 4 and _NEXT_REFUSES.match(following.text) is not None


def echoed(clause: Clause) -> re.Match[str] | None:
    """The words by which the clause agrees to what the other named, or None."""
    match = clause.find(ECHO)
    return match if match is not None and parse_number(match.group("said")) is not None else None


_DENIED = Pattern(r"(?:不(?!是不|仅|但|光|只|用|另|收|客气|错|过)|没(?:有|法|办法)?(?!问题|[到达满够])|无法|难以|未|(?<![特分个级区性类告])别|从不|暂无|无(?!门槛)|哪有|哪能|不敢|动不了|降不|少不|便宜不|优惠不|打不|减不|让不)")
MAYBE = Pattern(  # what is only looked into, and not promised
    r"申请(?!到|好|下来|成功)|看看|问问|问一?下|争取(?!到|下来)|试试|反馈|咨询|关注(?![^,]{0,6}(?:会员|可|立|享|即|送|领|减|就))|留意|等(?:活动|通知)|看(?:店铺)?首页|敬请|如果有|有的话|以.{0,8}为准|具体(?:以|看)|可能|会不会|是否|还没(?:通知|定|出)|说不准|不确定|不好说|尽量|帮您(?:确认|核实)"
)
AGREES = Pattern(
    r"^(?!您好|你好|亲好)(?:亲亲?|嗯+|恩+|好|哈+|那|您|[行好成得][吧呗]|行|看您|这|\W)*(?:成交|可以|行|没问题|好(?:的|吧|嘞|啦|说)?|就这么定|依您|听您的|按您说的|就按您|都听您|卖(?:给您)?|拍(?:吧|下)|成|ok|答应您|给您|允了|准了|拿去)(?:的|滴|哒|得|啦|了|哈|哦|喔|呢|呀|啊|亲|您|嘛|吧|呗|咯|捏|拍|下|\W)*$"
)
ASKS_CUT = Pattern(r"便宜|优惠|打折|少(?:点|一点|些|个|算)|减|让(?:点|利)|抹|折|成交|卖不卖|卖吗|行不行?|\d+(?:元|块)?(?:钱)?(?:卖|行|可以|成|拿|出|我就|就拍|就买|包邮|怎么样|一条|一个|两)|给.{0,6}价|底价|最低|批发|送(?:个|我|点|一)|赠品|券|返现|算便宜|包邮.{0,4}(?:吧|呗|行)")


def denied(text: str, start: int) -> bool:
    """Whether what begins at ``start`` is denied by the words just before it; two denials make a yes."""
    found = _DENIED.findall(text[max(0, start - 10) : start])
    if seek(r"不是(?:我|我们|店里)?不(?:想|愿|肯|舍得)", text[max(0, start - 12) : start]):
        return True
    return len(found) % 2 == 1 and not seek(r"不是不|没有不", text[max(0, start - 10) : start])


def of_review(reading: Reading) -> bool:
    """Whether the turn speaks of a review: what is given for one is another rule's business."""
    return reading.request.trigger == "bad_review" or seek(r"好评(?!价)|(?<!不)好评价|五星|5星|晒图|(?<!不好)(?<!不便)(?<!不做)(?<!不敢)(?<!无法)评价|带图|写满|满分", reading.text) is not None


def is_known(reading: Reading, value: Decimal) -> bool:
    """Whether the facts yield a price or total of this value in yuan."""
    return value in known_sums(reading)


_ASKS_CUT_OF = Pattern(rf"(?:便宜|优惠|少|让|减(?!肥)|抹|降|省)(?:我|个|点|掉|了|你)*\s?(?P<sum>{NUMBER})(?:元|块)?(?:钱)?(?![{COUNTERS}\d]|折)")
CUT_SAID = Pattern(rf"^(?:亲|嗯|那|就|这样|要不|给您|您|最多|顶多|只能|少|便宜|让|减|优惠|,|\s)*(?<!\d)(?P<sum>{NUMBER})(?:元|块)?(?:钱)?(?:吧|可以|行|成|好了|好不好|得了|怎么样|的|哦|哈|呢|啦|亲|\W)*$")


def cut_asked(reading: Reading) -> Decimal | None:
    """The sum in yuan by which the customer wants to pay less ('能便宜20不')."""
    asked = reading.asks(_ASKS_CUT_OF)
    return parse_number(asked["sum"]) if asked is not None else None


def cut_said(reading: Reading, clause: Clause) -> Decimal | None:
    """The cut that a clause names in answer to one who asked for a sum less ('15吧', '最多5块'), no more than he asked for."""
    asked = cut_asked(reading)
    said = clause.find(CUT_SAID) if asked is not None else None
    given = parse_number(said["sum"]) if said is not None else None
    return given if given is not None and asked is not None and given <= asked else None
