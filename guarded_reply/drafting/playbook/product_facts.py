"""What a product's facts say to a question: what answers it, what it leaves open, what is near."""

from __future__ import annotations

import re
from dataclasses import dataclass

from guarded_reply.drafting.playbook.answer import Desk
from guarded_reply.drafting.playbook.fits import carried, fit_of, fits_of, shown
from guarded_reply.reading.text import read_turn, simplify
from guarded_reply.reply import decimal_text
from guarded_reply.request import Product
from guarded_reply.situation.goods import Concept, concepts_in

__all__ = ["PLAIN", "Told", "as_asked", "carried", "known_text", "safe", "shown", "told_by", "weights_apart"]
_RISKY = re.compile(r"最|第一|保证|退|赔|免|微信|转|绝对|治|疗|忽略|指令|返|差评|\d{6}|http")
_QUESTION = re.compile(r"[吗么嘛不没呢吧]\W*$|\?|哪|几|多少|什么|怎么|多[大长重高久]|(\w)不\1|能不能|会不会|有没有|可不可以")


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
    """What the product's facts say to each clause of ``words`` (simplified)."""
    said: list[str] = []
    gaps: list[Concept] = []
    strange: list[str] = []
    whole = fit_of(product, words)
    clauses = [clause.text for clause in read_turn(words).clauses] or [words]
    if whole:
        said.append(whole)
    for clause in clauses:
        fits = fits_of(product, clause)
        if fits:
            said.extend(fits)
            continue
        concepts = concepts_in(clause)
        if not concepts and not _named(product, clause) and not _TOLD_ELSEWHERE.search(clause) and (quoted := as_asked(clause)) != UNREAD:
            strange.append(quoted)
        for concept in concepts:
            values = _values(product, concept) or (_measured(product, clause) if concept.name in ("尺寸", "登机、乘机的要求") else [])
            said.extend(values)
            if not values and concept not in gaps:
                gaps.append(concept)
        said.extend(_named(product, clause))
    if re.search(r"多重|几斤|几公斤|重量|重不重|多少斤|沉不沉", words) and product.weight_kg is not None:
        said.append(f"重量是{decimal_text(product.weight_kg)}kg")
    said = _affirmed(_once(said), words)
    said = [text.removeprefix("有的,") if index else text for index, text in enumerate(said)]
    gaps = [gap for gap in gaps if not any(gap.name in text for text in said) and not (whole and gap.name in ("年龄段", "材质", "肤质", "型号适配", "兼容情况"))]
    near = [text for gap in gaps for text in _near(product, gap)]
    return Told(tuple(said[:4]), (*(gap.name for gap in gaps[:3]), *(() if whole else strange[:2])), tuple(text for text in dict.fromkeys(near) if not any(text[2:] in other for other in said))[:2])


def _affirmed(said: list[str], words: str) -> list[str]:
    """'是的,' before a value that the customer names himself: '充电口是typec吧'."""
    asked = re.search(r"是([a-z0-9\-一-鿿]{2,8}?)(?:的)?(?:吧|吗|么|\?)", words)
    bare = re.sub(r"\W", "", asked.group(1)) if asked is not None else ""
    if bare and said and bare in re.sub(r"\W", "", simplify(said[0])) and not said[0].startswith(("是", "不是", "有")):
        return [f"是的,{said[0]}", *said[1:]]
    return said


def _once(said: list[str]) -> list[str]:
    """What is said without a value that an earlier sentence carries already."""
    kept: list[str] = []
    for text in said:
        value = text.split("是", 1)[-1]
        if not any(value in other or text[:8] == other[:8] for other in kept):
            kept.append(text)
    return kept


def _values(product: Product, concept: Concept) -> list[str]:
    return [
        _sentence(name, value) for name, value in product.attributes.items()
        if concept.carried.search(name) and safe(name, value) and (concept.value is None or concept.value.search(value))
    ][:2]  # fmt: skip


def _sentence(name: str, value: str) -> str:
    """An attribute as a sentence: 材质是棉, 微波炉可用的, 这款需自行安装."""
    if re.match(r"可|能|支持|是否", name) and re.search(r"可|能|支持|不", value):
        return f"资料里写的是{shown(value)}"
    if value in ("支持", "不支持"):
        return f"{value}{name}的"
    if name == "适用":
        return f"适用的是{shown(value)}"
    if name in value:
        return f"这款{shown(value)}" if re.match(r"需|可|能|支持|带|有|自|不", value) else f"这款是{shown(value)}"
    return f"{name}{value}的" if re.fullmatch(r"(?:可|能|可以|支持|适用|不可|不支持|不能)(?:用|使用)?", value) else f"{name}是{shown(value)}"


