"""Places: complete, unambiguous or asked back, and never an ordinary word."""

from __future__ import annotations

import pytest

from guarded_reply.errors import AmbiguousPlace, UnknownPlace
from guarded_reply.reading.places import find_places, resolve_place

PLACES = [
    ("江苏苏州", "江苏省", "苏州市"), ("江苏省苏州市", "江苏省", "苏州市"), ("上海市静安区南京西路1000号", "上海市", "上海市"), ("武汉江岸区台北路", "湖北省", "武汉市"),
    ("台州", "浙江省", "台州市"), ("宿州", "安徽省", "宿州市"), ("甘孜", "四川省", "甘孜藏族自治州"), ("香港九龙", "香港特别行政区", "香港"),
    ("內蒙古呼和浩特", "内蒙古自治区", "呼和浩特市"), ("義烏", "浙江省", "金华市"), ("昆山", "江苏省", "苏州市"), ("江阴", "江苏省", "无锡市"), ("北京朝阳", "北京市", "北京市"),
    ("长春朝阳区西安大路", "吉林省", "长春市"), ("吉林市", "吉林省", "吉林市"), ("海南藏族自治州", "青海省", "海南藏族自治州"), ("新疆石河子", "新疆维吾尔自治区", None),
    ("高雄", "台湾省", "高雄市"), ("浦东", "上海市", "上海市"), ("乌鲁木齐", "新疆维吾尔自治区", "乌鲁木齐市"), ("青岛市南区香港中路", "山东省", "青岛市"),
    ("昆明盘龙区北京路", "云南省", "昆明市"), ("新疆伊犁伊宁市", "新疆维吾尔自治区", "伊犁哈萨克自治州"), ("杭州西湖区", "浙江省", "杭州市"), ("西安长安区", "陕西省", "西安市"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "province", "city"), PLACES)
def test_resolves(text: str, province: str, city: str | None) -> None:
    place = resolve_place(text)
    assert (place.province, place.city) == (province, city)


@pytest.mark.parametrize("text", ["鼓楼区", "西湖区", "通州", "朝阳", "江浙沪"])
def test_asks_back_when_ambiguous(text: str) -> None:
    with pytest.raises(AmbiguousPlace) as caught:
        resolve_place(text)
    assert len(caught.value.candidates) > 1


@pytest.mark.parametrize("text", ["火星", "", "啊啊啊"])
def test_says_when_it_is_no_place(text: str) -> None:
    with pytest.raises(UnknownPlace):
        resolve_place(text)


@pytest.mark.parametrize("text", ["新疆大枣3斤装", "宁夏枸杞", "普洱茶很好喝", "芒果味", "我们可以合作", "祝您平安健康", "三明治", "大理石", "资源有限", "长治久安", "公安局", "阿里旺旺"])
def test_ordinary_words_are_no_places(text: str) -> None:
    assert find_places(text) == []


def test_streets_and_origins_are_told_apart() -> None:
    assert find_places("南京西路")[0].street
    assert find_places("我们是从杭州发货的")[0].origin
