"""The shop's knowledge: found by what is asked, never for another product, imported from tables, fast with many entries."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from guarded_reply import PolicyError, Replier, load_policy
from guarded_reply.knowledge import find_knowledge
from guarded_reply.policy.knowledge_table import read_knowledge
from guarded_reply.request import as_request

FAQ = [
    {"id": "invoice", "title": "发票", "text": "可开电子普通发票,签收后48小时内开具"},
    {"id": "hours", "title": "客服时间", "text": "每天9:00到22:00都有客服在"},
    {"id": "wash", "title": "羊毛围巾怎么洗", "text": "羊毛围巾建议冷水手洗,平铺晾干"},
    {"id": "cup", "title": "马克杯能进洗碗机吗", "text": "马克杯可以放洗碗机清洗"},
    {"id": "store", "title": "实体店", "text": "目前只有线上店铺"},
]
PRODUCTS = [{"id": "scarf", "title": "羊毛围巾", "price": "59"}, {"id": "cup", "title": "陶瓷马克杯", "price": "39"}]


def request(text: str, **fields: Any) -> dict[str, Any]:
    return {"conversation": [{"role": "agent", "text": "您好,欢迎光临,客服为您服务"}, {"role": "customer", "text": text}], "knowledge": FAQ, **fields}


def found(text: str, **fields: Any) -> list[str]:
    return [entry.id for entry in find_knowledge(as_request(request(text, **fields)), load_policy(), text)]


@pytest.mark.parametrize(
    ("asked", "entry"),
    [("能开发票吗", "invoice"), ("你们客服几点在啊 客服时间", "hours"), ("围巾要怎么洗", "wash"), ("杯子能放洗碗机不", "cup"), ("有没有实体店", "store"), ("可以開發票嗎", "invoice")],
)
def test_the_entry_that_answers_is_found(asked: str, entry: str) -> None:
    assert found(asked)[:1] == [entry]


@pytest.mark.parametrize("asked", ["能便宜点吗", "什么时候发货", "颜色有哪些", "在吗", "", "。。。", '" OR title:x'])
def test_what_no_entry_answers_finds_none(asked: str) -> None:
    assert found(asked) == []


def test_an_entry_of_another_product_is_never_taken() -> None:
    assert found("马克杯怎么洗", products=PRODUCTS) != ["wash"]
    assert "wash" not in found("马克杯怎么洗", products=PRODUCTS)
    assert found("围巾怎么洗", products=PRODUCTS)[:1] == ["wash"]


def test_the_reply_says_the_entry_and_names_it_as_its_source() -> None:
    reply = Replier().reply(request("能开发票吗", products=PRODUCTS))
    assert "48小时" in reply.text
    assert any(claim.supported_by and ("knowledge:invoice" in claim.supported_by or "service_steps.invoice" in claim.supported_by) for claim in reply.claims)


@pytest.mark.timing
def test_two_thousand_entries_stay_within_the_time_of_a_reply() -> None:
    many = [{"id": f"e{i}", "title": f"第{i}种面料的保养方法", "text": f"编号{i}的面料请按洗标{i % 37}号处理"} for i in range(2000)]
    replier = Replier()
    asked = request("能开发票吗", products=PRODUCTS) | {"knowledge": [*many, *FAQ]}
    parsed = as_request(asked)
    replier.reply(parsed)
    spent: list[float] = []
    for _ in range(5):
        began = time.perf_counter()
        replier.reply(parsed)
        spent.append(time.perf_counter() - began)
    assert min(spent) < 0.1


def test_tables_are_read_and_their_entries_count_in_the_version(tmp_path: Path) -> None:
    (tmp_path / "faq.csv").write_text("标题,内容\n营业时间,每天9点到22点\n", "utf-8-sig")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["question", "answer"])
    sheet.append(["停车", "门口可以停车"])
    book.save(tmp_path / "more.xlsx")
    assert [entry.title for entry in read_knowledge(tmp_path / "more.xlsx")] == ["停车"]
    source = (Path(__file__).parents[1] / "policies" / "default.yaml").read_text("utf-8")
    policy_file = tmp_path / "p.yaml"
    policy_file.write_text(source.replace("knowledge_files: []", "knowledge_files: [faq.csv, more.xlsx]"), "utf-8")
    policy = load_policy(policy_file)
    assert [entry.title for entry in policy.knowledge] == ["营业时间", "停车"]
    assert policy.version != load_policy().version


@pytest.mark.parametrize(
    ("content", "message"),
    [("标题,别的\na,b\n", "faq.csv:1: no column text"), ("标题,内容\n只有标题,\n", "faq.csv:2: text: empty"), ("", "faq.csv:1: empty")],
)
def test_a_bad_table_is_named_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    file = tmp_path / "faq.csv"
    file.write_text(content, "utf-8")
    with pytest.raises(PolicyError, match=message):
        read_knowledge(file)


# Asked in other words than the entries are written in; "-" none may be found, "-x" not that one.
SHOP_FAQ = (
    ("invoice", "发票", "可开电子普通发票,签收后48小时内开具"),
    ("hours", "客服在线时间", "每天9:00到22:00都有客服在"),
    ("store", "实体店", "目前只有线上店铺,没有线下门店"),
    ("wash", "羊毛围巾怎么洗", "羊毛围巾建议冷水手洗,平铺晾干,不要拧"),
    ("cup", "马克杯能进洗碗机吗", "马克杯可以放洗碗机清洗"),
    ("gift", "礼品包装", "可以免费用礼盒包装,下单备注即可"),
    ("skin", "敏感肌能用吗", "面霜不含酒精香精,敏感肌建议先在耳后试用"),
    ("size", "跑鞋选码建议", "跑鞋偏小半码,建议比平时大半码"),
    ("brew", "铁观音冲泡方法", "铁观音用95度左右的水,7克茶冲泡150毫升"),
    ("warranty", "保修政策", "质量问题1年内免费维修,人为损坏不在范围内"),
    ("install", "书桌安装", "书桌附安装视频和工具,两个人约30分钟装好"),
    ("feed", "换粮方法", "换粮用7天慢慢替换,第一天加四分之一新粮"),
    ("cod", "货到付款", "不支持货到付款"),
    ("from", "发货地", "从浙江嘉兴仓库发货"),
)
SHOP_PRODUCTS = ("羊毛围巾", "陶瓷马克杯", "轻便跑步鞋", "铁观音礼盒", "实木书桌", "保湿面霜")
PARAPHRASES = (
    ("能开票吗", "invoice"), ("可以报销不 要票", "invoice"), ("开个电子票", "invoice"), ("发票什么时候给", "invoice"), ("你们几点下班", "hours"), ("晚上十点还有人吗", "hours"), ("客服几点上班", "hours"), ("周末在线吗", "hours"),
    ("有门店吗", "store"), ("能去店里看看吗", "store"), ("线下在哪买", "store"), ("围巾可以机洗吗", "wash"), ("围巾脏了怎么清洗", "wash"), ("羊毛的能水洗不", "wash"), ("杯子能不能放洗碗机", "cup"), ("马克杯可以洗碗机洗吗", "cup"),
    ("能帮我包装成礼物吗", "gift"), ("有礼盒装吗 送人的", "gift"), ("可以包好看点吗 送女朋友", "gift"), ("面霜敏感皮可以擦吗", "skin"), ("面霜含酒精吗", "skin"), ("皮肤容易过敏能用面霜不", "skin"), ("跑鞋偏大还是偏小", "size"), ("跑鞋平时穿41拍多大", "size"),
    ("铁观音怎么泡好喝", "brew"), ("茶用多少度的水", "brew"), ("坏了能修吗 多久保修", "warranty"), ("人为摔坏保不保", "warranty"), ("保修几年", "warranty"), ("书桌难装吗", "install"), ("书桌自己安装要多久", "install"), ("猫粮怎么换", "feed"),
    ("新旧粮怎么过渡", "feed"), ("可以收到货再付钱吗", "cod"), ("支持到付吗", "cod"), ("从哪里发的货", "from"), ("你们仓库在哪个城市", "from"), ("马克杯怎么洗", "-wash"), ("什么时候发货", "-"), ("能便宜点吗", "-"), ("几天能到北京", "-"),
    ("你好", "-"), ("这个多少钱", "-"), ("茶叶保质期多久", "-"), ("书桌多重", "-"),
)  # fmt: skip


@pytest.mark.parametrize(("asked", "entry"), PARAPHRASES)
def test_an_entry_is_found_by_what_is_asked_whatever_the_words(asked: str, entry: str) -> None:
    knowledge = [{"id": name, "title": title, "text": text} for name, title, text in SHOP_FAQ]
    products = [{"id": f"p{index}", "title": title, "price": "59"} for index, title in enumerate(SHOP_PRODUCTS)]
    parsed = as_request({"conversation": [{"role": "agent", "text": "您好"}, {"role": "customer", "text": asked}], "knowledge": knowledge, "products": products})
    names = [found.id for found in find_knowledge(parsed, load_policy(), asked)]
    if entry.startswith("-"):
        assert entry[1:] not in names if entry[1:] else not names
    else:
        assert names[:1] == [entry]
