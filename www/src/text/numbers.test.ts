import { describe, expect, it } from "vitest";
import {
  amount,
  axisValue,
  count,
  factor,
  figure,
  learningRate,
  listedSetting,
  loss,
  percent,
  powerOfTen,
  setting,
} from "./numbers.ts";

describe("numbers", () => {
  it.each([
    [0.1416, "0.14"],
    [0.9968, "1.00"],
    [0.0321, "0.032"],
    [0.0032, "0.0032"],
    [7.068, "7.1"],
    [302.4, "302"],
    [1.2e-7, "10⁻⁷"],
    [3e12, "10¹²"],
    [0, "0"],
    [Number.POSITIVE_INFINITY, "∞"],
  ])("writes the factor %d as %s", (value, text) => expect(factor(value)).toBe(text));

  it.each([
    [0.6914, "0.691"],
    [0, "0.000"],
    [812.44, "812.4"],
    [4.2e9, "4.2×10⁹"],
    [1.234e-7, "1.2×10⁻⁷"],
    [4.96e-4, "5.0×10⁻⁴"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "∞"],
  ])("writes the loss %d as %s", (value, text) => expect(loss(value)).toBe(text));

  it.each([
    [0.01, "0.01"],
    [500, "500"],
    [1e-7, "10⁻⁷"],
    [2.5e-7, "2.5×10⁻⁷"],
    [-1e-7, "−1×10⁻⁷"],
    [1e16, "10¹⁶"],
    [0.1 + 0.2, "0.3"],
    [60000, "60 000"],
    [9007199254740991, "9 007 199 254 740 991"],
  ])("writes the setting %d as %s", (value, text) => expect(setting(value)).toBe(text));

  it.each([
    [1e-7, "10⁻⁷"],
    [2.5e-7, "2.5×10⁻⁷"],
    [60000, "60000"],
  ])("writes %d in a list as %s", (value, text) => expect(listedSetting(value)).toBe(text));

  it("counts one of a unit in the singular", () => {
    expect(amount(1, "layers")).toBe("1 layer");
    expect(amount(20, "layers")).toBe("20 layers");
    expect(amount(0.1, "")).toBe("0.1");
  });

  it.each([
    [0.000999979, "0.001"],
    [0.000512345, "0.000512"],
    [7.629e-6, "7.6×10⁻⁶"],
    [9.996e-134, "10⁻¹³³"],
    [0, "0"],
  ])("writes the scheduled rate %d as %s", (value, text) => expect(learningRate(value)).toBe(text));
  it("groups the digits of a count", () => expect(count(1234567)).toBe("1 234 567"));
  it("writes shares in per cent", () => expect(percent(0.714)).toBe("71 %"));
  it("writes powers of ten", () => expect(powerOfTen(-8.2)).toBe("10⁻⁸"));
});

describe("a figure to three digits", () => {
  it.each([
    [0.0142, "0.0142"],
    [3.2e-8, "3.20×10⁻⁸"],
    [123456, "1.23×10⁵"],
    [-0.25, "−0.250"],
    [0, "0"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "−∞"],
  ])("writes %d as %s", (value, text) => {
    expect(figure(value)).toBe(text);
  });
});

describe("a figure beside an axis", () => {
  it.each([
    [1, "1"],
    [-0.5, "−0.5"],
    [3.24, "3.2"],
    [1e5, "10⁵"],
    [0.01, "0.01"],
    [0, "0"],
  ])("writes %d as %s", (value, text) => {
    expect(axisValue(value)).toBe(text);
  });
});
