//! A run as a program for PyTorch. What PyTorch does otherwise than Keras, the program does itself.

mod turning;

use gradient_lab::checkpoint::Tensor;
use gradient_lab::document::{Experiment, HiddenBlock, Placement};
use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::{Activation, Clipping, Head, Loss, Normalization, Optimizer};

use crate::program::archive::Archive;
use crate::program::changes::{self, stages};
use crate::program::python::{arguments, call, indented};
use crate::program::run::Group;
use crate::program::script::{Program, Section};
use crate::program::{Arrays, Exported, Run, order, schedule, training};

/// The run as a script.
pub fn script(run: &Run, arrays: Arrays<'_>) -> Exported {
    let introduction = "A run of Gradient Lab as a PyTorch program.\n\n\
        It trains the same network on the same data, from the same first weights and with the same batches in the same order. \
        So its losses are those of Gradient Lab's trace, up to rounding. Gradient Lab follows Keras: what PyTorch does in another \
        way is written out here.\n\n\
        It needs PyTorch and numpy: pip install torch numpy";
    let mut sections = vec![imports(arrays), training::settings(run, "__file__ + \".trace.csv\"")];
    sections.extend(layers(run));
    sections.extend([network(run), loss(run), optimizer(run)]);
    sections.extend(schedule::section(run));
    sections.extend([order::section(run), step(run)]);
    sections.extend(changes::section(run, |stage| turning::change(run, stage)));
    sections.push(training::training(run));
    let (data, beside) = training::data(run, archive(run), arrays, targets(run), WEIGHTS);
    sections.extend(data);
    Program { introduction: introduction.to_string(), sections, beside }.script()
}

fn imports(arrays: Arrays<'_>) -> Section {
    let standard = match arrays {
        Arrays::Inline => "import base64\nimport io\nimport math\n",
        Arrays::Beside(_) => "import math\nfrom pathlib import Path\n",
    };
    let libraries = "import numpy as np\nimport torch\nfrom torch import nn\nfrom torch.nn import functional\n";
    Section::new("Libraries", "", format!("{standard}\n{libraries}"))
}

/// The layers that the run has and PyTorch has not, or not as Keras has them.
fn layers(run: &Run) -> Option<Section> {
    let hidden = &run.experiment.network.hidden;
    let has = |what: fn(&HiddenBlock) -> bool| hidden.iter().any(what);
    let classes = [
        (has(|block| matches!(block.activation, Activation::Maxout(_))), include_str!("pytorch/maxout.py")),
        (has(|block| matches!(block.activation, Activation::Prelu(_))), include_str!("pytorch/prelu.py")),
        (
            has(|block| matches!(block.normalization, Normalization::BatchNorm(_))),
            include_str!("pytorch/batch_norm.py"),
        ),
        (has(|block| block.residual), include_str!("pytorch/residual.py")),
    ];
    let classes: Vec<&str> = classes.into_iter().filter_map(|(used, class)| used.then_some(class)).collect();
    (!classes.is_empty())
        .then(|| Section::new("Layers", "What PyTorch has not, or not as Keras has it.", classes.join("\n\n")))
}

