// What the service speaks: its types and one small client. A key is held for this tab only and never stands in the page.
import { readEvents, type ServerEvent } from "./sse";

export type Role = "customer" | "agent";
export interface Message { role: Role; text: string; at?: string | null }
export interface Product {
  id: string; title: string; price?: string | null; weight_kg?: string | null; dimensions_cm?: (string | number)[] | null;
  stock?: number | null; custom_made?: boolean; no_reason_return?: boolean | null; attributes?: Record<string, string>;
}
export interface OrderItem { product_id: string; quantity?: number; unit_price?: string | null }
export interface Order {
  id: string; status: string; items?: OrderItem[]; freight?: string | null; total?: string | null; destination?: string | null;
  carrier?: string | null; tracking_no?: string | null; tracking?: { at?: string | null; text: string }[]; placed_at?: string | null;
  paid_at?: string | null; shipped_at?: string | null; signed_at?: string | null; freight_insurance?: boolean;
}
export interface Case { reason: string; evidence_received?: boolean; confirmed?: boolean }
export interface Promotion { title: string; kind?: string; threshold?: string | null; amount?: string | null }
export interface ReplyRequest {
  conversation: Message[]; trigger?: string; shop?: { name?: string | null; agent?: string | null; brand_tone?: string | null };
  destination?: string | null; products?: Product[]; order?: Order | null; case?: Case | null; promotions?: Promotion[];
  actions_done?: string[]; knowledge?: { id: string; title: string; text: string }[]; now?: string | null;
}
export type Severity = "error" | "warning" | "info";
export interface Claim { kind: string; text: string; start: number; end: number; value: string; supported_by: string | null }
export interface Finding {
  rule: string; severity: Severity; start: number; end: number; text: string; message: string; evidence: string; suggestion: string;
  fix?: string | null; unsure?: boolean;
}
export interface Report { ok: boolean; findings: Finding[]; claims: Claim[] }
export interface Reply {
  text: string; segments: string[]; status: "accepted" | "repaired" | "fallback" | "handoff"; stage: string; claims: Claim[];
  findings: Finding[]; handoff: { reason: string; message: string } | null; trace: { id: string; model: string; latency_ms: number };
}
export interface Session { authenticated: boolean; key_required: boolean; scopes: string[]; shop: string | null; demo?: boolean }
export type ConversationState = "open" | "answered" | "taken_over";
export interface ConversationItem {
  id: string; title: string; shop: string | null; updated_at: string; version: number; last: { role: Role; text: string } | null; state: ConversationState;
}
export interface Conversation { id: string; title: string; version: number; request: ReplyRequest; state: ConversationState }
export interface RuleExample { fires: boolean | string; reply: string | string[]; request: { conversation?: Message[] } }
export interface RulePage { id: string; family: string; severity: Severity; enabled: boolean; summary: string; doc: string; examples: RuleExample[] }
export interface Zone {
  name: string; provinces?: string[]; rest?: boolean; first_kg: string | number; first_fee: string | number; step_kg: string | number;
  step_fee: string | number; volumetric_divisor?: string | number | null; usual_days: [number, number];
}
export interface Carrier { name: string; zones: Record<string, Zone>; unserved?: string[] }
export interface PolicyData {
  carriers: Record<string, Carrier>; default_carrier: string; express_carrier?: string | null;
  free_shipping: { carrier: string; threshold: string | number; except_zones: string[] } | null; delivery: { guarantee: boolean };
  dispatch: { cutoff: string; limit_hours: number }; price: { reductions_in_chat: boolean };
  concessions: { freight_max: string | number; gifts: { name: string; per_order: number }[]; coupons: { name: string; amount: string | number; per_order: number }[] };
  compensation: { cash: string | number; resend: boolean; gift: boolean; coupon_amount: string | number; warranty_months: number };
  returns: { window_days: number; fault_payer: string; no_reason_payer: string; refund_hours: number; excepted: string[] };
  service_steps: { id: string; name: string; minutes?: number | null; after?: string | null }[];
  payment: { inside_platform_only: boolean; methods: string[] }; banned_words: (string | { word: string })[];
  knowledge: { id: string; title: string; text: string }[];
}
export interface PolicyPage { policy: PolicyData; yaml: string; version: string; problem?: string | null }
export interface Quote {
  carrier: string; zone: string; billable_kg: string; fee: string; usual_days: [number, number]; free: boolean; working: string[];
}
export interface TrialItem { id: string; text: string; findings?: Finding[]; before?: Partial<Claim>[]; after?: Partial<Claim>[] }
export interface Trial { checked: number; newly_blocked: TrialItem[]; newly_passed: TrialItem[]; changed_claims: TrialItem[] }
export type StatusCounts = { date: string } & Record<"accepted" | "repaired" | "fallback" | "handoff", number>;
export interface Figures {
  total: number; by_status: StatusCounts[]; by_rule: { rule: string; count: number }[];
  by_rule_daily: { date: string; rule: string; count: number }[];
  latency_ms: { p50: number | null; p95: number | null; p99: number | null; under_10s_share: number | null; histogram: { le: number | null; count: number }[] };
}

