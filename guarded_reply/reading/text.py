"""One written form for every way a text can be typed: full-width, Traditional, laced with invisible marks, spaced out."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from guarded_reply.reading.pattern import EVERYTHING, Pattern, present
from guarded_reply.reading.scripts import converter, letters

# Characters that a reader does not see; they separate letters of a word that is to slip past a reader of bytes.
_INVISIBLE = frozenset(
    [0x00AD, 0x034F, 0x061C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x3164, 0xFEFF, 0xFFA0]
    + list(range(0x200B, 0x2010))
    + list(range(0x202A, 0x202F))
    + list(range(0x2060, 0x2070))
    + list(range(0xFE00, 0xFE10))
    + list(range(0x09))
    + list(range(0x0E, 0x20))
    + [0x7F]
)
# Typed forms of the same character count, so that offsets stay; each is a word of its own in chat.
_CHAT_FORMS = (
    (re.compile(r"(?<![玉大小糯虾粉])[木米]有(?!关系户)"), "没有"),
    (re.compile(r"木(?=问题|事儿?|办法|法子|得[选谈])|冇"), "没"),
    (re.compile("灰常"), "非常"),
    (re.compile("肿么"), "怎么"),
    (re.compile("酱紫"), "这样"),
    (re.compile(r"表(?=担心|急|着急|介意)"), "别"),
    (re.compile(r"(?<=[一-鿿])滴(?=[哈呢哦喔呀啊亲吧嘛!?。，,~\s]|$)"), "的"),
    (re.compile(r"(?<=[就都也不])素(?=[的您这那了啦呢]|$)"), "是"),
    (re.compile(r"\b(\d{1,4})(?:rmb|cny)\b"), r"\1元"),
)
_SPACED_OUT = Pattern(
    r"(?<![^\W\d_])[^\W_](?:[ \t·•.*_\-|/\\^=+~]{1,3}[一-鿿]){3,}(?![^\W\d_])|(?<![一-鿿])[一-鿿](?:[ \t·•.*_\-|/\\^=+~]{1,3}[一-鿿]){2,}(?![一-鿿])"
)
_FEWEST_GAPS = 2
_BETWEEN = Pattern(r"[ \t·•.*_\-|/\\^=+~]")
_CHAT_HINT = Pattern("[木米灰肿酱表滴素冇rc]")


_LONG = 1000
"""Characters beyond which a text is looked through for what is only repeated."""
_SAID_OFTEN = 40
_OVER_AND_OVER = re.compile(rf"(.{{1,16}}?)\1{{{_SAID_OFTEN},}}")


def _kept(text: str) -> Iterator[tuple[int, int]]:
    """The parts of a long text that are read: of what is repeated over and over, the first forty times say all it says."""
    begin = 0
    for match in _OVER_AND_OVER.finditer(text):
        yield begin, match.start() + _SAID_OFTEN * len(match.group(1))
        begin = match.end()
    yield begin, len(text)


class _Table(dict[int, "str | None"]):
    """Translation table that fills itself: each code point is worked out once, when first met."""

    def __missing__(self, point: int) -> str | None:
        value = _one_form(point)
        self[point] = value
        return value


_OWN = {"著": "着", "瞭": "了", "乾": "干", "甚": "什", "妳": "你", "您": "您", "喔": "喔", "囉": "啰", "裡": "里", "麼": "么", "夥": "伙"}


def _one_form(point: int) -> str | None:
    if point < 0x80:
        return None if point in _INVISIBLE else chr(point).lower()
    if point in _INVISIBLE:
        return None
    char = chr(point)
    if char.isdecimal():
        return str(unicodedata.decimal(char))  # digits of every script count as digits
    if char in _OWN:
        return _OWN[char]
    if point >= 0x1F000 or 0x2600 <= point <= 0x27BF:
        return char
    folded = unicodedata.normalize("NFKC", char).lower()
    if len(folded) == 1 and "㐀" <= folded <= "鿿":
        converted = converter("t2s")(folded)
        return converted if len(converted) == 1 else folded
    return {"，": ",", "。": "。", "、": "、", "〜": "~", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "∼": "~"}.get(
        folded, folded
    )


_TABLE = _Table()


def simplify(text: str) -> str:
    """``text`` in lower-case Simplified, half-width form, without invisible characters."""
    if _stays()(text) is not None:
        return text
    return text.translate(_TABLE)  # pyright: ignore[reportArgumentType] -- a dict subclass is a valid table


@lru_cache(maxsize=1)
def _stays() -> Callable[[str], re.Match[str] | None]:
    """What matches a text that is in its one form already: most are, and one glance at it is quicker than a table."""
    marks = [char for char in (*map(chr, range(0x80)), *"。、~…“”《》") if _one_form(ord(char)) == char]
    kept = [char for char in letters().kept if _OWN.get(char, char) == char]
    return re.compile(f"[{re.escape(''.join(marks))}{''.join(kept)}]*").fullmatch


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in its one form, and the way back to the typed one."""

    source: str
    text: str
    starts: tuple[int, ...] | None  # source offset of each character; None when offsets agree

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets (code points, end-exclusive) of a span of ``text``."""
        if self.starts is None:
            return start, end
        if start >= len(self.starts):
            return len(self.source), len(self.source)
        first = self.starts[start]
        return (first, self.starts[min(end, len(self.starts)) - 1] + 1) if end > start else (first, first)


def normalise(source: str) -> Normalised:
    """Bring ``source`` to its one form: NFKC, Simplified, lower case, nothing invisible, no letters spaced out."""
    text = simplify(source)
    starts: list[int] | None = None
    if len(text) != len(source):
        pieces: list[str] = []
        starts = []
        for offset, char in enumerate(source):
            form = simplify(char)
            pieces.append(form)
            starts.extend([offset] * len(form))
        text = "".join(pieces)
    if len(_BETWEEN.findall(text)) >= _FEWEST_GAPS and _SPACED_OUT.search(text):
        keep = [True] * len(text)
        for match in _SPACED_OUT.finditer(text):
            for gap in _BETWEEN.finditer(text, match.start(), match.end()):
                keep[gap.start()] = False
        origin = starts if starts is not None else list(range(len(text)))
        starts = [origin[i] for i, kept in enumerate(keep) if kept]
        text = "".join(char for char, kept in zip(text, keep, strict=True) if kept)
    if len(text) > _LONG and _OVER_AND_OVER.search(text):
        origin = starts if starts is not None else list(range(len(text)))
        kept = [place for start, end in _kept(text) for place in range(start, end)]
        starts = [origin[place] for place in kept]
        text = "".join([text[place] for place in kept])
    if _CHAT_HINT.search(text):
        for pattern, form in _CHAT_FORMS:
            replaced = pattern.sub(form, text)
            if len(replaced) == len(text):
                text = replaced
    return Normalised(source, text, None if starts is None else tuple(starts))


_CLOSERS = "。!?;,~…\n"
# A boundary is punctuation, or a space that a fast typist uses for it; never a mark inside a number or Latin phrase.
_BOUNDARY = Pattern(
    r"(?:(?<!\d),|(?<![\da-z])\.|[.,](?!\d)|[。!?;~…\n]|(?<=[^\x00-\x7f])[ \t]+|[ \t]+(?=[^\x00-\x7f]))[。!?;,~…\n \t.]*"
)
_SENTENCE_GOES_ON = frozenset(",;~. \t")  # any other mark ends the sentence
_ASKED = re.compile(r"[^。!\n]*\?")
"""A clause is asked by the marks up to its sentence's end: in '明天到。\\n?' the mark of the second message asks nothing of the first."""
_START = attrgetter("start")
_ASK_LETTERS = frozenset("吗么不")
_ASK_END = Pattern(r"(?:吗|[^那要什怎这多]么|对不|行不|好不好|可不可以)[呀啊哦呢亲哈]*$")


