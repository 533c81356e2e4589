"""Answers a complaint with neither apology nor a soothing word.

What it does: warns when the customer complains (after-sales trouble, anger, a bad review) and the whole turn has no
apology, no understanding and no thanks for patience.

Why: feelings come first, then the cause, then the remedy (P44, P50).

Known limits: a plain question within an after-sales case is not taken for a complaint.
"""

from __future__ import annotations

from collections.abc import Iterator

from guarded_reply.claims.complaint import complains
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern
from guarded_reply.rules.example import ORDER, bad, good

SEVERITY = "warning"
_SOOTHES = Pattern(
    r"抱歉|道个?歉|顾虑|难受|对不(?:起|住)|不好意思|歉意|道歉|致歉|见谅|谅解|包涵|海涵|体谅|过意不去|赔(?:个)?(?:不是|罪|礼)|理解您|(?:能|很|非常|特别|完全|十分|可以|都|也|我|真)理解(?!能力)|懂您|明白您|体会|感受|心情|心疼|辛苦(?:您|了|亲)|让您(?:久等|等|失望|担心|操心|费心|受|添|不|着急|困扰|烦|生气|白|闹心|糟|多|为难|跑|焦急|受累)|给您(?:添|带来|造成|惹)|添堵|添麻烦|造成(?:不便|困扰)|带来(?:不便|困扰|不好|麻烦)|不便|别(?:急|着急|担心|生气|上火|难过)|不要(?:着急|担心|生气)|您(?:先)?(?:消消气|息怒|放心|莫急|别急)|消消气|换(?:做|作|成)我|是我(?:也|都)|难过|遗憾|惭愧|内疚|自责|失误|疏忽|耽误您|委屈|sorry|🙏|🙇|😭|😢|🥺|莫急|莫慌|怠慢|久等|等急了|着急(?:了)?|听(?:了|到)?.{0,6}也(?:很|挺)|感谢您的(?:耐心|包容|反馈|理解|谅解|指正)|谢谢(?:您)?(?:的)?(?:耐心|包容|理解|反馈)"
)


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield one hit for a turn without a soothing word."""
    if complains(reading) and not _SOOTHES.search(reading.text):
        yield Hit(0, len(reading.text), "顾客在抱怨,整条回复没有一句道歉或安抚", "playbook:P50", "先道歉或体谅顾客的心情,再说处理")


EXAMPLES = (
    bad("包裹17号到郑州后没有更新", "怎么还没到!!!", order={**ORDER, "status": "shipped"}),
    bad("请提供照片", "收到就是坏的", order=ORDER),
    good("非常抱歉让您久等了,我去查一下", "怎么还没到!!!", order={**ORDER, "status": "shipped"}),
    good("6元哦", "运费多少"),
    good("坏的您拍照给我,核实了给您处理", "要是有坏的咋弄", order=ORDER),
)
