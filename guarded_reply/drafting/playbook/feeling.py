"""The first words to somebody in trouble: they fit what happened, and no two conversations need sound alike (P2, P50)."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.drafting.playbook.kinds import Kind, noun_of
from guarded_reply.reading.text import simplify
from guarded_reply.situation.meant import as_meant
from guarded_reply.situation.trouble import Trouble

_FOR = {"送人": "要送人的", "求婚": "求婚要用的", "婚礼": "婚礼要用的", "过生日": "过生日要用的", "纪念日": "纪念日要用的", "出门": "出门要用的", "考试": "有正事要用的", "招待客人": "招待客人要用的", "孩子用": "孩子等着用的"}
_GENERAL = {
    "angry": ("让您这么生气,真的对不起", "这件事让您窝火了,真的很抱歉", "您生气我特别理解,对不起"),
    "anxious": ("让您着急了,很抱歉", "您先别着急,给您添麻烦了", "我明白您着急,很抱歉"),
    "other": ("给您添麻烦了,很抱歉", "不好意思,让您费心了", "这事让您操心了,抱歉"),
}
_LATE = ("让您久等了,很抱歉", "等快递等得着急了吧,很抱歉", "包裹让您等这么久,抱歉")


def for_goods(desk: Desk, trouble: Trouble, kind: Kind) -> str:
    """Says back what is wrong, and what that is like for him."""
    noun = noun_of(desk.product() or (desk.products()[0] if len(desk.products()) == 1 else None), kind)
    what = f"{noun}{'上' if noun.endswith('具') and trouble.named.startswith('有') else ''}{trouble.named}"  # '玩具有…' would read as '具有'
    if trouble.flaws and re.search(r"不错|喜欢|好看|很好|满意|挺好", simplify(desk.request.last_customer_text)) and not re.search(r"不(?:太)?(?:喜欢|满意|好看)", simplify(desk.request.last_customer_text)):
        return f"谢谢您的肯定,{trouble.named}的地方让您费心了,很抱歉"
    if trouble.flaws and re.search(r"尴尬|丢人|丢脸|出丑|没面子", simplify(desk.request.last_customer_text)):
        return f"{what},还让您在人前尴尬,真的很抱歉"
    if trouble.occasion is not None:
        return f"{_FOR[trouble.occasion]}{noun}碰上这种事,太扫兴了,真的很抱歉" if not trouble.flaws else f"{_FOR[trouble.occasion]},偏偏{what},太扫兴了,真的很抱歉"
    if trouble.flaws and desk.situation.mood == "angry" and angry_words(desk):
        return desk.voice.pick("goods", (f"{what},换谁都生气,真的对不起", f"收到的{what},您生气我特别理解,真的很抱歉"))
    first = trouble.first
    if first == "made_wrong":
        said = (f"特意定做的{what},换谁都着急,很抱歉",)
    elif first in ("used", "dirty") and kind.name in ("food", "tea", "drink", "pet_food", "raw", "fruit"):
        said = (f"入口的东西{trouble.named},换谁心里都膈应,很抱歉",)
    elif first in ("used", "dirty"):
        said = (f"新{noun}到手{trouble.named},换谁心里都不舒服,很抱歉" if noun not in ("东西", "机器") else f"新东西到手{trouble.named},换谁心里都不舒服,很抱歉",)
    elif first in ("fails", "noise"):
        said = (f"{what},耽误您用了,很抱歉", f"{what},用着闹心,很抱歉")
    elif first == "smell" and not kind.fresh:
        said = (f"收到的{what},让您闻着难受了,很抱歉",)
    elif first in ("broken", "crushed", "leak"):
        said = (f"盼来的{what},太扫兴了,很抱歉", f"收到的{what},看着心疼,很抱歉")
    elif first == "short":
        said = (f"{trouble.named},让您费心了,很抱歉",)
    elif first == "packing":
        said = (f"到手{trouble.named},确实显得不用心,很抱歉",)
    elif first == "colour":
        said = ("实物跟您看的图不一样,让您失望了,很抱歉",)
    elif trouble.flaws:
        said = (f"收到的{what},让您失望了,很抱歉", f"收到的{what},看着闹心,很抱歉")
    else:
        said = ("没能让您满意,真的很抱歉", "让您失望了,很抱歉") if desk.situation.mood != "angry" else ("让您这么生气,真的对不起", "您生气我特别理解,对不起")
    return desk.voice.pick("goods", said)


def for_waiting(desk: Desk) -> str:
    """Somebody was promised an answer that did not come."""
    return desk.voice.pick("waiting", ("让您等了这么久还没个结果,是我们没做好,真的对不起", "回复得这么慢,让您白等了,真的对不起"))


def in_general(desk: Desk) -> str:
    """Where the answer names no feeling of its own."""
    mood = desk.situation.mood
    if mood == "angry" and not angry_words(desk):
        mood = "anxious"  # exclamation marks alone are haste
    order = desk.request.order
    if mood != "angry" and order is not None and order.status in ("paid", "shipped") and desk.situation.stage == "logistics":
        return desk.voice.pick("apology", _LATE)
    return desk.voice.pick("apology", _GENERAL.get(mood, _GENERAL["other"]))


def angry_words(desk: Desk) -> bool:
    """Whether anger is in the words, not in the marks alone."""
    return _ANGER.search(as_meant(simplify(desk.request.last_customer_text))) is not None


_ANGER = re.compile(r"垃圾|骗|投诉|差评|什么(?:破|态度|玩意|东西|质量)|气死|无语|过分|太差|离谱|破店|滚|坑|举报|12315|曝光|忍|受够|说法|敷衍|推脱|效率|恶心|火大|生气|缺德|良心")
