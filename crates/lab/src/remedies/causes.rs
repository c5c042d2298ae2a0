//! The causes of trouble, as a document shows them.

use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::{Clipping, Head, Init, Loss, Schedule};

use super::rate::{self, Rate};
use super::{Case, weights};
use crate::data::Source;
use crate::document::{HiddenBlock, Set};
use crate::snapshot::{LearningKind, Verdict};

/// A cause, and what to set against it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cause {
    pub name: &'static str,
    pub set: Set,
}

/// The causes that bear on what is wrong, the likeliest first.
pub(super) fn of(case: &Case<'_>) -> Vec<Cause> {
    if case.now.verdict == Verdict::Healthy {
        match case.learning {
            Some(LearningKind::Overfitting) => return overfitting(case),
            _ => {}
        }
    }
    let learnt = case.learning == Some(LearningKind::Learnt);
    let mut causes = vec![];
    let mut add = |name: &'static str, set: Set| {
        if !set.is_empty() {
            causes.push(Cause { name, set });
        }
    };
    add("activation", activation(case));
    add("init", init(case));
    add("output_init", output_init(case));
    add("bias_init", bias_init(case));
    add("frozen", frozen(case));
    add("penalty", penalty(case));
    add("dropout", dropout(case));
    add("max_norm", max_norm(case));
    add("loss", loss(case));
    add("clipping", clipping(case));
    if !learnt {
        add("schedule", schedule(case));
        add("batch_size", batch_size(case));
        add("weight_decay", weight_decay(case));
        add("rate", learning_rate(case));
    }
    if causes.is_empty() {
        add_more(case, &mut causes);
    }
    causes
}

fn add_more(case: &Case<'_>, causes: &mut Vec<Cause>) {
    let set = learning_rate_by(case, 0.3);
    if !set.is_empty() { causes.push(Cause { name: "rate_lower", set }); }
}

fn overfitting(case: &Case<'_>) -> Vec<Cause> {
    let samples = match &case.experiment.data.source {
        source => match source.as_dyn_samples() { Some(samples) => samples, None => 0 },
    };
    if samples > 0 && samples < 10_000 {
        let set = Set::new().with("data.samples", (samples * 4).min(10_000));
        return vec![Cause { name: "few_samples", set }];
    }
    let set = each_block(case, "dropout", |_, block| (block.dropout.rate < 0.2).then(|| 0.2.into()));
    vec![Cause { name: "overfitting", set }]
}

fn each_block(case: &Case<'_>, field: &str, value: impl Fn(usize, &HiddenBlock) -> Option<serde_json::Value>) -> Set {
    let hidden = case.experiment.network.hidden.iter().enumerate();
    hidden.filter_map(|(at, block)| Some((format!("network.hidden[{at}].{field}"), value(at, block)?))).collect()
}

fn is_sigmoid(block: &HiddenBlock) -> bool {
    matches!(block.activation.entry().id, "sigmoid" | "softplus")
}

fn activation(case: &Case<'_>) -> Set {
    let linear = case.experiment.network.hidden.iter().all(|block| block.activation.entry().id == "identity");
    let depth = case.depth();
    let mut set = each_block(case, "activation", |_, block| {
        let to_replace = if block.activation.entry().id == "identity" { linear } else { is_sigmoid(block) && depth > 2 };
        to_replace.then(|| if is_sigmoid(block) { "tanh".into() } else { "relu".into() })
    });
    set.extend(each_block(case, "init", |_, block| {
        let to_replace = if block.activation.entry().id == "identity" { linear } else { is_sigmoid(block) && depth > 2 };
        to_replace.then(|| if is_sigmoid(block) { "glorot_normal".into() } else { "he_normal".into() })
    }).iter().map(|(path, value)| (path.to_string(), value.clone())));
    set
}

fn init(case: &Case<'_>) -> Set {
    each_block(case, "init", |at, block| {
        let replaced = is_sigmoid(block) && case.depth() > 2;
        (!replaced && weights::misfit(case, at).is_some()).then(|| weights::fitting(block).into())
    })
}

