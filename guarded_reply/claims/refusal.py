"""Refusals in the turn, and what stands beside them: a reason, an alternative, a next step, or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.modality import QUOTED
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause

# What is withheld from a customer: doing, giving, having, permitting.
_DO = (
    r"退换?|换|改|取消|修改|更换|撤销?|拦截?|截|发|寄|送|补|赔|赠|减|少|降|让|便宜|优惠|打折|包邮|免邮|免运|议价|讲价|还价|还|办理?|处理|支持|提供|安排|开|受理|接受|承接|"
    r"定做|定制|加急|加|调|查|操作|解决|满足|答应|参加|参与|使用|用|叠加|享受|申请|保价|代付|货到付款|到付|预留|留|合并|拆|试|看|约|指定|选|挑|卖|拍|买|保证|报销|自提|上门|延长|发货|给|弄|做|成|行|可以|能|帮"
)
_REFUSAL = Pattern(
    rf"(?P<modal>(?<!能)(?<!可以)(?<!行)(?<!会)(?<!可)不(?:能|可以|可(?!或缺|思议|多得|小|置否|避免|抗|逆|估|靠|见|能(?:会|有|是|不|出现|掉|褪|起|坏))|允许|支持|接受|提供|予|给(?!您添|您造|力)|让(?!您(?:久|失|多|操|担|为难|等|吃))|参加|参与|办|退|换|赔|送|包邮?(?=$|[的哦呢哈啦,您亲])|开|议价|讲价|还价|卖|打折|做|承担|受理|发(?=货|顺|香|国|邮|圆|申|韵|京|中|极|其|到|往|新|西|海|$|[的哦呢哈啦亲])|寄(?=$|[的哦呢哈啦亲香台澳国到])|改|补|兼容|适[用合配]|算(?=$|[的哦呢哈啦亲在偏])|在(?:.{{0,6}}范围)|属于|符合|合适|处理|负责|管(?=$|[的哦呢哈啦]))|"
    rf"(?:无法|没法儿?|没办法|没辙|难以|未能|没得|没有办法|不便|恕不|恕难|暂不|概不|一概不|一律不|谢绝|拒绝|爱莫能助|无能为力|帮不[了到上]|帮不上忙|做不了主|没门儿?|甭想|免谈|别想|休想|想都别想|想多了(?!解)|不好意思.{{0,2}}不行))"
    rf"|(?P<comp>(?:{_DO}|整|搞|插|腾|匀|抽|拉|挪|塞|截|追|撤|收|退|走|通|上)(?:不(?:了|来|到|上|成|掉|动|起|出(?:去|来)?|住|回(?:来)?|下|得|走|开)))"
    r"|(?P<ours>(?:我们?|咱们?|这边|本店|店里)[^,。]{0,3}[^\W\d管催收到]不(?:了|动|来|掉)|(?:咱们?|本店|店里|我们)(?:家|店|这边)?(?:是|都)?不(?:接|拆|搞|做|送|卖|留|换|弄|给)|不接(?=$|[的哦呢待单哈])|没有?(?!问题|什么)[^,。!?]{0,5}可(?:补|退|送|减|赠|便宜|让)(?=$|[的哦呢哈])|没有?(?:[单另](?:独|外)?)?(?:卖|做|送|提供|出|配|发|寄|换)(?=$|[的哦呢哈了])|莫[得有](?=$|[的哦呢哈了]))"
    rf"|(?P<never>(?:从来?|一直|压根|根本)(?:都)?(?:没|不)(?:有)?(?:过|这)?(?=$|[的哦呢哈啦事种个])|(?:暂?[未没](?:有)?|尚未)(?:开展|开通|开放|推出|设立|上线|提供))"
    rf"|(?P<bare>(?<![还再要])不行(?!的话|就|把|您|截)|不可以(?!的话)|不成(?![熟功问])|不好办|办不到|做不到|不太行|不大行|不太方便|没戏|行不通|不中|不得行|不阔以|不口以|布星|(?<![a-z])no(?![a-z.])|木有(?=$|[的哦呢哈啦亲]))"
    r"|(?P<have>(?<!有)(?<!就)(?<!快)没(?:有|得)?(?=$|[的哦呢哈啦了喔呀亲哟捏噢]|(?:这|此|该|其他|别的|多余|任何|啥|什么|现)?(?:货|优惠|活动|赠品|礼品|折扣|券|库存|尺码|颜色|码|色|权限|位置|名额|实体店|门店|[^,。!?]{0,8}服务|样品|小样|办法|得|送|包邮|现货|发票|保价|试用|红包|返现|满减|会员|专票|了|这)))"
    r"|(?P<out>(?:已经|都|早就|全|刚)?(?:卖完|售罄|断货|缺货|下架|停产|抢光|没货|无货|过期|截止|结束)(?!时间|日期|前|那天)(?:了(?!就)|啦|咯)?(?!就停))"
    r"|(?P<only>(?:只能|仅能|只可以|只好|唯有|仅限|仅支持|只支持|只有)(?!.{0,6}(?:您|一个|这))(?=.{0,20}(?:自己|自行|算了|这样|等|原价|放弃|认)))"
)
# Idioms and harmless negatives: nothing the customer wants is withheld.
_HARMLESS = Pattern(
    r"慢走不送|好走不送|说了不算|没(?:有)?(?:这|那)回事|(?:造成|带来|引起)[^,。]{0,5}不便|不客气|没(?:有)?(?:买|配|带|送)?运费险|没问题|没有问题|木问题|不好意思|没关系|不错|不用(?:担心|客气|谢|急|着急|您|另|再|补|付|花|出|管|额外)?|别(?:着急|急|担心|客气|忘)|不急|不着急|不要紧|没事|不会(?!给|退|补|赔|发|送|减|让|包|办|便宜|降|开|寄|支持)|不仅|不但|不光|不止|不过|不管|不论|无论|"
    r"(?:问|看|查|确认|核)[^,。]{0,10}(?:到|好|完|了|过)没有$|不妨|不断|不久|不少|不同|不愧|不得不|不一样|没错|没准|不见不散|没说的|不介意|没意见|不影响|不掉色|不起球|不伤|不含|不刺激|不油腻|不粘|不漏|不收(?:取|您|运|邮)?|不另|不额外|没(?:有)?(?:任何)?(?:副作用|异味|毛病|瑕疵|损坏|色差)|不限|不贵|不占|不累|不重|不难|不算(?:贵|重|大|高|多)|不勒|不磨|"
    r"不想(?:要|用|退|买)|不喜欢|不满意|不合适的话|不方便的话|不清楚的|不明白的|不懂|不适合的话|不需要|无需|无须|不必|不知道?|不晓得|不敢|不确定|不好说|不一定|不是(?!本店|我们)|没想到|没能让|没让|没收到|没到|没更新|没动|没有?(?:更新|动静|显示|记录|变化|写|标|注明|提到|说明|看到|收到|查到|找到|用过|使用|拆|穿|洗|下水|影响|超|偏差|破损)|"
    r"无理由|不保证|无法(?:保证|承诺|确定|确认|预估|掌控|控制)|不能(?:保证|承诺|确定|打包票|跟您(?:保证|打))|没法(?:保证|承诺|确定|打包票|预估|预测|说死|给您(?:保证|打)|跟您(?:保证|打|说死))|(?:路上|快递|时效|物流|天气|派送)[^,。]{0,4}(?:我们?|咱|店里)?(?:做不了主|说了不算|控制不了|管不到)|(?:收|到|签|揽|退|发|寄|出|进)(?:着|到|没)没(?=$|[呢呀啊])|手慢[则就]?没|不便(?:评价|置评|评论|多说|比较)|说不准|保证不了|承诺不了|控制不了|打不了包票|不让您|不给您添|不到(?=[\d一两二三四五六七八九十半])|不足|不超过|不满(?!意)|没到|未满|未到|没超|不含税|不能(?:当|代替|替代|算是?|叫|称)|不良|不适|不合适|不明|不便之处|带来不便|造成不便|不合身|不及时|不周|不到位|不愉快|不开心|不痛快|不舒服|不放心|舍不得|恨不得|巴不得|来不及的|怪不得|不得已|了不起|对不起|对不住|过意不去|不好受|忍不住|说不过去|少不了(?=您|要)|免不了|离不开|错不了|差不了|跑不了|忘不了|误不了|耽误不了|难不倒|用不了多|要不了(?:多久|几)|花不了|费不了|用不着|划不来|不划算|不值得|要不|不然|不如|不比|不亚|不输|不次|不等|不再|不对|不差|不知不觉|数不清|不住(?:地|的)|好不好|行不行|能不能|可不可以|是不是|有没有|要不要|对不对|会不会|(\w)不\1"
)
_DOUBLE = Pattern(r"(?:不是|并非|也?不是说|没有?说|没说|哪有|怎么会|怎会|谁说)(?:\w{0,5})(?:不|没|无法)|不[会能可]{1,2}(?:\w{0,2})(?:不|没)|没有?不\w{0,4}的|非\w{1,6}不可|不得不|不能不|不可能不|无不|未尝不|何尝不|岂不|难道.{0,8}不")
_MEAN_NO = Pattern(r"(?:哪有(?:那|这)(?:个|么)?(?:本事|能耐|权力|权限)|没那(?:个)?(?:本事|能耐)|您(?:真)?(?:会)?说笑了|(?:为难|难为)(?:我|小二|客服)|才怪|就不错了|想得美|做梦|哪能|哪里能|怎么可能(?!不)|怎么能(?!不)|岂能|凭什么|门都没有|开玩笑)")

# A reason a customer can understand.
_REASON = Pattern(
    r"因为|由于|原因(?!是公司规定)|毕竟|考虑到|为了|为(?:保障|保证|避免|防止|确保|您的)|(?:才|所以|因此|因而|故|于是|导致|以免|免得|否则)(?!$)|(?<!恐)怕(?!是|不|□)|担心|"
    r"(?:已经?|都)(?:是|属于)?.{0,4}(?:优惠|活动|最低|底|成本|特|促销|折后|折扣|实惠)(?:价|了)|(?:统一|固定|明码|一口|公司定|总部定|厂家定|品牌定|平台定|全店).{0,3}(?:价|标价|定价)|价格?.{0,5}(?:统一|公司定|固定|一样|透明|总部|厂家)|一视同仁|(?:别的|其他|其它|后面的?)(?:顾客|客人|买家|亲)|平台要|成本|本钱|亏|利润|薄利|微利|公平|对.{0,8}(?:不公|别的顾客|其他顾客|老顾客)|"
    r"(?:已经?|都)(?:发(?:货|出|走)|寄出|出库|揽收|打包|在路上|送到|签收|到|付款|拍下|下单|生产|开始|做|制作|刻|裁|过了|超过?|结束|截止|满|用|享|领|叠|送|交给|派)|超(?:过|出|了)\w{0,8}|过(?:了|\d|七)|满[\d一二两三四五六七八九十半]+(?:天|日|个?月|年|小时)|结束了|截止|到期|期限|时效|超期|逾期|刚过|"
    r"(?:定制|订制|客制)(?!服务|业务|不|没|[款品]?(?:$|[呢哦哈]))|专门(?:给|为)|按您的?(?:要求|尺寸|名字|图)|单独(?:做|刻|生产)|生鲜|鲜活|易腐|容易坏|坏得快|保质|拆封|激活|贴身|卫生|二次销售|再卖|别人用不了|影响|安全|隐私|资金|保障|真实|诚实|客观|广告法|法律|平台(?:规则|要求|规定|不允许).{0,8}(?:保|为|怕|防|会)|交易|诈骗|被骗|风险|出了?(?:事|问题|岔子|状况)|吃亏|上当|没(?:处|地方|人)(?:说理|找|管|负责|兜)|没有?依据|(?:就|只)是(?:个|口|一[个口种])?[^,。]{1,5}$|"
    r"材质|材料|工艺|设计|尺寸|体积|重量|太[重大远小轻长]|较[重大远]|偏[重大远]|路(?:途|程)?(?:太|比较|较)?远|偏远|运费(?:太|比较|较)?[高贵]|路费|路远|距离|快递(?:公司)?(?:不|没有?|到不了|暂停|停运|爆仓)|停运|疫情|天气|暴雨|大雪|台风|春节|放假|休息|下班|周末|"
    r"没(?:有)?(?:现)?货|缺货|断货|售罄|卖完|卖光|抢完|库存|无货|预售|排(?:单|期|产)|数量有限|名额|只有\d|仅剩|资料里|详情(?:里|页)?没|没有(?:标|写|注)|还没(?:确认|核实|到|收到|检测|查)|尚未|未(?:确认|核实|收到)|没(?:确认|核实)|需要?(?:先|核|等|看|由)|得(?:先|看|等|由)|要(?:先|看|等)|先(?:要|得|看|核|确认)|差\d|还差|不够|不足|不满|未满|未达|没达|没到|门槛|最[小大短长高低](?:的)?(?:是|就|有|只|做|到|能|[\dsmlx])|只(?:会|在|是|有|限|剩|含|包含|做|卖|走|发|支持|能装|适)|仅(?:限|支持|适|含)|是(?:\w{1,6})(?:的|材质|款|价)|属于|是按|是根据|按.{1,8}(?:算|计|收)|主要是|其实|本来就|一般(?:都)?(?:是|要)|通常|那边|这款(?:是|没|只)|当天(?:截单|截止)|截单|4点|四点|16|已过"
)
_FAKE_REASON = Pattern(
    r"公司(?:有)?(?:的)?(?:硬性|统一|明文)?(?:规定|制度|政策|要求)|规定(?:就是)?(?:如此|这样|的|了)|(?:店|店里|本店|我们|平台|系统|上面|上头|领导|后台|总部)(?:有|的|就是)?(?:这(?:么|样))?(?:规定|要求|设置|限制|制度|流程)|系统(?:\w{0,4}?)(?:暂?不支持|限制|设定|设置|显示|问题|做不到|不允许|拒绝|没有)|没(?:有)?(?:这个)?权限|权限(?:不(?:够|足)|所限|有限|限制|问题|原因)|不归我|不在我的|我(?:说了|做)不(?:算|了主)|流程(?:就是)?(?:如此|这样)|就是这样|一直(?:都)?(?:是)?这样|别家也|哪家都|都这样|没办法的|政策(?:就是)?(?:如此|这样)"
)
# Something the customer can do, choose or expect instead.
_WAY_OUT = Pattern(
    r"(?:喊|叫|回|艾特)您|(?<![没只])有(?=$|[的哦呢哈])|(?<=[^不,]{2})可以(?=$|[的哦呢哈])|(?:问|查)到(?:了)?(?:再|就|会)(?:回|告)|在这[儿里]?(?:说|讲|问|发)|给您(?:放|装|搭|添|配|备)(?=一?[一-鿿]{2})|(?<![不没])能(?:给您|帮您)?(?:送|换|选|用|走|发|补|退|塞|捎|放|刻|做|拿)|(?:一般|大概|正常|预计|通常|大约)[^,。]{0,4}[\d一二两三四五]|(?:由|归)?我们(?:来|这边)?(?:负责|承担|出)(?=$|[的哦哈呢喔])|再[拍来买问试](?:就|也|哈|吧|$)|给您(?:捎|塞|开|拍)|(?:发|拍|传)(?:给)?您|(?:跟|和|找)(?:派件员|快递员|小哥|驿站)[^,]{0,4}(?:说|商量|讲|约)|截(?:个)?(?:图|屏)|(?:您|亲|咱|麻烦|请|可|也|要不|不妨|建议|欢迎|辛苦)(?:这边|先|可|也|能|直接|自己|亲|们)*?(?!(?:看看?|去|到|上|找)[^,。]{0,2}别[家处人])(?:可以|能|看看|考虑|选|挑|试|先|走|用|拍|发|联系|申请|留|告诉|说|提供|备注|找|换|改|等|参考|关注|收藏|加购|凑|咨询|看(?:下|一下|看))|可以(?!的?[话吗]|$|是|为)|"
    r"(?:我|我们|这边|给您|帮您|为您|替您|客服|主管|同事|小二|俺|咱)(?:这边|这就|现在|就|马上|先|会|来|可以|能|去|再|也|尽量|尽快|帮|给|为|替|您|亲|想想|跟|和|同|向|把|立刻|立马|一会儿?|待会)*?(?:查|问|看看|看下|看一下|确认|核实|登记|记|反馈|申请|转|联[系络]|催|跟进|处理|安排|协调|沟通|解决|送|补|换|退|改|留意|通知|提醒|争取|推荐|找|算|想办法|办|发|寄|减|优惠|备注|报|回复|答复|回电|落实|催|盯)|"
    r"(?:用|拿|蘸)[^,。不没]{1,6}(?:刷|洗|擦|抹|清洁|清理)|(?:要|得|可以?|建议|记得|请|只能)?(?:手洗|干洗|冷水洗)|送您|赠您|给您(?:一|送|减|优惠|申请|安排|办|留|补|换|个|张|券)|换(?:成|个|一|别)|改成|改走|走(?:中通|顺丰|普通|快递)|另外|或者|要么|要不然?您?|不如|建议|推荐|试试|替代|代替|同款|类似|差不多的|收藏(?:一下)?(?:店铺|小店|本店)|其他(?:款|颜色|尺|码|方式|办法)|别的(?:款|颜色|尺|码|方式|办法)|还有|倒是|但(?:是)?.{0,16}(?:可以|能|送|有|给|会|支持|免费|包)|不过.{0,16}(?:可以|能|送|有|给|会|支持|免费|包)|"
    r"(?:明天|后天|\d+[号日]|下周|下午|上午|\d+月|到时|到货|补货|之后|以后|等).{0,8}(?:发|到货|补|有|再|可|通知|能|上)|预计|预售|支持.{1,10}(?:支付|付款|退|换)|(?:微信|支付宝|花呗|网银|银行卡)(?:支付)?|需要(?:的话|您)|如果(?:您)?.{1,20}(?:可以|能|我|帮|联系|说|拍|发)|要是.{1,20}(?:可以|能|我|帮|联系|说|拍|发)|若.{1,20}(?:可以|能|我|帮|联系|拍|发)|"
    r"(?:您|亲)看(?:行|可以|这样|成|好|怎么|哪|选|需)|行吗|可以吗|好吗|如何|怎么样|哪(?:个|款|种|一)|什么(?:颜色|款|尺|时候|问题|地方)|满\d|满[一二两三四五六七八九十百]+|中通|顺丰.{0,6}\d|详情页|首页|关注|拍照|照片|凭证|(?:用|放|穿|装|寄|吃|戴|坐)?(?:是|都|也|完全)?没(?:有)?问题(?:的|哦|哈|呢|$)"
)
_EMPTY_WAY = Pattern(r"^(?:如|若|如果)(?:无|没有?)[^,。]*(?:建议|请|可以|欢迎)?[^,。]*|(?:希望|盼|望|愿)(?:得到)?(?:您|亲)[^,。]{0,4}(?:理解|谅解|体谅|见谅)|^(?:如|若|还有|有)?(?:其他|任何|什么|别的)?(?:问题|需要|疑问)?.{0,6}(?:随时|欢迎).{0,10}(?:联系|咨询|光临|惠顾|选购)|祝您|感谢[^,。]*|谢谢[^,。]*|望(?:您|亲)?(?:理解|谅解|体谅|海涵|见谅)|敬请|期待|请(?:您)?(?:理解|谅解|体谅|见谅|多多?包涵|知悉|悉知|海涵|放心)|还请|抱歉|不好意思|对不起|请稍等|稍等")

_ANY = any_of(_REFUSAL, _MEAN_NO)
_CANNOT = Pattern(r"([一-鿿]{1,2}?)不(?:了|下|到|住|来|成|上|出来|起)(?!解|吗|么)")
_NONE = Pattern(r"没(?:有)?(?:单独的?|这种|那种|这样的)?([一-鿿]{1,3})(?:的|款|味|色)?(?=$|[哦呢哈啦了喔呀亲哟的这])|^([一-鿿]{1,4})(?:这个|的话)?(?:是)?没(?:有)?(?:的)?(?=$|[哦呢哈啦喔呀亲])")
_DOES_NOT = Pattern(r"(?<![能会可以该要行])不(?:单|另|额外|再|做)?(?:独)?([送接做卖寄换改刻绣画印剪配租])(?=$|[的哦呢哈啦您亲])")
_SHORT_NO = Pattern(
    r"^(?:这个|那个|这边|我们?|咱们?|本店|小店|店里|目前|暂时|抱歉|真的?|确实|是|也|都|[一-鿿]{1,3}(?=[一-鿿]?不))?(?:是)?(?!不(?:慌|容易|急|难|贵|多|少|错|够|放|行[吗吧])|没(?:事|关系|问题))(?P<deed>[不无莫](?!慌|容易|急|难|贵|多|少|错|够|放|是|会|要紧)[一-鿿]{1,4}?|[一-鿿]{1,2}不(?:了|动|起|成|来|上|住|下)[一-鿿]{0,2}?|(?:不|没有?)[一-鿿]{0,3}(?:这|那)(?:个|种)[一-鿿]{0,3}?)(?:的|滴|哒|哦|呢|哈|喔|呀|啦|了|亲|捏|噢|您|抱歉|\W)*$"
)
"""A whole clause that is nothing but a no: 不代写, 免不了, 不拆的."""
_ASKS_LEAVE = Pattern(r"(?:能|可以|可不可以|能不能|可否)(?!用|放|洗|穿|戴|吃|喝|装|放进|水|承|进|碰|微波|机洗)[^,。]{1,12}(?:吗|么|不|没|\?|呗|吧|$)|(?:给|帮|送|便宜|少|让|破例|通融|优惠|打)[^,。]{0,8}(?:点|吧|呗|下|我|折|$)|[^,。]{0,6}(?:行|成|中)(?:不|吗|么)$")
_ASKS_FOR = Pattern(r"能|可以|可不|行|有|帮|给|想|要|呗|吧|送|来|叫")
_BAD_THINGS = "收到见看找查拿掉褪起坏漏破缩皱变伤毛褶球色味跑滑勾刺痒辣勒磨卡生锈臭疼热糊粘堵裂脱"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A clause that withholds something; ``explained`` when a reason or a way out stands in the same turn."""

    start: int
    end: int
    text: str
    clause: Clause
    explained: bool


