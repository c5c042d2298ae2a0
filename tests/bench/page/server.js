import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

/** What is worth compressing: fonts and image sets are compressed already. */
const COMPRESSED = new Set([".css", ".html", ".js", ".json", ".svg", ".wasm"]);

/** The training of the page without the page, which the built site does not have. */
const HEADLESS = ["headless.html", "headless.js", "headless-worker.js"];

/**
 * Serves the built site at `/`, compressed as a host would have it (brotli at its highest level), and `/headless.html`.
 * `requests` lists what was asked for, with the time of each.
 */
export async function serve(site) {
  const files = new Map();
  const here = new URL("./", import.meta.url);
  const names = await readdir(site, { recursive: true });
  const places = [
    ...names.filter((name) => TYPES[extname(name)]).map((name) => [name, new URL(name, site)]),
    ...HEADLESS.map((name) => [name, new URL(name, here)]),
  ];
  for (const [name, url] of places) files.set(`/${name}`, await prepared(name, url));
  files.set("/", files.get("/index.html"));

  const requests = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = files.get(pathname);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    requests.push({ path: pathname, at: performance.timeOrigin + performance.now() });
    response.setHeader("Content-Type", file.type).setHeader("Cache-Control", "max-age=3600");
    if (file.encoding) response.setHeader("Content-Encoding", file.encoding);
    response.end(file.body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    requests,
    /** Bytes of a file, as it is and as it travels. */
    size: (path) => ({ raw: files.get(path).raw, sent: files.get(path).body.length }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function prepared(name, url) {
  const bytes = await readFile(url);
  const type = TYPES[extname(name)];
  if (!COMPRESSED.has(extname(name))) return { type, raw: bytes.length, body: bytes };
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { type, raw: bytes.length, body: brotliCompressSync(bytes, { params }), encoding: "br" };
}
