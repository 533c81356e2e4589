"""Questions about health before the sale: no effect promised, no advice but a doctor, and only the facts that matter (P74)."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.answer import Answer, Desk
from guarded_reply.drafting.playbook.choosing import recipient
from guarded_reply.drafting.playbook.fits import carried, fit_of, shown
from guarded_reply.drafting.playbook.plain_sense import senses_of
from guarded_reply.drafting.playbook.product_facts import told_by
from guarded_reply.reading.text import read_turn, simplify
from guarded_reply.request import Product
from guarded_reply.situation import Question

COSMETIC = r"霜|精华|口红|粉底|面膜|乳液|水乳|洁面|眼霜|眼影|妆|护肤|唇|(?<!花)香水(?!百合)|洗发|沐浴|防晒|精油"
PET_FOOD = r"猫|狗|犬|宠"
FOOD = r"茶(?!具|杯|几|壶)|观音|龙井|普洱|毛尖|大红袍|碧螺春|坚果|牛肉|零食|橙|果|蜂蜜|(?<![\d.])米(?!色|白|奇)|枸杞|桂圆|燕窝|菌|木耳|面(?!霜|膜|料)|酒(?!杯|架|红)|咖啡(?!杯|机|壶)|糕|饼|糖|莓|厘子|酥|麻花|蛋|奶(?!瓶|锅|白)|油(?!烟)|肉"
_SWEET = re.compile(r"糖|蜜|枣|麦芽|果葡|炼乳")


def medical(desk: Desk, question: Question) -> Answer:
    """No medical effect, no advice on health; kind, short, and with a next step."""
    product = desk.product() or (desk.request.products[0] if desk.request.products else None)
    words = simplify(desk.request.last_customer_text)
    end = desk.voice.end
    if product is None:
        return Answer(f"身体方面的事建议听医生的,不敢随口跟您说;您看的是哪一款呢?我帮您查查资料{end}")
    said = _of_pet(product, words) or _of_skin(product, words) or _of_cosmetic(desk, product, words) or _of_food(product, words) or _of_things(product, words, desk.situation.asks("attribute"))
    return Answer(f"{said}{_beside(desk, product, words, said) if '先听兽医的' not in said else ''}{end}")


_OWN = re.compile(r"敏感|过敏|孕|哺乳|糖尿|血[压糖]|三高|痘|白|皱|斑|失眠|颈|腰|病|胖|瘦|软便|肠胃|近视|眼|疼|痛|功效|祛|治|肾|肝|胰|结石|心脏|指标|养生|驼背|痒|湿疹|黑头|毛孔")


def _beside(desk: Desk, product: Product, words: str, said: str) -> str:
    """What the facts say to another clause of the same breath ('孕妇能喝吗 是今年的吗'); nothing when it is a question of its own."""
    if len(desk.situation.questions) > 1:
        return ""
    others = [clause.text for clause in read_turn(words).clauses if not _OWN.search(clause.text)]
    told = told_by(product, ",".join(others)) if others else None
    if told is None or not (told.said or told.open):
        return ""
    more = [text for text in told.said if text.split("是", 1)[-1] not in said]
    gap = f"{'、'.join(told.open)}我跟同事核实好告诉您" if told.open and not re.search(r"[能可]", "".join(told.open)) else ""
    return "".join(f";{part}" for part in (",".join(more), gap) if part)


def _of_skin(product: Product, words: str) -> str:
    """A skin or an allergy beside what the goods are made for or of."""
    fit = fit_of(product, words)
    if fit and not re.search(r"肤质|过敏|标签", fit) and re.search(r"敏感|过敏", words):
        rough = next((text.split(",", 1)[-1] for text, _ in senses_of(product, "扎", words)), "")
        return f"{fit};皮肤敏感的话建议先小范围贴身试试{f',{rough}' if rough else ''}"
    if fit:
        spots = next((f";{text}" for text, _ in senses_of(product, words, words) if "闷痘" in text), "")
        return fit + spots
    if not re.search(r"敏感|过敏|易敏", words):
        return ""
    common = next((text for text, _ in senses_of(product, "过敏敏感", words) if "金属" in text), "")
    if common:
        return common
    if re.search(COSMETIC, product.title):
        return "敏感、易过敏的话要谨慎一点,合不合适我这边没有准数,不敢乱说。建议先对照包装上的成分表,在耳后少量试一下,没有不舒服再用,拿不准就问问医生"
    made = carried(product, "配料|成分|材质|面料|原料")
    return f"{f'这款是{shown(made)}的,' if made else ''}容易过敏的话您先对照一下有没有您碰不得的东西,拿不准问问医生更稳妥"


def _of_pet(product: Product, words: str) -> str:
    if not re.search(PET_FOOD, product.title):
        return ""
    if re.search(r"减肥|胖|绝育|瘦身|控制体重", words):
        return f"{product.title}是日常粮,控制体重这块没有专门的说明,不敢随口跟您说;毛孩子偏胖的话,一天喂多少建议先问问兽医"
    made = carried(product, "原料|配料")
    if re.search(r"肾|肝|胰|尿|结石|心脏|糖尿|指标|甲亢", words):
        return f"听着挺让人担心的。{product.title}是日常粮,不是处方粮{f',主要原料是{shown(made)}' if made else ''};这种情况能不能吃、该吃什么,建议先听兽医的,身体要紧"
    return f"听着挺让人担心的。日常粮调理不了身体,{f'这款主要原料是{shown(made)},' if made else ''}肠胃弱的话建议先问问兽医,稳定了再少量混着旧粮慢慢换"


def _of_cosmetic(desk: Desk, product: Product, words: str) -> str:
    if not re.search(COSMETIC, product.title):
        return ""
    if re.search(r"怀孕|孕|哺乳", words):
        return "孕期、哺乳期用护肤品谨慎点是对的,能不能用我这边没有准数,建议对照成分表问问医生再决定"
    effects: list[str] = re.findall(r"祛斑|祛痘|淡斑|美白|抗皱|除皱|去?黑头|痘印|去黄|提亮|收毛孔|(?:变|更|能)白|白(?:几个?|多少)度", words)
    named = "、".join(list(dict.fromkeys(effects))[:2])
    what = "能白多少" if "白" in named and "美白" not in named else named or "效果"
    made, feel = carried(product, "成分"), carried(product, "质地")
    known = ",".join(part for part in (f"主要成分是{shown(made)}" if made else "", f"质地{shown(feel)}" if feel else "") if part)
    fits = carried(product, "肤质")
    ask = "您平时是什么肤质呢?我帮您看合不合适" if fits else "您平时护肤最看重哪方面呢?我帮您参谋"
    return f"跟您说实话,{what}这种话不敢跟您许诺,这是日常护肤品{f',{known}' if known else ''}{f',适用肤质是{shown(fits)}' if fits else ''}。{ask}"


def _of_food(product: Product, words: str) -> str:
    made = carried(product, "配料")
    eaten = "喝" if re.search("茶|咖啡|酒|奶|龙井|观音|普洱|枸杞", product.title) else "吃"
    if not re.search(FOOD, product.title) and not made and not carried(product, "食用|口味"):
        return ""
    sleep = next((text for text, _ in senses_of(product, words, words) if "睡" in text), "")
    if sleep and re.search(r"失眠|睡", words):
        return sleep
    if re.search(r"怀孕|孕|哺乳|备孕|感冒药|头孢", words) and re.search(r"酒(?!杯|架|红)", product.title):
        return "含酒精的,这种时候不建议喝,具体请听医生的,身体要紧"
    if re.search(r"怀孕|孕|哺乳", words):
        strong = "茶和咖啡要谨慎一点," if re.search(r"茶|咖啡", product.title) else f"配料是{shown(made)}," if made else ""
        return f"{strong}孕期、哺乳期能不能{eaten}、多少合适,建议先问问医生,身体要紧"
    if re.search(r"血压|血脂|降(?:血|压|脂|糖)|三高|有用吗|功效|作用|治", words):
        whose = recipient(words)
        return f"跟您说实话,这是日常吃喝的东西,降血压这类功效不敢跟您说有{f';{whose}的身体' if whose else ';身体方面'}还是听医生的,能不能{eaten}、{eaten}多少也先问问医生更稳妥" if re.search(r"血|压|脂|三高", words) else f"跟您说实话,这是日常吃喝的东西,没有保健作用,{f'配料是{shown(made)},' if made else ''}身体方面有顾虑的话建议先问问医生"
    if re.search(r"糖尿|血糖|控糖", words):
        sweet = ",里面有糖分" if _SWEET.search(made) and "糖" in made else ""
        staple = "米面是主食," if re.search(r"米|面", product.title) else ""
        return f"{f'这款配料是{shown(made)}{sweet},' if made else staple}血糖方面要注意的话,能不能{eaten}、{eaten}多少建议先问医生,身体要紧"
    return f"这就是日常吃喝的东西,没有保健作用,{f'配料是{shown(made)},' if made else ''}身体方面有顾虑的话建议先问问医生"


def _of_things(product: Product, words: str, facts_told: bool) -> str:
    """A cushion for the neck, a watch for the pulse: daily goods, and the facts that the question touches."""
    if re.search(r"血压|血糖|心率|心电|血氧", words) and re.search(r"表|环|仪|秤", product.title):
        return f"{'、'.join(re.findall('血压|血糖|心率|心电|血氧', words)[:2])}测不测得了没有注明,我核实好马上告诉您;这类日常数据也只能做个参考,身体不舒服还是要听医生的"
    if re.search(r"眼|近视|视力", words) and "灯" in product.title:
        known = next((f"{name}{shown(value)}" for name, value in product.attributes.items() if re.search(r"色温|调光|频闪|蓝光", name)), "")
        return f"护眼效果不敢跟您打包票,{f'这款{known},' if known else ''}光线可以挑舒服的用;孩子写一阵作业让眼睛歇一歇更要紧,视力方面有顾虑请听医生的"
    if re.search(r"吞|误食|咽", words):
        ages = carried(product, "年龄")
        return f"{f'这款适用年龄是{shown(ages)},' if ages else ''}小零件请放在小宝宝够不着的地方,玩的时候大人陪着;万一误吞请马上就医"
    if re.search(r"孕|哺乳", words):
        made = carried(product, "材质|面料|成分")
        return f"孕期谨慎点是对的,{f'这款材质是{shown(made)},' if made else ''}有没有检测报告我跟同事核实好告诉您,拿不准也可以问问医生"
    known = "" if facts_told else next((f"这款{name}{shown(value)}," for name, value in product.attributes.items() if re.search(r"高度|厚度|软硬|硬度|填充|承重|腰", name)), "")
    return f"身体方面的事建议听医生的,日常用品不能当治疗用;{known}舒服不舒服每个人感受不一样,您最看重哪方面呢?我帮您参谋"
