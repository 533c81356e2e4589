"""What a reply says of the shop in words: stores, pick-up, hours, invoices, ways of trade, services, makers, warranties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guarded_reply.claims.asserted import DENIED_AFTER, DENIES, Statement, carried, matches, stance, statement
from guarded_reply.claims.reading import Reading
from guarded_reply.reading.numerals import CJK_NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek
from guarded_reply.reading.text import Clause, simplify

_SHOP = Pattern(
    r"(?P<store>(?:实体|线下)(?:小|门|体验|直营)?店|体验店|直营店|专卖店(?=地址|在)|门店(?!价)|门面|分店|展厅|(?:商场|当地|国内|有|都有|在|[一二两三四五六七八九十\d]楼)[^,。!?不没]{0,8}专柜|有(?:我们?|咱们?)家?的?(?:柜台|门店|店铺|店面|档口)|(?:柜台|店面|档口)(?:地址)?(?:在|位于)|(?:全国|各地|各省|各市|各城市)[^,。!?不没]{0,8}(?:网点|维修[点站]|售后[点站]|服务[点站]|分店))"
    r"|(?P<pickup>自提|自取(?!柜|点|件|码)|上门(?:拿|取货|提货|来拿)|(?:来|到)(?:我们|本|咱们?)?(?:的|家)?(?:店|仓库?|厂)(?:里)?(?:拿|取|提|挑|试|看)|您(?:(?:直接|随时|亲自)(?:来|过来)|过来)(?:试|挑|看看?|拿|取)|您来(?:试|拿|取)|您(?:过来|来|到)(?![^,。]{0,3}(?:说|问))[^,。!?不没]{0,5}(?:可以|能)?(?:试穿|试戴|试坐|试躺|看货|看样))"
    r"|(?P<hours>24小时(?:都|全天|不|在线?|客服|营业|服务|人工|有人|值班)|全天候?在线|全年无休|(?:早上?|上午|每天|早|周[一二三四五六日])?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:点半?|:\d\d)(?:到|至|-|~)(?:晚上?|下午|夜里|凌晨)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:点|:\d\d)|(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:点半?|:\d\d)(?=[就才]?(?:上班|下班|关门|开门|打烊))|半夜也(?:在|能|有)|(?:营业|上班|在线|客服)时间(?:是|为|:))|(?P<clock>(?:\d{1,2}|[一二三四五六七八九十]{1,3})点半?(?=[的哦哈呢啦]?$))"
    r"|(?P<invoice>专票|增值税(?:专用)?|专用发票|纸质(?:发票|普票|专票)|纸票)"
    r"|(?P<trade>货到付款|到付(?=可|也|能|都|支持|没问题|的)|分期免息|[三六九两\d十二]{1,2}期(?:都|也|是|可以?)?免息|免息分期|花呗免息|先用后付|以旧换新|免费试用|试用装|(?:免费)?上门(?:免费)?(?:安装|测量|维修|保养|取件|设计|[教修装调换洗量测]|指导|服务|检[修测])|(?:师傅|工程师|技术员|师父|电工|木工|安装工|工人)[^,。!?不没]{0,4}上门|包上楼|师傅[^,。!?不没]{0,3}(?:搬|扛|抬|送)(?:上去|上楼|进门|到家)|(?:给您|帮您|免费|包)(?:搬|扛|抬|送)(?:货)?(?:上楼|上去|到?[一二两三四五六七八九十\d]+楼|进[门屋])|免费(?:安装|维修|清洗|调试|贴膜|保养|刻字?|绣字?|印字?|裁剪?)|(?:刻字|安装|清洗|维修|调试|贴膜|上楼)[^,。!?不]{0,3}(?:免费|不收费|不要钱|不另收))"
    r"|(?P<firm>(?:工厂|源头|厂家)直(?:销|供|营)|源头(?:工厂|厂家)|自有工厂|自己的?(?:工厂|厂子|果园|茶园|牧场)|(?:\d+|[一二三四五六七八九十]+)年(?:老店|老品牌|品牌|历史|老厂)|老字号|百年老店)"
)
_WARRANTY = Pattern(r"终身|永久(?:保|质|维|有效)|全国联保|联保|只换不修|免费(?:维修|修|换新)(?!.{0,3}[券卡])|以换代修|坏了(?:包|免费|直接)(?:换|修)|(?<!外)包(?:换|修|用)(?![装好])")
_NO_WARRANTY = Pattern(r"自费(?:维修|修)|(?:收费|花钱|付费)(?:维修|修)|不(?:再|给|能)?(?:保修|质保)|没有?(?:保修|质保)")
_HOUR = Pattern(rf"(\d{{1,2}}|{CJK_NUMBER}{{1,3}})(?=:|点)")
_UNKNOWN_OF = Pattern(r"^[^,。]{0,8}(?:没有(?!问题)|没(?:法|办法|掌握|接触|登记)|不(?:太|大|怎么)?(?:了解|清楚|知道|熟))")
"""What follows a shop word when the agent says that he knows nothing of it: '门店信息我这边没有'."""
_SHOP_KEYS = {
    "store": r"实体|线下|门店|专柜|门面|分店|体验店|展厅",
    "pickup": r"自提|自取|到店|上门",
    "invoice": r"专票|增值税|专用发票|纸质",
}


def _shop(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    for match, before, after in matches(_SHOP, clause, text):
        if DENIES.search(before) or seek(r"(?:不|没有?|无|未|线上|网)[^,。]{0,6}$", before) or DENIED_AFTER.match(after) or _UNKNOWN_OF.match(after):
            continue
        following = reading.after(clause)
        if not after.strip() and following is not None and re.match(r"[^,。]{0,3}(?:没|不|暂|未|无)", following.text):
            continue
        if not _shop_carried(reading, match.lastgroup or "", match.group(), text, given):
            yield statement(match)


def _shop_carried(reading: Reading, name: str, said: str, text: str, given: str) -> bool:
    """Whether the facts carry a statement about the shop, or the words are none."""
    if name in _SHOP_KEYS and carried(_SHOP_KEYS[name], given) and not _denied_in_text(reading, _SHOP_KEYS[name], given):
        return True
    if name == "hours":
        return not _is_hours(reading, said, text, given)
    if name == "clock":
        return reading.asks(r"几点[^,。]{0,4}(?:上班|下班|开门|关门|休息|打烊)|营业") is None or not _is_hours(reading, said, text, given)
    if name == "pickup":
        return seek(r"快递|驿站|站点|网点|柜|收件|取件", text) is not None
    if name in _SHOP_KEYS:
        return False
    if name == "trade" and (reading.request.case is not None or seek(r"运费|您看|看看有", reading.text)):
        return True
    if name == "trade" and not seek(r"可以?|能(?!否)|支持|没问题|行|开通|都|接受|有|免费|不收费|不要钱|不另收|师傅|上门|包", text):
        return True
    return said in given or any(part in given for part in re.findall(r"货到付款|分期|以旧换新|试用|刻字免费|免费刻字|工厂|老字号", said)) or ("安装" in said and seek(r"(?:上门|免费|包|提供|负责)[^,。\n]{0,4}安装|安装服务|安装师傅", given) is not None)


def _denied_in_text(reading: Reading, words: str, given: str) -> bool:
    """Whether the facts deny it; the title of an entry ('实体店') only names what its text denies ('暂无线下实体店')."""
    told = simplify("\n".join(entry.text for entry in (*reading.request.knowledge, *reading.policy.knowledge) if re.search(words, simplify(entry.text))))
    return stance(words, told or given) is False


def _hour_known(said: str, facts: str, *, late: bool) -> bool:
    """Whether the facts name the hour, by the clock of twelve or of twenty-four hours."""
    hour = parse_number(said)
    if hour is None:
        return False
    names = {int(hour), int(hour) + 12} if late and hour < 12 else {int(hour)}
    known = {parse_number(match.group(1)) for match in _HOUR.finditer(facts)}
    return any(name in known for name in names)


def _is_hours(reading: Reading, said: str, text: str, given: str) -> bool:
    """Whether the words tell when the shop is open, and not the hours the facts tell."""
    compact = given.replace(" ", "")
    if said in compact or seek(r"发货|截单|下单|付款|预约|保温|送|派|签收|揽收|到(?!晚|夜|早|\d)", text):
        return False
    hours = [match.group(1) for match in _HOUR.finditer(said)]
    late = seek(r"晚|下午|夜|傍晚", text[: text.find(said)][-4:] + said) is not None
    if hours and all(_hour_known(hour, compact, late=late) for hour in hours):
        return False
    asked = reading.asks(r"几点|下班|上班|营业|在线|客服|值班|店|开门|关门|时间|自提|自取|自提")
    return asked is not None or seek(r"客服|营业|在线|开门|上班|值班|人工|全年", text) is not None


def _warranty(reading: Reading, clause: Clause, text: str, given: str) -> Iterator[Statement]:
    if seek(r"(?:保修|质保|保固)[^\n]{0,4}\d", given):
        for match, _, _ in matches(_NO_WARRANTY, clause, text):
            if not seek(r"人为|摔|进水|使用不当|私拆|过了?(?:[一二三两\d]年|保修|质保)|超过?(?:[一二三两\d]年|保修|质保)|耗材", text):
                yield statement(match)
    for match, before, after in matches(_WARRANTY, clause, text):
        said = match.group()
        if said in given or DENIES.search(before) or DENIED_AFTER.match(after):
            continue
        if said.startswith("包") and (seek(r"7天|七天|质量|核实|坏果", text) or reading.request.case is not None):
            continue
        if seek(r"免费|坏了", said) and (reading.request.case is not None or seek(r"保修|质保", given)):
            continue
        yield statement(match)


SHOP_WORDS = any_of(_SHOP, _WARRANTY, _NO_WARRANTY)
SHOP_STATEMENTS = (_shop, _warranty)
