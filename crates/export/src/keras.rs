//! A run as a program for Keras 3, whose names it uses alone: it runs on every backend.

use gradient_lab::document::{Experiment, HiddenBlock, OutputBlock, Placement};
use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::{Activation, Clipping, Head, Loss, Normalization, Optimizer};

use crate::program::archive::Archive;
use crate::program::changes::{self, Stage};
use crate::program::python::{argument, arguments, boolean, call, indented, number};
use crate::program::run::Group;
use crate::program::script::{Program, Section};
use crate::program::{Arrays, Exported, Run, order, schedule, training};

/// The run as a script.
pub fn script(run: &Run, arrays: Arrays<'_>) -> Exported {
    program(run, arrays, "__file__ + \".trace.csv\"").script()
}

/// The program, whose trace goes to the file that the expression `trace` names.
pub(crate) fn program(run: &Run, arrays: Arrays<'_>, trace: &str) -> Program {
    let introduction = "A run of Gradient Lab as a Keras program.\n\n\
        It trains the same network on the same data, from the same first weights and with the same batches in the same order. \
        So its losses are those of Gradient Lab's trace, up to rounding.\n\n\
        It needs Keras 3 with one of its backends, and numpy: pip install keras tensorflow numpy. The environment variable \
        KERAS_BACKEND picks another backend than TensorFlow: jax or torch.";
    let mut sections = vec![imports(arrays), training::settings(run, trace), network(run), optimizer(run)];
    sections.extend(schedule::section(run));
    sections.extend([order::section(run), step()]);
    sections.extend(changes::section(run, |stage| change(run, stage)));
    sections.push(training::training(run));
    let (data, beside) = training::data(run, archive(run), arrays, targets(run), WEIGHTS);
    sections.extend(data);
    Program { introduction: introduction.to_string(), sections, beside }
}

fn imports(arrays: Arrays<'_>) -> Section {
    let standard = match arrays {
        Arrays::Inline => "import base64\nimport io\nimport math\n",
        Arrays::Beside(_) => "import math\nfrom pathlib import Path\n",
    };
    Section::new("Libraries", "", format!("{standard}\nimport keras\nimport numpy as np\n"))
}

/// Whether the model's output is a logit, which the loss makes probabilities of.
fn from_logits(run: &Run) -> bool {
    matches!(run.loss(), Loss::CrossEntropy(_))
}

fn network(run: &Run) -> Section {
    let mut code = format!("x = inputs = keras.Input(shape=({},))\n", run.data.features());
    for group in run.groups() {
        let Group { block, first, .. } = group;
        code.extend([format!("\n# {}\n", group.description())]);
        if block.repeat > 1 {
            let range = if first == 0 { String::new() } else { format!("{first}, ") };
            code.extend([format!("for block in range({range}{}):\n", first + block.repeat)]);
            code.push_str(&hidden(block, 4, &|part| format!("f\"hidden_{{block}}{part}\"")));
        } else {
            code.push_str(&hidden(block, 0, &|part| format!("\"hidden_{first}{part}\"")));
        }
    }
    let outputs = run.data.head.outputs();
    let OutputBlock { use_bias, l1, l2, max_norm, frozen, .. } = run.experiment.network.output;
    let options = Options { use_bias, l1, l2, max_norm, frozen };
    let (said, activation) = match (run.data.head, from_logits(run)) {
        (Head::Regression(_), _) => ("the values", None),
        (Head::Binary, true) => ("a logit, whose sigmoid is the probability of class 1", None),
        (Head::Classes(_), true) => ("a logit for each class, whose softmax are the probabilities", None),
        (Head::Binary, false) => ("the probability of class 1", Some("sigmoid")),
        (Head::Classes(_), false) => ("the probability of each class", Some("softmax")),
    };
    code.extend([format!("\n# The output: {said}.\n")]);
    code.push_str(&dense(0, outputs, &options, "\"output\""));
    if let Some(activation) = activation {
        code.extend([format!("x = keras.layers.Activation(\"{activation}\")(x)\n")]);
    }
    code.push_str("\nmodel = keras.Model(inputs, x)\n");
    let text = "Layer by layer, from the input on. Layers with weights have names, by which they get their first weights below.";
    Section::new("The network", text, code)
}

/// What a dense layer may have beside its units.
struct Options {
    use_bias: bool,
    l1: f64,
    l2: f64,
    max_norm: Option<f64>,
    frozen: bool,
}

