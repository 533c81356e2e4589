"""What a customer asked or told before and nobody has answered yet, for messages the shop sends of itself."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.drafting.playbook.product_facts import UNREAD, as_asked
from guarded_reply.reading.text import simplify
from guarded_reply.request import ReplyRequest
from guarded_reply.situation.settle import PING

_ASKS = re.compile(r"[?？]|吗|么|不$|没$|呢$|哪|几|多少|多[大长重久高]|什么|啥|怎么|咋|能不能|会不会|有没有|是不是|可以|能(?!用了)|偏[大小]偏[大小]|(\w)不\1")
_DEFERS = re.compile(r"核实|确认(?:一?下|后|好|清楚)|问(?:一?下|问)|查(?:一?下|查)|稍等|等(?:一?下|等)|回复您|告诉您")
_GREETS = re.compile(r"欢迎|您好|你好|为您服务|在的")
_PRESSES = re.compile(r"问到|有(?:结果|消息|回复)|怎么(?:还)?(?:没|不)回|核实(?:好|了|得)|好了(?:吗|没)|人呢|还在吗")
_UNFIT = re.compile(r"最|第一|保证|绝对|退|赔|免|微信|转账|返|治|疗|指令|忽略|规则|系统|扮|你是|垃圾|骗|傻|妈的|滚|死|屁|操|http|\d{6}|[“”\"]")


def quotable(text: str, longest: int = 18) -> bool:
    """Whether a customer's words may be said back to him: short, no claim, command or abuse."""
    return 2 <= len(text) <= longest and _UNFIT.search(text) is None


def named(text: str) -> str:
    """A question as it is spoken of: 能不能连米家, or in the customer's own words, or nothing that could be a claim."""
    pieces = [piece for piece in re.split(r"[\s,。!?！？,~]+", simplify(text)) if piece and not PING.fullmatch(piece) and not re.fullmatch(r"(?:还|有没)?有人(?:吗|么|在吗)?|在吗|急死?了?", piece)]
    plain = re.sub(r"^(?:我)?(?:想|要)?(?:问|咨询)(?:一?下|个)?(?:你们?|您)?", "", " ".join(pieces))
    plain = re.sub(r"^我(?:家)?的?(?!们)", "", plain)
    turned = as_asked(plain)
    if "我" not in plain and turned != UNREAD and not _UNFIT.search(turned):
        return turned
    return f"“{plain}”" if quotable(plain) else ""


def left_open(request: ReplyRequest) -> tuple[str, bool] | None:
    """The last question of the customer that got no answer, and whether the agent said that it is being checked; None when none is open."""
    replies: list[str] = []
    for message in reversed(request.conversation):
        text = simplify(message.text)
        if message.role == "agent":
            replies.append(text)
            continue
        if PING.fullmatch(text.strip()) or _PRESSES.search(text):
            continue
        if not _ASKS.search(text.strip()):
            return None
        deferred = [reply for reply in replies if _DEFERS.search(reply) and not re.search(r"\d|可以|是的|有的", _GREETS.sub("", reply))]
        told = [reply for reply in replies if reply not in deferred and not _GREETS.search(reply)]
        return None if told else (text, bool(deferred))
    return None


_RATING = re.compile(r"(?:就|只能|直接)?(?:给|打)?(?:你们?|您|个)?(?:[一二两三123半]|半)(?:颗)?(?:个)?星(?:吧|了)?|(?:给)?(?:个)?[差中]评|不推荐|再也不[^,。\s]*")
_PRAISE = re.compile(r"好看|漂亮|喜欢|不错|满意|可以|挺好|舒服|好吃|好用|便宜")
_TURN = re.compile(r"^(?:就是|但是?|不过|可是|可惜|然后|结果|而且)+")


_OF_THE_SHOP = re.compile(r"(?:店|商家|卖家|你们?家?)[^,。]{0,3}(?:坑|差|烂|黑)|^(?:真|太|好)?坑|别(?:买|来)|踩雷|避雷|上当")


def complaint_of(desk: Desk) -> str:
    """What a bad review complains of, without the stars and the praise: '鞋子好看 就是发货太慢 三星' → 发货太慢."""
    text = simplify(desk.request.last_customer_text)
    pieces = [_TURN.sub("", _RATING.sub("", piece)).strip() for piece in re.split(r"[\s,。!?!?,~;]+", text)]
    told = [piece for piece in pieces if len(piece) >= 2 and (not _PRAISE.search(piece) or re.search(r"不|没|太|难", piece)) and not re.fullmatch(r"(?:失望|无语|气死|真的|哎|唉|呵呵|什么玩意|什么破东西|差劲|垃圾|破烂|烂|骗子|骗人|东西|商家|店家|太|差|了|极了|!)+", piece)]
    told = [re.sub(r"(?<![a-z])[smlx]{1,3}(?![a-z])", lambda size: size.group().upper(), piece) for piece in told]
    fit = [piece for piece in told if quotable(piece, 22) and not _OF_THE_SHOP.search(piece)]
    return ",".join((fit or told)[:2])
