"""What a call may spend and has spent: tokens and money, over all attempts, the failed ones too."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from guarded_reply.errors import ModelUnavailable
from guarded_reply.reply import Attempt, Usage

_MILLION = Decimal(1_000_000)


def _today() -> date:
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class Price:
    """Yuan for a million tokens, of the prompt and of the answer."""

    prompt: Decimal = Decimal(0)
    completion: Decimal = Decimal(0)

    def of(self, usage: Usage) -> Decimal:
        """What this usage costs, in yuan."""
        return (self.prompt * usage.prompt_tokens + self.completion * usage.completion_tokens) / _MILLION


@dataclass(slots=True)
class Budget:
    """Caps per call and per day (UTC), in tokens and yuan; None is no cap. Safe to share between threads."""

    call_tokens: int | None = None
    call_yuan: Decimal | None = None
    day_tokens: int | None = None
    day_yuan: Decimal | None = None
    today: Callable[[], date] = _today
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _day: date | None = None
    _tokens: int = 0
    _yuan: Decimal = Decimal(0)

    def refusal(self, call_tokens: int, call_yuan: Decimal, more_tokens: int, more_yuan: Decimal) -> str | None:
        """Why another call of this size is not made, or None when it fits."""
        if self.call_tokens is not None and call_tokens + more_tokens > self.call_tokens:
            return "over the tokens of a call"
        if self.call_yuan is not None and call_yuan + more_yuan > self.call_yuan:
            return "over the money of a call"
        with self._lock:
            self._turn_page()
            if self.day_tokens is not None and self._tokens + more_tokens > self.day_tokens:
                return "over the tokens of the day"
            if self.day_yuan is not None and self._yuan + more_yuan > self.day_yuan:
                return "over the money of the day"
        return None

    def add(self, tokens: int, yuan: Decimal) -> None:
        """Count what was spent; a correction downwards is negative."""
        with self._lock:
            self._turn_page()
            self._tokens += tokens
            self._yuan += yuan

    @property
    def spent_today(self) -> tuple[int, Decimal]:
        """Tokens and yuan since midnight UTC."""
        with self._lock:
            self._turn_page()
            return self._tokens, self._yuan

    def _turn_page(self) -> None:
        day = self.today()
        if day != self._day:
            self._day, self._tokens, self._yuan = day, 0, Decimal(0)


@dataclass(slots=True)
class Account:
    """One call's attempts and spending. Each attempt is charged its estimate when it is sent and settled when it is answered,
    so that one which never answers is still counted."""

    attempts: list[Attempt] = field(default_factory=list[Attempt])
    usage: Usage = Usage()
    yuan: Decimal = Decimal(0)
    closed: bool = False
    repeat: int | None = None  # which repeat of the same request this call is, when a run says so; recordings tell repeats apart by it
    asked: dict[str, int] = field(default_factory=dict[str, int])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, attempt: Attempt) -> None:
        """Write an attempt down; what a cancelled model says after the reply has left is not part of its trace."""
        with self._lock:
            if not self.closed:
                self.attempts.append(attempt)

    def asking(self, key: str) -> int:
        """How often the question with this key has now been asked in this call."""
        with self._lock:
            count = self.asked[key] = self.asked.get(key, 0) + 1
            return count

    def close(self) -> tuple[Attempt, ...]:
        """No more attempts: the reply leaves with these."""
        with self._lock:
            self.closed = True
            return tuple(self.attempts)

    def open_bill(self, price: Price, prompt_tokens: int, max_tokens: int, budget: Budget | None) -> Bill:
        """Charge an estimate before sending; raises ModelUnavailable when it is over budget."""
        estimate = Usage(prompt_tokens, 0)
        worst = Usage(prompt_tokens, max_tokens)
        if budget is not None:
            spent = self.usage.prompt_tokens + self.usage.completion_tokens
            refusal = budget.refusal(spent, self.yuan, prompt_tokens + max_tokens, price.of(worst))
            if refusal is not None:
                raise ModelUnavailable(f"budget: {refusal}")
        bill = Bill(self, price, budget)
        bill.set(estimate, estimate)
        return bill


@dataclass(slots=True)
class Bill:
    """One attempt's cost: estimated first, corrected to what the endpoint says when that is credible."""

    account: Account
    price: Price
    budget: Budget | None
    told: Usage = Usage()
    counted: Usage = Usage()

    def set(self, told: Usage, counted: Usage) -> None:
        """Replace what stands: ``told`` goes to the trace, ``counted`` (never less) to the budget."""
        account = self.account
        more = self.price.of(counted) - self.price.of(self.counted)
        with account._lock:  # noqa: SLF001 -- one type in two halves  # pyright: ignore[reportPrivateUsage]
            account.usage = Usage(
                account.usage.prompt_tokens - self.told.prompt_tokens + told.prompt_tokens,
                account.usage.completion_tokens - self.told.completion_tokens + told.completion_tokens,
            )
            account.yuan += more
        if self.budget is not None:
            tokens = counted.prompt_tokens + counted.completion_tokens - self.counted.prompt_tokens - self.counted.completion_tokens
            self.budget.add(tokens, more)
        self.told, self.counted = told, counted

    def settle(self, prompt_tokens: object, completion_tokens: object, answer: str, context: int) -> None:
        """Correct to the endpoint's figures; a figure that cannot be true is replaced by our estimate."""
        guess = estimate_tokens(answer)
        floor = Usage(self.counted.prompt_tokens // 3, guess // 3)
        told = Usage(_credible(prompt_tokens, context, self.told.prompt_tokens), _credible(completion_tokens, context, guess))
        self.set(told, Usage(max(told.prompt_tokens, floor.prompt_tokens), max(told.completion_tokens, floor.completion_tokens)))


_NARROW = re.compile("[\0-\u2e7f]+")


def estimate_tokens(text: str) -> int:
    """Tokens of a text, on the high side: about one for a Chinese character, one for three letters."""
    wide = len(_NARROW.sub("", text))
    return wide + (len(text) - wide + 2) // 3


def _credible(value: object, context: int, instead: int) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= context else instead
