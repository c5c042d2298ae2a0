import { expect, test } from "@playwright/test";
import { deep, Lab, link } from "./page.ts";

test("a deep sigmoid network is called vanishing before its first step", async ({ page }) => {
  const lab = await Lab.open(page, deep("sigmoid", "standard_uniform"));
  await expect(lab.reading("step")).toHaveText("0");
  await expect(lab.sentence).toContainText("Vanishing.");
  expect(await lab.factor()).toBeGreaterThan(0.12);
  expect(await lab.factor()).toBeLessThan(0.17);
});

test("a deep ReLU network with He's init is healthy and learns the spiral", async ({ page }) => {
  const lab = await Lab.open(page, deep("relu", "he_normal"));
  await expect(lab.sentence).toContainText("Healthy.");
  await lab.trainToTheEnd();
  expect(await lab.validationAccuracy()).toBeGreaterThanOrEqual(95);
});

test("a shared link gives the same figures in another window", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const figures = async (lab: Lab) => ({
    headline: await lab.headline.textContent(),
    loss: await lab.reading("loss").textContent(),
    accuracy: await lab.validationAccuracy(),
  });
  const lab = await Lab.open(page, { ...deep("tanh", "glorot_uniform"), training: { epochs: 3 } });
  await lab.button("New seed").click();
  await lab.trainToTheEnd();
  await lab.button("Share").click();
  await expect(lab.button("Copied")).toBeVisible();

  const other = await Lab.open(await context.newPage());
  await other.page.goto(await page.evaluate("navigator.clipboard.readText()"));
  await expect(other.reading("step")).toHaveText("0");
  await other.trainToTheEnd();
  expect(await figures(other)).toEqual(await figures(lab));
});

test("a change of the setup shows at once and stands in the link", async ({ page }) => {
  const lab = await Lab.open(page, deep("sigmoid", "standard_uniform"));
  await page.getByLabel("Activation", { exact: true }).selectOption({ label: "ReLU" });
  await expect(lab.sentence).not.toContainText("0.14");
  await expect(lab.reading("step")).toHaveText("0");
  await expect(page).not.toHaveURL(new RegExp(link(deep("sigmoid", "standard_uniform"))));
  const changed = await lab.headline.textContent();

  await page.reload();
  await expect(lab.headline).toHaveText(changed ?? "");
});

test("training pauses, steps and goes back to its start", async ({ page }) => {
  const lab = await Lab.open(page);
  const before = await lab.reading("loss").textContent();
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("1");
  await lab.button("Train").click();
  await expect(lab.reading("step")).not.toHaveText("1");
  await lab.button("Pause").click();
  await expect(lab.button("Train")).toBeVisible();
  const paused = await lab.reading("step").textContent();
  await lab.button("Step").click();
  await expect(lab.reading("step")).not.toHaveText(paused ?? "");
  await lab.button("Reset").click();
  await expect(lab.reading("step")).toHaveText("0");
  await expect(lab.reading("loss")).toHaveText(before ?? "");
});

test("a run that diverges stays on screen and says where it began", async ({ page }) => {
  const lab = await Lab.open(page, {
    version: 1,
    data: { kind: "plane" },
    network: { hidden: [{ units: 8, repeat: 3, activation: "identity" }] },
    training: { optimizer: { kind: "sgd", learning_rate: 10 } },
  });
  await lab.button("Train").click();
  await expect(lab.sentence).toContainText("Diverged.");
  await expect(lab.sentence).toContainText(
    /At step \d+ the figures of (layer \d|the output layer) stopped being finite/,
  );
  await expect(lab.button("Train again")).toBeVisible();
});

test("Fashion-MNIST trains in the browser", async ({ page }) => {
  const lab = await Lab.open(page, {
    version: 1,
    data: { kind: "fashion_mnist", samples: 1000 },
    network: { hidden: [{ units: 50, activation: "relu", init: "he_normal" }] },
    training: { epochs: 5, optimizer: { kind: "sgd", learning_rate: 0.05 } },
  });
  await lab.trainToTheEnd();
  expect(await lab.validationAccuracy()).toBeGreaterThanOrEqual(65);
});
