import { violations } from "./axe.ts";
import { bottom, diverging, endless, expect, healthy, type Lab, test, vanishing } from "./lab.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test("axe finds nothing before, during and after a run", async ({ lab }) => {
      await lab.ready(endless);
      expect(await violations(lab.page)).toEqual([]);
      await lab.button("Train").click();
      await expect(lab.reading("step")).not.toHaveText("0");
      await lab.button("Pause").click();
      expect(await violations(lab.page)).toEqual([]);
      await lab.curves.press("ArrowLeft");
      await expect(lab.curves).toHaveAttribute("aria-valuetext", /^step \d/);
      expect(await violations(lab.page)).toEqual([]);
    });

    test("axe finds nothing on a phone, nor in a lecture on it", async ({ lab }) => {
      await lab.page.setViewportSize({ width: 390, height: 844 });
      await lab.ready(healthy);
      expect(await violations(lab.page)).toEqual([]);
      await lab.button("Menu").click();
      expect(await violations(lab.page)).toEqual([]);
      await lab.button("Present").click();
      await expect(lab.setup).toBeHidden();
      expect(await violations(lab.page)).toEqual([]);
    });

    test("axe finds nothing in a diverged run, in notices and in dialogs", async ({ lab }) => {
      await lab.ready(diverging);
      await lab.button("Train").click();
      await expect(lab.page.locator("gradient-lab-toolbar-panel")).toContainText("diverged");
      expect(await violations(lab.page)).toEqual([]);
      await lab.button("Keys and terms").click();
      expect(await violations(lab.page)).toEqual([]);
      await lab.open({ version: 1, data: "csv" });
      await expect(lab.notice).toBeVisible();
      expect(await violations(lab.page)).toEqual([]);
      await lab.open({ version: 1, nework: {} });
      await expect(lab.notice).toBeVisible();
      expect(await violations(lab.page)).toEqual([]);
    });

    test("axe finds nothing in a table that is shown, nor in the choice of its plane", async ({ lab }) => {
      await lab.ready(healthy);
      await lab.drop(
        "ours.csv",
        "size;district;price\n1,5;North;10\n;South;20\n2,5;South;30,5\n4,5;West;7\n5;East;8\n6;East;9\n",
      );
      await expect(lab.tableDialog).toContainText("district");
      expect(await violations(lab.page)).toEqual([]);
      await lab.tableDialog.getByLabel(/^Make a feature of each value/).check();
      await lab.tableDialog.getByLabel(/^Leave out 1 of 6 rows/).check();
      await lab.button("Train on this table").click();
      await lab.page.getByLabel("Show", { exact: true }).selectOption("two features");
      expect(await violations(lab.page)).toEqual([]);
      await lab.drop("ragged.csv", "a,b\n1,2,3\n");
      await expect(lab.tableDialog).toContainText("must have 2 values");
      expect(await violations(lab.page)).toEqual([]);
    });

    test("axe finds nothing in what the network takes a picture for", async ({ lab }) => {
      await lab.ready({
        version: 1,
        data: { kind: "mnist", samples: 100 },
        network: { hidden: [{ units: 8 }] },
      });
      await lab.dropDigit("one.png");
      await expect(lab.page.getByRole("dialog", { name: /says the network/ })).toBeVisible();
      expect(await violations(lab.page)).toEqual([]);
    });
  });
}

test("everything can be reached and worked by keyboard", async ({ lab }) => {
  await lab.ready(healthy);
  const reached = new Set<string>();
  for (let presses = 0; presses < 120; presses += 1) {
    await lab.page.keyboard.press("Tab");
    reached.add(await focused(lab));
  }
  for (const name of ["Skip to the network", "Train", "Share", "5 × 32", "Layers"])
    expect(reached).toContain(name);
  for (const name of ["Set", "Depth", "Depth, exact value", "Activation", "About Init", "Optimizer"])
    expect(reached).toContain(name);
  expect(reached).toContain("Sigmoid, U(±1/√n)");
});

test("a toolbar is one tab stop, and arrow keys go through it", async ({ lab }) => {
  await lab.ready(healthy);
  const { keyboard } = lab.page;
  const walk = async (...keys: string[]) => {
    const names: string[] = [];
    for (const key of keys) {
      await keyboard.press(key);
      names.push(await focused(lab));
    }
    return names;
  };
  await lab.button("Train").focus();
  expect(await walk("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Home")).toEqual([
    "Step",
    "Reset",
    "New seed",
    "Train",
    "New seed",
    "Train",
  ]);
  expect(await walk("ArrowRight", "Tab", "End", "Shift+Tab")).toEqual([
    "Step",
    "Share",
    "Keys and terms",
    "Step",
  ]);
  await keyboard.press("Enter");
  await expect(lab.reading("step")).toHaveText("1");
});

test("the network is a few tab stops from the top", async ({ lab }) => {
  await lab.ready(healthy);
  let presses = 0;
  do {
    await lab.page.keyboard.press("Tab");
    presses += 1;
  } while (presses < 60 && (await focused(lab)) !== "Layers");
  expect(presses).toBeLessThanOrEqual(8);
});

