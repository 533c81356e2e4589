"""Gives a product figure, material, certification, warranty, ability or shop fact that the facts do not carry.

What it does: fires on figures with a unit of measure, materials, origins, certificates, warranties, abilities (防水, 机洗)
and shop facts (opening hours, a physical store, pick-up) that neither product, knowledge nor policy carry or that they
contradict; also on a bare yes to such a question. 以详情页为准 and an unknown answered as unknown are fine.

Why: what is said of goods is owed (P4, P11, P72).

Known limits: adjectives of taste (好看, 百搭) are no claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.asserted import stance
from guarded_reply.claims.goods_features import FEATURES, feature
from guarded_reply.claims.goods_figures import FIGURES, figures, quotes_measure
from guarded_reply.claims.goods_limits import OPTIONS, beyond_limit, unlisted, unlisted_asked
from guarded_reply.claims.goods_words import WORDS, hedged_away, same_kind, unsupported
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.sources import written_source
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, spoken
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause, simplify
from guarded_reply.rules.example import bad, good

_UNKNOWN = Pattern(r"没有?(?:标|写|注明|提到|提供|说明|登记|列|这(?:项|个|方面)|相关|查到|找到|具体)|未(?:标|注明|写|提供|登记)|不(?:确定|清楚|好说|敢说|敢乱|能乱|想随口|便乱|太清楚|太确定|知道|了解|太了解|大了解|能确定|好跟您说死|好随口)|核实|确认(?:一下|清楚|好|后|下)?|问(?:下|一下|问)|查(?:下|一下)|详情页|以.{0,8}为准|待|说不准|因人而异|咨询|参考|建议(?:您)?(?:先|看|以)|资料(?:里|上)?(?:暂时|目前)?没")
_ASKS_FACT = Pattern(r"(?:吗|么|嘛|不|没|\?|吧|是不是|会不会|能不能|可不可以|有没有)\s*$")
_NOD = Pattern(r"^(?:嗯+呐?|恩+|对+|是的?|没错)\W*$")
_YES = Pattern(r"^(?!对不起|抱歉)(?:您好|亲亲?|嗯+|恩+|哈+|那|您|必须|当然|肯定|自然|都|完全|是|对|\W)*(?:(?:能|可以|会|支持|带|有)[一-鿿]{1,2}(?=的|哒|滴|哦|哈|呢)|(?:能|可以|支持)[一-鿿](?=$)|(?P<twice>(?:能|可以|会|支持)[一-鿿])(?P=twice)|行的?|妥妥|稳稳?|杠杠|可以|能|会|没问题|没有问题|必须|肯定|对|是|有|支持|放心|不会|不掉|不起|好用|行|适合|当然)(?:放心)?(?:使用|用|吃|喝|穿|戴|涂|的话)?(?:的|滴|哒|得|啦|了|哈|哦|喔|呢|呀|啊|亲|您|嘛|咯|捏|放心|\W)*$")
_PROPERTY = Pattern(  # what a bare yes to a question about goods affirms
    r"防水|防摔|防滑|机洗|洗衣机|水洗|手洗|掉色|褪色|起球|缩水|变形|掉毛|过敏|异味|味道|甲醛|漏|生锈|裂|快充|降噪|折叠|登机|拆|保温|保冷|承重|微波|电磁炉|洗碗机|烤箱|孕妇|婴儿|宝宝|小孩|老人|儿童|敏感肌|游泳|潜水|淋雨|正品|授权|认证|进口|纯棉|真皮|实木|纯羊毛|纯银|质保|保修|专票|实体店|自提|甜|打蜡|农药|添加|无糖|兼容|适合|适用|能装|能放|磨脚|扎|透|闷|静音|噪音|续航|耐用|结实|检测|报告"
)


_ONLY_KNOWN = "只说资料里有的,没有的去核实后再答复"


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each product or shop claim that no fact carries."""
    hit = next(_statements(reading), None)
    if hit is not None:
        yield hit
        return
    yield from (*_origin(reading), *_service(reading), *_short_answer(reading)) or _answers(reading)


