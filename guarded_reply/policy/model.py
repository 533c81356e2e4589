"""A policy: the figures and switches of one shop, frozen and validated."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, field_validator, model_validator

from guarded_reply.policy.rule_ids import RULE_IDS
from guarded_reply.request import KnowledgeEntry, Money, Name, Text

PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北",
    "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆", "香港", "澳门", "台湾",
)  # fmt: skip

Step = Annotated[Decimal, Field(gt=0, le=1000, allow_inf_nan=False)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ShopDefaults(_Part):
    """Who speaks when the request does not say."""

    name: Name = "本店"
    agent: Name = "客服"
    brand_tone: Literal["warm", "playful", "professional"] = "warm"


class Zone(_Part):
    """One zone of a carrier's rate card: fees in yuan, weights in kg, divisor in cm³ per kg, days from and to."""

    name: Name
    provinces: tuple[str, ...] = ()
    rest: bool = False
    first_kg: Step = Decimal(1)
    first_fee: Money
    step_kg: Step = Decimal(1)
    step_fee: Money
    volumetric_divisor: Annotated[Decimal, Field(gt=0)] | None = None
    usual_days: tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]

    @field_validator("provinces")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [name for name in value if name not in PROVINCES]
        if unknown:
            raise ValueError(f"no such province: {'、'.join(unknown)} (short names, e.g. 江苏 内蒙古 香港)")
        return value

    @model_validator(mode="after")
    def _reaches_somewhere(self) -> Zone:
        if self.rest == bool(self.provinces):
            raise ValueError("a zone lists provinces or says rest: true, one of the two")
        if self.usual_days[0] > self.usual_days[1]:
            raise ValueError("usual_days: the first is larger than the second")
        return self


class Carrier(_Part):
    """A courier: its names and zones, and the provinces it does not serve."""

    name: Name
    aliases: tuple[Name, ...] = ()
    zones: dict[str, Zone] = Field(min_length=1)
    unserved: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _zones_are_apart(self) -> Carrier:
        seen: dict[str, str] = {}
        for zone_id, zone in self.zones.items():
            for province in zone.provinces:
                if province in seen:
                    raise ValueError(f"{province} is in the zones {seen[province]} and {zone_id}")
                seen[province] = zone_id
        if sum(zone.rest for zone in self.zones.values()) > 1:
            raise ValueError("more than one zone says rest: true")
        unknown = [name for name in self.unserved if name not in PROVINCES]
        if unknown:
            raise ValueError(f"unserved: no such province: {'、'.join(unknown)}")
        return self

    def zone_of(self, province: str) -> tuple[str, Zone] | None:
        """The zone of a province (short name), or None where the carrier does not go."""
        if province in self.unserved:
            return None
        rest: tuple[str, Zone] | None = None
        for zone_id, zone in self.zones.items():
            if province in zone.provinces:
                return zone_id, zone
            if zone.rest:
                rest = zone_id, zone
        return rest


class FreeShipping(_Part):
    """From which goods total the shop pays the freight, by which carrier, and where it does not."""

    carrier: str
    threshold: Money
    except_zones: tuple[str, ...] = ()


class Delivery(_Part):
    """Whether arrival may be promised."""

    guarantee: bool = False


class DispatchRules(_Part):
    """The cut-off (HH:MM, local time) and the hard limit in hours."""

    cutoff: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "16:00"
    limit_hours: Annotated[int, Field(gt=0)] = 48


class PriceRules(_Part):
    """Whether an agent may lower a price in chat."""

    reductions_in_chat: bool = False


class Gift(_Part):
    """A gift an agent may add; ``words`` are the ways it is named in chat."""

    name: Name
    words: tuple[Name, ...] = ()
    per_order: Annotated[int, Field(ge=0)] = 1


class Coupon(_Part):
    """A coupon an agent may give."""

    name: Name
    amount: Money
    per_order: Annotated[int, Field(ge=0)] = 1


class Concessions(_Part):
    """What an agent may give of his own accord, per order."""

    freight_max: Money = Decimal(0)
    gifts: tuple[Gift, ...] = ()
    coupons: tuple[Coupon, ...] = ()


class Compensation(_Part):
    """What may be offered as amends."""

    cash: Money = Decimal(0)
    resend: bool = True
    gift: bool = True
    coupon_amount: Money = Decimal(0)
    warranty_months: Annotated[int, Field(ge=0)] = 0


class Returns(_Part):
    """Return window in days, who pays the freight, and the hours until the refund arrives."""

    window_days: Annotated[int, Field(ge=0)] = 7
    fault_payer: Literal["seller", "buyer"] = "seller"
    no_reason_payer: Literal["seller", "buyer"] = "buyer"
    refund_hours: Annotated[int, Field(gt=0)] = 72
    excepted: tuple[Name, ...] = ()


class ServiceStep(_Part):
    """A step that may be promised; ``minutes`` is the shortest time that may be named for it."""

    id: Name
    name: Name
    minutes: Annotated[int, Field(gt=0)] | None = None
    after: Name | None = None


