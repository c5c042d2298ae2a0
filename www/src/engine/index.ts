/**
 * The engine without a page: runs in a document, a worker or Node.
 *
 * `loadEngine` gives an {@link Engine}; its `createSession` turns an experiment document into a {@link Session}.
 */

export type { Engine, EngineOptions, ExperimentInput, SessionOptions, WasmSource } from "./engine.ts";
export { EngineFailure, loadEngine } from "./engine.ts";
export type { ReadTable } from "./files.ts";
export { isRefusal, type Refusal } from "./refusal.ts";
export type { Session } from "./session.ts";
