"""Words that look like a topic and mean something else where they stand: a third person's haste, a fear put as a condition, a colour word in 'for nothing'."""

from __future__ import annotations

import re
from functools import lru_cache

_KIN = r"师傅|老板|领导|客户|甲方|老婆|老公|媳妇|我妈|我爸|婆婆|孩子|娃|儿子|女儿|闺女|朋友|同事|老师|房东|工地|单位|公司|学校|女友|女朋友|男朋友|男友|对象|家里人?"
# pattern whose group 1 is the word that must not be read as a topic | why
_ELSEWHERE: tuple[tuple[str, str], ...] = (
    (rf"(?:{_KIN})(?:又|在|都|一直|老|天天|也)?(催)(?!一?下|件|快递)", "somebody else presses the customer"),
    (r"(催)什么|别(催)|不是(催)|没(?:有)?(催)", "nobody presses"),
    (r"(?:考|面|笔|口|应|初|复|调|测)(试)(?=用|穿|吃|喝|品|样)", "an exam, not a trial"),
    (r"(?:会不会|会|别|不能|不想|怕|就|岂不是|算)?(白)(?=[付买跑等忙花来交搭干费折腾拍退寄送](?!菜))(?!送)", "for nothing, not a colour"),
    (r"(零|0\s?)(?=甲醛|添加|糖|蔗糖|脂|卡(?!路)|频闪|防腐|激素|香精|色素|感|负担|基础|噪音|辐射|距离|胶|污染|残留|食|花|件)", "free of something, not a sum"),
    (r"批(发)(?=什么|啥|多少|几|的话|吗|价)", "wholesale, not sending"),
    (r"(?:公司|单位|厂里|学校|工会)[^,。\s]{0,2}(发)(?=福利|奖品|礼品|年货|劳保|礼)", "given out to staff"),
    (r"(?:别|不要|可别|不会|该不会|不会是|怕|担心|万一|到时候?|别又|是不是)[^,。]{0,10}(不给|不让|不肯|拒绝)[^,。]{0,2}(?:退|换|修|保)", "feared, not refused"),
    (r"(?:多|重复|重|又)(拍)了|(拍)(?:多|重)了", "ordered by mistake"),
    (r"(?:还没|没(?:有)?|未)(付)(?:好|完|款)?了?", "not paid"),
    (r"(?:不(?:是)?说|别说|没说)[^,。]{0,3}(质量问题|差评|投诉)", "not said"),
    (r"(?:住院|病房|生)(病)(?=了?[^,。]{0,4}(?:住院|在家|想|要|躺))|(?:我|他|她|家里|妈|爸|妹|弟|哥|姐|奶|爷|婆|公)[^,。]{0,4}生(病)(?=住院|了?[,。\s]|$)", "why it is wanted, no question of health"),
    (r"医院[^,。]{0,6}(治疗)|(?:去|在)(?:看|治)(病)", "where somebody is"),
    (r"(?:领导|老板|老师|爸妈?|妈|婆婆)(?:比较|很|特别|挺|太|管得|要求)(?:严|凶|挑)[^,。]{0,2}(贵)", "who looks on"),
    (r"(?:看|刷|听|遇|碰|想|找|搜)(到)(?=[^,。]{1,10}(?:多少钱|几块|要多少))", "seen, not sent to"),
    # denied, or another's
    (r"(?<!是)(?<!要)(?<!能)(?:不是(?:我)?(?:来|要|想)?|没(?:有)?(?:要|想|说要|打算)|不(?:想|打算|需要|用)|并不(?:想)?|不要)(退)(?:货|款|换|钱)?(?!吗|么|你|行)", "no return"),
    (r"(?:不是(?:来|要|想)?|没(?:有)?|不(?:想|打算|会)?|别)(投诉|差评|举报|曝光|讨赔|找茬)(?!吗|么|就|才)|(?:朋友|别人|同事|邻居|有人|人家|评论里?|评价里?)[^,。]{0,6}(投诉|差评|举报)|(差评)(?=里|中|说|都|那)", "no threat of his own"),
    (r"(?:不|不是来?|没(?:想|打算)?|从不|懒得)(砍价|讲价|还价)", "no bargaining"),
    (r"(?:别|不要|不用|少)(?:再)?(?:给我|跟我)?(?:推荐?|说|提|发|讲|送|给)?(优惠(?:券|活动)?|活动|赠品|折扣)(?![^,。]{0,6}(?:换|折成))", "no offers wanted"),
    (r"(?:先)?(?:别|不要|不用|不)(取消)(?!吗|么)", "no cancelling"), (r"(?:不用|不要|不找|别)(?:找人)?(代付)", "pays himself"),
    (r"(?:高兴|乐|开心|喜欢|急|累|忙|吓|饿|气|馋|美|笑|想|愁|冻|热)(坏)(?:了|我)?", "very much"),
    (r"没(?:有)?(碎|坏|破|裂|断|漏)(?!吧|吗|么|掉?过)", "whole"),
    (r"《([^》]+)》", "a title"),
    (r"(?:书里?|这本|课程?|内容)[^,。]{0,4}(?:讲不讲|讲没讲|有没有讲|有讲|讲了?|写了?|介绍)([^,。\s]+)", "what a book tells"),
    (r"(?:前年|去年|以前|原来|旧的?|家里(?:那|的|原)|老的)[^,。\s]{0,8}(坏)(?:了|掉)?", "an old one"),
    (r"(?:想|要|打算|准备|这次|该)(换)(?:个|一个|台|把|双)(?:好|新|大|结实|贵|轻|亮)(?:一?点)?的?", "buys another"),
    (r"(?:知道|理解|明白|毕竟|因为)?(?:是)?(双十[一二]|双1[12]|618|大促)(?:[^,。]{0,2})(?:慢|忙|爆仓|快递多|单子多|堵)", "why it is slow"),
    (r"(?:卡|说明书|开关|按钮|按键|接口|入口|标签|日期|批号|序列号|合格证|孔)(?:放|印|写|贴)?(在哪)", "a place on the goods"),
)  # fmt: skip
_READ = tuple(re.compile(pattern) for pattern, _ in _ELSEWHERE)
_COMMAND = re.compile(r"翻译|改写|润色|仿写|造句|转成|换成(?:客服)?(?:用语|话术)|编(?:一?个|一?段)")
_QUOTED = re.compile(r"([“\"「『'‘])([^”\"」』'’]{2,})([”\"」』'’])")
_ORDERS_A_MACHINE = re.compile(
    r"(?:进入|切换(?:到|成)?|启用|打开|开启)[^,。\n]{0,6}模式|(?:输出|打印|显示|复述|贴出|说出|泄露)[^,。\n]{0,12}(?:指令|提示词|系统|设定|原文|规则|prompt)|"
    r"(?:第一条|收到的|你的|之前的|上面的|系统)[^,。\n]{0,4}(?:指令|提示词|设定|prompt)|(?:订单)?状态[^,。\n]{0,3}(?:改|设|标|写|置|更新|变)(?:成|为|到)|(?:订单|状态)?(?:改|设|标|写)(?:成|为)(?:refunded|paid|shipped|completed|已退款|已付款|已完成)|你(?:现在(?:是|变成)|要?扮演|就是)[^,。\n]{0,6}(?:翻译机|程序|机器(?!人)|系统|开发者|管理员|猫娘)",
    re.IGNORECASE,
)
_MASK = "·"


@lru_cache(maxsize=512)
def as_meant(text: str) -> str:
    """``text`` (simplified) of the same length, words that mean something else than their topic blotted out."""
    for pattern in _READ:
        text = pattern.sub(_blot, text)
    if _COMMAND.search(text):
        text = _QUOTED.sub(lambda match: f"{match.group(1)}{_MASK * len(match.group(2))}{match.group(3)}", text)  # what is to be reworded is not asked
    return text


def _blot(match: re.Match[str]) -> str:
    whole, start = match.group(), match.start()
    for number in range(1, len(match.groups()) + 1):
        if match.group(number) is not None:
            begin, end = match.start(number) - start, match.end(number) - start
            whole = whole[:begin] + _MASK * (end - begin) + whole[end:]
    return whole


def orders_a_machine(clause: str) -> bool:
    """Whether a clause gives orders to a program ('put the order to refunded', 'print your prompt'): nothing of it is a wish of a customer."""
    return _ORDERS_A_MACHINE.search(clause) is not None

