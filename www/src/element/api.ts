/** What authors may rely on, declared once: the element's names, its types and its manifest are made from it. */

import type { LayerRecord, Verdict } from "../engine/generated/types.ts";

/** A run at one moment: the figures of a step in the trace, and what is judged from them. */
export interface ElementSnapshot {
  readonly step: number;
  readonly epoch: number;
  /** As in the trace: `"NaN"`, `"Infinity"` or `"-Infinity"` where it is not finite. */
  readonly loss: number | string;
  readonly learning_rate: number | string;
  readonly status: "ready" | "finished" | "diverged";
  readonly verdict: Verdict;
  readonly rho: number | string | null;
  readonly learning: string | null;
  readonly layers: readonly LayerRecord[];
}

/** The details of the element's events; all bubble and are composed. */
export interface ElementEvents {
  ready: Record<string, never>;
  step: { readonly step: number; readonly epoch: number; readonly loss: number };
  verdict: { readonly verdict: Verdict; readonly rho: number | null; readonly learning: string | null };
  change: { readonly experiment: object };
  diverged: { readonly step: number; readonly layer: string };
  error: { readonly message: string };
}

/** What `<gradient-lab>` is to a program. */
export interface GradientLabElement extends HTMLElement {
  /** The document; setting a wrong one throws what is wrong with it, and shows it. */
  experiment: object | null;
  /** Whether it trains, or will as soon as it is in sight. */
  readonly running: boolean;
  /** The run's figures; null before `ready`. */
  readonly snapshot: ElementSnapshot | null;
  panels: string;
  controls: string;
  train(): void;
  pause(): void;
  step(n?: number): void;
  reset(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "gradient-lab": GradientLabElement;
  }
}

/** The attributes, in words. */
export const ATTRIBUTES = {
  experiment:
    "The experiment document as JSON, or the URL of one. Without it, the example of Gradient Lab’s page.",
  lesson: "The name of a lesson, in place of `experiment`.",
  panels:
    "What is shown, in words between spaces: `verdict`, `columns`, `curves`, `outcome`, `units`. By default `verdict columns`.",
  controls:
    "What readers can change, in words between spaces: `train`, `step`, `reset`, and settings by their paths in the document or the ends of those. By default `train activation init`.",
  theme: "`light` or `dark`; without it, as the page around it.",
  lang: "The language of its words: `en`; others fall back to it.",
  height: "Its height in pixels; by default 420. A height in the page’s styles comes first.",
  autoplay: "Trains as soon as it is in sight.",
  pace: "`full` trains as fast as the machine can; without it, the first steps can be watched: every factor of ten takes as long.",
} as const;

export const EVENTS: Record<keyof ElementEvents, string> = {
  ready: "The experiment is there, measured before its first step.",
  step: "Steps have been done; at most once a frame.",
  verdict: "After `ready`, and whenever the verdict or how it learns has changed.",
  change: "A reader has changed a setting.",
  diverged: "The run’s figures are no longer finite.",
  error: "Something is wrong with what the author has given, or the engine cannot go on; it is shown too.",
};

export const METHODS = {
  train: "Trains until paused or done; while in sight.",
  pause: "Stops training.",
  step: "Does `n` steps, by default one, and stops.",
  reset: "Goes back to before the first step.",
} as const;

export const PROPERTIES = {
  experiment: "The document as an object. Setting a wrong one throws what is wrong with it, and shows it.",
  running: "Whether it trains, or will as soon as it is in sight.",
  snapshot: "The run’s figures, named as in a trace; null before `ready`.",
  panels: "The attribute `panels`.",
  controls: "The attribute `controls`.",
} as const;

export const PARTS = {
  base: "All of it.",
  verdict: "The verdict.",
  columns: "The layers’ columns.",
  curves: "The curves of loss, accuracy and learning rate.",
  outcome: "What the network says.",
  bar: "The controls.",
  train: "The button that trains.",
  link: "The link to Gradient Lab’s page.",
  error: "What is wrong.",
} as const;

/** Custom properties; the other tokens of `tokens.css` can be set as well. */
export const CUSTOM_PROPERTIES = {
  "--size": "The size that all others follow, as the root’s type on a page of its own; 16px.",
  "--font": "The typeface.",
  "--paper": "The background.",
  "--ink": "The text.",
  "--line": "Hairlines.",
  "--well": "Bars of healthy layers.",
  "--too-small": "What is too small.",
  "--too-large": "What is too large.",
} as const;

export const PANELS = ["verdict", "columns", "curves", "outcome", "units"] as const;
export const ACTIONS = ["train", "step", "reset"] as const;
