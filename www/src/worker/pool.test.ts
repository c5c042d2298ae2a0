import { expect, it } from "vitest";
import { WorkerPool } from "./pool.ts";
import type { FromWorker } from "./protocol.ts";

/** A worker of the test's own, which starts or fails when the test says so. */
class FakeWorker {
  onmessage: (() => void) | null = null;
  onerror: ((event: { preventDefault(): void; message: string }) => void) | null = null;
  readonly ports: MessagePort[] = [];
  ended = false;

  postMessage(_: null, ports: MessagePort[]): void {
    this.ports.push(...ports);
  }

  terminate(): void {
    this.ended = true;
  }
}

function pool(size: number) {
  const workers: FakeWorker[] = [];
  const here: unknown[] = [];
  const made = new WorkerPool({
    size,
    startWorker: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker as unknown as Worker;
    },
    serveHere: (endpoint) => here.push(endpoint),
  });
  return { workers, here, connect: () => made.connect() };
}

it("starts no more workers than its size, and shares them evenly", () => {
  const { workers, connect } = pool(2);
  for (let run = 0; run < 4; run += 1) connect();
  expect(workers.length).toBe(2);
  for (const worker of workers) worker.onmessage?.();
  expect(workers.map(({ ports }) => ports.length)).toEqual([2, 2]);
});

it("ends a worker with its last run", () => {
  const { workers, connect } = pool(1);
  const [one, other] = [connect(), connect()];
  one.terminate();
  expect(workers[0]?.ended).toBe(false);
  other.terminate();
  expect(workers[0]?.ended).toBe(true);
  connect();
  expect(workers.length).toBe(2);
});

it("serves its runs on the page's thread where a worker is refused", () => {
  const { workers, here, connect } = pool(1);
  connect();
  workers[0]?.onerror?.({ preventDefault: () => {}, message: "" });
  expect(here.length).toBe(1);
  connect();
  expect(here.length).toBe(2);
});

it("gives no new run to a worker whose engine has stopped", async () => {
  const { workers, connect } = pool(1);
  const link = connect();
  workers[0]?.onmessage?.();
  const told = new Promise((resolve) => {
    link.onmessage = resolve;
  });
  const failed: FromWorker = { kind: "failed", reason: "stopped", message: "a trap" };
  workers[0]?.ports[0]?.postMessage(failed);
  await told;
  const other = connect();
  expect(workers.length).toBe(2);
  for (const each of [link, other]) each.terminate();
});
