// Accessibility by axe (WCAG 2.2 AA), in every view, light and dark, wide and narrow.
import { clean, conversation, editor, expect, judged, open, test } from "./desk";

for (const colorScheme of ["light", "dark"] as const)
  for (const [size, viewport] of Object.entries({ wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }))
    test.describe(`${colorScheme} ${size}`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: "reduce" } });

      test("desk", async ({ page, request }) => {
        await page.goto("./");
        await expect(page.locator("li a").first()).toBeVisible();
        await clean(page, "list");
        const order = { id: "A1001", status: "shipped", items: [{ product_id: "scarf", quantity: 1 }], freight: "14", total: "73", carrier: "sf", tracking_no: "SF1", tracking: [{ at: "2026-11-20T09:00:00+08:00", text: "已揽收,嘉兴" }] };
        const id = await conversation(request, { order, case: { reason: "quality" }, promotions: [{ title: "满300减50", kind: "discount", threshold: "300", amount: "50" }], knowledge: [{ id: "invoice", title: "发票", text: "可开电子普通发票" }] });
        await open(page, id);
        await editor(page).fill("你好,顺丰到苏州12元,中通6元,明天肯定到");
        await judged(page);
        await editor(page).focus();
        await page.keyboard.press("F8");
        await expect(page.locator(".span-card")).toBeVisible();
        await clean(page, "finding");
        await page.keyboard.press("Escape");
        await request.post(`v1/conversations/${id}/messages`, { data: { role: "customer", text: "?" } });
        await expect(page.getByRole("alert")).toBeVisible();
        await clean(page, "stale");
      });

      test("other views", async ({ page, request }) => {
        const facts = (await (await request.get(`v1/conversations/${await conversation(request)}`)).json()) as { request: unknown };
        await request.post("v1/replies", { data: facts.request });
        for (const place of ["policy", "policy/rules", "policy/trial", "figures"]) {
          await page.goto(`./#/${place}`);
          await expect(page.locator(".card, textarea").first()).toBeVisible();
          if (place === "policy/rules") await page.locator("summary").first().click();
          if (place === "policy/trial") await page.getByRole("button", { name: /试算最近/ }).click();
          await page.waitForTimeout(350);
          await clean(page, place);
        }
        await page.goto("./#/sandbox");
        await editor(page).fill("你好,顺丰到苏州12元,店铺券10元");
        await judged(page);
        await clean(page, "sandbox");
        await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
        await page.keyboard.press("?");
        await clean(page, "help");
      });
    });
