"""Whether a draft answers what was asked: a fluent, truthful text that speaks of something else is no reply."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

from guarded_reply.drafting.model import Brief
from guarded_reply.drafting.prompt import examples, instructions
from guarded_reply.reading.text import simplify
from guarded_reply.situation import Question

UNANSWERED = "unanswered-question"
"""Id of the finding on a model's draft that speaks of something else; only drafts meet it, the guard alone does not ask."""

# What a statement on a matter of fact must speak of, unless it gives a figure. Other topics may be answered in any words.
_FEE = r"运费|邮费|快递费|邮资|[包免][邮运]|首重|续重|报价|不包|寄不|到不了|不(?:支持|发|寄)|元|块"
_TIME = r"天|小时|时效|物流|派送|快递|尽快|尽早|早点|路况|到|为准|催|准话|说不准"
_RETURN = r"退|换|运费|邮费|承担|到账|质量|签收|礼拜|来回|我们(?:来|出|的)|照片|拍"
_TRACE = r"物流|快递|单号|查|催|联系|记录|签收|在途|路上|中转|派|站|核实|补发|发货|发出|仓库|遗失|问问"
_ABOUT: dict[str, str] = {
    **dict.fromkeys(("ship_fee", "free_shipping", "confirm_fee"), _FEE), "ship_place": _FEE + r"|[能可]以?(?:发|寄|送|到)|偏远",
    "price": r"元|块|价|免费", "total": r"共|合计|总|元|块|含", "delivery_time": _TIME, "dispatch": r"发(?!票)|寄|出货|预售|现货|定制|工期|赶制|制作|仓库|" + _TIME,
    "hurry": r"发|寄|加急|催|优先|" + _TIME, "stock": r"货|库存|补|有的|有哦|有呢|还有|剩|件|够", "invoice": r"票|抬头|税号", "warranty_scope": r"保|修|管",
    **dict.fromkeys(("where", "not_received", "signed_missing"), _TRACE), **dict.fromkeys(("return_window", "return_want", "return_freight"), _RETURN), "refund_time": r"退|到账|小时|天",
    "lost": r"补|重发|退|联系|查|核实|处理|安排|赔|催", "robot": r"智能|机器|\bai\b|助手|真人|人工|自动|程序|同事|转接", "opening_hours": r"[点时]|上班|在线|营业|休息|留言|随时", "pay_method": r"付|支付|微信|花呗|银行",
}  # fmt: skip
_ANSWERS = {topic: re.compile(pattern) for topic, pattern in _ABOUT.items()}
_SOCIAL = frozenset(("hello", "thanks", "bye", "browse", "lukewarm", "paid", "pay_later", "hesitate", "photo_sent", "insult", "off_topic", "off_platform"))

# What a message that the shop sends of itself must speak of.
_OCCASION = {
    "unpaid_reminder": r"付款|支付|订单|下单|拍下|留", "payment_received": r"谢|收到", "price_changed": r"(?s)^(?!.*(?:先别付|[先不]要?付款|改好(?:了)?告诉)).*(?:改好|改价|\d元|核对|金额)", "dispatched": r"发出|发货|寄出|单号|快递",
    "delivered": r"签收|收到|到货|送达", "follow_up": r"用|穿|吃|喝|合|怎么样|满意|感觉|体验", "bad_review": r"抱歉|对不起|歉意|不好意思|过意不去", "holiday": r"祝|节|快乐|新年|安康|假期|谢",
    "busy": r"稍|留言|忙|咨询.{0,4}多|回复您|尽快", "away": r"稍|留言|不在|下班|上班|回复您|尽快",
}  # fmt: skip
_OCCASIONS = {trigger: re.compile(pattern) for trigger, pattern in _OCCASION.items()}

