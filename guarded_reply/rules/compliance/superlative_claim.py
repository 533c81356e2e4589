"""Uses an absolute term about goods or shop that the Advertising Law bans.

What it does: fires on 最好, 第一, 顶级, 国家级, 全网最低, 100%有效, 绝对安全 and their like about goods or shop, also with pinyin
or homophones inside. Terms of time, order and self-limits, 最好 as advice, and denials are fine.

Why: Advertising Law art. 9, and the platform's fines (P74).

Known limits: a true comparison within the shop (店里最轻的一款) is accepted without being computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import bad, good

_MOST = Pattern(
    r"最(?P<adj>好(?!(?:大人|有人|家长|由|让|陪|是|先|能|不要|别|提前|把|用|在|选|看|给|让|拿|搭|跟|还是|再|早|多|放|避|等|量|手洗|冷|凉|晾|保|当天|趁|机|干|分开|单独|备|留|带|您|按|要|勤|别|当面|拍|录|联系|问|按时|轻|每|两|三|一|隔|定期|晚|约|加|买|开|热|温|空|饭)|$)|优(?!惠)|佳|棒|强|牛|赞|高(?!温|承|可|支持|续|\d)|低(?!温|\d)|便宜|实惠|划算|先进|新(?!一(?:条|次)|消息|动态|的?(?:物流|进展|记录|消息|状态|情况|款|一批|到|更新|批次|生产|日期|信息)|款|显示|更新|物流|进展|记录|状态)|大(?!号|码|的?(?:鼓励|支持|诚意|努力|限度|程度|可能|承|尺|容量|\d)|承|尺|容|限|程|可|努|诚|\d|装|载)|美|漂亮|舒服|舒适|健康|安全|正宗|正品|地道|纯正|天然|有效|有名|知名|火|热(?!天|的)|畅销|受欢迎|专业|权威|高端|高级|高档|奢华|豪华|耐用|结实|靠谱|值得|好看|好用|好吃|好喝|好穿|低价|优质|顶|时尚|流行|轻(?!便就)|耐[一-鿿]|抗[一-鿿]|薄|软|暖|保暖|细腻|甜|新鲜|浓|香|高品质|具)"
)
_ABSOLUTE = Pattern(
    r"(?:全国|全网|全港|全台|全城|全市|圈里|圈内|全球|世界|行业|业内|国内|亚洲|全世界|同类|同行|市面|市场|淘宝|天猫|销量|品质|口碑|质量|类目|宇宙|史上|历史|全平台|平台|排名|评分)(?:上)?(?:中|里)?(?:销量|排名|的)?(?:第一|no\.?1|top\s?1|最[一-鿿]|领先|独一|唯一|首[选家创位款个]|顶[级尖流]|冠军|之最|遥遥领先|无敌|天花板)|(?<![一-鿿0-9])no\.?\s?1(?!\d)|第一(?:品牌|名|位(?:的)?(?:品牌|店)|大|选择|家|梯队|无二)|(?:销量|排名|品质|行业|质量|口碑)(?:稳居|位居|位列|常年|一直是?|都是?|是|排)?第(?:一|1)|(?:数一数二|首屈一指|独一无二|天下无双|举世无双|绝无仅有|史无前例|前所未有|无与伦比|无可(?:比拟|替代|挑剔)|登峰造极|盖世|王牌|至尊|极品|极致(?!简|窄)|极佳|绝佳|顶级|顶尖|顶配(?!版)|顶流|顶端|ding级|顶ji|巅峰|国家级|世界级|宇宙级|殿堂级|国宴|特供|专供(?!.{0,3}店)|国家(?:机关|领导|免检|认定|推荐|指定)|领导人|驰名商标|中国名牌|免检|领导品牌|领袖品牌|龙头|缔造者|鼻祖|开创|全网最|全国最|全球最|史上最|宇宙最|地表最|行业最|同行最|业内最|天花板|yyds|永远的神|无敌(?!铁|金刚)|完美无(?:缺|瑕)|十全十美|万能|百分百(?:有效|安全|满意|正品|好评|见效|合身|成功|无)|100%(?:有效|安全|满意|正品|好评|见效|合身|成功|无(?!理)|好用|不)|绝对(?:安全|有效|正品|好|值|最|第一|没有副|无副|不会(?:掉|坏|伤|有|过敏|出)|无(?:害|毒|刺激)|放心|是最|满意|纯|正宗|划算|超值|耐用|结实|不(?:掉|伤|刺激))|零(?:风险|缺陷|差评|瑕疵)|0(?:风险|差评)|无人能(?:及|比|敌)|没有(?:之一|对手|第二家|比(?:我们|这)[^,。]{0,8}更)|独家(?!号)|唯一(?!的?(?:问题|缺|区别|不同|要|需|一|能|标|的是))|首选|首创|首家|之王|冠军|销冠|断货王|秒杀(?:一切|全网|同行|同类|所有)|吊打|碾压|甩[^,。!?]{0,6}条街|[一-鿿]{1,4}界的?(?:爱马仕|劳斯莱斯|法拉利|茅台|lv|香奈儿|王者|顶流|老大|标杆|一哥)|(?:就|数|属)(?:我|咱)们?(?:家|这家|店)(?:的)?最|(?:全平台|全网|全国|整个平台)[^,。!?]{0,4}(?:垫底|地板|跳楼)|远超同行|业界(?:领先|标杆|良心)|遥遥领先|top\s?1(?!\d)|(?<![a-z])s级品质|祖传|秘方|神器|神效|奇效|特效(?!药)|老字号|全网底价|全网最低|史低|一流(?!程)|比(?:大牌|专柜|进口|别家|同行)[^,。]{0,4}(?:都|还|更)(?:好|强|棒)|骨折价|最低价|(?:全网|全国|行业|史上|历史|市场)底价|扛把子|头一份|独一份|独一家|头把交椅|天下第一|没得比|望尘莫及|打着灯笼[^,。]{0,4}找不|(?:得|要)(?:给[^,。]{0,4})?让道|(?:全网|全国|全港|全台|全城|全平台|整个(?:平台|行业|市场)|满大街|市面上|世界上|世上|天底下|同行|同价位|业内|哪(?:家|儿|里)|别处|别家|(?:这|整)条街|方圆|这一片)[^,。!?]{0,6}(?:找不(?:着|到|出)|挑不出|没有?(?:谁|哪家|一家)?(?:能)?(?:比|更|第二)|再(?:没|难找)|难找)[^,。!?]{0,8}(?:第二|更|比|再|这么|这样)?|(?:不|没有?)(?:可能)?(?:再)?(?:有)?(?:更|比(?:这|我们?)[^,。]{0,6})(?:便宜|好|低|划算)(?:的)?(?:了|啦))"
)
_PINYIN = Pattern(r"(?:z[ui]+i|罪|嘴|蕞|醉|zui|蕞)(?=好(?:的|用|看|吃)|低价?|便宜|优|强|佳|棒|牛)(?:好|低价?|便宜|优|强|佳|棒|牛)|di[yī]*一|第[①1](?:品牌|名)|(?:全网|全国|行业|销量)(?:di|弟|第)(?:1|一|①)|ding级|丁级|顶ji|鼎级(?!质)|国jia级|全网zui低")
_OF_SELF = Pattern(r"(?:店里|本店|我们(?:家|店)?|咱们?(?:家|店)?|这(?:几|两|三)款(?:里|中)|系列(?:里|中)|现有|在售|几款(?:里|中)|当中|其中|这批|今年|近期|(?:两|三)(?:个|种|款)(?:里|中)?)[^,。!?]{0,10}$")
_LIMIT = Pattern(r"^(?:到|是\d|的?码|有\d|只到|可到|承重|容量|限|尺码|就|亮度|档|音量|风速|水位|火力|功率|温|湿|可|能|支持|续航|载重|功率|转速|直径|长度|高度|温度|分辨率|\d)")
_DENIED = Pattern(r"(?:不敢|不能|不可以|不会|不好|没法|无法|不便|不太敢|不是|并非|不算|算不上|称不上|谈不上|不说|不用|不|没有?|未必|不一定|哪敢|岂敢|避免)(?:说|讲|称|自称|夸|宣传|承诺|保证|自夸|标榜|用|跟您说|随便|轻易|乱|是)*[^,。]{0,4}$")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for the first absolute term."""
    text = reading.spoken
    given = reading.given
    for pattern in (_ABSOLUTE, _MOST, _PINYIN):
        for match in reading.all(pattern, text):
            if _fine(reading, text, match, given):
                continue
            yield Hit(match.start(), match.end(), f"“{match.group()}”是广告法禁用的绝对化用语", "law:广告法第九条", "换成资料里具体、真实的优点")
            return


