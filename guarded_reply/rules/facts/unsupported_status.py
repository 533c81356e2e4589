"""Says that something has happened which the facts do not show.

What it does: fires when the reply states, in the shop's own voice, that order, parcel, payment or refund has reached a state
(已发货, 到苏州了, 派送中, 已退款), or that the shop has done something (已经联系快递了, 改好了, 申请好了), and order, tracking and
``actions_done`` do not show it. What will be done, questions and the customer's own words are fine.

Why: 发货 is said only when it is true (P6, P51, P71).

Known limits: the wording of a tracking event is matched by its place and its kind, not word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import CHINA, Hit, Reading
from guarded_reply.claims.votes import Vote
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, spoken
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause, simplify
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good

_PERF = r"(?:已经?|刚[刚才]?|(?<!一)早(?:就|已)|都已经?|昨[天晚]|前天|今早|现已|业已)"
_FOR = r"(?:帮您|给您|为您|替您|帮亲|跟您|我|我们|这边)"
_SHIPPED = Pattern(
    rf"{_PERF}[^,。!?不没未]{{0,10}}(?:发货|发出|出货|寄出|寄走|出库|出仓|出门|发走|发车|揽收|揽件|交接?给(?:了)?(?:快递|顺丰|中通|小哥|邮政)|扫走|在路上)(?!(?:的话|后|前|时限|时间))|"
    r"(?:发货|发出|出货|发走|寄出|寄走|出库|揽收|发)(?:了|啦|咯|啰)(?!吗|么|没|就|再|会|我|后|之后|通知|告诉|给您说|第|才)(?:[的哈哦呢呀亲]|,|。|!|\s|$|发)|"
    r"(?:是)?(?:昨天?|前天|今早|\d+[日号](?!之?前|以前))[^,。]{0,8}(?:发|寄)(?:的|出的|走的)|(?:小哥|快递员?|师傅|顺丰|中通)[^,。没不]{0,6}(?:拉走|取走|收走|揽走|接走)|(?:包裹|货|件|东西)[^,。没不会]{0,3}(?:上车|装车|出仓|出门|交给(?:快递|顺丰|中通|小哥))(?:了|啦|咯)(?!吗|么|没|就|再|的话)|包裹?(?:已)?在(?:路上|途中|运输)|运输(?:途)?中|正在(?:运输|路上|途中|运往|赶往|发往)|在(?:路上|途中)了"
)
_PACKED = Pattern(r"已经?[^,。!?没不未会]{0,6}(?:做|烧|裁|刻|印|绣|缝|烤|生产|制作|打包|质检|组装)(?:好|完成|完毕)|打单了|(?:已经?|都|正在?)(?:帮您|给您|为您)?(?:在)?(?:打包|配货|拣货|备货|装箱|制作|生产|排产|赶制)(?:好|完|中|了)?|(?:打包|做|裁|缝|刻|印|绣|备|配|检|熨|包装|生产|制作|烤|定制)(?:好|完)(?:了|啦)(?!吗|么|没|再|就|会|后|给|通知|告|马上|立|发|我)|(?:打包|配货|备货|拣货)中|(?:师傅|工厂|仓库|车间|同事)[^,。!?不没未]{0,4}正?在[^,。!?不没未]{0,6}(?:裁|做|刻|缝|印|绣|打包|配货|备货|赶|生产|制作)")
_ARRIVED = Pattern(r"(?:已经?|现在|目前|刚[刚才]?|昨[天晚夜]|前天|今[天早]|显示|更新|\d+[日号]|物流)[^,。!?不没未]{0,16}(?:到达|抵达|到了?|停在|卡在|在|滞留在|进[了入]|离开|发往|转到)(?!底|账|时|付|店|哪|期|手)|(?:包裹|快件|件|货)[^,。!?不没未会]{0,3}(?:到|在|进)(?:了)?(?=[^,。]{2,6}了(?:$|[哦哈呢啦亲,。!]))")
_HELD_UP = Pattern(r"(?:包裹|快件|快递|件|货)(?:是|现在|目前|已经?|一直|都|应该)?(?:被|给)?(?:滞留|卡|耽搁|耽误|积压|压|扣)(?:在|于|到)(?!.{0,3}(?:签|派|时))")
_AT_STATION = Pattern(r"^(?:亲|您好|\W)*(?:已经?|现在|都)?(?:在|到)(?:了)?(?:您)?(?:那边|当地|那儿|家附近)?[^,。不没会]{0,5}的?(?:站点|网点|驿站|营业部|分拨|中转)[^,。]{0,2}(?:了|啦)(?!吗|么|没|就|再|后)")
_DELIVERING = Pattern(r"(?:正在|已经?|现在|目前|今天)[^,。!?不没未]{0,6}(?:派送|派件|配送)(?!(?:时|前|后|员电话|安排|范围|的话))(?:中|了|途中)?|派送中|派件中|在(?:派[件送]|配送|路上派)(?:了|中|呢|的|啦)|(?:(?:派件|快递)员|小哥)(?:已经?|正在?|刚[刚才]?)[^,。]{0,12}(?:出发|派|送|前往|赶)|(?:正在|已)前往您|(?:派[件送]员|快递员|小哥|师傅)[^,。不没会]{0,3}(?:在|到)(?:了)?您[^,。]{0,4}(?:小区|楼下|门口|附近|单位)|在路上[^,。]{0,2}(?:给您|为您)?送")
_SIGNED = Pattern(r"(?:已经?|显示|被|由|昨[天晚]|今天已|\d+[日号](?=签收|妥投)|本人|物流显示)[^,。!?不没未]{0,10}(?:签收|妥投|送达|投递成功|放(?:在|到|入)?[^,。]{0,6}(?:驿站|快递柜|丰巢|门口))|(?:已经?|都|刚)[^,。!?不没未]{0,6}送到了?[^,。]{0,4}(?:驿站|楼下|门口|快递柜|家门|丰巢|物业|前台)|(?:签收|妥投)(?:了|啦)(?!吗|么|没|之?后|的话|再|就)|(?:已|被|由|让|给)[^,。]{0,6}代收|代收了|本人签收|在[^,。!?不没]{0,8}(?:驿站|快递柜|丰巢|门口|代收点)[^,。]{0,3}(?:放|等|躺|存)着")
_REFUNDED = Pattern(r"(?:昨[天晚日儿]|前[天日]|今早|上午|刚才)[^,。不没未前内会]{0,4}(?:给您)?退(?:了|回|给|到|还)(?!货)|(?:已经?|都|刚[刚才]?|早就?)[^,。!?不没未]{0,8}(?:退款|退(?:了|给?您|好|回)|[打拨放汇转]款|[打汇返转](?:给|到|回|还)(?:了)?您?|返还|原路[退打返]|同意(?:退款|申请|您的)|通过(?:退款|申请|审核)|提交(?:退款|申请)|操作退)(?!(?:流程|的话|后|时))|(?:退款|款[项子]?|钱)(?:已经?|都|早就?|刚)[^,。不没未]{0,10}(?:退|到账|成功|完成|原路|打|办|处理|提交|同意|返)|被退(?:了|掉|回)|退款(?:成功|完成|了(?!吗|么|没|再|就|后|解))|(?<![不没])(?:钱|款项?|退款)(?:已经?|都)?在(?:路上|途中)|财务[^,。不没未会]{0,4}(?:点|批|打|审|放|处理|转)(?:款|账)?(?:了|过|好|完|的(?=$|[,。!哈哦]))|退款[^,。不没未会后再等]{0,6}(?:审核|审批|批|操作|处理|办|打|转|弄)[^,。]{0,2}(?:过|好|完)了?(?!后|就|再|的话)|(?:退|打)(?:好|完|过)(?:款|去)?了|(?:给|帮|为)您[^,。不没未]{0,6}退(?:了|好了|掉了|完)")
_PAID = Pattern(r"(?:已经?|都)?(?:收到|查到|看到)(?:了)?(?:您的?)?(?:付款|货款|款项|钱|转账|支付)|(?:已经?)[^,。不没未]{0,6}(?:付款|支付)(?:成功|完成|好)?(?:了|啦)?(?=$|[,。!哦哈呢亲])|付款成功|支付成功")
_HAS_ORDER = Pattern(r"(?:您的?)?订单(?:已经?|都已?)[^,。!?不没未]{0,2}(?:收到|处理|提交|完成|确认|生成|受理|审核|安排)(?!后|中的话)|(?:已经?)?收到了?您的(?:新)?订单")
_CHANGED = Pattern(r"(?:已经?|刚[刚才]?|早(?:就|已)|都)[^,。!?不没未]{0,10}(?:改(?:好|成|为|过来|了)|修改(?:好|完|了|成功)?|备注(?:好|上|了|过)?|换成|升级(?:成|为|到|好)|更改|调整(?:好|为|成|了)|优惠(?:好|了|5|[一-鿿]元)|减(?:了|好|掉)|取消(?:了|成功|好)|关闭(?:了|订单)|拦截(?:了|成功|好)|合并(?:好|了)|加(?:好|上)了|预留(?:好|了|着)?|留(?:好|着)了|锁(?:定|好)|下架|加急(?:处理)?(?:了)?)|(?:改|换|备注|取消|拦截|调整|登记|记录|修改|加急|预留|申请)(?:好|成功|完成?|上|过)(?:了|啦|咯)(?!吗|么|再|后|就|的话|,?(?:我|会)?(?:马上)?(?:通知|告诉|跟您说))")
_DEED = r"(?:联系|催(?:促|件)?|沟通|打(?:过|了|完|通)?(?:了)?电话|致电|反馈|上报|登记|提交|申请|核实|核查|核对|查(?:看|询)?|调取?监控|通知|转(?:接|交|告|达)|记录|报备|投诉|处理|补发|重发|开(?:具|票|好|出)|问|安排)"
_EDITED = Pattern(r"(?:给|帮|为|替)您[^,。不没未会]{0,4}(?:预留|保留|留|锁|占)(?:着|好了|住了|下了|出来了)|(?:帮您|给您|为您)(?:把)?[^,。?不没未会]{0,8}(?:更新|更正|更换|撤销?|取消|改|换|挪)(?:到|成|为)?[^,。?吗么]{0,6}(?:了|啦|咯)(?=[哈哦呢亲啦]*(?:$|[,。!]))|(?:地址|电话|颜色|尺码|款式|型号|收件人|订单|单子)(?:都|已经?)?(?:给您|帮您)?(?:改|换|更新|更正|撤销?|取消)(?:到|成|为|好|过|掉|完)?[^,。?吗么没]{0,6}(?:了|啦|咯)(?=[哈哦呢亲啦]*(?:$|[,。!]))|(?<!没)备注[^,。?好上过]{1,6}了(?=[哈哦呢亲啦]*(?:$|[,。!]))")
_PEOPLE = r"(?:快递|中通|顺丰|物流|仓库|站点|网点|站长|同事|主管|工厂|财务|小哥|师傅|平台|厂家)"
_TOLD = Pattern(
    rf"{_PERF}[^,。不没未会]{{0,4}}(?:让|叫|托|请|要求|安排|知会|告知|知照){_PEOPLE}[^,。不没]{{0,8}}|(?:报|递|反映|提交|转|交)(?:给|到)(?:了)?[^,。不没会]{{0,3}}{_PEOPLE}[^,。不没会]{{0,6}}(?:了|啦)(?!后|就|再|吗)|发票(?:已经?|昨[天晚]|今[天早]|刚[刚才]?|早就?|都)[^,。不没未会]{{0,4}}(?:开|发|寄|传)(?:了|好|过|出|给)(?!后|就|再|吗)|"
    rf"(?:跟|给|和|向|找|托|同|让)[^,。不没会]{{0,4}}{_PEOPLE}[^,。不没会]{{0,4}}(?:说|讲|提|(?:打|挂|拨)(?:了|过|好)?(?:个)?(?:电话|招呼)|施(?:了)?压|交代|叮嘱|问|反映|反馈|对接|确认)[^,。不]{{0,3}}(?:了|过)|(?:跟|给|和|向|同)[^,。不没会]{{0,4}}{_PEOPLE}[^,。不没会]{{0,4}}(?:(?:打|挂|拨)(?:了|过)(?:个)?(?:电话|招呼)|通(?:了|过|完)(?:个)?电?话|聊(?:过|完)|施(?:了压|压了))|"
    rf"{_PEOPLE}(?:那边|那头|这边|方面|公司|部门|负责人)?(?:已经?|刚[刚才]?)?(?:答应|应下|松口|(?:给|回)(?:了)?(?:我们?|话|信|准信|复)(?:了|说)?)(?!后|就|再|的话|了?(?:吗|么|没|我|再|就|后))|"
    r"^(?:亲|您好|现|已)?经过?(?:核实|核查|检测|查证)$|经过?(?:核实|核查|检测|查证)(?![^,。]*的(?:话|情况)?(?:$|[,。]))(?=[^,。后如若]{0,8}(?:属于|确实|存在|确属|有质量|是质量))|(?:换货|补发|退货|售后|工|退款)单[^,。没不会]{0,4}(?:建|开|下|做|录|提)(?:好|完)?了(?!后|就|再)|(?:工单|催单|申请|诉求|情况)[^,。不没会]{0,4}(?:(?:发|提|递|交|报|转)(?:过去|上去|出去|上|交|好)(?:了|啦)|同步(?:给)?(?:了)?(?:仓库|快递|主管|同事|站点|财务))|(?:给|帮|为)您(?:特别|特地|专门)?申请到(?:了|的?[\d一-鿿]{0,3}元)?|"
    r"经(?:过)?(?:我们|仓库|后台|同事|质检|店里)[^,。]{0,4}(?:核查|核实|查看|查证|检查|排查)(?!后|属|是|之后)|(?:查|调|看)(?:过|了)(?:仓库)?(?:的)?(?:监控|录像)(?!后|就|再|才)|(?:仓库|我们|同事)[^,。没不会]{0,3}(?:查|调|看)(?:过|了)[^,。]{0,3}(?:录像|监控|记录)(?!后|就|再|才)|(?:核查|核实|查)(?:了)?(?:录像|监控)?后(?:确认|发现)"
)
_CONTACTED = Pattern(
    rf"{_PERF}[^,。!?不没未]{{0,10}}{_DEED}(?!(?:中|下|一下|的话|后))|(?:{_FOR}|[,。!\s]|^)[^,。!?不没未]{{0,6}}{_DEED}(?:了|过|(?:好|完)(?=了|啦)|到)(?!解|底|位|吗|么|没|就|再|后|之后|会|马上|才|问题)|"
    r"(?:快递|中通|顺丰|仓库|站点|网点|同事|主管|工厂)(?:那边|方面|公司|站点|网点|负责人)?(?:已经?|刚[刚才]?)?(?:答应|回复|反馈|告诉|告知|表示|确认)(?:了|我们?|说|是|会|正在|已经?|丢|遗失)+(?!.{0,4}(?:吗|么))"
)
_FUTURE = Pattern(r"(?:会|将|马上|立刻|这就|现在就|稍后|等|待|尽快|准备|打算|可以|能|需要|要|再|去|来|先|正要|请|麻烦|帮您去|如果|若|一旦|才|后)[^,。!?]{0,6}$")
_SUPPOSED = Pattern(r"应该|可能|估计|大概|或许|也许|如果|若|要是|等|待|一旦|之后|的话|将|会(?!员)|预计|通常|一般|为准|是否|有没有|能否|您(?:这边)?(?:看|是|有没有|可以|说|提到|反馈)|麻烦|辛苦|记得|签收后|签收前|收到后|发货后|发出后|(?<!申)请")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each state or deed that no fact shows."""
    yield from _answered(reading)
    for clause in reading.where(_ANY):
        text = spoken(clause)
        if clause.asks or clause.find(ALTERNATIVE_QUESTION, text):
            continue
        for pattern, kind in _KINDS:
            match = pattern.search(text) if clause.present & pattern.bit else None
            if match is None or _not_said(reading, clause, text, match):
                continue
            source = _supported(reading, clause, text, match, kind)
            reading.claim("status", clause.start + match.start(), clause.start + match.end(), kind, source)
            if source is None:
                yield Hit(clause.start + match.start(), clause.start + match.end(), _MESSAGES[kind], "request:order/actions_done", "只说订单、物流里有的;还没做的说“我这就去…”")
                return


