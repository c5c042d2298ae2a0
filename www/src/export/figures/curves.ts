/** The figure of the curves: loss, accuracy and learning rate over steps. */

import { roundTicks } from "../../charts/scales.ts";
import { spread, wantsLogAxis } from "../../charts/series.ts";
import { EPOCH_ROW, isComputed, LOSS_ROW } from "../../snapshot-format.ts";
import { saved } from "../../text/en-saved.ts";
import { axisValue, count, learningRate, loss, percent } from "../../text/numbers.ts";
import { type Markup, markup } from "../markup.ts";
import { caption, type SavedRun } from "../saved-run.ts";
import { COLOURS, heading, LEFT, label, number, type Plot, RIGHT, rule, sheet } from "./sheet.ts";

const { curves: words } = saved;
const TOP = 14;
const BOTTOM = TOP + 84;

/** A curve: its points, and how it is drawn and named. */
interface Line {
  readonly name: string;
  readonly dashed: boolean;
  readonly points: readonly (readonly [step: number, value: number])[];
}

/** Whether there is a curve, which needs two points. */
export function hasCurves({ snapshot }: SavedRun): boolean {
  return snapshot.lossHistory.length >= 2 * LOSS_ROW.width;
}

/** An SVG document. */
export function curvesFigure(run: SavedRun): Markup {
  const { runInfo, snapshot } = run;
  const { lossHistory, epochHistory } = snapshot;
  const bySteps = (name: string, at: number): Line => ({
    name,
    dashed: false,
    points: rows(lossHistory, LOSS_ROW.width, LOSS_ROW.step, at, 1),
  });
  const byEpochs = (name: string, at: number, dashed: boolean): Line => ({
    name,
    dashed,
    points: rows(epochHistory, EPOCH_ROW.width, EPOCH_ROW.epoch, at, runInfo.stepsPerEpoch),
  });
  const { training, validation } = words;
  const steps = Math.max(snapshot.step, 1);
  const losses = [bySteps(training, LOSS_ROW.loss), byEpochs(validation, EPOCH_ROW.validationLoss, true)];
  const accuracies = [
    byEpochs(training, EPOCH_ROW.trainingAccuracy, false),
    byEpochs(validation, EPOCH_ROW.validationAccuracy, true),
  ];
  const plots = [
    plot(words.loss, losses, steps, loss, "auto"),
    ...(accuracies.some(({ points }) => points.length > 0)
      ? [plot(words.accuracy, accuracies, steps, percent, [0, 1])]
      : []),
    plot(words.rate, [bySteps("", LOSS_ROW.learningRate)], steps, learningRate, "zero"),
  ];
  return sheet([...plots, stepAxis(steps)], words.title, caption(run, words.shows));
}

/** The rows' finite values, each at its step. */
function rows(figures: Float32Array, width: number, x: number, y: number, stretch: number): Line["points"] {
  return Array.from({ length: Math.floor(figures.length / width) }, (_, row) => {
    const [place, value] = [figures[row * width + x] ?? 0, figures[row * width + y] ?? Number.NaN];
    return [place * stretch, value] as const;
  }).filter(([, value]) => Number.isFinite(value) && isComputed(value));
}

/** A plot from its lines; `range` is the axis's, from 0 on, or logarithmic where the values need it. */
function plot(
  title: string,
  lines: readonly Line[],
  steps: number,
  write: (value: number) => string,
  range: readonly [number, number] | "zero" | "auto",
): Plot {
  const values = lines.map(({ points }) => points.map(([, value]) => value));
  const all = values.flat();
  const logarithmic = range === "auto" && wantsLogAxis(values);
  const [low, high] =
    typeof range === "object"
      ? range
      : [logarithmic ? Math.min(...all) : Math.min(0, ...all), all.length > 0 ? Math.max(...all) : 1];
  const scale = logarithmic ? Math.log10 : (value: number) => value;
  const span = scale(high) - scale(low) || 1;
  const y = (value: number) => BOTTOM - ((scale(value) - scale(low)) / span) * (BOTTOM - TOP);
  const x = (step: number) => LEFT + (Math.min(step, steps) / steps) * (RIGHT - LEFT);
  const ticks = logarithmic ? logTicks(low, high) : roundTicks(low, high);
  const drawn = lines.filter(({ points }) => points.length > 0);
  const ends = drawn.map(({ points }) => y(points.at(-1)?.[1] ?? 0));
  const places = spread(ends, 9, TOP, BOTTOM);
  return {
    height: BOTTOM,
    content: markup`${heading(title)}${ticks.map((tick) => [
      rule(y(tick)),
      label(
        LEFT - 5,
        y(tick) + 2.5,
        range === "zero" ? write(tick) : typeof range === "object" ? percent(tick) : axisValue(tick),
        "end",
      ),
    ])}${drawn.map(({ name, dashed, points }, index) => [
      markup`<path d="M${points.map(([step, value]) => `${number(x(step))} ${number(y(value))}`).join("L")}" fill="none" stroke="${COLOURS.ink}" stroke-width="${dashed ? 1 : 0.8}" stroke-linejoin="round"${dashed ? DASHES : null}/>`,
      label(
        RIGHT + 4,
        (places[index] ?? 0) + 2.5,
        `${name} ${write(points.at(-1)?.[1] ?? 0)}`.trim(),
        "start",
        COLOURS.ink,
      ),
    ])}${rule(BOTTOM, COLOURS.soft)}`,
  };
}

const DASHES = markup` stroke-dasharray="3 1.5"`;

/** Powers of ten within an axis, at most five; its ends where there are fewer than two. */
function logTicks(low: number, high: number): number[] {
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  if (last <= first) return [low, high];
  const step = Math.ceil((last - first + 1) / 5);
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, at) => 10 ** (first + at * step));
}

function stepAxis(steps: number): Plot {
  const ticks = roundTicks(0, steps).filter((tick) => Number.isInteger(tick));
  return {
    height: 4,
    content: markup`${label(LEFT - 5, 0, words.step, "end")}${ticks.map((tick) =>
      label(LEFT + (tick / steps) * (RIGHT - LEFT), 0, count(tick), "middle"),
    )}`,
  };
}
