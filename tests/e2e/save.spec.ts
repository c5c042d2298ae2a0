import { readFile } from "node:fs/promises";
import type { Download } from "@playwright/test";
import { endless, expect, healthy, type Lab, test } from "./lab.ts";

const short = { ...healthy, name: "Five ReLU layers", training: { ...healthy.training, epochs: 3 } };

/** Saves what the button `name` names; the list is open. */
async function saved(lab: Lab, name: string): Promise<{ file: string; text: string; bytes: Buffer }> {
  const [download] = await Promise.all([lab.page.waitForEvent("download"), lab.button(name).click()]);
  const bytes = await bytesOf(download);
  return { file: download.suggestedFilename(), text: bytes.toString("utf8"), bytes };
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

test("an experiment is saved, and dropped again it is the same run", async ({ lab }) => {
  await lab.ready(short);
  await lab.act("Save");
  const { file, text } = await saved(lab, "Experiment as JSON");
  expect(file).toBe("Five-ReLU-layers.json");
  expect(JSON.parse(text)).toMatchObject({ version: 1, name: "Five ReLU layers", training: { epochs: 3 } });
  await expect(lab.page.getByText("Saved Five-ReLU-layers.json.")).toBeVisible();
  await lab.open();
  await expect(lab.reading("step")).toHaveText("0");
  await lab.drop(file, text);
  await expect(lab.page).toHaveTitle(/^Five ReLU layers/);
});

test("a model is saved under the name it has now, and opened from the list it goes on", async ({ lab }) => {
  await lab.ready(short);
  await lab.trainToTheEnd();
  const trained = await lab.accuracy("valid.");
  await lab.setup.getByText("More").last().click();
  await lab.setup.getByLabel("Name", { exact: true }).fill("Renamed");
  await lab.page.keyboard.press("Enter");
  await expect(lab.page).toHaveTitle(/^Renamed/);
  await lab.act("Save");
  const { file, bytes } = await saved(lab, "Model as safetensors");
  expect(file).toBe("Renamed.safetensors");
  await lab.ready(healthy);
  await lab.act("Save");
  await lab.page.getByLabel("Open a file …").setInputFiles({ name: file, mimeType: "", buffer: bytes });
  await expect(lab.setup).toContainText("Begins from the weights in Renamed.safetensors");
  await expect(lab.page).toHaveTitle(/^Renamed/);
  await lab.trainToTheEnd();
  expect(await lab.accuracy("valid.")).toBeGreaterThanOrEqual(trained - 5);
});

test("the trace is that of the run on show, as JSON lines and as a table", async ({ lab }) => {
  await lab.ready(short);
  await lab.trainToTheEnd();
  const loss = await lab.reading("loss").textContent();
  const steps = Number(await lab.reading("step").textContent());
  await lab.act("Save");
  const lines = await saved(lab, "Trace as JSON lines");
  expect(lines.file).toBe("Five-ReLU-layers.trace.jsonl");
  const records = lines.text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  const done = records.filter(({ type }) => type === "step");
  expect(done).toHaveLength(steps);
  expect(done.at(-1).loss.toFixed(3)).toBe(loss);
  expect(records.filter(({ type }) => type === "epoch")).toHaveLength(3);
  expect([records.at(0).type, records.at(-1).type]).toEqual(["diagnosis", "diagnosis"]);
  const table = await saved(lab, "Trace as CSV");
  const rows = table.text.trimEnd().split("\n");
  expect(rows).toHaveLength(steps + 1);
  expect(rows[0]).toMatch(/^step,epoch,learning_rate,loss,.*,hidden\.0\.delta_rms,/);
  const at = rows[0]?.split(",").indexOf("loss") ?? -1;
  expect(Number(rows.at(-1)?.split(",")[at])).toBe(done.at(-1).loss);
});

test("a trace is recorded while the run goes on, with its progress, and can be stopped", async ({ lab }) => {
  await lab.ready({ ...endless, network: { hidden: [{ units: 256, repeat: 12, activation: "relu" }] } });
  await lab.button("Train").click();
  await expect(lab.reading("step")).toHaveText(/^\d{2,}/);
  await lab.act("Save");
  await lab.button("Trace as CSV").click();
  await expect(lab.page.getByRole("progressbar")).toBeVisible();
  await lab.button("Stop").click();
  await expect(lab.page.getByText("Stopped: nothing was saved.")).toBeVisible();
  await expect(lab.page.getByRole("progressbar")).toHaveCount(0);
  const before = await lab.reading("step").textContent();
  await expect(lab.reading("step")).not.toHaveText(before ?? "");
});

test("figures are saved with caption, settings and version, as vectors and for print", async ({ lab }) => {
  await lab.ready(short);
  await lab.act("Save");
  await expect(lab.button("Figure: curves as SVG")).toBeDisabled();
  await lab.page.keyboard.press("Escape");
  await lab.trainToTheEnd();
  await lab.act("Save");
  for (const [name, shows] of [
    ["layers", "Each layer’s activations"],
    ["curves", "Loss, accuracy and learning rate over steps"],
  ] as const) {
    const { file, text } = await saved(lab, `Figure: ${name} as SVG`);
    expect(file).toBe(`Five-ReLU-layers.${name}.svg`);
    const said = await lab.page.evaluate((svg) => {
      const parsed = new DOMParser().parseFromString(svg, "image/svg+xml");
      return parsed.querySelector("parsererror")?.textContent ?? parsed.querySelector("desc")?.textContent;
    }, text);
    expect(said).toContain(`Five ReLU layers. ${shows}`);
    expect(said).toContain("training.optimizer.momentum 0.9");
    expect(said).toMatch(/Gradient Lab \d/);
    const picture = await saved(lab, `Figure: ${name} as PNG`);
    expect(picture.file).toBe(`Five-ReLU-layers.${name}.png`);
    // 300 pixels an inch over the width of a page's text.
    expect(picture.bytes.readUInt32BE(16)).toBe(2100);
  }
});

test("the report has verdict, settings, figures and what was changed when", async ({ lab }) => {
  await lab.ready(short);
  await lab.trainToTheEnd();
  await lab.setup.getByLabel("Optimizer", { exact: true }).selectOption("adam");
  await expect(lab.reading("step")).toHaveText("0");
  await lab.trainToTheEnd();
  await lab.act("Save");
  const { file, text } = await saved(lab, "Report as HTML");
  expect(file).toMatch(/\.report\.html$/);
  await lab.page.setContent(text);
  const { page } = lab;
  await expect(page.getByRole("heading", { name: /^Five ReLU layers/ })).toBeVisible();
  await expect(page.getByText(/^After 39 steps, beginning anew:/)).toBeVisible();
  await expect(page.getByText("training.optimizer: sgd → adam")).toBeVisible();
  await expect(page.getByRole("img")).toHaveCount(2);
  await expect(page.getByRole("cell", { name: "training.optimizer", exact: true })).toBeVisible();
});

/** Names, classes and columns that would be markup or script if anything forgot to escape them. */
const HOSTILE = [
  "<img src=x onerror=document.title='owned'>",
  "\"><script>document.title='owned'</script>",
  "]]><svg onload=document.title='owned'>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template would put in.
  "${document.title='owned'}",
  "'\"&lt;b&gt;",
];

for (const hostile of HOSTILE) {
  test(`a table that calls everything ${hostile} stays a table`, async ({ lab }) => {
    const quoted = `"${hostile.replaceAll('"', '""')}"`;
    const rows = Array.from({ length: 40 }, (_, row) =>
      [row % 7, row % 5, row % 3, row % 2 ? quoted : "plain"].join(","),
    );
    const text = [`${quoted},b,c,label`, ...rows].join("\n");
    await lab.ready({ ...short, name: hostile });
    await lab.act("Save");
    const named = await saved(lab, "Report as HTML");
    await lab.page.keyboard.press("Escape");
    await lab.drop("hostile.csv", text);
    await expect(lab.tableDialog).toContainText(hostile);
    await lab.tableDialog.getByRole("button", { name: "Train on this table" }).click();
    await expect(lab.page.locator("gradient-lab-toolbar-panel")).toContainText("finished");
    await expect(lab.page.getByText(hostile).first()).toBeAttached();
    await lab.act("Save");
    const report = await saved(lab, "Report as HTML");
    const figure = await saved(lab, "Figure: layers as SVG");
    await lab.page.keyboard.press("Escape");

    // A document with a name for a field is refused, and names it.
    await lab.drop("hostile.json", JSON.stringify({ version: 1, [hostile]: 1 }));
    await expect(lab.notice).toContainText('unknown field "');
    await expectHarmless(lab);

    await lab.page.setContent(named.text);
    await expect(lab.page.locator("h1")).toContainText(hostile);
    await expectHarmless(lab);
    for (const { text } of [report, figure]) {
      await lab.page.setContent(text);
      await expect(lab.page.getByText("Gradient Lab").first()).toBeAttached();
      await expectHarmless(lab);
    }
  });
}

/** Neither has anything run, nor is there an element that could. */
async function expectHarmless({ page }: Lab): Promise<void> {
  await expect(page).not.toHaveTitle("owned");
  await expect(page.locator("img, [onerror], [onload]")).toHaveCount(0);
  await expect(page.locator("script, style").filter({ hasText: "owned" })).toHaveCount(0);
}
