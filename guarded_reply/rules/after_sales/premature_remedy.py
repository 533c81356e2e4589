"""Admits a fault or promises a remedy before there is evidence.

What it does: fires when, with no evidence received or nothing confirmed, the reply admits that goods were faulty, short or
lost, or promises refund, re-send or exchange for it. Asking for the photo first, and conditional statements, are fine.

Why: an admission binds the shop before anyone has looked (P52, P54).

Known limits: a return without reason is no remedy for a fault and is not judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.votes import Vote
from guarded_reply.reading.faults import FAULT
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, spoken
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good

_OWN_FAULT = Pattern(
    r"(?:是|属于|确实是|的确是|都是|是因为|由于|怪|算)(?:我们|咱们?|本店|店里|小店|店铺|仓库|工厂|厂家|打包|质检|品控|商品|产品|配货|发货|同事|客服|小二|我)[^,。!?]{0,10}(?:的)?(?:错|问题|失误|疏忽|疏失|责任|不对|没(?:做|装|检|放|核|包|查)|漏|少(?:装|发|放|寄)|[发装配](?:混|串)|发错|装错|弄错|拿错|搞错|质量|原因|过失|不好|疏漏)|"
    r"(?:我们|咱们?|仓库|店里|工厂|打包(?:员|的)?|同事|配货|小二|这边|发货员|师傅)[^,。!?]{0,8}(?:漏(?:发|装|放|寄|的|了)|少(?:发|装|放|寄)|发错|装错|拿错|弄错|搞错|寄错|配错|刻错|做错|印错|裁错|写错|标错|绣错|疏忽|失误|没(?:装|放|检查|包|打包)(?:好|进|上|到位)?|粗心|大意)(?:了|啦)?|"
    r"(?:属于|就是|确实(?:是|有)?|的确(?:是|有)?|肯定(?:是|有)|明显是|应该是|看来是|这是|是|算)(?:我们)?(?:[一-鿿]{1,4}的)?(?:商品|产品|典型的?|严重的?|本身的?|的)?(?:质量|品质|做工)(?:问题|瑕疵|缺陷|不过关)|(?:质量|品质)(?:确实|的确)(?:有|出|存在)?(?:问题|瑕疵)|(?:包裹|快递|件|货|东西)[^,。]{0,8}(?:丢了|丢件|遗失了?|丢失了?|弄丢)(?!的话)|(?:八成|多半|肯定|应该|大概率|估计|看来)(?:是)?(?:丢|遗失)(?:了|件|失)|"
    r"(?:确实|的确|是)(?:给您)?(?:少|漏|错)(?:发|装|寄|放)|(?:少|漏)(?:发|装|寄|放)(?:了)?(?:一|您|的)[^,。]{0,12}(?=,)|这批(?:货|次)?[^,。]{0,8}(?:问题|瑕疵)|(?:这批|这款|这一批|该批次)[^,。]{0,10}(?:有|存在|出)[^,。没不]{0,14}(?:问题|缺陷|瑕疵)|(?<!是不是)(?:烧制|生产|制作|打包|包装|装箱|裁剪|缝制|质检|出厂|(?:工|面料|印刷|加工)厂|厂家|厂里|车间)[^,。!?不是]{0,6}(?:没[^,。]{1,3}(?:好|紧|严|到位)|糙|马虎|粗心|失误|不到位|不过关)|(?<!是不是)(?:发|装|配|拿|寄|放)(?:混|串|岔)了|我们(?:承认|认(?=$|[,。!了的哦哈错账栽罚]))|(?:全|都)?(?:怪|赖)(?:我们|我|小店)|我们(?:的)?(?:锅|责任)|(?:承认|认)(?:是)?我们"
)
_SEEN = Pattern(r"(?:确实|的确)(?:是)?(?:有)?[^,。不没]{0,3}(?:裂|坏|破|碎|断|开胶|开线|瑕疵|划痕|没声|没反应|没电|不(?:亮|转|响|热|制冷|制热|通电|充电|出水|好使|灵)|漏[水液墨油气电]|少了|缺了|脏)了?[哈哦呢啊]*$|(?:肯定|八成|应该|估计|多半)是?(?:我们|仓库|师傅|同事|打包的?|工厂)[^,。!?]{0,6}(?:[发装拿弄搞寄配刻做印裁写标绣量放算看打贴]错|忘(?:了|记)?(?:放|装|发|塞))")
"""A fault taken as seen, or laid to the shop's own people, where nothing is confirmed."""
_WAIVED = Pattern(r"(?:不|没)(?:拍|发|传)(?:照|图|视频)?(?:了)?也(?:行|可以|成|没事|能|给)|(?:照片|图片?|视频|凭证)(?:就|也|都)?(?:不用|免|不必|无需|甭)(?:再)?(?:拍|发|给|传|了)|(?:不用|不必|无需|甭)(?:您)?(?:再)?(?:拍照|(?:拍|发|传)(?:照片|图片?|视频))")
_REMEDY = Pattern(
    r"(?<![请要])(?:寄|补|换)您(?:[一两俩几]|个|套|新)|(?:今天|明天|现在|一会儿?|马上)(?:就)?(?:给|帮|为)您换(?=$|[的哦哈啦吧呢,。!])|(?:这就|马上|立刻|立马|直接)(?:就)?(?:给您|帮您)?[补换](?=$|[的哦哈啦吧呢,。!])|(?:这就|马上|立刻|现在就?|直接|立马)(?:就)?(?:给|帮|为|替)您退(?=$|[的哦哈啦了吧呢,。!])|(?:给您|帮您|为您|替您|跟您|这边|我们|我|直接|马上|立刻|现在|先|就|安排|同意|支持|可以|会|再)[^,。!?]{0,10}(?:重(?:新)?(?:做|刻|印|绣)|补(?:发|寄|送|一|上|齐|给|您|两|二|三|几|半|\d)|重(?:新)?(?:发|寄|补)|退(?:款|钱|全款|您|给您|了|掉|\d)|全(?:额)?退|换(?:新|一|个|条|货|双|台|件|只|套|瓶|盒|全新|过)|赔|寄(?:过去|过来|一|个|新)|退换|退货|再(?:发|寄)(?!一?[次下遍]))|"
    r"(?:给|帮|为)您(?:退|换|补)(?:了|掉)?(?=$|[的哦哈啦吧呢,。!])|^(?:那|就|先)?退您(?=\d|全|钱|$)|按您说的[^,]{0,3}[补换退]|(?<![\w])(?:就|马上|立刻)?补(?:您)?[一两](?:个|盒|条|件|份|包|瓶|只|套)|秒退|(?:补发|补寄|重发|重寄|换新|全额退款|退款|退货退款|换货|补送|退全款)(?:给您|一|的|了|吧|哈|哦|就|即|,|$)|(?:少|缺|漏)的[^,。!?您拍照图]{0,6}(?:补|寄|发)(?!来|我|图|照)|(?<![能会])(?:换|补|重发|重寄)(?:一|新|个|两)[^,。!?不没吗么]{0,4}(?:给|到)您|新的?[^,。!?不没吗么]{0,8}(?:给您|跟您)(?:寄|发|补|调|换)|(?:钱|款)[^,。!?不没您]{0,6}(?:回|到|退|打|进)(?:到|回|给)?您(?:的)?[卡账]|(?:退款|退货|换货)?(?:申请)?(?:我)?(?:给您|马上|秒|立刻|直接)(?:同意|通过|秒退|处理退款)|[\d一两三]+(?:元|块)?原路退|再(?:给您)?(?:补|寄|发)(?:一(?![次下遍张])|个|件|条)"
)
_CONDITION = Pattern(
    r"^是[^,。您]{1,8}(?:问题|毛病|责任|原因)(?:就|的话|给|我们|可)|如果|若|要是|假如|确认(?!收货|收到|是您|丢|遗失|了?丢件)|确实(?!存在|是(?:我们|质量)|[^,]{0,3}(?:裂|坏|破|碎|断|开胶|开线|瑕疵|划痕|脏)了?[哈哦呢啊]*$|没(?:声|反应|电)|不(?:亮|转|响|热|制冷|制热|通电|充电|出水|好使|灵)|少|漏|缺|抱歉|不好|对不|有问题|很|给|让|太|挺|非常)|核实|核查|核对|查实|检测|属实|真(?=丢|坏|错|破|少)|属于.{0,12}(?:的话|情况)|的话|之后|以后|后(?=再|为|给|会|我|,|第|马上|立|帮|尽|就|按|即)|才(?:能|好|可)|再(?:给您|为您|帮您|来|看|决定|定|确定|根据|按|处理|安排|做)|一旦|经.{0,6}(?:确认|核实|检测)|(?<!我)看(?:过|完|了|下|一下)|我看(?:完|了|下|一下)|真是|真的是|查清|查明|弄清|明确|有结果|视(?!频|觉|力|线|图)|根据|先.{0,14}(?:照片|拍|核实|查|确认|看|联系|问)|需要?(?:先|等|看|您)|等|判断|凭证"
)
_REQUEST = Pattern(r"(?:您|亲|麻烦|请|辛苦|劳烦)[^,。]{0,12}(?:拍|发|提供|上传|告诉|说|描述|看|留意|补充|申请|点|核对)|照片|图片|视频|凭证")
_NEGATED = Pattern(r"(?:不(?!是不|就是|明摆|明明|正是|好意思|用|仅|但|光)|没(?:有|法|办法)?|无法|未|别|暂时|还不|先不|不敢|不能)[^,。]{0,8}$")
_NO_PROBLEM = ("no_reason",)


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for the first admission and the first remedy that come too early."""
    if not _open_case(reading):
        return
    hit = _first(reading, _OWN_FAULT, "还没有核实就承认了过错") or _first(reading, _SEEN, "还没有核实就承认了过错") or _waived(reading) or _first(reading, _REMEDY, "还没有核实就承诺了补救") or _granted(reading)
    if hit is not None:
        yield hit


_TROUBLE = Pattern(FAULT)


_STUCK = Pattern(r"(?:没|不)(?:再)?(?:动|更新|走)|停(?:在|了)|卡(?:在|住)|好几天|几天了")
_IN_HAND = Pattern(r"收到|到手|刚到|到了|到货|拆开|打开|拿到|签收|送来|寄来|用了|穿了|买的?[^,。]{0,6}[坏破碎裂断烂漏掉]|[有是]划痕|[坏破碎裂断烂]了")
_FEARED = Pattern(r"如果|万一|要是|会不会|怕|假如|的话|会(?:掉|起|坏|破|漏|断|裂)|了(?:怎么办|咋办|咋整|怎么弄|怎么赔|包赔|赔)|[吗么]\W*$")
_OWN_CHOICE = Pattern(r"不喜欢|不想要|不要了|不合适|(?:没|未)(?:有)?(?:拆|用|穿|洗|戴|下水)|买[多错]|后悔|无理由|多久[^,。]{0,4}退|[几哪](?:天|号)[^,。]{0,6}退|退货(?:期|时间)")


_SORRY = Pattern(r"抱歉|不好意思|对不起|对不住")
_WANTS_NEW = Pattern(r"(?:给|要|帮|能)我?(?:们)?[^,。]{0,2}换(?:一?个)?新的?(?!款|颜色)|换个新的")


def _open_case(reading: Reading) -> bool:
    """A complaint about a fault, shortage or loss that is not yet both proven and confirmed."""
    case = reading.request.case
    if reading.asks(_OWN_CHOICE) and not reading.asks(_TROUBLE):
        return False  # he sends back what is whole, whatever the case was about
    if case is not None:
        if case.reason in _NO_PROBLEM:
            return reading.asks(_TROUBLE) is not None
        return not case.confirmed
    order = reading.request.order
    if order is None:
        in_hand = reading.asks(_IN_HAND) is not None or next(reading.all(_SORRY), None) is not None
        return in_hand and reading.asks(_TROUBLE) is not None and not reading.asks(_FEARED)
    if order.status in ("delivered", "completed") and (reading.asks(_WANTS_NEW) or next(reading.all(_OWN_FAULT), None) is not None):
        return True  # a new one is demanded, or the reply itself tells a fault
    return order.status in ("shipped", "delivered", "completed", "refunding") and (reading.asks(_TROUBLE) or (order.status == "shipped" and reading.asks(_STUCK))) is not None


def _waived(reading: Reading) -> Hit | None:
    """'照片不用拍了,给您补': the proof is waived while a remedy is named."""
    case = reading.request.case
    if case is not None and case.evidence_received:
        return None
    for clause in reading.where(_WAIVED.bit):
        match = clause.find(_WAIVED)
        if match is not None and not clause.asks and seek(r"[补换退赔]|寄[^,。]{0,4}新", reading.text[clause.start + match.end() :]):
            return Hit(clause.start + match.start(), clause.start + match.end(), "还没有凭证就答应了补救", "request:case.evidence_received=false", "先请顾客提供照片,说明核实后再处理")
    return None


_RHETORICAL = Pattern(r"不(?:就是|明摆着|明明|正是)")
_ASKS_REMEDY = Pattern(r"补|换新?(?!个?人)|退(?:钱|款|我|掉|了吧)|赔|重(?:做|发|寄)|[给能可][^,。]{0,3}[退换补]|少了|缺了|(?:少|缺|漏)[^,。]{0,4}[包个件条盒只袋本片]|^[^,。]{0,8}退$")
_GRANTS = Pattern(
    r"^(?:您好|亲亲?|嗯+|那|当然|好的?|好嘞|行|成|啊|哎|抱歉|肯定|必须|一定|这就|马上|立马|立刻|\W)*(?:给|能|可以|没问题|同意|(?:给|能|可以)?[补退换赔](?:给|新)?)"
    r"(?:您|一?[个件条包份]|钱|的|哒|滴|哦|呢|呀|啊|亲|哈|啦|嘞|呗|吧|[补退换赔]|了|\W)*$"
)
"""'补', '给退', '能': the whole remedy in a word, in answer to the customer's demand."""
_PROOF = Pattern(r"照片|图|拍|视频|核实|核对|查|看[看下一]|确认|检测|无理由|没(?:有)?(?:用|拆|穿|洗|戴)|7天|七天|凭证|如果|要是|的话|不喜欢")


