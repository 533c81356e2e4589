"""What is asked once goods are on their way or there: complaints, praise, a parcel in trouble, an answer that has not come."""

from __future__ import annotations

import re

from guarded_reply.reading.text import simplify
from guarded_reply.request import ReplyRequest
from guarded_reply.situation.model import Question
from guarded_reply.situation.trouble import asks_progress, grumbles, praises, tells_flaw, waited_too_long

HAS_IT = ("delivered", "completed")
_SIZE = re.compile(r"[太偏小大](?:小|大|紧|松|薄|厚|硬)|[小大紧松]了|不合适|不喜欢|不想要")
_USES = re.compile(r"咋(?:养|吃|喝|保存|泡|充)|(?:咋|怎么)(?:拧|打|掰|撕)开|咋(?:用|洗|装|开|调|连|弄|拧)|怎么(?:用|洗|装|开|调|连|设|养|吃|喝|保存|弄)|如何|说明书|能不能[^,。]{0,4}洗|(?:能|可以)[^,。]{0,5}洗(?:吗|么|不|嘛)")
_OFF_HAND: frozenset[str] = frozenset({"attribute", "superlative", "choose", "stock", "other_goods", "small_talk", "compare", "not_received", "browse", "where", "price"})
_BESIDE_PRAISE = frozenset({"attribute", "choose", "superlative", "discount", "thanks", "bye", "where", "quality", "compare", "hello", "lukewarm", "disappointed", "stock", "other_goods", "small_talk", "reaction", "present", "browse", "gift", "note", "courier_attitude", "medical", "store", "price", "trust"})
_OF_ITS_OWN = frozenset({"return_want", "return_window", "return_freight", "exchange", "refund_time", "compensation", "threat", "manager", "missing_item", "wrong_item", "danger", "reaction", "signed_missing", "invoice", "cancel", "warranty_scope", "apply_service", "refused", "how_to", "insurance", "courier_attitude", "misdelivered", "return_address", "follow", "review_reward", "robot", "say_it", "quality", "disappointed", "insult", "send_photo", "photo_sent", "change_address", "price_protection", "off_platform", "off_topic", "opening_hours"})
"""What words of praise look like by the way, and what is asked for itself beside words of trouble."""
_MADE_WRONG = re.compile(r"(?:[刻做写印绣].{0,3}|写|发|寄)(?:错|成了)|[刻印绣]成")


