"""Errands that an order's state explains: what 'give it back', 'send it elsewhere', 'the number please' mean at each stage."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from guarded_reply.reading.places import find_places, known_place
from guarded_reply.reading.text import simplify
from guarded_reply.request import ReplyRequest
from guarded_reply.situation.model import Question, Stage

_KIN = r"爸|妈|爹|娘|婆婆|公公|丈母娘|岳|奶奶|爷爷|外婆|外公|姥|哥|姐(?!姐)|弟|妹(?!妹)|朋友|同事|邻居|亲戚|对象|老公|老婆|女儿|儿子|闺女|闺蜜"
_ELSEWHERE = rf"公司|单位|学校|宿舍|老家|娘家|婆家|店里|工地|厂里|办公室|酒店|别处|别的(?:地方|地址)|另(?:外)?一?个(?:地址|地方)|新(?:地址|家|房|住)|(?:{_KIN})(?:家|那|那边|那儿)?"
_STATION = r"驿站|菜鸟|丰巢|快递柜|柜子|自提点|自提柜|代收|门卫|保安室|物业|小卖部|便利店|超市|村委|村口|镇上"
_HINDERED = (
    r"腿|脚|轮椅|拐|下不了|出不了|走不|拿不动|搬不动|抱不动|提不动|太远|好远|那么远|老远|怀孕|孕妇|大肚子|坐月子|月子里|生完|刚生|手术|骨折|摔|受伤|住院|看病|"
    r"老人|老太|老头|年纪大|[六七八九](?:十)(?:多|几|来)?(?:岁|了|的)|[6-9]\d(?:多)?(?:岁|了)|没空|没时间|走不开|上班|加班|不在家|出差|眼睛|不会(?:取|看|弄|用)|看不清|带(?:着)?(?:娃|孩子|宝宝)"
)
_BRING = r"(?:送|拿|搬|扛|抬|提)(?:到|上|来|下|进)?[^,。\n]{0,4}(?:上来|上门|上楼|楼上|家|门口|过来|来)|上门|重新(?:送|派)|再(?:送|派)(?:一?[次下趟])"
_PROTEST = r"没(?:给我|接到|收到|人|有)?(?:打|来)?(?:过)?(?:个)?(?:电话|通知|联系)|(?:电话|招呼|通知)(?:都|也)?(?:不|没)(?:打|接|有|发)?|不打(?:个)?电话|没经|没同意|没(?:给)?送|不(?:给)?送|乱(?:放|丢|扔)|(?:直接|就|又|老|总)(?:是)?(?:给我)?(?:扔|放|丢|塞|撂|给|存)|凭什么|什么(?:意思|态度|服务)|不(?:是)?说好|谁(?:让|叫)|没问过?我|说好"
RETURNING = re.compile(r"退回|退件|拒收|返回|退返|退货中")
"""A tracking line of a parcel on its way back."""


@dataclass(frozen=True, slots=True)
class _Matter:
    """``asks`` at an order of one of ``statuses``, ``unless`` said; topics ``beside`` it stay, all others are this one."""

    topic: str
    stage: Stage
    statuses: frozenset[str]
    asks: re.Pattern[str]
    unless: re.Pattern[str] | None = None
    beside: frozenset[str] = frozenset()
    fits: Callable[[str, ReplyRequest, frozenset[str]], bool] | None = None


def _matter(topic: str, stage: Stage, statuses: str, asks: str, unless: str = "", beside: str = "", fits: Callable[[str, ReplyRequest, frozenset[str]], bool] | None = None) -> _Matter:
    return _Matter(topic, stage, frozenset(statuses.split()), re.compile(asks), re.compile(unless) if unless else None, frozenset(beside.split()) | _ALWAYS_BESIDE, fits)


_ALWAYS_BESIDE = frozenset({"threat", "manager", "danger", "review_reward"})
_PAID_FOR = "paid shipped delivered completed"


def _last_event(request: ReplyRequest) -> str:
    order = request.order
    return order.tracking[-1].text if order is not None and order.tracking else ""


def _left_elsewhere(burst: str, request: ReplyRequest, topics: frozenset[str]) -> bool:
    """A parcel at a pick-up point, by the words or the record, that the buyer cannot or will not fetch."""
    return (re.search(_STATION, burst) is not None or re.search(_STATION, _last_event(request)) is not None) and re.search(f"{_HINDERED}|{_BRING}|{_PROTEST}", burst) is not None


def _goes_back(burst: str, request: ReplyRequest, topics: frozenset[str]) -> bool:
    return RETURNING.search(_last_event(request)) is not None or re.search(r"退回(?!去.{0,3}吗)|退件|往回|拒收|被退|派送失败", burst) is not None or (re.search(r"打不通|联系不上|地址不[详清对]", burst) is not None and re.search(r"地址|电话|联系", _last_event(request)) is not None)


def _address_spoken_of(burst: str, request: ReplyRequest, topics: frozenset[str]) -> bool:
    """'在哪改啊': what is to be changed was said before."""
    return any("地址" in simplify(message.text) for message in request.conversation[-4:] if message.role == "customer")


def _other_city(burst: str, request: ReplyRequest, topics: frozenset[str]) -> bool:
    """Another place than the order's is named."""
    own = known_place(request.order.destination) if request.order is not None else None
    named = [mention.place for mention in find_places(burst) if mention.place is not None and not mention.street and not mention.origin]
    return own is not None and any((place.province, place.city) != (own.province, own.city) for place in named)


