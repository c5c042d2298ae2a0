/**
 * Runs every workload by turns on the built engine and on that of an earlier site, which the server has in `/against`.
 *
 * Turns are short, so that other programs on the machine leave some turns of each engine undisturbed.
 */
import { gradientLab, run } from "./turns.js";

const loadEarlier = async () => (await import("/against/engine.js")).loadEngine();

run([...gradientLab("Gradient Lab"), ...gradientLab("Gradient Lab, before", loadEarlier)], {
  milliseconds: 20,
  equal: true,
});
