import type { HtmlTagDescriptor, Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The oldest browsers that have what the page needs: WebAssembly's SIMD, popovers. What is younger in styles is written for them. */
const OLDEST = ["chrome114", "edge114", "firefox125", "safari17"];

/** What the page needs at once is asked for at once, not file after file. */
function preloads(): Plugin {
  return {
    name: "preloads",
    transformIndexHtml: {
      order: "post",
      handler: (_, { bundle }) => {
        const files = Object.values(bundle ?? {});
        const chunks = files.filter((file) => file.type === "chunk");
        const page = chunks.find((chunk) => chunk.facadeModuleId?.endsWith("/lab-page.ts"));
        // Vite itself asks for what the entry imports.
        const asked = chunks.filter((chunk) => chunk.isEntry).flatMap((chunk) => chunk.imports);
        return files.flatMap((file): HtmlTagDescriptor[] => {
          const href = `./${file.fileName}`;
          const tag = (attrs: Record<string, string | boolean>) => [
            { tag: "link", attrs: { ...attrs, href }, injectTo: "head" as const },
          ];
          const wanted = file === page || page?.imports.includes(file.fileName);
          if (wanted && !asked.includes(file.fileName)) {
            return tag({ rel: "modulepreload", crossorigin: true });
          }
          // The engine, but not the modules that are loaded when asked for.
          if (/wasm_bg.*\.wasm$/.test(file.fileName)) {
            return tag({ rel: "preload", as: "fetch", crossorigin: true });
          }
          return [];
        });
      },
    },
  };
}

/** Lit's styles travel as they are written: here they lose comments, and spaces that separate nothing. */
function smallStyles(): Plugin {
  return {
    name: "small-styles",
    apply: "build",
    enforce: "pre",
    transform(code, id) {
      if (!id.endsWith(".ts") || id.includes("node_modules")) return null;
      return code.replaceAll(/\bcss`[^`]*`/g, (styles) =>
        styles
          .replaceAll(/\/\*.*?\*\//gs, "")
          .replaceAll(/\s+/g, " ")
          .replaceAll(/ ?([{};,]) ?|(?<=:) /g, "$1")
          .replaceAll(";}", "}"),
      );
    },
  };
}

/** Vite's own loader of what a later part needs: no part needs anything that is not there by then. */
function plainImports(): Plugin {
  return {
    name: "plain-imports",
    apply: "build",
    enforce: "pre",
    load: {
      filter: { id: /vite\/preload-helper\.js$/ },
      handler: () => "export const __vitePreload = (load) => load();",
    },
  };
}

export default defineConfig({
  // Relative URLs: the site works from any folder of any static host.
  base: "./",
  // There is one page: what is not there is not found.
  appType: "mpa",
  worker: { format: "es" },
  plugins: [preloads(), smallStyles(), plainImports()],
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