_NOW_DONE = r"^(?:您好|亲亲?|嗯+|是的?|对的?|\W)*(?:已经?|刚[刚才]?|早就?|都|就|给您|帮您|仓库|昨[天晚]|昨儿个?|今早|上午|中午|下午|前天)*(?:{0})(?:好|完|过|着|上)?(?:了|啦|咯|喽)(?!吗|么|没|就|再|后|的话|我|会|告诉|通知|解|仓|库|家|店)"
_JUST_YES = r"|^(?:您好|亲亲?|\W)*(?:嗯+呐?|恩+|嗯哪|是的?|对的?|有的?)(?:哦|哈|呢|呀|亲|了|啦|\W)*$"
_ASKED_DONE = r"(?:{0})(?:好|过|完|上|到|走|出|了|货)*(?:没有?|吗|么|不)(?:\W|$)"
_STATE_ANSWERS = (
    (Pattern(r"(?:发|寄|出|走)(?:货|出|走)?(?:了(?:没|吗|么|不)|没)|发货了|寄了|(?:没|还没|不)发"), Pattern(_NOW_DONE.format("发|寄|出|走|发走|寄走|寄出|发出|出库") + r"|(?:今早|早上|上午|中午|下午|昨[天晚]|昨儿个?|刚[刚才]?)[^,。没不会]{0,4}(?:发|寄|揽|走|出)的"), "shipped"),
    (Pattern(r"(?:发|寄)(?:货|出|走)?(?:了(?:没有?|吗|么)|没有?)\W*$|(?:已经?|都)(?:发|寄)(?:货|出|走)?(?:吗|么)\W*$"), Pattern(_JUST_YES[1:]), "shipped"),
    (Pattern(r"退款?(?:了)?(?:没|吗|么|到)|(?:什么时候|啥时候|几时|多久)[^,。]{0,3}退|退款"), Pattern(_NOW_DONE.format("退|退过|打|打款")), "refunded"),
    (Pattern(r"(?:仓库|退货|寄回|退回)[^,。]{0,6}(?:收到|到)|收到(?:退|货)"), Pattern(_NOW_DONE.format("收到|收|到|签收|验好|也验好|也验过")), "return_received"),
    (Pattern(_ASKED_DONE.format("催|联系|问|打电话|反馈|上报|跟[^,。]{1,5}说|通知")), Pattern(_NOW_DONE.format("催|联系|问|打|反馈|上报|说|通知|讲") + _JUST_YES), "contacted"),
    (Pattern(_ASKED_DONE.format("改|备注|登记|写|换|取消|拦")), Pattern(_NOW_DONE.format("改|备注?|备好注|登记|写|换|取消|拦|弄") + _JUST_YES), "changed"),
    (Pattern(_ASKED_DONE.format("打包|包|装箱|备货|做")), Pattern(_NOW_DONE.format("打包|包|装|备|做") + r"|^(?:\W|亲)*(?:打包|包|装|做)得[^,。]{1,5}(?:了|呢)" + _JUST_YES), "packed"),
)
"""Bare answers whose verb takes its meaning from the question: '寄出了没' - '出了出了'."""


