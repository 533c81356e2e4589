"""Answers about goods that came wrong: broken, spoilt, short, mistaken, harmful; photo first, and what follows when it is confirmed."""

from __future__ import annotations

import re
from dataclasses import replace

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.feeling import for_goods, for_waiting
from guarded_reply.drafting.playbook.fits import carried
from guarded_reply.drafting.playbook.kinds import Kind, kind_among
from guarded_reply.policy.returns import ordered_products
from guarded_reply.reading.numerals import parse_number
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question
from guarded_reply.situation.second_look import is_digital
from guarded_reply.situation.trouble import Trouble, trouble_in, wishes_in


def kind(desk: Desk) -> Kind:
    """The kind of the goods spoken of."""
    product = desk.product()
    return kind_among([product] if product is not None else ordered_products(desk.request))


def told(desk: Desk) -> Trouble:
    """The trouble told in the last message, else the last one told before it."""
    now = trouble_in(simplify(desk.request.last_customer_text))
    if now.flaws:
        return now
    for message in reversed(desk.request.conversation):
        if message.role == "customer" and (before := trouble_in(simplify(message.text))).flaws:
            return replace(before, doubt=now.doubt, occasion=now.occasion or before.occasion, soon=now.soon)
    return now


def _when(desk: Desk) -> str:
    minutes = desk.policy.step_minutes("photo_check")
    return f"{minutes // 60}小时内为您核实" if minutes else "我尽快为您核实"


def photo(desk: Desk) -> str:
    """The photo asked for, fitted to the goods and to what is wrong, and when it is checked."""
    trouble, goods = told(desk), kind(desk)
    said = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "customer"))
    if trouble.sorts == frozenset({"smell"}) and not goods.fresh and (kind_of := re.search(r"塑料|橡胶|胶水?|皮革|油漆|药|化学|霉|腥|焦|汽油|甲醛", said)) is not None:
        tried = re.search(r"(煮|洗|晾|散|泡)[^,。\n]{0,4}(?:还|也|都)", said)
        still = f",{tried.group(1)}过还有" if tried is not None else ""
        return f"您说的{kind_of.group()}味{still},我都记下了,麻烦拍一下商品和标签发我,{_when(desk)}"
    if trouble.sorts == frozenset({"smell"}) and not goods.fresh:
        return f"味道照片看不出来,麻烦您说说是什么样的味、拆开多久了,再拍一下商品和标签发我,{_when(desk)}"
    if trouble.sorts & {"fails", "noise"}:
        return f"麻烦您拍一小段视频或几张照片发我,能看出{trouble.named}就好,{_when(desk)}"
    if "colour" in trouble.sorts:
        return f"麻烦您在自然光下拍一下实物和吊牌或标签发我,我对照页面图,{_when(desk)}"
    if trouble.sorts == frozenset({"packing"}):
        return f"麻烦您把收到的东西和包装拍照发我,我跟仓库核对打包记录,{_when(desk)}"
    if "short" in trouble.sorts:
        what = "称重的读数和整箱的样子" if "分量对不上" in trouble.flaws else "收到的全部东西"
        minutes = desk.policy.step_minutes("photo_check")
        return f"麻烦您把{what}拍照发我,我请仓库核对发货重量和打包记录,{f'{minutes // 60}小时内核实' if minutes else '核实'}后按结果给您处理"
    if "made_wrong" in trouble.sorts:
        return f"麻烦您把定制的地方拍清楚发我,我马上跟订单备注核对,{_when(desk)}"
    parts = ("破损的地方、里面的填充和外箱" if goods.name in ("fragile", "furniture", "appliance", "electronics") else "破损的地方和外包装") if trouble.sorts & {"broken", "crushed", "leak"} and not goods.fresh and goods.name != "pet_food" else goods.parts
    if trouble.doubt == "expired" and "批号" not in parts:
        parts += "、生产日期"
    return f"麻烦您拍几张照片发我,{parts}都拍到,{_when(desk)}"


def checking(desk: Desk) -> str:
    """That the photos are in and being checked, with the listed time."""
    minutes = desk.policy.step_minutes("photo_check")
    said = any("照片" in text and re.search(r"收到|看到|在核实|正在", text) is not None for text in (message.text for message in desk.request.conversation if message.role == "agent"))
    if said:
        return "照片在核实了,我再去催一下同事,有结果马上告诉您"
    return f"照片我们收到了,{minutes // 60}小时内为您核实" if minutes else "照片我们收到了,会尽快为您核实"


