/** A figure as pixels. */

import type { Markup } from "./markup.ts";

/** Pixels a point: 300 an inch, as journals ask for. */
const SCALE = 300 / 72;

/** An SVG document as a PNG file; null where the browser cannot draw it. */
export async function pictureOf(svg: Markup): Promise<Blob | null> {
  const url = URL.createObjectURL(new Blob([svg.text], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const [, width = "0", height = "0"] = svg.text.match(/viewBox="0 0 (\d+) (\d+)"/) ?? [];
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(Number(width) * SCALE);
    canvas.height = Math.round(Number(height) * SCALE);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}
