import { describe, expect, it } from "vitest";
import { tableText } from "./text.ts";

describe("a table's text", () => {
  it("is what its bytes say, byte-order mark and all", () => {
    const text = "\ufeffx,label\n1,s\u00ed \ud83d\ude00\n";
    expect(tableText(new TextEncoder().encode(text))).toBe(text);
    expect(tableText(new Uint8Array())).toBe("");
  });

  it.each([
    ["Latin-1", [0x61, 0x62, 0xe9, 0x0a], 2],
    ["another program's", [0xff, 0xfe, 0x61, 0x00], 0],
    ["a character without its end", [0x61, 0xe2, 0x82, 0x62], 1],
    ["cut off within a character", [0x61, 0xc3, 0xa9, 0xe2, 0x82], 3],
  ])("is refused where it is %s", (_, bytes, place) => {
    expect(() => tableText(Uint8Array.from(bytes))).toThrow(`data: is not UTF-8 text, from byte ${place} on`);
  });
});
