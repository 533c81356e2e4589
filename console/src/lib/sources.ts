// Says in words where a claim or verdict comes from: `policy:carriers.sf.zones.jzh` → 运费表 · 顺丰 · 江浙沪, 首重1公斤14元.
import manual from "../data/manual.json";
import type { Order, PolicyData, Product, ReplyRequest } from "./api";
import { pick } from "./i18n.svelte";
import { ORDER_STATUS } from "./names";

/** `where` is the trail of names, `what` the fact itself, `fact` the key of the field in the facts pane, when it stands there. */
export interface Source { where: string; what: string; fact: string | null }

const MANUAL: Record<string, { zh: string; en: string }> = manual;
const yuan = (value: unknown): string => pick(`${String(value)}元`, `¥${String(value)}`);
const trail = (...parts: string[]): string => parts.filter(Boolean).join(" · ");

export function sourceOf(id: string, request: ReplyRequest, policy: PolicyData | null): Source {
  const said = MANUAL[id];
  if (said !== undefined) {
    const where = id.startsWith("law:") ? pick("法律", "Law") : trail(pick("服务手册", "Service manual"), id.slice("playbook:".length));
    return { where, what: pick(said.zh, said.en), fact: null };
  }
  const [scheme = "", rest = ""] = cut(id);
  if (scheme === "policy") return { ...policySource(rest, policy), fact: null };
  if (scheme === "law") return { where: pick("法律", "Law"), what: rest, fact: null };
  if (scheme === "playbook") return { where: pick("服务手册", "Service manual"), what: rest, fact: null };
  if (scheme === "order") return orderSource(rest, request.order ?? null);
  if (scheme === "product") return productSource(rest, request);
  if (scheme === "knowledge") return knowledgeSource(rest, request, policy);
  if (scheme === "sum") return { where: pick("计算", "Sum"), what: pick("由价格、运费和优惠算出", "follows from prices, fees and promotions"), fact: null };
  if (scheme === "conversation") return { where: pick("对话", "Conversation"), what: pick("对话里已经说过", "said before in this conversation"), fact: null };
  return requestSource(rest, request);
}

function cut(id: string): [string, string] {
  const at = id.search(/[:.]/);
  return at < 0 ? [id, ""] : [id.slice(0, at), id.slice(at + 1)];
}

function policySource(path: string, policy: PolicyData | null): { where: string; what: string } {
  const book = pick("店铺规则", "Shop policy");
  if (policy === null) return { where: book, what: path };
  const zone = /^carriers\.([^.]+)\.zones\.([^.]+)(\.usual_days)?$/.exec(path);
  if (zone !== null) return zoneSource(policy, zone[1] ?? "", zone[2] ?? "", zone[3] !== undefined);
  const name = path.replace(/=.*$/, "").replace(/\[(\d+)\]/g, ".$1");
  const made = POLICY[Object.keys(POLICY).find((key) => name === key || name.startsWith(`${key}.`)) ?? ""];
  return made ? made(policy, name.split(".")) : { where: book, what: path };
}

function zoneSource(policy: PolicyData, carrierId: string, zoneId: string, days: boolean): { where: string; what: string } {
  const carrier = policy.carriers[carrierId];
  const zone = carrier?.zones[zoneId];
  const where = trail(pick("运费表", "Rate card"), carrier?.name ?? carrierId, zone?.name ?? zoneId);
  if (zone === undefined) return { where, what: "" };
  const usual = pick(`通常${zone.usual_days.join("–")}天`, `usually ${zone.usual_days.join("–")} days`);
  const fee = pick(
    `首重${zone.first_kg}公斤${zone.first_fee}元,续重每${zone.step_kg}公斤${zone.step_fee}元`,
    `first ${zone.first_kg} kg ¥${zone.first_fee}, each further ${zone.step_kg} kg ¥${zone.step_fee}`,
  );
  return { where, what: days ? usual : `${fee}` };
}

function hours(minutes: number): string {
  return minutes % 60 === 0 && minutes > 60 ? pick(`${minutes / 60}小时`, `${minutes / 60} h`) : pick(`${minutes}分钟`, `${minutes} min`);
}

