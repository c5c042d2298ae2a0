/** JAX outside the browser, by the server that serves this page: see `native_jax.py`. */

export const NAME = "native JAX";

async function ask(request) {
  const plain = (_, value) => (value instanceof Float32Array ? Array.from(value) : value);
  const answer = await fetch("jax", { method: "POST", body: JSON.stringify(request, plain) });
  if (!answer.ok) throw new Error(`native JAX: ${await answer.text()}`);
  return answer.json();
}

/** One at a time: a new workload ends the one before. */
export async function create(workload) {
  await ask(workload);
  let loss = null;
  return {
    async run(n) {
      await ask({ run: n });
      ({ loss } = await ask({ latest: true }));
    },
    loss: () => loss,
  };
}
