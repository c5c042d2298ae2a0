import { endless, expect, healthy, test, vanishing } from "./lab.ts";

test("changing the init redraws the columns before any training", async ({ lab }) => {
  await lab.ready(vanishing);
  const before = await lab.page.locator("gradient-lab-columns-panel .chart").screenshot();
  const figures = await lab.table();
  await lab.setup.getByLabel("Init", { exact: true }).selectOption("glorot_normal");
  await expect(lab.headline).toHaveText(/^× 0\.2\d a layer$/);
  await expect(lab.reading("step")).toHaveText("0");
  await expect.poll(() => lab.table()).not.toEqual(figures);
  expect(before.equals(await lab.page.locator("gradient-lab-columns-panel .chart").screenshot())).toBe(false);
});

test("a change while training goes on training", async ({ lab }) => {
  await lab.ready(endless);
  await lab.button("Train").click();
  await expect(lab.reading("step")).not.toHaveText("0");
  await lab.setup.getByLabel("Activation", { exact: true }).selectOption("tanh");
  await expect(lab.button("Pause")).toBeVisible();
  await expect.poll(async () => (await lab.table())[1]?.[2]).toBe("Tanh");
  await expect(lab.reading("step")).not.toHaveText("0");
});

test("a run goes on when it is given a name, at rest and in training, and the link has the name", async ({
  lab,
}) => {
  const title = lab.page.locator("gradient-lab-toolbar-panel .name");
  await lab.ready({ ...endless, name: "A spiral" });
  await lab.button("Step").click();
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("2");
  const loss = await lab.reading("loss").textContent();
  const figures = await lab.table();
  await lab.setup.getByText("More").last().click();
  const name = lab.setup.getByLabel("Name", { exact: true });
  await name.fill("Five layers");
  await name.press("Enter");
  await expect(title).toHaveText("Five layers");
  await expect(lab.page).toHaveTitle("Five layers · Gradient Lab");
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("3");
  await lab.button("Reset").click();
  await lab.button("Step").click();
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("2");
  await expect(lab.reading("loss")).toHaveText(loss ?? "");
  expect(await lab.table()).toEqual(figures);

  await lab.button("Train").click();
  const step = async () => Number((await lab.reading("step").textContent())?.replace(/\s/g, ""));
  await expect.poll(step).toBeGreaterThan(50);
  const before = await step();
  await name.fill("Again");
  await name.press("Enter");
  await expect(title).toHaveText("Again");
  expect(await step()).toBeGreaterThanOrEqual(before);
  await expect.poll(step).toBeGreaterThan(before);
  await expect(lab.page.locator("gradient-lab-toolbar-panel")).not.toContainText("restarted");
  const linked = () => Buffer.from(new URL(lab.page.url()).hash.slice(1), "base64url").toString();
  await expect.poll(linked).toContain('"name":"Again"');
  await lab.page.reload();
  await expect(title).toHaveText("Again");
});

test("sliders answer to the keyboard, and every column follows", async ({ lab }) => {
  await lab.ready(healthy);
  const depth = lab.setup.getByRole("slider", { name: "Depth" });
  await expect(depth).toHaveAttribute("aria-valuetext", "5 layers");
  await depth.press("End");
  const most = (await depth.getAttribute("aria-valuetext")) ?? "";
  await depth.press("Home");
  await expect(depth).toHaveAttribute("aria-valuetext", "1 layer");
  await expect.poll(async () => (await lab.table()).length).toBe(3);
  expect(most).not.toBe("1 layer");
});

test("a value out of range is explained, changes nothing, and makes way for the last valid one", async ({
  lab,
}) => {
  await lab.ready(healthy);
  await lab.button("Step").click();
  const rate = lab.setup.getByLabel("Learning rate, exact value");
  await rate.fill("-3");
  await rate.press("Enter");
  await expect(rate).toHaveAttribute("aria-invalid", "true");
  await expect(lab.setup).toContainText("Takes numbers from 0 to 1 000 000. It stays at 0.05.");
  await rate.blur();
  await expect(rate).toHaveValue("0.05");
  await expect(rate).toHaveAttribute("aria-invalid", "false");
  await rate.fill("abc");
  await expect(lab.setup).not.toContainText("It stays at");
  await expect(rate).toHaveValue("abc");
  await expect(lab.setup).not.toContainText("Takes numbers");
  await rate.press("Escape");
  await expect(rate).toHaveValue("0.05");
  await rate.blur();
  await expect(lab.reading("rate")).toHaveText("0.05");
  await expect(lab.reading("step")).toHaveText("1");
  await rate.fill("0.2");
  await rate.press("Enter");
  await expect(rate).toHaveAttribute("aria-invalid", "false");
  await expect(lab.reading("rate")).toHaveText("0.2");
});