def _statements(reading: Reading) -> Iterator[Hit]:
    known_products = bool(reading.request.products or reading.request.knowledge)
    for clause in reading.where(FIGURES | WORDS | OPTIONS | FEATURES.bit):
        text = spoken(clause)
        if clause.asks or clause.find(ALTERNATIVE_QUESTION, text) or _left_open(reading, clause, text):
            continue
        for figure in figures(reading, clause, text) if known_products else ():
            start, end = clause.start + figure.start, clause.start + figure.end
            if not figure.carried:
                yield Hit(start, end, f"资料里没有“{figure.words}”这个数据", "product.attributes", _ONLY_KNOWN)
                return
            reading.claim("product_fact", start, end, figure.words, written_source(reading, figure.words) or "product.attributes")
        option = unlisted(reading, text) if clause.present & OPTIONS else None
        if option is not None and not _turned_down(text, option):
            yield Hit(clause.start + option.start(), clause.start + option.end(), f"资料里没有“{option.group()}”这个选择", "product.attributes", _ONLY_KNOWN)
            return
        said = unsupported(reading, clause, text) or feature(reading, clause, text)
        if said is not None:
            yield Hit(clause.start + said.start, clause.start + said.end, f"资料里没有依据:“{said.words}”", "product.attributes", _ONLY_KNOWN)
            return


def _turned_down(text: str, match: re.Match[str]) -> bool:
    """Whether the option is named only to say that there is none, or as what the customer wears."""
    return seek(r"没|不|无|缺|断|暂|除|超过|以上|大于|哪|您(?:平时|一般|穿|是)", text[: match.start()][-8:] + "|" + text[match.end() :][:8]) is not None


def _origin(reading: Reading) -> Iterator[Hit]:
    """A place of origin, asked for and named, that the facts do not carry."""
    if not reading.asks(r"产地|哪[里儿]?(?:生?产|的(?=[一-鿿]{0,4}$)|来的|做的|种的)|产自|原产|哪儿产"):
        return
    for place in reading.places:
        clause = reading.turn.clause_at(place.start)
        if clause is not None and place.text not in reading.given and not seek(r"发货|寄|仓|快递|到|不|没", clause.text) and not clause.asks:
            yield Hit(place.start, place.end, f"资料里没有产地“{place.text}”", "product.attributes.产地", "只说资料里有的,没有的去核实后再答复")
            return


_ASKS_STUFF = Pattern(r"(?:什么|啥|哪种|什麼)(?:样的?)?(?:材料|材质|料子?|面料|做的|木头?|皮子?|布|芯|底)|(?:材料|材质|料子|面料|材料)(?:是|用的)?(?:什么|啥)")
_ASKS_SCENT = Pattern(r"(?:什么|啥|哪种|什麼|哪几种?|几种)(?:样的?)?(?:香|口)?(?:味|香型|香(?=$|[的呢呀啊?]))|(?:香|口)?味道?(?:是|有)?(?:什么|啥|哪)")
_ASKS_NUMBER = Pattern(r"多[高低大长宽厚重深粗细](?!价|钱)|几(?!个人|天|点|号|时|日|家|块|折|元|毛)|多少(?!钱|元|块|运|邮)")
_STUFF = Pattern(r"^(?:您好|亲亲?|嗯+|是|都是|用的是?|采用|\W)*(?P<stuff>(?:(?![我您看问查没不请稍这那])[一-鿿a-z0-9]){2,8}?)(?:的|哦|哈|呢|呀|啊|亲|哒|材质|面料|做的|\W)*$")
_NUMBER = Pattern(r"^(?:您好|亲亲?|嗯+|是|蓝牙|\W)*(?P<number>\d{1,4}(?:\.\d{1,2})?)(?:的|哦|哈|呢|版本|最新的|\W)*$")


def _asks_attribute(reading: Reading) -> bool:
    """Whether he asks what an attribute is, by its name: '什么处理法'."""
    return reading.asks(r"什么|啥") is not None and any(len(name) > 1 and seek(rf"(?:什么|啥)(?:样的?)?{re.escape(simplify(name))}|{re.escape(simplify(name))}(?:是|用的)?(?:什么|啥)", reading.asked) for product in reading.request.products for name in product.attributes)


