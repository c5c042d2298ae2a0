/** A picture of the reader's as the network's input: grey, dark around, as the digits and clothes of the image sets are. */

/** Points along a side of the sets' images. */
export const SIDE = 28;

/** The part of a square of {@link SIDE} points that a picture fills, its centre in the square's. */
export function fitted(
  width: number,
  height: number,
): { x: number; y: number; width: number; height: number } {
  const scale = SIDE / Math.max(width, height, 1);
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  return { x: Math.floor((SIDE - w) / 2), y: Math.floor((SIDE - h) / 2), width: w, height: h };
}

/**
 * The inputs, 0 to 1, of a picture's `rgba`, which has the size that it is {@link fitted} to: white minus them where its
 * border is light. What it does not fill is like its border.
 */
export function inputsOf(rgba: ArrayLike<number>, part: ReturnType<typeof fitted>): Float32Array {
  const { width, height } = part;
  const greys = Array.from({ length: width * height }, (_, point) => greyOf(rgba, 4 * point));
  const border = greys.filter((_, point) => {
    const [x, y] = [point % width, Math.floor(point / width)];
    return x === 0 || y === 0 || x === width - 1 || y === height - 1;
  });
  const around = border.reduce((sum, grey) => sum + grey, 0) / border.length;
  const seen = (grey: number) => (around > 0.5 ? 1 - grey : grey);
  const inputs = new Float32Array(SIDE * SIDE).fill(seen(around));
  greys.forEach((grey, point) => {
    const [x, y] = [part.x + (point % width), part.y + Math.floor(point / width)];
    inputs[y * SIDE + x] = seen(grey);
  });
  return inputs;
}

/** The luminance of a colour on white paper. */
function greyOf(rgba: ArrayLike<number>, at: number): number {
  const [red = 0, green = 0, blue = 0, alpha = 255] = [rgba[at], rgba[at + 1], rgba[at + 2], rgba[at + 3]];
  const opaque = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  return 1 + (opaque - 1) * (alpha / 255);
}
