//! What `gradlab run` says of a run: where its gradient gets to, how it learns and how well it does. Sentences tell what was
//! measured; layers have the names that they have in the trace.

use crate::figures::significant;
use gradient_lab::figure::Figure;
use gradient_lab::session::{Evaluation, Score, Session};
use gradient_lab::snapshot::{Diagnosis, Learning, LearningKind, SnapshotRequest, Status, Verdict};
use gradient_lab::trace::EpochRecord;
use std::sync::Arc;

/// The most layers whose δ is listed.
const MAX_LISTED: usize = 24;

/// The powers of ten at the ends of the axis of δ, the same for all runs, and the cells between two of them.
const AXIS: (f64, f64) = (-12.0, 2.0);
const CELLS_A_DECADE: f64 = 2.0;
/// The axis's ticks, each above its place.
const TICKS: &str = "10⁻¹²   10⁻⁸    10⁻⁴    10⁰ 10²";
/// A cell filled from the left, by eighths.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// What the gradient of a run does and how the run learns, at this moment; with a bar for each layer's δ where `bars` is set.
pub fn account(session: &mut Session, bars: bool) -> String {
    let snapshot = session.snapshot(&SnapshotRequest { visuals: false, units: 0, side: 0 });
    let names = session.layer_names();
    let verdict = verdict(snapshot.step, &snapshot.status, &snapshot.diagnosis, names);
    let deltas = deltas(snapshot.step, &snapshot.diagnosis.delta_rms, names, bars);
    let epoch_loss = session.last_epoch().map(|epoch| epoch.training_loss.0);
    let learning = snapshot.learning.map(|learning| format!("\n{}", self::learning(&learning, epoch_loss)));
    format!("{verdict}\n{deltas}{}", learning.unwrap_or_default())
}

/// The verdict on the gradient after `steps` steps, and what was measured.
fn verdict(steps: u64, status: &Status, diagnosis: &Diagnosis, names: &[Arc<str>]) -> String {
    let word = match diagnosis.verdict {
        Verdict::Diverged => "diverged",
        Verdict::Silent => "no gradient",
        Verdict::Exploding => "exploding",
        Verdict::Vanishing => "vanishing",
        Verdict::Dying => "dying units",
        Verdict::Saturated => "saturated",
        Verdict::Healthy => "healthy",
    };
    let when = if steps == 0 { String::from("before step 1") } else { format!("after step {steps}") };
    let mut text = format!("Verdict {when}: {word}.");
    for sentence in [trouble(status, diagnosis, names), gain(diagnosis, names)].into_iter().flatten() {
        text += " ";
        text += &sentence;
    }
    text
}

/// What is wrong in one layer.
fn trouble(status: &Status, diagnosis: &Diagnosis, names: &[Arc<str>]) -> Option<String> {
    let layer = diagnosis.layer.map_or("a layer", |layer| &names[layer]);
    let share = diagnosis.share.map_or_else(|| "Most".into(), |share| format!("{} %", significant(100.0 * share)));
    match (diagnosis.verdict, status) {
        (Verdict::Diverged, Status::Diverged { step, layer }) => {
            Some(format!("At step {step} the figures stopped being finite, first in {layer}."))
        }
        (Verdict::Diverged, _) => Some(format!("Figures are not finite, first in {layer}.")),
        (Verdict::Silent, _) if diagnosis.layer.is_some_and(|layer| layer > 0) => {
            Some(format!("The gradient is exactly 0 in {layer}; from there back to {} none arrives.", names[0]))
        }
        (Verdict::Silent, _) => Some(format!("The gradient is exactly 0 in {layer}.")),
        (Verdict::Dying, _) => Some(format!("{share} of the units of {layer} are at 0 for the whole batch.")),
        (Verdict::Saturated, _) => {
            Some(format!("{share} of the activations of {layer} are at an asymptote, where the slope is nearly 0."))
        }
        _ => None,
    }
}

