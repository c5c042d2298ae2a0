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
    const remedy = remediesFor("vanishing", sigmoid, catalogue).find(({ id }) => id === "reluHe");
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
    expect(remediesFor("diverged", sigmoid, catalogue).map(({ id }) => id)).not.toContain("clipping");
  });

  it("do not offer what is already so", () => {
    const he = { version: 1, network: { hidden: [{ activation: "relu", init: "he_normal" }] } };
    expect(remediesFor("exploding", he, catalogue).map(({ id }) => id)).not.toContain("he");
  });

  it("offer He's init only to the relatives of ReLU", () => {
    const relu = { version: 1, network: { hidden: [{ activation: "leaky_relu" }] } };
    expect(remediesFor("exploding", relu, catalogue).map(({ id }) => id)).toContain("he");
    expect(remediesFor("exploding", sigmoid, catalogue).map(({ id }) => id)).not.toContain("he");
  });

  it("lower the rate that is meant when none is given", () => {
    const remedy = remediesFor("diverged", sigmoid, catalogue).find(({ id }) => id === "lowerRate");
    expect(remedy?.experiment).toMatchObject({
      training: { optimizer: { kind: "sgd", learning_rate: 0.001 } },
    });
  });

  it("break a healthy network", () => {
    const relu = { version: 1, network: { hidden: [{ activation: "relu", init: "he_normal" }] } };
    expect(remediesFor("healthy", relu, catalogue)).toHaveLength(3);
  });
});