def read_refusals(reading: Reading) -> tuple[Refusal, ...]:
    """Every refusal of the turn in the shop's own voice."""
    found = list(_refusals(reading))
    if not found:
        return ()
    explained = _explained(reading, [clause.index for clause, _ in found])
    return tuple(
        Refusal(clause.start + span[0], clause.start + span[1], clause.text[span[0] : span[1]], clause, explained)
        for clause, span in found
    )


def _refusals(reading: Reading) -> Iterator[tuple[Clause, tuple[int, int]]]:
    for clause in reading.where(_ANY | _ECHO):
        if not clause.present & _ANY and not reading.asks(_ASKS_FOR):
            continue
        text = clause.text
        if clause.asks or clause.find(_DOUBLE):
            continue
        mock = clause.find(_MEAN_NO)
        if mock is not None:
            yield clause, mock.span()
            continue
        masked = _mask(text)
        match = _REFUSAL.search(masked) or _echoed(reading, masked)
        if match is not None and match.lastgroup == "have" and _NOT_YET.search(text[: match.end()]) and reading.asks(_WHETHER_DONE):
            continue  # '还没呢' to '发货了没' tells where it stands
        if match is not None and _own_voice(reading, clause, match):
            yield clause, match.span()


def _echoed(reading: Reading, masked: str) -> re.Match[str] | None:
    """A no that takes its object from what the customer asks for: '刻不了', '没有柚子', '不单送'."""
    if not reading.asks(_ASKS_FOR):
        return None
    short = _SHORT_NO.match(masked)
    if short is not None and reading.asks(_ASKS_LEAVE) and _BAD.isdisjoint(short["deed"]):
        return short
    for pattern in (_CANNOT, _NONE, _DOES_NOT):
        for match in pattern.finditer(masked):
            wanted = next(filter(None, match.groups()), "")
            wanted = wanted.rstrip("的款味色") or wanted
            if wanted and (wanted in reading.asked or (len(wanted) > 1 and wanted[:2] in reading.asked)) and _BAD.isdisjoint(wanted):
                return match
    return None


