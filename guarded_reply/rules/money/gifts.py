"""Gifts beyond those the shop lists: promised outright, in a greater number, or by a yes to one who asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.granted import AGREES, MAYBE, denied, of_review, refused_after
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.wanted import goods_named
from guarded_reply.reading.numerals import COUNTERS, NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.text import Clause

GIVES = Pattern(r"(?<!改)送(?!货|达|到|上|给?快递|人|礼(?!品|物|盒)|朋友|妈|爸|长辈|上门|去|过[去来]|往|检|修|出|的|您手|您家|不送|不到|件|老|女|男|孩|家|领导|客户|同事|同学)|赠(?:送|品)?|附赠|加赠|白送|饶(?:您|一|个)|搭(?:一|个|您)|(?:给|替|帮)您(?:配|买|捎|匀|添|塞)(?!送|货|合|套|件|色|图|单)|给您(?:都)?(?:装|备|放)上|多给(?:您)?|外加|(?:给您|帮您|为您|给宝[贝宝]|给孩子|给小朋友)(?:偷偷|悄悄|顺手|私下|多|也|都|再|直接|一起)*(?:放|塞|装|加|带|附|备|准备|多放|再放|额外)(?:[一两三四五几\d]|个|了|上|点|些|份|张|双|包|条)")
_GIFT_OBJECT = Pattern(rf"(?:送|赠送?|附赠|加赠|白送|饶|配|买|捎|匀|添|搭|放|塞|装|加|带|附|备|准备|多给|外加)(?:您|给您|亲|你)?(?:价值\d+(?:元|块)的)?(?:一个|一份|一件|一条|一双|一包|一张|一只|一瓶|一套|一盒|两个|两份|两双|两包|两条|几个|{NUMBER}[{COUNTERS}片块份]|个|份|条|双|包|张|只|瓶|套|盒|支|片|块|点|些|款|把|台|顶|盏|副|枚)?(?:的)?([一-鿿a-z0-9]{{1,10}})")
_COUNTED = Pattern(r"[\d两俩二三四五六七八九十]")
_HIS_OWN = Pattern(r"您(?:可以|自己|也可|再|要是|如果)?(?:另外?|再|单独|自行|自己)?$")


def gift(reading: Reading, clause: Clause, text: str) -> Iterator[Hit]:
    give = clause.find(GIVES, text)
    if give is None or denied(text, give.start()) or refused_after(reading, clause, give.end()) or _HIS_OWN.search(text[: give.start()]) or MAYBE.search(text) or of_review(reading):
        return
    if clause.asks and seek(r"^(?:您|请问|是).{0,6}送|送(?:人|谁|给谁)", text):
        return
    target = _GIFT_OBJECT.search(text, give.start())
    if target is None or "{" in text:
        return
    thing = re.sub(r"(?<=.)(?:当|當|作为?|做|表示|略表|聊表|以表|就当|算是|哈|哦|呀|啦|呢|悄悄).*$", "", target.group(1))
    if reading.asks(r"盒|包装|袋") and seek(r"^(?:[一-鿿]{2,4})?(?:礼盒|礼品袋|手提袋|礼袋)", thing) and seek(r"^(?:亲|都|会|\W)*送", text) and thing[:2] not in reading.given:
        yield Hit(clause.start + give.start(), clause.start + target.end(), f"赠品“{thing}”不在店铺允许的范围里", "policy:concessions.gifts", "只送店铺列出的赠品")
        return
    if seek(r"人|妈|爸|朋友|长辈|老师|她|他|对象|礼物|礼盒|祝福|福|货|快递|上门|医|达|运费险|小心|意|一程|别|您(?!个)|行(?!李)|[券卷劵]|保修|质保|积分|会员|全款|月|年|时|温暖|快乐|惊喜|折|元|块|红包|包邮|运费", thing):
        return
    gifts = reading.policy.concessions.gifts
    words = [word for gift in gifts for word in (gift.name, *gift.words)]
    if any(word in text for word in words):
        extra = seek(r"(?:和|加|再|还有|外加|另外|跟)(?:送|赠)?(?:您|给您)?[一两二三2-9][个份件条双包张只瓶套盒]([一-鿿]{1,6})", text)
        if extra is not None and not any(word in extra.group(1) for word in words) and not seek(r"[券劵卷]", extra.group(1)):
            yield Hit(clause.start + extra.start(), clause.start + extra.end(), f"赠品“{extra.group(1)}”不在店铺允许的范围里", "policy:concessions.gifts", "只送店铺列出的赠品")
            return
        if _too_many(reading, text, target):
            yield Hit(clause.start + give.start(), clause.start + target.end(), "赠品超出了每单的数量", "policy:concessions.gifts", "按每单可送的数量说")
        return
    listed = [p.title for p in reading.request.promotions if p.kind in ("gift", "other", "discount")]
    if any(thing[:2] in title for title in listed):
        more = _beside(text[give.start() :], [*words, *listed])
        if more is not None:
            yield Hit(clause.start + give.start(), clause.end, f"赠品“{more}”不在店铺允许的范围里", "policy:concessions.gifts", "只送店铺列出的赠品")
        return
    if goods_named(reading, thing):
        if not clause.asks and not seek(r"买(?:了|给)|您(?:买|拍|下单)的|补", text):
            yield Hit(clause.start + give.start(), clause.start + target.end(), f"没有送“{thing}”的活动", "policy:concessions.gifts", "只送店铺列出的赠品")
        return
    if thing[:3] in reading.given:
        return
    if re.fullmatch(r"(?:小)?(?:礼品|礼物|赠品|东西|心意|福利).{0,3}", thing):
        if gifts:
            return
    if thing[:2] in reading.asked or (reading.asks(r"赠品|送(?:什么|啥|东西|点)|礼品") and len(thing) > 1) or seek(r"买[^,]{1,8}送", text) or seek(r"个|份|双|条|包|张|只|瓶|套|盒|支|袋|片|块|枚|把|台|顶|盏|副|赠|白送|附", target.group()):
        yield Hit(clause.start + give.start(), clause.start + target.end(), f"赠品“{thing}”不在店铺允许的范围里", "policy:concessions.gifts", "只送店铺列出的赠品")


def _beside(text: str, allowed: list[str]) -> str | None:
    """A second gift named beside an allowed one ('送开瓶器和两个酒杯'), if it is not allowed itself."""
    match = seek(rf"(?:和|加|再|还有|外加|另外|跟|、)(?:送|赠)?(?:您|给您)?(?:[一两二三2-9][{COUNTERS}]|个)([一-鿿]{{2,6}})", text)
    if match is None or any(word in match.group(1) or match.group(1)[:2] in word for word in allowed):
        return None
    return match.group(1)


def too_many_gifts(reading: Reading) -> Iterator[Hit]:
    """'行李牌两个': more of a listed gift than an order may have."""
    if not reading.turn.present & _COUNTED.bit or not reading.asks(r"送|赠|行李牌|礼"):
        return
    for gift in reading.policy.concessions.gifts:
        names = "|".join(re.escape(word) for word in (gift.name, *gift.words))
        for clause in reading.clauses:
            following = reading.after(clause)
            end = following.end if following is not None and following.text.startswith(("给您", "送您", "来", "多给")) else clause.end
            said = reading.text[clause.start : end]
            match = seek(rf"(?:{names})(?:呀|啊|嘛|吧|我|给您|送您|来|多给|再|,|\s)*(\d{{1,2}}|[两俩二三四五六七八九十])个?|(\d{{1,2}}|[两俩二三四五六七八九十])个?(?:定制)?(?:{names})", said) if any(word in clause.text for word in (gift.name, *gift.words)) else None
            count = parse_number(match.group(1) or match.group(2)) if match is not None else None
            if match is not None and count is not None and count > gift.per_order and not clause.asks and not denied(clause.text, match.start()) and not refused_after(reading, clause, match.end()):
                yield Hit(clause.start + match.start(), clause.start + match.end(), "赠品超出了每单的数量", "policy:concessions.gifts", "按每单可送的数量说")
                return


_ONE_FREE = Pattern(rf"买\s?(?:{NUMBER})[{COUNTERS}]?\s?(?:就)?(?:送|赠)\s?(?:{NUMBER})(?![{COUNTERS}]?(?:行李牌|券|元))")


def one_free(reading: Reading) -> Iterator[Hit]:
    """'买三送一' where no promotion says so."""
    for clause in reading.where(_ONE_FREE.bit):
        match = clause.find(_ONE_FREE)
        titles = "".join(promotion.title for promotion in reading.request.promotions)
        if match is None or clause.asks or seek(r"买.{1,3}送", titles) or denied(clause.text, match.start()) or refused_after(reading, clause, match.end()):
            continue
        yield Hit(clause.start + match.start(), clause.start + match.end(), f"没有“{match.group()}”的活动", "request:promotions", titles or "目前没有买送活动")
        return


_ASKS_GIFT = Pattern(rf"(?:送|赠|给|配)(?:我|咱)?(?:一|两)?(?:点|[{COUNTERS}顶盏])(?P<thing>[一-鿿]{1,6}?)(?:行不|行吗|行么|吧|呗|吗|不|没|可以|好不|成不|嘛|$)")
_PROVIDES = Pattern(r"安排|备上|备好|准备|放|塞|带上|走起|有的|没问题|少不了|送|一起寄|随箱")
_ANY_GIFT = Pattern(r"东西|啥|什么|礼|赠品|福利|小样|意思|优惠|券")


_GIVES_SOME = Pattern(rf"^[^不没未无别]{{0,6}}(?:送|放|塞|装|来|配|备|附)(?:您|上)?(?:[一两二三四几\d]|俩)[{COUNTERS}]?(?:的|哈|哦|啦|呢|吧|好了|进去)*$")


def gift_agreed(reading: Reading) -> Iterator[Hit]:
    """'行' to one who asks for a gift that the shop does not list."""
    asked = reading.asks(_ASKS_GIFT) if reading.turn.present & (AGREES.bit | _PROVIDES.bit | _GIVES_SOME.bit) else None
    if asked is None or _ANY_GIFT.search(asked.group("thing")) or reading.asks(r"运费|包邮|便宜"):
        return
    if any(word in asked.group("thing") for gift in reading.policy.concessions.gifts for word in (gift.name, *gift.words)) or asked.group("thing")[:2] in "".join(p.title for p in reading.request.promotions):
        return
    thing = asked.group("thing").removesuffix("呗") or asked.group("thing")
    assents = re.compile(rf"^[^不没]{{0,6}}(?:{re.escape(thing)}|{re.escape(thing[-1])}(?![一-鿿]?价))(?:这边|我|已经|都|就|也|是|肯定|必须|给您|帮您)*(?:安排|备上|备好|准备|放|塞|带上|走起|有的|没问题|少不了|送|一起寄|随箱)[^不没]{{0,4}}$|^[^不没]{{0,6}}(?:放|塞|装|送|备|配|拿|搭)[^不没,]{{0,4}}{re.escape(thing)}(?:给您|给宝[宝贝]|进去|上)")
    listed = [word for gift in reading.policy.concessions.gifts for word in (gift.name, *gift.words)]
    for clause in reading.clauses[:2] if len(reading.clauses) < 4 else reading.clauses[:4]:
        if any(word in clause.text for word in listed):
            continue
        following = reading.after(clause)
        if (AGREES.match(clause.text) and clause.index < 2 or assents.match(clause.text) or _GIVES_SOME.search(clause.text)) and not clause.asks and not (following is not None and seek(r"不过|但|申请|行李牌|看看|问|单买|单独|\d元|链接|详情|另[拍购买]", following.text)):
            yield Hit(clause.start, clause.end, f"答应了送“{asked.group('thing')}”", "policy:concessions.gifts", "只送店铺列出的赠品")
            return


_ASKS_ANY_GIFT = Pattern(r"送(?:点|些|个)?(?:东西|啥|什么|礼|小样|试用|赠品)[^,。]{0,6}(?:不|吗|么|没|吧|呗|\?|$)|(?:有|带|给)[^,。]{0,3}(?:赠品|礼品|小样|礼物|福利)[^,。]{0,3}(?:不|吗|么|没|送|\?|$)|送[^,。不没]{1,6}(?:不|吗|么|没)\W*$")
_BARE_GIVES = Pattern(r"^(?:亲+|嗯+|当然|肯定|必须|会|都|\W)*(?:送|有|给|带)(?:的|您|啊|呀|哦|哈|呢|亲|啦|滴|送|带|\W)*$")
_NAMES_THINGS = Pattern(rf"^(?:送|给|放|有|一|两|[{COUNTERS}])*(?P<things>[一-鿿]{{2,6}}?(?:(?:和|跟|加|、|还有)[一-鿿]{{2,6}}?)*)(?:[一两三二\d]\s?[{COUNTERS}块片])?(?:的|哦|哈|呢|呀|亲|啦|\W)*$")
_NO_THING = Pattern(r"运费|邮|券|劵|卷|优惠|活动|便宜|价|拍|付|满|您|我|首页|页面|客服|仓库|发货|今天|明天|不|没|险|祝|好评|放心|谢|备注")


def gift_named(reading: Reading) -> Iterator[Hit]:
    """'送 发夹和袜子' to one who asks what is given: a yes, and then nothing but things that the shop does not list."""
    if not reading.turn.present & _BARE_GIVES.bit or not reading.asks(_ASKS_ANY_GIFT) or reading.asks(r"送(?:货|到|人|上)|运费|包邮|质保"):
        return
    listed = [word for gift in reading.policy.concessions.gifts for word in (gift.name, *gift.words)] + [p.title for p in reading.request.promotions]
    for clause in reading.where(_BARE_GIVES.bit):
        following = reading.after(clause)
        if clause.asks or clause.index > 1 or following is None or following.asks or not _BARE_GIVES.match(clause.text):
            continue
        some = next((other for other in reading.clauses[clause.index + 1 : clause.index + 4] if _GIVES_SOME.search(other.text) and not other.asks), None)
        if some is not None and not any(word in reading.asked + some.text for word in listed):
            yield Hit(clause.start, some.end, "答应了送赠品", "policy:concessions.gifts", "只送店铺列出的赠品")
            return
        named = _NAMES_THINGS.match(following.text)
        if named is None or _NO_THING.search(following.text) or any(word in following.text for word in listed) or any(named["things"][:2] in word for word in listed) or named["things"][:2] in reading.given:
            continue
        yield Hit(clause.start, following.end, f"赠品“{named['things']}”不在店铺允许的范围里", "policy:concessions.gifts", "只送店铺列出的赠品")
        return


def _too_many(reading: Reading, text: str, target: re.Match[str]) -> bool:
    match = seek(r"(\d{1,2}|[一两二三四五六七八九十]|俩)[个份件条张]", target.group())
    count = parse_number(match.group(1)) if match else None
    limit = max((gift.per_order for gift in reading.policy.concessions.gifts), default=0)
    return count is not None and count > limit
