import { expect, healthy, type Lab, test } from "./lab.ts";

const PLAIN = csv("plain.csv", [
  "a,b,c,label",
  ...rows((row) => [row % 7, row % 5, row % 3, row % 2 ? "odd" : "even"]),
]);
const WRONG = csv("wrong.csv", ["a,b,label", "1,two,0", "2,3,1", "4,5,0"]);

/** 60 houses as a spreadsheet in euros exports them: semicolons, decimal commas, gaps and a text column. */
const HOUSES = csv("houses.csv", [
  "street;size;district;price",
  ...rows(
    (row) => [
      `Street ${row}`,
      row === 40 ? "" : `${40 + row},5`,
      ["North", "South", "Old town"][row % 3] ?? "",
      row === 50 ? "" : `${200_000 + 3000 * row},25`,
    ],
    ";",
  ),
]);

test("a plain file is shown, and learnt from after one click", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.setup.getByLabel("Set", { exact: true }).selectOption("csv");
  await lab.notice.getByLabel("Choose a file").setInputFiles(PLAIN);
  const { tableDialog } = lab;
  await expect(tableDialog).toContainText("60 rows, 4 columns");
  await expect(tableDialog).toContainText("commas between values, UTF-8");
  await expect(tableDialog.getByLabel("What to do with label")).toHaveValue("target");
  await expect(tableDialog.getByRole("row")).toHaveCount(9);
  await tableDialog.getByRole("button", { name: "Train on this table" }).click();
  await expect(tableDialog).toBeHidden();
  await expect(lab.setup).toContainText("plain.csv, 60 rows");
  await expect(lab.reading("step")).not.toHaveText(/^[–0]$/);
});

test("a spreadsheet's export trains once the reader has said what becomes of its gaps and texts", async ({
  lab,
}) => {
  await lab.ready(healthy);
  await lab.drop(HOUSES.name, HOUSES.buffer);
  const { tableDialog } = lab;
  await expect(tableDialog).toContainText("semicolons between values, decimal commas, UTF-8");
  const train = tableDialog.getByRole("button", { name: "Train on this table" });
  await expect(tableDialog.getByRole("status")).toContainText('Line 2, column "street": "Street 0" is text');
  await expect(train).toBeDisabled();

  await expect(tableDialog.getByLabel("Leave out 2 of 60 rows")).toBeFocused();
  await tableDialog
    .getByLabel("Leave out street, where no value comes twice; make a feature of each value of district")
    .click();
  await expect(tableDialog.getByLabel("Make a feature of each value: 3 features of district")).toBeChecked();
  await expect(tableDialog.getByLabel("What to do with street")).toHaveValue("unused");
  await expect(tableDialog.getByLabel("Leave out 2 of 60 rows")).toBeFocused();
  await expect(tableDialog.getByRole("status")).toContainText('Line 42, column "size": the value is missing');
  const gap = tableDialog.getByRole("row", { name: /^42 / });
  await expect(gap.locator("td.refused")).toHaveText("gap");
  await tableDialog.getByLabel("Leave out 2 of 60 rows").check();
  await expect(tableDialog.getByRole("status")).toContainText(
    "46 rows train, 12 validate, 4 features. 2 rows with gaps left out.",
  );
  await tableDialog
    .getByLabel("Fill 1 number with the column’s mean; leave out 1 row without a target")
    .check();
  await expect(tableDialog.getByRole("status")).toContainText("1 gap filled.");
  await expect(tableDialog.getByLabel(/^Bring price to mean 0/)).toBeChecked();
  await train.click();
  await expect(lab.setup).toContainText("houses.csv, 60 rows");
  await expect(lab.reading("step")).not.toHaveText(/^[–0]$/);
  await expect(lab.page.locator("gradient-lab-toolbar-panel")).not.toContainText("diverged");
  await expect
    .poll(() => documentData(lab))
    .toMatchObject({
      kind: "csv",
      features: ["size", "district"],
      categories: "one_hot",
      missing: "mean",
      standardize: true,
      standardize_target: true,
    });

  // Size and three districts are four features: the plane is the reader's to choose.
  const show = lab.page.getByLabel("Show", { exact: true });
  await show.selectOption("two features");
  await lab.page.getByLabel("up", { exact: true }).selectOption("district=Old town");
  const outcome = lab.page.getByRole("img", { name: /^The network’s output over the plane/ });
  await expect(outcome).toBeVisible();
  await show.selectOption("first two principal components");
  await expect(outcome).toBeVisible();
  await show.selectOption("predictions");
  await expect(lab.page.getByRole("img", { name: /^Predictions against targets/ })).toBeVisible();

  await lab.button("Table …").click();
  await expect(tableDialog.getByLabel("What to do with street")).toHaveValue("unused");
  await tableDialog.getByRole("button", { name: "Cancel" }).click();
  await expect(tableDialog).toBeHidden();
});

