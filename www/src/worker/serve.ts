import type { Engine } from "../engine/index.ts";
import { loadEngine } from "../engine/index.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { Trainer } from "./trainer.ts";

type LoadMessage = Extract<ToWorker, { kind: "load" }>;

/** About a frame, in milliseconds. */
const FRAME_MS = 16;

/** What a trainer is reached through: a worker's own scope, or a port. */
export interface Endpoint {
  postMessage(message: FromWorker, transfer: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}

/** Loads the engine when told to, then hands every message to a trainer of its own. Runs in a worker, or on a page's thread. */
export function serve(endpoint: Endpoint): void {
  // A message to oneself is handled after those that already wait, and without the delay of a timer.
  const channel = new MessageChannel();
  let next: (() => void) | null = null;
  channel.port1.onmessage = () => next?.();
  let engine: Promise<Engine | null> | null = null;
  let trainer: Trainer | null = null;

  const load = async ({ dataUrl, engine: module, tables }: LoadMessage): Promise<Engine | null> => {
    try {
      const loaded = await loadEngine(module ?? undefined, { dataUrl, ...(tables && { tables }) });
      endpoint.postMessage({ kind: "loaded", catalogue: loaded.catalogue() }, []);
      return loaded;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      endpoint.postMessage({ kind: "failed", reason: "loading", message }, []);
      return null;
    }
  };

  const startTrainer = (engine: Engine): Trainer =>
    new Trainer(engine, {
      post: (message, transfer) => endpoint.postMessage(message, transfer),
      yield: (callback) => {
        next = callback;
        channel.port2.postMessage(null);
      },
      later: (callback) => setTimeout(callback, FRAME_MS),
      now: () => performance.now(),
    });

  endpoint.onmessage = async ({ data }) => {
    if (data.kind === "load") {
      engine = load(data);
      return;
    }
    const loaded = await engine;
    if (data.kind === "close") {
      endpoint.onmessage = null;
      channel.port1.close();
      trainer?.end();
      return;
    }
    if (!loaded) return;
    if (data.kind === "recordTrace") {
      const { recordTrace } = await import("./trace-recorder.ts");
      await recordTrace(loaded, data, (message) => endpoint.postMessage(message, []));
      return;
    }
    trainer ??= startTrainer(loaded);
    trainer.receive(data);
  };
}
