/** Validation samples as pictures, with the classes that the network predicts. */

import { ChangeDetector } from "../../change-detector.ts";
import { type Frame, font, snap } from "../../charts/canvas.ts";
import type { Palette } from "../../charts/palette.ts";
import { at } from "../../charts/scales.ts";
import { argmax } from "../../charts/surface.ts";
import { greys, Tiles } from "../../charts/tiles.ts";
import type { RunInfo, Visuals } from "../../state/figures.ts";
import { outcomeWords as words } from "../../text/en-panels.ts";
import { percent } from "../../text/numbers.ts";

/** The least horizontal scale of a class name that is too long for its cell. */
const MIN_NAME_SCALE = 0.85;

/** The height of a line of text, in ems. */
const LINE = 1.25;

/** Draws the grid; keeps the samples' pictures for the run. */
export class SamplesDrawing {
  readonly #tiles = new Tiles();
  readonly #written = new ChangeDetector();

  /** Draws as many samples as there is room for, and returns how many. */
  draw(frame: Frame, runInfo: RunInfo, visuals: Visuals | null): number {
    const { context, width, height, palette } = frame;
    const { dataPreview, classes } = runInfo;
    if (dataPreview.kind !== "images") return 0;
    if (this.#written.hasChanged([runInfo, palette])) this.#write(runInfo, palette);
    const gap = palette.small * 0.7;
    context.font = font(palette, palette.small);
    const longest = Math.max(...classes.map((name) => context.measureText(name).width));
    const pitch = Math.max(longest * MIN_NAME_SCALE, palette.small * 3.4) + gap;
    const across = Math.max(1, Math.floor((width + gap) / pitch));
    const cell = (width + gap) / across;
    const side = Math.min(cell - gap, palette.small * 4);
    const tall = side + 2 * LINE * palette.small + gap;
    const shown = Math.min(dataPreview.labels.length, across * Math.max(1, Math.floor(height / tall)));
    const known = visuals && visuals.predictions.length >= dataPreview.labels.length * runInfo.outputs;
    for (let sample = 0; sample < shown; sample += 1) {
      const left = snap((sample % across) * cell);
      const top = snap(Math.floor(sample / across) * tall);
      this.#tiles.draw(context, sample, left, top, side, side);
      if (known) drawPrediction(frame, runInfo, visuals, sample, { left, top, side, room: cell - gap });
    }
    return shown;
  }

  #write({ dataPreview }: RunInfo, palette: Palette): void {
    if (dataPreview.kind !== "images") return;
    const { width, height, samples, labels } = dataPreview;
    this.#tiles.resize(labels.length, width, height);
    const colours = greys(palette.paper, palette.ink);
    for (let sample = 0; sample < labels.length; sample += 1) {
      this.#tiles.write(sample, samples, sample * width * height, 0, 1, colours);
    }
    this.#tiles.flush();
  }
}

/** The class that the network predicts for a sample. */
export function predictedClass(runInfo: RunInfo, visuals: Visuals, sample: number): number {
  if (runInfo.outputs === 1) return at(visuals.predictions, sample) > 0.5 ? 1 : 0;
  return argmax(visuals.predictions, sample * runInfo.outputs, runInfo.outputs);
}

/** A sample's place: the corner and the side of its picture, and the width for the text below. */
interface Cell {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly room: number;
}

/** Below a sample's picture, the class that the network predicts, and its probability or the true class. */
function drawPrediction(
  { context, palette }: Frame,
  runInfo: RunInfo,
  visuals: Visuals,
  sample: number,
  { left, top, side, room }: Cell,
): void {
  const line = LINE * palette.small;
  const { dataPreview, classes, outputs } = runInfo;
  if (dataPreview.kind !== "images") return;
  const predicted = predictedClass(runInfo, visuals, sample);
  const label = at(dataPreview.labels, sample);
  const right = predicted === label;
  const output = at(visuals.predictions, outputs === 1 ? sample : sample * outputs + predicted);
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

/** A cross in the picture's corner, on a background of paper. */
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
