import { ChangeDetector } from "../change-detector.ts";
import { prepare } from "./canvas.ts";

/** A part of a picture on a canvas of its own, drawn again only when what it depends on changes. */
export class CachedLayer {
  readonly #canvas = document.createElement("canvas");
  readonly #drawn = new ChangeDetector();

  /**
   * Copies the layer to `left`, `top`. First calls `make`, whose origin is the layer's corner, if its size, the screen's
   * density or anything in `dependencies` differs from the last time.
   */
  draw(
    context: CanvasRenderingContext2D,
    left: number,
    top: number,
    width: number,
    height: number,
    dependencies: readonly unknown[],
    make: (context: CanvasRenderingContext2D) => void,
  ): void {
    const density = devicePixelRatio;
    const canvas = this.#canvas;
    if (this.#drawn.hasChanged([width, height, density, ...dependencies])) {
      const own = prepare(canvas, width, height);
      if (own) make(own);
    }
    context.drawImage(canvas, left, top, canvas.width / density, canvas.height / density);
  }
}
