"""Answers after the sale, and the words of welcome and farewell."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.fits import carried
from guarded_reply.policy.dispatch import CHINA
from guarded_reply.policy.returns import ReturnTerms, excepted_reason, return_terms
from guarded_reply.reading.text import simplify
from guarded_reply.reply import decimal_text
from guarded_reply.situation import Question
from guarded_reply.situation.settle import TROUBLE

_FAULT = re.compile(r"质量|颜色[^,。]{0,6}(?:差|不一样|不对)|坏|破|裂|碎|开胶|开线|瑕疵|故障|漏|发错|色差|不亮|没反应|掉色|起球|烂|霉|异味|虫")
_CHANGED_MIND = re.compile(r"偏[大小]|换\d|不喜欢|不合适|不合身|不合脚|太?[大小](?:了|一?码|点)|买[大小错]|拍错|选错|不想要|不适合|后悔|用不上|不需要|大[一半]码|小[一半]码|换(?:个|成|小|大|一)")


def cause_of(desk: Desk) -> str | None:
    """'fault' or 'choice' where the case or the customer's own words say why goods come back."""
    case = desk.request.case
    if case is not None and case.reason in ("quality", "damaged", "wrong_item", "missing_item"):
        return "fault"
    if case is not None and case.reason == "no_reason":
        return "choice"
    words = simplify("\n".join(message.text for message in desk.request.conversation if message.role == "customer")[-200:])
    if _FAULT.search(words) or (desk.request.order is not None and TROUBLE.search(words) and not _CHANGED_MIND.search(words)):
        return "fault"
    return "choice" if _CHANGED_MIND.search(words) else None


def _photo(desk: Desk) -> str:
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
    return Answer(f"{praised}{_photo(desk)};如果确认是质量问题,退货或换货都可以,来回运费由我们承担{_in_warranty(desk)}", apology=True)


def _in_warranty(desk: Desk) -> str:
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
        if desk.policy.compensation.warranty_months and _durable(desk):
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


def apply_service(desk: Desk, question: Question) -> Answer:
    """How after-sales is applied for: one step at a time, and what happened is asked (P50)."""
    return Answer(f"我陪您操作:打开“我的订单”找到这一单,点“申请售后”,选退货或换货,写上原因再提交就行。是遇到什么问题了吗?告诉我,有照片也可以发我,我帮您看{desk.voice.end}")


def courier_attitude(desk: Desk, question: Question) -> Answer:
    """A rude courier: sorry, recorded, taken up with the courier company (P2)."""
    return Answer("让您在收货时受委屈了。您方便说说当时的情况吗?我完整记录下来,这就联系快递公司反馈,请他们核实处理,有结果告诉您", apology=True)


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


def insult(desk: Desk, question: Question) -> Answer:
    """An insult: calm, sorry for the feeling, asks what is wrong (P2)."""
    return Answer("没能让您满意,是我们做得不够好。您遇到了什么问题,直接告诉我,我来帮您处理", apology=True)


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


def _terms_text(desk: Desk, terms: ReturnTerms) -> str:
    returns = desk.policy.returns
    order = desk.request.order
    if terms.excepted:
        taste = "没能合您的口味,抱歉。" if re.search(r"太?[咸甜辣酸苦硬腻]|难[吃喝]|不好[吃喝]|不合口味|吃不惯", simplify(desk.request.last_customer_text)) and order is not None else ""
        food = any(carried(product, "配料|保质期|口味") for product in desk.products())
        plain = "食品退回来没法再卖给别人,所以不在无理由退货范围里" if food else "这款商品特殊,退回后没法再次销售,所以不在无理由退货范围里"
        why = {"定制": "这款是按您的要求定制的,没法再卖给其他顾客,所以不在无理由退货范围里", "生鲜易腐": "生鲜容易变质,退回来没法再卖给别人,所以不在无理由退货范围里"}.get(terms.excepted, plain)
        return f"{taste}{why};如果有质量问题或发错,请拍照给我核实,我们会负责处理"
    if terms.no_reason is False:
        return f"这单已经超过签收后{returns.window_days}天的无理由期限,所以没法按无理由退了;如果使用中有质量问题,拍照给我,核实后帮您处理"
    words = simplify(desk.request.last_customer_text)
    title = "".join(product.title for product in desk.products())
    opened = re.search(r"开封|开袋|打开吃|吃了|喝了|用了|用过|涂了|穿过|穿了|戴了|戴过|喝过|吃过|洗过|下水|试用", words)
    eaten = any(carried(product, "配料|原料|口味|净含量") for product in desk.products()) or re.search(r"粮|茶|坚果|肉|零食|面膜|霜|袜|内衣", title)
    if opened is None and eaten and order is not None:
        opened = re.search(r"拆封|拆袋|拆了|拆开|开了", words)
    if opened is not None and not re.search(r"没(?:有)?(?:用|穿|吃|洗|戴)", words):
        what = "入口、贴身的东西拆开用过" if eaten or re.search(r"霜|口红|耳机", title) else "已经用过"
        return f"签收后{returns.window_days}天内、没有使用过、不影响二次销售的可以退;{what}会影响二次销售,麻烦您拍几张现在的样子发我,我帮您看看能怎么处理"
    signed = ""
    if order is not None and order.signed_at is not None and terms.until is not None:
        at = order.signed_at.astimezone(CHINA)
        signed = f"您{at.month}月{at.day}日签收,还在期限内,"
    return f"{signed}签收后{returns.window_days}天内、没有使用过、不影响二次销售就可以退"


