import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "vue-i18n": "vue-i18n/dist/vue-i18n.runtime.mjs" } },
  test: { include: ["src/**/*.test.ts"], environment: "node", css: true },
});
