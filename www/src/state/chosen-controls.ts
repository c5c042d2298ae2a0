/** The controls that an author has chosen by their names. */

import { type Control, controlsOf, type Source } from "./controls.ts";
import type { Catalogue } from "./figures.ts";
import { HIDDEN, hiddenOf } from "./hidden.ts";

/** The controls, in the order of their names, and the names that the document can never have. */
export interface ChosenControls {
  readonly controls: readonly Control[];
  readonly unknown: readonly string[];
}

/**
 * The controls that `names` stand for: paths in the document, such as `network.hidden[0].init`, or their ends. An end means
 * every hidden block that has it; the output layer is only meant by its whole path. A parameter of a choice that is not the
 * present one is left out until it is.
 */
export function chosenControls(source: Source, names: readonly string[]): ChosenControls {
  const all = everyControl(source);
  const found = names.map((name) => ({ name, control: named(source, all, name) }));
  return {
    controls: found.flatMap(({ control }) => control ?? []),
    unknown: found
      .filter(({ name, control }) => !control && !isParameter(source.catalogue, name))
      .map(({ name }) => name),
  };
}

function named(source: Source, all: readonly Control[], name: string): Control | null {
  const path = name.replaceAll(/\[(\d+)\]/g, ".$1");
  const whole = all.find(({ id }) => id === path);
  if (whole) return whole;
  const ends = all.filter(({ id }) => id.endsWith(`.${path}`) && !id.startsWith("network.output."));
  const [first] = ends;
  if (!first || !isHidden(first)) return first ?? null;
  return everyBlock(source, ends.filter(isHidden), first);
}

/** The first block's control, which writes to all blocks. */
function everyBlock(source: Source, ends: readonly Control[], first: Control): Control {
  if (ends.length === 1) return first;
  return {
    ...first,
    write: (value) =>
      ends.reduce((experiment, { id }) => {
        const control = everyControl({ ...source, experiment }).find((other) => other.id === id);
        return control ? control.write(value) : experiment;
      }, source.experiment),
  };
}

function everyControl(source: Source): Control[] {
  const blocks = hiddenOf(source.experiment).flatMap((_, at) =>
    controlsOf(source, "hidden", [...HIDDEN, at]),
  );
  const groups = [
    ...blocks,
    ...controlsOf(source, "output", ["network", "output"]),
    ...controlsOf(source, "training", ["training"]),
    ...controlsOf(source, "data", ["data"]),
    ...controlsOf(source, "document", []),
  ];
  return groups.flatMap(withParts);
}

function withParts(control: Control): Control[] {
  return [control, ...control.parts.flatMap(withParts)];
}

function isHidden({ id }: Control): boolean {
  return id.startsWith(`${HIDDEN.join(".")}.`);
}

/** Whether some entry of a catalogue has a parameter of that name. */
function isParameter(catalogue: Catalogue, name: string): boolean {
  const last = name.split(".").at(-1);
  return Object.values(catalogue.catalogues).some((entries) =>
    entries.some(({ parameters }) => parameters.some(({ id }) => id === last)),
  );
}
