import { prepare } from "../../charts/canvas.ts";
import type { Row } from "./layout.ts";

/** Neighbouring rows on a canvas of their own, so that they are painted when they change and the others are not. */
export class Strip {
  readonly canvas = document.createElement("canvas");
  rows: readonly Row[] = [];
  #top = 0;
  #width = 0;
  #height = 0;

  /** Takes these rows, from `top` to `bottom` in the whole picture; edges lie on pixels of the screen. */
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

  /** The context of the canvas with nothing but its ground; its origin is the corner of the whole picture. */
  begin(ground: string): CanvasRenderingContext2D | null {
    const context = prepare(this.canvas, this.#width, this.#height, ground);
    context?.translate(0, -this.#top);
    return context;
  }
}
