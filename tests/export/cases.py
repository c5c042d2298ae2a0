"""The documents whose programs are run: each catalogue's entries, the reference's cases, and what only programs can get wrong."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

REFERENCE = Path(__file__).parent.parent / "reference"
sys.path.append(str(REFERENCE))

import table  # noqa: E402

# Text that ends a string, a comment or a cell where it is not escaped.
HOSTILE = "\"\"\" ''' \\\" \\ #{}\n\r\t\u2028\u202e%s <script>alert(1)</script> [a](javascript:b) $x$ `c` été 日本"


@dataclass
class Case:
    """A document with its table, if it has one."""

    name: str
    document: dict
    csv: str | None = None


def document(hidden=None, *, data=None, loss="auto", output=None, **training):
    """48 samples in batches of 10, 10, 10, 10 and 8 unless told otherwise, so 50 steps, in a new order each epoch."""
    return {
        "version": 1,
        "data": {"kind": "moons", "samples": 60, "noise": 0.1, **(data or {})},
        "network": {"hidden": [{"units": 8, "activation": "tanh"}] if hidden is None else hidden, "output": output or {}},
        "loss": loss,
        "training": {"batch_size": 10, "epochs": 10, "optimizer": {"kind": "sgd", "learning_rate": 0.05}, **training},
    }


def layer(**fields):
    return {"units": 8, "activation": "tanh", **fields}


def tables():
    """A table for each task."""
    return {task: table.make(task, 60, 3, 7) for task in ("binary", "text", 3, "regression")}


def by_entry(schema):
    """A document for each entry of each catalogue, as the program's own JSON Schema lists them."""
    made = {
        "activation": lambda kind: document([layer(activation=kind), layer(activation=kind)]),
        "init": lambda kind: document([layer(init=kind), layer(init=kind)], output={"init": kind}),
        "bias_init": lambda kind: document([layer(bias_init=kind)], output={"bias_init": kind}),
        "normalization": lambda kind: document([layer(normalization=kind), layer(normalization=kind)]),
        "loss": lambda kind: document(loss=kind),
        "optimizer": lambda kind: document(optimizer=kind),
        "schedule": lambda kind: document(schedule=kind),
        "clipping": lambda kind: document(gradient_clipping=kind),
    }
    for catalogue, make in made.items():
        for kind in entries(schema, catalogue):
            yield Case(f"{catalogue}_{kind}", make(kind))
    for kind in entries(schema, "data"):
        csv = {"csv": tables()[3]}.get(kind)
        data = {"kind": kind, "standardize": True} | ({} if csv else {"samples": 60})
        case = document(data=data)
        if csv:
            del case["data"]["samples"], case["data"]["noise"]
        elif "noise" not in parameters(schema, "data", kind):
            del case["data"]["noise"]
        yield Case(f"data_{kind}", case, csv)


def entries(schema, catalogue):
    """The kinds of a catalogue."""
    found = schema["$defs"][catalogue]
    kinds = [choice["properties"]["kind"] for choice in found.get("anyOf", [found]) if "properties" in choice]
    return [kind for each in kinds for kind in ([each["const"]] if "const" in each else each["enum"])]


def parameters(schema, catalogue, kind):
    """The names of an entry's parameters."""
    for choice in schema["$defs"][catalogue]["anyOf"]:
        if choice.get("properties", {}).get("kind", {}).get("const") == kind:
            return [name for name in choice["properties"] if name != "kind"]
    return []


def of_reference():
    """The documents that Keras itself was compared with, from weights of our own."""
    for experiment in sorted(REFERENCE.glob("cases/*/*/experiment.json")):
        name = experiment.parent.name
        # A run that diverges has no figures to compare.
        if not name.startswith("diverges"):
            yield Case(f"reference_{name}", json.loads(experiment.read_text()), (experiment.parent / "data.csv").read_text())


