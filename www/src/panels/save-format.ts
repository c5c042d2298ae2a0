import type { saving } from "../text/en-saved.ts";

type Items = (typeof saving)["items"];

/** What can be saved, with the format of the file. */
export type SaveFormat = { [Item in keyof Items]: keyof Items[Item]["formats"] }[keyof Items];
