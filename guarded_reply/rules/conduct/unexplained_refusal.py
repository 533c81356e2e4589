"""Refuses without a reason or a way out.

What it does: fires when the turn refuses or denies something the customer asked or would want, and no message of the
same turn gives a real reason, an alternative or a next step. 公司规定 and 系统不支持 alone, an apology or a particle are
no reasons. Idioms, questions, double negatives that mean yes and the denial of a bad thing are no refusals.

Why: a bare 不行 costs the customer (P1).

Known limits: whether a reason is a good one is not judged, only that there is one.
"""

from __future__ import annotations

from collections.abc import Iterator

from guarded_reply.claims.reading import Hit, Reading
from guarded_reply.claims.refusal import read_refusals
from guarded_reply.rules.backing import Backing
from guarded_reply.rules.example import ORDER, bad, good


def judge(reading: Reading) -> Iterator[Hit]:
    """Yield a hit for the first refusal of a turn that explains nothing."""
    for refusal in read_refusals(reading):
        if refusal.explained:
            return
        yield Hit(
            refusal.start,
            refusal.end,
            "拒绝了顾客,却没有说明原因,也没有给出别的办法",
            "playbook:P1",
            "补一句真实的原因,或者给顾客一个可行的选择",
        )
        return


BACKING = (
    Backing("unexplained-refusal", "拒绝了顾客,却没有说明原因,也没有给出别的办法", "playbook:P1", "补一句真实的原因,或者给顾客一个可行的选择", left_open=lambda reading, _: not any(refusal.explained for refusal in read_refusals(reading)), whole=True),
)
EXAMPLES = (
    bad("不可以的呢😊", "可以货到付款吗"),
    bad("改不了咯亲", "能帮我换个颜色吗"),
    bad("抱歉亲,公司规定不能退的哦", "不想要了能退吗"),
    bad("系统不支持呢,请您理解", "能合并发货吗"),
    bad("没有呢亲", "有赠品吗"),
    good("还没呢", "发货没", order=ORDER),
    good("尺码最大到44 45的没有做", "45码有吗"),
    good("不客气,有问题随时找我", "谢谢"),
    good("不是不能退,您签收7天内、没用过都可以退", "能退吗"),
    good("改不了啦,包裹已经交给快递了,我帮您联系快递问问", "能改地址吗", order={**ORDER, "status": "shipped"}),
    good("不会掉色的,放心洗", "会掉色吗"),
    good(["价格动不了呢", "全店统一价,少收您的话对别的顾客不公平"], "能便宜点吗"),
)
