"""Claims treatment or medical effect for ordinary goods.

What it does: fires when goods are said to treat, cure, relieve or prevent an illness or to act on the body like a medicine.
A denial, 请遵医嘱 and the customer's own words are fine.

Why: ordinary goods must not claim medical effect (Advertising Law art. 17; P74).

Known limits: what a product's own facts state word for word is accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.votes import Vote
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import bad, good

_ILL = r"(?:病|症|炎(?!热|夏)|癌|瘤|痛|疼|失眠|便秘|腹泻|拉稀|软便|拉肚子|呕吐|毛球症|泪痕|猫瘟|犬瘟|耳螨|皮肤病|咳嗽|感冒|发烧|过敏|湿疹|皮炎|痘(?!印贴)|痤疮|脚气|灰指甲|鼻炎|咽炎|颈椎|腰椎|肩周|关节|风湿|类风湿|骨质|静脉曲张|高血压|血压|血糖|血脂|三高|糖尿|心脏|心血管|血管|肝|肾|胃|肠|肺|脾|甲状腺|结节|前列腺|妇科|月经|痛经|宫寒|更年期|不孕|阳痿|脱发|白发|秃|近视|眼疲劳|白内障|耳鸣|听力|贫血|气血|湿气|寒气|体寒|手脚冰凉|水肿|肥胖|抑郁|焦虑|记忆力|免疫力|抵抗力|炎症|细菌感染|幽门|结石|痛风|尿酸|狐臭|疤|斑|皱纹|敏感肌|红血丝|口臭|牙龈|牙周|蛀牙|多动|自闭|发育|长高|增高|腰|背|膝)"
_EFFECT = r"(?:治(?:疗|愈|好|病|本|根)?|根治|医治|医好|疗(?:效|程)|缓解|减轻|改善|消除|预防|防治|抑制|杀灭|祛(?:除|湿|寒|斑|痘|疤|风)?|去(?:湿|火|除)|驱寒|调理|调节|降(?:低|压|糖|脂|火|三高|血)?|软化|疏通|补(?:气|血|肾|肝|脾|钙|益)?|滋(?:补|阴)|壮(?:阳|骨|腰)|养(?:胃|肝|肾|血|生)|护(?:肝|肾|眼)|排(?:毒|湿|油)|清(?:热|肺|肠|火|血)|活血|化瘀|止(?:痛|咳|血|痒)|消(?:炎|肿|痛)|抗(?:癌|炎|病毒|衰)|增强|提高|促进|恢复|修复|延缓|助(?:眠|于|消化)|安神|减(?:肥|重|脂)|瘦(?:身|腿|脸)|燃脂|有助(?:于)?|帮助|对[^,。]{0,8}(?:好|有(?:帮助|好处|效|用|益|改善|作用|疗效)))"
_CLAIM = Pattern(
    rf"{_EFFECT}[^,。!?]{{0,8}}{_ILL}|{_ILL}[^,。!?]{{0,8}}(?:有(?:很好|一定|明显|显著|不错|特别)?的?(?:疗效|效果|作用|帮助|好处|缓解|改善|调理|效|用)|(?:就|能|会|可以)(?:好|缓解|改善|减轻|消(?!息)|没)|(?:舒服|轻松|好)(?:很)?多(?:了)?|见效|管用|好转|消失|痊愈|康复|特别好|很有好处)|"
    r"(?:包|能|可以|可|会|有|具有|真的?)(?:治(?:病|好|愈|疗)|疗效|药效|药用|医疗(?:作用|效果|级)|治愈|根治|减肥|瘦身|壮阳|排毒|养生(?:功效|效果)|降(?:血)?(?:压|糖|脂)|消炎|止痛|抗癌|防癌|抗病毒|杀菌消炎|活血化瘀|清热解毒|祛湿|助眠|安神|补(?:血|气|肾|钙)|明目|美白祛斑|生发|丰胸|增高)|(?:瘦(?:了|下|掉|个)?[^,。不没]{0,3}斤|刮油|掉秤|暴瘦|药到病除|包治|立竿见影|疗程|临床(?:验证|证明|试验)|医生(?:都)?推荐|医院(?:专用|同款|推荐)|替代药|不用吃药|比(?:吃)?药|无副作用|没有?副作用|清热解毒|活血化瘀|舒筋活络|延年益寿|增强免疫|提高免疫|改善睡眠|促进血液循环|通经活络|消炎(?:杀菌|止痛)?|止痒|抗敏|脱敏|药用价值|磁疗|远红外(?:理疗)?|负离子|理疗)"
)
# An ailment and what becomes of it, in whatever words: 湿疹都好了, 红血丝就退了, 血糖往下掉.
_AILMENT = r"(?:病(?!毒拦)|症(?!状照)|炎(?!热|夏)|疹|疮|癣|(?<!老)痘|(?<!斑)斑(?!马|驳|斓)|(?<!心)疼|痛(?!快|点)|红血丝|红屁屁|红屁股|失眠|便秘|腹泻|拉稀|软便|泪痕|毛球|吐毛|咳嗽|感冒|发烧|发热|过敏|泛红|脚气|灰指甲|鼻塞|高血压|血压|高血糖|血糖|血脂|三高|痛风|尿酸|脱发|掉发|近视|扁平足|足弓|驼背|贫血|湿气|寒气|宫寒|水肿|口臭|狐臭|结石|结节|打呼噜?|耳鸣|头晕|抽筋|黄褐斑|妊娠纹|疤|头晕|晕车|胃病|老寒腿|溃疡|口疮|荨麻疹|痱子|冻疮|鸡眼|扭伤|跌打|猫[藓癣]|痴呆|失智|糖尿病|白发|尿床|遗尿|尿频|增生|血栓|毒素|度数|[oO]型?腿|癌细胞|杆菌|幽门|神经衰弱|经络|内分泌|腰突|椎间盘|腰椎|颈椎|关节炎|老寒腿|肩周炎|烂脸|激素脸|牙龈|脂肪肝|健忘|宫寒|堵奶)"
_OUTCOME = Pattern(
    rf"{_AILMENT}[^,。!?不没未]{{0,10}}?(?:好(?:得|了|转|起来|透|很多|多了|全|啦)|退(?:了|下|掉|得)|消(?:了|下|失|掉|退|得)|没(?:了|啦)|缓(?!慢|冲)|化(?:了|掉|开|没)|降(?:了|下|得|到|回)|一扫光|断根|去根|除根|根除|(?:压|掉|降)下(?:去|来)|下去(?:了|的|$)|往下(?:掉|降|走)|轻(?:了|松)|平复|跑光|再见|拜拜|回来了|修复得|不(?:疼|痛|痒|晕|犯|咳|打|吐|拉)|(?:不会|不再|不用担心)(?:再)?(?:涨|加深|加重|发作|复发|犯)|(?:就|都|也)?(?:起来了|直了|直回来)|去掉|长(?:出来|回来|新)|见好|就(?:停(?!$|用|[了下掉]|[,。!?哈哦呢])|止|通|灵|脱|消|好|没)|能(?:好|直|去|降|恢复|消|治)|稳得住|通了|都?怕它|有(?:改善|奇效|好处))|"
    r"(?:指标|数值|血压|血糖)[^,。!?不没]{0,6}(?:降|往下|掉|正常了|稳(?:了|住|定))|药(?:都|也|全)?(?:停了|停啦|不用吃|不吃了|省了|断了|减了)|告别(?:药|失眠|便秘|痘|脱发)|"
    r"(?:记性|记忆力?|脑子|智力|智商|视力|个子|抵抗力|免疫力|代谢|睡眠|专注力|体质)[^,。!?不没]{0,4}(?:噌噌|蹭蹭|变好|提升|提高|涨|增强|恢复|更好|好很多|好起来|翻倍|更强|上去|好了)|以形补形|(?:在|是|皮肤)排毒|排毒(?:反应|期|的过程)|好转反应|瞑眩反应|(?:矫正|纠正|治好|拉回)[^,。!?]{0,6}(?:足弓|视力|近视|体态|驼背|腿型|骨盆|颈椎|脊柱|扁平足|步态|牙)|消炎(?:成分|因子|作用|的)|[护养](?:着|住)(?:的)?腰"
)
# What only a remedy does, said of itself without any verb of ability: 护肝, 祛湿, 降糖, 消肿.
_REMEDY = Pattern(
    r"(?<![保救])(?:护|养|补|清|润|健|暖|保)(?:肝|肾|胃(?!口)|肺|肠(?!衣)|脾|心(?:安神|脏|肌)|脑|气血|血(?!色)|骨(?!架)|宫)|排(?:毒(?!气)|湿毒?|寒)|(?:祛|去|除|驱)(?:湿(?:寒|气|毒)|寒|风湿|湿(?=排|毒|寒|气|$))|(?:降|调节?)(?:血)?(?:血压|血糖|血脂|压茶|糖(?!分|果)|三高|尿酸)|(?:止|化)(?:痛|咳|痒|泻|痰)|(?:通|活)(?:便|乳|络|血)|(?:疏通|打通)(?:经络|血管|气血)|消(?:肿|炎|食积)|"
    r"防(?:癌|脱(?!落|线)|中风|蛀|痴呆|心梗)|抗(?:癌|抑郁|过敏|衰老?|炎|病毒)|安(?:胎|神(?!香))|保胎|丰胸|生发|壮阳|醒酒护|解酒护|瘦(?:肚|腿|腰|脸|身(?!版|款|剪|效果图))|治(?:咳|胃|病|鼻|腰|遗|尿|蚊|好了好多)|清血管|(?:改善|促进)(?:血液?循环|睡眠|伤口|新陈代谢|代谢)|(?:伤口|骨折)愈合|修复受损|细胞再生|提(?:升|高)抵抗力|降低[^,。!?]{0,4}风险|预防(?!针)[^,。!?不]{0,4}(?:病|失智|痴呆|感冒|近视|中风)|恢复视力|增高[一二三四五\d几]|老中医|偏方|不用(?:去医院|吃药|看医生)|可以停药|吃?[^,。]{0,4}药也行|(?:医院|医生)都(?:推荐|用|说好|认可)"
)
_NEGATED = Pattern(r"(?:不(?!仅|但|只|光|用(?:担心|吃)|少|错|过)|没有?(?!副)|无(?!副|论)|未|非|并非|不是|不能|不具|不可|不敢|别|难以)(?:[^,。]{0,10})$")
_ADVICE = Pattern(r"乱讲|不敢讲|说明书?|遵医嘱|医生|医院|就医|就诊|咨询(?:专业)?医|药师|医师|看看医")
_FEELS = Pattern(r"(?:保暖|暖和|柔软|舒适|透气|轻便)")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for the first medical claim."""
    text = reading.spoken
    for clause in reading.where(_CLAIM.bit | _OUTCOME.bit | _REMEDY.bit):
        part = text[clause.start : clause.end]
        for match in (*_CLAIM.finditer(part), *_OUTCOME.finditer(part), *_REMEDY.finditer(part)):
            if _fine(reading, clause.index, part, match) or (match.re is _OUTCOME.regex and _of_the_customer(part, match)):
                continue
            if clause.asks and not seek(r"就|能", part):
                continue
            yield Hit(clause.start + match.start(), clause.start + match.end(), "普通商品不能宣称医疗功效", "law:广告法第十七条", "说明没有治疗作用,身体不适建议就医")
            return
    yield from _elliptic(reading)


