import { bottom, diverging, expect, healthy, test, vanishing } from "./lab.ts";

test.describe("on a desk", () => {
  test.use({ viewport: { width: 1440, height: 900 } });

  test("the whole main view fits without scrolling", async ({ lab }) => {
    await lab.ready(vanishing);
    const { scrolls, wide } = await lab.page.evaluate(() => ({
      scrolls: document.documentElement.scrollHeight > innerHeight,
      wide: document.documentElement.scrollWidth > innerWidth,
    }));
    expect({ scrolls, wide }).toEqual({ scrolls: false, wide: false });
    await expect(lab.page.getByRole("heading", { name: "What the network says" })).toBeInViewport();
  });

  test("the figures in the bar keep their places while they change", async ({ lab }) => {
    await lab.ready({ ...healthy, training: { ...healthy.training, epochs: 500 } });
    const place = () => lab.reading("rate").boundingBox();
    const before = await place();
    await lab.trainToTheEnd();
    expect(await place()).toEqual(before);
  });

  test("no button moves when the name says that the experiment is changed", async ({ lab }) => {
    await lab.ready({ ...healthy, name: "A spiral and five layers" });
    const place = async () => (await lab.button("New seed").boundingBox())?.x;
    const before = await place();
    await lab.button("New seed").click();
    await expect(lab.page.locator("gradient-lab-toolbar-panel")).toContainText(
      "A spiral and five layers, changed",
    );
    expect(await place()).toBeCloseTo(before ?? Number.NaN, 0);
  });
});

test("curves are higher on a high screen, and end above its lower edge", async ({ lab }) => {
  const plot = lab.page.getByRole("img", { name: /^Loss/ });
  await lab.page.setViewportSize({ width: 1440, height: 900 });
  await lab.ready(healthy);
  const before = await plot.boundingBox();
  await lab.page.setViewportSize({ width: 1920, height: 1080 });
  await expect
    .poll(async () => (await plot.boundingBox())?.height)
    .toBeGreaterThan(1.4 * (before?.height ?? 0));
  const last = lab.page.getByRole("img", { name: /^Learning rate/ });
  expect(await bottom(last)).toBeLessThanOrEqual(1080);
});

test("at 1024 × 768 pixels the network and its legend are above the fold", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 1024, height: 768 });
  await lab.ready(diverging);
  await lab.button("Train").click();
  const legend = lab.page.getByRole("listitem").filter({ hasText: "not finite" });
  await expect(legend).toBeInViewport({ ratio: 1 });
});

for (const width of [1440, 1024, 390]) {
  test(`at ${width} pixels the columns stand where they will stand while engine and type load`, async ({
    lab,
  }) => {
    await lab.page.setViewportSize({ width, height: 844 });
    let load = () => {};
    const asked = new Promise<void>((resolve) => {
      load = resolve;
    });
    await lab.page.route(/\.wasm$/, async (route) => {
      await asked;
      await route.continue();
    });
    await lab.open(healthy);
    await expect(lab.verdict).toContainText("Loading the engine");
    const place = async () => (await lab.page.locator("gradient-lab-columns-panel").boundingBox())?.y;
    const before = await place();
    load();
    await expect(lab.reading("step")).toHaveText("0");
    expect(await place()).toBeCloseTo(before ?? Number.NaN, 0);
    await lab.typeset();
    expect(await place()).toBeCloseTo(before ?? Number.NaN, 0);
  });
}

for (const { width, height } of [
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
]) {
  test(`at ${width} pixels nothing runs off the side, and Train is at hand`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height });
    await lab.ready(vanishing);
    expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await lab.page.mouse.wheel(0, 5000);
    await expect(lab.button("Train")).toBeInViewport();
  });
}

