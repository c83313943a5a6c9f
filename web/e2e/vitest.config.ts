import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["e2e/**/*.test.ts"],
    globalSetup: ["e2e/server.ts"],
    // One browser at a time: software WebGL takes all there is.
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // A debug server and a browser on one busy core: a second, which is usual, is too little.
    expect: { poll: { timeout: 30_000 } },
  },
});
