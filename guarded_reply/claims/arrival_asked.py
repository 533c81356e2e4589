"""What the customer asks about arrival, and the answers that take their meaning from it: '可以的', '骑得上', '11.26'."""

from __future__ import annotations

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause

# Answers that take their meaning from the question.
YES_STRONG = Pattern(
    r"^(?:亲亲?|嗯+|恩+|哈+|那|这个?|您|请|就|都|啊|哎|哟|好|哥|姐|宝|\W)*(?:(?:是|那)?(?:必须|肯定|绝对|一定|妥妥|稳稳|铁定|保证|准|包|稳|放心|放一百个心|没跑|百分百|100%|赶得[上及]|来得及|到得了|收得到|能到|能收到|会到|错不了|安啦|耽误不了|误不了|不会(?:耽误|误|晚|迟)|没问题|没有问题|木问题|毫无问题|完全(?:可以|没问题|来得及|赶得上)|小意思|ok没问题|轻松|绰绰有余|松松的|富余|宽裕|有富余))"
    r"(?:没问题|可以|能|会|到|行|赶得上|来得及|收到|的|滴|哒|得|啦|了|哈|哦|喔|呢|呀|啊|吧|亲|您|心|嘛|咯|捏|耶|👌|👍|\W)*$"
)
YES_WEAK = Pattern(
    r"^(?:亲亲?|嗯+|恩+|哈+|那|您|啊|哎呀?|哎哟|当然|自然|都|是|对|\W)*(?:可以|能|行|会|够|到(?=$|\W)|对|是|中|成|好说|ok|有的|可|欧了|妥|没毛病|木有问题|没得问题|[派送收](?=$|\W|[的哦哈呢了])|嗯)(?:呐|哪|的|滴|哒|得|啦|了|哈|哦|喔|呢|呀|啊|亲|您|嘛|咯|捏|耶|👌|👍|好的|放心|能|行|可以|\W)*$"
)
ASKS_ARRIVAL = Pattern(
    r"(?:[到达]|[喂挂铺摆盖玩喝骑背睡]得?上|派不派|送不送|能[派送](?:不|吗|么|$)|收[到货]|拿到|送[到达]|派送|用[上得]|穿[上得]|戴上|赶[得上]|来得?及|来不及|耽误|到手|吃[上到])"
)
ASKS_TIME = Pattern(r"明|后天|今|周|星期|礼拜|\d+[号日天]|[一二三四五六七八九十两]天|月底|节|前|生日|晚上|下午|双十|[几哪]一?[天号]|啥时|何时|元旦|国庆|中秋|端午|圣诞|春节|过年|618|开学|婚礼|考试|时候|多久|多长|急|赶|来得及|准时|按时")


def asks_arrival(reading: Reading) -> bool:
    """Whether the customer's last burst asks when, or whether in time, the goods arrive."""
    return reading.once(_asks_arrival)


def _asks_arrival(reading: Reading) -> bool:
    if reading.asks(_MONEY_BACK) and not reading.asks(r"收货|包裹|快递|发货|寄过?来|换新"):
        return False
    if reading.asks(r"(?:中通|顺丰|快递|物流|路上)[^,。!?]{0,8}(?:[一两二三四五六七八九十\d]天|礼拜|星期|一周)|(?:天|周|礼拜|星期)(?:内|之内)?(?:够|行不)|(?:要|得)等?[一两二三四五六七八九十\d]+个?(?:天|礼拜|星期|周)(?![^,。]{0,4}[发退])"):
        return True
    if hoped_for(reading) is not None or (reading.asks(r"(?:给|说)个?准?(?:日子|时间|准信|准话|准点)") and not reading.asks(r"发货|[退回]|处理|核实|解决")):
        return True
    if reading.asks(r"慢不慢|会不会[^,。]{0,3}慢|快不快|几天能?到|要几天|(?:发|寄|送)过来[^,。]{0,4}(?:多久|几天)|路上(?:要)?几天"):
        return True
    if reading.asked_places and reading.asks(r"^[^,。]{0,12}(?:多久|几天|要多长|几时|多长时间)(?:时间)?[呀啊哦呢]*\W*$"):
        return True
    asked = [clause for clause in reading.question.clauses if not _NOT_PARCEL.search(clause.text)]
    if any(ASKS_ARRIVAL.search(clause.text.replace("到底", "")) and ASKS_TIME.search(clause.text) for clause in asked):
        return True
    if any(ASKS_ARRIVAL.search(clause.text.replace("到底", "")) for clause in asked) and reading.asks(r"明天|后天|周[一二三四五六日末]|星期\w|礼拜\w|\d号|生日|婚礼|下周|月底|节前"):
        return True
    return any(_EVENT.search(clause.text) and ASKS_TIME.search(clause.text) for clause in asked)


