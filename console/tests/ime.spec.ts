// Chinese input methods: composing is never disturbed, and nothing unfinished is judged.
import type { CDPSession, Page } from "@playwright/test";
import { caret, conversation, editor, expect, judged, open, test, underlined } from "./desk";

async function compose(client: CDPSession, steps: string[]): Promise<void> {
  for (const text of steps) await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
}

/** The texts that the page sent to be judged. */
function watchChecks(page: Page): string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/v1/checks")) seen.push(([(request.postDataJSON() as { reply: string | string[] }).reply].flat() as string[]).join("\n"));
  });
  return seen;
}

test("text is judged when the composition ends, with the caret where it was", async ({ page, request }) => {
  await open(page, await conversation(request));
  const checks = watchChecks(page);
  const client = await page.context().newCDPSession(page);
  await editor(page).focus();
  await page.keyboard.insertText("亲,顺丰到苏州12元,");
  await judged(page);
  expect(await underlined(page, "error")).toEqual(["12元"]);
  const before = checks.length;

  await compose(client, ["m", "mi", "ming", "ming t", "ming tian", "ming tian ken", "ming tian ken ding", "ming tian ken ding dao"]);
  await page.waitForTimeout(400);
  expect(checks.length, "nothing is judged while composing").toBe(before);
  expect(await editor(page).inputValue()).toBe("亲,顺丰到苏州12元,ming tian ken ding dao");
  expect(await underlined(page, "error"), "earlier underlines stay").toEqual(["12元"]);

  await client.send("Input.insertText", { text: "明天肯定到" });
  await judged(page);
  expect(await editor(page).inputValue()).toBe("亲,顺丰到苏州12元,明天肯定到");
  expect(await underlined(page, "error")).toEqual(["12元", "明天肯定到"]);
  expect(await caret(page)).toEqual([16, 16]);
  expect(checks.every((text) => !/[a-z]/.test(text)), "no letters of an unfinished composition were judged").toBe(true);
});

test("composing in the middle moves the underlines behind it and leaves the caret alone", async ({ page, request }) => {
  await open(page, await conversation(request));
  const client = await page.context().newCDPSession(page);
  await editor(page).fill("亲,顺丰到苏州12元");
  await judged(page);
  await editor(page).evaluate((area) => (area as HTMLTextAreaElement).setSelectionRange(1, 1));
  await compose(client, ["n", "ni", "nin hao"]);
  expect(await underlined(page, "error")).toEqual(["12元"]);
  await client.send("Input.insertText", { text: "您好" });
  await judged(page);
  expect(await editor(page).inputValue()).toBe("亲您好,顺丰到苏州12元");
  expect(await underlined(page, "error")).toEqual(["12元"]);
  expect(await caret(page)).toEqual([3, 3]);
  await page.keyboard.press("Control+z");
  expect(await editor(page).inputValue()).toBe("亲,顺丰到苏州12元");
});

test("a verdict that arrives while the next word is being composed does not touch it", async ({ page, request }) => {
  await open(page, await conversation(request));
  const client = await page.context().newCDPSession(page);
  await page.route("**/v1/checks", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 250));
    await route.continue().catch(() => undefined);
  });
  await editor(page).focus();
  await page.keyboard.insertText("顺丰到苏州12元");
  await page.waitForTimeout(180); // the check is on its way
  await compose(client, [",", ",m", ",mei"]);
  await page.waitForTimeout(500);
  expect(await editor(page).inputValue()).toBe("顺丰到苏州12元,mei");
  await client.send("Input.insertText", { text: ",没问题" });
  await judged(page);
  expect(await editor(page).inputValue()).toBe("顺丰到苏州12元,没问题");
  expect(await underlined(page, "error")).toContain("12元");
});
