import { describe, expect, it } from "vitest";
import { catalogue } from "../engine/generated/catalogue.ts";
import type { Control } from "./controls.ts";
import type { Catalogue } from "./figures.ts";
import { getAt, type Json, type JsonObject } from "./path.ts";
import { isBlock, setupOf } from "./setup.ts";

const start: JsonObject = {
  version: 1,
  data: "spiral",
  network: { hidden: [{ units: 8, repeat: 5, activation: "sigmoid" }] },
  training: { optimizer: { kind: "sgd", momentum: 0.9 } },
};

function panel(experiment: JsonObject = start, block = 0, inheritedName = "", has: Catalogue = catalogue) {
  const task = experiment.data === "plane" ? "regression" : "binary";
  return setupOf({ catalogue: has, experiment, start, inheritedName, features: 2, task }, block);
}

function find(controls: readonly Control[], field: string): Control {
  const found = controls
    .flatMap((control) => [control, ...control.parts])
    .find((control) => control.field === field);
  if (!found) throw new Error(`no control for ${field}`);
  return found;
}

describe("the setup", () => {
  it("shows what the document says, and defaults where it says nothing", () => {
    const { network, training } = panel();
    expect(find(network.first, "units").value).toMatchObject({ kind: "number", value: 8 });
    expect(find(network.first, "init").value).toMatchObject({ kind: "choice", value: "glorot_uniform" });
    expect(find(training.first, "momentum").value).toMatchObject({ value: 0.9 });
    expect(find(training.first, "learning_rate").value).toMatchObject({ value: 0.01 });
  });

  it("leaves out a choice of only one thing", () => {
    const schedules = catalogue.catalogues.schedule?.slice(0, 1) ?? [];
    const poorer = { ...catalogue, catalogues: { ...catalogue.catalogues, schedule: schedules } };
    const fields = (has: Catalogue) => panel(start, 0, "", has).training.first.map(({ field }) => field);
    expect(fields(catalogue)).toContain("schedule");
    expect(fields(poorer)).not.toContain("schedule");
  });

  it("offers to standardize what is learnt only where that is numbers, or to undo it", () => {
    const fields = (data: Json) => panel({ ...start, data }).data.first.map(({ field }) => field);
    expect(fields("spiral")).not.toContain("standardize_target");
    expect(fields("plane")).toContain("standardize_target");
    expect(fields({ kind: "spiral", standardize_target: true })).toContain("standardize_target");
  });

  it("shows a dependent field only under a choice that uses it", () => {
    expect(find(panel().network.first, "normalization").parts).toEqual([]);
    const hidden = [{ units: 8, normalization: "batch" }];
    const normalized = panel({ ...start, network: { hidden } });
    expect(find(normalized.network.first, "normalization").parts.map(({ field }) => field)).toContain(
      "normalization_placement",
    );
  });

  it("writes a parameter without losing the kind it belongs to", () => {
    const experiment = { ...start, training: { optimizer: "adam" } };
    const rate = find(panel(experiment).training.first, "learning_rate");
    expect(rate.write(0.5)).toMatchObject({ training: { optimizer: { kind: "adam", learning_rate: 0.5 } } });
  });

  it("keeps what all data sets share when the set changes, and drops the rest", () => {
    const experiment = { ...start, data: { kind: "spiral", noise: 0.3, validation_split: 0.5 } };
    const set = find(panel(experiment).data.first, "kind");
    expect(set.write("xor")).toMatchObject({ data: { kind: "xor", validation_split: 0.5 } });
    expect(set.write("xor")).not.toHaveProperty(["data", "noise"]);
  });

  it("writes a shared data field beside a set given by its bare name", () => {
    const experiment = { ...start, data: "xor" };
    const split = find(panel(experiment).data.first, "validation_split");
    expect(split.write(0.4)).toMatchObject({ data: { kind: "xor", validation_split: 0.4 } });
  });

  it("marks what differs from the start and puts it back", () => {
    const experiment = { ...start, network: { hidden: [{ units: 9, repeat: 5, activation: "sigmoid" }] } };
    const { network, anyChanged } = panel(experiment);
    expect(anyChanged).toBe(true);
    expect(find(network.first, "units").changed).toBe(true);
    expect(find(network.first, "repeat").changed).toBe(false);
    expect(find(network.first, "units").putBack()).toEqual(start);
  });

  it("marks a name as changed that the reader has typed, not one that has gone by itself", () => {
    const name = (typed: string, inherited: string) => {
      const { training, anyChanged } = panel({ ...start, name: typed }, 0, inherited);
      const { changed, putBack } = find(training.more, "name");
      return { changed, anyChanged, back: putBack().name };
    };
    expect(name("A net, changed", "A net, changed")).toMatchObject({ changed: false, anyChanged: false });
    expect(name("Mine", "A net, changed")).toEqual({
      changed: true,
      anyChanged: true,
      back: "A net, changed",
    });
    expect(name("Mine", "")).toEqual({ changed: true, anyChanged: true, back: undefined });
  });

  it("puts a choice back with the parameters it had", () => {
    const experiment = { ...start, training: { optimizer: "adam" } };
    expect(find(panel(experiment).training.first, "optimizer").putBack()).toEqual(start);
  });

  it("switches an optional number on and off", () => {
    const off = find(panel().network.more, "max_norm");
    expect(off.value).toMatchObject({
      kind: "optional",
      value: null,
      off: "no limit",
      on: "limit",
      whenOn: 2,
    });
    const on = off.write(3);
    expect(find(panel(on).network.more, "max_norm").value).toMatchObject({ value: 3 });
  });

  it("keeps the rate when dropout becomes alpha dropout", () => {
    const dropped = { ...start, network: { hidden: [{ dropout: 0.3 }] } };
    const variant = find(panel(dropped).network.more, "dropout_kind");
    const alpha = variant.write("alpha");
    expect(alpha).toMatchObject({ network: { hidden: [{ dropout: { kind: "alpha", rate: 0.3 } }] } });
    expect(find(panel(alpha).network.more, "dropout").write(0.5)).toMatchObject({
      network: { hidden: [{ dropout: { kind: "alpha", rate: 0.5 } }] },
    });
  });

  it("asks for a file only when the data is one", () => {
    expect(panel().data.usesFile).toBe(false);
    expect(panel({ ...start, data: "csv" }).data.usesFile).toBe(true);
  });
});

