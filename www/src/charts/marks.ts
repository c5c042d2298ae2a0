/** Marks of data points: every class has a shape as well as a colour. */

import type { Colour, Palette } from "./palette.ts";

/** The colour of a class: four in turn, each time with other shapes. */
export function classColour(palette: Palette, index: number): Colour {
  const colours = [palette.class0, palette.class1, palette.class2, palette.class3];
  return colours[index % colours.length] ?? palette.ink;
}

/** Adds the outline of a class's mark to the path: circle, square, triangle or diamond. */
export function tracePoint(
  context: CanvasRenderingContext2D,
  index: number,
  x: number,
  y: number,
  radius: number,
): void {
  const shape = (index + Math.floor(index / 4)) % 4;
  if (shape === 0) {
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  } else if (shape === 1) {
    const half = radius * 0.88;
    context.rect(x - half, y - half, 2 * half, 2 * half);
  } else if (shape === 2) {
    const half = radius * 1.15;
    context.moveTo(x - half, y + half * 0.8);
    context.lineTo(x + half, y + half * 0.8);
    context.lineTo(x, y - half);
    context.closePath();
  } else {
    const half = radius * 1.25;
    context.moveTo(x - half, y);
    context.lineTo(x, y - half);
    context.lineTo(x + half, y);
    context.lineTo(x, y + half);
    context.closePath();
  }
}