_NOT_YET = Pattern(r"还没(?:有)?$")
_WHETHER_DONE = Pattern(r"了(?:没有?|吗|么|不)|[好完到出发]没有?\W*$")
_ECHO = any_of(_CANNOT, _NONE, _DOES_NOT, _SHORT_NO)
_BAD = frozenset(_BAD_THINGS)


def _mask(text: str) -> str:
    """The clause with idioms and quotations blanked, same length."""
    masked = _HARMLESS.sub(_blank, text)
    return QUOTED.sub(_blank, masked)


def _blank(match: re.Match[str]) -> str:
    return "□" * len(match.group())


def _without_fake(text: str) -> str:
    """The clause without the pretext and its object ('系统不支持修改已付款订单'), unless it goes on to something else."""
    fake = _FAKE_REASON.search(text)
    if fake is None:
        return text
    rest = text[fake.end() :]
    onward = _ONWARD.search(rest)
    lead = text[: fake.start()].removesuffix("由于").removesuffix("因为").removesuffix("因")
    return lead + "□" + (rest[onward.start() :] if onward is not None else "")


_ONWARD = Pattern(r"因为|为了|怕|但|不过|(?<!不)可以|建议|要不|[\s](?=[您我给帮])")


def _own_voice(reading: Reading, clause: Clause, match: re.Match[str]) -> bool:
    before = clause.text[: match.start()]
    if seek(r"(?:如果|若|要是|万一|假如|的时候|担心|(?<!恐)怕|您说|您要是|是否|为什么)(?:[^,]{0,12})$", before):
        return False
    if match.lastgroup in ("out", "have") and seek(r"(?:就|快|马上|即将|要)$", before):
        return False
    if match.lastgroup == "have" and before.endswith("还") and reading.asks(r"[了好过到完]没|了吗|没有?\W*$"):
        return False  # '还没' to '发了没': what is not done yet is not withheld
    if match.group().startswith("不算") and reading.asks(r"算"):
        return False  # '不算' to '试穿算使用吗' withholds nothing
    return not (match.lastgroup == "out" and seek(r"预售|补货|到货|活动", before) and "结束" not in match.group())


