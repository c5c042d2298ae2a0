/** The figure of the layers: activations, gradient and updates, a column a layer. */

import { at, isLabelled, type LogAxis, labelStep, placementOf, position } from "../../charts/scales.ts";
import { type Band, GradientBands } from "../../charts/severity.ts";
import { isComputed } from "../../snapshot-format.ts";
import { USABLE_UPDATE } from "../../state/step-size.ts";
import { saved } from "../../text/en-saved.ts";
import { axisValue, powerOfTen } from "../../text/numbers.ts";
import { type Markup, markup } from "../markup.ts";
import { caption, type SavedRun } from "../saved-run.ts";
import { COLOURS, heading, LEFT, label, number, type Plot, RIGHT, rule, sheet } from "./sheet.ts";

const { layers: words } = saved;
const TOP = 14;

/** An SVG document. */
export function layersFigure(run: SavedRun): Markup {
  const plots = [activations(run), gradient(run), updates(run)];
  return sheet(plots, words.title, caption(run, words.shows));
}

/** The middle of a column, and the width that its mark may have. */
function column(run: SavedRun, index: number): { x: number; width: number } {
  const pitch = (RIGHT - LEFT) / run.runInfo.layers.length;
  return { x: LEFT + (index + 0.5) * pitch, width: Math.min(26, 0.7 * pitch) };
}

function each(run: SavedRun, draw: (index: number, x: number, width: number) => Markup | null): Markup[] {
  return run.runInfo.layers.flatMap((_, index) => {
    const { x, width } = column(run, index);
    return draw(index, x, width) ?? [];
  });
}

function activations(run: SavedRun): Plot {
  const { activationMean, activationStd } = run.snapshot.layers;
  const bottom = TOP + 56;
  const ends = run.runInfo.layers.flatMap((_, index) => {
    const [mean, std] = [at(activationMean, index), at(activationStd, index)];
    return Number.isFinite(mean + std) ? [mean - std, mean + std] : [];
  });
  const low = Math.min(0, ...ends);
  const high = Math.max(0, ...ends, low + 1e-12);
  const y = (value: number) => bottom - ((value - low) / (high - low)) * (bottom - TOP);
  const ticks = [...new Set([low, 0, high])];
  return {
    height: bottom,
    content: markup`${heading(words.activation)}${ticks.map((tick) => [
      rule(y(tick)),
      label(LEFT - 5, y(tick) + 2.5, axisValue(tick), "end"),
    ])}${each(run, (index, x, width) => {
      const [mean, std] = [at(activationMean, index), at(activationStd, index)];
      if (!Number.isFinite(mean + std))
        return label(x, bottom - 3, axisValue(mean), "middle", COLOURS.tooLarge);
      const half = width / 4;
      return markup`<path d="M${number(x)} ${number(y(mean - std))}V${number(y(mean + std))}M${number(x - half)} ${number(y(mean))}H${number(x + half)}" stroke="${COLOURS.well}" fill="none"/>`;
    })}`,
  };
}

/** A logarithmic plot's band and labelled powers of ten. */
function ground(axis: LogAxis, band: Band, step: number, right = RIGHT): Markup {
  const within = (power: number) => Math.min(Math.max(power, axis.low), axis.high);
  const [top, bottom] = [position(axis, within(band.high)), position(axis, within(band.low))];
  const powers: number[] = [];
  for (let power = 0; power >= axis.low; power -= step) powers.push(power);
  return markup`<rect x="${LEFT}" y="${number(top)}" width="${number(right - LEFT)}" height="${number(bottom - top)}" fill="${COLOURS.band}"/>${powers.map(
    (power) => [
      rule(position(axis, power)),
      label(LEFT - 5, position(axis, power) + 2.5, powerOfTen(power), "end"),
    ],
  )}`;
}