def _granted(reading: Reading) -> Hit | None:
    """A bare yes or verb to a demand for replacement, refund or what is missing, with no word of proof in the turn."""
    case = reading.request.case
    if case is None or case.evidence_received or not reading.asks(_ASKS_REMEDY):
        return None
    for clause in reading.clauses[:2]:
        if clause.find(_GRANTS) is None or clause.asks:
            continue
        if len(clause.text) > 1 and not seek(r"[补退换赔给同]", clause.text) and not reading.asks(r"换新|补|退(?:钱|款)|赔|能换|可以换"):
            return None
        if any(reading.all(_PROOF)):
            return None
        return Hit(clause.start, clause.end, "还没有核实就承诺了补救", "request:case.confirmed=false", "先请顾客提供照片,说明核实后再处理")
    return None


def _first(reading: Reading, pattern: Pattern, message: str) -> Hit | None:
    frame = False
    for clause in reading.clauses:
        text = spoken(clause)
        conditional = clause.find(_CONDITION, text) is not None
        match = pattern.search(text)
        asked = clause.asks and _RHETORICAL.search(text) is None
        if match is not None and not asked and not _excused(reading, clause, text, match, conditional, frame):
            return Hit(clause.start + match.start(), clause.start + match.end(), message, "request:case.confirmed=false", "先请顾客提供照片,说明核实后再处理")
        if match is not None and clause.asks and pattern is _REMEDY and seek(r"(?:给您|帮您|为您)[^,]{0,6}(?:补|换|退|寄|重)[^,]{0,8}(?:可以吗|行吗|好吗|好不好|行不行|可以不)", text) and not _excused(reading, clause, text, match, conditional, frame):
            return Hit(clause.start + match.start(), clause.start + match.end(), message, "request:case.confirmed=false", "先请顾客提供照片,说明核实后再处理")
        following = reading.after(clause)
        frame = conditional or (frame and following is not None and following.sentence == clause.sentence) or (frame and "。" not in clause.closer and "!" not in clause.closer)
    return None


