"""Gives or asks for a contact, link, transfer or deal outside the platform.

What it does: fires on WeChat, QQ, phone numbers, outside links, transfers to a person, and deals round the platform, in any
disguise (加V, 薇❤, 扣扣, 威信). WeChat Pay or Alipay on the platform's pay page, and advice against leaving, are fine.

Why: outside the platform neither buyer nor shop is protected (P74).

Known limits: the shop's own listed phone number counts as outside unless knowledge carries it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.votes import Vote
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import bad, good

_WECHAT = r"(?:绿色[^,。]{0,3}(?:软件|app|图标|聊天)|微信(?!支付|付款|钱包|里?付)|[微薇威徽维卫v][❤♥心]|微[xX]|微我|薇(?:❤|♥|信|心|我|芯)?(?!甘菊|诺娜|姿|儿)|威信|徽信|维信|卫星号?(?!通)|微❤|v信|v❤|weixin|wechat|wei信|v[芯心♥信]|微xin|薇xin|vx|wx|[vV]号|绿泡泡|绿色(?:软件|聊天)|小绿|🛰|vvx|💚(?:号|加))"
_APP = Pattern(
    rf"(?:加|➕|\+|添加|家(?=v|薇|威信)|佳|咖|聊|留|发|给|换|扫|走|上|私|找|用|登|去(?=[^,。!?]{{0,3}}(?:闲鱼|转转|拼多多|抖音|小红书))|转|有|通过|联系|关注|推|互|我的|本店|店主|老板)[^,。!?]{{0,6}}?(?:{_WECHAT}|qq|扣扣|企鹅(?!.{{0,2}}(?:玩偶|公仔))|q群|(?<![a-z])q(?![a-z])|(?<!板上)钉钉|飞信|telegram|whatsapp|line(?![a-z])|抖音号|快手号|小红书号|公众号|群聊?|粉丝群|福利群|vip群|微博|脸书|facebook|ins(?![a-z])|手机(?=号|联系|聊|说|给我|发我)(?!号(?:拿货|取|提))号?|(?<=[留报加]个)手机(?=$|[,。!?\s])|(?<![打回去来接系])电话号?|闲鱼|转转|拼多多|支付宝账号|个人号)|"
    rf"{_WECHAT}(?:号|是|:|聊|联系|加|发|转|上|沟通|私|群|给|同号|搜|扫|付(?!款页)|\s?[a-z0-9_]{{4,}})|(?:加|➕|\+)\s?[vV](?![a-z0-9])|(?:(?<![a-z0-9])v[\s:]{{1,2}}|(?:搜(?:一下)?|加我)\s?)(?=[a-z_-]{{1,16}}\d)[a-z][a-z0-9_-]{{4,20}}(?![a-z])|(?<![a-z])v(?=我|聊|信|x)|(?:扣扣|qq|q)(?:号|:|是|群|聊|上|联系)?\s?\d{{5,}}|(?:扣扣|qq|企鹅|微信)上?(?:找|搜|聊|敲|呼|叫|喊)(?!不|错)|拉(?:您|进)[^,。!?]{{0,6}}群|私(?:下|底下)?(?:里)?(?:聊|联系|交易|转|加|付|说|谈|发|给)|线下(?:交易|付|转|联系|聊)|(?:不|绕|避|跳)(?:走|过|开)(?:平台|淘宝|天猫|系统|这[儿里边])|平台(?:外|以外|之外)(?:交易|付|转|下单|联系|聊)|(?:直接|单独)(?:转账|打款|转给|付给|打给)(?![他她]|快递|派|师傅|客服|平台)(?:我|店主|老板|我们)?|(?:加|进|入|拉|扫)(?:个|我们?|您)?(?:的)?(?:群|粉丝群|福利群|二维码|码(?!枪|器))|扫(?:一?下|这个|描)?(?:二维码|码)(?:加|进|联系|付|转)|二维码|脱离平台|(?<![细稍轻略])[微薇]我(?!们)|(?:拉您?|进|加)[^,。!?]{{0,4}}(?:客|丝|利|扣|叩|球|秋|员)裙|(?:扣|叩|抠|球球|秋秋)裙|(?:扣扣|叩叩|抠抠|球球|秋秋|qq|微信|v信|薇信)[群裙](?!里都说)|(?:看|瞅|瞄|搜)[^,。!?]{{0,4}}(?:头像|签名|昵称|简介|主页)[^,。!?]{{0,8}}(?:字|号|数字|那串)|[您我]的?赖(?:给|发|加|是|号|id)|赖(?:id|号)|加(?:我|您)?的?赖(?![皮账床在])|line\s?(?:搜|加|找|聊)|[a-z0-9_.]{{3,30}}@[a-z0-9-]+\.[a-z]{{2,6}}|line\s?(?:id|:|号)|转账(?=[^,。!?]{{0,3}}(?:便宜|优惠|少|减|给|吧|也行|就行))|(?:场|站|平台)外"
)
# Places outside, and what would be done there: 去拼夕夕拍, 小红薯搜我们, 官网下单更划算.
_OUTSIDE = Pattern(
    r"(?:闲鱼|咸鱼|转转(?!盘)|拼多多|pdd|拼夕夕|某宝|某音|抖音|抖店|快手|小红书|小红薯|微店|小程序|视频号|公众号|公号|官网|朋友圈|微博|围脖|钉钉(?!板)|飞信|企微|自己(?:家)?有?(?:的)?网站)[^,。!?不没]{0,6}(?:拍|买|下单|搜|找|私信|关注|有店|也有|便宜|优惠|聊|说|看|发|价|折|划算|联系|教程|有我|推您)|(?:搜|关注|去|来|到|上|走)[^,。!?不没]{0,3}(?:闲鱼|咸鱼|拼多多|pdd|拼夕夕|某宝|某音|抖音|抖店|小红书|小红薯|微店|小程序|视频号|公众号|公号|官网|围脖|企微)|"
    r"收款码|付款码发|(?:私|线)(?:下|底下)(?:来|拍|约|成交|结|给|便宜)|(?:支付宝|微信|银行卡|直接)[^,。]{0,4}[转打](?:给)?(?:我|老板|店里|店长)|不(?:用|走|经)(?:走|过|经过|通过)?(?:店铺|店里|平台|淘宝)(?:下单|拍|付)|私(?:我|单)(?!独)|开个私单|面交|不(?:用)?(?:再)?经过平台|别走这[儿里]|不走(?:平台|订单|淘宝|天猫)|取消[^,。!?]{0,6}(?:找我|线下|从我|找个人)|换个(?:软件|app|地方|地儿)[^,。!?]{0,3}(?:聊|说|谈)|加(?:个)?(?:好友|企微|小号)(?!优惠)|添加好友|好友申请|(?<![单税编型款色货工批证学门])号码?(?:发|给|报|留)(?:我|下来)|留个号(?!码牌)|存[^,。!?]{0,3}(?:我)?号码|(?:手机号码?|电话|邮箱|微信|支付宝(?:账号)?)[^,。!?]{0,3}(?:给我|发我|发您|给下|多少)|发个?邮箱|推您|外面的链接|发网址|(?:直接|先)[^,。!?]{0,3}(?:银行)?转账|银行转账(?!.{0,4}不)|红包(?:发我|补[您下])|(?:发|转)我个人|转您微信|微信收款|(?<!支持)微信视频|(?<![没未])(?:直接)?找我(?:个人)?买|wx(?=多少|号)|(?:那个|换个)(?:聊天)?软件"
)
_TRANSFER = Pattern(
    r"(?:支付宝|微信|银行卡|云闪付|对公|个人账户|私人账户|账户|卡号|红包|翼支付|paypal|现金)[^,。!?]{0,8}(?:转(?:账|给|到|过来|我|我们|一下|个|\d)|打(?:给|到|过来|款|钱)|付(?:给)?(?:我|我们|店主|老板|这边)|扫|汇)|(?:转|打|汇)(?:账|款|钱)?[^,。!?]{0,4}(?:行?卡|账户|账号)[^,。!?]{0,3}(?:给我|就行|上)|(?:转|打|汇)(?:账|款|钱)?(?:给|到|进)(?:我|我们|店主|老板|这个|这边|个人|支付宝|微信|账户|卡|银行)|(?:钱|款|定金|差价|运费|邮费|尾款)[^,。!?]{0,6}(?:转(?:给|到|我|账)|发红包|打(?:给|到)|私)[^,。]{0,6}|(?:转|发)(?:我|我们)(?:支付宝|微信|红包|\d)|(?:扫|付到|打到|汇到)[^,。]{0,6}(?:账户|账号|卡|码(?!枪|器))"
)
_PHONE = Pattern(r"(?:(?:打|拨|致电|联系|电话|手机|热线|加|找|call)[^,。!?]{0,10})(?<!\d)(1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}-?\d{7,8}|400-?\d{3,4}-?\d{3,4})(?!\d)|(?:打|拨打|致电|来电)(?:我|我们|店里|店主|老板)的?(?:手机|电话|号码)|(?:把|留(?!意|心|神)|给|发|报)(?:下|一下|个|我|我们|您的?|一个)*(?:您的?|你的?)?(?:手机(?!壳|膜|支架|端|链|袋|贴|套)(?!号(?:拿货|取|提))号?|电话号?码?|联系方式|微信号?|qq号?|微信|vx|v)(?:号|码)?(?:给我|发我|告诉|留|报|发|给)?")
_LINK = Pattern(r"https?://[^\s]+|www\.[^\s]+|(?<![\w@.])[a-z0-9-]+\.(?:com|cn|net|top|xyz|shop|vip|cc|me|link|club)(?![a-z])")
_PLATFORM = Pattern(r"taobao|tmall|jd\.com|alipay\.com|aliyun|1688|pinduoduo|yangkeduo|tb\.cn")
_DENIED = Pattern(r"(?:不(?:能|要|可以|建议|会|支持|接受|方便|用|便|加|走|是|需要|提供|允许|敢|安全|受保|太方便)?|别|切勿|请勿|勿|没(?:有|法|办法)?(?!问题)|无法|未|避免|谨防|防止|警惕|当心|小心|拒绝|禁止|谢绝|难以|无需|无须|非)[^,。!?]{0,12}$")
_AFTER_DENIED = Pattern(r"^[^,。!?]{0,10}(?:不(?:了|行|可以|方便|能|安全|支持|太|是|受|用|允许|符合|提供|接受|便)|没(?:有|法)|违规|有风险|出了?(?:岔子|问题|事)|没人(?:给您)?(?:兜|管|负责)|追不回|说不清|容易|加不|无法|都要?小心|的(?:都)?(?:是|要|请)?(?:骗|小心|当心|警惕|谨慎)|可能是骗|存在风险|的行为|没有保障|没保障|会失去)")
_WARNED = Pattern(r"^[,。]?[^,。!?]{0,10}(?:不(?:安全|受|方便|能|行|可以)|没(?:有)?保障|违规|有风险|这边(?:加|转|用)?不|(?:暂时)?(?:没法|不方便|不能|不可以|没办法))")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for the first way out of the platform."""
    text = reading.spoken
    for pattern in (_APP, _OUTSIDE, _TRANSFER, _PHONE, _LINK):
        for match in reading.all(pattern, text):
            clause = reading.turn.clause_at(match.start())
            if clause is None or _fine(reading, text, clause.start, clause.end, match, pattern):
                continue
            yield Hit(match.start(), match.end(), "引导顾客到平台外联系或付款", "playbook:P74", "说明平台内沟通和付款才有保障")
            return
    yield from _elliptic(reading)


