import "./tokens.css";
import { addressBar } from "./app/environment.ts";
import { type Sources, WorkerClient } from "./worker/client.ts";

/** URLs relative to this module, not to the page that loads it. */
const sources: Sources = {
  startWorker: () => new Worker(new URL("./worker/training-worker.ts", import.meta.url), { type: "module" }),
  engine: new URL("./engine/generated/gradient_lab_wasm_bg.wasm", import.meta.url),
  tables: null,
  data: new URL(/* @vite-ignore */ "../data/", import.meta.url),
};

// Started before the page is loaded, so that both load at the same time.
let early: WorkerClient | null = new WorkerClient(sources);

function startWorker(): WorkerClient {
  const worker = early ?? new WorkerClient(sources);
  early = null;
  return worker;
}

void import("./app/lab-page.ts").then(({ LabPage }) => {
  const storage = { storage: () => localStorage, tabStorage: () => sessionStorage };
  document.body.prepend(new LabPage({ address: addressBar, ...storage, startWorker }));
});
