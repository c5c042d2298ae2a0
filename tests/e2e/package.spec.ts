import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build as esbuild } from "esbuild";
import { expect, test, until } from "./host.ts";

const WWW = new URL("../../www/", import.meta.url);

/** Somebody's page, in TypeScript. */
const MAIN = `
import "gradient-lab";
const lab = document.createElement("gradient-lab");
lab.experiment = { version: 1, network: { hidden: [{ units: 8 }] } };
document.body.append(lab);
lab.step(3);
`;

/** A project in a folder of its own, with the package that npm packs installed. */
function project(folder: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    '{"name": "somebodys-page", "private": true, "type": "module"}',
  );
  writeFileSync(join(folder, "main.ts"), MAIN);
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><body><script type="module" src="./main.ts"></script>',
  );
  const npm = (...args: string[]) => execFileSync("npm", args, { cwd: folder, encoding: "utf8" });
  npm("pack", "--silent", "--pack-destination", folder, fileURLToPath(new URL("dist", WWW)));
  const packed = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
  npm("install", "--silent", "--offline", "--no-audit", "--no-fund", "--no-package-lock", `./${packed}`);
  return folder;
}

/** Builds the project into its folder `out`. */
const BUNDLERS: Record<string, (folder: string) => Promise<unknown>> = {
  Vite: async (folder) => {
    const { build } = (await import(new URL("node_modules/vite/dist/node/index.js", WWW).href)) as {
      build(options: object): Promise<unknown>;
    };
    return build({
      configFile: false,
      root: folder,
      base: "./",
      logLevel: "error",
      build: { outDir: "out" },
    });
  },
  esbuild: async (folder) => {
    await esbuild({
      entryPoints: [join(folder, "main.ts")],
      bundle: true,
      format: "esm",
      outfile: join(folder, "out/main.js"),
      logLevel: "error",
    });
    writeFileSync(
      join(folder, "out/index.html"),
      '<!doctype html><body><script type="module" src="./main.js"></script>',
    );
  },
};

for (const [name, bundle] of Object.entries(BUNDLERS)) {
  test(`the packed package trains in a page that ${name} has built`, async ({ page, host }, info) => {
    test.setTimeout(90_000);
    const folder = project(info.outputPath("project"));
    await bundle(folder);
    host.folders.set("out", join(folder, "out"));
    await page.goto(`${host.origin}/out/index.html`);
    await until(page, "ready");
    await expect.poll(async () => (await until(page, "step")).step).toBe(3);
  });
}
