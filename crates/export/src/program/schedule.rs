//! The learning rate's schedule, in plain Python: its numbers are then those of Gradient Lab in every library.

use gradient_lab_nn::{Schedule, Unit};

use super::python::{arguments, call, list, number};
use super::run::Run;
use super::script::Section;

/// When the learning rate is set anew.
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
}

/// When the learning rate of `run` is set anew.
pub fn pace(run: &Run) -> Pace {
    match (&run.experiment.training.schedule, run.experiment.training.schedule.as_dyn().unit()) {
        (Schedule::Constant(_), _) => Pace::Never,
        (Schedule::Performance(_), _) => Pace::Plateau,
        (_, Unit::Step) => Pace::Step,
        (_, Unit::Epoch) => Pace::Epoch,
    }
}

/// The section that defines what [`Pace`] says, if there is anything to define.
pub fn section(run: &Run) -> Option<Section> {
    let training = &run.experiment.training;
    let base = number(training.optimizer.learning_rate());
    let (steps, unit, epochs) = (run.steps_per_epoch() as u64, training.schedule.as_dyn().unit(), training.epochs);
    let (counted, total) = match unit {
        Unit::Step => ("steps", steps.saturating_mul(epochs)),
        Unit::Epoch => ("epochs", epochs),
    };
    let title = "The learning rate";
    let function = |text: &str, body: String| {
        let code = format!(
            "def learning_rate(time):\n    \"\"\"The learning rate after so many {counted}.\"\"\"\n    {}\n",
            body.replace('\n', "\n    ")
        );
        Section::new(title, text, code)
    };
    Some(match &training.schedule {
        Schedule::Constant(_) => return None,
        Schedule::Power(power) => function(
            "It falls as a power of time.",
            format!("return {base} / (1 + time / {:?}) ** {:?}", power.decay_steps, power.exponent),
        ),
        Schedule::Exponential(exponential) => function(
            "It falls by the same factor in every decay time.",
            format!("return {base} * {:?} ** (time / {:?})", exponential.rate, exponential.decay_steps),
        ),
        Schedule::PiecewiseConstant(piecewise) => {
            let (rates, last) = match piecewise.values.split_last() {
                Some((last, rates)) => (rates, *last),
                None => (&[][..], training.optimizer.learning_rate()),
            };
            let numbers = |values: &[f64]| list(values.iter().map(|&value| number(value)));
            let body = format!(
                "for boundary, rate in zip({}, {}):\n    if time <= boundary:\n        return rate\nreturn {}",
                numbers(&piecewise.boundaries),
                numbers(rates),
                number(last)
            );
            function("It is one number until the first boundary, the next until the second, and so on.", body)
        }
        Schedule::Performance(_) => {
            let watched = if run.data.validation.samples() > 0 { "the samples held back" } else { "training" };
            let text = format!("It is lowered when the loss of {watched} no longer falls.");
            let schedule = [format!("rate={base}")].into_iter().chain(arguments(&training.schedule, &[]));
            let plateau = call(0, "plateau = Plateau", &schedule.collect::<Vec<_>>(), "");
            Section::new(title, text, format!("{}\n\n{plateau}\n", include_str!("plateau.py")))
        }
        Schedule::OneCycle(cycle) => {
            let max = cycle.max_learning_rate.unwrap_or(10.0 * training.optimizer.learning_rate());
            let start = cycle.start_learning_rate.unwrap_or(max / 10.0);
            let last = cycle.final_learning_rate.unwrap_or(start / 1000.0);
            let body = format!(
                "times = [0, 0.45 * {total}, 0.9 * {total}, {total}]\nreturn float(np.interp(time, times, [{start:?}, {max:?}, {start:?}, {last:?}]))",
            );
            function("It rises in a straight line, falls back, and ends in a last stretch to almost nothing.", body)
        }
        Schedule::Cosine(cosine) => {
            let warmup = match cosine.warmup_steps {
                steps if steps > 0.0 => format!("if time < {steps:?}:\n    return {base} * time / {steps:?}\n"),
                _ => String::new(),
            };
            let (start, length) = (cosine.warmup_steps, total as f64 - cosine.warmup_steps);
            let done = match start {
                _ if length <= 0.0 => "1".to_string(),
                start if start > 0.0 => format!("min(1, (time - {start:?}) / {length:?})"),
                _ => format!("time / {total}"),
            };
            let fraction = cosine.final_fraction;
            let share =
                if fraction > 0.0 { format!("({fraction:?} + (1 - {fraction:?}) * wave)") } else { "wave".to_string() };
            let body = format!("{warmup}wave = (1 + math.cos(math.pi * {done})) / 2\nreturn {base} * {share}");
            function("It falls along half a wave of the cosine.", body)
        }
    })
}
