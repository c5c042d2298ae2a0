//! The causes of trouble, as a document shows them.

use gradient_lab_nn::catalogue::Catalogue;
use gradient_lab_nn::{Clipping, Head, Init, Optimizer, Schedule};

use serde_json::{Value, json};

use super::rate::{self, Rate};
use super::weights::Misfit;
use super::{Case, digits, weights};
use crate::data::Origin;
use crate::document::{HiddenBlock, Placement, Set};
use crate::snapshot::{LearningKind, Verdict};

/// A cause, and what to set against it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cause {
    pub name: &'static str,
    pub set: Set,
}

/// The causes that bear on what is wrong, the likeliest first.
pub(super) fn of(case: &Case<'_>) -> Vec<Cause> {
    let mut causes = vec![];
    let mut add = |name: &'static str, set: Set| {
        if !set.is_empty() {
            causes.push(Cause { name, set });
        }
    };
    if case.learning == Some(LearningKind::Learnt) && case.begins_well() {
        // Steps that are too large have done it, and what the run has learnt with them is not to be put at risk.
        add("rate_high", learning_rate_by(case, 0.3));
        return causes;
    }
    if case.overfits() {
        add("overfitting", overfitting(case));
    }
    add("no_hidden_layer", hidden(case));
    add("raw_data", standardize(case));
    add("activation", activation(case));
    add("init", init(case));
    add("output_init", output_init(case));
    add("bias_init", bias_init(case));
    add("frozen", frozen(case));
    if !case.overfits() {
        add("penalty", penalty(case));
        add("dropout", dropout(case));
        add("max_norm", max_norm(case));
    }
    add("clipping", clipping(case));
    if matches!(case.now, Verdict::Silent | Verdict::Dying) {
        add("dead_units", leaky(case));
    }
    if matches!(case.now, Verdict::Diverged | Verdict::Exploding) {
        add("no_clipping", clip(case));
    }
    if case.is_ruined() || case.learning != Some(LearningKind::Learnt) {
        add("weight_decay", weight_decay(case));
        add("schedule", schedule(case));
        add("rate", learning_rate(case));
    } else if Rate::of(case).is_too_high(case) {
        // The run has learnt with it, but not from the weights or activations that it gets now.
        add("rate", learning_rate(case));
    }
    let by_depth = matches!(case.now, Verdict::Vanishing | Verdict::Exploding);
    if causes.is_empty() && by_depth && !case.begins_well() {
        let set = normalized(case);
        if !set.is_empty() {
            causes.push(Cause { name: "depth", set });
        }
    }
    let set = batch_size(case);
    if !set.is_empty() && case.learning != Some(LearningKind::Learnt) {
        causes.push(Cause { name: "batch_size", set });
    }
    if causes.is_empty() {
        causes.push(Cause { name: "rate_high", set: learning_rate_by(case, 0.3) });
    }
    causes
}

/// Other answers to a gradient that the depth shrinks or lets grow.
pub(super) fn alternatives(case: &Case<'_>) -> Vec<Cause> {
    if !matches!(case.now, Verdict::Vanishing | Verdict::Exploding) {
        return vec![];
    }
    let mut rectified = each_block(case, "activation", |_, block| is_unsuitable(case, block).then(|| "relu".into()));
    rectified.extend(each_block(case, "init", |_, block| {
        is_unsuitable(case, block).then(|| weights::scaled("he_normal", block))
    }));
    vec![Cause { name: "activation", set: rectified }, Cause { name: "depth", set: normalized(case) }]
}

/// A normalization where there is none; one after the activation goes before it, where it bounds what comes in.
fn normalized(case: &Case<'_>) -> Set {
    let mut set =
        each_block(case, "normalization", |_, block| (!block.normalization.is_active()).then(|| "batch".into()));
    set.extend(each_block(case, "normalization_placement", |_, block| {
        let is_after = block.normalization.is_active() && block.normalization_placement == Placement::AfterActivation;
        is_after.then(|| "before_activation".into())
    }));
    set
}

/// A linear model that learns nothing gets what a bent border needs.
fn hidden(case: &Case<'_>) -> Set {
    if case.experiment.network.hidden.is_empty() && case.learning == Some(LearningKind::NotLearning) {
        Set::new().with("network.hidden", json!([{"units": 16, "activation": "tanh"}]))
    } else {
        Set::new()
    }
}

/// The features of the user's table, and the numbers to learn, may have any size.
fn standardize(case: &Case<'_>) -> Set {
    let data = &case.experiment.data;
    let mut set = Set::new();
    if data.kind() != "csv" || case.overfits() {
        return set;
    }
    if !data.standardize {
        set = set.with("data.standardize", true);
    }
    if matches!(case.data.head, Head::Regression(_)) && !data.standardize_target {
        set = set.with("data.standardize_target", true);
    }
    set
}

fn leaky(case: &Case<'_>) -> Set {
    each_block(case, "activation", |_, block| (block.activation.entry().id == "relu").then(|| "leaky_relu".into()))
}

/// Steps without momentum have no bound; a clipped gradient has.
fn clip(case: &Case<'_>) -> Set {
    let training = &case.experiment.training;
    if matches!((&training.optimizer, &training.gradient_clipping), (Optimizer::Sgd(_), Clipping::NoClipping(_))) {
        Set::new().with("training.gradient_clipping", "global_norm")
    } else {
        Set::new()
    }
}

