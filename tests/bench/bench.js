/** Runs every workload on every contender by turns. */
import { createPeak, createProducts, PEAK_OPERATIONS } from "./ceiling.js";
import * as convnetjs from "./rivals/convnetjs.js";
import * as jax from "./rivals/jax.js";
import * as nativeJax from "./rivals/native-jax.js";
import * as tfjs from "./rivals/tfjs.js";
import { asked, gradientLab, run } from "./turns.js";

const rivals = asked.has("jax") ? [convnetjs, tfjs, jax, nativeJax] : [convnetjs, tfjs, jax];

run(
  [
    ...gradientLab("Gradient Lab"),
    ...rivals.map(({ NAME, create }) => ({ name: NAME, create })),
    { name: "products alone", create: createProducts },
    { name: "SIMD128 peak", create: createPeak },
  ],
  { milliseconds: 200 },
  { peakOperations: PEAK_OPERATIONS },
);
