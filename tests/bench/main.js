/**
 * Opens a page of this folder in headless Chromium and writes the results that it posts into a file.
 *
 * `cargo xtask bench` builds what the page needs and says in the environment which page, where the browser is, with
 * `JAX` which Python has JAX, and with `AGAINST` where the built site of an earlier commit is.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";

const { PAGE, RESULTS, CHROMIUM, CHROMIUM_FLAGS, PROFILE, JAX, AGAINST } = process.env;

const ROOT = new URL("../../", import.meta.url);

/** Where the files of an address are: this repository's, and those of the earlier site in `/against`. */
const located = (pathname) =>
  AGAINST && pathname.startsWith("/against/")
    ? new URL(pathname.slice("/against/".length), pathToFileURL(`${AGAINST}/`))
    : new URL(`.${pathname}`, ROOT);

/** Headers that give a page a clock of microseconds. Other engines are measured without: they would use threads. */
const ISOLATED = [
  ["Cross-Origin-Opener-Policy", "same-origin"],
  ["Cross-Origin-Embedder-Policy", "require-corp"],
];

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** JAX outside the browser: `native_jax.py` in a process of its own, which answers a line by a line. */
function startJax(python) {
  const script = fileURLToPath(new URL("native_jax.py", import.meta.url));
  const child = spawn(python, [script], { stdio: ["pipe", "pipe", "inherit"] });
  // What does not start ends its output, too.
  child.on("error", () => {});
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async ask(request) {
      child.stdin.write(`${request}\n`);
      const { done, value } = await answers.next();
      if (done)
        throw new Error("native_jax.py ended; see tests/reference/requirements.txt for what it needs");
      return value;
    },
    end: () => child.kill(),
  };
}

/** Serves those files to this machine; what the page posts goes to the function in `posts` of that name. */
async function serve(posts) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    try {
      if (request.method === "POST") {
        const answer = await posts[pathname.split("/").at(-1)](await text(request));
        response.end(answer);
        return;
      }
      const file = await readFile(located(pathname));
      if (AGAINST) for (const [name, value] of ISOLATED) response.setHeader(name, value);
      response.setHeader("Content-Type", TYPES[extname(pathname)] ?? "application/octet-stream");
      response.setHeader("Cache-Control", "no-store").end(file);
    } catch (error) {
      response.writeHead(request.method === "POST" ? 500 : 404).end(error.message);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const jax = JAX === undefined ? null : startJax(JAX);
let succeed;
let fail;
const results = new Promise((...outcomes) => {
  [succeed, fail] = outcomes;
});
const server = await serve({
  progress: (body) => void process.stdout.write(`${JSON.parse(body)}\n`),
  results: (body) => succeed(body),
  failure: (body) => fail(new Error(`the page failed: ${JSON.parse(body)}`)),
  jax: (body) => jax.ask(body),
});
const address = `http://127.0.0.1:${server.address().port}/tests/bench/${PAGE}`;
const flags = ["--headless", ...CHROMIUM_FLAGS.split(" "), `--user-data-dir=${PROFILE}`, address];
const browser = spawn(CHROMIUM, flags, { stdio: "ignore" });
browser.on("error", fail);
browser.on("exit", (status) => fail(new Error(`Chromium ended early (${status})`)));
try {
  await writeFile(RESULTS, await results);
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  browser.kill();
  jax?.end();
  server.close();
  server.closeAllConnections();
}
