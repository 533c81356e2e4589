"""What the moment asks for: stage, the questions in the customer's last messages, mood, kind of visitor, script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from guarded_reply.policy.model import Policy
from guarded_reply.reading.numerals import CJK_NUMBER, NUMBER, parse_number
from guarded_reply.reading.places import PlaceMention, find_places
from guarded_reply.reading.scripts import Script, script_of
from guarded_reply.reading.text import read_turn, simplify
from guarded_reply.request import ReplyRequest

Stage = Literal["greeting", "consulting", "bargaining", "payment", "logistics", "after_sales", "farewell"]
Mood = Literal["calm", "anxious", "angry", "happy"]

_TRIGGER_STAGE: dict[str, Stage] = {
    "browsing": "consulting", "unpaid_reminder": "payment", "payment_received": "payment", "price_changed": "payment",
    "dispatched": "logistics", "delivered": "logistics", "follow_up": "farewell", "bad_review": "after_sales", "holiday": "farewell",
    "busy": "greeting", "away": "greeting",
}  # fmt: skip

# What customers ask, from the most telling to the most general. A topic is (id, stage, what it looks like).
_TOPICS: tuple[tuple[str, Stage, str], ...] = (
    ("robot", "greeting", r"真人|机器人|人工智能|(?:是|的)(?:不是)?ai|自动回复|智能客服(?:吗|吧|么)|是人(?:工)?(?:吗|还是)"),
    ("manager", "after_sales", r"(?:叫|让|找|转|请|换).{0,6}(?:主管|经理|老板|店长|领导|负责人|人工|管事)|(?:主管|经理|老板|店长|领导)(?:呢|来|出来|电话|在吗)|转人工|人工客服"),
    ("review_reward", "farewell", r"好评.{0,6}(?:返|送|红包|有|给|奖|多少)|返现|晒(?:图|单).{0,6}(?:返|送|奖|有|给|红包)|五星.{0,6}(?:返|送|红包|有|给)"),
    ("off_platform", "payment", r"微信(?!支付|付款)|加(?:个|你|您)?(?:v|微|qq|薇)|vx|wx|qq|私下|支付宝(?:直接)?转|转账(?:给)?|线下(?:交易|付)|直接转|转给你|跳过平台|转数快"),
    ("threat", "after_sales", r"差评|投诉|12315|举报|曝光|工商|消协|起诉"),
    ("compensation", "after_sales", r"赔|补偿|退我?\d+(?:块|元|算)|精神损失|红包补|怎么补|给个说法|补点|退(?:我)?一半|退差价"),
    ("signed_missing", "logistics", r"(?:显示|物流).{0,8}(?:签收|妥投).{0,14}(?:没|未|不是我|谁)|不是我签|谁签(?:收)?的?|被(?:谁|别人|人)签|签收了?.{0,6}(?:没收到|没见|没拿到)|(?:没收到|没见到|没拿到).{0,10}签收"),
    ("missing_item", "after_sales", r"少(?:了|发|寄|给|装)|漏(?:发|寄|装)|缺(?:了|少|件)|只(?:有|收到|到).{0,3}[一1][件条个双盒只瓶]|没有?(?:放|装)(?:进)?|不全|不够数"),
    ("wrong_item", "after_sales", r"发错|错发|寄错|送错|不是我(?:买|拍|要)的|(?:颜色|尺码|型号|款)(?:发)?(?:错|不对)|货不对"),
    ("lost", "logistics", r"丢(?:件|了|失)|遗失|弄丢"),
    ("quality", "after_sales", r"坏(?:了|的|掉|果)?|破(?:了|损|洞|的)|碎|裂|质量(?:问题|太差|不行|有问题)|瑕疵|掉色|褪色|起球|开线|脱线|线头|故障|没反应|不(?:亮|响|转|制冷|通电|充电|能用)|充不(?:进|上|了)|断了|漏(?:水|液|气|油)|划痕|压(?:坏|扁|碎)|摔坏|发霉|烂|变质|异味|掉漆|脱胶|开胶|有毛病|连不上|用不了|有(?:一?股|点|很大)?(?:异|怪|臭|塑料|刺鼻|胶|霉)?味(?!道?(?:的|好|不错|吗|怎))|味道(?:太|好|很)?(?:大|重|刺鼻|难闻)|一边没声|杂音|断连|脱落|掉了|缩水|色差"),
    ("return_freight", "after_sales", r"(?:退|换|寄回).{0,12}(?:运费|邮费|快递费|路费|谁(?:出|付|承担|掏))|(?:运费|邮费|来回).{0,8}(?:谁(?:出|付|承担|掏)|算谁|我(?:出|付|承担|掏))"),
    ("refund_time", "after_sales", r"退款[^,。]{0,4}(?:到哪|进度|怎么样|如何)|(?:退款|退的?钱|退的款).{0,10}(?:多久|什么时候|啥时候|几时|几天|到账|没到|还没|进度|呢)|什么时候退(?:钱|款)|到账"),
    ("return_window", "after_sales", r"(?:退|换)(?:货|换)?.{0,6}(?:几天|多久|期限|期)|多少天.{0,6}退|七天无理由|7天无理由|无理由|几天内?(?:可以|能)退|支持退|能退(?:货)?(?:吗|不|么)|可以退(?:货)?(?:吗|不|么)|包退"),
    ("exchange", "after_sales", r"换(?:货|个|一个|成|大|小|码|色|颜色|尺码|条|双|件|别的)|能换|想换"),
    ("return_want", "after_sales", r"退(?:货|了|掉|款|一下|钱)|想退|要退|不想要了|不要了|不喜欢|不合适|不满意|申请退|给我退"),
    ("cancel", "payment", r"取消(?:订单)?|别发了|不买了|撤(?:单|销)|截(?:回来|住|件)|拦(?:截|住)"),
    ("change_address", "logistics", r"(?:改|换|填错|写错|修改|更改|错了).{0,6}(?:地址|收货|电话|收件|寄到)|地址.{0,8}(?:错|改|换|修改|更新)|改(?:成|到|寄)[^价元]{1,8}(?:的地址|地址|市|区)"),
    ("price_change", "payment", r"改(?:一?下)?(?:价|运费|邮费|成\d|到\d)|(?:帮|给)我?(?:改|减).{0,6}(?:价|运费|邮费)|改好(?:了)?(?:没|吗)|等.{0,4}改价|改价"),
    ("change_item", "payment", r"[刻做写印绣](?:字)?错|(?:拍|选|买|下)错|(?:颜色|尺码|款式|型号|数量).{0,6}(?:改|换)|(?:改|换)(?:成)?.{0,4}(?:色|码|款|酒红|黑|白|灰)|备注"),
    ("pay_trouble", "payment", r"(?:付|支付|pay)(?:不了|不上|失败|不成功|款失败)|付款.{0,8}(?:失败|不了|转圈|卡|报错|不成功|进不去|没反应)|怎么(?:付|支付)|不会(?:付|网上付|买|操作|弄|下单)|付不(?:了|起|出)|支付.{0,6}(?:异常|错误|限额|失败)|点不(?:开|了)|没法付|error|转圈|限额|(?:银行卡|花呗|信用卡|微信|支付宝)[^,。]{0,6}(?:不能用|用不了|不行)"),
    ("pay_method", "payment", r"货到付款|到付|(?:line|apple|google)\s?pay|paypal|花呗|信用卡|分期|怎么付款|(?:微信|支付宝)(?:付款|支付|能付|可以付|能用)|能用.{0,4}(?:支付|付)|找人代付|代付|亲情"),
    ("invoice", "payment", r"发票|开票|专票|普票|抬头|税号|报销|报账|报帐"),
    ("order_closed", "payment", r"交易关闭|订单.{0,6}(?:没了|关闭|不见|消失|取消了)|咋没了"),
    ("paid", "payment", r"(?:付|拍)(?:好|完|款)?(?:了|啦|咯)|下单(?:了|啦|咯|完)|已(?:经)?(?:付|拍|支付|下单)|付款了|付过|买好了|下单了|拍下(?:了|啦)"),
    ("counter_offer", "bargaining", rf"(?:{NUMBER})(?:元|块)?(?:钱)?.{{0,4}}(?:卖不卖|卖吗|卖不|行不行|行不|行吗|可以吗|可以不|成不|我就(?:拍|买|下)|就拍|就买|拿走|出不出|成交|能不能卖|给不给|怎么样|好不好)|(?:给我(?:算)?|算我|凑个|按)(?:\d{{2,5}}|{CJK_NUMBER}{{2,4}})(?:元|块)?"),
    ("discount", "bargaining", r"便宜|优惠(?!券)|打(?:个)?折|几折|讲价|还价|少(?:点|一点|些|算|收)(?!发)|让(?:点|一点|利)|降(?:点|价)|最低(?:价|多少)?|底价|批发价|团购|太贵|好贵|有点贵|小贵|贵了|能不能少|抹(?:个|掉)?零|砍价|实惠点|老客户|老顾客|面子|学生价|内部价|多买|买多|再少|给个价|减点|减(?:一)?些|算便宜|(?:再|能|可以|还能)[^,。]{0,4}低(?:一?点|些)|低一点"),
    ("compare", "bargaining", r"[和跟与]\w{1,8}(?:比|相比)|比\w{2,6}(?:好|强|差)|别家|隔壁|人家(?:店|才|卖)|其他店|别的店|同款.{0,6}(?:才|只要|便宜)|拼多多|比你(?:们)?(?:家)?便宜|(?:京东|淘宝).{0,6}(?:才|卖)|人家(?:都|还)?(?:包邮|送|便宜)"),
    ("gift", "bargaining", r"赠品|送(?:我)?(?:点|个|一|双|条|什么|啥|东西|礼)|有(?:没有)?(?:送|礼品|小礼)|有什么送"),
    ("coupon", "bargaining", r"[券劵卷]|优惠券|领券"),
    ("promotion", "bargaining", r"怎么减|能减|减多少|减完|活动|满减|满\d+|双十[一二]|双1[12]|618|大促|促销|搞活动|叠加|预售价"),
    ("remote_list", "logistics", r"偏远(?:地区)?(?:是|有|包括|指)?哪|哪些.{0,4}偏远|算(?:不算)?偏远|偏远吗|是偏远"),
    ("free_shipping", "logistics", r"包[邮油]|免邮|免运|包不包|运费(?:全)?免|不要运费|邮费.{0,4}(?:要|收)(?:吗|不)|要(?:不要)?(?:付)?(?:运费|邮费)(?:吗|不)?|凑单"),
    ("ship_fee", "logistics", r"运费|邮费|快递费|邮资|运资|邮费|(?:顺丰|中通|快递|寄|发|邮)[^,。]{0,14}(?:多少|几(?:块|元|钱)|贵|要钱|怎么收|怎么算)|(?:到|寄|发|往)[^,。]{1,8}(?:多少钱|几块|要多少)|(?:顺丰|中通|快递)[^,。]{0,4}多钱|多少(?:运|邮)|首重|续重"),
    ("not_received", "logistics", r"(?:还|一直|都|怎么|为什么|为啥|咋|迟迟)(?:还)?(?:没|不|未)(?:有)?(?:收到|到|送|动|更新)|没(?:有)?(?:收到|动静|更新|物流|动(?!力|作|手))|(?:物流|快递|包裹).{0,10}(?:不动|没动|停|卡|没更新|几天|慢|不更新|一直)|几天了|催(?:一?下|件|催)?|(?:没|还没)收到"),
    ("where", "logistics", r"到哪|在哪(?:里|儿)?了?|物流(?:信息|情况|单号)?|单号|快递(?:信息|单|号)|查(?:一?下)?(?:快递|物流|件|单)|包裹.{0,4}(?:哪|情况)|进度|什么快递|哪家快递|哪个快递|派送"),
    ("carrier", "logistics", r"(?:发|走|寄|用)(?:圆通|申通|韵达|京东|极兔|邮政|ems|德邦)|(?:发|走|用|寄)(?:什么|哪个|哪家|啥)(?:快递|物流)?|什么快递|哪家快递|(?:能|可以|可不可以|能不能)(?:发|走|寄|用)?(?:顺丰|中通|邮政|京东|圆通)|(?:顺丰|中通|邮政|京东|圆通)(?:可以|行|能发)|指定快递|加急|想发顺丰|发顺丰"),
    ("ship_place", "logistics", r"(?:村|乡下|镇上|农村|乡镇)[^,。]{0,4}(?:能|可以)?(?:送|到|寄)|(?:能|可以|可不可以|有|支持|能不能)?(?:寄|发|送|邮)(?:到|往|去)?(?:香港|澳门|台湾|国外|海外|新疆|西藏|乡下|村|镇|香港|九龙|台北|高雄)"),
    ("dispatch", "logistics", r"(?:做好|制作|做完|工期|定制)[^,。]{0,4}(?:多久|几天|多长|要)|发货|(?:几时|什么时候|啥时候|何时|多久|今天|明天|几号|今晚|马上|现在|下午|当天|最快)[^,。]{0,8}(?:发(?!票|图)|寄出|出货|发走)|发(?:出|走)?了(?:没|吗|么|不)|发没发|能发吗|还不发|没发|出货|发了没"),
    ("delivery_time", "logistics", r"(?:几天|多久|什么时候|啥时候|几时|何时|哪天|几号|多长时间|多少天)[^,。]{0,8}(?:到|收|送|拿|达)|(?:后天|明天|大后天|周[一二三四五六日天末])[^,。]{0,8}(?:飞机|火车|高铁|出差|出门|走|要用|急用)|(?:明天|后天|今天|周[一二三四五六日天末]|星期|礼拜|\d+[号日]|月底|之前|节前|生日|双十|下周|今晚|前)[^,。]{0,10}(?:能|会|可以|就|赶|来|必须|要)?(?:到|收到|送|拿到|赶得|赶上|来得及|用上|穿)|(?:能|赶|会)[^,。]{0,8}(?:到|收到|赶上|赶得上|来得及)(?:吗|不|么|吧)|来得及|赶得上|赶(?:不)?上|急(?:用|着|要)|(?:到|寄)[^,。]{0,8}(?:几天|多久)|时效|周末(?:有)?送|几天到"),
    ("total", "payment", r"一共|总共|合计|总价|加起来|连运费|多少钱(?:来着)?|付多少|要付|总(?:的)?多少|拢共"),
    ("stock", "consulting", r"(?:就|只|还|仅)剩|^(?:我)?(?:要|买|拿|拍)\d{1,3}[件条个双盒箱袋瓶只套张把包罐支本副台份]?$|有(?:没有)?(?:现)?货|现货|一件(?:都)?没有|还有(?:吗|么|不|没|货|几|多少)|库存|补货|断货|缺货|预售|到货|有现货"),
    ("medical", "consulting", r"祛(?:斑|痘|疤|湿)|美白|淡斑|抗皱|除皱|去火|治(?:疗|病|好)?|疗效|功效|血压|血糖|颈椎|失眠|便秘|减肥|痘|湿疹|过敏|关节|腰疼|风湿|病|疼痛|痠痛|酸痛|降压|养生|糖尿病|三高|孕妇|哺乳|怀孕|拉稀|软便|呕吐|生病|肠胃|敏感肌|敏感皮|皮肤敏感|易敏"),
    ("superlative", "consulting", r"最好|第一(?![行次条个天步件时排眼])|全网|顶级|最(?:便宜|低)|是不是最|销量|质量(?:好|怎么样|如何|咋样|好不好|行不|可以)|好用吗|好不好|怎么样|靠谱|正品|真的假的|假货|保真"),
    ("price", "consulting", r"报(?:个|一?下)?价|多少(?:钱|米)|什么价|价格|几块|单价|怎么卖|咋卖|多少(?:一|元|米)|价钱|报价"),
    ("attribute", "consulting", r"(\w)不\1(?:[呀啊呢]|$)|[^,。]{1,6}(?:大|多|厚|软|硬|亮|重|沉|滑|扎|闷|透|吵|响)不(?:大|多|厚|软|硬|亮|重|沉|滑|扎|闷|透|吵|响)|偏(?:大|小)|是(?:纯|真|全|实)?[棉皮丝木银羊]|原料|材料|弹力|几层|一[包盒箱袋][^,。]{0,3}(?:几|多少)|多少[片包颗粒只支][^,。]{0,3}|哪产|[smlx]{1,3}l?(?:码)?还?有|材质|什么料|料子|面料|成分|多(?:大|重|长|高|宽|厚|少斤|少克|少毫升)|尺寸|尺码|大小|规格|颜色|几(?:个|种)?色|色号|净含量|保质期|生产日期|产地|容量|型号|保修|质保|防水|续航|蓝牙|接口|充电|几斤|几码|适合|适用|承重|厚|薄|配料|粗蛋白|微波|洗碗机|洗|轮子|锁|电池|几岁|多少个|几(?:个|颗|片|只|支)|登机|能(?:装|放|用|穿|戴|吃|喝|坐)|甜|好吃|好喝|掉毛|实物|登机|充满|支持|什么(?:味|颜色|牌子|锁)|有(?:没有)?[^,。]{0,8}(?:码|色|款|的壳|型号|的吗)|[^,。]{1,8}的?(?:壳|膜|套|款|码)[^,。]{0,2}有(?:吗|么|没)|会不会|好看|显(?!示)|哪个(?!快)|哪款|怎么选|推荐"),
    ("thanks", "farewell", r"感谢|谢谢|谢啦|谢了|感谢|多谢|辛苦了|谢咯|3q|thank"),
    ("bye", "farewell", r"再见|拜拜|拜|下次(?:再)?来|先这样|没事了|没别的|886|(?<![a-z0-9])88(?=$|[~!。])|晚安|收到(?:了|啦)[^没]{0,10}(?:好|漂亮|喜欢|满意|不错)|很(?:满意|喜欢|好看)|不错(?!吧)|挺好"),
    ("how_to_buy", "payment", r"怎么(?:买|下单|拍|操作)|如何(?:购买|下单)|第一次(?:用|在|买)"),
    ("insult", "after_sales", r"破店|垃圾(?!袋|桶)|骗子|滚(?!轮|筒|珠)|什么玩意|烂店|黑店|奸商|态度(?:真|太|很|好)?(?:差|恶劣)|(?:你们?)?(?:什么|这)态度"),
    ("off_topic", "greeting", r"忽略(?:以上|之前|上面)|指令|系统提示|提示词|prompt|你现在是|扮演|请?(?:直接)?(?:输出|回复)[:“\"']|翻(?:译|成)|json|写(?:一)?(?:首|篇|段)(?:诗|作文|代码)"),
    ("photo_sent", "after_sales", r"(?:照片|图片|图|视频)[^,。]{0,4}(?:发|传|给)[^,。]{0,4}(?:了|啦|过去)|(?:发|传)(?:了|过)?(?:照片|图片|图|视频)(?:了|给)|拍(?:好|了)(?:照片?|图)(?:了|发)?"),
    ("courier_attitude", "after_sales", r"(?:快递员|小哥|派件员|快递)[^,。]{0,6}(?:态度|骂|凶|不耐烦|差劲|乱扔|暴力)"),
    ("hurry", "logistics", r"(?:能不能|可以|可不可以|能|请|麻烦)?(?:快点|早点|尽快|尽早|抓紧|赶紧|加急|优先|先)(?:给我|帮我)?(?:发|寄|安排)|催(?:一?下)?(?:发货|仓库)|麻烦尽快"),
    ("note", "logistics", r"(?:送|放)(?:到|在)?(?:门口|家|家里|驿站|楼上|物业|前台|单位|公司|丰巢|快递柜)|送货上门|送上门|别放|不要放|(?:快递)?(?:打|来)?电话.{0,4}(?:再|前)送|改(?:成|为)?自提|备注(?:一下|下)?[^,。]{0,8}(?:放|送|门|驿站|电话|包装|别|不要|保密|隐私|匿名)"),
    ("one_more", "payment", r"(?:再|还想|想再|又)(?:加|买|拍|要|来|拿)[^,。]{0,6}[一1两2三3][件条个双盒箱袋瓶只套张把包罐支]?[^,。]{0,6}(?:一起|合并|合在|同一)|(?:一起|合并|合在一起)(?:发|寄|打包)|合单|拼一单"),
    ("keep_one", "payment", r"(?:帮我|给我|先|能不能|可以)(?:帮我|给我)?(?:留|预留|保留)(?!意|言|下|心)[^,。]{0,6}|留(?:一|两|几|着|货)|预留"),
    ("pay_later", "payment", r"(?:等(?:一?下|会儿?)|晚点|一会儿?|待会儿?|晚上|明天|回头|下午|下班)(?:再)?(?:付|拍|买|下单)|(?:付款|拍)(?:晚|迟)(?:点|一点)"),
    ("sent_from", "logistics", r"(?:哪里|哪儿|什么地方|哪个(?:地方|城市|仓)|从哪)(?:儿|里)?(?:发货|发的|寄的|寄出|发过来|发出)|发货地|仓库在哪"),
    ("courier_contact", "logistics", r"(?:快递|派件|小哥|快递员|站点|网点)[^,。]{0,4}(?:电话|号码|联系方式|怎么联系)"),
    ("return_address", "after_sales", r"(?:退货|退回|寄回|退换)[^,。]{0,4}(?:地址|寄到哪|寄哪|往哪)|(?:地址|寄到哪|寄哪)[^,。]{0,6}退"),
    ("opening_hours", "greeting", r"几点(?:上班|下班|关门|开门|休息)|(?:营业|上班|客服|在线|工作)时间|多久(?:在线|上班)|晚上(?:有人|在)吗|周末(?:上班|有人|休息)"),
    ("privacy", "payment", r"泄[露漏]|隐私|个人信息|信息安全"),
    ("samples", "bargaining", r"试(?:吃|用|穿|喝|闻)?(?:装|品|用|样)|小样|样品|体验装|中小样"),
    ("present", "consulting", r"送(?:长辈|人|礼|老人|朋友|领导|女(?:友|朋友|生)|男(?:友|朋友|生)|爸|妈|老师|客户|同事|闺蜜|孩子|给)[^,。]{0,6}(?:合适|可以|行|好|体面|拿得出手|吗|么|不)|礼盒(?:装)?(?:吗|么|有)|有(?:没有)?礼盒|礼品包装|贺卡"),
    ("how_to", "consulting", r"怎么(?:喂|泡|用|洗|安装|装|保养|清洗|保存|煮|冲|吃|涂|敷|穿|戴|连|配对|折叠|使用|组装)|如何(?:使用|安装|保养|清洗)|水温|教程|说明书|安装(?:视频|图|说明)|用法|一天(?:喂|吃|喝|用)(?:多少|几)"),
    ("browse", "consulting", r"^(?:我)?(?:先)?(?:随便|只是|就)?(?:看看|逛逛|瞅瞅|瞧瞧)(?:哈|而已|的|先|再说|啦)?$|随便(?:看|逛|问)"),
    ("keeps_word", "bargaining", r"说话算(?:话|数)|算(?:不算)?数吧|别到时候|不会(?:忘|骗我)|别忽悠"),
    ("price_protection", "bargaining", r"差价|保价|价保|降价.{0,4}(?:退|补)"),
    ("price_ahead", "bargaining", r"(?:又|会不会|怕|再|以后|过[两几]天)[^,。]{0,8}(?:降价|又?降(?!血|压|噪)|跌价)"),
    ("price_before", "bargaining", r"涨(?:价|回|到|了)|变贵|怎么又?贵了|(?:之前|上次|昨天|双十一|双11|618)[^,。]{0,8}(?:才|只要|是|卖)?\d{2,4}"),
    ("valid_later", "bargaining", r"(?:[券卷劵]|优惠|价)[^,。]{0,4}(?:还算数|还能用|还有效|还在|算数)|过(?:两|几|三)天.{0,8}(?:拍|买|付)"),
    ("warranty_scope", "consulting", r"(?:保修|质保|保固)[^,。]{0,10}(?:包啥|包什么|包括|管|范围|哪些|啥|怎么保|怎么算)|[^,。]{1,8}(?:也|都)(?:管|保修|包修)(?:吗|么|不)"),
    ("other_goods", "consulting", r"(?:你家|你们|店里|请问|有|有没有)?.{0,4}(?:有|在)?(?:没有)?卖(?:不卖)?(?!家|完|光|断|相|点|掉|了|吗|不)[一-鿿a-z0-9]{2,8}(?:吗|么|没|不|$)"),
    ("choose", "consulting", r"[^,。]{1,6}(?:好|合适)还是[^,。]{1,6}(?:好|合适)|帮我(?:选|挑|参谋|看看选)|(?:选|买|要|拿)哪(?:个|款|种|件|色|一)|哪(?:个|款|种|色)[^,。]{0,6}(?:好|合适|适合|不显黑|显白|百搭)|纠结|推荐(?!码|人)|介绍(?:一?下|几)|想(?:挑|选)(?:个|支|条|件|双|款|一)"),
    ("confirm_fee", "logistics", r"(?:也是|还是|是)\d{1,3}(?:元|块)?(?:吧|吗|么|对吧)"),
    ("lukewarm", "farewell", r"^(?:亲)?\s?(?:就)?(?:一般(?:吧|般)?|凑合|还行吧?|马马虎虎|将就)[\s,。呀]|^(?:一般般?|凑合|还行)(?:吧|呀)?$"),
    ("hesitate", "bargaining", r"再(?:想想|看看|考虑|逛)|考虑(?:一?下)?|犹豫|纠结|不急|回头(?:再)?(?:说|来)|改天|等等看"),
    ("hello", "greeting", r"在(?:吗|么|不|嘛)|有人(?:吗|么|在)|你好|您好|哈[喽啰]|hi|hello|客服|亲$|亲在|嗨|老板|店家"),
)
_COMPILED: tuple[tuple[str, Stage, re.Pattern[str]], ...] = tuple((topic, stage, re.compile(pattern)) for topic, stage, pattern in _TOPICS)
_ANGRY = re.compile(r"[!！]{2,}|[?？]{3,}|垃圾|骗|投诉|差评|什么(?:破|态度|玩意|东西)|气死|无语|过分|太差|离谱|破店|滚(?!轮|筒)|坑|举报|12315|曝光|忍|受够|说法|敷衍|推脱|效率|这都几天")
_ANXIOUS = re.compile(r"急|没动|不更新|一直没|没收到|赶|催|快点|怎么办|担心|怕|还没|等着|来得及|[?？]{2}|咋(?:还|回事)|生日|婚礼|出差")
_HAPPY = re.compile(r"谢谢|多谢|感谢|(?<!不)喜欢|(?<!不)满意|不错|好看|漂亮|哈哈|开心|给(?:了)?好评|辛苦|赞|棒|太好了")
_QUANTITY = re.compile(rf"(\d{{1,3}}|{CJK_NUMBER}{{1,3}})\s?[件条个双盒箱袋瓶只套张把包罐支本副台份束对单](?!邮|月|人|小时|礼拜|问题|钱|工作|字|数|星期|客服|快递|顾客|办法)")
_OFFER = re.compile(rf"({NUMBER})(?:元|块)?(?:钱)?.{{0,4}}(?:卖不卖|卖吗|卖|行|可以|成|我就|就拍|就买|拿走|出|给|怎么样)")
_FOLLOWS = re.compile(r"^(?:那|那么|要是|如果|换成)?[^,。?]{0,12}(?:呢|的话|嘞)[?？]?$|^(?:那)?(?:顺丰|中通|快递)?(?:呢|的呢)[?？]?$|还是不行|行不行|到底|\?$")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the customer wants to know or have: its topic, and the words."""

    kind: str
    stage: Stage
    text: str


