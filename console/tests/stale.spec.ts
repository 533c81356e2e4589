// What was drafted for an older state of a conversation is never sent.
import { conversation, editor, expect, judged, open, sendButton, stored, test } from "./desk";

test("a new message of the customer makes the draft stale; one click remakes it", async ({ page, request }) => {
  const id = await conversation(request);
  await open(page, id);
  await page.getByRole("button", { name: /^起草/ }).click();
  await judged(page);
  await request.post(`v1/conversations/${id}/messages`, { data: { role: "customer", text: "那中通呢?" } });
  const banner = page.getByRole("alert");
  await expect(banner).toContainText("顾客又来新消息了");
  await expect(page.getByRole("log")).toContainText("那中通呢");
  await expect(sendButton(page)).toBeDisabled();
  await banner.getByRole("button", { name: /重新起草/ }).click();
  await expect(banner).toBeHidden();
  await expect(editor(page)).toHaveValue(/中通/);
  await judged(page);
  await sendButton(page).click();
  await expect.poll(async () => (await stored(request, id)).request.conversation.at(-1)?.text).toMatch(/中通/);
});

test("an answer by a colleague makes the draft stale; one's own words can be kept", async ({ page, request }) => {
  const id = await conversation(request);
  await open(page, id);
  await editor(page).fill("亲,顺丰到苏州14元哦");
  await judged(page);
  await request.post(`v1/conversations/${id}/messages`, { data: { role: "agent", text: "亲,我查一下哦" } });
  await expect(page.getByRole("alert")).toContainText("同事已经回复了");
  await page.getByRole("button", { name: "保留我的文字" }).click();
  await expect(editor(page)).toHaveValue("亲,顺丰到苏州14元哦");
  await judged(page);
  await expect(sendButton(page)).toBeEnabled();
});

test("when the news has not arrived yet, the service refuses and the banner appears", async ({ page, request }) => {
  const id = await conversation(request);
  await page.route("**/events", (route) => route.abort());
  await open(page, id);
  await editor(page).fill("亲,顺丰到苏州14元哦");
  await judged(page);
  await request.post(`v1/conversations/${id}/messages`, { data: { role: "customer", text: "算了不要了" } });
  await sendButton(page).click();
  await expect(page.getByRole("alert")).toContainText("顾客又来新消息了");
  await expect(editor(page)).toHaveValue("亲,顺丰到苏州14元哦");
  expect((await stored(request, id)).request.conversation.at(-1)?.text).toBe("算了不要了");
});

test("among samples one may write in the customer's name, and only there", async ({ page, request }) => {
  const id = await conversation(request);
  await open(page, id);
  await page.getByRole("button", { name: "模拟顾客" }).click();
  await page.getByLabel("以顾客身份写一句,看看会发生什么").fill("包邮吗");
  await page.getByRole("button", { name: "发出" }).click();
  await expect(page.getByRole("log")).toContainText("包邮吗");
  expect((await stored(request, id)).request.conversation.at(-1)).toMatchObject({ role: "customer", text: "包邮吗" });
  await page.route("**/v1/session", async (route) => {
    const { demo, ...session } = (await (await route.fetch()).json()) as Record<string, unknown>;
    expect(demo).toBe(true);
    await route.fulfill({ json: session });
  });
  await page.reload();
  await expect(page.getByRole("log")).toContainText("包邮吗");
  await expect(page.getByRole("button", { name: "模拟顾客" })).toHaveCount(0);
});
