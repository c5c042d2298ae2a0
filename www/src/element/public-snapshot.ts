import type { LayerRecord } from "../engine/generated/types.ts";
import { isComputed } from "../snapshot-format.ts";
import type { RunInfo, Snapshot } from "../state/figures.ts";
import type { ElementSnapshot } from "./api.ts";

/** A snapshot with the names and the figures of a trace. */
export function publicSnapshot({ layers: names }: RunInfo, snapshot: Snapshot): ElementSnapshot {
  const { step, epoch, status, diagnosis, learning } = snapshot;
  const figures = Object.entries(snapshot.layers).map(([name, values]) => [traceName(name), values] as const);
  const layers = names.map(({ name }, index) => ({
    name,
    ...Object.fromEntries(figures.map(([figure, values]) => [figure, traceFigure(values[index] ?? -1)])),
  }));
  return {
    step,
    epoch,
    loss: finite(snapshot.loss),
    learning_rate: finite(snapshot.learningRate),
    status: status.kind,
    verdict: diagnosis.verdict,
    rho: diagnosis.rho === null ? null : finite(diagnosis.rho),
    learning: learning?.kind ?? null,
    layers: layers as unknown as LayerRecord[],
  };
}

/** `kernelGradientL2` as `kernel_gradient_l2`. */
function traceName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function traceFigure(value: number): number | string | null {
  return isComputed(value) ? finite(value) : null;
}

function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
