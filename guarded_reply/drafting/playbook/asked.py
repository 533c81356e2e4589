"""Which of the questions read get an answer of their own, in which order, and what must be said beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guarded_reply.drafting.playbook import consulting
from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.arrival import deadline_of, leaving_of
from guarded_reply.drafting.playbook.bargaining import freight_refused
from guarded_reply.drafting.playbook.short_stock import shortage, told_already, wanted_over_stock
from guarded_reply.drafting.playbook.takeup import told_live
from guarded_reply.policy.dispatch import dispatch_of
from guarded_reply.reading.text import simplify
from guarded_reply.situation import Question
from guarded_reply.situation.topics import PATTERNS_OF

_LEAD = frozenset({"follow", "robot", "insult", "hello"})
"""Stay where they were read: they open a reply, whatever they stand beside."""


def chosen(desk: Desk, questions: Sequence[Question]) -> list[Question]:
    """The questions worth an answer, in the order asked; one whose answer another one carries is left out."""
    request, words = desk.request, simplify(desk.request.last_customer_text)
    kinds = {question.kind for question in questions}
    drop: set[str] = set()
    places = desk.places()
    if kinds & {"discount", "counter_offer"} and kinds & {"ship_fee", "free_shipping"} and request.order is None and freight_refused(desk):
        drop |= {"ship_fee", "free_shipping"}
    if "hello" in kinds and kinds & {"stock", "attribute"} and not desk.situation.first_contact and not re.search(r"回|理|慢|没人", words):
        drop.add("hello")
    if "how_to_buy" in kinds and kinds & {"coupon", "discount", "gift", "promotion"} and not re.search(r"怎么(?:买|下单|拍|操作)|如何", words):
        drop.add("how_to_buy")
    if "invoice" in kinds and any(question.kind == "attribute" and re.fullmatch(r"[^,]{0,4}(?:怎么|能|可以|在哪)[^,]{0,3}开[^,]{0,3}", question.text) for question in questions):
        drop.add("attribute")
    if "stock" in kinds and kinds & {"dispatch", "hurry"} and wanted_over_stock(desk) is not None:
        drop.add("stock")
    if "delivery_time" in kinds and re.search(r"(?:慢|快|差)(?:几|多少|个?一?两?)天", words) and len(places) == 1 and not re.search(r"多少钱|几块|运费|邮费", words):
        drop |= {"ship_fee", "carrier"}
    if "ship_fee" in kinds and any(question.kind == "attribute" and re.search(r"(?:才|都|咋|凭(?:啥|什么)|怎么|不是)\D{0,3}\d{1,3}(?:元|块)?$", question.text) for question in questions):
        drop.add("attribute")
    if {"delivery_time", "dispatch"} <= kinds and not places and request.order is None and not re.search(r"到|几天|多久|收|来得及|赶", words):
        drop.add("delivery_time")
    if {"total", "ship_fee"} <= kinds and len(places) == 1:
        drop.add("ship_fee")
    if {"total", "promotion"} <= kinds and request.order is None and not re.search(r"怎么(?:用|领)|在哪|哪里|叠加", words):
        drop.add("promotion")  # the sum names what comes off it
    if {"promotion", "coupon"} <= kinds and not request.promotions:
        drop.add("promotion")
    if "promotion" in kinds and kinds & {"discount", "counter_offer"} and request.order is None and request.promotions:
        drop |= {"promotion", "total", "price"}  # what comes off the sum is told with the price that stands
    if {"promotion", "price"} <= kinds and request.order is None and any(item.threshold is not None for item in request.promotions) and desk.parcel().goods_total is not None:
        drop.add("price")  # the promotion names the sum
    if "delivery_time" in kinds and (request.order is None or request.order.status in ("unpaid", "paid")):
        drop |= _sending(desk, kinds, len(places))
    if kinds & {"total", "price", "coupon", "promotion", "gift", "pay_method", "valid_later"} and any(question.kind == "attribute" and _NO_FACT.search(question.text) for question in questions):
        drop.add("attribute")  # 'one of each colour', 'how do I use it': said of the sum or the coupon
    if {"pay_method", "code_safety"} <= kinds and not re.search(r"验证码|密码|卡号", words):
        drop.add("code_safety")
    if {"pay_method", "trust"} <= kinds and re.search(r"货到付款|到付|后付", words):
        drop.add("trust")
    if {"coupon", "how_to"} <= kinds:
        drop.add("how_to")
    if kinds & {"ship_fee", "delivery_time"} and any(question.kind == "attribute" and re.fullmatch(r"[^,]*(?:地址|一起下单|哪[个家种][^,]{0,3}快)[^,]*", question.text) for question in questions):
        drop.add("attribute")
    if {"discount", "stock"} <= kinds and not re.search(r"有货|现货|库存|还有|没货", words):
        drop.add("stock")
    if {"price_change", "discount"} <= kinds:
        drop.add("discount")
    if "price_change" in kinds:
        drop.add("carrier")
    if "promotion" in kinds and not request.promotions and re.search(r"关注|收藏|下单立减|第[二2]件", words):
        drop |= {"discount", "gift"}
    if {"promotion", "discount"} <= kinds and not request.promotions and re.search(r"满[\d一二两三]|[打减]", words):
        drop.add("discount")
    if {"compare", "delivery_time"} <= kinds and re.search(r"人家|别家|他们|别人", words):
        drop.add("delivery_time")
    if {"discount", "ship_fee"} <= kinds and len(places) == 1 and request.order is None and re.search(r"(?:运费|邮费|快递费)[^,。]{0,6}(?:便宜|减|少|优惠|打折|一半)", words):
        drop.add("discount")
    if "stock" in kinds and kinds & {"return_want", "return_window", "return_freight"} and not re.search(r"现货|有货|库存", words):
        drop.add("stock")
    if "compare" in kinds and kinds & {"free_shipping", "ship_fee"} and re.search(r"包邮|运费|邮费", words) and not re.search(r"卖|价|才\d", words):
        drop.add("compare")
    if "dispatch" in kinds and any(question.kind == "attribute" and re.search(r"拖|准时|真能", question.text) for question in questions):
        drop.add("attribute")
    if "pay_method" in kinds and re.search(r"先[^,。]{0,4}发[^。]{0,10}(?:再|后)付", words):
        drop |= {"dispatch", "hurry"}
    if {"promotion", "stock"} <= kinds and not re.search(r"货|库存", words):
        drop.add("stock")
    if {"ship_fee", "counter_offer"} <= kinds and len(places) == 1 and re.search(r"首重|运费|邮费|(?:最多|顶多|只)[^,。]{0,3}[付出给]", words):
        drop.add("counter_offer")  # what is offered is the freight
    if {"threat", "robot"} <= kinds:
        drop.add("robot")
    if "threat" in kinds and told_live(desk) is not None:
        drop |= {"gift", "promotion", "coupon", "discount"}  # the offer is what is held against the shop
    if {"warranty_scope", "price"} <= kinds:
        drop.add("price")
    if drop >= kinds & {"delivery_time", "ship_fee"} and {"delivery_time", "ship_fee"} <= kinds:
        drop.discard("delivery_time")  # one of the two is always told
    kept = [question for question in questions if question.kind not in drop] or list(questions)
    if len(kept) > 1:
        troubled = (request.order is not None or request.case is not None) and any(question.stage == "after_sales" for question in kept)
        kept = [question for question in kept if question.kind != "attribute" or (consulting.knows(desk, question) and not troubled)] or kept
    if len(kept) > 1:
        kept = [question for question in kept if question.kind != "off_topic"]  # a command beside a question is worth a clause at most
    return _in_order(kept, words, owned=request.order is not None or request.case is not None)


_NO_FACT = re.compile(r"^[^,]*[券卷劵][^,]*$|^[^,]*(?:单独?|另外)(?:买|卖|配)[^,]*$|^[^,]*各(?:要|来|拿|买|拍|带)?一?[^,]*$|^[^,]*(?:怎么|如何|在哪|哪里)(?:领|用|拿)[^,]*$|^[^,]*(?:手续费|利息|分[^,]{0,3}期|花呗|信用卡|微信|支付宝|付款)[^,]*$")


def _sending(desk: Desk, kinds: set[str], places: int) -> set[str]:
    """Of fee, courier, dispatch and days, those that the answer to another one carries."""
    weighed = deadline_of(desk) is not None and leaving_of(desk) is not None
    if weighed:
        return {"dispatch", "hurry"} | ({"ship_fee", "carrier"} if places == 1 else set())
    if desk.request.order is None and dispatch_of(desk.policy, desk.request, desk.product()).kind in ("presale", "made_to_order"):
        return {"dispatch"}  # the days are told with when it leaves
    if desk.request.order is None and places == 1 and kinds & {"ship_fee", "carrier", "ship_place"} and dispatch_of(desk.policy, desk.request, desk.product()).kind in ("today", "tomorrow", "unknown"):
        return {"delivery_time"}  # each fee is told with its days
    return set()


_BEFORE = frozenset({"return_window", "return_want", "return_freight", "compensation", "quality"})
"""Asked before anything is bought these are worries, not trouble: they wait their turn."""


def _in_order(questions: list[Question], words: str, *, owned: bool) -> list[Question]:
    """As the customer asked, where nothing is wrong; trouble comes first as it was read."""
    if any((question.stage in ("after_sales", "farewell") and (owned or question.kind not in _BEFORE)) or question.kind in _LEAD for question in questions):
        return questions
    return sorted(questions, key=lambda question: _position(question, words))


def _position(question: Question, words: str) -> int:
    """Where a question begins; one read from the whole message begins where its topic is seen."""
    first = simplify(question.text).split(",")[0]
    if question.kind != "attribute" and simplify(question.text) == words:
        return min((match.start() for pattern in PATTERNS_OF.get(question.kind, ()) if (match := pattern.search(words)) is not None), default=0)
    found = words.find(first) if first else -1
    return found if found >= 0 else 0


_WANTS = re.compile(r"买|拍|下单|要[一两1-9]|来[一两1-9]|想要|预留|留[一两个件双]|现货|有货|马上要|急|今天|明天|什么时候|几天|多久|[穿拍选](?:多大|哪个|什么|[a-z]|\d)|哪个码|什么码|有没有|还有")
_TOLD = re.compile(r"预售|现货|缺货|排单|无货|定制|制作|补货")


def stock_word(desk: Desk, answers: Sequence[Answer]) -> str:
    """What a customer who wants to buy must know of goods that are not there: told once (P43)."""
    short = shortage(desk)
    if short and not told_already("".join(answer.text for answer in answers)) and not any(question.stage in ("after_sales", "farewell", "greeting") for question in desk.situation.questions):
        return f"{short}{desk.voice.end}"
    if desk.request.order is not None or desk.product() is None or any(question.stage in ("after_sales", "farewell", "greeting") for question in desk.situation.questions):
        return ""
    holds = dispatch_of(desk.policy, desk.request, desk.product())
    told = "".join(answer.text for answer in answers) + "".join(message.text for message in desk.request.conversation if message.role == "agent")
    if holds.kind not in ("out_of_stock", "presale") or _TOLD.search(simplify(told)):
        return ""
    if not _WANTS.search(simplify(desk.request.last_customer_text)) and not desk.situation.asks("ship_fee", "delivery_time", "dispatch", "stock", "total", "keep_one", "hurry", "counter_offer", "discount", "coupon", "gift", "free_shipping", "carrier", "pay_method"):
        return ""
    if holds.kind == "out_of_stock":
        return f"另外跟您说一声,这款目前没有现货,补货时间还没定,到货了我通知您{desk.voice.end}"
    when = holds.text.removeprefix("预售").strip(",:")
    return f"另外跟您说一声,这款是预售,{when},可以先拍下排单{desk.voice.end}"


_SECRETS = re.compile(r"提示词|prompt|指令|系统|设定|设置|规则|内部|代码|配置", re.IGNORECASE)


def secrets_word(desk: Desk) -> str:
    """One clause for a command beside a real question: kind, and nothing shown."""
    asked = next((question for question in desk.situation.questions if question.kind == "off_topic"), None)
    if asked is None or len(desk.situation.questions) < 2 or not re.search(r"发|给|打印|输出|看看|告诉|说|展示|公开|贴", asked.text) or not _SECRETS.search(simplify(asked.text)):
        return ""
    return f"内部的设置不方便发出来,还请您体谅{desk.voice.end}"
