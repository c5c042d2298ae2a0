"""The CSV text of a case: written from made-up data, and read back as the program under test reads it."""

import csv
import io
import math
from dataclasses import dataclass

import numpy as np


def make(task, rows, features, seed):
    """A small table with structure to learn. `task` is "regression", "binary", "text", a number of classes,
    or "late": three, one of which only the last rows have."""
    random = np.random.default_rng(seed)
    inputs = np.round(random.normal(size=(rows, features)), 3)
    mix = random.normal(size=(features, 6))
    signal = np.sin(inputs @ mix[:, :3]).sum(axis=1) + 0.5 * (inputs @ mix[:, 3])
    if task == "regression":
        targets = np.round(signal + 0.1 * random.normal(size=rows), 3)
    else:
        classes = {"binary": 2, "text": 2, "late": 3}.get(task, task)
        edges = np.quantile(signal, np.arange(1, classes) / classes)
        targets = np.searchsorted(edges, signal)
        if task == "late":
            order = np.argsort(targets == 2, kind="stable")
            inputs, targets = inputs[order], targets[order]
        if task == "text":
            targets = np.array(["still water", "rough water"])[targets]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([f"x{index + 1}" for index in range(features)] + ["target" if task == "regression" else "label"])
    writer.writerows([*(repr(float(value)) for value in row), target] for row, target in zip(inputs, targets))
    return text.getvalue()


@dataclass
class Table:
    """A table as arrays: inputs [rows, features], targets [rows, outputs] (one-hot with more than two classes)."""

    inputs: np.ndarray
    targets: np.ndarray
    task: str
    training: int


def read(text, validation_split):
    """Reads CSV text. Numbers are rounded to float32, which both runs then share."""
    header, *rows = csv.reader(io.StringIO(text))
    inputs = np.array([[float(cell) for cell in row[:-1]] for row in rows], dtype=np.float32)
    last = [row[-1] for row in rows]
    if header[-1] == "target":
        task, targets = "regression", np.array([[float(cell)] for cell in last], dtype=np.float32)
    else:
        try:
            names = sorted({int(cell) for cell in last})
            numbers = np.array([names.index(int(cell)) for cell in last])
        except ValueError:
            names = list(dict.fromkeys(last))
            numbers = np.array([names.index(cell) for cell in last])
        if len(names) == 2:
            task, targets = "binary", numbers[:, None].astype(np.float32)
        else:
            task, targets = "categorical", np.eye(len(names), dtype=np.float32)[numbers]
    return Table(inputs, targets, task, math.floor(len(rows) * (1.0 - validation_split)))
