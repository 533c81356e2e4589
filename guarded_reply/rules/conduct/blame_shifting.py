"""Puts it off on courier, warehouse, platform, customer or rule, and leaves it there.

What it does: fires when the reply names someone else as the one responsible, or disowns the matter (跟我们没关系, 我们也没办法),
and no message of the turn says what the shop itself does about it. Naming the cause and acting is fine.

Why: the customer bought from the shop; the courier is the shop's choice (P2, P44, P51).

Known limits: whether the step named is enough is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good

_OTHERS = r"(?:快递|物流|顺丰|中通|圆通|申通|韵达|承运|第三方|仓库|平台|淘宝|天猫|系统|厂家|工厂|供应商|派件员|快递员|小哥|驿站|网点|站点|天气|您(?:自己|这边|本人)|顾客|买家|个人)"
_DISOWN = Pattern(
    r"(?:我们?|仓库|出厂|店里)(?:这边)?(?:都|绝|根本|也)?不可能(?:少发|漏发|发错|发坏|弄错|少|漏|错|坏)|(?:催|找|问|怪)(?:我们?|商家|本店|店里|客服)(?:也)?(?:没(?:有)?用|不管用)|(?:运输|快递|物流|偏远(?:地区)?)[^,。!?]{0,6}(?:难免|正常现象|避免不了|在所难免|很?正常(?:的)?(?=$|[,。]))|(?:并非|不是|并不是|非)(?:本店|我们|我店|商家|卖家|店铺|店里|咱们?)(?:这边|方面|自身)?的?(?:原因|所致|造成|导致|责任|过错|问题)|(?:跟|和|与|同)(?:我们|本店|店铺|我|咱们?|商家|卖家|店家|小店)(?:店铺|这边|店|家)?(?:是|都|也|真的|可)?(?:没|没有|无|毫无|不)(?:什么|任何|半点|一点|啥)?(?:关系|关|相干|责任|瓜葛|相关)|(?:不关|不干|不归|不怪|怪不(?:了|得|着)|赖不(?:着|到))(?:我们?|本店|店铺|店里|咱|商家|卖家)(?:的)?(?:事|管|头上)?|(?:我们|本店|店铺|我|商家|卖家|店里|咱们?|这边)(?:这边)?(?:作为(?:商家|卖家))?(?:也|真的?|实在|是|确实|又|根本|暂时)*(?:没(?:有)?(?:什么|任何|啥)?办法|没法(?:儿)?(?:管|控制|干预|处理|解决|帮|负责)?|无能为力|无法(?:干预|控制|掌控|负责|处理|左右|解决|介入)|管不(?:了|着|到)|控制不了|左右不了|插不上手|做不了主|爱莫能助|帮不(?:了|上)|不(?:负责|承担|管|背(?:锅|这个)|担责)|概不负责|没(?:有)?责任)|"
    r"(?:概|一概|一律)不负责|不(?:属于|是|在)(?:我们|本店|店铺|商家|卖家)的?(?:责任|问题|范围|原因|错|过错|管辖)|不(?:承担|负)(?:任何|相关|此)?责任|与(?:我们|本店|店铺)无关|(?:也)?(?:没|无)(?:什么)?办法(?:的事|啊|呀|呢|的|哦|了)|爱莫能助"
)
_BLAME = Pattern(
    rf"(?:是|属于|都是|肯定是|应该是|明显是|就是|全是|怪|怨|赖|得怪|要怪(?:就)?(?:怪)?){_OTHERS}[^,。!?]{{0,10}}(?:的)?(?:问题|责任|原因|事|错|失误|锅|弄|摔|丢|慢|搞|造成|耽误|导致|不当|不好|(?<!本身)(?<!出)没(?!毛病|问题|事)|暴力|态度|懒|(?<![保监托主掌])管(?!理|家))|(?:问题|责任|原因|错|锅)(?:全|都|主要)?(?:在|出在|是){_OTHERS}|{_OTHERS}[^,。!?]{{0,8}}(?:自己|全权)?(?:的)?(?<!没)(?<!没有)(?:责任|问题|锅)(?=$|[,。!哦呢啊吧])|"
    r"(?:您|你)(?:当时|之前|下单时|自己|本人)[^,。!?]{0,6}(?:没(?:看|写|选|填|核对|检查|注意|保管|保护|按|备注|说)|不(?:看|小心|注意|会用|按|核对|检查|仔细)|选错|拍错|填错|写错|弄坏|弄错|操作(?:不当|失误)|使用不当|看错)|(?:肯定|应该|多半|八成|估计|大概率?|准|都|就|明显|一定)?(?:是|属于)(?:由于|因为)?(?:您|你|顾客|买家)(?:自己|那边|家里?|本人)?(?:的)?[^,。!?]{0,6}(?:进水|进液|摔|磕|碰|弄|拧|装反|用力|没(?:拧|装|充|对|关|按|看|用|接|盖|插|放)|用错|操作|使用|保管|保养|洗|暴晒|安装|拆|充(?:电)?过)[^,。!?]{0,8}|(?:您|你)(?:这边)?(?:肯定|一定|八成|多半|估计|应该|准|怕)是[^,。!?]{0,6}(?:装反|装错|进水|摔|磕|用错|没[^,。]{1,4}|拧|充|洗|暴晒|拆|弄|操作)[^,。!?]{0,4}|(?:您|你)是不是(?:自己)?[^,。!?]{0,4}(?:弄丢|弄坏|摔|拆坏)|(?:由于|因为)(?:您|你)(?:的)?(?:使用|操作|保管|安装|洗涤|存放|保养|佩戴|穿着?)[^,。!?]{0,6}(?:不当|不正确|不对|有误|错误|不规范|导致|造成|引起)|(?:用|弄|摔|洗|穿)坏了?[^,。]{0,4}自己(?:认|担|负)|自己认栽|(?:都|就|肯定|准|八成|多半|那)?是(?:您|你)?(?:自己)?(?:洗|用|穿|放|摔|弄|拉|晒|烫|泡|压|磕|碰)(?:坏|出来|掉|成|出)的?|谁(?:让|叫)(?:您|你)(?!是|这么|眼光|来得)|(?:人为|使用不当|保管不当|操作不当)(?:造成|导致|损坏|引起)"
)
_SENDS_OFF = Pattern(rf"(?:您|亲|请|麻烦|建议|还请)(?:可以|这边|直接|自行|自己|还是|先|您)*(?:去)?(?:联系|找|问|咨询|催|跟|和|向|投诉|打(?:电话)?(?:给)?)(?:一?下)?{_OTHERS}[^,。!?]{{0,12}}(?:吧|沟通|协商|索赔|要(?:赔|说法|钱)|讨|解决|处理|问|查|催|理论|赔|反映|反馈|客服|了|哦|哈|呢|$)|(?:自行|自己)(?:跟|和|与|联系|找|去|向|解决|处理|承担|负责)|找他们|问他们|(?:您|请)等(?:着|待)?(?:就(?:行|好)|吧)|只能(?:等|自己|自认|您)|{_OTHERS}(?:会|应该)?(?:负责|处理|赔|管)(?:的|,|。|$)")
_OWN_STEP = Pattern(
    r"(?:我们?|这边|咱们?|小二|客服|帮您|为您|替您|给您|本店|店里|主管|同事|由我)(?:会|这就|现在就?|马上|先|来|去|立刻|可以|能|也|再|一起|已经|尽快|尽力|尽量|帮|给|为|替|您|亲|负责|一定|全程|继续|同步|会去|也会|正在|都|这边|直接|跟|和)*?(?:联系|催|核实|查|处理|协助|跟进|反馈|沟通|安排|解决|补|换|退|申请|登记|转|问|负责(?:到底|跟|处理|解决)|承担|协调|盯|督促|回复|通知|落实|推动|想办法|看看|确认|改|拦|追|记录|投诉|送|寄|发|指导|陪)(?!不)|(?:由|都|来)?我们(?:来)?(?:负责|承担|处理|解决)|(?:会|我|我们|这边)(?:再|先|也|就|这就)?(?:请|让|叫|嘱咐|叮嘱|提醒|要求)(?:仓库|同事|快递|打包|师傅)|(?:随时|直接|尽管|再)(?:来)?(?:找|联系|告诉|发给?)我|(?:麻烦|辛苦|请)?您?(?:拍|提供|发)[^,。]{0,10}(?:照|图|视频|凭证|截图)|(?:如果|若)[^,。]{0,14},?(?:我们?|帮您|给您|为您)"
)
_CAUSE_ASKED = Pattern(r"快递|物流|怎么|为什么|咋|几天|慢|没到|不动|丢|坏|破|碎|少|错|问题|质量")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit when the turn disowns the matter or blames others and names no step of the shop's own."""
    text = reading.spoken
    disowned = next((m for m in reading.all(_DISOWN, text) if not _excused(reading, text, m)), None)
    blamed = next((m for m in reading.all(_BLAME, text) if not _excused(reading, text, m)), None)
    sent = next((m for m in reading.all(_SENDS_OFF, text) if not _excused(reading, text, m)), None)
    if disowned is not None and sent is None and not _complaint(reading) and (_REFUSES.search(disowned.group()) or _offers(text, disowned)):
        disowned = None  # a mere no, or a tip beside it, to one who has nothing to complain of
    first = disowned or (blamed if blamed is not None and (sent is not None or _accuses(blamed)) else None)
    if first is None and sent is not None and seek(r"(?:自行|自己).{0,4}(?:跟|和|与|联系|找|去|向|承担|负责)", sent.group()) and _complaint(reading):
        first = sent
    if first is None:
        return
    if _acts(text, first) and not (disowned is not None and seek(r"无关|没关系|没有关系|不负责|没有任何|不承担|不关|不归|不怪", disowned.group())):
        return
    if _acts(text, first) and not seek(r"无关|关系|不负责|不关|不怪|责任", first.group()):
        return
    if _acts(text, first) and seek(r"联系|处理|负责到底|跟进|换|退|补", text[first.end() :]) and sent is None:
        return
    yield Hit(first.start(), first.end(), "把事情推给了别人,没有说店铺会怎么做", "playbook:P2", "说明原因之后,讲清店铺这边接下来做什么")


