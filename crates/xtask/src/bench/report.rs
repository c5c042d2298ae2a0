//! The benchmark's results as a document.

use std::fmt::Write as _;
use std::iter;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

// The names of the contenders in `tests/bench`.
const OURS: &str = "Gradient Lab";
const PRODUCTS: &str = "products alone";
const PEAK: &str = "SIMD128 peak";
const TRACED: &str = "Gradient Lab, traced";
const BEFORE: &str = "Gradient Lab, before";
const TRACED_BEFORE: &str = "Gradient Lab, before, traced";
const NATIVE_JAX: &str = "native JAX";

/// A workload and its goals: multiples of a rival's speed, or a share of the products'.
pub struct Workload {
    pub id: &'static str,
    summary: &'static str,
    goals: &'static [(f64, &'static str)],
}

/// The largest time of a traced step, as a multiple of an untraced one.
const TRACED_GOAL: f64 = 1.15;

/// The smallest speed, as a share of the earlier engine's.
const AGAINST_GOAL: f64 = 0.97;

/// The workloads of `tests/bench/workloads.js`.
pub const WORKLOADS: [Workload; 4] = [
    Workload { id: "W1", summary: "2-8-8-8-8-8-1 tanh, mse, batch 10, SGD", goals: &[(12.0, "ConvNetJS")] },
    Workload {
        id: "W2",
        summary: "2-32×20-1 tanh, mse, batch 32, momentum 0.9",
        goals: &[(50.0, "ConvNetJS"), (2.0, NATIVE_JAX)],
    },
    Workload {
        id: "W3",
        summary: "784-300-100-10 ReLU, cross-entropy, batch 32, SGD",
        goals: &[(2.4, "jax-js wasm"), (0.85, PRODUCTS)],
    },
    Workload {
        id: "W4",
        summary: "784-256×5-10 ReLU, cross-entropy, batch 128, Adam",
        goals: &[(1.7, "jax-js wasm"), (0.85, PRODUCTS)],
    },
];

/// The measurements of a page of `tests/bench`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Results {
    workloads: Vec<Outcome>,
    /// The step whose losses are compared.
    checked_steps: u32,
    /// Additions and multiplications in a step of the program that measures the machine's peak; absent if it did not run.
    peak_operations: Option<f64>,
}

/// The measurements of one workload.
#[derive(Deserialize)]
struct Outcome {
    #[serde(rename = "id", deserialize_with = "workload")]
    workload: &'static Workload,
    /// Additions and multiplications in the matrix products of a step.
    operations: f64,
    contenders: Vec<Contender>,
}

#[derive(Deserialize)]
struct Contender {
    name: String,
    /// The loss of the checked step.
    loss: Option<f64>,
    /// Steps a second, in each round.
    speeds: Vec<f64>,
}

/// Reads the id of a workload.
fn workload<'de, D: Deserializer<'de>>(id: D) -> Result<&'static Workload, D::Error> {
    let id = String::deserialize(id)?;
    let known = WORKLOADS.iter().find(|workload| workload.id == id);
    known.ok_or_else(|| D::Error::custom(format!("there is no workload {id}")))
}

impl Outcome {
    fn contender(&self, name: &str) -> Option<&Contender> {
        self.contenders.iter().find(|contender| contender.name == name)
    }

    /// Steps a second: the median of all rounds.
    fn speed(&self, name: &str) -> Option<f64> {
        self.contender(name).map(|contender| median(contender.speeds.clone()))
    }

    /// The loss of the checked step.
    fn loss(&self, name: &str) -> Option<f64> {
        self.contender(name)?.loss
    }

    /// The ratio of our speed to another's.
    fn ratio(&self, name: &str) -> Option<f64> {
        Some(self.speed(OURS)? / self.speed(name)?)
    }

    fn goals(&self) -> String {
        // JAX outside the browser is measured only on request.
        let goals = self.workload.goals.iter().filter(|(_, name)| *name != NATIVE_JAX || self.speed(name).is_some());
        let goals = goals.map(|&(factor, name)| {
            let mark = if self.ratio(name).is_some_and(|ratio| ratio >= factor) { "✓" } else { "✗" };
            let goal = if name == PRODUCTS {
                format!("{:.0} % of products", factor * 100.0)
            } else {
                format!("{factor} × {name}")
            };
            format!("{mark} {goal}")
        });
        goals.collect::<Vec<_>>().join(", ")
    }
}