test("a file with a mistake is refused at its cell, and the run behind it stays", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.drop(WRONG.name, WRONG.buffer);
  const { tableDialog } = lab;
  await expect(tableDialog.locator("td.refused")).toHaveText("two");
  await expect(tableDialog.getByRole("status")).toContainText('"two" is not a number');
  await expect(tableDialog.getByRole("button", { name: "Train on this table" })).toBeDisabled();
  await lab.page.keyboard.press("Escape");
  await expect(tableDialog).toBeHidden();
  await expect(lab.setup).not.toContainText("wrong.csv");
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("1");

  await lab.drop("damaged.csv", Buffer.from([0xff, 0xfe, 0x61]));
  await expect(tableDialog.getByRole("status")).toContainText("begins like UTF-16 text but is damaged");
  await tableDialog.getByLabel("Choose another file").setInputFiles(PLAIN);
  await expect(tableDialog).toContainText("60 rows, 4 columns");
});

test("a file that cannot be read is shown as far as it can, with the place of the mistake", async ({
  lab,
}) => {
  await lab.ready(healthy);
  const { tableDialog } = lab;
  const train = tableDialog.getByRole("button", { name: "Train on this table" });
  for (const [file, refusal, line, refused] of [
    ["a,b\n1,2\n3,4,5\n6,7\n", "Line 3: must have 2 values, as many as the header row; found 3", 3, "5"],
    ["a;b\n1,5;2\n3;4.5\n", "has a decimal point", 3, "4.5"],
    ['a,b\n1,"2"x\n3,4\n', "Line 2: a quotation mark closes before its value ends", 2, '"2"x'],
  ] as const) {
    await lab.drop("wrong.csv", file);
    await expect(tableDialog.getByRole("status")).toContainText(refusal);
    await expect(
      tableDialog.getByRole("row", { name: new RegExp(`^${line} `) }).locator(".refused"),
    ).toHaveText(refused);
    await expect(train).toBeDisabled();
  }
  await lab.drop("headless.csv", "1,2\n3,4\n");
  await expect(tableDialog.getByRole("status")).toContainText("so the header row is missing");
  await expect(tableDialog.locator("tr.refused")).toHaveText(/^\s*1\s*1\s*2\s*$/);
});

test("columns that a link names and the file has not can be forgotten", async ({ lab }) => {
  await lab.open({ version: 1, data: { kind: "csv", target: "colour" } });
  await lab.notice.getByLabel("Choose a file").setInputFiles(PLAIN);
  await expect(lab.tableDialog.getByRole("status")).toContainText('no column "colour"');
  await lab.tableDialog.getByRole("button", { name: "Take this file’s own columns" }).click();
  await lab.tableDialog.getByRole("button", { name: "Train on this table" }).click();
  await expect(lab.reading("step")).not.toHaveText(/^[–0]$/);
});

test("a table is chosen from and learnt by keyboard alone", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.drop(PLAIN.name, PLAIN.buffer);
  await expect(lab.tableDialog.getByRole("button", { name: "Train on this table" })).toBeFocused();
  const reached = new Set<string>();
  for (let presses = 0; presses < 12; presses += 1) {
    await lab.page.keyboard.press("Shift+Tab");
    reached.add(await focusedLabel(lab));
  }
  for (const name of ["What to do with a", "What to do with label", "The first rows of the file"])
    expect(reached).toContain(name);
  await lab.tableDialog.getByLabel("What to do with c").focus();
  await lab.page.keyboard.press("End");
  await expect(lab.tableDialog.getByRole("status")).toContainText("2 features");
  await lab.tableDialog.getByRole("button", { name: "Train on this table" }).press("Enter");
  await expect(lab.setup).toContainText("plain.csv, 60 rows");
});

