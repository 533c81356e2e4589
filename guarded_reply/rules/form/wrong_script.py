"""Answers in another script or language than the customer's.

What it does: fires when a customer who writes Simplified gets Traditional text, one who writes Traditional gets
Simplified, or either gets a reply in English. Titles, brands, attribute values and emoji do not count.

Why: an answer in the other script tells the customer that nobody is listening (P3).

Known limits: a customer whose few characters are the same in both scripts is answered in either.
"""

from __future__ import annotations

from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.pattern import Pattern, seek
from guarded_reply.reading.scripts import Script, script_of, simplified_letters, traditional_letters
from guarded_reply.rules.example import bad, good

_LATIN = Pattern(r"[A-Za-z]{2,}")
_LATIN_SENTENCE = Pattern(r"(?:[A-Za-z']+[ ,]+){6,}[A-Za-z']+")
_ENGLISH = Pattern(r"\b(?:yuan|rmb|usually|days?|yes|please|the|is|are|will|can|you|your|we|to|for|free|shipping|today|tomorrow|sorry|thanks?|no|in|stock|hours?)\b[ ,]+\S+")
_HAN = Pattern("[一-鿿]")
_KANA = Pattern(r"(?:[ぁ-ゖァ-ヺー가-힣][^ぁ-ゖァ-ヺー가-힣]{0,12}){3,}")


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield one hit when the turn's script is not the customer's."""
    source = reading.turn.source
    if _KANA.search(source) is not None and not _KANA.search(_customer_text(reading)):
        yield Hit(0, len(reading.text), "顾客说中文,回复却不是中文", "", "用顾客的语言回复")
        return
    wanted = reading.once(_wanted)
    if wanted is None:
        return
    suspect = traditional_letters(source) if wanted == "simplified" else simplified_letters(source)
    foreign = _LATIN.search(source) is not None
    if not suspect and not foreign:
        return
    plain = _without_names(reading, source)
    if foreign and _speaks_foreign(reading, plain):
        yield Hit(0, len(reading.text), "顾客说中文,回复却不是中文", "", "用顾客的语言回复")
        return
    traditional, simplified = traditional_letters(plain), simplified_letters(plain)
    if wanted == "simplified" and len(traditional) > max(1, len(simplified) // 2):
        yield Hit(0, len(reading.text), "顾客写简体,回复却是繁体", "", "改用简体字")
    elif wanted == "traditional" and len(simplified) > max(1, len(traditional) // 2):
        yield Hit(0, len(reading.text), "顧客寫繁體,回覆卻是簡體", "", "改用繁体字")


def _customer_text(reading: Reading) -> str:
    return "\n".join(message.text for message in reading.request.conversation if message.role == "customer")


def _wanted(reading: Reading) -> Script | None:
    """The script to answer in: the customer's; where he shows none, the conversation's; None when one letter speaks against all else."""
    last, written = reading.request.last_customer_text, _customer_text(reading)
    agent = script_of("\n".join(message.text for message in reading.request.conversation if message.role == "agent"))
    traditional, simplified = len(traditional_letters(last)), len(simplified_letters(last))
    if traditional == simplified:
        return script_of(written) or agent or ("simplified" if not traditional else None)
    own: Script = "traditional" if traditional > simplified else "simplified"
    if traditional + simplified == 1 and agent is not None and agent != own:
        return None
    return own


def _without_names(reading: Reading, text: str) -> str:
    """``text`` without titles, attribute values, tracking lines and other names the facts bring along."""
    request = reading.request
    names = [product.title for product in request.products] + [v for p in request.products for v in p.attributes.values()]
    names += [request.shop.name or "", request.destination or ""]
    names += [event.text for event in request.order.tracking] if request.order else []
    names += [promotion.title for promotion in request.promotions]
    for name in sorted((name for name in names if len(name) >= 2), key=len, reverse=True):
        text = text.replace(name, "")
    return text


_FEW = 24  # Latin letters that names and units may make up


def _speaks_foreign(reading: Reading, text: str) -> bool:
    """Whether a customer who writes Chinese gets whole sentences in Latin letters."""
    latin, sentence = sum(len(word) for word in _LATIN.findall(text)), _LATIN_SENTENCE.search(text)
    if sentence is None and latin <= _FEW and _HAN.search(text) is not None:
        return False
    customer = _customer_text(reading)
    last = reading.request.last_customer_text
    if _HAN.search(last if _LATIN.search(last) else customer) is None:
        return False
    han = len(_HAN.findall(text))
    if (han < 4 and latin > _FEW) or (not han and _ENGLISH.search(text) is not None):
        return True
    return sentence is not None and not seek(r"(?:[A-Za-z']+ ){4,}", customer)


_TAIWAN = [{"role": "customer", "text": "你好"}, {"role": "agent", "text": "您好,歡迎光臨小滿雜貨鋪,6號客服為您服務"}, {"role": "customer", "text": "保固多久"}]
EXAMPLES = (
    bad("親,運費是6元喔,請您放心下單", "运费多少钱"),
    bad("亲,运费是6元哦,请您放心下单", "請問運費多少錢?"),
    bad("Dear customer, the shipping fee is 6 yuan, please place your order.", "运费多少钱"),
    bad("16 yuan, usually 1-2 days~", "运费多少几天到"),
    bad("この商品は十八ヶ月です", "怎么保存"),
    bad("保修1年哦,有问题随时联系", conversation=_TAIWAN),
    good("保固1年喔,有狀況隨時找我", conversation=_TAIWAN),
    good("Yes, Alipay works on the checkout page of this shop.", "Can I pay by Alipay"),
    good("運費是6元喔", "請問運費多少錢?"),
    good("亲,运费是6元哦", "运费多少钱"),
)