@dataclass(frozen=True, slots=True)
class Situation:
    """The moment of the conversation. ``insistence`` counts how often this topic came up before."""

    stage: Stage
    stages: tuple[Stage, ...]
    questions: tuple[Question, ...]
    mood: Mood
    script: Script
    first_contact: bool
    insistence: int
    visitor: str | None
    places: tuple[PlaceMention, ...]
    carriers: tuple[str, ...]
    quantity: int | None
    offer: Decimal | None
    product_ids: tuple[str, ...]
    wanted: tuple[tuple[str, int], ...]

    def asks(self, *kinds: str) -> bool:
        """Whether any of these topics is among the questions."""
        return any(question.kind in kinds for question in self.questions)


def read_situation(request: ReplyRequest, policy: Policy) -> Situation:
    """Read the moment from trigger, conversation, order and case."""
    burst = _plain(simplify(request.last_customer_text)) if request.trigger in ("customer_message", "busy", "away") else ""
    questions = tuple(_questions(burst, request))
    earlier = [simplify(m.text) for m in request.conversation if m.role == "customer"]
    before = earlier[: len(earlier) - burst.count("\n") - 1] if burst else earlier
    if burst and _PING.fullmatch(burst.strip()) and before and _left_unanswered(request):
        questions = tuple(_questions(f"{before[-1]}\n{burst}", request))
    if burst and before and (not questions or ("\n" not in burst and _FOLLOWS.search(burst.strip()))):
        questions = _inherit(questions, before, request, burst)
    stage = _stage(request, questions)
    stages: tuple[Stage, ...] = tuple(dict.fromkeys((stage, *(question.stage for question in questions))))
    kinds = {question.kind for question in questions}
    insistence = sum(1 for text in before for topic, _, pattern in _COMPILED if topic in kinds and pattern.search(text))
    return Situation(
        stage, stages, questions, _mood(burst, request), _script(request),
        not any(m.role == "agent" for m in request.conversation), insistence, _visitor(burst, kinds),
        tuple(_places(burst, before)), tuple(_carriers(burst, before, policy)), _quantity(burst, before), _offer(burst), _products(burst, before, request), _wanted(burst, before, request),
    )  # fmt: skip


