"""Clauses that no topic took although they ask in plain words what facts or policy answer: '今天走不走', '邮费我出不出', '慢几天'."""

from __future__ import annotations

import re

from guarded_reply.reading.text import simplify
from guarded_reply.request import ReplyRequest
from guarded_reply.situation.goods import concepts_in
from guarded_reply.situation.model import Question, Stage

# What a clause looks like | the topic | its stage. The telling ones stand first.
_LOOSE: tuple[tuple[re.Pattern[str], str, Stage], ...] = (
    (re.compile(r"(?:下单|购买|买|付款|拍)[^,。]{0,4}(?:点|按|戳)?(?:哪个|哪里|哪儿|哪一个)(?:按钮|地方)?$|(?:点|按|戳)(?:哪个|哪里|哪儿)|(?:在)?哪(?:里|儿)?(?:下单|付款|购买)"), "how_to_buy", "payment"),
    (re.compile(r"^(?:还是|就|走|发|用|要|那)*(?:顺丰|中通)(?:吧|的|呢)?$"), "ship_fee", "logistics"),
    (re.compile(r"(?:走|发|寄|用)(?:顺丰|中通|快递)[^,。]{0,4}(?:什么|啥|多少|几)(?:价|钱|元)?"), "ship_fee", "logistics"),
    (re.compile(r"(?:有|够)(?:没有?)?(?:那么|这么)多|够不够|(?:货|库存)?够(?:吗|么|不)"), "stock", "consulting"),
    (re.compile(r"(?:慢|快|差|早|晚)(?:几|多少|个?一?两?)天|(?:慢|快)(?:多少|很多|得多)"), "delivery_time", "logistics"),
    (re.compile(r"(?:今天|现在|马上|这会儿?|今晚|当天|明天|周[一二三四五六日])[^,。]{0,8}(?:能|可以)?(?:走(?!顺丰|中通|路)|出库|出得去|发得)(?:不走|得了|吗|不|么|货)?|(?:走不走|走得了|出不出库|发不发得出)"), "dispatch", "logistics"),
    (re.compile(r"(?:邮费|运费|快递费|邮资)[^,。]{0,8}(?:出不出|要不要|用不用|谁|我|自己|怎么|另|加|咋)"), "free_shipping", "logistics"),
    (re.compile(r"询[^,。]{0,12}价|(?:什么|啥)(?:样的)?(?:价位|行情|单价)|报[^,。]{0,4}价"), "price", "consulting"),
)  # fmt: skip
_DEAL = re.compile(r"(?<!\d)(\d{2,5})(?:元|块)?(?:钱)?[,\s]?(?:我|我就|就|立刻|立马|马上|现在|直接)*(?:秒|拿下|带走|成交|付款|下单|收了|要了|定了|拍)(?![\d])")
_EACH_FOR = re.compile(r"(?<!\d)(\d{1,4}(?:\.\d)?)(?:元|块)?(?:钱)?(?:一|/|每)[件条个双盒箱袋瓶只套张把包罐支本份盏台][^。]{0,12}(?:行|可以|能行|同意|成|能)(?:就|的话|我就|就能)(?:拍|要|下单|付|买)")
_NAMED_PRICE = re.compile(r"价(?:格|钱)?(?:能|可以)?(?:给|做|算|谈)到?\s?\d{2,4}(?![\d个件条双盒箱套])")
_PROMISED = re.compile(
    r"(?:刚才|刚刚|上次|之前|昨天|前天|早上|那天|前面|另一个|别的|你们)[^,。\n]{0,6}(?:客服|同事|小姑娘|小伙子|小哥|妹子|人|店员|他|她|你|您)[^,。\n]{0,6}(?:答应|说好|承诺|许诺|讲好|保证|说(?!明|的|不))|(?:答应|承诺|许诺)(?:过|了)?(?:我|的|给我)[^,。\n]*"
)  # fmt: skip
_DENIED = re.compile(r"不认|反悔|赖账|耍赖|变卦|不算(?:数|了)?|骗|说话不算|怎么又|现在(?:又|却|不)|呢$|\?$|认不认|算不算|算数")
_AGAIN = re.compile(r"还是(?:不行|不成|一样|付不了|打不开|那样)|试(?:过)?了[^,。]{0,4}(?:没用|不行|不管用|都不行)?$|(?:没用|不管用|一样的?|不好使)$")
_PAYING = re.compile(r"付款|支付|付不|转圈|收银台|白屏")
_OURS = re.compile(r"钱[^,。]{0,4}(?:对得?上|白付|丢|到账|收到)|白付|付(?:的)?款?[^,。]{0,4}(?:算不算|算数|算谁)")


