import { defineConfig, type Plugin } from "vite";
import { manifest } from "../src/element/manifest.ts";
import { OLDEST, plainImports, smallStyles } from "./plugins.ts";

/** Writes what tools are told of the element. */
function customElements(): Plugin {
  return {
    name: "custom-elements",
    generateBundle() {
      const source = `${JSON.stringify(manifest(), null, 2)}\n`;
      this.emitFile({ type: "asset", fileName: "custom-elements.json", source });
    },
  };
}

/** Builds `gradient-lab.js`, the element with its engine in files beside it, apart from the page, of which each loads nothing. */
export default defineConfig({
  base: "./",
  publicDir: false,
  worker: { format: "es" },
  plugins: [customElements(), smallStyles(), plainImports()],
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
