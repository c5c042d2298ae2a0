/** Where everything stands in the columns panel: a pure function of its size, so that all rows line up. */

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

/** What the layout follows from. */
export interface Room {
  readonly width: number;
  readonly height: number;
  /** Pixels of the body type: every distance grows with it. */
  readonly body: number;
  readonly columns: number;
  /** Whether the data has pictures for the first row. */
  readonly pictures: boolean;
  /** Whether it is a lecture's, with large type. */
  readonly present: boolean;
  /** The rows to show where there is no room for all; the reader's choice. */
  readonly chosen: readonly RowKey[];
  /** Pixels of the screen in one of CSS, to which columns are rounded. */
  readonly density: number;
}

/** Places of columns and rows, in pixels. */
export interface Layout {
  /** What it was made for. */
  readonly room: Room;
  /** How high the picture should be at least, in ems of the body type. */
  readonly least: number;
  /** Labels stand above the rows instead of beside them. */
  readonly narrow: boolean;
  readonly plotLeft: number;
  readonly plotRight: number;
  /** The middle of the layer numbers. */
  readonly header: number;
  readonly rows: readonly Row[];
  /** The rows there are to choose from; none where all are shown. */
  readonly choice: readonly RowKey[];
  readonly pitch: number;
  readonly left: Float32Array;
  readonly width: Float32Array;
}

/** Narrower panels get their labels above the rows and the rows that matter most. */
const NARROW = 600;

/** The rows on phones and in lectures until others are chosen: those that tell most. */
export const FEW: readonly RowKey[] = ["activations", "gradient", "history"];

/** How the rows share what height there is. */
const SHARES: Record<RowKey, number> = {
  units: 84,
  activations: 78,
  gradient: 140,
  update: 50,
  history: 112,
};

/** What each has at least, in ems: where it is tight, the gradient keeps most. */
const LEAST: Record<RowKey, number> = {
  units: 2.6,
  activations: 2.2,
  gradient: 6.5,
  update: 2.3,
  history: 2.3,
};

/** Distances in ems, and how many shares a page that scrolls has in one. */
interface Spacing {
  /** From the top to the middle of the layer numbers. */
  readonly header: number;
  /** From the top to the first row. */
  readonly first: number;
  readonly gap: number;
  readonly foot: number;
  readonly sharesPerEm: number;
}

const DESK: Spacing = { header: 0.7, first: 1.9, gap: 1.7, foot: 1.1, sharesPerEm: 22 };
const PHONE: Spacing = { header: 0.7, first: 3.1, gap: 2.5, foot: 1.1, sharesPerEm: 13.6 };
/** A lecture is a screen high as long as its rows have the least that they need. */
const LECTURE: Spacing = {
  header: 0.7,
  first: 1.6,
  gap: 1.2,
  foot: 0.7,
  sharesPerEm: Number.POSITIVE_INFINITY,
};

/** Whether a layout made for one room does for the other. */
export function sameRoom(one: Room, other: Room): boolean {
  return (Object.keys(one) as (keyof Room)[]).every((key) => one[key] === other[key]);
}

/** Lays `room` out. */
export function layOut(room: Room): Layout {
  const narrow = room.width < NARROW;
  const em = room.body;
  const spacing = narrow ? PHONE : room.present ? LECTURE : DESK;
  const plotLeft = (narrow ? 3.3 : room.present ? 11 : 10) * em;
  const plotRight = room.width - 1;
  const there = ROWS.filter((key) => key !== "units" || room.pictures);
  const choice = narrow || room.present ? there : [];
  const keys = chosenOf(choice, room.chosen) ?? chosenOf(choice, FEW) ?? there;
  const heights = share(room.height / em - around(keys, spacing), keys);
  let top = spacing.first;
  const rows = keys.map((key, index) => {
    const height = heights[index] ?? 0;
    const row = { key, top: Math.round(top * em), height: Math.round(height * em) };
    top += height + spacing.gap;
    return row;
  });
  const header = spacing.header * em;
  const least = leastHeight(keys, spacing);
  return {
    room,
    least,
    narrow,
    plotLeft,
    plotRight,
    header,
    rows,
    choice,
    ...columns(room, plotLeft, plotRight),
  };
}

/** How high the picture should be at least, in ems, before its place is known. */
export const LEAST_HEIGHT = leastHeight(ROWS, DESK);

function leastHeight(keys: readonly RowKey[], spacing: Spacing): number {
  return sum(keys, (key) => Math.max(LEAST[key], SHARES[key] / spacing.sharesPerEm)) + around(keys, spacing);
}

/** What is above, between and below the rows, in ems. */
function around(keys: readonly RowKey[], { first, gap, foot }: Spacing): number {
  return first + gap * (keys.length - 1) + foot;
}

/** Shares a height out, in ems: in proportion, but to none less than it needs. */
function share(height: number, keys: readonly RowKey[]): number[] {
  let free = keys;
  for (;;) {
    const rest = height - sum(keys, (key) => (free.includes(key) ? 0 : LEAST[key]));
    const unit = rest / sum(free, (key) => SHARES[key]);
    const enough = free.filter((key) => SHARES[key] * unit >= LEAST[key]);
    if (enough.length === free.length)
      return keys.map((key) => (free.includes(key) ? SHARES[key] * unit : LEAST[key]));
    free = enough;
  }
}

function sum(keys: readonly RowKey[], of: (key: RowKey) => number): number {
  return keys.reduce((total, key) => total + of(key), 0);
}

/** The chosen ones of the rows there are; null for none: data without pictures has no row of those. */
function chosenOf(choice: readonly RowKey[], chosen: readonly RowKey[]): readonly RowKey[] | null {
  const keys = choice.filter((key) => chosen.includes(key));
  return keys.length > 0 ? keys : null;
}

function columns(room: Room, plotLeft: number, plotRight: number) {
  const { density } = room;
  const pitch = (plotRight - plotLeft) / Math.max(1, room.columns);
  const gap = Math.round(Math.min(room.body, Math.max(1, pitch * 0.16)) * density) / density;
  const left = new Float32Array(room.columns);
  const width = new Float32Array(room.columns);
  for (let column = 0; column < room.columns; column += 1) {
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