def return_freight(desk: Desk, question: Question) -> Answer:
    """Who pays: the shop for a confirmed fault, the buyer without reason; both told when open (P52, P53)."""
    terms = return_terms(desk.policy, desk.request, desk.product())
    order = desk.request.order
    cause = cause_of(desk)
    if (terms.excepted or terms.no_reason is False) and not (cause == "fault" and order is not None):
        if terms.payer != "seller":
            return Answer(_terms_text(desk, terms) + desk.voice.end)
    if terms.payer == "seller":
        return Answer(f"已经核实是质量问题,来回运费都由我们承担,您不用出运费;退货或换货都可以;退货的话,仓库收到后{desk.policy.returns.refund_hours}小时内退款。您看选哪种{desk.voice.end}?", apology=True)
    if terms.payer == "buyer" or (terms.payer is None and cause == "choice"):
        freight = f",当初寄出的运费{decimal_text(order.freight)}元也由您承担" if order is not None and order.freight else ",包括寄回的运费和当初寄出的运费"
        first = "寄回的运费由您承担" if "当初寄出的运费" in freight and order is not None and order.freight else "来回运费由您承担"
        insured = ";您这单有运费险,退货后理赔以保险公司结果为准" if order is not None and order.freight_insurance else ""
        what = "换" if re.search("换|換", desk.request.last_customer_text) else "退"
        text = _terms_text(desk, terms)
        product = desk.product()
        if what == "换":
            text = text.replace("就可以退", "就可以退换")
            text += "" if re.search(r"换(?:成|大|小|个)?[^,。]{0,3}(?:码|色|[smlx]|\d)", simplify(desk.request.last_customer_text), re.IGNORECASE) else ",您想换成哪个规格也告诉我"
            if product is not None and product.stock == 0:
                text += f";不过{product.title}目前没有现货,换的尺码要先跟仓库确认,也可以选择退货"
        return Answer(f"{text}。因为不是质量问题,{first}{freight}{insured}{desk.voice.end}")
    if cause == "fault" and (order is not None or desk.request.case is not None):
        looks = ";只是看着和想的不一样、不喜欢的话,没用过也可以退,来回运费由您承担" if re.search(r"颜色|色差|图片|照片|实物", simplify(desk.request.last_customer_text)) and not terms.excepted and terms.no_reason is not False else ""
        return Answer(f"{_photo(desk)};如果确认是质量问题,来回运费都由我们承担{looks}{_in_warranty(desk)}", apology=True)
    if order is None:
        return Answer(f"确认是质量问题的话,退换的来回运费由我们承担;个人原因不喜欢、不合适,来回运费由您承担{_in_warranty(desk)}{desk.voice.end}")
    return Answer("如果核实是质量问题,来回运费由我们承担;如果是个人原因不喜欢、不合适,来回运费由您承担。您这边是哪种情况呢?有问题的话拍张照片发我就好")


def refused(desk: Desk, question: Question) -> Answer:
    """An application was turned down: sorry, the reason is looked up, what the terms say, a person calls (P50, P56)."""
    minutes = desk.policy.step_minutes("callback")
    call = f",主管{minutes}分钟内给您回电说明" if minutes else ",有结果马上告诉您"
    return Answer(f"我马上查一下申请没通过的原因{call};也麻烦您把申请页面的提示截图发我,符合条件的我们按规则给您办理", apology=True, handoff="manager")


