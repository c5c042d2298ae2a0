import type { EpochRecord, Figure, LayerRecord, StepRecord, TraceRecord } from "./generated/types.ts";
import { EPOCH_FIGURES, LAYER_FIGURES } from "./generated/types.ts";

/** The kinds of records, as the engine numbers them. */
const STEP = 0;
/** What the engine hands over for a figure that is not computed. */
const NOT_COMPUTED = -Number.MAX_VALUE;

/** The records of a trace, which the engine hands over as numbers; `layers` are the layers' names. */
export function recordsOf(numbers: Float64Array, layers: readonly string[]): TraceRecord[] {
  const records: TraceRecord[] = [];
  let at = 0;
  const next = () => numbers[at++] ?? Number.NaN;
  const figures = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, figureOrNull(next())]));
  while (at < numbers.length) {
    if (next() === STEP) {
      const [step, epoch] = [next(), next()];
      const [learning_rate, loss] = [figure(next()), figure(next())];
      const layer = (name: string) => ({ name, ...figures(LAYER_FIGURES) }) as LayerRecord;
      const record: StepRecord = { step, epoch, learning_rate, loss, layers: layers.map(layer) };
      records.push({ type: "step", ...record });
    } else {
      records.push({ type: "epoch", epoch: next(), ...figures(EPOCH_FIGURES) } as {
        type: "epoch";
      } & EpochRecord);
    }
  }
  return records;
}

function figureOrNull(value: number): Figure | null {
  return value === NOT_COMPUTED ? null : figure(value);
}

/** JSON has no number that is not finite, so those are texts. */
function figure(value: number): Figure {
  return Number.isFinite(value) ? value : (String(value) as Figure);
}