/// The layers of a block, in order; those of the first kind have what weight files call `norm` and `prelu_slope`.
fn block_layers(block: &HiddenBlock) -> Vec<(&'static str, String)> {
    let (units, columns) = (block.units, block.units * block.activation.pieces());
    let bias = if block.use_bias { "" } else { ", bias=False" };
    let before = block.normalization_placement == Placement::BeforeActivation;
    let features = if before { columns } else { units };
    let normalization = match &block.normalization {
        Normalization::NoNorm(_) => None,
        Normalization::BatchNorm(norm) => {
            Some(format!("BatchNorm({features}, momentum={:?}, epsilon={:?})", norm.momentum, norm.epsilon))
        }
        Normalization::LayerNorm(norm) => Some(format!("nn.LayerNorm({features}, eps={:?})", norm.epsilon)),
    };
    let activation = match &block.activation {
        Activation::Identity(_) => None,
        Activation::Sigmoid(_) => Some("nn.Sigmoid()".to_string()),
        Activation::Tanh(_) => Some("nn.Tanh()".to_string()),
        Activation::Relu(_) => Some("nn.ReLU()".to_string()),
        Activation::LeakyRelu(leaky) => Some(format!("nn.LeakyReLU({:?})", leaky.negative_slope)),
        Activation::Prelu(_) => Some(format!("PReLU({units})")),
        Activation::Elu(elu) => Some(format!("nn.ELU(alpha={:?})", elu.alpha)),
        Activation::Selu(_) => Some("nn.SELU()".to_string()),
        Activation::Maxout(maxout) => Some(format!("Maxout({})", maxout.pieces)),
        Activation::Softplus(_) => Some("nn.Softplus()".to_string()),
        Activation::Softsign(_) => Some("nn.Softsign()".to_string()),
        Activation::Gelu(_) => Some("nn.GELU()".to_string()),
        Activation::Swish(_) => Some("nn.SiLU()".to_string()),
        Activation::Mish(_) => Some("nn.Mish()".to_string()),
    };
    let (normalization, activation) =
        (normalization.map(|code| ("norm", code)), activation.map(|code| ("activation", code)));
    let after = if before { [normalization, activation] } else { [activation, normalization] };
    let dense = ("dense", format!("nn.Linear(inputs, {columns}{bias})"));
    [Some(dense)].into_iter().chain(after).flatten().collect()
}

fn network(run: &Run) -> Section {
    let mut code = "class Network(nn.Module):\n    def __init__(self):\n        super().__init__()\n".to_string();
    code.push_str("        self.hidden = nn.ModuleList()\n");
    for group in run.groups() {
        let Group { block, inputs, .. } = &group;
        let layers: Vec<String> = block_layers(block).into_iter().map(|(_, code)| code).collect();
        let sequence = if block.residual { "Residual" } else { "nn.Sequential" };
        code.extend([format!("\n        # {}\n", group.description())]);
        let append = |indentation: usize, layers: &[String]| {
            call(indentation, &format!("self.hidden.append({sequence}"), layers, ")") + "\n"
        };
        if block.repeat > 1 {
            let widths = match block.repeat - 1 {
                _ if *inputs == block.units => format!("{} * [{inputs}]", block.repeat),
                others => format!("[{inputs}] + {others} * [{}]", block.units),
            };
            code.extend([format!("        for inputs in {widths}:\n")]);
            code.push_str(&append(12, &layers));
        } else {
            let layers: Vec<String> =
                layers.iter().map(|layer| layer.replace("Linear(inputs,", &format!("Linear({inputs},"))).collect();
            code.push_str(&append(8, &layers));
        }
    }
    let said = match run.data.head {
        Head::Regression(_) => "The output: the values.",
        Head::Binary => "The output: a logit, whose sigmoid is the probability of class 1.",
        Head::Classes(_) => "The output: a logit for each class; their softmax is the probabilities.",
    };
    let output = &run.experiment.network.output;
    let bias = if output.use_bias { "" } else { ", bias=False" };
    let (inputs, outputs) = (run.output_inputs(), run.data.head.outputs());
    code.extend([format!("\n        # {said}\n        self.output = nn.Linear({inputs}, {outputs}{bias})\n")]);
    code.push_str("\n    def forward(self, x):\n        for block in self.hidden:\n            x = block(x)\n");
    code.push_str("        return self.output(x)\n\n\nnetwork = Network()\n");
    for group in run.groups().filter(|group| group.block.frozen) {
        code.extend([format!("for block in {}:\n    block.requires_grad_(False)  # frozen\n", blocks(&group))]);
    }
    if output.frozen {
        code.push_str("network.output.requires_grad_(False)  # frozen\n");
    }
    Section::new("The network", "Layer by layer, from the input on.", code)
}