_REFUSES = Pattern(r"做不了主|没(?:有)?办法|没法|无法|爱莫能助|帮不|无能为力")
_OFFERS = Pattern(r"(?:跟|和|找|给)(?:派件员|快递员|小哥|驿站|站点|网点)[^,。]{0,6}(?:说|讲|商量|约|留言|备注)|多半|一般(?:都|会|能)|建议|可以|不妨")


def _offers(text: str, disowned: re.Match[str]) -> bool:
    return _OFFERS.search(text, disowned.end()) is not None


def _accuses(blamed: re.Match[str]) -> bool:
    return seek(r"您|你|谁|自己|人为|使用不当|保管|操作|[坏来掉成出]的?$", blamed.group()) is not None or seek(r"问题|责任|锅|错", blamed.group()) is not None


def _complaint(reading: Reading) -> bool:
    return reading.request.case is not None or reading.asks(_CAUSE_ASKED) is not None


def _acts(text: str, first: re.Match[str]) -> bool:
    return _steps_in(text[: first.start()] + "□" + text[first.end() :])


def _steps_in(rest: str) -> bool:
    for match in _OWN_STEP.finditer(rest):
        before = rest[max(0, match.start() - 3) : match.start()]
        if not seek(r"不|没|无法", before) and not seek(r"不(?:了|到)", rest[match.end() : match.end() + 2]):
            return True
    return False


