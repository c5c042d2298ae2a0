/** The reader's files, held in memory. */

import type { JsonObject } from "../state/path.ts";

/** A file. */
export interface ReadFile {
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** A table. */
export interface DataFile extends ReadFile {
  /** Rows below the header. */
  readonly rows: number;
}

/** A model file, and the document in it. */
export interface Model extends ReadFile {
  readonly document: JsonObject | null;
}
