"""Reads the moment: what the trigger, the latest burst and what came before ask for."""

from __future__ import annotations

import re

from guarded_reply.policy.model import Policy
from guarded_reply.reading.numerals import COUNTERS, parse_number
from guarded_reply.reading.places import find_places
from guarded_reply.reading.scripts import Script, script_of
from guarded_reply.reading.text import read_turn, simplify
from guarded_reply.request import ReplyRequest
from guarded_reply.situation.basket import packs_for, products_in, wanted_in
from guarded_reply.situation.goods import concepts_in
from guarded_reply.situation.meant import as_meant
from guarded_reply.situation.model import Mood, Question, Situation, Stage
from guarded_reply.situation.settle import PING, questions_in
from guarded_reply.situation.slots import carriers_in, offer_in, places_in, quantity_in
from guarded_reply.situation.topics import PATTERNS_OF

_TRIGGER_STAGE: dict[str, Stage] = {
    "browsing": "consulting", "unpaid_reminder": "payment", "payment_received": "payment", "price_changed": "payment",
    "dispatched": "logistics", "delivered": "logistics", "follow_up": "farewell", "bad_review": "after_sales", "holiday": "farewell",
    "busy": "greeting", "away": "greeting",
}  # fmt: skip
_ANGRY = re.compile(r"[!！]{2,}|[?？]{3,}|垃圾|(?<!怕被)(?<!怕)(?<!会)(?<!不)(?<!是)(?<!别)骗|投诉|差评(?!那|说|里|的(?:那|买家|人|顾客|说))|什么(?:破|态度|玩意|东西)|气死|无语|过分|太差|离谱|破店|滚(?!轮|筒)|(?:真|太|被|是|就是|好|敢)坑|坑(?:人|爹|我|死|了我|钱|货)|举报|12315|曝光|忍|受够|说法|敷衍|推脱|效率|这都几天")
_ANXIOUS = re.compile(r"急|没动|不更新|一直没|没收到|赶|催|快点|怎么办|担心|怕|还没|等着|来得及|[?？]{2}|咋(?:还|回事)|生日|婚礼|出差")
_HAPPY = re.compile(r"谢谢|多谢|感谢|(?<!不)喜欢|(?<!不)满意|不错|好看|漂亮|哈哈|开心|给(?:了)?好评|辛苦|赞|棒|太好了")
_NO_BETTER = re.compile(r"(?:都|我|已经|也)*(?:试|弄|重启|换|照做|退|刷新)(?:了|过|过了|完了)?[\s,。]*(?:还是|依然|照样|也)?(?:不行|一样|没用|没反应|不可以|付不了|转)?[啊呀呢了]?[?!。]*|(?:还是|依然|照样)(?:不行|一样|没用|没反应|不可以|付不了|转圈?)[啊呀呢了]?[?!。]*")
_FOLLOWS = re.compile(r"^(?:那|那么|要是|如果|换成)?[^,。?]{0,12}(?:呢|的话|嘞)[?？]?$|^(?:那)?(?:顺丰|中通|快递)?(?:呢|的呢)[?？]?$|还是不行|行不行|到底|\?$")


