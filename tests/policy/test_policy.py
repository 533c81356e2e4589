"""Rate card worked by hand, policies, errors with file and line."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from guarded_reply import PolicyError, load_policy, quote_shipping
from guarded_reply.errors import AmbiguousPlace, NotServed, UnknownCarrier, UnknownPlace, UnknownWeight, UsageError
from guarded_reply.policy_check import problems_of

POLICIES = Path(__file__).parents[2] / "policies"
QUOTES = [
    ("江苏苏州", "sf", "3.2", (38, 24, 55), None, "22"), ("北京", "sf", "3.2", (38, 24, 55), None, "102"), ("江苏苏州", "sf", "0.3", (25, 20, 5), None, "14"),
    ("江阴", "sf", "4.5", (42, 27, 65), None, "26"), ("杭州", "sf", "2.4", None, None, "18"), ("银川", "zto", "11", None, None, "170"), ("银川", "sf", "11", None, None, "122"),
    ("乌鲁木齐", "zto", "0.6", None, "118", "20"), ("广州", "zto", "1.2", None, "236", "0"), ("广州", "sf", "1.2", None, "236", "32"), ("成都", "zto", "1.0", None, None, "10"),
    ("成都", "zto", "1.01", None, None, "16"), ("上海", "zto", "0.3", None, "99", "0"), ("上海", "zto", "0.3", None, "98.99", "6"), ("武汉", "sf", "0.9", (40, 30, 10), None, "32"),
]  # fmt: skip


@pytest.mark.parametrize(("to", "carrier", "weight", "size", "total", "fee"), QUOTES)
def test_quotes(to: str, carrier: str, weight: str, size: tuple[int, int, int] | None, total: str | None, fee: str) -> None:
    assert quote_shipping(to, carrier=carrier, weight_kg=weight, size_cm=size, goods_total=total).fee == Decimal(fee)


def test_what_is_unknown_is_said_and_never_guessed() -> None:
    with pytest.raises(UnknownWeight):
        quote_shipping("苏州")
    with pytest.raises(UnknownPlace):
        quote_shipping("火星", weight_kg=1)
    with pytest.raises(AmbiguousPlace):
        quote_shipping("鼓楼区", weight_kg=1)
    with pytest.raises(NotServed):
        quote_shipping("香港", weight_kg=1)
    with pytest.raises(UnknownCarrier):
        quote_shipping("苏州", carrier="dhl", weight_kg=1)
    with pytest.raises(UsageError):
        quote_shipping("苏州", weight_kg="abc")
    with pytest.raises(UsageError):
        quote_shipping("苏州", weight_kg="-1")


def test_another_shop_has_other_figures() -> None:
    shop = load_policy(POLICIES / "flower_shop.yaml")
    assert quote_shipping("昆明", carrier="jd", weight_kg="1.6", size_cm=(60, 20, 15), policy=shop).fee == Decimal("13.5")
    assert quote_shipping("昆明", weight_kg="3", policy=shop).fee == 0  # a fee of 0 on the card is 0, not free shipping
    assert not quote_shipping("昆明", weight_kg="3", goods_total="500", policy=shop).free


@pytest.mark.parametrize("name", ["default.yaml", "flower_shop.yaml"])
def test_packaged_policies_pass_their_own_examples(name: str) -> None:
    policy, problems = problems_of(POLICIES / name)
    assert policy is not None
    assert problems == ()


def test_version_is_a_hash_of_the_content_only(tmp_path: Path) -> None:
    source = (POLICIES / "default.yaml").read_text("utf-8")
    (tmp_path / "a.yaml").write_text("# a comment\n" + source, "utf-8")
    (tmp_path / "b.yaml").write_text(source.replace("first_fee: 14", "first_fee: 15"), "utf-8")
    assert load_policy(tmp_path / "a.yaml").version == load_policy().version
    assert load_policy(tmp_path / "b.yaml").version != load_policy().version


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("first_fee: 14", "first_fee: -1", 25, "greater than or equal"), ("cutoff: \"16:00\"", "cutoff: \"25:00\"", 92, "pattern"), ("rules: {}", "rules: {no-such: {}}", 0, "no such rule"),
        ("default_carrier: zto", "default_carrier: ems", 0, "no such carrier"), ("provinces: [江苏, 浙江, 上海]", "provinces: [江苏, 浙江, 上梅]", 0, "no such province"), ("unsure: warn", "unsure: warn\nunsure: block", 0, "twice"),
    ],
)  # fmt: skip
def test_errors_name_file_and_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    file = tmp_path / "bad.yaml"
    text = (POLICIES / "default.yaml").read_text("utf-8").replace(old, new, 1)
    file.write_text(text, "utf-8")
    with pytest.raises(PolicyError, match=says) as caught:
        load_policy(file)
    where = str(caught.value).split(":")
    assert where[0] == str(file)
    assert 1 <= int(where[1]) <= text.count("\n") + 1
    if line:
        assert text.splitlines()[int(where[1]) - 1].strip().startswith(new.split(":")[0])
