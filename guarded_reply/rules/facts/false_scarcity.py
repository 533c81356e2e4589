"""Presses the customer with stock, time or popularity that the facts do not show.

What it does: fires on 只剩3件, 快没货了, 今天最后一天, 马上涨价, 好多人在抢 unless stock or a promotion shows it.

Why: scarcity that is not real is false advertising (P4).

Known limits: what counts as little stock is at most ten pieces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.amounts import money_in
from guarded_reply.claims.prices import known_sums
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.votes import Vote
from guarded_reply.claims.wanted import quantity_in
from guarded_reply.reading.modality import CONDITION, spoken
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import bad, good

_LEFT = Pattern(rf"(?:只剩|仅剩|就剩|只有|还剩|最后|剩(?:下|余)?(?:不到)?|仅有|库存只|余量|没剩|剩|就(?=(?:[一两二三四五六七八九十]|\d{{1,2}})[件条个双盒箱袋瓶只套张把包罐支本副台份束对](?:了|啦)))(?:最后|下|了|不到|大概|约|这|有|的|库存)*\s?(\d{{1,4}}|{CJK_NUMBER}{{1,3}}|几)\s?(?:来)?[件条个双盒箱袋瓶只套张把包罐支本副台份束对套](?!(?:记录|物流|更新|信息|消息|进展|动态|轨迹)?(?:是|显示|停|到|在)|记录|物流|更新|信息|消息|进展|月|小时|天|颜色|色|工作日|尺码|办法|问题|步|选|礼拜)")
_SCARCE = Pattern(r"再不(?:付款?|拍|买|下单|抢|入手)[^,。!?]{0,4}(?:就|可)[^,。!?]{0,4}(?:给别人|没|卖|取消|抢|被)|(?:快|马上|即将|就要|眼看|(?<!不)(?<!需)要)(?:就)?(?:没(?=了|啦|货|$)|卖完|卖光|售罄|断货|抢光|抢完|抢空|下架|断码|没货|缺货)(?:了|啦)?|库存(?:非常|很|十分|所剩|已经?)?(?:紧张|告急|不多|有限|吃紧|无几)|所剩(?:无几|不多)|数量(?:有限|不多)|没几[件条个双盒箱只套](?:了)?|剩得?不多|存货不多|再(?:看|等|想|犹豫|逛|晚|磨蹭|拖|纠结|考虑|慢)[^,。!?]{0,4}[^,。!?不没]{0,3}就?(?:没|轮不|抢|卖|飞|跑|归别人|断(?:了|码|货))(?!关系|事)|(?:今天|现在|这会儿|再)?不(?:拍|买|下单|抢|付|下手|入手|出手|囤|定下)[^,。]{0,8}(?:就)?(?:没|被抢|抢光|涨|错过|恢复|拍不到|买不到|没有了)|(?:错过|过了(?!就没法|7|七))(?:今天|今晚|这次|这村|就|这波|了)[^,。]{0,8}(?:没|无|要等|再等|涨|后悔|恢复|店)|手慢(?!慢|也)|(?:库存|仓库|货架|库里|存货|库房|架子)[^,。!?不]{0,6}(?:见底|搬空|空了|个位数|掉得飞快|三班倒|往下掉)|(?:要|快要?|就要)(?:断码|断供|停产|断货)(?:了|啦|哦|,|$)|断码了|卖完为止|卖一件少一件|售罄预警|没多少(?:咯|了|货|啦)|莫得几|没几(?:台|件|个|双|套)|(?:就|只|仅)(?:剩|余)[^,。!?]{0,6}(?:俩|仨|寥寥|这些|这点|眼前|展示|[这那]?一[条枚双套件])|就(?:这|那)一[枚条件双]|独一[双件个]|孤零零|先下手|时不我待|从速|稍纵即逝|好物不等人|别怪我没|(?:晚了|错过|回头)[^,。!?]{0,4}(?:拍大腿|后悔|来不及|哭)|(?:想好|犹豫|等|放着?|考虑|纠结|吃完|下班|慢一步|工夫|功夫|不拍|不囤)[^,。!?不]{0,6}(?:早)?(?:就|真)?没(?:了|啦|咯)|(?:只能|给您)[^,。!?]{0,4}(?:留|扣|保留)[^,。!?]{0,3}(?:分钟|小时)|过了不候|(?:赶紧|赶快|抓紧|(?<!尽)快)(?:拍|下单|付|上|撒|点撒|抢)|名额[^,。]{0,3}(?:剩|满)|(?:\d+|[一二三四五六七八九十半]+)(?:个)?(?:分钟|小时|钟头)(?:内|之内)?(?:还)?不(?:拍|付|下单|抢)[^,。!?]{0,8}(?:放给|让给|给下|给别|没了|卖)|(?:放|让|留)给(?:下一位|别人|下家)|先到先得|绝版|限量|最后(?:一批|几[件条个双盒]|一波)|清仓(?:最后)?|断货王|秒没|随时(?:可能)?(?:断货|卖完|没货|售罄|涨|恢复|下架)|(?:以后|之后)(?:就)?(?:不再|没有)(?:生产|补货|做了)|(?:撑|熬|挺|挨)不(?:过|到)(?:今|明|后|周|月|中午|下午|晚|半)|不(?:会)?再补货|(?:厂子?|厂家|厂里|工厂|老板|品牌方?)[^,。!?没不未]{0,4}(?:停产|停工|不(?:再|会再)?(?:做|生产|出|供)(?:了|货)?)(?!退|换|优惠)|就(?:停产|绝产|下架)|(?:卖|售|抢)(?:完|光)[^,。!?]{0,4}不(?:会)?(?:再)?补")
_CROWD = Pattern(r"(?:好多|很多|许多|多少|大把|几百|上百|成百|不少|一堆|好几|(?:\d+|[一二三四五六七八九十百千]+|几[十百千])(?:来|多|几)?)(?:(?:个|位|名|号|拨|批)?(?:人|亲|顾客|客户|客人|买家|宝宝|姐妹|用户|宝妈|小伙伴|老师|朋友)|[位名](?=[^一-鿿]?(?:在|正|已|加购|下单|抢|付|排|等|盯)))[^,。!?]{0,8}(?:在?抢|争着|盯着|守着|候着|问(?:着|呢|过|了(?!吗))|抢着|在看|排队|下单|加购|拍了?|付款|等着|盯|囤|在买|正在|买了|拿下)|(?:卖|抢|销)(?:得)?(?:太|特别|超|非常|很|可)?(?:火|疯|爆|快|俏)(?:了)?|(?:爆|热)(?:款|卖|销|单)(?:中|款|了)?|卖爆|抢疯|供不应求|抢手|(?:别人|有人|有[个位](?:顾客|亲|客人|买家)|(?:隔壁|旁边|刚才|刚)[^,。!?]{0,2}(?:顾客|亲|客人|买家|大姐|姐姐|老板)|好几?位|多位(?:顾客)?|同城[^,。]{0,3}位|好几个人)[^,。!?不没]{0,8}(?:也?要|看上|在等|在看|也在|催|出价|加购|加入购物车|抢|付款|拍走|登记|下单|付(?:了|掉|走))|(?:等|抢|要|想买|盯)[^,。!?]{0,6}的(?:人|客人|顾客|姐妹|买家)[^,。!?]{0,4}(?:排到|排队|排成|挤|排着)|前脚[^,。]{0,6}后脚|(?:刚|又)(?:才|刚)?(?:又)?[走卖少拍订出抢](?:了|走|掉|出去)+[^,。!?]{0,2}[一二两俩三四五六七八九十几\d]+[单件套盒个双条]|人手一个|一天[^,。]{0,2}(?:上千|[三几]千|\d{3,})[^,。]{0,2}单|都(?:在|疯了)[^,。]{0,3}(?:囤|抢|买)|(?:给|放给|让给)(?:别人|下一位|他)了|我给(?:别人|他)|购物车里放着被抢|疯抢|脱销|刚(?:刚)?(?:又)?(?:卖|走|出)(?:了|出|掉)\S{0,4}[件条单个]|月销|卖(?:了|出|掉)(?:去)?(?:了)?(?:近|约|好几|\d|[一二两三四五六七八九十百千万几])[^,。]{0,6}[件双条个单瓶盒]|销量(?:过|破|超|高|很)|已(?:售|卖出?)\d")
_LAST_DAY = Pattern(r"(?:双11|双十[一二]|双12|618|大促|节后|年后|节前)(?:还|都|又)?(?:会|要|就)?涨|(?:今天|今晚|明天|最后|仅限|只限)(?:是|就|为)?(?:活动)?(?:的)?(?:最后)?(?:一天|今天|1天|今日|几小时|\d小时|一晚|两天|期限|截止|24点|零点)(?:了|啦|截止|结束)?|(?:马上|即将|明天|明早|明儿|后天|今晚|零点|月底|月初|下个?月|很快|过(?:了)?(?:今天|今晚|\S{1,4}点)|随时|下周|之后|节后|活动后|现在不)[^,。!?]{0,8}(?:涨价?|恢复原价|恢复到原价|上调|调价|提价|涨|贵(?!姓|店|公司)|原价)|要涨价?|(?:零点|今晚|明天|明儿|后天|下周|一过|过了|之后|回头|到时候?|再来|过几天|十二点|12点)[^,。!?]{0,6}(?:直接)?(?:奔\d|奔着|回到\d|恢复\d|恢复到|变回|变成\d|涨到|就?(?:可)?(?:不是|没有?)(?:这|现在)(?:个|的)?(?:数|价|价钱|价格))|就?可?(?:不是|没有?)(?:这|现在)(?:个|的)?(?:数|价|价钱)(?:了|咯|啦)|(?:就|可)不是\s?\d{2,}(?:元|块)?(?:了|咯|啦)|涨价?(?:了|啦)|(?:优惠|活动|价格)[^,。!?]{0,6}(?:今天|今晚|今日|明天|零点|马上|即将)[^,。]{0,3}(?:截止|结束|没|恢复|过期)|仅此一(?:天|次)|过期不候|机不可失|限时(?:优惠|特价|抢)|倒计时(?!是|由)|(?:今晚|明天|后天|下周|月底|一会儿?|马上|随时|零点|十二点|12点|\d+点)[^,。!?不]{0,6}(?:截止|作废|失效|下架|收回|撤(?!销|诉|回)|断货|更贵|回调|新价)|(?:只|还)会(?:更贵|涨)|更贵(?!重)|(?:价|单价|价签)[^,。!?不]{0,4}(?:要上浮|要变|上浮|马上换|就变了|拿不到|回调|收回)|(?:就|只有)(?:今天|这会儿|这两天)(?:这|有|是)[^,。]{0,3}价|全年就|年度唯一|这次错过|最后(?:的)?(?:机会|一次|一季|三天|两天)|末班车|涨价通知|提价")
_NEGATED = Pattern(r"(?:不(?!过|然|光|但|仅|拍|买|下|抢|付|多|再)|没有?(?!几)|无|未|别|并非|不是|不用担心|不会|不怕)[^,。]{0,4}$")
_KINDS = (("left", _LEFT), ("scarce", _SCARCE), ("crowd", _CROWD), ("day", _LAST_DAY))
_ANY = any_of(*(pattern for _, pattern in _KINDS))
LITTLE = 10
_ABOUT = 2
_FEW = 20
"""Pieces left above which naming the stock presses nobody."""


_CALMS = Pattern(r"慢慢(?:看|选|挑|考虑)|不(?:用)?(?:着)?急|别急|不用抢|不催|这种话|没关系|没事|(?:统|同)步的|(?:没|不)(?:听说|收到)|排队$|随您|按需")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each pressure that the facts do not carry."""
    for clause in reading.where(_ANY):
        text = spoken(clause)
        following = reading.after(clause)
        if _CALMS.search(text) or (following is not None and _CALMS.search(following.text)):
            continue
        if clause.asks and not seek(r"(?:不|再)[^,]{0,4}(?:就|没)", text):
            continue
        for kind, pattern in _KINDS:
            match = clause.find(pattern, text)
            if match is None or _NEGATED.search(text[: match.start()]) or match.group() in reading.given:
                continue
            if seek(r"您说|退|换货期|签收|如果|客服|快递|赠品|券", text[: match.start()]) and kind in ("left", "day"):
                continue
            source = _supported(reading, kind, match)
            if source == "no pressure":
                continue
            if source:
                reading.claim("scarcity", clause.start + match.start(), clause.start + match.end(), match.group(), source)
                continue
            yield Hit(clause.start + match.start(), clause.start + match.end(), "用没有依据的库存、时间或热度催单", "product:stock", "只说库存和活动里真实的情况")
            return
    yield from _dearer_later(reading)