export function stepText(step: PolicyData["service_steps"][number]): string {
  if (step.minutes === null || step.minutes === undefined) return step.name;
  return `${step.name}:${step.after ? pick(`${step.after}后`, `after ${step.after} `) : ""}${pick(`${hours(step.minutes)}内`, `within ${hours(step.minutes)}`)}`;
}

export function freeShippingText(policy: PolicyData): string {
  const free = policy.free_shipping;
  if (free === null) return pick("没有包邮", "none");
  const carrier = policy.carriers[free.carrier];
  const except = free.except_zones.map((zone) => carrier?.zones[zone]?.name ?? zone).join("、");
  return pick(`货款满${free.threshold}元,${carrier?.name ?? free.carrier}包邮${except ? `(${except}除外)` : ""}`, `from ¥${free.threshold} by ${carrier?.name ?? free.carrier}${except ? `, except ${except}` : ""}`);
}

const payer = (who: string): string => (who === "seller" ? pick("店铺承担", "the shop pays") : pick("买家承担", "the buyer pays"));

export const policyText = {
  guarantee: (p: PolicyData) => (p.delivery.guarantee ? pick("可以承诺到货时间", "arrival may be promised") : pick("到货时间一律不承诺,只说常规时效", "arrival is never promised")),
  cutoff: (p: PolicyData) => pick(`${p.dispatch.cutoff}前付款、有现货,当天发;之后次日发`, `paid before ${p.dispatch.cutoff} and in stock: same day; else the next`),
  limit: (p: PolicyData) => pick(`最晚${p.dispatch.limit_hours}小时内发货`, `within ${p.dispatch.limit_hours} h at the latest`),
  price: (p: PolicyData) => (p.price.reductions_in_chat ? pick("聊天里可以议价", "prices may move in chat") : pick("聊天里不议价", "no price cut in chat")),
  freightMax: (p: PolicyData) => pick(`运费最多让${p.concessions.freight_max}元`, `up to ¥${p.concessions.freight_max} of freight`),
  gifts: (p: PolicyData) => p.concessions.gifts.map((gift) => pick(`${gift.name},每单${gift.per_order}个`, `${gift.name}, ${gift.per_order} an order`)).join(";"),
  coupons: (p: PolicyData) => p.concessions.coupons.map((coupon) => pick(`${coupon.name},每单${coupon.per_order}张`, `${coupon.name}, ${coupon.per_order} an order`)).join(";"),
  cash: (p: PolicyData) => (Number(p.compensation.cash) > 0 ? pick(`现金最多${p.compensation.cash}元`, `cash up to ¥${p.compensation.cash}`) : pick("不赔现金", "no cash")),
  window: (p: PolicyData) => pick(`签收后${p.returns.window_days}天内,未使用、不影响二次销售`, `within ${p.returns.window_days} days of signing, unused`),
  fault: (p: PolicyData) => pick(`确认的质量问题,来回运费${payer(p.returns.fault_payer)}`, `confirmed fault: ${payer(p.returns.fault_payer)} both ways`),
  noReason: (p: PolicyData) => pick(`无理由退货,来回运费${payer(p.returns.no_reason_payer)}`, `no reason: ${payer(p.returns.no_reason_payer)} both ways`),
  refund: (p: PolicyData) => pick(`仓库收到退货后${p.returns.refund_hours}小时内到账`, `refund within ${p.returns.refund_hours} h of the warehouse receiving the goods`),
  excepted: (p: PolicyData) => pick(`除外:${p.returns.excepted.join("、")}`, `except: ${p.returns.excepted.join(", ")}`),
  payment: (p: PolicyData) => pick(`只在平台内付款:${p.payment.methods.join("、")}`, `inside the platform only: ${p.payment.methods.join(", ")}`),
  amends: (p: PolicyData) => {
    const can = [p.compensation.resend && pick("补发", "re-send"), p.compensation.gift && pick("赠品", "gift"), Number(p.compensation.coupon_amount) > 0 && pick(`${p.compensation.coupon_amount}元券`, `¥${p.compensation.coupon_amount} coupon`), p.compensation.warranty_months > 0 && pick(`延保${p.compensation.warranty_months}个月`, `+${p.compensation.warranty_months} months warranty`)];
    return can.filter(Boolean).join(pick("、", ", "));
  },
};