_CHAT_WORDS = ((re.compile(r"[嘛咩](?=$|[?？,，。!！~\s])"), "吗"), (re.compile(r"包油|包由"), "包邮"), (re.compile("木有"), "没有"), (re.compile("肿么"), "怎么"), (re.compile("神马"), "什么"))


def _plain(text: str) -> str:
    """Chat spellings as the words they stand for."""
    for pattern, word in _CHAT_WORDS:
        text = pattern.sub(word, text)
    return text


_PING = re.compile(r"(?:在(?:吗|么|不|嘛)?|有人(?:吗|在吗)?|人呢|喂|亲|你好|您好|回(?:一?下|话|我)[^,。]{0,4}|[?？!！,。~\s呀啊呢哈])+")
_ONLY_GREETING = re.compile(r"欢迎|您好|你好|为您服务|在的|请问")


def _left_unanswered(request: ReplyRequest) -> bool:
    """Whether the agent has only greeted since the customer's message before the last burst."""
    replies: list[str] = []
    seen_customer = False
    for message in reversed(request.conversation):
        if message.role == "customer":
            if replies:
                return all(_ONLY_GREETING.search(text) and not re.search(r"\d元|\d天|包邮|运费", text) for text in replies)
            seen_customer = True
        elif seen_customer:
            replies.append(message.text)
    return False


