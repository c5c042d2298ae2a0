/** The reader's files, held in memory. */

import { deepEqual, type JsonObject } from "../state/path.ts";

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

/** Whether a run of `document` can begin from a model's weights: its data and network are the model's. */
export function fits(model: Model, document: JsonObject | null): boolean {
  const isSame = (part: string) => deepEqual(document?.[part], model.document?.[part]);
  return model.document !== null && isSame("data") && isSame("network");
}
