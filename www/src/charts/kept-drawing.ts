/** What stays the same from frame to frame is drawn once. */

import { prepare } from "./canvas.ts";

/** A drawing that is kept for as long as what it was made from stays the same. */
export class KeptDrawing {
  readonly #canvas = document.createElement("canvas");
  #made: readonly unknown[] = [];

  /** Draws it with its corner at `left`, `top`; `make` draws it anew, from its own corner, when anything in `from` is another. */
  draw(
    context: CanvasRenderingContext2D,
    left: number,
    top: number,
    width: number,
    height: number,
    from: readonly unknown[],
    make: (context: CanvasRenderingContext2D) => void,
  ): void {
    const density = devicePixelRatio;
    const made = [width, height, density, ...from];
    if (made.some((value, index) => value !== this.#made[index])) {
      const own = prepare(this.#canvas, width, height);
      if (!own) return;
      make(own);
      this.#made = made;
    }
    const canvas = this.#canvas;
    context.drawImage(canvas, left, top, canvas.width / density, canvas.height / density);
  }
}
