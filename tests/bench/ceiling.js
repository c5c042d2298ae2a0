/** What this machine can do at best in plain SIMD128: see `ceiling/src/lib.rs`. */

const source = new URL("ceiling/target/wasm32-unknown-unknown/release/ceiling.wasm", import.meta.url);

async function instance() {
  const { instance } = await WebAssembly.instantiateStreaming(fetch(source));
  return instance.exports;
}

/** A step's matrix products and nothing else. */
export async function createProducts({ layers, batch }) {
  const { begin, layer, run } = await instance();
  begin(batch);
  for (const units of layers) layer(units);
  return { run };
}

/** Kinds of work that `peak` offers. */
const MIXES = [0, 1, 2, 3];
const TRIALS = 30;
const UNITS_A_TRIAL = 2000;

/** Additions and multiplications in registers, in the mix that this machine does fastest. */
export async function createPeak() {
  const { peak } = await instance();
  const best = MIXES.map(() => Infinity);
  for (let trial = 0; trial < TRIALS; trial++) {
    // The browser compiles in the meantime.
    await new Promise((resolve) => setTimeout(resolve));
    for (const mix of MIXES) {
      const start = performance.now();
      peak(mix, UNITS_A_TRIAL);
      best[mix] = Math.min(best[mix], performance.now() - start);
    }
  }
  const mix = best.indexOf(Math.min(...best));
  return { run: (n) => peak(mix, n) };
}

/** Operations of one step of `createPeak`. */
export const PEAK_OPERATIONS = 7200 * 2 * 4;

/** Additions and multiplications in a step's matrix products. */
export function operations({ layers, batch }) {
  const products = layers.slice(1).map((units, at) => {
    // Forward, kernel gradient, and the input's gradient, which the first layer does not need.
    return (at === 0 ? 2 : 3) * layers[at] * units;
  });
  return 2 * batch * products.reduce((sum, count) => sum + count, 0);
}
