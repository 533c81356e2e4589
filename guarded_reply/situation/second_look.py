"""Topics that the state of things rules out: what the words look like, weighed against order, case and what was told before."""

from __future__ import annotations

import re

from guarded_reply.reading.places import find_places, known_place
from guarded_reply.reading.text import simplify
from guarded_reply.request import ReplyRequest
from guarded_reply.situation.aftercare import HAS_IT
from guarded_reply.situation.meant import as_meant
from guarded_reply.situation.model import Question, Stage
from guarded_reply.situation.order_matters import RETURNING
from guarded_reply.situation.trouble import praises, tells_flaw

_GIVES_UP = re.compile(r"不(?:想)?要了|不等了|退(?:我)?钱|退款|先退|不想等|取消")
_REFUSES = re.compile(r"(?:我|直接|那我?|就|干脆|到时候?|要不|能不能|可以)[^,。\n]{0,4}拒(?:收|签)|拒(?:收|签)(?:行|可以|成|好|了?吧|吗|会|的话|不)")
_OF_PARCEL = re.compile(r"没(?:有)?(?:收到|到(?!位)|送)|快递|物流|单号|包裹|驿站|派送|到哪|签收")
_WRONG = re.compile(r"发错|寄错|错(?:了|的)|(?:我)?(?:要|拍|买|下单)的?(?:是)?[^,。\n]{1,8}(?:来|发|寄|到|收到|给我?)(?:的|了)?(?:是|个|成)?[^,。\n]{1,8}|不是我(?:要|拍|买|选)的|(?:怎么|咋|居然|竟然)(?:是|成)[^,。\n]{1,10}[\s,]*我(?:明明)?(?:要|拍|买|选|下单)的")
_REPROACH = re.compile(r"(?:不|没|都不|就不)(?:会|能|先|好好|仔细)?(?:核对|检查|看看?|验|查|长(?:点)?(?:心|眼))|长点?心|眼睛呢|怎么(?:回事|搞的|做的)|用点心|负点责")
_SHIPPING = frozenset({"dispatch", "where", "not_received", "delivery_time", "hurry", "attribute", "parcel_ahead", "stock", "insult", "superlative", "hello"})
_STILL_OPEN = re.compile(r"(?:没|还没|未)(?:发话|点头|同意|松口|表态|批准|拍板|商量|决定|想好)|(?:老公|老婆|媳妇|对象|我妈|家里人?|女朋友|男朋友)[^,。\n]{0,3}(?:不让|不许|不同意|说不)|(?:等|问|听)[^,。\n]{0,4}(?:女朋友|男朋友|老婆|老公|媳妇|对象|我妈|家里|领导|老板|女儿|儿子|孩子)(?:的)?[^,。\n]{0,4}(?:发话|点头|同意|意见|回来|商量|定|说)?")
_LEFT = re.compile(r"(?:先|暂时|还是|就)?不(?:买|要|拍)(?:了|啦)|再(?:看看|想想|考虑|逛逛)|考虑(?:一下)?|先收藏|先加购|纠结|先放(?:购物车|着)")
_TO_LEARN = re.compile(r"(?:想|先|要)(?:先)?(?:了解|看看|咨询|问问)(?:一?下)?|想问(?:一?下)?(?!.*(?:吗|么|几|多|怎|什么|啥|哪|能|会|有没|是不是))|感兴趣")
_PAID_WELL = re.compile(r"(?:钱|款|账)[^,。]{0,4}(?:对得?上|对不上|收到|到账)|白付|(?:老公|老婆|朋友|别人|我妈|我爸|家人)的?[^,。]{0,4}(?:付的款|付款|付的|代付)")
_DIGITAL = re.compile(r"激活码|兑换码|卡密|数字商品|虚拟商品|自动发(?:货|码)")
_NEWS = re.compile(r"(?:怎么样|咋样|如何)了?(?:$|[\s,。?呀啊])|有(?:信|信儿|消息|结果|眉目)|好了(?:吗|没)|出来(?:了)?(?:吗|没)")
_CASE_OF = {"quality": "quality", "damaged": "quality", "wrong_item": "wrong_item", "missing_item": "missing_item"}


