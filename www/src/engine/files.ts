import { readBytes } from "./bytes.ts";
import initialize, { describe, Model, Table } from "./generated/gradient_lab_wasm_tables.js";
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

/** A model file as the engine takes it. */
export interface ReadModel {
  /** The document that it was made by. */
  document: string | undefined;
  /** What it remembers of the table that it was trained on. */
  layout: string | undefined;
  tensors: { name: string; shape: Uint32Array; values: Float32Array }[];
}

const guard = new Guard(() => undefined);

/** The reader is a wasm module of its own, which is loaded when the first file is read. */ async function load(): Promise<void> {
  guard.check();
  const wasm = new URL("./generated/gradient_lab_wasm_tables_bg.wasm", import.meta.url);
  await initialize({ module_or_path: readBytes(wasm, "the reader of files") });
}

/** What the user's file holds, and what a run of the document would make of it. */
export async function describeTable(
  { data = {} }: Experiment,
  seed: number,
  file: Uint8Array,
): Promise<TableDescription> {
  await load();
  return guard.run(() => JSON.parse(describe(JSON.stringify(data), seed, file)) as TableDescription);
}

/**
 * Reads the user's file as the document and its seed want it; with the layout of a model its columns are read as that model
 * read them.
 */
export async function readTable(
  { data = {} }: Experiment,
  seed: number,
  file: Uint8Array,
  layout: string | undefined,
): Promise<ReadTable> {
  await load();
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

/** Reads a model file. */
export async function readModel(file: Uint8Array): Promise<ReadModel> {
  await load();
  return guard.run(() => {
    const model = Model.read(file);
    const tensors = Array.from({ length: model.tensors() }, (_, at) => {
      return { name: model.name(at), shape: model.shape(at), values: model.values(at) };
    });
    const read = { document: model.document(), layout: model.layout(), tensors };
    model.free();
    return read;
  });
}