_ASKS_WHERE = Pattern(r"到(?:哪|那里|什么地方|啥地方)|在哪|哪[儿里]?了|走到哪|什么位置")


def _answered(reading: Reading) -> Iterator[Hit]:
    yield from _named_place(reading)
    for asked, answer, kind in _STATE_ANSWERS:
        if not reading.turn.present & answer.bit or not reading.asks(asked):
            continue
        for clause in reading.clauses[:3]:
            match = clause.find(answer)
            if match is None or clause.asks or _THEN.match(clause.text[match.end() :]) or _counterfactual(reading, clause, match):
                continue
            if _supported(reading, clause, clause.text, match, kind) is None:
                yield Hit(clause.start + match.start(), clause.start + match.end(), _MESSAGES[kind], "request:order/actions_done", "只说订单、物流里有的;还没做的说“我这就去…”")
                return


def _named_place(reading: Reading) -> Iterator[Hit]:
    """'上海浦东了' to '到哪了', where the tracking names no such place."""
    order = reading.request.order
    if order is None or not reading.asks(_ASKS_WHERE):
        return
    tracking = simplify("\n".join(event.text for event in order.tracking))
    for place in reading.places:
        clause = reading.turn.clause_at(place.start)
        if clause is None or clause.index > 1 or clause.asks or not re.match(r"[^,。不没会]{0,4}(?:了|啦)$", reading.text[place.end : clause.end]) or seek(r"没|不|会|还|从", clause.text):
            continue
        if place.start - clause.start <= 3 and not _same(place, tracking) and place.text[:2] not in tracking:
            yield Hit(clause.start, clause.end, _MESSAGES["arrived"], "order.tracking", "只说物流里有的")
            return