def _fine(reading: Reading, text: str, start: int, end: int, match: re.Match[str], pattern: Pattern) -> bool:
    before, after, said = text[start : match.start()], text[match.end() : match.end() + 16], match.group()
    if seek(r"诈骗|是骗|假的|防伪|查不到", text[match.start() : end]) or seek(r"支持$|(?:小哥|快递员|派件员)[^,。]{0,6}$", before) or ("电话" in said and seek(r"订单上", text[start:end])):
        return True
    if "电话" in said and not re.search(r"\d{5}", said) and reading.asks(r"派[送件]|快递员|小哥|驿站|送货的|师傅") and seek(r"上面|短信|物流|页面|显示", text):
        return True  # where the courier's number is to be read
    if "扫" in said and seek(r"付款页|支付页|收银台|下单|订单|平台", text[max(0, start - 16) : end + 12]) and not seek(r"私|加|微信(?:号|好友)|群", text[start:end]):
        return True  # the platform's own page
    if "电话" in said and seek(r"收[件货]人|收[件货]地址|姓名", text):
        return True
    if seek(r"(?:给|跟|和|向)(?:快递|中通|顺丰|圆通|京东|仓库|主管|同事|站点|网点|物流|工厂)[^,]{0,8}$", before + said[:-2]) and "电话" in said:
        return True
    if pattern is _PHONE and (re.match(r"\s?(?:对|是|没错)(?:吗|吧|不|么)", after) or reading.asks(r"核对|核实|对不对|对吗|填错")):
        return True  # read back from the order: the business of personal-data
    if ("电话" in said and re.match(r"[^,。]{0,2}(?:保持|畅通)", after)) or ("码" in said and seek(r"wifi|蓝牙|设备|配网|连接|搬家|开机|绑定", text[max(0, start - 20) : end])):
        return True  # '电话保持畅通'; what sets up a device
    if "邮箱" in said and "@" not in text and (reading.asks(r"发票|开票") or seek(r"发票|开票|开好|开具", text)):
        return True  # where an invoice goes
    if "@" in said and said in reading.given:
        return True
    if re.match(r"留[意心神]", said) or seek(r"留$", before) and said[:1] in "意心":
        return True
    if re.match(r"有人|谁|要是有人", said) and seek(r"别|不要|勿|骗", after):
        return True
    if _DENIED.search(before) or _AFTER_DENIED.match(after) or re.match(r"(?:不|别)", said) and "绕" not in said and "走" not in said:
        return True
    if seek(r"(?:不|别|勿|没|无法)[^,。]{0,6}$", said[:-1]) and pattern is not _PHONE and not re.match(r"不(?:走|过|经过)", said):
        return True
    if (_WARNED.match(text[end : end + 20]) and not seek(r"不(?:用|走|经)(?:走|过|经过|通过)?(?:店铺|店里|平台|淘宝)", text[end : end + 20])) or seek(r"(?:凡是|任何|谁|有人|对方|陌生人|如有人|冒充|骗子|如果有)[^,。]{0,12}$", before):
        return True
    if re.search(r"(?:打|转|付|汇|结)(?:款)?(?:给|到)(?:我|我们|店里|这边)", said) and not re.search(_WECHAT, said) and seek(r"确认收货|收货后|平台(?:先|会|再|就|才|后)", text[max(0, start - 30) : end]) and not seek(r"不(?:走|经|用)平台|便宜|优惠|更快|私", text):
        return True  # the platform pays the shop when he has the goods
    if pattern is _PHONE and seek(r"主管|同事|快递|小哥|站点", before + text[max(0, start - 12) : start]) and re.match(r"给您?电话", said):
        return True  # whoever will call him
    if pattern is _OUTSIDE and (said in reading.given or seek(r"诈骗|骗|假冒|小心|别信|没有|没开|暂无|不是我们|以外", text[start:end]) or seek(r"订单|快递|收货|派件|收件", text[start:end])):
        return True
    if "http" in said or pattern is _LINK:
        return _PLATFORM.search(said) is not None or said in reading.given
    if pattern is _PHONE:
        if seek(r"电话畅通|保持", text[max(0, match.start() - 6) : match.end() + 4]) or seek(r"收货|订单|快递员|派件员|地址", before + after):
            return True
        number = seek(r"\d{7,}|\d{3,4}-\d{3,}", said)
        if number is not None:
            return number.group() in reading.given
        return False
    if seek(r"支付宝|微信", said) and seek(r"支付页|付款页|平台|收银台|页面|订单里|官方|选择|都支持|都可以|支持|方式", text[max(0, start - 20) : end + 4]) and not seek(r"转(?:账|给|我)|加|号|聊|打给", said):
        return True
    if seek(r"二维码|群|手机|电话|联系", said) and seek(r"商品|包装|说明书|保修卡|快递|取件|瓶身|吊牌|回电|主管|人群|族群|一群", text[start:end]):
        return True
    if seek(r"公众号|微博|小红书号|抖音号", said) and said in reading.given:
        return True
    if said == "站外" or seek(r"(?:场|站|平台)外$", said):
        return seek(r"不|别|勿|没|风险|保障|骗|怕|担心|吃亏|出事|难追", text[max(0, start - 8) : end + 14]) is not None
    return seek(r"发(?:给|到)?(?:我|这里|过来)|上传", text[start:end]) is not None and seek("图|照片|截图", text[start:end]) is not None and not re.search(_WECHAT, said)


