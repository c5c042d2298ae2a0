import { defineConfig } from "vite";
import { OLDEST, plainImports } from "./plugins.ts";

/** Builds `embed.js`, the script of `embed.html`. */
export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [plainImports()],
  build: {
    target: OLDEST,
    emptyOutDir: false,
    modulePreload: false,
    rolldownOptions: {
      input: { embed: "src/element/frame.ts" },
      output: { format: "iife", entryFileNames: "[name].js", codeSplitting: false },
    },
  },
});
