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
from contextlib import suppress
from decimal import Decimal

from guarded_reply.claims.lane import destination_provinces
from guarded_reply.claims.prices import baskets, quantities_spoken
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.sources import written_source
from guarded_reply.errors import QuoteError
from guarded_reply.policy import Quote, parcel_of, quote_parcel
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, spoken
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause, simplify
from guarded_reply.rules.example import bad, good

_N = rf"(?:\d{{1,6}}(?:\.\d{{1,3}})?|{CJK_NUMBER}{{1,4}})"
_MEASURE = Pattern(
    rf"(?<![\d.a-z])(?P<low>{_N})(?:\s?[-~到至x*×]\s?(?P<high>{_N}))?\s?(?P<unit>mah|毫安时?|kw|w(?:att)?(?![a-z0-9])|瓦|v(?![a-z0-9信])|伏|hz|赫兹|db|分贝|gb|tb|mb|ml|毫升|升(?!级|温|降|华|高|值)|l(?![a-z0-9])|kg|公斤|千克|斤|g(?![a-z0-9b])|克(?!拉|力|隆|服|莱)|mm|毫米|cm|厘米|公分|(?<!\d)m(?![a-z0-9l])|米(?!色|白|粉|饭|其|线|奇|兰|棉)|寸|英寸|吋|°c|℃|度(?!假|过|量)|%|个?百分点|目(?!前|的)|丹尼尔|支(?!持|付|撑|装|架|笔)|织|针|层(?!次|层|级)|档(?!次|案|口)|段(?!落|时)|万次|次(?!日|数|品|下|性|都|来|购|光|机)|遍|成(?!分|为|功|本|人|都|交|品|年|熟|了|立)|小时(?!内|之内|以内|回|给|发|到|审|处)|分钟(?!内|之内|回|给)|年(?!货|前|后|底|度|龄|会|级|代|终|轻|份)|个月|天(?!内|之内|然|气|猫|左右|到|发|就|后|无理由|才|天|下|线|花|际))"
)
_CLAIMS: tuple[tuple[str, Pattern], ...] = (
    ("warranty", Pattern(r"(?:终身|永久|全国联保|联保|只换不修|免费维修|以旧换新|坏了(?:包|免费)(?:换|修)|包(?:换|修|用)|质保|保修|保固)(?!(?:期|多久|卡在|问题|的话))")),
    ("certificate", Pattern(r"(?:通过|获得?|有|具有|拥有|取得|符合|达到|持有)[^,。!?不没]{0,10}(?:认证|检测报告|质检报告|质检|检验|专利|资质|证书|授权|标准|国标|欧盟|出口级|食品级|母婴级|医用级|a类|3c|ccc|ce认证|fda|sgs|iso)|(?:国家|权威|第三方|官方)(?:机构)?(?:认证|检测|授权|质检)|食品级|母婴级|医用级|航空级|军工级|a类(?:标准)?|正品授权|官方授权|品牌授权|假一|(?:授权|品牌货|原厂|专柜(?:正品|同款)|大牌|进口(?!关)|原装)")),
    ("ability", Pattern(r"(?:可以|能够?|支持|可|会|不会|不怕|不|耐|防|抗|免|具有|有|带|自带|适合|适用|完全|绝对|都能|也能|照样|随便)?(?:防水|防摔|防滑|防潮|防霉|防晒|防紫外线|防尘|防静电|防螨|抗菌|抗皱|抑菌|除菌|杀菌|机洗|洗衣机|水洗|手洗|干洗|烘干|掉色|褪色|起球|缩水|变形|掉毛|起毛|褶皱|过敏|异味|味道大|甲醛|刺激|致敏|漏水|生锈|开裂|发黄|发霉|卡顿|快充|无线充|降噪|折叠|登机|托运|拆卸|调节|遥控|连接|蓝牙|续航|保温|保冷|保鲜|恒温|承重|加热|冷藏|微波|明火|电磁炉|洗碗机|烤箱|孕妇|婴儿|宝宝|小孩|老人|儿童|敏感肌|游泳|潜水|淋雨|下水|泡水|沉水)(?:性能?|功能|效果|使用|直接|可用|好|强|佳|级|(?:都|也)?(?:可以|能|行|没事|没问题|没关系))?")),
    ("colour", Pattern(r"有(?:[黑白红蓝绿灰粉紫黄棕橙米驼咖杏]色?[、和,])*(?:黑|白|红|蓝|绿|灰|粉|紫|黄|棕|橙|米|驼|咖啡?|杏|藏青|酒红|卡其|香槟)色(?:款|的(?!话)|可选|系|供|现货)")),
    ("beauty", Pattern(r"(?:改善|抑制|淡化|提亮|收缩|抚平|修复|去除|减少|均匀|细腻|紧致|嫩滑|美白|焕亮)(?:您的?|皮肤|肌肤|面部|脸部)?(?:的)?(?:肤质|肤色|黑色素|色斑|斑点|暗沉|毛孔|细纹|皱纹|痘印|屏障|黑眼圈|法令纹)|(?:变|更)白(?:皙|嫩)?|(?:越用越|用完)[^,。]{0,4}(?:白|嫩|滑|亮)")),
    ("material", Pattern(r"(?:纯|全|真|100%|百分百|优质|进口|天然|头层|二层|加厚|加绒|高档|澳洲|新疆|埃及|意大利|日本|德国|法国|韩国)(?:棉|羊毛|羊绒|真丝|桑蚕丝|亚麻|麻|皮|牛皮|羊皮|实木|橡木|胡桃木|松木|铜|银|不锈钢|钢化?|铝|钛|陶瓷|玻璃|硅胶|乳胶|羽绒|鹅绒|鸭绒|棉花|水晶|宝石|手工|植物|有机)|(?:材质|面料|成分|料子|内胆|外壳|里料|填充)(?:是|为|用的是|采用|选用|:)[^,。!?]{1,12}|(?:采用|选用|使用|用的是?)[^,。!?]{0,10}(?:材质|面料|材料|工艺|技术|芯片|马达|电机|内胆|皮料|五金|胶|棉|木|钢|布|皮|绒)|(?:含有?|添加了?|富含|蕴含)[^,。!?]{0,10}(?:精华|维生素|蛋白|胶原|玻尿酸|烟酰胺|氨基酸|矿物质|因子|提取物|酵母|神经酰胺|益生菌|膳食纤维)|手工(?:制作|缝制|打造|编织)|有机(?:种植|食品)?|无添加|零添加|无糖|0糖|0脂|不含[^,。!?]{1,6}|无(?:防腐剂|酒精|香精|色素|荧光剂|农药|激素|打蜡)|不(?:打蜡|打农药|催熟)|包甜|保甜|[很非超巨最]常?甜|甜得很|特别甜|现摘|当天(?:采摘|现摘|现做)|树上熟")),
    ("shop", Pattern(r"(?:有|开了?|设有)(?:线下|实体)(?:店|门店|体验店)|实体店(?:在|地址|就在|有)|(?:有|在|设)[^,。!?不没]{0,10}(?:专柜|门店|分店|线下店|直营店)(?!同款|的?话)|(?:可以|支持|能)(?:到店|上门|门店)?自提|(?:营业|上班|客服|工作|在线)时间(?:是|为|:)[^,。]{0,20}|24小时(?:在线|客服|营业|服务)|(?:可以|能|支持)?(?:开(?:具)?|寄出?|附)(?:专票|增值税专用|专用发票|纸质|普票)|(?:早上|早|上午)?\d{1,2}(?:点|:00)(?:到|至|-)(?:晚上?|下午)?\d{1,2}(?:点|:00)|全年无休|(?:工厂|源头|厂家)直(?:销|供|营)|自有工厂|\d+年(?:老店|品牌|历史)|老字号|百年|(?:可以|支持|能)?(?:可以|支持|能)货到付款(?!.{0,3}(?:不|没|暂|无))|(?:支持|可以)(?:分期|保价)免息|(?:终身|免费)会员")),
    ("size", Pattern(r"(?:是|属于)?(?:正码|标准码|标准尺码|不偏码|码数?(?:很|挺|非常)?(?:准|正)|偏(?:大|小)(?:一码|半码|点|一点)?(?!还是))|(?:早晚|每天|一天|每日|每周|一周)[^,。!?]{0,3}[各用]?[一二两三四\d]次")),
    ("service", Pattern(r"(?:免费)?上门(?:免费)?(?:安装|测量|维修|保养|取送)|免安装|免打孔|[一三五十\d]+(?:秒|分钟)(?:搞定|装好|组装)|(?:刻字|安装|包装|礼盒|贺卡|上楼|清洗|维修|调试|贴膜)[^,。!?不]{0,3}(?:免费|不收费|不要钱|不另收)|免费(?:刻字|安装|包装|维修|清洗|上楼|贴膜|调试)")),
    ("fit", Pattern(r"(?:适合|适用于?|兼容|支持|匹配|能(?:装|放|用|容纳)|可以?(?:装|放|容纳)|装得?下|放得?下|够用)[^,。!?不没]{0,14}(?:\d|[一二三四五六七八九十两几]+)[^,。!?]{0,8}|(?:穿|选|拍|建议)[^,。!?]{0,6}(?<![a-z])(?:x{0,3}[sl]|m|\d{2,3})码(?:就|刚好|正好|最合适|没问题|的|哦|哈|合适|可以)")),
)
_UNKNOWN = Pattern(r"没有?(?:标|写|注明|提到|提供|说明|登记|列|这(?:项|个|方面)|相关|查到|找到|具体)|未(?:标|注明|写|提供|登记)|不(?:确定|清楚|好说|敢说|敢乱|能乱|想随口|便乱|太清楚|太确定|知道|了解|能确定|好跟您说死|好随口)|核实|确认(?:一下|清楚|好|后|下)?|问(?:下|一下|问)|查(?:下|一下)|详情页|以.{0,8}为准|待|说不准|因人而异|咨询|参考|建议(?:您)?(?:先|看|以)|资料(?:里|上)?(?:暂时|目前)?没")
_ASKS_FACT = Pattern(r"(?:吗|么|嘛|不|没|\?|吧|是不是|会不会|能不能|可不可以|有没有)\s*$")
_YES = Pattern(r"^(?!对不起|抱歉)(?:您好|亲亲?|嗯+|恩+|哈+|那|您|必须|当然|肯定|自然|都|完全|是|对|\W)*(?:(?:能|可以|会|支持|带|有)[一-鿿]{1,2}(?=的|哒|滴|哦|哈|呢)|行的?|可以|能|会|没问题|没有问题|必须|肯定|对|是|有|支持|放心|不会|不掉|不起|好用|行|适合|当然)(?:放心)?(?:使用|用|吃|喝|穿|戴|涂|的话)?(?:的|滴|哒|得|啦|了|哈|哦|喔|呢|呀|啊|亲|您|嘛|咯|捏|放心|\W)*$")
_PROPERTY = Pattern(
    r"防水|防摔|防滑|机洗|洗衣机|水洗|手洗|掉色|褪色|起球|缩水|变形|掉毛|过敏|异味|味道|甲醛|漏|生锈|裂|快充|降噪|折叠|登机|拆|保温|保冷|承重|微波|电磁炉|洗碗机|烤箱|孕妇|婴儿|宝宝|小孩|老人|儿童|敏感肌|游泳|潜水|淋雨|正品|授权|认证|进口|纯棉|真皮|实木|纯羊毛|纯银|质保|保修|专票|实体店|自提|甜|打蜡|农药|添加|无糖|兼容|适合|适用|能装|能放|磨脚|扎|透|闷|静音|噪音|续航|耐用|结实|检测|报告"
)
_SOURCED_UNITS = {"毫升": "ml", "公斤": "kg", "千克": "kg", "厘米": "cm", "公分": "cm", "毫米": "mm", "克": "g", "英寸": "寸", "吋": "寸", "毫安": "mah", "毫安时": "mah", "瓦": "w", "伏": "v", "升": "l", "米": "m", "℃": "度", "°c": "度"}
_TO_BASE = {"kg": ("g", 1000), "斤": ("g", 500), "g": ("g", 1), "cm": ("mm", 10), "mm": ("mm", 1), "m": ("mm", 1000), "ml": ("ml", 1), "l": ("ml", 1000), "小时": ("min", 60), "分钟": ("min", 1), "年": ("mo", 12), "个月": ("mo", 1), "成": ("%", 10), "%": ("%", 1), "寸": ("寸", 1)}


