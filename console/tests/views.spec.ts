// Policy, calculator, trial, sandbox, figures, language, theme, first paint.
import { conversation, editor, expect, judged, test, underlined } from "./desk";

test("the policy reads as a rate card and its calculator shows its working", async ({ page }) => {
  await page.goto("./#/policy");
  await expect(page.getByRole("region", { name: "顺丰" })).toContainText("江苏、浙江、上海");
  const calculator = page.getByRole("region", { name: "运费计算" });
  await calculator.getByLabel("寄到").fill("江苏苏州");
  await calculator.getByLabel("重量(公斤)").fill("3.2");
  const sf = calculator.locator("article", { hasText: "顺丰" });
  await expect(sf.locator(".fee")).toHaveText("22 元");
  await expect(sf).toContainText("38×24×55÷12000");
  await calculator.getByLabel("货款(元)").fill("99");
  await expect(calculator.locator("article", { hasText: "中通" }).locator(".fee")).toHaveText("包邮");
  await calculator.getByLabel("寄到").fill("香港");
  await expect(sf.locator(".problem")).toBeVisible();
});

test("every rule has a Chinese name, a reason and examples", async ({ page, request }) => {
  const { items } = (await (await request.get("v1/rules")).json()) as { items: { id: string }[] };
  await page.goto("./#/policy/rules");
  await expect(page.locator("summary")).toHaveCount(items.length);
  for (const name of await page.locator("summary .name").allTextContents()) expect(name).toMatch(/[\u4e00-\u9fff]/);
  await page.locator("summary", { hasText: "承诺到货时间" }).click();
  await expect(page.locator("details[open]")).toContainText("不行");
  await expect(page.locator("details[open] li").first()).toBeVisible();
});

test("a policy change is tried on recorded replies without being saved", async ({ page, request }) => {
  const facts = (await (await request.get(`v1/conversations/${await conversation(request)}`)).json()) as { request: unknown };
  const reply = (await (await request.post("v1/replies", { data: facts.request })).json()) as { text: string };
  expect(reply.text).toContain("14元");
  await page.goto("./#/policy/trial");
  const yaml = page.getByLabel("规则文件(YAML)");
  await expect(yaml).toHaveValue(/first_fee: 14/);
  const before = await yaml.inputValue();
  await yaml.fill(before.replace("first_fee: 14", "first_fee: 16"));
  await page.getByRole("button", { name: /试算最近/ }).click();
  await expect(page.locator("section", { hasText: "会被拦下" })).toContainText("14元");
  await expect(page.locator("section", { hasText: "会被拦下" })).toContainText("运费有误");
  await yaml.fill("version: 1\ncarriers: nonsense");
  await page.getByRole("button", { name: /试算最近/ }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  const policy = (await (await request.get("v1/policy")).json()) as { yaml: string };
  expect(policy.yaml).toBe(before);
});

test("the sandbox judges any reply while it is typed", async ({ page }) => {
  await page.goto("./#/sandbox");
  await editor(page).fill("加我微信,私下给您便宜20");
  await judged(page);
  const verdict = page.getByRole("region", { name: "结论" });
  await expect(verdict).toContainText("不能发送");
  await expect(verdict).toContainText("引导站外");
  expect((await underlined(page, "error")).join("")).toContain("微信");
  await editor(page).fill("您好,欢迎光临,客服小满为您服务😊正常情况下1-2天左右,以物流更新为准哦");
  await judged(page);
  await expect(verdict).toContainText("可以发送");
});

test("figures show outcomes and response times", async ({ page, request }) => {
  const facts = (await (await request.get(`v1/conversations/${await conversation(request)}`)).json()) as { request: unknown };
  await request.post("v1/replies", { data: facts.request });
  await page.goto("./#/figures");
  await expect(page.locator(".tiles")).toContainText("10 秒内响应");
  await expect(page.getByRole("img", { name: "每日结果" })).toBeVisible();
  await expect(page.getByRole("img", { name: "响应时间" })).toContainText("10 秒承诺");
  await page.getByRole("button", { name: "最近 30 天" }).click();
  await expect(page.locator("tbody tr")).toHaveCount(30);
});

test("an empty record offers to draft a reply for each conversation", async ({ page }) => {
  let first = true;
  await page.route("**/v1/figures?*", async (route) => {
    const figures = (await (await route.fetch()).json()) as Record<string, unknown>;
    await route.fulfill({ json: first ? { ...figures, total: 0 } : figures });
    first = false;
  });
  await page.goto("./#/figures");
  await page.getByRole("button", { name: "给每个会话起草一条" }).click();
  await expect(page.locator(".tiles")).toBeVisible();
});

test("language and theme are switched and remembered", async ({ page }) => {
  await page.goto("./#/policy");
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Shop policy");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: "Switch light and dark" }).click();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Shop policy");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("the first paint comes within a second", async ({ browser, baseURL }) => {
  const paints: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const context = await browser.newContext(); // nothing cached
    const page = await context.newPage();
    await page.goto(baseURL ?? "");
    await expect(page.locator("li a").first()).toBeVisible();
    paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity));
    await context.close();
  }
  // the machine may be busy with other tests: what it can do is what counts
  expect(Math.min(...paints)).toBeLessThan(1000);
});