_LATER = Pattern(r"零点|凌晨|十二点|12点|明天|明儿|明早|明日|后天|今晚过|下周|下个?月|月底|月初|下回|下次|回头|过(?:两|几)天|过完|过了|过后|之后|以后|期间|节后|节前|双十[一二]|双11|双12|元旦|春节|年后|年底|到时候?|再来")
_GOES_TO = Pattern(r"(?:回|变|涨|恢复|调|升|卖|要|得|就是?|改|原价|价格?(?:是|为)?|奔|到|成)(?:回|到|成|至|了|为|是|原价|要|卖|上)*\s?$")
_NEXT_PRICE = Pattern(r"(?:明年|下个?月|下周|明天|双十[一二]|节后|活动后|年后|以后)的(?:价|价格|价钱|行情)(?:了|咯|啦|喽)|恢复原价|回到?原价|原价了")
_DEARER = any_of(_LATER, _NEXT_PRICE)


def _dearer_later(reading: Reading) -> Iterator[Hit]:
    """'下个月就回199了': a higher price from a time on that no promotion tells of."""
    later = list(reading.where(_DEARER))
    if not later:
        return
    prices = [product.price for product in reading.request.products if product.price is not None]
    if any(seek(r"今|截止|\d+[日号]|限时|最后", promotion.title) for promotion in reading.request.promotions):
        return
    for clause in later:
        text = spoken(clause)
        if clause.asks or clause.find(CONDITION, text) or reading.asks(r"改价|差价|保价|降价"):
            continue
        named = clause.find(_NEXT_PRICE, text)
        if named is not None and clause.find(_LATER, text) and not _NEGATED.search(text[: named.start()]):
            yield Hit(clause.start + named.start(), clause.start + named.end(), "用没有依据的涨价催单", "request:promotions", "只说活动里真实的情况")
            return
        for money in money_in(reading, clause):
            before = reading.text[clause.start : money.amount.start]
            if prices and money.value > max(prices) and money.role in ("open", "price", "total", "unknown") and _LATER.search(before) and _GOES_TO.search(before) and money.value not in known_sums(reading) and quantity_in(before) in (None, 1) and not seek(r"不会|不涨|没说", text):
                yield Hit(money.amount.start, money.amount.end, "用没有依据的涨价催单", "request:promotions", "只说活动里真实的情况")
                return