def second_look(found: dict[str, Question], burst: str, request: ReplyRequest) -> dict[str, Question]:
    """``found`` without what cannot be meant at this moment."""
    before = [simplify(message.text) for message in request.conversation if message.role == "customer"]
    before = before[: len(before) - burst.count("\n") - 1]
    if "cancel" in found and re.search(r"(?:别|不要|不用|不)取消", burst) and not re.search(r"取消|退|不要了", as_meant(burst)):
        found = {topic: question for topic, question in found.items() if topic != "cancel"}
    case = request.case
    if case is not None and not case.confirmed and case.reason in ("quality", "damaged") and found.keys() and found.keys() <= {"return_window", "exchange", "return_want", "attribute"} and tells_flaw(burst):
        return _asks("quality", "after_sales", burst)
    if "bye" in found and any(question.stage == "after_sales" for question in found.values()):
        found = {topic: question for topic, question in found.items() if topic != "bye"}
    if len(found) > 1 and "hello" in found and not _SLOW.search(burst):
        found = {topic: question for topic, question in found.items() if topic != "hello"}
    if request.case is not None and request.case.reason == "wrong_item" and not request.case.confirmed and _WRONG.search(burst) and found.keys() <= _SHIPPING | {"counter_offer", "choose", "change_item", "compensation"}:
        return _asks("wrong_item", "after_sales", burst)
    if request.order is not None and (request.order.status in ("unpaid", "paid") or request.order.status == "shipped" and re.search(r"(?:多|重复|重)拍|拍(?:多|重)", burst)) and _ONE_LESS.search(burst) and found.keys() <= _ORDERING:
        return _asks("one_less", "payment", burst)
    if request.order is not None and request.order.status != "closed" and _OTHER_PURSE.search(burst) and found.keys() <= _ORDERING | {"return_want", "trust", "where"}:
        return _asks("other_purse", "payment", burst)
    if request.order is None:
        return _before_buying(found, burst, before, request)
    if request.order.status == "shipped":
        if found.keys() <= _SHIPPING | {"wrong_item", "change_address", "sent_back", "quality", "misdelivered", "ship_fee", "sent_from"} and _strays(burst, request):
            return _asks("route", "logistics", burst)
        return _given_up(found, burst, request)
    if request.order.status in HAS_IT:
        return _goods_there(found, burst, before, request)
    if request.order.status == "paid" and "double_pay" in found and re.search(r"(?:下|拍|买)(?:重|了?两单|成两)", burst) and re.search(r"取消|退", burst) and "扣" not in burst:
        return _asks("cancel", "payment", burst)
    if request.order.status == "paid" and found.keys() <= {"attribute", "paid", "medical"} and _PAID_WELL.search(burst):
        return _asks("paid", "payment", burst)
    if request.order.status == "paid" and "cancel" in found and is_digital(request):
        return {"cancel_code": Question("cancel_code", "after_sales", burst)}
    return found


_SLOW = re.compile(r"太慢|好慢|这么慢|半天|没人|死|不(?:回|理)")
_ONE_LESS = re.compile(r"(?:多|重复|重|又)(?:拍|买|下)(?:单)?了|(?:拍|买|下)(?:多|重)了|(?:咋|怎么|帮我|能|可以|想)[^,。\n]{0,6}(?:删|去掉|减(?:一|掉|去))|[^,。\n]{1,8}(?:删|去)(?:掉|了)|只要[一1两2三3]?[件个双条只盒]|(?:改|变)成[一两二三四五\d]+[件个双条只盒箱瓶袋套]")
_ORDERING = frozenset({"paid", "dispatch", "hello", "attribute", "stock", "change_item", "return_window", "return_want", "cancel", "medical", "superlative", "pay_later", "one_more", "exchange", "choose", "price", "total", "pay_trouble", "browse", "hurry"})
_OTHER_PURSE = re.compile(r"(?:用|拿|是|让|叫)?(?:我)?(?:老公|老婆|媳妇|爸|妈|儿子|女儿|闺女|朋友|同事|对象|男朋友|女朋友|哥|姐|弟|妹|家人|婆婆|公公|别人)[^,。\n]{0,8}(?:付|支付|代付|付款)[^,。\n]{0,3}(?:款|钱|的|了)|(?:付款|支付)[^,。\n]{0,3}(?:是|用)[^,。\n]{0,6}(?:号|手机|账号|账户|微信|卡)")
_AWRY = re.compile(r"反方向|反着|绕(?:路|远|道|圈)|越(?:走|跑|送)越远|走错|跑错|发错|寄错|地址[^,。\n]{0,4}错|送错")
_WENT = re.compile(r"(?:咋|怎么|为(?:什么|啥)|却|又|反而|居然|竟然|都)[^,。\n]{0,6}(?:跑|到|去|发|转|绕|送|寄|在)")