def _charged_freight(burst: str, request: ReplyRequest, topics: frozenset[str]) -> bool:
    order = request.order
    return order is not None and bool(order.freight)


def months_old(request: ReplyRequest, days: int) -> bool:
    """Whether the goods have been with the buyer for longer than so many days."""
    order = request.order
    since = (order.signed_at or order.paid_at) if order is not None else None
    return since is not None and request.now is not None and request.now - since > timedelta(days=days)


def _broken_later(burst: str, request: ReplyRequest, topics: frozenset[str]) -> bool:
    """A fault of goods that carry or may carry a warranty: asked by its name, or shown long after the days of return."""
    if request.case is not None and (request.case.confirmed or request.case.evidence_received or request.case.reason not in ("quality", "other")):
        return False
    named = re.search(r"保修|质保|保固|在保|过保|包修|维修|能修|修(?:一下|吗|不|么|好)|保不保|还保|管修", burst) is not None
    old = months_old(request, 30)
    faulty = "quality" in topics or (request.case is not None and request.case.reason == "quality")
    return (named and (faulty or old or months_old(request, 7))) or (faulty and old)


def _only_leaves(burst: str, request: ReplyRequest, topics: frozenset[str]) -> bool:
    """Nothing is asked besides: no question, no price in the way."""
    return topics <= {"hesitate", "thanks", "bye", "cancel", "return_want", "browse", "hello", "pay_later", "attribute", "stock", "other_goods", "compare", "small_talk", "store", "paid", "valid_later"} and re.search(r"[?]|吗|么(?!$)|多少|怎么|贵|便宜|优惠|能不能", burst) is None


