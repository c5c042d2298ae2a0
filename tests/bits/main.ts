/**
 * Trains the network of every case on every platform and compares the traces and the final weights, bit by bit, with each
 * other and with the committed digests.
 *
 * `cargo xtask test` builds the programs and says in the environment where they and the browsers are.
 */

import { availableParallelism } from "node:os";
import { pathToFileURL } from "node:url";
import { CASES, type Case, shortcoming } from "./cases.ts";
import { catalogueCases } from "./catalogue-cases.ts";
import { firstDifference } from "./compare.ts";
import { commitDigests, committedDigests, type Digests, digestOf } from "./digests.ts";
import { browser, commandLine, node, type Platform } from "./platforms.ts";
import { loadBuiltEngine, type Run } from "./run.ts";
import { serve } from "./server.ts";

function required(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set: run \`cargo xtask test\``);
  return value;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs every platform, as many at a time as there are processors. */
async function runAll(platforms: readonly Platform[], cases: readonly Case[]): Promise<Run[][]> {
  const jobs = cases.map(({ name, document, csv }) => ({
    name,
    document: JSON.stringify(document),
    ...(csv === undefined ? {} : { csv }),
  }));
  const runs: Run[][] = [];
  const waiting = [...platforms.entries()];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, platform] = next;
      const start = performance.now();
      const done = await platform.run(jobs).catch((cause: Error) => {
        throw new Error(`${platform.name}, ${cause.message}`, { cause });
      });
      if (done.length !== jobs.length)
        throw new Error(`${platform.name} ended before all documents were run`);
      runs[index] = done;
      say(`  ${platform.name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return runs;
}

/** What is wrong with the runs of one case. */
function faults(
  { name, shows }: Case,
  runs: readonly Run[],
  platforms: readonly Platform[],
  digests: { expected: Digests; found: Digests },
): string[] {
  const [first, ...others] = runs;
  if (!first) return [`${name}: no platform ran it`];
  const short = shortcoming(shows, first.ending, first.trace);
  const found = short === null ? [] : [`${name}: ${short}`];
  for (const [index, other] of others.entries()) {
    const difference = firstDifference(first, other);
    const [here, there] = [platforms[0]?.name, platforms[index + 1]?.name];
    if (difference !== null) found.push(`${name}: ${here} and ${there} differ first in ${difference}`);
  }
  if (digests.expected[name] !== digests.found[name])
    found.push(
      `${name}: not the numbers of bits/digests.json; if they are meant to be new, \`cargo xtask bits --accept\``,
    );
  return found;
}

const site = pathToFileURL(`${required("SITE")}/`);
const server = await serve(new URL("./", import.meta.url), site);
try {
  const engine = await loadBuiltEngine(site);
  const platforms = [
    commandLine("gradlab (debug)", required("GRADLAB_DEBUG"), "checked"),
    commandLine("gradlab (release)", required("GRADLAB_RELEASE"), "given"),
    node(site),
    browser(
      "Chromium",
      { executablePath: required("CHROMIUM"), args: required("CHROMIUM_FLAGS").split(" ") },
      server.address,
    ),
  ];
  const { FIREFOX } = process.env;
  if (FIREFOX)
    platforms.push(browser("Firefox", { browser: "firefox", executablePath: FIREFOX }, server.address));

  const cases = [...catalogueCases(engine.catalogue()), ...CASES];
  const runs = await runAll(platforms, cases);
  const digests: Digests = {};
  for (const [index, { name }] of cases.entries()) {
    const run = runs[0]?.[index];
    if (run) digests[name] = await digestOf(run);
  }
  if (process.env.ACCEPT_DIGESTS) await commitDigests(digests);
  const expected = await committedDigests();
  const found = cases.map((one, index) =>
    faults(
      one,
      runs.flatMap((ofPlatform) => ofPlatform[index] ?? []),
      platforms,
      { expected, found: digests },
    ),
  );
  for (const fault of found.flat()) say(fault);
  const agreeing = found.filter((faults) => faults.length === 0).length;
  say(
    `${agreeing} of ${cases.length} documents agree on ${platforms.length} platforms, and with bits/digests.json`,
  );
  process.exitCode = agreeing === cases.length ? 0 : 1;
} finally {
  server.close();
}
