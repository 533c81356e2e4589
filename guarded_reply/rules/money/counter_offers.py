"""Prices below the shop's: offered to one who asks for less, or taken over from what he offers ('成交', '可以的')."""

from __future__ import annotations

from collections.abc import Iterator

from guarded_reply.claims.amounts import read_money
from guarded_reply.claims.figures import verdicts
from guarded_reply.claims.granted import AGREES, ASKS_CUT, CUT_SAID, ECHO, cut_asked, cut_said, denied, echoed, is_known, refused_after
from guarded_reply.claims.prices import baskets, fees_of
from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.reading.modality import spoken
from guarded_reply.reading.numerals import NUMBER, parse_number
from guarded_reply.reading.pattern import Pattern, any_of, seek

AGREES_TO_PRICE = Pattern(r"成交|就(?:按|照|依)您(?:说的|的)|按您(?:说的|的|报的|给的)(?:价|数|来|算|办)?|依您|卖您了|卖给您(?!的)|(?:就)?这(?:个)?(?:价|数)(?:给您|卖|成(?!本)|拍|可以|行)|给您(?:改|这个)(?:价|成|到)|(?:我|这边|这就|帮您|给您)(?:来|去|就)?(?:给您|帮您)?改(?:一下)?(?:价|价格)")
_NO_PRICE = ("coupon", "gap", "threshold", "insurance", "others", "discount", "fee", "first_rate", "step_rate")
_ASKS_OFFER = Pattern(rf"({NUMBER})(?:元|块)?(?:钱)?(?:[,，]?)(?:一[件条个双盒箱袋瓶只套])?(?:卖不卖|卖吗|卖不|卖|行不行?|行吗|可以吗|可以不|成不成?|我就(?:拍|买|下)|就拍|就买|怎么样|如何|能不能|拿走|出不出|出吗|成交|包邮|给不给|吧|呗|能出|得了|算了|拉倒|咋样)")
_ASKS_SUM = Pattern(rf"(?:算|给|出|按)\s?({NUMBER})(?:元|块)?(?:钱)?(?:吗|行|可|好|成|吧|呗)")


def _listed(reading: Reading, text: str) -> bool:
    """Whether some promotion's own title or figures stand in the text."""
    return any(p.title.lower() in text for p in reading.request.promotions)


_OFFER = Pattern(rf"({NUMBER})(?:元|块)?(?:钱)?(?:的?价)?(?:就)?(?:给您|卖您|卖给您|您拿走|成交|出给您|给到您)(?!一|两|送|张|个|补|退|减|优惠)|(?:算您|给您算|收您|给到您|按|给您)(?:个|就|只|才)?\s?({NUMBER})(?:元|块)?(?:钱)?(?=$|[吧哈哦啦呢算的亲,。!好就])|(?:学生|会员|内部|员工|友情|老客户?|老顾客|vip|批发|团购|专属|最低|底|优惠(?=价))价?(?:只要|只能|是|给您|到|就|能给到?)?\s?({NUMBER})(?!天|小时|折|件|个|双)")


def prices_offered(reading: Reading) -> Iterator[Hit]:
    """'150给您' and '算您1700': a price of the agent's own making, given to one who asked for less."""
    offers = list(reading.where(_OFFER.bit))
    if not offers or not (reading.asks(ASKS_CUT) or reading.asks(r"别家|隔壁|才\d|多少钱|什么价|什么价格")):
        return
    judged = [verdict.money.amount for verdict in verdicts(reading)]
    judged += [money.amount for money in read_money(reading) if money.role in _NO_PRICE]
    for clause in offers:
        text = spoken(clause)
        match = clause.find(_OFFER, text)
        if match is None or clause.asks and "吗" in text or denied(text, match.start()) or seek(r"不能|没法|无法|做不|要是|如果|运费|邮费|贴|亏", text):
            continue
        if any(clause.start + match.start() < amount.end and amount.start < clause.start + match.end() for amount in judged):
            continue  # its figure has been judged beside the facts
        value = parse_number(match.group(1) or match.group(2) or match.group(3))
        if value is not None and value >= 5 and not is_known(reading, value):
            yield Hit(clause.start + match.start(), clause.start + match.end(), f"给出了没有依据的价格{match.group(1) or match.group(2) or match.group(3)}", "policy:price.reductions_in_chat=false", "价格按页面说")
            return


