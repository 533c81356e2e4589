// Browser tests: Debian's Chromium against the real service with its sample conversations, and a second one that asks for keys.
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

const venv = fileURLToPath(new URL("../.venv/bin/guarded-reply", import.meta.url));
const program = process.env["GUARDED_REPLY"] ?? (existsSync(venv) ? venv : "guarded-reply");
const OPEN = 8731;
const KEYED = 8732;

export default defineConfig({
  testDir: "tests",
  timeout: 20_000,
  expect: { timeout: 5_000 },
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  retries: 2, // the two workers share one list of conversations, and a busy machine is slow
  reporter: [["list"]],
  use: {
    baseURL: `http://127.0.0.1:${OPEN}/`,
    viewport: { width: 1440, height: 900 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    trace: "off",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  webServer: [
    { command: `"${program}" serve --demo --port ${OPEN} --rate 0 --log-level warning --no-access-log`, url: `http://127.0.0.1:${OPEN}/readyz`, reuseExistingServer: false, timeout: 30_000, gracefulShutdown: { signal: "SIGTERM", timeout: 3000 } },
    { command: `sh tests/keyed.sh "${program}" ${KEYED}`, url: `http://127.0.0.1:${KEYED}/livez`, reuseExistingServer: false, timeout: 30_000, gracefulShutdown: { signal: "SIGTERM", timeout: 3000 } },
  ],
});
