//! What is said of a sweep when it has ended.

use crate::figures::significant;
use gradient_lab::sweep::Objective;
use serde_json::Value;
use std::collections::BTreeMap;

/// The most trials that the table lists.
const MAX_ROWS: usize = 10;

/// How many trials there are, and how they ended.
pub fn summary(lines: &BTreeMap<usize, String>) -> String {
    let parsed: Vec<Value> = lines.values().map(|line| parse(line)).collect();
    let count = |status: &str| parsed.iter().filter(|line| line["status"] == status).count();
    let ways = ["finished", "diverged", "stopped"].map(|status| (count(status), status));
    let ways: Vec<String> =
        ways.into_iter().filter(|&(count, _)| count > 0).map(|(count, status)| format!("{count} {status}")).collect();
    format!("{} trials: {}", parsed.len(), if ways.is_empty() { "none ended".into() } else { ways.join(", ") })
}

/// The best trials by `objective`, a line each.
pub fn best(lines: &BTreeMap<usize, String>, objective: Objective) -> String {
    let cost = |line: &Value| match line[objective.name()].as_f64() {
        Some(figure) if line["status"] == "finished" => {
            if objective.is_less_better() {
                figure
            } else {
                -figure
            }
        }
        _ => f64::INFINITY,
    };
    let mut parsed: Vec<Value> = lines.values().map(|line| parse(line)).collect();
    parsed.sort_by(|one, other| cost(one).total_cmp(&cost(other)));
    let figure = |value: &Value| match value {
        Value::Null => "–".to_string(),
        value => value.as_f64().map_or_else(|| value.as_str().unwrap_or_default().to_string(), significant),
    };
    let rows = parsed.iter().take(MAX_ROWS).map(|line| {
        let set = line["set"].as_object().into_iter().flatten();
        let set: Vec<String> = set.map(|(path, value)| format!("{path}: {value}")).collect();
        [
            line["trial"].to_string(),
            figure(&line[objective.name()]),
            line["status"].as_str().unwrap_or_default().to_string(),
            line["verdict_last"].as_str().unwrap_or_default().to_string(),
            line["seed"].to_string(),
            set.join(", "),
        ]
    });
    let head = ["trial", objective.name(), "status", "verdict", "seed", "set"].map(str::to_string);
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..6).map(width).collect();
    let line = |row: &[String; 6]| {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}")).collect();
        cells.join("  ").trim_end().to_string()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn parse(line: &str) -> Value {
    serde_json::from_str(line).unwrap_or_default()
}
