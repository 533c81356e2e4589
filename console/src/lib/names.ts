// Names that people read for ids of the service: rules, kinds of claim, statuses.
import rules from "../data/rules.json";
import { pick } from "./i18n.svelte";

const RULES: Record<string, { zh: string; en: string; why: string }> = rules;

export function ruleName(id: string): string {
  const rule = RULES[id];
  return rule ? pick(rule.zh, rule.en) : id;
}

/** Why the rule is there, in one Chinese sentence; empty for a rule of the shop's own. */
export function ruleWhy(id: string): string {
  return RULES[id]?.why ?? "";
}

const KINDS: Record<string, readonly [string, string]> = {
  shipping_fee: ["运费", "Shipping fee"], free_shipping: ["包邮", "Free shipping"], free_shipping_threshold: ["包邮门槛", "Free-shipping threshold"], threshold: ["门槛", "Threshold"],
  part: ["金额", "Amount"], price: ["价格", "Price"], total: ["合计", "Total"], discount: ["优惠", "Discount"], coupon: ["优惠券", "Coupon"], gift: ["赠品", "Gift"], concession: ["让利", "Concession"],
  delivery_estimate: ["常规时效", "Usual duration"], delivery_promise: ["到货时间", "Arrival"], dispatch_promise: ["发货时间", "Dispatch"], service_promise: ["服务承诺", "Service promise"],
  return_window: ["退货期限", "Return window"], return_freight_payer: ["退货运费", "Return freight"], status: ["进度", "Status"], stock: ["库存", "Stock"], scarcity: ["紧迫", "Scarcity"],
  product_fact: ["商品信息", "Product fact"], identifier: ["编号", "Identifier"], time: ["时间", "Time"], amount: ["金额", "Amount"], money: ["金额", "Amount"], compensation: ["补偿", "Compensation"], refund: ["退款", "Refund"], weight: ["重量", "Weight"], number: ["数字", "Number"],
};

export function kindName(kind: string): string {
  const name = KINDS[kind];
  return name ? pick(name[0], name[1]) : pick("说法", kind.replaceAll("_", " "));
}

export const ORDER_STATUS: Record<string, readonly [string, string]> = {
  unpaid: ["待付款", "Unpaid"], paid: ["已付款", "Paid"], shipped: ["已发货", "Shipped"], delivered: ["已签收", "Delivered"], completed: ["已完成", "Completed"],
  refunding: ["退款中", "Refunding"], refunded: ["已退款", "Refunded"], closed: ["已关闭", "Closed"],
};
export const CASE_REASON: Record<string, readonly [string, string]> = {
  quality: ["质量问题", "Quality"], no_reason: ["七天无理由", "No reason"], wrong_item: ["发错货", "Wrong item"], missing_item: ["少件", "Missing item"], damaged: ["破损", "Damaged"],
  not_received: ["未收到", "Not received"], lost: ["丢件", "Lost"], other: ["其他", "Other"],
};

const OCCASIONS: Record<string, readonly [string, string]> = {
  browsing: ["顾客在看商品,还没下单", "Browsing, not ordered yet"], unpaid_reminder: ["订单还没付款", "Order not paid yet"], payment_received: ["顾客刚付款", "Just paid"], price_changed: ["价格刚改好", "Price just changed"],
  dispatched: ["刚发货", "Just dispatched"], delivered: ["刚签收", "Just delivered"], follow_up: ["签收后回访", "Follow-up"], bad_review: ["收到差评", "Bad review received"], holiday: ["节日问候", "Holiday greeting"], busy: ["正忙", "Busy"], away: ["离开", "Away"],
};

/** What a reply is called for when the customer did not ask; empty when he did. */
export function occasionName(trigger: string | undefined): string {
  const name = OCCASIONS[trigger ?? ""];
  return name ? pick(name[0], name[1]) : "";
}
