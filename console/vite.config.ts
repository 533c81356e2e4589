// Builds the console into the Python package, which serves and ships it; `npm run dev` forwards the API to a running service.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

const service = process.env.GUARDED_REPLY_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "./",
  plugins: [svelte()],
  build: {
    outDir: "../guarded_reply/server/static",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: { proxy: { "/v1": { target: service, changeOrigin: true } } },
  test: { include: ["src/**/*.test.ts"] },
});