/// The blocks of a group.
fn blocks(group: &Group<'_>) -> String {
    format!("network.hidden[{}:{}]", group.first, group.first + group.block.repeat)
}

/// PyTorch's own takes the difference of two logits for the loss of class 0, which leaves no digits of a small one.
const BINARY_CROSS_ENTROPY: &str = "functional.softplus(torch.where(targets == 1, -outputs, outputs)).mean()";

/// Defines `loss_of`, with the penalties of `now`.
fn loss_of(run: &Run, now: &Experiment) -> String {
    let probabilities = match run.data.head {
        Head::Regression(_) => "outputs",
        Head::Binary => "torch.sigmoid(outputs)",
        Head::Classes(_) => "torch.softmax(outputs, dim=1)",
    };
    let loss = match (run.loss(), run.data.head) {
        (Loss::Mse(_) | Loss::Auto(_), _) => format!("functional.mse_loss({probabilities}, targets)"),
        (Loss::Mae(_), _) => format!("functional.l1_loss({probabilities}, targets)"),
        (Loss::Huber(huber), _) => format!("functional.huber_loss({probabilities}, targets, delta={:?})", huber.delta),
        (Loss::CrossEntropy(_), Head::Binary) => BINARY_CROSS_ENTROPY.to_string(),
        (Loss::CrossEntropy(_), _) => "functional.cross_entropy(outputs, targets)".to_string(),
    };
    let mut code =
        "def loss_of(inputs, targets):\n    \"\"\"The mean loss of samples, penalties included.\"\"\"\n".to_string();
    code.extend([format!("    outputs = network(inputs)\n    loss = {loss}\n")]);
    let penalty = |indent: &str, l1: f64, l2: f64| {
        let mut lines = String::new();
        if l1 > 0.0 {
            lines.extend([format!("{indent}loss = loss + {l1:?} * kernel.abs().sum()\n")]);
        }
        if l2 > 0.0 {
            lines.extend([format!("{indent}loss = loss + {l2:?} * kernel.square().sum()\n")]);
        }
        lines
    };
    let is_penalized = |l1: f64, l2: f64, frozen: bool| !frozen && (l1 > 0.0 || l2 > 0.0);
    for group in run.groups_of(now).filter(|group| is_penalized(group.block.l1, group.block.l2, group.block.frozen)) {
        code.extend([format!("    for block in {}:\n        kernel = block[0].weight\n", blocks(&group))]);
        code.push_str(&penalty("        ", group.block.l1, group.block.l2));
    }
    let output = &now.network.output;
    if is_penalized(output.l1, output.l2, output.frozen) {
        code.push_str("    kernel = network.output.weight\n");
        code.push_str(&penalty("    ", output.l1, output.l2));
    }
    code.push_str("    return loss\n");
    code
}

fn loss(run: &Run) -> Section {
    let text = match (run.loss(), run.data.head) {
        (Loss::CrossEntropy(_), Head::Binary) => {
            "What training makes small: binary cross-entropy. It is written out, since PyTorch's own \
             (binary_cross_entropy_with_logits) loses the digits of a small loss."
        }
        _ => "What training makes small.",
    };
    Section::new("The loss", text, loss_of(run, &run.experiment))
}

/// The optimizer's class, and the file that defines it.
fn optimizer_class(choice: &Optimizer) -> (&'static str, &'static str) {
    match choice {
        Optimizer::Sgd(_) => ("SGD", include_str!("pytorch/sgd.py")),
        Optimizer::Adagrad(_) => ("Adagrad", include_str!("pytorch/adagrad.py")),
        Optimizer::Rmsprop(_) => ("RMSprop", include_str!("pytorch/rmsprop.py")),
        Optimizer::Adam(_) => ("Adam", include_str!("pytorch/adam.py")),
        Optimizer::Nadam(_) => ("Nadam", include_str!("pytorch/nadam.py")),
        Optimizer::Adamax(_) => ("Adamax", include_str!("pytorch/adamax.py")),
        Optimizer::Adamw(_) => ("AdamW", include_str!("pytorch/adamw.py")),
    }
}