def after_delivery(found: dict[str, Question], burst: str, request: ReplyRequest) -> None:
    """Once the goods are with the customer, words of trouble are a complaint, whatever else they look like."""
    order = request.order
    for topic in ("danger", "reaction"):
        if topic in found and order is None and request.case is None:
            weaker = found.pop(topic)
            found.setdefault("medical" if topic == "reaction" else "attribute", Question("medical" if topic == "reaction" else "attribute", "consulting", weaker.text))
    if order is None or order.status not in HAS_IT:
        if "price_protection" in found and re.search(r"顺丰|中通|快递|运费|邮费", burst) and not re.search(r"降", burst):
            moved = found.pop("price_protection")
            found.pop("discount", None)
            found["price_change"] = Question("price_change", "payment", moved.text)
            if order is not None:
                found.pop("ship_fee", None)
        return
    if re.fullmatch(r"(?:好的?|嗯|我|已经|都|东西|货|快递)*收到(?:货)?(?:了|啦)?[\s,。!]*(?:(?:我)?还没(?:拆|用|试|打开|来得及看)[^,。]{0,4})?", burst.strip()) and found.keys() <= _BESIDE_PRAISE:
        found.clear()
        found["bye"] = Question("bye", "farewell", burst)
        return
    if "how_to_buy" in found and "拍" not in burst and not re.search(r"买|下单", burst):
        found["attribute"] = Question("attribute", "consulting", found.pop("how_to_buy").text)
    if "quality" in found and request.case is None and not tells_flaw(burst) and re.search(r"会不会|会[^,。\s]{1,4}(?:吗|么|不)|容易[^,。\s]{1,4}(?:吗|么|不)", burst):
        found["attribute"] = Question("attribute", "consulting", found.pop("quality").text)
    if "return_want" in found and re.search(r"退货(?:品|件)|(?:别人|人家)退", burst):
        del found["return_want"]
    if found.keys() <= _OFF_HAND | {"missing_item", "quality", "stock"} and re.search(r"(?:盒|箱|包|袋)子?里[^,。]{0,4}没(?:有)?[^,。]{1,6}|没(?:有)?(?:给|配|带|附)[^,。]{0,2}(?:线|充电|说明书|配件|螺丝|赠品|遥控|电池|盖|勺|贺卡)", burst):
        found.clear()
        found["missing_item"] = Question("missing_item", "after_sales", burst)
    if found.keys() <= _BESIDE_PRAISE | {"dispatch", "not_received"} and re.search(r"一般(?!情况|来说)|没有?想[象的]|没那么|(?:发货|物流|快递|送货|到货)[^,。]{0,4}(?:太|有点|好|真|这么|挺)?慢", burst) and not tells_flaw(burst) and (found.keys() - {"not_received"} or not found):
        found.clear()
        found["lukewarm"] = Question("lukewarm", "farewell", burst)
    if praises(burst) and found.keys() <= _BESIDE_PRAISE:
        found.clear()
        found["bye"] = Question("bye", "farewell", burst)
        return
    if found.keys() & {"quality", "missing_item", "wrong_item", "danger", "reaction"}:
        for topic in ("delivery_time", "dispatch", "hurry"):
            found.pop(topic, None)
    if "change_item" in found and _MADE_WRONG.search(burst):
        wrong = found.pop("change_item")
        found.setdefault("wrong_item", Question("wrong_item", "after_sales", wrong.text))
    if re.search(r"(?:收到|发来|发|寄来|来)(?:的)?(?:是|成了?)", burst) and re.search(r"我(?:明明)?(?:要|拍|买|选|订|下单)的", burst):
        found.setdefault("wrong_item", Question("wrong_item", "after_sales", burst))
    if "threat" in found and tells_flaw(burst) and not found.keys() & {"quality", "return_want", "wrong_item", "missing_item"}:
        rest = dict(found)
        found.clear()
        found.update({"quality": Question("quality", "after_sales", burst), **rest})
    if "code_safety" in found and not re.search(r"验证码|密码|卡号", burst):
        del found["code_safety"]
    if {"quality", "threat", "compensation"} <= found.keys():
        del found["compensation"]  # the hand-over passes the demand on
    if {"refused", "threat"} <= found.keys() and re.search(r"不(?:给|让|肯|同意)[^,。]{0,10}(?:就|我)", burst):
        del found["refused"]
    if "not_received" in found and tells_flaw(burst) and not re.search(r"快递|物流|包裹|没收到|没到", burst):
        del found["not_received"]
    if "wrong_item" in found:
        for topic in ("quality", "change_item", "exchange", "attribute"):
            found.pop(topic, None)
    if "quality" in found and not re.search(r"几天内|多少天|期限|过(?:了)?期|超过|还在", burst):
        found.pop("return_window", None)
    if "compare" in found and found.keys() & {"bye", "thanks"} and not re.search(r"价|便宜|贵", burst):
        del found["compare"]
    if found.keys() & {"exchange", "return_want", "return_window", "return_freight"}:
        for topic in ("dispatch", "hurry", "delivery_time"):
            found.pop(topic, None)
    if found.keys() <= {"bye", "thanks", "lukewarm", "attribute", "compare", "stock"} and re.search(r"就是|但是?|不过|可是|可惜|美中不足", burst) and (tells_flaw(burst) or re.search(r"硌|味|松|紧|短|薄|声音|划|毛|线|简陋|粗糙", burst)) and not _USES.search(burst):
        found.clear()
        found["quality"] = Question("quality", "after_sales", burst)
    if "return_want" in found and "quality" not in found and tells_flaw(burst) and not _SIZE.search(burst):
        back = found.pop("return_want")
        found["quality"] = Question("quality", "after_sales", back.text)
    if {"quality", "return_freight"} <= found.keys():
        del found["quality"]
    if not found.keys() & _OF_ITS_OWN and tells_flaw(burst) and not _USES.search(burst):
        found.clear()
        found["quality"] = Question("quality", "after_sales", burst)


_PARCEL = re.compile(
    r"往回|退回|退件|返回|原路|回去了|停(?:在|了|着)|卡(?:在|了|住)|滞留|没影|没动|不动|[\d两二三四五六七八九十几]天|一?个?(?:礼拜|星期|周)了|丢(?:没丢|了|件|包)|疑难|问题件|异常|破损|拒收|什么(?:意思|情况)|咋回事|怎么回事|怎么(?:又|还|老|一直)|转圈|绕|兜|没接到|没(?:打|有)?电话|显示|写着|上面说"
)
_STATUS_WORDS = re.compile(r"疑难|问题件|异常|破损|拒收|退回|退件|滞留|错发|派送失败|联系不上|地址不详|超区|超出(?:派送|服务)|不给送|不送我")
_ON_THE_WAY_WEAK = frozenset({"attribute", "superlative", "hello", "where", "not_received", "choose", "quality", "dispatch", "return_window", "trust", "stock", "delivery_time", "compare", "lukewarm", "small_talk", "on_the_way"})


