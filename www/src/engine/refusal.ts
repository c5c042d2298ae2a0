import type { Input } from "./generated/types.ts";

/** What is thrown where something that the engine was given is wrong. */
export interface Refusal extends Error {
  /** What is at fault. */
  readonly input: Input;
  /** The place in it, such as `network.hidden[0].units`; may be empty. */
  readonly path: string;
}

/** Whether `error` says what is at fault; an {@link EngineFailure}, for one, does not. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && "input" in error && "path" in error;
}

/** A refusal at the place `path` of what was given; without a place the message speaks of all of it. */
export function refusal(input: Input, path: string, message: string): Refusal {
  return Object.assign(new Error(`${path || input}: ${message}`), { input, path });
}
