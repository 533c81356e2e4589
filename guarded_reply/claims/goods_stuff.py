"""What goods are made of and come in: materials, parts, listed options, colours, sizes, effects on skin, sweetness."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from guarded_reply.claims.asserted import DENIED_AFTER, DENIES, Statement, matches, overlaps, statement
from guarded_reply.claims.reading import Reading
from guarded_reply.reading.numerals import parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause, simplify

_MATERIAL_WORDS = (
    r"纯棉|全棉|精梳棉|长绒棉|棉麻|羊毛|羊绒|真丝|桑蚕丝|蚕丝|亚麻|真皮|头层|二层皮|牛皮|羊皮|猪皮|小羊皮|人造革|实木|橡木|胡桃木|松木|榉木|红木|竹制|桃花心木|玫瑰木|云杉|柚木|榆木|楠木|黑檀|紫檀|花梨|樟木|桦木|水曲柳|独立弹簧|椰棕|高密度海绵|纯银|足银|纯金|足金|纯铜|黄铜|不锈钢|铝合金|镁合金|钛合金|纯钛|碳纤维|碳钢|铸铁|玻璃纤维|钢化玻璃|高硼硅|陶瓷|骨瓷|硅胶|乳胶|羽绒|鹅绒|鸭绒|施华洛|abs(?![a-z])|tpu|ppsu|pvc|聚酯|涤纶|锦纶|尼龙|帆布|牛津布|橡胶|超纤|超细纤维|珊瑚绒|法兰绒|天丝|莫代尔|雪纺|冰丝|记忆棉|石墨烯|钕铁硼|远红外|竹炭|活性炭|银离子|负离子|艾草|航太铝|亚克力|大理石|岩板|航空铝|玻尿酸|烟酰胺|神经酰胺|胶原蛋白|水杨酸|视黄醇|氨基酸|维生素|益生菌|牛磺酸"
)
_MATERIAL = Pattern(rf"(?:{_MATERIAL_WORDS})")
_MADE_OF = Pattern(r"(?:材质|面料|料子|内胆|外壳|里料|填充物?|撑杆|骨架|笔尖|鞋面|鞋底|内里|封面|轴体|表带|镜片|电机|马达|主板|芯片|屏幕|电池)(?:用的|采用|选用)?(?:都)?(?:是|为|用的是|采用|选用|用了?|:)(?P<what>(?!什么|哪|啥|没|不)[一-鿿a-z0-9]{2,10})|(?:采用|选用)(?:了|的是)?(?P<used>[一-鿿a-z0-9°%]{2,14})|(?<!不)(?:含有|富含|添加了|蕴含|含量高?达?\d|(?<![不包])含(?![税运邮在量盒箱袋底]|包装|快递|充电|[糖水油盐]分?量?[高多大重]))(?P<with>[一-鿿a-z0-9%]{2,10})|加了(?P<added>[一-鿿]{2,8}(?:涂层|层|剂|膜|因子|精华|粉|配方))|(?:[带有加含])(?P<factor>(?!什么)[一-鿿]{1,4}?(?:因子|成分))|(?<![一-鿿])(?:是|都是)?(?P<from>(?![^产]*(?:年|新|近|什么|哪|我们|自|不|没|批))[一-鿿]{2,4})(?:产的|出产|制造)")
_BEAUTY = Pattern(r"(?:改善|抑制|淡化|提亮|收缩|抚平|修复|修护|去除|祛|减少|均匀|紧致|美白|焕亮|代谢)(?:掉|您的?|皮肤|肌肤|面部|脸部)?(?:的)?(?:肤质|肤色|黑色素|色斑|斑点?|暗沉|毛孔|细纹|皱纹|痘印|屏障|黑眼圈|法令纹)|(?:斑|痘印|黑色素|细纹|皱纹|毛孔)[^,。!?不]{0,6}(?:淡|消|没了|修复|代谢|根除|变小|干干净净)|(?:变|更|能|就)白(?!送|色|底|菜)(?:皙|嫩)?|白(?:一|两|三|几)?个(?:度|色号)|(?:越用越|用完)[^,。]{0,4}(?:白|嫩|滑|亮)")
_OFTEN = Pattern(r"(?P<per>早晚|每?早每?晚|每?[天日]|一[天日]|每周|一周)[^,。!?]{0,4}?(?P<times>[一二两三四五六\d])次|(?P<parts>早上?晚上?|早晚)[^,。]{0,3}各(?:自)?[用洗涂敷抹喝吃]?一?(?:次|遍|回)")
_SIZE = Pattern(r"(?:是|属于)?(?:正码|标准码|标准尺码|不偏码|码数?(?:很|挺|非常)?(?:准|正)|偏(?:大|小)(?:一码|半码|点|一点)?(?!还是))|(?<!建议)(?:早晚|每天|一天|每日|每周|一周)[^,。!?]{0,3}[各用]?[一二两三四\d]次")
_COLOUR = Pattern(r"有(?:[黑白红蓝绿灰粉紫黄棕橙米驼咖杏]色?[、和,])*(?:黑|白|红|蓝|绿|灰|粉|紫|黄|棕|橙|米|驼|咖啡?|杏|藏青|酒红|卡其|香槟)色(?:款|的(?!话)|可选|系|供|现货)|^(?P<hue>[墨浅深淡酒天粉军草奶雾烟豆宝孔雀克莱因]{0,3}[黑白红蓝绿灰粉紫黄棕橙驼咖杏青])色?款?的?(?:也|还)?有(?:的|货|现货)?(?=$|[哦哈呢呀])")
_LIST = Pattern(r"[、/]")
_SWEET = Pattern(r"包甜|保甜|[很非超巨最特][常别]?甜|甜得很|甜度(?:很|超|特别)?高|入口即化|皮薄(?:汁|肉)多")
_KINDRED = {"真皮": "牛皮|羊皮|猪皮|真皮", "头层": "头层", "纯棉": "纯棉|全棉|100%棉|棉100", "全棉": "纯棉|全棉|100%棉|棉100", "玻尿酸": "玻尿酸|透明质酸", "氨基酸": "氨基酸|椰油酰", "锦纶": "锦纶|尼龙", "尼龙": "锦纶|尼龙", "聚酯": "聚酯|涤纶", "涤纶": "聚酯|涤纶", "蚕丝": "蚕丝|真丝", "桑蚕丝": "蚕丝|真丝", "真丝": "蚕丝|真丝", "鹅绒": "鹅绒", "羽绒": "羽绒|鹅绒|鸭绒", "橡胶": "橡胶", "航太铝": "航太|航空", "羊毛": "羊毛|羊绒", "牛皮": "牛皮"}


def _material(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    compact = given.replace(" ", "")
    for match, before, after in matches(_MATERIAL, clause, text):
        said = match.group()
        if re.search(_KINDRED.get(said, said), compact) or DENIES.search(before) or DENIED_AFTER.match(after):
            continue
        if seek(r"手感|似的|一样|像|仿|比|不如|质感|清洗|洗涤|容易|一般|哪种|怎么区分|区别|看看", text):
            continue
        if not (seek(r"(?:是|为|用|的|采用|选用|含|加|有|,|全|纯|[\d%])$", before) or not before or re.match(r"(?:的|做|材质|面料|内胆|鞋|外壳|制|哦|哈|呢|呀|$|底|面)", after)):
            continue
        yield statement(match)
_SERVICE_NOUN = Pattern(r"运费|邮|税|赠|安装|快递|包装|顺丰|中通|方式|物流|材质|偏远|配送")


_KIND = Pattern(r"(?:科技|高科技|新型|特殊)?(?:纤维|材料|技术|工艺|系统|设计)$")
"""What ends the name of many a stuff: 恒温科技纤维 is no 聚酯纤维."""


def _made_of(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    compact = given.replace(" ", "")
    for match, before, after in matches(_MADE_OF, clause, text):
        what = next(value for value in match.groups() if value is not None)
        if DENIES.search(before) or _SERVICE_NOUN.search(what) or DENIED_AFTER.match(after):
            continue
        core = re.sub(r"^(?:的|了|优质|高品质|上好的?|一种|这种|多种|舒适|柔软)+|(?:的|哦|哈|呢|呀|啊|喔|材质|面料|制成|制作|打造|而成|做的)+$", "", what)
        kind = _KIND.sub("", core)
        if len(core) < 2 or overlaps(kind if len(kind) > 1 else core, compact):
            continue
        yield statement(match)


def _options(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    """What is listed after an attribute's name ('笔尖有EF、F、M'), where the attribute lists other things."""
    if not clause.present & _LIST.bit:
        return
    for product in reading.request.products:
        for name, value in product.attributes.items():
            match = re.search(rf"{re.escape(simplify(name))}[^,。!?]{{0,3}}?(?:有|是|分|为|:)(?P<items>[^,。!?]{{2,40}})", text)
            if match is None or not _LIST.search(match.group("items")):
                continue
            for item in re.split(r"[、/和跟及]|以及", re.sub(r"(?:[两三四五六几\d][种个款色]?)?(?:都)?可选.*$", "", match.group("items"))):
                core = re.sub(r"[的色款型号码味都有哦哈呢呀~]|[两三四五六几\d][种个款]?$", "", item.strip())
                if core and core not in given and not overlaps(core, given) and not (len(core) == 1 and core in simplify(value)):
                    yield Statement(match.start(), match.end(), match.group())
                    return


