"""The words between people: welcome, thanks, farewell, and who is speaking."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.kinds import kind_among
from guarded_reply.drafting.playbook.takeup import content_but, goodbye_told, small_flaw, to_person
from guarded_reply.policy.returns import ordered_products
from guarded_reply.reading.text import simplify
from guarded_reply.situation import Question
from guarded_reply.situation.trouble import praises


def robot(desk: Desk, question: Question) -> Answer:
    """No claim to be human, no machinery shown; a colleague can be called in."""
    if re.search(r"(?:转|找|叫|换|接|要)(?:我|到|个|一?下|给|接)*(?:给)?(?:真人|人工|活人|同事)", simplify(desk.request.last_customer_text)):
        return to_person(desk)
    shop = desk.voice.shop if desk.voice.shop != "本店" else "店里"
    kind_word = "谢谢您夸奖," if praises(simplify(desk.request.last_customer_text)) or re.search(r"服务(?:挺|很|真)?好", desk.request.last_customer_text) else ""
    return Answer(f"{kind_word}我是{shop}的{desk.voice.agent_name},商品和订单的问题我都在这儿帮您解答;您要是想找其他同事,随时说一声,我帮您转接{desk.voice.end}")


def review_reward(desk: Desk, question: Question) -> Answer:
    """Thanks; no money for ratings, with the reason (P60, P74)."""
    if re.search(r"晒", desk.request.last_customer_text) and not re.search(r"返|红包|现金", desk.request.last_customer_text):
        told = "\n".join(simplify(message.text) for message in desk.request.conversation if message.role == "customer")
        glad = "看到您家里人这么喜欢,我们也跟着开心!" if re.search(r"妈|爸|爷|奶|孩子|宝宝|娃|老公|老婆|朋友", told) and re.search(r"眼泪|喜欢|开心|高兴|哭", told) else "谢谢您的支持!"
        return Answer(f"{glad}晒图没有奖励,因为评价要真实才对别的顾客有用,平台也不允许拿好处换;您愿意如实晒一晒,就是对我们最大的鼓励😊")
    what = "返现" if re.search(r"返|红包|现金|钱", desk.request.last_customer_text) or not re.search(r"送|礼|奖", desk.request.last_customer_text) else "礼品"
    return Answer(f"谢谢您的支持!评价是给其他顾客参考的,要真实才有用,平台也不允许用好处换评价,所以没有{what},还请您体谅;您如实评价就是对我们很大的鼓励,有不满意的地方随时找我😊")
_STORY = 30
_RELATIVES = ((r"爸|父|叔", "叔叔"), (r"妈|母|阿姨", "阿姨"), (r"爷|奶|姥|外婆|外公|老人", "老人家"), (r"孩子|儿子|女儿|宝宝", "小朋友"), (r"老公|老婆|男朋友|女朋友|对象", "您二位"))


def thanks(desk: Desk, question: Question) -> Answer:
    """A kind answer to thanks (P60)."""
    story = desk.request.last_customer_text
    if len(story) > _STORY:
        who = next((name for pattern, name in _RELATIVES if re.search(pattern, story)), "您和家人")
        return Answer(f"看完您的话心里暖暖的,谢谢您专门来告诉我们!{who}喜欢,就是对我们最好的鼓励,祝{who}身体健康、天天开心,以后有任何需要随时找我们😊")
    told = "\n".join(simplify(message.text) for message in desk.request.conversation if message.role == "customer")
    order = desk.request.order
    joy = re.search(r"喜欢|开心|高兴|满意|好吃|好用|好看|眼泪", told)
    again = "期待您再来,有问题随时找我" if re.search(r"再(?:来|买|跟|找|回)|下次|以后", simplify(story)) else "有问题随时找我,欢迎常来"
    if joy is not None and order is not None and order.status in ("delivered", "completed"):
        whom = re.search(r"宝宝|孩子|娃|女儿|儿子|阿嬷|奶奶|爷爷|外婆|外公|妈妈?|爸爸?|婆婆|公公|老公|老婆|男朋友|女朋友|闺蜜|朋友|同事|猫咪?|狗狗?|毛孩子", told)
        who = {"娃": "宝宝", "妈": "阿姨", "爸": "叔叔", "妈妈": "阿姨", "爸爸": "叔叔", "猫": "猫咪", "狗": "狗狗"}.get(whom.group(), whom.group()) if whom is not None else ""
        wish = "祝宝宝健康快乐" if who in ("宝宝", "孩子", "女儿", "儿子") else f"祝{who}身体健康" if re.search(r"阿嬷|奶奶|爷爷|外|阿姨|叔叔|婆|公公", who) else ""
        return Answer(f"不客气,{who or '您'}喜欢我们就开心!谢谢您的支持,{wish + ',' if wish else ''}{again}😊")
    if re.search(r"再(?:来|买|跟|找|回)", simplify(story)):
        return Answer(f"谢谢您的支持,{again}😊")
    return Answer(desk.voice.pick("thanks", ("不客气,能帮到您就好,有问题随时找我😊", "您太客气了,祝您购物愉快,有需要随时叫我😊", "不用谢,应该的,后面有任何问题都可以来找我😊")))


_PRAISED = (
    (r"包装|包得|打包", "包装的同事听到会很开心,我转告给他们"), (r"(?:快递|物流|发货)[^,。]{0,4}快|到得快|神速", "东西早点到您手上,我们也高兴"), (r"客服|服务|态度|耐心|推荐|帮我(?:选|挑)", "能帮到您我也很开心"),
)  # fmt: skip
_GLAD = {
    "pet_food": "毛孩子爱吃就好", "pet_goods": "毛孩子喜欢就好", "fruit": "吃得开心就好", "food": "吃得开心就好", "raw": "吃得开心就好", "tea": "喝得合口味就好", "drink": "喝得合口味就好", "flower": "花能让人开心,我们也跟着高兴", "plant": "养得好就好",
    "shoe": "穿着舒服就好", "cloth": "穿着好看就好", "wear": "戴着喜欢就好", "jewel": "戴着喜欢就好", "beauty": "用着喜欢就好", "toy": "孩子玩得开心就好", "book": "看得喜欢就好", "bedding": "用着舒服就好",
}  # fmt: skip


def _praise(desk: Desk) -> Answer:
    """Praise of what came: glad in kind, thanks, an honest rating welcome, never paid for (P60)."""
    words = simplify(desk.request.last_customer_text)
    who = next((name for pattern, name in _GIVEN if re.search(pattern, words)), "")
    kind = kind_among([product] if (product := desk.product()) is not None else ordered_products(desk.request))
    glad = next((said for pattern, said in _PRAISED if re.search(pattern, words)), "") or (f"{who}喜欢就好" if who and kind.name not in ("pet_food", "pet_goods") else _GLAD.get(kind.name, "您用着满意就好"))
    first = desk.voice.pick("glad", ("听您这么说真开心", "看到您的话好开心", "谢谢您特意来说一声"))
    order = desk.request.order
    rate = "有空的话欢迎如实写个评价," if order is not None and order.status in ("delivered", "completed") and not re.search(r"评价|好评|评了|五星", words) else ""
    smile = "" if desk.voice.tone == "professional" else "😊"
    return Answer(f"{first},{glad}!谢谢您的认可,{rate}以后有任何需要随时找我{smile}")


_GIVEN = ((r"阿嬷|阿公|我?妈|我?爸|爸妈|公婆|岳|长辈|奶奶|爷爷|老人", "长辈"), (r"孩子|儿子|女儿|宝宝|娃", "孩子"), (r"老婆|老公|女朋友|男朋友|对象|媳妇|她|他", "对方"), (r"同事|朋友|闺蜜|室友", "大家"))


def bye(desk: Desk, question: Question) -> Answer:
    """Thanks, come again, an honest rating is welcome, problems may be brought back (P60)."""
    order = desk.request.order
    if (warm := goodbye_told(desk)) is not None:
        return warm
    flaw = small_flaw(desk)
    if flaw and order is not None and order.status in ("delivered", "completed"):
        return content_but(desk, flaw)
    if order is not None and order.status in ("delivered", "completed") and (praises(simplify(desk.request.last_customer_text)) or re.search(r"显瘦|显白|都(?:在)?问(?:我)?(?:要)?链接|都说好", simplify(desk.request.last_customer_text))) and not re.search(r"拜|再见|88", desk.request.last_customer_text):
        return _praise(desk)
    if re.search(r"收到(?:货)?(?:了|啦)?", desk.request.last_customer_text) and desk.situation.mood != "happy" and order is not None and order.status in ("delivered", "completed") and not re.search(r"谢|拜|再见|评|喜欢|好", desk.request.last_customer_text):
        return Answer(f"收到就好,您先打开看看,有任何问题随时找我{desk.voice.end}")
    rated = re.search(r"(?:评价|好评|五星|5星)[^,。]{0,4}(?:给|写|评|了|过)|给[^,。]{0,3}(?:好评|五星|5星)", desk.request.last_customer_text) is not None
    rate = "看到您的评价我们特别开心,有任何问题也随时找我" if rated else "满意的话欢迎给个5分评价,有任何问题也随时找我" if order is not None and order.status in ("delivered", "completed") else "有任何问题随时找我"
    how = "在“我的订单”里找到这一单,点“评价”就可以写啦;" if re.search(r"怎么.{0,5}评|评.{0,5}(?:怎么|在哪)|哪里.{0,4}评", simplify(desk.request.last_customer_text)) else ""
    glad = how + "太好了,您喜欢我们就开心!" if desk.situation.mood == "happy" and praises(simplify(desk.request.last_customer_text)) else how
    return Answer(glad + desk.voice.pick("bye", (f"感谢您的光临和支持,{rate},欢迎常来😊", f"谢谢您的信任,{rate},祝您生活愉快😊")))


def leave(desk: Desk, question: Question) -> Answer:
    """Not buying today: thanked, no pressure, welcome back (P21, P60)."""
    words = simplify(desk.request.last_customer_text)
    who = re.search(r"女朋友|男朋友|老婆|老公|媳妇|对象|家里人?|我?妈|领导|老板", words)
    if who is not None:
        light = "哈哈," if re.search(r"哈哈|嘻|😂", words) else ""
        return Answer(f"{light}没关系的,等您{who.group().removeprefix('我')}拿定主意再来就好,谢谢您专门说一声,想起什么随时来找我😊")
    return Answer(desk.voice.pick("leave", ("没关系的,谢谢您来看看,什么时候想起来了随时来找我,祝您生活愉快😊", "好的,不着急,谢谢您专门来问,以后有需要随时找我,祝您天天开心😊", "没事的,能帮您解答就好,谢谢您的光临,有需要随时回来😊")))


def lukewarm(desk: Desk, question: Question) -> Answer:
    """Not quite pleased: what was told is taken up, else asked openly; no reward (P60, P61)."""
    words = simplify(desk.request.last_customer_text)
    if re.search(r"(?:发货|物流|快递|送货|到货)[^,。]{0,4}慢", words):
        liked = "东西您喜欢就好!" if re.search(r"好|喜欢|不错|满意", re.sub(r"(?:发货|物流|快递)[^,。]*", "", words)) else ""
        return Answer(f"{liked}路上让您久等的事,我记下来反馈给仓库和快递,请他们改进。有其他不满意的地方也告诉我,我来跟进", apology=True, opening="东西来得慢,让您久等了,很抱歉")
    but = re.search(r"(?:就是|但是?|不过|可惜|可是)([^,。!?\s]{2,10})", words)
    if but is not None:
        return Answer(f"您说的“{but.group(1)}”我记下来反馈给同事。要是影响使用,拍张照片发我,我帮您看看怎么处理", apology=True, opening="谢谢您如实告诉我,没做到让您特别满意,抱歉")
    sides = _SIDES.get(kind_among([product] if (product := desk.product()) is not None else ordered_products(desk.request)).name, "尺寸、做工还是使用上的问题")
    return Answer(f"方便说说是哪里不够好吗?{sides}都可以,我记下来,能处理的马上帮您跟进", apology=True, opening="没能让您特别满意,有点过意不去")


_FOOD_SIDES = "口味、新鲜程度还是包装上的问题"
_SIDES = {"food": _FOOD_SIDES, "fruit": _FOOD_SIDES, "raw": _FOOD_SIDES, "tea": _FOOD_SIDES, "drink": _FOOD_SIDES, "pet_food": "口味、颗粒还是包装上的问题", "beauty": "颜色、质地还是包装上的问题", "flower": "花材、新鲜程度还是包装上的问题", "plant": "长势还是包装上的问题", "cloth": "尺寸、面料还是做工上的问题", "shoe": "尺码、脚感还是做工上的问题", "book": "内容、印刷还是包装上的问题"}


def hello(desk: Desk, question: Question) -> Answer:
    """Here at once, and what is needed (P10)."""
    heard = simplify(desk.request.last_customer_text)
    if re.search(r"逛|睡不着|路过|刷到", heard) and not re.search(r"[?吗]|多少|怎么", heard):
        late = "这么晚还没休息呀," if re.search(r"半夜|深夜|睡不着|凌晨", heard) else ""
        trip = "最近有出行的打算吗?" if any("箱" in product.title for product in desk.request.products) else "您是想自己用还是送人呢?"
        return Answer(f"{late}谢谢您来逛逛!{trip}您慢慢看,看中哪款随时叫我{desk.voice.end}")
    if re.search(r"太慢|好慢|这么慢|慢死|半天|(?<!困)(?<!累)(?<!急)死(?:了|哪)|客服呢|喂", desk.request.last_customer_text):
        return Answer("让您久等了,真的很抱歉,我在的。您想了解什么,直接告诉我,我马上帮您看")
    if re.search(r"[?？!！]{2,}|木有|回一?下|没人|人呢|理我", desk.request.last_customer_text):
        return Answer("让您久等啦,我在的,请问有什么可以帮您?")
    return Answer(desk.voice.pick("hello", ("在的,请问有什么可以帮您?", "我在呢,您想了解哪方面,直接告诉我就好", "在的,您看中哪一款或者有什么疑问,都可以问我")))


_CHAT = (
    (r"从小吃到大|老(?:顾客|客户|粉)|一直(?:在)?(?:买|吃|用|喝)|回头客|又来", ("谢谢您一直惦记着我们", "谢谢您一直以来的支持,看到您来真开心")),
    (r"祝|快乐|兴隆", ("谢谢您的祝福,也祝您顺心如意、天天开心",)), (r"面试|考试|考研|比赛|中奖|能过|能成", ("祝您一切顺利,好好发挥就行", "给您加油,祝您顺顺利利")),
    (r"涨工资|发工资|放假|升职|中了", ("替您开心,好好犒劳一下自己", "真不错,替您高兴")), (r"倒霉|心情|难过|分手|失恋|被骂|emo|哭|郁闷", ("辛苦您了,愿您心情快点好起来,慢慢逛、慢慢看", "抱抱您,不顺心的事都会过去的,先慢慢逛逛")),
    (r"累|烦|忙|加班|困", ("辛苦您啦,忙完记得好好歇一歇", "辛苦了,您也照顾好自己")), (r"无聊|聊", ("那您慢慢逛,想聊商品随时叫我",)), (r"笑话|唱|故事|诗", ("这个我不太拿手,陪您挑东西倒是在行",)), (r"冷|雨|雪|天气|热", ("是呀,您出门也照顾好自己",)),
    (r"对象|结婚|几岁|多大|哪里人|可爱|漂亮|吃饭|吃了", ("谢谢您关心,我一直在这儿给大家解答问题",)),
)  # fmt: skip


def small_talk(desk: Desk, question: Question) -> Answer:
    """A word between people: a kind one back, and here when needed."""
    words = simplify(desk.request.last_customer_text)
    smile = "" if desk.voice.tone == "professional" else "😊"
    if re.search(r"叫什么|怎么称呼|名字", words):
        return Answer(f"我是{desk.voice.agent_name},很高兴为您服务,有什么需要随时叫我{desk.voice.end}{smile}")
    said = next((options for pattern, options in _CHAT if re.search(pattern, words)), None)
    first = desk.voice.pick("chat", said) if said is not None else "您也好呀" if "好" in question.text else "谢谢您的关心"
    return Answer(f"{first}。有什么需要我帮忙的,随时叫我{desk.voice.end}{smile}")
