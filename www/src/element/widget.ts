/** The element in one module: a front end for anywidget (Jupyter, marimo, MyST), and `<gradient-lab>` for everyone else. */

import { defineElement } from "./define.ts";
import { inlinePlatform } from "./inline-platform.ts";

export type { ElementEvents, ElementSnapshot, GradientLabElement } from "./api.ts";

defineElement(inlinePlatform);

/** What is used of anywidget's model. MyST's throws where it has no counterpart. */
interface Model {
  get(key: string): unknown;
  set?(key: string, value: unknown): void;
  on?(event: string, changed: () => void): void;
  off?(event: string, changed: () => void): void;
  save_changes?(): void;
}

/** The keys of the model that are attributes of the element. */
const KEYS = ["panels", "controls", "height"] as const;

/** Shows an element in `el` that follows the model; what readers change in it, the model is told. Returns what removes it. */
function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const lab = document.createElement("gradient-lab");
  const setAttribute = (key: (typeof KEYS)[number]) => {
    const value = model.get(key);
    const text = Array.isArray(value) ? value.join(" ") : String(value ?? "");
    if (text === "") lab.removeAttribute(key);
    else lab.setAttribute(key, text);
  };
  // As an attribute, so that a wrong one is shown rather than thrown into the notebook.
  const setExperiment = () => {
    const experiment = model.get("experiment");
    const text = typeof experiment === "string" ? experiment : JSON.stringify(experiment ?? null);
    if (text === "null" || text === "{}") lab.removeAttribute("experiment");
    else lab.setAttribute("experiment", text);
  };
  const watched = [
    ["change:experiment", setExperiment],
    ...KEYS.map((key) => [`change:${key}`, () => setAttribute(key)] as const),
  ] as const;
  setExperiment();
  for (const key of KEYS) setAttribute(key);
  for (const [event, changed] of watched) attempt(() => model.on?.(event, changed));
  lab.addEventListener("change", ({ detail }: CustomEventInit<{ experiment: object }>) => {
    attempt(() => model.off?.("change:experiment", setExperiment));
    attempt(() => model.set?.("experiment", detail?.experiment));
    attempt(() => model.save_changes?.());
    attempt(() => model.on?.("change:experiment", setExperiment));
  });
  el.append(lab);
  return () => {
    for (const [event, changed] of watched) attempt(() => model.off?.(event, changed));
    lab.remove();
  };
}

/** Calls what a host may lack. */
function attempt(call: () => void): void {
  try {
    call();
  } catch {
    // The element works without it.
  }
}

// biome-ignore lint/style/noDefaultExport: anywidget asks for it.
export default { render };