test("a very small number is typed as 2.5e-6, and read as a power of ten everywhere", async ({ lab }) => {
  await lab.ready(healthy);
  const rate = lab.setup.getByLabel("Learning rate, exact value");
  await rate.fill("2.5e-6");
  await rate.press("Enter");
  await expect(rate).toHaveValue("2.5×10⁻⁶");
  await expect(lab.reading("rate")).toHaveText("2.5×10−6");
  await expect(lab.reading("rate").locator("sup")).toHaveText("−6");
  await rate.fill("-1");
  await rate.press("Enter");
  await expect(lab.setup).toContainText("It stays at 2.5×10−6.");
});

test("a change is marked and one click puts it back", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.setup.getByLabel("Optimizer", { exact: true }).selectOption("adam");
  await expect(lab.reading("rate")).toHaveText("0.001");
  await lab.button(/^Put Optimizer back to SGD$/).click();
  await expect(lab.reading("rate")).toHaveText("0.05");
  await expect(lab.button(/^Put /)).toHaveCount(0);
});

test("blocks can be added, edited on their own and removed", async ({ lab }) => {
  await lab.ready({ ...healthy, network: { hidden: [{ units: 300, activation: "relu" }] } });
  await lab.button("Add a hidden block after this one").click();
  await lab.setup.getByLabel("Units, exact value").fill("100");
  await lab.setup.getByLabel("Units, exact value").press("Enter");
  await expect
    .poll(async () => (await lab.table()).slice(1).map((row) => row[1]))
    .toEqual(["300", "100", "1"]);
  await lab.setup.getByRole("button", { name: "300", exact: true }).click();
  await expect(lab.setup.getByLabel("Units, exact value")).toHaveValue("300");
  await lab.setup.getByRole("button", { name: "100", exact: true }).click();
  await expect(lab.button("Set Units to its default, 16")).toBeVisible();
  await lab.setup.getByRole("button", { name: "300", exact: true }).click();
  await lab.button("Remove this block").click();
  await expect.poll(async () => (await lab.table()).slice(1).map((row) => row[1])).toEqual(["100", "1"]);
});

test("the button that adds a block stays where it is, however many there are", async ({ lab }) => {
  await lab.ready(healthy);
  const add = lab.button("Add a hidden block after this one");
  const before = await add.boundingBox();
  for (const blocks of [2, 3, 4, 5, 6]) {
    await add.click();
    await expect(lab.setup.getByRole("button", { name: /^(5 × )?32$/ })).toHaveCount(blocks);
    expect(await add.boundingBox()).toEqual(before);
  }
});

test("residual in a block that begins with another width parts its first layer off", async ({ lab }) => {
  await lab.ready();
  await lab.setup.getByText("More").nth(1).click();
  const residual = lab.setup.getByRole("checkbox", { name: "Residual" });
  await residual.check();
  await expect(lab.setup.getByRole("button", { name: "9 × 16" })).toHaveAttribute("aria-pressed", "true");
  await expect(residual).toBeChecked();
  await expect(lab.reading("step")).toHaveText("0");
  await expect(lab.notice).toHaveCount(0);
  expect(await lab.table()).toHaveLength(12);
});

test("a limit is switched on and off", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.setup.getByText("More").nth(1).click();
  const limit = lab.setup.getByRole("checkbox", { name: "Max-norm: limit" });
  await limit.check();
  await expect(lab.setup.getByLabel("Max-norm, exact value")).toHaveValue("2");
  await limit.click();
  await expect(lab.setup.getByLabel("Max-norm, exact value")).toHaveCount(0);
  await expect(limit).not.toBeChecked();
});

test("a refusal is over with the next change anywhere", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.setup.getByLabel("Depth, exact value").fill("0");
  await lab.setup.getByLabel("Depth, exact value").press("Enter");
  await expect(lab.setup).toContainText("It stays at 5.");
  await lab.setup.getByLabel("Activation", { exact: true }).selectOption("tanh");
  await expect(lab.setup).not.toContainText("It stays at");
});

test("nothing picked is cut off", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 1440, height: 900 });
  await lab.ready(healthy);
  await lab.setup.getByLabel("Set", { exact: true }).selectOption("fashion_mnist");
  await lab.setup.getByLabel("Normalization", { exact: true }).selectOption("batch");
  await expect(lab.setup.getByLabel("Placement", { exact: true })).toBeVisible();
  for (const name of ["Set", "Placement", "Init"]) {
    expect(await lab.room(name), name).toBeGreaterThanOrEqual(0);
  }
});

test("a combination that cannot be run says why and can be undone", async ({ lab }) => {
  await lab.ready({ ...healthy, network: { hidden: [{ units: 16 }, { units: 8 }] } });
  await lab.setup.getByRole("button", { name: "8", exact: true }).click();
  await lab.setup.getByText("More").nth(1).click();
  await lab.setup.getByRole("checkbox", { name: "Residual" }).check();
  await expect(lab.notice).toContainText("network.hidden[1].residual");
  await lab.notice.getByRole("button", { name: "Undo the change" }).click();
  await expect(lab.notice).toHaveCount(0);
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("1");
});

test("a setting explains itself with formula and source", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.button("About Init").click();
  await expect(lab.setup.locator("math")).toBeVisible();
  await expect(lab.setup.getByRole("link", { name: "Source" })).toHaveAttribute("href", /^https:\/\//);
});

