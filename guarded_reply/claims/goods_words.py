"""What can be said of goods and shop in words: classes of property, how each is asserted, and whether the facts carry it.

A statement is (class, words, polarity). It is one only when the shop asserts it: an ability in a frame of ability
(可以…, …没问题), a flaw when it is denied, a mark (certificate, material, origin, service) when it is named without a
denial. The facts carry it when they speak of the same class with the same polarity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause, simplify

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
    "remote": r"遥控|app(?:控制|连接)|语音控制|连手机|连电脑|同时连|定时功能",
    "warm": r"保温|保冷|恒温|锁温",
    "microwave": r"微波",
    "oven": r"(?:进|放|入|上)(?:得了)?烤箱|烤箱(?=[都也]?(?:能|可|没问题|也|行))",
    "dishwasher": r"洗碗机|消毒柜",
    "fire": r"明火|电磁炉|燃气灶|电陶炉|直火",
    "boil": r"蒸煮|水煮|煮沸",
    "baby": r"孕妇|孕期|哺乳期|婴儿|新生儿|宝宝|小孩|儿童|幼儿|刚出生|孕妈",
    "elder": r"老人|老年人|长辈",
    "pet": r"幼猫|幼犬|奶猫|奶狗|全阶段|全犬种|全猫种",
    "skin": r"敏感肌|敏感皮|[干油混痘]皮|(?:干|油|混合|中|痘痘)性?肌肤?|各种肤质|所有肤质|任何肤质|什么肤质",
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
    "craft": r"现(?:[做烤炒磨摘采取挖捞杀宰榨蒸卤炸酿切包割捕打烘焙煮泡剪绣织裁缝压捏熬炖拌腌剥])(?!的?话|金)|(?:深|高|大)山(?:里的?)?(?:老|土|野)|土(?:蜂蜜|鸡|猪|鸭|榨)|正宗(?!吗)|纯天然|原生态|零农残|活水|头道|初榨|纯手工|全手工|手工(?:制作|缝制|打造|编织|打磨|捏|吹)|柴窑|大师(?:之手|亲|手作|制|做|设计|级|监制|作品)|非遗|古法|百年(?!好合)|古树|野生|头采|明前|雨前|现摘|当天(?:采摘|现做)|树上熟|散养|农家|自家(?:种|养|果园|产)|不打蜡|不打农药|不催熟|有机(?=种植|食品|认证|蔬菜|水果|大米|棉|肥|奶|茶|农|的?$)|脱糖|控糖|[四三两双]重(?:保护|防护|锁)|过热断电|童锁|儿童锁|双喇叭|环绕立体声|热风循环|双层真空|真空(?:结构|层|断热|保温)|国宴|非转基因",
    "origin": r"原装|(?:纯|全)?进口(?!关税|税|货源清单)|产自|出自|源自|来自(?=[一-鿿]{2,8}(?:产区|产地|山|岛|原|高原|牧场|的(?:原|羊|鹅|棉|牛|茶)))|原产地?(?!地址)|高寒产区|原矿",
    "investment": r"升值|保值|收藏价值|翻[一二两三四五几\d]+番",
}
_FREE_OF = Pattern(
    r"(?P<no>不含|不添加|不加|没(?:有)?(?:添加|加)?|未添加|无(?!法|论|需|须|理|误|非|效|奈|货|缝|线|忧|意|所|关|人|痕|任何(?:问题|影响))|零|0)(?:任何|一点|半点|额外|人工)?(?P<what>酒精|香精|香料|色素|防腐剂|激素|荧光(?:剂|增白)?|甲醛|双酚a|bpa|[铅镉汞]|重金属|农药|添加剂?|蔗?糖|反式脂肪|塑化剂|硅油|皂基|矿物?油|抗生素|谷物|麸质|诱食剂|化学(?:成分|物质)|刺激|异味|怪味|毒|漆|蜡|苯|胶|辐射|蓝光|频闪|硫|胶水|明矾|转基因|味(?=$|[,、的无])|硅|脂(?=$|[,的]))"
)
_SHOP = Pattern(
    r"(?P<store>(?:实体|线下)(?:小|门|体验|直营)?店|体验店|直营店|专卖店(?=地址|在)|门店(?!价)|门面|分店|展厅|(?:商场|当地|国内|有|都有|在)[^,。!?不没]{0,8}专柜)"
    r"|(?P<pickup>自提|自取(?!柜|点|件|码)|上门(?:拿|取货|提货|来拿)|(?:来|到)(?:我们|本|咱们?)?(?:的|家)?(?:店|仓库?|厂)(?:里)?(?:拿|取|提|挑|试|看)|您(?:(?:直接|随时|亲自)(?:来|过来)|过来)(?:试|挑|看看?|拿|取)|您来(?:试|拿|取))"
    r"|(?P<hours>24小时(?:都|全天|不|在线?|客服|营业|服务|人工|有人|值班)|全天候?在线|全年无休|(?:早上?|上午|每天|早|周[一二三四五六日])?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:点半?|:\d\d)(?:到|至|-|~)(?:晚上?|下午|夜里|凌晨)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:点|:\d\d)|(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:点半?|:\d\d)(?=[就才]?(?:上班|下班|关门|开门|打烊))|半夜也(?:在|能|有)|(?:营业|上班|在线|客服)时间(?:是|为|:))|(?P<clock>(?:\d{1,2}|[一二三四五六七八九十]{1,3})点半?(?=[的哦哈呢啦]?$))"
    r"|(?P<invoice>专票|增值税(?:专用)?|专用发票|纸质(?:发票|普票|专票)|纸票)"
    r"|(?P<trade>货到付款|到付(?=可|也|能|都|支持|没问题|的)|分期免息|[三六九两\d十二]{1,2}期(?:都|也|是|可以?)?免息|免息分期|花呗免息|先用后付|以旧换新|免费试用|试用装|(?:免费)?上门(?:免费)?(?:安装|测量|维修|保养|取件|设计)|师傅上门|(?:给您|帮您|免费|包)(?:搬|扛|抬|送)(?:货)?(?:上楼|上去|到?[一二两三四五六七八九十\d]+楼|进[门屋])|免费(?:安装|维修|清洗|调试|贴膜|保养|刻字?|绣字?|印字?|裁剪?)|(?:刻字|安装|清洗|维修|调试|贴膜|上楼)[^,。!?不]{0,3}(?:免费|不收费|不要钱|不另收))"
    r"|(?P<firm>(?:工厂|源头|厂家)直(?:销|供|营)|源头(?:工厂|厂家)|自有工厂|自己的?(?:工厂|厂子|果园|茶园|牧场)|(?:\d+|[一二三四五六七八九十]+)年(?:老店|老品牌|品牌|历史|老厂)|老字号|百年老店)"
)
_WARRANTY = Pattern(r"终身|永久(?:保|质|维|有效)|全国联保|联保|只换不修|免费(?:维修|修|换新)(?!.{0,3}[券卡])|以换代修|坏了(?:包|免费|直接)(?:换|修)|(?<!外)包(?:换|修|用)(?![装好])")
_NO_WARRANTY = Pattern(r"自费(?:维修|修)|(?:收费|花钱|付费)(?:维修|修)|不(?:再|给|能)?(?:保修|质保)|没有?(?:保修|质保)")
_MATERIAL_WORDS = (
    r"纯棉|全棉|精梳棉|长绒棉|棉麻|羊毛|羊绒|真丝|桑蚕丝|蚕丝|亚麻|真皮|头层|二层皮|牛皮|羊皮|猪皮|小羊皮|人造革|实木|橡木|胡桃木|松木|榉木|红木|竹制|桃花心木|玫瑰木|云杉|柚木|榆木|楠木|黑檀|紫檀|花梨|樟木|桦木|水曲柳|独立弹簧|椰棕|高密度海绵|纯银|足银|纯金|足金|纯铜|黄铜|不锈钢|铝合金|镁合金|钛合金|纯钛|碳纤维|碳钢|铸铁|玻璃纤维|钢化玻璃|高硼硅|陶瓷|骨瓷|硅胶|乳胶|羽绒|鹅绒|鸭绒|施华洛|abs(?![a-z])|tpu|ppsu|pvc|聚酯|涤纶|锦纶|尼龙|帆布|牛津布|橡胶|超纤|超细纤维|珊瑚绒|法兰绒|天丝|莫代尔|雪纺|冰丝|记忆棉|航太铝|亚克力|大理石|岩板|航空铝|玻尿酸|烟酰胺|神经酰胺|胶原蛋白|水杨酸|视黄醇|氨基酸|维生素|益生菌|牛磺酸"
)
_MATERIAL = Pattern(rf"(?:{_MATERIAL_WORDS})")
_MADE_OF = Pattern(r"(?:材质|面料|料子|内胆|外壳|里料|填充物?|撑杆|骨架|笔尖|鞋面|鞋底|内里|封面|轴体|表带|镜片|电机|马达|主板|芯片|屏幕|电池)(?:用的|采用|选用)?(?:都)?(?:是|为|用的是|采用|选用|用了?|:)(?P<what>(?!什么|哪|啥|没|不)[一-鿿a-z0-9]{2,10})|(?:采用|选用)(?:了|的是)?(?P<used>[一-鿿a-z0-9°%]{2,14})|(?<!不)(?:含有|富含|添加了|蕴含|含量高?达?\d|(?<![不包])含(?![税运邮在量盒箱袋底]|包装|快递|充电|[糖水油盐]分?量?[高多大重]))(?P<with>[一-鿿a-z0-9%]{2,10})|加了(?P<added>[一-鿿]{2,8}(?:涂层|层|剂|膜|因子|精华|粉|配方))|(?:[带有加含])(?P<factor>(?!什么)[一-鿿]{1,4}?(?:因子|成分))|(?<![一-鿿])(?:是|都是)?(?P<from>(?![^产]*(?:年|新|近|什么|哪|我们|自|不|没|批))[一-鿿]{2,4})(?:产的|出产|制造)")
_BEAUTY = Pattern(r"(?:改善|抑制|淡化|提亮|收缩|抚平|修复|修护|去除|祛|减少|均匀|紧致|美白|焕亮|代谢)(?:掉|您的?|皮肤|肌肤|面部|脸部)?(?:的)?(?:肤质|肤色|黑色素|色斑|斑点?|暗沉|毛孔|细纹|皱纹|痘印|屏障|黑眼圈|法令纹)|(?:斑|痘印|黑色素|细纹|皱纹|毛孔)[^,。!?不]{0,6}(?:淡|消|没了|修复|代谢|根除|变小|干干净净)|(?:变|更|能|就)白(?!送|色|底|菜)(?:皙|嫩)?|白(?:一|两|三|几)?个(?:度|色号)|(?:越用越|用完)[^,。]{0,4}(?:白|嫩|滑|亮)")
_SIZE = Pattern(r"(?:是|属于)?(?:正码|标准码|标准尺码|不偏码|码数?(?:很|挺|非常)?(?:准|正)|偏(?:大|小)(?:一码|半码|点|一点)?(?!还是))|(?<!建议)(?:早晚|每天|一天|每日|每周|一周)[^,。!?]{0,3}[各用]?[一二两三四\d]次")
_COLOUR = Pattern(r"有(?:[黑白红蓝绿灰粉紫黄棕橙米驼咖杏]色?[、和,])*(?:黑|白|红|蓝|绿|灰|粉|紫|黄|棕|橙|米|驼|咖啡?|杏|藏青|酒红|卡其|香槟)色(?:款|的(?!话)|可选|系|供|现货)")
_LIST = Pattern(r"[、/]")
_SWEET = Pattern(r"包甜|保甜|[很非超巨最特][常别]?甜|甜得很|甜度(?:很|超|特别)?高|入口即化|皮薄(?:汁|肉)多")


def _group(table: dict[str, str]) -> Pattern:
    return Pattern("|".join(f"(?P<{name}>{words})" for name, words in table.items()))


_STRESS = Pattern(r"(?P<what>(?:摔|[蹚趟][水河]?|扔|砸|踩|泡|淋|暴?晒|揉|压|拉扯|撕扯|剪|烫|火烧|冻|蹦|跳|大力|[摔扔砸踩丢](?:[一-鿿]{1,4})))(?:过去|上去|下来|过来|下去)?(?:几次|两下|几下|多久|一天|一夜|一宿)?(?:它)?(?:都|也|照样|还是?)(?:没(?:有)?(?:一点)?(?:事|问题)|不怕|不带怕|不会?(?:坏|烂|变形|裂|碎|散|皱|褪色|掉色|开线)|好好的|完好|扛得住|撑得住|纹丝不动|照用|能用)")
_IN_FULL = Pattern(r"(?:全|完全|百分之?百|100%|彻底)(?P<what>[一-鿿]{2})")
_HOUR = Pattern(rf"(\d{{1,2}}|{CJK_NUMBER}{{1,3}})(?=:|点)")
_GOOD_WORDS, _BAD_WORDS, _MARK_WORDS = _group(_GOOD), _group(_BAD), _group(_MARKS)
WORDS = any_of(_STRESS, _IN_FULL, _GOOD_WORDS, _BAD_WORDS, _MARK_WORDS, _FREE_OF, _SHOP, _WARRANTY, _NO_WARRANTY, _MATERIAL, _MADE_OF, _BEAUTY, _SIZE, _COLOUR, _SWEET, _LIST)
_SAME = {**_GOOD, **_BAD, **_MARKS}

# -- how a thing is asserted ------------------------------------------------------------------------------------------
_ABLE_BEFORE = Pattern(r"(?:可以?|能够?|支持|会|不怕|适合|适用于?|适宜|带|自带|具有|具备|有|配备|都|照样|随便|直接|放心|完全|绝对|百分百|专业|经得起|扛得住|特别|本身|就是|是)(?:放心|直接|放|进|拿去?|丢|扔|上|用|在|去|给|轻松|正常|随意|[一-鿿]{0,3})?$")
_ABLE_AFTER = Pattern(
    r"^(?:[一-鿿]{0,3}(?:都|也|照样))?(?:[一-鿿]{0,2})(?:可以|能(?!不能|否)|行(?!程|业|李)|没问题|没有?事|没关系|不怕|无压力|可用|适用|通用|ok|放心|安心|随便|轻松|妥妥|的(?=$|哦|哈|呢|呀|啊|亲|喔|[,。!])|哒|功能|性能|效果|等级|级别|指数|系数|设计|处理|涂层|款|机身|强|好(?!像)|佳|不在话下|撑得住|扛得住|应对|用(?=$|的|哦|也)|使用|吃|喝|穿|洗|接触|$)"
)
_DENIES = Pattern(r"(?:不(?!锈|仅|但|光|只|怕|会不|含|掉|用担心|必担心)|没(?:有)?(?!问题|事)|无(?!需|论|限|纺|线|刷|缝|绳|叶|糖|烟)|未|非(?!常|遗)|别|勿|难|够不上|谈不上|不敢|不能|不是)[^,。]{0,4}$")
_DENIES_FLAW = Pattern(r"(?:不(?:会|容易|太会|怎么|至于|用担心|必担心|怕|担心)?|没(?:有|什么)?|无|零|0|从(?:来|没)|绝不|难|杜绝|告别|防|抗|拒绝|不带)(?:[一-鿿]{0,2})$")
_ADVISES = Pattern(r"建议|最好|尽量|注意|避免|请(?!您?放心)|不要|别|不?宜|记得|小心|尽可能|推荐[^,。]{0,4}(?:手洗|干洗)|平时|日常(?!使用|办公)|为了")
_DENIED_AFTER = Pattern(r"^(?:[一-鿿、]{0,4})(?:[一-鿿]不(?:出|来|了|到|成|得)|(?:啊|呀|嘛|的话|这个)?,|从来没|编号|没(?:有|开通?|做|标|写|提供|法|办法)|不(?:支持|行|能|了|可以|好说|敢|清楚|确定|太|做|开|提供|用|接受)|不建议|别|暂(?:时|未|无|不)|未|无(?!需)|吗|么|与否|方面|情况|这(?:块|方面|个|种)|(?:比较|更|很|太)?容易|会(?:变|缩|掉|伤|坏|起|勾|损|刮|发|化|裂)|伤|怕(?!什么)|损)")
_WISHES = Pattern(r"您(?:说|提到|问|讲|想|要|需|平时|担心|关心|的(?:身高|体重|需求|情况|意思))|如果|若|要是|的话|(?:想|需)要|喜欢|别家|其他(?:款|店)|万一|假如|是否|担心|怕(?=您|[一-鿿]{0,4}(?:坏|裂|掉))")
_PACKING = Pattern(r"开箱|包装|运输|路上|快递|打包|加固|气泡膜|泡沫")
_FULLY = Pattern(r"(?:完全|绝对|彻底|百分百|100%|随便|随意|怎么)[^,。]{0,2}$")


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of a clause (offsets in it) that says something of the goods or the shop which the facts do not carry."""

    start: int
    end: int
    words: str