_MONEY_BACK = Pattern(r"到账|退(?:款|钱|到)|(?<!多少)(?<!几块)(?:钱|款)[^,。\s]{0,6}(?:到|回)|给我退")
_NOT_PARCEL = Pattern(r"已经?收到|收到了|到(?:底到)?哪(?!天|一天|日)|退款|退[的货钱]|[退换][^,。]{0,3}(?:几|哪)(?:号|天)|到账|达到|(?:改|换(?!顺丰|中通|快递|成)|退|取消|备注|刻|绣|发票|开票|优惠|活动|拍|付)[^,。!?]{0,8}(?:来得?及|来不及|赶得?上)|(?:来得?及|来不及|赶得?上)[^,。!?]{0,2}(?:改|换|退|取消|备注|加|参加)")
_EVENT = Pattern(r"(?<![不需])要(?:用|穿|吃|送|戴|带|喂|挂|摆|玩|喝|上|办|走|出)|(?:天|周[一二三四五六日末]|礼拜\w|号|节|旦)(?:就|得|要|打算)?(?:用|穿|送|出差|搬家|婚礼|生日|聚会|比赛|考试)(?!券|码|优惠)")


def agrees_to_condition(reading: Reading, clause: Clause) -> bool:
    """'那您拍吧' to '周五前能到我就拍'."""
    return _GO_AHEAD.match(clause.text) is not None and reading.asks(_ON_CONDITION) is not None


_ON_CONDITION = Pattern(r"(?:到|用上|收到|赶上|来得及|拿到)[^,。!?]{0,4},?\s?我?(?:就|马上|立马|立刻|现在就)(?:拍|付|买|下单|要)")
_GO_AHEAD = Pattern(r"^(?:那|您|就|放心|大胆|安心|尽管|只管|赶紧|快|好|亲|的)*(?:拍|付款?|下单|买)(?:吧|就是了?|好了|呗|哈|哦|呀|啦|\W)*$")
_POTENTIAL = Pattern(r"(?P<verb>[一-鿿])得(?:上|着|到)(?:[^,。!?]{1,4})?(?:不|吗|么|没|吧|\?|\s|$)|(?:能|可以)(?:不能)?[^,。!?]{0,3}?(?P<able>[一-鿿])(?:上|着)(?:不|吗|么|没|吧|\?|\s|$)")
_SUITS = frozenset("算配比看谈称说顾系搭装对插接扣套连追跟评够换聊查找联买拍改赶来")
"""Verbs whose 得上 says that a thing suits or can be reached, not that it is there in time."""


def hoped_for(reading: Reading) -> str | None:
    """The verb of '周六骑得上不', '后天能吃上吗': what the customer hopes to do with the goods by then."""
    asked = reading.asks(_POTENTIAL)
    if asked is None or not reading.asks(ASKS_TIME) or reading.asks(_NOT_PARCEL):
        return None
    verb: str = asked["verb"] or asked["able"]
    return None if verb in _SUITS else verb


_ECHO = Pattern(
    r"^(?:您好|亲亲?|嗯+|那|当然|放心|绝对|准|肯定|能|可以|会|都|是|\W)*(?P<verb>[一-鿿])得?[上着到](?:\W*(?P=verb)得?[上着到]){0,2}(?:的|哦|哈|呢|呀|啊|亲|啦|了|嘞|吧|哒|\W)*$"
)
_DOTTED = Pattern(r"^(?:就|是|那就?)?(?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\d|0?[1-9])[号日]?(?:的|哦|哈|呢|呀|亲|啦|\W)*$")
_BY_THEN = Pattern(r"(?:到时候?|那天|当天)[^,。!?不没]{0,4}(?:准|肯定|一定|绝对|保准|就能|妥妥)[^,。!?不没]{0,4}[带穿戴用骑背拿喝吃玩弹睡躺坐铺](?:着|上|到)")


def echoes(clause: Clause, verb: str) -> bool:
    """'骑得上' to '骑得上不', whatever the verb."""
    echo = clause.find(_ECHO)
    return echo is not None and echo["verb"] == verb


def says_by_itself(clause: Clause) -> bool:
    """'11.26' to '几号到'; '到时候准带着新码表出发' to '后天能用上吗'."""
    return clause.find(_DOTTED) is not None or clause.find(_BY_THEN) is not None


ANSWERS = any_of(_ECHO, _DOTTED, _BY_THEN, YES_STRONG, YES_WEAK, _GO_AHEAD)


def first_question_is_arrival(reading: Reading) -> bool:
    asking = [clause for clause in reading.question.clauses if clause.asks or seek(r"吗|不$|没$|行|能|可以|(\w)[不没]\1", clause.text)]
    if not asking or reading.asks(_ON_CONDITION):
        return bool(reading.asks(_ON_CONDITION))
    return all(
        clause.find(ASKS_ARRIVAL) or _EVENT.search(reading.asked) or seek(r"够", clause.text) or not clause.asks for clause in asking[:1] + asking[-1:]
    )
