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

const SHARES: Record<RowKey, number> = {
  units: 84,
  activations: 78,
  gradient: 140,
  update: 50,
  history: 112,
};

/** Whether a layout made for one room does for the other. */
export function sameRoom(one: Room, other: Room): boolean {
  return (Object.keys(one) as (keyof Room)[]).every((key) => one[key] === other[key]);
}

/** Lays `room` out. */
export function layOut(room: Room): Layout {
  const narrow = room.width < NARROW;
  const em = room.body;
  const plotLeft = (narrow ? 3.3 : room.present ? 11 : 10) * em;
  const plotRight = room.width - 1;
  const there = ROWS.filter((key) => key !== "units" || room.pictures);
  const choice = narrow || room.present ? there : [];
  const keys = chosenOf(choice, room.chosen) ?? chosenOf(choice, FEW) ?? there;
  const header = 0.7 * em;
  const gap = narrow ? 2.5 * em : room.present ? 1.2 * em : 1.7 * em;
  const first = narrow ? header + 2.4 * em : header + 1.2 * em;
  const foot = 1.1 * em;
  const shares = sharesOf(keys);
  const unit = Math.max(0, room.height - first - foot - gap * (keys.length - 1)) / shares;
  let top = first;
  const rows = keys.map((key) => {
    const row = { key, top: Math.round(top), height: Math.round(SHARES[key] * unit) };
    top += SHARES[key] * unit + gap;
    return row;
  });
  return { room, narrow, plotLeft, plotRight, header, rows, choice, ...columns(room, plotLeft, plotRight) };
}

/** The chosen ones of the rows there are; null for none: data without pictures has no row of those. */
function chosenOf(choice: readonly RowKey[], chosen: readonly RowKey[]): readonly RowKey[] | null {
  const keys = choice.filter((key) => chosen.includes(key));
  return keys.length > 0 ? keys : null;
}

/** How high these rows are together, in shares of a height that is the same for all. */
export function sharesOf(keys: readonly RowKey[]): number {
  return keys.reduce((sum, key) => sum + SHARES[key], 0);
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
