// Every word of the interface, Chinese first, with English beside it.
export type Lang = "zh" | "en";

const WORDS = {
  appName: ["接待台", "Desk"],
  desk: ["接待", "Desk"], policy: ["规则", "Policy"], sandbox: ["试验", "Sandbox"], figures: ["数据", "Figures"],
  skip: ["跳到正文", "Skip to content"], views: ["页面", "Views"],
  theme: ["切换深浅色", "Switch light and dark"], language: ["English", "中文"], help: ["快捷键", "Shortcuts"], logout: ["退出", "Sign out"],
  close: ["关闭", "Close"], cancel: ["取消", "Cancel"], retry: ["重试", "Try again"], back: ["返回", "Back"], loading: ["载入中…", "Loading…"],
  unreachable: ["连不上服务,请检查后重试", "The service cannot be reached"],
  noScope: ["当前密钥没有此权限", "This key may not do that"],
  // login
  loginTitle: ["登录接待台", "Sign in to the desk"], loginHint: ["输入店铺管理员发给您的密钥。密钥只保存在这个标签页,关掉就没有了。", "Enter the key your administrator gave you. It is kept in this tab only."],
  key: ["密钥", "API key"], signIn: ["登录", "Sign in"], badKey: ["密钥不对,请核对后再试", "This key is not accepted"],
  // list
  conversations: ["会话", "Conversations"], search: ["搜索会话", "Search conversations"], waiting: ["待回复", "Waiting"], all: ["全部", "All"],
  noMessages: ["还没有对话", "No messages yet"], offline: ["连不上服务,正在重试…", "The service cannot be reached; trying again…"], none: ["没有会话", "No conversations"], noneWaiting: ["都回复完了,歇一歇", "All answered — take a breath"],
  state_open: ["待回复", "waiting"], state_answered: ["已回复", "answered"], state_taken_over: ["人工接管", "taken over"], you: ["我", "You"],
  pick: ["从左边选一个会话", "Choose a conversation"], pickHint: ["或按 J 打开下一个", "or press J for the next one"],
  // chat
  chat: ["对话", "Chat"], facts: ["资料", "Facts"], agent: ["客服", "Agent"], customer: ["顾客", "Customer"],
  playCustomer: ["模拟顾客", "Play customer"], playCustomerHint: ["以顾客身份写一句,看看会发生什么", "Write as the customer and see what happens"], write: ["发出", "Post"],
  newCase: ["新会话", "New"],
  // composer
  reply: ["回复", "Reply"], replyHintTouch: ["写回复,或点“起草”", "Write a reply, or tap Draft"], staleVerdict: ["对话有更新,请先重新起草或确认文字", "The conversation went on: draft again, or keep your words"], replyHint: ["写回复,或按 {key} 起草", "Write a reply, or press {key} for a draft"],
  draft: ["起草", "Draft"], redraft: ["重新起草", "Draft again"], drafting: ["起草中…", "Drafting…"], stop: ["停止", "Stop"], send: ["发送", "Send"],
  sending: ["发送中…", "Sending…"], sent: ["已发送", "Sent"], sendAnyway: ["仍要发送…", "Send anyway…"], reject: ["弃用草稿", "Reject draft"], rejected: ["已记录:弃用", "Recorded: rejected"],
  saveCase: ["存为用例", "Save as eval case"], caseSaved: ["用例已下载", "Eval case downloaded"],
  checking: ["核对中", "Checking"], checked: ["已核对", "Checked"], allProven: ["可以放心发送", "Safe to send"], nothingToProve: ["没有问题", "No issues"],
  blocking: ["{n} 处须改", "{n} to fix"], warnings: ["{n} 处提醒", "{n} to note"], proofs: ["{n} 处有据", "{n} proven"], roundTrip: ["{n} 毫秒", "{n} ms"],
  checkFailed: ["没能核对,暂不能发送", "Could not be checked, so not sendable"], findings: ["问题", "Findings"], proofList: ["依据", "Proofs"],
  staleCustomer: ["顾客又来新消息了,这份草稿是按之前的对话写的", "The customer wrote again; this draft answers an older state"],
  staleAgent: ["同事已经回复了,这份草稿是按之前的对话写的", "A colleague has answered; this draft is for an older state"],
  keepText: ["保留我的文字", "Keep my text"], triedFacts: ["按试改的资料起草和核对;发送时以真实资料为准", "Drafted and checked with your edited facts; sending uses the real ones"],
  overrideTitle: ["带着问题发送", "Send in spite of findings"], overrideHint: ["请写明理由,会和这条回复一起存档。", "Say why; it is kept with the reply."], reason: ["理由", "Reason"], overrideSend: ["记录理由并发送", "Record and send"],
  blockedByServer: ["服务端核对没有通过,已标出问题", "The service's check did not pass"], blockedHint: ["先改好标红处再发送", "Mend what is red first"],
  takenOver: ["同事已接管此会话", "A colleague has taken over"], handoff: ["需要人工", "Needs a person"],
  status_accepted: ["一次通过", "Accepted"], status_repaired: ["修正后通过", "Repaired"], status_fallback: ["手册用语", "Fallback"], status_handoff: ["转人工", "Handed over"],
  // card
  proven: ["有据", "Proven"], unproven: ["未标明来源", "No source"], evidence: ["依据", "Evidence"], suggestion: ["建议", "Suggestion"], why: ["为什么", "Why"], source: ["出处", "Source"],
  fixReplace: ["换成“{text}”", "Replace by “{text}”"], fixInsert: ["加上“{text}”", "Add “{text}”"], fixDelete: ["删去“{text}”", "Delete “{text}”"], unsure: ["拿不准", "unsure"],
  sev_error: ["须改", "Must fix"], sev_warning: ["提醒", "Warning"], sev_info: ["留意", "Info"],
  // facts
  editedFacts: ["试改过", "edited"], restore: ["还原", "Restore"], shop: ["店铺", "Shop"], order: ["订单", "Order"], product: ["商品", "Product"], caseTitle: ["售后", "After-sales"], promotions: ["活动", "Promotions"], knowledge: ["店铺知识", "Knowledge"], tracking: ["物流", "Tracking"], done: ["已做的事", "Done"],
  price: ["价格", "Price"], thisChat: ["本次会话", "This chat"], priceUnit: ["价格 元", "Price ¥"], weightUnit: ["重量 公斤", "Weight kg"], sizeUnit: ["尺寸 厘米", "Size cm"], freightUnit: ["运费 元", "Freight ¥"], totalUnit: ["合计 元", "Total ¥"], stock: ["库存", "Stock"], weight: ["重量", "Weight"], size: ["尺寸", "Size"], custom: ["定制", "Custom-made"], sevenDays: ["七天无理由", "7-day return"],
  destination: ["收货地", "Destination"], orderNo: ["订单号", "Order"], status: ["状态", "Status"], freight: ["运费", "Freight"], total: ["合计", "Total"], carrier: ["快递", "Carrier"], trackingNo: ["单号", "Tracking no."], paidAt: ["付款", "Paid"], shippedAt: ["发货", "Shipped"], signedAt: ["签收", "Signed"], placedAt: ["下单", "Placed"], insurance: ["运费险", "Freight cover"],
  caseReason: ["原因", "Reason"], evidenceReceived: ["已收到照片", "Photo received"], confirmed: ["已核实", "Confirmed"], addOrder: ["添加订单", "Add order"], addCase: ["添加售后", "Add case"], remove: ["移除", "Remove"], now: ["当前时间", "Now"], yes: ["是", "yes"], no: ["否", "no"], unset: ["未填", "not set"], items: ["明细", "Items"],
  // policy
  policyProblem: ["规则文件改过,但有错,仍按原来的规则核对:", "The policy file was changed but is wrong; the old one still holds:"], policyTitle: ["店铺规则", "Shop policy"], rates: ["运费表", "Rate card"], zone: ["地区", "Zone"], firstKg: ["首重", "First"], stepKg: ["续重", "Further"], usual: ["常规时效", "Usual days"], volumetric: ["体积重", "Volumetric"], unserved: ["暂不寄送:{places}", "Not served: {places}"], rest: ["其余地区", "All others"],
  freeShipping: ["包邮", "Free shipping"], dispatch: ["发货", "Dispatch"], concessions: ["优惠权限", "Concessions"], compensation: ["补偿方式", "Compensation"], returns: ["退换货", "Returns"], services: ["可承诺的服务", "Service promises"], payment: ["付款", "Payment"],
  calculator: ["运费计算", "Fee calculator"], to: ["寄到", "To"], weightKg: ["重量(公斤)", "Weight (kg)"], sizeCm: ["长 × 宽 × 高(厘米)", "L × W × H (cm)"], goodsTotal: ["货款(元)", "Goods total (yuan)"], working: ["算法", "Working"], free: ["包邮", "Free"], yuan: ["{n} 元", "¥{n}"], days: ["{a}–{b} 天", "{a}–{b} days"],
  rulesTitle: ["核对规则", "Rules"], rulesCount: ["{n} 条规则,逐字核对每条回复", "{n} rules judge every reply"], goodExample: ["可以", "Fine"], badExample: ["不行", "Not so"], off: ["已关闭", "off"], examples: ["例子", "Examples"],
  fam_commitment: ["承诺", "Commitments"], fam_money: ["钱", "Money"], fam_after_sales: ["售后", "After-sales"], fam_facts: ["事实", "Facts"], fam_conduct: ["态度", "Conduct"], fam_compliance: ["合规", "Compliance"], fam_form: ["格式", "Form"],
  trial: ["改动试算", "Trial"], trialHint: ["改一改规则,看看对最近的回复会有什么影响。不会保存。", "Change the policy and see what it would have done to recent replies. Nothing is saved."], trialEmpty: ["点“试算”,结果会出现在这里", "Run it; the outcome appears here"], trialRun: ["试算最近 {n} 条", "Try on the last {n}"], trialRunning: ["试算中…", "Trying…"], trialChecked: ["核对了 {n} 条回复", "{n} replies checked"], newlyBlocked: ["会被拦下", "Newly blocked"], newlyPassed: ["会放行", "Newly passed"], changedClaims: ["依据有变", "Changed proofs"], noChange: ["没有影响", "No change"], policyYaml: ["规则文件(YAML)", "Policy file (YAML)"], overview: ["总览", "Overview"], emptyRecord: ["还没有存档的回复可供试算。", "No recorded replies to try it on yet."],
  // sandbox
  sandboxTitle: ["试验台", "Sandbox"], sandboxHint: ["随便写一条回复,看它能不能发。不会发给任何人。", "Type any reply and see the verdict. Nothing is sent."], customerSays: ["顾客说", "The customer says"], againstFacts: ["按谁的资料", "With the facts of"], noFacts: ["没有资料", "No facts"], verdict: ["结论", "Verdict"], canSend: ["可以发送", "Can be sent"], cannotSend: ["不能发送", "Must not be sent"], typeSomething: ["写点什么,结论会出现在这里", "Type something; the verdict appears here"], tryThese: ["试试这些", "Try these"],
  // figures
  figuresTitle: ["数据", "Figures"], lastDays: ["最近 {n} 天", "Last {n} days"], repliesToday: ["今日回复", "Replies today"], unread: ["无需人工", "Without a person"], underTen: ["10 秒内响应", "Within 10 s"], p95: ["95% 的回复快于", "95% answered within"], outcomes: ["每日结果", "Outcomes by day"], byRule: ["规则命中", "Findings by rule"], overTime: ["命中走势", "Findings over time"], latency: ["响应时间", "Response times"], median: ["中位数", "Median"], noFindings: ["没有命中任何规则", "No findings"], noFigures: ["还没有数据,先去接待几位顾客吧。", "No figures yet — answer a few customers first."], draftAll: ["给每个会话起草一条", "Draft one reply for each conversation"], more: ["还有 {n} 条", "{n} more"], promise: ["10 秒承诺", "10 s promise"], table: ["查看数字", "As a table"], date: ["日期", "Date"], count: ["条数", "Count"], rule: ["规则", "Rule"], over: ["更久", "longer"],
  // help
  helpTitle: ["键盘快捷键", "Keyboard shortcuts"], k_next: ["下一个 / 上一个会话", "Next / previous conversation"], k_write: ["写回复", "Write a reply"], k_draft: ["起草", "Draft"], k_send: ["发送", "Send"], k_issue: ["下一处 / 上一处问题", "Next / previous finding"], k_fix: ["采用建议的改法", "Apply the fix"], k_esc: ["关闭卡片 / 离开输入框", "Close card / leave the editor"], k_search: ["搜索会话", "Search"], k_go: ["去接待 / 规则 / 试验 / 数据", "Go to desk / policy / sandbox / figures"], k_help: ["这张表", "This sheet"], k_facts: ["资料栏", "Facts pane"],
} as const satisfies Record<string, readonly [string, string]>;

export type Word = keyof typeof WORDS;

const saved = localStorage.getItem("guarded-reply.lang");
export const i18n = $state<{ lang: Lang }>({ lang: saved === "en" ? "en" : "zh" });

export function setLang(lang: Lang): void {
  i18n.lang = lang;
  localStorage.setItem("guarded-reply.lang", lang);
}

/** The words for `key` in the chosen language, with `{name}` filled in. */
export function t(key: Word, values: Record<string, string | number> = {}): string {
  const text: string = WORDS[key][i18n.lang === "zh" ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Words for a key that is put together, or `fallback` when there are none. */
export function tt(key: string, fallback: string): string {
  return key in WORDS ? t(key as Word) : fallback;
}

/** Picks between two texts that come from data. */
export function pick(zh: string, en: string): string {
  return i18n.lang === "zh" ? zh : en;
}