def _more_than_stock(reading: Reading) -> bool:
    """Whether he asks for more pieces than there are."""
    wanted = quantity_in(reading.asked)
    return wanted is not None and any(product.stock is not None and wanted > product.stock for product in reading.request.products)


def _supported(reading: Reading, kind: str, match: re.Match[str]) -> str:
    products = reading.request.products
    stocks = {product.stock for product in products if product.stock is not None}
    if kind == "left" and seek(r"[剩余][下余]?的", match.group()) and _more_than_stock(reading):
        return "no pressure"  # the rest of what he wants
    if kind == "left":
        value = parse_number(match.group(1)) if match.group(1) != "几" else None
        if value is not None and value > _FEW:
            return "no pressure"
        if value is not None and re.search(r"[来多余几]", match.group()[-2:]) and any(value <= stock < value * _ABOUT for stock in stocks):
            return "no pressure" if value >= _FEW else "product:stock"
        if match.group(1) == "几":
            return "product:stock" if any(stock <= LITTLE for stock in stocks) else ""
        if value is not None and int(value) in stocks:
            return "product:stock"
        return ""
    if kind == "scarce":
        return "product:stock" if any(0 <= stock <= LITTLE for stock in stocks) and not seek(r"绝版|限量|涨|恢复|停产|再补货|下架|厂|给别人|让给|放给|留给", match.group()) else ""
    if kind == "day":
        if match.group() == "末班车" and seek(r"发|付|揽", reading.text):
            return "no pressure"
        if seek(r"签收|退货|7天|退换", reading.text) and not seek(r"涨|价|活动|优惠", match.group() + reading.text[:0]):
            return "policy:returns"
        return "request:promotions" if any(seek(r"今|截止|\d+[日号]|限时|最后", promotion.title) for promotion in reading.request.promotions) else ""
    return ""