/// Makes the optimizer of `now`.
fn make_optimizer(now: &Experiment) -> String {
    let choice = &now.training.optimizer;
    let trainable = "[w for w in network.parameters() if w.requires_grad]".to_string();
    let options: Vec<String> = [trainable].into_iter().chain(arguments(choice, &[])).collect();
    call(0, &format!("optimizer = {}", optimizer_class(choice).0), &options, "") + "\n"
}

fn optimizer(run: &Run) -> Section {
    let choice = &run.experiment.training.optimizer;
    let code = format!("{}\n\n{}", optimizer_class(choice).1, make_optimizer(&run.experiment));
    let text = format!("{} by the update rule of Keras.", choice.entry().label);
    Section::new("The optimizer", text, code)
}

fn step(run: &Run) -> Section {
    let stages = stages(&run.experiment);
    let ever =
        |is_so: &dyn Fn(&Experiment) -> bool| is_so(&run.experiment) || stages.iter().any(|stage| is_so(&stage.now));
    let mut functions = vec![];
    let mut update = vec!["network.zero_grad()", "loss.backward()"];
    if ever(&|now| !matches!(now.training.gradient_clipping, Clipping::NoClipping(_))) {
        functions.push(clip_gradients(&run.experiment));
        update.push("clip_gradients()");
    }
    update.push("optimizer.step()");
    if ever(&|now| limits(run, now).is_some()) {
        functions.push(limit_kernels(run, &run.experiment));
        update.push("limit_kernels()");
    }
    let update = if run.is_trainable() {
        indented(4, &update.join("\n"))
    } else {
        // Where all is frozen there is no gradient.
        format!("    if loss.requires_grad:\n{}", indented(8, &update.join("\n")))
    };
    functions.push(format!(
        "def train_step(inputs, targets):\n    \"\"\"One step on a batch. Gives the batch's loss before the update.\"\"\"\n    loss = loss_of(inputs, targets)\n{update}    return loss.item()\n",
    ));
    functions.push(
        r#"@torch.no_grad()
def loss_on(inputs, targets):
    """The mean loss of samples, without learning from them."""
    network.eval()
    loss = loss_of(inputs, targets)
    network.train()
    return loss.item()
"#
        .to_string(),
    );
    let text = "The loss of a batch, its gradient by backpropagation, and the new weights.";
    Section::new("A step", text, functions.join("\n\n"))
}

/// Defines `clip_gradients`.
fn clip_gradients(now: &Experiment) -> String {
    let (text, body) = match &now.training.gradient_clipping {
        Clipping::NoClipping(_) => ("Leaves gradients as they are.", String::new()),
        Clipping::ClipByValue(clip) => (
            "Cuts each gradient off at a limit.",
            format!("    for w in optimizer.weights:\n        w.grad.clamp_(-{0:?}, {0:?})\n", clip.threshold),
        ),
        Clipping::ClipByNorm(clip) => (
            "Shortens each kernel's and each bias's gradient to a limit.",
            format!(
                "    for w in optimizer.weights:\n        norm = w.grad.double().norm().item()\n        w.grad *= {0:?} / max(norm, {0:?})\n",
                clip.threshold
            ),
        ),
        Clipping::ClipByGlobalNorm(clip) => (
            "Shortens the gradient of all weights together to a limit.",
            format!(
                "    norm = math.hypot(*(w.grad.double().norm().item() for w in optimizer.weights))\n    for w in optimizer.weights:\n        w.grad *= {0:?} / max(norm, {0:?})\n",
                clip.threshold
            ),
        ),
    };
    format!("def clip_gradients():\n    \"\"\"{text}\"\"\"\n{body}")
}

