import type { Engine } from "../../www/src/engine/index.ts";

type EngineModule = typeof import("../../www/src/engine/index.ts");

/** A document and the file that it needs beside it. */
export interface Job {
  /** What people call it. */
  name: string;
  /** The document's JSON text. */
  document: string;
  /** The data of a `csv` document. */
  csv?: string;
}

/** What a run left, in a form that is equal only where every bit is. */
export interface Run {
  /** Each record of the trace. */
  trace: string[];
  /** How the run ended. */
  ending: string;
  /** The SHA-256 of the model file and, to name the one that differs, of each tensor in it; none where the run diverged. */
  weights: Record<string, string>;
}

/** How every platform says that a run came to its end. */
export const FINISHED = "finished";

/** The key of {@link Run.weights} for the model file as a whole, header included. */
export const WHOLE_FILE = "the whole file";

/** Where a run diverged, as `gradlab` says it. */
export function divergence(step: number | string, layer: string): string {
  return `diverged at step ${step}, first in ${layer}`;
}

/**
 * A record of the trace as text. JavaScript writes the shortest text that reads back as the same bits; only the sign of
 * zero it drops.
 */
export function recordText(record: unknown): string {
  return JSON.stringify(record, (_, value: unknown) => (Object.is(value, -0) ? "-0" : value));
}

/** Loads the built engine from the folder of the site, where it finds its wasm file and the image sets. */
export async function loadBuiltEngine(site: string | URL): Promise<Engine> {
  const { loadEngine } = (await import(new URL("engine.js", site).href)) as EngineModule;
  return loadEngine();
}

/** Runs a job and names it when it fails. */
export async function named(job: Job, run: (job: Job) => Promise<Run>): Promise<Run> {
  try {
    return await run(job);
  } catch (cause) {
    throw new Error(`${job.name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

/** Trains a document's network to its end. */
export async function runInEngine(engine: Engine, { document, csv }: Job): Promise<Run> {
  const session = await engine.createSession(document, csv === undefined ? {} : { data: csv });
  try {
    const { totalSteps } = session.describe();
    session.step(totalSteps);
    const trace = session.trace().map(recordText);
    const { status } = session.snapshot({ visuals: false, units: 0, side: 0 });
    return status.kind === "diverged"
      ? { trace, ending: divergence(status.step, status.layer), weights: {} }
      : { trace, ending: FINISHED, weights: await digests(session.exportWeights()) };
  } finally {
    session.free();
  }
}

/** The digests of a safetensors file: eight bytes with the header's length, the header (JSON), the tensors. */
export async function digests(file: Uint8Array): Promise<Record<string, string>> {
  const headerEnd = 8 + Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, headerEnd))) as Record<
    string,
    { data_offsets?: [number, number] }
  >;
  const found: Record<string, string> = {};
  for (const [name, { data_offsets: offsets }] of Object.entries(header).sort()) {
    if (offsets) found[name] = await sha256(file.slice(headerEnd + offsets[0], headerEnd + offsets[1]));
  }
  found[WHOLE_FILE] = await sha256(file.slice());
  return found;
}

/** The SHA-256 of some bytes, in hexadecimal digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