type Made = { where: string; what: string };
const book = (zh: string, en: string, what: string): Made => ({ where: trail(pick("店铺规则", "Shop policy"), pick(zh, en)), what });
const POLICY: Record<string, (policy: PolicyData, path: string[]) => Made> = {
  "delivery": (p) => book("时效", "Delivery", policyText.guarantee(p)),
  "carriers": () => ({ where: trail(pick("运费表", "Rate card"), pick("常规时效", "Usual days")), what: pick("各地区的常规天数,不作保证", "usual days by zone, no guarantee") }),
  "free_shipping": (p) => book("包邮", "Free shipping", freeShippingText(p)),
  "dispatch.cutoff": (p) => book("发货", "Dispatch", policyText.cutoff(p)),
  "dispatch": (p) => book("发货", "Dispatch", policyText.limit(p)),
  "price": (p) => book("价格", "Price", policyText.price(p)),
  "concessions.freight_max": (p) => book("优惠权限", "Concessions", policyText.freightMax(p)),
  "concessions.gifts": (p) => book("优惠权限", "Concessions", policyText.gifts(p)),
  "concessions.coupons": (p, [, , index]) => book("优惠权限", "Concessions", p.concessions.coupons[Number(index)]?.name ?? policyText.coupons(p)),
  "concessions": (p) => book("优惠权限", "Concessions", [policyText.freightMax(p), policyText.gifts(p), policyText.coupons(p)].filter(Boolean).join(";")),
  "compensation.cash": (p) => book("补偿方式", "Compensation", policyText.cash(p)),
  "compensation": (p) => book("补偿方式", "Compensation", [policyText.amends(p), policyText.cash(p)].join(";")),
  "returns.window_days": (p) => book("退换货", "Returns", policyText.window(p)),
  "returns.fault_payer": (p) => book("退换货", "Returns", policyText.fault(p)),
  "returns.no_reason_payer": (p) => book("退换货", "Returns", policyText.noReason(p)),
  "returns.refund_hours": (p) => book("退换货", "Returns", policyText.refund(p)),
  "returns.excepted": (p) => book("退换货", "Returns", policyText.excepted(p)),
  "returns": (p) => book("退换货", "Returns", policyText.window(p)),
  "service_steps": (p, [, id]) => {
    const step = p.service_steps.find((one) => one.id === id);
    return book("可承诺的服务", "Service promises", step ? stepText(step) : p.service_steps.map(stepText).join(";"));
  },
  "payment": (p) => book("付款", "Payment", policyText.payment(p)),
  "banned_words": () => book("禁用词", "Banned words", pick("在店铺自己的禁用词表里", "on the shop's own list")),
  "rules": () => book("核对规则", "Rules", pick("店铺自己加的说法", "the shop's own phrase")),
};

const ORDER_FIELDS: Record<string, readonly [string, string]> = {
  total: ["合计", "Total"], freight: ["运费", "Freight"], status: ["状态", "Status"], tracking: ["物流", "Tracking"], tracking_no: ["快递单号", "Tracking no."], paid_at: ["付款时间", "Paid"],
  shipped_at: ["发货时间", "Shipped"], signed_at: ["签收时间", "Signed"], placed_at: ["下单时间", "Placed"], destination: ["收货地", "Destination"], carrier: ["快递", "Carrier"], items: ["明细", "Items"], freight_insurance: ["运费险", "Freight cover"], id: ["订单号", "Order"],
};

function orderSource(rest: string, order: Order | null): Source {
  const field = rest.startsWith(`${order?.id ?? ""}.`) && order !== null ? rest.slice(order.id.length + 1) : rest;
  const known = ORDER_FIELDS[field];
  const name = known ? pick(known[0], known[1]) : "";
  const where = trail(pick(`订单 ${order?.id ?? ""}`, `Order ${order?.id ?? ""}`), name);
  const value = order === null ? undefined : (order as unknown as Record<string, unknown>)[field];
  return { where, what: orderValue(field, value, order), fact: `order.${known ? field : "id"}` };
}