def _short_answer(reading: Reading) -> Iterator[Hit]:
    """The bare material or number asked for, where the facts name another: '牛筋底' to '鞋底啥材料'."""
    clause = next(iter(reading.clauses[:1]), None)
    if clause is None or clause.asks or not reading.request.products:
        return
    scent = reading.asks(_ASKS_SCENT) is not None
    stuff = clause.find(_STUFF) if (scent or reading.asks(_ASKS_STUFF) or _asks_attribute(reading)) and not clause.text.isascii() else None
    if scent and stuff is not None and not seek(r"^[^很淡清浓重好香太有点不]+(?:味|香)道?$", stuff.group("stuff")):
        return  # how strong it is
    if stuff is not None and not _shares(stuff.group("stuff"), reading.given) and re.sub(r"[底面里芯]$", "", stuff.group("stuff")) not in reading.given:
        yield Hit(clause.start, clause.end, f"资料里没有“{stuff.group('stuff')}”", "product.attributes", _ONLY_KNOWN)
        return
    brand = next((word for word in re.findall(r"[a-z]{3,}", clause.text) if word not in reading.given), None) if reading.asks(r"(?:啥|什么|哪个|哪家)的?(?:牌子|品牌)") else None
    if brand is not None and not seek(r"没|不|查|问|资料", clause.text):
        yield Hit(clause.start, clause.end, f"资料里没有“{brand}”", "product.attributes", _ONLY_KNOWN)
        return
    number = clause.find(_NUMBER) if stuff is None and reading.asks(_ASKS_NUMBER) else None
    if number is None:
        return
    for product in reading.request.products:
        for name, value in product.attributes.items():
            if _shares(simplify(name), reading.asked) and re.search(r"\d", value) and number.group("number") not in re.findall(r"\d+(?:\.\d+)?", simplify(value)):
                yield Hit(clause.start, clause.end, f"资料里的{name}是{value}", "product.attributes", _ONLY_KNOWN)
                return


_SERVICES = Pattern(r"货到付款|到付|自提|试用|以旧换新|上门(?:安装|取件)|上楼|帮(?:忙)?(?:安?装|组装)|代写|贺卡|礼品袋|礼盒装?|礼品包装|刻字|专票|纸质发票|实体店|门店|价保|保价|退差价|预约|开票|会员|积分|赊账|先用后付")


_OTHER_CARRIERS = r"(?:圆通|申通|韵达|极兔|邮政|ems|德邦|百世|京东(?:快递|物流))"
_ASKS_CARRIER = Pattern(rf"(?:能|可以|可不可以|指定|换|改|发|走|用)[^,。]{{0,3}}(?P<carrier>{_OTHER_CARRIERS})|(?P<named>{_OTHER_CARRIERS})[^,。]{{0,3}}(?:能|可以|行|发得?|走得?)[^,。]{{0,3}}(?:吗|么|不|没|\?|$)")


def _other_carrier(reading: Reading) -> re.Match[str] | None:
    """A courier that he asks for and the shop has no rates of."""
    asked = reading.asks(_ASKS_CARRIER)
    name = (asked.group("carrier") or asked.group("named")) if asked is not None else ""
    known = {simplify(word) for carrier in reading.policy.carriers.values() for word in (carrier.name, *carrier.aliases)}
    return asked if name and not any(name[:2] in word for word in known) else None


def _service(reading: Reading) -> Iterator[Hit]:
    """A yes to a service of the shop that neither request nor policy lists."""
    asked = reading.asks(_SERVICES) or _other_carrier(reading)
    if asked is None or asked.group() in reading.given or asked.group() in ("开票", "预约", "保价", "退差价"):
        return
    for clause in reading.clauses[:3]:
        following = reading.after(clause)
        if _YES.match(clause.text) and not clause.asks and not (following is not None and seek(r"不过|但|没|核实|确认|看", following.text)):
            yield Hit(clause.start, clause.end, f"资料里没有“{asked.group()}”这项服务", "request.knowledge", "资料里没有的服务,去核实后再答复")
            return


def _left_open(reading: Reading, clause: Clause, text: str) -> bool:
    """Whether the clause, or the next one, says that the thing is not known, or only what the customer wishes."""
    if _UNKNOWN.search(text) or hedged_away(reading, text):
        return True
    following = reading.after(clause)
    return following is not None and re.match(r"^具体(?:的)?(?:看|以|要看|还要?看)[^,。]{0,6}(?:为准|规定|要求|航司|航空|说明|详情|页面|车型|型号)|^[哦啊噢]?(?:不对|说错|打错|更正)|^(?:这个|这点|这一点|具体|我)?[^,。]{0,8}(?:没有?(?:标|写|注明)|不(?:确定|清楚|敢)|资料)", following.text) is not None


def _words_in(clause: Clause) -> list[str]:
    return _PROPERTY.findall(clause.text) if clause.present & _PROPERTY.bit else []


