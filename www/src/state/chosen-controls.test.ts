import { expect, it } from "vitest";
import { catalogue } from "../engine/generated/catalogue.ts";
import { chosenControls } from "./chosen-controls.ts";
import type { JsonObject } from "./path.ts";

const experiment: JsonObject = {
  version: 1,
  network: {
    hidden: [
      { units: 4, activation: "tanh" },
      { units: 8, activation: "tanh" },
    ],
  },
  training: { optimizer: { kind: "adam" } },
};

const choose = (...names: string[]) =>
  chosenControls(
    { catalogue, experiment, start: experiment, inheritedName: "", features: 2, task: "binary" },
    names,
  );

it("takes the end of a path for every hidden block's", () => {
  const [control] = choose("activation").controls;
  const network = control?.write("relu").network as JsonObject;
  expect(network.hidden).toMatchObject([{ activation: "relu" }, { activation: "relu" }]);
  expect(network.output).toBeUndefined();
});

it("takes a whole path for the one at it", () => {
  const [block, output] = choose("network.hidden[1].units", "network.output.init").controls;
  expect(block?.write(9).network).toMatchObject({ hidden: [{ units: 4 }, { units: 9 }] });
  expect(output?.write("zeros").network).toMatchObject({ output: { init: "zeros" } });
});

it("finds settings of training and data in the order of their names", () => {
  expect(
    choose("noise", "learning_rate", "batch_size", "optimizer").controls.map(({ field }) => field),
  ).toEqual(["noise", "learning_rate", "batch_size", "optimizer"]);
});

it("leaves out a parameter of another choice, and names what there is never", () => {
  expect(choose("momentum", "speed")).toMatchObject({ controls: [], unknown: ["speed"] });
});
