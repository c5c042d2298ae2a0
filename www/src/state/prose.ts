import type { EntryInfo, EntryProse } from "./figures.ts";

/** The description of a catalogue's entry; all are loaded when the first is needed. */
export async function proseOf(entry: EntryInfo): Promise<EntryProse> {
  const { prose } = await import("../engine/generated/prose.ts");
  return prose[entry.about] ?? { formula: "", summary: "", source: "" };
}