def read_situation(request: ReplyRequest, policy: Policy) -> Situation:
    """Read the moment from trigger, conversation, order and case."""
    burst = _plain(simplify(request.last_customer_text)) if request.trigger in ("customer_message", "busy", "away") else ""
    questions = tuple(questions_in(burst, request))
    earlier = [simplify(m.text) for m in request.conversation if m.role == "customer"]
    before = earlier[: len(earlier) - burst.count("\n") - 1] if burst else earlier
    if burst and PING.fullmatch(burst.strip()) and before and _left_unanswered(request):
        questions = tuple(questions_in(f"{before[-1]}\n{burst}", request))
    if request.order is None and request.products and re.search(r"实测|测试(?:数据|结果)|真实(?:数据|续航)", burst):
        questions = (Question("attribute", "consulting", burst), *(question for question in questions if question.kind not in ("attribute", "compare", "superlative", "trust", "insult")))
    if burst and before and _NO_BETTER.fullmatch(burst.strip()):
        asked = [question for text in reversed(before) for question in questions_in(text, request) if question.kind == "pay_trouble"]
        questions = tuple(Question(question.kind, question.stage, burst) for question in asked[:1]) or questions
    if burst and before and (not questions or ("\n" not in burst and _FOLLOWS.search(burst.strip()))):
        questions = _inherit(questions, before, request, burst)
    sends = not questions or (all(question.kind == "attribute" for question in questions) and re.search(r"寄|发到|送到|运到", burst) is not None)
    if sends and request.products and any(place.place is not None or place.ambiguous for place in find_places(burst) if not place.street):
        aside = [clause.text for clause in read_turn(burst).clauses if concepts_in(clause.text) and not find_places(clause.text)]
        besides = tuple(Question("attribute", "consulting", ",".join(aside)) for _ in aside[:1] if questions)
        spoils = re.search(r"(?:会不会|怕|会)[^,。]{0,3}(?:坏|化|碎|变质|蔫|死|压)", burst)
        if spoils is not None and not re.search(r"多少|几块|运费|邮费|包邮", burst):
            besides, asked = (Question("attribute", "consulting", ",".join(clause.text for clause in read_turn(burst).clauses)),), "delivery_time"
        else:
            asked = "ship_fee"
        questions = (Question(asked, "logistics", burst), *besides)  # a bare place answers 'where to?'
    stage = _stage(request, questions)
    each = _of_each(burst, request)
    quantity = each or packs_for(burst, request.products) or quantity_in(burst, before)
    wanted = wanted_in(burst, before, request)
    if request.order is None and wanted and re.search(r"再|还要|另外|加上", burst) and not any(q.kind in ("total", "ship_fee", "free_shipping", "promotion") for q in questions):
        questions = (Question("total", "payment", burst), *(q for q in questions if q.kind not in ("price", "attribute", "stock", "one_more")))
    listed = wanted and (not questions or any(q.kind == "price" for q in questions) or all(q.kind in ("attribute", "stock", "one_more") and not re.search(r"吗|么|\?|没有|有没|会不会|能不能", q.text) for q in questions))
    if (each is not None or listed) and request.order is None:
        questions = _summed(questions, burst)
    stages: tuple[Stage, ...] = tuple(dict.fromkeys((stage, *(question.stage for question in questions))))
    places = tuple(places_in(burst, before))
    if request.order is None and places and places[0].place is None and places[0].ambiguous:
        questions = tuple(Question("ship_fee", "logistics", question.text) if question.kind == "carrier" else question for question in questions)  # which of the places of that name decides the fee
    kinds = {question.kind for question in questions}
    insistence = sum(1 for text in before for kind in kinds for pattern in PATTERNS_OF.get(kind, ()) if pattern.search(text))
    return Situation(
        stage, stages, questions, _mood(burst, request), _script(request),
        not any(m.role == "agent" for m in request.conversation), insistence, _visitor(burst, kinds),
        places, tuple(carriers_in(burst, before, policy)), quantity, offer_in(burst), tuple(pid for pid, _ in wanted) or products_in(burst, before, request), wanted,
    )  # fmt: skip


_CHAT_WORDS = ((re.compile(r"[嘛咩](?=$|[?？,，。!！~\s])"), "吗"), (re.compile(r"包油|包由"), "包邮"), (re.compile("木有"), "没有"), (re.compile(r"今儿个?"), "今天"), (re.compile(r"明儿个?"), "明天"), (re.compile(r"后儿"), "后天"), (re.compile("肿么"), "怎么"), (re.compile("神马"), "什么"))


def _plain(text: str) -> str:
    """Chat spellings as the words they stand for."""
    for pattern, word in _CHAT_WORDS:
        text = pattern.sub(word, text)
    return text


_KINDS = r"颜色|色号|色|口味|味道|香型|款式|款|图案"
_EACH = re.compile(rf"(?:各(?:自)?|每(?:个|种|样|款)?(?:{_KINDS})?|一样)(?:都)?(?:要|来|拿|买|拍|带)?([一两二三1-3])(?=[{COUNTERS}])")
_ALL_KINDS = re.compile(rf"(?:([两二三四五俩仨2-5])[个种]?|全部|所有|每[个种]|几[个种])(?:{_KINDS})(?:的)?(?:我)?(?:都|全)(?:要|来|拿|买|拍)")
_COUNTED_KINDS = re.compile(rf"([两二三四五俩仨2-5])[个种]?(?:{_KINDS})")


def _of_each(burst: str, request: ReplyRequest) -> int | None:
    """'透明的和磨砂黑各要一个', '两个颜色都要': pieces of one product by how many of its kinds are named or counted."""
    each, together = _EACH.search(burst), _ALL_KINDS.search(burst)
    if (each is None and together is None) or len(request.products) != 1:
        return None
    pieces = parse_number(each.group(1)) or 1 if each is not None else 1
    options = {part for name, value in request.products[0].attributes.items() if re.search(r"颜色|色号|口味|香型|款式|尺码|型号", name) for part in re.split(r"[/、,,\s]+", simplify(value)) if part}
    named = sum(1 for option in options if (core := re.sub(r"\d+|色$", "", option)) and core in burst)
    said = _COUNTED_KINDS.search(burst)
    counted = int(parse_number(said.group(1)) or 0) if said is not None else len(options) if re.search(rf"(?:全部|所有|每[个种])(?:{_KINDS})", burst) else 0
    return int(max(named, counted, 2) * pieces)


_ONLY_GREETING = re.compile(r"欢迎|您好|你好|为您服务|在的|请问")


def _left_unanswered(request: ReplyRequest) -> bool:
    """Whether the agent has only greeted since the customer's message before the last burst."""
    replies: list[str] = []
    seen_customer = False
    for message in reversed(request.conversation):
        if message.role == "customer":
            if replies:
                return all(_ONLY_GREETING.search(text) and not re.search(r"\d元|\d天|包邮|运费", text) for text in replies)
            seen_customer = True
        elif seen_customer:
            replies.append(message.text)
    return False


