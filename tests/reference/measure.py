"""The trace of one Keras run: `Model.fit` trains, and a callback measures each batch just before its update."""

import jax
import keras
import numpy as np

from network import Network, accuracy, batch_size, optimizer


def l2(values):
    """The L2 norm, summed in double precision so that it does not overflow."""
    return float(np.linalg.norm(np.asarray(values, dtype=np.float64)))


def saturated(block, task, values, margin=0.0):
    """Share of activations within 1 % of an asymptote, with the border moved outwards by `margin`."""
    kind = {"binary": "sigmoid"}.get(task) if block.label == "output" else block.kind
    scale = 1.0507009873554805 if kind == "selu" else 1.0
    alpha = 1.6732632423543772 if kind == "selu" else block.parameters.get("alpha", 1.0)
    inside = {
        "sigmoid": lambda: (values < 0.01 - margin) | (values > 0.99 + margin),
        "tanh": lambda: np.abs(values) > 0.98 + margin,
        "softsign": lambda: np.abs(values) > 0.98 + margin,
        "elu": lambda: values < -0.99 * alpha - margin,
        "selu": lambda: values < -0.99 * scale * alpha - margin,
    }.get(kind)
    return None if inside is None else float(np.mean(inside()))


class Recorder(keras.callbacks.Callback):
    """Writes the step and epoch records of a run."""

    def __init__(self, table, size):
        super().__init__()
        self.table, self.size = table, size
        self.records, self.borderline = [], {}
        self.step = self.epoch = 0
        self.diverged = False

    def set_model(self, model):
        super().set_model(model)
        self.lowest = next(index for index, block in enumerate(model.stack) if block.trainable)

        def loss(trainable, nudges, others, inputs, targets):
            (compared, seen), _, penalties = model.stateless_call(
                trainable, others, inputs, nudges=nudges, training=True, return_losses=True)
            return model.criterion(targets, compared) + sum(penalties), seen

        self.gradients = jax.jit(jax.value_and_grad(loss, argnums=(0, 1), has_aux=True))

    def on_epoch_begin(self, epoch, logs=None):
        self.epoch, self.row, self.weighted = epoch + 1, 0, 0.0

    def on_train_batch_begin(self, batch, logs=None):
        model = self.model
        model.jax_state_sync()
        rows = slice(self.row, min(self.row + self.size, self.table.training))
        self.row = rows.stop
        inputs = self.table.inputs[rows].astype(keras.config.floatx())
        targets = self.table.targets[rows].astype(keras.config.floatx())
        nudges = [np.zeros((len(inputs), block.dense.units), inputs.dtype) for block in model.stack]
        arguments = ([variable.value for variable in model.trainable_variables], nudges,
                     [variable.value for variable in model.non_trainable_variables], inputs, targets)
        if self.step == 0 and keras.config.floatx() == "float64":
            assert "f32" not in str(jax.make_jaxpr(self.gradients)(*arguments)), "not all of it is in double precision"
        (loss, seen), (gradients, deltas) = self.gradients(*arguments)
        of = {id(variable): np.asarray(value, dtype=np.float64)
              for variable, value in zip(model.trainable_variables, gradients)}
        self.step += 1
        self.weighted += float(loss) * len(inputs)
        self.kernels = [np.asarray(block.dense.kernel, dtype=np.float64) for block in model.stack]
        self.records.append({
            "type": "step", "step": self.step, "epoch": self.epoch,
            "learning_rate": float(keras.ops.convert_to_numpy(model.optimizer.learning_rate)), "loss": float(loss),
            "layers": [
                self.layer(index, block, of, np.asarray(delta, np.float64), np.asarray(activations, np.float64))
                for index, (block, delta, activations) in enumerate(zip(model.stack, deltas, seen))
            ],
        })
        self.diverged = not np.isfinite(float(loss))

    def layer(self, index, block, gradients, delta, activations):
        """The figures of one layer that are known before the update."""
        kernel, bias = (gradients.get(id(variable)) for variable in (block.dense.kernel, block.dense.bias))
        near = [saturated(block, self.model.task, activations, margin) for margin in (-1e-5, 0.0, 1e-5)]
        if near[0] != near[2]:
            self.borderline[f"{self.step}", f"{block.label}.saturated"] = near[0] - near[2]
        return {
            "name": block.label,
            "kernel_gradient_l2": None if kernel is None else l2(kernel),
            "kernel_gradient_mean_abs": None if kernel is None else float(np.mean(np.abs(kernel))),
            "bias_gradient_l2": None if bias is None else l2(bias),
            "delta_rms": None if index < self.lowest else l2(delta) / delta.size ** 0.5,
            "activation_mean": float(np.mean(activations)),
            "activation_std": float(np.std(activations)),
            "saturated": near[1],
            "dead": float(np.mean(np.all(activations == 0.0, axis=0))) if block.kind == "relu" else None,
        }

    def on_train_batch_end(self, batch, logs=None):
        self.model.jax_state_sync()
        for block, before, layer in zip(self.model.stack, self.kernels, self.records[-1]["layers"]):
            change = np.asarray(block.dense.kernel, dtype=np.float64) - before
            layer["update_ratio"] = l2(change) / l2(before) if block.trainable and l2(before) > 0.0 else None
        if self.diverged:
            self.model.stop_training = True

    def on_epoch_end(self, epoch, logs=None):
        if self.diverged:
            return
        np.testing.assert_allclose(self.weighted / self.table.training, logs["loss"], rtol=1e-5)
        self.records.append({
            "type": "epoch", "epoch": self.epoch,
            "training_loss": float(logs["loss"]), "training_accuracy": logs.get("accuracy"),
            "validation_loss": logs.get("val_loss"), "validation_accuracy": logs.get("val_accuracy"),
        })


def start(document, table, seed):
    """Initial weights as a document's inits draw them, with norm and slope parameters moved off their round values."""
    model = Network(document, table, seed)
    random = np.random.default_rng(seed)
    tensors = {name: np.asarray(values, np.float32) for name, values in model.tensors().items()}
    frozen = {block.label for block in model.stack if not block.trainable}
    for name, values in tensors.items():
        label = ".".join(name.split(".")[:2])
        if name.endswith((".gamma", ".beta", ".prelu_slope")) or (".moving_mean" in name and label in frozen):
            tensors[name] = (values + 0.1 * random.normal(size=values.shape)).astype(np.float32)
        elif ".moving_variance" in name and label in frozen:
            tensors[name] = random.uniform(0.5, 1.5, size=values.shape).astype(np.float32)
    return tensors


def run(document, table, tensors):
    """Trains with Keras and returns the records, the final weights and the figures that sit on a border."""
    model = Network(document, table, 0)
    model.load(tensors)
    method, callbacks = optimizer(document, table)
    model.compile(optimizer=method, loss=model.criterion, metrics=accuracy(model))
    size = batch_size(document, table)
    recorder = Recorder(table, size)
    model.fit(
        table.inputs.astype(keras.config.floatx()), table.targets.astype(keras.config.floatx()), batch_size=size,
        epochs=document["training"]["epochs"], shuffle=False,
        validation_split=document["data"]["validation_split"], callbacks=[*callbacks, recorder], verbose=0)
    return recorder.records, model.tensors(), recorder.borderline