def _fine(reading: Reading, text: str, match: re.Match[str], given: str) -> bool:
    clause = reading.turn.clause_at(match.start())
    if clause is None:
        return False
    before, after, said = text[clause.start : match.start()], text[match.end() :], match.group()
    if said in given and len(said) > 2:
        return True
    if _DENIED.search(before) or re.match(r"(?:这(?:种|类|样)|的?话|一说|这个词|[^,。]{0,6}(?:不敢|不能说|谈不上|我们不|不好说))", after):
        return True
    if clause.asks and not seek(r"不|就", clause.text[-4:]) and seek(r"您|哪|什么|是不是|最(?:喜欢|常|想|看重)", clause.text):
        return True
    if seek(r"您(?:的|是|对|就是|永远是|最|满意|开心|喜欢)?[^,。]{0,6}$", before) and seek(r"动力|鼓励|支持|认可|心愿|追求|荣幸|上帝|幸福|肯定|心意|心情|回报", after[:10]):
        return True
    if seek(r"^的?(?:鼓励|动力|祝福|祝愿|肯定|回报|安排|答案|证明|朋友|状态|心情|自己|礼物(?:给|送))", after):
        return True  # the best encouragement is no claim about goods
    if said == "最新" and seek(r"^(?:的)?[^,。!?]{0,10}(?:信息|消息|动态|通知|情况|记录|物流|价格|活动|资讯|日期|批次|进展|状态|结果)", after):
        return True
    if said.startswith("最"):
        if _OF_SELF.search(before) and seek(r"款|色|码|的(?:一|$|是)|个|种|规格|型号|轻|大|小|便宜|实惠", after[:6] + said) and not seek(r"好|优|佳|棒|强|牛|安全|全", said):
            return True
        if re.match(r"最(?:高|低|大|新|轻|薄|热)", said) and (_LIMIT.match(after) or seek(r"温|限|数|值|消息|物流|承", after[:3])):
            return True
        if said in ("最划算", "最便宜", "最实惠", "最值得") and seek(r"顺丰|中通|快递|运费|邮费|包邮|发|凑|满|一起|这样|拍", before):
            return True  # the cheaper of the shop's own ways
        if said == "最好" and re.match(r"(?:\s|,)", after) and not seek(r"(?:是|质量|品质|卖得|做得|效果)$", before):
            return True
        if seek(r"(?:以|尽|用|给您|争取|寻求|选|找|哪(?:个|种)|什么)[^,。]{0,4}$", before) and seek(r"诚意|努力|快|方案|时间|速度|办法|服务", after[:8]):
            return True
        if seek(r"以(?:页面|下单|实际)?$", before):
            return True
    if said in ("唯一", "首选", "独家", "神器", "底价", "最低价", "万能") and seek(r"没|不|您", before[-4:]):
        return True
    return False


BACKING = (Backing("superlative-claim", "像是广告法禁用的绝对化说法", "law:广告法第九条", "换成资料里具体、真实的优点"),)
EXAMPLES = (
    bad("我们家质量是最好的"),
    bad("全网最低价啦"),
    bad("国家级品质,顶级面料"),
    bad("绝对安全,100%有效"),
    bad("销量第一的浴巾"),
    bad("全网您找不出第二家"),
    bad("枕头界的扛把子"),
    good("最大就到XL", "有大点的吗"),
    good("顺丰72最划算", "怎么寄便宜"),
    good("最好先量一下尺寸再拍"),
    good("您的喜欢是我们最大的鼓励"),
    good("最晚48小时内发出"),
    good("不敢说是最好的,做工确实用心"),
    good("这是店里最轻的一款"),
)
