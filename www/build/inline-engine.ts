import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build, type Plugin } from "vite";
import { OLDEST, plainImports } from "./plugins.ts";

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

const VIRTUAL = "virtual:inline-engine";

/** The most that the module may weigh, gzipped. */
const LIMIT = 320_000;

/** The engine's code as a function, and its wasm file as text. */
export function inlineEngine(): Plugin {
  return {
    name: "inline-engine",
    resolveId: { filter: { id: /^virtual:inline-engine$/ }, handler: () => `\0${VIRTUAL}` },
    load: {
      filter: { id: /^\0virtual:inline-engine$/ },
      handler: async () => {
        const wasm = readFileSync(at("src/engine/generated/gradient_lab_wasm_bg.wasm"));
        const packed = gzipSync(wasm, { level: 9 }).toString("base64");
        return `export const engineBytes = ${JSON.stringify(packed)};\nexport ${await engineCode()}`;
      },
    },
  };
}

/** `inline-engine.ts` with all that it imports as one function; its text is run in workers too. */
async function engineCode(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [noFiles(), plainImports()],
    build: {
      target: OLDEST,
      write: false,
      lib: { entry: at("src/element/inline-engine.ts"), formats: ["iife"], name: "inlineEngine" },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [{ output }] = result as unknown as [{ output: [{ code: string }] }];
  return `function engineCode() { ${output[0].code}; return inlineEngine; }`;
}

/** Files beside the module, of which there are none. */
function noFiles(): Plugin {
  return {
    name: "no-files",
    enforce: "pre",
    load: {
      filter: { id: /gradient_lab_wasm_tables\.js$/ },
      // A document that learns from a table is refused before.
      handler: () =>
        "export default () => {}; export const describe = null; export const Table = null; export const Model = null;",
    },
    transform(code, id) {
      if (!id.includes("/src/engine/")) return null;
      return code
        .replaceAll(/new URL\((?:\/\*.*?\*\/ )?"[^"]*", import\.meta\.url\)/g, 'new URL("data:,")')
        .replaceAll("import.meta.url", '"data:,"');
    },
  };
}

/** Says what the module weighs, and refuses one that weighs too much. */
export function weighed(): Plugin {
  return {
    name: "weighed",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "chunk") this.error(`the module is to be one file, and there is ${file.fileName}`);
        const weight = gzipSync(file.code, { level: 9 }).length;
        if (weight > LIMIT)
          this.error(`${file.fileName} weighs ${weight} bytes gzipped, of at most ${LIMIT}`);
        this.info(`${file.fileName}: ${weight} bytes gzipped`);
      }
    },
  };
}

/** What nobody reads in the element, as its controls are brief. */
export function withoutDetails(): Plugin {
  return {
    name: "without-details",
    load: { filter: { id: /setup\/entry-details\.ts$/ }, handler: () => "export {};" },
  };
}
