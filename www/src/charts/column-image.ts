/** A picture with one pixel a figure, whose columns are stretched to the columns of the page. */

import { PixelImage } from "./pixel-image.ts";

/** Pixels a column takes in the picture. All are the same, so that smoothing the middle one mixes in no other column. */
const ACROSS = 3;

/** Rows that a picture has room for at first. */
const MIN_ROWS = 64;

/** The picture; its pixels are kept from frame to frame. */
export class ColumnImage extends PixelImage {
  #columns = 0;
  #capacity = 0;
  /** Rows in use. */
  rows = 0;

  /** Makes room for figures `[rows, columns]`; the room grows by doubling. */
  resize(columns: number, rows: number): void {
    this.rows = rows;
    const isSame = columns === this.#columns;
    if (isSame && rows <= this.#capacity) return;
    this.#capacity = Math.max(rows, isSame ? 2 * this.#capacity : 0, MIN_ROWS);
    this.#columns = columns;
    this.setSize(ACROSS * columns, this.#capacity);
  }

  /** Sets one figure's pixel. */
  set(row: number, column: number, pixel: number): void {
    const first = ACROSS * (row * this.#columns + column);
    this.pixels[first] = pixel;
    this.pixels[first + 1] = pixel;
    this.pixels[first + 2] = pixel;
  }

  /** Draws one column, stretched, its first row at the top. */
  draw(
    context: CanvasRenderingContext2D,
    column: number,
    left: number,
    width: number,
    top: number,
    height: number,
  ): void {
    if (this.isEmpty || this.rows === 0) return;
    context.drawImage(this.canvas, ACROSS * column + 1, 0, 1, this.rows, left, top, width, height);
  }
}
