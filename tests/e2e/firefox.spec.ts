import puppeteer from "puppeteer-core";
import { expect, test, vanishing } from "./lab.ts";

/** In the page: what it says of its run, and how many of its canvases have something on them. */
function shown() {
  const within = (root: ParentNode): Element[] =>
    [...root.querySelectorAll("*")].flatMap((element) =>
      element.shadowRoot ? [element, ...within(element.shadowRoot)] : [element],
    );
  const all = within(document);
  const texts = (selector: string) =>
    all.filter((element) => element.matches(selector)).map(({ textContent }) => textContent);
  const isPainted = (canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
    return new Set(new Uint32Array(data?.buffer ?? new ArrayBuffer())).size > 1;
  };
  return {
    ended: texts(".ended"),
    figures: [...texts(".figures dd"), ...texts("h2, td")],
    painted: all.filter((element) => element instanceof HTMLCanvasElement).filter(isPainted).length,
  };
}

/** In the page: presses the first button, if it is there and enabled; whether it was. */
function press() {
  const within = (root: ParentNode): Element[] =>
    [...root.querySelectorAll("*")].flatMap((element) =>
      element.shadowRoot ? [element, ...within(element.shadowRoot)] : [element],
    );
  const button = within(document).find((element) => element.matches(".primary:enabled"));
  (button as HTMLElement | undefined)?.click();
  return button !== undefined;
}

test("a run ends in Firefox as it does in Chromium: with the same figures, and as much drawn", async ({
  lab,
  baseURL,
}) => {
  // A second browser takes its time to start.
  test.slow();
  await lab.ready(vanishing);
  await lab.trainToTheEnd();
  const { width, height } = lab.page.viewportSize() ?? { width: 1440, height: 900 };
  const firefox = await puppeteer.launch({
    browser: "firefox",
    executablePath: process.env.FIREFOX ?? "",
    headless: true,
    // The window has the size: older Firefoxes do not know all that a viewport is set by.
    defaultViewport: null,
    args: [`--width=${width}`, `--height=${height}`],
  });
  try {
    const page = await firefox.newPage();
    const errors: unknown[] = [];
    page.on("pageerror", (error) => errors.push(error));
    await page.goto(`${baseURL}#${encodeURIComponent(JSON.stringify(vanishing))}`);
    // Its own way of waiting takes eval, which the page's policy refuses.
    await expect.poll(() => page.evaluate(press)).toBe(true);
    await expect(async () => {
      const there = await page.evaluate(shown);
      expect(there).toMatchObject({ ended: ["finished"] });
      expect(there).toEqual(await lab.page.evaluate(shown));
    }).toPass();
    expect(errors).toEqual([]);
  } finally {
    await firefox.close();
  }
});