_CODE = Pattern(r"ipx?\d{1,2}|蓝牙\s?\d(?:\.\d)?|[2-4]\d{2}不锈钢|\d{3}[足纯]?银|足金|足银|\d{1,2}k金|type-?c|usb-?c|micro-?usb|\d{3,4}hz|[24]k(?=屏|高清|分辨率)|wifi\s?\d")
_ANY = any_of(_MEASURE, _CODE, *(pattern for _, pattern in _CLAIMS))


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each product or shop claim that no fact carries."""
    known_products = bool(reading.request.products or reading.request.knowledge)
    given = reading.given
    found = False
    for clause in reading.where(_ANY):
        text = spoken(clause)
        if clause.asks or clause.find(ALTERNATIVE_QUESTION, text) or _hedged_away(reading, clause, text):
            continue
        hit = _measure(reading, clause, text, given) if known_products else None
        hit = hit or (_code(clause, text, given) if known_products else None) or _property(reading, clause, text, given)
        if hit is not None:
            found = True
            yield hit
            break
    if not found:
        yield from (*_origin(reading, given), *_service(reading, given)) or _answers(reading, given)


def _origin(reading: Reading, given: str) -> Iterator[Hit]:
    """A place of origin, asked for and named, that the facts do not carry."""
    if not reading.asks(r"产地|哪里?(?:儿)?(?:生?产|的$|来的|做的|种的)|产自|原产|哪儿产"):
        return
    for place in reading.places:
        clause = reading.turn.clause_at(place.start)
        if clause is not None and place.text not in given and not seek(r"发货|寄|仓|快递|到|不|没", clause.text) and not clause.asks:
            yield Hit(place.start, place.end, f"资料里没有产地“{place.text}”", "product.attributes.产地", "只说资料里有的,没有的去核实后再答复")
            return


_SERVICES = Pattern(r"货到付款|到付|自提|试用|以旧换新|上门(?:安装|取件)|代写|贺卡|礼品袋|礼盒装|礼品包装|刻字|专票|纸质发票|实体店|门店|价保|保价|退差价|预约|开票|会员|积分|赊账|先用后付")


def _service(reading: Reading, given: str) -> Iterator[Hit]:
    """A yes to a service of the shop that neither request nor policy lists."""
    asked = reading.asks(_SERVICES)
    if asked is None or asked.group() in given or asked.group() in ("开票", "预约", "保价", "退差价"):
        return
    for clause in reading.clauses[:3]:
        following = reading.after(clause)
        if _YES.match(clause.text) and not clause.asks and not (following is not None and seek(r"不过|但|没|核实|确认|看", following.text)):
            yield Hit(clause.start, clause.end, f"资料里没有“{asked.group()}”这项服务", "request.knowledge", "资料里没有的服务,去核实后再答复")
            return


def _hedged_away(reading: Reading, clause: Clause, text: str) -> bool:
    if _UNKNOWN.search(text) or seek(r"您(?:说|提到|问|想要|需要|平时|可以|的(?:身高|体重|需求|情况))|如果|若|要是|的话|别家|其他(?:款|店)", text):
        return True
    following = reading.after(clause)
    return following is not None and re.match(r"^(?:这个|这点|这一点|具体|我)?[^,。]{0,8}(?:没有?(?:标|写|注明)|不(?:确定|清楚|敢)|资料)", following.text) is not None


def _measures(text: str) -> set[tuple[Decimal, str]]:
    values: set[tuple[Decimal, str]] = set()
    for match in _MEASURE.finditer(text):
        for group in ("low", "high"):
            if match.group(group):
                value = _base(match.group(group), match.group("unit"))
                if value is not None:
                    values.add(value)
    return values


def _base(number: str, unit: str) -> tuple[Decimal, str] | None:
    value = parse_number(number)
    if value is None:
        return None
    unit = _SOURCED_UNITS.get(unit, unit)
    base, factor = _TO_BASE.get(unit, (unit, 1))
    return value * factor, base


def _facts(reading: Reading, given: str) -> set[tuple[Decimal, str]]:
    cached: set[tuple[Decimal, str]] | None = getattr(reading, "_measures", None)
    if cached is not None:
        return cached
    values = _measures(given)
    for number in re.findall(r"\d+(?:\.\d+)?", given):
        values |= {(Decimal(number), "bare"), (Decimal(number) * 10, "mm"), (Decimal(number), "寸")}
    for product in reading.request.products:
        if product.weight_kg is not None:
            values |= {(product.weight_kg * 1000 * pieces, "g") for pieces in quantities_spoken(reading)}
        weights = [p.weight_kg for p in reading.request.products if p.weight_kg is not None]
        values |= {(abs(a - b) * 1000, "g") for a in weights for b in weights if a != b}
        values |= {(quote.billable_kg * 1000, "g") for quote in _shipping_quotes(reading)}
        for side in product.dimensions_cm or ():
            values.add((side * 10, "mm"))
    reading._measures = values  # pyright: ignore -- a cache on the reading
    return values


def _shipping_quotes(reading: Reading) -> list[Quote]:
    """Quotes to the destination, whose billable weight a reply may name."""
    found: list[Quote] = []
    for province in destination_provinces(reading):
        for carrier_id in reading.policy.carriers:
            with suppress(QuoteError):
                found.extend(quote_parcel(reading.policy, province, carrier_id, parcel) for parcel in (parcel_of(reading.request), *baskets(reading)))
    return found


_LASTS = Pattern(r"保修|质保|保固|联保|保质|保鲜|续航|保温|保冷|待机|充满|充电|充一次|寿命|能用|可用|有效期|耐用|历史|经验|品牌|研发|老店|存放|放置|播放|通话|存储|熬|煮|泡|炖|烤|敷|护理|一疗程|疗程|见效|起效|饱腹|煲|窖|陈|发酵|锁鲜|清洗")
_OTHER_TOPIC = Pattern(r"运费|快递|顺丰|中通|物流|发货|送达|到货|退|换|无理由|签收|回电|回复|审核|核实|处理|付款|下单|优惠|满\d|券|包邮|首重|续重|计费|体积重|发票|到账|主管|客服|左右送|分拨|派送|活动|折|补发|预售|下周|电话|更新|等|前付|寄|邮|合计|一共|总共|元")


def _measure(reading: Reading, clause: Clause, text: str, given: str) -> Hit | None:
    for match in _MEASURE.finditer(text):
        unit = match.group("unit")
        if unit in ("天", "小时", "分钟", "年", "个月", "次", "成", "度", "层", "遍", "支", "档", "段", "针", "%") and (
            _OTHER_TOPIC.search(text) or _OTHER_TOPIC.search(text[max(0, match.start() - 6) : match.end() + 6])
        ):
            continue
        if unit in ("kg", "公斤", "千克", "斤", "g", "克") and seek(r"运费|首重|续重|计费|体积|按|不到|超|顺丰|中通|快递|邮|计|以内|每|起|折算|算下来", text):
            continue
        if unit in ("天", "小时", "分钟", "年", "个月", "次") and not _LASTS.search(text) and not (reading.asks(_LASTS) and len(text) <= 12):
            continue
        if unit == "斤" and (liang := re.match(rf"({CJK_NUMBER}|\d)两", text[match.end() :])):
            whole, rest = parse_number(match.group("low")), parse_number(liang.group(1))
            if whole is not None and rest is not None and (whole * 500 + rest * 50, "g") in _facts(reading, given):
                continue
        if unit in ("天", "年", "次", "个月") and seek(r"[上下这本每前后第近几]\s?$", text[max(0, match.start() - 1) : match.start()]):
            continue
        if match.group("low") in ("一", "两", "几", "半", "十") and unit in ("次", "层", "天", "度", "成", "段", "年", "个月", "小时", "档", "遍", "米", "支", "分钟", "针"):
            if not seek(r"保修|质保|保质|续航|保温", text):
                continue
        facts = _facts(reading, given)
        for group in ("low", "high"):
            raw = match.group(group)
            if not raw:
                continue
            value = _base(raw, unit)
            if value is None:
                continue
            loose = (value[0], "bare") in facts and unit not in ("天", "小时", "分钟", "年", "个月")
            if value in facts or loose or match.group() in given or (raw in given and unit in given):
                continue
            policy_months = reading.policy.compensation.warranty_months
            if unit == "个月" and value[0] == policy_months and seek(r"保修|质保|延", text):
                continue
            if match.group() in reading.asked and reading.asks(r"身高|体重|斤|岁"):
                continue
            return Hit(clause.start + match.start(), clause.start + match.end(), f"资料里没有“{match.group()}”这个数据", "product.attributes", "只说资料里有的,没有的去核实后再答复")
        reading.claim("product_fact", clause.start + match.start(), clause.start + match.end(), match.group(), written_source(reading, match.group()) or "product.attributes")
    return None




def _code(clause: Clause, text: str, given: str) -> Hit | None:
    """A grade or standard written as a code (IPX5, 316不锈钢) that is not the product's."""
    compact = given.replace(" ", "").replace("-", "")
    for match in _CODE.finditer(text):
        if match.group().replace(" ", "").replace("-", "") not in compact and not seek(r"不是|没有|并非|不到", text[: match.start()][-6:]):
            return Hit(clause.start + match.start(), clause.start + match.end(), f"资料里没有“{match.group()}”", "product.attributes", "只说资料里有的,没有的去核实后再答复")
    return None


