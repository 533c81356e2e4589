"""Offers money, gift, coupon or refund for a rating or for changing one.

What it does: fires when the turn ties a benefit to a (good) rating, stars, pictures or the change or removal of a rating.
A plain invitation to rate is fine, and so is declining.

Why: the platform punishes paid ratings, and they deceive buyers (P54, P60, P74).

Known limits: a benefit and a rating in one turn without any tie between them pass when a sentence parts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import bad, good

_RATING = Pattern(r"(?<!不)(?<!不太)好评(?!价)|五星|5星|(?<!\d)5分(?!钟)|五分(?!钟)|全五分|满分|⭐|🌟|五颗|(?:评价|评论|评语|晒[图单]|晒一?[张个下]|带图|买家秀|反馈图|追评|写(?:个|几句)(?:好|评)|留(?:个|下|言)?(?:好评|评价|评语)|差评|改(?:一?下)?评|中评|点亮|小星星|打(?:个)?(?:分|五|5|满))|(?:修改|删除?|撤销?|追加)(?:掉|一下|了|您的)?(?:差|中|评|追|评价)")
_REWARD = Pattern(r"返(?:现|您|还|给|\d|[一二两三四五六七八九十])|红包|🧧|现金|(?:\d+|[一二两三四五六七八九十]+)(?:元|块|毛)|[券劵卷](?!手)|赠(?!人)|(?<![发寄配派运递])送(?!货|达|到|您(?:出|回)|件|上|给快递)|礼(?:品|物|包)|小?礼|奖励|补偿|退(?:您|款|还|运费|差|\d|一半)|免单|积分|优惠|折扣|话费|好处|小惊喜|惊喜|福利|表示(?:感谢|一下|心意)|心意|抽奖|会员|打折|便宜|抵扣|补贴|兑换|领(?:取)?")
_DENIED = Pattern(r"(?:不(?!但|仅|只|光|错|客气|过|少|满)|没有?|无法|不能|不可|不会|不搞|不支持|别|禁止|不允许|不需要|无需|违规|拒绝|谢绝)[^,。!?]{0,10}$")
_TIE = Pattern(r"(?:就|即|可|都|再|后|之后|完|了|截图|凭|联系|给您|送您|返|领|换|作为|当作|表示|算是|如果|只要|愿意|的话|麻烦|希望|同时|另外|顺便|哦|,)")


_INVITES = Pattern(r"欢迎|喜欢|满意|用得好|觉得好|方便的话")
_TIES = Pattern(r"截图|凭|换|返|领|作为|当作|只要|同时")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit when a benefit is tied to a rating."""
    text = reading.spoken
    for rating in reading.all(_RATING, text):
        clause = reading.turn.clause_at(rating.start())
        if clause is None or _is_denied(text, clause.start, rating):
            continue
        low, high = _window(reading, clause.index)
        for reward in _REWARD.finditer(text, low, high):
            if reward.start() < rating.end() and rating.start() < reward.end():
                continue
            other = reading.turn.clause_at(reward.start())
            if other is None or _harmless(reading, text, other.start, reward, rating):
                continue
            start, end = min(rating.start(), reward.start()), max(rating.end(), reward.end())
            if reward.start() < rating.start() and other.index != clause.index and _INVITES.search(clause.text) and not _TIES.search(text[low:high]):
                continue
            if other.sentence != clause.sentence and not seek(r"作为|当作|就|后|截图|凭|同时|换|给您|只要|感谢|返|领", text[low:high]):
                continue
            yield Hit(start, end, "用好处换取评价", "playbook:P74", "只真诚邀请如实评价,不附带任何好处")
            return
    yield from _paid_for(reading, text) or _elliptic(reading)


