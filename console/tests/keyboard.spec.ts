// The whole way without a mouse.
import { conversation, editor, expect, judged, open, stored, test } from "./desk";

test("draft, find, fix and send by keys alone", async ({ page, request }) => {
  const id = await conversation(request);
  await open(page, id);
  await expect(page.getByRole("log")).toContainText("多少钱");
  await page.locator("main").focus();
  await page.keyboard.press("d");
  await expect(editor(page)).toHaveValue(/14元/);
  await judged(page);
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.insertText("顺丰到苏州12元,明天肯定到");
  await judged(page);
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("F8");
  await expect(page.locator(".span-card")).toContainText("运费有误");
  await page.keyboard.press("F8");
  await expect(page.locator(".span-card")).toContainText("承诺到货时间");
  await page.keyboard.press("Shift+F8");
  await expect(page.locator(".span-card")).toContainText("运费有误");
  await page.keyboard.press("Alt+Enter");
  await expect(editor(page)).toHaveValue("顺丰到苏州14元,明天肯定到");
  await judged(page);
  await page.keyboard.press("F8");
  await expect(page.locator(".span-card")).toContainText("承诺到货时间");
  await page.keyboard.press("Tab");
  await expect(page.locator(".span-card button").first()).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.locator(".span-card")).toBeHidden();
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press("Alt+Enter");
  await expect(editor(page)).toHaveValue("顺丰到苏州14元,正常情况下1-2天左右,以物流更新为准");
  await judged(page);
  await page.keyboard.press("Control+Enter");
  await expect.poll(async () => (await stored(request, id)).request.conversation.at(-1)?.text).toBe("顺丰到苏州14元,正常情况下1-2天左右,以物流更新为准");
});

test("conversations, views, search and help have keys", async ({ page }) => {
  await page.goto("./");
  await expect(page.locator("li a").first()).toBeVisible();
  await page.keyboard.press("j");
  await expect(page.locator("a[aria-current=true]")).toHaveCount(1);
  const first = page.url();
  await page.keyboard.press("j");
  await expect.poll(() => page.url()).not.toBe(first);
  const second = page.url();
  await page.keyboard.press("k"); // back up: to the first, or to one that another test has begun in between
  await expect.poll(() => page.url()).not.toBe(second);
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "键盘快捷键" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("p");
  await expect(page.getByRole("heading", { name: "店铺规则" })).toBeVisible();
});
