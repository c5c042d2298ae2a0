"""Runs Keras's own optimizers, losses, layers … one by one and writes `values/`: see README.md.

    python values.py

Inputs are whole multiples of small powers of two, so that they are the same numbers in both precisions.
"""

import json
from pathlib import Path
from types import SimpleNamespace

import precision

precision.use("float64")

import jax  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402

import network  # noqa: E402

VALUES = Path(__file__).parent / "values"
ROWS = {}


def row(catalogue, entry, parameters, **columns):
    """Adds a row to a catalogue's table."""
    ROWS.setdefault(catalogue, []).append(
        {"entry": entry, "parameters": parameters, **{name: plain(value) for name, value in columns.items()}})


def plain(value):
    """Arrays as lists, and no negative zeros."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, (bool, str)):
        return value
    values = np.asarray(value)
    assert values.dtype == np.float64, "not all of it is in double precision"
    assert np.isfinite(values).all()
    return (values + 0.0).tolist()


def pulled(function, gradient, *inputs):
    """A function's value, and the gradients of its inputs where `gradient` is that of its value."""
    value, pull = jax.vjp(function, *inputs)
    return value, *pull(gradient)


def grid(rows, columns, seed, most=2.0):
    """Made-up sixteenths from −`most` to `most`, without 0."""
    sixteenths = np.random.default_rng(seed).integers(1, int(16 * most), size=(rows, columns), endpoint=True)
    return sixteenths / 16.0 * np.random.default_rng(seed + 1).choice([-1.0, 1.0], size=(rows, columns))


# Optimizers: each column of `GRADIENTS` is what one weight sees.
#                     steady  turning  none  late   early  tiny      large  mixed
WEIGHTS = np.array([0.5, -1.25, 2.0, -0.75, 1.5, 0.25, -3.0, 0.0])
GRADIENTS = np.array([
    [0.5, 1.0, 0.0, 0.0, 4.0, 2.0**-20, 64.0, 0.25],
    [0.75, -1.5, 0.0, 0.0, -0.5, 2.0**-21, 32.0, -0.5],
    [0.5, 0.75, 0.0, 0.0, 0.0, -2.0**-20, -128.0, 0.0],
    [0.25, -0.5, 0.0, 2.5, 0.0, 2.0**-22, 16.0, 1.5],
    [0.625, 1.25, 0.0, -0.125, 0.0, 2.0**-20, 96.0, -0.125],
    [0.375, -2.0, 0.0, 1.0, 0.0, -2.0**-19, -8.0, 0.75],
])
# A schedule's rates, which fall and rise again: momentum keeps those of its own past.
RATES = [0.125, 0.125, 0.03125, 0.0, 0.25, 0.0625]


def optimizer(entry, rates=None, **parameters):
    """Steps of an optimizer: the weights after each."""
    rule = network.optimizer_class(entry)(**{network.NAMES.get(name, name): value
                                             for name, value in parameters.items()})
    weights, after = keras.Variable(WEIGHTS), []
    rule.build([weights])
    for step, gradients in enumerate(GRADIENTS):
        if rates is not None:
            rule.learning_rate = rates[step]
        rule.apply([keras.ops.convert_to_tensor(gradients)], [weights])
        after.append(keras.ops.convert_to_numpy(weights))
    row("optimizer", entry, parameters, weights=WEIGHTS, **({} if rates is None else {"learning_rates": rates}),
        gradients=GRADIENTS, expected=after)


for name in ("sgd", "adagrad", "rmsprop", "adam", "nadam", "adamax", "adamw"):
    optimizer(name)
    optimizer(name, rates=RATES)