/// Defines `limit_kernels`, which applies the max-norm constraints of `now`.
fn limit_kernels(run: &Run, now: &Experiment) -> String {
    let head =
        "@torch.no_grad()\ndef limit_kernels():\n    \"\"\"Limits the length of each unit's incoming weights.\"\"\"\n";
    format!("{head}{}", limits(run, now).unwrap_or_default())
}

/// Applies the max-norm constraints of `now`, if there are any.
fn limits(run: &Run, now: &Experiment) -> Option<String> {
    let mut body = String::new();
    let limit = |kernel: &str, indent: &str, limit: f64| {
        format!(
            "{indent}kernel = {kernel}.weight\n{indent}norms = kernel.norm(dim=1, keepdim=True)\n{indent}kernel *= norms.clamp(max={limit:?}) / (1e-7 + norms)\n"
        )
    };
    for group in run.groups_of(now).filter(|group| !group.block.frozen) {
        if let Some(max) = group.block.max_norm {
            body.extend([format!("    for block in {}:\n", blocks(&group))]);
            body.push_str(&limit("block[0]", "        ", max));
        }
    }
    let output = &now.network.output;
    if let Some(max) = output.max_norm.filter(|_| !output.frozen) {
        body.push_str(&limit("network.output", "    ", max));
    }
    (!body.is_empty()).then_some(body)
}

/// The targets as the loss takes them, made from the archive's.
fn targets(run: &Run) -> &'static str {
    match run.data.head {
        Head::Regression(_) => "arrays[\"targets\"]",
        Head::Binary => "arrays[\"targets\"].astype(\"float32\")[:, None]",
        Head::Classes(_) if matches!(run.loss(), Loss::CrossEntropy(_)) => "arrays[\"targets\"].astype(\"int64\")",
        Head::Classes(_) => "np.eye(len(CLASSES), dtype=\"float32\")[arrays[\"targets\"]]",
    }
}

const WEIGHTS: &str = "inputs, targets = torch.from_numpy(inputs), torch.from_numpy(targets)

network.load_state_dict({name: torch.from_numpy(arrays[name]) for name in network.state_dict()})
";

/// The data, and each weight under its name among the network's.
fn archive(run: &Run) -> Archive {
    let mut archive = Archive::of_data(run);
    let blocks: Vec<Vec<(&str, String)>> = run.experiment.network.expanded().map(block_layers).collect();
    for Tensor { name, shape, values } in &run.tensors {
        let Some(name) = place(name, &blocks) else { continue };
        if let [inputs, columns] = shape[..] {
            // PyTorch has a kernel's columns as rows.
            let transposed: Vec<f32> =
                (0..columns).flat_map(|column| values.iter().skip(column).step_by(columns).copied()).collect();
            archive.add_reals(&name, &[columns, inputs], &transposed);
        } else {
            archive.add_reals(&name, shape, values);
        }
    }
    archive
}

/// The network's name for the tensor called `name` in weight files; `None` for one that is no weight.
fn place(name: &str, blocks: &[Vec<(&str, String)>]) -> Option<String> {
    let (prefix, part, layers) = match name.strip_prefix("hidden.") {
        Some(rest) => {
            let (index, part) = rest.split_once('.')?;
            (format!("hidden.{index}"), part, Some(blocks.get(index.parse::<usize>().ok()?)?))
        }
        None => ("output".to_string(), name.strip_prefix("output.")?, None),
    };
    let (layer, variable) = match part {
        "kernel" => ("dense", "weight"),
        "bias" => ("dense", "bias"),
        "prelu_slope" => ("activation", "weight"),
        "norm.gamma" => ("norm", "weight"),
        "norm.beta" => ("norm", "bias"),
        "norm.moving_mean" => ("norm", "running_mean"),
        "norm.moving_variance" => ("norm", "running_var"),
        _ => return None,
    };
    let Some(layers) = layers else { return Some(format!("{prefix}.{variable}")) };
    let at = layers.iter().position(|(role, _)| *role == layer)?;
    Some(format!("{prefix}.{at}.{variable}"))
}
