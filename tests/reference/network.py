"""An experiment document as a Keras model made of Keras's own layers, losses, optimizers and schedules."""

import functools
import inspect
import math

import keras
import numpy as np

from document import blocks, choice, output, pieces

# Those that Keras has under another name, with other defaults or not at all; the others go by their own name.
ACTIVATIONS = {
    "identity": lambda: keras.layers.Activation("linear"),
    "leaky_relu": lambda negative_slope=0.1: keras.layers.LeakyReLU(negative_slope=negative_slope),
    "prelu": lambda initial_slope=0.25: keras.layers.PReLU(
        alpha_initializer=keras.initializers.Constant(initial_slope)),
    "maxout": lambda pieces=2: Maxout(pieces),
}

NORMALIZATIONS = {
    "none": lambda: None,
    "batch": lambda momentum=0.99, epsilon=1e-3: keras.layers.BatchNormalization(momentum=momentum, epsilon=epsilon),
    "layer": lambda epsilon=1e-3: keras.layers.LayerNormalization(epsilon=epsilon),
}

CLIPPINGS = {"none": None, "value": "clipvalue", "norm": "clipnorm", "global_norm": "global_clipnorm"}

# Keras's names for parameters, where they are not the documents'.
NAMES = {"initial_accumulator": "initial_accumulator_value"}


def activation(kind, **parameters):
    """Keras's layer for an activation."""
    if kind in ACTIVATIONS:
        return ACTIVATIONS[kind](**parameters)
    return keras.layers.Activation(functools.partial(keras.activations.get(kind), **parameters))


def optimizer_class(kind):
    """Keras's optimizer by its name in documents: that of its class, in lower case without underscores."""
    found = [found for name, found in vars(keras.optimizers).items() if name.lower() == kind.replace("_", "")]
    if not found:
        raise ValueError(f"Keras has no optimizer {kind!r}")
    return found[0]


def clipped(entry, **parameters):
    """Keras's arguments for a gradient clipping."""
    return {CLIPPINGS[entry]: parameters.get("threshold", 1.0)} if CLIPPINGS[entry] else {}


def initializer(value, seed):
    """Keras's initializer for a document's init."""
    kind, parameters = choice(value)
    gain = parameters.get("gain", 1.0)
    scaled = {
        "lecun": (1.0, "fan_in"), "glorot": (1.0, "fan_avg"), "he": (2.0, "fan_in"), "standard": (1.0 / 3.0, "fan_in"),
    }
    family, _, distribution = kind.partition("_")
    if family in scaled:
        scale, mode = scaled[family]
        shape = "truncated_normal" if distribution == "normal" else "uniform"
        return keras.initializers.VarianceScaling(scale * gain * gain, mode, shape, seed=seed)
    return {
        "zeros": lambda: keras.initializers.Zeros(),
        "constant": lambda: keras.initializers.Constant(parameters["value"]),
        "normal": lambda: keras.initializers.RandomNormal(stddev=parameters.get("stddev", 0.05), seed=seed),
        "uniform": lambda: keras.initializers.RandomUniform(
            -parameters.get("limit", 0.05), parameters.get("limit", 0.05), seed=seed),
        "orthogonal": lambda: keras.initializers.Orthogonal(gain=gain, seed=seed),
        # What LSUV starts from: Keras has no LSUV, and no case depends on the init, since weights are given.
        "lsuv": lambda: keras.initializers.Orthogonal(seed=seed),
    }[kind]()


