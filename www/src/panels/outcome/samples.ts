/** Validation samples as pictures, with what the network takes them for. */

import { font, snap } from "../../charts/canvas.ts";
import type { Palette } from "../../charts/palette.ts";
import { at } from "../../charts/scales.ts";
import { largestIndex } from "../../charts/surface.ts";
import { greys, Tiles } from "../../charts/tiles.ts";
import type { Description, Pictures } from "../../state/figures.ts";
import { outcomeWords as words } from "../../text/en-panels.ts";
import { percent } from "../../text/numbers.ts";

/** How far the longest class name may be condensed to fit its cell. */
const CONDENSED = 0.85;

/** Draws the grid; keeps the pictures between frames, since the samples stay the same. */
export class SamplesDrawing {
  readonly #tiles = new Tiles();
  #written: { description: Description; palette: Palette } | null = null;

  /** Draws as many samples as there is room for, and says how many. */
  draw(
    context: CanvasRenderingContext2D,
    width: number,
    height: number,
    palette: Palette,
    description: Description,
    pictures: Pictures | null,
  ): number {
    const { picture, classes } = description;
    if (picture.kind !== "images") return 0;
    if (this.#written?.description !== description || this.#written.palette !== palette) {
      this.#written = { description, palette };
      this.#write(description, palette);
    }
    const line = palette.small * 1.25;
    const gap = palette.small * 0.7;
    context.font = font(palette, palette.small);
    const longest = Math.max(...classes.map((name) => context.measureText(name).width));
    const pitch = Math.max(longest * CONDENSED, palette.small * 3.4) + gap;
    const across = Math.max(1, Math.floor((width + gap) / pitch));
    const cell = (width + gap) / across;
    const side = Math.min(cell - gap, palette.small * 4);
    const tall = side + 2 * line + gap;
    const shown = Math.min(picture.labels.length, across * Math.max(1, Math.floor(height / tall)));
    const known = pictures && pictures.predictions.length >= picture.labels.length * description.outputs;
    for (let sample = 0; sample < shown; sample += 1) {
      const left = snap((sample % across) * cell);
      const top = snap(Math.floor(sample / across) * tall);
      this.#tiles.draw(context, sample, left, top, side, side);
      if (known)
        drawVerdict(context, palette, description, pictures, sample, left, top, side, cell - gap, line);
    }
    return shown;
  }

  #write({ picture }: Description, palette: Palette): void {
    if (picture.kind !== "images") return;
    const { width, height, samples, labels } = picture;
    this.#tiles.resize(labels.length, width, height);
    const colours = greys(palette.paper, palette.ink);
    for (let sample = 0; sample < labels.length; sample += 1) {
      this.#tiles.write(sample, samples, sample * width * height, 0, 1, colours);
    }
    this.#tiles.flush();
  }
}

/** Which class the network gives a sample. */
export function predictedClass(description: Description, pictures: Pictures, sample: number): number {
  if (description.outputs === 1) return at(pictures.predictions, sample) > 0.5 ? 1 : 0;
  return largestIndex(pictures.predictions, sample * description.outputs, description.outputs);
}

function drawVerdict(
  context: CanvasRenderingContext2D,
  palette: Palette,
  description: Description,
  pictures: Pictures,
  sample: number,
  left: number,
  top: number,
  side: number,
  room: number,
  line: number,
): void {
  const { picture, classes, outputs } = description;
  if (picture.kind !== "images") return;
  const predicted = predictedClass(description, pictures, sample);
  const label = at(picture.labels, sample);
  const right = predicted === label;
  const output = at(pictures.predictions, outputs === 1 ? sample : sample * outputs + predicted);
  const probability = outputs === 1 && predicted === 0 ? 1 - output : output;
  context.textAlign = "left";
  context.textBaseline = "alphabetic";
  context.font = font(palette, palette.small, right ? 400 : 600);
  context.fillStyle = right ? palette.soft.css : palette.ink.css;
  context.fillText(classes[predicted] ?? String(predicted), left, top + side + line, room);
  context.font = font(palette, palette.small);
  context.fillStyle = palette.faint.css;
  const second = right ? percent(probability) : words.isReally(classes[label] ?? String(label));
  context.fillText(Number.isNaN(output) ? "NaN" : second, left, top + side + 2 * line, room);
  if (!right) cross(context, palette, left + side - 1, top + 1, Math.max(5, palette.small * 0.5));
}

/** A cross in the picture's corner, on paper of its own. */
function cross(
  context: CanvasRenderingContext2D,
  palette: Palette,
  right: number,
  top: number,
  size: number,
): void {
  const rim = size * 0.5;
  context.fillStyle = palette.paper.css;
  context.fillRect(right - size - 2 * rim, top - 1, size + 2 * rim + 1, size + 2 * rim);
  context.strokeStyle = palette.ink.css;
  context.lineWidth = size / 3.2;
  context.beginPath();
  context.moveTo(right - rim - size, top + rim);
  context.lineTo(right - rim, top + rim + size);
  context.moveTo(right - rim, top + rim);
  context.lineTo(right - rim - size, top + rim + size);
  context.stroke();
}