fn output_init(case: &Case<'_>) -> Set {
    let network = &case.experiment.network;
    let inputs = network.hidden.last().map_or(case.data.features, |block| block.units);
    let outputs = case.data.head.outputs();
    let ideal = (2.0 / (inputs + outputs) as f64).sqrt();
    let init = &network.output.init;
    let suits = match weights::deviation(init, inputs, outputs) {
        _ if matches!(init, Init::Constant(_)) => false,
        Some(deviation) => (0.1..=3.0).contains(&(deviation / ideal)),
        None => true,
    };
    if suits { Set::new() } else { Set::new().with("network.output.init", "glorot_uniform") }
}

fn bias_init(case: &Case<'_>) -> Set {
    each_block(case, "bias_init", |_, block| match &block.bias_init {
        Init::Constant(init) if init.value.abs() >= 0.5 => Some("zeros".into()),
        _ => None,
    })
}

fn frozen(case: &Case<'_>) -> Set {
    each_block(case, "frozen", |_, block| block.frozen.then(|| false.into()))
}

fn penalty(case: &Case<'_>) -> Set {
    let mut set = each_block(case, "l2", |_, block| (block.l2 > 0.0).then(|| 0.into()));
    set.extend(each_block(case, "l1", |_, block| (block.l1 > 0.0).then(|| 0.into())).iter().map(|(path, value)| (path.to_string(), value.clone())));
    set
}

fn dropout(case: &Case<'_>) -> Set {
    each_block(case, "dropout", |_, block| (block.dropout.rate > 0.0).then(|| 0.into()))
}

fn max_norm(case: &Case<'_>) -> Set {
    each_block(case, "max_norm", |_, block| block.max_norm.is_some().then_some(serde_json::Value::Null))
}

fn loss(case: &Case<'_>) -> Set {
    let classes = !matches!(case.data.head, Head::Regression);
    let wrong = classes && matches!(case.experiment.loss, Loss::Mse(_) | Loss::Mae(_) | Loss::Huber(_));
    if wrong { Set::new().with("loss", "auto") } else { Set::new() }
}

fn clipping(case: &Case<'_>) -> Set {
    let tight = match &case.experiment.training.gradient_clipping {
        Clipping::NoClipping(_) => false,
        Clipping::ClipByValue(clip) => clip.threshold < 0.1,
        Clipping::ClipByNorm(clip) => clip.threshold < 0.3,
        Clipping::ClipByGlobalNorm(clip) => clip.threshold < 0.3,
    };
    if tight { Set::new().with("training.gradient_clipping", "none") } else { Set::new() }
}

fn schedule(case: &Case<'_>) -> Set {
    let training = &case.experiment.training;
    let (highest, mean) = rate::relative(&training.schedule, training.optimizer.learning_rate(), case);
    let plateau = matches!(training.schedule, Schedule::Performance(_));
    if highest > 3.0 || mean < 0.3 || plateau { Set::new().with("training.schedule", "constant") } else { Set::new() }
}

fn batch_size(case: &Case<'_>) -> Set {
    let training = case.data.training_samples;
    let batch = case.experiment.training.batch_size.unwrap_or(training).min(training);
    if batch > 32 && case.steps < 500 || batch < 8 { Set::new().with("training.batch_size", 32) } else { Set::new() }
}

fn weight_decay(case: &Case<'_>) -> Set {
    match &case.experiment.training.optimizer {
        gradient_lab_nn::Optimizer::Adamw(adamw) if adamw.weight_decay > 0.05 => {
            Set::new().with("training.optimizer.weight_decay", 0.004)
        }
        _ => Set::new(),
    }
}

fn learning_rate(case: &Case<'_>) -> Set {
    let rate = Rate::of(case);
    if !rate.is_too_high() && !rate.is_too_low() {
        return Set::new();
    }
    Set::new().with("training.optimizer.learning_rate", digits(rate.suitable / rate.momentum))
}

fn learning_rate_by(case: &Case<'_>, factor: f64) -> Set {
    let rate = case.experiment.training.optimizer.learning_rate();
    Set::new().with("training.optimizer.learning_rate", digits(rate * factor))
}

/// The number with two digits.
fn digits(number: f64) -> f64 {
    format!("{number:.1e}").parse().unwrap_or(number)
}

impl Source {
    fn as_dyn_samples(&self) -> Option<usize> {
        match self.as_dyn().origin() {
            crate::data::Origin::Points { samples, .. } => Some(samples),
            _ => None,
        }
    }
}
