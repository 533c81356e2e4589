"""Which colour, shade or taste: an opinion out of what the customer told, one recommended and one beside it, always hedged (P11)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guarded_reply.reading.text import simplify
from guarded_reply.request import Product


@dataclass(frozen=True, slots=True)
class Look:
    """A colour: how it is called in an option, what it does (the first said when it is recommended), and in which other words."""

    name: re.Pattern[str]
    does: tuple[str, ...]


def _look(name: str, does: str) -> Look:
    return Look(re.compile(name), tuple(does.split()))


_LOOKS = (
    _look("豆沙", "日常 显气色 温柔 黄皮 长辈 通勤"), _look("奶茶|裸", "温柔 日常 柔和 白皮 年轻"), _look("正红|复古红|大红", "显气色 喜庆 正式 白皮 提亮"), _look("酒红|枣红|砖红", "显气色 显白 喜庆 沉稳 长辈 白皮 黄皮 提亮"),
    _look("焦糖|驼|奶咖|卡其|杏|燕麦", "温柔 百搭 提亮 通勤 暖色 日常 耐脏"), _look("浅灰|银灰", "低调 百搭 清爽 通勤"), _look("深灰|炭灰|烟灰", "低调 百搭 耐脏 通勤 显瘦 男"), _look("灰", "低调 百搭 通勤 耐脏 男 日常"), _look("磨砂黑|曜石黑|黑", "耐看 显瘦 耐脏 百搭 正式 通勤 男"),
    _look("透明", "清爽 百搭 日常"), _look("奶白|奶油白|米白|米", "柔和 显白 温柔 年轻 清爽 白皮"), _look("白", "清爽 正式 显气色 年轻 白皮"), _look("藏青|藏蓝|深蓝", "沉稳 正式 通勤 耐脏 显白 显瘦 男 黑皮"),
    _look("雾霾?蓝|浅蓝|天蓝|蓝", "清爽 显白 年轻 黑皮"), _look("粉", "温柔 年轻 显气色 白皮"), _look("墨绿|军绿", "沉稳 显白 耐脏 复古 白皮 显瘦 黄皮"), _look("绿", "清爽 有生机 年轻"), _look("胡桃", "沉稳 耐脏 耐看"), _look("原木", "清爽 百搭 显亮堂"),
    _look("咖|棕|褐", "沉稳 耐脏 百搭 长辈 通勤 男"), _look("橘|橙|黄", "活泼 显气色 提亮 年轻"), _look("紫", "温柔 显白 年轻"), _look("银", "清爽 百搭 年轻"), _look("金", "显气色 喜庆 长辈"), _look("红", "喜庆 显气色 正式 提亮 长辈"),
    _look("原味", "百搭 日常 长辈"), _look("清香", "清爽 日常"), _look("浓香|炭焙", "沉稳 长辈"),
)  # fmt: skip
_SAID = {
    "日常": "日常不挑场合", "显气色": "提气色", "温柔": "看着温柔", "喜庆": "喜庆", "低调": "低调", "百搭": "百搭好配", "耐看": "耐看", "清爽": "看着清爽", "柔和": "看着柔和", "沉稳": "看着沉稳", "活泼": "活泼一点",
    "显白": "一般比较衬肤色", "耐脏": "更耐脏", "正式": "正式场合稳妥", "通勤": "通勤好搭", "显瘦": "视觉上利落些", "提亮": "能把整身提亮一点", "有生机": "有生机", "复古": "复古一点", "暖色": "暖和一点", "显亮堂": "显得亮堂",
    "黄皮": "一般不挑肤色", "黑皮": "一般不太挑肤色", "白皮": "跟白皮肤挺搭", "年轻": "年轻有活力", "长辈": "长辈用着大方", "男": "男生用着稳妥",
}  # fmt: skip
# What the customer tells | how it is said back | what is wanted of a colour
_TOLD: tuple[tuple[str, str, str], ...] = (
    (r"黄皮|皮肤(?:偏|有点|比较)?黄|肤色(?:偏|有点)?黄", "黄皮", "黄皮 显白"), (r"黑皮|皮肤(?:偏|有点|比较)?黑|肤色(?:偏|有点)?(?:深|黑)", "肤色偏深", "黑皮 显白"), (r"显黑", "不想显黑", "显白 黑皮"), (r"白皮|皮肤(?:挺|很|比较|偏)?白|冷白", "皮肤白", "白皮 显气色"),
    (r"素颜|不化妆|淡妆", "平时素颜", "日常 温柔"), (r"面试", "面试", "正式"), (r"通勤|上班|办公|职场|开会", "上班", "通勤 日常"), (r"约会", "约会", "温柔 显气色"), (r"婚礼|结婚|订婚|喜(?:宴|酒|事)|新婚", "婚礼", "喜庆"), (r"过年|春节|年会|本命年", "过年", "喜庆 显气色"),
    (r"耐脏|不脏|显脏|抗脏", "耐脏", "耐脏"), (r"显高|小个子|个子(?:不高|矮|小)", "想显高", "显瘦"), (r"显瘦|微胖|胖|显胖", "想显利落", "显瘦"), (r"显老|老气|年轻|减龄", "不想显老气", "年轻 清爽"), (r"显白|衬肤色", "想衬肤色", "显白"), (r"百搭|好搭", "想好搭", "百搭"), (r"低调", "想低调", "低调"), (r"耐看", "想耐看", "耐看"), (r"喜庆", "想喜庆", "喜庆"),
    (r"藏青|藏蓝|深蓝", "藏青", "暖色 提亮"), (r"黑色?(?:的)?(?:大衣|外套|衣服|裤子|羽绒服|西装)|(?:大衣|外套|衣服|裤子|羽绒服|西装)[^,。]{0,3}(?:是)?黑", "黑色", "提亮 显气色"), (r"(?:大衣|外套|衣服)[^,。]{0,3}(?:是)?(?:米|白|浅)|(?:米|白|浅)色?(?:的)?(?:大衣|外套|衣服)", "浅色", "显气色 沉稳"),
    (r"灰色?(?:的)?(?:大衣|外套)|(?:大衣|外套)[^,。]{0,3}(?:是)?灰", "灰色", "显气色 提亮"), (r"白墙", "白墙", "温柔 暖色 柔和"), (r"婚房", "婚房", "沉稳 耐看 喜庆"), (r"深色", "深色", "提亮 暖色"), (r"木地板", "木地板", "温柔 暖色 柔和"), (r"日常|平时(?:用|涂|戴)", "日常", "日常 百搭"),
)  # fmt: skip
_WHOM: tuple[tuple[str, str], ...] = (
    (r"妈妈?|婆婆|丈母娘|岳母|阿姨|奶奶|外婆|姥姥", "长辈 日常 显气色 喜庆"), (r"爸爸?|岳父|老丈人|公公|爷爷|外公|姥爷|叔叔", "沉稳 男 耐脏"), (r"长辈|老人", "长辈 沉稳"), (r"女朋友|女友|老婆|媳妇|对象|女生|女孩", "显气色 温柔"),
    (r"男朋友|男友|老公|男生|儿子|弟弟|哥哥?", "男 耐看 百搭"), (r"闺蜜|姐妹|姐姐?|妹妹?|同学", "温柔 日常"), (r"女儿|闺女", "年轻 活泼 温柔"), (r"领导|客户|老师|同事|朋友", "百搭 低调 沉稳"),
)  # fmt: skip
_HIS = r"爸|岳父|老丈人|公公|爷爷|外公|姥爷|叔叔|男|老公|儿子|弟|哥"
_SHORT = {"妈": "妈妈", "爸": "爸爸", "姐": "姐姐", "妹": "妹妹", "哥": "哥哥", "女友": "女朋友", "男友": "男朋友", "对象": "对象"}


def recipient(told: str) -> str:
    """Whom it is for, as the customer calls them; empty when it is for himself or unsaid."""
    told = re.sub(r"(?:^|(?<=[\s,。]))(?:姐妹|姐|哥|老板|老师|同学)(?:们)?(?:在吗|在不|你好|,|\s)", "", told)
    told = re.sub(r"(?:领导|老板|老师|客户|公司|学校|爸妈|婆婆|丈母娘|我妈|我爸)(?:那边|他们|她|他)?(?:比较|很|特别|挺|太|有点|管得|要求|不让|规定)", "", told)
    found = next((match.group() for pattern, _ in _WHOM if (match := re.search(pattern, told)) is not None), "")
    return _SHORT.get(found, found)


_TASTES = r"原味|清香|浓香|炭焙"


def options_in(product: Product) -> list[str]:
    """The colours or kinds the product comes in."""
    name, value = next(((name, value) for name, value in product.attributes.items() if re.search(r"颜色|色号|口味|香型|款式", name)), ("", ""))
    options = [part for part in re.split(r"[/、,,\s]+", value) if part][:8]
    return [option for option in options if re.search(_TASTES, option)] if re.search("口味|香型", name) else options


def named_in(options: list[str], text: str) -> list[str]:
    """The options that a customer calls by colour or number; the colour of something else ('大衣是藏青的') is none of them."""
    return [option for option in options if any(char in text for char in simplify(option) if char not in "色号肤皮显0123456789") or ((number := re.match(r"\d+", option)) is not None and number.group() in text)]


def _does(option: str) -> tuple[str, ...]:
    return next((look.does for look in _LOOKS if look.name.search(simplify(option))), ())


def opinion(options: list[str], told: str) -> str:
    """One option recommended for what was told, the next with what it is good for; empty when nothing is known of them."""
    looks = [(option, _does(option)) for option in options]
    known = [(option, does) for option, does in looks if does]
    if not known:
        return ""
    whom = recipient(told)
    for_whom = next((wants for pattern, wants in _WHOM if re.search(pattern, told)), "")
    given = [(said, wants) for pattern, said, wants in _TOLD if re.search(pattern, told)]
    wanted = " ".join(wants for _, wants in given).split() + for_whom.split()
    wanted = wanted or ["百搭", "日常", "显气色"]
    ranked = sorted(known, key=lambda item: -sum(len(wanted) - wanted.index(tag) for tag in set(item[1]) & set(wanted)))
    first, does = ranked[0]
    why = list(dict.fromkeys(_SAID[tag] for tag in (*(tag for tag in wanted if tag in does and tag not in ("长辈", "男")), *does) if tag in _SAID and tag not in ("白皮", "黄皮", "黑皮", "长辈", "男", "年轻") or tag in wanted and tag in does and tag in _SAID))[:2]
    text = f"{_echo(told, whom, [said for said, _ in given])}我会先推荐{first},{'、'.join(why)}"
    if len(ranked) > 1:
        other, its = ranked[1]
        soft = ("温柔", "柔和", "年轻") if re.search(_HIS, told) else ()
        reason = next((_SAID[tag] for tag in its if tag in _SAID and tag not in soft and tag not in does and tag not in ("白皮", "黄皮", "黑皮", "长辈", "男", "年轻")), _SAID[its[0]])
        text += f";想{_wish(reason)}也可以看{other}"
    return text


def options_apart(product: Product, words: str) -> str:
    """'01和03有什么区别': what each option named is good for, as an opinion; and the first choice for what was told beside."""
    if not re.search(r"区别|差别|差在|不同|不一样|差多少|差异", words):
        return ""
    named = named_in(options_in(product), words)
    worn = ("耐脏", "显瘦", "百搭") if "色号" in product.attributes else ()
    looks = [(option, [_SAID[tag] for tag in _does(option) if tag in _SAID and tag not in ("白皮", "黄皮", "黑皮", "长辈", "男", "年轻", *worn)][:2]) for option in named]
    looks = [(option, said) for option, said in looks if said][:3]
    if len(looks) < 2:
        return ""
    apart = ",".join(f"{option}{'、'.join(said)}" for option, said in looks)
    given = any(re.search(pattern, words) for pattern, _, _ in _TOLD)
    choice = f";{opinion([option for option, _ in looks], words).split(';')[0]}" if given else ""
    return f"{apart}{choice}。屏幕颜色会有点偏差,个人感受不一样,供您参考"


def _wish(reason: str) -> str:
    """'看着清爽' as a wish: 清爽一点."""
    short = {"日常不挑场合": "日常一点", "提气色": "提气色", "百搭好配": "百搭一点", "一般比较衬肤色": "衬肤色", "更耐脏": "耐脏", "正式场合稳妥": "正式一点", "通勤好搭": "通勤好搭", "视觉上利落些": "利落一点", "能把整身提亮一点": "提亮一点", "喜庆": "喜庆一点", "低调": "低调一点", "耐看": "耐看一点"}
    bare = reason.removeprefix("看着")
    return short.get(reason, bare if bare.endswith("点") else f"{bare}一点")


def _echo(told: str, whom: str, given: list[str]) -> str:
    """What the customer told, said back: '给妈妈挑的话,', '藏青大衣的话,'."""
    if whom:
        return f"给{whom}挑的话,"
    coat = re.search(r"大衣|外套|羽绒服|西装|裤子", told)
    said = [f"{words}{coat.group()}" if coat is not None and words in ("藏青", "黑色", "浅色", "灰色") else words for words in dict.fromkeys(given)][:2]
    return f"{'、'.join(said)}的话," if said else ""
