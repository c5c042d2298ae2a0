"""The cases: each a document, the table it trains on and a seed for its weights, named for what it shows."""

import zlib
from dataclasses import dataclass

SPREAD = {"kind": "uniform", "limit": 0.3}


@dataclass
class Case:
    """A case: `task`, `rows` and `features` shape its table; everything else stands in the document."""

    name: str
    document: dict
    task: object
    rows: int
    features: int
    seed: int


def layer(units, activation="tanh", **fields):
    """A hidden block with weights of an ordinary size and biases that are not zero."""
    return {"units": units, "activation": activation, "init": "glorot_uniform", "bias_init": SPREAD, **fields}


def sgd(learning_rate=0.05, **parameters):
    return {"kind": "sgd", "learning_rate": learning_rate, **parameters}


def method(kind, learning_rate=0.01, **parameters):
    return {"kind": kind, "learning_rate": learning_rate, **parameters}


CASES = []


def case(name, hidden, *, task="binary", rows=50, features=3, split=0.2, batch=7, epochs=6, output=None, loss=None,
         optimizer=None, data=None, seed=None, **training):
    """Adds a case: 40 training rows in batches of 7, 7, 7, 7, 7 and 5 unless told otherwise, so 36 steps."""
    document = {
        "version": 1,
        "name": name.replace("_", " ").capitalize(),
        "data": {"kind": "csv", "validation_split": split, **(data or {})},
        "network": {"hidden": hidden, "output": {"init": "glorot_uniform", "bias_init": SPREAD, **(output or {})}},
        "training": {"batch_size": batch, "epochs": epochs, "shuffle": False, "optimizer": optimizer or sgd(),
                     **training},
    }
    if loss is not None:
        document["loss"] = loss
    CASES.append(Case(name, document, task, rows, features, zlib.crc32(name.encode()) % 10**6 if seed is None else seed))


# Activations
for name in ("identity", "sigmoid", "tanh", "relu", "leaky_relu", "prelu", "elu", "selu", "maxout", "softplus",
             "softsign", "gelu", "swish", "mish"):
    case(f"activation_{name}", [layer(8, name), layer(6, name)])
case("activation_leaky_relu_with_slope", [layer(8, {"kind": "leaky_relu", "negative_slope": 0.3})], task="regression")
case("activation_prelu_with_slope", [layer(8, {"kind": "prelu", "initial_slope": -0.2}), layer(5, "prelu")], task=3)
case("activation_elu_with_alpha", [layer(8, {"kind": "elu", "alpha": 0.4}), layer(5, {"kind": "elu", "alpha": 2.0})],
     task=3)
case("activation_maxout_with_four_pieces", [layer(6, {"kind": "maxout", "pieces": 4}),
                                            layer(4, {"kind": "maxout", "pieces": 3})], task="regression")
for name in ("sigmoid", "tanh", "softsign", "elu", "selu"):
    spread = {"kind": "normal", "stddev": 80.0 if name == "softsign" else 4.0}
    case(f"saturated_{name}", [layer(8, name, init=spread), layer(5, name)], task=3, optimizer=sgd(0.02))
case("dead_relu", [layer(8, "relu", bias_init={"kind": "normal", "stddev": 3.0}), layer(6, "relu")])
case("relu_and_prelu_at_zero", [layer(6, "relu", init="zeros", bias_init="zeros"),
                                layer(5, "prelu", init="zeros", bias_init="zeros")])
case("saturated_output", [layer(6)], output={"init": {"kind": "normal", "stddev": 3.0}}, loss="mse")

# Losses
for task, label in (("binary", "two_classes"), (3, "three_classes"), ("regression", "regression")):
    for loss in ("auto", "mse", "mae", "huber") + (() if task == "regression" else ("cross_entropy",)):
        case(f"loss_{loss}_on_{label}", [layer(8), layer(5)], task=task, loss=loss, optimizer=sgd(0.1))
case("loss_huber_with_small_delta", [layer(8)], task="regression", loss={"kind": "huber", "delta": 0.3})
case("loss_huber_with_large_delta", [layer(8)], task="regression", loss={"kind": "huber", "delta": 2.5})
case("loss_huber_on_five_classes_with_small_delta", [layer(8)], task=5, loss={"kind": "huber", "delta": 0.1})
for task, label in (("binary", "two_classes"), (3, "three_classes")):
    case(f"loss_cross_entropy_of_large_logits_on_{label}", [], task=task, batch=1, epochs=2, optimizer=sgd(20.0))
case("class_missing_from_the_training_part", [layer(8)], task="late", split=0.4)
case("text_labels_in_order_of_appearance", [layer(8)], task="text")