# To say that one does not know yet and what comes next answers any question; so does handing over.
_DEFERS = re.compile(r"核实|确认(?:一下|后|好)|(?:帮|给|为)您(?:查|问|看|确认|核|转|记|反馈|申请|联系|算)|这边(?:查|看|问)|查(?:一下|到)|问(?:一下|过)|转(?:给|接|交)|记(?:下|录)|反馈|详情页|资料里|以.{1,12}为准|人工")
# To ask back answers when what is asked for is needed: where to, which one, how many, what has happened.
_ASKS_FOR = re.compile(
    r"哪(?:个|座)?(?:城市|里|儿|省|地)|(?:寄|发|送|收货)[到往]?哪|地址|省市|城市|哪(?:一)?(?:款|个|种|件|双|箱|盒|色|单|家)|型号|尺[码寸]|身高|体重|多大|颜色|几(?:件|个|双|条|盒|箱|套|寸)|数量|订单号|哪一单|单号|照片|图片|截图|视频|"
    r"情况|什么问题|哪里(?:不|有)|怎么(?:回事|了|坏)|什么(?:场合|用途|时候|样|症状|提示)|预算|喜欢|送人|自用|通勤|旅行|出差|平时|用来"
)
_ASK = re.compile(r"[?？吗]$|吗(?=[,，。!！\s])|什么|哪|多少|几(?=[个件天款号点块元斤寸条双盒箱套])|怎么|是否|有没有|能不能|可不可以|是不是|谁|(?:那|换).{0,8}呢[?？]?$")
_WHERE_TO = re.compile(r"(?:寄|发|送|收货)[到往]?哪|哪(?:个|座)?城市|(?:您|收货)的?(?:地址|省市|城市)")
_HELPER = re.compile(r"(?:什么|哪些|其他|别的|任何)?(?:问题|需要|需求)?(?:我)?(?:可以|能|要)?(?:帮(?:您|到|助|忙)|为您(?:服务|做|效劳|解答))|其他问题|什么问题吗")
_COURTESY = re.compile(
    r"您好|你好|哈喽|亲爱的|亲|欢迎(?:您)?(?:的)?(?:光临|来到|咨询|再次光临)?|很高兴(?:再次|能)?|为您服务|感谢(?:您)?(?:的)?(?:支持|购买|咨询|惠顾|光临|等待|理解)?|谢谢(?:您)?(?:的)?(?:支持|购买|咨询|理解)?|"
    r"祝您[^,，。!！]*|请问|请稍等|稍等|随时[^,，。!！]*|有(?:任何|什么|其他)[^,，。!！]*|我这就去|我是|一个|客服|旗舰店|专营店|专卖店|本店|小店|店铺|好的|好啦|好嘞|嗯嗯|[\W_]|[呢哦呀啊哈嘛啦的了您在]"
)
_PIECE = re.compile(r"[^,，。!！?？;；~\s]+[?？]?")
_MARKS = re.compile(r"[\W_]+")
_SAME = str.maketrans({"你": "您", "我": "您"})
_NUMBERS = re.compile(r"\d+")
_MONEY = frozenset(("ship_fee", "free_shipping", "confirm_fee", "ship_place", "price", "total"))
_SUM = re.compile(r"\d(?![\d年月日号点:：kgc公斤克寸×x%.])|\d\.\d|[一二两三四五六七八九十百]{2}|[一二两三四五六七八九十](?:元|块)")
_PING = re.compile(r"有人|在(?:吗|么|不|嘛)|人呢")
_FIGURE = re.compile(r"\d|[一二两三四五六七八九十百半](?:元|块|天|件|个|条|双|公斤|斤|克|层|年|小时|礼拜|点)|十[一二三四五六七八九]|[二三四五六七八九]十")
_YES_OR_NO = re.compile(r"(?:亲[,，]?)?(?:是|不是|有|没有|可以|能|会|不会|支持|对|不(?:建议|太|能|含|带)|建议)")
_AGREES = re.compile(r"(?:亲[,，]?)?(?:是的|对的|没错|可以的|有的|能的|嗯嗯?|好的)")
_SHORT = 8  # letters under which a repetition may be a plain yes
_ALIKE = 0.8  # share of a message's letter pairs that stand in what it repeats


def unanswered(brief: Brief, messages: Iterable[str]) -> str | None:
    """What a draft leaves unanswered, in words for a rewrite; None when it speaks of what was asked, or of the occasion."""
    request, situation = brief.request, brief.situation
    heard = [simplify(turn.text).lower() for turn in request.conversation[-6:] if turn.role == "customer"]
    said = [simplify(message).lower() for message in messages]
    if any(_repeats(message, heard) for message in said):
        return "这一稿把顾客的话又说了一遍"
    if _recites("".join(said)):
        return "这一稿照抄了说明,没有对顾客说话"
    asked = [question for question in situation.questions if question.kind not in _SOCIAL and not _PING.search(question.text)]
    occasion = _OCCASIONS.get(request.trigger)
    if occasion is not None and not asked:
        return None if occasion.search("\n".join(said)) else "这条消息没有说到这次要说的事"
    if not asked and (request.trigger != "customer_message" or situation.questions or _only_social(heard)):
        return None
    told, back = _said(brief, said)
    parroted = any(_parrots(message) for message in said)
    if (told and not asked) or any(_answers(question, told, brief, parroted) for question in asked) or any(map(_asks_back, back)):
        return None
    wanted = "、".join(dict.fromkeys(question.text.strip() for question in asked)) or (heard[-1] if heard else "")
    return f"顾客问的是“{wanted[:60]}”,这一稿没有回答"