def return_window(desk: Desk, question: Question) -> Answer:
    """The window and its conditions; opening the packing does not end the right (P73)."""
    if desk.request.case is not None and desk.request.case.confirmed:
        return confirmed(desk)
    terms = return_terms(desk.policy, desk.request, desk.product())
    text = _terms_text(desk, terms)
    if re.search(r"吊牌|标签|洗过|下水|穿过|用过|(?:盒子?|包装|袋子)[^,。]{0,4}(?:扔|丢|没了|坏|破)|原包装", simplify(desk.request.last_customer_text)) and not terms.excepted and terms.no_reason is not False:
        return Answer(f"{text}。{'原包装、配件不全' if re.search('包装|盒', desk.request.last_customer_text) else '吊牌剪掉或用过'}可能会影响二次销售,麻烦您拍几张现在的样子发我,我帮您看看能不能退{desk.voice.end}")
    if re.search(r"拆|开封|打开|试", desk.request.last_customer_text) and not terms.excepted and terms.no_reason is not False:
        text = text if "拍几张现在的样子" in text else f"拆开看过没关系,{text},配件和包装请保持完整"
    if not terms.excepted and terms.no_reason is not False and desk.request.order is not None:
        text += ";个人原因退货的来回运费由您承担"
    return Answer(text + desk.voice.end)


def return_want(desk: Desk, question: Question) -> Answer:
    """A return: possible at the buyer's cost without reason, at the shop's for a confirmed fault (P53)."""
    case, order = desk.request.case, desk.request.order
    if case is not None and case.reason in ("quality", "damaged", "wrong_item", "missing_item"):
        return quality(desk, question) if case.reason != "missing_item" else missing_item(desk, question)
    if order is not None and order.status == "paid":
        return Answer(f"好的,还没有发出,您在订单里提交退款申请就可以;是哪里不合适呢?告诉我,看看能不能帮到您{desk.voice.end}")
    if order is not None and order.status in ("refunding", "refunded"):
        return refund_time(desk, question)
    answer = return_freight(desk, question) if case is not None and case.reason == "no_reason" else return_window(desk, question)
    if "拍几张现在的样子" in answer.text:
        return answer
    tail = ",需要的话在订单里申请退货,我陪您操作" if return_terms(desk.policy, desk.request, desk.product()).no_reason is not False else ""
    return Answer(answer.text.rstrip("哦") + tail + desk.voice.end, answer.apology)


def exchange(desk: Desk, question: Question) -> Answer:
    """Exchange: like a return, and the piece wanted is asked for."""
    case = desk.request.case
    if case is not None and case.reason in ("quality", "damaged", "wrong_item"):
        return quality(desk, question)
    terms = return_terms(desk.policy, desk.request, desk.product())
    if terms.excepted or terms.no_reason is False:
        return Answer(_terms_text(desk, terms).replace("退货", "退换").replace("按无理由退了", "按无理由退换了") + desk.voice.end)
    days = desk.policy.returns.window_days
    if re.search(r"先(?:给我)?(?:发|寄)", simplify(desk.request.last_customer_text)):
        return Answer(f"理解您着急。换货要等您把原来的寄回、仓库收到核对后才能发新的,因为要先确认商品情况;签收后{days}天内、没有使用过、不影响二次销售就能换,不是质量问题的话来回运费由您承担。您想换成哪个规格呢?")
    worn = _terms_text(desk, terms)
    if "拍几张现在的样子" in worn:
        sore = "穿着不舒服,让您受累了。" if re.search(r"磨|硌|挤|紧|疼", simplify(desk.request.last_customer_text)) else ""
        return Answer(f"{sore}{worn.replace('可以退', '可以退换')}{desk.voice.end}", apology=bool(sore))
    return Answer(f"可以的,签收后{days}天内、没有使用过、不影响二次销售就能换;不是质量问题的话来回运费由您承担。您想换成哪个规格呢?")


def refund_time(desk: Desk, question: Question) -> Answer:
    """When the refund arrives, as the policy lists it."""
    order = desk.request.order
    hours = desk.policy.returns.refund_hours
    if order is not None and order.status == "refunded":
        return Answer(f"订单显示已经退款了,会原路退回您的付款账户,到账以支付渠道显示为准{desk.voice.end}")
    if order is not None and order.status == "refunding":
        waiting = desk.situation.mood != "calm" or re.search(r"[一二两三四五六七\d]天|还没|呢|一直", desk.request.last_customer_text) is not None
        return Answer(f"您的退款正在处理中,仓库收到退货后{hours}小时内退款,原路退回您的付款账户,我也帮您查一下进度,有消息马上告诉您{desk.voice.end}", apology=waiting)
    return Answer(f"退货寄回后,仓库收到{hours}小时内退款,原路退回您的付款账户{desk.voice.end}")