def _excused(reading: Reading, clause: Clause, text: str, match: re.Match[str], conditional: bool, frame: bool) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if conditional or frame:
        return True
    if seek(r"(?:已经?|刚[刚才]?|早就?)(?:都|就)?$", before[-4:]) or (seek(r"已经?|刚[刚才]?|早就", match.group()) and seek(r"了", match.group() + after[:2])):
        return True  # a report: whether it was done is the business of unsupported-status
    if ALTERNATIVE_QUESTION.search(text) and seek(r"(?:是否|是不是|能不能|有没有|会不会)", before[-6:] + match.group()[:3]):
        return True
    if _NEGATED.search(before) and not seek(r"不是不|不会不", before):
        return True
    if seek(r"先[^,。]{0,4}换[^,。]{0,10}(?:试|看)", text) and not seek(r"给您|帮您|我们", match.group()):
        return True  # what he may try himself
    if "您" in match.group() and seek(r"入仓|到仓|签收|寄回|退货|小时|工作日|原路", text) and seek("[钱款]", match.group()):
        return True  # when a refund that is under way arrives
    if seek(r"(?:订单|平台|页面|后台)[^,。]{0,4}申请(?:退|换)", text):
        return True
    if seek(r"(?:不|没|无法)(?:再|给|能|会|让|用|予|可以?)*(?:您)?[退补换赔重]", match.group()) or (match.group().endswith("退了") and seek(r"红|肿|烧|热|痒|印|色", before)):
        return True
    if seek(r"(?:不了|不成)$", match.group()) or re.match(r"(?:不了|不成|的?申请(?:入口|按钮|页面|流程)|流程|进度|规则|政策|方案|的?(?:要求|诉求|想法)|之前)", after):
        return True
    if _REQUEST.search(before) or seek(r"(?:麻烦|请|辛苦|劳烦|劳驾)(?:您|亲)?[^,。给]{0,10}$", before) or seek(r"您(?:说|反馈|提到|反映|想|要求|觉得|担心|希望)(?:的|是)?", before):
        return True
    following = reading.after(clause)
    later = reading.text[clause.end :]
    if following is not None and following.sentence == clause.sentence and re.match(r"^(?:前提|不过(?:要|得|需)|但(?:要|得|需)|只要)", following.text):
        return True
    return seek(r"前提是|需先|得先|要先", later[:20]) is not None


