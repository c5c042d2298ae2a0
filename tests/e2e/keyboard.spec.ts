import { expect, healthy, type Lab, test, vanishing } from "./lab.ts";

/** The accessible name, or the text, of what has the focus. */
function focused({ page }: Lab): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return `${element?.localName} ${element?.getAttribute("aria-label") ?? element?.textContent?.trim()}`;
  });
}

for (const presenting of [false, true]) {
  test(`a key pressed once more after a remedy breaks nothing${presenting ? ", nor in a lecture" : ""}`, async ({
    lab,
  }) => {
    await lab.ready(vanishing);
    if (presenting) await lab.act("Present");
    await lab.verdict.getByRole("button", { name: "ReLU, He normal init" }).click();
    await expect(lab.verdict).toContainText("Now break it");
    await lab.page.keyboard.press("Enter");
    await expect(lab.verdict).toContainText("Healthy");
    expect(await focused(lab)).toMatch(/^h2 ×/);
    await lab.verdict.getByRole("button", { name: "Zero init" }).focus();
    await lab.page.keyboard.press("Enter");
    await expect(lab.verdict).toContainText("No gradient");
    await lab.page.keyboard.press("Enter");
    expect(await focused(lab)).toMatch(/^h2 /);
    await expect(lab.verdict).toContainText("No gradient");
  });
}

test("a remedy that goes while it has the focus leaves that to the verdict", async ({ lab }) => {
  await lab.ready(vanishing);
  await lab.verdict.getByRole("button", { name: "ReLU, He normal init" }).focus();
  await lab.setup.getByLabel("Activation", { exact: true }).evaluate((list) => {
    (list as HTMLSelectElement).value = "relu";
    list.dispatchEvent(new Event("change"));
  });
  await expect.poll(() => focused(lab)).toMatch(/^h2 /);
});

test("putting a setting back leaves the focus with that setting", async ({ lab }) => {
  await lab.ready(healthy);
  const depth = lab.setup.getByRole("slider", { name: "Depth" });
  await depth.press("ArrowRight");
  await lab.setup.getByRole("button", { name: /^Put Depth back/ }).press("Enter");
  await expect(lab.setup.getByLabel("Depth, exact value")).toHaveValue("5");
  expect(await focused(lab)).toBe("button About Depth");
  await depth.press("ArrowRight");
  await lab.button("Put everything back").press("Enter");
  await expect(lab.setup.getByLabel("Depth, exact value")).toHaveValue("5");
  expect(await focused(lab)).toBe("h2 Data");
});

test("Step keeps the focus at the end of a run, where it does nothing more", async ({ lab }) => {
  await lab.ready({ ...healthy, training: { epochs: 1, batch_size: 200 } });
  const step = lab.button("Step");
  await step.press("Enter");
  await step.press("Enter");
  await expect(lab.page.locator("gradient-lab-toolbar-panel")).toContainText("finished");
  await lab.page.keyboard.press("Space");
  expect(await focused(lab)).toBe("button Step");
  await expect(lab.reading("step")).toHaveText("2");
});

test("an arrow key moves a slider whose steps are less than one", async ({ lab }) => {
  await lab.ready(healthy);
  for (const name of ["Depth", "Units", "Batch size", "Epochs"]) {
    const exact = lab.setup.getByLabel(`${name}, exact value`);
    const before = await exact.inputValue();
    await lab.setup.getByRole("slider", { name, exact: true }).press("ArrowLeft");
    await expect(exact, name).not.toHaveValue(before);
    await lab.page.keyboard.press("ArrowRight");
  }
});
