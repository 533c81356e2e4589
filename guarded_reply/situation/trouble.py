"""What a customer tells of goods that came wrong: his words for it, what he suspects, what it was for, how long he has waited."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guarded_reply.situation.meant import as_meant

# name as it is said back | sort | how customers say it. The sorts tell which picture shows it.
_TABLE: tuple[tuple[str, str, str], ...] = (
    ("有=", "used", r"指印|手印|指纹|(?:使用|穿|磨|试穿|用)过的?痕迹"), ("像用过的", "used", r"磨过|像?(?:别人|人家|有人)[^,。]{0,3}(?:穿|用|试|拆|戴|退)过|(?:是|像)二手|(?:穿|用|试用?|拆|戴)过的(?:吧|吗|样子)?|翻新|开封过|封口[^,。]{0,3}(?:开|撕|破)"),
    ("有头发", "used", r"(?:有|根)[^,。]{0,5}(?:头发|毛发)"),
    ("蔫了", "spoilt", r"蔫|耷拉|没精神|垂头"), ("枯了", "spoilt", r"枯|萎"), ("掉瓣", "spoilt", r"掉瓣|花瓣[^,。]{0,8}掉|掉[^,。]{0,3}花瓣|掉了?一地"), ("花苞掉了", "spoilt", r"花苞[^,。]{0,4}掉"), ("叶子发黄", "spoilt", r"叶子?[^,。]{0,5}黄"), ("叶子发软", "spoilt", r"叶子?[^,。]{0,5}(?:软|塌)"), ("叶子干了", "spoilt", r"叶子?[^,。]{0,5}(?:干|卷|焦)"),
    ("发黑", "spoilt", r"发黑|变黑|(?<!漆)黑了|黑斑|黑点|成黑|黑芯|黑心(?!商|店)"), ("发软", "spoilt", r"(?:都|全|其他|里面|太)[^,。]{0,3}是?软(?:的|了|塌)|软趴趴$"), ("出水发软", "spoilt", r"(?:软趴趴|稀|化)[^,。]{0,3}(?:水|了)|出水|流水|流汤|软塌|软烂"), ("有烂的", "spoilt", r"烂|腐"), ("发霉", "spoilt", r"霉|长毛"),
    ("没熟", "unripe", r"没熟|不熟|半生|太生"), ("还是青的", "unripe", r"(?:还是|都是|是|全|一半|几个|太|还)[^,。]{0,3}青的?"), ("太硬", "unripe", r"硬邦邦|跟?石头(?:似的|一样)|太硬|硬得"), ("哈喇了", "spoilt", r"哈喇"), ("变质", "spoilt", r"变质|馊|臭了"), ("受潮", "spoilt", r"受潮|潮了|回潮|返潮|结块|软塌塌"), ("有虫", "spoilt", r"长虫|有虫|生虫|虫眼|虫子"), ("胀袋", "spoilt", r"胀(?:袋|包)|鼓包"),
    ("化了", "spoilt", r"(?:冰|奶油|巧克力|都|全|已经)[^,。]{0,3}化(?:了|掉|成)|融化|解冻"), ("=了", "spoilt", r"结晶|浑浊|分层|沉淀"), ("死了", "spoilt", r"(?:^|[\s,。都全已就花草苗鱼虾蟹株棵只盆])死(?:了|掉)|养不活"),
    ("有=", "smell", r"(?:酒|异|怪|臭|樟脑|鱼腥|霉|腥|馊)味|发酵味?"), ("有股味", "smell", r"(?:一?股|很大的?|有点|塑料|刺鼻的?|胶水?|皮革|甲醛|油漆|橡胶|化学|药|汽油)[^,。]{0,5}味"), ("味道重", "smell", r"味道?(?:太|很|好|特别|这么)?(?:大|重|冲|刺鼻|难闻)|呛|熏"),
    ("有=", "dirty", r"污渍|污迹|黄渍|油渍|黑印|印子|泥点?"), ("=", "dirty", r"(?:有|粘着|黏着|沾着)[^,。]{0,2}(?:沙子?|灰尘|泥巴?|胶印|口水)"), ("脏了", "dirty", r"脏|灰扑扑"), ("有划痕", "scratch", r"划痕|刮痕|划了|刮花|花了一?道|磨损|擦痕"), ("有磕碰", "scratch", r"磕|碰(?:掉|坏|伤)"), ("=", "scratch", r"掉漆|掉皮|脱皮|起皮|爆皮"), ("压=了", "crushed", r"(?<=压)(?:瘪|扁|坏|烂|皱)"), ("变形了", "crushed", r"变形|瘪|凹|挤(?:扁|坏|烂)"),
    ("碎了", "broken", r"碎|稀巴烂"), ("裂了", "broken", r"裂|豁口|缺口|缺了?一?(?:个)?(?:角|块|口)"), ("断了", "broken", r"断(?:了|成|裂|在|掉|开)|折了"), ("破了", "broken", r"破(?:了|损|洞|的|开|个)|(?:小|破|有|个)洞"),
    ("=", "make", r"脱线|开线|脱针|抽丝|勾丝"), ("线头多", "make", r"线头"), ("=", "make", r"开胶|脱胶|溢胶"), ("鞋底张口了", "make", r"(?:鞋底|鞋头|鞋帮|底)[^,。]{0,3}张[嘴口]|张[嘴口]了"), ("起球", "make", r"起球"), ("=", "make", r"掉色|褪色"), ("染色", "make", r"染色|染得|染了"), ("缩水", "make", r"缩水"), ("长短不齐", "make", r"(?:短|长)[^,。]{0,2}(?:一截|半截)|一[长大高深短小低浅]一[长大高深短小低浅]|不一样(?:长|高|大)|不(?:齐|对称)"), ("两只码数不一样", "make", r"(?:左|右)[脚只边]?\d{2}[^,。]{0,3}(?:左|右)[脚只边]?\d{2}|两只[^,。]{0,4}(?:不一样|不是一个码)"),
    ("=了", "make", r"拉链(?:头)?(?:就|都|也)?(?:坏|掉|卡)"), ("拉链不顺", "make", r"拉链[^,。]{0,4}(?:拉不|不顺|卡)"), ("掉扣子", "make", r"扣子?[^,。]{0,3}掉|掉[^,。]{0,2}扣"), ("=", "make", r"缺页|错页|倒页|印反|装反"), ("书页粘在一起", "make", r"页[^,。]{0,6}粘|粘(?:在)?一(?:块|起)"), ("印得模糊", "make", r"印刷|糊(?:了|成)"), ("晃", "make", r"晃|摇|不稳"), ("塌了", "make", r"塌|陷(?:下|进)|坑(?!人|爹)"), ("分量对不上", "short", r"称(?:了|过|下来|出来)?[^,。]{0,4}(?:才|只有|不到|少)|分量(?:不够|不足|少)|短斤|缺斤|少(?:了)?[一两二三半\d]+[斤克两]"), ("数量对不上", "short", r"数(?:了|过|来数去)[^,。]{0,6}(?:就|才|只)"), ("没有=", "packing", r"(?<!这)(?:鞋盒|盒子|包装盒?|外盒|塑封|防尘袋)(?!里)(?=[^,。]{0,3}(?:没|木)有|都没)"), ("=", "make", r"松(?:动|了|垮)|(?:有点|太|偏|很)松"),
    ("掉毛", "make", r"掉毛|钻毛|跑毛"), ("充不进电", "fails", r"充不(?:进|上|了|满)|不充电|没法充|充[^,。]{0,4}没反应"), ("开不了机", "fails", r"开不了机|不开机|启动不了|黑屏|死机|打不着"), ("没反应", "fails", r"没反应"), ("不耐用", "fails", r"虚标|不耐用|(?:分钟|小时|一会儿?)[^,。]{0,6}没电|没电了"), ("=", "fails", r"听不清|听不见|看不清|打转|乱跳|乱转|闪退|闪屏|花屏"), ("=", "fails", r"(?<![拖推拉拧按转抬提收拔])不(?:工作|好用|好使|通电|启动|转|亮|热|制冷|加热|出水|响|动|灵|灵敏)(?!产|人)|失灵"), ("用不了", "fails", r"用不了|不能用|罢工|没法用"), ("转几下就停", "fails", r"转.{0,3}停"),
    ("=", "fails", r"(?:收|拔|拉|推|转|按|抽|折)不(?:回去|回来|回|出来|出|动|起来|下去|拢)"), ("卡住了", "fails", r"卡(?:住|死)"), ("=", "fails", r"(?:拖|推|拉|拧|按|转|抬|提)不动"), ("打不开", "fails", r"(?:打|拉|拧|掰)不开|开不了"), ("关不上", "fails", r"(?:关|合|扣|盖|锁)不(?:上|住|严)"), ("声音断断续续", "fails", r"时有时无|断断续续|断连|一卡一卡|卡顿"), ("一边没声音", "fails", r"(?:左|右|一)(?:耳|边)[^,。]{0,4}(?:没|不|无(?!线)|小)(?<!时有时无)|没声"), ("有=", "noise", r"杂音|异响|电流声"), ("=响", "noise", r"嘎吱|吱呀|嗡嗡|滋滋|咯吱|哐当|吱吱"), ("连不上", "fails", r"连不上|连接不|配不上对|搜不到"),
    ("老是自己停", "fails", r"自动(?:关|断|停)|老是(?:关|停|断)|总是(?:关|停|断)|掉电|耗电"), ("=", "leak", r"漏(?:水|液|气|油|粉|墨|雨|风|电)"), ("漏了", "leak", r"漏(?:了|出)|渗|洒(?:了|出|得)|撒(?:了|出|得)|流(?:出|得)"), ("没封好", "leak", r"没(?:封|密封)[^,。]{0,2}(?:好|严|住|紧)|封口[^,。]{0,3}(?:松|没)|没(?:盖|拧)紧"),
    ("颜色跟图片不一样", "colour", r"色差|(?:颜色|实物)[^,。]{0,8}(?:不一样|不同|不符|差(?:很|太)?[多大远]|不对)|(?:跟|和|与)(?:图|照|页面)[^,。]{0,6}(?:不一样|不同|不符|差)|图(?:片|上)[^,。]{0,6}(?:不一样|不符)"),
    ("=了", "made_wrong", r"[刻做写印绣](?:错|反|歪|漏)"), ("字不对", "made_wrong", r"[刻做写印绣](?:得|成|的字?)(?:错|反|歪|成|漏|少)|(?:字|名字|日期)[^,。]{0,5}(?:错|反|歪|漏|不清|糊)|[刻印绣]成"), ("尺寸不对", "size", r"(?:尺寸|大小|尺码)[^,。]{0,4}(?:不对|不符|不一样|差)"), ("不准", "fails", r"不准|偏差"),
    ("扎人", "make", r"扎(?:人|脖|脚|皮肤)|毛刺|倒刺|割手"), ("歪了", "make", r"歪"), ("坏了", "faulty", r"坏(?:的|掉|了)|坏果|坏点|瑕疵|毛病|故障"),
)
TROUBLE = re.compile(
    r"音质不|效果不|钻毛|跑毛|毛刺|缺页|错页|重复了|印反|装反|压不出|喷不出|挤不出|按不出|蔫|枯|萎|死了|死掉|发黄|黄了|磨脚|硌|扎人|不动|不走|不灵|失灵|不准|不转|不热|不冷|转.{0,3}停|自动关|老是|总是|一直响|很响|假的|假货|二手|用过的|拆过|结晶|浑浊|分层|结块|受潮|融化|化了|磕|瘪|凹|变形|歪|弯了|断|掉(?:了|下来|毛|漆|色|渣)|脱|松(?:了|动)|卡(?:住|顿)|有点卡|很卡|太卡|打不开|开不了|关不了|关不上|装不上|插不进|对不上|连不上|没(?:声音|电|反应|用)|不(?:能用|好用|工作|一样|对劲|像)|不符|跟(?:图|描述|页面)|有(?:毛病|问题|虫|头发|霉)|虫|臭|馊|皱(?:了|巴巴)|脏|线头|起皱|小了|大了|太(?:薄|小|大|紧|松|硬|稀|差)|不行(?!吗|么)|一碰就|虚假|描述(?:不|的|写)|没效果|不升|升不|降不|不(?:出水|吸|喷|亮|响|充|显示|加热|制冷|工作|启动|开机|通电)|开不了机|黑屏|死机|卡死"
)
"""More words that tell of trouble without naming it well enough to be said back."""
_FLAWS = tuple((name, sort, re.compile(pattern)) for name, sort, pattern in _TABLE)
_ANY = re.compile("|".join(f"(?:{pattern})" for _, _, pattern in _TABLE))
_FINE = re.compile(r"(?:没(?:有)?|不|未|零|怕|担心|会|别|避免|容易)(?:什么|任何|一点|一丝|一个|再|那么|很|太|怎么|见|看到|出现|起)?$")
_PRAISES = re.compile(
    r"点赞|(?<!不)赞(?!助)|太(?:好|棒|香|美|漂亮|合适|喜欢|爱|可爱|惊喜|给力|贴心)|超(?:级)?(?:好|喜欢|爱|香|赞|合适|软|美)|都问我|都?夸|惊艳|惊喜|头都不抬|不(?:撒|离)手|停不下来|(?<!不)(?:开心|高兴)|抢着(?:吃|玩|看|用)|光盘|吃(?:光|完)了|爱不释手|合身|显白|舍不得|回购|比(?:我)?(?:想|预期)[^,。]{0,4}(?:好|漂亮|大气)|超(?:出)?预期|没(?:让我)?失望|值了|值得|感动|哭了|用心|贴心|满分|给力|yyds|绝了|不愧|(?<!不)(?<!不太)(?<!不是很)(?:喜欢|满意|好看|漂亮|好吃|好喝|好用|舒服|爱吃|爱喝|合脚|暖和)|真(?:的)?(?:好|香|不错|棒|暖|软)|很(?:好|棒|香|甜|软|暖|快|新鲜)|挺(?:好|不错|香)|不错"
)
_BUT = re.compile(r"一般(?!情况|来说)|没有?想[象的]|没想象|不如|没那么|凑合|勉强|失望|但|就是|不过|可是|可惜|美中不足|要是|怎么|吗|么(?:办|样|回)|为什么|[?？]|能不能|哪")
_DOUBTS = (
    ("used", r"退货(?:品|件|的吧)|(?:别人|人家|有人|退回来|二手|穿过|用过|试过|拆过|戴过|翻新|开封过)[^,。]{0,8}(?:吧|吗|么|的|$)|是不是[^,。]{0,6}(?:穿|用|试|拆|戴)过"), ("unripe", r"没熟|不熟|生的吧|催熟"), ("expired", r"过期|放(?:了)?(?:很|好|多)?久|陈(?:货|粮|的)|不新鲜|临期|库存货|隔夜"),
    ("fake", r"假(?:货|的)|正品|高仿|冒牌|山寨|盗版"), ("saved", r"(?:还能|能不能|可以|有)?救(?:吗|么|不|活|回)|还能(?:养|活|吃|用|喝)"), ("harmful", r"有毒|甲醛|对(?:身体|人|孩子)[^,。]{0,3}(?:害|好)|(?:会)?头[疼晕痛]|能不能吃|孕妇|不敢(?:用|吃|喝|睡|坐)|熏"),
)
_OCCASIONS = (
    ("求婚", r"求婚"), ("纪念日", r"纪念日"), ("婚礼", r"婚礼|结婚|婚宴|新娘|接亲|订婚|伴娘|伴手礼"), ("过生日", r"生日|周岁|寿宴|过寿"), ("送人", r"送(?:人|礼|朋友|领导|客户|长辈|老师|同事|闺蜜|给|我?(?:妈|爸|老婆|老公|女|男|对象|婆|丈|岳|孩))|礼物|拎去|带去|走亲戚|看(?:丈母娘|岳父|公婆|爸妈|长辈)|见(?:家长|客户)"),
    ("出门", r"出差|旅游|旅行|出国|飞机|高铁|出门"), ("考试", r"考试|面试|比赛|演出|上台|年会|开学"), ("招待客人", r"请客|待客|聚会|家里来人|来客"), ("孩子用", r"(?:宝宝|孩子|娃|小孩)[^,。]{0,6}(?:等着|着急|急|哭|马上要|今晚|明天)"),
)
_SOON = re.compile(r"今[天晚早]|明[天早晚]|后天|这周|周末|周[一二三四五六日天]|马上|待会|一会|等下|下午|晚上|\d+[号点]|急")
_WAITED = re.compile(
    r"(?:[两二三四五六七\d几]|好几|半)(?:个)?(?:天|小时|钟头)(?:多)?(?:了|都|也|还|没|过去)|前天|大前天|装死|第[二三四五六两]天|怎么还(?:在|没|不)|还要等|(?:这|也)都[^,。]{0,3}天|(?:昨天|昨晚|早上|上午)[^,。]{0,10}(?:发|拍|传|说|问|报|等|交|提)|说好(?:的)?(?:24|二十四|一天|今天|昨天)|一直(?:在)?(?:等|没(?:人|消息|回|结果))|到现在|(?:还|也|都|怎么)没(?:有)?(?:个)?(?:人(?:理|回|管)|回(?:复|我|信|音)|消息|结果|下文|动静|说法|处理|答复)|没人(?:理|管|回|答)|石沉大海|不理(?:我|人)|拖(?:到|了|着|几)|敷衍|一个回的"
)
_WAITS_FOR = re.compile(r"回|理|管|结果|消息|答复|处理|核实|说法|动静|下文|等|拖|敷衍|音讯|说好|24|二十四|装死|核实|第[二三四五六两]天|[两二三四五]天|照片|视频|反馈|售后")
_PROGRESS = re.compile(r"(?:啥|什么)时候[^,。]{0,8}(?:结果|消息|说法|答复|处理|回复|回我|解决|弄好|核实)|(?:结果|核实|处理|进度|审核)[^,。]{0,6}(?:呢|怎么样|如何|好了|出来|完|没|到哪|咋样)|有(?:结果|消息|眉目|下文)(?:了)?(?:吗|没|么)|还要(?:等)?多久|多久(?:能)?(?:有|出|给)[^,。]{0,4}(?:结果|消息|答复)")


@dataclass(frozen=True, slots=True)
class Trouble:
    """What was told: ``flaws`` named to be said back, their ``sorts`` (``first``: of the one told first), a ``doubt``, an ``occasion``, whether it is needed ``soon``."""

    flaws: tuple[str, ...]
    sorts: frozenset[str]
    doubt: str | None
    occasion: str | None
    soon: bool
    first: str | None = None

    @property
    def named(self) -> str:
        """The flaws in a few words: two at most."""
        return "、".join(self.flaws[:2])


_ONCE = ("smell", "used", "crushed", "made_wrong", "noise")
"""Sorts of which one name is enough."""


def trouble_in(text: str) -> Trouble:
    """What ``text`` (simplified) tells of trouble with goods."""
    text = re.sub(r"是不是坏了?|是坏了?还是", "", as_meant(text))
    text = re.sub(r"(?:可|你们?)?(?:别|不要)(?:再)?(?:跟我|和我)?(?:说|讲|告诉我)[^,。!?\n]*", "", text)  # what the shop shall not say is no flaw
    found: list[tuple[int, str, str, int]] = []
    for name, sort, pattern in _FLAWS:
        match = pattern.search(text)
        if match is None or _FINE.search(text[: match.start()]):
            continue
        if any(sort == other and sort in _ONCE for _, _, other, _ in found) or any(start < match.end() and match.start() < end for start, _, _, end in found):
            continue
        found.append((match.start(), name.replace("=", match.group()), sort, match.end()))
    telling = sorted(entry for entry in found if entry[1] not in ("坏了", "用不了", "破了", "晃")) or sorted(found)
    doubt = next((name for name, pattern in _DOUBTS if re.search(pattern, text)), None)
    occasion = next((name for name, pattern in _OCCASIONS if re.search(pattern, text)), None)
    return Trouble(tuple(dict.fromkeys(name for _, name, _, _ in telling)), frozenset(sort for _, _, sort, _ in found), doubt, occasion, _SOON.search(text) is not None, telling[0][2] if telling else None)


_NEGATIVE = re.compile(r"不(?!错|客气|用|会吧|好意思|急|要紧|知道|同意|少|过|仅|愧|限|含|是问题|客套|谢)|没(?!事|问题|关系|想到|意见|有了|拆|试|打开|开封|来得及|用过)|只有|就(?:这|[一两二三几十\d]+个)|全是|居然|竟然|太|像(?!素)|坏|差|假|乱|逗我|骗|怎么(?:这|会|都|就)|你们[^,。]{0,12}(?:吗|呢|吧)|到底|不是说|说好|恶心|离谱|什么(?:玩意|东西)|才(?:一|两|三|用|穿|吃)")
_GENUINE = re.compile(r"不会(?:拼|装|用|弄|调|搭|洗|连|戴|折|开|关)|就(?:是|想)?问(?:一?下|问|句)?|咋(?:用|洗|装|开|调|连|拆|泡|弄|换|拧)|能不能|可以[^,。]{0,8}(?:吗|么|不)|能[^,。]{0,6}(?:吗|么|不$)|怎么(?:用|洗|装|开|调|连|设|养|吃|喝|保存|弄|充|泡|冲|换|拆)|多久|保修|说明书|哪里|几(?:天|次|年|码)|多少|(\w)不\1|有没有|用不用|要不要|尺码|吗\W*$")


def grumbles(text: str) -> bool:
    """Whether ``text`` (simplified) tells of something amiss, without a word of the lexicon and without asking anything."""
    return len(text) >= 5 and _NEGATIVE.search(text) is not None and _GENUINE.search(re.sub(r"你们[^,。]{0,14}(?:吗|呢|吧)", "", text)) is None


_WISHES = (
    (r"上门(?:来)?(?:取|拿|收)", "想上门取件的要求"), (r"退(?:款|货|钱|了)|要退|给我退|退掉", "想退的要求"), (r"换(?:货|一?个|新)|要换", "想换的要求"), (r"赔|补偿", "补偿的要求"), (r"补发|补寄|重发", "补发的要求"), (r"没(?:收到|到)|物流|快递|不发货|没发货|还没发|没动静", "物流的情况"),
)  # fmt: skip


def wishes_in(texts: list[str]) -> list[str]:
    """What the customer asked to have done, as it is passed on."""
    return [name for pattern, name in _WISHES if any(re.search(pattern, text) for text in texts)][:2]


def tells_flaw(text: str) -> bool:
    """Whether ``text`` (simplified) says that something is wrong with goods."""
    text = as_meant(text)
    return any(not _FINE.search(text[: match.start()]) for pattern in (_ANY, TROUBLE) for match in pattern.finditer(text))


def praises(text: str) -> bool:
    """Whether ``text`` (simplified) praises what came, and asks and blames nothing."""
    return _PRAISES.search(text) is not None and not tells_flaw(text) and not _BUT.search(re.sub(r"都?问我?[^,。\s]{0,12}", "", text))


def waited_too_long(text: str) -> bool:
    """Whether ``text`` (simplified) complains of an answer that has not come."""
    return _WAITED.search(text) is not None and _WAITS_FOR.search(text) is not None


def asks_progress(text: str) -> bool:
    """Whether ``text`` (simplified) asks what has come of a matter already told."""
    return _PROGRESS.search(text) is not None
