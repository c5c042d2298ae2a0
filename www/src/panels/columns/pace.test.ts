import { expect, it } from "vitest";
import { UPDATE_BAND } from "../../charts/trouble.ts";
import { USABLE } from "../../state/pace.ts";

it("the sentence and the marks have the same band for updates", () => {
  expect(Math.log10(USABLE.low)).toBe(UPDATE_BAND.low);
  expect(Math.log10(USABLE.high)).toBe(UPDATE_BAND.high);
});
