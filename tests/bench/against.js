/** Runs every workload by turns on the built engine and on that of an earlier site, which the server has in `/against`. */
import { gradientLab, run } from "./turns.js";

const loadEarlier = async () => (await import("/against/engine.js")).loadEngine();

run([...gradientLab("Gradient Lab"), ...gradientLab("Gradient Lab, before", loadEarlier)]);
