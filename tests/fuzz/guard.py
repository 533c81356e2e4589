"""Coverage-guided fuzzing of the guard; not part of the ordinary test run.

    pip install atheris
    python tests/fuzz/guard.py -max_total_time=60 -max_len=4000 [CORPUS_DIR]

Each input is a reply. Whatever it is, it must get a verdict without a crash of a rule, with spans inside the text, the same
verdict on the plain path, and soon; or be refused with a clear error. And whatever follows a promise in messages of its own,
the promise is found: nothing said later turns it into a question.
"""

from __future__ import annotations

import sys
import time

import atheris

with atheris.instrument_imports(include=["guarded_reply"]):
    from guarded_reply import RequestError, check
    from guarded_reply.guard import CRASHED
    from guarded_reply.reading.text import simplify
    from guarded_reply.request import as_request
    from guarded_reply.rules import all_rules

    all_rules()  # loaded now, so that they too are instrumented and the first input is not timed with it

REQUEST = as_request({
    "conversation": [{"role": "customer", "text": "运费多少,明天能到吗,能便宜点不"}],
    "destination": "江苏省苏州市",
    "products": [{"id": "lamp", "title": "折叠台灯", "price": "79", "weight_kg": "1.6", "stock": 3, "attributes": {"材质": "ABS"}}],
    "now": "2026-11-21T15:00:00+08:00",
})  # fmt: skip
PROMISE = "明天肯定到"
SECONDS_A_CHARACTER = 0.004
"""Far above what an instrumented check needs, far below what one that explodes takes."""
_TALK = "顺丰中通明天后到一定肯定不能没有退货运费包邮元块首续重满减送券您的了吗可以赔微信查发收付拍苏州北京新疆江浙沪质保问题"


def fuzz(data: bytes) -> None:
    """Judge one input on both paths."""
    feed = atheris.FuzzedDataProvider(data)
    wild = feed.ConsumeUnicode(feed.ConsumeIntInRange(0, 400))
    talk = "".join(_TALK[byte % len(_TALK)] if byte < 200 else chr(byte - 168) for byte in feed.ConsumeBytes(600))
    text = wild + talk
    began = time.perf_counter()
    try:
        fast = check(REQUEST, text)
    except RequestError:
        return
    spent = time.perf_counter() - began
    assert spent < 1 + len(text) * SECONDS_A_CHARACTER, f"{spent:.1f} s for {len(text)} characters"
    plain = check(REQUEST, text, plain=True)
    assert (fast.findings, fast.claims) == (plain.findings, plain.claims)
    for finding in fast.findings:
        assert finding.rule != CRASHED, finding.message
        assert 0 <= finding.start <= finding.end <= len(text)
    marks = "".join(char for char in simplify(wild) if not char.isalnum())
    promised = check(REQUEST, f"{PROMISE}。\n{marks}").findings
    assert any(finding.rule == "delivery-guarantee" for finding in promised), marks


if __name__ == "__main__":
    atheris.Setup(sys.argv, fuzz)
    atheris.Fuzz()
