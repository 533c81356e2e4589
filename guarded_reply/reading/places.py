"""Places in Chinese text: province, city and district of every name, aliases, streets told apart, ambiguity said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import ahocorasick_rs

from guarded_reply.errors import AmbiguousPlace, UnknownPlace
from guarded_reply.reading.text import simplify

_NATIONS = (
    "壮族|回族|维吾尔|藏族|羌族|彝族|哈尼族|傣族|景颇族|傈僳族|白族|苗族|侗族|布依族|土家族|朝鲜族|蒙古族|蒙古|哈萨克|柯尔克孜|土族|撒拉族|东乡族|保安族|裕固族|"
    "畲族|黎族|瑶族|仫佬族|毛南族|满族|达斡尔族|鄂温克族|鄂伦春|锡伯|塔吉克|拉祜族|佤族|纳西族|独龙族|怒族|普米族|布朗族|水族|仡佬族|各族"
)
_SUFFIX = re.compile(rf"(?:(?:{_NATIONS})*(?:自治区|自治州|自治县|自治旗)|特别行政区|省|市|地区|盟|林区|新区|矿区|区|县|旗)$")

_ALIASES: dict[str, tuple[str, ...]] = {
    "江浙沪皖": ("江苏省", "浙江省", "上海市", "安徽省"), "江浙沪": ("江苏省", "浙江省", "上海市"), "苏浙沪": ("江苏省", "浙江省", "上海市"), "江浙": ("江苏省", "浙江省"),
    "长三角": ("江苏省", "浙江省", "上海市", "安徽省"), "珠三角": ("广东省",), "京津冀": ("北京市", "天津市", "河北省"), "京津": ("北京市", "天津市"),
    "东三省": ("辽宁省", "吉林省", "黑龙江省"), "东北": ("辽宁省", "吉林省", "黑龙江省"), "川渝": ("四川省", "重庆市"), "云贵川": ("云南省", "贵州省", "四川省"),
    "云贵": ("云南省", "贵州省"), "两广": ("广东省", "广西壮族自治区"), "两湖": ("湖北省", "湖南省"), "新藏": ("新疆维吾尔自治区", "西藏自治区"),
    "港澳台": ("香港特别行政区", "澳门特别行政区", "台湾省"), "港澳": ("香港特别行政区", "澳门特别行政区"), "港台": ("香港特别行政区", "台湾省"),
    "内蒙": ("内蒙古自治区",), "魔都": ("上海市",), "帝都": ("北京市",), "大上海": ("上海市",),
}  # fmt: skip
_CITY_ALIASES = {"羊城": "广州市", "花城": "广州市", "鹏城": "深圳市", "蓉城": "成都市", "锦城": "成都市", "江城": "武汉市", "冰城": "哈尔滨市", "星城": "长沙市", "泉城": "济南市", "金陵": "南京市", "姑苏": "苏州市", "呼市": "呼和浩特市", "乌市": "乌鲁木齐市", "浦东": "上海市", "雄安": "保定市", "张家港": "苏州市", "西双版纳": "西双版纳傣族自治州"}
# Short names that are words of daily language: a place only with its suffix or after a preposition of place.
_WORDS = frozenset(
    ["合作", "东方", "和平", "大方", "平安", "安宁", "公安", "方正", "新华", "中原", "城中", "城关", "新城", "江南", "河东", "河西", "资源", "通道", "永和", "民和", "互助", "大通", "共和", "同心", "红旗", "高新", "长寿", "长安", "长白", "天山", "天涯", "海棠", "金牛", "青山", "白云", "芙蓉", "荷塘", "雨花", "清水", "凤凰", "金山", "银海", "石林", "东山", "西山", "南山", "宝山", "万年", "安居", "安康", "永安", "大兴", "东兴", "兴安", "兴国", "新兴", "太平", "太和", "泰和", "仁和", "天台", "仙居", "开化", "江山", "日照", "来宾", "白银", "三明", "海东", "海北", "朝阳", "正定", "阿里", "中山", "普洱", "龙井", "大同", "和田", "文山", "保安", "安定", "安全", "安顺", "孝感", "明光", "光明", "友好", "前进", "向阳", "东风", "爱民", "新民", "新乐", "利通", "建设", "振兴", "元宝", "宽城", "南部", "中部", "北部", "东部", "西部", "双流", "丰收", "富裕", "富民", "宜良", "宜州", "大足", "大关", "大名", "广平", "广安", "永平", "永定", "永年", "永城", "永新", "永康", "永善", "平和", "平安", "平利", "天等", "天河", "城区", "郊区", "市中", "市南", "市北", "中方", "正安", "正阳", "惠民", "惠安", "普安", "普定", "普格", "新安", "新和", "新源", "新河", "新田", "新平", "新建", "新都", "新津", "新市", "新邱", "新抚", "望城", "望江", "城口", "城固", "城步", "港口", "港北", "港南", "沙湾", "沙市", "海港", "海州", "海城", "海安", "海门", "海宁", "海盐", "龙门", "龙海", "龙华", "龙湾", "玉田", "玉环", "玉门", "宝应", "宝丰", "宝坻", "交口", "交城", "古交", "水城", "水富", "茶陵", "清新", "清远", "清流", "清丰", "清河", "清原", "精河", "特克斯", "黄山", "黄石", "上街", "下城", "东城", "西城", "南城", "北城", "开平", "开远", "开封", "开福", "崇明", "崇信", "崇礼", "信宜", "信丰", "信州", "信阳", "定安", "定远", "定边", "定西", "定日", "天全", "古田", "古浪", "古县", "同安", "同江", "同德", "连云", "连山", "连平", "夏天", "留坝", "德清", "德安", "德化", "德惠", "德兴", "德保", "得荣", "理县", "理塘", "合川", "合江", "合阳", "合水", "会同", "会理", "会东", "会昌", "会泽", "会宁", "三都", "三原", "三台", "三江", "千山", "千阳", "万安", "万全", "万荣", "万载", "宁海", "宁远", "宁化", "宁都", "宁阳", "宁强", "宁陕", "宁武", "宁城", "宁安", "武功", "武平", "武强", "成安", "成武", "成华", "成县", "成都府", "铁山", "铁东", "铁西", "铁门", "银州", "金平", "金口河", "金台", "金城江", "金家庄", "金明", "金水", "金川", "金州", "金湾", "金东", "金凤", "桥西", "桥东", "路南", "路北", "路桥", "中站", "站前", "山城", "五华", "五台", "五河", "五原", "五常", "五峰", "五莲", "五通桥", "鼓楼", "西湖", "东湖", "南湖", "太湖", "长清", "长海", "长岛", "长治", "长乐", "长丰", "长顺", "长宁", "长春花", "长兴", "长垣", "沙坡头", "静安", "安静", "静海", "静乐", "静宁", "景县", "美兰", "美溪", "美姑", "秀山", "秀洲", "秀英", "甘谷", "甘泉", "甘州", "甘南", "甘洛", "甘德", "礼泉", "礼县", "米东", "米林", "米易", "麦积", "麦盖提", "花都", "花溪", "花垣", "红岗", "红塔", "红河", "红原", "红安", "红星", "红花岗", "红桥", "红山", "红寺堡", "延庆", "庆安", "庆云", "庆元", "庆阳", "重庆路", "南开", "南岸", "南岗", "南关", "南海", "南明", "南山", "南京", "南和", "南乐", "南华", "南丹", "南江", "南溪", "南通路", "中江", "中宁", "中卫", "中牟", "中阳", "阳春", "阳光", "阳江", "阳信", "阳原", "阳城", "阳曲", "阳明", "阳东", "阳西", "阳谷", "阳朔", "阳高", "阳新", "阳山", "立山", "自流井", "自贡", "内江", "内乡", "内黄", "外滩"]
) - frozenset(["南京", "清远", "阳江", "信阳", "定西", "开封", "黄石", "黄山", "清远", "中卫", "内江", "自贡", "龙海", "海宁", "海门", "海安", "慈溪", "永康", "庆阳", "长治", "孝感", "广安", "安顺", "金平", "玉环", "仙居", "长兴", "德清", "崇明"])
_PLACE_BEFORE = re.compile(r"(?:[到寄发往去在抵达]|[送]|快递|地址|收货|目的地|家住|我是|人在|位于|省|市|州|区)(?:的|是|:|了|给)?\s?$")
_STREET = re.compile(r"^(?:[东西南北中一二三四五六七八九十内外环]{0,2}(?:大路|路(?!上|途|程|况|费|远)|大街|街(?!坊)|大道|胡同|巷|弄|道(?!的|了|理|歉|谢)|广场|大厦|大桥|公园|大学|饭店|酒店|宾馆|烤鸭|银行|机场|火车站|站(?!点)))")
_GOODS = re.compile(
    r"^(?:省|市|县)?(?:大枣|红枣|灰枣|枣|枸杞|龙井|毛峰|瓜片|白茶|铁观音|普洱|绿茶|红茶|茶(?!杯)|大米|米粉|米线|香米|苹果|脐橙|橙|蜜桔|桔|橘|柚|芒果|椰|荔枝|榴莲|哈密瓜|西瓜|葡萄|葡萄干|核桃|板栗|蜜|牛肉|羊肉|羊绒|羊毛|牛奶|奶|长绒棉|棉花|棉|丝绸|刺绣|蚕丝|真丝|绣|红糖|白药|咖啡|鲜花|菌|火锅|腊肉|火腿|香肠|辣|醋|酱|烤鸭|小吃|风味|口味|特产|特色|味(?:道|儿)?|菜(?!鸟)|面(?!膜|部)|粉(?!底)|酒(?!店)|巴巴|旺旺|云(?!南)|治|石(?!家|河|狮|首|嘴)|玉(?!林|溪|树|环|门|田)|装|色|时间|充足|久安|小异|麻将|话|人(?:民)?|原产|产|制造|生产|工厂|厂家)"
)
_ORIGIN_AFTER = re.compile(r"^(?:省|市|区|县)?(?:这边|那边|的?仓库?|仓|直发|发货|发出|发(?=[的哦,。呢]|$)|寄出|揽收|出发|起运|产)")
_ORIGIN_BEFORE = re.compile(r"(?:从|由|自|产自|产地(?:是|为|在|:)?|原产|来自|仓库在|仓在|总部在|公司在|店在|我们在|我们是|厂在|发货地(?:是|为|在|:)?)(?:咱们?|我们)?$")


_FINENESS = {"province": 0, "city": 1, "district": 2}


@dataclass(frozen=True, slots=True)
class Place:
    """A place, completed upwards: ``province`` is always there, in its official form."""

    name: str
    level: str
    province: str
    city: str | None = None
    district: str | None = None

    @property
    def full_name(self) -> str:
        """Province, city and district in one."""
        parts = [self.province, self.city or "", self.district or ""]
        return "".join(part for index, part in enumerate(parts) if part and part not in parts[:index])


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text. ``ambiguous`` holds the candidates the text does not decide between."""

    start: int
    end: int
    text: str
    place: Place | None
    provinces: tuple[str, ...]
    ambiguous: tuple[Place, ...] = ()
    street: bool = False
    origin: bool = False


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    names: dict[str, tuple[Place, ...]]
    words: tuple[str, ...]
    automaton: ahocorasick_rs.AhoCorasick
    provinces: tuple[str, ...]
    endings: frozenset[str]  # last letters of the names


