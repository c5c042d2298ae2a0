import { html, nothing, svg } from "lit";
import { LOSS_ROW } from "../snapshot-format.ts";
import type { Snapshot } from "../state/figures.ts";
import { elementWords as words } from "../text/en-element.ts";
import { loss } from "../text/numbers.ts";

/** The size of the line's picture, which is stretched to its place. */
const WIDTH = 100;
const HEIGHT = 20;

/** The loss so far as a line, and its latest value. */
export function lossLine(snapshot: Snapshot | null) {
  const points = snapshot ? pathOf(snapshot.lossHistory) : "";
  return html`<dl class="loss">
    <dt>${words.loss}</dt>
    ${
      points === ""
        ? nothing
        : html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
            ${svg`<path vector-effect="non-scaling-stroke" d=${points} />`}
          </svg>`
    }
    <dd>${snapshot ? loss(snapshot.loss) : "–"}</dd>
  </dl>`;
}

/** A path through the finite losses; empty where there are fewer than two. */
export function pathOf(history: Float32Array): string {
  const { width, step, loss: at } = LOSS_ROW;
  const rows = Array.from({ length: history.length / width }, (_, row) => row * width);
  const points = rows
    .map((row) => ({ x: history[row + step] ?? 0, y: history[row + at] ?? Number.NaN }))
    .filter(({ y }) => Number.isFinite(y));
  if (points.length < 2) return "";
  const last = points.at(-1)?.x || 1;
  const low = Math.min(...points.map(({ y }) => y), 0);
  const high = Math.max(...points.map(({ y }) => y));
  const place = ({ x, y }: { x: number; y: number }) =>
    `${((WIDTH * x) / last).toFixed(1)} ${(1 + (HEIGHT - 2) * (1 - (y - low) / (high - low || 1))).toFixed(1)}`;
  return `M${points.map(place).join("L")}`;
}
