"""Runs Keras on every case and writes `cases/`: see README.md.

    python generate.py [NAME …]     every case, or those whose name contains one of the words
"""

import json
import math
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import precision

HERE = Path(__file__).parent
TOLERANCE = 2e-4
SEEDS = range(1, 17)  # of the orders in which float32 runs again
CORE = {
    "activation": {"identity", "sigmoid", "tanh", "relu", "leaky_relu"}, "optimizer": {"sgd", "adam"},
    "loss": {"auto", "mse", "cross_entropy"},
}


def is_core(document):
    """Whether a document needs no more than plain dense layers, sgd and adam, and the first few activations."""
    from document import blocks, choice, output

    layers = [*blocks(document), output(document)]
    return (
        all(choice(layer.get("activation", "identity"))[0] in CORE["activation"] for layer in layers)
        and all(choice(layer["normalization"])[0] == "none" and not layer["residual"] and not layer["frozen"]
                and layer["dropout"] == 0.0 and layer["l1"] == layer["l2"] == 0.0 and layer["max_norm"] is None
                for layer in layers)
        and not any(choice(layer["init"])[0] in ("orthogonal", "lsuv") for layer in layers)
        and choice(document["training"]["optimizer"])[0] in CORE["optimizer"]
        and choice(document.get("loss", "auto"))[0] in CORE["loss"]
        and document["training"].get("schedule", "constant") == "constant"
        and document["training"].get("gradient_clipping", "none") == "none"
    )


def compute(share, folder, names):
    """One process's share: draws the weights, or runs every case in one precision, in float32 in every order."""
    os.environ["JAX_COMPILATION_CACHE_DIR"] = str(folder / "compiled")
    os.environ["JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS"] = "0"
    precision.use("float64" if share == "float64" else "float32")
    import keras

    import measure
    import table
    from cases import CASES
    from network import batch_size
    from reorder import reorder

    for case in CASES:
        if case.name not in names:
            continue
        print(f"{share} {case.name}", flush=True)
        keras.utils.clear_session()
        text = table.make(case.task, case.rows, case.features, case.seed)
        data = table.read(text, case.document["data"]["validation_split"])
        if share == "weights":
            result = text, measure.start(case.document, data, case.seed)
        else:
            tensors = pickle.loads((folder / f"{case.name}.weights").read_bytes())[1]
            result = [measure.run(case.document, data, tensors)]
            for seed in SEEDS if share == "float32" else []:
                keras.utils.clear_session()
                moved, start, back = reorder(case.document, data, tensors, batch_size(case.document, data), seed)
                records, ends, borderline = measure.run(case.document, moved, start)
                result.append((records, back(ends), borderline))
        (folder / f"{case.name}.{share}").write_bytes(pickle.dumps(result))


def number(value):
    """A figure as the trace writes it, to nine significant digits."""
    if not isinstance(value, float):
        return value
    if math.isfinite(value):
        return float(f"{value:.9g}")
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def rounded(record):
    """A record with every figure as the trace writes it."""
    if isinstance(record, dict):
        return {key: rounded(value) for key, value in record.items()}
    if isinstance(record, list):
        return [rounded(value) for value in record]
    return number(record)


def figures(record):
    """A record's figures by name, `loss` or `hidden.0.delta_rms`."""
    for key, value in record.items():
        if key == "layers":
            for layer in value:
                yield from ((f"{layer['name']}.{name}", figure) for name, figure in layer.items() if name != "name")
        elif key not in ("type", "step", "epoch"):
            yield key, value


def place(record):
    """The key of a record among the deviations: a step's number or `epoch` and its number."""
    return str(record["step"]) if record["type"] == "step" else f"epoch {record['epoch']}"


def final(tensors):
    """The figures of the final weights."""
    import numpy as np

    summary = {}
    for name, values in tensors.items():
        values = np.asarray(values, dtype=np.float64).reshape(-1)
        summary[name] = {"l2": float(np.linalg.norm(values)), "mean_abs": float(np.mean(np.abs(values))),
                         **{f"{index}": float(value) for index, value in enumerate(values[:4])}}
    return summary


def upwards(deviation):
    """A deviation to four digits, rounded up, so that the run it is from keeps within it."""
    return float(f"{deviation * 1.0005:.4g}")