def _asked_by(text: str, request: ReplyRequest) -> tuple[Question, ...]:
    """What an earlier message asked; a bare place asked what sending there costs."""
    asked = tuple(questions_in(text, request))
    weak = not asked or all(q.kind in ("attribute", "hello") for q in asked)
    if weak and request.products and any(place.place is not None and not place.street for place in find_places(text)):
        return (Question("ship_fee", "logistics", text),)
    return asked


def _inherit(questions: tuple[Question, ...], before: list[str], request: ReplyRequest, burst: str) -> tuple[Question, ...]:
    """'那顺丰呢?': the topic is that of the question before."""
    if "实测" in burst:
        return questions
    if len(burst) > 20 and questions:
        return questions
    if not questions and (len(burst) > 24 or re.search(r"^(?:好|嗯|行|可以|ok|对|拍了|收到|知道|哦)", burst)):
        return questions
    strong = [q for q in questions if q.kind not in ("carrier", "hello", "attribute", "superlative", "where", "price")]
    if strong:
        return questions
    for text in reversed(before[-4:]):
        earlier = [q for q in _asked_by(text, request) if q.kind not in ("hello", "thanks", "bye")]
        if earlier and _FOLLOWS.search(text.strip()) and all(q.kind == "attribute" for q in earlier) and text != before[0]:
            continue  # itself a 'and the white one?': the topic stands further back
        if earlier:
            own = re.search(r"[黑白红蓝绿灰粉紫黄棕橙米驼咖](?:色|的)|[smlx]码|\d{2}码", burst) is not None  # the customer names another one of the same kind
            several = (quantity_in(burst, before) or 1) > 1 and quantity_in(burst, []) is not None
            kept = (Question("total", "payment", burst) if several and (q.kind == "price" or (q.kind == "ship_fee" and not re.search(r"顺丰|中通|快递", f"{q.text}{burst}"))) else Question(q.kind, q.stage, f"有{burst}" if own and q.kind in ("attribute", "stock") else f"{q.text} {burst}") for q in earlier[:2])
            return tuple(dict.fromkeys((*kept, *(q for q in questions if q.kind not in ("hello", "carrier", "where") and not (several and q.kind in ("attribute", "stock"))))))
    return questions


def _summed(questions: tuple[Question, ...], burst: str) -> tuple[Question, ...]:
    """'两个颜色各来一个呢': the sum is asked; that the colours exist is no question any more."""
    rest = [q for q in questions if q.kind not in ("price", "choose") and not (q.kind in ("attribute", "stock") and not re.search(r"吗|么|\?|没有|有没", q.text))]
    if not re.search(r"运费|邮费|快递|顺丰|中通|包邮", burst):
        rest = [Question("total", "payment", burst) if q.kind == "ship_fee" else q for q in rest]
    return tuple(rest) if any(q.kind in ("total", "ship_fee", "free_shipping", "discount", "promotion", "counter_offer") for q in rest) else (Question("total", "payment", burst), *rest)


def _stage(request: ReplyRequest, questions: tuple[Question, ...]) -> Stage:
    if request.trigger != "customer_message":
        return _TRIGGER_STAGE[request.trigger]
    weighty: tuple[Stage, ...] = ("after_sales", "logistics", "bargaining", "payment", "consulting", "farewell", "greeting")
    if questions:
        stages = [question.stage for question in questions]
        if "bargaining" in stages and any(q.kind in ("discount", "counter_offer", "compare", "gift", "coupon") for q in questions) and "after_sales" not in stages:
            return "bargaining"
        return next(stage for stage in weighty if stage in stages)
    if request.case is not None:
        return "after_sales"
    order = request.order
    if order is not None and order.status == "unpaid":
        return "payment"
    return "consulting" if request.conversation and len(request.conversation) > 2 else "greeting"


def _mood(burst: str, request: ReplyRequest) -> Mood:
    if request.trigger == "bad_review" or _ANGRY.search(as_meant(burst)):
        return "angry"
    if _ANXIOUS.search(burst):
        return "anxious"
    return "happy" if _HAPPY.search(burst) else "calm"


def _script(request: ReplyRequest) -> Script:
    """The script of the customer's messages, the latest deciding first."""
    for message in reversed(request.conversation):
        if message.role == "customer":
            script = script_of(message.text)
            if script is not None:
                return script
    agent: Script | None = next((script_of(m.text) for m in reversed(request.conversation) if m.role == "agent"), None)
    return agent or "simplified"


def _visitor(burst: str, kinds: set[str]) -> str | None:
    if re.search(r"贵|太贵", burst):
        return "finds_dear"
    if re.search(r"送|赠|券|红包|小礼", burst):
        return "small_gains"
    if re.search(r"老客户|老顾客|回头客|面子|常来|老来|买了好几|又来|来(?:了)?[两三四五几好\d]+(?:次|回|趟)", burst):
        return "respect"
    if re.search(r"真的假|假货|正品|靠谱|骗|信", burst):
        return "distrusts"
    if "hesitate" in kinds:
        return "hesitates"
    return "clear" if re.search(r"就要|直接拍|现在拍|我要", burst) else None
