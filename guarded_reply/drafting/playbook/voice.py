"""The voice: seeded choice among wordings, the brand's tone, the customer's script, messages as people type them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from guarded_reply.drafting.model import Brief
from guarded_reply.reading.scripts import converter

MAX_MESSAGE = 110
_OWN_WORDS = (("運費險", "運費險"), ("軟件", "軟體"), ("質量", "品質"), ("視頻", "影片"), ("信息", "訊息"), ("發佈", "發布"), ("短信", "簡訊"))


class Voice:
    """Chooses wordings reproducibly: the same conversation always gets the same words."""

    def __init__(self, brief: Brief) -> None:
        request = brief.request
        seed = "\n".join(message.text for message in request.conversation) + request.trigger + (request.order.id if request.order else "")
        self._seed = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
        self.tone = request.shop.brand_tone or brief.policy.shop.brand_tone
        self.shop = request.shop.name or brief.policy.shop.name
        self.agent = request.shop.agent or brief.policy.shop.agent
        self._said = "\n".join(message.text for message in request.conversation[-4:] if message.role == "agent")

    def pick(self, key: str, options: Sequence[str]) -> str:
        """One of ``options``, by conversation and key, preferring one not said in the last turns."""
        start = (self._seed + int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big")) % len(options)
        for shift in range(len(options)):
            choice = options[(start + shift) % len(options)]
            if choice[:12] not in self._said:
                return choice
        return options[start]

    @property
    def agent_name(self) -> str:
        """How the agent introduces himself: 8号 → 8号客服, 小满 → 客服小满."""
        if self.agent in ("客服", ""):
            return "客服"
        return f"{self.agent}客服" if re.fullmatch(r"\w{0,3}\d+号?|\d+号", self.agent) else f"客服{self.agent.removeprefix('客服')}"

    def greeting(self) -> str:
        """Greeting and self-introduction of a first turn (P10)."""
        name, agent = self.shop, self.agent_name
        at = "" if name == "本店" else name
        if self.tone == "playful":
            return self.pick("greet", (f"亲亲您好呀,欢迎光临{at or '小店'},{agent}为您服务😊", f"您好呀,这里是{at or '小店'},{agent}来啦,很高兴为您服务😊"))
        if self.tone == "professional":
            return self.pick("greet", (f"您好,欢迎光临{at or '本店'},{agent}为您服务😊", f"您好,这里是{at or '本店'},{agent}很高兴为您服务😊"))
        return self.pick("greet", (f"您好,欢迎光临{at or '本店'},{agent}为您服务😊", f"亲,您好,欢迎来到{at or '本店'},{agent}很高兴为您服务😊"))

    def notice(self) -> str:
        """How the shop introduces itself when it writes about an order: no word of welcome (P10)."""
        at = "" if self.shop == "本店" else self.shop
        who = f"{at}的{self.agent_name}" if at else f"店里的{self.agent_name}"
        if self.tone == "playful":
            return self.pick("notice", (f"亲亲您好呀,我是{who}😊", f"您好呀,{who}来啦😊"))
        return f"您好,我是{who}" if self.tone == "professional" else self.pick("notice", (f"亲,您好,我是{who}😊", f"您好,我是{who}😊"))

    @property
    def dear(self) -> str:
        """A form of address that fits the tone."""
        return {"playful": "亲亲", "warm": "亲", "professional": "您好"}[self.tone]

    @property
    def end(self) -> str:
        """A closing particle that fits the tone."""
        return {"playful": "哦", "warm": "哦", "professional": ""}[self.tone]


def to_script(text: str, traditional: bool) -> str:
    """``text`` in the customer's script."""
    if not traditional:
        return text
    converted = converter("s2t")(text)
    for old, new in _OWN_WORDS:
        converted = converted.replace(old, new)
    return converted.replace("遞迴", "遞回").replace("喫", "吃").replace("纔", "才").replace("羣", "群").replace("裏", "裡").replace("臺", "台").replace("覈", "核").replace("爲", "為").replace("衆", "眾").replace("着", "著").replace("彆", "別").replace("別扭", "彆扭")


def in_tone(messages: Sequence[str], voice: Voice, troubled: bool) -> tuple[str, ...]:
    """The brand's tone in the last touches: professional without smiles after the greeting, playful with one light mark, none in trouble."""
    if voice.tone == "professional":
        return tuple(message if index == 0 and message.endswith("😊") else re.sub(r"[😊🙏]$", "", re.sub(r"[😊🙏](?=.)", "。", message)) for index, message in enumerate(messages))
    if voice.tone != "playful" or troubled or not messages:
        return tuple(messages)
    last = messages[-1]
    if last.endswith("哦"):
        last = last[:-1] + voice.pick("light", ("哟~", "哦~"))
    elif last[-1] not in "~😊🙏?":
        last += "~"
    smile = "" if any("😊" in message for message in messages) or len(last) > MAX_MESSAGE - 4 else "😊"
    return (*messages[:-1], last + smile)


def as_messages(parts: Sequence[str]) -> tuple[str, ...]:
    """Join short parts and split long ones, so that each message is as long as people type."""
    messages: list[str] = []
    for part in parts:
        part = re.sub(r"(?<=[吗呢])哦", "", part.strip()).replace("哦?", "呢?")
        for piece in _split(part):
            if messages and len(messages[-1]) + len(piece) < 46 and messages[-1][-1] not in "😊🙏":
                messages[-1] = f"{messages[-1]}{'' if messages[-1][-1] in '。!?~' else '。'}{piece}"
            else:
                messages.append(piece)
    return tuple(message for message in messages if message)


def _split(text: str) -> list[str]:
    if len(text) <= MAX_MESSAGE:
        return [text] if text else []
    pieces: list[str] = []
    current = ""
    for sentence in re.split(r"(?<=[。!?;~])", text):
        if current and len(current) + len(sentence) > MAX_MESSAGE:
            pieces.append(current.rstrip(";"))
            current = ""
        while len(sentence) > MAX_MESSAGE:
            cut = sentence.rfind(",", 0, MAX_MESSAGE)
            cut = cut if cut > 20 else MAX_MESSAGE
            pieces.append((current + sentence[:cut]).strip(","))
            current, sentence = "", sentence[cut + 1 :]
        current += sentence
    return [*pieces, current] if current else pieces
