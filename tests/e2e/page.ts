/** The page as its users meet it: by its buttons and the figures it shows. */

import { expect, type Locator, type Page } from "@playwright/test";

/** An experiment document, as people write it. */
export type Document = Readonly<Record<string, unknown>>;

/** The address after which a document stands. */
export function link(document: Document): string {
  return `#${Buffer.from(JSON.stringify(document)).toString("base64url")}`;
}

/** A deep network on the spiral; `activation` and `init` decide what becomes of its gradient. */
export function deep(activation: string, init: string, learningRate = 0.01): Document {
  return {
    version: 1,
    data: { kind: "spiral", samples: 500, noise: 0.05 },
    network: { hidden: [{ units: 32, repeat: 10, activation, init }], output: { init } },
    training: {
      batch_size: 32,
      epochs: 150,
      optimizer: { kind: "sgd", learning_rate: learningRate, momentum: 0.9 },
    },
  };
}

/** What a reader sees and presses. */
export class Lab {
  readonly headline: Locator;
  readonly sentence: Locator;
  readonly notice: Locator;

  constructor(readonly page: Page) {
    this.headline = page.locator("verdict-panel h2");
    this.sentence = page.locator("verdict-panel p");
    this.notice = page.getByRole("alert");
  }

  /** Opens the page, at a link if one is given, and waits until it has something to say. */
  static async open(page: Page, document?: Document): Promise<Lab> {
    const lab = new Lab(page);
    await page.goto(document ? link(document) : "");
    await expect(lab.headline).not.toBeEmpty();
    return lab;
  }

  button(name: string): Locator {
    return this.page.getByRole("button", { name, exact: true });
  }

  /** The figure beside a word in the top bar. */
  reading(name: string): Locator {
    return this.page.locator("toolbar-panel dl div").filter({ hasText: name }).locator("dd");
  }

  /** The factor by which each layer changes the gradient. */
  async factor(): Promise<number> {
    const text = (await this.headline.textContent()) ?? "";
    return Number(/× ([\d.]+) a layer/.exec(text)?.[1]);
  }

  /** The last validation accuracy, in percent. */
  async validationAccuracy(): Promise<number> {
    const label = await this.page.getByRole("img", { name: /^Accuracy: / }).getAttribute("aria-label");
    return Number(/valid\. (\d+)/.exec(label ?? "")?.[1]);
  }

  /** Trains to the end of the last epoch. */
  async trainToTheEnd(): Promise<void> {
    await this.button("Train").click();
    await expect(this.page.getByText("finished", { exact: true })).toBeVisible({ timeout: 120_000 });
  }
}
