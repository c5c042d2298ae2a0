import type { EntryInfo, EntryProse } from "./figures.ts";

/** What people can read about a catalogue's entry; a page loads it when somebody asks for the first time. */
export async function proseOf(entry: EntryInfo): Promise<EntryProse> {
  const { prose } = await import("../engine/generated/prose.ts");
  return prose[entry.about] ?? { formula: "", summary: "", source: "" };
}
