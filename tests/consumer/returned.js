/** Writes what the engine really gives as TypeScript, which then holds each of its fields to the engine's types. */
import { writeFile } from "node:fs/promises";
import { loadEngine } from "gradient-lab/engine";

const rows = Array.from({ length: 20 }, (_, row) => `${row},${row % 3}`);
const labels = { data: ["x,label", ...rows].join("\n") };
const targets = { data: ["x,target", ...rows].join("\n") };
const far = { optimizer: { kind: "sgd", learning_rate: 1e6 } };

/** Every kind of task, of data, of end and of figure that is not computed. */
const RUNS = [
  [{ version: 1, data: { kind: "moons", samples: 50 }, network: { hidden: [{ units: 3, frozen: true }] } }],
  [{ version: 1, data: { kind: "mnist", samples: 50 } }],
  [
    {
      version: 1,
      data: { kind: "plane", samples: 20, validation_split: 0 },
      network: { hidden: [{ units: 3, repeat: 2, activation: "relu", init: "zeros" }] },
      training: { epochs: 1 },
    },
  ],
  [{ version: 1, data: { kind: "plane", samples: 20 }, training: far }],
  [{ version: 1, data: "csv" }, labels],
  [{ version: 1, data: "csv" }, targets],
];

/** `value` as one would write it by hand. */
function written(value) {
  if (ArrayBuffer.isView(value)) return `new ${value.constructor.name}()`;
  if (Array.isArray(value)) return `[${value.map(written).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([key, field]) => `${JSON.stringify(key)}: ${written(field)}`);
    return `{ ${fields.join(", ")} }`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

const engine = await loadEngine();
const given = { describe: [], snapshot: [], evaluate: [], trace: [], predict: [], exportWeights: [] };
for (const [experiment, options] of RUNS) {
  const session = await engine.createSession(experiment, options);
  given.describe.push(session.describe());
  given.snapshot.push(session.snapshot({ visuals: true, units: 2, side: 4 }));
  given.predict.push(session.predict(new Float32Array(session.describe().features)));
  given.exportWeights.push(session.exportWeights());
  session.step(60);
  given.snapshot.push(session.snapshot({ visuals: false, units: 0, side: 0 }));
  given.evaluate.push(session.evaluate());
  given.trace.push(session.trace());
  session.free();
}

const found = written(given);
for (const kind of ["plane", "images", "table", "ready", "finished", "diverged"]) {
  if (!found.includes(`"kind": "${kind}"`)) throw new Error(`none of the runs shows what is ${kind}`);
}
const lists = Object.entries(given).map(
  ([call, values]) => `export const ${call}: ReturnType<Session["${call}"]>[] = ${written(values)};`,
);
const catalogue = `export const catalogue: ReturnType<Engine["catalogue"]> = ${written(engine.catalogue())};`;
const imported = 'import type { Engine, Session } from "gradient-lab/engine";';
await writeFile(
  new URL("built/returned.ts", import.meta.url),
  [imported, catalogue, ...lists, ""].join("\n"),
);
