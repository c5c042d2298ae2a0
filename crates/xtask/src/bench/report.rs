//! What the benchmark found, as a document.

use std::iter;

use anyhow::{Context, Result};
use serde_json::Value;

/// The contenders' names in `tests/bench`, and how the tables call what they are measured against.
const OURS: &str = "Gradient Lab";
const PRODUCTS: &str = "products alone";
const PEAK: &str = "SIMD128 peak";
const TRACED: &str = "Gradient Lab, traced";
const NATIVE_JAX: &str = "native JAX";

/// A workload in words, and what we mean to reach: so many times a rival's speed, or a share of the products'.
pub struct Workload {
    pub id: &'static str,
    summary: &'static str,
    goals: &'static [(f64, &'static str)],
}

/// How much longer a step may take when it is traced.
const TRACED_GOAL: f64 = 1.15;

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

/// What came out for one workload.
struct Outcome<'a> {
    workload: &'static Workload,
    operations: f64,
    peak_operations: f64,
    contenders: Vec<(&'a str, f64, Option<f64>)>,
}

impl<'a> Outcome<'a> {
    fn read(value: &'a Value, peak_operations: f64) -> Option<Self> {
        let id = value["id"].as_str()?;
        let contender =
            |value: &'a Value| Some((value["name"].as_str()?, value["speed"].as_f64()?, value["loss"].as_f64()));
        Some(Self {
            workload: WORKLOADS.iter().find(|workload| workload.id == id)?,
            operations: value["operations"].as_f64()?,
            peak_operations,
            contenders: value["contenders"].as_array()?.iter().map(contender).collect::<Option<_>>()?,
        })
    }

    /// Steps a second.
    fn speed(&self, name: &str) -> Option<f64> {
        self.contenders.iter().find(|contender| contender.0 == name).map(|contender| contender.1)
    }

    /// The loss of the checked step.
    fn loss(&self, name: &str) -> Option<f64> {
        self.contenders.iter().find(|contender| contender.0 == name)?.2
    }

    /// Our speed over another's.
    fn ratio(&self, name: &str) -> Option<f64> {
        Some(self.speed(OURS)? / self.speed(name)?)
    }

    /// Additions and multiplications a second, in billions, of the products in so many steps a second.
    fn throughput(&self, name: &str) -> Option<f64> {
        let operations = if name == PEAK { self.peak_operations } else { self.operations };
        Some(self.speed(name)? * operations / 1e9)
    }

