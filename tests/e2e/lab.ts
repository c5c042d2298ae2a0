import { test as base, expect, type Locator, type Page } from "@playwright/test";

/** The page as a reader meets it. */
export class Lab {
  readonly verdict: Locator;
  readonly headline: Locator;
  readonly sentence: Locator;
  /** How the run learns. */
  readonly learning: Locator;
  readonly setup: Locator;
  readonly notice: Locator;
  /** What gives the curves' values at a step. */
  readonly curves: Locator;

  constructor(readonly page: Page) {
    this.verdict = page.locator("gradient-lab-verdict-panel");
    this.headline = this.verdict.getByRole("heading");
    this.sentence = this.verdict.locator("p");
    this.learning = this.verdict.locator(".learning:not([aria-hidden])");
    this.setup = page.getByRole("complementary", { name: "Setup" });
    this.notice = page.getByRole("alert");
    this.curves = page.getByRole("slider", { name: "Values of the curves at a step" });
  }

  /** Opens the page, with a document in its address where one is given. */
  async open(experiment?: object | string): Promise<void> {
    const text = typeof experiment === "object" ? JSON.stringify(experiment) : experiment;
    // A document in the address of a page that is already open would not load it anew.
    await this.page.goto("about:blank");
    await this.page.goto(text === undefined ? "./" : `./#${encodeURIComponent(text)}`);
  }

  /** Opens the page and waits until the run is measured, and written in the page's own type. */
  async ready(experiment?: object): Promise<void> {
    await this.open(experiment);
    await expect(this.reading("step")).toHaveText("0");
    await this.typeset();
  }

  /** Waits until the page's own type has taken the place of the stand-in. */
  async typeset(): Promise<void> {
    await expect
      .poll(() => this.page.evaluate(loadedWeights))
      .toEqual(expect.arrayContaining(["400", "600"]));
  }

  /** A figure of the bar: `step`, `epoch`, `loss` or `rate`. */
  reading(name: string): Locator {
    return this.page.locator(`gradient-lab-toolbar-panel .${name} dd`);
  }

  /** A button anywhere on the page. */
  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  /** The table on show before anything learns from it. */
  get tableDialog(): Locator {
    return this.page.locator("gradient-lab-table-dialog").getByRole("dialog");
  }

  /** Drops a file on the page. */
  async drop(name: string, content: string | Buffer): Promise<void> {
    const bytes = [...Buffer.from(content)];
    await this.page.evaluate(
      ([name, bytes]) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
        document.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
      },
      [name, bytes] as const,
    );
  }

  /** Drops a picture of a 1, black on white. */
  async dropDigit(name: string): Promise<void> {
    const dataUrl = await this.page.evaluate(() => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 100;
      const context = canvas.getContext("2d");
      if (context) {
        context.fillStyle = "white";
        context.fillRect(0, 0, 100, 100);
        context.fillStyle = "black";
        context.fillRect(45, 15, 10, 70);
      }
      return canvas.toDataURL("image/png");
    });
    await this.drop(name, Buffer.from(dataUrl.split(",")[1] ?? "", "base64"));
  }

  /** Presses one of the page's own buttons: they are in a menu where there is no room for them. */
  async act(name: "Share" | "Save" | "Present" | "Dark" | "Keys and terms"): Promise<void> {
    const menu = this.button("Menu");
    if (await menu.isVisible()) await menu.click();
    await this.button(name).click();
  }

  /** Presses Train and waits until all epochs are done. */
  async trainToTheEnd(): Promise<void> {
    await this.button("Train").click();
    await expect(this.page.locator("gradient-lab-toolbar-panel")).toContainText("finished", {
      timeout: 60_000,
    });
  }

  /** The latest figures of every layer, from the table for screen readers, which otherwise lags behind by up to 2 s. */
  async table(): Promise<string[][]> {
    return this.page.locator("gradient-lab-figures-table").evaluate(async (element) => {
      const table = element as HTMLElement & { requestUpdate(): void; updateComplete: Promise<unknown> };
      table.requestUpdate();
      await table.updateComplete;
      return [...table.querySelectorAll("tr")].map((row) =>
        [...row.children].map((cell) => cell.textContent ?? ""),
      );
    });
  }

  /** Pixels that a list has left beside its picked entry: negative where that is cut off. */
  async room(name: string): Promise<number> {
    return this.setup.getByLabel(name, { exact: true }).evaluate((list) => {
      if (!(list instanceof HTMLSelectElement)) return Number.NaN;
      const alone = document.createElement("select");
      alone.add(new Option(list.selectedOptions[0]?.label));
      // Out of the row, so that it takes nothing of the list's room.
      alone.style.position = "absolute";
      alone.style.width = "max-content";
      list.after(alone);
      const room = list.offsetWidth - alone.offsetWidth;
      alone.remove();
      return room;
    });
  }

  /** The latest accuracy in per cent, `train` or `valid.`, as the curve's end says it. */
  async accuracy(part: "train" | "valid."): Promise<number> {
    const label = await this.page.getByRole("img", { name: /^Accuracy: / }).getAttribute("aria-label");
    const figure = label?.match(new RegExp(`${part} (\\d+)`))?.[1];
    return Number(figure);
  }
}