class Maxout(keras.layers.Layer):
    """Unit u is the largest of the columns u·pieces … u·pieces + pieces − 1. Keras has no such layer of its own."""

    def __init__(self, pieces):
        super().__init__()
        self.pieces = pieces

    def call(self, inputs):
        columns = keras.ops.reshape(inputs, (-1, inputs.shape[-1] // self.pieces, self.pieces))
        return keras.ops.max(columns, axis=-1)


class Block(keras.layers.Layer):
    """One block of a document: dense, normalization, activation, normalization, residual add, dropout."""

    def __init__(self, block, units, label, seed):
        super().__init__()
        self.label = label
        self.kind, parameters = choice(block.get("activation", "identity"))
        self.parameters = parameters
        self.before = block["normalization_placement"] == "before_activation"
        self.residual = block["residual"]
        self.dense = keras.layers.Dense(
            units * pieces(block), use_bias=block["use_bias"],
            kernel_initializer=initializer(block["init"], seed),
            bias_initializer=initializer(block["bias_init"], seed + 1),
            kernel_regularizer=keras.regularizers.L1L2(block["l1"], block["l2"]),
            kernel_constraint=None if block["max_norm"] is None else keras.constraints.MaxNorm(block["max_norm"], 0),
        )
        normalization, options = choice(block["normalization"])
        self.norm = NORMALIZATIONS[normalization](**options)
        self.activation = activation(self.kind, **parameters)
        if isinstance(block["dropout"], dict):
            self.dropout = keras.layers.AlphaDropout(block["dropout"]["rate"])
        else:
            self.dropout = keras.layers.Dropout(block["dropout"])
        self.trainable = not block["frozen"]

    def call(self, inputs, nudge=None, training=False):
        """Returns the block's output and the activation function's own; `nudge` is added to what that function gets."""
        values = self.dense(inputs)
        if self.norm is not None and self.before:
            values = self.norm(values, training=training)
        if nudge is not None:
            values = values + nudge
        activations = values = self.activation(values)
        if self.norm is not None and not self.before:
            values = self.norm(values, training=training)
        if self.residual:
            values = values + inputs
        return self.dropout(values, training=training), activations

    def tensors(self):
        """The block's variables under the names of the weight files."""
        named = {"kernel": self.dense.kernel}
        if self.dense.use_bias:
            named["bias"] = self.dense.bias
        if self.kind == "prelu":
            named["prelu_slope"] = self.activation.alpha
        for name in ("gamma", "beta", "moving_mean", "moving_variance"):
            if hasattr(self.norm, name):
                named[f"norm.{name}"] = getattr(self.norm, name)
        return {f"{self.label}.{name}": variable for name, variable in named.items()}


class Network(keras.Model):
    """The whole network. Its output is what the loss compares: logits for cross-entropy, else probabilities or values."""

    def __init__(self, document, table, seed):
        super().__init__()
        self.task = table.task
        self.standardize = None
        if document["data"].get("standardize"):
            self.standardize = keras.layers.Normalization(axis=-1)
            self.standardize.adapt(table.inputs[:table.training].astype(keras.config.floatx()))
        self.stack = [
            Block(block, block["units"], f"hidden.{index}", seed + 2 * index)
            for index, block in enumerate(blocks(document))
        ]
        self.stack.append(Block(output(document), table.targets.shape[1], "output", seed + 1000))
        self.criterion, self.from_logits = loss(document, table.task)
        self(np.zeros((2, table.inputs.shape[1]), dtype=keras.config.floatx()))

    def call(self, inputs, nudges=None, training=False):
        """With `nudges`, one for each block, returns each block's activations as well."""
        values = inputs if self.standardize is None else self.standardize(inputs)
        seen = []
        for index, block in enumerate(self.stack):
            nudge = None if nudges is None else nudges[index]
            values, activations = block(values, nudge=nudge, training=training)
            seen.append(activations)
        seen[-1] = probabilities(values, self.task)
        compared = values if self.from_logits else seen[-1]
        return compared if nudges is None else (compared, seen)

    def tensors(self):
        """Every variable under its name in the weight files."""
        named = {}
        if self.standardize is not None:
            named |= {"input.mean": self.standardize.mean, "input.variance": self.standardize.variance}
        for block in self.stack:
            named |= block.tensors()
        return {name: np.asarray(value) if name.endswith(".kernel") else np.asarray(value).reshape(-1)
                for name, value in named.items()}

    def load(self, tensors):
        """Takes the values of a weight file; the input's statistics are Keras's own."""
        for block in self.stack:
            for name, variable in block.tensors().items():
                variable.assign(tensors[name].astype(keras.config.floatx()))


def probabilities(logits, task):
    """What the output layer's figures describe."""
    return {"regression": lambda z: z, "binary": keras.ops.sigmoid, "categorical": keras.ops.softmax}[task](logits)


def loss(document, task):
    """Keras's loss, and whether it is computed from logits."""
    kind, parameters = choice(document.get("loss", "auto"))
    if kind == "auto":
        kind = "mse" if task == "regression" else "cross_entropy"
    if kind == "cross_entropy" and task == "binary":
        return keras.losses.BinaryCrossentropy(from_logits=True), True
    if kind == "cross_entropy":
        return keras.losses.CategoricalCrossentropy(from_logits=True), True
    return {
        "mse": lambda: keras.losses.MeanSquaredError(),
        "mae": lambda: keras.losses.MeanAbsoluteError(),
        "huber": lambda delta=1.0: keras.losses.Huber(delta=delta),
    }[kind](**parameters), False


def accuracy(model):
    """Keras's accuracy for the task; none for regression."""
    if model.task == "regression":
        return []
    if model.task == "binary":
        return [keras.metrics.BinaryAccuracy(name="accuracy", threshold=0.0 if model.from_logits else 0.5)]
    return [keras.metrics.CategoricalAccuracy(name="accuracy")]


class PowerDecay(keras.optimizers.schedules.LearningRateSchedule):
    """rate/(1 + t/decay_steps)^exponent; Keras has it for exponent 1 only."""

    def __init__(self, rate, decay_steps, exponent):
        self.rate, self.decay_steps, self.exponent = rate, decay_steps, exponent

    def __call__(self, step):
        step = keras.ops.cast(step, keras.config.floatx())
        return self.rate / keras.ops.power(1.0 + step / self.decay_steps, self.exponent)


class OneCycle(keras.optimizers.schedules.LearningRateSchedule):
    """Straight lines from start up to the maximum at 45 %, back to start at 90 %, and to final at the end."""

    def __init__(self, start, maximum, final, total):
        self.times = [0.0, 0.45 * total, 0.9 * total, 1.0 * total]
        self.rates = [start, maximum, start, final]

    def __call__(self, step):
        step = keras.ops.cast(step, keras.config.floatx())
        rate = self.rates[-1]
        for index in reversed(range(3)):
            here, there = self.times[index:index + 2]
            low, high = self.rates[index:index + 2]
            rate = keras.ops.where(step <= there, low + (high - low) * (step - here) / (there - here), rate)
        return rate


def one_cycle(rate, total, max_learning_rate=None, start_learning_rate=None, final_learning_rate=None):
    """One cycle over `total` steps or epochs, its corners derived where they are not given."""
    maximum = 10.0 * rate if max_learning_rate is None else max_learning_rate
    start = maximum / 10.0 if start_learning_rate is None else start_learning_rate
    return OneCycle(start, maximum, start / 1000.0 if final_learning_rate is None else final_learning_rate, total)


def cosine(rate, total, warmup_steps=0, final_fraction=0.0):
    """Keras's cosine decay, after a straight warm-up from 0 where one is asked for."""
    decay = keras.optimizers.schedules.CosineDecay
    if warmup_steps == 0:
        return decay(rate, total, alpha=final_fraction)
    return decay(0.0, total - warmup_steps, alpha=final_fraction, warmup_target=rate, warmup_steps=warmup_steps)


def curve(kind, base, total, **parameters):
    """The learning rate as a function of time, where the whole run has `total` steps or epochs."""
    schedules = keras.optimizers.schedules
    return {
        "constant": lambda: lambda step: base,
        "power": lambda decay_steps=1000, exponent=1.0:
            PowerDecay(base, decay_steps, exponent) if exponent != 1.0
            else schedules.InverseTimeDecay(base, decay_steps, 1.0),
        "exponential": lambda decay_steps=1000, factor=0.1: schedules.ExponentialDecay(base, decay_steps, factor),
        "piecewise_constant": lambda boundaries=(500, 1500), values=(0.01, 0.005, 0.001):
            schedules.PiecewiseConstantDecay(list(boundaries), list(values)),
        "one_cycle": lambda **corners: one_cycle(base, total, **corners),
        "cosine": lambda **shape: cosine(base, total, **shape),
    }[kind](**{"factor" if name == "rate" else name: value for name, value in parameters.items()})


def plateau(monitor, factor=0.5, patience=5, min_delta=1e-4, min_learning_rate=0.0):
    """Keras's callback for performance scheduling."""
    return keras.callbacks.ReduceLROnPlateau(
        monitor=monitor, mode="min", cooldown=0, factor=factor, patience=patience, min_delta=min_delta,
        min_lr=min_learning_rate)


def schedule(document, rate, table):
    """The learning rate to give the optimizer, and the callbacks that change it."""
    kind, parameters = choice(document["training"].get("schedule", "constant"))
    if kind == "constant":
        return rate, []
    if kind == "performance":
        return rate, [plateau("val_loss" if table.training < len(table.inputs) else "loss", **parameters)]
    unit = parameters.pop("unit", "step")
    epochs = document["training"]["epochs"]
    total = epochs if unit == "epoch" else epochs * math.ceil(table.training / batch_size(document, table))
    rates = curve(kind, rate, total, **parameters)
    if unit == "step":
        return rates, []
    return rate, [keras.callbacks.LearningRateScheduler(lambda epoch: float(rates(epoch)))]


def batch_size(document, table):
    """Rows in a full batch."""
    return document["training"]["batch_size"] or table.training


def optimizer(document, table):
    """Keras's optimizer with its clipping, and the callbacks that steer its learning rate."""
    kind, given = choice(document["training"]["optimizer"])
    maker = optimizer_class(kind)
    options = {NAMES.get(name, name): value for name, value in given.items()}
    clipping, limit = choice(document["training"].get("gradient_clipping", "none"))
    options |= clipped(clipping, **limit)
    rate = options.get("learning_rate", inspect.signature(maker).parameters["learning_rate"].default)
    options["learning_rate"], callbacks = schedule(document, rate, table)
    return maker(**options), callbacks
