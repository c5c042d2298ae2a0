import { defineConfig } from "vite";
import { inlineEngine, weighed, withoutDetails } from "./inline-engine.ts";
import { OLDEST, plainImports, smallStyles } from "./plugins.ts";

/** Builds `gradient-lab.widget.mjs`: all of the element in one module. */
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [inlineEngine(), withoutDetails(), smallStyles(), plainImports(), weighed()],
  build: {
    target: OLDEST,
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: {
      input: { "gradient-lab.widget": "src/element/widget.ts" },
      preserveEntrySignatures: "strict",
      output: { entryFileNames: "[name].mjs", codeSplitting: false },
    },
  },
});