test("a file of one's own is learnt from", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.setup.getByLabel("Set", { exact: true }).selectOption("csv");
  await expect(lab.notice).toContainText("Choose a CSV file");
  const rows = Array.from(
    { length: 60 },
    (_, row) => `${row % 7},${row % 5},${row % 3},${row % 2 ? "odd" : "even"}`,
  );
  await lab.setup.getByLabel("Choose a CSV file").setInputFiles({
    name: "numbers.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(["a,b,c,label", ...rows].join("\n")),
  });
  await expect(lab.setup).toContainText("numbers.csv, 60 rows");
  await expect(lab.reading("step")).toHaveText("0");
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("1");
});

const numbers = csv("numbers.csv", "a,b,target\n1,2,3\n4,5,6\n7,8,10\n2,2,4\n3,1,5\n");
const wrong = csv("wrong.csv", "a,b,label\n1,two,0\n");

test("a first file with a mistake is refused with its place, and another can be chosen", async ({ lab }) => {
  await lab.open({ version: 1, data: "csv" });
  await lab.notice.getByLabel("Choose a file").setInputFiles(wrong);
  await expect(lab.notice).toContainText("This file cannot be read as data.");
  await expect(lab.notice).toContainText('line 2, column "b": "two"');
  await expect(lab.page.getByText("Preparing the run")).toHaveCount(0);
  await expect(lab.button("Back to the data before")).toHaveCount(0);
  await expect(lab.setup).not.toContainText("wrong.csv");
  await lab.notice.getByLabel("Choose another file").setInputFiles(numbers);
  await expect(lab.reading("step")).toHaveText("0");
  await expect(lab.notice).toHaveCount(0);
});

test("a spreadsheet's file is read as it is, and a damaged one refused", async ({ lab }) => {
  await lab.ready(healthy);
  const rows = "l\u00e4nge;label\r\n1,5;no\r\n2;s\u00ed\r\n3,5;no\r\n";
  const sheet = { ...wrong, name: "sheet.csv", buffer: Buffer.from(rows, "latin1") };
  await lab.setup.getByLabel("Set", { exact: true }).selectOption("csv");
  await lab.notice.getByLabel("Choose a file").setInputFiles(sheet);
  await expect(lab.setup).toContainText("sheet.csv, 3 rows");
  await expect(lab.reading("step")).toHaveText("0");
  const damaged = { ...wrong, name: "damaged.csv", buffer: Buffer.from([0xff, 0xfe, 0x61]) };
  await lab.setup.getByLabel("Choose another").setInputFiles(damaged);
  await expect(lab.notice).toContainText("begins like UTF-16 text but is damaged");
  await lab.notice.getByRole("button", { name: "Back to the data before" }).click();
  await expect(lab.notice).toHaveCount(0);
  await expect(lab.reading("step")).toHaveText("0");
});

test("a file with a mistake leaves the run behind it dimmed in its place, and the way back to it", async ({
  lab,
}) => {
  await lab.open({ version: 1, data: "csv" });
  await lab.notice.getByLabel("Choose a file").setInputFiles(numbers);
  await expect(lab.reading("step")).toHaveText("0");
  const columns = lab.page.locator("gradient-lab-columns-panel");
  const place = await columns.boundingBox();
  await lab.setup.getByLabel("Choose another").setInputFiles(wrong);
  await expect(lab.notice).toContainText("This file cannot be read as data.");
  await expect(lab.setup).toContainText("numbers.csv, 5 rows");
  await expect(lab.setup).not.toContainText("wrong.csv");
  expect(await columns.boundingBox()).toEqual(place);
  await expect(columns).toHaveCSS("opacity", "0.45");
  await expect(lab.verdict).toHaveCSS("opacity", "0.45");
  await expect(lab.notice).toHaveCSS("opacity", "1");
  await expect(lab.reading("step")).toHaveText("–");
  await lab.notice.getByRole("button", { name: "Back to the data before" }).click();
  await expect(lab.setup).toContainText("numbers.csv, 5 rows");
  await expect(columns).toHaveCSS("opacity", "1");
  await lab.button("Reset").click();
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("1");
});

test("choosing no file after all puts the data set back", async ({ lab }) => {
  await lab.ready(healthy);
  const set = lab.setup.getByLabel("Set", { exact: true });
  await set.selectOption("csv");
  await lab.notice.getByRole("button", { name: "Back to the data before" }).click();
  await expect(set).toHaveValue("spiral");
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("1");
});

test("a link to a run on one's own file says that the file is not in it", async ({ lab, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.open({ version: 1, data: "csv" });
  await lab.notice.getByLabel("Choose a file").setInputFiles(numbers);
  await expect(lab.reading("step")).toHaveText("0");
  await lab.button("Share").click();
  const dialog = lab.page.getByRole("dialog", { name: "The link is copied" });
  await expect(dialog).toContainText("Your file, numbers.csv, is not in the link");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
});

function csv(name: string, text: string) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text) };
}
