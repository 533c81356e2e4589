"""What a product's facts say to a question: what answers it, what it leaves open, what is near."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.drafting.playbook.fits import carried, fits_of, sentence, shown
from guarded_reply.drafting.playbook.included import size_and_colour
from guarded_reply.drafting.playbook.measures import bed_of, hem_of, room_of, weight_of
from guarded_reply.drafting.playbook.plain_sense import senses_of
from guarded_reply.drafting.playbook.size_tables import size_for
from guarded_reply.drafting.playbook.spoken import UNREAD, as_asked, spoken
from guarded_reply.reading.text import read_turn, simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product
from guarded_reply.situation.goods import Concept, concepts_in

__all__ = ["PLAIN", "UNREAD", "Told", "as_asked", "carried", "known_text", "safe", "shown", "told_by", "weights_apart"]

_TOLD_ELSEWHERE = re.compile(r"多少钱|什么价|价格|几块|运费|包邮|几斤|公斤|重|便宜|发货|几天")


@dataclass(frozen=True, slots=True)
class Told:
    """``said`` answers, ``open`` names what the facts leave open, ``near`` is worth telling beside a gap."""

    said: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


def safe(name: str, value: str) -> bool:
    """Whether an attribute may be said: data from outside is no order to the shop and no boast."""
    return not re.search(r"指令|忽略|规则|system|prompt|退款|最好|第一|顶级|最", name + value, re.IGNORECASE) and len(value) <= 60


def told_by(product: Product, words: str) -> Told:
    """What the product's facts, and what is commonly known of such goods, say to each clause of ``words`` (simplified), as asked."""
    said: list[str] = []
    gaps: list[str] = []
    near: list[str] = []
    clauses = [clause.text for clause in read_turn(words).clauses] or [words]
    of_all = fits_of(product, words)
    fits = {clause: [next((text for text in of_all if text[:8] == own[:8] and len(text) > len(own)), own) for own in fits_of(product, clause)] for clause in clauses}
    across = [text for text in of_all if not any(text[:4] == own[:4] for owns in fits.values() for own in owns)]  # asked over several clauses
    hem = hem_of(product, words)
    for clause in clauses:
        measured = [*fits[clause], *([hem] if hem_of(product, clause) else []), *(text for text in (room_of(product, clause), weight_of(product, clause), bed_of(product, clause)) if text)]
        if across and not measured and _PART_OF_FIT.search(clause):
            said.extend(across)
            across = []
            continue
        said.extend(measured)
        if not measured and not (_PART_OF_FIT.search(clause) and any(_OF_SOMEBODY.search(text) for text in (*of_all, *said))):
            facts, left, beside = _clause(product, clause, words)
            said.append(",".join(facts))
            gaps.extend(left)
            near.extend(beside)
    if (both := size_and_colour(product, words)):
        said = [both, *(text for text in said if text != both and not re.match(r"(?:有的,)?(?:尺码|颜色)", text))]
    if (chosen := size_for(product, words)):
        said = [chosen, *(text for text in said if text != chosen and not text.startswith(("尺码", "码数", "型号是", "规格是")))]
        gaps = [gap for gap in gaps if not re.search(r"穿|码|[大小松紧]|合身|合适", gap)]
    said = _affirmed(_once([*across, *(text for text in said if text)]), words)
    said = [text.removeprefix("有的,").removeprefix("是的,") if index else text for index, text in enumerate(said)]
    return Told(tuple(said[:4]), tuple(dict.fromkeys(gaps))[:3], tuple(text for text in dict.fromkeys(near) if not any(text.split("是", 1)[-1] in other for other in said))[:2])


_PART_OF_FIT = re.compile(r"^[^,。]{0,8}(?:能|可以|可不可以|适合|合适|适不适合|合不合适|带得|带不带得)(?:不能|动|起)?[^,。]{0,2}(?:坐|用|吃|穿|玩|戴|看|装|涂|站|骑|睡|上|喝|住)?(?:得?住|下)?(?:这个?|这款|它)?(?:吗|么|不|吧)?$|^[^,。]{0,4}(?:坐|用|吃|穿|玩|戴|看|装|涂|站|骑|睡|上|喝|住)(?:这个?|这款|它)?(?:行不行|行吗|行不|可以吗|行吧|成吗)|穿?(?:多大|什么|哪个)码?$")
"""What is left of a question whose facts stand in the clauses beside it: '我200斤' … '能坐吗'."""
_OF_SOMEBODY = re.compile(r"范围里|不太适合|超出|可以看这款|不建议用|不在里面|还没到|用不上|不是用来|跟您的床|床宽不一样")
_FILLER = re.compile(r"^(?:行|好|可以|对|是|懂)(?:不\w|吗|吧|么)$|行不行$|是吧|对吧|在吗|^有吗|怎么样$|^[^,。]{1,2}呢$|^怎么(?:办|说|弄)|到哪了?$|你们|哪(?:个|只|款|种|支|色)|(?:周|星期)[末一二三四五六日]|寄到|发到|邮到|快递|卖完|抢完|断货|涨价|降价")
"""Asks, but nothing of the goods."""


