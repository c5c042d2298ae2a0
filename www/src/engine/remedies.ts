import { readBytes } from "./bytes.ts";
import initialize, { answer } from "./generated/gradient_lab_wasm_remedies.js";
import type { Answer, Experiment, Question } from "./generated/types.ts";
import { Guard } from "./guard.ts";

/** What to set in the document of a run that is in trouble, best first; nothing where nothing is wrong. */
export type FindRemedies = (experiment: Experiment, question: Question) => Answer[];

/** Loads the rules, a wasm module of its own: `bytes`, or the file beside this module. */
export async function loadRemedies(bytes?: Promise<ArrayBuffer>): Promise<FindRemedies> {
  const guard = new Guard(() => undefined);
  const own = () => new URL("./generated/gradient_lab_wasm_remedies_bg.wasm", import.meta.url);
  await initialize({ module_or_path: bytes ?? readBytes(own(), "the remedies") });
  return (experiment, question) =>
    guard.run(() => JSON.parse(answer(JSON.stringify(experiment), JSON.stringify(question))) as Answer[]);
}
