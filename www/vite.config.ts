import { defineConfig } from "vitest/config";
import { offline } from "./build/offline.ts";
import { oneFile } from "./build/one-file.ts";
import { defined, OLDEST, plainImports, preloads, smallStyles } from "./build/plugins.ts";
import { policies } from "./build/policy.ts";

export default defineConfig({
  // Relative URLs: the site works from any folder of any static host.
  base: "./",
  // There is one page: what is not there is not found.
  appType: "mpa",
  worker: { format: "es" },
  define: defined(),
  plugins: [preloads(), smallStyles(), plainImports(), policies(), offline(), oneFile()],
  build: {
    target: OLDEST,
    // Every browser that has what the page needs has modulepreload too.
    modulePreload: {
      polyfill: false,
      // What is loaded later needs nothing that is not there by then.
      resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []),
    },
    // The wasm module and the data stay files of their own.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Beside the page the engine alone, for other people's modules: they import `engine.js`.
      input: { index: "index.html", engine: "src/engine/index.ts" },
      preserveEntrySignatures: "strict",
      output: {
        // All that the entry and the page share.
        codeSplitting: { groups: [{ name: "imports", test: /preload-helper\.js$/ }] },
        entryFileNames: ({ name }) => (name === "engine" ? "engine.js" : "assets/[name]-[hash].js"),
      },
    },
  },
  // Whole runs are trained in some: on a busy machine they take their time.
  test: { include: ["src/**/*.test.ts"], testTimeout: 60_000 },
});
