import { loadEngine } from "./engine.js";

/** Milliseconds between looks at the clock. */
const SLICE = 10;

let session;
let stepsPerSlice = 1;

function train(milliseconds) {
  const start = performance.now();
  let steps = 0;
  let end = start;
  while (end - start < milliseconds) {
    steps += session.step(stepsPerSlice);
    const now = performance.now();
    stepsPerSlice = Math.max(1, Math.round((stepsPerSlice * SLICE) / Math.max(0.1, now - end)));
    end = now;
  }
  return (1000 * steps) / (end - start);
}

globalThis.onmessage = async ({ data }) => {
  if (data.document) {
    const engine = await loadEngine();
    session = await engine.createSession(data.document);
    session.setTracing(false);
    globalThis.postMessage(null);
  } else {
    globalThis.postMessage(train(data.milliseconds));
  }
};
