import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import puppeteer, { type LaunchOptions } from "puppeteer-core";
import { digests, divergence, FINISHED, type Job, named, type Run, recordText } from "./run.ts";

/** Something that trains networks. */
export interface Platform {
  /** What people call it. */
  name: string;
  /** Trains every job's network, in order. */
  run(jobs: readonly Job[]): Promise<Run[]>;
}

/** The command line at `program`, which runs the documents as given, or as its `check` prints them. */
export function commandLine(name: string, program: string, form: "given" | "checked"): Platform {
  return {
    name,
    async run(jobs) {
      const folder = await mkdtemp(join(tmpdir(), "gradlab-bits-"));
      try {
        const runs: Run[] = [];
        for (const job of jobs) runs.push(await named(job, () => runByCommand(program, job, form, folder)));
        return runs;
      } finally {
        await rm(folder, { recursive: true });
      }
    },
  };
}

async function runByCommand(
  program: string,
  job: Job,
  form: "given" | "checked",
  folder: string,
): Promise<Run> {
  const [document, csv, trace, weights] = [
    "document.json",
    "data.csv",
    "trace.jsonl",
    "weights.safetensors",
  ].map((file) => join(folder, file)) as [string, string, string, string];
  await writeFile(document, job.document);
  if (form === "checked") {
    const { stdout } = await promisify(execFile)(program, ["check", document]);
    await writeFile(document, stdout);
  }
  const given = ["run", document, "--trace", trace, "--final-weights", weights];
  if (job.csv !== undefined) {
    await writeFile(csv, job.csv);
    given.push("--data", csv);
  }
  const message = await new Promise<string | null>((resolve, reject) =>
    execFile(program, given, (error, _, stderr) => {
      if (error && error.code !== 3) reject(new Error(stderr.trim() || error.message));
      else resolve(error && stderr);
    }),
  );
  const all = (await readFile(trace, "utf8")).trimEnd().split("\n");
  // Diagnoses are the command line's alone.
  const lines = all.filter((line) => !line.startsWith('{"type":"diagnosis"'));
  const records = lines.map((line) => recordText(JSON.parse(line)));
  if (message === null) {
    return { trace: records, ending: FINISHED, weights: await digests(await readFile(weights)) };
  }
  const [, step = "?", layer = "?"] = /diverged at step (\d+):.* first in (\S+)/.exec(message) ?? [];
  return { trace: records, ending: divergence(step, layer), weights: {} };
}

/** The built engine of `site` in Node. */
export function node(site: URL): Platform {
  return {
    name: `Node ${process.versions.node}`,
    run: (jobs) =>
      new Promise((resolve, reject) => {
        const runs: Run[] = [];
        const thread = new Worker(new URL("./node-thread.js", import.meta.url), {
          workerData: { jobs, site: site.href },
        });
        thread.on("message", (run: Run) => runs.push(run));
        thread.on("error", reject);
        thread.on("exit", () => resolve(runs));
      }),
  };
}

/** The engine in a browser, on the page at `address`. */
export function browser(name: string, options: LaunchOptions, address: string): Platform {
  return {
    name,
    async run(jobs) {
      // On a busy machine a browser's start and the longest job take minutes.
      const patience = { timeout: 120_000, protocolTimeout: 600_000 };
      const browser = await puppeteer.launch({ ...options, ...patience, headless: true });
      try {
        const page = await browser.newPage();
        page.setDefaultTimeout(patience.timeout);
        await page.goto(address);
        await page.waitForFunction(() => "runDocument" in globalThis);
        const runs: Run[] = [];
        for (const job of jobs) {
          const run = async () => page.evaluate((job) => globalThis.runDocument(job), { ...job });
          runs.push(await named(job, async () => JSON.parse(await run()) as Run));
        }
        return runs;
      } finally {
        await browser.close();
      }
    },
  };
}