def _questions(burst: str, request: ReplyRequest) -> Iterator[Question]:
    found: dict[str, Question] = {}
    pieces = [clause.text for clause in read_turn(burst).clauses] or [burst]
    for piece in (*pieces, burst):
        for topic, stage, pattern in _COMPILED:
            if topic not in found and pattern.search(piece):
                found[topic] = Question(topic, stage, piece)
    yield from _settle(found, burst, request).values()


# A topic that makes another one needless when both were read from the same words.
_OVERRIDES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("how_to_buy", ("pay_trouble", "how_to", "attribute", "price", "stock")),
    ("insult", ("attribute", "superlative", "hello", "discount")),
    ("off_topic", ("attribute", "superlative", "delivery_time")),
    ("photo_sent", ("quality", "where", "attribute", "compensation")),
    ("courier_attitude", ("not_received", "quality", "where", "insult", "attribute")),
    ("promotion", ("how_to",)),
    ("return_freight", ("return_window",)),
    ("one_more", ("counter_offer", "gift")),
    ("cancel", ("return_want",)),
    ("compare", ("gift", "free_shipping")),
    ("choose", ("counter_offer",)),
    ("paid", ("quality",)),
    ("hurry", ("dispatch", "delivery_time", "not_received", "change_item")),
    ("note", ("change_item", "attribute", "where", "delivery_time", "ship_fee", "change_address", "carrier")),
    ("one_more", ("dispatch", "stock", "price", "free_shipping", "change_item")),
    ("keep_one", ("stock", "dispatch", "paid", "discount", "pay_later")),
    ("pay_later", ("paid", "discount", "hesitate", "dispatch", "valid_later", "counter_offer")),
    ("valid_later", ("pay_later",)),
    ("confirm_fee", ("pay_later",)),
    ("sent_from", ("dispatch", "attribute")),
    ("courier_contact", ("ship_fee", "where", "attribute", "carrier", "total")),
    ("return_address", ("return_want", "change_address", "return_window")),
    ("opening_hours", ("attribute", "hello", "dispatch")),
    ("privacy", ("attribute",)),
    ("samples", ("gift", "attribute", "stock")),
    ("present", ("gift", "attribute", "superlative", "change_item")),
    ("how_to", ("attribute", "medical", "pay_trouble", "quality", "ship_fee", "total")),
    ("browse", ("attribute", "hesitate", "hello")),
    ("carrier", ("stock",)),
    ("exchange", ("change_item",)),
    ("refund_time", ("not_received", "where")),
    ("price_change", ("ship_fee", "free_shipping")),
    ("price_protection", ("compensation", "discount", "price_ahead", "return_want")),
    ("price_ahead", ("discount", "attribute", "hesitate")),
    ("price_before", ("discount", "promotion", "price", "counter_offer")),
    ("valid_later", ("coupon", "discount", "promotion", "dispatch", "paid")),
    ("keeps_word", ("gift", "not_received", "where")),
    ("warranty_scope", ("attribute", "quality")),
    ("choose", ("attribute", "hesitate", "price", "hello", "stock")),
    ("other_goods", ("price", "hello", "attribute")),
    ("compensation", ("quality", "return_want", "exchange")),
    ("compare", ("discount", "choose", "superlative")),
    ("return_freight", ("ship_fee", "free_shipping", "return_want", "total", "exchange")),
    ("threat", ("review_reward", "superlative")),
    ("review_reward", ("compare", "coupon", "discount", "gift", "promotion", "threat", "price", "total")),
    ("signed_missing", ("where", "not_received", "missing_item", "delivery_time", "lost")),
    ("missing_item", ("stock", "attribute", "quality")),
    ("counter_offer", ("price", "total", "discount")),
    ("pay_trouble", ("quality", "pay_method")),
    ("gift", ("coupon",)),
    ("price_change", ("paid", "counter_offer", "discount")),
    ("order_closed", ("attribute", "where")),
    ("superlative", ("counter_offer",)),
    ("robot", ("hello", "manager", "attribute", "thanks", "superlative")),
    ("pay_trouble", ("price", "hello", "quality", "paid")),
    ("off_platform", ("pay_method", "discount", "attribute")),
    ("change_address", ("change_item", "exchange", "where")),
    ("free_shipping", ("ship_fee",)),
    ("ship_fee", ("price", "total", "carrier", "where", "attribute")),
    ("not_received", ("where", "dispatch", "delivery_time")),
    ("delivery_time", ("where",)),
    ("discount", ("price", "superlative")),
    ("medical", ("attribute", "superlative")),
    ("quality", ("attribute", "superlative", "missing_item")),
    ("refund_time", ("return_want", "paid", "price")),
    ("return_window", ("return_want",)),
    ("total", ("price",)),
    ("invoice", ("dispatch",)),
    ("order_closed", ("cancel", "where")),
    ("stock", ("attribute", "dispatch")),
)


