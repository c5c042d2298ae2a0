/** Bars on a logarithmic axis, one a column. Figures that are not on the axis are drawn in other ways. */

import { snap } from "./canvas.ts";
import { type LogAxis, placementOf, position } from "./scales.ts";
import { type Band, type Ramp, rampIndex, severity } from "./severity.ts";

/** What bars are drawn with; made once a theme. */
export interface BarStyle {
  readonly ramp: Ramp;
  readonly hatch: CanvasPattern | string;
  readonly small: string;
  readonly quiet: string;
  /** Size in pixels of a mark beside a bar or in place of one. */
  readonly mark: number;
}

/** Draws one bar from the axis's start to its figure. */
export function drawBar(
  context: CanvasRenderingContext2D,
  axis: LogAxis,
  band: Band,
  value: number,
  left: number,
  width: number,
  style: BarStyle,
): void {
  const base = axis.start;
  const power = Math.log10(value);
  const colour = () => style.ramp.styles[rampIndex(severity(power, band))] ?? style.quiet;
  switch (placementOf(value, axis.low, axis.high)) {
    case "not-computed":
      context.fillStyle = style.quiet;
      context.fillRect(left, base - 2, width, 2);
      break;
    case "zero":
      context.strokeStyle = style.small;
      context.lineWidth = 1;
      context.strokeRect(left + 0.5, base - style.mark + 0.5, Math.max(1, width - 1), style.mark - 1);
      break;
    case "not-finite":
      context.fillStyle = style.hatch;
      context.fillRect(left, axis.end, width, base - axis.end);
      break;
    case "below":
      context.fillStyle = colour();
      context.fillRect(left, base - 2, width, 2);
      triangle(context, left + width / 2, base + 3, Math.min(width, style.mark), 1);
      break;
    case "above":
      context.fillStyle = colour();
      context.fillRect(left, axis.end, width, base - axis.end);
      triangle(context, left + width / 2, axis.end - 3, Math.min(width, style.mark), -1);
      break;
    case "on-scale": {
      const top = Math.min(base - 2, snap(position(axis, power)));
      context.fillStyle = colour();
      context.fillRect(left, top, width, base - top);
    }
  }
}

/** A small triangle that points down (`direction` 1) or up (−1), its base at `y`. */
export function triangle(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  direction: 1 | -1,
): void {
  context.beginPath();
  context.moveTo(x - size / 2, y);
  context.lineTo(x + size / 2, y);
  context.lineTo(x, y + direction * size * 0.8);
  context.fill();
}
