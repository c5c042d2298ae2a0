import { expect, test } from "./lab.ts";

test("Fashion-MNIST trains on real images, and shows samples and the first layer's weights", async ({
  lab,
}) => {
  await lab.ready({
    version: 1,
    data: { kind: "fashion_mnist", samples: 5000 },
    network: {
      hidden: [
        { units: 300, activation: "relu", init: "he_normal" },
        { units: 100, activation: "relu", init: "he_normal" },
      ],
    },
    training: { batch_size: 32, epochs: 2, optimizer: { kind: "sgd", learning_rate: 0.01 } },
  });
  expect((await lab.table()).slice(1).map((row) => row[1])).toEqual(["300", "100", "10"]);
  await lab.trainToTheEnd();
  expect(await lab.accuracy("valid.")).toBeGreaterThanOrEqual(65);
  // As many are counted as there is room for, and the room follows the screen.
  const counted = async () => {
    const text = await lab.page.locator("gradient-lab-outcome-panel ul").textContent();
    return Number(text?.match(/of (\d+) validation samples right/)?.[1]);
  };
  await lab.page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(counted).toBe(16);
  await lab.page.setViewportSize({ width: 1024, height: 768 });
  await expect.poll(counted).toBe(20);
});