_CASE = {"reason": "quality", "evidence_received": False, "confirmed": False}


def _unproven(reading: Reading, _vote: Vote) -> bool:
    case = reading.request.case
    return case is None or not (case.evidence_received or case.confirmed or case.reason in ("no_reason", "lost"))


_PROOF_FIRST = Pattern(r"拍(?:一?[张个下]|照|图|给|过来)|(?:照片|图片?|视频)[^,。!?不]{0,3}(?:发|传)(?:我|来|给)|检测完|核实(?:后|了|完|过)|看过")
_SUPPOSING = Pattern(r"如果|要是|若是|的话|万一|一旦|核实后|要真|真(?:是|丢|坏|错|破|少|缺)")


def _unconditional(reading: Reading, vote: Vote) -> bool:
    if reading.request.case is None and not reading.asks(_TROUBLE):
        return False  # nothing is complained of
    return not any(vote.start <= match.start() < vote.end for pattern in (_SUPPOSING, _PROOF_FIRST) for match in reading.all(pattern))


BACKING = (Backing("premature-remedy", "还没核实就认下了问题或答应了补救", "request:case.confirmed=false", "先请顾客提供照片,说明核实后再处理", _unproven, _unconditional),)
EXAMPLES = (
    bad("实在抱歉,是我们质检疏忽了", "浴巾破了个洞", order=ORDER, case=_CASE),
    bad("对不起,马上给您补发一条", "少了一条", order=ORDER, case={**_CASE, "reason": "missing_item"}),
    bad("抱歉,我现在就给您全额退款", "破的,退款", order=ORDER, case=_CASE),
    bad("照片不用拍了,信得过您,补一条", "少了一条", order=ORDER, case={**_CASE, "reason": "missing_item"}),
    bad("图收到 鞋跟确实开胶了 给您退", "图发了你看", order=ORDER, case=_CASE),
    bad(["补", "地址没变吧"], "少了两条 数了三遍", order=ORDER, case={**_CASE, "reason": "missing_item"}),
    bad("这不明摆着是我们的锅么", "花烂了", order=ORDER, case=_CASE),
    bad("是烧制没烧好 我们认", "杯底有裂", order=ORDER, case=_CASE),
    bad("新的一颗给您补过去", "枕头有味道想退", order=ORDER, case={**_CASE, "reason": "no_reason"}),
    bad("视频我看过了 确实没声", "视频发你了", order=ORDER, case=_CASE),
    good("少的那两条照片您发来 我接着核", "少了两条", order=ORDER, case={**_CASE, "reason": "missing_item"}),
    good("25号之前,超过就不给退了", "哪天之前能退", order=ORDER, case={**_CASE, "reason": "missing_item"}),
    good("可以退的,没拆封七天内都行", "没拆封的那种可以退不", order=ORDER, case=_CASE),
    good("抱歉让您不开心了,麻烦拍张照片,核实后给您处理", "浴巾破了个洞", order=ORDER, case=_CASE),
    good("如果确实是质量问题,退换都可以,来回运费我们出", "破的怎么办", order=ORDER, case=_CASE),
    good("很抱歉,已经确认是质量问题,给您换新", "破的怎么办", order=ORDER, case={**_CASE, "evidence_received": True, "confirmed": True}),
)
