"""Whether the customer is complaining: after-sales trouble, anger, or a case that stands open."""

from __future__ import annotations

from guarded_reply.claims.reading import Reading
from guarded_reply.reading.pattern import Pattern, seek

ANGER = Pattern(
    r"投诉|差评|12315|举报|曝光|骗|垃圾|太差|什么(?:态度|玩意|东西|破)|烂|坑|气死|无语|恶心|过分|受不了|忍不了|效率|离谱|扯淡|真差|怎么(?:这么|那么)(?:慢|久)|怎么还(?:不|没)|(?:到底|究竟)[^,。]{0,4}(?:去|在|到|发)(?:哪|没|货)|(?:太|这么|好)慢(?!慢)|烦死|烦人|你们(?:这|的)?服务|好差|态度差|服务差|差劲|过敏了|搞什么|怎么搞|咋搞|搞的|搞毛|什么鬼|失望|再也不|服了|呵呵|赔(?:我|钱|偿)|说法|不负责|欺骗|忽悠|敷衍|推脱|踢皮球|[!！]{2,}|(?<![人在吗么?？])[?？]{3,}|叫.{0,4}(?:主管|经理|老板|领导)|主管(?:来|出来|呢)|等(?:了)?(?:这么|那么|好|多)(?:久|多天|些天)|就是不想|不给(?:我)?(?:退|处理)|到底(?:想|要|什么|怎么|还|能|有|是不是|管)|怎么回事|什么情况|搞错没|几天了|这都|不想(?:退|给|处理|管|赔|认)"
)
TROUBLE = Pattern(
    r"坏(?:了|的|掉)|破(?:了|的|损|洞)|碎|裂|少(?:了|发|寄|给)|漏(?:发|寄|了|水|液|气)|缺(?:了|件|少)|(?:没|还没|未)(?:有)?收到|丢(?:了|件)|发错|错发|寄错|质量(?:太|差|不)|有(?:质量)?问题|瑕疵|掉色|起球|开线|线头|磨损|变质|烂了|发臭|假货|故障|没声|没电|没画面|不制热|用不了|没反应|不能用|不亮|不转|不响|充不|断了|划痕|压(?:坏|扁|碎)|摔(?:坏|碎)|发霉|脱胶|掉漆|异味|难闻|过期|不动|没(?:更新|动静|物流)|停(?:在|了)|延误|超时|迟迟|还(?:不|没)(?:到|发|送|退)|不对版|色差|货不对板|催(?:一下|下|了)|慢(?:死|得|啊|了)"
)


def complains(reading: Reading) -> bool:
    """Whether the turn answers a complaint that asks for a soothing word."""
    return reading.once(_complains)


def _complains(reading: Reading) -> bool:
    request = reading.request
    if request.trigger == "bad_review":
        return True
    if request.trigger != "customer_message":
        return False
    asked = reading.asked
    if ANGER.search(asked):
        return True
    order = request.order
    in_hand = order is not None and order.status in ("paid", "shipped", "delivered", "completed", "refunding", "refunded")
    return in_hand and TROUBLE.search(asked) is not None and not seek(r"如果|万一|会不会|要是|会(?:掉色|起球|坏)|怕", asked)