# Optimizers
case("optimizer_sgd_defaults", [layer(8), layer(5)], task=3, optimizer="sgd")
case("optimizer_sgd_momentum", [layer(8), layer(5)], task=3, optimizer=sgd(momentum=0.9))
case("optimizer_sgd_nesterov", [layer(8), layer(5)], task=3, optimizer=sgd(momentum=0.9, nesterov=True))
for name in ("adagrad", "rmsprop", "adam", "nadam", "adamax", "adamw"):
    case(f"optimizer_{name}_defaults", [layer(8), layer(5)], task=3, optimizer=name)
    case(f"optimizer_{name}", [layer(8), layer(5)], task="regression", optimizer=method(name))
case("optimizer_adagrad_with_accumulator", [layer(8)],
     optimizer=method("adagrad", initial_accumulator=0.01, epsilon=1e-3))
case("optimizer_rmsprop_momentum", [layer(8)],
     optimizer=method("rmsprop", 0.005, rho=0.8, momentum=0.7, epsilon=1e-3))
for name in ("adam", "nadam", "adamax", "adamw"):
    case(f"optimizer_{name}_with_parameters", [layer(8)],
         optimizer=method(name, beta_1=0.8, beta_2=0.95, epsilon=1e-3))
case("optimizer_adamw_strong_decay", [layer(8, "prelu", normalization="layer"), layer(5)],
     optimizer=method("adamw", weight_decay=0.5))

# Schedules: 36 steps in 6 epochs
SCHEDULES = {
    "power": ({"decay_steps": 10}, {"decay_steps": 2, "exponent": 2.0}),
    "exponential": ({"decay_steps": 20, "rate": 0.3}, {"decay_steps": 3}),
    "piecewise_constant": ({"boundaries": [9, 20], "values": [0.1, 0.02, 0.05]},
                           {"boundaries": [1, 3], "values": [0.1, 0.02, 0.05]}),
    "one_cycle": ({"max_learning_rate": 0.2}, {"start_learning_rate": 0.03, "final_learning_rate": 0.001}),
    "cosine": ({"final_fraction": 0.1}, {"warmup_steps": 2}),
}
for kind, (steps, epochs) in SCHEDULES.items():
    case(f"schedule_{kind}_by_step", [layer(8)], optimizer=sgd(0.1), schedule={"kind": kind, **steps})
    case(f"schedule_{kind}_by_epoch", [layer(8)], optimizer=sgd(0.02 if kind == "one_cycle" else 0.1),
         schedule={"kind": kind, "unit": "epoch", **epochs})
    case(f"schedule_{kind}_defaults", [layer(8)], optimizer=sgd(0.02), schedule=kind)
case("schedule_cosine_with_warmup_by_step", [layer(8)], optimizer=sgd(0.1),
     schedule={"kind": "cosine", "warmup_steps": 10, "final_fraction": 0.05})
case("schedule_performance", [layer(8)], optimizer=sgd(0.4), epochs=10,
     schedule={"kind": "performance", "patience": 1, "min_delta": 0.01})
case("schedule_performance_without_patience", [layer(8)], optimizer=sgd(0.4), epochs=10,
     schedule={"kind": "performance", "patience": 0, "min_delta": 0.02})
case("schedule_performance_down_to_the_minimum", [layer(8)], optimizer=sgd(0.2), epochs=10,
     schedule={"kind": "performance", "patience": 1, "min_delta": 0.5, "factor": 0.3, "min_learning_rate": 0.01})
case("schedule_performance_on_the_training_loss", [layer(8)], optimizer=sgd(0.2), epochs=10, split=0.0,
     schedule={"kind": "performance", "patience": 2, "min_delta": 0.05})
case("momentum_keeps_its_old_rate", [layer(8)], optimizer=sgd(0.1, momentum=0.9),
     schedule={"kind": "piecewise_constant", "boundaries": [9, 20], "values": [0.05, 0.005, 0.02]})
case("nesterov_with_a_cosine_schedule", [layer(8)], optimizer=sgd(0.1, momentum=0.8, nesterov=True), schedule="cosine")
case("adamw_decays_with_the_scheduled_rate", [layer(8)], optimizer=method("adamw", 0.02, weight_decay=0.3),
     schedule={"kind": "exponential", "decay_steps": 10, "rate": 0.5})

