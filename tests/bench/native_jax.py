"""Native JAX on one thread, for `cargo xtask bench --jax PYTHON`, where PYTHON has what `tests/reference/requirements.txt`
lists: one jitted step a call, its buffers donated.

Reads one request a line from standard input and answers each by a line of JSON: a workload of `workloads.js` begins it,
`{"run": n}` does n steps, `{"latest": true}` asks for the latest step's loss.
"""

import json
import os
import sys
from functools import partial

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
os.environ["JAX_PLATFORMS"] = "cpu"
if hasattr(os, "sched_setaffinity"):
    # XLA's pool has a thread for each processor that it may run on.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})

import jax
import jax.numpy as jnp

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-7


class Run:
    def __init__(self, workload):
        layers, batch = workload["layers"], workload["batch"]
        shapes = list(zip(layers, layers[1:]))
        self.parameters = [
            (jnp.array(kernel, jnp.float32).reshape(shape), jnp.zeros(shape[1], jnp.float32))
            for kernel, shape in zip(workload["weights"], shapes)
        ]
        zeros = lambda: jax.tree.map(jnp.zeros_like, self.parameters)
        self.memory = (zeros(), zeros(), jnp.zeros((), jnp.int32))
        x = jnp.array(workload["data"]["x"], jnp.float32).reshape(-1, batch, layers[0])
        y = jnp.array(workload["data"]["y"], jnp.float32).reshape(-1, batch)
        self.batches = [(x[at], y[at]) for at in range(len(x))]
        self.step = stepper(workload)
        self.steps = 0
        self.latest = None

    def run(self, count):
        for _ in range(count):
            x, y = self.batches[self.steps % len(self.batches)]
            self.parameters, self.memory, self.latest = self.step(self.parameters, self.memory, x, y)
            self.steps += 1
        jax.block_until_ready((self.parameters, self.latest))


def stepper(workload):
    activation = {"tanh": jnp.tanh, "relu": jax.nn.relu}[workload["hidden"]]
    optimizer = workload["optimizer"]
    rate, momentum = optimizer["lr"], optimizer["momentum"]

    def loss_of(parameters, x, y):
        a = x
        for kernel, bias in parameters[:-1]:
            a = activation(a @ kernel + bias)
        kernel, bias = parameters[-1]
        z = a @ kernel + bias
        if workload["loss"] == "mse":
            return jnp.mean(jnp.square(z[:, 0] - y))
        labels = y.astype(jnp.int32)[:, None]
        return -jnp.mean(jnp.take_along_axis(jax.nn.log_softmax(z), labels, axis=1))

    @partial(jax.jit, donate_argnums=(0, 1))
    def step(parameters, memory, x, y):
        loss, gradients = jax.value_and_grad(loss_of)(parameters, x, y)
        first, second, number = memory
        number = number + 1
        if optimizer["name"] == "adam":
            first = jax.tree.map(lambda m, g: m + (g - m) * (1 - BETA_1), first, gradients)
            second = jax.tree.map(lambda v, g: v + (g * g - v) * (1 - BETA_2), second, gradients)
            scaled = rate * jnp.sqrt(1 - BETA_2**number) / (1 - BETA_1**number)
            move = lambda w, m, v: w - scaled * m / (jnp.sqrt(v) + EPSILON)
            parameters = jax.tree.map(move, parameters, first, second)
        elif momentum > 0:
            first = jax.tree.map(lambda m, g: momentum * m - rate * g, first, gradients)
            parameters = jax.tree.map(lambda w, m: w + m, parameters, first)
        else:
            parameters = jax.tree.map(lambda w, g: w - rate * g, parameters, gradients)
        return parameters, (first, second, number), loss

    return step


def main():
    run = None
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if "run" in request:
            run.run(request["run"])
        elif "latest" in request:
            answer["loss"] = float(run.latest)
        else:
            run = Run(request)
        print(json.dumps(answer), flush=True)


main()
