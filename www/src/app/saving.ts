/** Saves what the reader chooses of a run. Loaded with the first choice. */

import { curvesFigure } from "../export/figures/curves.ts";
import { layersFigure } from "../export/figures/layers.ts";
import type { Markup } from "../export/markup.ts";
import { withDocument } from "../export/model.ts";
import { pictureOf } from "../export/picture.ts";
import { report } from "../export/report.ts";
import { fileStem, type SavedRun } from "../export/saved-run.ts";
import type { SaveMenu } from "../panels/save/save-menu.ts";
import type { SaveFormat } from "../panels/save-format.ts";
import { nameOf } from "../state/name.ts";
import { experimentOf } from "../state/run.ts";
import { saving as words } from "../text/en-saved.ts";
import type { WorkerClient } from "../worker/client.ts";
import type { TraceFormat } from "../worker/protocol.ts";
import type { Lab } from "./lab.ts";

/** What is saved, and how its file's name ends; a text where there can be none. */
type Content = { readonly parts: BlobPart[]; readonly type: string; readonly ending: string } | string;

/** Where things are saved from, and where it is said. */
interface Surroundings {
  readonly lab: Lab;
  readonly menu: SaveMenu;
  startWorker(): Pick<WorkerClient, "listen" | "send" | "terminate">;
}

/** Saves the run on show as `format`, and says so in the menu. */
export async function save(format: SaveFormat, surroundings: Surroundings): Promise<void> {
  const { lab, menu } = surroundings;
  const run = runOf(lab);
  if (!run) return;
  const content = await contentOf(format, run, surroundings);
  if (typeof content === "string") {
    menu.status = content;
    return;
  }
  const file = `${fileStem(run.name)}.${content.ending}`;
  download(new Blob(content.parts, { type: content.type }), file);
  menu.status = words.done(file);
}

/** The run on show; null if there is none. */
function runOf(lab: Lab): SavedRun | null {
  const { current, catalogue } = lab.state;
  if (!current || !catalogue) return null;
  const { runInfo, snapshot, traits } = current;
  const experiment = experimentOf(lab.state) ?? current.experiment;
  const table = lab.usedFile()?.name ?? null;
  const said = { log: lab.log, link: lab.link(), table };
  return { name: nameOf(experiment), experiment, catalogue, runInfo, snapshot, traits, ...said };
}

async function contentOf(format: SaveFormat, run: SavedRun, surroundings: Surroundings): Promise<Content> {
  switch (format) {
    case "document":
      return {
        parts: [`${JSON.stringify(run.experiment, null, 2)}\n`],
        type: "application/json",
        ending: "json",
      };
    case "model":
      return modelOf(run, surroundings.lab);
    case "trace-jsonl":
      return traceOf("jsonl", run, surroundings);
    case "trace-csv":
      return traceOf("csv", run, surroundings);
    case "layers-svg":
      return vector(layersFigure(run), "layers");
    case "layers-png":
      return pixels(layersFigure(run), "layers");
    case "curves-svg":
      return vector(curvesFigure(run), "curves");
    case "curves-png":
      return pixels(curvesFigure(run), "curves");
    case "report":
      return { parts: [report(run).text], type: "text/html", ending: "report.html" };
  }
}

function vector({ text }: Markup, name: string): Content {
  return { parts: [text], type: "image/svg+xml", ending: `${name}.svg` };
}

async function pixels(figure: Markup, name: string): Promise<Content> {
  const picture = await pictureOf(figure);
  if (!picture) return words.failed(words.noPicture);
  return { parts: [picture], type: "image/png", ending: `${name}.png` };
}

async function modelOf(run: SavedRun, lab: Lab): Promise<Content> {
  const model = await lab.questions.exportModel();
  if (typeof model === "string") return words.failed(model);
  // As the page calls it: a new name begins no new run.
  const named = withDocument(model, run.experiment);
  return { parts: [named], type: "application/octet-stream", ending: "safetensors" };
}

/** Trains the run again, in a worker of its own, so that the page's run and its pace stay as they are. */
function traceOf(format: TraceFormat, run: SavedRun, surroundings: Surroundings): Promise<Content> {
  const { lab, menu } = surroundings;
  const steps = run.snapshot.step;
  const worker = surroundings.startWorker();
  const parts: string[] = [];
  return new Promise<Content>((resolve) => {
    menu.progress = { step: 0, steps, stop: () => resolve(words.stopped) };
    worker.listen((message) => {
      if (message.kind === "traceRecorded") {
        parts.push(message.text);
        if (menu.progress) menu.progress = { ...menu.progress, step: message.step };
      } else if (message.kind === "traceEnded") {
        const type = format === "csv" ? "text/csv" : "application/jsonl";
        const ending = `trace.${format}`;
        resolve(message.problem === null ? { parts, type, ending } : words.failed(message.problem));
      } else if (message.kind === "failed") {
        resolve(words.failed(message.message));
      }
    });
    const experiment = JSON.stringify(run.experiment);
    void worker.send({
      kind: "recordTrace",
      experiment,
      ...(lab.givenFiles() ?? { csv: null, weights: null }),
      steps,
      format,
    });
  }).finally(() => {
    worker.terminate();
    menu.progress = null;
  });
}

/** How long a browser may take until it has read what it downloads. */
const READ_WITHIN_MS = 60_000;

function download(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READ_WITHIN_MS);
}