_RETURN_IN = Pattern(r"(?:仓库|库房|我们|这边|店里|同事)(?:这边|那边)?(?:已经?|昨[天晚]|今[天早]|刚[刚才]?|都|是)?[^,。!?没未不]{0,4}(?:收到|签收)(?:了|啦)?(?:您(?:寄回)?的?)?(?:退货|退件|包裹|货|鞋|衣服|商品)?(?!后|的?(?:消息|付款|照片|反馈|信息|视频|图))|(?:退件|退货|货|包裹|件|东西)(?:已经?|刚|都)?(?:到|回|进|入)(?:了)?(?:我们)?(?:仓库?|库)(?:里)?了|(?:退件|退货)(?:已经?)?(?:入库|到仓)(?!后|就|再)")
_KINDS = (
    (_RETURN_IN, "return_received"),
    (_REFUNDED, "refunded"),
    (_SHIPPED, "shipped"),
    (_DELIVERING, "delivering"),
    (_SIGNED, "signed"),
    (_HELD_UP, "held_up"),
    (_ARRIVED, "arrived"),
    (_AT_STATION, "arrived"),
    (_PAID, "paid"),
    (_HAS_ORDER, "ordered"),
    (_CHANGED, "changed"),
    (_EDITED, "changed"),
    (_PACKED, "packed"),
    (_CONTACTED, "contacted"),
    (_TOLD, "contacted"),
)
_ANY = any_of(*(pattern for pattern, _ in _KINDS))
_MESSAGES = {
    "return_received": "没有记录显示仓库已收到退货", "refunded": "订单没有显示已退款", "shipped": "订单没有显示已发货", "delivering": "物流没有显示派送中", "signed": "物流没有显示已签收",
    "arrived": "物流记录里没有到达这里", "held_up": "物流记录里没有滞留", "paid": "订单没有显示已付款", "ordered": "没有记录显示有这笔订单", "changed": "没有记录显示已经改好", "packed": "没有记录显示已经在备货或打包",
    "contacted": "没有记录显示已经这样做过",
}  # fmt: skip


