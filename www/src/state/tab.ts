/** What a reload would lose, kept for as long as its tab is open, if the browser allows it. */

import { isObject, type JsonObject } from "./path.ts";

export interface Tab {
  /** The address's hash that it belongs to. */
  readonly hash: string;
  /** The document that controls are compared with. */
  readonly start: JsonObject;
  /** The name of the reader's file, whose content is not kept. */
  readonly file: string | null;
}

const KEY = "gradient-lab-tab";

/** What was kept for `hash`; null if nothing was. */
export function loadTab(hash: string, storage: () => Storage): Tab | null {
  try {
    const tab = JSON.parse(storage().getItem(KEY) ?? "null") as Partial<Tab> | null;
    if (tab?.hash !== hash || !isObject(tab.start)) return null;
    return { hash, start: tab.start, file: typeof tab.file === "string" ? tab.file : null };
  } catch {
    return null;
  }
}

/** Keeps `tab`, unless the browser refuses. */
export function saveTab(tab: Tab, storage: () => Storage): void {
  try {
    storage().setItem(KEY, JSON.stringify(tab));
  } catch {
    return;
  }
}
