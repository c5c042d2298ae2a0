/** What the browsers load: the engine, waiting for documents. */

import { type Job, loadBuiltEngine, runInEngine } from "./run.ts";

declare global {
  /** Runs a document; gives the JSON text of a `Run`. */
  var runDocument: (job: Job) => Promise<string>;
}

const engine = await loadBuiltEngine(new URL("/site/", location.href));
globalThis.runDocument = async (job) => JSON.stringify(await runInEngine(engine, job));