# Normalization
for kind in ("batch", "layer"):
    for placement in ("before_activation", "after_activation"):
        place = {"normalization": kind, "normalization_placement": placement}
        case(f"{kind}_norm_{placement}", [layer(8, "tanh", **place), layer(6, "tanh", **place)], task=3, batch=8,
             rows=55)
        case(f"{kind}_norm_{placement}_with_maxout", [layer(6, "maxout", **place), layer(5, "tanh")],
             task="regression", batch=8, rows=55)
    case(f"{kind}_norm_with_parameters", [
        layer(8, "sigmoid", normalization={"kind": kind, "epsilon": 0.1, **({"momentum": 0.7} if kind == "batch" else {})}),
    ], batch=8, rows=55)
    case(f"{kind}_norm_without_bias", [layer(8, "elu", use_bias=False, normalization=kind)], batch=8, rows=55)
case("batch_norm_frozen", [layer(8, "tanh", normalization="batch"),
                           layer(6, "tanh", normalization="batch", frozen=True), layer(5)], batch=8, rows=55)
case("batch_norm_last_batch_of_one_row", [layer(6, normalization="batch"), layer(5, "relu", normalization="batch")],
     task=3, batch=13)
case("layer_norm_of_one_unit", [layer(4), layer(1, normalization="layer"), layer(3)])
case("batch_norm_whole_training_part", [layer(8, "tanh", normalization="batch")], batch=None, epochs=32)

# Regularization, constraints, clipping
case("l1", [layer(8, l1=0.01), layer(5, l1=0.003)], output={"l1": 0.02})
case("l2", [layer(8, l2=0.01), layer(5, l2=0.003)], output={"l2": 0.02})
case("l1_and_l2", [layer(8, l1=0.01, l2=0.02)], task="regression")
case("penalty_of_a_frozen_block_is_left_out", [layer(8, l2=0.1, l1=0.1, frozen=True), layer(5, l2=0.01)])
case("penalties_and_max_norm_spare_a_frozen_output", [layer(5, l1=0.01)],
     output={"frozen": True, "l1": 0.1, "l2": 0.2, "max_norm": 0.1}, data={"standardize": True})
case("max_norm", [layer(8, max_norm=0.8), layer(5, max_norm=1.0)], output={"max_norm": 0.5})
case("max_norm_of_each_maxout_piece", [layer(6, "maxout", max_norm=0.6)], task="regression")
case("max_norm_spares_a_frozen_kernel", [layer(8, max_norm=0.3), layer(5, max_norm=0.3, frozen=True)])
case("clipping_by_value", [layer(8), layer(5)], task="regression",
     gradient_clipping={"kind": "value", "threshold": 0.02})
case("clipping_by_norm", [layer(8), layer(5)], task="regression",
     gradient_clipping={"kind": "norm", "threshold": 0.1})
case("clipping_by_global_norm", [layer(8), layer(5)], task="regression",
     gradient_clipping={"kind": "global_norm", "threshold": 0.2})
case("clipping_defaults_leave_small_gradients", [layer(8)], gradient_clipping="global_norm")
case("clipping_by_norm_counts_gamma_and_slopes", [layer(8, "prelu", normalization="layer")],
     gradient_clipping={"kind": "norm", "threshold": 0.05})

# Blocks
case("linear_regression", [], task="regression")
case("logistic_regression", [], task="binary")
case("softmax_regression", [], task=4, rows=60)
case("linear_from_zero_weights", [], task=3, output={"init": "zeros", "bias_init": "zeros"})
case("linear_from_equal_weights", [], task=3, output={"init": {"kind": "constant", "value": 0.1}})
case("defaults_spelled_out", [
    layer(8, "tanh", normalization="none", normalization_placement="before_activation", residual=False, dropout=0.0,
          l1=0.0, l2=0.0, max_norm=None, frozen=False, use_bias=True, repeat=1),
], loss="auto", schedule="constant", gradient_clipping="none", data={"standardize": False},
     optimizer=sgd(0.05, momentum=0.0, nesterov=False))