_PLENTY = 10
"""Pieces in stock from which on nobody may be pressed with scarcity."""


def _unpressed(reading: Reading, _vote: Vote) -> bool:
    stocks = [product.stock for product in reading.request.products if product.stock is not None]
    return not reading.request.promotions and all(stock > _PLENTY for stock in stocks)


BACKING = (Backing("false-scarcity", "用没有依据的库存、时间或热度催单", "product:stock", "只说库存和活动里真实的情况", _unpressed),)


EXAMPLES = (
    bad("只剩3条了亲", "还有吗"),
    bad("好多人在抢呢,不拍就没啦", "我再想想"),
    bad("今天最后一天优惠,明天就涨价了", "贵了点"),
    bad("后台十几位顾客正在抢付款", "还有吗"),
    bad("零点一过直接奔168去", "会涨价吗"),
    bad("下个月就回99了", "下个月再买"),
    good("厂家没有停产,您放心", "停产了吗"),
    bad("十分钟不拍就放给下一位了", "我再想想"),
    good("最后一条是23日到郑州", "物流怎么不动"),
    good("您想好是几个人用再拍", "多大合适"),
    good("现有6条,剩下的两条补货了告诉您", "八条有吗", products=[{"id": "t", "title": "浴巾", "price": "49", "stock": 6}]),
    good("还有26条现货哦", "还有吗"),
    good("只剩3条了亲", "还有吗", products=[{"id": "t", "title": "浴巾", "price": "49", "stock": 3}]),
    good("不着急的,您慢慢考虑", "我再想想"),
    bad("就一条了,好几个人问呢", "还有吗"),
    good("要的话就一条起拍哈", "一条卖吗"),
)
