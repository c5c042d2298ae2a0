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

let engine: Promise<Engine | null> | null = null;
let trainer: Trainer | null = null;

scope.onmessage = async ({ data }) => {
  if (data.kind === "load") {
    engine = load(data);
    return;
  }
  const loaded = await engine;
  if (!loaded) return;
  if (data.kind === "recordTrace") {
    const { recordTrace } = await import("./trace-recorder.ts");
    await recordTrace(loaded, data, (message) => scope.postMessage(message, []));
    return;
  }
  trainer ??= startTrainer(loaded);
  trainer.receive(data);
};

type LoadMessage = Extract<ToWorker, { kind: "load" }>;

async function load({ dataUrl, engine: module, tables }: LoadMessage): Promise<Engine | null> {
  try {
    const loaded = await loadEngine(module ?? undefined, { dataUrl, ...(tables && { tables }) });
    scope.postMessage({ kind: "loaded", catalogue: loaded.catalogue() }, []);
    return loaded;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ kind: "failed", reason: "loading", message }, []);
    return null;
  }
}

function startTrainer(engine: Engine): Trainer {
  return new Trainer(engine, {
    post: (message, transfer) => scope.postMessage(message, transfer),
    yield: (callback) => {
      next = callback;
      channel.port2.postMessage(null);
    },
    now: () => performance.now(),
  });
}