class Payment(_Part):
    """Where and how the customer pays."""

    inside_platform_only: bool = True
    methods: tuple[Name, ...] = ()


class RuleSwitch(_Part):
    """Turns a rule off, changes its severity, adds phrases to it (``words``) or exempts some from it (``allow``)."""

    enabled: bool = True
    severity: Literal["error", "warning", "info"] | None = None
    words: tuple[Name, ...] = ()
    allow: tuple[Name, ...] = ()


class BannedWord(_Part):
    """A word never sent, except inside the longer words named."""

    word: Name
    except_in: tuple[Name, ...] = ()


class CannedReply(_Part):
    """A reply of the shop's own: jinja2 text over the facts, for a stage, trigger or topic."""

    id: Name
    stage: Name | None = None
    trigger: Name | None = None
    topic: Name | None = None
    text: Text


class PolicyExample(_Part):
    """A turn that `policy check` judges: the ids that must fire, empty for a good one."""

    customer: Text
    reply: Text | tuple[Text, ...]
    expect: tuple[str, ...] = ()
    destination: Text | None = None
    products: tuple[dict[str, Any], ...] = ()
    order: dict[str, Any] | None = None
    case: dict[str, Any] | None = None
    promotions: tuple[dict[str, Any], ...] = ()
    now: str | None = None


class Policy(_Part):
    """Everything a shop decides. ``version`` is a hash of the content; ``source`` the file it came from."""

    version_of_format: Literal[1] = Field(default=1, alias="version")
    shop: ShopDefaults = ShopDefaults()
    carriers: dict[str, Carrier] = Field(min_length=1)
    default_carrier: str
    express_carrier: str | None = None
    free_shipping: FreeShipping | None = None
    delivery: Delivery = Delivery()
    dispatch: DispatchRules = DispatchRules()
    price: PriceRules = PriceRules()
    concessions: Concessions = Concessions()
    compensation: Compensation = Compensation()
    returns: Returns = Returns()
    service_steps: tuple[ServiceStep, ...] = ()
    payment: Payment = Payment()
    unsure: Literal["block", "warn"] = "warn"
    second_reader: Literal["block", "warn", "off"] = "block"
    rules: dict[str, RuleSwitch] = Field(default_factory=dict)
    banned_words: tuple[BannedWord, ...] = ()
    knowledge: tuple[KnowledgeEntry, ...] = ()
    knowledge_files: tuple[Text, ...] = ()
    replies: tuple[CannedReply, ...] = ()
    examples: tuple[PolicyExample, ...] = ()

    _version: str = PrivateAttr(default="")
    _source: str = PrivateAttr(default="")

    @field_validator("rules")
    @classmethod
    def _known_rules(cls, value: dict[str, RuleSwitch]) -> dict[str, RuleSwitch]:
        unknown = [rule_id for rule_id in value if rule_id not in RULE_IDS]
        if unknown:
            raise ValueError(f"no such rule: {', '.join(unknown)}")
        return value

    @field_validator("banned_words", mode="before")
    @classmethod
    def _plain_words(cls, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return [{"word": item} if isinstance(item, str) else item for item in value]  # pyright: ignore[reportUnknownVariableType] -- YAML
        return value

    @model_validator(mode="after")
    def _names_agree(self) -> Policy:
        for field, carrier in (("default_carrier", self.default_carrier), ("express_carrier", self.express_carrier)):
            if carrier is not None and carrier not in self.carriers:
                raise ValueError(f"{field}: no such carrier: {carrier}")
        free = self.free_shipping
        if free is not None:
            if free.carrier not in self.carriers:
                raise ValueError(f"free_shipping.carrier: no such carrier: {free.carrier}")
            missing = [zone for zone in free.except_zones if zone not in self.carriers[free.carrier].zones]
            if missing:
                raise ValueError(f"free_shipping.except_zones: no such zone: {', '.join(missing)}")
        return self

    def __hash__(self) -> int:
        return hash(self.version or id(self))

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Policy) and bool(self.version) and self.version == other.version)

    @property
    def version(self) -> str:
        """``sha256:…`` of the content, whatever the file's comments, order of keys or path."""
        private = self.__pydantic_private__  # not self._version: pydantic looks that up slowly, and every check asks
        return private["_version"] if private is not None else ""

    @property
    def source(self) -> str:
        """The file the policy was read from."""
        return self._source

    def carrier_named(self, name: str) -> str | None:
        """The id of a carrier by id, name or alias, or None."""
        wanted = name.strip().lower()
        for carrier_id, carrier in self.carriers.items():
            if wanted in (carrier_id.lower(), carrier.name.lower(), *(alias.lower() for alias in carrier.aliases)):
                return carrier_id
        return None

    def step_minutes(self, step_id: str) -> int | None:
        """The shortest time in minutes that may be named for a service step, or None when no time may be."""
        return next((step.minutes for step in self.service_steps if step.id == step_id), None)
