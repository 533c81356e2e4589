"""Features said of goods in polished prose: what is built in, whom it is made for, how it was treated, what it does so well.

'内置足弓支撑系统', '专为扁平足人群设计', '经过多道烘干处理', '能有效缓解疲劳': a writer who knows nothing of the goods writes so. The facts carry a
feature when they speak of the same thing, that is, hold two letters of it side by side.
"""

from __future__ import annotations

import re

from guarded_reply.claims.asserted import Statement, overlaps
from guarded_reply.claims.reading import Reading
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause

_THING = r"[一-鿿a-z0-9]"
FEATURES = Pattern(
    rf"(?P<has>内置|搭载|配备|自带|具备|具有|运用|融入|嵌入)(?:了|有|着)?(?P<part>(?:(?![的了吗么]){_THING}){{2,14}})"
    r"|专(?:为|门为|门针对)(?P<whom>[^,。您]{2,12}?)(?:而)?(?:设计|打造|研发|定制|开发|而生|准备)"
    r"|(?:经过|历经|经)(?P<work>(?:多道|多重|严格|特殊|特别|高温|低温|独特|精心|层层|反复|[\d一二三四五六七八九十百]+(?:道|重|次))的?[^,。]{0,8}?(?:处理|工艺|工序|打磨|烘干|烘焙|检测|筛选|把关|测试|发酵|淬炼|锻造|萃取))"
    r"|(?:有效|显著|大大|明显|深层|持久|强效|全方位|全面|完美)地?(?P<does>(?:缓解|减少|减轻|提升|改善|防止|避免|保护|呵护|吸收|抑制|隔绝|阻挡|分散|增强|锁住|去除|降低|延长|支撑|减震|透气|排汗|散热|滋润|贴合|包裹|承托)[^,。]{0,10})"
)
_NOT_OF_GOODS = Pattern(r"无理由|售后|保障|优惠|资格|运费|发票|客服|物流|快递|权限|经验|时间|差异|差别|风险|意义|魅力|条件|效力|参考|团队|资质|平台|付款|资金|包装|打包|运输|途中|隐私|等待|纠纷|损失|退|换|发货|不便|误会|信息|情况|问题(?!肌)|治疗|疗效|功效|作用|代表性|特色|可能|法律")
_NOT_SAID = Pattern(r"(?:不|没(?:有)?|未|无|非|是否|有没有|能否|别|如果|若|要是|哪|什么|您(?:的|需要|想要|希望|要)?|例如|比如)[^,。]{0,4}$")
_EMPTY = re.compile(r"(?:很|非常|较|更|良好|不错|出色|优秀|优异|一定|较好|极好|极佳|独特|丰富|多种|多样|的|高|强|好)+")


def feature(reading: Reading, clause: Clause, text: str) -> Statement | None:
    """The first feature in the clause that no fact carries."""
    if not clause.present & FEATURES.bit or not reading.request.products or clause.find(_NOT_OF_GOODS, text):
        return None
    given = reading.given.replace(" ", "")
    for match in FEATURES.finditer(text):
        said = next(value for name, value in match.groupdict().items() if value is not None and name != "has")
        core = _EMPTY.sub("", said)
        if len(core) < 2 or overlaps(core, given) or _NOT_SAID.search(text[: match.start()]) or seek(r"^(?:吗|么|没|不)", text[match.end() :]):
            continue
        return Statement(match.start(), match.end(), match.group())
    return None
