/** What training at full speed costs: a frame's work on the main thread, and steps lost to measuring and drawing. */
import { median, quantile } from "./numbers.js";
import { CATEGORIES, framesOf, mainThread } from "./trace.js";

/** Twenty layers of 32 tanh units, for as long as anyone watches. */
export const EXPERIMENT = {
  version: 1,
  name: "20 × 32 tanh",
  data: { kind: "spiral", samples: 500 },
  network: { hidden: [{ units: 32, repeat: 20, activation: "tanh" }] },
  training: {
    batch_size: 32,
    epochs: 1_000_000,
    optimizer: { kind: "sgd", learning_rate: 0.01, momentum: 0.9 },
  },
};

/** Milliseconds: until training runs smoothly, and of each measurement. */
const WARM_UP = 2000;
const WATCHED = 6000;
const TURN = 2000;

const TURNS = 9;

export async function measureFrames(browser, { address }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const hash = encodeURIComponent(JSON.stringify(EXPERIMENT));
    await browser.startTracing(page, { categories: CATEGORIES });
    await page.goto(`${address}#${hash}`);
    await page.getByRole("button", { name: "Train", exact: true }).click();
    await page.waitForTimeout(WARM_UP + WATCHED);
    const thread = mainThread(await browser.stopTracing());
    const frames = framesOf(thread, thread.tasks.at(-1).at - WATCHED);
    const quantiles = (values) => ({ median: median(values), p95: quantile(values, 0.95) });
    const perSecond = (count) => count / (WATCHED / 1000);
    return {
      took: quantiles(frames.map(({ took }) => took)),
      worked: quantiles(frames.map(({ worked }) => worked)),
      drawn: perSecond(frames.length),
      news: perSecond(frames.filter(({ news }) => news).length),
    };
  } finally {
    await context.close();
  }
}

/** Steps a second on the page and without it, by turns. */
export async function measureSpeed(browser, { address }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const headless = await context.newPage();
    await headless.goto(`${address}headless.html`);
    await headless.evaluate((experiment) => globalThis.open(experiment), EXPERIMENT);
    const page = await context.newPage();
    await page.goto(`${address}#${encodeURIComponent(JSON.stringify(EXPERIMENT))}`);
    const button = (name) => page.getByRole("button", { name, exact: true });
    const alone = [];
    const shown = [];
    for (let turn = 0; turn <= TURNS; turn += 1) {
      alone.push(await headless.evaluate((turn) => globalThis.train(turn), TURN));
      await button("Train").click();
      await page.waitForTimeout(TURN / 4);
      shown.push(await page.evaluate(stepsASecond, TURN));
      await button("Pause").click();
    }
    // The first turn warms up.
    const ratios = shown.slice(1).map((speed, turn) => speed / alone[turn + 1]);
    return {
      alone: median(alone.slice(1)),
      shown: median(shown.slice(1)),
      ratio: median(ratios),
      turns: TURNS,
    };
  } finally {
    await context.close();
  }
}

/** In the page: its steps a second, read off its bar whenever that changes. */
async function stepsASecond(milliseconds) {
  const bar = document
    .querySelector("gradient-lab-page")
    .shadowRoot.querySelector("gradient-lab-toolbar-panel");
  const figure = bar.shadowRoot.querySelector(".step dd");
  const changed = () =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        resolve({ step: Number(figure.textContent.replaceAll(/\D/g, "")), at: performance.now() });
      });
      observer.observe(figure, { childList: true, characterData: true, subtree: true });
    });
  const first = await changed();
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  const last = await changed();
  return (1000 * (last.step - first.step)) / (last.at - first.at);
}
