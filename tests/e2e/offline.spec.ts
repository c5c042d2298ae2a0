import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, healthy, test } from "./lab.ts";

test.use({ serviceWorkers: "allow" });

const DIST = new URL("../../www/dist/", import.meta.url).pathname;
const short = { ...healthy, training: { ...healthy.training, epochs: 3 } };

test("after a first visit the site opens and works without a network", async ({ lab, context }) => {
  await lab.ready(short);
  await kept(lab.page);
  await context.setOffline(true);
  await lab.ready(short);
  await lab.trainToTheEnd();
  // What was not on show before is there as well.
  await lab.act("Keys and terms");
  await expect(lab.page.locator("gradient-lab-help-dialog").getByRole("dialog")).toBeVisible();
  await lab.page.keyboard.press("Escape");
  await lab.act("Save");
  await expect(lab.button("Report as HTML")).toBeVisible();
  await lab.page.keyboard.press("Escape");
  await lab.drop("table.csv", `a,b,label\n${"1,2,x\n2,1,y\n".repeat(20)}`);
  await lab.tableDialog.getByRole("button", { name: "Train on this table" }).click();
  await expect(lab.setup).toContainText("table.csv, 40 rows");
});

test("a newer version is announced, and there after a click", async ({ lab }) => {
  const folder = await mkdtemp(join(tmpdir(), "gradient-lab-"));
  await cp(DIST, folder, { recursive: true, filter: (path) => !path.includes("/data") });
  const server = await serving(folder);
  const { port } = server.address() as AddressInfo;
  try {
    const { page } = lab;
    await page.goto(`http://localhost:${port}/`);
    await expect(lab.reading("step")).toHaveText("0");
    await kept(page);
    for (const file of ["index.html", "service-worker.js"]) {
      const text = await readFile(join(folder, file), "utf8");
      await writeFile(
        join(folder, file),
        text
          .replace('<html lang="en">', '<html lang="en" data-build="newer">')
          .replace(/BUILD="\w+"/, 'BUILD="0"'),
      );
    }
    await page.reload();
    await expect(page.locator("html")).not.toHaveAttribute("data-build");
    const bar = page.getByText("A newer version of this page is there.");
    await expect(bar).toBeVisible({ timeout: 15_000 });
    await lab.button("Reload").click();
    await expect(page.locator("html")).toHaveAttribute("data-build", "newer");
    await expect(lab.reading("step")).toHaveText("0");
    await expect(bar).toHaveCount(0);
  } finally {
    server.close();
    await rm(folder, { recursive: true });
  }
});

/** Waits until the site's files are kept. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise((resolve) => navigator.serviceWorker.addEventListener("controllerchange", resolve));
  });
}

const TYPES: Record<string, string> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** A static host of `folder`. */
async function serving(folder: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    const content = await readFile(join(folder, path)).catch(() => null);
    response.writeHead(content ? 200 : 404, {
      "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    });
    response.end(content ?? "");
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return server;
}