class Clause(NamedTuple):
    """A stretch of text between two marks; offsets are into the turn's normalised text."""

    index: int  # pyright: ignore[reportIncompatibleMethodOverride] -- its place in the turn; tuple.index is not wanted here
    start: int
    end: int
    text: str
    closer: str
    message: int
    sentence: int
    asks: bool  # whether it is put as a question to the hearer
    present: int  # bits of the patterns that may match in it

    def find(self, pattern: Pattern, text: str | None = None) -> re.Match[str] | None:
        """``pattern.search`` in the clause, or in ``text``, a part of it; free when the scan has ruled it out."""
        return pattern.search(self.text if text is None else text) if self.present & pattern.bit else None


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's turn, all messages together, split into clauses."""

    form: Normalised
    clauses: tuple[Clause, ...]
    messages: tuple[tuple[int, int], ...]  # spans of the messages in ``text``
    present: int  # bits of the patterns that may match in it

    @property
    def text(self) -> str:
        """The normalised text of the whole turn, messages joined by newlines."""
        return self.form.text

    @property
    def source(self) -> str:
        """The text as typed, messages joined by newlines."""
        return self.form.source

    def clause_at(self, offset: int) -> Clause | None:
        """The clause that covers ``offset`` (or the next one before it)."""
        if not self.clauses:
            return None
        index = bisect_right(self.clauses, offset, key=_START) - 1
        return self.clauses[max(index, 0)]


def read_turn(messages: str | Sequence[str], *, plain: bool = False) -> Turn:
    """Read one turn (a text or its messages) into clauses; ``plain`` leaves every pattern to be tried everywhere."""
    source = messages if isinstance(messages, str) else "\n".join(messages)
    form = normalise(source)
    text = form.text
    pieces: list[tuple[int, int, str, int, int]] = []
    begin, message, sentence = 0, 0, 0
    for match in _BOUNDARY.finditer(text):
        start, end = match.span()
        mark = text[start:end]
        if start > begin:
            pieces.append((begin, start, mark, message, sentence))
        if not _SENTENCE_GOES_ON.issuperset(mark):
            sentence += 1
            message += mark.count("\n")
        begin = end
    if begin < len(text):
        pieces.append((begin, len(text), "", message, sentence))
    masks = [EVERYTHING] * (len(pieces) + 1) if plain else present([text[piece[0] : piece[1]] for piece in pieces])
    clauses = tuple([_clause(text, index, piece, bits) for index, (piece, bits) in enumerate(zip(pieces, masks, strict=False))])
    spans: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        spans.append((offset, offset + len(line)))
        offset += len(line) + 1
    return Turn(form, clauses, tuple(spans), masks[-1])


def _clause(text: str, index: int, piece: tuple[int, int, str, int, int], bits: int) -> Clause:
    start, end, closer, message, sentence = piece
    own = text[start:end]
    asks = ("?" in closer and _ASKED.match(closer) is not None) or (not _ASK_LETTERS.isdisjoint(own[-8:]) and _ASK_END.search(own) is not None)
    return Clause(index, start, end, own, closer, message, sentence, asks, bits)