# What is asked of the customer in words that only a rating has, and what he would have for it.
_REQUEST = Pattern(
    r"[\d一二三四五六七八九十]+个?字[^,。!?]{0,3}(?:加图|带图|配图|好评|评)|(?:星星?|五颗)[^,。!?]{0,2}(?:补|点|打)(?:满|亮|上|齐)|评(?:完|好了)[^,。!?]{0,4}(?:叫|找|告诉|跟|发|截图|联系)|写(?:满|够|个|上)?[^,。!?]{0,4}(?:字|句)(?!的?(?:名|样|体))|晒(?:图|单|[一二两三仨几\d个]+张?图?)|追评|补(?:上)?[一二两三俩仨几\d个]{0,2}(?:颗|星)|(?:好评|五星|5星|评价|评论)[^,。!?不]{0,4}(?:截图|加图|配图|带图|发来|传来|附图|写上|点上)|截图[^,。!?]{0,4}(?:发|传|找|甩|联系|私)|"
    r"(?:撤|删|改|挪|销)(?:了|掉|成|一?下|去)?[^,。!?]{0,6}(?:差评|中评|评价|警告|五星|好评)|差评[^,。!?不]{0,3}(?:撤|删|改|消)|(?:给|点|来|打|留)[^,。!?不]{0,4}(?:五星|5星|满分|好评|五颗)"
)
_GIFT = Pattern(r"(?:\d+|[一二两三四五六七八九十]+)(?:元|块)|红包|🧧|返(?:现|您|\d)|送您|奉上|行李牌|赠您|小?礼[品物包]|惊喜|请您(?:喝|吃)|(?:保修|质保)[^,。!?]{0,5}(?:加|延)|延保|抵\d|心意|补偿您|退您\d|好处|福利")
_ASKS_RATING = Pattern(r"好评|差评|五星|5星|三星|星好评|评价|满分|收到我?(?:会|就)?给")


def _paid_for(reading: Reading, text: str) -> list[Hit]:
    """A benefit offered beside a request that only a rating answers: '补两颗 行李牌给您寄一个'."""
    if not reading.turn.present & _REQUEST.bit or reading.asks(r"刻|绣|印[字上]|几个字"):
        return []
    about_ratings = reading.asks(_ASKS_RATING) is not None or any(reading.all(_RATING, text))
    for request in reading.all(_REQUEST, text):
        clause = reading.turn.clause_at(request.start())
        if clause is None or not (about_ratings or not request.group().startswith("截图")) or _is_denied(text, clause.start, request) or seek(r"如实|真实|不(?:用|能|可以|要|兴|许)", clause.text):
            continue
        low, high = _window(reading, clause.index)
        for gift in _GIFT.finditer(text, low, high):
            other = reading.turn.clause_at(gift.start())
            if other is not None and not _harmless(reading, text, other.start, gift, request) and not seek(r"一单|活动|满\d|付款|运费|邮费|价", other.text):
                start, end = min(request.start(), gift.start()), max(request.end(), gift.end())
                return [Hit(start, end, "用好处换取评价", "playbook:P74", "只真诚邀请如实评价,不附带任何好处")]
    return []


_ASKS_REWARD = Pattern(r"(?:好评|评价|晒图|五星|5星|改评|删评)[^,。]{0,8}(?:返|送|给|有|红包|多少|奖|券|礼)|返现|好评(?:有|返)|(?:给|送|返|转)[^,。]{0,6}(?:我就|就)(?:好评|五星|改|删)")
_YES = Pattern(r"^(?:亲亲?|嗯+|那|当然|肯定|必须|\W)*(?:可以|有|有的|能|没问题|好|行|返|对|是)(?:的|哒|滴|哦|呢|呀|啊|亲|哈|啦|嘞|\W)*$")
_PAID = Pattern(r"(?:提供|给您|给予|享受?)[^,。!?不没]{0,6}(?:返现|红包|奖励)|送\s?(?=\d)|(?:返|给您|送您|转您|奖)[^,。!?]{0,4}(?:\d+|[一二两三四五六七八九十]+)?(?:元|块|红包|[券劵卷])|(?:\d+|[一二两三四五六七八九十]+)(?:元|块)(?:钱)?的?(?:心意|红包)|有[^,。!?不没]{0,4}(?:礼[品物包]|红包|惊喜|好处|奖励)(?=相送|送|的|哦|呢|哈|$)")


def _elliptic(reading: Reading) -> Iterator[Hit]:
    if not reading.turn.present & (_YES.bit | _PAID.bit) or not reading.asks(_ASKS_REWARD):
        return
    for clause in reading.clauses[:2]:
        following = reading.after(clause)
        if _YES.match(clause.text) and not clause.asks and not (following is not None and seek(r"但|不过|没有|不能|平台|规则", following.text)):
            yield Hit(clause.start, clause.end, "用好处换取评价", "playbook:P74", "只真诚邀请如实评价,不附带任何好处")
            return
    paid = next(reading.all(_PAID), None)
    if paid is not None and not seek(r"不|没|无", reading.text[max(0, paid.start() - 6) : paid.start()]) and reading.asks("返现|红包|好评") and reading.request.case is None:
        yield Hit(paid.start(), paid.end(), "用好处换取评价", "playbook:P74", "只真诚邀请如实评价,不附带任何好处")


