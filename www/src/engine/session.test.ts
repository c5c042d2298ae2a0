import { describe, expect, it } from "vitest";
import type { Session as RawSession } from "./generated/gradient_lab_wasm.js";
import type { Description } from "./generated/types.ts";
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

  it("passes the engine's own errors on", () => {
    const refusing = session({
      predict: () => {
        throw new Error("predict: 3 features expected");
      },
    });
    expect(() => refusing.predict(new Float32Array(2))).toThrow("predict: 3 features expected");
  });

  it("ends the whole engine when one of its calls traps", () => {
    const guard = new Guard();
    const trap = () => {
      throw new WebAssembly.RuntimeError("unreachable");
    };
    const broken = session({ step: trap }, guard);
    const other = session({ step: () => 1 }, guard);
    expect(other.step()).toBe(1);
    expect(() => broken.step()).toThrow(EngineFailure);
    expect(() => other.step()).toThrow("cannot be used any further");
  });
});
