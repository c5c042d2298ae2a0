/** The decision surface with the data on it. */

import { ChangeDetector } from "../../change-detector.ts";
import { CachedLayer } from "../../charts/cached-layer.ts";
import { type Frame, font } from "../../charts/canvas.ts";
import { classColour, tracePoint } from "../../charts/marks.ts";
import { mix, type Palette } from "../../charts/palette.ts";
import { at } from "../../charts/scales.ts";
import { classRamps, divergingRamp, Surface } from "../../charts/surface.ts";
import { largestMagnitude } from "../../charts/tiles.ts";
import type { Description, Pictures } from "../../state/figures.ts";
import { outcomeWords as words } from "../../text/en-panels.ts";

type Plane = Extract<Description["picture"], { kind: "plane" }>;

/** Numbers of a point: two coordinates, and its class or value. */
const POINT = 3;

/** Draws the plane; keeps its pictures from frame to frame. */
export class PlaneDrawing {
  readonly #surface = new Surface();
  readonly #points = new CachedLayer();
  readonly #run = new ChangeDetector();
  readonly #painted = new ChangeDetector();
  #paint: Paint = () => {};

  draw(frame: Frame, description: Description, pictures: Pictures | null): void {
    const { context, width, height, palette } = frame;
    const { picture } = description;
    if (picture.kind !== "plane") return;
    context.fillStyle = palette.raised.css;
    context.fillRect(0, 0, width, height);
    if (pictures && pictures.side > 0) {
      if (this.#run.hasChanged([description, palette])) this.#paint = painter(palette, description);
      if (this.#painted.hasChanged([pictures, palette])) this.#paint(this.#surface, pictures);
      this.#surface.draw(context, 0, 0, width, height);
    }
    context.strokeStyle = palette.line.css;
    context.lineWidth = 1;
    context.strokeRect(0.5, 0.5, width - 1, height - 1);
    this.#points.draw(context, 0, 0, width, height, [description, palette], (own) =>
      drawPoints({ ...frame, context: own }, description, picture),
    );
    if (pictures && pictures.side > 0 && !this.#surface.finite) drawNotice(frame);
  }
}

/** Paints a run's pictures, with colours made once for the run and palette. */
type Paint = (surface: Surface, pictures: Pictures) => void;

function painter(palette: Palette, description: Description): Paint {
  const { task, outputs } = description;
  if (task === "classes") {
    const ramps = classRamps(palette, outputs);
    return (surface, pictures) => surface.paintClasses(pictures.surface, pictures.side, outputs, ramps);
  }
  const largest = valueRange(description);
  const [low, high, maxTint] = task === "binary" ? [0, 1] : [-largest, largest, 0.8];
  const ramp = divergingRamp(palette, palette.class0, palette.class1, maxTint);
  return (surface, pictures) => surface.paintValues(pictures.surface, pictures.side, low, high, ramp);
}

/** The largest absolute value of a regression's points: its negative and it are the ends of the colours. */
export function valueRange({ picture }: Description): number {
  if (picture.kind !== "plane") return 1;
  let largest = 0;
  for (let index = 2; index < picture.points.length; index += POINT) {
    largest = Math.max(largest, largestMagnitude(picture.points, index, 1));
  }
  return largest || 1;
}

function drawPoints(frame: Frame, description: Description, plane: Plane): void {
  const { context, width, palette } = frame;
  const count = Math.floor(plane.points.length / POINT);
  const radius = Math.max(2, Math.min(4.5, (width / 80) * Math.min(1, Math.sqrt(500 / count))));
  if (description.task === "regression") {
    drawValues(frame, plane, radius, valueRange(description));
    return;
  }
  const classes = Math.max(2, description.classes.length);
  for (let index = 0; index < classes; index += 1) {
    const colour = classColour(palette, index);
    trace(frame, plane, 0, plane.trainingPoints, radius, index);
    context.fillStyle = colour.css;
    context.fill();
    context.strokeStyle = palette.raised.css;
    context.lineWidth = 0.75;
    context.stroke();
    trace(frame, plane, plane.trainingPoints, count, radius, index);
    context.fillStyle = palette.raised.css;
    context.fill();
    context.strokeStyle = colour.css;
    context.lineWidth = 1.5;
    context.stroke();
  }
}

/** Traces the path of all points of one class from index `from` to before `to`. */
function trace(
  { context, width, height }: Frame,
  plane: Plane,
  from: number,
  to: number,
  radius: number,
  index: number,
): void {
  context.beginPath();
  for (let point = from; point < to; point += 1) {
    if (at(plane.points, point * POINT + 2) !== index) continue;
    tracePoint(context, index, across(plane, width, point), down(plane, height, point), radius);
  }
}

function drawValues(frame: Frame, plane: Plane, radius: number, largest: number): void {
  const { context, width, height, palette } = frame;
  const count = Math.floor(plane.points.length / POINT);
  context.lineWidth = 1;
  for (let point = 0; point < count; point += 1) {
    const value = at(plane.points, point * POINT + 2) / largest;
    const held = point >= plane.trainingPoints;
    const full = value < 0 ? palette.class0 : palette.class1;
    const colour = mix(held ? palette.soft : palette.raised, full, Math.abs(value));
    context.beginPath();
    tracePoint(context, value < 0 ? 0 : 1, across(plane, width, point), down(plane, height, point), radius);
    context.fillStyle = held ? palette.raised.css : colour.css;
    context.fill();
    context.strokeStyle = held ? colour.css : palette.soft.css;
    context.lineWidth = held ? 1.5 : 0.75;
    context.stroke();
  }
}

function across(plane: Plane, width: number, point: number): number {
  const left = at(plane.extent, 0);
  return ((at(plane.points, point * POINT) - left) / (at(plane.extent, 1) - left)) * width;
}

function down(plane: Plane, height: number, point: number): number {
  const top = at(plane.extent, 3);
  return ((top - at(plane.points, point * POINT + 1)) / (top - at(plane.extent, 2))) * height;
}

function drawNotice({ context, width, height, palette }: Frame): void {
  context.font = font(palette, palette.small, 600);
  context.textAlign = "center";
  context.textBaseline = "middle";
  const room = context.measureText(words.notFinite).width + palette.small;
  context.fillStyle = palette.paper.css;
  context.fillRect((width - room) / 2, height / 2 - palette.small, room, 2 * palette.small);
  context.fillStyle = palette.ink.css;
  context.fillText(words.notFinite, width / 2, height / 2);
}
