"""What a product's facts say to a question: attributes asked for, gaps, sizes, limits."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product

# Attributes by the words that ask for them.
_ASKED: tuple[tuple[str, str], ...] = (
    (r"材质|料|面料|成分|什么做|羊毛|棉|皮|真|纯|钢|陶瓷|质地", r"材质|面料|成分|料|质地|主要原料"), (r"尺寸|多大(?!.{0,3}(?:宝宝|的?孩子|的?娃|年龄))|多长|多宽|大小|几寸", r"尺寸|规格|大小"), (r"多高|高度|几厘米高", r"高度|尺寸"), (r"承重|能(?:放|坐|站|扛)|显示器", r"承重"), (r"几个月穿|几岁|多大(?:的)?(?:宝宝|孩子|娃)|新生儿|宝宝.{0,4}穿", r"尺码|适用|年龄"), (r"尺码|几码|什么码|穿(?:多大|几|什么)|[smlx]+码|\d码|选多大", r"尺码|尺寸|版型|码"),
    (r"颜色|几色|什么色|黑|白|红|灰|蓝|色号|显|黄皮|素颜", r"颜色|色号"), (r"容量|多少毫升|装多少|几升", r"容量|净含量"), (r"净含量|多少克|多重|几克|几斤|重量", r"净含量|规格|重量"),
    (r"保质|过期|日期|新鲜", r"保质期|生产日期|储存"), (r"产地|哪里产|哪产", r"产地"), (r"[油干混]皮|[油干中]性皮|肤质|敏感皮", r"肤质|适用"), (r"保修|保固|质保", r"保修|质保"), (r"防水|游泳|淋雨|洗澡|下水|跑步|出汗", r"防水"), (r"续航|能用多久|听多久|充一次", r"续航"),
    (r"充电|接口|type|口", r"充电口|接口"), (r"蓝牙|连接", r"蓝牙"), (r"型号|适配|兼容|手机|iphone|华为|苹果|小米|机型|mate", r"适用|机型|型号|适配"), (r"轮", r"轮子"), (r"锁|密码", r"锁"), (r"微波", r"微波炉"), (r"洗碗机", r"洗碗机"),
    (r"原料|配料|蛋白|能吃|可以吃|适合|几个月|几岁", r"适用|原料|粗蛋白|配料|年龄"), (r"周期|多久做|制作", r"制作周期|周期"), (r"几个|几颗|几只|数量|多少个", r"数量|规格|净含量"), (r"磁吸|磁", r"磁吸"), (r"储存|保存|放", r"储存"),
)  # fmt: skip
_UNKNOWN_TOPICS = (
    ("承重", r"承重|坐(?:上|人)|能坐|压"), ("充电时间", r"充满|充多久|充电.{0,3}多久"), ("能否机洗", r"机洗|水洗|怎么洗|能洗"), ("是否掉色", r"掉色|褪色"), ("是否起球", r"起球"), ("保温时长", r"保温"),
    ("能否登机", r"登机"), ("打蜡情况", r"打蜡|打腊"), ("个数", r"几[颗只]|几个(?!字)|大约几"), ("甜度", r"甜"), ("刻字字数和图案", r"刻(?:几|多少|图|什么|字最多)|几个字"), ("是否适合孕期", r"怀孕|孕妇|哺乳"), ("降噪功能", r"降噪"), ("防摔性能", r"防摔|摔"),
    ("具体身高体重对应的尺码", r"\d{3}.{0,4}\d{2,3}斤|身高|体重"), ("采摘时间", r"明前|雨前|采摘|头采"), ("是否掉毛", r"掉毛"), ("是否缩水", r"缩水"), ("是否磨脚", r"磨脚"), ("检测报告", r"检测|质检|报告|认证"), ("透气", r"透气|闷脚"), ("防滑", r"防滑"), ("保修期", r"保修|质保|保固"), ("生产日期", r"生产日期|新不新|日期新|哪天生产"), ("口感", r"苦不苦|苦吗|涩|好喝|口感|酸不酸|辣不辣"), ("具体车型", r"(?:\d{2,4}款|车型|雅阁|轿车|suv)"), ("颜色", r"颜色|什么色"), ("刻字内容", r"刻.{0,4}(?:中文|英文|图)"), ("味道", r"味道|异味|好吃|好喝"), ("实物色差", r"色差|图片.{0,3}实物|实物.{0,3}图"), ("能装多少东西", r"能装|装得下|装几"),
)  # fmt: skip


def shown(value: str) -> str:
    value = value.replace("%", "%").replace("/", "、") if len(value.split("/")) <= 6 else value
    return re.sub(r"1[3-9]\d{9}", "", value)


def safe(name: str, value: str) -> bool:
    return not re.search(r"指令|忽略|规则|system|prompt|退款|最好|第一|顶级|最", name + value, re.IGNORECASE) and len(value) <= 60


def attributes_asked(product: Product, words: str) -> list[str]:
    hits: list[str] = []
    for pattern, names in _ASKED:
        if not re.search(pattern, words, re.IGNORECASE):
            continue
        for name, value in product.attributes.items():
            said = f"{name}是{shown(value)}"
            if re.search(names, name) and said not in hits and safe(name, value):
                hits.append(said)
    for name, value in product.attributes.items():
        said = f"{name}是{shown(value)}"
        if len(name) >= 2 and name in words and said not in hits and safe(name, value):
            hits.append(said)
    if re.search(r"多重|几斤|几公斤|重量|重不重|多少斤", words) and product.weight_kg is not None:
        hits.append(f"重量是{decimal_text(product.weight_kg)}kg")
    if re.search(r"外形|包装.{0,3}(?:多大|尺寸)|体积|登机|箱.{0,4}(?:多大|尺寸|多高)|尺寸", words) and product.dimensions_cm is not None and not any("尺寸" in hit for hit in hits):
        hits.append("外形尺寸是" + "x".join(decimal_text(side) for side in product.dimensions_cm) + "cm")
    return hits[:4]


def unknown_part(product: Product, words: str) -> str:
    carried = simplify("".join(f"{name}{value}" for name, value in product.attributes.items()))
    missing = [name for name, pattern in _UNKNOWN_TOPICS if re.search(pattern, words) and name[:2] not in carried]
    return "、".join(missing[:2])


def known_text(product: Product) -> str:
    return "、".join(f"{name}{shown(value)}" for name, value in list(product.attributes.items())[:3] if safe(name, value))


def size_answer(product: Product, words: str) -> str:
    """'有43码吗': whether the size lies within those the facts list; which to choose is asked, not guessed."""
    listed = next((value for name, value in product.attributes.items() if "码" in name), "")
    asked = re.search(r"(?<!\d)(\d{2,3})(?:的)?码|穿(\d{2,3})", words)
    bounds = re.search(r"(\d{2,3})\s?[-~到至]\s?(\d{2,3})", listed)
    if not listed or asked is None or bounds is None:
        if listed and re.search(r"多大(?:的)?(?:宝宝|孩子|娃)|几岁|新生儿|几个月", words):
            return f"尺码有{shown(listed)},具体多大的宝宝穿哪个码要看身高体重,资料里没有写对照;您把宝宝的身高体重告诉我,我帮您参谋"
        return ""
    size = int(asked.group(1) or asked.group(2))
    inside = int(bounds.group(1)) <= size <= int(bounds.group(2))
    has = f"有的,尺码是{shown(listed)},{size}码在里面" if inside else f"尺码是{shown(listed)},{size}码不在里面,怕您买回去不合适"
    if re.search(r"几岁|多大(?:的)?(?:宝宝|孩子)|几个月", words):
        return f"{has};对应多大的宝宝资料里没有写,您把宝宝的身高体重告诉我,我帮您参谋"
    advice = ";选码可以先参考您平时穿的码,脚背高、脚偏宽或喜欢宽松可以跟我说,我帮您参谋" if re.search(r"选|穿|拍|买", words) and inside else ""
    return has + advice


def sizes(product: Product) -> str:
    return next((shown(value) for name, value in product.attributes.items() if "码" in name), "页面上标的几种")


def weights_apart(desk: Desk, words: str) -> str:
    """'差几斤': the difference between two products' weights."""
    weights = [product.weight_kg for product in desk.request.products if product.weight_kg is not None]
    if len(weights) != 2 or not re.search(r"差|比|轻多少|重多少", words) or not re.search(r"斤|重|轻", words):
        return ""
    apart = abs(weights[0] - weights[1])
    return f"两款差{decimal_text(apart)}kg,也就是{decimal_text(apart * 2)}斤"