/// The results of all contenders as a Markdown document.
pub fn report(results: &Results, machine: &str, rounds: u32) -> String {
    let outcomes = &results.workloads;
    let rivals = rivals(outcomes);
    let all = [&[OURS], &rivals[..], &[PRODUCTS]].concat();
    let speeds = table(&all, outcomes, |outcome| {
        let speeds = all.iter().map(|name| outcome.speed(name).map_or("–".into(), grouped));
        iter::once(format!("{} {}", outcome.workload.id, outcome.workload.summary)).chain(speeds).collect()
    });
    let multiples: Vec<String> = rivals.iter().map(|rival| format!("× {rival}")).collect();
    let mut head: Vec<&str> = multiples.iter().map(String::as_str).collect();
    head.extend(["of products", "of peak", "peak, GFLOP/s", "goal"]);
    let ratios = table(&head, outcomes, |outcome| {
        let ratio = |rival: &&str| outcome.ratio(rival).map_or("–".into(), |ratio| format!("{ratio:.1}"));
        let percent = |share: Option<f64>| share.map_or("–".into(), |share| format!("{:.0} %", share * 100.0));
        // Additions and multiplications a second.
        let ours = outcome.speed(OURS).map(|speed| speed * outcome.operations);
        let peak = outcome.speed(PEAK).zip(results.peak_operations).map(|(speed, operations)| speed * operations);
        let of_peak = ours.zip(peak).map(|(ours, peak)| ours / peak);
        let peak = peak.map_or("–".into(), |peak| format!("{:.0}", peak / 1e9));
        let rest = [percent(outcome.ratio(PRODUCTS)), percent(of_peak), peak, outcome.goals()];
        iter::once(outcome.workload.id.into()).chain(rivals.iter().map(ratio)).chain(rest).collect()
    });
    let learners = &all[..=rivals.len()];
    let losses = table(learners, outcomes, |outcome| {
        let loss = |name: &&str| outcome.loss(name).map_or("–".into(), |loss| format!("{loss:.5}"));
        iter::once(outcome.workload.id.into()).chain(learners.iter().map(loss)).collect()
    });
    let checked_steps = results.checked_steps;
    let traced = outcomes.iter().filter_map(|outcome| {
        let times = outcome.ratio(TRACED)?;
        let mark = if times <= TRACED_GOAL { "✓" } else { "✗" };
        let id = outcome.workload.id;
        Some(format!("With every figure of every layer measured at each step and read by the page, a step of {id} takes\n{times:.2} times as long ({mark} at most {TRACED_GOAL}).\n\n"))
    });
    let traced: String = traced.collect();
    format!(
        "# Benchmark

`cargo xtask bench` wrote this on {machine}: single thread, f32,
medians of {rounds} rounds in which all took turns. Only ratios within a run mean anything; absolute figures differ from
machine to machine.

Steps a second:

{speeds}
*Products alone*: the step's matrix products in 4×8 SIMD128 tiles written by hand, and nothing else. They read large
operands where they lie and transpose every kernel in every step: what we save of that takes a share over 100 %.

Gradient Lab's speed as a multiple of theirs, its share of the products alone, and of this machine's peak in SIMD128
additions and multiplications, measured in the same rounds:

{ratios}
{traced}The same mathematics: the loss of step {checked_steps} in each. Adam makes rounding grow, and TF.js puts its ε elsewhere.

{losses}"
    )
}

/// Our speed and that of the earlier engine, as a Markdown document.
pub fn against(results: &Results, machine: &str, rounds: u32) -> String {
    let mut rows = String::new();
    let mut losses = String::new();
    for outcome in &results.workloads {
        let id = outcome.workload.id;
        for (what, ours, before) in [("", OURS, BEFORE), (", traced", TRACED, TRACED_BEFORE)] {
            if let (Some(now), Some(then)) = (outcome.contender(ours), outcome.contender(before)) {
                let [ours, theirs] = [now, then].map(|contender| undisturbed(contender.speeds.clone()));
                let ratio = ours / theirs;
                let mark = if ratio >= AGAINST_GOAL { "✓" } else { "✗" };
                let (ours, theirs) = (grouped(ours), grouped(theirs));
                let _ = writeln!(rows, "| {id}{what} | {ours} | {theirs} | {ratio:.3} {mark} |");
                if now.loss != then.loss {
                    let shown = |loss: Option<f64>| loss.map_or("none".into(), |loss| loss.to_string());
                    let _ = writeln!(losses, "- {id}{what}: {} now, {} before", shown(now.loss), shown(then.loss));
                }
            }
        }
    }
    let step = results.checked_steps;
    let losses = if losses.is_empty() {
        format!("The loss of step {step} is the same in both.\n")
    } else {
        format!("The loss of step {step} is not the same:\n\n{losses}")
    };
    format!(
        "Steps a second on {machine}.

The 95th percentile of the speeds of {rounds} short alternating turns, since other programs on the machine only ever
make a turn slower. ✓: at least {AGAINST_GOAL} times as fast as before.

| workload | now | before | ratio |
| --- | --: | --: | --: |
{rows}
{losses}"
    )
}

