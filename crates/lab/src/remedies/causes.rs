//! The causes of trouble, as a document shows them.

use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::{Clipping, Init, Schedule};

use super::rate::{self, Rate};
use super::{Case, digits, weights};
use crate::data::Origin;
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
    let learning = case.learning;
    let mut causes = vec![];
    let mut add = |name: &'static str, set: Set| {
        if !set.is_empty() {
            causes.push(Cause { name, set });
        }
    };
    if case.now.verdict == Verdict::Healthy && learning == Some(LearningKind::Overfitting) {
        add("overfitting", overfitting(case));
        let rate = Rate::of(case);
        if rate.is_too_low() { add("rate", learning_rate(case)); }
        return causes;
    }
    let learnt = learning == Some(LearningKind::Learnt);
    add("activation", activation(case));
    add("init", init(case));
    add("output_init", output_init(case));
    add("bias_init", bias_init(case));
    add("frozen", frozen(case));
    add("penalty", penalty(case));
    add("dropout", dropout(case));
    add("max_norm", max_norm(case));
    add("clipping", clipping(case));
    if !learnt {
        add("weight_decay", weight_decay(case));
        add("schedule", schedule(case));
        add("rate", learning_rate(case));
        add("epochs", epochs(case));
    }
    if causes.is_empty() {
        add_more(case, &mut causes);
    }
    causes
}

/// What helps where nothing stands out.
fn add_more(case: &Case<'_>, causes: &mut Vec<Cause>) {
    let mut add = |name: &'static str, set: Set| {
        if !set.is_empty() {
            causes.push(Cause { name, set });
        }
    };
    match case.now.verdict {
        Verdict::Silent | Verdict::Dying => add("dead_units", each_block(case, "activation", |_, block| (block.activation.entry().id == "relu").then(|| "leaky_relu".into()))),
        Verdict::Vanishing | Verdict::Exploding => add("depth", each_block(case, "normalization", |_, block| (!block.normalization.is_active()).then(|| "batch".into()))),
        Verdict::Diverged => add("rate_lower", learning_rate_by(case, 0.1)),
        _ => add("rate_lower", learning_rate_by(case, 0.3)),
    }
}

fn epochs(case: &Case<'_>) -> Set {
    const FEW: u64 = 200;
    let epochs = case.experiment.training.epochs;
    let per_epoch = case.steps / epochs;
    if case.steps < FEW { Set::new().with("training.epochs", (2 * FEW).div_ceil(per_epoch.max(1))) } else { Set::new() }
}

fn overfitting(case: &Case<'_>) -> Set {
    const MOST: usize = 10_000;
    match case.experiment.data.source.as_dyn().origin() {
        Origin::Points { samples, .. } if samples < MOST => Set::new().with("data.samples", (samples * 4).min(MOST)),
        _ => each_block(case, "dropout", |_, block| (block.dropout.rate < 0.2).then(|| 0.2.into())),
    }
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
        (!replaced && weights::misfit(case, at).is_some()).then(|| weights::value(block))
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
    let ruined = case.now.verdict == Verdict::Diverged || case.learning == Some(LearningKind::Unstable);
    let set = |suitable: f64| Set::new().with("training.optimizer.learning_rate", digits(suitable / rate.momentum));
    if ruined && rate.highest > rate.suitable {
        set(rate.suitable.min(rate.highest / 5.0))
    } else if rate.is_too_high() && (ruined || !case.makes_progress()) || rate.is_too_low() {
        set(rate.suitable)
    } else {
        Set::new()
    }
}

fn learning_rate_by(case: &Case<'_>, factor: f64) -> Set {
    let rate = case.experiment.training.optimizer.learning_rate();
    Set::new().with("training.optimizer.learning_rate", digits(rate * factor))
}