    fn goals(&self) -> String {
        // JAX outside the browser is there only where it was asked for.
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

/// The page's results as a Markdown document.
///
/// # Errors
///
/// They are not what they should be.
pub fn report(results: &Value, machine: &str, rounds: u32) -> Result<String> {
    let peak_operations = results["peakOperations"].as_f64();
    let outcomes: Option<Vec<Outcome>> = peak_operations
        .zip(results["workloads"].as_array())
        .and_then(|(peak, workloads)| workloads.iter().map(|value| Outcome::read(value, peak)).collect());
    let outcomes = outcomes.context("the page's results are not what they should be")?;
    let rivals = rivals(&outcomes);
    let all = [&[OURS], &rivals[..], &[PRODUCTS]].concat();
    let speeds = table(&all, &outcomes, |outcome| {
        let speeds = all.iter().map(|name| outcome.speed(name).map_or("–".into(), grouped));
        iter::once(format!("{} {}", outcome.workload.id, outcome.workload.summary)).chain(speeds).collect()
    });
    let multiples: Vec<String> = rivals.iter().map(|rival| format!("× {rival}")).collect();
    let mut head: Vec<&str> = multiples.iter().map(String::as_str).collect();
    head.extend(["of products", "of peak", "peak, GFLOP/s", "goal"]);
    let ratios = table(&head, &outcomes, |outcome| {
        let ratio = |rival: &&str| outcome.ratio(rival).map_or("–".into(), |ratio| format!("{ratio:.1}"));
        let percent = |share: Option<f64>| share.map_or("–".into(), |share| format!("{:.0} %", share * 100.0));
        let of_peak = outcome.throughput(OURS).zip(outcome.throughput(PEAK)).map(|(ours, peak)| ours / peak);
        let peak = outcome.throughput(PEAK).map_or("–".into(), |peak| format!("{peak:.0}"));
        let rest = [percent(outcome.ratio(PRODUCTS)), percent(of_peak), peak, outcome.goals()];
        iter::once(outcome.workload.id.into()).chain(rivals.iter().map(ratio)).chain(rest).collect()
    });
    let learners = &all[..=rivals.len()];
    let losses = table(learners, &outcomes, |outcome| {
        let loss = |name: &&str| outcome.loss(name).map_or("–".into(), |loss| format!("{loss:.5}"));
        iter::once(outcome.workload.id.into()).chain(learners.iter().map(loss)).collect()
    });
    let checked_steps = &results["checkedSteps"];
    let traced = outcomes.iter().filter_map(|outcome| {
        let times = outcome.ratio(TRACED)?;
        let mark = if times <= TRACED_GOAL { "✓" } else { "✗" };
        let id = outcome.workload.id;
        Some(format!("With every figure of every layer measured at each step and read by the page, a step of {id} takes\n{times:.2} times as long ({mark} at most {TRACED_GOAL}).\n\n"))
    });
    let traced: String = traced.collect();
    Ok(format!(
        "# Benchmark

`cargo xtask bench` wrote this on {machine}: single thread, f32,
medians of {rounds} rounds in which all took turns. Only ratios within a run mean anything; absolute figures differ from
machine to machine.

Steps a second:

{speeds}
*Products alone*: the step's matrix products in 4×8 SIMD128 tiles written by hand, and nothing else. They read large
operands where they lie and transpose every kernel anew: what we save of that takes a share over 100 %.

Gradient Lab's speed as a multiple of theirs, its share of the products alone, and of this machine's peak in SIMD128
additions and multiplications, measured in the same rounds:

{ratios}
{traced}The same mathematics: the loss of step {checked_steps} in each. Adam makes rounding grow, and TF.js puts its ε elsewhere.

{losses}"
    ))
}

/// Everyone but us and the machine's own limits.
fn rivals<'a>(outcomes: &[Outcome<'a>]) -> Vec<&'a str> {
    let mut names = vec![];
    for (name, ..) in outcomes.iter().flat_map(|outcome| &outcome.contenders) {
        if ![OURS, TRACED, PRODUCTS, PEAK].contains(name) && !names.contains(name) {
            names.push(*name);
        }
    }
    names
}

/// A table with a row an outcome: the workload, then a figure for each of `head`.
fn table(head: &[&str], outcomes: &[Outcome], row: impl Fn(&Outcome) -> Vec<String>) -> String {
    let figures = " --: |".repeat(head.len());
    let rows = outcomes.iter().map(|outcome| row(outcome).join(" | "));
    iter::once(format!("workload | {}", head.join(" | ")))
        .chain(iter::once(format!("--- |{}", figures.trim_end_matches(" |"))))
        .chain(rows)
        .flat_map(|row| ["| ".into(), row, " |\n".into()])
        .collect()
}

/// A speed with thousands apart; with a digit after the point where it is small.
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
    use serde_json::json;

    use super::report;

    #[test]
    fn speeds_ratios_shares_and_goals_stand_in_the_tables() {
        let contender = |name: &str, speed: f64| json!({ "name": name, "speed": speed, "loss": 0.5 });
        let results = json!({
            "checkedSteps": 5,
            "peakOperations": 1e6,
            "workloads": [{
                "id": "W3",
                "operations": 1e8,
                "contenders": [
                    contender("Gradient Lab", 1234.5),
                    contender("Gradient Lab, traced", 1122.3),
                    contender("jax-js wasm", 500.0),
                    contender("products alone", 2469.0),
                    contender("SIMD128 peak", 246_900.0),
                ],
            }],
        });
        let text = report(&results, "a machine", 3).unwrap();
        assert!(text.contains("wrote this on a machine: single thread, f32,\nmedians of 3 rounds"), "{text}");
        assert!(text.contains("batch 32, SGD | 1,234 | 500 | 2,469 |\n"), "{text}");
        let goals = "✓ 2.4 × jax-js wasm, ✗ 85 % of products";
        assert!(text.contains(&format!("| W3 | 2.5 | 50 % | 50 % | 247 | {goals} |\n")), "{text}");
        assert!(text.contains("| W3 | 0.50000 | 0.50000 |\n"), "{text}");
        assert!(text.contains("a step of W3 takes\n1.10 times as long (✓ at most 1.15)."), "{text}");
        assert!(report(&json!({}), "a machine", 3).is_err());
    }
}