optimizer("sgd", learning_rate=0.1, momentum=0.9)
optimizer("sgd", learning_rate=0.1, momentum=0.9, nesterov=True)
optimizer("sgd", rates=RATES, momentum=0.75)
optimizer("sgd", rates=RATES, momentum=0.75, nesterov=True)
optimizer("sgd", learning_rate=0.3, nesterov=True)
optimizer("adagrad", learning_rate=0.2, initial_accumulator=0.01, epsilon=1e-3)
optimizer("adagrad", rates=RATES, initial_accumulator=0.0)
optimizer("rmsprop", learning_rate=0.02, rho=0.8, epsilon=1e-3)
optimizer("rmsprop", learning_rate=0.02, rho=0.8, momentum=0.7, epsilon=1e-3)
optimizer("rmsprop", rates=RATES, momentum=0.9)
for name in ("adam", "nadam", "adamax"):
    optimizer(name, learning_rate=0.05, beta_1=0.8, beta_2=0.95, epsilon=1e-3)
optimizer("adamw", learning_rate=0.05, weight_decay=0.25, beta_1=0.8, beta_2=0.95, epsilon=1e-3)
optimizer("adamw", rates=RATES, weight_decay=0.5)
optimizer("adamw", learning_rate=0.05, weight_decay=0.0)


# Schedules
def schedule(entry, base=0.2, total=40, times=None, **parameters):
    """The rate at each time: all steps or epochs of a run unless told otherwise."""
    times = range(total + 1) if times is None else times
    curve = network.curve(entry, base, total, **{name: value for name, value in parameters.items() if name != "unit"})
    row("schedule", entry, parameters, learning_rate=base, total=float(total), times=[float(time) for time in times],
        expected=[float(curve(time)) for time in times])


def performance(losses, rate=0.5, **parameters):
    """The rate after each epoch whose loss is given."""
    rule = keras.optimizers.SGD(rate)
    callback = network.plateau("loss", **parameters)
    callback.set_model(SimpleNamespace(optimizer=rule))
    callback.on_train_begin()
    after = []
    for epoch, loss in enumerate(losses):
        callback.on_epoch_end(epoch, {"loss": loss})
        after.append(float(keras.ops.convert_to_numpy(rule.learning_rate)))
    row("schedule", "performance", parameters, learning_rate=rate, losses=losses, expected=after)


LONG = [0, 1, 499, 500, 501, 999, 1000, 1001, 1499, 1500, 1501, 2500, 4000]
schedule("constant", total=4)
for name in ("power", "exponential", "piecewise_constant"):
    schedule(name, total=4000, times=LONG)
schedule("one_cycle")
schedule("cosine")
schedule("power", decay_steps=10.0, exponent=1.0)
schedule("power", decay_steps=2.5, exponent=2.0, unit="epoch")
schedule("power", decay_steps=10.0, exponent=0.5)
schedule("exponential", decay_steps=20.0, rate=0.3)
schedule("exponential", decay_steps=2.5, rate=0.9, unit="epoch")
schedule("piecewise_constant", boundaries=[9.0, 20.0, 21.0], values=[0.1, 0.02, 0.05, 0.01])
schedule("piecewise_constant", boundaries=[0.0], values=[0.1, 0.02], unit="epoch", total=4)
schedule("one_cycle", max_learning_rate=0.7)
schedule("one_cycle", total=37, max_learning_rate=0.5, start_learning_rate=0.03, final_learning_rate=0.001, unit="epoch")
schedule("cosine", final_fraction=0.1)
schedule("cosine", warmup_steps=10.0)
schedule("cosine", warmup_steps=7.0, final_fraction=0.25, unit="epoch")
schedule("cosine", times=[0, 20, 39, 40, 41, 60])

FALLING = [4.0, 3.0, 2.5, 2.25, 2.125, 2.0]
UNEVEN = [4.0, 3.0, 3.25, 3.0, 2.5, 2.75, 3.0, 2.5, 2.5, 2.75, 1.0, 1.5, 1.5, 1.5, 0.5, 0.75, 0.75, 0.75, 0.75]
performance(FALLING + [2.0 + 2.0**-10] * 12)
performance(UNEVEN, patience=2)
performance(UNEVEN, patience=0, factor=0.9)
performance(UNEVEN, factor=0.3, patience=1, min_learning_rate=0.02)
performance(FALLING, patience=1, min_delta=0.25)
performance([1.0, 1.0 - 2.0**-14, 1.0 - 2.0**-13, 1.0 - 2.0**-12], patience=1)


