/** The row of units: small maps over the plane, or the first layer's kernels as pictures. */

import { snap } from "../../../charts/canvas.ts";
import { at } from "../../../charts/scales.ts";
import { largestMagnitude, packSquares, Tiles } from "../../../charts/tiles.ts";
import type { RunInfo, Visuals } from "../../../state/figures.ts";
import { columnWords as words } from "../../../text/en-panels.ts";
import type { Layout, Row } from "../layout.ts";
import { note, type RowDrawing } from "../theme.ts";

/** The width in pixels from which maps are squares; in narrower columns they fill the row's height. */
const MIN_SQUARES_WIDTH = 12;

/** Pixels between maps. */
const GAP = 3;

/** Draws the row; keeps its pictures from frame to frame. */
export class UnitsRow {
  readonly #tiles = new Tiles();

  draw(drawing: RowDrawing): void {
    const { context, theme, layout, row, runInfo, snapshot } = drawing;
    const { visuals } = snapshot;
    if (!visuals) return;
    const { height } = row;
    writeTiles(this.#tiles, theme.greys, runInfo, visuals, snapshot.histogramRange);
    context.translate(0, snap(row.top));
    context.imageSmoothingEnabled = true;
    context.fillStyle = theme.palette.line.css;
    const shown = unitsFitting(layout, row, runInfo, visuals);
    // Of all columns, which the rounding to screen pixels makes unequal.
    const narrowest = Math.min(...layout.width);
    let tile = 0;
    for (const [column, count] of shown.entries()) {
      this.#drawColumn(
        context,
        tile,
        count,
        at(layout.left, column),
        at(layout.width, column),
        height,
        narrowest,
      );
      tile += at(visuals.unitsShown, column);
    }
    const images = runInfo.dataPreview.kind === "images";
    if (images && layout.left.length > 2) {
      note(drawing, words.noPicture, at(layout.left, 1), theme.palette.small * 0.6);
    }
  }

  #drawColumn(
    context: CanvasRenderingContext2D,
    first: number,
    count: number,
    left: number,
    width: number,
    height: number,
    narrowest: number,
  ): void {
    const packed = packSquares(count, narrowest, height, GAP);
    const { across } = packed;
    // Whole screen pixels, or some would be drawn larger than others.
    const side = Math.max(Math.floor(packed.side * devicePixelRatio), 1) / devicePixelRatio;
    const down = Math.ceil(count / across);
    const tall = width < MIN_SQUARES_WIDTH ? (height - (down - 1) * GAP) / down : side;
    const indent = (width - across * side - (across - 1) * GAP) / 2;
    for (let unit = 0; unit < count; unit += 1) {
      const x = snap(left + indent + (unit % across) * (side + GAP));
      const y = snap(Math.floor(unit / across) * (tall + GAP));
      // The rim is a filled square behind the map, which is much faster than a line around it.
      if (width >= MIN_SQUARES_WIDTH) context.fillRect(x, y, side, tall);
      const rim = width >= MIN_SQUARES_WIDTH ? 1 : 0;
      this.#tiles.draw(context, first + unit, x + rim, y + rim, side - 2 * rim, tall - 2 * rim);
    }
  }
}

/** The number of units that each layer shows, as many as there is room for; for images only the first layer. */
function unitsFitting(
  layout: Layout,
  { height }: Row,
  { dataPreview }: RunInfo,
  { unitsShown }: Visuals,
): number[] {
  const columns = dataPreview.kind === "images" ? unitsShown.slice(0, 1) : unitsShown;
  return [...columns].map((count, column) =>
    fitting(count, at(layout.width, column), height, 1.4 * layout.input.body),
  );
}

/**
 * How many units are shown of how many, null if all are. If layers differ, it is the largest number of units shown in a
 * layer, and `units` is null.
 */
export function unitsLeftOut(
  layout: Layout,
  row: Row,
  runInfo: RunInfo,
  visuals: Visuals,
): { shown: number; units: number | null } | null {
  const shown = unitsFitting(layout, row, runInfo, visuals);
  const units = shown.map((_, column) => runInfo.layers[column]?.units ?? 0);
  if (shown.every((count, column) => count === units[column])) return null;
  const [first = 0] = shown;
  const alike = shown.every((count, column) => count === first && units[column] === units[0]);
  return alike ? { shown: first, units: units[0] ?? null } : { shown: Math.max(...shown), units: null };
}

/** The number of maps that are shown even if there is too little room. */
const MIN_SHOWN = 4;

/** How many of `count` maps fit if none may be smaller than `minSide` pixels. */
function fitting(count: number, width: number, height: number, minSide: number): number {
  let shown = count;
  while (shown > MIN_SHOWN && packSquares(shown, width, height, GAP).side < minSide) shown -= 1;
  return shown;
}

/** Writes the tiles. The greys of kernels span ± the largest weight, those of activations the layer's values. */
function writeTiles(
  tiles: Tiles,
  greys: Uint32Array,
  runInfo: RunInfo,
  visuals: Visuals,
  ranges: Float32Array,
): void {
  const { dataPreview } = runInfo;
  const half = Math.floor(visuals.side / 2);
  const width = dataPreview.kind === "images" ? dataPreview.width : half;
  const height = dataPreview.kind === "images" ? dataPreview.height : half;
  const size = width * height;
  const count = size > 0 ? Math.floor(visuals.unitMaps.length / size) : 0;
  tiles.resize(count, width, height);
  const largest = dataPreview.kind === "images" ? largestMagnitude(visuals.unitMaps, 0, count * size) : 0;
  let tile = 0;
  for (let layer = 0; layer < visuals.unitsShown.length; layer += 1) {
    const low = largest > 0 ? -largest : at(ranges, 2 * layer);
    const high = largest > 0 ? largest : at(ranges, 2 * layer + 1);
    for (let unit = 0; unit < at(visuals.unitsShown, layer) && tile < count; unit += 1, tile += 1) {
      tiles.write(tile, visuals.unitMaps, tile * size, low, high, greys);
    }
  }
  tiles.flush();
}