describe("the blocks", () => {
  it("can be picked, added after the chosen one and removed", () => {
    const [first] = panel().blocks.filter(isBlock);
    expect(first).toMatchObject({ units: 8, repeat: 5, chosen: true });
    const two = first?.add() ?? {};
    expect(two).toMatchObject({
      network: {
        hidden: [
          { units: 8, repeat: 5 },
          { units: 8, activation: "sigmoid" },
        ],
      },
    });
    const [, second] = panel(two, 1).blocks.filter(isBlock);
    expect(second).toMatchObject({ chosen: true, repeat: 1 });
    expect(second?.remove()).toEqual(start);
  });

  it("ends with the output layer, which has no blocks to remove", () => {
    const { blocks } = panel(start, 1);
    expect(blocks.map(isBlock)).toEqual([true, false]);
    expect(blocks[1]?.chosen).toBe(true);
  });

  it("part where residual is switched on and only the first layer is not as wide as what comes in", () => {
    const hidden = [
      { units: 8, repeat: 5, activation: "sigmoid" },
      { units: 4, repeat: 2 },
    ];
    const experiment = { ...start, network: { hidden } };
    const residual = (block: number, document: JsonObject = experiment) =>
      find(panel(document, block).network.more, "residual").write(true);
    expect(residual(0)).toMatchObject({
      network: {
        hidden: [
          { units: 8, activation: "sigmoid" },
          { units: 8, repeat: 4, activation: "sigmoid", residual: true },
          { units: 4, repeat: 2 },
        ],
      },
    });
    expect(getAt(residual(0), ["network", "hidden", 0])).not.toHaveProperty("residual");
    expect(residual(1)).toMatchObject({
      network: { hidden: [{ units: 8 }, { units: 4 }, { units: 4, repeat: 1, residual: true }] },
    });
  });

  it("stay whole where residual fits, or where there is nothing to part", () => {
    const whole = (hidden: JsonObject[], block: number) => {
      const document = { ...start, network: { hidden } };
      const changed = find(panel(document, block).network.more, "residual").write(true);
      return getAt(changed, ["network", "hidden"]);
    };
    expect(whole([{ units: 2, repeat: 3 }], 0)).toEqual([{ units: 2, repeat: 3, residual: true }]);
    expect(whole([{ units: 8 }, { units: 8, repeat: 3 }], 1)).toHaveLength(2);
    expect(whole([{ units: 8 }], 0)).toEqual([{ units: 8, residual: true }]);
  });

  it("that were added have no start but the defaults", () => {
    const [first] = panel().blocks.filter(isBlock);
    const added = find(panel(first?.add(), 1).network.first, "activation");
    expect(added).toMatchObject({ changed: true, added: true, startValue: { value: "relu" } });
    expect(find(panel().network.first, "activation")).toMatchObject({ added: false });
  });

  it("stands for the one default block of a document without any", () => {
    const { blocks, network } = panel({ version: 1 });
    expect(blocks.filter(isBlock)).toHaveLength(1);
    expect(find(network.first, "units").write(4)).toEqual({
      version: 1,
      network: { hidden: [{ units: 4 }] },
    });
  });
});