# Losses
def loss(entry, task, targets, logits, **parameters):
    """The mean loss of a batch, and its gradient by the logits. Keras takes probabilities where it is not from logits."""
    criterion, from_logits = network.loss({"loss": {"kind": entry, **parameters}}, task)
    logits = np.array(logits)
    count = logits.shape[1]
    if task == "categorical":
        labels, given = np.eye(count)[targets], [float(target) for target in targets]
    else:
        labels, given = np.array(targets)[:, None], targets
    outputs = (lambda z: z) if from_logits else lambda z: network.probabilities(z, task)
    value, gradient = pulled(lambda z: criterion(labels, outputs(z)), np.float64(1.0), logits)
    head = {"regression": "regression", "binary": "binary", "categorical": "classes"}[task]
    row("loss", entry, parameters, head=head, targets=given, logits=logits,
        expected={"loss": value, "gradient": gradient})


REAL = ([0.5, -1.0, 2.0, 0.25, -3.0, 0.0], [[0.75], [-0.25], [2.5], [-1.5], [-3.0625], [5.0]])
BINARY = ([1.0, 0.0, 1.0, 0.0, 1.0, 0.0], [[0.75], [0.5], [-2.0], [-3.5], [6.0], [4.0]])
CLASSES = ([0, 2, 1, 2, 0], [[1.0, -0.5, 0.25], [0.5, 2.0, -1.0], [-2.0, 3.0, 2.5], [0.0, 0.0, 0.0], [-4.0, 1.0, 5.0]])
FIVE = ([4, 0, 3], [[0.5, -1.0, 2.0, 0.25, -0.5], [3.0, -3.0, 1.5, 0.0, 2.0], [-1.0, 0.75, 0.5, 4.0, -2.5]])
for task, (targets, logits) in (("regression", REAL), ("binary", BINARY), ("categorical", CLASSES)):
    for name in ("auto", "mse", "mae", "huber", *(["cross_entropy"] if task != "regression" else [])):
        loss(name, task, targets, logits)
    loss("huber", task, targets, logits, delta=0.25)
    loss("huber", task, targets, logits, delta=2.5)
for name in ("mse", "mae", "cross_entropy"):
    loss(name, "categorical", *FIVE)
loss("huber", "categorical", *FIVE, delta=0.0625)
EXTREME = ([1.0, 0.0, 1.0, 0.0, 1.0, 0.0], [[40.0], [40.0], [-40.0], [-40.0], [-800.0], [800.0]])
EXTREME_CLASSES = ([0, 1, 2], [[50.0, -50.0, 0.0], [800.0, -800.0, 0.0], [-30.0, -20.0, 40.0]])
for name in ("mse", "cross_entropy"):
    loss(name, "binary", *EXTREME)
    loss(name, "categorical", *EXTREME_CLASSES)


# Gradient clipping
def clipping(entry, variables, **parameters):
    """Gradients of several variables, and what is left of them: a step of SGD from 0 at rate 1 shows it."""
    rule = keras.optimizers.SGD(1.0, **network.clipped(entry, **parameters))
    weights = [keras.Variable(np.zeros(len(gradients))) for gradients in variables]
    rule.build(weights)
    rule.apply([keras.ops.convert_to_tensor(np.array(gradients)) for gradients in variables], weights)
    row("clipping", entry, parameters, gradients=variables,
        expected=[-keras.ops.convert_to_numpy(moved) for moved in weights])


SHORT = [[0.25, -0.5, 0.125], [0.5], [0.0, -0.25]]
MIXED = [[3.0, -4.0, 0.5, 0.0], [0.25, -0.125], [-2.0], [1.0, -1.5, 0.75]]
for name in ("none", "value", "norm", "global_norm"):
    for variables in (SHORT, MIXED):
        clipping(name, variables)