def _explained(reading: Reading, refusals: list[int]) -> bool:
    told = 0
    for clause in reading.clauses:
        text = QUOTED.sub("", clause.text)
        fake = _FAKE_REASON.search(text)
        if clause.index in refusals:
            rest = _REFUSAL.sub("□", _mask(_without_fake(text) if fake else text), count=1)
            if _REASON.search(rest) or seek(r"(?:但|不过|可以|改走|建议|要不|可以先)", rest):
                return True
            continue
        if fake:
            text = _without_fake(text)
        if _EMPTY_WAY.search(text):
            text = _EMPTY_WAY.sub("□", text)
        if (_REASON.search(text) or _WAY_OUT.search(text)) and (_COURTEOUS.search(text) is None or _ACTS.search(text) is not None):
            return True
        if not fake and (clause.index > refusals[0] or _leads_to(reading, clause, reading.clauses[refusals[0]])):
            told += _told(reading, clause, text)
    return told >= _ENOUGH


_ENOUGH = 5
"""Characters said beside a refusal from which on the customer has been told something, be it no reason that this module knows."""
_SAYS_NOTHING = Pattern(
    r"^(?:关于|对于|至于|说到)|(?:的话|啊|呀|嘛|来讲|来说)$|(?:带来|造成|引起)[^,。]{0,4}不便|祝|为您服务|欢迎|光临|期待|在此|(?:\d|[一二三四五六七八九十])+号(?:客服)?$|"
    r"就(?:是)?这(?:样|价|个|么)|就是(?:不|没)|规定|上面|上头|锁(?:单|定)|问(?:了)?也|多说|没得|甭|别(?:问|说|为难|想|纠结)|没(?:得)?商量|自己(?:看着|想|去|解决|处理)|看着办|随(?:您|便)|爱[^,。]{1,3}不|真(?:的)?(?:不|没)|您(?:要|再)?(?:问|说|催|找|闹|投诉)|质量|好心情|幸福|美满|愉快|顺利|如实|说实话|老实(?:说|讲)|坦白|"
    r"(?:请求|诉求|要求|需求|意向|心意|申请|方面|方式|服务|价格|这一?点|此事|的事|顾客|客户)(?:我们|这边|都|是|已经?|收到|了)*$|也一样$|砍得"
)
_COURTEOUS = Pattern(
    r"理解|感谢|谢谢|致歉|歉意|抱歉|遗憾|荣幸|厚爱|厚愛|重视|慎重考虑|审慎|知悉|充分了解|认真(?:阅读|考虑|看|对待)|宗旨|第一位|令人敬佩|毫不怀疑|弥足珍贵|宝贵|[望愿](?:您|能|得)|希望(?:得到)?您|请(?:您)?(?:相信|允许)|配合|尊[敬贵]|海涵|见谅|包涵|体谅|谅解|同情|珍视|心领|感同身受|感受得到|铭记|完全明白|深知|青睐|信任|温馨的|看似不多|失落|担忧|一切安好|万事如意|阖家|宽容|综合考虑|记下来?了"
)
"""Feeling and thanks: no ground and no way out, whatever words of ability stand in them."""
_ACTS = Pattern(r"(?:帮|给|为|替)(?:您|亲)(?!带来|造成|添)|我(?:们)?(?:这边)?(?:这就|马上|现在|先)?(?:去|来|帮|问|查|核实|登记|联系|转|反馈)(?!的|到)|(?:您|亲)(?:可以|不妨|看看|选)")
"""What stands beside a refusal and tells nothing: a topic, a courtesy, the agent's name, a pretext, insistence."""
_FILLER = re.compile(r"(?:[亲親]+|[您你]好|您|[哦呢哈呀啊啦了的吧嘛滴哒噢喔呗]|抱歉|不好意思|对不起|谢谢|请|确实|真的|实在|目前|暂时|这个|那个|□|\W)+")


def _leads_to(reading: Reading, clause: Clause, refused: Clause) -> bool:
    """Whether what is said before a refusal may be its ground: in its own sentence, and no praise of the goods."""
    if clause.sentence != refused.sentence:
        return False
    return not any(name in clause.text for product in reading.request.products for name in (product.title, *product.attributes.values()) if len(name) > 1)


def _told(reading: Reading, clause: Clause, text: str) -> int:
    """How much a clause beside the refusal says."""
    if clause.asks or _SAYS_NOTHING.search(clause.text) is not None or _COURTEOUS.search(clause.text) is not None:
        return 0
    name, agent = reading.request.shop.name or "□", reading.request.shop.agent or "□"
    if agent in text or name[:4] in text:
        return 0
    said = _FILLER.sub("", text)
    asked = reading.asked
    return 0 if said and sum(char in asked for char in said) * 10 >= len(said) * 7 else len(said)