def _stem(name: str) -> str:
    stem = _SUFFIX.sub("", name)
    return stem if len(stem) >= 2 else name


@lru_cache(maxsize=1)
def _gazetteer() -> _Gazetteer:
    names: dict[str, list[Place]] = {}
    provinces: list[str] = []

    def add(name: str, place: Place) -> None:
        bucket = names.setdefault(name, [])
        if place not in bucket:
            bucket.append(place)

    lines = files("guarded_reply.reading").joinpath("places.txt").read_text("utf-8").splitlines()
    for line in lines:
        if line.startswith("#") or not line:
            continue
        province, *cities = line.split("|")
        provinces.append(province)
        whole = Place(short_name(province), "province", province, province if province[-1] == "市" else None)
        add(province, whole)
        add(short_name(province), whole)
        for entry in cities:
            city, _, districts = entry.partition(":")
            direct = city in ("市辖区", "县") or city.startswith(("省直辖", "自治区直辖"))
            own_city = (province if province[-1] == "市" else None) if direct else city
            if not direct:
                place = Place(city, "city", province, city)
                add(city, place)
                if province not in names or _stem(city) != short_name(province) or city.endswith("市") is False:
                    add(_stem(city), place)
            for district in filter(None, districts.split(",")):
                if district.endswith(("开发区", "园区", "示范区", "管理区", "产业区")):
                    continue
                place = Place(district, "district", province, own_city, district)
                add(district, place)
                if len(_stem(district)) >= 2:
                    add(_stem(district), place)
    for alias, official in _CITY_ALIASES.items():
        for place in list(names.get(official, ())):
            add(alias, place)
    # A province or a city wins over districts and counties of the same name.
    decided: dict[str, tuple[Place, ...]] = {}
    order = {"province": 0, "city": 1, "district": 2}
    for name, places in names.items():
        best = min(order[place.level] for place in places)
        decided[name] = tuple(place for place in places if order[place.level] == best or (best == 1 and place.province[-1] == "市"))
    # 吉林 is the province's name first; 海南 too. Both stay so; 海南州 and 吉林市 have their own full names.
    for alias in _ALIASES:
        decided.pop(alias, None)
    words = (*decided, *_ALIASES)
    automaton = ahocorasick_rs.AhoCorasick(list(words), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return _Gazetteer(decided, words, automaton, tuple(provinces), frozenset(name[-1] for name in decided))


_SHORT = {"内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏", "宁夏回族自治区": "宁夏", "新疆维吾尔自治区": "新疆", "香港特别行政区": "香港", "澳门特别行政区": "澳门"}


def short_name(province: str) -> str:
    """The short name of a province: '江苏省' → '江苏'."""
    return _SHORT.get(province) or province.removesuffix("省").removesuffix("市")


def find_places(text: str) -> list[PlaceMention]:
    """Every place named in normalised ``text``; neighbouring names complete each other (江苏苏州 is one mention)."""
    gazetteer = _gazetteer()
    found: list[PlaceMention] = []
    for index, start, end in gazetteer.automaton.find_matches_as_indexes(text):
        name = gazetteer.words[index]
        mention = _mention(text, start, end, name, gazetteer)
        if mention is not None:
            found.append(mention)
    return _joined(text, found)


def _mention(text: str, start: int, end: int, name: str, gazetteer: _Gazetteer) -> PlaceMention | None:
    after, before = text[end : end + 8], text[max(0, start - 6) : start]
    street = _STREET.match(after) is not None
    sent_there = re.match(r"^(?:省|市|区|县)?[这那]边(?!的?仓|发|直发|寄)", after) is not None and re.search(r"[寄送邮]|收货|改[到成]|地址", text[max(0, start - 14) : start]) is not None
    origin = (_ORIGIN_AFTER.match(after) is not None and not sent_there) or _ORIGIN_BEFORE.search(before) is not None
    provinces = _ALIASES.get(name)
    if provinces is not None:
        return PlaceMention(start, end, name, None, provinces, street=street, origin=origin)
    places = gazetteer.names[name]
    if _GOODS.match(after) and not re.match(r"^(?:省|市|县)?(?:菜鸟|面积|云南|人(?!民))", after):
        if _PLACE_BEFORE.search(before) is None or not re.match(r"^(?:省|市|县)?(?:人|话|产)", after):
            return None
    has_suffix = _SUFFIX.search(name) is not None and name not in ("城区", "郊区", "新区")
    short_of_district = places[0].level == "district" and not has_suffix
    adjacent = _place_ends_at(text, start, gazetteer)
    if name in _WORDS and not adjacent and _PLACE_BEFORE.search(before) is None and text != name:
        return None
    if short_of_district and len(name) == 2 and not adjacent and _PLACE_BEFORE.search(before) is None and text != name:
        county_city = any(place.name.endswith("市") for place in places)
        if not county_city:
            return None
    if len(places) > 1:
        near = _by_context(text, start, places, gazetteer)
        if near is not None:
            places = (near,)
    provinces = tuple(dict.fromkeys(place.province for place in places))
    if places and (len(places) == 1 or len(provinces) == 1):
        return PlaceMention(start, end, name, places[0], provinces, street=street, origin=origin)
    return PlaceMention(start, end, name, None, provinces, places, street, origin)


def _place_ends_at(text: str, start: int, gazetteer: _Gazetteer) -> bool:
    if text[start - 1 : start] not in gazetteer.endings:
        return False
    return any(text[max(0, start - length) : start] in gazetteer.names for length in range(2, 9) if start >= length)


def _by_context(text: str, start: int, places: tuple[Place, ...], gazetteer: _Gazetteer) -> Place | None:
    """The candidate whose province or city is named in the text before."""
    before = text[:start]
    for place in places:
        if (place.city and place.city != place.province and _stem(place.city) in before) or short_name(place.province) in before:
            return place
    return None


def _joined(text: str, mentions: list[PlaceMention]) -> list[PlaceMention]:
    """Neighbours of one address become one mention, the finest that agrees with the coarser before it."""
    joined: list[PlaceMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        gap = text[last.end : mention.start] if last is not None else ""
        if last is not None and len(gap) <= 2 and (not gap or gap in ("的", "省", "市", "州", "省的", "市的", ",", " ", ", ") or gap.isspace()) and last.place is not None:
            inner = mention.place
            if mention.street:
                continue
            if inner is None and mention.ambiguous:
                inner = next((p for p in mention.ambiguous if p.province == last.place.province), None)
            if not gap and inner is not None and last.place.level == "city" and inner.level == "district" and inner.city != last.place.city and inner.province == last.place.province:
                joined[-1] = PlaceMention(last.start, mention.end, text[last.start : mention.end], last.place, last.provinces, origin=last.origin or mention.origin)
                continue  # '大理古城' is no district of another city
            if inner is not None and inner.province == last.place.province and _FINENESS[inner.level] > _FINENESS[last.place.level]:
                joined[-1] = PlaceMention(last.start, mention.end, text[last.start : mention.end], inner, (inner.province,), origin=last.origin or mention.origin)
                continue
            if inner is not None and inner.level == "district" and inner.province != last.place.province and not gap:
                same = [p for p in _gazetteer().names.get(mention.text, ()) if p.province == last.place.province]
                if same:
                    joined[-1] = PlaceMention(last.start, mention.end, text[last.start : mention.end], same[0], (same[0].province,))
                    continue
        joined.append(mention)
    return joined


def resolve_place(text: str) -> Place:
    """The one place an address or name means: '江苏苏州', '上海市静安区南京西路', '台北路,武汉'.

    Raises UnknownPlace or AmbiguousPlace (with the candidates' full names).
    """
    form = simplify(text).strip()
    if not form:
        raise UnknownPlace("destination: missing (目的地未填写)")
    mentions = [mention for mention in find_places(form) if not mention.street]
    if not mentions and form in _gazetteer().names:
        places = _gazetteer().names[form]
        if len({place.province for place in places}) == 1:
            return places[0]
        raise _ambiguous(text, places)
    if not mentions:
        raise UnknownPlace(f"destination: no such place: {text.strip()[:40]} (未识别的地点)")
    first = mentions[0]
    if first.place is not None:
        return first.place
    if first.ambiguous:
        raise _ambiguous(text, first.ambiguous)
    if len(first.provinces) == 1:
        return Place(short_name(first.provinces[0]), "province", first.provinces[0])
    raise AmbiguousPlace(
        f"destination: {first.text} is several provinces ({'、'.join(short_name(p) for p in first.provinces)}); name one (请说明省市)", first.provinces
    )


def _ambiguous(text: str, places: tuple[Place, ...]) -> AmbiguousPlace:
    names = tuple(dict.fromkeys(place.full_name for place in places))
    shown = "、".join(names[:6])
    return AmbiguousPlace(f"destination: {text.strip()[:40]} is ambiguous: {shown} (请说明省市)", names)


@lru_cache(maxsize=4096)
def known_place(text: str | None) -> Place | None:
    """Like resolve_place, but None for what is missing, unknown or ambiguous."""
    if not text:
        return None
    try:
        return resolve_place(text)
    except (UnknownPlace, AmbiguousPlace):
        return None
