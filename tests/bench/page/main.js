/** Measures the built page in headless Chromium, prints what it finds and writes it to `PAGE.md`. */
import { writeFile } from "node:fs/promises";
import { chromium } from "@playwright/test";
import { measureFrames, measureSpeed } from "./frames.js";
import { report } from "./report.js";
import { serve } from "./server.js";
import { measureStart } from "./start.js";

const { CHROMIUM, CHROMIUM_FLAGS, MACHINE } = process.env;

const site = new URL("../../../www/dist/", import.meta.url);
const server = await serve(site);
const browser = await chromium.launch({
  ...(CHROMIUM ? { executablePath: CHROMIUM } : {}),
  args: CHROMIUM_FLAGS?.split(" ") ?? [],
});
try {
  const start = await measureStart(browser, server);
  const frames = await measureFrames(browser, server);
  const speed = await measureSpeed(browser, server);
  const text = report({ start, frames, speed, machine: MACHINE ?? "a machine without a name" });
  process.stdout.write(`\n${text}`);
  await writeFile(new URL("../PAGE.md", import.meta.url), text);
} finally {
  await browser.close();
  server.close();
}