for name in ("value", "norm", "global_norm"):
    clipping(name, MIXED, threshold=0.375)
    clipping(name, SHORT, threshold=0.375)
    clipping(name, MIXED, threshold=20.0)
clipping("norm", [[3.0, -4.0], [0.6, 0.8]], threshold=5.0)


# Activations
def activation(entry, z, slopes=None, **parameters):
    """Outputs of a batch, and the gradients of its inputs (and slopes) where that of the outputs is given."""
    layer = network.activation(entry, **parameters)
    z = np.array(z)
    layer.build(z.shape)
    gradient = grid(*layer(z).shape, seed=len(z))
    learned = [variable.value for variable in layer.trainable_variables]
    if slopes is not None:
        learned = [np.array(slopes)]
    a, *slope_gradients, delta = pulled(
        lambda *all: layer.stateless_call(list(all[:-1]), [], all[-1])[0], gradient, *learned, z)
    row("activation", entry, parameters, z=z, **({} if slopes is None else {"slopes": slopes}), gradient=gradient,
        expected={"a": a, "delta": delta, **({"slope_gradient": slope_gradients[0]} if slope_gradients else {})})


ORDINARY = [[-4.0, -3.0, -2.25, -1.5, -1.0, -0.6875, -0.25, -0.0625, -0.015625],
            [0.015625, 0.0625, 0.3125, 0.5, 1.0, 1.375, 2.0, 3.25, 4.5]]
LARGE = [[-1000.0, -100.0, -40.0, -16.0, -8.0, 8.0, 16.0, 40.0, 100.0, 1000.0]]
# At exactly 0 leaky ReLU has a kink, where Keras's backends need not agree.
KINKED = ("leaky_relu",)
for name in ("identity", "sigmoid", "tanh", "relu", "leaky_relu", "prelu", "elu", "selu", "softplus", "softsign", "gelu",
             "swish", "mish"):
    activation(name, ORDINARY)
    activation(name, LARGE)
    if name not in KINKED:
        activation(name, [[0.0, 0.0]])
activation("leaky_relu", ORDINARY, negative_slope=0.3)
activation("elu", ORDINARY, alpha=0.4)
activation("elu", ORDINARY, alpha=2.0)
activation("prelu", ORDINARY, initial_slope=-0.2)
activation("prelu", [[-2.0, 1.0, 0.0], [-0.5, -1.5, 3.0], [1.25, -3.0, -0.75], [-4.0, 0.5, -1.0]],
           slopes=[0.5, -0.25, 1.5])
activation("maxout", [[1.0, 2.0, -1.0, -3.0], [0.5, -0.5, 0.25, 4.0], [1.5, 1.5, -2.0, -2.0]])
activation("maxout", [[1.0, 2.0, 3.0, -1.0, -3.0, -0.5], [2.0, 2.0, 1.0, 0.0, 0.0, 0.0], [3.0, 1.0, 3.0, -1.0, 5.0, 5.0]],
           pieces=3)
activation("maxout", ORDINARY, pieces=1)


# Normalizations
def normalization(entry, x, training=True, **parameters):
    """Outputs of a batch, the moving statistics after it, and the gradients of inputs, γ and β."""
    rows, features = x.shape
    gradient = grid(rows, features, seed=11)
    gamma, beta = 1.0 + grid(1, features, seed=13)[0] / 4.0, grid(1, features, seed=17)[0]
    moving = [grid(1, features, seed=19)[0], 0.5 + np.abs(grid(1, features, seed=23)[0])]
    layer = network.NORMALIZATIONS[entry](**parameters) or keras.layers.Identity()
    layer.build(x.shape)
    learned = [gamma, beta] if layer.trainable_variables else []
    kept = moving if layer.non_trainable_variables else []
    mode = {"training": training} if kept else {}

    def call(x, *learned):
        return layer.stateless_call(list(learned), kept, x, **mode)[0]

    y, x_gradient, *learned_gradients = pulled(call, gradient, x, *learned)
    expected = {"y": y, "x_gradient": x_gradient}
    if learned:
        expected |= {"gamma_gradient": learned_gradients[0], "beta_gradient": learned_gradients[1]}
    if kept:
        after = layer.stateless_call(learned, kept, x, **mode)[1]
        expected |= {"moving_mean": after[0], "moving_variance": after[1]}
    row("normalization", entry, parameters, **mode, x=x, gamma=gamma, beta=beta,
        **(dict(zip(("moving_mean", "moving_variance"), kept)) if kept else {}), gradient=gradient, expected=expected)