def _durable(desk: Desk) -> bool:
    """Whether the goods carry a warranty that could be made longer."""
    return any(carried(product, "保修|质保") for product in desk.request.products)


def compensation(desk: Desk, question: Question) -> Answer:
    """Neither refused flatly nor agreed: the facts are asked for, the listed options offered (P54, P55)."""
    case = desk.request.case
    if case is None and desk.request.order is None:
        minutes = desk.policy.step_minutes("photo_check")
        when = f"{minutes // 60}小时内核实" if minutes else "尽快核实"
        product = desk.product()
        sure = "确认后按情况为您处理" if product is not None and excepted_reason(product) else "确认后退换都可以,来回运费由我们承担"
        return Answer(f"您放心,收到后如果有损坏或质量问题,拍照发我,{when};{sure}{desk.voice.end}")
    if re.search(r"差价|降价|七天内降|保价", question.text):
        return Answer(f"价格会随活动变化,保价和退差价店里没有这项服务,所以没法答应您;现在下单可以送您一份小礼,您看合适再拍{desk.voice.end}" if not desk.policy.concessions.coupons else f"价格会随活动变化,店里没有退差价的服务,怕承诺了做不到;现在下单可以送您一张{desk.policy.concessions.coupons[0].name},您看合适吗?")
    if case is not None and case.confirmed:
        return confirmed(desk)
    options: list[str] = []
    if desk.policy.compensation.coupon_amount:
        options.append(f"送您{decimal_text(desk.policy.compensation.coupon_amount)}元店铺券")
    if desk.policy.compensation.warranty_months and _durable(desk) and not (case is not None and case.reason in ("not_received", "lost")):
        options.append(f"延长{desk.policy.compensation.warranty_months}个月保修")
    ask = checking(desk) if case is not None and case.evidence_received else _photo(desk)
    given = f";核实后可以按情况为您办理退换,或{'、'.join(options)},您来选" if options else ";核实后按规则给您处理"
    cash = "现金补偿聊天里没法直接操作,走订单售后对您更有保障。" if re.search(r"退我?\d|红包|现金|赔.{0,3}\d|转我", desk.request.last_customer_text) else "您的要求我记下了。"
    return Answer(f"{cash}{ask}{given}", apology=True)


def threat(desk: Desk, question: Question) -> Answer:
    """A threat is not paid: polite, the facts asked for, the record kept, handed over (P54)."""
    minutes = desk.policy.step_minutes("callback")
    call = f",同时转给主管,{minutes}分钟内给您回电" if minutes else ",同时转给主管跟进"
    if desk.situation.asks("dispatch") and desk.request.order is not None and desk.request.order.status == "paid":
        return Answer("您说的我都记下来,也会请主管一起跟进,一定认真处理", apology=True, handoff="threat")
    if desk.situation.asks("quality", "missing_item", "wrong_item", "danger", "reaction", "return_freight", "return_want"):
        return Answer(f"您说的我都完整记录下来了{call},一定认真处理", apology=True, handoff="threat")
    bought = "评价要真实才对其他顾客有帮助,所以没法用退款来换删评;但您的问题我们一定认真处理。" if re.search(r"删|改评|退我?\d|返", desk.request.last_customer_text) else ""
    return Answer(f"{bought}您有什么不满意,请告诉我具体是哪里的问题,方便的话拍张照片,我完整记录下来{call};您的问题我们会认真对待", apology=True, handoff="threat")


def manager(desk: Desk, question: Question) -> Answer:
    """Agreed and handed over; the call-back the policy lists (P56)."""
    minutes = desk.policy.step_minutes("callback")
    call = f"主管会在{minutes}分钟内给您回电,请您保持电话畅通" if minutes else "主管会尽快联系您"
    upset = desk.request.case is not None or desk.situation.mood in ("angry", "anxious") or desk.request.order is not None
    return Answer(f"好的,我这就把您的情况转给主管,{call};您也可以先简单说说遇到的问题,我一并记录", apology=upset, handoff="manager")