def _near(product: Product, concept: Concept) -> list[str]:
    if concept.near is None:
        return []
    if concept.name == "能不能装下" and "箱" in product.title and product.dimensions_cm is not None:
        return [f"外形尺寸{'x'.join(decimal_text(side) for side in product.dimensions_cm)}cm"]
    return [f"{name}{told(value)}" for name, value in product.attributes.items() if concept.near.search(name) and safe(name, value)][:2]


def _named(product: Product, words: str) -> list[str]:
    """Attributes that the customer calls by their name."""
    return [f"{name}是{shown(value)}" for name, value in product.attributes.items() if len(name) >= 2 and name in words and safe(name, value)]


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


UNREAD = "您问的这点"
"""How a question is spoken of that cannot be said back."""
_TURNED = (
    (re.compile(r"(?<!可)能(?!不)(.{1,10})(?:吗|么|嘛|不|没)$"), r"能不能\1"),
    (re.compile(r"可以(?!不)(.{1,10})(?:吗|么|嘛|不)$"), r"可不可以\1"),
    (re.compile(r"(?<!没)(?<!还)有(?!没)(.{1,10})(?:吗|么|嘛|不|没有?)$"), r"有没有\1"),
    (re.compile(r"会(?!不)(.{1,10})(?:吗|么|嘛|不)$"), r"会不会\1"),
    (re.compile(r"(?<!不)是(?!不|啥|什么)(.{1,10})(?:吗|么|嘛|不|吧)$"), r"是不是\1"),
    (re.compile(r"(.{2,9}?)(?:是)?一样(?:的)?(?:吗|么|嘛|不)$"), r"\1是不是一样"),
    (re.compile(r"要(?!不)(.{1,10})(?:吗|么|嘛|不)$"), r"要不要\1"),
)
_TAIL = re.compile(r"(?:的)?(?:呢|啊|呀|哈|哦|呐|哪|来着|的说)+$")


def as_asked(text: str) -> str:
    """A question as it is spoken of in a sentence ('有拼音吗' → 有没有拼音); never anything that could be a claim or a command."""
    pieces = [re.sub(r"[\s,。!?!?,~…]+|你们家?的?|您们|你家的?|您家的?|咱们?家?的?|^(?:亲亲?|请问|您好|你好|那个|那|哈喽|老板|姐妹|还有|另外|对了|这个|这款|你们?家?的?)", "", piece) for piece in re.split(r"[\s,。!?!?,\n]+", text)]
    asking = [piece for piece in pieces if 3 <= len(piece) <= 14 and _QUESTION.search(piece) and not _RISKY.search(piece) and not re.search(r"[你您我]", piece)]
    if not asking:
        return UNREAD
    said = _TAIL.sub("", asking[0])
    if re.search(r"(\w)不\1|能不能|有没有|是不是|会不会|可不可以|要不要|哪|几|多少|什么|怎么|啥|多[大长重高久厚宽]", said):
        return said
    for pattern, turned in _TURNED:
        if pattern.search(said):
            return pattern.sub(turned, said)
    return UNREAD


def weights_apart(desk: Desk, words: str) -> str:
    """'差几斤': the difference between two products' weights."""
    weights = [product.weight_kg for product in desk.request.products if product.weight_kg is not None]
    if len(weights) != 2 or not re.search(r"差|比|轻多少|重多少", words) or not re.search(r"斤|重|轻", words):
        return ""
    apart = abs(weights[0] - weights[1])
    return f"两款差{decimal_text(apart)}kg,也就是{decimal_text(apart * 2)}斤"


def size_gap(product: Product, words: str) -> str:
    """Height and weight beside letter sizes: the table is not in the facts, so the usual size is asked for."""
    listed = carried(product, "码")
    if not listed or not re.search(r"\d{3}.{0,6}\d{2,3}斤|身高|体重|\d{2,3}斤|微胖|胖", simplify(words)) or re.search(r"\d{2}\s?[-~]\s?\d{2}", listed):
        return ""
    return f"尺码有{shown(listed)},具体身高体重对应哪个码资料里没有写,不敢随口跟您说。您平时穿什么码、喜欢宽松还是合身呢?详情页有尺码表也可以对照,我帮您参谋"
