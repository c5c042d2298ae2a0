import { defineConfig } from "@playwright/test";

const port = process.env.PORT ?? "4187";
// A folder of its own: the site must work wherever a static host puts it.
const address = `http://localhost:${port}/any/folder/`;

// `cargo xtask test` finds a free port and the browser, and says how to start it.
const executablePath = process.env.CHROMIUM;
const args = process.env.CHROMIUM_FLAGS?.split(" ") ?? [];

export default defineConfig({
  testDir: "e2e",
  testIgnore: process.env.FIREFOX ? [] : ["firefox.spec.ts"],
  outputDir: "e2e/results",
  forbidOnly: true,
  fullyParallel: true,
  workers: 2,
  use: {
    baseURL: address,
    // It fetches the whole site: only the tests without a network need it.
    serviceWorkers: "block",
    trace: "retain-on-failure",
    launchOptions: { args, ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    command: `npm run --silent preview -- --base /any/folder/ --port ${port} --strictPort`,
    cwd: "../www",
    url: address,
    reuseExistingServer: false,
  },
});
