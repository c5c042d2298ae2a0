import { diverging, endless, expect, healthy, test, vanishing } from "./lab.ts";

test("a deep sigmoid network is called vanishing before and after training, with its factor a layer", async ({
  lab,
}) => {
  await lab.ready(vanishing);
  await expect(lab.headline).toHaveText(/^× 0\.1[345] a layer$/);
  await expect(lab.sentence).toContainText("Vanishing.");
  await lab.trainToTheEnd();
  await expect(lab.headline).toHaveText(/^× 0\.1[345] a layer$/);
  await expect(lab.sentence).toContainText("10−8 reaches layer 1. Its latest step");
  await expect(lab.learning).toHaveText(/^Not learning: loss stays at guessing’s, ln 2 = 0\.693$/);
  await expect(lab.verdict).toContainText("median of 10 batches");
});

test("a ReLU network with He's init is called healthy and learns the spiral", async ({ lab }) => {
  await lab.ready(healthy);
  await expect(lab.sentence).toContainText("Healthy.");
  await lab.trainToTheEnd();
  expect(await lab.accuracy("valid.")).toBeGreaterThanOrEqual(95);
  await expect(lab.sentence).toContainText("Healthy.");
  await expect(lab.learning).toHaveText("Learnt: 100 % of validation samples right");
  await expect(lab.verdict.locator(".remedies")).toContainText("Now break it");
});

test("the page opens with a network whose gradient vanishes, and one click mends it", async ({ lab }) => {
  await lab.ready();
  await expect(lab.sentence).toContainText("Vanishing.");
  await lab.button("ReLU, He normal init").click();
  await expect(lab.sentence).toContainText("Healthy.");
  await expect(lab.setup.getByLabel("Activation", { exact: true })).toHaveValue("relu");
});

test("batch norm mends that network too, and its growing gradient is never called exploding", async ({
  lab,
}) => {
  await lab.ready();
  await lab.button("Batch norm").click();
  await expect(lab.sentence).toContainText(/Layer 1’s gradient is \d+\.\d times layer 10’s, only/);
  const tones = await lab.verdict.evaluateHandle((panel) => {
    const seen = new Set([panel.getAttribute("tone")]);
    new MutationObserver(() => seen.add(panel.getAttribute("tone"))).observe(panel, { attributes: true });
    return seen;
  });
  await lab.button("Train").click();
  await expect(lab.learning).toContainText(/^Learn/);
  await expect
    .poll(async () => Number((await lab.reading("step").textContent())?.replace(/\D/g, "")))
    .toBeGreaterThan(1500);
  await lab.button("Pause").click();
  expect(await tones.evaluate((seen) => [...seen])).not.toContain("large");
});

test("a gradient that falls below single precision is said to be exactly 0", async ({ lab }) => {
  await lab.ready({ ...vanishing, network: { hidden: [{ units: 8, repeat: 70, activation: "sigmoid" }] } });
  await expect(lab.sentence).toContainText(
    /Going back, each layer keeps 0\.\d+ of the gradient\. From layer \d+ to 1 it is below single precision: exactly 0\./,
  );
});

test("what names the remedies is loaded for a run in trouble, and for no other", async ({ lab }) => {
  const asked: string[] = [];
  lab.page.on("request", (request) => {
    if (/remedies.*\.wasm$/.test(request.url())) asked.push(request.url());
  });
  await lab.ready(healthy);
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("1");
  expect(asked).toEqual([]);
  await lab.ready(vanishing);
  await expect(lab.verdict.locator(".remedies button").first()).toHaveText(/^Tanh, Glorot normal init/);
  expect(asked).toHaveLength(1);
});

test("a penalty that holds a network back is said to, and the first change takes it away", async ({
  lab,
}) => {
  const hidden = [{ units: 32, repeat: 5, activation: "relu", init: "he_normal", l2: 0.01 }];
  await lab.ready({ ...healthy, network: { hidden }, training: { ...healthy.training, epochs: 4 } });
  await lab.trainToTheEnd();
  await expect(lab.learning).toHaveText(/^Held back: penalties are \d+ % of the loss$/);
  const first = lab.verdict.locator(".remedies button").first();
  await expect(first).toHaveText(/^No penalty/);
  await first.click();
  await expect(lab.setup).not.toContainText("Put L2 penalty back");
  await expect(lab.reading("step")).toHaveText("0");
  await expect(lab.learning).toHaveCount(0);
});

test("a double click on a change takes that one alone", async ({ lab }) => {
  await lab.ready();
  await lab.button("ReLU, He normal init").dblclick();
  await expect(lab.sentence).toContainText("Healthy.");
  await expect(lab.setup.getByLabel("Init", { exact: true })).toHaveValue("he_normal");
});

