"""The same run in another order: rows within their batch, features, units within their layer. Only rounding changes."""

import numpy as np

from document import blocks, output, pieces
from table import Table


def reorder(document, table, tensors, size, seed):
    """The table and the weights in an order drawn from `seed`, and a function that takes final tensors back."""
    random = np.random.default_rng(seed)
    rows = np.arange(len(table.inputs))
    for first in range(0, table.training, size):
        random.shuffle(rows[first:min(first + size, table.training)])
    below = features = random.permutation(table.inputs.shape[1])
    places = {"input.mean": (features,), "input.variance": (features,)}
    layers = [*blocks(document), {**output(document), "units": table.targets.shape[1]}]
    for index, block in enumerate(layers):
        last = index == len(layers) - 1
        if last:
            units = np.arange(block["units"])
        elif block["residual"]:
            units = below  # its input is added to its output, one unit to one
        else:
            units = random.permutation(block["units"])
        # A maxout unit's pieces are columns side by side, and move with it.
        columns = (units[:, None] * pieces(block) + np.arange(pieces(block))).reshape(-1)
        normalized = columns if block["normalization_placement"] == "before_activation" else units
        label = "output" if last else f"hidden.{index}"
        places |= {
            f"{label}.kernel": np.ix_(below, columns), f"{label}.bias": (columns,), f"{label}.prelu_slope": (units,),
            **{f"{label}.norm.{name}": (normalized,) for name in ("gamma", "beta", "moving_mean", "moving_variance")},
        }
        below = units

    def back(moved):
        restored = {name: np.empty_like(values) for name, values in moved.items()}
        for name, values in moved.items():
            restored[name][places[name]] = values
        return restored

    moved = Table(table.inputs[rows][:, features], table.targets[rows], table.task, table.training)
    return moved, {name: values[places[name]] for name, values in tensors.items()}, back
