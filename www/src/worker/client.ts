import type { FromWorker, ToWorker } from "./protocol.ts";

/** Where a worker, and what it needs, come from. */
export interface Sources {
  startWorker(): Worker;
  /** The engine's wasm file. */
  readonly engine: URL;
  /** The folder of the image sets. */
  readonly data: URL;
}

/** The page's end of the training worker. */
export class WorkerClient {
  private readonly worker: Worker;
  /** Done once the worker has been told to load, which must be the first that it hears. */
  private readonly begun: Promise<void>;
  private receive: ((message: FromWorker) => void) | null = null;
  /** What came before anyone listened. */
  private readonly early: FromWorker[] = [];

  /** Starts a worker and loads the engine for it, both at the same time. */
  constructor(sources: Sources) {
    this.worker = sources.startWorker();
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.hear(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.hear({ kind: "failed", reason: "stopped", message: event.message || "the worker stopped" });
    };
    this.begun = this.begin(sources);
  }

  private async begin({ data, engine }: Sources): Promise<void> {
    this.post({ kind: "load", dataUrl: data.href, engine: await compiled(engine) });
  }

  /** Hands on what the worker says, and what it has said so far. */
  listen(receive: (message: FromWorker) => void): void {
    this.receive = receive;
    for (const message of this.early.splice(0)) receive(message);
  }

  async send(message: ToWorker): Promise<void> {
    await this.begun;
    this.post(message);
  }

  /** Ends the worker at once, whatever it is doing. */
  terminate(): void {
    this.receive = () => undefined;
    this.worker.terminate();
  }

  private hear(message: FromWorker): void {
    if (this.receive) this.receive(message);
    else this.early.push(message);
  }

  private post(message: ToWorker): void {
    this.worker.postMessage(message);
  }
}

/** The engine, compiled while it arrives; null where that fails: the worker tries by itself then, and says why it cannot. */
async function compiled(engine: URL): Promise<WebAssembly.Module | null> {
  try {
    return await WebAssembly.compileStreaming(fetch(engine));
  } catch {
    return null;
  }
}
