import { readBytes } from "./bytes.ts";
import { Downloads } from "./downloads.ts";
import { describeTable, type ReadModel, type ReadTable, readModel, readTable } from "./files.ts";
import { catalogue } from "./generated/catalogue.ts";
import initialize, * as raw from "./generated/gradient_lab_wasm.js";
import type { Catalogue, Experiment, TableDescription } from "./generated/types.ts";
import { EngineFailure, Guard } from "./guard.ts";
import { inflated } from "./images.ts";
import { refusal } from "./refusal.ts";
import { Session } from "./session.ts";

export { EngineFailure };

/** Where the wasm file is: a URL, a response that carries it, its bytes, or what they were compiled to. */
export type WasmSource = string | URL | Response | ArrayBuffer | Uint8Array<ArrayBuffer> | WebAssembly.Module;

/** What `loadEngine` takes beside the wasm file. */
export interface EngineOptions {
  /** The folder of the image sets; without it, `data/` beside the module. */
  dataUrl?: string | URL;
}

/** An experiment document: the object, or its JSON text, in which duplicate keys are found too. */
export type ExperimentInput = Experiment | string;

/** What a session may be given beside its document. */
export interface SessionOptions {
  /** For a `csv` experiment the file, as text or its bytes; for an image set the bytes of its assets, in order. */
  data?: string | Uint8Array | ArrayBuffer | readonly (Uint8Array | ArrayBuffer)[];
  /** A safetensors file to begin from. */
  weights?: Uint8Array | ArrayBuffer;
  /** Gives up waiting for image sets. */
  signal?: AbortSignal;
}

/** The loaded engine. */
export interface Engine {
  /** Every catalogue and the document's fields. */
  catalogue(): Catalogue;
  /** The document with only what differs from the defaults; throws what is wrong with it. */
  checkExperiment(experiment: ExperimentInput): Experiment;
  /** What a table holds, its columns and their gaps, and what a run of the `csv` document would make of it. */
  describeTable(
    experiment: ExperimentInput,
    table: string | Uint8Array | ArrayBuffer,
  ): Promise<TableDescription>;
  /** A run from its document, ready for its first step; with `null`, from the document in `options.weights`. */
  createSession(experiment: ExperimentInput | null, options?: SessionOptions): Promise<Session>;
}

/** There is one instance of the wasm module in a realm, however often it is loaded. */
const guard = new Guard(() => raw.panicMessage());

/** Loads the wasm module, once a realm; `source` overrides where from. */
export async function loadEngine(source?: WasmSource, options: EngineOptions = {}): Promise<Engine> {
  if (typeof WebAssembly === "undefined") {
    throw new EngineFailure("the engine needs WebAssembly, which is missing or switched off here");
  }
  guard.check();
  await initialize({ module_or_path: await wasmModule(source) });
  const dataUrl = new URL(options.dataUrl ?? new URL(/* @vite-ignore */ "data/", import.meta.url));
  return new LoadedEngine(dataUrl);
}

async function wasmModule(source: WasmSource | undefined): Promise<Exclude<WasmSource, string | URL>> {
  if (source !== undefined && typeof source !== "string" && !(source instanceof URL)) return source;
  const url = source ?? new URL("./generated/gradient_lab_wasm_bg.wasm", import.meta.url);
  return readBytes(new URL(url), "the engine");
}

class LoadedEngine implements Engine {
  private readonly assets: Downloads;

  constructor(dataUrl: URL) {
    this.assets = new Downloads((name, signal) =>
      readBytes(new URL(name, dataUrl), `the data file ${name}`, signal),
    );
  }

  catalogue(): Catalogue {
    return catalogue;
  }

  checkExperiment(experiment: ExperimentInput): Experiment {
    return guard.run(() => {
      const checked = raw.Experiment.parse(experiment);
      const document = checked.toObject();
      checked.free();
      return document;
    });
  }

  async describeTable(
    experiment: ExperimentInput,
    table: string | Uint8Array | ArrayBuffer,
  ): Promise<TableDescription> {
    const [document, seed] = guard.run(() => {
      const checked = raw.Experiment.parse(experiment);
      const described = [checked.toObject(), checked.seed()] as const;
      checked.free();
      return described;
    });
    return describeTable(document, seed, toBytes(table));
  }

  async createSession(experiment: ExperimentInput | null, options: SessionOptions = {}): Promise<Session> {
    const { weights, signal } = options;
    if (experiment === null && weights === undefined) {
      throw refusal("request", "experiment", "null needs weights that hold a document");
    }
    const model = weights === undefined ? null : await readModel(toBytes(weights));
    const checked = guard.run(() =>
      experiment === null ? raw.Experiment.ofModel(model?.document) : raw.Experiment.parse(experiment),
    );
    const names = guard.run(() => checked.requiredAssets());
    const { table: file, files } = given(options.data, names);
    const assets = await Promise.all(
      // What needs images refuses a table, whether they have come or not.
      (file === null ? names : []).map(async (name, index) => {
        const bytes = files[index];
        const packed = bytes === undefined ? await this.assets.get(name, signal) : toBytes(bytes);
        return [name, await inflated(name, packed)] as const;
      }),
    );
    const table = file === null ? null : await tableOf(checked, file, model?.layout);
    const session = guard.run(() => {
      const resources = new raw.Resources();
      if (table) resources.setTable(table.rows, table.inputs, table.targets, table.classes, table.layout);
      for (const [name, bytes] of assets) resources.addAsset(name, bytes);
      return new raw.Session(checked, resources, model ? weightsOf(model) : undefined);
    });
    return new Session(guard, session, table);
  }
}

function weightsOf(model: ReadModel): raw.Weights {
  const weights = new raw.Weights();
  for (const { name, shape, values } of model.tensors) weights.add(name, shape, values);
  return weights;
}

/** The user's file, read for the experiment; with the layout of a model as that one read its own. */
function tableOf(
  experiment: raw.Experiment,
  file: Uint8Array,
  layout: string | undefined,
): Promise<ReadTable> {
  const [document, seed] = guard.run(() => [experiment.toObject(), experiment.seed()] as const);
  return readTable(document, seed, file, layout);
}

/** The user's table, or image files in the order of their `names`: what a document takes that needs some. */
function given(
  data: SessionOptions["data"],
  names: readonly string[],
): { table: Uint8Array | null; files: readonly (Uint8Array | ArrayBuffer)[] } {
  if (typeof data === "string") return { table: toBytes(data), files: [] };
  const files = data === undefined ? [] : [data].flat();
  const most = Math.max(1, names.length);
  if (files.length > most) {
    throw refusal("data", "", `holds ${files.length} files; the document takes ${most}`);
  }
  const [table] = files;
  if (table === undefined || names.length > 0) return { table: null, files };
  return { table: toBytes(table), files: [] };
}

function toBytes(data: string | Uint8Array | ArrayBuffer): Uint8Array {
  if (typeof data === "string") return new TextEncoder().encode(data);
  return data instanceof Uint8Array ? data : new Uint8Array(data);
}
