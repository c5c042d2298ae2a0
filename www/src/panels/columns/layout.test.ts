import { describe, expect, it } from "vitest";
import { at } from "../../charts/scales.ts";
import { columnAt, FEW, layOut, type Room, sameRoom } from "./layout.ts";

const room: Room = {
  width: 836,
  height: 640,
  body: 14,
  columns: 21,
  pictures: true,
  present: false,
  density: 2,
  chosen: FEW,
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

  const keys = (part: Partial<Room>) => layOut({ ...room, ...part }).rows.map(({ key }) => key);

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

  it("are never none", () => {
    expect(keys({ chosen: ["units"], present: true, pictures: false })).toEqual(FEW);
  });
});

describe("a layout", () => {
  it("is made anew only for another room", () => {
    expect(sameRoom(room, { ...room })).toBe(true);
    expect(sameRoom(room, { ...room, columns: 22 })).toBe(false);
  });
});