BATCH = grid(6, 10, seed=29)
BATCH[:, 3] = 0.75  # a unit that says the same for every row
BATCH[:, 4] += 20.0  # one that is far from 0
BATCH[2] = 1.25  # a row in which all units say the same
for name in ("none", "batch", "layer"):
    normalization(name, BATCH)
    normalization(name, grid(1, 3, seed=31))
normalization("batch", BATCH, training=False)
normalization("batch", BATCH, momentum=0.75, epsilon=0.125)
normalization("batch", BATCH, momentum=0.75, epsilon=0.125, training=False)
normalization("layer", BATCH, epsilon=0.125)
normalization("layer", grid(3, 1, seed=37))


# Penalties, the max-norm constraint, dropout: no catalogues, named here for what they are.
def penalty(weights, **parameters):
    """A penalty on weights, and its gradient."""
    weights = np.array(weights)
    value, gradient = pulled(keras.regularizers.L1L2(**parameters), np.float64(1.0), weights)
    row("regularization", "penalty", parameters, weights=weights, expected={"value": value, "gradient": gradient})


def max_norm(kernel, limit):
    """What the constraint makes of a kernel."""
    kernel = np.array(kernel)
    row("regularization", "max_norm", {"limit": limit}, kernel=kernel,
        expected=keras.constraints.MaxNorm(limit, 0)(keras.ops.convert_to_tensor(kernel)))


def dropout(entry, layer, values, rate):
    """Dropout's outputs and gradients, and which values were kept: those whose gradient is not 0."""
    gradient = grid(*values.shape, seed=41)
    outputs, delta = pulled(lambda values: layer(rate, seed=1)(values, training=True), gradient, values)
    kept = np.asarray(delta != 0.0)
    assert kept.any() and not kept.all()
    row("regularization", entry, {"rate": rate}, values=values, gradient=gradient, kept=kept.astype(np.float64),
        expected={"values": outputs, "gradient": delta})


SOME_WEIGHTS = [0.5, -1.25, 2.0, -0.0625, 3.0, -0.75]
penalty(SOME_WEIGHTS, l1=0.1, l2=0.0)
penalty(SOME_WEIGHTS, l1=0.0, l2=0.3)
penalty(SOME_WEIGHTS, l1=0.1, l2=0.3)
KERNEL = [[3.0, 0.25, -0.5], [-4.0, -0.5, 0.0], [0.0, 0.125, 0.75], [12.0, 0.0, 1.0]]
max_norm(KERNEL, 1.0)
max_norm(KERNEL, 20.0)
for rate in (0.1, 0.5, 0.75):
    dropout("dropout", keras.layers.Dropout, grid(2, 9, seed=43), rate)
    dropout("alpha_dropout", keras.layers.AlphaDropout, grid(2, 9, seed=43), rate)


def write():
    """Writes each catalogue's table, and keeps the rows there that say they have another source."""
    VALUES.mkdir(exist_ok=True)
    for catalogue, rows in ROWS.items():
        path = VALUES / f"{catalogue}.jsonl"
        before = path.read_text().splitlines() if path.exists() else []
        others = [line for line in before if "source" in json.loads(line)]
        path.write_text("".join(line + "\n" for line in [*map(json.dumps, rows), *others]))
        print(f"{catalogue}: {len(rows)} rows of Keras's, {len(others)} others")


write()
