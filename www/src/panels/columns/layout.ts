/** The layout of the columns panel: a pure function of its size, so that all rows line up. */

/** The rows, top to bottom. */
export const ROWS = ["units", "activations", "gradient", "update", "history"] as const;

/** A row's name. */
export type RowKey = (typeof ROWS)[number];

/** One row's place in pixels. */
export interface Row {
  readonly key: RowKey;
  readonly top: number;
  readonly height: number;
}

/** What the layout depends on. */
export interface LayoutInput {
  readonly width: number;
  readonly height: number;
  /** Pixels of the body type, the unit of all distances. */
  readonly body: number;
  readonly columns: number;
  /** Whether the data has pictures for the first row. */
  readonly pictures: boolean;
  /** Whether it is for a lecture, with large type. */
  readonly present: boolean;
  /** The rows that the reader chose to see if there is no room for all. */
  readonly chosen: readonly RowKey[];
  /** The only rows, where the panel is the picture alone; null on the page. */
  readonly only: readonly RowKey[] | null;
  /** Screen pixels to a CSS pixel: columns are rounded to screen pixels. */
  readonly density: number;
}

/** The positions of columns and rows, in pixels. */
export interface Layout {
  /** What it was made from. */
  readonly input: LayoutInput;
  /** The least height of the picture, in ems of the body type. */
  readonly minHeight: number;
  /** Whether labels are above the rows instead of beside them. */
  readonly narrow: boolean;
  readonly plotLeft: number;
  readonly plotRight: number;
  /** The vertical middle of the layer numbers. */
  readonly header: number;
  readonly rows: readonly Row[];
  /** The rows to choose from; empty if all are shown. */
  readonly choice: readonly RowKey[];
  /** The distance from column to column. */
  readonly pitch: number;
  /** Each column's left edge. */
  readonly left: Float32Array;
  readonly width: Float32Array;
}

/** The width in pixels below which labels are above the rows, and only some rows are shown. */
const MIN_DESK_WIDTH = 600;

/** The rows on phones and in lectures until the reader chooses others. */
export const DEFAULT_ROWS: readonly RowKey[] = ["activations", "gradient", "history"];

/** The rows' shares of the height. */
const SHARES: Record<RowKey, number> = {
  units: 84,
  activations: 78,
  gradient: 140,
  update: 50,
  history: 112,
};

/** The rows' least heights, in ems. */
const MIN_HEIGHTS: Record<RowKey, number> = {
  units: 2.6,
  activations: 2.2,
  gradient: 6.5,
  update: 2.3,
  history: 2.3,
};

/** Distances in ems. */
interface Spacing {
  /** From the top to the middle of the layer numbers. */
  readonly header: number;
  /** From the top to the first row. */
  readonly first: number;
  readonly gap: number;
  readonly foot: number;
  /** Of a page that is high enough; else a row has its least height. */
  readonly sharesPerEm: number;
}

const DESK: Spacing = { header: 0.7, first: 1.9, gap: 1.7, foot: 1.1, sharesPerEm: 22 };
const PHONE: Spacing = { header: 0.7, first: 3.1, gap: 2.5, foot: 1.1, sharesPerEm: 13.6 };
/** A lecture fits a screen as long as the rows have their least heights. */
const LECTURE: Spacing = {
  header: 0.7,
  first: 1.6,
  gap: 1.2,
  foot: 0.7,
  sharesPerEm: Number.POSITIVE_INFINITY,
};

/** The picture alone: with one row its label stands beside the layer numbers. */
const ALONE: Spacing = { ...LECTURE, first: 1.7, gap: 2.5, foot: 0.6 };

/** Whether two inputs give the same layout. */
export function isSameInput(one: LayoutInput, other: LayoutInput): boolean {
  return (Object.keys(one) as (keyof LayoutInput)[]).every((key) => one[key] === other[key]);
}

