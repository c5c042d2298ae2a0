/** What every drawing on a canvas needs. */

import type { Palette } from "./palette.ts";

/** A canvas to draw on: its context, its size in CSS pixels, and the page's palette. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
}

/**
 * Sizes and clears a canvas for the screen's pixel density. Returns its context, whose unit is the CSS pixel. With a
 * `ground` colour the canvas is opaque, so that the browser need not blend it with what is below.
 */
export function prepare(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ground: string | null = null,
): CanvasRenderingContext2D | null {
  const density = devicePixelRatio;
  const across = Math.max(1, Math.round(width * density));
  const down = Math.max(1, Math.round(height * density));
  const context = canvas.getContext("2d", { alpha: ground === null });
  if (!context) return null;
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  if (ground === null) {
    context.clearRect(0, 0, across, down);
  } else {
    context.fillStyle = ground;
    context.fillRect(0, 0, across, down);
  }
  context.setTransform(density, 0, 0, density, 0, 0);
  return context;
}

/** Rounds to the nearest edge of a screen pixel, so that hairlines and narrow columns are sharp. */
export function snap(value: number): number {
  return Math.round(value * devicePixelRatio) / devicePixelRatio;
}

/** A horizontal hairline. */
export function rule(
  context: CanvasRenderingContext2D,
  from: number,
  to: number,
  y: number,
  style: string,
): void {
  context.fillStyle = style;
  context.fillRect(from, snap(y), to - from, 1);
}

/** The canvas font of a size in pixels, in the page's typeface. */
export function font(palette: Palette, pixels: number, weight = 400): string {
  return `${weight} ${pixels}px ${palette.family}`;
}

/** Writes `10` with a raised exponent, its right end at `x` and its middle at `y`. */
export function powerLabel(
  context: CanvasRenderingContext2D,
  palette: Palette,
  exponent: number,
  x: number,
  y: number,
): void {
  const raised = exponent < 0 ? `−${-exponent}` : String(exponent);
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.font = font(palette, palette.small * 0.8);
  context.fillText(raised, x, y - palette.small * 0.28);
  const width = context.measureText(raised).width;
  context.font = font(palette, palette.small);
  context.fillText("10", x - width - 0.5, y + palette.small * 0.08);
}

/** Pixels from line to line of the hatching. */
const HATCH_PITCH = 5;

/** Diagonal hatching for figures that are not finite, recognizable without its colour. */
export function hatching(line: string, ground: string): CanvasPattern | null {
  const density = devicePixelRatio;
  const tile = document.createElement("canvas");
  const size = Math.round(HATCH_PITCH * density);
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext("2d");
  if (!pen) return null;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = line;
  pen.lineWidth = 1.4 * density;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  const pattern = pen.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(1 / density));
  return pattern;
}