def offers_taken(reading: Reading) -> Iterator[Hit]:
    """'成交' and '可以的' in answer to a counter-offer or a wish for a cut."""
    if not reading.turn.present & _GIVES_IN:
        return
    offer = reading.asks(_ASKS_OFFER) or reading.asks(_ASKS_SUM)
    wants = reading.asks(ASKS_CUT)
    if offer is None and wants is None:
        return
    value = parse_number(offer.group(1)) if offer is not None else None
    if value is not None and is_known(reading, value):
        return
    if reading.asks(r"运费|邮|快递") and (offer is None or freight_cut_asked(reading)):
        return
    if reading.asks(r"退我|赔|补我|补偿"):
        return  # amends, not a price
    for clause in reading.where(any_of(ECHO, _MEETS)):
        echo = echoed(clause) or clause.find(_MEETS)
        figure = parse_number(echo.group("said")) if echo is not None and echo.re is ECHO.regex else None
        if figure is not None and is_known(reading, figure):
            continue
        if echo is not None and not clause.asks and not refused_after(reading, clause, echo.end()):
            yield Hit(clause.start + echo.start(), clause.start + echo.end(), "答应了顾客的还价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的优惠")
            return
    if value is not None and value in {fee for basket in (None, *baskets(reading)) for fee in fees_of(reading, basket)}:
        return
    urged = offer is not None or reading.asks(r"成交|同意|答应(?!过)|卖给我|就这个价") is not None
    for clause in reading.clauses:
        text = spoken(clause)
        double = clause.find(_NOT_NO, text)
        strong = clause.find(AGREES_TO_PRICE, text)
        refused = seek(r"不(?!是不)|没法|没办法|无法|动不了|要是|如果|难", text) is not None and double is None
        if clause.asks and not double:
            continue
        if (strong and not refused and not _listed(reading, text)) or (double and not seek(r"但|不过|只是", reading.text[clause.end :])):
            yield Hit(clause.start, clause.end, "答应了顾客的还价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的优惠")
            return
        if urged and AGREES.match(text) and clause.index <= 1:
            following = reading.after(clause)
            if following is not None and seek(r"不过|但|价格|统一|券|行李牌|满|申请|理解|先(?!拍(?!照|张|视频|图|个)|别付|不付|不要付|下单|付)", following.text) and not seek(r"改价|改成|改好|改完|我改|您改", following.text):
                return
            yield Hit(clause.start, clause.end, "答应了顾客的还价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的优惠")
            return


_MEETS = Pattern(r"折(?:个|一|一个)?中|各让一步|一人让一半|零头.{0,6}(?:不要|抹|没看见|算了|免|去掉|给您|省)(?!不|得了吗)")
_NOT_NO = Pattern(r"(?:不是|没有?说|也不是)(?:完全|一定)?不(?:可以|行|能|成|卖)|没什么不可以")
_GIVES_IN = any_of(ECHO, _MEETS, _NOT_NO, AGREES, AGREES_TO_PRICE)


def freight_cut_asked(reading: Reading) -> bool:
    """Whether what he wants less of is the freight ('运费让5块成不')."""
    return reading.asks(_FREIGHT_CUT) is not None


_LESS = r"(?:少|让|便宜|减|免|优惠|降|抹|打折|半价|贵)"
_FREIGHT_CUT = Pattern(rf"(?:运费|邮费|快递费|邮资|中通|顺丰|邮(?![箱件政]))[^,。?]{{0,4}}{_LESS}|{_LESS}[^,。?]{{0,5}}(?:运费|邮费|快递费|邮资)")
_AT_MOST_PLACES = 2


def cuts_agreed(reading: Reading) -> Iterator[Hit]:
    """'可以', '15吧' to one who asks for a sum less; on the freight as much is fine as the policy gives."""
    value = cut_asked(reading)
    if value is None or not reading.turn.present & (AGREES.bit | CUT_SAID.bit) or reading.asks(r"退我|赔|补我|补偿|满|券|活动"):
        return
    most = reading.policy.concessions.freight_max if freight_cut_asked(reading) else 0
    for clause in reading.clauses[:_AT_MOST_PLACES]:
        said = cut_said(reading, clause)
        given = said if said is not None else value if clause.find(AGREES) else None
        following = reading.after(clause)
        if given is None or given <= most or given > value or clause.asks and said is None or is_known(reading, given) or denied(clause.text, len(clause.text)):
            continue
        if following is not None and seek(r"不过|但|价格|统一|券|行李牌|满|申请|理解|首重|续", following.text):
            return
        yield Hit(clause.start, clause.end, "答应了降价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的赠品、券或运费优惠")
        return


_ASKS_BOSS = Pattern(r"老板|店长|主管|掌柜|领导|拍板|做主|作主")
_BOSS_AGREES = Pattern(r"^(?:亲|嗯|那|好消息|刚问了|问过了|\W)*(?:我们?|咱们?)?(?:老板|店长|主管|掌柜|领导|上面)?(?:已经|都|也|刚|说)*(?:同意|答应|点头|批准?|松口|首肯|拍板|可以|行)了")
_NAME_YOUR_PRICE = Pattern(r"(?:您|亲)(?:先|来|就|尽管|自己|只管)?(?:说|开|报|出)(?:个|一个)(?:心理)?(?:价|数)")
_ASKS_TALK = Pattern(r"[谈议还讲]价|[开出报]个?价|价.{0,4}谈|优惠|便宜|少点|让点|底价|最低")


def decided(reading: Reading) -> Iterator[Hit]:
    """'老板同意了 您拍吧', '您开个价 合适就给您改': a cut granted by another's word, or left to the customer to name."""
    if reading.request.case is not None or not reading.turn.present & (_BOSS_AGREES.bit | _NAME_YOUR_PRICE.bit):
        return
    boss, talks = reading.asks(_ASKS_BOSS) is not None and not reading.asks(r"退|换|赔|发货|补"), reading.asks(_ASKS_TALK) is not None
    for clause in reading.clauses:
        match = clause.find(_BOSS_AGREES) if boss else None
        match = match or (clause.find(_NAME_YOUR_PRICE) if talks else None)
        if match is not None and not clause.asks and not denied(clause.text, match.start()) and not refused_after(reading, clause, match.end()):
            yield Hit(clause.start + match.start(), clause.start + match.end(), "答应了降价", "policy:price.reductions_in_chat=false", "说明价格统一,改用店铺允许的赠品、券或运费优惠")
            return
