// What the browser tests share: a page that tolerates no error, a conversation of one's own, and readers of what is underlined.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test as base, expect, type APIRequestContext, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

export { expect };

export const test = base.extend({
  page: async ({ page }, use) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      // 409 and 422 are answers that the tests ask for
      if (message.type() === "error" && !/status of (401|409|422)|ERR_FAILED/.test(message.text())) problems.push(message.text());
    });
    await use(page);
    expect(problems, "errors in the browser's console").toEqual([]);
  },
});

const SCARF = { id: "scarf", title: "羊毛围巾", price: "59", weight_kg: "0.3", dimensions_cm: [25, 20, 5], stock: 40, no_reason_return: true, attributes: { 材质: "80%羊毛" } };

let made = 0;
/** A conversation of one's own: a scarf to Suzhou, already greeted. */
export async function conversation(request: APIRequestContext, more: Record<string, unknown> = {}): Promise<string> {
  const id = `t-${process.pid}-${Date.now()}-${(made += 1)}`;
  const response = await request.post("v1/conversations", {
    data: {
      id,
      title: `测试${made}`,
      request: {
        conversation: [
          { role: "customer", text: "在吗" },
          { role: "agent", text: "您好,欢迎光临小满杂货铺,6号客服为您服务😊" },
          { role: "customer", text: "围巾发顺丰到苏州多少钱?" },
        ],
        shop: { name: "小满杂货铺", agent: "6号", brand_tone: "warm" },
        destination: "江苏省苏州市",
        products: [SCARF],
        now: "2026-11-21T15:00:00+08:00",
        ...more,
      },
    },
  });
  expect(response.status()).toBe(200);
  return id;
}

export interface Stored { version: number; state: string; request: { conversation: { role: string; text: string }[] } }
export async function stored(request: APIRequestContext, id: string): Promise<Stored> {
  return (await (await request.get(`v1/conversations/${id}`)).json()) as Stored;
}

export async function open(page: Page, id: string): Promise<void> {
  await page.goto(`./#/desk/${id}`);
  await expect(page.locator("textarea")).toBeVisible();
}

export const editor = (page: Page) => page.locator(".composer textarea, .box textarea").first();
export const sendButton = (page: Page) => page.locator("button.send");

/** The stretches that are underlined in one look: error, warning, proof. */
export async function underlined(page: Page, look: string): Promise<string[]> {
  return page.locator(`.mirror [data-look="${look}"]`).allTextContents();
}

/** Waits until the text in the editor has its verdict. */
export async function judged(page: Page): Promise<void> {
  await expect(page.locator(".verdict .line")).toHaveText(/可以放心发送|须改/);
  await expect(page.locator(".verdict .line")).not.toHaveText(/核对中/);
}

export const caret = (page: Page) => editor(page).evaluate((area) => { const { selectionStart, selectionEnd } = area as HTMLTextAreaElement; return [selectionStart, selectionEnd]; });

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** No violation of WCAG 2.2 AA that axe can find. */
export async function clean(page: Page, what: string): Promise<void> {
  await page.evaluate(axe);
  const results = await page.evaluate(() => (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  expect(results.violations.map((one) => `${one.id}: ${one.nodes.map((node) => `${node.html.slice(0, 110)} | ${node.failureSummary?.split("\n").slice(1).join(" ")}`).join("\n   ")}`), what).toEqual([]);
}
