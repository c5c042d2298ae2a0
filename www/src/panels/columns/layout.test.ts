import { describe, expect, it } from "vitest";
import { at } from "../../charts/scales.ts";
import {
  columnAt,
  DEFAULT_ROWS,
  isSameInput,
  type LayoutInput,
  layOut,
  ROWS,
  type RowKey,
} from "./layout.ts";

const room: LayoutInput = {
  width: 836,
  height: 640,
  body: 14,
  columns: 21,
  pictures: true,
  present: false,
  density: 2,
  chosen: DEFAULT_ROWS,
  only: null,
};

describe("the columns", () => {
  it.each([1, 2, 5, 21, 101])("stand side by side within the plot, %d of them", (columns) => {
    const { left, width, plotLeft, plotRight } = layOut({ ...room, columns });
    expect(left).toHaveLength(columns);
    expect(at(left, 0)).toBeGreaterThanOrEqual(plotLeft);
    for (let column = 1; column < columns; column += 1) {
      expect(at(left, column)).toBeGreaterThan(at(left, column - 1) + at(width, column - 1));
    }
    expect(at(left, columns - 1) + at(width, columns - 1)).toBeLessThanOrEqual(plotRight);
  });

  it("begin and end on the screen's own pixels", () => {
    const { left, width } = layOut({ ...room, columns: 101 });
    for (let column = 0; column < 101; column += 1) {
      expect((at(left, column) * 2) % 1).toBe(0);
      expect((at(width, column) * 2) % 1).toBe(0);
    }
  });

  it("are found under the pointer", () => {
    const layout = layOut(room);
    expect(columnAt(layout, at(layout.left, 4) + 3)).toBe(4);
    expect(columnAt(layout, 20)).toBe(-1);
    expect(columnAt(layout, 5000)).toBe(-1);
  });
});

describe("the rows", () => {
  it("follow each other without overlap and end above the bottom", () => {
    for (const height of [420, 640, 1800]) {
      const { rows } = layOut({ ...room, height });
      let bottom = 0;
      for (const row of rows) {
        expect(row.top).toBeGreaterThan(bottom);
        bottom = row.top + row.height;
      }
      expect(bottom).toBeLessThan(height);
    }
  });

  const keys = (part: Partial<LayoutInput>) => layOut({ ...room, ...part }).rows.map(({ key }) => key);

  it("show what units see only where the data has pictures", () => {
    expect(keys({})).toEqual(["units", "activations", "gradient", "update", "history"]);
    expect(keys({ pictures: false })).toEqual(["activations", "gradient", "update", "history"]);
  });

  it("are those that matter on a phone and in a lecture", () => {
    expect(keys({ width: 362 })).toEqual(["activations", "gradient", "history"]);
    expect(keys({ present: true })).toEqual(["activations", "gradient", "history"]);
  });

  it("are chosen by the reader on a phone and in a lecture, and all shown elsewhere", () => {
    const chosen = ["update", "units"] as const;
    expect(keys({ chosen, width: 362 })).toEqual(["units", "update"]);
    expect(keys({ chosen, present: true })).toEqual(["units", "update"]);
    expect(keys({ chosen })).toHaveLength(5);
    expect(layOut(room).choice).toEqual([]);
    expect(layOut({ ...room, present: true, pictures: false }).choice).not.toContain("units");
  });

  const lecture: LayoutInput = { ...room, present: true, body: 23, width: 1352, chosen: ROWS };
  const phone: LayoutInput = { ...lecture, body: 17, width: 362 };

  it.each([
    ["in a lecture", lecture],
    ["in a lecture on a phone", phone],
    ["on a desk", room],
  ])("have what they need where the height is the least there may be, %s", (_, place) => {
    for (const chosen of [ROWS, DEFAULT_ROWS, ["units", "update"], ["update"]] as const) {
      const { minHeight } = layOut({ ...place, chosen });
      const height = minHeight * place.body;
      const { rows } = layOut({ ...place, chosen, height });
      const last = rows.at(-1);
      expect((last?.top ?? 0) + (last?.height ?? 0)).toBeLessThan(height);
      // A band of a quarter of the row, and below it a line of text.
      const update = rows.find(({ key }) => key === "update");
      if (update) expect(update.height / 2).toBeGreaterThan(1.1 * place.body);
    }
  });

  it("leave most of a tight height to the gradient, and of an ample one each its share", () => {
    const height = (key: RowKey, of: LayoutInput) =>
      layOut(of).rows.find((row) => row.key === key)?.height ?? 0;
    const tight = { ...lecture, height: layOut(lecture).minHeight * lecture.body };
    const ample = { ...lecture, height: 2000 };
    for (const key of ["units", "activations", "update", "history"] as const) {
      expect(height("gradient", tight)).toBeGreaterThan(2.4 * height(key, tight));
      expect(height(key, ample)).toBeGreaterThan(height(key, tight));
    }
    expect(height("gradient", ample)).toBeLessThan(2 * height("history", ample));
  });

  it("are never none", () => {
    expect(keys({ chosen: ["units"], present: true, pictures: false })).toEqual(DEFAULT_ROWS);
  });
});

describe("a layout", () => {
  it("is made again only for another input", () => {
    expect(isSameInput(room, { ...room })).toBe(true);
    expect(isSameInput(room, { ...room, columns: 22 })).toBe(false);
  });
});
