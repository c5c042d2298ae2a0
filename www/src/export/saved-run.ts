/** What leaves the page of a run, and what is said of it. */

import { withDefaults } from "../state/catalogue.ts";
import { settingsOf } from "../state/differences.ts";
import type { Catalogue, RunInfo, Snapshot } from "../state/figures.ts";
import { learningPhraseOf } from "../state/learning.ts";
import type { LoggedRun } from "../state/log.ts";
import type { JsonObject } from "../state/path.ts";
import { sentenceOf } from "../state/sentence.ts";
import type { Traits } from "../state/traits.ts";
import { learningText, sentenceText, verdictBrief } from "../text/en.ts";
import { saved as words } from "../text/en-saved.ts";
import { count } from "../text/numbers.ts";
import { VERSION } from "../version.ts";

/** A run as it stands. */
export interface SavedRun {
  /** Empty if it has none. */
  readonly name: string;
  readonly experiment: JsonObject;
  readonly catalogue: Catalogue;
  readonly runInfo: RunInfo;
  readonly snapshot: Snapshot;
  readonly traits: Traits;
  /** What was run before it, and itself, oldest first. */
  readonly log: readonly LoggedRun[];
  readonly link: string;
  /** The name of the reader's table. */
  readonly table: string | null;
}

/** A setting as documents name it, and its value. */
export interface Setting {
  readonly path: string;
  readonly value: string;
  /** Whether the document says it, since it is not at its default. */
  readonly isOwn: boolean;
}

/** Settings that are always said, also at their defaults. */
const ALWAYS = ["seed", "data", "training.optimizer", "training.optimizer.learning_rate"];

/** All settings of the document, each with whether it is not at its default, and the reader's file. */
export function settings({ experiment, catalogue, table }: SavedRun): Setting[] {
  const own = new Set(settingsOf(experiment).map(({ path }) => path));
  const { version: _, name: __, ...all } = withDefaults(catalogue, "document", experiment);
  const file = table === null ? [] : [{ path: words.file, value: table, isOwn: true }];
  return [...settingsOf(all).map((setting) => ({ ...setting, isOwn: own.has(setting.path) })), ...file];
}

/** The verdict in full sentences. */
export function verdictText({ runInfo, snapshot, traits }: SavedRun): string {
  const phrase = learningPhraseOf(runInfo, snapshot);
  const learning = phrase ? learningText(phrase) : null;
  const verdict = `${verdictBrief(snapshot.diagnosis)}. ${sentenceText(sentenceOf(runInfo, snapshot, traits, "delta"))}`;
  return learning ? `${verdict} ${learning.word}: ${learning.figures}.` : verdict;
}

/** What stands below a figure: what it shows, the verdict, the settings and the program. */
export function caption(run: SavedRun, shows: string): string {
  const { name, snapshot } = run;
  const title = name === "" ? "" : `${name}. `;
  const when = words.after(count(snapshot.step), count(snapshot.epoch));
  const all = settings(run)
    .filter(({ path, isOwn }) => isOwn || ALWAYS.includes(path))
    .map(({ path, value }) => `${path} ${value}`);
  return `${title}${shows} ${when} ${verdictText(run)} ${words.settings(all.join(", "))} ${words.program(VERSION)}`;
}

/** The start of the names of the run's files: of its own name what every system takes. */
export function fileStem(name: string): string {
  const stem = name
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-|-$/g, "");
  return [...stem].slice(0, 60).join("") || "experiment";
}
