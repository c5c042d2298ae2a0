/** The changes on offer: remedies for a run that is in trouble, which the engine names, or ways to break a healthy one. */

import { type Break, breaksOf } from "./breaks.ts";
import { entryOf } from "./catalogue.ts";
import type { Answer, Catalogue, Experiment, Question } from "./figures.ts";
import { deepEqual, isObject, type Json, type JsonObject, kindAt } from "./path.ts";
import { rateOf } from "./rates.ts";
import type { CurrentRun } from "./run.ts";

/** A change on offer, and the whole document after it. */
export type Offer = (
  | { readonly kind: "remedy"; readonly parts: readonly RemedyPart[] }
  | { readonly kind: "break"; readonly id: Break["id"] }
) & { readonly experiment: JsonObject };

/** One thing that a remedy sets. */
export interface RemedyPart {
  /** The last name of its path. */
  readonly field: string;
  /** Whether it is the output layer's. */
  readonly ofOutput: boolean;
  /** A number, null, or the name of a choice. */
  readonly value: Json;
  /** What people call that choice. */
  readonly label: string;
  /** The factor on the standard deviation of an init. */
  readonly gain: number;
  /** What a learning rate was before. */
  readonly from: number | null;
}

/** The catalogues in which the fields of a remedy pick. */
const PICKS: Readonly<Record<string, string>> = { gradient_clipping: "clipping" };

/** Whether nothing is wrong with the run, so that there is nothing to mend. */
export function isWell({ snapshot: { diagnosis, learning } }: CurrentRun): boolean {
  const learns = !learning || learning.kind === "learnt" || learning.kind === "learning";
  return diagnosis.verdict === "healthy" && learns;
}

/** What to ask the engine about a run that is in trouble. */
export function questionOf({ runInfo, initial, snapshot }: CurrentRun): Question {
  const { features, task, outputs, trainingSamples, totalSteps } = runInfo;
  return {
    ...{ features, task, outputs, trainingSamples, totalSteps },
    first: initial.diagnosis.verdict,
    now: snapshot.diagnosis.verdict,
    learning: snapshot.learning?.kind ?? null,
    progress: snapshot.learning?.progress ?? null,
  };
}

/** The remedies as offers. */
export function remediesOf(
  answers: readonly Answer[],
  experiment: JsonObject,
  catalogue: Catalogue,
): readonly Offer[] {
  return answers.map(({ set, experiment: after }) => ({
    kind: "remedy",
    parts: partsOf(set, experiment, catalogue),
    // The engine's documents are JSON, which their type does not show.
    experiment: after as unknown as JsonObject,
  }));
}

/** The ways to break a healthy network. */
export function breaksFor(experiment: JsonObject, catalogue: Catalogue): readonly Offer[] {
  return breaksOf(experiment, catalogue).map((way) => ({ kind: "break", ...way }));
}

/** The document of a run as the engine takes it. */
export function documentOf({ experiment }: CurrentRun): Experiment {
  return experiment as unknown as Experiment;
}

/** What is set, each thing once, in however many blocks. */
function partsOf(set: Answer["set"], experiment: JsonObject, catalogue: Catalogue): RemedyPart[] {
  const parts: RemedyPart[] = [];
  for (const [path, value] of Object.entries(set)) {
    const part = partOf(path, value as Json, experiment, catalogue);
    if (!parts.some((other) => deepEqual({ ...other }, { ...part }))) parts.push(part);
  }
  return parts;
}

function partOf(path: string, set: Json, experiment: JsonObject, catalogue: Catalogue): RemedyPart {
  const field = path.slice(path.lastIndexOf(".") + 1);
  const choice = kindAt(set, []);
  const gain = isObject(set) ? set.gain : undefined;
  return {
    field,
    ofOutput: path.startsWith("network.output."),
    value: choice ?? set,
    label:
      (choice !== null && entryOf(catalogue, PICKS[field] ?? field, choice)?.label) || String(choice ?? set),
    gain: typeof gain === "number" ? gain : 1,
    from: field === "learning_rate" ? rateOf(experiment, catalogue) : null,
  };
}
