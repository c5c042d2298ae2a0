/** What a network says over the plane, as a picture to be stretched smoothly. */

import { classColour } from "./marks.ts";
import { type Colour, mix, type Palette, pixel } from "./palette.ts";
import { at } from "./scales.ts";

const LEVELS = 128;

/** The strongest tint of a class: its points must still stand out on it. */
const STRONGEST = 0.42;

/** The picture of a surface; keeps its colours and pixels between frames. */
export class Surface {
  readonly #canvas = document.createElement("canvas");
  #image: ImageData | null = null;
  #pixels = new Uint32Array(0);
  /** Whether any of the values is a number. */
  finite = false;

  /** One of two classes: the probability of class 1 from `ramp`'s start to its end. */
  paintValues(values: ArrayLike<number>, side: number, low: number, high: number, ramp: Uint32Array): void {
    this.#resize(side);
    this.finite = false;
    for (let index = 0; index < side * side; index += 1) {
      const share = (at(values, index) - low) / (high - low);
      const level = Math.round(Math.min(1, Math.max(0, share)) * (ramp.length - 1));
      if (!Number.isNaN(share)) this.finite = true;
      this.#pixels[index] = ramp[level] ?? 0;
    }
    this.#flush();
  }

  /** One of several classes: the likeliest one's colour, the paler the less likely it is. */
  paintClasses(
    values: ArrayLike<number>,
    side: number,
    classes: number,
    ramps: readonly Uint32Array[],
  ): void {
    this.#resize(side);
    this.finite = false;
    for (let index = 0; index < side * side; index += 1) {
      const likeliest = largestIndex(values, index * classes, classes);
      const probability = at(values, index * classes + likeliest);
      if (!Number.isNaN(probability)) this.finite = true;
      const share = (probability - 1 / classes) / (1 - 1 / classes);
      const ramp = ramps[likeliest % ramps.length];
      this.#pixels[index] = ramp?.[Math.round(Math.max(0, share) * (ramp.length - 1))] ?? 0;
    }
    this.#flush();
  }

  /** Draws it, stretched. */
  draw(context: CanvasRenderingContext2D, left: number, top: number, width: number, height: number): void {
    if (!this.#image || !this.finite) return;
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(this.#canvas, left, top, width, height);
  }

  #resize(side: number): void {
    if (this.#image?.width === side || side === 0) return;
    this.#canvas.width = side;
    this.#canvas.height = side;
    this.#image = this.#canvas.getContext("2d")?.createImageData(side, side) ?? null;
    this.#pixels = this.#image ? new Uint32Array(this.#image.data.buffer) : new Uint32Array(0);
  }

  #flush(): void {
    if (this.#image) this.#canvas.getContext("2d")?.putImageData(this.#image, 0, 0);
  }
}

/** The first of the largest values from `start` on. */
export function largestIndex(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index += 1) {
    if (at(values, start + index) > at(values, start + best)) best = index;
  }
  return best;
}

/** From the low class's tint over paper to the high one's. */
export function divergingRamp(
  palette: Palette,
  low: Colour,
  high: Colour,
  strongest = STRONGEST,
): Uint32Array {
  return Uint32Array.from({ length: 2 * LEVELS + 1 }, (_, level) => {
    const share = (level - LEVELS) / LEVELS;
    return pixel(mix(palette.raised, share < 0 ? low : high, Math.abs(share) * strongest));
  });
}

/** From paper to the tint of each class. */
export function classRamps(palette: Palette, classes: number): Uint32Array[] {
  return Array.from({ length: classes }, (_, index) =>
    Uint32Array.from({ length: LEVELS }, (_unused, level) =>
      pixel(mix(palette.raised, classColour(palette, index), (level / (LEVELS - 1)) * STRONGEST)),
    ),
  );
}
