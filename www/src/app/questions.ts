import type { FromWorker, ToWorker } from "../worker/protocol.ts";

export type Answer = Extract<FromWorker, { request: number }>;
/** What a file holds; a message where it is no table at all. */
export type Described = Extract<Answer, { kind: "described" }>["described"];

/** Questions to the worker, and who waits for its answers. */
export class Questions {
  private asked = 0;
  /** By the number of the question. */
  private readonly waiting = new Map<number, (answer: Answer) => void>();

  constructor(private readonly send: (message: ToWorker) => void) {}

  /** What the table `csv` holds, and what a run of the document would make of it. */
  async describe(experiment: string, csv: ArrayBuffer): Promise<Described> {
    const answer = await this.ask((request) => ({ kind: "describe", request, experiment, csv }));
    return answer.kind === "described" ? answer.described : "";
  }

  /** What the present network makes of `inputs`, rows of features; null where there is none. */
  async predict(inputs: Float32Array): Promise<Float32Array | null> {
    const answer = await this.ask((request) => ({ kind: "predict", request, inputs }));
    return answer.kind === "predicted" ? answer.outputs : null;
  }

  /** The run's weights and document as a safetensors file; a message where there can be none. */
  async exportModel(): Promise<Uint8Array<ArrayBuffer> | string> {
    const answer = await this.ask((request) => ({ kind: "exportModel", request }));
    return answer.kind === "modelExported" ? answer.model : "";
  }

  /** Takes an answer of the worker's. */
  answered(answer: Answer): void {
    this.waiting.get(answer.request)?.(answer);
    this.waiting.delete(answer.request);
  }

  private ask(question: (request: number) => ToWorker): Promise<Answer> {
    this.asked += 1;
    const request = this.asked;
    this.send(question(request));
    return new Promise((resolve) => this.waiting.set(request, resolve));
  }
}