def remedy(desk: Desk) -> str:
    """What a confirmed fault brings, on condition: fresh goods are not sent back and forth."""
    product = desk.product()
    if told(desk).sorts == frozenset({"packing"}):
        return "核实后按结果给您处理"
    if told(desk).first == "short":
        return "请您放心"
    if kind(desk).fresh:
        return desk.voice.pick("remedy", ("如果确认是我们的问题,补发或退款都可以,您来选", "核实后如果确认是我们的问题,可以给您补发或者退款"))
    if product is not None and product.custom_made:
        return "如果确认是我们做错的,重做或退换都可以,来回运费由我们承担"
    return desk.voice.pick("remedy", ("如果确认是质量问题,退货或换货都可以,来回运费由我们承担", "如果核实是质量问题,退货换货都可以,来回运费我们承担"))


def _on_doubt(desk: Desk, trouble: Trouble) -> str:
    """What is said to a suspicion: neither admitted nor waved away."""
    goods = kind(desk)
    used = "穿" if goods.name in ("shoe", "cloth") else "拆开用"
    return {
        "used": f"是不是别人{used}过的,我要看到实物照片才敢跟您说。", "unripe": "是没熟还是果皮颜色的问题,要看过照片才敢说。" if goods.fresh else "",
        "expired": "是不是日期的问题,看包装上的生产日期就清楚。", "fake": "您担心是不是正品,我把发货记录也一起核对。",
        "saved": "还能不能养回来要看根和叶子的样子,先放在通风有散光的地方、别急着浇水。" if goods.name == "plant" else "", "harmful": "您先别用了,放在通风的地方。",
    }.get(trouble.doubt or "", "")  # fmt: skip


def _in_time(desk: Desk, trouble: Trouble) -> str:
    """That it is needed soon is passed on; the day is asked for when it was not told."""
    if trouble.occasion is None:
        return ""
    return "。您赶着用,我请核实的同事先看您这一单" if trouble.soon else "。您是哪天要用呢?我一起记上"


def danger(desk: Desk, question: Question) -> Answer:
    """Somebody could be hurt: safety first, then photos, and a person calls back; nothing admitted (P2, P52, P56)."""
    words = simplify(desk.request.last_customer_text)
    hurt = re.search(r"伤|烫到|割|扎到|夹到|中毒|电到|触电", words) is not None
    first = "人有没有受伤?不舒服的话请先就医,身体要紧;这件商品请先停用" if hurt else "人没事吧?请先停用这件商品、断开电源放到安全的地方" if re.search(r"电|烧|烟|火|炸|鼓包|充", words) else "人没事吧?请先停用这件商品"
    minutes, photo_minutes = desk.policy.step_minutes("callback"), desk.policy.step_minutes("photo_check")
    call = f"我马上转给主管,{minutes}分钟内给您回电" if minutes else "我马上转给主管跟进"
    when = f",{photo_minutes // 60}小时内为您核实" if photo_minutes else ",尽快为您核实"
    asked = ",您的要求我也记下了" if re.search(r"赔|说法|补偿|交代", words) else ""
    return Answer(f"{first}。{call}{asked};方便的时候麻烦把商品和现场情况拍照发我{when},核实后按结果负责处理", apology=True, handoff="danger", opening="出这样的事,让您受惊了,真的很抱歉")


def quality(desk: Desk, question: Question) -> Answer:
    """Soothe, photo first; when confirmed, return or exchange at the shop's cost (P52)."""
    case = desk.request.case
    trouble = told(desk)
    opening = for_goods(desk, trouble, kind(desk))
    if case is not None and case.confirmed:
        return confirmed(desk)
    if is_digital(desk.request):
        return code_fault(desk)
    if case is not None and case.evidence_received:
        return Answer(f"{checking(desk)};{remedy(desk)}{_in_time(desk, trouble)}", apology=True, opening=opening)
    if re.search(r"没(?:有)?(?:照片|拍)|扔了|丢掉了|拍不了|没法拍", simplify(desk.request.last_customer_text)):
        return Answer("没有照片也先别着急,您把发现问题的时间和具体情况说一下,外包装、配件还在的话拍给我,我连同订单和发货记录一起核实,有结果马上告诉您怎么处理", apology=True, opening=opening)
    used = re.search(r"(穿|用|戴|洗|拆|吃|骑|睡)(?:过|了)[^。\n]{0,12}(?:就)?(?:不给|不能|不让|还能|还给|给不给|能不能|可以|没法)[^,。\n]{0,2}(?:退|换|修)", simplify(desk.request.last_customer_text))
    worn = f"您放心,{used.group(1)}过不影响反映质量问题。" if used is not None else ""
    return Answer(f"{worn or _on_doubt(desk, trouble)}{photo(desk)};{remedy(desk)}{in_warranty(desk)}{_in_time(desk, trouble)}", apology=True, opening=opening)


