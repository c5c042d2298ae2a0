import "./tokens.css";
import { addressBar } from "./app/environment.ts";
import { type Sources, WorkerClient } from "./worker/client.ts";

/** How long after the first run is on show the site's files are kept for the next visit without a network. */
const OFFLINE_AFTER_MS = 2000;

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

async function loadLater(): Promise<void> {
  const { loadType } = await import("./app/late.ts");
  loadType();
  await new Promise((resolve) => setTimeout(resolve, OFFLINE_AFTER_MS));
  // Where that does not come, the page is as good while there is a connection.
  const offline = await import("./app/offline.ts").catch(() => null);
  await offline?.workOffline();
}

void import("./app/lab-page.ts").then(({ LabPage }) => {
  const storage = { storage: () => localStorage, tabStorage: () => sessionStorage };
  document.body.prepend(new LabPage({ address: addressBar, ...storage, startWorker, loadLater }));
});
