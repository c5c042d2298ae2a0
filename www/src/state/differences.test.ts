import { describe, expect, it } from "vitest";
import { differences, settingsOf } from "./differences.ts";
import { logged } from "./log.ts";

const document = {
  version: 1,
  data: { kind: "moons", samples: 100 },
  network: { hidden: [{ units: 4, init: { kind: "normal", stddev: 1 } }] },
  training: { optimizer: "adam" },
};

describe("a document as settings", () => {
  it("names each value by its path, a choice by its kind", () => {
    expect(settingsOf(document)).toEqual([
      { path: "version", value: "1" },
      { path: "data", value: "moons" },
      { path: "data.samples", value: "100" },
      { path: "network.hidden[0].units", value: "4" },
      { path: "network.hidden[0].init", value: "normal" },
      { path: "network.hidden[0].init.stddev", value: "1" },
      { path: "training.optimizer", value: "adam" },
    ]);
  });

  it("tells what is changed, what is new and what is gone", () => {
    const changed = {
      ...document,
      network: { hidden: [{ units: 8, init: "he_normal" }] },
      training: { optimizer: { kind: "adam", beta_1: 0.8 } },
    };
    expect(differences(document, changed)).toEqual([
      { path: "network.hidden[0].units", from: "4", to: "8" },
      { path: "network.hidden[0].init", from: "normal", to: "he_normal" },
      { path: "network.hidden[0].init.stddev", from: "1", to: null },
      { path: "training.optimizer.beta_1", from: null, to: "0.8" },
    ]);
  });
});

describe("the log of runs", () => {
  const runs = [1, 2, 3].map((seed) => ({ seed }));
  const [one = {}, two = {}, three = {}] = runs;

  it("keeps each run that was trained, and how far it came", () => {
    const log = logged(logged(logged([], one, 0), two, 30), three, 7);
    expect(log).toEqual([
      { experiment: one, after: 0 },
      { experiment: two, after: 30 },
      { experiment: three, after: 7 },
    ]);
  });

  it("keeps of several changes before a step only the last, and no run twice in a row", () => {
    const log = logged(logged(logged([], one, 0), two, 30), three, 0);
    expect(log).toEqual([
      { experiment: one, after: 0 },
      { experiment: three, after: 30 },
    ]);
    expect(logged(log, three, 12)).toEqual(log);
  });
});