def code_fault(desk: Desk) -> Answer:
    """A code that is refused: the message on the screen is looked at, never a password (P52, P75)."""
    case = desk.request.case
    seen = case is not None and case.evidence_received
    ask = f"截图我们收到了,{_when(desk)}" if seen else f"麻烦您把提示那一页截图发我(账号密码请遮住),我连同发码记录一起核对,{_when(desk)}"
    return Answer(f"{ask};如果核实是码的问题,补发或退款由我们负责", apology=True, opening="码没用上,让您扫兴了,很抱歉")


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
    opening = for_goods(desk, told(desk), kind(desk))
    swaps, backs = re.search(r"换|补", chosen), re.search(r"退(?!换)|不要了", chosen)
    if kind(desk).fresh:
        return _confirmed_fresh(desk, opening, swaps is not None, backs is not None)
    swaps = re.search(r"换", chosen)
    if swaps and re.search(r"先(?:给我)?(?:发|寄)", chosen):
        return Answer("给您换新,来回运费由我们承担。先发新的这边怕对不上,要等您把原来的寄回、仓库收到后再发出;您寄出后把单号填进去,我盯着进度,发出后马上把新单号告诉您", apology=True, opening=opening)
    if swaps and not backs and re.search(r"多久|几天|(?:什么|啥)时候|几时|何时|哪天", chosen):
        return Answer("可以换新的,来回运费由我们承担。您在订单里申请换货、把商品寄回,仓库收到后会尽快安排换新,发出后把单号告诉您;具体几天要看来回的物流,不敢跟您说死", apology=True, opening=opening)
    if swaps and not backs and not re.search(r"还是|怎么|多久|能不能|可以.{0,4}吗", chosen):
        return Answer("好的,给您办换货。您在订单里申请换货、把商品寄回就行,来回运费由我们承担;仓库收到后会尽快安排换新,发出后把单号告诉您", apology=True, opening=opening)
    if backs and not swaps and re.search(r"^(?:那)?(?:就|我)?(?:选|要|想)?(?:退|不要)|退货退款|退了吧|就退", chosen):
        return Answer(f"好的,给您办退货退款。您在订单里申请退货退款、把商品寄回就行,来回运费由我们承担;仓库收到后{hours}小时内退款,原路退回您的付款账户", apology=True, opening=opening)
    options = ""
    if re.search(r"补|赔|懒得|不想退|不退", desk.request.last_customer_text):
        listed = [f"{decimal_text(desk.policy.compensation.coupon_amount)}元店铺券"] if desk.policy.compensation.coupon_amount else []
        if desk.policy.compensation.warranty_months and durable(desk):
            listed.append(f"保修延长{desk.policy.compensation.warranty_months}个月")
        options = f";不想退换的话,也可以为您安排{'或'.join(listed)}" if listed else ""
    return Answer(f"已经核实是质量问题,退货退款或换新都可以,来回运费由我们承担;退货的话,仓库收到后{hours}小时内退款{options}。您想选哪一种呢?", apology=True, opening=opening)


def _confirmed_fresh(desk: Desk, opening: str, again: bool, money: bool) -> Answer:
    """Fresh goods confirmed spoilt: sent anew or refunded in the order, as the customer likes."""
    if again and not money:
        day = ";哪天能到要看快递,不敢跟您说死" if re.search(r"到|几天|多久|赶|来得及", simplify(desk.request.last_customer_text)) else ""
        return Answer(f"已经核实了,给您重新补发一份,运费由我们承担,会尽快安排,发出后把单号告诉您{day}", apology=True, opening=opening)
    if money and not again:
        return Answer("已经核实了,您在订单里申请退款、原因选质量问题就行,审核后原路退回您的付款账户,有不清楚的我陪您操作", apology=True, opening=opening)
    return Answer("已经核实是我们的问题,重新补发一份或者在订单里申请退款都可以,运费由我们承担,您想选哪一种呢?", apology=True, opening=opening)