def _said(brief: Brief, messages: list[str]) -> tuple[list[str], list[str]]:
    """The statements of a draft, without courtesy, and what it asks."""
    names = tuple(filter(None, (simplify(name).lower() for name in (brief.request.shop.name, brief.policy.shop.name, brief.request.shop.agent, brief.policy.shop.agent) if name)))
    told: list[str] = []
    back: list[str] = []
    for message in messages:
        for piece in _PIECE.findall(message):
            bare = piece
            for name in names:
                bare = bare.replace(name, "")
            if _ASK.search(piece.strip()):
                back.append(piece)
            elif len(_COURTESY.sub("", bare)) >= 2:
                told.append(piece)
    return told, back


def _answers(question: Question, told: list[str], brief: Brief, parroted: bool) -> bool:
    """Whether statements take up one question."""
    if not told:
        return False
    text = "\n".join(told)
    if _DEFERS.search(text):
        return True
    about = _ANSWERS.get(question.kind)
    if about is None and question.kind != "attribute":
        return True
    if not parroted and (_SUM if question.kind in _MONEY else _FIGURE).search(text) and question.kind != "robot":
        return True
    if about is not None and about.search(text):
        return True
    return question.kind == "attribute" and (not parroted or _on_product(_MARKS.sub("", simplify(question.text).lower()), text, brief))


def _on_product(own: str, text: str, brief: Brief) -> bool:
    """Whether a statement says yes or no, takes up the question's words, or gives an attribute of a product here."""
    if _YES_OR_NO.match(text) or any(own[i : i + 2] in text for i in range(len(own) - 1)):
        return True
    attributes = (pair for product in brief.request.products for pair in product.attributes.items())
    return any(len(value) > 1 and simplify(value).lower() in text and simplify(name)[:2] in own for name, value in attributes)


def _asks_back(piece: str) -> bool:
    if _WHERE_TO.search(piece):
        return True
    return _HELPER.search(piece) is None and _ASKS_FOR.search(piece) is not None and _MARKS.sub("", piece).removeprefix("请问") not in _examples()


def _only_social(heard: list[str]) -> bool:
    """Whether the customer's last message asks nothing that could be recognised as a question."""
    return not heard or _ASK.search(heard[-1].strip()) is None


def _repeats(message: str, heard: list[str]) -> bool:
    """Whether a message is the customer's own words with little changed, and no figure that he did not say."""
    bare = _MARKS.sub("", message).translate(_SAME)
    if len(bare) < _SHORT or _AGREES.match(message):
        return False
    said = " ".join(heard).lower()
    if not set(_NUMBERS.findall(message)) <= set(_NUMBERS.findall(said)):
        return False
    return _share(_pairs(bare.removeprefix("请问")), _pairs(_MARKS.sub("", said).translate(_SAME))) >= _ALIKE


def _parrots(message: str) -> bool:
    """Whether a message is one of the prompt's own examples."""
    bare = _MARKS.sub("", message)
    return len(bare) >= _SHORT and bare in _examples()


def _recites(text: str) -> bool:
    """Whether a draft is a line of the instructions with little changed."""
    pairs = _pairs(_MARKS.sub("", text))
    if len(pairs) < _SHORT:
        return False
    lines = _instructions()
    shared = pairs & lines.keys()
    if len(shared) < _ALIKE * len(pairs):
        return False
    return max(Counter(chain.from_iterable(lines[pair] for pair in shared)).values()) >= _ALIKE * len(pairs)


@lru_cache(maxsize=1)
def _instructions() -> dict[str, tuple[int, ...]]:
    """By pair of letters: the numbers of the lines of the instructions in which it stands."""
    found: dict[str, tuple[int, ...]] = {}
    for number, line in enumerate(instructions()):
        for pair in _pairs(_MARKS.sub("", simplify(line).lower())):
            found[pair] = (*found.get(pair, ()), number)
    return found


@lru_cache(maxsize=1)
def _examples() -> str:
    return "\n".join(_MARKS.sub("", simplify(line).lower()) for line in examples())


def _share(these: frozenset[str], those: frozenset[str]) -> float:
    return len(these & those) / len(these) if these else 0.0


@lru_cache(maxsize=256)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))