def _values(reading: Reading) -> list[str]:
    return [simplify(value) for product in reading.request.products for value in product.attributes.values()]


_NO_PROPERTY = Pattern(  # what a bare yes to a question about goods affirms
    r"花呗|支付|奖励|奖品|红包|礼品|信用卡|分期|货(?!真)|运|邮|退|换|票|[发寄送]|到[了达货]?(?:吗|么|没)|快递|便宜|优惠|券|付|(?<!支持)微信|改|备注|留|等|活动|折(?!叠)|客服|真人|机器人|有人|问题|关系|主管|电话|赠|保价|预留|加急|合并|"
    r"查|补|赔|返|评|拍|减|少|价|钱|店|自提|[早快慢]点|[今明后]天|帮|给|让|咨询|在吗|在不|骗|假一|下单|订|库存|现在|晚上(?=[^,。]{0,4}(?:在|有人|上班|发|客服|到|送|几点|回))|周|号前|几点|多久|几天|码|私下|转[账帐]|泡[一-鿿]{1,3}(?:行|可以|能|好)|搭配?|蘸|拌|交易|加[微vl]|试穿|人工|货到|加个?(?:好友|line|qq|群)|礼拜|星期|路上(?!用)|无理由|[七7]天|line|群|繁体|简体|次日达|还是[一两三四五六\d]+[双件个条盒箱套只片包支瓶]|[治祛]|疗|炒菜|凉拌|送[礼人]|一起|[冷热煮凉]泡|泡(?!水|澡|脚|温)[一-鿿]{1,3}(?:吗|么|不)|[男女](?:士|生|的|孩子)(?=[也都]?(?:能|可以|用|穿|戴))|成年人|学生党?|[上下]班|上学|出门|旅[游行]|写作业|日常|平时"
)
# What a question about the goods leaves open: a yes or no, or one of two.
_WONDERS = Pattern(
    r"(?:(?P<a>能|会|可以?|是|适合?|支持|含|带|掉)[不没](?:能|会|可以|是|适合|支持|含|带|掉)|有没有|是否|可否|能否)(?P<whether>[一-鿿a-z0-9]{2,8})"
    r"|(?:支持|带|有|是|能|可以|会|含|配|适合)(?P<thing>[一-鿿a-z0-9]{2,8}?)(?:吗|么|不|没|嘛|吧|\?)?$"
    r"|(?P<who>[一-鿿]{2,6}?)(?:能|可以|适合|会)(?P<verb>[吃喝用穿戴涂抹装放洗骑坐睡养盖铺]|不能[吃喝用])(?:这个|它)?(?:吗|么|不|没|嘛|\?)"
    r"|^(?P<what>[一-鿿a-z0-9]{2,8}?)(?:行不行|行|可以|合适|带|含|配|附)(?:的|了)?(?:吗|么|不)|^(?P<bare>(?:(?![的得好还有在是行可多大到赶])[一-鿿]){2,3})(?:吗|么)\W*$"
)
_STUFF_NAMED = Pattern(r"^(?:这个?|那个?|这款|是|您|你们?家?)*(?P<stuff>(?!真|一样|这样|那样|新款?|现|正|原来|自己|老|刚|昨|今|明|[^的]*(?:怎|哪|什么|啥|多少|几|谁|不[能可会是]))[一-鿿a-z0-9]{2,8})的(?:吗|么|不|吧|\?)?\W*$")
"""'枕头荞麦的?': the stuff or kind that he supposes it to be."""
_EITHER = Pattern(r"(?P<one>(?:(?!是)[一-鿿a-z0-9]){2,6}?)的?(?:还是|或者?是)(?P<other>[一-鿿a-z0-9]{2,6})")
_FILLER = re.compile(r"(?:的|吗|么|不|没|嘛|吧|呢|呀|啊|哦|了|这个?|那个?|这款|那款|你们?|您|家|们|它|亲|请问|一下|东西|真的|都|也|就|是|能|可以|会)+$|^(?:的|你们?|您|这个?|那个?|这款|那款|它|请问|亲|是|能|可以|会|都|也|就|我家|我)+")


