"""Kinds of goods, told by the noun a title ends in, and what is natural to say about each: photo, question, wish."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from guarded_reply.request import Product


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of goods.

    ``noun`` is how people call it; ``parts`` what a photo must show; ``browsing`` an open question to somebody who looks
    at it; ``after`` the question some days after receipt; ``receipt`` what to see to when it comes.
    """

    name: str
    noun: str
    title: re.Pattern[str]
    parts: str
    browsing: str
    after: str
    receipt: str
    fresh: bool = False


def _kind(name: str, noun: str, title: str, parts: str, browsing: str, after: str, receipt: str, fresh: bool = False) -> Kind:
    return Kind(name, noun, re.compile(title, re.IGNORECASE), parts, browsing, after, receipt, fresh)


_CHECK = "收货时麻烦先看看外包装"
KINDS: tuple[Kind, ...] = (
    _kind("flower", "花", r"鲜花|花束|玫瑰|百合|康乃馨|向日葵|满天星|郁金香|绣球|手捧|花篮|芍药|洋桔梗", "整束花和有问题的地方", "自己插还是送人呢?送给谁、哪天用告诉我", "开得还好吗", "收到后请尽快拆开、剪根换水", True),
    _kind("plant", "植物", r"盆栽|绿植|多肉|绿萝|兰花|蝴蝶兰|发财树|龟背竹|苗|仙人掌|文竹|吊兰", "整株、叶子和盆土", "打算摆客厅、办公桌还是送人呢?光线怎么样告诉我", "适应得还好吗", "收到后请尽快拆开透透气", True),
    _kind("fruit", "水果", r"水果|[脐血冰甜蜜]?橙|橘|柑|苹果(?!手机|\d)|梨|桃(?!酥|胶|心|木)|李子|杏(?!仁|色)|葡萄|提子|草莓|蓝莓|车厘子|樱桃|芒|香蕉|榴莲|西瓜|哈密瓜|甜瓜|猕猴桃|柚|荔枝|龙眼|火龙果|山竹|石榴|枣(?!夹)|柿|凤梨|菠萝|牛油果|椰", "整箱、有问题的果子和切开的一个", "是自家吃还是送人呢?对口味、保存有拿不准的告诉我", "吃着还合口味吗", "收到后请尽快打开检查", True),
    _kind("raw", "生鲜", r"海鲜|虾|蟹|鱼(?!油|缸|竿|皮)|牛排|羊排|三文鱼|鲜肉|牛腩|排骨|鲜奶|酸奶|冰淇淋|雪糕|鸡蛋|土鸡|蔬菜|玉米|红薯|山药|笋", "整箱、有问题的部分和冰袋", "几个人吃、打算怎么做呢?告诉我", "吃着还合口味吗", "收到后请尽快打开检查、放冰箱", True),
    _kind("pet_food", "粮", r"(?:猫|狗|犬|宠物)[^,。]{0,6}(?:粮|罐头|零食|冻干|营养膏)|猫粮|狗粮|犬粮|冻干|猫条|鸟粮|鱼粮", "包装上的生产日期、批号、封口和里面的粮", "是给多大的毛孩子吃、平时吃什么呢?告诉我", "毛孩子吃得还好吗", "收货时麻烦看看袋子封口"),
    _kind("pet_goods", "东西", r"猫砂|猫抓|猫窝|狗窝|牵引|猫爬架|尿垫|宠物|猫|狗|犬", "整体和有问题的地方", "是给多大的毛孩子用呢?告诉我", "毛孩子用得还习惯吗", _CHECK),
    _kind("tea", "茶", r"茶饼|茶(?!几|具|壶|杯|盘|台|桌|色)|普洱|龙井|毛尖|铁观音|白毫|咖啡(?!机|杯|色|壶)|咖啡豆", "包装、生产日期和里面的样子", "是自己喝还是送人、平时口味偏淡还是偏浓呢?告诉我", "喝着还合口味吗", _CHECK),
    _kind("drink", "酒水", r"酒(?!柜|杯|架|店|红)|饮料|果汁|气泡水|醋", "瓶口、标签和外包装", "是自己喝还是送人、几个人喝呢?告诉我", "喝着还合口味吗", _CHECK),
    _kind("food", "东西", r"零食|坚果|(?<!茶)饼|糕|酥|月饼|蛋糕|面包|巧克力|糖(?!色)|肉干|肉脯|牛肉|腊|香肠|辣条|薯片|果干|蜂蜜|大米|米粉|面条|粉丝|酱|油(?=\d|$|礼)|调料|火锅|方便|螺蛳|核桃|瓜子|麦片|奶粉|粽|酸菜|豆|燕窝|阿胶|枸杞|食品|即食", "里面的样子和包装上的生产日期、批号", "是自家吃还是送人呢?口味上有拿不准的告诉我", "吃着还合口味吗", _CHECK),
    _kind("shoe", "鞋", r"鞋(?!柜|架|垫|盒|带|油)|靴|拖(?!把|车|线)|凉拖", "鞋面、鞋底、鞋里和鞋盒", "平时穿多大码、脚面宽不宽呢?告诉我", "穿着还合脚吗", _CHECK),
    _kind("cloth", "衣服", r"衣(?!柜|架|帽架)|裙|(?<!尿)裤|外套|T恤|衬衫|卫衣|毛衣|针织|开衫|羽绒|大衣|西装|内衣|文胸|睡|背心|旗袍|汉服|泳|袜|夹克|风衣|马甲|校服|连体|爬服|打底", "整件、有问题的地方和吊牌", "您身高体重多少、平时穿什么码呢?告诉我", "穿着还合身吗", _CHECK),
    _kind("wear", "东西", r"围巾|帽|手套|丝巾|皮带|腰带|领带|发夹|发圈|墨镜|眼镜|披肩|口罩", "整体、有问题的地方和吊牌", "是自己戴还是送人、平时穿什么颜色多呢?告诉我", "戴着还喜欢吗", _CHECK),
    _kind("jewel", "首饰", r"项链|手链|手镯|戒|耳环|耳钉|耳坠|吊坠|胸针|手串|首饰|玉|珠(?!子机)|银饰|手表|腕表", "正面、细节和证书或吊牌", "是自己戴还是送人呢?喜好和预算告诉我", "戴着还喜欢吗", "收货时麻烦先看看外包装和封签"),
    _kind("luggage", "箱子", r"拉杆箱|行李箱|旅行箱|登机箱|密码箱|拉杆", "整体、有问题的地方和吊牌", "短途出差还是长途旅行用呢?一般去几天告诉我", "用着还顺手吗", _CHECK),
    _kind("bag", "包", r"(?<!\d)包(?!邮|装|子|间)|箱(?!子?灯)|拉杆|行李|书包|钱夹", "整体、有问题的地方和吊牌", "平时装什么、是通勤还是出门旅行用呢?告诉我", "用着还顺手吗", _CHECK),
    _kind("beauty", "东西", r"口红|唇|面霜|精华|乳(?!胶|罩)|粉底|气垫|眼影|眉|睫毛|面膜|护肤|洗面|洁面|防晒|卸妆|香水|美妆|腮红|化妆|水乳|爽肤|护手|身体乳|洗发|护发|沐浴|发膜|香氛|牙膏", "正面、有问题的地方和外盒上的批号", "您是什么肤质、平时偏爱日常还是显气色的呢?告诉我", "用着还喜欢吗", _CHECK),
    _kind("phone_case", "东西", r"手机壳|保护壳|手机膜|钢化膜|支架|数据线|充电线|转接", "整体和有问题的地方", "您的手机是什么型号呢?告诉我", "用着还顺手吗", _CHECK),
    _kind("electronics", "机器", r"耳机|音箱|音响|充电|键盘|鼠标|手机|平板|电脑|相机|投影|手环|路由|U盘|硬盘|游戏|麦克风|无人机|打印|电池|摄像|显示器|录音|充电宝|移动电源|智能", "整体、有问题的地方和机身标签", "主要在什么场合用、接什么设备呢?告诉我", "用着还顺手吗", "收到后请先通电试一试"),
    _kind("appliance", "机器", r"锅(?!铲|盖|垫)|电热?水壶|电热毯|电饭|榨汁|吹风|风扇|加湿|空气|净化|吸尘|洗衣机|冰箱|空调|烤箱|微波炉|料理机|破壁|热水|电磁|养生壶|咖啡机|剃须|按摩|取暖|暖风|挂烫|熨|洗地|灯|电热|体重秤|血压", "整体、有问题的地方和机身标签", "家里几口人、放在哪里用呢?告诉我", "用着还顺手吗", "收到后请先通电试一试"),
    _kind("furniture", "家具", r"沙发|桌|椅|柜|床(?!单|笠|品|上)|架|凳|茶几|书架|置物|鞋柜|衣架|屏风|镜", "整体、有问题的地方和外箱", "打算放在哪里、留了多大地方呢?告诉我", "用着还顺手吗", "收货时麻烦先看看外箱有没有磕碰"),
    _kind("bedding", "东西", r"被(?!套装)|枕头?|床单|床笠|四件套|床垫|毯|席|毛巾|浴巾|窗帘|抱枕|坐垫|地垫|凉席|蚊帐|地毯|沙发套|(?<!脚)(?<!座)(?<!瑜伽)垫", "整体、有问题的地方和水洗标", "铺多大的床、喜欢软一点还是硬一点呢?告诉我", "用着还舒服吗", _CHECK),
    _kind("fragile", "东西", r"杯|碗|盘(?!点)|碟|壶|瓷|玻璃|花瓶|餐具|罐|盆|香薰|摆件|相框", "破损的地方、里面的填充和外箱", "是自己用还是送人呢?容量、款式上有拿不准的告诉我", "用着还喜欢吗", "易碎的东西,收货时麻烦先打开看看有没有磕碰"),
    _kind("kitchen", "东西", r"刀|砧板|铲|筷|勺|保鲜盒|饭盒|收纳|拖把|扫|衣撑|挂钩|垃圾桶|纸巾|清洁|洗衣液|洗洁", "整体和有问题的地方", "家里几口人、主要怎么用呢?告诉我", "用着还顺手吗", _CHECK),
    _kind("book", "书", r"书(?!桌|架|包|柜|签|房)|绘本|百科|小说|故事|漫画|教材|字帖|套装全?\d+册|册|日历|台历", "封面、有问题的书页和外包装", "是自己看还是给孩子买、孩子多大呢?告诉我", "看得还喜欢吗", _CHECK),
    _kind("toy", "玩具", r"玩具|积木|拼图|遥控|娃娃|公仔|毛绒|滑板|桌游|手办|模型|玩偶|早教|风筝", "整体、有问题的地方和配件", "孩子多大、平时喜欢什么呢?告诉我", "孩子玩得还喜欢吗", _CHECK),
    _kind("baby", "东西", r"婴儿|宝宝|奶瓶|纸尿裤|尿不湿|推车|安全座椅|辅食|儿童|童", "整体、有问题的地方和标签", "宝宝多大了呢?告诉我", "宝宝用得还习惯吗", _CHECK),
    _kind("sport", "东西", r"瑜伽垫?|哑铃|跳绳|球|帐篷|露营|自行车|单车|头盔|泳镜|护膝|鱼竿|渔|登山|健身|运动|拉力|滑雪|羽毛球|拍", "整体和有问题的地方", "主要练什么、是新手还是常练呢?告诉我", "用着还顺手吗", _CHECK),
    _kind("car", "东西", r"车载|汽车|脚垫|座垫|行车记录仪|行车|轮胎|雨刮|座套|机油|方向盘", "有问题的地方和包装标签", "您是什么车型、哪一年的呢?告诉我", "用着还合适吗", _CHECK),
    _kind("stationery", "东西", r"笔|本(?=$|\d)|文具|颜料|画|墨|纸|砚|印章|手账|胶带", "整体和有问题的地方", "是自己用还是给孩子买呢?告诉我", "用着还顺手吗", _CHECK),
)
OTHER = _kind("other", "东西", r"$^", "整体和有问题的地方", "是自己用还是送人呢?有拿不准的地方告诉我", "用着还满意吗", _CHECK)


