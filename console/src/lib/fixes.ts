// What one click can do about a finding: the rule's own safe edit, the manual's words, or taking the half-sentence out. Each is judged again.
import type { Finding, ReplyRequest } from "./api";

export interface Fix { kind: "replace" | "insert" | "delete"; start: number; end: number; text: string }

const STOPS = /[,,。.!!??;;…~\n]/;
const PAUSES = /[,,]/;

/** Fixes for a finding that stands at `start`–`end` (UTF-16) of `text`, the safest first. */
export function fixesFor(finding: Finding, start: number, end: number, text: string, request: ReplyRequest): Fix[] {
  const fixes: Fix[] = [];
  if (typeof finding.fix === "string") fixes.push({ kind: finding.fix === "" ? "delete" : "replace", start, end, text: finding.fix });
  else if (finding.rule === "missing-greeting") fixes.push({ kind: "insert", start: 0, end: 0, text: `${greeting(request)}\n` });
  else if (finding.rule === "missing-empathy") {
    const at = afterGreeting(text);
    fixes.push({ kind: "insert", start: at, end: at, text: "给您添麻烦了,实在抱歉。" });
  } else {
    const said = saidFor(finding);
    if (said !== null) fixes.push({ kind: "replace", start, end, text: said });
  }
  if (!finding.rule.startsWith("missing-") && finding.fix !== "") {
    const part = clauseAround(text, start, end);
    if (part.end - part.start < text.length) fixes.push({ kind: "delete", ...part, text: "" });
  }
  return fixes;
}

/** The words that a suggestion gives in quotation marks, when they are words to send and no list or pattern. */
function saidFor(finding: Finding): string | null {
  if (finding.unsure === true) return null;
  const quoted = /[“「"]([^”」"]{4,})[”」"]/.exec(finding.suggestion)?.[1];
  return quoted === undefined || /[、…]/.test(quoted) ? null : quoted;
}

export function greeting(request: ReplyRequest): string {
  const { name, agent } = request.shop ?? {};
  const welcome = name ? `,欢迎光临${name}` : "";
  const who = agent ? `${agent}客服` : "";
  return `您好${welcome},${who}很高兴为您服务😊`;
}

function afterGreeting(text: string): number {
  const line = text.indexOf("\n");
  return line > 0 && /您好|欢迎/.test(text.slice(0, line)) ? line + 1 : 0;
}

/** The half-sentence around a place, with the one comma that would be left over. */
export function clauseAround(text: string, start: number, end: number): { start: number; end: number } {
  let from = start;
  while (from > 0 && !isStop(text, from - 1)) from -= 1;
  let to = end;
  while (to < text.length && !isStop(text, to)) to += 1;
  const next = text[to] ?? "";
  if (PAUSES.test(next)) to += 1;
  else if (from > 0 && PAUSES.test(text[from - 1] ?? "")) from -= 1;
  else if (next !== "" && next !== "\n") to += 1;
  else if (from > 0 && text[from - 1] === "\n" && next === "") from -= 1;
  else if (next === "\n" && (from === 0 || text[from - 1] === "\n")) to += 1;
  return { start: from, end: to };
}

function isStop(text: string, at: number): boolean {
  const char = text[at] ?? "";
  if (!STOPS.test(char)) return false;
  // 3.5, 16:00 and 1,200 are figures, not sentence ends
  return !(/[.,]/.test(char) && /\d/.test(text[at - 1] ?? "") && /\d/.test(text[at + 1] ?? ""));
}