def unsupported(reading: Reading, clause: Clause, text: str) -> Statement | None:
    """The first statement in the clause that nothing carries."""
    if not clause.present & WORDS:
        return None
    given = reading.given
    for find in (_stressed, _in_full, _goods_able, _flaw_denied, _marks, _free_of, _shop, _warranty, _material, _made_of, _options, _plain):
        found = next(find(reading, clause, text, given), None)
        if found is not None:
            return found
    return None


def _matches(pattern: Pattern, clause: Clause, text: str) -> Iterator[tuple[re.Match[str], str, str]]:
    if clause.present & pattern.bit:
        for match in pattern.finditer(text):
            yield match, text[: match.start()], text[match.end() :]


def _statement(match: re.Match[str]) -> Statement:
    return Statement(match.start(), match.end(), match.group())


def stance(words: str, given: str) -> bool | None:
    """Whether the facts affirm (True) or deny (False) a class; None when they do not speak of it or say both."""
    stances = {
        not (seek(r"(?:不(?!锈)|勿|禁|非|无(?!线|纺|刷)|忌|未|免)[^,。;\s/]{0,3}$", given[: m.start()]) or re.match(r"[^,。;\s/]{0,2}\s?(?:不(?!锈)|禁|否|无(?!线|纺|刷)|勿|未)", given[m.end() :]))
        for m in re.finditer(words, given)
    }
    return stances.pop() if len(stances) == 1 else None


