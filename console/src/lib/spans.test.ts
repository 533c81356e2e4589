// Offsets, moved marks and pieces.
import { describe, expect, it } from "vitest";
import type { Claim, Finding } from "./api";
import { editBetween, marksOf, moved, piecesOf, unitOffsets } from "./spans";

const finding = (start: number, end: number, severity: Finding["severity"] = "error"): Finding => ({ rule: "wrong-shipping-fee", severity, start, end, text: "", message: "", evidence: "", suggestion: "" });
const claim = (start: number, end: number, supported_by: string | null = "policy:x"): Claim => ({ kind: "shipping_fee", text: "", start, end, value: "", supported_by });

describe("offsets", () => {
  it("count code points where the browser counts UTF-16 units", () => {
    expect(unitOffsets("a😀b")).toEqual([0, 1, 3, 4]);
    const text = "😀👨‍👩‍👧12元";
    const start = [...text].length - 3;
    const [mark] = marksOf(text, { ok: false, findings: [finding(start, start + 3)], claims: [] });
    expect(text.slice(mark?.start, mark?.end)).toBe("12元");
  });
  it("beyond the text are cut, and empty marks left out", () => {
    expect(marksOf("ab", { ok: true, findings: [], claims: [claim(1, 99), claim(2, 2)] })).toMatchObject([{ start: 1, end: 2 }]);
  });
});

describe("an edit", () => {
  it("is the smallest replacement", () => {
    expect(editBetween("abcd", "abXcd")).toEqual({ start: 2, removed: 0, inserted: 1 });
    expect(editBetween("aaa", "aa")).toEqual({ start: 2, removed: 1, inserted: 0 });
    expect(editBetween("same", "same")).toEqual({ start: 4, removed: 0, inserted: 0 });
  });
  it("moves marks behind it, keeps those before it, drops those it touches", () => {
    const marks = [{ start: 0, end: 2 }, { start: 3, end: 5 }, { start: 6, end: 8 }];
    expect(moved(marks, { start: 4, removed: 0, inserted: 3 })).toEqual([{ start: 0, end: 2 }, { start: 9, end: 11 }]);
    expect(moved(marks, { start: 2, removed: 0, inserted: 1 })).toEqual([{ start: 0, end: 2 }, { start: 4, end: 6 }, { start: 7, end: 9 }]);
    expect(moved(marks, { start: 0, removed: 8, inserted: 1 })).toEqual([]);
  });
  it("always leaves marks over the same characters", () => {
    const before = "亲,顺丰到苏州12元,中通6元";
    const mark = { start: before.indexOf("12元"), end: before.indexOf("12元") + 3 };
    for (let at = 0; at <= before.length; at += 1)
      for (const [removed, inserted] of [[0, "您"], [1, ""], [2, "好😀"]] as const) {
        const after = before.slice(0, at) + inserted + before.slice(at + removed);
        for (const kept of moved([mark], editBetween(before, after))) expect(after.slice(kept.start, kept.end)).toBe("12元");
      }
  });
});

describe("pieces", () => {
  it("put together are the text, and the gravest look wins", () => {
    const text = "顺丰12元,明天到";
    const marks = marksOf(text, { ok: false, findings: [finding(2, 5), finding(0, 6, "warning")], claims: [claim(2, 5)] });
    const pieces = piecesOf(text, marks);
    expect(pieces.map((piece) => piece.text).join("")).toBe(text);
    expect(pieces.map((piece) => [piece.text, piece.look])).toEqual([["顺丰", "warning"], ["12元", "error"], [",", "warning"], ["明天到", null]]);
  });
  it("tell a claim without a source from a proven one", () => {
    const pieces = piecesOf("ab", marksOf("ab", { ok: true, findings: [], claims: [claim(0, 1), claim(1, 2, null)] }));
    expect(pieces.map((piece) => piece.look)).toEqual(["proof", "bare"]);
  });
});