_MATTERS: tuple[_Matter, ...] = (
    _matter("others_data", "payment", "none unpaid paid shipped delivered completed refunding refunded closed",
        rf"(?:其他|其它|别的|别人|另外的|上(?:一|个)?(?:个|位)?|前面|之前|买过的?|评[价论](?:里|区|的)?|差评|晒单)[^,。\n]{{0,14}}(?:买家|顾客|客户|人|他|她|亲)?[^,。\n]{{0,6}}(?:电话|手机|微信|qq|联系方式|号码|地址|名字|是谁|订单|信息|账号|旺旺)|"
        rf"(?:{_KIN}|他|她|人家)[^,。\n]{{0,6}}(?:的订单|买(?:了)?(?:什么|啥|没|过|多少)|订单(?:号|信息))|(?:联系方式|电话|微信|号码|地址)[^,。\n]{{0,4}}(?:给|发|告诉)我[^,。\n]{{0,10}}(?:问|联系)(?:问)?(?:他|她|人家|那)|(?:帮我|替我|能不能|可以)[^,。\n]{{0,4}}(?:联系|问)(?:一?下)?(?:他|她|人家|买家)|(?:他|她|这人|那人|买家)(?:的)?(?:信息|资料|联系方式)",
        r"我的(?:电话|地址|订单)|地址[^,。]{0,6}(?:改|换|填|写)|(?:改|换)[^,。]{0,8}地址|快递(?:员|小哥)?|寄(?:给|到)|送(?:给|到)|换成|退"),
    _matter("double_pay", "payment", "none unpaid paid shipped delivered completed closed refunding",
        r"(?:扣|付|支付|划|刷|收|交)(?:了|掉|走)?(?:我|您|你)?(?:的)?(?:钱|款)?[^,。\n]{0,2}(?:两|二|2|双|俩)(?:次|遍|回|笔|份|单|道)|(?:两|二|2|俩)(?:次|条|笔|个|遍|份)[^,。\n]{0,5}(?:扣款|扣钱|付款|支付|短信|账单|钱|记录)|短信[^,。\n]{0,4}(?:两|2|二)条|(?:两|二|2|俩)笔|重复(?:付|扣|支付|下单付)|多(?:扣|划)(?:了|我)?|多付了|扣重|付重",
        r"运费|邮费|质量|分(?:两|2)次|能不能分|多少(?:钱|元|$)|几块"),
    _matter("refund_seen", "after_sales", "refunded", r"退|钱|到账|没(?:收到|见|看到|看见|到)", r"还能退|再退|换货|重新(?:买|拍)|退货(?:吗|么)"),
    _matter("refund_time", "after_sales", "refunding", r"退的?款|退的?钱|钱[^,。\n]{0,6}(?:退|到|呢|哪)|到账|没(?:收到|见|看到)[^,。\n]{0,3}(?:钱|款)", r"不退|取消退|撤销"),
    _matter("hold_back", "logistics", "paid", r"先(?:不|别|不要)[^,。\n]{0,4}发|(?:别|不)(?:要)?(?:着急|急着)发", r"退款|取消|不想?要了|不买了|退了"),
    _matter("cancel", "payment", "paid",
        r"取消|撤单|撤销|退款|退(?:了|掉|钱|一?下|一单|我|吧|不|吗|么|单|$|[,。!?\s])|不想?要(?:了|啦|咯)|不买(?:了|啦)|(?:别|不要|不用|甭)(?:再)?(?:给我)?(?:发|寄)(?:货|了|出)?(?!票|[^,。\n]{0,4}(?:中通|顺丰|快递))",
        r"差价|多收|退换|无理由|不合适|不喜欢的?话|不满意的?话|(?:如果|要是|万一)[^,。\n]{0,8}(?:不合适|不喜欢|坏|有问题|不好|质量|大了|小了|不满意)|收到(?:后|了|以后|货)|换成|改成|换个|换一|发票|券|[再晚][^,。\n]{0,3}发|推迟|延迟|过[几两][天日]|运费险|考虑|要不要|退(?:我)?(?:运费|邮费)|(?:运费|邮费)[^,。\n]{0,6}退|退(?:我)?\d|坏",
        beside="compensation invoice"),
    _matter("change_item", "payment", "paid", r"(?:尺?码|颜色|款式?|型号|规格)[^,。\n]{0,4}(?:拍|选|买|下)(?:大|小|错)|(?:拍|选|买|下)(?:大|小|错)了?[^\n]{0,10}(?:换|改)|(?:换|改)(?:个|成|为|一?下)?\s?(?:[smlx]{1,3}|\d{2}|[黑白红蓝绿灰粉紫黄棕橙米驼杏咖])(?:码|色|号|的|$|[\s,])|(?:换|改)(?:一?下|个)?(?:尺?码|颜色|款式?|型号|规格)", r"退|取消|地址"),
    _matter("paid", "payment", "unpaid", r"(?:付(?:款)?(?:成功|了|过|完)|扣(?:了)?(?:钱|款)|钱(?:都)?(?:扣|付))[^\n]{0,14}(?:待付款|没(?:显示|更新|变|到)|还(?:显示|要|让|叫)|未付|钱没)", r"运费|邮费"),
    _matter("price_protection", "bargaining", _PAID_FOR,
        r"\d[^。\n]{0,3}(?:今天|现在)[^,。\n]{0,3}\d|亏了?\d|差价|补差|保价|价保|差的(?:钱|部分)|(?<!血压)降(?:了|价|到|成)|(?:又|就|都|还)降|便宜了|价格?说变|比现在(?:还)?贵|\d买的[^。\n]{0,8}(?:现在|今天)[^,。\n]{0,4}\d|买亏|掉价|跌(?:了|价)|买贵|买早了|早知道[^,。\n]{0,6}(?:晚|等)|(?:现在|今天|今儿|一看|刚看|刚刚?)[^,。\n]{0,10}(?:才|只要|只卖|变成|便宜)[^,。\n]{0,4}\d",
        r"券|红包|降(?:噪|温|压|血|不|级)|顺丰|中通|运费|邮费|换成|隔壁|别家|人家|坏|质量|破"),
    _matter("station_hours", "logistics", "shipped delivered", rf"(?:{_STATION})[^\n]{{0,12}}(?:会不会|会|怕)[^\n]{{0,3}}退"),
    _matter("sent_back", "logistics", "shipped",
        r"退回|退件|返回|往回|拒收|被退|(?:怎么|咋|为什么|为啥|干嘛|凭什么)[^,。\n]{0,8}退|没(?:有)?(?:申请|说|要|点)?退|退了|打不通|联系不上|派送失败|地址不[详清对]",
        r"退货(?!中)|退款|(?:想|要|申请)退(?!回)|不要了|不想要|能退|退运费|差价", fits=_goes_back),
    _matter("signed_missing", "logistics", "shipped delivered", r"(?:签收|妥投|已送达)[^\n]{0,24}(?:没(?:有(?!用|反应|电)|见|收到|拿)|找不到|不在|不是我)|(?:没(?:见|收到|拿到)|找不到)[^\n]{0,16}(?:签收|妥投)", r"坏|破|碎|少了|漏"),
    _matter("reschedule", "logistics", "shipped", r"别(?:提前|今天|明天|现在|急着)送|(?:今天|明天|后天|周[一二三四五六日末]|\d+[号点])[^,。\n]{0,3}才(?:回|到家|在家|有空)|(?:改|换|推|延|约)(?:到|在|成|个)?[^,。\n]{0,4}(?:明天|后天|周[一二三四五六日末]|星期|晚上|下午|上午|\d+[号点]|时间|改天)[^,。\n]{0,6}|(?:不在家|没人在?|出差|没空|上班)[^\n]{0,12}(?:改天|明天|后天|周[一二三四五六日末]|晚(?:点|上))(?:再)?(?:送|派|来)", rf"地址|退|{_STATION}"),
    _matter("station_hours", "logistics", "shipped delivered", rf"(?:{_STATION})[^,。\n]{{0,10}}(?:几点|营业|关门|开门|下班|放(?:多久|几天)|保管|存(?:多久|几天)|超(?:时|期)|收费|(?<!打)(?<!来)电话|没(?:有)?(?:时间)?(?:去)?(?:拿|取)[^\n]{{0,8}}(?:退|没事|多久|要紧))"),
    _matter("misdelivered", "logistics", "shipped delivered", r".", r"取(?:件|货)码[^,。\n]{0,4}(?:多少|是什么|没|在哪|发)|改[送寄投派到]|(?:改|换)[^,。\n]{0,4}地址", beside="compensation", fits=_left_elsewhere),
    _matter("change_address", "logistics", "shipped",
        rf"(?:改|换|转|重新|别|不)[^,。\n]{{0,6}}(?:送|寄|投|派|发|到|去)[^,。\n]{{0,8}}(?:{_ELSEWHERE})|(?:送|寄|派|投)(?:到|去|给|往)[^,。\n]{{0,5}}(?:{_ELSEWHERE})|改(?:送|寄|投|派)|转(?:寄|投|送|派)|转到\S{{2,8}}|"
        r"地址[^,。\n]{0,10}(?:错|老|旧|以前|不对|没改|忘|写成|填成|选成|改|换|变|还是|少|漏)|(?:少写|漏写|漏填|写漏|写少)|(?:写|填|选)成[^,。\n]{0,6}(?:老|旧|以前|家|公司|地址|房)|(?:错|改|换|变)[^,。\n]{0,4}地址|(?:电话|手机号?|号码)[^,。\n]{0,8}(?:旧|老|以前|停机|空号|不用了|换了|错|改)|搬(?:家|走|了|过|到)|收(?:件|货)人[^,。\n]{0,8}(?:错|改|换)",
        r"退(?:货|回)|寄回|售后地址|换货|质量|坏"),
    _matter("change_address", "logistics", "shipped", r"(?:寄|送|发|转|派|改|投)(?:到|去|往|给|成)", r"多少钱|运费|邮费|几天|多久|再(?:买|拍|来|要)|还(?:想|要)买|退|什么时候", fits=_other_city),
    _matter("change_address", "logistics", "paid unpaid",
        rf"(?:改|换|转)(?:成|为)?(?:送|寄|投|派|发)?(?:到|去|给|往|成|至)?[^,。\n]{{0,4}}(?:{_ELSEWHERE})|寄我?(?:{_KIN})(?:家|那|那边|那儿)|(?:改|换|错|填|写|选)[^,。\n]{{0,6}}地址|地址[^,。\n]{{0,10}}(?:错|老|旧|以前|不对|没改|忘|写成|填成|选成|改|换|变)",
        r"退(?:货|回)|寄回|开票|发票|抬头|颜色|尺码|款"),
    _matter("change_address", "logistics", "paid unpaid", r"(?:在?哪(?:里|儿)?|怎么|咋)[^,。\n]{0,4}改|(?:看|找)不到[^,。\n]{0,6}(?:按钮|入口|修改|地方)|改不了", r"颜色|尺码|款", fits=_address_spoken_of),
    _matter("freight_charged", "payment", "unpaid paid shipped delivered completed",
        r"(?:包邮|免邮|运费|邮费|邮资|快递费|包油)[^\n]{0,20}(?:怎么|咋|为什么|为啥|凭什么|还(?:要|收|有|算|是)|多(?:收|算|了|出|付|交)|贵|太高|收(?:了)?我|算(?:了)?我|不是|不对|吗?\?{2})|(?:怎么|咋|为什么|为啥|凭什么|还(?:要|收|有|算)|多(?:收|算|了|出|付|交)|收(?:了)?我|算(?:了)?我|不是)[^\n]{0,20}(?:包邮|免邮|运费|邮费|邮资|快递费)|满\d+[^\n]{0,16}(?:还|又|怎么|咋|为)[^\n]{0,6}(?:要|收|算|有)?\D{0,3}\d+(?:块|元)?|(?:为什么|为啥|怎么|咋|凭什么)[^\n]{0,6}(?:收|要|多|加)(?:我|了)?[^\n]{0,3}\d+(?:块|元)|退(?:我)?[^,。\n]{0,4}(?:运费|邮费)|(?:运费|邮费)[^\n]{0,10}(?:去掉|免掉|免了|取消|算错|多)[^\n]{0,8}(?:够|满|超|错|$)|(?:够|满|超)[^\n]{0,4}\d+[^\n]{0,10}(?:运费|邮费)",
        r"退货|退换|寄回|换货|质量|运费险|坏|退(?:了|掉|回)|(?:想|要)退|不喜欢|不合适|改(?:成|发|走)?(?:顺丰|中通)", beside="dispatch hurry", fits=_charged_freight),
    _matter("parcel_ahead", "logistics", "paid",
        r"单号|运单|快递号|物流号|(?:给|发)(?:我)?(?:个|一下)?号(?:$|[,。!?\s呗吧嘛啊])|(?:什么|啥|哪家?|哪个|谁家)(?:的)?(?:快递|物流)|快递(?:是|走|发)?(?:哪|什么|啥|谁)|走(?:的)?(?:哪|什么|啥)|(?:顺丰|中通)还是(?:顺丰|中通)",
        r"(?:能|可以|可不可以|想|要|换|改|指定|别|不要)[^,。\n]{0,4}(?:顺丰|中通)|圆通|邮政|京东|韵达|申通|极兔|ems|德邦|订单号", beside="delivery_time note change_item sent_from compensation"),
    _matter("warranty", "after_sales", "delivered completed", r".", r"生产日期|保质期|退差|过敏|红(?:肿|疹)|运费|邮费", fits=_broken_later),
    _matter("freight_collect", "payment", "none unpaid",
        r"到付|(?:运费|邮费|快递费)[^,。\n]{0,8}(?:收到|到了|送到|到时候|货到)[^,。\n]{0,4}(?:付|给|结|交|算)|(?:收到|到了|货到)[^,。\n]{0,4}(?:付|给|结|交)(?:快递|运费|邮费)",
        r"货到付|货到了付|到付款|收到货?再付(?!运|邮)|先(?:发货|寄)", beside="delivery_time stock attribute discount dispatch"),
    _matter("compare", "bargaining", "none unpaid",
        r"(?:隔壁|楼下|对面|旁边|别家|别人家|人家|其他家|另一家|外面|网上|线下|专柜|商场|某宝|拼多多|淘宝|京东|实体店|超市|市场)[^,。\n]{0,14}(?:\d{2}|才[^,。\n]{0,4}\d|便宜|还送|也送|包邮|[一二三四五六七八九]百)",
        r"评[价论]|发(?:京东)|京东(?:快递|物流)|隔壁家?(?:小孩|老)|(?:寄|送|放|发)(?:到|给|去)?[^,。\n]{0,3}(?:隔壁|楼下|超市|对面)", beside="ship_fee delivery_time dispatch stock free_shipping coupon"),
    _matter("leave", "farewell", "none",
        r"(?:先|暂时|还是|就)?(?<!要)(?<!买)(?:不|没)(?:打算|想)?(?:买|要|需要|拍|考虑)(?:了|啦|哈|啊|哦|呢|咯)?(?:$|[\s,。!~])|先不(?:买|要|拍)|打扰(?:了|啦|您)|就(?:是)?(?:随便)?问问|(?:再|去)[^,。\n]{0,3}(?:看看|逛逛|转转|对比|比比)(?:别家|别的|其他)?.{0,6}(?:谢|拜|麻烦)|(?:那)?(?:就)?算了(?:$|[\s,。!~哈吧])|(?:下次|回头|改天|以后|下个月|过[几两]天|有空)(?:再)?(?:来|买|说|看|聊|联系)|不用了|买到了|(?:考虑|想想|看看|商量)[^\n]*(?:谢|拜|麻烦|打扰)|(?:谢|拜|麻烦|打扰)[^\n]*(?:考虑|想想|商量)",
        fits=_only_leaves),
)  # fmt: skip


