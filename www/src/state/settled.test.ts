import { describe, expect, it } from "vitest";
import type { Diagnosis } from "./figures.ts";
import { snapshot } from "./fixture.ts";
import { type Settled, settle } from "./settled.ts";

function verdictAfter(start: Partial<Diagnosis>, ...later: Partial<Diagnosis>[]): Diagnosis {
  const first: Settled = settle(null, snapshot(start), false);
  return later.reduce<Settled>((settled, next) => settle(settled, snapshot(next), false), first).shown
    .diagnosis;
}

const vanishing: Partial<Diagnosis> = { verdict: "vanishing", rho: 0.2 };
const healthy: Partial<Diagnosis> = { verdict: "healthy", rho: 1 };

describe("the settled verdict", () => {
  it("stays through a single other batch", () => {
    expect(verdictAfter(vanishing, healthy, vanishing, healthy, vanishing).verdict).toBe("vanishing");
  });

  it("changes when the other one insists", () => {
    expect(verdictAfter(vanishing, ...Array<Partial<Diagnosis>>(60).fill(healthy)).verdict).toBe("healthy");
  });

  it("does not follow every tremble of the factor", () => {
    expect(verdictAfter(vanishing, { verdict: "vanishing", rho: 0.205 }).rho).toBe(0.2);
  });

  it("follows the factor once it has moved for good", () => {
    const moved = Array<Partial<Diagnosis>>(60).fill({ verdict: "vanishing", rho: 0.4 });
    expect(verdictAfter(vanishing, ...moved).rho).toBe(0.4);
  });

  it("shows the truth at once when the run rests or has diverged", () => {
    const first = settle(null, snapshot(vanishing), false);
    expect(settle(first, snapshot(healthy), true).shown.diagnosis.verdict).toBe("healthy");
    const diverged = snapshot({ verdict: "diverged" }, { kind: "diverged", step: 3, layer: "hidden.0" });
    expect(settle(first, diverged, false).shown.diagnosis.verdict).toBe("diverged");
  });
});