def _carried(words: str, given: str) -> bool:
    return re.search(words, given) is not None


def _goods_able(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    for match, before, after in _matches(_GOOD_WORDS, clause, text):
        name, said = match.lastgroup or "", match.group()
        if _PACKING.search(text):
            continue
        words = _SAME[name] if name not in ("guard", "free") else re.escape(said)
        denied = _DENIES.search(before) is not None or seek(r"(?:不(?:能|可以|适合|建议|支持|要|可)|别|无法|避免)[^,。]{1,8}(?:或者?|和|及|、|还是)[^,。]{0,4}$", before) is not None
        if _DENIED_AFTER.match(after):
            continue
        carried = _carried(words, given) or (name == "flight" and "登机" in given and "登机" in said) or (name == "soak" and seek(r"ipx[678]|ip6[78]", given) is not None)
        if name == "guard" and seek(r"[汗溅泼水]", said):
            carried = carried or seek(r"ipx?\d", given) is not None
        if name == "water":
            carried = carried or seek(r"ipx?\d|pu\d", given) is not None
        if name == "adjust":
            carried = carried or seek(r"\d\+\d", given) is not None  # 40+5cm
        if said in ("台风", "暴雨") and seek(r"道路|天气|滞留|延误|影响|导致|路段|停运|中断", reading.sentence_of(clause)):
            continue  # the weather on the way
        if (said == "手洗" and not carried) or (name in ("drop", "slip", "guard") and seek(r"(?:贴|买|垫|套|铺|戴|放|加|换)(?:个|张|块|上|层|条|双)?$", before)):
            continue  # how to be careful with it, or what else to buy
        asserted = not denied and _asserts(reading, name, said, before, after)
        if carried:
            known = stance(words, given)
            if known is None or known == asserted or not (asserted or denied):
                if not (asserted and _FULLY.search(before) and "完全" not in given):
                    continue
            elif denied and not _bare_denial(before):
                continue
        elif not asserted:
            continue
        yield _statement(match)




def _stressed(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    """'扔楼下都没事': what goods are said to bear, where the facts speak of nothing of the kind."""
    if reading.request.case is not None:
        return
    for match, before, _ in _matches(_STRESS, clause, text):
        if match.group("what")[0] in given or _DENIES.search(before) or _ADVISES.search(before) or _PACKING.search(text):
            continue
        yield _statement(match)




def _in_full(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    """'全遮光' of goods whose 遮光率 is 85%."""
    for match, before, _ in _matches(_IN_FULL, clause, text):
        partial = re.search(rf"{match.group('what')}(?:率|度)?[^\d%,。;]{{0,4}}(\d{{1,2}}(?:\.\d+)?)%", given)
        if partial is not None and not _DENIES.search(before):
            yield _statement(match)


def _bare_denial(before: str) -> bool:
    """Whether the denial denies the thing, and not what is known or advised of it."""
    return seek(r"(?:不(?:能|可以|可|支持|会|适合)|没有?|无法)[^,。]{0,2}$", before) is not None


def _asserts(reading: Reading, name: str, said: str, before: str, after: str) -> bool:
    if _ADVISES.search(before) and not seek(r"可以|能", before[-4:]):
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
    for match, before, after in _matches(_BAD_WORDS, clause, text):
        denied = _DENIES_FLAW.search(before)
        if denied is None:
            if not (re.match(r"(?:得了|不了|的(?:可能|概率)很?小|为零)", after) and not seek(r"不敢|难", before)):
                continue
        elif re.match(r"不[了得出到来]|(?:不|非|并非)是?$|不是", denied.group()) and not re.match(r"不(?:会|容易|太|怎)|不$", denied.group()) or seek(r"[擦洗晾养护存晒放用][^,。]{0,4}就$", before[: denied.start()]) or seek(r"(?:敢|能|法|好|便)$", denied.group()) or seek(r"(?:不(?:敢|能|好|便)|没法|无法|谁)[^,。]{0,8}$", before[: denied.start()] + denied.group()[:2]):
            continue
        if denied is not None and seek(r"(?:不(?:属于|是|算)|并非|算不上|谈不上)[^,。]{0,2}$", before[: denied.start()]):
            continue  # '不属于不粘锅'
        words = _SAME[match.lastgroup or ""]
        if _carried(words, given) or _PACKING.search(text) or seek(r"避免|以免|防止|影响", text) or _ADVISES.search(before):
            continue
        if case is not None and case.reason not in ("no_reason", "other"):
            continue
        if text.startswith(("就", "才", "这样")) and (done := reading.before(clause)) is not None and seek(r"先|再|薄|少|别|轻|等|记得|避|慢|多|按|用", done.text):
            continue  # what follows from careful use
        if re.match(r"(?:吗|么|的话|的情况)", after):
            continue
        yield Statement(denied.start() if denied else match.start(), match.end(), text[denied.start() if denied else match.start() : match.end()])


def _marks(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    compact = given.replace(" ", "")
    for match, before, after in _matches(_MARK_WORDS, clause, text):
        said, name = match.group(), match.lastgroup or ""
        if _DENIES.search(before) and not said.startswith(("不", "非")) or _DENIED_AFTER.match(after):
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
        if name == "craft" and ((seek(r"手工", said) and "手工" in compact) or (said.startswith("现") and any(product.custom_made for product in reading.request.products))):
            continue
        if name == "origin" and (seek(r"清关|关税|申报|原装(?:盒|箱|包装)", text) or (said in ("产自", "出自", "源自", "来自") and overlaps(after[:4], compact))):
            continue
        yield _statement(match)


_FETCHES = Pattern(r"(?:找|问|跟|向|请|让)[^,。]{0,8}(?:要|拿|看|查|找|调|核对|确认)(?:一?下|份|张)?$|(?:看看?|查|核实|确认|问)(?:一?下)?(?:有没有|是否有|有无)$")
"""What the agent goes to ask for is not said to exist."""


def _free_of(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    for match, before, after in _matches(_FREE_OF, clause, text):
        what = match.group("what")
        if (what in given if len(what) > 1 else seek(rf"(?:无|不含|零|0|没有?)[^,。;\s]{{0,3}}{re.escape(what)}", given)) or seek(r"不(?:敢|能|好)|资料|详情|没写|有没|是不是", before) or re.match(r"(?:吗|么|写|标|的?(?:信息|资料|说明|记录|数据|报告))", after):
            continue
        if match.group("no") == "0" and before[-1:].isdigit():
            continue
        if reading.request.case is not None and reading.request.case.reason not in ("no_reason", "other"):
            continue
        yield _statement(match)


_SHOP_KEYS = {
    "store": r"实体|线下|门店|专柜|门面|分店|体验店|展厅",
    "pickup": r"自提|自取|到店|上门",
    "invoice": r"专票|增值税|专用发票|纸质",
}


def _shop(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    for match, before, after in _matches(_SHOP, clause, text):
        if _DENIES.search(before) or seek(r"(?:不|没有?|无|未|线上|网)[^,。]{0,6}$", before) or _DENIED_AFTER.match(after):
            continue
        following = reading.after(clause)
        if not after.strip() and following is not None and re.match(r"[^,。]{0,3}(?:没|不|暂|未|无)", following.text):
            continue
        if not _shop_carried(reading, match.lastgroup or "", match.group(), text, given):
            yield _statement(match)


def _shop_carried(reading: Reading, name: str, said: str, text: str, given: str) -> bool:
    """Whether the facts carry a statement about the shop, or the words are none."""
    if name in _SHOP_KEYS and _carried(_SHOP_KEYS[name], given) and stance(_SHOP_KEYS[name], given) is not False:
        return True
    if name == "hours":
        return not _is_hours(reading, said, text, given)
    if name == "clock":
        return reading.asks(r"几点[^,。]{0,4}(?:上班|下班|开门|关门|休息|打烊)|营业") is None or not _is_hours(reading, said, text, given)
    if name == "pickup":
        return seek(r"快递|驿站|站点|网点|柜|收件|取件", text) is not None
    if name in _SHOP_KEYS:
        return False
    if name == "trade" and (reading.request.case is not None or seek(r"运费|您看|看看有", reading.text)):
        return True
    if name == "trade" and not seek(r"可以?|能(?!否)|支持|没问题|行|开通|都|接受|有|免费|不收费|不要钱|不另收|师傅|上门", text):
        return True
    return said in given or any(part in given for part in re.findall(r"货到付款|分期|以旧换新|试用|刻字免费|免费刻字|工厂|老字号", said)) or ("安装" in said and seek(r"(?:上门|免费|包|提供|负责)[^,。\n]{0,4}安装|安装服务|安装师傅", given) is not None)




def _hour_known(said: str, facts: str, *, late: bool) -> bool:
    """Whether the facts name the hour, by the clock of twelve or of twenty-four hours."""
    hour = parse_number(said)
    if hour is None:
        return False
    names = {int(hour), int(hour) + 12} if late and hour < 12 else {int(hour)}
    known = {parse_number(match.group(1)) for match in _HOUR.finditer(facts)}
    return any(name in known for name in names)


def _is_hours(reading: Reading, said: str, text: str, given: str) -> bool:
    """Whether the words tell when the shop is open, and not the hours the facts tell."""
    compact = given.replace(" ", "")
    if said in compact or seek(r"发货|截单|下单|付款|预约|保温|送|派|签收|揽收|到(?!晚|夜|早|\d)", text):
        return False
    hours = [match.group(1) for match in _HOUR.finditer(said)]
    late = seek(r"晚|下午|夜|傍晚", text[: text.find(said)][-4:] + said) is not None
    if hours and all(_hour_known(hour, compact, late=late) for hour in hours):
        return False
    asked = reading.asks(r"几点|下班|上班|营业|在线|客服|值班|店|开门|关门|时间|自提|自取|自提")
    return asked is not None or seek(r"客服|营业|在线|开门|上班|值班|人工|全年", text) is not None


def _warranty(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    if seek(r"(?:保修|质保|保固)[^\n]{0,4}\d", given):
        for match, _, _ in _matches(_NO_WARRANTY, clause, text):
            if not seek(r"人为|摔|进水|使用不当|私拆|过了?(?:[一二三两\d]年|保修|质保)|超过?(?:[一二三两\d]年|保修|质保)|耗材", text):
                yield _statement(match)
    for match, before, after in _matches(_WARRANTY, clause, text):
        said = match.group()
        if said in given or _DENIES.search(before) or _DENIED_AFTER.match(after):
            continue
        if said.startswith("包") and (seek(r"7天|七天|质量|核实|坏果", text) or reading.request.case is not None):
            continue
        if seek(r"免费|坏了", said) and (reading.request.case is not None or seek(r"保修|质保", given)):
            continue
        yield _statement(match)


_KINDRED = {"真皮": "牛皮|羊皮|猪皮|真皮", "头层": "头层", "纯棉": "纯棉|全棉|100%棉|棉100", "全棉": "纯棉|全棉|100%棉|棉100", "玻尿酸": "玻尿酸|透明质酸", "氨基酸": "氨基酸|椰油酰", "锦纶": "锦纶|尼龙", "尼龙": "锦纶|尼龙", "聚酯": "聚酯|涤纶", "涤纶": "聚酯|涤纶", "蚕丝": "蚕丝|真丝", "桑蚕丝": "蚕丝|真丝", "真丝": "蚕丝|真丝", "鹅绒": "鹅绒", "羽绒": "羽绒|鹅绒|鸭绒", "橡胶": "橡胶", "航太铝": "航太|航空", "羊毛": "羊毛|羊绒", "牛皮": "牛皮"}


def _material(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    compact = given.replace(" ", "")
    for match, before, after in _matches(_MATERIAL, clause, text):
        said = match.group()
        if re.search(_KINDRED.get(said, said), compact) or _DENIES.search(before) or _DENIED_AFTER.match(after):
            continue
        if seek(r"手感|似的|一样|像|仿|比|不如|质感|清洗|洗涤|容易|一般|哪种|怎么区分|区别|看看", text):
            continue
        if not (seek(r"(?:是|为|用|的|采用|选用|含|加|有|,|全|纯|[\d%])$", before) or not before or re.match(r"(?:的|做|材质|面料|内胆|鞋|外壳|制|哦|哈|呢|呀|$|底|面)", after)):
            continue
        yield _statement(match)


_SERVICE_NOUN = Pattern(r"运费|邮|税|赠|安装|快递|包装|顺丰|中通|方式|物流|材质|偏远|配送")


def _made_of(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    compact = given.replace(" ", "")
    for match, before, after in _matches(_MADE_OF, clause, text):
        what = next(value for value in match.groups() if value is not None)
        if _DENIES.search(before) or _SERVICE_NOUN.search(what) or _DENIED_AFTER.match(after):
            continue
        core = re.sub(r"^(?:的|了|优质|高品质|上好的?|一种|这种|多种|舒适|柔软)+|(?:的|哦|哈|呢|呀|啊|喔|材质|面料|制成|制作|打造|而成|做的)+$", "", what)
        if len(core) < 2 or overlaps(core, compact):
            continue
        yield _statement(match)


def overlaps(words: str, facts: str) -> bool:
    """Whether the facts hold any two letters of ``words`` side by side, or its one Latin word."""
    latin = re.findall(r"[a-z]{2,}", words)
    return any(words[i : i + 2] in facts for i in range(len(words) - 1)) or any(word in facts for word in latin)


def _options(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    """What is listed after an attribute's name ('笔尖有EF、F、M'), where the attribute lists other things."""
    if not clause.present & _LIST.bit:
        return
    for product in reading.request.products:
        for name, value in product.attributes.items():
            match = re.search(rf"{re.escape(simplify(name))}[^,。!?]{{0,3}}?(?:有|是|分|为|:)(?P<items>[^,。!?]{{2,40}})", text)
            if match is None or not _LIST.search(match.group("items")):
                continue
            for item in re.split(r"[、/和跟及]|以及", re.sub(r"(?:[两三四五六几\d][种个款色]?)?(?:都)?可选.*$", "", match.group("items"))):
                core = re.sub(r"[的色款型号码味都有哦哈呢呀~]|[两三四五六几\d][种个款]?$", "", item.strip())
                if core and core not in given and not overlaps(core, given) and not (len(core) == 1 and core in simplify(value)):
                    yield Statement(match.start(), match.end(), match.group())
                    return


def _plain(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    for pattern in (_BEAUTY, _SIZE, _COLOUR, _SWEET):
        for match, before, after in _matches(pattern, clause, text):
            said = match.group()
            if said in given or _DENIES.search(before) or _DENIED_AFTER.match(after):
                continue
            if pattern is _SIZE and seek(r"新生儿|宝宝|宝贝|孩子|小孩|您|老人|身高|体重|岁|个月|建议", before) and not seek(r"次", said):
                continue
            if pattern is _COLOUR and all(letter in given for letter in re.findall(r"(藏青|酒红|卡其|香槟|咖啡?|[黑白红蓝绿灰粉紫黄棕橙米驼杏])色", said)):
                continue
            if pattern is _BEAUTY and "白" in said and not seek(r"肤|脸|皮|斑|敷|涂|抹|用|霜|膜|白皙|嫩|色号|个度", text + reading.asked):
                continue
            if pattern is _SWEET and seek(r"甜|糖度", given):
                continue
            yield _statement(match)


def same_kind(word: str, given: str) -> bool:
    """Whether the facts speak of what ``word`` names, in another word of the same class: 洗衣机 beside 可机洗."""
    return any(re.search(words, word) and re.search(words, given) for name, words in _SAME.items() if name not in ("baby", "elder", "pet", "skin", "free", "guard"))


def hedged_away(reading: Reading, text: str) -> bool:
    """Whether the clause says what the customer wishes or what would be if, and not what is."""
    return _WISHES.search(text) is not None