_ASKS_OUT = Pattern(rf"(?:{_WECHAT}|加v|转[你您](?:们)?(?:的|个人)?(?:支付宝|微信|银行卡|卡)|加个?好友|(?<![a-z])line(?![a-z])|qq|扣扣|私下|转账|支付宝(?:转|付给)|线下|电话(?:号|多少))[^,。]{{0,10}}(?:吗|么|不|多少|吧|行|可以|\?|成|聊|呗)|(?:加个?好友|加个?v|加个?微信)\s*$|(?:支付宝|微信|直接|私下)[^,。]{0,4}转[你您]|转[你您](?:们)?(?:的|个人)?(?:支付宝|微信|银行卡|卡)")
_YES = Pattern(r"^(?:亲亲?|嗯+|那|当然|\W)*(?:可以|能|没问题|好|行|加|转|成|中|妥|ok|呐)(?:的|哒|滴|哦|呢|呀|啊|亲|哈|啦|嘞|吧|\W)*$")


def _elliptic(reading: Reading) -> Iterator[Hit]:
    if not reading.turn.present & _YES.bit or not reading.asks(_ASKS_OUT) or (reading.asks(r"(?:微信|支付宝)(?:能|可以)?(?:支付|付)") and not reading.asks(r"转|加|号|聊|私")):
        return
    for clause in reading.clauses[:2]:
        following = reading.after(clause)
        if _YES.match(clause.text) and not clause.asks and not (following is not None and seek(r"但|不过|平台|页面|安全", following.text)):
            yield Hit(clause.start, clause.end, "答应了平台外联系或付款", "playbook:P74", "说明平台内沟通和付款才有保障")
            return