_PACK = re.compile(r"(?:(?:带|含|配)(?:盆|托盘|土|盒|杯|盖|架)+|(?:精装|平装)?全?套?\d+[册本]|[\dx*~-]+(?:\.\d+)?\s?(?:斤|g|kg|克|ml|毫升|升|l|寸|cm|米|m|片|枚|只|个|支|抽|卷|码|包|袋|瓶|盒|粒|件|套)装?|[一二三四五六七八九十两][只个件支瓶盒双]装|礼盒装|套装|[(（][^)）]*[)）]|\s)+$", re.IGNORECASE)
_WORDS = {"桌": "桌子", "椅": "椅子", "柜": "柜子", "架": "架子", "凳": "凳子", "床": "床", "杯": "杯子", "盘": "盘子", "壶": "壶", "碗": "碗", "被": "被子", "枕": "枕头", "毯": "毯子", "帽": "帽子", "灯": "灯", "锅": "锅", "镜": "镜子", "箱": "箱子", "靴": "靴子", "席": "席子", "垫": "垫子", "戒": "戒指", "笔": "笔", "酒": "酒", "酥": "点心", "饼": "点心", "盆": "盆", "罐": "罐子"}
_PLAIN = ("东西", "机器", "家具", "首饰", "酒水", "包")


def called(product: Product) -> str:
    """The title as people say it: without weight, pieces and pack at its end."""
    return _PACK.sub("", product.title) or product.title


