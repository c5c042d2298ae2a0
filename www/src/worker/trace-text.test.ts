import { describe, expect, it } from "vitest";
import { type Engine, loadEngine } from "../engine/index.ts";
import type { FromWorker, TraceFormat } from "./protocol.ts";
import { recordTrace } from "./trace-recorder.ts";

const engine: Engine = await loadEngine();
const experiment = {
  version: 1,
  data: { kind: "moons", samples: 100 },
  network: { hidden: [{ units: 4, repeat: 2, activation: "tanh" }] },
  training: { epochs: 3 },
} as const;

/** The trace of `steps` steps, and the last message. */
async function recorded(format: TraceFormat, steps: number, document: object = experiment) {
  const messages: FromWorker[] = [];
  await recordTrace(
    engine,
    {
      kind: "recordTrace",
      experiment: JSON.stringify(document),
      csv: null,
      weights: null,
      steps,
      format,
    },
    (message) => messages.push(message),
  );
  const text = messages.map((message) => (message.kind === "traceRecorded" ? message.text : "")).join("");
  return { text, end: messages.at(-1) };
}

describe("a trace", () => {
  it("is a JSON object a line: a diagnosis, each step and epoch, and a diagnosis", async () => {
    const { text, end } = await recorded("jsonl", 9);
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type }) => type)).toEqual([
      "diagnosis",
      ...["step", "step", "step", "epoch"],
      ...["step", "step", "step", "epoch"],
      ...["step", "step", "step", "epoch"],
      "diagnosis",
    ]);
    expect(lines[1].layers.map(({ name }: { name: string }) => name)).toEqual([
      "hidden.0",
      "hidden.1",
      "output",
    ]);
    expect(end).toEqual({ kind: "traceEnded", problem: null });
  });

  it("is the trace of a run that was done at once, whatever its parts", async () => {
    const deep = { ...experiment, network: { hidden: [{ units: 2, repeat: 90 }] }, training: { epochs: 10 } };
    const session = await engine.createSession(JSON.stringify(deep));
    session.step(30);
    const whole = session.trace().map((record) => JSON.stringify(record));
    session.free();
    const { text } = await recorded("jsonl", 30, deep);
    expect(text.trimEnd().split("\n").slice(1, -1)).toEqual(whole);
  });

  it("is a table with a row a step, in which an epoch's figures stand beside its last step", async () => {
    const { text } = await recorded("csv", 4);
    const [head = [], ...rows] = text
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    expect(rows).toHaveLength(4);
    for (const row of rows) expect(row).toHaveLength(head.length);
    const column = (name: string) => rows.map((row) => row[head.indexOf(name)]);
    expect(column("step")).toEqual(["1", "2", "3", "4"]);
    expect(column("validation_loss").map((cell) => cell !== "")).toEqual([false, false, true, false]);
    expect(Number(column("hidden.1.delta_rms")[0])).toBeGreaterThan(0);
    expect(column("hidden.0.dead")).toEqual(["", "", "", ""]);
  });

  it("ends with what is wrong where there can be none", async () => {
    const { end } = await recorded("csv", 4, { version: 1, data: "csv" });
    expect(end).toMatchObject({ kind: "traceEnded", problem: expect.stringContaining("data") });
  });
});
