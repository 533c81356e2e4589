"""Whose words a stretch is: what the customer, another shop or hearsay is said to have said is not said by the shop.

'您说已经退款了但没到账是吧' reports nothing done, '有商家用红包换评价,本店不这样做' offers nothing. What counts is a frame of report
before the stretch in its clause, and that the shop takes it up only to ask, to deny or to look into it.
"""

from __future__ import annotations

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern, any_of
from guarded_reply.reading.text import Clause

_HIS = Pattern(r"^(?:亲|嗯+|那|请问|关于|对于|至于|\W)*(?:您|亲)(?:这边|刚刚?才?|之前|是|指)*(?:说|提到|提及|提出|讲|问|想问|听说|担心|怕|反映|反馈|要求|希望|收到(?=[^,。]{0,6}让您))(?:的|到|过)?")
_OTHERS = Pattern(r"^(?:亲|嗯+|那|我们(?:也)?(?:了解|知道)到?|\W)*(?:有(?:些|的|人)?(?:商家|店铺?|店家|卖家|人|客服)|别(?:家|的店|人)(?!价)|网上|外面|所谓的?|谁说|之前(?:那位|有人)|前面(?:那位|的)客服)")
_ECHO = Pattern(r"^(?:亲|嗯+|\W)*[^,。]{1,8}$")
"""A few words with a question mark, which the next clause answers: '加V?不加滴'."""
_FRAMES = any_of(_HIS, _OTHERS)
_ASKED = Pattern(r"(?:是吧|对吧|是吗|对吗|吗|么|是不是|没错吧)\W*$|(?:哪|谁|什么时候|怎么)[^,。]{0,5}(?:看|听|来|给|说|得|讲)[^,。]{0,3}(?:的|到)?(?:呀|呢|啊|\W)*$|瞎说|没这回事|不是真的|假的")
_TAKEN_BACK = Pattern(
    r"^(?:但是?|不过|这个|这边|这种|这样|那个|那|我们|咱们?|本店|店里|小店|我|客服|资料里|页面上|\W)*(?:真的?|确实|目前|暂时|也|都|是|可|并|从来?)*(?:不(?!仅|但|光|过|用担心)|没(?!问题|错)|无法|未|别|勿|谢绝|拒绝|(?:先|再|来|去|会|这就|帮您|马上|向[^,。]{1,6})*(?:核实|核对|查|问|了解|确认|看一?下))"
)


def said_by_others(reading: Reading, hit: Hit) -> bool:
    """Whether the stretch of a hit is reported as another's words and then asked about, denied or looked into."""
    clause = reading.turn.clause_at(hit.start)
    if clause is None:
        return False
    if clause.asks and "?" in clause.closer and hit.end <= clause.end and _ECHO.match(clause.text) and _taken_back(reading, clause):
        return True
    if not clause.present & _FRAMES:
        return False
    frame = clause.find(_HIS) or clause.find(_OTHERS)
    if frame is None or (clause.start + frame.end() > hit.start and not hit.by_vote):
        return False
    if clause.asks or clause.find(_ASKED) is not None:
        return True
    return _taken_back(reading, clause)


def _taken_back(reading: Reading, clause: Clause) -> bool:
    """Whether the next clause denies what this one says, or sees to it."""
    following = reading.after(clause)
    return following is not None and following.message == clause.message and following.find(_TAKEN_BACK) is not None
