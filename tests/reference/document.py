"""Reading an experiment document: defaults filled in, blocks repeated, tagged choices taken apart."""

BLOCK = {
    "use_bias": True, "normalization": "none", "normalization_placement": "before_activation", "residual": False,
    "dropout": 0.0, "l1": 0.0, "l2": 0.0, "max_norm": None, "frozen": False, "bias_init": "zeros",
}


def choice(value):
    """A tagged choice as (kind, parameters)."""
    if isinstance(value, str):
        return value, {}
    parameters = dict(value)
    return parameters.pop("kind"), parameters


def blocks(document):
    """The hidden blocks, each repeated as often as it says, with every field present."""
    hidden = document["network"].get("hidden", [])
    return [{**BLOCK, **block} for block in hidden for _ in range(block.get("repeat", 1))]


def output(document):
    """The output block, with every field present."""
    return {**BLOCK, "init": "glorot_uniform", **document["network"].get("output", {})}


def pieces(block):
    """How many linear pieces one unit has: more than one for maxout only."""
    kind, parameters = choice(block.get("activation", "identity"))
    return parameters.get("pieces", 2) if kind == "maxout" else 1