/** The layout for `input`. */
export function layOut(input: LayoutInput): Layout {
  const narrow = input.only !== null || input.width < MIN_DESK_WIDTH;
  const em = input.body;
  const alone = (input.only?.length ?? 0) > 1 ? { ...ALONE, first: PHONE.first } : ALONE;
  const spacing = input.only ? alone : narrow ? PHONE : input.present ? LECTURE : DESK;
  const plotLeft = (narrow ? 3.3 : input.present ? 11 : 10) * em;
  const plotRight = input.width - 1;
  const available = ROWS.filter((key) => key !== "units" || input.pictures);
  const choice = !input.only && (narrow || input.present) ? available : [];
  const keys =
    chosenOf(available, input.only ?? []) ??
    chosenOf(choice, input.chosen) ??
    chosenOf(choice, DEFAULT_ROWS) ??
    available;
  const heights = share(input.height / em - spaces(keys, spacing), keys);
  let top = spacing.first;
  const rows = keys.map((key, index) => {
    const height = heights[index] ?? 0;
    const row = { key, top: Math.round(top * em), height: Math.round(height * em) };
    top += height + spacing.gap;
    return row;
  });
  const header = spacing.header * em;
  return {
    input,
    minHeight: minHeight(keys, spacing),
    narrow,
    plotLeft,
    plotRight,
    header,
    rows,
    choice,
    ...columns(input, plotLeft, plotRight),
  };
}

/** The least height of the picture, in ems, before its input is known. */
export const MIN_HEIGHT = minHeight(ROWS, DESK);

function minHeight(keys: readonly RowKey[], spacing: Spacing): number {
  return (
    sum(keys, (key) => Math.max(MIN_HEIGHTS[key], SHARES[key] / spacing.sharesPerEm)) + spaces(keys, spacing)
  );
}

/** The space above, between and below the rows, in ems. */
function spaces(keys: readonly RowKey[], { first, gap, foot }: Spacing): number {
  return first + gap * (keys.length - 1) + foot;
}

/** Distributes a height, in ems, in proportion to the rows' shares, but gives each at least its least height. */
function share(height: number, keys: readonly RowKey[]): number[] {
  let free = keys;
  for (;;) {
    const rest = height - sum(keys, (key) => (free.includes(key) ? 0 : MIN_HEIGHTS[key]));
    const unit = rest / sum(free, (key) => SHARES[key]);
    const enough = free.filter((key) => SHARES[key] * unit >= MIN_HEIGHTS[key]);
    if (enough.length === free.length)
      return keys.map((key) => (free.includes(key) ? SHARES[key] * unit : MIN_HEIGHTS[key]));
    free = enough;
  }
}

function sum(keys: readonly RowKey[], of: (key: RowKey) => number): number {
  return keys.reduce((total, key) => total + of(key), 0);
}

/** Those of the available rows that are chosen; null if there are none, such as for data without pictures. */
function chosenOf(choice: readonly RowKey[], chosen: readonly RowKey[]): readonly RowKey[] | null {
  const keys = choice.filter((key) => chosen.includes(key));
  return keys.length > 0 ? keys : null;
}

function columns(input: LayoutInput, plotLeft: number, plotRight: number) {
  const { density } = input;
  const pitch = (plotRight - plotLeft) / Math.max(1, input.columns);
  const gap = Math.round(Math.min(input.body, Math.max(1, pitch * 0.16)) * density) / density;
  const left = new Float32Array(input.columns);
  const width = new Float32Array(input.columns);
  for (let column = 0; column < input.columns; column += 1) {
    const start = Math.round((plotLeft + column * pitch + gap / 2) * density) / density;
    const end = Math.round((plotLeft + (column + 1) * pitch - gap / 2) * density) / density;
    left[column] = start;
    width[column] = Math.max(1 / density, end - start);
  }
  return { pitch, left, width };
}

/** The column under `x`, or −1 beside the plot. */
export function columnAt(layout: Layout, x: number): number {
  const column = Math.floor((x - layout.plotLeft) / layout.pitch);
  return column >= 0 && column < layout.left.length ? column : -1;
}
