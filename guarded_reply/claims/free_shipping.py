"""Claims that the shop pays the freight: 包邮, 免运, 0运费, with their threshold, scope and exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from guarded_reply.claims.reading import Reading
from guarded_reply.claims.sums_said import CARRIER_WORD, FEE_WORD
from guarded_reply.reading.modality import ALTERNATIVE_QUESTION, CONDITION
from guarded_reply.reading.numerals import COUNTERS, NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause

_FREE = Pattern(
    r"包邮|包(?:了|个|的)邮|免(?:了|个)(?:运|邮)|免邮|免运费?|包运费|免费(?:为您|给您|帮您)?(?:寄|送|发|配送|邮)(?!回)|免收(?:运|邮)|邮费全免|运费全免|(?:运费|邮费|快递费)(?:是|为|:|就|都|也)?(?:0|零)(?!\.|\d)(?:元|块)?|(?<![\d.])(?:0|零)(?:元|块)?(?:运费|邮费)|"
    r"(?:不|无需|不用|没有?)(?:另|再|额外|多)?(?:收|付|出|掏|花|补|加|要)(?:取|您)?(?:的)?(?:任何|额外)?(?:运费|邮费|快递费|邮资)|(?:运费|邮费|快递费)(?:由?(?:我们|本店|店里|小店|咱们?家?|店家|卖家|商家))(?:来|都|全)?(?:出|承担|包|付|负责|掏)|"
    r"(?:运费|邮费)(?:我们|都|全|给您|帮您)?(?:包了|免了|全包|全免|免单|免掉)|一分(?:钱)?(?:运费|邮费)?(?:都|也)?(?:不|没)(?:用|要|收|掏|花|需)|(?:包的|也包|都包|全包|就包|才包)(?=$|[哦哈呢啦亲,。的滴哒!~])|(?:运|邮)费(?:也)?不(?:用|需)(?:您)?(?:出|付|掏|花|管|另付|额外付)|不(?:用|需要?)(?:您)?(?:出|付|掏|花)(?:运|邮)|(?:运费|邮费|快递费|邮)(?:都|全|就|也)?(?:算|归|走)(?:我们|店里|店家|咱们?|小店|我|卖家)的?|(?:运费|邮费|中通|顺丰|快递)(?:都|全|就|也|给您)*免单"
)
_THRESHOLD = Pattern(rf"(?:满|够|(?<![通不])过了?(?=\d{{2}})|超过?|达到?|买(?:够|满|到)|凑(?:够|满|到))(?:了|足)?\s?(?>({NUMBER}))(?!\s?[{COUNTERS}](?!包|免))(?!(?:元|块)?(?:就|立|可)?[减返打送优])|({NUMBER})(?:元|块)?(?:以上|(?<!一)(?<!1)起(?!步))")
_NEGATED = Pattern(r"(?:不能|没法|无法|不可以|不(?!用|收|另|需|再|要|额外|多|是不|仅|但|过)|没(?!问题)|未|(?<!相)差(?!不多)|不在|不参加|不享受|不支持|别|非|离|距离?)[^,]{0,6}$|(?<!相)差(?!不多)[^,]{0,12}$")
_QUESTION = Pattern(r"包不包|能不能包|是否包|包邮(?:吗|不|么)")
_CANNOT = Pattern(r"^(?:的)?(?:做不到|办不到|不可能|没法|不成|不了|不起|不下来|不到|范围(?:之)?外|(?:的)?(?:门槛|条件|线|标准)?(?:还|只|就|仅)?(?:没|不|差|缺)|就亏|不太行|不行)")
_SCOPE_ALL = Pattern(r"全国|全场|所有地区|任何地区|哪里都|哪儿都|全部|通通|统统|一律|不限|都(?=包)|也不例外|任意")
_BRIEF = Pattern(
    r"(?<![不没别未])(?:一样|照样|同样|也|都|就|还|全|给|统统|照|即)(?:给|是|能|可以|帮|算)?(?:您)?(?:免|包)(?:的|了|啦|哦|哈|呢|呀|滴|哒|亲|掉)*$|"
    r"(?:顺丰|中通|快递|满\s?\d{2,4}(?:元|块)?)(?:就|都|也|给|能|可)*(?:免|包)(?:的|了|啦|哦|哈|呢|呀|滴|哒|亲|掉)*$|"
    r"(?:还能|哪能|怎么?能|岂能|还会|哪会|怎么会|能)不(?:给您)?(?:包|免)(?![括裹装不得])|哪(?:有|能|里|会)(?:让|叫|要|用)您?(?:掏|出|付|花|给)(?!好评)|"
    r"^(?:当然|肯定|自然|那?都)?(?:是)?(?:我们|店里|咱们?家?|小店|本店|店家|卖家)(?:来|都|全|给您)?(?:出|承担|包|掏|付|负责)(?!了?责)|"
    r"(?:不用|不必|无需|不要|不再|不另|不)(?:您)?(?:再|另外?|额外)?(?:加|要|收|掏|花)(?:您)?(?:的)?(?:一分)?(?:钱|价)"
)
"""Free freight said without its name; counts where freight is spoken of."""
_ASKS_BACK = Pattern(r"(?:还能|哪能|怎么?能|岂能|还会|哪会|怎么会|能)不|哪(?:有|能|里|会)")
_FREIGHT = Pattern(r"包邮|免邮|免运|运费|邮费|快递费|包不包|包[吗吧不]|要钱|门槛|满\s?\d|过了?\s?\d{2}|破百|顺丰|中通|[寄发到往邮]")
_REPLACED = Pattern(r"退(?!休|役|掉)|换货|寄回|取件|补[发寄]|重发|重新.{0,3}[发寄]|换新|返修|维修")
_SENT_AGAIN = Pattern(r"补[发寄]|重发|重新.{0,3}[发寄]|换新|取件|寄回")
_RETURN = Pattern(r"退(?!休|役)|寄回|换货|来回|往返|补[发寄]|维修|返修|运费险")


_ANY = any_of(_FREE, _BRIEF)


@dataclass(frozen=True, slots=True)
class FreeClaim:
    """A claim about free shipping: affirmed or not, its threshold in yuan if one is named, whether said of all places."""

    start: int
    end: int
    clause: Clause
    affirmed: bool
    threshold: Decimal | None
    everywhere: bool
    total: Decimal | None = None  # what the goods are said to come to: '凑一起227就免邮'
    by_ellipsis: bool = False


def read_free_claims(reading: Reading) -> tuple[FreeClaim, ...]:
    """Every claim of the turn about free shipping."""
    stated = tuple(_stated(reading))
    return stated or tuple(_elliptic(reading))


def _stated(reading: Reading) -> Iterator[FreeClaim]:
    if not reading.turn.present & _ANY or (reading.asks(_REPLACED) and not reading.asks(r"包邮|重拍")):
        return
    for clause in reading.where(_ANY):
        found = _claim_in(reading, clause)
        if found is not None:
            yield found


def _claim_in(reading: Reading, clause: Clause) -> FreeClaim | None:
    text = clause.text
    if clause.find(_RETURN) or clause.find(_QUESTION) or _REPLACED.search(reading.sentence_of(clause)) or _SENT_AGAIN.search(reading.text):
        return None
    match, affirmed = _full(reading, clause)
    if match is None:
        match, affirmed = _brief(reading, clause)
    if match is None:
        return None
    before = text[: match.start()]
    if seek(r"(?:您说|别家|人家|隔壁|其他店|如果|要是|若|凑|再(?:添|加|买|拍|挑|选|来|带)(?:点|些|一点|一些|个?小(?:件|东西)))[^,]{0,10}$", before) and not clause.find(_THRESHOLD):
        return None
    limit = _threshold(reading, clause, match.start() if match.re is not _BRIEF.regex or clause.find(_THRESHOLD) is None else match.end())
    everywhere = clause.find(_SCOPE_ALL) is not None and match.re is not _BRIEF.regex
    return FreeClaim(clause.start + match.start(), clause.start + match.end(), clause, affirmed, limit, everywhere, _sum_said(reading, clause, before) if limit is None else None)


_SUM_BEFORE = Pattern(rf"(?<![满够超过到差缺离减补加付费])(?<![\d.])({NUMBER})(?:元|块)?(?:钱)?(?:已经|已|就|也|都|可以|能|直接|即|还|给您|了|啦|够|中通|全)*$")
_LEAST_SUM = 10


_ONLY_LINKS = Pattern(r"^(?:这样|那|就|也|都|可以|能|直接|即可?|还|已经|给您|中通|全)*$")


def _sum_said(reading: Reading, clause: Clause, before: str) -> Decimal | None:
    """The goods total said before the claim, in its clause or, where nothing else stands before it, in the one before."""
    previous = reading.before(clause)
    if previous is not None and previous.sentence == clause.sentence and _ONLY_LINKS.match(before):
        return None if previous.find(FEE_WORD) or previous.find(CARRIER_WORD) else _sum_before(previous.text)
    return _sum_before(before)


def _sum_before(before: str) -> Decimal | None:
    """The goods total said right before the claim ('两双78,添个头盔236就免邮')."""
    match = _SUM_BEFORE.search(before)
    value = parse_number(match.group(1)) if match is not None else None
    return value if value is not None and value >= _LEAST_SUM else None


def _full(reading: Reading, clause: Clause) -> tuple[re.Match[str] | None, bool]:
    """The first claim in full words, and whether it is affirmed."""
    if clause.asks or clause.find(ALTERNATIVE_QUESTION):
        return None, False
    asked = reading.asks(r"包邮|免邮|免运|运费|邮费|包不包|包吗") is not None
    text = clause.text
    for match in clause.find(_FREE) and _FREE.finditer(text) or ():
        if match.group() in ("包的", "也包", "都包", "全包", "就包", "才包") and not asked:
            continue
        before, after = text[: match.start()], text[match.end() :]
        negated = (_NEGATED.search(before) is not None) != (seek(r"(?:不是|没有|并非)不", before) is not None)
        negated = negated or _CANNOT.match(after) is not None
        if re.match(r"^(?:是|吗|的?(?:话|活动|门槛|商品|范围|地区|条件|规则|政策|标准|线))", after) and not seek(r"(?:已|达到|符合|满足|享受|在)", before):
            if not clause.find(_THRESHOLD):
                return None, False
        return match, not negated
    return None, False


def _brief(reading: Reading, clause: Clause) -> tuple[re.Match[str] | None, bool]:
    """A claim in brief words ('一样免', '还能不包吗'), where freight is what is spoken of."""
    match = clause.find(_BRIEF)
    if match is None or not (reading.asks(_FREIGHT) or _FREIGHT.search(reading.sentence_of(clause))):
        return None, False
    if not reading.asked_places and not reading.asks(r"包邮|免|运费|邮|钱|包[吗吧不]|[寄发到往]|顺丰|中通|快递|呢") and not _FREIGHT.search(clause.text):
        return None, False
    back = _ASKS_BACK.match(match.group())
    if clause.asks and not back:
        return None, False
    return match, _NEGATED.search(clause.text[: match.start()]) is None and _CANNOT.match(clause.text[match.end() :]) is None


def _threshold(reading: Reading, clause: Clause, position: int) -> Decimal | None:
    match = next(reversed(list(_THRESHOLD.finditer(clause.text[:position]))), None)
    if match is None:
        match = seek(rf"(?<![\d.共计])({NUMBER})(?:元|块)(?:就|的|可以|可|才)?()$", clause.text[:position])
        if match is not None and not seek(r"离|距|没到|不到|没满|未满", clause.text[:position]):
            match = None
    if match is None:
        match = seek(rf"(?:要|需要?|得)满\s?({NUMBER})(x)?", clause.text[position:])
    previous = reading.before(clause)
    if match is None and previous is not None and previous.sentence == clause.sentence and len(clause.text[:position]) <= 8:
        match = next(reversed(list(_THRESHOLD.finditer(previous.text))), None)
    if match is None:
        return None
    return parse_number(match.group(1) or match.group(2))


_ASKS_FREE = Pattern(r"包邮|免邮|免运|包不包|包[吗吧]|(?:免|不要|不收|不用)(?:邮|运|快递)")
_YES = Pattern(
    r"^(?!您好)(?:亲亲?|嗯+|恩+|哈+|那|您|必须|当然|肯定|自然|都|是|对|\W)*(?:可以|能|行|会|没问题|没有问题|必须|肯定|对|是|包|有|好|ok|当然|嗯呐|嗯嗯|嗯哪|嗯啊|妥)(?:的|滴|哒|得|啦|了|哈|哦|喔|呢|呀|啊|亲|您|嘛|咯|捏|\W)*$"
)


_ASKS_PAID = Pattern(r"(?:要|收|付|掏|加|另算|有)(?:不[要收付掏加])?(?:另外|再|额外)?(?:付|收|出|掏|给)?(?:运费|邮费|快递费|邮资)(?:不|吗|么|没|嘛|呢|\?|$)|(?:运费|邮费|快递费)(?:要|收|用)(?:不[要收用])?(?:钱|付|给|出)?(?:不|吗|么|嘛|\?|$)")
_NO = Pattern(r"^(?:亲亲?|那|您|当然|肯定|都|\W)*(?:不用|不要|不收|无需|不需要?|免(?:费)?|不另收|没有?)(?:的|滴|哒|得|啦|了|哈|哦|喔|呢|呀|啊|亲|您|嘛|咯|捏|\W)*$")


def _elliptic(reading: Reading) -> Iterator[FreeClaim]:
    answers = [clause for clause in reading.where(_YES.bit | _NO.bit) if not clause.asks and (_YES.match(clause.text) or _NO.match(clause.text))]
    if not answers:
        return
    asking = [clause for clause in reading.question.clauses if clause.find(_ASKS_FREE)]
    if _NO.match(answers[0].text):
        asking = [clause for clause in reading.question.clauses if clause.find(_ASKS_PAID)]
    if not asking or seek(r"不包(?:邮)?(?:是)?吧", asking[-1].text):
        return
    clause = answers[0]
    following = reading.after(clause)
    if following is not None and (following.find(CONDITION) or seek(r"满|不过|但|除|偏远|减|优惠", following.text)):
        return
    yield FreeClaim(clause.start, clause.end, clause, True, None, False, None, True)
