import { readFile } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import { loadEngine } from "./index.ts";

const experiment = {
  version: 1,
  data: { kind: "spiral", samples: 100 },
  network: { hidden: [{ units: 4, activation: "tanh" }] },
} as const;

describe("the engine in Node", () => {
  it("trains, traces and evaluates", async () => {
    const session = await (await loadEngine()).createSession(experiment);
    expect(session.step(3)).toBe(3);
    const trace = session.trace();
    expect(trace.map(({ type }) => type)).toEqual(["step", "step", "step", "epoch"]);
    expect(trace[0]).toMatchObject({
      step: 1,
      epoch: 1,
      loss: expect.any(Number),
      layers: [{ name: "hidden.0" }, {}],
    });
    expect(trace[0]).toMatchObject({
      layers: [{ dead: null, update_ratio: expect.any(Number) }, { name: "output" }],
    });
    expect(session.trace()).toEqual([]);
    expect(session.evaluate().validation?.accuracy).toBeGreaterThanOrEqual(0);
    expect(session.predict(Float32Array.of(0, 0, 1, 1))).toHaveLength(2);
    const refused = {
      message: "inputs: must be whole rows of 2 numbers; found 3",
      input: "request",
      path: "inputs",
    };
    expect(() => session.predict(new Float32Array(3))).toThrow(expect.objectContaining(refused));
    session.free();
    expect(() => session.step()).toThrow("freed");
  });

  it("changes a run in its middle, which its document then repeats", async () => {
    const engine = await loadEngine();
    const session = await engine.createSession(experiment);
    session.step(4);
    session.change({ "training.optimizer.learning_rate": 0.5 });
    session.step(4);
    expect(
      session.trace().flatMap((record) => ("learning_rate" in record ? record.learning_rate : [])),
    ).toEqual([0.01, 0.01, 0.01, 0.01, 0.5, 0.5, 0.5, 0.5]);
    const { training } = session.experiment();
    expect(training?.changes).toEqual([{ after: 4, set: { "training.optimizer.learning_rate": 0.5 } }]);
    const again = await engine.createSession(session.experiment());
    again.step(8);
    expect(again.evaluate()).toEqual(session.evaluate());
    const refused = { input: "request", path: "training.epochs" };
    expect(() => session.change({ "training.epochs": 3 })).toThrow(expect.objectContaining(refused));
  });

  it("gives the same run for the object and for its text, and goes on from exported weights", async () => {
    const engine = await loadEngine();
    const first = await engine.createSession(experiment);
    const second = await engine.createSession(JSON.stringify(experiment));
    first.step(5);
    second.step(5);
    expect(second.exportWeights()).toEqual(first.exportWeights());
    const third = await engine.createSession(experiment, { weights: first.exportWeights() });
    expect(third.predict(Float32Array.of(1, 2))).toEqual(first.predict(Float32Array.of(1, 2)));
  });

  it("says what is wrong with a document", async () => {
    const engine = await loadEngine();
    const wrong = '{"version": 1, "network": {"hidden": [{"activation": "rleu"}]}}';
    await expect(engine.createSession(wrong)).rejects.toThrow(
      'network.hidden[0].activation: unknown activation "rleu"; did you mean "relu"?',
    );
    await expect(engine.createSession(wrong)).rejects.toMatchObject({
      input: "document",
      path: "network.hidden[0].activation",
    });
  });

  it("writes figures that are no longer finite as texts", async () => {
    const training = { optimizer: { kind: "sgd", learning_rate: 1e6 } } as const;
    const session = await (await loadEngine()).createSession({
      ...experiment,
      loss: "mse",
      data: "sine",
      training,
    });
    session.step(100);
    const last = session.trace().at(-1);
    expect(last).toMatchObject({ type: "step", loss: expect.stringMatching(/^(NaN|Infinity)$/) });
  });

  it("says so when it is given no document", async () => {
    const engine = await loadEngine();
    const nothing = undefined as unknown as string;
    await expect(engine.createSession(nothing)).rejects.toMatchObject({ input: "document" });
  });

  it("does the same steps one by one, whether or not somebody looks at the layers", async () => {
    const engine = await loadEngine();
    const watched = await engine.createSession(experiment);
    const unwatched = await engine.createSession(experiment);
    unwatched.setTracing(false);
    unwatched.setMeasuring(false);
    const losses = Array.from({ length: 5 }, () => {
      unwatched.step();
      return unwatched.loss();
    });
    watched.step(5);
    const steps = watched.trace().filter((record) => record.type === "step");
    expect(losses).toEqual(steps.map(({ loss }) => loss));
    expect(unwatched.exportWeights()).toEqual(watched.exportWeights());
  });

  it("takes a file of one's own as text", async () => {
    const engine = await loadEngine();
    const rows = Array.from({ length: 20 }, (_, row) => `${row},${row % 2}`);
    const session = await engine.createSession(
      { version: 1, data: "csv" },
      { data: ["x,label", ...rows].join("\n") },
    );
    expect(session.describe()).toMatchObject({ features: 1, task: "binary", trainingSamples: 16 });
  });

  it("takes such a file as bytes in any encoding, and says what was read", async () => {
    const engine = await loadEngine();
    const table = { version: 1, data: "csv" } as const;
    const bytes = new TextEncoder().encode("x,label\n1,no\n2,s\u00ed\n3,no\n");
    const session = await engine.createSession(table, { data: bytes });
    expect(session.describe().classes).toEqual(["no", "s\u00ed"]);
    expect(session.tableReport).toMatchObject({
      rows: 3,
      trainingRows: 2,
      features: ["x"],
      target: ["label"],
    });
    const latin = Uint8Array.from("x,label\n1,no\n2,s\u00ed\n3,no\n", (letter) => letter.charCodeAt(0));
    const same = await engine.createSession(table, { data: latin.buffer });
    expect(same.exportWeights()).toEqual(session.exportWeights());
    const damaged = "the file begins like UTF-16 text but is damaged; save the table again, as CSV in UTF-8";
    const refused = { input: "data", path: "", message: `data: ${damaged}` };
    await expect(
      engine.createSession(table, { data: Uint8Array.of(0xff, 0xfe, 0x61) }),
    ).rejects.toMatchObject(refused);
  });

  it("describes a file, and what the document would make of it", async () => {
    const engine = await loadEngine();
    const file = ";x;colour;note;y\n0;1,5;red;a;1\n1;;blue;b;2\n2;3,5;red;;\n";
    const data = { kind: "csv", target: "y", features: ["x", "colour"] } as const;
    const described = await engine.describeTable({ version: 1, data }, file);
    expect(described).toMatchObject({ separator: ";", decimalMark: ",", rows: 3, rowsWithGaps: 2 });
    expect(described).toMatchObject({ rowsWithoutTarget: 1, report: null });
    expect(described.refusal).toContain("set data.categories");
    const values = ["1", "", "blue", "b", "2"];
    expect(described.firstRows[1]).toEqual({ line: 3, values, missing: [1] });
    const columns = described.columns.map(({ name, role, isNumeric, missing, distinct }) => [
      ...[name, role, isNumeric, missing, distinct],
    ]);
    expect(columns).toEqual([
      ["", "unused", true, 0, 3],
      ["x", "feature", true, 1, 2],
      ["colour", "feature", false, 0, 2],
      ["note", "unused", false, 1, 2],
      ["y", "target", true, 1, 2],
    ]);
    expect(described.columns[2]?.values).toEqual(["red", "blue"]);
    const chosen = { ...data, missing: "mean", categories: "one_hot", validation_split: 0 } as const;
    const read = await engine.describeTable({ version: 1, data: chosen }, file);
    expect(read).toMatchObject({
      refusal: null,
      report: { rows: 2, dropped: 1, filled: 1, trainingRows: 2 },
    });
    const alien = await engine.describeTable({ version: 1, data: { kind: "csv", target: "z" } }, file);
    expect(alien.refusal).toContain('data.target: the file has no column "z"');
    await expect(engine.describeTable({ version: 1, data: "csv" }, "")).rejects.toThrow("the file is empty");
  });

  it("reads a file for a model as the model read its own", async () => {
    const engine = await loadEngine();
    const data = { kind: "csv", target: "y", categories: "one_hot", missing: "mean" } as const;
    const trained = await engine.createSession(
      { version: 1, data },
      { data: "a;c;y\n1,5;red;p\n2,5;blue;q\n;red;q\n1;red;q\n2;red;p" },
    );
    trained.step(3);
    const weights = trained.exportWeights();
    const other = { data: "c,y,more,a\nblue,q,x,7\ngreen,p,y,\n", weights };
    const again = await engine.createSession(null, other);
    expect(again.describe()).toMatchObject({ features: 3, classes: ["p", "q"] });
    expect(again.predict(Float32Array.of(1, 0, 1))).toEqual(trained.predict(Float32Array.of(1, 0, 1)));
    const lacking = 'data: the file has no column "a", which the model was trained on';
    await expect(engine.createSession(null, { data: "c,y\nred,p\n", weights })).rejects.toThrow(lacking);
  });

  it.each([
    [
      "a table beside a generated set",
      { kind: "moons" },
      "x,label\n1,0\n2,1\n",
      "goes with data of kind csv; the document's are moons",
    ],
    [
      "bytes beside a generated set",
      { kind: "moons" },
      new Uint8Array(8),
      "goes with data of kind csv; the document's are moons",
    ],
    [
      "a table beside images",
      { kind: "mnist" },
      "x,label\n1,0\n2,1\n",
      "goes with data of kind csv; the document's are mnist",
    ],
    [
      "two tables",
      { kind: "csv" },
      [new Uint8Array(8), new Uint8Array(8)],
      "holds 2 files; the document takes 1",
    ],
  ] as const)("refuses %s", async (_, data, given, message) => {
    const engine = await loadEngine(undefined, { dataUrl: "file:///nowhere/" });
    const refused = { input: "data", message: `data: ${message}` };
    await expect(engine.createSession({ version: 1, data }, { data: given })).rejects.toMatchObject(refused);
  });

  it("loads image sets from their folder, or takes their bytes", async () => {
    const images = { version: 1, data: { kind: "mnist", samples: 50 } } as const;
    const dataUrl = new URL("../../public/data/", import.meta.url);
    const loaded = await (await loadEngine(undefined, { dataUrl })).createSession(images);
    expect(loaded.describe()).toMatchObject({ features: 784, outputs: 10 });

    const elsewhere = await loadEngine(undefined, { dataUrl: "file:///nowhere/" });
    await expect(elsewhere.createSession(images)).rejects.toThrow("mnist.0.bin");
    const bytes = await readFile(new URL("mnist.0.bin", dataUrl));
    const given = await elsewhere.createSession(images, { data: new Uint8Array(bytes) });
    expect(given.describe().trainingSamples).toBe(40);
  });

  it("waits for an image set no longer than it is told to", async () => {
    vi.stubGlobal("fetch", () => new Promise(() => undefined));
    const engine = await loadEngine(undefined, { dataUrl: "https://stalled.test/" });
    const controller = new AbortController();
    const { signal } = controller;
    const session = engine.createSession({ version: 1, data: { kind: "mnist" } }, { signal });
    controller.abort(new Error("no longer wanted"));
    await expect(session).rejects.toThrow("no longer wanted");
    vi.unstubAllGlobals();
  });
});
