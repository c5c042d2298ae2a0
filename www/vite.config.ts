import { defineConfig } from "vitest/config";

export default defineConfig({
  // Relative URLs: the site works from any folder of any static host.
  base: "./",
  worker: { format: "es" },
  build: {
    target: "es2022",
    // The wasm module and the data stay files of their own.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Beside the page the engine alone, for other people's modules: they import `engine.js`.
      input: { index: "index.html", engine: "src/engine/index.ts" },
      preserveEntrySignatures: "strict",
      output: {
        entryFileNames: ({ name }) => (name === "engine" ? "engine.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  test: { include: ["src/**/*.test.ts"] },
});
