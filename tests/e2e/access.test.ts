import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page, test } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { Lab } from "./page.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong, with the places. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate<AxeResults>("axe.run()");
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(" ")}`),
  );
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`the ${colorScheme} page has no barriers that axe can find`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const lab = await Lab.open(page);
    await lab.button("Step").click();
    await expect(lab.reading("step")).toHaveText("1");
    expect(await violations(page)).toEqual([]);
  });
}

test("the page opens and trains without a word on the console", async ({ page }) => {
  const words: string[] = [];
  page.on("console", (message) => words.push(message.text()));
  page.on("pageerror", (error) => words.push(error.message));
  const lab = await Lab.open(page);
  await lab.button("Train").click();
  await expect(lab.reading("step")).not.toHaveText("0");
  expect(words).toEqual([]);
});

test("nothing is fetched from elsewhere", async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "")) elsewhere.push(request.url());
  });
  const lab = await Lab.open(page);
  await lab.button("Train").click();
  await expect(lab.reading("step")).not.toHaveText("0");
  expect(elsewhere).toEqual([]);
});