def _settle(found: dict[str, Question], burst: str, request: ReplyRequest) -> dict[str, Question]:
    order_free = request.order is None
    for topic, weaker in _OVERRIDES:
        if topic in found:
            for other in weaker:
                if other in found and not _separate(found[topic], found[other], topic, other):
                    del found[other]
    if "compare" in found and re.search(r"评论|评价|都说|买家秀", burst):
        del found["compare"]
    if "ship_fee" in found and re.search(r"贵", burst) and "discount" in found and not re.search(r"便宜|优惠|少", burst):
        del found["discount"]
    order = request.order
    if order is None:
        for topic in ("refund_time", "signed_missing", "not_received"):
            if topic in found and len(found) > 1 and topic != "not_received":
                del found[topic]
    if "lost" in found and order is None:
        question = found.pop("lost")
        found.pop("total", None)
        found.setdefault("attribute", Question("attribute", "consulting", question.text))
    if "where" in found and order is None and len(found) > 1:
        del found["where"]
    if "carrier" in found and "dispatch" in found and re.search(r"邮政|圆通|申通|韵达|京东|极兔|ems|德邦", burst):
        del found["dispatch"]
    if order is not None and order.status == "shipped" and "return_want" in found and "quality" not in found:
        question = found.pop("return_want")
        found.setdefault("cancel", Question("cancel", "payment", question.text))
    wants_less = next((topic for topic in ("free_shipping", "ship_fee") if topic in found), None)
    if order is not None and order.status == "unpaid" and wants_less is not None and re.search(r"免|少|便宜|优惠|减", burst):
        question = found.pop(wants_less)
        found.setdefault("price_change", Question("price_change", "payment", question.text))
    if "paid" in found and "dispatch" in found and (order is None or order.status == "unpaid"):
        del found["paid"]
    if not any(question.stage == "logistics" for question in found.values()) and re.search(r"顺丰|中通|圆通|京东|快递", burst) and any(not p.street for p in find_places(burst)):
        found["ship_fee"] = Question("ship_fee", "logistics", burst)
        found.pop("attribute", None)
    if re.search(r"谢谢你们|感谢你们|多亏|特意来|专门来", burst) and len(burst) > 30 and not re.search(r"吗|\?|怎么|多少|能不能|退(?!休)|坏", burst):
        return {"thanks": Question("thanks", "farewell", burst)}
    if set(found) == {"hello"} and len(burst) > 7 and re.search(r"吗|么|多少|几|怎么|哪|\?|多不多|好不", burst):
        return {"attribute": Question("attribute", "consulting", burst)}
    if len(found) > 1:
        for topic in ("hello", "thanks", "paid", "hesitate", "bye"):
            if len(found) > 1 and topic in found and (topic in ("hello", "thanks") or len(found) > 2):
                del found[topic]
    if "ship_fee" in found and "total" in found and len([p for p in find_places(burst) if not p.street]) > 1:
        del found["total"]
    if "total" in found and order_free and not re.search(r"一共|总|加起来|合计|连|含|付|拢共|全部", burst):
        question = found.pop("total")
        found.setdefault("price", Question("price", "consulting", question.text))
    if "where" in found and "ship_fee" in found and re.search(r"单号|到哪|在哪", burst):
        del found["ship_fee"]
    if "exchange" in found and request.order is not None and request.order.status in ("unpaid", "paid"):
        question = found.pop("exchange")
        found.setdefault("change_item", Question("change_item", "payment", question.text))
    if "ship_fee" in found and "price" in found and re.search(r"顺丰|中通|快递|邮|运", burst) and not re.search(r"价|多少钱一|卖", burst):
        del found["price"]
    if "delivery_time" in found and "gift" in found and re.search(r"周末|週末", burst):
        del found["gift"]
    if "thanks" in found and len(burst) > 12 and not re.search(r"[吗?么吧]|怎么|多少|能不能|可以|几", burst):
        return {"thanks": found["thanks"]}
    if "quality" in found and order is None and (request.case is None):
        question = found.pop("quality")
        found.setdefault("attribute", Question("attribute", "consulting", question.text))
    return found


