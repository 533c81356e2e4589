"""A word of care beside an open question where a wrong guess would hurt somebody: fire, walls, babies, height, water and current."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.reading.text import simplify

# words of the customer | what must not stand in the facts | the word of care
_CARE: tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...] = tuple(
    (re.compile(asks), re.compile(unless), text)
    for asks, unless, text in (
        (r"电磁炉|明火|燃气|煤气|灶|炉子|炭火|直火|电陶炉|空烧|烤箱|空气炸锅|煮(?=奶|水|饭|面|东西|吗|不)|上火", r"(?<!微波)炉|灶|烤箱|煮水", "没核实清楚前先别上火加热,怕炸裂伤到您"),
        (r"承重墙|混凝土|砖墙|打墙|钻墙|打孔", r"冲击", "墙体牵涉到水电和结构安全,没核实清楚前先别动手,动墙前请师傅先看一看"),
        (r"挂(?:电视|吊椅|沙袋|空调|热水器)|秋千|吊床|吊灯|引体", r"(?!)", "重物掉下来伤人,没核实清楚前先别往上挂"),
        (r"(?:宝宝|婴儿|新生儿|月子|满月|小娃|[\d一二两三四五六七八九十]个(?:多)?月(?:的|大)?(?:娃|宝|孩|能|可|会|用))|呛奶?|吞咽|早产", r"年龄:", "宝宝的事宁可慢一点,没问清楚前先别急着用,喂养上拿不准的问问医生更放心"),
        (r"浴室|淋浴|水边|泡水|洗澡(?:时|间)|游泳|潮湿", r"防水|ip", "碰水的地方用电要当心,没核实清楚前先别放进去用"),
        (r"烫手|烫到|夹手|(?:小孩|孩子|娃)[^,。]{0,6}(?:摸|碰|吞|够|拉|爬)", r"(?!)", "家里有小孩的话,没核实清楚前先别放在孩子够得到的地方"),
        (r"会不会断|会断|压断|承得住|撑得住|[二两三]百斤|[23]\d0斤", r"承重|限重", "没核实清楚前先别把全身重量压上去,安全第一"),
        (r"孕|哺乳|备孕|化疗|术后|手术|心脏|高血压|糖尿|服药|吃药", r"孕", "身体要紧,没问清楚前先别用,拿不准的请先问医生"),
    )
)  # fmt: skip


def caution(desk: Desk, words: str) -> str:
    """The word of care that what is asked calls for, or nothing: the customer's whole message counts, for whom it is and where."""
    if desk.situation.asks("medical"):
        return ""  # told by the answer beside it
    said = f"{simplify(words)} {simplify(desk.request.last_customer_text)}"
    facts = " ".join(f"{name}:{value}" for product in desk.products() for name, value in product.attributes.items()).lower()
    return next((text for asks, unless, text in _CARE if asks.search(said) and not unless.search(facts)), "")
