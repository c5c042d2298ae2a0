import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import { diverging, endless, expect, healthy, type Lab, test } from "./lab.ts";

const axe = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

async function violations({ page }: Lab): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate(() => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  });
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => JSON.stringify(target)).join(", ")}`,
  );
}

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds nothing before, during and after a run", async ({ lab }) => {
      await lab.ready(endless);
      expect(await violations(lab)).toEqual([]);
      await lab.button("Train").click();
      await expect(lab.reading("step")).not.toHaveText("0");
      await lab.button("Pause").click();
      expect(await violations(lab)).toEqual([]);
    });

    test("axe finds nothing on a phone, nor in a lecture on it", async ({ lab }) => {
      await lab.page.setViewportSize({ width: 390, height: 844 });
      await lab.ready(healthy);
      expect(await violations(lab)).toEqual([]);
      await lab.button("Present").click();
      await expect(lab.setup).toBeHidden();
      expect(await violations(lab)).toEqual([]);
    });

    test("axe finds nothing in a diverged run, in notices and in dialogs", async ({ lab }) => {
      await lab.ready(diverging);
      await lab.button("Train").click();
      await expect(lab.page.locator("toolbar-panel")).toContainText("diverged");
      expect(await violations(lab)).toEqual([]);
      await lab.button("Keys and terms").click();
      expect(await violations(lab)).toEqual([]);
      await lab.open({ version: 1, data: "csv" });
      await expect(lab.notice).toBeVisible();
      expect(await violations(lab)).toEqual([]);
      await lab.open({ version: 1, nework: {} });
      await expect(lab.notice).toBeVisible();
      expect(await violations(lab)).toEqual([]);
    });
  });
}

test("everything can be reached and worked by keyboard", async ({ lab }) => {
  await lab.ready(healthy);
  const reached = new Set<string>();
  for (let presses = 0; presses < 120; presses += 1) {
    await lab.page.keyboard.press("Tab");
    reached.add(await focused(lab));
  }
  for (const name of ["Skip to the network", "Train", "Step", "Reset", "New seed", "Share", "Present"]) {
    expect(reached).toContain(name);
  }
  for (const name of ["Set", "Depth", "Activation", "Init", "Optimizer", "Layers"])
    expect(reached).toContain(name);
  expect(reached).toContain("Sigmoid, U(±1/√n)");
});

test("space trains and pauses, except within a control", async ({ lab }) => {
  await lab.ready(endless);
  await lab.page.keyboard.press("Space");
  await expect(lab.button("Pause")).toBeVisible();
  await expect(lab.reading("step")).not.toHaveText("0");
  await lab.page.keyboard.press("Space");
  await expect(lab.button("Train")).toBeVisible();
  await lab.setup.getByRole("slider", { name: "Depth" }).focus();
  await lab.page.keyboard.press("Space");
  await expect(lab.button("Train")).toBeVisible();
});

test("the help opens by its key after a button was pressed, but not in a field", async ({ lab }) => {
  await lab.ready(healthy);
  const dialog = lab.page.getByRole("dialog", { name: "Keys and terms" });
  await lab.setup.getByLabel("Activation", { exact: true }).focus();
  await lab.page.keyboard.press("?");
  await lab.button("New seed").focus();
  await expect(dialog).toBeHidden();
  await lab.page.keyboard.press("?");
  await expect(dialog).toBeVisible();
});

test("the shortcuts can be switched off, and stay off", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.page.keyboard.press("?");
  const dialog = lab.page.getByRole("dialog", { name: "Keys and terms" });
  await dialog.getByRole("checkbox").uncheck();
  await dialog.getByRole("button", { name: "Close" }).click();
  await lab.page.reload();
  await expect(lab.reading("step")).toHaveText("0");
  await lab.page.keyboard.press("?");
  await lab.page.keyboard.press("Space");
  await expect(dialog).toBeHidden();
  await expect(lab.button("Train")).toBeVisible();
});

test("the verdict is announced when it changes, the steps are not", async ({ lab }) => {
  await lab.ready(healthy);
  const status = lab.page.getByRole("status");
  await expect(status).toContainText("Healthy");
  const first = await status.textContent();
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("1");
  await expect(status).toHaveText(first ?? "");
  await lab.setup.getByLabel("Init", { exact: true }).selectOption("zeros");
  await expect(status).toContainText("No gradient");
});

async function focused({ page }: Lab): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
  });
}
