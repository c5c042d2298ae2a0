import type { GradientLabElement } from "../../www/src/element/api.ts";
import { violations } from "./axe.ts";
import { attribute, expect, test, told, until } from "./host.ts";
import { diverging, endless, healthy, vanishing } from "./lab.ts";

const SCRIPT = '<script type="module" src="/lab/gradient-lab.js"></script>';
const small = { version: 1, network: { hidden: [{ units: 8, repeat: 3 }] }, training: { epochs: 100_000 } };

test("an element says that it is ready, then its verdict, and shows both", async ({ page, host }) => {
  await page.goto(
    host.page("/", `${SCRIPT}<gradient-lab experiment='${attribute(vanishing)}'></gradient-lab>`),
  );
  await until(page, "verdict");
  expect((await told(page)).map(([type]) => type)).toEqual(["ready", "verdict"]);
  expect((await told(page))[1]?.[1]).toMatchObject({ verdict: "vanishing", learning: null });
  await expect(page.getByRole("heading", { name: "× 0.1" })).toBeVisible();
  const snapshot = await page.evaluate(() => document.querySelector("gradient-lab")?.snapshot);
  expect(snapshot).toMatchObject({ step: 0, epoch: 1, status: "ready", verdict: "vanishing" });
  expect(snapshot?.layers.at(-1)).toMatchObject({ name: "output", dead: null });
});

test("methods take effect in the order called, also before it is ready", async ({ page, host }) => {
  const script = `<script type="module">
    const lab = document.createElement("gradient-lab");
    lab.experiment = ${JSON.stringify(small)};
    lab.train(); lab.pause(); lab.reset(); lab.step(7); lab.step(5);
    document.body.append(lab);
    lab.step();
  </script>`;
  await page.goto(host.page("/", `<body>${SCRIPT}${script}`));
  await expect
    .poll(async () => (await told(page)).filter(([type]) => type === "step").map(([, { step }]) => step))
    .toEqual(expect.arrayContaining([7, 12, 13]));
  expect((await told(page))[0]?.[0]).toBe("ready");
  expect(await page.evaluate(() => document.querySelector("gradient-lab")?.running)).toBe(false);
});

