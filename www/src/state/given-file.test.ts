import { describe, expect, it } from "vitest";
import { kindOf } from "./given-file.ts";

function bytes(...parts: (string | number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === "string" ? [...new TextEncoder().encode(part)] : part)),
  );
}

function model(header: string): Uint8Array {
  return bytes([header.length, 0, 0, 0, 0, 0, 0, 0], header, [0, 0, 0, 0]);
}

describe("a file that is given", () => {
  it("is taken for what it holds", () => {
    expect(kindOf(bytes("a;b\n1,5;2\n"))).toEqual({ kind: "table" });
    expect(kindOf(bytes([0xff, 0xfe, 0x61, 0, 0x0a, 0]))).toEqual({ kind: "table" });
    expect(kindOf(bytes("caf", [0xe9], ",label\n1,2\n"))).toEqual({ kind: "table" });
    expect(kindOf(bytes(""))).toEqual({ kind: "table" });
    expect(kindOf(bytes("BMI,label\n21,0\n"))).toEqual({ kind: "table" });
    expect(kindOf(bytes([0xef, 0xbb, 0xbf], ' {"version": 1}'))).toEqual({
      kind: "document",
      text: ' {"version": 1}',
    });
    expect(kindOf(bytes([0x89], "PNG\r\n", [0x1a, 0x0a, 0, 0]))).toEqual({ kind: "picture" });
    expect(kindOf(bytes([0xff, 0xd8, 0xff, 0xe0, 0]))).toEqual({ kind: "picture" });
    expect(kindOf(bytes("PK", [3, 4, 20, 0]))).toEqual({ kind: "workbook" });
    expect(kindOf(bytes("%PDF-1.7", [0, 1]))).toEqual({ kind: "other" });
    expect(kindOf(bytes("hello"))).toEqual({ kind: "other" });
  });

  it("is a model only with a document in it", () => {
    const document = JSON.stringify({ version: 1 });
    const header = JSON.stringify({ __metadata__: { experiment: document }, w: {} });
    expect(kindOf(model(header))).toEqual({ kind: "model", text: document });
    expect(kindOf(model("{}")).kind).toBe("other");
    expect(kindOf(model("{broken")).kind).toBe("other");
    expect(kindOf(bytes([9, 0, 0, 0, 0, 0, 0, 0], "{}")).kind).toBe("other");
  });
});
