import { describe, expect, it } from "vitest";
import type { Session as RawSession } from "./generated/gradient_lab_wasm.js";
import type { Description, Evaluation } from "./generated/types.ts";
import { EngineFailure, Guard } from "./guard.ts";
import { Session } from "./session.ts";

function session(raw: Partial<RawSession>, guard = new Guard()): Session {
  return new Session(guard, raw as RawSession);
}

describe("a session", () => {
  it("gives the trace as the command line's objects", () => {
    const describe = () => ({ layers: [{ name: "hidden.0" }, { name: "output" }] }) as Description;
    const none = -Number.MAX_VALUE;
    const layers = [
      [0.5, 0.25, none, 1e-9, -1, Number.NaN, 0, none, 0.125],
      [Number.POSITIVE_INFINITY, 1, 2, 3, 4, 5, none, none, none],
    ];
    const step = [0, 7, 2, 0.01, Number.NaN, ...layers.flat()];
    const epoch = [1, 2, 0.75, none, Number.NEGATIVE_INFINITY, 0];
    const raw = [step, epoch];
    const traced = session({ describe, trace: () => Float64Array.from(raw.splice(0).flat()) });
    expect(traced.trace()).toEqual([
      {
        type: "step",
        step: 7,
        epoch: 2,
        learning_rate: 0.01,
        loss: "NaN",
        layers: [
          {
            name: "hidden.0",
            kernel_gradient_l2: 0.5,
            kernel_gradient_mean_abs: 0.25,
            bias_gradient_l2: null,
            delta_rms: 1e-9,
            activation_mean: -1,
            activation_std: "NaN",
            saturated: 0,
            dead: null,
            update_ratio: 0.125,
          },
          {
            name: "output",
            kernel_gradient_l2: "Infinity",
            kernel_gradient_mean_abs: 1,
            bias_gradient_l2: 2,
            delta_rms: 3,
            activation_mean: 4,
            activation_std: 5,
            saturated: null,
            dead: null,
            update_ratio: null,
          },
        ],
      },
      {
        type: "epoch",
        epoch: 2,
        training_loss: 0.75,
        training_accuracy: null,
        validation_loss: "-Infinity",
        validation_accuracy: 0,
      },
    ]);
    expect(traced.trace()).toEqual([]);
  });

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

  it("says what is at fault, and where", () => {
    const refusing = session({
      predict: () => {
        throw "request\ninputs\ninputs: must be whole rows of 3 numbers; found 2";
      },
    });
    const message = "inputs: must be whole rows of 3 numbers; found 2";
    expect(() => refusing.predict(new Float32Array(2))).toThrow(
      expect.objectContaining({ message, input: "request", path: "inputs" }),
    );
  });

  it("ends the whole engine when one of its calls traps", () => {
    const guard = new Guard();
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
    const describe = () => ({ layers, totalSteps: 1_000_000 }) as unknown as Description;
    const long = session({
      describe,
      step: (n) => n,
      trace: () => new Float64Array(),
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