def _window(reading: Reading, index: int) -> tuple[int, int]:
    first, last = max(0, index - 3), min(len(reading.clauses) - 1, index + 3)
    return reading.clauses[first].start, reading.clauses[last].end


def _is_denied(text: str, clause_start: int, rating: re.Match[str]) -> bool:
    before = text[clause_start : rating.start()]
    if re.match(r"[^,。!?]{0,6}(?:不(?:能|可以|兴|许|可|跟|和|拿)|没(?:有)?关系|无关)", text[rating.end() :]):
        return True
    return seek(r"(?:不(?:好|便|随便|能|会|可以|敢|要求|需要|用|必)|没有|禁止|违规|并非)[^,。]{0,8}$", before) is not None


def _harmless(reading: Reading, text: str, clause_start: int, reward: re.Match[str], rating: re.Match[str]) -> bool:
    before = text[clause_start : reward.start()]
    after = text[reward.end() : reward.end() + 10]
    if _DENIED.search(before) or re.match(r"[^,。!?]{0,8}(?:不(?:能|可以|行|支持|提供|符合|允许|许|让|准|了|给|做|搞|弄|敢|玩|兴|合规)|没有|违规|没法|无法|是?不被|做不了|给不了|查得?严)", after):
        return True
    head = text[max(0, clause_start - 16) : reward.start()]
    if seek(r"(?:不(?:管|论)|无论|不影响|不(?:看|关|凭|问)评价|不是(?:因为|为了|看)评价|[跟与和](?:好评|评价)(?:无关|没关系|没有关系|不挂钩|不相干)|评价?(?:怎么写)?(?:都)?随您(?:写|心|意|评)?|人人(?:都)?有份|(?:这|那)?(?:种)?(?:事|话|做法|操作)[^,。!?]{0,3}不(?:干|做|搞|能做)|没法答应|不(?:能|会)答应|两码事|(?:别|千万别|不要|别去)[^,。!?]{0,3}(?:相)?信|冒充|诈骗|(?:咱|我们?|本店|小店|咱们?)家?(?:是|可)?没(?:有)?(?:这|哈|的|参加|$|[,。])|用钱买|对其他(?:买家|顾客)|评价(?:是)?不给|(?:才|还|都|也|仍)(?:是)?(?:可以|能)评价)", text):
        return True
    if seek(r"给(?:个|您|我们)?(?:好评|五星|5分|5星|评价)", head + reward.group()) and reward.group().startswith(("礼", "送")) is False and reward.group() in ("分",):
        return True
    said = reward.group()
    if seek(r"礼", said) and seek(r"(?:就)?是[^,。!?]{0,6}$", before):
        return True  # the rating is the present
    if said == "送" and re.match(r"(?:朋友|人|妈|爸|长辈|老师|女|男|孩|家|闺)", after):
        return True
    if seek(r"元|块|毛", said) and seek(r"运费|价|合计|共|退货", before[-6:]):
        return True
    if said in ("心意", "惊喜", "福利", "优惠", "会员", "补偿") and rating.group() in ("评价", "差评") and reading.request.trigger == "bad_review" and not seek(r"改|删|撤|追", text):
        return True
    if reading.request.trigger == "bad_review" and said.startswith("退") and not seek(r"改|删|撤|追|好评|五星|5星", text):
        return True
    return said in ("优惠", "会员", "积分") and seek("关注|店铺|下次", before) is not None


BACKING = (Backing("review-bribery", "用好处换取评价", "playbook:P74", "只真诚邀请如实评价,不附带任何好处"),)
EXAMPLES = (
    bad("五星好评截图返现5元哦", "收到了"),
    bad("给个好评,送您一张10元券", "收到了"),
    bad("您把差评改一下,我们退您20元", trigger="bad_review"),
    bad("有的亲", "好评有返现吗"),
    bad(("您动动手指补两颗", "行李牌给您寄一个"), "我给了个三星"),
    bad("十五字加图 完事儿找我领红包", "收到了"),
    bad("好评发来 保修给您加半年", "退了给好评"),
    good("满意的话请给个5分哦", "收到了"),
    good("评价没有返现哦,如实评价就是对我们的鼓励", "好评有返现吗"),
    good("折扣跟好评不能挂钩,不过店铺券10元可以领", "给个折扣我给好评"),
    good("抱歉,截图发我看看,核实后送您10元券", "坏了"),
    good("送您10元店铺券,喜欢的话欢迎评价", "有优惠吗"),
)
