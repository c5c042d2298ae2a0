import type { FromWorker, ToWorker } from "./protocol.ts";

/** The page's end of the training worker. */
export class WorkerClient {
  private readonly worker: Worker;

  /** Starts a worker that loads the engine; image sets come from `dataUrl`. */
  constructor(dataUrl: string, receive: (message: FromWorker) => void) {
    this.worker = new Worker(new URL("./training-worker.ts", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => receive(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      receive({ kind: "failed", reason: "stopped", message: event.message || "the worker stopped" });
    };
    this.send({ kind: "load", dataUrl });
  }

  send(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  /** Ends the worker at once, whatever it is doing. */
  terminate(): void {
    this.worker.terminate();
  }
}