/// How the gradient changes from the last hidden layer to the first that it reaches.
fn gain(diagnosis: &Diagnosis, names: &[Arc<str>]) -> Option<String> {
    let hidden = &names[..names.len() - 1];
    let trained = diagnosis.delta_rms.iter().position(|&delta| delta != -1.0).unwrap_or_default();
    let is_healthy = diagnosis.verdict == Verdict::Healthy;
    let [.., last] = hidden else {
        return is_healthy.then(|| "There is no hidden layer for the gradient to reach.".into());
    };
    let Some(first) = hidden.get(trained + diagnosis.underflowed) else {
        let alone = if diagnosis.underflowed > 0 { lost(&hidden[trained..]) } else { "No hidden layer learns.".into() };
        return (is_healthy || diagnosis.underflowed > 0).then_some(alone);
    };
    let mut sentences = vec![];
    if let (Some(rho), Some(ratio)) = (diagnosis.rho, diagnosis.log10_ratio) {
        let (rho, ratio) = (significant(rho), power(ratio));
        sentences.push(match diagnosis.log10_ratio {
            _ if diagnosis.verdict == Verdict::Diverged => {
                format!("Until then the gradient grew × {rho} a layer, going back.")
            }
            Some(..0.0) => format!(
                "Going back, each layer keeps {rho} of the gradient: {ratio} of what {last} gets reaches {first}."
            ),
            _ => {
                format!("Going back, the gradient grows × {rho} a layer: {first} gets {ratio} times what {last} gets.")
            }
        });
    } else if is_healthy && first == last {
        sentences.push(format!("The gradient reaches {first}, the only hidden layer that learns."));
    }
    if let Some(ratio) = diagnosis.log10_first_over_output.filter(|_| diagnosis.verdict == Verdict::Exploding) {
        sentences.push(format!("Its norm there is {} times the output's.", power(ratio)));
    }
    if let Some(at) = diagnosis.cliff {
        sentences.push(format!("Most of that happens between {} and {}.", names[at + 1], names[at]));
    }
    if diagnosis.underflowed > 0 {
        sentences.push(lost(&hidden[trained..trained + diagnosis.underflowed]));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// That the gradient is lost in `layers`, of which there is one at least.
fn lost(layers: &[Arc<str>]) -> String {
    let [first, .., last] = layers else {
        return format!("In {} it is below what 32-bit numbers hold.", layers[0]);
    };
    format!("From {last} back to {first} it is below what 32-bit numbers hold.")
}

/// Ten to the power of `log10`.
fn power(log10: f64) -> String {
    significant(10_f64.powf(log10))
}

/// δ of each layer, a line a layer, the middle ones of many left out; −1 is "not computed".
fn deltas(steps: u64, deltas: &[f32], names: &[Arc<str>], bars: bool) -> String {
    let width = names.iter().map(|name| name.len()).max().unwrap_or_default();
    let line = |layer: usize| {
        let delta = f64::from(deltas[layer]);
        let figure = if delta == -1.0 { "not computed".into() } else { significant(delta) };
        let bar = if bars { bar(delta) } else { String::new() };
        format!("  {:width$}  {figure:9}  {bar}", names[layer]).trim_end().to_owned()
    };
    let of = if steps == 0 { "the first batch" } else { "the latest steps, medians" };
    let mut lines = vec![format!("δ by layer, of {of}{}:", if bars { "; bars on a log axis" } else { "" })];
    if bars {
        lines.push(format!("  {:width$}  {:9}  {TICKS}", "", ""));
    }
    let end = if names.len() > MAX_LISTED { MAX_LISTED / 2 } else { names.len() };
    lines.extend((0..end).map(line));
    if end < names.len() {
        lines.push(format!("  … {} more", names.len() - MAX_LISTED));
        lines.extend((names.len() - MAX_LISTED / 2..names.len()).map(line));
    }
    lines.join("\n")
}

/// A bar from the left end of the axis to `delta`; none where that is not on it.
fn bar(delta: f64) -> String {
    if !(delta > 0.0 && delta.is_finite()) {
        return String::new();
    }
    let decades = delta.log10().clamp(AXIS.0, AXIS.1) - AXIS.0;
    let eighths = (8.0 * CELLS_A_DECADE * decades).round() as usize;
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

/// How the run learns; `epoch_loss` is the latest epoch's training loss.
fn learning(learning: &Learning, epoch_loss: Option<f64>) -> String {
    let &Learning { kind, guessing, best_epoch, penalty_share, .. } = learning;
    let level = significant(guessing);
    match kind {
        LearningKind::Learnt => format!("Learnt: the task is done. Guessing's loss is {level}."),
        LearningKind::Overfitting => format!(
            "Overfitting: since epoch {} the validation loss has risen while the training loss fell.",
            best_epoch.unwrap_or_default()
        ),
        LearningKind::Unstable => "Unstable: the training loss jumps up by half or more again and again.".into(),
        LearningKind::Penalized => {
            format!("Held back by penalties: they are {} % of the training loss.", significant(100.0 * penalty_share))
        }
        LearningKind::NotLearning => {
            format!("Not learning: the loss stays at that of guessing, {level}{}.", logarithm(guessing))
        }
        LearningKind::Learning if epoch_loss.is_some_and(|loss| loss > guessing) => {
            let loss = epoch_loss.map(significant).unwrap_or_default();
            format!("Worse than guessing: the training loss is {loss}, guessing's {level}.")
        }
        LearningKind::Learning => format!("Learning. Guessing's loss is {level}."),
    }
}

/// ` (ln 3)` where `value` is the logarithm of a whole number, as guessing's cross-entropy is of the number of classes.
fn logarithm(value: f64) -> String {
    let whole = value.exp().round();
    if whole >= 2.0 && (value - whole.ln()).abs() < 1e-6 { format!(" (ln {whole})") } else { String::new() }
}

/// The network's loss and accuracy after `steps` steps, in one line. The training figures of the last epoch are means while
/// it ran; where the final ones differ from them, the line says why.
pub fn summary(steps: u64, evaluation: &Evaluation, last_epoch: Option<EpochRecord>) -> String {
    let running = |EpochRecord { training_loss: Figure(loss), training_accuracy, .. }| {
        score(Score { loss, accuracy: training_accuracy.map(|Figure(share)| share) })
    };
    let differs = last_epoch.is_some_and(|epoch| running(epoch) != score(evaluation.training));
    let remark = if differs { " (evaluated after the last step)" } else { "" };
    let validation = evaluation.validation.map(|split| format!("; validation {}", score(split)));
    format!("After step {steps}: training {}{remark}{}", score(evaluation.training), validation.unwrap_or_default())
}

fn score(Score { loss, accuracy }: Score) -> String {
    let accuracy = accuracy.map(|share| format!(", accuracy {} %", significant(100.0 * share)));
    format!("loss {}{}", significant(loss), accuracy.unwrap_or_default())
}

#[cfg(test)]
mod tests;
