/** What every build of the page does to its parts. */

import { readFileSync } from "node:fs";
import type { HtmlTagDescriptor, Plugin } from "vite";

/** The oldest browsers that have what the page needs: WebAssembly's SIMD, popovers. What is younger in styles is written for them. */
export const OLDEST = ["chrome114", "edge114", "firefox125", "safari17"];

/** What the page needs at once is asked for at once, not file after file. */
export function preloads(): Plugin {
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
          // The engine, but not the reader of tables.
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
export function smallStyles(): Plugin {
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
export function plainImports(): Plugin {
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

/** The version of the crates, which is that of the page. */
export function version(): string {
  const manifest = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8");
  return manifest.match(/^version = "(.*)"$/m)?.[1] ?? "";
}

/** What the page's code knows of its build. */
export function defined(): Record<string, string> {
  return { "import.meta.env.GRADIENT_LAB_VERSION": JSON.stringify(version()) };
}
