"""Promises a service step within a time that the policy does not list.

What it does: fires when a call-back, check, reply, refund, invoice or solution is promised with a time shorter than the
policy's for that step, or with a time although the policy lists none. The listed time or a slower one is fine, and
so is effort without a time; 马上 with the agent's own inquiry is effort, 马上 with a result (到账, 处理好) is a promise.

Why: a promise made in chat binds the shop (P6, P72).

Known limits: who calls back (agent or supervisor) is not told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.service import ServicePromise, read_service_promises
from guarded_reply.claims.votes import Vote
from guarded_reply.reading.pattern import Pattern
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good

_LISTED = {"callback": "callback", "photo_check": "photo_check", "invoice": "invoice"}
_NAMES = {"callback": "回复", "photo_check": "核实", "invoice": "开票", "refund": "退款", "solution": "处理"}


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for each step promised faster than listed."""
    for promise in read_service_promises(reading):
        limit, source = _limit(reading, promise.step)
        slow_enough = _is_listed(promise, limit)
        value = reading.text[promise.start : promise.end]
        reading.claim("service_promise", promise.start, promise.end, value, source if slow_enough else None)
        if slow_enough:
            continue
        listed = f"最快{_text(limit)}" if limit is not None else "没有列出时限"
        yield Hit(promise.start, promise.end, f"承诺的{_NAMES[promise.step]}时间超出了店铺能保证的({listed})", source, "按列出的时限说,或不说时间只说会尽快")


def _is_listed(promise: ServicePromise, limit: Decimal | None) -> bool:
    return limit is not None and promise.hours >= limit


def _left_open(reading: Reading, vote: Vote) -> bool:
    """Whether no step at its listed time stands in the stretch: letters do not tell 60 minutes from 10."""
    return not any(vote.start <= promise.start < vote.end and _is_listed(promise, _limit(reading, promise.step)[0]) for promise in read_service_promises(reading))


def _limit(reading: Reading, step: str) -> tuple[Decimal | None, str]:
    policy = reading.policy
    if step == "refund":
        return max(Decimal(policy.returns.refund_hours) - _since_return(reading), Decimal(0)), "policy:returns.refund_hours"
    if step == "solution":
        return None, "policy:service_steps"
    minutes = policy.step_minutes(_LISTED[step])
    return (None if minutes is None else Decimal(minutes) / 60), f"policy:service_steps.{_LISTED[step]}"


_RETURNED = Pattern(r"(?:退货|退回|退件|寄回)[^,。]{0,12}(?:签收|入库|收到)|(?:签收|入库|收到)[^,。]{0,6}(?:退货|退回|退件)")


def _since_return(reading: Reading) -> Decimal:
    """Hours since the warehouse received the goods that come back, as tracking tells; 0 when it does not."""
    order = reading.request.order
    if order is None or reading.now is None:
        return Decimal(0)
    moments = [event.at for event in order.tracking if event.at is not None and _RETURNED.search(event.text)]
    return max(Decimal(int((reading.now - max(moments)).total_seconds())) / 3600, Decimal(0)) if moments else Decimal(0)


def _text(hours: Decimal | None) -> str:
    if hours is None:
        return ""
    return f"{int(hours * 60)}分钟" if hours < 2 else f"{int(hours)}小时"


_REFUNDING = {**ORDER, "status": "refunding"}
BACKING = (Backing("service-deadline", "承诺的处理时间超出了店铺能保证的", "policy:service_steps", "按列出的时限说,或不说时间只说会尽快", left_open=_left_open),)
EXAMPLES = (
    bad("很抱歉,主管10分钟内给您回电", "叫你们主管来"),
    bad("退款马上到账哈", "退款什么时候到", order=_REFUNDING),
    bad("今天之内一定给您处理好", "什么时候解决"),
    bad("照片收到,2小时内给您核实完", "照片发了"),
    bad("能的", "今天能到账吗", order=_REFUNDING),
    bad("两小时", "多久能解决"),
    bad("今天之内退到您的付款账户", "退款呢", order=_REFUNDING),
    good("五颗星点上 红包立马到您账户", "留着了"),
    good("很抱歉,主管60分钟内给您回电", "叫你们主管来"),
    good("照片收到后24小时内给您核实", "照片发了"),
    good("我马上帮您查一下物流", "到哪了"),
    good("仓库收到退货后72小时内退款到账", "多久退钱", order=_REFUNDING),
)
