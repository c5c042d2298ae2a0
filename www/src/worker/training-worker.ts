/** The training worker: loads the engine, then hands every message to the trainer. */

import type { Engine } from "../engine/index.ts";
import { loadEngine } from "../engine/index.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { Trainer } from "./trainer.ts";

/** What is used of a dedicated worker's global scope. */
interface WorkerScope {
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

const scope = self as unknown as WorkerScope;

// A message to oneself is handled after those that already wait, and without the delay of a timer.
const channel = new MessageChannel();
let next: (() => void) | null = null;
channel.port1.onmessage = () => next?.();

let trainer: Promise<Trainer | null> | null = null;

scope.onmessage = async ({ data }) => {
  if (data.kind === "load") {
    trainer = load(data.dataUrl, data.engine ?? undefined);
    return;
  }
  const loaded = await trainer;
  loaded?.receive(data);
};

async function load(dataUrl: string, module: WebAssembly.Module | undefined): Promise<Trainer | null> {
  let engine: Engine;
  try {
    engine = await loadEngine(module, { dataUrl });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ kind: "failed", reason: "loading", message }, []);
    return null;
  }
  scope.postMessage({ kind: "loaded", catalogue: engine.catalogue() }, []);
  return new Trainer(engine, {
    post: (message, transfer) => scope.postMessage(message, transfer),
    yield: (callback) => {
      next = callback;
      channel.port2.postMessage(null);
    },
    now: () => performance.now(),
  });
}
