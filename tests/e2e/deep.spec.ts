import { expect, test } from "./lab.ts";

for (const [width, repeat] of [
  [1440, 500],
  [390, 250],
  [320, 1000],
] as const) {
  test(`${repeat} layers are drawn in every row at ${width} pixels`, async ({ lab }) => {
    await lab.page.setViewportSize({ width, height: 844 });
    await lab.ready({
      version: 1,
      data: { kind: "spiral", samples: 20 },
      network: { hidden: [{ units: 2, repeat, activation: "tanh" }] },
    });
    const choice = lab.page.getByRole("toolbar", { name: "Rows shown" });
    if (await choice.isVisible()) {
      for (const row of ["What units see", "Update ÷ kernel"])
        await choice.getByRole("button", { name: row }).click();
    }
    await lab.button("Step").click();
    await expect(lab.reading("step")).toHaveText("1");
    const strips = lab.page.locator("gradient-lab-columns-panel canvas");
    await expect(strips).toHaveCount(4);
    // A mark of each row lies in the right half of its strip, not only in the labels at the left.
    const colours = () =>
      strips.evaluateAll((all) =>
        all.map((canvas) => {
          const { width, height } = canvas as HTMLCanvasElement;
          const context = (canvas as HTMLCanvasElement).getContext("2d");
          const data = context?.getImageData(width / 2, 0, width / 2, height).data;
          return new Set(new Uint32Array(data?.buffer ?? [])).size;
        }),
      );
    await expect.poll(async () => Math.min(...(await colours()))).toBeGreaterThan(2);
  });
}
