import { expect, healthy, test } from "./lab.ts";

for (const [width, colorScheme] of [
  [1440, "light"],
  [1024, "dark"],
  [390, "light"],
] as const) {
  test(`what is seen at ${width} pixels is printed without controls, one part below the other`, async ({
    lab,
  }) => {
    const { page } = lab;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 844 });
    await lab.ready({ ...healthy, training: { ...healthy.training, epochs: 3 } });
    await lab.trainToTheEnd();
    await expect(page.getByRole("img", { name: /^Accuracy: / })).toBeVisible();
    await page.emulateMedia({ media: "print", colorScheme });
    await page.setViewportSize({ width: 720, height: 1000 });
    for (const control of ["button", "slider", "combobox", "textbox"] as const)
      for (const one of await page.getByRole(control, { name: /^(?!Layers|Values of|δ)/ }).all())
        await expect(one).toBeHidden();
    const parts = [
      page.getByText("version: 1"),
      lab.headline,
      page.getByRole("slider", { name: "Layers" }),
      page.getByRole("listitem").filter({ hasText: "mean ± std" }).first(),
      page.getByRole("img", { name: /^Loss: / }),
    ];
    let above = 0;
    for (const part of parts) {
      const box = await part.boundingBox();
      expect(box?.y).toBeGreaterThanOrEqual(above);
      above = (box?.y ?? Number.NaN) + (box?.height ?? Number.NaN);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720);
    const paper = await page.locator("gradient-lab-page").evaluate((all) => getComputedStyle(all).color);
    expect(paper).toBe("rgb(22, 25, 29)");
  });
}