def _wondered(question: Clause) -> list[str]:
    """What a question leaves open about the goods: '支持tf卡吗' → ['tf卡'], '明前的还是雨前的' → both."""
    if not question.present & (_EITHER.bit | _WONDERS.bit | _STUFF_NAMED.bit):
        return []
    asked = question.text if question.asks else question.text + "?"
    named = question.find(_STUFF_NAMED, question.text) if question.asks else None
    if named is not None and not _NO_PROPERTY.search(asked):
        return [named.group("stuff")]
    text = re.sub(r"[呀啊哦呢亲哈的~]+$", "", asked)
    either = question.find(_EITHER, text)
    match = either or question.find(_WONDERS, text)
    if match is None or _NO_PROPERTY.search(asked) or not (either or match.group("whether") or seek(r"吗|么|不$|没$|嘛|吧$|\?", asked)):
        return []
    found = [_FILLER.sub("", match.group(name)) for name in match.groupdict() if name not in ("a", "verb") and match.group(name)]
    found = [word for word in found if not re.search(r"(?:^|(?<=[一-鿿]))\d{2,4}(?:元|块)?(?:钱)?$", word) or not asked.startswith(word)]
    return [word for word in found if len(word) >= 2 and not word.isdigit() and word not in ("没有", "木有")]


def _unknown(word: str, given: str) -> bool:
    """Whether no fact speaks of what is wondered about: nor its colour, nor any two letters of it beside what names the attribute."""
    if word.endswith("色") and word[:-1] in given:
        return False
    rest = [word[i : i + 2] for i in range(len(word) - 1) if word[i : i + 2] not in given]
    return len(rest) == len(word) - 1


def _asked_kind(reading: Reading, word: str) -> bool:
    """Whether only the name of an attribute is carried, and the kind asked for is not: '电动升降' where 升降方式 is 手摇."""
    for product in reading.request.products:
        for name, value in product.attributes.items():
            label = simplify(name)
            held = next((label[i : i + 2] for i in range(len(label) - 1) if word.endswith(label[i : i + 2]) and len(word) == 4), None)
            if held is not None and not any(letter in simplify(value) for letter in word[:2]) and word[:2] not in reading.given:
                return True
    return False


_ASKS_EITHER = Pattern(r"还是|有没有|[是会行成对]不[是会行成对]|能不能|可不可以")


def _asked(reading: Reading) -> tuple[list[str], list[str], list[str]]:
    """The words of the customer's question that no fact answers, among them those that he only wonders about, and those the facts deny."""
    given = reading.given
    asking = [clause for clause in reading.question.clauses if clause.asks or clause.find(_ASKS_FACT) or clause.find(_ASKS_EITHER)]
    named = [word for clause in asking for word in _words_in(clause) if not seek(r"运费|退|发错|少发|快递", clause.text)]
    open_words = [_past_name(reading, word) for clause in asking for word in _wondered(clause)]
    asked = [word for word in named if word not in given and not same_kind(word, given)]
    cans = [match.group("can") for clause in asking if (match := clause.find(_CAN)) is not None and match.group("can") not in given]
    asked += cans
    wondered = [word for word in open_words if (_unknown(word, given) and not same_kind(word, given)) or _asked_kind(reading, word)] + cans
    denied = [word for word in (*open_words, *named) if word in given and stance(re.escape(word), given) is False]
    return asked or wondered, wondered, denied


def _past_name(reading: Reading, word: str) -> str:
    """What is wondered about without the attribute's name before it: '鞋底牛筋' → '牛筋'."""
    names = (simplify(name) for product in reading.request.products for name in product.attributes)
    name = next((name for name in names if len(name) > 1 and word.startswith(name) and len(word) - len(name) > 1), "")
    return word.removeprefix(name)


_CAN = Pattern(r"(?:能|可以|可不可以|能不能|会不会)(?:自己|直接|用刀|用手|随便|放心)?(?P<can>剪|切|折|叠|弯|烤|蒸|煮|晒|磨|钉|染|漂|熨|烫|卷|拼|伸缩|坐|躺|站|踩|骑|拧)(?:吗|么|不|嘛|\?|的吗|$)")
"""What he asks whether the goods stand."""
_AFFIRMS = Pattern(r"^(?:您好|亲亲?|嗯+|恩+|哈+|那|必须|当然|肯定|自然|都|完全|绝对|是|对|\W)*(?:没问题|没有问题|可以|能|行|够|会|有|中(?=的|啊|呀|$)|支持|放心|随便|妥|稳|[坐睡用穿戴装放洗吃喝上爬来](?=呗|吧|得|就|$)|必须|当然|肯定|是的|对的?|嗯)(?!不)[^不没别难]*$")
_LIMITS_IT = Pattern(r"不过|但|可能|建议|最好|只|别(?!担心)|没(?!问题|事|关系|压力|毛病|啥)|超|不(?:太|能|建议|行|够|要)|核实|确认|勉强|一次|分开|轮流")


