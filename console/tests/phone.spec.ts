// A phone: one pane, tabs, everything within reach.
import { conversation, editor, expect, judged, open, sendButton, stored, test } from "./desk";

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

test("from the list to a sent reply on a phone", async ({ page, request }) => {
  const id = await conversation(request);
  await page.goto("./");
  await page.locator(`a[href$="${id}"]`).tap();
  await expect(page.locator(".list")).toBeHidden();
  await page.getByRole("tab", { name: "资料" }).tap();
  await expect(page.locator(".facts")).toContainText("羊毛围巾");
  await expect(editor(page)).toBeHidden();
  await page.getByRole("tab", { name: "对话" }).tap();
  await editor(page).fill("顺丰到苏州12元哦");
  await judged(page);
  const mark = await page.locator('.mirror [data-look="error"]').boundingBox();
  await page.touchscreen.tap((mark?.x ?? 0) + 6, (mark?.y ?? 0) + 8);
  const card = page.locator(".span-card");
  await expect(card).toContainText("运费有误");
  const box = await card.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
  await card.getByRole("button", { name: /换成“14元”/ }).tap();
  await judged(page);
  await sendButton(page).tap();
  await expect.poll(async () => (await stored(request, id)).request.conversation.at(-1)?.text).toBe("顺丰到苏州14元哦");
  await page.getByRole("button", { name: "返回" }).tap();
  await expect(page.locator(".list")).toBeVisible();
});

test("nothing is wider than the phone, and what is tapped is large enough", async ({ page, request }) => {
  const id = await conversation(request);
  for (const place of [`desk`, `desk/${id}`, "policy", "policy/rules", "policy/trial", "sandbox", "figures"]) {
    await page.goto(`./#/${place}`);
    await page.waitForTimeout(250);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, place).toBeLessThanOrEqual(390);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, a, select, input")].filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.classList.contains("skip") && element.getBoundingClientRect().height < 24).map((element) => `${element.tagName} ${element.textContent?.slice(0, 20)}`),
    );
    expect(small, place).toEqual([]);
  }
});

test("the page is usable while the draft is long", async ({ page, request }) => {
  await open(page, await conversation(request));
  await editor(page).fill(Array.from({ length: 14 }, (_, n) => `第${n + 1}句,顺丰到苏州14元`).join("\n"));
  await judged(page);
  await expect(sendButton(page)).toBeInViewport();
  await expect(page.getByRole("log")).toBeInViewport();
});