def photo_sent(desk: Desk, question: Question) -> Answer:
    """'Photos sent': what the record shows; if they are not in, asked for once more (P52)."""
    case = desk.request.case
    now = trouble_in(simplify(desk.request.last_customer_text))
    opening = for_goods(desk, now, kind(desk)) if now.flaws else "谢谢您配合,让您费心了"
    if case is not None and case.confirmed:
        return confirmed(desk)
    if case is not None and case.evidence_received:
        return Answer(f"{checking(desk)},有结果马上告诉您;{remedy(desk)}", apology=True, opening=opening)
    return Answer(f"我这边还没有看到照片,可能是没发送成功,麻烦您在聊天窗口再发一次,收到后{_when(desk)};{remedy(desk)}", apology=True, opening=opening)


def progress(desk: Desk) -> Answer:
    """How far the check is: what is known, and when there is a result."""
    case = desk.request.case
    minutes = desk.policy.step_minutes("photo_check")
    if case is not None and case.reason in ("not_received", "lost"):
        from guarded_reply.drafting.playbook.delivery import not_received, signed_missing  # a parcel's matter, told there

        order = desk.request.order
        return (signed_missing if order is not None and order.status in ("delivered", "completed") else not_received)(desk, Question("not_received", "logistics", ""))
    if case is None or not case.evidence_received:
        return Answer(f"您反馈的问题还在跟进,照片我这边还没有看到,麻烦您再发一次,收到后{_when(desk)},有结果马上告诉您", apology=True, opening="让您惦记着,抱歉")
    result = f"照片收到后{minutes // 60}小时内会有结果" if minutes else "有结果"
    return Answer(f"照片我们收到了,正在核实,{result},一出来我马上告诉您怎么处理", apology=True, opening="让您惦记着,抱歉")


_HOURS = re.compile(r"([一两二三四五六七八九十半几\d]{1,2})个?(?:多)?(?:钟头|小时|钟)|半天(?!多)|一上午|一下午|今早|早上|刚才|上午")


def _within_the_day(desk: Desk) -> bool:
    """Whether the customer himself says that less time has passed than the check was promised within."""
    words = simplify(desk.request.last_customer_text)
    match = _HOURS.search(words)
    hours = parse_number(match.group(1)) if match is not None and match.group(1) and match.group(1) not in ("半", "几") else None
    return match is not None and (hours is None or hours < 24) and not re.search(r"天(?!哪|啊|呐)|昨|前天|24|二十四|主管|投诉", words.replace("半天", "").replace("今天", ""))


def waited(desk: Desk, question: Question) -> Answer:
    """The promised check is overdue: sorry for that, and the next step, never the same promise again (P2, P6, P56)."""
    case = desk.request.case
    minutes = desk.policy.step_minutes("callback")
    if case is not None and case.confirmed:
        return Answer(confirmed(desk).text, apology=True, opening=for_waiting(desk))
    if _within_the_day(desk):
        step = desk.policy.step_minutes("photo_check")
        when = f",{step // 60}小时内给您结果" if step else ""
        got = "照片我这边收到了" if case is not None and case.evidence_received else "您反馈的我都记着"
        return Answer(f"{got},还在核实{when};我再去催一下同事,一有消息就在这里告诉您", apology=True, opening=desk.voice.pick("early", ("让您等着急了,很抱歉", "让您惦记着等消息,不好意思")))
    named = told(desk).named
    seen = "照片我这边看到了," if case is not None and case.evidence_received else f"您反馈的{named}我都记着," if named else "您之前反馈的我都记着,"
    wishes = wishes_in([simplify(desk.request.last_customer_text)])
    passed = f",您{wishes[0].replace('要求', '意思')}我一起转达" if wishes and wishes[0] != "物流的情况" else ""
    call = f"我现在就转给主管优先核实,{minutes}分钟内给您回电说明" if minutes else "我现在就转给主管优先核实,有结果马上告诉您"
    more = "" if case is None or case.evidence_received else ";照片我这边还没有看到,方便的话再发一次,我一起交给主管"
    return Answer(f"{seen}{call}{passed},不用您再重复{more}", apology=True, handoff="waited", opening=for_waiting(desk))