_HAS_NOT = Pattern(r"没有?(?:做|出|卖|货|这|$|[的哦哈呢])|不(?:做|出|在|支持|行)|暂无|暂时没")


def _against_facts(reading: Reading, denied: list[str]) -> Iterator[Hit]:
    """A yes where the facts say no: by a limit, a list of options, or in so many words."""
    word = beyond_limit(reading) or unlisted_asked(reading) or (denied[0] if denied else None)
    if word is None:
        return
    if any(clause.find(_HAS_NOT) for clause in reading.clauses[:2]):
        return
    for clause in reading.clauses[:2]:
        if clause.asks or clause.find(_AFFIRMS) is None:
            if seek(r"不(?:了|能|支持|可以|行|做|开)|没有?(?!问题|事|关系)", clause.text):
                return  # it says no first, and then what there is instead
            continue
        following = reading.after(clause)
        if following is None or not _LIMITS_IT.search(following.text):
            yield Hit(clause.start, clause.end, f"资料里的数据不支持“{word}”", "product.attributes", _ONLY_KNOWN)
        return


def _answers(reading: Reading) -> Iterator[Hit]:
    """A yes to a question about the goods that no fact answers: '不会的', '可以的', or the thing itself said back ('是明前的')."""
    if len(reading.clauses) > 6 or any(clause.find(_UNKNOWN) for clause in reading.where(_UNKNOWN.bit)):
        return
    asked, wondered, denied = reading.once(_asked)
    contrary = next(_against_facts(reading, denied), None)
    if contrary is not None:
        yield contrary
        return
    if not asked or _quotes_facts(reading):
        return
    for clause in reading.clauses[:4]:
        if clause.asks or not (_YES.match(clause.text) or (_says_back(clause, wondered) and not _opposed(reading, clause))):
            continue
        following = reading.after(clause)
        able = seek(r"(?:能|可以|支持)([一-鿿])$", clause.text)
        if able is not None and able.group(1) in reading.given:
            return
        if following is not None and (seek(r"不过|但|没|核实", following.text) or ("放心" in clause.text and not _says_back(clause, wondered))):
            return
        yield Hit(clause.start, clause.end, f"资料里没有“{asked[0]}”的依据", "product.attributes", "资料里没有的,去核实后再答复")
        return


_SPAN = Pattern(r"(?<![\d.])\d+(?:\.\d+)?[-~到至]\d+(?:\.\d+)?(?![\d.])")


def _quotes_facts(reading: Reading) -> bool:
    """Whether the turn rests on an attribute of the goods ('是的,2026年的春茶'): then that, and not the yes, is judged."""
    held = {number for value in _values(reading) for number in re.findall(r"\d+(?:x\d+)+", value)}
    spans = {re.sub(r"[~到至]", "-", span) for value in _values(reading) for span in _SPAN.findall(value)}
    if not spans.isdisjoint(re.sub(r"[~到至]", "-", span) for span in _SPAN.findall(reading.text)):
        return True
    if quotes_measure(reading) or not held.isdisjoint(re.findall(r"\d+(?:x\d+)+", reading.text)):
        return True
    if any(count in reading.text for value in _values(reading) for count in re.findall(r"\d+个[一-鿿]", value)):
        return True  # '8个字符'
    values = (part for value in _values(reading) for part in re.split(r"[/,、;\s年]", value))
    names = (simplify(name) for product in reading.request.products for name, value in product.attributes.items() if re.match(r"有|支持|可|是|能|带", simplify(value)))
    return any(len(part) >= 2 and part in reading.text for part in (*values, *names))


def _opposed(reading: Reading, clause: Clause) -> bool:
    """Whether the thing is said of a concession or the case at hand, or against a denial just before."""
    before = reading.before(clause)
    return reading.request.case is not None or (before is not None and seek(r"没|不(?!错)|暂|莫", before.text) is not None) or seek(r"行李牌|券|仓库|试[吃用]|小样|莫得|赠|送您|瑕疵", clause.text) is not None


