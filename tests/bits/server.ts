import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";

const PAGE = '<!doctype html><title>Bits</title><script type="module" src="/page.js"></script>';

const SITE = "/site/";

const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** A server for this machine alone. */
export interface Server {
  /** Where its page is. */
  address: string;
  /** Ends it. */
  close(): void;
}

/** Serves the page, the compiled modules of `modules`, and below `/site/` the built site. */
export async function serve(modules: URL, site: URL): Promise<Server> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path === "/") {
      response.setHeader("Content-Type", "text/html").end(PAGE);
      return;
    }
    const file = path.startsWith(SITE)
      ? new URL(path.slice(SITE.length), site)
      : new URL(`.${path}`, modules);
    try {
      const bytes = await readFile(file);
      response.setHeader("Content-Type", TYPES[extname(path)] ?? "application/octet-stream").end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
