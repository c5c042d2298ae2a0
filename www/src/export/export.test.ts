import { describe, expect, it } from "vitest";
import { catalogue } from "../engine/generated/catalogue.ts";
import { loadEngine } from "../engine/index.ts";
import type { JsonObject } from "../state/path.ts";
import { traitsOf } from "../state/traits.ts";
import { curvesFigure, hasCurves } from "./figures/curves.ts";
import { layersFigure } from "./figures/layers.ts";
import { wrapped } from "./figures/sheet.ts";
import { withDocument } from "./model.ts";
import { report } from "./report.ts";
import { fileStem, type SavedRun } from "./saved-run.ts";

const engine = await loadEngine();

/** Texts that would be markup or script if anything forgot to escape them. */
const HOSTILE = [
  '<img src=x onerror="alert(1)">',
  '"><script>alert(1)</script>',
  "'><svg onload=alert(1)>",
  "]]><script>alert(1)</script>",
  "--><script>alert(1)</script>",
  "</title></style><script>alert(1)</script>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what a template would put in.
  "${alert(1)}{{alert(1)}}",
  "&lt;b&gt;&amp;&#60;",
  "javascript:alert(1)",
  "\u0000\u0008\ud800\uffff",
];

/** A run that has done `steps` steps. */
async function savedRun(
  experiment: JsonObject,
  steps: number,
  part: Partial<SavedRun> = {},
): Promise<SavedRun> {
  const session = await engine.createSession(JSON.stringify(experiment));
  session.step(steps);
  const run: SavedRun = {
    name: String(experiment.name ?? ""),
    experiment,
    catalogue,
    runInfo: session.describe(),
    snapshot: session.snapshot({ visuals: false, units: 0, side: 0 }),
    traits: traitsOf(experiment),
    log: [{ experiment, after: 0 }],
    link: "https://lab.example/#x",
    table: null,
    ...part,
  };
  session.free();
  return run;
}

const moons = {
  version: 1,
  name: "Two moons",
  data: { kind: "moons", samples: 100 },
  network: { hidden: [{ units: 4, repeat: 3, activation: "tanh" }] },
};

describe("a figure", () => {
  it("has its caption with name, step, verdict, settings and version", async () => {
    const run = await savedRun(moons, 20);
    for (const figure of [layersFigure(run), curvesFigure(run)]) {
      const said = figure.text.match(/<desc>(.*)<\/desc>/)?.[1] ?? "";
      expect(said).toMatch(/^Two moons\. /);
      expect(said).toContain("After step 20, in epoch 7.");
      expect(said).toContain("a layer. ");
      expect(said).toContain("data moons, data.samples 100, network.hidden[0].units 4");
      expect(said).toMatch(/Gradient Lab \d+\.\d+\.\d+\.$/);
    }
  });

  it("has a mark for each layer before the first step, after it, and once a run has diverged", async () => {
    const ruined = {
      version: 1,
      network: {
        hidden: [{ units: 32, repeat: 14, activation: "relu", init: { kind: "normal", stddev: 1 } }],
      },
      training: { optimizer: { kind: "sgd", learning_rate: 0.1 } },
    };
    const deep = { version: 1, network: { hidden: [{ units: 4, repeat: 99 }] } };
    for (const [experiment, steps] of [
      [moons, 0],
      [moons, 1],
      [deep, 3],
      [ruined, 500],
    ] as const) {
      const run = await savedRun(experiment, steps);
      const { text } = layersFigure(run);
      expect(text).not.toMatch(/NaN[ "V]|"Infinity|undefined|[ M]-?Infinity/);
      expect(hasCurves(run)).toBe(steps > 1 && run.snapshot.step > 1);
      if (hasCurves(run)) expect(curvesFigure(run).text).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it("breaks its caption between words, and within one that is longer than a line", () => {
    expect(wrapped("one two three", 7)).toEqual(["one two", "three"]);
    expect(wrapped(`a ${"x".repeat(9)} b`, 4)).toEqual(["a", "xxxx", "xxxx", "x b"]);
  });
});

describe("nothing that a reader names becomes markup", () => {
  // Told by their numbers: half a character in a title would make no JSON.
  it.each(HOSTILE.map((hostile, at) => [at, hostile] as const))(
    "in figures and report: %i",
    async (_, hostile) => {
      const plain = await savedRun(moons, 20);
      const before = { ...moons, data: { kind: "csv", target: "a" } };
      const run: SavedRun = {
        ...plain,
        name: hostile,
        experiment: { ...moons, name: hostile, data: { kind: "csv", target: hostile, features: [hostile] } },
        runInfo: {
          ...plain.runInfo,
          classes: [hostile, hostile],
          layers: plain.runInfo.layers.map((layer) => ({ ...layer, name: hostile, activation: hostile })),
        },
        table: hostile,
        link: hostile,
        log: [
          { experiment: before, after: 0 },
          { experiment: { ...before, data: { kind: "csv", target: hostile } }, after: 3 },
        ],
      };
      for (const [make, isReport] of [
        [layersFigure, false],
        [curvesFigure, false],
        [report, true],
      ] as const) {
        // The same elements and attributes as without: what was put in is text.
        const own = make({ ...run, ...withNames(run, "x") }).text;
        const { text } = make(run);
        expect(skeleton(text, isReport)).toEqual(skeleton(own, isReport));
        expect(text).not.toMatch(/<script|<img|onerror="|onload=alert\(1\)>|href="javascript/);
      }
    },
  );
});

/** What `run` is with `name` in place of every text of the reader's. */
function withNames(run: SavedRun, name: string): Partial<SavedRun> {
  const data = { kind: "csv", target: name, features: [name] };
  const [first, second] = run.log;
  const log = first && second ? [first, { ...second, experiment: { ...second.experiment, data } }] : [];
  return {
    name,
    experiment: { ...run.experiment, name, data },
    runInfo: {
      ...run.runInfo,
      classes: [name, name],
      layers: run.runInfo.layers.map((layer) => ({ ...layer, name, activation: name })),
    },
    table: name,
    link: name,
    log,
  };
}

/** The tags of a document in their order, with the names of their attributes; lines of a caption count once. */
function skeleton(text: string, isReport: boolean): string[] {
  const body = isReport ? text.slice(text.indexOf("</style>")) : text;
  const tags = [...body.matchAll(/<[^>]*>/g)].map(([tag]) =>
    tag.replaceAll(/"[^"]*"/g, '""').replaceAll(/\s+/g, " "),
  );
  return tags.filter((tag) => !/^<\/?(tspan|li)/.test(tag));
}

describe("a model file", () => {
  it("gets the run's name of now, and keeps its weights to the bit", async () => {
    const session = await engine.createSession(JSON.stringify(moons));
    session.step(5);
    const inputs = Float32Array.from([0.5, -0.25, 1, 2]);
    const outputs = session.predict(inputs);
    const model = withDocument(session.exportWeights().slice(), { ...moons, name: "Ünder ☃ another name" });
    session.free();
    const again = await engine.createSession(null, { weights: model });
    expect(again.experiment().name).toBe("Ünder ☃ another name");
    expect(again.predict(inputs)).toEqual(outputs);
    again.free();
  });
});

describe("a file's name", () => {
  it.each([
    ["Two moons", "Two-moons"],
    ["../../etc/passwd", "etc-passwd"],
    ['<img src="x">', "img-src-x"],
    ["Größe 3 × Δ", "Größe-3-Δ"],
    ["", "experiment"],
    ["???", "experiment"],
  ])("of %s begins with %s", (name, stem) => {
    expect(fileStem(name)).toBe(stem);
  });
});