for (const width of [390, 320]) {
  test(`at ${width} pixels the page's menu is at hand, by thumb and by keyboard`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height: 640 });
    await lab.ready(healthy);
    const menu = lab.button("Menu");
    await lab.page.mouse.move(width / 2, 400);
    await lab.page.mouse.wheel(0, 5000);
    await expect(menu).toBeInViewport({ ratio: 1 });
    const train = await lab.button("Train").boundingBox();
    const place = await menu.boundingBox();
    expect(place?.y).toBe(train?.y);
    await menu.click();
    for (const name of ["Share", "Save", "Present", "Dark", "Keys and terms"]) {
      const item = lab.button(name);
      await expect(item).toBeInViewport({ ratio: 1 });
      expect((await item.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
    await lab.page.keyboard.press("Escape");
    await expect(lab.button("Share")).toBeHidden();
    await expect(menu).toBeFocused();
    await lab.page.keyboard.press("Enter");
    await lab.page.keyboard.press("Tab");
    expect(await focused(lab)).toBe("Share");
    await lab.page.keyboard.press("ArrowDown");
    await lab.page.keyboard.press("Enter");
    await expect(lab.button("Experiment as JSON")).toBeFocused();
    await lab.page.keyboard.press("Escape");
    await expect(menu).toBeFocused();
    await lab.page.keyboard.press("Enter");
    await lab.page.keyboard.press("Tab");
    await lab.page.keyboard.press("End");
    await lab.page.keyboard.press("ArrowUp");
    await lab.page.keyboard.press("ArrowUp");
    await lab.page.keyboard.press("Enter");
    await expect(lab.setup).toBeHidden();
    await expect(lab.button("Share")).toBeHidden();
    expect(await focused(lab)).toBe("Train");
    await lab.page.keyboard.press("Tab");
    expect(await focused(lab)).toBe("Leave · Esc");
    await lab.page.keyboard.press("Enter");
    await expect(lab.setup).toBeVisible();
    expect(await focused(lab)).toBe("Train");
  });
}

for (const width of [390, 320]) {
  test(`at ${width} pixels one tap leads from the verdict to the settings, and one back`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height: 640 });
    await lab.ready({ ...healthy, name: "A name that is longer than there is room for on a phone" });
    const there = lab.page.getByRole("link", { name: "Settings" });
    const back = lab.page.getByRole("link", { name: "Network ↑" });
    await expect(there).toBeInViewport({ ratio: 1 });
    await expect(back).not.toBeInViewport();
    expect((await there.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await there.click();
    const data = lab.setup.getByRole("heading", { name: "Data" });
    await expect(data).toBeInViewport({ ratio: 1 });
    const bar = lab.page.getByRole("banner");
    expect((await data.boundingBox())?.y).toBeGreaterThan(await bottom(bar));
    await lab.page.keyboard.press("Tab");
    expect(await focused(lab)).toBe("About Set");

    await lab.page.mouse.wheel(0, 400);
    await expect(data).not.toBeInViewport();
    await expect(back).toBeInViewport({ ratio: 1 });
    expect((await back.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await back.click();
    await expect(lab.headline).toBeInViewport({ ratio: 1 });
    await expect(there).toBeInViewport({ ratio: 1 });
    expect(await lab.page.evaluate(() => location.hash)).not.toContain("stage");

    await lab.act("Present");
    await expect(there).toBeHidden();
  });
}

test("beside the settings there is no way to them", async ({ lab }) => {
  await lab.ready(healthy);
  await expect(lab.page.getByRole("link", { name: /Settings|Network ↑/ })).toHaveCount(0);
});

test("space trains and pauses, except within a control", async ({ lab }) => {
  await lab.ready(endless);
  await lab.page.keyboard.press("Space");
  await expect(lab.button("Pause")).toBeVisible();
  await expect(lab.reading("step")).not.toHaveText("0");
  await lab.page.keyboard.press("Space");
  await expect(lab.button("Train")).toBeVisible();
  await lab.setup.getByRole("slider", { name: "Depth" }).focus();
  await lab.page.keyboard.press("Space");
  await expect(lab.button("Train")).toBeVisible();
});

test("the help opens by its key after a button was pressed, but not in a field", async ({ lab }) => {
  await lab.ready(healthy);
  const dialog = lab.page.getByRole("dialog", { name: "Keys and terms" });
  await lab.setup.getByLabel("Activation", { exact: true }).focus();
  await lab.page.keyboard.press("?");
  await lab.button("New seed").focus();
  await expect(dialog).toBeHidden();
  await lab.page.keyboard.press("?");
  await expect(dialog).toBeVisible();
});

test("keys are no shortcuts in text that is edited where it stands", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.page.evaluate(() => {
    const note = document.createElement("p");
    note.contentEditable = "true";
    note.title = "Note";
    document.body.append(note);
  });
  const note = lab.page.getByTitle("Note");
  await note.pressSequentially("why now?");
  await expect(note).toHaveText("why now?");
  await expect(lab.button("Train")).toBeVisible();
  await expect(lab.page.getByRole("dialog")).toHaveCount(0);
});

