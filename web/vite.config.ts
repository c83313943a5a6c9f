import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const api = process.env.ONEMAP_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [vue()],
  // Without its message compiler: see src/i18n/compile.ts.
  resolve: { alias: { "vue-i18n": "vue-i18n/dist/vue-i18n.runtime.mjs" } },
  define: {
    __VUE_OPTIONS_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_DROP_MESSAGE_COMPILER__: true,
    __INTLIFY_JIT_COMPILATION__: false,
  },
  build: {
    target: "es2022",
    // MapLibre is one chunk of 1.1 MB before compression; `npm run check:size` guards what is sent.
    chunkSizeWarningLimit: 1200,
    // Nothing is inlined as a data: URL, so that a strict content security policy holds.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/api": api, "/tiles": api, "/healthz": api } },
});
