/** The page in one file: `main.ts`, with everything at hand. */

import "../tokens.css";
import "../app/type.css";
import { addressBar } from "../app/environment.ts";
import { LabPage } from "../app/lab-page.ts";
import { type Sources, WorkerClient } from "../worker/client.ts";
import { part } from "./part.ts";

const [worker, engine, tables] = await Promise.all([part("worker"), part("engine"), part("tables")]);
const script = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
const sources: Sources = {
  startWorker: () => new Worker(script),
  engine: new Uint8Array(engine),
  tables,
  data: null,
};

document.body.prepend(
  new LabPage({
    address: addressBar,
    storage: () => localStorage,
    tabStorage: () => sessionStorage,
    startWorker: () => new WorkerClient(sources),
    loadLater: () => undefined,
    remedies: () => part("remedies"),
  }),
);
