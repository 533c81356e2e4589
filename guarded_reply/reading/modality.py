"""How a thing is said: polarity of a verb, hedge, certainty, wish, condition, and denial of a promise."""

from __future__ import annotations

import re

from guarded_reply.reading.pattern import Pattern
from guarded_reply.reading.text import Clause, Turn

HEDGE = Pattern(
    r"一般|正常(?!使用|发货|营业|上班|退)|通常|平常|平时|往常|照常理|常规|基本上?|应该|应当(?!承担)|差不多|估计|估摸|大概率?|大约|约(?=\d|[一二两三四五六七八九十])|左右|预计|预估|预期|(?<!不)可能|"
    r"或许|也许|兴许|没准|说不定|不出意外|没(?:有|什么|啥)?意外|无意外|顺利的?话|顺的话|理论上|按理|照理|保守|争取|尽量|尽可能|力争|希望|但愿|最快|快的话|快则|"
    r"有望|有机会|按经验|照经验|经验来看|参考|为准|看(?:快递|物流|天气|路况|派送|派件|当地|承运|小哥|站点|网点|转运|运输|情况|顺丰|中通)|取决于|受.{0,6}影响|仅供|多半|八成|"
    r"十有八九|九成|大多|多数|大都|往往|常见|普遍|怕是|恐怕|不一定|未必|不确定|难说|说不准|不好说|看运气|吧$|平均|浮动|若无|如无|如果没|要是没(?:有|什么)|只要不|差不离|目测|粗略|历史"
)
"""Words that keep a time from being a promise (contract section 5, ruling on hedges)."""

CERTAIN = Pattern(
    r"(?<!不)(?<!不敢)(?<!不能)(?<!没法)(?<!无法)(?<!难)保证|(?<!不)(?<!不敢)(?<!不能)(?<!没法)肯定|(?<![不没未])(?<!不敢)(?<!不能)一定(?!程度|的(?:影响|帮助|时间|误差|差异))|必定|必须的?|必然|必(?=到|达|收|发)|绝对|铁定|妥妥|稳稳|"
    r"(?<!不)(?<!无法)(?<!不能)(?<!没法)(?<!不敢)确保|包(?=您|你|准|到|收|明|后|今|周|\d|给)|准(?=到|能|时|没错|保)|百分之?百|百分百|100%|打(?:了)?包票|板上钉钉|没跑|错不了|跑不了|跑不掉|差不了|"
    r"最晚|最迟|至迟|封顶|不超过|不会超过|超不过|顶多|之前必|说到做到|拍胸脯|拍着胸脯|说好了|一言为定|敢打赌|没有意外|毫无疑问|百分之一百|必定|放一百个心|包在我身上"
)
"""Words that take a hedge back or make a promise of a bare statement."""

_NEG = r"(?:不(?!但|仅|光|只|过|管|论|如|妨|断|错|少|久|同|愧|得不|要紧|好意思|客气|用担心)|没(?:有|能|法|办法)?(?!问题|关系|事|错|准)|无法|未能?|别|甭|勿|莫|难以|难|非|并非|从不|绝不|决不|毫不|休想|拒绝|谢绝|不予)"
_NEGATION = Pattern(_NEG)
_DENIES_PROMISE = Pattern(
    r"(?:无法|不能|没法|没办法|不敢|不好|难以|不便|做不到|不太敢|不会|不可以|未能|没敢|哪敢|怎敢|谁也不敢|谁都没法|没人能|暂时不能|并不能|不)(?:轻易|随便|随口|直接|贸然|给|跟|向|对|和|替|为|帮|快递|中通|顺丰|物流|他们|在这|现在|这边|您|你|您这边|百分之?百|百分百|100%|绝对|完全|满口|\s){0,5}"
    r"(?:保证|承诺|打(?:这个)?包票|说死|说准|确定|肯定|应承|应(?=$|[,。!])|担保|答应|许诺|打保票|夸口|确保|断言|讲死|说满|拍胸脯|包(?=到|您|$)|做主|给准信|给.{0,4}准话|乱说|瞎说|骗您|忽悠)|"
    r"不敢(?:这么|乱|跟您|给您|随便)?(?:说|讲|答应|应)|(?:没有|没|无)(?:绝对|十足|百分百)?(?:的)?(?:保证|把握|准儿|准信|谱)|说不准|说不好|不好说|不一定|未必|不见得|保不准|没准|难保|难说|不是.{0,4}(?:板上钉钉|说了算)|看不准|(?:这|那)(?:种|个|样的?)?(?:话|承诺|保证|包票)[^,]{0,6}(?:不敢|不能|没法|无法|不好|说不|难)|要(?:是)?敢[^,。]{0,14}(?:说|讲|应|保证|打包票|拍胸脯)|不保证|不承诺|不作保证|并非保证|(?:我|说|讲|应|保证|承诺|拍胸脯)[^,。!?]{0,14}(?:就是|那是|等于|算是|才是|是在?)(?:在)?(?:哄|骗|蒙|糊弄|忽悠|坑)|^(?:那|就|都|可|也|可就|那就|那可)*(?:是|等于|算是?)(?:在)?(?:哄|骗|蒙|糊弄|忽悠|坑)(?:您|你|人)"
)


def denies_promise(clause: Clause, text: str | None = None) -> bool:
    """Whether the clause, or ``text``, a part of it, says that something cannot be promised: '不敢跟您打包票', '明天到不到说不准'."""
    return clause.find(_DENIES_PROMISE, text) is not None


def polarity(text: str, start: int, reach: int = 8) -> bool:
    """Whether what begins at ``start`` is affirmed: negations before it in the clause cancel out in pairs.

    '不会到' is False, '不可能不到' and '不是不能' are True.
    """
    window = text[max(0, start - reach) : start]
    return len(_NEGATION.findall(window)) % 2 == 0


CONDITION = Pattern(
    r"如果|若(?!干)|要是|假如|假设|倘若|万一|的话|一旦|只有.{0,12}才|凡是|属于.{0,10}的(?:情况)?|确认(?:是|属|为|有|了|后|清楚)|确(?:实|属|系)?是|核实(?:是|后|清楚|完|确认|下来|无误)|属实|经核实|真是|真的是|查实|确有|若是|如(?=确|属|有|您|需|果|遇|为)|等.{0,10}(?:后|再)|之后再|才能"
)
"""A condition, under which nothing is admitted or promised yet."""

WISH = Pattern(r"希望|但愿|争取|尽量|尽可能|力争|努力|尽力|尽快|祝")
QUOTED = Pattern(r"[“\"「『‘'《【]([^”\"」』’'》】]{1,40})[”\"」』’'》】]")
ALTERNATIVE_QUESTION = Pattern(r"(\w)[不没]\1|(\w{2})[不没]\2|是否|能否|可否|会否|有没有|与否|(\w)不(\w)得\4")


def spoken(clause: Clause) -> str:
    """The clause with what stands between quotation marks blanked out, same length."""
    return QUOTED.sub(_blank, clause.text) if clause.present & QUOTED.bit else clause.text


def _blank(match: re.Match[str]) -> str:
    return "□" * len(match.group())


def unquoted(turn: Turn) -> str:
    """The turn's text with what stands between quotation marks blanked out, same length."""
    return QUOTED.sub(_blank, turn.text) if turn.present & QUOTED.bit else turn.text


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Spans between quotation marks."""
    return tuple(match.span(1) for match in QUOTED.finditer(text))
