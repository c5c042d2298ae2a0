import { expect, healthy, test, violationsOf } from "./lab.ts";

test("nothing of the page is against its own policy", async ({ lab }) => {
  const { page } = lab;
  const violations = await violationsOf(page);
  await lab.ready({ ...healthy, training: { ...healthy.training, epochs: 20 } });
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute("content", /^default-src 'none';/);
  await expect(policy).not.toHaveAttribute("content", /'unsafe-|https?:|\*/);
  await lab.trainToTheEnd();

  // The curves' readings, the columns' and the plane's.
  await lab.curves.focus();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("slider", { name: "Layers" }).hover();
  // A formula.
  await lab.setup.getByRole("button", { name: "About Optimizer" }).click();
  await expect(page.locator("math").first()).toBeVisible();
  await page.keyboard.press("Escape");
  // Dialogs, menus, a picture of the page's own making, and a refusal.
  await lab.act("Keys and terms");
  await expect(page.locator("gradient-lab-help-dialog").getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await lab.act("Save");
  await Promise.all([page.waitForEvent("download"), lab.button("Figure: layers as PNG").click()]);
  await page.keyboard.press("Escape");
  await lab.act("Dark");
  await lab.setup.getByLabel("Loss", { exact: true }).selectOption("mse");
  await lab.drop("table.csv", `a,b,c,label\n${"1,2,3,x\n2,1,4,y\n".repeat(20)}`);
  await lab.tableDialog.getByRole("button", { name: "Train on this table" }).click();
  await expect(lab.setup).toContainText("table.csv, 40 rows");
  await lab.drop("sheet.xlsx", "PK\u0003\u0004\u0000");
  await expect(lab.notice).toContainText("is a workbook");
  await lab.open({ version: 1, data: { kind: "mnist", samples: 500 } });
  await expect(lab.reading("step")).toHaveText("0", { timeout: 20_000 });
  const png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  await lab.drop("digit.png", Buffer.from(png, "base64"));
  await expect(page.locator("gradient-lab-picture-dialog").getByRole("dialog")).toBeVisible();
  expect(await violations()).toEqual([]);
});
