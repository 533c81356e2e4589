"""Leaves a template slot unfilled.

What it does: fires on slots such as XX元, [产品名], {{fee}}, ___, 某某 or (此处填写…) that a template or model left open.

Why: the customer sees that nobody wrote to him, and the figure he asked for is missing (P4).

Known limits: brackets round an ordinary word that is no slot name are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.rules.example import bad, good

_NAMES = (
    "姓名|名字|昵称|称呼|名称|客户|顾客|买家|用户|会员|商品|产品|宝贝|款式|型号|规格|尺码|颜色|店铺|店名|店|客服|工号|价格|金额|运费|费用|价钱|数字|数量|件数|单号|订单|快递|物流|承运|公司|"
    "地址|城市|省份|地区|目的地|收货|电话|手机|号码|链接|网址|日期|时间|天数|时效|具体|原因|理由|内容|填写|填入|插入|输入|替换|此处|占位|待定|待补|待填|优惠|券|折扣|品牌|材质|尺寸|重量|库存|编号|截图|图片|回复|方案|活动"
)
_SLOT = Pattern(
    r"\{\{.*?\}\}|\{%.*?%\}|\$\{[^}]*\}|\{[a-z_][\w.\u4e00-\u9fff]{0,30}\}|<(?:[a-z_]+_[a-z_]+|(?!div|span|strong|img|font|html|body|head|table|code|pre|think|big|small|sub|sup|del|ins|link|script|style)[a-z]{3,12}|[\u4e00-\u9fff]{2,10})>|%[sd](?![a-z])|"
    rf"[\[【〔(（「《<{{][^\]】〕)）」》>}}\n]{{0,12}}(?:{_NAMES})[^\]】〕)）」》>}}\n]{{0,8}}[\]】〕」>}}]|"
    rf"[(（](?:请)?(?:此处|这里|在此|待|填|插入|输入|根据实际|具体(?:金额|时间|运费))[^)）\n]{{0,14}}[)）]|"
    r"(?<![a-z0-9])x{2,}(?![a-z0-9])|(?<![a-z0-9])x{2,}(?=kg|cm|mm|ml|g(?![a-z]))|(?<![a-z0-9])[x×](?=元|块|天|日|号|小时|件|月|%|折|kg|公斤)(?<![\d]\w)|[×✕✖╳]{2,}|_{2,}|＿{2,}|(?<![*\d\w])\*{2,}(?=元|块|天|号|快递|先生|女士)(?!\*)|"
    r"某某|某(?=快递|品牌|地(?!方)|型号|公司)|〇〇|○○|□□|◯◯|\?\?元|？？元|\[\s*\]|【\s*】|tbd|todo|n/?a(?=元|$)|null|undefined|\bnan\b|none元|待填|待补充|(?<![a-z0-9])[yn]{1,2}(?=元|天|块|个工作日|小时)|(?<![a-z])xx(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])xx(?!x*l)"
)
_SIZE = Pattern(r"x{2,5}(?:码|[/、~—-]\s?(?:\dx|x|s|m|l))")
_MASKED = Pattern(r"\d{2,4}\*{2,}\d{0,4}")


def _asked_word(slot: str, asked: str) -> bool:
    """Whether the customer himself speaks of it: 'XX是谁', or the letter ('绣三个X')."""
    return re.search(rf"(?<![a-z0-9]){re.escape(slot)}(?![a-z0-9])", asked) is not None or (slot[0] == "x" and re.search(r"(?<![a-z0-9])x(?![a-z0-9])", asked) is not None)


def _in_asked_word(text: str, match: re.Match[str], asked: str) -> bool:
    """Whether the letters belong to a word of the customer's ('刻TXX')."""
    lead = re.search(r"[a-z0-9]+$", text[: match.start()])
    return lead is not None and lead.group() + match.group() in asked


def _is_size(text: str, match: re.Match[str]) -> bool:
    """Whether the letters are a size ('XX码', 'S/M/XX', '尺码到XX') and no price or figure left open."""
    if match.group()[0] != "x" or text[match.start() - 1 : match.start()] in ("¥", "$", "￥") or re.match(r"元|块|kg|cm|g|-?x", text[match.end() :]):
        return False
    return _SIZE.match(text, match.start()) is not None or seek(r"(?:尺码|码数|size|[sml][/、~—-])[^,。]{0,6}$", text[: match.start()]) is not None


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each open slot."""
    for match in reading.all(_SLOT):
        slot = match.group()
        if slot.strip("[]【】") in reading.given + reading.asked and len(slot) > 3 and "{{" not in slot:
            continue
        if re.fullmatch(r"[x_×*]+", slot) and (_asked_word(slot, reading.asked) or _is_size(reading.text, match) or _in_asked_word(reading.text, match, reading.asked)):
            continue
        if slot[0] in "[【" and ('"' in slot or seek(r"^.(?:温馨|提示|公告|通知|注意|重要|提醒)", slot)):
            continue  # data, which is the business of assistant-leak; the head of a notice
        if _MASKED.search(reading.text[max(0, match.start() - 4) : match.end() + 4]):
            continue
        yield Hit(match.start(), match.end(), f"模板里的“{slot}”没有填上", "", "填上真实内容,不知道的就问顾客或改成不含它的说法")


EXAMPLES = (
    bad("您好,运费是XX元哦"),
    bad("亲爱的[客户姓名],您的包裹已安排"),
    bad("{{shop}}欢迎您"),
    bad("快递一般___天左右到"),
    bad("大概N天到"),
    bad("XXL码¥XX一条", "有XXL吗"),
    bad("库存<stock>条", "有货吗"),
    good("XXX三个字母可以绣的", "绣三个X可以吗"),
    good("您说的XX是哪位?", "客服[XX]说可以换"),
    good("有XXL码的,您平时穿多大呢"),
    good("手机号138****5678收到了"),
    good("【温馨提示】下单前看下尺寸哦"),
)