def _strays(burst: str, request: ReplyRequest) -> bool:
    """'我寄西宁的,咋跑西安去了,发错了吧': a parcel on its way through another town, with nothing received yet."""
    order = request.order
    if order is None or re.search(r"收到|拆|打开|到手|签收|退回|退件", burst):
        return False
    home = known_place(order.destination) if order.destination else None
    foreign = [place for place in find_places(burst) if place.place is not None and (home is None or (place.place.province, place.place.city) != (home.province, home.city))]
    own = home is not None and any(place.place is not None and (place.place.province, place.place.city) == (home.province, home.city) for place in find_places(burst))
    return bool(foreign and (own or _WENT.search(burst) or _AWRY.search(burst))) or re.search(r"反方向|反着走|绕(?:路|远|道)|越(?:走|跑|送)越远", burst) is not None


def is_digital(request: ReplyRequest) -> bool:
    """Whether the goods are a code that is shown rather than sent."""
    return any(_DIGITAL.search(f"{product.title} {' '.join(product.attributes.values())}") for product in request.products)


def _asks(topic: str, stage: Stage, text: str, **kept: Question) -> dict[str, Question]:
    return {topic: Question(topic, stage, text), **kept}


def _given_up(found: dict[str, Question], burst: str, request: ReplyRequest) -> dict[str, Question]:
    """'不要了,我拒收行不行': the buyer offers to refuse a parcel that is still coming to him."""
    order = request.order
    returning = order is not None and bool(order.tracking) and RETURNING.search(order.tracking[-1].text) is not None
    if returning or not found.keys() & {"sent_back", "cancel", "return_want", "refund_time", "not_received", "where", "attribute", "refused"} and not (_REFUSES.search(burst) and _GIVES_UP.search(burst)):
        return found
    if _REFUSES.search(burst) or (_GIVES_UP.search(burst) and "sent_back" in found):
        return _asks("cancel", "payment", burst)
    return found


def _goods_there(found: dict[str, Question], burst: str, before: list[str], request: ReplyRequest) -> dict[str, Question]:
    """Once the goods are there, words of sending are said of what came."""
    if found.keys() & {"not_received", "review_reward"} and found.keys() <= _SHIPPING | {"review_reward", "bye", "thanks"} and not _OF_PARCEL.search(burst) and re.search(r"五星|好评|都(?:挺|很)?好|顺滑|满意|喜欢|好用|不错|合适", burst) and not re.search(r"返|红包|送|奖|吗|多少", burst):
        return _asks("bye", "farewell", burst)
    if request.case is not None and not request.case.confirmed and found.keys() <= {"superlative", "attribute", "hello", "follow"} and _NEWS.search(burst) and any(message.role == "agent" and re.search(r"核实|处理|反馈|核对", simplify(message.text)) for message in request.conversation):
        return _asks("waited" if re.search(r"小时|钟头|天|一直|过去", burst) else "follow", "after_sales", burst)
    if "not_received" in found and "bye" in found and not _OF_PARCEL.search(burst):
        return _asks("bye", "farewell", burst)
    if not found or not found.keys() <= _SHIPPING or _OF_PARCEL.search(burst):
        return found
    said = "\n".join((*before, burst))
    if request.case is not None and request.case.reason in _CASE_OF and not request.case.confirmed and _REPROACH.search(burst):
        return _asks(_CASE_OF[request.case.reason], "after_sales", burst)
    if _WRONG.search(said) and (request.case is None or request.case.reason == "wrong_item"):
        return _asks("wrong_item", "after_sales", said)
    topic = _CASE_OF.get(request.case.reason) if request.case is not None else None
    if topic is not None and found.keys() & {"dispatch", "where", "not_received", "delivery_time", "parcel_ahead"} and (tells_flaw(said) or request.case is not None):
        return _asks(topic, "after_sales", burst)
    if "not_received" in found and praises(burst):
        return _asks("bye", "farewell", burst)
    return found