def _words_in(text: str) -> list[str]:
    return _PROPERTY.findall(text)


def _property(reading: Reading, clause: Clause, text: str, given: str) -> Hit | None:
    for kind, pattern in _CLAIMS:
        for match in pattern.finditer(text) if clause.present & pattern.bit else ():
            said = match.group()
            if _carried(reading, kind, said, text, match, given):
                continue
            return Hit(clause.start + match.start(), clause.start + match.end(), f"资料里没有依据:“{said}”", "product.attributes", "只说资料里有的,没有的去核实后再答复")
    return None


_CORE = Pattern(r"(?:可以|能够?|支持|可|会|不会|不怕|不|耐|防|抗|免|具有|有|带|自带|适合|适用于?|完全|绝对|都能|也能|照样|随便|的|采用|选用|使用|用的是?|材质|面料|成分|是|为|:)")


def _carried(reading: Reading, kind: str, said: str, text: str, match: re.Match[str], given: str) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if seek(r"(?:不是|没有|没|并非|未|无法|暂无|不算|不太|非)[^,。]{0,4}$", before) or re.match(r"(?:吗|么|没有|与否|的话|不了|用不|方面|情况|这(?:块|方面))", after):
        return True
    if kind == "warranty":
        if seek(r"终身|永久|联保|只换不修|以旧换新|免费维修|包换|包修|包用", said):
            return said in given or (said in ("包换", "包修") and seek(r"7天|七天|质量|核实", text) is not None)
        return True  # a figure of the warranty is judged as a measure
    core = _CORE.sub("", said)
    compact = given.replace(" ", "")
    if kind == "colour":
        return all(letter in given for letter in re.findall(r"(藏青|酒红|卡其|香槟|咖啡?|[黑白红蓝绿灰粉紫黄棕橙米驼杏])色", said))
    if kind == "size" and seek(r"新生儿|宝宝|宝贝|孩子|小孩|您|老人|身高|体重|岁|个月", before):
        return True
    if kind in ("size", "service"):
        return core in given or said in compact or (kind == "service" and reading.request.case is not None and reading.request.case.confirmed)
    if kind == "fit":
        numbers = re.findall(r"\d+", said)
        return _OTHER_TOPIC.search(text) is not None or (bool(numbers) and all(number in given for number in numbers)) or seek(r"件|套|双|寸|人|码|寸|岁|斤|l|个", said) is None or not seek(r"\d|[一二三四五六七八九十两]", said) or seek(r"多种|一个|一种|几种", said) is not None
    if kind == "ability":
        if seek(r"开箱|包装|运输|快递", text) or (reading.request.case is not None and reading.request.case.reason not in ("no_reason", "other") and seek(r"照片|核实|抱歉", reading.text)):
            return True
        root = seek(r"防水|防摔|防滑|防潮|防霉|防晒|防紫外线|防尘|防静电|防螨|抗菌|抗皱|抑菌|除菌|杀菌|机洗|洗衣机|水洗|手洗|干洗|烘干|掉色|褪色|起球|缩水|变形|掉毛|起毛|褶皱|过敏|异味|味道大|甲醛|刺激|致敏|漏水|生锈|开裂|发黄|发霉|卡顿|快充|无线充|降噪|折叠|登机|托运|拆卸|调节|遥控|连接|蓝牙|续航|保温|保冷|保鲜|恒温|承重|加热|冷藏|微波|明火|电磁炉|洗碗机|烤箱|孕妇|婴儿|宝宝|小孩|老人|儿童|敏感肌|游泳|潜水|淋雨|下水|泡水|沉水", said)
        name = root.group() if root else core
        if name in given:
            return not (re.match(r"完全|绝对|随便", said) or seek(r"(?:完全|绝对|彻底|百分百)(?:可以|能|是)?$", before)) or "完全" in given
        asserted = re.match(r"(?:可以|能够?|支持|可|会|不会|不怕|不|耐|抗|免|具有|有|带|自带|适合|完全|绝对|都能|也能|照样|随便)", said) is not None or seek(r"(?:功能|性能|效果|级|好|强|佳|都(?:可以|能|行)|可用|没事|没问题)$", said) is not None or seek(r"(?:可以|能|支持|不会|不|带|有|适合|耐|都)[^,。]{0,3}$", before) is not None
        asserted = asserted or re.match(r"(?:也|都)?(?:可以|能)?(?:放心)?(?:直接)?(?:使用|用|吃|喝|穿|戴|使用)", after) is not None
        asked_about = name in reading.asked
        if not asserted and not (asked_about and re.match(r"(?:的|哦|呢|没问题|可以|都可以|\s|$|是没问题)", after)):
            return True
        if seek(r"建议|最好|尽量|注意|避免|请|不(?:建议|要|宜|可|能)|别|宜|平时|日常", before + said[:2]) and not seek(r"^不会|^不怕", said):
            return True
        return name in ("老人", "宝宝", "小孩", "儿童", "孕妇", "婴儿") and not seek(r"适合|可以用|能用|都能|都可以", text)
    if kind == "material":
        if said in compact or core in compact:
            return True
        parts = re.findall(r"棉|羊毛|羊绒|真丝|桑蚕丝|亚麻|皮|实木|橡木|胡桃木|松木|铜|银|不锈钢|钢化|铝|钛|陶瓷|玻璃|硅胶|乳胶|羽绒|鹅绒|鸭绒|水晶|pc|abs|tpu|聚酯|涤纶|腈纶|莱卡|帆布|尼龙|牛津布|竹", said)
        if re.match(r"(?:纯|全|100%|百分百|真|头层|进口|天然|高档|澳洲|新疆|埃及|意大利|日本|德国|法国|韩国|优质|加厚|加绒)", said):
            return False
        if re.match(r"不含", said) and seek(r"运费|邮|税|配件|赠品|安装", said):
            return True
        return bool(parts) and all(part in compact for part in parts) or (not parts and re.match(r"(?:材质|面料|成分|料子|内胆|外壳|里料|填充)", said) is not None and any(v in said or said[-3:] in v for v in _values(reading)))
    if kind == "certificate":
        if seek(r"假一", said):
            return True
        words = re.findall(r"认证|检测报告|质检|检验|专利|资质|证书|授权|国标|食品级|母婴级|医用级|航空级|军工级|a类|3c|ce|fda|sgs|iso|原厂|进口|原装|大牌|品牌货|专柜|标准|出口级", said)
        if seek(r"标准", said) and len(words) == 1:
            return True
        return any(word in given for word in words) or (reading.request.case is not None and seek("检测|检验|质检", said) is not None) or seek(r"达到|符合", said) is not None and seek("包邮|条件|门槛|满减", text) is not None
    return said in given or any(part in given for part in re.findall(r"实体店|自提|营业时间|专票|货到付款|专用发票|24小时|分期|\d{1,2}点|\d{1,2}:00", said)) or seek("不|没|用不", before[-3:]) is not None or (seek("开", said) is not None and seek("发票", given) is not None and "专" not in said and "纸" not in said)