_OF_THE_WEARER = ("年龄段", "老人小孩适不适合", "肤质")
_STATES = re.compile(r"^(?:我|他|她|家里|有|给|想|怕|要|因为|是给)(?!.*(?:吗|么|不|没|什么|多少|几|哪|怎))")


def _clause(product: Product, clause: str, words: str) -> tuple[list[str], list[str], list[str]]:
    """What answers one clause, how that is called which stays open, and the facts that are near it."""
    senses = senses_of(product, clause, words)
    said = [text for text, _ in senses]
    settled = any(not is_open for _, is_open in senses)
    concepts = concepts_in(clause)
    left: list[Concept] = []
    for concept in concepts:
        values = [] if concept.name == "蓝牙" and "有线" in clause and not any("线" in value for value in product.attributes.values()) else _values(product, concept) or (_measured(product, clause) if concept.name in ("尺寸", "登机、乘机的要求") else [])
        if concept.name == "蓝牙" and "蓝牙" in clause and values and not any("蓝牙" in text for text in values):
            values = [f"{values[0]},不带蓝牙"]
        said.extend(text for text in values if not any(text.split("是", 1)[-1] in other for other in said))
        if not values:
            left.append(concept)
    named = _named(product, clause)
    said.extend(text for text in named if not any(text.split("是", 1)[-1] in other for other in said))
    if settled or (concepts and not left and not senses):
        return said, [], []
    if not senses and len(left) < len(concepts):
        return said, [concept.name for concept in left], []
    own = spoken(clause) or _device(clause, said, left)
    if not own and not senses and (_STATES.search(clause) or (clause != words and left and all(concept.name in _OF_THE_WEARER for concept in left) and not re.search(r"[吗么嘛不没?呢]$|几|多|哪|什么", clause))):
        return said, [], []  # told as a circumstance, not asked
    if own in ("难不难", "麻不麻烦", "复不复杂", "费不费劲") and re.search("装|搭", words):
        own = f"{'搭' if '搭' in words else '装'}起来{own}"
    if concepts or senses:
        return said, [own or left[0].name] if own or left else [], [] if senses else [text for concept in left for text in _near(product, concept)]
    unread = own and not named and not _TOLD_ELSEWHERE.search(clause) and not _FILLER.search(clause)
    return said, [own] if unread else [], []


_DEVICE = re.compile(r"macbook|mac|ipad|iphone\s?\d*|switch|ps\d|windows|安卓|鸿蒙|电视|投影仪?|平板", re.IGNORECASE)


def _device(clause: str, said: list[str], left: list[Concept]) -> str:
    """A gap about what goods work with, where the question cannot be said back: by the names in it."""
    if not any(concept.name in ("兼容情况", "型号适配", "快充") for concept in left):
        return ""
    device = _DEVICE.search(clause)
    name = {"macbook": "MacBook", "mac": "Mac", "ipad": "iPad", "iphone": "iPhone"}.get(device.group().lower(), device.group()) if device is not None else ""
    parts = ("支不支持PD" if re.search(r"(?<![a-z])pd", clause, re.IGNORECASE) and not any("PD" in text for text in said) else "", f"能不能配{name}用" if name else "")
    return "、".join(part for part in parts if part)


def _affirmed(said: list[str], words: str) -> list[str]:
    """'是的,' before a value that the customer names himself: '充电口是typec吧'."""
    asked = re.search(r"是([a-z0-9\-一-鿿]{2,8}?)(?:的)?(?:吧|吗|么|\?)", words)
    bare = re.sub(r"\W", "", asked.group(1)) if asked is not None else ""
    if bare and said and bare in re.sub(r"\W", "", simplify(said[0])) and not said[0].startswith(("是", "不是", "有")):
        return [f"是的,{said[0]}", *said[1:]]
    return said


def _once(said: list[str]) -> list[str]:
    """What is said without a value that another sentence carries already."""
    kept: list[str] = []
    for number, text in enumerate(said):
        value = text.split("是", 1)[-1]
        fact, comma, rest = text.partition(",")
        if comma and any(fact.removeprefix("是的,") in other for other in kept):
            text, value = rest, rest  # the fact it starts from is told already
        longer = any(value in other for other in said[number + 1 :] if other != text)
        if not longer and not any(value in other or text[:8] == other[:8] for other in kept):
            kept.append(text)
    return kept


