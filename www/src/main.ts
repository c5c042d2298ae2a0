import "./tokens.css";
import { addressBar } from "./app/surroundings.ts";
import { type Sources, WorkerClient } from "./worker/client.ts";

/** Relative to this module, wherever the page stands that loads it. */
const sources: Sources = {
  startWorker: () => new Worker(new URL("./worker/training-worker.ts", import.meta.url), { type: "module" }),
  engine: new URL("./engine/generated/gradient_lab_wasm_bg.wasm", import.meta.url),
  data: new URL(/* @vite-ignore */ "../data/", import.meta.url),
};

// Before there is a page to use it: the engine loads while the page does.
let early: WorkerClient | null = new WorkerClient(sources);

function startWorker(): WorkerClient {
  const worker = early ?? new WorkerClient(sources);
  early = null;
  return worker;
}

void import("./app/lab-page.ts").then(({ LabPage }) => {
  document.body.prepend(new LabPage({ address: addressBar, storage: () => localStorage, startWorker }));
});
