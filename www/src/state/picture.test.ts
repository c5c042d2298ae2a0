import { describe, expect, it } from "vitest";
import { fitted, inputsOf, SIDE } from "./picture.ts";

function painted(width: number, height: number, colour: (x: number, y: number) => number[]): number[] {
  return Array.from({ length: width * height }, (_, at) => colour(at % width, Math.floor(at / width))).flat();
}

describe("a picture of one's own", () => {
  it("is fitted into the square in its own proportions", () => {
    expect(fitted(280, 140)).toEqual({ x: 0, y: 7, width: 28, height: 14 });
    expect(fitted(1, 1000)).toEqual({ x: 13, y: 0, width: 1, height: 28 });
  });

  it("is light on dark for the network, whether it was ink on paper or chalk on slate", () => {
    const part = fitted(28, 28);
    const isStroke = (x: number) => x === 14;
    const ink = painted(28, 28, (x, y) =>
      isStroke(x) && y > 2 && y < 25 ? [0, 0, 0, 255] : [255, 255, 255, 255],
    );
    const chalk = painted(28, 28, (x, y) =>
      isStroke(x) && y > 2 && y < 25 ? [255, 255, 255, 255] : [0, 0, 0, 255],
    );
    const clear = painted(28, 28, (x, y) => (isStroke(x) && y > 2 && y < 25 ? [0, 0, 0, 255] : [0, 0, 0, 0]));
    const [first, ...others] = [ink, chalk, clear].map((rgba) => [...inputsOf(rgba, part)]);
    expect(others).toEqual([first, first]);
    expect([first?.[10 * SIDE + 14], first?.[10 * SIDE + 3]]).toEqual([1, 0]);
  });

  it("goes on like its border where it does not fill the square", () => {
    const grey = painted(28, 14, () => [51, 51, 51, 255]);
    const inputs = inputsOf(grey, fitted(28, 14));
    expect(Math.min(...inputs)).toBeCloseTo(0.2, 5);
    expect(Math.max(...inputs)).toBeCloseTo(0.2, 5);
  });
});
