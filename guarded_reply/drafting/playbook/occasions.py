"""Happy occasions a customer tells: congratulated in a few words, once, never in trouble (P3)."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.reading.text import simplify

_WHO = r"(?:孩子|儿子|女儿|宝宝|娃|闺女|妈妈|妈|爸爸|爸|老婆|老公|媳妇|爱人|女朋友|男朋友|对象|朋友|闺蜜|同事|奶奶|爷爷|外婆|姥姥|外公|姥爷|老师|侄\w|外甥\w?|弟弟|妹妹|姐姐|哥哥|领导|小朋友|老人|婆婆|公公|岳父|岳母|丈母娘|老丈人|姑姑|舅舅|叔叔|阿姨)"
_BABY = r"(?:生(?:了|完|娃|宝宝)|刚出生|满月|百天|百日|周岁宴|当(?:了)?(?:妈|爸|奶奶|爷爷|外婆|姥姥|外公)(?:了|啦)?|添(?:了)?(?:丁|个?(?:宝宝|孙|儿子|女儿|千金|娃)))(?!活|产|气)"
_TABLE = (
    (r"(?:我|我们|姐|哥|弟|妹|女儿|儿子|朋友|闺蜜|同事|下个?月|月底|年底|明年|\d+[号月日])[^,。!?]{0,8}(?:结婚|婚礼|订婚|领证|办喜事|办酒|出嫁|成亲)|(?:结婚|婚礼|订婚|新婚|婚房|接亲|伴手礼|喜事)(?!纪念|照|证|季|戒|礼服)[^,。!?]{0,4}(?:用|要|的|送|穿|戴|$)", ("恭喜恭喜", "恭喜呀,百年好合")),
    (r"(?:刚|要|准备|马上|快|过[两几]天|下个?月|月底|周末)?(?:搬(?:进|到|去|了)?(?:新)?家|乔迁|搬新房|入住新|新房(?:装|入住|刚)|新家(?:装|刚|用|买|要)|住进新)", ("恭喜乔迁新居", "恭喜搬新家")),
    (_BABY, ("恭喜恭喜,祝宝宝健健康康", "恭喜添丁之喜")),
    (rf"(?:(?P<who>{_WHO})[^,。!?]{{0,8}})?(?:过|的)?(?:\d+岁?)?(?:大寿|寿辰|生日|过寿)(?!蛋糕|帽|蜡烛|礼帽)", ("祝{who}生日快乐",)),
    (r"考上|录取|金榜|升学宴|中考完|高考完|拿到(?:录取|offer)", ("恭喜恭喜,前程似锦",)), (r"升职|加薪|涨工资|转正", ("恭喜恭喜",)), (r"(?:新店|店铺?|公司|我们?)[^,。]{0,4}(?:开业|开张)", ("恭喜开业大吉",)),
    (r"(?:结婚|恋爱)?(?:[一二三四五六七八九十\d]+)?周?年?纪念日", ("祝二位纪念日快乐",)), (r"(?:要|准备|打算|想)[^,。]{0,6}求婚|求婚[^,。]{0,4}(?:用|要)", ("预祝求婚顺利",)), (r"退休(?:了|啦|快乐)", ("祝退休生活开开心心",)),
)  # fmt: skip
_TABLE_READ = tuple((re.compile(pattern), wishes) for pattern, wishes in _TABLE)
_NAMES = {"我": "您", "妈": "阿姨", "妈妈": "阿姨", "爸": "叔叔", "爸爸": "叔叔", "娃": "宝贝", "宝宝": "宝贝", "孩子": "小寿星", "儿子": "小寿星", "女儿": "小寿星", "闺女": "小寿星", "小朋友": "小寿星", "对象": "您对象", "媳妇": "您爱人", "老婆": "您爱人", "老公": "您爱人"}


def congratulation(desk: Desk) -> str:
    """The wish for the occasion told in the last message, or nothing; said once in a conversation."""
    words = simplify(desk.request.last_customer_text)
    if any(re.search(r"恭喜|祝|快乐", message.text) for message in desk.request.conversation if message.role == "agent") or re.search(r"取消|没结成|分手|离婚|泡汤|不办", words):
        return ""
    for pattern, wishes in _TABLE_READ:
        match = pattern.search(words)
        if match is not None:
            who = match.groupdict().get("who") or ""
            return desk.voice.pick("wish", wishes).format(who=_NAMES.get(who, f"您{who}" if who else "您" if re.search(r"我(?:自己)?(?:过|的)?生日", words) else "寿星"))
    return ""
