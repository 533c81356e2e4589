"""Proof: each number, price and time of a reply names the fact behind it, or says that nothing supports it."""

from __future__ import annotations

import pytest

from guarded_reply import check

REQUEST = {
    "conversation": [{"role": "customer", "text": "两个多少钱?寄苏州"}],
    "destination": "江苏省苏州市",
    "products": [{"id": "ear", "title": "蓝牙耳机", "price": "159", "weight_kg": "0.3", "stock": 20, "attributes": {"续航": "单次6小时", "保质期": "18个月"}}],
    "promotions": [{"title": "满300减50", "kind": "discount", "threshold": "300", "amount": "50"}],
    "order": {"id": "A1", "status": "paid", "items": [{"product_id": "ear", "quantity": 1, "unit_price": "159"}], "paid_at": "2026-11-21T10:02:00+08:00"},
    "now": "2026-11-21T15:00:00+08:00",
}


@pytest.mark.parametrize(
    ("reply", "text", "source"),
    [
        ("您今天10:02付的款哦", "10:02", "order.paid_at"),
        ("单次续航6小时哦", "6小时", "product:ear.attributes.续航"),
        ("两个318元,减50是268元哦", "268元", "sum:prices, fees and promotions"),
        ("送您店铺券10元一张哦", "10元", "policy:concessions.coupons[0]"),
        ("中通满99元包邮哦", "99元", "policy:free_shipping.threshold"),
    ],
)
def test_a_figure_names_the_fact_behind_it(reply: str, text: str, source: str) -> None:
    claims = {claim.text: claim.supported_by for claim in check(REQUEST, reply).claims}
    assert claims[text] == source


def test_a_figure_without_a_fact_says_so() -> None:
    claims = {claim.text: claim.supported_by for claim in check(REQUEST, "单次续航7小时哦").claims}
    assert claims["7小时"] is None
