"""What can be said of goods and shop in words: classes of property, how each is asserted, and whether the facts carry it.

A statement is (class, words, polarity). It is one only when the shop asserts it: an ability in a frame of ability
(可以…, …没问题), a flaw when it is denied, a mark (certificate, material, origin, service) when it is named without a
denial. The facts carry it when they speak of the same class with the same polarity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.asserted import ADVISES, DENIED_AFTER, DENIES, Statement, carried, matches, overlaps, stance, statement
from guarded_reply.claims.goods_stuff import STUFF_STATEMENTS, STUFF_WORDS
from guarded_reply.claims.reading import Reading
from guarded_reply.claims.shop_words import SHOP_STATEMENTS, SHOP_WORDS
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause

# class: words. The same words in the facts carry the class.
_GOOD = {
    "soak": r"一滴(?:水)?(?:都|也)?不(?:进|漏|渗)|[蹚趟涉](?:水|河)|泡(?:在|进|到)?水|沉水|潜水|游泳|下水(?!道)|(?<![温热开冷凉清])水里|台风|暴雨|滴水不漏|洗澡(?:时|也|都|能|可)",
    "water": r"防(?:泼|雨)?水|淋雨|下雨|雨[天里]|不(?:怕|进|沾)水|防水\w{0,2}指数",
    "drop": r"[防抗耐]摔|摔不[坏破烂碎]|不怕摔|[防抗耐]压(?!力)|抗震|防震|防撞",
    "slip": r"防滑|不打滑|止滑|雪地|冰面",
    "sun": r"防晒|防紫外线|upf|spf",
    "germs": r"防螨|除螨|抗菌|抑菌|除菌|杀菌|防霉|消毒(?!柜)",
    "crease": r"抗皱|防皱|免烫|免熨",
    "machine": r"机洗|洗衣机|甩干|脱水",
    "wash": r"(?<![清冷热温凉开泡])水洗(?!标)|手洗|干洗|泡洗|拆洗",
    "dry": r"烘干",
    "charge": r"快充|闪充|无线充|反向充",
    "quiet": r"降噪|隔音",
    "fold": r"折叠",
    "flight": r"登机(?!箱)(?!牌)|上飞机|带飞机|过安检|随身带上|托运",
    "apart": r"拆卸|可拆",
    "compat": r"兼容|适配|(?:双|多)(?:设备|手机|机|端)[^,。]{0,2}(?:连|在线|切换)",
    "adjust": r"(?:可|能|多档|自由)(?:以)?(?:调节|伸缩|升降)|无极调|无级调",
    "tech": r"wi-?fi|nfc|gps(?!定位)|airplay|carplay|hi-?res|hdr",
    "remote": r"遥控|app(?:控制|连接)|语音[^,。不没]{0,3}控制|小爱(?:同学)?|小度|天猫精灵|siri|米家|homekit|智能音箱|连手机|连电脑|同时连|定时功能",
    "warm": r"保温|保冷|恒温|锁温",
    "microwave": r"微波",
    "oven": r"(?:进|放|入|上)(?:得了)?烤箱|烤箱(?=[都也]?(?:能|可|没问题|也|行))",
    "dishwasher": r"洗碗机|消毒柜",
    "fire": r"明火|电磁炉|燃气灶|电陶炉|直火",
    "boil": r"蒸煮|水煮|煮沸",
    "baby": r"孕妇|孕期|哺乳期|婴儿|新生儿|宝宝|(?:过敏|湿疹|敏感)的?娃|小孩|儿童|幼儿|刚出生|孕妈",
    "elder": r"老人|老年人|长辈",
    "pet": r"(?:过敏|敏感|玻璃胃)的?[猫狗]|幼猫|幼犬|奶猫|奶狗|全阶段|全犬种|全猫种",
    "skin": r"敏感性|(?:干|油|中|混合(?:偏[干油])?)性(?!能|笔|墨|价|粉|质)|敏感肌|敏感皮|[干油混痘]皮|(?:干|油|混合|中|痘痘)性?肌肤?|各种肤质|所有肤质|任何肤质|什么肤质",
    "guard": r"(?<!预)(?<!严)(?<!国)(?<!消)(?<!提)防(?!止|范|备|守|护|水|摔|滑|晒|螨|霉|皱|压|震|撞|泼|雨|紫|风险|骗|伪|控|疫|疏漏)[一-鿿]{1,2}",
    "eat": r"(?:吃|咽|舔|误食)(?:进|下|到)?[^,。]{0,4}(?=[都也](?:没事|不怕|安全|没关系|没问题))|(?:误食|吃|舔|咽)了(?:点|一点|些)?(?=没事|不要紧|没关系|不怕)",
    "free": r"(?<![避以难])免(?:安装|打孔|拆|充电|插电|煮|浸?泡|组装|过滤|开锅|开壶|烫|熨|手?洗|剪|缝|胶|钉|裁|调试)",
}
_BAD = {
    "fade": r"掉色|褪色|染色|脱色|变色",
    "pill": r"起球|起毛|勾丝|抽丝",
    "shrink": r"缩水|变形|走形|松垮",
    "shed": r"掉毛|跑毛|跑棉|跑絮|结块|板结|掉絮|钻绒|跑绒|掉渣|掉屑|掉粉",
    "allergy": r"过敏|致敏|刺激(?!战)|烂脸|闷痘|爆痘|红屁|起疹",
    "smell": r"异味|怪味|臭味|串味|味道大|气味大",
    "leak": r"漏(?:水|液|气|油|尿|风|光|电|(?=[的哦哈呢亲]|$))|侧漏|渗水",
    "rust": r"生锈|氧化发黑|发黑",
    "crack": r"开裂|断裂|裂开|开胶|脱胶|破损(?!包|免|赔|补)|(?<=会)[破坏裂碎断塌](?!的话|了)",
    "yellow": r"发黄|变黄|发霉|变质",
    "lag": r"卡顿|断连|延迟|发烫",
    "hot": r"烫(?=的|哦|哈|$)|烫手|烫伤|烫着|烫到",
    "rub": r"磨脚|夹脚|硌脚|捂脚|闷脚|臭脚",
    "bowel": r"软便|拉肚子|拉稀|上火",
    "ink": r"洇墨|透墨|透背|晕墨|渗墨|起毛边",
    "stick": r"粘锅|糊锅|糊底|粘底|掉漆|掉涂层",
    "tip": r"侧翻|翻倒|打滑|晃(?!眼)|塌(?:陷|边)|塌$",
    "makeup": r"卡粉|搓泥|假白|脱妆|浮粉|沾杯|拔干",
}
# Named without a denial they are claims; what stands here is never a plain word of a chat.
_MARKS = {
    "certificate": r"检测报告|质检报告|质检证书|专利|药监局|国家?标准|国标|欧盟|(?<![a-z])(?:fda|sgs|rohs|iso\d*|ce|gs|rds|oeko|gots|haccp|qs|3c|ccc|upf50)(?![a-z])|(?:食品|食用|母婴|医用|医美|航空|航天|军工|婴儿|出口)级|a类|械字号|国妆特|特证|妆字号|消字号|(?:官方|品牌|正品|厂家)授权|(?:拿|获|得)过?[^,。!?不没]{0,4}奖(?!品|励)|收藏证书|鉴定证书|配证书|证书(?=编号|齐全|都有)|(?:通过|获得?|取得|持有|双重|国际|权威|国家|质量|体系|产品|安全|有机|绿色|具有|拥有|有)[^,。!?不没]{0,8}(?:认证|检测|检验|备案)(?!码|中|结果)",
    "effect": r"(?:吸附?|除|去除?|净化|分解|清除|祛除?)(?:掉)?(?:室内|空气(?:里|中)?的?|家里的?|各种)?(?:甲醛|异味|烟味|臭味|宠物味|空气|雾霾|粉尘|pm2\.5|二手烟|有害气体)|(?:驱|防|灭)蚊|驱虫|防辐射|招财|旺运|解酒",
    "craft": r"现(?:[做烤炒磨摘采取挖捞杀宰榨蒸卤炸酿切包割捕打烘焙煮泡剪绣织裁缝压捏熬炖拌腌剥])(?!的?话|金)|(?:深|高|大)山(?:里的?)?(?:老|土|野)|土(?:蜂蜜|鸡|猪|鸭|榨)|正宗(?!吗)|纯天然|原生态|零农残|活水|头道|初榨|纯手工|全手工|手工(?:制作|缝制|打造|编织|打磨|捏|吹)|柴窑|大师(?:之手|亲|手作|制|做|设计|级|监制|作品)|非遗|古法|百年(?!好合)|古树|野生|头采|明前|雨前|现摘|超声波焊接?|激光焊接?|一体(?:成型|成形)|注塑|当天(?:采摘|现做)|树上熟|散养|低(?:致)?敏|抗敏|舒敏|农家|自家(?:种|养|果园|产)|不打蜡|不打农药|不催熟|有机(?=种植|食品|认证|蔬菜|水果|大米|棉|肥|奶|茶|农|的?$)|脱糖|控糖|[四三两双]重(?:保护|防护|锁)|过热断电|童锁|儿童锁|双喇叭|环绕立体声|热风循环|双层真空|真空(?:结构|层|断热|保温)|国宴|非转基因",
    "origin": r"原装|(?:纯|全)?进口(?!关税|税|货源清单)|产自|出自|源自|来自(?=[一-鿿]{2,8}(?:产区|产地|山|岛|原|高原|牧场|的(?:原|羊|鹅|棉|牛|茶)))|原产地?(?!地址)|高寒产区|原矿",
    "form": r"(?:高低|软硬|厚薄|大小|长短|男女|情侣|亲子)款(?!式)",
    "season": r"冬暖夏凉|四季(?=[^,。不没]{0,4}(?:能|可以?|适合|通用|皆宜|合适))|自发热|恒温(?=科技|纤维|技术|材料|面料)|发热(?=纤维|科技|面料)",
    "cold": r"零下(?:\d{1,2}|[一二三四五六七八九十]{1,3})度?(?:以下|以内)?[^,。不没]{0,3}(?:能|可以|行|没问题|不怕|不冷|扛得住|够)",
    "saves": r"(?:省|节省|节约|节)(?:了|下|出|掉|去)?(?:将?近)?(?:一半|一大半|大半|[一二两三四五六七八九\d]+(?:成|倍|%))(?!的?(?:运|邮|钱|路费|快递))|(?:更|很|非常|特别|超级?|最|比[^,。]{1,8})(?:省|节)(?:电|水|油|气|能)|(?:省|节)(?:电|水|油|气|能)(?:得很|不少|很多|[^,。不]{0,2}的$)|(?:一个?月|一年|每[月年天]|一天)[^,。]{0,4}省[^,。运邮]{0,6}(?:块|元|度电)",
    "checks": r"x光|验针|检针|次品率|不良率|良品率|合格率|零(?:次品|瑕疵|差评|投诉)|(?:[一二两三四五六七八九十]|\d{1,3})(?:道|重|轮)的?(?:质检|检验|检测|工序|工艺|品控|把关|检查)|(?:做|经)过[^,。不没]{0,6}(?:无菌|消毒|灭菌|除菌|抗菌|脱脂|软化)处理|消过毒|无菌(?!手套)",
    "fame": r"(?:明星|网红|博主|大牌|顶流|央视|达人|爱豆|专柜|医生|专家)[^,。不没]{0,4}(?:同款|推荐|代言|背书|都?在[用穿戴买])|留香(?!吗)|持香",
    "universal": r"(?:什么|任何|哪种|各种|所有)(?:样的)?(?:皮肤?|肤质|肌肤|体质|脚型|脚|身材|体型|年龄段?|头型|脸型|发质|床|车型?|手机|机型|灶|锅|季节|天气|场合)[^,。不没]{0,3}(?:都|均|也)(?:能|可以?|适合|合适|行|适用|没问题|好用)",
    "investment": r"升值|保值|收藏价值|翻[一二两三四五几\d]+番",
}
_FREE_OF = Pattern(
    r"(?P<no>不含|不添加|不加|没(?:有)?(?:添加|加)?|未添加|无(?!法|论|需|须|理|误|非|效|奈|货|缝|线|忧|意|所|关|人|痕|任何(?:问题|影响))|零|0)(?:任何|一点|半点|额外|人工)?(?P<what>酒精|香精|香料|色素|防腐剂|激素|荧光(?:剂|增白)?|甲醛|双酚a|bpa|[铅镉汞]|重金属|农药|添加剂?|蔗?糖|反式脂肪|塑化剂|硅油|皂基|矿物?油|抗生素|谷物|麸质|诱食剂|化学(?:成分|物质)|刺激|异味|怪味|毒|漆|蜡|苯|胶|辐射|蓝光|频闪|硫|胶水|明矾|转基因|味(?=$|[,、的无])|硅|脂(?=$|[,的]))"
)


def _group(table: dict[str, str]) -> Pattern:
    return Pattern("|".join(f"(?P<{name}>{words})" for name, words in table.items()))


_STRESS = Pattern(r"(?P<what>(?:摔|[蹚趟][水河]?|扔|砸|踩|泡|淋|暴?晒|揉|压|拉扯|撕扯|剪|烫|火烧|冻|蹦|跳|大力|[摔扔砸踩丢](?:[一-鿿]{1,4})))(?:过去|上去|下来|过来|下去)?(?:几次|两下|几下|多久|一天|一夜|一宿)?(?:它)?(?:都|也|照样|还是?)(?:没(?:有)?(?:一点)?(?:事|问题)|不怕|不带怕|不会?(?:坏|烂|变形|裂|碎|散|皱|褪色|掉色|开线)|好好的|完好|扛得住|撑得住|纹丝不动|照用|能用)")
_IN_FULL = Pattern(r"(?:全|完全|百分之?百|100%|彻底)(?P<what>[一-鿿]{2})")
_GOOD_WORDS, _BAD_WORDS, _MARK_WORDS = _group(_GOOD), _group(_BAD), _group(_MARKS)
WORDS = any_of(_STRESS, _IN_FULL, _GOOD_WORDS, _BAD_WORDS, _MARK_WORDS, _FREE_OF) | SHOP_WORDS | STUFF_WORDS
_SAME = {**_GOOD, **_BAD, **_MARKS}

# -- how a thing is asserted ------------------------------------------------------------------------------------------
_ABLE_BEFORE = Pattern(r"(?:可以?|能够?|支持|会|不怕|适合|适用于?|适宜|带|自带|具有|具备|有|配备|都|照样|随便|直接|放心|完全|绝对|百分百|专业|经得起|扛得住|特别|本身|就是|是)(?:放心|直接|放|进|拿去?|丢|扔|上|用|在|去|给|轻松|正常|随意|[一-鿿]{0,3})?$")
_ABLE_AFTER = Pattern(
    r"^(?:[一-鿿]{0,3}(?:都|也|照样))?(?:[一-鿿]{0,2})(?:可以|能(?!不能|否)|行(?!程|业|李)|没问题|没有?事|没关系|不怕|无压力|可用|适用|通用|ok|放心|安心|随便|轻松|妥妥|的(?=$|哦|哈|呢|呀|啊|亲|喔|[,。!])|哒|功能|性能|效果|等级|级别|指数|系数|设计|处理|涂层|款|机身|强|好(?!像)|佳|不在话下|撑得住|扛得住|应对|用(?=$|的|哦|也)|使用|吃|喝|穿|洗|接触|$)"
)
_DENIES_FLAW = Pattern(r"(?:不(?:会|容易|太会|怎么|至于|用担心|必担心|怕|担心)?|没(?:有|什么)?|无|零|0|从(?:来|没)|绝不|难|杜绝|告别|防|抗|拒绝|不带)(?:[一-鿿]{0,2})$")
_WISHES = Pattern(r"您(?:说|提到|问|讲|想|要|需|平时|担心|关心|的(?:身高|体重|需求|情况|意思))|如果|若|要是|的话|(?:想|需)要|喜欢|别家|其他(?:款|店)|万一|假如|是否|担心|怕(?=您|[一-鿿]{0,4}(?:坏|裂|掉))")
_PACKING = Pattern(r"开箱|包装|运输|路上|快递|打包|加固|气泡膜|泡沫")
_FULLY = Pattern(r"(?:完全|绝对|彻底|百分百|100%|随便|随意|怎么)[^,。]{0,2}$")


def unsupported(reading: Reading, clause: Clause, text: str) -> Statement | None:
    """The first statement in the clause that nothing carries."""
    if not clause.present & WORDS:
        return None
    given = reading.given
    for find in (_stressed, _in_full, _goods_able, _flaw_denied, _marks, _free_of, *SHOP_STATEMENTS, *STUFF_STATEMENTS):
        found = next(find(reading, clause, text, given), None)
        if found is not None:
            return found
    return None


def _goods_able(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    for match, before, after in matches(_GOOD_WORDS, clause, text):
        name, said = match.lastgroup or "", match.group()
        if _PACKING.search(text):
            continue
        words = _SAME[name] if name not in ("guard", "free") else re.escape(said)
        denied = DENIES.search(before) is not None or seek(r"(?:不(?:能|可以|适合|建议|支持|要|可)|别|无法|避免)[^,。]{1,8}(?:或者?|和|及|、|还是)[^,。]{0,4}$", before) is not None
        if DENIED_AFTER.match(after):
            continue
        held = carried(words, given) or (name == "flight" and "登机" in given and "登机" in said) or (name == "soak" and seek(r"ipx[678]|ip6[78]", given) is not None)
        if name == "guard" and seek(r"[汗溅泼水]", said):
            held = held or seek(r"ipx?\d", given) is not None
        if name == "water":
            held = held or seek(r"ipx?\d|pu\d", given) is not None
        if name == "adjust":
            held = held or seek(r"\d\+\d", given) is not None  # 40+5cm
        if said in ("台风", "暴雨") and seek(r"道路|天气|滞留|延误|影响|导致|路段|停运|中断", reading.sentence_of(clause)):
            continue  # the weather on the way
        if name == "flight" and seek(r"有[的些]|规定|要求|要托运|查|看|问", text) and seek(r"航司|航空|机场|安检", reading.sentence_of(clause)):
            continue  # what the airline allows
        if (said == "手洗" and not held) or (name in ("drop", "slip", "guard") and seek(r"(?:贴|买|垫|套|铺|戴|放|加|换)(?:个|张|块|上|层|条|双)?$", before)):
            continue  # how to be careful with it, or what else to buy
        asserted = not denied and _asserts(reading, name, said, before, after)
        if held:
            known = stance(words, given)
            if known is None or known == asserted or not (asserted or denied):
                if not (asserted and _FULLY.search(before) and "完全" not in given):
                    continue
            elif denied and not _bare_denial(before):
                continue
        elif not asserted:
            continue
        yield statement(match)


def _stressed(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    """'扔楼下都没事': what goods are said to bear, where the facts speak of nothing of the kind."""
    if reading.request.case is not None:
        return
    for match, before, _ in matches(_STRESS, clause, text):
        if match.group("what")[0] in given or DENIES.search(before) or ADVISES.search(before) or _PACKING.search(text):
            continue
        yield statement(match)


def _in_full(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    """'全遮光' of goods whose 遮光率 is 85%."""
    for match, before, _ in matches(_IN_FULL, clause, text):
        partial = re.search(rf"{match.group('what')}(?:率|度)?[^\d%,。;]{{0,4}}(\d{{1,2}}(?:\.\d+)?)%", given)
        if partial is not None and not DENIES.search(before):
            yield statement(match)


def _bare_denial(before: str) -> bool:
    """Whether the denial denies the thing, and not what is known or advised of it."""
    return seek(r"(?:不(?:能|可以|可|支持|会|适合)|没有?|无法)[^,。]{0,2}$", before) is not None


def _asserts(reading: Reading, name: str, said: str, before: str, after: str) -> bool:
    if ADVISES.search(before) and not seek(r"可以|能", before[-4:]):
        return False
    if name == "guard" and seek(r"^防(?:滑|[一-鿿]{1,2})$", said) is None:
        return False
    if name in ("baby", "elder", "pet", "skin"):
        if seek(r"(?:(?:送|孝敬|带给|买给|寄给|拿给)(?:给)?(?:家里的?|家中|您)?)$", before) is not None and re.match(r"[^,。]{0,3}(?:可以|能)?(?:选|考虑|看|挑|买|拿|体面|有面|合适|不错|的话|也)", after):
            return False  # whom a gift is for
        return seek(r"(?:(?<![不哪])能|可以?|适合|适用|专为|放心|安全|通用)[^,。不]{0,4}$", before) is not None or re.match(r"[^,。不没]{0,4}(?:(?<![不准])能(?!不能|否)(?:[用吃穿喝睡戴坐放喂玩骑盖]|接触|直接|随便)|可以|可[用穿吃]|适合|适用|通用|放心|安心|没问题|都行|ok|友好)", after) is not None
    if name == "germs" and "消毒" in said:
        return seek(r"(?:可以?|能|支持)[^,。]{0,4}$", before) is not None
    if name in ("wash", "dry", "machine") and seek(r"[先后再水]", before[-2:]):
        return False
    return _ABLE_BEFORE.search(before) is not None or _ABLE_AFTER.match(after) is not None or not before or name in ("soak", "guard", "free", "eat")


def _flaw_denied(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    case = reading.request.case
    for match, before, after in matches(_BAD_WORDS, clause, text):
        denied = _DENIES_FLAW.search(before)
        if denied is None:
            if not (re.match(r"(?:得了|不了|的(?:可能|概率)很?小|为零)", after) and not seek(r"不敢|难", before)):
                continue
        elif re.match(r"不[了得出到来]|(?:不|非|并非)是?$|不是", denied.group()) and not re.match(r"不(?:会|容易|太|怎)|不$", denied.group()) or seek(r"[擦洗晾养护存晒放用][^,。]{0,4}就$", before[: denied.start()]) or seek(r"(?:敢|能|法|好|便)$", denied.group()) or seek(r"(?:不(?:敢|能|好|便)|没法|无法|谁)[^,。]{0,8}$", before[: denied.start()] + denied.group()[:2]):
            continue
        if denied is not None and seek(r"(?:不(?:属于|是|算)|并非|算不上|谈不上)[^,。]{0,2}$", before[: denied.start()]):
            continue  # '不属于不粘锅'
        words = _SAME[match.lastgroup or ""]
        if carried(words, given) or _PACKING.search(text) or seek(r"避免|以免|防止|影响", text) or ADVISES.search(before):
            continue
        if case is not None and case.reason not in ("no_reason", "other"):
            continue
        if text.startswith(("就", "才", "这样")) and (done := reading.before(clause)) is not None and seek(r"先|再|薄|少|别|轻|等|记得|避|慢|多|按|用", done.text):
            continue  # what follows from careful use
        if re.match(r"(?:吗|么|的话|的情况)", after):
            continue
        yield Statement(denied.start() if denied else match.start(), match.end(), text[denied.start() if denied else match.start() : match.end()])


_SPOKEN_OF = {"season": r"四季|冬暖夏凉|发热|恒温", "universal": r"所有|任何|各种|通用|均可|全肤质|不限", "saves": r"省[电水油气]|节[能电水]|能效", "fame": r"留香|持香|同款|代言", "cold": r"零下|-\d|℃"}


def _carried_loosely(name: str, said: str, given: str) -> bool:
    """Whether the facts speak of the same class in words of their own: 四季通用 beside 四季皆宜."""
    return any(word in said for word in re.findall(_SPOKEN_OF[name], given)) if name in ("season", "fame") else carried(_SPOKEN_OF[name], given)


def _marks(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    compact = given.replace(" ", "")
    for match, before, after in matches(_MARK_WORDS, clause, text):
        said, name = match.group(), match.lastgroup or ""
        if DENIES.search(before) and not said.startswith(("不", "非")) or DENIED_AFTER.match(after):
            continue
        if said in compact or (name == "certificate" and reading.request.case is not None and seek(r"检测|检验|质检|鉴定", said)):
            continue
        if name == "certificate":
            if _FETCHES.search(before):
                continue
            words = re.findall(r"认证|报告|质检|检验|检测|备案|专利|证书|授权|国标|[食母医航军婴出][^级]级|a类|3c|ccc|fda|sgs|rohs|iso|ce|gs|rds|标准|特证|字号", said)
            if words and any(word in compact for word in words):
                continue
            if seek(r"标准", said) and seek(r"包邮|条件|门槛|满减|收费|运费|审核", text):
                continue
        if name in ("season", "universal", "saves", "fame", "cold") and _carried_loosely(name, said, compact):
            continue
        if name == "saves" and seek(r"运费|邮|中通|顺丰|快递", reading.text + reading.asked):
            continue  # what another courier costs
        if name == "craft" and ((seek(r"手工", said) and "手工" in compact) or (said.startswith("现") and any(product.custom_made for product in reading.request.products))):
            continue
        if name == "origin" and (seek(r"清关|关税|申报|原装(?:盒|箱|包装)", text) or (said in ("产自", "出自", "源自", "来自") and overlaps(after[:4], compact))):
            continue
        yield statement(match)


_FETCHES = Pattern(r"(?:找|问|跟|向|请|让)[^,。]{0,8}(?:要|拿|看|查|找|调|核对|确认)(?:一?下|份|张)?$|(?:看看?|查|核实|确认|问)(?:一?下)?(?:有没有|是否有|有无)$")
"""What the agent goes to ask for is not said to exist."""


def _free_of(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    for match, before, after in matches(_FREE_OF, clause, text):
        what = match.group("what")
        if (what in given if len(what) > 1 else seek(rf"(?:无|不含|零|0|没有?)[^,。;\s]{{0,3}}{re.escape(what)}", given)) or seek(r"不(?:敢|能|好)|资料|详情|没写|有没|是不是", before) or re.match(r"(?:吗|么|写|标|的?(?:信息|资料|说明|记录|数据|报告))", after):
            continue
        if match.group("no") == "0" and before[-1:].isdigit():
            continue
        if reading.request.case is not None and reading.request.case.reason not in ("no_reason", "other"):
            continue
        yield statement(match)


def same_kind(word: str, given: str) -> bool:
    """Whether the facts speak of what ``word`` names, in another word of the same class: 洗衣机 beside 可机洗."""
    skin = re.search(r"([油干混中])性?皮", word)
    if skin is not None and re.search(rf"{skin.group(1)}[性合皮]", given):
        return True
    return any(re.search(words, word) and re.search(words, given) for name, words in _SAME.items() if name not in ("baby", "elder", "pet", "skin", "free", "guard"))


def hedged_away(reading: Reading, text: str) -> bool:
    """Whether the clause says what the customer wishes or what would be if, and not what is."""
    return _WISHES.search(text) is not None