def reaction(desk: Desk, question: Question) -> Answer:
    """Something went wrong with a body after use: health first, then photos; nothing admitted, no advice but a doctor (P52, P74)."""
    words = simplify(desk.request.last_customer_text)
    titles = "".join(product.title for product in desk.request.products)
    opening = "听您这么说很担心,让您受罪了,很抱歉"
    if re.search(r"猫|狗|犬|毛孩子|宠", words + titles):
        opening = "毛孩子不舒服,您肯定很心疼,很抱歉"
        first = "先停喂这款,毛孩子一直不舒服的话请尽快带去看兽医,身体要紧"
        parts = "粮的外包装、批号和现在的情况"
    elif re.search(r"吃|喝|肚子|拉|吐", words):
        first = "先别再吃了,不舒服的话请及时就医,身体要紧"
        parts = "商品、外包装和批号"
    else:
        first = "请先停用,不舒服的话及时看医生,身体要紧"
        parts = "现在的情况和商品外包装、批号"
    asks_money = ",您的要求我也一起记下了" if re.search(r"赔|补偿|退我", words) else ""
    return Answer(f"{first}{asks_money}。方便的时候麻烦把{parts}拍照发我,{_when(desk)};核实后如果确认是商品的问题,我们会负责处理,来回运费由我们承担", apology=True, opening=opening)


def complaint(desk: Desk, question: Question) -> Answer:
    """Something is told about goods already there, no one knows what: heard, a photo, checked (P50, P52)."""
    case = desk.request.case
    if case is not None and (case.confirmed or case.evidence_received):
        return quality(desk, question)
    if told(desk).flaws:
        return quality(desk, question)
    return Answer(f"{photo(desk)};{remedy(desk)}", apology=True, opening=for_goods(desk, told(desk), kind(desk)))


def disappointed(desk: Desk, question: Question) -> Answer:
    """Not what was hoped for, no fault named: sorry, what exactly, a photo if something is off; taste is no fault (P50, P53)."""
    case = desk.request.case
    if case is not None and case.reason in ("quality", "damaged", "wrong_item"):
        return quality(desk, question)
    taste = "口味因人而异," if re.search(r"吃|喝|酸|苦|咸|甜|味", question.text) else ""
    return Answer(f"{taste}方便说说具体哪里不合心意吗?要是有坏损或跟页面不符的地方,请拍照发我,核实后如果确认是商品的问题,我们会负责处理", apology=True, opening=desk.voice.pick("apology", ("没能让您满意,很抱歉", "让您失望了,很抱歉")))


def missing_item(desk: Desk, question: Question) -> Answer:
    """Shortage: checked before it is admitted (P54)."""
    case = desk.request.case
    opening = desk.voice.pick("short", ("收到少了东西,确实闹心,很抱歉", "东西没收齐,让您费心了,抱歉"))
    if case is not None and case.confirmed:
        return Answer("已经核实,少的部分会尽快给您补发,运费由我们承担,发出后把单号告诉您", apology=True, opening=opening)
    if case is not None and case.evidence_received:
        return Answer(f"{checking(desk)},同时核对发货重量和打包记录,核实后按结果给您处理", apology=True, opening=opening)
    minutes = desk.policy.step_minutes("photo_check")
    when = f"{minutes // 60}小时内核实" if minutes else "尽快核实"
    return Answer(f"麻烦您把收到的全部商品、外包装和面单拍照发我(面单上的电话地址请遮住),我同时请仓库核对发货重量和打包记录,{when}后按结果给您处理", apology=True, opening=opening)


def wrong_item(desk: Desk, question: Question) -> Answer:
    """Wrong goods: photo first, then exchange at the shop's cost."""
    case = desk.request.case
    trouble = told(desk)
    product = desk.product()
    opening = for_goods(desk, trouble, kind(desk)) if "made_wrong" in trouble.sorts else desk.voice.pick("wrong", ("收到的跟您拍的不一样,让您白等了,很抱歉", "收到的不是您要的,确实让人着急,很抱歉"))
    if case is not None and case.confirmed:
        return Answer("已经核实与您订的不一致,可以为您换货或退货退款,来回运费由我们承担,您想选哪一种呢?", apology=True, opening=opening)
    if case is not None and case.evidence_received:
        return Answer(f"{checking(desk)},我也在跟订单核对;如果确认不一致,退换都可以,来回运费由我们承担{_in_time(desk, trouble)}", apology=True, opening=opening)
    if product is not None and product.custom_made:
        return Answer(f"麻烦您拍一下定制的地方发我,我马上跟订单备注核对;如果确认是我们做错的,重做或退换都可以,来回运费由我们承担{_in_time(desk, trouble)}", apology=True, opening=opening)
    return Answer(f"麻烦您拍一下收到的商品和吊牌或规格标签,我跟订单核对;如果确认不一致,退换都可以,来回运费由我们承担{_in_time(desk, trouble)}", apology=True, opening=opening)


def durable(desk: Desk) -> bool:
    """Whether the goods carry a warranty that could be made longer."""
    return any(carried(product, "保修|质保") for product in desk.request.products)
