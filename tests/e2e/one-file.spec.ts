import { readFile, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, healthy, Lab, test, violationsOf } from "./lab.ts";

const FILE = new URL("../../www/dist/gradient-lab.html", import.meta.url);
const short = { ...healthy, name: "In one file", training: { ...healthy.training, epochs: 3 } };
const hash = `#${encodeURIComponent(JSON.stringify(short))}`;

test("the page in one file has at most a megabyte, and says its version and its licences", async () => {
  expect((await stat(FILE)).size).toBeLessThanOrEqual(1_000_000);
  const text = await readFile(FILE, "utf8");
  expect(text).toMatch(/^<!doctype html>\n<!--\nGradient Lab \d+\.\d+\.\d+, /);
  for (const licence of ["Permission is hereby granted", "SIL Open Font License", "BSD 3-Clause"]) {
    expect(text.slice(0, text.indexOf("-->")).toLowerCase()).toContain(licence.toLowerCase());
  }
});

test("the page in one file trains, saves and reads tables from a disk, without a request", async ({
  page,
}) => {
  const lab = new Lab(page);
  const violations = await violationsOf(page);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (!/^(blob|data):/.test(request.url())) asked.push(request.url());
  });
  await page.goto(`${FILE.href}${hash}`);
  await expect(lab.reading("step")).toHaveText("0");
  await lab.trainToTheEnd();
  await expect(page).toHaveTitle(/^In one file/);
  await lab.act("Save");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    lab.button("Trace as JSON lines").click(),
  ]);
  expect((await readFile(await download.path(), "utf8")).split("\n").length).toBeGreaterThan(39);
  await page.keyboard.press("Escape");
  await lab.drop("table.csv", `a,b,label\n${"1,2,x\n2,1,y\n".repeat(20)}`);
  await lab.tableDialog.getByRole("button", { name: "Train on this table" }).click();
  await expect(lab.setup).toContainText("table.csv, 40 rows");
  await expect(lab.reading("step")).not.toHaveText(/^[–0]$/);
  expect(asked).toEqual([FILE.href]);
  expect(await violations()).toEqual([]);
});

test("the site’s index opens the page in one file where a disk gives it no modules", async ({ page }) => {
  const lab = new Lab(page);
  await page.goto(`${new URL("index.html", FILE).href}${hash}`);
  await expect(lab.reading("step")).toHaveText("0");
  await expect(page).toHaveTitle(/^In one file/);
});

test("the page in one file says in a line that image sets are not in it", async ({ page }) => {
  const lab = new Lab(page);
  await page.goto(FILE.href);
  await expect(lab.reading("step")).toHaveText("0");
  await lab.setup.getByLabel("Set", { exact: true }).selectOption("mnist");
  await expect(lab.notice).toContainText("the image sets are not in this single file");
  await lab.notice.getByRole("button", { name: "Undo the change" }).click();
  await expect(lab.notice).toHaveCount(0);
});

/** A server of a page with the site in a frame that may run scripts, and nothing else. */
async function framing(source: string): Promise<{ server: Server; url: string }> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(`<iframe sandbox="allow-scripts" width="1200" height="800" src="${source}"></iframe>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { server, url: `http://127.0.0.1:${port}/` };
}

for (const file of ["", "gradient-lab.html"]) {
  test(`${file || "the site"} works in a sandboxed frame of another site's`, async ({ page, baseURL }) => {
    const { server, url } = await framing(`${baseURL}${file}${hash}`);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(url);
    const frame = page.frameLocator("iframe");
    const step = frame.locator("gradient-lab-toolbar-panel .step dd");
    await expect(step).toHaveText("0");
    await frame.getByRole("button", { name: "Train", exact: true }).click();
    await expect(frame.locator("gradient-lab-toolbar-panel")).toContainText("finished");
    await expect(frame.locator("gradient-lab-toolbar-panel .name")).toHaveText("In one file");
    // Neither storage nor the clipboard is to be had: the link is shown instead.
    await frame.getByRole("button", { name: "Dark", exact: true }).click();
    await frame.getByRole("button", { name: "Share", exact: true }).click();
    await expect(frame.getByRole("dialog", { name: "Copy the link" })).toBeVisible();
    await frame.getByRole("button", { name: "Close", exact: true }).click();
    await frame.getByRole("button", { name: "Save", exact: true }).click();
    await expect(frame.getByText("which may not be allowed to save files")).toBeVisible();
    expect(errors).toEqual([]);
    server.close();
  });
}