def with_order_matters(found: dict[str, Question], burst: str, request: ReplyRequest) -> dict[str, Question]:
    """``found`` with the errand that the order's state makes of the words, instead of what they look like without it."""
    if found.keys() & {"waited", "follow"}:
        return found  # an answer that has not come is the matter
    status = request.order.status if request.order is not None else "none"
    topics = frozenset(found)
    for matter in _MATTERS:
        if status not in matter.statuses or matter.asks.search(burst) is None or (matter.unless is not None and matter.unless.search(burst)) or (matter.fits is not None and not matter.fits(burst, request, topics)):
            continue
        beside = matter.beside - {"threat"} if matter.topic == "others_data" else matter.beside  # a bad review by somebody else threatens nobody
        rest = {topic: question for topic, question in found.items() if topic in beside and topic != matter.topic}
        return {matter.topic: Question(matter.topic, matter.stage, burst), **rest}
    if "sent_back" in found and not _goes_back(burst, request, topics) and re.search(r"退|拒收|返回|地址|联系不上", burst) is None:
        rest = {topic: question for topic, question in found.items() if topic != "sent_back"}
        return {"not_received": Question("not_received", "logistics", burst), **rest}  # '派件员电话打不通': nobody sends it back
    if status == "none" and "return_want" in found and len(found) > 1 and re.search(r"不(?:想)?要了|不喜欢|不满意", found["return_want"].text):
        return {topic: question for topic, question in found.items() if topic != "return_want"}  # nothing was bought that could be sent back
    return found
