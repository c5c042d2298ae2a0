import { defineConfig } from "vitest/config";

export default defineConfig({
  // Relative URLs: the site works from any folder of any static host.
  base: "./",
  worker: { format: "es" },
  build: {
    target: "es2022",
    // The wasm module and the data stay files of their own.
    assetsInlineLimit: 0,
  },
  test: { include: ["src/**/*.test.ts"] },
});
