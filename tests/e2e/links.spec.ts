import { expect, healthy, Lab, test } from "./lab.ts";

test("a link reproduces a run to the digit", async ({ lab, context, browser }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.ready({ ...healthy, training: { ...healthy.training, epochs: 8 } });
  await lab.setup.getByLabel("Units, exact value").fill("24");
  await lab.setup.getByLabel("Units, exact value").press("Enter");
  await expect.poll(async () => (await lab.table())[1]?.[1]).toBe("24");
  await lab.button("Share").click();
  await expect(lab.button("Copied")).toBeVisible();
  const link = await lab.page.evaluate(() => navigator.clipboard.readText());
  await lab.trainToTheEnd();

  const elsewhere = await browser.newContext();
  const other = new Lab(await elsewhere.newPage());
  await other.page.goto(link);
  await expect(other.reading("step")).toHaveText("0");
  await other.trainToTheEnd();
  await expect.poll(() => other.table()).toEqual(await lab.table());
  expect(await other.reading("loss").textContent()).toBe(await lab.reading("loss").textContent());
  expect(await other.accuracy("valid.")).toBe(await lab.accuracy("valid."));
  await elsewhere.close();
});

test("the address follows every change", async ({ lab }) => {
  await lab.ready();
  expect(new URL(lab.page.url()).hash).toBe("");
  await lab.setup.getByLabel("Activation", { exact: true }).selectOption("tanh");
  await expect.poll(() => new URL(lab.page.url()).hash).not.toBe("");
  await lab.page.reload();
  await expect(lab.setup.getByLabel("Activation", { exact: true })).toHaveValue("tanh");
});

test("a name stays with what was so named: in the bar, the title, the settings and the link", async ({
  lab,
}) => {
  const name = lab.page.locator("gradient-lab-toolbar-panel .name");
  const field = lab.setup.getByLabel("Name", { exact: true });
  await lab.ready();
  await expect(name).toHaveText("Vanishing gradients");
  await lab.button("ReLU, He normal init").click();
  await expect(name).toHaveText("Vanishing gradients, changed");
  await expect(lab.page).toHaveTitle("Vanishing gradients, changed · Gradient Lab");
  await expect(field).toHaveValue("Vanishing gradients, changed");
  await expect(lab.setup.locator("details[open]")).toHaveCount(0);
  await expect.poll(() => new URL(lab.page.url()).hash).not.toBe("");
  await lab.page.reload();
  await lab.button("New seed").click();
  await expect(lab.button(/^Put Seed back/)).toBeVisible();
  await expect(name).toHaveText("Vanishing gradients, changed");

  await lab.ready();
  await lab.button("New seed").click();
  await expect(name).toHaveText("Vanishing gradients, changed");
  await lab.button("Put everything back").click();
  await expect(name).toHaveText("Vanishing gradients");
  await expect(field).toHaveValue("Vanishing gradients");
});

test("a name goes with the data set that it named, moves nothing, and comes back with it", async ({
  lab,
}) => {
  await lab.ready();
  const name = lab.page.locator("gradient-lab-toolbar-panel .name");
  const field = lab.setup.getByLabel("Name", { exact: true });
  const place = async () => Math.round((await lab.button("Train").boundingBox())?.x ?? -1);
  const before = await place();
  await lab.setup.getByLabel("Set", { exact: true }).selectOption("moons");
  await expect(name).toHaveCount(0);
  await expect(lab.page).toHaveTitle("Gradient Lab");
  await expect(field).toHaveValue("");
  expect(await place()).toBe(before);
  await lab.button(/^Put Set back/).click();
  await expect(name).toHaveText("Vanishing gradients");
  await expect(field).toHaveValue("Vanishing gradients");

  await lab.ready();
  await lab.setup.getByLabel("Set", { exact: true }).selectOption("moons");
  await expect.poll(() => new URL(lab.page.url()).hash).not.toBe("");
  await lab.page.reload();
  await expect(lab.setup.getByLabel("Set", { exact: true })).toHaveValue("moons");
  await expect(name).toHaveCount(0);
  await expect(lab.page).toHaveTitle("Gradient Lab");
});

test("where the browser refuses to copy, the link stands there to be copied by hand", async ({ lab }) => {
  await lab.page.addInitScript(() => {
    Object.defineProperty(navigator, "clipboard", {
      value: { writeText: () => Promise.reject(new Error("refused")) },
    });
  });
  await lab.ready(healthy);
  await lab.button("Share").click();
  const dialog = lab.page.getByRole("dialog", { name: "Copy the link" });
  await expect(dialog.getByRole("textbox")).toHaveValue(/^http.*#[\w-]+$/);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
});

test("a misspelled field gives the engine's message, and the document can be mended on the spot", async ({
  lab,
}) => {
  await lab.open({ version: 1, network: { hidden: [{ units: 8, activation: "rleu" }] } });
  await expect(lab.notice).toContainText(
    'network.hidden[0].activation: unknown activation "rleu"; did you mean "relu"?',
  );
  const editor = lab.notice.getByRole("textbox");
  await editor.fill((await editor.inputValue()).replace("rleu", "relu"));
  await lab.notice.getByRole("button", { name: "Run it" }).click();
  await expect(lab.reading("step")).toHaveText("0");
  await expect(lab.setup.getByLabel("Activation", { exact: true })).toHaveValue("relu");
});

test("an unknown field and a document that is no JSON are refused readably", async ({ lab }) => {
  await lab.open({ version: 1, trainning: {} });
  await expect(lab.notice).toContainText('did you mean "training"?');
  await lab.open('{"version": 1, "seed": ');
  await expect(lab.notice).toContainText("This experiment cannot be run");
  await lab.notice.getByRole("button", { name: "Start afresh" }).click();
  await expect(lab.reading("step")).toHaveText("0");
  expect(new URL(lab.page.url()).hash).toBe("");
});

test("a damaged link says so and leads to a fresh start", async ({ lab }) => {
  await lab.page.goto("./#%E0%A4%A");
  await expect(lab.notice).toContainText("This link is damaged");
  await lab.notice.getByRole("button", { name: "Start afresh" }).click();
  await expect(lab.reading("step")).toHaveText("0");
});

test("a link's own settings are where its reader starts: no group opens for them", async ({ lab }) => {
  await lab.ready({ ...healthy, name: "Mine", training: { ...healthy.training, shuffle: false } });
  await expect(lab.setup.getByText("More").first()).toBeVisible();
  await expect(lab.setup.locator("details[open]")).toHaveCount(0);
});
