/** The committed digests: what every document's run came to when the numbers were last meant to change. */

import { readFile, writeFile } from "node:fs/promises";
import { type Run, sha256, WHOLE_FILE } from "./run.ts";

/** The digest of each document's run, by the document's name. */
export type Digests = Record<string, string>;

/** Of the folder that the tests are started in. */
const FILE = "bits/digests.json";

export async function committedDigests(): Promise<Digests> {
  return JSON.parse(await readFile(FILE, "utf8")) as Digests;
}

export async function commitDigests(digests: Digests): Promise<void> {
  await writeFile(FILE, `${JSON.stringify(digests, null, 2)}\n`);
}

/** The digest of a run's numbers: of its records, whatever the order of their keys, and of its final tensors. */
export async function digestOf({ trace, ending, weights }: Run): Promise<string> {
  const { [WHOLE_FILE]: _, ...tensors } = weights;
  const numbers = [trace.map((line) => sorted(JSON.parse(line))), ending, sorted(tensors)];
  return sha256(new TextEncoder().encode(JSON.stringify(numbers)));
}

/** The value with the keys of every object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
