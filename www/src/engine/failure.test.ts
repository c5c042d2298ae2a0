import { expect, it, vi } from "vitest";
import { EngineFailure, loadEngine } from "./index.ts";

// An engine that traps at a document's check.
vi.mock("./generated/gradient_lab_wasm.js", async (original) => ({
  ...(await original<object>()),
  panicMessage: () => "panicked at crates/lab/src/session/mod.rs:1:2",
  Experiment: {
    parse: () => {
      throw new WebAssembly.RuntimeError("unreachable");
    },
  },
}));

it("an engine that has stopped is not loaded again where its memory still is", async () => {
  const [one, other] = [await loadEngine(), await loadEngine()];
  expect(() => one.checkExperiment({ version: 1 })).toThrow(EngineFailure);
  expect(() => one.checkExperiment({ version: 1 })).toThrow("panicked at crates/lab/src/session/mod.rs:1:2");
  await expect(other.createSession({ version: 1 })).rejects.toThrow(EngineFailure);
  await expect(loadEngine()).rejects.toThrow("load it in a new worker or page");
});
