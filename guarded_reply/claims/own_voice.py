"""Whether the turn says an amount in its own voice: not asked, denied, another shop's, or the customer's word."""

from __future__ import annotations

import re

from guarded_reply.claims.amounts import Money, says
from guarded_reply.claims.granted import cut_said, refused_after
from guarded_reply.claims.reading import Reading
from guarded_reply.claims.topics import bargains
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reply import decimal_text

_OTHERS = Pattern(r"别家|人家|隔壁|其他店|别的店|同行|专柜|您(?:说|提|报|出|开|看到|给)的?|原来|之前|以前|活动前|划线|市场价|官方|如果|要是(?!合适)|假如|恢复|涨|回到|奔|赚|(?<![他它外各本全跨邻])省(?!份|内|外|市)|由$|从$")
_DENIED = Pattern(r"(?:不是|并非|没有|不到|不用|不要|哪有|哪里要|不止|用不了|要不了)[^,\d]{0,6}$")
_UNABLE = Pattern(r"(?:没(?:法|办法)|无法|不能|不可以|不可能|难以|不会|没权限?|不好|不敢|不了)(?:再|给|帮|您|按|以|直接|一下|把|价格|单独|随便|私自|私下|这个?|它|价)*(?:降|减|便宜|少|优惠|卖|做|低|改|调|让|算|拿|收|掉|压|谈|放)(?:价|收)?(?:到|成|至|给|您|在|为)*\s?$|(?:没(?:法|办法)|无法|不能|不可以|不可能|没权限?|不好|不敢)(?:再|给您|帮您)*(?:按|以|照|到)(?:您(?:说|报)的)?\s?$")
_STOCK = Pattern(r"(?:库存|还有|还剩|剩余?|余量|存货)(?:是|有|为|:|大概|约)*$")
_REVIEW = Pattern(r"好评|五星|5星|晒图|评价")
_REFUSED_AFTER = Pattern(r"^(?:元|块)?(?:钱)?(?:的话|(?:这个?价)?(?:是|也|真的?|实在|确实|我们)*(?:卖不|做不|给不|拿不|不(?:行|卖|能|可以|成|够)|没法|没办法|亏))")
_NOT_KNOWN = Pattern(r"^(?:元|块)?(?:钱)?[^,\d]{0,6}(?:没(?:有)?(?:见|听|查|记录|这|印象|说)|不(?:清楚|了解|知道|记得|确定|是我们))")
_COMPARED_TO = Pattern(r"(?:[比跟和]|不如)(?:您(?:说|要|给|出|报)的)?$")
_STILL_LESS = Pattern(r"^(?:元|块)?(?:钱)?还?(?:要|更)?(?:少|便宜|低|多|贵|高|省|划算|实惠)")
_ECHOED = Pattern(r"[\d.]+(?:元|块)?(?:钱)?[啊呀嘛哇哎唉呐么\W]+")
_WAIVED_AFTER = Pattern(r"^(?:元|块)?(?:钱)?的?(?:运费|邮费)?(?:就|也|都|可以)?(?:不用|不必|不收|免(?!运|邮)|无需|省(?:下|了)|不要|我们(?:出|承担|报)|我出|店里出|咱出|去掉|减掉|免掉|抹掉|取消)")


def asserted(reading: Reading, money: Money) -> bool:
    """Whether the turn says the amount in its own voice: not asked, denied, another shop's, or the customer's word."""
    clause = money.clause
    head = reading.text[max(clause.start, money.amount.start - 12) : money.amount.start]
    if _STOCK.search(head) or _DENIED.search(head) or _UNABLE.search(head) or _OTHERS.search(head) or _WAIVED_AFTER.match(reading.text[money.amount.end : clause.end]):
        return False
    if cut_said(reading, clause) == money.value:
        return False  # '最多5块' to '运费便宜10块好不': a cut, which the discount rule judges
    if _REFUSED_AFTER.match(reading.text[money.amount.end : clause.end]) or (bargains(reading) and refused_after(reading, clause, money.amount.end - clause.start)):
        return False
    if _COMPARED_TO.search(head) and _STILL_LESS.match(reading.text[money.amount.end : clause.end]):
        return False  # '比50还少一块'
    if decimal_text(money.value) in reading.asked and _NOT_KNOWN.match(reading.text[money.amount.end : clause.end]):
        return False
    if seek(r"(?:等于|相当于)$", head) and re.match(r"^(?:元|块)?(?:钱)?(?:多|买|换|得|拿)", reading.text[money.amount.end : clause.end]):
        return False
    if decimal_text(money.value) in reading.asked and _ECHOED.fullmatch(clause.text):
        return False  # '240啊': taken up from the customer, to be answered next
    if says(reading, _REVIEW) and seek(r"[领返送得给]$", head):
        return False
    return not (clause.asks and seek(r"吗|么$|[是对行]不[是对行]", clause.text) and money.role != "total")
