import { expect, test } from "@playwright/test";
import { deep, Lab, link } from "./page.ts";

test("a misspelled name in a link is explained, and mended on the spot", async ({ page }) => {
  await page.goto(link(deep("rleu", "he_normal")));
  const lab = new Lab(page);
  await expect(lab.notice).toContainText(
    'network.hidden[0].activation: unknown activation "rleu"; did you mean "relu"?',
  );

  const document = page.getByLabel("The document");
  await document.fill((await document.inputValue()).replace("rleu", "relu"));
  await lab.button("Run it").click();
  await expect(lab.sentence).toContainText("Healthy.");
});

test("a link that was cut short says so", async ({ page }) => {
  await page.goto("#eyJ2ZXJza");
  await expect(new Lab(page).notice).toBeVisible();
});

test("plain and percent-encoded JSON in the address are read", async ({ page }) => {
  const json = JSON.stringify(deep("sigmoid", "standard_uniform"));
  for (const hash of [json, encodeURIComponent(json)]) {
    await page.goto("about:blank");
    await page.goto(`#${hash}`);
    await expect(new Lab(page).sentence).toContainText("Vanishing.");
  }
});