def _separate(strong: Question, weak: Question, topic: str, other: str) -> bool:
    """Whether the weaker topic was asked in a clause of its own."""
    if (topic, other) in {("ship_fee", "price"), ("ship_fee", "total"), ("delivery_time", "where"), ("stock", "attribute"), ("discount", "superlative"), ("return_window", "return_want"), ("not_received", "dispatch")}:
        return strong.text != weak.text and (topic, other) not in {("return_window", "return_want"), ("not_received", "dispatch")}
    return False


def _inherit(questions: tuple[Question, ...], before: list[str], request: ReplyRequest, burst: str) -> tuple[Question, ...]:
    """'那顺丰呢?': the topic is that of the question before."""
    if len(burst) > 20 and questions:
        return questions
    if not questions and (len(burst) > 24 or re.search(r"^(?:好|嗯|行|可以|ok|对|拍了|收到|知道|哦)", burst)):
        return questions
    strong = [q for q in questions if q.kind not in ("carrier", "hello", "attribute", "superlative", "where", "price")]
    if strong:
        return questions
    for text in reversed(before[-3:]):
        earlier = [q for q in _questions(text, request) if q.kind not in ("hello", "thanks", "bye")]
        if earlier:
            return tuple(dict.fromkeys((*(Question(q.kind, q.stage, f"{q.text} {burst}") for q in earlier[:2]), *(q for q in questions if q.kind not in ("hello", "carrier", "where")))))
    return questions