/// The Python expression of a dense layer with this number of columns.
fn dense(indentation: usize, columns: usize, options: &Options, name: &str) -> String {
    let mut arguments = vec![columns.to_string()];
    if !options.use_bias {
        arguments.push("use_bias=False".to_string());
    }
    if options.l1 > 0.0 || options.l2 > 0.0 {
        arguments.push(format!("kernel_regularizer={}", regularizer(options.l1, options.l2)));
    }
    if options.max_norm.is_some() {
        arguments.push(format!("kernel_constraint={}", constraint(options.max_norm)));
    }
    arguments.extend(trainable(options.frozen));
    arguments.push(format!("name={name}"));
    call(indentation, "x = keras.layers.Dense", &arguments, "(x)") + "\n"
}

fn regularizer(l1: f64, l2: f64) -> String {
    format!("keras.regularizers.L1L2(l1={l1:?}, l2={l2:?})")
}

fn constraint(max_norm: Option<f64>) -> String {
    let limited = |limit: f64| format!("keras.constraints.MaxNorm({}, axis=0)", number(limit));
    max_norm.map_or("None".to_string(), limited)
}

fn trainable(frozen: bool) -> Option<String> {
    frozen.then(|| "trainable=False".to_string())
}

/// The layers of a hidden block; `name` gives the expression of a layer's name from what distinguishes it in the block.
fn hidden(block: &HiddenBlock, indentation: usize, name: &dyn Fn(&str) -> String) -> String {
    let &HiddenBlock { units, use_bias, l1, l2, max_norm, frozen, .. } = block;
    let mut code = String::new();
    let mut layer = |line: String| code.extend([&line, "\n"]);
    if block.residual {
        layer(format!("{}block_inputs = x", " ".repeat(indentation)));
    }
    let options = Options { use_bias, l1, l2, max_norm, frozen };
    layer(dense(indentation, units * block.activation.pieces(), &options, &name("")).trim_end().to_string());
    let normalization = |mut arguments: Vec<String>, layer: &str| {
        arguments.extend(trainable(frozen));
        arguments.push(format!("name={}", name("_norm")));
        Some(call(indentation, &format!("x = keras.layers.{layer}"), &arguments, "(x)"))
    };
    let normalized = match &block.normalization {
        Normalization::NoNorm(_) => None,
        Normalization::BatchNorm(_) => normalization(arguments(&block.normalization, &[]), "BatchNormalization"),
        Normalization::LayerNorm(_) => normalization(arguments(&block.normalization, &[]), "LayerNormalization"),
    };
    let before = block.normalization_placement == Placement::BeforeActivation;
    if let (true, Some(line)) = (before, &normalized) {
        layer(line.clone());
    }
    for line in activation(block, &name("_prelu")) {
        layer(format!("{}{line}", " ".repeat(indentation)));
    }
    if let (false, Some(line)) = (before, normalized) {
        layer(line);
    }
    if block.residual {
        layer(call(indentation, "x = keras.layers.Add", &[], "([x, block_inputs])"));
    }
    code
}

/// The lines of a block's activation, whose layer is called `name` where it has weights.
fn activation(block: &HiddenBlock, name: &str) -> Vec<String> {
    let plain = |name: &str| vec![format!("x = keras.layers.Activation(\"{name}\")(x)")];
    match &block.activation {
        Activation::Identity(_) => vec![],
        Activation::Sigmoid(_) => plain("sigmoid"),
        Activation::Tanh(_) => plain("tanh"),
        Activation::Relu(_) => plain("relu"),
        Activation::LeakyRelu(leaky) => {
            vec![format!("x = keras.layers.LeakyReLU(negative_slope={:?})(x)", leaky.negative_slope)]
        }
        Activation::Prelu(_) => {
            let arguments: Vec<String> = trainable(block.frozen).into_iter().chain([format!("name={name}")]).collect();
            vec![call(0, "x = keras.layers.PReLU", &arguments, "(x)")]
        }
        Activation::Elu(elu) => vec![format!("x = keras.layers.ELU(alpha={:?})(x)", elu.alpha)],
        Activation::Selu(_) => plain("selu"),
        Activation::Maxout(maxout) => vec![
            "# Maxout: each unit is the largest of its pieces.".to_string(),
            format!("x = keras.layers.Reshape(({}, {}))(x)", block.units, maxout.pieces),
            "x = keras.ops.max(x, axis=-1)".to_string(),
        ],
        Activation::Softplus(_) => plain("softplus"),
        Activation::Softsign(_) => plain("softsign"),
        Activation::Gelu(_) => plain("gelu"),
        Activation::Swish(_) => plain("silu"),
        Activation::Mish(_) => plain("mish"),
    }
}

