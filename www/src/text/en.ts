/** Every sentence the page says, in English. */

import type { Description, Diagnosis, Snapshot, Verdict } from "../state/figures.ts";
import { count, factor, percent, powerOfTen } from "./numbers.ts";

const WORDS: Record<Verdict, string> = {
  diverged: "Diverged",
  silent: "No gradient",
  exploding: "Exploding",
  vanishing: "Vanishing",
  dying: "Dying units",
  saturated: "Saturated",
  healthy: "Healthy",
};

/** The verdict in a word or two. */
export function verdictWord(verdict: Verdict): string {
  return WORDS[verdict];
}

/** The headline: the factor a layer where there is one, else the verdict's word. */
export function verdictHeadline(diagnosis: Diagnosis): string {
  return diagnosis.rho === null ? WORDS[diagnosis.verdict] : `× ${factor(diagnosis.rho)} a layer`;
}

/** What the verdict means for this run: one or two sentences, to follow the verdict's word. */
export function verdictSentence(diagnosis: Diagnosis, description: Description, snapshot: Snapshot): string {
  const hidden = description.layers.length - 1;
  switch (diagnosis.verdict) {
    case "diverged":
      return divergedSentence(snapshot, description);
    case "silent":
      return silentSentence(diagnosis, description);
    case "exploding":
      return (
        `Going back, each layer multiplies the gradient by ${ratio(diagnosis)}. ` +
        `Layer 1 gets ${left(diagnosis)} times what layer ${hidden} gets: steps that suit one are far too large for the other.`
      );
    case "vanishing":
      return (
        `Going back, each layer keeps ${ratio(diagnosis)} of the gradient. ` +
        `From layer ${hidden} to layer 1, ${left(diagnosis)} is left: layer 1 ${learning(diagnosis.log10Left)}.`
      );
    case "dying":
      return (
        `${capital(layerName(description, diagnosis.layer))} has ${share(snapshot.layers.dead, diagnosis.layer)} of its units at 0 ` +
        "for the whole batch. Their slope is 0 too, so they pass no gradient on."
      );
    case "saturated":
      return (
        `${capital(layerName(description, diagnosis.layer))} has ${share(snapshot.layers.saturated, diagnosis.layer)} of its activations ` +
        "at the ends of their range. The slope there is nearly 0, so little gradient gets through."
      );
    case "healthy":
      return healthySentence(diagnosis, hidden);
  }
}

/** A layer's name within a sentence: `layer 3`, `the output layer`. */
export function layerName(description: Description, index: number | null): string {
  if (index === null) return "a layer";
  return index === description.layers.length - 1 ? "the output layer" : `layer ${index + 1}`;
}

function divergedSentence(snapshot: Snapshot, description: Description): string {
  if (snapshot.status.kind !== "diverged") return "The figures are no longer finite.";
  const { step, layer } = snapshot.status;
  const index = description.layers.findIndex((candidate) => candidate.name === layer);
  const place = index < 0 ? layer : layerName(description, index);
  return `At step ${count(step)} the figures of ${place} stopped being finite. The run is kept as it stood.`;
}

function silentSentence(diagnosis: Diagnosis, description: Description): string {
  const layer = diagnosis.layer;
  if (layer === null || layer === 0)
    return "The gradient that reaches layer 1 is exactly 0: it cannot learn.";
  return `The gradient is exactly 0 in ${layerName(description, layer)}: nothing from there back to layer 1 can learn.`;
}

function healthySentence(diagnosis: Diagnosis, hidden: number): string {
  if (hidden === 0) return "A linear model: there is no hidden layer for the gradient to pass.";
  if (hidden === 1) return "The gradient reaches the only hidden layer. A factor a layer takes two of them.";
  if (diagnosis.log10Left === null || Math.abs(diagnosis.log10Left) < 0.35) {
    return `The gradient reaches layer 1 at the size it had in layer ${hidden}: all layers can learn alike.`;
  }
  const times = factor(10 ** Math.abs(diagnosis.log10Left));
  const way = diagnosis.log10Left < 0 ? "smaller" : "larger";
  return `The gradient reaches layer 1 ${times} times ${way} than it was in layer ${hidden}: all layers can learn.`;
}

function ratio(diagnosis: Diagnosis): string {
  return diagnosis.rho === null ? "an unknown factor" : factor(diagnosis.rho);
}

function left({ log10Left }: Diagnosis): string {
  if (log10Left === null) return "an unknown part";
  return Math.abs(log10Left) < 2 ? factor(10 ** log10Left) : powerOfTen(log10Left);
}

function learning(log10Left: number | null): string {
  return log10Left !== null && log10Left > -3 ? "learns far more slowly" : "will not learn";
}

function share(figures: Float32Array, layer: number | null): string {
  const value = layer === null ? undefined : figures[layer];
  return value === undefined ? "most" : percent(value);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
