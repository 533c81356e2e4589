"""Answers about goods that came wrong: broken, spoilt, short, mistaken, harmful; photo first, and what follows when it is confirmed."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.fits import carried
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question


def photo(desk: Desk) -> str:
    minutes = desk.policy.step_minutes("photo_check")
    when = f",{minutes // 60}小时内为您核实" if minutes else ",我尽快为您核实"
    what = desk.voice.pick("photo", ("问题部位和外包装的照片", "有问题的地方和外包装的照片"))
    return f"麻烦您拍几张{what}发我{when}"


def checking(desk: Desk) -> str:
    """That the photos are in and being checked, with the listed time."""
    minutes = desk.policy.step_minutes("photo_check")
    return f"照片我们收到了,{minutes // 60}小时内为您核实" if minutes else "照片我们收到了,会尽快为您核实"


def danger(desk: Desk, question: Question) -> Answer:
    """Somebody could be hurt: safety first, then photos, and a person calls back; nothing admitted (P2, P52, P56)."""
    words = simplify(desk.request.last_customer_text)
    hurt = re.search(r"伤|烫到|割|扎到|夹到|中毒|电到|触电", words) is not None
    first = "人有没有受伤?不舒服的话请先就医,身体要紧;这件商品请先停用" if hurt else "人没事吧?请先停用这件商品、断开电源放到安全的地方" if re.search(r"电|烧|烟|火|炸|鼓包|充", words) else "人没事吧?请先停用这件商品"
    minutes, photo = desk.policy.step_minutes("callback"), desk.policy.step_minutes("photo_check")
    call = f"我马上转给主管,{minutes}分钟内给您回电" if minutes else "我马上转给主管跟进"
    when = f",{photo // 60}小时内为您核实" if photo else ",尽快为您核实"
    asked = ",您的要求我也记下了" if re.search(r"赔|说法|补偿|交代", words) else ""
    return Answer(f"{first}。{call}{asked};方便的时候麻烦把商品和现场情况拍照发我{when},核实后按结果负责处理", apology=True, handoff="danger")


def quality(desk: Desk, question: Question) -> Answer:
    """Soothe, photo first; when confirmed, return or exchange at the shop's cost (P52)."""
    case = desk.request.case
    if case is not None and case.confirmed:
        return confirmed(desk)
    if case is not None and case.evidence_received:
        return Answer(f"{checking(desk)};如果确认是质量问题,退货或换货都可以,来回运费由我们承担", apology=True)
    if re.search(r"没(?:有)?(?:照片|拍)|扔了|丢掉了|拍不了|没法拍", simplify(desk.request.last_customer_text)):
        return Answer("没有照片也先别着急,您把发现问题的时间和具体情况说一下,外包装、配件还在的话拍给我,我连同订单和发货记录一起核实,有结果马上告诉您怎么处理", apology=True)
    praised = "谢谢您的肯定,不够好的地方让您费心了。" if re.search(r"不错|喜欢|好看|很好|满意|挺好", desk.request.last_customer_text) and not re.search(r"不(?:太)?(?:喜欢|满意|好看)", desk.request.last_customer_text) else ""
    return Answer(f"{praised}{photo(desk)};如果确认是质量问题,退货或换货都可以,来回运费由我们承担{in_warranty(desk)}", apology=True)


def in_warranty(desk: Desk) -> str:
    """The warranty, where it is asked for and the facts carry one."""
    if not re.search(r"保修|质保|保固|修", desk.request.last_customer_text):
        return ""
    product = desk.product() or (desk.products()[0] if desk.products() else None)
    period = carried(product, "保修|质保") if product is not None else ""
    return f";这款保修是{period}" if period else ""


def confirmed(desk: Desk) -> Answer:
    """A confirmed fault: return or exchange, both freights the shop's (P52)."""
    hours = desk.policy.returns.refund_hours
    chosen = simplify(desk.request.last_customer_text)
    swaps, backs = re.search(r"换", chosen), re.search(r"退(?!换)|不要了", chosen)
    if swaps and not backs and re.search(r"多久|几天|什么时候", chosen):
        return Answer("可以换新的,来回运费由我们承担。您在订单里申请换货、把商品寄回,仓库收到后会尽快安排换新,发出后把单号告诉您;具体几天要看来回的物流,不敢跟您说死", apology=True)
    if swaps and not backs and not re.search(r"还是|怎么|多久|能不能|可以.{0,4}吗", chosen):
        return Answer("好的,给您办换货。您在订单里申请换货、把商品寄回就行,来回运费由我们承担;仓库收到后会尽快安排换新,发出后把单号告诉您", apology=True)
    if backs and not swaps and re.search(r"^(?:那)?(?:就|我)?(?:选|要|想)?(?:退|不要)|退货退款|退了吧|就退", chosen):
        return Answer(f"好的,给您办退货退款。您在订单里申请退货退款、把商品寄回就行,来回运费由我们承担;仓库收到后{hours}小时内退款,原路退回您的付款账户", apology=True)
    options = ""
    if re.search(r"补|赔|懒得|不想退|不退", desk.request.last_customer_text):
        listed = [f"{decimal_text(desk.policy.compensation.coupon_amount)}元店铺券"] if desk.policy.compensation.coupon_amount else []
        if desk.policy.compensation.warranty_months and durable(desk):
            listed.append(f"保修延长{desk.policy.compensation.warranty_months}个月")
        options = f";不想退换的话,也可以为您安排{'或'.join(listed)}" if listed else ""
    return Answer(f"已经核实是质量问题,退货退款或换新都可以,来回运费由我们承担;退货的话,仓库收到后{hours}小时内退款{options}。您想选哪一种呢?", apology=True)