def _of_the_customer(part: str, match: re.Match[str]) -> bool:
    """Whether an ailment's course is spoken of as the customer's own, wished for or asked about."""
    return seek(r"您(?!.{0,6}(?:用|吃|喝|敷|穿|戴|贴))|好(?:些|点|一点)?了?(?:吗|没)|等|先|停用|之后再|万一|会不会|有没有", part[: match.start()] + match.group()[-3:]) is not None or re.match(r"(?:吗|没有?$|再)", part[match.end() :]) is not None


_ASKS_CURE = Pattern(rf"(?:[治祛]|缓解|改善|疗效|有(?:没)?有?(?:效|用|帮助|作用|好处)|管用|降|调理|功效|减肥|助眠|好不好|能好|预防|祛|消)[^,。]{{0,8}}(?:吗|么|不|没|\?|呀|啊)|{_ILL}[^,。]{{0,12}}(?:能|可以|有用|有效|好使|管用|吃|喝|用|戴|行)[^,。]{{0,6}}(?:吗|么|不|没|\?)")
_YES = Pattern(r"^(?:亲亲?|嗯+|那|当然|肯定|必须|\W)*(?:可以|能|会|有|有用|有效|管用|有效果|有帮助|对|是|好用|没问题|效果(?:很|挺|非常)?(?:好|不错|明显)|很有(?:用|效|帮助))(?:的|哒|滴|哦|呢|呀|啊|亲|哈|啦|\W)*$")