/** The service said no, or could not be reached (status 0). */
export class ApiError extends Error {
  constructor(readonly status: number, readonly type: string, message: string, readonly field?: string, readonly report?: Report) {
    super(message);
  }
}

const KEY = "guarded-reply.key";
export const keyring = {
  get: (): string => sessionStorage.getItem(KEY) ?? "",
  set: (key: string): void => (key === "" ? sessionStorage.removeItem(KEY) : sessionStorage.setItem(KEY, key)),
};

let onUnauthorised: () => void = () => undefined;
/** Say what happens when the service no longer takes the key. */
export function whenUnauthorised(action: () => void): void {
  onUnauthorised = action;
}

async function call(path: string, init: RequestInit = {}, accept = "application/json"): Promise<Response> {
  const headers = new Headers({ Accept: accept });
  if (init.body !== undefined) headers.set("Content-Type", "application/json");
  const key = keyring.get();
  if (key !== "") headers.set("Authorization", `Bearer ${key}`);
  let response: Response;
  try {
    response = await fetch(new URL(`.${path}`, document.baseURI), { ...init, headers, credentials: "same-origin", cache: "no-store" });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, "unreachable", "");
  }
  if (!response.ok) throw await problem(response);
  return response;
}

async function problem(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as { error?: { type?: string; message?: string; field?: string; report?: Report }; report?: Report };
  const { type = "error", message = response.statusText, field, report } = body.error ?? {};
  if (response.status === 401 && type !== "insufficient_scope") onUnauthorised();
  return new ApiError(response.status, type, message, field, report ?? body.report);
}

async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await call(path, signal ? { signal } : {})).json()) as T;
}
async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return (await (await call(path, { method: "POST", body: JSON.stringify(body), ...(signal ? { signal } : {}) })).json()) as T;
}
/** A text as the messages of one turn; offsets run over them joined with newlines, so they stay the text's own. */
function messagesOf(text: string): string | string[] {
  const messages = text.split("\n");
  return messages.length > 50 ? text : messages;
}
const at = (id: string): string => `/v1/conversations/${encodeURIComponent(id)}`;
const record = (id: string): string => `/v1/replies/${encodeURIComponent(id)}`;

export interface Outgoing { text: string; version: number; reply_id?: string; override_reason?: string }

export const api = {
  session: () => get<Session>("/v1/session"),
  conversations: () => get<{ items: ConversationItem[] }>("/v1/conversations"),
  conversation: (id: string) => get<Conversation>(at(id)),
  write: (id: string, role: Role, text: string) => post<Conversation>(`${at(id)}/messages`, { role, text }),
  send: (id: string, message: Outgoing) => post<Conversation>(`${at(id)}/send`, message),
  check: (request: ReplyRequest, text: string, signal?: AbortSignal) => post<Report>("/v1/checks", { request, reply: messagesOf(text) }, signal),
  rules: () => get<{ items: RulePage[] }>("/v1/rules"),
  policy: () => get<PolicyPage>("/v1/policy"),
  quote: (ask: Record<string, unknown>, signal?: AbortSignal) => post<Quote>("/v1/quotes", ask, signal),
  trial: (yaml: string, limit: number) => post<Trial>("/v1/policy/trial", { yaml, limit }),
  figures: (days: number) => get<Figures>(`/v1/figures?days=${days}`),
  reject: (id: string) => post<unknown>(`${record(id)}/review`, { verdict: "rejected" }),
  evalCase: (id: string) => get<unknown>(`${record(id)}/case`),

  /** A reply at once, recorded, shown to nobody. */
  reply: (request: ReplyRequest) => post<Reply>("/v1/replies", request),

  /** Drafts a reply; `onSegment` hears each validated sentence before the whole reply is there. */
  async draft(request: ReplyRequest, onSegment: (text: string, message: number) => void, signal: AbortSignal): Promise<Reply> {
    const response = await call("/v1/replies", { method: "POST", body: JSON.stringify(request), signal }, "text/event-stream");
    for await (const event of readEvents(response)) {
      const data = JSON.parse(event.data) as unknown;
      if (event.name === "segment") {
        const { text = "", message = 0 } = data as { text?: string; message?: number };
        onSegment(text, message);
      } else if (event.name === "reply") return data as Reply;
      else if (event.name === "error") {
        const { error } = data as { error?: { type?: string; message?: string } };
        throw new ApiError(503, error?.type ?? "error", error?.message ?? "");
      }
    }
    throw new ApiError(0, "unreachable", "");
  },

  /** Follows a conversation until `signal` aborts; comes back by itself when the line breaks. */
  async follow(id: string, onEvent: (event: ServerEvent) => void, signal: AbortSignal): Promise<void> {
    let pause = 500;
    while (!signal.aborted) {
      try {
        const response = await call(`${at(id)}/events`, { signal }, "text/event-stream");
        for await (const event of readEvents(response)) {
          pause = 500;
          onEvent(event);
        }
      } catch (error) {
        if (signal.aborted || (error instanceof ApiError && [401, 403, 404].includes(error.status))) return;
      }
      await new Promise((resolve) => setTimeout(resolve, pause));
      pause = Math.min(pause * 2, 10_000);
    }
  },
};