def _not_said(reading: Reading, clause: Clause, text: str, match: re.Match[str]) -> bool:
    before = text[: match.start()]
    perfect = seek(r"已经?|刚|(?<!一)早[就已]", match.group()) is not None
    if _not_done(text, match, perfect):
        return True
    if seek(r"已经?[^,]{0,6}(?:可以|能(?!够))", match.group()):
        return True  # '已经穿过也可以退回': what may be done
    if re.fullmatch(r"[^,]{0,3}经过?(?:核实|核查|检测|查证)", match.group()) and match.end() == len(text):
        following = reading.after(clause)
        return following is None or not seek(r"属于|确实|存在|系(?=产品|质量)", following.text) or seek(r"如果|若|的话|确属|情况", following.text) is not None
    if seek(r"拍下|下单|付款|包邮|运费", match.group()) and seek(r"到", match.group()[-1:] + match.group()[-2:]):
        return True  # '现在拍下包邮到呼市': where it would go
    if seek(r"我来|会|将|马上|这就|去(?!了)|再(?!次)|先|稍后|尽快|可以|能", match.group()) and not seek(r"已经?|刚|过了|好了", match.group()):
        return True
    if _FUTURE.search(before) or seek(r"(?:还|暂时|目前)?(?:没有?|未|不)(?!用|过|仅|但|光|止)[^,。]{0,6}$", before):
        return True
    if re.match(r"(?:您)?(?:的)?(?:退回|寄回|退还)?(?:来)?(?:的)?(?:退货|退件|包裹|货物?|商品|宝贝|鞋子?|衣服|东西)?(?:确认|检查|验收|无误)*(?:(?:之|以)?后|(?:当天|那天|之日|那刻)?(?:算)?起)", text[match.end() :]):
        return True
    if re.match(r"(?:吗|么|没有?|之?后|以后|的话|时|前|再|才)", text[match.end() :]):
        return True
    if _SUPPOSED.search(text) and not seek(r"已经?|刚刚", match.group()):
        return True
    if _counterfactual(reading, clause, match) or (not perfect and _INQUIRY.search(match.group()) and _supposed_before(reading, clause)):
        return True
    head = reading.text[: clause.start + match.start()].rpartition("。")[2]
    if seek(r"(?:下午|今晚|晚上|明天|稍后|待会儿?|一会儿?|今天)(?:就|会|能|再)?$", before) and seek(r"(?:发|寄)(?:货|出|走)?(?:了|啦|咯)", match.group()):
        return True
    if seek(r"如果|若|要是|一旦|等(?!待)|待|签收前|的话|万一|假如", before) or (match.group()[0] in "早都" and seek(r"要是|如果|能成", head)):
        return True
    return seek(r"(?:您|亲)(?:这边|自己)?(?:如果|若|是|先|要|可以|已经?)?$", before) is not None and seek("签收|收到|联系|申请|拍|付|提交", match.group()) is not None and not seek("签收|付", match.group())