_NUMBERS = Pattern(r"(?P<row>(?:(?<![\d.])\d{1,4}(?:\.\d)?(?:cm|厘米|公分|米|码|号|g|克|ml|毫升|寸|l|升|w|斤)?的?[、/,和跟\s]{0,2}){2,8})(?:[两三四五几]?[种款个](?:尺寸|高度|规格|容量|大小)?)?(?:都|全|均|可以?)(?:有|能?做|选|现货)")


def _numbers_offered(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    """'150、180、220都有' of goods that come in one size."""
    known = set(re.findall(r"\d+(?:\.\d+)?", given)) | {str(product.price) for product in reading.request.products} | {number for product in reading.request.products for number in map(str, product.dimensions_cm or ())}
    ranges = [] if reading.asks(r"半码") else re.findall(r"(\d+)\s?[-~到至]\s?(\d+)", given)
    for match, before, _ in matches(_NUMBERS, clause, text):
        said = re.findall(r"\d+(?:\.\d+)?", match.group("row"))
        if DENIES.search(before) or len(said) < _SEVERAL or not reading.request.products:
            continue
        if any(number not in known and not any(Decimal(low) <= Decimal(number) <= Decimal(high) for low, high in ranges) for number in said):
            yield statement(match)


_SEVERAL = 2
"""Numbers side by side from which on they are a row of options."""


def _a_day(words: str) -> Fraction | None:
    """How often a day: '早晚各一次' and '一天两次' are the same."""
    match = _OFTEN.search(words)
    if match is None:
        return None
    per = match.group("per") or "早晚"
    times = parse_number(match.group("times")) if match.group("times") else Decimal(1)
    if times is None:
        return None
    return Fraction(int(times)) * (2 if "晚" in per else 1) / (7 if "周" in per else 1)


def _plain(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    for pattern in (_BEAUTY, _SIZE, _COLOUR, _SWEET):
        for match, before, after in matches(pattern, clause, text):
            said = match.group()
            if said in given or DENIES.search(before) or DENIED_AFTER.match(after):
                continue
            if pattern is _SIZE and (often := _a_day(said)) is not None and often in {_a_day(known.group()) for known in _OFTEN.finditer(given)}:
                continue
            if pattern is _SIZE and seek(r"新生儿|宝宝|宝贝|孩子|小孩|您|老人|身高|体重|岁|个月|建议", before) and not seek(r"次", said):
                continue
            if pattern is _COLOUR and match.group("hue") is not None:
                if match.group("hue") not in given:
                    yield statement(match)
                continue
            if pattern is _COLOUR and all(letter in given for letter in re.findall(r"(藏青|酒红|卡其|香槟|咖啡?|[黑白红蓝绿灰粉紫黄棕橙米驼杏])色", said)):
                continue
            if pattern is _BEAUTY and "白" in said and not seek(r"肤|脸|皮|斑|敷|涂|抹|用|霜|膜|白皙|嫩|色号|个度", text + reading.asked):
                continue
            if pattern is _SWEET and seek(r"甜|糖度", given):
                continue
            yield statement(match)


STUFF_WORDS = any_of(_MATERIAL, _MADE_OF, _BEAUTY, _SIZE, _COLOUR, _SWEET, _LIST, _NUMBERS)
STUFF_STATEMENTS = (_material, _made_of, _options, _numbers_offered, _plain)