function gradient(run: SavedRun): Plot {
  const { deltaRms, kernelGradientL2 } = run.snapshot.layers;
  const { length } = run.runInfo.layers;
  const bottom = TOP + 120;
  const axis: LogAxis = { low: -12, high: 1, start: bottom, end: TOP };
  const bands = new GradientBands().read(deltaRms, 0, length, run.runInfo.layers);
  const hidden = RIGHT - (RIGHT - LEFT) / length;
  const bars = each(run, (index, x, width) => {
    const value = at(deltaRms, index);
    if (value === 0 || !isComputed(value) || !Number.isFinite(value)) {
      return without(value, x, bottom);
    }
    const y = position(axis, Math.log10(value));
    const { colour, mark } = look(value, bands.of(index));
    return markup`<rect x="${number(x - width / 2)}" y="${number(y)}" width="${number(width)}" height="${number(Math.max(0.5, bottom - y))}" fill="${colour}"/>${
      mark && width > 3 ? label(x, y - 2, mark, "middle", colour) : null
    }`;
  });
  const dashes = each(run, (index, x, width) => {
    const value = at(kernelGradientL2, index);
    if (placementOf(value, axis.low, axis.high) !== "on-scale") return null;
    const y = position(axis, Math.log10(value));
    return markup`<path d="M${number(x - width / 2)} ${number(y)}h${number(width)}" stroke="${COLOURS.ink}" stroke-dasharray="2 1.2"/>`;
  });
  return {
    height: bottom,
    content: markup`${heading(words.gradient)}${ground(axis, bands.of(0), 4, hidden)}${rule(bottom, COLOURS.soft)}${bars}${dashes}`,
  };
}

function updates(run: SavedRun): Plot {
  const { step, layers } = run.snapshot;
  const bottom = TOP + 60;
  const axis: LogAxis = { low: -8, high: 0, start: bottom, end: TOP };
  const band: Band = { low: Math.log10(USABLE_UPDATE.low), high: Math.log10(USABLE_UPDATE.high) };
  const marks = each(run, (index, x, width) => {
    const value = at(layers.updateRatio, index);
    // Before the first step there is no update.
    if (step === 0 || value === 0 || !isComputed(value) || !Number.isFinite(value)) {
      return without(step === 0 ? null : value, x, bottom);
    }
    const { colour, mark } = look(value, band);
    const y = position(axis, Math.log10(value));
    return mark
      ? label(x, y + 2.5, mark, "middle", colour)
      : markup`<circle cx="${number(x)}" cy="${number(y)}" r="${number(Math.min(2.5, width / 2))}" fill="${colour}"/>`;
  });
  const { length } = run.runInfo.layers;
  const every = labelStep((RIGHT - LEFT) / length, 16);
  const names = each(run, (index, x) => {
    if (index === length - 1) return label(x, bottom + 11, words.output, "middle");
    // Clear of the output's name.
    const isBeside = (length - 1 - index) * ((RIGHT - LEFT) / length) < 18;
    return isLabelled(index + 1, every) && !isBeside
      ? label(x, bottom + 11, String(index + 1), "middle")
      : null;
  });
  return {
    height: bottom + 14,
    content: markup`${heading(words.update)}${ground(axis, band, 4)}${rule(bottom, COLOURS.soft)}${marks}${names}${label(LEFT - 5, bottom + 11, words.layer, "end")}`,
  };
}

/** What stands in place of a mark that has no place on the axis; null is no figure. */
function without(value: number | null, x: number, bottom: number): Markup {
  if (value === null || !isComputed(value)) return label(x, bottom - 3, "–", "middle");
  const colour = value === 0 ? COLOURS.tooSmall : COLOURS.tooLarge;
  return label(x, bottom - 3, axisValue(value), "middle", colour);
}

/** The colour of a figure, and the sign that says the same without colour. */
function look(value: number, { low, high }: Band): { colour: string; mark: string } {
  switch (placementOf(value, low, high)) {
    case "below":
      return { colour: COLOURS.tooSmall, mark: "▼" };
    case "above":
      return { colour: COLOURS.tooLarge, mark: "▲" };
    default:
      return { colour: COLOURS.well, mark: "" };
  }
}