/// A batch of one or two says little about the data, and nothing to a batch normalization; a run of a few steps learns little.
fn batch_size(case: &Case<'_>) -> Set {
    const FEW: u64 = 400;
    const ENOUGH: u64 = 2000;
    const ROWS: usize = 32;
    let training = &case.experiment.training;
    let mut set = Set::new();
    let mut per_epoch = case.steps / training.epochs;
    if case.rows() < 4 && case.data.training_samples >= 8 {
        set = set.with("training.batch_size", ROWS);
        per_epoch = case.data.training_samples.div_ceil(ROWS) as u64;
    }
    let wanted = case.steps.clamp(2 * FEW, ENOUGH);
    if !set.is_empty() || case.steps < FEW {
        let epochs = wanted.div_ceil(per_epoch);
        if epochs > training.epochs {
            set = set.with("training.epochs", epochs);
        }
    }
    set
}

fn overfitting(case: &Case<'_>) -> Set {
    const MOST: usize = 10_000;
    match case.experiment.data.source.as_dyn().origin() {
        Origin::Points { samples, .. } if samples < MOST => Set::new().with("data.samples", (samples * 4).min(MOST)),
        _ => each_block(case, "dropout", |_, block| (block.dropout.rate < 0.2).then(|| 0.2.into())),
    }
}

fn each_block(case: &Case<'_>, field: &str, value: impl Fn(usize, &HiddenBlock) -> Option<Value>) -> Set {
    let hidden = case.experiment.network.hidden.iter().enumerate();
    hidden.filter_map(|(at, block)| Some((format!("network.hidden[{at}].{field}"), value(at, block)?))).collect()
}

/// Whether a block's activation is to be replaced: one that no init keeps from shrinking the gradient, or that adds nothing.
fn is_unsuitable(case: &Case<'_>, block: &HiddenBlock) -> bool {
    let few = if case.now == Verdict::Vanishing { 2 } else { 3 };
    match block.activation.entry().id {
        "sigmoid" | "softplus" => case.depth() >= few && !(case.is_sound() && case.overfits()),
        "identity" => case.experiment.network.hidden.iter().all(|block| block.activation.entry().id == "identity"),
        _ => false,
    }
}

fn activation(case: &Case<'_>) -> Set {
    let mut set = each_block(case, "activation", |_, block| is_unsuitable(case, block).then(|| "tanh".into()));
    let inits = each_block(case, "init", |_, block| {
        is_unsuitable(case, block).then(|| weights::scaled("glorot_normal", block))
    });
    set.extend(inits);
    set
}

fn init(case: &Case<'_>) -> Set {
    each_block(case, "init", |at, block| {
        let misfit = weights::misfit(case, at).filter(|misfit| *misfit == Misfit::Alike || !case.is_sound());
        (!is_unsuitable(case, block) && misfit.is_some()).then(|| weights::scaled(weights::fitting(block), block))
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
    set.extend(each_block(case, "l1", |_, block| (block.l1 > 0.0).then(|| 0.into())));
    let output = &case.experiment.network.output;
    for (field, penalty) in [("l2", output.l2), ("l1", output.l1)] {
        if penalty > 0.0 {
            set = set.with(format!("network.output.{field}"), 0);
        }
    }
    set
}

fn dropout(case: &Case<'_>) -> Set {
    each_block(case, "dropout", |_, block| (block.dropout.rate > 0.0).then(|| 0.into()))
}

fn max_norm(case: &Case<'_>) -> Set {
    each_block(case, "max_norm", |_, block| block.max_norm.is_some().then_some(Value::Null))
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
        Optimizer::Adamw(adamw) if adamw.weight_decay > 0.05 => {
            Set::new().with("training.optimizer.weight_decay", 0.004)
        }
        _ => Set::new(),
    }
}

fn learning_rate(case: &Case<'_>) -> Set {
    let rate = Rate::of(case);
    let set = |suitable: f64| Set::new().with("training.optimizer.learning_rate", digits(suitable / rate.momentum));
    // A run that learns all the same has a rate that is not far off.
    let floor = if case.progress.is_some_and(|share| share < 0.9) {
        (rate.highest / 10.0).min(10.0 * rate.suitable)
    } else {
        0.0
    };
    let has_turned = case.begins_well() && case.now != Verdict::Healthy;
    // Tight clipping has hidden what the rate does: without it the rate speaks for the first time.
    let is_hidden = !clipping(case).is_empty();
    let does_harm = !case.begins_well() || has_turned || is_hidden || case.overfits() || !case.makes_progress();
    if case.is_ruined() && rate.highest > rate.suitable {
        set(rate.suitable.min(rate.highest / 5.0).max(floor))
    } else if case.is_ruined() && case.begins_well() && (!rate.is_too_low() || case.now == Verdict::Diverged) {
        // Low as it is, it was too high for this run.
        learning_rate_by(case, 0.1)
    } else if rate.is_too_high(case) && does_harm {
        set(rate.suitable.max(floor))
    } else if rate.is_too_low() {
        set(rate.suitable)
    } else {
        Set::new()
    }
}

fn learning_rate_by(case: &Case<'_>, factor: f64) -> Set {
    let rate = case.experiment.training.optimizer.learning_rate();
    Set::new().with("training.optimizer.learning_rate", digits(rate * factor))
}
