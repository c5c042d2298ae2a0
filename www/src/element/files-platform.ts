import type { Experiment } from "../engine/generated/types.ts";
import { compiled, WorkerClient } from "../worker/client.ts";
import { WorkerPool } from "../worker/pool.ts";
import workerUrl from "../worker/pool-worker.ts?worker&url";
import type { Platform } from "./platform.ts";
import { startModule } from "./start-worker.ts";

const wasm = new URL("../engine/generated/gradient_lab_wasm_bg.wasm", import.meta.url);
const data = new URL(/* @vite-ignore */ "./data/", import.meta.url);

/** Compiled once, for all runs and for the check. */
let engine: Promise<WebAssembly.Module | null> | null = null;

const pool = new WorkerPool({
  size: navigator.hardwareConcurrency,
  startWorker: () => startModule(new URL(workerUrl, import.meta.url)),
  serveHere: (endpoint) => void import("../worker/serve.ts").then(({ serve }) => serve(endpoint)),
});

/** The engine in files beside the module. */
export const filesPlatform: Platform = {
  startWorker: () => {
    engine ??= compiled(wasm);
    return new WorkerClient({ startWorker: () => pool.connect(), engine, tables: null, data });
  },
  loadCheck: async () => {
    engine ??= compiled(wasm);
    const { loadEngine } = await import("../engine/index.ts");
    const loaded = await loadEngine((await engine) ?? wasm);
    return (experiment) => void loaded.checkExperiment(experiment as Experiment);
  },
  page: new URL(/* @vite-ignore */ "./index.html", import.meta.url),
};
