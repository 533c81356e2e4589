"""Which of the topics seen in a message are really asked: the telling ones silence the general ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.reading.places import find_places
from guarded_reply.reading.text import read_turn, simplify
from guarded_reply.request import ReplyRequest
from guarded_reply.situation.aftercare import HAS_IT, after_delivery, on_the_way, once_more
from guarded_reply.situation.goods import concepts_in
from guarded_reply.situation.keeping import of_keeping
from guarded_reply.situation.meant import as_meant, orders_a_machine
from guarded_reply.situation.model import Question, Stage
from guarded_reply.situation.order_matters import with_order_matters
from guarded_reply.situation.plain_words import plainly
from guarded_reply.situation.second_look import second_look
from guarded_reply.situation.topics import topics_in

# A topic that makes another one needless when both were read from the same words.
_OVERRIDES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("group", ("medical", "ship_fee", "off_platform", "promotion", "coupon", "attribute", "gift", "pay_method", "price", "other_goods", "link", "discount", "counter_offer", "hello")), ("member", ("exchange", "change_item", "discount", "attribute")), ("carrier", ("where", "not_received")), ("one_more", ("ship_fee", "total", "discount")), ("return_address", ("store", "note")), ("privacy", ("pay_trouble",)),
    ("pickup_code", ("where", "attribute", "courier_contact")), ("hold_back", ("dispatch", "note", "delivery_time", "hurry")), ("refused", ("return_want", "return_window", "exchange", "refund_time", "apply_service", "cancel")), ("lost", ("where", "compensation")),
    ("insurance", ("compensation", "total")), ("reaction", ("return_window",)), ("photo_sent", ("send_photo", "hello")), ("small_talk", ("superlative",)), ("misdelivered", ("courier_contact", "courier_attitude")), ("note", ("keep_one",)),
    ("follow", ("cancel", "dispatch", "missing_item", "exchange", "attribute", "superlative", "hello", "promotion", "quality", "where")), ("say_it", ("discount", "compensation", "attribute", "superlative", "off_topic", "counter_offer", "robot", "paid", "pay_later", "quality", "return_want")), ("change_item", ("missing_item",)), ("real_photo", ("store", "attribute", "send_photo", "photo_sent")), ("link", ("attribute", "how_to")), ("off_topic", ("price",)),
    ("code_safety", ("pay_trouble", "insult", "trust", "attribute", "off_platform")), ("misdelivered", ("note", "where", "compare", "signed_missing", "attribute", "not_received", "wrong_item")),
    ("pay_method", ("counter_offer", "discount")), ("insurance", ("how_to",)), ("compare", ("counter_offer",)), ("price_ahead", ("promotion", "trust")), ("remote_list", ("free_shipping", "attribute")),
    ("danger", ("quality", "compensation", "attribute", "medical", "reaction", "disappointed", "return_want", "exchange", "missing_item")),
    ("how_to_buy", ("pay_trouble", "how_to", "attribute", "price", "stock")),
    ("insult", ("attribute", "superlative", "hello", "discount")),
    ("disappointed", ("attribute", "superlative", "insult", "choose")), ("return_window", ("disappointed",)), ("quality", ("disappointed",)), ("reaction", ("disappointed",)), ("return_want", ("disappointed",)), ("return_freight", ("disappointed",)), ("compensation", ("disappointed",)), ("refund_time", ("disappointed",)),
    ("superlative", ("trust",)), ("trust", ("attribute", "quality", "medical")), ("insurance", ("ship_fee", "free_shipping", "return_freight", "attribute")),
    ("pay_method", ("ship_fee",)), ("change_item", ("dispatch", "stock", "attribute", "delivery_time")), ("small_talk", ("hello", "attribute", "hesitate", "browse")),
    ("promotion", ("ship_fee", "delivery_time", "price", "total")), ("manager", ("hello", "courier_contact", "attribute", "quality", "disappointed")), ("note", ("price", "present", "invoice", "attribute")),
    ("off_topic", ("attribute", "superlative", "delivery_time", "ship_fee", "free_shipping", "return_freight", "gift")),
    ("discount", ("off_topic",)), ("counter_offer", ("off_topic",)), ("compensation", ("off_topic",)), ("quality", ("off_topic",)),
    ("return_want", ("off_topic",)), ("review_reward", ("off_topic",)), ("change_address", ("off_topic",)),
    ("reaction", ("compensation", "quality", "medical", "attribute", "superlative", "return_want", "exchange")),
    ("photo_sent", ("quality", "where", "attribute", "compensation")),
    ("courier_attitude", ("not_received", "quality", "where", "insult", "attribute")),
    ("promotion", ("how_to",)),
    ("return_freight", ("return_window",)),
    ("one_more", ("counter_offer", "gift")),
    ("cancel", ("return_want",)),
    ("compare", ("gift", "free_shipping")),
    ("choose", ("counter_offer", "present")), ("store", ("where", "attribute", "return_address", "sent_from", "ship_place")), ("send_photo", ("pay_trouble", "attribute", "how_to", "quality")),
    ("paid", ("quality",)),
    ("hurry", ("dispatch", "delivery_time", "not_received", "change_item")),
    ("note", ("change_item", "attribute", "where", "delivery_time", "ship_fee", "change_address", "carrier")),
    ("one_more", ("dispatch", "stock", "price", "free_shipping", "change_item")),
    ("keep_one", ("stock", "dispatch", "paid", "discount", "pay_later")),
    ("pay_later", ("paid", "discount", "hesitate", "dispatch", "counter_offer")),
    ("valid_later", ("pay_later",)),
    ("confirm_fee", ("pay_later",)),
    ("sent_from", ("dispatch", "attribute")),
    ("courier_contact", ("ship_fee", "where", "attribute", "carrier", "total")),
    ("return_address", ("return_want", "change_address", "return_window")),
    ("opening_hours", ("attribute", "hello", "dispatch", "delivery_time", "store")),
    ("privacy", ("attribute",)),
    ("samples", ("gift", "attribute", "stock")),
    ("present", ("gift", "attribute", "superlative", "change_item")),
    ("how_to", ("attribute", "medical", "pay_trouble", "quality", "ship_fee", "total")),
    ("attribute", ("browse",)), ("price", ("browse",)), ("ship_fee", ("browse",)), ("browse", ("hesitate", "hello")),
    ("carrier", ("stock",)),
    ("exchange", ("change_item",)),
    ("refund_time", ("not_received", "where")),
    ("price_change", ("ship_fee", "free_shipping")),
    ("price_protection", ("compensation", "discount", "price_ahead", "return_want")),
    ("price_ahead", ("discount", "attribute", "hesitate")),
    ("price_before", ("discount", "promotion", "price", "counter_offer")),
    ("valid_later", ("coupon", "discount", "promotion", "dispatch", "paid")),
    ("keeps_word", ("gift", "not_received", "where")),
    ("warranty_scope", ("attribute", "quality")),
    ("choose", ("attribute", "hesitate", "price", "hello", "stock")),
    ("other_goods", ("price", "hello", "attribute")),
    ("compensation", ("quality", "return_want", "exchange")),
    ("compare", ("discount", "choose", "superlative")),
    ("return_freight", ("ship_fee", "free_shipping", "return_want", "total", "exchange")),
    ("threat", ("review_reward", "superlative")),
    ("review_reward", ("compare", "coupon", "discount", "gift", "promotion", "threat", "price", "total")),
    ("signed_missing", ("where", "not_received", "missing_item", "delivery_time", "lost")),
    ("missing_item", ("stock", "attribute", "quality")),
    ("counter_offer", ("price", "total", "discount", "attribute", "other_goods")), ("price_before", ("confirm_fee", "ship_fee")), ("double_pay", ("paid", "refund_time", "quality")), ("invoice", ("change_item", "exchange", "change_address")), ("warranty_scope", ("exchange", "price", "return_want")), ("coupon", ("attribute",)), ("gift", ("attribute",)), ("promotion", ("attribute",)), ("courier_attitude", ("dispatch",)), ("sent_back", ("return_want", "cancel", "courier_contact", "return_address", "not_received", "where")), ("apply_service", ("return_want", "return_window", "exchange", "attribute", "how_to")), ("change_address", ("paid", "cancel")), ("one_more", ("paid",)), ("change_item", ("paid",)), ("cancel", ("paid",)), ("compare", ("attribute",)),
    ("pay_trouble", ("quality", "pay_method")),
    ("gift", ("coupon",)),
    ("price_change", ("paid", "counter_offer", "discount")),
    ("order_closed", ("attribute", "where")),
    ("superlative", ("counter_offer",)),
    ("robot", ("hello", "manager", "attribute", "thanks", "superlative", "bye")),
    ("pay_trouble", ("price", "hello", "quality", "paid")),
    ("off_platform", ("pay_method", "discount", "attribute")),
    ("change_address", ("change_item", "exchange", "where")),
    ("free_shipping", ("ship_fee",)),
    ("ship_fee", ("price", "total", "carrier", "where", "attribute")),
    ("not_received", ("where", "dispatch", "delivery_time")),
    ("delivery_time", ("where", "attribute")),
    ("discount", ("price", "superlative")),
    ("medical", ("attribute", "superlative")),
    ("quality", ("attribute", "superlative", "missing_item")),
    ("refund_time", ("return_want", "paid", "price")),
    ("return_window", ("return_want",)),
    ("total", ("price",)),
    ("invoice", ("dispatch",)),
    ("order_closed", ("cancel", "where")),
    ("stock", ("attribute", "dispatch")),
)


def questions_in(burst: str, request: ReplyRequest) -> Iterator[Question]:
    """The questions of a burst, clause by clause, the telling topics first."""
    found: dict[str, Question] = {}
    asked: list[tuple[str, frozenset[str]]] = []  # clauses that ask for facts of the goods, and what else they ask
    unread: list[str] = []
    commands: list[str] = []
    for piece in [clause.text for clause in read_turn(burst).clauses] or [burst]:
        topics: dict[str, Stage] = {"off_topic": "greeting"} if (machine := orders_a_machine(piece)) else dict(topics_in(as_meant(piece))) or _of_place(piece)
        commands += [piece] if machine else []
        if re.fullmatch(r"(?:亲|老板|客服)?在不在", piece):
            continue
        if "counter_offer" in topics and _WATTS.search(piece):
            topics = {**{topic: stage for topic, stage in topics.items() if topic not in ("counter_offer", "discount")}, "attribute": "consulting"}
        for topic, stage in topics.items():
            found.setdefault(topic, Question(topic, stage, piece))
        if "on_the_way" not in topics and ("attribute" in topics or concepts_in(piece) or _names_option(piece, request)):
            asked.append((piece, frozenset(topics)))
        elif (not topics or (request.order is None and topics.keys() <= {"quality"} and re.search(r"修|怎么办", piece))) and not PING.fullmatch(piece) and not re.fullmatch(r"(?:亲|老板|客服)?在不在|急", piece) and _ASKS.search(piece) and len(piece) <= 24 and not re.search(r"寄|邮|快递|运费|顺丰|中通|一共|总共|付多少", piece) and not _RHETORIC.search(piece):
            unread.append(piece)
    for topic, stage in topics_in(as_meant(burst)) if not commands else ():
        if topic == "delivery_time" and re.search(r"(?:留|存|用|放|保|吃|喝|开|续|装|充|煮|烧|泡|喷|晒)[^,。]{0,4}(?:多久|几天|多长时间|几个月)", burst):
            continue  # '留香多久 … 送': how long the goods last, read across two clauses
        if topic == "counter_offer" and any(_WATTS.search(clause.text) for clause in read_turn(burst).clauses):
            continue
        if topic == "dispatch" and re.search(r"发(?:的)?(?:什么|啥|哪)(?:家|个)?(?:快递|物流)", burst) and not re.search(r"发货|寄出|出货|发出|[做刻绣印]好|工期|定制", burst):
            continue  # '质保多久 … 发什么快递': read across two clauses
        if topic not in found:
            found[topic] = Question(topic, stage, burst)
    if PING.fullmatch(burst.strip()) and "hello" in found:
        yield found["hello"]
        return
    read = _with_facts(settle(found, burst, request), asked, unread, burst, request)
    read = second_look(with_order_matters(once_more(read, burst, request), burst, request), burst, request)
    yield from of_keeping(plainly(read, burst, request), burst, request).values()


def _of_place(piece: str) -> dict[str, Stage]:
    """'武汉几天', '成都多少': days or fee asked with nothing but a place."""
    if len(piece) > 12 or not re.search(r"几天|多久|多少天|多少|几块|几元", piece) or not any(not place.street for place in find_places(piece)):
        return {}
    return {"delivery_time": "logistics"} if re.search(r"几天|多久|多少天", piece) else {"ship_fee": "logistics"}


def _names_option(piece: str, request: ReplyRequest) -> bool:
    """Whether a clause calls a colour, taste or size of the goods by its name, or says which the customer wears."""
    if re.search(r"(?:我|平时)[^,。]{0,3}(?:穿|戴)\s?\d|[刻印绣]\s?[“\"「『'‘].", piece):
        return True
    if _ASKS.search(piece) and any(len(name) >= 2 and simplify(name) in piece for product in request.products for name in product.attributes):
        return True
    options = (part for product in request.products for name, value in product.attributes.items() if re.search(r"颜色|色号|口味|香型", name) for part in re.split(r"[/、,,\s]+", simplify(value)))
    return any(len(core := re.sub(r"\d+|色$", "", option)) >= 2 and core in piece for option in options)


PING = re.compile(r"(?:(?:客服|人)?(?:都)?(?:死|跑|去)(?:哪(?:儿|里)?(?:去)?)?了|(?:装|诈)死|(?:有)?(?:人|在)(?:在)?(?:吗|么|不|嘛|没)?|没有?人|没人|怎么|人呢|喂|亲|你好|您好|客服|回(?:一?下)+(?:我)?|回(?:话|我)[^,。]{0,4}|请问|有个?(?:事|问题)(?:儿)?|哈[喽啰]|嗨|店家|老板|(?:我)?想?(?:问|咨询)(?:你们?|您|一?下|个|点)*(?:事儿?|问题|东西)?|打扰(?:一?下|了)?|[?？!！,。~\s呀啊呢哈呗下])+")
"""A knock at the door, and nothing asked yet."""
_WATTS = re.compile(r"\d\s?(?:w|瓦)(?![a-z])(?!.*(?:[元块钱卖价]))")
"""Watts are no offer of money."""
_ASKS = re.compile(r"多[久大长高重厚]|什么|啥|.{2}(?:吗|么|不|没|嘛)\W*$|哪|多少|几|怎么|还是|(\w)不\1(?!了)|能不能|会不会|有没有|可不可以|\?")
_RHETORIC = re.compile(r"睡|忙|怎么算|体积|还卖|你们(?:就|这|到底|怎么|还)|你说|凭什么|就这|是吧|对吧|好吗|行吗|可以吗|懂|骗|烦|算了|怎么(?:办|回事|弄|说|还)|啥情况|早点|一直|统一")
_NOT_OF_GOODS = frozenset({"lukewarm", "reaction", "quality", "missing_item", "wrong_item", "compensation", "threat", "manager", "robot", "off_topic", "say_it", "review_reward", "insult", "warranty_scope", "photo_sent", "pay_trouble", "off_platform", "how_to_buy"})
"""While one of these is spoken of, facts of the goods are not asked for."""
_BESIDE = frozenset({"browse", "thanks", "hello", "price", "stock", "choose", "present", "superlative", "medical", "invoice", "gift", "coupon", "samples", "free_shipping", "ship_fee", "delivery_time", "dispatch", "carrier", "ship_place", "on_the_way", "total"})
"""Beside these alone a clause that asks something unknown is a question of its own."""
_SENDING = frozenset({"free_shipping", "ship_fee", "total", "discount", "dispatch", "delivery_time", "return_window", "return_freight", "return_want", "exchange", "invoice", "gift", "samples", "price"})
_MARKS = re.compile(r"吗|么|不$|多少|几|哪|什么|怎么|呢|(\w)不\1")
"""What asks: a clause with one of these asks one thing."""
_ANSWERED_BY_FEE = re.compile(r"(?:[^,。]{0,2}(?:要|得|是|大概|一共|总共|又是))?多少(?:来着|钱|元|呢|啊|呀|嘛)*|(?:大概|大约|一般|要)?(?:几天|多久)(?:能?到)?(?:呢|啊|呀)?|(?:咋|怎么)(?:整|弄|办|算|收)(?:呢|啊|呀)?|[^,。]{0,8}够(?:不够|吗|了吗|没)")
"""What the figures asked for beside it answer already."""
_NO_OTHER = re.compile(r"^(?:能|可以|适合|适不适合|能不能)[^,。]{0,3}(?:吃|喝|用|穿|戴|睡)|^.{0,2}准不准|合适吗|有用吗|有效吗")
"""Beside a question about health these words ask the same thing."""
_SILENCE = frozenset(topic for topic, weaker in _OVERRIDES for other in weaker if other == "attribute")


def _with_facts(found: dict[str, Question], asked: list[tuple[str, frozenset[str]]], unread: list[str], burst: str, request: ReplyRequest) -> dict[str, Question]:
    """The question for facts of the goods: the clauses that ask for them and that no telling topic has taken."""
    whole = found.get("attribute")
    kept = {topic: question for topic, question in found.items() if topic != "attribute"}
    if set(kept) == {"thanks"} or (_NOT_OF_GOODS & set(kept) and (request.order is not None or request.case is not None or _silences(kept, asked))):
        return kept
    pieces = [piece for piece, topics in asked if not ("compensation" in topics and "compensation" in kept) and not (topics & _SILENCE & set(kept)) and not (topics & _SENDING & set(kept) and len(_MARKS.findall(piece)) < 2) and (not kept or _ASKS.search(piece) or (_names_option(piece, request) and "total" not in kept) or len(piece) <= 4 and not kept.keys() & {"choose", "present", "bye", "thanks", "delivery_time"})]
    if not set(kept) - _BESIDE and request.products and "hello" not in kept:
        pieces += [piece for piece in unread if piece not in pieces and not ("ship_place" in kept and re.search(r"几天|多久|多少", piece)) and all(piece != question.text for question in kept.values())]
    if kept.keys() & {"ship_fee", "total", "price", "delivery_time", "free_shipping", "carrier"}:
        pieces = [piece for piece in pieces if not _ANSWERED_BY_FEE.fullmatch(piece) and not (re.search(r"(?:送|寄|发|到)(?:得|不)?(?:到|了)?(?:货)?(?:吗|么|嘛|不|没)?$", piece) and any(not place.street for place in find_places(piece)))]
    if kept.keys() & {"medical", "present"}:
        pieces = [piece for piece in pieces if not _NO_OTHER.search(piece) and not ("present" in kept and re.search(r"盒子|礼盒|手提袋|礼袋|贺卡|包装", piece))]
    pieces = [piece for piece in pieces if not ("ship_fee" in kept and re.search(r"(?:顺丰|中通|快递)[^,。]{0,4}(?:价|钱|多少|几)", piece))]
    pieces.sort(key=burst.find)
    if pieces and request.products:
        kept.pop("browse", None)
        return {**kept, "attribute": Question("attribute", "consulting", ",".join(pieces))}
    return found if whole is not None and (not asked or not kept) else kept


def _silences(kept: dict[str, Question], asked: list[tuple[str, frozenset[str]]]) -> bool:
    """Whether what is spoken of leaves no room for facts of the goods; a command does, where a clause of its own asks for one."""
    found = kept.keys() & {"off_topic", "say_it", "robot", "manager", "how_to_buy", "pay_trouble", "off_platform", "warranty_scope"}
    beside = any(piece != kept["off_topic"].text and _ASKS.search(piece) for piece, _ in asked) if "off_topic" in found else False
    return bool(found) and not (found == {"off_topic"} and beside)


def settle(found: dict[str, Question], burst: str, request: ReplyRequest) -> dict[str, Question]:
    order_free = request.order is None
    if {"total", "ship_fee"} <= found.keys() and found["total"].text == found["ship_fee"].text and re.search(r"一共|总共|合计|加起来|连[^,。]{0,3}(?:带)?运费|算上", burst) and len([place for place in find_places(burst) if not place.street]) < 2:
        del found["ship_fee"]  # the sum names the freight
    if "disappointed" in found and (request.order is None or request.order.status not in ("delivered", "completed")):
        del found["disappointed"]
    for topic, weaker in _OVERRIDES if len(found) > 1 else ():
        if topic in found:
            for other in weaker:
                if (topic, other) == ("change_item", "dispatch") and order_free:
                    continue  # before an order exists nothing is being changed: both are asked
                if other in found and not _separate(found[topic], found[other], topic, other):
                    del found[other]
    after_delivery(found, burst, request)
    on_the_way(found, burst, request)
    if {"cancel", "change_item"} <= found.keys():
        found.pop("change_item" if re.search(r"取消|不要了|不想要|退款|退钱", burst) else "cancel")
    if {"compare", "hesitate"} <= found.keys() and not re.search(r"价|便宜|贵|比|才", burst):
        del found["compare"]
    if {"paid", "hurry"} <= found.keys():
        del found["paid"]
    order = request.order
    if order is not None and order.status == "shipped" and found.keys() & {"lost", "not_received", "sent_back", "misdelivered"}:
        found.pop("compensation", None)
    if order is not None and order.status in ("unpaid", "paid") and request.case is None and "note" in found:
        for topic in ("quality", "missing_item", "dispatch", "change_item", "attribute"):
            found.pop(topic, None)
    if "refund_time" in found:
        for topic in ("off_platform", "pay_method"):
            found.pop(topic, None)
    if "how_to_buy" in found and order is not None and order.status in HAS_IT and "拍" in found["how_to_buy"].text:
        asked = found.pop("how_to_buy")
        found["send_photo"] = Question("send_photo", "after_sales", asked.text)
    if "promotion" in found and not request.promotions and re.search(r"满\d+了|满\d+吧", burst) and re.search(r"运费|包邮|免邮|邮费", burst):
        del found["promotion"]
    if "other_goods" in found and (found.keys() - {"other_goods", "attribute", "hello"} or ("卖" not in found["other_goods"].text and concepts_in(found["other_goods"].text))):
        del found["other_goods"]
    if "price_change" in found and request.order is not None and request.order.status == "unpaid" and re.search(r"顺丰|中通", burst):
        for topic in ("change_item", "ship_fee", "carrier", "price_protection"):
            found.pop(topic, None)
    if "discount" in found and re.search(r"贵在(?:哪|什么)|(?:值不值|值)(?:得)?(?:这|那)?个?(?:价|钱|买)", burst) and not re.search(r"便宜|优惠|少点|打折|折扣", burst):
        asked = found.pop("discount")
        found.setdefault("superlative", Question("superlative", "consulting", asked.text))
    if "coupon" in found and re.search(r"忘|没(?:有)?(?:用|领)", burst):
        found.pop("price_protection", None)
    if "compare" in found and re.search(r"评论|评价|都说|买家秀", burst):
        del found["compare"]
    if {"how_to", "medical"} <= found.keys() and re.search(r"糖尿|孕|过敏|敏感|血压|三高", burst):
        del found["how_to"]
    if "promotion" in found and "free_shipping" in found and re.search(r"满\d+[^,。]{0,3}包邮", burst):
        del found["promotion"]
    if "threat" in found and request.order is not None and request.order.status == "paid" and "dispatch" not in found and re.search(r"没发|不发|没人理|几天|[一二三四五六两\d]天|还没", burst):
        rest = dict(found)
        found.clear()
        found.update({"dispatch": Question("dispatch", "logistics", burst), **rest})
    if {"code_safety", "dispatch"} <= found.keys() and not re.search(r"验证码|密码|卡号", burst):
        del found["code_safety"]
    if "pay_later" in found and re.search(r"今天[^,。]{0,4}(?:能|可以|走|发)", burst):
        del found["pay_later"]
        found.setdefault("dispatch", Question("dispatch", "logistics", burst))
    if "cancel" in found and request.order is None and len(found) > 1:
        del found["cancel"]
    if "review_reward" in found and not re.search(r"返|红包|送|多少|吗|有|现金|奖", burst):
        question = found.pop("review_reward")
        found.setdefault("bye", Question("bye", "farewell", question.text))
    if {"dispatch", "delivery_time"} <= found.keys() and request.order is not None and request.order.status == "paid" and not re.search(r"几天|到货|收到|送到|能到|赶", burst):
        del found["delivery_time"]
    if "sent_back" in found and (request.order is None or request.order.status != "shipped"):
        del found["sent_back"]
    if "warranty_scope" in found and request.order is not None:
        del found["warranty_scope"]
    if "discount" in found and re.search(r"(?:哪个|哪家|哪种|谁)(?:快递|家)?(?:更|比较)?(?:便宜|划算)|便宜的(?:那|快递|一?种)", burst) and (re.search(r"顺丰|中通|快递", burst) or any(not p.street for p in find_places(burst))):
        question = found.pop("discount")
        found.setdefault("ship_fee", Question("ship_fee", "logistics", question.text))
    if "ship_fee" in found and re.search(r"贵", burst) and "discount" in found and not re.search(r"便宜|优惠|少", burst):
        del found["discount"]
    if order is None:
        for topic in ("refund_time", "signed_missing", "not_received"):
            if topic in found and len(found) > 1 and topic != "not_received":
                del found[topic]
    if "insult" in found and any(question.stage in ("after_sales", "logistics") for topic, question in found.items() if topic != "insult"):
        del found["insult"]
    if "return_want" in found and order is not None and order.status == "paid" and (request.case is None or request.case.reason == "no_reason"):
        question = found.pop("return_want")
        found.setdefault("cancel", Question("cancel", "payment", question.text))
    if "lost" in found and order is None:
        question = found.pop("lost")
        found.pop("total", None)
        found.setdefault("attribute", Question("attribute", "consulting", question.text))
    if "where" in found and order is None and len(found) > 1:
        del found["where"]
    if "return_freight" in found and order is None and not re.search(r"退|换|寄回|不合适|不喜欢|质量", burst):
        found.setdefault("free_shipping", Question("free_shipping", "logistics", found.pop("return_freight").text))
    if "exchange" in found and re.search(r"换(?:个|一?家|别的|其他)?(?:别的)?(?:快递|物流)", burst):
        found["carrier"] = Question("carrier", "logistics", found.pop("exchange").text)
        found.pop("lost", None)
    places = [place for place in find_places(burst) if not place.street]
    if "compare" in found and order is None and re.search(r"包邮|运费|邮费", burst):
        kind = "free_shipping" if re.search(r"包邮", burst) else "ship_fee"
        found.setdefault(kind, Question(kind, "logistics", found.pop("compare").text))
    if "discount" in found and re.search(r"(?:陆运|空运|快递|顺丰|中通)[^,。]{0,4}便宜还是|便宜还是(?:顺丰|中通|空运|陆运)", burst):
        found.setdefault("ship_fee", Question("ship_fee", "logistics", found.pop("discount").text))
    if "choose" in found and "快递" in found["choose"].text:
        del found["choose"]
        found.setdefault("carrier", Question("carrier", "logistics", burst))
        if re.search(r"快的|快一点|最快|快些", burst):
            del found["carrier"]
            found["delivery_time"] = Question("delivery_time", "logistics", burst)
    if order is None and len(places) == 1 and not found.keys() - {"attribute", "hello", "superlative", "choose"} and re.search(r"哪[个家种](?:快递)?(?:更|比较|最|会)?快", burst):
        found.pop("attribute", None)
        found["delivery_time"] = Question("delivery_time", "logistics", burst)
    if order is not None and order.status in HAS_IT and "ship_fee" in found and re.search(r"退", burst):
        found.setdefault("return_freight", Question("return_freight", "after_sales", found.pop("ship_fee").text))
    if order is None and not places and "total" in found and re.search(r"(?:两|2|三|3|四|4)个?(?:地(?:址|方)|城市)", burst):
        found["ship_fee"] = Question("ship_fee", "logistics", found.pop("total").text)
    if order is None and len(places) > 1 and "ship_fee" not in found and re.search(r"(?:两|2|三|3)个?(?:地(?:址|方)|城市)|各?[一1][件条个双盒箱份袋瓶只套][^,。]{0,6}[^,。]{0,12}[一1][件条个双盒箱份袋瓶只套]|分(?:开|别)寄|各(?:要|来|买|寄|发)?[一1]?[件条个双盒箱份袋瓶只套台盏]", burst):
        found.pop("attribute", None)
        found.pop("total", None)
        found["ship_fee"] = Question("ship_fee", "logistics", burst)
    if {"total", "stock"} & found.keys() and "delivery_time" in found and re.search(r"(?:多久|几天|什么时候|啥时候)[^,。]{0,3}到货", burst) and not re.search(r"有货|现货|补货|没货", burst):
        found.pop("stock", None)
    if "on_the_way" in found:
        if order is not None and order.status in (*HAS_IT, "shipped"):
            del found["on_the_way"]
        else:
            for topic in ("quality", "compensation", "note", "missing_item", "present", "delivery_time", "attribute"):
                found.pop(topic, None)
            if "ship_fee" in found and not re.search(r"多少|几[块元钱]|运费|邮费|怎么收|包邮", burst):
                del found["ship_fee"]
    if "carrier" in found and "加急" in found["carrier"].text and not re.search(r"快递|顺丰|中通|邮政|圆通|申通|韵达|京东|极兔|ems|德邦|寄|运费", burst):
        found["hurry"] = Question("hurry", "logistics", found.pop("carrier").text)
    if "carrier" in found and "dispatch" in found and re.search(r"邮政|圆通|申通|韵达|京东|极兔|ems|德邦", burst):
        del found["dispatch"]
    if order is not None and order.status == "shipped" and "return_want" in found and "quality" not in found:
        question = found.pop("return_want")
        found.setdefault("cancel", Question("cancel", "payment", question.text))
    wants_less = next((topic for topic in ("free_shipping", "ship_fee") if topic in found), None)
    if order is not None and order.status == "unpaid" and wants_less is not None and re.search(r"免|少|便宜|优惠|减", burst):
        question = found.pop(wants_less)
        found.setdefault("price_change", Question("price_change", "payment", question.text))
    if "paid" in found and "dispatch" in found and (order is None or order.status == "unpaid"):
        del found["paid"]
    if "price_change" not in found and not any(question.stage == "logistics" for question in found.values()) and re.search(r"顺丰|中通|圆通|京东|快递", burst) and any(not p.street for p in find_places(burst)):
        found["ship_fee"] = Question("ship_fee", "logistics", burst)
        found.pop("attribute", None)
    if "promotion" in found and re.search(r"前[^,。]{0,4}(?:能|可以|会|可)?(?:用上|收到|到货|拿到|送到|到(?=吗|不|么|得))", burst):
        question = found.pop("promotion")  # a festival that is a day to be ready by
        found.setdefault("delivery_time", Question("delivery_time", "logistics", question.text))
    if re.search(r"谢谢你们|感谢你们|多亏|特意来|专门来", burst) and len(burst) > 30 and not re.search(r"吗|\?|怎么|多少|能不能|退(?!休)|坏", burst):
        return {"thanks": Question("thanks", "farewell", burst)}
    if set(found) == {"hello"} and len(burst) > 7 and not PING.fullmatch(burst.strip()) and re.search(r"吗|么|多少|几|怎么|哪|\?|多不多|好不", burst):
        return {"attribute": Question("attribute", "consulting", burst)}
    if "paid" in found and found.keys() - {"paid", "dispatch", "hurry", "delivery_time", "note", "keeps_word", "hello", "thanks"}:
        del found["paid"]  # told as a circumstance of what is asked
    if len(found) > 1:
        for topic in ("hello", "thanks", "paid", "hesitate", "bye"):
            if len(found) > 1 and topic in found and (topic in ("hello", "thanks") or len(found) > 2):
                del found[topic]
    if "ship_fee" in found and "total" in found and len([p for p in find_places(burst) if not p.street]) > 1:
        del found["total"]
    if "total" in found and order_free and not re.search(r"一共|总|加起来|合计|连(?:同|上|着|运|邮)|含|付|拢共|全部|一起|都[买要拿]", burst):
        question = found.pop("total")
        found.setdefault("price", Question("price", "consulting", question.text))
    if "where" in found and "ship_fee" in found and re.search(r"单号|到哪|在哪", burst):
        del found["ship_fee"]
    if "exchange" in found and request.order is not None and request.order.status in ("unpaid", "paid"):
        question = found.pop("exchange")
        found.setdefault("change_item", Question("change_item", "payment", question.text))
    if "ship_fee" in found and "price" in found and re.search(r"顺丰|中通|快递|邮|运", burst) and not re.search(r"价|多少钱一|卖|(?:^|[\s,。?!])[^,。\s]{0,6}多少(?:钱|元|米)[呀啊呢]?(?=[\s,。?!])", burst):
        del found["price"]
    if "delivery_time" in found and "gift" in found and re.search(r"周末|週末", burst):
        del found["gift"]
    if "thanks" in found and len(burst) > 12 and not re.search(r"[吗?么吧]|怎么|多少|能不能|可以|几", burst):
        return {"thanks": found["thanks"]}
    if {"exchange"} <= found.keys() and order is None and request.case is None and re.search(r"换(?:成|为)|换(?:一)?个?(?:颜色|图案|款式|口味|花材)", burst) and not re.search(r"码|[大小]|不合适|不喜欢|收到|质量|坏|退", burst):
        asked = found.pop("exchange")
        found.setdefault("attribute", Question("attribute", "consulting", asked.text))
    if "quality" in found and order is None and (request.case is None):
        question = found.pop("quality")
        found.setdefault("attribute", Question("attribute", "consulting", question.text))
    return found


def _separate(strong: Question, weak: Question, topic: str, other: str) -> bool:
    """Whether the weaker topic was asked in a clause of its own."""
    if (topic, other) == ("keep_one", "dispatch"):
        return strong.text != weak.text and re.search(r"今天|明天|什么时候|几号", weak.text) is not None
    if topic == "change_address" and other in ("change_item", "exchange"):
        return strong.text != weak.text and re.search(r"地址|寄|收货", weak.text) is None
    if (topic, other) == ("note", "change_address"):
        return strong.text != weak.text and re.search(r"电话|手机|号码|地址", weak.text) is not None
    if (topic, other) == ("note", "delivery_time"):
        return strong.text != weak.text and re.search(r"几天|多久|什么时候|来得及|赶", weak.text) is not None
    if (topic, other) == ("note", "carrier") and re.search(r"圆通|申通|韵达|京东|极兔|邮政|ems|德邦", weak.text):
        return strong.text != weak.text
    if (topic, other) in {("ship_fee", "price"), ("ship_fee", "total"), ("delivery_time", "where"), ("stock", "attribute"), ("gift", "attribute"), ("coupon", "attribute"), ("promotion", "attribute"), ("samples", "attribute"), ("off_topic", "ship_fee"), ("off_topic", "free_shipping"), ("stock", "dispatch"), ("promotion", "price"), ("promotion", "total"), ("promotion", "ship_fee"), ("promotion", "delivery_time"), ("change_item", "delivery_time"), ("discount", "superlative"), ("return_window", "return_want"), ("not_received", "dispatch")}:
        return strong.text != weak.text and (topic, other) not in {("return_window", "return_want"), ("not_received", "dispatch")}
    return False
