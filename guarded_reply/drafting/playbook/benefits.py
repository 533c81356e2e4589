"""What a fact is good for, in words a customer understands: 万向轮 → 推着省力. Never more than the fact carries."""

from __future__ import annotations

import re

from guarded_reply.drafting.playbook.fits import shown
from guarded_reply.request import Product

# attribute name | value | what it is good for, with {v} the value
_GOOD: tuple[tuple[str, str, str], ...] = (
    (r"成分|面料|材质", r"羊毛|羊绒", "{v}的料子,秋冬用正合适"), (r"成分|面料|材质", r"100%\s?棉|纯棉|全棉", "{v},贴身用着踏实"), (r"成分|面料|材质", r"棉|麻|真丝", "面料是{v}"),
    (r"材质|鞋面", r"头层牛皮|牛皮|真皮", "{v}的,用久了也有质感"), (r"材质", r"316|304", "{v}的料子,日常用着安心"), (r"材质", r"PC", "PC材质的壳子"), (r"材质", r"实木|橡胶木|榉木|松木|橡木|白蜡", "{v}做的"),
    (r"材质", r"乳胶", "{v}"), (r"材质", r"925|银", "材质是{v}"), (r"框架", r"", "框架是{v}"), (r"填充", r"", "填充是{v}"),
    (r"轮", r"万向", "万向轮推着省力"), (r"锁", r"密码", "密码锁不用带钥匙"), (r"保修|质保", r"\d", "保修{v},用着有底"), (r"续航", r"", "续航{v},不用老惦记充电"),
    (r"防水", r"IPX|ATM|\d", "防水{v}"), (r"快充|功率", r"W|w", "功率{v}"), (r"接口", r"", "接口有{v}"), (r"协议", r"", "支持{v}"), (r"微波", r"可", "微波炉可用"), (r"洗碗机", r"可", "洗碗机可用,日常省心"),
    (r"安装", r"附工具", "自己装也带着工具"), (r"认证", r"", "有{v}"), (r"调光", r"", "{v},亮度自己调着舒服"), (r"色温", r"", "色温{v}可选"), (r"折叠", r"一键", "{v},带出门方便"),
    (r"遮光", r"", "遮光率{v}"), (r"承重", r"", "承重{v}"), (r"产地", r"", "产自{v}"), (r"香型|口味", r"", "口味是{v}"), (r"包装", r"礼盒", "礼盒装,自己喝送人都合适"), (r"适用肤质", r"", "适合{v}肌肤"), (r"主要成分", r"", "主要成分是{v}"),
    (r"质地", r"", "质地{v}"), (r"主要原料", r"", "主要原料是{v}"), (r"粗蛋白", r"", "粗蛋白{v}"), (r"配料", r"^[^、,]{1,12}(?:[、,][^、,]{1,8}){0,4}$", "配料就是{v},一眼看得明白"), (r"生产日期", r"", "生产日期{v}"),
    (r"花材", r"", "花材是{v}"), (r"保鲜", r"", "{v}"), (r"容量", r"", "容量{v}"), (r"出版社", r"", "{v}出版"), (r"册数", r"", "整套{v}"), (r"数量|片数", r"", "{n}{v}"), (r"负离子", r"有", "带负离子"), (r"档位", r"", "{v}可调"), (r"适用年龄", r"", "{v}用正合适"), (r"尺寸|规格|净含量", r"", "{n}{v}"), (r"颜色|色号", r"/|、", "有{v}可选,好搭配"),
)  # fmt: skip
_COMPILED = tuple((re.compile(name), re.compile(value), words) for name, value, words in _GOOD)


def benefits_of(product: Product) -> list[str]:
    """What speaks for a product, the telling facts first; each attribute once."""
    found: list[tuple[int, str]] = []
    for name, value in product.attributes.items():
        if len(value) > 40 or re.search(r"指令|忽略|规则|system|prompt|退款|最|第一|顶级", name + value, re.IGNORECASE):
            continue
        rank = next((number for number, (asks, holds, _) in enumerate(_COMPILED) if asks.search(name) and holds.search(value)), None)
        if rank is not None:
            said = shown(value)
            found.append((rank, _COMPILED[rank][2].format(v=said, n=name)))
    return [words for _, words in sorted(found)]