/** In the page: the weights of its own type that have come. */
function loadedWeights(): string[] {
  const own = [...document.fonts].filter(({ family }) => family.includes("IBM Plex Sans"));
  return own.filter(({ status }) => status === "loaded").map(({ weight }) => weight);
}

/** The lower edge of what is there. */
export async function bottom(part: Locator): Promise<number> {
  const box = await part.boundingBox();
  return box ? box.y + box.height : Number.NaN;
}

export const test = base.extend<{ lab: Lab }>({
  lab: async ({ page }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await use(new Lab(page));
    expect(errors).toEqual([]);
  },
});

export { expect };

/** Ten sigmoid layers of a hundred units with the initialization that was once usual. */
export const vanishing = {
  version: 1,
  data: { kind: "spiral", samples: 500, noise: 0.1 },
  network: {
    hidden: [{ units: 100, repeat: 10, activation: "sigmoid", init: "standard_uniform" }],
    output: { init: "standard_uniform" },
  },
  training: { epochs: 2 },
};

/** Five ReLU layers with the initialization made for them. */
export const healthy = {
  version: 1,
  data: { kind: "spiral", samples: 500, noise: 0.1 },
  network: { hidden: [{ units: 32, repeat: 5, activation: "relu", init: "he_normal" }] },
  training: { epochs: 200, optimizer: { kind: "sgd", learning_rate: 0.05, momentum: 0.9 } },
};

/** The same, for as long as anyone watches. */
export const endless = { ...healthy, training: { ...healthy.training, epochs: 100_000 } };

/** Fourteen ReLU layers whose weights are far too large. */
export const diverging = {
  version: 1,
  network: { hidden: [{ units: 32, repeat: 14, activation: "relu", init: { kind: "normal", stddev: 1 } }] },
  training: { optimizer: { kind: "sgd", learning_rate: 0.1 } },
};

/** Collects what any policy of the page forbids, from now on. */
export async function violationsOf(page: Page): Promise<() => Promise<string[]>> {
  const found: string[] = [];
  await page.exposeFunction("violated", (violation: string) => found.push(violation));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const { violatedDirective, blockedURI, sourceFile, lineNumber, sample } = event;
      const where = `${sourceFile}:${lineNumber}`;
      const told = window as unknown as { violated(violation: string): void };
      told.violated(`${violatedDirective} forbids ${blockedURI} ${sample} at ${where}`);
    });
  });
  return async () => {
    // What was found in the page has come by the time that it answers.
    await page.evaluate(() => undefined);
    return found;
  };
}