_WERE_IT_SO = Pattern(r"要是|如果|若|但凡|要(?=能|真)|真要|假如|能[^,。]{0,4}(?:我|咱|店里)?(?=早)")
_STILL_TO_SHOW = Pattern(r"要是|如果|若|万一|真(?:是|有|的|缺|坏|丢|少|漏|错)|(?:您|麻烦|请|辛苦)[^,的]{0,4}(?:发|拍|传)(?!的|来的)")


def _counterfactual(reading: Reading, clause: Clause, match: re.Match[str]) -> bool:
    """'要是能卖,我早给您改咯': what would have been done, not what was."""
    if "早" not in clause.text[: match.end()]:
        return False
    previous = reading.before(clause)
    near = previous.text if previous is not None and previous.sentence == clause.sentence else ""
    return clause.find(_WERE_IT_SO) is not None or (previous is not None and near != "" and previous.find(_WERE_IT_SO) is not None)


def _supposed_before(reading: Reading, clause: Clause) -> bool:
    """Whether the clauses just before suppose a case or ask for proof that the deed waits for: '真缺片您发图 核实了…'."""
    near = [other for other in reading.clauses[max(0, clause.index - 2) : clause.index] if other.sentence == clause.sentence]
    return any(other.find(_STILL_TO_SHOW) for other in near)


_TILL = Pattern(r"(?:今[天晚]|明[天早]|后天|晚点|待会儿?|稍后|一早)[^,。]{0,10}$|(?:之?内|[点号]前|之前|以内)[^,。]{0,4}$|(?:前提|条件)(?:是|:)|只要|等到?|(?:别|甭|不用|不要|无需)(?:再)?$")
_THEN = Pattern(r"^[^,。已了]{1,6}再(?:回|答|告|跟|给|说|来|决)|^(?:[^,。已]{0,5}了)?(?:哪[儿里]?了?|原因了?|结果了?)?(?:,|\s)?(?:该|照样|照旧|照常|一样|我们?(?:就|再|会|给|出|付|承担|来)|就|再|才|给您?|换|退|补|回您|回复您|告诉|通知|跟您|马上|第一时间|立刻|会)")
_INQUIRY = Pattern(r"核实|核查|核对|查|问|确认|联系|催|改|收到|签收|审核|检")
_DONE_BY_HIM = Pattern(r"(?:您|亲)(?:这边|那边|自己)?(?:先|要是)?(?:提交|申请|联系|登记|反馈|上报|投诉|核对|查|问|通知|核实)")
_ALL_ORDERS = Pattern(r"(?:前|后)(?:付|拍|下单)(?:款)?的?[^,。]{0,4}(?:当天|当日|次日|都|就)|(?:的|类|付款)(?:单子?|订单|款|货)?(?:我们)?(?:都|一律|全部?)")


def _not_done(text: str, match: re.Match[str], perfect: bool) -> bool:
    """Whether the deed is only what will follow, is told not to be done, or is the shop's habit."""
    if perfect:
        return False
    group, before, after = match.group(), text[: match.start()], text[match.end() :]
    if re.match(r"[,。!\s]?(?:您|亲)(?!的)", group) and _DONE_BY_HIM.search(group):
        return True
    verb = _INQUIRY.search(group)
    if verb is not None and _THEN.match(after):
        return True  # '核实了给您退', '查到哪了告诉您'
    if re.match(r"(?:货|件)?(?:后)?\d{1,2}(?:小时|天|个工作日)|(?:货|件)?(?:后)?[一两三]天", after):
        return True  # '仓库收到货72小时内退'
    if seek(r"^(?:别|甭|不用|不要|前提|只要|得)|(?:今晚|今天|明天|之?内|点前)[^,。了]{0,6}(?:好|完)$", group) and not group.startswith("得了"):
        return True
    return _TILL.search(before) is not None or _ALL_ORDERS.search(text) is not None