def limits(product: Product, words: str) -> str:
    """A colour or an age that the facts exclude, told with what there is instead."""
    colours = next((value for name, value in product.attributes.items() if re.search(r"颜色|色号", name)), "")
    asked = re.search(r"(?:有(?:没有)?|没有?|要|想要)[^,。]{0,4}?(黑|白|红|蓝|绿|灰|粉|紫|黄|棕|橙|米)色?", words)
    if colours and asked is not None and asked.group(1) in colours and re.search(r"有|没", words):
        return f"有的,这款的颜色是{shown(colours)},{asked.group(1)}色在里面"
    if colours and asked is not None and asked.group(1) not in colours:
        return f"这款的颜色是{shown(colours)},{asked.group(1)}色不在里面,您看这几个颜色里有没有合适的,拿不准我帮您参谋"
    fits = next((value for name, value in product.attributes.items() if "适用" in name), "")
    young = re.search(r"(?:\d+|[一二两三四五六])个月(?:大)?|幼猫|幼犬|奶猫|奶狗|小奶", words)
    if young is not None and re.search(r"成猫|成犬|1岁以上|一岁以上", fits):
        return f"这款适用的是{shown(fits)},{young.group()}的还不太适合,建议选幼年期专用粮,拿不准可以问问兽医"
    return ""