def robot(desk: Desk, question: Question) -> Answer:
    """No claim to be human, no machinery shown; a colleague can be called in."""
    return Answer(f"我是{desk.voice.shop if desk.voice.shop != '本店' else '店里'}的{desk.voice.agent_name},负责解答您的商品和订单问题;您要是想找其他同事沟通,我随时可以帮您转接{desk.voice.end}")


def review_reward(desk: Desk, question: Question) -> Answer:
    """Thanks; no money for ratings, with the reason (P60, P74)."""
    return Answer("谢谢您的支持!评价是给其他顾客参考的,要真实才有用,平台也不允许用好处换评价,所以没有返现,还请您体谅;您如实评价就是对我们很大的鼓励,有不满意的地方随时找我😊")


_STORY = 30
_RELATIVES = ((r"爸|父|叔", "叔叔"), (r"妈|母|阿姨", "阿姨"), (r"爷|奶|姥|外婆|外公|老人", "老人家"), (r"孩子|儿子|女儿|宝宝", "小朋友"), (r"老公|老婆|男朋友|女朋友|对象", "您二位"))


def thanks(desk: Desk, question: Question) -> Answer:
    """A kind answer to thanks (P60)."""
    story = desk.request.last_customer_text
    if len(story) > _STORY:
        who = next((name for pattern, name in _RELATIVES if re.search(pattern, story)), "您和家人")
        return Answer(f"看完您的话心里暖暖的,谢谢您专门来告诉我们!{who}喜欢,就是对我们最好的鼓励,祝{who}身体健康、天天开心,以后有任何需要随时找我们😊")
    return Answer(desk.voice.pick("thanks", ("不客气,能帮到您就好,有问题随时找我😊", "您太客气了,祝您购物愉快,有需要随时叫我😊", "不用谢,应该的,后面有任何问题都可以来找我😊")))


def bye(desk: Desk, question: Question) -> Answer:
    """Thanks, come again, an honest rating is welcome, problems may be brought back (P60)."""
    order = desk.request.order
    rate = "满意的话欢迎给个5分评价,有任何问题也随时找我" if order is not None and order.status in ("delivered", "completed") else "有任何问题随时找我"
    how = "在“我的订单”里找到这一单,点“评价”就可以写啦;" if re.search(r"怎么.{0,5}评|评.{0,5}(?:怎么|在哪)|哪里.{0,4}评", simplify(desk.request.last_customer_text)) else ""
    glad = how + "太好了,您喜欢我们就开心!" if desk.situation.mood == "happy" and re.search(r"好|喜欢|不错|漂亮|满意|赞|棒|香|nice", desk.request.last_customer_text.lower()) else how
    return Answer(glad + desk.voice.pick("bye", (f"感谢您的光临和支持,{rate},欢迎常来😊", f"谢谢您的信任,{rate},祝您生活愉快😊")))


def lukewarm(desk: Desk, question: Question) -> Answer:
    """Not quite pleased: asked openly what could be better, no reward (P60, P61)."""
    food = any(carried(product, "配料|保质期|口味|储存|品类") for product in desk.products())
    sides = "口味、新鲜程度还是包装上的问题" if food else "尺寸、做工还是使用上的问题"
    return Answer(f"没能让您特别满意,有点过意不去。方便说说是哪里不够好吗?{sides}都可以,我记下来,能处理的马上帮您跟进")


def hello(desk: Desk, question: Question) -> Answer:
    """Here at once, and what is needed (P10)."""
    if re.search(r"太慢|好慢|这么慢|慢死|半天", desk.request.last_customer_text):
        return Answer("让您久等了,真的很抱歉,我在的。您想了解什么,直接告诉我,我马上帮您看")
    if re.search(r"[?？!！]{2,}|木有|回一?下|没人|人呢|理我", desk.request.last_customer_text):
        return Answer("让您久等啦,我在的,请问有什么可以帮您?")
    return Answer(desk.voice.pick("hello", ("在的,请问有什么可以帮您?", "我在呢,您想了解哪方面,直接告诉我就好", "在的,您看中哪一款或者有什么疑问,都可以问我")))


def ship_place(desk: Desk, question: Question) -> Answer:
    """Whether a place is served: the fee answers it."""
    from guarded_reply.drafting.playbook.shipping import ship_fee

    answer = ship_fee(desk, question)
    if re.search(r"村|乡下|农村|镇上|乡镇", simplify(desk.request.last_customer_text)) and answer.handoff is None:
        return Answer(f"村镇能不能送到家由当地快递网点安排,我可以先帮您核实;{answer.text}", asks_place=answer.asks_place)
    return answer