def _elliptic(reading: Reading) -> Iterator[Hit]:
    if not reading.turn.present & _YES.bit:
        return
    asked = reading.asked
    if not (_ASKS_CURE.search(asked) and re.search(_ILL + r"|治|[祛排]湿|疗效|减肥|助眠|功效", asked)):
        return
    for clause in reading.clauses[:2]:
        following = reading.after(clause)
        if _YES.match(clause.text) and not (following is not None and seek(r"但|不过|没有|不能|只是", following.text)):
            yield Hit(clause.start, clause.end, "普通商品不能宣称医疗功效", "law:广告法第十七条", "说明没有治疗作用,身体不适建议就医")
            return


def _fine(reading: Reading, index: int, part: str, match: re.Match[str]) -> bool:
    before, after, said = part[: match.start()], part[match.end() :], match.group()
    if said in reading.given:
        return True
    if _NEGATED.search(before) or re.match(r"(?:的(?:功效|作用|效果|功能|说法|话)?)?(?:(?:我们|本店|咱)?(?:不敢|不能|没法|没有|不好|无法|并?不)|是没有|方面(?:的)?.{0,4}(?:不|没|建议|请)|(?:、[^,。!?]{1,6}){0,4}(?:这一?|那一?|之)(?:类|种)[^,。!?]{0,6}(?:没有?|不|无)|(?:等|之类)?的?(?:功效|作用|说法|效果)?[^,。!?]{0,3}(?:没有?(?:任何)?(?:依据|根据|这)|不属实|不存在)|就?(?:停(?:用|了|$)|别(?:用|吃|戴|擦)|不要)|要看|因人|请|建议|还是)", after):
        return True
    if seek(r"(?:不(?!仅|但|只|光)|没有?|无|未)", said[:3]) and not re.match(r"(?:没有?|无)副作用|不用吃药", said):
        return True
    if seek(r"您(?:说|提到|的|这|有|平时|担心|是不是)|如果|若|要是|的话|担心|避免|防止|以免|怕", before):
        return True
    if re.match(r"(?:这|那)(?:话|种话|个说法|类说法)|是说|(?:是)?(?:色|香)(?:号|味|型)", after):
        return True
    if seek(r"等(?:您|亲)|祝|早日|希望|保重", before):
        return True
    following = reading.text[reading.clauses[index].end : reading.clauses[index].end + 16]
    return (_ADVICE.search(part) is not None and not seek(r"(?:医生|医院)都|不用去|医生推荐", part)) or (re.match(r"^[,。]?(?:这|那)?(?:种|个|些)?[^,。]{0,4}(?:不能|不敢|没法|无法)", following) is not None) or seek(r"(?:修复|降低|提高|改善|缓解|减轻|帮助)[^,。]{0,6}(?:体验|效率|服务|质量|压力(?!痛)|噪音|重量|负担|色差|褶皱)", said + after[:4]) is not None