def misfit(product: Product, words: str) -> str:
    """A model the customer names that is not among those the product fits."""
    fits = next((value for name, value in product.attributes.items() if re.search(r"适用|机型|适配", name)), "")
    asked = re.search(r"华为|小米|红米|oppo|vivo|荣耀|三星|一加|魅族|mate\s?\d+\w*|iphone\s?\d+(?:\s?(?:pro\s?max|pro|plus|mini))?|苹果\s?\d+", words, re.IGNORECASE)
    if not fits or asked is None or re.sub(r"\s|苹果", "", asked.group().lower().replace("苹果", "iphone")) in re.sub(r"\s", "", fits.lower()).split("/"):
        return ""
    return f"这款适用的是{shown(fits)},您说的机型不在里面,怕您买回去装不上;您的需求我记下来反馈给同事,有合适的新款再告诉您"


def yes_or_no(product: Product, words: str) -> str:
    """'是的,' or '不是百分百…' where the question asks for a yes or no that the facts give."""
    if not re.search(r"吧|吗|么|是不是|\?", words):
        return ""
    value = simplify("".join(product.attributes.values()))
    pure = re.search(r"(?:百分之?百|100%|纯|全)(?:的)?(羊毛|棉|羊绒|真丝|皮|亚麻|麻|银|铜)", words)
    if pure is not None and re.search(rf"(?<!\d)(?!100%)\d{{1,2}}%{pure.group(1)}", value):
        return f"不是百分百{pure.group(1)}的,"
    asked = re.search(r"是([a-z0-9\-一-鿿]{2,8}?)(?:的)?(?:吧|吗|么|\?)", words)
    bare = re.sub(r"\W", "", value)
    return "是的," if asked is not None and re.sub(r"\W", "", asked.group(1)) in bare else ""