_WHAT_IF = re.compile(r"(?:假如|如果|万一|要是|假设)[^,。\n]{0,10}(?:少|缺|漏|碎|坏|磕|破|烂|压)[^。\n]{0,10}(?:补不补|给补|管不管|管吗|赔|(?:咋|怎么)(?:办|弄|处理)|找谁|负责)")
"""Asked before buying: what the shop does when something comes broken or short."""
_TO_THE_BODY = re.compile(r"茶|食|零食|奶|粉|粮|蜜|酒|药|霜|精华|乳|膏|口红|面膜|洗|枕|床|垫|椅|贴|灸|保健|净含量|配料")


def _before_buying(found: dict[str, Question], burst: str, before: list[str], request: ReplyRequest) -> dict[str, Question]:
    """Somebody who leaves to ask at home, or who has come to learn about the goods."""
    if found.keys() <= {"bye", "thanks"} and re.search(r"再(?:拿|来|要|买|拍)(?:个)?[一两二三四五六七八九十\d]", burst):
        return _asks("total", "payment", burst)
    if len(found) > 1 and "paid" in found:
        found = {topic: question for topic, question in found.items() if topic != "paid"}  # 'ordered, will it be there tomorrow?': no order is there yet
    if found.keys() <= {"attribute", "missing_item", "quality", "dispatch"} and request.products and _WHAT_IF.search(burst) and not re.search(r"保修|质保", burst):
        return _asks("compensation", "after_sales", burst)
    if len(found) > 1 and "missing_item" in found and request.case is None:
        found = {topic: question for topic, question in found.items() if topic != "missing_item"}  # nothing has come that could be short
    if len(found) > 1 and "not_received" in found and not _OF_PARCEL.search(burst):
        found = {topic: question for topic, question in found.items() if topic != "not_received"}
    if len(found) > 1 and "medical" in found and not re.search(r"[?吗么]|能不能|会不会|可以|怎么|适合|对[^,。]{0,6}好", found["medical"].text) and not _TO_THE_BODY.search(" ".join(f"{product.title} {' '.join(product.attributes)}" for product in request.products)):
        found = {topic: question for topic, question in found.items() if topic != "medical"}  # why it is wanted
    if {"coupon", "exchange"} <= found.keys():
        found = {topic: question for topic, question in found.items() if topic != "exchange"}
    if found.keys() <= {"dispatch", "attribute", "thanks", "hesitate", "bye", "small_talk", "quality", "stock", "choose", "store"} and _STILL_OPEN.search(burst) and (_LEFT.search(burst) or any(_LEFT.search(text) for text in before)) and not re.search(r"[?]|吗|多少|几天", burst):
        return _asks("leave", "farewell", burst)
    engraved = re.search(r"[刻印绣]", burst) is not None and any(product.custom_made for product in request.products)
    model = re.search(r"\d{1,2}\s?(?:pro|plus|max|ultra|mini|se(?![a-z])|寸|款|系)", burst, re.IGNORECASE) is not None
    if found.keys() & {"counter_offer", "promotion"} and (engraved or model) and not re.search(r"元|块|钱(?!包)|卖|便宜|减|活动", burst):
        found = {**{topic: question for topic, question in found.items() if topic not in ("counter_offer", "promotion")}, "attribute": Question("attribute", "consulting", burst)}
    if "leave" in found and (asked := re.search(r"(?:^|[\s,。])([^,。\s]{0,4}(?:含|有|加|能|会|是)[^,。\s不]{1,8}不)(?=[\s,。?]|$)", burst)) is not None:
        return _asks("attribute", "consulting", asked.group(1))
    if "exchange" in found and request.case is None and re.search(r"换(?:成)?\s?(?:[smlx小大中一]+)?(?:号|码|款)?[^,。]{0,3}(?:奶嘴|头|芯|滤|带|盖|垫|号)", burst) and not re.search(r"收到|不合适|万一|退|买回", burst):
        found = {**{topic: question for topic, question in found.items() if topic != "exchange"}, "attribute": Question("attribute", "consulting", burst)}
    if request.products and found.keys() <= {"bye", "thanks", "hello", "browse", "attribute", "superlative", "opening_hours", "small_talk"} and _TO_LEARN.search(burst) and not re.search(r"多少|怎么|什么|啥|几|哪|能不能|会不会|有没有|谢|拜|(?<!有人)吗(?!\n)(?=.*吗)|先忙|再来", burst.replace("还有客服吗", "").replace("有人吗", "")):
        return _asks("interested", "consulting", burst)
    return found