/// Makes the optimizer of `now`.
fn make_optimizer(now: &Experiment) -> String {
    let choice = &now.training.optimizer;
    let class = match choice {
        Optimizer::Sgd(_) => "SGD",
        Optimizer::Adagrad(_) => "Adagrad",
        Optimizer::Rmsprop(_) => "RMSprop",
        Optimizer::Adam(_) => "Adam",
        Optimizer::Nadam(_) => "Nadam",
        Optimizer::Adamax(_) => "Adamax",
        Optimizer::Adamw(_) => "AdamW",
    };
    let mut options = arguments(choice, &[("initial_accumulator", "initial_accumulator_value")]);
    options.extend(clipping(now).map(|(name, threshold)| format!("{name}={threshold:?}")));
    call(0, &format!("optimizer = keras.optimizers.{class}"), &options, "") + "\n"
}

/// The optimizer's argument for the clipping, and its value.
fn clipping(now: &Experiment) -> Option<(&'static str, f64)> {
    match &now.training.gradient_clipping {
        Clipping::NoClipping(_) => None,
        Clipping::ClipByValue(clip) => Some((CLIPPINGS[0], clip.threshold)),
        Clipping::ClipByNorm(clip) => Some((CLIPPINGS[1], clip.threshold)),
        Clipping::ClipByGlobalNorm(clip) => Some((CLIPPINGS[2], clip.threshold)),
    }
}

const CLIPPINGS: [&str; 3] = ["clipvalue", "clipnorm", "global_clipnorm"];

/// Compiles the model.
fn compile(run: &Run) -> String {
    let loss = match (run.loss(), run.data.head) {
        (Loss::Mse(_) | Loss::Auto(_), _) => "MeanSquaredError()".to_string(),
        (Loss::Mae(_), _) => "MeanAbsoluteError()".to_string(),
        (Loss::Huber(huber), _) => format!("Huber(delta={:?})", huber.delta),
        (Loss::CrossEntropy(_), Head::Binary) => "BinaryCrossentropy(from_logits=True)".to_string(),
        (Loss::CrossEntropy(_), _) => "SparseCategoricalCrossentropy(from_logits=True)".to_string(),
    };
    format!("model.compile(loss=keras.losses.{loss}, optimizer=optimizer)\n")
}

fn optimizer(run: &Run) -> Section {
    let label = run.experiment.training.optimizer.entry().label;
    let text = format!("The loss is what training makes small; {label} makes a step of its gradient.");
    Section::new("Loss and optimizer", text, make_optimizer(&run.experiment) + &compile(run))
}

