import type { FromWorker, ToWorker } from "./protocol.ts";

/** A worker, or a port to one of several runs in it. */
export interface Link {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: ToWorker): void;
  terminate(): void;
}

/** Where a worker, and what it needs, come from. */
export interface Sources {
  startWorker(): Link;
  /** The engine's wasm file, its bytes, or what it was compiled to, as {@link compiled} does it. */
  readonly engine: URL | Uint8Array<ArrayBuffer> | Promise<WebAssembly.Module | null>;
  /** The wasm file of the reader of files; null where it is beside the worker's module. */
  readonly tables: ArrayBuffer | null;
  /** The folder of the image sets; null where there are none. */
  readonly data: URL | null;
}

/** The page's end of the training worker. */
export class WorkerClient {
  private readonly worker: Link;
  /** Resolves when `load` has been posted; it must be the first message. */
  private readonly loadSent: Promise<void>;
  private receive: ((message: FromWorker) => void) | null = null;
  /** Messages that came before `listen` was called. */
  private readonly early: FromWorker[] = [];

  /** Starts a worker and loads the engine for it, both at the same time. */
  constructor(sources: Sources) {
    this.worker = sources.startWorker();
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.deliver(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.deliver({ kind: "failed", reason: "stopped", message: event.message || "the worker stopped" });
    };
    this.loadSent = this.load(sources);
  }

  private async load({ data, engine, tables }: Sources): Promise<void> {
    const module = engine instanceof Promise ? engine : compiled(engine);
    this.post({ kind: "load", dataUrl: data?.href ?? null, engine: await module, tables });
  }

  /** Passes every message to `receive`, first those that came before. */
  listen(receive: (message: FromWorker) => void): void {
    this.receive = receive;
    for (const message of this.early.splice(0)) receive(message);
  }

  async send(message: ToWorker): Promise<void> {
    await this.loadSent;
    this.post(message);
  }

  /** Ends the worker at once, whatever it is doing. */
  terminate(): void {
    this.receive = () => undefined;
    this.worker.terminate();
  }

  private deliver(message: FromWorker): void {
    if (this.receive) this.receive(message);
    else this.early.push(message);
  }

  private post(message: ToWorker): void {
    this.worker.postMessage(message);
  }
}

/** The engine, compiled while it arrives; null where that fails: the worker tries by itself then, and says why it cannot. */
export async function compiled(engine: URL | Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module | null> {
  try {
    if (!(engine instanceof URL)) return await WebAssembly.compile(engine);
    const response = await fetch(engine);
    // Browsers compile what arrives only under its own type, which not every server knows.
    const streams = response.headers.get("content-type") === "application/wasm";
    return await (streams
      ? WebAssembly.compileStreaming(response)
      : WebAssembly.compile(await response.arrayBuffer()));
  } catch {
    return null;
  }
}
