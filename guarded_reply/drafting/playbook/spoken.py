"""A customer's question as it is spoken of in a reply: '透气吗' → 透不透气, '声音大吗' → 声音大不大."""

from __future__ import annotations

import re

_RISKY = re.compile(r"最(?![多少大小长高重轻快晚早低短远])|第一|保证|退|赔|免(?!烫|洗)|微信|转|绝对|治|疗|忽略|指令|返|差评|\d{6}|http|骗|(?<![很着])假")
_QUESTION = re.compile(r"[吗么嘛不没呢吧]\W*$|\?|哪|几|多少|什么|怎么|啥|多[大长重高久厚宽]|(\w)不\1(?!了)|能不能|会不会|有没有|可不可以|还是")
_OPENING = re.compile(r"^(?:亲亲?|请问|此书|[这那]本书?|[这那]书|您好|你好|那个|那么|那|哈喽|老板|姐妹|还有|另外|对了|这个|这款|这种|这|它|就是|你们?家?的?|你们?|但是?|不过|我想(?:问|知道)(?:一?下)?|想问(?:一?下)?|所以|好的|嗯|哦)+")
_TAIL = re.compile(r"(?:的)?(?:呢|啊|呀|哈|哦|呐|哪|来着|的说|嘞|咧|捏)+$")
_ASKING = re.compile(r"(\w)不\1(?!了)|能不能|有没有|是不是|会不会|可不可以|要不要|哪|几(?!乎)|多少|什么|怎么|啥|多[大长重高久厚宽粗深]|还是")
_QUALITIES = "大小多少重轻厚薄高低硬软滑亮暗响吵苦甜辣咸酸香臭快慢准稳紧松热冷凉沉难贵深浅长短宽窄密干湿脆嫩糯腥腻黏粘透浓淡烫正"
_VERBS = "夹伤漏掉褪缩变卡磨硌勒闷晒粘吸防耐抗包送带配含占费省刺扎沾跑挡显挑怕容起串招压摔碎结裂皱烫挂打加"
_PAIRS = (
    "清楚|清晰|明显|合适|舒服|方便|麻烦|结实|牢固|稳固|好清洗|好清理|好操作|好保养|好携带|好打扫|厉害|好用|好看|好吃|好喝|好装|好洗|好搭|好养|好打理|好收纳|好闻|新鲜|柔软|光滑|厚实|耐用|干净|安全|准确|灵敏|流畅|持久|牢靠|透气|防滑|防水|防晒|保暖|暖和|亲肤|软糯|入味|耐脏|"
    "爱吃|爱喝|喜欢|拔干|支持|适合|兼容|适用|包含|附带|容易|推荐|舒适|均匀|厚重|严重|强烈|充足|稳定|准时"
)
_TURNED: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^(.{1,12})(行|成)$"), r"\1\2不\2"),
    (re.compile(r"^(.{1,8})有$"), r"有没有\1"),
    (re.compile(r"^(.{0,8})(好)([贴剥用看吃喝装洗搭养闻骑拿推拆开])$"), r"\1好不好\3"),
    (re.compile(r"((?:真的)?)((?:不用|不会|不能|没有|不需要|不怕)(?:.{1,10}))$"), r"是不是\1\2"),
    (re.compile(r"^(.{0,6})(\w得)(下|住|了|动|开|进|上|起|出|惯|清|见|到|完|坏|久|动)(.{0,8})$"), ""),
    (re.compile(r"(?<![可功性智])就?能(?![够量力]|不)(.{1,12})$"), r"能不能\1"),
    (re.compile(r"可以(?!不)(.{1,12})$"), r"可不可以\1"),
    (re.compile(r"(?<![没还拥具])有(?![没点])(.{1,12})$"), r"有没有\1"),
    (re.compile(r"(?<![不机])会(?!不|员|议)(.{1,12})$"), r"会不会\1"),
    (re.compile(r"(?<![不还但可只就])是(?!不|啥|什么)(.{1,12})$"), r"是不是\1"),
    (re.compile(r"(.{2,9}?)(?:是)?一样(?:的)?$"), r"\1是不是一样"),
    (re.compile(r"(?<![不主重])(?:需要|要)(?!不)(.{1,12})$"), r"要不要\1"),
    (re.compile(rf"^(.{{0,10}}?)({_PAIRS})(.{{0,8}})$"), ""),
    (re.compile(rf"^(.{{1,10}}?)([{_QUALITIES}])$"), r"\1\2不\2"),
    (re.compile(rf"^(.{{0,10}}?)([{_VERBS}])(.{{0,6}})$"), r"\1\2不\2\3"),
)
UNREAD = "您问的这点"
"""How a question is spoken of that cannot be said back."""


def _turned(said: str) -> str:
    """A statement with its '吗' taken off, as the question whether it is so; nothing when it cannot be said smoothly."""
    for pattern, form in _TURNED:
        match = pattern.search(said)
        if match is None:
            continue
        if form:
            return pattern.sub(form, said)
        if len(match.groups()) == 4:
            head, verb, result, rest = match.groups()
            return f"{head}{verb[:-1]}不{verb}{result}{rest}" if verb else said
        head, word, rest = match.groups()
        return f"{head}{word[0]}不{word}{rest}"
    return ""


def spoken(clause: str) -> str:
    """One clause that asks, as it is spoken of in a sentence; never anything that could be a claim or a command. Empty when it cannot be."""
    piece = re.sub(r"[!。~…\s]+", "", clause.replace("?", "?").replace("!", "!").replace("咋", "怎么").replace("怎么样儿", "怎么样"))
    if re.fullmatch(r"(?:要|得|是|大概|一共)?多少(?:来着|钱|元)?[呢啊呀]?|(?:咋|怎么)(?:整|办|弄)", piece):
        return ""  # asks for a figure or a remedy, nothing of the goods
    piece = re.sub(r"^(?:这|那)(?:个)?(?:玩意儿?|东西|家伙)", "", piece)
    piece = _TAIL.sub("", _OPENING.sub("", re.sub(r"\?+$", "", piece)))
    if not 2 <= len(piece) <= 18 or not _QUESTION.search(piece + ("?" if "?" in clause or "?" in clause else "")) or _RISKY.search(piece) or re.search(r"[你您]|(?:也|是|会)(?:这样|那样)|^(?:这样|那样|真的|是的)", piece):
        return ""
    piece = re.sub(r"我们?家?的?", "您", piece, count=1) if piece.count("我") == 1 else piece
    if "我" in piece:
        return ""
    if _ASKING.search(piece):
        return re.sub(r"(?<=.)(?:吗|么|嘛|吧)$", "", piece).replace("啥", "什么")
    bare = re.sub(r"(?:吗|么|嘛|不|没有?|吧|了吗)$", "", piece)
    bare = re.sub(r"的$", "", bare) if not re.search(r"是[^,]{1,8}的$", bare) else bare
    return _turned(bare) if bare != piece and bare else ""


def as_asked(text: str) -> str:
    """The first question of a message as it is spoken of, or ``UNREAD``."""
    return next((said for piece in re.split(r"[\s,。!?!?,\n]+", text) if (said := spoken(piece))), UNREAD)
