//! The learning rate's schedule, in plain Python: its numbers are then those of Gradient Lab in every library.

use gradient_lab::document::Experiment;
use gradient_lab_nn::{Schedule, Unit};

use super::changes::{Stage, stages};
use super::python::{arguments, call, indented, list, number};
use super::run::Run;
use super::script::Section;

/// When the learning rate is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Never: it is the optimizer's.
    Never,
    /// Before each step, by `learning_rate(steps done)`.
    Step,
    /// Before each epoch, by `learning_rate(epochs done)`.
    Epoch,
    /// Before each epoch, by `plateau`, which is told each epoch's loss.
    Plateau,
    /// Before each step, by `learning_rate(steps done, epochs done)`; `plateau`, where there is one, is told each epoch's loss.
    Changing,
}

/// How the rate follows from `time`.
struct Rule {
    text: String,
    /// Returns the rate.
    body: String,
    /// Makes the `Plateau` that `body` asks for the rate.
    plateau: Option<String>,
}

/// When the learning rate of `run` is computed.
pub fn pace(run: &Run) -> Pace {
    match (&run.experiment.training.schedule, run.experiment.training.schedule.as_dyn().unit()) {
        _ if !run.experiment.training.changes.is_empty() => Pace::Changing,
        (Schedule::Constant(_), _) => Pace::Never,
        (Schedule::Performance(_), _) => Pace::Plateau,
        (_, Unit::Step) => Pace::Step,
        (_, Unit::Epoch) => Pace::Epoch,
    }
}

/// The section that defines what [`Pace`] says, if there is anything to define.
pub fn section(run: &Run) -> Option<Section> {
    let Rule { mut text, body, plateau } = rule(run, &run.experiment);
    let code = match (pace(run), plateau) {
        (Pace::Never, _) => return None,
        (Pace::Plateau, plateau) => format!("{PLATEAU}\n\nplateau = {}\n", plateau.unwrap_or_default()),
        (Pace::Changing, _) => {
            let has_plateau = |now: &Experiment| matches!(now.training.schedule, Schedule::Performance(_));
            let is_used =
                has_plateau(&run.experiment) || stages(&run.experiment).iter().any(|stage| has_plateau(&stage.now));
            text.push_str(" That is so until it is changed in the middle of the run, further down.");
            let class = if is_used { format!("{PLATEAU}\n\n") } else { String::new() };
            format!("{class}{}", definition(run, &run.experiment))
        }
        (pace, _) => format!(
            "def learning_rate(time):\n    \"\"\"The learning rate after so many {}.\"\"\"\n{}",
            if pace == Pace::Epoch { "epochs" } else { "steps" },
            indented(4, &body)
        ),
    };
    Some(Section::new("The learning rate", text, code))
}

/// What a change does that turns the learning rate or its schedule, and the names that it defines.
pub fn change(run: &Run, stage: &Stage) -> (Vec<&'static str>, String) {
    if let (Schedule::Performance(_), false) = (&stage.now.training.schedule, stage.sets_schedule()) {
        return (vec![], format!("plateau.rate = {}\n", number(stage.now.training.optimizer.learning_rate())));
    }
    (vec!["learning_rate", "plateau"], definition(run, &stage.now))
}

/// Defines `plateau` and `learning_rate(step, epoch)`.
fn definition(run: &Run, now: &Experiment) -> String {
    let Rule { body, plateau, .. } = rule(run, now);
    let unit = now.training.schedule.as_dyn().unit();
    let time = match unit {
        _ if !body.contains("time") => "",
        Unit::Step => "    time = step\n",
        Unit::Epoch => "    time = epoch\n",
    };
    format!(
        "plateau = {}\n\n\ndef learning_rate(step, epoch):\n    \"\"\"The learning rate after so many steps and epochs.\"\"\"\n{time}{}",
        plateau.unwrap_or("None".to_string()),
        indented(4, &body)
    )
}

const PLATEAU: &str = include_str!("plateau.py");

/// The rule of `now`, the experiment of `run` with what has been turned in it.
fn rule(run: &Run, now: &Experiment) -> Rule {
    let training = &now.training;
    let base = number(training.optimizer.learning_rate());
    let (steps, epochs) = (run.steps_per_epoch() as u64, training.epochs);
    let total = match training.schedule.as_dyn().unit() {
        Unit::Step => steps.saturating_mul(epochs),
        Unit::Epoch => epochs,
    };
    let numbers = |values: &[f64]| list(values.iter().map(|&value| number(value)));
    let (text, body) = match &training.schedule {
        Schedule::Constant(_) => ("It stays the same.", format!("return {base}")),
        Schedule::Power(power) => (
            "It falls as a power of time.",
            format!("return {base} / (1 + time / {:?}) ** {:?}", power.decay_steps, power.exponent),
        ),
        Schedule::Exponential(exponential) => (
            "It falls by the same factor in every decay time.",
            format!("return {base} * {:?} ** (time / {:?})", exponential.rate, exponential.decay_steps),
        ),
        Schedule::PiecewiseConstant(piecewise) => {
            let (rates, last) = match piecewise.values.split_last() {
                Some((last, rates)) => (rates, *last),
                None => (&[][..], training.optimizer.learning_rate()),
            };
            let body = format!(
                "for boundary, rate in zip({}, {}):\n    if time <= boundary:\n        return rate\nreturn {}",
                numbers(&piecewise.boundaries),
                numbers(rates),
                number(last)
            );
            ("It is one number until the first boundary, the next until the second, and so on.", body)
        }
        Schedule::Performance(_) => {
            let text = match run.data.validation.samples() {
                0 => "It is lowered when the loss of training no longer falls.",
                _ => "It is lowered when the loss of the samples held back no longer falls.",
            };
            let schedule = [format!("rate={base}")].into_iter().chain(arguments(&training.schedule, &[]));
            let plateau = call(0, "Plateau", &schedule.collect::<Vec<_>>(), "");
            return Rule { text: text.to_string(), body: "return plateau.rate".to_string(), plateau: Some(plateau) };
        }
        Schedule::OneCycle(cycle) => {
            let max = cycle.max_learning_rate.unwrap_or(10.0 * training.optimizer.learning_rate());
            let start = cycle.start_learning_rate.unwrap_or(max / 10.0);
            let last = cycle.final_learning_rate.unwrap_or(start / 1000.0);
            let body = format!(
                "times = [0, 0.45 * {total}, 0.9 * {total}, {total}]\nreturn float(np.interp(time, times, {}))",
                numbers(&[start, max, start, last])
            );
            ("It rises in a straight line, falls back, and ends in a last stretch to almost nothing.", body)
        }
        Schedule::Cosine(cosine) => {
            let (start, length) = (cosine.warmup_steps, total as f64 - cosine.warmup_steps);
            let warmup = match start {
                start if start > 0.0 => format!("if time < {start:?}:\n    return {base} * time / {start:?}\n"),
                _ => String::new(),
            };
            let done = match start {
                _ if length <= 0.0 => "1".to_string(),
                start if start > 0.0 => format!("min(1, (time - {start:?}) / {length:?})"),
                _ => format!("time / {total}"),
            };
            let fraction = cosine.final_fraction;
            let share =
                if fraction > 0.0 { format!("({fraction:?} + (1 - {fraction:?}) * wave)") } else { "wave".to_string() };
            let body = format!("{warmup}wave = (1 + math.cos(math.pi * {done})) / 2\nreturn {base} * {share}");
            ("It falls along half a wave of the cosine.", body)
        }
    };
    Rule { text: text.to_string(), body, plateau: None }
}
