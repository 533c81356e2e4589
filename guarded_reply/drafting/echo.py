"""What a model must not say back: the conversation, its own instructions. One reading for whole drafts and for growing ones."""

from __future__ import annotations

import re
from functools import lru_cache

from guarded_reply.drafting.prompt import instructions
from guarded_reply.request import ReplyRequest

_LONG_TURN = 4  # letters from which on a turn's words are its speaker's own
_LONG_PIECE = 6  # letters from which on a piece of the instructions is no chance
_COURTESY = re.compile(r"[好嗯行谢您你哈可对是]|^.?$")  # short words that either side may say
_NOTES = re.compile(r"→|\(事实")  # how examples are noted
_MARKS = re.compile(r"[\W_]+")


class Echoes:
    """Tells an echo from an answer for one request."""

    def __init__(self, request: ReplyRequest) -> None:
        turns = request.conversation
        heard = (_bare(turn.text) for turn in turns if len(turn.text) >= _LONG_TURN or (turn.role == "customer" and not _COURTESY.search(turn.text)))
        self._turns = frozenset(turn for turn in heard if turn)

    def of_conversation(self, message: str) -> bool:
        """Whether the message is a turn of the conversation, marks aside."""
        return _bare(message) in self._turns

    def of_instructions(self, message: str) -> bool:
        """Whether the message is a piece of the prompt's instructions rather than words to a customer."""
        bare = _bare(message)
        return _NOTES.search(message) is not None or (len(bare) >= _LONG_PIECE and bare in _manual())

    def may_come(self, text: str) -> bool:
        """Whether a message that begins with ``text`` may still become an echo."""
        bare = _bare(text)
        if bare in self._turns or bare in _manual() or _NOTES.search(text):
            return True
        return len(bare) >= _LONG_TURN and any(turn.startswith(bare) for turn in self._turns)


@lru_cache(maxsize=1)
def _manual() -> str:
    return "\n".join(_bare(line) for line in instructions())


def _bare(text: str) -> str:
    return _MARKS.sub("", text)
