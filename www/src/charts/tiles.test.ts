import { describe, expect, it } from "vitest";
import { largestMagnitude, packSquares } from "./tiles.ts";

describe("packing squares", () => {
  it("stacks four in a narrow column", () => {
    expect(packSquares(4, 20, 90, 2)).toEqual({ across: 1, side: 20 });
  });

  it("sets them side by side in a wide one", () => {
    const { across, side } = packSquares(8, 200, 84, 4);
    expect(across).toBe(4);
    expect(side).toBe(40);
  });
});

describe("the scale of a kernel's picture", () => {
  it("is its largest weight either way, whatever is not finite", () => {
    expect(largestMagnitude([9, 0.1, -0.4, Number.NaN, Number.NEGATIVE_INFINITY], 1, 4)).toBe(0.4);
  });

  it("is there for a kernel of zeros", () => {
    expect(largestMagnitude([0, 0], 0, 2)).toBe(1);
  });
});