def _values(product: Product, concept: Concept) -> list[str]:
    return [
        sentence(name, value) for name, value in product.attributes.items()
        if concept.carried.search(name) and safe(name, value) and (concept.value is None or concept.value.search(value))
    ][:2]  # fmt: skip


def _near(product: Product, concept: Concept) -> list[str]:
    if concept.near is None:
        return []
    if concept.name == "能不能装下" and "箱" in product.title and product.dimensions_cm is not None:
        return [f"外形尺寸是{'x'.join(decimal_text(side) for side in product.dimensions_cm)}cm"]
    return [f"{name}是{told(value)}" for name, value in product.attributes.items() if concept.near.search(name) and safe(name, value)][:2]


def _named(product: Product, words: str) -> list[str]:
    """Attributes that the customer calls by their name."""
    return [f"支持{name}的" if value == "支持" else f"{name}是{shown(value)}" for name, value in product.attributes.items() if len(name) >= 2 and name in words and safe(name, value)]


def _measured(product: Product, words: str) -> list[str]:
    if product.dimensions_cm is None or carried(product, "尺寸|码") or not re.search(r"外形|包装|体积|登机|飞机|托运|尺寸|多高|大小|长宽|多大", words):
        return []
    if "箱" not in product.title and not re.search(r"包装|体积|外箱", words):
        return []  # the sides of a parcel are not those of what is in it
    size = "x".join(decimal_text(side) for side in product.dimensions_cm)
    rule = ",能不能登机要看航空公司的规定" if re.search("登机|飞机|托运", words) else ""
    return [f"{'外形' if '箱' in product.title else '包装'}尺寸是{size}cm{rule}"]


def told(value: str) -> str:
    """A value inside a list of facts: its own options keep their slashes."""
    return value if len(value.split("/")) <= 4 else shown(value)


PLAIN = re.compile(r"颜色|色号|尺[寸码]|规格|净含量|数量|容量|重量|口味|香型|款式|型号|适用|页数|开本|枝数|片数")
"""Attributes that say which one it is, not what it is worth."""


def known_text(product: Product, *, telling: bool = False) -> str:
    """The facts of a product that speak for it first, for a reply that has to name what it stands on; ``telling``: only those, and two."""
    named = [(name, value) for name, value in product.attributes.items() if safe(name, value) and not re.fullmatch(r"[\d.]+", value)]
    ranked = sorted(named, key=lambda item: PLAIN.search(item[0]) is not None)
    kept = [item for item in ranked if not PLAIN.search(item[0])][:2] if telling else ranked[:3]
    return "、".join(f"{name}{told(value)}" for name, value in kept)


def weights_apart(desk: Desk, words: str) -> str:
    """'差几斤': the difference between two products' weights."""
    weights = [product.weight_kg for product in desk.request.products if product.weight_kg is not None]
    if len(weights) != 2 or not re.search(r"差|比|轻多少|重多少", words) or not re.search(r"斤|重|轻", words):
        return ""
    apart = abs(weights[0] - weights[1])
    return f"两款差{decimal_text(apart)}kg,也就是{decimal_text(apart * 2)}斤"


def size_gap(product: Product, words: str) -> str:
    """Height and weight beside sizes: the table is not in the facts, so the usual size is asked for."""
    listed = carried(product, "码")
    body = re.search(r"(1[4-9]\d)[^\d,。]{0,6}[\s,]?\s?(\d{2,3})\s?(斤|kg|公斤)|身高|体重|(\d{2,3})\s?(?:斤|kg|公斤)|微胖|偏胖|偏瘦", simplify(words), re.IGNORECASE)
    spans = re.search(r"\d{2,3}\s?[-~]\s?\d{2,3}", listed)
    if not listed or body is None or size_for(product, simplify(words)) or (spans and re.search(r"鞋|靴", product.title)) or re.search(r"kg|斤", listed, re.IGNORECASE):
        return ""
    yours = f"{body.group(1)}、{body.group(2)}{body.group(3)}" if body.group(1) else "您的身材"
    wanted = re.search(r"(?<![a-z])(x{0,3}[sml])(?![a-z])", words)
    which = f"穿{wanted.group(1).upper()}合不合身" if wanted is not None else "穿哪个码"
    return f"尺码有{shown(listed)},{yours}{which}没有现成的对照表,不敢随口说。您平时穿什么码、喜欢宽松还是合身呢?我问好同事一起回您"