for (const width of [1024, 390, 320]) {
  test(`at ${width} pixels the bar says what runs, that it is changed, and that it has ended`, async ({
    lab,
  }) => {
    await lab.page.setViewportSize({ width, height: 768 });
    await lab.ready({ ...healthy, name: "A spiral", training: { epochs: 1 } });
    await expect(lab.page.getByRole("heading", { name: "Gradient Lab" })).toBeInViewport({ ratio: 1 });
    await lab.button("New seed").click();
    await expect(
      lab.page.locator("gradient-lab-toolbar-panel").getByText("A spiral, changed"),
    ).toBeInViewport({
      ratio: 1,
    });
    await lab.trainToTheEnd();
    const ended = lab.page.locator("gradient-lab-toolbar-panel").getByText("finished");
    await expect(ended).toBeInViewport({ ratio: 1 });
    await lab.page.mouse.wheel(0, 5000);
    await expect(ended).toBeInViewport({ ratio: 1 });
    expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test("lecture mode hides the side panels and is left with Escape", async ({ lab }) => {
  await lab.ready(vanishing);
  const size = () =>
    lab.headline.evaluate((heading) => Number.parseFloat(getComputedStyle(heading).fontSize));
  const before = await size();
  await lab.act("Present");
  await expect(lab.setup).toBeHidden();
  expect(await size()).toBeGreaterThan(1.5 * before);
  await lab.page.keyboard.press("Escape");
  await expect(lab.setup).toBeVisible();
});

for (const { width, height, smallest } of [
  { width: 1024, height: 768, smallest: 22 },
  { width: 1280, height: 720, smallest: 22 },
  { width: 1440, height: 900, smallest: 22 },
  { width: 3840, height: 2160, smallest: 50 },
]) {
  test(`a lecture fits ${width} × ${height} pixels and is read from the last row`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height });
    await lab.ready(vanishing);
    await lab.act("Present");
    await expect(lab.setup).toBeHidden();
    const foot = lab.page.locator("gradient-lab-columns-panel .foot");
    await expect.poll(async () => bottom(foot)).toBeLessThanOrEqual(height);
    for (const part of [
      "dl",
      ".ended",
      ".detail",
      ".choice button",
      ".legend",
      "gradient-lab-verdict-panel p",
    ]) {
      const text = lab.page.locator(`gradient-lab-page ${part}`).first();
      const size = await text.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
      expect(size).toBeGreaterThanOrEqual(smallest);
    }
  });
}

test("a lecture has room for all five rows, most of it the gradient's", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 1440, height: 900 });
  await lab.ready(vanishing);
  await lab.act("Present");
  const choice = lab.page.getByRole("toolbar", { name: "Rows shown" });
  for (const name of ["What units see", "Update ÷ kernel"]) {
    const row = choice.getByRole("button", { name });
    const others = () =>
      choice.getByRole("button").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
    const before = await others();
    await row.click();
    await expect(row).toHaveAttribute("aria-pressed", "true");
    expect(await others()).toEqual(before);
  }
  await expect
    .poll(async () => bottom(lab.page.locator("gradient-lab-columns-panel .foot")))
    .toBeLessThanOrEqual(900);
  const tops = await lab.page
    .locator("gradient-lab-columns-panel .label")
    .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().y));
  const heights = tops.slice(1).map((top, row) => top - (tops[row] ?? 0));
  expect(Math.max(...heights)).toBe(heights[2]);
  expect(heights[2]).toBeGreaterThan(2 * (heights[1] ?? 0));
});

for (const [where, width] of [
  ["on a phone", 390],
  ["in a lecture", 1440],
] as const) {
  test(`every row can be had ${where}, and put away`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height: 844 });
    await lab.ready(vanishing);
    const label = (name: string) => lab.page.getByRole("heading", { name, exact: true });
    const choice = lab.page.getByRole("toolbar", { name: "Rows shown" });
    if (width === 1440) {
      await expect(label("Update ÷ kernel")).toBeVisible();
      await expect(choice).toHaveCount(0);
      await lab.act("Present");
    }
    await expect(label("Update ÷ kernel")).toHaveCount(0);
    await choice.getByRole("button", { name: "Update ÷ kernel" }).click();
    await choice.getByRole("button", { name: "What units see" }).click();
    await expect(label("Update ÷ kernel")).toBeVisible();
    await expect(label("What units see")).toBeVisible();
    await choice.getByRole("button", { name: "Activations" }).click();
    await expect(label("Activations")).toHaveCount(0);
  });
}

for (const { width, height } of [
  { width: 844, height: 390 },
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
]) {
  test(`the way out of a lecture is at hand at ${width} × ${height} pixels`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height });
    await lab.ready(healthy);
    await lab.act("Present");
    await expect(lab.button("Leave · Esc")).toBeInViewport({ ratio: 1 });
    await expect(lab.headline).toBeInViewport({ ratio: 1 });
    expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