def further():
    """What neither of these has."""
    csv = tables()
    of_table = {"kind": "csv", "validation_split": 0.2}

    def tabular(name, task, **fields):
        data = fields.pop("data", {})
        case = document(**fields)
        case["data"] = {**of_table, **data}
        return Case(name, case, csv[task])

    yield tabular("standardized_target", "regression", data={"standardize": True, "standardize_target": True})
    yield tabular("mixed_rows", 3, data={"mix": True})
    yield tabular("several_targets", "regression", data={"target": ["x1", "target"], "standardize_target": True})
    yield tabular("no_hidden_blocks", 3, hidden=[])
    yield Case("nothing_learns", document([layer(frozen=True)], output={"frozen": True}))
    yield Case("whole_training_part", document(batch_size=None, epochs=50))
    yield Case("without_validation", document(data={"validation_split": 0.0}, schedule={"kind": "performance", "patience": 1}))
    yield from changed()
    hostile = document(data={"standardize": True})
    hostile["name"] = HOSTILE[:200]
    hostile["data"] = of_table
    quoted = HOSTILE.replace('"', '""')
    rows = "".join(f'{row % 7},{row % 5},"{quoted if row % 3 else "plain"}"\n' for row in range(40))
    yield Case("hostile_texts", hostile, f'"{quoted} 1","{quoted} 2",label\n{rows}')


def changed():
    """What is turned in the middle of the run."""

    def case(name, changes, hidden=None, **fields):
        listed = [{"after": after, "set": changes[after]} for after in sorted(changes)]
        return Case(f"changes_{name}", document(hidden, changes=listed, **fields))

    path, rate = "training.optimizer.", "training.optimizer.learning_rate"
    parameters = {
        "sgd": {"momentum": 0.5, "nesterov": True}, "adagrad": {"epsilon": 1e-3},
        "rmsprop": {"rho": 0.5, "momentum": 0.5, "epsilon": 1e-3}, "adamw": {"weight_decay": 0.3},
    }
    for kind in ("sgd", "adagrad", "rmsprop", "adam", "nadam", "adamax", "adamw"):
        turned = parameters.get(kind, {}) | ({"beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3} if kind.startswith(("ada", "nad"))
                                             and kind != "adagrad" else {})
        yield case(f"of_{kind}", {7: {rate: 0.02}, 13: {path + name: value for name, value in turned.items()}},
                   optimizer={"kind": kind, "learning_rate": 0.01})
    for kind in ("sgd", "rmsprop"):
        yield case(f"of_{kind}_momentum", {
            9: {path + "momentum": 0.8}, 20: {path + "momentum": 0.0}, 31: {path + "momentum": 0.6}, 40: {path + "momentum": 0.9},
        }, optimizer={"kind": kind, "learning_rate": 0.01})
    yield case("of_schedule", {
        3: {rate: 0.1}, 12: {"training.schedule": "cosine"}, 14: {rate: 0.2},
        22: {"training.schedule": {"kind": "performance", "patience": 0, "min_delta": 1.0}}, 37: {rate: 0.3},
        43: {"training.schedule": {"kind": "exponential", "decay_steps": 2, "unit": "epoch"}},
    })
    yield case("of_plateau", {17: {rate: 0.2}, 32: {"training.schedule": "constant"}},
               schedule={"kind": "performance", "patience": 0, "min_delta": 1.0}, data={"validation_split": 0.0})
    deep = [layer(activation="prelu", normalization="batch", l2=0.01), layer(repeat=3, l1=0.01)]
    yield case("of_blocks", {
        6: {"network.hidden[0].l2": 0.0, "network.hidden[1].l2": 0.02, "network.output.max_norm": 0.4},
        15: {"network.hidden[1].max_norm": 0.6, "network.output.l1": 0.03},
        27: {"network.hidden[1].max_norm": None, "network.hidden[1].l1": 0.0},
    }, deep)
    yield case("of_frozen", {
        5: {"network.hidden[0].frozen": True}, 14: {"network.hidden[1].frozen": True, path + "beta_1": 0.7},
        26: {"network.hidden[0].frozen": False, "network.output.frozen": True}, 38: {"network.hidden[1].frozen": False},
    }, deep, optimizer={"kind": "adam", "learning_rate": 0.02})
    yield case("until_nothing_learns", {
        11: {"network.hidden[0].frozen": True, "network.output.frozen": True}, 21: {"network.output.frozen": False},
    })
    yield case("of_clipping", {
        8: {"training.gradient_clipping": {"kind": "norm", "threshold": 0.05}}, 19: {"training.gradient_clipping": "none"},
        29: {"training.gradient_clipping": {"kind": "value", "threshold": 0.01}},
        41: {"training.gradient_clipping": {"kind": "global_norm", "threshold": 0.1}},
    })


def all_cases(schema):
    return [*by_entry(schema), *of_reference(), *further()]
