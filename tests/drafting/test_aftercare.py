"""Complaints, parcels in trouble, messages of the shop's own accord, tones and happy occasions: what the embedded model says to them."""

from __future__ import annotations

from typing import Any

import pytest

from guarded_reply import Replier
from guarded_reply.drafting.playbook.kinds import called, kind_of
from guarded_reply.request import Product
from guarded_reply.situation.trouble import praises, tells_flaw, trouble_in, waited_too_long

REPLIER = Replier()
ROSES = {"id": "r", "title": "11枝红玫瑰花束", "price": "129", "attributes": {"品类": "鲜花"}}
SHOES = {"id": "s", "title": "透气网面跑步鞋", "price": "199", "no_reason_return": True, "attributes": {"鞋面": "网布"}}
EARS = {"id": "e", "title": "入耳式蓝牙耳机", "price": "159", "no_reason_return": True, "attributes": {"保修": "1年"}}


def request_for(text: str, product: dict[str, Any], status: str = "delivered", tone: str = "warm", tracking: str = "", said: str = "您好,客服为您服务😊", **more: Any) -> dict[str, Any]:
    order = {
        "id": "N1", "status": status, "items": [{"product_id": product["id"], "quantity": 1, "unit_price": product["price"]}], "total": product["price"], "destination": "浙江省杭州市",
        "paid_at": "2026-11-21T14:00:00+08:00", "carrier": "zto", "tracking_no": "7530", "tracking": [{"at": "2026-11-21T09:00:00+08:00", "text": tracking}] if tracking else [],
    }  # fmt: skip
    conversation = [{"role": "agent", "text": said}, {"role": "customer", "text": text}] if text else []
    return {"conversation": conversation, "products": [product], "order": order, "shop": {"name": "小店", "agent": "6号", "brand_tone": tone}, "now": "2026-11-21T15:00:00+08:00", **more}


@pytest.mark.parametrize(
    ("text", "product", "said", "unsaid"),
    [
        ("花瓣边都发黑了 今晚求婚要用的", ROSES, ("求婚", "发黑", "补发"), ("退货或换货", "外包装")),
        ("鞋底有磨过的痕迹 是不是别人退回来的", SHOES, ("别人穿过", "照片", "来回运费"), ("脚感",)),
        ("左耳时有时无的", EARS, ("耳机", "视频"), ("外箱",)),
        ("鞋盒都没有 就一个塑料袋", SHOES, ("鞋盒", "打包记录"), ("质量问题",)),
    ],
)
def test_a_complaint_is_named_and_fitted_to_the_goods(text: str, product: dict[str, Any], said: tuple[str, ...], unsaid: tuple[str, ...]) -> None:
    reply = REPLIER.reply(request_for(text, product))
    assert reply.status == "accepted"
    assert all(words in reply.text for words in said), reply.text
    assert not any(words in reply.text for words in unsaid), reply.text


def test_an_overdue_check_is_handed_over_and_not_promised_again() -> None:
    case = {"reason": "quality", "evidence_received": True}
    reply = REPLIER.reply(request_for("前天就发了 到现在没人回", EARS, said="麻烦您拍照发我,24小时内为您核实", case=case))
    assert reply.handoff is not None
    assert "60分钟" in reply.text
    assert "24小时" not in reply.text


def test_a_manager_is_told_what_was_said_before() -> None:
    request = request_for("叫你们经理来", EARS)
    request["conversation"] = [{"role": "customer", "text": "耳机充不进电"}, {"role": "agent", "text": "麻烦拍照给我"}, {"role": "customer", "text": "叫你们经理来"}]
    text = REPLIER.reply(request).text
    assert "充不进电" in text
    assert "说说遇到的问题" not in text


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("疑难件,收件人电话错误", "核对一下收货电话"), ("外包装破损,已登记待处理", "打开看看再签"), ("受台风影响,快件滞留在宁波网点", "天气原因"),
        ("该地址超出派送范围", "派送范围"), ("快件错发,转回杭州", "正确的网点"), ("派送失败,收件人不在", "跟您约"),
    ],
)  # fmt: skip
def test_a_record_of_trouble_is_handled_by_what_it_says(event: str, said: str) -> None:
    reply = REPLIER.reply(request_for("物流显示异常 怎么回事", SHOES, "shipped", tracking=event))
    assert reply.status == "accepted"
    assert said in reply.text, reply.text


@pytest.mark.parametrize("trigger", ["unpaid_reminder", "payment_received", "dispatched", "delivered", "follow_up"])
def test_a_message_about_an_order_does_not_welcome_to_the_shop(trigger: str) -> None:
    status = {"unpaid_reminder": "unpaid", "payment_received": "paid", "dispatched": "shipped"}.get(trigger, "delivered")
    reply = REPLIER.reply(request_for("", SHOES, status, trigger=trigger))
    assert reply.status == "accepted"
    assert "欢迎光临" not in reply.text
    assert "6号客服" in reply.text


def test_tones_differ_and_trouble_is_met_without_a_smile() -> None:
    kind = {tone: REPLIER.reply(request_for("收到啦 很喜欢", SHOES, tone=tone)).text for tone in ("warm", "playful", "professional")}
    assert "😊" not in kind["professional"]
    assert "😊" in kind["playful"]
    assert not any(mark in REPLIER.reply(request_for("鞋开胶了", SHOES, tone="playful")).text for mark in "😊~")


def test_a_happy_occasion_is_congratulated_once() -> None:
    request = request_for("下个月我结婚 能刻字吗", EARS)
    del request["order"]
    assert "恭喜" in REPLIER.reply(request).text
    request["conversation"][0]["text"] = "恭喜恭喜,您想看哪款呢"
    assert "恭喜" not in REPLIER.reply(request).text


@pytest.mark.parametrize(
    ("title", "name"),
    [("白色茶几", "furniture"), ("花茶礼盒", "tea"), ("儿童书包", "bag"), ("猫咪图案T恤", "cloth"), ("玻璃花瓶", "fragile"), ("宠物零食鸡肉干", "pet_food"), ("赣南脐橙10斤装", "fruit"), ("豆腐猫砂6L*4包", "pet_goods")],
)
def test_the_last_noun_of_a_title_tells_the_kind(title: str, name: str) -> None:
    assert kind_of(Product(id="p", title=title)).name == name


def test_a_title_is_called_without_its_pack() -> None:
    assert called(Product(id="p", title="赣南脐橙10斤装")) == "赣南脐橙"
    assert called(Product(id="p", title="宇宙绘本精装全6册")) == "宇宙绘本"


def test_words_of_trouble_praise_and_waiting_are_told_apart() -> None:
    assert trouble_in("袖口脱线 还有樟脑味").flaws == ("脱线", "有樟脑味")
    assert tells_flaw("没用两天就坏了")
    assert not tells_flaw("一点不掉色")
    assert praises("一点不磨脚 太喜欢了")
    assert not praises("好看 就是有点松")
    assert waited_too_long("照片发了两天没人理")
    assert not waited_too_long("照片发您了")


@pytest.mark.parametrize("text", ["这个能机洗吗 会不会缩水", "第一次用要充多久", "收到了 还没拆", "布套脏了能拆下来洗吗"])
def test_a_question_or_a_word_of_receipt_is_no_complaint(text: str) -> None:
    assert "抱歉" not in REPLIER.reply(request_for(text, EARS)).text