for (const width of [768, 1024, 1199, 1280]) {
  test(`it stays at hand beside long figures, ${width} pixels wide`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height: 800 });
    await lab.ready({
      version: 1,
      data: { kind: "gauss", samples: 100 },
      network: { hidden: [{ units: 8 }] },
      training: { batch_size: 1, epochs: 2000, optimizer: { kind: "sgd", learning_rate: 0.5 } },
    });
    await lab.act("Present");
    await lab.trainToTheEnd();
    await expect(lab.reading("step")).toHaveText("160 000");
    await expect(lab.button("Leave · Esc")).toBeInViewport({ ratio: 1 });
  });
}

test("enlarged fourfold, the bar leaves the window to what is read", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 320, height: 256 });
  await lab.ready(healthy);
  await lab.page.mouse.move(160, 128);
  await lab.page.mouse.wheel(0, 300);
  await expect(lab.button("Train")).not.toBeInViewport();
  expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test("where the reader's own type is large, the page is laid out as on a smaller screen", async ({ lab }) => {
  const browser = await lab.page.context().newCDPSession(lab.page);
  await browser.send("Page.setFontSizes", { fontSizes: { standard: 24 } });
  await lab.page.setViewportSize({ width: 1440, height: 900 });
  await lab.ready(vanishing);
  const train = await lab.button("Train").boundingBox();
  expect(train?.height).toBeGreaterThan(40);
  expect((await lab.button("New seed").boundingBox())?.y).toBeCloseTo(train?.y ?? Number.NaN, 0);
  await expect(lab.page.getByRole("heading", { name: "What units see" })).toBeInViewport({ ratio: 1 });
  expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1440);
});

test("on a phone the legend takes two lines at most", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 390, height: 844 });
  await lab.ready(vanishing);
  const legend = await lab.page.locator("gradient-lab-columns-panel .legend").first().boundingBox();
  expect(legend?.height).toBeLessThan(40);
});

test("on a phone a tapped column's figures are in view, and in the settings the verdict", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 390, height: 844 });
  await lab.ready(vanishing);
  await lab.page.getByRole("slider", { name: "Layers" }).click({ position: { x: 100, y: 60 } });
  const figures = lab.page.locator("gradient-lab-columns-panel .readout dl");
  await expect(figures).toBeInViewport({ ratio: 1 });
  await lab.page.getByRole("link", { name: "Settings" }).click();
  await expect(lab.headline).not.toBeInViewport();
  await expect(lab.page.getByText("Vanishing, × 0.14 a layer")).toBeInViewport({ ratio: 1 });
});

test("nothing moves when the name goes", async ({ lab }) => {
  for (const width of [1440, 1024, 768]) {
    await lab.page.setViewportSize({ width, height: 900 });
    const tops: number[] = [];
    for (const experiment of [healthy, { ...healthy, name: "A spiral" }]) {
      await lab.ready(experiment);
      tops.push(await bottom(lab.page.getByRole("banner")));
    }
    expect(tops[1], `at ${width} pixels`).toBeCloseTo(tops[0] ?? Number.NaN, 1);
  }
});

test("a lecture on a phone begins at its top", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 390, height: 844 });
  await lab.ready(vanishing);
  await lab.page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await lab.act("Present");
  await expect(lab.setup).toBeHidden();
  const bar = lab.page.getByRole("banner");
  await expect.poll(async () => (await lab.headline.boundingBox())?.y).toBeGreaterThan(await bottom(bar));
});

for (const width of [1440, 1024, 390]) {
  test(`the changes on offer keep their place under every verdict at ${width} pixels`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height: 844 });
    const places: (number | undefined)[] = [];
    for (const experiment of [vanishing, healthy, diverging]) {
      await lab.ready(experiment);
      if (experiment === diverging) {
        await lab.button("Train").click();
        await expect(lab.sentence).toContainText("Diverged");
      }
      places.push((await lab.verdict.locator(".remedies").boundingBox())?.y);
    }
    expect(new Set(places).size).toBe(1);
  });
}
