/** A trace as text: a JSON object a line, as the command line writes it, or a table with a row a step. */

import type { LayerRecord, TraceRecord } from "../engine/generated/types.ts";

type StepRecord = Extract<TraceRecord, { type: "step" }>;
type EpochRecord = Extract<TraceRecord, { type: "epoch" }>;

const STEP = ["step", "epoch", "learning_rate", "loss"] as const;
/** Those of the epoch that a step ends. */
const EPOCH = ["training_loss", "training_accuracy", "validation_loss", "validation_accuracy"] as const;
/** A line for each record. */
export function jsonLines(records: readonly TraceRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** The table's header: `step`, …, `hidden.0.delta_rms`, …, those of the first record with layers. */
export function csvHead(records: readonly TraceRecord[]): string {
  const first = records.find((record) => record.type === "step");
  const figures = (first?.layers ?? []).flatMap((layer) =>
    figuresOf(layer).map(([figure]) => `${layer.name}.${figure}`),
  );
  return `${[...STEP, ...EPOCH, ...figures].join(",")}\n`;
}

/** A row for each step; a figure that is not there is empty. */
export function csvRows(records: readonly TraceRecord[]): string {
  const rows: string[] = [];
  records.forEach((record, at) => {
    if (record.type !== "step") return;
    const next = records[at + 1];
    rows.push(row(record, next?.type === "epoch" ? next : null));
  });
  return rows.join("");
}

function row(step: StepRecord, epoch: EpochRecord | null): string {
  const figures = step.layers.flatMap((layer) => figuresOf(layer).map(([, value]) => value));
  const cells = [...STEP.map((name) => step[name]), ...EPOCH.map((name) => epoch?.[name]), ...figures];
  return `${cells.map((cell) => cell ?? "").join(",")}\n`;
}

function figuresOf({ name: _, ...figures }: LayerRecord) {
  return Object.entries(figures);
}
