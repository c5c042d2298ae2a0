/** How the page starts: what it asks for until its first trained step, how long that takes, and its longest tasks. */
import { median } from "./numbers.js";
import { CATEGORIES, mainThread } from "./trace.js";

/** Loads of which the times are taken, and those that are traced, which slows them. */
const LOADS = 15;
const TRACED = 5;

/** Milliseconds until the browser has done what opening a window takes, which is not the page's doing. */
const SETTLED = 1500;

/** Milliseconds of training after the first step, in a traced load. */
const WATCHED = 3000;

/** In the page: presses Step with the first run on show; `firstStep` is then when its step was drawn. */
function pressStep() {
  globalThis.press = (label) => {
    const bar = document
      .querySelector("gradient-lab-page")
      .shadowRoot.querySelector("gradient-lab-toolbar-panel");
    const buttons = [...bar.shadowRoot.querySelectorAll("button")];
    buttons.find(({ textContent }) => textContent.trim() === label).click();
  };
  globalThis.firstStep = new Promise((resolve) => {
    new PerformanceObserver((list) => {
      for (const { name, startTime } of list.getEntries()) {
        if (name === "first-run") globalThis.press("Step");
        if (name === "first-step") resolve({ took: startTime, at: performance.timeOrigin + startTime });
      }
    }).observe({ type: "mark", buffered: true });
  });
}

/** Loads the page as a newcomer, whose browser has nothing of it. */
async function load(browser, { address, requests }, watch) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(pressStep);
    await page.waitForTimeout(SETTLED);
    requests.length = 0;
    return await watch(page, async () => {
      await page.goto(address, { waitUntil: "commit" });
      return page.evaluate(() => globalThis.firstStep);
    });
  } finally {
    await context.close();
  }
}

export async function measureStart(browser, server) {
  const times = [];
  const files = new Set();
  for (let round = 0; round < LOADS; round += 1) {
    await load(browser, server, async (_, opened) => {
      const { took, at } = await opened();
      times.push(took);
      for (const request of server.requests) if (request.at < at) files.add(request.path);
    });
  }
  const longest = { before: [], after: [] };
  for (let round = 0; round < TRACED; round += 1) {
    const { tasks, marks } = await load(browser, server, async (page, opened) => {
      await browser.startTracing(page, { categories: CATEGORIES });
      await opened();
      await page.evaluate(() => globalThis.press("Train"));
      await page.waitForTimeout(WATCHED);
      return mainThread(await browser.stopTracing());
    });
    const step = marks.get("first-step");
    longest.before.push(most(tasks.filter(({ at }) => at < step)));
    longest.after.push(most(tasks.filter(({ at }) => at >= step)));
  }
  return {
    files: [...files].map((path) => ({ path, ...server.size(path) })),
    loads: LOADS,
    time: median(times),
    slowest: Math.max(...times),
    traced: TRACED,
    longest: { before: middle(longest.before), after: middle(longest.after) },
    worst: { before: most(longest.before), after: most(longest.after) },
  };
}

/** The longest of tasks, and the most work; not always the same one's. */
function most(tasks) {
  return {
    took: Math.max(...tasks.map(({ took }) => took)),
    worked: Math.max(...tasks.map(({ worked }) => worked)),
  };
}

function middle(tasks) {
  return { took: median(tasks.map(({ took }) => took)), worked: median(tasks.map(({ worked }) => worked)) };
}
