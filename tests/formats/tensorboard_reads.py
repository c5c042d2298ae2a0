"""Checks that TensorBoard's own readers find in an event file what the trace says."""

import json

import numpy as np
from tensorboard.backend.event_processing.event_accumulator import HISTOGRAMS, SCALARS, EventAccumulator
from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
from tensorboard.util import tensor_util

from gradlab import Folder

LAYERS = ["hidden.0", "hidden.1", "output"]
UNITS, SAMPLES, BATCH, EPOCHS = 5, 50, 16, 4
EPOCH = 3
LAST = 11


def main() -> None:
    folder = Folder()
    document = {
        "version": 1,
        "data": {"kind": "moons", "samples": SAMPLES},
        "network": {"hidden": [{"units": UNITS, "repeat": 2, "activation": "tanh"}]},
        "training": {"batch_size": BATCH, "epochs": EPOCHS},
    }
    folder.write("experiment.json", document)
    run = ["run", "experiment.json", "--steps", str(LAST), "--trace", "trace.jsonl", "--tensorboard", "runs"]
    folder.gradlab(*run, "--final-weights", "model.safetensors")
    records = [json.loads(line) for line in (folder.path / "trace.jsonl").read_text().splitlines()]
    losses = {record["step"]: np.float32(record["loss"]) for record in records if record["type"] == "step"}
    ends = [*range(EPOCH, LAST, EPOCH), LAST]

    read = EventAccumulator(str(folder.path / "runs"), size_guidance={SCALARS: 0, HISTOGRAMS: 0})
    read.Reload()
    assert read.Tags()["scalars"] == ["loss"], read.Tags()
    assert {event.step: np.float32(event.value) for event in read.Scalars("loss")} == losses
    kinds = ["gradient", "activation", "kernel"]
    assert set(read.Tags()["histograms"]) == {f"{layer}/{kind}" for layer in LAYERS for kind in kinds}, read.Tags()
    kernels = {"hidden.0": 2 * UNITS, "hidden.1": UNITS * UNITS, "output": UNITS}
    for layer in LAYERS:
        for kind in kinds:
            events = read.Histograms(f"{layer}/{kind}")
            assert [event.step for event in events] == ends, (layer, kind)
            for event in events:
                histogram = event.histogram_value
                # An epoch of 40 samples ends with a batch of 8, and so does the last step but one of the run.
                rows = 8 if event.step % EPOCH == 0 else BATCH
                values = rows * (1 if layer == "output" else UNITS) if kind == "activation" else kernels[layer]
                assert histogram.num == values == sum(histogram.bucket), (layer, kind, event.step)
                assert histogram.min <= histogram.sum / histogram.num <= histogram.max

    # The reader of the server, which turns both into tensors.
    [file] = (folder.path / "runs").iterdir()
    losses_again, histograms = {}, 0
    for event in EventFileLoader(str(file)).Load():
        for value in event.summary.value:
            tensor = tensor_util.make_ndarray(value.tensor)
            if value.tag == "loss":
                losses_again[event.step] = tensor[()]
            else:
                histograms += 1
                left, right, count = tensor.T
                assert (left <= right).all() and count.sum() > 0, value.tag
    assert losses_again == losses
    assert histograms == len(LAYERS) * len(kinds) * len(ends)
    print(f"{len(losses)} losses and {histograms} histograms are read back")


main()