test("training pauses, goes step by step, and starts over with the same figures", async ({ lab }) => {
  await lab.ready(endless);
  const first = await lab.reading("loss").textContent();
  await lab.button("Train").click();
  await expect(lab.reading("step")).not.toHaveText("0");
  await lab.button("Pause").click();
  await expect(lab.button("Train")).toBeVisible();

  await lab.button("Reset").click();
  await expect(lab.reading("step")).toHaveText("0");
  await expect(lab.reading("loss")).toHaveText(first ?? "");
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("1");
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("2");
});

test("a change to a run under way says that it begins anew, beside the step and aloud, and nothing moves", async ({
  lab,
}) => {
  await lab.ready({ ...endless, name: "A spiral and layers" });
  const bar = lab.page.locator("gradient-lab-toolbar-panel");
  const aloud = lab.page.getByRole("status");
  const activation = lab.setup.getByLabel("Activation", { exact: true });
  await activation.selectOption("elu");
  await expect.poll(async () => (await lab.table())[1]?.[2]).toBe("ELU");
  await expect(bar).not.toContainText("restarted");

  for (const width of [1440, 1280, 1024, 768, 390, 320]) {
    await lab.page.setViewportSize({ width, height: 844 });
    await lab.button("Reset").click();
    await expect(lab.reading("step")).toHaveText("0");
    await expect(bar).not.toContainText("restarted");
    const parts = [lab.button("New seed"), lab.reading("loss"), lab.headline];
    const places = async () => {
      const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
      return boxes.map((box) => [Math.round(box?.x ?? -1), Math.round(box?.y ?? -1)]);
    };
    await lab.button("Step").click();
    await expect(lab.reading("step")).toHaveText("1");
    const before = await places();
    await activation.selectOption(width % 3 === 0 ? "relu" : "elu");
    await expect(bar.getByText("restarted")).toBeInViewport({ ratio: 1 });
    await expect(lab.reading("step")).toHaveText("0");
    expect(await places()).toEqual(before);
    await expect(aloud).toContainText("from step 0, with the same seed");
    expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await activation.selectOption("gelu");
    await expect.poll(async () => (await lab.table())[1]?.[2]).toBe("GELU");
  }
  await lab.button("Train").click();
  await expect(lab.reading("step")).not.toHaveText("0");
  await expect(bar).toContainText("restarted");
});

