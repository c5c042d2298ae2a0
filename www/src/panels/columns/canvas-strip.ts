import { prepare } from "../../charts/canvas.ts";
import type { Row, RowKey } from "./layout.ts";

/** Neighbouring rows on their own canvas, so that a change in them repaints no others. */
export class CanvasStrip {
  readonly canvas = document.createElement("canvas");
  /** Those of its rows that the layout has. */
  rows: readonly Row[] = [];
  /** Draws it; always the same function, so that it can be scheduled. */
  readonly draw: () => void;
  #top = 0;
  #width = 0;
  #height = 0;

  constructor(
    readonly keys: readonly RowKey[],
    draw: (strip: CanvasStrip) => void,
  ) {
    this.draw = () => draw(this);
  }

  /** Places the canvas for `rows` from `top` to `bottom` of the picture; both are edges of screen pixels. */
  place(rows: readonly Row[], width: number, top: number, bottom: number): void {
    this.rows = rows;
    this.#top = top;
    this.#width = width;
    this.#height = bottom - top;
    const { style } = this.canvas;
    style.top = `${top}px`;
    style.width = `${width}px`;
    style.height = `${bottom - top}px`;
  }

  /** Clears the canvas to `ground`. The origin of the context is the corner of the whole picture. */
  begin(ground: string): CanvasRenderingContext2D | null {
    const context = prepare(this.canvas, this.#width, this.#height, ground);
    context?.translate(0, -this.#top);
    return context;
  }
}