def _values(reading: Reading) -> list[str]:
    return [simplify(value) for product in reading.request.products for value in product.attributes.values()]


_NO_PROPERTY = Pattern(
    r"花呗|支付|信用卡|分期|货(?!真)|运|邮|退|换|票|[发寄送]|到[了达货]?(?:吗|么|没)|快递|便宜|优惠|券|付|微信|改|备注|留|等|活动|折(?!叠)|客服|真人|机器人|有人|问题|关系|主管|电话|赠|保价|预留|加急|合并|"
    r"查|补|赔|返|评|拍|减|少|价|钱|店|自提|[早快慢]点|[今明后]天|帮|给|让|咨询|在吗|在不|骗|假一|下单|订|库存|现在|晚上|周|号前|几点|多久|几天|码|私下|转账|交易|加[微vl]|试穿|人工|货到"
)
# What a question about the goods leaves open: a yes or no, or one of two.
_WONDERS = Pattern(
    r"(?:(?P<a>能|会|可以?|是|适合?|支持|含|带|掉)[不没](?:能|会|可以|是|适合|支持|含|带|掉)|有没有|是否|可否|能否)(?P<whether>[一-鿿a-z0-9]{2,8})"
    r"|(?:支持|带|有|是|能|可以|会|含|配|适合)(?P<thing>[一-鿿a-z0-9]{2,8}?)(?:吗|么|不|没|嘛|吧|\?)?$"
    r"|(?P<who>[一-鿿]{2,6}?)(?:能|可以|适合|会)(?P<verb>[吃喝用穿戴涂抹装放洗骑坐睡养盖铺]|不能[吃喝用])(?:这个|它)?(?:吗|么|不|没|嘛|\?)"
    r"|^(?P<what>[一-鿿a-z0-9]{2,8}?)(?:行不行|行|可以|合适)(?:吗|么|不)"
)
_EITHER = Pattern(r"(?P<one>(?:(?!是)[一-鿿a-z0-9]){2,6}?)的?(?:还是|或者?是)(?P<other>[一-鿿a-z0-9]{2,6})")
_FILLER = re.compile(r"(?:的|吗|么|不|没|嘛|吧|呢|呀|啊|哦|了|这个?|那个?|这款|那款|你们?|您|家|们|它|亲|请问|一下|东西|真的|都|也|就|是|能|可以|会)+$|^(?:的|你们?|您|这个?|那个?|这款|那款|它|请问|亲|是|能|可以|会|都|也|就|我家|我)+")


