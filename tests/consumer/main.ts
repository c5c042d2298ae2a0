/** Uses the engine as its types say, in the ways in which they must refuse it, too. */
import { type Engine, type ExperimentInput, isRefusal, loadEngine, type Session } from "gradient-lab/engine";

const experiment: ExperimentInput = {
  version: 1,
  data: { kind: "moons", samples: 50 },
  network: { hidden: [{ units: 4, activation: { kind: "leaky_relu", negative_slope: 0.2 } }] },
};

// @ts-expect-error No activation has this name.
const misspelled: ExperimentInput = { version: 1, network: { hidden: [{ activation: "rleu" }] } };

const engine: Engine = await loadEngine();
const session: Session = await engine.createSession(experiment);
const steps: number = session.step(3);
const [first] = session.trace();
if (first?.type !== "step") throw new Error("the trace begins with no step");
const gradients = first.layers.map((layer) => layer.kernel_gradient_l2);
const accuracy: number | null | undefined = session.evaluate().validation?.accuracy;
const [output] = session.predict(Float32Array.of(0.5, -0.5));
session.free();

// @ts-expect-error Steps are counted.
session.step.bind(session, "three");

const refused = await engine.createSession(misspelled).then(
  () => "nothing",
  (error: unknown) => (isRefusal(error) ? `${error.input}, ${error.path}` : error),
);
const found = {
  steps,
  gradients: gradients.length,
  accuracy: typeof accuracy,
  output: typeof output,
  refused,
};
const expected = {
  steps: 3,
  gradients: 2,
  accuracy: "number",
  output: "number",
  refused: "document, network.hidden[0].activation",
};
if (JSON.stringify(found) !== JSON.stringify(expected)) throw new Error(JSON.stringify(found));
