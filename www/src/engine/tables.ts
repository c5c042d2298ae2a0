import { readBytes } from "./bytes.ts";
import initialize, { describe, Table } from "./generated/gradient_lab_wasm_tables.js";
import type { Experiment, TableDescription, TableReport } from "./generated/types.ts";
import { Guard } from "./guard.ts";

/** A table as the engine takes it. */
export interface ReadTable {
  rows: number;
  inputs: Float32Array;
  targets: Float32Array;
  classes: string[];
  layout: string;
  report: TableReport;
}

const guard = new Guard(() => undefined);

/** Loads the reader: its wasm file, or the one beside the module. */
async function load(reader: ArrayBuffer | undefined): Promise<void> {
  guard.check();
  const own = () => new URL("./generated/gradient_lab_wasm_tables_bg.wasm", import.meta.url);
  await initialize({ module_or_path: reader ?? readBytes(own(), "the reader of tables") });
}

/** What the user's file holds, and what a run of the document would make of it. */
export async function describeTable(
  { data = {} }: Experiment,
  seed: number,
  file: Uint8Array,
  reader?: ArrayBuffer,
): Promise<TableDescription> {
  await load(reader);
  return guard.run(() => JSON.parse(describe(JSON.stringify(data), seed, file)) as TableDescription);
}

/**
 * Reads the user's file as the document and its seed want it; with the layout of a model its columns are read as that model
 * read them. The reader is a wasm module of its own, which is loaded when the first table is read.
 */
export async function readTable(
  { data = {} }: Experiment,
  seed: number,
  file: Uint8Array,
  layout: string | undefined,
  reader?: ArrayBuffer,
): Promise<ReadTable> {
  await load(reader);
  return guard.run(() => {
    const table = Table.read(JSON.stringify(data), seed, file, layout);
    const read = {
      rows: table.rows(),
      inputs: table.inputs(),
      targets: table.targets(),
      classes: table.classes(),
      layout: table.layout(),
      report: JSON.parse(table.report()) as TableReport,
    };
    table.free();
    return read;
  });
}
