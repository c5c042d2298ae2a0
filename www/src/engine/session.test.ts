import { describe, expect, it } from "vitest";
import type { Session as RawSession } from "./generated/gradient_lab_wasm.js";
import { EngineFailure, Guard } from "./guard.ts";
import { Session } from "./session.ts";

function session(raw: Partial<RawSession>, guard = new Guard()): Session {
  return new Session(guard, raw as RawSession);
}

describe("a session", () => {
  it("gives the trace as objects, one a line", () => {
    const traced = session({ trace: () => '{"type":"step","step":1}\n{"type":"epoch","epoch":1}\n' });
    expect(traced.trace()).toEqual([
      { type: "step", step: 1 },
      { type: "epoch", epoch: 1 },
    ]);
    expect(session({ trace: () => "" }).trace()).toEqual([]);
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
