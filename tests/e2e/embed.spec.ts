import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Frame, Page } from "@playwright/test";
import { expect, test, until } from "./host.ts";

const small = { version: 1, network: { hidden: [{ units: 8, repeat: 3 }] }, training: { epochs: 100_000 } };
const hash = encodeURIComponent(JSON.stringify(small));

/** Notes what the frame tells its parent. */
const EARS = `<script>
  window.heard = [];
  addEventListener("message", ({ data, source }) => source === document.querySelector("iframe").contentWindow && heard.push(data));
</script>`;

const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: unknown[] }).heard);

/** The frame once its run is there. */
async function opened(page: Page): Promise<Frame> {
  const frame = page.frames()[1];
  if (!frame) throw new Error("there is no frame");
  await expect(frame.getByRole("button", { name: /Train|Pause/ })).toBeEnabled();
  return frame;
}

for (const [name, sandbox] of [
  ["a frame", ""],
  ["a sandboxed frame, though its host sends no header for other origins", 'sandbox="allow-scripts"'],
] as const) {
  test(`${name} shows the experiment in its address, trains it and asks for height`, async ({
    page,
    host,
  }) => {
    const frameTag = `<iframe ${sandbox} width="600" height="200" src="/lab/embed.html?controls=train+units#${hash}"></iframe>`;
    await page.goto(host.page("/", EARS + frameTag));
    const frame = await opened(page);
    await expect(frame.getByRole("slider", { name: "Units" })).toBeVisible();
    await frame.getByRole("button", { name: "Train" }).click();
    await expect(frame.getByRole("button", { name: "Pause" })).toBeVisible();
    await expect(frame.getByText(/^step [1-9]/)).toBeVisible();
    const messages = await heard(page);
    const own = messages.find((each) => (each as { source?: string }).source === "gradient-lab") as {
      height: number;
    };
    expect(own.height).toBeGreaterThan(200);
    expect(messages).toContainEqual({ subject: "lti.frameResize", height: own.height });
  });
}

test("a frame hands slide keys on, and gives the focus back on Esc", async ({ page, host }) => {
  await page.goto(
    host.page(
      "/",
      `${EARS}<button>Deck</button><iframe width="600" height="400" src="/lab/embed.html#${hash}"></iframe>`,
    ),
  );
  const frame = await opened(page);
  await frame.getByRole("button", { name: "Train" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("PageUp");
  await expect.poll(() => heard(page)).toContain('{"method":"right"}');
  expect(await heard(page)).toContain('{"method":"prev"}');
  // The columns are read with the arrow keys themselves.
  await frame.getByRole("slider", { name: "Layers" }).focus();
  const before = (await heard(page)).length;
  await page.keyboard.press("ArrowRight");
  await expect(frame.getByRole("slider", { name: "Layers" })).toHaveAttribute("aria-valuetext", /layer 2/);
  expect((await heard(page)).length).toBe(before);
  await page.keyboard.press("Escape");
  await expect
    .poll(() => page.evaluate(() => document.hasFocus() && document.activeElement?.tagName))
    .toBe("BODY");
});

test("a frame rests while its slide is away, and hears nobody but its parent", async ({ page, host }) => {
  await page.goto(
    host.page("/", `<iframe width="600" height="400" src="/lab/embed.html?autoplay#${hash}"></iframe>`),
  );
  const frame = await opened(page);
  await expect(frame.getByRole("button", { name: "Pause" })).toBeVisible();
  await frame.evaluate(() => window.postMessage("slide:stop", "*"));
  await frame.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await expect(frame.getByRole("button", { name: "Pause" })).toBeVisible();
  const say = (text: string) =>
    page.evaluate((text) => document.querySelector("iframe")?.contentWindow?.postMessage(text, "*"), text);
  await say("slide:stop");
  await expect(frame.getByRole("button", { name: "Train" })).toBeVisible();
  await say("slide:start");
  await expect(frame.getByRole("button", { name: "Pause" })).toBeVisible();
});

test("a frame that cannot load says so", async ({ page, host }) => {
  await page.route("**/gradient-lab*.js", (route) => route.abort());
  await page.goto(host.page("/", `<iframe src="/lab/embed.html"></iframe>`));
  await expect(page.frameLocator("iframe").getByText("could not be loaded here")).toBeVisible();
});

const MODULE = fileURLToPath(new URL("../../www/dist/gradient-lab.widget.mjs", import.meta.url));

/** A page that renders the widget with MyST's model, which throws where it has no counterpart. */
const NOTEBOOK = `<body><div id="cell"></div><script type="module">
  import widget from "/module.mjs";
  const values = { experiment: ${JSON.stringify(small)}, height: 400, controls: ["train", "units"] };
  const missing = () => { throw new Error("there is none in MyST"); };
  const model = { get: (key) => values[key], set: (key, value) => { values[key] = value; }, on() {}, off: missing, save_changes: missing, send: missing };
  Object.assign(window, { values, cleanup: widget.render({ model, el: document.querySelector("#cell") }) });
</script>`;

for (const [name, policy, workers] of [
  ["in a worker", "", 1],
  [
    "on the page's thread where its policy forbids blobs",
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'none'; connect-src 'none'",
    0,
  ],
] as const) {
  test(`the one-file module trains ${name}, asks for no other file, and is cleaned up`, async ({
    page,
    host,
  }) => {
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    // Alone, without the files that are beside it in the package.
    await page.route("**/module.mjs", (route) =>
      route.fulfill({ path: MODULE, contentType: "text/javascript" }),
    );
    await page.goto(host.page("/", NOTEBOOK, policy === "" ? {} : { "content-security-policy": policy }));
    await until(page, "ready");
    expect(page.workers().length).toBe(workers);
    await page.evaluate(() => document.querySelector("gradient-lab")?.step(20));
    await expect.poll(async () => (await until(page, "step")).step).toBe(20);
    await page.getByRole("slider", { name: "Units" }).press("ArrowRight");
    await until(page, "change");
    const units = await page.evaluate(
      () =>
        (window as unknown as { values: { experiment: typeof small } }).values.experiment.network.hidden[0]
          ?.units,
    );
    expect(units).toBeGreaterThan(8);
    await page.evaluate(() => (window as unknown as { cleanup(): void }).cleanup());
    await expect(page.locator("gradient-lab")).toHaveCount(0);
    await expect.poll(() => page.workers().length).toBe(0);
    expect(
      asked.filter(
        (path) => !["/", "/module.mjs", "/favicon.ico"].includes(path) && !path.startsWith("http"),
      ),
    ).toEqual([]);
  });
}

test("the one-file module weighs at most 320 KB gzipped", () => {
  expect(gzipSync(readFileSync(MODULE), { level: 9 }).length).toBeLessThanOrEqual(320_000);
});
