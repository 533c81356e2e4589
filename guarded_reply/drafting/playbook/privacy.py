"""Answers about personal data: the customer's own, and that of other people."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.product_facts import known_text
from guarded_reply.policy.returns import excepted_reason
from guarded_reply.reading.text import simplify
from guarded_reply.situation import Question


def privacy(desk: Desk, question: Question) -> Answer:
    """Personal data: used for the order; everything goes through the platform (P75)."""
    if re.search(r"身份证|银行卡", question.text):
        return Answer(f"在店里下单填收货信息就可以,我们不会向您要身份证号、银行卡号这些,也请您不要发给任何人{desk.voice.end}")
    return Answer(f"您放心,收货信息只用在这笔订单的发货和售后上;沟通和付款也都请走平台,这样对您更有保障{desk.voice.end}")


def others_data(desk: Desk, question: Question) -> Answer:
    """Another person's data is not given, as the customer's own would not be; the worry is answered from facts (P75)."""
    words = simplify(desk.request.last_customer_text)
    if re.search(r"订单|买(?:了|的|过)?(?:什么|啥|没|多少|哪)", words) and not re.search(r"买家|顾客|评|其他|别的|别人|买过的人", words):
        if re.search(r"一样|同款|也(?:要|想|买)", words):
            return Answer(f"订单信息只对本人开放,就像您的订单我们也会替您保密,所以这个没法帮您查;您让朋友把款式或商品链接发您,我帮您找一样的{desk.voice.end}")
        return Answer(f"订单信息只对本人开放,就像您的订单我们也会替您保密,所以这个没法帮您查,还请体谅;本人在“我的订单”里就能看到,也可以直接来问我{desk.voice.end}")
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    known = known_text(product) if product is not None else ""
    facts = f"这款{known}" if known else "商品的情况"
    days = desk.policy.returns.window_days
    back = f",没使用过的话签收后{days}天内可以退" if product is not None and product.no_reason_return and not excepted_reason(product) else ""
    return Answer(f"想问个踏实,我特别理解。不过其他顾客的信息要保密,就像您的信息我们也不会给别人,所以没法提供。您最担心哪方面呢?{facts}{back},有疑问我照实跟您说{desk.voice.end}")