case("whole_training_part_each_step", [layer(8)], batch=None, epochs=32)
case("batch_larger_than_the_training_part", [layer(8)], batch=64, epochs=32)
case("single_row_batches", [layer(6)], rows=20, batch=1, epochs=2)
case("one_row_one_feature_one_unit", [layer(1, "softplus")], rows=2, split=0.5, features=1, epochs=30)
case("no_validation_split", [layer(8)], split=0.0)
case("split_rounds_down_in_double_precision", [layer(8)], rows=50, split=0.18, batch=8)
case("without_bias", [layer(8, use_bias=False), layer(5, use_bias=False)], output={"use_bias": False})
case("standardize", [layer(8)], data={"standardize": True})
case("standardize_regression", [layer(8, "relu")], task="regression", features=6, data={"standardize": True})
case("repeated_block", [layer(6, repeat=3), layer(5, "relu", repeat=2)], task=3)
case("residual", [layer(8), layer(8, residual=True, repeat=3)], task=3)
case("residual_from_the_inputs", [layer(5, "relu", residual=True, repeat=2)], features=5)
case("residual_with_maxout", [layer(6), layer(6, "maxout", residual=True)])
case("dropout_of_zero", [layer(8, dropout=0.0), layer(6, "selu", dropout={"kind": "alpha", "rate": 0.0})])
case("frozen_lower_blocks", [layer(8, frozen=True), layer(6, frozen=True), layer(5)], task=3)
case("frozen_upper_block", [layer(8), layer(6, frozen=True), layer(5)], task=3)
case("frozen_output", [layer(8), layer(6)], output={"frozen": True})
case("frozen_prelu_and_layer_norm", [
    layer(8), layer(6, "prelu", normalization="layer", normalization_placement="after_activation", frozen=True)])
case("frozen_hidden_blocks", [layer(8, frozen=True, repeat=2)])
for name in ("lecun_normal", "lecun_uniform", "glorot_normal", "he_normal", "he_uniform", "standard_uniform",
             "orthogonal"):
    case(f"weights_drawn_by_{name}", [layer(8, init=name), layer(6, init={"kind": name, "gain": 1.5})], task=3)
case("given_weights_take_the_place_of_lsuv", [layer(8, init="lsuv"), layer(6, init={"kind": "lsuv"})], task=3)
case("weights_drawn_by_normal_uniform_and_constant", [
    layer(8, init="normal", bias_init={"kind": "constant", "value": 0.2}),
    layer(6, init={"kind": "uniform", "limit": 0.8}, bias_init={"kind": "normal", "stddev": 0.5}),
])

# Combinations
case("batch_norm_momentum_l2_and_clipping", [layer(8, "relu", normalization="batch", l2=0.01, repeat=2)], task=3,
     batch=8, rows=55, optimizer=sgd(0.05, momentum=0.9), gradient_clipping={"kind": "norm", "threshold": 0.5})
case("maxout_with_dropout_of_zero", [layer(6, "maxout", dropout=0.0, max_norm=1.5), layer(5, "maxout", dropout=0.0)])
case("residual_with_layer_norm", [layer(8), layer(8, "relu", normalization="layer", residual=True, repeat=2)], task=3)
case("residual_with_layer_norm_after", [
    layer(8), layer(8, "swish", normalization="layer", normalization_placement="after_activation", residual=True,
                    repeat=2)], task="regression")
case("frozen_lower_blocks_with_adamw", [layer(8, frozen=True, normalization="batch"), layer(6, frozen=True),
                                        layer(5, "gelu", l1=0.001)],
     task=3, batch=8, rows=55, optimizer=method("adamw", weight_decay=0.1))
case("everything_at_once", [
    layer(8, "mish", normalization="batch", l2=0.002, use_bias=False),
    layer(8, "prelu", normalization="layer", normalization_placement="after_activation", residual=True, max_norm=1.2),
    layer(6, "maxout", l1=0.001, use_bias=False),
], task=4, rows=70, batch=10, data={"standardize": True}, optimizer=method("nadam"),
     schedule={"kind": "one_cycle", "max_learning_rate": 0.03},
     gradient_clipping={"kind": "global_norm", "threshold": 0.5})

case("adamw_with_max_norm", [layer(8, max_norm=0.9), layer(5, max_norm=0.9)],
     optimizer=method("adamw", weight_decay=0.2))
case("rmsprop_with_l1_and_global_norm", [layer(8, "softplus", l1=0.005), layer(5, "leaky_relu", l1=0.005)],
     task="regression", optimizer=method("rmsprop", 0.005), gradient_clipping={"kind": "global_norm", "threshold": 0.3})

# Deep nets
case("deep_sigmoid_vanishing", [layer(8, "sigmoid", init="standard_uniform", repeat=20)], output={"init": "standard_uniform"},
     optimizer=sgd(0.1))
case("deep_relu_exploding", [layer(10, "relu", init={"kind": "normal", "stddev": 1.1}, repeat=15)], task="regression",
     output={"init": {"kind": "normal", "stddev": 1.0}}, optimizer=sgd(3e-14))
case("deep_tanh_with_he_normal", [layer(8, "tanh", init="he_normal", repeat=8)], optimizer=sgd(0.01))
# With one unit alone: whether a sum of several that overflow is infinite or NaN depends on its order.
case("diverges_at_once", [layer(1, "identity")], task="regression", optimizer=sgd(30.0))
case("diverges_step_by_step", [], task="regression", optimizer=sgd(2.0), epochs=20)