def _stage(request: ReplyRequest, questions: tuple[Question, ...]) -> Stage:
    if request.trigger != "customer_message":
        return _TRIGGER_STAGE[request.trigger]
    weighty: tuple[Stage, ...] = ("after_sales", "logistics", "bargaining", "payment", "consulting", "farewell", "greeting")
    if questions:
        stages = [question.stage for question in questions]
        if "bargaining" in stages and any(q.kind in ("discount", "counter_offer", "compare", "gift", "coupon") for q in questions) and "after_sales" not in stages:
            return "bargaining"
        return next(stage for stage in weighty if stage in stages)
    if request.case is not None:
        return "after_sales"
    order = request.order
    if order is not None and order.status == "unpaid":
        return "payment"
    return "consulting" if request.conversation and len(request.conversation) > 2 else "greeting"


def _mood(burst: str, request: ReplyRequest) -> Mood:
    if request.trigger == "bad_review" or _ANGRY.search(burst):
        return "angry"
    if _ANXIOUS.search(burst):
        return "anxious"
    return "happy" if _HAPPY.search(burst) else "calm"


def _script(request: ReplyRequest) -> Script:
    """The script of the customer's messages, the latest deciding first."""
    for message in reversed(request.conversation):
        if message.role == "customer":
            script = script_of(message.text)
            if script is not None:
                return script
    agent: Script | None = next((script_of(m.text) for m in reversed(request.conversation) if m.role == "agent"), None)
    return agent or "simplified"