/// The 95th percentile: the speed of turns that other programs on the machine have not slowed down.
fn undisturbed(mut speeds: Vec<f64>) -> f64 {
    speeds.sort_by(f64::total_cmp);
    speeds.get(speeds.len() * 19 / 20).copied().unwrap_or(f64::NAN)
}

/// The median; NaN of no values.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values[..] {
        [] => f64::NAN,
        _ if values.len() % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// The names of the other engines.
fn rivals(outcomes: &[Outcome]) -> Vec<&str> {
    let mut names = vec![];
    for Contender { name, .. } in outcomes.iter().flat_map(|outcome| &outcome.contenders) {
        if ![OURS, TRACED, PRODUCTS, PEAK].contains(&name.as_str()) && !names.contains(&name.as_str()) {
            names.push(name.as_str());
        }
    }
    names
}

/// A Markdown table with a row for each outcome: the workload, then a figure for each column of `head`.
fn table(head: &[&str], outcomes: &[Outcome], row: impl Fn(&Outcome) -> Vec<String>) -> String {
    let figures = " --: |".repeat(head.len());
    let rows = outcomes.iter().map(|outcome| row(outcome).join(" | "));
    iter::once(format!("workload | {}", head.join(" | ")))
        .chain(iter::once(format!("--- |{}", figures.trim_end_matches(" |"))))
        .chain(rows)
        .flat_map(|row| ["| ".into(), row, " |\n".into()])
        .collect()
}

/// A speed with thousands separated by commas; a small one with one decimal.
fn grouped(speed: f64) -> String {
    if speed < 100.0 {
        return format!("{speed:.1}");
    }
    let digits = format!("{speed:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Results, against, report};

    fn contender(name: &str, speeds: &[f64], loss: f64) -> Value {
        json!({ "name": name, "speeds": speeds, "loss": loss })
    }

    fn results(contenders: &[Value]) -> Results {
        let workload = json!({ "id": "W3", "operations": 1e8, "contenders": contenders });
        serde_json::from_value(json!({ "checkedSteps": 5, "peakOperations": 1e6, "workloads": [workload] })).unwrap()
    }

    #[test]
    fn speeds_ratios_shares_and_goals_stand_in_the_tables() {
        let results = results(&[
            contender("Gradient Lab", &[2000.0, 1234.5, 1000.0], 0.5),
            contender("Gradient Lab, traced", &[1122.3], 0.5),
            contender("jax-js wasm", &[400.0, 600.0], 0.5),
            contender("products alone", &[2469.0], 0.5),
            contender("SIMD128 peak", &[246_900.0], 0.5),
        ]);
        let text = report(&results, "a machine", 3);
        assert!(text.contains("wrote this on a machine: single thread, f32,\nmedians of 3 rounds"), "{text}");
        assert!(text.contains("batch 32, SGD | 1,234 | 500 | 2,469 |\n"), "{text}");
        let goals = "✓ 2.4 × jax-js wasm, ✗ 85 % of products";
        assert!(text.contains(&format!("| W3 | 2.5 | 50 % | 50 % | 247 | {goals} |\n")), "{text}");
        assert!(text.contains("| W3 | 0.50000 | 0.50000 |\n"), "{text}");
        assert!(text.contains("a step of W3 takes\n1.10 times as long (✓ at most 1.15)."), "{text}");
    }

    #[test]
    fn a_change_of_speed_is_the_ratio_of_undisturbed_turns() {
        let turns = |speed: f64, disturbed: f64| [vec![disturbed; 35], vec![speed; 5]].concat();
        let results = results(&[
            contender("Gradient Lab", &turns(900.0, 800.0), 0.5),
            contender("Gradient Lab, traced", &turns(490.0, 120.0), 0.25),
            contender("Gradient Lab, before", &turns(1000.0, 300.0), 0.5),
            contender("Gradient Lab, before, traced", &turns(500.0, 480.0), 0.5),
        ]);
        let text = against(&results, "a machine", 40);
        assert!(text.contains("\n| W3 | 900 | 1,000 | 0.900 ✗ |\n| W3, traced | 490 | 500 | 0.980 ✓ |\n"), "{text}");
        assert!(text.ends_with("is not the same:\n\n- W3, traced: 0.25 now, 0.5 before\n"), "{text}");
    }

    #[test]
    fn results_of_a_workload_without_a_name_here_are_an_error() {
        let unknown = json!({ "id": "W9", "operations": 1, "contenders": [] });
        let results = json!({ "checkedSteps": 5, "workloads": [unknown] });
        assert!(serde_json::from_value::<Results>(results).is_err_and(|error| error.to_string().contains("W9")));
    }
}
