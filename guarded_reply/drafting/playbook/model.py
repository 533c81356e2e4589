"""Composes a reply: greeting, feeling, an answer to each question, a friendly close; in the customer's script."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from guarded_reply.drafting.model import Brief, Deadline, Draft
from guarded_reply.drafting.playbook import (
    advice,
    bargaining,
    consulting,
    couriers,
    courtesy,
    delivery,
    errands,
    faults,
    grievances,
    health,
    money,
    order_talk,
    parcel,
    payment,
    presents,
    privacy,
    proactive,
    returns,
    shipping,
    takeup,
    warranty,
)
from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.asked import chosen, secrets_word, stock_word
from guarded_reply.drafting.playbook.feeling import in_general
from guarded_reply.drafting.playbook.occasions import congratulation
from guarded_reply.drafting.playbook.open_question import left_open
from guarded_reply.drafting.playbook.own_replies import own_reply
from guarded_reply.drafting.playbook.repetition import said_once
from guarded_reply.drafting.playbook.voice import Voice, as_messages, in_tone, to_script
from guarded_reply.reading.text import simplify
from guarded_reply.request import ReplyRequest
from guarded_reply.situation import Question
from guarded_reply.situation.settle import questions_in

TOPICS: dict[str, Callable[[Desk, Question], Answer]] = {
    "ship_fee": shipping.ship_fee, "free_shipping": shipping.free_shipping, "remote_list": shipping.remote_list,
    "carrier": couriers.carrier, "delivery_time": delivery.delivery_time, "dispatch": delivery.dispatch, "on_the_way": delivery.on_the_way, "where": delivery.where,
    "not_received": delivery.not_received, "lost": delivery.lost, "signed_missing": delivery.signed_missing,
    "change_address": parcel.change_address, "ship_place": shipping.ship_place,
    "attribute": consulting.attribute, "price": consulting.price, "total": consulting.total, "stock": consulting.stock, "superlative": consulting.superlative,
    "hurry": errands.hurry, "note": errands.note, "one_more": errands.one_more, "keep_one": errands.keep_one, "pay_later": errands.pay_later,
    "sent_from": errands.sent_from, "courier_contact": errands.courier_contact, "return_address": errands.return_address,
    "insurance": payment.insurance, "sent_back": parcel.sent_back, "apply_service": returns.apply_service, "double_pay": money.double_pay, "trust": advice.trust, "disappointed": faults.disappointed, "small_talk": courtesy.small_talk, "opening_hours": errands.opening_hours, "store": errands.store, "send_photo": errands.send_photo, "privacy": privacy.privacy, "others_data": privacy.others_data, "samples": errands.samples, "present": presents.present,
    "how_to_buy": errands.how_to_buy, "insult": grievances.insult, "off_topic": errands.off_topic, "say_it": errands.say_it, "member": errands.member, "real_photo": errands.real_photo, "link": errands.link, "follow": errands.follow, "photo_sent": faults.photo_sent,
    "danger": faults.danger, "code_safety": payment.code_safety, "misdelivered": parcel.misdelivered, "station_hours": parcel.station_hours, "reschedule": parcel.reschedule, "parcel_ahead": parcel.parcel_ahead, "pickup_code": delivery.pickup_code, "hold_back": delivery.hold_back, "refused": returns.refused, "courier_attitude": grievances.courier_attitude, "reaction": faults.reaction, "how_to": errands.how_to, "browse": errands.browse,
    "choose": advice.choose, "other_goods": advice.other_goods, "keeps_word": advice.keeps_word, "price_ahead": advice.price_ahead,
    "price_before": advice.price_before, "price_protection": money.price_protection, "refund_seen": money.refund_seen, "freight_charged": money.freight_charged, "freight_collect": money.freight_collect, "warranty": warranty.warranty, "leave": courtesy.leave, "valid_later": advice.valid_later,
    "warranty_scope": advice.warranty_scope, "confirm_fee": shipping.confirm_fee,
    "medical": health.medical, "discount": bargaining.discount, "counter_offer": bargaining.discount, "promotion": bargaining.promotion,
    "gift": bargaining.gift, "coupon": bargaining.coupon, "compare": bargaining.compare, "hesitate": bargaining.hesitate,
    "pay_trouble": payment.pay_trouble, "pay_method": payment.pay_method, "off_platform": payment.off_platform,
    "price_change": payment.price_change, "change_item": payment.change_item, "cancel": payment.cancel, "invoice": payment.invoice,
    "one_less": order_talk.one_less, "other_purse": order_talk.other_purse, "route": order_talk.route, "group": order_talk.group,
    "paid": payment.paid, "order_closed": payment.order_closed,
    "interested": takeup.interested, "cancel_code": takeup.cancel_code,
    "quality": faults.quality, "waited": faults.waited, "missing_item": faults.missing_item, "wrong_item": faults.wrong_item, "return_freight": returns.return_freight,
    "return_window": returns.return_window, "return_want": returns.return_want, "exchange": returns.exchange, "refund_time": returns.refund_time,
    "compensation": grievances.compensation, "threat": grievances.threat, "promised": grievances.promised, "manager": grievances.manager, "robot": courtesy.robot,
    "review_reward": courtesy.review_reward, "thanks": courtesy.thanks, "bye": courtesy.bye, "lukewarm": courtesy.lukewarm, "hello": courtesy.hello,
}  # fmt: skip
TRIGGERS: dict[str, Callable[[Desk], Answer]] = {
    "browsing": proactive.browsing, "unpaid_reminder": proactive.unpaid_reminder, "payment_received": proactive.payment_received,
    "price_changed": proactive.price_changed, "dispatched": proactive.dispatched, "delivered": proactive.delivered,
    "follow_up": proactive.follow_up, "bad_review": proactive.bad_review, "holiday": proactive.holiday, "busy": proactive.busy,
    "away": proactive.away,
}  # fmt: skip
_CASE_TOPICS = {
    "quality": "quality", "damaged": "quality", "no_reason": "return_want", "wrong_item": "wrong_item", "missing_item": "missing_item",
    "not_received": "not_received", "lost": "lost",
}  # fmt: skip


class PlaybookModel:
    """The embedded model: deterministic, needs no key, no network and no download."""

    name = "playbook"

    def draft(self, brief: Brief, deadline: Deadline) -> Draft:
        """Draft from the playbook's own replies and this request's facts."""
        return compose(brief)

    async def adraft(self, brief: Brief, deadline: Deadline) -> Draft:
        """The same; it takes about a millisecond, so nothing is awaited."""
        return compose(brief)


def compose(brief: Brief) -> Draft:
    """The whole reply as messages."""
    voice = Voice(brief)
    desk = Desk(brief, voice)
    answers = _answers(brief, desk)
    parts: list[str] = []
    proactive_turn = brief.request.trigger != "customer_message"
    if brief.situation.first_contact or (proactive_turn and not _agent_opened(brief.request)):
        parts.append(voice.notice() if _known(brief.request) else voice.greeting())
    soothing = bool(answers) and _SOOTHES.match(answers[0].text) is not None
    if any(answer.apology for answer in answers) or (brief.situation.mood == "angry" and not proactive_turn and not soothing and not _harmless(brief)):
        parts.append(next((answer.opening for answer in answers if answer.opening), "") or in_general(desk))
        if brief.situation.mood == "angry" and voice.tone != "professional":
            parts[-1] += "🙏"
    troubled = any(answer.apology or answer.handoff in ("manager", "threat") for answer in answers) or brief.request.trigger == "bad_review"
    if troubled or brief.situation.mood == "angry":
        parts = [part.replace("😊", "") for part in parts]  # no smile at somebody in trouble
    wish = "" if troubled or proactive_turn else congratulation(desk)
    said = [answer.text.removesuffix("哦") if answer is not answers[-1] else answer.text for answer in answers]
    if wish and not any(re.search(r"恭喜|祝", text) for text in said):
        said[0] = f"{wish}!{said[0]}"
    parts.extend(said)
    messages = _one_smile(in_tone(_warmed(as_messages(parts), brief, voice, answers), voice, troubled or brief.situation.mood == "angry"))
    traditional = brief.situation.script == "traditional"
    handoff = next((answer.handoff for answer in answers if answer.handoff), None)
    return Draft(tuple(to_script(message, traditional) for message in messages), "playbook", handoff=handoff)


_SOOTHES = re.compile(r"理解|您的心情|没关系|别着急|让您|抱歉|没能")


_ADDRESSED = re.compile(r"[您亲]|理解|抱歉|谢谢|感谢|好的|可以的|没关系|没问题|别着急|辛苦|太好了|哈")


def _warmed(messages: tuple[str, ...], brief: Brief, voice: Voice, answers: Sequence[Answer]) -> tuple[str, ...]:
    """A form of address before bare facts, so that figures do not stand alone (P3)."""
    alone = brief.request.trigger == "customer_message" and voice.tone != "professional" and not brief.situation.first_contact and brief.situation.mood != "angry"
    if not alone or not messages or any(answer.apology for answer in answers) or _ADDRESSED.search(messages[0][:10]) or sum(map(len, messages)) > 100:
        return messages
    yes = re.match(r"(?:有|是|会|能|包邮|对)的(?=,)", messages[0])
    first = f"{yes.group()}{voice.dear}{messages[0][yes.end() :]}" if yes is not None and voice.dear != "您好" else f"{voice.dear},{messages[0]}"
    return (first, *messages[1:])


def _one_smile(messages: Sequence[str]) -> tuple[str, ...]:
    """At most one smile a turn, the first (P3)."""
    seen = False
    kept: list[str] = []
    for message in messages:
        head, *rest = message.split("😊")
        tail = "".join(rest)
        kept.append(head + ("" if not rest else "😊" if not seen else "。" if tail else "") + tail)
        seen = seen or bool(rest)
    return tuple(kept)


def _known(request: ReplyRequest) -> bool:
    """Whether the shop writes of its own accord to somebody who has bought: no welcome to the shop then."""
    return request.trigger not in ("customer_message", "browsing") or (request.trigger == "browsing" and request.order is not None)


def _agent_opened(request: ReplyRequest) -> bool:
    return any(message.role == "agent" for message in request.conversation)


def _harmless(brief: Brief) -> bool:
    """Marks of impatience only ('有人吗????') ask for presence, not for an apology about trouble."""
    return brief.situation.asks("hello") and len(brief.situation.questions) == 1


def _answers(brief: Brief, desk: Desk) -> list[Answer]:
    request, situation = brief.request, brief.situation
    trigger = TRIGGERS.get(request.trigger)
    if trigger is not None:
        if request.trigger == "browsing" and (pending := left_open(request)) is not None and not pending[1]:
            return _taken_up(desk, pending[0]) or [trigger(desk)]
        answered = _meanwhile(desk)
        note = own_reply(desk, trigger=request.trigger) or trigger(desk)
        if answered:
            note = replace(note, text=re.sub(r"您(?:问|说)的[^。]{0,30}?我们?记下了,", "其他问题您先留言,", note.text))
        return [*answered, note]
    questions = list(situation.questions)
    case = request.case
    if not questions and case is not None and case.reason in _CASE_TOPICS:
        questions = [Question(_CASE_TOPICS[case.reason], "after_sales", request.last_customer_text)]
    if not questions:
        answers = [_fallback(desk)]
        return [*answers, *(Answer(word) for word in [stock_word(desk, answers)] if word)]
    questions = chosen(desk, questions)
    answers: list[Answer] = []
    asked_place = False
    for question in questions[:4]:
        answer = own_reply(desk, topic=question.kind) or TOPICS[question.kind](desk, question)
        if answer.asks_place and asked_place and (question.kind not in ("free_shipping", "total") or any("包邮" in other.text for other in answers)):
            continue
        asked_place = asked_place or answer.asks_place
        answer = said_once(_once(answer, answers), answers)
        if answer is None:
            continue
        if question.kind == "hello" and len(questions) > 1 and answer.text.startswith(("在的", "我在呢")):
            answer = replace(answer, text="在的")  # who asked already is not asked what he wants
        bare = answer.text.rstrip("哦").removeprefix("有的,")
        answers = [other for other in answers if other.apology or other.handoff is not None or len(other.text) >= len(answer.text) or other.text.rstrip("哦") not in answer.text]
        if not any(bare in other.text or other.text.rstrip("哦") in bare or bare[:16] == other.text[:16] for other in answers):
            answers.append(answer)
    if len(answers) > 1:
        answers = [answer for answer in answers if not answer.text.startswith("您说的我记下了,我去核实清楚")] or answers  # nothing stays open beside what was answered
    beside = [Answer(word) for word in (stock_word(desk, answers), secrets_word(desk)) if word]
    return [*answers, *beside]


_GIVES = re.compile(r"[;。,](?:不过)?(?:现在|喜欢的话)?(?:下单)?(?:可以|还可以)?(?:送您|给您申请)(?P<what>[^;。]*?)(?:,您看(?:可以|合适)吗)?[??哦]*$")


def _once(answer: Answer, before: Sequence[Answer]) -> Answer:
    """An answer without the gift or coupon that an earlier one has offered already."""
    gives = _GIVES.search(answer.text)
    if gives is None or not any("送您" in other.text or "给您申请" in other.text for other in before):
        return answer
    return replace(answer, text=answer.text[: gives.start()])


_PLAIN_TOPICS = ("dispatch", "stock", "ship_fee", "free_shipping", "delivery_time", "price")


def _taken_up(desk: Desk, text: str) -> list[Answer]:
    """A question that was only greeted is answered when the shop writes of itself."""
    answers = [TOPICS[question.kind](desk, question) for question in chosen(desk, list(questions_in(text, desk.request)))[:2] if question.kind not in ("hello", "thanks", "bye")]
    first = "刚才没来得及回您," if answers else ""
    return [Answer(first + answer.text, asks_place=answer.asks_place) if answer is answers[0] else answer for answer in answers]


_DEFERRED = re.compile(r"核实|确认(?:一?下|清楚|好)|注明|问清楚|跟[^,。]{0,4}同事")


def _meanwhile(desk: Desk) -> list[Answer]:
    """While nobody is at the desk: an answer to what the facts alone can answer."""
    if desk.request.trigger not in ("busy", "away"):
        return []
    told = [TOPICS[question.kind](desk, question) for question in desk.situation.questions if question.kind in proactive.PLAIN_TOPICS or (question.kind == "attribute" and consulting.knows(desk, question))]
    return [answer for answer in told if answer.handoff is None and not answer.asks_place and not _DEFERRED.search(answer.text)][:1]


def _fallback(desk: Desk) -> Answer:
    """Nothing recognised: the shop's knowledge, else what the order needs, else an open question."""
    text = desk.request.last_customer_text
    question = Question("attribute", "consulting", text)
    if _GESTURE.fullmatch(text.strip()) and not desk.situation.first_contact:
        return Answer(f"好的,您先忙,有需要随时找我{desk.voice.end}😊")
    if desk.request.order is not None and desk.request.order.status == "shipped" and re.search(r"到了(?:告诉|跟|说|喊|叫)|不(?:着)?急|慢慢来|别催|(?:理解|知道)[^,。]{0,6}慢", simplify(text)):
        return Answer(f"谢谢您体谅,您不用惦记,物流我帮您看着,有派送的消息就告诉您{desk.voice.end}")
    if desk.request.order is not None and desk.request.order.status in ("unpaid", "paid") and re.search(r"(?:不用|不|别)(?:再)?改了|按原来的|照原来", simplify(text)):
        return Answer(f"好的,那就按原来的安排,我记下了{desk.voice.end}")
    if desk.request.order is None and _ONLY_HEARD.fullmatch(simplify(text).strip()):
        return Answer(f"好的,有需要随时找我{desk.voice.end}")
    found = consulting.knowledge(desk, question)
    if found is not None:
        return found
    if desk.situation.first_contact and len(text) < 12:
        return courtesy.hello(desk, question)
    order = desk.request.order
    if order is not None and order.status == "paid" and re.match(r"^(?:对|是|嗯|没错|好|可以|行|正确|确认|ok)", text.strip().lower()):
        sent = delivery.dispatch(desk, question).text.removeprefix("您的订单已经付款成功,").rstrip("哦")
        return Answer(f"好的,收货信息跟您确认好啦,{sent}。谢谢您的支持{payment.signature(desk)}{desk.voice.end}")
    if order is not None and order.status in ("paid", "shipped", "refunding"):
        return Answer(f"您说的我记下了,我去核实一下再答复您;您这笔订单目前是{desk.status_text()},还有什么要我一并确认的,直接告诉我就好")
    if order is not None and order.status in ("delivered", "completed") and len(text) >= 6 and desk.situation.mood != "happy" and not _ACKNOWLEDGED.match(text.strip()):
        return faults.complaint(desk, question)
    if order is not None:
        return Answer(desk.voice.pick("open", ("您的意思我记下了,是想了解订单的哪方面呢?告诉我,我马上帮您看", "收到,您说的我记下了;还有哪里需要我帮您确认的,直接告诉我就好")))
    if desk.request.products and (len(text) >= 4 or re.search(r"(\w)不\1", text)):
        return consulting.attribute(desk, question)
    return Answer("您想了解哪方面呢?商品、运费还是售后都可以问我")


