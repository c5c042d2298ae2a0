/** `gradient-lab.html`: the page in one file that needs no server, network or storage. */

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Plugin, type Rolldown } from "vite";
import { defined, OLDEST, plainImports, smallStyles, version } from "./plugins.ts";
import { hashSource, withPolicy } from "./policy.ts";

const WWW = join(import.meta.dirname, "..");

/** The packages whose code or type is in the file. */
const PACKAGES = ["lit", "lit-html", "@lit/reactive-element", "temml", "uplot", "@fontsource/ibm-plex-sans"];

/** Its parts come by script and frame alone: it asks for nothing, wherever it is. */
const POLICY = {
  "script-src": ["'wasm-unsafe-eval'"],
  "font-src": ["data:"],
  "img-src": ["blob:", "data:"],
  "worker-src": ["blob:"],
};

/** The bold Greek letters, of which there are few: without their type the file stays below a megabyte. */
const BOLD_GREEK = /@font-face\{[^{}]*font-weight:600[^{}]*unicode-range:U\+370-3FF[^{}]*\}/i;

/** Writes the file beside the site. */
export function oneFile(): Plugin {
  let folder = "";
  return {
    name: "one-file",
    apply: "build",
    configResolved: (config) => {
      folder = config.build.outDir;
    },
    closeBundle: {
      sequential: true,
      async handler() {
        writeFileSync(join(WWW, folder, "gradient-lab.html"), await page());
      },
    },
  };
}

async function page(): Promise<string> {
  const boot = await bundle("src/one-file/boot.ts", "iife");
  const main = await bundle("src/one-file/main.ts", "es");
  const worker = await bundle("src/worker/training-worker.ts", "iife");
  const wasm = (name: string) => readFileSync(join(WWW, "src/engine/generated", `${name}_bg.wasm`));
  const part = (id: string, content: string | Uint8Array) =>
    `<script type="text/plain" id="${id}">${gzipSync(content, { level: 9 }).toString("base64")}</script>`;
  const html = `<!doctype html>
<!--
${notice()}
-->
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Gradient Lab</title>
    <meta name="color-scheme" content="light dark" />
    <style>body{margin:0}${main.styles.replace(BOLD_GREEK, "")}</style>
  </head>
  <body>
    <noscript>Gradient Lab trains networks in your browser, which takes JavaScript and WebAssembly.</noscript>
    ${part("page", main.code)}
    ${part("worker", worker.code)}
    ${part("engine", wasm("gradient_lab_wasm"))}
    ${part("tables", wasm("gradient_lab_wasm_tables"))}
    ${part("remedies", wasm("gradient_lab_wasm_remedies"))}
    <script>${boot.code}</script>
  </body>
</html>
`;
  // The page's own script is put in by the first one: it is allowed by its hash as well.
  return withPolicy(html, { ...POLICY, "script-src": [...POLICY["script-src"], hashSource(main.code)] });
}

/** `entry` and all it imports, also what it imports later, as one script and the styles that it comes with. */
async function bundle(entry: string, format: "es" | "iife"): Promise<{ code: string; styles: string }> {
  const built = (await build({
    root: WWW,
    configFile: false,
    publicDir: false,
    logLevel: "warn",
    define: defined(),
    plugins: [smallStyles(), plainImports()],
    build: {
      target: OLDEST,
      write: false,
      modulePreload: false,
      // What a stylesheet names is in it; the wasm files are parts of their own.
      assetsInlineLimit: (file) => !file.endsWith(".wasm"),
      rolldownOptions: {
        input: join(WWW, entry),
        // Where a script is says where its files are: these scripts have theirs given.
        checks: { emptyImportMeta: false },
        output: { format, codeSplitting: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  const code = built.output.find((file) => file.type === "chunk")?.code ?? "";
  const styles = built.output.flatMap((file) =>
    file.type === "asset" && file.fileName.endsWith(".css") ? [String(file.source)] : [],
  );
  return { code: code.trim(), styles: styles.join("") };
}

/** What it is and whose: version and licences, as long as the file lives. */
function notice(): string {
  const texts = [
    `Gradient Lab ${version()}, the page in one file: open it in a browser. MIT or Apache-2.0, as you prefer.`,
    readFileSync(join(WWW, "../LICENSE-MIT"), "utf8"),
    ...licences(),
  ];
  // Two hyphens would end the comment.
  return texts.map((text) => text.trim().replaceAll(/-(?=-)/g, "- ")).join("\n\n");
}

/** The licences of the packages, each text once, with the names of those that it is of. */
function licences(): string[] {
  const names = new Map<string, string[]>();
  for (const name of PACKAGES) {
    const folder = join(WWW, "node_modules", name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (!file) throw new Error(`${name} has no licence file to quote in gradient-lab.html`);
    const text = readFileSync(join(folder, file), "utf8").trim();
    names.set(text, [...(names.get(text) ?? []), name]);
  }
  return [...names].map(([text, packages]) => `It contains ${packages.join(", ")}:\n\n${text}`);
}