def _visitor(burst: str, kinds: set[str]) -> str | None:
    if re.search(r"贵|太贵", burst):
        return "finds_dear"
    if re.search(r"送|赠|券|红包|小礼", burst):
        return "small_gains"
    if re.search(r"老客户|老顾客|面子|常来|买了好几|又来", burst):
        return "respect"
    if re.search(r"真的假|假货|正品|靠谱|骗|信", burst):
        return "distrusts"
    if "hesitate" in kinds:
        return "hesitates"
    return "clear" if re.search(r"就要|直接拍|现在拍|我要", burst) else None


def _places(burst: str, before: list[str]) -> list[PlaceMention]:
    for text in (burst, *reversed(before)):
        places = [place for place in find_places(text) if not place.street and not place.origin]
        if places:
            return places
    return []


def _carriers(burst: str, before: list[str], policy: Policy) -> list[str]:
    recent = [burst, *reversed(before[-3:])]
    if not re.search(r"顺丰|中通|快递", burst) and re.search(r"呢\W*$", burst):
        recent = ["\n".join(recent)]  # '两个呢?' goes on with every carrier spoken of
    for text in recent:
        found = [cid for cid, carrier in policy.carriers.items() if any(alias.lower() in text for alias in (carrier.name, *carrier.aliases) if len(alias) > 1 and not alias.isascii())]
        if found:
            return found
    return []


def _quantity(burst: str, before: list[str]) -> int | None:
    for text in (burst, *reversed(before)):
        match = _QUANTITY.search(text)
        if match is not None:
            value = parse_number(match.group(1))
            if value is not None and value == int(value) and 1 <= value <= 999:
                return int(value)
    return None


def _offer(burst: str) -> Decimal | None:
    match = _OFFER.search(burst)
    return parse_number(match.group(1)) if match is not None else None


def _products(burst: str, before: list[str], request: ReplyRequest) -> tuple[str, ...]:
    """Ids of the products the customer names, by parts of their titles that tell them apart."""
    products = request.products
    if len(products) <= 1:
        return tuple(product.id for product in products)
    for text in (burst, *reversed(before)):
        named: list[str] = []
        for product in products:
            title = simplify(product.title)
            others = [simplify(p.title) for p in products if p is not product]
            parts = {title[i : i + size] for size in (2, 3, 4) for i in range(len(title) - size + 1)} | set(re.findall(r"\d+", title))
            if any(part in text and not any(part in other for other in others) for part in parts if part.strip()):
                named.append(product.id)
        if named:
            return tuple(named)
    return tuple(product.id for product in products)


def _wanted(burst: str, before: list[str], request: ReplyRequest) -> tuple[tuple[str, int], ...]:
    """Pieces wanted of each product where the customer lists them: '两条围巾一盒茶'."""
    products = request.products
    if len(products) < 2:
        return ()
    for text in (burst, *reversed(before)):
        found: dict[str, int] = {}
        for match in _QUANTITY.finditer(text):
            value = parse_number(match.group(1))
            if value is None or not 1 <= value <= 999 or value != int(value):
                continue
            window = text[match.end() : match.end() + 6]
            head = text[max(0, match.start() - 6) : match.start()]
            close = _named_in(text[max(0, match.start() - 3) : match.start()], request)
            named = _named_in(window[:3], request) or close or _named_in(window, request) or _named_in(head, request)
            if named is not None:
                found[named] = int(value)
        if len(found) > 1:
            return tuple(found.items())
    return ()


def _named_in(text: str, request: ReplyRequest) -> str | None:
    best: tuple[int, str] | None = None
    for product in request.products:
        title = simplify(product.title)
        others = [simplify(p.title) for p in request.products if p is not product]
        parts = {title[i : i + size] for size in (2, 3) for i in range(len(title) - size + 1)} | {char for char in title if char in "茶箱杯壳粮橙鞋"}
        for part in parts:
            if part in text and not any(part in other for other in others) and (best is None or text.find(part) < best[0]):
                best = (text.find(part), product.id)
    return best[1] if best is not None else None