test("a dropped document opens, and what cannot be opened says in one line what can", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.drop("moons.json", JSON.stringify({ version: 1, name: "Two moons", data: { kind: "moons" } }));
  await expect(lab.page).toHaveTitle(/^Two moons/);
  await lab.drop("sheet.xlsx", "PK\u0003\u0004\u0000");
  await expect(lab.notice).toContainText("sheet.xlsx is a workbook");
  await expect(lab.notice).toContainText("What can be dropped here: a table (CSV), an experiment (JSON)");
  await lab.notice.getByRole("button", { name: "Back to the data before" }).click();
  await expect(lab.notice).toHaveCount(0);
});

test("a model file opens its document and begins from its weights", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.drop(
    "moons.safetensors",
    modelOf({ version: 1, name: "Two moons", data: "moons", network: { hidden: [] } }),
  );
  await expect(lab.page).toHaveTitle(/^Two moons/);
  await expect(lab.setup).toContainText("Begins from the weights in moons.safetensors");
  await expect(lab.reading("step")).toHaveText("0");
  // Weights of 0 say even chances whatever the features are.
  await expect(lab.reading("loss")).toHaveText("0.693");
});

test("a dropped picture is shown as the network sees it, with what it is taken for", async ({ lab }) => {
  await lab.ready({ version: 1, data: { kind: "mnist", samples: 200 }, network: { hidden: [{ units: 8 }] } });
  await lab.dropDigit("one.png");
  const dialog = lab.page.locator("gradient-lab-picture-dialog").getByRole("dialog");
  await expect(dialog.getByRole("heading")).toHaveText(/^one\.png: \d, says the network$/);
  await expect(dialog.locator("dt")).toHaveCount(10);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
});

test("a link to a run on one's own file says that the file is not in it", async ({ lab, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.ready(healthy);
  await lab.drop(PLAIN.name, PLAIN.buffer);
  await lab.tableDialog.getByRole("button", { name: "Train on this table" }).click();
  await expect(lab.setup).toContainText("plain.csv, 60 rows");
  await lab.button("Share").click();
  const dialog = lab.page.getByRole("dialog", { name: "The link is copied" });
  await expect(dialog).toContainText("Your file, plain.csv, is not in the link");
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(dialog).toBeHidden();
});

test("a link to a run from a model file says that the weights are not in it", async ({ lab, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.ready(healthy);
  await lab.drop("moons.safetensors", modelOf({ version: 1, data: "moons", network: { hidden: [] } }));
  await expect(lab.setup).toContainText("Begins from the weights in moons.safetensors");
  await lab.button("Share").click();
  const dialog = lab.page.getByRole("dialog", { name: "The link is copied" });
  await expect(dialog).toContainText("The weights in moons.safetensors are not in the link");
});

/** The document's `data`, as the address has it. */
function documentData({ page }: Lab): unknown {
  const hash = new URL(page.url()).hash.slice(1);
  const text = hash.startsWith("%") ? decodeURIComponent(hash) : Buffer.from(hash, "base64url").toString();
  return JSON.parse(text).data;
}

async function focusedLabel({ page }: Lab): Promise<string> {
  return page.evaluate(() => {
    let focus = document.activeElement;
    while (focus?.shadowRoot?.activeElement) focus = focus.shadowRoot.activeElement;
    return focus?.getAttribute("aria-label") ?? focus?.textContent?.trim() ?? "";
  });
}

/** A model file whose weights are 0: of a network without hidden layers on two features, into two classes. */
function modelOf(experiment: object): Buffer {
  const tensor = (shape: number[], from: number, to: number) => ({
    dtype: "F32",
    shape,
    data_offsets: [from, to],
  });
  const header = Buffer.from(
    JSON.stringify({
      __metadata__: { experiment: JSON.stringify(experiment) },
      "output.kernel": tensor([2, 1], 0, 8),
      "output.bias": tensor([1], 8, 12),
    }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(12)]);
}

function rows(values: (row: number) => (string | number)[], separator = ","): string[] {
  return Array.from({ length: 60 }, (_, row) => values(row).join(separator));
}

function csv(name: string, lines: string[]) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) };
}