for (const { width, height, smallest } of [
  { width: 1440, height: 900, smallest: 22 },
  { width: 1280, height: 720, smallest: 22 },
  { width: 1200, height: 800, smallest: 22 },
  { width: 1024, height: 768, smallest: 22 },
  { width: 768, height: 1024, smallest: 22 },
  { width: 844, height: 390, smallest: 16 },
  { width: 390, height: 844, smallest: 12 },
]) {
  test(`so it does in a lecture, at ${width} × ${height} pixels, for the last row to read`, async ({
    lab,
  }) => {
    await lab.page.setViewportSize({ width, height });
    await lab.ready();
    await lab.act("Present");
    await expect(lab.setup).toBeHidden();
    const bar = lab.page.locator("gradient-lab-toolbar-panel");
    const places = async () => {
      const parts = [lab.button("Train"), lab.reading("loss"), lab.button("Leave · Esc"), lab.headline];
      const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
      return boxes.map((box) => [Math.round(box?.x ?? -1), Math.round(box?.y ?? -1)]);
    };
    await lab.button("Train").click();
    await expect.poll(async () => (await lab.reading("step").textContent())?.length).toBeGreaterThan(4);
    await lab.button("Pause").click();
    const before = await places();
    await lab.button("Tanh, Glorot normal init").click();
    const word = bar.getByText("restarted");
    await expect(word).toBeInViewport({ ratio: 1 });
    await expect(lab.reading("step")).toHaveText("0");
    expect(await places()).toEqual(before);
    const size = await word.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
    expect(size).toBeGreaterThanOrEqual(smallest);
    expect((await word.boundingBox())?.x).toBeGreaterThan((await lab.reading("step").boundingBox())?.x ?? 0);
    await lab.button("Train").click();
    await expect.poll(async () => (await lab.reading("step").textContent())?.length).toBeGreaterThan(4);
    await lab.button("Pause").click();
    const [end, way] = [await word.boundingBox(), await lab.button("Leave · Esc").boundingBox()];
    const beside = (end?.x ?? 0) + (end?.width ?? 0) < (way?.x ?? 0);
    const below = (end?.y ?? 0) >= (way?.y ?? 0) + (way?.height ?? 0);
    expect(beside || below).toBe(true);
    expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test("another seed gives another start, and the way back is one click", async ({ lab }) => {
  await lab.ready(healthy);
  const first = await lab.table();
  await lab.button("New seed").click();
  const back = lab.button(/^Put Seed back to 42$/);
  await expect(back).toBeVisible();
  await expect.poll(() => lab.table()).not.toEqual(first);
  await back.click();
  await expect.poll(() => lab.table()).toEqual(first);
});

test("a run that diverges stays on the screen and says where it began", async ({ lab }) => {
  await lab.ready(diverging);
  await lab.button("Train").click();
  await expect(lab.page.locator("gradient-lab-toolbar-panel")).toContainText("diverged");
  await expect(lab.sentence).toContainText(
    /At step \d+ layer \d+ overflowed: nothing after it is finite, nor any gradient\./,
  );
  expect(await lab.table()).toHaveLength(16);
  await lab.verdict
    .getByRole("button", { name: /^He normal init, clip by global norm, rate 0.1 → / })
    .click();
  await expect(lab.reading("step")).toHaveText("0");
  await expect(lab.sentence).toContainText("Healthy.");
});

test("a network broken by its init is mended there, not by its rate", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.button("Init σ = 1").click();
  await expect(lab.sentence).toContainText("Exploding.");
  await lab.button("Train").click();
  await expect(lab.page.locator("gradient-lab-toolbar-panel")).toContainText("diverged");
  const remedies = lab.verdict.locator(".remedies button");
  await expect(remedies).toHaveText([/^He normal init, .*rate 0\.05 → 0\.0\d+$/, "He normal init", /./]);
  await remedies.first().click();
  await expect(lab.sentence).toContainText("Healthy.");
});

test("a run that its rate has ruined gets one that suits it", async ({ lab }) => {
  await lab.ready({
    version: 1,
    data: "plane",
    network: { hidden: [{ units: 32, repeat: 4, activation: "relu", init: "he_normal" }] },
    training: { optimizer: { kind: "sgd", learning_rate: 1 } },
  });
  const remedies = lab.verdict.locator(".remedies button");
  await lab.button("Train").click();
  await expect(remedies.first()).toHaveText(/^Clip by global norm, rate 1 → 0\.0\d+$/);
  await remedies.first().click();
  await lab.button("Train").click();
  await expect(lab.page.locator("gradient-lab-toolbar-panel")).toContainText("finished", { timeout: 60_000 });
  await expect(lab.sentence).toContainText("Healthy.");
});

test("a finished run says so and can be trained again", async ({ lab }) => {
  await lab.ready({ ...healthy, training: { epochs: 1 } });
  await lab.trainToTheEnd();
  await expect(lab.button("Step")).toBeDisabled();
  await expect(lab.reading("step")).toHaveText("13");
  await lab.button("Train again").click();
  await expect(lab.button("Train again")).toBeVisible();
  await expect(lab.reading("step")).toHaveText("13");
});

test("a run that has ended is shown as it ended at once, however rare the page's frames are", async ({
  lab,
}) => {
  const optimizer = { kind: "sgd", learning_rate: 1 };
  await lab.ready({ ...healthy, training: { epochs: 1, batch_size: null, optimizer } });
  const map = lab.page.locator("gradient-lab-outcome-panel canvas");
  const picture = () => map.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const first = await picture();
  await lab.page.evaluate(() => {
    window.requestAnimationFrame = () => 0;
  });
  await lab.trainToTheEnd();
  expect((await picture()) !== first, "the map is another").toBe(true);
});

test("the gradient's row switches between δ and the weights' gradient", async ({ lab }) => {
  await lab.ready(vanishing);
  const kernel = lab.button("∇W, the gradient of the layer’s kernel");
  await expect(kernel).toHaveAttribute("aria-pressed", "false");
  await kernel.click();
  await expect(kernel).toHaveAttribute("aria-pressed", "true");
  await expect(lab.headline).toHaveText(/^× 0\.1[345] a layer$/);
  await expect(lab.sentence).toHaveText(
    /Vanishing\.\s+In the first batch ∇W of layer 1 is 10−\d times layer 10’s\./,
  );
});

test("the page trains without a word on the console, and fetches nothing from elsewhere", async ({
  lab,
  baseURL,
}) => {
  const words: string[] = [];
  const elsewhere: string[] = [];
  lab.page.on("console", (message) => words.push(message.text()));
  lab.page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "")) elsewhere.push(request.url());
  });
  await lab.ready();
  await lab.button("Train").click();
  await expect(lab.reading("step")).not.toHaveText("0");
  expect({ words, elsewhere }).toEqual({ words: [], elsewhere: [] });
});