def uncertain(expected, exact, runs):
    """Of each figure that float32 does not settle: its exact value, and the largest |float32 − exact| of all runs.

    Up to half the tolerance there is nothing to say: what is that near the exact figure is near Keras's as well.
    """
    found = {}
    for (name, value), (_, true), *same in zip(expected, exact, *runs, strict=True):
        if value is None or not math.isfinite(value):
            continue
        deviation = max(abs(run - true) for _, run in same)
        assert math.isfinite(deviation), f"{name} overflows in some runs only"
        if deviation > 0.5 * TOLERANCE * abs(value):
            found[name] = [true, upwards(deviation)]
    return found


def merge(case, folder):
    """Writes one case's files and returns the number of its steps and the uncertain figures."""
    from safetensors.numpy import save_file

    def load(share):
        return pickle.loads((folder / f"{case.name}.{share}").read_bytes())

    text, tensors = load("weights")
    runs = load("float32")
    records, weights, _ = runs[0]
    [(exact_records, exact_weights, _)] = load("float64")
    exact = {place(record): dict(figures(record)) for record in exact_records}
    steps = sum(record["type"] == "step" for record in records)
    kept = {step for step in range(1, steps + 1) if step <= 5 or step % 10 == 0 or step > steps - 3}
    lines = [at for at, record in enumerate(records) if record["type"] == "epoch" or record["step"] in kept]
    doubts = {}
    for at in lines:
        here = place(records[at])
        doubts[here] = uncertain(figures(records[at]), exact[here].items(), [figures(run[at]) for run, _, _ in runs])
    for _, _, borderline in runs:
        for (step, name), share in borderline.items():
            if int(step) in kept:
                true, deviation = doubts[step].get(name, [exact[step][name], 0.0])
                doubts[step][name] = [true, max(upwards(share), deviation)]
    diverged = records[-1]["type"] == "step"
    ends = final(weights)
    if not diverged:
        exact_ends, run_ends = final(exact_weights), [final(weights) for _, weights, _ in runs]
        for name in ends:
            doubts[f"final {name}"] = uncertain(
                ends[name].items(), exact_ends[name].items(), [end[name].items() for end in run_ends])
    home = HERE / "cases" / ("core" if is_core(case.document) else "catalogue") / case.name
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    (home / "experiment.json").write_text(json.dumps(case.document, indent=1) + "\n")
    (home / "data.csv").write_text(text)
    save_file(tensors, home / "initial.safetensors")
    (home / "trace.jsonl").write_text("".join(
        json.dumps(rounded(records[at]), separators=(",", ":")) + "\n" for at in lines))
    (home / "uncertain.json").write_text(json.dumps(
        {key: rounded(found) for key, found in doubts.items() if found}, separators=(",", ":")) + "\n")
    if not diverged:
        (home / "final.json").write_text(json.dumps(rounded(ends), separators=(",", ":")) + "\n")
    return steps, doubts


def report(case, steps, doubts):
    """One line: how well Keras's own float32 agrees with its float64."""
    wide = [(key, name, *pair) for key, found in doubts.items() for name, pair in found.items()]
    print(f"{case.name}: {steps} steps, {len(wide)} uncertain figures", *wide[:3], flush=True)


def main(words):
    """Runs the cases in both precisions, side by side, and writes them."""
    from cases import CASES

    chosen = [case for case in CASES if not words or any(word in case.name for word in words)]
    with tempfile.TemporaryDirectory() as temporary:
        def start(share, cases=chosen):
            return subprocess.Popen(
                [sys.executable, __file__, "--compute", share, temporary, *(case.name for case in cases)])

        def finish(process):
            if process.wait() != 0:
                sys.exit("Keras failed: see above")

        finish(start("weights"))
        for process in [start("float64"), start("float32", chosen[::2]), start("float32", chosen[1::2])]:
            finish(process)
        if not words:
            shutil.rmtree(HERE / "cases", ignore_errors=True)
        for case in chosen:
            report(case, *merge(case, Path(temporary)))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--compute"]:
        compute(sys.argv[2], Path(sys.argv[3]), set(sys.argv[4:]))
    else:
        main(sys.argv[1:])