def _excused(reading: Reading, text: str, match: re.Match[str]) -> bool:
    clause = reading.turn.clause_at(match.start())
    if clause is None:
        return False
    before = text[clause.start : match.start()]
    if seek(r"运费|邮费|快递费|来回", clause.text + text[max(0, clause.start - 12) : clause.start]) and seek(r"自己|自行|承担", match.group()):
        return True
    if seek(r"(?:不是|并非|不会|不能|没有?|不|绝不)(?:说|因为|想|把|是|就)?[^,。]{0,3}$", before) or (clause.asks and not seek(r"怪|谁", match.group())):
        return True
    if seek(r"(?:找|向|跟).{0,8}(?:要|讨|赔)", match.group()):
        return False
    return seek(r"如果|若|要是|是否|的话|(?:保证|承诺|打包票)", clause.text) is not None and "无关" not in match.group() and seek("不负责|不承担", match.group()) is None


_ASKS_SAFE = Pattern(r"怕[^,。]{0,4}(?:钱|付|骗)|骗子|被骗|安全[不吗么]|(?:钱|付款)[^,。]{0,4}(?:放心|安全|保障)")
"""Who asks whether his money is safe is told whose hands it is in, and blames nobody."""


_CASE = {"reason": "not_received", "evidence_received": False, "confirmed": False}
_SENT = {**ORDER, "status": "shipped", "signed_at": None}
BACKING = (Backing("blame-shifting", "把事情推给了别人,没有说店铺会怎么做", "playbook:P2", "说明原因之后,讲清店铺这边接下来做什么", left_open=lambda reading, vote: not reading.asks(_ASKS_SAFE) and not _steps_in(reading.spoken[: vote.start] + "□" + reading.spoken[vote.end :])),)
EXAMPLES = (
    bad("快递慢我们也没办法的", "怎么还没到", order=_SENT, case=_CASE),
    bad("这是快递的问题,您自己联系快递吧", "怎么还没到", order=_SENT, case=_CASE),
    bad("仓库不可能漏发的", "少了一件", order=ORDER),
    bad("跟我们店没关系的", "箱子坏了", order=ORDER),
    bad("是您自己没看清楚尺码", "尺码不对", order=ORDER),
    bad("抱歉,出厂都测过的,肯定是您进水了", "没声音了", order=ORDER),
    bad("催我们没用,得催中通", "这都几天了", order=_SENT),
    bad("掉毛都是洗坏的 衣服没问题", "买过你家的掉毛"),
    good("钱是平台先保管的,收到满意再确认", "你家是骗子吧"),
    good("是快递中转慢了,我这就联系快递帮您催", "怎么还没到", order=_SENT, case=_CASE),
    good("抱歉让您久等,我现在就去查", "怎么还没到", order=_SENT, case=_CASE),
)
