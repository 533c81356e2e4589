"""What everybody in the trade knows about goods of a kind: said beside the facts, always hedged, never a figure of its own.

Each row: what the customer asks; what goods it is true of (searched in title and facts); the words. ``<材质|面料>`` stands for
a fact as a sentence (材质是网布), ``{容量}`` for its bare value; a row whose fact is missing says nothing. ``open``: the question itself stays unanswered by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from guarded_reply.drafting.playbook.fits import sentence, shown
from guarded_reply.reading.sieve import Sieve
from guarded_reply.reading.text import simplify
from guarded_reply.request import Product


@dataclass(frozen=True, slots=True)
class Sense:
    """One piece of common knowledge."""

    asks: re.Pattern[str]
    about: re.Pattern[str]
    says: str
    open: bool = False
    beside: re.Pattern[str] | None = None
    """What the rest of the message must hold."""


def _row(asks: str, about: str, says: str, left: str = "", beside: str = "") -> Sense:
    return Sense(re.compile(asks, re.IGNORECASE), re.compile(about, re.IGNORECASE), says, left == "open", re.compile(beside) if beside else None)


_CLOTH = "面料|成分|材质|鞋面|料"
SENSES: tuple[Sense, ...] = (
    # feel and wear
    _row(r"透气|闷(?!骚|痘)|捂|热不热|会热|出汗", r"(?:鞋面|面料|材质):[^;]*(?:网|棉|麻|真丝|天丝|莫代尔|竹)", f"<{_CLOTH}>,一般比较透气,个人感受会有些不同"),
    _row(r"透气|闷(?!骚|痘)|捂|热不热|会热", r"(?:鞋面|面料|材质|成分):[^;]*(?:聚酯|尼龙|涤纶|皮|PU|腈纶|硅胶)", f"<{_CLOTH}>,一般没有纯棉、网面那么透气"),
    _row(r"硌|磨脚|脚感|(?:鞋|底|脚)[^,。]{0,4}(?:软|硬)|软不软|舒服|累脚", r"鞋底:", "<鞋底>,脚感跟每个人脚型、走路习惯有关", "open"),
    _row(r"滑", r"鞋底:[^;]*(?:橡胶|牛筋|防滑)", "<鞋底>,平地走一般比较稳,湿地、油地还是要走慢点"),
    _row(r"扎|刺(?!绣|激|鼻|客)|痒", r"羊毛|羊绒|马海毛", f"<{_CLOTH}>,羊毛贴着皮肤有些人会觉得有一点扎,怕扎的话里面垫件打底"),
    _row(r"起球|掉毛|浮毛|粘毛", r"羊毛|腈纶|羊绒|兔毛|针织", f"<{_CLOTH}>,毛料刚开始用一般会有一点浮毛,摩擦多的地方也可能起球"),
    _row(r"起球|掉毛", r"棉|麻", f"<{_CLOTH}>,一般不太容易起球,摩擦多的地方难免有一点"),
    _row(r"起球|掉毛", r"聚酯|涤纶|化纤", f"<{_CLOTH}>,化纤的摩擦多了一般会有一点起球"),
    _row(r"掉色|褪色|染色", r"面料:|成分:|羊毛|棉|麻|真丝|围巾|裤|裙|衣|毛巾|四件套", "深颜色头一两次洗一般会有一点浮色,建议先单独洗"),
    _row(r"缩水", r"棉|羊毛|麻|真丝", f"<{_CLOTH}>,天然料子头次洗一般会有轻微缩水,别用热水就好"),
    _row(r"静电", r"聚酯|腈纶|尼龙|涤纶", f"<{_CLOTH}>,天气干燥时化纤一般容易有点静电"),
    _row(r"皱", r"(?:面料|成分|材质):[^;]*(?:100%棉|麻|真丝)", f"<{_CLOTH}>,天然料子一般容易有点皱,挂烫一下就平"),
    _row(r"皱|烫", r"免烫", "免烫一般是洗完挂干就比较平整,想更挺括可以轻熨一下"),
    _row(r"钻绒|跑绒|跑毛|飘毛", r"绒", "羽绒制品穿着时一般多少会钻出一两根细绒,洗的时候别用力搓拧"),
    _row(r"暖|零下|抗冻|冷不冷|冻|过冬|冬天", r"羽绒|(?:填充|充绒)", "<填充|充绒>,一般冬天穿是够用的,特别冷的天里面再搭件毛衣更稳妥,冷暖感受因人而异"),
    _row(r"机洗|洗衣机|怎么洗|能洗|水洗|手洗", r"羽绒|羊毛|羊绒|真丝|皮", "这类料子怕高温、怕用力甩拧,洗法以衣服上的洗标为准"),
    # height, thickness, size
    _row(r"厚", r"瑜伽垫[^;]*;.*厚度:(?:[89]|1\d)mm", "厚度{厚度}算偏厚的,躺着跪着一般更软和;练站姿平衡的话薄一点更稳"),
    _row(r"薄", r"瑜伽垫[^;]*;.*厚度:[3-6]mm", "厚度{厚度},站姿一般更稳,跪着的动作可以在膝盖下垫条毛巾"),
    _row(r"高(?!温|铁|血)|矮", r"枕[^;]*;.*高度:(?:9|1\d)(?:\.\d)?cm", "高度{高度},一般算中等偏高,睡惯矮枕的话可能会觉得有点高"),
    _row(r"高(?!温|铁|血)|矮", r"枕[^;]*;.*高度:[4-8](?:\.\d)?cm", "高度{高度},一般算偏低一点的,睡惯矮枕的话更容易习惯"),
    _row(r"软不软|硬不硬|偏硬|偏软|太软|太硬", r"乳胶|记忆棉|棕|海绵|硅胶", "<材质|填充>,软硬感受每个人不一样", "open"),
    # smell
    _row(r"味(?:道)?(?:大|重)?|刺鼻|异味", r"乳胶", "乳胶刚拆开一般会有点淡淡的乳胶味,放通风处晾几天就散了"),
    _row(r"(?<!口)(?<!香)味(?:道)?(?:大|重)?(?!道好|觉)|刺鼻|异味", r"TPE|TPU|PU|橡胶|ABS|塑料|海绵|硅胶|皮|木|板材|地垫|收纳", "新的刚拆开可能会有一点料子本身的味道,通风放几天一般就散了", "open"),
    _row(r"香味?(?:浓|大|重)|味道?浓|呛", r"百合|茉莉|栀子|风信子", "这种花香味一般比较明显,怕香的话放在通风一点的地方"),
    # water and weather
    _row(r"下雨|淋|雨天|怕水|沾水|防水", r"(?:材质|鞋面|面料):[^;]*皮", f"<{_CLOTH}>,皮料怕久泡,淋到小雨及时擦干、别暴晒一般没事"),
    _row(r"漏(?!电|发)|下雨|大雨|暴雨|防水", r"防水:[^;]*(?:PU|\d{4}mm)", "<防水>,一般的雨挡得住,雨特别大的时候还是建议早点收"),
    _row(r"下雨|淋|雨天|防水", r"鞋面:[^;]*(?:网|棉|麻)|帆布", "<鞋面|材质>,一般不太防水,下雨天不建议穿"),
    _row(r"游泳|潜水|洗澡|泡水", r"防水:[^;]*5ATM", "防水是{防水},日常洗手、浅水一般不怕,热水澡和潜水不建议戴"),
    _row(r"洗澡|汗|发黑|变黑|氧化|掉色|褪色|游泳", r"银", "银饰碰到汗水、沐浴露时间长了一般会氧化发暗,洗澡、睡觉建议摘下来,平时用擦银布擦一擦就亮"),
    _row(r"洗澡|掉色|褪色|发黑", r"镀|合金|钛钢|锆石|珍珠|项链|手链|戒指|耳", "洗澡、出汗多的时候建议先摘下来,戴得更久", "open"),
    # how much is enough
    _row(r"够(?!不着)|太小|小不小|会不会小", r"杯[^;]*;.*容量:(?:[3-9]\d\d|1000)ml", "容量{容量},一个人喝一般够用"),
    _row(r"够(?!不着)|太小|小不小", r"杯[^;]*;.*容量:(?:1|2)\d\dml", "容量{容量},喝咖啡、小杯茶一般够,喝水多的话会觉得小一点"),
    _row(r"够(?!不着)|太小|小不小|几个人", r"壶|锅|煲|机[^;]*;.*容量:", "容量{容量},日常家用一般够,人多就分两次"),
    _row(r"够(?!不着)|太小|小不小|几个人", r"(?:容量|净含量|规格|片数|数量):", "<容量|净含量|规格|片数|数量>,够不够看您平时的用量", beside=r"够|小"),
    _row(r"(?:吃|喂|用)(?:多久|多少天|几天|几个月)", r"粮", "{净含量}一袋,能吃多久看毛孩子一天吃多少;您告诉我它多重、一天大概喂多少克,我帮您算"),
    _row(r"(?:用|喝|吃|泡)(?:得)?(?:多久|多少天|几天|几个月|几次)", r"霜|精华|乳|水|洁面|面膜|洗发|沐浴|牙膏|唇", "净含量{净含量},能用多久看您每次的用量,早晚都用会快一些", beside=r"多久|几|多少"),
    _row(r"(?:用|喝|吃|泡)(?:得)?(?:多久|多少天|几天|几个月|几次)", r"(?:片数|数量):", "一共{片数|数量},您按平时一天用多少就能估出来"),
    _row(r"(?:用|喝|吃|泡)(?:得)?(?:多久|多少天|几天|几个月|几次)", r"净含量:", "净含量{净含量},能用多久看您平时的用量"),
    _row(r"日期|新鲜|过期|临期", r"^(?!.*生产日期).*保质期:", "<保质期>,吃用的东西日期最要紧,这批具体哪天生产的我找仓库同事核实好告诉您,您看了再拍"),
    # food and drink
    _row(r"失眠|睡不着|影响睡(?:眠|觉)|晚上(?:能|可以)?喝", r"茶|咖啡|观音|龙井|普洱|毛尖|大红袍|碧螺春|可乐", "茶和咖啡这类晚上喝可能会影响睡觉,建议白天喝、泡淡一点,每个人体质不一样"),
    _row(r"苦|涩", r"红茶|小种|金骏眉|滇红|熟普", "红茶一般偏醇和,不太苦,怕苦就泡淡一点,口味看个人"),
    _row(r"苦|涩", r"绿茶|龙井|毛尖|碧螺春|乌龙|铁观音|大红袍|白茶|生普|茶", "茶泡久了一般会带点苦涩,水温低一点、早点出汤会更清甜,口味看个人"),
    _row(r"苦|酸", r"咖啡", "<烘焙|风味|口味>,咖啡多少会带一点苦,加奶会柔和些,口味看个人"),
    _row(r"甜", r"配料:[^;]*(?:糖|蜜|果葡|枣|炼乳)", "<配料>,一般会带甜味,甜多甜少看个人口味"),
    _row(r"咬(?:得)?(?:不)?(?:动|烂)|硬(?:不硬|吗|么)?|牙口|费牙|老人[^,。]{0,4}(?:吃|咬|嚼)", r"麻花|坚果|牛肉干|饼干|核桃|锅巴|肉干|肉脯|坚果|杏仁", "这类零食一般偏脆偏硬,牙口不太好的话慢慢嚼,或者先少量试试"),
    _row(r"脆|面(?:的|不)|口感|粉不粉", r"红富士|冬枣|脆柿|脆桃|黄瓜|青枣", "这个品种一般口感偏脆,放久了会慢慢变面"),
    _row(r"坏(?:果|掉|了|吗|不)?|烂|碎|压|化(?:了|掉|吗)|变质|不新鲜|捂", r"品类:[^;]*(?:生鲜|水果|鲜花)|果|蛋|蟹|虾|莓", "我请仓库打包时多留意;收到要是有坏的别急,拍照发我,按情况给您处理", beside=r"路上|运|寄|坏|烂|碎|压"),
    _row(r"路上|(?:会|怕)[^,。]{0,4}(?:坏|变质|化)", r"(?:储存|保质期):", "<储存>,收到要是有问题拍照发我,我马上帮您核实", beside=r"坏|变质|化|碎"),
    # pets
    _row(r"爱吃|挑食|挑嘴|肯吃|适口", r"粮|罐头|猫条|零食", "<主要原料|口味>,爱不爱吃每只毛孩子口味不一样,建议先少量试、和旧粮混着慢慢换"),
    _row(r"冲(?:厕所|马桶|下水)|堵", r"可冲马桶|可冲", "这款{冲}马桶,一次别倒太多,倒多了可能会堵;管道老的话丢垃圾桶更稳妥"),
    # home
    _row(r"(?:难|好|麻烦|容易|费劲)[^,。]{0,2}(?:装|搭)|(?:装|搭)[^,。]{0,6}(?:难|麻烦|费劲|容易|复杂|多久)|一个人[^,。]{0,3}(?:装|搭)", r"安装:", "<安装>", "open"),
    _row(r"打孔|钻孔|打洞", r"安装:[^;]*(?:挂钩|免打孔|粘)", "<安装>,装在现成的杆子上一般不用另外打孔"),
    _row(r"遮光|透光|全黑|亮不亮", r"遮光率:(?:[1-8]\d|9[0-4])%", "<遮光率>,做不到全黑,白天一般会透一点光"),
    _row(r"猫抓|狗(?:抓|咬)|抓(?:坏|花|烂)", r"面料:|布|皮|麻", "<面料|材质>,被猫狗抓一般容易勾丝留痕,家里有毛孩子的话建议罩一层"),
    _row(r"电梯|楼梯|进(?:得了)?门|搬(?:得)?(?:进|上)", r"沙发|柜|桌|床|椅|茶几", "外箱大概{外箱},您量一下电梯和门的宽度再定,拿不准把尺寸发我"),
    _row(r"几个人坐|坐几个|能坐几|坐得下", r"双人", "这款是双人的"),
    _row(r"(?:睡|坐|躺)(?:得)?下|住几个|睡几个", r"帐篷|床|垫", "<尺寸>,松一点还是挤一点看身形,您可以照着尺寸在地上比一比", beside=r"睡|躺|坐"),
    _row(r"吵|噪音|声音大|响不响", r"壶", "烧水时有点沸腾的声音是正常的", "open"),
    _row(r"(?:烧|煮)(?:开|一壶)?[^,。]{0,4}(?:多久|几分钟|快)", r"壶[^;]*;.*功率:", "功率{功率},烧一壶不用等太久,水多水凉会慢一点"),
    _row(r"烫(?:手|不烫)", r"陶瓷|玻璃|不锈钢|杯|壶", "<材质>,倒热饮杯身难免会热,端的时候留意一下", "open"),
    _row(r"字[^,。]{0,2}(?:大|小|清)|屏幕|看得?清", r"屏幕:", "<屏幕>", "open"),
    _row(r"伤眼|护眼|对眼睛", r"灯", "<色温|调光>,光线可以调到看着舒服的,孩子写一阵作业让眼睛歇一歇更要紧"),
    _row(r"折(?:得|起|叠|不)", r"折叠:[^;]*(?:一键|单手)", "这款是{折叠}的,一般不费劲;抱着孩子操作还是注意安全"),
    _row(r"充电用|停电|不插电|无线(?!充|鼠|耳)|插着(?:电)?用", r"供电:插电", "这款是插电用的,停电的时候得接移动电源或换充电款"),
    _row(r"电池", r"供电:[^;]*电池", "用的是{供电}", "open"),
    _row(r"上门(?:安)?装|包(?:安)?装(?!好|得|严|盒|怎)", r"安装:[^;]*自行", "<安装>,得您自己动手"),
    # electronics
    _row(r"延迟|卡不卡|跟手", r"蓝牙", "蓝牙耳机看视频听歌一般没什么感觉,打游戏会跟手机、游戏有关", "open"),
    _row(r"(?:pd|快充|笔记本|mac|电脑|手机|苹果|iphone|联想|华为|小米)", r"(?:快充|功率|协议):.*接口:|接口:.*(?:快充|功率|协议):", "<快充|功率>,<接口>", "open", beside=r"充|pd|mac"),
    _row(r"飞机|登机|高铁|安检", r"充电宝|移动电源", "<容量>,能不能带上飞机要看机身标识和航空公司当天的规定,一般只能随身带、不能托运"),
    _row(r"高铁|地铁|公交|后备箱|放得?(?:下|进)", r"(?:折叠|尺寸):[^;]*\d", "<折叠后|尺寸|折叠>,您可以比一比要放的位置"),
    _row(r"苹果|iphone|安卓|华为|小米|手机", r"系统:[^;]*(?:iOS|安卓)", "系统{系统},苹果、安卓手机一般都能连"),
    _row(r"(?:连|配|用)[^,。]{0,4}(?:电脑|笔记本|ipad|平板|苹果|安卓|手机|iphone)|(?:电脑|平板|手机|苹果|安卓|iphone)[^,。]{0,4}(?:连|用|配)", r"蓝牙", "<蓝牙>,带蓝牙的手机电脑一般都能连,具体机型以实际配对为准"),
    # skin and make-up
    _row(r"拔干|干不干|起皮", r"(?:质地|妆效):[^;]*(?:哑光|丝绒|雾面)", "<质地|妆效>,哑光的一般会比水润的干一点,先涂润唇膏打底会好很多"),
    _row(r"拔干|干不干", r"(?:质地|妆效):[^;]*(?:水光|滋润|镜面|水润)", "<质地|妆效>,一般比哑光的润一些,唇部感受因人而异"),
    _row(r"掉色|沾杯|持久|脱妆|补妆", r"(?:质地|妆效):[^;]*(?:水光|滋润|镜面|水润)", "水光质地一般会沾杯,吃完饭补一下就好", beside=r"吃|喝|沾|掉|持久|脱"),
    _row(r"掉色|沾杯|持久|脱妆|补妆", r"(?:质地|妆效):[^;]*(?:哑光|丝绒|雾面)", "哑光质地一般比水光的持久一点,吃油的难免会掉,补一下就好"),
    _row(r"(?:闷|长|爆)痘|闭口|粉刺", r"霜|精华|乳|粉底|防晒", "会不会闷痘跟每个人的肤质有关,第一次用建议先薄涂、局部试几天"),
    _row(r"油不油|油腻|会腻|厚重|黏|粘", r"质地:", "<质地>,肤感每个人不一样,薄涂一般会清爽些"),
    _row(r"过敏|敏感", r"银|金|钛|耳|项链|戒指", "<材质>,对金属敏感的话先短时间戴着试试,不舒服就摘下来"),
    # flowers
    _row(r"怎么养|养护|好养|怎么(?:放|保存)|醒花", r"鲜花|花束|玫瑰|百合|向日葵|康乃馨", "收到后先斜剪根、深水醒一会儿,之后勤换水、避开暴晒和空调直吹就好"),
    _row(r"(?:看|探望)(?:望)?(?:病人|住院)|医院", r"百合|康乃馨|向日葵|花", "看望病人送花挺暖心的,先问问病房能不能放花、对方怕不怕香就更周到"),
)  # fmt: skip
_SIEVE = Sieve([sense.asks for sense in SENSES])


def senses_of(product: Product, clause: str, words: str) -> list[tuple[str, bool]]:
    """What common knowledge says to ``clause`` (simplified) of this product, two sayings at most, as asked; and whether the question stays open."""
    about = simplify(f"{product.title};" + ";".join(f"{name}:{value}" for name, value in product.attributes.items()) + ";")
    found: list[tuple[int, str, bool]] = []
    told: set[str] = set()
    for number in _SIEVE.matching(clause):
        sense = SENSES[number]
        asked = sense.asks.search(clause)
        if asked is None or not sense.about.search(about) or (sense.beside is not None and not sense.beside.search(words)):
            continue
        said = _filled(sense.says, product)
        if said and asked.group()[:2] not in told and not any(("拍照" in said and "拍照" in other) or said[:8] == other[:8] for _, other, _ in found):
            told.add(asked.group()[:2])
            found.append((asked.start(), said, sense.open))
    return [(said, is_open) for _, said, is_open in sorted(found)[:2]]


def _filled(says: str, product: Product) -> str:
    """The saying with its facts put in, or nothing when one is missing."""
    missing = False

    def fact(match: re.Match[str]) -> str:
        nonlocal missing
        name = match.group(1) or match.group(2)
        if name == "外箱":
            sides = product.dimensions_cm
            missing = missing or sides is None
            return "x".join(f"{side.normalize():f}" for side in sides) + "cm" if sides else ""
        found = next(((key, value) for part in name.split("|") for key, value in product.attributes.items() if part in key and len(value) <= 40), None)
        if found is None:
            missing = True
            return ""
        key, value = found
        return shown(value) if match.group(2) else sentence(key, value)

    said = re.sub(r"<([^>]+)>|\{([^}]+)\}", fact, says)
    return "" if missing else said