_DENIES_EFFECT = Pattern(
    r"(?:没有?|不(?:能|会|可以|可|具备|具有|是|敢|算|属于|宣称)|无(?!副)|并非|未|谈不上)(?!副)[^,。!?副]{0,10}(?:治|疗|药|医|作用|功效|功能|效果|矫正|改善|缓解|预防|祛|见效)|[治祛降矫减疗防缓代][一-鿿]{0,2}(?:不了|不掉)|(?:看|问|咨询|听|请教|遵|找|让)[^,。!?不]{0,4}(?:医嘱|医生|大夫|药师)|(?:去|到)[^,。!?不]{0,3}医院|就医|就诊|遵医嘱"
)
_OF_THE_BODY = Pattern(r"[治疗药医病痛疼痒血瘦肥胖睡眠毒寒肝肾胃肠肺脾骨眼脑痘斑疤敏炎癌瘤疹疮癣咳喘晕吐泻症]|身体|体质|视力|近视|免疫|抵抗|湿气|祛|上火|降火|皮肤|老人|孩子|补[气血脑肾钙]|养[生胃颜]|记性|长高|足弓|颈|腰|膝|关节|头发|掉发|代谢|激素|三高")
"""Without a word of body or illness, in answer or question, nothing medical was said."""
_PRAISED = Pattern(r"(?:医生|医院|大夫)[^,。]{0,3}(?:都|也|推荐|同款|专用)|(?:不用|不必|甭)[^,。]{0,4}(?:医|药)|比[^,。]{0,3}药")


