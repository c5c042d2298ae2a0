/**
 * Runs the tests in folders that wasm-bindgen wrote: `node main.js node|chromium FOLDER…`.
 *
 * `cargo xtask test` builds them and says in the environment where Chromium is.
 */

import { readFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { runTests } from "./run.js";

/** What the build calls the module. */
const BINDINGS = "tests.js";
const WASM = "tests_bg.wasm";

async function* inNode(folders) {
  // Where the tests' own runtime tells what came out.
  globalThis.__wbgtest_og_console_log = (line) => process.stdout.write(`${line}\n`);
  for (const folder of folders) {
    yield runTests(await import(new URL(BINDINGS, folder)), await readFile(new URL(WASM, folder)));
  }
}

async function* inChromium(folders) {
  const { CHROMIUM, CHROMIUM_FLAGS = "" } = process.env;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS.split(" ") });
  try {
    for (const folder of folders) {
      const page = await browser.newPage();
      page.on("console", (message) => process.stderr.write(`${message.text()}\n`));
      await page.route("**", (route) => {
        const name = new URL(route.request().url()).pathname.slice(1);
        // Where the tests' own runtime tells what came out.
        if (name === "") return route.fulfill({ contentType: "text/html", body: '<pre id="output"></pre>' });
        const file = new URL(name, name === "run.js" ? import.meta.url : folder);
        return route.fulfill({ path: fileURLToPath(file) });
      });
      await page.goto("http://localhost/");
      const passed = await page.evaluate(
        async ([run, bindings, wasm]) => {
          const { runTests } = await import(run);
          return runTests(await import(bindings), wasm);
        },
        ["/run.js", `/${BINDINGS}`, `/${WASM}`],
      );
      process.stdout.write(`${await page.textContent("#output")}\n`);
      yield passed;
    }
  } finally {
    await browser.close();
  }
}

const [platform, ...paths] = process.argv.slice(2);
const folders = paths.map((path) => pathToFileURL(`${path}/`));
for await (const passed of { node: inNode, chromium: inChromium }[platform](folders)) {
  if (!passed) process.exitCode = 1;
}
