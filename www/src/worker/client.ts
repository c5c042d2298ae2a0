import type { FromWorker, ToWorker } from "./protocol.ts";

/** The page's end of the training worker. */
export class WorkerClient {
  private readonly worker: Worker;
  /** Done once the worker has been told to load, which must be the first that it hears. */
  private readonly begun: Promise<void>;
  private receive: ((message: FromWorker) => void) | null = null;
  /** What came before anyone listened. */
  private readonly early: FromWorker[] = [];

  /** Starts a worker and loads the engine for it, both at the same time; image sets come from `dataUrl`. */
  constructor(dataUrl: string) {
    this.worker = new Worker(new URL("./training-worker.ts", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.hear(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.hear({ kind: "failed", reason: "stopped", message: event.message || "the worker stopped" });
    };
    this.begun = this.begin(dataUrl);
  }

  private async begin(dataUrl: string): Promise<void> {
    this.post({ kind: "load", dataUrl, engine: await compiledEngine() });
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
async function compiledEngine(): Promise<WebAssembly.Module | null> {
  try {
    const url = new URL("../engine/generated/gradient_lab_wasm_bg.wasm", import.meta.url);
    return await WebAssembly.compileStreaming(fetch(url));
  } catch {
    return null;
  }
}

let early: WorkerClient | null = null;

/** Starts the page's first worker before there is a page to use it: the engine loads while the page does. */
export function startEarly(): void {
  early = new WorkerClient(dataUrl());
}

/** The worker that was started early, or a new one. */
export function takeWorker(): WorkerClient {
  const worker = early ?? new WorkerClient(dataUrl());
  early = null;
  return worker;
}

function dataUrl(): string {
  return new URL("data/", document.baseURI).href;
}