_GESTURE = re.compile(r"(?:[👌👍🙏😊😄😁🤝🌹❤️♥️✌️💪🆗☺️😀😃🥰]|\[(?:OK|ok|强|玫瑰|微笑|握手|抱拳|好的|比心)\]|\s)+")
"""A sign that all is heard, and nothing asked."""
_ONLY_HEARD = re.compile(r"(?:好(?:的|吧|嘞|滴)?|嗯+|行|ok|知道(?:了|啦)|明白(?:了)?|了解(?:了)?|收到|哦+|噢|懂了|这样啊?|[,。!~\s])+", re.IGNORECASE)
_ACKNOWLEDGED = re.compile(r"好|嗯|行|可以|ok|对|收到|知道|明白|哦|是的|没问题|不客气|麻烦", re.IGNORECASE)


def canned_reply(brief: Brief) -> Draft:
    """A reply without any figure, safe for its stage, for when nothing else passed."""
    voice = Voice(brief)
    by_stage = {
        "greeting": "您想了解哪方面,直接告诉我就好,我来帮您看",
        "consulting": "您问的我记下了,我跟同事核实清楚再答复您,免得说错耽误您",
        "bargaining": "谢谢您喜欢我们的商品,价格是全店统一的,您的想法我记下来,跟同事核实后再答复您",
        "payment": "您的订单我来帮您核对,核对清楚后马上告诉您,有不方便的地方也可以先跟我说",
        "logistics": "您的物流问题我记下了,我去核实清楚再答复您,免得说错耽误您",
        "after_sales": "让您费心了,真的很抱歉。您的情况我记下了,我去核实清楚,按规则给您处理",
        "farewell": "感谢您的支持,有任何问题随时找我",
    }
    parts = [voice.greeting()] if brief.situation.first_contact else []
    if brief.situation.mood in ("angry", "anxious") and brief.situation.stage != "after_sales":
        parts.append("让您着急了,很抱歉")
    parts.append(by_stage[brief.situation.stage])
    traditional = brief.situation.script == "traditional"
    return Draft(tuple(to_script(part, traditional) for part in as_messages(parts)), "playbook")


def holding_reply(brief: Brief) -> Draft:
    """What is said while a person takes over; promises only that."""
    voice = Voice(brief)
    parts = [voice.greeting()] if brief.situation.first_contact else []
    parts.append("抱歉让您久等,您的问题我先记下来,这就请同事来跟进,会尽快回复您")
    traditional = brief.situation.script == "traditional"
    return Draft(tuple(to_script(part, traditional) for part in as_messages(parts)), "playbook")