def _wondered(asked: str, given: str) -> list[str]:
    """What a question leaves open about the goods: '支持tf卡吗' → ['tf卡'], '明前的还是雨前的' → both; not what the facts carry."""
    text = re.sub(r"[呀啊哦呢亲哈的~]+$", "", asked)
    either = _EITHER.search(text)
    match = either or _WONDERS.search(text)
    if match is None or _NO_PROPERTY.search(asked) or not (either or match.group("whether") or seek(r"吗|么|不$|没$|嘛|吧$|\?", asked)):
        return []
    found = [_FILLER.sub("", match.group(name)) for name in match.groupdict() if name not in ("a", "verb") and match.group(name)]
    return [word for word in found if len(word) >= 2 and not (word.endswith("色") and word[:-1] in given) and not any(word[i : i + 2] in given for i in range(len(word) - 1))]


def _answers(reading: Reading, given: str) -> Iterator[Hit]:
    """A yes to a question about the goods that no fact answers: '不会的', '可以的', or the thing itself said back ('是明前的')."""
    asking = [clause for clause in reading.question.clauses if clause.asks or clause.find(_ASKS_FACT) or "还是" in clause.text or "有没有" in clause.text]
    asked = [word for clause in asking for word in _words_in(clause.text) if word not in given and not seek(r"运费|退|发错|少发|快递", clause.text)]
    wondered = [word for clause in asking for word in _wondered(clause.text if clause.asks else clause.text + "?", given)]
    asked = asked or wondered
    if not asked or len(reading.clauses) > 6 or _quotes_facts(reading) or any(clause.find(_UNKNOWN) for clause in reading.clauses):
        return
    for clause in reading.clauses[:4]:
        if clause.asks or not (_YES.match(clause.text) or _says_back(clause, wondered)):
            continue
        following = reading.after(clause)
        if following is not None and (seek(r"不过|但|没|核实", following.text) or ("放心" in clause.text and not _says_back(clause, wondered))):
            return
        yield Hit(clause.start, clause.end, f"资料里没有“{asked[0]}”的依据", "product.attributes", "资料里没有的,去核实后再答复")
        return


