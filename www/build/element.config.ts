import { defineConfig } from "vite";
import { OLDEST, plainImports, smallStyles } from "../vite.config.ts";

/** Builds `gradient-lab.js`, the element with its engine in files beside it, apart from the page, of which each loads nothing. */
export default defineConfig({
  base: "./",
  publicDir: false,
  worker: { format: "es" },
  plugins: [smallStyles(), plainImports()],
  build: {
    target: OLDEST,
    emptyOutDir: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { "gradient-lab": "src/element/index.ts" },
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name].js" },
    },
  },
});
