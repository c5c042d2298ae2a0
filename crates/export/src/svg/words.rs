//! The words of a drawing: what stands at each layer, the title, and the settings below it.

use gradient_lab::data::Origin;
use gradient_lab::document::{Experiment, HiddenBlock, Placement};
use gradient_lab::figure::Figure;
use gradient_lab::model::Model;
use gradient_lab_nn::catalogue::{Catalogue, Value};
use gradient_lab_nn::loss::{CrossEntropy, Mse};
use gradient_lab_nn::{Head, Loss, Normalization};

/// What a drawing says of neighbouring columns that are alike.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
    /// The first column, counted from the input's, and the last.
    pub columns: [usize; 2],
    /// The layer's name, or those of the first and the last.
    pub name: String,
    /// What the layers are made of, a few words each.
    pub details: Vec<String>,
}

impl Label {
    /// All of it as one text.
    pub fn in_one_line(&self) -> String {
        format!("{}: {}", self.name, self.details.join(", "))
    }
}

/// The labels of all columns: the input's, each hidden block's and the output's.
pub(super) fn labels(model: &Model) -> Vec<Label> {
    let experiment = &model.experiment;
    let mut labels = vec![Label { columns: [0, 0], name: "input".to_string(), details: input_details(model) }];
    let mut column = 1;
    for block in &experiment.network.hidden {
        let (first, last) = (column, column + block.repeat - 1);
        let name = match block.repeat {
            1 => format!("hidden.{}", first - 1),
            _ => format!("hidden.{}–{}", first - 1, last - 1),
        };
        labels.push(Label { columns: [first, last], name, details: hidden_details(block) });
        column = last + 1;
    }
    labels.push(Label { columns: [column, column], name: "output".to_string(), details: output_details(model) });
    labels
}

fn input_details(model: &Model) -> Vec<String> {
    let size = match model.experiment.data.source.as_dyn().origin() {
        Origin::Images { set, .. } => format!("{} × {} pixels", set.width, set.height),
        Origin::Points { .. } | Origin::Csv => counted(model.features(), "feature"),
    };
    let standardized = model.statistics.inputs.as_ref().map(|_| "standardized".to_string());
    [size].into_iter().chain(standardized).collect()
}

fn hidden_details(block: &HiddenBlock) -> Vec<String> {
    let units = match block.repeat {
        1 => counted(block.units, "unit"),
        repeat => format!("{repeat} × {}", counted(block.units, "unit")),
    };
    let mut details = vec![units, choice(&block.activation)];
    if block.normalization.is_active() {
        let kind = if matches!(block.normalization, Normalization::LayerNorm(_)) { "layer norm" } else { "batch norm" };
        let before = block.normalization_placement == Placement::BeforeActivation;
        details.push(if before { kind.to_string() } else { format!("{kind} after") });
    }
    if block.residual {
        details.push("residual".to_string());
    }
    if block.dropout.is_active() {
        let kind = if block.dropout.alpha { "alpha dropout" } else { "dropout" };
        details.push(format!("{kind} {}", Figure(block.dropout.rate)));
    }
    if block.frozen {
        details.push("frozen".to_string());
    }
    details
}

fn output_details(model: &Model) -> Vec<String> {
    let head = model.network.head();
    let function = match head {
        Head::Binary => "Sigmoid",
        Head::Classes(_) => "Softmax",
        Head::Regression(_) => "Linear",
    };
    let frozen = model.experiment.network.output.frozen.then(|| "frozen".to_string());
    [counted(head.outputs(), "unit"), function.to_string()].into_iter().chain(frozen).collect()
}

/// The drawing's title: the experiment's name, or the sizes of the network's layers.
pub(super) fn title(model: &Model) -> String {
    match model.experiment.name.as_deref().map(str::trim) {
        Some(name) if !name.is_empty() => name.to_string(),
        _ => format!("A network of {}", sizes(model)),
    }
}

/// The sizes of the layers, from the input on: `2–8–8–1`, and `2–20 × 32–1` for layers that repeat.
fn sizes(model: &Model) -> String {
    let hidden = model.experiment.network.hidden.iter().map(|block| match block.repeat {
        1..=3 => vec![block.units.to_string(); block.repeat].join("–"),
        repeat => format!("{repeat} × {}", block.units),
    });
    let ends = [model.features(), model.network.head().outputs()].map(|size| size.to_string());
    let [input, output] = ends;
    [input].into_iter().chain(hidden).chain([output]).collect::<Vec<_>>().join("–")
}

/// The settings of the run, in a line.
pub(super) fn settings(model: &Model) -> String {
    let Experiment { data, training, seed, .. } = &model.experiment;
    let loss = match (&model.experiment.loss, model.network.head()) {
        (Loss::Auto(_), Head::Regression(_)) => Mse {}.into(),
        (Loss::Auto(_), _) => CrossEntropy {}.into(),
        (loss, _) => loss.clone(),
    };
    let batch = training.batch_size.map_or("whole training part".to_string(), |size| format!("batch size {size}"));
    let mut settings = vec![
        format!("data: {}", data.source.entry().label),
        format!("loss: {}", choice(&loss)),
        format!("optimizer: {}", choice(&training.optimizer)),
        batch,
        counted(training.epochs as usize, "epoch"),
    ];
    if training.schedule.entry().id != "constant" {
        settings.push(format!("schedule: {}", choice(&training.schedule)));
    }
    settings.push(format!("seed {seed}"));
    settings.join(" · ")
}

/// What a reader needs to read the drawing, and which program drew it.
pub(super) fn caption(model: &Model, is_elided: bool) -> String {
    let parameters = counted(model.network.parameter_count(), "parameter");
    let elided = if is_elided { " Not all units and layers are drawn: dots stand for the rest." } else { "" };
    format!(
        "{parameters}. An edge is a weight: the wider and darker, the larger beside the largest of its layer.{elided} \
         Gradient Lab {}.",
        env!("CARGO_PKG_VERSION")
    )
}

/// An entry's label with the parameters that are not at their default.
fn choice<C: Catalogue>(choice: &C) -> String {
    let entry = choice.entry();
    let parameters = entry.parameters.iter().zip(choice.values()).filter_map(|(parameter, value)| {
        if value == parameter.kind.default_value() && parameter.id != "learning_rate" {
            return None;
        }
        let value = match value {
            Value::Real(number) => Figure(number).to_string(),
            Value::Integer(number) => number.to_string(),
            Value::Boolean(true) => return Some(parameter.label.to_lowercase()),
            Value::Name(name) => name.to_string(),
            _ => return None,
        };
        let label = parameter.label;
        // Greek letters and indices stay as they are.
        let label = if label.is_ascii() { label.to_lowercase() } else { label.to_string() };
        Some(format!("{label} {value}"))
    });
    let parameters: Vec<String> = parameters.collect();
    if parameters.is_empty() { entry.label.to_string() } else { format!("{} ({})", entry.label, parameters.join(", ")) }
}

fn counted(count: usize, what: &str) -> String {
    let digits = count.to_string();
    let grouped: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    format!("{} {what}{}", grouped.join(","), if count == 1 { "" } else { "s" })
}