def _supported(reading: Reading, clause: Clause, text: str, match: re.Match[str], kind: str) -> str | None:
    request = reading.request
    order = request.order
    actions = set(request.actions_done)
    status = order.status if order is not None else None
    tracking = simplify("\n".join(event.text for event in order.tracking)) if order is not None else ""
    if kind == "shipped" and request.case is not None and seek(r"补(?:发|寄|的)|重发|重寄|换(?:新|货|的|给)|新的|新[一-鿿]{1,3}(?:发|寄|呢|昨|已|早)", reading.asked + text) and order is not None and order.status in ("delivered", "completed"):
        return "actions_done" if any(seek(r"resen|reship|replac|exchang|sent|ship", action) for action in actions) else None
    if kind == "shipped":
        if status in ("shipped", "delivered", "completed") or (order is not None and (order.shipped_at is not None or order.tracking)):
            return "order.status"
        if seek(r"(?:按|当天|每天|一般|都会|都是|的订单|前付款|付款|就)", text) and seek(r"都|会|前", text) and not seek("已|了", match.group()):
            return "policy:dispatch"
        return None
    if kind == "delivering":
        return "order.tracking" if seek(r"派送|派件|派", tracking) or status in ("delivered", "completed") else None
    if kind == "signed":
        if status in ("delivered", "completed") or (order is not None and order.signed_at is not None) or seek(r"签收|代收|妥投|驿站|柜", tracking):
            return "order.signed_at"
        return "order.signed_at" if status in ("refunding", "refunded") and order is not None and order.shipped_at is not None else None
    if kind == "held_up":
        return "order.tracking" if seek(r"滞留|延误|积压|爆仓|天气|卡在|扣|异常|暂停", tracking) else None
    if kind == "arrived":
        return _arrived(reading, clause, match, tracking)
    if kind == "refunded":
        if seek(r"申请|提交|同意|通过", match.group()) and status in ("refunding", "refunded"):
            return "order.status"
        return "order.status" if status == "refunded" or any("refund" in action for action in actions) else None
    if kind == "return_received" and seek(r"退.{0,8}(?:签收|收到|入库)", tracking):
        return "order.tracking"
    if kind == "return_received" and status == "delivered" and reading.asks(r"退(?:货|回)?[^,。]{0,4}(?:寄|发)|寄(?:回去?|过去|走)") and seek(r"仓库|库房|我们|店里", match.group()) and not actions:
        return None
    if kind == "return_received":
        if status != "refunding" or not seek(r"退|寄回|仓库", reading.asked + text) or seek(r"退.{0,6}(?:签收|收到)", tracking):
            return "request"
        return "actions_done" if any(seek(r"return|warehouse|received", action) for action in actions) else None
    if kind == "paid":
        return "order.paid_at" if order is not None and (order.paid_at is not None or status not in ("unpaid", "closed")) else None
    if kind == "ordered":
        return "order.status" if order is not None and status not in ("unpaid", "closed") else None
    if kind == "changed":
        return _changed(reading, text, match, actions)
    if kind == "packed":
        return "actions_done" if actions & {"packed", "packing", "produced", "in_production"} or status in ("shipped", "delivered", "completed") else None
    return _contacted(reading, clause, text, match, actions)


def _on_a_recorded_day(reading: Reading, clause: Clause, match: re.Match[str]) -> bool:
    """Whether the day that a step of the journey is given, if any, is one on which something was recorded."""
    order = reading.request.order
    if order is None or not order.tracking or not seek(r"到达|抵达|发往|离开|转到", match.group()):
        return True
    moments = [*(event.at for event in order.tracking), order.shipped_at, order.signed_at]
    recorded = {moment.astimezone(CHINA).date() for moment in moments if moment is not None}
    days = [time.day for time in reading.times_in(clause) if time.kind in ("date", "day") and time.day is not None and time.start >= clause.start and time.start <= clause.start + match.end()]
    return not days or days[-1] in recorded or (reading.now is not None and days[-1] > reading.now.date())


def _arrived(reading: Reading, clause: Clause, match: re.Match[str], tracking: str) -> str | None:
    """A place said to be reached must stand in the tracking; without a place nothing is claimed."""
    if seek(r"(?:已经?|刚|早)[^,。]{0,8}(?:发往|离开|运往|转往)", clause.text) and not seek(r"发往|离开|运往|转往|已发出|下一站", tracking):
        return None
    if not _on_a_recorded_day(reading, clause, match):
        return None
    places = [place for place in reading.places if clause.start + match.start() <= place.start < clause.end]
    if not places:
        return "order.tracking"
    if seek(r"订单|显示的?地址|收货|寄到|送到您|发往|地址", clause.text[: match.end()]) and not tracking:
        return "order.destination"
    wanted = places[0].text
    order = reading.request.order
    if wanted in tracking or (len(wanted) > 2 and wanted.rstrip("市省区县") in tracking):
        return "order.tracking"
    if places[0].provinces and order is not None and any(_same(place, tracking) for place in places):
        return "order.tracking"
    if seek(r"发往|正在|赶往|运往", match.group()) and order is not None and order.destination and wanted[:2] in simplify(order.destination):
        return "order.destination"
    if seek("发货|仓|收货地址|下单|购买|客户", clause.text):
        return "request"
    if order is None or order.status in ("unpaid", "paid", "closed"):
        return None if seek(r"到达|抵达|到了|停在|卡在", match.group()) and order is not None and order.status == "paid" else "request"
    return None


def _same(place: object, tracking: str) -> bool:
    text: str = getattr(place, "text", "")
    return text.removesuffix("市").removesuffix("省") in tracking


def _changed(reading: Reading, text: str, match: re.Match[str], actions: set[str]) -> str | None:
    request = reading.request
    order = request.order
    if "加急" in match.group() and any(seek(r"contact|urg|courier", action) for action in actions):
        return "actions_done"
    if request.trigger == "price_changed" and seek(r"改|优惠|调整|减", match.group()):
        return "request:trigger"
    if seek(r"取消|关闭", match.group()) and order is not None and order.status in ("closed", "refunded", "refunding"):
        return "order.status"
    if seek(r"优惠|减", match.group()) and (seek(r"活动|满|全店|价", text) or (order is not None and order.freight is not None)):
        return "request:promotions"
    if any(seek(r"chang|updat|modif|note|remark|cancel|intercept|reserv|price|address", action) for action in actions):
        return "actions_done"
    return None