function orderValue(field: string, value: unknown, order: Order | null): string {
  if (field === "tracking") return order?.tracking?.at(-1)?.text ?? "";
  if (value === null || value === undefined || typeof value === "object") return order === null ? "" : order.id;
  if (field === "total" || field === "freight") return yuan(value);
  if (field === "status") return pick(...(ORDER_STATUS[String(value)] ?? [String(value), String(value)]));
  if (field === "freight_insurance") return value === true ? pick("有", "yes") : pick("没有", "no");
  return field.endsWith("_at") ? String(value).slice(0, 16).replace("T", " ") : String(value);
}

function productSource(rest: string, request: ReplyRequest): Source {
  const products = request.products ?? [];
  const product = products.find((one) => rest === one.id || rest.startsWith(`${one.id}.`)) ?? (products.length === 1 ? products[0] : undefined);
  if (product === undefined) return { where: pick("商品资料", "Product facts"), what: rest, fact: null };
  const field = rest.startsWith(`${product.id}.`) ? rest.slice(product.id.length + 1) : rest;
  const [label, value] = productValue(field, product);
  return { where: trail(pick("商品资料", "Product facts"), product.title, label), what: value, fact: `product.${product.id}.${field}` };
}

function productValue(field: string, product: Product): [string, string] {
  if (field === "price") return [pick("价格", "Price"), product.price ? yuan(product.price) : ""];
  if (field === "stock") return [pick("库存", "Stock"), product.stock === null || product.stock === undefined ? pick("没有填库存", "not set") : String(product.stock)];
  if (field === "weight_kg") return [pick("重量", "Weight"), pick(`${product.weight_kg ?? ""}公斤`, `${product.weight_kg ?? ""} kg`)];
  if (field === "dimensions_cm") return [pick("尺寸", "Size"), `${product.dimensions_cm?.join(" × ") ?? ""} cm`];
  if (field.startsWith("attributes.")) {
    const name = field.slice("attributes.".length);
    return [name, product.attributes?.[name] ?? pick("资料里没有", "not in the facts")];
  }
  if (field === "title") return ["", product.title];
  const attributes = Object.entries(product.attributes ?? {}).map(([name, value]) => `${name} ${value}`);
  return ["", attributes.join(pick("、", ", "))];
}

function knowledgeSource(id: string, request: ReplyRequest, policy: PolicyData | null): Source {
  const entry = [...(request.knowledge ?? []), ...(policy?.knowledge ?? [])].find((one) => one.id === id);
  return { where: trail(pick("店铺知识", "Knowledge"), entry?.title ?? id), what: entry?.text ?? "", fact: `knowledge.${id}` };
}

function requestSource(path: string, request: ReplyRequest): Source {
  const promotion = /^promotions(?:\[(\d+)\])?$/.exec(path);
  if (promotion !== null) {
    const one = request.promotions?.[Number(promotion[1] ?? -1)];
    const all = (request.promotions ?? []).map((each) => each.title).join(pick("、", ", "));
    return { where: pick("活动", "Promotions"), what: one?.title ?? (all || pick("目前没有活动", "none at present")), fact: "promotions" };
  }
  if (path.startsWith("actions_done")) return { where: pick("已做的事", "Done"), what: (request.actions_done ?? []).join(pick("、", ", ")), fact: "done" };
  if (path.startsWith("order/")) return { where: pick("订单与已做的事", "Order and what was done"), what: pick("没有这样的记录", "no such record"), fact: "order.status" };
  if (path.startsWith("case")) return { where: pick("售后", "After-sales"), what: pick("尚未核实", "not confirmed yet"), fact: "case" };
  if (path === "now") return { where: pick("当前时间", "Now"), what: String(request.now ?? "").slice(0, 16).replace("T", " "), fact: null };
  if (path === "destination") return { where: pick("收货地", "Destination"), what: request.destination ?? "", fact: "destination" };
  if (path.startsWith("knowledge")) return { where: pick("店铺知识", "Knowledge"), what: pick("资料里没有写", "not in the facts"), fact: null };
  return { where: pick("本次会话的资料", "This conversation's facts"), what: path === "" ? pick("资料里没有", "not in the facts") : path, fact: null };
}