def photo_sent(desk: Desk, question: Question) -> Answer:
    """'Photos sent': what the record shows; if they are not in, asked for once more (P52)."""
    case = desk.request.case
    if case is not None and case.confirmed:
        return confirmed(desk)
    if case is not None and case.evidence_received:
        return Answer(f"{checking(desk)};如果确认是质量问题,退货或换货都可以,来回运费由我们承担", apology=True)
    minutes = desk.policy.step_minutes("photo_check")
    when = f"{minutes // 60}小时内为您核实" if minutes else "尽快为您核实"
    return Answer(f"谢谢您配合。我这边还没有看到照片,可能是没发送成功,麻烦您在聊天窗口再发一次,收到后{when};如果确认是质量问题,退换的来回运费由我们承担", apology=True)


def reaction(desk: Desk, question: Question) -> Answer:
    """Something went wrong with a body after use: health first, then photos; nothing admitted, no advice but a doctor (P52, P74)."""
    words = simplify(desk.request.last_customer_text)
    titles = "".join(product.title for product in desk.request.products)
    if re.search(r"猫|狗|犬|毛孩子|宠", words + titles):
        first = "先停喂这款,毛孩子一直不舒服的话请尽快带去看兽医,身体要紧"
        parts = "粮的外包装、批号和现在的情况"
    elif re.search(r"吃|喝|肚子|拉|吐", words):
        first = "先别再吃了,不舒服的话请及时就医,身体要紧"
        parts = "商品、外包装和批号"
    else:
        first = "请先停用,不舒服的话及时看医生,身体要紧"
        parts = "现在的情况和商品外包装、批号"
    minutes = desk.policy.step_minutes("photo_check")
    when = f",{minutes // 60}小时内为您核实" if minutes else ",我尽快为您核实"
    asks_money = ",您的要求我也一起记下了" if re.search(r"赔|补偿|退我", words) else ""
    return Answer(f"{first}{asks_money}。方便的时候麻烦把{parts}拍照发我{when};核实后如果确认是商品的问题,我们会负责处理,来回运费由我们承担", apology=True)


def complaint(desk: Desk, question: Question) -> Answer:
    """Something is told about goods already there, no one knows what: heard, a photo, checked (P50, P52)."""
    minutes = desk.policy.step_minutes("photo_check")
    when = f",{minutes // 60}小时内为您核实" if minutes else ",我尽快为您核实"
    return Answer(f"您说的情况我记下了。方便的话把有问题的地方拍照发我{when};如果确认是商品的问题,退货或换货都可以,来回运费由我们承担", apology=True)


def disappointed(desk: Desk, question: Question) -> Answer:
    """Not what was hoped for, no fault named: sorry, what exactly, a photo if something is off; taste is no fault (P50, P53)."""
    case = desk.request.case
    if case is not None and case.reason in ("quality", "damaged", "wrong_item"):
        return quality(desk, question)
    taste = ",口味因人而异" if re.search(r"吃|喝|酸|苦|咸|甜|味", question.text) else ""
    return Answer(f"没能让您满意,是我们没做好{taste}。方便说说具体哪里不合心意吗?要是有坏损或跟页面不符的地方,请拍照发我,核实后如果确认是商品的问题,我们会负责处理", apology=True)


def missing_item(desk: Desk, question: Question) -> Answer:
    """Shortage: checked before it is admitted (P54)."""
    case = desk.request.case
    if case is not None and case.confirmed:
        return Answer("已经核实,少的部分会尽快给您补发,运费由我们承担,发出后把单号告诉您", apology=True)
    if case is not None and case.evidence_received:
        return Answer(f"{checking(desk)},同时核对发货重量和打包记录,核实后按结果给您处理", apology=True)
    minutes = desk.policy.step_minutes("photo_check")
    when = f"{minutes // 60}小时内核实" if minutes else "尽快核实"
    return Answer(f"麻烦您把收到的全部商品、外包装和面单拍照发我(面单上的电话地址请遮住),我同时请仓库核对发货重量和打包记录,{when}后按结果给您处理", apology=True)


def wrong_item(desk: Desk, question: Question) -> Answer:
    """Wrong goods: photo first, then exchange at the shop's cost."""
    case = desk.request.case
    if case is not None and case.confirmed:
        return Answer("已经核实与您订的不一致,可以为您换货或退货退款,来回运费由我们承担,您想选哪一种呢?", apology=True)
    product = desk.product()
    if product is not None and product.custom_made:
        return Answer("麻烦您拍一下定制的地方发我,我马上跟订单备注核对;如果确认是我们做错的,重做或退换都可以,来回运费由我们承担", apology=True)
    return Answer("麻烦您拍一下收到的商品和吊牌或规格标签,我跟订单核对;如果确认不一致,退换都可以,来回运费由我们承担", apology=True)


def durable(desk: Desk) -> bool:
    """Whether the goods carry a warranty that could be made longer."""
    return any(carried(product, "保修|质保") for product in desk.request.products)