/// What a change does beside turning the rate, and the names that it defines.
fn change(run: &Run, stage: &Stage) -> (Vec<&'static str>, String) {
    let Stage { before, now, .. } = stage;
    let mut body = String::new();
    for (was, is) in run.groups_of(before).zip(run.groups_of(now)) {
        let Group { block, first, .. } = is;
        let parts: Vec<&str> = [
            Some(""),
            (!matches!(block.normalization, Normalization::NoNorm(_))).then_some("_norm"),
            matches!(block.activation, Activation::Prelu(_)).then_some("_prelu"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let of = |block: &HiddenBlock| (block.l1, block.l2, block.max_norm, block.frozen);
        if block.repeat > 1 {
            let lines = turned(of(was.block), of(block), &parts, &|part| format!("f\"hidden_{{block}}{part}\""));
            if !lines.is_empty() {
                let end = first + block.repeat;
                body.extend([format!("for block in range({first}, {end}):\n{}", indented(4, &lines))]);
            }
        } else {
            body.push_str(&turned(of(was.block), of(block), &parts, &|part| format!("\"hidden_{first}{part}\"")));
        }
    }
    let of = |output: &OutputBlock| (output.l1, output.l2, output.max_norm, output.frozen);
    let (was, is) = (of(&before.network.output), of(&now.network.output));
    body.push_str(&turned(was, is, &[""], &|_| "\"output\"".to_string()));
    let mut names = vec![];
    let turned_on = argument(&before.training.optimizer, "momentum") == number(0.0)
        && argument(&now.training.optimizer, "momentum") != number(0.0);
    if stage.begins_anew() || turned_on {
        // Keras makes the optimizer's memory when it is built.
        let keeps = !stage.begins_anew() && matches!(now.training.optimizer, Optimizer::Rmsprop(_));
        names.push("optimizer");
        if keeps {
            body.push_str("squares = [v for v in optimizer.variables if v.name.endswith(\"velocity\")]\n");
        }
        body.push_str(&make_optimizer(now));
        if keeps {
            body.push_str("optimizer.build(model.trainable_variables)\n");
            body.push_str("for v in optimizer.variables:\n    if v.name.endswith(\"velocity\"):\n        v.assign(squares.pop(0))\n");
        }
    } else {
        for id in stage.parameters() {
            body.extend([format!("optimizer.{id} = {}\n", argument(&now.training.optimizer, id))]);
        }
        if stage.sets_clipping() {
            for name in CLIPPINGS {
                let value = clipping(now).filter(|(set, _)| *set == name).map(|(_, threshold)| number(threshold));
                body.extend([format!("optimizer.{name} = {}\n", value.unwrap_or("None".to_string()))]);
            }
        }
    }
    if !body.is_empty() {
        body.push_str(&compile(run));
    }
    (names, body)
}

/// A block's penalties, max-norm, and whether it is frozen.
type Turnable = (f64, f64, Option<f64>, bool);

/// Sets what `is` so now of the layers of a block, called `name`, that was otherwise.
fn turned(was: Turnable, is: Turnable, parts: &[&str], name: &dyn Fn(&str) -> String) -> String {
    let mut lines = String::new();
    if (was.0, was.1) != (is.0, is.1) {
        lines.extend([format!("model.get_layer({}).kernel.regularizer = {}\n", name(""), regularizer(is.0, is.1))]);
    }
    if was.2 != is.2 {
        lines.extend([format!("model.get_layer({}).kernel.constraint = {}\n", name(""), constraint(is.2))]);
    }
    if was.3 != is.3 {
        for part in parts {
            lines.extend([format!("model.get_layer({}).trainable = {}\n", name(part), boolean(!is.3))]);
        }
    }
    lines
}

fn step() -> Section {
    let code = r#"def train_step(inputs, targets):
    """One step on a batch. Gives the batch's loss, penalties included, before the update."""
    model.reset_metrics()  # else the loss would be the mean over all batches so far
    return float(model.train_on_batch(inputs, targets, return_dict=True)["loss"])


def loss_on(inputs, targets):
    """The mean loss of samples, penalties included, without learning from them."""
    return model.evaluate(inputs, targets, batch_size=1024, verbose=0, return_dict=True)["loss"]
"#;
    let text = "Keras computes the loss of a batch, its gradient by backpropagation, and the new weights.";
    Section::new("A step", text, code)
}

/// The targets as the loss takes them, made from the archive's.
fn targets(run: &Run) -> &'static str {
    match run.data.head {
        Head::Regression(_) => "arrays[\"targets\"]",
        Head::Binary => "arrays[\"targets\"].astype(\"float32\")[:, None]",
        Head::Classes(_) if from_logits(run) => "arrays[\"targets\"]",
        Head::Classes(_) => "keras.utils.to_categorical(arrays[\"targets\"], len(CLASSES))",
    }
}

const WEIGHTS: &str = r#"for layer in model.layers:
    for weights in layer.weights:
        weights.assign(arrays[f"{layer.name}/{weights.name}"])
"#;

/// The data, and each weight under the names of its layer and its variable.
fn archive(run: &Run) -> Archive {
    let mut archive = Archive::of_data(run);
    for tensor in &run.tensors {
        if let Some((layer, variable)) = place(&tensor.name) {
            archive.add_reals(&format!("{layer}/{variable}"), &tensor.shape, &tensor.values);
        }
    }
    archive
}

/// The layer and the variable of the tensor called `name` in weight files; `None` for one that is no weight.
fn place(name: &str) -> Option<(String, &str)> {
    let (block, part) = match name.strip_prefix("hidden.") {
        Some(rest) => rest.split_once('.').map(|(index, part)| (format!("hidden_{index}"), part))?,
        None => ("output".to_string(), name.strip_prefix("output.")?),
    };
    Some(match part.strip_prefix("norm.") {
        Some(variable) => (block + "_norm", variable),
        None if part == "prelu_slope" => (block + "_prelu", "alpha"),
        None => (block, part),
    })
}
