// Where keys are configured: one signs in, scopes are respected, and no secret stands in the page.
import { readFileSync } from "node:fs";
import { clean, expect, test } from "./desk";

const BASE = "http://127.0.0.1:8732/";
const keyIn = (file: string): string => /gr_\S+|[A-Za-z0-9_-]{20,}/.exec(readFileSync(new URL(`../test-results/${file}`, import.meta.url), "utf8"))?.[0] ?? "";

test("a wrong key is refused, a right one opens the desk, and it is gone with the tab", async ({ page, context }) => {
  await page.goto(BASE);
  await expect(page.getByLabel("密钥")).toBeFocused();
  await clean(page, "login");
  await page.getByLabel("密钥").fill("gr_wrong");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByText("密钥不对")).toBeVisible();
  const key = keyIn("key.txt");
  await page.getByLabel("密钥").fill(key);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.locator("li a").first()).toBeVisible();
  expect(await page.content()).not.toContain(key);
  expect(page.url()).not.toContain(key);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }) + document.cookie)).not.toContain(key);
  const other = await context.newPage();
  await other.goto(BASE);
  await expect(other.getByLabel("密钥")).toBeVisible();
  await page.getByRole("button", { name: "退出" }).click();
  await expect(page.getByLabel("密钥")).toBeVisible();
});

test("a key that may only check gets the sandbox, and no more", async ({ page }) => {
  await page.goto(BASE);
  await page.getByLabel("密钥").fill(keyIn("key-check.txt"));
  await page.getByRole("button", { name: "登录" }).click();
  await page.goto(`${BASE}#/sandbox`);
  await page.locator("textarea").fill("明天肯定到");
  await expect(page.getByRole("region", { name: "结论" })).toContainText("不能发送");
  await expect(page.getByRole("link", { name: "接待" })).toHaveCount(0);
  await page.goto(`${BASE}#/policy`);
  await expect(page.getByRole("tab", { name: "改动试算" })).toHaveCount(0);
});