def plainly(found: dict[str, Question], burst: str, request: ReplyRequest) -> dict[str, Question]:
    """``found`` with the clauses left to 'facts of the goods' read once more, and without those another topic answers."""
    if set(found) - {"attribute", "hello", "thanks", "stock", "dispatch", "opening_hours", "medical", "trust", "paid", "keeps_word", "gift", "note", "samples", "carrier", "ship_fee", "free_shipping", "price", "superlative", "pay_trouble", "total", "delivery_time", "price_before", "counter_offer", "hesitate", "pay_method", "hurry", "choose", "promotion", "discount", "coupon"}:
        return found
    special = _of_the_talk(found, burst, request)
    if special is not None:
        return special
    if "opening_hours" in found and request.order is None and re.search(r"仓库?|发货|现在拍|今天拍", burst) and re.search(r"走|发(?!票)|出(?:得|库|货)|寄", burst):
        found = {topic: question for topic, question in found.items() if topic not in ("opening_hours", "attribute")}
        found["dispatch"] = Question("dispatch", "logistics", burst)
    if request.order is None and found and found.keys() <= {"attribute", "stock", "hello"} and (urgent := re.search(r"(?<=[\s,。])(?:很|好|太)?急+(?:用)?(?=[!~。\s]*$)|急急+", burst)) is not None:
        found = {**found, "dispatch": Question("dispatch", "logistics", urgent.group())}
    asked = found.get("attribute")
    pieces = asked.text.split(",") if asked is not None else [] if found else re.split(r"[\s,。!?]+", burst)
    read: dict[str, Question] = {}
    left: list[str] = []
    for piece in pieces:
        topic = _topic_of(piece, request) if not concepts_in(piece) else None
        if topic is None:
            left.append(piece)
        elif topic[0] not in found:
            read[topic[0]] = Question(*topic, piece)
        else:
            continue  # answered by what was read already
    if asked is None:
        return found or read
    if len(left) == len(pieces):
        return found
    kept = {topic: question for topic, question in found.items() if topic != "attribute"}
    rest = [piece for piece in left if piece.strip() and (concepts_in(piece) or re.search(r"[吗么?]|多|几|什么|哪", piece))]
    return {**kept, **read, **({"attribute": Question("attribute", "consulting", ",".join(rest))} if rest else {})}


def _topic_of(piece: str, request: ReplyRequest) -> tuple[str, Stage] | None:
    for pattern, topic, stage in _LOOSE:
        if pattern.search(piece) and not (request.order is not None and topic in ("price", "how_to_buy", "free_shipping")):
            return topic, stage
    return None


def _of_the_talk(found: dict[str, Question], burst: str, request: ReplyRequest) -> dict[str, Question] | None:
    """What only the talk so far explains: a promise of a colleague, a payment tried again, a price thrown in."""
    said = "\n".join(simplify(message.text) for message in request.conversation)
    customer = "\n".join(simplify(message.text) for message in request.conversation if message.role == "customer")
    recent = customer.splitlines()[-3:]
    promised = next((line for line in reversed(recent) if _PROMISED.search(line)), "")
    if promised and not request.promotions and "bye" not in found and (_DENIED.search(burst) or promised in burst) and not re.search(r"包装|预售|免单|老板|店长|经理|朋友", promised) and found.keys() <= {"attribute", "hello", "trust", "keeps_word", "gift", "note", "carrier", "free_shipping", "ship_fee", "superlative", "price_before", "price", "medical", "promotion", "discount", "coupon", "pay_method"}:
        if request.order is None or request.order.status in ("unpaid", "paid"):
            return {"promised": Question("promised", "after_sales", promised)}
    if _AGAIN.search(re.sub(r"[?!。\s]+$", "", burst)) and _PAYING.search(said) and found.keys() <= {"attribute", "hello", "pay_trouble", "superlative"} and (request.order is None or request.order.status == "unpaid"):
        return {"pay_trouble": Question("pay_trouble", "payment", f"还是不行 {burst}")}
    if request.order is not None and request.order.status == "paid" and _OURS.search(burst) and found.keys() <= {"attribute", "medical", "paid", "trust", "superlative", "pay_method", "others_data"}:
        return {"paid": Question("paid", "payment", burst)}
    if "pay_trouble" in found and request.order is None and re.search(r"(?:能|可以|支持|可不可以)(?:用|刷|走)?(?:信用卡|花呗|银行卡|白条|储蓄卡|微信|支付宝)", burst) and not re.search(r"不了|失败|不上|转圈|报错|不会|怎么", burst):
        return {**{topic: question for topic, question in found.items() if topic != "pay_trouble"}, "pay_method": Question("pay_method", "payment", burst)}
    if request.order is None and "price" in found and _NAMED_PRICE.search(burst):
        return {**{topic: question for topic, question in found.items() if topic not in ("price", "attribute")}, "counter_offer": Question("counter_offer", "bargaining", burst)}
    if request.order is None and found.keys() <= {"attribute", "stock", "price", "superlative"} and (deal := _DEAL.search(burst) or _EACH_FOR.search(burst)) is not None and not re.search(r"斤|码|cm|公分|身高|体重", burst):
        prices = [product.price for product in request.products if product.price is not None]
        if any(float(deal.group(1)) < price for price in prices):
            return {"counter_offer": Question("counter_offer", "bargaining", burst)}
    return None
