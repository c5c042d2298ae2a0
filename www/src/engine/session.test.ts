import { describe, expect, it } from "vitest";
import type { Session as RawSession } from "./generated/gradient_lab_wasm.js";
import type { Evaluation, RunInfo } from "./generated/types.ts";
import { EngineFailure, Guard } from "./guard.ts";
import { Session } from "./session.ts";

function session(raw: Partial<RawSession>, guard = new Guard(() => undefined)): Session {
  return new Session(guard, raw as RawSession);
}

describe("a session", () => {
  it("is freed once and then refuses every call", () => {
    let freed = 0;
    const used = session({
      free: () => {
        freed += 1;
      },
    });
    used.free();
    used.free();
    expect(freed).toBe(1);
    expect(() => used.step()).toThrow("this session has been freed");
  });

  it("ends the whole engine when one of its calls traps", () => {
    const guard = new Guard(() => undefined);
    const evaluation: Evaluation = { training: { loss: 1, accuracy: null }, validation: null };
    const trap = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
    const broken = session({ evaluate: trap }, guard);
    const other = session({ evaluate: () => evaluation }, guard);
    expect(other.evaluate()).toBe(evaluation);
    expect(() => broken.evaluate()).toThrow(EngineFailure);
    expect(() => other.evaluate()).toThrow("cannot be used any further");
  });

  it.each([-1, 2 ** 32, 2 ** 32 + 3, 1.5, Number.POSITIVE_INFINITY, Number.NaN])(
    "does not take %s for a number of steps",
    (n) => {
      let asked = 0;
      const untouched = session({
        step: () => {
          asked += 1;
          return 0;
        },
      });
      expect(() => untouched.step(n)).toThrow(
        `step: n must be a whole number from 0 to 4294967295; found ${n}; for a whole run give it describe().totalSteps`,
      );
      expect(asked).toBe(0);
    },
  );

  it("refuses steps whose records would not fit into memory, until those that wait are read", () => {
    const layers = Array.from({ length: 20 }, (_, index) => ({ name: `${index}` }));
    const describe = () => ({ layers, totalSteps: 1_000_000 }) as unknown as RunInfo;
    const long = session({
      describe,
      step: (n) => n,
      trace: () => [],
      setTracing: () => {},
    });
    expect(long.step(100_000)).toBe(100_000);
    expect(() => long.step(5)).toThrow(
      "step: the records of 100005 steps would wait for trace(), and of 100000 can; call trace() in between, or setTracing(false)",
    );
    long.trace();
    expect(long.step(100_000)).toBe(100_000);
    long.setTracing(false);
    expect(long.step(700_000)).toBe(700_000);
    long.setTracing(true);
    long.trace();
    expect(long.step(1_000_000)).toBe(1_000_000);
  });
});
