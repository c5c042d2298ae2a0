/** The content of the setup panel: controls in groups, and the network's blocks to choose from. */

import { type Control, controlsOf, type Source } from "./controls.ts";
import type { Task } from "./figures.ts";
import { HIDDEN, hiddenOf, numberOf } from "./hidden.ts";
import { withName } from "./name.ts";
import { deepEqual, isObject, type Json, type JsonObject, setAt } from "./path.ts";

/** A group's controls: the common ones, and the rest. */
export interface Group {
  readonly first: readonly Control[];
  readonly more: readonly Control[];
}

/** A hidden block or the output layer in the block picker. */
export type SetupBlock = HiddenChoice | OutputChoice;

interface OutputChoice {
  readonly chosen: boolean;
  /** The index of the block that `add` makes. */
  readonly addAt: number;
  readonly add: () => JsonObject;
}

interface HiddenChoice extends OutputChoice {
  readonly units: number;
  readonly repeat: number;
  readonly remove: () => JsonObject;
}

export interface Setup {
  readonly data: Group & { readonly usesFile: boolean };
  readonly blocks: readonly SetupBlock[];
  readonly network: Group;
  readonly training: Group;
  readonly anyChanged: boolean;
}

/** Fields behind "More", so that the common ones fit a screen. */
const MORE = new Set([
  "name",
  "standardize",
  "bias_init",
  "use_bias",
  "residual",
  "dropout",
  "l1",
  "l2",
  "max_norm",
  "frozen",
  "shuffle",
]);

/** The panel's content with block `chosen` in view, or the last one if there are fewer; the output layer is the last. */
export function setupOf(given: Source, chosen: number): Setup {
  const { experiment, inheritedName } = given;
  // A name that follows from other changes does not count as a change.
  const start = withName(given.start, inheritedName);
  const source = { ...given, start };
  const hidden = hiddenOf(experiment);
  const at = Math.min(chosen, hidden.length);
  const output = at === hidden.length;
  const data = controlsOf(source, "data", ["data"]).filter((control) => suits(control, source.task));
  const block = output
    ? controlsOf(source, "output", ["network", "output"])
    : controlsOf(source, "hidden", [...HIDDEN, at]).map((control) => splitting(source, hidden, at, control));
  const training = [...controlsOf(source, "training", ["training"]), ...controlsOf(source, "document", [])];
  return {
    data: { ...split(data), usesFile: data.some(isFileChoice) },
    blocks: [
      ...hidden.map((_, index) => hiddenChoice(source, hidden, index, index === at)),
      { chosen: output, addAt: hidden.length, add: () => inserted(experiment, hidden, hidden.length) },
    ],
    network: split(depthFirst(block)),
    training: split(training),
    anyChanged: !deepEqual(experiment, start),
  };
}

/** Whether it is a hidden block. */
export function isBlock(block: SetupBlock): block is HiddenChoice {
  return "units" in block;
}

function hiddenChoice(
  { catalogue, experiment }: Source,
  hidden: readonly Json[],
  index: number,
  chosen: boolean,
): HiddenChoice {
  return {
    chosen,
    units: numberOf(catalogue, hidden[index], "units"),
    repeat: numberOf(catalogue, hidden[index], "repeat"),
    addAt: index + 1,
    add: () => inserted(experiment, hidden, index + 1),
    remove: () =>
      setAt(
        experiment,
        HIDDEN,
        hidden.filter((_, place) => place !== index),
      ),
  };
}

/**
 * Adapts the control `residual` of a block whose first layer cannot be residual, since its input has another width.
 * Switching it on then splits the block: into that layer, and the others, which become residual.
 */
function splitting(source: Source, hidden: readonly Json[], at: number, control: Control): Control {
  if (control.field !== "residual") return control;
  const { catalogue, experiment, features } = source;
  const block = hidden[at];
  const input = at === 0 ? features : numberOf(catalogue, hidden[at - 1], "units");
  const repeat = numberOf(catalogue, block, "repeat");
  const fits = input === null || input === numberOf(catalogue, block, "units");
  if (fits || repeat < 2 || !isObject(block)) return control;
  const first = setAt(setAt(block, ["repeat"], undefined), ["residual"], undefined);
  const others = { ...block, repeat: repeat - 1, residual: true };
  const parts = [...hidden.slice(0, at), first, others, ...hidden.slice(at + 1)];
  const write: Control["write"] = (value) =>
    value === true ? setAt(experiment, HIDDEN, parts) : control.write(value);
  return { ...control, write };
}

/** Inserts a copy of the block before (or after) at `place`, so that the network stays uniform. */
function inserted(experiment: JsonObject, hidden: readonly Json[], place: number): JsonObject {
  const model = hidden[place - 1] ?? hidden[place] ?? {};
  const copy = isObject(model) ? setAt(model, ["repeat"], undefined) : {};
  return setAt(experiment, HIDDEN, [...hidden.slice(0, place), copy, ...hidden.slice(place)]);
}

/** Whether there is anything to a control: classes are never standardized, but a document that asks for it can be put right. */
function suits({ field, value }: Control, task: Task | null): boolean {
  const isOn = value.kind === "boolean" && value.value;
  return field !== "standardize_target" || task === "regression" || isOn;
}

function isFileChoice({ field, value }: Control): boolean {
  return field === "kind" && value.kind === "choice" && value.value === "csv";
}

/** Puts the number of layers before their width. */
function depthFirst(controls: readonly Control[]): Control[] {
  const depth = controls.filter(({ field }) => field === "repeat");
  return [...depth, ...controls.filter(({ field }) => field !== "repeat")];
}

function split(controls: readonly Control[]): Group {
  return {
    first: controls.filter(({ field }) => !MORE.has(field)),
    more: controls.filter(({ field }) => MORE.has(field)),
  };
}
