"""The working of a fee, step by step, in words a shop owner follows."""

from __future__ import annotations

from guarded_reply.policy import Policy, Quote
from guarded_reply.reply import decimal_text
from guarded_reply.server.schemas import QuoteIn


def working_of(quote: Quote, policy: Policy, asked: QuoteIn) -> list[str]:
    """Zone, volumetric weight, billable weight, fee, free shipping, usual days."""
    zone = policy.carriers[quote.carrier].zones[quote.zone]
    steps = [f"{quote.carrier_name}寄到{asked.to},属于{quote.zone_name}"]
    weight = asked.weight_kg
    if asked.size_cm is not None and zone.volumetric_divisor is not None:
        length, width, height = asked.size_cm
        volumetric = length * width * height / zone.volumetric_divisor
        sides = "×".join(decimal_text(side) for side in asked.size_cm)
        shown = decimal_text(volumetric.quantize(volumetric.__class__("0.001")))
        steps.append(f"体积重:{sides}÷{decimal_text(zone.volumetric_divisor)}={shown}kg,和实重{decimal_text(weight)}kg比,取大的")
    elif asked.size_cm is not None:
        steps.append("这条线路不计体积重")
    steps.append(f"计费重量:{decimal_text(quote.billable_kg)}kg(首重{decimal_text(zone.first_kg)}kg,之后每{decimal_text(zone.step_kg)}kg一档,不足一档按一档)")
    steps.append(quote.working)
    if quote.free:
        free = policy.free_shipping
        steps.append(f"商品满{decimal_text(free.threshold) if free else ''}元包邮,运费0元")
    elif policy.free_shipping is not None and asked.goods_total is None and policy.free_shipping.carrier == quote.carrier and quote.zone not in policy.free_shipping.except_zones:
        steps.append(f"商品满{decimal_text(policy.free_shipping.threshold)}元可包邮")
    low, high = quote.usual_days
    steps.append(f"通常{low}-{high}天左右,以物流更新为准" if low != high else f"通常{low}天左右,以物流更新为准")
    return steps