_TURNED_DOWN = Pattern(r"(?:不|没法|无法|别|没有?)[^,。!?]{0,3}(?:加|走|转|离开|私|用)|[加转走]不了|没?有?保障")


_OUTWARD = Pattern(r"[微薇威绿群私号转搜扣裙赖绕]|路子|这[儿边]走|(?<![a-z])[vq](?![a-z])|平台|线下|好友|链接|网址|电话|手机|联系|外面|软件|头像|支付宝|账户|银行|卡|红包|扫|二维码|小程序|公众|官网|同城|面交|现金|自己人|直接给|line|qq|@|加(?=我|下|个|一下)")


def _not_turned_down(reading: Reading, vote: Vote) -> bool:
    if _OUTWARD.search(reading.spoken, vote.start, vote.end) is None and not reading.asks(_OUTWARD):
        return False
    return not any(vote.start <= match.start() < vote.end for match in reading.all(_TURNED_DOWN))


BACKING = (Backing("off-platform-contact", "引导顾客到平台外联系或付款", "playbook:P74", "说明平台内沟通和付款才有保障", left_open=_not_turned_down),)
EXAMPLES = (
    bad("加个V聊吧亲", "便宜点"),
    bad("您加我薇❤ abc12345", "发图看看"),
    bad("支付宝直接转我就行", "怎么付"),
    bad("可以的", "能加微信吗"),
    bad("扣扣群搜店名 里头有福利", "有群吗"),
    bad("发我邮箱 kefu@example.com", "图怎么发"),
    bad("看我头像下面那串小字", "能加微信发图吗"),
    bad("转账便宜20", "便宜点"),
    bad("成 那少收您两块", "支付宝直接转你 省点手续费"),
    good(["付款页里点支付宝就行", "转我个人出了岔子没人给您兜"], "支付宝转你行不"),
    good("钱由平台保管,您确认收货才打给我们", "先寄后付行吗"),
    good("请问您用的是哪款手机呢", "推荐一下"),
    good("付款页可以选微信支付或支付宝", "怎么付"),
    good("平台外联系没有保障,加不了微信哦,在这里说就好", "能加微信吗"),
    good("请不要相信加微信退款的电话", "有人打电话给我"),
    good("给您补发一个手机壳", "少了一个"),
    good("换微信支付试试,在收银台选就行", "付款失败"),
    good("站外怕您被骗,照片发这儿就行", "加微信发照片行吗"),
    good("这是板上钉钉的事儿", "确定吗"),
)
