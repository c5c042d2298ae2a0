import type { Locator } from "@playwright/test";
import { bottom, endless, expect, healthy, type Lab, test } from "./lab.ts";

/** What the curves' axis of steps says. */
function axis(lab: Lab): Locator {
  return lab.page.locator("gradient-lab-curves-panel .axis span");
}

/** The middle of a plot. */
async function middle(lab: Lab, name: string): Promise<{ x: number; y: number }> {
  const box = await lab.page.getByRole("img", { name: new RegExp(`^${name}`) }).boundingBox();
  return box ? { x: box.x + box.width * 0.4, y: box.y + box.height / 2 } : { x: Number.NaN, y: Number.NaN };
}

async function step(lab: Lab, times: number): Promise<void> {
  const before = Number(await lab.reading("step").textContent());
  for (let press = 1; press <= times; press += 1) {
    await lab.button("Step").click();
    await expect(lab.reading("step")).toHaveText(String(before + press));
  }
}

test("pointing at a curve shows all curves' values at that step, leaving shows the latest", async ({
  lab,
}) => {
  await lab.ready(healthy);
  await lab.trainToTheEnd();
  const ends = ["step 1", "2 600", "epoch 200"];
  await expect(axis(lab)).toHaveText(ends);
  const { x, y } = await middle(lab, "Accuracy");
  await lab.page.mouse.move(x, y);
  await expect(axis(lab)).toHaveText([/^step 1 \d{3}$/, /^epoch \d+$/]);
  // An epoch's end is near, where every curve has a figure.
  const [shown, epoch] = await axis(lab).allTextContents();
  expect(Number(shown?.replace(/\D/g, ""))).toBe(13 * Number(epoch?.replace(/\D/g, "")));
  const values = lab.page.locator("gradient-lab-curves-panel .values span");
  await expect(values).toHaveText([/^train \d/, /^valid\. \d/, /^train \d+ %$/, /^valid\. \d+ %$/, "0.05"]);
  const lines = lab.page.locator("gradient-lab-curves-panel .line");
  const places = await lines.evaluateAll((all) => all.map((line) => line.getBoundingClientRect().x));
  expect(places).toHaveLength(3);
  for (const place of places) expect(Math.abs(place - x)).toBeLessThan(6);
  expect(new Set(places).size).toBe(1);
  await lab.page.mouse.move(x, y - 400);
  await expect(axis(lab)).toHaveText(ends);
  await expect(values).toHaveCount(0);
});

test("the arrow keys go through the curves' points, exact to the figure", async ({ lab }) => {
  await lab.ready(healthy);
  await expect(lab.curves).toHaveCount(0);
  await step(lab, 3);
  await expect(lab.curves).toHaveAttribute("aria-valuemax", "3");
  const plot = lab.page.getByRole("img", { name: /^Loss/ });
  const third = (await plot.getAttribute("aria-label"))?.match(/train \S+/)?.[0] ?? "nothing";
  await step(lab, 2);
  await expect(lab.curves).toHaveAttribute("aria-valuemax", "5");
  await expect(plot).not.toHaveAttribute("aria-label", new RegExp(third));
  await lab.curves.press("Home");
  await expect(lab.curves).toHaveAttribute("aria-valuetext", /^step 1, epoch 1; Loss train/);
  await lab.curves.press("ArrowRight");
  await lab.curves.press("ArrowRight");
  await expect(lab.curves).toHaveAttribute(
    "aria-valuetext",
    `step 3, epoch 1; Loss ${third}; Learning rate 0.05`,
  );
  await expect(axis(lab).first()).toHaveText("step 3");
  await lab.curves.press("Escape");
  await expect(axis(lab)).toHaveText(["step 1", "5", "epoch 1"]);
  await expect(lab.curves).toHaveAttribute("aria-valuetext", /arrow keys/);
  await lab.curves.press("ArrowLeft");
  await expect(axis(lab).first()).toHaveText("step 4");
  await lab.button("Reset").click();
  await expect(lab.curves).toHaveCount(0);
});

test("a step that is read stays while training goes on, and goes with Escape", async ({ lab }) => {
  await lab.ready(endless);
  await lab.button("Train").click();
  const { x, y } = await middle(lab, "Loss");
  await expect(lab.curves).toBeVisible();
  await lab.page.mouse.move(x, y);
  await expect(axis(lab)).toHaveCount(2);
  const [read] = await axis(lab).allTextContents();
  const latest = () => lab.curves.getAttribute("aria-valuemax").then(Number);
  const before = await latest();
  await expect.poll(latest).toBeGreaterThan(1.5 * before);
  await expect(axis(lab).first()).toHaveText(read ?? "");
  await lab.page.keyboard.press("Escape");
  await expect(axis(lab)).toHaveCount(3);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("a tap on a curve shows its values until something else is tapped", async ({ lab }) => {
    await lab.ready(healthy);
    await lab.trainToTheEnd();
    const ends = ["step 1", "2 600", "epoch 200"];
    await expect(axis(lab)).toHaveText(ends);
    // What takes the taps lies over the curves.
    await lab.curves.tap({ position: { x: 140, y: 60 } });
    await expect(axis(lab).first()).toHaveText(/^step 1 \d{3}$/);
    await lab.page.touchscreen.tap(195, (await bottom(lab.page.getByRole("banner"))) + 5);
    await expect(axis(lab)).toHaveText(ends);
  });
});
