import { describe, expect, it } from "vitest";
import { fromHash, toHash } from "./link.ts";

const json = '{"version":1,"name":"Wie tief? σ > 1 · 深い"}';

describe("links", () => {
  it("brings a document back to the letter, whatever its script", () => {
    expect(fromHash(`#${toHash(json)}`)).toEqual({ kind: "text", text: json });
  });

  it("needs no escaping", () => {
    expect(toHash(`${json}???>>>~~~`)).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  it("reads JSON as such, percent-encoded or not", () => {
    expect(fromHash(`#${encodeURIComponent(json)}`)).toEqual({ kind: "text", text: json });
    expect(fromHash('#{"version":1}')).toEqual({ kind: "text", text: '{"version":1}' });
  });

  it("reads JSON that was written by hand with percent signs in it, as browsers hand it over", () => {
    const written = '{"version":1,"name":"50% dropout, σ 5%ab%"}';
    const handedOver = new URL(`http://localhost/#${written}`).hash;
    expect(handedOver).toContain("%22name%22");
    for (const hash of [`#${written}`, handedOver]) {
      expect(fromHash(hash)).toEqual({ kind: "text", text: written });
    }
  });

  it("keeps text that is wrong, so that the engine can say how", () => {
    expect(fromHash('#{"version":')).toEqual({ kind: "text", text: '{"version":' });
  });

  it("tells a damaged link from an empty one", () => {
    expect(fromHash("#%E0%A4%A")).toEqual({ kind: "damaged" });
    expect(fromHash("#not base64!")).toEqual({ kind: "damaged" });
    expect(fromHash("#")).toBeNull();
    expect(fromHash("")).toBeNull();
  });
});