_DEEDS = (
    (Pattern(r"联系|沟通|电话|致电|催|问"), Pattern(r"contact|call|urge|courier|ask|warehouse")),
    (Pattern(r"核实|核查|核对|查|监控|看"), Pattern(r"check|verif|look|track|photo|inspect|monitor")),
    (Pattern(r"登记|记录|反馈|上报|报备|提交|申请|投诉"), Pattern(r"record|regist|report|submit|appl|feedback|log|note|escalat|claim")),
    (Pattern(r"转|通知|主管"), Pattern(r"escalat|transfer|notif|supervisor|handed|forward")),
    (Pattern(r"补发|重发|寄"), Pattern(r"resen|reship|replac")),
    (Pattern(r"开"), Pattern(r"invoice")),
)


def _contacted(reading: Reading, clause: Clause, text: str, match: re.Match[str], actions: set[str]) -> str | None:
    deed = match.group()
    if seek(r"查(?:到|询|看|了|过)?|看到|显示", deed) and seek(r"物流|订单|系统|快递|包裹|轨迹|信息|记录|单号|状态|(?<![一-鿿]条)件(?:在|昨|今|已|到|从)|转运|分拨|网点|揽收|派件", text):
        return "order.tracking" if reading.request.order is not None else None
    if seek(r"安排", deed) and seek(r"发货|发出|今天|明天|尽快", text):
        return "policy:dispatch"
    if seek(r"(?:查|核对|看|核实)", deed) and seek(r"商品|详情|资料|尺码|参数|库存|价格|订单|地址|规格|活动", text):
        return "request"
    joined = " ".join(actions)
    for words, names in _DEEDS:
        if words.search(deed) and names.search(joined):
            return "actions_done"
    if seek(r"记(?:下|录|好|了)|登记", deed) and not seek("系统|后台", text):
        return "request" if seek(r"记下|记好|记录下", text) else ("actions_done" if joined else None)
    if seek(r"丢|遗失", text) and reading.request.case is not None and reading.request.case.confirmed:
        return "request:case"
    if reading.request.case is not None and reading.request.case.confirmed and seek(r"确认|核实|看过", deed + text):
        return "request:case.confirmed"
    if reading.request.case is not None and reading.request.case.evidence_received and seek(r"收到|看到|照片", text):
        return "request:case.evidence_received"
    return None


def _unproven(reading: Reading, vote: Vote) -> bool:
    """Whether the grammar has found no proven status in the stretch: what the order shows is no unrecorded deed."""
    order = reading.request.order
    recorded = simplify("\n".join(event.text for event in order.tracking)) if order is not None else ""
    if recorded and any(vote.start <= place.start < vote.end and place.text in recorded for place in reading.places):
        return False
    start, end = reading.turn.form.span(vote.start, vote.end)
    return not any(claim.kind == "status" and claim.supported_by is not None and start <= claim.start and claim.end <= end for claim in reading.claims)


_PAID_ORDER = {**ORDER, "status": "paid", "shipped_at": None, "signed_at": None, "tracking_no": None}
_SENT = {**ORDER, "status": "shipped", "signed_at": None, "tracking": [{"at": "2026-11-20T09:00:00+08:00", "text": "已到达南京分拨中心"}]}
BACKING = (
    Backing("unsupported-status", "没有记录显示已经这样做过", "request:actions_done", "只说订单、物流里有的;还没做的说“我这就去…”", lambda reading, _: not reading.request.actions_done and reading.request.trigger == "customer_message", left_open=_unproven),
)
EXAMPLES = (
    bad("您的包裹已经发出啦", "发货了吗", order=_PAID_ORDER),
    bad("物流显示已到苏州,正在派送中", "到哪了", order=_SENT),
    bad("已经帮您联系快递了", "怎么还没到", order=_SENT),
    bad("退款已经给您退了", "退款呢", order={**ORDER, "status": "refunding"}),
    bad("帮您改好了", "帮我改个颜色", order=_PAID_ORDER),
    bad("款子已经原路打回您支付宝了", "退款进度", order={**ORDER, "status": "refunding"}),
    bad("快递那头答应今晚装车了", "跟快递怎么说的", order=_SENT),
    bad("出了出了", "寄出了没", order=_PAID_ORDER),
    bad("新表昨天已经发出了", "换的新表发了没", order=ORDER, case={"reason": "quality", "evidence_received": True, "confirmed": True}),
    bad("嗯呐", "备注了吗", order=_PAID_ORDER),
    bad("地址改到公司了哈", "改地址", order=_PAID_ORDER),
    good("要是三天没到您找我,我帮您催快递,查到哪了告诉您", "三天还没到咋办", order=_SENT),
    good("要是能卖,我早给您改咯", "不卖我走了", order=_PAID_ORDER),
    good("真缺片您发图 核实了照样可以退", "还能退吗", order=ORDER),
    good("仓库收到货72小时内退回", "退款今天能到吗", order={**ORDER, "status": "refunding"}),
    good("物流显示已到达南京分拨中心", "到哪了", order=_SENT),
    good("我这就联系快递帮您催一下", "怎么还没到", order=_SENT),
    good("我们已经联系过快递了,有消息告诉您", "怎么还没到", order=_SENT, actions_done=["contacted_courier"]),
    good("亲,您的订单已经发货了", "我的订单呢", order=_SENT),
    good("您的订单今天会发出", "发货了吗", order=_PAID_ORDER),
)