test("the shortcuts can be switched off, and stay off", async ({ lab }) => {
  await lab.ready(healthy);
  await lab.page.keyboard.press("?");
  const dialog = lab.page.getByRole("dialog", { name: "Keys and terms" });
  await dialog.getByRole("checkbox").uncheck();
  await dialog.getByRole("button", { name: "Close" }).click();
  await lab.page.reload();
  await expect(lab.reading("step")).toHaveText("0");
  await lab.page.keyboard.press("?");
  await lab.page.keyboard.press("Space");
  await expect(dialog).toBeHidden();
  await expect(lab.button("Train")).toBeVisible();
});

test("the verdict is announced when it changes, the steps are not", async ({ lab }) => {
  await lab.ready(healthy);
  const status = lab.page.getByRole("status");
  await expect(status).toContainText("Healthy");
  const first = await status.textContent();
  await lab.button("Step").click();
  await expect(lab.reading("step")).toHaveText("1");
  await expect(status).toHaveText(first ?? "");
  await lab.setup.getByLabel("Depth, exact value").fill("9");
  await lab.setup.getByLabel("Depth, exact value").press("Enter");
  await expect.poll(async () => (await lab.table()).length).toBe(11);
  const factor = (await lab.headline.textContent())?.match(/[\d.]+/)?.[0] ?? "none";
  expect(first).not.toContain(factor);
  await expect(status).toContainText(`Healthy, times ${factor} a layer`);
  await lab.setup.getByLabel("Init", { exact: true }).selectOption("zeros");
  await expect(status).toContainText("No gradient");
});

test("how the run learns is announced when it changes, and the figures once training rests", async ({
  lab,
}) => {
  await lab.ready(endless);
  const status = lab.page.getByRole("status");
  await lab.button("Train").click();
  // While it trains, the figures are never those of the beginning for long.
  await expect(status).toContainText(/^After .+ steps: /);
  await expect(status).toContainText("Learnt: 100 % of validation samples right.", { timeout: 20_000 });
  const sentence = async () => plain(await lab.sentence.textContent()).replace(/^\w+\. /, "");
  const announced = await status.textContent();
  await expect.poll(async () => plain(announced).includes(await sentence())).toBe(false);
  await lab.button("Pause").click();
  await expect(lab.button("Train")).toBeVisible();
  await expect.poll(async () => plain(await status.textContent()).includes(await sentence())).toBe(true);
  const rested = await status.textContent();
  await lab.button("Step").click();
  await expect(lab.button("Step")).toBeEnabled();
  expect(await status.textContent()).toBe(rested);
});

test("with the reader's own colours forced, drawings are still to be seen", async ({ lab }) => {
  await lab.page.emulateMedia({ forcedColors: "active" });
  await lab.ready(vanishing);
  for (const drawing of ["gradient-lab-columns-panel .picture canvas", "gradient-lab-outcome-panel canvas"]) {
    const colours = () =>
      lab.page
        .locator(drawing)
        .last()
        .evaluate((canvas: HTMLCanvasElement) => {
          const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
          return new Set(new Uint32Array(data?.buffer ?? new ArrayBuffer(0))).size;
        });
    await expect.poll(colours).toBeGreaterThan(10);
  }
});

for (const width of [1440, 1024, 390, 320]) {
  test(`at ${width} pixels nothing is cut off where the reader spaces text out`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height: 800 });
    await lab.ready({ ...endless, name: "A spiral" });
    await lab.page.evaluate(spaceOut);
    const cut = await lab.page.locator("button, dd, dt, h1, h2, h3, input[type=text]").evaluateAll((all) =>
      all
        .filter(
          (one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1,
        )
        .filter((one) => getComputedStyle(one).display !== "inline")
        .map((one) => one.getAttribute("aria-label") ?? one.textContent),
    );
    expect(cut).toEqual([]);
    expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const labels = await lab.page.locator("gradient-lab-columns-panel h3").evaluateAll((all) =>
      all.map((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return { top, bottom };
      }),
    );
    for (const [row, { top }] of labels.entries()) {
      if (row > 0) expect(top).toBeGreaterThanOrEqual(labels[row - 1]?.bottom ?? 0);
    }
  });
}

/** In the page: the spacing that WCAG's success criterion 1.4.12 names, everywhere. */
function spaceOut(): void {
  const style =
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }" +
    "p { margin-bottom: 2em !important }";
  const within = (root: Document | ShadowRoot) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    root.adoptedStyleSheets.push(sheet);
    for (const element of root.querySelectorAll("*")) if (element.shadowRoot) within(element.shadowRoot);
  };
  within(document);
}

async function focused({ page }: Lab): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute("aria-label") ?? element?.textContent?.trim() ?? "";
  });
}

/** Text without the difference between raised signs and characters for them. */
function plain(text: string | null): string {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  return (text ?? "")
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(digits.indexOf(digit)))
    .replace(/[⁻−]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
}