def noun_of(product: Product | None, kind: Kind) -> str:
    """What the goods are called in a sentence: the head noun where it is telling, else the kind's word."""
    if product is None or kind.noun not in _PLAIN:
        return kind.noun
    title = called(product)
    match = next((found for found in reversed(list(kind.title.finditer(title))) if found.end() == len(title)), None)
    word = match.group() if match is not None else ""
    return _WORDS.get(word, word if len(word) >= 2 or word == "包" else kind.noun)


def kind_of(product: Product | None) -> Kind:
    """The kind whose noun stands last in the title (a head noun ends a Chinese name); pets' goods before others."""
    if product is None:
        return OTHER
    title = called(product)
    best, end = OTHER, -1
    for kind in KINDS:
        for match in kind.title.finditer(title):
            if match.end() > end:
                best, end = kind, match.end()
    pet = next((kind for kind in KINDS if kind.name == "pet_food" and kind.title.search(title)), None)
    if pet is not None or (best.name == "food" and re.search(r"猫|狗|犬|宠物", title)):
        return pet or best
    if best is OTHER:
        described = "".join(value for name, value in product.attributes.items() if re.search(r"品类|类目|类型", name))
        best = next((kind for kind in KINDS if kind.title.search(described)), OTHER)
    return best


def kind_among(products: Iterable[Product]) -> Kind:
    """The one kind of several products, or the open one where they differ."""
    kinds = {kind.name: kind for kind in map(kind_of, products)}
    return next(iter(kinds.values())) if len(kinds) == 1 else OTHER
