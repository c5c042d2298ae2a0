import { engineBytes, engineCode } from "virtual:inline-engine";
import { WorkerClient } from "../worker/client.ts";
import { WorkerPool } from "../worker/pool.ts";
import type { Platform } from "./platform.ts";
import { startText } from "./start-worker.ts";

/** What follows the engine's code in a worker, as `pool-worker.ts` does it. */
const WORKER = "self.onmessage = ({ ports }) => ports.forEach(serve); self.postMessage(null);";

/** Unpacked and compiled once, for all runs and for the check. */
let engine: Promise<WebAssembly.Module> | null = null;

async function compiled(): Promise<WebAssembly.Module> {
  const packed = Uint8Array.from(atob(engineBytes), (character) => character.charCodeAt(0));
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return WebAssembly.compile(await new Response(plain).arrayBuffer());
}

/** The engine's code on this thread, run once. */
let here: ReturnType<typeof engineCode> | null = null;

function codeHere(): ReturnType<typeof engineCode> {
  here ??= engineCode();
  return here;
}

const pool = new WorkerPool({
  size: navigator.hardwareConcurrency,
  startWorker: () => startText(`const { serve } = (${engineCode})(); ${WORKER}`),
  serveHere: (endpoint) => codeHere().serve(endpoint),
});

/** The engine within the module: no other file is asked for, so there are no image sets. */
export const inlinePlatform: Platform = {
  startWorker: () => {
    engine ??= compiled();
    const module = engine.catch(() => null);
    // A folder that is none: an image set is refused by its name.
    const data = new URL("data:,");
    return new WorkerClient({ startWorker: () => pool.connect(), engine: module, tables: null, data });
  },
  loadCheck: async () => {
    engine ??= compiled();
    const loaded = await codeHere().loadEngine(await engine);
    return (experiment) => void loaded.checkExperiment(experiment as never);
  },
  page: null,
};
