// One-click fixes: what they would leave of the text.
import { describe, expect, it } from "vitest";
import type { Finding } from "./api";
import { clauseAround, fixesFor } from "./fixes";

const shop = { conversation: [], shop: { name: "东篱箱包旗舰店", agent: "8号" } };
function found(text: string, at: string, more: Partial<Finding>): Finding {
  const start = text.indexOf(at);
  return { rule: "delivery-guarantee", severity: "error", start, end: start + at.length, text: at, message: "", evidence: "", suggestion: "", ...more };
}
function applied(text: string, at: string, more: Partial<Finding>, which = 0): string | undefined {
  const finding = found(text, at, more);
  const fix = fixesFor(finding, finding.start, finding.end, text, shop)[which];
  return fix && text.slice(0, fix.start) + fix.text + text.slice(fix.end);
}

describe("a fix", () => {
  it("takes the rule's own edit first", () => {
    expect(applied("顺丰到苏州12元哦", "12元", { fix: "14元" })).toBe("顺丰到苏州14元哦");
    expect(applied("**您好**", "**您好**", { fix: "您好" })).toBe("您好");
  });
  it("takes the words that the suggestion quotes", () => {
    const suggestion = "改说常规时效并留有余地,例如“正常情况下1-2天左右,以物流更新为准”";
    expect(applied("14元,明天肯定到", "明天肯定到", { suggestion })).toBe("14元,正常情况下1-2天左右,以物流更新为准");
  });
  it("does not send lists and patterns as words", () => {
    expect(applied("14元,一天到哦", "一天到", { suggestion: "加上“一般、左右、以物流为准”" })).toBe("14元");
    expect(applied("14元,已经发货了", "已经发货", { suggestion: "还没做的说“我这就去…”" })).toBe("14元");
  });
  it("greets with the shop's name, and soothes after the greeting", () => {
    expect(applied("14元", "14元", { rule: "missing-greeting", severity: "warning" })).toBe("您好,欢迎光临东篱箱包旗舰店,8号客服很高兴为您服务😊\n14元");
    expect(applied("您好,欢迎光临\n请发照片", "请发照片", { rule: "missing-empathy", severity: "warning" })).toBe("您好,欢迎光临\n给您添麻烦了,实在抱歉。请发照片");
  });
  it("is never to delete all there is", () => {
    expect(fixesFor(found("加我微信", "微信", { rule: "off-platform-contact" }), 2, 4, "加我微信", shop)).toEqual([]);
  });
});

describe("a half-sentence", () => {
  it.each([
    ["顺丰14元,加我微信,随时问我", "微信", "顺丰14元,随时问我"],
    ["顺丰14元,加我微信。", "微信", "顺丰14元。"],
    ["加我微信。顺丰14元", "微信", "顺丰14元"],
    ["您好\n加我微信\n顺丰14元", "微信", "您好\n顺丰14元"],
    ["您好\n加我微信", "微信", "您好"],
    ["顺丰3.5元,中通6元", "5元", "中通6元"],
  ])("of %s goes without a trace", (text, at, rest) => {
    const start = text.indexOf(at);
    const part = clauseAround(text, start, start + at.length);
    expect(text.slice(0, part.start) + text.slice(part.end)).toBe(rest);
  });
});
