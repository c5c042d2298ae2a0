import { describe, expect, it } from "vitest";
import { catalogue } from "./fixture.ts";
import type { JsonObject } from "./path.ts";
import { remediesFor } from "./remedies.ts";

const sigmoid: JsonObject = {
  version: 1,
  network: { hidden: [{ units: 8, activation: "sigmoid", init: "standard_uniform" }, { units: 4 }] },
};

describe("remedies", () => {
  it("change every hidden block and nothing else of it", () => {
    const remedy = remediesFor("vanishing", sigmoid, catalogue, 9).find(({ id }) => id === "reluHe");
    expect(remedy?.experiment).toEqual({
      version: 1,
      network: {
        hidden: [
          { units: 8, activation: "relu", init: "he_normal" },
          { units: 4, activation: "relu", init: "he_normal" },
        ],
      },
    });
  });

  it("offer only what the catalogue has", () => {
    const { clipping: _, ...catalogues } = catalogue.catalogues;
    const poorer = { ...catalogue, catalogues };
    expect(remediesFor("diverged", sigmoid, catalogue, 9).map(({ id }) => id)).toContain("clipping");
    expect(remediesFor("diverged", sigmoid, poorer, 9).map(({ id }) => id)).not.toContain("clipping");
  });

  it("do not offer what is already so", () => {
    const he = { version: 1, network: { hidden: [{ activation: "relu", init: "he_normal" }] } };
    expect(remediesFor("exploding", he, catalogue, 9).map(({ id }) => id)).not.toContain("he");
  });

  it("do not offer what is already so without being written", () => {
    const ids = (verdict: "vanishing" | "exploding", document: JsonObject) =>
      remediesFor(verdict, document, catalogue, 9).map(({ id }) => id);
    expect(ids("vanishing", { version: 1, network: { hidden: [{ init: "he_normal" }] } })).not.toContain(
      "reluHe",
    );
    expect(ids("exploding", { version: 1, training: { gradient_clipping: "norm" } })).not.toContain(
      "clipping",
    );
    const defaults = { version: 1, network: { hidden: [{ init: { kind: "glorot_normal" } }] } };
    expect(ids("exploding", { ...defaults, training: { gradient_clipping: { kind: "norm" } } })).toEqual([
      "he",
      "batchNormalization",
    ]);
  });

  it("leave the init of normalized blocks alone, whose scale makes no difference", () => {
    const normalized = (normalization: string) => ({
      version: 1,
      network: { hidden: [{ activation: "tanh", init: "normal", normalization }, { normalization }] },
    });
    const ids = (verdict: "exploding" | "healthy", normalization: string) =>
      remediesFor(verdict, normalized(normalization), catalogue, 9).map(({ id }) => id);
    expect(ids("exploding", "batch")).toEqual(["noNormalization", "layerNormalization", "clipping"]);
    expect(ids("exploding", "layer")).toEqual(["noNormalization", "clipping"]);
    expect(ids("healthy", "batch")).toEqual(["sigmoid", "zeroInit"]);
  });

  it("go by the block of which there are the most layers", () => {
    const hidden = [{ activation: "tanh" }, { activation: "tanh", normalization: "batch", repeat: 9 }];
    const ids = (blocks: JsonObject[]) =>
      remediesFor("exploding", { version: 1, network: { hidden: blocks } }, catalogue, 9).map(({ id }) => id);
    expect(ids(hidden)).toEqual(["noNormalization", "layerNormalization", "clipping"]);
    const large = { kind: "normal", stddev: 1 };
    expect(ids([{ init: large, repeat: 9 }, { normalization: "batch" }])).toContain("he");
  });

  it("may have nothing to offer", () => {
    const tanh = { activation: "tanh", init: "glorot_normal", normalization: "batch" };
    const left = remediesFor("saturated", { version: 1, network: { hidden: [tanh] } }, catalogue, 0);
    expect(left.map(({ id }) => id)).toEqual(["reluHe"]);
    const leaky = { activation: "leaky_relu", normalization: "batch" };
    expect(remediesFor("silent", { version: 1, network: { hidden: [leaky] } }, catalogue, 0)).toEqual([]);
  });

  it("offer He's init only to the relatives of ReLU", () => {
    const relu = { version: 1, network: { hidden: [{ activation: "leaky_relu" }] } };
    expect(remediesFor("exploding", relu, catalogue, 9).map(({ id }) => id)).toContain("he");
    expect(remediesFor("exploding", sigmoid, catalogue, 9).map(({ id }) => id)).not.toContain("he");
  });

  it("lower the rate that is meant when none is given", () => {
    const remedy = remediesFor("diverged", sigmoid, catalogue, 9).find(({ id }) => id === "lowerRate");
    expect(remedy?.experiment).toMatchObject({
      training: { optimizer: { kind: "sgd", learning_rate: 0.001 } },
    });
  });

  it("break a healthy network", () => {
    const relu = { version: 1, network: { hidden: [{ activation: "relu", init: "he_normal" }] } };
    expect(remediesFor("healthy", relu, catalogue, 9)).toHaveLength(3);
  });

  it("offer a lower rate to units that steps have silenced or saturated, not to those born so", () => {
    const tanh = { version: 1, network: { hidden: [{ activation: "tanh", init: "glorot_normal" }] } };
    for (const verdict of ["silent", "saturated"] as const) {
      const ids = (steps: number) => remediesFor(verdict, tanh, catalogue, steps).map(({ id }) => id);
      expect(ids(9)).toContain("lowerRate");
      expect(ids(0)).not.toContain("lowerRate");
    }
  });
});