test("a wrong experiment is told and shown; set later it is thrown, and the run stays", async ({
  page,
  host,
}) => {
  const wrong = { version: 1, network: { hidden: [{ activation: "rleu" }] } };
  await page.goto(host.page("/", `${SCRIPT}<gradient-lab experiment='${attribute(wrong)}'></gradient-lab>`));
  const message = 'network.hidden[0].activation: unknown activation "rleu"; did you mean "relu"?';
  expect(await until(page, "error")).toEqual({ message });
  await expect(page.getByRole("alert")).toContainText(message);
  await page.evaluate((experiment) => {
    const lab = document.querySelector("gradient-lab");
    if (lab) lab.experiment = experiment;
  }, small);
  await until(page, "ready");
  await expect(page.getByRole("alert")).toHaveCount(0);
  const thrown = await page.evaluate((experiment) => {
    const lab = document.querySelector("gradient-lab");
    try {
      if (lab) lab.experiment = experiment;
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  }, wrong);
  expect(thrown).toBe(message);
  await expect(page.getByRole("alert")).toContainText(message);
  await page.getByRole("button", { name: "Back to the run" }).click();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

for (const [what, attributes, message] of [
  ["an unknown lesson", 'lesson="vanishing"', /lesson: unknown lesson "vanishing"/],
  ["an unreadable URL", 'experiment="missing.json"', /experiment: missing.json could not be read: .*404/],
  [
    "a table without its file",
    `experiment='{"version":1,"data":{"kind":"csv","target":"y"}}'`,
    /a table needs its file/,
  ],
  [
    "a control that there is none of",
    'controls="train rate_of_learning"',
    /unknown control "rate_of_learning"/,
  ],
  ["what is no document", "experiment='{'", /./],
] as const) {
  test(`${what} is told and shown`, async ({ page, host }) => {
    await page.goto(host.page("/", `${SCRIPT}<gradient-lab ${attributes}></gradient-lab>`));
    expect((await until(page, "error")).message).toMatch(message);
    await expect(page.getByRole("alert")).toContainText(message);
  });
}

test("readers train, pause and change what the author has chosen", async ({ page, host }) => {
  const controls = 'controls="train init network.output.init learning_rate"';
  const tag = `<gradient-lab experiment='${attribute(endless)}' ${controls}></gradient-lab>`;
  await page.goto(host.page("/", `${SCRIPT}${tag}`));
  await page.getByRole("button", { name: "Train" }).click();
  await until(page, "step");
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("button", { name: "Train" })).toBeVisible();
  const lists = page.getByRole("combobox", { name: "Init" });
  await expect(lists).toHaveCount(2);
  await lists.first().selectOption("glorot_uniform");
  const { experiment } = (await until(page, "change")) as { experiment: typeof endless };
  expect(experiment.network.hidden[0]?.init ?? "glorot_uniform").toBe("glorot_uniform");
  await expect(page.getByRole("slider", { name: "Learning rate" })).toBeVisible();
});

test("a run that diverges is told of", async ({ page, host }) => {
  await page.goto(
    host.page("/", `${SCRIPT}<gradient-lab experiment='${attribute(diverging)}'></gradient-lab>`),
  );
  await until(page, "ready");
  await page.evaluate(() => document.querySelector("gradient-lab")?.train());
  expect(await until(page, "diverged")).toMatchObject({
    step: expect.any(Number),
    layer: expect.any(String),
  });
});

test("runs share workers, rest out of sight, and are freed when they are removed", async ({ page, host }) => {
  const tag = `<gradient-lab autoplay experiment='${attribute(endless)}'></gradient-lab>`;
  const body = `${SCRIPT}<div id="labs">${tag.repeat(10)}</div><div style="height: 300vh"></div><div id="below">${tag}</div>`;
  await page.goto(host.page("/", body));
  await expect.poll(async () => (await told(page)).filter(([type]) => type === "ready").length).toBe(11);
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  expect(page.workers().length).toBeLessThanOrEqual(cores);
  await until(page, "step");
  const below = () =>
    page.evaluate(() => document.querySelector<GradientLabElement>("#below gradient-lab")?.snapshot?.step);
  expect(await below()).toBe(0);
  await page.evaluate(() => document.querySelector("#below")?.scrollIntoView());
  await expect.poll(below).toBeGreaterThan(0);
  await page.evaluate(() => document.querySelector("#labs")?.remove());
  await page.evaluate(() => document.querySelector("#below gradient-lab")?.remove());
  await expect.poll(() => page.workers().length).toBe(0);
});

test("an element that is put back has its experiment again", async ({ page, host }) => {
  await page.goto(
    host.page("/", `<body>${SCRIPT}<gradient-lab experiment='${attribute(healthy)}'></gradient-lab>`),
  );
  await until(page, "ready");
  await page.evaluate(async () => {
    const lab = document.querySelector("gradient-lab");
    lab?.remove();
    await new Promise((resolve) => setTimeout(resolve));
    if (lab) document.body.append(lab);
  });
  await expect.poll(async () => (await told(page)).filter(([type]) => type === "ready").length).toBe(2);
});

test("it needs no more of a policy than it says, and breaks none", async ({ page, host }) => {
  const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  const refused: string[] = [];
  page.on("console", (message) => refused.push(message.text()));
  const tag = `<gradient-lab panels="verdict columns units outcome curves" experiment='${attribute(healthy)}' controls="train learning_rate units" height="700"></gradient-lab>`;
  await page.goto(host.page("/", `${SCRIPT}${tag}`, { "content-security-policy": policy }));
  await until(page, "ready");
  await page.evaluate(() => document.querySelector("gradient-lab")?.step(300));
  await until(page, "step");
  await expect(page.getByRole("img", { name: /^Loss: / })).toBeVisible();
  expect(refused.filter((text) => text.includes("Content Security Policy"))).toEqual([]);
  expect(page.workers().length).toBe(1);
});

test("it trains from another origin, with wasm of a wrong type", async ({ page, host, elsewhere }) => {
  const script = `<script type="module" src="${elsewhere.origin}/lab/gradient-lab.js"></script>`;
  await page.goto(host.page("/", `${script}<gradient-lab experiment='${attribute(small)}'></gradient-lab>`));
  await until(page, "ready");
  await page.evaluate(() => document.querySelector("gradient-lab")?.step(20));
  await expect.poll(async () => (await until(page, "step")).step).toBe(20);
  expect(page.workers().length).toBe(1);
});

test("without workers it trains on the page's own thread", async ({ page, host }) => {
  const policy = "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'";
  await page.goto(
    host.page("/", `${SCRIPT}<gradient-lab experiment='${attribute(small)}'></gradient-lab>`, {
      "content-security-policy": policy,
    }),
  );
  await until(page, "ready");
  await page.evaluate(() => document.querySelector("gradient-lab")?.step(20));
  await expect.poll(async () => (await until(page, "step")).step).toBe(20);
  expect(page.workers().length).toBe(0);
});

test("a hidden tab trains nothing", async ({ page, host }) => {
  await page.goto(
    host.page("/", `${SCRIPT}<gradient-lab autoplay experiment='${attribute(endless)}'></gradient-lab>`),
  );
  await until(page, "step");
  const hide = (state: string) =>
    page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  const step = () => page.evaluate(() => document.querySelector("gradient-lab")?.snapshot?.step ?? 0);
  await hide("hidden");
  // What was under way is shown within a few frames; then nothing more comes.
  let before = -1;
  await expect
    .poll(async () => {
      const same = before === (await step());
      before = await step();
      return same;
    })
    .toBe(true);
  await hide("visible");
  await expect.poll(step).toBeGreaterThan(before);
});

for (const [width, height] of [
  [320, 360],
  [800, 500],
] as const) {
  test(`at ${width} × ${height} all is in view and accessible`, async ({ page, host }) => {
    await page.setViewportSize({ width, height });
    const style = `style="height: ${height}px"`;
    const tag = `<gradient-lab ${style} experiment='${attribute(vanishing)}'></gradient-lab>`;
    await page.goto(
      host.page("/", `<html lang="en"><body style="margin:0"><main>${SCRIPT}${tag}<h1>Host</h1></main>`),
    );
    await until(page, "ready");
    await expect(page.getByRole("button", { name: "Train" })).toBeInViewport({ ratio: 1 });
    for (const name of ["Activation", "Init"])
      await expect(page.getByRole("combobox", { name })).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole("slider", { name: "Layers" })).toBeInViewport({ ratio: 1 });
    const overflow = await page.evaluate(() => {
      const inside = document.querySelector("gradient-lab")?.shadowRoot?.querySelector(".inside");
      return inside ? inside.scrollHeight - inside.clientHeight : Number.NaN;
    });
    expect(overflow).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
}
