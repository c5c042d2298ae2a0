import { describe, expect, it } from "vitest";
import { catalogue } from "../engine/generated/catalogue.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import type { Catalogue, Diagnosis, LearningKind, Verdict } from "./figures.ts";
import type { JsonObject } from "./path.ts";
import { noHistory, remediesFor as offered, type RemedyHistory, withRemedy } from "./remedies.ts";

/** What is offered for a run that started with the diagnosis `start`: by default, with the verdict that it has now. */
function remediesFor(
  verdict: Verdict,
  experiment: JsonObject,
  has: Catalogue,
  steps: number,
  start: Partial<Diagnosis> = { verdict },
  history: RemedyHistory = noHistory,
  now: { learning?: LearningKind; hardlyMoves?: boolean } = {},
) {
  const initial = snapshotOf({ diagnosis: start });
  return offered(
    { learning: null, hardlyMoves: false, ...now, verdict, experiment, steps, initial, history },
    has,
  );
}

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
    const relu = { version: 1, network: { hidden: [{ activation: "relu" }] } };
    expect(remediesFor("diverged", relu, catalogue, 9).map(({ id }) => id)).toContain("clipping");
    expect(remediesFor("diverged", relu, poorer, 9).map(({ id }) => id)).not.toContain("clipping");
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
      "layerNormalization",
      "tanhGlorot",
    ]);
  });

  it("leave the init of normalized blocks alone, whose scale makes no difference", () => {
    const normalized = (normalization: string) => ({
      version: 1,
      network: { hidden: [{ activation: "tanh", init: "normal", normalization }, { normalization }] },
    });
    const ids = (verdict: "exploding" | "healthy", normalization: string) =>
      remediesFor(verdict, normalized(normalization), catalogue, 9).map(({ id }) => id);
    expect(ids("exploding", "batch")).toEqual(["layerNormalization"]);
    expect(ids("exploding", "layer")).toEqual(["tanhGlorot", "reluHe"]);
    expect(ids("healthy", "batch")).toEqual(["zeroInit"]);
  });

  it.each<[string, JsonObject["data"]]>([
    ["by its name", "csv"],
    ["with fields of its own", { kind: "csv" }],
  ])("standardize the reader's own table, given %s", (_, data) => {
    const document = { version: 1, data: data ?? null };
    const [first] = remediesFor("diverged", document, catalogue, 9);
    expect(first?.experiment).toEqual({ version: 1, data: { kind: "csv", standardize: true } });
    expect(remediesFor("diverged", first?.experiment ?? {}, catalogue, 9).map(({ id }) => id)).not.toContain(
      "standardize",
    );
  });

  it("leave a sigmoid alone whose gradient a batch norm makes grow: other activations have it grow faster", () => {
    const normalized = { activation: "sigmoid", normalization: "batch", repeat: 9 };
    const ids = (verdict: "exploding" | "vanishing", log10Ratio: number) =>
      remediesFor(verdict, { version: 1, network: { hidden: [normalized] } }, catalogue, 0, {
        verdict,
        log10Ratio,
      }).map(({ id }) => id);
    expect(ids("exploding", 1.1)).toEqual([]);
    expect(ids("vanishing", -1.1)).toEqual(["tanhGlorot", "reluHe"]);
  });

  it("go by the block of which there are the most layers", () => {
    const hidden = [{ activation: "tanh" }, { activation: "tanh", normalization: "batch", repeat: 9 }];
    const ids = (blocks: JsonObject[]) =>
      remediesFor("exploding", { version: 1, network: { hidden: blocks } }, catalogue, 9).map(({ id }) => id);
    expect(ids(hidden)).toEqual(["layerNormalization", "noNormalization"]);
    const large = { kind: "normal", stddev: 1 };
    expect(ids([{ init: large, repeat: 9 }, { normalization: "batch" }])).toContain("he");
  });

  it("may have nothing to offer", () => {
    const tanh = { activation: "tanh", init: "glorot_normal", normalization: "batch" };
    const left = remediesFor("saturated", { version: 1, network: { hidden: [tanh] } }, catalogue, 0);
    expect(left.map(({ id }) => id)).toEqual(["layerNormalization"]);
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

  it("break a healthy network that is deep enough", () => {
    const relu = (repeat: number) => ({
      version: 1,
      network: { hidden: [{ activation: "relu", init: "he_normal", repeat }] },
    });
    const ids = (repeat: number) => remediesFor("healthy", relu(repeat), catalogue, 9).map(({ id }) => id);
    expect(ids(5)).toEqual(["sigmoid", "largeInit", "zeroInit"]);
    expect(ids(2)).toEqual(["zeroInit"]);
    expect(ids(1)).toEqual([]);
  });

  it("break what has become healthy, however it began", () => {
    const relu = { version: 1, network: { hidden: [{ activation: "relu", init: "he_normal", repeat: 5 }] } };
    const begun = { verdict: "exploding", log10Ratio: 1.1 } as const;
    expect(remediesFor("healthy", relu, catalogue, 9, begun).map(({ id }) => id)).toContain("zeroInit");
  });

  const fast = (learning_rate: number, hidden: JsonObject = { activation: "relu", init: "he_normal" }) => ({
    version: 1,
    network: { hidden: [{ repeat: 5, ...hidden }] },
    training: { optimizer: { kind: "sgd", learning_rate } },
  });
  const large = { activation: "relu", init: { kind: "normal", stddev: 1 } };

  it("go for the rate where a run began well, and for its start where it did not", () => {
    const ids = (experiment: JsonObject, begun: Partial<Diagnosis>) =>
      remediesFor("diverged", experiment, catalogue, 3, begun).map(({ id }) => id);
    expect(ids(fast(1), { verdict: "healthy" })).toEqual(["lowerRate", "usualRate", "clipping"]);
    const exploding = { verdict: "exploding", log10Ratio: 2.3 } as const;
    expect(ids(fast(0.05, large), exploding)).toEqual(["he", "layerNormalization", "clipping"]);
    for (const verdict of ["silent", "saturated"] as const) {
      const begunWell = remediesFor(verdict, fast(0.1), catalogue, 9, { verdict: "healthy" });
      expect(begunWell[0]?.id).toBe("lowerRate");
      const begunIll = remediesFor(verdict, fast(0.1), catalogue, 0).map(({ id }) => id);
      expect(begunIll).not.toContain("lowerRate");
    }
  });

  it("go for a strong dropout first, in every block, whether units died of it or the gradient grows by it", () => {
    const net = (dropout: unknown) =>
      ({
        version: 1,
        network: {
          hidden: [
            { init: "he_normal", repeat: 5, dropout },
            { units: 4, dropout: 0.1 },
          ],
        },
      }) as JsonObject;
    const strong = remediesFor("dying", net(0.5), catalogue, 9, { verdict: "healthy" })[0];
    expect(strong).toMatchObject({
      id: "noDropout",
      experiment: { network: { hidden: [{ init: "he_normal", repeat: 5 }, { units: 4 }] } },
    });
    expect(JSON.stringify(strong?.experiment)).not.toContain("dropout");
    expect(remediesFor("exploding", net({ kind: "alpha", rate: 0.5 }), catalogue, 0)[0]?.id).toBe(
      "noDropout",
    );

    const ids = (verdict: Verdict, experiment: JsonObject) =>
      remediesFor(verdict, experiment, catalogue, 9, { verdict: "healthy" }).map(({ id }) => id);
    expect(ids("dying", net(0.3))).not.toContain("noDropout");
    expect(ids("diverged", net(0.5))).not.toContain("noDropout");
    expect(ids("dying", { ...net(0.5), ...fast(10, { dropout: 0.5 }) })).not.toContain("noDropout");
  });

  it("hold activations that are far too large from the first for the cause, whatever the gradient does", () => {
    const initial = snapshotOf({ layers: { activationStd: Float32Array.of(40, 1) } });
    const context = {
      experiment: fast(0.01, large),
      steps: 3,
      initial,
      history: noHistory,
      learning: null,
      hardlyMoves: false,
    };
    expect(offered({ ...context, verdict: "diverged" }, catalogue)[0]?.id).toBe("he");
  });

  it("do not lower by ten a rate that is a thousand times too high", () => {
    const remedies = remediesFor("diverged", fast(100), catalogue, 3, { verdict: "healthy" });
    expect(remedies.map(({ id }) => id)).toEqual(["usualRate"]);
    expect(remedies[0]?.experiment).toMatchObject({ training: { optimizer: { learning_rate: 0.01 } } });
  });

  it("put last what has been tried in vain", () => {
    const tried = withRemedy(noHistory, "lowerRate", fast(1));
    const again = remediesFor("diverged", fast(0.1), catalogue, 3, { verdict: "healthy" }, tried);
    expect(again.map(({ id }) => id)).toEqual(["usualRate", "clipping"]);
    const slower = remediesFor("diverged", fast(0.01), catalogue, 3, { verdict: "healthy" }, tried);
    expect(slower.map(({ id }) => id)).toEqual(["clipping", "lowerRate"]);
  });

  it("do not lead back to where a remedy was sought", () => {
    const plain = { activation: "relu", init: "he_normal", repeat: 9 };
    const tried = withRemedy(noHistory, "batchNormalization", {
      version: 1,
      name: "Plain",
      network: { hidden: [plain] },
    });
    const normalized = { version: 1, network: { hidden: [{ ...plain, normalization: "batch" }] } };
    const ids = (so: RemedyHistory) =>
      remediesFor("exploding", normalized, catalogue, 0, { verdict: "exploding" }, so).map(({ id }) => id);
    expect(ids(noHistory)).toContain("noNormalization");
    expect(ids(tried)).not.toContain("noNormalization");
  });

  it("forget what has been tried once a healthy network is broken", () => {
    const tried = withRemedy(noHistory, "lowerRate", fast(1));
    expect(withRemedy(tried, "largeInit", fast(0.1))).toEqual(noHistory);
  });

  it("lower the rates of a schedule that has its own", () => {
    const schedule = { kind: "piecewise_constant", boundaries: [500], values: [1, 0.5] };
    const experiment = { ...fast(1), training: { optimizer: { kind: "sgd", learning_rate: 1 }, schedule } };
    const [lower] = remediesFor("diverged", experiment, catalogue, 3, { verdict: "healthy" });
    expect(lower?.experiment).toMatchObject({
      training: {
        optimizer: { learning_rate: 0.1 },
        schedule: { boundaries: [500], values: [0.1, 0.05] },
      },
    });
  });

  const now = (verdict: Verdict, learning: LearningKind, experiment: JsonObject, hardlyMoves = false) =>
    remediesFor(verdict, experiment, catalogue, 99, { verdict: "healthy" }, noHistory, {
      learning,
      hardlyMoves,
    });

  it("take a penalty away first that holds the run back, from every layer", () => {
    const held = {
      version: 1,
      network: { hidden: [{ repeat: 5, l2: 0.1 }, { l1: 0.1 }], output: { l2: 0.1, init: "he_normal" } },
    };
    for (const [verdict, learning] of [
      ["vanishing", "penalized"],
      ["healthy", "penalized"],
      ["vanishing", "not_learning"],
    ] as const) {
      expect(now(verdict, learning, held)[0]).toEqual({
        id: "noPenalty",
        experiment: { version: 1, network: { hidden: [{ repeat: 5 }, {}], output: { init: "he_normal" } } },
      });
    }
  });

  it("raise the rate of a run that does not learn because it hardly moves, never lower it", () => {
    for (const verdict of ["healthy", "vanishing"] as const) {
      const ids = now(verdict, "not_learning", fast(1e-5), true).map(({ id }) => id);
      expect(ids.slice(0, 2)).toEqual(["raiseRate", "adam"]);
      expect(ids).not.toContain("lowerRate");
    }
    expect(now("vanishing", "not_learning", fast(1), true)[0]?.id).toBe("lowerRate");
    expect(now("dying", "not_learning", fast(1e-5), true)[0]?.id).toBe("lowerRate");
  });

  it("do not break a healthy run that does not learn, but take a strong dropout away", () => {
    expect(now("healthy", "not_learning", fast(0.01))).toEqual([]);
    const dropped = fast(0.01, { init: "he_normal", dropout: 0.5 });
    expect(now("healthy", "not_learning", dropped).map(({ id }) => id)).toEqual(["noDropout"]);
  });

  it("lower the rate of a healthy run whose loss jumps, and break one that has learnt", () => {
    expect(now("healthy", "unstable", fast(0.1))[0]?.id).toBe("lowerRate");
    expect(now("healthy", "learnt", fast(0.1), true).map(({ id }) => id)).toEqual([
      "sigmoid",
      "largeInit",
      "zeroInit",
    ]);
  });
});
