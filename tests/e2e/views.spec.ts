import { bottom, expect, healthy, test } from "./lab.ts";

test("the bar says which loss it is, and the help what the marks mean", async ({ lab }) => {
  await lab.ready(healthy);
  await expect(lab.page.locator("gradient-lab-toolbar-panel .loss dt")).toHaveText("batch loss");
  await lab.button("Keys and terms").click();
  const dialog = lab.page.getByRole("dialog", { name: "Keys and terms" });
  for (const term of ["← →", "open circle", "hatching", "cross"]) {
    await expect(dialog.getByRole("term").filter({ hasText: term })).toBeVisible();
  }
});

test("the theme is chosen and kept", async ({ lab }) => {
  await lab.ready(healthy);
  const paper = () =>
    lab.page.locator("gradient-lab-page").evaluate((page) => getComputedStyle(page).backgroundColor);
  const light = await paper();
  await lab.button("Dark").click();
  await expect.poll(paper).not.toBe(light);
  await lab.page.reload();
  await expect(lab.button("Light")).toBeVisible();
});

test("without WebAssembly the page says what it needs", async ({ lab }) => {
  await lab.page.route(/\.wasm$/, (route) => route.fulfill({ status: 404 }));
  await lab.open();
  await expect(lab.notice).toContainText("The engine could not be loaded");
  await lab.page.unroute(/\.wasm$/);
  await lab.notice.getByRole("button", { name: "Try again" }).click();
  await expect(lab.reading("step")).toHaveText("0");
});

test("what has gone wrong is said even where nothing more can be loaded", async ({ lab }) => {
  await lab.page.route(/\.wasm$|notice-panel/, (route) => route.abort());
  await lab.open();
  await expect(lab.notice).toContainText("could not be loaded");
  await expect(lab.notice).toBeVisible();
});

for (const { width, height } of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`a notice that is all there is has the window to itself at ${width} pixels`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height });
    await lab.page.route(/\.wasm$/, (route) => route.fulfill({ status: 404 }));
    await lab.open();
    await expect(lab.notice).toContainText("The engine could not be loaded");
    await expect(lab.setup).toBeHidden();
    const box = await lab.notice.boundingBox();
    const above = (box?.y ?? 0) - (await bottom(lab.page.getByRole("banner")));
    const below = height - (box?.y ?? 0) - (box?.height ?? 0);
    expect(above).toBeGreaterThan(below / 3);
    expect(below).toBeGreaterThan(above / 3);
  });
}

test("a worker that crashes is replaced, and the run comes back to where it was", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.button("Step").click();
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("2");
  const loss = await lab.reading("loss").textContent();
  await lab.page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error("out of order");
    });
  });
  await expect(lab.notice).toContainText("The engine stopped");
  await expect(lab.notice).toContainText("out of order");
  await expect(lab.notice.getByLabel("copy these lines")).toHaveValue(/out of order\nstep 2\n\{"version":1/);
  await lab.notice.getByRole("button", { name: "Restart the engine" }).click();
  await expect(lab.reading("step")).toHaveText("2");
  await expect(lab.reading("loss")).toHaveText(loss ?? "");
  await expect(lab.setup.getByLabel("Init", { exact: true })).toHaveValue("he_normal");
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("3");
});

test("where the browser keeps nothing, everything works for the visit", async ({ lab }) => {
  await lab.page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get: () => {
        throw new DOMException("refused", "SecurityError");
      },
    });
  });
  await lab.ready(healthy);
  await lab.button("Dark").click();
  await expect(lab.button("Light")).toBeVisible();
});
