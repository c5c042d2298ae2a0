/** The engine in a thread of Node: the jobs are given at the start, and each run is sent back when it is done. */

import { parentPort, workerData } from "node:worker_threads";
import { type Job, loadBuiltEngine, named, runInEngine } from "./run.ts";

const { jobs, site } = workerData as { jobs: Job[]; site: string };
const engine = await loadBuiltEngine(site);
for (const job of jobs) parentPort?.postMessage(await named(job, () => runInEngine(engine, job)));
