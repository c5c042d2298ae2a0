import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, expect, type Page } from "@playwright/test";

const DIST = fileURLToPath(new URL("../../www/dist", import.meta.url));

const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".html": "text/html; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** How a host serves the built site, below `/lab/`. */
interface HostOptions {
  /** Whether other origins may read its files. */
  readonly cors?: boolean;
  /** The type it gives wasm files. */
  readonly wasm?: string;
}

/** Somebody else's web server: pages of its own, and perhaps the built site. */
export class Host {
  /** Folders of files, by the first part of their path. */
  readonly folders = new Map([["lab", DIST]]);
  private readonly pages = new Map<string, { body: string; headers: Record<string, string> }>();

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async start({ cors = false, wasm = "application/wasm" }: HostOptions = {}): Promise<Host> {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://host").pathname;
      const page = host.pages.get(path);
      const headers = cors ? { "access-control-allow-origin": "*" } : {};
      if (page) {
        response.writeHead(200, { "content-type": TYPES[".html"], ...headers, ...page.headers });
        response.end(page.body);
        return;
      }
      const [, first = "", ...rest] = path.split("/");
      const file = join(host.folders.get(first) ?? "", ...rest);
      if (!host.folders.has(first) || !existsSync(file) || statSync(file).isDirectory()) {
        response.writeHead(path === "/favicon.ico" ? 204 : 404, headers).end();
        return;
      }
      const type = extname(file) === ".wasm" ? wasm : TYPES[extname(file)];
      response.writeHead(200, { ...headers, ...(type && { "content-type": type }) });
      createReadStream(file).pipe(response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const host = new Host(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return host;
  }

  /** Puts a page at `path`; returns its address. */
  page(path: string, body: string, headers: Record<string, string> = {}): string {
    this.pages.set(path, {
      body: `<!doctype html><meta charset="utf-8"><title>host</title>${body}`,
      headers,
    });
    return this.origin + path;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

/** The element's events on the page, oldest first, as `[type, detail]`. */
export type Told = [type: string, detail: Record<string, unknown>][];

/** Notes every event of elements that are still to come. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const told: unknown[] = [];
    Object.assign(window, { told });
    for (const type of ["ready", "step", "verdict", "change", "diverged", "error"]) {
      document.addEventListener(type, (event) => told.push([type, (event as CustomEvent).detail]));
    }
  });
}

export async function told(page: Page): Promise<Told> {
  return page.evaluate(() => (window as unknown as { told: Told }).told);
}

/** Waits until an event of that type has come. */
export async function until(page: Page, type: string): Promise<Record<string, unknown>> {
  let found: Record<string, unknown> | undefined;
  await expect
    .poll(async () => {
      found = (await told(page)).findLast(([each]) => each === type)?.[1];
      return found !== undefined;
    }, `no ${type} event`)
    .toBe(true);
  return found ?? {};
}

/** An attribute's value in markup. */
export function attribute(document: object): string {
  return JSON.stringify(document).replaceAll("&", "&amp;").replaceAll("'", "&#39;");
}

interface Fixtures {
  /** The host of the page. */
  host: Host;
  /** The host of the built site, of another origin, which other origins may read and which knows no wasm. */
  elsewhere: Host;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern.
  host: async ({}, use) => {
    const host = await Host.start();
    await use(host);
    host.stop();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  elsewhere: async ({}, use) => {
    const host = await Host.start({ cors: true, wasm: "application/octet-stream" });
    await use(host);
    host.stop();
  },
  page: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await listen(page);
    await use(page);
    expect(errors).toEqual([]);
  },
});

export { expect };
