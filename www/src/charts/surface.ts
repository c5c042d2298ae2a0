/** The network's output over the plane, as a picture to be stretched smoothly. */

import { classColour } from "./marks.ts";
import { type Colour, mix, type Palette, pixel } from "./palette.ts";
import { PixelImage } from "./pixel-image.ts";
import { at } from "./scales.ts";

/** Colours of a ramp, from paper to full tint. */
const LEVELS = 128;

/** The strongest tint of a class that leaves its points visible. */
const MAX_TINT = 0.42;

/** The picture of a surface; its pixels are kept from frame to frame. */
export class Surface extends PixelImage {
  /** Whether any of the values painted last is a number. */
  finite = false;

  /** Paints one value a point: `low` in the first colour of `ramp`, `high` in the last. */
  paintValues(values: ArrayLike<number>, side: number, low: number, high: number, ramp: Uint32Array): void {
    this.setSize(side, side);
    this.finite = false;
    for (let index = 0; index < side * side; index += 1) {
      const share = (at(values, index) - low) / (high - low);
      const level = Math.round(Math.min(1, Math.max(0, share)) * (ramp.length - 1));
      if (!Number.isNaN(share)) this.finite = true;
      this.pixels[index] = ramp[level] ?? 0;
    }
    this.flush();
  }

  /** Paints probabilities `[side, side, classes]`: the colour of the likeliest class, paler the less likely it is. */
  paintClasses(
    values: ArrayLike<number>,
    side: number,
    classes: number,
    ramps: readonly Uint32Array[],
  ): void {
    this.setSize(side, side);
    this.finite = false;
    for (let index = 0; index < side * side; index += 1) {
      const likeliest = argmax(values, index * classes, classes);
      const probability = at(values, index * classes + likeliest);
      if (!Number.isNaN(probability)) this.finite = true;
      const share = (probability - 1 / classes) / (1 - 1 / classes);
      const ramp = ramps[likeliest % ramps.length];
      this.pixels[index] = ramp?.[Math.round(Math.max(0, share) * (ramp.length - 1))] ?? 0;
    }
    this.flush();
  }

  /** Draws the picture, stretched. */
  draw(context: CanvasRenderingContext2D, left: number, top: number, width: number, height: number): void {
    if (this.isEmpty || !this.finite) return;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.canvas, left, top, width, height);
  }
}

/** The index of the largest of `count` values from `start` on; of equals the first. */
export function argmax(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index += 1) {
    if (at(values, start + index) > at(values, start + best)) best = index;
  }
  return best;
}

/** Colours from a tint of `low` over paper to a tint of `high`. */
export function divergingRamp(palette: Palette, low: Colour, high: Colour, maxTint = MAX_TINT): Uint32Array {
  return Uint32Array.from({ length: 2 * LEVELS + 1 }, (_, level) => {
    const share = (level - LEVELS) / LEVELS;
    return pixel(mix(palette.raised, share < 0 ? low : high, Math.abs(share) * maxTint));
  });
}

/** For each class, colours from paper to its tint. */
export function classRamps(palette: Palette, classes: number): Uint32Array[] {
  return Array.from({ length: classes }, (_, index) =>
    Uint32Array.from({ length: LEVELS }, (_unused, level) =>
      pixel(mix(palette.raised, classColour(palette, index), (level / (LEVELS - 1)) * MAX_TINT)),
    ),
  );
}