def _quotes_facts(reading: Reading) -> bool:
    """Whether the turn rests on an attribute of the goods ('是的,2026年的春茶'): then that, and not the yes, is judged."""
    values = (part for value in _values(reading) for part in re.split(r"[/,、;\s]", value))
    return any(len(part) >= 2 and part in reading.text for part in values)


def _says_back(clause: Clause, wondered: list[str]) -> bool:
    """Whether the clause affirms what was wondered about, in its own words."""
    word = next((word for word in wondered if word in clause.text), None)
    if word is None or seek(r"不|没|无|非|别|未|核实|确认|建议|看|问|查|详情|资料|如果|要是|哪|想|需要|咨询|了解|关于|可能|也许|提到|您说", clause.text):
        return False
    return seek(r"有|是|能|可以|会|适合|支持|带|的", clause.text) is not None


EXAMPLES = (
    bad("承重120斤没问题的", "能承重多少"),
    bad("通过了SGS认证哦", "安全吗"),
    bad("保修3年", "保修多久"),
    bad("不会的亲", "会掉色吗"),
    bad("可以机洗的", "怎么洗"),
    bad("我们有实体店的,可以自提", "有店吗"),
    good("纯棉的,尺寸140x70cm", "什么料子"),
    good("长一米四,宽七十厘米", "多大"),
    good("资料里没有写能不能机洗,我核实后告诉您", "能机洗吗"),
    good("重0.5公斤,约1斤", "多重"),
)