def _asserted(reading: Reading, vote: Vote) -> bool:
    """Whether the stretch that was voted for does not itself deny an effect or send to a doctor."""
    part = reading.spoken[vote.start : vote.end]
    if _OF_THE_BODY.search(part) is None and not reading.asks(_OF_THE_BODY):
        return False
    return _PRAISED.search(part) is not None or _DENIES_EFFECT.search(part) is None


BACKING = (Backing("medical-claim", "普通商品不能宣称医疗功效", "law:广告法第十七条", "说明没有治疗作用,身体不适建议就医", left_open=_asserted),)
EXAMPLES = (
    bad("长期用能缓解颈椎痛哦", "颈椎不好有用吗"),
    bad("喝了可以降血压", "高血压能喝吗"),
    bad("有用的亲", "能治失眠吗"),
    bad("增强免疫力,没有副作用", "有什么好处"),
    bad("老顾客枕了三天失眠就没了", "失眠有用吗"),
    bad("我妈吃了血压都降下来了 药都停了", "高血压能吃吗"),
    bad("泛红是皮肤在排毒,坚持用就好", "脸上红了"),
    bad("穿半年扁平足就回来了", "足弓塌,穿这个行吗"),
    bad("核桃补脑 孩子记性噌噌涨", "吃了补脑吗"),
    good("这就是普通浴巾,没有治疗作用,不舒服建议看医生", "能治湿疹吗"),
    good("身体不适请遵医嘱哦", "高血压能用吗"),
    good("就是普通蜂蜜,没有降血糖的作用,血糖高的话先问过医生", "能降糖吗"),
    good("很柔软,擦着舒服", "舒服吗"),
    good("您先停用,等泛红退了再看看", "脸上红了"),
    good("祝您感冒早点好起来", "感冒了"),
    good("运费退了,钱过两天到账", "运费退了吗"),
)