def on_the_way(found: dict[str, Question], burst: str, request: ReplyRequest) -> None:
    """While the parcel is with the courier, words of trouble are about the parcel."""
    order = request.order
    if order is None or order.status != "shipped" or request.case is not None and request.case.confirmed:
        return
    recorded = any(_STATUS_WORDS.search(event.text) for event in order.tracking)
    if found.keys() <= _ON_THE_WAY_WEAK and (_STATUS_WORDS.search(burst) or (_PARCEL.search(burst) and not found.keys() & {"delivery_time", "where"}) or (recorded and "quality" in found) or ("quality" in found and not re.search(r"收到|签收|打开|拆|到手", burst)) or re.search(r"又没(?:送|到|派)|说(?:今天|昨天|好)?[^,。]{0,3}送", burst)) or "sent_back" in found and recorded:
        found.clear()
        found["not_received"] = Question("not_received", "logistics", burst)


_PROMISED = re.compile(r"核实|核查|核对|处理|跟进|反馈|24小时|尽快|回复您|给您回|答复|发我|拍照|拍一?下|催")


def _amiss(found: dict[str, Question], burst: str, request: ReplyRequest) -> bool:
    """Whether a message that asks nothing of its own tells that something is not as it should be with goods already there."""
    order = request.order
    there = order is not None and order.status in HAS_IT
    return there and found.keys() <= _OFF_HAND and not praises(burst) and grumbles(burst) and re.search(r"快递|物流|包裹|驿站|收到(?:吗|没)|签收", burst) is None


_CHOSEN = re.compile(r"^(?:那|就|我|要|选|还是|好|给|帮|直接)*(?:换|补|退|重发)(?!了(?!吧))|(?:换|补发|退(?:款|货|钱)?)(?:吧|好了|就行|算了)")
_ASKED_FOR_PHOTO = re.compile(r"照片|拍照|拍几张|视频|发图")
_GAVE = re.compile(r"(?:发|传|给|拍)(?:你|您|给你|过去|过)?(?:们)?(?:了|过)(?!货)|在上面|上面(?:有|那)")


def once_more(found: dict[str, Question], burst: str, request: ReplyRequest) -> dict[str, Question]:
    """A matter that was told before: an answer that has not come, or the question how far it is."""
    case, order = request.case, request.order
    if (order is None and case is None) or found.keys() & {"manager", "threat", "refund_time", "compensation", "danger", "reaction", "refused"}:
        return found
    answered = any(message.role == "agent" and _PROMISED.search(simplify(message.text)) for message in request.conversation)
    sent = case is not None and case.evidence_received
    with_customer = case is not None or (order is not None and order.status in HAS_IT)
    if case is not None and case.confirmed and found.keys() <= _REPEATED | {"exchange", "return_want", "return_freight", "return_window", "delivery_time", "hurry", "change_item", "cancel", "lost"} and _CHOSEN.search(burst.strip()) and case.reason in ("quality", "damaged"):
        return {"quality": Question("quality", "after_sales", burst)}
    pressed = case is None or not case.confirmed
    if waited_too_long(burst) and with_customer and pressed and (answered or sent) and found.keys() <= _REPEATED | {"return_want", "exchange"}:
        return {"waited": Question("waited", "after_sales", burst)}
    if asks_progress(burst) and with_customer and (answered or sent) and found.keys() <= _REPEATED:
        return {"follow": Question("follow", "after_sales", burst)}
    asked = next((simplify(message.text) for message in reversed(request.conversation) if message.role == "agent"), "")
    if with_customer and found.keys() <= _REPEATED - {"quality", "wrong_item", "missing_item"} and _ASKED_FOR_PHOTO.search(asked) and _GAVE.search(burst):
        return {"photo_sent": Question("photo_sent", "after_sales", burst)}
    if _amiss(found, burst, request) and (found or "\n" not in burst):
        return {"quality": Question("quality", "after_sales", burst)}
    return found


_REPEATED = frozenset({"photo_sent", "follow", "quality", "hello", "attribute", "delivery_time", "dispatch", "where", "not_received", "insult", "send_photo", "superlative", "stock", "hurry", "wrong_item", "missing_item", "browse", "disappointed", "real_photo", "choose"})
