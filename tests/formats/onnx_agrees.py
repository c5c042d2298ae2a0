"""Checks that ONNX Runtime predicts from an exported model what `gradlab predict` predicts."""

import csv
import io
import json

import numpy as np
import onnx
import onnxruntime

from gradlab import Folder

TOLERANCE = 1e-5
FEATURES = ["small", "middle", "large"]


def table() -> str:
    """Features of very different sizes, and a target of each kind."""
    random = np.random.default_rng(1)
    features = random.normal(size=(60, 3)) * [0.01, 1, 1000] + [0, 5, 40_000]
    score = features @ [100, 1, 0.001]
    rows = [",".join([*FEATURES, "two", "three", "number", "other"])]
    for row, value in zip(features, score):
        classes = ["ab"[int(value > 45)], "xyz"[int(value) % 3]]
        rows.append(",".join([*map(repr, row.tolist()), *classes, repr(float(value * 250)), repr(float(-value))]))
    return "\n".join(rows) + "\n"


def entries(schema: dict, catalogue: str) -> list[dict]:
    """Each entry of a catalogue, with its defaults, and with another value of each parameter."""
    found = []
    for entry in schema["$defs"][catalogue]["anyOf"]:
        if "properties" not in entry:
            continue
        parameters = {name: value for name, value in entry["properties"].items() if name != "kind"}
        kind = {"kind": entry["properties"]["kind"]["const"]}
        found.append(kind)
        if parameters and all("default" in parameter for parameter in parameters.values()):
            other = {name: another(parameter) for name, parameter in parameters.items()}
            found.append(kind | other)
    return found


def another(parameter: dict) -> float:
    """A value in the parameter's range that is not its default."""
    default = parameter["default"]
    if parameter["type"] == "integer":
        return default + 1
    return default / 2 if default else 0.5


def documents(schema: dict) -> list[tuple[str, dict, dict]]:
    """Of each case its name, its data and its hidden blocks."""
    cases = []
    activations, normalizations = entries(schema, "activation"), entries(schema, "normalization")
    for activation in activations:
        cases.append((f"{activation}", {}, {"activation": activation}))
    for normalization in normalizations:
        for placement in ["before_activation", "after_activation"]:
            for activation in ["tanh", "maxout", "prelu"]:
                block = {
                    "activation": activation,
                    "normalization": normalization,
                    "normalization_placement": placement,
                }
                cases.append((f"{normalization} {placement} {activation}", {}, block))
                cases.append((f"{normalization} {placement} {activation} residual", {}, block | {"residual": True}))
    for dropout in [0.5, *({**entry, "rate": 0.3} for entry in entries(schema, "dropout"))]:
        cases.append((f"dropout {dropout}", {}, {"dropout": dropout, "residual": True}))
    cases.append(("no bias, limited, penalties", {}, {"use_bias": False, "max_norm": 1.0, "l1": 0.01, "l2": 0.01}))
    for target in ["two", "three", "number", ["number", "other"]]:
        regression = target not in ("two", "three")
        for scaled in [False, True] if regression else [False]:
            data = {"target": target, "standardize_target": scaled}
            data |= {"task": "regression"} if regression else {}
            cases.append((f"{data}", data, {"activation": "gelu", "normalization": "batch"}))
    cases.append(("raw features", {"standardize": False, "features": FEATURES[:2]}, {"activation": "tanh"}))
    return cases


def predicted(text: str) -> np.ndarray:
    """The numbers that `gradlab predict` printed; of two classes the probability of the second."""
    header, *rows = csv.reader(io.StringIO(text))
    first = 1 if header[0] == "class" else 0
    numbers = np.array([[float(value) for value in row[first:]] for row in rows])
    return numbers[:, 1:] if first and numbers.shape[1] == 2 else numbers


def main() -> None:
    folder = Folder()
    text = table()
    folder.write("table.csv", text)
    features = np.array([[float(value) for value in row.split(",")[:3]] for row in text.splitlines()[1:]], np.float32)
    schema = json.loads(folder.gradlab("schema"))
    worst = 0.0
    cases = documents(schema)
    for name, data, block in cases:
        document = {
            "version": 1,
            "data": {"kind": "csv", "features": FEATURES, "target": "two", "standardize": True} | data,
            "network": {"hidden": [{"units": 6}, {"units": 6, "repeat": 2} | block]},
            "training": {"epochs": 20, "optimizer": "adam"},
        }
        folder.write("experiment.json", document)
        folder.gradlab("run", "experiment.json", "--data", "table.csv", "--final-weights", "model", "--quiet")
        folder.gradlab("export", "onnx", "model", "--out", "model.onnx")
        ours = predicted(folder.gradlab("predict", "model", "--data", "table.csv"))
        file = folder.path / "model.onnx"
        onnx.checker.check_model(onnx.load(file), full_check=True)
        session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
        [given] = session.get_inputs()
        [theirs] = session.run(None, {given.name: features[:, : len(document["data"]["features"])]})
        assert theirs.shape == ours.shape, f"{name}: {theirs.shape} instead of {ours.shape}"
        difference = np.max(np.abs(theirs - ours) / np.maximum(1, np.abs(ours)))
        assert difference <= TOLERANCE, f"{name}: differs by {difference}"
        assert np.std(ours) > 1e-4, f"{name}: all predictions are alike"
        worst = max(worst, difference)
    print(f"{len(cases)} models agree within {worst:.1e}")


main()
