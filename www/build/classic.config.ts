import { defineConfig } from "vite";
import { inlineEngine, weighed, withoutDetails } from "./inline-engine.ts";
import { OLDEST, plainImports, smallStyles } from "./plugins.ts";

/** Builds `gradient-lab.classic.js`: the one module as a script of the older kind, for frames without an origin. */
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [inlineEngine(), withoutDetails(), smallStyles(), plainImports(), weighed()],
  build: {
    target: OLDEST,
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: {
      input: { "gradient-lab.classic": "src/element/classic.ts" },
      output: { format: "iife", entryFileNames: "[name].js", codeSplitting: false },
    },
  },
});