def _shares(word: str, text: str) -> bool:
    """Whether two neighbouring Chinese letters of ``word``, or all of it, stand in ``text``."""
    return word in text or any(latin in text for latin in re.findall(r"[a-z]{3,}", word)) or any(word[i : i + 2] in text and not word[i : i + 2].isascii() for i in range(len(word) - 1))


_ONE_LETTER = frozenset("铁木竹铜钢银金棉麻丝皮纸瓷布")
"""Stuffs that one letter names."""


def _says_back(clause: Clause, wondered: list[str]) -> bool:
    """Whether the clause affirms what was wondered about, in its own words."""
    text = clause.text
    if any(word[-1] in _ONE_LETTER and text.startswith(f"{word[-1]}的") for word in wondered):
        return True  # '桌腿铁的?' - '铁的'
    word = next((word for word in wondered if _shares(word, text)), None)
    if word is not None and not text.startswith(("就", "才", "这样")) and seek(rf"^[^,。]{{0,6}}不(?:会|容易|怎么)[^,。]{{0,2}}{re.escape(word[-2:])}|不{re.escape(word)}", text) and not seek(r"不(?:能|可以|好|敢|建议|要|是|知|确)", text):
        return True  # what it is feared to do, denied: '会结晶吗' - '不会结晶的'
    if word is None or seek(r"不|没|无(?!刷|线)|非|别|未|核实|确认|建议|看|问|查|详情|资料|如果|要是|的话|有[的些](?=[^,。]{0,4}会)|久了|难免|起点|[小大紧短长窄肥薄厚]了|偏[小大紧短长窄肥薄厚]|悬|勉强|哪|想|需要|咨询|了解|关于|可能|也许|提到|您说", text):
        return False
    bare = re.sub(r"[的哦哈呢呀啊哒喔亲~\W]+$", "", text)
    if bare.startswith(word) and len(bare) - len(word) <= 1 + ("加" in bare) * 6:
        return True  # '牛筋底'
    return seek(r"有|是|能|可以|会|适合|支持|带|的|随便|轻松|不在话下|妥妥|一级棒|杠杠|没得说|[很特超]?[好强棒佳](?=$|[哦哈呢])", text) is not None or bare == word or (bare.endswith(word) and len(bare) - len(word) <= 5)


_LAMP = {"id": "lamp", "title": "护眼台灯", "price": "99", "weight_kg": "1.4", "attributes": {"功率": "12W", "保修": "2年", "调光": "三档", "颜色": "白/灰"}}
_DRESS = {"id": "dress", "title": "亚麻连衣裙", "price": "139", "weight_kg": "0.4", "attributes": {"面料": "55%亚麻 45%棉", "洗涤": "手洗,不可机洗"}}
_STOOL = {"id": "stool", "title": "布艺矮凳", "price": "89", "weight_kg": "3", "attributes": {"承重": "120kg", "颜色": "灰/绿"}}
EXAMPLES = (
    bad("承重120斤没问题的", "能承重多少"),
    bad("通过了SGS认证哦", "安全吗"),
    bad("保修3年", "保修多久"),
    bad("不会的亲", "会掉色吗"),
    bad("我们有实体店的,可以自提", "有店吗"),
    bad("可以机洗的亲", "能机洗吗", products=[_DRESS]),
    bad("过了7天就只能自费维修了", "过几天还能保修吗", products=[_LAMP]),
    bad("坐呗 稳得很", "俩人一起坐 280斤", products=[_STOOL]),
    good("够的 承重120公斤", "我180斤能坐吗", products=[_STOOL]),
    bad("颜色有白、灰、薄荷绿可选", "什么颜色", products=[_LAMP]),
    bad("不含荧光剂和甲醛", "安全吗"),
    good("纯棉的,尺寸140x70cm", "什么料子"),
    good("资料里没有写能不能机洗,我核实后告诉您", "能机洗吗"),
    good("重0.5公斤,约1斤", "多重"),
    good("不可机洗哦,手洗就行,水温别超过30度", "能机洗吗", products=[_DRESS]),
    bad("牛筋底", "凳脚啥材料", products=[_STOOL]),
    good("三档调光,白灰两个颜色,坏了两年内保修", "介绍一下", products=[_LAMP]),
    good("两条一起1公斤,发中通6元", "两条运费多少"),
    good("包装会加固防摔,您放心", "路上会坏吗"),
    good("送长辈可以选浴巾,两条98元", "想给我妈买"),
)
