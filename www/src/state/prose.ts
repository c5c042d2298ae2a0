import type { ChosenEntry } from "./controls.ts";
import type { Prose } from "./figures.ts";

/** The description of a catalogue's entry; all are loaded when the first is needed. */
export async function proseOf({ list, id }: ChosenEntry): Promise<Prose> {
  const { prose } = await import("../engine/generated/prose.ts");
  return prose[list]?.[id] ?? { formula: "", summary: "", source: "" };
}
