"""Whether the customer is complaining: after-sales trouble, anger, or a case that stands open."""

from __future__ import annotations

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.faults import FAULT
from guarded_reply.reading.modality import QUOTED
from guarded_reply.reading.pattern import Pattern, seek

ANGER = Pattern(
    r"(?:你们|还|也|真)好意思|投诉|差评|12315|举报|曝光|骗|垃圾|太差|破店|黑店|破(?:快递|东西|玩意)|咋回事|每次都[^,。]{0,4}(?:少|错|慢|漏|坏|这样)|什么(?:态度|玩意|东西|破)|(?<!会)(?<!不)烂(?!脸)|坑(?!位)|气死|(?:饿|急|冻|渴|等|热)死(?:了|我)|[要快]饿死|(?:一肚子|满肚子|窝|冒|上|来|压不住)的?火(?!锅|气旺|车)|火大|添堵|闹心|糟心|无语|恶心|过分|受不了|忍不了|效率|离谱|扯淡|真差|怎么(?:这么|那么)(?:慢|久)|怎么还(?:不|没)|(?:到底|究竟)[^,。]{0,4}(?:去|在|到|发)(?:哪|没|货)|(?:太|这么|好)慢(?!慢)|烦死|烦人|你们(?:这|的)?服务|好差|态度差|服务差|差劲|过敏了|搞什么|怎么搞|咋搞|搞的|搞毛|什么鬼|失望|再也不|服了|呵呵|赔(?:我|钱|偿)|说法|不负责|欺骗|忽悠|敷衍|推脱|踢皮球|[!！]{2,}|(?<![人在吗么?？])[?？]{3,}|叫.{0,4}(?:主管|经理|老板|领导)|主管(?:来|出来|呢)|等(?:了)?(?:快|都|有|整整|足足|已经)*(?:[一两二三四五六七八九十半]|\d+)+(?:多)?(?:天|周|个?星期|个?礼拜|个?月)(?!内|左右)|等(?:了)?(?:这么|那么|好|多)(?:久|多天|些天)|就是不想|不给(?:我)?(?:退|处理)|到底(?:想|要|什么时候|怎么|还|能不能(?:处理|退|解决|给|到|发)|管)|怎么回事|什么情况|搞错没|几天了|这都|(?:天天|一直|老)[^,。]{0,4}(?:没|不)[^,。]{0,4}(?:结果|消息|动静|人)|不理(?:人|我)|没人(?:理|管|回)|问(?:你|你们|了)?(?:半天|好久|好几)|(?:再|还)不(?:到|发|退|处理|给|解决)[^,。]{0,4}我?(?:就|要)|到底(?:少|给|退|哪)|为(?:什么|啥)[^,。]{0,4}(?:不能|不给|不让|慢|不退)|叫(?:朋友|大家|别人)|卖(?:假|次)|不想(?:退|给|处理|管|赔|认)"
)
TROUBLE = Pattern(
    rf"{FAULT}|怎么处理|不动|没动(?:过|了|弹|$)|没(?:更新|物流)|停(?:在|了)|延误|超时|迟迟|还(?:不|没)(?:到|发|送|退)|慢(?:死|得|啊|了)"
)


_NOT_YET = Pattern(r"(?:会不会|会|不会)[^,。]{0,4}(?:烂|坏|过敏|掉|裂)|不(?:好|满意|行|喜欢|合适)[^,。]{0,4}(?:我)?(?:就|给|要)[^,。]{0,3}差评|催[一]?下")
"""What may go wrong, or a threat of what he would do then: no trouble yet."""


_SUPPOSES = Pattern(r"^(?:那|我|我家|请问|老板|亲|\W)*(?:如果|要是|万一|假如|假使|若是|倘若|怕|担心)|(?:如果|要是|万一)(?:收到|买|用|有|是|不|坏|碎|烂|破|出)")
_THREATENS = Pattern(r"再不|还不|投诉|差评|举报|12315|曝光|骗|垃圾|退钱")
"""What would be if, against what he means to do about what is."""


_ONLY_FEARED = Pattern(rf"(?:会不会|会|容易|怕|能不能防|防不防)[^,。\n]{{0,4}}(?:{FAULT})(?!了)|我(?:对|有)?[一-鿿]{{0,3}}过敏(?!了)|(?:地址|电话|手机号?|姓名|名字|收件人|备注|尺寸|尺码|颜色|数量|度数|码数|我)[^,。\n]{{0,4}}(?:写|填|拍|选|买|下)错了?|真的假的")
"""A fault only asked about or feared, what the customer is allergic to, and his own slip of the pen."""


_ON_ARRIVAL = Pattern(r"^[^,。!\n]{0,4}(?:收到|到货|寄到|到手)(?:货|后|时|以后|的时候)?[^,。\n]{0,3}(?:坏|碎|烂|破|裂|漏|少|错)[^,。\n]{0,6}(?:怎么办|咋办|咋整|咋弄|怎么弄|怎么处理|怎么说|管(?:吗|不)|赔(?:吗|不)|包赔)")
"""What he asks of a parcel that has not come yet."""


def complains(reading: Reading) -> bool:
    """Whether the turn answers a complaint that asks for a soothing word."""
    return reading.once(_complains)


def _complains(reading: Reading) -> bool:
    request = reading.request
    if request.trigger == "bad_review":
        return True
    if request.trigger != "customer_message":
        return False
    asked = "\n".join(clause.text + clause.closer for clause in reading.question.clauses if not (clause.find(_SUPPOSES) and not clause.find(_THREATENS)))
    asked = _ONLY_FEARED.sub("", QUOTED.sub("", asked))
    if _ON_ARRIVAL.search(asked) and (request.order is None or request.order.status in ("unpaid", "paid", "shipped")):
        return False
    if _NOT_YET.search(asked) and request.case is None:
        return False
    if ANGER.search(asked):
        return True
    order = request.order
    in_hand = order is not None and order.status in ("paid", "shipped", "delivered", "completed", "refunding", "refunded")
    return in_hand and TROUBLE.search(asked) is not None and not seek(r"如果|万一|会不会|要是|会(?:掉色|起球|坏)|怕|真(?:的|是|要)?[做裁刻印发寄漏少坏]", asked)
