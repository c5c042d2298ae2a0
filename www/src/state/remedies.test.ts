import { describe, expect, it } from "vitest";
import { loadEngine } from "../engine/index.ts";
import { loadRemedies } from "../engine/remedies.ts";
import { offerLabel, offersLead } from "../text/en-offers.ts";
import type { Experiment } from "./figures.ts";
import type { JsonObject } from "./path.ts";
import { breaksFor, documentOf, isWell, questionOf, remediesOf } from "./remedies.ts";
import type { CurrentRun } from "./run.ts";
import { startingExperiment } from "./start.ts";
import { traitsOf } from "./traits.ts";

const engine = await loadEngine();
const catalogue = engine.catalogue();
const find = await loadRemedies();

/** A run of `document` after `steps`. */
async function runOf(document: JsonObject, steps = 0): Promise<CurrentRun> {
  const session = await engine.createSession(document as unknown as Experiment);
  const look = () => session.snapshot({ visuals: false, units: 0, side: 2 });
  const initial = look();
  session.setTracing(false);
  session.step(steps);
  const experiment = session.experiment() as unknown as JsonObject;
  const run = {
    run: 1,
    experiment,
    runInfo: session.describe(),
    traits: traitsOf(experiment),
    restarted: false,
  };
  return { ...run, initial, snapshot: look() };
}

const offers = (run: CurrentRun) =>
  remediesOf(find(documentOf(run), questionOf(run)), run.experiment, catalogue);

const network = (block: JsonObject) => ({ hidden: [{ units: 16, repeat: 8, activation: "relu", ...block }] });
const sgd = (learning_rate: number) => ({ epochs: 60, optimizer: { kind: "sgd", learning_rate } });
const suited = { version: 1, data: "moons", network: network({ init: "he_normal" }), training: sgd(0.05) };

describe("the changes on offer", () => {
  it("are the engine's remedies for a network whose gradient vanishes, before its first step", async () => {
    const run = await runOf(startingExperiment);
    expect(isWell(run)).toBe(false);
    const [first, ...others] = offers(run);
    if (!first) throw new Error("nothing is offered");
    expect(offersLead(first)).toBe("Try");
    expect(offerLabel(first)).toMatch(/^Tanh, Glorot normal init/);
    expect(others.length).toBeLessThan(3);
    expect(first.experiment.network).toMatchObject({
      hidden: [{ repeat: 10, activation: "tanh", init: "glorot_normal" }],
    });
    expect(isWell(await runOf(first.experiment))).toBe(true);
  });

  it("name the rate before and after", async () => {
    const run = await runOf({ ...suited, training: sgd(1000) }, 200);
    expect(run.snapshot.diagnosis.verdict).not.toBe("healthy");
    expect(offers(run).map(offerLabel).join("; ")).toMatch(/rate 1.?000 → 0\.0\d+/i);
  });

  it("say one thing once, in however many blocks it is set", async () => {
    const block = { units: 8, activation: "relu", init: { kind: "normal", stddev: 3 }, l1: 0.1, l2: 0.1 };
    const run = await runOf({ ...suited, network: { hidden: [block, block] } }, 700);
    const label = offers(run).map(offerLabel)[0] ?? "";
    expect(label.match(/He normal init/g)).toHaveLength(1);
    expect(label.match(/no penalty/g)).toHaveLength(1);
  });

  it("answer overfitting", async () => {
    const run = await runOf(suited);
    const learning = {
      kind: "overfitting",
      guessing: 0.69,
      bestEpoch: 3,
      penaltyShare: 0,
      progress: 0.1,
    } as const;
    const overfitting = { ...run, snapshot: { ...run.snapshot, learning } };
    expect(isWell(overfitting)).toBe(false);
    expect(offers(overfitting).map(offerLabel)[0]).toMatch(/samples/);
  });

  it("break a network that is well", async () => {
    const run = await runOf(suited);
    expect(isWell(run)).toBe(true);
    expect(offers(run)).toEqual([]);
    const ways = breaksFor(run.experiment, catalogue);
    expect(ways.map(offerLabel)).toEqual(["Sigmoid, U(±1/√n)", "Init σ = 1", "Zero init"]);
    for (const way of ways) {
      expect(offersLead(way)).toBe("Now break it");
      expect(isWell(await runOf(way.experiment))).toBe(false);
    }
    expect(breaksFor({ version: 1, network: { hidden: [{ units: 8 }] } }, catalogue)).toEqual([]);
  });
});
