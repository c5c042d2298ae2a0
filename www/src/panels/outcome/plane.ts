/** The decision surface with the data on it. */

import { ChangeDetector } from "../../change-detector.ts";
import { CachedLayer } from "../../charts/cached-layer.ts";
import { type Frame, font } from "../../charts/canvas.ts";
import { classColour, tracePoint } from "../../charts/marks.ts";
import { mix, type Palette } from "../../charts/palette.ts";
import { at } from "../../charts/scales.ts";
import { classRamps, divergingRamp, Surface } from "../../charts/surface.ts";
import { largestMagnitude } from "../../charts/tiles.ts";
import type { RunInfo, Visuals } from "../../state/figures.ts";
import { outcomeWords as words } from "../../text/en-panels.ts";

type Plane = Extract<RunInfo["dataPreview"], { kind: "plane" }>;

/** Numbers of a point: two coordinates, and its class or value. */
const POINT = 3;

/** Draws the plane; keeps its pictures from frame to frame. */
export class PlaneDrawing {
  readonly #surface = new Surface();
  readonly #points = new CachedLayer();
  readonly #run = new ChangeDetector();
  readonly #painted = new ChangeDetector();
  #paint: Paint = () => {};

  draw(frame: Frame, runInfo: RunInfo, visuals: Visuals | null): void {
    const { context, width, height, palette } = frame;
    const { dataPreview } = runInfo;
    if (dataPreview.kind !== "plane") return;
    context.fillStyle = palette.raised.css;
    context.fillRect(0, 0, width, height);
    if (visuals && visuals.side > 0) {
      if (this.#run.hasChanged([runInfo, palette])) this.#paint = painter(palette, runInfo);
      if (this.#painted.hasChanged([visuals, palette])) this.#paint(this.#surface, visuals);
      this.#surface.draw(context, 0, 0, width, height);
    }
    context.strokeStyle = palette.line.css;
    context.lineWidth = 1;
    context.strokeRect(0.5, 0.5, width - 1, height - 1);
    this.#points.draw(context, 0, 0, width, height, [runInfo, palette], (own) =>
      drawPoints({ ...frame, context: own }, runInfo, dataPreview),
    );
    if (visuals && visuals.side > 0 && !this.#surface.finite) drawNotice(frame);
  }
}

/** Paints a run's visuals, with colours made once for the run and palette. */
type Paint = (surface: Surface, visuals: Visuals) => void;

function painter(palette: Palette, runInfo: RunInfo): Paint {
  const { task, outputs } = runInfo;
  if (task === "classes") {
    const ramps = classRamps(palette, outputs);
    return (surface, visuals) => surface.paintClasses(visuals.surface, visuals.side, outputs, ramps);
  }
  const largest = valueRange(runInfo);
  const [low, high, maxTint] = task === "binary" ? [0, 1] : [-largest, largest, 0.8];
  const ramp = divergingRamp(palette, palette.class0, palette.class1, maxTint);
  return (surface, visuals) => surface.paintValues(visuals.surface, visuals.side, low, high, ramp);
}

/** The largest absolute value of a regression's points: its negative and it are the ends of the colours. */
export function valueRange({ dataPreview }: RunInfo): number {
  if (dataPreview.kind !== "plane") return 1;
  let largest = 0;
  for (let index = 2; index < dataPreview.points.length; index += POINT) {
    largest = Math.max(largest, largestMagnitude(dataPreview.points, index, 1));
  }
  return largest || 1;
}

function drawPoints(frame: Frame, runInfo: RunInfo, plane: Plane): void {
  const { context, width, palette } = frame;
  const count = Math.floor(plane.points.length / POINT);
  const radius = Math.max(2, Math.min(4.5, (width / 80) * Math.min(1, Math.sqrt(500 / count))));
  if (runInfo.task === "regression") {
    drawValues(frame, plane, radius, valueRange(runInfo));
    return;
  }
  const classes = Math.max(2, runInfo.classes.length);
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
